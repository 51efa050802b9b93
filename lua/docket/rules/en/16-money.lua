-- Sums of money: "29,600 rubles", "$1.3 million", "£500", "half a million US dollars".
-- They are no records; a fine takes its amount and currency from them.
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }

local amount = Cg(Ct(numeral.any), "amount")
-- Signs are one to three bytes; with a country's letters before the dollar.
local sign = C((P "us" + P "u.s." + P "ca" + P "au" + P "hk" + P "nz" + P "nt" + P "c" + P "a" + P "s" + P "r") ^ -1 * P "$"
  + P "\xc2\xa3" + P "\xc2\xa5" + P "\xe2\x82" * R "\x80\xbf" + P "\xd6\x8f" + P "\xe0\xb8\xbf")
local sign_code = sign / money.signs

local function make(captures)
  local value = number.combine(captures.amount)
  if not value then return nil end
  local currency = captures.currency
  return { amount = value, currency = currency ~= "?" and currency or nil }
end

pattern "money.sign" {
  kind = "money",
  doc = "$1.3 million, £500, C$2.3 million",
  trigger = digits,
  back = 3,
  pattern = Cg(sign_code, "currency") * sp ^ -1 * Cg(Ct(numeral.figures), "amount"),
  make = make,
  examples = {
    { "a fine of $1.3 million", { quote = "$1.3 million", amount = 1300000, currency = "USD" } },
    { "paid £500", { quote = "£500", amount = 500, currency = "GBP" } },
    { "paid C$2.5", { quote = "C$2.5", amount = 2.5, currency = "CAD" } },
  },
}

pattern "money.word" {
  kind = "money",
  doc = "29,600 rubles, half a million US dollars, 500,000 tenge",
  trigger = list "currencies",
  back = 7,
  pattern = amount * (sp + P "-" * filling) * Cg(list "currencies", "currency"),
  make = make,
  examples = {
    { "fined 29,600 rubles", { quote = "29,600 rubles", amount = 29600, currency = "RUB" } },
    { "half a million US dollars", { quote = "half a million US dollars", amount = 500000, currency = "USD" } },
    { "fined 500,000 tenge ($1,170)", { quote = "500,000 tenge", amount = 500000, currency = "KZT" } },
    { "a pound of flour", nil },
  },
}

pattern "money.code" {
  kind = "money",
  doc = "EUR 500, 500 EUR",
  trigger = digits,
  back = 1,
  pattern = Cg(list "currency_codes", "currency") * sp ^ -1 * Cg(Ct(numeral.figures), "amount")
    + Cg(Ct(numeral.figures), "amount") * sp * Cg(list "currency_codes", "currency"),
  make = function(captures, context)
    if not context.text:sub(context.first, context.last):find "%u%u%u" then return nil end
    return make(captures)
  end,
  examples = { { "a fine of EUR 500", { quote = "EUR 500", amount = 500, currency = "EUR" } } },
}
