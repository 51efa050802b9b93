-- Dates that count from the day of writing: "yesterday", "last week", "earlier this
-- month", "now", "recent years". The value is as fine as the word that was used.
local hyphen = P "-" * filling
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }

pattern "date.day_word" {
  kind = "date",
  doc = "[late] yesterday, today, tomorrow, tonight",
  trigger = list "day_words",
  back = 1,
  opens = any { list "relative_modifiers", list "day_words" },
  pattern = modifier * Cg(list "day_words", "days"),
  make = function(captures, context)
    local reference = context.reference
    if captures.days == "night" then
      return { type = "TIME", value = (reference or "XXXX-XX-XX") .. "TNI", anchor = reference }
    end
    local days = math.tointeger(captures.days)
    return { type = "DATE", value = reference and calendar.add(reference, days, "days") or calendar.reference_word(days),
      mod = captures.mod, anchor = reference }
  end,
  examples = {
    { "he was freed yesterday", { quote = "yesterday", value = "2021-04-13" }, reference = "2021-04-14" },
    { "held late yesterday", { quote = "late yesterday", value = "2021-04-13", mod = "END" }, reference = "2021-04-14" },
    { "he leaves tomorrow", { quote = "tomorrow", value = "FUTURE_REF" } },
  },
}

pattern "date.day_before_yesterday" {
  kind = "date",
  doc = "the day before yesterday, the day after tomorrow",
  trigger = "yesterday|tomorrow",
  back = 3,
  opens = "the|day",
  pattern = (words "the" * sp) ^ -1 * words "day" * sp * (words "before yesterday" * Cg(Cc "-2", "days") + words "after tomorrow" * Cg(Cc "2", "days")),
  make = function(captures, context)
    local days = math.tointeger(captures.days)
    return { type = "DATE", value = context.reference and calendar.add(context.reference, days, "days") or calendar.reference_word(days),
      anchor = context.reference }
  end,
  examples = {
    { "the day before yesterday", { quote = "the day before yesterday", value = "2021-04-12" }, reference = "2021-04-14" },
  },
}

pattern "date.word" {
  kind = "date",
  doc = "now, currently, recent: the present, the past, the future",
  trigger = list "reference_words",
  pattern = Cg(list "reference_words", "value") * -(sp * list "vague_spans"),
  examples = {
    { "He now lives abroad", { quote = "now", value = "PRESENT_REF" } },
    { "his recent arrest", { quote = "recent", value = "PAST_REF" } },
  },
  set = { type = "DATE" },
}

pattern "date.phrase" {
  kind = "date",
  doc = "the future, at the moment, most recently, these days",
  trigger = "past|future|present|moment|recently|now|days",
  back = 3,
  opens = list "reference_phrases",
  pattern = Cg(list "reference_phrases", "value") * -(sp * list "vague_spans"),
  examples = {
    { "in the future", { quote = "the future", value = "FUTURE_REF" } },
    { "right now", { quote = "right now", value = "PRESENT_REF" } },
  },
  set = { type = "DATE" },
}

pattern "date.vague" {
  kind = "date",
  doc = "recent months, the coming weeks, past years",
  trigger = list "vague_spans",
  back = 4,
  priority = 1,
  opens = "the|recent|past|previous|earlier|coming|future",
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
  opens = any { list "relative_modifiers", list "shift_words" },
  pattern = modifier * Cg(list "shift_words", "shift") * sp * Cg(list "spans", "span"),
  make = function(captures, context)
    local shift = math.tointeger(captures.shift)
    local value = calendar.step(context.reference, shift, captures.span)
    return { type = "DATE", value = value or calendar.reference_word(shift),
      mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "Last week, activists", { quote = "Last week", value = "2021-W14" }, reference = "2021-04-14" },
    { "on trial earlier this month", { quote = "earlier this month", value = "2021-03" }, reference = "2021-03-31" },
    { "early next year", { quote = "early next year", value = "2022", mod = "START" }, reference = "2021-03-31" },
  },
}

pattern "date.definite" {
  kind = "date",
  doc = "[the end of] the year, the week, the month, the weekend",
  trigger = list "spans",
  back = 5,
  priority = -1,
  opens = any { list "relative_modifiers", "the" },
  pattern = modifier * words "the" * sp * (words "current|latest" * sp) ^ -1 * Cg(list "spans", "span") * -(sp * words "before|after|when|of|that|which|in which|he|she|they|it|i|we|you"),
  make = function(captures, context)
    local span = captures.span
    local after = context.folded:sub(context.last + 1, context.last + 12)
    if span == "years" and after:find "^ +end[ei]" then return { type = "DURATION", value = "P1Y" } end
    if span == "decades" or span == "centuries" then return nil end
    -- "at the end of the day" is an idiom more often than an evening
    if span == "days" and (not captures.mod or context.folded:find("^the end", context.first)) then return nil end
    local reference = context.reference
    local value
    if span == "weekends" and reference then
      local way = direction(context)
      local saturday = calendar.nearest_weekday(6, reference, way)
      value = calendar.truncate(saturday, "weekends")
    else
      value = calendar.step(reference, 0, span)
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
  opens = any { list "shift_words", "the|year" },
  follows = "end|s",
  pattern = (words "the" * sp) ^ -1 * (Cg(list "shift_words", "shift") * sp) ^ -1 * P "year" * (sp + hyphen + apostrophe * P "s" * sp) * words "end",
  make = function(captures, context)
    local value = calendar.step(context.reference, math.tointeger(captures.shift or "0"), "years")
    return { type = "DATE", value = value or "FUTURE_REF", mod = "END", anchor = context.reference }
  end,
  examples = {
    { "by year's end", { quote = "year's end", value = "2021", mod = "END" }, reference = "2021-04-14" },
  },
}
