-- Penalties that stand as a noun, without a verb that imposes them.
local set, by_penalty, IN_PRISON, IN_SENTENCE = word_set, shared.by_penalty, shared.IN_PRISON, shared.IN_SENTENCE

local HYPOTHETIC = set [[if could would may might without up maximum law laws not possible can should any whether mandatory calling
  call calls demand demands demanded plans plan proposal proposals proposed alternative alternatives average automatic instead rather
  introduction introduce introduced category starting guideline scope deserves deserve deserved prospect tougher minimum-sentence
  guidelines typical usual policy legislation bill act ministers government scheme]]
-- A penalty of which somebody may be said to have it, in the words themselves.
local function says_sentence(match)
  local text = match.seg.folded:sub(match.first, match.seg.ends[match.token])
  if text:find "mandatory" or text:find "maximum" or text:find "average" then return false end
  return text:find "sentence" or text:find "term" or text:find "imprisonment" or text:find "penalt" or text:find "fine" or text:find "ban"
    or text:find "probation"
end
-- "The maximum for theft, where nobody was hurt, is six months' imprisonment".
local function is_maximum(match)
  return match.grammar.auxiliaries[match:at(-1) or ""] == "be" and match:word_before(set "maximum", 40) ~= nil
end
local LED_BY = set "serving serve serves facing faces face warrant warrants"
local NO_CASE = set "kind sort amounted amounts amount equivalent deciding decide deserves deserved warrant warrants"
local CHANGE = set "halved doubled extended reduced cut shortened increased lengthened commuted upheld overturned quashed suspended lowered ended expired"
local FREED = set "released freed free paroled walked left release pardoned"
local HANDED = set "handed imposed given passed issued pronounced delivered"
-- "his ten-year sentence, handed down by a court in Ostra in May 2020": when and by whom.
local function handed_down(what)
  return find_with(what .. " behind the participle", function(match)
    local seg, i = match.seg, match.last_token + 1
    if seg.kinds[i] == "," then i = i + 1 end
    while match.grammar.adverbs[seg.words[i]] do i = i + 1 end
    if seg.kinds[i] ~= "word" or not HANDED[seg.words[i]] then return nil end
    for j = i + 1, math.min(seg.n, i + 12) do
      local entity = seg.entity[j]
      if seg.kinds[j] == what and entity.value ~= "PAST_REF" then return { entity } end
      if seg.kinds[j] == "," or seg.kinds[j] == ";" or crosses_clause(match, j) or match.grammar.auxiliaries[seg.words[j]] then return nil end
    end
    return nil
  end)
end
local COMPLETED = set "completing completed complete completes finishing finished serving served"
local UNJUST = set "arbitrary unlawful illegal unjust wrongful unfair politically"
local PAST_TIME = set "during of throughout in from since after"

-- "after completing a sentence": the one who completes it.
local completer = find_with("the one who completes it", function(match)
  local word, token = match:word_before(COMPLETED, 4)
  if not word or not match:word_before(set "after having", 6) then return nil end
  return joined_at(match, (match.grammar:subject(match.seg, token)))
end)

rule "sentence.nominal" {
  kind = "sentence",
  doc = "his seven-year prison sentence; a 10-year term for X: the penalty as a noun",
  -- the words bring the segment up; the penalty itself is what it hinges on
  trigger = any { entities "penalty", words "sentence|sentences|term|terms|imprisonment|prison|jail|custody|bars|probation|arrest|lashes|service|work|detention|colony|freedom|fine|ban|labor|labour" },
  needs = { penalty = own_penalty },
  takes = { persons = either { possessor "for|of|against|to", recipient_of_noun, completer }, offence = by_penalty,
    date = handed_down "date", court = handed_down "court" },
  requires = function(match)
    local item = match.seg.entity[match.token]
    if not item or match:word_after(set "remand", 3) then return false end
    -- "bringing her total jail term to 20 years": of its parts the text tells
    if match:word_before(set "bringing brings taking", 5) then return false end
    -- "found his imprisonment arbitrary"
    if not item.duration and UNJUST[match:at(1) or ""] then return false end
    if item.penalty == "probation" and (match:word_after(set "officer officers service services worker workers", 4)
      or match.seg.folded:find("^[^%a]*officer", match.last + 1)) then
      return false
    end
    local lead = match.seg.folded:match("^the (%l+)", match.first) or match:at(-1)
    if lead == "first" or lead == "last" then return false end
    if is_maximum(match) then return item.duration ~= nil end
    -- what the rule of the verb would not take: "someone is sentenced to a month's imprisonment"
    if match:at(-1) == "to" and (match:at(-2) == "sentenced" or match:at(-2) == "condemned") then return false end
    if LED_BY[match:at(-1) or ""] or match.grammar.determiners[match:at(-1) or ""] and LED_BY[match:at(-2) or ""] then return false end
    -- "amounts to a month in jail", "a kind of prison sentence", "before deciding on his jail term"
    if match:word_before(NO_CASE, 4) then return false end
    local owner, pronoun = match.grammar:possessor(match.seg, match.token)
    if pronoun and match.seg.words[owner] == "its" then return false end
    if item.penalty == "death" or item.penalty == "fine" or item.penalty == "ban" or item.penalty == "life_imprisonment" and not item.duration
      or not item.duration then
      -- "Life sentence for man who …": a headline
      local headed = match.token == 1 and match:at(1) == "for" and item.penalty ~= "fine" and (match:at(2) == "person" or match:at(3) == "person")
      return (owner ~= nil or headed) and says_sentence(match) and not match:word_before(HYPOTHETIC, 6)
    end
    return not match:word_before(HYPOTHETIC, 12) and (says_sentence(match) or match:at(-1) == "after" or owner ~= nil or match:at(1) == "for")
  end,
  status = function(match)
    if prosecution_before(match.seg, match.token) and match:word_before(set "asked demanded sought requested recommended for seeking", 12)
      and match.seg.masked:find("asked", 1, true) then
      return "sought"
    end
    -- "after completing a two-year sentence"
    local before = match.token - 1
    while match.grammar.determiners[match.seg.words[before] or ""] do before = before - 1 end
    if COMPLETED[match.seg.words[before] or ""] and match:word_before(set "after having had", 5) then return "served" end
    return "imposed"
  end,
  make = function(record, match)
    local seg, token = match.seg, match.token
    local text = seg.folded:sub(seg.starts[token], seg.ends[token])
    local law = text:find "mandatory" or text:find "maximum" and not text:find "security" or match:word_before(set "include includes", 4)
    if is_maximum(match) or law and not record.actors then record.status = "possible" end
    -- "passing a sentence of ten years on such people hardly helps"
    if not record.actors and match:word_before(set "passing pass", 3) then return nil end
    -- "pay the fine or return to jail for a further ten-year sentence"
    if match:word_before(set "or", 9) and match:word_before(set "pay repay ordered", 24) then record.status = "possible" end
    if text:find "minimum" and not record.actors then return nil end
    -- "a third off their prison term": a law for everybody
    if not record.duration and match:at(-1) == "their" then return nil end
    -- "the judge suspended his sentence for two years"
    if match:word_before(set "suspended suspending suspend", 4) and record.penalty == "imprisonment" then
      record.penalty = "suspended_imprisonment"
      if text:find "for" then record.duration = nil end
    end
    -- "his fine words"
    if record.penalty == "fine" and not record.amount then return nil end
    -- the term is only what is changed: "his prison term was extended by two years"
    if not record.duration and record.penalty == "imprisonment" and match:word_after(CHANGE, 5) then return nil end
    -- "after 12 years in prison": time that passed
    local before = match:at(-1)
    if not text:find "sentence" and not text:find "term" and not text:find "imprisonment" and not record.offence then
      local first = seg.entities[1]
      local of_many = first and first.type == "person" and first.form == "group" and not first.definite
      if before == "after" and not record.actors and match:word_before(FREED, 20) and not of_many then record.status = "served" return record end
      if not record.actors then return nil end
      -- "during her 36 years behind bars"; "his three days in custody" are none
      if before == "after" then record.status = "served" return record end
      local owner = match.grammar:possessor(seg, token)
      if owner and (text:find "custody" or text:find "detention") and not match:at(1):find "^sentence" then return nil end
      if owner and PAST_TIME[seg.words[owner - 1] or ""] and text:find " [ib][ne]h?i?n?d? %l+$" then record.status = "served" end
    end
    -- a term of office
    local office = text:find "term" and not text:find "prison" and not text:find "jail" and not record.offence
    if office and not match:word_before(IN_PRISON, 40) and not match:word_after(IN_PRISON, 40) and not match:word_before(IN_SENTENCE, 40)
      and not match:word_after(IN_SENTENCE, 40) then
      return nil
    end
    -- "murderers' prison sentences"
    local actor = record.actors and record.actors[1]
    if actor and actor.form == "group" and not actor.definite and not actor.counted and not record.duration then return nil end
    -- "prison sentences of 12 months": of nobody in particular
    if not record.actors and (text:find "sentences" or text:find "terms") then return nil end
    return record
  end,
  priority = -5,
  examples = {
    { "Lena Dorn, whose four-year sentence, imposed by a court in Ostra in May 2019, was harsh, fled.",
      { duration = "P4Y", status = "imposed", date = "2019-05", court = "a court in Ostra" } },
    { "Lawyers found her imprisonment arbitrary.", nil },
    { "Oleg Varin was freed after 11 years in prison.", { status = "served", duration = "P11Y" } },
    { "The maximum for theft, where nobody has been hurt, is six months' imprisonment.", { status = "possible", duration = "P6M" } },
    { "He had lived a kind of prison sentence for the past five years.", nil },
    { "The bill brings a new maximum sentence of three years for theft.", nil },
    { "The judge waits before deciding on Oleg Varin’s jail term.", nil },
    { "Life sentence for man who killed neighbour", { penalty = "life_imprisonment" } },
    { "The judge suspended Oleg Varin’s sentence for two years.", { penalty = "suspended_imprisonment", persons = { "Oleg Varin" } } },
    { "Oleg Varin’s seven-year prison sentence drew protests.", { duration = "P7Y", persons = { "Oleg Varin" } } },
  },
}

rule "sentence.part_suspended" {
  kind = "sentence",
  doc = "five years, two of them suspended; of which five months were suspended",
  trigger = words "suspended",
  needs = { penalty = find_with("the part that is suspended", function(match)
    local seg, i = match.seg, match.token - 1
    while i > 1 and (match.grammar.auxiliaries[seg.words[i]] == "be" or seg.words[i] == "them" or seg.words[i] == "which" or seg.words[i] == "those"
      or seg.words[i] == "of" or seg.words[i] == "that" or match.grammar.adverbs[seg.words[i]] or seg.kinds[i] == "person" and seg.entity[i].form == "pronoun") do
      i = i - 1
    end
    local item = term_of(seg, i)
    if item then return { { penalty = "suspended_imprisonment", duration = item.value, first = item.first, last = item.last, token = i } } end
    if seg.kinds[i] == "number" and (i < match.token - 1 or seg.words[i - 1] == "with") then
      for j = i - 1, math.max(1, i - 8), -1 do
        local whole = seg.kinds[j] == "penalty" and seg.entity[j].duration or term_of(seg, j) and seg.entity[j].value
        local unit = whole and whole:match "^P%d+([YMWD])$"
        local amount = tonumber(seg.entity[i].value)
        -- "three years, all but six months of them": the rest
        local total = whole and tonumber(whole:match "^P(%d+)")
        if amount and total and seg.words[i - 1] == "but" and seg.words[i - 2] == "all" then amount = total - amount end
        if unit and amount then
          return { { penalty = "suspended_imprisonment", duration = ("P%d%s"):format(amount, unit), first = seg.entity[i].first,
            last = seg.entity[i].last, token = i } }
        end
      end
    end
    return nil
  end) },
  takes = { persons = find_with("the one sentenced", function(match)
    local _, token = match:word_before(set "sentenced jailed given gave handed imprisoned received got", 30)
    local word = token and match.seg.words[token]
    if word == "received" or word == "got" then return joined_at(match, (match.grammar:subject(match.seg, token))) or context_person(match) end
    return token and patient_at(match, token) or context_person(match)
  end), date = near "date" },
  status = "imposed",
  examples = {
    { "Oleg Varin was jailed for three years, two of them suspended.", { penalty = "suspended_imprisonment", duration = "P2Y" } },
    { "Oleg Varin received 30 days in jail with 25 suspended.", { penalty = "suspended_imprisonment", duration = "P25D" } },
    { "The officer was suspended.", nil },
  },
}
