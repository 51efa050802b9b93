-- Quarters, halves, seasons, decades and centuries: "the third quarter of 1990",
-- "last summer", "the mid-1990s", "the 20th century".
local hyphen = P "-" * filling
local four = C(P "1" * R "59" * digit * digit + P "20" * digit * digit) * word_end
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }
local ordinal = Cg(words "first|1st" * Cc "1" + words "second|2nd" * Cc "2" + words "third|3rd" * Cc "3" + words "fourth|4th" * Cc "4", "n")
local possessive = apostrophe * P "s" * sp

-- The quarter that a report speaks of: the one mentioned last, or the last one that
-- was over on the day of writing.
local function current_quarter(context)
  local mentioned, reference = calendar.mentioned_quarter(context), context.reference
  if mentioned and not (reference and calendar.latest(mentioned) > reference) then return mentioned end
  return reference and calendar.step(reference, -1, "quarters")
end

local function shifted_year(context, shift)
  local here = context.reference and calendar.parse(context.reference)
  return here and here.year + math.tointeger(shift)
end

local function quarter_value(captures, context)
  local n = captures.n and math.tointeger(captures.n)
  local year = captures.year and math.tointeger(captures.year) or captures.shift and shifted_year(context, captures.shift)
  if captures.now then
    return context.reference and calendar.truncate(context.reference, "quarters")
  end
  local base
  if n and year then
    base = calendar.format { year = year, quarter = n }
  elseif n then
    base = context.reference and calendar.with_year({ quarter = n }, context.reference, "past")
  else
    base = current_quarter(context)
    if base and year then base = calendar.format { year = year, quarter = calendar.parse(base).quarter } end
  end
  if not base then return nil end
  return captures.year_ago and calendar.add(base, -1, "years") or base, base
end

local year_ago = words "year-ago|year-earlier|year ago|year earlier" * Cg(Cc(true), "year_ago")
local of_year = sp * words "of" * sp * (words "fiscal" * sp) ^ -1 * (Cg(four, "year") + Cg(list "shift_words", "shift") * sp * words "year")
  + sp * words "a year ago|a year earlier" * Cg(Cc(true), "year_ago")
local quarter_of = (words "comparable|corresponding|same|latest|previous|most recent" * sp) ^ -1
  * (year_ago * sp + Cg(four, "year") * sp + Cg(list "shift_words", "shift") * sp * P "year" * possessive
    + Cg(words "current|this" * Cc(true), "now") * sp) ^ -1
  * (words "fiscal" * (sp + hyphen)) ^ -1

pattern "date.quarter" {
  kind = "date",
  doc = "[the] [fiscal] third quarter [of 1990], third-quarter, the year-ago quarter, this year's third quarter",
  trigger = "quarter|quarters",
  back = 8,
  -- as an adjective ("the third-quarter loss") it has no determiner of its own
  opens = any { list "relative_modifiers", list "shift_words", figures(1, 4),
    "the|that|comparable|corresponding|same|latest|previous|most|year|current|this|fiscal|first|second|third|fourth" },
  pattern = (Cg(list "relative_modifiers", "mod") * sp) ^ -1 * (words "the|that" * sp) ^ -1 * quarter_of * ordinal * sp * words "quarter|quarters" * of_year ^ -1
    + quarter_of * ordinal * hyphen * words "quarter|quarters"
    + (Cg(list "relative_modifiers", "mod") * sp) ^ -1 * (words "the|that" * sp * quarter_of + Cg(words "this" * Cc(true), "now") * sp
      + words "the" * sp * Cg(words "current" * Cc(true), "now") * sp
      + Cg(list "shift_words", "shift") * sp * P "year" * possessive) * words "quarter" * of_year ^ -1,
  make = function(captures, context)
    local value, anchor = quarter_value(captures, context)
    return { type = "DATE", value = value or captures.n and "XXXX-Q" .. captures.n, mod = captures.mod,
      anchor = captures.year_ago and anchor or nil }
  end,
  examples = {
    { "a third-quarter loss", { quote = "third-quarter", value = "1989-Q3" }, reference = "1989-11-02" },
    { "losses in the third quarter of 1990", { quote = "the third quarter of 1990", value = "1990-Q3" } },
    { "In the year-ago quarter, the firm", { quote = "the year-ago quarter", value = "1988-Q3" }, reference = "1989-11-02" },
    { "this year's third quarter", { quote = "this year's third quarter", value = "1989-Q3" }, reference = "1989-11-02" },
    { "a quarter of the votes", nil },
  },
}

pattern "date.reporting_period" {
  kind = "date",
  doc = "the latest period, the year-earlier period, the 1988 period",
  trigger = "period",
  back = 4,
  opens = "the",
  pattern = words "the" * sp * (words "comparable|corresponding|same" * sp) ^ -1
    * (year_ago + words "latest" + Cg(four, "year") * (sp * ordinal * sp * words "quarter") ^ -1) * sp * words "period",
  make = function(captures, context)
    if captures.year then return { type = "DATE", value = captures.year } end
    local base = current_quarter(context)
    local value = base and captures.year_ago and calendar.add(base, -1, "years") or base
    return { type = "DATE", value = value or "PAST_REF", anchor = captures.year_ago and base or nil }
  end,
  examples = {
    { "in the year-earlier period", { quote = "the year-earlier period", value = "1988-Q3" }, reference = "1989-11-02" },
  },
}

pattern "date.year_ago" {
  kind = "date",
  doc = "year-earlier, year-ago: as an adjective of a figure",
  trigger = "year",
  follows = "earlier|ago",
  pattern = P "year" * hyphen * words "earlier|ago",
  make = function(_, context)
    local base = current_quarter(context)
    return { type = "DATE", value = base and calendar.add(base, -1, "years") or "PAST_REF", anchor = base }
  end,
  examples = { { "a year-earlier loss", { quote = "year-earlier", value = "1988-Q3" }, reference = "1989-11-02" } },
}

pattern "date.half" {
  kind = "date",
  doc = "the first half of 1989, the second half of this year",
  trigger = "half",
  back = 3,
  priority = 2,
  opens = any { figures(1), "the|first|second|last|latter" },
  pattern = (words "the" * sp) ^ -1 * (words "first|1st" * Cg(Cc "1", "n") + words "second|2nd|last|latter" * Cg(Cc "2", "n")) * sp * words "half" * sp * words "of" * sp
    * ((words "the" * sp) ^ -1 * (Cg(four, "year") + Cg(list "shift_words", "shift") * sp * words "year"
      + words "year" * Cg(Cc "0", "shift"))),
  make = function(captures, context)
    local year = captures.year and math.tointeger(captures.year) or shifted_year(context, captures.shift)
    if not year then return nil end
    return { type = "DATE", value = ("%04d-H%s"):format(year, captures.n), anchor = captures.shift and context.reference or nil }
  end,
  examples = {
    { "in the first half of 1989", { quote = "the first half of 1989", value = "1989-H1" } },
    { "the first half of the match", nil },
  },
}

local season_name = Cg(list "seasons", "season")

pattern "date.season" {
  kind = "date",
  doc = "last summer, the winter of 1994, spring 2020, the summer",
  trigger = list "seasons",
  back = 4,
  opens = any { list "relative_modifiers", list "shift_words", list "seasons", "the" },
  pattern = modifier * (Cg(list "shift_words", "shift") * sp * season_name
      + (words "the" * sp) ^ -1 * season_name * (sp * words "of" * sp + sp) * (Cg(four, "year") + Cg(Ct(words "nineteen" * sp * list "tens" * ((hyphen + sp) * list "numbers") ^ -1), "spelled")
        + Cg(list "shift_words", "year_shift") * sp * words "year")
      + words "the" * sp * season_name * Cg(Cc(true), "bare"))
    + Cg(words "the" * sp * (words "early" * Cc "START" + words "late" * Cc "END"), "mod") * sp * season_name * Cg(Cc(true), "bare"),
  make = function(captures, context)
    local name = context.folded:sub(context.first, context.last)
    if captures.bare then
      local before = context.folded:sub(math.max(1, context.first - 12), context.first - 1):match "([%a]+) *$"
      if name:find "fall$" or name:find "spring$" then return nil end
      if not (before == "in" or before == "during" or before == "over" or before == "into" or before == "of" or before == "since") then return nil end
    end
    local season = captures.season
    if captures.year then return { type = "DATE", value = captures.year .. "-" .. season, mod = captures.mod } end
    if captures.spelled then
      local rest = 0
      for _, part in ipairs(captures.spelled) do rest = rest + math.tointeger(part) end
      return { type = "DATE", value = ("%d-%s"):format(1900 + rest, season), mod = captures.mod }
    end
    local reference = context.reference
    if not reference then return { type = "DATE", value = "XXXX-" .. season, mod = captures.mod } end
    local year = calendar.parse(reference).year
    if captures.year_shift then
      return { type = "DATE", value = ("%d-%s"):format(year + math.tointeger(captures.year_shift), season), anchor = reference }
    end
    local value
    local shift = captures.shift and math.tointeger(captures.shift)
    if not shift then
      value = calendar.with_year({ season = season }, reference, direction(context))
    elseif shift == 0 or name:find "this" then
      value = ("%d-%s"):format(year, season)
    elseif shift > 0 then
      value = calendar.with_year({ season = season }, reference, "future")
    else
      -- "last fall" is over: of this year if it is, else of the year before
      value = ("%d-%s"):format(year, season)
      if calendar.latest(value) >= reference then value = ("%d-%s"):format(year - 1, season) end
    end
    return { type = "DATE", value = value, mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "killed last fall", { quote = "last fall", value = "1998-FA" }, reference = "1999-04-10" },
    { "the winter of 1994", { quote = "the winter of 1994", value = "1994-WI" } },
    { "prices fall in autumn and spring up", nil },
  },
}

local narrowed_decade = Cg(words "the" * sp * (words "early" * Cc "START" + words "late" * Cc "END" + words "mid" * Cc "MID"), "mod")
  * (sp + hyphen)

pattern "date.decade" {
  kind = "date",
  doc = "[the] [early] 1990s, the '80s, the nineties",
  trigger = list "decades",
  back = 6,
  opens = any { list "relative_modifiers", list "decades", "the" },
  pattern = (words "the" * sp * words "last|first|second" * sp * words "half" * sp * words "of" * sp) ^ -1
    * (narrowed_decade + (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1) * (words "the" * sp) ^ -1
    * apostrophe ^ -1 * Cg(list "decades", "decade"),
  make = function(captures, context)
    -- "in their twenties" are ages; a decade has an article or figures
    local text = context.folded:sub(context.first, context.last)
    if not text:find "^the" and not text:find "%d" then return nil end
    local decade = math.tointeger(captures.decade)
    return { type = "DATE", value = calendar.format { decade = decade }, mod = captures.mod }
  end,
  examples = {
    { "in the early 1990s", { quote = "the early 1990s", value = "199", mod = "START" } },
    { "during the nineties", { quote = "the nineties", value = "199" } },
    { "women in their twenties", nil },
  },
}

pattern "date.century" {
  kind = "date",
  doc = "[the] [early] 20th century",
  trigger = "century|centuries",
  back = 6,
  opens = any { list "relative_modifiers", list "ordinals", "the", figures(1, 2) },
  pattern = modifier * (words "the" * sp) ^ -1 * (Cg(C(digit * digit ^ -1), "n") * words "st|nd|rd|th" + Cg(list "ordinals", "n")) * (sp + hyphen) * words "century",
  make = function(captures)
    return { type = "DATE", value = calendar.format { century = math.tointeger(captures.n) - 1 }, mod = captures.mod }
  end,
  examples = { { "in the 20th century", { quote = "the 20th century", value = "19" } } },
}
