---The index: one SQLite file of documents, articles, records and people, with
---full-text search. The file can be opened with any SQLite tool; see
---csrc/index/dkx_schema.c for its tables and views.
---
---    local index <close> = assert(docket.index "cases.db")
---    index:add(document, rules)
---    for hit in index:search "abishev kind:sentence" do print(hit.title, hit.snippet) end
local core = require "docket.core.index"
local row = require "docket.index.row"

local M = {}

---@class docket.Index
---@field path string
---@field core userdata
local Index = {}
Index.__index = Index

---@class docket.index.Options
---@field read_only boolean?    never write, and do not make the file
---@field create boolean?       make the file when it is missing (default true)
---@field threads integer?      1 (default): store in a thread of its own; 0: in the call
---@field busy_ms integer?      how long to wait for another process
---@field batch_bytes integer?  text in a transaction
---@field batch_ms integer?     age of a transaction

---The schema's version that this docket writes.
M.schema_version = core.schema_version

-- ------------------------------------------------------------------ opening

---Open or make an index.
---@param path string
---@param options? docket.index.Options
---@return docket.Index? index
---@return string? message
---@return "ENOENT"|"EOPEN"|"ENOTDB"|"EOTHER"|"ENEWER"|"EOLDER"|"EBUSY"|"EFULL"|"EIO"|"ECORRUPT"|nil code
function M.open(path, options)
  if type(path) ~= "string" then
    error(("bad argument #1 to 'index' (string expected, got %s)"):format(type(path)), 2)
  end
  local handle, message, code = core.open(path, options)
  if not handle then return nil, message, code end
  return setmetatable({ path = path, core = handle, streams = {}, queries = {}, n_queries = 0 }, Index)
end

---Finish what was given, commit and close. Closing twice is allowed.
---@return true? ok
---@return string? message
---@return string? code
function Index:close()
  if not self.core:is_open() then return true end
  local ok, message, code = self:finish()
  self.queries, self.n_queries = {}, 0
  local closed, close_message, close_code = self.core:close()
  if not ok then return nil, message, code end
  return closed, close_message, close_code
end

-- After an error what was begun is not ended: it was not read to its end.
function Index:__close(problem)
  if problem ~= nil then self.streams = {} end
  self:close()
end

function Index:__tostring()
  return ("docket.Index: %s%s"):format(self.path, self.core:is_open() and "" or " (closed)")
end

---@return boolean
function Index:is_read_only() return self.core:is_read_only() end

---Wait until all that was given is on the disk.
function Index:sync() return self.core:sync() end

---Merge the full-text index into one piece: slightly faster searches, and
---about a third of the time of loading.
function Index:optimize() return self.core:optimize() end

-- ------------------------------------------------------------------ reading

local MAX_CACHED = 64

-- A prepared statement of our own, kept for the next time.
local function prepared(self, sql)
  local query = self.queries[sql]
  if query then return query end
  local message, code
  query, message, code = self.core:query(sql)
  if not query then return nil, message, code end
  if self.n_queries >= MAX_CACHED then self.queries, self.n_queries = {}, 0 end
  self.queries[sql], self.n_queries = query, self.n_queries + 1
  return query
end

---All rows of a statement, as tables by column name.
---@param sql string
---@param ... any  its parameters
---@return table[]? rows
---@return string? message
---@return string? code
function Index:rows(sql, ...)
  local query, message, code = prepared(self, sql)
  if not query then return nil, message, code end
  local bound
  bound, message, code = query:bind(...)
  if not bound then return nil, message, code end
  local rows, n = {}, 0
  while true do
    local one
    one, message, code = query:next()
    if not one then break end
    n = n + 1
    rows[n] = one
  end
  if message then return nil, message, code end
  return rows
end

-- An array that a generic for can call: `for item in list do`.
local iterable = {
  __call = function(list)
    local position = (list.position or 0) + 1
    local item = list[position]
    rawset(list, "position", item ~= nil and position or nil)
    return item
  end,
}

---@param list table
---@return table
function Index.iterable(list) return setmetatable(list, iterable) end

---The words of a text without case and diacritics, as search sees them.
function Index:fold(text)
  local rows, message, code = self:rows("SELECT docket_fold(?1) AS words", text)
  if not rows then return nil, message, code end
  return rows[1].words or ""
end

---Read-only SQL of the user's. The result is called for each row (a table by
---column name); `columns` are the names in order.
---@param sql string
---@param options? { seconds: number?, values: any[]? }  `seconds` stops a query that computes for longer
---@return docket.Rows? rows
---@return string? message
---@return "ESQL"|"EREADONLY"|string|nil code
function Index:sql(sql, options)
  if type(sql) ~= "string" then error(("bad argument #1 to 'sql' (string expected, got %s)"):format(type(sql)), 2) end
  options = options or {}
  local query, message, code = self.core:query(sql, table.unpack(options.values or {}))
  if not query then return nil, message, code end
  if options.seconds then query:limit(math.max(1, math.floor(options.seconds * 1000))) end
  return query
end

-- ------------------------------------------------------------------ search

---@class docket.Hits
local Hits = {}

local articles_sql = [[
  SELECT a.id AS article_id, ]] .. row.title_sql .. [[ AS title, a.reference_date AS date,
    a.number AS article, a.external_id AS id, a.url, a.language, a.dateline, d.source,
    substr(a.text, 1, 200) AS beginning
  FROM articles AS a JOIN documents AS d ON d.id = a.document_id AND d.shown WHERE a.id = ?1]]

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
  local query = self.query
  if not query.of_record then return true end
  local values = values_with(query.values, hit.article_id)
  -- Parameters of the query's other conditions are bound and not used.
  local sql = ("SELECT %s FROM %s WHERE r.article_id = ?%d AND %s ORDER BY r.text_start, r.id"):format(
    row.columns, row.from_article, #values, query.of_record)
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
  if not ok then return nil, message, code end
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
local function declared_fields(self)
  local rows, message, code = self:rows("SELECT j.value AS name FROM kinds AS k, json_each(k.fields) AS j")
  if not rows then return nil, message, code end
  local fields = {}
  for _, one in ipairs(rows) do fields[one.name] = true end
  return fields
end

---@class docket.index.Search
---@field limit integer?
---@field offset integer?
---@field order "rank"|"date"|nil  default: rank where the query has words, else date
---@field highlight string[]?      what stands before and after a word that was found
---@field ellipsis string?
---@field words integer?           in a snippet, at most

---Search articles: words, and fields as in lua/docket/index/query.lua.
---
---    for hit in index:search("prison kind:sentence after:2018", { limit = 20 }) do
---      print(hit.date, hit.title, hit.source, hit.snippet, #hit.records)
---    end
---
---@param text string
---@param options? docket.index.Search
---@return docket.Hits? hits  `#hits` is their number
---@return string? message
---@return "EQUERY"|string|nil code
function Index:search(text, options)
  if type(text) ~= "string" then
    error(("bad argument #1 to 'search' (string expected, got %s)"):format(type(text)), 2)
  end
  options = options or {}
  if options.order and options.order ~= "rank" and options.order ~= "date" then
    error(("bad option 'order' to 'search' (\"rank\" or \"date\" expected, got %s)"):format(tostring(options.order)), 2)
  end
  local extra, message, code = declared_fields(self)
  if not extra then return nil, message, code end
  local query
  query, message, code = require("docket.index.query").compile(text, {
    order = options.order, extra = extra, fold = function(words) return assert(self:fold(words)) end })
  if not query then return nil, message, code end
  local n = #query.values
  local sql = ("%s LIMIT ?%d OFFSET ?%d"):format(query.sql, n + 1, n + 2)
  local values = values_with(values_with(query.values, options.limit or -1), options.offset or 0)
  local statement
  statement, message, code = self.core:query(sql, table.unpack(values, 1, #values))
  if not statement then return nil, message, code end
  local ids
  ids, message, code = statement:integers()
  statement:close()
  if not ids then return nil, message, code end
  return setmetatable({ index = self, query = query, ids = ids, position = 0, mark = options.highlight or { "[", "]" },
    ellipsis = options.ellipsis or "…", words = options.words or 24 }, hits_meta)
end

-- ------------------------------------------------------------------ people

---People with their cases, those with most first. Each has `name`, numbers of
---`articles`, `sentences`, `charges`, `events`, `first_date`, `last_date`, and, read
---when asked for, `forms` of the name and `cases` (`sentences`, `charges`, `events`).
---@param options? { name: string?, limit: integer?, offset: integer? }  `name`: words of the name
---@return docket.Person[]? people  also to be called: `for person in index:people() do`
---@return string? message
---@return string? code
function Index:people(options) return require("docket.index.people").list(self, options) end

---One person's timeline: every record in the order of time, with `date` (its
---own, else its article's, as `date_basis` says), `quote`, `source`, `article`.
---@param name string|integer  a full name, words of it that one person has, or a `person_id`
---@return table? timeline  records; with `name`, `forms`, `links` and their reasons
---@return string? message
---@return "ENOTFOUND"|"EAMBIGUOUS"|string|nil code
---@return table[]? candidates  of an ambiguous name
function Index:person(name)
  if type(name) ~= "string" and math.type(name) ~= "integer" then
    error(("bad argument #1 to 'person' (string expected, got %s)"):format(type(name)), 2)
  end
  return require("docket.index.people").timeline(self, name)
end

-- ------------------------------------------------------------------ contents

---What the index holds, in numbers.
---@return table? stats
---@return string? message
---@return string? code
function Index:stats()
  local rows, message, code = self:rows [[
    SELECT (SELECT count(*) FROM documents WHERE state = 'current') AS documents,
      (SELECT count(*) FROM documents WHERE state = 'loading') AS incomplete,
      (SELECT count(*) FROM documents WHERE state = 'superseded') AS superseded,
      (SELECT count(*) FROM articles AS a JOIN documents AS d ON d.id = a.document_id AND d.shown) AS articles,
      (SELECT count(DISTINCT person_id) FROM person_links AS l JOIN articles AS a ON a.id = l.article_id
        JOIN documents AS d ON d.id = a.document_id AND d.shown) AS people,
      (SELECT min(reference_date) FROM articles) AS first_date,
      (SELECT max(reference_date) FROM articles) AS last_date,
      (SELECT count(*) FROM rulesets) AS rulesets]]
  local kinds
  if rows then
    kinds, message, code = self:rows(("SELECT r.kind, count(*) AS n FROM %s GROUP BY r.kind"):format(row.from))
  end
  if not kinds then return nil, message, code end
  local stats = rows[1]
  stats.records, stats.kinds = 0, {}
  for _, one in ipairs(kinds) do
    stats.kinds[one.kind] = one.n
    stats.records = stats.records + one.n
  end
  stats.schema_version = M.schema_version
  return stats
end

---Stored records in the order of documents, one at a time.
---@param options? { kind: string? }
---@return (fun(): table?)? records
---@return string? message
---@return string? code
function Index:records(options)
  local kind = options and options.kind or nil
  local query, message, code = self.core:query(("SELECT %s FROM %s WHERE ?1 IS NULL OR r.kind = ?1"
    .. " ORDER BY a.document_id, a.number, r.text_start, r.id"):format(row.columns, row.from), kind)
  if not query then return nil, message, code end
  return function()
    local record = query()
    return record and row.record(record)
  end
end

---A stored article with its text and blocks.
---@param id integer  `article_id` of a hit or a record
---@return table? article
---@return string? message
---@return string? code
function Index:article(id)
  local rows, message, code = self:rows([[
    SELECT a.id AS article_id, a.number, a.external_id AS id, a.title, a.url, a.dateline, a.byline, a.credits,
      a.published, a.reference_date, a.reference_basis, a.window_from, a.window_to, a.language, a.duplicate_of,
      a.range_in, a."start" + 1 AS first, a."end" AS last, a.text, d.source, d.sha256, d.format
    FROM articles AS a JOIN documents AS d ON d.id = a.document_id WHERE a.id = ?1]], id)
  if not rows then return nil, message, code end
  local article = rows[1]
  if not article then return nil, ("there is no article %d"):format(id), "ENOTFOUND" end
  article.byline = article.byline and row.decode(article.byline) or {}
  article.credits = article.credits and row.decode(article.credits) or {}
  if article.window_from then article.reference_window = { article.window_from, article.window_to } end
  article.window_from, article.window_to = nil, nil
  article.blocks, message, code = self:rows([[
    SELECT kind, "start" + 1 AS first, "end" AS last FROM blocks WHERE article_id = ?1 ORDER BY number]], id)
  if not article.blocks then return nil, message, code end
  return article
end

-- ------------------------------------------------------------------ adding

---Declare a kind of record of the user's own, which gets a view with its fields.
---@param kind { name: string, fields: string[] }
---@return string|true|nil view  its name; true for a kind that is built in
---@return string? message
---@return "EKIND"|string|nil code
function Index:declare_kind(kind) return self.core:declare_kind(kind) end

-- Plain pieces, for those who bring articles from elsewhere.
function Index:begin_document(document) return self.core:begin_document(document) end
function Index:keep_article(token, article) return self.core:keep_article(token, article) end
function Index:add_article(token, article, records) return self.core:add_article(token, article, records) end
function Index:end_document(token, sha256) return self.core:end_document(token, sha256) end

local function declare_kinds(self, rules)
  if type(rules.kinds) ~= "table" or self.declared == rules then return true end
  for name, kind in pairs(rules.kinds) do
    if type(kind) == "table" and type(kind.fields) == "table" then
      local fields = {}
      for key, value in pairs(kind.fields) do
        fields[#fields + 1] = type(key) == "number" and value or key
      end
      table.sort(fields)
      local view, message, code = self.core:declare_kind { name = kind.name or name, fields = fields }
      if not view then return nil, message, code end
    end
  end
  self.declared = rules
  return true
end

-- A stream of articles comes line by line, each a document of its own; together
-- they are one document of the index, ended when the index is closed.
local function stream_token(self, document, ruleset)
  local stream = self.streams[document.source]
  if stream and stream.ruleset == ruleset then return stream.token end
  if stream then
    local ok, message, code = self.core:end_document(stream.token)
    self.streams[document.source] = nil
    if not ok then return nil, message, code end
  end
  local token, status, code = self.core:begin_document { source = document.source, format = document.format,
    ruleset = ruleset, stream = document.source == "-" }
  if not token then return nil, status, code end
  self.streams[document.source] = { token = token, ruleset = ruleset }
  return token
end

---End the streams of articles that were added: what they do not hold any more
---is put aside. Done by `close` too.
function Index:finish()
  local streams = self.streams
  self.streams = {}
  for _, stream in pairs(streams) do
    local ok, message, code = self.core:end_document(stream.token)
    if not ok then return nil, message, code end
  end
  return true
end

-- The records of an article. Where the rules fail, the article is stored without,
-- so that search finds it, and the failure is told.
local function extract(document, article, rules, options, result)
  if not rules then return {} end
  if rules.reads and not rules:reads(article) then
    result.unread = result.unread or {}
    result.unread[article.language] = (result.unread[article.language] or 0) + 1
    return {}
  end
  local ok, records = pcall(rules.extract, rules, article, options)
  if ok then return records end
  if records == "not enough memory" then error(records, 0) end
  result.skipped[#result.skipped + 1] = { source = document.source, article = article.number,
    message = tostring(records) }
  return {}
end

local function add_articles(self, token, document, rules, options, result)
  for article in document:articles() do
    result.read = result.read + 1
    local kept, message, code = self.core:keep_article(token, article)
    if kept == nil then return nil, message, code end
    if kept then
      result.unchanged = result.unchanged + 1
    else
      local records = extract(document, article, rules, options, result)
      local ok
      ok, message, code = self.core:add_article(token, article, records)
      if not ok then return nil, message, code end
      result.new = result.new + 1
      result.records = result.records + #records
    end
  end
  result.articles = result.read
  return result
end

local function is_line(document, options)
  if document.format ~= "ndjson" and document.format ~= "json" then return false end
  return options.stream or (document.options and document.options.line ~= nil) or false
end

---@class docket.index.Summary
---@field status "new"|"version"|"resumed"|"rules"|"unchanged"|"stream"
---@field read integer       articles that were read
---@field new integer        of these, stored or given new records
---@field unchanged integer  of these, left as they were
---@field versions integer   1 when an earlier version was put aside
---@field articles integer   of the document
---@field records integer    stored now
---@field unread table<string, integer>?  languages without rules, with the number of their articles stored now
---@field skipped table[]    articles whose extraction failed, with `source`, `article`, `message`

---Store a document, its articles and their records. What is stored already, from
---the same bytes with the same rules, is left as it is.
---
---`status` is "new", "version" (another version of the source), "resumed", "rules"
---(other rules: records are replaced), "unchanged" or "stream".
---@param document docket.Document
---@param rules docket.Rules?  nil: articles without records
---@param options? table  for rules:extract; `stream`: the document is a piece of its source
---@return docket.index.Summary? result
---@return string? message
---@return string? code
function Index:add(document, rules, options)
  options = options or {}
  local result = { read = 0, new = 0, unchanged = 0, versions = 0, articles = 0, records = 0, skipped = {} }
  local ruleset = rules and rules.hash or nil
  if rules then
    local ok, message, code = declare_kinds(self, rules)
    if not ok then return nil, message, code end
  end
  if is_line(document, options) then
    local token, message, code = stream_token(self, document, ruleset)
    if not token then return nil, message, code end
    result.status = "stream"
    local added
    added, message, code = add_articles(self, token, document, rules, options, result)
    if added and result.read > 0 and result.unchanged == result.read then result.status = "unchanged" end
    return added, message, code
  end
  local token, status, code = self.core:begin_document { source = document.source, sha256 = document:sha256(),
    format = document.format, length = document.core and document.core:length() or nil, ruleset = ruleset,
    stream = document.source == "-" }
  if token == nil then return nil, status, code end
  result.status = status
  if status == "version" then result.versions = 1 end
  if not token then
    local rows = self:rows([[SELECT count(*) AS n FROM articles WHERE document_id = (SELECT id FROM documents
      WHERE sha256 = ?1 AND state = 'current' ORDER BY source = ?2 DESC LIMIT 1)]], document:sha256(), document.source)
    result.unchanged = rows and rows[1].n or 0
    result.articles = result.unchanged
    return result
  end
  local added, message
  added, message, code = add_articles(self, token, document, rules, options, result)
  if not added then return nil, message, code end
  local ok
  ok, message, code = self.core:end_document(token)
  if not ok then return nil, message, code end
  return result
end

-- Articles are written in the background. Who asks sees what was added before.
for _, name in ipairs { "begin_document", "keep_article", "add_article", "end_document", "add" } do
  local store = Index[name]
  Index[name] = function(self, ...)
    self.unwritten = true
    return store(self, ...)
  end
end
for _, name in ipairs { "search", "people", "person", "sql", "stats", "records", "article" } do
  local read = Index[name]
  Index[name] = function(self, ...)
    if self.unwritten then
      local ok, message, code = self:sync()
      if not ok then return nil, message, code end
      self.unwritten = false
    end
    return read(self, ...)
  end
end

return M
