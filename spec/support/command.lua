-- Runs the command as a user does: in a process of its own.

local M = {}

M.path = os.getenv("DOCKET") or "build/docket"

---A string as one word of the shell.
---@param text string
function M.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function read(path)
  local handle = assert(io.open(path, "rb"))
  local bytes = handle:read("a")
  handle:close()
  return bytes
end

---Write a file; the folder must be there.
---@param path string
---@param bytes string
---@return string path
function M.write(path, bytes)
  local handle = assert(io.open(path, "wb"))
  assert(handle:write(bytes))
  assert(handle:close())
  return path
end

M.read = read

---A fresh folder; `M.remove` takes it away.
---@return string
function M.folder()
  local pipe = assert(io.popen("mktemp -d", "r"))
  local path = pipe:read("l")
  pipe:close()
  return path
end

---@param path string  as M.folder gave it
function M.remove(path)
  assert(path:find("^/tmp/") or path:find("/tmp%.[%w]+$"), "not a folder of ours: " .. path)
  os.execute("rm -rf " .. M.quote(path))
end

---Run a line of shell; DOCKET stands for the command.
---@param line string
---@param input string?  what stands on standard input; nothing when absent
---@return { output: string, errors: string, status: integer }
function M.shell(line, input)
  local folder = M.folder()
  local from = "/dev/null"
  if input then from = M.write(folder .. "/input", input) end
  line = line:gsub("DOCKET", (M.quote(M.path):gsub("%%", "%%%%")))
  local _, how, status = os.execute(("{ %s\n} <%s >%s/output 2>%s/errors"):format(line, M.quote(from), folder, folder))
  local result = {
    output = read(folder .. "/output"), errors = read(folder .. "/errors"),
    status = how == "exit" and status or 128 + status,
  }
  M.remove(folder)
  return result
end

---Run docket with arguments, each given as it is.
---@param arguments string[]
---@param input string?
function M.run(arguments, input)
  local words = { "DOCKET" }
  for _, argument in ipairs(arguments) do words[#words + 1] = M.quote(argument) end
  return M.shell(table.concat(words, " "), input)
end

---The objects of an NDJSON text.
---@param text string
---@return table[]
function M.objects(text)
  local cjson = require "cjson"
  local list = {}
  for line in text:gmatch("[^\n]+") do list[#list + 1] = cjson.decode(line) end
  return list
end

return M
