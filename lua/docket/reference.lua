---The reference date of an article: the day from which "last week" counts.
---
---In this order: what the page or feed states, what the user gives, what the
---collection implies. The last is worked out here. A listing runs from newest to
---oldest (or the other way round), and no article is older than the newest past day
---that it mentions; so an article lies between its own newest day, or that of a
---later-listed older one, and the article listed before it. Days in news mostly
---carry no year; the years come from what the articles say of years and weekdays.
local anchor = require "docket.normal.anchor"
local calendar = require "docket.normal.date"

local M = {}

---A day or a stretch of time that an article mentions.
---@class docket.reference.mention
---@field year? integer
---@field month? integer
---@field day? integer
---@field weekday? integer  Monday is 1; stated beside the day
---@field future? boolean   the clause speaks of what is to come

-- An older post that stays on top of a listing lies further back than a story ever
-- lags behind the newest day that it mentions.
local PINNED_DAYS <const> = 60

-- A bare year that one article alone mentions, and that lies further than this ahead
-- of all others, is a plan ("the 2030 Games") and no sign of when the page was made.
local STRAY_YEARS <const> = 2

-- ------------------------------------------------------------ finding days

---Word lists and triggers of a language, made once.
local scanners = {}

local function word_list(language, name)
  local data, list = require "docket.data", require "docket.rule.list"
  return list.read(nil, name, data.path("words/" .. language .. "/" .. name .. ".txt"))
end

local function direction_of(language)
  local vocabulary = require "docket.rule.vocabulary"
  return anchor.direction {
    word = vocabulary.word, word_end = vocabulary.word_end, sp = vocabulary.sp, words = vocabulary.words,
    list = function(name)
      local list = word_list(language, name)
      return vocabulary.alternatives(list and list.entries or {})
    end,
  }
end

local MONTH <const>, DIGIT <const> = 1, 2

---@param language string
---@return table? scanner  nil where the language has no list of months
local function scanner_of(language)
  local scanner = scanners[language]
  if scanner ~= nil then return scanner or nil end
  scanners[language] = false
  local months, weekdays = word_list(language, "months"), word_list(language, "weekdays")
  if not months then return nil end
  local triggers = { ["<digit>"] = DIGIT }
  for entry in pairs(months.entries) do
    triggers[entry:match "^[^%s.]+"] = MONTH
  end
  scanner = { months = months.entries, weekdays = weekdays and weekdays.entries or {},
    triggers = require("docket.core").triggers(triggers), direction = direction_of(language) }
  scanners[language] = scanner
  return scanner
end

-- The month word at a position: its number, and the position behind it.
local function month_at(scanner, folded, position)
  local name, stop = folded:match("^([^%s%d.,;:%-]+%.?)()", position)
  local number = name and (scanner.months[name] or scanner.months[name:gsub("%.$", "")])
  if not number then return nil end
  return math.tointeger(number), stop
end

-- "april 14[-16][, 2021]" or "[14 ]april 2021" around a month word.
local function mention_at(scanner, folded, position)
  local month, stop = month_at(scanner, folded, position)
  if not month then return nil end
  local first, last = position, stop - 1
  local day, after = folded:match("^ +(%d%d?)%f[%W]()", stop)
  if day and not folded:find("^[,.]%d", after) then
    local to, behind = folded:match("^%s*[-\xe2][\x80-\xbf]*%s*(%d%d?)%f[%W]()", after)
    if to and math.tointeger(to) > math.tointeger(day) then day, after = to, behind end
    last = after - 1
  else
    local before
    before, day = folded:sub(math.max(1, position - 10), position - 1):match "()%f[%w](%d%d?)%l?%l? +o?f? *$"
    if day then first = math.max(1, position - 10) + before - 1 end
    after = stop
  end
  local year, year_stop = folded:match("^,? +(%d%d%d%d)%f[%W]()", after)
  if year then last = year_stop - 1 end
  local weekday = folded:sub(math.max(1, first - 14), first - 1):match "(%a+),? +$"
  return { year = year and math.tointeger(year), month = month, day = day and math.tointeger(day),
    weekday = weekday and math.tointeger(scanner.weekdays[weekday] or "") }, first, last
end

local function year_at(folded, position)
  local year = folded:match("^(%d%d%d%d)%f[%W]", position)
  if not year or not (year:find "^19" or year:find "^20") then return nil end
  if folded:find("^[$#.,/-]", position - 1) or folded:find("^[,.%%/]%d", position + 4) then return nil end
  return { year = math.tointeger(year) }, position, position + 3
end

local function is_usable(mention)
  if mention.day then return calendar.exists(mention.year, mention.month, mention.day) end
  return mention.year ~= nil
end

---What an article says of days, months and years, by a cheap scan.
---@param article table  with `core` and `language`
---@return docket.reference.mention[]
function M.find_days(article)
  local scanner = article.core and scanner_of(article.language or "en")
  if not scanner then return {} end
  local core = article.core
  local folded, bounds, hits = core:folded(), core:segments(), core:scan(scanner.triggers)
  local text, capitals = core:text(), (article.language or "en"):find "^en" ~= nil
  local mentions, behind = {}, 0
  for i = 1, #hits, 3 do
    local position, segment = hits[i], hits[i + 2]
    local mention, first, last
    if hits[i + 1] == MONTH then
      -- "may" and "march" are verbs unless they are written as names
      if not (capitals and text:find("^%l", position)) then
        mention, first, last = mention_at(scanner, folded, position)
      end
    elseif position > behind then
      mention, first, last = year_at(folded, position)
    end
    if mention and is_usable(mention) then
      behind = last
      mention.future = scanner.direction { folded = folded, first = first, last = last,
        segment_first = bounds[2 * segment - 1], segment_last = bounds[2 * segment] } == "future"
      mentions[#mentions + 1] = mention
    end
  end
  return mentions
end

-- ------------------------------------------------------------ years

local function day_number(year, mention) return calendar.to_days(year, mention.month, mention.day) end

-- The year, counted from an unknown one, that brings a day nearest to another:
-- behind January 5 of year 0, December 28 lies in year -1.
local function nearest_year(mention, position)
  local best, best_distance
  local year = position and (calendar.from_days(position))
  for candidate = year - 1, year + 1 do
    if calendar.exists(candidate, mention.month, mention.day) then
      local distance = math.abs(day_number(candidate, mention) - position)
      if not best or distance < best_distance then best, best_distance = candidate, distance end
    end
  end
  return best
end

-- The newest past day of each article as a day number, counted as if the listing
-- stood in the year `base`. Days of one article belong to the year that is nearest
-- to the article before it.
local function place(mentions_by_article, base)
  local newest, running = {}, nil
  for i, mentions in ipairs(mentions_by_article) do
    local days = {}
    for _, mention in ipairs(mentions) do
      if mention.day and not mention.future then
        local year = mention.year
        if not year and calendar.exists(base, mention.month, mention.day) then
          year = running and nearest_year(mention, running) or base
        end
        if year then
          days[#days + 1] = { at = day_number(year, mention), stated = mention.year ~= nil, weekday = mention.weekday }
        end
      end
    end
    table.sort(days, function(a, b) return a.at > b.at end)
    newest[i] = days
    -- a stated year far away is history, not when the article was written
    local first
    for _, day in ipairs(days) do
      if not first and (not day.stated or not running or math.abs(day.at - running) < 183) then first = day end
    end
    if first then running = first.at end
  end
  return newest
end

-- Years that past clauses mention, newest first, without strays.
local function newest_year(mentions_by_article)
  local count, years = {}, {}
  for _, mentions in ipairs(mentions_by_article) do
    local seen = {}
    for _, mention in ipairs(mentions) do
      local year = mention.year
      if year and not mention.future and not seen[year] then
        seen[year] = true
        if not count[year] then years[#years + 1] = year end
        count[year] = (count[year] or 0) + 1
      end
      if year and mention.month and not mention.future then count[year] = count[year] + 1 end
    end
  end
  table.sort(years, function(a, b) return a > b end)
  for i, year in ipairs(years) do
    local below = years[i + 1]
    if count[year] > 1 or not below or year - below <= STRAY_YEARS then return year end
  end
  return nil
end

-- How well a base year fits: past mentions that it leaves in the past, and weekdays
-- that it makes true.
local function fits(mentions_by_article, base, limit)
  local newest = place(mentions_by_article, base)
  local broken, weekdays_right, weekdays_wrong = 0, 0, 0
  -- the latest article bounds what all of them may mention as past
  local latest
  for _, days in ipairs(newest) do
    for _, day in ipairs(days) do
      if not day.stated and (not latest or day.at > latest) then latest = day.at end
      if day.weekday and not day.stated then
        if calendar.weekday_of_days(day.at) == day.weekday then weekdays_right = weekdays_right + 1
        else weekdays_wrong = weekdays_wrong + 1 end
      end
    end
  end
  for _, mentions in ipairs(mentions_by_article) do
    for _, mention in ipairs(mentions) do
      if mention.year and mention.year <= limit and not mention.future and latest then
        local start = calendar.to_days(mention.year, mention.month or 1, mention.day or 1)
        if start > latest then broken = broken + 1 end
      end
    end
  end
  return broken, weekdays_right - weekdays_wrong
end

-- The year of the first article: the earliest in which everything that the articles
-- speak of as past is past; weekdays beside days decide over the years around it.
local function base_year(mentions_by_article)
  local limit = newest_year(mentions_by_article)
  if not limit then return nil end
  local earliest
  for year = limit, limit + 1 do
    if not earliest and fits(mentions_by_article, year, limit) == 0 then earliest = year end
  end
  earliest = earliest or limit
  local best, best_score = earliest, select(2, fits(mentions_by_article, earliest, limit))
  for year = earliest + 1, earliest + 4 do
    local _, score = fits(mentions_by_article, year, limit)
    if score > best_score and score > 0 then best, best_score = year, score end
  end
  return best
end

-- ------------------------------------------------------------ order

-- The longest run of articles, not side by side, whose newest days never rise. The
-- days of the others are taken for what they are only if the run allows it.
local function longest_fall(newest)
  local tails, previous, tail_at = {}, {}, {}
  for i, days in ipairs(newest) do
    local day = days[1]
    if day then
      local key = -day.at
      local low, high = 1, #tails + 1
      while low < high do
        local middle = (low + high) // 2
        if tails[middle] <= key then low = middle + 1 else high = middle end
      end
      tails[low], tail_at[low] = key, i
      previous[i] = tail_at[low - 1]
    end
  end
  local chain, i, length = {}, tail_at[#tails], #tails
  while i do
    chain[i] = true
    i = previous[i]
  end
  return chain, length
end

local function reversed(list)
  local out = {}
  for i = #list, 1, -1 do out[#out + 1] = list[i] end
  return out
end

-- For each article from newest to oldest: the day that it is not older than. A day
-- above what the run of articles allows is a day to come, or another year's.
local function floors_of(newest, chain)
  local floors, ceiling = {}, nil
  for i, days in ipairs(newest) do
    local floor
    for _, day in ipairs(days) do
      if not floor and (chain[i] or not ceiling or day.at <= ceiling) then floor = day.at end
    end
    -- above the first of the run nothing bounds an article but the run itself
    floors[i] = floor or false
    if chain[i] then ceiling = days[1].at end
  end
  return floors
end

-- ------------------------------------------------------------ dates

local function day_text(number) return ("%04d-%02d-%02d"):format(calendar.from_days(number)) end

local function set(article, from, to, basis)
  article.reference_date = day_text(from)
  article.reference_window = { day_text(from), day_text(to) }
  article.reference_basis = basis
end

-- Articles on top that are far older than the listing below them.
local function pinned_count(floors, chain)
  local count = 0
  for i = 1, #floors - 1 do
    local below
    for j = i + 1, #floors do
      if chain[j] and floors[j] then
        below = floors[j]
        break
      end
    end
    if chain[i] or not floors[i] or not below or below - floors[i] <= PINNED_DAYS then break end
    count = i
  end
  return count
end

local function assign(articles, floors, chain, basis)
  local pinned = pinned_count(floors, chain)
  local dates, below = {}, nil
  for i = #articles, pinned + 1, -1 do
    local floor = floors[i] or nil
    if floor and (not below or floor > below) then below = floor end
    dates[i] = below or false
  end
  -- an article is no newer than the nearest one above that has a later day
  local above, later
  for i = pinned + 1, #articles do
    -- below the last article with a day nothing but the one above is known
    local from = dates[i] or above
    if from then
      if above and above > from then later = above end
      set(articles[i], from, later or from, basis)
      above = from
    end
  end
  for i = 1, pinned do set(articles[i], floors[i], math.max(floors[i], dates[pinned + 1] or floors[i]), basis) end
end

---Work out reference dates from what a collection's articles mention.
---@param articles table[]  in page order; those without a date get `reference_date`,
---  `reference_basis` ("collection", or "text" for a single article) and `reference_window`
---@param mentions_by_article docket.reference.mention[][]
function M.infer(articles, mentions_by_article)
  local base = base_year(mentions_by_article)
  if not base then return end
  local newest = place(mentions_by_article, base)
  local chain, length = longest_fall(newest)
  local upside_down = reversed(newest)
  local chain_up, length_up = longest_fall(upside_down)
  local list = articles
  if length_up > length then
    newest, chain, list = upside_down, chain_up, reversed(articles)
  end
  if length == 0 then return end
  assign(list, floors_of(newest, chain), chain, #articles > 1 and "collection" or "text")
end

---Give each article of one document its reference date.
---@param articles table[]  article objects in the document's order
---@param options? { reference_date: string? }
---@param find_days? fun(article: table): docket.reference.mention[]  `M.find_days` by default
function M.resolve(articles, options, find_days)
  local given = options and options.reference_date
  local open = {}
  for _, article in ipairs(articles) do
    if article.published and not article.reference_date and calendar.is_valid(article.published:sub(1, 10)) then
      article.reference_date, article.reference_basis = article.published:sub(1, 10), "stated"
    elseif given and not article.reference_date then
      article.reference_date, article.reference_basis = given, "given"
    end
    if article.reference_date then
      article.reference_window = article.reference_window or { article.reference_date, article.reference_date }
    else
      open[#open + 1] = article
    end
  end
  if #open == 0 then return end
  local mentions_by_article = {}
  for i, article in ipairs(open) do mentions_by_article[i] = (find_days or M.find_days)(article) end
  M.infer(open, mentions_by_article)
end

return M
