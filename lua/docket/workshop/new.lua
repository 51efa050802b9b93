---Drafts a rule from a sentence and the fields wanted of it: tries triggers and ways
---to reach each argument until one gives those fields, and writes that rule down with
---the sentence as its example.
local lfs = require "lfs"
local test = require "docket.workshop.test"

local M = {}

-- Ways to reach an argument, the most common first; WORDS stands for a link's words.
local WAYS = {
  persons = { 'patient', 'subject', 'object', 'possessor "of|for|against"', 'recipient', 'inner_person',
    'after(sp * gap(12), "person")', 'before(gap(12) * sp ^ -1, "person")' },
  penalty = { 'penalties("to|for|*", { bare = "imprisonment" })', 'any_penalty', 'any_penalty_near' },
  offence = { 'after(sp * gap(12, words "for|of|with|over|on charges of|on suspicion of" * sp), "offence")',
    'after(sp, "offence")', 'offence_before' },
  date = { 'near "date"' },
  court = { 'near "court"' },
  place = { 'place_in', 'near "place"' },
  statute = { 'near "statute"' },
  duration = { 'near "duration"' },
}
-- Fields that a penalty brings with it.
local OF_PENALTY = { penalty = true, duration = true, mod = true, amount = true, currency = true, count = true }

local MAX_TRIGGERS = 8

-- ------------------------------------------------------------ what to try

local function is_candidate(rules, word)
  for _, name in ipairs { "function", "auxiliaries", "prepositions", "determiners", "pronouns" } do
    local list = rules.pack:list(name)
    if list and list.entries[word] then return false end
  end
  return #word > 2
end

-- A verb with the words behind it: "began a hunger strike".
local function phrase_at(rules, seg, token)
  local words, last = { seg.words[token] }, 1
  local prepositions = rules.pack:list "prepositions"
  for i = token + 1, math.min(seg.n, token + 4) do
    local word = seg.words[i]
    if seg.kinds[i] ~= "word" or prepositions and prepositions.entries[word] then break end
    words[#words + 1] = word
    if is_candidate(rules, word) then last = #words end
  end
  return last > 1 and table.concat(words, " ", 1, last) or nil
end

-- Words of the text that could be the trigger: those that look like verbs first, and
-- for a kind that nobody knows yet, with the words behind them.
local function triggers_of(rules, trace, new_kind)
  local list = {}
  for index = 1, #trace.bounds // 2 do
    local seg = trace.segs[index]
    for token = 1, seg and seg.n or 0 do
      local word = seg.words[token]
      if seg.kinds[token] == "word" and is_candidate(rules, word) then
        local score = (word:find "ed$" and 3 or word:find "ing$" and 2 or 1)
        list[#list + 1] = { word = word, score = score, order = #list }
        local phrase = new_kind and phrase_at(rules, seg, token)
        if phrase then list[#list + 1] = { word = phrase, score = score + 10, order = #list } end
      end
    end
  end
  table.sort(list, function(a, b)
    if a.score ~= b.score then return a.score > b.score end
    return a.order < b.order
  end)
  local words = {}
  for index = 1, math.min(#list, MAX_TRIGGERS) do words[index] = list[index].word end
  return words
end

-- The fields that arguments give, and those that are said outright.
local function sort_fields(fields, kind)
  local reached, stated = {}, {}
  local has_penalty = fields.penalty ~= nil and kind == "sentence"
  for name in pairs(fields) do
    if name == "status" then
      stated[name] = fields[name]
    elseif OF_PENALTY[name] and has_penalty then
      reached.penalty = true
    elseif WAYS[name] then
      reached[name] = true
    else
      stated[name] = fields[name]
    end
  end
  local names = {}
  for name in pairs(reached) do names[#names + 1] = name end
  table.sort(names)
  return names, stated
end

-- All combinations of ways for the arguments: lists of name -> way.
local function combinations(names)
  local list = { {} }
  for _, name in ipairs(names) do
    local longer = {}
    for _, way in ipairs(WAYS[name]) do
      for _, known in ipairs(list) do
        local copy = { [name] = way }
        for key, value in pairs(known) do copy[key] = value end
        longer[#longer + 1] = copy
      end
    end
    list = longer
  end
  return list
end

-- ------------------------------------------------------------ writing Lua

local function literal(value)
  if type(value) == "table" then
    local parts = {}
    for index, item in ipairs(value) do parts[index] = literal(item) end
    return "{ " .. table.concat(parts, ", ") .. " }"
  end
  if type(value) == "number" then return tostring(value) end
  return (("%q"):format(value):gsub("\\\n", "\\n"))
end

local function sorted(map)
  local names = {}
  for name in pairs(map) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function fields_text(map)
  local parts = {}
  for _, name in ipairs(sorted(map)) do parts[#parts + 1] = ("%s = %s"):format(name, literal(map[name])) end
  return table.concat(parts, ", ")
end

-- Who, what and for what a rule needs; when and where it takes.
local NEEDED = { persons = true, penalty = true, offence = true }

local function ways_text(ways, needed)
  local parts = {}
  for _, name in ipairs(sorted(ways)) do
    if (NEEDED[name] or false) == needed then parts[#parts + 1] = ("%s = %s"):format(name, ways[name]) end
  end
  return parts[1] and table.concat(parts, ", ")
end

-- A draft as Lua; `examples` is the lines of its examples, if it has any.
local function rule_text(draft, id, kind, examples)
  local lines = { ("rule %q {"):format(id), ("  kind = %q,"):format(kind) }
  if examples then lines[#lines + 1] = ("  doc = %s,"):format(literal(draft.doc)) end
  lines[#lines + 1] = ("  trigger = words %q,"):format(draft.trigger)
  local needs, takes = ways_text(draft.ways, true), ways_text(draft.ways, false)
  if needs then lines[#lines + 1] = ("  needs = { %s },"):format(needs) end
  if takes then lines[#lines + 1] = ("  takes = { %s },"):format(takes) end
  local set = {}
  for name, value in pairs(draft.stated) do
    if name ~= "status" then set[name] = value end
  end
  if next(set) then lines[#lines + 1] = ("  set = { %s },"):format(fields_text(set)) end
  if draft.stated.status then lines[#lines + 1] = ("  status = %s,"):format(literal(draft.stated.status)) end
  if draft.priority then lines[#lines + 1] = ("  priority = %d,"):format(draft.priority) end
  for _, line in ipairs(examples or {}) do lines[#lines + 1] = line end
  lines[#lines + 1] = "}"
  return table.concat(lines, "\n") .. "\n"
end

local function kind_text(name, fields)
  local parts = {}
  for index, field in ipairs(fields) do parts[index] = ("%q"):format(field) end
  return ("kind %q { fields = { %s } }\n"):format(name, table.concat(parts, ", "))
end

-- ------------------------------------------------------------ trying

local function write(path, text)
  local handle = assert(io.open(path, "w"))
  handle:write(text)
  handle:close()
end

-- Load a text of rules over others, without leaving anything on the disk.
local function load_over(sources, text)
  local path = os.tmpname()
  local file = path .. ".lua"
  write(file, text)
  local own = table.move(sources, 1, #sources, 1, {})
  own[#own + 1] = file
  local rules, message = require("docket.rule").new(own)
  os.remove(file)
  os.remove(path)
  return rules, message
end

local function satisfies(item, fields)
  for name, value in pairs(fields) do
    local got = item[name]
    if type(value) == "table" then
      if type(got) ~= "table" or table.concat(got, "\n") ~= table.concat(value, "\n") then return false end
    elseif tostring(got) ~= tostring(value) then
      return false
    end
  end
  return true
end

-- Drafts as rules of kinds of their own, so that none takes another's place.
local function try_all(sources, drafts, text, fields, reference)
  local parts, names = {}, sorted(fields)
  for index, draft in ipairs(drafts) do
    parts[#parts + 1] = kind_text("draft_" .. index, names)
    parts[#parts + 1] = rule_text(draft, "draft.number_" .. index, "draft_" .. index)
  end
  local rules, message = load_over(sources, table.concat(parts))
  if not rules then return nil, message end
  local article = assert(test.article(text, reference))
  local best
  for _, record in ipairs(rules:extract(article)) do
    local index = tonumber(record.kind:match "^draft_(%d+)$" or "")
    if index and (not best or index < best) and satisfies(record, fields) then best = index end
  end
  return best and drafts[best]
end

local function drafts_of(rules, text, fields, kind, options)
  local article, message = test.article(text, options.reference_date)
  if not article then return nil, message end
  local _, trace = rules:extract(article, { trace = true, everywhere = true })
  local names, stated = sort_fields(fields, kind)
  local triggers = options.trigger and { options.trigger:lower() } or triggers_of(rules, trace, not rules.kinds[kind])
  local drafts = {}
  for _, trigger in ipairs(triggers) do
    for _, ways in ipairs(combinations(names)) do
      drafts[#drafts + 1] = { trigger = trigger, ways = ways, stated = stated, doc = text:gsub("%s+", " ") }
      if #drafts >= 600 then return drafts end
    end
  end
  return drafts
end

-- ------------------------------------------------------------ the file

local function file_text(draft, id, kind, text, fields, options, new_kind)
  local reference = options.reference_date and (", reference = %q"):format(options.reference_date) or ""
  local examples = { "  examples = {",
    ("    { %s, { %s }%s },"):format(literal(text), fields_text(fields), reference),
    "    -- what it should not be taken for:",
    ('    -- { "…", nil },'), "  }," }
  local head = ("-- Drafted from: %s\n-- Try it: docket rules test --rules DIR %s\n"):format(text:gsub("%s+", " "), id)
  return head .. (new_kind and kind_text(kind, sorted(fields)) .. "\n" or "\n") .. rule_text(draft, id, kind, examples)
end

local function passes(sources, source, id)
  local rules = load_over(sources, source)
  if not rules then return false end
  local results = rules:test(id)
  return #results > 0 and results[1].ok, results[1] and results[1].message
end

---Draft a rule.
---@param sources string[]  as for docket.rules
---@param text string  the sentence
---@param fields table<string, any>  what is to be made of it; `kind` among them
---@param options? { name: string?, trigger: string?, reference_date: string? }
---@return string? source  of a rule file
---@return string message  why there is none, or what to know about it
function M.draft(sources, text, fields, options)
  options = options or {}
  local kind = fields.kind
  if type(kind) ~= "string" or not kind:find "^%l[%l%d_]*$" then
    return nil, "the field 'kind' is wanted, as kind=sentence"
  end
  local rules, message = require("docket.rule").new(sources)
  if not rules then return nil, message end
  local wanted = {}
  for name, value in pairs(fields) do
    if name ~= "kind" then wanted[name] = value end
  end
  local drafts
  drafts, message = drafts_of(rules, text, wanted, kind, options)
  if not drafts then return nil, message end
  local draft
  draft, message = try_all(sources, drafts, text, wanted, options.reference_date)
  if not draft then
    return nil, message or ("none of %d drafts gives these fields; name the word that it hinges on with --trigger,"
      .. " ask for fewer fields, or see what rules make of it with `docket rules whynot`"):format(#drafts)
  end
  local id = options.name or ("%s.%s"):format(kind, (draft.trigger:gsub("[^%w]+", "_")))
  if rules.pack.by_id[id] then id = id .. "_own" end
  local new_kind = not rules.kinds[kind]
  for _, priority in ipairs { 0, 10, 20 } do
    draft.priority = priority > 0 and priority or nil
    local source = file_text(draft, id, kind, text, wanted, options, new_kind)
    local ok
    ok, message = passes(sources, source, id)
    if ok then
      return source, priority == 0 and "its example passes"
        or "its example passes; a shipped rule finds something there too, so it has a priority"
    end
  end
  return nil, "a draft was found, and its example fails: " .. tostring(message)
end

---Write a rule file, and never over another.
---@param path string
---@param source string
---@return boolean? ok
---@return string? message
function M.write(path, source)
  if lfs.attributes(path, "mode") then return nil, path .. ": is there already" end
  local handle, message = io.open(path, "wb")
  if not handle then return nil, message end
  handle:write(source)
  handle:close()
  return true
end

return M
