---Loads rule files: the shipped packs of a language, and users' directories
---laid over them. A broken file or rule is reported and the others still load.
local lfs = require "lfs"
local data = require "docket.data"
local argument = require "docket.rule.argument"
local deferred = require "docket.rule.deferred"
local environment = require "docket.rule.environment"
local guard = require "docket.rule.guard"
local sandbox = require "docket.rule.sandbox"
local vocabulary = require "docket.rule.vocabulary"
local word_lists = require "docket.rule.word_lists"

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
    between = "any", follows = "any",
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
function Pack:list(name) return self.word_lists:get(name) end

---@param problem docket.Problem
function Pack:problem(problem) self.problems[#self.problems + 1] = problem end

-- ------------------------------------------------------------ triggers

-- A word as the core cuts words: a hyphen or period ends it.
local function core_word(word) return word:match "^[%w'\x80-\xff]+" end

local FREQUENT = { "function", "prepositions", "auxiliaries", "determiners", "pronouns", "frequent" }

-- How good a word of a phrase is to look for: the longer and the less frequent, the better.
local function weight_of(pack, word)
  local weight = pack.weights[word]
  if not weight then
    weight = #word
    for _, name in ipairs(FREQUENT) do
      local list = pack:list(name)
      if list and list.entries[word] then weight = weight - 20 end
    end
    pack.weights[word] = weight
  end
  return weight
end

-- The word of a phrase to look for: a long one that is not frequent, so that
-- "on charges of" makes no candidate of every "on". With its place in the phrase.
local function key_of(pack, phrase)
  if not phrase:find(" ", 1, true) then return core_word(phrase), 0 end
  local best, best_offset, best_weight
  local offset = 0
  for word in phrase:gmatch "%S+" do
    local core = core_word(word)
    if core then
      local weight = weight_of(pack, core)
      if not best or weight > best_weight then best, best_offset, best_weight = core, offset, weight end
    end
    offset = offset + 1
  end
  return best, best_offset
end

-- What `any` gives, and no pattern.
local function is_list(item) return type(item) == "table" and not deferred.is(item) end

---@param pack table
---@param trigger any  string, pattern of `words`/`list`, or `any{…}`
---@return { word: string, offset: integer, whole: boolean }[]? keys  `whole`: the word is the trigger
---@return string? message
local function trigger_keys(pack, trigger)
  local keys, seen = {}, {}
  local function add(phrase, word, offset)
    if not word then return end
    local place = offset == 0 and word or word .. offset
    local key = seen[place]
    if not key then
      key = { word = word, offset = offset, whole = false }
      seen[place], keys[#keys + 1] = key, key
    end
    key.whole = key.whole or word == phrase
  end
  local function walk(item)
    if type(item) == "string" then
      if item:sub(1, 1) == "<" then return add(item, item, 0) end
      for _, phrase in ipairs(vocabulary.split(item)) do add(phrase, key_of(pack, phrase)) end
    elseif is_list(item) then
      for _, part in ipairs(item) do
        local message = walk(part)
        if message then return message end
      end
    else
      local phrases = deferred.phrases(item)
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

-- The words that may stand at a place of a rule's matches: letters and digits as the core
-- cuts them. `whole`: all words of a phrase, and not its first alone.
local function words_at(pack, field, stated, whole)
  local words, seen = {}, {}
  local function add(word)
    if word and not seen[word] then
      seen[word] = true
      words[#words + 1] = word
    end
  end
  local function add_phrase(phrase)
    if not whole then return add(phrase:match "^[%w\x80-\xff]+") end
    for word in phrase:gmatch "[%w\x80-\xff]+" do add(word) end
  end
  local walk
  function walk(item)
    if type(item) == "string" and item:find "^<entity:" then
      add(vocabulary.codes[item:sub(9, -2)])
    elseif item == "<number>" then
      return walk(numeral_words(pack))
    elseif type(item) == "string" and item:sub(1, 1) == "<" then
      add(item)
    elseif is_list(item) then
      for _, part in ipairs(item) do
        local message = walk(part)
        if message then return message end
      end
    else
      local phrases = type(item) == "string" and vocabulary.split(item) or deferred.phrases(item)
      if not phrases then
        return ("`%s` is made of words, list, digits, figures, signs, marks, entities or any{…} of them"):format(field)
      end
      for _, phrase in ipairs(phrases) do add_phrase(phrase) end
    end
  end
  local message = walk(stated)
  if message then return nil, message end
  return words
end

-- What a rule says of the words of its matches, by place.
local PLACES = { "opens", "between", "follows" }

local function words_by_place(pack, body)
  local places = {}
  for _, field in ipairs(PLACES) do
    if body[field] then
      local words, message = words_at(pack, field, body[field], field == "between")
      if not words then return nil, message end
      places[field] = words
    end
  end
  return places
end

-- The pattern that a fact's trigger matches at a candidate.
local function trigger_pattern(trigger)
  if type(trigger) == "string" then
    if trigger:sub(1, 8) == "<entity:" then return vocabulary.entity(trigger:sub(9, -2)) end
    return vocabulary.words(trigger)
  end
  if not is_list(trigger) then return deferred.raw(trigger) end
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
    local given = deferred.is(value) and "userdata" or type(value)
    if wanted ~= "any" and given ~= wanted then
      return ("field '%s' wants a %s, got a %s"):format(field, wanted == "userdata" and "pattern" or wanted, given)
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
  local places
  places, message = words_by_place(pack, body)
  if not places then return refuse(message) end
  file.ids[id] = line
  local rule = {}
  for field, value in pairs(body) do rule[field] = value end
  rule.id, rule.form, rule.file, rule.line, rule.root = id, form, file.path, line, file.root
  rule.trusted = file.trusted
  rule.trigger, rule.opens, rule.between, rule.follows = keys, places.opens, places.between, places.follows
  rule.priority = body.priority or 0
  rule.back = body.back or 0
  rule.phase = form == "fact" and "facts" or body.phase or file.phase or "values"
  if form == "fact" then
    rule.trigger_pattern = rule.trusted and deferred.by(function() return trigger_pattern(body.trigger) end)
      or trigger_pattern(body.trigger)
    rule.also_search = body.also and deferred.somewhere(body.also)
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

---@param pack table
---@param file table
---@return table names  what the rule file sees
local function names_for(pack, file)
  local env = file.guarded and environment.new(pack) or environment.own(pack)
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
    for name, value in pairs(pack.shared) do own[name] = deferred.raw(value) end
    pack.shared_by_root[file.root] = own
  end
  return own
end

local function within_bounds(chunk) return sandbox.call(sandbox.LOAD_INSTRUCTIONS, chunk) end

local function load_file(pack, root, path, trusted)
  local text, message = read_file(path)
  if not text then return pack:problem { file = path, message = message, code = "EIO" } end
  pack.sources[#pack.sources + 1] = text
  local file = { path = path, root = root, ids = {}, trusted = trusted, guarded = not trusted or pack.note ~= nil }
  local names = names_for(pack, file)
  if trusted then names.word_set = vocabulary.word_set end
  if file.guarded then
    names.shared = shared_of(pack, file)
    names = guard.environment(names, { note = pack.note, trusted = trusted })
  end
  local chunk
  chunk, message = load(text, "@" .. path, "t", names)
  if not chunk then
    return pack:problem { file = path, line = tonumber(message:match ":(%d+):"),
      message = (message:gsub("^.-:%d+: ", "")), code = "ESYNTAX" }
  end
  guard.lenient(trusted)
  local _, ok, failure = guard.with(guard.meter(guard.LOAD_FUEL), trusted and pcall or within_bounds, chunk)
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

-- Where the word lists of these sources lie.
local function word_folders(sources)
  local folders = {}
  for _, source in ipairs(sources) do
    local shipped = source:match "^[%a-]+$" and data.path("words/" .. source .. "/")
    if shipped and lfs.attributes(shipped, "mode") == "directory" then
      folders[#folders + 1] = { path = shipped, shipped = true }
    else
      folders[#folders + 1] = { path = (source:gsub("/*$", "/")) .. "words/", shipped = false }
    end
  end
  return folders
end

---Load rule packs, the later laid over the earlier.
---@param sources string[]  languages ("en") and directories
---@param options? { note: function? }  `note` is told where each named part of a pattern was tried
---@return table? pack  by_id, rules (in order), languages, kinds, lists, problems, off, replaced, sources
---@return string? message  a source that does not exist
---@return string? code
function M.load(sources, options)
  local pack = setmetatable({ by_id = {}, rules = {}, kinds = {}, list_patterns = {}, problems = {}, off = {}, replaced = {},
    weights = {}, sources = {}, languages = {}, shared = {}, shared_by_root = {}, count = 0, note = options and options.note }, Pack)
  pack.word_lists = word_lists.new(word_folders(sources), function(problem) pack:problem(problem) end)
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
  return names_for(pack, { path = "(none)", root = "(none)", ids = {}, guarded = true })
end

---The value of an expression in the environment of rule files.
---@param pack table  as `load` gave it
---@param expression string
---@return any value
---@return string? message
function M.evaluate(pack, expression)
  local file = { path = "(expression)", root = "(expression)", ids = {}, trusted = false, guarded = true }
  local names = names_for(pack, file)
  names.shared = {}
  names = guard.environment(names)
  local chunk, message = load("return " .. expression, "=expression", "t", names)
  if not chunk then return nil, message end
  local _, ok, value = guard.with(guard.meter(guard.LOAD_FUEL), sandbox.call, sandbox.LOAD_INSTRUCTIONS, chunk)
  if not ok then return nil, tostring(value) end
  if value == nil then return nil, "the expression gives nothing" end
  return value
end

return M
