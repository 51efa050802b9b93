---Tries fact rules at their triggers: finds the arguments, gives one record
---for each penalty or offence.
local guard = require "docket.rule.guard"
local penalty_reader = require "docket.rule.penalty"
local view = require "docket.rule.view"

local M = {}

---@class docket.FactMatch
---@field seg docket.Segment
---@field first integer  of the trigger, relative to the segment
---@field last integer
---@field token integer
---@field last_token integer
---@field word string  the trigger as it stands, folded
---@field found table<string, table[]>  arguments that were found
---@field group docket.Auxiliaries  what stands before the trigger
---@field grammar docket.Grammar
---@field nobody boolean?  the verb has a subject of which nothing tells that it is somebody named
---@field rule docket.Rule
---@field article string  the whole article, folded

local Match = {}
Match.__index = Match

local NONE = {}

---The word `offset` tokens from the trigger; punctuation and entities give their kind.
---@param offset integer  -1 is the one before the trigger, 1 the one behind it
---@return string? word
function Match:at(offset)
  local token = offset < 0 and self.token + offset or self.last_token + offset
  return self.seg.words[token]
end

---Is any of these words within `reach` tokens before the trigger, in its clause?
---@param words table<string, any>
---@param reach integer
---@return string? word
function Match:word_before(words, reach)
  local kinds, here = self.seg.kinds, self.seg.words
  for i = self.token - 1, math.max(1, self.token - reach), -1 do
    local kind = kinds[i]
    if kind == ";" then return nil end
    if kind == "word" and words[here[i]] then return here[i], i end
  end
  return nil
end

---Is any of these words within `reach` tokens behind the trigger?
---@param words table<string, any>
---@param reach integer
---@return string? word
function Match:word_after(words, reach)
  local kinds, here = self.seg.kinds, self.seg.words
  for i = self.last_token + 1, math.min(self.seg.n, self.last_token + reach) do
    local kind = kinds[i]
    if kind == ";" then return nil end
    if kind == "word" and words[here[i]] then return here[i], i end
  end
  return nil
end

-- ------------------------------------------------------------ one rule

local function find_arguments(rule, match)
  for _, name in ipairs(rule.need_order) do
    local found = rule.needs[name].find(match)
    if not found or #found == 0 then
      match.failed = name
      return false
    end
    match.found[name] = found
  end
  for _, name in ipairs(rule.take_order) do
    local found = rule.takes[name].find(match)
    if found and #found > 0 then match.found[name] = found end
  end
  return true
end

-- Penalties and offences first: what is inside them is no date of the fact.
local ORDER = { persons = 1, penalty = 2, offence = 3, court = 8, date = 9 }

local function order_of(arguments)
  local names = {}
  for name in pairs(arguments or {}) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    local x, y = ORDER[a] or 5, ORDER[b] or 5
    if x ~= y then return x < y end
    return a < b
  end)
  return names
end

local function prepare(rule)
  if rule.need_order then return end
  rule.need_order, rule.take_order = order_of(rule.needs), order_of(rule.takes)
end

local PENALTY_FIELDS = { "penalty", "duration", "mod", "amount", "currency", "count" }

local function widen(record, item, offset)
  record.first = math.min(record.first, item.first + offset)
  record.last = math.max(record.last, item.last + offset)
end

local function base_record(rule, match, status)
  local offset = match.seg.first - 1
  local record = { kind = rule.kind, rule = rule.id, status = status, first = match.first + offset,
    last = match.last + offset, actors = match.found.persons, segment = match.seg.index, priority = rule.priority,
    order = rule.order, trigger = match.first + offset, nobody = match.nobody }
  for key, value in pairs(rule.set or {}) do record[key] = value end
  return record
end

-- Values of arguments that are no persons, penalties or offences.
local function fill(record, match)
  for name, list in pairs(match.found) do
    if name == "date" then
      record.date = record.date or list[1].value
      record.date_entity = list[1]
    elseif name == "court" then
      record.court = record.court or list[1].name
    elseif name == "place" then
      record.place = record.place or list[1].name
    elseif name == "duration" then
      record.duration = record.duration or list[1].value
    elseif name == "statute" then
      record.statute = record.statute or list[1].name
    elseif name ~= "persons" and name ~= "penalty" and name ~= "offence" then
      local item = list[1]
      record[name] = item.value or item.name or match.seg.raw:sub(item.first, item.last)
      widen(record, item, match.seg.first - 1)
    end
  end
end

local function with_penalty(record, penalty, offset)
  for _, field in ipairs(PENALTY_FIELDS) do record[field] = penalty[field] end
  if penalty.status then record.status = penalty.status end
  widen(record, penalty, offset)
  record.core = penalty.first + offset
end

local function offence_text(seg, spans)
  local text = seg.raw:sub(spans[1].first, spans[#spans].last)
  -- a line break of the source is a space in the field
  if text:find("\n", 1, true) or text:find("  ", 1, true) then text = text:gsub("%s+", " ") end
  return text
end

local function copy(record)
  local out = {}
  for key, value in pairs(record) do out[key] = value end
  return out
end

local function emit(rule, match, status, out)
  local offset = match.seg.first - 1
  local record = base_record(rule, match, status)
  fill(record, match)
  local offences, penalty = match.found.offence, match.found.penalty
  -- "the charges were dropped": the offence stands before
  if rule.kind == "charge" and (offences or not match.found.noun) then
    for _, span in ipairs(offences or {}) do
      local one = copy(record)
      one.offence = offence_text(match.seg, { span })
      one.core = span.first + offset
      widen(one, span, offset)
      out[#out + 1] = one
    end
  elseif penalty then
    for k, item in ipairs(penalty) do
      local one = copy(record)
      with_penalty(one, item, offset)
      local own = #penalty > 1 and offences and penalty_reader.own_offence(match, penalty, k) or offences
      if own then one.offence = offence_text(match.seg, own) end
      if item.actors then one.actors = item.actors end
      out[#out + 1] = one
    end
  else
    if offences then record.offence = offence_text(match.seg, offences) end
    record.core = record.core or record.trigger
    out[#out + 1] = record
  end
end

local function call(state, rule, f, ...)
  local own = rule.trusted and f or guard.own(f)
  if own then return own(...) end
  local ok, value = guard.call(rule, f, view.of((...)))
  if ok then return value end
  state:problem(rule, value)
  return nil
end

local function call_make(state, rule, record, match)
  if rule.trusted then return rule.make(record, match) end
  local made, message = guard.record(rule, record, match, #state.text)
  if message then state:problem(rule, message) end
  return made
end

-- Tell who asked (`whynot`) why a rule made nothing of a trigger that stands there.
local function refused(state, rule, match, stage, detail)
  if state.tracer then state.tracer:fact(rule, match, stage, detail) end
end

local function excluded(rule, match)
  local unless = rule.unless
  if not unless then return false end
  if unless.after and unless.after:match(match.seg:mask(), match.last + 1) then return true end
  if unless.before then
    for i = match.token - 1, math.max(1, match.token - 8), -1 do
      local stop = unless.before:match(match.seg:mask(), match.seg.starts[i])
      if stop == match.first then return true end
    end
  end
  return false
end

local function try_rule(self, state, rule, seg, first, out)
  local stop = rule.trigger_pattern:match(seg:mask(), first)
  if not stop then return end
  local token = seg:token_at(first)
  local last_token = token
  while token and last_token < seg.n and seg.ends[last_token] < stop - 1 do last_token = last_token + 1 end
  if not token or seg.entity[token] and not rule.on_entity and seg.starts[token] ~= first then return end
  prepare(rule)
  local match = setmetatable({ seg = seg, first = first, last = stop - 1, token = token, last_token = last_token,
    word = seg:mask():sub(first, stop - 1), found = {}, grammar = self.grammar, offences = self.offences, rule = rule,
    article = state.folded }, Match)
  if excluded(rule, match) then return refused(state, rule, match, "unless") end
  local _
  _, match.group = self.grammar:verb_group(seg, token)
  if rule.requires and not call(state, rule, rule.requires, match) then
    return refused(state, rule, match, "requires")
  end
  local status = rule.status
  if type(status) == "function" then
    status = call(state, rule, status, match)
    if type(status) ~= "string" then return refused(state, rule, match, "status") end
  end
  if not find_arguments(rule, match) then return refused(state, rule, match, "needs", match.failed) end
  local records, before = {}, #out
  emit(rule, match, status, records)
  for _, record in ipairs(records) do
    if rule.make then record = call_make(state, rule, record, match) end
    if record then out[#out + 1] = record end
  end
  refused(state, rule, match, #records == 0 and "nothing" or #out > before and "made" or "make")
end

-- Rules of others' files match with fuel.
local function attempt(self, state, rule, seg, first, out)
  if rule.trusted then
    local ok, message = guard.contained(try_rule, self, state, rule, seg, first, out)
    return ok or state:problem(rule, message)
  end
  guard.try(rule, try_rule, self, state, rule, seg, first, out)
end

-- ------------------------------------------------------------ one segment

local WEIGHED = { "penalty", "duration", "offence", "date", "court" }

local function fields_of(record)
  local n = 0
  for _, field in ipairs(WEIGHED) do
    if record[field] ~= nil then n = n + 1 end
  end
  if record.actors then n = n + 1 end
  return n
end

-- Two rules may find one fact: at the same penalty, offence, or trigger.
local function compete(records, state)
  if #records < 2 then return records end
  local best = {}
  for _, record in ipairs(records) do
    local key = record.kind .. ":" .. tostring(record.core)
    local known = best[key]
    record.weight = fields_of(record)
    if not known then
      best[key] = record
    else
      local wins = record.priority > known.priority
        or (record.priority == known.priority and record.weight > known.weight)
        or (record.priority == known.priority and record.weight == known.weight and record.order < known.order)
      local winner, loser = wins and record or known, wins and known or record
      best[key] = winner
      winner.won_against = winner.won_against or {}
      table.insert(winner.won_against, loser.rule)
      if state.trace then
        table.insert(state.lost, { rule = loser.rule, first = loser.first, last = loser.last, to = winner.rule })
      end
    end
  end
  local out = {}
  for _, record in ipairs(records) do
    if best[record.kind .. ":" .. tostring(record.core)] == record then out[#out + 1] = record end
  end
  return out
end

---Try all fact rules of the candidates in a segment.
---@param self docket.Matcher
---@param state table
---@param seg docket.Segment
---@param candidates table  position, rules, position, rules, …
---@param found table  records are appended
function M.run(self, state, seg, candidates, found)
  local records = {}
  local attempt_here = state.tracer and state.tracer.attempt and state.tracer:attempt(attempt) or attempt
  seg:tokenize()
  if state.everywhere then
    for token = 1, seg.n do
      for _, rule in ipairs(self.phases.facts) do
        if not rule.also_search or rule.also_search:match(seg.folded) then
          attempt_here(self, state, rule, seg, seg.starts[token], records)
        end
      end
    end
  else
    for i = 1, #candidates, 2 do
      local token = seg:token_from(candidates[i])
      if token then
        local item = candidates[i + 1]
        local first = seg.starts[token - item.offset]
        if first then attempt_here(self, state, item.rule, seg, first, records) end
      end
    end
    for _, entity in ipairs(seg.entities) do
      for _, rule in ipairs(self.facts_of_entity[entity.type] or NONE) do
        if (not rule.also_search or rule.also_search:match(seg.folded)) then
          attempt_here(self, state, rule, seg, entity.first, records)
        end
      end
    end
  end
  for _, record in ipairs(compete(records, state)) do found[#found + 1] = record end
end

return M
