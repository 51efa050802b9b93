-- docket rules check

local M = {
  summary = "Load the rules and report what is wrong.",
  options = { "rules" },
  examples = {
    { "docket rules check", "the shipped rules" },
    { "docket rules check --rules my-rules/", "yours, laid over them" },
  },
}

function M.run(_, run)
  local rules = run:rules()                    -- reports what is wrong
  local report = require("docket.workshop.check").run(rules)
  for _, id in ipairs(report.without_examples) do run:verbose(("rule '%s' has no examples"):format(id)) end
  for _, item in ipairs(report.replaced) do run:note(("rule '%s' of %s is replaced by %s"):format(item.id, item.was, item.file)) end
  for _, item in ipairs(report.switched_off) do run:note(("rule '%s' is switched off by %s"):format(item.rule, item.file)) end
  if #report.kinds > 0 then run:note("kinds of your own: " .. table.concat(report.kinds, ", ")) end
  run:note(("%d rules in %d files, %d problem%s, %d without examples"):format(report.rules, #report.files,
    #report.problems, #report.problems == 1 and "" or "s", #report.without_examples))
  run:suggest("docket rules test")
end

return M
