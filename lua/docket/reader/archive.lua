---Archives: WARC and ARC, zip (WACZ too), tar, 7z, packed files. What they hold is read with
---the reader of its own format, one document after the other; an archive of any length takes
---constant memory.
---
---A document inside is named so that each fact can be traced to its bytes:
---
---    pages.zip!/2021/a.html           a file of a container
---    crawl.warc#offset=1197           a record of a WARC or ARC file, by its byte (from 0)
---    crawl.warc.gz#offset=784         ... by the byte of its gzip member
---    crawl.warc.gz#offset=0+488       ... 488 unpacked bytes behind that
---    a.wacz!/archive/b.warc.gz#offset=784
---    articles.ndjson.gz               a single packed file is its archive
---
---Ranges of records count bytes of that document, unpacked and without HTTP's encodings.
local core = require "docket.core"
local input = require "docket.input"
local wanted = require "docket.reader.archive_wanted"

local M = {}

-- Problems listed for one archive; more are counted.
local MAX_PROBLEMS = 1000

-- ------------------------------------------------------------------ names

-- "ARCHIVE!/NAME#offset=N+M" of an entry or a problem.
local function place_of(source, it)
  local within = it.within and ("+%d"):format(it.within) or ""
  return ("%s%s#offset=%d%s"):format(source, it.name and "!/" .. it.name or "", it.offset, within)
end

---The name of a document inside an archive.
---@param source string  of the archive
---@param entry docket.core.Entry
---@return string
function M.location(source, entry)
  if entry.type == "file" then return entry.name and source .. "!/" .. entry.name or source end
  return place_of(source, entry)
end

local function host_of(url)
  local host = type(url) == "string" and url:match "^%a[%w+.-]*://([^/?#]*)"
  return host and host:lower():gsub("^.*@", ""):gsub(":%d*$", ""):gsub("^www%.", "") or nil
end

-- A page may state its own address; on another host it is a copy's, or a mistake.
local function url_of(article, entry, format)
  if not entry.url or not article.url then return article.url or entry.url end
  if format == "html" and host_of(article.url) ~= host_of(entry.url) then return entry.url end
  return article.url
end

-- ------------------------------------------------------------------ problems

local function add_problem(document, problem)
  document.problem_count = document.problem_count + 1
  if #document.found_problems < MAX_PROBLEMS then table.insert(document.found_problems, problem) end
end

-- What the archive's reader noticed since the last time.
local function take_problems(document, reader)
  local list, count = reader:problems()
  for _, problem in ipairs(list) do
    add_problem(document, { position = problem.offset, code = problem.code,
      message = place_of(document.source, problem) .. ": " .. problem.message })
  end
  document.problem_count = document.problem_count + count - #list
end

local function add_inner_problem(document, state, problem)
  local message = problem.message
  if not message:find(state.location, 1, true) then message = state.location .. ": " .. message end
  if problem.position and not message:find "byte %d" then message = ("%s at byte %d"):format(message, problem.position) end
  add_problem(document, { position = state.entry.type ~= "file" and state.entry.offset or nil, code = problem.code,
    message = message })
end

-- What a document inside noticed. A stream's are told as it goes on, and not kept.
local function take_inner_problems(document, state)
  local inner = state.inner
  if not inner then return end
  for _, problem in ipairs(state.ended and inner:problems() or inner.found_problems or {}) do
    if not state.silent then add_inner_problem(document, state, problem) end
  end
  inner.found_problems = nil
end

-- ------------------------------------------------------------------ documents inside

-- A file of a container as a handle, for formats that are streams: its lines are read as
-- they are asked for, however long it is.
local Stream = {}
Stream.__index = Stream

local function new_stream(reader, line_max) return setmetatable({ reader = reader, rest = "", line_max = line_max }, Stream) end

-- Only "L" and a number are asked for by docket.input.
function Stream:read(what)
  local pieces, found, length = { self.rest }, nil, #self.rest
  local function enough()
    if what == "L" then
      found = pieces[#pieces]:find("\n", 1, true)
      return found
    end
    return math.type(what) == "integer" and length >= what
  end
  while not enough() do
    local piece = length <= self.line_max and self.reader:piece()
    if not piece then break end
    pieces[#pieces + 1], length = piece, length + #piece
  end
  local bytes = table.concat(pieces)
  local n = found and length - #pieces[#pieces] + found or math.type(what) == "integer" and what or #bytes
  self.rest = bytes:sub(n + 1)
  bytes = bytes:sub(1, n)
  return (bytes ~= "" or what == 0) and bytes or nil
end

-- A reader that fails on one record must not end the others.
local function protected(document, state, f, ...)
  local results = table.pack(pcall(f, ...))
  if results[1] then return table.unpack(results, 2, results.n) end
  if results[2] == "not enough memory" then error(results[2], 0) end
  add_inner_problem(document, state, { code = "EREADER", message = "cannot be read: " .. tostring(results[2]) })
  return nil
end

-- What was asked for the archive holds for what is in it.
local function options_of(document, state, format)
  local entry, options = state.entry, {}
  for name, value in pairs(document.options) do options[name] = value end
  options.source, options.format, options.url, options.charset = state.location, format, entry.url, entry.charset
  options.content_type, options.crawled = entry.content_type, state.crawled
  return options
end

-- The input of an entry, and the format to be forced upon it; nil where it is not read.
local function input_of(document, state)
  local reader, entry = document.handle, state.entry
  if wanted.is_stream(entry) then
    return input.of_handle(new_stream(reader, document.line_max), state.location)
  end
  local bytes, message = reader:payload()
  if not bytes then
    if message then error(message, 0) end
    return nil
  end
  local format, reason, problem = wanted.format(entry, bytes)
  if reason then
    document.summary:pass_over(reason)
    if problem then add_inner_problem(document, state, { code = "EBINARY", message = problem }) end
    return nil
  end
  return input.of_bytes(bytes, state.location), format
end

-- Open the document of an entry: `state.next_article` is set where there is one.
local function open_entry(document, entry)
  local state = { entry = entry, location = M.location(document.source, entry),
    crawled = entry.type ~= "file" and entry.date or nil, silent = wanted.is_data(entry) }
  local reason = wanted.reason_against(entry)
  if reason then
    document.summary:pass_over(reason)
    return nil
  end
  local opened, format = input_of(document, state)
  if not opened then return nil end
  local inner, message, code = protected(document, state, require("docket.reader").open, opened,
    options_of(document, state, format))
  if not inner then
    if message and not state.silent then add_inner_problem(document, state, { code = code, message = message }) end
    return nil
  end
  state.inner, state.before = inner, document.summary.articles
  document.summary.documents = document.summary.documents + 1
  state.next_article = protected(document, state, inner.articles, inner)
  return state.next_article and state
end

local function place(document, state, article)
  local summary = document.summary
  summary.articles = summary.articles + 1
  article.url = url_of(article, state.entry, state.inner.format)
  article.source, article.number, article.crawled = state.location, summary.articles, state.crawled
  if article.duplicate_of then article.duplicate_of = article.duplicate_of + state.before end
  return article
end

-- ------------------------------------------------------------------ the archive

local function reader_of(given, options)
  local archive = require "docket.core.archive"
  local settings = { source = options.source }
  for name, value in pairs(options.archive or {}) do settings[name] = value end
  if given.whole then return archive.parse(given.whole, settings) end
  if given.path then return archive.open(given.path, settings) end
  local pieces, message, code = given:pieces()
  if not pieces then return nil, message, code end
  return archive.open(pieces, settings)
end

-- The hash of all bytes; of a stream, which cannot be read twice, there is none.
local function hash(document)
  local given = document.input
  if given.handle and not given.whole then return nil end
  if given.path and not given.whole then return (core.sha256(given.path)) end
  local bytes = assert(core.parse(given.whole, nil, { format = "text" }))
  local digest = bytes:sha256()
  bytes:close()
  return digest
end

---@param given docket.Input
---@param options table  `archive`: limits and more, as for docket.core.archive.open
---@param format string  "warc" or "archive"
---@return docket.Document? document  `summary` says what it held, once it is read
---@return string? message
---@return string? code
function M.open(given, options, format)
  local reader, message, code = reader_of(given, options)
  if not reader then return nil, message, code end
  return require("docket.document").new { source = options.source, format = format, options = options, input = given,
    handle = reader, read = M.articles, find_hash = hash, found_problems = {}, problem_count = 0,
    line_max = options.archive and options.archive.payload_max or 64 << 20, summary = wanted.new_summary() }
end

-- The reader for a further time through the archive.
local function begin(document)
  if document.began then
    if document.handle then document.handle:close() end
    document.handle = assert(reader_of(document.input, document.options))
    document.found_problems, document.problem_count, document.summary = {}, 0, wanted.new_summary()
  end
  document.began = true
  return document.handle
end

-- The next entry that has articles to give, nil at the end.
local function next_state(document, reader)
  while true do
    local entry, message, code = reader:next()
    take_problems(document, reader)
    if not entry then
      if message then add_problem(document, { code = code, message = message }) end
      return nil
    end
    document.summary:count(entry)
    local state = open_entry(document, entry)
    take_problems(document, reader)
    if state then return state end
  end
end

---@param document docket.Document
---@return fun(): docket.Article?
function M.articles(document)
  local reader, state = begin(document), nil
  return function()
    while true do
      state = state or next_state(document, reader)
      if not state then return nil end
      local article = protected(document, state, state.next_article)
      state.ended = not article
      take_inner_problems(document, state)
      if article then return place(document, state, article) end
      take_problems(document, reader)
      state.inner:close()
      if state.silent and document.summary.articles == state.before then
        document.summary.documents = document.summary.documents - 1
        document.summary:pass_over(state.entry.content_type)
      end
      state = nil
    end
  end
end

return M
