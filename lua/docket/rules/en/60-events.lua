-- What else becomes of the accused: arrests, trials, releases, appeals and so on.

local function happened(match)
  local group = match.group
  if group.negated then return nil end
  if group.modal == "should" or group.modal == "must" then return nil end
  if group.modal or group.future then return nil end
  if match:word_before({ ["if"] = true, unless = true, whether = true, called = true, calls = true, urged = true, demand = true, demanding = true, demanded = true, calling = true, urging = true }, 7) then return nil end
  return "happened"
end

rule "arrest.verb" {
  kind = "arrest",
  doc = "X was arrested [on DATE] [in PLACE]; police detained X",
  trigger = words "arrested|detained|apprehended|rearrested|re-arrested|arrests|detains|arresting|detaining|rounded up|taken into custody|took into custody|captured",
  needs = { persons = patient },
  takes = { date = near "date", place = place_in },
  set = { form = "arrest" },
  status = happened,
  make = function(record, match)
    if match:word_after({ camp = true, camps = true }, 9) then record.form = "camp" end
    if match.group.infinitive and not match.group.be then return nil end
    return record
  end,
  examples = {
    { "Erbol Tazhin was arrested in December 2020.", { kind = "arrest", persons = { "Erbol Tazhin" } } },
    { "Police arrested three activists in Ostra.", { kind = "arrest", place = "Ostra" } },
    { "Lawyers called for the decay to be arrested.", nil },
  },
}

rule "arrest.noun" {
  kind = "arrest",
  doc = "the arrest of X; X's arrest; X's detention",
  trigger = words "arrest|detention",
  needs = { persons = possessor "of" },
  takes = { date = near "date" },
  set = { form = "arrest" },
  requires = function(match)
    local before = match:at(-1)
    return before ~= "house" and before ~= "under" and before ~= "cardiac" and before ~= "administrative" and before ~= "citizen's" and match:at(1) ~= "warrant" and match:at(1) ~= "center" and match:at(1) ~= "centre"
  end,
  status = "happened",
  priority = -1,
  examples = { { "the March 2019 arrest of Oleg Varin", { persons = { "Oleg Varin" } } } },
}

rule "arrest.remanded" {
  kind = "arrest",
  doc = "X was remanded in custody; sent to pretrial detention; held in custody",
  trigger = words("remanded|ordered held|placed in pretrial detention|placed in pre-trial detention|sent to pretrial detention|sent to pre-trial detention|held without bail|denied bail|held in custody|kept in custody|placed in custody|held in pretrial detention|held in pre-trial detention|ordered detained|placed under arrest"),
  needs = { persons = patient },
  takes = { date = near "date", court = near "court", duration = after(gap(10, words "for" * sp), "duration") },
  set = { form = "remand" },
  requires = function(match) return match.word ~= "denied bail" end,
  status = happened,
  examples = { { "Lena Dorn was remanded in custody for two months.", { form = "remand" } } },
}

rule "arrest.house_arrest" {
  kind = "arrest",
  doc = "X was put under house arrest",
  trigger = words "house arrest|home confinement",
  also = words "under",
  needs = { persons = house_arrest_person },
  takes = { date = near "date" },
  set = { form = "house_arrest" },
  requires = function(match)
    return match:at(-1) == "under" and match:word_before({ put = true, placed = true, held = true, kept = true, transferred = true, moved = true, remains = true, remained = true, remain = true, spent = true, ordered = true, been = true, ["was"] = true, ["is"] = true, placing = true }, 8) ~= nil
      and not match:word_before({ sentenced = true, released = true }, 8)
  end,
  status = "happened",
  examples = { { "Lena Dorn was put under house arrest.", { form = "house_arrest", persons = { "Lena Dorn" } } } },
}

rule "arrest.held" {
  kind = "arrest",
  doc = "X was placed in a psychiatric clinic; sent to a camp",
  trigger = words "placed|sent|taken|held|committed|transferred|forced|put|kept|confined|forcibly|placing|sending|interned|imprisoned|detained",
  also = words "camp|camps|clinic|clinics|psychiatric|asylum",
  needs = { persons = patient },
  takes = { date = near "date", duration = after(gap(14, words "for" * sp), "duration") },
  requires = function(match)
    return match:word_after({ camp = true, camps = true, ["camp.\""] = true, clinic = true, clinics = true, ["psychiatric"] = true, asylum = true }, 14) ~= nil
      and match:word_after({ ["in"] = true, to = true, into = true, at = true }, 6) ~= nil
      and not match:word_after({ penalty = true }, 1)
  end,
  status = happened,
  make = function(record, match)
    record.form = match:word_after({ psychiatric = true, clinic = true, clinics = true, asylum = true }, 14) and "psychiatric" or "camp"
    return record
  end,
  priority = 1,
  examples = {
    { "In November, she was placed in a psychiatric clinic for 18 days.", { form = "psychiatric", duration = "P18D" } },
    { "The letter was sent to the office.", nil },
  },
}

rule "trial.opened" {
  kind = "trial",
  doc = "X went on trial; X's trial began; the court began the hearing",
  trigger = words("went on trial|gone on trial|goes on trial|go on trial|going on trial|is on trial|are on trial|was on trial|stood trial|stand trial|stands trial|standing trial|appeared in court|appeared before|appears in court|were on trial|put on trial|being tried|was tried|were tried|face trial|faces trial|facing trial|on trial|appear in court|appear before|appeared at|due in court"),
  takes = { persons = either { subject, trial_person }, date = near "date", court = near "court", place = place_in },
  status = function(match)
    local group = match.group
    if group.negated then return nil end
    if match.word:find "^appear" and not match:word_after({ court = true, magistrates = true, judge = true }, 7) and not match.word:find "in court" and match:at(1) ~= "court" then return nil end
    if group.future or group.infinitive or match.word:find "^fac" or match.word:find "^due" then return "announced" end
    if group.modal then return nil end
    return "happened"
  end,
  requires = function(match)
    return not match:word_before({ drug = true, vaccine = true, clinical = true, ["if"] = true, without = true }, 6)
  end,
  examples = {
    { "Erbol Tazhin has gone on trial over his links with a party.", { kind = "trial", persons = { "Erbol Tazhin" } } },
    { "Lena Dorn will stand trial in June.", { status = "announced" } },
  },
}

rule "trial.noun" {
  kind = "trial",
  doc = "X's trial began on DATE; the trial of X opened; the hearing was held; the hearing is set for DATE",
  trigger = words "trial|hearing|retrial|hearings|proceedings|arraignment|sentencing|court hearing|trials",
  takes = { persons = either { possessor "of|against|for", trial_person }, date = near "date", court = near "court", place = place_in },
  status = function(match)
    if match:word_before({ drug = true, vaccine = true, clinical = true, fair = true, ["if"] = true, without = true, await = false }, 3) then return nil end
    local announced = match:word_after({ scheduled = true, set = true, expected = true, due = true, postponed = true, adjourned = true, will = true }, 7)
    if announced then return "announced" end
    local began = match:word_after({ started = true, began = true, begins = true, opened = true, opens = true, resumed = true, held = true, begun = true, starts = true, continued = true, concluded = true, ended = true, started = true, heard = true, took = true }, 6)
      or match:word_before({ began = true, opened = true, started = true, opens = true, begins = true, held = true, attend = true, attended = true, attending = true, resumed = true, during = true, at = true, told = true }, 4)
    if began then return "happened" end
    return nil
  end,
  requires = function(match)
    return match:at(1) ~= "and" or true
  end,
  priority = -1,
  examples = {
    { "Lena Dorn’s trial started in the capital on March 15.", { kind = "trial", persons = { "Lena Dorn" } } },
    { "The drug trial began in May.", nil },
  },
}

local GROUNDS = { parole = "parole", bail = "bail", amnesty = "amnesty", pardon = "pardon", swap = "exchange", exchange = "exchange",
  furlough = "furlough", health = "health", medical = "health", pardoned = "pardon" }

rule "release.verb" {
  kind = "release",
  doc = "X was released [on parole] [on DATE]; X was freed",
  trigger = words "released|freed|paroled|set free|granted parole|granted bail|bailed|released early|freeing|releasing|walked free|was let go|let go|releases|frees",
  needs = { persons = patient },
  takes = { date = near "date", court = near "court" },
  status = function(match)
    local group = match.group
    if group.negated then return "refused" end
    if match:word_before({ called = true, calls = true, demand = true, demanded = true, demanding = true, urged = true, urges = true, urging = true, calling = true, ["if"] = true, until_ = true, unless = true }, 8) then return nil end
    if group.modal == "should" or group.modal == "must" then return nil end
    if group.modal == "could" and match:word_before({ ruled = true, decided = true, ordered = true }, 8) then return "announced" end
    if group.future or (group.infinitive and group.be) then return "announced" end
    if group.modal then return "possible" end
    if group.infinitive then return nil end
    return "happened"
  end,
  requires = function(match)
    return not match:word_after({ statement = true, video = true, report = true, album = true, footage = true, documents = true, data = true, film = true, song = true, figures = true, letter = true, report = true, results = true, photo = true, list = true, reports = true }, 4)
      and not match:word_before({ statement = true, video = true, report = true, album = true, footage = true, documents = true, data = true, film = true, song = true, figures = true, results = true, files = true, reports = true, images = true, photograph = true }, 3)
  end,
  make = function(record, match)
    for word, grounds in pairs(GROUNDS) do
      if match:word_after({ [word] = true }, 6) or match:word_before({ [word] = true }, 3) or match.word:find(word, 1, true) then record.grounds = grounds end
    end
    if match:word_after({ remained = true, house = true, remains = true, remain = true }, 9) and match:word_after({ house = true }, 12) then record.grounds = "house_arrest" end
    if match:word_after({ served = true, serving = true, completing = true }, 5) then record.grounds = "end_of_term" end
    return record
  end,
  examples = {
    { "Oleg Varin was released on parole in April 2018.", { kind = "release", grounds = "parole" } },
    { "Activists called for Lena Dorn to be released.", nil },
    { "The band released an album.", nil },
  },
}

rule "release.noun" {
  kind = "release",
  doc = "after his release from prison in 2018; X's early release was cancelled",
  trigger = words "release|early release|parole",
  needs = { persons = possessor "of" },
  takes = { date = near "date" },
  status = function(match)
    if match:word_after({ cancelled = true, canceled = true, denied = true, refused = true, rejected = true, scrapped = true, revoked = true }, 7)
      or match:word_before({ denied = true, refused = true, rejected = true }, 3) then
      return "refused"
    end
    if match:word_before({ called = true, calling = true, demanding = true, demand = true, demanded = true, secure = true, seek = true, seeking = true, ["for"] = true, urged = true, calls = true, to = true, possible = true, early = false }, 5) then return nil end
    if match:word_before({ after = true, since = true, upon = true, following = true, before = true, until_ = true }, 4) then return "happened" end
    return nil
  end,
  make = function(record, match)
    if match:word_after({ parole = true }, 4) or match.word == "parole" then record.grounds = "parole" end
    return record
  end,
  priority = -1,
  examples = {
    { "after his release from prison in 2018", { kind = "release", status = "happened" } },
    { "They demanded his release.", nil },
  },
}

rule "appeal.verb" {
  kind = "appeal",
  doc = "X appealed the verdict; will appeal; lodged an appeal",
  trigger = words("appealed|will appeal|to appeal|appealing|filed an appeal|lodged an appeal|filed appeals|plans to appeal|plan to appeal|would appeal|appeals the|appeal against|appeal was rejected|appeal was dismissed|rejected the appeal|rejected his appeal|rejected her appeal|dismissed the appeal|dismissed his appeal|dismissed her appeal|rejected an appeal|dismissed an appeal|turned down an appeal"),
  takes = { persons = either { appeal_person }, date = near "date", court = near "court" },
  requires = function(match)
    if match.word == "appeal against" or match.word == "to appeal" or match.word == "appealed" or match.word == "appealing" or match.word == "appeals the" then
      if match:word_after({ help = true, donations = true, calm = true, information = true, witnesses = true, public = true, votes = true, fans = true, funds = true, anyone = true, to = false }, 5) then return false end
      if match:at(1) == "for" or (match:at(1) == "to" and match.word ~= "to appeal") then return false end
      return match:word_after({ ruling = true, sentence = true, verdict = true, conviction = true, decision = true, sentences = true, convictions = true, judgment = true, court = true, ban = true, term = true, against = true }, 9) ~= nil or match:at(1) == "." or match:at(1) == nil
    end
    return true
  end,
  status = function(match)
    local group = match.group
    if group.negated then return nil end
    if match.word:find "reject" or match.word:find "dismiss" or match.word:find "turned" then return "refused" end
    if match.word:find "^will" or match.word:find "^to " or match.word:find "^plan" or match.word:find "^would" or group.future or group.modal then return "announced" end
    return "happened"
  end,
  examples = {
    { "She said she will appeal the ruling.", { kind = "appeal", status = "announced" } },
    { "The charity appealed for help.", nil },
  },
}

rule "investigation.opened" {
  kind = "investigation",
  doc = "a criminal case was opened against X; prosecutors launched an investigation; will probe",
  trigger = words("launched an investigation|opened an investigation|opened a criminal case|launched a criminal case|opened a criminal investigation|launched a criminal investigation|launched a probe|opened a probe|is under investigation|are under investigation|is being investigated|are being investigated|was under investigation|were under investigation|criminal case was opened|criminal case has been opened|criminal investigation was opened|investigation was opened|investigation was launched|investigation has been opened|will probe|will investigate|opened criminal cases|began an investigation|started an investigation|criminal cases were opened|initiated a criminal case|opened a case against|currently under investigation"),
  takes = { persons = either { after(sp * gap(3, words "against|into" * sp), "person"), investigated }, date = near "date", place = place_in },
  status = function(match)
    if match.group.negated then return nil end
    if match.word:find "^will" then return "announced" end
    return "happened"
  end,
  examples = { { "Police opened a criminal case against Lena Dorn.", { kind = "investigation", persons = { "Lena Dorn" } } } },
}

rule "extradition.verb" {
  kind = "extradition",
  doc = "X was extradited to PLACE",
  trigger = words "extradited|extradite|extradition|deported",
  needs = { persons = either { patient, possessor "of" } },
  takes = { date = near "date", place = after(sp * gap(2, words "to|from" * sp), "place") },
  requires = function(match) return match.word ~= "deported" end,
  status = function(match)
    if match.group.negated then return "refused" end
    if match.word == "extradited" and not match.group.modal and not match.group.infinitive then return "happened" end
    if match:word_before({ refused = true, rejected = true, blocked = true, denied = true }, 6) then return "refused" end
    if match.group.future then return "announced" end
    return "possible"
  end,
  examples = { { "Oleg Varin was extradited to Ostland in May.", { kind = "extradition", status = "happened" } } },
}

rule "pardon.verb" {
  kind = "pardon",
  doc = "X was pardoned; the president pardoned X",
  trigger = words "pardoned|granted a pardon|granted clemency|pardons",
  needs = { persons = patient },
  takes = { date = near "date" },
  status = happened,
  examples = { { "The president pardoned Oleg Varin.", { kind = "pardon", persons = { "Oleg Varin" } } } },
}

rule "execution.verb" {
  kind = "execution",
  doc = "X was executed; X was hanged",
  trigger = words "executed|hanged|put to death|beheaded",
  needs = { persons = patient },
  takes = { date = near "date", place = place_in },
  requires = function(match)
    if match.word == "hanged" and match:at(1) == "himself" or match:at(1) == "herself" then return false end
    return match.group.be ~= nil or match.word == "executed"
  end,
  status = function(match)
    if match.group.negated then return nil end
    if match.group.future or match.group.infinitive then return "announced" end
    if match.group.modal then return "possible" end
    return "happened"
  end,
  examples = { { "Oleg Varin was executed on Monday.", { kind = "execution", persons = { "Oleg Varin" } } } },
}

rule "death_in_custody.verb" {
  kind = "death_in_custody",
  doc = "X died in custody; X died in prison",
  trigger = words("died in custody|died in prison|died in jail|died in detention|died while in custody|dies in custody|dies in prison|died in police custody|found dead in his cell|found dead in her cell|found dead in his prison cell|dies in jail|died in a prison|died in a labor camp|died behind bars|died in state custody"),
  needs = { persons = subject },
  takes = { date = near "date", place = place_in },
  status = happened,
  examples = { { "Oleg Varin died in custody last year.", { kind = "death_in_custody", persons = { "Oleg Varin" } } } },
}
