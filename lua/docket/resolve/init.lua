---Makes records out of what rules found: whom a name, a pronoun or a
---description means inside the article, and which finds state one fact twice.
local core = require "docket.core"
local description = require "docket.resolve.description"
local group_of = require "docket.resolve.group"
local merge = require "docket.resolve.merge"
local passage = require "docket.resolve.passage"
local person_of = require "docket.resolve.person"
local section = require "docket.resolve.section"
local speech = require "docket.resolve.speech"

local M = {}

---@class docket.Resolver
local Resolver = {}
Resolver.__index = Resolver

---@return docket.Resolver
function M.new() return setmetatable({}, Resolver) end

local add = group_of.add

-- ------------------------------------------------------------ one person

-- "I was jailed," X said: the one who says it. Outside of what is said it is the author.
local function speaker(state, position)
  local said = speech.at(state, position)
  return said and said.speaker
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

-- "X said the trial would hear charges of": X tells of them.
local function speaks_in(people, person, segment)
  for _, mention in ipairs(people:mentions_in(segment)) do
    if mention.person == person and mention.speaks then return true end
  end
  return false
end

-- "…," lawyer X said: of whom no fact tells.
local function tells_only(people, person, segment)
  if person.accused then return false end
  for _, mention in ipairs(people:mentions_in(segment)) do
    if mention.person == person and not mention.speaks then return false end
  end
  return true
end

-- Whose trial or charge it is, where the sentence does not say: of the one it
-- names, else of those of whom the last fact was told.
local function told_of(state, segment, position, kind)
  local people, latest = state.people, state.latest
  local company = state.segs[segment].folded:find "%f[%a]its%f[%A]" and people:company_before(position)
  if company then return { company } end
  local here = {}
  for _, person in ipairs(people:named_in(segment, nil, position)) do
    if not tells_only(people, person, segment) then here[#here + 1] = person end
  end
  local heading = #here == 0 and section.person_at(people, position)
  if heading then return { heading } end
  if kind == "charge" and #here == 1 and not speaks_in(people, here[1], segment) then return here end
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

local HANGS_ON = { after = true, before = true, when = true, ["while"] = true, because = true, since = true }

local function resolve_one(state, actor, record, list, seen)
  local people = state.people
  local seg = state.segs[record.segment]
  actor.absolute = actor.first + seg.first - 1
  actor.withheld = seg.folded:find("^,? wh[%l']+ [%l ]*name", actor.last + 1) ~= nil
    or seg.folded:find("^,? wh[%l']+ [%l ]*identi", actor.last + 1) ~= nil
    or actor.form == "description" and seg.folded:find("cannot be identified", actor.last + 1, true) ~= nil
  if actor.form == "name" then
    for _, role in ipairs(actor.roles or {}) do actor.person.roles[role] = true end
    add(list, seen, actor.person)
  elseif actor.form == "nobody" then
    return
  elseif actor.context then
    for _, person in ipairs(told_of(state, record.segment, actor.absolute, record.kind)) do add(list, seen, person) end
  elseif actor.speaker then
    add(list, seen, speaker(state, actor.absolute))
  elseif actor.form == "pronoun" and not actor.plural then
    local ahead = whose_claim(state, actor, record.segment) or named_ahead(state, seg, actor, record.segment)
    if ahead then return add(list, seen, ahead) end
    if is_still_unnamed(state, record.segment, actor.absolute) then
      state.unnamed = { segment = record.segment, position = state.unnamed.position }
      return
    end
    if actor.pronoun == "my" then return add(list, seen, speaker(state, actor.absolute)) end
    local said = speech.at(state, actor.absolute)
    local inside = HANGS_ON[core.word_before(state.folded, actor.absolute) or ""]
    add(list, seen, people:antecedent(record.segment, actor.absolute, actor.gender, actor.besides, said and said.speaker, inside))
  elseif actor.form == "description" then
    add(list, seen, description.resolve(state, actor, record.segment, record))
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
  if record.nobody then return nil end
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
  local heading = section.person_at(state.people, record.trigger or record.first)
  if heading then return { heading } end
  if seg.folded:find "%f[%a]their%f[%A]" then return group_of.together(state, record.segment, record.trigger or record.first) end
  if latest and record.segment - latest.segment <= 2 then return latest.people end
  return { state.people:defendant(record.segment, record.trigger or record.first, true) }
end

-- "the other two, X and Y,": the names say who they are.
local function without_named_group(state, record)
  local actors = record.actors or {}
  local group, named = actors[1], actors[2]
  if not named or group.form ~= "group" or named.form ~= "name" then return actors end
  local seg = state.segs[record.segment]
  if not seg.folded:find("^, ", group.last + 1) or named.first > group.last + 3 then return actors end
  return table.move(actors, 2, #actors, 1, {})
end

-- "The mother and stepfather of X were jailed": all of them, or nobody.
local function described_together(state, record, list)
  local actors = record.actors or {}
  if #actors < 2 or #list >= #actors then return list end
  for _, actor in ipairs(actors) do
    if actor.form ~= "description" and actor.form ~= "group" then return list end
  end
  return group_of.named_behind(state, record, #actors) or {}
end

local function resolve_actors(state, record)
  local list, seen = {}, {}
  for _, actor in ipairs(without_named_group(state, record)) do resolve_one(state, actor, record, list, seen) end
  list = described_together(state, record, list)
  if not record.actors or #record.actors == 0 then
    for _, person in ipairs(of_context(state, record) or {}) do add(list, seen, person) end
  end
  record.people = list
  local actor = record.actors and record.actors[1]
  -- whom the lead describes and the next lines name
  local lead = record.segment <= 2 and record.kind == "sentence" and record.status == "imposed"
  if lead and #list == 1 and actor and actor.form == "description" then
    list[1].accused = true
  end
  local described = actor and #record.actors == 1 and actor.form == "description" and actor.part ~= "official" and not actor.possessive
  if #list == 0 and described and (actor.definite == false or actor.withheld or description.YOUNG[actor.role]
    or actor.part == "relative") then
    state.unnamed = { segment = record.segment, position = math.max(actor.absolute, record.trigger or 0) }
  elseif #list > 0 then
    state.unnamed = nil
  end
  if #list > 0 then state.latest = { segment = record.segment, people = list } end
  if #list >= 2 then state.joint = { segment = record.segment, people = list } end
end

-- ------------------------------------------------------------ records

local INTERNAL = { "actors", "people", "segment", "priority", "order", "trigger", "core", "weight", "date_entity", "record", "denied",
  "told_before", "stated", "same_kind", "of_before", "nobody" }

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
        local weak = record.kind == "charge" and (record.status == "charged" or record.status == "alleged")
        if not actor.person.victim then
          actor.person.accused = true
        elseif not weak then
          victims[#victims + 1] = actor
        end
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

-- "last night" where nothing tells of which day: no date.
local function without_vague_dates(found)
  for _, record in ipairs(found) do
    if record.date and record.date:find "^XXXX%-XX" then record.date = nil end
  end
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
  without_vague_dates(found)
  merge.distribute(state, found)
  found = merge.tell_again(found)
  merge.resolve_courts(state, found)
  merge.share_verdicts(state, found)
  table.sort(found, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last < b.last end
    return a.order < b.order
  end)
  local records = passage.without_denials(merge.merge_same(found), merge.overlap)
  merge.share_courts(records)
  passage.complete(records, state.text)
  merge.date_verdicts(records)
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
