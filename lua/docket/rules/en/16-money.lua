-- Sums of money: "29,600 rubles", "$1.3 million", "£500", "half a million US dollars".
-- They are no records; a fine takes its amount and currency from them.
local numeral = number.patterns { list = list, words = words, sp = sp, digit = digit, word_end = word_end }

-- "25 000": groups of three that a space parts, of which no other number is written.
local group = sp * digit * digit * digit * -digit
local grouped = -B(digit) * -B(digit * S ".,") * (digit * digit ^ -2 * group ^ 1 * (P "." * digit ^ 1) ^ -1
  / function(text) return (text:gsub("[^%d.]", "")) end)
-- "1.75m", "20k": a letter for the scale.
local scale_letter = (P "bn" * Cc "1000000000" + P "tn" * Cc "1000000000000" + (P "mn" + "mln" + "m") * Cc "1000000"
  + P "k" * Cc "1000") * word_end
local sum = grouped * scale_letter ^ -1 + numeral.figures * scale_letter ^ -1
local amount = Cg(Ct(grouped + numeral.any), "amount")
local sign_code = C(P "$" + P "\xc2\xa3" + P "\xc2\xa5" + P "\xe2\x82" * R "\x80\xbf" + P "\xd6\x8f") / money.signs

local countries = Ct((list "country_currencies" + word / 0 + P(1)) ^ 0)

-- How often the article names the countries of each currency; counted when it is asked for.
local function count_countries(context)
  local counts = {}
  for _, code in ipairs(countries:match(context.article)) do counts[code] = (counts[code] or 0) + 1 end
  return counts
end

local function currency_of(codes, context)
  if not codes:find " " then return codes ~= "?" and codes or nil end
  context.countries = context.countries or count_countries(context)
  return money.settle(codes, function(code) return context.countries[code] or 0 end)
end

local function make(captures, context)
  local value = number.combine(captures.amount)
  if not value then return nil end
  return { amount = value, currency = currency_of(captures.currency, context) }
end

pattern "money.sign" {
  kind = "money",
  doc = "$1.3 million, £500, C$2.3 million",
  trigger = digits,
  back = 1,
  opens = any { signs, "\u{58F}" },
  pattern = Cg(sign_code, "currency") * sp ^ -1 * Cg(Ct(sum), "amount"),
  make = function(captures, context)
    -- A country's letters stand before its dollar ("C$2.50") and belong to the sum.
    local prefix = context.folded:sub(math.max(1, context.first - 4), context.first - 1):match "[%a.]*$"
    if captures.currency == "USD" and prefix ~= "" then
      captures.currency = money.code(prefix .. "$")
      if not captures.currency then return nil end
      local record = make(captures, context)
      if record then record.first = context.first - #prefix end
      return record
    end
    return make(captures, context)
  end,
  examples = {
    { "a fine of $1.3 million", { quote = "$1.3 million", amount = 1300000, currency = "USD" } },
    { "fined £2.4m", { quote = "£2.4m", amount = 2400000, currency = "GBP" } },
    { "stole €35k", { quote = "€35k", amount = 35000, currency = "EUR" } },
    { "owed ₹7 lakh", { quote = "₹7 lakh", amount = 700000, currency = "INR" } },
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
    { "fined 15 000 crowns and 40 000 euros", { quote = "40 000 euros", amount = 40000, currency = "EUR" } },
    { "a pound of flour", nil },
    { "In Tunis a judge fined her 300 dinars.", { quote = "300 dinars", amount = 300, currency = "TND" } },
    { "A judge fined her 300 dinars.", { quote = "300 dinars", amount = 300, currency = nil } },
    { "In Minsk a judge fined her 300 rubles.", { quote = "300 rubles", amount = 300, currency = "BYN" } },
    { "India and Nepal met; she was fined 300 rupees.", { quote = "300 rupees", amount = 300, currency = nil } },
  },
}

pattern "money.code" {
  kind = "money",
  doc = "EUR 500, 500 EUR",
  trigger = list "currency_codes",
  back = 4,
  opens = any { list "currency_codes", digits, signs },
  pattern = Cg(list "currency_codes", "currency") * sp ^ -1 * Cg(Ct(sum), "amount")
    + Cg(Ct(grouped + numeral.figures), "amount") * sp * Cg(list "currency_codes", "currency"),
  make = function(captures, context)
    if not context.text:sub(context.first, context.last):find "%u%u%u" then return nil end
    return make(captures, context)
  end,
  examples = { { "a fine of EUR 500", { quote = "EUR 500", amount = 500, currency = "EUR" } },
    { "forfeited EUR 72 500", { quote = "EUR 72 500", amount = 72500, currency = "EUR" } } },
}

local RUPEES, SHILLINGS = "? INR LKR MUR NPR PKR", "? KES SOS TZS UGX"

-- Letters for a currency that stand right before the figures, with capitals; "?": of
-- several countries.
local LETTERS = { Rs = RUPEES, Re = RUPEES, INR = "INR", PKR = "PKR", N = "NGN", Sh = SHILLINGS, Shs = SHILLINGS, KSh = "KES", Ksh = "KES", Kshs = "KES",
  KES = "KES", USh = "UGX", Ush = "UGX", TSh = "TZS", Tsh = "TZS", Tk = "BDT", RM = "MYR", R = "ZAR", K = "?", P = "?", Rp = "IDR",
  GHS = "GHS", KD = "KWD", BD = "BHD", QR = "QAR", SR = "SAR", Dhs = "AED", Dh = "AED", Br = "?", Nu = "BTN", Php = "PHP", Le = "?", MK = "MWK" }
local letters = P(false)
for _, text in ipairs { "Kshs", "KSh", "Ksh", "KES", "USh", "Ush", "TSh", "Tsh", "Shs", "Sh", "INR", "PKR", "Php", "GHS", "KD", "BD", "QR", "SR", "Dhs", "Dh", "Rs", "Rp", "Re",
  "RM", "Tk", "MK", "Le", "Nu", "Br", "N", "R", "K", "P" } do
  letters = letters + P(text)
end
local MANY = { million = 1e6, billion = 1e9, trillion = 1e12, crore = 1e7, crores = 1e7, lakh = 1e5, lakhs = 1e5, m = 1e6, bn = 1e9 }
local space = P " " + "\u{A0}" + "\u{202F}"
local figures = R "09" * R "09" ^ -2 * (space * R "09" * R "09" * R "09" * -R "09") ^ 1
  + R "09" ^ 1 * (P "," * R "09" ^ 1) ^ 0 * (P "." * R "09" ^ 1) ^ -1

pattern "money.letters" {
  kind = "money",
  doc = "Rs 25,000, N45 million, Sh53 million, R50,000: letters with capitals before the figures",
  phase = "names",
  over = "text",
  trigger = capitals,
  pattern = Cg(C(letters), "letters") * P "." ^ -1 * P " " ^ -1 * Cg(C(figures), "figures") * (P "/-" + P "/=") ^ -1
    * (P " " ^ -1 * Cg(C(P "million" + "billion" + "trillion" + "crores" + "crore" + "lakhs" + "lakh" + "bn" + "m"), "many")
      * -R("az", "AZ")) ^ -1 * -R("az", "AZ"),
  make = function(captures, context)
    if context.first > 1 and context.text:find("^[%w.-]", context.first - 1) then return nil end
    local code = LETTERS[captures.letters]
    local bare = captures.figures:gsub("[^%d.]", "")
    local value = tonumber(bare)
    if not value then return nil end
    -- one letter and a small number: a road, a school year
    if #captures.letters == 1 and not captures.many and value < 500 then return nil end
    value = value * (captures.many and MANY[captures.many] or 1)
    return { amount = math.tointeger(value) or value, currency = currency_of(code, context) }
  end,
  examples = {
    { "a fine of Rs25,000 each", { quote = "Rs25,000", amount = 25000 } },
    { "a fine of Rs25,000 in Karachi", { quote = "Rs25,000", amount = 25000, currency = "PKR" } },
    { "stealing N45 million", { quote = "N45 million", amount = 45000000, currency = "NGN" } },
    { "fined Sh53 million", { quote = "Sh53 million", amount = 53000000 } },
    { "bail of R8 500", { quote = "R8 500", amount = 8500, currency = "ZAR" } },
    { "the K9 unit", nil },
  },
}
