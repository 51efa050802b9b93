---The scanner of docket.normal.published: a folded line into tokens, tokens into dates.
local calendar = require "docket.normal.date"
local solar_hijri = require "docket.normal.solar_hijri"

local M = {}

---@class docket.normal.published.token
---@field first integer  byte in the line
---@field last integer
---@field gap string  what stands between it and the token before
---@field number? integer
---@field digits? integer  how many
---@field word? string
---@field month? integer
---@field solar? integer

local integer = math.tointeger

-- Marks after figures in Chinese, Japanese and Korean; "号" is spoken Chinese.
local DAY_MARKS <const> = { { "年", "月", "日" }, { "年", "月", "号" }, { "년", "월", "일" } }

---Days in Chinese, Japanese and Korean with hyphens.
---@param line string  folded
---@return string
function M.numbered(line)
  if not line:find "[\xE5\xEB]" then return line end
  for _, marks in ipairs(DAY_MARKS) do
    line = line:gsub("(%d+) ?" .. marks[1] .. " ?(%d+) ?" .. marks[2] .. " ?(%d+) ?" .. marks[3], "%1-%2-%3 ")
  end
  return line
end

local function word_token(word, token, lists)
  local name = word:gsub("^[dl]'", "")
  token.word, token.month, token.solar = word, lists.months[name], lists.solar[name]
  return token
end

-- Months of two words, as "كانون الثاني", are one token.
local function join_months(tokens, lists)
  for i = #tokens - 1, 1, -1 do
    local here, after = tokens[i], tokens[i + 1]
    local month = here.word and after.word and after.gap == " " and lists.months[here.word .. " " .. after.word]
    if month then
      here.month, here.last = month, after.last
      table.remove(tokens, i + 1)
    end
  end
end

---@return docket.normal.published.token[]
local function tokens_of(line, lists)
  local tokens, position, gap_from, high_months = {}, 1, 1, false
  while true do
    local first = line:find("[%w\x80-\xff]", position)
    if not first then break end
    local pattern = line:find("^%d", first) and "^%d+" or "^[%a\x80-\xff][%a\x80-\xff']*"
    local _, last = line:find(pattern, first)
    local token = { first = first, last = last, gap = line:sub(gap_from, first - 1) }
    local text = line:sub(first, last)
    local before = tokens[#tokens]
    if pattern == "^%d+" then
      token.number, token.digits = integer(tonumber(text:sub(1, 15))), #text
      tokens[#tokens + 1] = token
    elseif not (before and (before.number or before.month) and lists.joiners[text] and #token.gap <= 2) then
      tokens[#tokens + 1] = word_token(text, token, lists)
      high_months = high_months or text:byte() >= 0x80
    end
    -- What joins parts of a date is passed over; the gap of the next part is what follows it.
    position, gap_from = last + 1, last + 1
  end
  if high_months then join_months(tokens, lists) end
  return tokens
end

local function is_close(token)
  return token and #token.gap <= 4 and not token.gap:find "[^ %.,/'%-]"
end

local function is_year(token) return token and token.digits == 4 and token.number >= 1000 and token.number <= 2999 end

local function is_day(token) return token and token.number and token.digits <= 2 and token.number >= 1 and token.number <= 31 end

-- "7 Apr 21": two figures for the year, unless they are an hour or a count of something.
local function is_short_year(token, following, line)
  if not (token and token.digits == 2) then return false end
  if line:find("^ ?[:h]", token.last + 1) then return false end
  return not (following and following.word and following.gap == " ") or line:find("^[^%w]", token.last + 2) ~= nil
end

local function full_year(token) return token.digits == 2 and token.number + (token.number < 70 and 2000 or 1900) or token.number end

-- A month and how many tokens it takes: the names of two calendars or regions side by side
-- ("نيسان/أبريل") are one.
local function month_at(tokens, i)
  local token, after = tokens[i], tokens[i + 1]
  if not (token and (token.month or token.solar)) then return nil end
  if after and after.month and after.month == token.month and is_close(after) then return token, 2 end
  return token, 1
end

local function named(year, month, day)
  if month.solar and year < 1600 then return solar_hijri.to_gregorian(year, month.solar, day) end
  if not month.month then return nil end
  return year, month.month, day
end

-- "7 April 2021", "7 de abril de 2021", "14 JAN 20"
local function day_month_year(tokens, i, line)
  local day = tokens[i]
  local month, width = month_at(tokens, i + 1)
  if not (is_day(day) and month and is_close(month)) then return nil end
  local year = tokens[i + 1 + width]
  if not is_close(year) then return nil end
  if is_year(year) or is_short_year(year, tokens[i + 2 + width], line) then
    return i + 1 + width, named(full_year(year), month, day.number)
  end
  return nil
end

-- "April 7, 2021", "Apr 7th 2021", "Apr 7 10:05:00 2021"
local function month_day_year(tokens, i)
  local month, width = month_at(tokens, i)
  if not month then return nil end
  local day, year = tokens[i + width], tokens[i + width + 1]
  if not (is_day(day) and is_close(day)) then return nil end
  if is_year(year) and is_close(year) then return i + width + 1, named(year.number, month, day.number) end
  local at = i + width + 1
  while tokens[at] and tokens[at].number and tokens[at].digits == 2 and at <= i + width + 3 do at = at + 1 end
  if at > i + width + 2 and is_year(tokens[at]) and tokens[at].gap == " " then
    return at, named(tokens[at].number, month, day.number)
  end
  return nil
end

-- "2021. április 7.", "2021-yil 7-aprel", "2021 жылғы 7 сәуір"
local function year_first(tokens, i)
  local year, second, third = tokens[i], tokens[i + 1], tokens[i + 2]
  if not (is_year(year) and is_close(second) and is_close(third)) then return nil end
  if (second.month or second.solar) and is_day(third) then return i + 2, named(year.number, second, third.number) end
  if (third.month or third.solar) and is_day(second) then
    -- not where the next date has its own year: "2021 7 April 2022"
    local next_year = tokens[i + 3]
    if is_year(next_year) and is_close(next_year) then return nil end
    return i + 2, named(year.number, third, second.number)
  end
  return nil
end

-- Three numbers in the order that they have, as year, month, day; and whether day and month
-- could be the other way round.
local function arrange(first, second, third, separator, order)
  local a, b, c = first.number, second.number, third.number
  if first.digits == 4 then
    if a >= 1300 and a < 1500 then return false, solar_hijri.to_gregorian(a, b, c) end
    return false, a, b, c
  end
  local year = full_year(third)
  if a > 12 then return false, year, b, a end
  if b > 12 then return false, year, a, b end
  if separator == "." then return false, year, b, a end
  if order == "mdy" then return a ~= b, year, a, b end
  return a ~= b, year, b, a
end

local function separator_of(token)
  return token and token.number and token.gap:match "^ ?([%./%-]) ?$"
end

-- "07.04.2021", "7/4/2021", "2021-04-07", "10 .12 .19"
local function figures(tokens, i, order)
  local first, second, third = tokens[i], tokens[i + 1], tokens[i + 2]
  local separator = separator_of(second)
  if not first.number or not separator or separator_of(third) ~= separator then return nil end
  if separator_of(first) == separator and i > 1 and tokens[i - 1].number then return nil end
  local after = tokens[i + 3]
  if after and after.gap == separator and after.number and third.digits ~= 4 and separator ~= "-" then return nil end
  if second.digits > 2 or first.digits == 3 or third.digits == 3 or first.digits > 4 or third.digits > 4 then return nil end
  if (first.digits == 4) == (third.digits == 4) and first.digits == 4 then return nil end
  if first.digits <= 2 and third.digits == 1 then return nil end
  local ambiguous, year, month, day = arrange(first, second, third, separator, order)
  return i + 2, year, month, day, ambiguous
end

-- "20210407"
local function compact(tokens, i, line)
  local token = tokens[i]
  if token.digits ~= 8 then return nil end
  local year, month, day = line:sub(token.first, token.last):match "^([12][09]%d%d)(%d%d)(%d%d)$"
  if not year then return nil end
  return i, integer(year), integer(month), integer(day)
end

-- Where a date begins at a token: the last token of it, and the day.
local function date_at(tokens, i, line, order)
  local token = tokens[i]
  if token.number then
    if token.digits == 8 then return compact(tokens, i, line) end
    if token.digits > 4 then return nil end
    local last, year, month, day = day_month_year(tokens, i, line)
    if not last then last, year, month, day = year_first(tokens, i) end
    if last then return last, year, month, day end
    return figures(tokens, i, order)
  elseif token.month or token.solar then
    return month_day_year(tokens, i)
  end
  return nil
end

-- Zones that news names, as the letters stand. What several zones are called (IST, CST in
-- China) is left to the time alone.
local ZONES <const> = { utc = "Z", gmt = "Z", z = "Z", bst = "+01:00", cet = "+01:00", mez = "+01:00", cest = "+02:00",
  mesz = "+02:00", eet = "+02:00", eest = "+03:00", msk = "+03:00", est = "-05:00", edt = "-04:00", cdt = "-05:00",
  mst = "-07:00", mdt = "-06:00", pst = "-08:00", pdt = "-07:00", jst = "+09:00", kst = "+09:00", hkt = "+08:00",
  sgt = "+08:00", aest = "+10:00", aedt = "+11:00", nzst = "+12:00", nzdt = "+13:00", ["мск"] = "+03:00" }

local function zone_in(rest)
  rest = rest:gsub("^[ (]+", "")
  local name = rest:match "^[%a\x80-\xff]+" or ""
  local after = ZONES[name] == "Z" and rest:sub(#name + 1) or name == "" and rest or nil
  local sign, hours, minutes = (after or ""):match "^ ?([+-])(%d%d?):?(%d?%d?)"
  if sign and integer(hours) <= 14 then
    return ("%s%02d:%02d"):format(sign, integer(hours), minutes ~= "" and integer(minutes) or 0)
  end
  return ZONES[name]
end

-- Longest run between a date and its time: ", klo ", " um ", " | ".
local BEFORE_TIME <const> = 10

---The time after a date.
---@return string? time  "10:05:00"
---@return string? zone
local function time_after(line, position)
  local rest = line:sub(position, position + 40)
  local before, hour, minute, tail = rest:match "^([^%d]*)(%d%d?)[:h](%d%d)(.*)$"
  if not hour then
    before, hour, minute, tail = rest:match "^([^%d]*)(%d%d?)%.(%d%d)( ?%a.*)$"
    if not hour or not tail:find "^ ?[ap]%.?m" and not tail:find "^ uhr" then return nil end
  end
  if #before > BEFORE_TIME then return nil end
  local second = tail:match "^:(%d%d)" or "00"
  tail = tail:gsub("^:%d%d", ""):gsub("^%.%d+", "")
  hour = integer(hour)
  local half = tail:match "^ ?([ap])%.? ?m%f[^%a]"
  if half then
    if hour > 12 then return nil end
    hour = hour % 12 + (half == "p" and 12 or 0)
    tail = tail:gsub("^ ?[ap]%.? ?m%.?", "")
  end
  if hour > 23 or integer(minute) > 59 or integer(second) > 59 then return nil end
  return ("%02d:%s:%s"):format(hour, minute, second), zone_in(tail)
end

-- The last label of scripts without spaces, and where it ends.
local function unspaced_label(words, lists)
  local best, best_end
  if not words:find "[\xE3-\xED]" then return nil, 0 end
  for _, label in ipairs(lists.unspaced) do
    local from = 1
    while true do
      local start, stop = words:find(label, from, true)
      if not start then break end
      if not best or stop > best_end or stop == best_end and #label > #best then best, best_end = label, stop end
      from = stop + 1
    end
  end
  return best, best_end or 0
end

---What the words between two dates call the second one: the label that is nearest to it.
local function label_in(line, first, last, lists)
  local words = line:sub(first, last)
  local best, best_end = unspaced_label(words, lists)
  for start, word, stop in words:gmatch "()([%a\x80-\xff][%a\x80-\xff'-]*)()" do
    for _, label in ipairs(lists.by_last_word[word] or {}) do
      local from = start + #word - #label
      if from >= 1 and stop - 1 >= best_end and words:sub(from, stop - 1) == label
        and not words:find("^[%a\x80-\xff]", from - 1 > 0 and from - 1 or #words + 1) then
        best, best_end = label, stop - 1
        break
      end
    end
  end
  return best and lists.labels[best]
end

local function day_of(year, month, day)
  if not day or year < 1 or not calendar.exists(year, month, day) then return nil end
  return ("%04d-%02d-%02d"):format(year, month, day)
end

-- Dates with a year.
local function whole_dates(line, tokens, lists, order)
  local dates, i, free_from = {}, 1, 1
  while i <= #tokens do
    local last, year, month, day, ambiguous = date_at(tokens, i, line, order)
    local value = last and day_of(year, month, day)
    if value then
      local time, zone = time_after(line, tokens[last].last + 1)
      dates[#dates + 1] = { value = zone and value .. "T" .. time .. zone or value, time = time and time:sub(1, 5),
        label = label_in(line, free_from, tokens[i].first - 1, lists), ambiguous = ambiguous or nil }
      free_from = tokens[last].last + 1
      i = last
    end
    i = i + 1
  end
  return dates
end

local SECONDS <const> = { D = 86400, H = 3600, MIN = 60, W = 7 * 86400 }

-- Seconds since 1970 of a day or a time; the zone is that of the day. Without a time, an
-- hour ago is still on the day.
local function seconds_of(reference)
  local year, month, day = reference:match "^(%d%d%d%d)-(%d%d)-(%d%d)"
  local hour, minute = reference:match "T(%d%d):(%d%d)"
  return calendar.to_days(integer(year), integer(month), integer(day)) * 86400
    + (hour and integer(hour) * 3600 + integer(minute) * 60 or 86399)
end

local function before(reference, number, unit)
  return day_of(calendar.from_days((seconds_of(reference) - number * SECONDS[unit]) // 86400))
end

-- Is the text before a position the word that makes a span past: "vor", "il y a"?
local function is_past_before(line, position, past)
  local text = line:sub(math.max(1, position - 40), position - 1):gsub(" $", "")
  local from = #text
  for _ = 1, 3 do
    local start = text:sub(1, from):match "()[^ ]+$"
    if not start then return false end
    if past[text:sub(start)] == true then return true end
    from = start - 2
  end
  return false
end

-- "3 days ago", "vor 3 Tagen", "3天前", "yesterday"
local function relative_date(line, tokens, lists, reference)
  for i, token in ipairs(tokens) do
    local unit_token, past_token = tokens[i + 1], tokens[i + 2]
    if token.number and token.digits <= 3 and unit_token and unit_token.word and #unit_token.gap <= 1 then
      local one_word = lists.past[unit_token.word]
      local unit = type(one_word) == "string" and one_word or lists.units[unit_token.word]
      local is_past = type(one_word) == "string" or past_token and past_token.word and lists.past[past_token.word] == true
        or is_past_before(line, token.first, lists.past)
      if unit and is_past then return before(reference, token.number, unit), token.first end
    end
    local days = token.word and lists.days[token.word]
    if days then return before(reference, -days, "D"), token.first end
  end
  return nil
end

-- "7 April", "April 7": in the year that ends at the reference.
local function yearless_date(tokens, reference)
  for i = 1, #tokens - 1 do
    local first, second = tokens[i], tokens[i + 1]
    local month = first.month and is_day(second) and first or second.month and is_day(first) and second
    if month and is_close(second) then
      local year, day = integer(reference:sub(1, 4)), month == first and second.number or first.number
      local value = day_of(year, month.month, day)
      if value and value > reference:sub(1, 10) then value = day_of(year - 1, month.month, day) end
      if value then return value, first.first end
    end
  end
  return nil
end

---All dates of a line. Those that need a reference date are read where no other stands there.
---@param line string  folded
---@param lists docket.normal.published.Words
---@param options { order: "dmy"|"mdy", reference: string? }
---@return docket.normal.published.Date[]
function M.dates(line, lists, options)
  local tokens = tokens_of(line, lists)
  local dates = whole_dates(line, tokens, lists, options.order)
  if #dates == 0 and options.reference then
    local value, position = relative_date(line, tokens, lists, options.reference)
    if not value then value, position = yearless_date(tokens, options.reference) end
    if value then dates[1] = { value = value, label = label_in(line, 1, position - 1, lists) } end
  end
  return dates
end

return M
