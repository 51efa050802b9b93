-- Who was sentenced to what. Each rule hinges on a verb or noun and takes the penalty,
-- the persons, the offence, the date and the court around it.

-- What the words before a verb make of it: imposed, possible, or nothing at all.
local REFUSED = { expected = true, likely = true, refused = true, declined = true, threatened = true, want = true, wants = true,
  wanted = true, avoid = true, avoided = true, escape = true, escaped = true, fears = true, feared = true, fear = true,
  asked = true, urged = true, about = true }
local function imposed(match)
  local group = match.group
  if group.negated then return nil end
  if group.modal == "should" then return nil end
  if group.modal then return "possible" end
  if group.infinitive then
    if group.governor and REFUSED[group.governor] then return nil end
    if match.grammar.auxiliaries[match:at(-1)] == "be" and not group.future then return "imposed" end
    return "imposed"
  end
  if group.future then return nil end
  if match:word_before({ ["if"] = true, unless = true, whether = true }, 6) then return "possible" end
  if match:word_before({ prosecutors = true }, 3) and not group.be then return nil end
  return "imposed"
end

-- "for X", "on charges of X", "after a court found him guilty of X"
local offence_link = gap(8, (words("for|over|on charges of|on charges that|on a charge of|on the charge of|on charges including|on accusations of|on accusation of"
    .. "|on allegations of|on a conviction for|on convictions for|in connection with|after admitting|for the crime of|for the offence of")
  + words "after|following|having been|when|upon" * sp * gap(14, words "guilty of|guilty on charges of|guilty to|convicted of|convicted on charges of|convicted for|conviction for|conviction on charges of|admitted|convicting him of")) * sp)
local offence_after_penalty = sp ^ -1 * (comma + P(true)) * offence_link

-- The rules for charges read the same offence as what the person is convicted of.
shared.offence_after_penalty, shared.imposed = offence_after_penalty, imposed

rule "sentence.sentenced" {
  kind = "sentence",
  doc = "X was sentenced [by COURT] [on DATE] to TERM [for OFFENCE]; a court sentenced X to TERM",
  trigger = words "sentenced|resentenced|re-sentenced|condemned|sentencing",
  needs = { penalty = penalties("to|*", { bare = "imprisonment" }) },
  takes = { persons = patient, offence = either { behind("penalty", offence_after_penalty), after(sp * words "for" * sp, "offence") },
    date = near "date", court = near "court" },
  status = imposed,
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
  doc = "X was sentenced for OFFENCE: the penalty is not stated",
  trigger = words "sentenced|convicted and sentenced",
  needs = { persons = patient, offence = after(sp * gap(6, words "for|on charges of|over" * sp), "offence") },
  takes = { date = near "date", court = near "court" },
  set = { penalty = "unspecified" },
  status = imposed,
  priority = -2,
  unless = { after = sp * gap(6, words "to" * sp * (entity "penalty" + entity "duration")) },
  examples = {
    { "Dozens of activists were sentenced for backing the party.", { penalty = "unspecified", offence = "backing the party" } },
  },
}

rule "sentence.jailed" {
  kind = "sentence",
  doc = "X was jailed [for TERM] [for OFFENCE]",
  trigger = words "jailed|imprisoned|incarcerated|jails|jailing|locked up|put behind bars|sent to prison|sent to jail|sends to prison",
  needs = { persons = patient },
  takes = { penalty = penalties("for|to", { bare = "imprisonment" }),
    offence = either { behind("penalty", offence_after_penalty), after(sp * words "for|over|on charges of" * sp, "offence") },
    date = near "date", court = near "court" },
  set = { penalty = "imprisonment" },
  status = imposed,
  make = function(record) return record end,
  examples = {
    { "Smith, 34, of Leeds, was jailed for 12 months.", { penalty = "imprisonment", duration = "P12M" } },
    { "Oleg Varin, who was jailed for insulting the president, is free.", { penalty = "imprisonment", persons = { "Oleg Varin" } } },
  },
}

rule "sentence.given" {
  kind = "sentence",
  doc = "X was handed TERM; a court gave X TERM; X got TERM; a court handed TERM to X",
  trigger = words("handed down|handed|hands|given|gave|gives|received|receives|receive|receiving|got|gets|getting|slapped with|awarded|imposed|imposing|passed|issued|meted out|dealt|assigned|drew"),
  needs = { penalty = penalties("*", { reach = 14 }) },
  takes = { persons = either { recipient, patient }, offence = behind("penalty", offence_after_penalty),
    date = near "date", court = near "court" },
  status = imposed,
  examples = {
    { "Daria Melnik was handed a six-year prison term.", { penalty = "imprisonment", duration = "P6Y", persons = { "Daria Melnik" } } },
    { "The court gave Daria Melnik a suspended sentence of two years.", { penalty = "suspended_imprisonment", duration = "P2Y" } },
  },
}

rule "sentence.serving" {
  kind = "sentence",
  doc = "X is serving TERM [for OFFENCE]: imposed and not over",
  trigger = words "serving|serve|serves",
  needs = { penalty = penalties("*", { reach = 8, bare = "imprisonment" }) },
  takes = { persons = subject, offence = behind("penalty", offence_after_penalty) },
  status = function(match)
    local group = match.group
    if group.negated then return nil end
    if match.word == "serve" and not group.infinitive and not group.modal and not group.future then return "imposed" end
    if match.word == "serving" then
      if match:at(-1) == "after" or match:at(-1) == "before" or match:at(-1) == "since" then return "served" end
      return "imposed"
    end
    if group.modal == "must" or group.governor == "ordered" or group.governor == "has" or group.governor == "had" or group.governor == "due" or group.future then return "imposed" end
    if group.modal then return "possible" end
    return nil
  end,
  examples = {
    { "Aset Dzhumin, who is serving a four-year prison term for fraud, fell ill.",
      { status = "imposed", duration = "P4Y", persons = { "Aset Dzhumin" } } },
    { "He was freed after serving eight years in prison.", { status = "served", duration = "P8Y" } },
  },
}

rule "sentence.served" {
  kind = "sentence",
  doc = "X served TERM; X spent TERM in prison: time that is over",
  trigger = words "served|spent|spending",
  needs = { penalty = penalties("*", { reach = 8, bare_after = "served" }) },
  takes = { persons = subject, offence = behind("penalty", offence_after_penalty), date = near "date" },
  set = { status = "served" },
  status = function(match)
    if match.group.negated or match.group.modal then return nil end
    return "served"
  end,
  examples = {
    { "Lena Dorn served ten years in prison.", { status = "served", duration = "P10Y" } },
    { "The restaurant served lunch.", nil },
  },
}

rule "sentence.possible" {
  kind = "sentence",
  doc = "X faces up to TERM; could face TERM; punishable by TERM; carries a maximum of TERM",
  trigger = words("faces|facing|face|faced|punishable by|punishable with|punished by|punished with|carries|carry|carrying|carried|risks|risk|risking"),
  needs = { penalty = penalties("*", { reach = 16, bare = "imprisonment" }) },
  takes = { persons = either { possible_subject } },
  set = { status = "possible" },
  status = function(match)
    if match.group.negated then return nil end
    return "possible"
  end,
  examples = {
    { "If convicted, Lena Dorn faces up to ten years in prison.", { status = "possible", duration = "P10Y", mod = "EQUAL_OR_LESS" } },
    { "The offence is punishable by up to six years in prison.", { status = "possible", duration = "P6Y" } },
  },
}

rule "sentence.could_be" {
  kind = "sentence",
  doc = "X could be jailed for TERM; could get TERM; up to TERM if convicted",
  trigger = words "if convicted|if found guilty|upon conviction|on conviction|if he is convicted|if she is convicted|if they are convicted|if he is found guilty|if she is found guilty",
  needs = { penalty = any_penalty },
  takes = { persons = either { possible_subject } },
  set = { status = "possible" },
  status = "possible",
  priority = 1,
  examples = {
    { "If convicted, she could spend up to ten years in prison.", { status = "possible", duration = "P10Y" } },
  },
}

rule "sentence.sought" {
  kind = "sentence",
  doc = "prosecutors asked for TERM for X; the prosecutor demanded that X be sentenced to TERM",
  trigger = words("asked|asks|asking|demanded|demands|demanding|sought|seeks|seeking|seek|requested|requests|requesting|recommended|recommends|recommending|called for|calling for|urged|wanted|want|wants"),
  needs = { penalty = penalties("*", { reach = 22, bare_after = "to|for" }) },
  takes = { persons = either { recipient, inner_person }, date = near "date", court = near "court" },
  requires = function(match)
    return match:word_before({ prosecutors = true, prosecutor = true, prosecution = true, jury = true, jurors = true, attorney = true, state = true, crown = true, ["prosecutor's"] = true, prosecutorial = true }, 12) ~= nil
      or (match.word:find "recommend" ~= nil and match:word_before({ court = true, jury = true }, 8) ~= nil)
  end,
  status = "sought",
  priority = 8,
  examples = {
    { "Prosecutors asked the court to sentence Lena Dorn to nine years in prison.", { status = "sought", duration = "P9Y" } },
    { "The prosecutor demanded 12 years in prison for Oleg Varin.", { status = "sought", duration = "P12Y" } },
  },
}

rule "sentence.fined" {
  kind = "sentence",
  doc = "X was fined SUM [for OFFENCE]",
  trigger = words "fined|fines|fining",
  needs = { persons = patient },
  takes = { sum = after(sp * gap(6), "money"), offence = after(sp * gap(10, words "for|over|on charges of|after being convicted of|after being found guilty of" * sp), "offence"),
    date = near "date", court = near "court" },
  set = { penalty = "fine" },
  status = imposed,
  make = function(record, match)
    local sum = match.found.sum and match.found.sum[1]
    record.sum = nil
    if sum then record.amount, record.currency, record.mod = sum.amount, sum.currency, sum.mod end
    return record
  end,
  examples = {
    { "Oleg Varin was fined $500 for littering.", { penalty = "fine", amount = 500, currency = "USD" } },
  },
}

rule "sentence.ordered_to_pay" {
  kind = "sentence",
  doc = "X was ordered to pay a fine of SUM",
  trigger = words "ordered to pay|ordered to perform|ordered to undergo|ordered to do|told to pay|obliged to pay|ordered to carry out|ordered to complete|must also pay|sent for|sent to|committed to",
  needs = { penalty = penalties("*", { reach = 6 }) },
  takes = { persons = patient, date = near "date", court = near "court" },
  status = "imposed",
  examples = { { "Lena Dorn was ordered to pay a fine of 300 euros.", { penalty = "fine", amount = 300 } } },
}

rule "sentence.banned" {
  kind = "sentence",
  doc = "X was banned from DOING for TERM; not allowed to DO for TERM",
  trigger = words("banned from|barred from|prohibited from|forbidden from|disqualified from|banned for|forbidden to|stripped of the right to|deprived of the right to|not allowed to|not be allowed to|not permitted to|struck off"),
  needs = { persons = patient },
  takes = { term = find_with("term of the ban", ban_term), date = near "date", court = near "court" },
  requires = function(match)
    if match.word:find "allowed" or match.word:find "permitted" then return ban_term(match) ~= nil end
    return not match:word_after({ competing = true, stadium = true, stadiums = true, matches = true, football = true, playing = true, athletics = true, entering = true, sport = true, games = true, parliament = true }, 3)
  end,
  set = { penalty = "ban" },
  status = imposed,
  make = function(record, match)
    local term = match.found.term and match.found.term[1]
    record.term = nil
    if term then record.duration, record.mod = term.value, term.mod end
    if not term and not match:word_after({ politics = true, journalism = true, media = true, practicing = true, practising = true, political = true, leaving = true, travel = true, traveling = true, travelling = true, public = true, office = true, holding = true, working = true, teaching = true, social = true, using = true, driving = true, keeping = true }, 5) then
      return nil
    end
    return record
  end,
  examples = {
    { "Lena Dorn was banned from using the media for three years.", { penalty = "ban", duration = "P3Y" } },
    { "The group was banned in March.", nil },
  },
}

local CHANGED = { reduced = "reduced", cut = "reduced", shortened = "reduced", lowered = "reduced", slashed = "reduced",
  commuted = "reduced", halved = "reduced", extended = "extended", increased = "extended", lengthened = "extended", prolonged = "extended", raised = "extended", added = "extended" }

rule "sentence.changed_by" {
  kind = "sentence",
  doc = "his term was cut by eight months; extended by two years: the size of the change",
  trigger = words "reduced|cut|shortened|lowered|slashed|extended|increased|lengthened|prolonged|raised",
  needs = { term = after(sp * gap(6, words "by" * sp), "duration") },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  requires = function(match)
    return match:word_before({ term = true, sentence = true, terms = true, sentences = true, imprisonment = true, prison = true, custody = true }, 8)
      or match:word_after({ term = true, sentence = true, terms = true, sentences = true, imprisonment = true }, 6)
  end,
  set = { penalty = "imprisonment" },
  status = function(match) return CHANGED[match.word] end,
  make = function(record, match)
    local term = match.found.term[1]
    record.term = nil
    record.duration, record.mod = term.value, term.mod
    return record
  end,
  examples = {
    { "Her prison term was later cut by eight months.", { status = "reduced", duration = "P8M" } },
    { "Output was cut by 20 percent.", nil },
  },
}

rule "sentence.changed_to" {
  kind = "sentence",
  doc = "the sentence was reduced to TERM, commuted to TERM: the new penalty",
  trigger = words "reduced|cut|shortened|lowered|commuted|changed|increased|extended|replaced|converted|softened|mitigated|raised|revised",
  needs = { penalty = penalties("to|with|by", { reach = 12, bare = "imprisonment", sentence = true }) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  requires = function(match)
    return match:word_before({ term = true, sentence = true, terms = true, sentences = true, imprisonment = true, penalty = true, punishment = true, prison = true, death = true }, 10)
      or match:word_after({ term = true, sentence = true, terms = true, sentences = true, imprisonment = true, penalty = true, death = true }, 6)
      or match:at(-1) == "penalty" or match:at(1) == "penalty"
  end,
  status = "imposed",
  priority = 2,
  examples = {
    { "On appeal his sentence was reduced to four years in prison.", { status = "imposed", duration = "P4Y" } },
  },
}

rule "sentence.reviewed" {
  kind = "sentence",
  doc = "a court upheld his five-year sentence; the sentence was overturned; commuted a death sentence",
  trigger = words("upheld|upholding|upholds|confirmed|overturned|overturning|quashed|annulled|threw out|thrown out|set aside|revoked|vacated|cancelled|canceled|commuted|affirmed|left in force|left unchanged|reversed"),
  needs = { penalty = either { any_penalty_near } },
  takes = { persons = term_owner, offence = behind("penalty", offence_after_penalty), date = near "date", court = near "court" },
  status = function(match)
    local word = match.word
    if match.group.negated then return nil end
    if word:find "^uph" or word:find "^confirm" or word:find "^affirm" or word:find "^left" then return "upheld" end
    if word:find "^commut" then return "replaced" end
    return "overturned"
  end,
  priority = 6,
  examples = {
    { "An appeals court upheld a five-year prison sentence for Lena Dorn.", { status = "upheld", duration = "P5Y" } },
    { "The court overturned his seven-year prison sentence.", { status = "overturned", duration = "P7Y" } },
  },
}

rule "sentence.nominal" {
  kind = "sentence",
  doc = "his seven-year prison sentence; a 10-year term for X: the penalty as a noun",
  trigger = entities "penalty",
  also = words "sentence|sentences|term|terms|imprisonment|probation",
  needs = { penalty = own_penalty },
  takes = { persons = either { possessor "for|of|against|to", recipient_of_noun }, offence = behind("penalty", offence_after_penalty) },
  requires = function(match)
    local penalty = match.seg.entity[match.token]
    if not penalty then return false end
    if penalty.penalty == "death" or penalty.penalty == "fine" or penalty.penalty == "life_imprisonment" and not penalty.duration then
      return match.grammar:possessor(match.seg, match.token) ~= nil
    end
    if penalty.duration then
      return not match:word_before({ ["if"] = true, could = true, would = true, may = true, might = true, without = true, up = true, maximum = true, law = true, ["not"] = true, possible = true }, 8)
    end
    return match.grammar:possessor(match.seg, match.token) ~= nil
  end,
  status = "imposed",
  priority = -5,
  examples = {
    { "Oleg Varin’s seven-year prison sentence drew protests.", { duration = "P7Y", persons = { "Oleg Varin" } } },
  },
}

rule "sentence.jailed_adjective" {
  kind = "sentence",
  doc = "jailed activist X, the imprisoned opposition leader X",
  trigger = words "jailed|imprisoned",
  needs = { persons = object },
  requires = function(match)
    if match.group.be or match.group.have then return false end
    local before = match:at(-1)
    return before == nil or before == "," or before == "the" or before == "a" or before == "another" or before == "of" or before == "an"
      or before == "for" or before == "with" or before == "by" or before == "his" or before == "her" or before == "to" or before == "other" or before == "quote"
  end,
  set = { penalty = "imprisonment" },
  status = "imposed",
  priority = -3,
  examples = { { "Supporters of jailed blogger Oleg Varin rallied.", { persons = { "Oleg Varin" } } } },
}

rule "sentence.confiscated" {
  kind = "sentence",
  doc = "his property was confiscated",
  trigger = words "confiscated",
  takes = { persons = either { possessor_before, patient }, date = near "date", court = near "court" },
  requires = function(match)
    return match:word_before({ property = true, assets = true, house = true, apartment = true, belongings = true, savings = true }, 10) ~= nil and match.group.be
      and match:word_before({ court = true, sentenced = true, sentence = true, verdict = true, also = true }, 30) ~= nil
  end,
  set = { penalty = "confiscation" },
  status = imposed,
  examples = { { "Their property was also confiscated.", { penalty = "confiscation" } } },
}
