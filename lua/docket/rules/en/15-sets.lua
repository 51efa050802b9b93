-- What happens again and again: "every day", "each Thursday", "daily", "twice a week".
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }

local UNITS = { days = "P1D", weeks = "P1W", months = "P1M", years = "P1Y", hours = "PT1H", decades = "P10Y",
  quarters = "P1Q", minutes = "PT1M" }

pattern "set.every" {
  kind = "date",
  doc = "every day, each month, every two weeks, each of the past three years",
  trigger = "every|each",
  follows = any { numerals, list "units", "other|single|quarter" },
  priority = 2,
  pattern = Cg(C(words "every|each"), "quant") * sp
    * ((words "other" * Cg(Ct(Cc "2"), "amount") + Cg(Ct(numeral.any), "amount")) * sp * Cg(list "units", "unit")
      + (words "single" * sp) ^ -1 * (Cg(list "units", "unit") + words "quarter" * Cg(Cc "quarters", "unit"))),
  make = function(captures)
    local n = captures.amount and number.combine(captures.amount)
    if captures.amount and not n then return nil end
    local value = n and duration.of(n, captures.unit) or UNITS[captures.unit]
    return value and { type = "SET", value = value, quant = captures.quant:upper() } or nil
  end,
  examples = {
    { "he reports every day", { quote = "every day", value = "P1D" } },
    { "every two weeks", { quote = "every two weeks", value = "P2W" } },
  },
}

pattern "set.every_named" {
  kind = "date",
  doc = "each Thursday, every July, every Friday night",
  trigger = "every|each",
  follows = any { list "weekdays", list "months", list "seasons", list "parts_of_day", "weekend" },
  priority = 2,
  pattern = words "every|each" * sp * (Cg(list "weekdays", "weekday") * (sp * Cg(list "parts_of_day", "part")) ^ -1
    + Cg(list "months", "month") + Cg(list "seasons", "season") + words "weekend" * Cg(Cc(true), "weekend")
    + Cg(list "parts_of_day", "part")),
  make = function(captures)
    local value
    if captures.weekday then value = "XXXX-WXX-" .. captures.weekday
    elseif captures.month then value = "XXXX-" .. captures.month
    elseif captures.season then value = "XXXX-" .. captures.season
    elseif captures.weekend then value = "XXXX-WXX-WE"
    else value = "XXXX-XX-XX" end
    if captures.part then value = value .. "T" .. captures.part end
    return { type = "SET", value = value, quant = "EVERY" }
  end,
  examples = {
    { "departs each Thursday", { quote = "each Thursday", value = "XXXX-WXX-4" } },
    { "march every July", { quote = "every July", value = "XXXX-07" } },
  },
}

pattern "set.plural" {
  kind = "date",
  doc = "Mondays, Tuesday nights",
  trigger = any { list "weekdays_plural", list "weekdays" },
  priority = 2,
  pattern = Cg(list "weekdays_plural", "weekday") + Cg(list "weekdays", "weekday") * sp * words "nights" * Cg(Cc "NI", "part")
    + Cg(list "weekdays", "weekday") * sp * words "mornings" * Cg(Cc "MO", "part"),
  make = function(captures)
    return { type = "SET", value = "XXXX-WXX-" .. captures.weekday .. (captures.part and "T" .. captures.part or "") }
  end,
  examples = { { "open on Mondays", { quote = "Mondays", value = "XXXX-WXX-1" } } },
}

pattern "set.adverb" {
  kind = "date",
  doc = "daily, weekly, annually",
  trigger = list "set_words",
  pattern = Cg(list "set_words", "value"),
  make = function(captures, context)
    -- "the Daily Mirror", "Newsweek Weekly": part of a name
    if context.first > context.segment_first + 1 and context.text:find("^%u", context.first) then return nil end
    return { type = "SET", value = captures.value }
  end,
  examples = {
    { "they protest daily", { quote = "daily", value = "P1D" } },
    { "the Daily Courier wrote", nil },
  },
}

pattern "set.rate" {
  kind = "date",
  doc = "twice a week, three times a day",
  trigger = "once|twice|times",
  back = 3,
  priority = 3,
  opens = any { numerals, "once|twice" },
  pattern = (words "once" * Cg(Ct(Cc "1"), "times") + words "twice" * Cg(Ct(Cc "2"), "times") + Cg(Ct(numeral.any), "times") * sp * words "times")
    * sp * words "a|an|every|each|per" * sp * Cg(list "units", "unit"),
  make = function(captures)
    local value = UNITS[captures.unit]
    local times = number.combine(captures.times)
    return value and times and { type = "SET", value = value, freq = number.format(times) .. "X" } or nil
  end,
  examples = { { "report twice a week", { quote = "twice a week", value = "P1W", freq = "2X" } } },
}
