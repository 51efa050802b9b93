---Was it done, may it be done, or did somebody only ask for it? What the words
---around a verb make of the fact that it states.
local M = {}

local CONDITION = { ["if"] = true, unless = true, whether = true }
-- Verbs and nouns behind which an infinitive states no fact.
local NOT_DONE = { expected = true, likely = true, unlikely = true, refused = true, refusing = true, declined = true,
  threatened = true, threatening = true, threatens = true, threat = true, threats = true, avoid = true, avoided = true,
  escape = true, escaped = true, fears = true, feared = true, fear = true, about = true, failed = true, fail = true,
  hopes = true, hoped = true, hoping = true, plan = true, plans = true, planned = true, attempt = true, attempts = true,
  attempted = true, tried = true, trying = true, promised = true, promises = true, vowed = true, power = true,
  powers = true, able = true, unable = true, wrong = true, unfair = true, way = true, reluctant = true, ought = true,
  enough = true, supposed = true, yet = true, continue = true, continues = true, need = true, needs = true, decide = true,
  scheduled = true, set = true, bid = true, calls = true, call = true, pressure = true, efforts = true, reason = true,
  prefer = true, easier = true, harder = true, better = true, difficult = true, possible = true, impossible = true,
  right = true, proposal = true, proposals = true, law = true, bill = true, legislation = true, evidence = true }
-- Verbs of those who ask for a penalty.
local ASKED = { asked = true, asks = true, asking = true, ask = true, demanded = true, demands = true, demanding = true,
  sought = true, seeks = true, seeking = true, seek = true, requested = true, requests = true, requesting = true,
  recommended = true, recommends = true, recommending = true, urged = true, urging = true, urges = true, called = true,
  calling = true, calls = true, want = true, wants = true, wanted = true, wanting = true, proposed = true, petitioned = true,
  suggested = true, suggests = true, suggesting = true, pressing = true, argued = true,
  arguing = true, insisted = true, told = true, pressed = true, request = true, recommendation = true }
local PROSECUTION = { prosecutors = true, prosecutor = true, prosecution = true, ["prosecutor's"] = true, jury = true,
  jurors = true, prosecutorial = true, procuracy = true, procuratorate = true, procurators = true,
  crown = true, state = true, dpp = true, procurator = true }

-- Bodies that prosecute, by names which do not say so.
local PROSECUTING_BODY = { crown = true, cps = true, dpp = true, sfo = true, ["serious fraud office"] = true, ["justice department"] = true,
  ["department of justice"] = true, commonwealth = true, state = true, hawks = false, npa = true, efcc = true, icpc = true, cbi = true }

local RULED = { ruled = true, ordered = true, decided = true, decreed = true, directed = true, ordering = true,
  ruling = true }

local GETS = { get = true, have = true, see = true }
local WANTS = { want = true, wants = true, wanted = true, wanting = true }

M.ASKED, M.PROSECUTION = ASKED, PROSECUTION

---Does the prosecution stand before a token, in its segment?
---@param seg docket.Segment
---@param token integer
---@return boolean
function M.prosecution_before(seg, token)
  for i = token - 1, math.max(1, token - 16), -1 do
    if seg.kinds[i] == "word" and PROSECUTION[seg.words[i]] then return true end
    if seg.kinds[i] == "person" then
      local entity = seg.entity[i]
      local text = seg.folded:sub(entity.first, entity.last)
      if text:find "prosecut" or text:find "attorney" and not text:find "defen[cs]e" then return true end
    elseif seg.kinds[i] == "organisation" then
      local text = seg.folded:sub(seg.entity[i].first, seg.entity[i].last)
      if PROSECUTING_BODY[text] or text:find "prosecut" or text:find "attorney" then return true end
    end
  end
  return false
end

-- The verb that an infinitive hangs on: "asked the court to sentence".
local function governing_asker(seg, token)
  for i = token - 1, math.max(1, token - 12), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" then return nil end
    if kind == "word" and ASKED[word] then return i end
  end
  return nil
end

local function is_question(seg)
  local folded = seg.folded
  return folded:sub(-1) == "?" or folded:sub(-6):find("?", 1, true) ~= nil
end

local RISKED = { face = true, faces = true, faced = true, facing = true, risk = true, risks = true, risked = true,
  risking = true, avoid = true, avoids = true, avoided = true, avoiding = true, fear = true, fears = true, feared = true,
  escaped = true, escape = true, ["without"] = true, of = true, from = true, ["than"] = true, against = true }
local FIRST = { first = true, last = true, only = true, latest = true, second = true, third = true, youngest = true,
  oldest = true, fourth = true, fifth = true, next = false, few = true }
-- "the first person to be jailed"; "appears on Friday to be sentenced" is to come.
local function is_one_of_a_row(seg, token)
  for i = token - 1, math.max(1, token - 9), -1 do
    if seg.kinds[i] == "word" and FIRST[seg.words[i]] then return true end
    local entity = seg.kinds[i] == "person" and seg.entity[i]
    if entity and entity.form ~= "name" then
      for word in seg.folded:sub(entity.first, entity.last):gmatch "%a+" do
        if FIRST[word] then return true end
      end
    end
  end
  return false
end

M.is_one_of_a_row = is_one_of_a_row

-- "X should be jailed", "called for him to be jailed": nothing that was done.
local function infinitive(match, group, token)
  local seg = match.seg
  if group.governor and NOT_DONE[group.governor] then return nil end
  local asker = governing_asker(seg, token)
  if asker then
    if M.prosecution_before(seg, asker + 1) or M.prosecution_before(seg, token) then return "sought" end
    return nil
  end
  for i = token - 1, math.max(1, token - 8), -1 do
    if seg.kinds[i] == "word" and seg.words[i] == "to" then
      if NOT_DONE[seg.words[i - 1] or ""] then return nil end
      break
    end
  end
  -- "is said to have been jailed", but "have got to be jailed"
  local perfect = group.have
  for i = token - 1, math.max(1, token - 6), -1 do
    if seg.words[i] == "to" then
      perfect = seg.words[i + 1] == "have"
      break
    end
  end
  if group.be and not perfect and not is_one_of_a_row(seg, token) then return nil end
  return "asserted"
end

-- "asked that he be jailed": a form of "be" without anything before it.
local function is_subjunctive(match, group, token)
  if not group.be or group.modal or group.infinitive or group.future or group.have then return false end
  local seg, i = match.seg, token - 1
  while i > 1 and match.grammar.adverbs[seg.words[i]] do i = i - 1 end
  return seg.words[i] == "be" and match.grammar.auxiliaries[seg.words[i - 1] or ""] == nil
end

local BEFORE_BEING = { after = true, following = true, despite = true, since = true, before = true, ["and"] = true,
  when = true, ["while"] = true, on = true, upon = true, by = true, having = true, now = true, ["for"] = true }
-- "burglars fear being jailed"; but "after being jailed", "was being tried".
local function is_bare_being(match, token)
  local seg, i = match.seg, token - 1
  while i > 1 and match.grammar.adverbs[seg.words[i]] do i = i - 1 end
  if seg.words[i] ~= "being" then return false end
  i = i - 1
  while i > 1 and match.grammar.adverbs[seg.words[i]] do i = i - 1 end
  local before = seg.words[i]
  return seg.kinds[i] ~= "," and not match.grammar.auxiliaries[before or ""] and not BEFORE_BEING[before or ""]
end

local POSSIBLE = { can = true, could = true, may = true, might = true, would = true }

local YET = { before = true, ["until"] = true, till = true, when = true, once = true, after = true }
-- "before he is sentenced on Monday", "when he is sentenced": to come.
local function is_yet_to_come(match, token)
  local seg, present = match.seg, false
  for i = token - 1, math.max(1, token - 7), -1 do
    local word = seg.words[i]
    if seg.kinds[i] == "," or seg.kinds[i] == ";" then return false end
    if word == "is" or word == "are" then present = true end
    if word == "was" or word == "were" or word == "had" then return false end
    if present and seg.kinds[i] == "word" and YET[word] then return true end
  end
  return false
end

local RELATIVE = { who = true, which = true, whom = true, whose = true }

-- The verb that this one is joined with: "could be jailed and fined"; of a verb that
-- starts no fact ("would be put on trial, convicted and jailed") the place behind its "be".
local function joined_verb(match, group, token)
  local seg = match.seg
  if group.be or group.have or group.modal or group.infinitive then return nil end
  local before = seg.words[token - 1]
  local behind = seg.kinds[token - 2]
  local listed = seg.kinds[token - 1] == "," and (behind == "word" or behind == "duration" or behind == "penalty")
  if not listed and (seg.kinds[token - 1] ~= "word" or before ~= "and" and before ~= "or" and before ~= "but") then return nil end
  for i = token - 2, math.max(1, token - 25), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "quote" then return nil end
    if kind == "word" and word == "be" then
      -- "a boy, who may not be named, admitted": the clause between commas is another's
      for k = i - 1, math.max(1, i - 5), -1 do
        if listed and RELATIVE[seg.words[k]] and seg.kinds[k - 1] == "," then return nil end
      end
      return i + 1
    end
    -- "might have been jailed, fined or caned"
    local auxiliary = listed and kind == "word" and match.grammar.auxiliaries[word]
    if auxiliary == "be" then
      local _, earlier = match.grammar:verb_group(seg, i + 1)
      return earlier.modal and i + 1 or nil
    end
    if listed and (kind == "person" or auxiliary) then return nil end
    if kind == "word" and match.grammar.verbs[word] == true and not match.grammar.determiners[seg.words[i - 1] or ""] then
      return i
    end
  end
  return nil
end

local HOPE = { hope = true, hopes = true, hoped = true, hoping = true, wish = true, wishes = true, fear = true, fears = true,
  feared = true, imagine = true, pretend = true, suppose = true, doubt = true, doubts = true, whether = true }

-- "would have been jailed had he not …", "hopes that he will be jailed", "whether he would
-- be jailed", "one might think she had been convicted": nobody says that it was so.
local function is_unreal(match, group, token)
  local seg = match.seg
  if group.have and (group.modal == "would" or group.modal == "might" or group.modal == "may") then return true end
  -- "could have been fined had he been convicted"; the law alone says "could have been jailed for 20 years"
  if group.have and group.modal == "could" then
    for i = token + 1, math.min(seg.n - 1, token + 16) do
      if seg.words[i] == "had" and seg.kinds[i + 1] == "person" then return true end
    end
  end
  -- "should have faced charges and been jailed"
  if seg.words[token - 1] == "been" and seg.words[token - 2] == "and" then
    for i = token - 3, math.max(2, token - 20), -1 do
      if seg.words[i] == "have" and match.grammar.auxiliaries[seg.words[i - 1]] == "modal" then return true end
    end
  end
  for i = token - 1, math.max(1, token - 12), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "quote" then return false end
    if kind == "word" then
      if word == "think" and match.grammar.auxiliaries[seg.words[i - 1]] == "modal" then return true end
      if HOPE[word] and (group.modal or group.future or word == "imagine" or word == "pretend" or word == "suppose") then return true end
    end
  end
  return false
end

local DEFENCE = { lawyer = true, lawyers = true, attorney = true, attorneys = true, counsel = true, barrister = true, solicitor = true,
  defence = true, defense = true, advocate = true }
local TOLD = { said = true, wrote = true, argued = true, told = true, says = true, argues = true, submitted = true, urged = true }

-- Does a defence lawyer say so? "Her attorney wrote that her client should be".
local function defence_before(seg, token)
  local told = false
  for i = token - 1, math.max(1, token - 34), -1 do
    local word = seg.kinds[i] == "word" and seg.words[i]
    local entity = seg.kinds[i] == "person" and seg.entity[i]
    if word and TOLD[word] then told = true end
    if told and word and DEFENCE[word] then return true end
    if told and entity and entity.form ~= "pronoun" then
      return DEFENCE[seg.folded:sub(entity.first, entity.last):match "%a+$" or ""] == true
    end
  end
  return false
end

-- "could lose their posts and be barred from": the modal of the verb that it is joined with.
local function shared_modal(match, group, token)
  if not group.be or group.modal or group.infinitive or group.future or group.have then return nil end
  local seg, i = match.seg, token - 1
  while i > 1 and match.grammar.adverbs[seg.words[i]] do i = i - 1 end
  if seg.words[i] ~= "be" then return nil end
  i = i - 1
  while i > 1 and match.grammar.adverbs[seg.words[i]] do i = i - 1 end
  if seg.words[i] ~= "and" and seg.words[i] ~= "or" then return nil end
  for j = i - 1, math.max(1, i - 16), -1 do
    local kind, word = seg.kinds[j], seg.words[j]
    if kind == ";" or kind == ":" or kind == "quote" then return nil end
    if kind == "word" and (word == "who" or word == "that" or word == "which") then return nil end
    local auxiliary = kind == "word" and match.grammar.auxiliaries[word]
    if auxiliary == "modal" then return word end
    if auxiliary == "future" or auxiliary == "be" or auxiliary == "have" then return nil end
  end
  return nil
end

local EVERYBODY = { every = true, each = true, all = true, any = true }
-- "they do not want every youth found with a knife jailed": the object of the wish.
local function is_wanted(match, group, token)
  if group.be or group.have or group.modal or group.future then return false end
  local seg = match.seg
  for i = token - 1, math.max(1, token - 10), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind ~= "word" and kind ~= "person" or match.grammar.auxiliaries[word] then return false end
    if WANTS[word] then
      local behind = seg.words[i + 1]
      return i < token - 1 and (match.grammar.determiners[behind] ~= nil or EVERYBODY[behind] == true) and seg.words[i - 1] ~= "to"
    end
    if word == "who" or word == "that" or word == "which" or word == "and" then return false end
  end
  return false
end

-- "when your son gets arrested", "a plot to get you convicted": nobody was.
local function is_brought_about(seg, token)
  local before = seg.words[token - 1]
  if before == "gets" or before == "get" then
    for i = token - 2, math.max(1, token - 6), -1 do
      if seg.kinds[i] == "word" and (seg.words[i] == "when" or seg.words[i] == "if" or seg.words[i] == "whenever") then return true end
    end
  end
  return seg.kinds[token - 1] == "person" and seg.words[token - 2] == "get" and seg.words[token - 3] == "to"
end

---@param match docket.FactMatch
---@param token? integer  another verb of the segment than the trigger
---@return "asserted"|"possible"|"sought"|nil  nil where nothing is stated
function M.of(match, token)
  local group, seg = match.group, match.seg
  if token then
    local _
    _, group = match.grammar:verb_group(seg, token)
  end
  token = token or match.token
  if group.negated or is_question(seg) or is_brought_about(seg, token) then return nil end
  -- "taught rather than jailed"
  if seg.words[token - 1] == "than" then return nil end
  if is_unreal(match, group, token) then return nil end
  local earlier = joined_verb(match, group, token)
  if earlier then return M.of(match, earlier) end
  if group.be and (is_bare_being(match, token) or is_yet_to_come(match, token)) then return nil end
  local modal = shared_modal(match, group, token)
  if modal then return POSSIBLE[modal] and "possible" or nil end
  if is_subjunctive(match, group, token) then
    if match:word_before(RULED, 20) then return "asserted" end
    return M.prosecution_before(seg, token) and "sought" or nil
  end
  if group.modal then
    if group.modal == "should" and group.be and not group.have then
      -- "prosecutors said that he should be jailed for", "her lawyer wrote that she should be"
      if M.prosecution_before(seg, token) then return "sought" end
      return defence_before(seg, token) and "possible" or nil
    end
    if group.modal == "should" or group.modal == "must" then return nil end
    if POSSIBLE[group.modal] then return "possible" end
    return "asserted"
  end
  if group.future then return nil end
  -- "faces being jailed", "avoided being charged", "capable of fining"
  if RISKED[group.governor or ""] and (group.be or seg.words[token]:find "ing$") then return nil end
  for i = token - 1, math.max(1, token - 8), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" then break end
    if kind == "," and i < token - 2 then break end
    -- "it asks whether banks are fined"
    if kind == "word" and word == "whether" then return nil end
    if kind == "word" and CONDITION[word] and not (word == "if" and seg.words[i - 1] == "as") then return "possible" end
  end
  if group.infinitive then return infinitive(match, group, token) end
  -- "tried to get him jailed", "hopes to see him jailed"
  local got = not group.be and seg.kinds[token - 1] == "person" and GETS[seg.words[token - 2] or ""]
  if got and seg.words[token - 3] == "to" then return nil end
  -- "a charge that could see him jailed for ten years"
  local seen = not group.be and (seg.kinds[token - 1] == "person" or seg.words[token - 1] == "her")
    and (seg.words[token - 2] == "see" or seg.words[token - 2] == "get") and match.grammar.auxiliaries[seg.words[token - 3] or ""]
  if seen == "modal" then return "possible" end
  if seen == "future" then return nil end
  -- "prosecutors want X jailed for 13 years"
  if not group.be and seg.kinds[token - 1] == "person" and WANTS[seg.words[token - 2] or ""] then
    return M.prosecution_before(seg, token) and "sought" or nil
  end
  if is_wanted(match, group, token) then return nil end
  return "asserted"
end

local SMALL = { one = true, two = true, three = true, four = true, five = true, six = true, seven = true, eight = true, nine = true,
  ten = true, ["half"] = true }
-- Asked before a pattern, as it is many times as fast.
local function holds(text, plain) return text:find(plain, 1, true) ~= nil end

-- "four in five sailors sentenced to custody"
local function is_one_in_some(seg, start)
  local left = seg.folded:sub(math.max(1, start - 50), start - 1)
  local some, all
  if holds(left, " in ") then some, all = left:match "%f[%w](%w+) in (%w+) [%a ]-$" end
  if not some and holds(left, " out of ") then some, all = left:match "%f[%w](%w+) out of (%w+) [%a ]-$" end
  return some ~= nil and (SMALL[some] or some:find "^%d+$") and (SMALL[all] or all:find "^%d+$") ~= nil
    and not left:find "%f[%a]w[ae]r?[se] [%a ]-$"
end

-- Words behind "no" that make no subject of it.
local NO_SUBJECT = { doubt = true, longer = true, sooner = true, matter = true, less = true, more = true, fewer = true, fault = true,
  wonder = true }
local FINITE = { was = true, were = true, has = true, have = true, had = true, is = true, are = true, will = true }
-- "No officer has been convicted", "none of the guards was charged", "neither X nor Y was".
local BESIDE_FINITE = { been = true, be = true, yet = true, ever = true, so = true, far = true, also = true, still = true, since = true }
local function is_of_none(seg, token)
  local start = token - 1
  while start > 1 and seg.kinds[start] == "word" and (BESIDE_FINITE[seg.words[start]] or seg.words[start]:find "ly$") do
    start = start - 1
  end
  if seg.kinds[start] ~= "word" or not FINITE[seg.words[start]] then return false end
  local subject
  for i = start, math.max(1, start - 12), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "," or kind == ";" or kind == ":" or kind == "quote" then return false end
    if kind == "word" and (word == "who" or word == "that" or word == "which" or word == "and" or word == "but") then return false end
    if kind == "person" and seg.entity[i].form ~= "name" then
      local text = seg.folded:sub(seg.entity[i].first, seg.entity[i].last)
      if seg.entity[i].form == "pronoun" and text ~= "them" then return false end
      if subject and text:find "^no " then return true end
    end
    if FINITE[word] and kind == "word" then
      subject = true
    elseif subject and kind == "word" and (word == "none" and seg.words[i + 1] == "of" or word == "neither"
      or word == "no" and not NO_SUBJECT[seg.words[i + 1] or ""] and (i == 1 or seg.kinds[i - 1] ~= "word")) then
      return true
    end
  end
  return false
end

---"No one has yet been arrested", "64% were jailed": nobody in particular.
---@param seg docket.Segment
---@param token integer  of the verb
---@return boolean
function M.is_of_nobody(seg, token)
  local start = seg.starts[token]
  local left = seg.folded:sub(math.max(1, start - 30), start - 1)
  -- "some 40% were sentenced", "more people were sent": numbers, and nobody in particular
  if holds(left, "%") and left:find "%d ?%% [%a ]-$" or holds(left, "cent ") and left:find "%f[%a]per ?cent [%a ]-$"
    or holds(left, "more people were ") and left:find "%f[%a]more people were $" then
    return true
  end
  if is_one_in_some(seg, start) or is_of_none(seg, token) then return true end
  return holds(left, "no one ") and (left:find "%f[%a]no one [%a ]-been $" or left:find "%f[%a]no one was $") ~= nil
    or holds(left, "nobody ") and (left:find "%f[%a]nobody [%a ]-been $" or left:find "%f[%a]nobody was $") ~= nil
end

return M
