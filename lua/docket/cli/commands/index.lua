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

-- What a person asks the index for before and after a run.
local counted = [[SELECT (SELECT count(*) FROM articles WHERE copy_of IS NOT NULL) AS copies,
  (SELECT count(*) FROM articles WHERE superseded_by IS NOT NULL)
  + (SELECT count(*) FROM documents AS d JOIN articles AS a ON a.document_id = d.id
    WHERE d.state = 'superseded' AND a.superseded_by IS NULL) AS earlier]]

-- Copies and versions are found as articles are written: what has become more is counted.
local function count_links(run, index, path)
  local rows, message = index:sql(counted)
  if not rows then run:fail(require("docket.cli.database").explain(path, message)) end
  local counts
  for row in rows do counts = row end -- to the end: a query that stands open sees the past
  return counts
end

local function note_links(tally, before, after)
  tally.copies = tally.copies + math.max(0, after.copies - before.copies)
  tally.earlier = tally.earlier + math.max(0, after.earlier - before.earlier)
end

local function progress_of(run, files)
  if not run:shows_progress() then return nil end
  return require("docket.cli.progress").new(files, function(text) run:progress(text) end)
end

-- Tell of every article as the index takes it.
local function watched(document, progress)
  if not progress then return end
  local articles = document.articles
  document.articles = function(self)
    local next_article = articles(self)
    return function()
      local article = next_article()
      if article then progress:article(article) end
      return article
    end
  end
end

local function tell_skipped(run, path, skipped)
  for _, one in ipairs(skipped) do
    run:problem(("%s: article %d: stored without records: %s"):format(one.source, one.article, one.message))
  end
  local count = #skipped + (skipped.more or 0)
  if count > 0 then run.tally:skip("articles stored without records, as rules failed", path, count) end
end

-- One process: every document in order.
local function store(options, run, progress)
  local database = require "docket.cli.database"
  local plural = require("docket.cli.tally").plural
  local rules = run:rules()
  local index = database.open(run, options.database, { write = true })
  local before = count_links(run, index, options.database)
  run:documents(options.files, function(document, path)
    watched(document, progress)
    local result, message = index:add(document, rules, { stream = document.stream })
    if not result then run:fail(database.explain(options.database, message)) end
    tell_skipped(run, path, result.skipped)
    for language, count in pairs(result.unread or {}) do
      run:count_unread(require("docket").language_name(language), count)
    end
    run.tally:document(result)
    run:verbose(("%s: %s, %s, %s stored"):format(path, told[result.status] or result.status,
      plural(result.articles, "article"), plural(result.records, "record")))
  end, progress)
  local ok, message = index:finish()
  if not ok then run:fail(database.explain(options.database, message)) end
  note_links(run.tally, before, count_links(run, index, options.database))
  database.close(run, index, options.database)
end

-- Files of the same bytes apart from the first of them: two processes would not see each
-- other's, and store both. Only files of the same length can be copies.
local function without_copies(files)
  local docket, lfs = require "docket", require "lfs"
  local firsts, copies, seen, of_size = {}, {}, {}, {}
  local sizes = {}
  for index, path in ipairs(files) do
    sizes[index] = lfs.attributes(path, "size") or -1
    of_size[sizes[index]] = (of_size[sizes[index]] or 0) + 1
  end
  for index, path in ipairs(files) do
    local document = of_size[sizes[index]] > 1 and docket.open(path)
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
local function store_together(options, run)
  local files = options.files
  if #files < 2 then return false end
  for _, file in ipairs(files) do
    if file == "-" then return false end
  end
  -- The index is made, or found wanting, before anybody starts.
  local database, tally = require "docket.cli.database", run.tally
  local index = database.open(run, options.database, { write = true })
  local before = count_links(run, index, options.database)
  database.close(run, index, options.database)
  run:rules()
  local cjson = require "cjson"
  local firsts, copies = without_copies(files)
  local words = require("docket.cli.run").reading_words(options, { "index", "--numbers", "-d", options.database })
  local progress, counted_articles = progress_of(run, firsts), 0
  local well = require("docket.cli.jobs").each(options.jobs, firsts, words, function(line)
    tally:add(cjson.decode(line))
  end, run.told, progress and function(finished)
    progress:files_done(#finished, tally.articles - counted_articles)
    counted_articles = tally.articles
  end)
  run:clear_progress()
  if well == nil then return false end
  if not well then run.status = 1 end
  options.files = copies
  if #copies > 0 then store(options, run) end
  -- Each process saw what the others linked meanwhile: the whole is counted once.
  tally.copies, tally.earlier = 0, 0
  index = database.open(run, options.database)
  note_links(tally, before, count_links(run, index, options.database))
  database.close(run, index, options.database)
  return true
end

function M.run(options, run)
  run.tally = require("docket.cli.tally").new()
  options.files = run:files(options.files)
  if not (options.jobs > 1 and store_together(options, run)) then store(options, run, progress_of(run, options.files)) end
  run:tell_unread "stored without records (search finds them)"
  if options.numbers then
    require("docket.cli.output").write(require("docket.cli.json").encode(run.tally) .. "\n")
    return
  end
  for _, line in ipairs(run.tally:lines(options.database)) do run:note(line) end
  run:suggest(("docket search 'kind:sentence' -d %s"):format(options.database))
end

return M
