---Points in time as machines write them: in feeds, in metadata of pages, in headers of
---mail and HTTP. RFC 822/1123/2822/850, asctime and what browsers make of it, ISO 8601
---(basic, extended, week, ordinal) with W3CDTF, SQL Server's forms, Unix time, and the
---same with month names of other languages or digits of other scripts.
---
---Pure functions. The day is the one that is stated, in the zone in which it is stated:
---nothing is moved to UTC. A time whose zone is missing or unknown is left away, as it says
---nothing without one. A day that does not exist (31 June) is no date, and of two readings
---none is chosen ("04/07/2021"), so that nothing is guessed.
local calendar = require "docket.normal.date"
local names = require "docket.normal.timestamp_names"

---@class docket.normal.timestamp
local M = {}

local integer = math.tointeger

-- Longer than any date with its comment; what is longer is a text.
local MAX_BYTES <const> = 120

-- Unix time is believed between these days only: other numbers of that length are
-- identifiers more often than dates.
local UNIX_FIRST <const> = calendar.to_days(1990, 1, 1) * 86400
local UNIX_LAST <const> = calendar.to_days(2100, 1, 1) * 86400

---@class docket.normal.timestamp.day
---@field year integer
---@field month integer
---@field day integer

---@return docket.normal.timestamp.day?
local function day_of(year, month, day)
  year, month, day = integer(year), integer(month), integer(day)
  if not (year and month and day) or year < 1 or year > 9999 then return nil end
  if not calendar.exists(year, month, day) then return nil end
  return { year = year, month = month, day = day }
end

local function day_of_number(number)
  local year, month, day = calendar.from_days(number)
  return { year = year, month = month, day = day }
end

-- RFC 2822, 4.3: two digits up to 49 are of this century, three are years since 1900.
local function full_year(text)
  local year = integer(text)
  if #text >= 4 then return year end
  if #text == 3 then return year + 1900 end
  return year + (year < 50 and 2000 or 1900)
end

-- The solar calendar of Iran, by its cycle of 33 years, which holds from 1925 to 2088.
local function solar_days(year, month, day)
  local before = month <= 7 and (month - 1) * 31 or 186 + (month - 7) * 30
  local shifted = year + 1595 -- so that each cycle begins with four years to its first leap year
  return 365 * shifted + shifted // 33 * 8 + (shifted % 33 + 3) // 4 + before + day
end

local SOLAR_OFFSET <const> = calendar.to_days(2021, 3, 21) - solar_days(1400, 1, 1)

local function solar_day(year, month, day)
  if not (year and month and day) or year < 1304 or year > 1466 then return nil end
  local length = month <= 6 and 31 or month <= 11 and 30
    or solar_days(year + 1, 1, 1) - solar_days(year, 12, 1)
  if month < 1 or month > 12 or day < 1 or day > length then return nil end
  return day_of_number(solar_days(year, month, day) + SOLAR_OFFSET)
end

-- Days ---------------------------------------------------------------------------------

local function year_month_day(year, month, day)
  local number = integer(year)
  -- Nothing that is dated on the web is from the year 1400.
  if number and number > 1300 and number < 1500 then return solar_day(number, integer(month), integer(day)) end
  return day_of(year, month, day)
end

-- "31/12/2003" or "12/31/2003", where only one of them is a day.
local function either_order(first, second, year)
  if first == second or integer(first) > 12 then return day_of(full_year(year), second, first) end
  if integer(second) > 12 then return day_of(full_year(year), first, second) end
  return nil
end

local function week_day(year, week, weekday)
  year, week, weekday = integer(year), integer(week), integer(weekday)
  if week < 1 or week > calendar.weeks_in_year(year) or weekday < 1 or weekday > 7 then return nil end
  local fourth = calendar.to_days(year, 1, 4)
  return day_of_number(fourth - calendar.weekday_of_days(fourth) + (week - 1) * 7 + weekday)
end

local function ordinal_day(year, ordinal)
  year, ordinal = integer(year), integer(ordinal)
  if ordinal < 1 or ordinal > (calendar.is_leap(year) and 366 or 365) then return nil end
  return day_of_number(calendar.to_days(year, 1, 1) + ordinal - 1)
end

-- "03-12-31": read as a year where it can be no day of a month.
local function short_year_first(year, month, day)
  local number = integer(year)
  if number > 31 or number == 0 then return day_of(full_year(year), month, day) end
  return either_order(year, month, day)
end

-- Days in digits, with what their parts mean.
local DIGITS <const> = {
  { "^(%d%d%d%d)%-(%d%d?)%-(%d%d?)$", year_month_day },
  { "^(%d%d%d%d)[/.](%d%d?)[/.](%d%d?)%.?$", year_month_day },
  { "^(%d%d%d%d) (%d%d?) (%d%d?)$", year_month_day },
  { "^(%d%d%d%d)%. (%d%d?)%. (%d%d?)%.?$", year_month_day },
  { "^(%d%d%d%d)(%d%d)(%d%d)$", year_month_day },
  { "^(%d%d%d%d)%-?w(%d%d)%-?(%d)$", week_day },
  { "^(%d%d%d%d)%-?(%d%d%d)$", ordinal_day },
  { "^(%d%d?)%. ?(%d%d?)%. ?(%d%d%d?%d?)$", function(day, month, year) return day_of(full_year(year), month, day) end },
  { "^(%d%d)%-(%d%d)%-(%d%d)$", short_year_first },
  { "^(%d%d?)[/-](%d%d?)[/-](%d%d%d%d)$", either_order },
  { "^(%d%d?)/(%d%d?)/(%d%d)$", either_order },
}

local function read_digits(text)
  for _, form in ipairs(DIGITS) do
    local a, b, c = text:match(form[1])
    if a then
      local day = form[2](a, b, c)
      if day then return day end
    end
  end
  return nil
end

-- A month's name between a day and a year, in any order: "1 Jan 2004", "Jan 1, 04",
-- "2004-jan-1". Other words must be those that stand in dates.
local function read_names(text)
  local month, solar, numbers = nil, false, {}
  for token in text:gmatch "[^%s,%-/.]+" do
    local number, rest = token:match "^(%d+)(.*)$"
    if number then
      if #number > 4 or not (rest == "" or names.ordinal_endings[rest]) then return nil end
      numbers[#numbers + 1] = number
    elseif names.solar_months[token] then
      if month then return nil end
      month, solar = names.solar_months[token], true
    elseif names.month(token) then
      if month then return nil end
      month = names.month(token)
    elseif not (names.is_filler(token) or names.zones[token]) then
      return nil
    end
  end
  if not month or #numbers ~= 2 then return nil end
  local day, year = numbers[1], numbers[2]
  if #day > 2 or integer(day) > 31 then day, year = year, day end
  if #day > 2 then return nil end
  if solar then return solar_day(integer(year), month, integer(day)) end
  return day_of(full_year(year), month, day)
end

-- Times and zones ----------------------------------------------------------------------

---@class docket.normal.timestamp.time
---@field hour integer
---@field minute integer
---@field second integer

-- An hour with "am" or "pm"; `half` is 0, 12 or nil.
local function hour_of(text, half)
  local hour = integer(text)
  if not half then return hour <= 24 and hour or nil end
  if hour > 12 then return hour < 24 and hour or nil end -- "14:05 PM" says it twice
  return hour % 12 + half
end

local function time_of(hour, minute, second, half)
  hour, minute, second = hour_of(hour, half), integer(minute), integer(second)
  if not hour or minute > 59 or second > 60 then return nil end
  if hour == 24 and (minute > 0 or second > 0) then return nil end
  return { hour = hour, minute = minute, second = math.min(second, 59) } -- a leap second is the last of its minute
end

-- The word of a half of the day that ends a text, or opens it: what it adds to the hour,
-- and where the text ends or goes on without it.
local function half_before(text)
  local stop, word = text:match "()([^%s%d]+)%s*$"
  return names.halves[word], stop
end

local function half_behind(text, from)
  local word, stop = text:match("^%s*([^%s%d%+%-,]+)()", from)
  return names.halves[word], stop
end

-- "10:14:55.250 PM": the time, and where it begins and ends.
local function find_time(text)
  local first, last, hour, minute = text:find "(%d%d?):(%d%d)%f[%D]"
  if not first or text:find("^%d", first - 1) and first > 1 then return nil end
  local second = text:match("^:(%d%d)%f[%D]", last + 1)
  if second then
    last = last + 3
    last = select(2, text:find("^[.,:]%d+", last + 1)) or last
  end
  local half, start = half_before(text:sub(1, first - 1))
  if half then
    first = start
  else
    half, start = half_behind(text, last + 1)
    if half then last = start - 1 end
  end
  return time_of(hour, minute, second or "0", half), first, last
end

-- "20031231t101455", "20031231t1014", "2003-12-31t10": ISO 8601 without colons.
local function find_basic_time(text)
  local first, digits, last = text:match "%d()t(%d+)()"
  if not first then return nil end
  last = last - 1
  last = select(2, text:find("^[.,]%d+", last + 1)) or last
  if #digits ~= 2 and #digits ~= 4 and #digits ~= 6 then return nil end
  local hour, minute, second = digits:sub(1, 2), digits:sub(3, 4), digits:sub(5, 6)
  return time_of(hour, minute ~= "" and minute or "0", second ~= "" and second or "0"), first, last
end

local function offset_text(sign, hours, minutes)
  hours, minutes = integer(hours), integer(minutes)
  if hours > 14 or minutes > 59 then return nil end
  if hours == 0 and minutes == 0 then return "Z" end
  return ("%s%02d:%02d"):format(sign, hours, minutes)
end

-- A zone that is known, or a word that may be one: "EDST", "Europe/Berlin".
local function names_zone(word)
  if names.zones[word] or word:find("/", 1, true) then return true end
  return #word <= 5 and not names.month(word) and not names.is_filler(word)
end

local function drop_zone_name(text)
  local word, rest = text:match "^%s*(%a[%a_]*/?[%a_]*)(.*)$"
  if word and names_zone(word) then return rest, names.zones[word], word end
  return text
end

-- The zone behind a time: "Z", "+02:00", nil where none is known; and the text behind it.
local function read_zone(text)
  local zone, name
  text, zone, name = drop_zone_name((text:gsub("^%s*uhr", "")))
  local sign, hours, minutes, rest = text:match "^%s*([+-])(%d%d):?(%d%d)%f[%D](.*)$"
  if not sign then sign, hours, rest = text:match "^%s*([+-])(%d%d?)%f[%D](.*)$" end
  if not sign then return zone, text end
  rest = drop_zone_name(rest) -- "-0500 EST"
  if zone and zone ~= "Z" then return zone, rest end -- "EST-0500"
  -- RFC 2822, 3.3: -0000 says that the zone is not known.
  if not name and sign == "-" and integer(hours) == 0 and integer(minutes or 0) == 0 then return nil, rest end
  return offset_text(sign, hours, minutes or 0), rest -- "GMT+0200" is two hours ahead of it
end

-- The whole --------------------------------------------------------------------------

local function written(day, time, zone)
  if time and time.hour == 24 then -- the end of a day is the beginning of the next (ISO 8601)
    day = zone and day_of_number(calendar.to_days(day.year, day.month, day.day) + 1) or day
    time.hour = 0
  end
  local text = ("%04d-%02d-%02d"):format(day.year, day.month, day.day)
  if not (time and zone) then return text end
  return ("%sT%02d:%02d:%02d%s"):format(text, time.hour, time.minute, time.second, zone)
end

local function of_unix(text)
  local digits = text:match "^(%d+)$" or text:match "^(%d+)%.%d+$"
  if not digits then return nil end
  local divisor = ({ [9] = 1, [10] = 1, [12] = 1000, [13] = 1000, [16] = 1000000 })[#digits]
  local seconds = divisor and integer(digits) // divisor
  if not seconds or seconds < UNIX_FIRST or seconds >= UNIX_LAST then return nil end
  local rest = seconds % 86400
  return written(day_of_number(seconds // 86400),
    { hour = rest // 3600, minute = rest // 60 % 60, second = rest % 60 }, "Z")
end

-- "20031231101455": the zone, if one follows, with a sign or a Z.
local function of_run(text)
  local year, month, day, hour, minute, second, rest = text:match "^(%d%d%d%d)(%d%d)(%d%d)(%d%d)(%d%d)(%d?%d?)%f[%D](.*)$"
  if not year or #second == 1 then return nil end
  local found = day_of(year, month, day)
  local time = time_of(hour, minute, second ~= "" and second or "0")
  if not found or not time then return nil end
  local zone, after = read_zone((rest:gsub("^%.%d+", "")))
  if after:find "%S" then return nil end
  return written(found, time, zone)
end

local function trimmed(text) return (text:gsub("^[%s,;|%-]+", ""):gsub("[%s,;|%-]+$", "")) end

local function read_day(text)
  text = trimmed(text)
  local day = read_digits(text) or read_names(text)
  if day then return day end
  -- A weekday in front: with a comma a word of any language, as in "Κυρ, 11 Ιούλ 2004".
  local word, mark, rest = text:match "^([^%s%d,.]+)([,.]*)(.+)$"
  if not word or not (mark:find(",", 1, true) or names.is_filler(word)) then return nil end
  rest = trimmed(rest)
  return read_digits(rest) or read_names(rest)
end

-- "2003-12-31Z", "2003-12-31-05:00": a day with a zone.
local function without_zone(text)
  return text:match "^(%d%d%d%d%-%d%d%-%d%d)z$" or text:match "^(%d%d%d%d%-%d%d%-%d%d)[+-]%d%d:%d%d$"
end

---Read a date or point in time.
---@param text string?
---@return string? value  "2021-04-07T10:00:00+06:00", "2021-04-07T04:00:00Z", or "2021-04-07"
---  where no time, or a time without a known zone is given; nil where there is no whole day
function M.parse(text)
  if type(text) ~= "string" or #text > MAX_BYTES then return nil end
  local plain = trimmed(names.plain(text))
  local value = of_run(plain) or of_unix(plain)
  if value then return value end
  plain = without_zone(plain) or plain
  local time, first, last = find_time(plain)
  if not first then time, first, last = find_basic_time(plain) end
  if not first then
    local day = read_day(plain)
    return day and written(day)
  end
  if not time then return nil end
  local zone, rest = read_zone(plain:sub(last + 1))
  local day = read_day(plain:sub(1, first - 1):gsub("(%d)t$", "%1") .. " " .. rest)
  return day and written(day, time, zone)
end

return M
