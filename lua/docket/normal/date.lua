---Calendar arithmetic on TIMEX3 values: days, months, years, weeks, quarters,
---halves, seasons, weekends, decades and centuries of the Gregorian calendar.
---
---Pure functions. A value says no more than the text does, so arithmetic keeps
---its granularity: three years before "2021-04" is "2018-04". Days that do not
---exist are never made up: a month's last day stands in where arithmetic would
---leave the month (one year after 2024-02-29 is 2025-02-28).
local duration = require "docket.normal.duration"

---@class docket.normal.date
local M = {}

---@class docket.normal.date.parts
---@field year? integer     absent in "XXXX-04-07"
---@field month? integer
---@field day? integer
---@field week? integer     ISO 8601 week
---@field weekday? integer  ISO 8601: Monday is 1
---@field weekend? boolean
---@field quarter? integer
---@field half? integer
---@field season? "SP"|"SU"|"FA"|"WI"
---@field decade? integer   199 for the 1990s
---@field century? integer  19 for the years 1900 to 1999
---@field time? string      what follows "T": "10:30", "MO", "EV"

local MONTH_LENGTHS <const> = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

-- The seasons of the northern hemisphere by whole months, as news uses them;
-- winter is the one that begins in December of its year.
local SEASON_MONTHS <const> = { SP = 3, SU = 6, FA = 9, WI = 12 }

---@param year integer
---@return boolean
function M.is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

---@param year integer
---@param month integer
---@return integer days
function M.month_length(year, month)
  return month == 2 and M.is_leap(year) and 29 or MONTH_LENGTHS[month]
end

---Does this day exist? Without a year, 29 February does.
---@param year integer?
---@param month integer
---@param day integer
---@return boolean
function M.exists(year, month, day)
  if month < 1 or month > 12 or day < 1 then return false end
  return day <= M.month_length(year or 2000, month)
end

---Days since 1970-01-01. The year is counted from March, so that the leap day is
---its last day.
---@param year integer
---@param month integer
---@param day integer
---@return integer
function M.to_days(year, month, day)
  if month <= 2 then year = year - 1 end
  local era = year // 400
  local year_of_era = year - era * 400
  local day_of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + day - 1
  local day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
  return era * 146097 + day_of_era - 719468
end

---The inverse of `to_days`.
---@param days integer
---@return integer year
---@return integer month
---@return integer day
function M.from_days(days)
  days = days + 719468
  local era = days // 146097
  local day_of_era = days - era * 146097
  local year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
  local day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local shifted = (5 * day_of_year + 2) // 153
  local day = day_of_year - (153 * shifted + 2) // 5 + 1
  local month = shifted + (shifted < 10 and 3 or -9)
  return year_of_era + era * 400 + (month <= 2 and 1 or 0), month, day
end

local function day_text(days)
  return ("%04d-%02d-%02d"):format(M.from_days(days))
end

local function day_number(text)
  local year, month, day = text:match "^(%d%d%d%d)-(%d%d)-(%d%d)"
  if not year then return nil end
  return M.to_days(math.tointeger(year), math.tointeger(month), math.tointeger(day))
end

---@param days integer  since 1970-01-01
---@return integer weekday  Monday is 1, Sunday 7
function M.weekday_of_days(days) return (days + 3) % 7 + 1 end

---The weekday of a day.
---@param value string     "2021-04-14"
---@return integer? weekday Monday is 1; nil if the value is no day
function M.weekday(value)
  local days = day_number(value)
  return days and M.weekday_of_days(days)
end

-- ISO 8601: a week belongs to the year of its Thursday.
local function week_of_days(days)
  local thursday = days - M.weekday_of_days(days) + 4
  local year = M.from_days(thursday)
  return year, (thursday - M.to_days(year, 1, 1)) // 7 + 1
end

local function monday_of(year, week)
  local fourth = M.to_days(year, 1, 4)
  return fourth - M.weekday_of_days(fourth) + 1 + (week - 1) * 7
end

---How many weeks a year has by ISO 8601.
---@param year integer
---@return 52|53
function M.weeks_in_year(year)
  return select(2, week_of_days(M.to_days(year, 12, 28)))
end

local integer = math.tointeger

-- The forms of a value, most frequent first. Each entry: what it looks like, and
-- the names of what it captures.
local FORMS <const> = {
  { "^(%d%d%d%d)-(%d%d)-(%d%d)$", "year", "month", "day" },
  { "^(%d%d%d%d)-(%d%d)$", "year", "month" },
  { "^(%d%d%d%d)$", "year" },
  { "^(%d%d%d%d)-W(%d%d)-WE$", "year", "week", weekend = true },
  { "^(%d%d%d%d)-W(%d%d)-(%d)$", "year", "week", "weekday" },
  { "^(%d%d%d%d)-W(%d%d)$", "year", "week" },
  { "^(%d%d%d%d)-Q(%d)$", "year", "quarter" },
  { "^(%d%d%d%d)-H(%d)$", "year", "half" },
  { "^(%d%d%d)$", "decade" },
  { "^(%d%d)$", "century" },
  { "^XXXX%-(%d%d)%-(%d%d)$", "month", "day" },
  { "^XXXX%-(%d%d)$", "month" },
  { "^XXXX%-WXX%-(%d)$", "weekday" },
}

local LIMITS <const> = { month = 12, week = 53, weekday = 7, quarter = 4, half = 2 }

-- The bounds of an interval, "2021-03-21/2021-03-23".
local function split_interval(value)
  return value:match "^([^/]+)/([^/]+)$"
end

local function read_form(text, form)
  local a, b, c = text:match(form[1])
  if not a then return nil end
  local parts = { weekend = form.weekend }
  parts[form[2]] = integer(a)
  if form[3] then parts[form[3]] = integer(b) end
  if form[4] then parts[form[4]] = integer(c) end
  for name, limit in pairs(LIMITS) do
    local value = parts[name]
    if value and (value < 1 or value > limit) then return nil end
  end
  if parts.day and not M.exists(parts.year, parts.month, parts.day) then return nil end
  if parts.week and parts.year and parts.week > M.weeks_in_year(parts.year) then return nil end
  return parts
end

---Take a value apart.
---@param value string  "2021-04-14", "2021-W14", "2021-SP", "199", "2021-04-14TEV"
---@return docket.normal.date.parts? parts  nil if it is no calendar value (durations,
---  references and impossible days too)
function M.parse(value)
  local text, time = value:match "^(.-)T(.+)$"
  text = text or value
  local year, season = text:match "^(%d%d%d%d)-(%u%u)$"
  if season and SEASON_MONTHS[season] then
    return { year = integer(year), season = season, time = time }
  end
  for _, form in ipairs(FORMS) do
    local parts = read_form(text, form)
    if parts then
      parts.time = time
      return parts
    end
  end
  return nil
end

---Is this a day that exists, written "YYYY-MM-DD"?
---@param value any
---@return boolean
function M.is_valid(value)
  if type(value) ~= "string" or not value:find "^%d%d%d%d%-%d%d%-%d%d$" then return false end
  return M.parse(value) ~= nil
end

---Put parts together. A year that is absent is written XXXX.
---@param parts docket.normal.date.parts
---@return string value
function M.format(parts)
  local year = parts.year and ("%04d"):format(parts.year) or "XXXX"
  local text
  if parts.day then text = ("%s-%02d-%02d"):format(year, parts.month, parts.day)
  elseif parts.month then text = ("%s-%02d"):format(year, parts.month)
  elseif parts.weekend then text = ("%s-W%02d-WE"):format(year, parts.week)
  elseif parts.week then
    text = ("%s-W%02d"):format(year, parts.week)
    if parts.weekday then text = text .. "-" .. parts.weekday end
  elseif parts.weekday then text = "XXXX-WXX-" .. parts.weekday
  elseif parts.quarter then text = ("%s-Q%d"):format(year, parts.quarter)
  elseif parts.half then text = ("%s-H%d"):format(year, parts.half)
  elseif parts.season then text = ("%s-%s"):format(year, parts.season)
  elseif parts.decade then text = ("%03d"):format(parts.decade)
  elseif parts.century then text = ("%02d"):format(parts.century)
  else text = year
  end
  return parts.time and text .. "T" .. parts.time or text
end

-- First and last day of what is known, as day numbers.
local function span(parts)
  local year = parts.year
  if parts.decade then
    return M.to_days(parts.decade * 10, 1, 1), M.to_days(parts.decade * 10 + 9, 12, 31)
  elseif parts.century then
    return M.to_days(parts.century * 100, 1, 1), M.to_days(parts.century * 100 + 99, 12, 31)
  elseif not year then
    return nil
  elseif parts.day then
    local day = M.to_days(year, parts.month, parts.day)
    return day, day
  elseif parts.week then
    local monday = monday_of(year, parts.week)
    if parts.weekend then return monday + 5, monday + 6 end
    if parts.weekday then return monday + parts.weekday - 1, monday + parts.weekday - 1 end
    return monday, monday + 6
  end
  local first, length = 1, 12
  if parts.month then first, length = parts.month, 1
  elseif parts.quarter then first, length = parts.quarter * 3 - 2, 3
  elseif parts.half then first, length = parts.half * 6 - 5, 6
  elseif parts.season then first, length = SEASON_MONTHS[parts.season], 3
  end
  local next_month = first + length
  local next_year = year + (next_month - 1) // 12
  return M.to_days(year, first, 1), M.to_days(next_year, (next_month - 1) % 12 + 1, 1) - 1
end

---The first and the last day that a value may mean. A duration lasts from the
---anchor on; without one its days cannot be known.
---@param value string
---@param anchor? string  the day on which a duration begins
---@return string? earliest  "YYYY-MM-DD"; nil where the value names no days. An interval
---  ("2021-03-21/2021-03-23") lasts from its first part's first day to its second part's last
---@return string? latest
function M.range(value, anchor)
  if value:find "^P" then
    local last = anchor and M.add_duration(anchor, value)
    if not last then return nil end
    return M.earliest(anchor), M.latest(last)
  end
  local from, to = split_interval(value)
  if from then return M.earliest(from), M.latest(to) end
  local parts = M.parse(value)
  if not parts then return nil end
  local first, last = span(parts)
  if not first then return nil end
  return day_text(first), day_text(last)
end

---The first day that a value may mean.
---@param value string
---@param anchor? string
---@return string?
function M.earliest(value, anchor)
  return (M.range(value, anchor))
end

---The last day that a value may mean.
---@param value string
---@param anchor? string
---@return string?
function M.latest(value, anchor)
  return select(2, M.range(value, anchor))
end

---How two values stand to each other: does all of `a` lie before all of `b`?
---@param a string
---@param b string
---@return boolean? before  nil where it cannot be known ("2021-04" and "2021-04-14")
function M.is_before(a, b)
  local a_first, a_last = M.range(a)
  local b_first, b_last = M.range(b)
  if not a_first or not b_first then return nil end
  if a_last < b_first then return true end
  if a_first >= b_last then return false end
  return nil
end

---@param a string
---@param b string
---@return boolean? after  nil where it cannot be known
function M.is_after(a, b) return M.is_before(b, a) end

---May two values mean the same day? No answer is "cannot be known" here: a month
---and a day in it are compatible.
---@param a string
---@param b string
---@return boolean? compatible  nil where one of them names no days
function M.overlaps(a, b)
  local a_first, a_last = M.range(a)
  local b_first, b_last = M.range(b)
  if not a_first or not b_first then return nil end
  return a_first <= b_last and b_first <= a_last
end

---Do two values mean the same day?
---@param a string
---@param b string
---@return boolean? same  nil where it cannot be known
function M.is_same_day(a, b)
  local a_first, a_last = M.range(a)
  local b_first, b_last = M.range(b)
  if not a_first or not b_first then return nil end
  if a_last < b_first or b_last < a_first then return false end
  if a_first == a_last and b_first == b_last then return true end
  return nil
end

-- A step of each unit in months or in days.
local IN_MONTHS <const> = { centuries = 1200, decades = 120, years = 12, halves = 6, quarters = 3, months = 1 }
local IN_DAYS <const> = { weeks = 7, days = 1 }

-- Months are added to what the value states: its day is kept, or cut to the
-- month's last day.
local function add_months(parts, months)
  local index = parts.year * 12 + parts.month - 1 + months
  local year, month = index // 12, index % 12 + 1
  local day = parts.day and math.min(parts.day, M.month_length(year, month))
  return { year = year, month = month, day = day, time = parts.time }
end

local function add_days(parts, days)
  local first = span(parts) + days
  if parts.week and not parts.weekday then
    local year, week = week_of_days(first)
    return { year = year, week = week, weekend = parts.weekend }
  end
  local year, month, day = M.from_days(first)
  return { year = year, month = month, day = day, time = parts.time }
end

-- Steps of a value that knows no months: 1989-Q4 and two quarters, 2021-SP and a
-- year. `n` in months; only whole steps of the value's own size are exact.
local function add_coarse(parts, months)
  local out = { year = parts.year, season = parts.season }
  if parts.quarter and months % 3 == 0 then
    local index = parts.year * 4 + parts.quarter - 1 + months // 3
    return { year = index // 4, quarter = index % 4 + 1 }
  elseif parts.half and months % 6 == 0 then
    local index = parts.year * 2 + parts.half - 1 + months // 6
    return { year = index // 2, half = index % 2 + 1 }
  elseif parts.decade and months % 120 == 0 then
    return { decade = parts.decade + months // 120 }
  elseif parts.century and months % 1200 == 0 then
    return { century = parts.century + months // 1200 }
  elseif parts.year and months % 12 == 0 and not parts.week then
    out.year = parts.year + months // 12
    return out
  end
  return nil
end

---Add a number of units to a value, keeping the value's granularity.
---@param value string   "2021-04-14", "2021-04", "2021", "1989-Q3", "2021-W14"
---@param n integer      may be negative
---@param unit string    "centuries" … "days"
---@return string? value  nil where the sum cannot be known: a day after "2021-04",
---  a month after "2021"
function M.add(value, n, unit)
  local parts = M.parse(value)
  if not parts or not integer(n) then return nil end
  local months, days = IN_MONTHS[unit], IN_DAYS[unit]
  local result
  if months and parts.year and parts.month then
    result = add_months(parts, n * months)
  elseif months then
    result = add_coarse(parts, n * months)
  elseif days and parts.year and (parts.day or parts.week and days == 7) then
    result = add_days(parts, n * days)
  end
  return result and result.year ~= 0 and M.format(result) or nil
end

---The end of a term: a duration added to a value, years and months first, then
---weeks and days, as courts count. `P8Y6M` from 2021-02-28 ends on 2029-08-28.
---@param value string
---@param term string   ISO 8601 duration
---@return string? value  nil where it cannot be known (open quantities, hours on a day)
function M.add_duration(value, term)
  local parts = duration.parse(term)
  if not parts or parts.minutes or parts.seconds then return nil end
  if parts.hours then
    if parts.hours == "X" or parts.hours % 24 ~= 0 then return nil end
    parts.days, parts.hours = (parts.days or 0) + parts.hours // 24, nil
  end
  for _, amount in pairs(parts) do
    if not integer(amount) then return nil end
  end
  local months = (parts.years or 0) * 12 + (parts.quarters or 0) * 3 + (parts.months or 0)
  local days = (parts.weeks or 0) * 7 + (parts.days or 0)
  local result = value
  if months ~= 0 then result = M.add(result, months, "months") or M.add(result, months // 12, "years") end
  if months % 12 ~= 0 and result and not M.parse(value).month then return nil end
  if result and days ~= 0 then result = M.add(result, days, "days") end
  return result
end

---Cut a day down to a coarser unit.
---@param value string  a day, or a value fine enough
---@param unit string   "days" "weeks" "weekends" "months" "quarters" "halves" "seasons" "years" "decades" "centuries"
---@return string? value  nil where the value does not settle it
function M.truncate(value, unit)
  local parts = M.parse(value)
  if not parts then return nil end
  local year = parts.year
  if unit == "centuries" then
    if parts.century then return M.format { century = parts.century } end
    return M.format { century = parts.decade and parts.decade // 10 or year and year // 100 }
  elseif unit == "decades" then
    local decade = parts.decade or year and year // 10
    return decade and M.format { decade = decade }
  elseif not year then
    return nil
  elseif unit == "years" then
    return M.format { year = year }
  end
  local first, last = span(parts)
  local first_year, first_month, first_day = M.from_days(first)
  local _, last_month = M.from_days(last)
  local same_month = first_month == last_month
  if unit == "days" then
    return first == last and M.format { year = first_year, month = first_month, day = first_day } or nil
  elseif unit == "weeks" or unit == "weekends" then
    local week_year, week = week_of_days(first)
    if last - first > 6 or week ~= select(2, week_of_days(last)) then return nil end
    return M.format { year = week_year, week = week, weekend = unit == "weekends" }
  elseif unit == "months" then
    return same_month and M.format { year = first_year, month = first_month } or nil
  elseif unit == "quarters" then
    local quarter = (first_month + 2) // 3
    return quarter == (last_month + 2) // 3 and M.format { year = first_year, quarter = quarter } or nil
  elseif unit == "halves" then
    local half = (first_month + 5) // 6
    return half == (last_month + 5) // 6 and M.format { year = first_year, half = half } or nil
  end
  return nil
end

---A value a number of units away, cut down to the unit: two months before a day is
---a month, not a day.
---@param base string?  what is counted from
---@param n integer
---@param unit string   "days" "weeks" "weekends" "months" "years" …
---@return string? value  nil where the base does not settle it
function M.step(base, n, unit)
  if not base then return nil end
  if unit == "weekends" then
    local week = M.truncate(base, "weeks")
    local value = week and M.add(week, n, "weeks")
    return value and value .. "-WE"
  end
  local coarse = M.truncate(base, unit)
  return coarse and M.add(coarse, n, unit)
end

---The TIMEX3 reference that is left of a step when there is nothing to count from.
---@param n integer
---@return "PRESENT_REF"|"PAST_REF"|"FUTURE_REF"
function M.reference_word(n)
  return n == 0 and "PRESENT_REF" or n < 0 and "PAST_REF" or "FUTURE_REF"
end

-- The form of a value of a unit whose digits are not known.
local UNKNOWN <const> = { days = "XXXX-XX-XX", weeks = "XXXX-WXX", weekends = "XXXX-WXX-WE", months = "XXXX-XX" }

---The value of a step in a story whose start is not known: some day, some year.
---@param unit string
---@return string
function M.unknown(unit) return UNKNOWN[unit] or "XXXX" end

-- News that names a coming day without its year and without a verb in the future
-- does so for the next two months only ("a hearing on May 3").
local SOON_DAYS <const> = 60

---Give a month, a day or a season the year in which it lay last (`"past"`: begun
---on or before the reference) or lies next (`"future"`). A day that would be
---past, but comes again within weeks, is the coming one (`"near"`).
---@param parts docket.normal.date.parts  without a year; a weekday restricts the years
---@param reference string                a day
---@param direction "past"|"future"|"near"
---@return string? value  nil where no year within eight fits
function M.with_year(parts, reference, direction)
  local here = M.parse(reference)
  local at = day_number(reference)
  if not here or not at then return nil end
  local best, best_distance
  for year = here.year - 8, here.year + 8 do
    local candidate = { year = year, month = parts.month, day = parts.day,
      season = parts.season, quarter = parts.quarter, half = parts.half }
    if not parts.day or M.exists(year, parts.month, parts.day) then
      local first, last = span(candidate)
      local distance = at < first and first - at or at > last and at - last or 0
      local allowed = direction == "past" and first <= at
        or direction == "future" and last >= at
        or direction == "near" and first <= at + SOON_DAYS
      if parts.weekday and M.weekday_of_days(first) ~= parts.weekday then allowed = false end
      if allowed and (not best or distance < best_distance) then
        best, best_distance = candidate, distance
      end
    end
  end
  return best and M.format(best)
end

-- Two-digit years of news: up to 29 this century, else the last.
local PIVOT <const> = 30

---The year that is written with two digits.
---@param text string  "98", "05"
---@return integer year
function M.short_year(text)
  local n = integer(text)
  return n < PIVOT and 2000 + n or 1900 + n
end

---A weekday near a day.
---@param weekday integer  Monday is 1
---@param reference string a day
---@param direction "past"|"future"|"before"|"after"  "past" and "future" may be the day itself
---@return string? value    nil if the reference is no day
function M.nearest_weekday(weekday, reference, direction)
  local at = day_number(reference)
  if not at then return nil end
  local back = (M.weekday_of_days(at) - weekday) % 7
  local forward = (weekday - M.weekday_of_days(at)) % 7
  if direction == "before" and back == 0 then back = 7 end
  if direction == "after" and forward == 0 then forward = 7 end
  if direction == "past" or direction == "before" then return day_text(at - back) end
  return day_text(at + forward)
end

---The n-th weekday of a month (Thanksgiving is the fourth Thursday of November).
---@param year integer
---@param month integer
---@param weekday integer
---@param n integer  negative counts from the end
---@return string value
function M.nth_weekday(year, month, weekday, n)
  if n > 0 then
    local first = M.to_days(year, month, 1)
    return day_text(first + (weekday - M.weekday_of_days(first)) % 7 + (n - 1) * 7)
  end
  local last = M.to_days(year, month, M.month_length(year, month))
  return day_text(last - (M.weekday_of_days(last) - weekday) % 7 + (n + 1) * 7)
end

---Easter Sunday of the western churches (Gauss's rule in the form of Meeus, Jones
---and Butcher).
---@param year integer
---@return string value
function M.easter(year)
  local a, b, c = year % 19, year // 100, year % 100
  local h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
  local l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
  local m = (a + 11 * h + 22 * l) // 451
  local n = h + l - 7 * m + 114
  return ("%04d-%02d-%02d"):format(year, n // 31, n % 31 + 1)
end

---How many days lie between two days.
---@param from string
---@param to string
---@return integer? days  negative if `to` is earlier; nil if one is no day
function M.days_between(from, to)
  local a, b = day_number(from), day_number(to)
  return a and b and b - a
end

return M
