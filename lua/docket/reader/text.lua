---Plain text: one article, or a listing page with many.
local article = require "docket.article"
local reference = require "docket.reference"

local M = {}

local function given_or_stated(document, fields)
  if document.options.reference_date then
    fields.reference_date, fields.reference_basis = document.options.reference_date, "given"
    fields.reference_window = { fields.reference_date, fields.reference_date }
  end
  return fields
end

-- The articles of a page, made once: their reference dates depend on each other.
local function read_all(document)
  if document.list then return document.list end
  local list = {}
  for number = 1, #document.core do
    list[number] = article.new(document.core:article(number), given_or_stated(document,
      { source = document.source, number = number, range_in = "source", language = document.options.language }))
  end
  if not document.options.reference_date then reference.resolve(list, document.options) end
  document.list = list
  return list
end

---@param document docket.Document
---@return fun(): docket.Article?
function M.articles(document)
  local list, number = read_all(document), 0
  return function()
    number = number + 1
    return list[number]
  end
end

return M
