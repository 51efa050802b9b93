-- Who was sentenced to what. Each rule hinges on a verb or noun and takes the penalty,
-- the persons, the offence, the date and the court around it.

local function set(text)
  local out = {}
  for word in text:gmatch "%S+" do out[word] = true end
  return out
end

-- Time before a verdict is no sentence: "jailed pending trial".
local BEFORE_VERDICT = set "pending awaiting pretrial pre-trial remand"
local function no_sentence(match)
  local word, token = match:word_after(BEFORE_VERDICT, 8)
  if word == "remand" then return match.seg.words[token - 1] == "on" end
  return word ~= nil or is_generic(match)
end
shared.no_sentence = no_sentence

-- What the words around a verb make of it: imposed, possible, sought, or nothing at all.
local STATUS = { asserted = "imposed", possible = "possible", sought = "sought" }
local function imposed(match)
  if no_sentence(match) then return nil end
  return STATUS[modality(match)]
end
shared.imposed = imposed

-- An offence that stands before the sentence: "accused him of X and sentenced him".
local BEFORE = set "accused convicted guilty convicting accusing admitted admitting charged acquitted"
local function earlier_offence(match)
  local links = { of = "far", to = true, with = true, on = true, ["for"] = true }
  for i = match.token - 1, math.max(1, match.token - 45), -1 do
    local kind, word = match.seg.kinds[i], match.seg.words[i]
    if kind == ";" then return nil end
    if kind == "word" and BEFORE[word] and word ~= "acquitted" then
      local token = match.offences:find({ seg = match.seg, grammar = match.grammar }, i + 1, links, 14)
      if not token and word:find "^admit" then token = match.offences:open(match.seg, i + 1) end
      local spans, last = {}, 0
      if token then spans, last = match.offences:read(match.seg, token) end
      if #spans > 0 and last < match.token then return spans end
      return nil
    end
  end
  return nil
end

-- The offence of a sentence: behind its penalty, behind the verb, before it.
local by_penalty = offence_by("for|over|on|in", { from = "penalty", conviction = true, against = true })
local by_verb = offence_by("for|over|on|in", { conviction = true })
-- "…, and other politically motivated charges" belongs to the list.
local OTHER_NOUN = set "charges crimes offences offenses counts"
local function with_others(argument_of)
  return find_with("offences of the sentence", function(match)
    local spans = argument_of.find(match)
    local seg = match.seg
    local last = spans and spans.last_token
    if not last or not spans[1] then return spans end
    local i = last + 1
    while seg.kinds[i] == "," or seg.words[i] == "and" or seg.kinds[i] == "quote" do i = i + 1 end
    if seg.words[i] ~= "other" or i == last + 1 and seg.words[i - 1] ~= "and" then return spans end
    for j = i + 1, math.min(seg.n, i + 4) do
      if OTHER_NOUN[seg.words[j]] then
        local final = spans[#spans]
        spans[#spans] = { first = final.first, last = seg.ends[j], from = final.from, to = j }
        return spans
      end
    end
    return spans
  end)
end
by_penalty = with_others(by_penalty)
local offence_of_sentence = either { by_penalty, by_verb, find_with("offence before the sentence", earlier_offence) }

rule "sentence.sentenced" {
  kind = "sentence",
  doc = "X was sentenced [by COURT] [on DATE] to TERM [for OFFENCE]; a court sentenced X to TERM",
  trigger = words "sentenced|resentenced|re-sentenced|condemned|sentencing|sentences",
  needs = { penalty = penalties("to|*", { bare = "imprisonment" }) },
  takes = { persons = patient, offence = offence_of_sentence, date = near "date", court = near "court" },
  status = imposed,
  make = function(record, match)
    -- "the sentences" is a noun, "sentences X to" a verb
    if match.word == "sentences" and not match:word_after(set "to", 12) then return nil end
    return record
  end,
  priority = 5,
  examples = {
    { "Timur Askarov was sentenced to five years in prison.",
      { penalty = "imprisonment", duration = "P5Y", persons = { "Timur Askarov" } } },
    { "A court in Ostra sentenced Timur Askarov to eight years in prison for inciting hatred.",
      { penalty = "imprisonment", duration = "P8Y", offence = "inciting hatred", court = "A court in Ostra" } },
    { "The word ends the sentence.", nil },
  },
}

rule "sentence.sentenced_alone" {
  kind = "sentence",
  doc = "X was sentenced for OFFENCE, on DATE: the penalty is not stated",
  trigger = words "sentenced|convicted and sentenced",
  takes = { persons = patient, offence = by_verb, date = near "date", court = near "court" },
  set = { penalty = "unspecified" },
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  priority = -2,
  make = function(record, match)
    local behind_link = match:at(1) == "to" or any_penalty_near.find(match)
    if behind_link or not record.actors then return nil end
    if is_generic(match) then return nil end
    return (record.offence or record.date or match:at(1) == "in") and record or nil
  end,
  examples = {
    { "Dozens of activists were sentenced for backing the party.", { penalty = "unspecified", offence = "backing the party" } },
    { "He will be sentenced on Friday.", nil },
  },
}

-- "jails 3", "jails blogger": a verb, and no noun.
local function verb_follows(match)
  local following, before = match.seg.kinds[match.last_token + 1], match.seg.kinds[match.token - 1]
  return (following == "number" or following == "person") and (before == "court" or before == "place" or before == "person" or before == nil
    or match.seg.words[1] == "court" or match:at(-1) == "judge" or match:at(-1) == "court")
end

local ADJECTIVE_BEFORE = set "the a another of an for with by his her to other and from as many"
local to_prison = sp * gap(6, words "to prison|to jail|to a penal colony|to a prison colony|to a labor camp|to a prison camp|to a labour camp|to a high-security prison")
rule "sentence.jailed" {
  kind = "sentence",
  doc = "X was jailed [for TERM] [for OFFENCE]",
  trigger = words "jailed|imprisoned|incarcerated|jails|jailing|locked up|put behind bars|sent to prison|sent to jail|sends to prison|sent to a penal colony|sent to a prison colony|sent down|put away",
  takes = { persons = patient, penalty = penalties("for|to", { bare = "imprisonment" }),
    offence = offence_of_sentence, date = near "date", court = near "court" },
  set = { penalty = "imprisonment" },
  status = imposed,
  make = function(record, match)
    local stated = record.duration or record.penalty ~= "imprisonment"
    -- the deed of a kidnapper
    if not stated and match:word_after(set "flat house home basement cellar garage apartment bedroom cupboard shed", 4) then return nil end
    local word = match.word
    if not stated and not record.actors and not (match:at(1) == "for" and record.offence) then
      return word == "jails" and verb_follows(match) and record or nil
    end
    if word == "jails" and not verb_follows(match) then return nil end
    if not stated and (word == "jailing" and record.actors[1].form ~= "name" or word == "locked up" or word == "put away") then return nil end
    if not match.group.be and not match.group.have and not record.duration and match.voice == "active" then
      -- "jailed activist X" says so of X; "jailed protesters" of nobody
      local before = match:at(-1)
      if (before == nil or ADJECTIVE_BEFORE[before]) and record.actors[1].form ~= "name" then return nil end
    end
    return record
  end,
  examples = {
    { "Smith, 34, of Leeds, was jailed for 12 months.", { penalty = "imprisonment", duration = "P12M" } },
    { "Smith, 34, of Leeds, was jailed for life.", { penalty = "life_imprisonment" } },
    { "Oleg Varin, who was jailed for insulting the president, is free.", { penalty = "imprisonment", persons = { "Oleg Varin" } } },
    { "Supporters of jailed blogger Oleg Varin rallied.", { persons = { "Oleg Varin" } } },
    { "The mayor was jailed pending trial.", nil },
  },
}

rule "sentence.sent" {
  kind = "sentence",
  doc = "a court sent X to a penal colony [for TERM]",
  trigger = words "sent|sends|sending",
  also = words "prison|jail|colony|camp",
  needs = { persons = object },
  takes = { penalty = penalties("for", { bare = "imprisonment" }), offence = offence_of_sentence, date = near "date", court = near "court" },
  requires = function(match) return to_prison:match(match.seg:mask(), match.last + 1) ~= nil end,
  set = { penalty = "imprisonment" },
  status = imposed,
  examples = { { "The court sent Lena Dorn to a penal colony for seven months.", { penalty = "imprisonment", duration = "P7M" } } },
}

-- A term alone is a penalty behind "given" only where the clause ends, or goes on with its reason.
local GOES_ON = set "for each and in on after over plus with by when at following yesterday today last but while because consecutively concurrently"
local function term_stands_alone(match, item)
  if not item.bare then return true end
  if not item.duration or not item.duration:find "[YM]$" then return match.seg.words[(item.token or 0) + 1] == "each" end
  local seg, next_token = match.seg, seg_token_after(match, item)
  local kind, word = seg.kinds[next_token], seg.words[next_token]
  if kind == nil or kind == "." or kind == "," or kind == ";" or kind == "quote" or kind == "date" or kind == "dash" then return true end
  return kind == "word" and GOES_ON[word]
end

-- "issued guidance to governors concerning terms": the penalty is not what was issued.
local ALLOWED = set "to on with of for against upon by in at down the his her a and"
local function prepositions_between(match)
  local seg, first = match.seg, match.found.penalty[1].first
  local plain = 0
  for i = match.last_token + 1, seg.n do
    if seg.starts[i] >= first then break end
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "word" and match.grammar.prepositions[word] and not ALLOWED[word] then return true end
    -- "given powers to issue fines"
    if word == "to" and i > match.last_token + 1 and seg.kinds[i + 1] == "word" and not match.grammar.determiners[seg.words[i + 1]] then return true end
    if kind == "word" and not match.grammar.prepositions[word] and not match.grammar.determiners[word]
      and not match.grammar.adverbs[word] then
      plain = plain + 1
    end
    if kind == "," and seg.kinds[i - 1] == "word" then return true end
  end
  return plain > 5
end

rule "sentence.given" {
  kind = "sentence",
  doc = "X was handed TERM; a court gave X TERM; X got TERM; a court handed TERM to X",
  trigger = words("handed down|handed|hands|given|gave|gives|received|receives|receive|receiving|got|gets|getting|slapped with|slapped|awarded|imposed|imposing|imposes|passed|issued|meted out|dealt|assigned|drew|landed"),
  needs = { penalty = penalties("*", { reach = 14, bare_after = "<none>|got|gets|given|gave|to|received" }) },
  takes = { persons = either { recipient, patient }, offence = either { by_penalty, find_with("offence before the sentence", earlier_offence) },
    date = near "date", court = near "court" },
  status = imposed,
  make = function(record, match)
    for _, item in ipairs(match.found.penalty) do
      if not term_stands_alone(match, item) then return nil end
    end
    if match.found.penalty[1].bare and not record.actors then return nil end
    if match.word:find "ing$" and set("by of without than instead from avoid avoiding deliberately for about")[match:at(-1)] then return nil end
    if prepositions_between(match) then return nil end
    if record.penalty == "ban" and match:word_after(set "athletics uefa fifa league association federation club match matches football", 14) then return nil end
    return record
  end,
  examples = {
    { "Daria Melnik was handed a six-year prison term.", { penalty = "imprisonment", duration = "P6Y", persons = { "Daria Melnik" } } },
    { "The court gave Daria Melnik a suspended sentence of two years.", { penalty = "suspended_imprisonment", duration = "P2Y" } },
    { "Oleg Varin was given five years and four months.", { penalty = "imprisonment", duration = "P5Y4M" } },
    { "Oleg Varin was given three weeks to answer.", nil },
  },
}

rule "sentence.serving" {
  kind = "sentence",
  doc = "X is serving TERM [for OFFENCE]: imposed and not over",
  trigger = words "serving|serve|serves|spend",
  needs = { penalty = penalties("*", { reach = 9, bare = "imprisonment" }) },
  takes = { persons = subject, offence = by_penalty },
  status = function(match)
    local group, word = match.group, match.word
    if group.negated or no_sentence(match) or is_generic(match) then return nil end
    if word == "spend" and not match:word_after(set "prison jail bars custody", 8) and not match.seg.masked:find("\x08", match.last, true) then return nil end
    if word == "serving" then
      local before = match:at(-1)
      if before == "after" or before == "before" or before == "since" or before == "from" then return "served" end
      return "imposed"
    end
    if group.modal == "must" or group.future then return "imposed" end
    if group.modal == "should" then return nil end
    -- "told that he would serve at least 15 years": the judge's words
    if group.modal == "would" and match:word_before(set "told judge ordered ruled justice", 12) then return "imposed" end
    if group.modal then return "possible" end
    if group.infinitive then
      local governor = group.governor
      if not governor and match:word_before(set "ordered told sentenced required directed", 10) then return "imposed" end
      return (governor == "ordered" or governor == "has" or governor == "had" or governor == "due" or governor == "began" or governor == "have"
        or governor == "started" or governor == "sentenced") and "imposed" or nil
    end
    return word ~= "spend" and "imposed" or nil
  end,
  make = function(record, match)
    -- military service, and terms of office
    if match:word_after(set "president mayor governor army military council parliament office minister secretary chairman senator", 7) then return nil end
    return record
  end,
  examples = {
    { "Aset Dzhumin, who is serving a four-year prison term for fraud, fell ill.",
      { status = "imposed", duration = "P4Y", persons = { "Aset Dzhumin" } } },
    { "He was freed after serving eight years in prison.", { status = "served", duration = "P8Y" } },
    { "Lena Dorn will spend the next 15 years behind bars.", { status = "imposed", duration = "P15Y" } },
  },
}

local IN_PRISON = set "prison prisons jail jails colony bars camp penitentiary gang gulag cell custody"
local IN_SENTENCE = set "sentence sentences sentenced serving served judge court jailed imprisoned convicted conviction parole released release freed prisoner"
rule "sentence.served" {
  kind = "sentence",
  doc = "X served TERM; X spent TERM in prison: time that is over",
  trigger = words "served|spent|spending",
  needs = { penalty = penalties("*", { reach = 8, bare_after = "<none>|served" }) },
  takes = { persons = subject, offence = by_penalty, date = near "date" },
  set = { status = "served" },
  status = function(match)
    if match.group.negated or match.group.modal or no_sentence(match) then return nil end
    return "served"
  end,
  make = function(record, match)
    local penalty = match.found.penalty[1]
    if not (penalty.duration or "P1"):find "^P%d+[YMWD]" then return nil end
    if match.word ~= "served" and penalty.bare and not match:word_after(IN_PRISON, 8) then return nil end
    if penalty.bare and match:word_after(set "pretrial pre-trial detention remand", 8) then return nil end
    for i = match.last_token + 1, (penalty.token or match.last_token) - 1 do
      if match.seg.kinds[i] == "dash" then return nil end
    end
    local said = match:word_before(IN_SENTENCE, 30) or match:word_after(IN_SENTENCE, 20) or match:word_before(IN_PRISON, 30) or match:word_after(IN_PRISON, 20)
    if penalty.bare and not said and not match.seg:mask():find("\x08", 1, true) then return nil end
    if match.word == "served" and penalty.bare and (match:at(1) == "as" or match:word_after(set "as president mayor governor army military navy police council parliament office minister force", 7)) then
      return nil
    end
    return record
  end,
  examples = {
    { "Lena Dorn served ten years in prison.", { status = "served", duration = "P10Y" } },
    { "The restaurant served lunch.", nil },
    { "Lena Dorn spent 14 months in pretrial detention.", nil },
  },
}

-- ------------------------------------------------------------ possible and sought

-- "Conviction of X was punishable by", "X carries a maximum of": the offence at the head of the clause.
local HEAD = set "conviction charge charges crime offence offense convictions"
local function offence_of_law(match)
  local seg = match.seg
  local from = 1
  for i = match.token - 1, 1, -1 do
    if seg.kinds[i] == ";" or seg.kinds[i] == ":" then
      from = i + 1
      break
    end
  end
  while match.grammar.determiners[seg.words[from]] or seg.words[from] == "under" or seg.kinds[from] == "quote" do from = from + 1 end
  if HEAD[seg.words[from]] then
    if seg.words[from + 1] ~= "of" and seg.words[from + 1] ~= "for" then return nil end
    from = from + 2
  end
  if from >= match.token or not match.offences:is_deed_at(seg, from) then return nil end
  local spans, last = match.offences:read(seg, from)
  if #spans == 0 or last >= match.token then return nil end
  return spans
end

-- "up to three years for persons convicted of X".
local function convicted_behind(match)
  local _, token = match:word_after(set "convicted guilty", 26)
  if not token or match.seg.words[token + 1] ~= "of" then return nil end
  local opened = match.offences:open(match.seg, token + 2)
  local spans = opened and match.offences:read(match.seg, opened) or {}
  return #spans > 0 and spans or nil
end

rule "sentence.possible" {
  kind = "sentence",
  doc = "X faces up to TERM; could face TERM; punishable by TERM; carries a maximum of TERM",
  trigger = words("faces|facing|face|faced|punishable by|punishable with|punished by|punished with|carries|carry|carrying|carried|risks|risk|risking|provides for|provided for|provide for|punishable|attracts"),
  needs = { penalty = penalties("*", { reach = 16, bare = "imprisonment" }) },
  takes = { persons = possible_subject, offence = find_with("offence of the law", function(match)
    if match.word:find "^fac" or match.word:find "^risk" then return earlier_offence(match) or by_penalty.find(match) end
    return convicted_behind(match) or offence_of_law(match)
  end) },
  status = function(match) return not match.group.negated and "possible" or nil end,
  make = function(record, match)
    -- "faced seven years of decline": a bare term wants a law or a charge around it
    local penalty = match.found.penalty[1]
    if penalty.bare and match.word:find "^carr" then return nil end
    if penalty.penalty == "corporal" and match:word_after(set "accounts budget", 6) then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn faces up to ten years in prison.", { status = "possible", duration = "P10Y", mod = "EQUAL_OR_LESS" } },
    { "The offence is punishable by up to six years in prison.", { status = "possible", duration = "P6Y" } },
  },
}

rule "sentence.could_be" {
  kind = "sentence",
  doc = "X could be jailed for TERM; could get TERM; up to TERM if convicted",
  trigger = words "if convicted|if found guilty|upon conviction|on conviction|if he is convicted|if she is convicted|if they are convicted|if he is found guilty|if she is found guilty|if she's convicted|if he's convicted",
  needs = { penalty = any_penalty },
  takes = { persons = possible_subject },
  -- "would have served 20 years if convicted of murder" is what did not happen
  status = function(match) return not (match:word_before(set "would", 16) and match:word_before(set "have", 16)) and "possible" or nil end,
  priority = 1,
  examples = {
    { "If convicted, she could spend up to ten years in prison.", { status = "possible", duration = "P10Y" } },
  },
}

rule "sentence.sought" {
  kind = "sentence",
  doc = "prosecutors asked for TERM for X; the prosecutor demanded that X be sentenced to TERM",
  trigger = words("asked|asks|asking|demanded|demands|demanding|sought|seeks|seeking|seek|requested|requests|requesting|recommended|recommends|recommending|called for|calling for|urged|wanted|want|wants|jury-recommended|proposed|calls for"),
  needs = { penalty = penalties("*", { reach = 26, bare_after = "to|for|<none>" }) },
  takes = { persons = either { recipient, inner_person }, date = near "date", court = near "court" },
  requires = function(match)
    return prosecution_before(match.seg, match.token + 1) or match.word == "jury-recommended"
      or match.word:find "recommend" ~= nil and match:word_before(set "court jury judge judges", 8) ~= nil
  end,
  status = function(match) return not match.group.negated and "sought" or nil end,
  priority = 8,
  examples = {
    { "Prosecutors asked the court to sentence Lena Dorn to nine years in prison.", { status = "sought", duration = "P9Y" } },
    { "The prosecutor demanded 12 years in prison for Oleg Varin.", { status = "sought", duration = "P12Y" } },
    { "The prosecutor asked for six years.", { status = "sought", duration = "P6Y" } },
  },
}

-- ------------------------------------------------------------ fines and duties

local SPORT = set "league fa uefa fifa club federation association referee match matches football tribunal premier"
-- The sums behind "fined", one for each person where they are shared out.
local function fine_list(match)
  local seg, list = match.seg, {}
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 14) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "money" and (#list == 0 or seg.kinds[i - 1] == "," or seg.words[i - 1] == "and") then
      local sum = seg.entity[i]
      list[#list + 1] = { penalty = "fine", amount = sum.amount, currency = sum.currency, mod = sum.mod, first = sum.first, last = sum.last,
        token = i }
    elseif kind == "number" and i == match.last_token + 1 and seg.kinds[i + 1] == "word" and seg.words[i + 1] ~= "people" then
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
    if not record.amount and not record.actors and not match.group.be then return nil end
    if match:word_after(SPORT, 14) and match:word_after(set "by", 14) and not record.court then return nil end
    return record
  end,
  examples = {
    { "Oleg Varin was fined $500 for littering.", { penalty = "fine", amount = 500, currency = "USD" } },
    { "The midfielder was fined $500 by the league.", nil },
  },
}

rule "sentence.ordered" {
  kind = "sentence",
  doc = "X was ordered to do unpaid work, to undergo treatment; a judge ordered the confiscation of his house",
  trigger = words("ordered|told to|obliged to|must also|sent for|sent to|committed to|undergo|placed on|put on|placed under|complete|perform|carry out"),
  needs = { penalty = penalties("*", { reach = 9 }) },
  takes = { persons = either { patient, recipient }, offence = either { by_penalty }, date = near "date", court = near "court" },
  status = function(match)
    local status = imposed(match)
    if status == "possible" and match.word == "perform" then return nil end
    if match.group.infinitive and status == "imposed" and not match:word_before(set "ordered told must sentenced obliged required directed", 12) then return nil end
    if match.word == "complete" or match.word == "perform" or match.word == "carry out" or match.word == "undergo" then
      return match:word_before(set "ordered must sentenced required told directed condition obliged", 14) and "imposed" or nil
    end
    return status
  end,
  make = function(record)
    local kind = record.penalty
    if kind == "imprisonment" or kind == "death" then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn was ordered to pay a fine of 300 euros.", { penalty = "fine", amount = 300 } },
    { "He was ordered to carry out 200 hours of unpaid work.", { penalty = "compulsory_labor", duration = "PT200H" } },
  },
}

local NO_FINE = set [[compensation costs damages restitution surcharge back fees towards toward confiscation bail reparations prosecution
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
    return record
  end,
  priority = -1,
  examples = {
    { "He was ordered to pay 900 euros for delivering leaflets.", { penalty = "fine", amount = 900 } },
    { "He was ordered to pay 900 euros in compensation.", nil },
  },
}

local NO_CIVIL_BAN = set [[competing stadium stadiums matches football playing athletics entering sport games parliament contacting seeing
  approaching league club using-the]]
local BANNED_THING = set [[politics journalism media practicing practising political leaving travel traveling travelling public office holding
  working teaching social using driving keeping owning standing election running engaging occupying serving contacting]]
rule "sentence.banned" {
  kind = "sentence",
  doc = "X was banned from DOING for TERM; not allowed to DO for TERM; stripped of the right to DO",
  trigger = words("banned|barred|prohibited|forbidden|disqualified|stripped of the right to|deprived of the right to|deprived of|not allowed to|not be allowed to|not permitted to|struck off"),
  needs = { persons = patient },
  takes = { term = find_with("term of the ban", ban_term), date = near "date", court = near "court" },
  requires = function(match)
    local word = match.word
    if word:find "allowed" or word:find "permitted" then return ban_term(match) ~= nil end
    if word == "deprived of" then return match:word_after(set "rights right", 4) ~= nil end
    if not word:find " " and not match:word_after(set "from for to", 6) then return nil end
    return not match:word_after(NO_CIVIL_BAN, 6)
  end,
  set = { penalty = "ban" },
  status = imposed,
  make = function(record, match)
    local term = match.found.term and match.found.term[1]
    record.term = nil
    if term then record.duration, record.mod = term.value, term.mod end
    if not term and not match:word_after(BANNED_THING, 6) then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn was banned from using the media for three years.", { penalty = "ban", duration = "P3Y" } },
    { "Lena Dorn was banned for life from holding public office.", { penalty = "ban" } },
    { "The group was banned in March.", nil },
  },
}

rule "sentence.confiscated" {
  kind = "sentence",
  doc = "his property was confiscated; he was ordered to forfeit SUM",
  trigger = words "confiscated|forfeited|forfeit",
  takes = { persons = either { possessor_before, subject }, date = near "date", court = near "court" },
  requires = function(match)
    if match.word == "forfeit" then return match:word_before(set "ordered agreed must sentenced", 8) ~= nil end
    if not match.group.be then return nil end
    return match:word_before(set "property assets house apartment belongings savings flat flats car cars home phone money estate land business fortune", 14) ~= nil
      and (match:word_before(set "court sentenced sentence verdict also ordered judge", 30) ~= nil or match.token < 10)
  end,
  set = { penalty = "confiscation" },
  status = imposed,
  examples = { { "Their property was also confiscated.", { penalty = "confiscation" } },
    { "Oleg Varin was ordered to forfeit $400 in cash.", { penalty = "confiscation" } } },
}

-- ------------------------------------------------------------ nouns and adjectives

local HYPOTHETIC = set [[if could would may might without up maximum law laws not possible can should any whether mandatory calling
  call calls demand demands demanded plans plan proposal proposals proposed alternative alternatives average automatic instead rather
  guidelines typical usual policy legislation bill act ministers government scheme]]
-- A penalty of which somebody may be said to have it, in the words themselves.
local function says_sentence(match)
  local text = match.seg.folded:sub(match.first, match.seg.ends[match.token])
  if text:find "mandatory" or text:find "maximum" or text:find "average" then return false end
  return text:find "sentence" or text:find "term" or text:find "imprisonment" or text:find "penalt" or text:find "fine" or text:find "ban"
    or text:find "probation"
end
rule "sentence.nominal" {
  kind = "sentence",
  doc = "his seven-year prison sentence; a 10-year term for X: the penalty as a noun",
  -- the words bring the segment up; the penalty itself is what it hinges on
  trigger = any { entities "penalty", words "sentence|sentences|term|terms|imprisonment|prison|jail|custody|bars|probation|arrest|lashes|service|work|detention|colony|freedom|fine|ban|labor|labour" },
  needs = { penalty = own_penalty },
  takes = { persons = either { possessor "for|of|against|to", recipient_of_noun }, offence = by_penalty },
  requires = function(match)
    local item = match.seg.entity[match.token]
    if not item or match:word_after(set "remand", 3) then return false end
    local owner, pronoun = match.grammar:possessor(match.seg, match.token)
    if pronoun and match.seg.words[owner] == "its" then return false end
    if item.penalty == "death" or item.penalty == "fine" or item.penalty == "ban" or item.penalty == "life_imprisonment" and not item.duration
      or not item.duration then
      return owner ~= nil and says_sentence(match) and not match:word_before(HYPOTHETIC, 6)
    end
    return not match:word_before(HYPOTHETIC, 12) and (says_sentence(match) or match:at(-1) == "after" or owner ~= nil or match:at(1) == "for")
  end,
  status = function(match)
    if prosecution_before(match.seg, match.token) and match:word_before(set "asked demanded sought requested recommended for seeking", 12)
      and match.seg.masked:find("asked", 1, true) then
      return "sought"
    end
    return "imposed"
  end,
  make = function(record, match)
    local seg, token = match.seg, match.token
    local text = seg.folded:sub(seg.starts[token], seg.ends[token])
    -- "after 12 years in prison": time that passed
    local before = match:at(-1)
    if not text:find "sentence" and not text:find "term" and not text:find "imprisonment" and not record.offence then
      if before == "after" then record.status = "served" return record.actors and record or nil end
      if not record.actors then return nil end
    end
    -- a term of office
    local office = text:find "term" and not text:find "prison" and not text:find "jail" and not record.offence
    if office and not match:word_before(IN_PRISON, 40) and not match:word_after(IN_PRISON, 40) and not match:word_before(IN_SENTENCE, 40)
      and not match:word_after(IN_SENTENCE, 40) then
      return nil
    end
    -- "prison sentences of 12 months": of nobody in particular
    if not record.actors and (text:find "sentences" or text:find "terms") then return nil end
    return record
  end,
  priority = -5,
  examples = {
    { "Oleg Varin’s seven-year prison sentence drew protests.", { duration = "P7Y", persons = { "Oleg Varin" } } },
  },
}

rule "sentence.part_suspended" {
  kind = "sentence",
  doc = "five years, two of them suspended; of which five months were suspended",
  trigger = words "suspended",
  needs = { penalty = find_with("the part that is suspended", function(match)
    local seg, i = match.seg, match.token - 1
    while i > 1 and (match.grammar.auxiliaries[seg.words[i]] == "be" or seg.words[i] == "them" or seg.words[i] == "which" or seg.words[i] == "those"
      or seg.words[i] == "of" or seg.words[i] == "that" or match.grammar.adverbs[seg.words[i]] or seg.kinds[i] == "person" and seg.entity[i].form == "pronoun") do
      i = i - 1
    end
    local item = term_of(seg, i)
    if item then return { { penalty = "suspended_imprisonment", duration = item.value, first = item.first, last = item.last, token = i } } end
    if seg.kinds[i] == "number" and i < match.token - 1 then
      for j = i - 1, math.max(1, i - 8), -1 do
        local whole = seg.kinds[j] == "penalty" and seg.entity[j].duration or term_of(seg, j) and seg.entity[j].value
        local unit = whole and whole:match "^P%d+([YMWD])$"
        local amount = tonumber(seg.entity[i].value)
        if unit and amount then
          return { { penalty = "suspended_imprisonment", duration = ("P%d%s"):format(amount, unit), first = seg.entity[i].first,
            last = seg.entity[i].last, token = i } }
        end
      end
    end
    return nil
  end) },
  takes = { persons = find_with("the one sentenced", function(match)
    local _, token = match:word_before(set "sentenced jailed given gave handed imprisoned", 30)
    return token and patient_at(match, token) or context_person(match)
  end), date = near "date" },
  status = "imposed",
  examples = {
    { "Oleg Varin was jailed for three years, two of them suspended.", { penalty = "suspended_imprisonment", duration = "P2Y" } },
    { "The officer was suspended.", nil },
  },
}
