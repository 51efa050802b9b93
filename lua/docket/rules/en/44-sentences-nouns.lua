-- Penalties that stand as a noun, without a verb that imposes them.
local set, by_penalty, IN_PRISON, IN_SENTENCE = word_set, shared.by_penalty, shared.IN_PRISON, shared.IN_SENTENCE

local HYPOTHETIC = set [[if could would may might without up maximum law laws not possible can should any whether mandatory calling
  call calls demand demands demanded plans plan proposal proposals proposed alternative alternatives average automatic instead rather lieu
  introduction introduce introduced category starting guideline scope deserves deserve deserved prospect tougher minimum-sentence
  guidelines typical usual policy legislation bill act ministers government scheme]]
local LEFT_ALONE = set "appeal appealed contest contested challenge challenged dispute disputed mention begin start started begun"
-- "did not appeal against his fine": it was imposed all the same.
local function is_hypothetic(match, reach)
  local word, token = match:word_before(HYPOTHETIC, reach)
  return word ~= nil and not (word == "not" and LEFT_ALONE[match.seg.words[token + 1] or ""])
end
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
    -- the day of "a year and a day in prison"
    if item.duration == "P1D" and match:at(-1) == "and" and match:at(-2) == "duration" then return false end
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
      -- "the death sentence imposed on X"
      local imposed = match:word_after(set "imposed passed handed", 1) ~= nil
      return (owner ~= nil or headed or imposed) and says_sentence(match) and not is_hypothetic(match, 6)
    end
    return not is_hypothetic(match, 12) and (says_sentence(match) or match:at(-1) == "after" or owner ~= nil or match:at(1) == "for")
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
    if (not record.actors or match:word_after(set "such", 3)) and match:word_before(set "passing pass", 3) then return nil end
    -- "pay up, or face a further ten-year sentence"
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
    { "For five years his farm was a sort of prison sentence.", nil },
    { "The bill brings a maximum sentence of three years for theft.", nil },
    { "The judge waits before deciding on Oleg Varin’s jail term.", nil },
    { "Life sentence for man who killed neighbour", { penalty = "life_imprisonment" } },
    { "The judge suspended Oleg Varin’s sentence for two years.", { penalty = "suspended_imprisonment", persons = { "Oleg Varin" } } },
    { "Oleg Varin’s seven-year prison sentence drew protests.", { duration = "P7Y", persons = { "Oleg Varin" } } },
  },
}

local PART = set "final last first remaining other"
local ONE = { year = "P1Y", month = "P1M", week = "P1W" }
-- "the final year": one, though no number says so.
local function last_year(match, i)
  local seg = match.seg
  -- "the last year", taken for a date
  local date = seg.kinds[i] == "date" and seg.folded:sub(seg.starts[i], seg.ends[i])
  if date and (date:find "^t?h?e? ?last year$" or date:find "^t?h?e? ?final year$") then
    return { penalty = "suspended_imprisonment", duration = "P1Y", first = seg.starts[i], last = seg.ends[i], token = i }
  end
  local value = seg.kinds[i] == "word" and ONE[seg.words[i]]
  if not value or not PART[seg.words[i - 1] or ""] then return nil end
  return { penalty = "suspended_imprisonment", duration = value, first = seg.starts[i - 1], last = seg.ends[i], token = i }
end

-- The unit of the last term before a token.
local function unit_before(match, token)
  local seg = match.seg
  for j = token - 1, math.max(1, token - 14), -1 do
    local whole = seg.kinds[j] == "penalty" and seg.entity[j].duration or term_of(seg, j) and seg.entity[j].value
    local unit = whole and whole:match "^P%d+([YMWD])$"
    if unit then return unit end
  end
  return nil
end

-- "suspending the last 12", "suspended two years of it": the part behind the verb.
local function part_behind(match)
  local seg = match.seg
  for i = match.last_token + 1, math.min(seg.n, match.last_token + 4) do
    local term = term_of(seg, i)
    if term then
      return { { penalty = "suspended_imprisonment", duration = term.value, first = term.first, last = term.last, token = i } }
    end
    local year = last_year(match, i)
    if year then return { year } end
    local number = seg.kinds[i] == "number" and PART[seg.words[i - 1] or ""] and tonumber(seg.entity[i].value)
    local unit = number and unit_before(match, match.token)
    if unit and math.tointeger(number) then
      return { { penalty = "suspended_imprisonment", duration = ("P%d%s"):format(number, unit), first = seg.entity[i].first,
        last = seg.entity[i].last, token = i } }
    end
    if seg.kinds[i] ~= "word" or not (PART[seg.words[i]] or match.grammar.determiners[seg.words[i]]) then return nil end
  end
  return nil
end

rule "sentence.part_suspended" {
  kind = "sentence",
  doc = "five years, two of them suspended; of which five months were suspended",
  trigger = words "suspended|suspending",
  needs = { penalty = find_with("the part that is suspended", function(match)
    local seg, i = match.seg, match.token - 1
    if match.word == "suspending" or not match.group.be and match:at(1) == "the" then return part_behind(match) end
    local year = last_year(match, i)
    if year then return { year } end
    while i > 1 and (match.grammar.auxiliaries[seg.words[i]] == "be" or seg.words[i] == "them" or seg.words[i] == "which" or seg.words[i] == "those"
      or seg.words[i] == "of" or seg.words[i] == "that" or match.grammar.adverbs[seg.words[i]] or seg.kinds[i] == "person" and seg.entity[i].form == "pronoun") do
      i = i - 1
    end
    local item = term_of(seg, i)
    if item then return { { penalty = "suspended_imprisonment", duration = item.value, first = item.first, last = item.last, token = i } } end
    if seg.kinds[i] == "number" and (i < match.token - 1 or seg.words[i - 1] == "with") then
      for j = i - 1, math.max(1, i - 18), -1 do
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
    { "Oleg Varin was jailed for four years with the final year suspended.", { penalty = "suspended_imprisonment", duration = "P1Y" } },
    { "The judge gave Oleg Varin five years with the last year suspended.", { penalty = "suspended_imprisonment", duration = "P1Y" } },
    { "The judge gave Oleg Varin a sentence of 20 months, suspending the last five.", { penalty = "suspended_imprisonment", duration = "P5M" } },
    { "The officer was suspended.", nil },
  },
}

local VERDICTS = set "conviction convictions plea verdict offence offense crime guilty convicted offending"
-- Whose conviction it is: "his conviction led to".
local function conviction_owner(match)
  local _, token = match:word_before(VERDICTS, 18)
  local owner, pronoun = match.grammar:possessor(match.seg, token, { of = true })
  if not owner then return context_person(match) end
  if not pronoun then return joined_at(match, owner) end
  return { { type = "person", form = "pronoun", part = "person", pronoun = match.seg.words[owner], possessive_pronoun = true,
    first = match.seg.starts[owner], last = match.seg.ends[owner], token = owner } }
end

rule "sentence.brought" {
  kind = "sentence",
  doc = "his conviction for OFFENCE led to TERM; the verdict earned her TERM",
  trigger = words "led to|resulted in|earned|brought|ended in|attracted",
  also = words "conviction|convictions|verdict|plea|convicted",
  needs = { penalty = penalties("*", { reach = 8 }) },
  takes = { persons = find_with("the one convicted", conviction_owner), offence = find_with("offence of the conviction", function(match)
    local _, token = match:word_before(VERDICTS, 18)
    local found = token and match.offences:find(match, token + 1, { of = true, ["for"] = true, on = true }, 6)
    -- "conviction, for driving without insurance,"
    if token and not found and match.seg.kinds[token + 1] == "," and match.seg.words[token + 2] == "for" then
      found = match.offences:open(match.seg, token + 3)
    end
    local spans = found and match.offences:read(match.seg, found) or {}
    local final = spans[#spans]
    if final and final.last >= match.first then final.last = match.seg.ends[match.token - 1] end
    return final and final.first < final.last and spans or nil
  end), date = near "date" },
  requires = function(match) return match:word_before(VERDICTS, 18) ~= nil end,
  status = function(match) return modality(match) == "asserted" and "imposed" or nil end,
  make = function(record) return (record.duration or record.amount or record.penalty == "life_imprisonment") and record or nil end,
  priority = 1,
  examples = {
    { "Oleg Varin’s conviction for perjury led to a fine of $700.", { penalty = "fine", amount = 700, persons = { "Oleg Varin" }, offence = "perjury" } },
    { "Her convictions earned her a seven-year prison sentence.", { penalty = "imprisonment", duration = "P7Y" } },
    { "The conviction led to calls for longer prison sentences.", nil },
  },
}
