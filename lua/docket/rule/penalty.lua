---Arguments for penalties: which ones a verb leads to, in what order they are
---listed, and on whom each falls where the sentence shares them out.
local vocabulary = require "docket.rule.vocabulary"

local M = {}

local JOINS = { ["and"] = true, plus = true, with = true, ["or"] = true, followed = true, ["while"] = true,
  alongside = true, including = true }
-- What a penalty may stand behind, beside determiners and adverbs.
local LEADS = { total = true, additional = true, combined = true, full = true, further = true, concurrent = true,
  consecutive = true, mere = true, mandatory = true, whopping = true, extra = true, reduced = true, lenient = true,
  fixed = true, cumulative = true, record = true, separate = true, new = true, second = true, harsh = true,
  effective = true, immediate = true, between = true }
local EXTENT = { total = true, maximum = true, minimum = true, term = true, sentence = true, terms = true, sentences = true,
  sum = true, period = true }
-- Verbs that hand the next penalty to the next person: "and his wife got five".
local HANDS = { got = true, received = true, given = true, handed = true, was = true, were = true, gets = true }

-- Words behind a number whose unit is left out: "and his son to nine for fraud".
local AFTER_NUMBER = { ["for"] = true, on = true, after = true, ["in"] = true, over = true, at = true, when = true,
  respectively = true, last = true, this = true, by = true, following = true, because = true, yesterday = true, today = true }

-- A term that stands for time in prison: no age, no date, no "years" alone.
local function term_of(seg, token)
  local entity = seg.entity[token]
  if entity and entity.type == "duration" and not entity.age and entity.value and entity.value:match "^P[%d.T]"
    and not entity.value:find "^PT[%d.]+[MS]$" then
    return entity
  end
  return nil
end

M.term_of = term_of

-- "three years 11 months": two terms that stand side by side are one.
local function whole_value(seg, entity)
  local token = entity.token and entity.token + 1
  if token and seg.words[token] == "and" then token = token + 1 end
  local following = token and seg.entity[token]
  if not following or following.type ~= "duration" or following.age then return entity.value end
  local years, months = entity.value:match "^P%d+[YM]$", following.value and following.value:match "^P(%d+[MD])$"
  if not years or not months or years:sub(-1) == months:sub(-1) then return entity.value end
  return years .. months
end

local function bare_penalty(seg, entity, penalty)
  return { type = "penalty", penalty = penalty, duration = whole_value(seg, entity), mod = entity.mod, first = entity.first,
    last = entity.last, token = entity.token, bare = true }
end

local function copy_of(item, actors)
  local own = {}
  for key, value in pairs(item) do own[key] = value end
  own.actors = actors
  return own
end

-- "eight and a half" behind "ten years": the unit is that of the term before.
local function counted_penalty(number, model)
  local amount = tonumber(number.value)
  local unit = model.duration and model.duration:match "^PT?%d+([YMDWH])$"
  if not amount or not unit then return nil end
  local whole, half = math.floor(amount), amount % 1 == 0.5
  if amount % 1 ~= 0 and not (half and unit == "Y") then return nil end
  local prefix = model.duration:match "^PT" and "PT" or "P"
  return { type = "penalty", penalty = model.penalty, duration = prefix .. whole .. unit .. (half and "6M" or ""),
    first = number.first, last = number.last, token = number.token, bare = true, elliptic = true }
end

-- Numbers that share the unit of the term behind them: "nine, seven and four years".
local function numbers_before(seg, token)
  local list, i = {}, token - 1
  while i > 1 do
    local j = i
    if seg.words[j] == "and" then j = j - 1 end
    if seg.kinds[j] == "," then j = j - 1 end
    if j == i or seg.kinds[j] ~= "number" then break end
    table.insert(list, 1, seg.entity[j])
    i = j - 1
  end
  return list, i
end

local function crosses_clause(match, token)
  local seg = match.seg
  local kind, word = seg.kinds[token], seg.words[token]
  if kind == ";" or kind == ":" then return true end
  if kind ~= "word" then return false end
  if match.grammar.verbs[word] == true then
    -- a participle inside a description: "the banned party"
    local before = seg.words[token - 1]
    return not (match.grammar.determiners[before] or before == "of" or seg.kinds[token - 1] == "'s")
  end
  return false
end

M.crosses_clause = crosses_clause

-- The last word before a penalty that is no determiner, adverb or quotation mark.
local function lead_word(match, token)
  local seg, grammar = match.seg, match.grammar
  local _, i = numbers_before(seg, token)
  while i > match.last_token and (seg.kinds[i] == "quote" or seg.kinds[i] == "word" and (grammar.determiners[seg.words[i]]
    or grammar.adverbs[seg.words[i]] or LEADS[seg.words[i]])) do
    i = i - 1
  end
  if i > match.last_token and seg.words[i] == "of" and EXTENT[seg.words[i - 1] or ""] and i - 1 > match.last_token then
    return lead_word(match, i - 1)
  end
  return i == match.last_token and "" or seg.words[i], i
end

-- ------------------------------------------------------------ lists of penalties

local IN_CASE = { ["if"] = true, when = true, where = true, unless = true, under = true }

-- "… for the mayor, and six for each of two clerks": to whom a part of the list goes.
local EACH_OF = { each = true, both = true, of = true, all = true, her = true, his = true, their = true, the = true }
local function goes_to(seg, token)
  if seg.words[token] ~= "for" then return nil end
  token = token + 1
  while seg.kinds[token] == "word" and EACH_OF[seg.words[token]] do token = token + 1 end
  return seg.kinds[token] == "person" and seg.entity[token] or nil
end

local Reading = {}
Reading.__index = Reading

function Reading:add(item)
  if self.actors and not item.actors then item = copy_of(item, self.actors) end
  -- "and a driving ban of equal length"
  if item.same_length and not item.duration then
    item = copy_of(item, item.actors)
    item.duration = self.model.duration
  end
  -- "a fine of 300 euros or two months in prison": what comes if nobody pays
  if self.alternative and self.model.penalty == "fine" and item.penalty == "imprisonment" then
    item = copy_of(item, item.actors)
    item.status = "possible"
  end
  self.alternative = false
  -- "at least two years, extendable to nine": one penalty, and its upper end
  local last = self.list[#self.list]
  if self.extends and last.duration and item.duration then
    item = copy_of(item, item.actors)
    item.first, item.mod = last.first, nil
    self.list[#self.list] = item
  else
    self.list[#self.list + 1] = item
  end
  self.extends = false
  self.model = item
  self.joined, self.reach, self.plain = false, 0, 0
end

local ON_COUNT = { the = true, each = true, count = true, counts = true, a = true, another = true }
local RUN = { run = true, concurrent = true, concurrently = true, consecutive = true, consecutively = true }

local ALTERNATIVE = { an = true, the = true, a = true, option = true, of = true, any = true, possibility = true }
-- "seven years without an option of fine": what was not imposed.
local function is_left_out(seg, i)
  local j = i - 1
  while j > 1 and seg.kinds[j] == "word" and ALTERNATIVE[seg.words[j]] do j = j - 1 end
  return seg.words[j] == "without"
end
local NO_PRISON = { ban = true, disqualification = true, suspension = true, order = true, curfew = true, bans = true }

-- The penalty at a token, in any of the forms that a list allows.
function Reading:item_at(i)
  local seg = self.match.seg
  local kind, before = seg.kinds[i], seg.words[i - 1]
  if kind == "penalty" then return not is_left_out(seg, i) and seg.entity[i] or nil end
  -- "six weeks in prison for contempt and 10 months for assault"
  if kind == "duration" and self.bare and self.free and self.joined and JOINS[before] and seg.words[i + 1] == "for"
    and seg.kinds[i + 2] ~= "duration" and term_of(seg, i) then
    return bare_penalty(seg, seg.entity[i], self.bare)
  end
  local again = before == "for" and JOINS[seg.words[i - 2] or ""]
  -- "to 12 years for fraud and six more for perjury"
  if self.joined and kind == "number" and seg.words[i + 1] == "more" and self.model.duration and before == "and" then
    return counted_penalty(seg.entity[i], self.model)
  end
  -- "up to five years, or ten if he is an official"
  if before == "or" and kind == "number" and self.model.duration and IN_CASE[seg.words[i + 1] or ""] then
    return counted_penalty(seg.entity[i], self.model)
  end
  local led = before == "to" or again or before == "of" or self.shared or before == "a" and seg.words[i - 2] == "to"
  -- "and five on the second count", "with three months to run concurrently"
  local counted = seg.words[i + 1] == "on" and ON_COUNT[seg.words[i + 2] or ""]
  local k = seg.kinds[i + 1] == "," and i + 2 or i + 1
  local runs = seg.words[k] == "to" and RUN[seg.words[k + 1] or ""] or RUN[seg.words[k] or ""]
  local each = seg.words[i + 1] == "respectively"
  if self.joined and (counted or runs or each) then
    local item = kind == "number" and self.model.duration and counted_penalty(seg.entity[i], self.model)
      or term_of(seg, i) and bare_penalty(seg, seg.entity[i], self.bare or self.model.penalty) or nil
    -- what stands behind it is the offence of this one alone
    if item and runs then item.alone = true end
    return item
  end
  local for_another = goes_to(seg, i + 1)
  if for_another and self.joined then
    local item = kind == "number" and self.model.duration and counted_penalty(seg.entity[i], self.model)
      or self.bare and kind == "duration" and term_of(seg, i) and bare_penalty(seg, seg.entity[i], self.bare)
    if item then return copy_of(item, { for_another }) end
  end
  -- "a fine and a driving ban of six months"
  local of_ban = before == "of" and NO_PRISON[seg.words[i - 2] or ""]
  if kind == "duration" and self.bare and led and not of_ban and term_of(seg, i) then return bare_penalty(seg, seg.entity[i], self.bare) end
  if kind == "duration" and self.bare and self.joined and JOINS[before] and seg.words[i + 1] == "respectively" and term_of(seg, i) then
    return bare_penalty(seg, seg.entity[i], self.bare)
  end
  local following = seg.kinds[i + 1] == "word" and seg.words[i + 1]
  if kind == "number" and led and self.model.duration and (not following or JOINS[following] or AFTER_NUMBER[following]) then
    return counted_penalty(seg.entity[i], self.model)
  end
  return nil
end

-- ", and her husband, a teacher, to seven years": the verb is not said again.
function Reading:next_persons(i)
  local seg, grammar = self.match.seg, self.match.grammar
  local persons = { seg.entity[i] }
  local k, commas, aged = i + 1, 0, false
  while k <= seg.n do
    if seg.kinds[k] == "," then commas = commas + 1 end
    -- "and Lena Dorn, 28, seven and a half": the second number is hers
    if seg.kinds[k] == "number" and aged then break end
    aged = seg.kinds[k] ~= "person" and (aged or seg.kinds[k] == "number" or seg.kinds[k] == "age")
    local word = seg.words[k]
    if seg.kinds[k] == "(" then
      while k <= seg.n and seg.kinds[k] ~= ")" do k = k + 1 end
      k = k + 1
    elseif seg.kinds[k] == "word" and word == "and" and seg.kinds[k + 1] == "person" then
      persons[#persons + 1] = seg.entity[k + 1]
      aged = false
      k = k + 2
    elseif seg.kinds[k] == "," and seg.kinds[k + 1] == "person" then
      -- an apposition, or the next of a list
      if seg.entity[k + 1].form == "name" then persons = { seg.entity[k + 1] } end
      aged = false
      k = k + 2
    elseif seg.kinds[k] == "number" and seg.kinds[k + 1] == ";" and self.model.duration then
      -- "X, 30, got 20 years; his brother, Y, 12; and Z 16 years": the term, and no age
      return persons, k
    elseif seg.kinds[k] == "," or seg.kinds[k] == "age" or seg.kinds[k] == "number" then
      k = k + 1
    else
      break
    end
    if k - i > 14 then return nil end
  end
  local word = seg.words[k]
  if seg.kinds[k] == "word" and HANDS[word] then
    -- "X, serving life for killing a man and his driver, got": a comma alone closes the clause
    if commas == 1 then return nil end
    k = k + 1
    if HANDS[seg.words[k]] then k = k + 1 end
    if seg.words[k] == "sentenced" or seg.words[k] == "jailed" then return nil end
    if seg.kinds[k] == "word" and not grammar.determiners[seg.words[k]] and seg.words[k] ~= "to" then return nil end
  elseif not (seg.kinds[k] == "word" and (word == "to" or word == "for")) and not (seg.entity[k] and self:sharable(k)) then
    return nil
  end
  return persons, k
end

function Reading:sharable(k)
  local kind = self.match.seg.kinds[k]
  if kind == "number" and self.model.duration then
    -- "nine years and his wife, Lena Dorn, seven."
    local behind = self.match.seg.words[k + 1]
    return self.match.seg.kinds[k + 1] ~= "word" or AFTER_NUMBER[behind] or JOINS[behind]
  end
  return kind == "penalty" or kind == "duration" and term_of(self.match.seg, k)
end

local MAY = { which = true, but = true, ["and"] = true, that = true, may = true, can = true, could = true, be = true }
-- "extendable to seven", "which may extend to seven years", "but may be extended up to": the
-- token of "to".
local function extends_to(seg, token)
  local i = token
  while i < token + 4 and seg.kinds[i] == "word" and MAY[seg.words[i]] do i = i + 1 end
  local word = seg.kinds[i] == "word" and seg.words[i]
  if word ~= "extendable" and word ~= "extending" and word ~= "extend" and word ~= "extended" then return nil end
  if word:find "^extende?d?$" and i == token then return nil end
  if seg.words[i + 1] == "up" then i = i + 1 end
  return seg.words[i + 1] == "to" and i + 1 or nil
end

-- One token; nil ends the list, otherwise the next token.
function Reading:step(i)
  local seg, match = self.match.seg, self.match
  local kind, word = seg.kinds[i], seg.words[i]
  if kind == "penalty" or kind == "duration" or kind == "number" then
    local item = (self.joined and not self.closed or self.shared) and self:item_at(i)
    if item then
      self:add(item)
      self.shared = false
    elseif kind == "penalty" then
      return nil
    end
    return i + 1
  end
  if kind == "," or kind == ";" or kind == "word" and JOINS[word] then
    self.joined, self.reach, self.since = true, self.reach + 1, 0
    if kind ~= "," then self.alternative = word == "or" end
    return i + 1
  end
  if kind == "person" then
    -- "and barred as a trustee for nine years": nobody of the list
    local each = seg.words[i - 1] == "of" and (seg.words[i - 2] == "each" or seg.words[i - 2] == "both")
    if not self.joined or (self.since or 0) > (each and 2 or 1) then return (self.free or self.joined) and i + 1 or nil end
    local persons, k = self:next_persons(i)
    if not persons then return nil end
    self.actors, self.shared = persons, true
    if seg.entity[k] then return k end
    return k + 1
  end
  if kind == ":" or kind == "." then return nil end
  if kind == "word" then
    if word == "respectively" then return nil end
    if word == "be" and seg.words[i + 1] == "followed" then return i + 1 end
    if word == "as" and seg.words[i + 1] == "well" and seg.words[i + 2] == "as" then
      self.joined, self.reach, self.since = true, self.reach + 1, 0
      return i + 3
    end
    local further = extends_to(seg, i)
    if further then
      self.extends, self.joined = true, true
      return further
    end
    -- "…, bringing her total term to 20 years"
    if word == "bringing" or word == "taking" and seg.words[i + 1] ~= "effect" then return nil end
    -- "cut one term, but left another as it was"
    if word == "but" or word == "left" or word == "lifted" then return nil end
    if match.grammar.verbs[word] == true and not match.grammar.determiners[seg.words[i - 1] or ""]
      or match.grammar.auxiliaries[word] or word == "who" or word == "which" then
      return nil
    end
    self.plain, self.since = self.plain + 1, (self.since or 0) + 1
    -- "… for fraud and his wife to five years": offences between the parts
    if word == "for" or word == "on" or word == "after" then self.free = true end
    if word == "after" or word == "when" or word == "because" or word == "during" then self.closed = true end
  end
  self.reach = self.reach + 1
  if self.reach > 28 or self.plain > 20 then return nil end
  return i + 1
end

-- "A and B got 15 and 20 years": numbers that share one unit go to one person each.
local function share_a_unit(list)
  for k = 1, #list - 1 do
    if not list[k].elliptic or list[k].actors then return false end
  end
  return not list[#list].actors
end

local NOBODY = { { type = "person", form = "nobody", part = "person", first = 1, last = 1 } }

-- A list in which the k-th penalty is that of the k-th person.
local function share_out(match, list)
  local seg = match.seg
  local last = list[#list]
  local from = last.token or seg:token_at(last.first)
  local respective
  for i = from + 1, math.min(seg.n, from + 12) do
    if seg.words[i] == "respectively" or seg.words[i] == "order" and seg.words[i - 1] == "that" then respective = true end
    if seg.kinds[i] == ";" then break end
  end
  if #list < 2 and not respective then return list end
  local shared = #list >= 2 and share_a_unit(list)
  if not respective and not shared then return list end
  local subject = match.grammar:patient(seg, match.token)
  local tokens = subject and match.grammar:joined(seg, subject) or {}
  local persons = {}
  for k, token in ipairs(tokens) do persons[k] = seg.entity[token] end
  -- "her brothers, X and Y, got"
  if #persons == #list + 1 and persons[1].form == "group" then table.remove(persons, 1) end
  if #persons == #list then
    for k, item in ipairs(list) do
      if not item.actors then list[k] = copy_of(item, { persons[k] }) end
    end
    return list
  end
  -- "two men got 15 and 20 years": nobody says who got which
  local several = #persons == 1 and (persons[1].form == "group" or persons[1].plural)
  if respective and #persons > 1 or shared and not respective and several then
    for k, item in ipairs(list) do
      if not item.actors then list[k] = copy_of(item, NOBODY) end
    end
  end
  return list
end

local function with_numbers(match, item, token, list)
  local numbers, before = numbers_before(match.seg, token)
  local range = match.seg.words[before]
  if range == "between" or range == "from" then numbers = {} end
  for _, number in ipairs(item.duration and numbers or {}) do
    local own = counted_penalty(number, item)
    if own then list[#list + 1] = own end
  end
  list[#list + 1] = item
end

---The penalties of a list that begins with `item` at `token`; `from`: "from `item` to".
local function read_list(match, item, token, bare, from)
  local list = {}
  -- "between six weeks and 10 months": the upper end
  local seg = match.seg
  if item.bare and seg.words[token - 1] == "between" and seg.words[token + 1] == "and" and term_of(seg, token + 2) then
    local first = item.first
    token = token + 2
    item = bare_penalty(seg, seg.entity[token], item.penalty)
    item.first = first
  end
  -- "a year and a day"
  local day = item.bare and (item.duration or ""):find "^P%d+Y$" and seg.words[token + 1] == "and" and seg.entity[token + 2]
  if day and (day.duration or day.value) == "P1D" then
    item.duration, item.last = item.duration .. "1D", day.last
    token = token + 2
  end
  if item.numbers then
    for _, number in ipairs(item.numbers) do
      local own = counted_penalty(number, item)
      -- the number has no token of its own any more
      if own then own.token = token end
      list[#list + 1] = own
    end
    list[#list + 1] = item
  else
    with_numbers(match, item, token, list)
  end
  local reading = setmetatable({ match = match, list = list, model = item, bare = bare, joined = from or false,
    reach = 0, plain = 0 }, Reading)
  local i = token + 1
  while i and i <= match.seg.n do i = reading:step(i) end
  return share_out(match, list)
end

local function is_name(entity) return entity.form == "name" end

local TO_WHOM = { ["for"] = true, to = true, on = true, against = true }

-- The name behind "his deputy,", else what stands there.
local function named_at(seg, token)
  local entity, behind = seg.entity[token], seg.entity[token + 2]
  local described = entity.form == "description" and entity.possessive and seg.kinds[token + 1] == ","
  if described and behind and behind.type == "person" and behind.form == "name" then return behind, token + 2 end
  return entity, token
end

-- "nine years for X, seven for his deputy, Y": each penalty of a list falls on those behind it.
local function with_own_persons(match, list)
  local seg = match.seg
  if #list < 2 then return list end
  for k, item in ipairs(list) do
    local token = item.token or seg:token_at(item.last)
    while token and token <= seg.n and seg.starts[token] <= item.last do token = token + 1 end
    if token and TO_WHOM[seg.words[token] or ""] and seg.kinds[token] == "word" and seg.kinds[token + 1] == "person" then
      local entity, last = named_at(seg, token + 1)
      local deed = seg.kinds[last + 1] == "'s" or entity.form == "pronoun" and seg.words[token] == "for"
      local actors = { entity }
      while (seg.words[last + 1] == "and" or seg.kinds[last + 1] == ",") and seg.kinds[last + 2] == "person"
        and is_name(seg.entity[last + 2]) do
        actors[#actors + 1] = seg.entity[last + 2]
        last = last + 2
      end
      if not deed then list[k] = copy_of(item, actors) end
    end
  end
  return list
end

local function read_each(match, item, token, bare, from) return with_own_persons(match, read_list(match, item, token, bare, from)) end

M.read_list = read_list

-- ------------------------------------------------------------ arguments

local function set_of(text)
  local set = {}
  for _, word in ipairs(vocabulary.split(text or "")) do set[word] = true end
  return set
end

local ORDER = set_of("order|orders|ban|banning|disqualification|asbo|curfew|programme|program|course|project|licence"
  .. "|rehabilitation|treatment|therapy")

-- "a three-year football banning order" is no time in prison.
local function is_term_of_order(seg, i)
  local entity = seg.entity[i]
  -- "the first in 30 years to be jailed"
  if seg.words[i + 1] == "to" and seg.words[i + 2] == "be" then return true end
  local owns = seg.kinds[i + 1] == "'s" or seg.kinds[i + 1] == "quote"
  if not owns and not seg.folded:sub(entity.first, entity.last):find("-", 1, true) then return false end
  for j = i + (owns and 2 or 1), math.min(seg.n, i + 4) do
    if seg.kinds[j] ~= "word" then return false end
    if ORDER[seg.words[j]] then return true end
  end
  return false
end

local BEHIND_NUMBER = { ["for"] = true, ["in"] = true, ["while"] = true, ["on"] = true, each = true }
-- "two got five years, and the third was given six": the unit is that of a term before.
local function number_alone(match, i, options)
  local seg = match.seg
  if seg.kinds[i] ~= "number" then return nil end
  local lead, at = lead_word(match, i)
  -- "less than one", "at least six"
  if lead == "than" or lead == "least" then lead = lead_word(match, (at or i) - 1) end
  local led = options.leads["*"] and (lead == "" or seg.kinds[i - 1] == "person") or options.bare_lead and options.bare_lead[lead]
  if not led then return nil end
  local kind, word = seg.kinds[i + 1], seg.words[i + 1]
  if not (kind == nil or kind == "." or kind == "," or kind == ";" or kind == "word" and BEHIND_NUMBER[word]) then return nil end
  for j = match.token - 1, 1, -1 do
    local entity = seg.entity[j]
    local model = entity and entity.type == "penalty" and entity.duration and entity
      or term_of(seg, j) and bare_penalty(seg, entity, "imprisonment")
    if model then
      local number = seg.entity[i]
      local amount = tonumber(number.value)
      if not amount or amount > 99 then return nil end
      local item = counted_penalty(number, { penalty = "imprisonment", duration = model.duration:match "^P%d+[YMD]" })
      if item and seg.words[i - 1] == "than" then item.mod = seg.words[i - 2] == "less" and "LESS_THAN" or "MORE_THAN" end
      return item
    end
  end
  return nil
end

-- The penalty at a token, if one of the lead words stands before it.
local function led_penalty(match, i, options)
  local seg = match.seg
  if options.numbers then
    local item = number_alone(match, i, options)
    if item then return item end
  end
  if seg.kinds[i] == "penalty" then
    return (options.leads["*"] or options.leads[lead_word(match, i)]) and seg.entity[i] or nil
  end
  if not term_of(seg, i) or is_term_of_order(seg, i) then return nil end
  if options.bare then
    local lead = lead_word(match, i)
    return (lead == "" or options.leads[lead]) and bare_penalty(seg, seg.entity[i], options.bare) or nil
  end
  if options.bare_lead and options.bare_lead[lead_word(match, i)] then
    return bare_penalty(seg, seg.entity[i], "imprisonment")
  end
  return nil
end

local AUXILIARY = { be = true, have = true, modal = true, future = true, ["do"] = true }
local RELATIVE = { who = true, whose = true, whom = true, which = true }

-- Behind ", who was convicted of fraud," where a comma closes that again.
local function relative_end(seg, token)
  if seg.kinds[token] ~= "," or not RELATIVE[seg.words[token + 1]] then return token end
  for i = token + 2, math.min(seg.n, token + 25) do
    if seg.kinds[i] == "," then return i end
  end
  return token
end

---The penalties that a verb leads to: the first behind one of the link words
---("*" for any), in the same clause, and those that are listed with it.
---@param make fun(doc: string, find: function): table
local function penalties_argument(make)
  ---@param link_words string  "to|for"
  ---@param options? { bare: string?, bare_after: string?, reach: integer?, stop: string? }
  ---   bare: the penalty that a term alone stands for; stop: words behind which none is looked for
  return function(link_words, options)
    options = options or {}
    local wanted = { leads = set_of(link_words or "to"), bare = options.bare,
      numbers = options.numbers, bare_lead = options.bare_after and set_of(options.bare_after:gsub("<none>", "")) }
    local stops = options.stop and set_of(options.stop)
    if options.bare_after and options.bare_after:find "<none>" then wanted.bare_lead[""] = true end
    local reach = options.reach or 40
    return make("penalties", function(match)
      local seg = match.seg
      local i, stop = match.last_token + 1, math.min(seg.n, match.last_token + reach)
      while i <= stop do
        i = relative_end(seg, i)
        -- "jailing the pair and banning them for 12 years"
        if seg.kinds[i] == "word" and seg.words[i - 1] == "and" and seg.words[i]:find "%l%l%ling$" then return nil end
        local to_do = seg.words[i] == "do" and seg.words[i - 1] == "to"   -- "ordered to do 80 hours of unpaid work"
        if crosses_clause(match, i) or seg.kinds[i] == "word" and AUXILIARY[match.grammar.auxiliaries[seg.words[i]]] and not to_do
          or stops and seg.kinds[i] == "word" and stops[seg.words[i]] then
          return nil
        end
        local item = led_penalty(match, i, wanted)
        if item then return read_each(match, item, i, options.bare or options.bare_after and "imprisonment") end
        i = i + 1
      end
      return nil
    end)
  end
end

local function find_any_penalty(match)
  local entities = match.seg.entities
  for _, entity in ipairs(entities) do
    if entity.type == "penalty" and entity.first > match.last then
      if match.seg.folded:sub(match.last, entity.first):find(";", 1, true) then break end
      return { entity }
    end
  end
  for i = #entities, 1, -1 do
    if entities[i].type == "penalty" and entities[i].last < match.first then return { entities[i] } end
  end
  for _, entity in ipairs(entities) do
    if entity.token and term_of(match.seg, entity.token) then return { bare_penalty(match.seg, entity, "imprisonment") } end
  end
  return nil
end

-- What is overturned or thrown out beside penalties.
local OTHER_NOUN = { conviction = true, convictions = true, charge = true, charges = true, appeal = true, appeals = true, counts = true,
  count = true,
  ["while"] = true }

local function find_penalty_near(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 12) do
    if seg.kinds[i] == "penalty" then return read_list(match, seg.entity[i], i) end
    -- "visits were cancelled, probation officers waited", "quashed after ten years in prison"
    if seg.kinds[i] == "," and i == match.last_token + 1 or seg.words[i] == "after" then break end
    if crosses_clause(match, i) or seg.words[i] == "to" then break end
  end
  if match.group.be or match.group.have then
    for i = match.token - 1, math.max(1, match.token - 14), -1 do
      if seg.kinds[i] == "penalty" then return { seg.entity[i] } end
      -- "after being sentenced to 30 years his conviction was overturned"
      if crosses_clause(match, i) or OTHER_NOUN[seg.words[i]] and seg.kinds[i] == "word" then break end
    end
  end
  local before = match.token - 1
  while before > 1 and match.grammar.adverbs[seg.words[before]] do before = before - 1 end
  -- "whose life term the court scrapped"
  local subject = seg.words[before] == "it" or seg.words[before] == "they" or seg.kinds[before] == "court" or seg.kinds[before] == "person"
  if subject and seg.kinds[before - 1] == "penalty" and seg.words[before - 2] == "whose" then before = before - 1 end
  if seg.kinds[before] == "penalty" then return { seg.entity[before] } end
  return nil
end

local function find_penalty_before(match)
  local seg = match.seg
  for i = match.token - 1, math.max(1, match.token - 14), -1 do
    if seg.kinds[i] == "penalty" then return { seg.entity[i] } end
    if crosses_clause(match, i) then return nil end
  end
  return nil
end

-- Whose penalty it is that stands before the verb: "his three years in jail replaced".
local function find_owner_before(match, joined, pronoun_entity)
  local seg = match.seg
  for i = match.token - 1, math.max(1, match.token - 14), -1 do
    if seg.kinds[i] == "penalty" then
      local token, pronoun = match.grammar:possessor(seg, i, { of = true, against = true })
      if not token then return nil end
      return pronoun and { pronoun_entity(seg, token) } or joined(match, token)
    end
  end
  return nil
end

-- "20 years, later reduced to 15": the unit is that of the term before.
local function find_number_to(match)
  local seg, i = match.seg, match.last_token + 1
  if not (seg.kinds[i] == "word" and seg.words[i] == "to" and seg.kinds[i + 1] == "number") or seg.kinds[i + 2] == "word"
    or seg.folded:find("^%s?[%%%%]", seg.ends[i + 1] + 1) then
    return nil
  end
  for j = match.token - 1, 1, -1 do
    local entity = seg.entity[j]
    local model = entity and entity.type == "penalty" and entity
    if not model and term_of(seg, j) then model = bare_penalty(seg, entity, "imprisonment") end
    if model and model.duration then
      local item = counted_penalty(seg.entity[i + 1], model)
      return item and { item }
    end
  end
  return nil
end

-- The token behind a penalty that was found.
local function token_after(match, item)
  local seg = match.seg
  local token = item.token or seg:token_at(item.last)
  while token <= seg.n and seg.starts[token] <= item.last do token = token + 1 end
  return token
end

-- "two years on top for theft", "four months each for theft".
local ON_TOP = { on = true, each = true, more = true, concurrently = true, consecutively = true, ["in"] = true }
local OWN_LINKS = { ["for"] = true, on = true, over = true }
local OWN_LINKS_FAR = { ["for"] = true, over = true, on = true }

-- "six weeks for contempt and 10 months for assault": each penalty before the last has
-- its own offence right behind it.
local function own_offence(match, list, k)
  local seg, following = match.seg, list[k + 1]
  local token = token_after(match, list[k])
  local links = ON_TOP[seg.words[token] or ""] and OWN_LINKS_FAR or OWN_LINKS
  local opened = match.offences:find(match, token, links, links == OWN_LINKS and 0 or 3)
  if opened and seg.kinds[opened] == "person" then return nil end
  local spans = opened and match.offences:read(seg, opened) or {}
  if #spans == 0 or following and spans[#spans].last >= following.first then return nil end
  spans.from = opened
  return spans
end

M.own_offence = own_offence

local function find_own(match)
  local entity = match.seg.entity[match.token]
  if not entity then return nil end
  if entity.numbers then return read_list(match, entity, match.token) end
  return { entity }
end

-- "for three years" behind "banned from …", before the clause ends.
local function find_ban_term(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 40) do
    if crosses_clause(match, i) then return nil end
    local before, entity = seg.words[i - 1], seg.entity[i]
    if term_of(seg, i) then
      if before == "for" or before == "of" or seg.words[i - 2] == "for" or before == "," then return { entity } end
    elseif seg.kinds[i] == "penalty" and entity.duration and before == "for" then
      return { { type = "duration", value = entity.duration, first = entity.first, last = entity.last } }
    end
  end
  for i = match.token - 1, math.max(1, match.token - 8), -1 do
    -- "for three years banned from", but not "jailed for three years and banned from"
    local led = seg.words[i - 1] == "for" and match.grammar.verbs[seg.words[i - 2] or ""] ~= true
    if led and term_of(seg, i) then return { seg.entity[i] } end
  end
  return nil
end

---@param make fun(doc: string, find: function): table
---@param joined fun(match: docket.FactMatch, token: integer?): table[]?
---@param pronoun_entity fun(seg: docket.Segment, token: integer): table
---@return table  names for the environment of rule files
function M.vocabulary(make, joined, pronoun_entity)
  local function owner_before(match) return find_owner_before(match, joined, pronoun_entity) end
  return { penalties = penalties_argument(make), any_penalty = make("any penalty", find_any_penalty),
    any_penalty_near = make("penalty near", find_penalty_near), own_penalty = make("own penalty", find_own),
    ban_term = find_ban_term, read_penalties = read_list, term_of = term_of,
    number_to = make("number of the new term", find_number_to), own_offence = own_offence,
    any_penalty_before = make("penalty before", find_penalty_before), share_penalties = share_out,
    possessor_of_penalty = make("owner of the penalty", owner_before), crosses_clause = crosses_clause,
    seg_token_after = token_after }
end

return M
