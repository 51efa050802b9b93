---What a date of a text counts from, and which way from there it lies: read from the
---words around it and from the dates before it. Rule files find these functions in
---`calendar`, beside those of `docket.normal.date`.
local lpeg = require "lpeg"
local date = require "docket.normal.date"

local M = {}

---What narrative words ("the previous day") count from: the date that the text
---mentioned last, if days, months or years can be counted from it; else the day of
---writing.
---@param context table  of a rule's `make`
---@return string?
function M.narrative_base(context)
  local previous = context.previous
  local parts = previous and previous.value and date.parse(previous.value)
  if parts and parts.year then
    parts.time = nil
    return date.format(parts)
  end
  return context.reference
end

---The quarter that a report speaks of: the one mentioned last, or what that one was
---compared with.
---@param context table  of a rule's `make`
---@return string?
function M.mentioned_quarter(context)
  local previous = context.previous
  for _, value in ipairs { previous and previous.anchor or false, previous and previous.value or false } do
    local parts = value and date.parse(value)
    if parts and parts.quarter then return value end
  end
  return nil
end

-- Marks that end a clause in folded text, and how far a clause is looked at.
local LAST_CLAUSE <const> = '^.*[,;:"%(%)](.*)$'
local FIRST_CLAUSE <const> = '^([^,;:"%(%)]*)[,;:"%(%)]'
local LAST_WORD <const> = "^.*%f[%a](%a+) *$"
local CLAUSE_LEFT <const>, CLAUSE_RIGHT <const>, OPENING_RIGHT <const> = 90, 60, 120
-- As many bytes as "on the " and less stand before a date that opens its segment.
local OPENING <const> = 8

-- Patterns of the words that tell a direction. Each gives what `direction` captures.
local function direction_cues(vocabulary)
  local words, word, sp, word_end = vocabulary.words, vocabulary.word, vocabulary.sp, vocabulary.word_end
  -- "detained", but not "need" and "succeed"
  local letter = lpeg.R "az"
  local regular = letter ^ 4 * lpeg.B(lpeg.P "ed") * -lpeg.B(lpeg.P "eed") * word_end
  local past = vocabulary.list "past" + regular
  -- "will be named", "would have been paid": the participle belongs to the auxiliary
  local passive = (sp * words "not|be|have been|also|then") ^ -2 * sp * regular
  -- "would be leaving"
  local progressive = words "would be" * sp * letter ^ 5 * lpeg.B(lpeg.P "ing") * word_end
  -- "when the case is heard": what such a clause tells in the present is still to come
  local subject = (sp * (word - words "is|are")) ^ -6
  local awaited = words "when|once|until|before" * subject * sp * words "is|are" * sp * past
  local future = vocabulary.list "future" * passive ^ -1 + progressive + awaited
  local cue = future / 0 * lpeg.Cc "future" + past / 0 * lpeg.Cc "past"
  return {
    all = lpeg.Ct((lpeg.Cp() * cue + word + 1) ^ 0),
    -- a preposition that names a deadline, and nothing after it
    deadline = vocabulary.list "deadlines" * -lpeg.P(1),
    -- "Tuesday's ruling": what is named as an outcome has come
    outcome = lpeg.P "'s" * sp * vocabulary.list "outcomes",
    -- "had filed": what was done by a day has its day behind it
    pluperfect = lpeg.P { words "had" * (sp * words "not|never|already|only|also") ^ -1 * sp * past
      + word * (1 - lpeg.R "az") ^ 1 * lpeg.V(1) },
  }
end

---Tells, from the words around it, which way a date without a year lies. The
---nearer word decides: "said on Friday that it will" is past, "will say on Friday"
---is future. Without such a word the date is past, as news mostly is.
---@param vocabulary table  `list`, `words`, `word`, `sp`, `word_end` of a rule file; the lists
---  `future`, `past`, `deadlines` and `outcomes` hold the words
---@return fun(context: table): "past"|"future"
function M.direction(vocabulary)
  local cues = direction_cues(vocabulary)
  return function(context)
    local folded = context.folded
    if cues.outcome:match(folded, context.last + 1) then return "past" end
    local before = folded:sub(math.max(context.segment_first, context.first - CLAUSE_LEFT), context.first - 1)
    local after = folded:sub(context.last + 1, math.min(context.segment_last, context.last + CLAUSE_RIGHT))
    local left_clause = before:match(LAST_CLAUSE) or before
    -- "on Saturday and were marching": another verb's clause
    local right_clause = after:match(FIRST_CLAUSE) or after
    right_clause = right_clause:match "^(.-) and " or right_clause
    local left, right = cues.all:match(left_clause), cues.all:match(right_clause)
    -- "until Tuesday" is to come, unless the clause goes on in the past
    local preposition = before:match(LAST_WORD)
    if preposition and cues.deadline:match(preposition) and right[2] ~= "past" and not cues.pluperfect:match(left_clause) then
      -- "Until Tuesday, nobody had seen him"
      local opens = #before == #preposition + 1
      return opens and cues.all:match(after)[2] or "future"
    end
    if #before < OPENING then
      -- "On Tuesday, the league of towns and villages plans to ask"
      after = folded:sub(context.last + 1, math.min(context.segment_last, context.last + OPENING_RIGHT))
    end
    if #left == 0 and #right == 0 then
      -- "will be heard on Monday, and again in June"; "In June, the trial will open"
      left = cues.all:match(before)
      return left[#left] or cues.all:match(after)[2] or "past"
    end
    if #left == 0 then return right[2] end
    if #right == 0 then return left[#left] end
    local left_distance, right_distance = #left_clause - left[#left - 1], right[1]
    return left_distance <= 3 * right_distance and left[#left] or right[2]
  end
end

return M
