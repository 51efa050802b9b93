---What is wrong with the rules, and what is laid over what.
local M = {}

---@param rules docket.Rules
---@return table report  problems, rules, files, without_examples, replaced, switched_off, kinds
function M.run(rules)
  local report = { problems = rules.problems, rules = #rules.list, files = {}, without_examples = {},
    replaced = rules.pack.replaced, switched_off = {}, kinds = {} }
  local seen = {}
  for _, rule in ipairs(rules.list) do
    if not seen[rule.file] then
      seen[rule.file] = true
      report.files[#report.files + 1] = rule.file
    end
    if #(rule.examples or {}) == 0 then report.without_examples[#report.without_examples + 1] = rule.id end
  end
  for id, file in pairs(rules.pack.off) do
    report.switched_off[#report.switched_off + 1] = { rule = id, file = file }
  end
  table.sort(report.switched_off, function(a, b) return a.rule < b.rule end)
  for name in pairs(rules.pack.kinds) do report.kinds[#report.kinds + 1] = name end
  table.sort(report.kinds)
  return report
end

return M
