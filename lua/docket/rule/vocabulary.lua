---The words in which rules are written: LPeg without its byte level.
---
---Patterns match *folded* text (lower case, straight quotes, every space one
---of ' ') in which what an earlier phase found is **masked**: the first byte
---of an entity is a code of its type, the other bytes are filler. Text and
---mask have the same length, so a position in one is a position in the other.
local lpeg = require "lpeg"

local P, S, R, B, C, Cp, Ct, Cg, Cc = lpeg.P, lpeg.S, lpeg.R, lpeg.B, lpeg.C, lpeg.Cp, lpeg.Ct, lpeg.Cg, lpeg.Cc

local M = {}

---The byte that stands for the rest of a masked entity or of a folded quote.
M.FILLER = "\x7f"

---Types that can be masked, each with its code.
M.codes = {
  person = "\x01",
  date = "\x02",
  duration = "\x03",
  money = "\x04",
  court = "\x05",
  place = "\x06",
  organisation = "\x07",
  penalty = "\x08",
  statute = "\x0b",
  number = "\x0c",
  age = "\x0e",
}

M.filler = P(M.FILLER)
M.filling = M.filler ^ 0

-- Letters of two and three bytes; punctuation of the General Punctuation block
-- (dashes, bullets, ellipsis: E2 80..81) and Latin-1 signs (C2) are none.
local continuation = R "\x80\xbf"
local wide = R "\xc3\xdf" * continuation
  + (R "\xe0\xef" - P "\xe2\x80" - P "\xe2\x81") * continuation * continuation
  + R "\xf0\xf4" * continuation ^ 3
M.letter = R("az", "AZ") + wide
M.digit = R "09"
M.word_char = M.letter + M.digit
-- Letters and digits: LPeg goes over those of ASCII in one step.
local word_chars = (R("az", "AZ", "09") ^ 1 + wide) ^ 1
-- One set, as it stands at the end of every word of every list: E2 opens dashes
-- and bullets, and hardly a letter.
M.word_end = -R("az", "AZ", "09", "\xc3\xe1", "\xe3\xf4")

---An apostrophe or single quote, straight or curly (folded: quote and filler).
M.apostrophe = P "'" * M.filling
---A double quote of any form.
M.double_quote = P '"' * M.filling
---A quotation mark of any form.
M.quote_mark = M.apostrophe + M.double_quote
---One or more spaces; a line break is one too.
M.sp = P " " ^ 1
---A comma and the space after it.
M.comma = P " " ^ 0 * P "," * M.sp
---An en or em dash, or two hyphens, with the space around it.
M.dash = P " " ^ 0 * (P "\xe2\x80\x93" + P "\xe2\x80\x94" + P "--") * P " " ^ 0
---One word: letters, digits, apostrophes and hyphens inside it.
M.word = word_chars * ((M.apostrophe + P "-") * word_chars) ^ 0
---One masked entity of any type.
M.masked = R "\x01\x08" * M.filling + S "\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18" * M.filling

-- ------------------------------------------------------------ alternatives

-- Characters that stand for more than themselves.
local special = { [" "] = M.sp, ["'"] = M.apostrophe }

-- Choices are joined in halves: LPeg copies both sides at each step.
local function choice_of(list, from, to)
  if from > to then return nil end
  if from == to then return list[from] end
  local middle = (from + to) // 2
  return choice_of(list, from, middle) + choice_of(list, middle + 1, to)
end

-- The part of a phrase from one byte to another: literals, and what stands for more.
local function sequence(phrase, from, to)
  local pattern
  while from <= to do
    local mark = phrase:find("[ ']", from)
    local stop = mark and mark <= to and mark - 1 or to
    local piece
    if mark == from then
      piece, from = special[phrase:sub(from, from)], from + 1
    else
      piece, from = P(phrase:sub(from, stop)), stop + 1
    end
    pattern = pattern and pattern * piece or piece
  end
  return pattern
end

-- How many bytes all phrases of a list have in common behind the first `depth`.
local function common_end(list, depth)
  local first = list[1]
  local stop = #first
  for i = 2, #list do
    local phrase = list[i]
    if #phrase < stop then stop = #phrase end
    while phrase:sub(depth + 1, stop) ~= first:sub(depth + 1, stop) do stop = stop - 1 end
  end
  return stop
end

-- Phrases that begin alike for `depth` bytes, as a choice by what follows; a phrase that
-- ends there comes last, so that it matches only where no longer one does.
local function choice_by_byte(list, values, depth)
  local order, buckets, ended = {}, {}, nil
  for _, phrase in ipairs(list) do
    local byte = phrase:byte(depth + 1)
    if not byte then
      ended = phrase
    elseif buckets[byte] then
      table.insert(buckets[byte], phrase)
    else
      buckets[byte] = { phrase }
      order[#order + 1] = byte
    end
  end
  local choices = {}
  for i, byte in ipairs(order) do
    local bucket = buckets[byte]
    local stop = common_end(bucket, depth)
    choices[i] = sequence(bucket[1], depth + 1, stop) * choice_by_byte(bucket, values, stop)
  end
  if ended then
    local value = values and values[ended]
    choices[#choices + 1] = value ~= nil and M.word_end * Cc(value) or M.word_end
  end
  return choice_of(choices, 1, #choices) or P(false)
end

---A choice of phrases by their common beginnings: LPeg compiles a flat choice of
---many literals in quadratic time.
---@param entries table<string, any>|string[]  phrases, or phrase -> value to capture
---@return userdata pattern  matches the longest phrase that ends at a word end
function M.alternatives(entries)
  if #entries > 0 then return choice_by_byte(entries, nil, 0) end
  local phrases = {}
  for phrase in pairs(entries) do phrases[#phrases + 1] = phrase end
  table.sort(phrases)
  return choice_by_byte(phrases, entries, 0)
end

---@param text string  "one|two|three words"
---@return string[] phrases  trimmed, with single spaces
function M.split(text)
  local list = {}
  for phrase in text:gmatch "[^|]+" do
    -- most phrases are one word
    if phrase:find "%s" then phrase = phrase:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "") end
    if phrase ~= "" then list[#list + 1] = phrase end
  end
  return list
end

local words_memo = setmetatable({}, { __mode = "v" })

-- LPeg patterns carry no fields: the phrases that a pattern was made of, for
-- those that are used as a trigger.
local phrases_of = setmetatable({}, { __mode = "k" })

---@param pattern userdata
---@return string[]? phrases  those that `words` or `list` made it of
function M.phrases(pattern) return phrases_of[pattern] end

---Remember the phrases of a pattern.
---@param pattern userdata
---@param phrases string[]
---@return userdata pattern  the same
function M.remember(pattern, phrases)
  phrases_of[pattern] = phrases
  return pattern
end

---Any of these words or phrases, whole words, in any spacing and quotes.
---@param text string  "sentenced|jailed|found guilty", lower case
---@return userdata pattern
function M.words(text)
  local pattern = words_memo[text]
  if not pattern then
    local phrases = M.split(text)
    pattern = M.remember(M.alternatives(phrases), phrases)
    words_memo[text] = pattern
  end
  return pattern
end

---Words as a set, for `match:word_before` and the like.
---@param text string  "said says told"
---@return table<string, true> words
function M.new_word_set(text)
  local words = {}
  for word in text:gmatch "%S+" do words[word] = true end
  return words
end

local sets_memo = {}

---The same, made once: rules ask for the same again and again. For docket's own files,
---which name no more of them than stand there; nobody may change it.
---@param text string
---@return table<string, true> words
function M.word_set(text)
  local words = sets_memo[text]
  if not words then
    words = M.new_word_set(text)
    sets_memo[text] = words
  end
  return words
end

-- ------------------------------------------------------------ entities

---A masked entity of one type.
---@param name string  "person", "date", "duration", …
---@return userdata pattern
function M.entity(name)
  local code = M.codes[name]
  if not code then error("no entity type '" .. tostring(name) .. "'", 2) end
  return P(code) * M.filling
end

---A masked entity, captured: the table that an earlier phase made of it.
---@param name string
---@return userdata pattern  captures the 1-based position; the engine puts the entity there
function M.entity_at(name)
  return Cp() * M.entity(name)
end

-- ------------------------------------------------------------ gaps and lists

-- What a gap steps over: a word, an entity, or a mark that ends no clause.
local step = M.masked + M.word + M.quote_mark + S "$%&#*+/@" + P "\xc2" * continuation
local inner = step * (P " " ^ 1 + P "-") ^ -1

---Up to `n` words (masked entities count as one word each), with no
---punctuation between. With `stop`, the shortest run of words before `stop`.
---@param n integer
---@param stop? userdata  pattern that has to follow; the gap is as short as can be
---@return userdata pattern
function M.gap(n, stop)
  if not stop then return inner ^ -n end
  return (inner - P(stop)) ^ -n * P(stop)
end

---Does a pattern match at any word of a text?
---@param pattern userdata
---@return userdata search
function M.somewhere(pattern)
  local skip = word_chars + 1
  return P { pattern + skip * (-M.word_char * 1) ^ 0 * lpeg.V(1) }
end

---Items in a list: "a", "a and b", "a, b, and c".
---@param item userdata
---@return userdata pattern
function M.list_of(item)
  local conjunction = M.sp * (M.words "and|or|as well as|plus" + P "&") * M.sp
  return item * ((M.comma * (M.words "and|or|as well as|plus" * M.sp) ^ -1 + conjunction) * item) ^ 0
end

---The names of this module that rule files see.
M.patterns = { "sp", "word", "word_end", "letter", "digit", "apostrophe", "double_quote", "quote_mark", "comma", "dash",
  "masked", "filling" }
M.functions = { "words", "gap", "list_of", "entity", "entity_at" }
---Those of LPeg.
M.lpeg = { P = P, S = S, R = R, B = B, C = C, Cp = Cp, Ct = Ct, Cg = Cg, Cc = Cc, Cs = lpeg.Cs, Cmt = lpeg.Cmt,
  V = lpeg.V, Cb = lpeg.Cb, Cf = lpeg.Cf }

return M
