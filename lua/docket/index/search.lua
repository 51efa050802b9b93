---Searches: hits with their records, a snippet, and the copies that they stand for.
local query = require "docket.index.query"
local row = require "docket.index.row"

local M = {}

---@class docket.Hits
local Hits = {}

local articles_sql = [[
  SELECT a.id AS article_id, ]] .. row.title_sql .. [[ AS title, a.reference_date AS date,
    a.number AS article, a.external_id AS id, a.url, a.language, a.dateline, d.source,
    coalesce(a.copy_of, a.id) AS cluster, a.copy_of, substr(a.text, 1, 200) AS beginning
  FROM articles AS a JOIN ]] .. row.shown .. [[ WHERE a.id = ?1]]

-- Other articles of a cluster: those under its root, and the root itself.
local also_sql = [[
  SELECT a.id AS article_id, a.copy_of, ]] .. row.title_sql .. [[ AS title, a.reference_date AS date,
    a.number AS article, a.external_id AS id, a.url, d.source,
    (SELECT max(share) FROM likeness AS l WHERE l.article_id = a.id) AS share
  FROM articles AS a JOIN ]] .. row.shown .. [[
  WHERE a.id <> ?2 AND a.id IN (SELECT id FROM articles WHERE copy_of = ?1 UNION ALL SELECT ?1)
  ORDER BY a.copy_of IS NOT NULL, a.reference_date, a.id]]

-- Fields of its first matching record that a hit repeats, for a table of hits.
local repeated = { "kind", "persons", "penalty", "duration", "amount", "currency", "count", "status", "offence",
  "court", "place", "quote" }

local function one_line(text) return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

local function values_with(values, more)
  local all = table.move(values, 1, #values, 1, {})
  all[#all + 1] = more
  return all
end

local function add_records(self, hit)
  local compiled = self.query
  if not compiled.of_record then return true end
  local values = values_with(compiled.values, hit.article_id)
  -- Parameters of the query's other conditions are bound and not used.
  local sql = ("SELECT %s FROM %s WHERE r.article_id = ?%d AND %s ORDER BY r.text_start, r.id"):format(
    row.columns, row.from_article, #values, compiled.of_record)
  local records, message, code = self.index:rows(sql, table.unpack(values, 1, #values))
  if not records then return nil, message, code end
  for i, record in ipairs(records) do records[i] = row.record(record) end
  hit.records = records
  for _, name in ipairs(repeated) do hit[name] = hit[name] or records[1] and records[1][name] end
  return true
end

local function add_snippet(self, hit, beginning)
  if not self.query.match then
    hit.snippet = one_line(hit.records and hit.records[1] and hit.records[1].quote or beginning)
    return true
  end
  local mark = self.mark
  local rows, message, code = self.index:rows(
    "SELECT snippet(articles_fts, 1, ?3, ?4, ?5, ?6) AS snippet FROM articles_fts"
    .. " WHERE articles_fts MATCH ?1 AND rowid = ?2",
    self.query.match, hit.article_id, mark[1], mark[2], self.ellipsis, self.words)
  if not rows then return nil, message, code end
  hit.snippet = one_line(rows[1] and rows[1].snippet or beginning)
  return true
end

-- The articles that the hit stands for beside itself.
local function add_copies(self, hit)
  hit.also_in = {}
  if not self.has_copies then return true end
  local rows, message, code = self.index:rows(also_sql, hit.cluster, hit.article_id)
  if not rows then return nil, message, code end
  for i, one in ipairs(rows) do
    one.title = row.title(one.title)
    hit.also_in[i] = one
  end
  return true
end

-- The hit for an article, nil when it has gone since the search.
local function hit_of(self, id)
  local rows, message, code = self.index:rows(articles_sql, id)
  if not rows then return nil, message, code end
  local hit = rows[1]
  if not hit then return nil end
  local beginning = hit.beginning
  hit.beginning = nil
  hit.title = row.title(hit.title)
  hit.records = {}
  local ok
  ok, message, code = add_records(self, hit)
  if ok then ok, message, code = add_snippet(self, hit, beginning) end
  if ok then ok, message, code = add_copies(self, hit) end
  if not ok then return nil, message, code end
  hit.cluster = nil
  return hit
end

---The next hit; nil at the end, or nil, message, code.
function Hits:next()
  while self.position < #self.ids do
    self.position = self.position + 1
    local hit, message, code = hit_of(self, self.ids[self.position])
    if hit or message then return hit, message, code end
  end
  return nil
end

local hits_meta = {
  __index = Hits,
  __len = function(self) return #self.ids end,
  __call = function(self)
    local hit, message = self:next()
    if message then error(message, 2) end
    return hit
  end,
}

-- Fields of declared kinds, which a query may name as well.
local function declared_fields(index)
  local rows, message, code = index:rows("SELECT j.value AS name FROM kinds AS k, json_each(k.fields) AS j")
  if not rows then return nil, message, code end
  local fields = {}
  for _, one in ipairs(rows) do fields[one.name] = true end
  return fields
end

-- Most indexes have none, and a search there need not group.
local function has_copies(index)
  local rows, message, code = index:rows "SELECT 1 FROM articles WHERE copy_of IS NOT NULL LIMIT 1"
  if not rows then return nil, message, code end
  return #rows > 0
end

local function ids_of(index, compiled, options)
  local n = #compiled.values
  local sql = ("%s LIMIT ?%d OFFSET ?%d"):format(compiled.sql, n + 1, n + 2)
  local values = values_with(values_with(compiled.values, options.limit or -1), options.offset or 0)
  local statement, message, code = index.core:query(sql, table.unpack(values, 1, #values))
  if not statement then return nil, message, code end
  local ids
  ids, message, code = statement:integers()
  statement:close()
  return ids, message, code
end

---@param index docket.Index
---@param text string
---@param options docket.index.Search
---@return docket.Hits? hits
---@return string? message
---@return string? code
function M.run(index, text, options)
  local extra, message, code = declared_fields(index)
  if not extra then return nil, message, code end
  local copies
  copies, message, code = has_copies(index)
  if copies == nil then return nil, message, code end
  local compiled
  compiled, message, code = query.compile(text, { order = options.order, extra = extra, once = copies and not options.all,
    fold = function(words) return assert(index:fold(words)) end })
  if not compiled then return nil, message, code end
  local ids
  ids, message, code = ids_of(index, compiled, options)
  if not ids then return nil, message, code end
  return setmetatable({ index = index, query = compiled, ids = ids, position = 0, has_copies = copies,
    mark = options.highlight or { "[", "]" }, ellipsis = options.ellipsis or "…", words = options.words or 24 }, hits_meta)
end

return M
