---In which language a text is written: by its script, by letters that few languages have,
---and by frequent words. The lists are words/languages.txt, to be edited.
---
---A few KB of a text are looked at, so that the time does not grow with it.
local core = require "docket.core"
local data = require "docket.data"

local M = {}

-- Bytes looked at: the whole of a short text, else pieces that are spread over it.
local SAMPLE_BYTES <const> = 900
local PIECES <const> = 3

-- A letter of at most so many languages speaks for each of them.
local RARE <const> = 4

-- How much must speak for a language. Words of its list and rare letters count one each;
-- of a short text two are needed, of a long one also a share of its words. The next best
-- language must lie well behind.
local NEEDED <const> = 2
local NEEDED_SHARE <const> = 0.07
local LEAD <const> = 1.5
local LEAD_SHARE <const> = 0.3

-- Letters alone say nothing: a text of fewer words needs one of the list, a longer one two.
local SHORT <const> = 20

-- Of a script with one language: letters that make it sure.
local NEEDED_LETTERS <const> = 6

-- What a page states is doubted only where so many words of it speak another language.
local PLAIN_WORDS <const> = 25
local PLAIN_SHARE <const> = 0.15

-- Scripts by code points, and how many letters of an alphabet one of theirs stands for.
local RANGES <const> = {
  { 0x00C0, 0x024F, "latin" }, { 0x0250, 0x02FF, "other" }, { 0x0370, 0x03FF, "greek" }, { 0x0400, 0x052F, "cyrillic" },
  { 0x0530, 0x058F, "armenian" }, { 0x0590, 0x05FF, "hebrew" }, { 0x0600, 0x06FF, "arabic" },
  { 0x0750, 0x077F, "arabic" }, { 0x0900, 0x097F, "devanagari" }, { 0x0E00, 0x0E7F, "thai" },
  { 0x10A0, 0x10FF, "georgian" }, { 0x1E00, 0x1EFF, "latin" }, { 0x1F00, 0x1FFF, "greek" },
  { 0x3040, 0x30FF, "kana" }, { 0x3400, 0x9FFF, "han" }, { 0xAC00, 0xD7AF, "hangul" },
}
local WEIGHT <const> = { han = 3, kana = 3, hangul = 2 }
-- A Japanese text is told by its kana, however many of its characters are Chinese.
local KANA_SHARE <const> = 0.1

-- Upper case to lower case for the alphabets of the lists.
local function case_pairs()
  local lower = {}
  local function pair(from, to) lower[utf8.char(from)] = utf8.char(to) end
  for code = 0xC0, 0xDE do
    if code ~= 0xD7 then pair(code, code + 0x20) end
  end
  for code = 0x100, 0x136, 2 do pair(code, code + 1) end
  for code = 0x139, 0x147, 2 do pair(code, code + 1) end
  for code = 0x14A, 0x176, 2 do pair(code, code + 1) end
  for _, code in ipairs { 0x179, 0x17B, 0x17D, 0x1AF, 0x218, 0x21A } do pair(code, code + 1) end
  pair(0x1A0, 0x1A1)
  pair(0x18F, 0x259)                                  -- the schwa of Azerbaijani
  lower[utf8.char(0x130)] = "i"                       -- the dotted capital of Turkish
  for code = 0x400, 0x40F do pair(code, code + 0x50) end
  for code = 0x410, 0x42F do pair(code, code + 0x20) end
  for code = 0x48A, 0x4BE, 2 do pair(code, code + 1) end
  for code = 0x4D0, 0x52E, 2 do pair(code, code + 1) end
  for code = 0x1EA0, 0x1EFE, 2 do pair(code, code + 1) end
  return lower
end

-- ------------------------------------------------------------ lists

---@class docket.language.Lists
---@field codes table<string, string>     code, three-letter code or name in lower case -> code
---@field names table<string, string>     code -> name
---@field scripts table<string, table>    script -> its languages, the place of each in them, their words, and
---  the places of those that have a letter
---@field lower table<string, string>
local lists

local function script_of(read, name)
  local script = read.scripts[name]
  if not script then
    script = { languages = {}, words = {}, letters = {}, place = {} }
    read.scripts[name] = script
  end
  return script
end

local function add(map, item, place)
  local list = map[item] or {}
  map[item] = list
  if list[#list] ~= place then list[#list + 1] = place end
end

local function read_line(read, state, keyword, rest)
  if keyword == "language" then
    local code, three, name = rest:match "^(%S+)%s+(%S+)%s+(.+)$"
    state.code = code
    read.names[code] = name
    read.codes[code], read.codes[three], read.codes[name:lower()] = code, code, code
  elseif keyword == "script" then
    state.script = script_of(read, rest)
    table.insert(state.script.languages, state.code)
    table.insert(state.script.words, {})
    state.place = #state.script.languages
    state.script.place[state.code] = state.place
  elseif keyword == "letters" then
    for item in rest:gmatch "%S+" do add(state.script.letters, item, state.place) end
  elseif keyword == "words" then
    for item in rest:gmatch "%S+" do state.script.words[state.place][item] = true end
  end
end

local function load_lists()
  if lists then return lists end
  local read, state = { codes = {}, names = {}, scripts = {}, lower = case_pairs() }, {}
  local file = assert(io.open(data.path "words/languages.txt", "rb"))
  for line in file:lines() do
    local keyword, rest = line:match "^(%l+)%s+(.-)%s*$"
    if keyword then read_line(read, state, keyword, rest) end
  end
  file:close()
  -- Older and narrower codes that pages use.
  for alias, code in pairs { nb = "no", nn = "no", iw = "he", ["in"] = "id", prs = "fa", bs = "hr", ger = "de",
    fre = "fr", chi = "zh", per = "fa", rum = "ro", cze = "cs", dut = "nl" } do
    read.codes[alias] = code
  end
  lists = read
  return read
end

---The code of a language as pages state it: a tag ("en-GB", "kk_KZ"), a code of three
---letters, or its name in English.
---@param stated any
---@return string? code  ISO 639-1 where there is one
function M.code(stated)
  if type(stated) ~= "string" then return nil end
  local word = stated:lower():gsub("^%s+", ""):gsub("%s+$", "")
  local codes = load_lists().codes
  local tag = word:match "^(%a%a%a?)%f[%A]"
  if codes[word] then return codes[word] end
  if tag and word:find "^[%w_.-]+$" then return codes[tag] or tag end
  return nil
end

---The name of a language in English; its code where docket does not know it.
---@param code string
---@return string
function M.name(code) return load_lists().names[code] or code end

-- ------------------------------------------------------------ looking

-- The code point of a character of up to three bytes; others are no letters of ours. One
-- byte is left of a dotted capital, whose small letter is a plain "i".
local function code_point(character)
  local a, b, c = character:byte(1, 3)
  if not b then return a end
  if a < 0xE0 then return (a & 0x1F) << 6 | b & 0x3F end
  if a < 0xF0 and c then return (a & 0x0F) << 12 | (b & 0x3F) << 6 | c & 0x3F end
  return 0
end

local function script_name(code)
  for _, range in ipairs(RANGES) do
    if code < range[1] then return nil end
    if code <= range[2] then return range[3] end
  end
  return nil
end

local CHARACTER <const> = "[\xC3-\xEF][\x80-\xBF][\x80-\xBF]?"

local function count_characters(text, characters, lower)
  for character in text:gmatch(CHARACTER) do
    character = lower and lower[character] or character
    characters[character] = (characters[character] or 0) + 1
  end
  return characters
end

-- Is a word written as a name: with a capital, and a small letter after it?
local function is_name(word, lower)
  local first = word:match "^[A-Z]" or word:match("^" .. CHARACTER)
  if not first or #first > 1 and not lower[first] then return false end
  local second = word:match("^[A-Z]", #first + 1) or word:match("^" .. CHARACTER, #first + 1)
  return not (second and (#second == 1 or lower[second]))
end

-- Characters beyond ASCII, without those of names: a Vietnamese name makes no text Vietnamese.
local function letters_of(sample)
  local lower, characters = load_lists().lower, {}
  for word in sample:gmatch "%f[A-Za-z\x80-\xff][A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*" do
    if not is_name(word, lower) then count_characters(word, characters, lower) end
  end
  return characters
end

-- How much of the text is in which script.
local function count_scripts(text, ascii)
  if ascii then return { latin = #text } end
  local scripts = {}
  for character, count in pairs(count_characters(text, {})) do
    local name = script_name(code_point(character))
    if name then scripts[name] = (scripts[name] or 0) + count * (WEIGHT[name] or 1) end
  end
  local _, plain = text:gsub("[A-Za-z]", "")
  scripts.latin = (scripts.latin or 0) + plain
  return scripts
end

local function main_script(scripts)
  local asian = (scripts.han or 0) + (scripts.kana or 0)
  if (scripts.kana or 0) > KANA_SHARE * asian then scripts.kana, scripts.han = asian, nil end
  local best
  for name, count in pairs(scripts) do
    -- By name where two are even, so that the answer is always the same.
    if not best or count > scripts[best] or count == scripts[best] and name < best then best = name end
  end
  return best
end

-- Letters: the rare ones speak for their languages, and against those that lack them.
local function weigh_letters(script, characters, scores, name)
  for character, count in pairs(characters) do
    local having = script.letters[character]
    if having then
      local has = {}
      for _, place in ipairs(having) do
        has[place] = true
        if #having <= RARE then scores[place] = scores[place] + count / #having end
      end
      for place = 1, #scores do
        if not has[place] then scores[place] = scores[place] - count end
      end
    elseif script_name(code_point(character)) == name then
      for place = 1, #scores do scores[place] = scores[place] - count end
    end
  end
end

-- Counts words by the languages of a script, in their order.
local function tally_of(script)
  if not script.tally then
    local listed = {}
    for i, words in ipairs(script.words) do
      listed[i] = {}
      for word in pairs(words) do
        -- words of the text end at a hyphen
        if not word:find "[^A-Za-z\x80-\xff]" then table.insert(listed[i], word) end
      end
    end
    script.tally = core.tally(listed)
  end
  return script.tally
end

-- In lower case, with spaces for quotes, dashes, no-break spaces and Arabic commas.
local function lowered(text)
  local spaced, ascii = core.spaced(text)
  if ascii then return spaced:lower(), spaced, ascii end
  local lower = load_lists().lower
  text = spaced:lower():gsub("[\xC3-\xD4\xE1][\x80-\xBF][\x80-\xBF]?", function(character)
    if character:byte() == 0xE1 or #character == 2 then return lower[character] end
    local small = lower[character:sub(1, 2)]
    return small and small .. character:sub(3)
  end)
  return text, spaced, ascii
end

---@class docket.language.Evidence
---@field code string?     nil where nothing is sure
---@field score number     what speaks for it
---@field words integer    of the sample
---@field script table?   as in docket.language.Lists; nil where the text is in none of them
---@field scores number[]  of all languages of the script, in their order

---What speaks for which language. `code` is nil where it is not sure.
---@param sample string  UTF-8, some KB at most
---@return docket.language.Evidence
function M.weigh(sample)
  local read = load_lists()
  local text, spaced, ascii = lowered(sample)
  local scripts = count_scripts(text, ascii)
  local name = main_script(scripts)
  local script, letters = read.scripts[name], scripts[name] or 0
  local evidence = { score = 0, words = 0, script = script, scores = {} }
  if not script then return evidence end
  if #script.languages == 1 then
    evidence.score, evidence.words, evidence.scores[1] = letters, letters // 5, letters
    if letters >= NEEDED_LETTERS then evidence.code = script.languages[1] end
    return evidence
  end
  local words, hits = tally_of(script):count(text)
  local scores = hits
  if not ascii then
    scores = table.move(hits, 1, #hits, 1, {})
    weigh_letters(script, letters_of(spaced), scores, name)
  end
  local best, second = 1, nil
  for place = 2, #scores do
    if scores[place] > scores[best] then
      best, second = place, best
    elseif not second or scores[place] > scores[second] then
      second = place
    end
  end
  local score, next_score = scores[best], math.max(0, scores[second] or 0)
  evidence.score, evidence.words, evidence.scores = score, words, scores
  local lead = score - next_score
  if hits[best] >= (words < SHORT and 1 or 2) and score >= NEEDED + NEEDED_SHARE * math.max(0, words - 10)
    and lead >= LEAD and lead >= LEAD_SHARE * score then
    evidence.code = script.languages[best]
  end
  return evidence
end

-- A short text whole; of a long one pieces from its beginning, its end, and between.
local function pieces_of(text, first, last)
  if last - first < SAMPLE_BYTES then return text:sub(first, last) end
  local pieces, size = {}, SAMPLE_BYTES // PIECES
  local step = (last - first + 1 - size) // (PIECES - 1)
  for number = 0, PIECES - 1 do
    local from = first + number * step
    -- The words that the cuts tear are too few to matter.
    pieces[number + 1] = text:sub(from, from + size - 1)
  end
  return table.concat(pieces, "\n")
end

---The language of a text, by what is most of it.
---@param text string  UTF-8
---@return string? code  ISO 639-1 ("ru", "kk") where there is one; nil where it is not sure
function M.of(text) return M.weigh(pieces_of(text, 1, #text)).code end

-- What of an article speaks its language: the body, else all of it.
local function sample_of(text, blocks)
  if #text <= SAMPLE_BYTES then
    local body = {}
    for _, block in ipairs(blocks) do
      if block.kind == "body" or block.kind == "quote" then body[#body + 1] = text:sub(block.first, block.last) end
    end
    return #body > 0 and table.concat(body, "\n") or text
  end
  local first, last
  for _, block in ipairs(blocks) do
    if block.kind == "body" then
      first, last = first or block.first, block.last
    end
  end
  return pieces_of(text, first or 1, last or #text)
end

local function contradicts(evidence, stated)
  -- No Russian text is in Chinese characters, however short it is.
  local place = evidence.script and evidence.script.place[stated]
  if load_lists().names[stated] and not place then return true end
  local score, words = evidence.score, evidence.words
  if words < PLAIN_WORDS or score < PLAIN_SHARE * words then return false end
  return (place and evidence.scores[place] or 0) < score / 2
end

---The language of an article and how it is known.
---@param article { text: string, blocks: table[] }
---@param stated string?  code, as the page or feed states it
---@param given string?   code, as the caller says
---@return string? code
---@return "given"|"stated"|"found"|nil basis
function M.decide(article, stated, given)
  if given then return given, "given" end
  local evidence = M.weigh(sample_of(article.text, article.blocks))
  -- A template of a site may say "en" whatever stands in it.
  if stated and not (evidence.code and evidence.code ~= stated and contradicts(evidence, stated)) then
    return stated, "stated"
  end
  return evidence.code, evidence.code and "found" or nil
end

return M
