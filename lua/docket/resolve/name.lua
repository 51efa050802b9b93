---Names in the text of one article: runs of capitalised words, told apart into
---persons, places and organisations by word lists. What stands beside a name
---is weighed in docket.resolve.evidence.
local core = require "docket.core"
local lpeg = require "lpeg"

local P, S, R, C, Cp, Ct = lpeg.P, lpeg.S, lpeg.R, lpeg.C, lpeg.Cp, lpeg.Ct

local M = {}

-- ------------------------------------------------------------ the run

local continuation = R "\x80\xbf"
local function any_of(text)
  local choice = P(false)
  for character in text:gmatch "[\194-\244][\128-\191]*" do choice = choice + P(character) end
  return choice
end

-- Capital letters: ASCII, Latin-1, Latin Extended-A, Cyrillic, Greek, and the
-- upper-case half of Latin Extended Additional (Vietnamese).
local upper = R "AZ" + P "\xc3" * R "\x80\x9e" + P "\xd0" * R "\x80\xaf" + P "\xce" * R "\x86\xab"
  + any_of "ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏƠƯȘȚ"
  + P "\xe1" * R "\xb8\xbb" * S(("\x80\x82\x84\x86\x88\x8a\x8c\x8e\x90\x92\x94\x96\x98\x9a\x9c\x9e")
    .. "\xa0\xa2\xa4\xa6\xa8\xaa\xac\xae\xb0\xb2\xb4\xb6\xb8\xba\xbc\xbe")
local letter = R("az", "AZ") + R "\xc3\xdf" * continuation
  + (R "\xe0\xef" - P "\xe2\x80" - P "\xe2\x81") * continuation * continuation
local apostrophe = P "'" + P "\u{2019}" + P "\u{2BC}" + P "\u{2018}"
local space = P " " + P "\u{A0}" + P "\n" * P " " ^ 0 * -P "\n"
local gap = space * P " " ^ 0

local inner = (apostrophe * -(S "sS" * -letter)) * letter ^ 1
  + P "-" * (letter + R "09") ^ 1
local initials = (upper * P ".") ^ 1
local abbreviated = (P "Mr" + "Mrs" + "Ms" + "Dr" + "Prof" + "Sgt" + "Gen" + "Lt" + "Col" + "Capt" + "Rev" + "Hon" + "Sen"
  + "Rep" + "Gov" + "St" + "Jr" + "Sr" + "Maj" + "Det" + "Supt" + "Insp" + "Cpl" + "Pvt" + "Mt" + "Messrs") * P "." * -letter
local article = P "al-" + "el-" + "ul-" + "as-" + "ad-" + "an-" + "ar-" + "at-" + "ash-" + "az-" + "bin-" + "d" * apostrophe
local name_word = abbreviated + initials * -letter + upper * letter ^ 0 * (inner) ^ 0
  + article * upper * letter ^ 0 * inner ^ 0
local particle = (P "de la" + "de los" + "de las" + "de" + "da" + "dos" + "das" + "do" + "del" + "della" + "di" + "du" + "van der"
  + "van den" + "van" + "von" + "der" + "den" + "bint" + "binti" + "bin" + "ibn" + "al" + "el" + "la" + "le" + "ben" + "abu" + "ould"
  + "ag" + "ter" + "zu" + "uulu" + "kyzy" + "ogly" + "oglu" + "uly" + "y") * -letter
-- "G4S" is no initial and no name
local token = Cp() * C(name_word * -R "09")
local suffix = P "uulu" + "kyzy" + "ogly" + "uly"
-- a by-name in quotation marks, inside the name only: Jan "Bear" Kowal
local quote_mark = P '"' + "\u{201C}" + "\u{201D}" + "\u{2018}" + "\u{2019}" + "'"
local by_name = Cp() * C(quote_mark * upper * letter ^ 1 * ((P " " + "-") * letter ^ 1) ^ -1 * quote_mark) * gap * token
local run = Ct(token * (gap * (C(particle) * gap) ^ -1 * token + gap * by_name + gap * C(suffix) * -letter) ^ 0 * Cp())

---@class docket.NameRun
---@field words string[]  the words, particles among them
---@field starts integer[]  byte position of each
---@field last integer  last byte of the run

local run_end = run / 0 * Cp()

---Where the run of capitalised words that begins at `first` ends.
---@param text string
---@param first integer
---@return integer? last  last byte of the run
function M.run_last(text, first)
  local last = core.name_run(text, first)
  if last then return last end
  local stop = run_end:match(text, first)
  return stop and stop - 1
end

---Read a run of capitalised words.
---@param text string  begins with the run
---@return docket.NameRun? run  positions count from the start of `text`
function M.run(text)
  local captures = run:match(text)
  if not captures then return nil end
  local words, starts, n = {}, {}, 0
  local position
  for i = 1, #captures - 1 do
    local item = captures[i]
    if type(item) == "number" then
      position = item
    else
      n = n + 1
      words[n] = item
      starts[n] = position or (starts[n - 1] + #words[n - 1] + 1)
      position = nil
    end
  end
  return { words = words, starts = starts, last = captures[#captures] - 1 }
end

-- ------------------------------------------------------------ what a run is

---@class docket.NameFinder
local Finder = {}
Finder.__index = Finder

---@param pack table  gives the word lists
---@return docket.NameFinder
function M.finder(pack)
  local function entries(name)
    local list = pack:list(name)
    return list and list.entries or {}
  end
  return setmetatable({
    function_words = entries "function", nationalities = entries "nationalities", titles = entries "titles",
    organisation = entries "organisation", places = entries "places", given = entries "given_names",
    roles = entries "roles", months = entries "months", weekdays = entries "weekdays", verbs = entries "verbs",
    adjectives = entries "adjectives", memo = { {}, {} }, memo_before = { {}, {} }, memo_size = 0,
  }, Finder)
end

local function lower(word)
  if word:find "[\x80-\xff]" then
    word = word:gsub("\u{2019}", "'"):gsub("\xc3[\x80-\x9e]", function(two) return "\xc3" .. string.char(two:byte(2) + 32) end)
  end
  return word:lower()
end
M.lower = lower

local function is_acronym(word)
  if word:find "^%u%u+s$" then return true end
  return not word:find "[a-z]" and #word:gsub("[^A-Z]", "") >= 2 and not word:find "^%u%.%u?%.?$"
end

---@class docket.NameKind
---@field kind "person"|"place"|"organisation"|"company"|"name"|nil  `name`: one word that could be anything
---@field first integer   position in the run
---@field last integer
---@field words string[]
---@field text string
---@field title string?  title before it
---@field role string?  noun before it, of the roles list: "Poet X"
---@field official boolean
---@field strong boolean  there is evidence inside the run that it is a person
---@field gender "m"|"f"|nil  of the given name
---@field lean "place"|nil  place unless there is evidence for a person
---@field caps boolean  all in capitals
---@field weak "place"|"organisation"|"nothing"|nil  what a word is unless it is the surname of somebody named

-- "PAThe court", "Agency ImagesThomas": the end of a line to which the next was glued.
local function is_glued(raw)
  if raw:find "^%u%u+%l%l" then return true end
  return raw:find "^%u%l%l%l%l+%u%l%l" ~= nil
end

-- A headline that capitalises all its words runs on behind a name: verbs and
-- function words end it. Words that are names too do so at the start only.
local function breaks(self, word, raw)
  if is_glued(raw) then return true end
  if #raw > 1 and #raw < 5 and not raw:find "[^%u]" and self.places[word] then return false end
  local value = self.function_words[word]
  if value then return value ~= "name" and not self.organisation[word] and not self.roles[word] and not self.given[word] end
  return self.verbs[word] == word and not self.given[word]
end

-- Words that are no names: nouns of people, "Ex-mayor", "Lodivian-born".
local function is_front_word(self, word)
  if self.given[word] then return nil end
  if self.nationalities[word] or self.nationalities[word:match "^(.+)s$"] or self.months[word] or self.weekdays[word] then
    return "other"
  end
  if self.roles[word] then return "role" end
  if not word:find("-", 1, true) then return nil end
  local head, tail = word:match "^(.+)%-([^-]+)$"
  if not head then return nil end
  if head == "ex" or head == "co" or head == "self" or head == "pro" or head == "anti" or head == "non" then return "other" end
  if tail == "born" or tail == "based" or tail == "old" or tail == "led" or tail == "backed" or tail == "year" then return "other" end
  return self.nationalities[head] and self.nationalities[tail] and "other" or nil
end

-- Nouns for what people do, as they open a sentence: "Harbourmaster X Y".
local SURE_ENDING = { "ist$", "woman$", "eer$", "master$", "keeper$", "maker$", "worker$", "player$", "holder$", "owner$" }
local ENDING = { "er$", "or$", "ian$", "man$", "ess$", "ant$", "ent$", "eur$" }

local function ends_in(word, endings)
  for _, ending in ipairs(endings) do
    if word:find(ending) then return true end
  end
  return false
end

local function is_occupation(self, words, from, n)
  local word = words[from]
  if self.given[word] or n - from < 1 or #word < 5 then return false end
  if word:find "ing$" or word:find "ly$" then return true end
  if n - from < 2 then return false end
  return ends_in(word, SURE_ENDING) or (self.given[words[from + 1]] ~= nil and ends_in(word, ENDING))
end

-- A title of one to three words that begins at `i` and leaves a name behind it.
local function title_at(self, words, i, n)
  for length = math.min(3, n - i), 1, -1 do
    local phrase = table.concat(words, " ", i, i + length - 1)
    local value = self.titles[phrase]
    if value then return phrase, length, value == "official" end
  end
  return nil
end

-- Words at the front that are no part of the name: function words, peoples,
-- nouns for people, titles (and whatever stands before a title).
local function strip_front(self, words, result, initial)
  local from, n = 1, #words
  if initial then
    while from <= n and self.function_words[words[from]] and not self.places[words[from]] do from = from + 1 end
  end
  for i = from, n - 1 do
    if i > from and self.given[words[from]] then break end
    local phrase, length, official = title_at(self, words, i, n)
    if phrase and i + length > from then
      result.title, from = phrase, i + length
      result.official = result.official or official
    end
  end
  while from <= n do
    local pair = words[from + 1] and words[from] .. " " .. words[from + 1]
    local front = is_front_word(self, words[from])
    if pair and (self.nationalities[pair] or from + 1 < n and words[from + 1]:find "%l%-born$") then
      from = from + 2
    elseif front == "role" and from < n then
      result.role = words[from]
      from = from + 1
    elseif front == "other" then
      from = from + 1
    elseif from < n and self.adjectives[words[from]] and (is_front_word(self, words[from + 1]) or initial and from == 1) then
      from = from + 1
    else
      break
    end
  end
  if initial and from == 1 and is_occupation(self, words, from, n) then from = from + 1 end
  return from
end

local COMPANY = { inc = true, ltd = true, llc = true, llp = true, plc = true, corp = true, gmbh = true, ag = true, pty = true,
  ["s.a."] = true, ["inc."] = true, ["ltd."] = true, ["corp."] = true, spa = true, nv = true, bv = true, oy = true, oyj = true,
  ab = true, sarl = true, holdings = true, limited = true, corporation = true, incorporated = true, bhd = true, pjsc = true,
  llp_ = true, company = true }

-- Words that a place begins with; a person only where something says so.
local PLACE_FRONT = { san = true, santa = true, fort = true, port = true, mount = true, lake = true, cape = true, saint = true,
  ["st."] = true, st = true, los = true, las = true, puerto = true, porto = true, rio = true, ciudad = true, villa = true, new = true,
  upper = true, lower = true, great = true, little = true, kafr = true, tel = true, ras = true, wadi = true, co = true, bad = true,
  nova = true, nizhny = true, veliky = true, novy = true, kota = true, ho = true, phnom = true, old = true, cold = true,
  inner = true, outer = true, mid = true, monte = true, isla = true, la = true, el = true, le = true, deir = true, beit = true }
local PLACE_ENDING = { "stan$", "grad$", "shire$", "abad$", "burg$", "ville$", "pura$", "istan$", "chester$", "mouth$", "borough$" }

local function leans_to_place(words, from, n)
  -- "Le Havre" is a place, "Le Dinh Luong" none
  local surname = words[from] == "le" or words[from] == "la" or words[from] == "ho"
  if n > from and PLACE_FRONT[words[from]] and not (surname and n > from + 1) then return true end
  if words[from]:find "^fort%-" or words[from]:find "^port%-" or words[from]:find "^saint%-" then return true end
  return n == from and ends_in(words[n], PLACE_ENDING)
end

-- Where an organisation ends and a person's name begins: "… Cabinet Pavel Latushka".
local function person_behind(self, words, from, n)
  for i = n - 1, from + 1, -1 do
    local before = words[i - 1]
    if self.given[words[i]] and (self.organisation[before] or self.places[before] and i == from + 1) then return i end
    if self.organisation[words[i]] then return nil end
  end
  return nil
end

-- Words of places and organisations that are surnames as well.
local SURNAMES = {}
for word in ([[park hill lane church house bank law post street lake west north south east bridge justice guard press union
  beach bay mount rivers field fields gardens heights marsh ford banks hall wood woods green forest farm castle close grove gate
  way glen heath creek common day young]]):gmatch "%S+" do
  SURNAMES[word] = true
end

local COUNTED = { three = true, four = true, five = true, six = true, seven = true, eight = true, nine = true, ten = true }

local RIVER = { "-in-", "-on-", "-upon-", "-under-", "-by-", "-le-", "-next-", "-sur-" }

-- An organisation or a place by one of its words?
local function named_kind(self, words, from, n, title, raw)
  local joined = table.concat(words, " ", from, n)
  -- "Ostra-on-Tarn"
  for _, middle in ipairs(RIVER) do
    if words[n]:find(middle, 1, true) then return "place" end
  end
  if self.places[joined] and not title and (joined ~= "us" or raw == "US") then return "place" end
  if n > from and COMPANY[words[n]] then return "company" end
  -- "Rogue Traders", "the Ostra Six": several, who bear no one's name
  if n > from and raw:find "^%u%u+s$" then return "organisation" end
  if n > from and not title and (self.roles[words[n]] == "group" or COUNTED[words[n]]) and not self.given[words[from]] then
    return "organisation"
  end
  for i = from, n do
    local value = self.organisation[words[i]]
    if value and not (title and i == from and n == from) then
      local surname = SURNAMES[words[i]] and (i == n and i > from and self.given[words[from]]
        -- "Park Geun-hye": the surname stands first
        or i == from and n == from + 1 and words[n]:find "^%l+%-%l+$")
      if not surname then return value == "place" and i == n and "place" or "organisation" end
    end
  end
  return nil
end

local function all_capitals(run_words, from, n)
  for i = from, n do
    if run_words[i]:find "%l" or #run_words[i] < 2 or run_words[i]:find "%.$" then return false end
  end
  return true
end

local function kind_of_words(self, run_words, words, from, n, result)
  if n > from and all_capitals(run_words, from, n) then
    result.caps = true
    return (self.given[words[from]] or result.title) and "person" or "organisation"
  end
  if n == from then
    -- "He" and "An" are names of somebody with a word more
    if self.function_words[words[n]] == "name" and not result.title then
      result.weak, result.surname_first = "nothing", true
    end
    -- a letter stands for somebody who has no name
    if #words[n] == 1 and not result.title then return nil end
    if is_acronym(run_words[n]) then return "organisation" end
    if leans_to_place(words, from, n) then result.lean = "place" end
    result.strong = result.strong or (self.given[words[n]] ~= nil)
    return result.title and "person" or "name"
  end
  if is_acronym(run_words[from]) and not result.title then return "organisation" end
  if self.places[words[from]] and #run_words[n] > 2 and is_acronym(run_words[n]) then return "organisation" end
  result.strong = result.strong or self.given[words[from]] ~= nil or self.given[words[from + 1]] ~= nil and n > from + 1
  if leans_to_place(words, from, n) then result.lean = "place" end
  return "person"
end

local LETTERS = { qc = true, kc = true, mp = true, msp = true, obe = true, mbe = true, cbe = true, jp = true, mep = true, md = true,
  phd = true }

---What some words of a run are, by themselves.
---@param run_words string[]  as they stand
---@param initial boolean  they begin a sentence, so that the first may be any word
---@return table result
local function classify_words(self, run_words, initial)
  local words = {}
  for i, word in ipairs(run_words) do words[i] = lower(word) end
  local n = #words
  local result = { official = false, caps = false }
  local plain = initial and self.function_words[words[1]] and not self.places[words[1]] and 2 or 1
  local whole = table.concat(words, " ", plain, n)
  local from = self.places[whole] and plain or strip_front(self, words, result, initial)
  -- "Susan May" is somebody
  local surname = n == from + 1 and words[n] == "may" and self.given[words[from]]
  while n >= from and (self.weekdays[words[n]] or self.months[words[n]]) and not surname do n = n - 1 end
  -- "X QC", "X MP": letters behind a name are none of it
  while n > from and LETTERS[words[n]] and not run_words[n]:find "%l" do
    result.official = result.official or words[n] == "qc" or words[n] == "kc"
    n = n - 1
  end
  result.strong = result.title ~= nil or (result.role ~= nil and n > from)
  if from > n then return result end
  local joined = table.concat(words, " ", from, n)
  if self.titles[joined] or (n == from and (self.roles[joined] or self.nationalities[joined]
    or self.nationalities[joined:match "^(.+)s$"]) and not (self.given[joined] or result.title)) then
    -- "King", "Bishop": a surname, if the article names somebody so
    if from == n then result.kind, result.weak, result.from, result.to = "name", "nothing", n, n end
    return result
  end
  if n > from + 1 and is_acronym(run_words[from]) and self.given[words[from + 1]] and not is_acronym(run_words[n]) then
    from = from + 1
  end
  -- a country that stands before the name without a word between
  if n > from + 1 and self.places[words[from]] and not self.given[words[from]] and not self.places[words[from] .. " " .. words[from + 1]]
    and not self.organisation[words[n]] and not result.title then
    from = from + 1
  end
  local behind = not result.title and n > from and person_behind(self, words, from, n)
  if behind then from, result.strong = behind, true end
  result.kind = named_kind(self, words, from, n, result.title, run_words[n]) or kind_of_words(self, run_words, words, from, n, result)
  result.from, result.to = from, n
  if n == from and (result.kind == "place" or result.kind == "organisation") and not is_acronym(run_words[n]) and #words[n] > 3 then
    result.kind, result.weak = "name", result.kind
  end
  if result.kind == "person" or result.kind == "name" then
    -- "Mary-Jane": no list has all of them
    local word, given = words[from], self.given
    local gender = given[word] or given[word:match "^(%l%l%l+)%-" or ""] or given[word:match "%-(%l%l%l+)$" or ""]
    if gender == "m" or gender == "f" then result.gender = gender end
  end
  result.initial = initial and from == 1
  return result
end

-- The stretches of a run that no verb or function word interrupts.
local function parts_of(self, run_words)
  local parts, from = {}, 1
  for i, word in ipairs(run_words) do
    if breaks(self, lower(word), word) then
      if i > from then parts[#parts + 1] = { from, i - 1 } end
      from = i + 1
    end
  end
  if from <= #run_words then parts[#parts + 1] = { from, #run_words } end
  return parts
end

local function read(self, text, initial)
  local found = {}
  local read_run = M.run(text)
  if not read_run then return found end
  local words, starts = read_run.words, read_run.starts
  for _, part in ipairs(parts_of(self, words)) do
    local first, last = part[1], part[2]
    local piece = table.move(words, first, last, 1, {})
    local known = classify_words(self, piece, initial and first == 1)
    if known.kind then
      known.words = table.move(piece, known.from, known.to, 1, {})
      known.first = starts[first + known.from - 1]
      known.last = starts[first + known.to - 1] + #piece[known.to] - 1
      known.text = table.concat(known.words, " ")
      found[#found + 1] = known
    end
  end
  return found
end

-- Runs that are remembered, and as many of those before: an entry takes a KB, and all of
-- them are looked at whenever garbage is collected.
local MEMO_LIMIT <const> = 2000

---What the names in a run of capitalised words are, by its words alone. Names
---come again and again, so that each run is read once.
---@param text string  exactly the run
---@param initial? boolean  the run begins a sentence
---@return docket.NameKind[] names  one for a run in ordinary text, several in a headline
function Finder:classify(text, initial)
  local which = initial and 1 or 2
  local known = self.memo[which][text]
  if known then return known end
  known = self.memo_before[which][text] or read(self, text, initial or false)
  if self.memo_size >= MEMO_LIMIT then
    self.memo_before, self.memo, self.memo_size = self.memo, { {}, {} }, 0
  end
  self.memo[which][text], self.memo_size = known, self.memo_size + 1
  return known
end

return M
