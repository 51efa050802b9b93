---Where rule files run: copies of the pure library functions, no file, no
---process, no network, no debug access, and a bound on the work they may do.
local M = {}

---Instructions that loading one rule file may take, in counts of the hook.
M.LOAD_INSTRUCTIONS = 20000000
---Instructions that one call of a rule's function may take.
M.CALL_INSTRUCTIONS = 2000000

local HOOK_STEP = 10000

local function copy(library, names)
  local out = {}
  for name in names:gmatch "%S+" do out[name] = library[name] end
  return out
end

---The names that every rule file sees beside the vocabulary. Each call makes
---new tables, so that a file can change nothing for another one or the host.
---@return table environment
function M.environment()
  return {
    assert = assert, error = error, ipairs = ipairs, next = next, pairs = pairs, select = select,
    tonumber = tonumber, tostring = tostring, type = type,
    string = copy(string, "byte char find format gmatch gsub len lower match reverse sub upper"),
    table = copy(table, "concat insert remove sort unpack pack move"),
    math = copy(math, "abs ceil floor max min tointeger type huge maxinteger mininteger fmod"),
    utf8 = copy(utf8, "char charpattern codepoint codes len offset"),
  }
end

---Call a function with a bound on its instructions. An endless loop is stopped,
---whether or not it catches errors, as rule files have no `pcall`.
---@param limit integer  instructions
---@param f function
---@param ... any  arguments
---@return boolean ok
---@return any ...  results, or the error message
function M.call(limit, f, ...)
  local thread = coroutine.create(f)
  local spent = 0
  debug.sethook(thread, function()
    spent = spent + HOOK_STEP
    if spent > limit then
      error("stopped after " .. limit .. " instructions: an endless loop?", 2)
    end
  end, "", HOOK_STEP)
  local results = table.pack(coroutine.resume(thread, ...))
  if coroutine.status(thread) == "suspended" then
    return false, "a rule function cannot yield"
  end
  return table.unpack(results, 1, results.n)
end

return M
