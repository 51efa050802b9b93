---NDJSON articles: {"id":…, "text":…, "published":"YYYY-MM-DD", "title":…,
---"url":…, "language":…} on each line, read as a stream.
local article = require "docket.article"
local calendar = require "docket.normal.date"
local core = require "docket.core"
local profile = require "docket.profile"

local M = {}

-- lua-cjson is loaded by the first line of JSON, not by the start of the program.
local decoder
local function decode(line)
  if not decoder then
    decoder = require("cjson").new()
    decoder.decode_max_depth(100)
  end
  local ok, value = pcall(decoder.decode, line)
  if not ok then return nil, (tostring(value):gsub("^.-:%d+: ", "")) end
  return value
end

local function text_field(value) return type(value) == "string" and value ~= "" and value or nil end

-- "2021-04-14T10:00:00Z" -> "2021-04-14", nil where it is no day of the calendar.
local function day_of(value)
  local day = type(value) == "string" and value:match "^%d%d%d%d%-%d%d%-%d%d"
  if day and calendar.is_valid(day) then return day end
  return nil
end

---Make an article of one line.
---@param line string
---@param number integer  1-based, of the article in the stream
---@param options table
---@return docket.Article? article
---@return string? message
function M.article(line, number, options)
  local object, message = decode(line)
  if not object then return nil, "not JSON: " .. message end
  if type(object) ~= "table" or type(object.text) ~= "string" then
    return nil, "an article needs a field `text` that is a string"
  end
  local document
  document, message = core.parse(object.text, profile.of(options.language), { format = "text", source = options.source })
  if not document then return nil, message end
  if #document == 0 then return nil, "its text is empty" end
  local fields = { source = options.source, number = number, range_in = "text", title = text_field(object.title),
    url = text_field(object.url), language = text_field(object.language), given_language = options.language,
    published = day_of(object.published) }
  if type(object.id) == "string" or type(object.id) == "number" then fields.id = object.id end
  local warning
  if text_field(object.published) and not fields.published then
    warning = ("`published` is no date (YYYY-MM-DD): %s"):format(object.published)
  end
  if fields.published then
    fields.reference_date, fields.reference_basis = fields.published, "stated"
  elseif options.reference_date then
    fields.reference_date, fields.reference_basis = options.reference_date, "given"
  end
  if fields.reference_date then fields.reference_window = { fields.reference_date, fields.reference_date } end
  local made = article.new(document:article(1), fields)
  return made, warning
end

-- Bytes of a file are checked at once; those of a stream cannot be, as it has no end.
local function core_of(input, options)
  if not input.handle then return input:document(nil, "ndjson") end
  return core.parse(input.head, profile.of(options.language), { source = options.source, format = "ndjson" })
end

---@param input docket.Input
---@param options table
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local core_document, message, code = core_of(input, options)
  if not core_document then return nil, message, code end
  return require("docket.document").new { source = options.source, format = "ndjson", core = core_document,
    options = options, read = M.articles, stream = input.handle ~= nil or nil,
    lines = function() return input:lines() end }
end

---@param document docket.Document  with `lines`, a function that gives an iterator of lines
---@return fun(): docket.Article?
function M.articles(document)
  local next_line, number, count = document.lines(), 0, 0
  return function()
    for line in next_line do
      number = number + 1
      if line:find "%S" then
        local made, message = M.article(line, count + 1, document.options)
        if message then
          document.found_problems = document.found_problems or {}
          table.insert(document.found_problems, { line = number, code = made and "EDATE" or "EJSON",
            message = ("line %d: %s"):format(number, message) })
        end
        if made then
          count = count + 1
          return made
        end
      end
    end
    return nil
  end
end

return M
