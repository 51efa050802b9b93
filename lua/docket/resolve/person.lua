---The people of one article: which names are one person, and whom a bare
---surname, a pronoun or "the activist" means.
local M = {}

---@class docket.Person
---@field name string  the article's fullest form
---@field words string[]
---@field official boolean  judge, prosecutor, detective: not the accused
---@field other boolean  lawyer, spokesperson, victim, witness
---@field victim boolean?  something was done to that person
---@field company boolean?  an organisation that is itself a defendant
---@field age string?  two digits
---@field short string?  the one word by which the article calls that person
---@field full boolean?  more than a bare word that could be anything
---@field kin boolean?  first named as somebody's wife, brother or the like
---@field accused boolean?  some fact of the article falls on that person
---@field gender "m"|"f"|nil
---@field given_gender "m"|"f"|nil  what the given name says, which may be wrong
---@field roles table<string, true>  "activist", "blogger": what the article calls that person
---@field mentions docket.Mention[]

---@class docket.Mention
---@field first integer
---@field last integer
---@field segment integer
---@field person docket.Person?
---@field subject boolean?  it opens its clause
---@field opens boolean?  it opens its sentence
---@field speaks boolean?  "X said"
---@field owned boolean?  something of that person's follows: "X's car"
---@field stop integer?  of a name that heads a section: where the next section begins

---@class docket.People
local People = {}
People.__index = People

---@return docket.People
function M.new() return setmetatable({ list = {}, by_word = {}, mentions = {}, headings = {}, alone = {} }, People) end

local function is_initial_of(short, word) return #short == 2 and short:sub(2) == "." and word:sub(1, 1) == short:sub(1, 1) end

-- "Mr Van Doren" is Pieter van Doren.
local function is_same_particle(a, b) return #a <= 3 and #a == #b and a ~= b and a:lower() == b:lower() end

-- "Reyes" of "Luz-Reyes", "Hadi" of "al-Hadi".
local function is_joined_in(short, word)
  local stop = #word - #short
  return stop > 1 and #short > 3 and word:sub(stop, stop) == "-" and word:sub(stop + 1) == short
end

-- Is `short` what is left of `long` when words are taken out?
local function is_part_of(short, long)
  local i = 1
  for k, word in ipairs(long) do
    if word == short[i] or short[i] and (is_initial_of(short[i], word) or is_same_particle(short[i], word)
      or k > 1 and k == #long and is_joined_in(short[i], word)) then
      i = i + 1
    end
  end
  return i > #short
end

local function index_word(self, word, person)
  local list = self.by_word[word]
  if not list then
    list = {}
    self.by_word[word] = list
  end
  for _, known in ipairs(list) do
    if known == person then return end
  end
  list[#list + 1] = person
end

local function index_words(self, person)
  for _, word in ipairs(person.words) do index_word(self, word, person) end
  local tail = #person.words > 1 and person.words[#person.words]:match "%-(%u[^-]+)$"
  if tail and #tail > 3 then index_word(self, tail, person) end
end

-- Of two of that name the one named last, but a surname before a given name.
local function is_nearer(self, person, found, word)
  if person.kin ~= found.kin then
    local main = person.kin and found or person
    if not main.victim then return main == person end
  end
  local own, other = person.words[#person.words] == word, found.words[#found.words] == word
  if person.words[1] ~= word and found.words[1] ~= word and own ~= other then return own end
  -- who is called by the given name alone is not called by the surname of who is named before
  local called, other_called = self.alone[person.words[1]] or false, self.alone[found.words[1]] or false
  local first, other_first = person.mentions[1], found.mentions[1]
  if own and other and called ~= other_called and first and other_first and (first.first < other_first.first) == other_called then
    return other_called
  end
  if (found.short == word) ~= (person.short == word) then return person.short == word end
  local a, b = found.mentions[#found.mentions], person.mentions[#person.mentions]
  return b ~= nil and (a == nil or b.first > a.first)
end

---The person of that name, a new one where none fits.
---@param words string[]  of the name, without titles
---@return docket.Person person
function People:named(words)
  local candidates = self.by_word[words[#words]] or self.by_word[words[1]] or {}
  local found
  for _, person in ipairs(candidates) do
    if is_part_of(words, person.words) or (#person.words > 1 and is_part_of(person.words, words)) then
      if not found or #words == 1 and is_nearer(self, person, found, words[1]) then found = person end
    end
  end
  if found then
    if #words > #found.words then
      found.words, found.name = words, table.concat(words, " ")
      index_words(self, found)
    end
    return found
  end
  return self:add(words)
end

---A new person of that name, whoever else bears it.
---@param words string[]
---@return docket.Person
function People:add(words)
  local person = { name = table.concat(words, " "), words = words, roles = {}, mentions = {}, official = false, other = false }
  self.list[#self.list + 1] = person
  index_words(self, person)
  return person
end

---The person whose name stands in capitals, as headlines have it.
---@param words string[]
---@return docket.Person?
function People:in_capitals(words)
  local plain = {}
  for i, word in ipairs(words) do plain[i] = word:upper() end
  for _, person in ipairs(self.list) do
    local upper = {}
    for i, word in ipairs(person.words) do upper[i] = word:upper() end
    if is_part_of(plain, upper) then return person end
  end
  return nil
end

---@param person docket.Person
---@param first integer
---@param last integer
---@param segment integer
---@return docket.Mention
function People:mention(person, first, last, segment)
  local mention = { first = first, last = last, segment = segment, person = person }
  person.mentions[#person.mentions + 1] = mention
  self.mentions[#self.mentions + 1] = mention
  return mention
end

---May a penalty fall on that person, as far as the article says?
---@param person docket.Person
---@return boolean
function M.may_be_accused(person)
  return person.accused or not (person.official or person.other) and person.full and true or false
end

---The person whom the article is about: named most often, the earlier first,
---and neither an official nor somebody's lawyer.
---@return docket.Person?
function People:main()
  if self.main_person ~= nil then return self.main_person or nil end
  local best
  for _, person in ipairs(self.list) do
    if (person.accused or not person.official and not person.other) and #person.mentions > 0 then
      local weight = #person.mentions + (person.accused and 3 or 0)
      if not best or weight > best.weight then best = { person = person, weight = weight } end
    end
  end
  self.main_person = best and best.person or false
  return best and best.person
end

local function differs(person, gender)
  local own = person.gender or person.given_gender
  return gender ~= nil and own ~= nil and own ~= gender
end

local function score(self, person, segment, first, gender, inside)
  if differs(person, gender) or person.company or person.official and not person.accused then return nil end
  local best = -1
  for _, mention in ipairs(person.mentions) do
    if mention.first >= first then break end
    local distance = segment - mention.segment
    -- the name at the head of a section stands before each of its lines
    if mention.stop and first < mention.stop then distance = math.min(distance, 0.4) end
    local value = 4 - distance * 1.3
    if mention.subject then value = value + 1.2 end
    if mention.owned then value = value - 0.6 end
    if mention.speaks and not person.accused then value = value - (person.other and 3 or 2) end
    if distance == 0 then value = value + (mention.subject and mention.opens and 1.5 or inside and 1.8 or 0.3) end
    if value > best then best = value end
  end
  if best <= -1 then return nil end
  if person == self:main() then best = best + 1 end
  if person.accused then best = best + 0.8 elseif not person.full then best = best - 1.5 end
  if person.other and not person.accused then best = best - (person.victim and 7 or 3) end
  return best
end

---Whom a singular pronoun means: the best known of those named shortly before,
---else the one whom the article is about.
---@param segment integer
---@param first integer  position of the pronoun
---@param gender "m"|"f"|nil
---@param besides? docket.Person  who it is not: the subject of the verb of which the pronoun is the object
---@param speaker? docket.Person  nor that: who says it, of somebody else
---@param inside? boolean  it stands in a clause that hangs on another of its sentence: "after he"
---@return docket.Person?
function People:antecedent(segment, first, gender, besides, speaker, inside)
  local best, best_score
  for _, person in ipairs(self.list) do
    local value = person ~= besides and person ~= speaker and score(self, person, segment, first, gender, inside)
    if value and (not best_score or value > best_score) then best, best_score = person, value end
  end
  if best_score and best_score > 0 then return best end
  local main = self:main()
  if main and main ~= besides and main ~= speaker and main.accused and not differs(main, gender) and main.mentions[1].first < first then
    return main
  end
  local only = self:only(gender)
  -- the lead may tell of somebody before it names them
  local named = only and (segment == 1 or only.mentions[1].first < first)
  return named and only ~= besides and only ~= speaker and only or nil
end

---The one person of the article on whom anything could fall.
---@param gender "m"|"f"|nil
---@return docket.Person?
function People:only(gender)
  local found
  for _, person in ipairs(self.list) do
    if M.may_be_accused(person) and not person.company then
      if found then return nil end
      found = person
    end
  end
  return found and not differs(found, gender) and found or nil
end

---Whose trial or charge it is, where the segment does not say: the best known
---of the accused named before.
---@param segment integer
---@param first integer
---@param near? boolean  only somebody of the lines just before
---@return docket.Person?
function People:defendant(segment, first, near)
  local best, best_score
  for _, person in ipairs(self.list) do
    local value = person.accused and score(self, person, segment, first)
    if value and value > 0 and (not best_score or value > best_score) then best, best_score = person, value end
  end
  if near then return best and best_score > 2.5 and best or nil end
  if best then return best end
  local main = self:main()
  if main and main.accused then return main end
  local only = self:only()
  -- somebody whom the article names only long after
  return only and only.mentions[1].segment <= segment + 3 and only or nil
end

---The person whom the article calls so, the nearest of them.
---@param role string
---@param first integer
---@param gender? "m"|"f"
---@return docket.Person?
function People:with_role(role, first, gender)
  local best, best_distance
  for _, person in ipairs(self.list) do
    if person.roles[role] and not person.official and not differs(person, gender) then
      for _, mention in ipairs(person.mentions) do
        local distance = math.abs(mention.first - first)
        if not best_distance or distance < best_distance then best, best_distance = person, distance end
      end
    end
  end
  return best
end

---The company named last before a position: "the firm".
---@param first integer
---@return docket.Person?
function People:company_before(first)
  local best
  for _, person in ipairs(self.list) do
    for _, mention in ipairs(person.company and person.mentions or {}) do
      if mention.first < first and (not best or mention.first > best.first) then best = mention end
    end
  end
  return best and best.person
end

---The company whose name follows a description: "a building firm, Name".
---@param position integer  last byte of the description
---@return docket.Person?
function People:company_at(position)
  for _, mention in ipairs(self.mentions) do
    local distance = mention.first - position
    if distance > 0 and distance <= 4 then return mention.person end
  end
  return nil
end

---Whom "the 45-year-old" means.
---@param age string
---@return docket.Person?
function People:aged(age)
  for _, person in ipairs(self.list) do
    if person.age == age then return person end
  end
  return nil
end

---Whom "the activist" means: the person whom the article calls so, else the
---one it is about.
---@param role string
---@param segment integer
---@param first integer
---@param gender "m"|"f"|nil
---@return docket.Person?
function People:described(role, segment, first, gender)
  return self:with_role(role, first, gender) or self:sure(self:antecedent(segment, first, gender))
end

---Somebody on whom a fact falls, or whom the article is about and who does not speak in it.
---@param person docket.Person?
---@return docket.Person?
function People:sure(person)
  if not person or person.accused then return person end
  -- whom the article is about, unless that is one who speaks in it
  if person ~= self:main() then return nil end
  for _, mention in ipairs(person.mentions) do
    if mention.speaks then return nil end
  end
  return person
end

---The mentions in a segment, in text order.
---@param segment integer
---@return docket.Mention[]
function People:mentions_in(segment)
  if not self.by_segment then
    self.by_segment = {}
    for _, mention in ipairs(self.mentions) do
      local list = self.by_segment[mention.segment] or {}
      self.by_segment[mention.segment] = list
      list[#list + 1] = mention
    end
  end
  return self.by_segment[segment] or {}
end

---Those who could be accused and are named in a segment, in text order.
---@param segment integer
---@param from? integer  named at this position or behind it
---@param to? integer    named before this position
---@return docket.Person[]
function People:named_in(segment, from, to)
  local out, seen = {}, {}
  for _, mention in ipairs(self:mentions_in(segment)) do
    local person = mention.person
    if not seen[person] and M.may_be_accused(person) and not person.company and (not from or mention.first >= from)
      and (not to or mention.first < to) then
      seen[person] = true
      out[#out + 1] = person
    end
  end
  return out
end

return M
