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

-- What each phase accepted in each sentence.
local Recorder = {}
Recorder.__index = Recorder

function Recorder:patterns(_, seg, phase, _, matches)
  local accepted = {}
  for _, match in ipairs(matches) do
    if match.entity and not match.lost_to then
      local first, last = match.first + seg.first - 1, match.last + seg.first - 1
      accepted[("%s %d %d"):format(match.rule.id, first, last)] = { rule = match.rule, first = first, last = last }
    end
  end
  self[seg.index .. " " .. phase] = accepted
end

function Recorder.fact() end

---Rules whose triggers do not stand in all that they match: tried at every word they
---find more than at their triggers, or other things.
---@param rules docket.Rules
---@param article docket.Article
---@return { rule: docket.Rule, quote: string, first: integer, last: integer }[] lost  in text order
function M.triggers(rules, article)
  local here, everywhere = setmetatable({}, Recorder), setmetatable({}, Recorder)
  rules:extract(article, { tracer = here })
  rules:extract(article, { tracer = everywhere, everywhere = true })
  local lost = {}
  for key, accepted in pairs(here) do
    for match, item in pairs(everywhere[key] or {}) do
      if not accepted[match] then
        lost[#lost + 1] = { rule = item.rule, first = item.first, last = item.last,
          quote = article.text:sub(item.first, item.last) }
      end
    end
  end
  table.sort(lost, function(a, b) return a.first < b.first or a.first == b.first and a.rule.id < b.rule.id end)
  return lost
end

return M
