---Makes records out of what rules found: whom a name, a pronoun or a
---description means inside the article, and which finds state one fact twice.
local lpeg = require "lpeg"
local core = require "docket.core"

local P, S, R = lpeg.P, lpeg.S, lpeg.R

local M = {}

---@class docket.Resolver
local Resolver = {}
Resolver.__index = Resolver

---@param pack table
---@return docket.Resolver
function M.new(pack)
  local roles, titles = pack:list "roles", pack:list "titles"
  return setmetatable({ roles = roles and roles.entries or {}, titles = titles and titles.entries or {} }, Resolver)
end

-- ------------------------------------------------------------ names of the article

local PLACE_BEFORE = { ["in"] = true, at = true, near = true, outside = true, across = true, throughout = true,
  around = true, inside = true }

local word_before = core.word_before

-- What follows a name: ", a lawyer for", ", the prosecutor".
local word = (R("az", "09") + R "\x80\xff" + P "-") ^ 1
local space = P " " ^ 1
local after_name = P "," * space * lpeg.C(word) * (space * lpeg.C(word)) ^ -6
local age_after = P " " ^ 0 * S ",(" * P " " ^ 0 * R "09" * R "09" * -R "09"

local function apposition_part(self, folded, last)
  local captures = { after_name:match(folded, last + 1) }
  for i, item in ipairs(captures) do
    if item == "who" or item == "and" or item == "said" or item == "was" or item == "but" then return nil end
    local role = self.roles[item]
    if role == "official" then return "official" end
    if role == "other" or ((item == "lawyer" or item == "attorney") and (captures[i + 1] == "for" or captures[i - 1] == "his"
      or captures[i - 1] == "her" or captures[i - 1] == "their")) then
      return "other"
    end
    if item == "of" or item == "in" or item == "from" then return nil end
  end
  return nil
end

local MALE = { mr = true, ["mr."] = true, sir = true, lord = true, father = true, man = true, boy = true, businessman = true }
local FEMALE = { mrs = true, ["mrs."] = true, ms = true, ["ms."] = true, miss = true, dame = true, lady = true, woman = true,
  girl = true, mother = true, actress = true, businesswoman = true, nun = true }

local function note_evidence(self, person, item, state)
  local folded = state.folded
  local before = word_before(folded, item.first)
  if item.official then person.official = true end
  if before and self.roles[before] then
    local role = self.roles[before]
    person.roles[before] = true
    if role == "official" then person.official = true end
    if role == "other" or ((before == "lawyer" or before == "attorney") and not item.title) then person.other = true end
  end
  local sign = item.title or before
  if sign and MALE[sign] then person.gender = "m" elseif sign and FEMALE[sign] then person.gender = "f" end
  local part = apposition_part(self, folded, item.last)
  if part == "official" then person.official = true elseif part == "other" then person.other = true end
  if age_after:match(folded, item.last + 1) then person.full = true end
end

---Make people of the names of an article: full names first, then what is left
---of them.
---@param people docket.People
---@param names table[]
---@param state table
function Resolver:register(people, names, state)
  for _, item in ipairs(names) do
    if item.kind == "person" and #item.words > 1 then
      local person = people:named(item.words)
      if person then
        person.full = true
        item.person = person
      end
    end
  end
  for _, item in ipairs(names) do
    if not item.person and (item.kind == "person" or item.kind == "name") then
      local known = people.by_word[item.words[#item.words]]
      local before = word_before(state.folded, item.first)
      if known then
        item.person = people:named(item.words)
        item.kind = "person"
      elseif item.kind == "person" or not (before and PLACE_BEFORE[before]) then
        local person = people:named(item.words)
        if person then
          person.full = person.full or item.title ~= nil or item.strong
          item.person = person
        end
      else
        item.kind = "place"
      end
    end
    if item.person then
      note_evidence(self, item.person, item, state)
      people:mention(item.person, item.first, item.last, item.index)
    end
  end
end

-- ------------------------------------------------------------ whom an actor means

local function add(list, seen, person)
  if person and not seen[person] then
    seen[person] = true
    list[#list + 1] = person
  end
end

-- The named people that are listed together in the last segment that has such a list.
local function last_group(state, actor, segment, count)
  local people = state.people
  for index = segment, math.max(1, segment - 3), -1 do
    local group, seen = {}, {}
    for _, mention in ipairs(people.mentions) do
      if mention.segment == index and mention.first < actor.absolute and mention.person
        and not mention.person.official and not mention.person.other and mention.person.full then
        add(group, seen, mention.person)
      end
    end
    if #group >= 2 and (not count or #group == count) then return group end
  end
  return nil
end

local COUNT = { two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10, both = 2,
  pair = 2, duo = 2, couple = 2, trio = 3 }

local function resolve_one(self, state, actor, record, list, seen)
  local people = state.people
  local seg = state.segs[record.segment]
  actor.absolute = actor.first + seg.first - 1
  if actor.form == "name" then
    local person = actor.person
    if actor.roles then
      for _, role in ipairs(actor.roles) do person.roles[role] = true end
    end
    add(list, seen, person)
  elseif actor.form == "pronoun" then
    if actor.plural then
      for _, person in ipairs(last_group(state, actor, record.segment) or {}) do add(list, seen, person) end
    else
      add(list, seen, people:antecedent(record.segment, actor.absolute, actor.gender))
    end
  elseif actor.form == "description" then
    if actor.part == "official" or actor.possessive or actor.part == "relative" then return end
    if actor.definite == nil then return end
    if actor.definite then
      add(list, seen, people:described(actor.role, record.segment, actor.absolute, true))
    elseif record.segment <= 2 then
      -- the lead tells of "a blogger" whom the article names below
      local main = people:main()
      if main and main.mentions[1] and main.mentions[1].first > actor.absolute and main.mentions[1].segment <= record.segment + 3 then
        add(list, seen, main)
      end
    end
  elseif actor.form == "group" then
    local count
    for word_of, number in pairs(COUNT) do
      if seg.folded:sub(actor.first, actor.last):find("%f[%w]" .. word_of .. "%f[%W]") then count = number end
    end
    if count and actor.definite ~= false then
      for _, person in ipairs(last_group(state, actor, record.segment, count) or {}) do add(list, seen, person) end
    end
  end
end

local function resolve_actors(self, state, record)
  local list, seen = {}, {}
  for _, actor in ipairs(record.actors or {}) do resolve_one(self, state, actor, record, list, seen) end
  record.people = list
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

local function same_fact(a, b)
  if a.kind ~= b.kind or a.status ~= b.status or not same_people(a, b) then return false end
  if not dates_agree(a.date, b.date) then return false end
  if a.kind == "sentence" then
    if a.penalty ~= b.penalty and a.penalty ~= "unspecified" and b.penalty ~= "unspecified" then return false end
    if #a.people == 0 and a.segment ~= b.segment and a.duration == nil then return false end
    return agree(a.duration, b.duration) and agree(a.amount, b.amount) and agree(a.count, b.count)
  elseif a.kind == "charge" then
    return overlap(a.offence, b.offence) >= 0.8
  end
  if #a.people == 0 then return false end
  return agree(a.form, b.form) and agree(a.grounds, b.grounds)
end

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
  for _, field in ipairs(MERGED) do
    if into[field] == nil then into[field] = other[field] end
  end
  into.mentions = into.mentions or {}
  table.insert(into.mentions, { first = other.first, last = other.last })
  for _, mention in ipairs(other.mentions or {}) do table.insert(into.mentions, mention) end
end

local function merge_same(records)
  local out = {}
  for _, record in ipairs(records) do
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

-- ------------------------------------------------------------ records

local INTERNAL = { "actors", "people", "segment", "priority", "order", "trigger", "core", "weight", "date_entity", "record" }

---Finished records of what rules found in an article.
---@param state table
---@param found table[]  in text order of their segments
---@return docket.Record[]
function Resolver:records(state, found)
  for _, record in ipairs(found) do
    for _, actor in ipairs(record.actors or {}) do
      if actor.form == "name" and actor.person then actor.person.accused = true end
    end
  end
  if state.people then state.people.main_person = nil end
  for _, record in ipairs(found) do resolve_actors(self, state, record) end
  table.sort(found, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last < b.last end
    return a.order < b.order
  end)
  local records = merge_same(found)
  for _, record in ipairs(records) do
    local persons = {}
    for _, person in ipairs(record.people) do persons[#persons + 1] = person.name end
    record.persons = persons
    for _, field in ipairs(INTERNAL) do record[field] = nil end
  end
  return records
end

return M
