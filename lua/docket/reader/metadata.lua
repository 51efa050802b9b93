---What a page says about its article: headline, authors, dates, language, site, address.
---
---The reader of HTML hands over what it saw (meta and link elements, JSON-LD, <title>,
---headings, time elements, and elements that call themselves author or date); this decides
---which of it is right. A pure function of its arguments, but for the word lists.
local author = require "docket.reader.metadata.author"
local date = require "docket.reader.metadata.date"
local jsonld = require "docket.reader.metadata.jsonld"
local site = require "docket.reader.metadata.site"
local text = require "docket.reader.metadata.text"
local title = require "docket.reader.metadata.title"

local M = {}

---@class docket.metadata.Item
---@field tag "meta"|"link"|"html"|"title"|"jsonld"|"time"|"h1"|"h2"|"h3"|"byline"|"date"|"line"  line: a short line beside the text
---@field name? string  name, property or itemprop of meta; rel of link; else words of class, id, rel, itemprop
---@field content? string
---@field text? string  visible
---@field position? integer  byte in the text, 1-based
---@field in_main? boolean  in or beside the main text
---@field in_junk? boolean  in comments, navigation, related stories

---@class docket.metadata.Options
---@field url? string  where the page was found
---@field language? string  that the caller knows
---@field headline? string  text of the first headline-like block
---@field opening? string  first bytes of the main text
---@field closing? string  last bytes of the main text
---@field fetched? string  day or time at which the page was fetched: "3 days ago"
---@field latest? string  no date is later than this day; default: today

---@class docket.Metadata
---@field title? string
---@field byline string[]
---@field published? string  "2021-04-07", or with a time and its zone; where a page tells its last change alone, that
---@field modified? string
---@field language? string  BCP 47
---@field site? string
---@field url? string
---@field image_captions? string[]

---@class docket.metadata.Sources  items by kind
---@field meta table<string, string[]>
---@field link table<string, string[]>
---@field title? string
---@field html_language? string
---@field scripts string[]
---@field times docket.metadata.Item[]
---@field headings docket.metadata.Item[]
---@field bylines docket.metadata.Item[]
---@field dates docket.metadata.Item[]
---@field lines docket.metadata.Item[]

local function push(lists, name, value)
  local list = lists[name]
  if list then list[#list + 1] = value else lists[name] = { value } end
end

local ADD <const> = {
  meta = function(sources, item)
    if item.content and item.content:find "%S" then push(sources.meta, item.name:lower(), item.content) end
  end,
  link = function(sources, item)
    if item.content and item.content ~= "" then
      for rel in item.name:lower():gmatch "%S+" do push(sources.link, rel, item.content) end
    end
  end,
  html = function(sources, item) if item.name == "lang" then sources.html_language = item.content end end,
  title = function(sources, item) sources.title = sources.title or item.content end,
  jsonld = function(sources, item) if item.content then table.insert(sources.scripts, item.content) end end,
  time = function(sources, item) table.insert(sources.times, item) end,
  byline = function(sources, item) table.insert(sources.bylines, item) end,
  date = function(sources, item) table.insert(sources.dates, item) end,
  line = function(sources, item) if item.text then table.insert(sources.lines, item) end end,
  h1 = function(sources, item) table.insert(sources.headings, item) end,
}
ADD.h2, ADD.h3 = ADD.h1, ADD.h1

---@param items docket.metadata.Item[]
---@return docket.metadata.Sources
local function sort_items(items)
  local sources = { meta = {}, link = {}, scripts = {}, times = {}, headings = {}, bylines = {}, dates = {}, lines = {} }
  for _, item in ipairs(items) do
    local add = ADD[item.tag]
    if add then
      item.name = item.name or ""
      add(sources, item)
    end
  end
  return sources
end

-- What tells teasers in JSON-LD from the article: keys of all that is called a title.
local function title_keys(sources)
  local keys = {}
  local function put(value)
    local plain = text.plain(value)
    local key = plain and text.key(plain) or ""
    if #key >= 8 then keys[#keys + 1] = key end
  end
  put(sources.title)
  for _, value in ipairs(sources.meta["og:title"] or {}) do put(value) end
  for _, item in ipairs(sources.headings) do
    if item.tag == "h1" and not item.in_junk then put(item.text) end
  end
  return keys
end

local function captions_of(sources, article)
  local captions, seen = {}, {}
  local function put(value)
    local plain = text.plain(value)
    if plain and not seen[plain] then
      seen[plain] = true
      captions[#captions + 1] = plain
    end
  end
  for _, caption in ipairs(article.captions) do put(caption) end
  for _, name in ipairs { "og:image:alt", "twitter:image:alt" } do
    for _, value in ipairs(sources.meta[name] or {}) do put(value) end
  end
  return captions[1] and captions or nil
end

---Read the metadata of one page or one article of it.
---@param items docket.metadata.Item[]
---@param options docket.metadata.Options?
---@return docket.Metadata
function M.read(items, options)
  options = options or {}
  local sources = sort_items(items)
  local article = jsonld.read(sources.scripts, title_keys(sources))
  local url = site.url(sources, article, options)
  local language = site.language(sources, article, options)
  local sites = site.names(sources, article, url or options.url)
  local headline, position = title.read(sources, article, sites, options)
  local published, modified = date.read(sources, article, { url = url or options.url, language = language,
    fetched = options.fetched, latest = options.latest, opening = options.opening, closing = options.closing,
    headline = position })
  return {
    title = headline,
    byline = author.read(sources, article, sites, { language = language, opening = options.opening, headline = position }),
    published = published, modified = modified, language = language,
    site = sites.names[1], url = url, image_captions = captions_of(sources, article),
  }
end

return M
