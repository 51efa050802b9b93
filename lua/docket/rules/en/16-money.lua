-- Sums of money: "29,600 rubles", "$1.3 million", "£500", "half a million US dollars".
-- They are no records; a fine takes its amount and currency from them.
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }

local amount = Cg(Ct(numeral.any), "amount")
local sign_code = C(P "$" + P "\xc2\xa3" + P "\xc2\xa5" + P "\xe2\x82" * R "\x80\xbf" + P "\xd6\x8f") / money.signs

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
  back = 1,
  opens = any { signs, "\u{58F}" },
  pattern = Cg(sign_code, "currency") * sp ^ -1 * Cg(Ct(numeral.figures), "amount"),
  make = function(captures, context)
    -- A country's letters stand before its dollar ("C$2.50") and belong to the sum.
    local prefix = context.folded:sub(math.max(1, context.first - 4), context.first - 1):match "[%a.]*$"
    if captures.currency == "USD" and prefix ~= "" then
      captures.currency = money.code(prefix .. "$")
      if not captures.currency then return nil end
      local record = make(captures)
      if record then record.first = context.first - #prefix end
      return record
    end
    return make(captures)
  end,
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
  opens = numerals,
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
  trigger = list "currency_codes",
  back = 4,
  opens = any { list "currency_codes", digits, signs },
  pattern = Cg(list "currency_codes", "currency") * sp ^ -1 * Cg(Ct(numeral.figures), "amount")
    + Cg(Ct(numeral.figures), "amount") * sp * Cg(list "currency_codes", "currency"),
  make = function(captures, context)
    if not context.text:sub(context.first, context.last):find "%u%u%u" then return nil end
    return make(captures)
  end,
  examples = { { "a fine of EUR 500", { quote = "EUR 500", amount = 500, currency = "EUR" } } },
}
