---Where an offence begins: behind the words that lead to it ("of", "with", "on
---charges of"), over the counts that are no part of it ("three counts of").
local M = {}

local ALLEGED = { alleged = true, allegedly = true, reportedly = true, supposedly = true, purportedly = true,
  apparently = true }
-- Nouns that count offences or stand for the accusation itself.
local COUNTED = { counts = true, count = true, charges = true, charge = true, allegations = true, allegation = true,
  accusations = true, accusation = true, crimes = true, crime = true, offences = true, offence = true, offenses = true,
  offense = true, suspicion = true, suspicions = true, accounts = true, indictment = true, conviction = true,
  convictions = true, instances = true, cases = true, felonies = true, misdemeanors = true, articles = true, specimen = true,
  variety = true, series = true, range = true, string = true, role = false }
local AFTER_COUNTED = { of = true, including = true, ["for"] = true }
local RELATED = { relating = true, related = true, connected = true, linked = true, pertaining = true, bordering = true,
  stemming = false, under = false }
local MAX_COUNT_WORDS = 8

-- Is this the noun of a count, and where does the offence stand behind it?
local function behind_count(seg, token)
  local i = token + 1
  if seg.words[i] == "each" or seg.words[i] == "alone" then i = i + 1 end
  if seg.words[i] == "(" then
    while i <= seg.n and seg.kinds[i] ~= ")" do i = i + 1 end
    i = i + 1
  end
  if seg.words[i] == "against" then
    -- "charges against him of fraud"
    for j = i + 1, math.min(seg.n, i + 3) do
      if seg.words[j] == "of" or seg.words[j] == "including" then return j + 1 end
    end
    return nil
  end
  if seg.kinds[i] == "," and (seg.words[i + 1] == "including" or seg.words[i + 1] == "among") then i = i + 1 end
  if seg.words[i] == "including" or seg.words[i] == "among" and seg.kinds[i - 1] == "," then
    -- "including two for robbery"
    local link = seg.words[i + 2]
    if (seg.kinds[i + 1] == "number" or seg.words[i + 1] == "one") and (link == "for" or link == "of") then return i + 3 end
    return i + 1
  end
  if seg.kinds[i] == ":" then return i + 1 end
  -- "two charges under the Press Act: slander and"
  if seg.words[i] == "under" then
    for j = i + 1, math.min(seg.n, i + 9) do
      if seg.kinds[j] == ":" then return j + 1 end
      if seg.kinds[j] == "," or seg.kinds[j] == ";" or seg.kinds[j] == "person" then return nil end
    end
  end
  if RELATED[seg.words[i] or ""] then
    local link = seg.words[i + 1]
    if link == "to" or link == "with" or link == "on" then return i + 2 end
    return nil
  end
  if seg.kinds[i] == "word" and AFTER_COUNTED[seg.words[i]] then return i + 1 end
  return nil
end

-- Is one of the listed offences among these words?
local function names_offence(self, seg, from, to)
  for i = from, to do
    local pair = i < to and seg.words[i] .. " " .. seg.words[i + 1]
    if seg.kinds[i] == "word" and (self.offences[seg.words[i]] or pair and self.offences[pair]) then return true end
  end
  return false
end

-- Over "three counts of", "a charge of", "14 sample counts each of".
local function skip_counts(self, seg, token)
  local i, counted = token, false
  while true do
    local found
    for j = i, math.min(seg.n, i + MAX_COUNT_WORDS) do
      local kind, word = seg.kinds[j], seg.words[j]
      -- "a three-count charge of"
      local compound = word == "count" and COUNTED[seg.words[j + 1] or ""]
      if kind == "word" and COUNTED[word] and not compound then
        found = behind_count(seg, j)
        -- "fraud charges linked to a merger": fraud
        if found and RELATED[seg.words[j + 1] or ""] and names_offence(self, seg, i, j - 1) then return i, counted, j end
        if found then break end
        -- "sexual offences" and "hate crimes" are offences themselves
        if not word:find "^crime" and not word:find "^offen" then return i, counted, j end
      elseif kind == "number" then
        -- "four of false accounting"
        if seg.words[j + 1] == "of" and j == i then
          found = j + 2
          break
        end
      elseif kind == "dash" and seg.kinds[j - 1] == "number" or compound then
        goto continue
      elseif kind ~= "word" and kind ~= "money" or self.prepositions[word] and word ~= "of" or self.verbs[word] == true then
        break
      end
      ::continue::
    end
    if not found then return i, counted end
    i, counted = found, true
  end
end

local BAD_KINDS = { duration = true, date = true, penalty = true, statute = true, court = true, [","] = true,
  [";"] = true, ["."] = true, [":"] = true, ["("] = true, [")"] = true, dash = true, age = true, ["'s"] = true }

-- "in what seemed a warning": a phrase beside the offence.
local NO_OPENING = { ["in"] = true, at = true, from = true, by = true, on = true, near = true }

local function refused_start(self, seg, i)
  local phrase
  for j = i, math.min(seg.n, i + 2) do
    if seg.kinds[j] ~= "word" then break end
    phrase = phrase and phrase .. " " .. seg.words[j] or seg.words[j]
    if self.not_offences[phrase] == "start" then return true end
  end
  return false
end

local FOUND_GUILTY = { convicted = true, guilty = true, found = true }

-- "terms for people convicted of theft": where the offence begins behind whom it falls on.
local function behind_convicted(seg, token)
  local entity = seg.kinds[token] == "person" and seg.entity[token]
  if not entity or entity.form ~= "group" and entity.form ~= "pronoun" then return nil end
  local i = token + 1
  if seg.words[i] == "who" then i = i + 2 end
  if not FOUND_GUILTY[seg.words[i] or ""] then return nil end
  if seg.words[i] == "found" then i = i + 1 end
  return (seg.words[i + 1] == "of" or seg.words[i + 1] == "for") and i + 2 or nil
end

---The token at which the offence begins that a link leads to.
---@param self docket.OffenceReader
---@param seg docket.Segment
---@param token integer  behind the link
---@return integer? first
---@return boolean counted  "counts of" or the like was passed
---@return integer? limit  its last token, where the noun for charges stands behind it
function M.open(self, seg, token)
  if seg.words[token] == "also" and (seg.words[token + 1] == "for" or seg.words[token + 1] == "of") then token = token + 2 end
  local i, counted, noun = skip_counts(self, seg, behind_convicted(seg, token) or token)
  local limit
  if noun and seg.kinds[i] == "number" then
    -- "29 out of 30 hate crime charges"
    while seg.kinds[i] == "number" or seg.words[i] == "out" or seg.words[i] == "of" or seg.words[i] == "the" do i = i + 1 end
    if i >= noun then return nil, counted end
    limit = seg.words[noun]:find "^c[ho][au]" and noun - 1 or nil
    counted = true
  elseif noun and noun > i and (seg.words[noun]:find "^charge" or seg.words[noun]:find "^conviction") and not counted then
    -- "on treason charges", "for fraud and other charges", "on an arson conviction"
    limit = noun - 1
    while i < limit and self.determiners[seg.words[i]] do i = i + 1 end
    while limit > i and (seg.words[limit] == "other" or seg.words[limit] == "and" or seg.words[limit] == "related") do
      limit = limit - 1
    end
    counted = true
  end
  while seg.kinds[i] == "word" and ALLEGED[seg.words[i]] do
    i = i + 1
    local further, more = skip_counts(self, seg, i)
    i, counted = further, counted or more
  end
  if i > seg.n then return nil, counted end
  local at = i
  while seg.kinds[at] == "quote" do at = at + 1 end
  local kind, entity = seg.kinds[at], seg.entity[at]
  if kind == nil or BAD_KINDS[kind] then return nil, counted end
  if kind == "money" and seg.words[at + 1] ~= "worth" and seg.words[at + 1] ~= "fraud" and seg.kinds[at + 1] ~= "word" then
    return nil, counted
  end
  if kind == "person" and entity.form == "pronoun" then return nil, counted end
  if kind == "number" and (seg.words[at + 1] == "of" or seg.kinds[at + 1] ~= "word") then return nil, counted end
  -- "guilty in a case to be heard"
  if kind == "word" and seg.words[at] == "be" then return nil, counted end
  if kind == "word" and (refused_start(self, seg, at) or NO_OPENING[seg.words[at]]) then return nil, counted end
  return i, counted, limit
end

local RELATIVES = { that = true, which = true, who = true }
local PROCEEDINGS = { trial = true, trials = true, hearing = true, hearings = true, proceedings = true }

---Is this text more than "similar charges" or "a number of offences"?
---@param self docket.OffenceReader
---@param seg docket.Segment
---@param from integer  tokens
---@param to integer
---@return boolean
function M.says_something(self, seg, from, to)
  if seg.words[to] == "warrant" or seg.words[to] == "warrants" then return false end
  -- "convicted in one of the largest trials that …"; but "disrupting a trial"
  if self.determiners[seg.words[from]] or seg.words[from] == "one" then
    local head = from
    while head < to and not RELATIVES[seg.words[head + 1]] do
      head = head + 1
      -- "the murders in a trial that …"
      if self.prepositions[seg.words[head]] and seg.words[head] ~= "of" then return true end
    end
    if PROCEEDINGS[seg.words[head]] and seg.kinds[head] == "word" then return false end
  end
  for i = from, to do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "word" and self.not_offences[word] ~= "alone" and not self.adverbs[word] and #word > 1
      and not word:find "^%d" and not self.determiners[word] and not self.prepositions[word] then
      return true
    end
    if kind == "person" and seg.entity[i].form ~= "pronoun" and (i > from or self:is_deed_at(seg, i)) then return true end
    if kind == "organisation" and self:is_deed_at(seg, i) then return true end
  end
  return false
end

-- ------------------------------------------------------------ links

local ENDERS = { after = true, when = true, ["while"] = true, because = true, although = true, though = true,
  following = true, before = true, ["if"] = true, but = true, since = false, ["until"] = true, who = true, whose = true }
local CONVICTION = { guilty = true, convicted = true, admitting = true, admitted = true, convicting = true, conviction = true,
  confessing = true, convictions = true }
-- What may stand between a verb and "of" besides people and dates.
local BEFORE_OF = { absentia = true, doubt = true, guilty = true, unanimously = true, court = true, convictions = true, conviction = true,
  repeatedly = true, jointly = true, formally = true, ["once"] = true, earlier = true, yesterday = true, today = true,
  crime = true, absence = true, also = true, cleared = true, both = true, each = true }

-- "after being found guilty of", "when she admitted": where the link stands in there.
local function conviction_link(seg, token)
  for i = token + 1, math.min(seg.n, token + 16) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" then return nil end
    if kind == "word" and CONVICTION[word] then
      local next_word = seg.words[i + 1]
      if word:find "^admit" then return next_word == "to" and i + 2 or i + 1 end
      for j = i + 1, math.min(seg.n, i + 5) do
        local link = seg.words[j]
        if seg.kinds[j] == "word" and (link == "of" or link == "to" or link == "for" or link == "on") then return j + 1 end
        if seg.kinds[j] ~= "word" and seg.kinds[j] ~= "person" and seg.kinds[j] ~= "date" then return nil end
      end
      return nil
    end
  end
  return nil
end

-- Words of the clause that are neither people, dates nor the like since its last comma.
local function plain_words(self, seg, from, to)
  local n = 0
  for i = from, to do
    if seg.kinds[i] == "word" and not self.adverbs[seg.words[i]] and not self.determiners[seg.words[i]]
      and not self.prepositions[seg.words[i]] then
      n = n + 1
    end
  end
  return n
end

local NO_OFFENCE = { want = true, lack = true, benefit = true, insufficiency = true, view = true, presence = true,
  behest = true }
local PHRASE = { by = true, ["in"] = true, at = true, during = true }
-- "accused by a rival of", "guilty at the second hearing of": does the word before `token`
-- end a phrase of the verb's own?
local function behind_phrase(seg, token, start)
  for i = token - 2, math.max(start, token - 6), -1 do
    if seg.kinds[i] ~= "word" then return false end
    if PHRASE[seg.words[i]] then return seg.words[i] ~= "by" or token - i <= 3 end
  end
  return false
end

-- "two of his former clients": those of them, and no offence.
local function is_of_those(self, seg, i)
  local before = seg.words[i - 1]
  local counted = seg.kinds[i - 1] == "number" or seg.kinds[i - 1] == "word" and (self.determiners[before] == "group" or before == "one"
    or before == "most" or before == "members")
  return counted and self.determiners[seg.words[i + 1] or ""] == "possessive"
end

-- "convicted two undergraduates of fraud", "convicted a glazier of arson": whoever no list
-- has a word for, right behind the verb.
local function is_unknown_object(self, seg, i, first, start)
  local before = seg.words[start]
  local counted = seg.kinds[start] == "number" and seg.words[i - 1]:find "%l%ls$"
  local one = self.determiners[before] == "indefinite"
  if not (counted or one) or i - start > 3 then return false end
  for j = start + 1, i - 1 do
    local town = j == start + 1 and (seg.kinds[j] == "place" or seg.kinds[j] == "organisation")
    if not town and (seg.kinds[j] ~= "word" or self.offences[seg.words[j]]) then return false end
  end
  return i - 1 > start and self:is_deed_at(seg, first)
end

-- "convicted two members of a club of theft": the first "of" says whose members they are.
local function of_member(self, seg, i, first, start)
  if not self:is_deed_at(seg, first) then return false end
  for j = i - 1, start, -1 do
    local kind = seg.kinds[j]
    if seg.words[j] == "of" and kind == "word" then
      local entity = seg.entity[j - 1]
      if is_of_those(self, seg, j) then return true end
      return entity ~= nil and entity.type == "person" and entity.form ~= "name" and entity.form ~= "pronoun"
    end
    if kind ~= "word" and kind ~= "organisation" and kind ~= "place" and kind ~= "quote" then return false end
  end
  return false
end

local LAW = { article = true, articles = true, law = true, provision = true, charge = true, clause = true, legislation = true,
  statute = true, laws = true }
local ABOUT = { on = true, of = true, concerning = true, against = true, criminalizing = true, criminalising = true, banning = true,
  prohibiting = true, punishing = true, about = true }
-- "fined under the administrative article on slander": what the law is about.
local function law_link(seg, i)
  for j = i + 1, math.min(seg.n, i + 5) do
    if seg.kinds[j] ~= "word" then return nil end
    if LAW[seg.words[j]] and j > i + 1 then
      return ABOUT[seg.words[j + 1] or ""] and seg.kinds[j + 2] ~= "person" and j + 2 or nil
    end
  end
  return nil
end

-- "in a case of slander", "in a criminal case over slander".
local function case_link(seg, i)
  if seg.words[i + 1] ~= "a" and seg.words[i + 1] ~= "the" and seg.words[i + 1] ~= "an" then return nil end
  for j = i + 2, math.min(seg.n, i + 4) do
    if seg.kinds[j] ~= "word" then return nil end
    if seg.words[j] == "case" then
      local link = seg.words[j + 1]
      local about = link == "of" or link == "on" or link == "over" or link == "concerning" or link == "involving"
      return about and seg.kinds[j + 2] ~= "person" and j + 2 or nil
    end
  end
  return nil
end

-- Behind these "for" and "of" say more of somebody: "a poet known for", "a man wanted for".
local DESCRIBES = { known = true, famous = true, noted = true, renowned = true, notorious = true, responsible = true, wanted = true,
  named = true, spokesman = true, spokeswoman = true, spokesperson = true, candidate = true, ["well-known"] = true,
  ["best-known"] = true, celebrated = true, campaigner = true, criticized = true, criticised = true, popular = true }

local function is_link(self, seg, i, comma, links, start)
  local word = seg.words[i]
  if not links[word] and word ~= "under" then return nil end
  if i > start and DESCRIBES[seg.words[i - 1] or ""] and seg.kinds[i - 1] == "word" then return nil end
  if word == "of" and is_of_those(self, seg, i) then return nil end
  local behind = i + 1
  if word == "in" then
    local next_word = seg.words[i + 1]
    local case = case_link(seg, i)
    if case then return case end
    if not ((next_word == "connection" or next_word == "relation") and (seg.words[i + 2] == "with" or seg.words[i + 2] == "to")) then
      return links["in"] == "plain" and i == start and behind or nil
    end
    return i + 3
  end
  if word == "under" then return law_link(seg, i) end
  -- "charged along with four others"
  if word == "with" and (seg.words[i - 1] == "along" or seg.words[i - 1] == "together") then return nil end
  local first, counted = M.open(self, seg, behind)
  if not first then return nil end
  -- "in a case over his reports": no offence
  if word == "over" and (seg.words[i - 1] == "case" or seg.words[i - 1] == "row") and not self:is_deed_at(seg, first) then
    return nil
  end
  -- "the conviction of X": whose it is; "of X's murder" is an offence
  if seg.kinds[first] == "person" and seg.kinds[first + 1] ~= "'s" and not counted and (word == "of" or word == "for")
    and not self:is_deed_at(seg, first) then
    return nil
  end
  if word == "on" then return counted and behind or nil end
  if word == "to" and seg.words[i - 1] == "up" then return nil end
  if word == "to" and i > start and not counted and links.to ~= "far" then return nil end
  -- "for want of evidence", "the benefit of the doubt"
  if word == "of" and NO_OFFENCE[seg.words[i - 1] or ""] then return nil end
  if word == "of" and not counted and i > start then
    local kind, before = seg.kinds[i - 1], seg.words[i - 1]
    -- "accused X, then the leader of the party, of": a description has its own "of"
    local described = kind == "person" and seg.entity[i - 1].form ~= "name" and seg.entity[i - 1].form ~= "pronoun"
    if described and (comma or not self:is_deed_at(seg, first)) then return nil end
    if kind == "word" and not BEFORE_OF[before] and not self.adverbs[before] and links.of ~= "far"
      and not of_member(self, seg, i, first, start) and not is_unknown_object(self, seg, i, first, start)
      and not (behind_phrase(seg, i, start) and self:is_deed_at(seg, first)) then
      return nil
    end
  end
  if comma and not counted and word ~= "with" and plain_words(self, seg, comma + 1, i - 1) > 0 then return nil end
  return behind
end

-- Behind ", formerly of the Echo," that says who somebody is, where the link follows it.
local function apposition_end(self, seg, token, links)
  if seg.kinds[token - 1] ~= "person" or links[seg.words[token + 1] or ""] then return token end
  local of = false
  for i = token + 1, math.min(seg.n, token + 25) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "," then
      local following = seg.words[i + 1]
      if of and seg.kinds[i + 1] == "word" and links[following] and M.open(self, seg, i + 2) then return i end
    elseif kind == ";" or kind == ":" or kind == "." or kind == "word" and (self.auxiliaries[word] or self.verbs[word] == true) then
      return token
    elseif kind == "word" and links[word] then
      of = true
    end
  end
  return token
end

local RELATIVE = { who = true, whose = true, whom = true, which = true }
local IMPOSED = { handed = true, imposed = true, passed = true, given = true, issued = true, received = true }

local ASIDE_REACH = 25
-- Behind ", whose name may not be printed," where a comma closes that again; and behind
-- any other remark, ", two of them soldiers," if the link follows it.
local function aside_end(seg, token, links)
  local relative = RELATIVE[seg.words[token + 1] or ""]
  if seg.words[token + 1] == "and" or seg.words[token + 1] == "but" then return token end
  for i = token + 2, math.min(seg.n, token + ASIDE_REACH) do
    local kind = seg.kinds[i]
    if kind == "," then
      local link = seg.words[i + 1]
      if relative then return i end
      if seg.kinds[i + 1] == "word" and (link == "of" or link == "with") and links[link] then return i end
    elseif kind == ";" or kind == ":" or kind == "quote" and not relative then
      return token
    end
  end
  return token
end

-- Behind a remark between dashes; nil where no second one closes it.
local function dash_end(seg, token)
  for i = token + 1, math.min(seg.n, token + 25) do
    if seg.kinds[i] == "dash" then return i end
  end
  return nil
end

-- "arraigned before a court for": no clause of its own.
local function is_tribunal(seg, token)
  for i = token, math.min(seg.n, token + 1) do
    if seg.kinds[i] == "court" or seg.kinds[i] == "person" and seg.entity[i].part == "official" then return true end
  end
  return false
end

---Where an offence begins behind a token, reached through one of the links.
---@param self docket.OffenceReader
---@param match docket.FactMatch
---@param start integer  the token after which it is looked for, plus one
---@param links table<string, any>
---@param reach integer
---@return integer? token
function M.find(self, match, start, links, reach)
  local seg = match.seg
  local comma
  local i = start
  while i <= math.min(seg.n, start + reach) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "." then return nil end
    if kind == "(" then
      while i <= seg.n and seg.kinds[i] ~= ")" do i = i + 1 end
    elseif kind == "dash" and seg.folded:sub(seg.ends[i] + 1, seg.ends[i] + 1) == " " then
      i = dash_end(seg, i)
      if not i then return nil end
    elseif kind == "," then
      i = aside_end(seg, i, links)
      if i <= seg.n and seg.kinds[i] == "," then i = apposition_end(self, seg, i, links) end
      comma = i
    elseif kind == "word" and IMPOSED[word] and (seg.kinds[i - 1] == "penalty" or i == start) then
      comma = nil
    elseif kind == "word" then
      local first = is_link(self, seg, i, comma, links, start)
      if first then
        if seg.kinds[first] ~= nil and M.open(self, seg, first) then return first end
      elseif word == "before" and is_tribunal(seg, i + 1) then
        i = i + 1
      elseif ENDERS[word] or word == "having" or word == "upon" or word == "by" and links.by then
        local behind = links.conviction and conviction_link(seg, i)
        if behind then return M.open(self, seg, behind) and behind end
        if word ~= "following" and word ~= "having" and word ~= "upon" and word ~= "since" then return nil end
        return nil
      elseif self.verbs[word] == true and not self.determiners[seg.words[i - 1] or ""] and not seg:is_capital(i)
        or self.auxiliaries[word] == "be" or self.auxiliaries[word] == "modal" then
        return nil
      end
    end
    i = i + 1
  end
  return nil
end

return M
