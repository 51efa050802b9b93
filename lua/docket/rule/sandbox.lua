---Where rule files run: copies of the pure library functions, no file, no
---process, no network, no debug access, and a bound on the work they may do.
local core = require "docket.core"
local strings = require "docket.rule.strings"

local M = {}

---Instructions that loading one rule file may take, in counts of the hook.
M.LOAD_INSTRUCTIONS = 20000000
---Instructions that one call of a rule's function may take.
M.CALL_INSTRUCTIONS = 2000000

---Bytes that loading a rule file, or one call of a rule's function, may add. A hook
---counts instructions, but one instruction may ask for gigabytes.
M.MEMORY = 256 * 1024 * 1024

local HOOK_STEP = 10000
-- Bytes that a string function goes over in the time of one instruction.
local BYTES_AN_INSTRUCTION = 16

-- What the call that runs has spent; nil outside of all calls.
local budget

local function spend(instructions)
  if not budget then return end
  budget.spent = budget.spent + instructions
  if budget.spent > budget.limit then
    error("stopped after " .. budget.limit .. " instructions: an endless loop?", 0)
  end
end

local safe_strings = strings.new(function(bytes) spend(bytes // BYTES_AN_INSTRUCTION) end)

local function copy(library, names)
  local out = {}
  for name in names:gmatch "%S+" do out[name] = library[name] end
  return out
end

-- `table.move` counts in C, where nothing stops it.
local function move(from, first, last, at, to)
  if math.type(first) == "integer" and math.type(last) == "integer" and last >= first then
    if last - first < 0 or last - first > 1000000 then error("table.move: too many elements", 2) end
    spend(last - first)
  end
  return table.move(from, first, last, at, to)
end

---The names that every rule file sees beside the vocabulary. Each call makes
---new tables, so that a file can change nothing for another one or the host.
---@return table environment
function M.environment()
  local tables = copy(table, "concat insert remove sort unpack pack")
  tables.move = move
  return {
    assert = assert, error = error, ipairs = ipairs, next = next, pairs = pairs, select = select,
    tonumber = tonumber, tostring = tostring, type = type,
    string = copy(safe_strings, "byte char find format gmatch gsub len lower match rep reverse sub upper"),
    table = tables,
    math = copy(math, "abs ceil floor max min tointeger type huge maxinteger mininteger fmod"),
    utf8 = copy(utf8, "char charpattern codepoint codes len offset"),
  }
end

---Those names, as a set.
M.names = {}
for name in pairs(M.environment()) do M.names[name] = true end

local function out_of_memory(results)
  for i = 1, 2 do
    local message = results[i]
    if type(message) == "string" and message:find("not enough memory", 1, true) then return true end
  end
  return false
end

local methods = getmetatable ""

-- Methods of strings, ("x"):rep(9), are those of the sandbox while it runs, whatever
-- the host has put there; they are put back before anything else can look.
local function run(thread, ...)
  local of_host = methods.__index
  methods.__index = safe_strings
  local results = table.pack(select(2, core.bounded(M.MEMORY, coroutine.resume, thread, ...)))
  methods.__index = of_host
  return results
end

---Call a function of docket's from inside the sandbox: it has the methods of the host.
---@param f function
---@return any ...
function M.outside(f, ...)
  if methods.__index ~= safe_strings then return f(...) end
  methods.__index = string
  local results = table.pack(pcall(f, ...))
  methods.__index = safe_strings
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

---Call a function with a bound on its instructions and its memory. An endless loop
---is stopped, whether or not it catches errors, as rule files have no `pcall`.
---@param limit integer  instructions
---@param f function
---@param ... any  arguments
---@return boolean ok
---@return any ...  results, or the error message
function M.call(limit, f, ...)
  local thread = coroutine.create(f)
  local outer = budget
  local own = { spent = 0, limit = limit }
  debug.sethook(thread, function() spend(HOOK_STEP) end, "", HOOK_STEP)
  budget = own
  local results = run(thread, ...)
  budget = outer
  M.last_spent = own.spent
  if out_of_memory(results) then
    return false, ("stopped: it needs more than %d MB of memory"):format(M.MEMORY // 1048576)
  end
  if coroutine.status(thread) == "suspended" then
    return false, "a rule function cannot yield"
  end
  return table.unpack(results, 1, results.n)
end

return M
