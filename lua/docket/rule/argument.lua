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
  if seg.words[i] == "that" then i = i - 1 end
  if seg.kinds[i] == "person" and TOLD[seg.words[i - 1] or ""] then return i end
  if seg.kinds[i] ~= "word" or not TOLD[seg.words[i]] then return nil end
  local _, group = match.grammar:verb_group(seg, i)
  local found = group.be and match.grammar:subject(seg, i)
  local form = found and seg.entity[found].form
  return (form == "name" or form == "group") and found or nil
end

local function joined(match, token)
  if not token then return nil end
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

-- "The 74-year-old was also barred": somebody whom the context knows.
local function aged_subject(match)
  local seg = match.seg
  local i = match.grammar:verb_group(seg, match.token)
  -- "a 17-year-old from Bradford was arrested"
  if i > 3 and seg.kinds[i] == "place" and (seg.words[i - 1] == "from" or seg.words[i - 1] == "of") then i = i - 2 end
  if seg.kinds[i] == "," then
    repeat i = i - 1 until i < 1 or seg.kinds[i] == ","
    i = i - 1
  end
  if i < 1 or seg.kinds[i] ~= "age" and not (seg.kinds[i] == "duration" and seg.entity[i].age) then return nil end
  local article = seg.words[i - 1]
  if (article == "a" or article == "an") and match.rule.kind == "arrest" then
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
local function opening_subject(match)
  local seg = match.seg
  local article = seg.words[1]
  -- "A tycoon hailed in Ostra after buying a port has been jailed"
  local first = seg.index == 1 and seg.kinds[1] == "person" and UNNAMED_KIND[match.rule.kind] and TO_PEOPLE[match.word] and seg.entity[1]
  if first and first.form == "description" and first.definite == false then return { first } end
  if article == "the" then return former_subject(match) end
  if seg.index ~= 1 or not UNNAMED_KIND[match.rule.kind] or article ~= "a" and article ~= "an" then return nil end
  for i = 2, math.min(seg.n, 5) do
    local word = seg.words[i]
    if seg.kinds[i] == "word" and word == "who" then
      return { { type = "person", form = "description", part = "person", role = seg.words[i - 1], definite = false, first = seg.starts[1],
        last = seg.ends[i - 1] } }
    end
    -- "A professional diver has been jailed"
    if i > 2 and match.grammar.auxiliaries[word] and TO_PEOPLE[match.word] and not BODY[seg.words[i - 1] or ""] then
      return { { type = "person", form = "description", part = "person", role = seg.words[i - 1], definite = false, first = seg.starts[1],
        last = seg.ends[i - 1] } }
    end
    if i > 2 and (word == "of" or word == "with") and TO_PEOPLE[match.word] and not BODY[seg.words[i - 1] or ""] then
      return { { type = "person", form = "description", part = "person", role = seg.words[i - 1], definite = false, first = seg.starts[1],
        last = seg.ends[i - 1] } }
    end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "place" and seg.kinds[i] ~= "organisation" or match.grammar.prepositions[word]
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

-- Words before a verb of which nobody in particular is the subject.
local NOBODY = { one = true, another = true, others = true, some = true, many = true, most = true, all = true, both = true,
  neither = true, none = true, several = true, thousands = true, hundreds = true, dozens = true, scores = true, few = true,
  fewer = true, more = true, someone = true, somebody = true, anyone = true, anybody = true, everyone = true, everybody = true,
  nobody = true, those = true, half = true, two = true, three = true, any = true, whoever = true, a = true, an = true,
  who = true }
local PLURAL = { were = true, are = true, have = true }

-- "his tormentors were jailed", "another was", "anyone who has been": a subject of which no
-- list knows that it is a person, and that is nobody whom the context would tell.
local function unknown_subject(match)
  local seg, grammar = match.seg, match.grammar
  local i = grammar:verb_group(seg, match.token)
  local plural = PLURAL[seg.words[i + 1] or ""]
  if i < 1 or seg.kinds[i] ~= "word" and seg.kinds[i] ~= "number" and seg.kinds[i] ~= "organisation" then return nil end
  local word = seg.words[i]
  if grammar.prepositions[word] and word ~= "who" or word == "and" or word == "but" or word == "or" or word == "then"
    or grammar.verbs[word] == true then
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

local function find_patient(match)
  local token, voice = match.grammar:patient(match.seg, match.token)
  match.voice = voice
  local list = beside_named(match, token, joined(match, token))
  if list and voice == "active" and list[1].form == "pronoun" and not match.word:find "ing$" then besides_subject(match, list[1]) end
  return list or match.group.be and (aged_subject(match) or opening_subject(match) or unknown_subject(match)) or nil
end

-- The one whom another verb of the segment falls on.
local function patient_at(match, token) return joined(match, (match.grammar:patient(match.seg, token))) end

local GENERIC = { those = true, anyone = true, people = true, someone = true, everyone = true, anybody = true, everybody = true,
  offenders = true, prisoners = true, criminals = true, inmates = true, convicts = true, persons = true, defendants = true,
  youngsters = true, teenagers = true, juveniles = true, motorists = true, drivers = true, men = true, women = true,
  burglars = true, killers = true, murderers = true, paedophiles = true, nationals = true, youths = true, dealers = true }
-- "prisoners sentenced to less than a year", "anyone convicted of": nobody in particular.
local function is_generic(match, token)
  local seg, i = match.seg, (token or match.token) - 1
  local group = match.group
  if token then
    local _
    _, group = match.grammar:verb_group(seg, token)
  end
  if modality.is_of_nobody(seg, token or match.token) then return true end
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
  if first == "few" or first == "any" or first == "every" or first == "each" or first == "most" or first == "no" then return true end
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
  return beside_named(match, token, joined(match, token)) or aged_subject(match) or unknown_subject(match)
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

local function whole(link)
  return lpeg.P(link) * -1
end

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
  local pattern = lpeg.P(link) * lpeg.Cp()
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

-- "handed X a sentence", "X was handed a sentence", "handed a sentence to X".
local function find_recipient(match)
  local seg = match.seg
  if match.group.be and not match.word:find "ing$" then return joined(match, match.grammar:subject(seg, match.token)) end
  local penalty = match.found.penalty and match.found.penalty[1]
  for i = match.last_token + 1, seg.n do
    local kind, word = seg.kinds[i], seg.words[i]
    if penalty and seg.starts[i] > penalty.last then
      if kind == "word" and (word == "to" or word == "on" or word == "against" or word == "for" or word == "upon") then
        local token = seg.kinds[i + 1] == "person" and i + 1 or seg.kinds[i + 2] == "person" and i + 2 or nil
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

local function find_possible_subject(match)
  local seg = match.seg
  if match.word:find "^punish" then
    return nil
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
  return joined(match, match.grammar:subject(seg, match.token))
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
    patient = argument("patient", find_patient), subject = argument("subject", find_subject),
    object = argument("object", find_object), possessor = possessor, before = before, after = after, behind = behind,
    near = near, either = either,
    find_with = function(doc, find) return argument(doc, find) end,
    recipient = argument("recipient", find_recipient),
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
