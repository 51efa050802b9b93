---The arguments of fact rules: what stands on which side of a trigger, and
---through which words it is reached.
---
---An argument is a table with a function `find(match)` that returns a list of
---entities or spans (relative to the segment), or nil. It may be made by:
---
---    patient                    the one whom the verb falls on, in every voice
---    subject, object            of the verb
---    possessor "of|against"     "his sentence", "the trial of X"
---    before(link, what)         entities of a type left of the trigger; between
---    after(link, what)          … right of it; `link` matches all that lies between
---    near "date"                the nearest one in the same clause
---    either { a, b }            the first that finds something
local accusation = require "docket.rule.accusation"
local vocabulary = require "docket.rule.vocabulary"
local lpeg = require "lpeg"

local M = {}

-- No __index: rule files see arguments, and must not reach their class.
local Argument = {}
M.class = Argument

local function argument(doc, find) return setmetatable({ doc = doc, find = find }, Argument) end

---@param value any
---@return boolean
function M.is(value) return getmetatable(value) == Argument end

-- ------------------------------------------------------------ persons

local function entities_at(seg, tokens)
  local list = {}
  for _, token in ipairs(tokens) do list[#list + 1] = seg.entity[token] end
  return list
end

local function joined(match, token)
  if not token then return nil end
  return entities_at(match.seg, match.grammar:joined(match.seg, token))
end

local function pronoun_entity(seg, token)
  local word = seg.words[token]
  return { type = "person", form = "pronoun", part = "person", pronoun = word, first = seg.starts[token],
    last = seg.ends[token], token = token, gender = word == "his" and "m" or word == "her" and "f" or nil,
    plural = word == "their", possessive_pronoun = true }
end

local function find_patient(match)
  local token, voice = match.grammar:patient(match.seg, match.token)
  match.voice = voice
  return joined(match, token)
end

local function find_subject(match) return joined(match, match.grammar:subject(match.seg, match.token)) end

local function find_object(match) return joined(match, match.grammar:object(match.seg, match.last_token)) end

local function possessor(prepositions)
  local set = {}
  for _, word in ipairs(vocabulary.split(prepositions or "")) do set[word] = true end
  return argument("possessor", function(match)
    local token, pronoun = match.grammar:possessor(match.seg, match.token, set)
    if not token then return nil end
    if pronoun then return { pronoun_entity(match.seg, token) } end
    return joined(match, token)
  end)
end

-- ------------------------------------------------------------ links

-- `link` has to match exactly what lies between two positions.
local function link_between(pattern, masked, first, last)
  if first > last + 1 then return false end
  return pattern:match(masked:sub(first, last)) ~= nil
end

local MAX_CANDIDATES = 8

local function whole(link)
  return lpeg.P(link) * -1
end

local function before(link, what)
  local pattern = whole(link)
  return argument("before " .. what, function(match)
    local seg, tried = match.seg, 0
    for i = #seg.entities, 1, -1 do
      local entity = seg.entities[i]
      if entity.type == what and entity.last < match.first then
        tried = tried + 1
        if link_between(pattern, seg:mask(), entity.last + 1, match.first - 1) then
          return what == "person" and joined(match, entity.token) or { entity }
        end
        if tried >= MAX_CANDIDATES then return nil end
      end
    end
    return nil
  end)
end

-- An offence behind a link: the link says where it begins.
local function phrase_after(link, first_of)
  local pattern = lpeg.P(link) * lpeg.Cp()
  return function(match)
    local position = pattern:match(match.seg:mask(), first_of(match))
    if not position then return nil end
    local token = match.seg:token_at(position)
    if not token or match.seg.starts[token] ~= position then return nil end
    local spans, last = match.offences:read(match.seg, token)
    if #spans == 0 then return nil end
    spans.last_token = last
    return spans
  end
end

local function after(link, what)
  if what == "offence" then
    return argument("after offence", phrase_after(link, function(match) return match.last + 1 end))
  end
  local pattern = whole(link)
  return argument("after " .. what, function(match)
    local seg, tried = match.seg, 0
    for _, entity in ipairs(seg.entities) do
      if entity.type == what and entity.first > match.last then
        tried = tried + 1
        if link_between(pattern, seg:mask(), match.last + 1, entity.first - 1) then
          return what == "person" and joined(match, entity.token) or { entity }
        end
        if tried >= MAX_CANDIDATES then return nil end
      end
    end
    return nil
  end)
end

---Offences that stand behind what another argument found ("… to five years
---for X"), reached through a link from its end.
local function behind(name, link)
  return argument("offence behind " .. name, phrase_after(link, function(match)
    local found = match.found[name]
    local last = match.last
    if found then
      for _, item in ipairs(found) do last = math.max(last, item.last) end
    end
    return last + 1
  end))
end

-- ------------------------------------------------------------ penalties

local JOIN_PENALTY = { ["and"] = true, plus = true, with = true, ["or"] = true }

-- A term without "in prison": "sentenced to seven years".
local function bare_penalty(duration_entity, penalty)
  return { type = "penalty", penalty = penalty, duration = duration_entity.value, mod = duration_entity.mod,
    first = duration_entity.first, last = duration_entity.last, token = duration_entity.token, bare = true }
end

local function term_of(seg, token)
  local entity = seg.entity[token]
  if entity and entity.type == "duration" and not entity.age and entity.value and entity.value:match "^P[%d.T]" then return entity end
  return nil
end

-- More penalties behind the first: "…, a fine of X and a ban on Y".
local function more_penalties(match, token, list, bare)
  local seg = match.seg
  local i = token + 1
  local reach = 0
  local joined_by
  while i <= seg.n and reach < 9 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "penalty" then
      if not joined_by then break end
      list[#list + 1] = seg.entity[i]
      reach, joined_by = 0, nil
    elseif kind == "duration" and bare and joined_by and term_of(seg, i) and seg.words[i - 1] == "to" then
      list[#list + 1] = bare_penalty(seg.entity[i], bare)
      reach, joined_by = 0, nil
    elseif kind == "," or (kind == "word" and JOIN_PENALTY[word]) or (kind == "word" and (word == "followed" or word == "as")) then
      joined_by = true
      reach = reach + 1
    elseif kind == "person" or kind == ";" or kind == ":" or kind == "." then
      break
    elseif kind == "word" and (match.grammar.verbs[word] == true or match.grammar.auxiliaries[word] or word == "who") then
      break
    elseif kind == "word" and (word == "for" or word == "after" or word == "on") and not joined_by then
      break
    else
      reach = reach + 1
    end
    i = i + 1
  end
  return list
end

-- ", and her husband to seven years": the verb is not said again.
local function gapped_penalties(match, list, bare)
  local seg = match.seg
  local last = list[#list]
  local from = last.token
  if not from then return end
  local i = from + 1
  while i <= seg.n - 2 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "," or kind == ";" or (kind == "word" and (word == "and" or word == "while")) then
      local j = i + 1
      while j <= seg.n and (seg.words[j] == "and" or seg.words[j] == "while" or seg.words[j] == ",") do j = j + 1 end
      if seg.kinds[j] == "person" then
        local persons = { seg.entity[j] }
        local k = j + 1
        while k <= seg.n and seg.kinds[k] == "word" and seg.words[k] == "and" and seg.kinds[k + 1] == "person" do
          persons[#persons + 1] = seg.entity[k + 1]
          k = k + 2
        end
        if seg.words[k] == "was" or seg.words[k] == "were" or seg.words[k] == "got" or seg.words[k] == "received" then return end
        if seg.words[k] == "to" or seg.words[k] == "for" then
          k = k + 1
          while seg.words[k] == "a" or seg.words[k] == "an" or seg.words[k] == "the" do k = k + 1 end
          local entity = seg.entity[k]
          if entity and (entity.type == "penalty" or (bare and term_of(seg, k))) then
            local item = entity.type == "penalty" and entity or bare_penalty(entity, bare)
            local own = {}
            for key, value in pairs(item) do own[key] = value end
            own.actors = persons
            list[#list + 1] = own
            i = k
          end
        elseif seg.entity[k] and (seg.entity[k].type == "penalty" or (bare and term_of(seg, k))) and seg.kinds[j + 1] ~= "word" then
          local entity = seg.entity[k]
          local item = entity.type == "penalty" and entity or bare_penalty(entity, bare)
          local own = {}
          for key, value in pairs(item) do own[key] = value end
          own.actors = persons
          list[#list + 1] = own
          i = k
        end
      end
    elseif kind == "word" and match.grammar.verbs[word] == true then
      return
    end
    i = i + 1
  end
end

local function crosses_clause(match, token)
  local seg = match.seg
  local kind, word = seg.kinds[token], seg.words[token]
  if kind == ";" or kind == ":" then return true end
  if kind ~= "word" then return false end
  if match.grammar.verbs[word] == true then
    -- a participle inside a description: "the banned party"
    local before = seg.words[token - 1]
    return not (match.grammar.determiners[before] or before == "of" or before == "'s")
  end
  return false
end

-- The last word before a penalty that is no determiner, adverb or quotation mark.
local function lead_word(match, token)
  local seg, i = match.seg, token - 1
  while i > match.last_token and (seg.kinds[i] == "quote" or (seg.kinds[i] == "word" and (match.grammar.determiners[seg.words[i]]
    or match.grammar.adverbs[seg.words[i]] or seg.words[i] == "total" or seg.words[i] == "additional" or seg.words[i] == "combined"
    or seg.words[i] == "full" or seg.words[i] == "further" or seg.words[i] == "concurrent" or seg.words[i] == "consecutive"))) do
    i = i - 1
  end
  if i > match.last_token + 1 and seg.words[i] == "of" and (seg.words[i - 1] == "total" or seg.words[i - 1] == "maximum" or seg.words[i - 1] == "minimum") then
    return lead_word(match, i - 1)
  end
  return i == match.last_token and "" or seg.words[i], i
end

---The penalties that a verb leads to: the first behind one of the link words
---("*" for any), in the same clause, and those that are listed with it.
---@param link_words string  "to|for"
---@param options? { bare: string?, bare_after: string?, reach: integer?, sentence: boolean? }
---   bare: the penalty that a term alone stands for
local function penalties(link_words, options)
  local set = {}
  for _, word in ipairs(vocabulary.split(link_words or "to")) do set[word] = true end
  options = options or {}
  local bare_lead = options.bare_after and {}
  for _, word in ipairs(vocabulary.split(options.bare_after or "")) do bare_lead[word] = true end
  local reach = options.reach or 40
  return argument("penalties", function(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + reach) do
      if crosses_clause(match, i) then return nil end
      local item
      if seg.kinds[i] == "penalty" then
        local lead = lead_word(match, i)
        if set["*"] or set[lead] then item = seg.entity[i] end
      elseif options.bare and term_of(seg, i) then
        local lead = lead_word(match, i)
        if (lead == "" or set[lead]) and lead ~= "*" then item = bare_penalty(seg.entity[i], options.bare) end
      elseif bare_lead and term_of(seg, i) and bare_lead[lead_word(match, i)] then
        item = bare_penalty(seg.entity[i], "imprisonment")
      end
      if item then
        local list = more_penalties(match, i, { item }, options.bare)
        gapped_penalties(match, list, options.bare)
        return list
      end
    end
    return nil
  end)
end

local function find_any_penalty(match)
  for _, entity in ipairs(match.seg.entities) do
    if entity.type == "penalty" and entity.first > match.last then return { entity } end
  end
  for i = #match.seg.entities, 1, -1 do
    local entity = match.seg.entities[i]
    if entity.type == "penalty" and entity.last < match.first then return { entity } end
  end
  for _, entity in ipairs(match.seg.entities) do
    if entity.token and term_of(match.seg, entity.token) then return { bare_penalty(entity, "imprisonment") } end
  end
  return nil
end

local function find_penalty_near(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 9) do
    if seg.kinds[i] == "penalty" then return { seg.entity[i] } end
    if crosses_clause(match, i) or seg.words[i] == "to" then break end
  end
  if match.group.be then
    for i = match.token - 1, math.max(1, match.token - 14), -1 do
      if seg.kinds[i] == "penalty" then return { seg.entity[i] } end
      if crosses_clause(match, i) then break end
    end
  end
  return nil
end

local function find_own(match)
  local entity = match.seg.entity[match.token]
  return entity and { entity } or nil
end

-- ------------------------------------------------------------ to whom

-- "handed X a sentence", "X was handed a sentence", "handed a sentence to X".
local function find_recipient(match)
  local seg = match.seg
  if match.group.be then return joined(match, match.grammar:subject(seg, match.token)) end
  local penalty = match.found.penalty and match.found.penalty[1]
  for i = match.last_token + 1, seg.n do
    local kind, word = seg.kinds[i], seg.words[i]
    if penalty and seg.starts[i] > penalty.last then
      if kind == "word" and (word == "to" or word == "on" or word == "against" or word == "for" or word == "upon") then
        local token = seg.kinds[i + 1] == "person" and i + 1 or seg.kinds[i + 2] == "person" and i + 2 or nil
        if token then return joined(match, token) end
        return nil
      elseif kind ~= "word" and kind ~= "duration" and kind ~= "quote" and kind ~= "date" then
        break
      elseif kind == "word" and word ~= "each" and word ~= "down" and word ~= "sentence" and word ~= "sentences" then
        break
      end
    elseif kind == "person" then
      return joined(match, i)
    elseif kind == "," then
      break
    end
  end
  return nil
end

local function person_between(match, from, to)
  for i = from, to do
    if match.seg.kinds[i] == "person" then return i end
  end
  return nil
end

local function find_inner_person(match)
  local penalty = match.found.penalty and match.found.penalty[1]
  local stop = penalty and match.seg:token_at(penalty.first) or match.seg.n
  local token = person_between(match, match.last_token + 1, stop - 1)
  while token and match.seg.entity[token].part == "official" do token = person_between(match, token + 1, stop - 1) end
  if token then return joined(match, token) end
  return nil
end

-- The one whose sentence it is: "his term was cut", "cut Abishev's sentence".
local TERM_NOUN = { term = true, sentence = true, terms = true, sentences = true, imprisonment = true, conviction = true,
  punishment = true, penalty = true, verdict = true, ruling = true }
local OWNER = { of = true, ["for"] = true, against = true, to = true }
local function find_term_owner(match)
  local seg = match.seg
  local function owner_at(token)
    local found, pronoun = match.grammar:possessor(seg, token, OWNER)
    if not found then return nil end
    return pronoun and { pronoun_entity(seg, found) } or joined(match, found)
  end
  for distance = 1, 10 do
    for _, token in ipairs { match.token - distance, match.last_token + distance } do
      if token >= 1 and token <= seg.n and (seg.kinds[token] == "penalty" or (seg.kinds[token] == "word" and TERM_NOUN[seg.words[token]])) then
        local found = owner_at(token)
        if found then return found end
      end
    end
  end
  if match.group.be then
    local subject = match.grammar:subject(seg, match.token)
    if subject then return joined(match, subject) end
  end
  return nil
end

local function find_possible_subject(match)
  local seg = match.seg
  if match.word:find "^punish" then
    return nil
  end
  if match.word:find "^if" or match.word:find "^upon" or match.word:find "^on" then
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 12) do
      if seg.kinds[i] == "person" then return joined(match, i) end
    end
    for i = match.token - 1, math.max(1, match.token - 25), -1 do
      if seg.kinds[i] == "person" then return joined(match, match.grammar:joined(seg, i)[1]) end
    end
    return nil
  end
  return joined(match, match.grammar:subject(seg, match.token))
end

-- "for three years" behind "banned from …", before the clause ends.
local function find_ban_term(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 40) do
    if crosses_clause(match, i) then return nil end
    if term_of(seg, i) then
      local before_word = seg.words[i - 1]
      if before_word == "for" or before_word == "of" or seg.words[i - 2] == "for" or before_word == "," then return { seg.entity[i] } end
    elseif seg.kinds[i] == "penalty" and seg.entity[i].duration and seg.words[i - 1] == "for" then
      return { { type = "duration", value = seg.entity[i].duration, first = seg.entity[i].first, last = seg.entity[i].last } }
    end
  end
  for i = match.token - 1, math.max(1, match.token - 8), -1 do
    if term_of(seg, i) and seg.words[i - 1] == "for" then return { seg.entity[i] } end
  end
  return nil
end

-- ------------------------------------------------------------ the nearest one

local function crosses(match, from, to)
  local seg = match.seg
  local cost = 0
  for i = from, to do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" then return 100 end
    if kind == "word" then
      if match.grammar.verbs[word] == true then cost = cost + 8 end
      if word == "who" or word == "which" or word == "that" or word == "said" or word == "told" or word == "says" then cost = cost + 6 end
      if word == "and" or word == "but" then cost = cost + 2 end
    elseif kind == "quote" then
      cost = cost + 2
    end
  end
  return cost
end

local function inside_found(match, entity)
  for name, list in pairs(match.found) do
    if name ~= "persons" and type(list) == "table" then
      for _, item in ipairs(list) do
        if item.first <= entity.first and entity.last <= item.last then return true end
      end
    end
  end
  return false
end

local USEFUL_DATE = { DATE = true, TIME = true }

local function near(what, reach)
  reach = reach or 22
  return argument("near " .. what, function(match)
    local seg = match.seg
    local best, best_cost
    for _, entity in ipairs(seg.entities) do
      local usable = entity.type == what and entity.token and not inside_found(match, entity)
      if usable and what == "date" then
        usable = USEFUL_DATE[entity.date_type or "DATE"] and entity.value and entity.value:find "^[%dX]%d?%d?" ~= nil
      end
      if usable then
        local cost
        if entity.token > match.last_token then
          cost = entity.token - match.last_token + crosses(match, match.last_token + 1, entity.token - 1)
        else
          cost = match.token - entity.token + crosses(match, entity.token + 1, match.token - 1)
          if entity.token > 3 and what == "date" then cost = cost + 2 end
          if entity.token <= 2 then cost = cost - 8 end
        end
        if cost <= reach and (not best_cost or cost < best_cost) then best, best_cost = entity, cost end
      end
    end
    return best and { best } or nil
  end)
end

local function either(list)
  return argument("either", function(match)
    for _, item in ipairs(list) do
      local found = item.find(match)
      if found then return found end
    end
    return nil
  end)
end

-- ------------------------------------------------------------ checks and vocabulary

---Are the arguments of a fact rule arguments?
---@param rule docket.Rule
---@return boolean ok
---@return string? message
function M.check(rule)
  for _, group in ipairs { "needs", "takes" } do
    for name, value in pairs(rule[group] or {}) do
      if not M.is(value) then
        return false, ("%s.%s is no argument (patient, before(…), after(…), near …)"):format(group, tostring(name))
      end
    end
  end
  local status = rule.status
  if status ~= nil and type(status) ~= "string" and type(status) ~= "function" then
    return false, "field 'status' wants a string or a function"
  end
  return true
end

---@return table  names for the environment of rule files
function M.vocabulary()
  local names = accusation.vocabulary(argument, joined, pronoun_entity)
  local own = {
    patient = argument("patient", find_patient), subject = argument("subject", find_subject),
    object = argument("object", find_object), possessor = possessor, before = before, after = after, behind = behind,
    penalties = penalties, near = near, either = either,
    find_with = function(doc, find) return argument(doc, find) end,
    any_penalty = argument("any penalty", find_any_penalty), any_penalty_near = argument("penalty near", find_penalty_near),
    own_penalty = argument("own penalty", find_own), recipient = argument("recipient", find_recipient),
    recipient_of_noun = argument("recipient", find_recipient), inner_person = argument("inner person", find_inner_person),
    term_owner = argument("owner of the term", find_term_owner), possible_subject = argument("subject", find_possible_subject),
    possessor_before = possessor "", ban_term = find_ban_term,
  }
  for name, value in pairs(own) do names[name] = value end
  return names
end

return M
