-- What somebody is charged with, where a noun says so: "on charges of", "the charges
-- include", "his murder conviction".

local set, is_deed = word_set, shared.is_deed

-- "charges of", "counts of", "suspicion of": the offence behind the noun.
local function behind_noun(match)
  local opened, counted = match.offences:open(match.seg, match.token)
  if not opened or not counted then return nil end
  local spans = match.offences:read(match.seg, opened, { against = true })
  return #spans > 0 and spans or nil
end

local LEADS_TO = set "on over facing faces face faced under denied denies deny"

local OFFERED = set "offered"
local DENIED = set "denied denies deny denying"
local UNDECIDED = set "considered consider considering considers should mull mulling weigh weighing"
local RELATED = set "connected linked related relating"

-- "a charge of $9 on his card": what one pays.
local function is_price(match)
  local seg, first = match.seg, match.found.offence[1]
  local behind = seg.words[first.from + 1] or ""
  return seg.kinds[first.from] == "money" and (match.grammar.prepositions[behind] or match.grammar.determiners[behind]) ~= nil
end

-- "on fresh allegations of"
local function leads_to(match)
  for i = match.token - 1, math.max(1, match.token - 3), -1 do
    local word = match.seg.words[i]
    if LEADS_TO[word] then return true end
    if match.seg.kinds[i] ~= "word" or match.grammar.prepositions[word] or match.grammar.determiners[word] or match.grammar.auxiliaries[word] then
      return false
    end
  end
  return false
end

rule "charge.on_charges_of" {
  kind = "charge",
  doc = "on charges of OFFENCE; faces three counts of OFFENCE; on suspicion of OFFENCE",
  trigger = words "charges|charge|suspicion|suspicions|accusations|accusation|allegations|allegation|counts|count",
  needs = { offence = find_with("offence behind the noun", behind_noun) },
  takes = { persons = charge_owner, date = near "date", court = near "court", statute = near "statute" },
  status = charge_status,
  make = function(record, match)
    if match.seg.kinds[match.token - 1] == "number" and match.word:find "^a" or is_price(match) then return nil end
    if match.word:find "^suspicion" and match:at(1) == "for" then return nil end
    -- "the charge for copies": a fee
    if match:at(1) == "for" and match.word:find "^charge" and not is_deed(match, match.found.offence[1])
      and not match.seg.folded:find("offen[cs]es?", match.last) then
      return nil
    end
    -- allegations are about somebody; "counts of votes" and "in charge of" are no charge
    if match.word:find "^a" then
      if not record.actors then return nil end
      -- what people allege in general is no charge against somebody
      if not leads_to(match) and not match:word_after(set "against", 12) then return nil end
    end
    -- "lays himself open to a charge of": none was brought
    if match.word:find "^charge" and match:at(-2) == "to" and match:at(-3) == "open" then return nil end
    record.denied = match:word_before(DENIED, 5) ~= nil
    -- "are considering a charge of", "should have faced charges of": nobody is charged
    if match:word_before(UNDECIDED, 7) then return nil end
    local spans = match.found.offence
    local behind = spans.last_token and match.grammar.auxiliaries[match.seg.words[spans.last_token + 1] or ""]
    -- "a charge of poaching ought to be weighed"
    if behind == "modal" or behind == "future" then return nil end
    if record.status == "convicted" and not match.listed and not LEADS_TO[match:at(-1) or ""] and not match:word_before(set "of to on for guilty admitted admitting convicted", 6) then
      record.status = "charged"
    end
    -- "was never offered the lesser count"
    if match:word_before(OFFERED, 5) then return nil end
    -- "plans to introduce charges of": nobody's
    if not record.actors and match:word_before(set "introduce introducing create creating new", 5) then return nil end
    if match:at(-1) == "in" or match:at(-2) == "in" and match.word == "charge" and not match.seg.words[match.token - 1]:find "^[a%d]n?$"
      or match:at(-1) == "take" or match:at(-1) == "took" then return nil end
    -- "for each charge of fraud he could": as a rule
    if match:at(-1) == "each" and (match:at(-2) == "for" or match:at(-2) == "on") then return nil end
    -- a company's "charge of $5 million", "charges for a closure"
    local first = match.found.offence[1]
    local about_money = match.seg.kinds[first.from] == "money" or match.seg.kinds[first.from] == "number" or match.word:find "^charge" and match.seg.words[first.from - 1] == "for"
      and not LEADS_TO[match:at(-1) or ""]
    if about_money and not is_deed(match, first) then return nil end
    if RELATED[match:at(1) or ""] and not is_deed(match, match.found.offence[1]) then return nil end
    if match.word:find "^count" and not is_deed(match, match.found.offence[1]) then return nil end
    if (match.word == "allegations" or match.word == "allegation" or match.word == "accusations") and match.group.negated then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn was arrested on charges of espionage.", { status = "charged", offence = "espionage", persons = { "Lena Dorn" } } },
    { "Oleg Varin was arrested on suspicion of murder.", { status = "alleged", offence = "murder" } },
    { "Oleg Varin was convicted of theft, two counts of arson, five assaults on shop staff in Ostra last spring and one count of forgery.",
      { { offence = "arson", status = "convicted" }, { offence = "forgery", status = "convicted", persons = { "Oleg Varin" } } } },
    { "Oleg Varin was in sole charge of a depot.", nil },
    { "Lena Dorn found a charge of $18 on her card.", nil },
    { "The invoice lists charges for translation work.", nil },
    { "The jury was not offered the lesser count of manslaughter.", nil },
    { "Oleg Varin hit a clerk while on bail on charges of theft.", { persons = { "Oleg Varin" }, status = "charged" } },
    { "Oleg Varin faced 18 counts of fraud.", { status = "charged", offence = "fraud" } },
    { "Prosecutors are considering charges of manslaughter against Oleg Varin.", nil },
  },
}

local ARE = set "include included includes involve involved involves are were is was including"
rule "charge.charges_are" {
  kind = "charge",
  doc = "the charges include OFFENCE; the charge against her was OFFENCE",
  trigger = words "charges|charge",
  also = words "include|included|includes|involve|involved|involves|are|were|was|is",
  needs = { offence = find_with("what the charges are", function(match)
    local seg, i = match.seg, match.last_token + 1
    if seg.words[i] == "against" then
      i = i + 1
      while seg.kinds[i] == "person" or seg.words[i] == "and" or seg.kinds[i] == "," do i = i + 1 end
    end
    if not ARE[seg.words[i]] or seg.kinds[i] ~= "word" then return nil end
    i = i + 1
    local opened = match.offences:open(seg, i)
    local spans = opened and match.offences:read(seg, opened) or {}
    local first = spans[1]
    local listed = seg.words[i - 1]:find "^in[cv]"
    if first and not listed and seg.kinds[first.from] == "word" and seg.words[first.from]:find "ed$" then return nil end
    if not first or match.grammar.verbs[seg.words[first.from]] == true or not listed and not is_deed(match, first) then return nil end
    local word = seg.words[first.from]
    if word:sub(-3) == "ing" and (seg.words[i - 1] == "are" or seg.words[i - 1] == "were") and seg.kinds[first.from] == "word"
      and (seg.words[first.from + 1] == "dropped" or word == "being" or word == "coming" or word == "going") then
      return nil
    end
    return spans
  end) },
  takes = { persons = either { charge_noun_owner, charge_context }, date = near "date", court = near "court" },
  status = function(match) return modality(match) == "asserted" and "charged" or nil end,
  examples = {
    { "The charges include conspiracy to smuggle timber and failing to pay.", { status = "charged", offence = "conspiracy to smuggle timber" } },
    { "The charges were dropped.", nil },
  },
}

local FEES = set "admission parking delivery service baggage roaming booking entry interest bank water prescription toll handling congestion"

rule "charge.noun_before" {
  kind = "charge",
  doc = "on extremism charges; a spying charge against X; his embezzlement conviction",
  trigger = words "charges|charge|conviction|convictions|allegations|accusations|trial|counts",
  needs = { offence = offence_before },
  takes = { persons = either { charge_noun_owner, charge_owner }, date = near "date" },
  status = function(match)
    local word = match.word
    if match.group.negated then return nil end
    if word:find "^conviction" then
      return not match:word_after(set "quashed overturned vacated annulled expunged", 4) and "convicted" or nil
    end
    if word == "trial" then return "charged" end
    return charge_status(match)
  end,
  make = function(record, match)
    if match.word == "allegations" or match.word == "accusations" then
      local actor = record.actors and record.actors[1]
      if not actor or actor.form == "group" and not actor.definite then return nil end
    end
    -- "parking charges": fees
    if match.word:find "^charge" and FEES[match:at(-1) or ""] then return nil end
    record.denied = match:word_before(DENIED, 5) ~= nil
    if match:word_before(set "guilty possible potential", 10) or match:word_before(UNDECIDED, 10) then return nil end
    if match:at(1) == "rate" or match:at(1) == "rates" then return nil end
    -- "insufficient to support murder charges"
    if match:word_before(set "insufficient support justify", 6) then return nil end
    -- "through a murder charge": of nobody
    if not record.actors and (match.word == "charge" or match.word == "convictions") then return nil end
    if match.word == "trial" and not charge_noun_owner.find(match) then return nil end
    return record
  end,
  priority = -1,
  examples = {
    { "Parking charges will rise in May.", nil },
    { "Serik Bolat was arrested on extremism charges.", { offence = "extremism", status = "charged", persons = { "Serik Bolat" } } },
    { "the spying charge against Oleg Varin", { offence = "spying", persons = { "Oleg Varin" } } },
    { "politically motivated charges", nil },
    { "The finds were too few to support arson charges.", nil },
    { "Police are considering murder charges against Oleg Varin.", nil },
    { "The rape conviction rate fell last year.", nil },
  },
}

-- "the defendant has nine previous convictions"
local owner_of_many = find_with("the one who has them", function(match)
  local _, token = match:word_before(set "has had have", 6)
  local found = token and match.grammar:subject(match.seg, token)
  return found and joined_at(match, found) or nil
end)

-- "the conviction of X for libel"
local convicted_one = find_with("the one convicted", function(match)
  return match:at(1) == "of" and match:at(2) == "person" and joined_at(match, match.last_token + 2) or nil
end)

local CERTAINTY = set "with some great much little such real deep more utter total"
rule "charge.conviction_for" {
  kind = "charge",
  doc = "his conviction for OFFENCE; previous convictions for OFFENCE",
  trigger = words "conviction|convictions",
  needs = { offence = offence_by("for|of|on", { reach = 12 }) },
  takes = { persons = either { charge_noun_owner, convicted_one, owner_of_many, charge_owner }, date = near "date", court = near "court" },
  status = function(match)
    if match:word_before(set "quashed overturned vacated annulled threw", 8) or match:at(1) == "rate" or match:at(1) == "rates"
      or match:word_after(set "quashed overturned unsafe", 14) and not match:word_after({ after = true }, 14) then
      return nil
    end
    return match.group.negated == nil and "convicted" or nil
  end,
  make = function(record, match)
    -- "said with some conviction, of"
    if match.word == "conviction" and match:word_before(CERTAINTY, 2) and match:word_before(set "with", 3) then return nil end
    -- "conviction rates for", and a law in general, are about nobody
    if not record.actors then return nil end
    -- "convictions for sex offences are falling": somebody has to have them
    if match.word == "convictions" and not charge_noun_owner.find(match) and not convicted_one.find(match)
      and not match:word_before(set "has had have having with his her their were", 8) then
      return nil
    end
    return is_deed(match, match.found.offence[1]) and record or nil
  end,
  examples = { { "A court upheld Lena Dorn’s conviction for libel.", { status = "convicted", offence = "libel", persons = { "Lena Dorn" } } } },
}

rule "charge.acquittal_of" {
  kind = "charge",
  doc = "his acquittal on charges of OFFENCE; the acquittal of X on OFFENCE charges",
  trigger = words "acquittal",
  needs = { offence = offence_by("of|on|for", { reach = 8 }) },
  takes = { persons = either { charge_noun_owner, convicted_one }, date = near "date" },
  requires = function(match)
    return not match:word_before(set "quashed overturned reversed annulled", 6) and not match:word_after(set "quashed overturned reversed annulled", 12)
  end,
  status = function(match) return match.group.negated == nil and "acquitted" or nil end,
  make = function(record, match) return record.actors and is_deed(match, match.found.offence[1]) and record or nil end,
  priority = -1,
  examples = {
    { "The trial ended with Lena Dorn’s acquittal of bribery.", { status = "acquitted", offence = "bribery", persons = { "Lena Dorn" } } },
    { "The court quashed his acquittal on fraud charges.", nil },
  },
}

rule "charge.changed" {
  kind = "charge",
  doc = "the charge was changed to OFFENCE",
  trigger = words "charge was changed to|charges were changed to|charge was later changed to|charge was upgraded to|charge was reclassified as|charge was reduced to|charges were upgraded to|charges were reduced to|charge was replaced with",
  needs = { offence = find_with("the new charge", function(match)
    local opened = match.offences:open(match.seg, match.last_token + 1)
    local spans = opened and match.offences:read(match.seg, opened) or {}
    return #spans > 0 and spans or nil
  end) },
  takes = { persons = charge_context, date = near "date", court = near "court" },
  status = "charged",
  priority = 3,
  examples = { { "Last March, the charge was changed to spreading panic.", { status = "charged", offence = "spreading panic" } } },
}

rule "charge.sentence_for" {
  kind = "charge",
  doc = "a six-month sentence for OFFENCE: the penalty as a noun",
  trigger = any { entities "penalty", words "sentence|sentences|term|terms|imprisonment|prison|jail|community|probation|custody" },
  needs = { offence = find_with("offence behind the penalty", function(match)
    local seg = match.seg
    local i = match.last_token + 1
    -- "a ten-month sentence in 2015 for burglary"
    if (seg.words[i] == "in" or seg.words[i] == "on") and seg.kinds[i + 1] == "date" then i = i + 2 end
    if seg.words[i] ~= "for" or not (seg.entity[match.token] or match.word == "sentence") then return nil end
    local opened = match.offences:open(seg, i + 1)
    local spans = opened and match.offences:read(seg, opened, { against = true }) or {}
    -- "his sentence for being unduly harsh": what is wrong with it
    if spans[1] and seg.words[spans[1].from] == "being" and match.grammar.adverbs[seg.words[spans[1].from + 1]] then return nil end
    return spans[1] and is_deed(match, spans[1]) and spans or nil
  end) },
  takes = { persons = either { possessor_before, charge_context }, date = near "date" },
  requires = function(match)
    local before = match.seg.words[match.token - 1]
    -- "it's a life sentence for a typing error": a figure of speech
    local said = match.seg.words[match.token - 2]
    if (before == "a" or before == "an") and (match.grammar.auxiliaries[said or ""] == "be" or match.seg.kinds[match.token - 2] == "'s"
      or said == "like" or said == "almost") then
      return false
    end
    return before == "a" or before == "an" or before == "the" or before == "his" or before == "her" or before == "their" or match.seg.kinds[match.token - 1] == "'s"
  end,
  status = function(match)
    if match:word_before(set "maximum possible could face faces facing up mandatory minimum asked demanded sought if would may carries calls calling recommended", 12) then return nil end
    return "convicted"
  end,
  priority = -2,
  examples = {
    { "It is a life sentence for a typing offence.", nil },
    { "He has a record, including an 18-month sentence in 2015 for burglary.", { status = "convicted", offence = "burglary", date = "2015" } },
    { "That is beside a nine-month sentence for fraud.", { status = "convicted", offence = "fraud" } },
  },
}

rule "charge.dropped_before" {
  kind = "charge",
  doc = "the charges were dropped; prosecutors dropped the case: those of which the lines before tell",
  trigger = words "dropped|dismissed|withdrawn|withdrew|discontinued|struck out|threw out|thrown out",
  also = words "charges|charge|case|cases",
  needs = { noun = find_with("the charges told before", function(match)
    local seg = match.seg
    local from, to, step = match.last_token + 1, math.min(seg.n, match.last_token + 4), 1
    if match.group.be then from, to, step = match.token - 1, math.max(1, match.token - 6), -1 end
    for i = from, to, step do
      local word = seg.kinds[i] == "word" and seg.words[i]
      if word == "charges" or word == "charge" or word == "case" then
        local before = seg.words[i - 1]
        if before ~= "the" and before ~= "these" and before ~= "all" and before ~= "those" and before ~= "his" and before ~= "her" and before ~= "their" then
          return nil
        end
        return seg.words[i + 1] ~= "of" and { { first = seg.starts[i], last = seg.ends[i] } } or nil
      end
      if seg.kinds[i] == "," or seg.kinds[i] == ";" then return nil end
    end
    return nil
  end) },
  takes = { persons = charge_noun_owner, date = near "date", court = near "court" },
  status = shared.stated "dropped",
  make = function(record)
    record.noun = nil
    record.told_before = true
    return record
  end,
  priority = -3,
  examples = {
    { "Oleg Varin was charged with treason in 2019. The charges were dropped in May 2020.",
      { status = "dropped", offence = "treason", persons = { "Oleg Varin" }, date = "2020-05" } },
    { "He dropped the charge of his phone.", nil },
  },
}

local BY_VERB = { convicted = "convicted", sentenced = "convicted", jailed = "convicted", imprisoned = "convicted", fined = "convicted",
  guilty = "convicted", acquitted = "acquitted", cleared = "acquitted", exonerated = "acquitted", acquits = "acquitted",
  convicts = "convicted", discharged = "acquitted", charged = "charged", indicted = "charged", arraigned = "charged", tried = "charged",
  prosecuted = "charged", arrested = "alleged", detained = "alleged", nabbed = "alleged", apprehended = "alleged", accused = "alleged",
  booked = "charged", handed = "convicted", awarded = "convicted", gets = "convicted", given = "convicted", jails = "convicted" }
local HANDS = { handed = true, awarded = true, gets = true, given = true }
local RELATES = { pertaining = true, relating = true, related = true }
local CASE_OF = { over = true, of = true, about = true, involving = true, concerning = true, ["for"] = true, on = true }

-- The verb that "in a case" hangs on, with nothing but its own clause between.
local function verb_of_case(match)
  local seg = match.seg
  for i = match.token - 1, math.max(1, match.token - 26), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "quote" then return nil end
    if kind == "word" and BY_VERB[word] and not (word == "guilty" and seg.words[i + 1]:find "^plea") then
      if HANDS[word] and not (match.seg:mask():find("\x08", 1, true)) then return nil end
      return i, word
    end
    if kind == "word" and (match.grammar.verbs[word] == true and not match.grammar.determiners[seg.words[i - 1] or ""]
      or word == "who" or word == "which") then
      return nil
    end
  end
  return nil
end

-- "in a smuggling case", "in the case over the theft of a bell".
local function offence_of_case(match)
  local seg = match.seg
  local link = seg.words[match.last_token + 1]
  local relates = RELATES[link] and seg.words[match.last_token + 2] == "to"
  if (CASE_OF[link] or relates) and seg.kinds[match.last_token + 1] == "word" then
    local opened = match.offences:open(seg, match.last_token + (relates and 3 or 2))
    local spans = opened and (relates or match.offences:is_deed_at(seg, opened)) and match.offences:read(seg, opened) or {}
    if #spans > 0 then return spans end
  end
  local spans = offence_before.find(match)
  -- "in the Ostra murder case": only what follows "in a"
  return spans and #spans > 0 and spans or nil
end

-- The date and the court of the verb, not of the case.
local function near_verb(what)
  local argument = near(what)
  return find_with(what .. " of the verb", function(match)
    local verb = verb_of_case(match)
    if not verb then return nil end
    local seg = match.seg
    return argument.find { seg = seg, token = verb, last_token = verb, word = seg.words[verb], first = seg.starts[verb],
      last = seg.ends[verb], group = select(2, match.grammar:verb_group(seg, verb)), found = match.found, grammar = match.grammar,
      rule = match.rule, offences = match.offences }
  end)
end

rule "charge.in_case" {
  kind = "charge",
  doc = "X was convicted in an OFFENCE case; acquitted in the case over OFFENCE",
  trigger = words "case|cases|reference|references",
  also = words "convicted|sentenced|jailed|imprisoned|fined|guilty|acquitted|cleared|exonerated|acquits|convicts|discharged|charged|indicted|arraigned|tried|prosecuted|arrested|detained|nabbed|apprehended|accused|booked|handed|awarded|gets|given|jails",
  needs = { offence = find_with("offence of the case", offence_of_case) },
  takes = { persons = find_with("the one of the verb", function(match)
    local verb = verb_of_case(match)
    return verb and patient_at(match, verb) or nil
  end), date = near_verb "date", court = near_verb "court" },
  requires = function(match)
    local verb = verb_of_case(match)
    if not verb then return false end
    for i = match.token - 1, math.max(verb + 1, match.token - 9), -1 do
      if match.seg.kinds[i] == "word" and match.seg.words[i] == "in" then return true end
      if match.seg.kinds[i] == "," then return false end
    end
    return false
  end,
  status = function(match)
    local verb, word = verb_of_case(match)
    if not verb or modality(match, verb) ~= "asserted" or is_generic(match, verb) then return nil end
    return BY_VERB[word]
  end,
  make = function(record, match)
    -- the verb has an offence of its own: "jailed for bribery in the corruption case"
    local verb = verb_of_case(match)
    for i = verb + 1, match.token - 1 do
      local word = match.seg.kinds[i] == "word" and match.seg.words[i]
      if (word == "of" or word == "for" or word == "with" or word == "to" or word == "over") and match.offences:is_deed_at(match.seg, i + 1) then
        return nil
      end
    end
    record.first = match.seg.starts[verb] + match.seg.first - 1
    record.trigger = record.first
    return record
  end,
  priority = -2,
  examples = {
    { "A court in Ostra convicted Oleg Varin in a smuggling case.", { status = "convicted", offence = "smuggling", persons = { "Oleg Varin" } } },
    { "The judge acquitted Lena Dorn in the case over the theft of a church bell.", { status = "acquitted", offence = "the theft of a church bell" } },
    { "Oleg Varin was arrested in a rape case.", { status = "alleged", offence = "rape" } },
    { "Lena Dorn was convicted in the case.", nil },
    { "Oleg Varin was jailed for perjury in a fraud case.", nil },
  },
}
