-- docket rules grep

local output = require "docket.cli.output"
local paint = require "docket.cli.rules.paint"

local M = {
  summary = "Search texts with a pattern of the rules' vocabulary.",
  description = "Search files, or an index, for a pattern in the vocabulary of rules: words, gap, list, entity"
    .. " and LPeg. In an index the full-text search finds the articles that can match.",
  options = { "reading", "rules", "format" },
  examples = {
    { "docket rules grep 'words \"sentenced\" * sp * gap(4, entity \"penalty\")' news/", "words, then a penalty" },
    { "docket rules grep 'list \"offences\" * sp * words \"charges\"' -d cases.db", "a listed word, over an index" },
    { "docket rules grep 'bundled into' -d cases.db", "plain words" },
  },
}

function M.configure(parser)
  parser:argument("PATTERN"):target("pattern"):description("An expression of the vocabulary, or plain words.")
  require("docket.cli.rules.articles").configure(parser)
end

local function context(article, match)
  local from, to = math.max(1, match.first - 40), math.min(#article.text, match.last + 40)
  while from > 1 and article.text:byte(from) & 0xC0 == 0x80 do from = from - 1 end
  while to < #article.text and article.text:byte(to + 1) & 0xC0 == 0x80 do to = to + 1 end
  return article.text:sub(from, match.first - 1):gsub("%s+", " "), article.text:sub(match.last + 1, to):gsub("%s+", " ")
end

local columns = { { name = "source" }, { name = "article" }, { name = "start" }, { name = "end" }, { name = "quote" },
  { name = "before" }, { name = "after" }, { name = "captures" } }

function M.run(options, run)
  local search, message = require("docket.workshop.grep").new(run:rules(), options.pattern)
  if not search then run:usage("docket rules grep: " .. tostring(message)) end
  local colour, count = paint.of(run), 0
  local writer = run.format ~= "table" and run:writer(columns)
  require("docket.cli.rules.articles").each(run, options, function(article)
    local found, problem = search:article(article)
    if not found then return run:problem(("%s:%d: %s"):format(article.source, article.number, problem)) end
    for _, match in ipairs(found) do
      count = count + 1
      local start, stop = article:record_range(match.first, match.last)
      local before, after = context(article, match)
      if writer then
        writer.row { source = article.source, article = article.number, start = start, ["end"] = stop,
          quote = match.quote, before = before, after = after, captures = match.captures }
      else
        output.write(("%s %s%s%s\n"):format(colour(("%s:%d:%d:"):format(article.source, article.number, start), "dim"),
          before, colour(match.quote:gsub("%s+", " "), "red"), after))
      end
    end
  end, search:query())
  run:note(("%d match%s"):format(count, count == 1 and "" or "es"))
  if count == 0 then run.status = 1 end
end

return M
