---Authors of a page: from JSON-LD, meta tags, elements that call themselves author or byline,
---and a line "By …" that opens the text.
local names = require "docket.reader.metadata.names"
local text = require "docket.reader.metadata.text"

local M = {}

-- Meta tags that name authors, best first. What is an address or a handle there is left out.
local META <const> = { "author", "article:author_name", "article:author", "og:article:author", "dc.creator", "dcterms.creator",
  "dc.contributor", "parsely-author", "sailthru.author", "citation_author", "authors", "byline", "byl", "article:authors",
  "og:author", "cxenseparse:author", "vr:author", "shareaholic:article_author_name", "creator", "rnews:author", "dcsext.author" }

-- "Muster, Anna" stands in these.
local FAMILY_FIRST <const> = { citation_author = true, ["dc.creator"] = true, ["dcterms.creator"] = true }

-- Words of a class that show that an element is about something else, or more than a name.
local OTHERS <const> = { "photo", "image", "img", "caption", "figure", "credit", "video", "avatar", "follow", "social", "comment",
  "related", "bio", "description", "about", "copyright", "media", "gallery", "promo", "teaser", "share", "twitter", "archive",
  "label", "card%-list", "widget", "box", "recipe", "authoriz", "coauthors%-archive", "picture", "quote", "count", "job", "role" }

local function is_site(name, sites)
  for _, key in ipairs(sites.keys) do
    if name.key == key then return true end
  end
  for _, host in ipairs(sites.hosts) do
    if name.key == host then return true end
  end
  return false
end

local function count_people(list, sites)
  local count = 0
  for _, name in ipairs(list) do
    if name.is_person and not is_site(name, sites) then count = count + 1 end
  end
  return count
end

-- Names of several values: each value one field.
local function read_all(values, reader)
  local list, seen = {}, {}
  for _, value in ipairs(values) do
    for _, name in ipairs(reader(value)) do
      if not seen[name.key] then
        seen[name.key] = true
        list[#list + 1] = name
      end
    end
  end
  return list
end

local function from_jsonld(article, options)
  return read_all(article.authors, function(author)
    local list = names.read(author.name, options)
    for _, name in ipairs(list) do
      if author.kind == "organisation" then name.is_person = false end
    end
    return list
  end)
end

local function from_meta(sources, options)
  local best, best_people = {}, 0
  for _, field in ipairs(META) do
    local values = sources.meta[field]
    if values then
      local list = read_all(values, function(value)
        if value:find "^%s*https?://" or value:find "^%s*www%." or value:find "^%s*@" then return {} end
        local family, given = value:match "^%s*([^,;]+),%s*([^,;]+)%s*$"
        if FAMILY_FIRST[field] and family and not family:find "%s%a" then value = given .. " " .. family end
        return names.read(value, options)
      end)
      local people = count_people(list, options.sites)
      if people > best_people or not best[1] then best, best_people = list, people end
    end
  end
  if not best[1] then
    -- WordPress: <meta name="twitter:label1" content="Written by"> beside twitter:data1
    local label, value = sources.meta["twitter:label1"], sources.meta["twitter:data1"]
    local kind = label and value and options.words.kinds[label[1]:lower()]
    if kind == "opener" then best = names.read(value[1], options) end
  end
  return best
end

local function has_word(name, list)
  for _, word in ipairs(list) do
    if name:find(word) then return true end
  end
  return false
end

-- Bytes of the page around the headline in which its byline stands.
local BEFORE_HEADLINE <const> = 600
local AFTER_HEADLINE <const> = 4000

local function is_near(item, headline)
  local after = headline and item.position and item.position - headline
  return after and after > -BEFORE_HEADLINE and after < AFTER_HEADLINE
end

-- How likely an element is the byline: 0 and less where it is not.
local function value_of(item, list, sites, headline)
  local name = item.name:lower()
  local value = (item.in_main and 3 or 0) + (item.in_junk and (item.in_main and -4 or -6) or 0) + (list.opened and 3 or 0)
    + (list.clean and 2 or 0)
  if is_near(item, headline) then value = value + 4 end
  if name:find "%f[%w]author%f[^%w]" or name:find "%f[%w]byline%f[^%w]" then value = value + 2 end
  if name:find "author[%-_]*name" or name:find "byline[%-_]*name" then value = value + 2 end
  if has_word(name, OTHERS) then value = value - 5 end
  if #item.text > 120 then value = value - 3 end
  if count_people(list, sites) > 0 then value = value + 3 end
  if is_site(list[1], sites) then value = value - 4 end
  return value
end

-- An element beside the best one belongs to it where it has the same words of class.
local NEAR <const> = 400

-- More bylines are those of a list of stories.
local MAX_ELEMENTS <const> = 30

local function from_elements(sources, options)
  local found, best = {}, nil
  for index, item in ipairs(sources.bylines) do
    if item.text and #item.text <= 300 and (item.in_main or not item.in_junk or is_near(item, options.headline))
      and #found < MAX_ELEMENTS then
      local list = names.read(item.text, options)
      if list[1] then
        local entry = { list = list, value = value_of(item, list, options.sites, options.headline), item = item, index = index }
        found[#found + 1] = entry
        if entry.value >= 3 and (not best or entry.value > best.value) then best = entry end
      end
    end
  end
  if not best then return {}, 0 end
  local list, seen = {}, {}
  for _, entry in ipairs(found) do
    local near = math.abs((entry.item.position or 0) - (best.item.position or 0)) <= NEAR
    if entry == best or entry.item.name == best.item.name and near and entry.value >= best.value - 1 then
      for _, name in ipairs(entry.list) do
        if not seen[name.key] then
          seen[name.key] = true
          list[#list + 1] = name
        end
      end
    end
  end
  return list, best.value
end

-- "By Anna Muster" in a line beside the headline whose class says nothing.
local function from_lines(lines, options)
  local single
  for index, item in ipairs(lines) do
    if #item.text <= 120 and (not item.in_junk or is_near(item, options.headline)) then
      local line, following = item.text, lines[index + 1]
      -- "By" may stand in a line of its own
      if #line <= 24 and following and #following.text <= 60 and names.is_opener(line, options.words) then
        line = line .. " " .. following.text
      end
      local list = names.read(line, options)
      if list.opened and count_people(list, options.sites) > 0 then return list end
      if list.opened and list[1] and not list[2] and not list[1].name:find " " and not is_site(list[1], options.sites)
        and is_near(item, options.headline) then
        single = single or list
      end
    end
  end
  return {}, single
end

-- "By Anna Muster" as a line of its own before the text.
local function from_opening(opening, options)
  for line in (opening or ""):gmatch "[^\n]+" do
    line = text.plain(line)
    if line and #line <= 100 then
      local list = names.read(line, options)
      if list.opened and count_people(list, options.sites) > 0 then return list end
    end
  end
  return {}
end

-- Does one list hold all people of another, and more of them?
local function holds_more(list, other, sites)
  if count_people(list, sites) <= count_people(other, sites) then return false end
  local keys = {}
  for _, name in ipairs(list) do keys[name.key] = true end
  for _, name in ipairs(other) do
    if name.is_person and not keys[name.key] then return false end
  end
  return true
end

-- Plain names: people alone, where there are any, else what the page gives.
local function plain(list, sites)
  local people, others = {}, {}
  for _, name in ipairs(list) do
    if name.is_person and not is_site(name, sites) then people[#people + 1] = name.name
    else others[#others + 1] = name.name end
  end
  return people[1] and people or others
end

---@param sources docket.metadata.Sources
---@param article docket.metadata.Article
---@param sites docket.metadata.Sites
---@param settings { language: string?, opening: string?, headline: integer? }  headline: its position
---@return string[]
function M.read(sources, article, sites, settings)
  local words = names.words(settings.language)
  local structured = { words = words, sites = sites, structured = true }
  local visible = { words = words, sites = sites, headline = settings.headline }
  local lists = { from_jsonld(article, structured), from_meta(sources, structured) }
  local from_page, page_value = from_elements(sources, visible)
  lists[3] = from_page
  local best
  for _, list in ipairs(lists) do
    if not best and count_people(list, sites) > 0 then best = list
    elseif best and holds_more(list, best, sites) then best = list end
  end
  if best then return plain(best, sites) end
  local people_in_line, single = from_lines(sources.lines, visible)
  if people_in_line[1] then return plain(people_in_line, sites) end
  local opening = from_opening(settings.opening, visible)
  if opening[1] then return plain(opening, sites) end
  for _, list in ipairs { page_value >= 3 and from_page or {}, lists[1], lists[2], single or {} } do
    local kept = {}
    for _, name in ipairs(list) do
      if not is_site(name, sites) then kept[#kept + 1] = name end
    end
    if kept[1] then return plain(kept, sites) end
  end
  return plain(from_page, sites)
end

return M
