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

function M.configure(parser)
  parser:flag("--numbers"):target("numbers"):description("Tell what was stored as a JSON object on standard output.")
end

-- What became of a document, in a word a user knows.
local told = {
  new = "new", version = "a new version", resumed = "taken up again", rules = "extracted anew",
  unchanged = "unchanged", stream = "a stream",
}

local function plural(count, word) return ("%d %s%s"):format(count, word, count == 1 and "" or "s") end

-- One process: every document in order.
local function store(options, run, total)
  local database = require "docket.cli.database"
  local rules = run:rules()
  local index = database.open(run, options.database, { write = true })
  run:documents(options.files, function(document, path)
    local result, message = index:add(document, rules, { stream = document.stream })
    if not result then run:fail(database.explain(options.database, message)) end
    for _, skipped in ipairs(result.skipped) do
      run:problem(("%s: article %d: stored without records: %s"):format(skipped.source, skipped.article,
        skipped.message))
    end
    total.documents = total.documents + 1
    total.articles = total.articles + result.articles
    total.records = total.records + result.records
    if result.status == "unchanged" then total.unchanged = total.unchanged + 1 end
    run:verbose(("%s: %s, %s, %s stored"):format(path, told[result.status] or result.status,
      plural(result.articles, "article"), plural(result.records, "record")))
  end)
  database.close(run, index, options.database)
end

-- Files of the same bytes apart from the first of them: two processes would not see each
-- other's, and store both.
local function without_copies(files)
  local docket = require "docket"
  local firsts, copies, seen = {}, {}, {}
  for _, path in ipairs(files) do
    local document = docket.open(path)
    local hash = document and document:sha256()
    if document then document:close() end
    local list = hash and seen[hash] and copies or firsts
    list[#list + 1] = path
    if hash then seen[hash] = true end
  end
  return firsts, copies
end

-- Several processes write into the same index, each its own files; they tell their numbers
-- in a line of NDJSON. False where there is nothing to share out.
local function store_together(options, run, total)
  local files = require("docket.cli.files").expand(options.files, function(message) run:problem(message) end)
  options.files = files
  if #files < 2 then return false end
  for _, file in ipairs(files) do
    if file == "-" then return false end
  end
  -- The index is made, or found wanting, before anybody starts.
  local database = require "docket.cli.database"
  database.close(run, database.open(run, options.database, { write = true }), options.database)
  run:rules()
  local words = { "index", "--numbers", "-d", options.database, "--language", options.language }
  for _, directory in ipairs(options.rules or {}) do table.move({ "--rules", directory }, 1, 2, #words + 1, words) end
  for _, setting in ipairs(options.archive or {}) do table.move({ "--archive", setting[3] }, 1, 2, #words + 1, words) end
  if options.reference_date then
    table.move({ "--reference-date", options.reference_date }, 1, 2, #words + 1, words)
  end
  local cjson = require "cjson"
  local firsts, copies = without_copies(files)
  local well = require("docket.cli.jobs").each(options.jobs, firsts, words, function(line)
    for name, number in pairs(cjson.decode(line)) do total[name] = total[name] + math.tointeger(number) end
  end, run.told)
  if well == nil then return false end
  if not well then run.status = 1 end
  options.files = copies
  if #copies > 0 then store(options, run, total) end
  return true
end

function M.run(options, run)
  local total = { documents = 0, unchanged = 0, articles = 0, records = 0 }
  if not (options.jobs > 1 and store_together(options, run, total)) then store(options, run, total) end
  if options.numbers then
    require("docket.cli.output").write(require("docket.cli.json").encode(total) .. "\n")
    return
  end
  run:note(("%s: %s%s, %s, %s stored"):format(options.database, plural(total.documents, "document"),
    total.unchanged > 0 and (" (%d unchanged)"):format(total.unchanged) or "",
    plural(total.articles, "article"), plural(total.records, "record")))
  run:suggest(("docket search 'kind:sentence' -d %s"):format(options.database))
end

return M
