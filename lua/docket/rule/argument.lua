---The arguments of fact rules: what stands on which side of a trigger, and
---through which words it is reached.
---
---An argument is a table with a function `find(match)` that returns a list of
---entities or spans (relative to the segment), or nil. It may be made by:
---
---    patient                    the one whom the verb falls on, in every voice
---    subject, object            of the verb
---    possessor "of|against"     "his sentence", "the trial of X"
---    before(link, what)         entities of a type left of the trigger; between
---    after(link, what)          … right of it; `link` matches all that lies between
---    near "date"                the nearest one in the same clause
---    either { a, b }            the first that finds something
local accusation = require "docket.rule.accusation"
local deferred = require "docket.rule.deferred"
local modality = require "docket.rule.modality"
local penalty_reader = require "docket.rule.penalty"
local event = require "docket.rule.event"
local place = require "docket.rule.place"
local vocabulary = require "docket.rule.vocabulary"
local nearest = require "docket.rule.nearest"
local lpeg = require "lpeg"

local M = {}

local Argument = {}
Argument.__index = Argument

local function argument(doc, find) return setmetatable({ doc = doc, find = find }, Argument) end

---@param value any
---@return boolean
function M.is(value) return getmetatable(value) == Argument end

-- ------------------------------------------------------------ persons

local function entities_at(seg, tokens)
  local list = {}
  for _, token in ipairs(tokens) do list[#list + 1] = seg.entity[token] end
  return list
end

local SUBJECT_PRONOUN = { he = true, she = true, they = true }
local TOLD = { told = true, warned = true, informed = true, reminded = true, advised = true, instructed = true }

-- "Varin was told he must serve", "a judge told Varin that he would": he is the one who was
-- told so.
local function told_person(match, token)
  local seg, i = match.seg, token - 1
  local entity = seg.entity[token]
  if not entity or not SUBJECT_PRONOUN[entity.pronoun or ""] then return nil end
  if seg.words[i] == "that" then
    i = i - 1
    -- "was told by the judge, Lord Tarn, that he"
    local teller = i
    while teller > 1 and teller > i - 9 and not TOLD[seg.words[teller] or ""] do teller = teller - 1 end
    if seg.words[teller + 1] == "by" or seg.words[teller + 1] == "at" or seg.words[teller + 1] == "in" then i = teller end
  end
  if seg.kinds[i] == "person" and TOLD[seg.words[i - 1] or ""] then return i end
  if seg.kinds[i] ~= "word" or not TOLD[seg.words[i]] then return nil end
  local _, group = match.grammar:verb_group(seg, i)
  local found = group.be and match.grammar:subject(seg, i)
  local form = found and seg.entity[found].form
  return (form == "name" or form == "group") and found or nil
end

local ONE = { was = true, is = true, has = true }
-- "the firm and its director Lena Dorn, who was": one of them alone.
local function is_of_one(match, token)
  local seg = match.seg
  local i = seg.kinds[token + 1] == "," and token + 2 or token + 1
  if seg.words[i] ~= "who" or not ONE[seg.words[i + 1] or ""] or seg.entity[token].form ~= "name" then return false end
  for k = i + 2, match.token - 1 do
    if seg.kinds[k] == "," then return false end   -- the clause is closed
  end
  return true
end

local function joined(match, token)
  if not token then return nil end
  if match.token and token < match.token and is_of_one(match, token) then return { match.seg.entity[token] } end
  local told = told_person(match, token)
  local tokens = match.grammar:joined(match.seg, told or token)
  if told and match.seg.entity[told].form == "name" and (match.seg.entity[token].plural or false) ~= (#tokens > 1) then
    tokens = { token }
  end
  return entities_at(match.seg, tokens)
end

local function pronoun_entity(seg, token)
  local word = seg.words[token]
  return { type = "person", form = "pronoun", part = "person", pronoun = word, first = seg.starts[token],
    last = seg.ends[token], token = token, gender = word == "his" and "m" or word == "her" and "f" or nil,
    plural = word == "their", possessive_pronoun = true }
end

-- "A 17-year-old was arrested": somebody who has no name.
local AGED_ALONE = { arrest = true, charge = true }

-- "The 74-year-old was also barred": somebody whom the context knows.
local function aged_subject(match)
  local seg = match.seg
  local i = match.grammar:verb_group(seg, match.token)
  -- "a 22-year-old from Hale, Ostland, denied"
  local town = seg.kinds[i] == "," and i - 1 or i
  while town > 4 and seg.kinds[town] == "place" and seg.kinds[town - 1] == "," and seg.kinds[town - 2] == "place" do town = town - 2 end
  if town < i and seg.kinds[town] == "place" and seg.words[town - 1] == "from" then i = town end
  -- "a 17-year-old from Bradford was arrested"
  if i > 3 and seg.kinds[i] == "place" and (seg.words[i - 1] == "from" or seg.words[i - 1] == "of") then i = i - 2 end
  if seg.kinds[i] == "," then
    repeat i = i - 1 until i < 1 or seg.kinds[i] == ","
    i = i - 1
  end
  if i < 1 or seg.kinds[i] ~= "age" and not (seg.kinds[i] == "duration" and seg.entity[i].age) then return nil end
  local article = seg.words[i - 1]
  if (article == "a" or article == "an") and AGED_ALONE[match.rule.kind] then
    return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
  end
  if article ~= "the" then return nil end
  return { { type = "person", form = "pronoun", part = "person", pronoun = "", context = true, first = seg.starts[i],
    last = seg.ends[i] } }
end

-- "X, the detective who arrested him": he is somebody else.
local function besides_subject(match, pronoun)
  local seg = match.seg
  local token = match.grammar:subject(seg, match.token)
  local entity = token and seg.entity[token]
  if not entity or entity == pronoun then return end
  -- "X was held after a court convicted him": the subject is the court
  local before = match.grammar:verb_group(seg, match.token)
  local kind, word = seg.kinds[before], seg.words[before]
  if kind == "court" or kind == "organisation" or kind == "place" or word == "court" or word == "jury" or word == "tribunal" then return end
  -- "ruled that X was guilty and released him": the court did
  if seg.words[match.token - 1] == "and" and seg.words[token - 1] == "that" then return end
  if entity.form ~= "name" and seg.kinds[token - 1] == "," then entity = seg.entity[token - 2] or entity end
  pronoun.besides = entity.person
end

local TO_PEOPLE = { jailed = true, imprisoned = true, sentenced = true, convicted = true, charged = true, indicted = true, arrested = true,
  fined = true, acquitted = true, guilty = true, accused = true, cleared = true }
local BODY = {}
for word in ([[council trust hospital firm company bank force university school charity club government agency party paper newspaper
  magazine website station department ministry authority group organisation organization corporation union church court law bill
  report inquiry investigation trial hearing]]):gmatch "%S+" do
  BODY[word] = true
end
local UNNAMED_KIND = { sentence = true, charge = true }
-- "The former tanner, who taught at the school, was fined": one of whom the lines before told.
local function former_subject(match)
  local seg = match.seg
  for i = 2, math.min(seg.n, 5) do
    local aged = seg.kinds[i + 2] == "," and (seg.kinds[i + 1] == "number" or seg.kinds[i + 1] == "age")
    if seg.kinds[i] == "," and (seg.words[i + 1] == "who" or aged) and i > 2 then
      return { { type = "person", form = "description", part = "person", role = seg.words[i - 1], definite = true, first = seg.starts[1],
        last = seg.ends[i - 1] } }
    end
    if seg.kinds[i] ~= "word" or match.grammar.auxiliaries[seg.words[i]] then return nil end
  end
  return nil
end

-- "An optometrist who failed to see the signs has been jailed": a lead may call somebody
-- by a noun that no list knows.
-- Where the first sentence of a report begins, behind "OSTRA (AP) — ".
local function lead_start(seg)
  for i = 2, math.min(seg.n - 2, 12) do
    if seg.kinds[i] == "dash" and (seg.kinds[1] == "place" or seg.raw:find "^%u%u") then return i + 1 end
    if seg.kinds[i] == "word" and seg.words[i] ~= "file" and not seg.raw:find("^%u", seg.starts[i]) then return 1 end
  end
  return 1
end

local ANYBODY = { man = true, woman = true, boy = true, girl = true, teenager = true, youth = true, person = true, men = true,
  women = true }
local LEAD_VERB = { pleaded = true, pled = true, admitted = true }
local function described_lead(seg, from, last)
  return { { type = "person", form = "description", part = "person", role = seg.words[last], definite = false, first = seg.starts[from],
    last = seg.ends[last] } }
end

local function opening_subject(match)
  local seg = match.seg
  local from = lead_start(seg)
  local article = seg.words[from]
  local is_lead = seg.index == 1 or from > 1 and seg.index <= 4
  -- "A tycoon hailed in Ostra after buying a port has been jailed"
  local first = is_lead and seg.kinds[from] == "person" and UNNAMED_KIND[match.rule.kind] and TO_PEOPLE[match.word] and seg.entity[from]
  if first and first.form == "description" and first.definite == false then
    -- "A man was remanded, accused of killing Ivo Reed": the name that follows is as often the victim's
    if not match.group.be and ANYBODY[first.role] then
      return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
    end
    return { first }
  end
  if article == "the" and from == 1 then return former_subject(match) end
  if not is_lead or not UNNAMED_KIND[match.rule.kind] or article ~= "a" and article ~= "an" then return nil end
  for i = from + 1, math.min(seg.n, from + 4) do
    local word = seg.words[i]
    if seg.kinds[i] == "word" and word == "who" then
      local found = described_lead(seg, from, i - 1)
      found[1].of_clause = true
      return found
    end
    -- "A professional diver has been jailed", "A former spymaster pleaded guilty", "A ward representative accused of"
    local verb = match.grammar.auxiliaries[word] or LEAD_VERB[word] or i == match.token
    if i > from + 1 and seg.kinds[i] == "word" and verb and TO_PEOPLE[match.word] and not BODY[seg.words[i - 1] or ""] then
      return described_lead(seg, from, i - 1)
    end
    if i > from + 1 and (word == "of" or word == "with") and TO_PEOPLE[match.word] and not BODY[seg.words[i - 1] or ""] then
      return described_lead(seg, from, i - 1)
    end
    local kind = seg.kinds[i]
    if kind ~= "word" and kind ~= "place" and kind ~= "organisation" and kind ~= "age" or match.grammar.prepositions[word]
      or match.grammar.auxiliaries[word] then
      return nil
    end
  end
  return nil
end

local BESIDE = {}
for word in ([[parents family brothers sisters friends relatives advocate lawyer lawyers solicitor attorney barrister]]):gmatch "%S+" do
  BESIDE[word] = true
end
-- "The parents of X appeared", "the advocate of X has been arrested": somebody, and not X.
local function beside_named(match, token, list)
  local entity, seg = list and list[1], match.seg
  if not entity or UNNAMED_KIND[match.rule.kind] or #list ~= 1 or entity.form == "name" or entity.form == "pronoun"
    or seg.words[token + 1] ~= "of" then
    return list
  end
  if not BESIDE[seg.folded:sub(entity.first, entity.last):match "%a+$" or ""] then return list end
  for i = token + 2, math.min(match.token - 1, token + 7) do
    if seg.kinds[i] == "person" then
      return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
    end
    if seg.kinds[i] == "," or match.grammar.auxiliaries[seg.words[i] or ""] then return list end
  end
  return list
end

local OTHER = { other = true, others = true, another = true, second = true, third = true, fourth = true, one = true, some = true,
  many = true, most = true }
-- "the other, who had been convicted", "one of whom was jailed": somebody whom nobody names.
local function of_other(match)
  local seg = match.seg
  local i = match.grammar:verb_group(seg, match.token)
  local word = seg.words[i]
  if i < 2 or word ~= "who" and word ~= "whom" then return nil end
  if word == "whom" then i = i - 1 end
  i = i - 1
  if seg.kinds[i] == "," then i = i - 1 end
  if i < 1 or not (OTHER[seg.words[i] or ""] or seg.kinds[i] == "number") then return nil end
  return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
end

-- Words before a verb of which nobody in particular is the subject.
local NOBODY = { one = true, another = true, others = true, some = true, many = true, most = true, all = true, both = true,
  neither = true, none = true, several = true, thousands = true, hundreds = true, dozens = true, scores = true, few = true,
  fewer = true, more = true, someone = true, somebody = true, anyone = true, anybody = true, everyone = true, everybody = true,
  nobody = true, those = true, half = true, two = true, three = true, any = true, whoever = true, a = true, an = true,
  who = true }
local JOINING = { ["and"] = true, but = true, ["or"] = true, ["then"] = true }
local PLURAL = { were = true, are = true, have = true }

-- "his tormentors were jailed", "another was", "anyone who has been": a subject of which no
-- list knows that it is a person, and that is nobody whom the context would tell.
local function unknown_subject(match)
  local seg, grammar = match.seg, match.grammar
  local i = grammar:verb_group(seg, match.token)
  if not match.group.be and seg.words[i] ~= "who" then return nil end
  local plural = PLURAL[seg.words[i + 1] or ""]
  -- "All, apart from X, have been": behind the comma that closes the exception
  if seg.kinds[i] == "," and seg.kinds[2] == "," and NOBODY[seg.words[1]] and i < 12 then
    match.nobody = true
    return nil
  end
  if i < 1 or seg.kinds[i] ~= "word" and seg.kinds[i] ~= "number" and seg.kinds[i] ~= "organisation" then return nil end
  local word = seg.words[i]
  if grammar.prepositions[word] and word ~= "who" or JOINING[word] or grammar.verbs[word] == true then
    return nil
  end
  local found = plural or seg.kinds[i] == "number"
  for j = i, math.max(1, i - 5), -1 do
    local kind = seg.kinds[j]
    if found or kind ~= "word" and kind ~= "number" and kind ~= "place" then break end
    if j < i and (grammar.prepositions[seg.words[j]] or grammar.auxiliaries[seg.words[j]]) then break end
    found = kind == "word" and NOBODY[seg.words[j]] or kind == "number" and j < i
    -- "X, who hid them in a garage, was"
    if found and grammar.prepositions[seg.words[j - 1] or ""] then return nil end
  end
  if not found then return nil end
  match.nobody = true
  return nil
end

local BEFORE_TELEGRAM = {}
for word in ([[and then first initially later also again previously currently now since reportedly meanwhile twice once
  soon under in while]]):gmatch "%S+" do BEFORE_TELEGRAM[word] = true end

---"Detained on May 4. Serving six years.", in a section that a name heads: it is told of
---that person. The clause begins here, and no one else is its subject.
---@param match docket.FactMatch
---@return table[]? actors
local function headed_by(match)
  local seg, i = match.seg, match.token - 1
  if not seg.heading or match.group.be or match.group.have then return nil end
  while i >= 1 and (seg.kinds[i] == "date" or seg.kinds[i] == "," or seg.kinds[i] == "word" and (BEFORE_TELEGRAM[seg.words[i]]
    or match.grammar.adverbs[seg.words[i]])) do
    if seg.words[i] == "and" then break end
    i = i - 1
  end
  if i >= 1 and seg.kinds[i] ~= ";" and seg.words[i] ~= "and" then return nil end
  return { { type = "person", form = "name", part = "person", person = seg.heading, first = match.first, last = match.last } }
end

local SUBORDINATOR = { after = true, before = true, when = true, ["while"] = true, that = true, because = true, whose = true, as = true,
  ["if"] = true, since = true, who = true, which = true, said = true, says = true, told = true, where = true, by = true }

-- "A man who hid it near the house of Lena Dorn, a nurse, was jailed": he, if nothing on the
-- way to the verb begins another clause.
local function head_of_sentence(match, token)
  local seg = match.seg
  local head = seg.entity[1]
  if not token or token < 4 or not head or head.type ~= "person" or head.form == "name" or head.form == "pronoun"
    or seg.words[2] ~= "who" or not match.group.be then
    return token
  end
  -- "A lawyer who uncovered the scheme, Oleg Varin, was jailed"
  local enclosed = seg.kinds[token - 1] == "," and seg.kinds[token + 1] == "," and seg.kinds[token - 2] ~= "person"
  if enclosed and seg.entity[token].form == "name" then return token end
  for i = match.token - 1, 3, -1 do
    if seg.kinds[i] == "word" and SUBORDINATOR[seg.words[i]] or seg.kinds[i] == "quote" then return token end
    if seg.kinds[i] == "word" and seg.words[i] == "and" and i >= match.token - 3 then return token end
  end
  return 1
end

local function find_patient(match)
  local token, voice = match.grammar:patient(match.seg, match.token)
  if voice == "passive" then token = head_of_sentence(match, token) end
  match.voice = voice
  local list = beside_named(match, token, joined(match, token))
  -- "An addict who stole papers on Lena Dorn, the wife of a minister, was jailed"
  local lead = list and voice == "passive" and match.seg.words[1] ~= "person" and opening_subject(match)
  if lead and lead[1].of_clause and lead[1].last < list[1].first then return lead end
  local told = list and (list[1].form == "pronoun" or list[1].form == "group")
  if told and voice == "active" and not match.word:find "ing$" then besides_subject(match, list[1]) end
  list = list or of_other(match)
  if list then return list end
  local found = match.group.be and aged_subject(match) or (match.group.be or not match.group.have) and opening_subject(match)
  return found or (match.group.be or voice == "participle") and unknown_subject(match) or headed_by(match)
end

-- The one whom another verb of the segment falls on.
local function patient_at(match, token) return joined(match, (match.grammar:patient(match.seg, token))) end

local GENERIC = { those = true, anyone = true, people = true, someone = true, everyone = true, anybody = true, everybody = true,
  offenders = true, prisoners = true, criminals = true, inmates = true, convicts = true, persons = true, defendants = true,
  youngsters = true, teenagers = true, juveniles = true, motorists = true, drivers = true, men = true, women = true,
  burglars = true, killers = true, murderers = true, paedophiles = true, nationals = true, youths = true, dealers = true }
local WHOEVER = { anyone = true, anybody = true, someone = true, somebody = true, everyone = true, everybody = true }
local NO_ONE = { few = true, fewer = true, any = true, every = true, each = true, most = true, no = true }
-- "prisoners sentenced to less than a year", "anyone convicted of": nobody in particular.
local function is_generic(match, token)
  local seg, i = match.seg, (token or match.token) - 1
  local group = match.group
  if token then
    local _
    _, group = match.grammar:verb_group(seg, token)
  end
  if modality.is_of_nobody(seg, token or match.token) then return true end
  -- "anyone who has received a long sentence"
  local before = match.grammar:verb_group(seg, token or match.token)
  if seg.words[before] == "who" and WHOEVER[seg.words[before - 1] or ""] then return true end
  if group.be then
    -- "those who are jailed"; what was done to "people" in the past is a report
    local finite = false
    for j = (token or match.token) - 1, math.max(1, (token or match.token) - 4), -1 do
      if seg.words[j] == "was" or seg.words[j] == "were" or seg.words[j] == "been" then finite = true end
    end
    if finite then return false end
  elseif group.have then
    return false
  end
  while i > 1 and (match.grammar.adverbs[seg.words[i]] or match.grammar.auxiliaries[seg.words[i]] or seg.words[i] == "who") do
    i = i - 1
  end
  if i < 1 then return false end
  local kind, word = seg.kinds[i], seg.words[i]
  if kind == "word" and (seg.words[i - 1] == "no" or seg.words[i - 2] == "no") then return true end
  if seg.words[i - 1] == "no" then return true end
  if kind == "word" then return GENERIC[word] == true end
  local entity = seg.entity[i]
  if kind ~= "person" or entity.form == "name" or entity.form == "pronoun" then return false end
  local text = seg.folded:sub(entity.first, entity.last):gsub("^that ", "")
  local first, last = text:match "^[%a'-]+", text:match "[%a'-]+$"
  if not group.be and first == last and entity.form == "group" then return true end
  if NO_ONE[first] then return true end
  return GENERIC[last] == true and (first == last or first == "young" or first == "adult" or first == "other" or first == "foreign"
    or first == "sex" or first == "violent" or first == "serious" or first == "those" or first == "all" or first == "more"
      or first == "many")
end

local function context_person(match)
  return { { type = "person", form = "pronoun", part = "person", pronoun = "", context = true, first = match.first,
    last = match.last } }
end

local function find_subject(match)
  local token = match.grammar:subject(match.seg, match.token)
  local list = beside_named(match, token, joined(match, token)) or aged_subject(match)
  if list then return list end
  -- "A 22-year-old Ostlander who hid a knife has admitted"
  local opening = opening_subject(match)
  return opening and opening[1].of_clause and opening or unknown_subject(match) or headed_by(match)
end

local function find_object(match) return joined(match, match.grammar:object(match.seg, match.last_token)) end

local function possessor(prepositions)
  local set = {}
  for _, word in ipairs(vocabulary.split(prepositions or "")) do set[word] = true end
  return argument("possessor", function(match)
    local token, pronoun = match.grammar:possessor(match.seg, match.token, set)
    if not token then return nil end
    if pronoun then return { pronoun_entity(match.seg, token) } end
    return joined(match, token)
  end)
end

-- ------------------------------------------------------------ links

-- `link` has to match exactly what lies between two positions.
local function link_between(pattern, masked, first, last)
  if first > last + 1 then return false end
  return pattern:match(masked:sub(first, last)) ~= nil
end

local MAX_CANDIDATES = 8

local function pattern_of(link) return deferred.is(link) and link or lpeg.P(link) end

local function whole(link) return pattern_of(link) * -1 end

local function before(link, what)
  local pattern = whole(link)
  return argument("before " .. what, function(match)
    local seg, tried = match.seg, 0
    for i = #seg.entities, 1, -1 do
      local entity = seg.entities[i]
      if entity.type == what and entity.last < match.first then
        tried = tried + 1
        if link_between(pattern, seg:mask(), entity.last + 1, match.first - 1) then
          return what == "person" and joined(match, entity.token) or { entity }
        end
        if tried >= MAX_CANDIDATES then return nil end
      end
    end
    return nil
  end)
end

-- An offence behind a link: the link says where it begins.
local function phrase_after(link, first_of)
  local pattern = pattern_of(link) * lpeg.Cp()
  return function(match)
    local position = pattern:match(match.seg:mask(), first_of(match))
    if not position then return nil end
    local token = match.seg:token_at(position)
    if not token or match.seg.starts[token] ~= position then return nil end
    local spans, last = match.offences:read(match.seg, token)
    if #spans == 0 then return nil end
    spans.last_token = last
    return spans
  end
end

local function after(link, what)
  if what == "offence" then
    return argument("after offence", phrase_after(link, function(match) return match.last + 1 end))
  end
  local pattern = whole(link)
  return argument("after " .. what, function(match)
    local seg, tried = match.seg, 0
    for _, entity in ipairs(seg.entities) do
      if entity.type == what and entity.first > match.last then
        tried = tried + 1
        if link_between(pattern, seg:mask(), match.last + 1, entity.first - 1) then
          return what == "person" and joined(match, entity.token) or { entity }
        end
        if tried >= MAX_CANDIDATES then return nil end
      end
    end
    return nil
  end)
end

---Offences that stand behind what another argument found ("… to five years
---for X"), reached through a link from its end.
local function behind(name, link)
  return argument("offence behind " .. name, phrase_after(link, function(match)
    local found = match.found[name]
    local last = match.last
    if found then
      for _, item in ipairs(found) do last = math.max(last, item.last) end
    end
    return last + 1
  end))
end

-- "has been jailed": no "had", and no "would have".
local function is_perfect(match)
  local group, seg = match.group, match.seg
  if not group.have or group.modal or group.infinitive or match.grammar.verbs[match.word:match "%a+"] ~= true then return false end
  for i = match.token - 1, math.max(1, match.token - 5), -1 do
    local word = seg.words[i]
    if word == "has" or word == "have" then return true end
    if word == "had" then return false end
  end
  return false
end

---An offence behind one of some links: "of|for|on" ("on" where charges follow).
---Options: from = an argument behind whose finds it is looked for; conviction =
---also behind "after being found guilty of"; against = "against X" ends it.
---@param link_words string  words; "of+" and "to+" may stand far from the trigger
---@param options? { from: string?, conviction: boolean?, against: boolean?, reach: integer? }
local function offence_by(link_words, options)
  options = options or {}
  local links = { conviction = options.conviction }
  for _, word in ipairs(vocabulary.split(link_words)) do
    local plain = word:match "^(.-)%+$"
    links[plain or word] = plain and "far" or true
  end
  if options.plain then links["in"] = "plain" end
  return argument("offence by " .. link_words, function(match)
    local seg, start = match.seg, match.last_token + 1
    local found = options.from and match.found[options.from] or {}
    for _, item in ipairs(found) do
      local token = seg:token_at(item.last)
      if token and token >= start then start = token + 1 end
    end
    local token = match.offences:find(match, start, links, options.reach or 30)
    -- "two years for theft, along with a fine": behind a penalty that is not the last
    for k = #found - 1, 1, -1 do
      if token then break end
      local own = penalty_reader.own_offence(match, found, k)
      token = own and own.from
    end
    if not token then return nil end
    local spans, last = match.offences:read(seg, token, { against = options.against, perfect = is_perfect(match) })
    spans.last_token = last
    return #spans > 0 and spans or nil
  end)
end

-- ------------------------------------------------------------ to whom

-- The last token of "on three counts", where that begins at a token.
local function behind_counts(seg, token)
  for i = token + 1, math.min(seg.n, token + 3) do
    if seg.kinds[i] == "word" and (seg.words[i] == "counts" or seg.words[i] == "count" or seg.words[i] == "charges") then return i end
  end
  return 0
end

local EACH_OF = { each = true, both = true, of = true }

-- "handed X a sentence", "X was handed a sentence", "handed a sentence to X".
local function find_recipient(match)
  local seg = match.seg
  if match.group.be and not match.word:find "ing$" then return joined(match, match.grammar:subject(seg, match.token)) end
  local penalty = match.found.penalty and match.found.penalty[1]
  local skip = 0
  for i = match.last_token + 1, seg.n do
    local kind, word = seg.kinds[i], seg.words[i]
    if penalty and seg.starts[i] > penalty.last then
      -- "a life term on three counts each to X"
      if word == "on" then skip = math.max(skip, behind_counts(seg, i)) end
      if i <= skip then
        goto continue
      elseif kind == "word" and (word == "to" or word == "on" or word == "against" or word == "for" or word == "upon") then
        -- "for each of the two"
        while seg.kinds[i + 1] == "word" and EACH_OF[seg.words[i + 1]] do i = i + 1 end
        local token = seg.kinds[i + 1] == "person" and i + 1 or seg.kinds[i + 2] == "person" and i + 2 or nil
        -- "to another clerk, Ivo Varin"
        local apposed = token and seg.kinds[token + 1] == "," and seg.entity[token + 2]
        if apposed and apposed.form == "name" and seg.entity[token].form == "description" then token = token + 2 end
        if token then return joined(match, token) end
        return nil
      elseif kind ~= "word" and kind ~= "duration" and kind ~= "quote" and kind ~= "date" then
        break
      elseif kind == "word" and word ~= "each" and word ~= "down" and word ~= "sentence" and word ~= "sentences" then
        break
      end
    elseif kind == "person" then
      return joined(match, i)
    elseif kind == "," then
      break
    end
    ::continue::
  end
  return nil
end

local function person_between(match, from, to)
  for i = from, to do
    if match.seg.kinds[i] == "person" then return i end
  end
  return nil
end

local function find_inner_person(match)
  local penalty = match.found.penalty and match.found.penalty[1]
  local stop = penalty and match.seg:token_at(penalty.first) or match.seg.n
  local token = person_between(match, match.last_token + 1, stop - 1)
  while token and match.seg.entity[token].part == "official" do token = person_between(match, token + 1, stop - 1) end
  if token then return joined(match, token) end
  return nil
end

-- The one whose sentence it is: "his term was cut", "cut Abishev's sentence".
local TERM_NOUN = { term = true, sentence = true, terms = true, sentences = true, imprisonment = true, conviction = true,
  punishment = true, penalty = true, verdict = true, ruling = true }
local OWNER = { of = true, ["for"] = true, against = true, to = true }
local function find_term_owner(match)
  local seg = match.seg
  local function owner_at(token)
    local found, pronoun = match.grammar:possessor(seg, token, OWNER)
    if not found then return nil end
    return pronoun and { pronoun_entity(seg, found) } or joined(match, found)
  end
  -- "commuted X's sentence to life and halved Y's term": the object first
  if not match.group.be and not match.group.have then
    for token = match.last_token + 1, math.min(seg.n, match.last_token + 5) do
      local is_term = seg.kinds[token] == "penalty" or seg.kinds[token] == "word" and TERM_NOUN[seg.words[token]]
      local found = is_term and owner_at(token)
      if found then return found end
    end
  end
  for distance = 1, 10 do
    for _, token in ipairs { match.token - distance, match.last_token + distance } do
      local is_term = seg.kinds[token] == "penalty" or seg.kinds[token] == "word" and TERM_NOUN[seg.words[token]]
      if token >= 1 and token <= seg.n and is_term then
        local found = owner_at(token)
        if found then return found end
      end
    end
  end
  if match.group.be then
    local subject = match.grammar:subject(seg, match.token)
    if subject then return joined(match, subject) end
  end
  return nil
end

local CHARGED = { charged = true, accused = true, convicted = true, indicted = true, tried = true }
-- "X was charged with arson, which carries", "X is accused of arson, punishable by".
local function charged_before(match)
  local seg = match.seg
  if seg.words[match.token - 1] ~= "which" and seg.kinds[match.token - 1] ~= "," then return nil end
  for i = match.token - 2, math.max(1, match.token - 30), -1 do
    if seg.kinds[i] == ";" then return nil end
    if seg.kinds[i] == "word" and CHARGED[seg.words[i]] then return joined(match, (match.grammar:patient(seg, i))) end
  end
  return nil
end

local LAW_SAYS = { puni = true, carr = true, attr = true, prov = true }
local function find_possible_subject(match)
  local seg = match.seg
  -- a law provides for it, and nobody
  if match.word:find "^penali" or match.word:find "^sanction" then
    return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
  end
  -- what a law says is said of whoever is charged in the same breath, and of nobody else
  if LAW_SAYS[match.word:match "^%l%l%l%l" or ""] then
    match.nobody = true
    local charged = charged_before(match)
    if charged or match.word:find "^punish" then return charged end
    -- a law provides for it, and nobody
    if match.word:find "^provide" then
      return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
    end
  end
  if match.word:find "^if" or match.word:find "^upon" or match.word:find "^on" then
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 12) do
      if seg.kinds[i] == "person" then return joined(match, i) end
    end
    for i = match.token - 1, math.max(1, match.token - 25), -1 do
      if seg.kinds[i] == "person" then return joined(match, match.grammar:joined(seg, i)[1]) end
    end
    return nil
  end
  return joined(match, match.grammar:subject(seg, match.token)) or headed_by(match)
end

local function near(what, reach)
  return argument("near " .. what, function(match) return nearest.find(match, what, reach) end)
end

local function either(list)
  return argument("either", function(match)
    for _, item in ipairs(list) do
      local found = item.find(match)
      if found then return found end
    end
    return nil
  end)
end

-- ------------------------------------------------------------ checks and vocabulary

---Are the arguments of a fact rule arguments?
---@param rule docket.Rule
---@return boolean ok
---@return string? message
function M.check(rule)
  for _, group in ipairs { "needs", "takes" } do
    for name, value in pairs(rule[group] or {}) do
      if not M.is(value) then
        return false, ("%s.%s is no argument (patient, before(…), after(…), near …)"):format(group, tostring(name))
      end
    end
  end
  local status = rule.status
  if status ~= nil and type(status) ~= "string" and type(status) ~= "function" then
    return false, "field 'status' wants a string or a function"
  end
  return true
end

---@return table  names for the environment of rule files
function M.vocabulary()
  local names = accusation.vocabulary(argument, joined, pronoun_entity)
  for name, value in pairs(penalty_reader.vocabulary(argument, joined, pronoun_entity)) do names[name] = value end
  local own = {
    headed = argument("the one who heads the section", headed_by),
    patient = argument("patient", find_patient), subject = argument("subject", find_subject),
    object = argument("object", find_object), possessor = possessor, before = before, after = after, behind = behind,
    near = near, either = either,
    find_with = function(doc, find) return argument(doc, find) end,
    lead_subject = argument("subject of a lead", opening_subject), recipient = argument("recipient", find_recipient),
    recipient_of_noun = argument("recipient", find_recipient), inner_person = argument("inner person", find_inner_person),
    term_owner = argument("owner of the term", find_term_owner), possible_subject = argument("subject", find_possible_subject),
    possessor_before = possessor "", modality = modality.of, prosecution_before = modality.prosecution_before,
    offence_by = offence_by, patient_at = patient_at, joined_at = joined, is_generic = is_generic, context_person = context_person,
  }
  for name, value in pairs(own) do names[name] = value end
  for name, value in pairs(place.vocabulary(argument)) do names[name] = value end
  for name, value in pairs(event.vocabulary(argument)) do names[name] = value end
  return names
end

return M
