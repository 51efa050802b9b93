---The names that rule files see, beside the statements that they make (docket.rule.load).
local anchor = require "docket.normal.anchor"
local calendar = require "docket.normal.date"
local duration = require "docket.normal.duration"
local money = require "docket.normal.money"
local number = require "docket.normal.number"
local argument = require "docket.rule.argument"
local deferred = require "docket.rule.deferred"
local sandbox = require "docket.rule.sandbox"
local view = require "docket.rule.view"
local vocabulary = require "docket.rule.vocabulary"
local word_list = require "docket.rule.list"

local M = {}

-- The pattern of a word list, made once for a pack; nil where there is no such list.
local function list_pattern(pack, name)
  local pattern = pack.list_patterns[name]
  if pattern then return pattern end
  local list = pack:list(name)
  if not list then return nil end
  pattern = vocabulary.remember(vocabulary.alternatives(list.entries), word_list.phrases(list))
  pack.list_patterns[name] = pattern
  return pattern
end

local function no_list(name) error("no word list '" .. tostring(name) .. "'", 3) end

-- Makes functions that tell of a match whether a word of a list stands within `reach` bytes
-- of its trigger, whatever segment it is in. `list` gives the pattern of a word list.
local function mentions(pack, list)
  return function(name, reach)
    if not pack:list(name) then no_list(name) end
    if math.type(reach) ~= "integer" or reach < 0 then error("mentions: the reach is a number of bytes", 2) end
    local search
    return function(match)
      match = view.real(match)
      search = search or vocabulary.somewhere(list(name))
      local offset = match.seg.first - 1
      return search:match(match.article:sub(math.max(1, match.first + offset - reach), match.last + offset + reach)) ~= nil
    end
  end
end

-- Names whose values are the same for all packs, or tables made anew.
local function common(pack)
  local env = sandbox.environment()
  for name, value in pairs(argument.vocabulary()) do env[name] = value end
  env.calendar, env.number, env.duration, env.money = {}, {}, {}, {}
  for name, library in pairs { calendar = calendar, number = number, duration = duration, money = money } do
    for key, value in pairs(library) do env[name][key] = value end
  end
  for key, value in pairs(anchor) do env.calendar[key] = value end
  env.shared = pack.shared
  env.digits, env.capitals, env.signs, env.numerals = "<digit>", "<capital>", "<sign>", "<number>"
  env.figures = function(...)
    local parts = {}
    for i, count in ipairs { ... } do parts[i] = ("<digit:%d>"):format(count) end
    return parts
  end
  env.marks = function(text)
    local parts = {}
    for mark in text:gmatch "[\x21-\x7e]" do parts[#parts + 1] = "<mark:" .. mark .. ">" end
    return parts
  end
  env.word_set = vocabulary.new_word_set
  env.entities = function(name) return "<entity:" .. name .. ">" end
  env.any = function(parts) return parts end
  return env
end

-- The functions and patterns of the vocabulary over LPeg's patterns.
local function plain(pack)
  local env = {}
  for name, constructor in pairs(vocabulary.lpeg) do env[name] = constructor end
  for _, name in ipairs(vocabulary.functions) do env[name] = vocabulary[name] end
  for _, name in ipairs(vocabulary.patterns) do env[name] = vocabulary[name] end
  env.list = function(name) return list_pattern(pack, name) or no_list(name) end
  env.mentions = mentions(pack, env.list)
  return env
end

---@param pack table
---@return table environment  with tables of its own, and LPeg's patterns
function M.new(pack)
  local env = common(pack)
  for name, value in pairs(plain(pack)) do env[name] = value end
  return env
end

-- What the libraries make of the vocabulary, made once and when it is first wanted.
local function share_libraries(env, vocabulary_of_pack)
  local direction, numeral
  env.calendar.direction = function()
    return function(context)
      direction = direction or anchor.direction(vocabulary_of_pack)
      return direction(context)
    end
  end
  local function pattern_of(name)
    return deferred.by(function()
      numeral = numeral or number.patterns(vocabulary_of_pack)
      return numeral[name]
    end)
  end
  local patterns = { figures = pattern_of "figures", words = pattern_of "words", any = pattern_of "any" }
  env.number.patterns = function() return patterns end
end

---For docket's own files: patterns are put together when they are wanted, and the files
---share what is in the tables, which none of them changes.
---@param pack table
---@return table environment  a table of its own
function M.own(pack)
  if not pack.names then
    local env = common(pack)
    local nodes = deferred.environment(function(name)
      local list = pack:list(name) or no_list(name)
      local made = deferred.by(function() return deferred.phrase_pattern(list.entries) end)
      made.phrases = function() return word_list.phrases(list) end
      return made
    end)
    for name, value in pairs(nodes) do env[name] = value end
    local for_libraries = plain(pack)
    for_libraries.list = function(name) return deferred.raw(nodes.list(name)) end
    for_libraries.words = function(text) return deferred.raw(nodes.words(text)) end
    share_libraries(env, for_libraries)
    env.mentions = mentions(pack, for_libraries.list)
    pack.names = env
  end
  local env = {}
  for name, value in pairs(pack.names) do env[name] = value end
  return env
end

return M
