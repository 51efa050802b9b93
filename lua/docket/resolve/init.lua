---Makes records out of what rules found: whom a name, a pronoun or a
---description means inside the article, and which finds state one fact twice.
local passage = require "docket.resolve.passage"
local person_of = require "docket.resolve.person"

local M = {}

---@class docket.Resolver
local Resolver = {}
Resolver.__index = Resolver

---@return docket.Resolver
function M.new() return setmetatable({}, Resolver) end

local function add(list, seen, person)
  if person and not seen[person] then
    seen[person] = true
    list[#list + 1] = person
  end
end

-- ------------------------------------------------------------ groups

local COUNT = { two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10, eleven = 11,
  twelve = 12, both = 2, pair = 2, duo = 2, couple = 2, trio = 3, quartet = 4 }
local BACK, AHEAD = 8, 6

-- Those named in some segments, all together, in text order.
local function named_between(people, from, to, before, behind)
  local out, seen = {}, {}
  for index = from, to do
    for _, person in ipairs(people:named_in(index, behind, before)) do add(out, seen, person) end
  end
  return out
end

-- Those of a list on whom some fact falls, if there are two of them.
local function accused_of(group)
  local out = {}
  for _, person in ipairs(group) do
    if person.accused then out[#out + 1] = person end
  end
  return #out >= 2 and out or nil
end

-- "X and seven of his classmates … They": only X has a name.
local function named_of_group(state, segment)
  local latest = state.latest
  if not latest or segment - latest.segment ~= 1 or #latest.people ~= 1 then return nil end
  for _, entity in ipairs(state.segs[latest.segment].entities) do
    if entity.type == "person" and entity.form == "group" and entity.part ~= "official" then return latest.people end
  end
  return nil
end

-- Without a number, "they" are those of whom a fact was told together, or those
-- whom one segment names together.
local function group_together(state, segment, position)
  local joint = state.joint
  if joint and segment - joint.segment > BACK then joint = nil end
  for index = segment, math.max(1, segment - BACK), -1 do
    if joint and joint.segment >= index then return joint.people end
    local group = state.people:named_in(index, nil, position)
    if #group >= 2 and (accused_of(group) or not joint) then return accused_of(group) or group end
  end
  return named_of_group(state, segment)
end

-- The nearest people left of a position that are as many as it says; without a
-- number, those that one segment names together.
local function group_before(state, segment, position, count)
  if not count then return group_together(state, segment, position) end
  local people, joint = state.people, state.joint
  if joint and (#joint.people ~= count or segment - joint.segment > BACK) then joint = nil end
  for index = segment, math.max(1, segment - BACK), -1 do
    if joint and joint.segment >= index then return joint.people end
    local group = people:named_in(index, nil, position)
    if #group ~= count then group = accused_of(group) or group end
    if #group == count then return group end
    group = named_between(people, index, segment, position)
    if #group ~= count then group = accused_of(group) or group end
    if #group == count then return group end
  end
  return nil
end

-- What stands between two names of a list.
local function joins(between)
  return between:find "^[%s%d,;()]*$" ~= nil or between:find "^[%s%d,;()]*and[%s]*$" ~= nil
end

-- The lists of names in a segment: "A, B and C" is one, a single name too.
local function lists_in(state, segment)
  local lists, last = {}, nil
  for _, mention in ipairs(state.people:mentions_in(segment)) do
    local list = lists[#lists]
    if last and joins(state.folded:sub(last + 1, mention.first - 1)) then
      list[#list + 1] = mention.person
    else
      lists[#lists + 1] = { first = mention.first, mention.person }
    end
    last = mention.last
  end
  return lists
end

-- "three drivers, A, B and C": as many as it says in one list.
local function list_behind(state, segment, position, count)
  for _, list in ipairs(lists_in(state, segment)) do
    if list.first >= position and #list == count then return list end
  end
  return nil
end

local ANYBODIES = { men = true, women = true, people = true, persons = true, boys = true, girls = true, teenagers = true, youths = true,
  suspects = true, others = true }

-- Of these the lead seldom names the accused: the next name may be the victim's.
local function is_open(record)
  return record.kind == "charge" and (record.status == "charged" or record.status == "alleged") or record.kind == "arrest"
end

-- "Three men were jailed": the lead counts those whom the next lines name.
local function group_behind(people, segment, position, count, accused_only)
  local accused = {}
  for _, person in ipairs(people.list) do
    if person.accused and person.mentions[1] and person.mentions[1].first > position then accused[#accused + 1] = person end
  end
  if #accused == count and (count > 2 or accused[2].mentions[1].segment <= segment + 3) then return accused end
  if accused_only then return nil end
  local last = segment + AHEAD
  for index = segment, last do
    local group = named_between(people, segment, index, nil, position)
    if #group == count then
      -- one more named in the next segment, and these are not all
      local more = people:named_in(index + 1, position)
      local known = {}
      for _, person in ipairs(group) do known[person] = true end
      for _, person in ipairs(more) do
        if not known[person] and person.accused then return nil end
      end
      return group
    end
    if #group > count then return nil end
  end
  return nil
end

-- "the brothers": those who bear one surname.
local function of_one_name(people, first)
  local best
  for _, bearer in ipairs(people.list) do
    local group = {}
    for _, person in ipairs(people.by_word[bearer.words[#bearer.words]] or {}) do
      if person_of.may_be_accused(person) and person.mentions[1] and person.mentions[1].first < first then
        group[#group + 1] = person
      end
    end
    if #group >= 2 and (not best or #group > #best) then best = group end
  end
  return best
end

-- … and those whom the article calls somebody's brother.
local function with_kin(people, group, role)
  local out, seen = {}, {}
  for _, person in ipairs(group or {}) do add(out, seen, person) end
  for _, person in ipairs(people.list) do
    if person.roles[role] and person_of.may_be_accused(person) then add(out, seen, person) end
  end
  return #out >= 2 and out or nil
end

local KIN = { brothers = true, sisters = true, siblings = true, couple = true, spouses = true, twins = true }

local function count_in(text)
  for word in text:gmatch "%a+" do
    if COUNT[word] then return COUNT[word] end
  end
  return nil
end

-- Names inside the phrase itself: "the couple, X and Y".
local function resolve_group(state, actor, segment, seg, record)
  local people = state.people
  local text = seg.folded:sub(actor.first, actor.last)
  local count = count_in(text)
  if KIN[actor.role] and actor.definite ~= false then
    local group = with_kin(people, of_one_name(people, actor.absolute), actor.role:gsub("s$", ""))
    if group and (not count or #group == count) then return group end
  end
  if actor.definite or text:find "^both" or text:find "^all" then
    local group = group_before(state, segment, actor.absolute, count)
    if group and (count or segment > 1) then return group end
  end
  if count and count > 1 and segment <= 4 and not actor.possessive then
    return list_behind(state, segment, actor.absolute, count) or group_behind(people, segment, actor.absolute, count, is_open(record) and ANYBODIES[actor.role])
  end
  return nil
end

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
  local accused_only = (ANYBODY[actor.role] or YOUNG[actor.role]) and is_open(record)
  for index = segment, segment + 4 do
    for _, person in ipairs(people:named_in(index, actor.absolute)) do
      local first = person.mentions[1]
      local own = person.gender or person.given_gender
      if first.first > actor.absolute and not (gender and own and gender ~= own)
        and (person.accused or person.roles[actor.role] or not accused_only and index > segment
          and (person == people:main() or index <= segment + 2 and first.subject)) then
        return person
      end
    end
  end
  return nil
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

local function resolve_definite(state, actor, segment, gender)
  local people = state.people
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
  for _, mention in ipairs(state.people:mentions_in(segment)) do
    local first = mention.first - seg.first + 1
    if first < comma then return nil end
    if first <= comma + 4 then
      local person = mention.person
      local gender = person.gender or person.given_gender
      local fits = not actor.gender or not gender or gender == actor.gender
      return fits and not mention.owned and not mention.speaks and person_of.may_be_accused(person) and not person.company and person or nil
    end
    return nil
  end
  return nil
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
      group = resolve_group(state, phrase, record.segment, seg, record)
    elseif actor.form == "pronoun" then
      local both = actor.pronoun == "both" or seg.folded:find("^ %l+ both ", actor.last + 1)
      group = group_before(state, record.segment, actor.absolute, both and 2 or nil)
    else
      group = resolve_group(state, actor, record.segment, seg, record)
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

-- The rule found nobody: whoever the segment names, else those of whom the lines
-- before tell.
local function of_context(state, record)
  local nearest = nearest_in(state, record)
  if nearest then
    for _, list in ipairs(lists_in(state, record.segment)) do
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
  if seg.folded:find "%f[%a]their%f[%A]" then return group_together(state, record.segment, record.trigger or record.first) end
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

-- ------------------------------------------------------------ one fact, once

local function words_of(text)
  local set, n = {}, 0
  for item in (text or ""):lower():gmatch "[%w\x80-\xff]+" do
    n = n + 1
    set[item] = (set[item] or 0) + 1
  end
  return set, n
end

local function overlap(a, b)
  local x, nx = words_of(a)
  local y, ny = words_of(b)
  local common = 0
  for item, count in pairs(x) do common = common + math.min(count, y[item] or 0) end
  if nx + ny == 0 then return 1 end
  return 2 * common / (nx + ny)
end

local function same_people(a, b)
  if #a.people == 0 or #b.people == 0 then return #a.people == #b.people end
  if #a.people ~= #b.people then return false end
  for i, person in ipairs(a.people) do
    if b.people[i] ~= person then return false end
  end
  return true
end

local function agree(a, b) return a == nil or b == nil or a == b end

-- Dates agree where one is the coarser form of the other.
local function dates_agree(a, b)
  if not a or not b then return true end
  return a:sub(1, #b) == b or b:sub(1, #a) == a
end

-- "A court handed 12 years to a member of the gang … X was sentenced to 12 years": one
-- of them only describes whom the other names.
local function described_again(a, b)
  if a.kind ~= "sentence" or not a.duration or a.duration ~= b.duration or a.segment == b.segment
    or math.abs(a.segment - b.segment) > 4 or #a.people + #b.people ~= 1 then
    return false
  end
  local unnamed = #a.people == 0 and a or b
  local actor = unnamed.actors and unnamed.actors[1]
  return actor ~= nil and #unnamed.actors == 1 and actor.form == "description" and not actor.possessive
end

local function same_fact(a, b)
  if a.kind ~= b.kind or a.status ~= b.status or not (same_people(a, b) or described_again(a, b)) then return false end
  if not dates_agree(a.date, b.date) then return false end
  if a.kind == "sentence" then
    if a.penalty ~= b.penalty and a.penalty ~= "unspecified" and b.penalty ~= "unspecified" then return false end
    if #a.people == 0 and a.segment ~= b.segment and a.duration == nil then return false end
    return agree(a.duration, b.duration) and agree(a.amount, b.amount) and agree(a.count, b.count)
  elseif a.kind == "charge" then
    -- two offences of one list, alike as they may be
    if a.segment == b.segment and a.trigger == b.trigger and a.core ~= b.core then return false end
    return overlap(a.offence, b.offence) >= 0.8
  end
  if #a.people == 0 then return false end
  return agree(a.form, b.form) and agree(a.grounds, b.grounds)
end

local function is_described(court) return court ~= nil and court:find "^[Aa]n? " ~= nil end

local MERGED = { "duration", "mod", "amount", "currency", "count", "date", "court", "place", "offence", "statute", "grounds" }

-- The fuller of two statements of a fact is the record, the other a mention.
local function merge(into, other)
  local fuller = (into.penalty == "unspecified" and other.penalty ~= "unspecified")
    or (not into.duration and other.duration) or (into.kind ~= "sentence" and not into.date and other.date)
  if fuller then
    local swap = {}
    for _, field in ipairs { "first", "last", "rule", "penalty", "trigger" } do
      swap[field], into[field] = into[field], other[field]
      other[field] = swap[field]
    end
  end
  if into.penalty == "unspecified" then into.penalty = other.penalty end
  if #into.people == 0 then into.people = other.people end
  if is_described(into.court) and other.court and not is_described(other.court) then into.court = other.court end
  for _, field in ipairs(MERGED) do
    if into[field] == nil then into[field] = other[field] end
  end
  into.mentions = into.mentions or {}
  table.insert(into.mentions, { first = other.first, last = other.last })
  for _, mention in ipairs(other.mentions or {}) do table.insert(into.mentions, mention) end
end

-- "sentenced" alone says nothing more where another rule found to what.
local function without_alone(records)
  local stated, out = {}, {}
  for _, record in ipairs(records) do
    if record.kind == "sentence" and record.penalty ~= "unspecified" and not record.told_before then stated[record.trigger or 0] = true end
  end
  for _, record in ipairs(records) do
    if record.penalty ~= "unspecified" or not stated[record.trigger or 0] then out[#out + 1] = record end
  end
  return out
end

local function merge_same(records)
  local out = {}
  for _, record in ipairs(without_alone(records)) do
    local into
    for _, known in ipairs(out) do
      if same_fact(known, record) then
        into = known
        break
      end
    end
    if into then merge(into, record) else out[#out + 1] = record end
  end
  return out
end

-- What one verb tells was told by one court.
local function share_courts(records)
  local courts = {}
  for _, record in ipairs(records) do
    if record.kind == "sentence" and record.court and record.status == "imposed" then courts[record.trigger or 0] = record end
  end
  for _, record in ipairs(records) do
    local told = courts[record.trigger or 0]
    if told and not record.court and record.segment == told.segment and (record.kind == "sentence" or record.kind == "charge") then
      record.court = told.court
    end
  end
end

-- ------------------------------------------------------------ respectively

-- "A, B and C got nine, seven and four years respectively": as many penalties of
-- one verb as people go to one each.
local function distribute(state, found)
  local by_verb = {}
  for _, record in ipairs(found) do
    if record.kind == "sentence" and #record.people > 1 then
      local list = by_verb[record.trigger] or {}
      by_verb[record.trigger] = list
      list[#list + 1] = record
    end
  end
  for _, list in pairs(by_verb) do
    local folded, people = state.segs[list[1].segment].folded, list[1].people
    if #list == #people and (folded:find("respectively", 1, true) or folded:find("in that order", 1, true)) then
      table.sort(list, function(a, b) return a.core < b.core end)
      for i, record in ipairs(list) do record.people = { people[i] } end
    end
  end
end

-- ------------------------------------------------------------ told before

local TOLD = { sentence = { imposed = true, upheld = true, extended = false }, charge = { charged = true, alleged = true } }
local TOLD_REACH = 6

local function shares_people(a, b)
  if #a.people == 0 or #b.people == 0 then return true end
  for _, person in ipairs(a.people) do
    for _, other in ipairs(b.people) do
      if person == other then return true end
    end
  end
  return false
end

-- The last fact of that kind which an earlier verb tells, with all that is listed there.
local function facts_before(found, record)
  local last
  for _, other in ipairs(found) do
    if other ~= record and other.kind == record.kind and not other.told_before and TOLD[record.kind][other.status]
      and other.first < record.first and record.segment - other.segment <= TOLD_REACH and shares_people(other, record)
      and (not last or other.first > last.first) then
      last = other
    end
  end
  local list = {}
  for _, other in ipairs(last and found or {}) do
    if other.kind == last.kind and other.segment == last.segment and other.trigger == last.trigger and other.status == last.status
      and (record.kind == "charge" or #list == 0) then
      list[#list + 1] = other
    end
  end
  return list
end

local TAKEN_OVER = { "penalty", "duration", "mod", "amount", "currency", "count" }

-- "upheld the sentence", "the charges were dropped": what the earlier fact says.
local function tell_again(found)
  local out = {}
  for _, record in ipairs(found) do
    if not record.told_before then out[#out + 1] = record end
    for _, fact in ipairs(record.told_before and facts_before(found, record) or {}) do
      local own = {}
      for key, value in pairs(record) do own[key] = value end
      for _, field in ipairs(TAKEN_OVER) do own[field] = fact[field] end
      if record.kind == "charge" then own.offence = fact.offence end
      own.people = #record.people > 0 and record.people or fact.people
      own.core = nil
      out[#out + 1] = own
    end
  end
  return out
end

-- ------------------------------------------------------------ courts

local COURT_REACH = 4

-- "the court" is the one that the facts before name, if not too far before.
local function resolve_courts(found)
  local last
  for _, record in ipairs(found) do
    local court = record.court
    if court == "the court" or court == "same court" then
      record.court = last and record.segment - last.segment <= COURT_REACH and last.court or nil
    end
    if record.court then last = { court = record.court, segment = record.segment } end
  end
end

-- ------------------------------------------------------------ records

local INTERNAL = { "actors", "people", "segment", "priority", "order", "trigger", "core", "weight", "date_entity", "record", "denied", "told_before", "stated" }

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
  distribute(state, found)
  found = tell_again(found)
  resolve_courts(found)
  table.sort(found, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last < b.last end
    return a.order < b.order
  end)
  local records = passage.without_denials(merge_same(found), overlap)
  share_courts(records)
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
