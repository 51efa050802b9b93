-- docket rules whynot

local output = require "docket.cli.output"
local paint = require "docket.cli.rules.paint"

local M = {
  summary = "Show why a passage gave no record: what was tried, and where it failed.",
  description = "Show, for a passage that gave no record or a wrong one, the rules that were tried and the"
    .. " element at which each failed, nearest first.",
  options = { "reading", "rules", "format" },
  examples = {
    { "docket rules whynot 'The judge locked X away for five years.'", "which rules came near" },
    { "docket rules whynot --kind sentence 'She got five years.'", "only those that make sentences" },
  },
}

function M.configure(parser)
  parser:argument("TEXT"):args("+"):target("text"):description("The passage.")
  parser:option("-k --kind"):argname("KIND"):target("kind"):description("Only rules that make this kind.")
  parser:option("-n --limit"):argname("N"):default("15"):target("limit")
    :convert(require("docket.cli.options").integer(1)):description("At most N rules.")
end

local columns = {
  { name = "rule", colour = "bold" }, { name = "kind", colour = "yellow", fixed = true },
  { name = "at", colour = "cyan" }, { name = "why" },
}
local order = { "rule", "kind", "form", "made", "at", "why", "near", "lost_to", "place" }

function M.run(options, run)
  local text = table.concat(options.text, " ")
  run:rules()                                  -- reports what is wrong
  local sources = run.loaded_rules.sources
  local result, message = require("docket.workshop.whynot").run(sources, text,
    { reference_date = options.reference_date, kind = options.kind })
  if not result then run:fail(message) end
  local writer = run:writer(columns, order)
  if run.format == "table" then
    local colour = paint.of(run)
    for _, seen in ipairs(result.seen) do output.write(colour("rules see: ", "dim") .. seen .. "\n") end
    for _, record in ipairs(result.records) do
      output.write(("%s %s (%s)\n"):format(colour(record.kind, "green"), record.quote, record.rule))
    end
    output.write("\n")
  end
  local shown = 0
  for _, try in ipairs(result.tries) do
    -- one word in common is chance, unless there is nothing better
    if shown < options.limit and (try.near > 1 or shown < 3) then
      shown = shown + 1
      writer.row(try)
    end
  end
  writer.finish()
  if shown == 0 then run:problem("no rule has a trigger in it; `docket rules new` drafts one") end
end

return M
