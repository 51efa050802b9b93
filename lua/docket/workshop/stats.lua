---What each rule costs and brings: tries, hits, wins, losses and to which rule, time.
local engine = require "docket.rule.match"

local M = {}

---@class docket.RuleStatistics
---@field rule string
---@field kind string
---@field tries integer   times it was tried at a word
---@field hits integer    times that its pattern, or trigger and arguments, matched
---@field wins integer    of these, those that stand in the end
---@field losses integer  of these, those that gave way to another rule
---@field lost_to table<string, integer>
---@field seconds number  of processor time

local Statistics = {}
Statistics.__index = Statistics

-- A rule's pattern that counts and times its matches.
local Counted = {}
Counted.__index = Counted

function Counted:match(subject, start)
  local row, from = self.row, os.clock()
  local results = table.pack(self.inner:match(subject, start))
  row.seconds = row.seconds + (os.clock() - from)
  row.tries = row.tries + 1
  if results[1] then row.hits = row.hits + 1 end
  return table.unpack(results, 1, results.n)
end

local Tracer = {}
Tracer.__index = Tracer

function Tracer:patterns(_, _, _, _, matches)
  for _, match in ipairs(matches) do
    if match.entity and not match.lost_to then
      local row = self.rows[match.rule.id]
      row.wins = row.wins + 1
    end
  end
end

function Tracer:fact(rule, _, stage)
  if stage == "made" then
    local row = self.rows[rule.id]
    row.hits = row.hits + 1
  end
end

function Tracer:attempt(attempt)
  return function(matcher, state, rule, ...)
    local row, from = self.rows[rule.id], os.clock()
    attempt(matcher, state, rule, ...)
    row.tries = row.tries + 1
    row.seconds = row.seconds + (os.clock() - from)
  end
end

---Statistics of a rule set. The rules are changed for counting: load them for this alone.
---@param rules docket.Rules
function M.new(rules)
  local self = setmetatable({ rules = rules, rows = {}, articles = 0, bytes = 0 }, Statistics)
  for _, rule in ipairs(rules.list) do
    local row = { rule = rule.id, kind = rule.kind, tries = 0, hits = 0, wins = 0, losses = 0, lost_to = {},
      seconds = 0 }
    self.rows[rule.id] = row
    if rule.form == "pattern" then
      rule.compiled = setmetatable({ row = row, inner = engine.matcher(rule) }, Counted)
      rule.direct = nil
    end
  end
  self.tracer = setmetatable({ rows = self.rows }, Tracer)
  return self
end

---@param article docket.Article
function Statistics:add(article)
  local _, trace = self.rules:extract(article, { trace = true, tracer = self.tracer })
  self.articles, self.bytes = self.articles + 1, self.bytes + #article.text
  for _, item in ipairs(trace.lost) do
    local row = self.rows[item.rule]
    row.losses = row.losses + 1
    row.lost_to[item.to] = (row.lost_to[item.to] or 0) + 1
  end
end

---@return docket.RuleStatistics[] rows  the most expensive first
function Statistics:result()
  local rows = {}
  for _, rule in ipairs(self.rules.list) do
    local row = self.rows[rule.id]
    if rule.form == "fact" then row.wins = math.max(0, row.hits - row.losses) end
    rows[#rows + 1] = row
  end
  table.sort(rows, function(a, b)
    if a.seconds ~= b.seconds then return a.seconds > b.seconds end
    return a.rule < b.rule
  end)
  return rows
end

return M
