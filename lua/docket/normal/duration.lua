---Durations in ISO 8601, kept as they were stated: eight years and six months
---are `P8Y6M`, 18 months are `P18M`, and no year is ever turned into 365 days.
---
---Pure functions. An unknown quantity is `X` (`PXY`: some years).
---@class docket.normal.duration
local M = {}

---Parts of a duration. A part that was not stated is absent; "X" stands for a
---quantity that the text leaves open.
---@class docket.normal.duration.parts
---@field years? number|"X"
---@field quarters? number|"X"
---@field months? number|"X"
---@field weeks? number|"X"
---@field days? number|"X"
---@field hours? number|"X"
---@field minutes? number|"X"
---@field seconds? number|"X"

-- Order and letters of ISO 8601; Q is TIMEX3's addition. D for decades and C
-- for centuries would clash, so those are written in years.
local DATE_PARTS <const> = {
  { "years", "Y" }, { "quarters", "Q" }, { "months", "M" }, { "weeks", "W" }, { "days", "D" },
}
local TIME_PARTS <const> = { { "hours", "H" }, { "minutes", "M" }, { "seconds", "S" } }

-- Half of a unit in the next smaller unit that divides it evenly. Half a month
-- has no such unit and stays a decimal.
local HALVES <const> = {
  years = { "months", 12 }, weeks = { "days", 7 }, days = { "hours", 24 },
  hours = { "minutes", 60 }, minutes = { "seconds", 60 },
}

local SECONDS <const> = { hours = 3600, minutes = 60, seconds = 1 }

local function number_text(value)
  if value == "X" then return "X" end
  local integer = math.tointeger(value)
  if integer then return tostring(integer) end
  return (("%.4f"):format(value):gsub("0+$", ""):gsub("%.$", ""))
end

---@param parts docket.normal.duration.parts
---@return string? value   "P8Y6M"; nil if no part is given
function M.format(parts)
  local out = { "P" }
  for _, part in ipairs(DATE_PARTS) do
    if parts[part[1]] then out[#out + 1] = number_text(parts[part[1]]) .. part[2] end
  end
  local date_length = #out
  for _, part in ipairs(TIME_PARTS) do
    if parts[part[1]] then
      if #out == date_length then out[#out + 1] = "T" end
      out[#out + 1] = number_text(parts[part[1]]) .. part[2]
    end
  end
  return #out > 1 and table.concat(out) or nil
end

---@param value string  "P8Y6M", "PT100H", "PXY"
---@return docket.normal.duration.parts? parts  nil if it is no duration
function M.parse(value)
  local date, time = value:match "^P([^T]*)T?(.*)$"
  if not date or date .. time == "" then return nil end
  local parts = {}
  local function read(text, letters)
    local rest = text:gsub("([%d.X]+)(%a)", function(amount, letter)
      for _, part in ipairs(letters) do
        if part[2] == letter and not parts[part[1]] then
          parts[part[1]] = amount:find "^X+$" and "X"
            or math.tointeger(amount) or tonumber(amount)
          return parts[part[1]] and "" or nil
        end
      end
    end)
    return rest == ""
  end
  if not read(date, DATE_PARTS) or not read(time, TIME_PARTS) then return nil end
  return parts
end

---A duration of one unit. A fraction goes into the next smaller unit where that
---is exact: 8.5 years are `P8Y6M`, 2.5 hours `PT2H30M`.
---@param amount number|"X"
---@param unit string        "years" … "seconds", or "decades", "centuries"
---@return string value
function M.of(amount, unit)
  if amount ~= "X" then
    if unit == "decades" then amount, unit = amount * 10, "years"
    elseif unit == "centuries" then amount, unit = amount * 100, "years"
    elseif unit == "quarters" then amount, unit = amount * 3, "months"
    end
  elseif unit == "decades" or unit == "centuries" then
    unit = "years"
  end
  local parts = { [unit] = amount }
  local smaller = HALVES[unit]
  if smaller and amount ~= "X" and not math.tointeger(amount) then
    local whole = math.floor(amount)
    local rest = (amount - whole) * smaller[2]
    -- A third of a year is four months although 1/3 is no exact float.
    local rounded = math.floor(rest + 0.5)
    if math.abs(rest - rounded) < 1e-9 then
      parts = { [unit] = whole > 0 and whole or nil, [smaller[1]] = rounded }
    end
  end
  return assert(M.format(parts))
end

---The sum of two durations, part by part: `P1Y` and `P6M` are `P1Y6M`, `P8M` and
---`P10M` are `P18M`. Nothing is carried over from one unit to another.
---@param a string
---@param b string
---@return string? value  nil where one of them is no duration
function M.add(a, b)
  local x, y = M.parse(a), M.parse(b)
  if not x or not y then return nil end
  for unit, amount in pairs(y) do
    if x[unit] == nil then
      x[unit] = amount
    elseif x[unit] == "X" or amount == "X" then
      x[unit] = "X"
    else
      x[unit] = x[unit] + amount
    end
  end
  return M.format(x)
end

-- Days in n months in a row, at least and at most, over any first month.
local LEAST <const> = { [0] = 0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334 }
local MOST <const> = { [0] = 0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337 }

-- Months as days, at least and at most, over any start. Leap days: at most one
-- begun every four years; between two of them may lie eight (1896 to 1904).
local function months_in_days(months)
  if not math.tointeger(months) then return months * 28, months * 31 end
  local years, rest = months // 12, months % 12
  local leaps = math.max(0, (years - 4) // 4 - years // 100)
  return years * 365 + leaps + LEAST[rest], years * 365 + (years + 3) // 4 + MOST[rest]
end

local function whole_months(parts)
  return (parts.years or 0) * 12 + (parts.quarters or 0) * 3 + (parts.months or 0)
end

-- What does not count in months, as days: this part is exact.
local function exact_days(parts)
  local days = (parts.weeks or 0) * 7 + (parts.days or 0)
  for unit, seconds in pairs(SECONDS) do
    if parts[unit] then days = days + parts[unit] * seconds / 86400 end
  end
  return math.tointeger(days) or days
end

local function is_open(parts)
  for _, amount in pairs(parts) do
    if amount == "X" then return true end
  end
  return false
end

---How long a duration lasts, in days: at least and at most, over any day on which
---it may begin. `P1Y` is 365 to 366, `P1M` 28 to 31, `P10D` 10 to 10.
---@param value string
---@return number? least  nil if it is no duration or leaves a quantity open
---@return number? most
function M.bounds(value)
  local parts = M.parse(value)
  if not parts or is_open(parts) then return nil end
  local months = whole_months(parts)
  local least, most = months_in_days(math.tointeger(months) or months)
  local exact = exact_days(parts)
  return least + exact, most + exact
end

---Compare two durations as far as that can be known: `P12M` equals `P1Y`, `P30D`
---and `P1M` cannot be compared.
---@param a string
---@param b string
---@return -1|0|1|nil order  a shorter, equal, longer; nil if it cannot be known
function M.compare(a, b)
  local x, y = M.parse(a), M.parse(b)
  if not x or not y or is_open(x) or is_open(y) then return nil end
  local x_months, y_months = whole_months(x), whole_months(y)
  local x_days, y_days = exact_days(x), exact_days(y)
  if x_months == y_months and x_days == y_days then return 0 end
  if x_months <= y_months and x_days <= y_days then return -1 end
  if x_months >= y_months and x_days >= y_days then return 1 end
  local a_least, a_most = M.bounds(a)
  local b_least, b_most = M.bounds(b)
  if a_most < b_least then return -1 end
  if a_least > b_most then return 1 end
  return nil
end

return M
