---Adding documents: their articles are read, their records extracted, and both stored. What
---is stored already is kept.
local M = {}

-- Failures of articles that are told one by one; more are counted.
local SKIPPED_MAX = 1000

local function declare_kinds(index, rules)
  if type(rules.kinds) ~= "table" or index.declared == rules then return true end
  for name, kind in pairs(rules.kinds) do
    if type(kind) == "table" and type(kind.fields) == "table" then
      local fields = {}
      for key, value in pairs(kind.fields) do
        fields[#fields + 1] = type(key) == "number" and value or key
      end
      table.sort(fields)
      local view, message, code = index.core:declare_kind { name = kind.name or name, fields = fields }
      if not view then return nil, message, code end
    end
  end
  index.declared = rules
  return true
end

-- A stream of articles comes line by line, each a document of its own; together
-- they are one document of the index, ended when the index is closed.
local function stream_token(index, document, ruleset)
  local stream = index.streams[document.source]
  if stream and stream.ruleset == ruleset then return stream.token end
  if stream then
    local ok, message, code = index.core:end_document(stream.token)
    index.streams[document.source] = nil
    if not ok then return nil, message, code end
  end
  local token, status, code = index.core:begin_document { source = document.source, format = document.format,
    ruleset = ruleset, stream = document.source == "-" }
  if not token then return nil, status, code end
  index.streams[document.source] = { token = token, ruleset = ruleset }
  return token
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
  local skipped = result.skipped
  if #skipped < SKIPPED_MAX then
    skipped[#skipped + 1] = { source = document.source, article = article.number, message = tostring(records) }
  else
    skipped.more = (skipped.more or 0) + 1
  end
  return {}
end

---Store one article.
---@param index docket.Index
---@param token integer
---@param article docket.Article
---@param records docket.Record[]?
function M.article(index, token, article, records)
  local core = article.core
  local sketch = core and core:fingerprint()
  return index.core:add_article(token, article, records, sketch)
end

-- Where only the rules are others, text, blocks and dates are those that are stored, and the
-- document is not parsed again; unless its dates are to be counted from another day.
local function articles_of(index, document, status, hash)
  if status ~= "rules" or not hash or (document.options and document.options.reference_date) then
    return document:articles()
  end
  return require("docket.index.stored").articles(index, hash, document.source)
end

local function add_articles(index, token, document, rules, options, result, articles)
  for article in articles do
    result.read = result.read + 1
    article.encoding = article.encoding or document.encoding
    local kept, message, code = index.core:keep_article(token, article)
    if kept == nil then return nil, message, code end
    if kept then
      result.unchanged = result.unchanged + 1
    else
      local records = extract(document, article, rules, options, result)
      local ok
      ok, message, code = M.article(index, token, article, records)
      if not ok then return nil, message, code end
      result.new = result.new + 1
      result.records = result.records + #records
    end
    if options.progress then options.progress(result) end
  end
  result.articles = result.read
  return result
end

-- A stream whose pieces are documents of their own: a line each.
local function is_line(document, options)
  if document.format ~= "ndjson" and document.format ~= "json" then return false end
  return options.stream or (document.options and document.options.line ~= nil) or false
end

local function add_line(index, document, rules, options, result)
  local token, message, code = stream_token(index, document, rules and rules.hash or nil)
  if not token then return nil, message, code end
  result.status = "stream"
  local added
  added, message, code = add_articles(index, token, document, rules, options, result, document:articles())
  if added and result.read > 0 and result.unchanged == result.read then result.status = "unchanged" end
  return added, message, code
end

local function add_unchanged(index, document, hash, result)
  local rows = index:rows([[SELECT count(*) AS n FROM articles WHERE document_id = (SELECT id FROM documents
    WHERE sha256 = ?1 AND state = 'current' ORDER BY source = ?2 DESC LIMIT 1)]], hash, document.source)
  result.unchanged = rows and rows[1].n or 0
  result.articles = result.unchanged
  return result
end

-- Bytes of a document, where they are known: an archive that is read as a stream has none.
local function length_of(document)
  if math.type(document.length) == "integer" then return document.length end
  return document.core and document.core:length() or nil
end

---@param index docket.Index
---@param document docket.Document
---@param rules docket.Rules?
---@param options table
---@return docket.index.Summary? result
---@return string? message
---@return string? code
function M.document(index, document, rules, options)
  local result = { read = 0, new = 0, unchanged = 0, versions = 0, articles = 0, records = 0, skipped = {} }
  if rules then
    local ok, message, code = declare_kinds(index, rules)
    if not ok then return nil, message, code end
  end
  if is_line(document, options) then return add_line(index, document, rules, options, result) end
  local hash = document:sha256()
  local token, status, code = index.core:begin_document { source = document.source, sha256 = hash,
    format = document.format, length = length_of(document), ruleset = rules and rules.hash or nil,
    stream = document.source == "-" }
  if token == nil then return nil, status, code end
  result.status = status
  if status == "version" then result.versions = 1 end
  if not token then return add_unchanged(index, document, hash, result) end
  local articles, message
  articles, message, code = articles_of(index, document, status, hash)
  if not articles then return nil, message, code end
  local added
  added, message, code = add_articles(index, token, document, rules, options, result, articles)
  if not added then return nil, message, code end
  local ok
  -- The bytes of a stream are known when all of them were read.
  ok, message, code = index.core:end_document(token, hash or document:sha256())
  if not ok then return nil, message, code end
  return result
end

return M
