---docket: who was charged with what, sentenced to what, by whom and when, each
---fact tied to the bytes that say so.
---
---    local docket = require "docket"
---    local rules = assert(docket.rules { "en" })
---    local document = assert(docket.open "page.txt")
---    for article in document:articles() do
---      for record in rules:extract(article) do print(record.kind, record.quote) end
---    end
---
---A failure of the world is `nil, message, code`; a caller's mistake raises.
local M = {}

M.version = "0.1.0"

local function check_options(options, caller)
  if options ~= nil and type(options) ~= "table" then
    error(("bad argument #2 to '%s' (table expected, got %s)"):format(caller, type(options)), 3)
  end
  options = options or {}
  local date = options.reference_date
  if date ~= nil and not require("docket.normal.date").is_valid(date) then
    error(("bad option 'reference_date' to '%s' (a day YYYY-MM-DD expected, got %s)"):format(caller, tostring(date)), 3)
  end
  local encoding = options.encoding
  if encoding ~= nil and type(encoding) ~= "string" then
    error(("bad option 'encoding' to '%s' (string expected, got %s)"):format(caller, type(encoding)), 3)
  end
  return options
end

-- The caller's options with the name of the source, in a table of our own.
local function own_options(options, source)
  local own = { source = source }
  for key, value in pairs(options) do own[key] = value end
  return own
end

---@class docket.ReadingOptions
---@field source string?          name of the source, for messages and records
---@field format string?          takes the bytes for this, instead of looking
---@field reference_date string?  the day from which "yesterday" counts, where the source states none
---@field language string?        of the text, where the source is not to be believed
---@field encoding string?        likewise: "windows-1251"
---@field archive docket.core.ArchiveOptions?  limits of archives
---@field rules string[]?         directories of rules: what they hold of converters and site hints is used
---@field converters (string|table)[]?  see lua/docket/converters.lua

---Open a file: a saved page, a feed, an archive, mail, plain text, Markdown, a listing page, JSON
---articles, and what a converter makes text of (PDF, DOCX …). `language` is taken for that of all
---texts; `converters` are files (or tables) like docket/converters.lua, laid over it.
---@param path string
---@param options? docket.ReadingOptions
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(path, options)
  if type(path) ~= "string" then
    error(("bad argument #1 to 'open' (string expected, got %s)"):format(type(path)), 2)
  end
  options = own_options(check_options(options, "open"), path)
  local input, message, code = require("docket.input").of_path(path, options.source)
  if not input then return nil, message, code end
  return require("docket.reader").open(input, options)
end

---Read bytes that are in memory.
---@param bytes string
---@param options? docket.ReadingOptions
---@return docket.Document? document
---@return string? message
---@return string? code
function M.parse(bytes, options)
  if type(bytes) ~= "string" then
    error(("bad argument #1 to 'parse' (string expected, got %s)"):format(type(bytes)), 2)
  end
  options = own_options(check_options(options, "parse"), "(memory)")
  return require("docket.reader").open(require("docket.input").of_bytes(bytes, options.source), options)
end

---Read from an open file, such as `io.stdin`. Streams (NDJSON articles, archives) are read
---as their articles are asked for, so that a stream of any length takes constant memory;
---other formats are read whole. The caller closes the file.
---@param handle file*
---@param options? docket.ReadingOptions
---@return docket.Document? document
---@return string? message
---@return string? code
function M.read(handle, options)
  if io.type(handle) ~= "file" then
    error(("bad argument #1 to 'read' (open file expected, got %s)"):format(io.type(handle) or type(handle)), 2)
  end
  options = own_options(check_options(options, "read"), "-")
  return require("docket.reader").open(require("docket.input").of_handle(handle, options.source), options)
end

---Each block of an HTML page, and why it is taken for a part of an article or not.
---@param path string
---@param options? { rules: string[]? }  directories whose `sites` hold site hints
---@return docket.Judged[]? blocks  in the order of the page
---@return string? site  name of the site hint that was followed; or what failed
---@return string? code
function M.explain(path, options)
  if type(path) ~= "string" then
    error(("bad argument #1 to 'explain' (string expected, got %s)"):format(type(path)), 2)
  end
  options = check_options(options, "explain")
  local input, message, code = require("docket.input").of_path(path)
  if not input then return nil, message, code end
  local format = input:format()
  if format ~= "html" then return nil, ("%s: no HTML page but %s"):format(path, format), "EHTML" end
  return require("docket.reader.html").judged(input, options)
end

---Load rules: languages that are shipped ("en"), and directories laid over them.
---@param sources? string[]  default { "en" }
---@return docket.Rules? rules
---@return string? message
---@return string? code
function M.rules(sources)
  sources = sources or { "en" }
  if type(sources) ~= "table" then
    error(("bad argument #1 to 'rules' (table expected, got %s)"):format(type(sources)), 2)
  end
  return require("docket.rule").new(sources)
end

local date_rules = {}

---The dates, times, durations and sets in a text.
---@param text string
---@param options? { reference: string?, language: string? }  `reference`: the day from which "last week" counts
---@return docket.Record[]? dates  records of kind `date`, with `first` and `last` in the text
---@return string? message
---@return string? code
function M.date(text, options)
  if type(text) ~= "string" then
    error(("bad argument #1 to 'date' (string expected, got %s)"):format(type(text)), 2)
  end
  options = options or {}
  local language = options.language or "en"
  if not date_rules[language] then
    local rules, message, code = M.rules { language }
    if not rules then return nil, message, code end
    date_rules[language] = rules
  end
  local document, message, code = M.parse(text, { format = "text", reference_date = options.reference, language = language })
  if not document then return nil, message, code end
  local found = {}
  for article in document:articles() do
    for _, record in ipairs(date_rules[language]:extract(article, { kinds = { "date" } })) do
      record.first, record.last = article:source_range(record.first, record.last)
      found[#found + 1] = record
    end
  end
  return found
end

---The language of a text, by its script, letters and frequent words; the greater part of a
---mixed text decides. The lists are in lua/docket/words/languages.txt.
---
---    docket.language "Суд приговорил его к пяти годам и штрафу, как сообщили в прокуратуре."  --> "ru"
---
---@param text string  UTF-8
---@return string? language  ISO 639-1 where there is one; nil where it is not sure, as of most headlines
function M.language(text)
  if type(text) ~= "string" then
    error(("bad argument #1 to 'language' (string expected, got %s)"):format(type(text)), 2)
  end
  return require("docket.language").of(text)
end

---The name of a language in English ("ru" -> "Russian"); the code itself where it is not known.
---@param code string
---@return string
function M.language_name(code)
  if type(code) ~= "string" then
    error(("bad argument #1 to 'language_name' (string expected, got %s)"):format(type(code)), 2)
  end
  return require("docket.language").name(code)
end

---A TIMEX3 value as EDTF (ISO 8601-2).
---@param value string?
---@param mod string?  TIMEX3 modifier
---@return string? edtf  nil where EDTF has no form for it
function M.edtf(value, mod) return require("docket.normal.edtf").of(value, mod) end

---An article with its dates marked inline, as TimeML.
---@param article docket.Article
---@param records docket.Record[]  of the article
---@return string xml
function M.timeml(article, records) return require("docket.export.timeml").document(article, records) end

---Open or make an index.
---@param path string
---@param options? table
---@return docket.Index? index
---@return string? message
---@return string? code
function M.index(path, options) return require("docket.index").open(path, options) end

return M
