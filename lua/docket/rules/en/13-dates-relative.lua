-- Dates that count from somewhere: from the day of writing ("last week", "on Monday",
-- "three years ago", "in June"), or from the date that the text mentioned last ("the
-- previous day", "a week later"). The value is as fine as the unit that was used.
local hyphen = P "-" * filling
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }
local month_name = Cg(Cp(), "month_at") * Cg(list "months", "month")
local weekday = Cg(list "weekdays", "weekday")

-- The day from which narrative words count: the date mentioned last, if it is one
-- that days, months or years can be counted from; else the day of writing.
local function narrative_base(context)
  local previous = context.previous
  local value = previous and previous.value
  local parts = value and calendar.parse(value)
  if parts and parts.year then
    parts.time = nil
    return calendar.format(parts)
  end
  return context.reference
end

-- A value a number of units away, cut down to the unit: two months before a day is
-- a month, not a day.
local function step(base, n, unit)
  if not base then return nil end
  if unit == "weekends" then
    local week = calendar.truncate(base, "weeks")
    local value = week and calendar.add(week, n, "weeks")
    return value and value .. "-WE"
  elseif unit == "weeks" and n ~= 0 and not calendar.truncate(base, "weeks") then
    return nil
  end
  local coarse = calendar.truncate(base, unit)
  return coarse and calendar.add(coarse, n, unit)
end

pattern "date.word" {
  kind = "date",
  doc = "today, late yesterday, now, recently",
  trigger = any { list "relative_words", "yesterday|today|tomorrow" },
  back = 2,
  pattern = modifier * Cg(list "relative_words", "word") * -(sp * list "vague_spans"),
  make = function(captures, context)
    local word_value = captures.word
    if word_value:find "_REF$" then
      return { type = "DATE", value = word_value }
    elseif word_value == "night" then
      local day = context.reference
      return { type = "TIME", value = day and day .. "TNI" or nil, anchor = day }
    end
    local days = math.tointeger(word_value)
    local value = context.reference and calendar.add(context.reference, days, "days")
    return { type = "DATE", value = value or (days == 0 and "PRESENT_REF" or days < 0 and "PAST_REF" or "FUTURE_REF"),
      mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "he was freed yesterday", { quote = "yesterday", value = "2021-04-13" }, reference = "2021-04-14" },
    { "He now lives abroad", { quote = "now", value = "PRESENT_REF" } },
    { "the day before yesterday", { quote = "the day before yesterday", value = "2021-04-12" }, reference = "2021-04-14" },
  },
}

pattern "date.vague" {
  kind = "date",
  doc = "recent months, the coming weeks, past years",
  trigger = list "vague_spans",
  back = 4,
  priority = 1,
  pattern = (words "the" * sp) ^ -1
    * (words "recent|past|previous|earlier" * Cg(Cc "PAST_REF", "value")
      + words "coming|future" * Cg(Cc "FUTURE_REF", "value")) * sp * list "vague_spans",
  make = function(captures) return { type = "DATE", value = captures.value } end,
  examples = {
    { "in recent years", { quote = "recent years", value = "PAST_REF" } },
    { "in the coming weeks", { quote = "the coming weeks", value = "FUTURE_REF" } },
  },
}

pattern "date.shift" {
  kind = "date",
  doc = "[earlier] last week, this year, next month, the end of this weekend",
  trigger = list "spans",
  back = 6,
  pattern = modifier * Cg(list "shift_words", "shift") * sp * Cg(list "spans", "span"),
  make = function(captures, context)
    local shift = math.tointeger(captures.shift)
    local value = step(context.reference, shift, captures.span)
    return { type = "DATE", value = value or (shift == 0 and "PRESENT_REF" or shift < 0 and "PAST_REF" or "FUTURE_REF"),
      mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "Last week, activists", { quote = "Last week", value = "2021-W14" }, reference = "2021-04-14" },
    { "on trial earlier this month", { quote = "earlier this month", value = "2021-03" }, reference = "2021-03-31" },
    { "early next year", { quote = "early next year", value = "2022", mod = "START" }, reference = "2021-03-31" },
  },
}

pattern "date.shifted_month" {
  kind = "date",
  doc = "last December, next May, this September",
  trigger = list "months",
  back = 5,
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

pattern "date.month_shift" {
  kind = "date",
  doc = "[late] January [of] this year, June last year",
  trigger = list "months",
  back = 2,
  priority = 1,
  pattern = modifier * month_name * (sp * Cg(C(digit * digit ^ -1), "day")) ^ -1 * P "," ^ -1 * sp * (words "of" * sp) ^ -1 * Cg(list "shift_words", "shift") * sp * words "year",
  make = function(captures, context)
    local year = step(context.reference, math.tointeger(captures.shift), "years")
    if not year then return nil end
    local parts = { year = math.tointeger(year), month = math.tointeger(captures.month), day = captures.day and math.tointeger(captures.day) }
    if parts.day and not calendar.exists(parts.year, parts.month, parts.day) then
      return { type = "DATE", problem = "no such day" }
    end
    return { type = "DATE", value = calendar.format(parts), mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "released in February this year", { quote = "February this year", value = "2021-02" }, reference = "2021-04-07" },
  },
}

pattern "date.shifted_weekday" {
  kind = "date",
  doc = "last Friday, next Monday, this coming Sunday",
  trigger = list "weekdays",
  back = 4,
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

pattern "date.weekday" {
  kind = "date",
  doc = "[early] Monday",
  trigger = list "weekdays",
  back = 2,
  pattern = modifier * weekday,
  make = function(captures, context)
    local reference = context.reference
    local day = math.tointeger(captures.weekday)
    if not context.text:sub(context.first, context.last):find "%u" then return nil end
    if not reference then return { type = "DATE", value = calendar.format { weekday = day }, mod = captures.mod } end
    local way = direction(context)
    return { type = "DATE", value = calendar.nearest_weekday(day, reference, way), mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "he said on Monday", { quote = "Monday", value = "2021-04-12" }, reference = "2021-04-14" },
    { "the court will decide on Monday", { quote = "Monday", value = "2021-04-19" }, reference = "2021-04-14" },
  },
}

-- A month without a year is a name or a verb as well ("April Jones", "may", "march"),
-- so a bare one needs a word before it that dates take.
local MONTH_WORDS = {
  ["in"] = true, since = true, by = true, ["until"] = true, till = true, of = true, during = true, from = true,
  to = true, before = true, after = true, through = true, around = true, ["for"] = true, between = true, ["and"] = true,
  ["or"] = true, on = true, last = true, ["throughout"] = true, the = true, ["than"] = true,
}

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
  -- "April Jones", but not "in April President Putin": a preposition decides.
  return previous ~= nil and MONTH_WORDS[previous] == true or not name_follows
end

pattern "date.month" {
  kind = "date",
  doc = "[mid-]September: the last one, unless the verb is in the future",
  trigger = list "months",
  back = 4,
  -- with a day behind it, it is a day's rule to find; "in April 30 people" has none
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

local ONE_STEP = { days = true, weeks = true, months = true, years = true, decades = true, centuries = true }

-- "A year earlier" beside a quarter means the same quarter of the year before.
local function same_quarter(context, n, unit)
  if unit ~= "years" then return nil end
  local previous = context.previous
  for _, value in ipairs { previous and previous.anchor or false, previous and previous.value or false } do
    local parts = value and calendar.parse(value)
    if parts and parts.quarter then return calendar.add(value, n, "years"), value end
  end
  return nil
end

pattern "date.distance" {
  kind = "date",
  doc = "[almost] three years ago, a week earlier, two days later",
  trigger = "ago|earlier|later|previously|hence|from now",
  back = 10,
  priority = 1,
  pattern = (Cg(list "qualifiers", "mod") * sp) ^ -1
    * (Cg(list "vague_quantities", "open") * sp + Cg(Ct(numeral.any), "amount") * (sp + hyphen)
      + Cg(Ct(words "a|an" * Cc "1"), "amount") * sp + Cg(Cc "X", "open"))
    * (words "full|whole" * sp) ^ -1
    * (Cg(list "units", "unit") + words "years and years" * Cg(Cc "years", "unit")) * (sp * words "or so" * Cg(Cc "APPROX", "mod")) ^ -1 * sp
    * (words "ago|previously|earlier than that" * Cg(Cc "-1", "way") * Cg(Cc(true), "deictic") + words "earlier" * Cg(Cc "-1", "way")
      + words "from now|hence" * Cg(Cc "1", "way") * Cg(Cc(true), "deictic") + words "later" * Cg(Cc "1", "way")),
  make = function(captures, context)
    local sign = math.tointeger(captures.way)
    local unit = captures.unit
    local amount = not captures.open and number.combine(captures.amount)
    if captures.open or not amount then
      return { type = "DATE", value = sign < 0 and "PAST_REF" or "FUTURE_REF" }
    end
    local record = { type = "DATE", mod = captures.mod }
    if unit == "fortnights" then amount, unit = amount * 2, "weeks" end
    local value, anchor
    if amount == 1 then value, anchor = same_quarter(context, sign, unit) end
    if not value and math.tointeger(amount) then
      anchor = captures.deictic and context.reference or not captures.deictic and narrative_base(context) or nil
      if unit == "decades" then amount, unit = amount * 10, "years" elseif unit == "centuries" then amount, unit = amount * 100, "years" end
      if ONE_STEP[unit] then
        value = step(anchor, sign * amount, unit)
        -- what is mentioned is coarser than the unit: the step cannot be known
      elseif anchor and unit == "hours" or unit == "minutes" or unit == "seconds" then
        return { type = "TIME", value = anchor, mod = captures.mod, anchor = anchor }
      end
    elseif not value and unit == "years" and context.reference and captures.deictic then
      -- two and a half years: counted in months
      anchor = context.reference
      value = step(anchor, math.tointeger(sign * amount * 12) or 0, "months")
    end
    record.value, record.anchor = value or (sign < 0 and "PAST_REF" or "FUTURE_REF"), anchor
    return record
  end,
  examples = {
    { "three years ago", { quote = "three years ago", value = "2018" }, reference = "2021-04-07" },
    { "six months ago", { quote = "six months ago", value = "2020-10" }, reference = "2021-04-07" },
    { "He was held on April 1 and freed a week later.", { quote = "a week later", value = "2021-W14" }, reference = "2021-04-20" },
    { "several years ago", { quote = "several years ago", value = "PAST_REF" } },
    { "On March 3 he came back. Two days later he left.", { quote = "Two days later", value = "2021-03-05" }, reference = "2021-04-20" },
  },
}

pattern "date.narrative" {
  kind = "date",
  doc = "the previous day, that same month, the following year: from the date mentioned last",
  trigger = list "spans",
  back = 5,
  pattern = modifier * Cg(list "narrative_words", "shift") * sp * Cg(list "spans", "span"),
  make = function(captures, context)
    local base = narrative_base(context)
    local shift = math.tointeger(captures.shift)
    local value = step(base, shift, captures.span)
    if not value and shift == 0 then return nil end
    return { type = "DATE", value = value or (shift < 0 and "PAST_REF" or "FUTURE_REF"), mod = captures.mod, anchor = value and base }
  end,
  examples = {
    { "He was tried on April 12, and held the previous day.", { quote = "the previous day", value = "2021-04-11", anchor = "2021-04-12" }, reference = "2021-04-15" },
    { "In 1995 he left. The following year he came back.", { quote = "The following year", value = "1996" } },
    { "on May 4, 2016, and later that month", { quote = "later that month", value = "2016-05" } },
  },
}

pattern "date.day_beside" {
  kind = "date",
  doc = "the day before, the next day, the day after",
  trigger = "day|year|month|week",
  back = 2,
  priority = 1,
  pattern = words "the" * sp * (Cg(list "spans", "span") * sp * (words "before" * Cg(Cc "-1", "shift") + words "after" * Cg(Cc "1", "shift"))),
  make = function(captures, context)
    -- "the day before the verdict" counts from the verdict, which has no date here
    local after = context.folded:sub(context.last + 1, context.last + 8)
    if after:find "^ +[%a\"]" and not after:find "^ +and " and not after:find "^ +in " and not after:find "^ +at " then return nil end
    local base = narrative_base(context)
    local shift = math.tointeger(captures.shift)
    local value = step(base, shift, captures.span)
    return { type = "DATE", value = value or (shift < 0 and "PAST_REF" or "FUTURE_REF"), anchor = value and base }
  end,
  examples = {
    { "On May 4, 2016, he said so, and the day before, too", { quote = "the day before", value = "2016-05-03" } },
  },
}

pattern "date.narrative_weekday" {
  kind = "date",
  doc = "the previous Friday, the following Monday, that Sunday",
  trigger = list "weekdays",
  back = 4,
  pattern = modifier * Cg(list "narrative_words", "shift") * sp * weekday,
  make = function(captures, context)
    local base = narrative_base(context)
    local day = math.tointeger(captures.weekday)
    local shift = math.tointeger(captures.shift)
    local at = base and calendar.truncate(base, "days") or context.reference
    local value = at and calendar.nearest_weekday(day, at, shift > 0 and "after" or shift < 0 and "before" or "past")
    return { type = "DATE", value = value or calendar.format { weekday = day }, mod = captures.mod, anchor = value and at }
  end,
  examples = {
    { "On March 3, 2021, he was freed; the following Friday he left", { quote = "the following Friday", value = "2021-03-05" } },
  },
}

pattern "date.definite" {
  kind = "date",
  doc = "[the end of] the year, the week, the month, the weekend",
  trigger = list "spans",
  back = 5,
  priority = -1,
  pattern = modifier * words "the" * sp * (words "current|latest" * sp) ^ -1 * Cg(list "spans", "span") * -(sp * words "before|after|when|of|that"),
  make = function(captures, context)
    local span = captures.span
    local after = context.folded:sub(context.last + 1, context.last + 12)
    if span == "years" and after:find "^ +end[ei]" then return { type = "DURATION", value = "P1Y" } end
    if span == "decades" or span == "centuries" then return nil end
    if span == "days" and not captures.mod then return nil end
    local reference = context.reference
    local value
    if span == "weekends" and reference then
      local way = direction(context)
      local saturday = calendar.nearest_weekday(6, reference, way)
      value = calendar.truncate(saturday, "weekends")
    else
      value = step(reference, 0, span)
    end
    return { type = "DATE", value = value or "PRESENT_REF", mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "by the end of the year", { quote = "the end of the year", value = "2021", mod = "END" }, reference = "2021-04-14" },
    { "over the weekend", { quote = "the weekend", value = "2021-W14-WE" }, reference = "2021-04-14" },
  },
}

pattern "date.year_end" {
  kind = "date",
  doc = "year-end, year end, [last] year's end",
  trigger = "year",
  back = 2,
  priority = 2,
  pattern = (words "the" * sp) ^ -1 * (Cg(list "shift_words", "shift") * sp) ^ -1 * P "year" * (sp + hyphen + apostrophe * P "s" * sp) * words "end",
  make = function(captures, context)
    local value = step(context.reference, math.tointeger(captures.shift or "0"), "years")
    return { type = "DATE", value = value or "FUTURE_REF", mod = "END", anchor = context.reference }
  end,
  examples = {
    { "by year's end", { quote = "year's end", value = "2021", mod = "END" }, reference = "2021-04-14" },
  },
}
