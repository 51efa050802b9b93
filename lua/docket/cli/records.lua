-- Records and articles as they leave the program: fields, their order, 0-based ranges.

local M = {}

-- The order in which the fields of records.md are written; others follow by name.
M.order = {
  "kind", "id", "source", "article", "start", "end", "range_in",
  "persons", "penalty", "duration", "mod", "amount", "currency", "count", "status",
  "date", "offence", "statute", "court", "place", "form", "grounds",
  "type", "value", "edtf", "anchor", "problem",
  "quote", "mentions", "rule", "ruleset",
}

-- CSV has the same fields in every row; mentions are ranges and stay with NDJSON.
M.csv_order = {
  "kind", "id", "source", "article", "start", "end", "persons", "penalty", "duration", "mod",
  "amount", "currency", "count", "status", "date", "offence", "statute", "court", "place",
  "form", "grounds", "type", "value", "edtf", "anchor", "quote", "rule",
}

local standard = {}
for _, name in ipairs(M.order) do standard[name] = true end

-- Kinds whose `persons` is written even when the text names nobody.
local about_people = {
  sentence = true, charge = true, arrest = true, trial = true, release = true, appeal = true,
  investigation = true, extradition = true, pardon = true, execution = true, death_in_custody = true,
}

-- The fields that a record of this kind has, as a set: those of records.md, and those that
-- a user's rule file declares. A record in memory may carry more, for `why`.
local function fields_of(kind, rules)
  local declared = rules and rules.kinds and rules.kinds[kind]
  if not declared or declared.shipped or not declared.fields then return standard end
  local fields = {}
  for name in pairs(standard) do fields[name] = true end
  for key, value in pairs(declared.fields) do fields[type(key) == "number" and value or key] = true end
  return fields
end

---A record as it is exported.
---@param record table
---@param article table
---@param rules table?  that made it; knows the fields of its kind
---@return table
function M.export(record, article, rules)
  local exported = {}
  for name in pairs(fields_of(record.kind, rules)) do
    local value = record[name]
    if value ~= nil and type(value) ~= "function" and type(value) ~= "userdata" then exported[name] = value end
  end
  exported.id = article.id
  exported.source = article.source
  exported.article = article.number
  exported.range_in = article.range_in
  exported.start, exported["end"] = article:record_range(record.first, record.last)
  if about_people[record.kind] and not exported.persons then exported.persons = {} end
  if record.type == "DATE" or record.type == "TIME" then
    exported.edtf = require("docket").edtf(record.value, record.mod)
  end
  exported.mentions = nil
  if record.mentions and #record.mentions > 0 then
    exported.mentions = {}
    for index, mention in ipairs(record.mentions) do
      local from, to = article:record_range(mention.first or mention[1], mention.last or mention[2])
      exported.mentions[index] = { start = from, ["end"] = to }
    end
  end
  return exported
end

-- What a row of the index has beside the record's own fields.
local of_index = {
  record_id = true, article_id = true, first = true, last = true, mentions = true, title = true, url = true,
  article_date = true, date_basis = true, reason = true, won_against = true,
}

---A record that comes from the index, as it is exported.
---@param record table
---@return table
function M.stored(record)
  local exported = {}
  for name, value in pairs(record) do
    if not of_index[name] and type(value) ~= "function" then exported[name] = value end
  end
  if record.mentions and #record.mentions > 0 then
    -- Mentions count bytes of the article's text, as `first` does: the same step leads on.
    local offset = record.start - record.first
    exported.mentions = {}
    for index, mention in ipairs(record.mentions) do
      exported.mentions[index] = { start = mention.first + offset, ["end"] = mention.last + offset + 1 }
    end
  end
  return exported
end

local units = { Y = "year", M = "month", W = "week", D = "day", H = "hour" }

---A duration as people say it: "P8Y6M" is "8 years 6 months".
---@param value string  ISO 8601
---@return string
function M.duration(value)
  local parts = {}
  for count, unit in value:gmatch("([%d.]+)(%a)") do
    local minutes = unit == "M" and value:find("T[^M]*" .. count .. "M")
    local name = minutes and "minute" or units[unit]
    if not name then return value end
    parts[#parts + 1] = ("%s %s%s"):format(count, name, count == "1" and "" or "s")
  end
  return #parts > 0 and table.concat(parts, " ") or value
end

---What was decided, in a few words: "imprisonment 7 years", "arrest", "2021-04-14".
---@param row table  an exported record, or a row of the index with the same fields
---@return string
function M.summary(row)
  local parts = {}
  local function add(value)
    if value ~= nil and value ~= "" then parts[#parts + 1] = tostring(value) end
  end
  if row.penalty then
    add((row.penalty:gsub("_", " ")))
  elseif row.kind == "date" then
    add(row.value)
  elseif row.offence then
    add(row.offence)
  end
  if row.duration then add(M.duration(row.duration)) end
  if row.amount then add(("%s %s"):format(require("docket.cli.json").encode(row.amount), row.currency or "")) end
  add(row.count)
  if row.status and row.status ~= "imposed" and row.status ~= "happened" then
    parts[#parts + 1] = "(" .. row.status .. ")"
  end
  return table.concat(parts, " ")
end

M.kind_colours = {
  sentence = "red", charge = "yellow", date = "cyan", arrest = "magenta", release = "green",
}

---Columns of a table of records.
M.columns = {
  { name = "kind", colour = M.kind_colours, fixed = true },
  { name = "persons", colour = "bold" },
  { name = "what", value = M.summary },
  { name = "date", colour = "cyan", fixed = true,
    value = function(row) return row.kind == "date" and row.type or row.date end },
  { name = "article", right = true, fixed = true, optional = true },
  { name = "start", right = true, fixed = true, optional = true },
  { name = "quote", colour = "dim" },
}

---Where copies of an article stand, in a cell: addresses, else sources with their numbers.
---@param row { also_in: table[]? }
---@return string?
function M.also_in(row)
  local places, seen = {}, {}
  for _, copy in ipairs(row.also_in or {}) do
    local place = copy.url or ("%s:%d"):format(copy.source, copy.article)
    if not seen[place] then places[#places + 1] = place end
    seen[place] = true
  end
  return #places > 0 and table.concat(places, ", ") or nil
end

return M
