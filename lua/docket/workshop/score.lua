---Compares records with a gold file: which are right, missed, and false.
---
---Matching is one to one and as large as it can be; between equal choices the pair
---that agrees in more fields wins. A pair may match when both are of one kind, a range
---of one (its own or a mention) overlaps a range of the other, and of a sentence penalty
---and duration are the same, of a charge the status is the same and the offences share
---half of their words. Values in a gold record's `alt` and `context` are as right as its
---own. Nothing is counted for what matches a `borderline` record, or says again what a
---matched one says in one of its mentions; a `repeat` is such a mention with details.
local M = {}

local EXACT = { "status", "mod", "date", "court", "place", "statute", "form", "grounds", "amount", "currency", "count" }
local SAME_OFFENCE = 0.5

-- ------------------------------------------------------------ values

local function is_empty(value)
  return value == nil or value == "" or (type(value) == "table" and next(value) == nil)
end

-- nil for what says nothing; a date without a year says nothing either.
local function stated(value)
  if is_empty(value) or tostring(value):find "^XXXX" then return nil end
  return value
end

local QUOTES = { ["\u{2018}"] = "'", ["\u{2019}"] = "'", ["\u{02BC}"] = "'", ["`"] = "'", ["\u{00B4}"] = "'",
  ["\u{201C}"] = "", ["\u{201D}"] = "", ["\u{201E}"] = "", ["\u{00AB}"] = "", ["\u{00BB}"] = "", ['"'] = "" }

-- Lower case of the two-byte letters of Latin and Cyrillic; others stay.
local function lower(character)
  local code = utf8.codepoint(character)
  if code >= 0xC0 and code <= 0xDE and code ~= 0xD7 or code >= 0x410 and code <= 0x42F then
    return utf8.char(code + 32)
  end
  if code >= 0x400 and code <= 0x40F then return utf8.char(code + 80) end
  if code >= 0x100 and code <= 0x17F and code % 2 == 0 then return utf8.char(code + 1) end
  return character
end

-- Text for comparison: case, quotes and white space do not matter.
local function plain(text)
  text = tostring(text):lower()
  if text:find "[\x80-\xff`\"]" then
    text = text:gsub("[\xc3-\xd1][\x80-\xbf]", function(c) return utf8.len(c) and lower(c) or c end)
    text = text:gsub("\xe2\x80[\x80-\xbf]", QUOTES):gsub("\xc2[\x80-\xbf]", QUOTES)
    text = text:gsub("\xca\xbc", "'"):gsub('[`"]', QUOTES)
    text = text:gsub("\u{A0}", " ")
  end
  return (text:gsub("%s+", " "):gsub("^[ .,;:]+", ""):gsub("[ .,;:]+$", ""))
end

local function same(a, b)
  if a == nil or b == nil then return a == nil and b == nil end
  if type(a) == "number" and type(b) == "number" then return a == b end
  return plain(a) == plain(b)
end

-- Values of a field that count as right; `nil` among them is `may_be_absent`.
local function accepted(gold, field)
  local list, may_be_absent = {}, false
  local function add(value)
    value = stated(value)
    if value == nil then may_be_absent = true else list[#list + 1] = value end
  end
  add(gold[field])
  if gold.alt and gold.alt[field] then
    for index = 1, gold.alt[field].n or #gold.alt[field] do add(gold.alt[field][index]) end
  end
  if gold.context and gold.context[field] ~= nil then add(gold.context[field]) end
  return list, may_be_absent
end

local function agrees(gold, record, field)
  local value = stated(record[field])
  local list, may_be_absent = accepted(gold, field)
  if value == nil then return may_be_absent end
  for _, item in ipairs(list) do
    if same(item, value) then return true end
  end
  return false
end

-- Words and numbers; every letter beyond ASCII is one of a word, signs are not.
local function tokens(text)
  local counts, n = {}, 0
  local spaced = plain(text or ""):gsub("\xe2[\x80-\x81][\x80-\xbf]", " ")
  spaced = spaced:gsub("\xc2[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]", " ")
  for word in spaced:gmatch "[%w_\x80-\xff']+" do
    word = word:gsub("^'+", ""):gsub("'+$", "")
    if word ~= "" then
      counts[word] = (counts[word] or 0) + 1
      n = n + 1
    end
  end
  return counts, n
end

local function token_f1(a, b)
  local x, nx = tokens(a)
  local y, ny = tokens(b)
  if nx + ny == 0 then return 1 end
  local common = 0
  for word, count in pairs(x) do common = common + math.min(count, y[word] or 0) end
  return 2 * common / (nx + ny)
end

local function offence_f1(gold, record)
  local best
  for _, value in ipairs((accepted(gold, "offence"))) do
    best = math.max(best or 0, token_f1(value, record.offence))
  end
  return best
end

local function person_key(names)
  local list, seen = {}, {}
  for _, name in ipairs(names or {}) do
    local one = plain(name)
    if not seen[one] then
      seen[one] = true
      list[#list + 1] = one
    end
  end
  table.sort(list)
  return table.concat(list, "\n")
end

local function same_persons(gold, record)
  local key = person_key(record.persons)
  if person_key(gold.persons) == key then return true end
  for _, names in ipairs(gold.alt and gold.alt.persons or {}) do
    if person_key(names) == key then return true end
  end
  return false
end

-- ------------------------------------------------------------ ranges

local function ranges(record)
  local list = { { record.start, record["end"] } }
  for _, mention in ipairs(record.mentions or {}) do list[#list + 1] = { mention.start, mention["end"] } end
  return list
end

local function overlap(a, b) return math.max(0, math.min(a[2], b[2]) - math.max(a[1], b[1])) end

local function any_overlap(xs, ys)
  for _, x in ipairs(xs) do
    for _, y in ipairs(ys) do
      if overlap(x, y) > 0 then return true end
    end
  end
  return false
end

-- ------------------------------------------------------------ pairs

local function of_kind(gold, record)
  if gold.kind == record.kind then return true end
  for _, kind in ipairs(gold.alt and gold.alt.kind or {}) do
    if kind == record.kind then return true end
  end
  return false
end

local function may_match(gold, record)
  if not of_kind(gold, record) or not any_overlap(ranges(gold), ranges(record)) then return false end
  if record.kind == "sentence" then return agrees(gold, record, "penalty") and agrees(gold, record, "duration") end
  if record.kind == "charge" then
    if not agrees(gold, record, "status") then return false end
    local f1 = offence_f1(gold, record)
    return f1 == nil or f1 >= SAME_OFFENCE
  end
  return true
end

-- The record lies on a mention of gold and says nothing else.
local function restates(gold, record)
  if not of_kind(gold, record) then return false end
  local own, there = { record.start, record["end"] }, ranges(gold)
  if not gold["repeat"] then
    if overlap(own, table.remove(there, 1)) > 0 then return false end
  end
  if not any_overlap(there, { own }) then return false end
  if record.kind == "sentence" then
    return (agrees(gold, record, "penalty") or record.penalty == nil or record.penalty == "unspecified")
      and (agrees(gold, record, "duration") or is_empty(record.duration))
  end
  if record.kind == "charge" then return agrees(gold, record, "status") end
  return true
end

-- How well a possible pair fits, well below 100: decides between equal choices.
local function agreement(gold, record)
  local a, b = { gold.start, gold["end"] }, { record.start, record["end"] }
  local common = overlap(a, b)
  local score = common > 0 and 4 * common / math.max(1, math.max(a[2], b[2]) - math.min(a[1], b[1])) or 0
  if same_persons(gold, record) then score = score + 4 end
  for _, field in ipairs(EXACT) do
    if agrees(gold, record, field) then score = score + 2 end
  end
  score = score + 4 * (offence_f1(gold, record) or 0)
  if gold.kind == record.kind then score = score + 1 end
  return score
end

-- ------------------------------------------------------------ assignment

-- Heaviest one-to-one assignment of rows to columns (Hungarian method), with no more
-- rows than columns; weights are not negative. Gives row -> column.
local function assign(weights, rows, columns)
  local u, v, row_of, way = {}, {}, {}, {}
  for i = 0, rows do u[i] = 0 end
  for j = 0, columns do v[j], row_of[j], way[j] = 0, 0, 0 end
  for i = 1, rows do
    row_of[0] = i
    local j0, least, used = 0, {}, {}
    for j = 0, columns do least[j] = math.huge end
    repeat
      used[j0] = true
      local i0, delta, j1 = row_of[j0], math.huge, 0
      for j = 1, columns do
        if not used[j] then
          local cost = -weights[i0][j] - u[i0] - v[j]
          if cost < least[j] then least[j], way[j] = cost, j0 end
          if least[j] < delta then delta, j1 = least[j], j end
        end
      end
      for j = 0, columns do
        if used[j] then
          u[row_of[j]], v[j] = u[row_of[j]] + delta, v[j] - delta
        else
          least[j] = least[j] - delta
        end
      end
      j0 = j1
    until row_of[j0] == 0
    while j0 ~= 0 do
      row_of[j0] = row_of[way[j0]]
      j0 = way[j0]
    end
  end
  local columns_of = {}
  for j = 1, columns do
    if row_of[j] > 0 and weights[row_of[j]][j] > 0 then columns_of[row_of[j]] = j end
  end
  return columns_of
end

-- Gold index -> record index; repeats get what other gold records leave.
local function match(golds, records)
  if #golds == 0 or #records == 0 then return {} end
  local turned = #golds > #records
  local weights = {}
  for i = 1, turned and #records or #golds do weights[i] = {} end
  for i, gold in ipairs(golds) do
    for j, record in ipairs(records) do
      local weight = 0
      if may_match(gold, record) then weight = (gold["repeat"] and 10 or 1000) + agreement(gold, record) / 100 end
      if turned then weights[j][i] = weight else weights[i][j] = weight end
    end
  end
  local found = assign(weights, math.min(#golds, #records), math.max(#golds, #records))
  if not turned then return found end
  local pairs_of = {}
  for j, i in pairs(found) do pairs_of[i] = j end
  return pairs_of
end

-- ------------------------------------------------------------ repeats

local function is_loose(gold) return gold.borderline or gold.optional end

local function shares_person(a, b)
  if is_empty(a.persons) and is_empty(b.persons) then return true end
  local seen = {}
  for _, name in ipairs(a.persons or {}) do seen[plain(name)] = true end
  for _, name in ipairs(b.persons or {}) do
    if seen[plain(name)] then return true end
  end
  return false
end

local function is_base_of(gold, again)
  if gold["repeat"] or is_loose(gold) or gold.kind ~= again.kind then return false end
  if gold.kind == "sentence" and not (agrees(gold, again, "penalty") and agrees(gold, again, "duration")
    and agrees(gold, again, "count")) then
    return false
  end
  if gold.kind == "charge" and not (agrees(gold, again, "status")
    and (offence_f1(gold, again) or 0) >= SAME_OFFENCE) then
    return false
  end
  return shares_person(gold, again)
end

-- Index of a repeat -> index of the record that it states again.
local function repeated_by(golds)
  local base_of = {}
  for i, again in ipairs(golds) do
    if again["repeat"] and not is_loose(again) then
      local best
      for j, gold in ipairs(golds) do
        if is_base_of(gold, again) then
          local distance = math.abs(gold.start - again.start)
          if not best or distance < best then best, base_of[i] = distance, j end
        end
      end
    end
  end
  return base_of
end

-- ------------------------------------------------------------ counting

local function count() return { right = 0, missed = 0, wrong = 0, neither = 0 } end

local Tally = {}
Tally.__index = Tally

local function cell(self, group, name)
  self[group][name] = self[group][name] or count()
  return self[group][name]
end

function Tally:add(record, what)
  local one = cell(self, "kinds", record.kind)
  one[what] = one[what] + 1
  if what == "neither" then return end
  local more = {}
  if record.kind == "sentence" then more[1] = cell(self, "penalties", record.penalty or "-") end
  if record.kind == "sentence" or record.kind == "charge" then
    more[#more + 1] = cell(self, "statuses", record.kind .. " " .. (record.status or "-"))
  end
  for _, other in ipairs(more) do other[what] = other[what] + 1 end
end

function Tally:detail(what, document, record, wrong)
  self.details[#self.details + 1] = { what = what, document = document, record = record, wrong = wrong }
end

-- Fields of a matched pair that differ: { field, gold, got }.
local function wrong_fields(gold, record, stated_fields)
  local list = {}
  for _, field in ipairs(EXACT) do
    if stated_fields[record.kind .. " " .. field] and not agrees(gold, record, field)
      and not (field == "form" and #(accepted(gold, field)) == 0) then
      if stated(record[field]) ~= nil or #(accepted(gold, field)) > 0 then
        list[#list + 1] = { field = field, gold = gold[field], got = record[field] }
      end
    end
  end
  if not same_persons(gold, record) then
    list[#list + 1] = { field = "persons", gold = gold.persons, got = record.persons }
  end
  local f1 = offence_f1(gold, record)
  if f1 and f1 < 1 and not (is_empty(record.offence) and select(2, accepted(gold, "offence"))) then
    list[#list + 1] = { field = "offence", gold = gold.offence, got = record.offence }
  end
  return list
end

local function score_document(tally, name, golds, records)
  local loose, firm = {}, {}
  for _, gold in ipairs(golds) do table.insert(is_loose(gold) and loose or firm, gold) end
  local pairs_of = match(firm, records)
  local found, mentions = {}, {}
  for i, j in pairs(pairs_of) do
    if not firm[i]["repeat"] then found[i] = { firm[i], j } end
  end
  for i, base in pairs(repeated_by(firm)) do
    mentions[base] = mentions[base] or {}
    table.insert(mentions[base], firm[i])
    if pairs_of[i] and not found[base] then found[base] = { firm[i], pairs_of[i] } end
  end
  local counted, taken, known = {}, {}, {}
  for i, gold in ipairs(firm) do
    if found[i] then
      local record = records[found[i][2]]
      counted[found[i][2]] = true
      known[#known + 1] = gold
      for _, mention in ipairs(mentions[i] or {}) do known[#known + 1] = mention end
      tally:add(gold, "right")
      local wrong = wrong_fields(found[i][1], record, tally.stated)
      if #wrong > 0 then tally:detail("field", name, record, wrong) end
    elseif not gold["repeat"] then
      tally:add(gold, "missed")
      tally:detail("missed", name, gold)
    end
  end
  for _, j in pairs(pairs_of) do taken[j] = true end
  local function is_neither(j, record)
    if taken[j] then return true end
    for _, gold in ipairs(loose) do
      if may_match(gold, record) then return true end
    end
    for _, gold in ipairs(known) do
      if restates(gold, record) then return true end
    end
    return false
  end
  for j, record in ipairs(records) do
    if not counted[j] then
      if is_neither(j, record) then
        tally:add(record, "neither")
      else
        tally:add(record, "wrong")
        tally:detail("false", name, record)
      end
    end
  end
end

local function figures(one)
  local p, r = one.right + one.wrong, one.right + one.missed
  return { gold = r, predicted = p, matched = one.right, neither = one.neither,
    precision = p > 0 and one.right / p or nil, recall = r > 0 and one.right / r or nil,
    f1 = p + r > 0 and 2 * one.right / (p + r) or nil }
end

local function all_figures(group)
  local out = {}
  for name, one in pairs(group) do out[name] = figures(one) end
  return out
end

-- 1 and 1.0 are one document.
local function key_text(value) return tostring(math.tointeger(value) or value) end

local function base_name(source) return (tostring(source):match "[^/]*$") end

-- What names a document: its id, its number in the listing, and where the gold file is
-- of several listings, the listing too. Records of other listings are left out.
local function namer(golds, records, key)
  if key ~= "article" then return function(record) return record[key] ~= nil and key_text(record[key]) or nil end end
  local sources, n = {}, 0
  for _, gold in ipairs(golds) do
    local source = gold.source and base_name(gold.source)
    if source and not sources[source] then sources[source], n = true, n + 1 end
  end
  local present = false
  for _, record in ipairs(records) do present = present or record.source and sources[base_name(record.source)] end
  return function(record)
    if record.article == nil then return nil end
    if n > 1 then return base_name(record.source) .. "#" .. key_text(record.article) end
    if n == 1 and present and record.source and not sources[base_name(record.source)] then return nil end
    return key_text(record.article)
  end
end

local function stated_fields(golds)
  local set = {}
  for _, gold in ipairs(golds) do
    for _, field in ipairs(EXACT) do
      if #(accepted(gold, field)) > 0 then set[gold.kind .. " " .. field] = true end
    end
  end
  return set
end

local function kinds_in(golds)
  local set = {}
  for _, gold in ipairs(golds) do
    if gold.kind ~= "date" then set[gold.kind] = true end
  end
  return set
end

---Score records against gold records. Only kinds that the gold has are scored; dates
---are not.
---@param golds table[]  with `start`, `end` and the fields of records.md
---@param records table[]  as they are exported
---@param options? { key: "article"|"id"|nil, kinds: string[]?, only: (fun(name: string): boolean)? }
---   `key`: what names a document; `only`: which documents
---@return { kinds: table, total: table, penalties: table, statuses: table, details: table[] } result
function M.run(golds, records, options)
  options = options or {}
  local key = options.key
  if not key then
    key = "article"
    for _, gold in ipairs(golds) do
      if gold.id ~= nil then key = "id" end
    end
  end
  local kinds = kinds_in(golds)
  if options.kinds then
    kinds = {}
    for _, kind in ipairs(options.kinds) do kinds[kind] = true end
  end
  local tally = setmetatable({ kinds = {}, penalties = {}, statuses = {}, details = {} }, Tally)
  local documents, order, name_of = {}, {}, namer(golds, records, key)
  local function sort_in(list, side)
    for _, record in ipairs(list) do
      local name = kinds[record.kind] and name_of(record)
      if name and (not options.only or options.only(name:match "[^#]*$")) then
        if not documents[name] then
          documents[name] = { golds = {}, records = {} }
          order[#order + 1] = name
        end
        table.insert(documents[name][side], record)
      end
    end
  end
  sort_in(golds, "golds")
  sort_in(records, "records")
  tally.stated = stated_fields(golds)
  for _, name in ipairs(order) do score_document(tally, name, documents[name].golds, documents[name].records) end
  local total = count()
  for _, one in pairs(tally.kinds) do
    for what, n in pairs(one) do total[what] = total[what] + n end
  end
  return { kinds = all_figures(tally.kinds), total = figures(total), penalties = all_figures(tally.penalties),
    statuses = all_figures(tally.statuses), details = tally.details, key = key }
end

-- ------------------------------------------------------------ gold files

local function line_record(line)
  local cjson = require "cjson"
  local ok, record = pcall(cjson.decode, line)
  if not ok or type(record) ~= "table" then return nil, "not JSON" end
  if record.kind == nil then return false end
  for _, field in ipairs { "start", "end" } do
    if math.tointeger(record[field]) == nil then return nil, "a record without a whole number `" .. field .. "`" end
  end
  -- null among the values of `alt` says that the field may be absent
  for _, fields in ipairs { record, record.alt or {}, record.context or {} } do
    if fields.basis ~= nil then fields.grounds, fields.basis = fields.grounds or fields.basis, nil end
    for name, value in pairs(fields) do
      if value == cjson.null then
        fields[name] = nil
      elseif type(value) == "table" then
        value.n = nil
        local n = #value
        for index = 1, n do
          if value[index] == cjson.null then value[index], value.n = nil, n end
        end
      end
    end
  end
  return record
end

---Read gold records: one JSON object a line.
---@param path string
---@return table[]? golds
---@return string? message
---@return string? code
function M.read(path)
  local handle, message = io.open(path, "rb")
  if not handle then return nil, message, "EIO" end
  local golds, number = {}, 0
  for line in handle:lines() do
    number = number + 1
    if line:find "%S" then
      local record, wrong = line_record(line)
      if record == nil then
        handle:close()
        return nil, ("%s:%d: %s"):format(path, number, wrong), "EGOLD"
      end
      if record then golds[#golds + 1] = record end
    end
  end
  handle:close()
  if #golds == 0 then return nil, path .. ": no gold records in it", "EGOLD" end
  return golds
end

return M
