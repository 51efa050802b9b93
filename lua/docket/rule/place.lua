---Where something happened: the phrase behind "in", "at" or "near", with the
---words that belong to the place: "the northern town of X", "X prison".
local vocabulary = require "docket.rule.vocabulary"

local M = {}

local set = vocabulary.word_set

local LEAD = set "in at near outside inside to around from"
-- Nouns that are places by themselves, if something says which one.
local NOUN = set [[airport prison jail colony camp station port village town city capital district region province county border
  courthouse apartment flat house home office hotel square street hospital university school church mosque monastery embassy
  consulate barracks cell base park market restaurant cafe bar shop teashop barbershop farm island state country nation
  neighborhood neighbourhood suburb crossing bridge gate factory building compound checkpoint parish penitentiary protest]]
-- "in prison", "at home": no place in particular.
local BARE = set "prison jail home court hospital school church custody detention office state camp"
-- "in the city", "at the border": only with what says which one.
local GENERAL = set [[village town city capital district region province county state country nation neighborhood neighbourhood suburb
  street building base house cell border island protest]]
local REGION = set "region province district city county oblast prison airport jail station area town state prefecture colony"
local STOP = set "who which that whose after before during while when and but or for on over with by because as where"

local function is_place(seg, i)
  local entity = seg.entity[i]
  if not entity then return false end
  if entity.type == "place" then return true end
  return entity.type == "organisation" and (entity.name or ""):find "%f[%a]%u%l+$" ~= nil
    and NOUN[entity.name:match "(%a+)$":lower()] == true
end

-- Over ", Essex" and "region" behind a place; gives the last token.
local function tail_of(seg, last)
  if seg.kinds[last + 1] == "word" and REGION[seg.words[last + 1]] then last = last + 1 end
  local kind, behind = seg.kinds[last + 2], seg.kinds[last + 3]
  -- ", Essex", or a name that no list knows between commas
  if seg.kinds[last + 1] == "," and (is_place(seg, last + 2) or kind == "word" and seg.raw:find("^%u", seg.starts[last + 2])
    and (behind == nil or behind == "," or behind == "." or behind == "dash" or behind == ")")) then
    last = last + 2
    if seg.kinds[last + 1] == "word" and REGION[seg.words[last + 1]] then last = last + 1 end
  end
  return last
end

local function span(match, from, last)
  local seg = match.seg
  while from < last and seg.kinds[from] == "word" and match.grammar.determiners[seg.words[from]] do from = from + 1 end
  local first, stop = seg.starts[from], seg.ends[last]
  return { { type = "place", first = first, last = stop, name = (seg.raw:sub(first, stop):gsub("%s+", " ")) } }
end

-- A noun at `i` that is a place, in the phrase that begins at `from`.
local function noun_phrase(match, from, i)
  local seg, word = match.seg, match.seg.words[i]
  local only = i == from or i == from + 1 and match.grammar.determiners[seg.words[from]] ~= nil
  if seg.kinds[i + 1] == "," and is_place(seg, i + 2) and GENERAL[word] then return span(match, i + 2, tail_of(seg, i + 2)) end
  if only and (BARE[word] and i == from or GENERAL[word]) then return nil end
  return span(match, from, tail_of(seg, i))
end

local function ends_phrase(grammar, word)
  return STOP[word] or grammar.verbs[word] == true or grammar.auxiliaries[word]
    or grammar.prepositions[word] and word ~= "of"
end

-- The noun phrase that begins at `from`: nil unless it names a place.
local function phrase(match, from)
  local seg, grammar = match.seg, match.grammar
  for i = from, math.min(seg.n, from + 9) do
    local kind, word = seg.kinds[i], seg.words[i]
    if is_place(seg, i) then
      local last = tail_of(seg, i)
      if seg.kinds[last + 1] ~= "'s" then return span(match, from, last) end
    elseif kind == "word" then
      if NOUN[word] and seg.words[i + 1] ~= "of" then
        -- "a camp in the region of X": which one says the rest
        local rest = word == "camp" and LEAD[seg.words[i + 1] or ""] or seg.kinds[i + 1] == "quote" and LEAD[seg.words[i + 2] or ""]
        local inner = rest and phrase(match, seg.kinds[i + 1] == "quote" and i + 3 or i + 2)
        return inner or noun_phrase(match, from, i)
      end
      if ends_phrase(grammar, word) then return nil end
    elseif kind ~= "'s" and kind ~= "quote" and kind ~= "number" and kind ~= "organisation" then
      return nil
    end
  end
  return nil
end

-- Left of the trigger, not over a verb: "In the town of X, police detained Y".
local function find_before(match)
  local seg, grammar = match.seg, match.grammar
  for i = match.token - 1, math.max(1, match.token - 20), -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" then return nil end
    if kind == "word" then
      -- "writers in Lodivia asked to free Varin, who was arrested": their place
      if grammar.verbs[word] == true or word == "who" or word == "whose" or word == "which" then return nil end
      if (word == "in" or word == "at") and seg.kinds[i + 1] ~= "date" then
        local found = phrase(match, i + 1)
        if found and found[1].last < match.first then return found end
      end
    end
  end
  return nil
end

local BREAK = set "and who after while which"

local function find(match)
  local seg, grammar = match.seg, match.grammar
  for i = match.last_token + 1, math.min(seg.n - 1, match.last_token + 16) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "dash" then break end
    if kind == "word" then
      if grammar.verbs[word] == true or BREAK[word] then break end
      if LEAD[word] and seg.kinds[i + 1] ~= "date" and seg.kinds[i + 1] ~= "duration" then
        local found = phrase(match, i + 1)
        if found then return found end
      end
    end
  end
  return find_before(match)
end

---@param make fun(doc: string, find: function): table
---@return table  names for the environment of rule files
function M.vocabulary(make) return { place_at = make("place", find) } end

return M
