-- Sentences that other words tell: what follows where a fine is not paid,
-- things that are seized, terms that are left as they were.
local set = word_set

local function penalty_at(seg, i)
  if seg.kinds[i] == "penalty" then return seg.entity[i] end
  local term = term_of(seg, i)
  return term and { penalty = "imprisonment", duration = term.value, mod = term.mod, first = term.first, last = term.last, token = i, bare = true }
end

-- ------------------------------------------------------------ fines that are not paid

rule "sentence.in_default" {
  kind = "sentence",
  doc = "… or, in default, TERM in jail; six months in default of payment; failing which he will serve TERM",
  trigger = words "in default|failing which|in lieu of payment",
  needs = { penalty = find_with("the term in default", function(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 10) do
      local item = (seg.kinds[i] == "penalty" or seg.kinds[i] == "duration") and penalty_at(seg, i)
      if item then return item.penalty == "imprisonment" and { item } or nil end
      if seg.kinds[i] == "money" or seg.kinds[i] == ";" then break end
    end
    for i = match.token - 1, math.max(1, match.token - 5), -1 do
      local item = (seg.kinds[i] == "penalty" or seg.kinds[i] == "duration") and penalty_at(seg, i)
      if item then return item.penalty == "imprisonment" and { item } or nil end
      if seg.kinds[i] == "," or seg.kinds[i] == "money" then return nil end
    end
    return nil
  end) },
  takes = { persons = find_with("the one fined", function(match)
    local _, token = match:word_before(set "fined ordered sentenced jailed", 30)
    return token and patient_at(match, token) or context_person(match)
  end) },
  requires = function(match)
    return match.seg.folded:find("%f[%a]fine", 1) ~= nil or match:word_before(set "pay", 30) ~= nil or match.seg.folded:find("payment of", 1, true) ~= nil
  end,
  status = "possible",
  priority = 9,
  examples = {
    { "Lena Dorn was ordered to pay 900 euros, in default of which she will serve 40 days in prison.", { status = "possible", duration = "P40D" } },
    { "Lena Dorn was fined 900 euros, failing which she would spend a month in jail.", { status = "possible", duration = "P1M" } },
    { "The bank is in default of two years of interest.", nil },
  },
}

-- ------------------------------------------------------------ things that are seized

local UNDONE = set "set overturned quashed lifted annulled revoked reversed cancelled canceled"
local KEPT = set "upheld confirmed affirmed uphold"
local ORDERS = set "ordered orders ordering imposed ruled upheld confirmed decreed"
local THING = set [[house home houses homes flat flats apartment apartments property properties land estate assets money car cars vehicle vehicles
  truck trucks hotel phone phones laptop laptops computer computers passport club yacht boat boats plane jewellery jewelry gold savings
  account accounts farm villa villas equipment cash belongings shares funds building buildings premises business businesses factory camera
  cameras goods]]

rule "sentence.seizure_ordered" {
  kind = "sentence",
  doc = "a court ordered the seizure of THINGS; annulled the confiscation of her camera",
  trigger = words "confiscation|forfeiture|seizure",
  takes = { persons = find_with("whose it is", function(match)
    local seg = match.seg
    local owner = match.last_token + 2
    if match.grammar.determiners[seg.words[owner] or ""] ~= "possessive" then return nil end
    return { { type = "person", form = "pronoun", part = "person", pronoun = seg.words[owner], plural = seg.words[owner] == "their",
      gender = seg.words[owner] == "his" and "m" or seg.words[owner] == "her" and "f" or nil,
      possessive_pronoun = true, first = seg.starts[owner], last = seg.ends[owner] } }
  end), date = near "date", court = near "court" },
  requires = function(match)
    if match:at(1) ~= "of" or match.group.be then return false end
    local order = match:word_before(ORDERS, 4) or match:word_before(UNDONE, 4)
    return order ~= nil and not match:word_after(set "evidence documents files drugs weapon weapons", 5) and match:word_after(THING, 9) ~= nil
  end,
  set = { penalty = "confiscation" },
  status = function(match)
    local undone, token = match:word_before(UNDONE, 4)
    if not token then token = select(2, match:word_before(ORDERS, 4)) end
    if modality(match, token) ~= "asserted" then return nil end
    if undone then return "overturned" end
    return match:word_before(KEPT, 4) and "upheld" or "imposed"
  end,
  make = function(record, match)
    local seg = match.seg
    local _, token = match:word_before(UNDONE, 4)
    if not token then token = select(2, match:word_before(ORDERS, 4)) end
    record.first = math.min(record.first, seg.starts[token] + seg.first - 1)
    local _, thing = match:word_after(THING, 9)
    record.last = math.max(record.last, seg.ends[thing] + seg.first - 1)
    return record
  end,
  priority = -4,
  examples = {
    { "The judge ordered the seizure of a yacht in Ostra and two cars.", { penalty = "confiscation", status = "imposed" } },
    { "The judges set aside the confiscation of her passport and laptop.", { penalty = "confiscation", status = "overturned" } },
    { "Troops stopped the seizure of a hotel.", nil },
  },
}

rule "sentence.ordered_seized" {
  kind = "sentence",
  doc = "their house was ordered seized; the judge ordered his car seized",
  trigger = words "seized|confiscated|forfeited",
  also = words "ordered",
  takes = { persons = find_with("whose it is", function(match)
    local _, token = match:word_before(THING, 8)
    local owner, pronoun = match.grammar:possessor(match.seg, token or match.token)
    if not owner then return nil end
    if not pronoun then return joined_at(match, owner) end
    local seg = match.seg
    return { { type = "person", form = "pronoun", part = "person", pronoun = seg.words[owner], plural = seg.words[owner] == "their",
      possessive_pronoun = true, first = seg.starts[owner], last = seg.ends[owner] } }
  end), date = near "date", court = near "court" },
  requires = function(match)
    local _, token = match:word_before(set "ordered", 7)
    if not token or match.group.be or not match:word_before(THING, 9) then return false end
    return token == match.token - 1 or match.seg.kinds[match.token - 1] ~= "," and not match:word_before(set "and to be who after", 3)
  end,
  set = { penalty = "confiscation" },
  status = "imposed",
  priority = 1,
  examples = {
    { "Their house was ordered seized by the court.", { penalty = "confiscation" } },
    { "The judge ordered Oleg Varin’s car seized.", { penalty = "confiscation", persons = { "Oleg Varin" } } },
    { "The house that police seized was old.", nil },
  },
}

-- ------------------------------------------------------------ terms that stay, or go

local UNCHANGED = set "unchanged untouched intact unaltered standing"
local LEFT_NOUN = set "sentence sentences term terms fine fines verdict verdicts punishment penalty"

local function left_penalty(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 9) do
    if seg.kinds[i] == "penalty" then return { seg.entity[i] } end
    if seg.kinds[i] == "," or seg.kinds[i] == ";" or UNCHANGED[seg.words[i] or ""] then break end
  end
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 4) do
    if seg.kinds[i] == "word" and LEFT_NOUN[seg.words[i]] then
      return { { penalty = seg.words[i]:find "^fine" and "fine" or "unspecified", first = seg.starts[i], last = seg.ends[i], token = i } }
    end
  end
  return nil
end

rule "sentence.left_unchanged" {
  kind = "sentence",
  doc = "a court left the sentences of X unchanged; leaving the fine untouched; left a term in place",
  trigger = words "left|leaving|leaves",
  also = words "unchanged|untouched|intact|unaltered|standing|in place|in force",
  needs = { penalty = find_with("what is left", left_penalty) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  requires = function(match)
    local word, token = match:word_after(set "unchanged untouched intact unaltered standing place force", 14)
    return word ~= nil and ((word ~= "place" and word ~= "force") or match.seg.words[token - 1] == "in")
  end,
  status = function(match) return modality(match) == "asserted" and "upheld" or nil end,
  priority = 7,
  examples = {
    { "The court left the sentences of his partners unchanged.", { status = "upheld", penalty = "unspecified" } },
    { "The judges cut her term, leaving a fine of 300 euros untouched.", { status = "upheld", penalty = "fine", amount = 300 } },
    { "The storm left the pier intact.", nil },
  },
}

rule "sentence.commuted_before" {
  kind = "sentence",
  doc = "the president commuted X's sentence to TERM: the earlier sentence, of which the lines before tell",
  trigger = words "commuted",
  also = words "sentence|sentences|term|terms",
  needs = { noun = find_with("the sentence told before", function(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 6) do
      if seg.kinds[i] == "word" and (seg.words[i] == "sentence" or seg.words[i] == "sentences" or seg.words[i] == "term") then
        return { { first = seg.starts[i], last = seg.ends[i] } }
      end
      local entity = seg.kinds[i] == "penalty" and seg.entity[i]
      if entity then
        local _, last, noun = seg.folded:find("^(%l+) to ", entity.first)
        return (noun == "sentence" or noun == "sentences" or noun == "term") and { { first = entity.first, last = last - 4 } } or nil
      end
      if seg.kinds[i] == "," or seg.kinds[i] == ";" then return nil end
    end
    return nil
  end) },
  takes = { persons = term_owner, date = near "date" },
  set = { penalty = "unspecified" },
  status = function(match) return not match.group.be and modality(match) == "asserted" and "replaced" or nil end,
  make = function(record)
    record.noun = nil
    record.told_before = true
    return record
  end,
  priority = -3,
  examples = {
    { "Oleg Varin was sentenced to nine years in prison. In May the king commuted Oleg Varin’s sentence to six years.",
      { status = "replaced", duration = "P9Y", persons = { "Oleg Varin" } } },
    { "Workers commuted to the mine.", nil },
  },
}

rule "sentence.commuted_behind" {
  kind = "sentence",
  doc = "commuted to LIFE the death sentence of X: the old penalty behind the new one",
  trigger = words "commuted|commuting|reduced|reducing",
  needs = { penalty = find_with("the penalty behind the new one", function(match)
    local seg, list = match.seg, {}
    if match:at(1) ~= "to" then return nil end
    for i = match.last_token + 2, math.min(seg.n, match.last_token + 10) do
      if seg.kinds[i] == "penalty" then list[#list + 1] = seg.entity[i] end
      if seg.kinds[i] == "," or seg.kinds[i] == ";" then break end
      if #list == 1 and seg.kinds[i] == "word" and seg.words[i] ~= "the" and seg.words[i] ~= "his" and seg.words[i] ~= "her" then return nil end
    end
    return #list == 2 and { list[2] } or nil
  end) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  status = function(match) return not match.group.be and modality(match) == "asserted" and "replaced" or nil end,
  priority = 7,
  examples = {
    { "The king commuted to life in prison the death sentence of Ivan Reed.", { status = "replaced", penalty = "death", persons = { "Ivan Reed" } } },
    { "The king reduced to two years a queue of letters.", nil },
  },
}

-- ------------------------------------------------------------ parts of a term

rule "sentence.part_at_home" {
  kind = "sentence",
  doc = "TERM of probation, the first TERM of which under house arrest",
  trigger = words "home detention|home confinement|house arrest|home incarceration",
  needs = { penalty = find_with("the part at home", function(match)
    local seg, part = match.seg, false
    for i = match.token - 1, math.max(1, match.token - 11), -1 do
      if seg.words[i] == "which" and seg.words[i - 1] == "of" then part = true end
      local term = part and term_of(seg, i)
      if term then return { { penalty = "house_arrest", duration = term.value, first = term.first, last = match.last, token = i } } end
      if seg.kinds[i] == ";" then return nil end
    end
    return nil
  end) },
  takes = { persons = find_with("the one sentenced", function(match)
    local _, token = match:word_before(set "sentenced given ordered jailed", 34)
    return token and patient_at(match, token) or context_person(match)
  end), date = near("date", 40), court = near("court", 40) },
  status = "imposed",
  priority = 4,
  examples = {
    { "Lena Dorn was sentenced to two years’ probation, the first five months of which under house arrest.",
      { penalty = "house_arrest", duration = "P5M", persons = { "Lena Dorn" } } },
    { "She was under house arrest.", nil },
  },
}

rule "sentence.activated" {
  kind = "sentence",
  doc = "had TERM of a suspended sentence activated; the court activated TERM",
  trigger = words "activated|activating",
  needs = { penalty = find_with("the term activated", function(match)
    local seg = match.seg
    for distance = 1, 7 do
      for _, i in ipairs { match.token - distance, match.last_token + distance } do
        local term = i >= 1 and i <= seg.n and (seg.kinds[i] == "penalty" or seg.kinds[i] == "duration") and penalty_at(seg, i)
        if term and term.duration then
          return { { penalty = "imprisonment", duration = term.duration, first = term.first, last = term.last, token = i } }
        end
      end
    end
    return nil
  end) },
  takes = { persons = find_with("the one who has it", function(match)
    local _, token = match:word_before(set "had has", 12)
    local found = token and match.grammar:subject(match.seg, token)
    return found and joined_at(match, found) or context_person(match)
  end), date = near "date", court = near "court" },
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  requires = function(match)
    local all = match.seg.folded
    return all:find("sentence", 1, true) ~= nil or all:find("suspended", 1, true) ~= nil or all:find("consecutive", 1, true) ~= nil
  end,
  priority = 3,
  examples = {
    { "Oleg Varin had ten weeks of an earlier sentence activated.", { penalty = "imprisonment", duration = "P10W", persons = { "Oleg Varin" } } },
    { "The alarm was activated.", nil },
  },
}
