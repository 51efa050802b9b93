-- docket index: parse, extract and store.

local M = {}

M.summary = "Keep files, their records and people in an index."
M.description = "Parse files, extract their records and keep both in one SQLite file, which search,"
  .. " people, show and sql read. Doing it again changes nothing; a run that was broken off is"
  .. " taken up where it stopped; changed rules extract anew."
M.options = { "files", "database", "reading", "rules", "jobs" }
M.examples = {
  { "docket index listing.txt", "into docket.db" },
  { "docket index pages/ archive.ndjson -d cases.db", "a directory and a stream of articles" },
  { "docket index --rules my-rules/ pages/ -d cases.db", "with your own rules" },
}

function M.run(options, run)
  local database = require "docket.cli.database"
  local rules = run:rules()
  local index = database.open(run, options.database, { write = true })
  local total = { documents = 0, articles = 0, records = 0, unchanged = 0 }
  run:documents(options.files, function(document, path)
    local result, message = index:add(document, rules)
    if not result then return run:fail(database.explain(options.database, message)) end
    total.documents = total.documents + 1
    total.articles = total.articles + (result.articles or 0)
    total.records = total.records + (result.records or 0)
    if result.status == "unchanged" then total.unchanged = total.unchanged + 1 end
    run:verbose(("%s: %s, %d articles, %d records"):format(path, result.status or "stored",
      result.articles or 0, result.records or 0))
  end)
  database.close(run, index, options.database)
  local unchanged = ""
  if total.unchanged > 0 then unchanged = (", %d unchanged"):format(total.unchanged) end
  run:note(("%s: %d document%s%s, %d article%s, %d record%s"):format(options.database,
    total.documents, total.documents == 1 and "" or "s", unchanged,
    total.articles, total.articles == 1 and "" or "s",
    total.records, total.records == 1 and "" or "s"))
  run:suggest(("docket search 'kind:sentence' -d %s"):format(options.database))
end

return M
