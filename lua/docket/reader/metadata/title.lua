---The headline of a page: what stands over its text, freed of the site's name.
---
---Candidates are JSON-LD, meta tags, <title> and headings. A heading over the text wins
---where another candidate says the same; else what JSON-LD calls the headline, then
---og:title and <title> without the parts that name the site.
local text = require "docket.reader.metadata.text"

local M = {}

---@class docket.metadata.Sites  what the site is called
---@field names string[]  as written, best first
---@field keys string[]  folded, letters and digits alone
---@field hosts string[]  labels of hosts that could be a name: "example" of www.example.co.uk

-- What separates a headline from the site's name and section; a hyphen only between spaces.
local SEPARATORS <const> = { " | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " / ", " ~ ", " ‹ ", " › ", " > ",
  " : ", ": ", " ― ", "｜", "_", "|" }

-- These separate nothing else in a title of a page.
local STRONG <const> = { [" | "] = true, [" » "] = true, [" :: "] = true, [" • "] = true, [" ‹ "] = true, [" › "] = true,
  ["｜"] = true, ["|"] = true }

-- An underscore or a colon stands in headlines: then only before or after the site's very name.
local WEAK <const> = { ["_"] = true, [": "] = true, [" : "] = true, [" / "] = true }

-- A site's name has few words; what is longer is a headline.
local MAX_SITE_WORDS <const> = 6
local MAX_SITE_BYTES <const> = 90

-- A heading of fewer words is a headline only where something else says so.
local MIN_HEADLINE_WORDS <const> = 4

---Does a part of a title name the site?
---@param part string
---@param sites docket.metadata.Sites
---@return boolean
function M.names_site(part, sites)
  local key = text.key(part)
  if key == "" then return true end
  local is_short = #part <= MAX_SITE_BYTES and #text.words(part) <= MAX_SITE_WORDS
  for _, name in ipairs(sites.keys) do
    if key == name then return true end
    if #name >= 4 and is_short and #key <= 3 * #name and key:find(name, 1, true) then return true end
    if #key >= 4 and #key * 2 >= #name and name:find(key, 1, true) == 1 then return true end
  end
  for _, host in ipairs(sites.hosts) do
    if key == host then return true end
    if #host >= 4 and is_short and #key <= 3 * #host and key:find(host, 1, true) == 1 then return true end
    if #key >= 6 and host:find(key, 1, true) then return true end
  end
  return false
end

-- Marks of separators that are no ASCII.
local LONG_MARKS <const> = { "–", "—", "―", "»", "·", "•", "‹", "›", "｜" }

-- The last (or first) place where a separator stands: position, length, separator.
local function cut_at(title, from_end)
  local best_first, best_last, best
  for _, separator in ipairs(SEPARATORS) do
    local from = 1
    while true do
      local first, last = title:find(separator, from, true)
      if not first then break end
      if not best_first or (from_end and first > best_first) or (not from_end and first < best_first) then
        best_first, best_last, best = first, last, separator
      end
      if not from_end then break end
      from = last + 1
    end
  end
  return best_first, best_last, best
end

-- A part without spaces and separators at its ends.
local function trim(part)
  part = part:gsub("^[%s|:>~_-]+", ""):gsub("[%s|<:~_-]+$", "")
  for _, mark in ipairs(LONG_MARKS) do
    if part:sub(-#mark) == mark then part = part:sub(1, -#mark - 1):gsub("%s+$", "") end
    if part:sub(1, #mark) == mark then part = part:sub(#mark + 1):gsub("^%s+", "") end
  end
  return part
end

-- A part that can be dropped for its separator alone: short, and what is left is a headline.
local function is_furniture(part, rest, separator)
  if not STRONG[separator] then return false end
  local words = #text.words(part)
  return words <= MAX_SITE_WORDS and #text.words(rest) >= MIN_HEADLINE_WORDS and words < #text.words(rest)
end

-- What stands between a title and a site's name, without its spaces.
local MARKS <const> = { "|", "-", "–", "—", "―", "»", "«", ":", "·", "•", "/", "~", "‹", "›", "<", ">", "｜", "_" }

local function ends_with_mark(part)
  part = part:gsub("%s+$", "")
  for _, mark in ipairs(MARKS) do
    if part:sub(-#mark) == mark then return true end
  end
  return false
end

local function begins_with_mark(part)
  part = part:gsub("^%s+", "")
  for _, mark in ipairs(MARKS) do
    if part:sub(1, #mark) == mark then return true end
  end
  return false
end

-- A site's name may hold separators itself.
local function without_name(title, sites)
  for _, name in ipairs(sites.names) do
    if #title > #name + 3 then
      local before = title:sub(-#name) == name and title:sub(1, -#name - 1)
      if before and ends_with_mark(before) then return trim(before), name end
      local after = title:sub(1, #name) == name and title:sub(#name + 1)
      if after and begins_with_mark(after) then return trim(after), name end
    end
  end
  return title
end

---A title without the parts at its ends that name the site.
---@param title string
---@param sites docket.metadata.Sites
---@param keep? boolean  drop only what is known to name the site
---@return string title
---@return string? dropped  the last part that named the site
function M.without_site(title, sites, keep)
  local dropped
  title, dropped = without_name(title, sites)
  for _ = 1, 6 do
    local first, last, separator = cut_at(title, true)
    if not first then break end
    local rest, part = trim(title:sub(1, first - 1)), trim(title:sub(last + 1))
    local names = M.names_site(part, sites)
    if rest ~= "" and (names or not keep and is_furniture(part, rest, separator)) and not M.names_site(rest, sites) then
      title, dropped = rest, names and part or dropped
    else
      break
    end
  end
  for _ = 1, 3 do
    local first, last, separator = cut_at(title, false)
    if not first then break end
    local part, rest = trim(title:sub(1, first - 1)), trim(title:sub(last + 1))
    if rest ~= "" and M.names_site(part, sites) and (not WEAK[separator] or text.key(part) == sites.keys[1]) then
      title, dropped = rest, dropped or part
    else
      break
    end
  end
  local inside = title:match "%s*[%[%(]([^%[%]()]+)[%]%)]$"
  if inside and #text.words(title) > #text.words(inside) and M.names_site(inside, sites) then
    title = trim(title:gsub("%s*[%[%(][^%[%]()]+[%]%)]$", ""))
  end
  return title, dropped
end

-- Headings whose class or id says that they are the headline.
local function is_named_headline(name)
  return name:find("headline", 1, true) or name:find "%f[%w]entry%-title%f[^%w]" or name:find "%f[%w]post%-title%f[^%w]"
    or name:find "article[%-_]*title" or name:find "%f[%w]title%f[^%w]"
end

local function is_logo(item) return item.name:find "logo" or item.name:find "site[%-_]*title" or item.name:find "brand" end

-- How well a heading agrees with what else calls itself the title: 3 where it is one of them,
-- 2 where one of the two is a whole part of the other, 1 where it has most words of one, 0 else.
-- `heading` is nil where the last need not be looked at.
local function support(key, heading, titles)
  local best = 0
  for _, title in ipairs(titles) do
    if title.whole == key then return 3 end
    if #key >= 4 and title.key:find(key, 1, true) or #title.key >= 12 and key:find(title.key, 1, true) then
      best = 2
    end
    if best == 0 and heading and text.shared(heading, title.text) >= 0.5 then best = 1 end
  end
  return best
end

-- Headings of lower levels after these are no headline in other words.
local FIRST_HEADINGS <const> = 5

-- A heading that is the site's name, as a logo.
local function is_site(key, sites)
  for _, name in ipairs(sites.keys) do
    if key == name then return true end
  end
  for _, host in ipairs(sites.hosts) do
    if key == host or #key >= 6 and host:find(key, 1, true) then return true end
  end
  return false
end

-- The first heading that could be one, where nothing calls itself a title.
local function first_heading(headings, sites)
  for _, item in ipairs(headings) do
    local heading = not item.in_junk and text.plain(item.text)
    if heading and #text.words(heading) >= MIN_HEADLINE_WORDS and not is_site(text.key(heading), sites) then return heading end
  end
  return nil
end

-- How likely a heading is the headline, by how it agrees with the titles and where it stands.
local function value_of(item, agrees, words, logo)
  local value = agrees == 3 and 9 or agrees * 4
  if item.tag == "h1" then value = value + 2 elseif item.tag == "h3" then value = value - 2 end
  if item.in_main then value = value + 2 end
  if item.in_junk then value = value - 5 end
  if is_named_headline(item.name) then value = value + 1 end
  if logo and agrees < 3 and (agrees < 2 or words < MIN_HEADLINE_WORDS) then value = value - 6 end
  if agrees < 2 and words < MIN_HEADLINE_WORDS then value = value - 3 end
  return value
end

-- What is less is a heading inside the text, or of the site.
local LEAST_VALUE <const> = 4

local function read_heading(item, is_early, titles, sites)
  local heading = (item.tag == "h1" or not item.in_junk or item.in_main) and text.plain(item.text)
  local key = heading and text.key(heading) or ""
  if key == "" or is_logo(item) then return nil end
  local words = #text.words(heading)
  local in_other_words = words >= MIN_HEADLINE_WORDS and not item.in_junk and (item.tag == "h1" or is_early)
  local agrees = support(key, in_other_words and heading or nil, titles)
  return { text = heading, key = key, agrees = agrees, words = words, position = item.position, tag = item.tag,
    value = value_of(item, agrees, words, is_site(key, sites)), is_over_text = item.tag == "h1" and item.in_main and not item.in_junk }
end

-- The heading that is the headline, with how sure that is.
local function best_heading(headings, titles, sites)
  local best
  local under_headline = false
  for index, item in ipairs(headings) do
    local heading = read_heading(item, index <= FIRST_HEADINGS, titles, sites)
    if heading then
      if under_headline and item.tag ~= "h1" then heading.value = heading.value - 2 end
      under_headline = under_headline or item.tag == "h1" and item.in_main and heading.agrees > 0
      if heading.value >= LEAST_VALUE and (not best or heading.value > best.value) then best = heading end
    end
  end
  return best
end

-- A heading that holds more than the headline ("Politics | ...", "Opinion Why ...", a
-- standfirst): where two others agree on a part of it, it is that part.
local function part_of_heading(heading, titles)
  if heading.agrees == 3 then return nil end
  local votes = {}
  for _, title in ipairs(titles) do
    if title.key ~= heading.key and #title.key >= 12 and heading.key:find(title.key, 1, true) then
      votes[title.key] = (votes[title.key] or 0) + 1
      if votes[title.key] == 2 or heading.key:sub(-#title.key) == title.key then return title.text end
    end
  end
  return nil
end

-- A heading that holds a part of the headline ("Open Court:" over "Trials for All"): where no
-- candidate is the heading and two agree on a much longer text, it is theirs.
local function whole_of_heading(heading, titles)
  if heading.agrees ~= 2 then return nil end
  local votes = {}
  for _, title in ipairs(titles) do
    if title.key:find(heading.key, 1, true) and #heading.key < 0.6 * #title.key then
      votes[title.key] = (votes[title.key] or 0) + 1
      if votes[title.key] == 2 then return title.text end
    else
      return nil
    end
  end
  return nil
end

local function add(titles, value, sites, keep)
  local plain = text.plain(value)
  if not plain then return end
  local stripped = M.without_site(plain, sites, keep)
  -- "Dolna Herald -" is a title whose headline is missing.
  local weak = ends_with_mark(plain) or begins_with_mark(plain)
    or M.names_site(stripped, sites) and #text.words(stripped) < MIN_HEADLINE_WORDS
  if weak and stripped ~= plain then return end
  if stripped:find "…$" or stripped:find "%.%.%.$" then return end
  titles[#titles + 1] = { text = stripped, key = text.key(stripped), whole = text.key(plain), weak = weak }
end

-- Is a heading that nothing else supports the headline? Where it stands over the text and is
-- one by its length, or where the other candidates are none.
local function is_better(heading, titles)
  if heading.is_over_text and heading.words >= MIN_HEADLINE_WORDS then return true end
  for _, title in ipairs(titles) do
    if not title.weak then return false end
  end
  return true
end

-- Meta tags that hold a title, best first.
local NAMES <const> = { "og:title", "headline", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title",
  "citation_title", "title" }

---@param sources docket.metadata.Sources
---@param article docket.metadata.Article
---@param sites docket.metadata.Sites
---@param options table
---@return string? title
---@return integer? position  of the heading that it is
function M.read(sources, article, sites, options)
  local titles = {}
  for _, headline in ipairs(article.headlines) do add(titles, headline, sites, true) end
  local from_article = #titles
  for _, name in ipairs(NAMES) do
    for _, value in ipairs(sources.meta[name] or {}) do add(titles, value, sites, true) end
  end
  if sources.title then add(titles, sources.title, sites) end
  local heading = best_heading(sources.headings, titles, sites)
  if heading and (heading.agrees > 0 or from_article == 0 and is_better(heading, titles)) then
    return part_of_heading(heading, titles) or whole_of_heading(heading, titles) or heading.text, heading.position
  end
  for _, title in ipairs(titles) do
    if not title.weak then return title.text end
  end
  return heading and heading.text or text.plain(options.headline) or article.names[1]
    or first_heading(sources.headings, sites) or titles[1] and titles[1].text or text.plain(sources.title)
end

return M
