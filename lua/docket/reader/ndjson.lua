---NDJSON articles: {"id":…, "text":…, "published":"YYYY-MM-DD", "title":…,
---"url":…, "language":…} on each line, read as a stream. The names of fields that other
---programs use are in docket/json_fields.lua. Objects over several lines and arrays of
---objects are cut apart by docket.reader.json, and read in the same way.
local core = require "docket.core"
local json = require "docket.reader.json"
local plain = require "docket.reader.plain"
local profile = require "docket.profile"

local M = {}

-- What the enclosing document knows of the article, where the object does not say it.
local function completed(known, number, options)
  return { number = number, id = known.id, title = known.title, url = known.url or options.url, byline = known.byline,
    published = known.published or json.day(options.published), modified = known.modified, site = known.site,
    language = known.language }
end

---Make an article of an object.
---@param object table
---@param number integer  1-based, of the article in the stream
---@param options table
---@return docket.Article? article
---@return string? message  why there is none, or what is wrong with one of its fields
function M.article(object, number, options)
  local known = json.fields(object)
  local fields = completed(known, number, options)
  local made, message
  if known.text then
    made, message = plain.article(known.text, fields, options)
  else
    made, message = plain.composed(require("docket.reader.html").fragment(known.markup, options), fields, options)
  end
  if not made then return nil, message end
  return made, known.warning
end

-- ------------------------------------------------------------ where the objects end

-- Each line that is not empty, with its place in words.
local function by_line(input)
  local next_line, number = input:lines(), 0
  return function()
    for line in next_line do
      number = number + 1
      if line:find "%S" then return line, { line = number }, ("line %d"):format(number) end
    end
    return nil
  end
end

-- Each object of an array, or of several lines.
local function by_object(input)
  local next_object, count = json.split(assert(input:pieces())), 0
  return function()
    local text, position, message = next_object()
    if not position then return nil end
    count = count + 1
    local place = { position = position }
    return text or "", place, ("object %d"):format(count), message
  end
end

-- Is the first object spread over several lines? Then its first line ends where a program
-- breaks lines, and no other object opens in the next.
local function is_spread(head)
  local first, rest = head:match "^[%s\xEF\xBB\xBF]*([^\n]*)\n?(.*)$"
  if first:find "^%[" then return true end
  if not first:find "[{,%[]%s*$" or json.decode(first) then return false end
  return not rest:find "^%s*{"
end

-- ------------------------------------------------------------ the document

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
  local spread = is_spread(input.head)
  return require("docket.document").new { source = options.source, format = spread and "json" or "ndjson",
    core = core_document, options = options, read = M.articles, stream = input.handle ~= nil or nil,
    objects = function() return (spread and by_object or by_line)(input) end }
end

local function add_problem(document, place, code, message)
  document.found_problems = document.found_problems or {}
  table.insert(document.found_problems, { line = place.line, position = place.position, code = code, message = message })
end

-- The objects with a text that a piece of JSON holds.
local function objects_of(text, failure)
  if failure then return nil, failure end
  local value, message = json.decode(text)
  if value == nil then return nil, "not JSON: " .. message end
  return json.objects(value)
end

---@param document docket.Document  with `objects`, a function that gives an iterator
---@return fun(): docket.Article?
function M.articles(document)
  local next_text, count = document.objects(), 0
  local objects, at, place, where = {}, 0, nil, nil
  local function next_object()
    while at >= #objects do
      local text, failure, message
      text, place, where, failure = next_text()
      if not text then return nil end
      objects, message = objects_of(text, failure)
      at = 0
      if not objects then
        add_problem(document, place, "EJSON", ("%s: %s"):format(where, message))
        objects = {}
      end
    end
    at = at + 1
    return objects[at]
  end
  return function()
    for object in next_object do
      local made, message = M.article(object, count + 1, document.options)
      if message then add_problem(document, place, made and "EDATE" or "EJSON", ("%s: %s"):format(where, message)) end
      if made then
        count = count + 1
        return made
      end
    end
    return nil
  end
end

return M
