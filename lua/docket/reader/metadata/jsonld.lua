---What the JSON-LD of a page says of its article (schema.org: NewsArticle and its kin).
local lenient = require "docket.reader.metadata.lenient"
local text = require "docket.reader.metadata.text"

local M = {}

-- Larger scripts are data of applications.
local MAX_BYTES <const> = 1 << 20
local MAX_DEPTH <const> = 24
local MAX_NODES <const> = 2000

---@class docket.metadata.Author
---@field name string
---@field kind? "person"|"organisation"

---@class docket.metadata.Article  what JSON-LD says
---@field headlines string[]  of nodes that are articles, best first
---@field names string[]  of nodes that are pages or other works
---@field authors docket.metadata.Author[]
---@field published? string  as written
---@field created? string
---@field modified? string
---@field language? string
---@field url? string
---@field site? string
---@field captions string[]

local decoder
local function decode(source)
  if not decoder then
    decoder = require("cjson").new()
    decoder.decode_max_depth(100)
  end
  local ok, value = pcall(decoder.decode, source)
  if ok and type(value) == "table" then return { value } end
  if not source:find('"', 1, true) and source:find("&quot;", 1, true) then source = text.unescape(source) end
  return lenient.read(source)
end

-- "http://schema.org/NewsArticle", "schema:NewsArticle" -> "NewsArticle"; of several, the first.
local function type_of(node)
  local kind = node["@type"] or node.type
  if type(kind) == "table" then kind = kind[1] end
  return type(kind) == "string" and kind:match "([%w]+)$" or ""
end

-- Works that are no articles, but may be what a page is about.
local WORKS <const> = { CreativeWork = 2, Recipe = 2, HowTo = 2, Question = 2, Book = 2, MediaObject = 1, VideoObject = 1,
  AudioObject = 1, Episode = 1, PodcastEpisode = 1, Event = 1, Course = 1, DiscussionForumPosting = 2 }

-- How much a type says that this is the page's article.
local function rank_of_type(kind)
  if kind:find "Article$" or kind:find "Posting$" or kind == "Report" or kind == "Review" then return 3 end
  return WORKS[kind] or kind:find "Page$" and 1 or 0
end

-- What hangs under these is not the page's own article.
local OTHERS <const> = { itemListElement = true, liveBlogUpdate = true, comment = true, comments = true, review = true,
  hasPart = true, isPartOf = true, mentions = true, citation = true, publisher = true, author = true, creator = true,
  image = true, video = true, potentialAction = true, isBasedOn = true, about = true, relatedLink = true, subjectOf = true,
  itemReviewed = true, suggestedAnswer = true, acceptedAnswer = true, blogPost = true, breadcrumb = true, associatedMedia = true }

-- All nodes in order, those under OTHERS marked; and nodes by their identifier.
local function collect(value, nodes, by_id, is_other, depth)
  if depth > MAX_DEPTH or #nodes >= MAX_NODES or type(value) ~= "table" then return end
  if value[1] ~= nil then
    for _, item in ipairs(value) do collect(item, nodes, by_id, is_other, depth + 1) end
    return
  end
  if value["@type"] or value["@id"] or value.headline then
    nodes[#nodes + 1] = { node = value, is_other = is_other, kind = type_of(value) }
    local id = value["@id"]
    if type(id) == "string" and (not by_id[id] or value.name and not by_id[id].name) then by_id[id] = value end
  end
  local keys = {}
  for key, item in pairs(value) do
    if type(item) == "table" and type(key) == "string" then keys[#keys + 1] = key end
  end
  table.sort(keys)
  for _, key in ipairs(keys) do collect(value[key], nodes, by_id, is_other or OTHERS[key], depth + 1) end
end

-- A text, or the first of an array of texts, or the value of {"@value": ...}.
local function string_of(value)
  if type(value) == "table" then value = value["@value"] or value[1] end
  return text.plain(value)
end

-- A name of a node, of one that it refers to, or of the first of several.
local function name_of(value, by_id)
  if type(value) == "string" then return text.plain(value) end
  if type(value) ~= "table" then return nil end
  if value[1] ~= nil then return name_of(value[1], by_id) end
  local node = value.name and value or by_id[value["@id"] or ""] or value
  local name = string_of(node.name)
  if name then return name, type_of(node), node end
  local given, family = string_of(node.givenName), string_of(node.familyName)
  if given and family then return given .. " " .. family, "Person", node end
  return given or family, type_of(node), node
end

-- "name": "Anna", "familyName": "Muster"
local function whole_name(name, node)
  local family = node and string_of(node.familyName)
  if family and not name:find(" ", 1, true) and name ~= family then return name .. " " .. family end
  return name
end

local function add_authors(value, by_id, authors)
  if type(value) == "table" and value[1] ~= nil then
    for _, item in ipairs(value) do add_authors(item, by_id, authors) end
    return
  end
  if type(value) == "table" and type(value.name) == "table" and value.name[1] ~= nil then
    for _, item in ipairs(value.name) do add_authors(item, by_id, authors) end
    return
  end
  local name, kind, node = name_of(value, by_id)
  if not name then return end
  authors[#authors + 1] = { name = whole_name(name, node),
    kind = kind == "Person" and "person" or kind and kind:find "Organi[sz]ation$" and "organisation" or nil }
end

local function authors_of(node, by_id)
  local authors = {}
  for _, field in ipairs { "author", "Author", "creator", "byline" } do
    if #authors == 0 and node[field] then add_authors(node[field], by_id, authors) end
  end
  return authors
end

local function url_of(node)
  local main = node.mainEntityOfPage
  if type(main) == "table" then main = main["@id"] or main.url end
  for _, value in ipairs { node.url or false, main or false, node["@id"] or false } do
    if type(value) == "string" and value:find "^https?://" and not value:find("#", 1, true) then return value end
  end
  return nil
end

local function captions_of(value, captions)
  if type(value) ~= "table" then return end
  if value[1] ~= nil then
    for _, item in ipairs(value) do captions_of(item, captions) end
  elseif text.plain(value.caption) then
    captions[#captions + 1] = text.plain(value.caption)
  end
end

-- Nodes by how likely they are the page's article; titles of the page tell it of teasers.
local function rank(nodes, titles)
  local ranked = {}
  for index, entry in ipairs(nodes) do
    local value = rank_of_type(entry.kind)
    if entry.kind == "" and entry.node.headline then value = 2 end
    if value > 0 then
      local headline = string_of(entry.node.headline) or string_of(entry.node.name)
      local key = headline and text.key(headline)
      local matches = false
      for _, title in ipairs(titles) do
        matches = matches or key and key ~= "" and (title:find(key, 1, true) or key:find(title, 1, true)) and true or false
      end
      if entry.is_other and not (matches and value == 3) then value = value - 4 end
      if matches then value = value + 4 end
      if value > 0 then ranked[#ranked + 1] = { node = entry.node, kind = entry.kind, value = value, index = index } end
    end
  end
  table.sort(ranked, function(a, b)
    if a.value ~= b.value then return a.value > b.value end
    return a.index < b.index
  end)
  return ranked
end

-- Fields of one node, where a better one has not said them. Several articles of one rank
-- without a match are a list: the first stands for the page.
local function take(article, entry, by_id)
  local node, is_article = entry.node, rank_of_type(entry.kind) == 3 or entry.kind == ""
  local headline = string_of(node.headline)
  if headline and (is_article or not entry.kind:find "Page$") then
    article.headlines[#article.headlines + 1] = headline
  elseif string_of(node.name) then
    article.names[#article.names + 1] = string_of(node.name)
  end
  if #article.authors == 0 then article.authors = authors_of(node, by_id) end
  article.published = article.published or string_of(node.datePublished)
  article.created = article.created or string_of(node.dateCreated) or string_of(node.uploadDate)
  article.modified = article.modified or string_of(node.dateModified)
  article.language = article.language or string_of(node.inLanguage)
  article.url = article.url or url_of(node)
  article.site = article.site or name_of(node.publisher, by_id)
  captions_of(node.image, article.captions)
end

local function take_sites(article, nodes)
  for _, entry in ipairs(nodes) do
    if entry.kind == "WebSite" and not article.website then article.website = string_of(entry.node.name) end
    if entry.kind == "NewsMediaOrganization" and not article.site then article.site = string_of(entry.node.name) end
  end
end

---Read the scripts of a page.
---@param scripts string[]  their texts
---@param titles string[]  keys (docket.reader.metadata.text) of what else calls itself the page's title
---@return docket.metadata.Article
function M.read(scripts, titles)
  local article = { headlines = {}, names = {}, authors = {}, captions = {} }
  local nodes, by_id = {}, {}
  for _, script in ipairs(scripts) do
    if #script <= MAX_BYTES then
      for _, value in ipairs(decode(script)) do collect(value, nodes, by_id, false, 0) end
    end
  end
  local ranked = rank(nodes, titles)
  local best = ranked[1]
  for _, entry in ipairs(ranked) do
    local same_rank_list = entry ~= best and best.value == entry.value and best.value <= 3
      and string_of(entry.node.headline) ~= string_of(best.node.headline)
    if not same_rank_list then take(article, entry, by_id) end
  end
  take_sites(article, nodes)
  return article
end

return M
