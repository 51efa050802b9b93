-- What became of a sentence: cut, extended, replaced by another, upheld, overturned.

local set = word_set
local TERM = set "term sentence terms sentences imprisonment prison custody punishment penalty jail that"
local NOUN = set "term sentence terms sentences imprisonment penalty punishment"

local function penalty_near(match)
  for i = match.token - 1, math.max(1, match.token - 10), -1 do
    if match.seg.kinds[i] == "penalty" then return true end
  end
  for i = match.last_token + 1, math.min(match.seg.n, match.last_token + 5) do
    if match.seg.kinds[i] == "penalty" then return true end
  end
  return false
end

-- "whose ten-year sentence, handed down in May, had been cut": what the verb is said of.
local function is_of_term(match)
  local seg = match.seg
  local i = match.group.be and match.grammar:verb_group(seg, match.token) or 0
  if seg.kinds[i] ~= "," then return false end
  for j = i - 1, math.max(2, i - 25), -1 do
    if seg.kinds[j] == "," then return seg.kinds[j - 1] == "penalty" or NOUN[seg.words[j - 1] or ""] == true end
    if seg.kinds[j] == ";" then return false end
  end
  return false
end

local function about_a_term(match)
  return is_of_term(match) or penalty_near(match) or number_to.find(match) ~= nil or match:word_before(NOUN, 12)
    or match:word_after(NOUN, 7) or match.seg.kinds[match.token - 1] == "penalty" or match.seg.kinds[match.last_token + 1] == "penalty"
end

local CHANGED = { reduced = "reduced", cut = "reduced", shortened = "reduced", lowered = "reduced", slashed = "reduced",
  shaved = "reduced", knocked = "reduced", trimmed = "reduced", docked = "reduced", cutting = "reduced", reducing = "reduced", cuts = "reduced",
  halved = "reduced", extended = "extended", increased = "extended", lengthened = "extended", prolonged = "extended", raised = "extended",
  added = "extended", extending = "extended", increasing = "extended", adding = "extended" }

local OFF = { off = true, from = true, of = false }
-- "knocked a year off her sentence", "cut five months from the term"
local function is_taken_off(seg, i)
  if not OFF[seg.words[i + 1] or ""] then return false end
  for j = i + 2, math.min(seg.n, i + 8) do
    if seg.kinds[j] == "penalty" or seg.kinds[j] == "word" and NOUN[seg.words[j]] then return true end
    if seg.kinds[j] == "," or seg.kinds[j] == ";" then return false end
  end
  return false
end

local function size_of_change(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 9) do
    if crosses_clause(match, i) then return nil end
    if term_of(seg, i) then
      local before = seg.words[i - 1]
      if is_taken_off(seg, i) or before == "by" or seg.words[i - 2] == "by" or (match.word == "shaved" or match.word:find "^add") and i <= match.last_token + 3 then
        return { seg.entity[i] }
      end
      return nil
    end
  end
  if match.word == "added" and match.group.be then
    for i = match.token - 1, math.max(1, match.token - 5), -1 do
      if term_of(seg, i) then return { seg.entity[i] } end
    end
  end
  return nil
end

rule "sentence.changed_by" {
  kind = "sentence",
  doc = "his term was cut by eight months; extended by two years; 70 days were added to it: the size of the change",
  trigger = words "reduced|cut|shortened|lowered|slashed|extended|increased|lengthened|prolonged|raised|shaved|knocked|trimmed|docked|added|cutting|reducing|extending|increasing|adding|cuts",
  also = words "sentence|sentences|term|terms|imprisonment|prison|custody|jail|detention|punishment|jailing",
  needs = { term = find_with("size of the change", size_of_change) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  requires = function(match)
    if match.word:find "^add" then return match:word_after(set "to for", 6) ~= nil end
    return match:word_before(TERM, 10) or about_a_term(match)
  end,
  set = { penalty = "imprisonment" },
  status = function(match)
    if modality(match) ~= "asserted" then return nil end
    return CHANGED[match.word]
  end,
  make = function(record, match)
    local term = match.found.term[1]
    record.term = nil
    record.duration, record.mod, record.same_kind = term.value, term.mod, true
    record.core = term.first + match.seg.first - 1
    if match.word:find "^add" and not match:word_after(set "sentence term it to that for prison", 8) then return nil end
    return record
  end,
  priority = 9,
  examples = {
    { "Her jail term was then cut by six months.", { status = "reduced", duration = "P6M" } },
    { "Appeal judges knocked 18 months off the prison sentence of Oleg Varin.", { status = "reduced", duration = "P18M", persons = { "Oleg Varin" } } },
    { "The court trimmed two years from Lena Dorn’s term.", { status = "reduced", duration = "P2Y", persons = { "Lena Dorn" } } },
    { "He knocked four seconds off the record.", nil },
    { "Output was cut by 20 percent.", nil },
  },
}

-- "from 12 to nine years": the number has the unit of the new term.
local function old_number(seg, i)
  local entity, new = seg.entity[i], seg.entity[i + 2]
  if seg.kinds[i] == "number" and seg.words[i + 1] == "to" and new and (new.type == "penalty" or new.type == "duration") then
    local unit = (new.duration or new.value or ""):match "^P%d+([YMWD])$"
    local amount = tonumber(entity.value)
    return unit and math.type(amount) == "integer" and { penalty = new.penalty, duration = "P" .. amount .. unit, first = entity.first,
      last = entity.last } or nil
  end
  return nil
end

local COUNTED = { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10, eleven = 11, twelve = 12,
  fifteen = 15, twenty = 20 }
-- "[from] six to 34 years", which is a range elsewhere.
local function range_of(seg, token)
  local entity = seg.kinds[token] == "penalty" and seg.entity[token] or term_of(seg, token)
  local unit = entity and (entity.duration or entity.value or ""):match "^P%d+([YMWD])$"
  local low, last = seg.folded:match("^([%w]+)() to %w", entity and entity.first or 1)
  local count = unit and low and (COUNTED[low] or tonumber(low))
  if not count then return nil end
  local new = { penalty = entity.penalty or "imprisonment", duration = entity.duration or entity.value, first = last + 4, last = entity.last,
    token = token }
  return { { penalty = new.penalty, duration = ("P%d%s"):format(count, unit), first = entity.first, last = last - 1, token = token,
    status = "replaced" }, new }
end

-- "from seven years to five": the old term and the new one.
local HANDED = set "handed given imposed awarded"
local function from_to(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 22) do
    -- "cut the term handed to X from ten years to four"
    local handed = HANDED[seg.words[i]] and (TERM[seg.words[i - 1] or ""] or seg.kinds[i - 1] == "penalty")
    if crosses_clause(match, i) and not handed then return nil end
    -- "cut to three years from six": the unit of the new one
    local counted = seg.words[i - 1] == "from" and seg.kinds[i] == "number" and seg.words[i + 1] ~= "to" and seg.kinds[i + 1] ~= "word"
      and (seg.kinds[i - 2] == "penalty" and seg.entity[i - 2] or term_of(seg, i - 2))
    if counted then
      local unit, count = (counted.duration or counted.value or ""):match "([YMWD])$", tonumber(seg.entity[i].value)
      if not unit or not count then return nil end
      return { { penalty = counted.penalty or "imprisonment", duration = ("P%d%s"):format(count, unit), first = seg.entity[i].first,
        last = seg.entity[i].last, token = i, status = "replaced" } }
    end
    local whole = seg.words[i - 1] == "from" and range_of(seg, i)
    if whole then return whole end
    local old = seg.words[i - 1] == "from" and (seg.kinds[i] == "penalty" and seg.entity[i] or term_of(seg, i) or old_number(seg, i))
    if old then
      local first = { penalty = old.penalty or "imprisonment", duration = old.duration or old.value, count = old.count, first = old.first,
        last = old.last, token = i, status = "replaced" }
      local list = read_penalties(match, first, i, "imprisonment", true)
      return list
    end
  end
  return nil
end

rule "sentence.changed_from" {
  kind = "sentence",
  doc = "a court cut X's sentence from OLD to NEW",
  trigger = words "reduced|cut|shortened|lowered|commuted|changed|increased|extended|softened|raised|lowering|reducing|cutting|increasing|raising|slashed|cuts",
  also = words "from",
  needs = { penalty = find_with("old and new penalty", from_to) },
  takes = { persons = term_owner, offence = shared.by_penalty, date = near "date", court = near "court" },
  -- "the maximum sentence was raised from two years": a law
  requires = function(match) return about_a_term(match) and not match:word_before(set "maximum", 10)
    and not match:word_after(set "average", 12) end,
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  priority = 10,
  examples = {
    { "A court cut the term of Oleg Varin to three years from six.", { status = "replaced", duration = "P6Y" } },
    { "A court cut the jail term handed to Oleg Varin from ten years to four.", { status = "replaced", duration = "P10Y", persons = { "Oleg Varin" } } },
    { "The maximum sentence was raised from two years to four.", nil },
    { "The court cut the sentence of Oleg Varin from seven years to five.", { status = "replaced", duration = "P7Y" } },
    { "The court cut the sentence of Oleg Varin from 11 to eight years in prison.", { status = "replaced", duration = "P11Y" } },
    { "Judges raised his prison term from three to five years.", { status = "replaced", duration = "P3Y" } },
  },
}

local to_penalty = penalties("to", { reach = 12, bare = "imprisonment" })
local by_penalty = penalties("to|with|by", { reach = 12, bare = "imprisonment" })
-- "reduced the term to nine years": the term and its new length are one.
local function term_with_length(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 4) do
    if seg.kinds[i] == "penalty" then
      local entity = seg.entity[i]
      return seg.folded:find("^%l+ ?%l* to ", entity.first) and read_penalties(match, entity, i, "imprisonment") or nil
    end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "person" and seg.kinds[i] ~= "'s" then return nil end
  end
  return nil
end
-- Of a term that only changes its length the lines before tell what it is.
local LENGTH = set "reduced cut shortened lowered increased extended raised cuts reducing lowering halved doubled slashed lengthened prolonged"
rule "sentence.changed_to" {
  kind = "sentence",
  doc = "the sentence was reduced to TERM, commuted to TERM: the new penalty",
  trigger = words "reduced|cut|shortened|lowered|commuted|changed|increased|extended|replaced|converted|softened|mitigated|raised|revised|cuts|lifted|reducing|commuting|lowering|halved|doubled",
  needs = { penalty = find_with("the new penalty", function(match)
    return (match.word == "replaced" or match.word == "commuted" or match.word == "changed") and by_penalty.find(match) or to_penalty.find(match) or number_to.find(match) or term_with_length(match)
  end) },
  takes = { persons = term_owner, offence = shared.by_penalty, date = near "date", court = near "court" },
  requires = function(match)
    return about_a_term(match) and not match:word_after(set "average", 8) and not match:word_before(set "average", 8)
  end,
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  make = function(record, match)
    -- "cut nine months from the term": what was taken off
    local item = match.found.penalty[1]
    if item.bare and item.token and is_taken_off(match.seg, item.token) then return nil end
    record.same_kind = LENGTH[match.word] and item.bare or nil
    return record
  end,
  priority = 2,
  examples = {
    { "The appeals court reduced the term to nine years.", { status = "imposed", duration = "P9Y" } },
    { "Lena Dorn was sentenced to two years of restricted freedom. Later the term was raised to four years.",
      { status = "imposed", penalty = "restricted_freedom", duration = "P4Y" } },
    { "On appeal his sentence was reduced to four years in prison.", { status = "imposed", duration = "P4Y" } },
  },
}

rule "sentence.replaced" {
  kind = "sentence",
  doc = "his death sentence was commuted to TERM; saw his three years in jail replaced: the old penalty",
  trigger = words "replaced|commuted|commuting|reduced|cut|converted|changed|shortened|raised|increased|extended|lowered|lengthened|upgraded|softened",
  needs = { penalty = any_penalty_before },
  takes = { persons = either { possessor_of_penalty, term_owner }, date = near "date", court = near "court" },
  requires = function(match) return match:word_after(set "to with by", 6) ~= nil or match.word:find "^commut" end,
  status = function(match) return modality(match) == "asserted" and "replaced" or nil end,
  priority = 6,
  make = function(record, match)
    local link = match:at(1)
    if not match.group.be and not match.group.have and link ~= "to" and link ~= "by" and link ~= "with" and not match.word:find "^commut" then
      return nil
    end
    if match.word ~= "replaced" and match.word ~= "converted" and match.word ~= "changed" and not match.word:find "^commut" then
      return to_penalty.find(match) and record or nil
    end
    return record
  end,
  examples = { { "Her death sentence was commuted to life imprisonment.", { status = "replaced", penalty = "death" } } },
}

local TELLS_MORE = set "which handed imposed that passed issued delivered who he she they"
-- "her sentence of two years, which she is serving at home, was upheld"
local function penalty_of_subject(match)
  local seg = match.seg
  local i = match.grammar:verb_group(seg, match.token)
  if seg.kinds[i] ~= "," then return nil end
  for j = i - 1, math.max(2, i - 25), -1 do
    if seg.kinds[j] == ";" then return nil end
    if seg.kinds[j] == "," and seg.kinds[j - 1] == "penalty" and TELLS_MORE[seg.words[j + 1] or ""] then return seg.entity[j - 1] end
  end
  return nil
end

-- "the 40 lashes to which X had been sentenced have been overturned".
local function penalty_reviewed(match)
  if match.word:find "^st[ao]" then
    local before = match.token - 1
    while before > 1 and match.grammar.adverbs[match.seg.words[before]] do before = before - 1 end
    local behind = match:at(1)
    if match.seg.kinds[before] ~= "penalty" or match.group.modal or not (behind == nil or behind == "." or behind == "," or behind == ";" or behind == "while") then
      return nil
    end
    return { match.seg.entity[before] }
  end
  local told = match.group.be and penalty_of_subject(match)
  if told then return { told } end
  return any_penalty_near.find(match) or match.group.be and shared.penalty_of_relative(match) or nil
end

-- The verb of "the 40 lashes to which X had been sentenced by a court for libel".
local function relative_verb(match)
  local seg = match.seg
  for i = match.token - 1, math.max(1, match.token - 30), -1 do
    if seg.words[i] == "sentenced" or seg.words[i] == "condemned" then return i end
    if seg.kinds[i] == ";" then return nil end
  end
  return nil
end

local one_sentenced_to_it = find_with("the one who had been sentenced", function(match)
  local token = shared.penalty_of_relative(match) and relative_verb(match)
  return token and patient_at(match, token) or nil
end)

local OFFENCE_LINKS = set "for over on"
local offence_of_relative = find_with("offence of the relative clause", function(match)
  local verb = shared.penalty_of_relative(match) and relative_verb(match)
  local token = verb and match.offences:find(match, verb + 1, OFFENCE_LINKS, 14)
  local spans = token and match.offences:read(match.seg, token) or {}
  return spans[1] and spans[#spans].last < match.first and spans or nil
end)

rule "sentence.reviewed" {
  kind = "sentence",
  doc = "a court upheld his five-year sentence; the sentence was overturned; commuted a death sentence",
  trigger = words("upheld|upholding|upholds|confirmed|overturned|overturning|quashed|annulled|threw out|thrown out|set aside|revoked|vacated|cancelled|canceled|commuted|affirmed|left in force|left unchanged|reversed|uphold|overturns|quashes|confirms|scrapped|struck down|nullified|voided|rescinded|lifted|remain in force|remains in force|remained in force"
    .. "|stands|stand|stood|remains in place|remain in place|remained in place"),
  needs = { penalty = either { find_with("penalty of the review", penalty_reviewed) } },
  takes = { persons = either { term_owner, one_sentenced_to_it },
    offence = either { offence_by("for|over|on|in", { from = "penalty", conviction = true, against = true }), offence_of_relative },
    date = near "date", court = near "court" },
  status = function(match)
    local word = match.word
    if modality(match) ~= "asserted" then return nil end
    if word:find "^uph" or word:find "^confirm" or word:find "^affirm" or word:find "^left" or word:find "^remain" or word:find "^st[ao]" then return "upheld" end
    if word:find "^commut" then return "replaced" end
    return "overturned"
  end,
  make = function(record, match)
    if record.penalty == "ban" and not record.duration then return nil end
    -- "set aside the life term and imposed eight years"
    local between = record.core and match.seg.folded:sub(match.last, math.max(match.last, record.core - match.seg.first))
    if between and between:find("imposed", 1, true) then return nil end
    -- "he confirmed that five-year terms"
    if match:at(1) == "that" then return nil end
    -- "tried in vain to get her sentence overturned"
    if match:word_before(set "failed attempt bid tried trying attempts fails", 12) and match:word_before(set "have get", 6) then return nil end
    if match.word == "set aside" and match:word_after(set "condition", 3) then return nil end
    -- "commuted the sentence to nine years": the new one
    local item = match.found.penalty[1]
    if match.word == "commuted" and match.seg.folded:find("^%l+ to ", item.first) then return nil end
    return record
  end,
  priority = 6,
  examples = {
    { "An appeals court upheld a five-year prison sentence for Lena Dorn.", { status = "upheld", duration = "P5Y" } },
    { "He confirmed that a five-year prison term is long.", nil },
    { "Visits were cancelled, probation officers waited.", nil },
    { "The court overturned his seven-year prison sentence.", { status = "overturned", duration = "P7Y" } },
    { "Lena Dorn’s term of nine years, which she is serving in a colony, was upheld in May 2020.", { status = "upheld", duration = "P9Y" } },
    { "Lena Dorn was less lucky: her six-year term stands.", { status = "upheld", duration = "P6Y" } },
    { "The 40 lashes to which Lena Dorn was sentenced for libel have been annulled.", { offence = "libel", persons = { "Lena Dorn" } } },
    { "The 50 lashes to which Oleg Varin had been sentenced have been overturned.", { status = "overturned", penalty = "corporal", count = 50 } },
  },
}

local CHANGES = words "reduced|cut|lowered|shortened|raised|increased|extended|converted|changed|softened|slashed|trimmed|reducing|cutting|trimming"
-- "reduced the two-year term that was imposed on him to the time served": the old penalty, if
-- "to" comes behind it.
local function changed_object(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 6) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "penalty" then
      if not seg.entity[i].duration and seg.entity[i].penalty == "imprisonment" then return nil end
      for j = i + 1, math.min(seg.n, i + 10) do
        if seg.kinds[j] == "word" and seg.words[j] == "to" then return { seg.entity[i] } end
        if seg.kinds[j] == "," or seg.kinds[j] == "penalty" or match.grammar.auxiliaries[seg.words[j]] then return nil end
      end
      return nil
    end
    if kind == "word" and not match.grammar.determiners[word] or kind ~= "word" and kind ~= "person" and kind ~= "'s" and kind ~= "place" then
      return nil
    end
  end
  return nil
end

rule "sentence.replaced_object" {
  kind = "sentence",
  doc = "a court reduced X's two-year term to the time served, raised a five-year sentence to seven: the old penalty",
  trigger = CHANGES,
  also = words "to",
  needs = { penalty = find_with("the old penalty", changed_object) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  status = function(match) return not match.group.be and modality(match) == "asserted" and "replaced" or nil end,
  priority = 6,
  examples = {
    { "The judges reduced the three-year term imposed on Oleg Varin to the time served.", { status = "replaced", duration = "P3Y" } },
    { "The court raised Lena Dorn’s six-year sentence to nine years in prison.", { status = "replaced", duration = "P6Y", persons = { "Lena Dorn" } } },
    { "The court cut the five-year sentence.", nil },
  },
}

local THE_SENTENCE = set "sentence sentences verdict verdicts"
local BARE_BEFORE = set "the his her their that this both these all a an appeals it its"
-- "upheld the sentence", "the verdict was overturned": which one the lines before say.
local function sentence_told_before(match)
  local seg = match.seg
  local from, to, step = match.last_token + 1, math.min(seg.n, match.last_token + 4), 1
  if match.group.be then from, to, step = match.token - 1, math.max(1, match.token - 6), -1 end
  for i = from, to, step do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "word" and THE_SENTENCE[word] then
      local before = seg.words[i - 1]
      local whose = BARE_BEFORE[before] or seg.kinds[i - 1] == "'s"
      -- "the verdict of not guilty", "the sentence of five years"
      return whose and seg.words[i + 1] ~= "of" and { { first = seg.starts[i], last = seg.ends[i] } } or nil
    end
    if kind == "," or kind == ";" or kind == "penalty" then return nil end
  end
  return nil
end

rule "sentence.reviewed_before" {
  kind = "sentence",
  doc = "a court upheld the sentence; the verdict was overturned: the sentence that the lines before tell of",
  trigger = words("upheld|upholding|upholds|confirmed|overturned|overturning|quashed|annulled|threw out|thrown out|set aside|revoked|vacated"
    .. "|cancelled|canceled|affirmed|left in force|left unchanged|reversed|overturns|quashes"),
  also = words "sentence|sentences|verdict|verdicts",
  needs = { noun = find_with("the sentence told before", sentence_told_before) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  set = { penalty = "unspecified" },
  status = function(match)
    if modality(match) ~= "asserted" then return nil end
    local word = match.word
    return (word:find "^uph" or word:find "^confirm" or word:find "^affirm" or word:find "^left") and "upheld" or "overturned"
  end,
  make = function(record)
    record.noun = nil
    record.told_before = true
    return record
  end,
  priority = -3,
  examples = {
    { "Oleg Varin was sentenced to five years in prison. An appeals court upheld the sentence in May 2020.",
      { status = "upheld", penalty = "imprisonment", duration = "P5Y", persons = { "Oleg Varin" }, date = "2020-05" } },
    { "The court upheld the ruling on pensions.", nil },
  },
}

local CHANGE_NOUN = { reduction = "reduced", cut = "reduced", remission = "reduced", commutation = "reduced", extension = "extended", increase = "extended" }
local GRANTED = set "received receives given granted won got gets gave handed awarded earned grants receive had"
-- "a six-month sentence reduction", "a reduction of six months": the size stands beside the noun.
local function size_beside(match)
  local seg = match.seg
  local i = match.token - 1
  if seg.kinds[i] == "word" and NOUN[seg.words[i]] then i = i - 1 end
  if term_of(seg, i) then return { seg.entity[i] } end
  for j = match.last_token + 1, math.min(seg.n, match.last_token + 6) do
    if term_of(seg, j) then return seg.words[j - 1] == "of" and { seg.entity[j] } or nil end
    if seg.kinds[j] ~= "word" and seg.kinds[j] ~= "person" and seg.kinds[j] ~= "'s" or crosses_clause(match, j) then return nil end
  end
  return nil
end

rule "sentence.change_noun" {
  kind = "sentence",
  doc = "X received a six-month sentence reduction; a reduction of six months in her term",
  trigger = words "reduction|remission|cut|extension|commutation",
  also = words "sentence|sentences|term|prison|imprisonment|clemency",
  needs = { term = find_with("size of the change", size_beside) },
  takes = { persons = find_with("the one whose term it is", function(match)
    local word, token = match:word_before(GRANTED, 8)
    if token then
      local _, group = match.grammar:verb_group(match.seg, token)
      local active = not group.be and (word == "gave" or word == "granted" or word == "handed" or word == "awarded" or word == "grants")
      return active and joined_at(match, (match.grammar:object(match.seg, token))) or joined_at(match, (match.grammar:subject(match.seg, token)))
    end
    return term_owner.find(match)
  end), date = near "date", court = near "court" },
  requires = function(match)
    return match.word ~= "cut" or match.grammar.determiners[match:at(-1) or ""] ~= nil or match.seg.kinds[match.token - 1] == "duration"
      or NOUN[match:at(-1) or ""]
  end,
  set = { penalty = "imprisonment" },
  status = function(match)
    if match.group.negated or match:word_before(set "possible could may might seek sought request asked ask eligible", 8) then return nil end
    return CHANGE_NOUN[match.word]
  end,
  make = function(record, match)
    local term = match.found.term[1]
    record.term = nil
    record.duration, record.mod, record.same_kind = term.value, term.mod, true
    record.core = term.first + match.seg.first - 1
    return record
  end,
  priority = 9,
  examples = {
    { "Lena Dorn was granted a nine-month sentence reduction in May 2020.", { status = "reduced", duration = "P9M", persons = { "Lena Dorn" }, date = "2020-05" } },
    { "A court gave Oleg Varin a reduction of eight months in his prison term.", { status = "reduced", duration = "P8M", persons = { "Oleg Varin" } } },
    { "The extension of the line took two years.", nil },
  },
}

rule "sentence.it_was_cut" {
  kind = "sentence",
  doc = "it was cut again, by six months: the term of which the line before tells",
  trigger = words "cut|reduced|shortened|lowered|extended|increased|lengthened",
  also = words "it was|it has been|it had been|it was later|it was then|was it",
  needs = { term = find_with("size of the change", size_of_change) },
  takes = { date = near "date", court = near "court" },
  requires = function(match)
    local i = match.grammar:verb_group(match.seg, match.token)
    return match.group.be and match.seg.words[i] == "it"
  end,
  set = { penalty = "imprisonment" },
  status = function(match) return modality(match) == "asserted" and CHANGED[match.word] or nil end,
  make = function(record, match)
    local term = match.found.term[1]
    record.term = nil
    record.duration, record.mod, record.same_kind, record.of_before = term.value, term.mod, true, true
    record.core = term.first + match.seg.first - 1
    return record
  end,
  priority = 8,
  examples = {
    { "Oleg Varin was sentenced to nine years in prison. In May 2020 it was cut by eight months.",
      { status = "reduced", duration = "P8M", persons = { "Oleg Varin" }, date = "2020-05" } },
    { "The road was closed. In May it was extended by two years.", nil },
  },
}
