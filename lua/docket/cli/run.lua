-- One run of a command: its messages, its exit status, and the way from FILE… to articles.

local output = require "docket.cli.output"
local terminal = require "docket.cli.terminal"

local M = {}

local Run = {}
Run.__index = Run

---@param options table  as argparse read them
function M.new(options)
  return setmetatable({ options = options, status = 0, told = {} }, Run)
end

-- Messages ------------------------------------------------------------------------------

local function say(text) io.stderr:write("docket: ", text, "\n") end

---Something was skipped, wrong or not found: say so and end with status 1.
---@param text string
function Run:problem(text)
  self:clear_progress()
  say(text)
  self.told["docket: " .. text] = true
  self.status = 1
end

---End the command now, with status 1.
---@param text string
function Run:fail(text)           -- luacheck: no self
  error({ message = text }, 0)
end

---End the command now: it was called wrongly.
---@param text string
function Run:usage(text)          -- luacheck: no self
  error({ usage = text }, 0)
end

---Tell what is being done (-v).
---@param text string
function Run:verbose(text)
  if self.options.verbose then say(text) end
end

---A summary for a person: not with -q.
---@param text string
function Run:note(text)
  self:clear_progress()
  if not self.options.quiet then say(text) end
end

---Name the command that comes next, to a person at a terminal.
---@param command string
function Run:suggest(command)
  if not self.options.quiet and terminal.errors() then
    io.stderr:write("next: ", command, "\n")
  end
end

---Show how far the work is, on a terminal only.
---@param text string
function Run:progress(text)
  if self.options.quiet or not terminal.errors() then return end
  self.progress_shown = true
  io.stderr:write("\r\27[K", text)
end

function Run:clear_progress()
  if self.progress_shown then
    self.progress_shown = nil
    io.stderr:write("\r\27[K")
  end
end

-- Results -------------------------------------------------------------------------------

local function color_on(options)
  if options.color == "always" then return true end
  if options.color == "never" then return false end
  local no_color = os.getenv("NO_COLOR")
  return not (no_color and no_color ~= "") and os.getenv("TERM") ~= "dumb" and terminal.output()
end

---A writer of rows in the format that was asked for.
---@param columns table[]
---@param order string[]?
function Run:writer(columns, order)
  local options = self.options
  local format = options.format or (terminal.output() and "table" or "ndjson")
  self.format, self.color = format, format == "table" and color_on(options)
  -- Rows leave in large pieces; a stream is flushed article by article.
  io.stdout:setvbuf("full", 1 << 16)
  return output.new {
    format = format,
    color = self.color,
    width = format == "table" and terminal.columns() or nil,
    columns = columns,
    order = order,
  }
end

-- Reading -------------------------------------------------------------------------------

---The rules of this run; what is wrong in a rule file is reported, the rest is used.
function Run:rules()
  if self.loaded_rules then return self.loaded_rules end
  local docket = require "docket"
  local names = { self.options.language or "en" }
  table.move(self.options.rules or {}, 1, #(self.options.rules or {}), 2, names)
  -- Docket's own rules leave little behind while they are read: collecting would only
  -- look over and over again at what stays. Files of others may leave much.
  local pause = #names == 1 and collectgarbage "isrunning"
  if pause then collectgarbage "stop" end
  local rules, message = docket.rules(names)
  if pause then collectgarbage "restart" end
  if not rules then self:fail(message) end
  for _, problem in ipairs(rules.problems or {}) do self:problem(M.describe(problem)) end
  self.loaded_rules = rules
  return rules
end

---A problem of a rule file as one line.
---@param problem { file: string?, line: integer?, rule: string?, message: string }
---@return string
function M.describe(problem)
  local where = problem.file or "rules"
  if problem.line then where = where .. ":" .. problem.line end
  local text = problem.message or "unknown problem"
  if text:sub(1, #where) == where then return text end
  if problem.rule then return ("%s: rule '%s': %s"):format(where, problem.rule, text) end
  return where .. ": " .. text
end

-- The articles' language is the user's to say only where it differs from the rules'.
function Run:reading_options(more)
  local options = { reference_date = self.options.reference_date }
  for key, value in pairs(more or {}) do options[key] = value end
  return options
end

local function open(run, path)
  local docket = require "docket"
  if path == "-" then return docket.read(io.stdin, run:reading_options { source = "-" }) end
  return docket.open(path, run:reading_options())
end

---Open every file that the arguments stand for; `give` gets each document, in order.
---@param arguments string[]
---@param give fun(document: table, path: string)
function Run:documents(arguments, give)
  local files = require("docket.cli.files")
  local paths = files.expand(arguments, function(message) self:problem(message) end)
  for number, path in ipairs(paths) do
    if #paths > 1 then self:progress(("%d of %d: %s"):format(number, #paths, path)) end
    self:verbose("reading " .. path)
    local document, message = open(self, path)
    if document then
      give(document, path)
      self:report(document)
      document:close()
    else
      self:problem(message)
    end
  end
  self:clear_progress()
end

-- How many problems of a document are told one by one.
local SHOWN_PROBLEMS = 5

local function describe_problem(document, problem)
  local message = problem.message
  if not message:find(document.source, 1, true) then message = document.source .. ": " .. message end
  if problem.position and not message:find("byte %d") then
    message = ("%s at byte %d"):format(message, problem.position)
  end
  return message
end

---Report what was wrong with a document and did not stop its reading. Called again, it
---tells what is new.
function Run:report(document)
  local problems = document:problems()
  local told = document.told_problems or 0
  for index = told + 1, #problems do
    if index <= SHOWN_PROBLEMS or document.stream then
      self:problem(describe_problem(document, problems[index]))
    end
  end
  document.told_problems = #problems
  local count = math.max(problems.count or 0, #problems)
  if count > SHOWN_PROBLEMS and #problems > told and not document.stream then
    self:problem(("%s: %d more problems"):format(document.source, count - math.min(SHOWN_PROBLEMS, #problems)))
  end
end

---Every article of every file, in order.
---@param arguments string[]
---@param give fun(article: table, document: table)
function Run:articles(arguments, give)
  self:documents(arguments, function(document)
    for article in document:articles() do
      if document.format == "ndjson" then self:report(document) end
      give(article, document)
    end
  end)
end

return M
