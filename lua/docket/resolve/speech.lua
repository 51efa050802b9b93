---What is said in an article and by whom: who speaks of "him" is somebody else, and
---"I" is the one who speaks.
local M = {}

---@class docket.Speech
---@field first integer  the opening quotation mark
---@field last integer  the closing one, or the end of the text
---@field speaker docket.Person?

local SAY = {}
for word in ([[said says saying say added adds adding told tells telling wrote writes explained explains recalled recalls tweeted
  claimed claims insisted insists warned warns admitted admits replied commented continued asked stated remarked declared
  concluded argued argues responded posted]]):gmatch "%S+" do
  SAY[word] = true
end

-- Does the mark at `at` open a quotation? nil where neither it nor its neighbours tell.
local function opens(text, folded, at)
  if text:find("^\u{201C}", at) then return true elseif text:find("^\u{201D}", at) then return false end
  local before, behind = folded:byte(at - 1), folded:byte(at + 1)
  local free_before = not before or before == 32 or before == 10 or before == 40
  local free_behind = not behind or behind == 32 or behind == 10 or behind == 41 or behind == 44 or behind == 46
  if free_before == free_behind then return nil end
  return free_before
end

-- The quotations of a text. One that opens inside another is the next paragraph of the
-- same speech.
local function spans_of(text, folded)
  local spans, open = {}, nil
  local at = folded:find('"', 1, true)
  while at do
    local opening = opens(text, folded, at)
    if opening == nil then opening = not open end
    if opening then
      if open then open.last, open.goes_on = at - 1, true end
      open = { first = at, last = #folded }
      spans[#spans + 1] = open
    elseif open then
      open.last, open = at, nil
    end
    at = folded:find('"', at + 1, true)
  end
  -- one that never ends was none: its mark closed another
  if open then spans[#spans] = nil end
  return spans
end

-- How far from the marks the one who speaks may stand.
local BEFORE, BEHIND = 220, 160

-- Where a verb of speech stands in a stretch of text: the last one, or the first.
local function say_in(text, from_end)
  local found
  for position, word in text:gmatch "()(%l+)" do
    if SAY[word] then
      found = position
      if not from_end then return found end
    end
  end
  return found
end

-- The mention next to a position, outside of what is said.
local function nearest(people, first, last, position)
  local best, best_distance
  for _, mention in ipairs(people.mentions) do
    if mention.first >= first and mention.last <= last and not mention.owned then
      local distance = mention.first < position and position - mention.last or mention.first - position
      if not best_distance or distance < best_distance then best, best_distance = mention.person, distance end
    end
  end
  return best
end

-- 'X, of the charity, said: "', in the sentence that leads to the mark.
local function speaker_before(state, span, previous)
  local from = math.max(1, span.first - BEFORE, previous and previous.last + 1 or 1)
  local lead = state.folded:sub(from, span.first - 1)
  if not lead:find "[:,] *$" then return nil end
  local start = lead:match "^.*[.?!;] +()" or 1
  local position = say_in(lead:sub(start), true)
  from = from + start - 1
  return position and nearest(state.people, from, span.first - 1, from + position - 1)
end

-- 'X said that she was ill. "': the sentence before tells of somebody's words.
local function speaker_of_last(state, span, previous)
  local from = math.max(1, span.first - BEFORE, previous and previous.last + 1 or 1)
  local lead = state.folded:sub(from, span.first - 1)
  local start, stop = lead:match "^.*[.?!;\"] *()[^.?!;]+()[.?!] *$"
  if not start then return nil end
  local position = say_in(lead:sub(start, stop), false)
  return position and nearest(state.people, from + start - 1, from + stop, from + start + position - 2)
end

-- '," said X', '," X, of the charity, said'.
local function speaker_behind(state, span, following)
  local to = math.min(#state.folded, span.last + BEHIND, following and following.first - 1 or #state.folded)
  local tail = state.folded:sub(span.last + 1, to)
  local before = state.folded:sub(span.last - 1, span.last - 1)
  if before ~= "," and before ~= "?" and before ~= "!" and before ~= "." and not tail:find "^," then return nil end
  local stop = tail:find "%. *%S"
  if stop then tail = tail:sub(1, stop) end
  local position = say_in(tail, false)
  if not position or position > 110 then return nil end
  return nearest(state.people, span.last + 1, span.last + #tail, span.last + position)
end

-- How far apart two quotations of one speech may stand.
local APART = 60

local function read(state)
  local spans = spans_of(state.text, state.folded)
  for i, span in ipairs(spans) do
    local previous, following = spans[i - 1], spans[i + 1]
    span.speaker = speaker_before(state, span, previous) or not span.goes_on and speaker_behind(state, span, following) or nil
    if not span.speaker and previous and (previous.goes_on or span.first - previous.last <= APART) then
      span.speaker = previous.speaker
    end
    span.speaker = span.speaker or speaker_of_last(state, span, previous)
  end
  -- who is named behind the last paragraph said all of them
  for i = #spans - 1, 1, -1 do
    if spans[i].goes_on and not spans[i].speaker then spans[i].speaker = spans[i + 1].speaker end
  end
  return spans
end

---What is being said at a position.
---@param state table  of the engine
---@param position integer
---@return docket.Speech?
function M.at(state, position)
  state.speech = state.speech or read(state)
  local spans = state.speech
  local low, high = 1, #spans
  while low <= high do
    local middle = (low + high) // 2
    local span = spans[middle]
    if position < span.first then high = middle - 1 elseif position > span.last then low = middle + 1 else return span end
  end
  return nil
end

return M
