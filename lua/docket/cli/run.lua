-- One run of a command: its messages, its exit status, and the way from FILE… to articles.

local output = require "docket.cli.output"
local terminal = require "docket.cli.terminal"

local M = {}

local Run = {}
Run.__index = Run

---@param options table  as argparse read them
function M.new(options)
  local self = setmetatable({ options = options, status = 0, unread = {} }, Run)
  -- Messages that need not be told again. What processes that share the work say of articles
  -- without rules is counted, and told once at the end.
  self.told = setmetatable({}, { __index = function(_, line) return self:hear_unread(line) or nil end })
  return self
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

-- Articles without rules ----------------------------------------------------------------

local NO_RULES = ", for which there are no rules"

---Count an article in a language for which there are no rules. It is no fault of anything,
---so that it leaves the exit status as it is; `tell_unread` tells how many there were.
---@param name string  of the language, in English
---@param count integer?
function Run:count_unread(name, count)
  if not self.unread[name] then table.insert(self.unread, name) end
  self.unread[name] = (self.unread[name] or 0) + (count or 1)
end

---@param consequence string  what became of them
function Run:tell_unread(consequence)
  if #self.unread == 0 then return end
  table.sort(self.unread, function(a, b)
    local more, less = self.unread[a], self.unread[b]
    if more ~= less then return more > less end
    return a < b
  end)
  local parts = {}
  for index, name in ipairs(self.unread) do
    local count = self.unread[name]
    local noun = index > 1 and "" or count == 1 and " article" or " articles"
    parts[index] = ("%d%s in %s"):format(count, noun, name)
  end
  self:note(("%s%s; %s"):format(table.concat(parts, ", "), NO_RULES, consequence))
end

---Take over what a process that shares the work (-j) says of such articles.
---@param line string  of its standard error
---@return boolean taken
function Run:hear_unread(line)
  local from = line:find(NO_RULES, 1, true)
  if not from or not line:find "^docket: %d+ articles? in " then return false end
  for count, name in line:sub(9, from - 1):gmatch "(%d+)[ %l]- in ([^,]+)" do
    self:count_unread(name, math.tointeger(tonumber(count)))
  end
  return true
end

---Name the command that comes next, to a person at a terminal.
---@param command string
function Run:suggest(command)
  if not self.options.quiet and terminal.errors() then
    io.stderr:write("next: ", command, "\n")
  end
end

---@return boolean
function Run:shows_progress() return not self.options.quiet and terminal.errors() end

---Show how far the work is, on a terminal only.
---@param text string
function Run:progress(text)
  if not self:shows_progress() then return end
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
  local rules, message = docket.rules(names)
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

---What was said about reading and rules, as words of a command line: for the processes that
---share the work.
---@param options table
---@param words string[]  which they are added to
---@return string[] words
function M.reading_words(options, words)
  local function add(name, value)
    if value then table.move({ name, value }, 1, 2, #words + 1, words) end
  end
  for _, directory in ipairs(options.rules or {}) do add("--rules", directory) end
  for _, setting in ipairs(options.archive or {}) do add("--archive", setting[3]) end
  add("--reference-date", options.reference_date)
  add("--language", options.language)
  add("--encoding", options.encoding)
  for _, file in ipairs(options.converters or {}) do add("--converters", file) end
  return words
end

function Run:reading_options(more)
  local options = { reference_date = self.options.reference_date, language = self.options.language,
    encoding = self.options.encoding, rules = self.options.rules,
    converters = self.options.converters and self.options.converters[1] and self.options.converters, archive = {} }
  for _, setting in ipairs(self.options.archive or {}) do options.archive[setting[1]] = setting[2] end
  for key, value in pairs(more or {}) do options[key] = value end
  return options
end

local function open(run, path)
  local docket = require "docket"
  if path == "-" then return docket.read(io.stdin, run:reading_options { source = "-" }) end
  return docket.open(path, run:reading_options())
end

---The files that the arguments stand for; what cannot be found is reported.
---@param arguments string[]
---@return string[] paths
function Run:files(arguments)
  return require("docket.cli.files").expand(arguments, function(message) self:skip(message) end)
end

---A file was skipped: say why, and count it where the run counts (`run.tally`).
---@param message string
---@param path string?
function Run:skip(message, path)
  self:problem(message)
  if not self.tally then return end
  path = path or message:match "^(.-): " or message
  local reason = message
  if reason:sub(1, #path + 2) == path .. ": " then reason = reason:sub(#path + 3) end
  self.tally:skip(reason:match "^(.-);" or reason, path)
end

---Open every file that the arguments stand for; `give` gets each document, in order.
---@param arguments string[]
---@param give fun(document: table, path: string)
---@param progress table?  of docket.cli.progress, told of each file
function Run:documents(arguments, give, progress)
  local paths = self:files(arguments)
  for number, path in ipairs(paths) do
    if progress then
      progress:next_file()
    elseif #paths > 1 then
      self:progress(("%d of %d: %s"):format(number, #paths, path))
    end
    self:verbose("reading " .. path)
    local document, message = open(self, path)
    if document then
      give(document, path)
      self:report(document)
      if document.summary then self:verbose(("%s: %s"):format(path, tostring(document.summary))) end
      document:close()
    else
      self:skip(message, path)
    end
  end
  self:clear_progress()
end

-- How many problems of a document are told one by one.
local SHOWN_PROBLEMS = 5

local function describe_problem(document, problem)
  local message = problem.message
  if not message:find(document.source, 1, true) then message = document.source .. ": " .. message end
  if problem.position and not message:find("byte %d") and not message:find("#offset=%d") then
    message = ("%s at byte %d"):format(message, problem.position)
  end
  return message
end

-- What several problems have in common: "line 3: not JSON: ..." -> "not JSON".
local function reason_of(document, problem)
  local message = problem.message
  if message:sub(1, #document.source) == document.source then message = message:sub(#document.source + 1) end
  message = message:gsub("^#offset=[%d+]*", ""):gsub("^!/[^:]*", ""):gsub("^: ", ""):gsub("^line %d+: ", ""):gsub("^byte %d+: ", "")
  return message:match "^[^:;]+" or problem.code
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
    if self.tally then self.tally:skip(reason_of(document, problems[index]), document.source) end
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
