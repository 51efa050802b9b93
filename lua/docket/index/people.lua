---People of an index and their timelines.
local row = require "docket.index.row"

local M = {}

local shown_people = [[
  persons AS p JOIN person_links AS l ON l.person_id = p.id JOIN articles AS a ON a.id = l.article_id
  JOIN ]] .. row.shown .. [[ JOIN records AS r ON r.article_id = a.id AND r.persons IS NOT NULL
    AND EXISTS (SELECT 1 FROM json_each(r.persons) WHERE value = l.name) AND ]] .. row.said_once

local group_of = { sentence = "sentences", charge = "charges" }

-- Records of a person in the order of time.
local function records_of(index, person_id)
  local rows, message, code = index:rows(([[
    SELECT %s, coalesce(r.date, a.reference_date) AS timeline_date FROM %s
    WHERE r.article_id IN (SELECT article_id FROM person_links WHERE person_id = ?1)
      AND EXISTS (SELECT 1 FROM json_each(r.persons) AS j JOIN person_links AS l
        ON l.article_id = r.article_id AND l.name = j.value AND l.person_id = ?1)
    ORDER BY timeline_date IS NULL OR timeline_date GLOB 'X*', timeline_date, a.reference_date, r.article_id,
      r.text_start, r.id]]):format(row.columns, row.from), person_id)
  if not rows then return nil, message, code end
  for _, record in ipairs(rows) do
    row.record(record)
    record.date_basis = record.date and "record" or record.timeline_date and "article" or nil
    record.date, record.timeline_date = record.timeline_date, nil
  end
  return rows
end

-- Where else an article stands that a record of the timeline comes from.
local function add_copies(index, person_id, records)
  local rows, message, code = index:rows([[
    SELECT a.copy_of, d.source, a.number AS article, a.url FROM articles AS a JOIN ]] .. row.shown .. [[
    WHERE a.copy_of IN (SELECT article_id FROM person_links WHERE person_id = ?1)
    ORDER BY a.reference_date, a.id]], person_id)
  if not rows then return nil, message, code end
  local copies = {}
  for _, one in ipairs(rows) do
    local list = copies[one.copy_of] or {}
    copies[one.copy_of], one.copy_of = list, nil
    list[#list + 1] = one
  end
  for _, record in ipairs(records) do record.also_in = copies[record.article_id] end
  return true
end

local function forms_of(index, person_id)
  local rows, message, code = index:rows([[
    SELECT l.name AS form, count(*) AS n FROM person_links AS l JOIN articles AS a ON a.id = l.article_id
    JOIN ]] .. row.shown .. [[
    WHERE l.person_id = ?1 GROUP BY l.name ORDER BY n DESC, l.name]], person_id)
  if not rows then return nil, message, code end
  local forms = {}
  for i, one in ipairs(rows) do forms[i] = one.form end
  return forms
end

-- `forms` and `cases` cost a query each, so they are read when they are asked for.
local function lazy(index)
  return {
    __index = function(person, key)
      local value, message
      if key == "forms" then
        value, message = forms_of(index, person.person_id)
      elseif key == "cases" then
        local records
        records, message = records_of(index, person.person_id)
        value = records and { sentences = {}, charges = {}, events = {} }
        for _, record in ipairs(records or {}) do
          table.insert(value[group_of[record.kind] or "events"], record)
        end
      end
      if message then error(message, 2) end
      rawset(person, key, value)
      return value
    end,
  }
end

---@param index docket.Index
---@param options { name: string?, limit: integer?, offset: integer? }?
function M.list(index, options)
  options = options or {}
  local words, message, code = index:fold(options.name or "")
  if not words then return nil, message, code end
  local rows
  rows, message, code = index:rows(([[
    SELECT p.id AS person_id, p.name, count(DISTINCT a.id) AS articles,
      count(DISTINCT CASE r.kind WHEN 'sentence' THEN r.id END) AS sentences,
      count(DISTINCT CASE r.kind WHEN 'charge' THEN r.id END) AS charges,
      count(DISTINCT CASE WHEN r.kind NOT IN ('sentence', 'charge') THEN r.id END) AS events,
      min(a.reference_date) AS first_date, max(coalesce(a.reference_date, '')) AS last_date,
      %s AS title, d.source
    FROM %s WHERE ?1 = '' OR instr(' ' || p.name_key, ?2) > 0
    GROUP BY p.id ORDER BY sentences + charges DESC, count(DISTINCT r.id) DESC, articles DESC, p.name, p.id
    LIMIT ?3 OFFSET ?4]]):format(row.title_sql, shown_people), words, " " .. words,
    options.limit or -1, options.offset or 0)
  if not rows then return nil, message, code end
  if options.name and words == "" then rows = {} end
  local metatable = lazy(index)
  for _, person in ipairs(rows) do
    if person.last_date == "" then person.last_date = nil end
    person.title = row.title(person.title)
    setmetatable(person, metatable)
  end
  return index.iterable(rows)
end

-- Everybody whose name has all words of `folded`, exact names first.
local function candidates(index, folded)
  local conditions, values = {}, { folded }
  for word in folded:gmatch "%S+" do
    values[#values + 1] = " " .. word .. " "
    conditions[#conditions + 1] = ("instr(' ' || p.name_key || ' ', ?%d) > 0"):format(#values)
  end
  return index:rows(([[
    SELECT p.id AS person_id, p.name, p.name_key = ?1 AS exact, p.only_article_id <> 0 AS single,
      count(DISTINCT a.id) AS articles, count(DISTINCT r.id) AS records,
      %s AS title, d.source, max(coalesce(a.reference_date, '')) AS article_date
    FROM %s WHERE %s GROUP BY p.id ORDER BY exact DESC, single, records DESC, p.name, p.id LIMIT 100]])
    :format(row.title_sql, shown_people, table.concat(conditions, " AND ")), table.unpack(values))
end

local function ambiguous(name, list)
  local names = {}
  for i, one in ipairs(list) do
    if i > 8 then
      names[i] = ("and %d more"):format(#list - 8)
      break
    end
    names[i] = one.single == 1 and ("%s (%s)"):format(one.name, row.title(one.title)) or one.name
  end
  for _, one in ipairs(list) do
    one.title = row.title(one.title)
    one.exact, one.single = nil, nil
    if one.article_date == "" then one.article_date = nil end
  end
  return nil, ("several people are called '%s': %s"):format(name, table.concat(names, "; ")), "EAMBIGUOUS", list
end

-- The person meant by a name: an exact full name, or the only one with these words.
local function find(index, name)
  local folded, message, code = index:fold(name)
  if not folded then return nil, message, code end
  if folded == "" then return nil, ("nobody is called '%s'"):format(name), "ENOTFOUND" end
  local list
  list, message, code = candidates(index, folded)
  if not list then return nil, message, code end
  if #list == 0 then return nil, ("nobody is called '%s'"):format(name), "ENOTFOUND" end
  if #list == 1 or (list[1].exact == 1 and list[1].single == 0) then return list[1].person_id end
  return ambiguous(name, list)
end

---@param index docket.Index
---@param name string|integer
function M.timeline(index, name)
  local id = name
  if type(name) == "string" then
    local message, code, list
    id, message, code, list = find(index, name)
    if not id then return nil, message, code, list end
  end
  local rows, message, code = index:rows("SELECT name FROM persons WHERE id = ?1", id)
  if not rows then return nil, message, code end
  if not rows[1] then return nil, ("there is no person %d"):format(id), "ENOTFOUND" end
  local timeline
  timeline, message, code = records_of(index, id)
  if not timeline then return nil, message, code end
  local ok
  ok, message, code = add_copies(index, id, timeline)
  if not ok then return nil, message, code end
  timeline.name, timeline.person_id = rows[1].name, id
  timeline.forms = forms_of(index, id)
  timeline.links = index:rows([[
    SELECT l.name, l.reason, a.number AS article, a.reference_date AS article_date, d.source
    FROM person_links AS l JOIN articles AS a ON a.id = l.article_id
    JOIN ]] .. row.shown .. [[
    WHERE l.person_id = ?1 ORDER BY a.reference_date, a.id, l.name]], id)
  return index.iterable(timeline)
end

return M
