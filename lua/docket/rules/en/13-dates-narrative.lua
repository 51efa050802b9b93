-- Dates that count from a date: "three years ago", "a week later", "the previous
-- day", "that same month". What is counted from is the date that the text mentioned
-- last, for "ago" the day of writing.
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }
local hyphen = P "-" * filling
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local weekday = Cg(list "weekdays", "weekday")

local ONE_STEP = { days = true, weeks = true, months = true, years = true, decades = true, centuries = true }

-- "A year earlier" beside a quarter means the same quarter of the year before.
local function same_quarter(context, n, unit)
  local quarter = unit == "years" and calendar.mentioned_quarter(context)
  if quarter then return calendar.add(quarter, n, "years"), quarter end
end

pattern "date.distance" {
  kind = "date",
  doc = "[almost] three years ago, a week earlier, two days later",
  trigger = "ago|earlier|later|previously|hence|from now",
  back = 8,
  priority = 1,
  opens = any { numerals, list "qualifiers", list "vague_quantities", list "units", "full|whole" },
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
      return { type = "DATE", value = (captures.deictic or sign < 0) and calendar.reference_word(sign) or calendar.unknown(unit) }
    end
    local record = { type = "DATE", mod = captures.mod }
    if unit == "fortnights" then amount, unit = amount * 2, "weeks" end
    local value, anchor
    if amount == 1 then value, anchor = same_quarter(context, sign, unit) end
    if not value and math.tointeger(amount) then
      anchor = captures.deictic and context.reference or not captures.deictic and calendar.narrative_base(context) or nil
      if unit == "decades" then amount, unit = amount * 10, "years" elseif unit == "centuries" then amount, unit = amount * 100, "years" end
      if ONE_STEP[unit] then
        value = calendar.step(anchor, sign * amount, unit)
        -- what is mentioned is coarser than the unit: the step cannot be known
      elseif anchor and unit == "hours" or unit == "minutes" or unit == "seconds" then
        return { type = "TIME", value = anchor, mod = captures.mod, anchor = anchor }
      end
    elseif not value and unit == "years" and context.reference and captures.deictic then
      -- two and a half years: counted in months
      anchor = context.reference
      value = calendar.step(anchor, math.tointeger(sign * amount * 12) or 0, "months")
    end
    record.value = value or (captures.deictic or sign < 0) and calendar.reference_word(sign) or calendar.unknown(unit)
    record.anchor = value and anchor
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
  opens = any { list "relative_modifiers", list "narrative_words" },
  pattern = modifier * Cg(list "narrative_words", "shift") * sp * Cg(list "spans", "span"),
  make = function(captures, context)
    local base = calendar.narrative_base(context)
    local shift = math.tointeger(captures.shift)
    local value = calendar.step(base, shift, captures.span)
    if not value and shift == 0 then return nil end
    return { type = "DATE", value = value or calendar.unknown(captures.span), mod = captures.mod, anchor = value and base }
  end,
  examples = {
    { "He was tried on April 12, and held the previous day.", { quote = "the previous day", value = "2021-04-11", anchor = "2021-04-12" }, reference = "2021-04-15" },
    { "In 1995 he left. The following year he came back.", { quote = "The following year", value = "1996" } },
    { "on May 4, 2016, and later that month", { quote = "later that month", value = "2016-05" } },
  },
}

pattern "date.month_of_year_told" {
  kind = "date",
  doc = "August of that year, 5 August the same year, in March of the following year",
  trigger = list "months",
  back = 5,
  priority = 2,
  opens = any { list "relative_modifiers", list "months", "the", figures(1, 2) },
  pattern = modifier * (Cg(digit * digit ^ -1, "day") * word_end * sp) ^ -1 * Cg(list "months", "month")
    * (sp * Cg(digit * digit ^ -1, "day") * word_end) ^ -1 * P "," ^ -1 * sp * (words "of|in" * sp) ^ -1
    * Cg(list "narrative_words", "shift") * sp * words "year",
  make = function(captures, context)
    local base = calendar.narrative_base(context)
    local year = calendar.step(base, math.tointeger(captures.shift), "years")
    year = year and math.tointeger(year:match "^%d%d%d%d")
    if not year then return nil end
    local parts = { year = year, month = math.tointeger(captures.month), day = captures.day and math.tointeger(captures.day) }
    if parts.day and not calendar.exists(parts.year, parts.month, parts.day) then
      return { type = "DATE", problem = "no such day" }
    end
    return { type = "DATE", value = calendar.format(parts), mod = captures.mod, anchor = base }
  end,
  examples = {
    { "They met in the summer of 2019; in October of that year he was held.", { quote = "October of that year", value = "2019-10" } },
    { "Held in 2016, she was tried on 5 May of the following year.", { quote = "5 May of the following year", value = "2017-05-05" } },
    { "Tried in 2016, he died on 31 June the following year.", { problem = "no such day" } },
    { "He was jailed in March 2015 and freed in June the same year.", { quote = "June the same year", value = "2015-06" } },
  },
}

pattern "date.day_beside" {
  kind = "date",
  doc = "the day before, the next day, the day after",
  trigger = list "spans",
  back = 2,
  priority = 1,
  opens = "the",
  follows = "before|after",
  pattern = words "the" * sp * (Cg(list "spans", "span") * sp * (words "before" * Cg(Cc "-1", "shift") + words "after" * Cg(Cc "1", "shift"))),
  make = function(captures, context)
    -- "the day before the verdict" counts from the verdict, which has no date here
    local after = context.folded:sub(context.last + 1, context.last + 8)
    if after:find "^ +[%a\"]" and not after:find "^ +and " and not after:find "^ +in " and not after:find "^ +at " then return nil end
    local base = calendar.narrative_base(context)
    local shift = math.tointeger(captures.shift)
    local value = calendar.step(base, shift, captures.span)
    return { type = "DATE", value = value or calendar.unknown(captures.span), anchor = value and base }
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
  opens = any { list "relative_modifiers", list "narrative_words" },
  pattern = modifier * Cg(list "narrative_words", "shift") * sp * weekday,
  make = function(captures, context)
    local base = calendar.narrative_base(context)
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
