-- Reads a file, prints what its articles state, and asks an index about it.
--   lua5.4 examples/program.lua [FILE [QUERY]]
local docket = require "docket"

local path = arg[1] or "examples/corpus/listing.txt"
local query = arg[2] or "prison kind:sentence"

local rules = assert(docket.rules { "en", "examples/own-rules/" })
for _, problem in ipairs(rules.problems) do
  io.stderr:write(("%s:%s: %s\n"):format(problem.file, problem.line or "?", problem.message))
end

local document = assert(docket.open(path))
for article in document:articles() do
  print(("%d. %s (%s, %d bytes)"):format(article.number, article.title or article.dateline or "without a headline",
    article.reference_date or "no date", #article.text))
  for record in rules:extract(article, { kinds = { "sentence", "charge", "hunger_strike" } }) do
    -- the quote is the proof: exactly these bytes of the article
    assert(article.text:sub(record.first, record.last) == record.quote)
    print("", record.kind, table.concat(record.persons, ", "), record.penalty or record.offence or record.status,
      record.duration or "", record.date or "")
  end
end

local database = os.tmpname()
os.remove(database)
do
  local index <close> = assert(docket.index(database))
  assert(index:add(document, rules))
  for hit in index:search(query) do print(hit.title, hit.snippet) end
end
os.remove(database)
