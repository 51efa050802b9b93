---The rules that are loaded, as rows.
local M = {}

---Where a rule stands; a shipped one by its name beside the program.
---@param rule { file: string, line: integer }
---@return string
function M.place(rule)
  local root = require("docket.data").root
  local file = rule.file
  if file:sub(1, #root) == root then file = file:sub(#root + 1) end
  return ("%s:%d"):format(file, rule.line)
end

---The words at which a rule is tried.
---@param rule docket.Rule
---@return string[]
function M.triggers(rule)
  local words = {}
  for position, item in ipairs(rule.trigger) do words[position] = type(item) == "table" and item.word or item end
  return words
end

---@param rules docket.Rules
---@param filter? { word: string?, kind: string? }  `word` is a part of the name
---@return table[] rows  rule, kind, doc, form, phase, trigger, examples, file, line, priority, replaces
function M.rows(rules, filter)
  filter = filter or {}
  local replaced = {}
  for _, item in ipairs(rules.pack.replaced) do replaced[item.id] = item.was end
  local rows = {}
  for _, rule in ipairs(rules.list) do
    if (not filter.kind or rule.kind == filter.kind) and (not filter.word or rule.id:find(filter.word, 1, true)) then
      rows[#rows + 1] = { rule = rule.id, kind = rule.kind, doc = rule.doc, form = rule.form, phase = rule.phase,
        trigger = M.triggers(rule), examples = #(rule.examples or {}), file = rule.file, line = rule.line,
        priority = rule.priority, replaces = replaced[rule.id] }
    end
  end
  return rows
end

return M
