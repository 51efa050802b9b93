---Numbers as news writes them, in words and in figures.
---
---Pure functions: no state, no files. The words of a language come from its
---word list (`twenty = 20`), so this module knows figures and arithmetic only.
local lpeg = require "lpeg"

---@class docket.normal.number
local M = {}

-- A vulgar fraction is a character of its own, and follows its whole number
-- without a space ("8½ years").
local VULGAR <const> = {
  ["½"] = "1/2", ["¼"] = "1/4", ["¾"] = "3/4", ["⅓"] = "1/3", ["⅔"] = "2/3",
  ["⅛"] = "1/8", ["⅜"] = "3/8", ["⅝"] = "5/8", ["⅞"] = "7/8",
}

-- Figures beyond this many digits would not fit an integer. No sentence, fine
-- or year is that long, so such a run of digits is no number to us.
local MAX_DIGITS <const> = 15

---An exact fraction, so that "1.3 million" is 1300000 and not 1300000.0000000002.
---@class docket.normal.fraction
---@field n integer  numerator
---@field d integer  denominator, a positive number

local function greatest_common_divisor(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

local function fraction(n, d)
  local g = greatest_common_divisor(n, d)
  return { n = n // g, d = d // g }
end

local function add(a, b) return fraction(a.n * b.d + b.n * a.d, a.d * b.d) end
local function multiply(a, b) return fraction(a.n * b.n, a.d * b.d) end

local function to_number(f)
  if f.d == 1 then return f.n end
  return f.n / f.d
end

---One part of a number as a fraction: "38", "29,600", "1.3", "1/2", "½", "8½".
---@param part string
---@return docket.normal.fraction?
local function read_part(part)
  local digits, sign = part:match "^([%d,.]*)([\xc2\xe2].*)$"
  if sign then
    local half = VULGAR[sign] and read_part(VULGAR[sign])
    if digits == "" then return half end
    local whole = half and read_part(digits)
    return whole and add(whole, half)
  end
  local n, d = part:match "^(%d+)/(%d+)$"
  if n then
    n, d = math.tointeger(n), math.tointeger(d)
    if not n or not d or d == 0 then return nil end
    return fraction(n, d)
  end
  local whole, rest = part:gsub(",", ""):match "^(%d+)%.?(%d*)$"
  if not whole or #whole + #rest > MAX_DIGITS then return nil end
  return fraction(math.tointeger(whole .. rest), math.tointeger(10 ^ #rest))
end

---Put the parts of one number together, in the order in which they stand.
---Each part is figures or the value of a number word, all as strings:
---`{"38", "1/2"}` is 38.5, `{"2", "100", "10"}` is 210, `{"1.3", "1000000"}` is
---1300000, `{"1/2", "1000000"}` (half a million) is 500000.
---@param parts string[]
---@return number? value    an integer where it is one; nil if the parts make no number
function M.combine(parts)
  local first = parts[1]
  if #parts == 1 and #first <= MAX_DIGITS and first:find "^%d+$" then return math.tointeger(first) end
  local zero = { n = 0, d = 1 }
  local total, current, empty = zero, zero, true
  for i = 1, #parts do
    -- "x12": a dozen, which multiplies what stands before it, as a hundred does
    local counts, text = parts[i]:match "^(x?)(.*)$"
    local part = read_part(text)
    if not part then return nil end
    local scale = part.d == 1 and part.n
    if not empty and (scale == 100 or counts == "x") and current.n ~= 0 then
      current = multiply(current, part)
    elseif scale and scale >= 1000 and not empty and current.n ~= 0
        and (scale == 1000 or scale == 100000 or scale % 1000000 == 0) then
      total, current = add(total, multiply(current, part)), zero
    else
      current = add(current, part)
    end
    empty = false
  end
  if empty then return nil end
  return to_number(add(total, current))
end

---Read a number from text: figures, words, or both.
---@param text string                  "38 1/2", "eight and a half", "1.3 million", "twenty-four"
---@param words? table<string, string> lower-case word to value, as the list `numbers` gives them
---@return number? value               nil if the text is not one number
function M.parse(text, words)
  local parts = {}
  for word in text:lower():gmatch "[^%s%-]+" do
    if word:find "^%d" or VULGAR[word] then
      parts[#parts + 1] = word
    elseif words and words[word] then
      parts[#parts + 1] = words[word]
    elseif word == "half" then
      parts[#parts + 1] = "1/2"
    elseif word == "a" or word == "an" then
      -- "a hundred" is one hundred, and "a half" is a half: the article adds
      -- nothing that its neighbour does not say.
      parts.article = true
    elseif word ~= "and" then
      return nil
    end
  end
  return M.combine(parts)
end

---Patterns of numbers, for rule files. The words come from the lists `numbers`
---(one to nineteen), `tens`, `scales` (hundred, thousand …) and `fractions`.
---
---Each pattern captures the parts of one number as strings, which `combine` puts
---together; so a rule wraps it in `Cg(Ct(…), "name")`.
---@param vocabulary table  `list`, `words`, `sp`, `digit`, `word_end` of a rule file
---@return table patterns  `figures` (29,600 · 38 1/2 · 1.3 million), `words` (twenty-four),
---  `any` (either), each with "and a half"
function M.patterns(vocabulary)
  local P, C, Cc, B, V = lpeg.P, lpeg.C, lpeg.Cc, lpeg.B, lpeg.V
  local list, words, sp, digit = vocabulary.list, vocabulary.words, vocabulary.sp, vocabulary.digit
  local article = words "a|an" * Cc "1"
  local integer = digit * digit ^ -2 * (P "," * digit * digit * digit * -digit) ^ 1 + digit ^ 1
  local vulgar = P "\xc2" * lpeg.R "\xbc\xbe" + P "\xe2\x85" * lpeg.R "\x93\x9e"
  local slash = C(digit * digit ^ -1 * P "/" * digit * digit ^ -1 * vocabulary.word_end)
  local joint = sp + P "-"
  local and_more = sp * (words "and" * sp) ^ -1
  -- A grammar, so that each list of words is compiled once in it.
  local function grammar(start)
    return P {
      start * (joint * words "and" * joint * (words "a|one" * joint) ^ -1 * list "fractions") ^ -1,
      -- Figures begin a word: not behind a point or another digit.
      figures = -B(digit) * -B(digit * P ".") * -B(digit * P ",")
        * (slash + C(vulgar)
          + C(integer * (vulgar + P "." * digit ^ 1) ^ -1) * -P "/" * (joint * slash + V "scale" ^ 0)),
      scale = joint * list "scales",
      unit = list "numbers",
      small = list "tens" * (joint * V "unit") ^ -1 + V "unit",
      hundreds = (V "small" + article) * sp
          * (words "hundred" * Cc "100" * (and_more * V "small") ^ -1 + words "dozen" * Cc "x12")
        + V "small",
      spelled = (V "hundreds" + article * #V "scale") * (V "scale" * (and_more * V "hundreds") ^ -1) ^ 0
        + words "half" * Cc "1/2" * sp * words "a" * V "scale",
    }
  end
  return { figures = grammar(V "figures"), words = grammar(V "spelled"), any = grammar(V "figures" + V "spelled") }
end

---Write a number as a record holds it: integers without a point, others in the
---shortest decimal form.
---@param value number
---@return string
function M.format(value)
  local integer = math.tointeger(value)
  if integer then return tostring(integer) end
  return (("%.6f"):format(value):gsub("0+$", ""))
end

return M
