-- What standard output and standard error are connected to.
--
-- Lua has no isatty, and linking a library for it would cost every start: the shell's
-- `test -t` answers for both streams in one child of a millisecond, and only when asked.

local M = {}

local asked, output_is, error_is

local function ask()
  if asked then return end
  asked = true
  -- The exit status carries both answers; os.execute leaves the streams as they are.
  local _, how, status = os.execute("test -t 1; a=$?; test -t 2; exit $((16 + a * 2 + $?))")
  if how ~= "exit" or status < 16 then return end
  output_is = status - 16 < 2
  error_is = (status - 16) % 2 == 0
end

---Whether standard output is a terminal.
---@return boolean
function M.output()
  ask()
  return output_is or false
end

---Whether standard error is a terminal.
---@return boolean
function M.errors()
  ask()
  return error_is or false
end

---Columns of the terminal: COLUMNS, else what the terminal says; nil when there is none.
---@return integer?
function M.columns()
  local stated = tonumber(os.getenv("COLUMNS") or "")
  if stated and stated >= 20 then return stated // 1 end
  if not M.output() then return nil end
  local pipe = io.popen("stty size </dev/tty 2>/dev/null", "r")
  if not pipe then return 80 end
  local columns = (pipe:read("l") or ""):match("^%d+ (%d+)$")
  pipe:close()
  columns = tonumber(columns) or 80
  return columns >= 20 and columns or 80
end

return M
