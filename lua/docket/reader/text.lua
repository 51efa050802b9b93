---Plain text: one article, or a listing page with many.
local article = require "docket.article"
local profile = require "docket.profile"
local reference = require "docket.reference"

local M = {}

local function given_or_stated(document, fields)
  if document.options.reference_date then
    fields.reference_date, fields.reference_basis = document.options.reference_date, "given"
    fields.reference_window = { fields.reference_date, fields.reference_date }
  end
  return fields
end

-- What is known of each article before it is made: its reference date depends
-- on those of its neighbours. The articles themselves come and go one by one.
local function reference_fields(document)
  if document.references then return document.references end
  local list = {}
  for number = 1, #document.core do
    list[number] = given_or_stated(document, { number = number, language = document.options.language })
  end
  if not document.options.reference_date then
    reference.resolve(list, document.options, function(fields)
      local core = document.core:article(fields.number)
      local found = reference.find_days { core = core, language = fields.language }
      core:close()
      return found
    end)
  end
  document.references = list
  return list
end

local function is_badly_encoded(core_document)
  for _, problem in ipairs(core_document:problems()) do
    if problem.code == "EENCODING" then return true end
  end
  return false
end

---@param input docket.Input
---@param options table
---@param format string
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options, format)
  -- A forced "text" is one article; what was only looked at may still be a listing.
  local core_document, message, code = input:document(profile.of(options.language), options.format and format)
  if not core_document then return nil, message, code end
  if options.encoding or is_badly_encoded(core_document) then
    local encoded = require "docket.reader.encoded"
    local decoded
    decoded, message, code = encoded.text(input, options, format)
    if decoded or code then return decoded, message, code end
  end
  return require("docket.document").new { source = options.source, format = core_document:format(), core = core_document,
    options = options, read = M.articles }
end

---@param document docket.Document
---@return fun(): docket.Article?
function M.articles(document)
  local references, number = reference_fields(document), 0
  return function()
    number = number + 1
    local known = references[number]
    if not known then return nil end
    return article.new(document.core:article(number), {
      source = document.source, number = number, range_in = "source", given_language = known.language,
      encoding = document.encoding, encoding_map = document.encoding_map,
      reference_date = known.reference_date, reference_basis = known.reference_basis,
      reference_window = known.reference_window })
  end
end

return M
