---Whom a description means: "the blogger", "a man", "the 17-year-old", "her husband".
local core = require "docket.core"
local group_of = require "docket.resolve.group"
local person_of = require "docket.resolve.person"

local M = {}

local GENDER = { man = "m", woman = "f", boy = "m", girl = "f", father = "m", mother = "f", businessman = "m",
  businesswoman = "f", grandmother = "f", grandfather = "m", policeman = "m", actress = "f", housewife = "f", nun = "f",
  priest = "m", schoolboy = "m", schoolgirl = "f", husband = "m", wife = "f", brother = "m", sister = "f", son = "m", daughter = "f",
  uncle = "m", aunt = "f", nephew = "m", niece = "f", boyfriend = "m", girlfriend = "f", stepfather = "m", stepmother = "f" }
-- What anybody could be called: no description of one person in particular.
local ANYBODY = { person = true, individual = true, man = true, woman = true, defendant = true, suspect = true, accused = true,
  convict = true, prisoner = true, inmate = true, detainee = true, offender = true }

-- Whom a report may not name.
M.YOUNG = { boy = true, girl = true, teenager = true, youth = true, child = true, schoolboy = true, schoolgirl = true }

-- "the mother of X" is not X.
local function is_of(state, actor, segment, person)
  local stop = actor.absolute + actor.last - actor.first + 1
  if not state.folded:find("^ of ", stop) then return false end
  for _, mention in ipairs(state.people:mentions_in(segment)) do
    if mention.person == person and mention.first > stop and mention.first < stop + 60 then
      return not state.folded:sub(stop, mention.first):find(",", 1, true)
    end
  end
  return false
end

-- "a blogger" in the lead: the next lines name him.
local function named_later(state, actor, segment, record)
  local people = state.people
  local gender = GENDER[actor.role]
  local accused_only = (ANYBODY[actor.role] or M.YOUNG[actor.role]) and group_of.is_open(record)
  for index = segment, segment + 4 do
    for _, person in ipairs(people:named_in(index, actor.absolute)) do
      local first = person.mentions[1]
      local own = person.gender or person.given_gender
      if first.first > actor.absolute and not is_of(state, actor, segment, person) and not (person.kin and not person.accused)
        and not (gender and own and gender ~= own)
        and (person.accused or person.roles[actor.role] or not accused_only and index > segment
          and (person == people:main() or index <= segment + 2 and (first.subject or person.age)
          -- "Reed's lawyer said": the next line opens with him
          or index <= segment + 2 and first.owned and first.first - state.bounds[2 * index - 1] <= 1)) then
        return person
      end
    end
  end
  return nil
end

local IS = { is = true, was = true, are = true, were = true, be = true, became = true, becomes = true, been = true }

local ORDINAL = { first = true, second = true, third = true, fourth = true, fifth = true, sixth = true, last = true, only = true }

-- Where "the first man" begins, of which the description has "man" alone.
local function opening_of(state, actor)
  local ordinal, _, start = core.word_left(state.folded, actor.absolute, 20)
  if not ordinal or not ORDINAL[ordinal] then return actor.absolute end
  local determiner, _, from = core.word_left(state.folded, start, 20)
  return (determiner == "the" or determiner == "a") and from or start
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
    person = people:sure(people:antecedent(segment, actor.absolute, gender))
  else
    person = people:described(actor.role, segment, actor.absolute, gender)
  end
  if person and #person.mentions > 0 and told_without_name(state, actor, segment, person) then return nil end
  return person
end

-- Does the article say of somebody that no one may give the name?
local function withholds_a_name(state)
  if state.withholds == nil then
    state.withholds = state.folded:find("%f[%a]can ?not be named") ~= nil or state.folded:find("%f[%a]can ?not be identified") ~= nil
      or state.folded:find("be named for legal reasons", 1, true) ~= nil
  end
  return state.withholds
end

---Is it a young one, whom this article does not name?
---@param state table
---@param actor docket.Actor
---@return boolean
local function is_withheld(state, actor)
  local young = M.YOUNG[actor.role] or actor.age and tonumber(actor.age) < 18
  return young and withholds_a_name(state) or false
end

local SPOUSE = { husband = "m", wife = "f", father = "m", mother = "f", son = "m", daughter = "f", brother = "m", sister = "f" }
-- "the husband … and the wife": the one of that gender of two who are named together just before.
local function spouse(state, actor, segment)
  for index = segment, math.max(1, segment - 2), -1 do
    for _, list in ipairs(group_of.lists_in(state, index)) do
      if #list == 2 and list.first < actor.absolute then
        local wanted = SPOUSE[actor.role]
        local a, b = list[1].gender or list[1].given_gender, list[2].gender or list[2].given_gender
        if a == b then return nil end
        return (a == wanted or b and b ~= wanted) and list[1] or list[2]
      end
    end
  end
  return nil
end

---Whom a description means, if anybody whom the article names.
---@param state table  of the engine
---@param actor docket.Actor  with its `absolute` position
---@param segment integer
---@param record table  that falls on the one described
---@return docket.Person?
function M.resolve(state, actor, segment, record)
  local people = state.people
  local subject = who_is(state, actor, segment)
  if subject then return subject end
  if actor.part == "official" then
    -- "A magistrate was jailed": it may be one of them
    local accused = actor.definite == false and segment <= 3 and (record.kind == "sentence" or record.kind == "charge")
    return accused and named_later(state, actor, segment, record) or nil
  end
  -- "The son of a minister was jailed": the lead
  local told = record.kind == "sentence" or record.kind == "charge" and not group_of.is_open(record)
  if actor.part == "relative" and not actor.possessive and actor.definite and segment == 1 and told then
    return named_later(state, actor, segment, record)
  end
  if actor.part == "relative" and actor.definite and SPOUSE[actor.role] then return spouse(state, actor, segment) end
  if actor.part == "relative" or actor.possessive then
    local kin = actor.possessive and (actor.part == "relative" or PARENT[actor.role])
    return kin and people:with_role(actor.role, actor.absolute, GENDER[actor.role]) or nil
  end
  local gender = GENDER[actor.role]
  local aged = actor.age and people:aged(actor.age)
  if aged then return aged end
  if actor.role == "company" then
    return people:company_at(actor.absolute + actor.last - actor.first) or actor.definite and people:company_before(actor.absolute)
      or nil
  end
  if actor.withheld or is_withheld(state, actor) then return nil end
  if actor.definite then
    local known = resolve_definite(state, actor, segment, gender)
    -- "the 17-year-old" is not the one who is 20
    if known and actor.age and known.age and known.age ~= actor.age then return nil end
    if known and is_of(state, actor, segment, known) then known = nil end
    -- "the youth charged with the murder": whom a report may not name is nobody else whom it names
    if known and M.YOUNG[actor.role] and not known.accused then return nil end
    -- "The former singer of the band was jailed": the lead
    return known or segment == 1 and not ANYBODY[actor.role] and named_later(state, actor, segment, record) or nil
  end
  if actor.definite == false or segment == 1 then
    local known = not ANYBODY[actor.role] and segment > 1 and people:with_role(actor.role, actor.absolute)
    if known and known.mentions[1].first > actor.absolute then return known end
    if segment <= 3 then return named_later(state, actor, segment, record) end
  end
  return nil
end

return M
