---Loads rule files: the shipped packs of a language, and users' directories
---laid over them. A broken file or rule is reported and the others still load.
local lfs = require "lfs"
local anchor = require "docket.normal.anchor"
local calendar = require "docket.normal.date"
local data = require "docket.data"
local duration = require "docket.normal.duration"
local money = require "docket.normal.money"
local number = require "docket.normal.number"
local argument = require "docket.rule.argument"
local guard = require "docket.rule.guard"
local sandbox = require "docket.rule.sandbox"
local view = require "docket.rule.view"
local vocabulary = require "docket.rule.vocabulary"
local word_list = require "docket.rule.list"

local M = {}

---@class docket.Problem
---@field file string
---@field line integer?
---@field rule string?
---@field message string
---@field code "ESYNTAX"|"ERULE"|"ELIST"|"EIO"

---@class docket.Rule
---@field id string  "topic.name"
---@field form "pattern"|"fact"
---@field kind string
---@field phase "values"|"names"|"terms"|"facts"
---@field trigger { word: string, offset: integer }[]  words and specials ("<digit>", "<entity:duration>")
---@field file string
---@field line integer
---@field order integer  position among all rules
---@field trusted boolean  shipped with docket

-- What a rule may state, by form, with the type that is wanted.
local FIELDS = {
  pattern = {
    kind = "string", doc = "string", trigger = "any", pattern = "userdata", back = "number", make = "function",
    priority = "number", examples = "table", over = "string", phase = "string", set = "table", opens = "any",
  },
  fact = {
    kind = "string", doc = "string", trigger = "any", needs = "table", takes = "table", set = "table",
    status = "any", make = "function", priority = "number", examples = "table",
    unless = "table", back = "number", requires = "function", also = "userdata",
  },
}

M.fields = FIELDS

local REQUIRED = {
  pattern = { "kind", "trigger", "pattern" },
  fact = { "kind", "trigger" },
}

local PHASES = { values = true, names = true, terms = true, facts = true }

-- ------------------------------------------------------------ one pack

local Pack = {}
Pack.__index = Pack

---The list of that name, shipped and laid over, or nil.
---@param name string
---@return docket.WordList? list
function Pack:list(name)
  local list = self.lists[name]
  if list then return list end
  for _, root in ipairs(self.word_roots) do
    local path = root .. name .. ".txt"
    if lfs.attributes(path, "mode") == "file" then
      local read, message, code = word_list.read(list, name, path)
      if read then
        list = read
      else
        self:problem { file = path, line = tonumber(message:match ":(%d+):"), message = message, code = code }
      end
    end
  end
  self.lists[name] = list
  return list
end

---@param problem docket.Problem
function Pack:problem(problem) self.problems[#self.problems + 1] = problem end

local function list_pattern(pack, name)
  local pattern = pack.list_patterns[name]
  if pattern then return pattern end
  local list = pack:list(name)
  if not list then return nil end
  local phrases = {}
  for _, entry in ipairs(list.order) do
    if list.entries[entry] ~= nil then phrases[#phrases + 1] = entry end
  end
  pattern = vocabulary.remember(vocabulary.alternatives(list.entries), phrases)
  pack.list_patterns[name] = pattern
  return pattern
end

-- ------------------------------------------------------------ triggers

-- A word as the core cuts words: a hyphen or period ends it.
local function core_word(word) return word:match "^[%w'\x80-\xff]+" end

-- The word of a phrase to look for: a long one that is not frequent, so that
-- "on charges of" makes no candidate of every "on". With its place in the phrase.
local function key_of(pack, phrase)
  local best, best_offset, best_weight
  local offset = 0
  for word in phrase:gmatch "%S+" do
    local core = core_word(word)
    if core then
      local weight = #core
      for _, name in ipairs { "function", "prepositions", "auxiliaries", "determiners", "pronouns", "frequent" } do
        local list = pack:list(name)
        if list and list.entries[core] then weight = weight - 20 end
      end
      if not best or weight > best_weight then best, best_offset, best_weight = core, offset, weight end
    end
    offset = offset + 1
  end
  return best, best_offset
end

---@param pack table
---@param trigger any  string, pattern of `words`/`list`, or `any{…}`
---@return { word: string, offset: integer, whole: boolean }[]? keys  `whole`: the word is the trigger
---@return string? message
local function trigger_keys(pack, trigger)
  local keys, seen = {}, {}
  local function add(phrase, word, offset)
    if not word then return end
    local key = seen[word .. offset]
    if not key then
      key = { word = word, offset = offset, whole = false }
      seen[word .. offset], keys[#keys + 1] = key, key
    end
    key.whole = key.whole or word == phrase
  end
  local function walk(item)
    if type(item) == "string" then
      if item:sub(1, 1) == "<" then return add(item, item, 0) end
      for _, phrase in ipairs(vocabulary.split(item)) do add(phrase, key_of(pack, phrase)) end
    elseif type(item) == "table" then
      for _, part in ipairs(item) do
        local message = walk(part)
        if message then return message end
      end
    else
      local phrases = vocabulary.phrases(item)
      if not phrases then return "a trigger is made of words, list, digits, capitals, entities or any{…} of them" end
      for _, phrase in ipairs(phrases) do add(phrase, key_of(pack, phrase)) end
    end
  end
  local message = walk(trigger)
  if message then return nil, message end
  if #keys == 0 then return nil, "its trigger names no word" end
  return keys
end

-- What a number opens with, as docket.normal.number reads them.
local function numeral_words(pack)
  local parts = { "<digit>", "<sign>", "a|an|half" }
  for _, name in ipairs { "numbers", "tens" } do
    local list = pack:list(name)
    for word in pairs(list and list.entries or {}) do parts[#parts + 1] = word end
  end
  return parts
end

-- The words with which matches of a rule open: letters and digits as the core cuts them.
local function opening_words(pack, opens)
  local words, seen = {}, {}
  local function add(word)
    if word and not seen[word] then
      seen[word] = true
      words[#words + 1] = word
    end
  end
  local walk
  function walk(item)
    if type(item) == "string" and item:find "^<entity:" then
      add(vocabulary.codes[item:sub(9, -2)])
    elseif item == "<number>" then
      return walk(numeral_words(pack))
    elseif type(item) == "string" and item:sub(1, 1) == "<" then
      add(item)
    elseif type(item) == "table" then
      for _, part in ipairs(item) do
        local message = walk(part)
        if message then return message end
      end
    else
      local phrases = type(item) == "string" and vocabulary.split(item) or vocabulary.phrases(item)
      if not phrases then return "`opens` is made of words, list, digits, figures, signs, entities or any{…} of them" end
      for _, phrase in ipairs(phrases) do add(phrase:match "^[%w\x80-\xff]+") end
    end
  end
  local message = walk(opens)
  if message then return nil, message end
  return words
end

-- The pattern that a fact's trigger matches at a candidate.
local function trigger_pattern(trigger)
  if type(trigger) == "string" then
    if trigger:sub(1, 8) == "<entity:" then return vocabulary.entity(trigger:sub(9, -2)) end
    return vocabulary.words(trigger)
  end
  if type(trigger) == "userdata" then return trigger end
  local choice
  for _, part in ipairs(trigger) do
    local pattern = trigger_pattern(part)
    choice = choice and (choice + pattern) or pattern
  end
  return choice
end

-- ------------------------------------------------------------ statements of a rule file

local function nearest(name, known)
  local best, best_score
  for candidate in pairs(known) do
    local score = 0
    for i = 1, math.min(#name, #candidate) do
      if name:sub(i, i) == candidate:sub(i, i) then score = score + 1 end
    end
    score = score - math.abs(#name - #candidate)
    if not best or score > best_score or (score == best_score and candidate < best) then
      best, best_score = candidate, score
    end
  end
  return best
end

local function check_fields(form, id, body)
  for field, value in pairs(body) do
    local wanted = FIELDS[form][field]
    if not wanted then
      return ("unknown field '%s' (did you mean '%s'?)"):format(tostring(field), nearest(tostring(field), FIELDS[form]))
    end
    if wanted ~= "any" and type(value) ~= wanted then
      return ("field '%s' wants a %s, got a %s"):format(field, wanted == "userdata" and "pattern" or wanted, type(value))
    end
  end
  for _, field in ipairs(REQUIRED[form]) do
    if body[field] == nil then return ("field '%s' is missing"):format(field) end
  end
  if body.phase and not PHASES[body.phase] then
    return ("unknown phase '%s' (values, names, terms or facts)"):format(body.phase)
  end
  if not id:match "^[%w_]+%.[%w_.]+$" then return "a rule's name has the form 'topic.name'" end
end

---Put one rule into the pack; a later directory replaces a rule of that name.
local function add_rule(pack, file, form, id, body, line)
  local function refuse(message)
    pack:problem { file = file.path, line = line, rule = id, message = message, code = "ERULE" }
  end
  if file.guarded then body = guard.body(body) end
  local message = check_fields(form, id, body)
  if message then return refuse(message) end
  if file.ids[id] then return refuse(("already stands at line %d of this file"):format(file.ids[id])) end
  local earlier = pack.by_id[id]
  if earlier and earlier.root == file.root then
    return refuse(("already stands in %s:%d"):format(earlier.file, earlier.line))
  end
  local keys
  keys, message = trigger_keys(pack, body.trigger)
  if not keys then return refuse(message) end
  local openers
  if body.opens then
    openers, message = opening_words(pack, body.opens)
    if not openers then return refuse(message) end
  end
  file.ids[id] = line
  local rule = {}
  for field, value in pairs(body) do rule[field] = value end
  rule.id, rule.form, rule.file, rule.line, rule.root = id, form, file.path, line, file.root
  rule.trusted = file.trusted
  rule.trigger, rule.opens = keys, openers
  rule.priority = body.priority or 0
  rule.back = body.back or 0
  rule.phase = form == "fact" and "facts" or body.phase or file.phase or "values"
  if form == "fact" then
    rule.trigger_pattern = trigger_pattern(body.trigger)
    rule.also_search = body.also and vocabulary.somewhere(body.also)
    if not rule.trusted then
      rule.trigger_pattern = guard.bounded(rule, rule.trigger_pattern)
      rule.also_search = rule.also_search and guard.bounded(rule, rule.also_search)
    end
    local ok
    ok, message = argument.check(rule)
    if not ok then return refuse(message) end
  end
  pack.count = pack.count + 1
  rule.order = earlier and earlier.order or pack.count
  if earlier then pack.replaced[#pack.replaced + 1] = { id = id, file = file.path, was = earlier.file } end
  pack.by_id[id] = rule
end

-- A function that tells of a match whether a word of a list stands within `reach` bytes
-- of its trigger, whatever segment it is in.
local function mentions(pack, name, reach)
  if not pack:list(name) then error("no word list '" .. tostring(name) .. "'", 3) end
  if math.type(reach) ~= "integer" or reach < 0 then error("mentions: the reach is a number of bytes", 3) end
  local search
  return function(match)
    match = view.real(match)
    search = search or vocabulary.somewhere(list_pattern(pack, name))
    local offset = match.seg.first - 1
    return search:match(match.article:sub(math.max(1, match.first + offset - reach), match.last + offset + reach)) ~= nil
  end
end

---@param pack table
---@param file table
---@return table environment  what the rule file sees
local function environment_of(pack, file)
  local env = sandbox.environment()
  env.mentions = function(name, reach) return mentions(pack, name, reach) end
  for name, constructor in pairs(vocabulary.lpeg) do env[name] = constructor end
  for _, name in ipairs { "sp", "word", "word_end", "letter", "digit", "apostrophe", "double_quote", "quote_mark",
    "comma", "dash", "words", "gap", "list_of", "entity", "entity_at", "masked", "filling" } do
    env[name] = vocabulary[name]
  end
  for name, value in pairs(argument.vocabulary(pack)) do env[name] = value end
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
  env.entities = function(name) return "<entity:" .. name .. ">" end
  env.any = function(parts) return parts end
  env.list = function(name)
    local pattern = list_pattern(pack, name)
    if not pattern then error("no word list '" .. tostring(name) .. "'", 2) end
    return pattern
  end
  local function statement(form)
    return function(id)
      if type(id) ~= "string" then error("a rule begins with its name", 2) end
      return function(body)
        if type(body) ~= "table" then error("rule '" .. id .. "': a table of fields follows the name", 2) end
        sandbox.outside(add_rule, pack, file, form, id, body, debug.getinfo(2, "l").currentline)
      end
    end
  end
  env.pattern, env.rule = statement "pattern", statement "fact"
  env.phase = function(name)
    if not PHASES[name] then error("unknown phase '" .. tostring(name) .. "'", 2) end
    file.phase = name
  end
  env.switch_off = function(id)
    if not pack.by_id[id] then error("no rule '" .. tostring(id) .. "' to switch off", 2) end
    pack.off[id] = file.path
    pack.by_id[id] = nil
  end
  env.kind = function(name)
    return function(declaration)
      if type(declaration) ~= "table" or type(declaration.fields) ~= "table" then
        error("kind '" .. tostring(name) .. "' needs a table `fields`", 2)
      end
      pack.kinds[name] = { name = name, fields = declaration.fields, doc = declaration.doc, file = file.path }
    end
  end
  return env
end

-- ------------------------------------------------------------ files and directories

local function read_file(path)
  local handle, message = io.open(path, "rb")
  if not handle then return nil, message end
  local text = handle:read "a"
  handle:close()
  if not text then return nil, path .. ": cannot be read" end
  return text
end

-- Files of one directory share a table; what they put there reaches no other's.
local function shared_of(pack, file)
  if file.trusted then return pack.shared end
  local own = pack.shared_by_root[file.root]
  if not own then
    own = {}
    for name, value in pairs(pack.shared) do own[name] = value end
    pack.shared_by_root[file.root] = own
  end
  return own
end

local function load_file(pack, root, path, trusted)
  local text, message = read_file(path)
  if not text then return pack:problem { file = path, message = message, code = "EIO" } end
  pack.sources[#pack.sources + 1] = text
  local file = { path = path, root = root, ids = {}, trusted = trusted, guarded = not trusted or pack.note ~= nil }
  local environment = environment_of(pack, file)
  if file.guarded then
    environment.shared = shared_of(pack, file)
    environment = guard.environment(environment, { note = pack.note, trusted = trusted })
  end
  local chunk
  chunk, message = load(text, "@" .. path, "t", environment)
  if not chunk then
    return pack:problem { file = path, line = tonumber(message:match ":(%d+):"),
      message = (message:gsub("^.-:%d+: ", "")), code = "ESYNTAX" }
  end
  local call = trusted and sandbox.call_own or sandbox.call
  guard.lenient(trusted)
  local _, ok, failure = guard.with(guard.meter(guard.LOAD_FUEL), call, sandbox.LOAD_INSTRUCTIONS, chunk)
  guard.lenient(false)
  if not ok then
    failure = tostring(failure)
    pack:problem { file = path, line = tonumber(failure:match ":(%d+):"),
      message = (failure:gsub("^.-:%d+: ", "")), code = "ERULE" }
  end
end

local function lua_files(directory)
  local names = {}
  for name in lfs.dir(directory) do
    -- Converters stand beside a user's rules, and are none.
    if name:match "%.lua$" and name:sub(1, 1) ~= "." then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

-- "en" is a shipped pack; anything else is a directory, or one rule file.
local function load_source(pack, source)
  local shipped = source:match "^[%a-]+$" and data.path("rules/" .. source .. "/")
  if shipped and lfs.attributes(shipped, "mode") == "directory" then
    for _, name in ipairs(lua_files(shipped)) do load_file(pack, shipped, shipped .. name, true) end
    pack.languages[source] = true
    return true
  end
  local mode, message = lfs.attributes(source, "mode")
  if mode == "directory" then
    local directory = source:gsub("/*$", "/")
    for _, name in ipairs(lua_files(directory)) do load_file(pack, directory, directory .. name, false) end
    return true
  elseif mode then
    load_file(pack, source, source, false)
    return true
  end
  return nil, ("no rules '%s': %s"):format(source, message or "no such language or directory"), "ENOENT"
end

---Load rule packs, the later laid over the earlier.
---@param sources string[]  languages ("en") and directories
---@param options? { note: function? }  `note` is told where each named part of a pattern was tried
---@return table? pack  by_id, rules (in order), languages, kinds, lists, problems, off, replaced, sources
---@return string? message  a source that does not exist
---@return string? code
function M.load(sources, options)
  local pack = setmetatable({ by_id = {}, rules = {}, kinds = {}, lists = {}, list_patterns = {}, problems = {},
    off = {}, replaced = {}, sources = {}, languages = {}, word_roots = {}, shared = {}, shared_by_root = {}, count = 0,
    note = options and options.note }, Pack)
  for _, source in ipairs(sources) do
    if source:match "^[%a-]+$" and lfs.attributes(data.path("words/" .. source), "mode") == "directory" then
      pack.word_roots[#pack.word_roots + 1] = data.path("words/" .. source .. "/")
    else
      pack.word_roots[#pack.word_roots + 1] = (source:gsub("/*$", "/")) .. "words/"
    end
  end
  for _, source in ipairs(sources) do
    local ok, message, code = load_source(pack, source)
    if not ok then return nil, message, code end
  end
  for _, rule in pairs(pack.by_id) do pack.rules[#pack.rules + 1] = rule end
  table.sort(pack.rules, function(a, b) return a.order < b.order end)
  return pack
end

---All that a rule file sees, for the guide to be checked against.
---@param pack table
---@return table<string, any> environment
function M.environment(pack)
  return environment_of(pack, { path = "(none)", root = "(none)", ids = {} })
end

---The value of an expression in the environment of rule files.
---@param pack table  as `load` gave it
---@param expression string
---@return any value
---@return string? message
function M.evaluate(pack, expression)
  local file = { path = "(expression)", root = "(expression)", ids = {}, trusted = false, guarded = true }
  local environment = environment_of(pack, file)
  environment.shared = {}
  environment = guard.environment(environment)
  local chunk, message = load("return " .. expression, "=expression", "t", environment)
  if not chunk then return nil, message end
  local _, ok, value = guard.with(guard.meter(guard.LOAD_FUEL), sandbox.call, sandbox.LOAD_INSTRUCTIONS, chunk)
  if not ok then return nil, tostring(value) end
  if value == nil then return nil, "the expression gives nothing" end
  return value
end

return M
