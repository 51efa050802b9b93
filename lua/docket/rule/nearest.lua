---Which date or court a verb or noun has, where several stand around it: the nearest one,
---where what stands between counts as distance, and no date of the deed.
local M = {}

local LATER = { later = true, subsequently = true, afterwards = true }
local SAME_TIME = { on = true, ["in"] = true, that = true }

local function crosses(match, from, to, what)
  local seg = match.seg
  local cost = 0
  for i = from, to do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" then return 100 end
    if kind == "word" then
      if match.grammar.verbs[word] == true then cost = cost + 8 end
      if word == "who" or word == "which" or word == "that" or word == "said" or word == "told" or word == "says" then cost = cost + 6 end
      if word == "and" or word == "but" then cost = cost + 2 end
      -- "arrested in May and later released": another time
      if word == "pending" and what == "date" then cost = cost + 14 end
      if LATER[word] and not SAME_TIME[seg.words[i + 1]] then cost = cost + 30 end
    elseif kind == "quote" then
      cost = cost + 2
    end
  end
  return cost
end

-- "convicted in 1998, was executed on Thursday": a date that a comma cuts off
-- belongs to what stands before it, unless it opens the sentence.
local CLAUSE = { who = true, which = true, whose = true, whom = true, where = true }

local function cut_off(match, token)
  local seg = match.seg
  for i = token + 1, match.token - 1 do
    if seg.kinds[i] == "," then
      -- ", arrested in May 2018, was sentenced": enclosed by commas
      for j = token - 1, math.max(1, token - 30), -1 do
        -- further back the comma has to open a clause: ", who ran the town until 2019,"
        if token - j > 12 and not (seg.kinds[j] == "," and CLAUSE[seg.words[j + 1] or ""]) then goto continue end
        -- "Therefore, on May 3, a court": the comma behind one word that opens the sentence
        if seg.kinds[j] == "," then
          local opens = j == 2 and seg.kinds[1] == "word" and token <= 5
          return not opens and seg.kinds[j - 1] ~= "date" and 40 or 6
        end
        ::continue::
      end
      return token > 6 and 14 or 6
    end
  end
  return 0
end

local function inside_found(match, entity)
  for name, list in pairs(match.found) do
    if name ~= "persons" and type(list) == "table" then
      for _, item in ipairs(list) do
        if item.first <= entity.first and entity.last <= item.last then return true end
      end
    end
  end
  return false
end

local USEFUL_DATE = { DATE = true, TIME = true }

-- "remanded until July 4": the day on which it ends is not the day of the fact.
local LAW = { act = true, law = true, code = true, regulations = true, bill = true, order = true, convention = true }
local BACKDATED = { backdated = true, dated = true, back = true, retroactive = true, retroactively = true }
local ENDS = { ["until"] = true, till = true, through = true }

-- Words that lead to the deed, and those of a clause that begins behind it.
local TO_DEED = { ["for"] = true, over = true, suspicion = true, accused = true, allegedly = true, committed = true, alleged = true,
  accusations = true, charges = true, connection = true, suspected = true, role = true, part = true }
local RECENT = { "day%f[%A]", "today", "tonight", "^this ", "^last night", "^earlier ", "now$", "^last week$", "^last month$" }

local function is_recent(seg, entity)
  local text = seg.folded:sub(entity.first, entity.last)
  for _, pattern in ipairs(RECENT) do
    if text:find(pattern) then return true end
  end
  return false
end

local VERDICT = { convi = true, guilt = true, jaile = true, jaili = true, sente = true, acqui = true, cleared = true, drop = true,
  dropp = true, dismi = true, withd = true }
-- Nouns whose own verb stands behind: "the trial of X for fraud opened on Monday".
local NOUN = { trial = true, hearing = true, appeal = true, investigation = true, release = true, retrial = true, proceedings = true,
  sentencing = true, arraignment = true, verdict = true, verdicts = true, judgment = true, judgement = true,
  parole = true, ["under investigation"] = true, ["early release"] = true }

-- "charged with a robbery that took place in May 2018", "arrested over the killing of X in
-- 2003": of dates behind the deed only "on Monday" and the like are that of the arrest or
-- charge; a verdict's may follow an offence that is one noun ("convicted of murder in 2003").
local function is_of_deed(match, entity)
  local seg = match.seg
  if NOUN[match.word] then return false end
  local offence = match.found.offence and match.found.offence[1]
  local deed = offence and offence.first < entity.first and offence.first > match.last and seg:token_at(offence.first)
  if not deed then
    for i = match.last_token + 1, entity.token - 2 do
      local word = seg.kinds[i] == "word" and seg.words[i]
      if word and TO_DEED[word] and seg.kinds[i + 1] ~= "duration" and seg.kinds[i + 1] ~= "penalty" then
        deed = i + 1
        break
      end
    end
  end
  if not deed or is_recent(seg, entity) then return false end
  local first = seg.words[deed] or ""
  local quoted = (seg.kinds[deed] == "quote" or seg.kinds[deed - 1] == "quote") and seg.kinds[entity.token - 2] == "quote"
  -- "for the killing of three farmers in May": the day of the killing
  local named = match.grammar.determiners[first] == "definite" and seg.words[deed + 2] == "of"
  local noun = quoted or entity.token - deed <= 5 and not named and not first:find "ing$"
  return not (noun and (match.rule.kind == "sentence" or VERDICT[match.word] or VERDICT[match.word:sub(1, 5)]))
end

-- "arrested on suspicion of murder and his bail was extended to May 30": another clause.
local function finite_verbs(match, token)
  if NOUN[match.word] then return 0 end
  for i = match.last_token + 1, token - 1 do
    local auxiliary = match.seg.kinds[i] == "word" and match.grammar.auxiliaries[match.seg.words[i]]
    if auxiliary == "be" or auxiliary == "have" or auxiliary == "modal" or auxiliary == "future" then
      -- "a politician sentenced to death was sworn in on Tuesday"
      return match.group.be and 8 or 20
    end
  end
  return 0
end

local RELATIVE = { who = true, whose = true, which = true, that = true, whom = true }

-- "refused to free Dorn, who was jailed in 2006": the clause of another verb.
local function relative_clause(match, token)
  local seg = match.seg
  for i = match.last_token + 1, token - 2 do
    if seg.kinds[i] == "," and RELATIVE[seg.words[i + 1]] then return 16 end
  end
  return 0
end

-- "(pictured on Monday)", "(born in 1961)": of what else the brackets tell.
local function is_aside(match, token)
  local seg, words = match.seg, 0
  for i = token - 1, math.max(1, token - 6), -1 do
    local kind = seg.kinds[i]
    if kind == "(" then return words > 0 and match.token < i or words > 0 and seg.starts[match.token] > seg.ends[token] end
    if kind ~= "word" then return false end
    if not match.grammar.prepositions[seg.words[i]] then words = words + 1 end
  end
  return false
end

local DEEDS = { charge = true, sentence = true }

-- "used the word in 1961 to describe two men who had been sentenced", "called in 2019 for the
-- release of a man charged with arson": the date left of the clause is that of another verb.
local function is_outside_clause(match, token)
  if not DEEDS[match.rule.kind] or token > match.token then return false end
  local seg, start = match.seg, match.token
  if RELATIVE[match.group.governor or ""] then
    while start > token and not RELATIVE[seg.words[start]] do start = start - 1 end
    return start > token
  end
  return match.voice == "participle" and not match.group.be and seg.kinds[start - 1] == "person" and token > 2
end

-- "in a 2016 drugs case", "the 2009 killing": the year of a noun that is not the trigger.
local function is_of_noun(match, entity)
  local seg, i = match.seg, entity.token
  if not entity.value:find "^%d%d%d%d$" or seg.kinds[i + 1] ~= "word" then return false end
  local before, behind = seg.words[i - 1], seg.words[i + 1]
  if seg.kinds[i - 1] ~= "'s" and not (seg.kinds[i - 1] == "word" and match.grammar.determiners[before]) then return false end
  if match.grammar.prepositions[behind] or match.grammar.auxiliaries[behind] then return false end
  return match.token < i or match.token > i + 5
end

local PASSED = { passed = true, adopted = true, introduced = true, enacted = true, signed = true, approved = true, issued = true,
  amended = true }
-- "under a reform passed last week": the day of the law.
local function is_of_law(seg, entity)
  local i = entity.token - 1
  if seg.words[i] == "in" or seg.words[i] == "on" then i = i - 1 end
  if seg.kinds[i] ~= "word" or not PASSED[seg.words[i]] then return false end
  for j = i - 1, math.max(1, i - 3), -1 do
    local word = seg.kinds[j] == "word" and seg.words[j]
      or seg.kinds[j] == "organisation" and seg.folded:sub(seg.starts[j], seg.ends[j]):match "%l+$"
    if word and (LAW[word] or word == "reform" or word == "decree" or word == "legislation" or word == "amendment" or word == "rules") then
      return true
    end
  end
  return false
end

-- A day, month or year that may be that of the trigger.
local function is_usable_date(match, entity)
  local before = match.seg.words[entity.token - 1] or ""
  if not USEFUL_DATE[entity.date_type or "DATE"] or LAW[before] then return false end
  -- nobody was sentenced "in the 1980s"
  if not entity.value or not entity.value:find "^[%dX][%dX][%dX][%dX]" then return false end
  if is_aside(match, entity.token) or is_outside_clause(match, entity.token) then return false end
  if is_of_noun(match, entity) or is_of_law(match.seg, entity) then return false end
  if ENDS[before] and entity.token ~= match.last_token + 1 then return false end
  -- a term that is "backdated to May 4" began then
  if before == "to" and BACKDATED[match.seg.words[entity.token - 2] or ""] then return false end
  return entity.token < match.token or not is_of_deed(match, entity)
end

-- "the Court of Cassation, Lodivia's highest court,": the name, not what is said of it.
local function before_apposition(seg, entity)
  local i = entity.token
  local earlier = seg.kinds[i - 1] == "," and seg.kinds[i - 2] == "court" and seg.entity[i - 2]
  return earlier and (seg.kinds[i + 1] == "," or seg.kinds[i + 1] == nil) and earlier or entity
end

-- "their terms were cut, the High Court ordered": the court of a clause of its own.
local function is_of_next_clause(match, entity)
  local seg, token = match.seg, entity.token
  if token < match.last_token or seg.words[token + 1] == nil then return false end
  local comma = seg.kinds[token - 1] == "," or seg.words[token - 1] == "the" and seg.kinds[token - 2] == ","
  local behind = token + 1
  if seg.kinds[behind] == "(" then
    while behind < seg.n and seg.kinds[behind] ~= ")" do behind = behind + 1 end
    behind = behind + 1
  end
  return comma and seg.kinds[behind] == "word" and (match.grammar.verbs[seg.words[behind]] == true
    or match.grammar.auxiliaries[seg.words[behind]] ~= nil)
end

---The nearest entity of a type in the clause of a trigger: the date, the court.
---@param match docket.FactMatch
---@param what string
---@param reach? integer  what it may cost, a token each and more for what stands between
---@return table[]? found
function M.find(match, what, reach)
  reach = reach or 22
  local seg = match.seg
  local best, best_cost
  for _, entity in ipairs(seg.entities) do
    local usable = entity.type == what and entity.token and not inside_found(match, entity)
    if usable and what == "date" then usable = is_usable_date(match, entity) end
    if usable and what == "court" then usable = not is_of_next_clause(match, entity) end
    if usable then
      local cost
      if entity.token > match.last_token then
        cost = entity.token - match.last_token + crosses(match, match.last_token + 1, entity.token - 1, what)
          + (what == "date" and finite_verbs(match, entity.token) + relative_clause(match, entity.token) or 0)
      else
        cost = match.token - entity.token + crosses(match, entity.token + 1, match.token - 1, what)
        if entity.token > 3 and what == "date" then cost = cost + 2 + cut_off(match, entity.token) end
        if entity.token <= 2 then cost = cost - 8 end
      end
      if cost <= reach and (not best_cost or cost < best_cost) then best, best_cost = entity, cost end
    end
  end
  if best and what == "court" then best = before_apposition(seg, best) end
  return best and { best } or nil
end

return M
