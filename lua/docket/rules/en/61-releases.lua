-- Releases: on parole or bail, by an amnesty, at the end of a term, and those
-- that were refused.

local set = word_set

local GROUNDS = { { "parole", "parole" }, { "paroled", "parole" }, { "bail", "bail" }, { "bailed", "bail" }, { "amnesty", "amnesty" },
  { "pardon", "pardon" }, { "pardoned", "pardon" }, { "clemency", "pardon" }, { "swap", "exchange" }, { "exchange", "exchange" },
  { "furlough", "furlough" }, { "health", "health" }, { "medical", "health" }, { "humanitarian", "health" } }

-- What the words around a release say of its grounds.
local function grounds_of(match)
  for _, pair in ipairs(GROUNDS) do
    local word, grounds = pair[1], pair[2]
    if match:word_after({ [word] = true }, 7) or match:word_before({ [word] = true }, 4) or match.word:find(word, 1, true) then
      return grounds
    end
  end
  if match:word_after({ house = true }, 12) and match:word_after(set "remained remains remain to under", 9) then return "house_arrest" end
  if match:word_after(set "served serving completing finishing", 5) then return "end_of_term" end
  return nil
end

local function with_grounds(record, match)
  record.grounds = record.grounds or grounds_of(match)
  return record
end

-- What is published, let out or set free without being a person.
local THING_AFTER = set [[statement statements video report album footage documents data film song figures letter results photo
  list reports book images e-fit efit likeness details audio recording cctv dna findings survey study transcript version tape tapes pictures papers
  information hostages hostage captives ages age names name identity identities description descriptions image images photograph photographs picture drugs guidelines trailer movie game single novel update dove pigeons balloons]]
local THING_BEFORE = set [[statement video report album footage documents data film song figures results files reports images
  photograph photographs picture pictures letter book details recording statistics study survey emails document transcript
  tape cctv findings papers information version trailer movie game single novel gas water smoke money funds body bodies remains ashes]]

local WORK = set "album albums film films single song songs novel movie documentary book"
local CAPTIVE = { hostages = true, hostage = true, captives = true, captive = true }
local KIDNAPPED = set "kidnapped abducted kidnappers abductors captors ransom"
local LAW = set [[prison jail custody detention bail police arrested detained charged convicted licence parole charge court sentence jailed
  prisoner prisoners]]
local function in_law(match) return match:word_after(LAW, 12) or match:word_before(LAW, 20) end

-- "his last album, Patience, was released"; "they released their hostages"; "kidnapped and
-- held for a day before she was released".
local function is_work_or_captive(match)
  local seg = match.seg
  if match.group.be and match:word_before(WORK, 9) and not in_law(match) then return true end
  for _, token in ipairs { match.token - 1, match.last_token + 1 } do
    local entity = seg.entity[token]
    if entity and entity.type == "person" and CAPTIVE[seg.folded:sub(entity.first, entity.last):match "%a+$" or ""] then return true end
  end
  local before = seg.entity[match.grammar:verb_group(seg, match.token)]
  if before and before.form == "name" then return false end
  local _, taken = match:word_before(KIDNAPPED, 30)
  local forced = match:word_before(set "forcibly", 30) and match:word_before(set "taken", 30)
  local by_verb = taken and (match.grammar.auxiliaries[seg.words[taken - 1] or ""] == "be" or not seg.words[taken]:find "ed$")
  return (by_verb or forced) and not in_law(match)
end

local function of_person(match)
  if is_work_or_captive(match) or match.group.be and match:word_before(set "details figures statistics findings", 9) then return false end
  -- they released a "directory of offenders"
  local article = match:at(1)
  if (article == "a" or article == "an" or article == "the") and match.seg.kinds[match.last_token + 2] == "quote" then return false end
  return not match:word_after(THING_AFTER, match.word == "release" and 6 or 4) and not match:word_before(THING_BEFORE, match.group.be and 4 or 9)
end

-- "left Porto prison": the name of a place and the noun, nothing between.
local function left_prison(match)
  for i = match.last_token + 1, math.min(match.seg.n, match.last_token + 3) do
    local kind, word = match.seg.kinds[i], match.seg.words[i]
    if kind == "word" then return i > match.last_token + 1 and (word == "prison" or word == "jail") end
    if kind == "organisation" or kind == "place" then
      local text = match.seg.folded:sub(match.seg.starts[i], match.seg.ends[i])
      if text:find "prison$" or text:find "jail$" then return true end
    elseif kind ~= "person" then
      return false
    end
  end
  return false
end

local WALLS = set "prison prisons jail custody detention colony courthouse camp"

-- Out of what somebody walks: "… of prison", "… of the Marlow County Courthouse".
local function behind_walls(match)
  if match:word_after(WALLS, 5) then return true end
  for i = match.last_token + 1, math.min(match.seg.n, match.last_token + 3) do
    local kind = match.seg.kinds[i]
    if kind == "court" then return true end
    local text = match.seg.folded:sub(match.seg.starts[i], match.seg.ends[i])
    if (kind == "place" or kind == "organisation") and (text:find "prison" or text:find "jail" or text:find "court") then return true end
  end
  return false
end

local OF_CUSTODY = set [[prisoner prisoners spy spies exchange swap prison jail custody detention bail police questioned questioning arrested arrest detained charge charges court
  colony camp amnesty parole sentence term serving cell officers station interrogation hours]]
local HOSPITAL = set "hospital clinic ward nurse doctors doctor surgery patient treatment"

rule "release.verb" {
  kind = "release",
  doc = "X was released [on parole] [on DATE]; X was freed",
  trigger = words("released|freed|paroled|set free|granted parole|bailed|released early|freeing|releasing"
    .. "|was let go|were let go|let out|releases|frees|set|discharged from prison"
    .. "|discharged after|been discharged|walked free|walks free|walked free from|walks free from|walked out of|left prison|left jail|left custody|left"
    .. "|handed over in an exchange|swapped for|exchanged for|freed on bail|let go"),
  needs = { persons = either { patient, unnamed, line_above } },
  takes = { date = near "date", court = near "court", place = place_at },
  status = function(match)
    return event_status(match, { possible = "possible", refusable = true })
  end,
  requires = function(match)
    if match:at(1) == "from" and match:at(2) == "bail" or match:at(1) == ":" then return false end
    -- "released to the press"; "released the winger down the left"
    if match:at(1) == "to" and match:word_after(set "media press public reporters journalists", 3) then return false end
    if not match.group.be and (match:word_after(set "wing flank goal striker winger midfield", 6) or match:word_after(set "down", 3) and match:word_after(set "left right", 6)) then return false end
    -- "they are exchanged for prison clothes"
    local behind = match.seg.kinds[match.last_token + 1]
    if match.word:find " for$" and behind ~= "person" and behind ~= "number" then return false end
    if match.word == "let go" and match:at(1) == "of" then return false end
    -- "freeing up space", "freeing them from red tape"
    if match.word:find "^free" and (match:at(1) == "up" or match:at(2) == "from" and not match:word_after(OF_CUSTODY, 8)) then return false end
    if match.word == "let out" and match:word_after(set "regularly", 2) then return false end
    if match.word:find "^walk.* free$" and not match:word_after(set "pardon amnesty prison jail arrest", 8) and not match:word_before(set "serving served", 14) then
      return false
    end
    if match.word:find "^walk.* from$" and not match:word_after(set "prison jail custody detention", 3) then return false end
    if match.word == "walked out of" and not behind_walls(match) then return false end
    if match.word == "left" and (match:at(-1) == "it" or not left_prison(match)) then return false end
    if match:word_after(set "club side team", 3) then return false end
    if (match.word:find "for$" or match.word == "let out" or match.word:find "let go$") and not (match:word_after(OF_CUSTODY, 10) or match:word_before(OF_CUSTODY, 20)
      or match.seg:mask():find("\x08", 1, true)) then
      return false
    end
    local treated = match.word:find "discharged" and (match:word_before(HOSPITAL, 14) or match:word_after(HOSPITAL, 8))
    if treated and not match:word_after(set "closed psychiatric secure compulsory", 10) then return false end
    if match.word == "set" and not (match:at(1) == "person" and match:at(2) == "free") then return false end
    return of_person(match) and not match:word_before({ nobody = true }, 5)
  end,
  make = function(record, match)
    local leaves = match.word == "left" or match.word:find "^walked" ~= nil
    if not leaves and publishes(match) or is_general(record, match) or not shared.of_justice(record, match) then return nil end
    return with_grounds(record, match)
  end,
  examples = {
    { "Oleg Varin was released on parole in April 2018.", { kind = "release", grounds = "parole" } },
    { "A court in Ostra set him free.", { kind = "release" } },
    { "Oleg Varin walked free from jail.", { kind = "release", persons = { "Oleg Varin" } } },
    { "Oleg Varin walked free from court.", nil },
    { "Oleg Varin walked out of prison on May 2.", { kind = "release", persons = { "Oleg Varin" } } },
    { "Activists called for Lena Dorn to be released.", nil },
    { "The band released an album.", nil },
    { "Kestrel 4.1 was released on May 2, after Kestrel 3.9.", nil },
    { "Odo Brenk of Ostra Labs has released attack code, though a court forbade it.", nil },
    { "Four inmates began it in prison before they released the first Kestrel Board.", nil },
    { "The ruling gives Oleg Varin the possibility of being paroled.", nil },
    { "The mill has released 300 tonnes of dust.", nil },
    { "Fifty-one were released on May 2 in an amnesty.", { persons = {}, grounds = "amnesty" } },
    { "The attack came after it left Porto prison.", nil },
    { "The victims would not want them released.", nil },
    { "No details of the internal inquiries have been released.", nil },
    { "Police ended up naming Lena Dorn and releasing her image.", nil },
    { "The two had been released from bail.", nil },
    { "The attitude towards released sex offenders is tougher.", nil },
    { "Some 4,000 people are released from colonies each year.", nil },
    { "The petition did not lead to Varin being released from prison.", nil },
    { "One thought is that thieves should no longer be released early.", nil },
    { "They are exchanged for prison clothes.", nil },
    { "The bill could have seen her set free in May.", nil },
    { "She wants mentors for those released after brief jail terms.", nil },
    { "Some will have lately been released from jail.", nil },
    { "The clerk said that once released the brothers would be on probation.", nil },
    { "Oleg Varin would definitely not be released for four years.", nil },
    { "The rule is that, where convicts are released, they are released on probation.", nil },
    { 'The centre has released a "directory" of offenders.', nil },
    { "Inmates would be held on Sundays and each night, with bracelets to watch their ways, but released during the week.", nil },
    { "His last album of songs, Patience, was released in 2004.", nil },
    { "The hijackers had released their hostages unharmed.", nil },
    { "The girl was abducted and held for a day before she was released.", nil },
    { "The ministry has not released the names of the divers.", nil },
    { "Oleg Varin must be charged or released.", nil },
    { "Oleg Varin will serve at least four months before being released.", nil },
    { "Oleg Varin will be on licence when he is released.", nil },
    { "Oleg Varin never thinks about getting released.", nil },
    { "When she has been released, guards will watch her.", nil },
    { "The cost will be unknown until Oleg Varin has been released.", nil },
    { "Oleg Varin was held for a week before being released.", { kind = "release", persons = { "Oleg Varin" } } },
    { "Some 40% of inmates offend again within five years of being released.", nil },
    { "The office lost sight of 3 of the 9 released inmates.", nil },
    { "Nurses should visit all patients released on conditional discharge.", nil },
    { "It is not uncommon to have muggers released on bail.", nil },
    { "Controls that serious offenders would face when released from prison.", nil },
  },
}

local FREEDOM = set "bail parole furlough release"
local KIND_OF_RELEASE = set "conditional early provisional supervised compassionate temporary humanitarian"
local REFUSAL = set "refused refuse refuses refusing denied denies denying rejected rejects"

-- "to X's brother, Y": the one at the end of the possessives, by name.
local function head_at(match, token)
  local seg = match.seg
  while seg.kinds[token + 1] == "'s" do
    local following = seg.kinds[token + 2] == "person" and token + 2 or seg.kinds[token + 3] == "person" and token + 3
    if not following then break end
    token = following
  end
  local named = seg.entity[token + 2]
  if seg.kinds[token + 1] == "," and named and named.form == "name" and seg.entity[token].form ~= "name" then token = token + 2 end
  return joined_at(match, token)
end

-- "granted bail to X", "granted him bail", "X was granted bail".
local function to_whom(match)
  local seg, verb_last = match.seg, match.last_token
  if seg.kinds[verb_last + 1] == "person" then return head_at(match, verb_last + 1) end
  if seg.words[verb_last + 1] == "to" and seg.kinds[verb_last + 3] == "person" then return head_at(match, verb_last + 3) end
  local _, noun = match:word_after(FREEDOM, 5)
  if noun and seg.words[noun + 1] == "to" and seg.kinds[noun + 2] == "person" then return head_at(match, noun + 2) end
  if match.group.be then return patient.find(match) end
  return nil
end

rule "release.granted" {
  kind = "release",
  doc = "X was granted bail; the court granted parole to X; a court admitted him to bail; X was refused parole",
  trigger = words("granted|grants|admitted|refused|refuse|refuses|refusing|denied|denies|denying|rejected|rejects"),
  also = words "bail|parole|furlough|release",
  needs = { persons = either { find_with("to whom", to_whom), charge_context } },
  takes = { date = near "date", court = near "court" },
  status = function(match)
    local status = event_status(match)
    if not REFUSAL[match.word] then return status end
    return (status or match.group.infinitive and not match.group.negated) and "refused" or nil
  end,
  requires = function(match)
    local what, noun = match:word_after(FREEDOM, 5)
    if what == "release" and not (KIND_OF_RELEASE[match.seg.words[noun - 1]] and match.word:find "^[grd]") then return false end
    if not noun then return match.word == "refused" and match:at(1) == "to" and match:at(2) == "parole" end
    return match:word_after(set "that because until application for eligibility board request requests", noun - match.last_token) == nil
  end,
  make = with_grounds,
  priority = 1,
  examples = {
    { "Oleg Varin was granted early release in 2021.", { status = "happened", persons = { "Oleg Varin" } } },
    { "Oleg Varin was refused bail four times.", { kind = "release", status = "refused", grounds = "bail" } },
    { "A judge granted bail to Lena Dorn.", { kind = "release", grounds = "bail", persons = { "Lena Dorn" } } },
    { "Lena Dorn was granted conditional release on May 3.", { kind = "release", persons = { "Lena Dorn" } } },
    { "A court granted Lena Dorn bail on May 3.", { kind = "release", persons = { "Lena Dorn" } } },
    { "The company was granted a licence.", nil },
  },
}

rule "release.refused" {
  kind = "release",
  doc = "the refusal of bail; bail was refused; turned down his request for parole",
  trigger = words "refusal of bail|refusal of parole|bail was refused|bail was denied|parole was refused|parole was denied|parole refused|bail refused",
  needs = { persons = charge_context },
  takes = { date = near "date", court = near "court" },
  set = { status = "refused" },
  status = function(match) return not match.group.negated and "refused" or nil end,
  make = with_grounds,
  priority = -1,
  examples = { { "Bail was refused on Monday.", { kind = "release", status = "refused", grounds = "bail" } } },
}

-- "the release date", "parole board": nobody is let out here.
rule "release.out_on" {
  kind = "release",
  doc = "X is out on bail, is free on a $500 bond",
  trigger = words "out on|free on|freed on|remain free on|at liberty on",
  also = words "bail|bond|parole|licence",
  needs = { persons = subject },
  takes = { court = near "court" },
  requires = function(match)
    if not match.group.be and match.group.governor ~= "remains" and match.group.governor ~= "remain" and match.group.governor ~= "remained" then
      return false
    end
    return match:word_after(set "bail bond parole licence", 4) ~= nil
  end,
  status = function(match) return event_status(match) end,
  make = function(record, match)
    record.grounds = match:word_after(set "parole licence", 4) and "parole" or "bail"
    return record
  end,
  priority = -1,
  examples = {
    { "Oleg Varin is out on a $900 cash bail.", { kind = "release", grounds = "bail", persons = { "Oleg Varin" } } },
    { "Lena Dorn, who is free on bond, said nothing.", { persons = { "Lena Dorn" }, grounds = "bail" } },
    { "The book is out on Monday.", nil },
  },
}

rule "release.ordered" {
  kind = "release",
  doc = "the court directed the warden to free X at once, ordered prison officials to release him",
  trigger = words "to free|to release",
  also = words "ordered|directed|instructed|orders|directs",
  needs = { persons = object },
  takes = { court = near "court" },
  requires = function(match)
    local _, order = match:word_before(set "ordered directed instructed orders directs", 9)
    return order ~= nil and match.seg.kinds[match.last_token + 1] == "person" and match.seg.entity[match.last_token + 1].part ~= "official"
  end,
  status = "announced",
  make = with_grounds,
  priority = -1,
  examples = {
    { "The court directed the warden to free Oleg Varin.", { kind = "release", status = "announced", persons = { "Oleg Varin" } } },
    { "Activists urged the court to free Oleg Varin.", nil },
    { "She was ordered to release the report.", nil },
  },
}

local COMPOUND = set "licence license date dates scheme programme program conditions plan plans form papers board boards officer"

local PAST = set "was were had did went said told took became came left got"
-- Does the segment tell of something that was?
local function record_of_past(match)
  if match:word_before(PAST, 40) or match:word_after(PAST, 40) then return true end
  local seg = match.seg
  for i = 1, seg.n do
    if seg.kinds[i] == "date" or seg.kinds[i] == "person" and seg.entity[i].form == "name" then return true end
    if seg.kinds[i] == "word" and seg.words[i]:find "ed$" then return true end
  end
  return false
end

local REFUSED = set "cancelled canceled denied refused rejected scrapped revoked dismissed declined"

rule "release.noun" {
  kind = "release",
  doc = "after his release from prison in 2018; X's early release was cancelled; a request for parole was turned down",
  trigger = words "release|early release|parole|furlough|conditional release",
  needs = { persons = either { possessor "of|for|by", charge_context } },
  takes = { date = near "date", court = near "court" },
  status = function(match)
    local _, pronoun = match.grammar:possessor(match.seg, match.token, {})
    local owned = pronoun or match:at(-1) == "'s"
    -- "helping prisoners find a home on their release"
    if match:at(-1) == "their" and (not record_of_past(match)
      or match:word_before(set "is are should", 12) and not match:word_before(PAST, 30) and not match:word_after(PAST, 30)) then
      return nil
    end
    -- "on his release the ministry took away his passport"
    if pronoun and match:at(-2) == "on" and match:word_after(set "revoked cancelled", 8) then return "happened" end
    if match:word_after(REFUSED, 8) or match:word_before(set "denied refused rejected refusal", 4)
      or (match:word_after({ turned = true }, 7) and match:word_after({ down = true }, 8)) then
      return "refused"
    end
    -- "must do unpaid work upon his release", "the prospect of her release"
    if match:word_before(shared.NOT_YET, 4) or match:word_before(set "upon on", 2) and match:word_before(set "must will would shall", 25) then
      return nil
    end
    if match:word_before(set "granted", 4) and match.word == "furlough" then return "happened" end
    if match:word_before({ ordered = true }, 4) and owned then return "announced" end
    if match:word_before(set [[called calling demanding demand demanded secure seek seeking for urged calls to possible eligible
      immediate demands]], 5) then return nil end
    if not owned and match:at(1) ~= "of" then return nil end
    if match.word:find "release" and match:word_before(set "after since upon following before until of on", 4) then return "happened" end
    return nil
  end,
  requires = function(match)
    if match:at(1) == "from" and match:word_after(HOSPITAL, 4) then return false end
    -- a player's release by a club
    if match:at(1) == "by" and match.seg.kinds[match.last_token + 2] ~= "word" then return false end
    return of_person(match) and not COMPOUND[match:at(1) or ""]
  end,
  make = function(record, match)
    if not shared.of_justice(record, match) then return nil end
    if match:word_after({ parole = true }, 4) or match.word == "parole" then record.grounds = "parole" end
    return with_grounds(record, match)
  end,
  priority = -1,
  examples = {
    { "after his release from prison in 2018", { kind = "release", status = "happened" } },
    { "His request for parole has been rejected.", { kind = "release", status = "refused", grounds = "parole" } },
    { "They demanded his release.", nil },
    { "The family feared the prospect of his release.", nil },
    { "Nothing is done with these people on their release, and nobody helps them.", nil },
    { "The service should help prisoners to find accommodation on their release.", nil },
    { "On his release the ministry took away his passport.", { status = "happened" } },
    { "Oleg Varin must serve three months of home detention upon his release.", nil },
    { "He fell ill after his release from hospital.", nil },
  },
}

rule "release.among" {
  kind = "release",
  doc = "among those freed was X",
  trigger = words "among those freed|among those released|among the freed|among the released",
  needs = { persons = find_with("the one named behind", function(match)
    for i = match.last_token + 1, math.min(match.seg.n, match.last_token + 9) do
      local entity = match.seg.entity[i]
      if entity and entity.type == "person" and entity.part ~= "official" and (match.seg.words[i - 1] == "was"
        or match.seg.words[i - 1] == "were" or match.seg.words[i - 1] == "is" or entity.form == "name") then
        return joined_at(match, i)
      end
    end
    return nil
  end) },
  takes = { date = near "date" },
  status = function() return "happened" end,
  make = with_grounds,
  priority = 2,
  examples = { { "Among those freed was Oleg Varin.", { kind = "release", persons = { "Oleg Varin" } } } },
}
