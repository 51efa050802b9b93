---When a page was published and when it was last changed: from JSON-LD, meta tags, time
---elements, elements that call themselves a date, its address, and its text.
local calendar = require "docket.normal.date"
local published = require "docket.normal.published"
local text = require "docket.reader.metadata.text"
local timestamp = require "docket.normal.timestamp"

local M = {}

-- Meta tags with the date of publication, surest first.
local PUBLISHED <const> = { "article:published_time", "og:article:published_time", "article:published", "datepublished",
  "og:published_time", "pubdate", "publishdate", "publish_date", "publish-date", "publicationdate", "publication_date", "og:pubdate",
  "og:release_date", "sailthru.date", "parsely-pub-date", "citation_publication_date", "citation_online_date", "citation_date",
  "prism.publicationdate", "dc.date.issued", "dcterms.issued", "dc.issued", "article.published", "article:post_date",
  "cxenseparse:recs:publishtime", "rnews:datepublished", "dc.date.published", "dc.date", "dcterms.date", "date", "displaydate", "ptime",
  "pdate", "published", "published_at", "published-date", "pub_date", "article:publicationdate", "article_date_original",
  "originalpublicationdate", "last_published" }

-- Meta tags with the date on which a document was made, which may be long before.
local CREATED <const> = { "article:created_time", "dcterms.created", "dc.date.created", "datecreated", "created", "create_date",
  "uploaddate" }

-- Meta tags with the date of the last change.
local MODIFIED <const> = { "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "article:modified",
  "dcterms.modified", "dc.date.modified", "dc.modified", "article.updated", "modified", "updated", "last-modified", "lastmod",
  "updated_time", "revised", "rnews:datemodified", "cxenseparse:recs:modifiedtime", "moddate", "modificationdate",
  "article:updated_time" }

-- Words of a class that tell what a date is.
local PUBLISHED_WORDS <const> = { "published", "pubdate", "datepublished", "publication", "publish", "posted", "created", "issued" }
local MODIFIED_WORDS <const> = { "updated", "modified", "datemodified", "lastmod", "edited", "revised" }

local function has_word(name, list)
  for _, word in ipairs(list) do
    if name:find(word, 1, true) then return true end
  end
  return false
end

-- What a class calls a date; WordPress gives both words to one element that was not changed.
local function label_of(name)
  name = name:lower()
  if has_word(name, PUBLISHED_WORDS) then return "published" end
  if has_word(name, MODIFIED_WORDS) then return "modified" end
  return nil
end

---@class docket.metadata.DateReader
---@field settings table
---@field order? "dmy"|"mdy"
local Reader = {}
Reader.__index = Reader

-- A value that a program wrote.
function Reader:machine(value)
  value = text.plain(value)
  if not value then return nil end
  -- The invariant culture of .NET writes 04/07/2021 10:05:00 for the seventh of April.
  local month, day, year = value:match "^(%d%d)/(%d%d)/(%d%d%d%d) %d%d:%d%d:%d%d$"
  local found = timestamp.parse(month and ("%s-%s-%s"):format(year, month, day) or value)
  if found then return published.is_plausible(found, self.settings.latest) and found or nil end
  return (published.read(value, self:options()))
end

function Reader:options()
  if not self.cached then
    if self.order == nil then self.order = self:find_order() or false end
    self.cached = { language = self.settings.language, order = self.order or nil, latest = self.settings.latest,
      reference = self.settings.fetched }
  end
  return self.cached
end

-- Figures that can be read in one way only tell how the others of the page are written.
function Reader:find_order()
  for _, list in ipairs { self.sources.dates, self.sources.times } do
    for _, item in ipairs(list) do
      local first, second = (item.text or ""):match "%f[%d](%d%d?)/(%d%d?)/%d%d"
      first, second = math.tointeger(first), math.tointeger(second)
      if first and first > 12 and first <= 31 and second <= 12 then return "dmy" end
      if second and second > 12 and second <= 31 and first <= 12 then return "mdy" end
    end
  end
  -- an ambiguous date beside the same day in an address
  local day = self.settings.url and published.in_url(self.settings.url)
  for _, item in ipairs(day and self.sources.dates or {}) do
    local first, second, year = (item.text or ""):match "%f[%d](%d%d?)/(%d%d?)/(%d%d%d%d)"
    if first and ("%s-%02d-%02d"):format(year, math.tointeger(second), math.tointeger(first)) == day then return "dmy" end
    if first and ("%s-%02d-%02d"):format(year, math.tointeger(first), math.tointeger(second)) == day then return "mdy" end
  end
  return nil
end

function Reader:first_meta(names)
  for _, name in ipairs(names) do
    for _, value in ipairs(self.sources.meta[name] or {}) do
      local found = self:machine(value)
      if found then return found end
    end
  end
  return nil
end

-- In comments, navigation or related stories, and not even near the text.
local function is_elsewhere(item) return item.in_junk and not item.in_main end

-- Bytes of the page around the headline in which its date stands.
local BEFORE_HEADLINE <const> = 800
local AFTER_HEADLINE <const> = 4000

function Reader:is_near(item)
  local after = self.settings.headline and item.position and item.position - self.settings.headline
  return after ~= nil and after ~= false and after > -BEFORE_HEADLINE and after < AFTER_HEADLINE
end

-- Bytes of a line with a date among other things.
local MAX_LINE <const> = 120

-- Elements with what they say: { value, label, rank, time }. The surer the higher the rank.
function Reader:visible()
  if self.elements then return self.elements end
  local elements = {}
  local function add(item, date, label, bonus)
    local rank = (item.in_main and 4 or 0) + (item.in_junk and (item.in_main and -4 or -8) or 0) + bonus
    if self:is_near(item) then rank = rank + 4 end
    if label == "published" then rank = rank + 2 end
    elements[#elements + 1] = { value = date.value, time = date.time, label = label, rank = rank, position = item.position or 0 }
  end
  for _, item in ipairs(self.sources.times) do
    if is_elsewhere(item) then goto continue end
    local value = item.content and item.content ~= "" and timestamp.parse(item.content)
    local dates = value and { { value = value, time = item.content:match "[T ](%d%d:%d%d)" } }
      or published.find((item.content or "") .. " " .. (item.text or ""), self:options())
    local before = dates[1]
    if before and published.is_plausible(before.value, self.settings.latest) then
      local said = item.text and #item.text > 12 and published.find(item.text, self:options())[1]
      add(item, before, label_of(item.name) or said and said.label or before.label, 1)
    end
    ::continue::
  end
  for _, item in ipairs(self.sources.dates) do
    local value = not is_elsewhere(item) and item.content and item.content:find "%d%d%d%d" and timestamp.parse(item.content)
    if value and published.is_plausible(value, self.settings.latest) then
      add(item, { value = value, time = item.content:match "[T ](%d%d:%d%d)" }, label_of(item.name), 1)
    elseif not is_elsewhere(item) and item.text and item.text:find "%d" then
      for _, date in ipairs(published.find(item.text, self:options())) do
        add(item, date, date.label or label_of(item.name), #item.text > 150 and -3 or 0)
      end
    end
  end
  for _, item in ipairs(self.sources.lines) do
    if item.text:find "%d" and #item.text <= MAX_LINE then
      local near = self:is_near(item)
      for _, date in ipairs(published.find(item.text, self:options())) do
        -- a short paragraph may tell of a day as well
        if date.label or near and not item.text:find "[.!?;]%s*%a*$" then add(item, date, date.label, -2) end
      end
    end
  end
  self.elements = elements
  return elements
end

-- The best element that has this label, or none where `label` is false.
function Reader:best_visible(wanted, least)
  local best
  for _, element in ipairs(self:visible()) do
    local fits = wanted == "modified" and element.label == "modified" or wanted ~= "modified" and element.label ~= "modified"
    if fits and element.rank >= least and (not best or element.rank > best.rank) then best = element end
  end
  return best
end

-- Dates in lines of authors ("Anna Muster, April 7, 2021") and at the ends of the text.
function Reader:in_passing()
  for _, item in ipairs(self.sources.bylines) do
    if item.text and not item.in_junk and #item.text <= 200 then
      local value = published.read(item.text, self:options())
      if value then return value end
    end
  end
  for _, part in ipairs { self.settings.opening or false, self.settings.closing or false } do
    -- only a line of its own: dates in running text are those of the story
    for line in (part or ""):gmatch "[^\n]+" do
      if #line <= 80 then
        local dates = published.find(line, self:options())
        if dates[1] and dates[1].label ~= "modified" and (dates[1].label or #line <= 40) then return dates[1].value end
      end
    end
  end
  return nil
end

local function days_of(value)
  local year, month, day = value:match "^(%d%d%d%d)-(%d%d)-(%d%d)"
  return calendar.to_days(math.tointeger(year), math.tointeger(month), math.tointeger(day))
end

-- Seconds since 1970, where a time with its zone is given.
local function instant(value)
  local hour, minute, second, zone = value:match "T(%d%d):(%d%d):?(%d?%d?)[%d.]*(.*)$"
  if not hour or zone == "" then return nil end
  local sign, hours, minutes = zone:match "^([+-])(%d%d):?(%d%d)$"
  local offset = sign and (math.tointeger(hours) * 60 + math.tointeger(minutes)) * (sign == "+" and 60 or -60) or 0
  return days_of(value) * 86400 + math.tointeger(hour) * 3600 + math.tointeger(minute) * 60
    + (math.tointeger(second) or 0) - offset
end

local function is_universal(value) return value:find "Z$" ~= nil or value:find "[+-]00:?00$" ~= nil end

-- The minutes of an hour are the same in most zones.
local function same_minute(value, time)
  local minute = value:match "T%d%d:(%d%d)"
  return minute ~= nil and time ~= nil and minute == time:sub(4, 5)
end

---The day as readers of the page see it. A program's time in UTC is often the day before or
---after; where the page shows the same moment in its own zone, that day is meant.
function Reader:as_shown(value)
  if not is_universal(value) then return value end
  local at = instant(value)
  for _, element in ipairs(self:visible()) do
    if element.rank >= 0 then
      local shown = instant(element.value)
      if shown and at and shown == at and not is_universal(element.value) then return element.value end
      local apart = math.abs(days_of(element.value) - days_of(value))
      if apart == 1 and not shown and element.label ~= "modified" and same_minute(value, element.time) then
        return element.value:sub(1, 10)
      end
    end
  end
  return value
end

-- Elements from this rank on are beside the text and not in comments or related stories.
local BESIDE_TEXT <const> = 4

function Reader:published()
  local article = self.article
  local value = self:machine(article.published) or self:first_meta(PUBLISHED)
  if value then return self:as_shown(value) end
  local element = self:best_visible("published", BESIDE_TEXT)
  if element then return element.value end
  value = self:machine(article.created) or self:first_meta(CREATED)
    or self.settings.url and published.in_url(self.settings.url, self.settings.latest)
  if value then return value end
  element = self:best_visible("published", 0)
  if element then return element.value end
  return self:in_passing()
end

function Reader:modified()
  local value = self:machine(self.article.modified) or self:first_meta(MODIFIED)
  if value then return self:as_shown(value) end
  local element = self:best_visible("modified", BESIDE_TEXT)
  return element and element.value or nil
end

---@param sources docket.metadata.Sources
---@param article docket.metadata.Article
---@param settings { url: string?, language: string?, fetched: string?, latest: string?, opening: string?, closing: string?,
---   headline: integer? }
---@return string? published  the last change where a page tells nothing else
---@return string? modified  not before `published`
function M.read(sources, article, settings)
  -- A day later than today is possible where the sun rises earlier.
  settings.latest = settings.latest or os.date("!%Y-%m-%d", os.time() + 86400)
  local reader = setmetatable({ sources = sources, article = article, settings = settings }, Reader)
  local first, last = reader:published(), reader:modified()
  -- What says no more than when it was changed has been public in this form since then.
  if not first then return last, last end
  if first and last and last:sub(1, 10) < first:sub(1, 10) then last = nil end
  return first, last
end

return M
