---Plain text that comes out of something else (JSON, mail, a converter): its blocks are found
---as in a text file, what else is known of the article comes beside it.
local article = require "docket.article"
local core = require "docket.core"
local profile = require "docket.profile"

local M = {}

---What `docket.reader.composed` makes articles of: the text with its blocks.
---@param text string  UTF-8
---@param options table  of the document: `source`, `language`
---@param format string?  "text": one article; nil: several where the text is a listing
---@return docket.Found[]? found  none where the text is empty
---@return string? message
---@return string? code
function M.found(text, options, format)
  local document, message, code = core.parse(text, profile.of(options.language),
    { format = format or "listing", source = options.source })
  if not document then return nil, message, code end
  local list = {}
  for number = 1, #document do
    local one = document:article(number)
    list[number] = { text = one:text(), blocks = one:blocks(), first = (one:range()) }
    one:close()
  end
  document:close()
  return list
end

-- A reader whose articles come one by one knows the day of each from itself alone.
local function set_reference(fields, options)
  if fields.published then
    fields.reference_date, fields.reference_basis = fields.published, "stated"
  elseif options.reference_date then
    fields.reference_date, fields.reference_basis = options.reference_date, "given"
  end
  if fields.reference_date then fields.reference_window = { fields.reference_date, fields.reference_date } end
end

---One article of a stream of them.
---@param text string  UTF-8
---@param fields table  of the article: `number`, `title`, `url`, `byline`, `published` (a day), `language` …
---@param options table  of the document
---@return docket.Article? article
---@return string? message
---@return string? code
function M.article(text, fields, options)
  local document, message, code = core.parse(text, profile.of(options.language),
    { format = "text", source = options.source })
  if not document then return nil, message, code end
  if #document == 0 then return nil, "its text is empty", "EEMPTY" end
  fields.source, fields.range_in, fields.given_language = options.source, "text", options.language
  set_reference(fields, options)
  return article.new(document:article(1), fields)
end

---Likewise, of what a reader of markup found.
---@param found docket.Found
---@param fields table
---@param options table
---@return docket.Article? article
---@return string? message
---@return string? code
function M.composed(found, fields, options)
  local composed, message, code = core.compose(found.text, profile.of(options.language), found.blocks)
  if not composed then return nil, message, code end
  if not found.text:find "%S" then return nil, "its text is empty", "EEMPTY" end
  fields.source, fields.range_in, fields.given_language = options.source, "text", options.language
  fields.title = fields.title or found.title
  set_reference(fields, options)
  return article.new(composed:article(1), fields)
end

return M
