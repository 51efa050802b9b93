---Who stands in a segment: names with what stands before them ("Kazakh activist
---X"), descriptions ("the blogger", "two men") and pronouns, each one entity of
---the type `person`; names of places and organisations beside them.
local name_lower = require("docket.resolve.name").lower

local M = {}

---@class docket.Actor: docket.Entity
---@field form "name"|"description"|"group"|"pronoun"
---@field person docket.Person?  of a name
---@field role string?  the noun of a description
---@field part "person"|"official"|"other"|"relative"|"group"
---@field definite boolean?
---@field gender "m"|"f"|nil
---@field possessive string?  "her" in "her husband"

---@class docket.ActorFinder
local Finder = {}
Finder.__index = Finder

local COMPANY = { company = true, firm = true, corporation = true, manufacturer = true, conglomerate = true, subsidiary = true,
  retailer = true, charity = true, newspaper = true }

---@param pack table
---@param verbs table<string, true>  words that begin a fact: no description reaches over them
function M.finder(pack, verbs)
  local function entries(name)
    local list = pack:list(name)
    return list and list.entries or {}
  end
  local self = setmetatable({ roles = entries "roles", nationalities = entries "nationalities", titles = entries "titles",
    pronouns = entries "pronouns", determiners = entries "determiners", prepositions = entries "prepositions",
    adjectives = entries "adjectives", auxiliaries = entries "auxiliaries", adverbs = entries "adverbs",
    past = entries "past", verbs = verbs, telling = { her = true, each = true, both = true, accused = true } }, Finder)
  -- words that may stand for a person or a company: all others are passed over at once
  for _, list in ipairs { self.roles, self.pronouns, COMPANY } do
    for word in pairs(list) do self.telling[word] = true end
  end
  return self
end

-- "deputy head of the Transitional Cabinet X": the office stands before the
-- name, and what it is of between them, in capitals.
local function over_office(self, seg, i, taken)
  if seg.kinds[i] ~= "organisation" and seg.kinds[i] ~= "place"
    and not (seg.kinds[i] == "word" and seg.raw:find("^%u", seg.starts[i])) then
    return nil
  end
  for j = i, math.max(2, i - 9), -1 do
    local kind, word = seg.kinds[j], seg.words[j]
    if kind == "word" and word == "of" and not taken[j - 1] and self.roles[seg.words[j - 1]]
      and self.roles[seg.words[j - 1]] ~= "official" and self.roles[seg.words[j - 1]] ~= "group" then
      return j - 1
    end
    if kind ~= "word" and kind ~= "organisation" and kind ~= "place" or self.verbs[word] or self.auxiliaries[word]
      or self.prepositions[word] and word ~= "of" and word ~= "and" and word ~= "for" then
      return nil
    end
  end
  return nil
end

-- How far to the left the words before a name belong to it.
local function extend_left(self, seg, token, actor, taken)
  local i = token - 1
  i = i >= 3 and over_office(self, seg, i, taken) or i
  while i >= 1 and not taken[i] do
    local word, kind = seg.words[i], seg.kinds[i]
    if kind == "age" or (kind == "duration" and seg.entity[i].age) or (kind == "word" and word:find "%-old$") then
      i = i - 1
    elseif kind == "word" and not self.verbs[word] and (self.roles[word] or self.titles[word]) and word ~= "two" and word ~= "jury"
      and word ~= "jurors" then
      actor.roles = actor.roles or {}
      actor.roles[#actor.roles + 1] = word
      local part = self.roles[word]
      if part == "official" or self.titles[word] == "official" then actor.part = "official" end
      if part == "other" then actor.part = "other" end
      i = i - 1
    elseif kind == "word" and not self.verbs[word] and (self.nationalities[word] or self.adjectives[word]) then
      i = i - 1
    elseif kind == "." and self.titles[seg.words[i - 1] or ""] and seg.starts[i] == seg.ends[i - 1] + 1 then
      i = i - 1
    elseif kind == "place" and actor.roles then
      i = i - 1
    elseif kind == "word" and word == "and" and actor.roles and self.roles[seg.words[i - 1] or ""] then
      i = i - 1
    else
      break
    end
  end
  if i >= 1 and i < token - 1 and seg.kinds[i] == "word" then
    local determiner = self.determiners[seg.words[i]]
    if determiner == "definite" or determiner == "indefinite" then i = i - 1 end
  end
  return i + 1
end

-- "Two Ostra MCAs", "three Riverside Councillors": people, if a number counts them.
local function is_group_of_people(self, seg, token, words)
  local last = words and words[#words]
  if not last then return false end
  return seg.kinds[token - 1] == "number" and (self.roles[name_lower(last)] == "group" or last:find "^%u%u+s$" ~= nil)
end

local CASE = {}
for word in ([[murder murders killing killings case trial inquiry inquest affair scandal investigation campaign kidnapping shooting
  stabbing disappearance story tragedy]]):gmatch "%S+" do
  CASE[word] = true
end

-- "in the Lena Dorn murder trial": a name that says which trial it is, and nobody who does
-- something there.
local function names_a_case(seg, token, name)
  if seg.words[token - 1] ~= "the" or not (name.person and #name.person.words > 1) then return false end
  return CASE[seg.folded:match("^ (%l+)", name.last + 1) or ""] ~= nil
end

local function name_actors(self, seg, names)
  local out, taken = {}, {}
  for _, name in ipairs(names) do
    local token = seg:token_at(name.first)
    if token then
      local kind = name.kind
      if kind == "person" and names_a_case(seg, token, name) then kind = nil end
      if kind == "person" and name.person then
        local actor = { type = "person", form = "name", person = name.person,
          part = name.official and "official" or name.person.company and "company" or "person",
          name_first = name.first, name_last = name.last, title = name.title }
        local from = extend_left(self, seg, token, actor, taken)
        actor.first, actor.last = math.min(seg.starts[from], name.first), name.last
        for i = from, token do taken[i] = true end
        out[#out + 1] = actor
      elseif kind == "organisation" and is_group_of_people(self, seg, token, name.words) then
        out[#out + 1] = { type = "person", form = "group", part = "group", role = name_lower(name.words[#name.words]), counted = true,
          first = seg.starts[token - 1], last = name.last }
        taken[token - 1] = true
      elseif kind == "place" or kind == "organisation" then
        out[#out + 1] = { type = kind, first = name.first, last = name.last, name = name.text }
      end
      local last = token
      while seg.n > last and seg.starts[last + 1] <= name.last do last = last + 1 end
      for i = token, last do taken[i] = (kind == "place" or kind == "organisation") and kind or true end
    end
  end
  return out, taken
end

-- Adverbs inside a description: "the then 37-year-old architect".
local ONCE = { ["then"] = true, now = true, newly = true, recently = true, once = true, previously = true, formerly = true,
  already = true, allegedly = true, widely = true, highly = true, politically = true }

-- "three dismissed policemen": a verb's participle as an adjective.
local function is_participle(self, seg, i)
  local word, before = seg.words[i], seg.words[i - 1]
  return self.verbs[word] and word:find "ed$" and (seg.kinds[i - 1] == "number" or self.determiners[before or ""] ~= nil)
end

-- Which man is "a 25-year-old Ostra man": from the words before the place.
local function describe_over_place(self, seg, i, actor)
  if seg.kinds[i] == "age" then
    actor.age = seg.folded:match("^%l* ?(%d%d)%-year%-old", seg.entity[i].first)
    i = i - 1
  end
  local determiner = seg.kinds[i] == "word" and self.determiners[seg.words[i]]
  if determiner == "definite" or determiner == "indefinite" then actor.definite = determiner == "definite" end
end

-- "the 53-year-old activist": back to the determiner, over at most four words
-- that are neither prepositions nor verbs.
local function description(self, seg, token, taken)
  local role = self.roles[seg.words[token]]
  local actor = { type = "person", form = role == "group" and "group" or "description", role = seg.words[token],
    part = role == seg.words[token] and "person" or role, definite = nil }
  local from = token
  for i = token - 1, math.max(1, token - 6), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    local determiner = kind == "word" and self.determiners[word]
    if determiner then
      if determiner == "possessive" then
        actor.possessive = word
        from = i
        break
      elseif determiner == "definite" or determiner == "indefinite" then
        actor.definite = determiner == "definite"
        from = i
        break
      elseif determiner == "none" then
        return nil
      end
      from = i
    elseif (taken[i] == "place" or taken[i] == "organisation") and from == token then
      -- "a 25-year-old Ostra man": the place stays what it is, and the words before it tell which man
      local kind_before = taken[i]
      while taken[i] == kind_before do i = i - 1 end
      if kind_before == "place" or seg.kinds[i] == "age" then describe_over_place(self, seg, i, actor) end
      break
    elseif actor.counted and word ~= "first" and word ~= "last" and word ~= "other" then
      break
    elseif (kind == "number" or kind == "duration" or kind == "age" or kind == "place" or kind == "organisation")
      and not taken[i] or kind == "age" then
      if kind == "number" and actor.form ~= "group" then break end
      actor.counted = actor.counted or kind == "number"
      from = i
    elseif kind == "word" and ONCE[word] then
      from = i
    elseif is_participle(self, seg, i) then
      from = i
    elseif kind == "word" and not taken[i] and not self.prepositions[word] and not self.verbs[word]
      and not self.auxiliaries[word] and not self.adverbs[word] and not self.pronouns[word]
      and not (self.roles[word] and self.roles[word] == "official") then
      if not (self.adjectives[word] or self.nationalities[word] or self.roles[word] or word:find "^%d" or word:find "%-") then
        -- an unknown word belongs to it only where a determiner follows
        actor.unsure = actor.unsure or from
      end
      from = i
    else
      break
    end
  end
  if actor.unsure and actor.definite == nil and not actor.possessive and not actor.counted then from = actor.unsure end
  actor.first, actor.last = seg.starts[from], seg.ends[token]
  actor.age = actor.age or seg.folded:sub(actor.first, actor.last):match "^%l+ (%d%d)%-year%-old"
  actor.token_from = from
  return actor
end

-- Nouns that are adjectives as well: "criminal charges", "national security".
local ADJECTIVAL = {}
for word in ([[criminal national extremist minor general major chief head native adult rebel militant terrorist jihadist islamist
  separatist chair dissident convict suspect accused police executive opponent public child youth teen student insurgent
  prisoner inmate detainee offender offenders worker
  player pilot secretary individual professional volunteer citizen resident islamist people
  drug dealer]]):gmatch "%S+" do ADJECTIVAL[word] = true end

local function is_noun_before_noun(self, seg, i)
  if not ADJECTIVAL[seg.words[i]] or seg.kinds[i + 1] ~= "word" then return false end
  local word = seg.words[i + 1]
  return not (word == "guilty" or self.prepositions[word] or self.auxiliaries[word] or self.verbs[word] or self.adverbs[word]
    or self.past[word]
    or self.pronouns[word] or self.determiners[word] or word == "to" or word:find "ed$" or word:find "ing$")
end

local function pronoun_at(seg, i, word, gender)
  return { type = "person", form = "pronoun", part = "person", pronoun = word, gender = (gender == "m" or gender == "f") and gender or nil,
    plural = gender == "plural", speaker = gender == "speaker", first = seg.starts[i], last = seg.ends[i] }
end

-- "each", "both" and "the five" stand for people where a verb is beside them.
local EACH = { each = true, both = true }

local function stands_alone(self, seg, i)
  local behind, before = seg.words[i + 1], seg.words[i - 1]
  -- "sought ten years for both."
  if seg.words[i] == "both" and before == "for" and (seg.kinds[i + 1] == nil or seg.kinds[i + 1] == "." or seg.kinds[i + 1] == ",") then
    return true
  end
  if self.auxiliaries[before] or seg.kinds[i - 1] == "person" then return false end
  if seg.kinds[i + 1] == "word" and (self.auxiliaries[behind] or self.past[behind] or self.verbs[behind] == true) then return true end
  return seg.kinds[i - 1] == "word" and self.verbs[before] == true and seg.kinds[i + 1] == "word"
    and self.prepositions[behind] ~= nil
end

local THESE = { the = true, these = true, those = true, all = true, other = true }

local OF_THEM = { accused = true, them = true, those = true, defendants = true, convicts = true, suspects = true, men = true, women = true,
  detainees = true, activists = true }
local THE = { the = true, these = true, those = true }

-- "two of the accused were arrested", "four of them were cleared", "one of the men".
local function number_of_them(self, seg, i, taken)
  if seg.kinds[i] ~= "number" or seg.words[i + 1] ~= "of" then return nil end
  local last = i + 2
  if THE[seg.words[last]] and seg.kinds[last] == "word" and not taken[last] then last = last + 1 end
  if seg.kinds[last] ~= "word" or taken[last] or not OF_THEM[seg.words[last]] then return nil end
  -- "three years, two of them suspended"
  if last == i + 2 and seg.words[last] ~= "accused" and not self.auxiliaries[seg.words[last + 1] or ""] then return nil end
  local one = seg.folded:sub(seg.starts[i], seg.ends[i]) == "one"
  return { type = "person", form = one and "nobody" or "group", part = "group", role = "people", definite = true, counted = true,
    first = seg.starts[i], last = seg.ends[last], token_from = i, token_to = last }
end

local SOME = { one = true, some = true, most = true, many = true, none = true, few = true, several = true, dozens = true }
-- "most of them", "one of whom": nobody whom the article names.
local function some_of_them(seg, i)
  if not SOME[seg.words[i]] or seg.words[i + 1] ~= "of" or seg.kinds[i + 2] ~= "word" then return nil end
  local word = seg.words[i + 2]
  if word ~= "them" and word ~= "whom" and word ~= "those" then return nil end
  return { type = "person", form = "nobody", part = "group", role = "people", first = seg.starts[i], last = seg.ends[i + 2],
    token_from = i, token_to = i + 2 }
end

-- "X and two of his accomplices were"
local function number_of_his(self, seg, i, taken)
  if seg.kinds[i] ~= "number" or seg.words[i + 1] ~= "of" or seg.kinds[i + 2] ~= "word"
    or self.determiners[seg.words[i + 2]] ~= "possessive" then
    return nil
  end
  for last = i + 3, math.min(seg.n, i + 5) do
    if seg.kinds[last] ~= "word" or taken[last] or self.prepositions[seg.words[last]] then return nil end
    if self.roles[seg.words[last]] == "group" then
      return { type = "person", form = "group", part = "group", role = "people", counted = true, first = seg.starts[i],
        last = seg.ends[last], token_from = i, token_to = last }
    end
  end
  return nil
end

-- "ten years for each of the two."
local function each_of_number(seg, i)
  if seg.kinds[i] ~= "number" or not THE[seg.words[i - 1]] or seg.words[i - 2] ~= "of"
    or not (seg.words[i - 3] == "each" or seg.words[i - 3] == "both") or seg.kinds[i + 1] == "word" then
    return nil
  end
  return { type = "person", form = "group", part = "group", role = "people", definite = true, first = seg.starts[i - 1],
    last = seg.ends[i], token_from = i - 1 }
end

local function number_group(self, seg, i)
  local before = seg.words[i - 1]
  if seg.kinds[i] ~= "number" or seg.kinds[i - 1] ~= "word" or not THESE[before] or not stands_alone(self, seg, i) then return nil end
  local from = i - 1
  if before == "other" and seg.words[i - 2] == "the" then from = i - 2 end
  return { type = "person", form = "group", part = "group", role = "people", definite = true, first = seg.starts[from],
    last = seg.ends[i], token_from = from }
end

-- "the 45-year-old was"; before a noun it is an adjective.
local function age_actor(self, seg, i)
  if seg.kinds[i] ~= "age" or seg.words[i - 1] ~= "the" or not seg.folded:find("^%d", seg.starts[i]) then return nil end
  local kind, behind = seg.kinds[i + 1], seg.words[i + 1]
  if kind == "word" and not (self.auxiliaries[behind] or self.past[behind] or self.verbs[behind] or self.prepositions[behind]
    or self.adverbs[behind] or self.pronouns[behind] or behind:find "ed$") then
    return nil
  end
  if kind == "person" or kind == "place" or kind == "age" then return nil end
  return { type = "person", form = "description", part = "person", role = "person", definite = true,
    age = seg.folded:match("%d%d", seg.starts[i]), first = seg.starts[i - 1], last = seg.ends[i], token_from = i - 1 }
end

local FREE = { free = true, go = true, away = true, out = true, down = true, off = true, alive = true, dead = true, guilty = true,
  bail = true, parole = true, clemency = true, home = true, innocent = true }

-- "her" behind a verb is a person, before a noun it says whose the noun is.
local GIVES = { gave = true, give = true, gives = true, giving = true, handed = true, hands = true, handing = true, sentenced = true,
  fined = true, jailed = true, dealt = true, awarded = true, jailing = true, fining = true }
local function is_object_her(self, seg, i)
  local kind, word = seg.kinds[i + 1], seg.words[i + 1]
  -- "gave her three years", "fined her 300 euros"
  if (kind == "duration" or kind == "money" or kind == "penalty" or kind == "number") and GIVES[seg.words[i - 1] or ""] then return true end
  if FREE[word] and kind == "word" then return true end
  if i >= seg.n or kind == "duration" or kind == "quote" then return false end
  return kind ~= "word" or self.prepositions[word] or self.adverbs[word]
end

-- Behind one of these a word is no noun: "whom it suspects".
local SUBJECT = { it = true, who = true, which = true, they = true, he = true, she = true, i = true, we = true, you = true,
  to = true }

local function is_head(self, seg, i, taken)
  local word, behind = seg.words[i], seg.words[i + 1] or ""
  if not self.roles[word] or SUBJECT[seg.words[i - 1]] then return false end
  -- "whom prosecutors suspect of"
  if word == "suspect" and (behind == "of" or behind == "that") and self.roles[seg.words[i - 1] or ""] == "official" then return false end
  if seg.kinds[i + 1] == "'s" then return true end
  if seg.kinds[i + 1] ~= "word" then return true end
  if word == "another" and not self.auxiliaries[behind] and not self.prepositions[behind] then return false end
  if self.roles[behind] and (self.determiners[word] or not taken[i + 1]) then return false end
  return not is_noun_before_noun(self, seg, i)
end

-- "the firm was fined", "a building firm, Name": a company that is accused.
local function company_actor(self, seg, i, taken)
  if not COMPANY[seg.words[i]] then return nil end
  local behind = seg.words[i + 1]
  local named = seg.kinds[i + 1] == "," and taken[i + 2]
  local is_subject = seg.kinds[i + 1] == "word" and self.auxiliaries[behind] and self.determiners[seg.words[i - 1]] == "definite"
  if not named and not is_subject then return nil end
  local from = i
  while from > 1 and i - from < 3 and seg.kinds[from - 1] == "word" and not taken[from - 1]
    and not self.prepositions[seg.words[from - 1]] and not self.verbs[seg.words[from - 1]] do
    from = from - 1
    if self.determiners[seg.words[from]] then break end
  end
  return { type = "person", form = "description", part = "company", role = "company", definite = is_subject and true or false,
    first = seg.starts[from], last = seg.ends[i], token_from = from }
end

-- "the accused was released": the participle is a noun there.
local function the_accused(self, seg, i)
  if seg.words[i] ~= "accused" or seg.kinds[i] ~= "word" or seg.words[i - 1] ~= "the" then return nil end
  local behind = seg.words[i + 1]
  local kind = seg.kinds[i + 1]
  if kind == "person" or not (kind == nil or kind ~= "word" or self.auxiliaries[behind] or self.past[behind]
    or self.verbs[behind] or behind == "to" or behind == "and" or behind == "who") then
    return nil
  end
  return { type = "person", form = "description", part = "person", role = "accused", definite = true, first = seg.starts[i - 1],
    last = seg.ends[i], token_from = i - 1 }
end

-- What stands at a word or a number that may tell of somebody.
local function add_description(self, seg, i, out, taken)
  local word, kind = seg.words[i], seg.kinds[i]
  local accused = word == "accused" and not taken[i] and the_accused(self, seg, i)
  if accused then
    taken[i - 1], taken[i] = true, true
    out[#out + 1] = accused
    return
  end
  if taken[i] then return end
  local some = kind == "word" and SOME[word] and some_of_them(seg, i)
  if some then
    for t = i, i + 2 do taken[t] = true end
    out[#out + 1] = some
  elseif kind ~= "word" then
    local actor = number_of_them(self, seg, i, taken) or number_of_his(self, seg, i, taken) or each_of_number(seg, i)
      or number_group(self, seg, i) or age_actor(self, seg, i)
    if actor then
      for t = actor.token_from, actor.token_to or i do taken[t] = true end
      out[#out + 1] = actor
    end
  elseif self.telling[word] and not self.verbs[word] then
    local pronoun = self.pronouns[word]
    if pronoun and pronoun ~= "relative" then
      out[#out + 1] = pronoun_at(seg, i, word, pronoun)
      taken[i] = true
    elseif word == "her" and is_object_her(self, seg, i) then
      out[#out + 1] = pronoun_at(seg, i, word, "f")
      taken[i] = true
    elseif EACH[word] and stands_alone(self, seg, i) and not (seg.words[i - 1] or ""):find "ly$" then
      out[#out + 1] = pronoun_at(seg, i, word, "plural")
      taken[i] = true
    else
      local actor = is_head(self, seg, i, taken) and description(self, seg, i, taken) or company_actor(self, seg, i, taken)
      if actor then
        for t = actor.token_from, i do taken[t] = true end
        out[#out + 1] = actor
      end
    end
  end
end

local function add_descriptions(self, seg, out, taken)
  local words, kinds, telling = seg.words, seg.kinds, self.telling
  for i = 1, seg.n do
    local kind = kinds[i]
    -- most words are none for a person
    if kind == "word" and (telling[words[i]] or SOME[words[i]] or words[i] == "accused") or kind == "number" or kind == "age" then
      add_description(self, seg, i, out, taken)
    end
  end
end

---All actors, places and organisations of a segment.
---@param seg docket.Segment  tokenized, with the entities of the earlier phases
---@param names table[]  names inside it: first, last (relative), kind, person, title, official
---@return docket.Entity[]
function Finder:find(seg, names)
  seg:tokenize()
  local out, taken = name_actors(self, seg, names)
  add_descriptions(self, seg, out, taken)
  return out
end

return M
