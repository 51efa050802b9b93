---Days of the solar Hijri calendar of Iran and Afghanistan as days of ours.
---Leap years by the arithmetic rule of 33 years, which agrees with the astronomical
---calendar from 1178 to 1633 SH (1799 to 2255) but for single days at some new years.
local calendar = require "docket.normal.date"

local M = {}

-- Days from the beginning of the cycles to a day.
local function count(year, month, day)
  year = year + 1595
  local of_month = month < 7 and (month - 1) * 31 or (month - 7) * 30 + 186
  return 365 * year + year // 33 * 8 + (year % 33 + 3) // 4 + of_month + day
end

-- 1 Farvardin 1400 was 21 March 2021.
local OFFSET <const> = calendar.to_days(2021, 3, 21) - count(1400, 1, 1)

---@param year integer
---@param month integer
---@param day integer
---@return integer? year  Gregorian; nil where there is no such day
---@return integer? month
---@return integer? day
function M.to_gregorian(year, month, day)
  if month < 1 or month > 12 or day < 1 or day > (month < 7 and 31 or 30) then return nil end
  return calendar.from_days(count(year, month, day) + OFFSET)
end

return M
