---Which finds state one fact twice, and what a fact takes over from another: the court,
---the sentence that was upheld, the charges that were dropped.
local M = {}

local function words_of(text, stem)
  local set, n = {}, 0
  for item in (text or ""):lower():gmatch "[%w\x80-\xff]+" do
    n = n + 1
    if stem then item = item:sub(1, stem) end
    set[item] = (set[item] or 0) + 1
  end
  return set, n
end

-- Of 0 to 1; `stem` is how many letters of each word count, all where it is not given.
local function overlap(a, b, stem)
  local x, nx = words_of(a, stem)
  local y, ny = words_of(b, stem)
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
  into.denied = into.denied and other.denied
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

-- "jailed X on Monday after finding him guilty of theft": the verdict is of that day and court.
local function date_verdicts(records)
  for _, charge in ipairs(records) do
    if charge.kind == "charge" and charge.status == "convicted" and not charge.date then
      for _, other in ipairs(records) do
        if other.kind == "sentence" and other.status == "imposed" and other.segment == charge.segment and other.date
          and #charge.people > 0 and same_people(other, charge) and overlap(other.offence, charge.offence) > 0.3 then
          charge.date, charge.court = other.date, charge.court or other.court
        end
      end
    end
  end
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

local function shares_people(a, b)
  if #a.people == 0 or #b.people == 0 then return true end
  for _, person in ipairs(a.people) do
    for _, other in ipairs(b.people) do
      if person == other then return true end
    end
  end
  return false
end

local TOLD_TOGETHER = { sentence = "imposed", charge = "convicted" }

-- Is the verb at `second` joined with the one at `first`: "found X guilty of fraud, and
-- gave him", "convicted of fraud and jailed"? Nothing else is told between.
local function is_joined(state, first, second)
  local left = state.folded:sub(math.max(first, second - 40), second - 1)
  local behind = left:match "%f[%a]and (%l* ?)$"
  return behind ~= nil and (behind == "" or behind == "was " or behind == "were "), behind == ""
end

---On May 3 a court found X guilty of fraud and gave him nine years: one day and one court.
---@param state table
---@param found table[]  before mentions are merged
local function share_verdicts(state, found)
  local by_segment = {}
  for _, record in ipairs(found) do
    if record.trigger and TOLD_TOGETHER[record.kind] == record.status then
      local list = by_segment[record.segment] or {}
      by_segment[record.segment] = list
      for _, other in ipairs(list) do
        local first, second = other, record
        if first.trigger > second.trigger then first, second = second, first end
        local joined, elided = is_joined(state, first.trigger, second.trigger)
        if joined and first.trigger ~= second.trigger and shares_people(first, second) then
          if elided then first.date = first.date or second.date end
          second.date, second.court = second.date or first.date, second.court or first.court
        end
      end
      list[#list + 1] = record
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
      for i, record in ipairs(list) do record.people = { people[i] } end
    end
  end
end

-- ------------------------------------------------------------ told before

local TOLD = { sentence = { imposed = true, upheld = true, extended = false }, charge = { charged = true, alleged = true } }
local TOLD_REACH = 6

-- The last fact of that kind which an earlier verb tells, with all that is listed there.
local function facts_before(found, record)
  local last
  for _, other in ipairs(found) do
    -- not the sentence by which another was replaced
    local replacing = other.rule == "sentence.changed_to"
    if other ~= record and other.kind == record.kind and not other.told_before and not replacing and TOLD[record.kind][other.status]
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

-- "two years of restricted freedom … the term was raised to four years": a term of that kind.
local SAME_KIND = { restricted_freedom = true, probation = true, house_arrest = true, compulsory_labor = true, administrative_arrest = true,
  ban = true, suspended_imprisonment = true }
local function take_kind(found, record)
  local last
  for _, other in ipairs(found) do
    if other ~= record and other.kind == "sentence" and (record.of_before or not other.same_kind)
      and other.first < record.first and other.status ~= "possible"
      and record.segment - other.segment <= 2 and shares_people(other, record) and (not last or other.first > last.first) then
      last = other
    end
  end
  if last and SAME_KIND[last.penalty] then record.penalty = last.penalty end
  if record.of_before and last then record.people = last.people end
  return last ~= nil
end

-- "upheld the sentence", "the charges were dropped": what the earlier fact says.
local function tell_again(found)
  local out = {}
  for _, record in ipairs(found) do
    local known = record.same_kind and take_kind(found, record)
    if not record.told_before and (known or not record.of_before) then out[#out + 1] = record end
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

local function names_none(court) return court == "the court" or court == "same court" end

-- The court that was named last before a fact, in a segment in which facts were looked for.
local function court_before(state, record)
  local found
  for index = record.segment, math.max(1, record.segment - COURT_REACH), -1 do
    local seg = state.candidates.facts[index] and state.segs[index]
    for _, entity in ipairs(seg and seg.entities or {}) do
      local before = index < record.segment or entity.first + seg.first - 1 < record.first
      if entity.type == "court" and before and not names_none(entity.name) then found = entity.name end
    end
    if found then return found end
  end
  return nil
end

-- "the court" is the one that was named last, if not too far before.
local function resolve_courts(state, found)
  for _, record in ipairs(found) do
    if names_none(record.court) then record.court = court_before(state, record) end
  end
end

M.overlap, M.merge_same, M.share_courts = overlap, merge_same, share_courts
M.share_verdicts, M.date_verdicts = share_verdicts, date_verdicts
M.distribute, M.tell_again, M.resolve_courts = distribute, tell_again, resolve_courts

return M
