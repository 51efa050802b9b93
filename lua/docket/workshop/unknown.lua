---What no rule understood: words that could be triggers, and passages that look like
---facts and gave no record, by frequency.
local vocabulary = require "docket.rule.vocabulary"

local M = {}

-- Words that tell that a passage is about courts and penalties, by their beginning.
local SIGNALS = { "prison", "jail", "imprison", "court", "judge", "jury", "trial", "sentenc", "verdict", "convict",
  "guilt", "charge", "accus",
  "indict", "arrest", "detain", "detention", "custody", "prosecut", "lawyer", "defendant", "fine",
  "penalt", "punish", "lash", "bail", "parole", "probation", "acquit", "appeal", "police" }

local function is_signal(word)
  for _, beginning in ipairs(SIGNALS) do
    if word:sub(1, #beginning) == beginning then return true end
  end
  return false
end

-- A word that could hinge a fact: a verb in its past, or a noun of an act.
local function is_like_trigger(word)
  return #word > 4 and (word:find "ed$" or word:find "ing$" or word:find "tion$" or word:find "ment$"
    or word:find "ence$" or word:find "sal$" or word:find "ity$") and true or false
end

local Unknown = {}
Unknown.__index = Unknown

local function triggers_of(rules)
  local set = {}
  for _, rule in ipairs(rules.list) do
    for _, key in ipairs(rule.trigger) do set[key.word] = true end
  end
  for _, name in ipairs { "function", "adverbs", "auxiliaries", "prepositions", "determiners", "pronouns",
    "frequent" } do
    local list = rules.pack:list(name)
    for word in pairs(list and list.entries or {}) do set[word] = true end
  end
  return set
end

---@param rules docket.Rules
function M.new(rules)
  return setmetatable({ rules = rules, known = triggers_of(rules), words = {}, passages = {}, by_text = {} }, Unknown)
end

local WORD = "[a-z\xc3-\xd1][a-z\x80-\xff'-]*"

-- The words of a segment without signal words; nil where it is not about courts.
local function words_of(text)
  local words, signals = {}, 0
  for word in text:gmatch(WORD) do
    word = word:gsub(vocabulary.FILLER, ""):gsub("'s$", "")
    words[#words + 1] = word
    if is_signal(word) then signals = signals + 1 end
  end
  if signals == 0 then return nil end
  return words, signals
end

local function covered(records, first, last)
  for _, record in ipairs(records) do
    if record.kind ~= "date" and record.first <= last and first <= record.last then return true end
    for _, mention in ipairs(record.kind ~= "date" and record.mentions or {}) do
      if mention.first <= last and first <= mention.last then return true end
    end
  end
  return false
end

local function note_words(self, words, quote, place)
  local seen = {}
  for _, word in ipairs(words) do
    if not seen[word] and is_like_trigger(word) and not self.known[word] then
      seen[word] = true
      local row = self.words[word]
      if not row then
        row = { what = "word", text = word, count = 0, quote = quote, place = place }
        self.words[word] = row
      end
      row.count = row.count + 1
    end
  end
end

-- The same passage in several articles is one.
local function note_passage(self, quote, signals, place)
  local row = self.by_text[quote]
  if row then
    row.count = row.count + 1
    return
  end
  row = { what = "passage", text = quote, count = 1, signals = signals, quote = quote, place = place }
  self.by_text[quote] = row
  self.passages[#self.passages + 1] = row
end

---@param article docket.Article
function Unknown:add(article)
  local records = self.rules:extract(article)
  local bounds, folded = article.core:segments(), article.core:folded()
  for i = 1, #bounds, 2 do
    local first, last = bounds[i], bounds[i + 1]
    if not covered(records, first, last) then
      local words, signals = words_of(folded:sub(first, last))
      if words then
        local quote = article.text:sub(first, last):gsub("%s+", " ")
        local place = ("%s:%d:%d"):format(article.source, article.number, (article:record_range(first, last)))
        note_words(self, words, quote, place)
        if signals >= 2 then note_passage(self, quote, signals, place) end
      end
    end
  end
end

---@param limit? integer  of words, and of passages
---@return table[] rows  what ("word" or "passage"), text, count, quote, place; the most frequent first
function Unknown:result(limit)
  local words = {}
  for _, row in pairs(self.words) do words[#words + 1] = row end
  table.sort(words, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.text < b.text
  end)
  table.sort(self.passages, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    if a.signals ~= b.signals then return a.signals > b.signals end
    return a.place < b.place
  end)
  local rows = table.move(words, 1, math.min(limit or #words, #words), 1, {})
  return table.move(self.passages, 1, math.min(limit or #self.passages, #self.passages), #rows + 1, rows)
end

return M
