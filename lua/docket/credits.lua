---Who wrote and who reported: names in "Written by …", "With reporting by …".
local data = require "docket.data"
local word_list = require "docket.rule.list"

local M = {}

local phrases

-- The phrases of the shipped lists, longest first, each with the field that it opens.
local function load_phrases()
  if phrases then return phrases end
  phrases = {}
  for _, name in ipairs { "byline", "credit" } do
    local list = word_list.read(nil, name, data.path("words/en/" .. name .. ".txt"))
    for entry in pairs(list and list.entries or {}) do phrases[#phrases + 1] = { text = entry, field = name } end
  end
  table.sort(phrases, function(a, b)
    if #a.text ~= #b.text then return #a.text > #b.text end
    return a.text < b.text
  end)
  return phrases
end

-- Where phrases stand in the line: position, length, field; none inside another.
local function find_phrases(line)
  local found = {}
  local lower = line:lower():gsub("%s", " ")
  for _, phrase in ipairs(load_phrases()) do
    local from = 1
    while true do
      local first, last = lower:find(phrase.text, from, true)
      if not first then break end
      from = last + 1
      local inside = not (lower:sub(first - 1, first - 1):match "^%W?$" and lower:sub(last + 1, last + 1):match "^[^%w]?$")
      for _, other in ipairs(found) do inside = inside or (first <= other.last and other.first <= last) end
      if not inside then found[#found + 1] = { first = first, last = last, field = phrase.field } end
    end
  end
  table.sort(found, function(a, b) return a.first < b.first end)
  return found
end

-- "AFP, Bloomberg, Reuters, and TASS" -> four names.
local function split_names(text, out)
  text = text:gsub("%s+", " "):gsub("^[%s:]+", ""):gsub("[%s.;%])]+$", "")
  text = text:gsub(",? and ", ", "):gsub(" & ", ", ")
  for item in (text .. ","):gmatch "%s*(.-)%s*," do
    item = item:gsub("^[Tt]he ", ""):gsub("^in .- by ", "")
    if item ~= "" then out[#out + 1] = item end
  end
end

---Put the names of one line into the lists.
---@param line string
---@param kind "byline"|"credit"  what the line is where no phrase says it
---@param byline string[]
---@param credit string[]
function M.read(line, kind, byline, credit)
  local found = find_phrases(line)
  local lists = { byline = byline, credit = credit }
  if #found == 0 then return split_names(line, lists[kind]) end
  for i, phrase in ipairs(found) do
    local stop = found[i + 1] and found[i + 1].first - 1 or #line
    split_names(line:sub(phrase.last + 1, stop), lists[phrase.field])
  end
end

return M
