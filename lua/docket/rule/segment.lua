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

-- Put an entity where it belongs by its place; most come last.
local function insert(list, entity)
  local i = #list
  while i >= 1 and list[i].first > entity.first do
    list[i + 1] = list[i]
    i = i - 1
  end
  list[i + 1] = entity
end

---Put entities into the segment; what overlaps one that is there already is
---left out. Masks them and cuts the tokens anew.
---@param entities docket.Entity[]
---@param replace? boolean  entities that the new ones cover whole give way
function Segment:add(entities, replace)
  if #entities == 0 then return end
  local list, changed = self.entities, nil
  for _, entity in ipairs(entities) do
    local clash = false
    for i = #list, 1, -1 do
      local known = list[i]
      if known.first <= entity.last and entity.first <= known.last then
        if replace and entity.first <= known.first and known.last <= entity.last then
          entity.parts = entity.parts or {}
          table.insert(entity.parts, 1, known)
          table.remove(list, i)
          if not changed or known.first < changed then changed = known.first end
        else
          clash = true
        end
      end
    end
    if not clash then
      insert(list, entity)
      if not changed or entity.first < changed then changed = entity.first end
    end
  end
  if not changed then return end
  if self.n then self:merge(changed) end
  self.masked = nil
end

-- The last token that begins at or before a position.
local function last_before(starts, n, position)
  local low, high = 0, n
  while low < high do
    local middle = (low + high + 1) // 2
    if starts[middle] <= position then low = middle else high = middle - 1 end
  end
  return low
end

-- Tokens that an entity covers become one token. Before `changed` they are as they were.
function Segment:merge(changed)
  local kinds, words, starts, ends, entity_of = self.kinds, self.words, self.starts, self.ends, self.entity
  local list, n = self.entities, self.n
  local from = math.max(1, last_before(starts, n, changed))
  for i = from, n do entity_of[i] = nil end
  local target, next_entity, covered = from - 1, 1, 0
  for i = from, n do
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
          target = target + 1
        end
        kinds[target], words[target], starts[target], ends[target] = entity.type, entity.type, entity.first, entity.last
        entity.token = target
        entity_of[target] = entity
        covered = entity.last
        next_entity = next_entity + 1
      elseif target ~= i then
        kinds[target], words[target], starts[target], ends[target] = kinds[i], words[i], first, ends[i]
      end
    end
  end
  for i = target + 1, n do kinds[i], words[i], starts[i], ends[i] = nil, nil, nil, nil end
  self.n = target
end

---The text with its entities masked, written when first asked for.
---@return string
function Segment:mask()
  if self.masked then return self.masked end
  if #self.entities == 0 then
    self.masked = self.folded
    return self.masked
  end
  self.masked = core.mask(self.folded, self.entities, vocabulary.codes)
  return self.masked
end

---Cut the masked text into tokens, once.
function Segment:tokenize()
  if self.n then return end
  self.kinds, self.words, self.starts, self.ends, self.entity, self.n = core.tokens(self:mask(), self.entities)
end

---Is this word written as part of a name: a capital behind a word without one?
---@param token integer
---@return boolean
function Segment:is_capital(token)
  return token > 1 and self.raw:find("^%u", self.starts[token]) ~= nil and self.kinds[token - 1] == "word"
    and self.raw:find("^%l", self.starts[token - 1]) ~= nil
end

---The token that begins at a position.
---@param position integer
---@return integer? token
function Segment:token_from(position)
  local token = last_before(self.starts, self.n, position)
  return token > 0 and self.starts[token] == position and token or nil
end

---The token that begins at, or covers, a position; else the next one behind it.
---@param position integer
---@return integer? token
function Segment:token_at(position)
  self:tokenize()
  local token = last_before(self.starts, self.n, position)
  if token > 0 and self.ends[token] >= position then return token end
  return token < self.n and token + 1 or nil
end

return M
