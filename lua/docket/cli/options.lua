-- Options and help of the commands, on top of argparse.
--
-- A command's file is data: `summary` (one line), `description`, `examples` (pairs of a
-- command line and what it shows), `options` (names of the common ones that it takes),
-- and `configure(parser)` for its own.  `commands` in its place makes a command of
-- commands (docket rules …).

local argparse = require "argparse"

local function add_color(parser)
  parser:option("--color"):argname("WHEN"):choices { "auto", "always", "never" }:default("auto")
    :description("auto, always or never; NO_COLOR is honoured.")
end

local M = {}

local function integer(least)
  return function(text)
    local number = math.tointeger(tonumber(text))
    if not number or number < least then
      return nil, ("'%s' is no whole number from %d"):format(text, least)
    end
    return number
  end
end

local function date(text)
  local year, month, day = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if not year then return nil, ("'%s' is no date like 2021-04-20"):format(text) end
  -- os.time puts February 30 right, in the table that it was given.
  local moment = { year = tonumber(year), month = tonumber(month), day = tonumber(day), hour = 12 }
  os.time(moment)
  if moment.month ~= tonumber(month) or moment.day ~= tonumber(day) then
    return nil, ("there is no day %s"):format(text)
  end
  return text
end

-- Settings of archives: all but `digests` are numbers.
local archive_settings = { payload_max = true, ratio_max = true, ratio_free = true, entries_max = true, depth_max = true }

local function archive_setting(text)
  local name, value = text:match "^([%w_]+)=(%w+)$"
  local number = math.tointeger(tonumber(value))
  if name == "digests" and (value == "yes" or value == "no") then return { name, value == "yes", text } end
  if archive_settings[name] and number and number > 0 then return { name, number, text } end
  return nil, ("'%s' is none of digests=no, payload_max=N, ratio_max=N, ratio_free=N, entries_max=N, depth_max=N"):format(text)
end

M.integer, M.date = integer, date

-- Every common option once, so that it has one name, one meaning and one line of help.
local common = {
  rules = function(parser)
    parser:option("--rules"):argname("DIR"):count("*"):target("rules")
      :description("Lay a directory of your own rules over the shipped ones (repeatable).")
    parser:option("--language"):argname("NAME"):target("language")
      :description("Take all texts for this language, and load its rules (default: en, for texts in English).")
  end,
  reading = function(parser)
    parser:option("--reference-date"):argname("YYYY-MM-DD"):convert(date):target("reference_date")
      :description("The day from which \"yesterday\" is counted, where the text states none.")
    parser:option("--encoding"):argname("NAME")
      :description("The character encoding of the files, where docket finds the wrong one: windows-1251.")
    parser:option("--converters"):argname("FILE"):count("*"):target("converters")
      :description("Programs that turn documents into text, laid over the shipped ones (repeatable).")
    parser:option("--archive"):argname("NAME=VALUE"):count("*"):convert(archive_setting):target("archive")
      :description("Of archives: payload_max=N (bytes of a document, 64 MiB), ratio_max=N (bytes unpacked for"
        .. " each one read, 250), entries_max=N, depth_max=N (archives in archives, 4), or digests=no.")
  end,
  format = function(parser)
    parser:option("--format"):argname("FORMAT"):choices { "table", "ndjson", "csv" }
      :description("table (default on a terminal), ndjson (default into a pipe), or csv.")
    add_color(parser)
  end,
  text_format = function(parser)
    parser:option("--format"):argname("FORMAT"):choices { "table", "ndjson", "csv", "timeml" }
      :description("table (on a terminal), ndjson (into a pipe), csv, or timeml: texts with their dates marked.")
    add_color(parser)
  end,
  database = function(parser)
    parser:option("-d --database"):argname("DB"):default("docket.db"):target("database")
      :description("The index file.")
  end,
  jobs = function(parser)
    parser:option("-j --jobs"):argname("N"):convert(integer(1)):default("1"):target("jobs")
      :description("Work on N files at a time.")
  end,
  files = function(parser)
    parser:argument("FILE"):args("+"):target("files")
      :description("Files, directories (walked), or - for standard input.")
  end,
}

local function add_examples(parser, module)
  if not module.examples then return end
  local lines = { "Examples:" }
  for _, example in ipairs(module.examples) do
    lines[#lines + 1] = "  " .. example[1]
    lines[#lines + 1] = "      " .. example[2]
  end
  parser:epilog(table.concat(lines, "\n"))
end

local function configure(parser, module)
  parser:help_max_width(92)
  parser:add_help(false)
  parser:flag("-h --help"):target("help"):description("Explain this command.")
  if module.commands then
    parser:command_target("subcommand")
    parser:require_command(false)
    for _, name in ipairs(module.order) do
      local child = module.commands[name]
      local sub = parser:command(name):summary(child.summary):description(child.description or child.summary)
      configure(sub, child)
    end
    return add_examples(parser, module)
  end
  if module.configure then module.configure(parser) end
  for _, name in ipairs(module.options or {}) do common[name](parser) end
  parser:flag("-q --quiet"):target("quiet"):description("Only errors on standard error.")
  parser:flag("-v --verbose"):target("verbose"):description("Tell what is being done.")
  add_examples(parser, module)
end

local function parser_for(name, module)
  local parser = argparse("docket " .. name, module.description or module.summary)
  configure(parser, module)
  return parser
end

local function fail_with(name)
  return function(_, message)
    local where = "docket " .. name
    error({ usage = ("%s: %s; `%s --help` explains it"):format(name, message, where) }, 0)
  end
end

-- The help of a command, or of a command inside it.
local function help_text(parser, module, inner)
  if inner and module.commands and module.commands[inner] then
    for _, child in ipairs(parser._commands) do
      if child._name == inner then return child:get_help() .. "\n" end
    end
  end
  return parser:get_help() .. "\n"
end

---What `docket help COMMAND` prints.
---@param name string
---@param module table
---@param inner string?  a command inside the command
---@return string
function M.help(name, module, inner)
  return help_text(parser_for(name, module), module, inner)
end

local function asks_for_help(arguments)
  for _, argument in ipairs(arguments) do
    if argument == "--" then return false end
    if argument == "-h" or argument == "--help" then return true end
  end
  return false
end

-- A misspelt command inside a command is told apart before argparse sees it.
local function check_inner(name, module, arguments)
  for _, argument in ipairs(arguments) do
    if argument:sub(1, 1) ~= "-" then
      if module.commands[argument] then return argument end
      local near = require("docket.cli.main").nearest(argument, module.order)
      error({ usage = ("unknown command '%s %s'%s"):format(name, argument,
        near and (" (did you mean '%s %s'?)"):format(name, near)
        or ("; `docket help %s` lists them all"):format(name)) }, 0)
    end
  end
end

---Read a command's arguments.
---@param name string
---@param module table
---@param arguments string[]
---@return table options  with `help_text` when help was asked for
function M.parse(name, module, arguments)
  local parser = parser_for(name, module)
  local inner = module.commands and check_inner(name, module, arguments)
  if asks_for_help(arguments) or (module.commands and not inner) then
    return { help_text = help_text(parser, module, inner) }
  end
  parser.error = fail_with(inner and name .. " " .. inner or name)
  for _, child in ipairs(parser._commands or {}) do child.error = parser.error end
  return parser:parse(arguments)
end

return M
