---Runs a converter: the command of a line, bounded in time and output, with what went wrong
---in words.
local lfs = require "lfs"

local M = {}

-- Seconds after which a converter is stopped, where the system can do that.
local SECONDS <const> = 120
-- Bytes of text: a book has about one million.
local MAX_OUTPUT <const> = 64 * 1024 * 1024

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

---Is a program installed?
---@param name string  or a path
---@return boolean
function M.is_installed(name)
  local function is_program(path)
    local attributes = lfs.attributes(path)
    return attributes ~= nil and attributes.mode == "file" and attributes.permissions:find "x" ~= nil
  end
  if name:find "/" then return is_program(name) end
  for directory in ((os.getenv "PATH" or "") .. ":"):gmatch "(.-):" do
    if is_program((directory == "" and "." or directory) .. "/" .. name) then return true end
  end
  return false
end

---The program that a command line runs.
---@param command string
---@return string
function M.name(command) return command:match "^%s*(%S+)" or "" end

local function read_file(path, limit)
  local file = io.open(path, "rb")
  local text = file and file:read(limit) or ""
  if file then file:close() end
  return text or ""
end

-- What the program said, in one line.
local function complaint(path)
  local line = read_file(path, 4096):match "[^\n]*%S[^\n]*"
  return line and ": " .. line:gsub("%s+", " "):sub(1, 200) or ""
end

local function failure(name, how, status, errors)
  if how == "exit" and status == 124 and M.is_installed "timeout" then
    return ("%s took longer than %d s"):format(name, SECONDS), "ETIME"
  end
  return ("%s failed (%s %d)%s"):format(name, how == "exit" and "status" or "signal", status, complaint(errors)), "ECONVERT"
end

-- With files for what the program writes beside its output.
local function run(command, path, output, errors)
  if path:sub(1, 1) == "-" then path = "./" .. path end
  local line = command:gsub("%%([so%%])", { s = quote(path), o = quote(output), ["%"] = "%" })
  -- One shell for the line, so that the time limit holds for all that is in it.
  line = "sh -c " .. quote(line) .. " </dev/null 2>" .. quote(errors)
  if M.is_installed "timeout" then line = ("timeout -k 5 %d %s"):format(SECONDS, line) end
  local name = M.name(command)
  local pipe, message = io.popen(line, "r")
  if not pipe then return nil, ("%s cannot be started: %s"):format(name, message), "ECONVERT" end
  local text = pipe:read(MAX_OUTPUT + 1) or ""
  local too_long = #text > MAX_OUTPUT
  local ok, how, status = pipe:close()
  if too_long then return nil, ("%s gives more than %d MB of text"):format(name, MAX_OUTPUT >> 20), "ETOOBIG" end
  if not ok then return nil, failure(name, how, status, errors) end
  if command:find("%o", 1, true) then
    text = read_file(output, MAX_OUTPUT + 1)
    if #text > MAX_OUTPUT then return nil, ("%s gives more than %d MB of text"):format(name, MAX_OUTPUT >> 20), "ETOOBIG" end
  end
  return text
end

---Run a command over a file.
---@param command string  with %s for the file
---@param path string
---@return string? text
---@return string? message
---@return "ECONVERT"|"ETIME"|"ETOOBIG"|nil code
function M.run(command, path)
  if path:find "%z" then return nil, "its name holds a NUL", "ECONVERT" end
  local base = os.tmpname()
  local errors, output = base .. ".err", base .. ".txt"
  local ok, text, message, code = pcall(run, command, path, output, errors)
  for _, one in ipairs { base, errors, output } do os.remove(one) end
  if not ok then error(text, 0) end
  return text, message, code
end

---Do something with bytes as a file, which is taken away behind it whatever happens.
---@param bytes string
---@param extension string
---@param body fun(path: string): ...
---@return ...
function M.with_file(bytes, extension, body)
  local base = os.tmpname()
  local path = base .. "." .. extension
  local file = io.open(path, "wb")
  local written = file and file:write(bytes)
  if file then file:close() end
  local results = table.pack(pcall(function()
    if not written then return nil, "no room for a temporary file", "EFULL" end
    return body(path)
  end))
  os.remove(path)
  os.remove(base)
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

return M
