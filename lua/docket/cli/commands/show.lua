-- docket show: one person's timeline.

local output = require "docket.cli.output"
local records = require "docket.cli.records"

local M = {}

M.summary = "Show a person's timeline, every line with its source."
M.description = "Show what an index holds about a person, in order of time: each line with its date,"
  .. " what happened, the words that say so, and where they stand."
M.options = { "database", "format" }
M.examples = {
  { "docket show 'Adil Serikov' -d cases.db", "a timeline" },
  { "docket show serikov -d cases.db", "a part of a name will do where it is one person's" },
  { "docket show serikov --format csv -d cases.db > serikov.csv", "for a spreadsheet" },
}

function M.configure(parser)
  parser:argument("NAME"):args("+"):target("name"):description("The person's name, or a part of it.")
end

local columns = {
  { name = "date", fixed = true, colour = "cyan" },
  { name = "kind", fixed = true, colour = records.kind_colours },
  { name = "what", value = records.summary },
  { name = "quote", colour = "dim" },
  { name = "where", optional = true,
    value = function(row) return ("%s:%s:%s"):format(row.source, row.article, row.start) end },
  { name = "also_in", title = "also in", optional = true, sparse = true, colour = "dim", value = records.also_in },
}

local order = {
  "person", "date", "date_basis", "kind", "persons", "penalty", "duration", "amount", "currency", "offence",
  "status", "court",
  "place", "quote", "title", "article_date", "url", "source", "article", "start", "end", "range_in", "rule",
  "also_in",
}

function M.run(options, run)
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local name = table.concat(options.name, " ")
  local timeline, message, code = index:person(name)
  if not timeline then
    if code == "EAMBIGUOUS" then message = message .. "; give one of them in full" end
    run:fail(database.explain(options.database, message))
  end
  local writer = run:writer(columns, order)
  if run.format == "table" then output.write(output.paint(timeline.name, "bold", run.color) .. "\n") end
  for _, record in ipairs(timeline) do
    local row = records.stored(record)
    row.person, row.date, row.title, row.url = timeline.name, record.date, record.title, record.url
    row.date_basis, row.article_date, row.also_in = record.date_basis, record.article_date, record.also_in
    if run.format == "csv" then row.also_in = records.also_in(record) end
    writer.row(row)
  end
  writer.finish()
  database.close(run, index, options.database)
end

return M
