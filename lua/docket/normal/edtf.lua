---TIMEX3 values as EDTF (ISO 8601-2:2019, levels 0 to 2), which archives and
---catalogues read. What EDTF cannot say ("recently", a duration, a set) has none.
local calendar = require "docket.normal.date"

local M = {}

-- ISO 8601-2, 4.8: sub-year groupings.
local SEASONS <const> = { SP = 21, SU = 22, FA = 23, WI = 24 }

local function grouping(parts)
  if parts.season then return SEASONS[parts.season] end
  if parts.quarter then return 32 + parts.quarter end
  if parts.half then return 39 + parts.half end
  return nil
end

-- Weeks and weekends have no form of their own: their days, as an interval.
local function interval(value)
  local first, last = calendar.range(value)
  return first and last and first .. "/" .. last or nil
end

local function plain(value)
  if value:find("/", 1, true) then return value end
  if value:find "^[%dX]+%-%d%d%-%d%d$" or value:find "^[%dX]+%-%d%d$" or value:find "^%d%d%d%d$" then return value end
  local parts = calendar.parse(value)
  if not parts then return nil end
  if parts.time then
    -- "morning" is no clock time; then the day is all that EDTF can say
    local clock = parts.time:match "^%d%d:%d%d"
    local day = value:match "^(.-)T"
    return clock and not day:find "X" and ("%sT%s:00"):format(day, clock) or plain(day)
  end
  if parts.century then return ("%02dXX"):format(parts.century) end
  if parts.decade then return ("%03dX"):format(parts.decade) end
  if parts.week or parts.weekend then return interval(value) end
  local group = grouping(parts)
  if group and parts.year then return ("%04d-%d"):format(parts.year, group) end
  return nil
end

---@param value string?  TIMEX3 value of a DATE or TIME: "2018-12", "2021-SP", "199"
---@param mod string?    TIMEX3 modifier: APPROX becomes "~", BEFORE and AFTER open an interval
---@return string? edtf  nil where EDTF has no form for it
function M.of(value, mod)
  if not value or value:find "_REF$" or value:find "^P" or value:find "WXX" then return nil end
  local text = plain(value)
  if not text then return nil end
  if mod == "APPROX" and not text:find("/", 1, true) then return text .. "~" end
  if mod == "BEFORE" then return "../" .. (text:match "^([^/]+)" or text) end
  if mod == "AFTER" then return (text:match "([^/]+)$" or text) .. "/.." end
  return text
end

return M
