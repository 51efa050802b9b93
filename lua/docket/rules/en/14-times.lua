-- Clock times and parts of a day: "10:35 a.m.", "9 a.m. EST Tuesday", "noon Thursday",
-- "Friday night", "this morning". With its day known, a time is YYYY-MM-DDThh:mm.
local hyphen = P "-" * filling
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }
local weekday = Cg(list "weekdays", "weekday")
local month_day = Cg(list "months", "month") * sp * Cg(C(digit * digit ^ -1), "day") * word_end
local zone = sp * P "(" ^ -1 * Cg(C(words "gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|msk|local time|moscow time|eastern time"), "zone") * P ")" ^ -1

-- The day on which a time lies: the one stated beside it, else the one mentioned last.
local function day_of(captures, context)
  local reference = context.reference
  if captures.weekday then
    local day = math.tointeger(captures.weekday)
    if not reference then return calendar.format { weekday = day } end
    return calendar.nearest_weekday(day, reference, direction(context))
  elseif captures.month then
    local parts = { month = math.tointeger(captures.month), day = math.tointeger(captures.day) }
    if not calendar.exists(nil, parts.month, parts.day) then return nil end
    if not reference then return calendar.format(parts) end
    local way = direction(context)
    return calendar.with_year(parts, reference, way == "past" and "near" or way)
  elseif captures.shift then
    return reference and calendar.add(reference, math.tointeger(captures.shift), "days")
  end
  local previous = context.previous and context.previous.value
  local parts = previous and calendar.parse(previous)
  if parts and parts.day and parts.year and context.previous.segment_index == context.segment_index then
    return previous:sub(1, 10)
  end
  return reference
end

local relative_day = words "yesterday" * Cg(Cc "-1", "shift") + words "today" * Cg(Cc "0", "shift") + words "tomorrow" * Cg(Cc "1", "shift")
local on_day = ((P "," ^ -1) * sp * (words "on" * sp) ^ -1 * (relative_day + weekday * ((P "," ^ -1) * sp * month_day) ^ -1 + month_day)) ^ -1

local meridiem = words "a.m|am" * Cg(Cc "am", "half") * P "." ^ -1 + words "p.m|pm" * Cg(Cc "pm", "half") * P "." ^ -1
local clock = Cg(C(digit * digit ^ -1), "hour") * ((P ":" + P ".") * Cg(C(digit * digit), "minute")) ^ -1

pattern "time.clock" {
  kind = "date",
  doc = "[around] 10:35 a.m. [EST] [Friday], 22:15, 5 p.m. Nov. 9",
  trigger = digits,
  back = 1,
  priority = 2,
  pattern = modifier * (clock * sp ^ -1 * meridiem
      + Cg(C(digit * digit ^ -1), "hour") * P ":" * Cg(C(digit * digit), "minute") * word_end * -(P ":" * digit)
      + Cg(C(digit * digit ^ -1), "hour") * sp * words "in the" * sp * (words "morning" * Cg(Cc "am", "half") + words "afternoon|evening" * Cg(Cc "pm", "half"))
      + Cg(C(digit * digit ^ -1), "hour") * sp * words "o'clock") * zone ^ -1 * on_day,
  make = function(captures, context)
    local hour, minute = math.tointeger(captures.hour), math.tointeger(captures.minute or "0")
    if hour > 24 or minute > 59 then return nil end
    if not captures.half and not captures.minute and not context.folded:find("clock", context.first, true) then return nil end
    if captures.half then
      if hour > 12 then return nil end
      hour = hour % 12 + (captures.half == "pm" and 12 or 0)
    end
    local day = day_of(captures, context)
    -- a score or a bare ratio has no day beside it and no a.m.
    if not captures.half and not captures.zone and not captures.weekday and not captures.month and not captures.shift then
      local before = context.folded:sub(math.max(1, context.first - 10), context.first - 1):match "([%a]+) *$"
      if not (before == "at" or before == "by" or before == "around" or before == "until" or before == "about" or before == "from") then return nil end
    end
    return { type = "TIME", value = day and ("%sT%02d:%02d"):format(day, hour, minute), mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "at 10:35 a.m. Friday", { quote = "10:35 a.m. Friday", value = "1998-08-07T10:35" }, reference = "1998-08-08" },
    { "until 9 a.m. EST Tuesday", { quote = "9 a.m. EST Tuesday", value = "2000-04-04T09:00" }, reference = "2000-04-03" },
    { "lost 2:1 in the final", nil },
  },
}

pattern "time.noon" {
  kind = "date",
  doc = "noon Thursday, midnight, midday",
  trigger = "noon|midnight|midday",
  back = 1,
  pattern = modifier * (words "noon|midday" * Cg(Cc "12:00", "clock") + words "midnight" * Cg(Cc "24:00", "clock")) * zone ^ -1 * on_day,
  make = function(captures, context)
    local day = day_of(captures, context)
    return { type = "TIME", value = day and day .. "T" .. captures.clock, mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "broke off at noon Thursday", { quote = "noon Thursday", value = "1998-02-12T12:00" }, reference = "1998-02-13" },
  },
}

pattern "time.part_of_day" {
  kind = "date",
  doc = "Friday night, [early] this morning, last night, yesterday evening, that evening",
  trigger = list "parts_of_day",
  back = 4,
  priority = 1,
  pattern = modifier * ((Cg(list "shift_words", "deictic") + Cg(list "narrative_words", "narrative")) * sp + weekday * sp + relative_day * sp
      + month_day * sp + words "the" * sp * Cg(Cc "0", "narrative")) * Cg(list "parts_of_day", "part")
    + Cg(list "parts_of_day", "part") * sp * (words "of" * sp) ^ -1 * weekday,
  make = function(captures, context)
    local part = captures.part
    local day
    if captures.deictic then
      local shift = math.tointeger(captures.deictic)
      day = context.reference and calendar.add(context.reference, shift, "days")
    elseif captures.narrative then
      local previous = context.previous and context.previous.value
      local parts = previous and calendar.parse(previous)
      local base = parts and parts.day and parts.year and previous:sub(1, 10) or context.reference
      day = base and calendar.add(base, math.tointeger(captures.narrative), "days")
      local words_here = context.folded:sub(context.first, context.last)
      if words_here:find "^the %a+$" then
        local before = context.folded:sub(math.max(1, context.first - 8), context.first - 1):match "([%a]+) *$"
        if before ~= "in" and before ~= "during" then return nil end
      end
    else
      day = day_of(captures, context)
    end
    return { type = "TIME", value = day and day .. "T" .. part, mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "on Friday night", { quote = "Friday night", value = "2000-01-07TNI" }, reference = "2000-01-07" },
    { "He was held this morning.", { quote = "this morning", value = "2000-01-07TMO" }, reference = "2000-01-07" },
    { "last night", { quote = "last night", value = "2000-01-06TNI" }, reference = "2000-01-07" },
  },
}
