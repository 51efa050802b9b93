-- Days, months and years as a calendar has them: "April 14", "14 April 2021",
-- "Saturday, April 25", "2021-04-14", "in December 2018", "since 2006".
-- A value is never finer than the text. Where the text gives no year, the reference
-- date does; where there is none either, the year is XXXX.
local hyphen = P "-" * filling
local month = Cg(list "months", "month")
local weekday = Cg(list "weekdays", "weekday")
local four = C(P "1" * R "59" * digit * digit + P "20" * digit * digit) * -digit
local short_year = apostrophe * C(digit * digit) * word_end
local two = C(digit * digit ^ -1)
local day_end = word_end * -(P "," * digit) * -(S ".:/" * digit) * -(sp ^ -1 * P "%") * -(sp * words "percent|per cent|million|billion|thousand")
local day = Cg(two, "day") * (words "st|nd|rd|th") ^ -1 * day_end + Cg(list "ordinals", "day")
local ordinal_day = Cg(two, "day") * words "st|nd|rd|th" + Cg(list "ordinals", "day")
local year = Cg(four, "year") * word_end + Cg(short_year, "short_year")
local comma_or_space = P "," * sp ^ -1 + sp
local modifier = (Cg(list "date_modifiers", "mod") * (sp + hyphen)) ^ -1
local weekday_first = (((list "narrative_words" + list "shift_words") / 0 * sp) ^ -1 * weekday * comma_or_space * (words "the" * sp) ^ -1) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }

-- "may" and "march" are verbs unless they are written as names.
local function is_name(captures, context)
  local at = captures.month_at
  return not at or context.text:find("^%u", at)
end

-- The year of a date that has none: the reference settles it, or nothing does.
local function settle(parts, context)
  local reference = context.reference
  if not reference then
    return calendar.format { month = parts.month, day = parts.day }
  end
  local way = direction(context)
  if way == "past" and parts.day then way = "near" end
  return calendar.with_year(parts, reference, way)
end

local function make(captures, context)
  if not is_name(captures, context) then return nil end
  local parts = {
    year = captures.year and math.tointeger(captures.year)
      or captures.short_year and calendar.short_year(captures.short_year),
    month = captures.month and math.tointeger(captures.month),
    day = captures.day and math.tointeger(captures.day),
    weekday = captures.weekday and math.tointeger(captures.weekday),
  }
  if parts.day and not calendar.exists(parts.year, parts.month, parts.day) then
    -- 31 April is stated, so it is found; but it means no day.
    if parts.day < 1 or parts.day > 31 then return nil end
    return { type = "DATE", problem = "no such day" }
  end
  local record = { type = "DATE", mod = captures.mod }
  if parts.year then
    parts.weekday = nil
    record.value = calendar.format(parts)
  else
    record.value = settle(parts, context)
    record.anchor = context.reference
  end
  return record
end

local month_name = Cg(Cp(), "month_at") * month

local counted = sp * list "count_nouns" + sp * word * sp * list "count_nouns"

pattern "date.month_day" {
  kind = "date",
  doc = "[[last] Saturday,] April 14[th][, 2021]",
  trigger = list "months",
  back = 6,
  opens = any { list "date_modifiers", list "narrative_words", list "shift_words", list "weekdays", list "months" },
  follows = any { figures(1, 2), list "ordinals", "the" },
  pattern = modifier * weekday_first * month_name * (sp + hyphen) * (words "the" * sp) ^ -1 * day * (comma_or_space * year) ^ -1,
  make = function(captures, context)
    -- "in April 30 people": a month has "in", a day "on"
    if not captures.mod and context.folded:find("^in ", context.first - 3) and counted:match(context.folded, context.last + 1) then
      return nil
    end
    return make(captures, context)
  end,
  examples = {
    { "It began on April 14.", { quote = "April 14", value = "2021-04-14" }, reference = "2021-04-20" },
    { "It began on April 14.", { quote = "April 14", value = "XXXX-04-14" } },
    { "born on Jan. 3, 1959, in Oral", { quote = "Jan. 3, 1959", value = "1959-01-03" } },
    { "held on December 11", { quote = "December 11", value = "2020-12-11" }, reference = "2021-03-31" },
    { "the verdict will come on June 2", { quote = "June 2", value = "2021-06-02" }, reference = "2021-03-31" },
    { "on Monday, April 12", { quote = "Monday, April 12", value = "2021-04-12" }, reference = "2021-08-01" },
    { "the previous Thursday, April 5", { quote = "the previous Thursday, April 5", value = "2007-04-05" }, reference = "2007-05-01" },
    { "on April 31 nothing happened", { quote = "April 31", problem = "no such day" } },
    { "on February 29, 2015", { quote = "February 29, 2015", problem = "no such day" } },
    { "sentenced on April 7 to ten years", { quote = "April 7", value = "2021-04-07" }, reference = "2021-04-20" },
    { "they may 14 times", nil },
    { "April Jones was jailed", nil },
  },
}

pattern "date.day_month" {
  kind = "date",
  doc = "[Saturday,] [the] 14[th] [of] April [2021]",
  trigger = list "months",
  back = 7,
  opens = any { list "date_modifiers", list "narrative_words", list "shift_words", list "weekdays", list "ordinals", "the", figures(1, 2) },
  pattern = modifier * weekday_first * ((words "the" * sp) ^ -1 * ordinal_day * sp * (words "of" * sp * (words "this" * sp) ^ -1) ^ -1
      + Cg(two, "day") * (sp + hyphen)) * month_name * (comma_or_space * year) ^ -1 * -(sp * digit * digit ^ -1 * word_end),
  make = make,
  examples = {
    { "on 14 April 2021", { quote = "14 April 2021", value = "2021-04-14" } },
    { "the 3rd of May, 2020", { quote = "the 3rd of May, 2020", value = "2020-05-03" } },
    { "a group of 14 may leave", nil },
  },
}

pattern "date.days" {
  kind = "date",
  doc = "A run of days: March 21-23, 21 to 23 March 2021, June 28 - July 2",
  trigger = list "months",
  back = 5,
  priority = 1,
  opens = any { list "months", figures(1, 2) },
  pattern = month_name * sp * day * ((P "-" + dash) * (Cg(list "months", "end_month") * sp) ^ -1 + sp * words "to|through" * sp) * Cg(two, "end_day") * day_end * (comma_or_space * year) ^ -1
    + Cg(two, "day") * (P "-" + dash + sp * words "to|through|until" * sp) * Cg(two, "end_day") * sp * month_name * (comma_or_space * year) ^ -1,
  make = function(captures, context)
    local record = make(captures, context)
    if not record or not record.value then return record end
    local first = calendar.parse(record.value)
    local last = {
      year = first.year,
      month = captures.end_month and math.tointeger(captures.end_month) or first.month,
      day = math.tointeger(captures.end_day),
    }
    if last.year and last.month < first.month then last.year = last.year + 1 end
    if not calendar.exists(last.year, last.month, last.day) then return nil end
    if last.month == first.month and last.day <= first.day then return nil end
    record.value = record.value .. "/" .. calendar.format(last)
    return record
  end,
  examples = {
    { "celebrated on March 21-23", { quote = "March 21-23", value = "2021-03-21/2021-03-23" }, reference = "2021-03-25" },
    { "from 21 to 23 March 2021", { quote = "21 to 23 March 2021", value = "2021-03-21/2021-03-23" } },
  },
}

pattern "date.month_year" {
  kind = "date",
  doc = "[early] December 2018, December of 2018",
  trigger = list "months",
  back = 4,
  opens = any { list "date_modifiers", list "months" },
  follows = any { figures(2, 4), "of" },
  pattern = modifier * month_name * (comma_or_space + sp * words "of" * sp + hyphen) * year,
  make = make,
  examples = {
    { "arrested in December 2018", { quote = "December 2018", value = "2018-12" } },
    { "in late May 2019", { quote = "late May 2019", value = "2019-05", mod = "END" } },
  },
}

local spelled_year = Cg(Ct(words "eighteen|nineteen" / { eighteen = "18", nineteen = "19" } * (sp + hyphen)
    * (list "tens" * ((sp + hyphen) * list "numbers") ^ -1 + list "numbers"))
  + Ct(words "two" * sp * words "thousand" * Cc "20" * (sp * (words "and" * sp) ^ -1 * list "numbers") ^ -1), "spelled")

local function spelled_value(parts)
  local rest = 0
  for i = 2, #parts do rest = rest + math.tointeger(parts[i]) end
  return math.tointeger(parts[1]) * 100 + rest
end

pattern "date.year_in_words" {
  kind = "date",
  doc = "nineteen ninety-six, [January] two thousand",
  trigger = "eighteen|nineteen|thousand",
  back = 6,
  opens = any { list "date_modifiers", list "months", list "ordinals", "the|eighteen|nineteen|two", figures(1, 2) },
  pattern = modifier * (words "the" * sp * words "year" * sp) ^ -1 * (month_name * sp) ^ -1 * (Cg(day, "day") * P "," ^ -1 * sp) ^ -1 * spelled_year,
  make = function(captures, context)
    local first = captures.spelled
    local value = spelled_value(first)
    if #first == 1 and not context.folded:find("^ *the +year", captures.first) and not captures.month then return nil end
    captures.year = tostring(value)
    return make(captures, context)
  end,
  examples = {
    { "in nineteen ninety-six", { quote = "nineteen ninety-six", value = "1996" } },
    { "by the year two thousand", { quote = "the year two thousand", value = "2000" } },
    { "January nineteen ninety-seven", { quote = "January nineteen ninety-seven", value = "1997-01" } },
    { "two thousand people", nil },
  },
}

local uncounted = -(sp * list "count_nouns") * -(sp ^ -1 * S "%$")
local no_number = -B(S "$#/:.,") * -B(digit) * -B(P "\xa3") * -B(P "\xac")

-- Words before four figures that make them a number, a statute or a name.
local NOT_A_YEAR = {
  article = true, articles = true, section = true, paragraph = true, no = true, number = true, room = true,
  page = true, flight = true, boeing = true, about = true, nearly = true, roughly = true, some = true,
  than = true, least = true, chapter = true, model = true, route = true, highway = true, almost = true,
  approximately = true, resolution = true, law = true, order = true, form = true, part = true, windows = true,
}
-- Round figures are counts as often as years, so they need one of these.
local YEAR_WORDS = {
  ["in"] = true, since = true, by = true, ["until"] = true, till = true, of = true, during = true, year = true,
  from = true, early = true, late = true, before = true, after = true, through = true, fiscal = true, mid = true,
}

-- "its 1988 results" are of a year, "with 1988 results" need not be. ("s": a possessive.)
local DETERMINERS = {
  the = true, a = true, an = true, his = true, her = true, its = true, their = true, our = true, my = true, s = true,
  this = true, that = true, these = true, those = true, no = true, every = true, each = true, which = true,
}

local function is_year(captures, context)
  local previous = context.folded:sub(math.max(1, context.first - 16), context.first - 1):match "([%a]+)[%c'. ]*$"
  if previous and NOT_A_YEAR[previous] then return false end
  local value = math.tointeger(captures.year)
  local before_plural = context.folded:find("^ +%a+s%f[%A]", context.last + 1)
    and not context.folded:find("^ +%a*[uis]s%f[%A]", context.last + 1)
  if before_plural and not (previous and (DETERMINERS[previous] or YEAR_WORDS[previous])) then return false end
  if value % 100 ~= 0 and value >= 1700 and value < 2050 then return true end
  return previous ~= nil and YEAR_WORDS[previous] == true
end

local year_end = word_end * uncounted * -(S ",./-" * digit) * -(P "-" * letter * -words "year|based|era|style")

pattern "date.year" {
  kind = "date",
  doc = "2018",
  trigger = digits,
  opens = figures(4),
  pattern = no_number * Cg(four, "year") * year_end,
  make = function(captures, context)
    return is_year(captures, context) and { type = "DATE", value = captures.year } or nil
  end,
  examples = {
    { "banned in 2018.", { quote = "2018", value = "2018" } },
    { "a 2014 embezzlement conviction", { quote = "2014", value = "2014" } },
    { "some 2018 people", nil },
    { "Article 1988 of the code", nil },
    { "$2018", nil },
    { "with 2015 passengers", nil },
    { "call 2020-5555", nil },
    { "2000 prisoners", nil },
  },
}

pattern "date.year_narrowed" {
  kind = "date",
  doc = "early 2018, the end of 1990, the year 2000, fiscal 1989, post-1959",
  trigger = "early|late|mid|middle|start|beginning|end|year|fiscal|post|pre|around|about|approximately",
  back = 2,
  opens = any { list "date_modifiers", "the|fiscal|post|pre" },
  pattern = (Cg(list "date_modifiers", "mod") * (sp + hyphen) * (words "fiscal" * sp) ^ -1
      + words "the" * sp * words "year" * sp + (words "the" * sp) ^ -1 * words "fiscal" * sp * (words "year" * sp) ^ -1
      + (words "post" * Cg(Cc "AFTER", "mod") + words "pre" * Cg(Cc "BEFORE", "mod")) * hyphen) * Cg(four, "year") * year_end,
  make = function(captures) return { type = "DATE", value = captures.year, mod = captures.mod } end,
  examples = {
    { "in early 1991 they", { quote = "early 1991", value = "1991", mod = "START" } },
    { "by the year 2000", { quote = "the year 2000", value = "2000" } },
    { "the end of 1990", { quote = "the end of 1990", value = "1990", mod = "END" } },
    { "about 1990 people", nil },
  },
}

pattern "date.years" {
  kind = "date",
  doc = "A run of years: 2022-2025, 1988-89",
  trigger = digits,
  opens = figures(4),
  follows = digits,
  pattern = no_number * Cg(four, "year") * (P "-" + dash) * (Cg(four, "end_year") + Cg(C(digit * digit), "end_short")) * word_end
    * uncounted * -(P "-" * digit),
  make = function(captures)
    local first = math.tointeger(captures.year)
    local last = math.tointeger(captures.end_year or captures.year:sub(1, 2) .. captures.end_short)
    if last <= first then return nil end
    return { type = "DATE", value = ("%d/%d"):format(first, last) }
  end,
  examples = {
    { "the plan for 2022-2025", { quote = "2022-2025", value = "2022/2025" } },
    { "in 1988-89", { quote = "1988-89", value = "1988/1989" } },
  },
}
