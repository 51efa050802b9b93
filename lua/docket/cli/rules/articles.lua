-- The articles of a workshop command: of files, or of an index (-d DB).

local M = {}

---Options and arguments for both.
function M.configure(parser)
  parser:argument("FILE"):args("*"):target("files")
    :description("Files, directories (walked), or - for standard input.")
  parser:option("-d --database"):argname("DB"):target("database")
    :description("In place of files: the articles of an index.")
end

local function ids_of(run, index, query)
  local sql = "SELECT a.id FROM articles AS a JOIN documents AS d ON d.id = a.document_id AND d.shown"
  local rows, message
  if query then
    rows, message = index:rows(sql .. " WHERE a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?1)"
      .. " ORDER BY a.document_id, a.number", query)
  else
    rows, message = index:rows(sql .. " ORDER BY a.document_id, a.number")
  end
  if not rows then run:fail(message) end
  return rows
end

---The records of an article, without those that stand in what is not read of it.
---@param rules docket.Rules
---@param article docket.Article
---@return table[]
function M.records(rules, article)
  local list = {}
  for _, record in ipairs(rules:extract(article)) do
    local read = true
    for _, block in ipairs(article.unread or {}) do
      read = read and not (block.first <= record.first and record.first <= block.last)
    end
    if read then list[#list + 1] = record end
  end
  return list
end

---Every article, in order.
---@param run table
---@param options { files: string[]?, database: string? }
---@param give fun(article: docket.Article, id: integer?, index: table?)
---@param query string?  full text: only articles of an index that answer it
function M.each(run, options, give, query)
  if not options.database then
    if #(options.files or {}) == 0 then run:usage("FILE or -d DB is wanted") end
    return run:articles(options.files, function(article) give(article) end)
  end
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local rows = ids_of(run, index, query)
  for number, row in ipairs(rows) do
    if number % 50 == 0 then run:progress(("%d of %d articles"):format(number, #rows)) end
    local article = require("docket.workshop.stored").article(index:article(row.id) or { text = "" })
    if article then give(article, row.id, index) end
  end
  run:clear_progress()
  database.close(run, index, options.database)
end

return M
