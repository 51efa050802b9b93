-- How many columns of a terminal a text takes, and cutting it to a number of them.
--
-- A terminal gives most characters one column, East Asian wide ones and emoji two, and
-- combining marks none.  The ranges are those of the Unicode East Asian Width property,
-- joined where what lies between is not assigned; a table's edge needs no more.

local M = {}

-- Pairs of first and last code point, ascending.
local zero = {
  0x0300, 0x036F, 0x0483, 0x0489, 0x0591, 0x05BD, 0x0610, 0x061A, 0x064B, 0x065F,
  0x06D6, 0x06DC, 0x0900, 0x0902, 0x0E31, 0x0E31, 0x0E34, 0x0E3A, 0x0E47, 0x0E4E,
  0x1AB0, 0x1AFF, 0x1DC0, 0x1DFF, 0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064,
  0x20D0, 0x20FF, 0xFE00, 0xFE0F, 0xFE20, 0xFE2F, 0xFEFF, 0xFEFF, 0xE0100, 0xE01EF,
}
local wide = {
  0x1100, 0x115F, 0x231A, 0x231B, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF,
  0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
  0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF,
  0x1F900, 0x1F9FF, 0x20000, 0x3FFFD,
}

local function within(ranges, code)
  for index = 1, #ranges, 2 do
    if code < ranges[index] then return false end
    if code <= ranges[index + 1] then return true end
  end
  return false
end

local function columns_of(code)
  if code < 0x300 then return 1 end
  if within(zero, code) then return 0 end
  return within(wide, code) and 2 or 1
end

---Columns that a text takes.  The text is valid UTF-8 on one line.
---@param text string
---@return integer
function M.columns(text)
  if not text:find("[\x80-\xFF]") then return #text end
  local columns = 0
  for _, code in utf8.codes(text) do columns = columns + columns_of(code) end
  return columns
end

---The text cut to at most `limit` columns, with an ellipsis in place of what is cut.
---@param text string
---@param limit integer  1 or more
---@return string cut
---@return integer columns  that the cut text takes
function M.cut(text, limit)
  local whole = M.columns(text)
  if whole <= limit then return text, whole end
  local columns = 0
  for position, code in utf8.codes(text) do
    local next_columns = columns + columns_of(code)
    if next_columns > limit - 1 then
      return text:sub(1, position - 1) .. "…", columns + 1
    end
    columns = next_columns
  end
  return text, whole
end

return M
