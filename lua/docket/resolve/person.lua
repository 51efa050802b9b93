---The people of one article: which names are one person, and whom a bare
---surname, a pronoun or "the activist" means.
local M = {}

---@class docket.Person
---@field name string  the article's fullest form
---@field words string[]
---@field forms table<string, true>
---@field official boolean  judge, prosecutor, detective: not the accused
---@field other boolean  lawyer, spokesperson, victim, witness
---@field gender "m"|"f"|nil
---@field roles table<string, true>  "activist", "blogger": what the article calls that person
---@field mentions docket.Mention[]

---@class docket.Mention
---@field first integer
---@field last integer
---@field segment integer
---@field person docket.Person?

---@class docket.People
local People = {}
People.__index = People

---@return docket.People
function M.new() return setmetatable({ list = {}, by_word = {}, mentions = {} }, People) end

-- Is `short` what is left of `long` when words are taken out?
local function is_part_of(short, long)
  local i = 1
  for _, word in ipairs(long) do
    if word == short[i] or (short[i] and #short[i] == 2 and short[i]:sub(2) == "." and word:sub(1, 1) == short[i]:sub(1, 1)) then
      i = i + 1
    end
  end
  return i > #short
end

local function index_words(self, person)
  for _, word in ipairs(person.words) do
    local list = self.by_word[word]
    if not list then
      list = {}
      self.by_word[word] = list
    end
    local present = false
    for _, known in ipairs(list) do present = present or known == person end
    if not present then list[#list + 1] = person end
  end
end

---The person of that name, a new one where none fits.
---@param words string[]  of the name, without titles
---@return docket.Person? person  nil where a single word could be several people
function People:named(words)
  local candidates = self.by_word[words[#words]] or self.by_word[words[1]] or {}
  local found
  for _, person in ipairs(candidates) do
    if is_part_of(words, person.words) or (#person.words > 1 and is_part_of(person.words, words)) then
      if found and #words == 1 then
        -- two of that surname: the one named last
        local a, b = found.mentions[#found.mentions], person.mentions[#person.mentions]
        if a and b and b.first > a.first then found = person end
      else
        found = found or person
      end
    end
  end
  if found then
    if #words > #found.words then
      found.words, found.name = words, table.concat(words, " ")
      index_words(self, found)
    end
    return found
  end
  local person = { name = table.concat(words, " "), words = words, forms = {}, roles = {}, mentions = {},
    official = false, other = false }
  self.list[#self.list + 1] = person
  index_words(self, person)
  return person
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

---The person whom the article is about: named most often, the earlier first,
---and neither an official nor somebody's lawyer.
---@return docket.Person?
function People:main()
  if self.main_person ~= nil then return self.main_person or nil end
  local best
  for _, person in ipairs(self.list) do
    if not person.official and not person.other and #person.mentions > 0 then
      local weight = #person.mentions + (person.accused and 3 or 0)
      if not best or weight > best.weight then best = { person = person, weight = weight } end
    end
  end
  self.main_person = best and best.person or false
  return best and best.person
end

local function score(self, person, segment, first, gender)
  if gender and person.gender and gender ~= person.gender then return nil end
  local best = -1
  for _, mention in ipairs(person.mentions) do
    if mention.first < first and not mention.official then
      local distance = segment - mention.segment
      local value = 4 - distance * 1.2
      if mention.subject then value = value + 1.5 end
      if distance == 0 then value = value + 0.3 end
      if value > best then best = value end
    end
  end
  if best <= -1 then return nil end
  if person == self:main() then best = best + 1.5 end
  if person.accused then best = best + 1 end
  if person.official then best = best - 4 end
  if person.other then best = best - 2.5 end
  return best
end

---Whom a singular pronoun means: the best known of those named shortly before.
---@param segment integer
---@param first integer  position of the pronoun
---@param gender "m"|"f"|nil
---@return docket.Person?
function People:antecedent(segment, first, gender)
  local best, best_score
  for _, person in ipairs(self.list) do
    local value = score(self, person, segment, first, gender)
    if value and (not best_score or value > best_score) then best, best_score = person, value end
  end
  if best_score and best_score > 0 then return best end
  return nil
end

---Whom "the activist" means: the person whom the article calls so, else the
---one it is about.
---@param role string
---@param segment integer
---@param first integer
---@return docket.Person?
function People:described(role, segment, first, definite)
  local best, best_distance
  for _, person in ipairs(self.list) do
    if person.roles[role] and not person.official then
      for _, mention in ipairs(person.mentions) do
        local distance = math.abs(mention.first - first)
        if not best_distance or distance < best_distance then best, best_distance = person, distance end
      end
    end
  end
  if best then return best end
  if definite then return self:antecedent(segment, first) end
  return nil
end

return M
