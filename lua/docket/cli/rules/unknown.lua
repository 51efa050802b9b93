-- docket rules unknown

local M = {
  summary = "List what no rule understood: trigger-like words, and passages.",
  description = "List, by frequency, words that could be triggers and passages about courts and penalties"
    .. " that gave no record.",
  options = { "reading", "rules", "format" },
  examples = {
    { "docket rules unknown news/", "where a new rule would find most" },
    { "docket rules unknown -d cases.db -n 50", "over an index" },
  },
}

function M.configure(parser)
  require("docket.cli.rules.articles").configure(parser)
  parser:option("-n --limit"):argname("N"):default("20"):target("limit")
    :convert(require("docket.cli.options").integer(1)):description("At most N words, and N passages.")
end

local columns = {
  { name = "what", fixed = true, colour = "yellow" },
  { name = "count", right = true, fixed = true },
  { name = "text", colour = "bold" },
  { name = "quote", colour = "dim", value = function(row) return row.what == "word" and row.quote or "" end },
  { name = "place", optional = true },
}

function M.run(options, run)
  local unknown = require("docket.workshop.unknown").new(run:rules())
  require("docket.cli.rules.articles").each(run, options, function(article) unknown:add(article) end)
  local writer = run:writer(columns, { "what", "count", "text", "quote", "place" })
  for _, row in ipairs(unknown:result(options.limit)) do writer.row(row) end
  writer.finish()
  run:suggest("docket rules whynot 'PASSAGE'")
end

return M
