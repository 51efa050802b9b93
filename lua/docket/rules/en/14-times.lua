-- Clock times and parts of a day: "10:35 a.m.", "9 a.m. EST Tuesday", "noon Thursday",
-- "Friday night", "this morning". With its day known, a time is YYYY-MM-DDThh:mm.
local hyphen = P "-" * filling
local modifier = (Cg(list "relative_modifiers", "mod") * (sp + hyphen)) ^ -1
local direction = calendar.direction { list = list, words = words, word = word, sp = sp, word_end = word_end }
local weekday = Cg(list "weekdays", "weekday")
local day_number = Cg(C(digit * digit ^ -1), "day") * (words "st|nd|rd|th") ^ -1 * word_end
local month_day = Cg(list "months", "month") * sp * day_number + day_number * sp * (words "of" * sp) ^ -1 * Cg(list "months", "month")
local year = (P "," ^ -1 * sp * Cg(C(P "1" * R "59" * digit * digit + P "20" * digit * digit), "year") * word_end) ^ -1
local other_zone = sp * P "(" * digit * digit * P ":" ^ -1 * digit * digit * sp * words "gmt|utc|local time" * P ")"
local zone_name = words "gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest|msk|local time|moscow time|eastern time"
local zone = sp * P "(" ^ -1 * Cg(C(zone_name), "zone") * P ")" ^ -1 + other_zone

local UNKNOWN_DAY = "XXXX-XX-XX"

-- The day on which a time lies: the one stated beside it, else the one mentioned last.
local function day_of(captures, context)
  local reference = context.reference
  if captures.month then
    local parts = { year = captures.year and math.tointeger(captures.year), month = math.tointeger(captures.month),
      day = math.tointeger(captures.day) }
    if not calendar.exists(parts.year, parts.month, parts.day) then return nil end
    if parts.year or not reference then return calendar.format(parts) end
    local way = direction(context)
    return calendar.with_year(parts, reference, way == "past" and "near" or way)
  elseif captures.weekday then
    local day = math.tointeger(captures.weekday)
    if not reference then return calendar.format { weekday = day } end
    return calendar.nearest_weekday(day, reference, direction(context))
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
local on_day = ((P "," ^ -1) * sp * (words "on" * sp) ^ -1 * (relative_day + weekday * ((P "," ^ -1) * sp * month_day * year) ^ -1 + month_day * year)) ^ -1

local meridiem = words "a.m|am" * Cg(Cc "am", "half") * P "." ^ -1 + words "p.m|pm" * Cg(Cc "pm", "half") * P "." ^ -1
local hour = Cg(C(digit * digit ^ -1), "hour")
local minute = Cg(C(digit * digit), "minute") * -digit
local part_of_day = sp * words "in the" * sp
  * (words "morning" * Cg(Cc "am", "half") + words "afternoon|evening" * Cg(Cc "pm", "half"))

-- Words before a bare "17:00" that show it to be no score and no ratio.
local BEFORE_CLOCK = { at = true, by = true, around = true, ["until"] = true, about = true, from = true }

local function make_clock(captures, context)
  local hours, minutes = math.tointeger(captures.hour), math.tointeger(captures.minute or "0")
  if hours > 24 or minutes > 59 or captures.half and hours > 12 then return nil end
  if not (captures.half or captures.clock or captures.zone or captures.weekday or captures.month or captures.shift) then
    local before = context.folded:sub(math.max(1, context.first - 10), context.first - 1):match "([%a]+) *$"
    if not BEFORE_CLOCK[before] then return nil end
  end
  if captures.half then hours = hours % 12 + (captures.half == "pm" and 12 or 0) end
  local day = day_of(captures, context) or UNKNOWN_DAY
  return { type = "TIME", value = ("%sT%02d:%02d"):format(day, hours, minutes), anchor = context.reference }
end

pattern "time.clock" {
  kind = "date",
  doc = "10:35 a.m. [EST] [Friday], 22:15, 5 p.m. Nov. 9, 4 in the morning",
  trigger = digits,
  priority = 2,
  opens = figures(1, 2),
  follows = any { marks ":.ap", "a|am|p|pm|in" },
  pattern = hour * ((S ":." * minute) ^ -1 * sp ^ -1 * meridiem + P ":" * minute * -(P ":" * digit) + part_of_day) * zone ^ -1 * on_day,
  make = make_clock,
  examples = {
    { "at 10:35 a.m. Friday", { quote = "10:35 a.m. Friday", value = "1998-08-07T10:35" }, reference = "1998-08-08" },
    { "at 9:20 a.m. (0620 GMT) Friday", { quote = "9:20 a.m. (0620 GMT) Friday", value = "1998-08-07T09:20" },
      reference = "1998-08-08" },
    { "until 9 a.m. EST Tuesday", { quote = "9 a.m. EST Tuesday", value = "2000-04-04T09:00" }, reference = "2000-04-03" },
    { "at 7.20pm on 22 September 2014", { quote = "7.20pm on 22 September 2014", value = "2014-09-22T19:20" } },
    { "at 17:00 sharp", { quote = "17:00", value = "XXXX-XX-XXT17:00" } },
    { "lost 2:1 in the final", nil },
  },
}

pattern "time.oclock" {
  kind = "date",
  doc = "ten o'clock [in the morning] [on Friday]",
  trigger = "o'clock",
  back = 1,
  priority = 2,
  opens = any { list "numbers", figures(1, 2) },
  pattern = (hour + Cg(list "numbers", "hour")) * sp * words "o'clock" * Cg(Cc(true), "clock") * part_of_day ^ -1 * zone ^ -1 * on_day,
  make = make_clock,
  examples = {
    { "at ten o'clock", { quote = "ten o'clock", value = "XXXX-XX-XXT10:00" } },
    { "at 5 o'clock in the morning", { quote = "5 o'clock in the morning", value = "XXXX-XX-XXT05:00" } },
  },
}

pattern "time.noon" {
  kind = "date",
  doc = "noon Thursday, midnight, midday",
  trigger = "noon|midnight|midday",
  back = 1,
  opens = any { list "relative_modifiers", "noon|midday|midnight" },
  pattern = modifier * (words "noon|midday" * Cg(Cc "12:00", "clock") + words "midnight" * Cg(Cc "24:00", "clock")) * zone ^ -1 * on_day,
  make = function(captures, context)
    local day = day_of(captures, context) or UNKNOWN_DAY
    return { type = "TIME", value = day .. "T" .. captures.clock, mod = captures.mod, anchor = context.reference }
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
  opens = any { list "relative_modifiers", list "shift_words", list "narrative_words", list "weekdays", list "months",
    list "parts_of_day", "yesterday|today|tomorrow|the", figures(1, 2) },
  pattern = modifier * ((Cg(list "shift_words", "deictic") + Cg(list "narrative_words", "narrative")) * sp + weekday * sp + relative_day * sp
      + month_day * sp + (B(P "in ") + B(P "during ")) * words "the" * sp * Cg(Cc "0", "narrative")) * Cg(list "parts_of_day", "part")
    + Cg(list "parts_of_day", "part") * sp * (words "of" * sp) ^ -1 * weekday
      * ((P "," ^ -1) * sp * month_day * year) ^ -1,
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
    else
      day = day_of(captures, context)
    end
    return { type = "TIME", value = (day or UNKNOWN_DAY) .. "T" .. part, mod = captures.mod, anchor = context.reference }
  end,
  examples = {
    { "on Friday night", { quote = "Friday night", value = "2000-01-07TNI" }, reference = "2000-01-07" },
    { "He was held this morning.", { quote = "this morning", value = "2000-01-07TMO" }, reference = "2000-01-07" },
    { "last night", { quote = "last night", value = "2000-01-06TNI" }, reference = "2000-01-07" },
  },
}
