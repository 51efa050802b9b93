-- docket rules check

local M = {
  summary = "Load the rules and report what is wrong.",
  description = "Load the rules and report what is wrong. With files, also try every rule at every word of them,"
    .. " and name those that find something there which their triggers miss.",
  options = { "rules", "reading" },
  examples = {
    { "docket rules check", "the shipped rules" },
    { "docket rules check --rules my-rules/", "yours, laid over them" },
    { "docket rules check --rules my-rules/ news/", "do your triggers miss anything there?" },
  },
}

function M.configure(parser)
  parser:argument("FILE"):args("*"):target("files"):description("Texts to try every rule on.")
end

-- A rule is told once, with how often it was missed and one place.
local function check_triggers(options, run, rules)
  local check, seen, order = require "docket.workshop.check", {}, {}
  run:articles(options.files, function(article)
    for _, item in ipairs(check.triggers(rules, article)) do
      local known = seen[item.rule.id]
      if not known then
        known = { item = item, article = article, count = 0 }
        seen[item.rule.id], order[#order + 1] = known, known
      end
      known.count = known.count + 1
    end
  end)
  for _, known in ipairs(order) do
    local rule, article = known.item.rule, known.article
    run:problem(("%s: rule '%s': its trigger and `back` miss \"%s\" (%s:%d:%d; %d such)"):format(
      require("docket.workshop.list").place(rule), rule.id, known.item.quote:gsub("%s+", " "), article.source,
      article.number, (article:record_range(known.item.first, known.item.last)), known.count))
  end
end

function M.run(options, run)
  local rules = run:rules()                    -- reports what is wrong
  local report = require("docket.workshop.check").run(rules)
  for _, id in ipairs(report.without_examples) do run:verbose(("rule '%s' has no examples"):format(id)) end
  for _, item in ipairs(report.replaced) do
    run:note(("rule '%s' of %s is replaced by %s"):format(item.id, item.was, item.file))
  end
  for _, item in ipairs(report.switched_off) do
    run:note(("rule '%s' is switched off by %s"):format(item.rule, item.file))
  end
  if #report.kinds > 0 then run:note("kinds of your own: " .. table.concat(report.kinds, ", ")) end
  run:note(("%d rules in %d files, %d problem%s, %d without examples"):format(report.rules, #report.files,
    #report.problems, #report.problems == 1 and "" or "s", #report.without_examples))
  if #options.files > 0 then check_triggers(options, run, rules) end
  run:suggest("docket rules test")
end

return M
