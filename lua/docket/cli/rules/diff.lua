-- docket rules diff

local output = require "docket.cli.output"
local paint = require "docket.cli.rules.paint"

local M = {
  summary = "Show what your rules add, change and lose, before anything is stored.",
  description = "Compare what the rules make of files, or of the articles of an index, with what they make"
    .. " without your directory; with --against, with an older copy of it; with -d and no --against, with"
    .. " what the index holds. Nothing is stored.",
  options = { "reading", "rules", "format" },
  examples = {
    { "docket rules diff --rules my-rules/ news/", "what your rules change" },
    { "docket rules diff --rules my-rules/ --against old-rules/ news/", "what an edit changes" },
    { "docket rules diff --rules my-rules/ -d cases.db", "what would change in an index" },
  },
}

function M.configure(parser)
  require("docket.cli.rules.articles").configure(parser)
  parser:option("--against"):argname("DIR"):count("*"):target("against")
    :description("Compare with the shipped rules and this directory (repeatable).")
  parser:option("-k --kind"):argname("KIND"):target("kind"):description("Only records of this kind.")
end

local COLOUR = { added = "green", changed = "yellow", lost = "red" }
local SIGN = { added = "+", changed = "~", lost = "-" }

local function tell(row, article, colour)
  local records = require "docket.cli.records"
  local record = row.after or row.before
  local start = article:record_range(record.first, record.last)
  output.write(("%s %s %s %s\n"):format(colour(SIGN[row.change] .. " " .. row.change, COLOUR[row.change]),
    colour(("%s:%d:%d"):format(article.source, article.number, start), "bold"), record.kind,
    records.summary(record)))
  paint.line("quote", record.quote)
  for _, field in ipairs(row.fields or {}) do
    paint.line(field.field, ("%s → %s"):format(colour(field.before == "" and "-" or field.before, "red"),
      colour(field.after == "" and "-" or field.after, "green")))
  end
  paint.line("rule", record.rule)
end

local function exported(row, article, rules)
  local records = require "docket.cli.records"
  return { change = row.change, fields = row.fields, before = row.before and records.export(row.before, article, rules),
    after = row.after and records.export(row.after, article, rules) }
end

-- The records that an index holds of an article, as rules give them (1-based ranges).
local function stored_records(run, index, id)
  local list, message = require("docket.workshop.stored").records(index, id)
  if not list then run:fail(message) end
  for position, record in ipairs(list) do
    local stored = require("docket.cli.records").stored(record)
    stored.first, stored.last = record.first, record.last
    list[position] = stored
  end
  return list
end

-- The rules that yours are compared with; nil where the index says what there was.
local function earlier_rules(options, run)
  if options.database and #(options.against or {}) == 0 then return nil end
  local names = { options.language or "en" }
  table.move(options.against or {}, 1, #(options.against or {}), 2, names)
  local rules, message = require("docket").rules(names)
  if not rules then run:fail(message) end
  return rules
end

local function wanted(row, kind)
  return not kind or (row.after or row.before).kind == kind
end

function M.run(options, run)
  local diff = require "docket.workshop.diff"
  local after, before = run:rules(), earlier_rules(options, run)
  local colour, counts = paint.of(run), { added = 0, changed = 0, lost = 0 }
  local writer = run.format ~= "table" and run:writer({ { name = "change" }, { name = "fields" }, { name = "before" },
    { name = "after" } })
  local articles = require "docket.cli.rules.articles"
  articles.each(run, options, function(article, id, index)
    local was = before and articles.records(before, article) or stored_records(run, index, id)
    for _, row in ipairs(diff.compare(was, articles.records(after, article))) do
      if wanted(row, options.kind) then
        counts[row.change] = counts[row.change] + 1
        if writer then writer.row(exported(row, article, after)) else tell(row, article, colour) end
      end
    end
  end)
  run:note(("%d added, %d changed, %d lost"):format(counts.added, counts.changed, counts.lost))
end

return M
