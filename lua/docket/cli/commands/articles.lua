-- docket articles: what docket takes for articles, and for their parts.

local M = {}

M.summary = "List the articles of files, with title, dates and blocks."
M.description = "List the articles of files: where each begins and ends, its title, dateline,"
  .. " byline and dates, and every block of its text with its kind."
M.options = { "files", "rules", "reading", "format" }
M.examples = {
  { "docket articles listing.txt", "one line an article, on a terminal" },
  { "docket articles pages/ | jq -r .title", "the titles of all pages of a directory" },
  { "docket articles --format ndjson listing.txt | jq '.blocks[].kind' | sort | uniq -c",
    "how many blocks of each kind there are" },
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
  "published", "reference_date", "reference_basis", "reference_window", "language", "language_basis",
  "duplicate_of", "text", "blocks",
}

local function window(value)
  if type(value) ~= "table" then return nil end
  return { value.from or value[1], value.to or value[2] }
end

local function blocks(article)
  local list = {}
  for index, block in ipairs(article.blocks) do
    list[index] = { kind = block.kind, start = block.first - 1, ["end"] = block.last }
  end
  return list
end

local function export(article)
  return {
    id = article.id, source = article.source, article = article.number,
    start = article.first and article.first - 1, ["end"] = article.last,
    title = article.title, url = article.url, dateline = article.dateline,
    byline = article.byline or {}, credits = article.credits or {},
    published = article.published, reference_date = article.reference_date,
    reference_basis = article.reference_basis,
    reference_window = window(article.reference_window),
    language = article.language, language_basis = article.language_basis, duplicate_of = article.duplicate_of,
    text = article.text, blocks = blocks(article),
  }
end

function M.run(options, run)
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
