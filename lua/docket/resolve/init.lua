---Makes records out of what rules found: whom a name, a pronoun or a
---description means inside the article, and which finds state one fact twice.
local core = require "docket.core"
local group_of = require "docket.resolve.group"
local merge = require "docket.resolve.merge"
local passage = require "docket.resolve.passage"
local person_of = require "docket.resolve.person"

local M = {}

---@class docket.Resolver
local Resolver = {}
Resolver.__index = Resolver

---@return docket.Resolver
function M.new() return setmetatable({}, Resolver) end

local add = group_of.add

-- ------------------------------------------------------------ one person

local GENDER = { man = "m", woman = "f", boy = "m", girl = "f", father = "m", mother = "f", businessman = "m",
  businesswoman = "f", grandmother = "f", grandfather = "m", policeman = "m", actress = "f", housewife = "f", nun = "f",
  priest = "m", schoolboy = "m", schoolgirl = "f" }
-- What anybody could be called: no description of one person in particular.
local ANYBODY = { person = true, individual = true, man = true, woman = true, defendant = true, suspect = true, accused = true,
  convict = true, prisoner = true, inmate = true, detainee = true, offender = true }

-- Whom a report may not name.
local YOUNG = { boy = true, girl = true, teenager = true, youth = true, child = true, schoolboy = true, schoolgirl = true }

-- "a blogger" in the lead: the next lines name him.
local function named_later(people, actor, segment, record)
  local gender = GENDER[actor.role]
  local accused_only = (ANYBODY[actor.role] or YOUNG[actor.role]) and group_of.is_open(record)
  for index = segment, segment + 4 do
    for _, person in ipairs(people:named_in(index, actor.absolute)) do
      local first = person.mentions[1]
      local own = person.gender or person.given_gender
      if first.first > actor.absolute and not (gender and own and gender ~= own)
        and (person.accused or person.roles[actor.role] or not accused_only and index > segment
          and (person == people:main() or index <= segment + 2 and (first.subject or person.age))) then
        return person
      end
    end
  end
  return nil
end

local IS = { is = true, was = true, are = true, were = true, be = true, became = true, becomes = true, been = true }

local ORDINAL = { first = true, second = true, third = true, fourth = true, fifth = true, sixth = true, last = true, only = true }

-- Where "the first man" begins, of which the description has "man" alone; and the ordinal.
local function opening_of(state, actor)
  local ordinal, _, start = core.word_left(state.folded, actor.absolute, 20)
  if not ordinal or not ORDINAL[ordinal] then return actor.absolute, nil end
  local determiner, _, from = core.word_left(state.folded, start, 20)
  return (determiner == "the" or determiner == "a") and from or start, ordinal
end

local HE = { he = "m", she = "f" }

-- "X is the first man to be convicted": the description tells who X is.
local function who_is(state, actor, segment)
  local start = opening_of(state, actor)
  local copula, _, at = core.word_left(state.folded, start, 20)
  if not copula or not IS[copula] then return nil end
  local gender = HE[core.word_before(state.folded, at) or ""]
  if gender then return state.people:antecedent(segment, at, gender) end
  local nearest
  for _, mention in ipairs(state.people:mentions_in(segment)) do
    if mention.first < start then nearest = mention end
  end
  if not nearest or nearest.owned or start - nearest.last > 60 or not person_of.may_be_accused(nearest.person) then return nil end
  local between = state.folded:sub(nearest.last + 1, start - 1)
  local relative = between:find " who " and not between:find "^, who .*, %l+ $"
  return not between:find "[;:\"]" and not relative and not between:find(" that ", 1, true) and nearest.person or nil
end

local PARENT = { father = true, mother = true, manager = true, deputy = true, driver = true, bodyguard = true, partner = true,
  friend = true, accomplice = true, assistant = true, aide = true }

-- "a man was held … the man's arrest": he is the one just told of, whom nobody
-- has named, if no name stands between.
local function told_without_name(state, actor, segment, person)
  local from = state.bounds[2 * math.max(1, segment - 3) - 1]
  local text = state.folded:sub(from, actor.absolute - 1)
  local position, at = nil, 1
  while true do
    local first, last = text:find("%f[%a]an? [%w%-]* ?[%w%-]* ?" .. actor.role .. "%f[%A]", at)
    if not first then break end
    -- not where a name follows: "a man, X,"
    if not state.text:find("^,? %u", from + last) then position = from + first - 1 end
    at = last + 1
  end
  if not position then return false end
  for _, mention in ipairs(person.mentions) do
    if mention.first > position and mention.first < actor.absolute then return false end
  end
  return person.mentions[1].first < position
end

local ANOTHER = { next = true, other = true, second = true, third = true, fourth = true, fifth = true, last = true, latest = true,
  unnamed = true, unidentified = true }

local function resolve_definite(state, actor, segment, gender)
  local people = state.people
  -- "the third man", "the next person arrested": none of those just named
  local which = state.folded:match("^the (%l+) ", actor.absolute)
  if ANYBODY[actor.role] and which and ANOTHER[which] then return nil end
  local person
  if ANYBODY[actor.role] then
    person = people:antecedent(segment, actor.absolute, gender)
  else
    person = people:described(actor.role, segment, actor.absolute, gender)
  end
  if person and #person.mentions > 0 and told_without_name(state, actor, segment, person) then return nil end
  return person
end

local function resolve_description(state, actor, segment, record)
  local people = state.people
  local subject = who_is(state, actor, segment)
  if subject then return subject end
  if actor.part == "official" then
    -- "A magistrate was jailed": it may be one of them
    local accused = actor.definite == false and segment <= 3 and (record.kind == "sentence" or record.kind == "charge")
    return accused and named_later(people, actor, segment, record) or nil
  end
  if actor.part == "relative" or actor.possessive then
    return actor.possessive and (actor.part == "relative" or PARENT[actor.role]) and people:with_role(actor.role, actor.absolute)
      or nil
  end
  local gender = GENDER[actor.role]
  local aged = actor.age and people:aged(actor.age)
  if aged then return aged end
  if actor.role == "company" then
    return people:company_at(actor.absolute + actor.last - actor.first) or actor.definite and people:company_before(actor.absolute)
      or nil
  end
  if actor.withheld then return nil end
  if actor.definite then
    local known = resolve_definite(state, actor, segment, gender)
    -- "the 17-year-old" is not the one who is 20
    if known and actor.age and known.age and known.age ~= actor.age then return nil end
    -- "The former singer of the band was jailed": the lead
    return known or segment == 1 and not ANYBODY[actor.role] and named_later(people, actor, segment, record) or nil
  end
  if actor.definite == false or segment == 1 then
    local known = not ANYBODY[actor.role] and segment > 1 and people:with_role(actor.role, actor.absolute)
    if known and known.mentions[1].first > actor.absolute then return known end
    if segment <= 3 then return named_later(people, actor, segment, record) end
  end
  return nil
end

-- "I was jailed," X said: the one who is named behind the words, else before.
local function speaker(state, segment, position)
  local people, bounds = state.people, state.bounds
  -- who tells his own story is nobody of whom it speaks
  local from, to = math.max(1, bounds[2 * segment - 1] - 400), bounds[2 * segment] + 200
  if not state.folded:sub(from, to):find '"' then return nil end
  return people:named_in(segment, position)[1] or people:antecedent(segment, position)
end

-- "offenders after their release": they are whom the sentence itself speaks of.
local function phrase_before(seg, actor)
  local found
  for _, entity in ipairs(seg.entities) do
    if entity.first >= actor.first then break end
    if entity.type == "person" and entity.part ~= "official" and entity.part ~= "other" then found = entity end
  end
  return found and found.form == "group" and found or nil
end

-- Whose trial or charge it is, where the sentence does not say: of the one it
-- names, else of those of whom the last fact was told.
local function told_of(state, segment, position)
  local people, latest = state.people, state.latest
  local company = state.segs[segment].folded:find "%f[%a]its%f[%A]" and people:company_before(position)
  if company then return { company } end
  local here = people:named_in(segment, nil, position)
  if #here == 0 and latest and segment - latest.segment <= 3 then return latest.people end
  return { people:defendant(segment, position) }
end

-- "A man was jailed … An appeals court overturned his sentence": he is the one whom the
-- last fact only describes, if nobody is named between.
local function is_still_unnamed(state, segment, position)
  local unnamed = state.unnamed
  if not unnamed or segment - unnamed.segment > 1 or position < unnamed.position then return false end
  for index = unnamed.segment, segment do
    for _, mention in ipairs(state.people:mentions_in(index)) do
      if mention.first > unnamed.position and mention.first < position and person_of.may_be_accused(mention.person) then return false end
    end
  end
  return true
end

local FRONT = { after = true, before = true, during = true, following = true, since = true, on = true, upon = true, when = true,
  ["while"] = true, despite = true, until_ = true, at = true, ["in"] = true, throughout = true }

-- "backing Varin's claims that he has been jailed": he is Varin.
local function whose_claim(state, actor, segment)
  local before = state.folded:sub(math.max(1, actor.absolute - 40), actor.absolute - 1)
  local start = before:find "'s? %l+ that $"
  if not start then return nil end
  local position = math.max(1, actor.absolute - 40) + start - 1
  for _, mention in ipairs(state.people:mentions_in(segment)) do
    if mention.last == position - 1 and person_of.may_be_accused(mention.person) then return mention.person end
  end
  return nil
end

-- "After his release, Varin left the country": he is the one who is named behind the comma.
local function named_ahead(state, seg, actor, segment)
  local word = seg.folded:match "^%l+"
  if not word or not FRONT[word] or actor.first > 40 then return nil end
  local comma = seg.folded:find(",", actor.last, true)
  if not comma or comma - actor.last > 60 or seg.folded:find("\"", 1, true) then return nil end
  local mention = state.people:mentions_in(segment)[1]
  local first = mention and mention.first - seg.first + 1
  if not first or first < comma or first > comma + 4 or mention.owned or mention.speaks then return nil end
  local person = mention.person
  local gender = person.gender or person.given_gender
  local fits = not actor.gender or not gender or gender == actor.gender
  return fits and person_of.may_be_accused(person) and not person.company and person or nil
end

local function resolve_one(state, actor, record, list, seen)
  local people = state.people
  local seg = state.segs[record.segment]
  actor.absolute = actor.first + seg.first - 1
  actor.withheld = seg.folded:find("^,? wh[%l']+ [%l ]*name", actor.last + 1) ~= nil
    or seg.folded:find("^,? wh[%l']+ [%l ]*identi", actor.last + 1) ~= nil
  if actor.form == "name" then
    for _, role in ipairs(actor.roles or {}) do actor.person.roles[role] = true end
    add(list, seen, actor.person)
  elseif actor.form == "nobody" then
    return
  elseif actor.context then
    for _, person in ipairs(told_of(state, record.segment, actor.absolute)) do add(list, seen, person) end
  elseif actor.speaker then
    add(list, seen, speaker(state, record.segment, actor.absolute))
  elseif actor.form == "pronoun" and not actor.plural then
    local ahead = whose_claim(state, actor, record.segment) or named_ahead(state, seg, actor, record.segment)
    if ahead then return add(list, seen, ahead) end
    if is_still_unnamed(state, record.segment, actor.absolute) then
      state.unnamed = { segment = record.segment, position = state.unnamed.position }
      return
    end
    add(list, seen, people:antecedent(record.segment, actor.absolute, actor.gender, actor.besides))
  elseif actor.form == "description" then
    add(list, seen, resolve_description(state, actor, record.segment, record))
  else
    local group
    local phrase = actor.form == "pronoun" and actor.pronoun ~= "both" and phrase_before(seg, actor)
    if phrase then
      phrase.absolute = phrase.first + seg.first - 1
      group = group_of.of(state, phrase, record.segment, seg, record)
    elseif actor.form == "pronoun" then
      local both = actor.pronoun == "both" or seg.folded:find("^ %l+ both ", actor.last + 1)
      group = group_of.before(state, record.segment, actor.absolute, both and 2 or nil)
    else
      group = group_of.of(state, actor, record.segment, seg, record)
    end
    for _, person in ipairs(group or {}) do add(list, seen, person) end
  end
end

-- How far a name of the segment is from the trigger, the names before it first:
-- one behind it is more often part of what was done.
local function cost_of(mention, position)
  if mention.first > position then return 40 + 3 * (mention.first - position) end
  return position - mention.first - (mention.subject and 30 or 0)
end

-- The one whom the segment names nearest, outside the words of the offence.
local function nearest_in(state, record)
  local best, best_cost
  for _, mention in ipairs(state.people:mentions_in(record.segment)) do
    local person = mention.person
    local inside = record.kind == "charge" and record.core and mention.first >= record.core and mention.first <= record.last
    local tells = mention.speaks and not person.accused
    if person_of.may_be_accused(person) and not person.company and not inside and not tells then
      local cost = cost_of(mention, record.trigger or record.first)
      if not best or cost < best_cost then best, best_cost = person, cost end
    end
  end
  return best
end

-- "the death of Ivo Reed, who was detained after being convicted of theft": whom the
-- sentence names is a victim elsewhere, and nobody else is meant.
local function names_victim(state, record)
  local found, seg, trigger = false, state.segs[record.segment], record.trigger or record.first
  for _, entity in ipairs(seg.entities) do
    if entity.type == "person" and entity.form ~= "name" and entity.first + seg.first - 1 < trigger then return false end
  end
  for _, mention in ipairs(state.people:mentions_in(record.segment)) do
    if mention.first < trigger then
      if not mention.person.victim or mention.person.accused then return false end
      found = true
    end
  end
  return found
end

-- The rule found nobody: whoever the segment names, else those of whom the lines
-- before tell.
local function of_context(state, record)
  local nearest = nearest_in(state, record)
  if not nearest and names_victim(state, record) then return nil end
  if nearest then
    for _, list in ipairs(group_of.lists_in(state, record.segment)) do
      for _, person in ipairs(list) do
        if person == nearest and #list > 1 then return list end
      end
    end
    return { nearest }
  end
  if record.status == "possible" then return nil end
  local seg, latest = state.segs[record.segment], state.latest
  -- several people whom nobody names
  local trigger = (record.trigger or record.first) - seg.first + 1
  for _, entity in ipairs(seg.entities) do
    if entity.type == "person" and entity.form == "group" and entity.part ~= "official" and entity.first < trigger then return nil end
  end
  if seg.folded:find "%f[%a]their%f[%A]" then return group_of.together(state, record.segment, record.trigger or record.first) end
  if latest and record.segment - latest.segment <= 2 then return latest.people end
  return { state.people:defendant(record.segment, record.trigger or record.first, true) }
end

local function resolve_actors(state, record)
  local list, seen = {}, {}
  for _, actor in ipairs(record.actors or {}) do resolve_one(state, actor, record, list, seen) end
  if not record.actors or #record.actors == 0 then
    for _, person in ipairs(of_context(state, record) or {}) do add(list, seen, person) end
  end
  record.people = list
  local actor = record.actors and record.actors[1]
  local described = actor and #record.actors == 1 and actor.form == "description" and actor.part ~= "official" and not actor.possessive
  if #list == 0 and described and (actor.definite == false or actor.withheld or YOUNG[actor.role] or actor.part == "relative") then
    state.unnamed = { segment = record.segment, position = math.max(actor.absolute, record.trigger or 0) }
  elseif #list > 0 then
    state.unnamed = nil
  end
  if #list > 0 then state.latest = { segment = record.segment, people = list } end
  if #list >= 2 then state.joint = { segment = record.segment, people = list } end
end

-- ------------------------------------------------------------ records

local INTERNAL = { "actors", "people", "segment", "priority", "order", "trigger", "core", "weight", "date_entity", "record", "denied",
  "told_before", "stated" }

-- "the killing of Mina Dorn … Dorn was jailed": not she, but another of that surname
-- on whom some fact falls by a fuller name.
local function namesake(people, actor)
  local person = actor.person
  local word = person.words[#person.words]
  if not person.victim or actor.name_last - actor.name_first + 1 ~= #word then return nil end
  for _, other in ipairs(people.by_word[word] or {}) do
    if other ~= person and not other.victim and other.accused and other.words[#other.words] == word then return other end
  end
  return nil
end

-- Those on whom some fact falls by name.
local function note_accused(state, found)
  local victims = {}
  for _, record in ipairs(found) do
    for _, actor in ipairs(record.actors or {}) do
      if actor.form == "name" and actor.person then
        if actor.person.victim then victims[#victims + 1] = actor else actor.person.accused = true end
      end
    end
  end
  for _, actor in ipairs(victims) do
    actor.person = namesake(state.people, actor) or actor.person
    actor.person.accused = true
  end
end

-- A hearing of whom its sentence does not tell, on no day and in no court, of nobody on
-- whom another fact falls: of something else.
local function without_guesses(found)
  local out = {}
  for _, record in ipairs(found) do
    local actor = record.actors and record.actors[1]
    local guessed = record.kind == "trial" and actor and actor.context and not record.date and not record.court and not record.stated
    if guessed then
      for _, person in ipairs(record.people) do
        if person.accused then guessed = false end
      end
    end
    if not guessed then out[#out + 1] = record end
  end
  return out
end

---Finished records of what rules found in an article.
---@param state table
---@param found table[]  in text order of their segments
---@return docket.Record[]
function Resolver.records(_, state, found)
  note_accused(state, found)
  if state.people then state.people.main_person = nil end
  for _, record in ipairs(found) do resolve_actors(state, record) end
  found = without_guesses(found)
  merge.distribute(state, found)
  found = merge.tell_again(found)
  merge.resolve_courts(found)
  table.sort(found, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last < b.last end
    return a.order < b.order
  end)
  local records = passage.without_denials(merge.merge_same(found), merge.overlap)
  merge.share_courts(records)
  passage.complete(records, state.text)
  for _, record in ipairs(records) do
    local persons = {}
    for _, person in ipairs(record.people) do persons[#persons + 1] = person.name end
    record.persons = persons
    -- the day it was, though the text gives the hour too
    if record.date then record.date = record.date:match "^[^T]+" end
    for _, field in ipairs(INTERNAL) do record[field] = nil end
  end
  return records
end

return M
