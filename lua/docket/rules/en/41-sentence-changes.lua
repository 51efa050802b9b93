-- What became of a sentence: cut, extended, replaced by another, upheld, overturned.

local set = shared.set
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

local function about_a_term(match)
  return penalty_near(match) or number_to.find(match) ~= nil or match:word_before(NOUN, 12)
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
    record.duration, record.mod = term.value, term.mod
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

-- "from seven years to five": the old term and the new one.
local function from_to(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 16) do
    if crosses_clause(match, i) then return nil end
    local old = seg.words[i - 1] == "from" and (seg.kinds[i] == "penalty" and seg.entity[i] or term_of(seg, i))
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
  takes = { persons = term_owner, date = near "date", court = near "court" },
  requires = function(match) return about_a_term(match) end,
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  priority = 10,
  examples = { { "The court cut the sentence of Oleg Varin from seven years to five.", { status = "replaced", duration = "P7Y" } } },
}

local to_penalty = penalties("to", { reach = 12, bare = "imprisonment" })
local by_penalty = penalties("to|with|by", { reach = 12, bare = "imprisonment" })
rule "sentence.changed_to" {
  kind = "sentence",
  doc = "the sentence was reduced to TERM, commuted to TERM: the new penalty",
  trigger = words "reduced|cut|shortened|lowered|commuted|changed|increased|extended|replaced|converted|softened|mitigated|raised|revised|cuts|lifted|reducing|commuting|lowering|halved|doubled",
  needs = { penalty = find_with("the new penalty", function(match)
    return (match.word == "replaced" or match.word == "commuted" or match.word == "changed") and by_penalty.find(match) or to_penalty.find(match) or number_to.find(match)
  end) },
  takes = { persons = term_owner, date = near "date", court = near "court" },
  requires = function(match) return about_a_term(match) end,
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  make = function(record, match)
    -- "cut nine months from the term": what was taken off
    local item = match.found.penalty[1]
    return not (item.bare and item.token and is_taken_off(match.seg, item.token)) and record or nil
  end,
  priority = 2,
  examples = {
    { "On appeal his sentence was reduced to four years in prison.", { status = "imposed", duration = "P4Y" } },
  },
}

rule "sentence.replaced" {
  kind = "sentence",
  doc = "his death sentence was commuted to TERM; saw his three years in jail replaced: the old penalty",
  trigger = words "replaced|commuted|commuting|reduced|cut|converted|changed|shortened",
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
    if match.word == "reduced" or match.word == "cut" or match.word == "shortened" then
      return to_penalty.find(match) and record or nil
    end
    return record
  end,
  examples = { { "Her death sentence was commuted to life imprisonment.", { status = "replaced", penalty = "death" } } },
}

rule "sentence.reviewed" {
  kind = "sentence",
  doc = "a court upheld his five-year sentence; the sentence was overturned; commuted a death sentence",
  trigger = words("upheld|upholding|upholds|confirmed|overturned|overturning|quashed|annulled|threw out|thrown out|set aside|revoked|vacated|cancelled|canceled|commuted|affirmed|left in force|left unchanged|reversed|uphold|overturns|quashes|confirms|remain in force|remains in force|remained in force"),
  needs = { penalty = either { any_penalty_near } },
  takes = { persons = term_owner, offence = offence_by("for|over|on|in", { from = "penalty", conviction = true, against = true }),
    date = near "date", court = near "court" },
  status = function(match)
    local word = match.word
    if modality(match) ~= "asserted" then return nil end
    if word:find "^uph" or word:find "^confirm" or word:find "^affirm" or word:find "^left" or word:find "^remain" then return "upheld" end
    if word:find "^commut" then return "replaced" end
    return "overturned"
  end,
  make = function(record, match)
    if record.penalty == "ban" and not record.duration then return nil end
    -- "failed in an attempt to have his sentence overturned"
    if match:word_before(set "failed attempt bid tried trying attempts fails", 12) and match:word_before(set "have get", 6) then return nil end
    if match.word == "set aside" and match:word_after(set "condition", 3) then return nil end
    return record
  end,
  priority = 6,
  examples = {
    { "An appeals court upheld a five-year prison sentence for Lena Dorn.", { status = "upheld", duration = "P5Y" } },
    { "The court overturned his seven-year prison sentence.", { status = "overturned", duration = "P7Y" } },
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
