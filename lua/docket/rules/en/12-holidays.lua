-- Holidays: "Thanksgiving Day", "Christmas 2020", "last Easter", "Easter week".
local four = C(P "1" * R "59" * digit * digit + P "20" * digit * digit) * word_end
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }

local HOLIDAY_YEARS = 1

-- The day of a holiday in a year, from its entry in the word list.
local function holiday_in(rule, year)
  local offset = rule:match "^easter([+-]%d+)$"
  if offset then return calendar.add(calendar.easter(year), math.tointeger(offset), "days") end
  local month_of, weekday_of, nth = rule:match "^(%d+)/(%d)/(-?%d)$"
  if month_of then
    return calendar.nth_weekday(year, math.tointeger(month_of), math.tointeger(weekday_of), math.tointeger(nth))
  end
  local fixed_month, fixed_day = rule:match "^(%d%d)-(%d%d)$"
  return calendar.format { year = year, month = math.tointeger(fixed_month), day = math.tointeger(fixed_day) }
end

pattern "date.holiday" {
  kind = "date",
  doc = "[last] Thanksgiving, Christmas Day [2020]",
  trigger = list "holidays",
  back = 1,
  opens = any { list "holidays", "last|this|next" },
  pattern = (words "last|this|next" * sp) ^ -1 * Cg(list "holidays", "holiday") * ((P "," ^ -1) * sp * Cg(four, "year")) ^ -1 * Cg((sp * C(words "week|weekend")) ^ -1, "week"),
  make = function(captures, context)
    local reference = context.reference
    local stated = captures.year and math.tointeger(captures.year)
    if not context.text:sub(context.first, context.last):find "%u" then return nil end
    if not stated and not reference then
      local fixed = captures.holiday:match "^%d%d%-%d%d$"
      return { type = "DATE", value = fixed and "XXXX-" .. fixed or nil }
    end
    local value
    if stated then
      value = holiday_in(captures.holiday, stated)
    else
      local here = calendar.parse(reference).year
      local way = direction(context)
      for year_of = here - HOLIDAY_YEARS, here + HOLIDAY_YEARS do
        local candidate = holiday_in(captures.holiday, year_of)
        if way == "past" and candidate <= reference then value = candidate
        elseif way == "future" and candidate >= reference and not value then value = candidate end
      end
    end
    if captures.week ~= "" then value = calendar.truncate(value, captures.week .. "s") end
    return { type = "DATE", value = value, anchor = not stated and reference or nil }
  end,
  examples = {
    { "found on Thanksgiving Day", { quote = "Thanksgiving Day", value = "1999-11-25" }, reference = "2000-01-07" },
    { "at Christmas 2020", { quote = "Christmas 2020", value = "2020-12-25" } },
  },
}
