-- Events in other words: custody, warrants, detention that is prolonged, appeals that are
-- heard, hearings that resume, people who are let go or handed over.

local function set(text)
  local list = {}
  for word in text:gmatch "%S+" do list[word] = true end
  return list
end

local function happened(match) return event_status(match) end

-- ------------------------------------------------------------ arrest

local TAKE = set "took take takes taken taking brought placed put"
-- The verb of "took him into custody", which stands apart from it.
local function verb_of_custody(match)
  local _, token = match:word_before(TAKE, 9)
  return token and match.seg.kinds[match.token - 1] == "person" and token or nil
end

rule "arrest.into_custody" {
  kind = "arrest",
  doc = "officers took X into custody: the person between",
  trigger = words "into custody|into detention|into police custody|to the police station|to a police station",
  also = words "took|take|takes|taken|taking|brought|placed|put",
  needs = { persons = find_with("the one taken", function(match)
    local token = verb_of_custody(match)
    return token and patient_at(match, token) or nil
  end) },
  takes = { date = near "date", place = place_at },
  set = { form = "arrest" },
  status = function(match)
    local token = verb_of_custody(match)
    return token and modality(match, token) == "asserted" and "happened" or nil
  end,
  priority = -1,
  examples = {
    { "Masked men took Oleg Varin into custody on May 3.", { persons = { "Oleg Varin" }, form = "arrest" } },
    { "The boy put the coin into custody of his aunt.", nil },
  },
}

local ON_WARRANT = set "warrant request notice"
local IN_CUSTODY = set "custody detention remand"
rule "arrest.held_on" {
  kind = "arrest",
  doc = "X was held [in PLACE] on a warrant; a country held X for TERM in extradition custody",
  trigger = words "held|stopped|kept|seized",
  also = words "warrant|custody|detention|remand|interpol",
  needs = { persons = patient },
  takes = { date = near "date", place = place_at, duration = after(sp ^ -1 * gap(12, words "for" * sp), "duration") },
  requires = function(match)
    local _, warrant = match:word_after(ON_WARRANT, 12)
    if warrant and match:word_after({ on = true, under = true, at = true }, 10) and match:word_after(set "arrest warrant interpol red", 14) then return true end
    local _, custody = match:word_after(IN_CUSTODY, 16)
    -- "held in custody" is another rule's
    return custody ~= nil and match.word ~= "stopped" and match.word ~= "seized" and custody > match.last_token + 2 and match:word_after({ ["in"] = true }, 14) ~= nil
      and match:word_before(set "meeting talks hearing vigil", 6) == nil
  end,
  status = happened,
  make = function(record, match)
    record.form = match:word_after(IN_CUSTODY, 16) and "remand" or "arrest"
    if acts_on_thing(match) or is_general(record, match) then return nil end
    return record
  end,
  priority = -2,
  examples = {
    { "In 2018 Lena Dorn was briefly held in Tarvan on an Interpol warrant.", { persons = { "Lena Dorn" }, date = "2018", form = "arrest" } },
    { "Ostland kept Oleg Varin for ten months in deportation custody.", { persons = { "Oleg Varin" }, duration = "P10M", form = "remand" } },
    { "The vote was held at the request of the council.", nil },
  },
}

local DETENTION = set "detention custody arrest remand imprisonment"
rule "arrest.prolonged" {
  kind = "arrest",
  doc = "a judge renewed X's detention for TERM; his remand was extended by TERM",
  trigger = words "renewed|extended|prolonged|renews|extends|renewing|extending",
  also = words "detention|custody|arrest|remand",
  needs = { persons = find_with("the one in custody", function(match)
    local seg = match.seg
    for distance = 1, 6 do
      for _, token in ipairs { match.last_token + distance, match.group.be and match.token - distance or 0 } do
        if seg.kinds[token] == "word" and DETENTION[seg.words[token]] then
          local owner, pronoun = match.grammar:possessor(seg, token, { of = true })
          if not owner then return nil end
          if not pronoun then return joined_at(match, owner) end
          return { { type = "person", form = "pronoun", part = "person", pronoun = seg.words[owner], first = seg.starts[owner], last = seg.ends[owner],
            plural = seg.words[owner] == "their", gender = seg.words[owner] == "her" and "f" or seg.words[owner] == "his" and "m" or nil } }
        end
      end
    end
    return nil
  end) },
  takes = { date = near "date", court = near "court", duration = after(sp ^ -1 * gap(12, words "for|by" * sp), "duration") },
  set = { form = "remand" },
  status = happened,
  make = function(record, match)
    -- the noun says no more
    local _, noun = match:word_after(DETENTION, 6)
    if not noun then _, noun = match:word_before(DETENTION, 6) end
    record.core = noun and match.seg.starts[noun] + match.seg.first - 1 or record.core
    return record
  end,
  examples = {
    { "A judge extended Lena Dorn’s detention by 30 days on May 3.", { persons = { "Lena Dorn" }, duration = "P30D", form = "remand" } },
    { "The custody of Oleg Varin was prolonged for two months.", { persons = { "Oleg Varin" }, duration = "P2M" } },
    { "The council extended the road.", nil },
  },
}

rule "arrest.time_to_hold" {
  kind = "arrest",
  doc = "a judge granted police TERM to hold X, to investigate",
  trigger = words "granted|gave|allowed|given|grants|allows",
  also = words "police|investigators|prosecutors|detectives|officers",
  needs = { persons = find_with("the one held", function(match)
    local _, token = match:word_after(set "hold detain question keep interrogate", 9)
    if not token then return nil end
    return joined_at(match, (match.grammar:object(match.seg, token))) or charge_context.find(match)
  end), duration = after(sp * gap(4), "duration") },
  takes = { date = near "date", court = near "court" },
  set = { form = "remand" },
  requires = function(match)
    return match:word_after(set "police investigators prosecutors detectives officers", 3) ~= nil or match.seg.kinds[match.last_token + 1] == "person"
      or match.group.be ~= nil
  end,
  status = happened,
  priority = -2,
  examples = {
    { "Lena Dorn appeared in court, and the judge granted police ten days to hold her.", { form = "remand", duration = "P10D", persons = { "Lena Dorn" } } },
    { "The board gave the team ten days to answer.", nil },
  },
}

-- ------------------------------------------------------------ appeal

local FILE = set "filed lodged submitted entered files lodges submits filing lodging"
local NONE = {}
local HEARD = set "heard considered reviewed examined"
local AWAIT = set "awaiting awaits await pending"
local appellant = either { possessor "of|by|from", appeal_person }
rule "appeal.lodged" {
  kind = "appeal",
  doc = "X filed a further appeal; his appeal, heard on DATE; X is awaiting an appeal hearing",
  trigger = words "appeal|appeals|cassation",
  takes = { persons = appellant, date = near "date", court = near "court" },
  requires = function(match)
    return match:at(1) ~= "court" and match:at(1) ~= "for" and match:at(1) ~= "chamber" and match:at(-1) ~= "of" and match:at(-1) ~= "to"
      and not match:word_before(set "public help right", 4)
  end,
  status = function(match)
    if match:word_before(AWAIT, 4) then return "announced" end
    local _, filed = match:word_before(FILE, 5)
    if filed then return modality(match, filed) == "asserted" and "happened" or nil end
    local _, heard = match:word_after(match.word == "appeals" and NONE or HEARD, match.seg.kinds[match.last_token + 1] == "," and 2 or 3)
    if heard then return modality(match, heard) == "asserted" and "happened" or nil end
    local _, before = match:word_before(HEARD, 4)
    return before and modality(match, before) == "asserted" and match.grammar:possessor(match.seg, match.token) and "happened" or nil
  end,
  priority = -3,
  examples = {
    { "Her lawyer filed another appeal with the Supreme Court on May 27, 2020.", { status = "happened", date = "2020-05-27" } },
    { "Oleg Varin’s appeal, heard on May 4, 2020 by a court in Ostra, was brief.", { status = "happened", persons = { "Oleg Varin" }, date = "2020-05-04" } },
    { "Lena Dorn is in prison awaiting an appeal hearing.", { status = "announced", persons = { "Lena Dorn" } } },
    { "The appeal for blankets was heard.", nil },
  },
}

-- ------------------------------------------------------------ trial

local GOES_ON = set "resume reopen begin start open continue restart"
local FIXED = set "set fixed scheduled"
local OPENED = set "opened began started resumed ended concluded"
-- The day behind the verb that stands apart: "opened on May 3".
local date_of_verb = find_with("date of the verb", function(match)
  local _, verb = match:word_after(OPENED, 26)
  if not verb then _, verb = match:word_after(GOES_ON, 26) end
  for i = (verb or match.seg.n) + 1, math.min(match.seg.n, (verb or match.seg.n) + 10) do
    if match.seg.kinds[i] == "date" then return { match.seg.entity[i] } end
    if match.seg.kinds[i] == "," then return nil end
  end
  return nil
end)

rule "trial.to_resume" {
  kind = "trial",
  doc = "his other trial, for OFFENCE, is to resume on DATE; a new trial date is set for DATE; ordered a retrial",
  trigger = words "trial|hearing|retrial|proceedings",
  takes = { persons = either { possessor "of|against|for", trial_person }, date = either { date_of_verb, near("date", 40) }, court = near("court", 30) },
  requires = function(match) return not match:word_before(set "drug vaccine clinical fair field", 3) end,
  status = function(match)
    local seg = match.seg
    if match.word == "retrial" and match:word_before(set "ordered orders ordering", 3) and modality(match) then return "announced" end
    if match:at(1) == "date" then
      local _, fixed = match:word_after(FIXED, 6)
      local group = fixed and select(2, match.grammar:verb_group(seg, fixed))
      return group and group.be and not group.negated and "announced" or nil
    end
    for i = match.last_token + 2, math.min(seg.n, match.last_token + 26) do
      if seg.kinds[i] == ";" then return nil end
      -- "the trial of X, who is accused of fraud, opened"
      if seg.kinds[i] == "word" and OPENED[seg.words[i]] and seg.kinds[i - 1] == "," then return "happened" end
      if seg.kinds[i] == "word" and GOES_ON[seg.words[i]] then
        local before, group = match.grammar:verb_group(seg, i)
        local comma = seg.kinds[before] == "," or before == match.token
        return comma and (group.infinitive and group.be or group.future) and not group.negated and "announced" or nil
      end
    end
    return nil
  end,
  make = function(record)
    record.stated = true
    return record
  end,
  priority = -2,
  examples = {
    { "Oleg Varin’s second trial, for libel, is to resume on May 24, 2020.", { status = "announced", date = "2020-05-24", persons = { "Oleg Varin" } } },
    { "The trial of Lena Dorn, who is accused of spying, opened on May 3, 2020.", { status = "happened", date = "2020-05-03", persons = { "Lena Dorn" } } },
    { "Lena Dorn was held again; a new trial date is set for May 2, 2020.", { status = "announced", date = "2020-05-02" } },
    { "The trial of the vaccine went well, and the school is to open soon.", nil },
  },
}

local VERDICT = set "convicted sentenced guilty tried acquitted jailed condemned"
local KIND_OF_TRIAL = set "group mass secret closed closed-door separate joint show second third new summary swift one-day two-day"
rule "trial.in_a_trial" {
  kind = "trial",
  doc = "X was found guilty in a closed trial; convicted after a mass trial",
  trigger = words "trial",
  takes = { persons = find_with("the one tried", function(match)
    local word, token = match:word_before(VERDICT, 12)
    if word == "guilty" then token = select(2, match:word_before(set "found", 14)) end
    return token and patient_at(match, token) or trial_person.find(match)
  end), date = near "date", court = near "court", place = place_at },
  requires = function(match)
    return KIND_OF_TRIAL[match:at(-1) or ""] and match:word_before(set "in at after following during", 6) ~= nil and match:word_before(VERDICT, 12) ~= nil
  end,
  status = function(match)
    local _, token = match:word_before(VERDICT, 12)
    return modality(match, token) == "asserted" and "happened" or nil
  end,
  priority = -2,
  examples = {
    { "Lena Dorn was found guilty in a mass trial in Ostra.", { status = "happened", persons = { "Lena Dorn" } } },
    { "He was convicted after a fair trial.", nil },
  },
}

-- ------------------------------------------------------------ release

rule "release.due" {
  kind = "release",
  doc = "X is due for release on DATE",
  trigger = words "due for release|set for release|slated for release|scheduled for release|up for release",
  needs = { persons = subject },
  takes = { date = near "date" },
  status = function(match) return not match.group.negated and "announced" or nil end,
  examples = { { "Oleg Varin is due for release on May 3, 2031.", { status = "announced", date = "2031-05-03", persons = { "Oleg Varin" } } } },
}

local HELD_BEFORE = set "custody detention police arrested detained held questioned questioning interrogation prison jail cell signing raid raids officers station"
rule "release.let_go" {
  kind = "release",
  doc = "they let him go; X was allowed to go home; X is out on bail",
  trigger = words "let|letting|lets|allowed to go home|allowed to return home|allowed to leave the police station|allowed to return to their homes|allowed to return to his home|allowed to return to her home|sent home|let go|out on bail|free on bail|freed on bail",
  needs = { persons = either { patient, subject } },
  takes = { date = near "date" },
  requires = function(match)
    if match.word:find "bail$" then return match:word_before(set "if might could may go goes going let lets", 5) == nil end
    if match.word == "let go" then return match.group.be ~= nil and match:at(1) ~= "of" and match:at(1) ~= "from" and (match:word_after(HELD_BEFORE, 8) or match:word_before(HELD_BEFORE, 24)) ~= nil end
    if match.word:find "^let" and not (match:at(1) == "person" and match:at(2) == "go" and match:at(3) ~= "of") then return false end
    return match:word_after(HELD_BEFORE, 20) ~= nil or match:word_before(HELD_BEFORE, 24) ~= nil
  end,
  status = happened,
  make = function(record, match)
    if match.word:find "bail$" then record.grounds = "bail" end
    return not is_general(record, match) and record or nil
  end,
  priority = -2,
  examples = {
    { "Lena Dorn was let go after signing a pledge.", { status = "happened", persons = { "Lena Dorn" } } },
    { "Ostland held Oleg Varin in custody before letting him go in May 2019.", { status = "happened", persons = { "Oleg Varin" }, date = "2019-05" } },
    { "Lena Dorn fled while out on bail.", { grounds = "bail", persons = { "Lena Dorn" } } },
    { "She let him go to the fair.", nil },
  },
}

rule "release.amnestied" {
  kind = "release",
  doc = "X was amnestied",
  trigger = words "amnestied|amnestying",
  needs = { persons = patient },
  takes = { date = near "date" },
  set = { grounds = "amnesty" },
  status = happened,
  examples = { { "Oleg Varin was amnestied in 2016.", { status = "happened", grounds = "amnesty", date = "2016", persons = { "Oleg Varin" } } } },
}

-- ------------------------------------------------------------ pardon, extradition, execution, death

rule "pardon.by" {
  kind = "pardon",
  doc = "X was freed by presidential pardon, under a royal pardon",
  trigger = words "pardon",
  also = words "presidential|royal|state|amiri|king's|president's|governor's",
  needs = { persons = find_with("the one freed", function(match)
    local _, token = match:word_before(set "released freed release left", 14)
    return token and patient_at(match, token) or nil
  end) },
  takes = { date = near "date" },
  requires = function(match)
    return set("presidential royal state amiri president's king's 's governor's")[match:at(-1) or ""] and match:word_before(set "by under through in with after following", 5) ~= nil
  end,
  status = function(match)
    local _, token = match:word_before(set "released freed release left", 14)
    return token and modality(match, token) == "asserted" and "happened" or nil
  end,
  examples = {
    { "Lena Dorn was freed in May 2019 under a royal pardon.", { persons = { "Lena Dorn" }, date = "2019-05", status = "happened" } },
    { "He hopes to be released by presidential pardon.", nil },
  },
}

rule "extradition.handed_over" {
  kind = "extradition",
  doc = "decided not to hand him over; handed X over to PLACE",
  trigger = words "hand|handed|handing|hands",
  also = words "over",
  needs = { persons = object },
  takes = { date = near "date", place = after(sp * gap(5, words "to" * sp) * (words "the" * sp) ^ -1, "place") },
  requires = function(match)
    if match:at(1) ~= "person" or match:at(2) ~= "over" then return false end
    return match.seg.folded:find "extradit" ~= nil or match:at(3) == "to" and match.seg.kinds[match.last_token + 4] == "place"
  end,
  status = function(match)
    if match.group.negated or match:word_before(set "not refused refusing refuses declined n't never", 3) then return "refused" end
    return event_status(match)
  end,
  examples = {
    { "After months in extradition custody, Tarvan decided not to hand Oleg Varin over.", { status = "refused", persons = { "Oleg Varin" } } },
    { "After the extradition ruling Ostland handed Lena Dorn over in May 2020.", { status = "happened", persons = { "Lena Dorn" } } },
    { "She handed him over the wall.", nil },
  },
}

rule "execution.put_to_death" {
  kind = "execution",
  doc = "the country put at least N people to death",
  trigger = words "put|puts|putting",
  also = words "to death",
  needs = { persons = either { object, nobody } },
  takes = { date = near "date", place = place_at },
  requires = function(match)
    if match:at(1) == "to" then return false end
    for i = match.last_token + 2, math.min(match.seg.n - 1, match.last_token + 9) do
      if match.seg.words[i] == "to" and match.seg.folded:find("^death", match.seg.starts[i + 1]) then
        return match.seg.kinds[i - 1] == "person" or match.seg.kinds[i - 1] == "number"
      end
    end
    return false
  end,
  status = happened,
  examples = {
    { "Ostland put at least 90 people to death in 2019.", { status = "happened", date = "2019" } },
    { "The king put the rumour to death.", nil },
  },
}

rule "death_in_custody.died_at" {
  kind = "death_in_custody",
  doc = "X died at NAME prison",
  trigger = words "died at|died inside|dies at|died on remand",
  needs = { persons = subject },
  takes = { date = near "date", place = place_at },
  requires = function(match)
    if match.word == "died on remand" then return true end
    local behind = match.seg.folded:sub(match.last + 1, match.last + 45)
    return behind:find "^[^,.;]*%f[%a]prison%f[%A]" ~= nil or behind:find "^[^,.;]*%f[%a]jail%f[%A]" ~= nil
      or behind:find "^[^,.;]*%f[%a]detention cent" ~= nil or behind:find "^[^,.;]*%f[%a]penal colony%f[%A]" ~= nil
  end,
  status = happened,
  examples = {
    { "Oleg Varin died at Ostra prison in 2016.", { persons = { "Oleg Varin" }, date = "2016" } },
    { "Oleg Varin died at sea.", nil },
  },
}
