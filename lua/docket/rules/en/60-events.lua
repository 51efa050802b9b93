-- What else becomes of the accused: arrests and trials.

local set = word_set

local function happened(match) return event_status(match) end

-- Without a word of justice in the paragraphs around, an event needs somebody who is a person for sure.
local tells_of_justice = mentions("justice", 500)
function shared.of_justice(record, match) return tells_of_justice(match) or falls_on_person(record) end

local CAMP, CLINIC = set "camp camps", set "psychiatric clinic clinics"
local HEALTH = set "development trauma fever health abortion medical dental fertility maternity eye outpatient private gp walk-in drug rehab rehabilitation"

-- ------------------------------------------------------------ arrest

-- "cardiac arrest", "an arrested decline": no person is meant.
local NOT_ARREST = set "warrant warrants record records center centre centers centres facility facilities cell cells"
local NOT_BEFORE = set "preventive preventative house under cardiac administrative citizen's respiratory home immigration development"

-- What has not happened, or is not to.
local NOT_YET = set [[possibility prospect prospects chance chances likelihood risk avoid avoided avoiding evade evaded evading escape
  escaped fear fears feared threat potential imminent end ending plan plans power powers]]
shared.NOT_YET = NOT_YET

local CAMERA = set "mood spirit essence imagination phrase camera cameras cctv footage video film photo photograph picture images image screen lens satellite"

-- "for ten years", "for life"
local function is_term(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 4) do
    local entity, kind = seg.entity[i], seg.kinds[i]
    if kind == "duration" or kind == "penalty" then
      return seg.words[match.last_token + 1] == "for" and seg.folded:sub(entity.first, entity.last):find "year" ~= nil
    end
  end
  return false
end

-- What is said of things as well.
local LOOSE = { captured = true, ["picked up"] = true, ["taken away"] = true, ["rounded up"] = true, recaptured = true }

local UNKNOWN_MEN = set "men gunmen plainclothes plain masked armed uniformed uniforms soldiers troops militiamen"

rule "arrest.verb" {
  kind = "arrest",
  doc = "X was arrested [on DATE] [in PLACE]; police detained X",
  trigger = words("arrested|detained|apprehended|rearrested|re-arrested|arrests|detains|arresting|detaining|rounded up"
    .. "|taken into custody|took into custody|captured|picked up|taken away|interned|re-detained|redetained|nabbed|recaptured"),
  needs = { persons = either { unnamed_object, patient, unnamed, line_above } },
  takes = { date = near "date", place = place_at },
  set = { form = "arrest" },
  requires = function(match)
    -- a camera takes pictures
    if match.word == "captured" and (match:word_before(CAMERA, 8) or match:word_after(CAMERA, 6)
      or match.seg.folded:find("^[^.]-%f[%a]cctv%f[%A]", match.last + 1)) then return false end
    -- "detained for ten years": a sentence
    if match.word == "detained" and is_term(match) then return false end
    if match.word ~= "picked up" and match.word ~= "taken away" then return true end
    -- "picked up by six men in plain clothes"
    if match.group.be and match:at(1) == "by" and match:word_after(UNKNOWN_MEN, 6) and tells_of_justice(match) then return true end
    for i = match.token - 4, match.last_token + 4 do
      local entity = match.seg.entity[i]
      if entity and entity.part == "official" then return true end
    end
    -- "police in the town picked up"
    return not match.group.be and match:word_before(set "police officers agents troops soldiers militiamen", 8) ~= nil
  end,
  status = happened,
  make = function(record, match)
    if record.actors[1].form ~= "nobody" and acts_on_thing(match) or is_general(record, match) then return nil end
    if LOOSE[match.word] and not match.group.be and not shared.of_justice(record, match) then return nil end
    if match:word_after(CAMP, 9) then record.form = "camp" end
    if match.group.infinitive and not match.group.be and not match.group.have then return nil end
    if match:word_before({ nobody = true, none = true }, 6) then return nil end
    return record
  end,
  examples = {
    { "Erbol Tazhin was arrested in December 2020.", { kind = "arrest", persons = { "Erbol Tazhin" } } },
    { "Police arrested three activists in Ostra.", { kind = "arrest", place = "Ostra" } },
    { "Lena Dorn was picked up by five men in plain clothes on July 29 and is in custody.", { persons = { "Lena Dorn" } } },
    { "Lena Dorn was picked up by the men of her choir after the trial.", nil },
    { "He was detained at Tarvan International Airport.", { kind = "arrest", place = "Tarvan International Airport" } },
    { "Police arrested a pop star.", { kind = "arrest" } },
    { "Dozens were arrested.", { kind = "arrest" } },
    { "Police detained many who came.", { kind = "arrest", persons = {} } },
    { "Guards were said to have detained dozens of strikers.", { kind = "arrest", persons = {} } },
    { "A 17-year-old was arrested.", { kind = "arrest" } },
    { "The advocate of the killer Oleg Varin has been arrested.", { persons = {} } },
    { "The killer must be charged or arrested.", nil },
    { "Lena Dorn, now 17, was detained for 10 years for murder.", nil },
    { "It is for anyone who is agitated, perhaps because they have been wrongly arrested.", nil },
    { "No one has been arrested.", nil },
    { "One officer captured the mood of his colleagues.", nil },
    { "Under the new law, most men arrested on suspicion of poaching would stay unnamed.", nil },
    { "It is the worst thing when your son gets arrested.", nil },
    { "The play has an act where, as arrests draw near, a smuggler sings.", nil },
    { "Lawyers called for the decay to be arrested.", nil },
  },
}

rule "arrest.noun" {
  kind = "arrest",
  doc = "the arrest of X; X's arrest; X's detention",
  trigger = words "arrest|detention|re-arrest|rearrest|arrests",
  needs = { persons = either { possessor "of", find_with("people without names", function(match)
    return match:at(1) == "of" and unnamed.find(match) or nil
  end) } },
  takes = { date = near "date" },
  set = { form = "arrest" },
  requires = function(match)
    -- "two arrests" fall on whoever they fall on
    if match.word == "arrests" and match:at(1) ~= "of" and match:at(-1) ~= "'s" then return false end
    -- "to make their arrest", "the prospect of his arrest"
    if match:word_before(set "make makes making", 2) or match:word_before(NOT_YET, 4) then return false end
    -- "offer a reward for tips that led to the arrest"
    if match:word_before(set "leading leads lead", 4) and match:word_before(set "reward information tip tips", 14) then return false end
    -- "a warrant for his arrest"
    local _, warrant = match:word_before(set "warrant warrants", 4)
    if warrant and match.seg.words[warrant + 1] == "for" then return false end
    local left = match.seg.folded:sub(math.max(1, match.first - 12), match.first - 1)
    if left:find "citizen.?.?.?s $" or left:find "%f[%a]your $" then return false end
    return not NOT_BEFORE[match:at(-1) or ""] and not NOT_ARREST[match:at(1) or ""]
  end,
  status = "happened",
  priority = -1,
  examples = {
    { "the March 2019 arrest of Oleg Varin", { persons = { "Oleg Varin" } } },
    { "Oleg Varin was put under house arrest.", nil },
    { "Oleg Varin fled to avoid his arrest.", nil },
    { "Guards hold a warrant for his arrest.", nil },
    { "They promised to end the detention of children.", nil },
    { "The bill introduces preventive detention of people with disorders.", nil },
    { "There are plans for the detention of drunken sailors.", nil },
    { "The police come along and make their arrest.", nil },
  },
}

local CASES = set "case cases matter matters suit petition appeal proceedings file dispute question"

rule "arrest.remanded" {
  kind = "arrest",
  doc = "X was remanded in custody; sent to pretrial detention; held in custody",
  trigger = words("remanded|ordered held|placed in pretrial detention|placed in pre-trial detention|sent to pretrial detention"
    .. "|sent to pre-trial detention|held without bail|held in custody|kept in custody|placed in custody|held in pretrial detention"
    .. "|held in pre-trial detention|placed in provisional detention|placed in preventive detention|placed in preventive custody|held in preventive detention|put in pretrial detention|ordered detained|placed under arrest|jailed pending trial|jailed pending|held pending trial"
    .. "|spent in custody|spent in pretrial detention|held in jail|being held at|being held in|been held at|been held in"
    .. "|held without trial|held without charge|held incommunicado|in detention since|in custody since|in jail since|held since|jailed since|detained since|imprisoned since|behind bars since|held on remand|held behind bars|lodged in|held at|taken to the county jail|in pretrial detention|in pre-trial detention"),
  needs = { persons = patient },
  takes = { date = near "date", court = near "court", place = place_at,
    duration = after(sp ^ -1 * gap(10, words "for" * sp), "duration") },
  set = { form = "remand" },
  requires = function(match)
    local word = match.word
    -- "remanded the matter to the lower court"
    if word == "remanded" and not match.group.be and match:word_after(CASES, 4) then return false end
    if word:find " since$" then
      -- ", held since 2021,"
      local apposed = match.seg.kinds[match.token - 1] == "," and match.seg.kinds[match.last_token + 1] == "date"
        or match.seg.heading and match.token == 1
      return (match.group.be or apposed) and not match:word_before({ sentenced = true, sentence = true, convicted = true, serving = true }, 14)
    end
    if word:find "^in pre" then return match:word_before({ spent = true, months = true, years = true, remains = true, was = true,
      remain = true, remained = true, is = true, been = true }, 6) ~= nil end
    if word:find " at$" or word:find " in$" then
      return match:word_after({ jail = true, prison = true, remand = true, cell = true, cells = true, custody = true,
        detention = true, station = true, colony = true, cage = true }, 7) ~= nil
    end
    return true
  end,
  status = happened,
  make = function(record, match) return not is_counted_in_general(match) and record or nil end,
  examples = {
    { "Lena Dorn was remanded in custody for two months.", { form = "remand" } },
    { "The ministry plans to lower the number of pupils placed in custody.", nil },
    { "Lena Dorn has been in custody since May.", { form = "remand", persons = { "Lena Dorn" } } },
    { "Lena Dorn has been held in Ostra prison since May.", { form = "remand", persons = { "Lena Dorn" } } },
    { "The meeting was held at the town hall.", nil },
    { "The high court remanded the case of Oleg Varin to the lower court.", nil },
  },
}

rule "arrest.on_remand" {
  kind = "arrest",
  doc = "a court placed X on a three-day remand; X was taken on remand",
  trigger = words "remand",
  also = words "placed|put|taken|placing",
  needs = { persons = find_with("the one remanded", function(match)
    local _, verb = match:word_before(set "placed put taken placing", 9)
    return verb and patient_at(match, verb) or nil
  end) },
  takes = { date = near "date", court = near "court", duration = before(sp ^ -1, "duration") },
  set = { form = "remand" },
  requires = function(match)
    local _, on = match:word_before(set "on", 4)
    return on ~= nil and not set("prisoner prisoners centre center prison")[match:at(1) or ""]
  end,
  status = "happened",
  priority = -1,
  examples = {
    { "A court placed Oleg Varin on a two-day remand.", { form = "remand", persons = { "Oleg Varin" } } },
    { "He wrote about life on remand.", nil },
  },
}

rule "arrest.pretrial_ordered" {
  kind = "arrest",
  doc = "a judge ordered six months of pretrial detention for X; imposed preventive prison on X",
  trigger = words "pretrial detention|pre-trial detention|preventive detention|preventive prison|provisional detention|preventive custody",
  also = words "ordered|orders|imposed|imposes|ordering|imposing|decreed|handed",
  needs = { persons = find_with("the one detained", function(match)
    local link = match:at(1)
    if link ~= "for" and link ~= "on" and link ~= "against" and link ~= "of" then return nil end
    local token = match.last_token + 2
    if match.seg.kinds[token] ~= "person" then return nil end
    return joined_at(match, token)
  end) },
  takes = { date = near "date", court = near "court", duration = before(sp * words "of" * sp, "duration") },
  set = { form = "remand" },
  requires = function(match) return match:word_before(set "ordered orders imposed imposes ordering imposing decreed handed", 8) ~= nil end,
  status = "happened",
  priority = -1,
  examples = {
    { "A judge ordered four months of pretrial detention for Oleg Varin.", { form = "remand", duration = "P4M", persons = { "Oleg Varin" } } },
    { "The law limits pretrial detention for drivers.", nil },
  },
}

rule "arrest.spent" {
  kind = "arrest",
  doc = "X spent 14 months in pretrial detention; spent a week in custody",
  trigger = words "spent|spending|spends",
  needs = { persons = subject },
  takes = { duration = after(sp ^ -1 * gap(4), "duration") },
  set = { form = "remand" },
  requires = function(match)
    local behind = match.seg.folded:sub(match.last + 1, match.last + 60)
    return behind:find "in pre%-?trial detention" ~= nil or behind:find "in police custody" ~= nil or behind:find "on remand" ~= nil
      or behind:find "in a police cell" ~= nil or behind:find "in police cells" ~= nil or behind:find "in a police station" ~= nil
      or behind:find "in a detention cent" ~= nil or behind:find "in custody" ~= nil or behind:find "in detention" ~= nil
  end,
  status = happened,
  priority = -1,
  examples = {
    { "Oleg Varin spent 14 months in pretrial detention.", { form = "remand", persons = { "Oleg Varin" } } },
    { "Oleg Varin, who had spent two weeks in custody in September, spoke.", { form = "remand", persons = { "Oleg Varin" } } },
  },
}

local HOUSE_VERB = set [[put placed held kept transferred moved remains remained remain spent ordered been was is are were placing
  confined under serve]]

-- "four were transferred to house arrest"
local unnamed_moved = find_with("people without names", function(match)
  local _, token = match:word_before(set "transferred moved placed put", 4)
  local before = token and match.seg.words[token - 1]
  return (before == "were" or before == "was") and match.seg.kinds[token - 2] == "number" and nobody.find(match) or nil
end)

rule "arrest.house_arrest" {
  kind = "arrest",
  doc = "X was put under house arrest; X is under house arrest",
  trigger = words "house arrest|home confinement",
  also = words "under|with|in|to",
  needs = { persons = either { unnamed_moved, house_arrest_person, find_with("the one under house arrest", function(match)
    return patient_at(match, match.token - 1)
  end), headed } },
  takes = { date = near "date" },
  set = { form = "house_arrest" },
  requires = function(match)
    -- "Under house arrest since May." below a name
    if match.seg.heading and match:at(-1) == "under" and match.token <= 3 then return true end
    local moved = match:at(-1) == "to" and match:word_before(set "transferred moved switched", 5)
    return (match:at(-1) == "under" or match:at(-1) == "in" or moved) and match:word_before(HOUSE_VERB, 8) ~= nil
      and not match:word_before(set "sentenced released sentence term years given months", 5)
  end,
  status = "happened",
  examples = {
    { "Lena Dorn was put under house arrest.", { form = "house_arrest", persons = { "Lena Dorn" } } },
    { "Lena Dorn was transferred to house arrest.", { form = "house_arrest", persons = { "Lena Dorn" } } },
    { "Lena Dorn is under house arrest.", { form = "house_arrest", persons = { "Lena Dorn" } } },
    { "Lena Dorn was sentenced to two years of house arrest.", nil },
  },
}

rule "arrest.held" {
  kind = "arrest",
  doc = "X was placed in a psychiatric clinic; sent to a camp; spent 30 days in a clinic",
  trigger = words("placed|sent|taken|held|committed|transferred|forced|put|kept|confined|forcibly|placing|sending|interned"
    .. "|imprisoned|detained|spent|taking|sends"),
  also = words "camp|camps|clinic|clinics|psychiatric|asylum",
  needs = { persons = either { patient, unnamed, find_with("nobody named", function(match)
    return match:word_after(CAMP, 8) and nobody.find(match) or nil
  end) } },
  takes = { date = near "date", place = place_at, duration = either { after(sp ^ -1 * gap(14, words "for" * sp), "duration"),
    after(sp ^ -1 * gap(3), "duration") } },
  requires = function(match)
    local _, clinic = match:word_after(CLINIC, 14)
    -- "taken away and sent to a camp": the other verb's
    local _, held_in = match:word_after(CAMP, 14)
    for i = match.last_token + 1, (clinic or held_in or 1) - 1 do
      if match.seg.words[i - 1] == "and" and crosses_clause(match, i) then return false end
    end
    if clinic and HEALTH[match.seg.words[clinic - 1]] then return false end
    -- "forced labour in the camps"
    local behind = match.word == "forced" and match.seg.kinds[match.last_token + 1] == "word" and match:at(1)
    if behind and not match.grammar.prepositions[behind] and behind ~= "to" and behind ~= "into" then return false end
    return (match:word_after(CAMP, 14) or match:word_after(CLINIC, 14)) ~= nil
      and match:word_after({ ["in"] = true, to = true, into = true, at = true }, 8) ~= nil
      and not match:word_after({ penalty = true, compulsory = true, labor = true, labour = true, strict = true }, 9)
      and not match:word_before({ sentenced = true }, 6)
  end,
  status = happened,
  make = function(record, match)
    record.form = match:word_after(CLINIC, 14) and "psychiatric" or "camp"
    return record
  end,
  priority = 1,
  examples = {
    { "In March, Lena Dorn was placed in a psychiatric hospital for 20 days.", { form = "psychiatric", duration = "P20D" } },
    { "In September he spent 30 days in a clinic.", { form = "psychiatric", duration = "P30D" } },
    { "They propose shorter terms and placing ill offenders in a psychiatric hospital.", nil },
    { "The letter was sent to the office.", nil },
    { "Witnesses told of forced labour in the camp.", nil },
    { "The girl was taken to an eye clinic.", nil },
  },
}

local AWAY = set "home house parish flat apartment office cell bed village"

local ROBBERS = set "murderers kidnappers robbers gang killers killer abductors pirates raiders attackers"
local OFFICERS = set [[police officers officer agents soldiers troops forces security militia gunmen men custody station prison jail
  detention arrested arrest interrogation plainclothes authorities]]
-- A child taken from her bed was not arrested.
local function by_officers(match)
  if match:word_before(ROBBERS, 8) then return false end
  local before = match.seg.entity[match.token - 1]
  if before and before.role and ROBBERS[before.role] then return false end
  if match.token <= 6 and match.seg.n <= 14 then return not match:word_before(set "child girl boy baby daughter son", 6) end
  return match:word_before(OFFICERS, 30) ~= nil or match:word_after(OFFICERS, 30) ~= nil
end

rule "arrest.taken" {
  kind = "arrest",
  doc = "X was taken from his home; officers seized X; they took him away",
  trigger = words "taken from his|taken from her|taken from their|taken from the|seized|took",
  needs = { persons = patient },
  takes = { date = near "date", place = place_at },
  set = { form = "arrest" },
  requires = function(match)
    if match.word == "taken from the" then
      local _, by = match:word_after(set "by", 4)
      return by ~= nil and match.group.be and by_officers(match)
    end
    if match.word:find "^taken" then return match:word_after(AWAY, 2) ~= nil and by_officers(match) end
    if match.group.be or match:at(1) ~= "person" then return false end
    return by_officers(match) and (match.word == "seized" or match:at(2) == "away" and not match:word_after(set "from with and", 2))
  end,
  status = happened,
  priority = -1,
  examples = {
    { "Oleg Varin was taken from his home on May 3.", { kind = "arrest", persons = { "Oleg Varin" } } },
    { "Plainclothes officers seized him.", { kind = "arrest" } },
    { "They took him to dinner.", nil },
  },
}

local LOCKED = set "prison jail custody detention colony remand"
rule "arrest.in_prison_since" {
  kind = "arrest",
  doc = "X has been in Ostra Prison since DATE",
  trigger = words "since",
  also = words "prison|jail|custody|detention|colony",
  needs = { persons = find_with("the one in prison", function(match)
    local _, be = match:word_before(set "been", 6)
    local token = be and match.grammar:subject(match.seg, be + 1)
    return token and joined_at(match, token) or nil
  end) },
  takes = { date = near("date", 4) },
  set = { form = "remand" },
  requires = function(match)
    local seg, i = match.seg, match.token - 1
    local text = seg.folded:sub(seg.starts[i] or 1, seg.ends[i] or 0)
    if not LOCKED[text:match "%a+$" or ""] or seg.kinds[i + 2] ~= "date" then return false end
    for k = i, math.max(2, i - 4), -1 do
      if seg.kinds[k] == "word" and seg.words[k] == "in" then return seg.words[k - 1] == "been" and seg.kinds[i] ~= "word" end
    end
    return false
  end,
  status = happened,
  priority = -2,
  examples = {
    { "Oleg Varin has been in Ostra Prison since May 2013.", { form = "remand", date = "2013-05", persons = { "Oleg Varin" } } },
    { "The rules have been in force since May.", nil },
  },
}

-- ------------------------------------------------------------ trial

local NO_TRIAL = set "mock scheme schemes drug vaccine clinical trials medical fair speedy if without time field"
local COURT_WORD = set "court magistrates judge courtroom tribunal"

-- Is there a court within a few words behind the trigger?
local function near_court(match)
  if match:word_after(COURT_WORD, 6) then return true end
  for i = match.last_token + 1, math.min(match.seg.n, match.last_token + 6) do
    if match.seg.kinds[i] == "court" then return true end
  end
  return false
end

-- "therapies that were tried": the relative clause is of a thing.
local function is_thing_relative(match)
  local seg = match.seg
  for i = match.token - 1, math.max(2, match.token - 3), -1 do
    local word = seg.words[i]
    if seg.kinds[i] == "word" and (word == "that" or word == "which") then return seg.kinds[i - 1] == "word" end
    if seg.kinds[i] ~= "word" or not match.grammar.auxiliaries[word] then return false end
  end
  return false
end

local WITNESS = set "witness witnesses juror jurors spectators victims"
-- Somebody else who comes to a court.
local function is_witness(match, actor)
  return actor and actor.form ~= "name" and WITNESS[match.seg.folded:sub(actor.first, actor.last):match "%a+$" or ""]
end

local function trial_status(match)
  local word = match.word
  if word:find "^appear" and not word:find "court" and not near_court(match) then return nil end
  if match:word_before(NO_TRIAL, 4) then return nil end
  local status = event_status(match, { wanted = true, possible = "possible" })
  if status == "happened" and (word:find "^fac" or word:find "^due" or word:find "^expected" or word:find "await" or word:find "stands? trial"
    and match.group.infinitive) then
    return "announced"
  end
  return status
end

rule "trial.opened" {
  kind = "trial",
  doc = "X went on trial; X's trial began; X appeared in court; X is awaiting trial",
  trigger = words("went on trial|gone on trial|goes on trial|go on trial|going on trial|is on trial|are on trial|was on trial"
    .. "|stood trial|stand trial|stands trial|standing trial|appeared in court|appeared before|appears in court|were on trial"
    .. "|put on trial|being tried|was tried|were tried|be tried|face trial|faces trial|facing trial|appear in court|appear before"
    .. "|appeared at|appeared in|due in court|due before|arraigned|awaiting trial|awaits trial|await trial|was arraigned|expected in court"
    .. "|first appearance|brought before|produced before|to be trialed|brought to trial|remained on trial|currently on trial"),
  takes = { persons = either { patient, subject, possessor "", line_above, named_before, nobody }, date = near "date", court = near "court", place = place_at },
  status = trial_status,
  requires = function(match)
    if match.word:find "tried$" and (match:at(1) == "to" or match:at(1) == "on" and match:at(2) ~= "charges" and match:at(2) ~= "date") then return false end
    -- "cases brought before the courts"
    if (match.word:find "before$" or match.word:find "tried$") and match:word_before(set "case cases claims claim complaints matter matters bill", 3) then
      return false
    end
    if match.word == "appeared in" or match.word == "first appearance" or match.word == "due before" then return near_court(match) end
    -- somebody else "appeared in court to give evidence"
    if match:word_after({ evidence = true }, 4) and match:word_after(set "give giving gave", 3) then return false end
    local behind = match.seg.folded:sub(match.last + 1, match.last + 40)
    if behind:find "^ as %l+ [%l ]-witness" or behind:find "^ as %l+ [%l ]-expert" then return false end
    -- "are unlikely to speak up or appear in court"
    if match:word_before(set "unlikely reluctant refuse refused unwilling", 9) and not match.group.be then return false end
    if match.word == "brought before" and not match.group.be and match:word_before(set "case cases", 10) then return false end
    -- "treatments that were tried"
    if match.word:find "tried$" and is_thing_relative(match) then return false end
    -- a footballer's trial is at a club
    if match.word:find "on trial" and (match:at(1) == "at" or match:at(1) == "with") then return near_court(match) end
    return true
  end,
  make = function(record, match)
    local actor = record.actors and record.actors[1]
    -- "on bail awaiting trial": whoever the sentence is about
    if match.word:find "^await" and not match.group.be and actor and actor.form == "nobody" then record.actors = nil end
    if is_witness(match, actor) then return nil end
    -- "prevents suspects being tried twice"
    local left = match.seg.folded:sub(math.max(1, match.first - 45), match.first - 1)
    if match.word:find "^being" and left:find "%f[%a]prevent" then return nil end
    if match.word:find "^being" and actor and actor.form == "group" and not (actor.definite or actor.counted) then return nil end
    -- "people could be tried twice"
    if record.status == "possible" and is_generic(match) then return nil end
    return not is_general(record, match) and record or nil
  end,
  examples = {
    { "Erbol Tazhin has gone on trial over his links with a party.", { kind = "trial", persons = { "Erbol Tazhin" } } },
    { "Lena Dorn will stand trial in June.", { status = "announced" } },
    { "Lena Dorn is to be tried in May.", { status = "announced", persons = { "Lena Dorn" } } },
    { "Lena Dorn was never questioned or brought before a court.", nil },
    { "He appeared in good health.", nil },
    { "It is a rule which keeps smugglers from being tried twice.", nil },
    { "The law prevents suspects being tried twice.", nil },
    { "Neighbours are unlikely to speak up or appear in court.", nil },
    { "There were therapies that were tried on him.", nil },
    { "Had he appeared at the court, it would have been a surprise.", nil },
    { "Lena Dorn appeared in court as a witness against him.", nil },
    { "It was the largest case of alleged corruption ever brought before the courts.", nil },
    { "The parents of schoolgirl Lena Dorn appeared in court on Monday.", { persons = {} } },
  },
}

local SCHEDULED = set [[scheduled set expected due postponed adjourned will delayed rescheduled pushed put resumes continues
  deferred date ordered awaiting]]
local WILL = set "be take begin start resume continue open hear conclude go get have"
local SET_FOR = set "scheduled set postponed adjourned rescheduled deferred"
local BEGAN = set [[started began opened resumed held begun continued concluded ended heard took opens lasted begins
  starts]]
local BEFORE_TRIAL = set [[began opened started opens begins held attend attended attending resumed during at told]]

local UNREAL = set "should could might would may"

local function noun_status(match)
  if match:word_before(set "possibility prospect chance risk", 6) then return nil end
  if match:word_before(set "drug vaccine clinical fair if without public speedy", 3) then return nil end
  if match:word_before(set "postponed adjourned scheduled set awaiting announced delayed", 4) then return "announced" end
  local again = match.word == "retrial" or match.word == "trial" and match:at(-1) == "new"
  if again and match:word_before(set "ordered orders ordering", 4) then return "announced" end
  -- "remanded pending the hearing of his bail plea on May 3"
  if match.word == "hearing" and match:word_before({ pending = true }, 3) then
    for i = match.last_token + 1, math.min(match.seg.n, match.last_token + 8) do
      if match.seg.kinds[i] == "date" then return "announced" end
    end
  end
  local _, began = match:word_after(BEGAN, 6)
  local _, scheduled = match:word_after(SCHEDULED, 6)
  if scheduled and match.seg.words[scheduled] == "put" and match.seg.words[scheduled + 1] ~= "off" and match.seg.words[scheduled + 1] ~= "back" then
    scheduled = nil
  end
  if scheduled and match.seg.words[scheduled] == "will" and not WILL[match.seg.words[scheduled + 1] or ""] then scheduled = nil end
  if not scheduled then
    _, scheduled = match:word_after(SET_FOR, 14)
    -- "a term of 12 years, set at …" is of something else
    if scheduled and match.grammar.auxiliaries[match.seg.words[scheduled - 1] or ""] ~= "be" then scheduled = nil end
  end
  if scheduled and (not began or scheduled < began) then return "announced" end
  local lead, at = match:word_before(BEFORE_TRIAL, 4)
  if lead == "at" and match.seg.words[at + 1] == "least" then lead = nil end
  -- "a submission that a retrial should be held"
  if began and (UNREAL[match.seg.words[began - 1] or ""] or UNREAL[match.seg.words[began - 2] or ""]) then return nil end
  if began or lead then return "happened" end
  -- "the trial on May 3", "after a nine-week trial"
  if match.word == "trial" and (match:at(1) == "on" and match:at(2) == "date" or match:at(-1) == "duration") then return "happened" end
  return nil
end

local NOT_HELD, ATTEND = set "until not n't never", set "attend attended come"
-- Hearings of others than courts that try somebody.
local INQUIRY = set "employment tribunal industrial inquest inquiry disciplinary misconduct committee commission conduct jockey tribunal's senate congressional parliamentary confirmation licensing impeachment"

rule "trial.noun" {
  kind = "trial",
  doc = "X's trial began on DATE; the trial of X opened; the hearing was held; the hearing is set for DATE",
  trigger = words "trial|hearing|retrial|proceedings|arraignment|sentencing|court hearing",
  takes = { persons = either { possessor "of|against|for", trial_person }, date = near "date", court = near "court",
    place = place_at },
  status = noun_status,
  requires = function(match)
    -- "a hearing date", "did not attend the hearing"
    local next_word = match:at(1)
    if next_word == "date" and match:at(2) ~= "date" and match.seg.kinds[match.last_token + 1] == "word" or next_word == "room" or next_word == "loss" then return false end
    if match:word_before(NOT_HELD, 5) and match:word_before(ATTEND, 4) and next_word ~= "on" then return false end
    if match:word_before(INQUIRY, 6) or match:word_after(INQUIRY, 4) then return false end
    -- "officials told MPs at a hearing"
    if match.seg.folded:sub(math.max(1, match.first - 20), match.first - 1):find "%f[%a]mps%f[%A]" then return false end
    -- "the parole board considers thousands of cases at a hearing"; "at their trial in some cases"
    if match.word == "hearing" and match:word_before(set "parole", 16) then return false end
    -- "trial by tabloid"
    if next_word == "by" and match.word == "trial" and match:at(-1) == "to" then return false end
    if match:word_after(set "some most many all certain", 2) and match:word_after(set "cases", 3) then return false end
    return not (match.word == "hearing" and match.group.be) and not NO_TRIAL[match:at(1) or ""]
      and match:at(-1) ~= "on" and match:at(-1) ~= "awaiting" and not match:word_before(NOT_HELD, 2) and not (match:at(-1) == "a" and match:word_before(NOT_HELD, 5))
  end,
  make = function(record, match)
    -- "retrial ordered": it needs no more words
    record.stated = match.word == "retrial" or nil
    -- "briefly adjourned" while somebody wept
    if match:word_after(set "briefly", 4) or not shared.of_justice(record, match) then return nil end
    return record
  end,
  priority = -1,
  examples = {
    { "Lena Dorn’s trial started in the capital on March 15.", { kind = "trial", persons = { "Lena Dorn" } } },
    { "A hearing in the case of Lena Dorn is set for May 3.", { kind = "trial", status = "announced" } },
    { "The drug trial began in May.", nil },
    { "It meant the possibility of a nine-week trial with many witnesses.", nil },
    { "Officials told MPs at a hearing that began on May 3.", nil },
  },
}

rule "trial.verdict_due" {
  kind = "trial",
  doc = "the verdict is due on DATE; a verdict is expected on DATE",
  trigger = words "verdict|verdicts|judgment|judgement",
  also = words "due|expected|scheduled",
  needs = { date = near "date" },
  takes = { persons = trial_person, court = near "court" },
  requires = function(match)
    local _, due = match:word_after(set "due expected scheduled", 12)
    return due ~= nil and match.grammar.auxiliaries[match.seg.words[due - 1]] == "be" and not match:word_before(set "inquest coroner", 20)
  end,
  status = "announced",
  priority = -2,
  examples = {
    { "The verdict in the case of Lena Dorn is due on May 10, 2021.", { status = "announced", date = "2021-05-10" } },
    { "The verdict was read out on May 10.", nil },
  },
}

rule "trial.heard" {
  kind = "trial",
  doc = "his case will be heard on DATE; the trial of X was adjourned",
  trigger = words "will be heard|be heard on|is to be heard|was adjourned|were adjourned|adjourned till|adjourned until|adjourned to",
  needs = { date = near "date" },
  takes = { persons = trial_person, court = near "court" },
  set = { status = "announced" },
  status = function() return "announced" end,
  requires = function(match)
    return match:word_before(set "case application appeal trial matter petition court judge justice he she magistrate", 12) ~= nil
  end,
  priority = -2,
  examples = { { "Oleg Varin's case will be heard on February 2.", { kind = "trial", status = "announced" } } },
}
