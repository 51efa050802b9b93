---Where an offence ends, and whether a list of them is one offence or several:
---"money laundering, bribery, and tax evasion" is three, "organizing and
---participating in the activities of X" is one, as its object is shared.
local grammar = require "docket.rule.grammar"
local offence_start = require "docket.rule.offence_start"

local M = {}

---@class docket.OffenceReader
local Reader = {}
Reader.__index = Reader

---@param pack table  word lists offences, adverbs, auxiliaries, determiners, prepositions, offence_ends
---@param verbs table<string, true>
---@return docket.OffenceReader
function M.reader(pack, verbs)
  local function entries(name)
    local list = pack:list(name)
    return list and list.entries or {}
  end
  return setmetatable({ offences = entries "offences", adverbs = entries "adverbs", auxiliaries = entries "auxiliaries",
    determiners = entries "determiners", prepositions = entries "prepositions", ends = entries "offence_ends",
    not_gerunds = entries "not_gerunds", not_offences = entries "not_offences", past = grammar.IRREGULAR, verbs = verbs }, Reader)
end

---Where the offence begins that a link before `token` leads to, if one does.
function Reader:open(seg, token) return offence_start.open(self, seg, token) end

---Where an offence begins behind a token, through one of some links.
function Reader:find(match, start, links, reach) return offence_start.find(self, match, start, links, reach) end

---@class docket.Span
---@field first integer  relative to the segment
---@field last integer

local function is_gerund(self, word)
  return #word > 4 and word:sub(-3) == "ing" and not self.not_gerunds[word] or word == "being" or word == "lying"
end

-- Verbs that go on with an infinitive: "conspiracy to rob and commit burglary".
local BASE_VERB = { commit = true, supply = true, defraud = true, steal = true, possess = true, cause = true, evade = true,
  distribute = true, launder = true, murder = false, pervert = true, obtain = true }
-- After a comma these say what came of the deed.
local OUTCOME = { knowing = true, hoping = true, believing = true, intending = true, fearing = true, thinking = true, wanting = true,
  leaving = true, saying = true, adding = true, becoming = true, claiming = true, meaning = true,
  forcing = true, prompting = true, resulting = true, ending = true, sparking = true, netting = true, earning = true,
  costing = true, causing = true, bringing = true, thus = true, thereby = true, telling = true,
  overruling = true, modifying = true, amending = true, replacing = true, commuting = true, extending = true, increasing = true,
  reducing = true, raising = true, lowering = true, cutting = true, sparing = true, triggering = true, capping = true,
  upholding = true, confirming = true, overturning = true, reversing = true, quashing = true, citing = true, ruling = true,
  ordering = true, rejecting = true, dismissing = true, drawing = true, noting = true, finding = true, holding = true, stating = true,
  marking = true, acquitting = true, clearing = true, sentencing = true, jailing = true, fining = true, convicting = true,
  describing = true, calling = true, arguing = true, warning = true, insisting = true, according = true }
local HARM = { death = true, bodily = true, harm = true, damage = true, suffering = true, injury = true, actual = true,
  grievous = true, criminal = true, disappearance = true, unrest = true, public = true, serious = true, explosions = true }

-- A word, also where it is taken for somebody: the "witness" of "witness tampering".
local function word_at(seg, token)
  if seg.kinds[token] == "word" then return seg.words[token] end
  local entity = seg.kinds[token] == "person" and seg.entity[token]
  if entity and entity.form ~= "name" and entity.form ~= "pronoun" then return seg.folded:sub(entity.first, entity.last) end
  -- "DUI", taken for an organisation
  local letters = seg.kinds[token] == "organisation" and seg.entity[token]
  return letters and letters.last - letters.first < 5 and seg.folded:sub(letters.first, letters.last) or nil
end

-- The first word at a token: of "assaulting two officers", taken for somebody, too.
local function first_word_at(seg, token)
  local word = word_at(seg, token)
  return word and word:match "^[^ ]+" or ""
end

-- Nouns that are an offence by what they are of: "publication of false news", "receipt of stolen goods".
local DEED_NOUN = {}
for word in ([[publication dissemination destruction receipt possession embezzlement usurpation distribution disclosure violation
  violations breach falsification promotion concealment financing sale supply production importation importing exportation
  misuse infliction deprivation diversion disruption provocation formation creation organisation organization recruitment
  glorification justification incitement denial solicitation procurement transportation transfer acquisition manufacture
  cultivation fabrication misappropriation mismanagement rehabilitation discreditation discrediting establishment storage
  trafficking propagation instigation facilitation commission removal interference non-payment nonpayment withholding
  conversion exploitation desecration defilement profanation exposure abandonment neglect ill-treatment impersonation
  circumvention obstruction evasion abuse theft]]):gmatch "%S+" do
  DEED_NOUN[word] = true
end
local SHARES = { possession = true, trafficking = true, dissemination = true, propagation = true, misappropriation = true,
  embezzlement = true, incitement = true, desecration = true, ["illegal possession"] = true }
-- Adjectives that make an offence of any noun: "illegal enrichment", "unauthorised access".
local ILLEGAL = { illegal = true, illicit = true, unlawful = true, unauthorised = true, unauthorized = true, attempted = true,
  aggravated = true, clandestine = true, unlicensed = true, unlicenced = true }

-- "unlawful disclosure of", "receipt of", "illicit association": a noun that no list has.
local function deed_noun(self, seg, token)
  local word, behind = seg.words[token], seg.words[token + 1]
  if seg.kinds[token] ~= "word" then return nil end
  if DEED_NOUN[word] then return behind == "of" and token or nil end
  if seg.kinds[token + 1] ~= "word" or self.prepositions[behind] or self.verbs[behind] == true or self.auxiliaries[behind] then
    return nil
  end
  if ILLEGAL[word] and behind ~= "and" and behind ~= "or" then return token + 1 end
  local adjective = not (self.prepositions[word] or self.determiners[word] or self.verbs[word] == true or self.auxiliaries[word]
    or self.adverbs[word] or word == "and" or word == "or" or word == "to" or word == "who" or word == "that")
  return adjective and DEED_NOUN[behind] and seg.words[token + 2] == "of" and token + 1 or nil
end

-- Is there one of the listed offences at this token? Up to four words.
local function listed_offence(self, seg, token)
  local phrase
  if BASE_VERB[seg.words[token]] then return nil end
  for i = token, math.min(seg.n, token + 3) do
    local word = word_at(seg, i)
    if seg.kinds[i] == "quote" and not phrase then
      token = token + 1
    elseif not word then
      break
    else
      phrase = phrase and (phrase .. " " .. word) or word
      if self.offences[phrase] then return i end
      -- "attempted fraud", "wire and mail fraud": the noun may follow one word
      if i > token and self.offences[word] and not self.prepositions[seg.words[i - 1]] then return i end
    end
  end
  return nil
end

local LAW_WORD

local function skip_open(self, seg, token)
  while token <= seg.n and (seg.kinds[token] == "quote" or (seg.kinds[token] == "word"
    and (self.adverbs[seg.words[token]] or seg.words[token]:sub(-2) == "ly")
    and not self.offences[seg.words[token] .. " " .. (seg.words[token + 1] or "")])) do
    token = token + 1
  end
  return token
end

local list_goes_on
local WITHOUT_OBJECT = { stalking = true, shoplifting = true, speeding = true, rioting = true, spying = true, racketeering = true,
  loitering = true, trespassing = true, gambling = true, begging = true, ["drink-driving"] = true, driving = false, poaching = true }

-- Does a new offence begin here, after a comma or "and"?
local function begins_offence(self, seg, token, previous_words, first_is_gerund)
  local i = skip_open(self, seg, token)
  local word = word_at(seg, i)
  if not word then return false end
  if is_gerund(self, word) then
    -- ", involving six girls", ", having been arrested before"
    if word == "involving" or word == "having" and seg.words[i + 1] == "been" then return false end
    -- "organizing and participating in": the first has no object of its own; "stalking" needs none
    return not (first_is_gerund and previous_words <= 1)
      or seg.words[token - 1] == "and" and WITHOUT_OBJECT[seg.words[token - 2] or ""] == true
  end
  if listed_offence(self, seg, i) then return previous_words >= 1 end
  -- "possession and distribution of": the first shares what the second is of
  if not deed_noun(self, seg, i) then return false end
  local last = seg.words[token - 1] == "and" and token - 2 or token - 1
  if seg.kinds[last] == "," then last = last - 1 end
  local before = seg.words[last] or ""
  if DEED_NOUN[before] and (not self.offences[before] or SHARES[before]) then return false end
  -- "the disposal and concealment of": only what is whole by itself is an item
  if self.offences[before] or first_is_gerund and previous_words > 1 then return true end
  for j = last - 1, math.max(1, last - previous_words + 1), -1 do
    if seg.words[j] == "of" or seg.words[j] == "against" then return true end
  end
  return false
end

-- "…; creating a group; and inciting hatred": a list whose items have commas.
function list_goes_on(self, seg, token)
  local i = token + 1
  if seg.words[i] == "and" then i = i + 1 end
  local word = seg.words[skip_open(self, seg, i)]
  return word ~= nil and (is_gerund(self, word) or self.offences[word] ~= nil) and i or nil
end

-- Words behind "under" that begin the name of a law.
LAW_WORD = { section = true, sections = true, article = true, articles = true, law = true, laws = true, act = true,
  paragraph = true, code = true, anti = true, decree = true, decrees = true, ordinance = true, regulation = true, regulations = true,
  statute = true, statutes = true, subsection = true, legislation = true, rule = true, chapter = true }

local REASON = { strength = true, evidence = true, testimony = true, word = true, pretext = true, grounds = true,
  basis = true, ground = true, orders = true, understanding = true }
local CASE = { trial = true, sentence = true, appeal = true, conviction = true, case = true, lawyer = true, lawyers = true }
local RELATIVE_WORD = { who = true, that = true, which = true }
local GROUP = { have = true, modal = true }
local ORDER = { sentence = true, order = true, scheme = true, powers = true, warrant = true }
local TRIBUNAL = { jury = true, court = true, judge = true, jurors = true, magistrates = true, magistrate = true, judges = true }

local RECENT = { "day%f[%A]", "today", "tonight", "^this ", "^last night", "^earlier ", "now$", "^last week$", "^last month$" }
-- "on Monday", "yesterday": of what was done about it, and not of the deed.
local function is_recent(seg, token)
  local entity = seg.entity[token]
  local text = entity and seg.folded:sub(entity.first, entity.last) or ""
  for _, pattern in ipairs(RECENT) do
    if text:find(pattern) then return true end
  end
  return false
end

-- "the No. 2 mine", "St. Ann's"
local ABBREVIATED = { no = true, nos = true, st = true, mr = true, mrs = true, ms = true, dr = true, gen = true, col = true, sgt = true,
  lt = true, capt = true, gov = true, sen = true, rep = true, vs = true }

-- "under Decree 12", "under the Anti-Vice Act": a name that ends, or begins, with a word for a law.
local function is_law_name(seg, token)
  if seg.words[token] == "the" then token = token + 1 end
  local kind = seg.kinds[token]
  if kind ~= "organisation" and kind ~= "place" and kind ~= "person" then return false end
  local text = seg.folded:sub(seg.starts[token], seg.ends[token])
  return LAW_WORD[text:match "^%l+" or ""] or LAW_WORD[text:match "%l+$" or ""] or false
end

-- "has been jailed for joining a march in 2018": a perfect goes with no day of the past, so
-- that one is of the deed.
local function is_date_of_deed(seg, token, options)
  if not options or not options.perfect or seg.kinds[token + 1] ~= "date" then return false end
  local entity = seg.entity[token + 1]
  return entity and (entity.value or ""):find "^[%dX][%dX]" and not is_recent(seg, token + 1)
end

-- "which prosecutors said was", "that the authorities claim": what somebody says of the deed.
local CLAIMS = {}
for word in ([[claim claims claimed say says said allege alleges alleged believe believes believed describe described describes
  call calls called label labelled labeled insist insists insisted consider considered considers maintain
  maintained maintains]]):gmatch "%S+" do
  CLAIMS[word] = true
end
local function is_claim(seg, token)
  local word = seg.words[token]
  if word == "what" then token = token - 1 elseif word ~= "which" and word ~= "that" then return false end
  for i = token + 1, math.min(seg.n, token + 6) do
    local kind = seg.kinds[i]
    if kind == "word" and CLAIMS[seg.words[i]] then return i > token + 1 end
    if kind ~= "word" and kind ~= "person" and kind ~= "organisation" and kind ~= "place" then return false end
  end
  return false
end

-- "a man whose shop was robbed": the verb of what is somebody's.
local function is_of_whose(seg, token)
  for i = token - 1, math.max(1, token - 4), -1 do
    if seg.kinds[i] ~= "word" then return false end
    if seg.words[i] == "whose" then return true end
  end
  return false
end

-- The state in which somebody may not drive: "driving while disqualified", "while under the influence".
local UNFIT = { under = true, over = true, unfit = true, drunk = true, above = true, uninsured = true, unlicensed = true, using = true,
  ["on"] = true, twice = true, without = true, unlicenced = true, high = true }
local DRIVING = { driving = true, operating = true, drove = true, riding = true, operation = true, flying = true, boating = true,
  driver = true, control = true, drive = true }
local function is_state_of_driver(self, seg, token)
  local word = seg.words[token + 1]
  if seg.kinds[token + 1] == "word" and self.adverbs[word] then word = seg.words[token + 2] end
  if not word or not (UNFIT[word] or word:find "%led$") then return false end
  for i = token - 1, math.max(1, token - 8), -1 do
    if seg.kinds[i] == "word" and DRIVING[seg.words[i]] then return true end
  end
  return false
end

-- Verbs and nouns of which a law may be the object: "breaching section 9 of the Act".
local BREACH = { breaching = true, violating = true, infringing = true, contravening = true, breaking = true, breach = true,
  breached = true, violated = true, evading = true }
local function is_broken_law(seg, token)
  for i = token - 1, math.max(1, token - 3), -1 do
    if seg.kinds[i] == "word" and BREACH[seg.words[i]] then return true end
  end
  return false
end

local STAGE = { start = true, beginning = true, opening = true, outset = true, hearing = true, conclusion = true }
local TIMES = { dates = true, occasions = true }
local ANOTHER = { unrelated = true, separate = true }

local PROCEEDING = { hearing = true, trial = true, session = true, retrial = true, proceeding = true, proceedings = true, sitting = true }
local OF_COURTS = { perjury = true, lying = true, testimony = true, witness = true, evidence = true, contempt = true, disrupting = true }
-- "treason in a hearing that lasted an hour", "fraud at a closed trial", "murder behind closed
-- doors": how it was tried, and no part of the deed.
local function is_of_proceedings(self, seg, token)
  local word, behind = seg.words[token], seg.words[token + 1]
  if word == "behind" then return behind == "closed" end
  if word ~= "in" and word ~= "at" and word ~= "during" then return false end
  if behind == "absentia" then return true end
  local determiner = self.determiners[behind or ""]
  if determiner ~= "indefinite" and determiner ~= "possessive" and not (behind or ""):find "^closed" then
    return false
  end
  for i = token + 1, math.min(seg.n, token + 5) do
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "duration" then return false end
    if PROCEEDING[seg.words[i] or ""] and (i > token + 1) then
      for j = token - 1, math.max(1, token - 8), -1 do
        if OF_COURTS[seg.words[j] or ""] then return false end
      end
      return true
    end
    if self.prepositions[seg.words[i] or ""] then return false end
  end
  return false
end

local PUNISHED = { ["for"] = true, ["in"] = true, on = true, behind = true }
local WHERE_HELD = { prison = true, jail = true, colony = true, penitentiary = true, trial = true, retrial = true }
-- "treason in a penal colony near Ostra", "theft in the first trial": where the term is served.
local function is_place_of_term(seg, token)
  if seg.words[token] ~= "in" and seg.words[token] ~= "at" then return false end
  for i = token + 1, math.min(seg.n, token + 4) do
    if seg.kinds[i] == "word" and WHERE_HELD[seg.words[i]] then return seg.words[i + 1] ~= "riot" end
    if seg.kinds[i] ~= "word" then return false end
  end
  return false
end

local MAIN_VERB = { made = true, told = true, gave = true, took = true, broke = true, spoke = true, stood = true, sat = true, wrote = true }
-- Does the offence end at this token, whatever follows?
local function is_end(self, seg, token, depth_relative, options)
  local kind, word = seg.kinds[token], seg.words[token]
  if kind == "." and ABBREVIATED[seg.words[token - 1] or ""] and seg.ends[token - 1] + 1 == seg.starts[token] and seg.kinds[token + 1] then
    return false
  end
  if kind == ":" or kind == "." then return true end
  -- "admitted arson at the opening of the case", "at an earlier hearing"
  if kind == "word" and word == "at" and self.determiners[seg.words[token + 1] or ""]
    and (STAGE[seg.words[token + 2] or ""] or STAGE[seg.words[token + 3] or ""]) then
    return true
  end
  -- "as part of a deal"; "his conviction for theft led to", "for arson earned him"
  if word == "as" and seg.words[token + 1] == "part" and seg.words[token + 2] == "of" and kind == "word" then return true end
  if (word == "led" or word == "resulted" or word == "earned") and kind == "word" and not depth_relative then return true end
  if options and options.of_term and is_place_of_term(seg, token) then return true end
  if word == "while" and is_state_of_driver(self, seg, token) then return false end
  if kind == "statute" and is_broken_law(seg, token) then return false end
  -- "on dates between", "on several occasions"; "in an unrelated crash"
  if kind == "word" and word == "on" and (TIMES[seg.words[token + 1]] or TIMES[seg.words[token + 2]]) then return true end
  if kind == "word" and word == "in" and (ANOTHER[seg.words[token + 2] or ""] or seg.words[token + 1] == "connection") then return true end
  if kind == ";" then return not list_goes_on(self, seg, token) end
  if kind == "penalty" or kind == "statute" then return true end
  if kind ~= "word" then return false end
  -- "for assault and five years for cruelty"
  if word == "and" and seg.kinds[token + 1] == "duration" and not seg.entity[token + 1].age and PUNISHED[seg.words[token + 2] or ""] then
    return true
  end
  local ending = self.ends[word]
  -- "an offence under the Mining Act" says no more without it
  local bare = word == "under" and (seg.words[token - 1] or ""):find "^offen[cs]es?$" and seg.kinds[token - 2] == "word"
    and (self.determiners[seg.words[token - 2]] or seg.words[token - 2] == "of" or seg.words[token - 2] == "to")
  if ending == "law" and not bare and (seg.kinds[token + 1] == "statute" or seg.kinds[token + 2] == "statute"
    or LAW_WORD[seg.words[token + 1] or ""] or LAW_WORD[seg.words[token + 2] or ""] or is_law_name(seg, token + 1)) then
    return true
  end
  if ending == "always" then
    -- "of having committed the murder"
    local before = seg.words[token - 1]
    -- "the failed attacks"
    if word == "remains" and (before == "what" or before == "human" or self.determiners[before]) then return false end
    if self.determiners[before] and word:find "ed$" and seg.kinds[token + 1] == "word" then return false end
    -- "a club founded contrary to statute"
    if word == "contrary" and before:find "ed$" then return false end
    return not (word == "committed" and (before == "having" or before == "had" or before == "has" or before == "been"))
  end
  if ending == "clause" then
    -- "as he left"; but "as foreign agents"
    local who = seg.kinds[token + 1] == "person" and seg.entity[token + 1]
    if not who then return false end
    local behind = seg.kinds[token + 2] == "word" and seg.words[token + 2]
    return who.form == "name" or who.form == "pronoun" or who.definite
      or behind and not self.prepositions[behind] and not self.ends[behind] or false
  end
  if ending == "date" and not is_date_of_deed(seg, token, options) then
    local next_kind = seg.kinds[token + 1]
    if next_kind == "date" or next_kind == "court" then return true end
    if seg.words[token + 1] == "the" and seg.kinds[token + 2] == "date" then return true end
  end
  -- "of murder to be detained"
  if word == "to" and seg.words[token + 1] == "be" and self.verbs[seg.words[token + 2]] == true or word == "never" then return true end
  -- "on the pretext that"
  if word == "on" and seg.words[token + 1] == "the" and REASON[seg.words[token + 2] or ""] then return true end
  if is_of_proceedings(self, seg, token) or word == "by" and seg.words[token + 1] == "reason" then return true end
  -- "A man accused of theft made his first appearance", "told a court"
  if not depth_relative and MAIN_VERB[word] and self.determiners[seg.words[token + 1] or ""] then return true end
  -- "fraud out of a total of 30 counts"; "on what was the last day"
  if word == "out" and seg.words[token + 1] == "of" and (seg.words[token + 2] == "a" and seg.words[token + 3] == "total"
    or seg.kinds[token + 2] == "number") then
    return true
  end
  if (word == "on" or word == "at" or word == "by") and seg.words[token + 1] == "what" and seg.words[token + 2] then return true end
  -- "in what the court called a warning"
  if self.prepositions[word] and seg.words[token + 1] == "what" and is_claim(seg, token + 1) then return true end
  -- "of manslaughter under a hospital order"
  if word == "under" and (ORDER[seg.words[token + 3] or ""] or ORDER[seg.words[token + 2] or ""]) then return true end
  -- "of murder by a jury"
  local tribunal = word == "by" and seg.kinds[token + 1] == "person" and seg.entity[token + 1]
  if tribunal and TRIBUNAL[seg.folded:sub(tribunal.first, tribunal.last):match "%l+$" or ""] then return true end
  if word == "by" and (seg.kinds[token + 1] == "court" or TRIBUNAL[seg.words[token + 2] or seg.words[token + 1]]) then return true end
  if word == "with" and seg.kinds[token + 1] == "duration" then return true end
  if word == "at" and seg.words[token + 1] == "the" and seg.words[token + 2] == "time" and seg.words[token + 3] ~= "of" then return true end
  if ending == "duration" and (seg.kinds[token + 1] == "duration" or seg.kinds[token + 1] == "penalty") then return true end
  local auxiliary = self.auxiliaries[word]
  -- "a girl she was training was jailed": the verb of the sentence, and no more of the clause
  local before = token - 1
  while GROUP[self.auxiliaries[seg.words[before] or ""] or ""] do before = before - 1 end
  if auxiliary == "be" and depth_relative and self.verbs[seg.words[token + 1]] == true and not RELATIVE_WORD[seg.words[before] or ""]
    and seg.kinds[before] ~= "person" and not is_of_whose(seg, token) then
    return true
  end
  -- "forging the will"
  local owner = seg.words[token - 1]
  if word == "will" and (owner == "the" or owner == "a" or self.determiners[owner or ""] == "possessive") then return false end
  if auxiliary and not depth_relative and word ~= "being" and word ~= "having" and word ~= "be" then return true end
  return false
end

-- "information of officers, prosecutors, judges, and other officials": the nouns share
-- what stands before them.
local function is_noun_list(self, seg, token)
  for i = token + 1, math.min(seg.n, token + 14) do
    local kind, word = seg.kinds[i], seg.words[i]
    local others = kind == "word" and word == "and" and seg.kinds[i + 1] == "person" and seg.folded:find("^other ", seg.starts[i + 1])
    if others then return true end
    if kind == "word" and word == "and" and seg.words[i + 1] == "other" then
      local behind = seg.words[i + 2] or ""
      return self.not_offences[behind] ~= "alone" and self.not_offences[seg.words[i + 3] or ""] ~= "alone"
    end
    if kind == "word" then
      if self.verbs[word] == true or self.auxiliaries[word] or self.prepositions[word] or is_gerund(self, word) or self.offences[word]
        or word == "who" or word == "which" or word == "that" or word == "to" then
        return false
      end
    elseif kind ~= "," and not (kind == "person" and seg.entity[i].form ~= "name" and seg.entity[i].form ~= "pronoun") then
      return false
    end
  end
  return false
end

-- "calling for action, including strikes, to stop the vote": where the remark ends, if the
-- infinitive goes on behind it.
local function over_remark(seg, token)
  if seg.words[token + 1] ~= "including" and seg.words[token + 1] ~= "such" then return nil end
  for i = token + 2, math.min(seg.n, token + 9) do
    if seg.kinds[i] == "," then return seg.words[i + 1] == "to" and i or nil end
    if seg.kinds[i] ~= "word" and seg.kinds[i] ~= "person" then return nil end
  end
  return nil
end

-- "in Ostra, Lodivia": the comma inside the name of a place.
local function is_in_place(seg, token)
  if seg.kinds[token - 1] ~= "place" or seg.kinds[token + 1] ~= "place" then return false end
  local behind = seg.kinds[token + 2]
  return behind == nil or behind == "." or behind == "quote" or behind == "," and seg.kinds[token + 3] ~= "place"
end

local is_bare_gerund

-- "to receive, distribute and sell stolen cars": infinitives with one object.
local function joins_infinitives(self, seg, token)
  if seg.words[token - 2] ~= "to" or seg.kinds[token - 1] ~= "word" or listed_offence(self, seg, token + 1) then return false end
  for i = token + 1, math.min(seg.n, token + 6) do
    local word = seg.words[i]
    if seg.kinds[i] == "word" and (word == "and" or word == "or") then
      return i > token + 1 and seg.kinds[i + 1] == "word" and not self.determiners[seg.words[i + 1]]
    end
    if seg.kinds[i] ~= "," and (seg.kinds[i] ~= "word" or self.prepositions[word] or self.determiners[word] or self.auxiliaries[word]
      or is_gerund(self, word) or seg.kinds[i + 1] ~= "," and seg.words[i + 1] ~= "and" and seg.words[i + 1] ~= "or") then
      return false
    end
  end
  return false
end

-- "having lent", "having hidden it": a participle, and not the "prohibited" of "having prohibited images".
local function is_done(self, seg, token)
  local word, behind = seg.words[token] or "", seg.words[token + 1] or ""
  if seg.kinds[token] ~= "word" then return false end
  if self.past[word] or #word > 4 and word:find "en$" then return true end
  return word:find "%led$" ~= nil and (seg.kinds[token + 1] ~= "word" or self.determiners[behind] ~= nil or self.prepositions[behind] ~= nil
    or self.adverbs[behind] ~= nil)
end

-- "thefts of bread, butter and cheese": the noun behind the comma is one object more.
local function is_further_object(self, seg, token)
  local item, behind = seg.words[token + 1] or "", seg.words[token + 2]
  if is_gerund(self, item) or listed_offence(self, seg, token + 1) or seg.kinds[token + 2] ~= "," and behind ~= "and" then return false end
  local first = token
  while seg.kinds[first - 1] == "word" and seg.kinds[first - 2] == "," do first = first - 2 end
  return seg.kinds[first - 1] == "word" and seg.words[first - 2] == "of"
end

-- What a comma means inside an offence: "list", "end" or "part".
local function comma(self, seg, token, words, first_is_gerund)
  local i = token + 1
  local conjunction = false
  if seg.words[i] == "and" or seg.words[i] == "or" then
    conjunction = true
    i = i + 1
  elseif seg.words[i] == "as" and seg.words[i + 1] == "well" and seg.words[i + 2] == "as" then
    conjunction = true
    i = i + 3
    if seg.words[i] == "for" or seg.words[i] == "of" or seg.words[i] == "with" then i = i + 1 end
  end
  if seg.words[i] == "for" and conjunction then i = i + 1 end
  local kind, word = seg.kinds[i], seg.words[i]
  if word == "you" or word == "we" or word == "i" then return "end" end
  if not conjunction and words >= 2 and is_noun_list(self, seg, token) then return "part" end
  if conjunction and kind == "person" and words >= 2 and seg.folded:find("^other ", seg.starts[i]) then return "part" end
  if conjunction and word == "other" and words >= 2 and self.not_offences[seg.words[i + 1] or ""] ~= "alone"
    and self.not_offences[seg.words[i + 2] or ""] ~= "alone" and seg.kinds[token - 1] ~= "quote" and is_noun_list(self, seg, token) then
    return "part"
  end
  if not conjunction and word == "leading" and seg.words[i + 1] == "to" then return "end" end
  if not conjunction and word == "having" and is_done(self, seg, i + 1) then return "end" end
  if not conjunction and OUTCOME[word] and not HARM[seg.words[i + 1] or ""] then return "end" end
  if begins_offence(self, seg, i, words, first_is_gerund) then return "list", i end
  if kind == "word" and (word == "other" or word == "including" or word == "among") then return "end" end
  if conjunction then
    -- ", and was fined": a new clause
    if kind ~= "word" or self.verbs[word] == true or self.auxiliaries[word] or kind == "person" then return "end" end
    return "end"
  end
  if kind == "word" and not self.determiners[word] and not self.prepositions[word] and not self.auxiliaries[word]
    and self.verbs[word] ~= true and not self.adverbs[word] and not self.ends[word] then
    -- an unknown noun is an item only where the list goes on behind it
    if words >= 2 and is_further_object(self, seg, token) then return "part" end
    for j = i + 1, math.min(seg.n, i + 25) do
      if is_end(self, seg, j, false) then break end
      if seg.kinds[j] == "," or (seg.kinds[j] == "word" and seg.words[j] == "and") then
        local k = seg.kinds[j] == "," and (seg.words[j + 1] == "and" and j + 2 or j + 1) or j + 1
        -- "possessing a gun, ammunition and selling drugs": one more object of the deed
        if first_is_gerund and j == i + 1 and words >= 2 and not listed_offence(self, seg, skip_open(self, seg, k)) then return "part" end
        if begins_offence(self, seg, k, 2, false) then return "list", i end
      end
    end
  end
  return "end"
end

local function count_words(seg, from, to)
  local n = 0
  for i = from, to do
    if seg.kinds[i] ~= "quote" and seg.kinds[i] ~= "'s" then n = n + 1 end
  end
  return n
end

local LOOSE = {}
for word in ([[who which that whom whose i we you he she they both each also]]):gmatch "%S+" do LOOSE[word] = true end

local SOON = { shortly = true, soon = true, just = true, only = true, immediately = true, long = true }

-- Trim quotation marks that enclose the whole, and marks at the end.
local function trim(seg, from, to)
  while to >= from and (seg.kinds[to] == "," or seg.kinds[to] == "." or seg.kinds[to] == "dash") do to = to - 1 end
  local quotes = 0
  for i = from, to do
    if seg.kinds[i] == "quote" then quotes = quotes + 1 end
  end
  if seg.kinds[from] == "quote" and (quotes == 1 or (seg.kinds[to] == "quote" and quotes == 2)) then
    from = from + 1
    quotes = quotes - 1
  end
  if quotes == 1 and seg.kinds[to] == "quote" then to = to - 1 end
  -- a clause that did not go on: "raping the girl who"
  while to > from and (seg.kinds[to] == "word" and LOOSE[seg.words[to]]
    or seg.kinds[to] == "person" and LOOSE[seg.entity[to].pronoun or ""]) do
    to = to - 1
  end
  -- "murder shortly" after something
  while to > from and seg.kinds[to] == "word" and SOON[seg.words[to]] do to = to - 1 end
  -- "a theft alleged to"
  if seg.words[to] == "to" and (seg.words[to - 1] == "alleged" or seg.words[to - 1] == "said" or seg.words[to - 1] == "believed") then
    to = to - 2
  end
  -- the conjunction of a list that went on without an offence: "extremism and up to six years"
  while to >= from and (seg.kinds[to] == "," or seg.kinds[to] == "." or seg.kinds[to] == "word"
    and (seg.words[to] == "and" or seg.words[to] == "or")) do
    to = to - 1
  end
  return from, to
end

-- The token of the quotation mark that closes the one at `token`, where it is near.
local function closing_quote(seg, token)
  if seg.kinds[token] ~= "quote" or seg.words[token]:sub(1, 1) ~= '"' then return nil end
  for i = token + 1, math.min(seg.n, token + 25) do
    if seg.kinds[i] == "quote" and seg.words[i]:sub(1, 1) == '"' then return i end
  end
  return nil
end

local function link_word(word) return word == "for" or word == "of" or word == "with" end

-- Reads one list of offences, token by token.
local Reading = {}
Reading.__index = Reading

function Reading:close(to)
  local a, b = trim(self.seg, self.from, to)
  if b >= a and offence_start.says_something(self.reader, self.seg, a, b) then
    local seg = self.seg
    self.spans[#self.spans + 1] = { first = seg.starts[a], last = seg.ends[b], from = a, to = b }
  end
end

-- The next offence of the list begins at `token`, behind "of" or counts.
function Reading:begin(token)
  local opened, _, limit = self.reader:open(self.seg, token)
  self.from, self.limit = opened or token, limit
  self.relative = false
  local first = skip_open(self.reader, self.seg, self.from)
  self.gerund = is_gerund(self.reader, first_word_at(self.seg, first))
  return self.from
end

-- Brackets: "(DVK)" and "(Street) Party" are inside, a statute or a long remark ends it.
function Reading:bracket(i)
  local seg, j = self.seg, i
  while j <= seg.n and seg.kinds[j] ~= ")" do
    if seg.kinds[j] == "statute" or seg.kinds[j] == "age" or seg.kinds[j] == "number" or LAW_WORD[seg.words[j]] then
      -- a list may go on behind the statute of an item
      while j <= seg.n and seg.kinds[j] ~= ")" do j = j + 1 end
      local what = seg.kinds[j + 1] == "," or seg.words[j + 1] == "and"
      if not what or j > seg.n then return nil end
      self.cut = self.cut or i - 1
      return j
    end
    j = j + 1
  end
  if j - i > 5 or j > seg.n then return nil end
  return j
end

-- “X” and “Y”: each quotation is an offence.
function Reading:quoted_item(token)
  local seg = self.seg
  if seg.kinds[self.from] ~= "quote" then return false end
  if seg.words[token] == "and" then token = token + 1 end
  return closing_quote(seg, token) ~= nil
end

-- Is the comma inside a quotation that opened in this offence? "the “cold, callous” murder"
function Reading:in_quotation(i)
  local seg, open = self.seg, false
  for j = self.from, i - 1 do
    if seg.kinds[j] == "quote" and seg.words[j]:sub(1, 1) == '"' then open = not open end
  end
  if not open then return false end
  for j = i + 2, math.min(seg.n, i + 8) do
    if seg.kinds[j] == "quote" and seg.words[j]:sub(1, 1) == '"' then return j > i + 1 end
  end
  return false
end

function Reading:comma(i)
  local seg, reader = self.seg, self.reader
  if self:in_quotation(i) and seg.kinds[self.from] ~= "quote" then return i end
  local behind_remark = over_remark(seg, i)
  if behind_remark then return behind_remark end
  if is_in_place(seg, i) then return i + 1 end
  if joins_infinitives(reader, seg, i) then
    self.infinitives = true
    return i
  end
  if is_bare_gerund(reader, seg, i - 1, self.from) and is_gerund(reader, seg.words[i + 1] or "") then return i end
  -- a comma inside quotation marks: "terrorism," insulting …
  local behind = seg.kinds[i + 1] == "quote" and i + 1 or i
  local what, resume = comma(reader, seg, behind, count_words(seg, self.from, i - 1), self.gerund)
  if self:quoted_item(behind + 1) then what, resume = "list", behind + (seg.words[behind + 1] == "and" and 2 or 1) end
  if what == "part" then return behind end
  if what ~= "list" then return nil end
  self:close(self.cut or (behind > i and behind or i - 1))
  self.cut = nil
  return self:begin(resume) - 1
end

-- Verbs of the clause behind an offence: "convicted of libel and face six years".
local GOES_ON = { face = true, faces = true, remain = true, remains = true, await = true, awaits = true, risk = true, risks = true,
  get = true, gets = true, could = true, now = true, ordered = true, told = true, agreed = true }

local TOLD_ON = { gave = true, set = true, sent = true, told = true, found = true, made = true, took = true, kept = true, left = true,
  put = true, gives = true, sets = true, sends = true, held = true, fixed = true, meted = true, slapped = true, struck = true }
-- "fraud and Ivan Reed, 68, is also charged": the name opens a clause, where no other is
-- listed with it.
local function opens_clause(self, seg, token)
  local entity = seg.kinds[token] == "person" and seg.entity[token]
  if not entity or seg.kinds[token - 2] == "person" then return false end
  -- "murder and his father, Ivan, admitted"
  if entity.possessive and seg.kinds[token + 1] == "," and seg.kinds[token + 2] == "person" then return true end
  if entity.form ~= "name" then return false end
  local kind, word = seg.kinds[token + 1], seg.words[token + 1]
  return kind == "," or kind == "word" and (self.auxiliaries[word] ~= nil or self.verbs[word] == true)
end

local FINITE = { admitted = true, admits = true, denied = true, denies = true, pleaded = true, faces = true, confessed = true, died = true,
  rejected = true, appealed = true, received = true }
-- "and the boat's owner admitted": a noun phrase of a few words, and its verb.
local function is_subject(self, seg, token)
  if not self.determiners[seg.words[token] or ""] then return false end
  for i = token + 1, math.min(seg.n, token + 4) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "word" and self.verbs[word] == true and i > token + 1 then
      -- "the attack denied by none", "the materials seized": a participle behind its noun
      local behind = seg.words[i + 1]
      return FINITE[word] == true and not (behind == "by" or seg.kinds[i + 1] == nil)
    end
    if kind ~= "word" and kind ~= "person" and kind ~= "'s" or kind == "word" and (self.prepositions[word] or self.auxiliaries[word]
      or is_gerund(self, word)) then
      return false
    end
  end
  return false
end

-- "… for contempt and 10 months for assault", "… and then another 13 months": is what the
-- conjunction leads to the next penalty?
local function leads_to_penalty(reader, seg, conjunction)
  for i = conjunction + 1, math.min(seg.n, conjunction + 4) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "penalty" then return true end
    if kind == "number" and seg.words[i + 1] == "more" and i == conjunction + 1 then return true end
    if kind == "duration" then
      local before = seg.words[i - 1]
      local behind = seg.words[i + 1] or ""
      local counted = behind == "for" or seg.kinds[i + 1] == "word" and seg.words[i + 2] == "for"
      local run = seg.kinds[i + 1] == "," and i + 2 or i + 1
      local beside = behind:find "^con[sc]" ~= nil or seg.words[run] == "to" and seg.words[run + 1] == "run"
      return counted or beside or before == "further" or before == "another"
        or seg.folded:find("^another ", seg.starts[i]) ~= nil or seg.folded:find("^a further ", seg.starts[i]) ~= nil
    end
    if kind ~= "word" or not (reader.determiners[word] or word == "then" or word == "further" or word:find "^con[sc]") then break end
  end
  return false
end

local INSISTS = { claim = true, claims = true, says = true, say = true, insists = true, insist = true, maintains = true, maintain = true,
  said = true }
local WHOSE = { his = true, her = true, their = true, the = true }
local TRIAL = { trial = true, case = true, hearing = true, lawyer = true, lawyers = true, prosecution = true, jury = true, judge = true,
  court = true, defence = true, defense = true, prosecutor = true }
-- A deed without an object of its own: "controlling, exploiting and abusing the men".
function is_bare_gerund(reader, seg, token, from)
  local word = seg.kinds[token] == "word" and seg.words[token]
  return word and is_gerund(reader, word) and not reader.offences[word] and (token == from or seg.kinds[token - 1] == ",")
end

function Reading:conjunction(i)
  local seg, reader = self.seg, self.reader
  if leads_to_penalty(reader, seg, i) then return nil end
  if self.infinitives then
    self.infinitives = nil
    return i
  end
  local words = count_words(seg, self.from, (self.cut or i - 1))
  local following_token = i + 1
  if link_word(seg.words[following_token] or "") then following_token = following_token + 1 end
  local opened, counted = reader:open(seg, following_token)
  if counted and opened then following_token = opened end
  local following = seg.words[following_token]
  if seg.kinds[following_token] == "word" and (reader.verbs[following] == true or reader.auxiliaries[following]
    or following == "other" or following == "related" or following == "to" or (reader.adverbs[following]
    and reader.verbs[seg.words[following_token + 1] or ""] == true)) and not is_gerund(reader, following) then
    return nil
  end
  local who = seg.kinds[following_token] == "person" and seg.entity[following_token]
  if who and who.form == "pronoun" then return nil end
  -- "accused of bribery and prosecutors offered no evidence"
  if who and who.part == "official" and who.form ~= "name" and seg.words[i] == "and" and reader.offences[seg.words[i - 1] or ""]
    and seg.kinds[following_token + 1] == "word" and not reader.prepositions[seg.words[following_token + 1]] then
    return nil
  end
  -- "the robbery and gave him", "of a guard and set the term"
  if TOLD_ON[following] and seg.kinds[following_token] == "word" and (seg.kinds[following_token + 1] == "person"
    or reader.determiners[seg.words[following_token + 1] or ""]) then
    return nil
  end
  if opens_clause(reader, seg, following_token) or seg.words[i] == "and" and is_subject(reader, seg, following_token) then return nil end
  -- "of libel and gave her a fine"
  if seg.kinds[following_token] == "word" and reader.past[following] and not reader.offences[following] and not self.relative then
    local object = seg.kinds[following_token + 1]
    if object == "person" or object == "penalty" or object == "duration" or object == "number" or object == "money"
      or reader.determiners[seg.words[following_token + 1] or ""] then
      return nil
    end
  end
  -- "her murder and his trial heard"
  if following and reader.determiners[following] == "possessive" and CASE[seg.words[following_token + 1] or ""] then return nil end
  -- "convicted of arson and who told of it"
  if following and RELATIVE_WORD[following] and seg.kinds[following_token] == "word" then return nil end
  -- "controlling, exploiting and abusing the men"
  if words >= 1 and is_bare_gerund(reader, seg, i - 1, self.from) and is_gerund(reader, following or "") then return i end
  -- "for theft and for her part in it"
  local again = seg.words[i + 1] == "for" and seg.words[i] == "and" and reader.determiners[seg.words[i + 2] or ""] == "possessive"
  if again and words >= 1 then
    self:close(self.cut or i - 1)
    self.cut = nil
    return self:begin(i + 2) - 1
  end
  if GOES_ON[following] and seg.kinds[following_token] == "word" and seg.words[i] == "and" then return nil end
  -- "murder and his trial goes on", "theft and claims that": another clause
  if seg.words[i] == "and" and not self.gerund and seg.kinds[i - 1] == "word" and reader.offences[seg.words[i - 1]]
    and (INSISTS[following] or WHOSE[following] and TRIAL[seg.words[following_token + 1] or ""]) then
    return nil
  end
  -- "and now works for": a date, and the clause goes on
  if seg.words[i] == "and" and seg.kinds[following_token] == "date" and is_recent(seg, following_token) then return nil end
  -- "physical and sexual assaults": the first is no offence by itself
  local first = words == 1 and not self.gerund and seg.kinds[i - 1] == "word" and seg.words[i - 1]
  if first and not reader.offences[first] and not counted and not self:quoted_item(i + 1) and not first:find "ism$"
    and listed_offence(reader, seg, following_token) then
    return i
  end
  if seg.words[i] == "and" and (begins_offence(reader, seg, following_token, words, self.gerund)
    or counted and words >= 1 or self:quoted_item(i + 1)) then
    self:close(self.cut or i - 1)
    self.cut = nil
    return self:begin(following_token) - 1
  end
  if self.cut then return nil end
  -- "possession of and making images"
  if reader.prepositions[seg.words[i - 1]] and i - 1 > self.from then return i end
  -- "… a brawl and criticised the law": the clause goes on
  local whole = words >= 2 or reader.offences[seg.words[i - 1] or ""]
  local listed = listed_offence(reader, seg, self.from) == i - 1 and seg.words[following_token] == following
    and (seg.kinds[following_token + 1] == "person" or reader.determiners[seg.words[following_token + 1] or ""])
  if following and (whole or listed) and seg.kinds[following_token] == "word" and following:find "^%l+[^e]ed$"
    and not is_gerund(reader, following)
    and not reader.determiners[seg.words[following_token - 1]] and not listed_offence(reader, seg, following_token) then
    return nil
  end
  return i
end

function Reading:as_well_as(i)
  local seg = self.seg
  local resume = i + 3
  if link_word(seg.words[resume] or "") then resume = resume + 1 end
  if not begins_offence(self.reader, seg, resume, 2, false) then return i end
  self:close(self.cut or i - 1)
  self.cut = nil
  return self:begin(resume) - 1
end

-- "against X" belongs to the charges, not to what is charged, where a name follows.
function Reading:is_against(i)
  local seg = self.seg
  if not self.options.against or self.gerund or seg.words[i] ~= "against" or i == self.from then return false end
  local person = seg.kinds[i + 1] == "person" and seg.entity[i + 1]
  return person and (person.form == "name" or person.form == "pronoun" or person.definite)
end

local FACED = { faced = true, faces = true, denied = true, denies = true, admitted = true, admits = true }

-- A clause without "that": "a killing he did not commit".
local function begins_clause(seg, i)
  local entity = seg.kinds[i] == "person" and seg.entity[i]
  return entity and entity.form == "pronoun" and (entity.pronoun == "he" or entity.pronoun == "she" or entity.pronoun == "they")
end

-- "theft between May 2 and 9, and failing to appear": the list goes on behind the days.
function Reading:behind_dates(i)
  local seg = self.seg
  if seg.kinds[i + 1] ~= "date" then return nil end
  local k = i + 2
  if (seg.words[k] == "and" or seg.words[k] == "to") and seg.kinds[k + 1] == "date" then k = k + 2 end
  if seg.kinds[k] == "," then k = k + 1 end
  if seg.words[k] ~= "and" or not begins_offence(self.reader, seg, k + 1, 2, self.gerund) then return nil end
  self:close(self.cut or i - 1)
  self.cut = nil
  return self:begin(k + 1) - 1
end

local RELATES = { relating = true, related = true, linked = true, connected = true, pertaining = true }
-- Does what led to a deed that a listed offence names already begin here?
function Reading.circumstance_at(reader, seg, from, i)
  local word = seg.words[i]
  local relates = RELATES[word] and (seg.words[i + 1] == "to" or seg.words[i + 1] == "with")
  if not relates and word ~= "over" then return false end
  while reader.determiners[seg.words[from] or ""] do from = from + 1 end
  return listed_offence(reader, seg, from) == i - 1
end

-- One token: the last one that it takes, or nil where the offence ends before it.
function Reading:step(i)
  local seg, reader = self.seg, self.reader
  local kind, word = seg.kinds[i], seg.words[i]
  if kind == "(" then return self:bracket(i) end
  if kind == "dash" then
    local hyphen = seg.ends[i] == seg.starts[i] and seg.starts[i] > 1
      and seg.folded:sub(seg.starts[i] - 1, seg.starts[i] - 1) ~= " "
    return hyphen and i or nil
  end
  if kind == "," then return self:comma(i) end
  if kind == ";" then
    local resume = list_goes_on(reader, seg, i)
    if not resume then return nil end
    self:close(self.cut or i - 1)
    self.cut = nil
    return self:begin(resume) - 1
  end
  -- "child cruelty last year"; but "the 2009 murder"
  if kind == "date" and i > self.from then
    -- "of their murder four months ago made": the verb of the sentence
    if seg.kinds[i + 1] == "word" and reader.past[seg.words[i + 1]] then return nil end
    local before = seg.words[i - 1]
    local of_noun = seg.kinds[i - 1] == "'s" or seg.kinds[i - 1] == "word" and (reader.determiners[before] or reader.prepositions[before])
    if not of_noun and seg.kinds[i + 1] ~= "'s" and is_recent(seg, i) then return nil end
  end
  if kind ~= "word" then
    -- "two counts of theft Varin faced"
    if kind == "person" and i > self.from and FACED[seg.words[i + 1] or ""] then return nil end
    if begins_clause(seg, i) then self.relative = true end
    return not is_end(reader, seg, i, self.relative) and i or nil
  end
  if word == "and" or word == "or" then return self:conjunction(i) end
  if word == "as" and seg.words[i + 1] == "well" and seg.words[i + 2] == "as" then return self:as_well_as(i) end
  if is_claim(seg, i) and i > self.from then return nil end
  -- "driving while unfit"
  if word == "while" and seg.words[i - 1] == "driving" then return i end
  if reader.auxiliaries[word] == "be" and self.relative and is_of_whose(seg, i) then
    self.relative = false   -- the next verb is that of the clause around it
    return i
  end
  if word == "who" or word == "that" or word == "which" or word == "whose" or word == "whether" then
    self.relative = true
    -- "an attack in which two clerks were killed": the clause has a verb of its own
    self.wants_verb = word == "which" and reader.prepositions[seg.words[i - 1] or ""] ~= nil
    return i
  end
  if self.wants_verb and reader.auxiliaries[word] then
    self.wants_verb = false
    return i
  end
  -- "convicted of manslaughter in Ostra": the court's town as often as that of the deed
  if word == "in" and i == self.from + 1 and seg.kinds[i + 1] == "place" and reader.offences[word_at(seg, self.from) or ""] then
    return nil
  end
  if self:is_against(i) or is_end(reader, seg, i, self.relative, self.options) then return self:behind_dates(i) end
  -- "cleared of abetment for want of evidence"
  if word == "for" and (seg.words[i + 1] == "want" or seg.words[i + 1] == "lack") then return nil end
  -- "abuse of office relating to a purchase", "graft over a road"
  if i > self.from and not self.gerund and self.circumstance_at(reader, seg, self.from, i) then return nil end
  -- "bribery for demanding money": the reason of a charge that is named already
  if word == "for" and not self.gerund and i > self.from and is_gerund(reader, seg.words[i + 1] or "") then return nil end
  return i
end

local JOINS_QUOTE = { of = true, to = true, against = true, ["and"] = true, ["or"] = true, with = true }
-- “disturbing order” in what appears …: the quotation was the offence.
local function ends_with_quote(reader, seg, closing)
  local word = seg.kinds[closing + 1] == "word" and seg.words[closing + 1]
  return word and reader.prepositions[word] and not JOINS_QUOTE[word]
end

---Does a deed or a listed offence begin at a token?
---@param seg docket.Segment
---@param token integer
---@return boolean
function Reader:is_deed_at(seg, token)
  if seg.kinds[token] == "quote" then return true end
  local first = skip_open(self, seg, token)
  while self.determiners[seg.words[first] or ""] do first = first + 1 end
  return is_gerund(self, first_word_at(seg, first)) or listed_offence(self, seg, first) ~= nil
end

---Read the offences that begin at a token.
---@param seg docket.Segment
---@param token integer
---@param options? { against: boolean?, perfect: boolean? }  against: they hang on a noun ("charges of
---X against Y"); perfect: their verb is a perfect, which has no date of its own
---@return docket.Span[] spans  one for each offence; empty where there is none
---@return integer last  token after which nothing of them follows
function Reader:read(seg, token, options)
  seg:tokenize()
  local spans = {}
  local opened, _, limit = self:open(seg, token)
  if not opened then return spans, token - 1 end
  token = opened
  if is_end(self, seg, token, false) then return spans, token - 1 end
  local first_word = skip_open(self, seg, token)
  local reading = setmetatable({ reader = self, seg = seg, spans = spans, from = token, options = options or {},
    gerund = is_gerund(self, first_word_at(seg, first_word)) }, Reading)
  local i = token
  while i <= (reading.limit or limit or seg.n) do
    local closing = i == reading.from and closing_quote(seg, i)
    local taken = closing or reading:step(i)
    -- “…,” his lawyer said: the comma inside the marks is that of the sentence around them
    if closing and seg.kinds[closing - 1] == "," then
      taken = reading:comma(closing - 1)
      if not taken then i = closing + 1 end
    end
    if not taken then break end
    i = taken + 1
    if closing and ends_with_quote(self, seg, closing) then break end
  end
  reading:close(reading.cut or i - 1)
  return spans, i - 1
end

return M
