---HTML pages: one article, or a listing with many. What the page consists of is found by
---docket.core.markup; here its articles get their metadata, and their way into the rest.
local address = require "docket.normal.address"
local composed = require "docket.reader.composed"
local data = require "docket.data"
local encoded = require "docket.reader.encoded"
local input_of = require "docket.input"
local markup = require "docket.core.markup"
local metadata = require "docket.reader.metadata"
local sites = require "docket.reader.site"

local M = {}

-- Words and phrases ---------------------------------------------------------------------

-- "[name]" opens a list; `split` says what a line holds.
local function read_lists(path, split)
  local lists, list = {}, nil
  local file = io.open(path, "rb")
  if not file then return lists end
  for line in file:lines() do
    line = line:gsub("^%s*#.*$", ""):gsub("^%s+", ""):gsub("%s+$", "")
    local name = line:match "^%[(.-)%]$"
    if name then
      lists[name] = lists[name] or {}
      list = lists[name]
    elseif line ~= "" and list then
      for entry in line:gmatch(split) do list[#list + 1] = entry end
    end
  end
  file:close()
  return lists
end

local vocabulary

-- Made once: it never changes.
local function shared_vocabulary()
  vocabulary = vocabulary or markup.vocabulary {
    words = read_lists(data.path "sites/words/classes.txt", "%S+"),
    phrases = read_lists(data.path "sites/words/phrases.txt", ".+"),
  }
  return vocabulary
end

-- Metadata ------------------------------------------------------------------------------

local function headline_of(found)
  for _, block in ipairs(found.blocks) do
    if block.kind == "headline" then return found.text:sub(block.first, block.last) end
  end
  return nil
end

local function with_metadata(found, items, options)
  local known = metadata.read(items, { url = options.url, language = options.language, headline = headline_of(found),
    opening = found.text:sub(1, 300), closing = found.text:sub(-300) })
  for _, field in ipairs { "title", "byline", "published", "modified", "language", "site", "url" } do
    found[field] = found[field] or known[field]
  end
  return found
end

-- Pages ---------------------------------------------------------------------------------

-- The map of an article, and before it that of the decoding.
local function through(map, decoded)
  if not decoded then return map end
  return { range = function(_, first, last)
    first, last = map:range(first, last)
    if not first then return nil end
    return decoded:range(first, last)
  end }
end

-- A page by the hint of its site, if there is one.
local function judged_page(text, options)
  local hints = sites.all(options.rules)
  local page, message, code = markup.page(text, { vocabulary = shared_vocabulary(), attributes = hints.attributes })
  if not page then return nil, message, code end
  local site = sites.of_page(hints, page, options.url)
  page:judge(site or {})
  return page, site
end

---@class docket.Judged
---@field kept boolean
---@field verdict string  the kind of a block that is kept, or why it is not
---@field first integer   byte of the page, as decoded
---@field tag string      what it is part of: p, li, h2
---@field path string     the elements around it
---@field cause string?   the element that was dropped
---@field chars integer
---@field links integer   characters in links
---@field text string     its beginning

---Each block of a page, and how it was judged.
---@param input docket.Input
---@param options table?  as of docket.Document; `rules`: directories with site hints
---@return docket.Judged[]? blocks
---@return string? site  name of the hint that was followed; or the message
---@return string? code
function M.judged(input, options)
  options = options or {}
  local decoded, message, code = encoded.decode(input, options, "html")
  if not decoded then return nil, message, code end
  local page <close>, site, failure = judged_page(decoded.text, options)
  if not page then return nil, site, failure end
  return page:judged(), site and site.name
end

-- What the articles of a page are.
local function read(decoded, options)
  local page <close>, message, code = judged_page(decoded.text, options)
  if not page then return nil, message, code end
  local list = page:articles()
  local items = page:metadata()
  local base = page:addresses()[1] or options.url
  for _, found in ipairs(list) do
    found.url = found.url and address.resolve(found.url, base)
    found.map = through(found.map, decoded.map)
    with_metadata(found, found.items or items, options)
    found.items = nil
  end
  return list
end

---What the articles of a page in memory are.
---@param bytes string
---@param options table  as of docket.Document
---@return docket.Found[]? found
---@return string? message
---@return string? code
function M.read(bytes, options)
  local decoded, message, code = encoded.decode(input_of.of_bytes(bytes, options.source or "-"), options, "html")
  if not decoded then return nil, message, code end
  return read(decoded, options)
end

---An HTML fragment (of a feed, of mail) as one article: all of its text, scripts and styles
---and share boxes apart.
---@param html string  UTF-8
---@param options table?
---@return docket.Found? found
---@return string? message
---@return string? code
function M.fragment(html, options) -- luacheck: no unused args
  local page <close>, message, code = markup.page(html, { vocabulary = shared_vocabulary(), fragment = true })
  if not page then return nil, message, code end
  local found = page:articles()[1]
  found.url = nil
  return found
end

-- Pages of frames, pictures or scripts alone have no text.
local function with_text(found)
  local list = {}
  for _, one in ipairs(found) do
    if one.text ~= "" then list[#list + 1] = one end
  end
  return list
end

---@param document docket.Document  with `list`
---@return fun(): docket.Article?
local function articles(document)
  local list = document.list
  local i = 0
  return function()
    i = i + 1
    return list[i]
  end
end

---@param input docket.Input
---@param options table
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local decoded, message, code = encoded.decode(input, options, "html")
  if not decoded then return nil, message, code end
  local found
  found, message, code = read(decoded, options)
  if not found then return nil, ("%s: %s"):format(input.source, message), code end
  local core_document = input:document(nil, "binary")
  local list, problems = composed.articles(with_text(found), options)
  if #list == 0 and #problems == 0 then
    problems[1] = { code = "EEMPTY", message = "an HTML page without the text of an article" }
  end
  for _, one in ipairs(list) do one.encoding = decoded.encoding end
  table.move(decoded.problems, 1, #decoded.problems, #problems + 1, problems)
  for _, problem in ipairs(sites.new_problems(options.rules)) do problems[#problems + 1] = problem end
  return require("docket.document").new { source = options.source, format = "html", core = nil, options = options,
    hash = core_document and core_document:sha256(), read = articles, list = list, found_problems = problems }
end

return M
