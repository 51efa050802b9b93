-- Months and weekdays by name: "June", "mid-September", "last December", "on Monday",
-- "next Friday". The last one is meant, unless the clause speaks of what is to come.
local hyphen = P "-" * filling
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }
local month_name = Cg(Cp(), "month_at") * Cg(list "months", "month")
local weekday = Cg(list "weekdays", "weekday")

pattern "date.shifted_month" {
  kind = "date",
  doc = "last December, next May, this September",
  trigger = list "months",
  back = 5,
  opens = any { list "relative_modifiers", list "shift_words" },
  pattern = modifier * Cg(list "shift_words", "shift") * sp * month_name * -(sp * digit * digit ^ -1 * word_end),
  make = function(captures, context)
    if not context.text:find("^%u", captures.month_at) then return nil end
    local reference = context.reference
    local month = math.tointeger(captures.month)
    if not reference then return { type = "DATE", value = calendar.format { month = month } } end
    local here = calendar.parse(reference)
    local shift = math.tointeger(captures.shift)
    local year = here.year
    if shift < 0 and month >= here.month then year = year - 1
    elseif shift > 0 and month <= here.month then year = year + 1 end
    return { type = "DATE", value = calendar.format { year = year, month = month }, mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "Last December, the charge", { quote = "Last December", value = "2020-12" }, reference = "2021-04-14" },
  },
}

local day_part = Cg(C(digit * digit ^ -1), "day") * (words "st|nd|rd|th") ^ -1 * word_end

pattern "date.month_shift" {
  kind = "date",
  doc = "[late] January [of] this year, 18 September last year, June 3 next year",
  trigger = list "months",
  back = 5,
  priority = 1,
  opens = any { list "relative_modifiers", list "months", "the", figures(1, 2) },
  follows = any { figures(1, 2), list "shift_words", "of" },
  pattern = modifier * (month_name * (sp * day_part) ^ -1 + (words "the" * sp) ^ -1 * day_part * sp * (words "of" * sp) ^ -1 * month_name)
    * P "," ^ -1 * sp * (words "of" * sp) ^ -1 * Cg(list "shift_words", "shift") * sp * words "year",
  make = function(captures, context)
    local year = calendar.step(context.reference, math.tointeger(captures.shift), "years")
    local parts = { year = year and math.tointeger(year), month = math.tointeger(captures.month),
      day = captures.day and math.tointeger(captures.day) }
    if parts.day and not calendar.exists(parts.year, parts.month, parts.day) then
      return { type = "DATE", problem = "no such day" }
    end
    return { type = "DATE", value = calendar.format(parts), mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "released in February this year", { quote = "February this year", value = "2021-02" }, reference = "2021-04-07" },
    { "on 18 September last year", { quote = "18 September last year", value = "2020-09-18" }, reference = "2021-04-07" },
  },
}

pattern "date.shifted_weekday" {
  kind = "date",
  doc = "last Friday, next Monday, this coming Sunday",
  trigger = list "weekdays",
  back = 4,
  opens = any { list "relative_modifiers", list "shift_words" },
  pattern = modifier * Cg(list "shift_words", "shift") * sp * weekday,
  make = function(captures, context)
    local reference = context.reference
    local day = math.tointeger(captures.weekday)
    if not reference then return { type = "DATE", value = calendar.format { weekday = day } } end
    local shift = math.tointeger(captures.shift)
    local way = shift < 0 and "before" or shift > 0 and "after" or direction(context)
    return { type = "DATE", value = calendar.nearest_weekday(day, reference, way), mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "mailed last Friday", { quote = "last Friday", value = "2021-04-09" }, reference = "2021-04-14" },
  },
}

local title = sp * list "weekday_titles"

pattern "date.weekday" {
  kind = "date",
  doc = "[early] Monday",
  trigger = list "weekdays",
  back = 2,
  opens = any { list "relative_modifiers", list "weekdays" },
  pattern = modifier * weekday,
  make = function(captures, context)
    local reference = context.reference
    local day = math.tointeger(captures.weekday)
    if not context.text:sub(context.first, context.last):find "%u" then return nil end
    if title:match(context.folded, context.last + 1) and context.text:find("^ +%u", context.last + 1) then return nil end
    if not reference then return { type = "DATE", value = calendar.format { weekday = day }, mod = captures.mod } end
    local way = direction(context)
    return { type = "DATE", value = calendar.nearest_weekday(day, reference, way), mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "the Sunday Times wrote", nil },
    { "he said on Monday", { quote = "Monday", value = "2021-04-12" }, reference = "2021-04-14" },
    { "the court will decide on Monday", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
    { "her lawyers would ask for a stay of Monday's ruling", { quote = "Monday", value = "2021-04-12" }, reference = "2021-04-14" },
    { "all but two had signed by Monday", { quote = "Monday", value = "2021-04-12" }, reference = "2021-04-14" },
    { "he stays in custody until Monday", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
    { "until Monday, they had heard nothing", { quote = "Monday", value = "2021-04-12" }, reference = "2021-04-14" },
    { "the choir would be singing Monday", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
    { "when his appeal is heard on Monday", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
    { "they planned a vigil on Monday and were printing leaflets", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
    { "On Monday, the league of coastal and island towns plans to strike", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
  },
}

-- A month without a year is a name or a verb as well ("April Jones", "may", "march"),
-- so a bare one needs a word before it that dates take.
local MONTH_WORDS = {
  ["in"] = true, since = true, by = true, ["until"] = true, till = true, of = true, during = true, from = true,
  to = true, before = true, after = true, through = true, around = true, ["for"] = true, between = true, ["and"] = true,
  ["or"] = true, on = true, last = true, ["throughout"] = true, the = true, ["than"] = true,
}

-- Those of them that stand before times more often than before names.
local TIME_WORDS = { ["in"] = true, since = true, by = true, ["until"] = true, till = true, during = true, last = true,
  throughout = true, through = true, before = true, after = true }

local function is_bare_month(captures, context)
  local text = context.text
  if not text:find("^%u", captures.month_at) then return false end
  if captures.mod then return true end
  local previous = context.folded:sub(math.max(1, context.first - 16), context.first - 1):match "([%a]+) *$"
  local name_follows = text:find("^ +%u%l", context.last + 1) ~= nil
  if not previous or not MONTH_WORDS[previous] then
    local name = context.folded:sub(context.first, context.last)
    if name == "may" or name == "march" or name == "august" or #name < 4 or name == "june" or name == "april" then
      return false
    end
  elseif #context.folded:sub(context.first, context.last) < 4 and name_follows then
    return false
  end
  -- "and April Jones", but "in April President Putin": a preposition of time decides
  return not name_follows or previous ~= nil and TIME_WORDS[previous] == true
end

pattern "date.month" {
  kind = "date",
  doc = "[mid-]September: the last one, unless the verb is in the future",
  trigger = list "months",
  back = 4,
  -- with a day behind it, it is a day's rule to find; "in April 30 people" has none
  opens = any { list "relative_modifiers", list "months" },
  pattern = modifier * (B(P "in ") * month_name + month_name * -(sp * digit * digit ^ -1 * word_end)) * -(hyphen * digit),
  make = function(captures, context)
    if not is_bare_month(captures, context) then return nil end
    local reference = context.reference
    local month = math.tointeger(captures.month)
    if not reference then return { type = "DATE", value = calendar.format { month = month }, mod = captures.mod } end
    local way = direction(context)
    return { type = "DATE", value = calendar.with_year({ month = month }, reference, way), mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "sent to a clinic in mid-September", { quote = "mid-September", value = "2020-09", mod = "MID" }, reference = "2021-03-31" },
    { "the trial will open in June", { quote = "June", value = "2021-06" }, reference = "2021-03-31" },
    { "In June he was jailed", { quote = "June", value = "2020-06" }, reference = "2021-03-31" },
    { "In April 30 people were held", { quote = "April", value = "2020-04" }, reference = "2021-03-31" },
    { "April Jones was jailed", nil },
    { "they may march", nil },
  },
}
