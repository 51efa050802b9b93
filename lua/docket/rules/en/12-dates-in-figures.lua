-- Dates of figures only: "2021-04-14", "14.04.2021", "4/14/2021".
local four = C(P "1" * R "59" * digit * digit + P "20" * digit * digit) * -digit
local two = C(digit * digit ^ -1)
local no_number = -B(S "$#/:.,") * -B(digit) * -B(P "\xa3") * -B(P "\xac")

-- Which of two numbers is the month shows if the other is over 12;
-- dots are day.month; else the document's own order decides, and without one only
-- the year is known.
local function numeric_value(a, b, year, separator, order)
  local day, month
  if a > 12 then day, month = a, b
  elseif b > 12 then day, month = b, a
  elseif a == b or separator == "." or order == "dmy" then day, month = a, b
  elseif order == "mdy" then day, month = b, a
  else return calendar.format { year = year }
  end
  if not calendar.exists(year, month, day) then return nil end
  return calendar.format { year = year, month = month, day = day }
end

pattern "date.iso" {
  kind = "date",
  doc = "2021-04-14",
  trigger = digits,
  opens = figures(4),
  follows = marks "-",
  pattern = no_number * Cg(four, "year") * P "-" * Cg(C(digit * digit), "month") * P "-" * Cg(C(digit * digit), "day") * word_end,
  make = function(captures)
    local year, month, day = math.tointeger(captures.year), math.tointeger(captures.month), math.tointeger(captures.day)
    if not calendar.exists(year, month, day) then return { type = "DATE", problem = "no such day" } end
    return { type = "DATE", value = calendar.format { year = year, month = month, day = day } }
  end,
  examples = { { "dated 2021-04-14", { quote = "2021-04-14", value = "2021-04-14" } } },
}

pattern "date.numeric" {
  kind = "date",
  doc = "14.04.2021, 4/14/2021, 14/04/21",
  trigger = digits,
  opens = figures(1, 2),
  follows = marks "./-",
  pattern = no_number * Cg(two, "a") * (Cg(C(P "."), "separator") * Cg(two, "b") * P "." + Cg(C(S "/-"), "separator") * Cg(two, "b") * S "/-")
    * (Cg(four, "year") + Cg(C(digit * digit), "short_year")) * word_end * -(S "./-" * digit),
  make = function(captures, context)
    if captures.short_year and captures.separator ~= "/" then return nil end
    local year = captures.year and math.tointeger(captures.year) or calendar.short_year(captures.short_year)
    local value = numeric_value(math.tointeger(captures.a), math.tointeger(captures.b), year, captures.separator, context.document_order)
    return value and { type = "DATE", value = value } or nil
  end,
  examples = {
    { "on 14.04.2021", { quote = "14.04.2021", value = "2021-04-14" } },
    { "on 4/14/2021", { quote = "4/14/2021", value = "2021-04-14" } },
    { "on 4/7/2021", { quote = "4/7/2021", value = "2021" } },
  },
}
