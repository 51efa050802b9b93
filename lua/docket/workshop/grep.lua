---Searches texts for a pattern in the vocabulary of rules, as
---`words "sentenced" * sp * gap(3, entity "duration")`.
local lpeg = require "lpeg"
local core = require "docket.core"
local guard = require "docket.rule.guard"
local load_pack = require "docket.rule.load"

local M = {}

local Search = {}
Search.__index = Search

---Make a search of an expression.
---@param rules docket.Rules
---@param expression string  Lua, in the environment of rule files; gives a pattern
---@return table? search
---@return string? message
---@return string? code
function M.new(rules, expression)
  local value, message = load_pack.evaluate(rules.pack, expression)
  -- a word that is no name of the vocabulary is looked for as it is, and so is a string
  if value == nil and expression:find "^[%a][%a '|-]*$" then value = expression:lower() end
  if type(value) == "string" then value, message = load_pack.evaluate(rules.pack, ("words %q"):format(value)) end
  if not guard.is(value) then return nil, message or "the expression gives no pattern", "EPATTERN" end
  local raw = guard.raw(value)
  return setmetatable({ rules = rules, words = guard.words_of(value), pattern = lpeg.Cp() * lpeg.Ct(raw) * lpeg.Cp() },
    Search)
end

---The full-text query that every article with a match answers; nil where the pattern
---needs no word, so that all articles have to be read.
---@return string? query
function Search:query()
  if not self.words or #self.words == 0 or #self.words > 200 then return nil end
  local parts = {}
  for _, phrase in ipairs(self.words) do
    -- only its words: between them there may be any space, dash or quotation mark
    local words = {}
    for word in phrase:gmatch "[%w\x80-\xff]+" do words[#words + 1] = ('"%s"'):format(word) end
    if #words == 0 then return nil end
    parts[#parts + 1] = #words == 1 and words[1] or ("(%s)"):format(table.concat(words, " AND "))
  end
  return table.concat(parts, " OR ")
end

local function named(captures)
  local out = {}
  for key, value in pairs(captures) do
    if type(value) == "string" or type(value) == "number" then out[#out + 1] = { name = key, value = value } end
  end
  table.sort(out, function(a, b) return tostring(a.name) < tostring(b.name) end)
  return out
end

-- Matches over one form of a segment's text: at each word start, behind the last match.
local function search_in(self, subject, offset, found, seen)
  local behind = 0
  for _, start in ipairs(core.words(subject)) do
    if start > behind then
      local first, captures, stop = lpeg.match(self.pattern, subject, start)
      if first and stop > first then
        behind = stop - 1
        local key = first + offset
        if not seen[key] then
          seen[key] = true
          found[#found + 1] = { first = key, last = stop - 1 + offset, captures = named(captures) }
        end
      end
    end
  end
end

local function search_article(self, article)
  local found, seen = {}, {}
  local _, trace = self.rules:extract(article, { trace = true, everywhere = true })
  local folded = article.core:folded()
  for index = 1, #trace.bounds // 2 do
    local first, last = trace.bounds[2 * index - 1], trace.bounds[2 * index]
    local seg = trace.segs[index]
    if seg then search_in(self, seg:mask(), first - 1, found, seen) end
    -- words inside a date or a name are masked: they are looked for in the text as well
    search_in(self, folded:sub(first, last), first - 1, found, seen)
  end
  return found
end

local function has_word(self, folded)
  if not self.words then return true end
  for _, phrase in ipairs(self.words) do
    local word = phrase:match "[%w\x80-\xff]+"
    if not word or folded:find(word, 1, true) then return true end
  end
  return false
end

---@param article docket.Article
---@return table[]? matches  first, last, quote, captures; with `context`, the sentence's text
---@return string? message  where the pattern takes too long
function Search:article(article)
  local folded = article.core:folded()
  if not has_word(self, folded) then return {} end
  local meter = guard.meter(guard.FUEL + guard.FUEL_A_BYTE * #folded * 10)
  local ok, found = guard.with(meter, search_article, self, article)
  if not ok then return nil, tostring(found) end
  table.sort(found, function(a, b) return a.first < b.first end)
  for _, match in ipairs(found) do match.quote = article.text:sub(match.first, match.last) end
  return found
end

return M
