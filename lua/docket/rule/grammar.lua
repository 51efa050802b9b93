---Who did what to whom, as far as rules need it: from a verb or noun to its
---subject, its object, the one it falls on, and its possessor, by the order of
---words and a few word lists of the language, without a parser.
local M = {}

---@class docket.Grammar
local Grammar = {}
Grammar.__index = Grammar

local MAX_LEFT = 45

-- Past forms that do not end in "-ed", of verbs that tell of crimes.
local IRREGULAR = {}
for word in ([[stole hit beat shot stabbed took broke left ran drove set fought lied wrote spoke sold sent threw led kept fled
  hid drew gave got made met put struck tore wore began became came went did had bit blew bought brought built burnt
  caught cut dealt fell fed found forgot froze hung held hurt knew laid let lost met paid read rode said saw sought
  slit slid slept spent stood stuck swore taught told thought won wounded
  cut put let bet burst cost quit rid shed shut split spread thrust flung hung stung swung clung chose ate bent bound bred brought crept
  dealt drank felt forbade forgave ground knelt lay led lent lit lost meant overcame rang rose sang sank sat shrank sped spat sprang
  stole swam swept swore trod wept withdrew]]):gmatch "%S+" do
  IRREGULAR[word] = true
end

---@param pack table  gives the word lists auxiliaries, adverbs, prepositions
---@param verbs table<string, true>  trigger words of fact rules
---@return docket.Grammar
function M.new(pack, verbs)
  local function entries(name)
    local list = pack:list(name)
    return list and list.entries or {}
  end
  return setmetatable({ auxiliaries = entries "auxiliaries", adverbs = entries "adverbs",
    prepositions = entries "prepositions", determiners = entries "determiners", past = IRREGULAR, verbs = verbs }, Grammar)
end

-- ------------------------------------------------------------ the verb's surroundings

---@class docket.Auxiliaries
---@field be boolean?  a form of "to be" or "get": passive with a participle
---@field have boolean?
---@field modal string?  could, may, would …
---@field future boolean?
---@field negated boolean?
---@field infinitive boolean?  "to" stands before it
---@field governor string?  the word before the whole group

local SELF = { himself = true, herself = true, themselves = true }
-- "who himself was", "Varin himself had been": no person of its own.
local function is_beside_subject(seg, token)
  local before = seg.entity[token - 1]
  return seg.words[token - 1] == "who" or before ~= nil and before.type == "person"
end

---What stands directly before a verb.
---@param seg docket.Segment
---@param token integer
---@return integer before  the token left of the group
---@return docket.Auxiliaries found
function Grammar:verb_group(seg, token)
  local found = {}
  local i = token - 1
  while i >= 1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "person" and SELF[seg.entity[i].pronoun or ""] and is_beside_subject(seg, i) then
      i = i - 1
      kind, word = seg.kinds[i], seg.words[i]
    end
    local auxiliary = (kind == "word" or kind == "'s") and self.auxiliaries[word]
    if auxiliary and not (kind == "'s" and not (found.be or i == token - 1)) then
      -- "they'd be fined"
      if word == "'d" and seg.words[i + 1] == "be" then auxiliary, word = "modal", "would" end
      if auxiliary == "modal" then found.modal = word else found[auxiliary] = true end
      i = i - 1
    elseif kind == "word" and self.adverbs[word] then
      if self.adverbs[word] == "negation" then found.negated = true end
      i = i - 1
    elseif kind == "word" and word == "to" then
      found.infinitive = true
      i = i - 1
    elseif kind == "quote" and i > 1 then
      i = i - 1
    elseif kind == "date" and i > 2 and (found.be == nil) and (seg.words[i - 1] == "on" or seg.words[i - 1] == "in")
      and self.auxiliaries[seg.words[i - 2]] then
      i = i - 2
    elseif kind == "date" and i > 1 and seg.kinds[i - 1] == "word" and not self.prepositions[seg.words[i - 1]]
      or kind == "date" and i > 1 and (seg.words[i - 1] == "and" or seg.words[i - 1] == "who") then
      i = i - 1
    else
      break
    end
  end
  found.governor = seg.kinds[i] == "word" and seg.words[i] or nil
  return i, found
end

-- ------------------------------------------------------------ subjects

local function is_named(seg, token)
  local entity = seg.entity[token]
  return entity and entity.form == "name"
end

-- From "and" back to the verb that shares its subject; `joined`: a modal will do.
local function verb_before(self, seg, token, joined)
  for i = token, math.max(1, token - MAX_LEFT), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" then return nil end
    if kind == "word" and self.verbs[word] and self.verbs[word] ~= "noun" and not self.determiners[seg.words[i - 1] or ""] then
      return i
    end
    local auxiliary = kind == "word" and self.auxiliaries[word]
    if auxiliary == "be" or auxiliary == "have" or joined and (auxiliary == "modal" or auxiliary == "future") then return i + 1 end
  end
  return nil
end

-- The nearest person left of a token, over at most `reach` tokens and no comma.
local function nearest_person(self, seg, token, reach)
  for i = token, math.max(1, token - reach), -1 do
    local kind = seg.kinds[i]
    if kind == "person" and seg.kinds[i + 1] ~= "'s" then return i end
    if kind == "," or kind == ";" or kind == ":" or kind == "." or kind == "(" then return nil end
    if kind == "word" and (self.auxiliaries[seg.words[i]] == "be" or self.verbs[seg.words[i]] == true) then return nil end
  end
  return nil
end

-- "a friend of the model X": where the description in front of a name begins, if no list
-- knows its noun and "of" stands before it; else the name.
local function before_description(self, seg, token)
  if not is_named(seg, token) then return token end
  for i = token - 1, math.max(2, token - 5), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "word" and self.determiners[word] then
      return seg.kinds[i - 1] == "word" and seg.words[i - 1] == "of" and i or token
    end
    -- "the father of Ostra football star X"
    if kind == "word" and word == "of" then return seg.entity[token].roles and i + 1 or token end
    local noun = kind == "word" and not self.prepositions[word] and not self.auxiliaries[word]
    if not noun and kind ~= "person" and kind ~= "place" and kind ~= "organisation" then return token end
  end
  return token
end

-- "the leader of X": a person behind a preposition is not the head.
local function head_of(self, seg, token)
  local i, named = before_description(self, seg, token), token
  while i > 2 do
    local before = seg.words[i - 1]
    if seg.kinds[i - 1] == "'s" then break end
    if not (before == "of" or before == "for" or before == "with" or before == "against" or before == "from"
      or before == "by" or before == "alongside") or seg.kinds[i - 1] ~= "word" then
      break
    end
    local outer = nearest_person(self, seg, i - 2, 5)
    if not outer then break end
    i = outer
    named = i
  end
  return named
end

local INSIDE = { by = true, as = true, of = true, to = true, under = true }
-- "Lena Dorn, a painter, who", "Lena Dorn, 38, the mother of a child, who": from the last
-- person of what says who somebody is to the name before it.
local function described_before(self, seg, token)
  -- "a driver employed by X, who"; but "X, for Y, who"
  local inside = is_named(seg, token)
  if inside and not INSIDE[seg.words[token - 1] or ""] then return nil end
  for i = token - 1, math.max(2, token - 16), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "person" and not is_named(seg, i) then inside = false end
    if kind == "," and is_named(seg, i - 1) and seg.entity[i - 1].type == "person" then
      if inside then return nil end
      -- "X, Y and a friend, who"
      local following = seg.entity[i + 1]
      if following and following.type == "person" and following.form == "name" then return nil end
      return i - 1
    end
    if kind == ";" or kind == ":" or kind == "dash" or kind == "word" and (self.auxiliaries[word] or word == "who" or word == "which"
      or word == "but" or self.verbs[word] == true and not word:find "ed$") then
      return nil
    end
  end
  return nil
end

local ANYBODY = { anybody = true, anyone = true, everybody = true, everyone = true, somebody = true, someone = true, nobody = true,
  those = true, others = true, another = true, many = true, whoever = true, any = true, people = true }

-- "X helps anybody who", "X studied twelve-year-olds who": a verb between a person and the
-- noun before "who" makes that noun somebody else.
local function is_other_noun(self, seg, person, token)
  if person < token and seg.entity[person].form == "pronoun" then return true end
  for i = person + 1, token do
    local word = seg.words[i]
    if seg.kinds[i] == "word" and (ANYBODY[word] or self.past[word] or self.auxiliaries[word] or word:find "%l%led$") then return true end
  end
  return false
end

-- "Ivo Reed, Mara's elder brother," or "Ivo Reed, a clerk,": the name that the description
-- at a token tells more of.
local function named_by(self, seg, token)
  if seg.entity[token].form ~= "description" and seg.entity[token].form ~= "nobody" then return token end
  for i = token - 1, math.max(2, token - 5), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "," then return is_named(seg, i - 1) and seg.entity[i - 1].type == "person" and i - 1 or token end
    if kind ~= "'s" and kind ~= "person" and kind ~= "place" and kind ~= "age"
      and (kind ~= "word" or self.prepositions[word] or self.auxiliaries[word] or self.verbs[word] == true) then
      return token
    end
  end
  return token
end

local antecedent
function antecedent(self, seg, token)
  local i = token
  -- "a clerk who wrote to Lena Dorn and who", "X, whom police sought and who": the one of the first clause
  if seg.kinds[i] == "word" and (seg.words[i] == "and" or seg.words[i] == "but") then
    for j = i - 1, math.max(2, i - 22), -1 do
      local word = seg.words[j]
      if seg.kinds[j] == ";" or seg.kinds[j] == ":" then break end
      if word == "who" or word == "whom" then return antecedent(self, seg, j - 1) end
    end
  end
  if seg.kinds[i] == "," then i = i - 1 end
  if seg.kinds[i] == ")" then
    while i > 1 and seg.kinds[i] ~= "(" do i = i - 1 end
    i = i - 1
  end
  if seg.kinds[i] == "person" then
    -- "Lena Dorn, a poet who", "X, one of the men who"
    local entity = seg.entity[i]
    if entity.form == "nobody" then return named_by(self, seg, i) end
    local apposed = entity.form == "description" and entity.definite ~= nil and seg.kinds[i - 1] == "," and is_named(seg, i - 2)
    if apposed and seg.entity[i - 2].type == "person" then return i - 2 end
    return seg.kinds[token] == "," and (described_before(self, seg, i) or named_by(self, seg, i)) or i
  end
  -- "Lena Dorn, 28, who"
  local kind = seg.kinds[i]
  local is_age = kind == "age" or kind == "number" or kind == "word" and seg.words[i]:find "^%d%d$"
  if is_age and seg.kinds[i - 1] == "," and seg.kinds[i - 2] == "person" then return i - 2 end
  local nearest = nearest_person(self, seg, i, 10)
  if nearest then
    if is_other_noun(self, seg, nearest, i) then return nil end
    return seg.kinds[token] == "," and described_before(self, seg, nearest) or nearest
  end
  -- "Lena Dorn, an Ostlander who"
  for j = i, math.max(2, i - 8), -1 do
    if seg.kinds[j] == "," then
      local article = self.determiners[seg.words[j + 1] or ""]
      local apposed = article == "indefinite" or article == "definite"
      return apposed and is_named(seg, j - 1) and seg.entity[j - 1].type == "person" and j - 1 or nil
    end
    if seg.kinds[j] ~= "word" and seg.kinds[j] ~= "place" then return nil end
  end
  return nil
end

local OF_DEED = { guilty = true, of = true, with = true, ["for"] = true, over = true, ["in"] = true, on = true }

-- "the man who killed X was jailed": X is inside the clause of the man.
local function relative_head(self, seg, token)
  local verb = false
  for i = token - 1, math.max(2, token - 36), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "quote" then return nil end
    if kind == "word" and word == "who" then
      if not verb and i + 2 > token or seg.kinds[i - 1] == "," then return nil end
      return antecedent(self, seg, i - 1)
    end
    -- "a man convicted of killing X was"
    if kind == "word" and self.verbs[word] == true and seg.kinds[i - 1] == "person" and OF_DEED[seg.words[i + 1]] then
      -- "X, the man accused of killing Y is"
      local entity = seg.entity[i - 1]
      local named = entity.definite and seg.kinds[i - 2] == "," and i > 3 and is_named(seg, i - 3) and seg.entity[i - 3].type == "person"
      return named and i - 3 or i - 1
    end
    if kind == "," and not (seg.kinds[i + 1] == "word" and seg.words[i + 1]:find "ed$") and seg.kinds[i - 1] ~= "word" then
      return nil
    end
    if kind == "word" and (word == "and" or word == "but") and seg.kinds[i + 1] == "person" then return nil end
    -- "a man who fled was jailed, while two others were": another clause
    if kind == "word" and (word == "while" or word == "whereas") and seg.kinds[i - 1] == "," then return nil end
    if kind == "word" and (self.auxiliaries[word] or self.verbs[word] == true or word:find "ed$" or self.past[word]) then
      verb = true
    end
  end
  return nil
end

-- "X, whose bid to replace Y was stopped, went on trial": Y is inside the clause of X.
local function inside_whose(seg, token)
  for i = token - 1, math.max(1, token - 10), -1 do
    if seg.kinds[i] == "word" and seg.words[i] == "whose" then return true end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "organisation" and seg.kinds[i] ~= "place" then return false end
  end
  return false
end

-- "a school where X and Y were pupils": these are of the clause of the place.
local function inside_where(seg, token)
  for i = token - 1, math.max(1, token - 7), -1 do
    if seg.kinds[i] == "," then return false end
    if seg.kinds[i] == "word" and seg.words[i] == "where" then return true end
  end
  return false
end

-- "A, <apposition>, was": the comma at `token` closes what the earlier one opens.
local function before_comma(self, seg, token)
  local inner = seg.kinds[token - 1] == "person" and token - 1 or nil
  local i = token - 1
  local limit = math.max(1, token - MAX_LEFT)
  while i >= limit do
    local kind = seg.kinds[i]
    if kind == ";" or kind == ":" then break end
    if kind == ")" then
      while i >= limit and seg.kinds[i] ~= "(" do i = i - 1 end
    elseif kind == "," or kind == "dash" then
      local before = seg.kinds[i - 1]
      -- "The tanner, who taught at a school where X and Y were pupils, was"
      local opens = seg.words[1] == "the" and i <= 5 and seg.words[i + 1] == "who"
      if opens and before == "word" and not seg.words[i - 1]:find "^%d" then return nil end
      -- "A woman who …, after she sent cash to her husband, was": the head of the sentence
      if inner and seg.entity[inner].possessive and seg.kinds[1] == "person" and seg.words[2] == "who" and not is_named(seg, inner) then
        return 1
      end
      if before == ")" then
        local j = i - 1
        while j >= limit and seg.kinds[j] ~= "(" do j = j - 1 end
        if seg.kinds[j - 1] == "person" then return j - 1 end
      elseif before == "person" then
        if inner and is_named(seg, inner) and not is_named(seg, i - 1) then return inner end
        local after = seg.words[i + 1]
        if inner and is_named(seg, inner) and (after == "and" or seg.kinds[i + 1] == "person") then return inner end
        -- "A clerk who murdered his friend, hid the body and fled to the coast, was"
        return not inner and seg.entity[i - 1].possessive and relative_head(self, seg, i - 1) or i - 1
      elseif inner and is_named(seg, inner) and i == inner - 1 then
        return inner
      end
    elseif kind == "word" and self.auxiliaries[seg.words[i]] == "be" and not inner
      and (seg.words[i - 1] ~= "who" and seg.words[i - 1] ~= "which") and seg.kinds[i - 1] == "person"
      and not inside_whose(seg, i - 1) and not inside_where(seg, i - 1) then
      break
    end
    i = i - 1
  end
  -- "A woman who went on a spree, killing three men, has been"
  local opening = seg.kinds[1] == "person" and (seg.words[2] == "who" or seg.words[2] == "with" and seg.entity[1].form == "description")
  if not inner and opening then return 1 end
  return inner or nearest_person(self, seg, token - 1, 6)
end

-- "Sentenced to five years, X …": the subject follows the participle.
local function following_subject(_, seg, token)
  local comma
  for i = token + 1, math.min(seg.n, token + 30) do
    if seg.kinds[i] == "," then comma = i end
    if seg.kinds[i] == "person" and comma then return i end
  end
  return nil
end

-- "a DVK supporter, Aset Abishev,": the name says who the description is.
local function named_apposition(self, seg, token, verb)
  local entity = seg.entity[token]
  if not entity or entity.form == "name" or entity.form == "pronoun" then return token end
  -- "Lena Dorn, the Ostra teacher facing"
  if verb == token + 1 and entity.form == "description" and entity.definite == nil then
    local i = token - 1
    while i > 3 and (seg.kinds[i] == "place" or seg.kinds[i] == "organisation") do i = i - 1 end
    local named = i < token - 1 and i > 2 and self.determiners[seg.words[i]] and seg.kinds[i - 1] == "," and is_named(seg, i - 2)
    if named and seg.entity[i - 2].type == "person" then return i - 2 end
  end
  -- "Lena Dorn, the mother convicted of", "Lena Dorn, a blogger and poet accused of"
  local first = token
  if seg.words[first - 1] == "and" and seg.kinds[first - 2] == "person" and seg.entity[first - 2].form == "description" then
    first = first - 2
  end
  local apposed = seg.entity[first]
  local clause = verb == token + 1 or verb and verb > token and seg.kinds[token + 1] == "word" and seg.words[token + 1]:find "ing$"
  if clause and apposed.definite ~= nil and apposed.form == "description" and seg.kinds[first - 1] == ","
    and is_named(seg, first - 2) and seg.entity[first - 2].type == "person" then
    return first - 2
  end
  if seg.kinds[token + 1] == "," and is_named(seg, token + 2) and seg.entity[token + 2].type == "person" then
    local after = seg.kinds[token + 3]
    local word = seg.words[token + 3]
    if after == nil or after == "," or after == "." or after == "dash" or after == ";" or after == "(" or after == "quote"
      or word == "who" or word == "and" then
      return token + 2
    end
  end
  return token
end

---The token that is the subject of the verb at `token`.
---@param seg docket.Segment
---@param token integer
---@param depth? integer
---@return integer? subject
function Grammar:subject(seg, token, depth)
  local found = self:bare_subject(seg, token, depth)
  return found and named_apposition(self, seg, found, token)
end

-- "X was jailed for the murder of Y after being convicted": the one of the main verb.
-- "A former bodyguard of X was fined": the subject is a noun that no list knows.
local function hangs_on_noun(self, seg, head)
  -- "A bully with a hatred of women was jailed": no list knows the bully
  local entity = seg.entity[head]
  if entity.form == "group" and self.prepositions[seg.words[head - 1] or ""] and seg.kinds[1] == "word" and head > 3
    and self.determiners[seg.words[1]] == "indefinite" then
    for i = 2, head - 1 do
      if seg.kinds[i] ~= "word" or self.auxiliaries[seg.words[i]] or self.verbs[seg.words[i]] == true then return false end
    end
    return true
  end
  -- "the advocate of the killer Ivan Reed"
  local token = head > 1 and seg.kinds[head - 1] == "person" and head - 1 or head
  if token < 4 or seg.words[token - 1] ~= "of" or not self.determiners[seg.words[1] or ""] then return false end
  for i = 2, token - 2 do
    if seg.kinds[i] ~= "word" or self.auxiliaries[seg.words[i]] or self.verbs[seg.words[i]] == true then return false end
  end
  return is_named(seg, head)
end

-- The head of the phrase in which a person stands: "the mother of a girl who lay ill was".
local function subject_head(self, seg, token)
  local head = relative_head(self, seg, token)
  if not head then return head_of(self, seg, token) end
  local of = not is_named(seg, head) and seg.words[head - 1] == "of" and head > 2
  return of and nearest_person(self, seg, head - 2, 5) or head
end

local SUBORDINATE = { after = true, before = true, despite = true, without = true, since = true, following = true, ["while"] = true,
  when = true }

local function of_main_verb(self, seg, token, before, depth)
  if not SUBORDINATE[seg.words[before] or ""] or seg.kinds[before] ~= "word" then return nil end
  local first = before + 1
  while first < token and self.adverbs[seg.words[first] or ""] do first = first + 1 end
  local word = seg.words[first]
  -- "who was cleared of the murder of X after spending eight years in prison"
  local gerund = first == token and word:find "ing$"
  if word ~= "being" and word ~= "having" and not gerund then return nil end
  local verb = verb_before(self, seg, before - 1)
  if not verb or verb >= token then return nil end
  if self.verbs[seg.words[verb] or ""] ~= true then
    -- "has died while serving": a verb that tells no fact
    return gerund and self:subject(seg, verb, depth + 1) or nil
  end
  -- "was freed while serving", "met her after serving"
  local _, found = self:verb_group(seg, verb)
  if gerund and not found.be then return self:subject(seg, verb, depth + 1) end
  return (self:patient(seg, verb, depth + 1))
end

-- "… when X will appear, accused of": the subject of the clause that the comma closes.
local function clause_subject(self, seg, comma)
  for i = comma - 1, math.max(2, comma - 8), -1 do
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "date" and seg.kinds[i] ~= "court" then return nil end
    local before = seg.words[i - 2] or ""
    if self.auxiliaries[seg.words[i]] == "future" or self.auxiliaries[seg.words[i]] == "modal" then
      local clause = seg.kinds[i - 1] == "person" and is_named(seg, i - 1) and before ~= "that" and before ~= "said"
      return clause and i - 1 or nil
    end
  end
  return nil
end

-- The first verb that a rule knows, with a form of "be" before it.
local function first_verb(self, seg, before)
  for i = 2, before - 1 do
    if seg.kinds[i] == "word" and self.verbs[seg.words[i]] == true and not self.determiners[seg.words[i - 1]] then
      local _, found = self:verb_group(seg, i)
      return found.be and i or nil
    end
  end
  return nil
end

function Grammar:bare_subject(seg, token, depth)
  depth = depth or 0
  if depth > 4 then return nil end
  local i = self:verb_group(seg, token)
  local main = i > 1 and of_main_verb(self, seg, token, i, depth)
  if main then return main end
  while true do
    if i < 1 then return following_subject(self, seg, token) end
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "person" then
      local head = subject_head(self, seg, i)
      return not hangs_on_noun(self, seg, head) and head or nil
    elseif kind == "word" and (word == "who" or word == "that" or word == "which") then
      return antecedent(self, seg, i - 1)
    elseif kind == "word" and (word == "and" or word == "but" or word == "then" or word == "or") then
      local verb = verb_before(self, seg, i - 1, true)
      if verb and verb < token then return self:subject(seg, verb, depth + 1) end
      return nil
    elseif kind == "," then
      local next_word = seg.words[i + 1]
      if next_word == "and" or next_word == "but" then return nil end
      -- "X was freed after being pardoned by Y, having served": the one of the main verb
      local main_verb = next_word == "having" and first_verb(self, seg, i)
      if main_verb then return self:patient(seg, main_verb, depth + 1) end
      local nearer = i == token - 1 and clause_subject(self, seg, i)
      if nearer then return nearer end
      local person = before_comma(self, seg, i)
      if person then return head_of(self, seg, person) end
      local verb = verb_before(self, seg, i - 1)
      if verb and verb < token then return self:subject(seg, verb, depth + 1) end
      return nil
    elseif kind == ")" then
      while i >= 1 and seg.kinds[i] ~= "(" do i = i - 1 end
      i = i - 1
    elseif kind == "dash" then
      local j = i - 1
      while j >= 1 and seg.kinds[j] ~= "dash" do j = j - 1 end
      if j < 1 then return nearest_person(self, seg, i - 1, 8) end
      i = j - 1
    elseif kind == "quote" or kind == "other" then
      i = i - 1
    elseif kind == ";" or kind == ":" or kind == "." then
      return nil
    else
      local person = nearest_person(self, seg, i, 12)
      if person then return subject_head(self, seg, person) end
      -- "a man who admitted theft was given"
      local head = relative_head(self, seg, i + 1)
      if head then return head_of(self, seg, head) end
      -- a phrase between commas: "X, of Leeds was", "men in Y, A and B were"
      local j = i
      while j >= 1 and i - j < 12 and seg.kinds[j] ~= "," do
        if seg.kinds[j] == ";" or seg.kinds[j] == ":" then return nil end
        j = j - 1
      end
      -- "X, 46, of Leeds was"
      if j >= 4 and seg.kinds[j] == "," and (seg.kinds[j - 1] == "number" or seg.kinds[j - 1] == "age") and seg.kinds[j - 2] == "," then
        j = j - 2
      end
      if j >= 2 and seg.kinds[j] == "," and seg.kinds[j - 1] == "person" then return head_of(self, seg, j - 1) end
      -- "X, who was convicted of fraud, is due to be freed"
      if j >= 2 and seg.kinds[j] == "," and self.auxiliaries[seg.words[j + 1] or ""] then
        local apposed = before_comma(self, seg, j)
        return apposed and is_named(seg, apposed) and head_of(self, seg, apposed) or nil
      end
      return nil
    end
  end
end

local STOP_OBJECT = { to = true, ["for"] = true, on = true, ["in"] = true, with = true, after = true, over = true,
  by = true, at = true, from = true, without = true, during = true, under = true, as = true, while_ = true,
  ["until"] = true, when = true, because = true, against = true, around = true, near = true, into = true,
  about = true, before = true, that = true, how = true, what = true, why = true, where = true, which = true, who = true,
  whose = true }

-- Pronouns that no verb acts on: "has released code he said was harmless".
local NOMINATIVE = { he = true, she = true, they = true, i = true, we = true, who = true }

---The token that is the object of the verb at `token`.
---@param seg docket.Segment
---@param token integer
---@return integer? object
function Grammar:object(seg, token)
  local found = self:bare_object(seg, token)
  return found and named_apposition(self, seg, found)
end

-- Does a person follow within a few words?
local function has_person(seg, token)
  for i = token, math.min(seg.n, token + 3) do
    if seg.kinds[i] == "person" then return true end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "age" then return false end
  end
  return false
end

function Grammar:bare_object(seg, token)
  -- "convicted of killing X", but "arrested hundreds of people"
  if seg.words[token + 1] == "of" or seg.words[token + 1] == "guilty" then return nil end
  if seg.words[token + 1] == "in" and seg.words[token + 2] == "absentia" then token = token + 2 end
  for i = token + 1, math.min(seg.n, token + 9) do
    local kind, word = seg.kinds[i], seg.words[i]
    -- "sentenced the newspaper's editor", "the minister's son"
    local owner = kind == "person" and not is_named(seg, i) and seg.kinds[i + 1] == "'s" and has_person(seg, i + 2)
    if kind == "person" and not owner then
      -- "when arrested he said" is another construction
      if i > token + 1 and NOMINATIVE[seg.entity[i].pronoun or ""] then return nil end
      -- "sentenced Reed's accomplice, Ivo Varin, to": not him, but the one named behind
      local apposed = seg.kinds[i + 1] == "'s" and seg.kinds[i + 2] == "word" and seg.kinds[i + 3] == "," and is_named(seg, i + 4)
      if apposed and seg.entity[i + 4].type == "person" then return i + 4 end
      -- "the leader of the party X": the name behind the description
      if (seg.entity[i].form == "description" or seg.entity[i].form == "group") and seg.words[i + 1] == "of" then
        for j = i + 2, math.min(seg.n, i + 10) do
          local inner = seg.kinds[j]
          if inner == "person" then
            if is_named(seg, j) and seg.words[j - 1] ~= "of" then return j end
            break
          end
          -- "a former manager of a bank, X, and"
          if inner == "," and is_named(seg, j + 1) and seg.entity[j + 1].type == "person" then
            local behind = seg.kinds[j + 2]
            if behind == nil or behind == "," or behind == "." or seg.words[j + 2] == "and" then return j + 1 end
          end
          if inner == "," or inner == ";" or STOP_OBJECT[seg.words[j]] then break end
        end
      end
      return i
    end
    -- a participle right before a person is an adjective: "suspected hacker X"
    local verb = self.verbs[word] == true and seg.kinds[i + 1] ~= "person" and not seg:is_capital(i)
    if kind == "word" and (STOP_OBJECT[word] or self.auxiliaries[word] or verb) then return nil end
    if kind ~= "word" and kind ~= "age" and kind ~= "place" and kind ~= "organisation" and kind ~= "number"
      and kind ~= "quote" and kind ~= "duration" and kind ~= "'s" and not owner then
      return nil
    end
    if kind == "duration" and not seg.entity[i].age then return nil end
  end
  return nil
end

---"X, whom judge Y found guilty", "the man whom police suspect": who stands before the
---clause of which the verb's group begins behind `before`.
---@param seg docket.Segment
---@param before integer
---@return integer? object
function Grammar:relative_object(seg, before)
  for i = before, math.max(2, before - 7), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if word == "whom" and (kind == "word" or kind == "person") then
      local link = seg.words[i - 1]
      if link == "of" or link == "for" or link == "with" or link == "from" or link == "by" or link == "to" then return nil end
      return antecedent(self, seg, i - 1)
    end
    if kind ~= "word" and kind ~= "person" and kind ~= "organisation" and kind ~= "place" and kind ~= "court"
      or kind == "word" and (self.auxiliaries[word] == "be" or self.verbs[word] == true) then
      return nil
    end
  end
  return nil
end

---The token of the one whom the verb at `token` falls on: the subject of a
---passive, the object of an active verb.
---@param seg docket.Segment
---@param token integer
---@param depth? integer
---@return integer? patient
---@return "passive"|"active"|nil voice
function Grammar:patient(seg, token, depth)
  depth = depth or 0
  if depth > 4 then return nil end
  local before, found = self:verb_group(seg, token)
  if found.be then
    local subject = self:subject(seg, token)
    return subject, "passive"
  end
  local object = self:object(seg, token)
  if object then return object, "active" end
  local whom = self:relative_object(seg, before)
  if whom then return whom, "active" end
  local word = seg.words[before]
  local joins = word == "and" or word == "then" or word == "but" or word == "or" or word == "," and not seg.words[before + 1]
  if before >= 1 and joins then
    local verb = verb_before(self, seg, before - 1)
    if verb and verb < token then return self:patient(seg, verb, depth + 1) end
  end
  -- "the friend of a stalker jailed on Monday": it is the stalker
  local beside = seg.entity[token - 1]
  local one = beside and beside.type == "person" and beside.form == "description" and beside.definite == false
  if one and seg.kinds[token - 2] ~= "," then return token - 1, "participle" end
  return self:subject(seg, token), "participle"
end

-- ------------------------------------------------------------ nouns

---The one to whom a noun at `token` belongs: "his sentence", "X's trial", and
---with `behind`, "the arrest of X", "the case against X".
---@param seg docket.Segment
---@param token integer
---@param behind? table<string, true>  prepositions that may lead to the owner
---@return integer? possessor  token of the person, or of the pronoun ("his")
---@return boolean? pronoun  true where it is a possessive pronoun
function Grammar:possessor(seg, token, behind)
  for i = token - 1, math.max(1, token - 7), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "'s" then
      if seg.kinds[i - 1] == "person" then return i - 1 end
      return nil
    end
    if kind == "quote" and word:sub(1, 1) == "'" and seg.kinds[i - 1] == "person" then return i - 1 end
    if kind == "word" and word == "whose" then
      local whose = i > 1 and antecedent(self, seg, i - 1)
      if whose then return whose end
    end
    if kind == "word" and self.determiners[word] == "possessive" then return i, true end
    if kind == "person" and seg.entity[i].possessive and i == token - 1 then return i end
    if kind == "," or kind == ";" or kind == ":" or kind == "person" or kind == "." then break end
    if kind == "word" and (self.prepositions[word] or self.auxiliaries[word]) then break end
  end
  if behind then
    for i = token + 1, math.min(seg.n, token + 5) do
      local kind, word = seg.kinds[i], seg.words[i]
      if kind == "word" and behind[word] then
        for j = i + 1, math.min(seg.n, i + 4) do
          if seg.kinds[j] == "person" then return named_apposition(self, seg, j) end
          -- "a sentence for assaulting two officers" is not theirs
          if seg.kinds[j] ~= "word" or self.prepositions[seg.words[j]] or seg.words[j]:find "%l%ling$" then break end
        end
        return nil
      end
      if kind ~= "word" and kind ~= "date" and kind ~= "duration" and kind ~= "place" and kind ~= "penalty" then break end
    end
  end
  return nil
end

local function is_list_filler(self, seg, i)
  local kind, word = seg.kinds[i], seg.words[i]
  if kind == "organisation" or kind == "place" or kind == "age" or kind == "'s" or kind == "quote" then return true end
  if kind == "number" then return true end
  return kind == "word" and not self.auxiliaries[word] and not self.verbs[word]
    and (not self.prepositions[word] or word == "of")
end

-- "X, who has served for years, and": from the comma that closes the clause to the
-- token before the one that opens it.
local function before_relative(seg, token)
  for i = token - 1, math.max(2, token - 24), -1 do
    if seg.kinds[i] == ";" or seg.kinds[i] == ":" then return nil end
    if seg.kinds[i] == "," then
      local word = seg.words[i + 1]
      return (word == "who" or word == "whose") and seg.kinds[i - 1] == "person" and i or nil
    end
  end
  return nil
end

-- "A and B's campaign leader, C": it is C who is listed, where the phrase has a name.
local function named_of_possessor(seg, token)
  if seg.kinds[token + 1] ~= "'s" then return nil end
  for i = token + 2, math.min(seg.n, token + 6) do
    if seg.kinds[i] == "person" then
      local name = is_named(seg, i) and i or seg.kinds[i + 1] == "," and is_named(seg, i + 2) and i + 2
      return name and seg.entity[name].type == "person" and name or nil
    end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "organisation" then return nil end
  end
  return nil
end

local ALIAS = { alias = true, aka = true, ["a.k.a"] = true, ["a.k.a."] = true, urf = true }

-- "A, 41, a clerk from Ostra, Yorkshire, and B, 42": the name, its age behind it, over what
-- else is said of A.
local function apposed_before(self, seg, token)
  for i = token - 1, math.max(1, token - 14), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "person" and is_named(seg, i) then
      local age = seg.kinds[i + 1] == "," and seg.kinds[i + 2]
      local aged = age == "number" or age == "age" or age == "word" and seg.words[i + 2]:find "^%d%d$"
      if not age then return nil end
      if seg.kinds[i - 1] == "age" or seg.folded:find("^%d%d%-year%-old ", seg.starts[i]) then return i end
      return aged and seg.kinds[i + 3] == "," and i or nil
    end
    if kind == ";" or kind == ":" or kind == "quote" then return nil end
    if kind == "word" and (self.auxiliaries[word] or self.verbs[word] == true or word == "and" or word == "who") then return nil end
  end
  return nil
end

-- One step along "A, B, and C": the token of the next person, or nil.
local function next_in_list(self, seg, token, direction, listed)
  local i = token + direction
  if direction > 0 and ALIAS[seg.words[i] or ""] and seg.kinds[i + 1] == "person" then i = i + 2 end
  local comma, conjunction, lives = false, false, false
  local fillers = 0
  while i >= 1 and i <= seg.n do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "person" then
      local described = direction > 0 and (comma or conjunction) and named_of_possessor(seg, i)
      if described then return described, conjunction, comma end
      if comma or conjunction then return i, conjunction, comma end
      return nil
    elseif kind == "," then
      -- ", 34," after a name; "X, 34, of Ostra, and": what stands between two commas is where somebody lives
      if comma and not lives then
        return direction < 0 and (conjunction or listed) and apposed_before(self, seg, i) or nil, conjunction, comma
      end
      comma, lives = true, false
      if direction < 0 and conjunction then i = before_relative(seg, i) or i end
    elseif kind == "word" and (word == "and" or word == "or") then
      if conjunction then return nil end
      conjunction = true
    elseif direction > 0 and (word == "along" or word == "together") and seg.words[i + 1] == "with" and not conjunction then
      -- "X, along with Y, were"
      conjunction = true
      i = i + 1
    elseif not conjunction and word == "as" and seg.words[i + direction] == "well" and seg.words[i + 2 * direction] == "as" then
      -- "X, as well as Y and Z, were"
      conjunction = direction < 0
      i = i + 2 * direction
    elseif (kind == "number" or kind == "age" or (kind == "word" and word:find "^%d%d$")) and comma then
      comma = false
    elseif kind == "(" or kind == ")" then
      while i >= 1 and i <= seg.n and seg.kinds[i] ~= (direction > 0 and ")" or "(") do i = i + direction end
    elseif direction < 0 and conjunction and not comma and kind == "word" and word ~= "of" and word ~= "from" then
      -- "the Varin case and X"
      return nil
    elseif (comma or conjunction or direction < 0) and fillers < 8 and is_list_filler(self, seg, i) then
      fillers = fillers + 1
      lives = lives or (word == "of" or word == "from") and (seg.kinds[i - 1] == "," or seg.words[i - 1] == "also")
    else
      return nil
    end
    i = i + direction
  end
  return nil
end

-- Is the description at one token, and a comma, that of the name at the other?
local function is_described_by(seg, token, name)
  local entity = seg.entity[token]
  local describes = entity.form == "description" and (entity.possessive or entity.definite)
  if not describes or not is_named(seg, name) or seg.kinds[token + 1] ~= "," then return false end
  -- "her husband, the disgraced cabinet minister X"
  for i = token + 2, name - 1 do
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "place" and seg.kinds[i] ~= "organisation" or seg.words[i] == "and" then return false end
  end
  return true
end

-- "a lawyer", "member": a description of one whom it need not add to a list.
local function is_indefinite(seg, token)
  local entity = seg.entity[token]
  return entity.form == "description" and not entity.definite and not entity.possessive and entity.part ~= "relative"
    and not seg.folded:find("^an?other ", entity.first)
end

local ALONE = { he = true, she = true, they = true, i = true }
-- "the leaders A and B, and C": a list in a list; "A and B, and C was freed" begins a clause.
local function list_goes_on(self, seg, token)
  local following, conjunction, comma = next_in_list(self, seg, token, 1)
  if not (following and conjunction and comma and is_named(seg, following)) then return false end
  local behind = seg.kinds[following + 1] == "word" and seg.words[following + 1]
  return not behind or behind == "were" or self.prepositions[behind] ~= nil
end

local UNNAMED = { a = true, an = true, another = true, two = true, three = true, four = true, several = true }
-- "Ivo Reed, 34, Lena Dorn, 26, and a 17-year-old": the last of a list has no name.
local function list_ends_unnamed(seg, token)
  local i = token + 1
  while seg.kinds[i] == "," or seg.kinds[i] == "number" or seg.kinds[i] == "age"
    or seg.kinds[i] == "word" and seg.words[i]:find "^%d%d$" do
    i = i + 1
  end
  if seg.words[i] ~= "and" or not is_named(seg, token) then return false end
  local kind = seg.kinds[i + 1]
  if kind == "age" or kind == "number" then return true end
  return UNNAMED[seg.words[i + 1] or ""] and (seg.kinds[i + 2] == "age" or seg.kinds[i + 2] == "word") or false
end

---All persons that are joined with the one at `token`: "A, B, and C".
---@param seg docket.Segment
---@param token integer
---@return integer[] tokens  in text order
function Grammar:joined(seg, token)
  local list = { token }
  -- "17 activists, including X and Y": those who have names
  local link = seg.kinds[token + 1] == "," and token + 2 or token + 1
  if seg.words[link] == "among" and seg.words[link + 1] == "them" or seg.kinds[link + 1] == "person" and seg.words[link] == "among"
    and seg.kinds[link - 1] == "," and seg.entity[link + 1].pronoun == "them" then
    link = link + 1
  end
  local includes = seg.words[link] == "including" or seg.words[link - 1] == "among"
  if includes and not is_named(seg, token) and is_named(seg, link + 1) and seg.entity[link + 1].type == "person" then
    return self:joined(seg, link + 1)
  end
  local left, right = {}, {}
  local current, has_conjunction, described = token, false, false
  while true do
    local following, conjunction, comma = next_in_list(self, seg, current, 1)
    if not following then break end
    -- "X, a lawyer and member of a club": what X is
    local who = comma and not conjunction and is_named(seg, current) and is_indefinite(seg, following)
    if not who and described and is_indefinite(seg, following) and not comma then who = true end
    described = who
    if not who then
      right[#right + 1] = following
      has_conjunction = has_conjunction or conjunction
    end
    current = following
    if conjunction and not list_goes_on(self, seg, current) then break end
  end
  if #right > 0 and not has_conjunction and not list_ends_unnamed(seg, current) then right = {} end
  current = token
  local pending, left_conjunction = {}, false
  -- "Dorn's arrest, and he was": he is the first of his clause
  local first = seg.entity[token] and ALONE[seg.entity[token].pronoun or ""]
  while not first do
    local previous, conjunction = next_in_list(self, seg, current, -1, #pending > 0)
    if not previous then break end
    if is_described_by(seg, previous, current) then
      -- "his wife, Lena": one person
      current = previous
    else
      if #pending == 0 and not conjunction and not has_conjunction then break end
      left_conjunction = left_conjunction or conjunction
      pending[#pending + 1] = previous
      current = previous
    end
  end
  for i = #pending, 1, -1 do left[#left + 1] = pending[i] end
  for _, t in ipairs(right) do list[#list + 1] = t end
  for i = #left, 1, -1 do table.insert(list, 1, left[i]) end
  return list
end

return M
