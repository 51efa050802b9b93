---Names in the text of one article: runs of capitalised words, told apart into
---persons, places and organisations by word lists and by what stands beside them.
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
  + P "\xe1" * R "\xb8\xbb" * S "\x80\x82\x84\x86\x88\x8a\x8c\x8e\x90\x92\x94\x96\x98\x9a\x9c\x9e\xa0\xa2\xa4\xa6\xa8\xaa\xac\xae\xb0\xb2\xb4\xb6\xb8\xba\xbc\xbe"
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
local name_word = abbreviated + initials * -letter + upper * letter ^ 0 * (inner) ^ 0
  + (P "al-" + P "el-" + P "ul-" + P "as-" + P "ad-" + P "d" * apostrophe) * upper * letter ^ 0 * inner ^ 0
local particle = (P "de la" + "de los" + "de" + "da" + "dos" + "do" + "del" + "della" + "di" + "van der" + "van den" + "van" + "von"
  + "der" + "den" + "bin" + "bint" + "binti" + "ibn" + "al" + "el" + "la" + "le" + "ben" + "abu" + "ould" + "ag" + "ter" + "zu" + "uulu" + "kyzy"
  + "ogly" + "oglu" + "uly") * -letter
local token = Cp() * C(name_word)
local run = Ct(token * (gap * (C(particle) * gap) ^ -1 * token
  + gap * C(P "uulu" + "kyzy" + "ogly" + "uly") * -letter) ^ 0 * Cp())

---@class docket.NameRun
---@field words string[]  the words, particles among them
---@field starts integer[]  byte position of each
---@field last integer  last byte of the run

local runs_memo_limit = 20000

---Read the run of capitalised words that begins at `first`.
---@param text string
---@param first integer
---@return docket.NameRun? run
function M.run(text, first)
  local captures = run:match(text, first)
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
    roles = entries "roles", months = entries "months", weekdays = entries "weekdays", memo = {}, memo_size = 0,
  }, Finder)
end

local function lower(word) return (word:gsub("\u{2019}", "'"):lower()) end

local function is_acronym(word)
  return not word:find "[a-z]" and #word:gsub("[^A-Z]", "") >= 2 and not word:find "^%u%.%u?%.?$"
end

---@class docket.NameKind
---@field kind "person"|"place"|"organisation"|"name"|nil  `name`: one word that could be anything
---@field from integer  index of the first word of the name
---@field to integer    index of the last
---@field title string?  title before it
---@field official boolean
---@field strong boolean  there is evidence inside the run that it is a person

-- Words at the front that are no part of the name: function words, peoples,
-- titles (and whatever stands before a title).
local function strip_front(self, words)
  local from, title, official = 1, nil, false
  local n = #words
  while from <= n and self.function_words[words[from]] do from = from + 1 end
  for i = from, n - 1 do
    for length = 3, 1, -1 do
      if i + length - 1 < n then
        local phrase = table.concat(words, " ", i, i + length - 1)
        local value = self.titles[phrase]
        if value then
          title, official, from = phrase, official or value == "official", math.max(from, i + length)
          break
        end
      end
    end
  end
  while from <= n do
    local pair = words[from + 1] and words[from] .. " " .. words[from + 1]
    if pair and self.nationalities[pair] then
      from = from + 2
    elseif self.nationalities[words[from]] or self.months[words[from]] or self.weekdays[words[from]] then
      from = from + 1
    else
      break
    end
  end
  return from, title, official
end

local function classify_words(self, run_words)
  local words = {}
  for i, word in ipairs(run_words) do words[i] = lower(word) end
  local n = #words
  local from, title, official = strip_front(self, words)
  while n >= from and (self.weekdays[words[n]] or self.months[words[n]]) do n = n - 1 end
  local result = { from = from, to = n, title = title, official = official, strong = title ~= nil }
  if from > n then return result end
  local joined = table.concat(words, " ", from, n)
  if self.titles[joined] or (n == from and (self.roles[joined] or self.nationalities[joined])) then
    result.role = joined
    return result
  end
  if self.places[joined] and not title then
    result.kind = "place"
    return result
  end
  for i = from, n do
    local value = self.organisation[words[i]]
    if value and not (title and i == from and n == from) then
      result.kind = value == "place" and i == n and "place" or "organisation"
      return result
    end
  end
  if n == from then
    if is_acronym(run_words[n]) then
      result.kind = "organisation"
    elseif title then
      result.kind = "person"
    else
      result.kind = "name"
      result.strong = self.given[words[n]] ~= nil
    end
    return result
  end
  if is_acronym(run_words[from]) and not title then
    result.kind = "organisation"
    return result
  end
  result.kind = "person"
  result.strong = result.strong or self.given[words[from]] ~= nil
  return result
end

---What a run of capitalised words is, by its words alone.
---@param run docket.NameRun
---@return docket.NameKind
function Finder:classify(run)
  local key = table.concat(run.words, " ")
  local known = self.memo[key]
  if known then return known end
  known = classify_words(self, run.words)
  if self.memo_size >= runs_memo_limit then self.memo, self.memo_size = {}, 0 end
  self.memo[key], self.memo_size = known, self.memo_size + 1
  return known
end

return M
