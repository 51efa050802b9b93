---What the passage around a record says of it: the offence of a penalty that its
---sentence names elsewhere, and denials of what is stated besides.
local M = {}

-- How many sentences away an offence may be. Further ones are as often of another
-- penalty as of this one.
local NEAR = 0

local function shares_people(a, b)
  if #a.people == 0 or #b.people == 0 then return #a.people == #b.people end
  for _, person in ipairs(a.people) do
    for _, other in ipairs(b.people) do
      if person == other then return true end
    end
  end
  return false
end

-- The offences that one verb names, as one run of text.
local function offences_of(records, charge, text)
  local first, last = charge.core, charge.core
  for _, other in ipairs(records) do
    if other.kind == "charge" and other.segment == charge.segment and other.trigger == charge.trigger and other.core then
      first = math.min(first, other.core)
      last = math.max(last, other.last)
    end
  end
  -- what is quoted may reach beyond the offence: "in a fraud case"
  if first == charge.core and last == charge.last then return charge.offence end
  return (text:sub(first, last):gsub("%s+", " "))
end

local PAST = { imposed = true, served = true, upheld = true }

-- The conviction nearest to a sentence, before it rather than behind it.
local function conviction_near(records, sentence)
  local best, best_distance
  for _, record in ipairs(records) do
    if record.kind == "charge" and record.status == "convicted" and record.core and record.segment
      and shares_people(record, sentence) then
      local distance = sentence.segment - record.segment
      distance = distance < 0 and 0.5 - distance or distance
      if distance <= NEAR and (not best or distance < best_distance) then best, best_distance = record, distance end
    end
  end
  return best
end

-- What is imposed beside a sentence has no offence of its own.
local BESIDE = { ban = true, confiscation = true, fine = true }

---Give sentences the offence that stands near them.
---@param records table[]  merged, with their people
---@param text string  of the article
function M.complete(records, text)
  for _, record in ipairs(records) do
    if record.kind == "sentence" and not record.offence and PAST[record.status] and record.segment and #record.people > 0
      and not BESIDE[record.penalty] then
      local charge = conviction_near(records, record)
      if charge then record.offence = offences_of(records, charge, text) end
    end
  end
end

-- "denied false imprisonment", who was convicted of falsely imprisoning somebody.
local STEM = 5

---Drop denials of what another record states.
---@param records table[]
---@param overlap fun(a: string?, b: string?, stem: integer?): number  of two offences
---@return table[] kept
function M.without_denials(records, overlap)
  local kept = {}
  for _, record in ipairs(records) do
    local known = false
    for _, other in ipairs(record.denied and records or kept) do
      if record.denied and other ~= record and other.kind == "charge" and not other.denied and shares_people(record, other)
        and overlap(record.offence, other.offence, STEM) >= 0.5 then
        known = true
      end
      if not record.denied then break end
    end
    if not known then kept[#kept + 1] = record end
  end
  return kept
end

return M
