---Rows of the index as records: the fields of records.md, with lists decoded.
local M = {}

-- The headline, else the first words; M.title makes one line of it.
M.title_sql = [[coalesce(a.title, CASE WHEN length(a.text) > 80 THEN substr(a.text, 1, 80) || '…' ELSE a.text END)]]

---Columns of a record, for a query over records AS r, articles AS a, documents AS d.
M.columns = [[
  r.id AS record_id, r.article_id, r.kind, r.text_start, r.text_end, r.quote, r.status, r.persons,
  r.penalty, r.duration, r.mod, r.amount, r.currency, r.count, r.date, r.court, r.offence, r.statute,
  r.place, r.form, r.grounds, r.type, r.value, r.anchor, r.mentions, r.rule, r.extra,
  (SELECT hash FROM rulesets WHERE id = a.ruleset_id) AS ruleset,
  a.number AS article, a.external_id AS id, a.range_in, a.reference_date AS article_date, a.url,
  CASE a.range_in WHEN 'source' THEN a."start" ELSE 0 END AS text_offset,
  ]] .. M.title_sql .. [[ AS title, d.source]]

---Documents of articles that are neither put aside nor replaced by a later version. As the
---views of csrc/index/dkx_view.c have it.
M.shown = "documents AS d ON d.id = a.document_id AND d.shown AND a.superseded_by IS NULL"

---What a copy repeats of the article shown in its place is not said twice; what it alone
---says counts.
M.said_once = [[(a.copy_of IS NULL OR NOT EXISTS (SELECT 1 FROM records AS o INDEXED BY records_article
  WHERE o.article_id = a.copy_of AND o.kind = r.kind AND o.persons IS r.persons))]]

M.from = "records AS r JOIN articles AS a ON a.id = r.article_id JOIN " .. M.shown .. " AND " .. M.said_once

-- The same for records of one article: without statistics SQLite may take the
-- index of kinds instead, which leads to every article.
M.from_article = "records AS r INDEXED BY records_article JOIN articles AS a ON a.id = r.article_id JOIN " .. M.shown

-- cjson is loaded when there is something to decode.
local cjson
local function decode(text)
  cjson = cjson or require "cjson"
  local ok, value = pcall(cjson.decode, text)
  if ok then return value end
  return nil
end
M.decode = decode

local function plain(value)
  if cjson and value == cjson.null then return nil end
  if math.type(value) == "float" then return math.tointeger(value) or value end
  return value
end

local function merge_extra(row)
  local extra = row.extra and decode(row.extra)
  row.extra = nil
  if type(extra) ~= "table" then return end
  for name, value in pairs(extra) do
    if row[name] == nil then row[name] = plain(value) end
  end
end

---Titles are one line; what stands for a missing one ends at a word.
---@param title string?
---@return string?
function M.title(title)
  if not title then return nil end
  title = title:gsub("%s+", " "):gsub("^ ", "")
  if utf8.len(title, 1, -1, true) == 81 then title = title:gsub("%s%S*…$", "…") end
  return title
end

---Turn a row of M.columns into a record: ranges for Lua (first, last in the
---article's text) and for exports (start, end), lists instead of JSON.
---@param row table
---@return table record
function M.record(row)
  local offset = row.text_offset or 0
  row.first, row.last = row.text_start + 1, row.text_end
  row.start, row["end"] = row.text_start + offset, row.text_end + offset
  row.text_start, row.text_end, row.text_offset = nil, nil, nil
  row.persons = row.persons and decode(row.persons) or nil
  if row.mentions then
    local list = {}
    for i, range in ipairs(decode(row.mentions) or {}) do
      list[i] = { first = plain(range[1]) + 1, last = plain(range[2]) }
    end
    row.mentions = list
  end
  row.title = M.title(row.title)
  merge_extra(row)
  return row
end

return M
