---Where an offence ends, and whether a list of them is one offence or several:
---"money laundering, bribery, and tax evasion" is three, "organizing and
---participating in the activities of X" is one, as its object is shared.
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
    not_gerunds = entries "not_gerunds", verbs = verbs }, Reader)
end

---@class docket.Span
---@field first integer  relative to the segment
---@field last integer

local function is_gerund(self, word)
  return #word > 4 and word:sub(-3) == "ing" and not self.not_gerunds[word] or word == "being" or word == "lying"
end

-- Is there one of the listed offences at this token? Up to four words.
local function listed_offence(self, seg, token)
  local phrase
  for i = token, math.min(seg.n, token + 3) do
    if seg.kinds[i] == "quote" and not phrase then
      token = token + 1
    elseif seg.kinds[i] ~= "word" then
      break
    else
      phrase = phrase and (phrase .. " " .. seg.words[i]) or seg.words[i]
      if self.offences[phrase] then return i end
      -- "attempted fraud", "wire and mail fraud": the noun may follow one word
      if i > token and self.offences[seg.words[i]] and not self.prepositions[seg.words[i - 1]] then return i end
    end
  end
  return nil
end

local function skip_open(self, seg, token)
  while token <= seg.n and (seg.kinds[token] == "quote" or (seg.kinds[token] == "word"
    and (self.adverbs[seg.words[token]] or seg.words[token]:sub(-2) == "ly"))) do
    token = token + 1
  end
  return token
end

-- Does a new offence begin here, after a comma or "and"?
local function begins_offence(self, seg, token, previous_words, first_is_gerund)
  local i = skip_open(self, seg, token)
  local word = seg.words[i]
  if seg.kinds[i] ~= "word" then return false end
  if is_gerund(self, word) then
    -- "organizing and participating in": the first has no object of its own
    return not (first_is_gerund and previous_words <= 1)
  end
  if listed_offence(self, seg, i) then return previous_words >= 1 end
  return false
end

-- Does the offence end at this token, whatever follows?
local function is_end(self, seg, token, depth_relative)
  local kind, word = seg.kinds[token], seg.words[token]
  if kind == ";" or kind == ":" or kind == "." then return true end
  if kind == "penalty" then return true end
  if kind ~= "word" then return false end
  local ending = self.ends[word]
  if ending == "always" then return true end
  if ending == "clause" and (seg.kinds[token + 1] == "person" or seg.kinds[token + 1] == "organisation") then return true end
  if ending == "date" then
    local next_kind = seg.kinds[token + 1]
    if next_kind == "date" or next_kind == "court" then return true end
    if seg.words[token + 1] == "the" and seg.kinds[token + 2] == "date" then return true end
  end
  if ending == "duration" and (seg.kinds[token + 1] == "duration" or seg.kinds[token + 1] == "penalty") then return true end
  local auxiliary = self.auxiliaries[word]
  if auxiliary and not depth_relative and word ~= "being" and word ~= "having" and word ~= "be" then return true end
  return false
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
  if begins_offence(self, seg, i, words, first_is_gerund) then return "list", i end
  local kind, word = seg.kinds[i], seg.words[i]
  if kind == "word" and (word == "other" or word == "including" or word == "among") then return "end" end
  if conjunction then
    -- ", and was fined": a new clause
    if kind ~= "word" or self.verbs[word] == true or self.auxiliaries[word] or kind == "person" then return "end" end
    return "end"
  end
  if kind == "word" and not self.determiners[word] and not self.prepositions[word] and not self.auxiliaries[word]
    and self.verbs[word] ~= true and not self.adverbs[word] and not self.ends[word] then
    -- an unknown noun is an item only where the list goes on behind it
    for j = i + 1, math.min(seg.n, i + 25) do
      if is_end(self, seg, j, false) then break end
      if seg.kinds[j] == "," or (seg.kinds[j] == "word" and seg.words[j] == "and") then
        local k = seg.kinds[j] == "," and (seg.words[j + 1] == "and" and j + 2 or j + 1) or j + 1
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
  while to >= from and (seg.kinds[to] == "," or seg.kinds[to] == ".") do to = to - 1 end
  return from, to
end

---Read the offences that begin at a token.
---@param seg docket.Segment
---@param token integer
---@return docket.Span[] spans  one for each offence; empty where there is none
---@return integer last  token after which nothing of them follows
function Reader:read(seg, token)
  seg:tokenize()
  local spans = {}
  local opening = seg.kinds[token]
  if opening == "duration" or opening == "date" or opening == "penalty" or opening == "money" or opening == "person" and
    seg.entity[token].form ~= "description" and seg.entity[token].form ~= "name" then
    return spans, token - 1
  end
  local from = token
  local relative = false
  local i = token
  local first_word = skip_open(self, seg, token)
  local first_is_gerund = seg.kinds[first_word] == "word" and is_gerund(self, seg.words[first_word])
  local function close(to)
    local a, b = trim(seg, from, to)
    if b >= a then spans[#spans + 1] = { first = seg.starts[a], last = seg.ends[b], from = a, to = b } end
  end
  while i <= seg.n do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == "(" then
      local j = i
      while j <= seg.n and seg.kinds[j] ~= ")" do j = j + 1 end
      -- "(DVK)" inside, "(Street) Party"; a long remark ends it
      if j - i > 5 or j > seg.n then break end
      i = j
    elseif kind == "dash" then
      if not (seg.starts[i] > 1 and seg.ends[i] - seg.starts[i] == 0 and seg.folded:sub(seg.starts[i] - 1, seg.starts[i] - 1) ~= " ") then
        break
      end
    elseif kind == "," then
      -- a comma inside quotation marks: "terrorism," insulting …
      local after = seg.kinds[i + 1] == "quote" and i + 1 or i
      local what, resume = comma(self, seg, after, count_words(seg, from, i - 1), first_is_gerund)
      if what == "list" then
        close(after > i and after or i - 1)
        from = resume
        i = resume - 1
        relative = false
      else
        break
      end
    elseif kind == "word" and (word == "and" or word == "or") then
      local words = count_words(seg, from, i - 1)
      local next_token = i + 1
      if seg.words[next_token] == "for" or seg.words[next_token] == "of" or seg.words[next_token] == "with" then next_token = next_token + 1 end
      local following = seg.words[next_token]
      if seg.kinds[next_token] == "word" and (self.verbs[following] == true or self.auxiliaries[following]
        or following == "other" or (self.adverbs[following] and self.verbs[seg.words[next_token + 1] or ""] == true)) and not is_gerund(self, following) then
        break
      elseif word == "and" and begins_offence(self, seg, next_token, words, first_is_gerund) then
        close(i - 1)
        from = next_token
        i = next_token - 1
        relative = false
      end
    elseif kind == "word" and word == "as" and seg.words[i + 1] == "well" and seg.words[i + 2] == "as" then
      local resume = i + 3
      if seg.words[resume] == "for" or seg.words[resume] == "of" or seg.words[resume] == "with" then resume = resume + 1 end
      if begins_offence(self, seg, resume, 2, false) then
        close(i - 1)
        from = resume
        i = resume - 1
      end
    elseif kind == "word" and (word == "who" or word == "that" or word == "which" or word == "whose") then
      relative = true
    elseif i > token and is_end(self, seg, i, relative) then
      break
    elseif i == token and is_end(self, seg, i, relative) then
      return spans, token - 1
    end
    i = i + 1
  end
  close(i - 1)
  return spans, i - 1
end

return M
