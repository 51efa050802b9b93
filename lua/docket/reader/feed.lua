---Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (read in C), JSON Feed. Each entry is an
---article: its title the headline, its content the blocks.
local address = require "docket.normal.address"
local encoded = require "docket.reader.encoded"
local timestamp = require "docket.normal.timestamp"

local M = {}

---What a feed says of an entry, or of itself, in plain values.
---@class docket.feed.Entry
---@field first integer        of its element, in the feed's text (1-based)
---@field last integer
---@field title string?        plain text
---@field link string?         absolute, where the feed says enough
---@field id string?
---@field authors string[]
---@field published string?    as docket.normal.timestamp gives it
---@field modified string?
---@field language string?
---@field content string?      HTML or text, as `form` says
---@field form "html"|"text"|nil
---@field field string?        where the content stands, for positions
---@field title_is_plain boolean?  `title` is the field's text as it stands
---@field base string?         that addresses in the content are relative to
---@field dates string[]       dates that could not be read, as they stand

-- Text or HTML --------------------------------------------------------------------------

-- RSS does not say which of the two a text is. Tags and references are HTML.
local function looks_like_html(text)
  return text:find "<[%a/!]" ~= nil or text:find "&#?%w+;" ~= nil
end

local function form_of(text, form)
  if form ~= "maybe" then return form end
  return looks_like_html(text) and "html" or "text"
end

local function spaced(text) return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

---The plain text of a title or name in one line.
---@param text string?
---@param form string
---@return string?
local function plain(text, form)
  if not text then return nil end
  if form_of(text, form) == "html" and text:find "[<&]" then
    local found = require("docket.reader.html").fragment(text, {})
    text = found and found.text or text
  end
  text = spaced(text)
  return text ~= "" and text or nil
end

-- "jan@example.org (Jan Oll)", "Jan Oll <jan@example.org>" -> "Jan Oll"
local function author_name(text)
  text = plain(text, "maybe") or ""
  local name = text:match "^%S+@%S+%s*%((.-)%)$" or text:match "^(.-)%s*<%S+@%S+>$" or text:match "^(.-)%s+%S+@%S+$"
  return name and name ~= "" and name or text
end

local function author_names(list)
  local names, known = {}, {}
  for _, text in ipairs(list or {}) do
    local name = author_name(text)
    if name ~= "" and not known[name:lower()] then
      known[name:lower()] = true
      names[#names + 1] = name
    end
  end
  return names
end

-- Entries --------------------------------------------------------------------------------

-- The address that those of a part of the feed are relative to.
local function base_of(feed, number, outermost, known)
  if not number or number == 0 then return outermost end
  if not known[number] then
    local own, outer = feed:base(number)
    -- "http:///path": one mark too many is a slip that programs make.
    own = own:gsub("^(%a+:)///+", "%1//")
    known[number] = address.resolve(own, base_of(feed, outer, outermost, known))
  end
  return known[number]
end

-- Of content and summary the one that has the text: a teaser may stand in either.
local function body_of(raw)
  local content, summary = raw.content, raw.summary
  if content and summary and #summary > 2 * #content and raw.content_form ~= "html" then content = nil end
  if content then return content, raw.content_form, "content" end
  return summary, raw.summary_form, "summary"
end

-- The dates of an entry; those that nobody can read are kept apart.
local function read_dates(entry, raw)
  entry.dates = {}
  for _, name in ipairs { "published", "modified" } do
    local text = raw[name]
    entry[name] = text and timestamp.parse(text)
    if text and not entry[name] then table.insert(entry.dates, text) end
  end
  -- Atom asks for no more than the date of the last change.
  entry.published = entry.published or entry.modified
end

local function read_entry(feed, raw, about, outermost, known)
  local entry = { first = raw.first, last = raw.last, id = raw.id, title = plain(raw.title, raw.title_form) }
  entry.title_is_plain = entry.title == raw.title
  local link = raw.link
  if link then
    local base = base_of(feed, raw.link_base or raw.id_base, outermost or about.link, known)
    entry.link = address.resolve(spaced(link), base)
    -- An identifier that is no address shows nothing.
    if link == raw.id and not entry.link:find "^%a+://" then entry.link = nil end
  end
  local body, form, field = body_of(raw)
  if body and body ~= "" then
    entry.content, entry.form, entry.field = body, form_of(body, form), field
    entry.language = raw[field .. "_language"]
    entry.base = base_of(feed, raw[field .. "_base"], outermost or about.link, known)
  end
  entry.language = raw.language or entry.language or about.language
  local authors = raw.authors and author_names(raw.authors)
  entry.authors = authors or author_names(about.authors)
  read_dates(entry, raw)
  return entry
end

---The entries of a feed in XML.
---@param feed userdata  of docket.core.markup
---@param url string?    of the feed
---@return docket.feed.Entry[] entries
---@return table about   what the feed says of itself
function M.entries(feed, url)
  local about, known, entries = feed:about(), {}, {}
  about.title = plain(about.title, about.title_form)
  about.link = about.link and address.resolve(about.link, base_of(feed, about.link_base, url, known))
  for number = 1, #feed do entries[number] = read_entry(feed, feed:entry(number), about, url, known) end
  return entries, about
end

-- Articles -------------------------------------------------------------------------------

-- Paragraphs of a plain text, at blank lines.
local function text_blocks(text)
  local blocks, at = {}, 1
  while at <= #text do
    local first = text:find("%S", at)
    if not first then break end
    local stop, behind = text:find("\r?\n[ \t]*\r?\n", first)
    local last = stop and stop - 1 or #text
    last = first + #text:sub(first, last):gsub("%s+$", "") - 1
    blocks[#blocks + 1] = { kind = "body", first = first, last = last }
    at = (behind or #text) + 1
  end
  return blocks
end

local function body_found(entry)
  if not entry.content then return { text = "", blocks = {} } end
  if entry.form == "html" then
    local found = require("docket.reader.html").fragment(entry.content, { url = entry.link or entry.base })
    if found then return found end
  end
  local text = entry.content
  return { text = text, blocks = text_blocks(text), map = { range = function(_, first, last) return first, last end } }
end

---@class docket.feed.Map: docket.Map
---@field title integer      bytes of the headline in the article's text
---@field offset integer     bytes before its body
---@field body docket.Map?   from the body's text to the content
---@field source fun(field: string, first: integer, last: integer): integer?, integer?  from a
---  field of the entry to the bytes of the source
---@field field string?      that the body was made of
local Map = {}
Map.__index = Map

function Map:range(first, last)
  if last <= self.title then
    if not self.title_is_plain then return self.source("title", 1, math.maxinteger) end
    return self.source("title", first, last)
  end
  if first <= self.offset or not self.field then return nil end
  if not self.body then return self.source(self.field, 1, math.maxinteger) end
  first, last = self.body:range(first - self.offset, last - self.offset)
  if not first then return nil end
  return self.source(self.field, first, last)
end

---The article of an entry, nil where it has no text.
---@param entry docket.feed.Entry
---@param about table
---@param source fun(field: string, first: integer, last: integer): integer?, integer?
---@return docket.Found?
function M.found(entry, about, source)
  local body = body_found(entry)
  local title, blocks, text = entry.title, {}, body.text
  local offset = 0
  if title then
    blocks[1] = { kind = "headline", first = 1, last = #title }
    offset = #title + 2
    text = text ~= "" and title .. "\n\n" .. text or title
  end
  if text:find "%S" == nil then return nil end
  for _, block in ipairs(body.blocks) do
    blocks[#blocks + 1] = { kind = block.kind, first = block.first + offset, last = block.last + offset }
  end
  return { text = text, blocks = blocks, title = title, url = entry.link, byline = entry.authors,
    published = entry.published, modified = entry.modified, language = entry.language, site = about.title,
    id = entry.id,
    map = setmetatable({ title = title and #title or 0, title_is_plain = entry.title_is_plain, offset = offset,
      body = body.map, field = entry.field, source = source }, Map) }
end

-- Documents ------------------------------------------------------------------------------

-- Positions of the feed's text as those of its bytes.
local function to_source(map)
  if not map then return function(first, last) return first, last end end
  return function(first, last) return map:range(first, last) end
end

-- What C or JSON found wrong, with places in the source.
local function add_problems(list, found, place)
  for _, problem in ipairs(found) do
    local position = place(problem.position, problem.position)
    list[#list + 1] = { position = position, code = problem.code,
      message = (problem.message:gsub("^byte %d+", ("byte %d"):format(position))) }
  end
  list.count = (list.count or 0) + (found.count or #found)
end

local function note(list, position, message)
  list[#list + 1] = { position = position, code = "EFEED", message = ("byte %d: %s"):format(position, message) }
  list.count = list.count + 1
end

-- All entries as docket.Found; `problems` gets what is lost with them.
local function collect(feed, options, place, problems)
  local entries, about = feed:entries(options.url)
  local list = {}
  for number, entry in ipairs(entries) do
    local first, last = place(entry.first, entry.last)
    local one = M.found(entry, about, function(field, from, to)
      local start, stop = feed:source(number, field, from, to)
      if not start then return nil end
      return place(start, stop)
    end)
    for _, text in ipairs(entry.dates) do
      note(problems, first, ("an entry with a date that docket cannot read: '%s'"):format(text:sub(1, 60)))
    end
    if one then
      one.range = { first, last }
      list[#list + 1] = one
    else
      note(problems, first, "an entry with neither a title nor a text")
    end
  end
  return list
end

-- A feed in XML with the methods that `collect` uses.
local function xml_feed(text)
  local feed = require("docket.core.markup").feed(text)
  return {
    problems = feed:problems(),
    entries = function(_, url) return M.entries(feed, url) end,
    source = function(_, ...) return feed:source(...) end,
  }
end

local function articles(document)
  local number = 0
  return function()
    number = number + 1
    return document.list[number]
  end
end

---@param input docket.Input
---@param options table
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local is_json = input.head:find "^[\xEF\xBB\xBF%s]*{" ~= nil
  local decoded, message, code = encoded.decode(input, options, is_json and "text" or "xml")
  if not decoded then return nil, message, code end
  is_json = decoded.text:find "^[\xEF\xBB\xBF%s]*{" ~= nil
  local original, feed
  original, message, code = input:document(nil, "binary")
  if not original then return nil, message, code end
  feed, message = (is_json and require("docket.reader.feed.json").parse or xml_feed)(decoded.text)
  if not feed then return nil, ("%s: %s"):format(input.source, message), "EFEED" end
  local problems, place = { count = 0 }, to_source(decoded.map)
  for _, problem in ipairs(decoded.problems) do problems[#problems + 1] = problem end
  problems.count = decoded.problems.count
  add_problems(problems, feed.problems, place)
  local found = collect(feed, options, place, problems)
  local list, more = require("docket.reader.composed").articles(found, options)
  for _, problem in ipairs(more) do
    problems[#problems + 1] = problem
    problems.count = problems.count + 1
  end
  for _, one in ipairs(list) do one.encoding = decoded.map and decoded.encoding end
  return require("docket.document").new { source = options.source, format = "feed", core = original, options = options,
    read = articles, list = list, found_problems = problems, encoding = decoded.encoding }
end

return M
