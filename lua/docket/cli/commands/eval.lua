-- docket eval: precision, recall and F1 of the present rules against a gold file.

local output = require "docket.cli.output"
local paint = require "docket.cli.rules.paint"

local M = {}

M.summary = "Score the rules against a gold file: precision, recall, F1."
M.description = "Score what the rules make of files against a gold file: one JSON record a line, with kind,"
  .. " start, end and the fields wanted, and `article` (its number) or `id`. Only kinds that the gold file"
  .. " has are scored, dates are not. Records of `docket extract`, put right by hand, are a gold file."
M.options = { "reading", "rules", "format" }
M.examples = {
  { "docket eval gold.jsonl news.txt", "figures for each kind" },
  { "docket eval gold.jsonl articles.ndjson --details", "what was missed and what is false, with quotes" },
  { "docket eval gold.jsonl news.txt --rules my-rules/", "with your own rules" },
}

function M.configure(parser)
  parser:argument("GOLD"):target("gold"):description("The gold file.")
  parser:argument("FILE"):args("+"):target("files"):description("The texts that it is about.")
  parser:flag("--details"):target("details"):description("Also what was missed, false, and wrong in a field.")
  parser:option("--key"):choices { "article", "id" }:target("key")
    :description("What names a document in the gold file (default: id where it has one).")
  parser:option("--articles"):argname("LIST"):target("articles"):description("Only these documents: 1-19,24.")
  parser:option("-k --kind"):argname("KINDS"):target("kinds"):description("Only these kinds, separated by commas.")
end

local function ratio(value) return value and ("%.3f"):format(value) or "-" end

local function share(name) return function(row) return ratio(row[name]) end end

local columns = {
  { name = "what", title = "", colour = "bold", fixed = true },
  { name = "gold", right = true, fixed = true }, { name = "predicted", right = true, fixed = true },
  { name = "matched", right = true, fixed = true }, { name = "neither", right = true, fixed = true, optional = true },
  { name = "precision", title = "P", right = true, fixed = true, value = share "precision" },
  { name = "recall", title = "R", right = true, fixed = true, value = share "recall" },
  { name = "f1", title = "F1", right = true, fixed = true, colour = "green", value = share "f1" },
}

local function rows_of(result)
  local names, rows = {}, {}
  for kind in pairs(result.kinds) do names[#names + 1] = kind end
  local rank = { sentence = 1, charge = 2 }
  table.sort(names, function(a, b)
    local x, y = rank[a] or 3, rank[b] or 3
    return x < y or x == y and a < b
  end)
  for index, kind in ipairs(names) do
    rows[index] = { what = kind }
    for name, value in pairs(result.kinds[kind]) do rows[index][name] = value end
  end
  rows[#rows + 1] = { what = "all" }
  for name, value in pairs(result.total) do rows[#rows][name] = value end
  return rows
end

local COLOUR = { missed = "red", ["false"] = "yellow", field = "cyan" }

local function shown(value)
  if type(value) == "table" then return table.concat(value, "; ") end
  return value == nil and "-" or tostring(value)
end

local function tell(detail, colour)
  local record = detail.record
  output.write(("%s %s %s %s\n"):format(colour(detail.what, COLOUR[detail.what]),
    colour(("%s:%d"):format(detail.document, record.start), "bold"), record.kind,
    require("docket.cli.records").summary(record)))
  paint.line("quote", record.quote or "")
  if record.persons and #record.persons > 0 then paint.line("persons", table.concat(record.persons, "; ")) end
  if record.rule then paint.line("rule", record.rule) end
  for _, wrong in ipairs(detail.wrong or {}) do
    paint.line(wrong.field, ("%s, should be %s"):format(colour(shown(wrong.got), "red"),
      colour(shown(wrong.gold), "green")))
  end
end

local function predictions(options, run)
  local rules, export, records = run:rules(), require("docket.cli.records").export, {}
  run:articles(options.files, function(article)
    for _, record in ipairs(rules:extract(article)) do records[#records + 1] = export(record, article, rules) end
  end)
  return records
end

local function list_of(text)
  if not text then return nil end
  local list = {}
  for item in text:gmatch "[^,%s]+" do list[#list + 1] = item end
  return list
end

-- "1-19,24" or ids as a test of a document's name.
local function only(text)
  if not text then return nil end
  local names, ranges = {}, {}
  for _, item in ipairs(list_of(text)) do
    local from, to = item:match "^(%d+)%-(%d+)$"
    if from then ranges[#ranges + 1] = { tonumber(from), tonumber(to) } else names[item] = true end
  end
  return function(name)
    if names[name] then return true end
    local number = tonumber(name)
    for _, range in ipairs(ranges) do
      if number and range[1] <= number and number <= range[2] then return true end
    end
    return false
  end
end

function M.run(options, run)
  local score = require "docket.workshop.score"
  local golds, message = score.read(options.gold)
  if not golds then run:fail(message) end
  local result = score.run(golds, predictions(options, run), { key = options.key, kinds = list_of(options.kinds),
    only = only(options.articles) })
  local writer = run:writer(columns, { "what", "gold", "predicted", "matched", "neither", "precision", "recall", "f1" })
  if options.details then
    local colour = paint.of(run)
    for _, detail in ipairs(result.details) do
      if run.format == "table" then
        tell(detail, colour)
      elseif run.format == "ndjson" then
        output.write(require("docket.cli.json").encode(detail) .. "\n")
      end
    end
  end
  for _, row in ipairs(rows_of(result)) do writer.row(row) end
  writer.finish()
end

return M
