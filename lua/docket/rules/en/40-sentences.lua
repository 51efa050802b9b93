-- Who was sentenced to what. Each rule hinges on a verb or noun and takes the penalty,
-- the persons, the offence, the date and the court around it.

local set = word_set

-- Time before a verdict is no sentence: "jailed pending trial".
local BEFORE_VERDICT = set "pending awaiting pretrial pre-trial remand"
local WITHOUT = set "without"
local function no_sentence(match)
  local word, token = match:word_after(BEFORE_VERDICT, 8)
  if word == "remand" then return match.seg.words[token - 1] == "on" end
  if not word then
    local _, without = match:word_after(WITHOUT, 4)
    local what = without and match.seg.words[without + 1]
    if what == "trial" or what == "charge" or what == "charges" then return true end
  end
  return word ~= nil or is_generic(match)
end
shared.no_sentence = no_sentence

-- What the words around a verb make of it: imposed, possible, sought, or nothing at all.
local STATUS = { asserted = "imposed", possible = "possible", sought = "sought" }
local MAY = set "can may could"
-- "thieves may be fined $900": the law, which is about nobody in particular.
local function is_law(match)
  return MAY[match.group.modal or ""] and match.group.be and not match.group.have and not match.group.negated
    and is_generic(match)
end

local function imposed(match)
  if is_law(match) and not match:word_after(BEFORE_VERDICT, 8) then return "possible" end
  if no_sentence(match) then return nil end
  return STATUS[modality(match)]
end
shared.imposed = imposed

-- A law is about nobody, and says for how long.
local function of_law(record, match)
  if record.status ~= "possible" or not is_law(match) then return record end
  if not record.duration and not record.amount and record.penalty ~= "life_imprisonment" and record.penalty ~= "death" then return nil end
  record.actors = { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
  return record
end
shared.of_law = of_law

local PRESENT, GIVES = set "is are gets get", set "imposes gives receives gets hands passes"
-- "unless those caught are given prison terms", "a judge who imposes a fine": as a rule.
local function is_general_rule(record, match)
  local actor = record.actors and record.actors[1]
  if GIVES[match.word] and match.group.governor == "who" then return true end
  if not match.group.be or match.group.have or actor and actor.form ~= "group" and (actor.form ~= "description" or actor.definite ~= false) then
    return false
  end
  if actor and (actor.definite or actor.counted) then return false end
  if match.group.modal then return match.group.modal == "would" and actor ~= nil and not record.duration end
  return match:word_before(PRESENT, 3) ~= nil and not match:word_before(set "being", 2)
end

-- "every month boys are jailed", "thieves who get jailed": what goes on, and no case.
local function is_habit(match)
  local actor = match.found.persons and match.found.persons[1]
  if not actor or actor.form ~= "group" then return false end
  local present = match:word_before(set "get gets are", 2) and not match:word_before(set "being", 1)
  return present and (not actor.definite or match.group.governor == "who") and not actor.counted
    or present and match:word_before(set "every each", 30) ~= nil
end

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
      for j = i + 1, (token or i) - 1 do
        -- "pleaded guilty and testified for"
        if match.seg.words[j] == "and" and match.seg.kinds[j + 1] == "word" and match.seg.words[j + 1]:find "ed$" then return nil end
      end
      if #spans > 0 and last < match.token then return spans end
      return nil
    end
  end
  return nil
end

-- The offence of a sentence: behind its penalty, behind the verb, before it.
local by_penalty = offence_by("for|over|on|in", { from = "penalty", conviction = true, against = true, of_term = true })
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
    if is_general_rule(record, match) then return nil end
    -- "they are sentenced over two days"
    local following = match.seg.entity[match.last_token + 1]
    if following and following.type == "duration" and match.seg.folded:find("^over ", following.first) then return nil end
    -- "the sentences" is a noun, "sentences X to" a verb
    if match.word == "sentences" and (match:at(1) == "of" or not match:word_after(set "to", 12)) then return nil end
    -- "the sentencing starting point"; a verb has its object
    if match.word == "sentencing" and not (record.actors and match.seg.kinds[match.last_token + 1] == "person") then return nil end
    return of_law(record, match)
  end,
  priority = 5,
  examples = {
    { "Timur Askarov was sentenced to five years in prison.",
      { penalty = "imprisonment", duration = "P5Y", persons = { "Timur Askarov" } } },
    { "A court in Ostra sentenced Timur Askarov to eight years in prison for inciting hatred.",
      { penalty = "imprisonment", duration = "P8Y", offence = "inciting hatred", court = "A court in Ostra" } },
    { "Oleg Varin was sentenced to a year and a day in prison.", { { duration = "P1Y1D" } } },
    { "The word ends the sentence.", nil },
    { "They are being sentenced through this week in Ostra.", nil },
  },
}

-- "the 11 months to which he had been sentenced": the penalty that the verb is said of.
local function penalty_of_relative(match)
  local seg = match.seg
  for i = match.token - 1, math.max(3, match.token - 40), -1 do
    if seg.kinds[i] == ";" then return nil end
    if seg.words[i] == "which" and seg.words[i - 1] == "to" then
      local before = seg.entity[i - 2]
      if before and before.type == "penalty" then return { before } end
      local item = term_of(seg, i - 2)
      return item and read_penalties(match, { type = "penalty", penalty = "imprisonment", duration = item.value, mod = item.mod, first = item.first,
        last = item.last, token = i - 2, bare = true }, i - 2) or nil
    end
  end
  return nil
end
shared.penalty_of_relative = penalty_of_relative

rule "sentence.sentenced_to_which" {
  kind = "sentence",
  doc = "the 11 months to which X had been sentenced [by COURT] [for OFFENCE]",
  trigger = words "sentenced|condemned",
  also = words "to which",
  needs = { penalty = find_with("the penalty before", function(match)
    local found = penalty_of_relative(match)
    return found and { found[1] } or nil
  end) },
  takes = { persons = patient, offence = by_verb, date = near "date", court = near "court" },
  status = imposed,
  priority = 4,
  examples = {
    { "The nine months to which Lena Dorn had been sentenced in 2019 are over.",
      { penalty = "imprisonment", duration = "P9M", status = "imposed", persons = { "Lena Dorn" }, date = "2019" } },
    { "She paid the fine of 900 euros to which she was sentenced for libel.", { penalty = "fine", amount = 900, offence = "libel" } },
    { "The town to which he was sent lies in the south.", nil },
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
    -- "how thieves are sentenced", "will hear it when sentenced on Friday"
    if match:word_before(set "is are", 2) and not record.offence then return nil end
    local governor = match.group.governor
    if not match.group.be and (governor == "when" or governor == "until") then return nil end
    return (record.offence or record.date or match:at(1) == "in") and record or nil
  end,
  examples = {
    { "Dozens of activists were sentenced for backing the party.", { penalty = "unspecified", offence = "backing the party" } },
    { "He will be sentenced on Friday.", nil },
    { "Lena Dorn learns on Monday how thieves are sentenced.", nil },
    { "Lena Dorn faces a fine when sentenced on Friday.", nil },
  },
}

-- "jails 3", "jails blogger": a verb, and no noun.
local function verb_follows(match)
  local following, before = match.seg.kinds[match.last_token + 1], match.seg.kinds[match.token - 1]
  return (following == "number" or following == "person") and (before == "court" or before == "place" or before == "person" or before == nil
    or match.seg.words[1] == "court" or match:at(-1) == "judge" or match:at(-1) == "court")
end

shared.verb_follows = verb_follows

local ADJECTIVE_BEFORE = set "the a another of an for with by his her to other and from as many"
local PRISONS = "a penal colony|a prison colony|a labor camp|a prison camp|a labour camp|a high-security prison|a young offender institution"
  .. "|a young offenders institution|a young offenders' institution|youth custody|a women's prison|a women's colony|a strict-regime colony"
local to_prison = sp * gap(6, words "to" * sp * words("prison|jail|" .. PRISONS))
local KIDNAPPED_TO = set [[flat house home basement cellar garage apartment bedroom cupboard shed asylum parlour parlor brothel room attic
  farm caravan hotel]]
local OFFICIALS = set "court judge authorities government regime state police officials magistrate magistrates tribunal jury country"
rule "sentence.jailed" {
  kind = "sentence",
  doc = "X was jailed [for TERM] [for OFFENCE]",
  trigger = words "jailed|imprisoned|incarcerated|jails|jailing|locked up|put behind bars|sent to prison|sent to jail|sends to prison|sent down|put away",
  takes = { persons = patient, penalty = penalties("for|to", { bare = "imprisonment" }),
    offence = offence_of_sentence, date = near "date", court = near "court" },
  set = { penalty = "imprisonment" },
  status = imposed,
  make = function(record, match)
    local stated = record.duration or record.penalty ~= "imprisonment"
    if is_general_rule(record, match) then return nil end
    -- "has remained imprisoned": a state, of which nobody tells a verdict here
    if not stated and match:word_before(set "remain remains remained remaining", 1) then return nil end
    -- "who imprisoned and raped his daughter"
    if match.word == "imprisoned" and not stated and (match.voice == "active" or match:at(1) == "and") and not match.group.be and not match.group.have and not record.court
      and not match:word_before(OFFICIALS, 8) then
      return nil
    end
    -- the deed of a kidnapper
    if not stated and match:word_after(KIDNAPPED_TO, 4) then return nil end
    if not stated and match:word_before(set "where", 4) and match:word_before(KIDNAPPED_TO, 7) then return nil end
    -- "incarcerated men take part", "the lives of jailed poets": whoever they are
    local many = record.actors and record.actors[1]
    if not stated and match.voice == "active" and not match.group.be and not match.group.have and not record.court and not record.offence
      and many and many.form == "group" and not many.definite and not many.counted then
      return nil
    end
    local word = match.word
    if not stated and not record.actors and not (match:at(1) == "for" and record.offence) then
      return word == "jails" and verb_follows(match) and record or nil
    end
    if word == "jails" and not verb_follows(match) then return nil end
    -- "sent down to the cells"
    if word == "sent down" and not stated and match:word_after(set "cells cell", 4) then return nil end
    -- "shoplifters who get sent to prison"
    if not stated and not record.date and not record.court and is_habit(match) then return nil end
    local actor = record.actors and record.actors[1]
    local named = actor ~= nil and actor.form == "name"
    if not stated and (word == "jailing" and not named or word == "locked up" or word == "put away") then return nil end
    if not match.group.be and not match.group.have and not record.duration and match.voice == "active" then
      -- "jailed activist X" says so of X; "jailed protesters" of nobody
      local before = match:at(-1)
      if (before == nil or ADJECTIVE_BEFORE[before]) and not named then return nil end
    end
    return of_law(record, match)
  end,
  examples = {
    { "Editors denounced the jailing for libel of a printer.", nil },
    { "Some 40% were jailed for six months.", nil },
    { "Under the code offenders may be imprisoned for seven years.", { status = "possible", duration = "P7Y", persons = {} } },
    { "Offenders can be jailed.", nil },
    { "Her lawyer wrote that Lena Dorn should be jailed for no more than a year.", { status = "possible", duration = "P1Y" } },
    { "Lena Dorn should be jailed for a year.", nil },
    { "Smith, 34, of Leeds, was jailed for 12 months.", { penalty = "imprisonment", duration = "P12M" } },
    { "Lena Dorn and Ivan Reed were jailed for nine years and two years respectively.",
      { { duration = "P9Y", persons = { "Lena Dorn" } }, { duration = "P2Y", persons = { "Ivan Reed" } } } },
    { "Smith, 34, of Leeds, was jailed for life.", { penalty = "life_imprisonment" } },
    { "Oleg Varin, who was jailed for insulting the president, is free.", { penalty = "imprisonment", persons = { "Oleg Varin" } } },
    { "Supporters of jailed blogger Oleg Varin rallied.", { persons = { "Oleg Varin" } } },
    { "Lena Dorn is on trial on a charge that could see her jailed for 12 years.", { status = "possible", duration = "P12Y" } },
    { "In the film, incarcerated women bake bread.", nil },
    { "The mayor was jailed pending trial.", nil },
    { "She often meets thieves who get sent to prison.", nil },
    { "Boys like him should be taught rather than jailed.", nil },
    { "They shut the sauna where Oleg Varin was imprisoned in a back room.", nil },
    { "Oleg Varin helps anybody who has been jailed for six years.", nil },
    { "They had tried to get Oleg Varin jailed.", nil },
    { "The clerk should be spared the rope but locked up for life.", nil },
  },
}

rule "sentence.sent_to" {
  kind = "sentence",
  doc = "X was sent to a penal colony [for TERM]",
  trigger = words "sent",
  also = words "colony|camp|institution|custody|prison",
  needs = { persons = patient },
  takes = { penalty = penalties("for", { bare = "imprisonment" }), offence = offence_of_sentence, date = near "date", court = near "court" },
  requires = function(match)
    return match.group.be ~= nil and to_prison:match(match.seg:mask(), match.last + 1) ~= nil
      and match:at(2) ~= "prison" and match:at(1) ~= "back"
  end,
  set = { penalty = "imprisonment" },
  status = imposed,
  make = function(record, match) return not is_general(record, match) and record or nil end,
  examples = {
    { "Oleg Varin was sent to a young offender institution for 14 months.", { duration = "P14M", persons = { "Oleg Varin" } } },
    { "Lena Dorn was sent to a strict-regime colony for five years for arson.", { duration = "P5Y", offence = "arson" } },
    { "Inmates are sent to a penal colony near the border.", nil },
  },
}

local ON_REMAND = set "bail remand produced pleas custody-remand interrogation investigation awaiting"
local function remanded_there(match) return (match:word_before(ON_REMAND, 24) or match:word_after(ON_REMAND, 12)) ~= nil end

rule "sentence.sent" {
  kind = "sentence",
  doc = "a court sent X to a penal colony [for TERM]",
  trigger = words "sent|sends|sending",
  also = words "prison|jail|colony|camp",
  needs = { persons = either { object, find_with("who was sent there", function(match)
    return match.group.be and match.seg.kinds[match.last_token + 2] == "penalty" and patient.find(match) or nil
  end) } },
  takes = { penalty = penalties("for|to", { bare = "imprisonment" }), offence = offence_of_sentence, date = near "date", court = near "court" },
  requires = function(match)
    return to_prison:match(match.seg:mask(), match.last + 1) ~= nil or match.seg.kinds[match.last_token + 1] == "person"
      and match.seg.words[match.last_token + 2] == "to" and match.seg.kinds[match.last_token + 3] == "penalty"
      or match.group.be and match:at(1) == "to" and match.seg.kinds[match.last_token + 2] == "penalty"
  end,
  set = { penalty = "imprisonment" },
  status = imposed,
  make = function(record, match)
    -- "sending somebody to prison is no answer", "courts send more people to prison"
    local actor = record.actors[1]
    -- "the magistrate sent them to jail rejecting their bail pleas": before a verdict
    if not record.duration and remanded_there(match) then return nil end
    if not record.duration and record.penalty == "imprisonment" and (match.word == "sending" or actor.form == "group" and not actor.definite
      and not actor.counted) then
      return nil
    end
    return record
  end,
  examples = { { "The court sent Lena Dorn to a penal colony for seven months.", { penalty = "imprisonment", duration = "P7M" } },
    { "Sending her to prison will hardly end the quarrel.", nil } },
}

-- A term alone is a penalty behind "given" only where the clause ends, or goes on with its reason.
local GOES_ON = set "late early apiece instead without despite under for each and in on after over plus with by when at following yesterday today last but while because consecutively concurrently respectively"
local function term_stands_alone(match, item)
  if not item.bare then return true end
  if not item.duration or not item.duration:find "[YM]$" then return match.seg.words[(item.token or 0) + 1] == "each" end
  local seg, next_token = match.seg, seg_token_after(match, item)
  local kind, word = seg.kinds[next_token], seg.words[next_token]
  -- "given six months’ leave to remain"
  if kind == "quote" and seg.words[next_token + 1] == "leave" then return false end
  if kind == nil or kind == "." or kind == "," or kind == ";" or kind == "quote" or kind == "date" or kind == "dash" then return true end
  -- "handed nine years to X"
  if word == "to" and match.word:find "^hand" and not match.group.be and seg.kinds[next_token + 1] == "person" then return true end
  return kind == "word" and (GOES_ON[word] or word == "to" and seg.words[next_token + 1] == "run")
end

shared.term_stands_alone = term_stands_alone

-- "issued guidance to governors concerning terms": the penalty is not what was issued.
local ALLOWED = set "to on with of for against upon by in at down the his her a and"
local function prepositions_between(match)
  local seg, first = match.seg, match.found.penalty[1].first
  local plain, start = 0, match.last_token + 1
  -- "handed X, who goes by the name of Y, a five-year term": from behind the relative clause
  for i = start, math.min(seg.n, start + 4) do
    if seg.kinds[i] == "," and (seg.words[i + 1] == "who" or seg.words[i + 1] == "whose") and seg.kinds[i - 1] == "person" then
      for j = i + 2, math.min(seg.n, i + 18) do
        if seg.starts[j] >= first then break end
        if seg.kinds[j] == "," then start = j + 1 end
      end
      break
    end
  end
  for i = start, seg.n do
    if seg.starts[i] >= first then break end
    local kind, word = seg.kinds[i], seg.words[i]
    local ranging = word == "from" and seg.starts[i + 1] == first and match.found.penalty[1].duration
    if kind == "word" and match.grammar.prepositions[word] and not ALLOWED[word] and not ranging then return true end
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

-- "we are the ones who got a life sentence", say those who mourn.
local function is_figure_of_speech(match)
  local actor = match.found.persons and match.found.persons[1]
  if actor and actor.form == "name" then return false end
  return match.found.penalty[1].penalty == "life_imprisonment" and match:word_before(set "we we've family families i'm", 6) ~= nil
end

local CHOICE = set "choice option power powers chance opportunity"
local GIVER = set "passed passes imposed imposes imposing issued gave gives"
-- Who "passed a sentence" gave it.
local given_to = find_with("the one to whom it is given", function(match)
  local found = recipient.find(match)
  if found or GIVER[match.word] and not match.group.be then return found end
  return patient.find(match)
end)

rule "sentence.given" {
  kind = "sentence",
  doc = "X was handed TERM; a court gave X TERM; X got TERM; a court handed TERM to X",
  trigger = words("handed down|handed|hands|given|gave|gives|received|receives|receive|receiving|got|gets|getting|slapped with|slapped|awarded|imposed|imposing|imposes|passed|issued|meted out|meted|clamped|dealt|assigned|drew|landed|bagged|bags|earned"),
  needs = { penalty = penalties("*", { reach = 14, bare_after = "<none>|got|gets|given|gave|to|received|person", numbers = true }) },
  takes = { persons = given_to, offence = either { by_penalty, find_with("offence before the sentence", earlier_offence) },
    date = near "date", court = near "court" },
  status = function(match)
    -- "both will receive 74 lashes"
    if match.word == "receive" and match.group.infinitive and not match.group.governor then return nil end
    if match.word == "receive" and match.group.future and not match.group.negated and not no_sentence(match) then return "imposed" end
    return imposed(match)
  end,
  make = function(record, match)
    for _, item in ipairs(match.found.penalty) do
      if not term_stands_alone(match, item) then return nil end
    end
    if is_general_rule(record, match) then return nil end
    if match.found.penalty[1].bare and not record.actors then return nil end
    if is_figure_of_speech(match) then return nil end
    -- "given on the matter of hanging", "awarded for long terms of service"
    if (match:at(1) == "on" or match:at(1) == "for") and match.seg.kinds[match.last_token + 2] ~= "date" then return nil end
    if match:at(1) == "up" and match:at(2) ~= "to" or match:word_after(CHOICE, 4) then return nil end
    if match.word == "receive" and match.group.future and not record.actors then return nil end
    local first = match.found.penalty[1]
    if not first.duration and not first.amount and not first.count then
      local distance = (first.token or match.seg:token_at(first.first)) - match.last_token
      -- "gave its blessing to a scheme of … community service", "judges were imposing short terms"
      if distance > 7 or match.word:find "^impos" and not record.actors and not record.court then return nil end
    end
    if match.word == "earned" and match.found.penalty[1].bare then return nil end
    -- "a ruling got her moved to a secure unit"
    if record.penalty == "psychiatric" and (match.word == "got" or match.word == "gets") then return nil end
    -- "a council issued 400 fines"
    if record.penalty == "fine" and not record.amount and not record.actors then return nil end
    -- "the amendment imposes a six-month term": a law
    if match.word == "imposes" and not record.actors and not record.court then record.status = "possible" end
    if match.word:find "ing$" and set("by of without than instead from avoid avoiding deliberately for about")[match:at(-1)] then return nil end
    if prepositions_between(match) then return nil end
    if record.penalty == "ban" and match:word_after(set "athletics uefa fifa league association federation club match matches football", 14) then return nil end
    return record
  end,
  examples = {
    { "The court handed Oleg Varin seven years in prison without an option of a fine.", { penalty = "imprisonment", duration = "P7Y" } },
    { "Daria Melnik was handed a six-year prison term.", { penalty = "imprisonment", duration = "P6Y", persons = { "Daria Melnik" } } },
    { "The court gave Daria Melnik a suspended sentence of two years.", { penalty = "suspended_imprisonment", duration = "P2Y" } },
    { "The court handed nine years to Oleg Varin.", { duration = "P9Y", persons = { "Oleg Varin" } } },
    { "A court handed Oleg Varin, who sings under the name of Zhuz, a two-year term.", { duration = "P2Y", persons = { "Oleg Varin" } } },
    { "Oleg Varin was given five years and four months.", { penalty = "imprisonment", duration = "P5Y4M" } },
    { "Oleg Varin bagged five years for fraud.", { penalty = "imprisonment", duration = "P5Y", offence = "fraud" } },
    { "Oleg Varin was given three weeks to answer.", nil },
    { "Oleg Varin got six months’ leave to remain.", nil },
    { "He walks free while we've got a life sentence.", nil },
    { "The medals were awarded for valour and for long terms of service.", nil },
  },
}

rule "sentence.handed_down" {
  kind = "sentence",
  doc = "sentences of 30 years were handed down [to X]; prison terms were imposed on ten people",
  trigger = words "handed down|imposed|meted out|passed|pronounced|handed out|handed",
  needs = { penalty = find_with("the penalty before", function(match)
    if not match.group.be then return nil end
    local i = match.grammar:verb_group(match.seg, match.token)
    local entity = match.seg.kinds[i] == "penalty" and match.seg.entity[i]
    return entity and (entity.duration or entity.amount or entity.penalty == "death" or entity.penalty == "life_imprisonment") and { entity } or nil
  end) },
  takes = { persons = find_with("to whom", function(match)
    local seg, i = match.seg, match.last_token + 1
    if seg.words[i] ~= "to" and seg.words[i] ~= "on" and seg.words[i] ~= "upon" then return nil end
    return seg.kinds[i + 1] == "person" and joined_at(match, i + 1) or nil
  end), date = near "date", court = near "court" },
  status = imposed,
  make = function(record, match)
    -- "who was given it" is told elsewhere: "of them", nobody
    local plural = match:word_before(set "were are", 3)
    if not record.actors and plural then record.actors = { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } } end
    return record
  end,
  priority = -4,
  examples = {
    { "Sentences of between 20 and 40 years were handed down in December.", { penalty = "imprisonment", duration = "P40Y", persons = {} } },
    { "A fine of 300 euros was imposed on Oleg Varin.", { penalty = "fine", amount = 300, persons = { "Oleg Varin" } } },
    { "The house was handed to the bank.", nil },
  },
}

local EXTREME = "longest|heaviest|harshest|stiffest|toughest|lightest|shortest|highest|severest"
local TERM_NOUN = set "sentence term penalty punishment"
rule "sentence.went_to" {
  kind = "sentence",
  doc = "the longest sentence, 22 years, went to X; the heaviest term, ten years, was handed to X",
  trigger = words(EXTREME),
  also = words "went|given|handed|goes|got|received",
  needs = { penalty = find_with("the term behind the noun", function(match)
    local seg = match.seg
    local i = match.last_token + 1
    if seg.words[i] == "prison" or seg.words[i] == "jail" then i = i + 1 end
    local whole = seg.kinds[i] == "penalty" and seg.entity[i].duration and seg.entity[i]
    if whole then return { whole } end
    if not TERM_NOUN[seg.words[i]] then return nil end
    i = i + 1
    while seg.kinds[i] == "," or seg.kinds[i] == "dash" or seg.words[i] == "of" do i = i + 1 end
    local entity = seg.kinds[i] == "penalty" and seg.entity[i] or term_of(seg, i)
    if not entity then return nil end
    return { { penalty = entity.penalty or "imprisonment", duration = entity.duration or entity.value, first = entity.first, last = entity.last,
      token = i } }
  end), persons = find_with("to whom it went", function(match)
    for i = match.last_token + 2, math.min(match.seg.n - 1, match.last_token + 14) do
      if match.seg.words[i] == "to" and match.seg.kinds[i + 1] == "person" then
        local token = i + 1
        local named = match.seg.entity[token + 2]
        if match.seg.kinds[token + 1] == "," and named and named.form == "name" then token = token + 2 end
        return joined_at(match, token)
      end
    end
    return nil
  end) },
  takes = { date = near "date", court = near "court" },
  requires = function(match) return match:word_after(set "went goes given handed", 12) ~= nil end,
  status = "imposed",
  priority = 4,
  examples = {
    { "The longest sentence, 22 years, went to the ringleader, Oleg Varin.", { penalty = "imprisonment", duration = "P22Y", persons = { "Oleg Varin" } } },
    { "The heaviest prison term, ten years, was handed to Lena Dorn.", { duration = "P10Y", persons = { "Lena Dorn" } } },
    { "The longest line went to the museum.", nil },
  },
}

rule "sentence.to_hang" {
  kind = "sentence",
  doc = "a headline: seven to hang for a bombing; two sent to the gallows",
  trigger = words "to hang|to walk gallows|sent to gallows|sent to the gallows",
  takes = { offence = by_verb },
  requires = function(match)
    local seg = match.seg
    return match.token <= 6 and (seg.kinds[match.token - 1] == "number" or seg.kinds[match.token - 1] == "person")
      and (seg.words[match.last_token + 1] == "for" or seg.words[match.last_token + 1] == "over" or seg.kinds[match.last_token + 1] == nil)
  end,
  set = { penalty = "death" },
  status = "imposed",
  make = function(record, match)
    record.actors = { { type = "person", form = "nobody", part = "person", first = match.first, last = match.last } }
    return record
  end,
  priority = -3,
  examples = { { "Five to hang for market bombing", { penalty = "death" } }, { "He left the coat to hang in the hall.", nil } },
}

local FRACTION = set "half third thirds quarter quarters fifth most part remainder rest much first last night day end start bulk majority"
-- "served half a four-month sentence": the term is the one that was imposed.
function shared.served_in_part(match)
  local penalty = match.found.penalty[1]
  for i = match.last_token + 1, (penalty.token or match.seg:token_at(penalty.first)) - 1 do
    local kind = match.seg.kinds[i]
    if kind == "word" and FRACTION[match.seg.words[i]] or kind == "duration" or kind == "penalty" then return true end
  end
  return false
end

-- Who serves: the subject, or who "was extradited in May to serve".
local BROUGHT = set "extradited returned deported transferred handed rearrested re-arrested"
shared.BROUGHT = BROUGHT
shared.server = find_with("the one who serves", function(match)
  local _, token = match:word_before(BROUGHT, 12)
  if token and match.word == "serve" and match.group.infinitive and not match.group.governor then
    return patient_at(match, token) or context_person(match)
  end
  return subject.find(match)
end)

rule "sentence.serving" {
  kind = "sentence",
  doc = "X is serving TERM [for OFFENCE]: imposed and not over",
  trigger = words "serving|serve|serves|spend",
  needs = { penalty = penalties("*", { reach = 9, bare = "imprisonment", numbers = true }) },
  takes = { persons = shared.server, offence = by_penalty },
  status = function(match)
    local group, word = match.group, match.word
    if group.negated or no_sentence(match) or is_generic(match) or match:word_before(set "if whether", 6) then return nil end
    -- "if you get six months then you'll serve four"
    if match:word_before(set "you", 6) and match:word_before(set "if", 24) then return nil end
    if word == "spend" and not match:word_after(set "prison jail bars custody", 8) and not match.seg.masked:find("\x08", match.last, true) then return nil end
    if word == "serving" then
      local before = match:at(-1)
      if match:word_before(set "end ends ending wind", 2) then return nil end
      if before == "after" or before == "before" or before == "since" or before == "from" then return "served" end
      return "imposed"
    end
    if group.modal == "should" then return nil end
    -- "warned of 30 days in a cell if she did not pay"
    if (group.modal or group.future) and match:word_after(set "if unless", 9) then return "possible" end
    -- "if the fine is not paid, she will spend 40 days in jail"
    local all = match.seg.folded
    if (group.future or group.modal == "must") and (all:find("not paid", 1, true) or all:find("%f[%a]fails? to pay") or all:find("in default", 1, true)
      or all:find("unless [%a ]- pays?%f[%A]")) then
      return "possible"
    end
    if group.modal == "must" or group.future then return "imposed" end
    -- "told that he would serve at least 15 years": the judge's words
    if group.modal == "would" and (match:word_before(set "told telling judge ordered ruled justice sentenced jailed sentencing jailing", 30)
      or match:word_before(set "said added", 6) and match.seg.folded:find("minimum", match.last, true)
      or match:word_before(set "said added", 6) and match:word_after(set "before least", 8)) then
      return "imposed"
    end
    if group.modal then return "possible" end
    if group.infinitive then
      local governor = group.governor
      -- "was jailed for life and was to serve at least nine years"
      if group.be and not group.have then return "imposed" end
      if not governor and match:word_before(set "ordered told sentenced required directed", 10) then return "imposed" end
      -- "was extradited in May to serve a life sentence"
      if match:word_before(BROUGHT, 12) then return "imposed" end
      return (governor == "ordered" or governor == "has" or governor == "had" or governor == "due" or governor == "began" or governor == "have"
        or governor == "started" or governor == "sentenced") and "imposed" or nil
    end
    return word ~= "spend" and "imposed" or nil
  end,
  make = function(record, match)
    if record.status == "served" and shared.served_in_part(match) then record.status = "imposed" end
    if is_figure_of_speech(match) then return nil end
    -- military service, and terms of office
    if match:word_after(set "president mayor governor army military council parliament office minister secretary chairman senator", 7) then return nil end
    return record
  end,
  examples = {
    { "Aset Dzhumin, who is serving a four-year prison term for fraud, fell ill.",
      { status = "imposed", duration = "P4Y", persons = { "Aset Dzhumin" } } },
    { "Lena Dorn was to serve at least nine years in prison.", { status = "imposed", duration = "P9Y" } },
    { "He was freed after serving eight years in prison.", { status = "served", duration = "P8Y" } },
    { "Lena Dorn will spend the next 15 years behind bars.", { status = "imposed", duration = "P15Y" } },
    { "If the fine is not paid, Lena Dorn will spend 40 days behind bars.", { status = "possible", duration = "P40D" } },
  },
}

rule "sentence.begun" {
  kind = "sentence",
  doc = "X is starting a TERM; X began his prison sentence of TERM: imposed",
  trigger = words "starting a|starting his|starting her|starts a|began a|began his|began her|begins a|begins his|begins her|beginning a|beginning his|beginning her",
  also = words "sentence|term|stretch|imprisonment|prison|jail|probation",
  needs = { penalty = penalties("*", { reach = 6 }) },
  takes = { persons = subject, offence = by_penalty },
  status = function(match)
    if match.group.negated or match.group.modal or no_sentence(match) or is_generic(match) then return nil end
    return "imposed"
  end,
  make = function(record, match)
    -- a term of office
    if match:word_after(set "as mayor president chairman office parliament secretary governor council", 9) then return nil end
    return record.duration and record or nil
  end,
  examples = {
    { "Oleg Varin, who hid rings in his boots, is starting a 20-month prison term.", { status = "imposed", duration = "P20M", persons = { "Oleg Varin" } } },
    { "Lena Dorn began a two-year term as mayor of the port.", nil },
  },
}

local IN_PRISON = set "prison prisons jail jails colony bars camp penitentiary gang gulag cell custody"
local IN_SENTENCE = set "sentence sentences sentenced serving served judge court jailed imprisoned convicted conviction parole released release freed prisoner prisoners inmate inmates pardoned pardon amnesty co-defendant paroled commuted clemency"
local LEADS_INSIDE = set "in behind inside at under"
-- "spent ten years in prison", not "ten years on the run is back in prison".
local function spent_inside(match, penalty)
  local seg, token = match.seg, seg_token_after(match, penalty)
  return LEADS_INSIDE[seg.words[token]] and match:word_after(IN_PRISON, 9) ~= nil
end

-- "served eight of the 12 years": the part that is over, and the whole.
local function part_and_whole(match)
  local seg, i = match.seg, match.last_token + 1
  while match.grammar.adverbs[seg.words[i]] or seg.words[i] == "about" or seg.words[i] == "nearly" do i = i + 1 end
  local j = i + 2
  if seg.kinds[i] ~= "number" or seg.words[i + 1] ~= "of" then return nil end
  while seg.kinds[j] == "word" and match.grammar.determiners[seg.words[j]] or seg.kinds[j] == "'s" or seg.kinds[j] == "person" do j = j + 1 end
  local whole = seg.kinds[j] == "penalty" and seg.entity[j] or term_of(seg, j)
  local unit, count = whole and (whole.duration or whole.value or ""):match "^P%d+([YMWD])$", tonumber(seg.entity[i].value)
  if not unit or not count then return nil end
  return {
    { penalty = whole.penalty or "imprisonment", duration = ("P%d%s"):format(count, unit), first = seg.entity[i].first, last = seg.entity[i].last,
      token = i, status = "served" },
    { penalty = whole.penalty or "imprisonment", duration = whole.duration or whole.value, first = whole.first, last = whole.last, token = j,
      status = "imposed" },
  }
end

rule "sentence.served_of" {
  kind = "sentence",
  doc = "X served eight of the 12 years; after serving two of his five years: the part and the whole",
  trigger = words "served|serving|completed|completing",
  also = words "of",
  needs = { penalty = find_with("the part and the whole", part_and_whole) },
  takes = { persons = subject },
  status = function(match) return not match.group.negated and not match.group.modal and "served" or nil end,
  priority = 7,
  examples = {
    { "Oleg Varin served four of the seven years.", { { status = "served", duration = "P4Y" }, { status = "imposed", duration = "P7Y" } } },
    { "Lena Dorn was freed after serving two of her three years in prison.", { status = "served", duration = "P2Y", persons = { "Lena Dorn" } } },
    { "The café served four of the guests.", nil },
  },
}

rule "sentence.served" {
  kind = "sentence",
  doc = "X served TERM; X spent TERM in prison; X had completed a two-year sentence: time that is over",
  trigger = words "served|spent|spending|completed|completing|finished|finishing|served out",
  needs = { penalty = penalties("*", { reach = 8, bare_after = "<none>|served" }) },
  takes = { persons = subject, offence = by_penalty, date = near "date" },
  status = function(match)
    if match.group.negated or match.group.modal or no_sentence(match) then return nil end
    -- "is completing a two-year term"
    local done = set("after since upon having")[match:at(-1)]
    return match.word:find "^[cf].*ing$" and not done and "imposed" or "served"
  end,
  make = function(record, match)
    local penalty = match.found.penalty[1]
    if not (penalty.duration or "P1"):find "^P%d+[YMWD]" then return nil end
    -- "spent two days in a police cell" is no penalty
    if match:word_after(set "police remand", 8) and not match.word:find "^served" then return nil end
    -- "was convicted in May and had served a year": the day is that of the first verb
    local day = record.date_entity
    if day and day.token and day.token < match.token and match.seg.words[day.token + 1] == "and" then record.date, record.date_entity = nil, nil end
    if match.word ~= "served" and penalty.bare and not spent_inside(match, penalty) then return nil end
    if shared.served_in_part(match) then record.status = "imposed" end
    -- "not eligible until he has served nine years"
    if match:word_before(set "until till", 4) then record.status = "imposed" end
    if penalty.bare and match:word_after(set "pretrial pre-trial detention remand solitary isolation punishment disciplinary segregation", 8) then return nil end
    local text = match.seg.folded:sub(penalty.first, penalty.last)
    if text:find "detention" and not text:find "youth" and not text:find "sentence" then return nil end
    -- "spent two weeks in custody" is no penalty
    if match.word ~= "served" and not record.offence and text:find "custody$" and not text:find "youth" then return nil end
    for i = match.last_token + 1, (penalty.token or match.last_token) - 1 do
      if match.seg.kinds[i] == "dash" then return nil end
    end
    local said = match:word_before(IN_SENTENCE, 30) or match:word_after(IN_SENTENCE, 20) or match:word_before(IN_PRISON, 30) or match:word_after(IN_PRISON, 20)
    -- "served six months for an unrelated matter"
    said = said or match:word_after(set "matter matters offence offences offense offenses crime crimes conviction", 9)
    if penalty.bare and not said and not record.offence and not match.seg:mask():find("\x08", 1, true) then return nil end
    if match.word == "served" and penalty.bare and (match:at(1) == "as" or match:word_after(set "as president mayor governor army military navy police council parliament office minister force", 7)) then
      return nil
    end
    return record
  end,
  examples = {
    { "Lena Dorn served ten years in prison.", { status = "served", duration = "P10Y" } },
    { "Lena Dorn cannot be freed until she has served ten years.", { status = "imposed", duration = "P10Y" } },
    { "The restaurant served lunch.", nil },
    { "Lena Dorn served half a four-month sentence.", { status = "imposed", duration = "P4M" } },
    { "Lena Dorn, who spent ten years on the run, is back in prison.", nil },
    { "Lena Dorn spent 14 months in pretrial detention.", nil },
    { "In prison, Lena Dorn spent nine days in a disciplinary cell.", nil },
    { "Lena Dorn, who had spent two weeks in custody in September, spoke.", nil },
  },
}

-- Read by the files that follow.
shared.by_penalty, shared.by_verb, shared.earlier_offence = by_penalty, by_verb, earlier_offence
shared.IN_PRISON, shared.IN_SENTENCE = IN_PRISON, IN_SENTENCE
