---Stored articles as rules read them: made of their text and blocks, without the document.
local M = {}

---@param stored table  of `index:article`
---@return docket.Article? article  nil where it has no text
function M.article(stored)
  local core, profile = require "docket.core", require "docket.profile"
  local document = core.compose(stored.text, profile.of(stored.language), stored.blocks)
  if not document then return nil end
  local article = require("docket.article").new(document:article(1), {
    source = stored.source, number = stored.number, id = stored.id, range_in = stored.range_in, title = stored.title,
    url = stored.url, dateline = stored.dateline, published = stored.published, modified = stored.modified,
    site = stored.site, encoding = stored.encoding, crawled = stored.crawled, language = stored.language,
    language_basis = "stated", -- decided when it was stored
    reference_date = stored.reference_date, reference_basis = stored.reference_basis,
    reference_window = stored.reference_window })
  -- What its place in the document told; article.new sees a document of one article.
  article.first, article.last, article.duplicate_of = stored.first, stored.last, stored.duplicate_of
  article.byline, article.credits = stored.byline, stored.credits
  return article
end

---The articles of a document in their order, as an iterator like that of the document.
---@param index docket.Index
---@param sha256 string
---@param source string
---@return (fun(): docket.Article?)? articles
---@return string? message
---@return string? code
function M.articles(index, sha256, source)
  local rows, message, code = index:rows([[SELECT id FROM articles WHERE document_id = (SELECT id FROM documents
    WHERE sha256 = ?1 AND state = 'current' ORDER BY source = ?2 DESC LIMIT 1) ORDER BY number, id]], sha256, source)
  if not rows then return nil, message, code end
  local position = 0
  return function()
    position = position + 1
    local row = rows[position]
    if not row then return nil end
    local stored, problem = index:article(row.id)
    if not stored then error(problem, 0) end
    return M.article(stored)
  end
end

return M
