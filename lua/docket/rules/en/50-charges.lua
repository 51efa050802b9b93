-- What somebody is accused of, charged with, tried for, convicted or cleared of: verbs.

local function stated(status)
  return function(match)
    return modality(match) == "asserted" and not is_generic(match) and not shared.sporting(match) and status or nil
  end
end

local function set(text)
  local out = {}
  for word in text:gmatch "%S+" do out[word] = true end
  return out
end

-- Is this phrase, or its first noun, a listed offence, or does a deed begin it?
local function is_deed(match, span)
  local seg, offences = match.seg, match.offences
  local text = seg.folded:sub(span.first, span.last)
  local first = text:match "[%a-]+" or ""
  if first:sub(-3) == "ing" and #first > 4 and not offences.not_gerunds[first] or seg.kinds[span.from] == "quote" then return true end
  local before
  local n = 0
  for word in text:gmatch "[%a-]+" do
    if offences.offences[word] or before and offences.offences[before .. " " .. word] then return true end
    before = word
    n = n + 1
    if n > 7 then break end
  end
  return false
end
shared.is_deed, shared.set, shared.stated = is_deed, set, stated

-- Bans and charges of sports bodies are no affair of a court.
local SPORT = set "referee doping fifa uefa athletics anti-doping"
local COURT = set "court police prosecutors prosecutor jury jailed prison judge arrested sentenced criminal"
local function sporting(match)
  if match:word_after(set "fa association league federation", 14) and match:word_after(set "by", 12)
    and match:word_after(set "football the", 14) and not match:word_before(COURT, 40) and not match:word_after(COURT, 40) then
    return true
  end
  return (match:word_before(SPORT, 40) or match:word_after(SPORT, 25)) ~= nil and not match:word_before(COURT, 40) and not match:word_after(COURT, 40)
end
shared.sporting = sporting

local offence_of, offence_in = offence_by "of", offence_by("in", { plain = true })
local function first_offence(match) return match.found.offence and match.found.offence[1] end

-- ------------------------------------------------------------ convicted

rule "charge.convicted" {
  kind = "charge",
  doc = "X was convicted of OFFENCE; a court convicted X in absentia on several counts, including OFFENCE",
  trigger = words "convicted|reconvicted|convicts|convicting|convict",
  needs = { offence = offence_by "of|on|for|over|in" },
  takes = { persons = patient, date = near "date", court = near "court", statute = near "statute" },
  status = stated "convicted",
  requires = function(match) return match:at(-1) ~= "the" and (match.word ~= "convict" or match.group.infinitive or match.group.modal) end,
  priority = 3,
  examples = {
    { "Lena Dorn was convicted of money laundering, bribery, and tax evasion.", { status = "convicted", offence = "money laundering" } },
    { "The firm was convicted on Wednesday of polluting a river.", { status = "convicted", offence = "polluting a river" } },
    { "Parole is a word that the convicted of the island used.", nil },
  },
}

local FOUND = set "found find finds finding declared pronounced convicted"
local PLEADED = set "pleaded pled plead pleads pleading entered entering"
rule "charge.guilty_of" {
  kind = "charge",
  doc = "a court found X guilty of OFFENCE; finding him guilty of OFFENCE; X pleaded guilty to OFFENCE",
  trigger = words "guilty|no contest",
  needs = { offence = offence_by "of|on|to+|in" },
  takes = {
    persons = find_with("the one found guilty", function(match)
      local word, token = match:word_before(PLEADED, 8)
      if not token then word, token = match:word_before(FOUND, 14) end
      if not token then return subject.find(match) end
      if PLEADED[word] then
        local found = match.grammar:subject(match.seg, token)
        return found and joined_at(match, found) or nil
      end
      return patient_at(match, token)
    end),
    date = near "date", court = near "court", statute = near "statute",
  },
  status = function(match)
    local found, token = match:word_before(FOUND, 14)
    local pleaded, plea = match:word_before(PLEADED, 8)
    local negated = match:at(-1) == "not" or match:at(-1) == "n't"
    if modality(match, plea or token) ~= "asserted" or shared.sporting(match) then return nil end
    if token and not plea and is_generic(match, token) then return nil end
    if negated then return pleaded and "charged" or found and "acquitted" or nil end
    if not found and not pleaded and match:at(-1) ~= "were" and match:at(-1) ~= "was" and match.token > 2
      and match:at(-1) ~= ":" then
      return nil
    end
    return "convicted"
  end,
  make = function(record, match)
    if record.status == "charged" then record.denied = true end
    -- sports and manners have their guilty too
    if not match:word_before(FOUND, 14) and not match:word_before(PLEADED, 8) then
      -- "were guilty of": said of somebody; a headline has the word alone
      if match.group.be or not is_deed(match, first_offence(match)) then return nil end
    end
    return record
  end,
  priority = 3,
  examples = {
    { "A court found Oleg Varin guilty of inciting hatred.", { status = "convicted", offence = "inciting hatred", persons = { "Oleg Varin" } } },
    { "Oleg Varin pleaded guilty to 14 sample counts of theft.", { status = "convicted", offence = "theft" } },
    { "Oleg Varin pleaded guilty at the first hearing.", nil },
    { "Lena Dorn was found not guilty of fraud.", { status = "acquitted", offence = "fraud" } },
    { "Lena Dorn pleaded not guilty to treason.", { status = "charged", offence = "treason" } },
  },
}

local NO_DEED = set "feeling knowing wanting thinking struggling needing finding hoping making having doing watching seeing using being losing meeting drinking going telling speaking sleeping getting writing calling reading asking working missing talking playing loving hating regretting buying"
rule "charge.admitted" {
  kind = "charge",
  doc = "X admitted OFFENCE: a listed offence or a deed",
  trigger = words "admitted|admits|admitting",
  needs = { offence = find_with("offence admitted", function(match)
    local seg, i = match.seg, match.last_token + 1
    if seg.words[i] == "to" then i = i + 1 end
    -- "admitted in court stabbing a guard"
    if (seg.words[i] == "in" or seg.words[i] == "at") and (seg.words[i + 1] == "court" or seg.kinds[i + 1] == "court") then i = i + 2 end
    while match.grammar.adverbs[seg.words[i]] do i = i + 1 end
    local opened, counted = match.offences:open(seg, i)
    if not opened then return nil end
    local spans = match.offences:read(seg, opened)
    local first = spans[1]
    if not first or not counted and not is_deed(match, first) then return nil end
    local word = seg.words[first.from]
    if NO_DEED[word] and not (word == "being" and seg.folded:find("accessor", first.first, true)) then return nil end
    return spans
  end) },
  takes = { persons = subject, date = near "date", court = near "court" },
  status = function(match)
    if match.group.be then return nil end
    return modality(match) == "asserted" and "convicted" or nil
  end,
  priority = 1,
  examples = {
    { "Oleg Varin admitted two counts of fraud.", { status = "convicted", offence = "fraud" } },
    { "Oleg Varin admitted in court poisoning a well.", { offence = "poisoning a well" } },
    { "The coach admitted defeat.", nil },
    { "She was admitted to hospital.", nil },
  },
}

rule "charge.confessed" {
  kind = "charge",
  doc = "X confessed to OFFENCE: no verdict",
  trigger = words "confessed to|confessing to|confesses to|confess to|confession to",
  needs = { offence = find_with("offence confessed", function(match)
    local seg, i = match.seg, match.last_token + 1
    if seg.kinds[i] == "quote" then i = i + 1 end
    local opened = match.offences:open(seg, i)
    local spans = opened and match.offences:read(seg, opened) or {}
    return spans[1] and is_deed(match, spans[1]) and spans or nil
  end) },
  takes = { persons = either { find_with("whose confession it is", function(match)
    return match.word:find "confession" and charge_noun_owner.find(match) or nil
  end), subject }, date = near "date" },
  status = stated "alleged",
  examples = { { "The judge read Oleg Varin's confession to stabbing a guard.", { persons = { "Oleg Varin" } } },
    { "Oleg Varin confessed to stabbing a guard.", { status = "alleged", offence = "stabbing a guard" } } },
}

-- ------------------------------------------------------------ charged

local NO_CHARGE_BEFORE = set [[battery batteries phone phones customers device devices particle particles fee positively negatively
  atmosphere capacitor electronics charger commission emotionally]]
local NO_CHARGE_AFTER = set [[protecting safeguarding overseeing ensuring monitoring finding cable responsibility task mission per
  putting looking writing reviewing delivering improving policing tackling solving assessing examining determining advising handing
  reforming preserving choosing selecting energy electricity emotion tension excitement running leading handling fees interest promoting managing investigating upholding
  enforcing deciding helping drafting drawing preparing creating designing building defending securing teaching raising keeping
  making bringing ensuring establishing caring maintaining coordinating implementing guarding providing educating developing solution]]

local BODY = set [[committee commission panel agency department ministry board office council team force unit taskforce body institution
  group company court government task organisation organization charity]]
-- "He charged with the ball", "the committee was charged with drafting a law".
local function is_intransitive(match)
  local seg, before = match.seg, match.seg.entity[match.token - 1]
  return match.word == "charged" and not match.group.be and not match.group.have and before ~= nil and before.form == "pronoun"
    and seg.words[match.last_token + 1] == "with"
end

local function is_charge(match)
  local following = match.seg.kinds[match.last_token + 1]
  if following == "money" or following == "number" and not match.grammar:object(match.seg, match.last_token) or match:at(1) == "up" or match:at(1) == "more" then return false end
  if match:at(-1) == "highly" or match:at(-1) == "politically" then return false end
  return not match:word_before(NO_CHARGE_BEFORE, 8)
end

-- "X appeared in court charged with": not the magistrates before whom X stood.
local appeared = find_with("the one who appeared", function(match)
  if match.group.be or match.group.have then return nil end
  local _, token = match:word_before(set "appeared appear appears appearing due stood", 16)
  if not token then return nil end
  local found = match.grammar:subject(match.seg, token)
  return found and joined_at(match, found) or nil
end)

rule "charge.charged" {
  kind = "charge",
  doc = "X was charged with OFFENCE; indicted for OFFENCE; prosecutors charged X with OFFENCE",
  trigger = words "charged|indicted|charging|recharged|arraigned|indicting|indicts|booked|prosecuted",
  needs = { offence = offence_by("with|for|on|over|in", { by = true }) },
  takes = { persons = either { appeared, patient }, date = near "date", court = near "court", statute = near "statute" },
  status = stated "charged",
  requires = is_charge,
  make = function(record, match)
    local offence = first_offence(match)
    local link = match.seg.words[offence.from - 1]
    if is_intransitive(match) and not is_deed(match, offence) then return nil end
    -- "charged for admission", "charged on the head": fees and tasks
    if (link == "for" or link == "over") and not is_deed(match, offence) then return nil end
    local deed = match.seg.words[offence.from]
    if NO_CHARGE_AFTER[deed] then return nil end
    if (link == "with" or link == "for") and deed:find "ing$" and not record.actors and match:word_before(BODY, 5) then return nil end
    if match.word == "charging" and link ~= "with" then return nil end
    if not record.actors and match.group.be == nil and match.word ~= "charging" then return nil end
    return record
  end,
  examples = {
    { "Erbol Tazhin was arrested in December and charged with taking part in a banned group.",
      { status = "charged", offence = "taking part in a banned group", persons = { "Erbol Tazhin" } } },
    { "The phone is charged with a cable.", nil },
    { "Lena Dorn appeared before Ostra magistrates on Monday charged with arson.", { offence = "arson", persons = { "Lena Dorn" } } },
    { "He charged with the ball and scored.", nil },
    { "The committee was charged with drafting a law.", nil },
    { "The brothers charged up to 14,000 euros for a seat in a lorry.", nil },
  },
}

local plural_law = sp ^ -1 * P "(" * P " " ^ 0
rule "charge.statute_named" {
  kind = "charge",
  doc = "booked under Sections 147 (rioting) and 353 (assault): the name of the offence in brackets",
  trigger = entities "statute",
  needs = { offence = find_with("offences in brackets", function(match)
    local seg, spans = match.seg, {}
    local i = match.last_token + 1
    while seg.kinds[i] == "(" do
      local close = i
      while close <= seg.n and seg.kinds[close] ~= ")" do close = close + 1 end
      if close > seg.n or close - i < 2 then break end
      local span = { first = seg.starts[i + 1], last = seg.ends[close - 1], from = i + 1, to = close - 1 }
      if seg.kinds[i + 1] == "word" and match.offences.not_offences[seg.words[i + 1]] == nil then spans[#spans + 1] = span end
      i = close + 1
      while seg.kinds[i] == "," or seg.words[i] == "and" or seg.words[i] == "read" or seg.words[i] == "with" do i = i + 1 end
      if seg.kinds[i] == "number" or seg.kinds[i] == "statute" or seg.kinds[i] == "word" and seg.words[i]:find "^%d" then i = i + 1 end
      if seg.kinds[i] == "word" and #seg.words[i] == 1 then i = i + 1 end
    end
    return #spans > 0 and spans or nil
  end) },
  takes = {
    persons = find_with("the one charged", function(match)
      local _, token = match:word_before(set "booked charged convicted sentenced arrested accused prosecuted tried indicted remanded", 30)
      return token and patient_at(match, token) or nil
    end),
    date = near "date", court = near "court", statute = find_with("the statute itself", function(match) return { match.seg.entity[match.token] } end),
  },
  requires = function(match) return plural_law:match(match.seg:mask(), match.last + 1) ~= nil end,
  status = function(match)
    local word = match:word_before(set "booked charged convicted sentenced arrested accused prosecuted tried indicted remanded acquitted", 30)
    if word == "convicted" or word == "sentenced" then return "convicted" end
    if word == "acquitted" then return "acquitted" end
    if word == "arrested" or word == "accused" then return "alleged" end
    return word and "charged" or nil
  end,
  priority = 2,
  examples = { { "They were booked under Sections 147 (rioting) and 353 (assault).", { offence = "rioting", status = "charged" } } },
}

-- Reproaches of politics and manners.
local NO_CRIME = set [[ignorance hypocrisy complacency incompetence bias cowardice arrogance naivety weakness failing ignoring lacking
  exaggerating overreacting pandering scaremongering racism sexism elitism opportunism populism dithering grandstanding electioneering
  guessing bluffing sneering moaning spinning posturing flirting betraying abandoning
  sitting standing just simply merely only neglecting undermining wasting overlooking missing jumping burying peddling indulging playing turning refusing]]

local POLITICS = set "ministers mps politicians government media press critics conservatives tories labour democrats republicans lawmakers opponents"

rule "charge.accused" {
  kind = "charge",
  doc = "X was accused of OFFENCE; authorities accuse X of OFFENCE; suspected of OFFENCE",
  trigger = words "accused|accuses|accusing|accuse|suspected|suspect|implicated|suspects",
  needs = { offence = find_with("offence of the accusation", function(match)
    local word = match.word
    if word == "implicated" then return offence_in.find(match) end
    if word:find "^suspect" and match:at(1) ~= "of" then return nil end
    return offence_of.find(match)
  end) },
  takes = { persons = patient, date = near "date", statute = near "statute" },
  status = stated "alleged",
  requires = function(match)
    return match:at(-1) ~= "the" and match:at(-1) ~= "of" and match:word_after(set "of in", 30) ~= nil
  end,
  make = function(record, match)
    -- states, peoples and organisations are no accused; nor is somebody who is not there
    if not record.actors then return nil end
    -- "Varin's report accused the Tarvan Police of racism"
    if not match.group.be and match.voice ~= "active" and match.seg.kinds[match.last_token + 1] ~= nil and not match.word:find "ing$" then
      local behind = match.seg.kinds[match.last_token + 1] == "word" and match:at(1)
      if match.seg.kinds[match.last_token + 1] == "organisation" or behind and match.grammar.determiners[behind] then return nil end
    end
    for _, actor in ipairs(record.actors) do
      if actor.part == "official" and actor.form ~= "name" then return nil end
    end
    if match.word == "implicated" and not is_deed(match, first_offence(match)) then return nil end
    for _, actor in ipairs(record.actors) do
      local text = match.seg.folded:sub(actor.first, actor.last)
      if actor.form ~= "name" and POLITICS[text:match "[%a]+$" or ""] then return nil end
    end
    local offence = first_offence(match)
    if match.seg.words[offence.from] == "trying" and match.seg.folded:sub(offence.first, offence.last):find '"' then return nil end
    if NO_CRIME[match.seg.words[first_offence(match).from]] then return nil end
    if match.word:find "^suspects?$" then return match:at(1) == "of" and record or nil end
    return record
  end,
  examples = {
    { "Authorities accused Aigul Serik of supporting the movement.", { status = "alleged", persons = { "Aigul Serik" } } },
    { "China was accused of dumping steel.", nil },
    { "The inquiry into the death of Oleg Varin accused the Tarvan Police of racketeering.", nil },
  },
}

-- ------------------------------------------------------------ arrested, on trial

local ROLE = set "role part alleged involvement participation links ties criticism activism posts reporting comments support membership"
rule "charge.arrested_for" {
  kind = "charge",
  doc = "arrested for OFFENCE, detained over OFFENCE: no charge is stated",
  trigger = words "arrested|detained|held|apprehended|remanded|rearrested|re-arrested|nabbed|picked up|arresting|detaining",
  needs = { offence = offence_by("for|over|in", { reach = 16 }) },
  takes = { persons = patient, date = near "date" },
  status = stated "alleged",
  make = function(record, match)
    local offence = first_offence(match)
    local seg = match.seg
    -- "detained for life for": a sentence
    if match.word == "detained" and match:at(1) == "for" and (match:at(2) == "life" or seg.kinds[match.last_token + 2] == "penalty") then
      record.status = "convicted"
    end
    local link, word = seg.words[offence.from - 1], seg.words[offence.from]
    if is_deed(match, offence) then return record end
    if match.grammar.determiners[word] == "possessive" and ROLE[seg.words[offence.from + 1] or ""] then return record end
    if link == "over" and match.word ~= "held" and record.actors then return record end
    return nil
  end,
  priority = -1,
  examples = {
    { "Two men were arrested for spying.", { status = "alleged", offence = "spying" } },
    { "The boy was detained for life for stabbing a guard.", { status = "convicted", offence = "stabbing a guard" } },
    { "He was detained for three days.", nil },
    { "The meeting was held for the public.", nil },
  },
}

local ON_TRIAL = set "on stand stood stands standing face faces facing faced his her their went go goes going"
local STANDS = set "stand stood stands standing face faces facing faced went go goes going awaits await awaiting awaited"
-- "X, whose case Y took up, went on trial": the subject of that verb, whatever else X is.
local on_trial = find_with("the one who stands trial", function(match)
  local _, token = match:word_before(STANDS, 3)
  -- "X, who is now on trial"
  if not token and match:at(-1) == "on" and select(2, match.grammar:verb_group(match.seg, match.token - 1)).be then token = match.token - 1 end
  local found = token and match.grammar:subject(match.seg, token)
  return found and joined_at(match, found) or nil
end)

rule "charge.on_trial" {
  kind = "charge",
  doc = "X went on trial for OFFENCE, over OFFENCE; X's trial for OFFENCE; X was tried for OFFENCE",
  trigger = words "trial|tried|retried|retrial|court-martialled|court-martialed",
  needs = { offence = offence_by("for|over|on", { reach = 14 }) },
  takes = { persons = find_with("the one on trial", function(match)
    if match.word ~= "trial" and match.word ~= "retrial" then return patient.find(match) end
    return on_trial.find(match) or charge_noun_owner.find(match) or charge_owner.find(match)
  end), date = near "date", court = near "court", statute = near "statute" },
  requires = function(match)
    if match.word == "tried" then return match.group.be or match:at(-1) == "," end
    if match:word_before(set "not n't never", 3) then return false end
    return match:word_before(ON_TRIAL, 3) ~= nil or match:at(-1) == "'s" or match:at(1) == "for" or match:at(1) == "of"
  end,
  make = function(record, match)
    local offence = first_offence(match)
    if match.word:find "trial" and match.seg.words[offence.from - 1] == "for" and not is_deed(match, offence) then return nil end
    return record
  end,
  status = stated "charged",
  examples = {
    { "Oleg Varin, a judge, is awaiting trial for bribery.", { offence = "bribery", persons = { "Oleg Varin" } } },
    { "Oleg Varin went on trial over his links with a banned party.", { status = "charged", offence = "his links with a banned party" } },
    { "Oleg Varin was on trial for six weeks.", nil },
  },
}

rule "charge.investigated" {
  kind = "charge",
  doc = "X is under investigation for OFFENCE; wanted for OFFENCE",
  trigger = words "investigation for|investigation over|investigated for|investigated over|wanted for|wanted over|sought for|questioned over|summoned over",
  needs = { offence = find_with("offence investigated", function(match)
    local opened, counted = match.offences:open(match.seg, match.last_token + 1)
    local spans = opened and match.offences:read(match.seg, opened) or {}
    return spans[1] and (counted or is_deed(match, spans[1]) or match.word:find "over$") and spans or nil
  end) },
  takes = { persons = charge_owner, date = near "date" },
  status = stated "alleged",
  make = function(record) return record.actors and record or nil end,
  examples = { { "Lena Dorn is under investigation for tax evasion.", { status = "alleged", offence = "tax evasion" } } },
}

-- ------------------------------------------------------------ sentenced

-- The offence of a sentence: behind its penalty, or behind the verb.
local any_term = penalties("to|for|*", { bare = "imprisonment" })
local behind_penalty = offence_by("for|over|on|in", { from = "penalty", conviction = true })
local behind_verb = offence_by("for|over|on|in", { conviction = true })

-- The offences behind all penalties of a list: "six weeks for contempt and a year for assault".
local function offences_behind(match, argument_of)
  local found, offence = match.found.penalty, argument_of.find(match)
  for k = #found > 1 and offence and #found - 1 or 0, 1, -1 do
    local own = own_offence(match, found, k)
    if own and own[1].first ~= offence[1].first then
      for i = #own, 1, -1 do table.insert(offence, 1, own[i]) end
    end
  end
  return offence
end

local sentence_offence = find_with("offence of the sentence", function(match)
  local found = any_term.find(match)
  if found then
    match.found.penalty = found
    local offence = offences_behind(match, behind_penalty)
    if offence then return offence end
  end
  return behind_verb.find(match)
end)

-- Who is sentenced for a thing is convicted of it.
local function convicted_by_sentence(match)
  return modality(match) == "asserted" and not sporting(match) and "convicted" or nil
end

local NO_FINE = set "compensation costs damages restitution victim victims family legal"
local NO_CONVICTION = set "jailed imprisoned condemned executed hanged fined"
rule "charge.sentenced_for" {
  kind = "charge",
  doc = "sentenced to TERM for OFFENCE; jailed for OFFENCE: convicted of it",
  trigger = words "sentenced|jailed|imprisoned|fined|incarcerated|executed|hanged|resentenced|sent to prison|sent to jail|jails|condemned|jailing|put to death|ordered to pay|sent to",
  needs = { offence = sentence_offence },
  takes = { persons = patient, date = near "date", court = near "court", statute = near "statute" },
  status = convicted_by_sentence,
  make = function(record, match)
    -- "condemned by some for his views" is no sentence without a penalty
    if (match.word == "condemned" or match.word == "sent to") and not match.found.penalty then return nil end
    if NO_CONVICTION[match.word] and not record.actors and not match.group.be and not is_deed(match, first_offence(match)) then return nil end
    if shared.no_sentence(match) or match.word == "jails" and not shared.verb_follows(match) then return nil end
    if match.word == "ordered to pay" and (not is_deed(match, first_offence(match)) or match:word_after(NO_FINE, 16)) then return nil end
    if match.word == "jailing" and match.seg.kinds[match.last_token + 1] ~= "person" then return nil end
    local text = match.seg.folded:sub(first_offence(match).first, first_offence(match).last)
    if text:find "^a total" then return nil end
    return record
  end,
  priority = 1,
  examples = {
    { "Kenzhe Alibek was jailed for being linked to a movement.", { status = "convicted", offence = "being linked to a movement" } },
    { "He was sentenced to five years in prison for fraud and forgery.", { status = "convicted", offence = "fraud" } },
    { "Oleg Varin was ordered to pay 900 euros for theft.", { status = "convicted", offence = "theft" } },
    { "Oleg Varin was sent to seven days of administrative arrest for a one-man picket.", { offence = "a one-man picket" } },
    { "A letter was sent to him for payment.", nil },
    { "He was jailed for five years.", nil },
    { "He was jailed for life.", nil },
  },
}

local SUBJECT = set "serving received got served spent serve receives gets receiving"
local receiver = find_with("the one sentenced", function(match)
  if SUBJECT[match.word] then return subject.find(match) end
  return recipient.find(match) or patient.find(match)
end)

local behind_term = offence_by("for|over|on|in", { from = "penalty", conviction = true, against = true })
rule "charge.term_for" {
  kind = "charge",
  doc = "handed a term for OFFENCE; serving TERM for OFFENCE; upheld a sentence for OFFENCE",
  trigger = words "handed|given|received|receives|receiving|serving|serve|got|gets|served|upheld|gave|imposed|slapped|awarded|ordered|bagged|bags",
  needs = { penalty = penalties("*", { bare_after = "<none>|serving|served|got|gets|gave|given", reach = 14 }),
    offence = find_with("offence of the term", function(match) return offences_behind(match, behind_term) end) },
  takes = { persons = receiver, date = near "date", court = near "court", statute = near "statute" },
  status = function(match)
    if match.word == "serve" and match.group.infinitive then return match.group.governor and "convicted" or nil end
    return convicted_by_sentence(match)
  end,
  priority = 1,
  make = function(record, match)
    -- "given an extra five days to question them", "given up their time"
    if match:at(1) == "up" and match:at(2) ~= "to" or shared.no_sentence(match) then return nil end
    for _, item in ipairs(match.found.penalty) do
      if match.word ~= "serving" and match.word ~= "serve" and match.word ~= "served" and not shared.term_stands_alone(match, item) then return nil end
    end
    return record
  end,
  examples = {
    { "Detectives were given five more days to question two men over the murder.", nil },
    { "Oleg Varin served a 10-year prison term for espionage and then another 13 months.", { offence = "espionage" } },
    { "Aset Dzhumin is serving a four-year prison term for “spreading rumours,” her lawyer said.", { offence = "spreading rumours" } },
    { "Aset Dzhumin is serving a four-year prison term for fraud.", { status = "convicted", offence = "fraud", persons = { "Aset Dzhumin" } } },
    { "Oleg Varin spent 30 days in a clinic for an evaluation.", nil },
  },
}

-- ------------------------------------------------------------ cleared

rule "charge.acquitted" {
  kind = "charge",
  doc = "X was acquitted of OFFENCE; cleared of OFFENCE; exonerated of OFFENCE",
  trigger = words "acquitted|cleared|exonerated|absolved|acquits|clears|acquitting|clearing",
  needs = { offence = offence_by "of+|on" },
  takes = { persons = patient, date = near "date", court = near "court", statute = near "statute" },
  status = stated "acquitted",
  make = function(record, match)
    -- "cleared the weapons of causing harm"
    local behind = match.seg.kinds[match.last_token + 1] == "word" and match.grammar.determiners[match:at(1)]
    if not match.group.be and match.voice ~= "active" and behind then return nil end
    -- snow is cleared of roads, and goods through customs
    return (match.word ~= "cleared" and match.word ~= "clears" and match.word ~= "clearing" or is_deed(match, first_offence(match))) and record or nil
  end,
  priority = 4,
  examples = {
    { "The jury cleared Lena Dorn of murder.", { status = "acquitted", offence = "murder", persons = { "Lena Dorn" } } },
    { "Oleg Varin was acquitted of all counts of fraud.", { status = "acquitted", offence = "fraud" } },
    { "The road was cleared of snow.", nil },
    { "Oleg Varin cleared the drug of causing cancer.", nil },
  },
}

rule "charge.dropped" {
  kind = "charge",
  doc = "charges of OFFENCE against X were dropped; prosecutors dropped a charge of OFFENCE",
  trigger = words "dropped|dismissed|withdrawn|withdrew|drop|dismiss|discontinued|struck out|threw out|thrown out|shelved|withdraw|dropping|dismissing",
  also = words "charge|charges|accusation|accusations|counts|count|case",
  needs = { offence = dropped_offence },
  takes = { persons = either { charge_noun_owner, charge_context }, date = near "date", court = near "court" },
  status = stated "dropped",
  priority = 5,
  examples = {
    { "Prosecutors dropped charges of treason against Lena Dorn.", { status = "dropped", offence = "treason", persons = { "Lena Dorn" } } },
  },
}
