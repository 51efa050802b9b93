---What rules of events have in common: did it happen, is it to happen, was it
---refused, and on whom it falls where nobody is named.
local modality = require "docket.rule.modality"
local vocabulary = require "docket.rule.vocabulary"

local M = {}

local set = vocabulary.word_set

-- Behind these somebody only wants it.
local WANTED = set [[if unless whether called calls calling urged urges urging demand demands demanded demanding want wants wanted
  seek seeking sought petition pleas plea hoping hopes hope hoped appealing request requested requesting]]
-- Behind these an infinitive tells what was decided.
local DECIDED = set [[ordered ruled decided agreed due set scheduled is are was were going be allowed approved granted announced
  voted expected postponed adjourned continue moved pledged promised plans plan planned intends vowed]]

local RULED = set "ordered ruled decided agreed approved arranged granted"

local CONDITION = set "if unless whether"
-- A condition with no comma between it and the verb.
local function is_conditional(match)
  for i = match.token - 1, math.max(1, match.token - 7), -1 do
    local kind, word = match.seg.kinds[i], match.seg.words[i]
    if kind == "," or kind == ";" then return false end
    if kind == "word" and CONDITION[word] then return not (word == "if" and match.seg.words[i - 1] == "as") end
  end
  return false
end

local PROPOSED = set "would could should might must"
-- "would be locked up at night but released during the day"; "would no longer be tried"
local function is_proposed(match)
  local seg, group = match.seg, match.group
  if group.modal then return match:word_before({ longer = true }, 3) ~= nil end
  if group.be or group.have then return false end
  local before = seg.words[match.token - 1]
  if before ~= "and" and before ~= "but" and before ~= "or" then return false end
  for i = match.token - 2, math.max(1, match.token - 30), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == "quote" or word == "was" or word == "were" or word == "has" or word == "had" then return false end
    if kind == "word" and PROPOSED[word] then return true end
  end
  return false
end

local MODAL = set "would will must may can could should might"
local PAST = set "was were had has have"
local YET_TO_COME = set "before until when once upon on"
local STILL = set "before until once when after"
-- "will serve ten years before being released", "until X has been released", "when he is
-- released": at that time nothing of it has happened.
local function is_yet_to_come(match)
  local seg, group, governor = match.seg, match.group, match.group.governor
  local verb = seg.words[match.token] or ""
  local gerund = governor and YET_TO_COME[governor]
    and (verb:find "ing$" or match:word_before({ being = true }, 1) or governor == "when" and not group.be)
  -- "once released, both would be on licence"
  if not group.be and not group.have and match:word_before(set "once when", 1) and match:word_after(set "would will must", 5) then
    return true
  end
  if gerund and not group.have then
    for i = match.token - 1, math.max(1, match.token - 25), -1 do
      local kind, word = seg.kinds[i], seg.words[i]
      if kind == ";" or kind == "quote" or kind == "word" and PAST[word] then return false end
      if kind == "word" and MODAL[word] then return true end
    end
    return false
  end
  if not group.be or group.modal or match:word_before(set "was were had be", 3) then return false end
  local _, when = match:word_before(STILL, 5)
  if not when or seg.kinds[when + 1] ~= "person" then return false end
  local after = seg.words[when]
  if group.have then return after == "until" or after == "when" or after == "once" end
  for i = 1, when - 1 do
    if seg.kinds[i] == "word" and MODAL[seg.words[i]] then return true end
  end
  return match:word_before(set "was were had", 30) ~= nil
end

local PROSPECT = set "possibility chance prospect risk hope hopes danger fear likelihood"
local PROPOSAL = set "propose proposes proposed proposing recommend recommends recommended suggest suggests suggested"

local BEFORE_GERUND = set "after by following and despite since on upon when while before then"

---@param match docket.FactMatch
---@param options? { possible: string?, refusable: boolean?, wanted: boolean? }
---@return "happened"|"announced"|"possible"|"refused"|nil
function M.status(match, options)
  options = options or {}
  local group, seg = match.group, match.seg
  if seg.folded:find("?", -4, true) then return nil end
  -- "should not be freed" is a wish, "was not freed" a decision
  if group.negated then
    return options.refusable and not group.modal and not match:word_before(MODAL, 4) and "refused" or nil
  end
  -- "was never named or brought before a judge"
  local before = seg.words[match.token - 1]
  if (before == "or" or before == "nor") and not group.be and match:word_before(set "never not n't neither nor", 8) then return nil end
  -- "if he is extradited", "might have been released"
  if (group.modal or group.future) and group.have then return nil end
  -- "but not because he was released"
  local _, reason = match:word_before({ because = true }, 4)
  if reason and seg.words[reason - 1] == "not" then return nil end
  -- "had he appeared, it would have been the first time"
  if seg.words[match.token - 2] == "had" and seg.kinds[match.token - 1] == "person"
    and (match.token == 3 or seg.kinds[match.token - 3] == ",") then
    return nil
  end
  -- "should no more be let out by rote", "it never led to her being released"
  if group.be and match:word_before({ longer = true }, 4) and match:word_before(MODAL, 7) then return nil end
  if match:word_before({ being = true }, 1) and match:word_before({ lead = true }, 5) and match:word_before(set "not n't never", 7) then
    return nil
  end
  -- "the possibility of being paroled"
  if match:word_before({ being = true }, 1) and match:word_before(PROSPECT, 4) then return nil end
  -- "it could have seen her set free"
  if not group.be and match:word_before(set "see seen", 4) and match:word_before(MODAL, 7) then return nil end
  -- "when your son gets arrested"
  if match:word_before(set "get gets", 1) and match:word_before(set "when if once", 6) then return nil end
  if is_conditional(match) or is_yet_to_come(match) then return nil end
  -- "convicted of calling for unrest and released": another verb of the clause
  local joined = seg.words[match.token - 1] == "and" and seg.words[match.token]:find "ed$" and not group.be
  if not options.wanted and not joined and match:word_before(WANTED, 8) then
    -- "released if …" is none; what a court decides though is
    if not match:word_before({ ruled = true, ordered = true, decided = true }, 9) then return nil end
  end
  if group.modal == "should" or group.modal == "must" then return nil end
  if group.future then return "announced" end
  if group.modal then
    if group.modal == "could" and match:word_before({ ruled = true, ordered = true, decided = true }, 9) then return "announced" end
    return options.possible
  end
  -- "asked to consider releasing him", "powers of arresting": what was done stands behind "after" or the like
  if seg.words[match.token]:find "ing$" and not group.be and not group.have and group.governor and not BEFORE_GERUND[group.governor]
    and not match.grammar.verbs[group.governor] then
    return nil
  end
  if is_proposed(match) then return nil end
  -- "never thinks about getting released"
  if match:word_before({ getting = true }, 1) and match:word_before(set "about of without from", 2) then return nil end
  if seg.words[match.token]:find "ing$" and not group.be and match:word_before(PROPOSAL, 30) then return nil end
  if group.infinitive and group.have then return "happened" end
  -- "the fourth of the family to be arrested"
  if group.infinitive and group.be and modality.is_one_of_a_row(seg, match.token) then return "happened" end
  if group.infinitive then
    -- "the constitution allows him to be executed"
    if group.be and match:word_before(set "allow allows enable enables", 4) then return nil end
    -- "pressure for X to be extradited"
    local _, whom = match:word_before({ ["for"] = true }, 4)
    if group.be and not group.governor and whom and seg.kinds[whom + 1] == "person" and not match:word_before(RULED, 8) then
      return nil
    end
    if group.be and (not group.governor or DECIDED[group.governor]) or DECIDED[group.governor or ""] then return "announced" end
    if group.be and match:word_before({ ["is"] = true, are = true, due = true, was = true, were = true }, 4) then return "announced" end
    return nil
  end
  return "happened"
end

local POLICE = set "police officers authorities forces agents troops soldiers guards detectives gardai policemen officials"
local THING = set "ship vessel boat tanker trawler truck lorry plane aircraft cargo shipment car van bus container ferry number total"
local MANY = set [[people others dozens hundreds thousands scores some many several most activists protesters]]

local function police_before(match)
  local entity = match.seg.entity[match.token - 1]
  return match:word_before(POLICE, 4) ~= nil or entity ~= nil and entity.part == "official"
end

-- May a number be one of people: no "5.2", no "Version 3"?
local function may_count_people(seg, token)
  local entity = seg.entity[token]
  if seg.folded:sub(entity.first, entity.last + 1):find "%d%.%d" or seg.folded:find("^%.%d", entity.last + 1) then return false end
  local numbered = token > 1 and seg.kinds[token - 1] == "word" and seg.starts[token - 1] > 1
    and seg.raw:find("^%u", seg.starts[token - 1]) and seg.raw:find("^%d", entity.first)
  return not numbered
end

-- "Four were executed", "arrested dozens": people without names.
local function find_unnamed(match)
  local seg = match.seg
  local from, to = math.max(1, match.token - 18), match.token - 1
  if not match.group.be and seg.kinds[match.last_token + 1] ~= "date" then to = math.min(seg.n, match.last_token + 6) end
  for i = from, to do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "number" and may_count_people(seg, i) or (kind == "word" and MANY[word])
      or kind == "person" and seg.entity[i].form == "group" then
      return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
    end
  end
  return nil
end

local TELLS_WHEN = set "date in on at by for since from again"

-- "police arrested a pop star": somebody for whom no list has a word.
local function find_unnamed_object(match)
  local seg, last = match.seg, match.last_token
  local article = seg.words[last + 1]
  -- "one of those arrested"
  if seg.words[match.token - 1] == "those" and not match.group.be then
    return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
  end
  if not match.group.be and MANY[article or ""] and police_before(match) then
    return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
  end
  if match.group.be or article ~= "a" and article ~= "an" or seg.kinds[last + 2] ~= "word" or THING[seg.words[last + 2]]
    or THING[seg.words[last + 3] or ""] or not police_before(match) then
    return nil
  end
  return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
end

-- "Was detained in Spain in May", below somebody's name.
local function find_line_above(match)
  local seg = match.seg
  if match.token > 3 then return nil end
  -- "Arrested September 14, 2011." alone
  local alone = match.token == 1 and seg.n <= 14 and seg.starts[1] == 1 and TELLS_WHEN[seg.words[match.last_token + 1] or ""]
  if not match.group.be and not alone then return nil end
  for _, entity in ipairs(alone and seg.entities or {}) do
    if entity.type == "person" then return nil end
  end
  return { { type = "person", form = "pronoun", part = "person", pronoun = "", first = match.first, last = match.last } }
end

-- "He is the first to be tried": who is named or meant left of the trigger.
local function find_named_before(match)
  local seg = match.seg
  for i = match.token - 1, 1, -1 do
    local entity = seg.entity[i]
    if seg.kinds[i] == ";" then return nil end
    if entity and entity.type == "person" and (entity.form == "name" or entity.form == "pronoun" and not entity.plural)
      and entity.part == "person" then
      return { entity }
    end
  end
  return nil
end

-- "released the first Kestrel Board": a name with an article, as things have it, but for
-- "the jailed Lena Dorn".
local function object_is_thing(match)
  local seg, grammar, behind = match.seg, match.grammar, match.last_token + 1
  if not grammar.determiners[seg.words[behind] or ""] then return false end
  for i = behind + 1, math.min(seg.n, behind + 4) do
    local entity = seg.entity[i]
    if seg.kinds[i] == "person" then return entity.form == "name" and not seg.words[i - 1]:find "ed$" end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "place" then return false end
  end
  return false
end

---Does an active verb have an object that is no person: "released her album"?
---@param match docket.FactMatch
---@return boolean
function M.acts_on_thing(match)
  if match.voice == "active" or match.voice == "passive" or match.group.be then return false end
  local kind, word = match.seg.kinds[match.last_token + 1], match:at(1)
  if kind == "word" then return match.grammar.determiners[word] ~= nil and word ~= "that" end
  return kind == "quote" or kind == "organisation" or kind == "place"
end

---"has released attack code", "releases its first Kestrel Board": a verb of publishing,
---which the one before it does to something.
---@param match docket.FactMatch
---@return boolean
function M.publishes(match)
  if match.voice == "active" then return object_is_thing(match) end
  if match.voice ~= "participle" or match.group.be then return M.acts_on_thing(match) end
  local kind, word = match.seg.kinds[match.last_token + 1], match:at(1)
  local grammar = match.grammar
  if kind == "word" and not grammar.prepositions[word] and not grammar.auxiliaries[word]
    and (match.group.have or match.word:find "[^s]s$") then
    return true
  end
  return M.acts_on_thing(match)
end

-- Somebody, though this segment tells nothing of whom.
local function find_nobody(match)
  return { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
end

-- The accused nearest to the right: "among those freed was X", "turned down X".
local function find_behind(match)
  local seg, grammar = match.seg, match.grammar
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 9) do
    if seg.kinds[i] == "person" and seg.entity[i].part ~= "official" then
      local list = {}
      for _, token in ipairs(grammar:joined(seg, i)) do list[#list + 1] = seg.entity[token] end
      return list
    end
    if seg.kinds[i] == ";" or seg.kinds[i] == "," then return nil end
  end
  return nil
end

-- ------------------------------------------------------------ what is said in general

local BEFORE_ADJECTIVE = set "towards toward of for on about with from all some among between recently newly"

---"the released offenders": the participle is an adjective.
---@param match docket.FactMatch
---@return boolean
function M.is_attributive(match)
  local seg, grammar, group = match.seg, match.grammar, match.group
  if group.be or group.have or group.modal or match.token ~= match.last_token or not match.word:find "d$" then return false end
  local left = match.token - 1
  -- "Released prisoners are often": the sentence begins with it
  local first = seg.entity[match.last_token + 1]
  if left == 0 then
    local verb = match.grammar.auxiliaries[seg.words[match.last_token + 2] or ""]
    return first ~= nil and first.type == "person" and first.form == "group" and verb ~= nil
  end
  if left > 1 and seg.kinds[left] == "word" and seg.words[left]:find "ly$" then left = left - 1 end
  local before, kind, behind = seg.words[left], seg.kinds[match.last_token + 1], seg.words[match.last_token + 1]
  -- "nine of the 14 released smugglers"
  local counted = seg.entity[left]
  if counted and counted.type == "person" and seg.folded:sub(counted.first, counted.last):find "^the %d+$" then
    return kind == "person"
      or kind == "word" and not (grammar.prepositions[behind] or grammar.auxiliaries[behind] or grammar.adverbs[behind])
  end
  if seg.kinds[left] ~= "word" then return false end
  if seg.words[match.token - 1] == "newly" or seg.words[match.token - 1] == "recently" then
    return kind == "word" and not grammar.prepositions[behind] or kind == "person"
  end
  -- "getting released prisoners into work"
  if before:find "ing$" and kind == "person" and first.form == "group" and not first.counted
    and not seg.folded:find("^%d", first.first) then return true end
  local opens = grammar.determiners[before] and before ~= "that" and before ~= "all" and before ~= "both" or BEFORE_ADJECTIVE[before]
  if not opens then return false end
  if kind == "person" then return seg.entity[match.last_token + 1].form ~= "pronoun" end
  return kind == "word" and not (grammar.prepositions[behind] or grammar.auxiliaries[behind] or grammar.verbs[behind]
    or grammar.adverbs[behind])
end

local BEFORE_NOUN = set "early press news recent prison new of for mass temporary daily further more these those no"

---"the early releases", "two arrests": the word is a noun here.
---@param match docket.FactMatch
---@return boolean
function M.is_noun(match)
  if not match.word:find "[^s]s$" or match.token ~= match.last_token or match.token == 1 then return false end
  local kind, word = match.seg.kinds[match.token - 1], match.seg.words[match.token - 1]
  local behind = match.seg.words[match.token + 1] or ""
  -- "Kestrel releases of last year"
  if match.word == "releases" and behind == "of" then return true end
  -- "as arrests become inevitable"
  if behind == "become" or behind == "became" or behind == "follow" then return true end
  if match.word:find "^release" and match.grammar.auxiliaries[behind] then return true end
  return kind == "number" or kind == "word" and (match.grammar.determiners[word] ~= nil or BEFORE_NOUN[word] == true)
end

local PRESENT = set "is are be being get gets"
local ARE = set "are"
local AS_A_RULE = set "when once whenever until before after where"
local USUALLY = set "often usually regularly routinely sometimes frequently always typically generally normally commonly rarely seldom"
local TOLD_IN_NUMBERS = set "dozens hundreds thousands scores two three four five six seven eight nine ten several"

-- One of many, or all of a sort: "a prisoner", "offenders".
local function is_any(seg, actor)
  if actor.form ~= "group" and actor.form ~= "description" or actor.definite or actor.counted or actor.possessive then return false end
  for word in seg.folded:sub(actor.first, actor.last):gmatch "%a+" do
    if TOLD_IN_NUMBERS[word] then return false end
  end
  return true
end

-- "prisoners released on licence are subject to controls": the clause has its verb
-- behind; a headline has none.
local function goes_on(match)
  local seg, grammar = match.seg, match.grammar
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 9) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "," or kind == ";" or kind == "person" or word == "and" or word == "who" then return false end
    if kind == "word" and grammar.auxiliaries[word] then return true end
  end
  return false
end

---"the number of boys put in custody": it is said how many, as a rule.
---@param match docket.FactMatch
---@return boolean
function M.is_counted_in_general(match)
  local group = match.group
  if group.be or group.have then return false end
  local _, at = match:word_before(set "number numbers proportion percentage", 7)
  return at ~= nil and match.seg.words[at + 1] == "of" and not match:word_before(set "was were had", 7)
end

---"When a prisoner is released", "detaining people": what happens as a rule.
---@param record table
---@param match docket.FactMatch
---@return boolean
function M.is_general(record, match)
  if M.is_attributive(match) or M.is_noun(match) or modality.is_of_nobody(match.seg, match.token) then return true end
  local actors, group, seg = record.actors or {}, match.group, match.seg
  if match:word_before(USUALLY, 2) then return true end
  if M.is_counted_in_general(match) then return true end
  -- "90,000 people are released each year"
  local behind = seg.folded:sub(match.last + 1, match.last + 60)
  if group.be and not group.have and match:word_before(ARE, 2)
    and (behind:find "%f[%a]each year%f[%A]" or behind:find "%f[%a]every year%f[%A]" or behind:find "%f[%a]a year%f[%A]") then
    return true
  end
  -- "most men arrested will never be named"
  if not group.be and not group.have and seg.folded:sub(math.max(1, match.first - 30), match.first - 1):find "%f[%a]most %a+ $" then
    return true
  end
  -- "supervision for those released"
  if seg.words[match.token - 1] == "those" and seg.words[match.token - 2] == "for" and not record.date then return true end
  -- "anyone who is agitated, because they have been wrongly arrested"
  if match:word_before(set "anyone anybody whoever", 40) and (not actors[1] or actors[1].plural)
    and not match:word_before(set "was were had", 40) then
    return true
  end
  -- "when they are released"
  if actors[1] and actors[1].plural and group.be and not group.have and match:word_before(PRESENT, 2)
    and match:word_before(AS_A_RULE, 4) then
    return true
  end
  -- "tried anew within a year of being freed"
  if match:word_before({ being = true }, 1) and seg.words[match.token - 2] == "of" and seg.kinds[match.token - 3] == "duration"
    and seg.words[match.token - 4] == "within" and (not actors[1] or actors[1].form ~= "name" and not actors[1].definite
    and actors[1].form ~= "pronoun") then
    return true
  end
  -- "where smugglers are freed, they are freed for a reason"
  if actors[1] and actors[1].plural and group.be and not group.have and not record.date and match:word_before(ARE, 1)
    and match:word_before(set "where when whenever", 9) and not match:word_before(PAST, 20) then
    return true
  end
  -- "two-thirds are rearrested"
  if #actors == 1 and actors[1].form == "nobody" and group.be and not group.have and match:word_before(ARE, 2) then return true end
  if #actors ~= 1 or not is_any(seg, actors[1]) then return false end
  -- "sailors who have been held by guards and then let go"
  local _, who = match:word_before({ who = true }, 10)
  if who and actors[1].form == "group" and seg.words[who + 1] == "have" and not match:word_before(set "was were had has", 10) then
    return true
  end
  -- "samples from people arrested of an offence"
  local before = match.voice == "participle" and actors[1].part ~= "official" and seg:token_at(actors[1].first)
  if before and before > 1 and match.grammar.prepositions[seg.words[before - 1]] and seg.kinds[before - 1] == "word" and not group.be then
    return true
  end
  if match.voice == "participle" and actors[1].form == "group" and not group.have and not group.be and goes_on(match) then return true end
  -- "to have muggers released", "should review all patients released"
  if before and before > 2 and actors[1].form == "group" and not group.be and not record.date and seg.kinds[before - 1] == "word"
    and (seg.words[before - 2] == "to" or MODAL[seg.words[before - 2] or ""]) then
    return true
  end
  if match.word:find "ing$" and not group.be or group.modal or group.infinitive then return true end
  if group.be and not group.have then
    for i = match.token - 1, math.max(1, match.token - 4), -1 do
      if PRESENT[seg.words[i]] then return true end
    end
  end
  return group.governor == "who" or match:word_before(set "every any each whenever when", 5) ~= nil and not group.have
    and not match:word_before(set "was were had", 4)
end

-- Is somebody meant for sure: by a full name with evidence, as "the relatives", or as "she"?
local function is_evident(actor)
  if actor.form == "group" or actor.form == "description" then return true end
  if actor.form == "name" then return actor.person ~= nil and actor.person.full == true end
  return actor.form == "pronoun" and not actor.plural and actor.pronoun ~= "it"
end

---Is one of those whom an event falls on a person for sure? Films, programs and gases are
---released as well, and cameras capture.
---@param record table
---@return boolean
function M.falls_on_person(record)
  for _, actor in ipairs(record.actors or {}) do
    if is_evident(actor) then return true end
  end
  return false
end

---@param make fun(doc: string, find: function): table
---@return table  names for the environment of rule files
function M.vocabulary(make)
  local names = {
    event_status = M.status, is_general = M.is_general, falls_on_person = M.falls_on_person,
    is_counted_in_general = M.is_counted_in_general, acts_on_thing = M.acts_on_thing, publishes = M.publishes,
    named_before = make("the one named before", find_named_before),
    line_above = make("the line above", find_line_above),
    unnamed = make("people without names", find_unnamed),
    unnamed_object = make("somebody without a name", find_unnamed_object),
    nobody = make("nobody named", find_nobody), person_behind = make("the person behind", find_behind),
  }
  return names
end

return M
