-- What is imposed beside prison or instead of it: fines, duties, bans, confiscations.
local set, imposed, by_penalty, by_verb = word_set, shared.imposed, shared.by_penalty, shared.by_verb

local SPORT = set "league fa uefa fifa club federation association referee match matches football tribunal premier"
-- The sums behind "fined", one for each person where they are shared out.
local function fine_list(match)
  local seg, list = match.seg, {}
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 14) do
    local kind, word = seg.kinds[i], seg.words[i]
    -- "fined £500 and ordered to pay £90 costs"
    if kind == "word" and (word == "ordered" or word == "pay") then break end
    if kind == "money" and (#list == 0 or seg.kinds[i - 1] == "," or seg.words[i - 1] == "and") then
      local sum = seg.entity[i]
      list[#list + 1] = { penalty = "fine", amount = sum.amount, currency = sum.currency, mod = sum.mod, first = sum.first, last = sum.last,
        token = i }
    elseif kind == "number" and i == match.last_token + 1 and seg.kinds[i + 1] == "word" and seg.words[i + 1] ~= "people"
      and seg.words[i + 1] ~= "times" and seg.words[i + 1] ~= "of" and not match.grammar:object(seg, match.last_token) then
      -- a currency that no list knows
      list[1] = { penalty = "fine", amount = seg.entity[i].value, first = seg.entity[i].first, last = seg.entity[i].last, token = i }
    elseif kind == "word" and (word == "for" or word == "after") or kind == ";" then
      break
    end
  end
  if #list == 0 then return nil end
  return share_penalties(match, list)
end

rule "sentence.fined" {
  kind = "sentence",
  doc = "X was fined SUM [for OFFENCE]; they were fined A, B and C, in that order",
  trigger = words "fined|fines|fining",
  takes = { persons = patient, penalty = find_with("the sums", fine_list), offence = by_verb, date = near "date", court = near "court" },
  set = { penalty = "fine" },
  status = imposed,
  make = function(record, match)
    if match.word == "fines" and not (record.actors and record.amount) then return nil end
    -- "it is wrong to be fining parents"
    if match.word == "fining" and not record.amount and not (record.actors and record.actors[1].form == "name") then return nil end
    if not record.amount and not record.actors and not match.group.be then return nil end
    if match:word_after(SPORT, 14) and match:word_after(set "by", 14) and not record.court then return nil end
    if match.seg.folded:find("by the fa%f[%W]", match.last) or match.seg.folded:find("by [%l ]*football association", match.last) then return nil end
    return record
  end,
  examples = {
    { "Oleg Varin was fined $500 for littering.", { penalty = "fine", amount = 500, currency = "USD" } },
    { "The midfielder was fined $500 by the league.", nil },
    { "Anna Berik was fined 4 times.", { penalty = "fine", quote = "fined" } },
  },
}

-- "A teacher, who worked where X and Y learnt, was ordered to complete": the one of the order.
local ordered_person = find_with("the one who was ordered", function(match)
  if not match.group.infinitive then return nil end
  local _, token = match:word_before(set "ordered required told directed sentenced", 4)
  return token and patient_at(match, token) or nil
end)

rule "sentence.ordered" {
  kind = "sentence",
  doc = "X was ordered to do unpaid work, to undergo treatment; a judge ordered the confiscation of his house",
  trigger = words("ordered|told to|obliged to|must also|sent for|sent to|committed|undergo|made subject to|made the subject of|placed on|put on|placed under|complete|perform|carry out"
    .. "|must do|have to do|has to do|undertake"),
  needs = { penalty = penalties("*", { reach = 9 }) },
  takes = { persons = either { ordered_person, patient, recipient }, offence = either { by_penalty }, date = near "date", court = near "court" },
  status = function(match)
    if match.word:find " do$" then
      if match:at(-1) == "not" or match.group.modal == "might" or match.group.modal == "may" then return nil end
      return "imposed"
    end
    -- "sent to prison for breaching a suspended sentence"
    if match.word:find "^sent " and (match:at(1) == "prison" or match:at(1) == "jail") then return nil end
    local status = imposed(match)
    if status == "possible" and match.word == "perform" then return nil end
    if match.group.infinitive and status == "imposed" and not match:word_before(set "ordered told must sentenced obliged required directed", 12) then return nil end
    if match.word == "complete" or match.word == "perform" or match.word == "carry out" or match.word == "undergo" or match.word == "undertake" then
      return match:word_before(set "ordered must sentenced required told directed condition obliged", 14) and "imposed" or nil
    end
    return status
  end,
  make = function(record, match)
    local kind = record.penalty
    if kind == "imprisonment" or kind == "death" then return nil end
    if match.word == "committed" and (kind ~= "psychiatric" or not match:word_after({ to = true }, 6)) then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn was ordered to pay a fine of 300 euros.", { penalty = "fine", amount = 300 } },
    { "Oleg Varin must do 60 hours of unpaid work.", { penalty = "compulsory_labor", duration = "PT60H", persons = { "Oleg Varin" } } },
    { "He was ordered to carry out 200 hours of unpaid work.", { penalty = "compulsory_labor", duration = "PT200H" } },
  },
}

local PLACED = { administrative_arrest = true, probation = true, restricted_freedom = true, compulsory_labor = true }
rule "sentence.placed" {
  kind = "sentence",
  doc = "a court placed X under administrative arrest for TERM, put X on probation",
  trigger = words "placed|put|places|puts|placing|putting",
  also = words "arrest|probation|supervision|detention|restriction|restricted|service|labor|labour|work|order|orders",
  needs = { penalty = penalties("under|on|to", { reach = 14 }), persons = patient },
  takes = { offence = by_penalty, date = near "date", court = near "court" },
  status = imposed,
  make = function(record) return PLACED[record.penalty] and record or nil end,
  examples = {
    { "The court placed Lena Dorn under administrative arrest for nine days.",
      { penalty = "administrative_arrest", duration = "P9D", persons = { "Lena Dorn" } } },
    { "The judge put Oleg Varin on probation for two years.", { penalty = "probation", duration = "P2Y", persons = { "Oleg Varin" } } },
    { "A judge put Oleg Varin on a 12-month community order for theft.", { penalty = "compulsory_labor", duration = "P12M" } },
    { "He put the vase on the shelf in order.", nil },
    { "The fund was put under supervision.", nil },
  },
}

local NO_FINE = set [[damaged repair repaired repairs compensation costs damages restitution surcharge back fees towards toward confiscation bail reparations prosecution
  legal victim victims family compensate charge]]
rule "sentence.ordered_to_pay" {
  kind = "sentence",
  doc = "X was ordered to pay SUM [for OFFENCE]: a fine, unless it is compensation or costs",
  trigger = words "ordered to pay|must pay|to pay",
  also = words "ordered",
  needs = { sum = after(sp * gap(8), "money") },
  takes = { persons = find_with("the one who pays", function(match)
    local _, token = match:word_before(set "ordered", 10)
    if match.word:find "^ordered" then token = match.token end
    return token and patient_at(match, token) or patient.find(match)
  end), offence = by_verb, date = near "date", court = near "court" },
  set = { penalty = "fine" },
  status = function(match)
    if not match.word:find "^ordered" and not match:word_before(set "ordered", 8) then return nil end
    if match:word_after(NO_FINE, 14) then return nil end
    return imposed(match) == "imposed" and "imposed" or nil
  end,
  make = function(record, match)
    local sum = match.found.sum[1]
    record.sum = nil
    record.amount, record.currency, record.mod = sum.amount, sum.currency, sum.mod
    if match.seg.words[sum.token + 1] == "to" or match:word_after(set "fine", 6) then return nil end
    -- "ordered to pay the society 900 euros"
    for i = match.last_token + 1, sum.token - 1 do
      local kind = match.seg.kinds[i]
      if kind == "person" or kind == "organisation" or kind == "court" then return nil end
    end
    return record
  end,
  priority = -1,
  examples = {
    { "He was ordered to pay 900 euros for delivering leaflets.", { penalty = "fine", amount = 900 } },
    { "He was ordered to pay 900 euros in compensation.", nil },
    { "He was ordered to pay Lena Dorn 900 euros.", nil },
  },
}

local NO_CIVIL_BAN = set [[competing stadium stadiums matches football playing athletics entering sport games parliament contacting seeing
  approaching league club jockey racing riding doping]]
-- What a sport's own body bans for.
local OF_SPORT = P { words "jockey|jockeys|striker|midfielder|defender|goalkeeper|referee|doping|steward|stewards|whip|opponent|opponents" + 1 * V(1) }
local BANNED_THING = set [[politics journalism media practicing practising political leaving travel traveling travelling public office holding
  working teaching social using driving keeping owning standing election running engaging occupying serving contacting]]
rule "sentence.banned" {
  kind = "sentence",
  doc = "X was banned from DOING for TERM; not allowed to DO for TERM; stripped of the right to DO",
  trigger = words("banned|barred|prohibited|forbidden|disqualified|stripped|deprived|not allowed to|not be allowed to|not permitted to|struck off"),
  needs = { persons = patient },
  takes = { term = find_with("term of the ban", ban_term), date = near "date", court = near "court" },
  requires = function(match)
    local word = match.word
    if word:find "allowed" or word:find "permitted" then return ban_term(match) ~= nil end
    if word == "deprived" or word == "stripped" then
      local _, right = match:word_after(set "rights right", 8)
      return right ~= nil and match:word_after(set "of", 6) ~= nil
    end
    if not word:find " " and not match:word_after(set "from for to", 6) then return nil end
    return not match:word_after(NO_CIVIL_BAN, 6) and not OF_SPORT:match(match.seg.folded) and not match:word_after(set "jockey doping uefa fifa referee", 14)
      and not match.seg.folded:sub(math.max(1, match.first - 24), match.first - 1):find "football"
  end,
  set = { penalty = "ban" },
  status = function(match)
    -- "ordered that she would not be allowed to drive"
    local status = imposed(match)
    return status == "possible" and match:word_before(set "ordered ruled ordering", 20) and "imposed" or status
  end,
  make = function(record, match)
    local term = match.found.term and match.found.term[1]
    record.term = nil
    if term then record.duration, record.mod = term.value, term.mod end
    if not term and not match:word_after(BANNED_THING, 6) and match.word ~= "stripped" and match.word ~= "deprived" then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn was banned from using the media for three years.", { penalty = "ban", duration = "P3Y" } },
    { "Lena Dorn was banned for life from holding public office.", { penalty = "ban" } },
    { "A court stripped Lena Dorn of the right to teach for three years.", { penalty = "ban", duration = "P3Y", persons = { "Lena Dorn" } } },
    { "Lena Dorn was stripped of her political rights.", { penalty = "ban", persons = { "Lena Dorn" } } },
    { "Lena Dorn was stripped of her medal.", nil },
    { "The group was banned in March.", nil },
    { "Oleg Varin was banned for ten days for striking another jockey.", nil },
  },
}

local function has_court(seg)
  for _, entity in ipairs(seg.entities) do
    if entity.type == "court" then return true end
  end
  return false
end

-- "the house is to be confiscated"
local function is_to_be(match)
  local _, to = match:word_before(set "to", 4)
  local before = to and match.seg.words[to - 1]
  return match.group.infinitive and (before == "is" or before == "are" or before == "was" or before == "were")
end

rule "sentence.confiscated" {
  kind = "sentence",
  doc = "his property was confiscated; he was ordered to forfeit SUM",
  trigger = words "confiscated|forfeited|forfeit",
  takes = { persons = either { find_with("the one who has to forfeit", function(match)
    local _, token = match:word_before(set "ordered", 34)
    if match.word == "forfeit" and token then return patient_at(match, token) end
    -- "the money was confiscated from him"
    if match:at(1) == "from" and match:at(2) == "person" then return joined_at(match, match.last_token + 2) end
    return nil
  end), possessor_before, subject }, date = near "date", court = near "court" },
  requires = function(match)
    if match.word == "forfeit" then
      return match:word_before(set "ordered agreed must sentenced", 8) ~= nil or match.group.infinitive and match:word_before(set "ordered", 34) ~= nil
    end
    if not match.group.be then return nil end
    if match.seg.kinds[match.token - 2] == "money" and match.word ~= "forfeit" and match:at(1) == "from" and match:at(2) == "person" then return true end
    if match.group.infinitive and not is_to_be(match) then return match:word_before(set "ordered orders ruled", 12) ~= nil end
    return match:word_before(set "property assets house apartment belongings savings flat flats car cars home phone money estate land business fortune sites site plots plot premises equipment vehicle vehicles van truck goods gold jewellery shares proceeds weapons boat", 18) ~= nil
      and (match:word_before(set "court sentenced sentence verdict also ordered judge fined jailed", 30) ~= nil or match.token < 10
        or has_court(match.seg))
  end,
  set = { penalty = "confiscation" },
  status = function(match)
    if is_to_be(match) then return "imposed" end
    if match.group.infinitive and match.group.be and match:word_before(set "ordered orders ruled", 12) then return "imposed" end
    return imposed(match)
  end,
  examples = { { "Their property was also confiscated.", { penalty = "confiscation" } },
    { "The court ordered her phone to be confiscated.", { penalty = "confiscation" } },
    { "Oleg Varin was ordered to forfeit $400 in cash.", { penalty = "confiscation" } },
    { "The judge ordered Lena Dorn to serve two years of probation and to forfeit a 2009 Skoda.", { penalty = "confiscation", persons = { "Lena Dorn" } } },
    { "Some $9,000 was confiscated from Oleg Varin.", { penalty = "confiscation", persons = { "Oleg Varin" } } } },
}

local BAN_VERB = set [[work hold practise practice use travel leave drive own keep publish write teach run stand enter contact serve post
  attend vote act perform engage manage direct]]
local OF_COURT = set [[court judge sentenced sentence jailed convicted guilty verdict ruling prison term conviction ruled ordered released
  fined imprisonment suspended probation]]
rule "sentence.forbidden" {
  kind = "sentence",
  doc = "X must not DO for TERM, may not DO for TERM; a court forbade X to DO for TERM",
  trigger = words "must not|may not|forbade|forbids|prohibiting|barring|banning|bans|bars|banned",
  also = words "years|year|months|month|life|decade",
  needs = { persons = find_with("the one who may not", function(match)
    if match.word:find " not$" then return subject.find(match) end
    return object.find(match)
  end), term = find_with("term of the ban", ban_term) },
  takes = { date = near "date", court = near "court" },
  requires = function(match)
    if match.word:find " not$" then return BAN_VERB[match:at(1) or ""] == true end
    if match.word:find "^ba" and match:at(1) ~= "person" then return false end
    return match:word_after(set "from to", 4) ~= nil and not match:word_after(NO_CIVIL_BAN, 8)
      and (match.word:find "^forb" or match:word_before(OF_COURT, 30) ~= nil or match:word_after(OF_COURT, 30) ~= nil
        or match.token > 1 and match.seg.kinds[match.token - 1] == "court")
  end,
  set = { penalty = "ban" },
  status = function(match)
    if match.word:find " not$" then return "imposed" end
    return imposed(match)
  end,
  make = function(record, match)
    local term = match.found.term[1]
    record.term = nil
    record.duration, record.mod = term.value, term.mod
    return record
  end,
  priority = -1,
  examples = {
    { "Lena Dorn must not work as a teacher for five years.", { penalty = "ban", duration = "P5Y", persons = { "Lena Dorn" } } },
    { "The court forbade Oleg Varin to practise journalism for three years.", { penalty = "ban", duration = "P3Y", persons = { "Oleg Varin" } } },
    { "Visitors must not feed the bears for two weeks.", nil },
  },
}

rule "sentence.flogged" {
  kind = "sentence",
  doc = "X was flogged N times; X was given N lashes: the count behind the verb",
  trigger = words "flogged|lashed|caned|whipped",
  needs = { persons = patient, times = after(sp * gap(3), "number") },
  takes = { date = near "date", court = near "court" },
  set = { penalty = "corporal" },
  status = imposed,
  make = function(record, match)
    local times = match.found.times[1]
    record.times = nil
    local noun = match.seg.words[times.token + 1]
    if noun ~= "times" and noun ~= "lashes" and noun ~= "strokes" or not match.group.be then return nil end
    record.count = times.value
    return record
  end,
  priority = -1,
  examples = {
    { "Oleg Varin was flogged 39 times.", { penalty = "corporal", count = 39, persons = { "Oleg Varin" } } },
    { "The storm lashed three towns.", nil },
  },
}
