-- docket sql: read-only SQL over the plain views.

local null = require("docket.cli.json").null

local M = {}

M.summary = "Ask an index in SQL; nothing can be changed."
M.description = "Ask an index in SQL. The views are sentences, charges, dates, events, cases and"
  .. " people; the tables documents, articles, blocks and records stand behind them."
  .. " Nothing can be changed."
M.options = { "database", "format" }
M.examples = {
  { "docket sql 'SELECT persons, duration, quote FROM sentences' -d cases.db", "all sentences" },
  { "docket sql 'SELECT offence, count(*) AS n FROM charges GROUP BY 1 ORDER BY n DESC' -d cases.db",
    "the most frequent offences" },
  { "docket sql \"SELECT name FROM sqlite_master WHERE type = 'view'\" -d cases.db", "what views there are" },
}

function M.configure(parser)
  parser:argument("QUERY"):target("query"):description("One SQL statement that reads.")
end

function M.run(options, run)
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local query, message = index:sql(options.query)
  if not query then run:fail(message) end
  local columns = {}
  for position, name in ipairs(query.columns) do columns[position] = { name = name } end
  local writer, count = run:writer(columns), 0
  local row
  row, message = query:next()
  while row do
    count = count + 1
    if run.format == "ndjson" then
      -- Every row has every column.
      for _, column in ipairs(columns) do
        if row[column.name] == nil then row[column.name] = null end
      end
    end
    writer.row(row)
    row, message = query:next()
  end
  writer.finish()
  if message then run:fail(message) end
  if run.format == "table" then run:note(("%d row%s"):format(count, count == 1 and "" or "s")) end
  database.close(run, index, options.database)
end

return M
