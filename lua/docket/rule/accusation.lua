---Arguments for facts that hinge on a noun: "on charges of X", "X's trial", "the
---hearing began". Whose charge, trial or appeal it is stands elsewhere.
local M = {}

---@param make fun(doc: string, find: function): table
---@param joined fun(match: docket.FactMatch, token: integer?): table[]?
---@param pronoun_entity fun(seg: docket.Segment, token: integer): table
---@return table  names for the environment of rule files
function M.vocabulary(make, joined, pronoun_entity)
  -- Somebody whom the context knows, though this segment names nobody.
  local function context_person(match)
    return { { type = "person", form = "pronoun", part = "person", pronoun = "", context = true, first = match.first,
      last = match.last } }
  end

  -- The verb that a noun phrase hangs on: "was arrested … on charges of".
  local function governing_verb(match, reach)
    local seg, verbs = match.seg, match.grammar.verbs
    for i = match.token - 1, math.max(1, match.token - reach), -1 do
      local kind, word = seg.kinds[i], seg.words[i]
      if kind == ";" or kind == ":" then return nil end
      if kind == "word" and verbs[word] == true and not (match.grammar.determiners[seg.words[i - 1] or ""]) then return i, word end
    end
    return nil
  end

  local function against(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 14) do
      local kind, word = seg.kinds[i], seg.words[i]
      if kind == ";" or kind == "," then return nil end
      if kind == "word" and (word == "against" or word == "facing") then
        for j = i + 1, math.min(seg.n, i + 5) do
          if seg.kinds[j] == "person" then return joined(match, j) end
          -- "against the skipper, X,": whatever the noun is
          if seg.kinds[j] == "," and j > i + 1 and seg.kinds[j + 1] == "person" and seg.entity[j + 1].form == "name"
            and match.grammar.determiners[seg.words[i + 1]] == "definite" then
            return { seg.entity[j + 1] }
          end
          if seg.kinds[j] ~= "word" then break end
        end
      end
    end
    return nil
  end

  local function nearest_left(match, reach)
    local seg = match.seg
    for i = match.token - 1, math.max(1, match.token - reach), -1 do
      if seg.kinds[i] == "person" then
        if match.seg.entity[i].part ~= "official" then return joined(match, i) end
      elseif seg.kinds[i] == ";" then
        return nil
      end
    end
    return nil
  end

  local ADMITTED = { admitted = "convicted", admits = "convicted", admitting = "convicted", convicted = "convicted", guilty = "convicted",
    charged = "charged" }
  local BREAKS = { who = true, which = true, but = true, denied = true, denies = true, denying = true, faces = true, faced = true,
    facing = true, cleared = true, acquitted = true }

  -- "was convicted of three rapes, two assaults and a charge of theft": the verb of the list
  -- of which the noun is an item, however long it is.
  local function list_verb(match)
    local seg, listed = match.seg, false
    for i = match.token - 1, math.max(1, match.token - 70), -1 do
      local kind, word = seg.kinds[i], seg.words[i]
      if kind == ";" or kind == ":" then return nil end
      if kind == "," or word == "and" then listed = true end
      if kind == "word" and ADMITTED[word] then
        if seg.words[i - 1] == "if" or seg.words[i - 1] == "unless" then return nil end
        local negated = seg.words[i - 1] == "not" or select(2, match.grammar:verb_group(seg, i)).negated
        if listed and not negated then return i, word end
        return nil
      end
      local goes_on = word == "which" and (seg.words[i + 1] or ""):find "^includ"
      if goes_on then listed = true end
      if kind == "word" and not goes_on and (BREAKS[word] or match.grammar.auxiliaries[word] and word ~= "being") then return nil end
    end
    return nil
  end

  local APPEARED = { appeared = true, appears = true, appear = true, stood = true }
  local FOUND = { found = true, find = true, finds = true, finding = true }
  local PLEAS = { pleaded = true, pleads = true, pleading = true, plead = true, pled = true }
  -- Who admitted the list, or was convicted of it.
  local function list_owner(match)
    local token, word = list_verb(match)
    if not token then return nil end
    for i = token - 1, word == "charged" and math.max(1, token - 16) or token, -1 do
      if APPEARED[match.seg.words[i] or ""] then return joined(match, match.grammar:subject(match.seg, i)) end
    end
    if word == "convicted" or word == "charged" then return joined(match, (match.grammar:patient(match.seg, token))) end
    for i = token - 1, word == "guilty" and math.max(1, token - 14) or token, -1 do
      if FOUND[match.seg.words[i] or ""] then return joined(match, (match.grammar:patient(match.seg, i))) end
    end
    local plea = word == "guilty" and PLEAS[match.seg.words[token - 1] or ""] and token - 1 or token
    return joined(match, match.grammar:subject(match.seg, plea))
  end

  local FACES = { faces = true, faced = true, facing = true, face = true, denies = true, denied = true, deny = true, denying = true,
    admits = true, admitted = true }
  -- "X, who taught at the girls' school, denies the charge"
  local function who_faces(match)
    local _, token = match:word_before(FACES, 5)
    local found = token and match.grammar:subject(match.seg, token)
    return found and match.seg.entity[found].part ~= "official" and joined(match, found) or nil
  end

  -- "X stabbed Y while on bail on charges of": the subject of the sentence.
  local function on_bail(match)
    local seg = match.seg
    local word, token = match:word_before({ bail = true, remand = true }, 3)
    if not word or seg.words[token - 1] ~= "on" or seg.words[token - 2] ~= "while" then return nil end
    local entity = seg.kinds[1] == "person" and seg.entity[1]
    return entity and entity.form ~= "group" and joined(match, 1) or nil
  end

  local SAYS = { said = true, says = true, told = true, added = true, claimed = true, claims = true, confirmed = true, announced = true }

  -- "X said the trial would hear charges of": X tells of them, and somebody else has them.
  local function only_tells(match, token)
    local i = token + 1
    while match.grammar.adverbs[match.seg.words[i] or ""] do i = i + 1 end
    if match.seg.kinds[i] ~= "word" or not SAYS[match.seg.words[i]] then return false end
    for k = i + 1, match.token - 1 do
      local kind = match.seg.kinds[k]
      if kind == "person" or kind == "," or match.grammar.auxiliaries[match.seg.words[k] or ""] then return kind ~= "," end
    end
    return false
  end

  local function charge_owner(match)
    local facing = who_faces(match) or list_owner(match) or on_bail(match)
    if facing then return facing end
    local verb = governing_verb(match, 22)
    if verb then
      local token = match.grammar:patient(match.seg, verb)
      if token then return joined(match, token) end
    end
    local subject = match.grammar:subject(match.seg, match.token)
    if subject and match.word:find "^c[ho][au]" and only_tells(match, subject) then return against(match) or context_person(match) end
    if subject and match.seg.entity[subject].part ~= "official" then return joined(match, subject) end
    return against(match) or nearest_left(match, 18)
  end

  local CONVICTED = { sentenced = true, jailed = true, imprisoned = true, convicted = true, condemned = true, fined = true,
    serving = true, executed = true, hanged = true, handed = true, upheld = true, given = true, received = true, resentenced = true,
    got = true, gets = true, receives = true, gave = true }
  local UNREAL = { would = true, could = true, might = true, should = true }
  -- "if he were convicted on murder charges"
  local function is_condition(seg, token)
    for i = token - 1, math.max(1, token - 10), -1 do
      if seg.kinds[i] == "," or seg.kinds[i] == ";" then return false end
      if seg.kinds[i] == "word" and (seg.words[i] == "if" or seg.words[i] == "unless") then return seg.words[i - 1] ~= "as" end
    end
    return false
  end

  local function charge_status(match)
    local token, verb = governing_verb(match, 26)
    if token and is_condition(match.seg, token) then return nil end
    local _, listed = list_verb(match)
    match.listed = listed ~= nil
    if listed then return ADMITTED[listed] end
    if verb == "acquitted" or verb == "cleared" then return "acquitted" end
    if verb == "dropped" or verb == "dismissed" then return "dropped" end
    if match:word_before({ acquitted = true, cleared = true, acquittal = true, freed = true }, 4) then return "acquitted" end
    local group = match.group
    if group.negated then return nil end
    if token and match.seg.words[token - 1] == "if" then return "charged" end
    -- "would face a charge of": nobody is charged yet
    if token and not CONVICTED[verb] and UNREAL[select(2, match.grammar:verb_group(match.seg, token)).modal or ""] then return nil end
    if verb and CONVICTED[verb] then return "convicted" end
    local word = match.word
    if word:find "suspicion" or word:find "accusation" or word:find "allegation" or word:find "investig" or word:find "wanted" then
      return "alleged"
    end
    if group.modal then return nil end
    return "charged"
  end

  local VAGUE = {}
  for word in ([[criminal political politically motivated politically-motivated new serious separate false trumped-up trumped fabricated
    similar same several various multiple federal state additional other further formal initial main original unspecified bogus
    spurious baseless two three four five six seven eight nine ten many numerous these those such what related felony misdemeanor
    administrative unrelated lesser latest pending formal grave up vague key outstanding minor major different possible own
    court legal high-profile landmark show murder's first second closed-door secret mass fair jury civil next lengthy]]):gmatch "%S+" do
    VAGUE[word] = true
  end

  local NO_PART = { face = true, faces = true, faced = true, facing = true, considered = true, considering = true,
    deny = true, denies = true, denied = true, denying = true, bring = true, brought = true, press = true, pressed = true,
    dropped = true, drop = true, filed = true, laid = true, told = true, said = true, avoid = true }

  -- "on extremism charges", "his embezzlement conviction": the words before the noun.
  local function offence_before(match)
    local seg, reader = match.seg, match.offences
    local last = match.token - 1
    if seg.kinds[last] == "quote" then last = last - 1 end
    -- "on fraud and other charges"
    if seg.words[last] == "other" and seg.words[last - 1] == "and" then last = last - 2 end
    local from
    for i = last, math.max(1, last - 7), -1 do
      local word = seg.words[i]
      if seg.kinds[i] == "word" and word == "and" and from and seg.kinds[i - 1] == "word" and not reader.prepositions[seg.words[i - 1]]
        and reader.offences[seg.words[i - 1]] then
        from = i
      elseif word == "of" and from and reader.offences[seg.words[i - 1] or ""] then
        from = i                                             -- "abuse of power charges"
      elseif seg.kinds[i] ~= "word" or reader.prepositions[word] or reader.determiners[word] or reader.auxiliaries[word]
        or reader.adverbs[word] or reader.verbs[word] == true or NO_PART[word] or word:sub(-2) == "ly" and i < last then
        break
      else
        from = i
      end
    end
    -- "making false rape allegations": what is done with them
    local doing = from and from < last and seg.words[from]
    if doing and doing:find "ing$" and not reader.offences[doing] and not reader.offences[doing .. " " .. seg.words[from + 1]]
      and not (reader.not_gerunds[doing]) then
      from = from + 1
    end
    while from and from <= last and VAGUE[seg.words[from]] do from = from + 1 end
    if not from or from > last then return nil end
    local phrase = seg.folded:sub(seg.starts[from], seg.ends[last])
    local head = seg.words[last]
    local listed = reader.offences[phrase] or reader.offences[head] or head:find "ism$" or head:find "%-related$" or phrase:find "crime"
    local lead = seg.words[from - 1]
    local led = lead == "on" or lead == "over" or lead == "facing" or lead == "faces" or lead == "face" or lead == "faced" or lead == "with"
    local wants_listed = match.word:find "^convict" or match.word == "case" or match.word == "trial" or match.word == "allegations"
      or match.word == "accusations" or match.word == "counts"
    if not listed and (wants_listed or not (led or lead == nil)) then return nil end
    if match.grammar.verbs[head] == true or seg.kinds[from - 1] == "money" or match.word == "charge" and not listed then return nil end
    local spans = {}
    local start = from
    for i = from, last do
      if seg.words[i] == "and" then
        spans[#spans + 1] = { first = seg.starts[start], last = seg.ends[i - 1] }
        start = i + 1
      end
    end
    spans[#spans + 1] = { first = seg.starts[start], last = seg.ends[last] }
    return spans
  end

  local function charge_noun_owner(match)
    local found = against(match)
    if found then return found end
    local token, pronoun = match.grammar:possessor(match.seg, match.token)
    if not token then return nil end
    return pronoun and { pronoun_entity(match.seg, token) } or joined(match, token)
  end

  -- "a second count, of fleeing the scene, was dismissed": between two commas.
  local function apposed_offence(match, from)
    local seg = match.seg
    if seg.words[from] == "of" or seg.words[from] == "that" then from = from + 1 end
    if from >= match.token or not match.offences:is_deed_at(seg, from) then return nil end
    local spans, last = match.offences:read(seg, from)
    return #spans > 0 and last < match.token and seg.kinds[last + 1] == "," and spans or nil
  end

  -- Does only what belongs to the verb stand between a token and the trigger?
  local function leads_on(match, from)
    for i = from, match.token - 1 do
      local word = match.seg.words[i]
      if match.seg.kinds[i] ~= "word" or not (match.grammar.auxiliaries[word] or match.grammar.adverbs[word]) then return false end
    end
    return true
  end

  local ACCUSED = { accused = true, charged = true, suspected = true, tried = true, indicted = true }
  local TO_OFFENCE = { of = true, with = true, ["for"] = true, over = true }
  -- "a case in which she was accused of fraud was dropped": the offence of that clause.
  local function accused_in(match, from)
    local seg = match.seg
    for i = from, math.min(match.token - 3, from + 8) do
      if seg.kinds[i] == "word" and ACCUSED[seg.words[i]] then
        local token = match.offences:find(match, i + 1, TO_OFFENCE, 6)
        local spans = token and match.offences:read(seg, token) or {}
        for _, span in ipairs(spans) do span.last = math.min(span.last, seg.ends[match.token - 2]) end
        return spans[1] and spans[1].last > spans[1].first and spans or nil
      end
    end
    return nil
  end

  local ACCUSATION = { charges = true, charge = true, accusations = true, case = true, count = true, counts = true }
  local ONE_OF = { a = true, one = true, another = true, second = true, third = true, fourth = true, other = true, further = true,
    final = true, first = true, separate = true, single = true, last = true }

  -- Charges that were dropped: behind "of", or the words before the noun.
  local function dropped_offence(match)
    local seg = match.seg
    for i = math.max(1, match.token - 16), math.min(seg.n, match.last_token + 8) do
      local word = seg.words[i]
      if seg.kinds[i] == "word" and ACCUSATION[word] then
        -- "a second count, of fleeing a checkpoint, was dismissed"
        local between = seg.kinds[i + 1] == "," and apposed_offence(match, i + 2)
        if between then return between end
        -- "a second count, arson, was withdrawn"
        local comma = i + 1
        if seg.words[comma] == "against" and seg.kinds[comma + 1] == "person" then comma = comma + 2 end
        if seg.kinds[comma] == "," and seg.words[comma + 1] == "of" then comma = comma + 1 end
        local apart = seg.kinds[comma] == "," or seg.kinds[comma - 1] == ","
        local opened = apart and comma + 1 ~= match.token and match.offences:open(seg, comma + 1)
        local one = (word == "count" or word == "charge") and ONE_OF[seg.words[i - 1]] and seg.words[comma + 1] ~= "along"
          and seg.words[comma + 1] ~= "of"
        local apposed = opened and one and match.offences:read(seg, opened) or {}
        if apposed[1] and not match.grammar.auxiliaries[seg.words[comma + 1]] then return { apposed[1] } end
        local accused = word == "case" and seg.words[i + 1] == "in" and seg.words[i + 2] == "which" and accused_in(match, i + 3)
        if accused then return accused end
        local link = seg.kinds[i + 1] == "," and i + 2 or i + 1
        if seg.words[link] == "of" then
          local spans, last = match.offences:read(seg, link + 1)
          -- "two counts of assault, but one was dropped"
          if word:find "^count" and link == i + 1 and i < match.token and not leads_on(match, last + 1) then spans = {} end
          for _, span in ipairs(spans) do
            local text = seg.folded:sub(span.first, span.last)
            local cut = text:find " against " or text:find " were " or text:find " was "
            if cut then span.last = span.first + cut - 2 end
          end
          if #spans > 0 then return spans end
        else
          local here = setmetatable({ token = i, last_token = i, word = word, first = seg.starts[i] }, { __index = match })
          local spans = offence_before(here)
          if spans then return spans end
        end
      end
    end
    return nil
  end

  local IN = { ["in"] = true, near = true, at = true, outside = true, across = true }
  local function place_in(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 12) do
      local kind = seg.kinds[i]
      if kind == ";" or (kind == "word" and (match.grammar.verbs[seg.words[i]] == true)) then break end
      if kind == "place" then
        for j = i - 1, math.max(match.last_token, i - 5), -1 do
          if seg.kinds[j] == "word" and IN[seg.words[j]] then return { seg.entity[i] } end
          if seg.kinds[j] ~= "word" and seg.kinds[j] ~= "," then break end
        end
        return nil
      end
    end
    if seg.words[1] == "in" then
      for i = 2, 5 do
        if seg.kinds[i] == "place" then return { seg.entity[i] } end
      end
    end
    return nil
  end

  local function house_arrest_person(match)
    local _, token = match:word_before({ put = true, placed = true, held = true, kept = true, transferred = true, moved = true,
      remains = true, remained = true, remain = true, spent = true, ordered = true, placing = true, been = true }, 8)
    if not token then return nil end
    local found = match.grammar:patient(match.seg, token)
    if found then return joined(match, found) end
    return nearest_left(match, 12)
  end

  local function trial_person(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 5) do
      if seg.kinds[i] == "word" and (seg.words[i] == "of" or seg.words[i] == "for" or seg.words[i] == "against") then
        if seg.kinds[i + 1] == "person" then return joined(match, i + 1) end
      end
    end
    return context_person(match)
  end

  local function appeal_person(match)
    local subject = match.grammar:subject(match.seg, match.token)
    local entity = subject and match.seg.entity[subject]
    if entity and entity.part ~= "official" and entity.part ~= "other" then return joined(match, subject) end
    return context_person(match)
  end

  local function investigated(match)
    if not match.word:find "under" and not match.word:find "being" then return nil end
    local subject = match.grammar:subject(match.seg, match.token)
    return subject and joined(match, subject) or nil
  end

  return {
    charge_owner = make("owner of the charge", charge_owner), charge_status = charge_status,
    offence_before = make("offence before", offence_before), charge_noun_owner = make("owner of the charge", charge_noun_owner),
    dropped_offence = make("dropped offence", dropped_offence), charge_context = make("person of the context", context_person),
    place_in = make("place", place_in), house_arrest_person = make("person under house arrest", house_arrest_person),
    trial_person = make("person on trial", trial_person), appeal_person = make("person who appeals", appeal_person),
    investigated = make("person investigated", investigated),
  }
end

return M
