-- Appeals, investigations, extraditions, pardons, executions, deaths in custody.

local set = word_set

local function happened(match) return event_status(match) end

-- ------------------------------------------------------------ appeal

local RULING = set [[ruling sentence verdict conviction decision sentences convictions judgment judgement court ban term against
  order extradition acquittal penalty jail prison charges]]
local BEFORE_TO_APPEAL = set "right rights back referred sent"
local APPELLANTS = set "lawyer lawyers solicitor solicitors attorney attorneys counsel defence defense team family prosecutors"
local NO_APPEAL = set "help donations calm information witnesses public votes fans funds anyone support peace restraint"

rule "appeal.verb" {
  kind = "appeal",
  doc = "X appealed the verdict; will appeal; lodged an appeal; his appeal was rejected",
  trigger = words("appealed|will appeal|to appeal|appealing|filed an appeal|lodged an appeal|filed appeals|plans to appeal"
    .. "|plan to appeal|would appeal|appeals the|appeal against|file an appeal|lodge an appeal|filing an appeal|launched an appeal"
    .. "|has appealed|have appealed|intends to appeal|take the case to|take his case to|take her case to|be challenged in"
    .. "|complaint would be filed|had his sentence increased on appeal|on appeal"),
  takes = { persons = appeal_person, date = near "date", court = near "court" },
  requires = function(match)
    local word = match.word
    if match:word_before({ ["if"] = true, unless = true }, 5) or match:word_before({ cannot = true }, 3) then return false end
    -- "likely to be challenged in every court", "could force her to take her case to"
    if (word:find "^take" or word:find "challenged") and match:word_before(set "could might may likely", 12) then return false end
    if word == "to appeal" and match.seg.kinds[match.token - 1] == "duration" then return false end
    if word == "appeal against" and match:word_before(set "may might could", 4) then return false end
    if word == "to appeal" and BEFORE_TO_APPEAL[match:at(-1) or ""] then return false end
    if word == "on appeal" then
      return match:word_before(set "increased reduced upheld overturned quashed cut confirmed cleared acquitted", 6) ~= nil
        and match:word_before(set "had", 9) ~= nil
    end
    if word:find "^take" or word:find "challenged" or word:find "complaint" then return match:word_after(set "court tribunal", 5) ~= nil
      or match.seg.kinds[match.last_token + 1] == "court" or match.seg.kinds[match.last_token + 2] == "court" end
    if word:find "filed?" or word:find "lodge" or word:find "launched" then return not match:word_after(NO_APPEAL, 4) end
    -- "a house that was quite appealing"
    if word == "appealing" and not match:word_after(RULING, 6) and not match:word_before(APPELLANTS, 5) then return false end
    if match:word_after(NO_APPEAL, 5) or match.seg.kinds[match.last_token + 1] == "date" and match:at(2) == "for" then return false end
    if match:at(1) == "for" or (match:at(1) == "to" and word ~= "to appeal") then return false end
    return match:word_after(RULING, 9) ~= nil or match:at(1) == "." or match:at(1) == nil or match:at(1) == ","
      or match.seg.kinds[match.last_token + 1] == "date"
  end,
  status = function(match)
    local word = match.word
    if match.group.negated then return nil end
    if match:word_after(set "rejected dismissed failed unsuccessful", 5) or match:word_before(set "rejected dismissed unsuccessful", 3) then
      return "refused"
    end
    -- "refused her leave to appeal"
    if match:word_before(set "leave permission", 2) and match:word_before(set "refused denied rejected refuses", 9) then return "refused" end
    if word:find "^will" or word:find "^to " or word:find "^plan" or word:find "^would" or word:find "^intend" or word:find "^take"
      or word:find "would be" or word == "appeal against" and match:word_before(set "will would may might could", 6) or match.group.future or match.group.modal or match.group.infinitive then
      return "announced"
    end
    return "happened"
  end,
  examples = {
    { "She said she will appeal the ruling.", { kind = "appeal", status = "announced" } },
    { "Lawyers plan to file an appeal.", { kind = "appeal", status = "announced" } },
    { "The charity appealed for help.", nil },
    { "The idea of a quiet life was rather appealing.", nil },
    { "Oleg Varin has 15 days to appeal.", nil },
    { "Oleg Varin may try another appeal against his conviction.", nil },
    { "A judge refused her plea for leave to appeal.", { status = "refused" } },
    { "The commission would not refer the case back to appeal.", nil },
    { 'The state will "very vigorously" appeal against the ruling.', { status = "announced" } },
    { "The detective appealed on Monday for witnesses.", nil },
    { "The detective appealed last night for witnesses.", nil },
    { "The decree is likely to be challenged in every court.", nil },
  },
}

-- "an appeal by lawyers for X" is X's.
local function client(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n - 2, match.last_token + 5) do
    if seg.kinds[i] == "person" and seg.words[i + 1] == "for" and seg.kinds[i + 2] == "person" then return joined_at(match, i + 2) end
  end
  return nil
end

rule "appeal.refused" {
  kind = "appeal",
  doc = "the court rejected his appeal; an unsuccessful appeal; his appeals failed",
  trigger = words "appeal|appeals",
  takes = { persons = either { find_with("the lawyers' client", client), possessor "of|by|from", charge_context }, date = near "date",
    court = near "court" },
  requires = function(match)
    if match:word_before(set "if unless", 8) then return false end
    return match:at(1) ~= "court" and match:at(-1) ~= "of" and match:at(1) ~= "for" and match:at(-1) ~= "to"
  end,
  status = function(match)
    if match:word_before(set "rejected dismissed refused unsuccessful failed denied", 5)
      or match:word_before({ turned = true, threw = true }, 5) then
      return "refused"
    end
    local word = match:word_after(set "rejected dismissed failed refused unsuccessful", 5)
    if word then return "refused" end
    return nil
  end,
  priority = -1,
  examples = {
    { "The court rejected his appeal on May 3.", { kind = "appeal", status = "refused" } },
    { "His appeals failed.", { kind = "appeal", status = "refused" } },
    { "They made an appeal for witnesses.", nil },
  },
}

-- ------------------------------------------------------------ investigation

local CASES = set "deaths death cases case total incidents matters crimes claims complaints payments deals"
local OTHER_BODY = set "council ombudsman watchdog regulator fa school university club union church board"

rule "investigation.opened" {
  kind = "investigation",
  doc = "a criminal case was opened against X; prosecutors launched an investigation; X is under investigation",
  trigger = words("launched an investigation|opened an investigation|opened a criminal case|launched a criminal case"
    .. "|opened a criminal investigation|launched a criminal investigation|launched a probe|opened a probe|under investigation"
    .. "|is being investigated|are being investigated|being investigated|criminal case was opened|criminal case has been opened"
    .. "|criminal investigation was opened|investigation was opened|investigation was launched|investigation has been opened"
    .. "|will probe|opened criminal cases|began an investigation|started an investigation"
    .. "|criminal cases were opened|initiated a criminal case|opened a case against|launched a criminal probe"),
  takes = { persons = either { after(sp ^ -1 * gap(3, words "against|into" * sp) * gap(4) * sp ^ -1, "person"), investigated,
    find_with("nobody", function(match)
      return (match:word_after(set "into", 3) or match.word:find "^under" or match.word:find "being") and nobody.find(match) or nil
    end) },
    date = near "date", place = place_at },
  requires = function(match)
    -- "an internal investigation was launched"; "being investigated by the medical council"
    if match:word_before(set "internal disciplinary", 2) or match:word_after(set "internal disciplinary", 2) then return false end
    local behind = match.seg.folded:sub(match.last + 1, match.last + 60)
    local by = behind:match "^ by ([%a ]+)"
    for word in (by or ""):gmatch "%a+" do
      if OTHER_BODY[word] then return false end
    end
    -- "the deaths under investigation"
    if match.word:find "^under" and CASES[match:at(-1) or ""] then return false end
    -- "officers under investigation may accuse others"
    local found = match.word:find "^under" and not match.group.be and investigated.find(match)
    local actor = found and found[1]
    if actor and actor.form == "group" and not actor.definite and not actor.counted and actor.last + 2 >= match.first then return false end
    return true
  end,
  status = function(match)
    if match.group.negated then return nil end
    if match.word:find "^will" then return "announced" end
    -- "these issues are being investigated"
    if match.word:find "being" and not investigated.find(match) and match:at(1) ~= "for" and match:at(1) ~= "over" then return nil end
    return event_status(match, { wanted = true }) or match.word:find "under" and "happened" or nil
  end,
  examples = {
    { "Police opened a criminal case against Lena Dorn.", { kind = "investigation", persons = { "Lena Dorn" } } },
    { "The agency launched a probe into former customs chief Oleg Varin.", { persons = { "Oleg Varin" } } },
    { "Oleg Varin is being investigated by the medical council.", nil },
    { "An internal investigation was launched.", nil },
    { "The list refers to deaths under investigation.", nil },
    { "Junior officers under investigation may accuse others.", nil },
    { "Oleg Varin remains under investigation.", { kind = "investigation", persons = { "Oleg Varin" } } },
  },
}

-- ------------------------------------------------------------ extradition

rule "extradition.verb" {
  kind = "extradition",
  doc = "X was extradited to PLACE; X is fighting extradition; refused to hand over X",
  trigger = words "extradited|extradite|extradition|extraditing|fighting extradition|refused to hand over|refusing to hand over",
  needs = { persons = either { find_with("the one who fights it", function(match)
    if match.word:find "^refus" then return person_behind.find(match) end
    return match.word:find "^fighting" and subject.find(match) or nil
  end), patient, possessor "of", person_behind } },
  takes = { date = near "date", place = after(sp ^ -1 * gap(3, words "to|from" * sp) * (words "the" * sp) ^ -1, "place") },
  requires = function(match)
    -- "refused to hand over beds to police"
    if match.word:find "hand over$" and match.seg.kinds[match.last_token + 1] ~= "person" then return false end
    -- "the potential extradition", "an extradition procedure": of nobody here
    if match.word == "extradition" and match:at(1) ~= "of" and not possessor_before.find(match) and not match:word_after(set "to from", 2)
      and not match:word_before(set "fight fighting fought facing faces face await awaiting ordered approved refused blocked halted against rejected", 4) then
      return false
    end
    return not match:at(1) or not set("treaty treaties procedure process proceedings case bid warrant deal hearing hearings agreement request requests law custody")[match:at(1)]
  end,
  status = function(match)
    local word = match.word
    if match.group.negated or word:find "^refus" then return "refused" end
    if word == "extradited" then
      local status = event_status(match, { possible = "possible", wanted = true })
      return status
    end
    if match:word_before(set "refused rejected blocked denied halted against", 6) then return "refused" end
    if match:word_before({ successfully = true }, 3) and match:word_before(set "fought", 2) then return "refused" end
    if match.group.future or match:word_before(set "approved ordered agreed", 5) then return "announced" end
    return "possible"
  end,
  examples = {
    { "Oleg Varin was extradited to Ostland in May.", { kind = "extradition", status = "happened" } },
    { "Oleg Varin, who successfully fought extradition from Tarvan, lives here.", { status = "refused" } },
    { "The clinics refused to hand over costly scanners to help the inmates.", nil },
    { "His parents put pressure on the state for Oleg Varin to be extradited.", nil },
    { "Oleg Varin is fighting extradition.", { kind = "extradition", status = "possible", persons = { "Oleg Varin" } } },
  },
}

-- ------------------------------------------------------------ pardon

rule "pardon.verb" {
  kind = "pardon",
  doc = "X was pardoned; the president pardoned X; the governor denied him clemency; among those pardoned is X",
  trigger = words("pardoned|granted a pardon|granted clemency|pardons|denied|refused|granted"
    .. "|pardon went to|among those pardoned|pardoning|received a pardon"),
  also = words "pardoned|pardons|clemency|pardon|pardoning",
  needs = { persons = either { find_with("the one pardoned", function(match)
    if match.word:find "went to" or match.word:find "^among" then return person_behind.find(match) end
    return nil
  end), patient } },
  takes = { date = near "date" },
  requires = function(match)
    local word = match.word
    return not (word == "denied" or word == "refused" or word == "granted") or match:word_after(set "clemency pardon", 4) ~= nil
  end,
  status = function(match)
    if match.word:find "^denied" or match.word:find "^refused" then return "refused" end
    return event_status(match)
  end,
  examples = {
    { "The president pardoned Oleg Varin.", { kind = "pardon", persons = { "Oleg Varin" } } },
    { "A governor's pardon went to Oleg Varin.", { kind = "pardon", persons = { "Oleg Varin" } } },
    { "The governor denied him clemency in 2014.", { kind = "pardon", status = "refused" } },
  },
}

-- ------------------------------------------------------------ execution

local SELF = set "himself herself themselves"
-- "executed a warrant", "a brilliantly executed plan"
local EXECUTED_THING = set [[task tasks duty duties warrant warrants search order orders plan plans operation will contract document documents raid
  attack scheme order move manoeuvre]]

rule "execution.verb" {
  kind = "execution",
  doc = "X was executed; two men were hanged; carried out 27 executions",
  trigger = words("executed|hanged|put to death|beheaded|hanged to death|carried out the execution of|executions of|execution of"
    .. "|executes|hangs"),
  needs = { persons = either { find_with("the ones put to death", function(match)
    return match.word:find "execution" and person_behind.find(match) or nil
  end), patient, unnamed, find_with("nobody named", function(match) return match.token <= 3 and nobody.find(match) or nil end) } },
  takes = { date = near "date", place = place_at },
  requires = function(match)
    local behind = match.seg.entity[match.last_token + 1]
    -- somebody who "executed" somebody is a murderer
    if match.word == "executed" and not match.group.be and (match.voice == "active" or match.seg.kinds[match.last_token + 1] == "quote") then
      local killer = match.grammar:subject(match.seg, match.token)
      local entity = killer and match.seg.entity[killer]
      if entity and entity.form == "name" and entity.part ~= "official" then return false end
    end
    if behind and SELF[behind.pronoun or ""] or match:word_after(EXECUTED_THING, 5) or match:word_before(EXECUTED_THING, 4) then return false end
    -- a chain hangs; a country hangs three
    if match.word == "hangs" or match.word == "executes" then
      return match.token <= 4 and (match.seg.kinds[match.last_token + 1] == "number" or match.seg.kinds[match.last_token + 1] == "person")
    end
    -- who "hanged in his cell" did so himself; a headline counts those put to death
    if match.word == "hanged" and not match.group.be and not (match.token <= 4 and match.seg.kinds[match.token - 1] ~= "word" and not (match.seg.entity[match.token - 1] or {}).person) then
      return false
    end
    if match.word == "hanged" then
      return not match:word_before(set "found himself herself portrait picture flag body who has", 3)
    end
    if match.word:find "^execution" then return match:word_before(set "carried stay halted", 4) ~= nil or match.word:find "^carried" ~= nil end
    return match.group.be ~= nil or match.word == "executed" or match.word:find "put to" ~= nil or match.word:find "s$" ~= nil
  end,
  status = function(match)
    if match:word_before(set "stay halted stayed", 4) then return nil end
    return event_status(match, { possible = "possible" })
  end,
  make = function(record, match) return shared.of_justice(record, match) and record or nil end,
  examples = {
    { "The scheduler executed 12 jobs on Monday.", nil },
    { "Oleg Varin was executed on Monday.", { kind = "execution", persons = { "Oleg Varin" } } },
    { "Officers executed a search warrant at his home.", nil },
    { "Oleg Varin hanged himself.", nil },
    { "The mayor praised the divers for the way they have executed their difficult task.", nil },
    { 'Oleg Varin "executed" Lena Dorn and her son.', nil },
    { "The constitution may allow him to be executed.", nil },
    { "The laws nonetheless allow him to be executed.", nil },
  },
}

rule "execution.count" {
  kind = "execution",
  doc = "the country carried out 27 executions",
  trigger = words "executions",
  needs = { persons = nobody },
  takes = { date = near "date" },
  requires = function(match)
    return match.seg.kinds[match.token - 1] == "number" and match:word_before({ carried = true }, 5) ~= nil
  end,
  status = happened,
  priority = -1,
  examples = { { "In 2021, Lodivia carried out 27 executions.", { kind = "execution", date = "2021" } } },
}

-- ------------------------------------------------------------ death in custody

rule "death_in_custody.verb" {
  kind = "death_in_custody",
  doc = "X died in custody; X died in prison; X was found hanged in a police cell",
  trigger = words("died in custody|died in prison|died in jail|died in detention|died while in custody|dies in custody"
    .. "|dies in prison|died in police custody|found dead in|found hanged in|dies in jail|died in a|died behind bars"
    .. "|died in state custody|died in the|died in his|died in her|died while serving|died in pretrial detention"),
  needs = { persons = subject },
  takes = { date = near "date", place = place_at },
  requires = function(match)
    if match.word:find "in$" or match.word:find " an?$" or match.word:find "the$" or match.word:find "his$" or match.word:find "her$" then
      return match:word_after(set "prison jail cell colony penitentiary custody", 5) ~= nil
        and not match:word_after(set "car crash fire attack explosion accident hospital's shooting", 3)
    end
    return true
  end,
  status = happened,
  examples = {
    { "Oleg Varin died in custody last year.", { kind = "death_in_custody", persons = { "Oleg Varin" } } },
    { "Oleg Varin was found hanged in a police cell.", { kind = "death_in_custody", persons = { "Oleg Varin" } } },
    { "Oleg Varin died in a car crash.", nil },
  },
}
