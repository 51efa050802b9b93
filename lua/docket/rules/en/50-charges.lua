-- What somebody is accused of, charged with, tried for, convicted or cleared of: verbs.

local function stated(status)
  return function(match)
    return modality(match) == "asserted" and not is_generic(match) and not shared.sporting(match) and status or nil
  end
end

local set = word_set

-- Is this phrase, or its first noun, a listed offence, or does a deed begin it?
local UNNAMED_SORT = set [[alleged unconnected unrelated non-violent violent individual single same serious similar further separate minor
  criminal previous other first second third lesser earlier new the an this that any such said original more these those his her their
  several two three four five six many various]]
local function is_deed(match, span)
  local seg, offences = match.seg, match.offences
  local text = seg.folded:sub(span.first, span.last)
  local first = text:match "[%a-]+" or ""
  if first:sub(-3) == "ing" and #first > 4 and not offences.not_gerunds[first] or seg.kinds[span.from] == "quote" then return true end
  -- "a weapons offence", but not "an unrelated offence"
  local sort = text:match "([%l-]+) offen[cs]es?$"
  if sort and not UNNAMED_SORT[sort] then return true end
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
shared.is_deed, shared.stated = is_deed, stated

-- Bans and charges of sports bodies are no affair of a court.
local SPORT = set "disciplinary referee doping fifa uefa athletics anti-doping"
local COURT = set "court police prosecutors prosecutor jury jailed prison judge arrested sentenced criminal"
local SPORTS_BODY = set "fa efl usada ioc icc rfu irfu fia itf atp wta afl nrl"
local BODIES = { "uefa", "fifa", "conmebol", "wada", "nba", "nfl", "nhl", "mlb", "football federation" }
-- Does a body of sport do it? Its name stands in the sentence, or behind "by".
local function names_sports_body(seg)
  for _, body in ipairs(BODIES) do
    if seg.folded:find(body, 1, true) and seg.folded:find("%f[%a]" .. body .. "%f[%A]") then return true end
  end
  for _, entity in ipairs(seg.entities) do
    local before = entity.token and seg.words[entity.token - 1]
    if before == "the" then before = seg.words[entity.token - 2] end
    if entity.type == "court" then return false end
    local text = entity.type == "organisation" and before == "by" and seg.folded:sub(entity.first, entity.last)
    if text and (SPORTS_BODY[text] or text:find "football association" or text:find " league$" or text:find "^rugby .* union$") then
      return true
    end
  end
  return false
end

local function sporting(match)
  if match:word_after(set "unsporting unsportsmanlike", 5) then return true end
  if names_sports_body(match.seg) and not match:word_before(COURT, 40) and not match:word_after(COURT, 40) then return true end
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
    { "A court convicted two undergraduates of internet fraud.", { status = "convicted", offence = "internet fraud" } },
    { "A court convicted a soldier of the fatal shooting of a nurse.", { offence = "the fatal shooting of a nurse" } },
    { "Lena Dorn was convicted of money laundering, smuggling, and tax evasion.", { status = "convicted", offence = "money laundering" } },
    { "The firm was convicted on Wednesday of polluting a river.", { status = "convicted", offence = "polluting a river" } },
    { "Parole is a word that the convicted of the island used.", nil },
  },
}

local FOUND = set "found find finds finding declared pronounced convicted adjudged held holds deemed"
local HELD = set "ruled rules ruling held holding decided concluded determined established confirmed"
-- "ruled that X was guilty of", "X remains guilty of"
local function held_guilty(match)
  local before = match:at(-1)
  if before == "remains" or before == "remained" or before == "stands" then return true end
  return match.group.be and match:word_before(HELD, 14) ~= nil and match:word_before(set "that", 12) ~= nil
end

local PLEADED = set "pleaded pled plead pleads pleading entered entering"
rule "charge.guilty_of" {
  kind = "charge",
  doc = "a court found X guilty of OFFENCE; finding him guilty of OFFENCE; X pleaded guilty to OFFENCE",
  trigger = words "guilty|no contest|culpable",
  needs = { offence = offence_by "of|on|to+|in" },
  takes = {
    persons = find_with("the one found guilty", function(match)
      local word, token = match:word_before(PLEADED, 8)
      if not token then word, token = match:word_before(FOUND, 14) end
      if not token then return subject.find(match) end
      if PLEADED[word] then
        local found = match.grammar:subject(match.seg, token)
        return found and joined_at(match, found) or lead_subject.find(match) or match.seg.index == 1 and subject.find(match) or nil
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
      and match:at(-1) ~= ":" and not held_guilty(match) then
      return nil
    end
    return "convicted"
  end,
  make = function(record, match)
    if match.word == "culpable" and match:at(1) ~= "of" then return nil end   -- "culpable homicide"
    if record.status == "charged" then record.denied = true end
    -- sports and manners have their guilty too
    if not match:word_before(FOUND, 14) and not match:word_before(PLEADED, 8) then
      -- "were guilty of": said of somebody; a headline has the word alone
      if match.group.be and not held_guilty(match) or not is_deed(match, first_offence(match)) then return nil end
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

-- Past forms of what only a crime is called.
local CRIME = set [[stole stolen murdered laundered embezzled defrauded bribed raped robbed forged falsified smuggled molested assaulted stabbed
  conspired burgled blackmailed extorted kidnapped abducted hacked shoplifted perjured evaded trafficked plotted strangled
  swindled vandalised vandalized counterfeited pickpocketed poisoned bombed scammed fleeced siphoned looted]]
-- Does the object of a verb name an offence? "made a false statement", not "told the police of a theft".
local function names_crime(match, from, to)
  local seg, offences = match.seg, match.offences.offences
  for i = from, to do
    local word = seg.kinds[i] == "word" and seg.words[i]
    if word and match.grammar.prepositions[word] then return false end
    if word and (offences[word] or i < to and offences[word .. " " .. seg.words[i + 1]]) then return true end
  end
  return false
end
-- "that he had falsified the books": the deed behind the pronoun of a clause.
local function deed_at(match, i)
  local seg = match.seg
  if seg.kinds[i] ~= "word" then return nil end
  local word = seg.words[i]
  local spans = (CRIME[word] or word:find "[^e]ed$" or match.grammar.past[word]) and match.offences:read(seg, i) or {}
  local first = spans[1]
  if not first or not CRIME[word] and not names_crime(match, i + 1, first.to) then return nil end
  -- a deed and no more than one: what follows "and" has no verb of its own
  return { first }
end
local function past_deed(match, i)
  local seg = match.seg
  -- "admitted to police that she"
  if seg.words[i] == "to" and seg.words[i + 2] == "that" then i = i + 2 end
  if seg.words[i] == "that" then i = i + 1 end
  local who = seg.kinds[i] == "person" and seg.entity[i]
  if not who or who.form ~= "pronoun" or who.speaker then return nil end
  i = i + 1
  while seg.kinds[i] == "word" and (match.grammar.auxiliaries[seg.words[i]] == "have" or match.grammar.adverbs[seg.words[i]] == true
    or seg.words[i]:find "ly$") do
    i = i + 1
  end
  return deed_at(match, i)
end

local NO_DEED = set "returning coming arriving travelling traveling living feeling knowing wanting thinking struggling needing finding hoping making having doing watching seeing using being losing meeting drinking going telling speaking sleeping getting writing calling reading asking working missing talking playing loving hating regretting buying"
rule "charge.admitted" {
  kind = "charge",
  doc = "X admitted OFFENCE: a listed offence or a deed",
  trigger = words "admitted|admits|admitting",
  needs = { offence = find_with("offence admitted", function(match)
    local seg, i = match.seg, match.last_token + 1
    local told = past_deed(match, i)
    if told then return told end
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
    -- “admitted "the …" meant nothing”: words that were said
    if seg.kinds[first.from] == "quote" and not counted and not seg.words[first.from + 1]:find "ing$" then return nil end
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
    { "Oleg Varin admitted that he had laundered cash for a cartel.", { status = "convicted", offence = "laundered cash for a cartel" } },
    { "Oleg Varin admitted that he had lied to his wife.", nil },
    { "Oleg Varin admitted he had told the police of a theft.", nil },
    { "The minister admitted “the state of the roads” was poor.", nil },
    { "Oleg Varin admitted in court poisoning a well.", { offence = "poisoning a well" } },
    { "The coach admitted defeat.", nil },
    { "She was admitted to hospital.", nil },
  },
}

local DENIED_DEED = set [[murdering killing assaulting raping stealing stabbing conspiring possessing launching smuggling defrauding laundering
  kidnapping abducting robbing perverting poisoning strangling wounding bribing embezzling supplying trafficking sexually attempting inciting
  soliciting inflicting breaching burgling blackmailing shooting harassing stalking grooming handling hacking]]
local PART_IN = set "involvement participation membership complicity violence collusion discrimination propaganda"
-- What a court would hear denied: a listed offence, or a deed named with one.
local function crime_denied(match)
  local seg, i = match.seg, match.last_token + 1
  while match.grammar.adverbs[seg.words[i]] do i = i + 1 end
  -- "denied three counts of", "denied any role in": others' business, and no charge
  local opened = match.offences:open(seg, i)
  if opened ~= i or seg.kinds[opened] ~= "word" or seg.words[i] == "any" or PART_IN[seg.words[i]] then return nil end
  local spans = match.offences:read(seg, opened)
  local first = spans[1]
  if not first or NO_DEED[seg.words[first.from]] then return nil end
  for token = first.from, math.min(first.to, first.from + 4) do
    local word = seg.words[token]
    if match.offences.offences[word] or word and token < first.to and match.offences.offences[word .. " " .. seg.words[token + 1]] then return spans end
  end
  return DENIED_DEED[seg.words[first.from]] and spans or nil
end

rule "charge.denied" {
  kind = "charge",
  doc = "X denied OFFENCE: what the charge was, where nothing else says so",
  trigger = words "denied|denies|deny",
  needs = { offence = find_with("offence denied", crime_denied) },
  takes = { persons = subject, court = near "court" },
  status = function(match)
    if match.group.be or match.group.negated or match.group.infinitive or match.word == "deny" and match.group.modal ~= nil then return nil end
    return "charged"
  end,
  make = function(record)
    local actor = record.actors and record.actors[1]
    if not actor or actor.part == "official" and actor.form ~= "name" or actor.form == "group" and not actor.definite and not actor.counted then
      return nil
    end
    record.denied, record.only_denied = true, true
    return record
  end,
  priority = -4,
  examples = {
    { "A student of 19 from Hale, Oleg Varin, denied possessing a firearm.", { status = "charged", offence = "possessing a firearm", persons = { "Oleg Varin" } } },
    { "Lena Dorn was charged with arson on Monday. She denies arson.", nil },
    { "Lena Dorn denied knowing the man.", nil },
  },
}

rule "charge.alleged_that" {
  kind = "charge",
  doc = "prosecutors allege that X DID: an offence that is named by its verb",
  trigger = words "allege that|alleges that|alleged that|alleging that|allege|alleges",
  needs = { offence = find_with("the deed alleged", function(match)
    local seg, i = match.seg, match.last_token + 1
    if seg.kinds[i] ~= "person" then return nil end
    i = i + 1
    while seg.kinds[i] == "word" and (match.grammar.auxiliaries[seg.words[i]] == "have" or match.grammar.adverbs[seg.words[i]] == true
      or seg.words[i]:find "%l%lly$") do
      i = i + 1
    end
    return deed_at(match, i)
  end), persons = find_with("the one who did it", function(match)
    return match.seg.kinds[match.last_token + 1] == "person" and joined_at(match, match.last_token + 1) or nil
  end) },
  requires = function(match) return prosecution_before(match.seg, match.token) or match:word_before(set "police indictment investigators detectives", 8) ~= nil end,
  status = "alleged",
  make = function(record)
    local actor = record.actors[1]
    return actor.form ~= "group" and (actor.part ~= "official" or actor.form == "name") and record or nil
  end,
  priority = -4,
  examples = {
    { "Prosecutors allege that Lena Dorn hacked the network of a clinic.", { status = "alleged", offence = "hacked the network of a clinic", persons = { "Lena Dorn" } } },
    { "Prosecutors allege that Lena Dorn was at home.", nil },
  },
}

rule "charge.allegedly" {
  kind = "charge",
  doc = "X, who allegedly DID: an offence that is named by its verb",
  trigger = words "allegedly",
  needs = { offence = find_with("the deed alleged", function(match)
    local behind = match:at(2) or ""
    -- "a girl allegedly abducted from her home", "allegedly killed by": to whom it was done
    local active = not match.grammar.prepositions[behind] or (match:at(1) or ""):find "^conspired" or (match:at(1) or ""):find "^plotted"
    if match.group.be or not active and behind ~= "to" then return nil end
    local i = match.last_token + 1
    while match.grammar.adverbs[match.seg.words[i]] or match.seg.kinds[i] == "word" and match.seg.words[i]:find "%l%lly$" do i = i + 1 end
    return deed_at(match, i)
  end) },
  takes = { persons = find_with("the one who allegedly did it", function(match)
    local token = match.grammar:subject(match.seg, match.last_token + 1)
    return token and joined_at(match, token) or nil
  end) },
  status = function(match) return match.group.negated == nil and match.group.modal == nil and "alleged" or nil end,
  make = function(record, match)
    local actor = record.actors and record.actors[1]
    if not actor or actor.form == "group" and not actor.counted or actor.part == "official" and actor.form ~= "name" then return nil end
    -- "X said that he came in after he allegedly stabbed a guard": seldom X
    if actor.form == "pronoun" and match:word_before(set "said says told claimed according", 40) then return nil end
    return record
  end,
  priority = -4,
  examples = {
    { "Oleg Varin, who allegedly embezzled the fees of his club, is in hiding.", { status = "alleged", offence = "embezzled the fees of his club", persons = { "Oleg Varin" } } },
    { "Oleg Varin allegedly left the town.", nil },
    { "Oleg Varin was allegedly robbed.", nil },
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

-- Who accuses, charges or suspects somebody: police, prosecutors, a court?
local ACCUSER = { "police", "prosecut", "authorit", "court", "investigat", "security", "judge" }
local function accuser_is_official(match)
  if match.group.be then return false end
  local token = match.grammar:subject(match.seg, match.token)
  local entity = token and match.seg.entity[token]
  local text = entity and match.seg.folded:sub(entity.first, entity.last) or match.seg.words[match.token - 1] or ""
  -- "police said they suspected him"
  if text == "they" or text == "it" then
    local first = entity and entity.first or match.first
    text = match.seg.folded:sub(math.max(1, first - 30), first)
  end
  for _, word in ipairs(ACCUSER) do
    if text:find(word, 1, true) then return true end
  end
  return false
end

local NO_CHARGE_BEFORE = set [[battery batteries phone phones customers device devices particle particles fee positively negatively
  atmosphere capacitor electronics charger commission emotionally]]
local NO_CHARGE_AFTER = set [[verifying inspecting checking protecting safeguarding overseeing ensuring monitoring finding cable responsibility task mission per
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

local CHARGED_WHERE = set "down into through forward forwards towards toward ahead past off across around about"

local function is_charge(match)
  -- words of courts and the police alone
  if not match.word:find "charg" then return true end
  local following = match.seg.kinds[match.last_token + 1]
  if following == "money" or following == "number" and not match.grammar:object(match.seg, match.last_token) or match:at(1) == "up" or match:at(1) == "more" then return false end
  -- "charged down a kick", "charged into the crowd"
  if CHARGED_WHERE[match:at(1) or ""] then return false end
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

local IN_LAW = set "arrested detained police prosecutors court sentenced jailed remanded custody"
rule "charge.charged" {
  kind = "charge",
  doc = "X was charged with OFFENCE; indicted for OFFENCE; prosecutors charged X with OFFENCE",
  trigger = words "charged|indicted|charging|recharged|arraigned|indicting|indicts|booked|prosecuted|prosecuting",
  needs = { offence = offence_by("with|for|on|over|in", { by = true }) },
  takes = { persons = either { appeared, patient }, date = near "date", court = near "court", statute = near "statute" },
  status = stated "charged",
  requires = is_charge,
  make = function(record, match)
    local offence = first_offence(match)
    local before = match.seg.kinds[offence.from - 1] == "quote" and offence.from - 2 or offence.from - 1
    local link = match.seg.words[before]
    if is_intransitive(match) and not is_deed(match, offence) then return nil end
    -- "charged with his younger brother"
    local text = match.seg.folded:sub(offence.first, offence.last)
    if link == "with" and match.seg.kinds[offence.to] == "person" and offence.to - offence.from <= 2 and not is_deed(match, offence)
      and not text:find " %l+ing? " and not text:find " of " and not text:find " against " then
      return nil
    end
    -- "charged for admission", "charged on the head": fees and tasks
    if (link == "for" or link == "over") and not is_deed(match, offence) then return nil end
    local deed = match.seg.words[offence.from]
    local by_law = before == offence.from - 2 or match:word_before(IN_LAW, 20) or accuser_is_official(match)
    if NO_CHARGE_AFTER[deed] and not by_law then return nil end
    if (link == "with" or link == "for") and deed:find "ing$" and not record.actors and match:word_before(BODY, 5) then return nil end
    if match.word == "charging" and link ~= "with" then return nil end
    -- "X QC, prosecuting, told of a robbery"
    if match.word == "prosecuting" and (not record.actors or match.seg.kinds[match.last_token + 1] ~= "person" or not match.group.be) then return nil end
    if not record.actors and match.group.be == nil and match.word ~= "charging" then
      -- "Two builders, charged last year with fraud, go": of whom no list knows that they are people
      if match.word ~= "charged" or match.seg.kinds[match.token - 1] ~= "," or link ~= "with" or not is_deed(match, offence) then return nil end
      record.nobody = true
    end
    return record
  end,
  examples = {
    { "Erbol Tazhin was arrested in December and charged with taking part in a banned group.",
      { status = "charged", offence = "taking part in a banned group", persons = { "Erbol Tazhin" } } },
    { "Prosecutors charged Lena Dorn, who denies it, with running an unlicensed shelter.", { offence = "running an unlicensed shelter" } },
    { "Lena Dorn was detained on 3 May and charged a week later with promoting unrest.", { offence = "promoting unrest" } },
    { "Two roofers, charged last year with arson, go on trial in May.", { offence = "arson", persons = {} } },
    { "The phone is charged with a cable.", nil },
    { "Oleg Varin was charged with his elder brother.", nil },
    { "Lena Dorn appeared before Ostra magistrates on Monday charged with arson.", { offence = "arson", persons = { "Lena Dorn" } } },
    { "He charged with the ball and scored.", nil },
    { "The winger charged down a clearance for fraud's sake.", nil },
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
      local _, token = match:word_before(set "booked charged convicted sentenced arrested accused prosecuted tried indicted remanded guilty", 30)
      return token and patient_at(match, token) or nil
    end),
    date = near "date", court = near "court", statute = find_with("the statute itself", function(match) return { match.seg.entity[match.token] } end),
  },
  requires = function(match) return plural_law:match(match.seg:mask(), match.last + 1) ~= nil end,
  status = function(match)
    local word = match:word_before(set "booked charged convicted sentenced arrested accused prosecuted tried indicted remanded acquitted guilty", 30)
    if word == "convicted" or word == "sentenced" or word == "guilty" then return "convicted" end
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
  arguing suggesting implying insinuating lecturing gossiping
  sitting standing just simply merely only neglecting undermining wasting overlooking missing jumping burying peddling indulging playing turning refusing]]

local POLITICS = set "ministers mps politicians government media press critics conservatives tories labour democrats republicans lawmakers opponents"

local LIED_TO = set [[police court oath judge jury fbi investigators agents officers parliament congress inquiry tribunal prosecutors detectives
  grand immigration customs magistrates]]

rule "charge.accused" {
  kind = "charge",
  doc = "X was accused of OFFENCE; authorities accuse X of OFFENCE; suspected of OFFENCE",
  trigger = words "accused|accuses|accusing|accuse|suspected|suspect|implicated|suspects",
  needs = { offence = find_with("offence of the accusation", function(match)
    local word = match.word
    if word == "implicated" then return offence_in.find(match) end
    -- "suspected of", "suspect him of"; but "suspects in the killing of"
    if word:find "^suspect" and match:at(1) ~= "of" then
      local object = not match.group.be and match.grammar:object(match.seg, match.last_token)
      if not object or match.seg.words[object + 1] ~= "of" or not accuser_is_official(match) then return nil end
    end
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
      -- but "two policemen accused of"
      local counted = match.voice ~= "active" and (actor.counted or actor.definite)
      if actor.part == "official" and actor.form ~= "name" and not counted then return nil end
    end
    if match.word == "implicated" and not is_deed(match, first_offence(match)) then return nil end
    for _, actor in ipairs(record.actors) do
      local text = match.seg.folded:sub(actor.first, actor.last)
      if actor.form ~= "name" and POLITICS[text:match "[%a]+$" or ""] then return nil end
    end
    local offence = first_offence(match)
    if match.seg.words[offence.from] == "trying" and match.seg.folded:sub(offence.first, offence.last):find '"' then return nil end
    local first = match.seg.words[offence.from]
    if match.seg.kinds[offence.from] == "quote" then first = match.seg.words[offence.from + 1] end
    -- in the words of a law, or of the police, it is one
    if NO_CRIME[first] and not record.statute and not accuser_is_official(match) then return nil end
    -- a lie is a crime before those who have a right to the truth
    if match.seg.words[offence.from] == "lying" and not match:word_after(LIED_TO, 16) then return nil end
    if match.word:find "^suspects?$" then return (match:at(1) == "of" or not match.group.be) and record or nil end
    return record
  end,
  examples = {
    { "Authorities accused Aigul Serik of supporting the movement.", { status = "alleged", persons = { "Aigul Serik" } } },
    { "A man accused of stealing a boat made his first appearance on Monday.", { offence = "stealing a boat" } },
    { "China was accused of dumping steel.", nil },
    { "A rival accused Lena Dorn of lying about her age and copying her songs.", nil },
    { "Prosecutors accuse Lena Dorn of lying to investigators.", { offence = "lying to investigators" } },
    { "The inquiry into the death of Oleg Varin accused the Tarvan Police of racketeering.", nil },
    { "Police said they suspected Oleg Varin of inciting hatred.", { status = "alleged", offence = "inciting hatred", persons = { "Oleg Varin" } } },
    { "Prosecutors accused Lena Dorn of “undermining trust in the army”.", { status = "alleged", offence = "undermining trust in the army" } },
    { "Critics accused Lena Dorn of undermining the team.", nil },
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
    -- "held responsible for": a civil court's word
    if match.word == "held" and match:word_after(set "responsible liable accountable", 2) then return nil end
    if match.word == "remanded" and not match.group.be and match:word_after(set "case matter suit appeal", 4) then return nil end
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

local offence_wanted = offence_by("over|for|on", { reach = 8 })
rule "charge.wanted" {
  kind = "charge",
  doc = "X, wanted in PLACE over OFFENCE, by the police for OFFENCE",
  trigger = words "wanted by|wanted in",
  needs = { offence = find_with("offence for which somebody is wanted", function(match)
    local spans = offence_wanted.find(match)
    return spans and is_deed(match, spans[1]) and spans or nil
  end) },
  takes = { persons = either { patient, charge_owner }, date = near "date" },
  status = stated "alleged",
  make = function(record) return record.actors and record or nil end,
  priority = -1,
  examples = {
    { "Oleg Varin, wanted in Ostland over fraud, was seized.", { status = "alleged", offence = "fraud", persons = { "Oleg Varin" } } },
    { "The book was wanted by many for its maps.", nil },
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

-- "fined over the drug": what an offence named before was done with.
local THING = set [[drug drugs knife knives gun guns weapon weapons blade ammunition car vehicle phone money cash video videos images pictures cannabis
  cocaine heroin]]
local NO_FINE = set "compensation costs damages restitution victim victims family legal"
local NO_CONVICTION = set "jailed imprisoned condemned executed hanged fined"
-- "sentenced A to six years and B to four for fraud": the offence of both.
local function all_sentenced(match)
  local list, offence = match.found.penalty or {}, first_offence(match)
  local last, persons, known = list[#list], match.found.persons, {}
  if #list < 2 or not persons or not last.actors or offence.first < last.first then return persons end
  local out = {}
  for _, person in ipairs(persons) do
    out[#out + 1], known[person] = person, true
  end
  for k, item in ipairs(list) do
    if k < #list and own_offence(match, list, k) then return persons end
    for _, person in ipairs(item.actors or {}) do
      if not known[person] then out[#out + 1], known[person] = person, true end
    end
  end
  return out
end

rule "charge.sentenced_for" {
  kind = "charge",
  doc = "sentenced to TERM for OFFENCE; jailed for OFFENCE: convicted of it",
  trigger = words "sentenced|sentencing|jailed|imprisoned|fined|incarcerated|executed|hanged|resentenced|sent to prison|sent to jail|jails|condemned|jailing|put to death|ordered to pay|sent to",
  needs = { offence = sentence_offence },
  takes = { persons = patient, date = near "date", court = near "court", statute = near "statute" },
  status = convicted_by_sentence,
  make = function(record, match)
    -- "condemned by some for his views" is no sentence without a penalty
    if (match.word == "condemned" or match.word == "sent to") and not match.found.penalty then return nil end
    if NO_CONVICTION[match.word] and not record.actors and not match.group.be and not is_deed(match, first_offence(match)) then return nil end
    if shared.no_sentence(match) or match.word == "jails" and not shared.verb_follows(match) then return nil end
    if match.word == "ordered to pay" and (not is_deed(match, first_offence(match)) or match:word_after(NO_FINE, 16)) then return nil end
    if (match.word == "jailing" or match.word == "sentencing") and match.seg.kinds[match.last_token + 1] ~= "person" then return nil end
    -- "guidelines on sentencing offenders for theft"
    local actor = record.actors and record.actors[1]
    if match.word == "sentencing" and not match.found.penalty and (not actor or actor.form == "group" and not actor.definite and not actor.counted) then
      return nil
    end
    local text = match.seg.folded:sub(first_offence(match).first, first_offence(match).last)
    if text:find "^a total" then return nil end
    -- "fined over the drug", "three months for the knife": the thing of an offence named before
    local from, to = first_offence(match).from, first_offence(match).to
    if from and to and to - from <= 1 and match.grammar.determiners[match.seg.words[from]] == "definite" and THING[match.seg.words[to]] then
      return nil
    end
    record.actors = all_sentenced(match)
    return record
  end,
  priority = 1,
  examples = {
    { "Kenzhe Alibek was jailed for being close to a movement.", { status = "convicted", offence = "being close to a movement" } },
    { "He was sentenced to five years in prison for fraud and forgery.", { status = "convicted", offence = "fraud" } },
    { "A court sentenced Lena Dorn to two years and Oleg Varin to four for theft.", { persons = { "Lena Dorn", "Oleg Varin" } } },
    { "Oleg Varin was ordered to pay 900 euros for theft.", { status = "convicted", offence = "theft" } },
    { "Oleg Varin was sent to seven days of administrative arrest for a one-man picket.", { offence = "a one-man picket" } },
    { "A letter was sent to him for payment.", nil },
    { "He was jailed for five years.", nil },
    { "He was jailed for life.", nil },
  },
}

local SUBJECT = set "completed completing finished finishing serving received got served spent serve receives gets receiving"
local receiver = find_with("the one sentenced", function(match)
  if SUBJECT[match.word] then return shared.server.find(match) end
  return recipient.find(match) or patient.find(match)
end)

local behind_term = offence_by("for|over|on|in", { from = "penalty", conviction = true, against = true, of_term = true })
rule "charge.term_for" {
  kind = "charge",
  doc = "handed a term for OFFENCE; serving TERM for OFFENCE; upheld a sentence for OFFENCE",
  trigger = words "handed|given|received|receives|receiving|serving|serve|got|gets|served|completed|completing|finished|finishing|reduced|cut|upheld|gave|imposed|slapped|awarded|ordered|bagged|bags|spent",
  needs = { penalty = penalties("*", { bare_after = "<none>|serving|served|completed|got|gets|gave|given|person", reach = 14 }),
    offence = find_with("offence of the term", function(match) return offences_behind(match, behind_term) end) },
  takes = { persons = receiver, date = near "date", court = near "court", statute = near "statute" },
  status = function(match)
    if match.word == "serve" and match.group.infinitive then
      return (match.group.governor or match:word_before(shared.BROUGHT, 12)) and "convicted" or nil
    end
    return convicted_by_sentence(match)
  end,
  priority = 1,
  make = function(record, match)
    -- "given four more days to question her", "given up their time"
    if match:at(1) == "up" and match:at(2) ~= "to" or shared.no_sentence(match) then return nil end
    -- the day of a release, or of some other thing, is not that of the verdict
    if SUBJECT[match.word] and match.word:find "^[scf]" then record.date = nil end
    local first = match.found.penalty[1]
    -- "spent a week in custody for questioning"
    if match.word == "spent" and (match.seg.folded:find("commit", first.last, true) and match.seg.folded:find("n[o']t", first.last)) then return nil end
    if match.word == "spent" and not (match.seg.folded:find("prison", first.first, true) or match.seg.folded:find("jail", first.first, true)
      or match.seg.folded:find("behind bars", first.first, true)) then
      return nil
    end
    for _, item in ipairs(match.found.penalty) do
      if match.word ~= "serving" and match.word ~= "serve" and match.word ~= "served" and not shared.term_stands_alone(match, item) then return nil end
    end
    local from, to = first_offence(match).from, first_offence(match).to
    if from and to and to - from <= 1 and match.grammar.determiners[match.seg.words[from]] == "definite" and THING[match.seg.words[to]] then
      return nil
    end
    return record
  end,
  examples = {
    { "Detectives were given five more days to question two men over the murder.", nil },
    { "Oleg Varin served a 10-year prison term for espionage and then another 13 months.", { offence = "espionage" } },
    { "Aset Dzhumin is serving a four-year prison term for “spreading rumours,” her lawyer said.", { offence = "spreading rumours" } },
    { "Lena Dorn spent nine months in jail for taking part in a rally.", { status = "convicted", offence = "taking part in a rally" } },
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
    -- "acquitted for lack of evidence"
    if match.seg.words[first_offence(match).from] == "evidence" then return nil end
    -- "cleared the weapons of causing harm"
    local behind = match.seg.kinds[match.last_token + 1] == "word" and match.grammar.determiners[match:at(1)]
    if not match.group.be and match.voice ~= "active" and behind then return nil end
    if match:word_after(set "blame wrongdoing responsibility suspicion", 5) and not is_deed(match, first_offence(match)) then return nil end
    -- snow is cleared of roads, and goods through customs
    return (match.word ~= "cleared" and match.word ~= "clears" and match.word ~= "clearing" or is_deed(match, first_offence(match))) and record or nil
  end,
  priority = 4,
  examples = {
    { "The jury cleared Lena Dorn of murder.", { status = "acquitted", offence = "murder", persons = { "Lena Dorn" } } },
    { "Oleg Varin was acquitted of all counts of fraud.", { status = "acquitted", offence = "fraud" } },
    { "Oleg Varin was cleared of a weapons offence.", { status = "acquitted", offence = "a weapons offence" } },
    { "The road was cleared of snow.", nil },
    { "Oleg Varin cleared the drug of causing cancer.", nil },
  },
}

rule "charge.ordered_for" {
  kind = "charge",
  doc = "X was placed under administrative arrest for OFFENCE; sent for compulsory treatment in a case of OFFENCE",
  trigger = words "placed|put|sent for|sent to|ordered to|placed on|put on|placed under|ordered",
  also = words "arrest|probation|supervision|treatment|service|work|labor|labour|fine",
  needs = { penalty = penalties("*", { reach = 14 }), offence = offence_by("for|over|in", { from = "penalty", conviction = true }) },
  takes = { persons = patient, date = near "date", court = near "court", statute = near "statute" },
  status = convicted_by_sentence,
  make = function(record, match)
    for _, item in ipairs(match.found.penalty) do
      if item.penalty == "imprisonment" or item.penalty == "death" or item.penalty == "ban" then return nil end
    end
    if shared.no_sentence(match) or not is_deed(match, first_offence(match)) then return nil end
    return record
  end,
  examples = {
    { "The court placed Lena Dorn under administrative arrest for nine days for petty hooliganism.",
      { status = "convicted", offence = "petty hooliganism", persons = { "Lena Dorn" } } },
    { "A judge had Oleg Varin sent for compulsory treatment in a case of assault.", { status = "convicted", offence = "assault" } },
    { "The court placed him under house arrest.", nil },
  },
}

rule "charge.cleared_before" {
  kind = "charge",
  doc = "X was acquitted in May: of what the lines before tell",
  trigger = words "acquitted|exonerated",
  needs = { persons = patient, noun = find_with("the verb itself", function(match)
    local link, behind = match:at(1), match:at(2)
    local stated_here = link == "of" or link == "on" and (behind == "charges" or behind == "all" or behind == "the" or behind == "both" or behind == "number")
    -- "allegations of which he was acquitted"
    if match:word_before(set "which", 4) then return nil end
    return not stated_here and { { first = match.first, last = match.last } } or nil
  end) },
  takes = { date = near "date", court = near "court" },
  status = function(match) return match.group.be and shared.stated "acquitted"(match) or nil end,
  make = function(record)
    record.noun = nil
    record.told_before, record.of_named = true, true
    return record
  end,
  priority = -3,
  examples = {
    { "Oleg Varin was charged with treason in 2019. He was acquitted in May 2020.",
      { status = "acquitted", offence = "treason", persons = { "Oleg Varin" }, date = "2020-05" } },
    { "Lena Dorn had been convicted of theft in 2015 but was acquitted on retrial.", { status = "acquitted", offence = "theft" } },
    { "Lena Dorn was charged with theft. Two others were acquitted.", nil },
  },
}

local OFFERED = set "offered offering offers offer"
rule "charge.abandoned" {
  kind = "charge",
  doc = "charged with OFFENCE, but prosecutors entered a nolle prosequi, offered no evidence: dropped",
  trigger = words "nolle prosequi|no evidence|no further evidence|no case to answer",
  also = words "charged|charge|charges|accused|count|counts",
  needs = { offence = find_with("the charge told before", function(match)
    local seg = match.seg
    for i = match.token - 1, math.max(1, match.token - 40), -1 do
      local word = seg.kinds[i] == "word" and seg.words[i]
      if word == "charged" or word == "accused" or word == "charge" or word == "charges" or word == "count" or word == "counts" then
        local token = match.offences:find(match, i + 1, { of = "far", with = true }, 12)
        local spans, last = {}, 0
        if token then spans, last = match.offences:read(seg, token) end
        return #spans > 0 and last < match.token and spans or nil
      end
    end
    return nil
  end) },
  takes = { persons = find_with("the one charged", function(match)
    local word, token = match:word_before(set "charged accused faced facing denied", 42)
    if word ~= "charged" and word ~= "accused" then
      local subject_token = token and match.grammar:subject(match.seg, token)
      return subject_token and joined_at(match, subject_token) or nil
    end
    return patient_at(match, token)
  end), date = near "date", court = near "court" },
  status = function(match)
    if match.word:find "evidence" and not match:word_before(OFFERED, 2) or match.group.infinitive then return nil end
    return "dropped"
  end,
  priority = 6,
  examples = {
    { "Oleg Varin had been charged with stealing copper, but the prosecution entered a nolle prosequi in March 2021.",
      { status = "dropped", offence = "stealing copper", persons = { "Oleg Varin" }, date = "2021-03" } },
    { "Lena Dorn was accused of bribery and prosecutors offered no evidence.", { status = "dropped", offence = "bribery", persons = { "Lena Dorn" } } },
    { "He was charged with theft though there was no evidence of it.", nil },
  },
}

local SAME = "of the same offence|of the same charge|of the same charges|of the same crime|of the same crimes|of the same offences"
  .. "|with the same offence|with the same crime|with the same offences|with the same offense|of the same offense|to the same charge|to the same charges"
  .. "|to the same offence|to the same offense"
local VERDICT_WORD = set "guilty convicted acquitted cleared charged accused"
rule "charge.same_offence" {
  kind = "charge",
  doc = "X was acquitted of the same offence: the one that the lines before name",
  trigger = words(SAME),
  needs = { noun = find_with("the words themselves", function(match) return { { first = match.first, last = match.last } } end) },
  takes = { persons = find_with("the one it is about", function(match)
    local word, token = match:word_before(VERDICT_WORD, 4)
    if word ~= "guilty" then return token and patient_at(match, token) end
    local _, verb = match:word_before(FOUND, 8)
    if verb then return patient_at(match, verb) end
    _, verb = match:word_before(PLEADED, 8)
    local found = verb and match.grammar:subject(match.seg, verb)
    return found and joined_at(match, found) or nil
  end), date = near "date", court = near "court" },
  status = function(match)
    local word, token = match:word_before(VERDICT_WORD, 4)
    local _, verb = match:word_before(word == "guilty" and FOUND or PLEADED, 8)
    if not word or modality(match, word == "guilty" and verb or token) ~= "asserted" then return nil end
    if word == "acquitted" or word == "cleared" then return "acquitted" end
    if word == "charged" then return "charged" end
    if word == "accused" then return "alleged" end
    if word ~= "guilty" then return "convicted" end
    if match.seg.words[token - 1] ~= "not" then return "convicted" end
    return match:word_before(FOUND, 8) and "acquitted" or nil
  end,
  make = function(record)
    record.noun = nil
    record.told_before, record.of_others = true, true
    return record
  end,
  priority = -3,
  examples = {
    { "Oleg Varin was convicted of smuggling. Lena Dorn was cleared of the same offence.",
      { { status = "acquitted", offence = "smuggling", persons = { "Lena Dorn" } } } },
    { "They spoke of the same offence.", nil },
  },
}

rule "charge.dropped" {
  kind = "charge",
  doc = "charges of OFFENCE against X were dropped; prosecutors dropped a charge of OFFENCE",
  trigger = words("dropped|dismissed|withdrawn|withdrew|drop|dismiss|discontinued|struck out|threw out|thrown out|shelved|withdraw|dropping|dismissing"
    .. "|stayed|quashed|tossed out|nolle prossed|nolle prosequi|no evidence"),
  also = words "charge|charges|accusation|accusations|counts|count|case",
  needs = { offence = dropped_offence },
  takes = { persons = either { charge_noun_owner, charge_context }, date = near "date", court = near "court" },
  status = function(match)
    if match.word == "stayed" and not match.group.be then return nil end
    if match.word == "no evidence" and not match:word_before(OFFERED, 2) then return nil end
    if match.group.infinitive and match.group.governor == "agreed" and not match.group.be then return "dropped" end
    return modality(match) == "asserted" and not is_generic(match) and not shared.sporting(match) and "dropped" or nil
  end,
  priority = 5,
  examples = {
    { "A second count, of fleeing a checkpoint, was dismissed.", { status = "dropped", offence = "fleeing a checkpoint" } },
    { "Prosecutors agreed to drop two counts of perjury.", { status = "dropped", offence = "perjury" } },
    { "The Crown offered no evidence on a charge of arson.", { status = "dropped", offence = "arson" } },
    { "There was no evidence in the case of murder.", nil },
    { "Later a second charge, of spreading rumours, was withdrawn.", { status = "dropped", offence = "spreading rumours" } },
    { "In May a case in which Lena Dorn was accused of inciting hatred was dropped.", { status = "dropped", offence = "inciting hatred" } },
    { "A third count against Lena Dorn, arson, was withdrawn.", { status = "dropped", offence = "arson" } },
    { "The judge threw out a second charge, arson.", { status = "dropped", offence = "arson" } },
    { "Prosecutors dropped charges of treason against Lena Dorn.", { status = "dropped", offence = "treason", persons = { "Lena Dorn" } } },
  },
}
