---Where something happened: the phrase behind "in", "at" or "near", with the
---words that belong to the place: "the northern town of X", "X prison".
local M = {}

local function set(text)
  local words = {}
  for word in text:gmatch "%S+" do words[word] = true end
  return words
end

local LEAD = set "in at near outside inside across from to around throughout"
-- Nouns that are places by themselves, if something says which one.
local NOUN = set [[airport prison jail colony camp station port village town city capital district region province county border
  courthouse apartment flat house home office hotel square street hospital university school church mosque monastery embassy
  consulate barracks cell base park market restaurant cafe bar shop teashop barbershop farm island state country nation area
  neighborhood neighbourhood suburb crossing bridge gate factory mine building center centre facility clinic compound checkpoint
  protest rally parish penitentiary institution]]
-- "in prison", "at home": no place in particular.
local BARE = set "prison jail home court hospital school church custody detention office state camp"
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
  if seg.kinds[last + 1] == "," and is_place(seg, last + 2) then
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

-- The noun phrase that begins at `from`: nil unless it names a place.
local function phrase(match, from)
  local seg, grammar = match.seg, match.grammar
  local head
  for i = from, math.min(seg.n, from + 9) do
    local kind, word = seg.kinds[i], seg.words[i]
    if is_place(seg, i) then
      local last = tail_of(seg, i)
      if seg.kinds[last + 1] ~= "'s" and (last > i or not head or seg.words[i - 1] == "of" or i == from) then
        return span(match, from, last)
      elseif seg.kinds[last + 1] ~= "'s" then
        return span(match, from, last)
      end
      head = i
    elseif kind == "word" then
      if NOUN[word] and (i > from or not BARE[word]) and seg.words[i + 1] ~= "of" then
        if i == from and not head then return nil end
        return span(match, from, tail_of(seg, i))
      end
      if STOP[word] or grammar.verbs[word] == true or grammar.auxiliaries[word]
        or (grammar.prepositions[word] and word ~= "of" and not (LEAD[word] and head)) then
        return nil
      end
    elseif kind ~= "'s" and kind ~= "quote" and kind ~= "number" and kind ~= "organisation" then
      return nil
    end
  end
  return nil
end

local function find(match)
  local seg, grammar = match.seg, match.grammar
  for i = match.last_token + 1, math.min(seg.n - 1, match.last_token + 16) do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" or kind == "dash" then break end
    if kind == "word" then
      if grammar.verbs[word] == true or (word == "and" or word == "who" or word == "after" or word == "while") then break end
      if LEAD[word] and seg.kinds[i + 1] ~= "date" and seg.kinds[i + 1] ~= "duration" then
        local found = phrase(match, i + 1)
        if found then return found end
      end
    end
  end
  if seg.kinds[1] == "word" and (seg.words[1] == "in" or seg.words[1] == "at") and seg.n > 2 and match.token < 16 then
    return phrase(match, 2)
  end
  return nil
end

---@param make fun(doc: string, find: function): table
---@return table  names for the environment of rule files
function M.vocabulary(make) return { place_at = make("place", find) } end

return M
