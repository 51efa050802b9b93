---A set of rules, ready to extract records from articles.
local core = require "docket.core"
local load_pack = require "docket.rule.load"
local matcher = require "docket.rule.match"

local M = {}

---@class docket.Rules
---@field hash string  of all rule files and word lists; stands in records as `ruleset`
---@field problems docket.Problem[]  what could not be loaded, and what went wrong while extracting
---@field kinds table<string, { fields: table, doc: string? }>
---@field list docket.Rule[]
---@field languages table<string, true>  of the shipped rules among them
local Rules = {}
Rules.__index = Rules

---Kinds of records that records.md defines, with their fields.
local EVENT = { "persons", "date", "place", "court", "status", "duration", "mod", "form", "grounds" }
M.kinds = {
  sentence = { "persons", "penalty", "duration", "mod", "amount", "currency", "count", "status", "date", "court", "offence" },
  charge = { "persons", "offence", "status", "date", "statute", "court" },
  date = { "type", "value", "mod", "anchor" },
  arrest = EVENT, trial = EVENT, release = EVENT, appeal = EVENT, investigation = EVENT, extradition = EVENT,
  pardon = EVENT, execution = EVENT, death_in_custody = EVENT,
}

-- All bytes that decide what is extracted: rule files in their order, and word lists.
local function hash_of(pack)
  local pieces = { "docket rules\n" }
  for _, list in ipairs { pack.sources, pack.word_lists:sources() } do
    for _, piece in ipairs(list) do
      pieces[#pieces + 1], pieces[#pieces + 2] = piece, "\n"
    end
  end
  return core.sha256_of(pieces)
end

---@param sources string[]  languages and directories, the later laid over the earlier
---@param options? { note: function? }  for the workshop: see docket.rule.load
---@return docket.Rules? rules
---@return string? message
---@return string? code
function M.new(sources, options)
  local pack, message, code = load_pack.load(sources, options)
  if not pack then return nil, message, code end
  local self = setmetatable({ pack = pack, problems = pack.problems, kinds = {}, list = pack.rules }, Rules)
  for name, fields in pairs(M.kinds) do self.kinds[name] = { fields = fields, shipped = true } end
  for name, declared in pairs(pack.kinds) do
    if M.kinds[name] then
      pack:problem { file = declared.file, message = ("kind '%s' is docket's own"):format(name), code = "ERULE" }
      pack.kinds[name] = nil
    else
      self.kinds[name] = declared
    end
  end
  self.sources = sources
  self.languages = pack.languages
  self.matcher = matcher.new(pack)
  self.hash = hash_of(pack)
  return self
end

-- An array that also works as `for record in rules:extract(article)`.
local Result = {}
Result.__index = Result
function Result:__call()
  local i = (rawget(self, "position") or 0) + 1
  rawset(self, "position", i)
  return self[i]
end

local function kind_set(kinds)
  if not kinds then return nil end
  local set = {}
  for key, value in pairs(kinds) do
    if type(key) == "number" then set[value] = true elseif value then set[key] = true end
  end
  return set
end

---Are there rules for the language of an article? Where it is not known, or the rules are
---a user's alone, which name no language, they are run.
---@param article docket.Article
---@return boolean
function Rules:reads(article)
  return article.language == nil or self.languages[article.language] or next(self.languages) == nil
end

---Everything that the rules find in an article: nothing in one of a language for which
---there are no rules (see `reads`).
---@param article docket.Article
---@param options? { kinds: string[]?, everywhere: boolean?, trace: boolean?, tracer: table? }
---@return docket.Record[] records  in text order; may be called as an iterator
---@return table? trace  with `trace = true`: what lost to what
function Rules:extract(article, options)
  if type(article) ~= "table" or not article.core then
    error("bad argument #1 to 'extract' (article expected)", 2)
  end
  options = options or {}
  local kinds = kind_set(options.kinds)
  if not self:reads(article) then
    if not options.trace then return setmetatable({}, Result) end
    kinds = {}
  end
  local records, state = self.matcher:extract(article,
    { kinds = kinds, everywhere = options.everywhere, trace = options.trace,
      tracer = options.tracer })
  for _, record in ipairs(records) do record.ruleset = self.hash end
  for id, problem in pairs(state.problems) do
    if not self.problems[id] then
      self.problems[id] = true
      self.problems[#self.problems + 1] = problem
    end
  end
  return setmetatable(records, Result), options.trace and state or nil
end

---Run the examples of the rules: they are their tests and their documentation.
---@param word? string  only of rules whose name holds this
---@return docket.ExampleResult[] results  one for each example
function Rules:test(word) return require("docket.workshop.test").run(self, word) end

return M
