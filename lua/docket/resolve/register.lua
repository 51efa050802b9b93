---Makes people of the names of an article: which names are persons, which of
---them are one person, and which part each of them has.
local evidence = require "docket.resolve.evidence"
local name = require "docket.resolve.name"
local section = require "docket.resolve.section"

local M = {}

---@class docket.Register
local Register = {}
Register.__index = Register

---@param pack table  gives the word lists
---@return docket.Register
function M.new(pack)
  local function entries(list_name)
    local list = pack:list(list_name)
    return list and list.entries or {}
  end
  return setmetatable({ weigher = evidence.weigher(pack), roles = entries "roles", titles = entries "titles",
    prepositions = entries "prepositions", given = entries "given_names",
    nationalities = entries "nationalities", adjectives = entries "adjectives" }, Register)
end

-- ------------------------------------------------------------ reading

-- Does a sentence, a quotation or a bullet's text begin here? There a capital
-- says nothing.
local function is_initial(text, first, segment_first)
  if first <= segment_first then return true end
  -- most names follow a word and a space
  local last, last_but_one = text:byte(first - 1), text:byte(first - 2)
  local spaced = last == 32 and last_but_one
  if spaced and last_but_one >= 97 and last_but_one <= 122 and first - segment_first >= 2 then return false end
  if first - segment_first <= 8 and not text:find("^[%w\xc3-\xdf]", segment_first)
    and not text:sub(segment_first, first - 1):find "[%a]" then
    return true
  end
  if spaced and (last_but_one >= 97 and last_but_one <= 122 or last_but_one == 44) then return false end
  local before = text:sub(math.max(1, first - 4), first - 1)
  -- "OSTRA — An Austin man": a dateline, and the article of a sentence
  if text:find("^An? %u", first) or text:find("^The %u", first) then
    if before:find "\u{2014} ?$" or before:find "\u{2013} ?$" or before:find "%-%-? $" then return true end
  end
  return before:find "[\"'] ?$" ~= nil or before:find "\u{201C}$" ~= nil or before:find "\u{2018}$" ~= nil
    or before:find "[:?!] +$" ~= nil
end

-- What all mentions of a name have in common; of what kind each is may be found to differ.
local function common_of(kind)
  local common = {}
  for key, value in pairs(kind) do common[key] = value end
  common.kind = nil
  return { __index = common }
end

-- A mention: what is found out of it, and behind that what its name has.
local function mention_of_name(kind, first, index)
  kind.common = kind.common or common_of(kind)
  return setmetatable({ first = first + kind.first - 1, last = first + kind.last - 1, index = index, kind = kind.kind,
    words = kind.words, owned = false, victim = false, speaks = false, short = false }, kind.common)
end

-- "Lodivia's Oleg Varin": where the next name begins behind a possessive.
local function behind_possessive(text, last)
  local byte = text:byte(last + 1)
  if byte ~= 39 and byte ~= 0xE2 then return nil end
  local stop = text:match("^'s +()%u", last + 1) or text:match("^\u{2019}s +()%u", last + 1)
  return stop
end

-- Where headings end, and begin: the name that one consists of does not go on in the line below.
local function headings_of(article)
  local headings = {}
  for _, block in ipairs(article.blocks) do
    if block.kind == "headline" or block.kind == "subhead" then headings[block.last] = block.first end
  end
  return headings
end

-- "3. ": what may stand before the name.
local NUMBERED_MAX <const> = 5

-- "23 June Luke Knight is charged", in a list of days: the month is none of the name.
local function behind_day(finder, text, first)
  if not text:find("^%d ", first - 2) then return first end
  local month, following = text:match("^(%u%l+) ()%u%l", first)
  return month and finder.months[name.lower(month)] and following or first
end

local function read_all(state, finder)
  local text, capitals, bounds = state.text, state.capitals, state.bounds
  local names, behind, headings = {}, 0, headings_of(state.article)
  for i = 1, #capitals, 3 do
    local first, index = behind_day(finder, text, capitals[i]), capitals[i + 2]
    local last = first > behind and name.run_last(text, first)
    local stop = bounds[2 * index]
    if last and last > stop and headings[stop] and first - headings[stop] < NUMBERED_MAX then
      last = name.run_last(text:sub(first, stop), 1) + first - 1
    end
    while last do
      behind = last
      local initial = is_initial(text, first, bounds[2 * index - 1])
      for _, kind in ipairs(finder:classify(text:sub(first, last), initial)) do
        names[#names + 1] = mention_of_name(kind, first, index)
      end
      first = behind_possessive(text, last)
      last = first and name.run_last(text, first)
    end
  end
  return names
end

-- The segment of a position.
local function segment_at(bounds, position)
  local low, high = 1, #bounds // 2
  while low < high do
    local middle = (low + high + 1) // 2
    if bounds[2 * middle - 1] <= position then low = middle else high = middle - 1 end
  end
  return low
end

local function by_first(a, b) return a.first < b.first end

-- A surname that begins small ("al-Hadi") opens no run of capitals: where a
-- full name has one, it is looked for by itself.
local function add_small(state, names)
  local known, taken = {}, {}
  for _, item in ipairs(names) do
    local last = item.words[#item.words]
    if #item.words > 1 and item.kind == "person" and last:find "^%l+%-%u" then
      known[last] = true
      taken[item.last] = true
    end
  end
  for _, item in ipairs(names) do
    local word = item.words[1]
    local small = #item.words == 1 and word:find "^%u%l%l?%-%u" and word:sub(1, 1):lower() .. word:sub(2)
    if small and known[small] then item.words = { small } end
  end
  local added = {}
  for word in pairs(known) do
    local first, last = state.text:find(word, 1, true)
    while first do
      if not taken[last] and not state.text:find("^[%w-]", last + 1) then
        added[#added + 1] = { first = first, last = last, index = segment_at(state.bounds, first), kind = "name", words = { word },
          official = false, strong = false, text = word }
      end
      first, last = state.text:find(word, last, true)
    end
  end
  if #added == 0 then return end
  table.move(added, 1, #added, #names + 1, names)
  table.sort(names, by_first)
end

-- ------------------------------------------------------------ weighing

-- "Ms Mary Odongo (Riverside)": whom or what somebody stands for.
local function is_bracketed(item, before, folded)
  return before and item.first - before.last <= 3 and folded:byte(item.last + 1) == 41 and folded:find("^ %(", before.last + 1) ~= nil
    and (before.kind == "person" or before.kind == "name")
end

local function weigh_all(self, names, folded)
  local votes = {}
  for index, item in ipairs(names) do
    item.bracketed = is_bracketed(item, names[index - 1], folded)
    local last = #item.words
    if item.kind == "organisation" and last > 1 and not self.given[name.lower(item.words[last])]
      and not self.given[name.lower(item.words[last - 1])] and self.weigher:is_defendant(item, folded) then
      item.kind, item.left, item.votes = "company", {}, {}
    end
    if item.kind == "person" or item.kind == "name" then
      local own = votes[item.text]
      if not own then
        own = { initial = true }
        votes[item.text] = own
      end
      item.votes = own
      own.initial = own.initial and item.initial
      item.left, item.part, item.apposition = self.weigher:weigh(item, folded, own)
      if item.stop then own.person = (own.person or 0) + 2 end
    end
  end
end

-- Does a word stand in the text? Found plainly first: that is many times as fast.
local function holds_word(text, word)
  local first, last = text:find(word, 1, true)
  while first do
    if text:find("^%f[%w]" .. word .. "%f[%W]", first) then return true end
    first, last = text:find(word, last + 1, true)
  end
  return false
end

-- Several words in capitals are a person unless more speaks for something else:
-- that the text has the last of them in small letters, too ("Train Home").
local function settle_long(item, text, small)
  local kind = evidence.decide(item.votes)
  if kind then return kind end
  if item.lean then return item.lean end
  local last = name.lower(item.words[#item.words])
  if last:find "^%l+$" then
    if small[last] == nil then small[last] = holds_word(text, last) end
    if small[last] then return nil end
  end
  return "person"
end

-- ------------------------------------------------------------ what stands beside a person

local MALE, FEMALE = {}, {}
for word in ([[mr mr. sir lord father man boy businessman king prince brother husband son uncle nephew grandfather policeman
  congressman schoolboy]]):gmatch "%S+" do MALE[word] = true end
for word in ([[mrs mrs. ms ms. miss dame lady woman girl mother actress businesswoman nun queen princess sister wife daughter
  aunt niece grandmother policewoman schoolgirl housewife]]):gmatch "%S+" do FEMALE[word] = true end

local LAWYER = { lawyer = true, attorney = true, advocate = true }
local LAWYERS = { lawyers = true, attorneys = true, relatives = true, witnesses = true, officers = true, officials = true }

-- "X, mother of": named for somebody else's sake.
local KIN = { mother = true, father = true, grandmother = true, grandfather = true, widow = true, widower = true, daughter = true,
  aunt = true, uncle = true, niece = true, nephew = true }

-- "told the jury Varin was": these describe nobody whose name follows.
local SEVERAL = { jury = true, jurors = true, judges = true, magistrates = true, prosecutors = true, investigators = true, police = true,
  authorities = true }

local function note_role(person, role, part)
  person.roles[role] = true
  if part == "official" then person.official = true elseif part == "other" then person.other = true end
end

-- Whose lawyer? "his lawyer X" speaks for somebody else; "rights lawyer X" may be the accused.
local function part_of_role(self, role, second)
  local part = self.roles[role]
  if LAWYERS[role] then return "other" end
  if LAWYER[role] and (second == "his" or second == "her" or second == "their" or (second or ""):find "'s$" or second == "defence"
    or second == "defense" or second == "the") then
    return "other"
  end
  return part
end

local FAMILY = { brother = true, sister = true, twin = true, wife = true, husband = true, son = true, daughter = true, father = true,
  mother = true, cousin = true, uncle = true, nephew = true, partner = true, girlfriend = true, boyfriend = true, fiancee = true,
  fiance = true }
local WHOSE = { his = true, her = true, their = true }

local function note_evidence(self, person, item)
  local left = item.left
  -- "his wife, Lena Dorn": who bears that surname alone is the one whose wife she is
  if #person.mentions == 0 and left and FAMILY[left.word or ""] and WHOSE[left.second or ""] then person.kin = true end
  if item.official then person.official = true end
  -- a Jehovah's Witness saw nothing
  local believer = item.role == "witness" and left and left.word == "jehovah's"
  if item.role and not believer then note_role(person, item.role, self.roles[item.role]) end
  local role = left and left.word and not SEVERAL[left.word] and self.roles[left.word]
  if role and not (left.comma and role == "group") then
    note_role(person, left.word, part_of_role(self, left.word, left.second))
  end
  -- "Detective chief inspector X", where only the first word is in capitals
  if left and left.word and not left.comma and self.titles[left.word] == "official" then person.official = true end
  -- "the home secretary, X"
  if left and left.second and self.titles[left.second .. " " .. left.word] == "official" then person.official = true end
  local sign = item.title or item.role or item.kin or left and left.word
  if sign and MALE[sign] then person.gender = "m" elseif sign and FEMALE[sign] then person.gender = "f" end
  -- "Ben" of Lina Ben Sadok is no given name of hers
  local whole = item.words[1] == person.words[1] or person.words[1] == "Baby"
  if whole and not person.gender and not person.given_gender then person.given_gender = item.gender end
  if item.part == "official" then person.official = true elseif item.part == "other" then person.other = true end
  if KIN[item.apposition or ""] then person.other = true end
  if item.apposition and item.apposition ~= "accused" then person.roles[item.apposition] = true end
  if item.victim then person.other, person.victim = true, true end
  if item.age then person.full, person.age = true, item.age end
end

-- "the blogger X", "a poet and blogger X"
local OPENING = { the = true, a = true, an = true, former = true, ["ex"] = true, ["and"] = true }

local function mention_of(self, people, item)
  note_evidence(self, item.person, item)
  local mention = people:mention(item.person, item.first, item.last, item.index)
  local left = item.left
  local before = left and left.word
  mention.owned, mention.speaks = item.owned, item.speaks
  if item.stop then
    mention.stop = item.stop
    people.headings[#people.headings + 1] = mention
  end
  -- "blogger X", "the Ostlander blogger X"; in "attacked nurse X" it opens nothing
  local opens = before and (self.roles[before] or self.titles[before])
    and (not left.second or OPENING[left.second] or self.nationalities[left.second] or self.adjectives[left.second])
  mention.opens = item.initial and not item.owned
  mention.subject = not item.owned and (not before or left.comma or opens and true or false)
  if #item.words == 1 then item.person.short = item.words[1] end
end

-- ------------------------------------------------------------ registering

local function register_long(people, item, text, small)
  local kind = item.kind
  if kind == "person" and not item.caps then kind = settle_long(item, text, small) end
  item.kind = kind
  if (kind == "person" and not item.caps) or kind == "company" then
    local person = people:named(item.words)
    person.full, person.company = true, person.company or kind == "company"
    item.person, item.kind = person, "person"
  end
end

-- A name in capitals is that of somebody whom the article names, or new.
local function register_capitals(people, item)
  local known = people:in_capitals(item.words)
  if not known and item.kind == "person" then
    known = people:named(item.words)
    known.full = true
  end
  if known then item.person, item.kind = known, "person" end
end

local IN = { ["in"] = true, near = true, outside = true, across = true, throughout = true, inside = true, around = true }

local function is_surname(persons, word, first)
  for _, person in ipairs(persons) do
    if #person.words > 1 and (person.words[#person.words] == word or first and person.words[1] == word) then return true end
  end
  return false
end

-- "Mr Darrow" is not Anne Darrow: another of that surname, or somebody new.
local function bearer(people, item)
  local gender = item.title and (MALE[item.title] and "m" or FEMALE[item.title] and "f")
  local person = people:named(item.words)
  local own = person.gender or person.given_gender
  if not gender or not own or own == gender then return person end
  for _, other in ipairs(people.by_word[item.words[1]]) do
    if (other.gender or other.given_gender or gender) == gender then return other end
  end
  return people:add(item.words)
end

-- Does the text have the word of a name in small letters, too?
local function in_small_letters(item, text)
  local word = name.lower(item.words[1])
  return word:find "^%l+$" ~= nil and text:find("%f[%w]" .. word .. "%f[%W]") ~= nil
end

local ARTICLES, NO_ARTICLES = { "al-", "el-", "ul-" }, {}

-- One word: somebody's surname, or what the article's mentions of it say.
local function register_short(people, item, text)
  local left, votes = item.left, item.votes
  local known = people.by_word[item.words[1]]
  -- "Yusuf al-Hadi … Hadi"
  for _, article in ipairs(not known and ARTICLES or NO_ARTICLES) do
    local word = article .. item.words[1]
    if people.by_word[word] then item.words, known = { word }, people.by_word[word] end
  end
  local place_here = left and left.word and IN[left.word] and not left.comma and not item.owned
  local clear = not item.initial or (votes.person or 0) >= 2
  if item.weak then known = known and clear and is_surname(known, item.words[1], item.surname_first) and known or nil end
  if known and not place_here then
    item.person, item.kind = bearer(people, item), "person"
    return
  end
  if item.weak then
    item.kind = item.weak ~= "nothing" and item.weak or nil
    return
  end
  local kind = evidence.decide(votes)
  if not kind then kind = item.lean end
  -- "Surprisingly," opens a sentence, and is nobody
  if votes.initial and not item.strong and item.words[1]:find "^%u%l%l%l+ly$" then kind = nil end
  local weak = (votes.person or 0) < 2
  if kind == "person" and votes.initial and not item.strong and (weak or in_small_letters(item, text)) then kind = nil end
  item.kind = kind
  if kind == "person" or kind == "company" then
    local person = people:named(item.words)
    person.full = person.full or item.title ~= nil or item.strong or (votes.person or 0) >= 2
    person.company = kind == "company" or person.company
    item.person, item.kind = person, "person"
  end
end

local SIBLINGS = { brothers = true, sisters = true, siblings = true, twins = true, spouses = true, couple = true }

-- "Murat and Ghabit", "Murat and his brother Ghabit", but not "Murat and their friend Ghabit".
local function is_of_family(between)
  if between == " and " then return true end
  local noun = between:match "^ and [%l ]-(%l+) $"
  return noun ~= nil and FAMILY[noun] ~= nil
end

-- "Murat and Ghabit Sartqali": the surname stands once.
local function share_surnames(names, folded)
  for i = 1, #names - 1 do
    local item, following = names[i], names[i + 1]
    if #item.words == 1 and item.kind == "name" and (item.gender or SIBLINGS[item.role or item.left.word])
      and following.kind == "person" and #following.words > 1
      and following.first - item.last < 24 and is_of_family(folded:sub(item.last + 1, following.first - 1)) then
      item.words = { item.words[1], following.words[#following.words] }
      item.kind, item.short = "person", true
    end
  end
end

-- "Varin, Dorn and Askarov were jailed": what the last of a list is the others are.
local function share_votes(names, folded)
  local listed = false
  for i = #names - 1, 1, -1 do
    local item, following = names[i], names[i + 1]
    local between = following.first - item.last < 8 and folded:sub(item.last + 1, following.first - 1)
    local joined = between and (between:find "^,? and $" or listed and between == ", ")
    listed = joined and #item.words == 1 and #following.words == 1 and item.kind == "name" and following.kind == "name"
      and not item.weak and not following.weak and (following.votes.person or 0) > (following.votes.place or 0)
    if listed then item.votes.person = (item.votes.person or 0) + 2 end
  end
end

local ALIAS = { alias = true, aka = true, ["a.k.a"] = true, ["a.k.a."] = true, urf = true }

-- "Yusuf Dar alias Chhota Bhai" is one man, whose name stands first.
local function note_aliases(names)
  for i = 2, #names do
    local item, before = names[i], names[i - 1]
    if item.left and ALIAS[item.left.word] and item.first - before.last < 12 and before.kind == "person" then item.alias_of = before end
  end
end

local function lowercase_word(text, small, word)
  if not word:find "^%l+$" then return false end
  if small[word] == nil then small[word] = holds_word(text, word) end
  return small[word]
end

-- "Bankrupt Varin was jailed": the first word of a sentence is none of the name where the
-- article writes it small and has the rest of it elsewhere.
local function cut_first_words(names, text, small)
  local surnames
  for _, item in ipairs(names) do
    if item.initial and item.kind == "person" and not item.gender and #item.words > 1 and not item.caps
      and (#item.words > 2 or lowercase_word(text, small, name.lower(item.words[1]))) then
      if not surnames then
        surnames = {}
        for _, other in ipairs(names) do
          if (not other.initial or other.gender) and (other.kind == "person" or other.kind == "name") then
            surnames[table.concat(other.words, " ")] = true
            surnames[other.words[#other.words]] = true
          end
        end
      end
      local rest = table.concat(item.words, " ", 2)
      -- three words of which the article has the last two elsewhere, or a word that it has in small letters
      local cut = surnames[rest] and (rest:find(" ", 1, true) or lowercase_word(text, small, name.lower(item.words[1])))
      if cut then
        item.first = item.first + #item.words[1] + 1
        item.words = table.move(item.words, 2, #item.words, 1, {})
        item.text, item.initial = rest, false
        if #item.words == 1 then item.kind = "name" end
      end
    end
  end
end

-- "Oleg Varin Write": a heading in capitals goes on behind a name that the article has by
-- itself, with a word that it has in small letters.
local function cut_last_words(names, text, small)
  local known
  for _, item in ipairs(names) do
    local n = #item.words
    if n > 2 and item.kind == "person" and not item.caps and lowercase_word(text, small, name.lower(item.words[n])) then
      if not known then
        known = {}
        for _, other in ipairs(names) do
          if other.kind == "person" and #other.words > 1 then known[table.concat(other.words, " ")] = true end
        end
      end
      local rest = table.concat(item.words, " ", 1, n - 1)
      if known[rest] then
        item.last = item.last - #item.words[n] - 1
        item.words = table.move(item.words, 1, n - 1, 1, {})
        item.text = rest
      end
    end
  end
end

---Make people of the names of an article: full names first, then what is left
---of them.
---@param people docket.People
---@param names table[]
---@param folded string
---@param text string
function Register:register(people, names, folded, text)
  local small = {}   -- words that the text has in small letters, and those that it has not
  cut_first_words(names, text, small)
  cut_last_words(names, text, small)
  weigh_all(self, names, folded)
  note_aliases(names)
  share_surnames(names, folded)
  share_votes(names, folded)
  for _, item in ipairs(names) do
    if #item.words == 1 and not item.title then people.alone[item.words[1]] = true end
    if #item.words > 1 and item.kind == "person" and not item.alias_of or item.kind == "company" then
      register_long(people, item, text, small)
    end
  end
  for _, item in ipairs(names) do
    local same = item.alias_of and item.alias_of.person
    if same then
      item.person, item.kind = same, "person"
    elseif item.caps then
      register_capitals(people, item)
    elseif not item.person and (item.kind == "name" or item.kind == "person") then
      register_short(people, item, text)
    end
    if item.person then mention_of(self, people, item) end
  end
end

-- Names that head the sections of a list stand in no segment.
local function add_headings(state, names, finder)
  local headings = section.headings(state, finder)
  for _, heading in ipairs(headings) do
    local item = mention_of_name(heading.kind, heading.first, heading.index)
    item.stop = heading.stop
    names[#names + 1] = item
  end
  if #headings > 0 then table.sort(names, by_first) end
end

---Read all names of an article.
---@param state table  of the engine: text, folded, capitals, bounds, people
---@param finder docket.NameFinder
---@return table<integer, table[]> names  by segment
function Register:read(state, finder)
  local names = read_all(state, finder)
  add_small(state, names)
  add_headings(state, names, finder)
  self:register(state.people, names, state.folded, state.text)
  local by_segment = {}
  for _, item in ipairs(names) do
    -- a word that is no name after all stays a word of its sentence
    if item.kind and not item.stop then
      by_segment[item.index] = by_segment[item.index] or {}
      table.insert(by_segment[item.index], item)
    end
  end
  return by_segment
end

return M
