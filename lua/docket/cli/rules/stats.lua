-- docket rules stats

local M = {
  summary = "Count what each rule costs and brings: tries, hits, wins, losses, time.",
  options = { "reading", "rules", "format" },
  examples = {
    { "docket rules stats news/", "the most expensive rules first" },
    { "docket rules stats -d cases.db --format csv", "over an index, for a spreadsheet" },
  },
}

function M.configure(parser)
  require("docket.cli.rules.articles").configure(parser)
  parser:option("--sort"):argname("COLUMN"):choices { "time", "tries", "hits", "wins", "losses" }:default("time")
    :description("Largest first.")
end

local function losses(row)
  local list = {}
  for rule, n in pairs(row.lost_to) do list[#list + 1] = { rule = rule, n = n } end
  table.sort(list, function(a, b) return a.n > b.n or a.n == b.n and a.rule < b.rule end)
  local parts = {}
  for index, item in ipairs(list) do parts[index] = ("%s %d"):format(item.rule, item.n) end
  return table.concat(parts, ", ")
end

local columns = {
  { name = "rule", colour = "bold" },
  { name = "kind", colour = "yellow", fixed = true },
  { name = "tries", right = true, fixed = true }, { name = "hits", right = true, fixed = true },
  { name = "wins", right = true, fixed = true, colour = "green" }, { name = "losses", right = true, fixed = true },
  { name = "milliseconds", title = "ms", right = true, fixed = true },
  { name = "lost_to", title = "lost to", optional = true },
}

function M.run(options, run)
  local statistics = require("docket.workshop.stats").new(run:rules())
  require("docket.cli.rules.articles").each(run, options, function(article) statistics:add(article) end)
  local rows = statistics:result()
  if options.sort ~= "time" then
    table.sort(rows, function(a, b)
      local x, y = a[options.sort], b[options.sort]
      return x > y or x == y and a.rule < b.rule
    end)
  end
  local writer = run:writer(columns)
  for _, row in ipairs(rows) do
    if row.tries > 0 or options.verbose then
      writer.row { rule = row.rule, kind = row.kind, tries = row.tries, hits = row.hits, wins = row.wins,
        losses = row.losses, milliseconds = tonumber(("%.2f"):format(row.seconds * 1000)), lost_to = losses(row) }
    end
  end
  writer.finish()
  run:note(("%d articles, %d bytes"):format(statistics.articles, statistics.bytes))
end

return M
