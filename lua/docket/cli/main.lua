-- The command line: finds the command, reads its options, runs it, and turns whatever
-- happens into an exit status: 0 all well, 1 something skipped, wrong or not found,
-- 2 wrong usage.
--
-- Nothing is loaded before it is needed: `docket --version` reads this file alone.

local M = {}

M.version = "0.1.0"

-- In the order of a user's first day; each is a file in commands/.
local commands = { "articles", "extract", "index", "search", "people", "show", "sql", "rules", "eval" }
M.commands = commands

local known = {}
for _, name in ipairs(commands) do known[name] = true end

-- Common options that take a value, so that they may stand before the command too.
local takes_value = {
  ["--rules"] = true, ["--language"] = true, ["--reference-date"] = true, ["--archive"] = true,
  ["--format"] = true,
  ["--color"] = true, ["-j"] = true, ["--jobs"] = true, ["-d"] = true, ["--database"] = true,
}

local function say(text) io.stderr:write("docket: ", text, "\n") end

-- Suggestions ---------------------------------------------------------------------------

-- Edits (insert, delete, replace, swap neighbours) that turn one word into the other.
local function distance(a, b)
  local rows = { [0] = {} }
  for j = 0, #b do rows[0][j] = j end
  for i = 1, #a do
    rows[i] = { [0] = i }
    for j = 1, #b do
      local same = a:byte(i) == b:byte(j)
      local best = math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same and 0 or 1))
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        best = math.min(best, rows[i - 2][j - 2] + 1)
      end
      rows[i][j] = best
    end
  end
  return rows[#a][#b]
end

---The candidate nearest to a mistyped word; nil when none is near.
---@param word string
---@param candidates string[]
---@return string?
function M.nearest(word, candidates)
  local best, best_distance
  for _, candidate in ipairs(candidates) do
    local edits = distance(word:sub(1, 40), candidate)
    if candidate:sub(1, #word) == word and #word > 1 then edits = 1 end
    if edits <= math.max(1, #candidate // 3) and (not best or edits < best_distance) then
      best, best_distance = candidate, edits
    end
  end
  return best
end

-- Help ----------------------------------------------------------------------------------

local function command_module(name) return require("docket.cli.commands." .. name) end

local function overview()
  local lines = {
    "docket turns news into a docket: who was charged with what, sentenced to what,",
    "by whom and when, each fact tied to the bytes that say so.",
    "",
    "Usage: docket COMMAND [OPTIONS] [ARGUMENTS]",
    "",
    "Commands:",
  }
  for _, name in ipairs(commands) do
    lines[#lines + 1] = ("  %-10s %s"):format(name, command_module(name).summary)
  end
  for _, line in ipairs {
    "  help       explain a command: docket help COMMAND",
    "",
    "First steps:",
    "  docket extract news.txt                 the records of a text, as a table",
    "  docket index news.txt -d cases.db       keep them in an index",
    "  docket search 'sentenced kind:sentence' -d cases.db",
    "",
    "A FILE may be - (standard input) or a directory. Every command explains its options:",
    "docket COMMAND --help. Exit status: 0 all well; 1 something was skipped, wrong or not",
    "found; 2 wrong usage.",
  } do
    lines[#lines + 1] = line
  end
  return table.concat(lines, "\n") .. "\n"
end

local function unknown(name)
  local near = M.nearest(name, commands)
  say(("unknown command '%s'%s"):format(name,
    near and (" (did you mean '%s'?)"):format(near) or "; `docket help` lists them all"))
  return 2
end

local function help(arguments)
  local name = arguments[1]
  if not name then
    io.stdout:write(overview())
    return 0
  end
  if name == "help" then
    io.stdout:write("Usage: docket help [COMMAND]\n\nExplains a command, with examples.\n")
    return 0
  end
  if not known[name] then return unknown(name) end
  io.stdout:write(require("docket.cli.options").help(name, command_module(name), arguments[2]))
  return 0
end

-- Running -------------------------------------------------------------------------------

-- A command's own failure: a table that says what to print and with which status.
local function failure_status(failure)
  if type(failure) == "table" then
    if failure.output_failed then
      if failure.closed then return 0 end
      say("cannot write the results: " .. tostring(failure.message))
      return 1
    end
    if failure.usage then
      say(failure.usage)
      return 2
    end
    if failure.message then
      say(failure.message)
      return 1
    end
    -- argparse raises nothing else; os.exit is never called inside.
  end
  local text = tostring(failure)
  if text:find("interrupted!", 1, true) then return 130 end
  if text:find("not enough memory", 1, true) then
    say("not enough memory; give fewer or smaller files at a time")
    return 1
  end
  say("internal error: " .. text)
  say("this is a fault of docket; DOCKET_DEBUG=1 shows where it arose")
  return 1
end

local function handler(failure)
  if type(failure) ~= "table" and os.getenv("DOCKET_DEBUG") then
    return debug.traceback(tostring(failure), 2)
  end
  return failure
end

local function run_command(name, arguments)
  local ok, status = xpcall(function()
    local module = command_module(name)
    local options = require("docket.cli.options").parse(name, module, arguments)
    if options.help_text then
      io.stdout:write(options.help_text)
      return 0
    end
    local run = require("docket.cli.run").new(options)
    module.run(options, run)
    require("docket.cli.output").flush()
    return run.status
  end, handler)
  if not ok then return failure_status(status) end
  return status
end

-- Options that stand before the command belong to it as much as those after it.
local function split(arguments)
  local leading, index = {}, 1
  while arguments[index] and arguments[index]:sub(1, 1) == "-" and arguments[index] ~= "-" do
    leading[#leading + 1] = arguments[index]
    if takes_value[arguments[index]] and arguments[index + 1] then
      index = index + 1
      leading[#leading + 1] = arguments[index]
    end
    index = index + 1
  end
  local rest = table.move(arguments, index + 1, #arguments, 1, {})
  return arguments[index], leading, rest
end

---Run docket with the arguments of a command line.
---@param arguments string[]
---@return integer status
function M.run(arguments)
  local first = arguments[1]
  if first == "--version" or first == "-V" then
    io.stdout:write("docket ", M.version, "\n")
    return 0
  end
  local name, leading, rest = split(arguments)
  if not name then
    for _, option in ipairs(leading) do
      if option == "--help" or option == "-h" then return help {} end
    end
    io.stderr:write(overview())
    return 2
  end
  if name == "help" then return help(rest) end
  if not known[name] then return unknown(name) end
  -- Options go before the arguments proper, so that `--` in them keeps its meaning.
  return run_command(name, table.move(rest, 1, #rest, #leading + 1, leading))
end

return M
