-- docket rules why

local output = require "docket.cli.output"
local paint = require "docket.cli.rules.paint"

local M = {
  summary = "Show which rule made a record, and from what.",
  description = "Show which rule made a record, with each captured part. A record is named by where it"
    .. " stands: FILE, FILE:ARTICLE, or FILE:ARTICLE:START with a byte inside it, as `docket extract`"
    .. " gives them.",
  options = { "reading", "rules", "format" },
  examples = {
    { "docket rules why news.txt", "all records of a file" },
    { "docket rules why news.txt:3", "those of its third article" },
    { "docket rules why news.txt:3:1204", "the records that hold byte 1204" },
  },
}

function M.configure(parser)
  parser:argument("PLACE"):target("place"):description("FILE, FILE:ARTICLE or FILE:ARTICLE:START.")
end

-- FILE may hold colons: numbers are taken from the end, as long as no file has that name.
local function place_of(text)
  local handle = text ~= "-" and io.open(text, "rb")
  if handle then
    handle:close()
    return text
  end
  local path, article, start = text:match("^(.-):(%d+):(%d+)$")
  if not path then path, article = text:match("^(.-):(%d+)$") end
  return path or text, math.tointeger(tonumber(article)), math.tointeger(tonumber(start))
end

local function tell(explanation, colour)
  local records, record, rule = require "docket.cli.records", explanation.record, explanation.rule
  output.write(("%s %s %s\n"):format(colour(("%s:%d:%d"):format(record.source, record.article, record.start), "bold"),
    colour(record.kind, records.kind_colours[record.kind]), records.summary(record)))
  paint.line("quote", colour(record.quote, "cyan"))
  if rule then
    paint.line("rule", ("%s (%s)"):format(colour(rule.id, "green"), explanation.place))
    if rule.doc then paint.line("finds", rule.doc) end
    paint.line("trigger", table.concat(require("docket.workshop.list").triggers(rule), ", "):sub(1, 100))
  else
    paint.line("rule", record.rule)
  end
  for _, part in ipairs(explanation.parts) do
    paint.line(part.name, type(part.value) == "table" and table.concat(part.value, "; ") or part.value)
  end
  for _, rival in ipairs(explanation.rivals) do
    paint.line("instead of", rival.to == record.rule and rival.rule
      or ("%s, which lost to %s"):format(rival.rule, rival.to))
  end
end

local function row_of(explanation)
  local row = {}
  for name, value in pairs(explanation.record) do row[name] = value end
  row.place, row.doc, row.rivals = explanation.place, explanation.rule and explanation.rule.doc, explanation.rivals
  return row
end

function M.run(options, run)
  local path, number, start = place_of(options.place)
  local rules, found = run:rules(), 0
  local colour = paint.of(run)
  local writer = options.format and options.format ~= "table" and run:writer({}, require("docket.cli.records").order)
  run:articles({ path }, function(article)
    if number and article.number ~= number then return end
    for _, explanation in ipairs(require("docket.workshop.why").explain(rules, article, start)) do
      found = found + 1
      if writer then writer.row(row_of(explanation)) else tell(explanation, colour) end
    end
  end)
  if found == 0 and run.status == 0 then
    run:problem(("%s: no record stands there; `docket rules whynot TEXT` tells what was tried"):format(options.place))
  end
end

return M
