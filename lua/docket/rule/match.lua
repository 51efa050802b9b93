---Runs a rule pack over an article, phase by phase: values (numbers, terms,
---dates), names, terms made of both (penalties), facts, then resolution.
---
---Candidates come from the core, which finds all triggers of all rules in one
---pass; with `everywhere` each rule is tried at every word instead. Both give
---the same records.
local lpeg = require "lpeg"
local core = require "docket.core"
local deferred = require "docket.rule.deferred"
local actor = require "docket.resolve.actor"
local fact = require "docket.rule.fact"
local grammar = require "docket.rule.grammar"
local guard = require "docket.rule.guard"
local name = require "docket.resolve.name"
local offence = require "docket.rule.offence"
local person = require "docket.resolve.person"
local register = require "docket.resolve.register"
local resolve = require "docket.resolve"
local section = require "docket.resolve.section"
local segment = require "docket.rule.segment"

local Cp, Ct, match_pattern = lpeg.Cp, lpeg.Ct, lpeg.match

local M = {}

---@class docket.Matcher
local Matcher = {}
Matcher.__index = Matcher

local NONE = {}

-- ------------------------------------------------------------ compiling

---What tries a rule's pattern at a start: `matcher:match(subject, start)` gives its captures
---and where it ended. Made when it is first wanted.
---@param rule docket.Rule
---@return any matcher  an LPeg pattern, or what stands for one
function M.matcher(rule)
  local pattern = Ct(deferred.raw(rule.pattern)) * Cp()
  return rule.trusted and pattern or guard.bounded(rule, pattern)
end

local function compiled_of(rule)
  rule.compiled = M.matcher(rule)
  rule.direct = rule.trusted and rule.compiled or nil
  return rule.compiled
end

local function entry_for(self, word)
  local entry = self.by_word[word]
  if not entry then
    entry = { id = #self.entries + 1, word = word }
    self.entries[entry.id] = entry
    self.by_word[word] = entry
  end
  return entry
end

local function is_entity(word) return word:sub(1, 8) == "<entity:" end

-- What is tried at an entity: facts by the entity's type, terms by the plan.
local function add_entity_rule(self, rule, type_name)
  -- a fact at an entity is looked for where one of its `also` words stands
  for _, phrase in ipairs(rule.phase == "facts" and rule.also and deferred.phrases(rule.also) or NONE) do
    entry_for(self, phrase).marks = true
  end
  local store = rule.phase == "facts" and self.facts_of_entity or self.by_entity
  store[type_name] = store[type_name] or {}
  table.insert(store[type_name], rule)
end

local function add_rule(self, rule)
  if not rule.trusted then table.insert(self.bounded, rule) end
  table.insert(self.phases[rule.phase], rule)
  for _, key in ipairs(rule.trigger) do
    if is_entity(key.word) then
      add_entity_rule(self, rule, key.word:sub(9, -2))
    else
      local entry = entry_for(self, key.word)
      entry[rule.phase] = entry[rule.phase] or {}
      table.insert(entry[rule.phase], { rule = rule, reach = rule.back + key.offset, offset = key.offset,
        whole = key.whole and rule.trusted })
    end
  end
end

-- The core takes the longer of "year's" and "year": what hinges on the shorter
-- word is tried at the longer one as well.
local function share_possessives(self)
  for word, entry in pairs(self.by_word) do
    local base = self.by_word[word:match "^(.+)'s$" or ""]
    for phase in pairs(base and self.phases or NONE) do
      for _, item in ipairs(base[phase] or NONE) do
        entry[phase] = entry[phase] or {}
        table.insert(entry[phase], item)
      end
    end
  end
end

-- What stands alone and makes no record matters to facts only.
local IDLE = { number = true, money = true }

-- Phases of patterns.
local OF_PATTERNS = { "values", "names", "terms" }
-- Bits of the phases, as the core's plan has them.
local BITS = { values = 1, names = 2, terms = 4, facts = 8 }

-- The core's plan: at which words it tries which rules. Triggers are numbered for the
-- values, once more for the names and for the terms; types of entities come last.
local function plan_of(self, triggers)
  local count = #self.entries
  local items, phases = {}, {}
  for i = 1, 3 * count do items[i] = NONE end
  local function add(number, item)
    local list = items[number]
    if list == NONE then
      list = {}
      items[number] = list
    end
    list[#list + 1] = item.rule.number
    list[#list + 1] = item.reach
  end
  for id, entry in ipairs(self.entries) do
    local bits = entry.marks and 16 or 0
    for phase, bit in pairs(BITS) do
      if entry[phase] then bits = bits | bit end
    end
    phases[id] = bits
    for i, phase in ipairs(OF_PATTERNS) do
      for _, item in ipairs(entry[phase] or NONE) do add((i - 1) * count + id, item) end
    end
  end
  for type_name, rules in pairs(self.by_entity) do
    for _, rule in ipairs(rules) do
      if rule.phase == "terms" then
        if not self.entity_triggers[type_name] then
          items[#items + 1] = {}
          self.entity_triggers[type_name] = #items
        end
        add(self.entity_triggers[type_name], { rule = rule, reach = rule.back })
      end
    end
  end
  local words = { opens = {}, between = {}, follows = {} }
  for place, rules_of in pairs(words) do
    for _, rule in ipairs(self.rules) do
      for _, word in ipairs(rule[place] or { "" }) do
        rules_of[word] = rules_of[word] or {}
        table.insert(rules_of[word], rule.number)
      end
    end
  end
  return core.plan { triggers = triggers, rules = #self.rules + 1, phases = phases, items = items, opens = words.opens,
    between = words.between, follows = words.follows }
end

---@param pack table  of docket.rule.load
---@return docket.Matcher
function M.new(pack)
  local self = setmetatable({ pack = pack, rules = {}, entries = {}, by_word = {}, by_entity = {}, facts_of_entity = {},
    entity_triggers = {},
    bounded = {}, phases = { values = {}, names = {}, terms = {}, facts = {} } }, Matcher)
  for i, rule in ipairs(pack.rules) do
    self.rules[i], rule.number = rule, i
    rule.idle = IDLE[rule.kind] and rule.trusted and rule.over ~= "text"
    add_rule(self, rule)
  end
  share_possessives(self)
  local verbs = {}
  local list = pack:list "verbs"
  for word, value in pairs(list and list.entries or NONE) do
    verbs[word] = value == "noun" and "noun" or true
  end
  self.verbs = verbs
  local ids = {}
  for word, entry in pairs(self.by_word) do ids[word] = entry.id end
  self.plan = plan_of(self, assert(core.triggers(ids)))
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
  if rule.trusted then
    local ok, made = guard.contained(rule.make, captures, context)
    if ok then return made end
    return nil, made
  end
  return guard.entity(rule, captures, context)
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

-- What a rule's `make` gives for a match; without `make` its named captures.
local function made_of(state, seg, match)
  local rule, captures = match.rule, match.captures
  captures.first, captures.last = match.first, match.last
  if not rule.make then return captures end
  local context = state.context
  if context.segment ~= seg or context.folded ~= seg.subject then
    context.folded, context.text, context.segment, context.segment_index = seg.subject, seg.raw, seg, seg.index
    context.segment_first, context.segment_last, context.offset = 1, #seg.folded, seg.first - 1
  end
  context.first, context.last = match.first, match.last
  local made, message = call_make(rule, captures, context)
  if message then state:problem(rule, message) end
  return made
end

-- The type of the entity that was made.
local function type_of(rule, made)
  return made.entity or made.age and "age" or made.type == "DURATION" and "duration" or CLASS[rule.kind] or rule.kind
end

-- Fields that are the entity's own.
local OWN = { type = true, date_type = true, first = true, last = true, rule = true, segment_index = true }

-- The entity that a rule's match becomes.
local function entity_of(state, seg, match)
  local rule = match.rule
  local made = made_of(state, seg, match)
  if made == nil then return nil end
  local set = rule.set
  if set and set.type and made.type == nil then made.type = set.type end
  if set and set.entity and made.entity == nil then made.entity = set.entity end
  if set and set.age and made.age == nil then made.age = set.age end
  -- all fields that most entities have at once: a table that grows is made anew again and again
  local entity = { type = type_of(rule, made), date_type = made.type, first = made.first or match.first,
    last = made.last or match.last, rule = rule.id, segment_index = seg.index, value = made.value, mod = made.mod,
    anchor = made.anchor }
  for key, value in next, made do
    if not OWN[key] and type(key) == "string" then entity[key] = value end
  end
  for key, value in next, set or NONE do
    if not OWN[key] and entity[key] == nil then entity[key] = value end
  end
  if entity.type == "date" and entity.value and entity.date_type ~= "SET" and not entity.value:find "_REF$" then
    -- narrative dates of the same segment count from this one
    state.context.previous = entity
  end
  return entity
end

-- A rule at one place of a text: note what it matches, if that reaches over `position`.
local function try(rule, subject, start, position, matches)
  local direct = rule.direct
  local captures, stop
  if direct then
    captures, stop = match_pattern(direct, subject, start)
  else
    captures, stop = (rule.compiled or compiled_of(rule)):match(subject, start)
  end
  if captures and stop > position then
    matches[#matches + 1] = { rule = rule, captures = captures, first = start, last = stop - 1 }
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

-- Matches that overlap, longest first: those that overlap nothing better. What a
-- refused match kept out gets its turn.
local function settle_cluster(matches, state, seg, accepted)
  table.sort(matches, better)
  local chosen, losers = {}, {}
  for _, match in ipairs(matches) do
    local winner
    for _, other in ipairs(chosen) do
      if match.first <= other.last and other.first <= match.last then
        winner = other
        break
      end
    end
    if winner then
      match.lost_to = winner.rule.id
      losers[#losers + 1] = match
    else
      chosen[#chosen + 1] = match
    end
  end
  if #chosen > 1 then table.sort(chosen, by_position) end
  local from = #accepted + 1
  local function take(match)
    match.entity = entity_of(state, seg, match)
    if match.entity then
      accepted[#accepted + 1] = match
      return
    end
    -- refused: those that it kept out get their turn, the best first
    match.refused = true
    for _, loser in ipairs(losers) do
      if not loser.done and loser.first <= match.last and match.first <= loser.last then
        local clash = false
        for i = from, #accepted do
          local other = accepted[i]
          clash = clash or (loser.first <= other.last and other.first <= loser.last)
        end
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
end

-- Put matches into the order of their places; most stand so already.
local function order(matches)
  for i = 2, #matches do
    local match, k = matches[i], i - 1
    local first = match.first
    while k >= 1 and matches[k].first > first do
      matches[k + 1] = matches[k]
      k = k - 1
    end
    matches[k + 1] = match
  end
end

-- The matches that are accepted, in text order. Most overlap no other. Of dates alone, only
-- those that may make records.
local function settle(matches, state, seg)
  order(matches)
  local accepted, i, n, busy = {}, 1, #matches, state.dates_only
  while i <= n do
    local match = matches[i]
    local last, stop = match.last, i
    while stop < n and matches[stop + 1].first <= last do
      stop = stop + 1
      if matches[stop].last > last then last = matches[stop].last end
    end
    if stop == i then
      if not (busy and match.rule.idle) then
        match.entity = entity_of(state, seg, match)
        if match.entity then accepted[#accepted + 1] = match end
      end
    else
      settle_cluster(table.move(matches, i, stop, 1, {}), state, seg, accepted)
    end
    i = stop + 1
  end
  for k = 2, #accepted do
    if by_position(accepted[k], accepted[k - 1]) then
      table.sort(accepted, by_position)
      break
    end
  end
  return accepted
end

-- Idle rules are tried only where they may overlap what was found: they decide what else is.
local function try_idle(rules, tries, subject, matches)
  local reach, again = 0, #matches > 0
  for _, match in ipairs(matches) do
    if match.last > reach then reach = match.last end
  end
  while again do
    again = false
    for i = 1, #tries, 3 do
      local rule, start = rules[tries[i]], tries[i + 1]
      if rule and rule.idle and start <= reach then
        tries[i] = false
        local n = #matches
        try(rule, subject, start, tries[i + 2], matches)
        if #matches > n and matches[n + 1].last > reach then
          reach, again = matches[n + 1].last, true
        end
      end
    end
  end
end

-- Try what the plan says. `busy`: only for what may make records.
local function run_tries(rules, tries, raw, subject, busy, matches)
  local left_out = false
  for i = 1, #tries, 3 do
    local rule = rules[tries[i]]
    if busy and rule.idle then
      left_out = true
    else
      try(rule, rule.over == "text" and raw or subject, tries[i + 1], tries[i + 2], matches)
    end
  end
  if left_out then try_idle(rules, tries, subject, matches) end
end

-- Try the rules of one phase in a segment: as the plan says, or at every word.
local function run_patterns(self, state, seg, phase, tries, subject)
  local matches = {}
  seg.subject = subject
  if state.everywhere then
    local starts = core.words(subject)
    for _, rule in ipairs(self.phases[phase]) do
      local over = rule.over == "text" and seg.raw or subject
      for _, start in ipairs(starts) do try(rule, over, start, start, matches) end
    end
  elseif tries then
    run_tries(self.rules, tries, seg.raw, subject, state.dates_only, matches)
  end
  if #matches == 0 and not state.tracer then return NONE end
  local accepted = settle(matches, state, seg)
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
    state.segs[index] = seg
  end
  return seg
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
  local accepted = run_patterns(self, state, seg, "values", state.candidates.values[index], seg.folded)
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
  local candidates = state.candidates.names[index]
  local tries = candidates and self.plan:tries(seg.folded, candidates)
  local accepted = run_patterns(self, state, seg, "names", tries, seg.folded)
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

-- Where rules of terms may match: at words, and at entities.
local function term_candidates(self, state, seg)
  local list = state.candidates.terms[seg.index] or {}
  local n = #list
  for _, entity in ipairs(seg.entities) do
    local trigger = self.entity_triggers[entity.type]
    if trigger then
      list[n + 1], list[n + 2] = entity.first, trigger
      n = n + 2
    end
  end
  return list
end

-- Courts that a segment calls by a short name.
local function add_short_courts(state, seg)
  local found = {}
  for abbreviation in pairs(state.short_courts) do
    for first, last in seg.raw:gmatch("%f[%w]()" .. abbreviation .. "()%f[%W]") do
      if seg.raw:sub(first - 1, first - 1) ~= "(" then
        found[#found + 1] = { type = "court", name = abbreviation, first = first, last = last - 1, rule = "court.named",
          segment_index = seg.index }
      end
    end
  end
  table.sort(found, function(a, b) return a.first < b.first end)
  seg:add(found, true)
end

local function run_terms(self, state, index)
  local seg = run_names(self, state, index)
  if seg.termed then return seg end
  seg.termed = true
  if state.short_courts then add_short_courts(state, seg) end
  local masked = seg:mask()
  local candidates = term_candidates(self, state, seg)
  local tries = #candidates > 0 and self.plan:tries(masked, candidates)
  local accepted = run_patterns(self, state, seg, "terms", tries, masked)
  local found = {}
  for _, match in ipairs(accepted) do found[#found + 1] = match.entity end
  seg:add(found, true)
  seg:tokenize()
  return seg
end

-- The segment in which a position lies.
local function segment_at(bounds, position)
  local low, high = 1, #bounds // 2
  while low < high do
    local middle = (low + high) // 2
    if bounds[2 * middle] < position then low = middle + 1 else high = middle end
  end
  return bounds[2 * low - 1] and bounds[2 * low - 1] <= position and low or nil
end

-- "the Special Criminal Court (SCC)": by what short name the article calls a court.
local function read_short_courts(self, state)
  local short
  for first, abbreviation in state.text:gmatch "() %((%u%u+)%)" do
    local index = not (short and short[abbreviation]) and segment_at(state.bounds, first)
    local seg = index and run_names(self, state, index)
    for _, entity in ipairs(seg and seg.entities or NONE) do
      if entity.type == "court" and entity.last + seg.first == first then
        short = short or {}
        short[abbreviation] = true
      end
    end
  end
  state.short_courts = short
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
  if not state.candidates.values[index] then return false end
  for _, entity in ipairs(run_values(self, state, index).entities) do
    if entity.type == "duration" and not entity.age or entity.type == "money" then return true end
  end
  return false
end

-- Do the words of a fact's trigger stand at a candidate? `start`, `stop`: of the segment.
local function has_trigger(state, item, position, start, stop)
  if item.whole then return true end
  local first = position
  if item.offset > 0 then first = core.word_back(state.folded, position + start - 1, item.offset, start, stop) end
  return first and item.rule.trigger_pattern:match(state.folded, first + start - 1) ~= nil
end

-- The candidates at which a rule may find all that it needs, by what is cheap
-- to see: the trigger's words stand there, and a penalty where one is needed.
local function promising(self, state, index, list)
  local out, n = NONE, 0
  local start, stop = state.bounds[2 * index - 1], state.bounds[2 * index]
  local penalty, also, text
  for i = 1, #list, 2 do
    local position, items = list[i], self.entries[list[i + 1]].facts
    for j = 1, #items do
      local item = items[j]
      local rule = item.rule
      local hinges = rule.needs and rule.needs.penalty
      local possible = not (hinges and penalty == false) and has_trigger(state, item, position, start, stop)
      if possible and hinges then
        if penalty == nil then penalty = has_penalty(self, state, index) end
        possible = penalty
      end
      if possible and rule.also_search then
        also, text = also or {}, text or state.folded:sub(start, stop)
        if also[rule] == nil then also[rule] = rule.also_search:match(text) ~= nil end
        possible = also[rule]
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
  read_short_courts(self, state)
  local found = {}
  for _, index in ipairs(indices) do
    local seg = run_terms(self, state, index)
    seg.heading = section.person_at(state.people, seg.first)
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
    segs = {}, dates = {}, declared = {}, lost = {}, problems = {}, names_by_segment = {}, candidates = {},
    everywhere = options.everywhere, trace = options.trace, tracer = options.tracer,
    context = { reference = article.reference_date, reference_basis = article.reference_basis,
      document_order = article.document_order } }, State)
  state.context.article = state.folded
  state.context.entity = entity_lookup(state.context)
  return state
end

local function stands_before(a, b)
  if a.first ~= b.first then return a.first < b.first end
  if a.last ~= b.last then return a.last < b.last end
  if a.kind ~= b.kind then return a.kind < b.kind end
  return (a.rule or "") < (b.rule or "")
end

-- Records stand in text order already where they are of one kind.
local function sort_records(records)
  for i = 2, #records do
    if stands_before(records[i], records[i - 1]) then return table.sort(records, stands_before) end
  end
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
  local kinds = options.kinds
  local wants_dates = not kinds or kinds.date
  local wants_facts = not kinds or next(kinds, kinds.date and next(kinds) == "date" and "date" or nil) ~= nil
  state.dates_only = not wants_facts and not state.everywhere and not state.trace and not state.tracer
  local candidates = state.candidates
  candidates.values, candidates.names, candidates.terms, candidates.facts, state.marked =
    article.core:candidates(self.plan, state.dates_only)
  -- all of them, whatever is asked for: "two years later" counts from the date before it
  for index = 1, #state.bounds // 2 do
    if state.everywhere or state.candidates.values[index] then run_values(self, state, index) end
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
  sort_records(out)
  for _, rule in ipairs(self.bounded) do
    if rule.stopped then state:problem(rule, rule.stopped) end
  end
  return out, state
end

return M
