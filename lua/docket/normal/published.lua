---Dates as pages write them beside an article: "Published April 7, 2021 10:05 CET",
---"07.04.2021", "7 апреля 2021, 14:20", "2021年4月7日", "3 days ago", /2021/04/07/ in an
---address. Machine forms are docket.normal.timestamp's.
---
---Pure functions but for the word lists (words/LANG/months.txt, published.txt), which are
---read once for each language. A date that the text does not give whole is not completed,
---but for a year that a reference date tells; of two readings ("7/4/2021") the language and
---`order` decide.
local calendar = require "docket.normal.date"
local letters = require "docket.normal.letters"
local scan = require "docket.normal.published_scan"
local words = require "docket.normal.published_words"

---@class docket.normal.published
local M = {}

---@class docket.normal.published.Options
---@field language? string  BCP 47; its words are tried first, and its region tells the order of figures
---@field order? "dmy"|"mdy"  of figures such as 7/4/2021, where other dates of the page told it
---@field reference? string  day on which the text was written or fetched: "3 days ago", "7 April"
---@field latest? string  no date is later than this day

---@class docket.normal.published.Date
---@field value string  "2021-04-07", or with a time where its zone is stated: "2021-04-07T10:05:00+01:00"
---@field time? string  "10:05", in whatever zone
---@field label? "published"|"modified"  what the words before it call it
---@field ambiguous? boolean  day and month could be the other way round

-- English of these regions writes the month first, or in figures as ISO 8601 does; what
-- stands without a region is read as in the United States.
local MONTH_FIRST <const> = { ["en-us"] = true, ["en-ph"] = true, en = true, ["en-ca"] = true, ["es-us"] = true }

-- A page of before is an archive's; there was no web before 1990, but there were papers.
local FIRST_YEAR <const> = 1800

-- Longer than any line with a date; what is longer is an article.
local MAX_BYTES <const> = 600

local function order_of(options)
  if options.order then return options.order end
  local language = (options.language or "en"):lower():gsub("_", "-")
  return MONTH_FIRST[language] and "mdy" or "dmy"
end

---No date of a page: before there were papers, after `latest`, or where a clock begins.
---@param day string  "2021-04-07", more may follow
---@param latest string?
---@return boolean
function M.is_plausible(day, latest)
  day = day:sub(1, 10)
  if day == "1970-01-01" or day == "1969-12-31" then return false end
  if (math.tointeger(day:sub(1, 4)) or 0) < FIRST_YEAR then return false end
  return not latest or day <= latest:sub(1, 10)
end

---All dates of a line in order.
---@param text string
---@param options docket.normal.published.Options?
---@return docket.normal.published.Date[]
function M.find(text, options)
  options = options or {}
  if #text > MAX_BYTES then text = text:sub(1, MAX_BYTES) end
  local line = scan.numbered(letters.fold(text))
  if not line:find "%d" and not (options.reference and line:find "%S") then return {} end
  local lists = words.of(options.language)
  local found = scan.dates(line, lists, { order = order_of(options), reference = options.reference })
  local dates = {}
  for _, date in ipairs(found) do
    if M.is_plausible(date.value, options.latest) then dates[#dates + 1] = date end
  end
  return dates
end

---The date of publication in a line: the one that is called so, else the first that is not
---called a change.
---@param text string
---@param options docket.normal.published.Options?
---@return string? value  of docket.normal.published.Date
---@return docket.normal.published.Date? date
function M.read(text, options)
  local plain
  for _, date in ipairs(M.find(text, options)) do
    if date.label == "published" then return date.value, date end
    if not date.label and not plain then plain = date end
  end
  if plain then return plain.value, plain end
  return nil
end

-- Forms of a day in a path, most certain first.
local PATHS <const> = {
  "/(%d%d%d%d)/(%d%d?)/(%d%d?)%f[^%d]", "/(%d%d%d%d)%-(%d%d)%-(%d%d)%f[^%d]", "[/_%-](%d%d%d%d)%-(%d%d)%-(%d%d)%f[^%d]",
  "[/_%-](20%d%d)(%d%d)(%d%d)%f[^%d]", "[/_%-](19%d%d)(%d%d)(%d%d)%f[^%d]", "/(%d%d%d%d)/(%d%d)(%d%d)/",
}

local NAMED_MONTH <const> = "/(%d%d%d%d)/(%a%a%a+)/(%d%d?)%f[^%d]"

local function day_text(year, month, day)
  year, month, day = math.tointeger(year), math.tointeger(month), math.tointeger(day)
  if not (year and month and day) or not calendar.exists(year, month, day) then return nil end
  return ("%04d-%02d-%02d"):format(year, month, day)
end

---The day that an address has in its path.
---@param url string
---@param latest string?
---@return string? day  "2021-04-07"
function M.in_url(url, latest)
  local path = url:gsub("^%a[%w+.-]*://[^/]*", ""):gsub("[?#].*$", ""):lower()
  for _, pattern in ipairs(PATHS) do
    local day = day_text(path:match(pattern))
    if day and M.is_plausible(day, latest) then return day end
  end
  local year, name, number = path:match(NAMED_MONTH)
  local month = name and words.of("en").months[name]
  local day = month and day_text(year, month, number)
  return day and M.is_plausible(day, latest) and day or nil
end

return M
