---HTML pages: one article, or a listing with many. What the page consists of is found by
---docket.core.markup; here its articles get their metadata, and their way into the rest.
local composed = require "docket.reader.composed"
local data = require "docket.data"
local markup = require "docket.core.markup"
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

-- docket.reader.metadata reads what the items mean; without it, the plainest ones are.
local function plain_metadata(items)
  local found = {}
  for _, item in ipairs(items) do
    if item.name == "og:title" then found.title = found.title or item.content end
    if item.name == "article:published_time" then found.published = found.published or item.content end
    if item.name == "canonical" or item.name == "og:url" then found.url = found.url or item.content end
    if item.name == "og:site_name" then found.site = found.site or item.content end
    if item.tag == "html" and item.name == "lang" then found.language = found.language or item.content end
  end
  for _, item in ipairs(items) do
    if item.tag == "title" then found.title = found.title or item.content end
  end
  return found
end

local function read_metadata(items, options)
  if package.searchpath("docket.reader.metadata", package.path) then
    return require("docket.reader.metadata").read(items, options)
  end
  return plain_metadata(items)
end

local function headline_of(found)
  for _, block in ipairs(found.blocks) do
    if block.kind == "headline" then return found.text:sub(block.first, block.last) end
  end
  return nil
end

local function with_metadata(found, items, options)
  local known = read_metadata(items, { url = options.url, language = options.language, headline = headline_of(found),
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

-- Bytes as UTF-8, the name of the encoding, and the way back.
local function decode(bytes)
  if not markup.decode then return bytes end
  return markup.decode(bytes, { kind = "html" })
end

-- "../a?b" as seen from "https://host/x/y" (RFC 3986, 5.2); as it is where no base is known.
local function absolute(url, base)
  local scheme, host, path = (base or ""):match "^(%a[%w+.-]*:)(//[^/?#]*)([^?#]*)"
  if not scheme or url:find "^%a[%w+.-]*:" then return url end
  if url:find "^//" then return scheme .. url end
  if url:find "^/" then return scheme .. host .. url end
  if url:find "^[#?]" then return scheme .. host .. path .. url end
  path = (path == "" and "/" or path):gsub("[^/]*$", "")
  while url:find "^%.%.?/" do
    if url:find "^%.%./" then path = path:gsub("[^/]+/$", "") end
    url = url:gsub("^%.%.?/", "")
  end
  return scheme .. host .. path .. url
end

local PAGE_WIDE = { ["og:site_name"] = true, ["og:locale"] = true, ["content-language"] = true, lang = true }

-- What a listing says of itself holds for its articles too: language, name of the site.
local function with_page_wide(items, page_items)
  for _, item in ipairs(page_items) do
    if (item.tag == "html" or item.tag == "meta") and PAGE_WIDE[item.name] then items[#items + 1] = item end
  end
  return items
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
---@param bytes string
---@param options table?  as of docket.Document; `rules`: directories with site hints
---@return docket.Judged[]? blocks
---@return string? site  name of the hint that was followed
---@return string? code
function M.judged(bytes, options)
  local text, encoding = decode(bytes)
  if not text then return nil, encoding, "EENCODING" end
  local page <close>, site, code = judged_page(text, options or {})
  if not page then return nil, site, code end
  return page:judged(), site and site.name
end

---What the articles of a page are.
---@param bytes string
---@param options table  as of docket.Document; `rules`: directories with site hints
---@return docket.Found[]? found
---@return string? encoding  its name, where the page was decoded; or the message
---@return string? code
function M.read(bytes, options)
  local text, encoding, decoded = decode(bytes)
  if not text then return nil, encoding, "EENCODING" end
  local page <close>, message, code = judged_page(text, options)
  if not page then return nil, message, code end
  local list = page:articles()
  local items = page:metadata()
  local base = page:addresses()[1] or options.url
  for _, found in ipairs(list) do
    found.url = found.url and absolute(found.url, base)
    found.map = through(found.map, decoded)
    with_metadata(found, found.items and with_page_wide(found.items, items) or items, options)
    found.items = nil
  end
  return list, encoding
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
  local bytes, message, code = input:bytes()
  if not bytes then return nil, message, code end
  local found, encoding
  found, encoding, code = M.read(bytes, options)
  if not found then return nil, ("%s: %s"):format(input.source, encoding), code end
  local core_document = input:document(nil, "binary")
  local list, problems = composed.articles(with_text(found), options)
  if #list == 0 and #problems == 0 then
    problems[1] = { code = "EEMPTY", message = "an HTML page without the text of an article" }
  end
  for _, one in ipairs(list) do one.encoding = encoding end
  for _, problem in ipairs(sites.new_problems(options.rules)) do problems[#problems + 1] = problem end
  return require("docket.document").new { source = options.source, format = "html", core = nil, options = options,
    hash = core_document and core_document:sha256(), read = articles, list = list, found_problems = problems }
end

return M
