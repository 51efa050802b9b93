-- docket search: full text and fields.

local records = require "docket.cli.records"

local M = {}

M.summary = "Search an index: words and fields, with snippets."
M.description = "Search an index. Words are looked for in titles and texts; fields narrow the result:"
  .. " kind:, penalty:, person:, court:, offence:, after:, before:, and the other fields of"
  .. " records. Words in quotes stand together; -word is not wanted; word* begins so."
M.options = { "database", "format" }
M.examples = {
  { "docket search abishev -d cases.db", "every article with the name" },
  { "docket search 'prison kind:sentence penalty:imprisonment after:2018' -d cases.db", "words and fields" },
  { "docket search '\"freedom limitation\" court:almaty' --order date -d cases.db", "a phrase, newest first" },
}

function M.configure(parser)
  parser:argument("QUERY"):args("+"):target("query"):description("What to look for.")
  parser:option("-n --limit"):argname("N"):default("20"):target("limit")
    :convert(require("docket.cli.options").integer(1)):description("At most N results.")
  parser:option("--order"):argname("ORDER"):choices { "rank", "date" }:default("rank")
    :description("rank (best first) or date (newest first).")
end

local columns = {
  { name = "date", fixed = true, colour = "cyan" },
  { name = "kind", fixed = true, colour = records.kind_colours },
  { name = "persons", colour = "bold" },
  { name = "what", value = records.summary },
  { name = "title" },
  { name = "snippet", colour = "dim" },
}

function M.run(options, run)
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local query = table.concat(options.query, " ")
  local hits, message = index:search(query, { limit = options.limit, order = options.order })
  if not hits then run:fail(message) end
  local writer, count = run:writer(columns), 0
  for hit in hits do
    count = count + 1
    writer.row(hit)
  end
  writer.finish()
  database.close(run, index, options.database)
  if count == 0 then
    run:problem(("nothing found for '%s'"):format(query))
  else
    run:suggest(("docket people -d %s"):format(options.database))
  end
end

return M
