---Sums of money: an amount and an ISO 4217 code.
---
---Pure functions. Names of currencies come from the word list `currencies`
---(`tenge = KZT`); signs stand here, as they are no words.
---@class docket.normal.money
local M = {}

---Currency signs and the code that each stands for. A bare "$" is the United
---States' dollar in news that does not say otherwise; "¥" is Japan's yen.
---@type table<string, string>
M.signs = {
  ["$"] = "USD", ["us$"] = "USD", ["u.s.$"] = "USD", ["c$"] = "CAD", ["ca$"] = "CAD", ["a$"] = "AUD", ["au$"] = "AUD",
  ["hk$"] = "HKD", ["nz$"] = "NZD", ["s$"] = "SGD", ["nt$"] = "TWD", ["r$"] = "BRL",
  ["£"] = "GBP", ["€"] = "EUR", ["¥"] = "JPY", ["₽"] = "RUB", ["₸"] = "KZT", ["₴"] = "UAH",
  ["₺"] = "TRY", ["₹"] = "INR", ["₩"] = "KRW", ["₪"] = "ILS", ["₫"] = "VND", ["₦"] = "NGN",
  ["₱"] = "PHP", ["₾"] = "GEL", ["₼"] = "AZN", ["֏"] = "AMD", ["฿"] = "THB",
}

---The ISO 4217 code of a sign or of a code that is written out.
---@param text string   "$", "US$", "EUR"
---@return string? code  nil if it is neither
function M.code(text)
  local code = M.signs[text:lower()]
  if code then return code end
  return text:match "^%u%u%u$"
end

-- So many times as often as any other's has a country to be named for its currency to be meant.
local CLEARLY <const> = 2

---Which of the currencies that share a name is meant, by the countries that a text names.
---@param codes string  ISO 4217 codes, the default first, or "?" where there is none: "RUB BYN"
---@param named fun(code: string): integer  how often the text names the countries of a currency
---@return string? code  nil where nothing tells
function M.settle(codes, named)
  local default, others = codes:match "^(%S+)(.*)$"
  if others == "" then return default ~= "?" and default or nil end
  local best, most, second = nil, 0, 0
  for code in codes:gmatch "%u%u%u" do
    local count = named(code)
    if count > most then
      best, most, second = code, count, most
    elseif count > second then
      second = count
    end
  end
  if best and most >= CLEARLY * second then return best end
  return default ~= "?" and default or nil
end

---@class docket.normal.money.sum
---@field amount number
---@field currency string  ISO 4217

---@param amount number?
---@param currency string?  a code, or a sign
---@return docket.normal.money.sum?  nil where one of the two is unknown
function M.sum(amount, currency)
  local code = currency and M.code(currency)
  if not amount or not code then return nil end
  return { amount = amount, currency = code }
end

return M
