---Which rule made a record, and from what.
local list = require "docket.workshop.list"

local M = {}

-- What an exported record has beside the parts that a rule captured.
local TOLD = { kind = true, id = true, source = true, article = true, start = true, ["end"] = true, range_in = true,
  quote = true, mentions = true, rule = true, ruleset = true }

-- The captured parts: fields of records.md in their order, then those of one's own kinds.
local function parts_of(exported)
  local names, taken = {}, {}
  for _, name in ipairs(require("docket.cli.records").order) do
    taken[name] = true
    if exported[name] ~= nil and not TOLD[name] then names[#names + 1] = name end
  end
  local own = {}
  for name in pairs(exported) do
    if not taken[name] then own[#own + 1] = name end
  end
  table.sort(own)
  local parts = {}
  for _, name in ipairs(table.move(own, 1, #own, #names + 1, names)) do
    parts[#parts + 1] = { name = name, value = exported[name] }
  end
  return parts
end

local function rivals(record, lost)
  local found = {}
  for _, rule in ipairs(record.won_against or {}) do found[#found + 1] = { rule = rule, to = record.rule } end
  for _, other in ipairs(lost) do
    if other.first <= record.last and record.first <= other.last then
      found[#found + 1] = { rule = other.rule, to = other.to }
    end
  end
  return found
end

---@class docket.Explanation
---@field record table  as it is exported
---@field rule docket.Rule?
---@field place string?  file and line of the rule
---@field parts { name: string, value: any }[]
---@field rivals { rule: string, to: string }[]  rules that lost here, and to which

---Explain the records of an article.
---@param rules docket.Rules
---@param article docket.Article
---@param start integer?  only records that hold this byte (0-based, as exported)
---@return docket.Explanation[]
function M.explain(rules, article, start)
  local by_id = {}
  for _, rule in ipairs(rules.list) do by_id[rule.id] = rule end
  local found, trace = rules:extract(article, { trace = true })
  local export = require("docket.cli.records").export
  local explanations = {}
  for _, record in ipairs(found) do
    local from, to = article:record_range(record.first, record.last)
    if not start or (from <= start and start < to) then
      local rule, exported = by_id[record.rule], export(record, article, rules)
      explanations[#explanations + 1] = { record = exported, rule = rule, place = rule and list.place(rule),
        parts = parts_of(exported), rivals = rivals(record, trace.lost) }
    end
  end
  return explanations
end

return M
