---The query language of search: words and fields into SQL with bound parameters.
---
---    abishev "freedom limitation" -appeal prison*      words of title and text
---    kind:sentence penalty:imprisonment,fine           fields of one record
---    after:2018 before:2021-04 date:2019..2020         its date, else the article's
---    source:rferl title:court language:en              fields of the article
---    murder OR manslaughter                            either of them
---
---What is typed never reaches SQLite or FTS5 as syntax: values are bound, words
---are quoted.
local row = require "docket.index.row"

local M = {}

-- What a field is compared with, and how:
--   exact   the value as a whole, without case, "-" and "_" being the same
--   words   words that begin in it, without case and diacritics
--   part    a part of it, without case (ASCII)
local record_fields = {
  kind = "exact", penalty = "exact", status = "exact", duration = "exact", mod = "exact", currency = "exact",
  form = "exact", grounds = "exact", type = "exact", value = "exact",
  court = "words", offence = "words", statute = "words", place = "words", quote = "words",
  rule = "part", person = "person",
}
local article_fields = {
  source = { "part", "d.source" }, url = { "part", "a.url" }, id = { "exact", "a.external_id" },
  language = { "exact", "a.language" }, byline = { "words", "a.byline" }, dateline = { "words", "a.dateline" },
  format = { "exact", "d.format" },
}
local date_fields = { after = true, before = true, date = true }

---All fields that a query may name, in order.
---@param extra table<string, boolean>?  fields of declared kinds
---@return string[]
function M.fields(extra)
  local names = { "title", "after", "before", "date" }
  for _, list in ipairs { record_fields, article_fields, extra or {} } do
    for name in pairs(list) do names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

-- ------------------------------------------------------------------ reading

local function fail(position, message)
  error({ query = ("query, character %d: %s"):format(position, message) }, 0)
end

-- Characters, as a person counts them, up to a byte of the query.
local function character(text, byte) return utf8.len(text, 1, byte, true) or byte end

-- What stands between quotes that open at `position`; straight or curly.
local function quoted(text, position)
  local open = text:match('^"', position) or text:match("^\u{201C}", position) or text:match("^\u{201D}", position)
  if not open then return nil end
  local from = position + #open
  local first, last
  for _, close in ipairs { '"', "\u{201D}", "\u{201C}" } do
    local s, e = text:find(close, from, true)
    if s and (not first or s < first) then first, last = s, e end
  end
  if not first then fail(character(text, position), "a quote is opened and never closed") end
  return text:sub(from, first - 1), last + 1
end

local function add_word(items, item, text)
  local stem = text:match "^(.-)%*+$"
  if stem then item.prefix, text = true, stem end
  item.text = text
  items[#items + 1] = item
end

-- One item at `position`; gives the position after it.
local function read_item(text, position, items, known)
  local item = { position = character(text, position) }
  local sign = text:match("^%-+()", position)
  if sign and not text:match("^%s", sign) and sign <= #text then item.negated, position = true, sign end
  local phrase, after = quoted(text, position)
  if phrase then
    item.text, item.phrase = phrase, true
    if text:match("^%*", after) then item.prefix, after = true, after + 1 end
    items[#items + 1] = item
    return after
  end
  local name, value_at = text:match("^([%a_][%w_]*):()", position)
  if name and not text:match("^//", value_at) then
    name = name:lower()
    if not known[name] then
      fail(item.position, ("unknown field '%s' (fields are %s)"):format(name, table.concat(known.names, ", ")))
    end
    item.field = name
    local value
    value, after = quoted(text, value_at)
    if not value then value, after = text:match("^(%S*)()", value_at) end
    if not value:find "%S" then fail(item.position, ("no value for '%s:'"):format(name)) end
    item.value = value
    items[#items + 1] = item
    return after
  end
  local word
  word, after = text:match("^(%S+)()", position)
  -- A quote inside a word begins a phrase of its own: don"t is two items.
  local cut = word:find('"', 2, true)
  if cut then word, after = word:sub(1, cut - 1), position + cut - 1 end
  add_word(items, item, word)
  return after
end

-- Items in order; item.either holds the alternatives that OR joins.
local function read(text, known)
  local items, position, joined, negate = {}, 1, nil, false
  while true do
    position = text:match("^%s*()", position)
    if position > #text then break end
    local word, after = text:match("^(%u+)()%f[%s\0]", position)
    if word == "OR" and #items > 0 and not joined then
      joined, position = position, after
    elseif word == "AND" then
      position = after
    elseif word == "NOT" then
      negate, position = true, after
    else
      local list = {}
      position = read_item(text, position, list, known)
      local item = list[1]
      if negate then item.negated, negate = not item.negated, false end
      if joined then
        local last = items[#items]
        if not last.either then
          last = { either = { last }, position = last.position }
          items[#items] = last
        end
        table.insert(last.either, item)
        joined = nil
      else
        items[#items + 1] = item
      end
    end
  end
  if joined then fail(character(text, joined), "nothing after OR") end
  return items
end

-- ------------------------------------------------------------------ dates

local days = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

-- First day of a partial date, and first day after it.
local function range_of(text)
  local year, month, day = text:match "^(%d%d%d%d)%-?(%d?%d?)%-?(%d?%d?)$"
  if not year or #text ~= (day ~= "" and 10 or month ~= "" and 7 or 4) then return nil end
  local y, m, d = tonumber(year), tonumber(month), tonumber(day)
  if m and (m < 1 or m > 12) or d and (d < 1 or d > days[m]) then return nil end
  local first = ("%04d-%02d-%02d"):format(y, m or 1, d or 1)
  local next_day
  if d then
    next_day = text .. "~"          -- greater than the day, less than the next
  elseif m then
    next_day = m == 12 and ("%04d-01-01"):format(y + 1) or ("%04d-%02d-01"):format(y, m + 1)
  else
    next_day = ("%04d-01-01"):format(y + 1)
  end
  return first, next_day
end

local function bounds(item)
  local value = item.value
  local from, to = value:match "^(.-)%.%.(.*)$"
  if item.field == "date" and from then
    local first = from ~= "" and range_of(from) or from == "" and "0000"
    local _, last = range_of(to)
    if to == "" then last = "9999~" end
    if first and last and (from ~= "" or to ~= "") then return first, last end
  else
    local first, last = range_of(value)
    if first then
      if item.field == "after" then return first, nil end
      if item.field == "before" then return nil, first end
      return first, last
    end
  end
  fail(item.position, ("'%s:%s' is no date (YYYY, YYYY-MM or YYYY-MM-DD%s)"):format(item.field, value,
    item.field == "date" and ", or two of them with .. between" or ""))
end

-- ------------------------------------------------------------------ into SQL

---@class docket.query.Builder
local Builder = {}
Builder.__index = Builder

function Builder:bind(value)
  self.values[#self.values + 1] = value
  return "?" .. #self.values
end

local function normal(value) return (value:lower():gsub("[%s%-]", "_")) end

local function all_of(conditions) return "(" .. table.concat(conditions, " AND ") .. ")" end
local function any_of(conditions) return "(" .. table.concat(conditions, " OR ") .. ")" end

-- The condition on one column, for one of the values that commas separate.
function Builder:compare(how, column, value)
  if column == "r.kind" then -- written in one way, and indexed but for dates
    local kind = normal(value)
    return ("r.kind = %s%s"):format(self:bind(kind), kind ~= "date" and " AND r.kind <> 'date'" or "")
  elseif how == "exact" then
    return ("replace(lower(%s), '-', '_') = %s"):format(column, self:bind(normal(value)))
  elseif how == "part" then
    return ("instr(lower(%s), %s) > 0"):format(column, self:bind(value:lower()))
  end
  local folded = self.fold(value)
  if folded == "" then return "0" end
  if how == "person" then
    return ("(r.article_id IN (SELECT article_id FROM person_links WHERE person_id IN (SELECT id FROM persons"
      .. " WHERE instr(' ' || name_key, %s) > 0)) AND EXISTS (SELECT 1 FROM json_each(r.persons)"
      .. " WHERE docket_has(value, %s)))"):format(self:bind(" " .. folded), self:bind(folded))
  end
  return ("docket_has(%s, %s)"):format(column, self:bind(folded))
end

function Builder:one_of(how, column, value)
  local list = {}
  if how == "exact" then
    for part in value:gmatch "[^,]+" do list[#list + 1] = self:compare(how, column, part) end
  end
  if #list == 0 then list[1] = self:compare(how, column, value) end
  return any_of(list)
end

-- Partial dates are ranges: what may lie inside the bounds matches.
function Builder:between(expression, first, last)
  local conditions = {}
  if first then
    conditions[#conditions + 1] = ("(%s || '-99') >= %s"):format(expression, self:bind(first))
  end
  if last then
    conditions[#conditions + 1] = ("substr(%s || '-01-01', 1, 10) < %s"):format(expression, self:bind(last))
  end
  return all_of(conditions)
end

function Builder:record_condition(item)
  local name = item.field
  if name == "person" then return self:one_of("person", nil, item.value) end
  if record_fields[name] then return self:one_of(record_fields[name], "r." .. name, item.value) end
  -- A field of a declared kind: its name is checked, its value is bound.
  return self:one_of("words", ("json_extract(r.extra, '$.%s')"):format(name), item.value)
end

function Builder:article_condition(item)
  local how, column = table.unpack(article_fields[item.field])
  local condition = self:one_of(how, column, item.value)
  return ("coalesce(%s, 0)"):format(condition)
end

local function level(item)
  if not item.field or item.field == "title" then return "text" end
  if date_fields[item.field] then return "date" end
  return article_fields[item.field] and "article" or "record"
end

-- One word or phrase of a match expression; nil when it holds no letter or digit.
function Builder:match_term(item)
  local text = item.field and item.value or item.text
  local prefix = item.prefix
  if item.field and text:find "%*$" then prefix, text = true, text:match "^(.-)%*+$" end
  if self.fold(text) == "" then return nil end
  local term = '"' .. text:gsub("%z", " "):gsub('"', '""') .. '"'
  if prefix then term = term .. " *" end
  return item.field == "title" and "title : " .. term or term
end

function Builder:add_text(item)
  local list = item.either or { item }
  local terms = {}
  for _, one in ipairs(list) do
    if item.either and one.negated then fail(one.position, "-word cannot be joined with OR") end
    local term = self:match_term(one)
    if term then terms[#terms + 1] = term end
  end
  if #terms == 0 then
    self.empty = self.empty or not item.negated
    return
  end
  local expression = "(" .. table.concat(terms, " OR ") .. ")"
  table.insert(item.negated and self.without or self.with, expression)
end

-- Records of one article at a time; without statistics SQLite may take the index
-- of kinds, which leads to every article.
local of_article = "records AS r INDEXED BY records_article"

-- Conditions that one of several items sets (OR), or one item alone.
local function conditions_of(builder, item, method)
  local list = {}
  for _, one in ipairs(item.either or { item }) do
    local condition = builder[method](builder, one)
    if item.either and one.negated then condition = ("NOT coalesce(%s, 0)"):format(condition) end
    list[#list + 1] = condition
  end
  return any_of(list)
end

function Builder:date_condition(item)
  local first, last = bounds(item)
  return self:between(self.date_expression, first, last)
end

local function level_of(item)
  local found = level(item.either and item.either[1] or item)
  for _, one in ipairs(item.either or {}) do
    if level(one) ~= found then
      fail(one.position, "OR joins words with words, fields of a record with such fields, and so on; not both")
    end
  end
  return found
end

function Builder:add_record_items(items)
  local same, never = {}, {}
  local any_positive
  for _, item in ipairs(items.record) do any_positive = any_positive or not item.negated end
  for _, item in ipairs(items.record) do
    local condition = conditions_of(self, item, "record_condition")
    if not item.negated then
      same[#same + 1] = condition
    elseif any_positive then
      same[#same + 1] = ("NOT coalesce(%s, 0)"):format(condition)
    else
      never[#never + 1] = condition
    end
  end
  local of_record = #same > 0
  self.date_expression = of_record
    and "CASE WHEN r.date GLOB '[0-9][0-9][0-9][0-9]*' THEN r.date ELSE a.reference_date END"
    or "a.reference_date"
  for _, item in ipairs(items.date) do
    local condition = ("coalesce(%s, 0)"):format(conditions_of(self, item, "date_condition"))
    if item.negated then condition = "NOT " .. condition end
    table.insert(of_record and same or self.conditions, condition)
  end
  if of_record then self.of_record = all_of(same) end
  for _, condition in ipairs(never) do
    table.insert(self.conditions,
      ("NOT EXISTS (SELECT 1 FROM %s WHERE r.article_id = a.id AND %s)"):format(of_article, condition))
  end
end

function Builder:build(items)
  local by_level = { text = {}, record = {}, article = {}, date = {} }
  for _, item in ipairs(items) do table.insert(by_level[level_of(item)], item) end
  for _, item in ipairs(by_level.text) do self:add_text(item) end
  for _, item in ipairs(by_level.article) do
    local condition = conditions_of(self, item, "article_condition")
    table.insert(self.conditions, item.negated and "NOT " .. condition or condition)
  end
  self:add_record_items(by_level)
end

local function match_expression(with, without)
  local expression = table.concat(with, " AND ")
  if #without > 0 then expression = ("(%s) NOT (%s)"):format(expression, table.concat(without, " OR ")) end
  return expression
end

function Builder:sql(order)
  local from = "articles AS a JOIN " .. row.shown
  local conditions = self.conditions
  local by = "a.reference_date DESC, a.id"
  if #self.with > 0 then
    self.match = match_expression(self.with, self.without)
    from = "articles_fts AS f JOIN articles AS a ON a.id = f.rowid JOIN " .. row.shown
    table.insert(conditions, 1, "articles_fts MATCH " .. self:bind(self.match))
    if order == "rank" then by = "f.rank" end
  elseif #self.without > 0 then
    table.insert(conditions, ("a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH %s)")
      :format(self:bind(table.concat(self.without, " OR "))))
  end
  if self.of_record then
    -- Few articles are left by words; without words the records lead to them.
    conditions[#conditions + 1] = #self.with > 0
      and ("EXISTS (SELECT 1 FROM %s WHERE r.article_id = a.id AND %s)"):format(of_article, self.of_record)
      or ("a.id IN (SELECT r.article_id FROM records AS r JOIN articles AS a ON a.id = r.article_id WHERE %s)")
        :format(self.of_record)
  end
  -- Words without a letter or digit ("&") say nothing beside others, and find nothing alone.
  if self.empty and #self.with == 0 then conditions[#conditions + 1] = "0" end
  local where = #conditions > 0 and " WHERE " .. table.concat(conditions, " AND ") or ""
  if not self.once then return ("SELECT a.id FROM %s%s ORDER BY %s"):format(from, where, by) end
  -- Of each cluster the article that stands for it, or where that does not match, a copy:
  -- SQLite takes bare columns from the row that min() comes from.
  return ("SELECT id, min(is_copy) FROM (SELECT a.id, a.reference_date, a.copy_of IS NOT NULL AS is_copy,"
    .. " coalesce(a.copy_of, a.id) AS cluster%s FROM %s%s) GROUP BY cluster ORDER BY %s")
    :format(by == "f.rank" and ", f.rank AS rank" or "", from, where, by:gsub("%f[%w][af]%.", ""))
end

---@class docket.Query
---@field sql string       gives article ids in order
---@field values any[]     its parameters
---@field of_record string?  condition on `r` (records) and `a`, with parameters of `values`
---@field match string?    FTS5 expression of the words

---Compile a query.
---@param text string
---@param options { order: "rank"|"date"|nil, fold: fun(text: string): string, extra: table<string, boolean>?, once: boolean? }
---  `once`: one article of each cluster of copies
---@return docket.Query? query
---@return string? message
---@return "EQUERY"? code
function M.compile(text, options)
  local names = M.fields(options.extra)
  local known = { names = names }
  for _, name in ipairs(names) do known[name] = true end
  local builder = setmetatable({ values = {}, conditions = {}, with = {}, without = {}, fold = options.fold,
    once = options.once }, Builder)
  local ok, problem = pcall(function()
    builder:build(read(text:gsub("%z", " "), known))
    return true
  end)
  if not ok then
    if type(problem) == "table" and problem.query then return nil, problem.query, "EQUERY" end
    error(problem, 0)
  end
  local order = options.order or (#builder.with > 0 and "rank" or "date")
  return { sql = builder:sql(order), values = builder.values, of_record = builder.of_record, match = builder.match }
end

return M
