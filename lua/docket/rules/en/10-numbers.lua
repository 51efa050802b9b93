-- Numbers in words and figures: "169", "29,600", "38 1/2", "twenty-four", "1.3 million".
-- They are no records: fact rules count lashes, counts and people with them.
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }

local function make(captures)
  local value = number.combine(captures.parts)
  return value and { value = value } or nil
end

pattern "number.figures" {
  kind = "number",
  doc = "Figures, with thousands separators, fractions and scales",
  trigger = digits,
  priority = -1,   -- a year is a number too, but says more
  pattern = Cg(Ct(numeral.figures), "parts") * word_end * -(P "." * digit),
  make = make,
  examples = {
    { "a fine of 29,600 units", { quote = "29,600", value = 29600 } },
    { "a rate of 38 1/2 a piece", { quote = "38 1/2", value = 38.5 } },
    { "some 1.3 million people", { quote = "1.3 million", value = 1300000 } },
  },
}

pattern "number.words" {
  kind = "number",
  doc = "Number words: twenty-four, two hundred and ten",
  trigger = any { list "numbers", list "tens" },
  priority = -1,
  pattern = -words "a|an|half" * Cg(Ct(numeral.words), "parts") * word_end,
  make = make,
  examples = {
    { "with twenty-four others", { quote = "twenty-four", value = 24 } },
    { "two hundred and ten pages", { quote = "two hundred and ten", value = 210 } },
    { "a court in Taraz", nil },
  },
}

pattern "number.scaled" {
  kind = "number",
  doc = "A scale with an article: half a million, a dozen, a hundred and ten",
  trigger = any { list "scales", "dozen" },
  back = 2,
  priority = -1,
  opens = "a|an|half",
  pattern = #words "a|an|half" * Cg(Ct(numeral.words), "parts") * word_end,
  make = make,
  examples = {
    { "half a million leaflets", { quote = "half a million", value = 500000 } },
    { "a dozen activists", { quote = "a dozen", value = 12 } },
  },
}
