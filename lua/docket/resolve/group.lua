---Groups of people: whom "they", "the brothers", "three men" or "both" mean, of those
---whom an article names.
local person_of = require "docket.resolve.person"

local M = {}

---Put somebody on a list, once.
---@param list docket.Person[]
---@param seen table<docket.Person, true>
---@param person docket.Person?
local function add(list, seen, person)
  if person and not seen[person] then
    seen[person] = true
    list[#list + 1] = person
  end
end

M.add = add

local COUNT = { two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10, eleven = 11,
  twelve = 12, both = 2, pair = 2, duo = 2, couple = 2, trio = 3, quartet = 4 }
local BACK, AHEAD = 8, 6
-- More people than these, one named after the other, are seldom those who are counted.
local MAX_SCATTERED = 3

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
  if #out == #group then out = group end
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

-- What stands between two names of a list.
local function joins(between)
  -- "A, 25, of Ostra, Yorkshire, and B"
  local home = between:match "^, %d%d, of ([%l%s,'-]+), and $" or between:match "^, %d%d, of ([%l%s,'-]+), $"
    or between:match "^, %d%d, from ([%l%s,'-]+), and $" or between:match "^, %d%d, from ([%l%s,'-]+), $"
  if home then return not home:find " w[ah][so]" and not home:find " and " end
  return between:find "^[%s%d,;()]*$" ~= nil or between:find "^[%s%d,;()]*and[%s]*$" ~= nil
end

-- The lists of names in a segment: "A, B and C" is one, a single name too.
local function lists_in(state, segment)
  local lists, last = {}, nil
  for _, mention in ipairs(state.people:mentions_in(segment)) do
    local list = lists[#lists]
    -- "X alias Y" names one
    local again = last and list[#list] == mention.person
    if last and not again and joins(state.folded:sub(last + 1, mention.first - 1)) then
      list[#list + 1] = mention.person
    elseif not again then
      lists[#lists + 1] = { first = mention.first, mention.person }
    end
    last = mention.last
    lists[#lists].last = last
  end
  return lists
end

local function are_among(group, people)
  local known = {}
  for _, person in ipairs(people) do known[person] = true end
  for _, person in ipairs(group) do
    if not known[person] then return false end
  end
  return true
end

local DO = { were = true, are = true, have = true, had = true, will = true, both = true, each = true, pleaded = true, denied = true,
  admitted = true, face = true, faced = true }
-- "X and Y were told that they faced a life term": the subject of the same segment.
local function subjects_in(state, segment, position)
  for _, list in ipairs(lists_in(state, segment)) do
    if #list >= 2 and list.last < position and DO[state.folded:match("^ (%l+)", list.last + 1) or ""] then
      local people = {}
      for i, person in ipairs(list) do people[i] = person_of.may_be_accused(person) and person or nil end
      if #people == #list then return people end
    end
  end
  return nil
end

-- Without a number, "they" are those of whom a fact was told together, or those
-- whom one segment names together.
local function group_together(state, segment, position)
  local joint = state.joint
  local subjects = subjects_in(state, segment, position)
  if subjects then return subjects end
  if joint and segment - joint.segment > BACK then joint = nil end
  for index = segment, math.max(1, segment - BACK), -1 do
    if joint and joint.segment >= index then return joint.people end
    local group = state.people:named_in(index, nil, position)
    if #group >= 2 and (accused_of(group) or not joint) then return accused_of(group) or group end
    -- "Four were jailed … X and Y wept as the judge told them": two of the four
    if #group >= 2 and index == segment and are_among(group, joint.people) then return group end
  end
  return named_of_group(state, segment)
end

-- Those of a segment who are more than whose something is: "X's car".
local function unowned_in(people, segment, position)
  local out, seen = {}, {}
  for _, mention in ipairs(people:mentions_in(segment)) do
    local person = mention.person
    if mention.first < position and not mention.owned and not person.company and person_of.may_be_accused(person) then
      add(out, seen, person)
    end
  end
  return out
end

-- Is one of them never named in a list? Then their number fits by chance.
local function is_scattered(state, group, segment)
  local listed = {}
  for index = math.max(1, segment - BACK), segment do
    for _, list in ipairs(lists_in(state, index)) do
      for _, person in ipairs(#list > 1 and accused_of(list) or {}) do listed[person] = true end
    end
  end
  for _, person in ipairs(group) do
    if not listed[person] then return true end
  end
  return false
end

-- "the president pardoned both men": none of them is he.
local function without(group, besides)
  if not besides then return group end
  local out = {}
  for _, person in ipairs(group) do
    if person ~= besides then out[#out + 1] = person end
  end
  return out
end

-- The nearest people left of a position that are as many as it says; without a
-- number, those that one segment names together.
local function group_before(state, segment, position, count, besides)
  if not count then return group_together(state, segment, position) end
  local people, joint = state.people, state.joint
  if joint and (#joint.people ~= count or segment - joint.segment > BACK) then joint = nil end
  for index = segment, math.max(1, segment - BACK), -1 do
    if joint and joint.segment >= index then return joint.people end
    local group = without(people:named_in(index, nil, position), besides)
    if #group > count then
      local others = unowned_in(people, index, position)
      if #others == count then return others end
    end
    if #group ~= count then group = accused_of(group) or group end
    if #group == count then return group end
    group = without(named_between(people, index, segment, position), besides)
    if #group ~= count then group = accused_of(group) or group end
    local sure = count <= MAX_SCATTERED or segment - index <= 2 and accused_of(group) == group
    if #group == count and (sure or not is_scattered(state, group, segment)) then return group end
  end
  return nil
end

-- "three drivers, A, B and C": as many as it says in one list.
local function list_behind(state, segment, position, count)
  for _, list in ipairs(lists_in(state, segment)) do
    if list.first >= position and #list == count then return list end
  end
  return nil
end

local BESIDE_ANOTHER = { ["co-defendants"] = true, accomplices = true, associates = true, companions = true }
-- "while two accomplices were": as many as one list of the next lines names.
local function beside_another(state, segment, position, count)
  for index = segment + 1, segment + 3 do
    if not state.segs[index] then return nil end
    for _, list in ipairs(lists_in(state, index)) do
      local fits = #list == count
      for _, person in ipairs(list) do
        fits = fits and person_of.may_be_accused(person) and not person.company and person.mentions[1].first > position
      end
      if fits then
        local out = {}
        for i, person in ipairs(list) do out[i] = person end
        return out
      end
    end
  end
  return nil
end

-- "two traders … X and Y were jailed": the list of as many, on all of whom some fact falls
-- and of whom nothing was told before.
local function accused_list_behind(state, segment, position, count)
  for index = segment + 1, segment + AHEAD do
    if 2 * index > #state.bounds then return nil end
    for _, list in ipairs(lists_in(state, index)) do
      local fits = #list == count
      for _, person in ipairs(list) do fits = fits and person.accused and person.mentions[1].first > position end
      if fits then
        local out = {}
        for i, person in ipairs(list) do out[i] = person end
        return out
      end
    end
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
  return not text:find "%-year" and tonumber(text:match "%f[%w]%d+%f[%W]") or nil
end

-- Whom a report may not name: those named before them are others, if no fact falls on these.
local YOUNG = { boys = true, girls = true, teenagers = true, youths = true, children = true }

local SPOUSE = { "wife", "husband", "partner", "girlfriend", "boyfriend", "fiancee", "fiance" }
-- "X and his wife, Y": the couple of the lines before.
local function spouses(people, segment, position)
  for index = segment, math.max(1, segment - 3), -1 do
    local first
    for _, mention in ipairs(people:mentions_in(index)) do
      local person, spouse = mention.person, false
      for _, role in ipairs(SPOUSE) do spouse = spouse or person.roles[role] ~= nil end
      if mention.first < position then
        if spouse and person.kin and first and first ~= person then return { first, person } end
        if person_of.may_be_accused(person) and not person.company then first = person end
      end
    end
  end
  return nil
end

-- Names inside the phrase itself: "the couple, X and Y".
local function resolve_group(state, actor, segment, seg, record)
  local people = state.people
  local text = seg.folded:sub(actor.first, actor.last)
  local count = count_in(text)
  if actor.role == "couple" and actor.definite then
    local pair = spouses(people, segment, actor.absolute)
    if pair then return pair end
  end
  if KIN[actor.role] and actor.definite ~= false then
    local group = with_kin(people, of_one_name(people, actor.absolute), actor.role:gsub("s$", ""))
    if group and (not count or #group == count) then return group end
  end
  if actor.definite or text:find "^both" or text:find "^all" then
    local group = group_before(state, segment, actor.absolute, count, actor.besides)
    local named = group and (accused_of(group) or not YOUNG[actor.role])
    if named and (count or segment > 1) then return group end
  end
  if count and count > 1 and not actor.possessive then
    local list = list_behind(state, segment, actor.absolute, count)
    if list or segment > 4 then return list end
    return BESIDE_ANOTHER[actor.role] and beside_another(state, segment, actor.absolute, count)
      or accused_list_behind(state, segment, actor.absolute, count)
      or group_behind(people, segment, actor.absolute, count, is_open(record) and ANYBODIES[actor.role])
  end
  return nil
end

-- Those whom the next lines name, if they are as many as the lead describes.
local function named_behind(state, record, count)
  local first = record.actors[1]
  if record.segment > 4 or not first.absolute then return nil end
  return group_behind(state.people, record.segment + 1, first.absolute, count, is_open(record))
end

M.named_behind = named_behind
---Whom a plural pronoun means.
M.together, M.before = group_together, group_before
---The lists of names in a segment.
M.lists_in = lists_in
---Whom a group like "the brothers" means; nil where nothing tells.
M.of = resolve_group
---May the next name as well be the victim's?
M.is_open = is_open

return M
