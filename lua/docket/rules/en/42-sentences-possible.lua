-- Penalties that could be, and those that somebody asks for.
local nobody = { { type = "person", form = "nobody", part = "person", first = 1, last = 1 } }
local set, by_penalty, earlier_offence = word_set, shared.by_penalty, shared.earlier_offence

-- "Conviction of X was punishable by", "X carries a maximum of": the offence at the head of the clause.
local HEAD = set "conviction charge charges crime offence offense convictions"
local function offence_at_head(match, from)
  local seg = match.seg
  if seg.words[from] == "including" then from = from + 1 end
  while match.grammar.determiners[seg.words[from]] or seg.words[from] == "under" or seg.kinds[from] == "quote" do from = from + 1 end
  if HEAD[seg.words[from]] then
    if seg.words[from + 1] ~= "of" and seg.words[from + 1] ~= "for" then return nil end
    from = from + 2
  end
  if from >= match.token or not match.offences:is_deed_at(seg, from) then return nil end
  local spans, last = match.offences:read(seg, from)
  if #spans == 0 then return nil end
  if last < match.token then return spans end
  -- "Arson carries": the clause ends it
  local to = match.token - 1
  while to > from and (match.grammar.auxiliaries[seg.words[to]] or match.grammar.adverbs[seg.words[to]]) do to = to - 1 end
  if #spans > 1 or to - from > 7 then return nil end
  for i = from, to do
    if seg.kinds[i] == "date" or seg.words[i] == "that" or seg.words[i] == "which" or seg.words[i] == "who" then return nil end
  end
  return { { first = spans[1].first, last = seg.ends[to], from = from, to = to } }
end

-- "up to three years for persons convicted of X".
local function convicted_behind(match)
  local _, token = match:word_after(set "convicted guilty", 26)
  if not token or match.seg.words[token + 1] ~= "of" then return nil end
  local opened = match.offences:open(match.seg, token + 2)
  local spans = opened and match.offences:read(match.seg, opened) or {}
  return #spans > 0 and spans or nil
end

local MAY_BRING = set "bring brings draw earn"
local CHARGED = set "accused charged convicted guilty suspected tried indicted"
local CRIME = set "count counts crime crimes offence offences offense offenses charge charges felony article"

-- The subject stands behind the last comma or conjunction that leaves one: "Under the
-- new law, slander is punishable by", "… are fined, and preaching without leave carries".
local function offence_of_law(match)
  local seg, starts = match.seg, {}
  for i = match.token - 2, 1, -1 do
    local kind, word = seg.kinds[i], seg.words[i]
    if kind == ";" or kind == ":" then
      starts[#starts + 1] = i + 1
      break
    end
    if kind == "," or kind == "word" and (word == "that" or word == "while") then
      local behind = seg.words[i + 1]
      starts[#starts + 1] = (behind == "and" or behind == "but" or behind == "while") and i + 2 or i + 1
    end
    if i == 1 then starts[#starts + 1] = 1 end
  end
  -- "Murder carries"
  if match.token == 2 then starts[1] = 1 end
  for _, from in ipairs(starts) do
    local found = offence_at_head(match, from)
    if found then return found end
  end
  return nil
end

local PROVIDES = set "has have had with comes come can allows allow allowing prescribes prescribe envisages envisage foresees foresee stipulates"

rule "sentence.possible" {
  kind = "sentence",
  doc = "X faces up to TERM; could face TERM; punishable by TERM; carries a maximum of TERM",
  trigger = words("faces|facing|face|faced|punishable by|punishable with|punished by|punished with|carries|carry|carrying|carried|risks|risk|risking|provides for|provided for|provide for|punishable|attracts|bring|brings|draw|earn|liable to|liable for|penalized with|penalised with|penalized by"
    .. "|penalised by|sanctioned with|sanctioned by|entails|extends to"
    .. "|has a maximum|have a maximum|had a maximum|with a maximum|comes with|come with|can lead to|can result in|allows for|allow for|allowing for|prescribes|prescribe|envisages|envisage|foresees|foresee|stipulates"
    .. "|could get|may get|might get|could receive|may receive|might receive|could be given|may be given"),
  needs = { penalty = penalties("*", { reach = 16, bare = "imprisonment", stop = "after|when|because|before|as|since|while" }) },
  takes = { persons = possible_subject, offence = find_with("offence of the law", function(match)
    if match.word:find "^fac" or match.word:find "^risk" then return earlier_offence(match) or by_penalty.find(match) end
    return convicted_behind(match) or offence_of_law(match)
  end) },
  status = function(match)
    -- "carried out by inspectors of probation", "racism faced by probation officers"
    if match.word:find "^carr" and match:at(1) == "out" or match.word:find "^fac" and match:at(1) == "by" then return nil end
    -- "we might have been those facing a year in a cell"
    if match.word == "facing" and match:word_before(set "been", 2) and match:word_before(set "could might", 5) then return nil end
    -- "he faced up to what his imprisonment meant"
    local up_to = match.word:find "^fac" and match:at(1) == "up" and match:at(3)
    if up_to == "the" or up_to == "what" or up_to and match.grammar.determiners[up_to] == "possessive" then return nil end
    -- "he will not, in truth, face ten years"
    if match.word:find "^face" and match:word_before(set "not never", 5) then return nil end
    -- "unlikely to face a prison sentence"
    if match.group.infinitive and match:word_before(set "unlikely avoid", 3) then return nil end
    -- "they want theft to be punishable by flogging"
    local wished = match.word:find "^punish" and match.group.infinitive
    if wished and match:word_before(set "pushing push call calls calling called want wants wanted urged proposed proposes campaign", 16) then return nil end
    -- "a thief was punished with a fine of £2,000"
    if match.word:find "^punished" and match:word_before(set "was were", 2) then
      local subject = match.grammar:subject(match.seg, match.token)
      if subject and match.seg.kinds[subject] == "person" then return "imposed" end
    end
    -- "the risk to the public"
    -- "can bring up to two years in prison"
    if MAY_BRING[match.word] then return match.group.modal and not match.group.negated and match.group.modal ~= "should" and "possible" or nil end
    if match.word == "risk" and (match.grammar.determiners[match:at(-1) or ""] or match:at(1) == "to" or match:at(1) == "of") then return nil end
    if match:word_before(set "nowhere hardly", 3) then return nil end
    -- "would have faced": nobody did
    if match.group.negated or match.group.have and match.group.modal == "would" then return nil end
    if match.word == "faced" and match:word_before(set "would", 5) and match:word_before(set "have", 2) then return nil end
    return "possible"
  end,
  make = function(record, match)
    local penalty = match.found.penalty[1]
    -- "the plan envisages work for probation officers"
    if PROVIDES[match.word:match "^%a+"] and not (penalty.duration or penalty.amount or penalty.penalty == "death"
      or penalty.penalty == "life_imprisonment") then
      return nil
    end
    -- "faced seven years of decline": a bare term wants a law or a charge around it
    if match.word:find " [gr]" and penalty.penalty == "imprisonment" and not penalty.duration then return nil end
    if penalty.bare and match.word:find "^carr" and not match:word_before(CRIME, 12)
      and not (match:at(-1) == "which" and match:word_before(CHARGED, 14)) then return nil end
    -- "carries two years of experience", "could bring her two years of peace"
    if penalty.bare and MAY_BRING[match.word] then return nil end
    if penalty.penalty == "corporal" and match:word_after(set "accounts budget", 6) then return nil end
    return record
  end,
  examples = {
    { "Lena Dorn faces up to ten years in prison.", { status = "possible", duration = "P10Y", mod = "EQUAL_OR_LESS" } },
    { "The last two counts carry up to four years each.", { status = "possible", duration = "P4Y" } },
    { "The widow faces new grief after the thief served four years in prison.", nil },
    { "The offence is punishable by up to six years in prison.", { status = "possible", duration = "P6Y" } },
    { "Under the 2019 press law, slander is punishable by up to ten months in prison.", { offence = "slander", duration = "P10M" } },
    { "Hawkers are fined, and preaching without leave can bring two years in prison.", { offence = "preaching without leave", duration = "P2Y" } },
    { "Lena Dorn is charged with sabotage, which carries ten to 14 years.", { status = "possible", duration = "P14Y" } },
    { "Slander, a crime that carries two to four years, is seldom tried.", { status = "possible", duration = "P4Y" } },
    { "Preaching in the street can bring up to nine months in jail.", { status = "possible", duration = "P9M", offence = "Preaching in the street" } },
    { "Oleg Varin could get up to 20 years for arson.", { status = "possible", duration = "P20Y", persons = { "Oleg Varin" } } },
    { "The decree prescribes nine months in jail for idlers.", { status = "possible", duration = "P9M" } },
    { "The law nowhere provides for imprisonment.", nil },
    { "The thief was punished with no more than a £700 fine.", { status = "imposed", penalty = "fine" } },
    { "They do not want every single young person found with a knife jailed for a year.", nil },
    { "Oleg Varin could have been fined £2,500 had he been convicted.", nil },
  },
}

rule "sentence.could_be" {
  kind = "sentence",
  doc = "X could be jailed for TERM; could get TERM; up to TERM if convicted",
  trigger = words "if convicted|if found guilty|upon conviction|on conviction|if he is convicted|if she is convicted|if they are convicted|if he is found guilty|if she is found guilty|if she's convicted|if he's convicted",
  needs = { penalty = any_penalty },
  takes = { persons = possible_subject },
  -- "would have served 20 years if convicted of murder" is what did not happen
  status = function(match) return not (match:word_before(set "would", 16) and match:word_before(set "have", 16)) and "possible" or nil end,
  priority = 1,
  examples = {
    { "If convicted, she could spend up to ten years in prison.", { status = "possible", duration = "P10Y" } },
  },
}

local MEASURE = set "penalty sentence punishment term jail prison custodial tariff statutory possible"
local BE = set "is was are stands being remains"
-- "the maximum penalty for theft is TERM": the term behind the copula.
local function term_of_law(match)
  local seg, i = match.seg, match.last_token + 1
  if match.word:find " for$" then i = match.last_token end
  if i > match.last_token and not (seg.kinds[i] == "word" and MEASURE[seg.words[i]] or seg.kinds[i] == "penalty" and not seg.entity[i].duration) then return nil end
  for j = i + 1, math.min(seg.n, i + 16) do
    if seg.kinds[j] == "," or seg.kinds[j] == ";" or seg.kinds[j] == "quote" or seg.words[j] == "be" or seg.words[j] == "that" then return nil end
    if seg.kinds[j] == "word" and BE[seg.words[j]] then
      for k = j + 1, math.min(seg.n, j + 4) do
        if seg.kinds[k] == "penalty" then return { seg.entity[k] } end
        local term = term_of(seg, k)
        if term then
          return { { penalty = "imprisonment", duration = term.value, mod = term.mod, first = term.first, last = term.last, token = k } }
        end
        if seg.kinds[k] == "money" then
          local sum = seg.entity[k]
          return { { penalty = "fine", amount = sum.amount, currency = sum.currency, first = sum.first, last = sum.last, token = k } }
        end
        if seg.kinds[k] ~= "word" or match.grammar.verbs[seg.words[k]] == true then return nil end
      end
      return nil
    end
  end
  return nil
end

local of_law = offence_by("for|of", { reach = 6 })
rule "sentence.law_is" {
  kind = "sentence",
  doc = "the maximum penalty for OFFENCE is TERM: the law, and nobody in particular",
  trigger = words "maximum|minimum|penalty for|punishment for|penalties for",
  also = words "is|was|are|stands|remains",
  needs = { penalty = find_with("the term behind the copula", term_of_law) },
  takes = { offence = find_with("what it is for", function(match)
    if not match.word:find " for$" then return of_law.find(match) end
    local opened = match.offences:open(match.seg, match.last_token + 1)
    local spans = opened and match.offences:read(match.seg, opened) or {}
    return #spans > 0 and spans or nil
  end) },
  status = function(match) return not match:word_before(set "if call calls called raise raised", 8)
    and not match:word_after(set "raised increased doubled lowered reduced cut", 5) and "possible" or nil end,
  make = function(record, match)
    record.actors = nobody
    if match.word == "maximum" or match.word == "minimum" then
      record.mod = record.duration and (record.mod or match.word == "maximum" and "EQUAL_OR_LESS" or "EQUAL_OR_MORE") or nil
    end
    return record
  end,
  priority = 3,
  examples = {
    { "The maximum sentence for arson is 12 years in jail.", { status = "possible", duration = "P12Y", mod = "EQUAL_OR_LESS", offence = "arson", persons = {} } },
    { "The minimum term under the law was four years.", { status = "possible", duration = "P4Y", mod = "EQUAL_OR_MORE" } },
    { "The maximum fine is $3,000.", { status = "possible", penalty = "fine", amount = 3000 } },
    { "The punishment for perjury is up to two years in prison.", { status = "possible", duration = "P2Y", offence = "perjury" } },
    { "The maximum sentence for perjury is seven years.", { duration = "P7Y", offence = "perjury" } },
    { "The maximum penalty for smuggling in Tarvan is three years in prison.", { status = "possible", duration = "P3Y" } },
    { "The maximum sentence was raised to nine years.", nil },
    { "The maximum speed is 30.", nil },
    { "The maximum sentence was sought by nobody.", nil },
  },
}

local ASKED_COURT = set "asked sought requested recommended"
-- "The government had asked for 90 months": before a court it is the prosecution, where a
-- length is stated; what governments call for otherwise is a law.
local function government_asks(match)
  local seg, i = match.seg, match.token - 1
  if not ASKED_COURT[match.word] then return false end
  while i > 1 and seg.kinds[i] == "word" and (match.grammar.auxiliaries[seg.words[i]] or match.grammar.adverbs[seg.words[i]]) do i = i - 1 end
  if seg.words[i] ~= "government" or seg.words[i - 1] ~= "the" then return false end
  for j = match.last_token + 1, math.min(seg.n, match.last_token + 8) do
    local entity = seg.entity[j]
    if entity and (entity.type == "penalty" and entity.duration or term_of(seg, j)) then return true end
  end
  return false
end

local DEFENCE = set "lawyer lawyers attorney attorneys defence defense counsel barrister barristers advocate advocates solicitor"
-- Who asks? The defence, named before the verb, and not the prosecution.
local function defence_asks(match)
  local seg = match.seg
  for i = match.token - 1, math.max(1, match.token - 6), -1 do
    if seg.kinds[i] == "word" and DEFENCE[seg.words[i]] then return true end
    local entity = seg.kinds[i] == "person" and seg.entity[i]
    if entity and entity.form ~= "pronoun" then
      -- "his lawyer", "defence counsel Ian Reed"
      for word in seg.folded:sub(entity.first, entity.last):gmatch "%a+" do
        if DEFENCE[word] then return true end
      end
      return false
    end
    if seg.kinds[i] == "," or seg.kinds[i] == ";" then return false end
  end
  return false
end

rule "sentence.sought" {
  kind = "sentence",
  doc = "prosecutors asked for TERM for X; the prosecutor demanded that X be sentenced to TERM",
  trigger = words("asked|asks|asking|demanded|demands|demanding|sought|seeks|seeking|seek|requested|requests|requesting|recommended|recommends|recommending|argued for|arguing for|pushed for|pressed for|pressing for|applied for|called for|calling for|urged|wanted|want|wants|jury-recommended|proposed|calls for|suggested|suggests|pressed for|pushed for|insisted on"),
  needs = { penalty = penalties("*", { reach = 26, bare_after = "to|for|<none>", numbers = true }) },
  takes = { persons = either { recipient, inner_person }, date = near "date", court = near "court" },
  requires = function(match)
    -- "prosecutors sought nine years, while his lawyers asked for four"
    if defence_asks(match) then return false end
    return prosecution_before(match.seg, match.token + 1) or match.word == "jury-recommended" or government_asks(match)
      or match.word:find "recommend" ~= nil and match:word_before(set "court jury judge judges", 8) ~= nil
  end,
  status = function(match) return not match.group.negated and "sought" or nil end,
  priority = 8,
  examples = {
    { "Prosecutors asked the court to sentence Lena Dorn to nine years in prison.", { status = "sought", duration = "P9Y" } },
    { "Prosecutors sought a nine-year sentence for Oleg Varin and two years for his clerk, Lena Dorn.",
      { { duration = "P9Y", persons = { "Oleg Varin" } }, { duration = "P2Y", persons = { "Lena Dorn" } } } },
    { "The prosecutor demanded 12 years in prison for Oleg Varin.", { status = "sought", duration = "P12Y" } },
    { "The prosecutor asked for six years.", { status = "sought", duration = "P6Y" } },
    { "The Crown had sought 20 months.", { status = "sought", duration = "P20M" } },
    { "The government asked for 57 months in prison.", { status = "sought", duration = "P57M" } },
    { "The government asked for patience.", nil },
  },
}

rule "sentence.asked_by_defence" {
  kind = "sentence",
  doc = "the defence asked for TERM; his lawyers sought a suspended sentence: possible",
  trigger = words "asked for|asks for|sought|seeks|requested|requests|called for|argued for|argued that|submitted that|suggested|proposed|pleaded for|urged",
  needs = { penalty = penalties("*", { reach = 14, bare_after = "to|for|<none>", numbers = true }) },
  takes = { persons = find_with("the client", context_person), date = near "date", court = near "court" },
  requires = function(match)
    -- "argued that a fine would do", and not "argued that the fine was too high"
    if match.word:find " that$" and not match:word_after(set "would should could", 16) then return false end
    return defence_asks(match)
  end,
  status = function(match) return not match.group.negated and "possible" or nil end,
  priority = 7,
  examples = {
    { "The defence argued that a fine of $900 would be enough for Lena Dorn.", { status = "possible", penalty = "fine", amount = 900 } },
    { "The defence argued that the fine was too high.", nil },
    { "The defence asked for a suspended sentence of two years.", { status = "possible", penalty = "suspended_imprisonment", duration = "P2Y" } },
    { "The prosecution asked for six years.", nil },
  },
}

local COURT_WORD = set "judge court magistrate magistrates judges sheriff recorder bench justice panel tribunal"
rule "sentence.asked_to_consider" {
  kind = "sentence",
  doc = "asked the judge to consider PENALTY, to impose PENALTY: possible, where no prosecutor asks",
  trigger = words "consider|impose|pass|hand down",
  also = words "asked|asks|urged|urges|invited|begged",
  needs = { penalty = penalties("*", { reach = 10 }) },
  takes = { persons = either { recipient, find_with("the one in the dock", context_person) } },
  status = function(match)
    local _, asked = match:word_before(set "asked asks urged urges invited begged", 7)
    if not asked or not match.group.infinitive or match.group.negated then return nil end
    local court = match.seg.kinds[match.token - 2] == "court" or match.seg.kinds[match.token - 2] == "person"
      or COURT_WORD[match.seg.words[match.token - 2] or ""]
    if not court then return nil end
    return not prosecution_before(match.seg, asked + 1) and "possible" or nil
  end,
  priority = 7,
  examples = {
    { "She urged the magistrate to consider a suspended term.", { status = "possible", penalty = "suspended_imprisonment" } },
    { "Her barrister begged the court to impose a fine of $300.", { status = "possible", penalty = "fine", amount = 300 } },
    { "Voters asked parliament to consider longer prison terms.", nil },
  },
}

local HELD = set "said ruled found held concluded decided wrote substituted"
rule "sentence.fit" {
  kind = "sentence",
  doc = "the court ruled that a fit sentence was TERM",
  trigger = words "fit sentence|appropriate sentence|proper sentence|just sentence|right sentence|correct sentence|fair sentence|adequate sentence",
  needs = { penalty = find_with("the term behind the copula", function(match)
    local seg = match.seg
    for i = match.last_token + 1, math.min(seg.n, match.last_token + 7) do
      if seg.kinds[i] == "penalty" then return { seg.entity[i] } end
      local term = term_of(seg, i)
      if term then
        return { { penalty = "imprisonment", duration = term.value, mod = term.mod, first = term.first, last = term.last, token = i } }
      end
      if seg.kinds[i] == "," or seg.kinds[i] == ";" then return nil end
    end
    return nil
  end) },
  takes = { persons = find_with("the one in the dock", context_person), date = near("date", 60), court = near("court", 50) },
  status = function(match)
    if match.group.negated or not match:word_after(set "was is be were", 4) then return nil end
    if prosecution_before(match.seg, match.token) then return "sought" end
    if match:word_before(DEFENCE, 20) then return "possible" end
    if not match:word_before(HELD, 40) then return nil end
    if match:word_before(COURT_WORD, 45) then return "imposed" end
    for i = 1, match.token - 1 do
      if match.seg.kinds[i] == "court" then return "imposed" end
    end
    return nil
  end,
  examples = {
    { "The Court of Appeal held that the proper sentence was two years.", { status = "imposed", duration = "P2Y", penalty = "imprisonment" } },
    { "Prosecutors said an appropriate sentence would be six years.", { status = "sought", duration = "P6Y" } },
    { "What is a fair sentence for a thief?", nil },
  },
}

local LAYS_DOWN = set "provides provide stipulates stipulate prescribes prescribe requires require mandates says states lays"
rule "sentence.laid_down" {
  kind = "sentence",
  doc = "the law provides that those convicted of OFFENCE be sentenced to TERM; OFFENCE shall be punished with TERM",
  trigger = words "sentenced to|imprisoned for|jailed for|punished with|punished by",
  also = words "law|laws|code|act|article|articles|section|statute|decree|provides|prescribes|stipulates|legislation",
  needs = { penalty = penalties("*", { reach = 12, bare = "imprisonment" }) },
  takes = { offence = find_with("offence of the law", function(match)
    local _, token = match:word_before(set "convicted guilty", 26)
    if not token or match.seg.words[token + 1] ~= "of" then return nil end
    local opened = match.offences:open(match.seg, token + 2)
    local spans = opened and match.offences:read(match.seg, opened) or {}
    local last = spans[#spans]
    if not last or last.first >= match.first then return nil end
    last.last = math.min(last.last, match.seg.ends[match.token - 2])
    return spans
  end) },
  requires = function(match)
    local group = match.group
    if not group.be or group.negated or group.infinitive then return false end
    return match:word_before(set "shall", 3) ~= nil or not group.modal and match:at(-1) == "be" and match:word_before(LAYS_DOWN, 30) ~= nil
  end,
  status = "possible",
  make = function(record)
    record.nobody = true
    return record
  end,
  priority = 6,
  examples = {
    { "The Penal Code provides that those found guilty of heresy be sentenced to exile or to no less than six years in prison.",
      { status = "possible", duration = "P6Y", offence = "heresy" } },
    { "Under the decree whoever spreads rumours shall be punished with up to ten months in jail.", { status = "possible", duration = "P10M" } },
    { "The prosecutor asked that he be sentenced to four years.", nil },
  },
}
