---One linguistic sentence as the fact rules see it: its tokens, the entities
---that were found in it, and its masked text.
---
---All positions in here are relative to the segment (1 is its first byte);
---`segment.first` is the position of that byte in the article.
local lpeg = require "lpeg"
local vocabulary = require "docket.rule.vocabulary"

local P, S, R, C, Cp, Cc, Ct = lpeg.P, lpeg.S, lpeg.R, lpeg.C, lpeg.Cp, lpeg.Cc, lpeg.Ct

local M = {}

---@class docket.Entity
---@field type string  "person", "date", "duration", "penalty", …
---@field first integer
---@field last integer

---@class docket.Segment
---@field index integer
---@field first integer  position in the article
---@field last integer
---@field folded string
---@field raw string
---@field entities docket.Entity[]  in text order
---@field masked string
---@field n integer  number of tokens
---@field kinds string[]  "word", ",", ";", ":", "(", ")", "dash", "quote", ".", or an entity's type
---@field words string[]  folded word; for entities their type
---@field starts integer[]
---@field ends integer[]
---@field entity table<integer, docket.Entity>  by token
local Segment = {}
Segment.__index = Segment

local word_char = vocabulary.word_char
local clitic = vocabulary.apostrophe * P "s" * -word_char
local tail = (vocabulary.apostrophe - clitic) * word_char ^ 1 + P "-" * word_char ^ 1 + S ".," * R "09" ^ 1
local word = word_char ^ 1 * tail ^ 0 * (P "." * word_char * P ".") ^ 0
local dash = P "\xe2\x80\x93" + P "\xe2\x80\x94" + P "--" + P "-"
local other = P "\xe2" * R "\x80\xbf" * R "\x80\xbf" + P "\xc2" * R "\x80\xbf" + P(1)

-- kind, first, [text,] end
local token = Cc "word" * Cp() * C(word) * Cp()
  + Cc "'s" * Cp() * C(clitic) * Cp()
  + Cc "," * Cp() * C "," * Cp()
  + Cc "quote" * Cp() * C(vocabulary.quote_mark) * Cp()
  + Cc "(" * Cp() * C(S "([") * Cp()
  + Cc ")" * Cp() * C(S ")]") * Cp()
  + Cc ";" * Cp() * C ";" * Cp()
  + Cc ":" * Cp() * C ":" * Cp()
  + Cc "dash" * Cp() * C(dash) * Cp()
  + Cc "entity" * Cp() * C(vocabulary.masked) * Cp()
  + Cc "." * Cp() * C(S ".?!") * Cp()
  + Cc "other" * Cp() * C(other) * Cp()
local tokens = Ct((S " \x7f" ^ 1 + token) ^ 0)

---@param text string  folded text of the whole article
---@param raw string  text of the whole article
---@param index integer
---@param first integer
---@param last integer
---@return docket.Segment
function M.new(text, raw, index, first, last)
  local folded = text:sub(first, last)
  return setmetatable({ index = index, first = first, last = last, folded = folded, raw = raw:sub(first, last),
    entities = {}, masked = folded }, Segment)
end

local function by_start(a, b) return a.first < b.first end

---Put entities into the segment; what overlaps one that is there already is
---left out. Masks them and cuts the tokens anew.
---@param entities docket.Entity[]
---@param replace? boolean  entities that the new ones cover whole give way
function Segment:add(entities, replace)
  local list = self.entities
  for _, entity in ipairs(entities) do
    local clash = false
    for i = #list, 1, -1 do
      local known = list[i]
      if known.first <= entity.last and entity.first <= known.last then
        if replace and entity.first <= known.first and known.last <= entity.last then
          entity.parts = entity.parts or {}
          table.insert(entity.parts, 1, known)
          table.remove(list, i)
        else
          clash = true
        end
      end
    end
    if not clash then list[#list + 1] = entity end
  end
  table.sort(list, by_start)
  self:mask()
end

---Write the masked text from the entities.
function Segment:mask()
  local pieces, n, position = {}, 0, 1
  local folded, codes, filler = self.folded, vocabulary.codes, vocabulary.FILLER
  for _, entity in ipairs(self.entities) do
    local code = codes[entity.type]
    if code and entity.first >= position then
      pieces[n + 1] = folded:sub(position, entity.first - 1)
      pieces[n + 2] = code
      pieces[n + 3] = filler:rep(entity.last - entity.first)
      n = n + 3
      position = entity.last + 1
    end
  end
  pieces[n + 1] = folded:sub(position)
  self.masked = table.concat(pieces)
  self.n = nil
end

---Cut the masked text into tokens, once.
function Segment:tokenize()
  if self.n then return end
  local flat = tokens:match(self.masked)
  local kinds, words, starts, ends, entity_of, at = {}, {}, {}, {}, {}, {}
  local n, next_entity = 0, 1
  local entities = self.entities
  for i = 1, #flat, 4 do
    n = n + 1
    local first = flat[i + 1]
    kinds[n], starts[n], words[n], ends[n] = flat[i], first, flat[i + 2], flat[i + 3] - 1
    at[first] = n
    if flat[i] == "entity" then
      while entities[next_entity] and entities[next_entity].first < first do next_entity = next_entity + 1 end
      local entity = entities[next_entity]
      if entity and entity.first == first then
        kinds[n], words[n], ends[n], entity_of[n] = entity.type, entity.type, entity.last, entity
        entity.token = n
      end
    end
  end
  self.n, self.kinds, self.words, self.starts, self.ends, self.entity, self.at = n, kinds, words, starts, ends,
    entity_of, at
end

---The token that begins at, or covers, a position.
---@param position integer
---@return integer? token
function Segment:token_at(position)
  self:tokenize()
  local exact = self.at[position]
  if exact then return exact end
  for i = 1, self.n do
    if self.starts[i] <= position and position <= self.ends[i] then return i end
    if self.starts[i] > position then return i end
  end
  return nil
end

return M
