-- docket search: full text and fields.

local records = require "docket.cli.records"

local M = {}

M.summary = "Search an index: words and fields, with snippets."
M.description = "Search an index. Words are looked for in titles and texts; fields narrow the result to"
  .. " articles with such a record: kind:, penalty:, person:, court:, offence:, after:, before: and"
  .. " the other fields of records. Words in double quotes stand together, -word is not wanted,"
  .. " word* begins so, and OR stands between alternatives."
M.options = { "database", "format" }
M.examples = {
  { "docket search abishev -d cases.db", "every article with the name" },
  { "docket search abishev --all -d cases.db", "copies of the same story as well" },
  { "docket search 'prison kind:sentence penalty:imprisonment after:2018' -d cases.db", "words and fields" },
  { "docket search '\"freedom limitation\" court:almaty' --order date -d cases.db", "a phrase, newest first" },
}

function M.configure(parser)
  parser:argument("QUERY"):args("+"):target("query"):description("What to look for.")
  parser:option("-n --limit"):argname("N"):default("20"):target("limit")
    :convert(require("docket.cli.options").integer(1)):description("At most N results.")
  parser:option("--order"):argname("ORDER"):choices { "rank", "date" }
    :description("rank (best first; default where there are words) or date (newest first).")
  parser:flag("--all"):target("all"):description("Every copy of an article, not one for all of them.")
end

local columns = {
  { name = "date", fixed = true, colour = "cyan" },
  { name = "kind", fixed = true, colour = records.kind_colours },
  { name = "persons", colour = "bold" },
  { name = "what", value = records.summary },
  { name = "title", optional = true },
  { name = "snippet", colour = "dim" },
  { name = "also_in", title = "also in", optional = true, sparse = true, colour = "dim", value = records.also_in },
}

local order = {
  "date", "title", "kind", "persons", "penalty", "duration", "amount", "currency", "status", "offence", "court",
  "place", "quote", "snippet", "source", "article", "id", "url", "also_in",
}

-- Where else the story stands: a hit's copies, or the article that it is a copy of.
local copy_fields = { "source", "article", "id", "url", "title", "date", "share" }

-- A hit as it leaves: the records that it stands for keep the fields of records.md.
local function export(hit, format)
  local exported = {}
  for _, name in ipairs(order) do exported[name] = hit[name] end
  exported.records = {}
  for position, record in ipairs(hit.records or {}) do
    exported.records[position] = records.stored(record)
  end
  exported.also_in = format == "csv" and records.also_in(hit) or nil
  for position, copy in ipairs(format ~= "csv" and hit.also_in or {}) do
    exported.also_in = exported.also_in or {}
    local one = {}
    for _, name in ipairs(copy_fields) do one[name] = copy[name] end
    exported.also_in[position] = one
  end
  return exported
end

function M.run(options, run)
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local query = table.concat(options.query, " ")
  local hits, message = index:search(query, { limit = options.limit, order = options.order, all = options.all })
  if not hits then run:fail(message) end
  local writer, count = run:writer(columns, order), 0
  local hit
  hit, message = hits:next()
  while hit do
    count = count + 1
    writer.row(export(hit, run.format))
    hit, message = hits:next()
  end
  writer.finish()
  if message then run:fail(database.explain(options.database, message)) end
  database.close(run, index, options.database)
  if count == 0 then
    run:problem(("nothing found for '%s'"):format(query))
  else
    run:suggest(("docket people -d %s"):format(options.database))
  end
end

return M
