---Patterns for rule files that are not docket's own.
---
---A match of LPeg cannot be interrupted, and a few characters of a grammar can keep
---it busy for years. So these files get stand-ins in place of LPeg's patterns: they
---are put together with the same operators, and every repetition, every rule of a
---grammar and every function in them counts **fuel**. Where a rule has used up what
---it has for an article, its match fails with a message, and the other rules go on.
---Counting is exact, so the same article always gives the same records.
---
---The stand-ins also keep the methods of LPeg's patterns (`setmaxstack`, which changes
---the whole program) away from rule files. A pattern knows which words it needs, for
---`rules grep`, and with a `note` function each named part tells where it was tried,
---for `rules whynot`.
local lpeg = require "lpeg"
local sandbox = require "docket.rule.sandbox"
local view = require "docket.rule.view"
local vocabulary = require "docket.rule.vocabulary"

local M = {}

---Fuel of a rule for one article: a fixed part and one for each byte of the text.
M.FUEL = 1000000
M.FUEL_A_BYTE = 100
---Fuel for what a file matches while it is loaded.
M.LOAD_FUEL = 1000000
---Characters and parts that one pattern may be made of.
M.LARGEST = 20000

local SUBJECT_STEP = 500        -- bytes of a text that one unit of fuel goes over
local FUNCTION_FUEL = 50        -- a call costs as much as so many steps
local INSTRUCTIONS_A_UNIT = 20

-- ------------------------------------------------------------ fuel

local meter

---@param units integer
---@return { left: integer }
function M.meter(units) return { left = units, given = units } end

---Call a function with a meter for the patterns that it matches.
---@param use { left: integer }
---@param f function
---@return boolean ok
---@return any ...
function M.with(use, f, ...)
  local outer = meter
  meter = use
  local results = table.pack(pcall(f, ...))
  meter = outer
  return table.unpack(results, 1, results.n)
end

-- What ends everything: the user's wish, and the machine.
local ENDS = { "interrupted!", "not enough memory" }

---Call a function of the shipped rules. A fault of theirs is told, and the other rules go on.
---@param f function
---@return boolean ok
---@return any result  what `f` gives, or the message
function M.contained(f, ...)
  local ok, result = pcall(f, ...)
  if ok then return true, result end
  for _, text in ipairs(ENDS) do
    if type(result) ~= "string" or result:find(text, 1, true) then error(result, 0) end
  end
  return false, "a fault of docket, which its makers would like to know: " .. result
end

local OUT = "stopped: the pattern takes too many steps on this text"

local function burn(units)
  if not meter then return end
  meter.left = meter.left - units
  if meter.left < 0 then error(OUT, 0) end
end

local function burn_at(subject)
  burn(1 + #subject // SUBJECT_STEP)
  return true
end

local charge = lpeg.Cmt("", burn_at)

---A function of a rule file that others call: bounded as all its functions are.
---@param f function
---@return function
function M.guarded(f)
  return function(...)
    burn(FUNCTION_FUEL)
    local results = table.pack(sandbox.call(sandbox.CALL_INSTRUCTIONS, f, ...))
    burn((sandbox.last_spent or 0) // INSTRUCTIONS_A_UNIT)
    if not results[1] then error(results[2], 0) end
    return table.unpack(results, 2, results.n)
  end
end

-- ------------------------------------------------------------ stand-ins

local Pattern = {}
local methods = {}
Pattern.__index = methods
Pattern.__metatable = "pattern"
function Pattern.__newindex() error("a pattern may be used and not changed", 2) end

-- What a stand-in stands for: `raw` (the pattern, woven), `plain` (as it was written),
-- `size`, `simple` (no repetition, grammar or function in it), `words` (one of these
-- stands in every match).
local parts = setmetatable({}, { __mode = "k" })

-- docket's own files, loaded for `whynot`, may be as large as they are.
local lenient = false

---@param on boolean
function M.lenient(on) lenient = on end

local function check_size(size, level)
  if size <= M.LARGEST then return size end
  if lenient then return M.LARGEST end
  error(("a pattern of more than %d parts"):format(M.LARGEST), level + 1)
end

local function stand_in(part)
  part.size = check_size(part.size, 3)
  local made = setmetatable({}, Pattern)
  parts[made] = part
  return made
end

---@param value any
---@return boolean
function M.is(value) return parts[value] ~= nil end

---The pattern that a stand-in stands for; other values as they are.
---@param value any
---@return any
function M.raw(value)
  local part = parts[value]
  return part and part.raw or value
end

---Words of which one stands in every match; nil where there are none.
---@param value any
---@return string[]? words
function M.words_of(value)
  local part = parts[value]
  return part and part.words
end

---A stand-in for a pattern of docket's own.
---@param raw userdata
---@param fields? { size: integer?, simple: boolean?, words: string[]?, name: string? }
function M.wrap(raw, fields)
  fields = fields or {}
  local woven = raw
  if fields.name and fields.note then woven = M.noted(raw, fields.name, fields.note) end
  return stand_in { raw = woven, plain = raw, size = fields.size or 20, simple = fields.simple or false,
    words = fields.words }
end

---A pattern that tells where it was tried, and where it ended.
---@param raw userdata
---@param name string
---@param note fun(name: string, position: integer, ended: boolean, subject: string)
---@return userdata
function M.noted(raw, name, note)
  local enter = lpeg.Cmt("", function(subject, position) note(name, position, false, subject) return true end)
  local leave = lpeg.Cmt("", function(subject, position) note(name, position, true, subject) return true end)
  return enter * raw * leave
end

-- Anything that stands where a pattern is wanted: LPeg takes strings, numbers, tables …
local function part_of(value)
  local part = parts[value]
  if part then return part end
  local kind = type(value)
  if kind == "string" then
    return { raw = lpeg.P(value), plain = lpeg.P(value), size = #value + 1, simple = true }
  elseif kind == "number" then
    if value > 10000 or value < -10000 then error("a pattern of that many characters", 3) end
    return { raw = lpeg.P(value), plain = lpeg.P(value), size = math.abs(value // 1 | 0) + 1, simple = true }
  elseif kind == "boolean" then
    return { raw = lpeg.P(value), plain = lpeg.P(value), size = 1, simple = true }
  elseif kind == "function" then
    local raw = lpeg.P(M.guarded(value))
    return { raw = raw, plain = raw, size = 1, simple = false }
  elseif kind == "table" then
    return M.grammar(value)
  end
  error("a pattern, a string or a number expected, got a " .. kind, 3)
end

-- ------------------------------------------------------------ operators

local function smaller(a, b)
  if not a or b and #b < #a then return b end
  return a
end

local function union(a, b)
  if not a or not b then return nil end
  local both = table.move(a, 1, #a, 1, {})
  return table.move(b, 1, #b, #both + 1, both)
end

local function binary(operator, words)
  return function(a, b)
    local x, y = part_of(a), part_of(b)
    return stand_in { raw = operator(x.raw, y.raw), plain = operator(x.plain, y.plain), size = x.size + y.size,
      simple = x.simple and y.simple, words = words(x.words, y.words) }
  end
end

local function unary(operator, keeps_words)
  return function(a)
    local x = part_of(a)
    return stand_in { raw = operator(x.raw), plain = operator(x.plain), size = x.size + 1, simple = x.simple,
      words = keeps_words and x.words or nil }
  end
end

Pattern.__mul = binary(function(x, y) return x * y end, smaller)
Pattern.__add = binary(function(x, y) return x + y end, union)
Pattern.__sub = binary(function(x, y) return x - y end, function(words) return words end)
Pattern.__unm = unary(function(x) return -x end, false)
Pattern.__len = unary(function(x) return #x end, true)

function Pattern.__pow(a, n)
  local x = part_of(a)
  if math.type(n) ~= "integer" then error("a repetition wants a whole number", 2) end
  local size = check_size(x.size * (math.abs(n) + 1), 2)
  local raw
  if n < 0 then
    raw = x.raw ^ n
  elseif x.simple and x.size <= 64 then
    raw = charge * x.raw ^ n
  else
    raw = (charge * x.raw) ^ n
  end
  return stand_in { raw = raw, plain = x.plain ^ n, size = size, simple = x.simple and n < 0,
    words = n > 0 and x.words or nil }
end

function Pattern.__div(a, to)
  local x = part_of(a)
  if type(to) == "function" then
    local call = M.guarded(to)
    return stand_in { raw = charge * x.raw / call, plain = x.plain / call, size = x.size + 1, simple = false,
      words = x.words }
  end
  return stand_in { raw = x.raw / to, plain = x.plain / to, size = x.size + 1, simple = x.simple, words = x.words }
end

---Match a text, as LPeg's method does.
function methods.match(pattern, text, from, ...)
  if type(text) ~= "string" then error("bad argument #1 to 'match' (string expected)", 2) end
  return lpeg.match(part_of(pattern).raw, text, from, ...)
end

-- ------------------------------------------------------------ grammars

---A grammar: each use of a rule counts.
---@param rules table
function M.grammar(rules)
  local woven, plain, size = {}, {}, 1
  for name, value in pairs(rules) do
    if name == 1 and (type(value) == "string" or type(value) == "number") and not parts[value] and rules[value] then
      woven[1], plain[1] = value, value
    else
      local part = part_of(value)
      woven[name], plain[name], size = part.raw, part.plain, size + part.size
    end
  end
  return { raw = lpeg.P(woven), plain = lpeg.P(plain), size = size, simple = false }
end

local function constructor(make, simple, keeps_words)
  return function(value, ...)
    local x = part_of(value)
    return stand_in { raw = make(x.raw, ...), plain = make(x.plain, ...), size = x.size + 1,
      simple = simple and x.simple, words = keeps_words and x.words or nil }
  end
end

local function leaf(make, size)
  return function(...)
    local raw = make(...)
    return stand_in { raw = raw, plain = raw, size = size, simple = true }
  end
end

-- The constructors of LPeg over stand-ins.
local function constructors(options)
  local own = {
    S = leaf(lpeg.S, 1), R = leaf(lpeg.R, 1), Cp = leaf(lpeg.Cp, 1), Cc = leaf(lpeg.Cc, 2), Cb = leaf(lpeg.Cb, 2),
    C = constructor(lpeg.C, true, true), Cs = constructor(lpeg.Cs, true, true), Ct = constructor(lpeg.Ct, true, true),
    Cg = constructor(lpeg.Cg, true, true),
  }
  function own.P(value)
    if parts[value] then return value end
    local part = part_of(value)
    if options.note and type(value) == "string" and #value > 1 then
      part.raw = M.noted(part.raw, ("%q"):format(value), options.note)
    end
    return stand_in(part)
  end
  function own.V(name)
    local raw = lpeg.V(name)
    return stand_in { raw = charge * raw, plain = raw, size = 1, simple = false }
  end
  -- What lies behind is matched as it was written: LPeg wants no function in it.
  function own.B(value)
    local part = part_of(value)
    local raw = lpeg.B(part.plain)
    return stand_in { raw = raw, plain = raw, size = part.size + 1, simple = part.simple }
  end
  function own.Cmt(value, f)
    if type(f) ~= "function" then error("bad argument #2 to 'Cmt' (function expected)", 2) end
    local x = part_of(value)
    local raw = lpeg.Cmt(x.raw, M.guarded(f))
    return stand_in { raw = raw, plain = raw, size = x.size + 1, simple = false, words = x.words }
  end
  function own.Cf(value, f)
    local x = part_of(value)
    local raw = lpeg.Cf(x.raw, M.guarded(f))
    return stand_in { raw = raw, plain = raw, size = x.size + 1, simple = false, words = x.words }
  end
  return own
end

-- ------------------------------------------------------------ the vocabulary

local function is_argument(value) return require("docket.rule.argument").is(value) end

-- Arguments as rule files see them: they may hand them on, and call `find` in a search
-- of their own; the tables of the engine stay out of reach.
local Shown = { __metatable = "argument" }
local shown_arguments = setmetatable({}, { __mode = "k" })

function Shown:__index(key)
  local real = shown_arguments[self]
  if key == "doc" then return real.doc end
  if key ~= "find" then return nil end
  return function(match)
    local found = sandbox.outside(real.find, view.real(match))
    return found and view.of(found)
  end
end

function Shown.__newindex() error("an argument may be used and not changed", 2) end

local function shown_argument(value, options)
  if options.trusted then return value end
  local shown = setmetatable({}, Shown)
  shown_arguments[shown] = value
  return shown
end

-- Functions of docket's own that rule files hand on (`status = charge_status`).
local own_functions = setmetatable({}, { __mode = "k" })

---A function that may be called as it is, where it is docket's own.
---@param f function
---@return function?
function M.own(f) return own_functions[f] end

-- An argument's search that a rule file wrote: it sees the match, and gives ranges.
local function finder(f)
  if own_functions[f] then return own_functions[f] end
  local bounded = M.guarded(f)
  return function(match) return view.spans(bounded(view.of(match)), #match.seg.folded) end
end

---A value of a rule file as docket's functions take it: patterns for stand-ins, bounded
---functions for functions, copies of tables.
---@param value any
---@param options table
---@param depth? integer
---@return any
local function taken(value, options, depth)
  if parts[value] then return options.plain and parts[value].plain or parts[value].raw end
  if shown_arguments[value] then return shown_arguments[value] end
  if type(value) == "function" then return options.trusted and value or finder(value) end
  if type(value) ~= "table" or is_argument(value) then return value end
  if (depth or 0) > 8 then error("a table in tables in tables …", 2) end
  local copy = {}
  for key, item in next, value do copy[key] = taken(item, options, (depth or 0) + 1) end
  return copy
end

-- Fields whose words are known of the pattern as it was written.
local PLAIN = { trigger = true, opens = true, between = true, follows = true }

---The fields of a rule: its patterns without their stand-ins. Functions stay as they
---are, for the engine calls them with bounds of its own.
---@param body table
---@return table
function M.body(body)
  local copy = {}
  for key, value in next, body do
    if type(value) == "function" or key == "examples" then
      copy[key] = value
    else
      copy[key] = taken(value, { trusted = true, plain = PLAIN[key] })
    end
  end
  return copy
end

-- Functions of the vocabulary as docket's own libraries take them.
local originals = setmetatable({}, { __mode = "k" })

local function is_plain(value) return type(value) == "table" and getmetatable(value) == nil end

-- What a rule file hands to a library of docket's: patterns for stand-ins.
local function lowered(value, options, depth)
  if parts[value] then return parts[value].plain end
  local known = originals[value] or shown_arguments[value] or own_functions[value]
  if known then return known end
  if type(value) == "function" and not options.trusted then return finder(value) end
  if not is_plain(value) or depth > 3 then return value end
  local copy = {}
  for key, item in next, value do copy[key] = lowered(item, options, depth + 1) end
  return copy
end

local given

-- What a library gives back: stand-ins for patterns.
local function raised(value, options)
  if not is_plain(value) then return given(nil, value, options) end
  for key, item in next, value do
    if type(item) == "userdata" then value[key] = given(nil, item, options) end
  end
  return value
end

function given(name, value, options)
  if is_argument(value) then
    return shown_argument(value, options)
  elseif type(value) == "userdata" then
    return M.wrap(value, { name = options.names[name], note = options.note, words = vocabulary.phrases(value) })
  elseif type(value) == "function" and not own_functions[value] then
    local own = function(...)
      local arguments = table.pack(...)
      for i = 1, arguments.n do arguments[i] = lowered(arguments[i], options, 0) end
      local results = table.pack(sandbox.outside(value, table.unpack(arguments, 1, arguments.n)))
      for i = 1, results.n do results[i] = raised(results[i], options) end
      return table.unpack(results, 1, results.n)
    end
    own_functions[own] = value
    return own
  end
  return value
end

local function size_of(arguments)
  local size = 20
  for i = 1, arguments.n do
    local part = parts[arguments[i]]
    size = size + (part and part.size or type(arguments[i]) == "string" and #arguments[i] or 0)
  end
  return check_size(size, 3)
end

local function shown_call(name, first)
  if type(first) == "string" then return ("%s %q"):format(name, #first > 50 and first:sub(1, 47) .. "…" or first) end
  return ("%s(%s)"):format(name, type(first) == "number" and tostring(first) or "…")
end

-- A function of the vocabulary that takes and gives patterns.
local function translated(name, f, options)
  local function call(...)
    local arguments = table.pack(...)
    local first, size, words = arguments[1], size_of(arguments), nil
    if name == "gap" then
      size = check_size(size * math.max(1, math.tointeger(first) or 1), 2)
      words = M.words_of(arguments[2])
    elseif name == "list_of" then
      words = M.words_of(first)
    end
    for i = 1, arguments.n do arguments[i] = taken(arguments[i], options) end
    local results = table.pack(pcall(sandbox.outside, f, table.unpack(arguments, 1, arguments.n)))
    if not results[1] then error(results[2], 2) end
    local made = results[2]
    if is_argument(made) then return shown_argument(made, options) end
    if type(made) ~= "userdata" then return made end
    local woven = made
    if options.note and name ~= "gap" and name ~= "list_of" then
      woven = M.noted(made, shown_call(name, first), options.note)
    end
    if name == "gap" or name == "list_of" then woven = charge * woven end
    return stand_in { raw = woven, plain = made, size = size, words = words or vocabulary.phrases(made),
      simple = name == "entity" or name == "entity_at" }
  end
  originals[call] = f
  return call
end

-- What takes or gives patterns, or functions of rule files.
local TRANSLATED = { words = true, list = true, gap = true, list_of = true, entity = true, entity_at = true,
  possessor = true, before = true, after = true, behind = true, penalties = true, near = true, either = true,
  find_with = true }

-- Names of the vocabulary that `whynot` tells; space and word ends say little.
local TOLD = { word = "a word", letter = "a letter", digit = "a digit", comma = "a comma", dash = "a dash",
  double_quote = "a quotation mark", quote_mark = "a quotation mark", masked = "an entity" }

---The environment of a rule file with stand-ins for its patterns.
---@param environment table  as docket's own rule files see it
---@param options? { note: function?, trusted: boolean? }
---@return table environment
function M.environment(environment, options)
  options = options or {}
  options.names = TOLD
  local statements = { pattern = true, rule = true, kind = true, phase = true, switch_off = true, any = true,
    entities = true }
  local own = {}
  for name, value in pairs(environment) do
    if statements[name] or sandbox.names[name] then
      own[name] = value
    elseif name == "shared" then
      -- the table itself, so that files of one directory share it
      for key, item in pairs(options.trusted and {} or value) do value[key] = given(key, item, options) end
      own[name] = value
    elseif TRANSLATED[name] then
      own[name] = translated(name, value, options)
    elseif type(value) == "table" and not is_argument(value) then
      own[name] = {}
      for key, item in pairs(value) do own[name][key] = given(key, item, options) end
    else
      own[name] = given(name, value, options)
    end
  end
  for name, value in pairs(constructors(options)) do own[name] = value end
  return own
end

-- ------------------------------------------------------------ matching

-- A pattern of a rule, with the rule's own fuel; a match that is stopped is none.
local Bounded = {}
Bounded.__index = Bounded

function Bounded:match(subject, from)
  local rule = self.rule
  if rule.stopped then return nil end
  if not rule.fuel then rule.fuel = M.meter(M.FUEL) end
  local results = table.pack(M.with(rule.fuel, lpeg.match, self.pattern, subject, from))
  if results[1] then return table.unpack(results, 2, results.n) end
  rule.stopped = tostring(results[2])
  return nil
end

---@param rule docket.Rule
---@param pattern userdata
---@return table matcher  with a method `match` like that of a pattern
function M.bounded(rule, pattern) return setmetatable({ rule = rule, pattern = pattern }, Bounded) end

---Give rules their fuel for an article.
---@param rules docket.Rule[]
---@param length integer  bytes of its text
function M.begin(rules, length)
  for _, rule in ipairs(rules) do
    rule.stopped, rule.fuel = nil, M.meter(M.FUEL + M.FUEL_A_BYTE * length)
  end
end

---Call a function of a rule file: it sees views, and is bounded.
---@param rule docket.Rule
---@param f function
---@param ... any  arguments; tables become views, but for those that `view.changeable` made
---@return boolean ok
---@return any value
---@see docket.rule.view
function M.call(rule, f, ...)
  if not rule.fuel then rule.fuel = M.meter(M.FUEL) end
  local results = table.pack(M.with(rule.fuel, sandbox.call, sandbox.CALL_INSTRUCTIONS, f, ...))
  if not results[1] then return false, tostring(results[2]) end
  if not results[2] then return false, tostring(results[3]) end
  return true, view.real(results[3])
end

---What a rule's `make` makes of a match.
---@param rule docket.Rule
---@param captures table
---@param context table
---@return table? entity
---@return string? message
function M.entity(rule, captures, context)
  local ok, made = M.call(rule, rule.make, captures, view.of(context))
  if not ok then return nil, made end
  return view.entity(made, context.segment_last)
end

---What a rule's `make` makes of a record.
---@param rule docket.Rule
---@param record table
---@param match docket.FactMatch
---@param length integer
---@return table? record
---@return string? message
function M.record(rule, record, match, length)
  if own_functions[rule.make] then return own_functions[rule.make](record, match) end
  local ok, made = M.call(rule, rule.make, view.changeable(record), view.of(match))
  if not ok then return nil, made end
  return view.record(made, record, length)
end

---Call a function of docket's that matches the patterns of a rule.
---@param rule docket.Rule
---@param f function
---@return any result  nil where the rule was stopped
function M.try(rule, f, ...)
  if rule.stopped then return nil end
  if not rule.fuel then rule.fuel = M.meter(M.FUEL) end
  local ok, result = M.with(rule.fuel, f, ...)
  if ok then return result end
  rule.stopped = tostring(result)
  return nil
end

return M
