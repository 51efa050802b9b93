---One linguistic sentence as the fact rules see it: its tokens, the entities
---that were found in it, and its masked text.
---
---All positions in here are relative to the segment (1 is its first byte);
---`segment.first` is the position of that byte in the article.
local core = require "docket.core"
local vocabulary = require "docket.rule.vocabulary"

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

---@param text string  folded text of the whole article
---@param raw string  text of the whole article
---@param index integer
---@param first integer
---@param last integer
---@return docket.Segment
function M.new(text, raw, index, first, last)
  local folded = text:sub(first, last)
  return setmetatable({ index = index, first = first, last = last, folded = folded, raw = raw:sub(first, last),
    entities = {} }, Segment)
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
  if #entities == 0 then return end
  if #list > 1 then table.sort(list, by_start) end
  if self.n then self:merge() end
  self.masked = nil
end

---Where words, signs and entities of a text begin: its folded text or, once
---entities are known, its masked one.
---@param text string
---@return integer[] starts
function Segment:word_starts(text)
  if self.starts_of ~= text then
    self.starts_of, self.word_list = text, core.words(text)
  end
  return self.word_list
end

-- Tokens that an entity covers become one token.
function Segment:merge()
  local kinds, words, starts, ends, entity_of = self.kinds, self.words, self.starts, self.ends, self.entity
  local list, at = self.entities, {}
  local n, target, next_entity = self.n, 0, 1
  local covered = 0
  local merged = {}
  for i = 1, n do
    local first = starts[i]
    if first > covered then
      local entity = list[next_entity]
      while entity and entity.last < first do
        next_entity = next_entity + 1
        entity = list[next_entity]
      end
      target = target + 1
      if entity and entity.first <= ends[i] then
        if entity.first > first then
          -- a token that an entity begins inside: its front stays a token
          kinds[target], words[target], starts[target], ends[target] = kinds[i], words[i], first, entity.first - 1
          at[first] = target
          target = target + 1
        end
        kinds[target], words[target], starts[target], ends[target] = entity.type, entity.type, entity.first, entity.last
        entity.token = target
        merged[target] = entity
        at[entity.first] = target
        covered = entity.last
        next_entity = next_entity + 1
      else
        kinds[target], words[target], starts[target], ends[target] = kinds[i], words[i], first, ends[i]
        at[first] = target
      end
    end
  end
  for i = target + 1, n do kinds[i], words[i], starts[i], ends[i] = nil, nil, nil, nil end
  for i in pairs(entity_of) do entity_of[i] = nil end
  self.n, self.at, self.entity = target, at, merged
end

---The text with its entities masked, written when first asked for.
---@return string
function Segment:mask()
  if self.masked then return self.masked end
  if #self.entities == 0 then
    self.masked = self.folded
    return self.masked
  end
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
  return self.masked
end

---Cut the masked text into tokens, once.
function Segment:tokenize()
  if self.n then return end
  local kinds, words, starts, ends, at, n = core.tokens(self:mask())
  local entity_of = {}
  for _, entity in ipairs(self.entities) do
    local token = at[entity.first]
    if token and kinds[token] == "entity" then
      kinds[token], words[token], ends[token], entity_of[token] = entity.type, entity.type, entity.last, entity
      entity.token = token
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
