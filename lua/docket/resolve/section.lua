---Lists of prisoners: sections that a person's name heads. Their lines tell of that
---person without naming anybody: "Detained on May 4. Serving six years."
local name = require "docket.resolve.name"

local M = {}

---@class docket.Section
---@field first integer  of the name in the heading, in the article's text
---@field stop integer   where the next section begins
---@field mention docket.Mention?  of the one who is named
---@field item table     the name, as the register reads it

-- A single heading of capitals may be anything; a list has several of them. The headline
-- of a page about one person is enough.
local SECTIONS_MIN <const> = 2
-- A line that is no heading by its kind, but short and without a stop, in bytes.
local LINE_MAX <const> = 80
-- What follows the name in a heading is no longer than this, in bytes: ", 34, a blogger".
local BEHIND_MAX <const> = 60

local AFTER_NAME = { "^%s*$", "^%s*[,(:-]", "^%s*\u{2013}", "^%s*\u{2014}" }

local function may_follow(behind)
  if #behind > BEHIND_MAX then return false end
  for _, form in ipairs(AFTER_NAME) do
    if behind:find(form) then return true end
  end
  return false
end

-- The name that a heading consists of, behind a number or a bullet.
local function name_in(finder, text, block)
  local heading = text:sub(block.first, block.last)
  local start = heading:match "^[%s%d.)*#-]*()"
  local last = name.run_last(heading, start)
  if not last or not may_follow(heading:sub(last + 1)) then return nil end
  local kinds = finder:classify(heading:sub(start, last), false)
  local kind = #kinds == 1 and kinds[1]
  if not kind or kind.kind ~= "person" or #kind.words < 2 then return nil end
  return kind, block.first + start - 1
end

-- The segment that begins next behind a position.
local function segment_behind(bounds, position)
  for index = 1, #bounds // 2 do
    if bounds[2 * index - 1] > position then return index end
  end
  return nil
end

local function may_head(text, block)
  if block.kind == "subhead" or block.kind == "headline" then return true end
  return block.kind == "body" and block.last - block.first < LINE_MAX and not text:find("^[.!?:]", block.last)
end

---The sections of an article that names head; none where it is no list of people.
---@param state table  of the engine
---@param finder docket.NameFinder
---@return { kind: table, first: integer, index: integer, stop: integer }[]  what the register
---  makes a mention of: the name, its place, and the segment behind the heading
function M.headings(state, finder)
  local found, profile = {}, false
  for _, block in ipairs(state.article.blocks) do
    if may_head(state.text, block) then
      local kind, first = name_in(finder, state.text, block)
      local index = kind and segment_behind(state.bounds, block.last)
      local before = found[#found]
      if before and before.stop > block.first and (kind or block.kind ~= "body") then before.stop = block.first end
      if index then
        profile = profile or block.kind == "headline"
        found[#found + 1] = { kind = kind, first = first, index = index, stop = #state.text + 1 }
      end
    end
  end
  return (profile or #found >= SECTIONS_MIN) and found or {}
end

---Whose section a place of the article lies in.
---@param people docket.People
---@param position integer
---@return docket.Person?
function M.person_at(people, position)
  for _, mention in ipairs(people.headings) do
    if mention.first < position and position < mention.stop then return mention.person end
  end
  return nil
end

return M
