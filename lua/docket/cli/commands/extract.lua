-- docket extract: the records of files or of a stream of articles.

local records = require "docket.cli.records"

local M = {}

M.summary = "Extract sentences, charges, dates and events."
M.description = "Extract records: who was sentenced to what, charged with what, arrested, tried or"
  .. " released, and when; each with the bytes that say so. With NDJSON articles on standard"
  .. " input it is a filter: one article in, its records out, in order, in constant memory."
M.options = { "files", "reading", "text_format", "rules", "jobs" }
M.examples = {
  { "docket extract news.txt", "a table of everything that was found" },
  { "docket extract --kind sentence,charge news.txt > records.ndjson", "two kinds, for a program" },
  { "docket extract --format csv pages/ > records.csv", "a spreadsheet of a directory of pages" },
  { "docket extract --format timeml news.txt > news.xml", "the text with its dates marked, for other tools" },
  { "zcat articles.ndjson.gz | docket extract - | jq -r .persons[]", "a stream of articles" },
  { "docket extract --rules my-rules/ news.txt", "with your own rules laid over the shipped ones" },
}

function M.configure(parser)
  parser:option("-k --kind"):argname("KIND"):count("*"):target("kinds")
    :description("Only these kinds, separated by commas: sentence, charge, date, arrest, trial …")
end

local function kinds_of(options, rules, run)
  if not options.kinds or #options.kinds == 0 then return nil end
  local kinds = {}
  for _, group in ipairs(options.kinds) do
    for kind in group:gmatch("[^,%s]+") do kinds[#kinds + 1] = kind end
  end
  if #kinds == 0 then run:usage("--kind needs a name, e.g. --kind sentence,charge") end
  -- A kind that no rule makes is a slip of the pen, and its empty result would hide it.
  local names = {}
  for name in pairs(rules.kinds) do names[#names + 1] = name end
  table.sort(names)
  for _, kind in ipairs(kinds) do
    if not rules.kinds[kind] then
      run:usage(("extract: no rule makes records of kind '%s'; kinds are %s"):format(kind, table.concat(names, ", ")))
    end
  end
  return kinds
end

local function writer_of(options, run)
  return run:writer(records.columns, options.format == "csv" and records.csv_order or records.order)
end

-- Texts with their temporal expressions marked, one TimeML document after the other.
local function timeml(options, run)
  local docket, output = require "docket", require "docket.cli.output"
  local rules = run:rules()
  run:articles(options.files, function(article)
    output.write(docket.timeml(article, rules:extract(article, { kinds = { "date" } })))
  end)
  output.flush()
end

local function extract(options, run)
  local output = require "docket.cli.output"
  local rules = run:rules()
  local kinds = kinds_of(options, rules, run)
  local writer = writer_of(options, run)
  local count = 0
  run:articles(options.files, function(article)
    if not rules:reads(article) then run:count_unread(require("docket").language_name(article.language)) end
    for _, record in ipairs(rules:extract(article, { kinds = kinds })) do
      writer.row(records.export(record, article, rules))
      count = count + 1
    end
    -- Whoever feeds articles through a pipe may wait for the answer to each.
    if article.source == "-" and run.format == "ndjson" then output.flush() end
  end)
  writer.finish()
  return count
end

-- The same by several processes; nil where there is nothing to share out.
local function extract_together(options, run)
  local files = require("docket.cli.files").expand(options.files, function(message) run:problem(message) end)
  options.files = files
  if #files < 2 then return nil end
  for _, file in ipairs(files) do
    if file == "-" then return nil end
  end
  local words = require("docket.cli.run").reading_words(options, { "extract", "--format", "ndjson" })
  for _, kinds in ipairs(options.kinds or {}) do table.move({ "--kind", kinds }, 1, 2, #words + 1, words) end
  kinds_of(options, run:rules(), run)
  local writer, count = writer_of(options, run), 0
  local cjson, output = require "cjson", require "docket.cli.output"
  local well = require("docket.cli.jobs").each(options.jobs, files, words, function(line)
    count = count + 1
    if run.format == "ndjson" then output.write(line) else writer.row(cjson.decode(line)) end
  end, run.told)
  if well == nil then return nil end
  if not well then run.status = 1 end        -- the process itself said what was wrong
  writer.finish()
  return count
end

function M.run(options, run)
  if options.format == "timeml" then return timeml(options, run) end
  local count = options.jobs > 1 and extract_together(options, run) or extract(options, run)
  run:tell_unread "no records of them"
  if run.format == "table" then
    run:note(("%d record%s"):format(count, count == 1 and "" or "s"))
    if count > 0 and options.files[1] ~= "-" then
      run:suggest(("docket index %s -d docket.db"):format(table.concat(options.files, " ")))
    end
  end
end

return M
