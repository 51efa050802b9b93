-- How long: "eight years", "a seven-year term", "a year and a half", "100 hours".
-- Prison terms are made of these. Nothing is converted: 18 months stay P18M.
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }

local hyphen = P "-" * filling
-- Numbers and units stand many times in the patterns below; `whole` compiles them once.
local unit, quantity = V "unit", V "quantity"
local function whole(form)
  return P { form, unit = Cg(list "units", "unit"), quantity = Cg(Ct(numeral.any), "amount"),
    low = Cg(Ct(numeral.any), "low") }
end
local one = Cg(Ct(words "a|an" * Cc "1"), "amount")
local open = Cg(list "vague_quantities", "open")
local couple = words "couple" * (sp * words "of") ^ -1 * Cg(Ct(Cc "2"), "amount") * Cg(Cc(true), "approximate")
local adjective = (list "unit_adjectives" * (sp + hyphen)) ^ -1

-- "over the past year" is no qualifier of a quantity, "over a year" is.
local qualifier = (Cg(list "qualifiers", "qualifier") * sp * -words "the") ^ -1
local shift = words "first|last|past|next|coming|final|remaining|latest|previous|following|preceding|initial|additional|same"
-- Before figures: "the past 20 years", "the nine months", "last five years".
local determiner = words "the" * sp * (shift * sp) ^ -1 + words "last|past|next|another|an additional|an extra|all|every" * sp

local and_half = sp * words "and" * sp * words "a half" * Cg(Cc(true), "half")
-- "17, 18 and 21 years" are three terms; "between 18 and 21 years" is one
local to = hyphen * words "to" * hyphen + sp * words "to|or" * sp + hyphen + dash
-- "17 March 2023 to five years"
local is_year = (P "19" + "20") * digit * digit * -digit
local low = B(P "between ") * V "low" * sp * words "and" * sp + -is_year * V "low" * to
local spaced = Ct(quantity * sp * adjective * unit)
local hyphened = Ct(quantity * hyphen * adjective * unit)
local counted = hyphened + spaced
-- "the past two quarters"; three quarters alone are a fraction
local quarters = Ct(quantity * sp * words "quarters" * Cg(Cc "quarters", "unit"))
local single = Ct(one * sp * adjective * unit * (and_half + P ""))
local half = Ct(words "half" * sp * words "a|an" * sp * Cg(Ct(Cc "1/2"), "amount") * unit)
  + Ct(words "a|one" * (sp + hyphen) * words "half" * (sp + hyphen) * Cg(Ct(Cc "1/2"), "amount") * unit)
local couples = Ct((words "a" * sp) ^ -1 * couple * sp * adjective * unit)
local opened = Ct(open * (sp + hyphen) * adjective * unit) + Ct((words "few|several" * Cg(Cc "X", "open")) * (sp + hyphen) * unit)
-- What adds up gets smaller: "11 years and four years" are two terms.
local further = (comma * (words "and" * sp) ^ -1 + sp * words "and" * sp)
  * Ct(quantity * sp * -words "year|years|decade|decades|century|centuries" * unit)
-- "a two-year-and-four-month term", "a two-year, four-month term"
local hyphened_further = (comma + hyphen * words "and" * hyphen + sp * words "and" * sp)
  * Ct(quantity * hyphen * -words "year|decade|century" * adjective * unit)
local no_age = -((sp + hyphen) * words "old|olds|of age")
local years_hyphened = Ct(quantity * hyphen * #words "year" * unit)
local terms = Cg(Ct((half + years_hyphened * hyphened_further + counted) * further ^ 0), "terms")
local tail = (sp * words "or so" * Cg(Cc(true), "approximate")) ^ -1

local function amount_of(part)
  if part.open then return "X" end
  local amount = number.combine(part.amount)
  return amount and part.half and amount + 0.5 or amount
end

-- Several units in a row add up: "one year and six months" is P1Y6M.
local function total(parts)
  local sum
  for _, part in ipairs(parts) do
    local amount, unit_name = amount_of(part), part.unit
    if not amount then return nil end
    if unit_name == "fortnights" then
      amount, unit_name = amount == "X" and "X" or amount * 2, "weeks"
    end
    local value = duration.of(amount, unit_name)
    sum = sum and duration.add(sum, value) or value
  end
  return sum
end

local RANK = { days = 1, weeks = 2, months = 3 }
-- "six weeks and 10 months": what gets larger is another term.
local function first_term(parts, context)
  local a, b = parts[1] and RANK[parts[1].unit], parts[2] and RANK[parts[2].unit]
  if not a or not b or b <= a then return nil end
  local text = context.folded:sub(context.first, context.last)
  local cut = text:find " and " or text:find ", "
  return cut and context.first + cut - 2
end

local function make(captures, context)
  local last = first_term(captures.terms, context)
  local value = total(last and { captures.terms[1] } or captures.terms)
  if not value then return nil end
  local first = captures.terms[1]
  local approximate = captures.approximate or first.approximate
  return {
    last = last,
    type = "DURATION",
    value = value,
    mod = captures.qualifier or approximate and "APPROX" or nil,
  }
end

-- as an adjective ("the 30-day term") a term has no determiner of its own
local in_figures = terms + determiner * Cg(Ct((half + spaced) * further ^ 0), "terms")
local with_article = Cg(Ct(single), "terms")
local with_couple = (words "the" * sp * (shift * sp) ^ -1) ^ -1 * Cg(Ct(couples), "terms")
local left_open = (words "the" * sp * (shift * sp) ^ -1 + words "last|past|next" * sp) ^ -1 * Cg(Ct(opened), "terms")

-- Words of a quantity between the first and its last unit.
local inside = any { numerals, list "scales", list "fractions", list "units", list "unit_adjectives", list "vague_quantities",
  list "qualifiers", "the|first|last|past|next|coming|final|remaining|latest|previous|following|preceding|initial|additional|same|another",
  "extra|all|every|one|hundred|dozen|and|or|to|of|couple|few|several" }

pattern "duration.term" {
  kind = "duration",
  doc = "[more than|up to|…] [the past] N years [and N months]; a year [and a half]; several years",
  trigger = list "units",
  back = 8,
  opens = any { numerals, list "vague_quantities", list "qualifiers", "the|last|past|next|another|an|all|every|a|one|couple|few|several" },
  between = inside,
  pattern = whole((left_open + qualifier * (in_figures + with_article + with_couple)) * tail * no_age),
  make = make,
  examples = {
    { "jailed for eight years", { quote = "eight years", value = "P8Y" } },
    { "got 8 1/2 years in prison", { quote = "8 1/2 years", value = "P8Y6M" } },
    { "a one-and-a-half-year term", { quote = "one-and-a-half-year", value = "P1Y6M" } },
    { "two and a half years", { quote = "two and a half years", value = "P2Y6M" } },
    { "spent a year and a half there", { quote = "a year and a half", value = "P1Y6M" } },
    { "held for half a year", { quote = "half a year", value = "P6M" } },
    { "a seven-year sentence", { quote = "seven-year", value = "P7Y" } },
    { "the 30-day term", { quote = "30-day", value = "P30D" } },
    { "given 16-month, ten-month and six-month terms", { quote = "16-month", value = "P16M" } },
    { "11 years and four years", { quote = "11 years", value = "P11Y" } },
    { "one year and six months", { quote = "one year and six months", value = "P1Y6M" } },
    { "for six weeks and 10 months", { quote = "six weeks", value = "P6W" } },
    { "up to six years", { quote = "up to six years", value = "P6Y", mod = "EQUAL_OR_LESS" } },
    { "more than three years", { quote = "more than three years", value = "P3Y", mod = "MORE_THAN" } },
    { "for a couple of years", { quote = "a couple of years", value = "P2Y", mod = "APPROX" } },
    { "100 hours of work", { quote = "100 hours", value = "PT100H" } },
    { "a two-year-and-four-month term", { quote = "two-year-and-four-month", value = "P2Y4M" } },
    { "a one-year, three-month term", { quote = "one-year, three-month", value = "P1Y3M" } },
    { "a 15-day term", { quote = "15-day", value = "P15D" } },
    { "for two more weeks", { quote = "two more weeks", value = "P2W" } },
    { "over the past 20 years", { quote = "the past 20 years", value = "P20Y" } },
    { "it took several years", { quote = "several years", value = "PXY" } },
    { "over the next few days", { quote = "the next few days", value = "PXD" } },
    { "a 58-year-old activist", nil },
    { "8 percent of the year", nil },
  },
}

local month = list "months" * -P(1)

pattern "duration.range" {
  kind = "duration",
  doc = "five to seven years, a five-to-seven-year term: the upper end, and `low`",
  trigger = list "units",
  back = 6,
  priority = 1,
  opens = numerals,
  between = inside,
  pattern = whole(Cg(Ct(Ct(low * quantity * (sp + hyphen) * adjective * unit)), "terms") * no_age),
  make = function(captures, context)
    local term = captures.terms[1]
    local least, most = number.combine(term.low), number.combine(term.amount)
    -- "sentenced on April 7 to ten years" is no range, nor is "7 to one year"
    local before = context.folded:sub(math.max(1, context.first - 12), context.first - 1):match "([%a.]+) *$"
    if not least or not most or least >= most or before and month:match(before) then return nil end
    local record = make(captures)
    record.low = duration.of(least, term.unit)
    return record
  end,
  examples = {
    { "five to seven years", { quote = "five to seven years", value = "P7Y", low = "P5Y" } },
    { "a five-to-seven-year term", { quote = "five-to-seven-year", value = "P7Y", low = "P5Y" } },
    { "between two and four years", { quote = "two and four years", value = "P4Y", low = "P2Y" } },
    { "terms of 17, 18 and 21 years", nil },
    { "sentenced on April 7 to ten years", nil },
    { "jailed on 3 June 2017 to two and a half years", nil },
  },
}

-- What stands before "from 18 months to two years" where that is a range, and where it is a change.
local RANGES, CHANGES = {}, {}
for word in ([[given received handed got sentenced terms sentences term sentence ranging range ranged ranges carries carrying carry
  punishable face faces facing faced imposed penalty penalties imprisonment jailed imprisoned prison jail]]):gmatch "%S+" do
  RANGES[word] = true
end
for word in ([[reduced reduce reducing reduction cut cutting cuts raised raise raising increased increase increasing extended extend
  extending lowered lowering commuted changed shortened lengthened doubled moved went rose fell]]):gmatch "%S+" do
  CHANGES[word] = true
end

-- Does a range go up?
local function goes_up(least, most)
  local a, b = RANK[least.unit] or 4, RANK[most.unit] or 4
  if a ~= b then return a < b end
  local from, to_amount = amount_of(least), amount_of(most)
  return from ~= nil and to_amount ~= nil and from < to_amount
end

local function is_range_of_penalty(context)
  local before, found = context.folded:sub(math.max(1, context.first - 60), context.first - 1), false
  for word in before:gmatch "%l+" do
    if CHANGES[word] then return false end
    found = found or RANGES[word] or false
  end
  return found
end

pattern "duration.range_of_units" {
  kind = "duration",
  doc = "(terms) from 18 months to two years, between 90 days and a year: the upper end, and `low`",
  trigger = list "units",
  back = 9,
  priority = 1,
  opens = numerals,
  pattern = whole(Cg(Ct(Ct(quantity * sp * unit)), "least") * sp * words "to|and" * sp
    * Cg(Ct(Ct((quantity + one) * sp * unit)), "terms") * no_age),
  make = function(captures, context)
    local before = context.folded:sub(math.max(1, context.first - 12), context.first - 1):match "(%l+) $"
    local link = context.folded:sub(context.first, context.last):match " (%l+) %S+ %l+$"
    if not (before == "between" and link == "and" or before == "from" and link == "to" and is_range_of_penalty(context)) then return nil end
    if not goes_up(captures.least[1], captures.terms[1]) then return nil end
    local record = make(captures, context)
    if record then record.low = total(captures.least) end
    return record
  end,
  examples = {
    { "They received from ten months to three years in jail.", { quote = "ten months to three years", value = "P3Y", low = "P10M" } },
    { "It lasts between 90 days and a year.", { quote = "90 days and a year", value = "P1Y", low = "P90D" } },
    { "The term was cut from two years to 18 months.", nil },
  },
}

pattern "duration.quarters" {
  kind = "duration",
  doc = "the past two quarters, the next three quarters",
  trigger = "quarters",
  back = 5,
  opens = "the|past|last|next",
  pattern = whole((words "the" * sp) ^ -1 * words "past|last|next" * sp * Cg(Ct(quarters), "terms")),
  make = make,
  examples = {
    { "over the next three quarters", { quote = "the next three quarters", value = "P9M" } },
    { "three quarters of the people", nil },
  },
}

local PART_OF_CENTURY = { quarter = 25, third = 33, half = 50, ["three quarters"] = 75, ["three-quarters"] = 75 }

pattern "duration.part_of_century" {
  kind = "duration",
  doc = "more than a quarter of a century, half a century, a quarter-century",
  trigger = "century",
  back = 8,
  priority = 2,
  opens = any { list "qualifiers", "the|last|past|a|one|quarter|half|third|three|three-quarters" },
  pattern = qualifier * (words "the" * sp * words "last|past" * sp) ^ -1 * (words "a|one" * sp) ^ -1
    * Cg(C(words "quarter|half|third|three quarters|three-quarters"), "part") * (sp + hyphen) * (words "of" * sp) ^ -1 * (words "a|the" * sp) ^ -1
    * words "century",
  make = function(captures)
    local years = PART_OF_CENTURY[captures.part]
    return { type = "DURATION", value = duration.of(years, "years"), mod = captures.qualifier or captures.part == "third" and "APPROX" or nil }
  end,
  examples = {
    { "waited for more than a quarter of a century", { quote = "more than a quarter of a century", value = "P25Y", mod = "MORE_THAN" } },
    { "it stood for half a century", { quote = "half a century", value = "P50Y" } },
    { "in the last quarter of the game", nil },
  },
}

-- Words after which a bare plural is a length of time.
local BEFORE_PLURAL = {
  ["for"] = true, within = true, after = true, took = true, take = true, takes = true, over = true, spent = true,
  lasted = true, last = true, lasts = true, ["in"] = true, follows = true, spend = true, just = true, only = true,
}

pattern "duration.plural" {
  kind = "duration",
  doc = "for years, within weeks, weeks or months, months of protests",
  trigger = "years|months|weeks|days|hours|decades|centuries|minutes|seconds",
  priority = -1,
  pattern = whole(#words "years|months|weeks|days|hours|decades|centuries|minutes|seconds" * Cg(Ct(Ct(unit * Cg(Cc "X", "open"))), "terms")
    * (sp * words "or|and" * sp * list "units") ^ -1),
  make = function(captures, context)
    local before = context.folded:sub(math.max(1, context.first - 12), context.first - 1):match "([%a]+) *$"
    local after = context.folded:sub(context.last + 1, context.last + 12)
    if before == "after" and not after:find "^ +of %a" and context.folded:find("^hours", context.first) then return nil end
    if not (before and BEFORE_PLURAL[before] or after:find "^ +of %a" and before ~= "the" and before ~= "early" or after:find "^ +that +fol" or after:find "^ +bef") then
      return nil
    end
    return make(captures)
  end,
  examples = {
    { "they waited for years", { quote = "years", value = "PXY" } },
    { "after months of protests", { quote = "months", value = "PXM" } },
    { "the best years", nil },
  },
}

pattern "duration.long" {
  kind = "duration",
  doc = "day-long, decades-long",
  trigger = "long",
  back = 1,
  opens = list "units",
  pattern = Cg(list "units", "unit") * (sp ^ -1 * hyphen) * words "long",
  make = function(captures, context)
    local plural = context.folded:sub(context.first, context.last):find "s%-"
    return { type = "DURATION", value = duration.of(plural and "X" or 1, captures.unit) }
  end,
  examples = {
    { "a decades-long conflict", { quote = "decades-long", value = "PXY" } },
    { "a day-long hearing", { quote = "day-long", value = "P1D" } },
  },
}

-- Ages are quantities of years too, but no time that passes in the story: they are
-- found so that nothing else takes them for a term.
local function make_age(captures)
  local years = number.combine(captures.amount)
  if not years then return nil end
  return { value = duration.of(years, captures.unit or "years"), age = true }
end

pattern "age.old" {
  kind = "age",
  doc = "58-year-old, 8-month-old, 58 years old, 58 years of age",
  trigger = "old|olds|age",
  back = 6,
  priority = 2,
  opens = numerals,
  pattern = whole(quantity * (sp + hyphen) * unit * (sp + hyphen) * (words "old|olds" + words "of" * sp * words "age")),
  make = make_age,
  examples = {
    { "A 58-year-old man", { quote = "58-year-old", value = "P58Y" } },
    { "he is 58 years old", { quote = "58 years old", value = "P58Y" } },
    { "58 years in prison", nil },
  },
}

pattern "age.aged" {
  kind = "age",
  doc = "aged 58, at the age of 58",
  trigger = "aged|age",
  pattern = whole(words "aged|age of|age" * sp * quantity * word_end * -(sp * unit)),
  make = make_age,
  examples = { { "a man aged 58 was held", { quote = "aged 58", value = "P58Y" } } },
}
