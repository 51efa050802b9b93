-- What somebody is accused of, charged with, convicted or cleared of.

local function stated(status)
  return function(match)
    local group = match.group
    if group.negated or group.modal then return nil end
    if group.future and status ~= "charged" then return nil end
    if match:word_before({ ["if"] = true, unless = true, whether = true }, 5) then return nil end
    return status
  end
end

local counts = (gap(4, words "counts|count|charges|charge" * sp * words "of" * sp)) ^ -1
local not_offence = words("the belief|a belief|lying to himself|electricity|energy|that|it|this|him|her|them|his|by|fees|interest|leading|running|overseeing|handling|batteries|emotion|tension|excitement|ball")
local function link(text) return sp * words(text) * sp * counts end

-- The offence of a sentence: behind its penalty, or right behind the verb.
local any_term = penalties("to|for|*", { bare = "imprisonment" })
local behind_penalty = behind("penalty", shared.offence_after_penalty)
local behind_verb = after(sp * (gap(7) * sp ^ -1) * words "for|over|on charges of|on a charge of|on accusations of|on allegations of" * sp * counts * #(-entity "duration"), "offence")
local behind_verb_close = after(sp * gap(7, words "for|over|on charges of|on a charge of|on accusations of|on accusation of|on allegations of" * sp) * counts * #(-entity "duration") * #(-entity "penalty") * -(words "a|an" * sp * entity "duration"), "offence")
local sentence_offence = find_with("offence of the sentence", function(match)
  local found = any_term.find(match)
  if found then
    match.found.penalty = found
    local offence = behind_penalty.find(match)
    if offence then return offence end
  end
  return behind_verb_close.find(match)
end)

-- A sentence that was imposed, or is being served, is for what somebody was convicted of.
local function convicted_by_sentence(match)
  local group = match.group
  if group.negated or group.modal then return nil end
  if group.infinitive and (group.governor == "expected" or group.governor == "asked" or group.governor == "likely") then return nil end
  if match:word_before({ ["if"] = true, could = true, would = true }, 4) then return nil end
  return "convicted"
end

local SUBJECT = { serving = true, received = true, got = true, served = true, spent = true, serve = true, receives = true, gets = true }
local receiver = find_with("the one sentenced", function(match)
  if SUBJECT[match.word] then return subject.find(match) end
  return recipient.find(match) or patient.find(match)
end)

rule "charge.convicted" {
  kind = "charge",
  doc = "X was convicted of OFFENCE; found guilty of OFFENCE",
  trigger = words "convicted|found guilty|reconvicted|convicts|convicting|convict",
  needs = { offence = after(sp ^ -1 * (gap(8, words "of|on charges of|on a charge of|for|on" * sp) + comma * gap(8, words "of|on charges of|for" * sp)) * counts * -not_offence, "offence") },
  takes = { persons = patient, date = near "date", court = near "court" },
  status = stated "convicted",
  priority = 3,
  examples = {
    { "Lena Dorn was convicted of money laundering, bribery, and tax evasion.", { status = "convicted", offence = "money laundering" } },
    { "A court found Oleg Varin guilty of inciting hatred.", { status = "convicted", offence = "inciting hatred", persons = { "Oleg Varin" } } },
  },
}

rule "charge.found_guilty" {
  kind = "charge",
  doc = "a court found X guilty of OFFENCE; finding him guilty of OFFENCE",
  trigger = words "found|finding|finds|find",
  also = words "guilty",
  needs = { offence = after(sp * gap(8, words "guilty of|guilty on charges of|guilty on" * sp) * counts, "offence") },
  takes = { persons = patient, date = near "date", court = near "court" },
  status = stated "convicted",
  priority = 2,
  examples = { { "after finding her guilty of spying", { offence = "spying" } } },
}

rule "charge.pleaded_guilty" {
  kind = "charge",
  doc = "X pleaded guilty to OFFENCE; admitted OFFENCE",
  trigger = words "pleaded guilty|pled guilty|plead guilty|pleads guilty|pleading guilty|admitted|admits|admitting|confessed|confessed to|guilty plea|admitted to",
  needs = { offence = after(sp * (words "to|in" * sp * (words "court to" * sp) ^ -1) ^ -1 * counts * #(-words "that|he|she|they|it|to|the|his|her|there|being|in"), "offence") },
  takes = { persons = subject, date = near "date", court = near "court" },
  requires = function(match)
    if match.word:find "admit" then
      return match.found == nil or true
    end
    return true
  end,
  status = stated "convicted",
  make = function(record, match)
    -- "admitted defeat" is no offence: what is admitted has to be one that is listed, or a deed
    if match.word:find "admit" or match.word:find "confess" then
      local head = record.offence:lower()
      local first = head:match "^[%w-]+" or ""
      local listed = false
      for phrase in head:gmatch "[%a-]+" do listed = listed or match.offences.offences[phrase] ~= nil end
      if not listed and not (first:sub(-3) == "ing" and match.word:find "admit") then return nil end
    end
    return record
  end,
  examples = {
    { "Oleg Varin pleaded guilty to fraud.", { status = "convicted", offence = "fraud" } },
    { "The coach admitted defeat.", nil },
  },
}

rule "charge.pleaded_not_guilty" {
  kind = "charge",
  doc = "X pleaded not guilty to OFFENCE; X denies OFFENCE",
  trigger = words "pleaded not guilty|pled not guilty|pleads not guilty|pleading not guilty",
  needs = { offence = after(sp * words "to" * sp * counts * #(-words "all|the|both|charges"), "offence") },
  takes = { persons = subject, date = near "date", court = near "court" },
  status = "charged",
  priority = -1,
  examples = { { "Lena Dorn pleaded not guilty to treason.", { status = "charged", offence = "treason" } } },
}

rule "charge.charged" {
  kind = "charge",
  doc = "X was charged with OFFENCE; indicted for OFFENCE; prosecutors charged X with OFFENCE",
  trigger = words "charged|indicted|charging|recharged|arraigned|indicting|prosecuted|booked",
  needs = { offence = after(sp ^ -1 * (gap(8, words "with|on charges of|on a charge of|for|over|on|under charges of" * sp) + comma * gap(6, words "with" * sp)) * counts * #(-not_offence) * #(-entity "money") * #(-entity "statute"), "offence") },
  takes = { persons = patient, date = near "date", court = near "court", statute = near "statute" },
  status = stated "charged",
  examples = {
    { "Erbol Tazhin was arrested in December and charged with taking part in a banned group.",
      { status = "charged", offence = "taking part in a banned group", persons = { "Erbol Tazhin" } } },
    { "The battery is charged with a cable.", nil },
  },
  requires = function(match)
    return not match:word_before({ battery = true, batteries = true, phone = true, phones = true, customers = true, device = true, devices = true, particle = true, particles = true, fee = true, positively = true, negatively = true, atmosphere = true, capacitor = true, electronics = true, charger = true, commission = true }, 8)
      and not match:word_after({ protecting = true, safeguarding = true, overseeing = true, ensuring = true, monitoring = true, finding = true, cable = true, responsibility = true, task = true, mission = true, per = true }, 3)
  end,
}

rule "charge.accused" {
  kind = "charge",
  doc = "X was accused of OFFENCE; authorities accuse X of OFFENCE; suspected of OFFENCE",
  trigger = words "accused|accuses|accusing|accuse|suspected|alleged to have|implicated",
  needs = { offence = after(sp ^ -1 * gap(9, words "of|in" * sp) * counts * #(-not_offence), "offence") },
  takes = { persons = patient, date = near "date" },
  status = function(match)
    if match.group.negated or match.group.modal then return nil end
    return "alleged"
  end,
  requires = function(match)
    if match:at(-1) == "the" or match:at(-1) == "falsely" and false then return false end
    if match.word == "accused" and match:at(-1) == "of" then return false end
    return match:word_after({ of = true, ["in"] = true }, 10) ~= nil
  end,
  make = function(record, match)
    -- states, peoples and organisations are no accused; nor is somebody who is not there
    if not record.actors then return nil end
    for _, actor in ipairs(record.actors) do
      if actor.part == "official" and actor.form ~= "name" then return nil end
    end
    return record
  end,
  examples = {
    { "Authorities accused Aigul Serik of supporting the movement.", { status = "alleged", persons = { "Aigul Serik" } } },
    { "China was accused of dumping steel.", nil },
  },
}

local plain_charges = words "charges|charge|accusations|counts|allegations|count"
local on_charges = words "on|over|with|facing|faces|face|faced|to|of"

rule "charge.on_charges_of" {
  kind = "charge",
  doc = "on charges of OFFENCE; faces charges of OFFENCE; went on trial over OFFENCE",
  trigger = words("on charges of|on a charge of|on the charge of|on charges including|on charges relating to|on charges related to|facing charges of|faces charges of|face charges of|faced charges of|on criminal charges of|on charges that included|on suspicion of|on accusations of|on an accusation of|on allegations of|over accusations of|over charges of|under suspicion of|on politically motivated charges of|on trumped-up charges of|on fabricated charges of|faces a charge of|facing a charge of|investigation on charges of|trial for|on trial over|stand trial for|trial over|stood trial for|stands trial for|tried for|on trial for|tried on charges of|wanted for|wanted on charges of|investigated for|investigated over|under investigation for|under investigation over|charges including"),
  needs = { offence = after(sp * counts * (words "alleged|allegedly" * sp) ^ -1 * #(-not_offence), "offence") },
  takes = { persons = charge_owner, date = near "date", court = near "court" },
  status = charge_status,
  examples = {
    { "Lena Dorn was arrested on charges of espionage.", { status = "charged", offence = "espionage", persons = { "Lena Dorn" } } },
    { "Oleg Varin was arrested on suspicion of murder.", { status = "alleged", offence = "murder" } },
    { "Oleg Varin went on trial over his links with a banned party.", { status = "charged", offence = "his links with a banned party" } },
  },
}

rule "charge.noun_before" {
  kind = "charge",
  doc = "on extremism charges; a spying charge against X; his embezzlement conviction",
  trigger = words "charges|charge|conviction|convictions|allegations|accusations|case|trial|counts",
  needs = { offence = offence_before },
  takes = { persons = either { charge_noun_owner, charge_owner }, date = near "date" },
  status = function(match)
    local word = match.word
    if word:find "^conviction" then return "convicted" end
    if word == "case" or word == "trial" then return "charged" end
    return charge_status(match)
  end,
  priority = -1,
  examples = {
    { "Serik Bolat was arrested on extremism charges.", { offence = "extremism", status = "charged", persons = { "Serik Bolat" } } },
    { "the spying charge against Oleg Varin", { offence = "spying", persons = { "Oleg Varin" } } },
    { "politically motivated charges", nil },
  },
}

rule "charge.sentenced_for" {
  kind = "charge",
  doc = "sentenced to TERM for OFFENCE; jailed for OFFENCE: convicted of it",
  trigger = words "sentenced|jailed|imprisoned|condemned|fined|incarcerated|executed|hanged|resentenced|sent to prison|sent to jail",
  needs = { offence = sentence_offence },
  takes = { persons = patient, date = near "date", court = near "court" },
  status = convicted_by_sentence,
  priority = 1,
  examples = {
    { "Kenzhe Alibek was jailed for being linked to a movement.", { status = "convicted", offence = "being linked to a movement" } },
    { "He was sentenced to five years in prison for fraud and forgery.", { status = "convicted", offence = "fraud" } },
    { "He was jailed for five years.", nil },
  },
}

rule "charge.term_for" {
  kind = "charge",
  doc = "handed a term for OFFENCE; serving TERM for OFFENCE; upheld a sentence for OFFENCE",
  trigger = words "handed|given|received|receives|serving|serve|got|gets|served|upheld|gave|spent|imposed",
  needs = { penalty = penalties("*", { bare = "imprisonment", reach = 14 }), offence = behind("penalty", shared.offence_after_penalty) },
  takes = { persons = receiver, date = near "date", court = near "court" },
  status = convicted_by_sentence,
  priority = 1,
  examples = {
    { "Aset Dzhumin is serving a four-year prison term for fraud.", { status = "convicted", offence = "fraud", persons = { "Aset Dzhumin" } } },
  },
}

rule "charge.arrested_for" {
  kind = "charge",
  doc = "arrested for OFFENCE, detained over OFFENCE: no charge is stated",
  trigger = words "arrested|detained|held|apprehended|remanded|rearrested|re-arrested",
  needs = { offence = after(sp ^ -1 * gap(10, words "for|over" * sp) * counts * #(-not_offence) * #(-words "the|a|an|about|their|her|his" + words "their|his|her" * sp * words "role|part|alleged|involvement|participation|links|ties|work|criticism|activism|posts|reporting|comments|support") * #(-entity "duration"), "offence") },
  takes = { persons = patient, date = near "date" },
  status = stated "alleged",
  priority = -1,
  examples = {
    { "Two men were arrested for spying.", { status = "alleged", offence = "spying" } },
    { "He was detained for three days.", nil },
  },
}

rule "charge.acquitted" {
  kind = "charge",
  doc = "X was acquitted of OFFENCE; cleared of OFFENCE; exonerated of OFFENCE",
  trigger = words "acquitted|cleared|exonerated|absolved|found not guilty|acquits|clears",
  needs = { offence = after(sp ^ -1 * gap(8, words "of|on charges of|on a charge of" * sp) * counts * #(-words "snow|debris|any wrongdoing|wrongdoing|customs|forest"), "offence") },
  takes = { persons = patient, date = near "date", court = near "court" },
  status = stated "acquitted",
  priority = 4,
  examples = {
    { "The jury cleared Lena Dorn of murder.", { status = "acquitted", offence = "murder", persons = { "Lena Dorn" } } },
    { "Oleg Varin was acquitted of all counts of fraud.", { status = "acquitted", offence = "fraud" } },
  },
}

rule "charge.dropped" {
  kind = "charge",
  doc = "charges of OFFENCE against X were dropped",
  trigger = words "dropped|dismissed|withdrawn|withdrew|drop|dismiss",
  needs = { offence = dropped_offence },
  takes = { persons = charge_noun_owner, date = near "date", court = near "court" },
  status = function(match)
    if match.group.negated or match.group.modal or match.group.infinitive then return nil end
    return "dropped"
  end,
  priority = 5,
  examples = {
    { "Prosecutors dropped charges of treason against Lena Dorn.", { status = "dropped", offence = "treason", persons = { "Lena Dorn" } } },
  },
}

rule "charge.changed" {
  kind = "charge",
  doc = "the charge was changed to OFFENCE",
  trigger = words "charge was changed to|charges were changed to|charge was later changed to|charge was upgraded to|charge was reclassified as|charge was reduced to|charges were upgraded to|charges were reduced to|charge was replaced with",
  needs = { offence = after(sp * counts, "offence") },
  takes = { persons = charge_context, date = near "date", court = near "court" },
  status = "charged",
  priority = 3,
  examples = { { "Last December, the charge was changed to organizing riots.", { status = "charged", offence = "organizing riots" } } },
}
