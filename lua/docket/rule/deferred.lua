---Patterns that are put together when they are first matched.
---
---LPeg copies both of its operands at every operator, and an article wants a part of the
---rules. So docket's own rule files get **nodes** in place of LPeg's patterns: they note
---the operators, which are the same, and become a pattern when something is matched with
---them. What is wrong in a pattern is raised then; the specs match all that is shipped.
---Rule files of others get the stand-ins of docket.rule.guard, which are patterns at once.
local lpeg = require "lpeg"
local core = require "docket.core"
local vocabulary = require "docket.rule.vocabulary"

local P, match_pattern = lpeg.P, lpeg.match

local M = {}

-- A node has `made`, its pattern, or `make` and the operands that it takes.
local Node = {}
local methods = {}
Node.__index = methods

---@param value any
---@return boolean
function M.is(value) return getmetatable(value) == Node end

---The pattern of a node; other values as they are.
---@param value any
---@return any
local function built(value)
  if getmetatable(value) ~= Node then return value end
  local made = value.made
  if made == nil then
    made = value.make(value)
    value.made, value.make, value[1], value[2] = made, nil, nil, nil
  end
  return made
end

M.raw = built

local function node(make, first, second) return setmetatable({ make = make, first, second }, Node) end

---A node of a pattern that is there already.
---@param pattern userdata
function M.of(pattern) return setmetatable({ made = pattern }, Node) end

---A node of a pattern that a function makes.
---@param make fun(): userdata
function M.by(make) return node(make) end

-- ------------------------------------------------------------ operators

-- The operands of a chain of one operator, as patterns.
local function collect(value, make, parts)
  if getmetatable(value) == Node and value.make == make then
    collect(value[1], make, parts)
    return collect(value[2], make, parts)
  end
  parts[#parts + 1] = P(built(value))
  return parts
end

-- In halves, because each step copies what it joins.
local function joined(parts, join, from, to)
  if from == to then return parts[from] end
  local middle = (from + to) // 2
  return join(joined(parts, join, from, middle), joined(parts, join, middle + 1, to))
end

local function chain(join)
  local function make(of)
    local parts = collect(of[2], make, collect(of[1], make, {}))
    return joined(parts, join, 1, #parts)
  end
  return function(a, b) return node(make, a, b) end
end

Node.__mul = chain(function(a, b) return a * b end)
Node.__add = chain(function(a, b) return a + b end)

local function subtract(of) return P(built(of[1])) - built(of[2]) end
local function negate(of) return -built(of[1]) end
local function look(of) return #built(of[1]) end
local function repeated(of) return built(of[1]) ^ of[2] end
local function divide(of) return built(of[1]) / of[2] end

function Node.__sub(a, b) return node(subtract, a, b) end
function Node.__unm(a) return node(negate, a) end
function Node.__len(a) return node(look, a) end
function Node.__pow(a, n) return node(repeated, a, n) end
function Node.__div(a, to) return node(divide, a, to) end

---Match a text, as LPeg's method does.
function methods.match(of, ...) return match_pattern(of.made or built(of), ...) end

-- ------------------------------------------------------------ constructors

local function literal(of)
  local value = of[1]
  if type(value) ~= "table" then return P(value) end
  local grammar = {}
  for name, rule in pairs(value) do grammar[name] = built(rule) end
  return P(grammar)
end

local constructors = {}

function constructors.P(value)
  if getmetatable(value) == Node then return value end
  if type(value) == "string" or type(value) == "table" then return node(literal, value) end
  return M.of(P(value))
end

for name in ("C Ct Cs Cg Cmt Cf B"):gmatch "%a+" do
  local construct = lpeg[name]
  local function make(of)
    if of[2] == nil then return construct(built(of[1])) end
    return construct(built(of[1]), of[2])
  end
  constructors[name] = function(value, extra) return node(make, value, extra) end
end

for name in ("S R V Cp Cc Cb"):gmatch "%a+" do
  local construct = lpeg[name]
  constructors[name] = function(...) return M.of(construct(...)) end
end

-- ------------------------------------------------------------ the vocabulary

---The phrases that `words` or `list` made a pattern of.
---@param value any  node or pattern
---@return string[]? phrases
function M.phrases(value)
  if getmetatable(value) ~= Node then return vocabulary.phrases(value) end
  local phrases = value.phrases
  if type(phrases) == "function" then
    phrases = phrases()
    value.phrases = phrases
  end
  return phrases
end

-- Many phrases are matched by the core: for LPeg a tree of them is long in the making.
local SEVERAL = 2

---As `docket.rule.vocabulary.alternatives`, of phrases in one text or with their values.
---@param phrases string|table<string, any>  "found guilty|jailed", or phrase -> value to capture
---@return userdata pattern
function M.phrase_pattern(phrases)
  local match, openers, value_of = core.phrases(phrases)
  local pattern = lpeg.S(openers) * lpeg.Cmt(true, match)
  -- the value is found once more: LPeg loses count of what a match-time capture gives inside `#`
  return value_of and pattern / value_of or pattern
end

local function words_of(of)
  local text = of[1]
  if select(2, text:gsub("|", "")) < SEVERAL then return vocabulary.words(text) end
  return M.phrase_pattern(text)
end
local function gap_of(of) return vocabulary.gap(of[1], built(of[2])) end
local function items_of(of) return vocabulary.list_of(built(of[1])) end
local function anywhere(of) return vocabulary.somewhere(built(of[1])) end

---Does a pattern match at any word of a text?
---@param value any  node or pattern
---@return any search  node or pattern
---@see docket.rule.vocabulary
function M.somewhere(value)
  if getmetatable(value) ~= Node then return vocabulary.somewhere(value) end
  return node(anywhere, value)
end

-- One node for each argument of a function of the vocabulary.
local function each_once(make)
  local known = {}
  return function(argument)
    local made = known[argument]
    if not made then
      made = make(argument)
      known[argument] = made
    end
    return made
  end
end

local function words(text)
  local made = node(words_of, text)
  made.phrases = function() return vocabulary.split(text) end
  return made
end

---The names of a rule file's environment that give patterns, with nodes in their place.
---@param list fun(name: string): any  gives the node of a word list
---@return table<string, any>
function M.environment(list)
  local own = { gap = function(n, stop) return node(gap_of, n, stop) end, list_of = function(item) return node(items_of, item) end,
    words = each_once(words), list = each_once(list),
    entity = each_once(function(name) return M.of(vocabulary.entity(name)) end),
    entity_at = each_once(function(name) return M.of(vocabulary.entity_at(name)) end) }
  for name, construct in pairs(constructors) do own[name] = construct end
  for _, name in ipairs(vocabulary.patterns) do own[name] = M.of(vocabulary[name]) end
  return own
end

return M
