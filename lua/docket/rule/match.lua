---Runs a rule pack over an article, phase by phase: values (numbers, terms,
---dates), names, terms made of both (penalties), facts, then resolution.
---
---Candidates come from the core, which finds all triggers of all rules in one
---pass; with `everywhere` each rule is tried at every word instead. Both give
---the same records.
local lpeg = require "lpeg"
local core = require "docket.core"
local actor = require "docket.resolve.actor"
local fact = require "docket.rule.fact"
local grammar = require "docket.rule.grammar"
local guard = require "docket.rule.guard"
local name = require "docket.resolve.name"
local offence = require "docket.rule.offence"
local person = require "docket.resolve.person"
local register = require "docket.resolve.register"
local resolve = require "docket.resolve"
local segment = require "docket.rule.segment"
local vocabulary = require "docket.rule.vocabulary"

local P, S, Cp, Ct = lpeg.P, lpeg.S, lpeg.Cp, lpeg.Ct

local M = {}

---@class docket.Matcher
local Matcher = {}
Matcher.__index = Matcher

local NONE = {}

-- ------------------------------------------------------------ compiling

local currency = S "$#" + P "\xc2\xa3" + P "\xc2\xa5" + P "\xc2\xa7" + P "\xe2\x82" * lpeg.R "\x80\xbf"
local unit = vocabulary.word_char ^ 1 + currency + vocabulary.masked
local between = (1 - (vocabulary.word_char + currency + vocabulary.masked)) ^ 0
local next_start = unit * between * #P(1)

-- A pattern is tried at the start it is given, compiled when that first happens.
local function compiled_of(rule)
  local compiled = rule.compiled
  if not compiled then
    compiled = Cp() * Ct(rule.pattern) * Cp()
    if not rule.trusted then compiled = guard.bounded(rule, compiled) end
    rule.compiled = compiled
  end
  return compiled
end

-- Compiling a search costs as much as some hundred tries without it.
local WORTH_A_SEARCH = 200

-- The first match at or behind a word start, however far.
local function search(attempt) return P { attempt + next_start * lpeg.V(1) } end

-- Where is the next match of any of the rules that a word triggers? Most words
-- have none near, and one call tells that.
local function quick_of(items)
  local choice, reach
  for _, item in ipairs(items) do
    -- others' patterns count their own steps, never in a common search
    items.unsearched = items.unsearched or not item.rule.trusted
    if items.unsearched then return end
    local plain = item.rule.pattern / 0
    choice = choice and choice + plain or plain
    reach = math.max(reach or 0, item.reach)
  end
  items.reach = reach
  items.quick = search(Cp() * choice)
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

-- Words that trigger the same rules share one list, and so its compiled search.
local function share_items(entries)
  local known = {}
  for _, entry in ipairs(entries) do
    for _, phase in ipairs { "values", "names", "terms", "facts" } do
      local items = entry[phase]
      if items then
        local parts = { phase }
        for _, item in ipairs(items) do parts[#parts + 1] = ("%s/%d/%d"):format(item.rule.id, item.reach, item.offset) end
        local signature = table.concat(parts, " ")
        known[signature] = known[signature] or items
        entry[phase] = known[signature]
      end
    end
  end
end

local function is_entity(word) return word:sub(1, 8) == "<entity:" end

---@param pack table  of docket.rule.load
---@return docket.Matcher
function M.new(pack)
  local self = setmetatable({ pack = pack, entries = {}, by_word = {}, by_entity = {}, bounded = {} },
    Matcher)
  local verbs = {}
  self.phases = { values = {}, names = {}, terms = {}, facts = {} }
  for _, rule in ipairs(pack.rules) do
    if not rule.trusted then table.insert(self.bounded, rule) end
    table.insert(self.phases[rule.phase], rule)
    for _, key in ipairs(rule.trigger) do
      local word = key.word
      if is_entity(word) then
        -- a fact at an entity is looked for where one of its `also` words stands
        for _, phrase in ipairs(rule.phase == "facts" and rule.also and vocabulary.phrases(rule.also) or NONE) do
          entry_for(self.entries, self.by_word, phrase).marks = true
        end
        local type_name = word:sub(9, -2)
        self.by_entity[type_name] = self.by_entity[type_name] or {}
        table.insert(self.by_entity[type_name], rule)
      else
        local entry = entry_for(self.entries, self.by_word, word)
        entry[rule.phase] = entry[rule.phase] or {}
        table.insert(entry[rule.phase], { rule = rule, reach = rule.back + key.offset, offset = key.offset })
      end
    end
  end
  share_items(self.entries)
  self.terms_of_entity = {}
  for type_name, rules in pairs(self.by_entity) do
    for _, rule in ipairs(rules) do
      if rule.phase == "terms" then
        local items = self.terms_of_entity[type_name] or {}
        self.terms_of_entity[type_name] = items
        items[#items + 1] = { rule = rule, reach = rule.back, offset = 0 }
      end
    end
  end
  local triggers = pack:list "verbs"
  for word, value in pairs(triggers and triggers.entries or {}) do
    verbs[word] = value == "noun" and "noun" or true
  end
  self.verbs = verbs
  -- The core takes the longer of "year's" and "year": what hinges on the shorter
  -- word is tried at the longer one as well.
  for word, entry in pairs(self.by_word) do
    local base = self.by_word[word:match "^(.+)'s$" or ""]
    for phase in pairs(base and self.phases or {}) do
      for _, item in ipairs(base[phase] or {}) do
        entry[phase] = entry[phase] or {}
        table.insert(entry[phase], item)
      end
    end
  end
  local ids = {}
  for word, entry in pairs(self.by_word) do ids[word] = entry.id end
  self.triggers = assert(core.triggers(ids))
  -- names are looked for only in articles that hold a fact
  self.capitals = assert(core.triggers { ["<capital>"] = 1 })
  self.names = name.finder(pack)
  self.actors = actor.finder(pack, verbs)
  self.grammar = grammar.new(pack, verbs)
  self.offences = offence.reader(pack, verbs)
  self.resolver = resolve.new(pack)
  self.register = register.new(pack)
  return self
end

-- ------------------------------------------------------------ pattern rules

local function call_make(rule, captures, context)
  if rule.trusted then return rule.make(captures, context) end
  return guard.entity(rule, captures, context)
end

local function note(rule, captures, first, stop, matches)
  captures.first, captures.last = first, stop - 1
  matches[#matches + 1] = { rule = rule, captures = captures, first = first, last = stop - 1 }
end

local function try(rule, subject, start, matches)
  local first, captures, stop = compiled_of(rule):match(subject, start)
  if first and stop > first then note(rule, captures, first, stop, matches) end
end

-- Try a rule at the words up to and including the one at `position`: the matches
-- that cover that word. A later start may match more. Nothing matches before `possible`.
local function try_back(item, subject, starts, index, position, possible, matches)
  local compiled = compiled_of(item.rule)
  local from = index - item.reach
  if from < 1 then from = 1 end
  while starts[from] < possible do from = from + 1 end
  for i = from, index do
    local first, captures, stop = compiled:match(subject, starts[i])
    if first and stop > position then note(item.rule, captures, first, stop, matches) end
  end
end

-- The first word before or at a candidate where any of the rules may match, or
-- nil. `next_match` remembers for each list of rules up to where the segment is
-- known to hold none.
local function first_possible(items, subject, starts, index, position, next_match)
  if (next_match[items] or 0) > position then return nil end
  if not items.quick then
    items.tries = (items.tries or 0) + 1
    if items.tries < WORTH_A_SEARCH or items.unsearched then return 1 end
    quick_of(items)
    if not items.quick then return 1 end
  end
  local from = index - items.reach
  local possible = items.quick:match(subject, starts[from < 1 and 1 or from]) or math.huge
  if possible <= position then return possible end
  next_match[items] = possible
  return nil
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
  if #matches == 1 then
    matches[1].entity = accept(matches[1])
    return matches[1].entity and matches or NONE
  end
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
    starts = core.words(subject)
    for _, rule in ipairs(self.phases[phase]) do
      local over = rule.over == "text" and seg.raw or subject
      for _, start in ipairs(starts) do try(rule, over, start, matches) end
    end
  else
    starts = seg:word_starts(subject)
    local raw = phase == "names" and seg.raw
    local next_match = {}
    local index, n_starts = 1, #starts
    for i = 1, #candidates, 2 do
      local position, items = candidates[i], candidates[i + 1]
      if starts[index] > position then index = 1 end
      while index < n_starts and starts[index + 1] <= position do index = index + 1 end
      local possible = raw and 1 or first_possible(items, subject, starts, index, position, next_match)
      if possible then
        for j = 1, #items do
          local over = raw and items[j].rule.over == "text" and raw or subject
          try_back(items[j], over, starts, index, position, possible, matches)
        end
      end
    end
  end
  if #matches == 0 and not state.tracer then return NONE end
  local accepted = settle(matches, function(match) return entity_of(state, seg, match) end)
  if state.tracer then state.tracer:patterns(self, seg, phase, subject, matches) end
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

local function push(store, index, position, entry)
  local list = store[index]
  if list then
    local n = #list
    list[n + 1], list[n + 2] = position, entry
  else
    store[index] = { position, entry }
  end
end

-- Sort the core's hits by phase and segment.
local function distribute(self, state, hits)
  local entries, bounds, marked = self.entries, state.bounds, state.marked
  local candidates = state.candidates
  local values, names, terms, facts = candidates.values, candidates.names, candidates.terms, candidates.facts
  for i = 1, #hits, 3 do
    local entry, index = entries[hits[i + 1]], hits[i + 2]
    local position = hits[i] - bounds[2 * index - 1] + 1
    if entry.values then push(values, index, position, entry.values) end
    if entry.names then push(names, index, position, entry.names) end
    if entry.terms then push(terms, index, position, entry.terms) end
    if entry.facts then push(facts, index, position, entry.facts) end
    if entry.marks then marked[index] = true end
  end
end

local function date_record(seg, entity)
  local offset = seg.first - 1
  return { kind = "date", type = entity.date_type, value = entity.value, mod = entity.mod, anchor = entity.anchor, problem = entity.problem,
    first = entity.first + offset, last = entity.last + offset, rule = entity.rule }
end

-- A match of a pattern whose kind a rule file declares is a record by itself.
local function declared_record(kind, seg, entity)
  local offset = seg.first - 1
  local record = { kind = kind.name, rule = entity.rule, first = entity.first + offset, last = entity.last + offset }
  for key, value in pairs(kind.fields) do
    local field = type(key) == "number" and value or key
    record[field] = entity[field]
  end
  return record
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
    local declared = self.pack.kinds[match.rule.kind]
    if declared then state.declared[#state.declared + 1] = declared_record(declared, seg, entity) end
  end
  seg.entities, seg.masked = entities, nil
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
  seg:add(self.actors:find(seg, names), true)
  return seg
end

local function entity_candidates(self, seg)
  local list, n = {}, 0
  for _, entity in ipairs(seg.entities) do
    local items = self.terms_of_entity[entity.type]
    if items then
      list[n + 1], list[n + 2] = entity.first, items
      n = n + 2
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
  local accepted = run_patterns(self, state, seg, "terms", candidates, seg:mask())
  local found = {}
  for _, match in ipairs(accepted) do found[#found + 1] = match.entity end
  seg:add(found, true)
  seg:tokenize()
  return seg
end

-- All names of the article, and which of them are one person.
local function read_names(self, state)
  state.people = person.new()
  state.capitals = state.article.core:scan(self.capitals)
  state.names_by_segment = self.register:read(state, self.names)
end

-- Is there a word for a penalty, a term or a sum in the segment?
local function has_penalty(self, state, index)
  if state.candidates.terms[index] then return true end
  for _, entity in ipairs(run_values(self, state, index).entities) do
    if entity.type == "duration" and not entity.age or entity.type == "money" then return true end
  end
  return false
end

-- The start of the word that stands `count` words before `position`.
local function words_back(state, index, position, count)
  local seg = seg_of(state, index)
  local starts = seg:word_starts(seg.folded)
  local low, high = 1, #starts
  while low < high do
    local middle = (low + high + 1) // 2
    if starts[middle] <= position then low = middle else high = middle - 1 end
  end
  return starts[low - count]
end

-- The candidates at which a rule may find all that it needs, by what is cheap
-- to see: the trigger's words stand there, and a penalty where one is needed.
local function promising(self, state, index, list)
  local out, n = NONE, 0
  local folded, offset = state.folded, state.bounds[2 * index - 1] - 1
  local penalty
  for i = 1, #list, 2 do
    local position, items = list[i], list[i + 1]
    for j = 1, #items do
      local item = items[j]
      local rule = item.rule
      local first = position
      if item.offset > 0 then first = words_back(state, index, first, item.offset) end
      local possible = first and rule.trigger_pattern:match(folded, first + offset)
      if possible and rule.also_search then
        possible = rule.also_search:match(folded:sub(offset + 1, state.bounds[2 * index]))
      end
      if possible and rule.needs and rule.needs.penalty then
        if penalty == nil then penalty = has_penalty(self, state, index) end
        possible = penalty
      end
      if possible then
        if n == 0 then out = {} end
        out[n + 1], out[n + 2] = position, item
        n = n + 2
      end
    end
  end
  return out
end

local function run_facts(self, state)
  local facts = state.candidates.facts
  local indices = {}
  if state.everywhere then
    for i = 1, #state.bounds // 2 do indices[i] = i end
  else
    for index, list in pairs(facts) do
      list = promising(self, state, index, list)
      if #list > 0 or state.marked[index] then indices[#indices + 1] = index end
      facts[index] = list
    end
    for index in pairs(state.marked) do
      if not facts[index] then indices[#indices + 1] = index end
    end
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
  local handle = article.core
  local state = setmetatable({ article = article, text = article.text, folded = handle:folded(), bounds = handle:segments(),
    segs = {}, dates = {}, declared = {}, marked = {}, lost = {}, problems = {}, names_by_segment = {},
    candidates = { values = {}, names = {}, terms = {}, facts = {} },
    everywhere = options.everywhere, trace = options.trace, tracer = options.tracer,
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
  guard.begin(self.bounded, #state.text)
  local hits = article.core:scan(self.triggers)
  distribute(self, state, hits)
  local kinds = options.kinds
  local wants_dates = not kinds or kinds.date
  local wants_facts = not kinds or next(kinds, kinds.date and next(kinds) == "date" and "date" or nil) ~= nil
  local wants_declared = false
  for kind in pairs(self.pack.kinds) do wants_declared = wants_declared or not kinds or kinds[kind] or false end
  if wants_dates or wants_declared or state.everywhere then
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
  for _, record in ipairs(state.declared) do records[#records + 1] = record end
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
  for _, rule in ipairs(self.bounded) do
    if rule.stopped then state:problem(rule, rule.stopped) end
  end
  return out, state
end

return M
