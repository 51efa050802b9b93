-- docket articles: what docket takes for articles, and for their parts.

local M = {}

M.summary = "List the articles of files, with title, dates and blocks."
M.description = "List the articles of files: where each begins and ends, its title, dateline,"
  .. " byline and dates, and every block of its text with its kind."
M.options = { "files", "rules", "reading", "format" }

function M.configure(parser)
  parser:flag("--explain"):target("explain")
    :description("Tell of each block of an HTML page how it was judged, and why.")
end

M.examples = {
  { "docket articles listing.txt", "one line an article, on a terminal" },
  { "docket articles pages/ | jq -r .title", "the titles of all pages of a directory" },
  { "docket articles --format ndjson listing.txt | jq '.blocks[].kind' | sort | uniq -c",
    "how many blocks of each kind there are" },
  { "docket articles --explain page.html | less", "why a block of a page is missing, or should be" },
}

local columns = {
  { name = "article", right = true, fixed = true },
  { name = "reference_date", title = "date", fixed = true, colour = "cyan" },
  { name = "dateline" },
  { name = "title", colour = "bold",
    -- Where there is no headline, the text's beginning stands for it.
    value = function(row) return row.title or row.text:sub(1, 300) end },
  { name = "byline", optional = true },
  { name = "bytes", right = true, fixed = true, optional = true, value = function(row) return #row.text end },
  { name = "duplicate_of", title = "same as", right = true, fixed = true, optional = true },
}

local order = {
  "id", "source", "article", "start", "end", "title", "url", "dateline", "byline", "credits",
  "published", "modified", "crawled", "reference_date", "reference_basis", "reference_window", "language",
  "language_basis", "site", "encoding", "duplicate_of", "text", "blocks",
}

local function window(value)
  if type(value) ~= "table" then return nil end
  return { value.from or value[1], value.to or value[2] }
end

local function blocks(article)
  local list = {}
  for index, block in ipairs(article.blocks) do
    local entry = { kind = block.kind, start = block.first - 1, ["end"] = block.last }
    if article.source_map then
      local first, last = article:source_range(block.first, block.last)
      if first then entry.source_start, entry.source_end = first - 1, last end
    end
    list[index] = entry
  end
  return list
end

local function export(article)
  return {
    id = article.id, source = article.source, article = article.number,
    start = article.first and article.first - 1, ["end"] = article.last,
    title = article.title, url = article.url, dateline = article.dateline,
    byline = article.byline or {}, credits = article.credits or {},
    published = article.published, modified = article.modified, crawled = article.crawled, site = article.site,
    encoding = article.encoding, reference_date = article.reference_date,
    reference_basis = article.reference_basis,
    reference_window = window(article.reference_window),
    language = article.language, language_basis = article.language_basis, duplicate_of = article.duplicate_of,
    text = article.text, blocks = blocks(article),
  }
end

-- Explaining ----------------------------------------------------------------------------

-- "+ body        p   412/0   div.story > p" and the text below it.
local function explain_block(block, width)
  local why = block.verdict
  if block.cause then why = why .. ": " .. block.cause end
  io.stdout:write(("%s %-10s %-10s %5d/%-5d byte %d  %s\n"):format(block.kept and "+" or "-",
    block.kept and block.verdict or "dropped", block.tag, block.chars, block.links, block.first,
    block.kept and block.path or why))
  local text = block.text:gsub("%c", " ")
  local cut = utf8.offset(text, width - 8)
  if cut then text = text:sub(1, cut - 1) .. "…" end
  io.stdout:write("      ", text, "\n")
end

local function explain(options, run)
  local docket = require "docket"
  local width = require("docket.cli.terminal").columns() or 100
  local paths = require("docket.cli.files").expand(options.files, function(message) run:problem(message) end)
  for _, path in ipairs(paths) do
    local judged, site = docket.explain(path, { rules = options.rules })
    if judged then
      local hint = site and "; by the site hint " .. site or ""
      io.stdout:write(("%s: %d blocks%s (+ kept, - dropped; characters/in links)\n"):format(path, #judged, hint))
      for _, block in ipairs(judged) do explain_block(block, width) end
    else
      run:problem(site)
    end
  end
end

function M.run(options, run)
  if options.explain then return explain(options, run) end
  local writer, count = run:writer(columns, order), 0
  run:articles(options.files, function(article)
    count = count + 1
    writer.row(export(article))
    if article.source == "-" then require("docket.cli.output").flush() end
  end)
  writer.finish()
  if count == 0 and run.status == 0 then run:problem("no articles found") end
  run:suggest("docket extract " .. table.concat(options.files, " "))
end

return M
