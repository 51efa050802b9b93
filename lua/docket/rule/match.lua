---Runs a rule pack over an article, phase by phase: values (numbers, terms,
---dates), names, terms made of both (penalties), facts, then resolution.
---
---Candidates come from the core, which finds all triggers of all rules in one
---pass; with `everywhere` each rule is tried at every word instead. Both give
---the same records.
local lpeg = require "lpeg"
local actor = require "docket.resolve.actor"
local fact = require "docket.rule.fact"
local grammar = require "docket.rule.grammar"
local name = require "docket.resolve.name"
local offence = require "docket.rule.offence"
local person = require "docket.resolve.person"
local resolve = require "docket.resolve"
local sandbox = require "docket.rule.sandbox"
local segment = require "docket.rule.segment"
local vocabulary = require "docket.rule.vocabulary"

local P, S, Cp, Ct = lpeg.P, lpeg.S, lpeg.Cp, lpeg.Ct

local M = {}

---@class docket.Matcher
local Matcher = {}
Matcher.__index = Matcher

-- ------------------------------------------------------------ compiling

local function compile(rule)
  if rule.form == "pattern" then rule.compiled = Ct(rule.pattern) * Cp() end
end

local function entry_for(entries, by_word, word)
  local entry = by_word[word]
  if not entry then
    entry = { id = #entries + 1, word = word }
    entries[entry.id] = entry
    by_word[word] = entry
  end
  return entry
end

local function is_entity(word) return word:sub(1, 8) == "<entity:" end

---@param pack table  of docket.rule.load
---@param core table  docket.core
---@return docket.Matcher
function M.new(pack, core)
  local self = setmetatable({ pack = pack, entries = {}, by_word = {}, by_entity = {}, statistics = {} }, Matcher)
  local verbs = {}
  self.phases = { values = {}, names = {}, terms = {}, facts = {} }
  for _, rule in ipairs(pack.rules) do
    compile(rule)
    table.insert(self.phases[rule.phase], rule)
    for _, word in ipairs(rule.trigger) do
      if is_entity(word) then
        local type_name = word:sub(9, -2)
        self.by_entity[type_name] = self.by_entity[type_name] or {}
        table.insert(self.by_entity[type_name], rule)
      else
        local entry = entry_for(self.entries, self.by_word, word)
        entry[rule.phase] = entry[rule.phase] or {}
        table.insert(entry[rule.phase], rule)
      end
    end
  end
  local triggers = pack:list "verbs"
  for word, value in pairs(triggers and triggers.entries or {}) do
    verbs[word] = value == "noun" and "noun" or true
  end
  self.verbs = verbs
  entry_for(self.entries, self.by_word, "<capital>").capital = true
  local ids = {}
  for word, entry in pairs(self.by_word) do ids[word] = entry.id end
  self.triggers = assert(core.triggers(ids))
  self.names = name.finder(pack)
  self.actors = actor.finder(pack, verbs)
  self.grammar = grammar.new(pack, verbs)
  self.offences = offence.reader(pack, verbs)
  self.resolver = resolve.new(pack)
  return self
end

-- ------------------------------------------------------------ pattern rules

local currency = S "$#" + P "\xc2\xa3" + P "\xc2\xa5" + P "\xc2\xa7" + P "\xe2\x82" * lpeg.R "\x80\xbf"
local starts_pattern = Ct((Cp() * (vocabulary.word_char ^ 1 + currency + vocabulary.masked) + 1) ^ 0)

local function call_make(rule, captures, context)
  if rule.trusted then return rule.make(captures, context) end
  local ok, made = sandbox.call(sandbox.CALL_INSTRUCTIONS, rule.make, captures, context)
  if ok then return made end
  return nil, tostring(made)
end

-- Index of the last start that is not behind `position`.
local function start_index(starts, position)
  local low, high = 1, #starts
  while low < high do
    local middle = (low + high + 1) // 2
    if starts[middle] <= position then low = middle else high = middle - 1 end
  end
  return low
end

local function try(rule, subject, start, position, matches)
  local captures, stop = rule.compiled:match(subject, start)
  if captures and stop > start and stop > position then
    captures.first, captures.last = start, stop - 1
    matches[#matches + 1] = { rule = rule, captures = captures, first = start, last = stop - 1 }
    return true
  end
end

local function try_back(rule, subject, starts, position, matches)
  if rule.back == 0 then return try(rule, subject, position, position, matches) end
  local index = start_index(starts, position)
  for i = math.max(1, index - rule.back), index do
    try(rule, subject, starts[i], position, matches)
  end
end

local function better(a, b)
  local length_a, length_b = a.last - a.first, b.last - b.first
  if length_a ~= length_b then return length_a > length_b end
  if a.rule.priority ~= b.rule.priority then return a.rule.priority > b.rule.priority end
  if a.rule.order ~= b.rule.order then return a.rule.order < b.rule.order end
  return a.first < b.first
end

local function by_position(a, b)
  if a.first ~= b.first then return a.first < b.first end
  return better(a, b)
end

-- Longest first: those that overlap nothing better. What a refused match kept
-- out gets its turn.
local function settle(matches, accept)
  table.sort(matches, better)
  local chosen = {}
  local function free(match)
    for _, other in ipairs(chosen) do
      if match.first <= other.last and other.first <= match.last then return false, other end
    end
    return true
  end
  local losers
  for i = 1, #matches do
    local match = matches[i]
    local ok, winner = free(match)
    if ok then
      chosen[#chosen + 1] = match
    else
      losers = losers or {}
      losers[#losers + 1] = match
      match.lost_to = winner.rule.id
    end
  end
  table.sort(chosen, by_position)
  local accepted = {}
  local function take(match)
    match.entity = accept(match)
    if match.entity then
      accepted[#accepted + 1] = match
      return
    end
    -- refused: those that it kept out get their turn, the best first
    match.refused = true
    for _, loser in ipairs(losers or {}) do
      if not loser.done and loser.first <= match.last and match.first <= loser.last then
        local clash = false
        for _, other in ipairs(accepted) do clash = clash or (loser.first <= other.last and other.first <= loser.last) end
        for _, other in ipairs(chosen) do
          clash = clash or (not other.refused and loser.first <= other.last and other.first <= loser.last)
        end
        if not clash then
          loser.done = true
          take(loser)
        end
      end
    end
  end
  for _, match in ipairs(chosen) do take(match) end
  table.sort(accepted, by_position)
  return accepted
end

local CLASS = { duration = "duration", number = "number", money = "money", date = "date" }

-- The entity of an earlier phase at a position that `entity_at` captured.
local function entity_lookup(context)
  return function(position)
    for _, entity in ipairs(context.segment.entities) do
      if entity.first == position then return entity end
    end
  end
end

-- The entity that a rule's match becomes.
local function entity_of(state, seg, match)
  local rule, captures = match.rule, match.captures
  local made
  if rule.make then
    local context = state.context
    context.folded, context.text, context.first, context.last = seg.subject, seg.raw_text, match.first, match.last
    context.segment_first, context.segment_last, context.segment_index = 1, #seg.folded, seg.index
    context.offset, context.segment = seg.first - 1, seg
    local message
    made, message = call_make(rule, captures, context)
    if message then state:problem(rule, message) end
    if made == nil then return nil end
  else
    made = {}
    for key, value in pairs(captures) do
      if type(key) == "string" and key ~= "first" and key ~= "last" then made[key] = value end
    end
  end
  if rule.set then
    for key, value in pairs(rule.set) do
      if made[key] == nil then made[key] = value end
    end
  end
  local entity = made
  entity.date_type = made.type
  entity.type = made.entity or (made.age and "age") or (made.type == "DURATION" and "duration") or CLASS[rule.kind] or rule.kind
  entity.first, entity.last = made.first or match.first, made.last or match.last
  entity.rule = rule.id
  entity.segment_index = seg.index
  if entity.type == "date" and entity.value and entity.date_type ~= "SET" and not entity.value:find "_REF$" then
    -- narrative dates of the same segment count from this one
    state.context.previous = entity
  end
  return entity
end

-- Try the rules of one phase at their candidates in a segment.
local function run_patterns(self, state, seg, phase, candidates, subject)
  local matches = {}
  local starts
  seg.subject = subject
  if state.everywhere then
    starts = starts_pattern:match(subject)
    for _, rule in ipairs(self.phases[phase]) do
      local over = rule.over == "text" and seg.raw or subject
      for _, start in ipairs(starts) do try(rule, over, start, start, matches) end
    end
  else
    for i = 1, #candidates, 2 do
      local position, rules = candidates[i], candidates[i + 1]
      for _, rule in ipairs(rules) do
        if rule.back > 0 and not starts then starts = starts_pattern:match(subject) end
        try_back(rule, rule.over == "text" and seg.raw or subject, starts, position, matches)
      end
    end
  end
  if #matches == 0 then return {} end
  local accepted = settle(matches, function(match) return entity_of(state, seg, match) end)
  if state.trace then
    for _, match in ipairs(matches) do
      if match.lost_to then
        state.lost[#state.lost + 1] = { rule = match.rule.id, first = match.first + seg.first - 1,
          last = match.last + seg.first - 1, to = match.lost_to }
      end
    end
  end
  return accepted
end

-- ------------------------------------------------------------ phases

-- Segment objects are made when something is to be found in them.
local function seg_of(state, index)
  local seg = state.segs[index]
  if not seg then
    local bounds = state.bounds
    seg = segment.new(state.folded, state.text, index, bounds[2 * index - 1], bounds[2 * index])
    seg.raw_text = seg.raw
    state.segs[index] = seg
  end
  return seg
end

-- Sort the core's hits by phase and segment.
local function distribute(self, state, hits)
  local entries, bounds = self.entries, state.bounds
  for i = 1, #hits, 3 do
    local first, entry, index = hits[i], entries[hits[i + 1]], hits[i + 2]
    if entry.capital then
      local n = #state.capitals
      state.capitals[n + 1], state.capitals[n + 2] = first, index
    end
    local relative = first - bounds[2 * index - 1] + 1
    for phase, store in pairs(state.candidates) do
      local rules = entry[phase]
      if rules then
        local list = store[index]
        if not list then
          list = {}
          store[index] = list
        end
        local n = #list
        list[n + 1], list[n + 2] = relative, rules
      end
    end
  end
end

local NONE = {}

local function date_record(seg, entity)
  local offset = seg.first - 1
  return { kind = "date", type = entity.date_type, value = entity.value, mod = entity.mod, anchor = entity.anchor,
    first = entity.first + offset, last = entity.last + offset, rule = entity.rule }
end

local function run_values(self, state, index)
  local seg = seg_of(state, index)
  if seg.valued then return seg end
  seg.valued = true
  local accepted = run_patterns(self, state, seg, "values", state.candidates.values[index] or NONE, seg.folded)
  local entities = {}
  for _, match in ipairs(accepted) do
    local entity = match.entity
    entities[#entities + 1] = entity
    if entity.date_type and not entity.hidden then
      local record = date_record(seg, entity)
      entity.record = record
      state.dates[#state.dates + 1] = record
    end
  end
  seg.entities = entities
  return seg
end

-- Courts and statutes stand in the segment before names are looked for.
local function run_names(self, state, index)
  local seg = run_values(self, state, index)
  if seg.named then return seg end
  seg.named = true
  local accepted = run_patterns(self, state, seg, "names", state.candidates.names[index] or NONE, seg.folded)
  local found = {}
  for _, match in ipairs(accepted) do found[#found + 1] = match.entity end
  seg:add(found, true)
  local names = {}
  for _, item in ipairs(state.names_by_segment[index] or NONE) do
    local first, last = item.first - seg.first + 1, item.last - seg.first + 1
    local covered = false
    for _, entity in ipairs(seg.entities) do
      if entity.first <= last and first <= entity.last then covered = true end
    end
    if not covered then
      names[#names + 1] = { first = first, last = last, kind = item.kind, person = item.person, title = item.title,
        official = item.official, strong = item.strong, text = item.text }
    end
  end
  seg:add(self.actors:find(seg, names))
  return seg
end

local function entity_candidates(self, seg)
  local list = {}
  for _, entity in ipairs(seg.entities) do
    local rules = self.by_entity[entity.type]
    if rules then
      local terms = {}
      for _, rule in ipairs(rules) do
        if rule.phase == "terms" then terms[#terms + 1] = rule end
      end
      local n = #list
      if #terms > 0 then list[n + 1], list[n + 2] = entity.first, terms end
    end
  end
  return list
end

local function run_terms(self, state, index)
  local seg = run_names(self, state, index)
  if seg.termed then return seg end
  seg.termed = true
  local candidates = {}
  for _, list in ipairs { state.candidates.terms[index] or NONE, entity_candidates(self, seg) } do
    for _, item in ipairs(list) do candidates[#candidates + 1] = item end
  end
  local accepted = run_patterns(self, state, seg, "terms", candidates, seg.masked)
  local found = {}
  for _, match in ipairs(accepted) do found[#found + 1] = match.entity end
  seg:add(found, true)
  seg:tokenize()
  return seg
end

-- All names of the article, and which of them are one person.
local function read_names(self, state)
  local people = person.new()
  state.people = people
  local text, names = state.text, {}
  local behind = 0
  for i = 1, #state.capitals, 2 do
    local first, index = state.capitals[i], state.capitals[i + 1]
    if first > behind then
      local run = name.run(text, first)
      if run then
        behind = run.last
        local kind = self.names:classify(run)
        if kind.kind then
          local words = table.move(run.words, kind.from, kind.to, 1, {})
          local last_word = run.words[kind.to]
          names[#names + 1] = { first = run.starts[kind.from], last = run.starts[kind.to] + #last_word - 1, index = index,
            kind = kind.kind, words = words, title = kind.title, official = kind.official, strong = kind.strong }
        end
      end
    end
  end
  self.resolver:register(people, names, state)
  local by_segment = {}
  for _, item in ipairs(names) do
    item.text = table.concat(item.words, " ")
    by_segment[item.index] = by_segment[item.index] or {}
    table.insert(by_segment[item.index], item)
  end
  state.names_by_segment = by_segment
end

local function run_facts(self, state)
  local facts = state.candidates.facts
  local indices = {}
  if state.everywhere then
    for i = 1, #state.bounds // 2 do indices[i] = i end
  else
    for index in pairs(facts) do indices[#indices + 1] = index end
    table.sort(indices)
  end
  if #indices == 0 then return {} end
  read_names(self, state)
  local found = {}
  for _, index in ipairs(indices) do
    local seg = run_terms(self, state, index)
    fact.run(self, state, seg, facts[index] or NONE, found)
  end
  return found
end

-- ------------------------------------------------------------ the whole

local State = {}
State.__index = State

---Note what went wrong inside a rule, once for each rule and article.
function State:problem(rule, message)
  self.problems[rule.id] = self.problems[rule.id] or { file = rule.file, line = rule.line, rule = rule.id,
    message = message, code = "ERULE" }
end

---@param article docket.Article
---@param options table
local function new_state(article, options)
  local core = article.core
  local state = setmetatable({ article = article, text = article.text, folded = core:folded(), bounds = core:segments(),
    segs = {}, dates = {}, capitals = {}, lost = {}, problems = {}, names_by_segment = {},
    candidates = { values = {}, names = {}, terms = {}, facts = {} },
    everywhere = options.everywhere, trace = options.trace,
    context = { reference = article.reference_date, reference_basis = article.reference_basis,
      document_order = article.document_order } }, State)
  state.context.entity = entity_lookup(state.context)
  return state
end

---Everything that the rules find in an article.
---@param article docket.Article
---@param options? { kinds: table<string, true>?, everywhere: boolean?, trace: boolean? }
---@return docket.Record[] records  in text order
---@return table state  for `why`: what lost, problems
function Matcher:extract(article, options)
  options = options or {}
  local state = new_state(article, options)
  local hits = article.core:scan(self.triggers)
  distribute(self, state, hits)
  local kinds = options.kinds
  local wants_dates = not kinds or kinds.date
  local wants_facts = not kinds or next(kinds, kinds.date and next(kinds) == "date" and "date" or nil) ~= nil
  if wants_dates or state.everywhere then
    for index = 1, #state.bounds // 2 do
      if state.everywhere or state.candidates.values[index] then run_values(self, state, index) end
    end
  end
  local records = {}
  if wants_facts then
    records = self.resolver:records(state, run_facts(self, state))
  end
  if wants_dates then
    for _, record in ipairs(state.dates) do records[#records + 1] = record end
  end
  local out = {}
  for _, record in ipairs(records) do
    if not kinds or kinds[record.kind] then
      record.quote = state.text:sub(record.first, record.last)
      out[#out + 1] = record
    end
  end
  table.sort(out, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last < b.last end
    if a.kind ~= b.kind then return a.kind < b.kind end
    return (a.rule or "") < (b.rule or "")
  end)
  return out, state
end

return M
