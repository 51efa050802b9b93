---Which entries of an archive are documents, and a summary of those that are none.
local core = require "docket.core"

local M = {}

local function set(words)
  local list = {}
  for word in words:gmatch "%S+" do list[word] = true end
  return list
end

-- Types of records that hold a document of their own.
local documents = set "response resource conversion file"

-- Media types that are read.
local html = set "text/html application/xhtml+xml"
local xml = set "text/xml application/xml"
local data = set [[application/json text/json application/x-ndjson application/ndjson application/jsonl
  application/x-jsonlines]]
local others = set [[text/plain text/markdown text/x-markdown application/rss+xml application/atom+xml
  application/rdf+xml application/feed+json message/rfc822]]

-- Files that are part of a page's looks or of a program: passed over by their names, as some
-- are text.
local assets = set [[css js mjs map svg png jpg jpeg gif webp avif ico bmp tif tiff woff woff2 ttf otf eot mp3 mp4 m4a
  ogg ogv wav webm avi mov swf wasm class jar exe dll so dylib o pyc db sqlite cdx cdxj idx]]

-- Targets that archivers make up for what is about the capture ("metadata:", "dns:",
-- "urn:pageinfo:"), and not of the web.
local schemes = set "http https ftp file"

-- Formats by sight that nothing can be read from.
local unreadable = set "binary empty archive warc"

-- What WACZ (1.1.1) keeps beside its archives.
local function is_wacz_part(entry)
  local name = entry.name:match "([^!]*)$":gsub("^/", "")
  if name:find "^datapackage[%w-]*%.json$" then return entry.head:find('"wacz_version"', 1, true) ~= nil end
  if name:find "^pages/.*%.jsonl$" then return entry.head:find('"json-pages-', 1, true) ~= nil end
  return name:find "^indexes/.*%.cdxj?%.?g?z?$" ~= nil or name:find "^logs/.*%.log%.?g?z?$" ~= nil
    or name == "datapackage-digest.json"
end

-- Files that systems leave behind.
local function is_hidden(name) return name:find "^__MACOSX/" or name:find "/__MACOSX/" or name:find "%f[^/\0]%.[^/]*$" end

local function against_file(entry)
  local name = entry.name
  if not name then return nil end
  local extension = name:lower():match "%.([%w]+)$"
  if extension and assets[extension] then return "." .. extension end
  if is_hidden(name) then return "hidden files" end
  if is_wacz_part(entry) then return "index of a web archive" end
  return nil
end

local function against_record(entry)
  if not documents[entry.type] then return entry.type end
  -- The records of a document in pieces are not joined; such archives are very rare.
  if entry.segment then return "segment of a record" end
  local scheme = entry.url and entry.url:match "^(%a[%w+.-]*):"
  if scheme and not schemes[scheme:lower()] then return scheme:lower() .. ": records" end
  if entry.status and (entry.status < 200 or entry.status > 299) then return ("status %d"):format(entry.status) end
  local kind = entry.content_type
  if kind and not (html[kind] or xml[kind] or data[kind] or others[kind]) then return kind end
  -- It is text, and for machines.
  if entry.url and entry.url:find "^%a+://[^/]*/robots%.txt$" then return "robots.txt" end
  return nil
end

---Why an entry is passed over, by what is known of it without its bytes.
---@param entry docket.core.Entry
---@return string? reason  nil where it may hold a document
function M.reason_against(entry)
  if entry.type == "file" then return against_file(entry) or M.against_bytes(entry.head or "") end
  return against_record(entry)
end

---Why bytes are passed over.
---@param bytes string  as many as are known
---@return string? reason
function M.against_bytes(bytes)
  local format = core.look(bytes)
  -- Files of any kind are in containers; text holds no such byte.
  if format == "text" and bytes:find("\0", 1, true) then format = "binary" end
  return unreadable[format] and format .. " files" or nil
end

---Is it to be read line by line, as it may be longer than memory?
---@param entry docket.core.Entry
function M.is_stream(entry) return entry.type == "file" and core.look(entry.head or "") == "ndjson" end

---Is it data in which articles may be, but mostly are not? Then its failures tell nothing.
---@param entry docket.core.Entry
function M.is_data(entry) return data[entry.content_type] or false end

---The format of a document's bytes, where it is not to be found by looking at them.
---@param entry docket.core.Entry
---@param bytes string
---@return string? format  nil: by looking
---@return string? reason  why it is passed over
---@return string? problem  what is wrong with it, where somebody should know
function M.format(entry, bytes)
  local look, kind = core.look(bytes), entry.content_type
  if unreadable[look] then
    local problem = kind and look ~= "empty" and ("declared %s, and its bytes are no text; skipped"):format(kind) or nil
    return nil, look .. " as " .. (kind or "file"), problem
  end
  -- A page may begin with text; the server knew what it is.
  if html[kind] and (look == "text" or look == "mail") then return "html" end
  -- Site maps and the like are for machines.
  if xml[kind] and look == "html" and not bytes:sub(1, 4096):lower():find("<html", 1, true) then return nil, kind end
  local is_markdown = kind == "text/markdown" or kind == "text/x-markdown"
    or entry.type == "file" and (entry.name or ""):lower():find "%.md$" or (entry.name or ""):lower():find "%.markdown$"
  if is_markdown and look == "text" and require("docket.reader").readers.markdown then return "markdown" end
  return nil
end

-- ------------------------------------------------------------------ summary

---@class docket.archive.Summary
---@field entries integer      records and files of the archive that could be read
---@field documents integer    of these, that were opened as documents
---@field articles integer
---@field types table<string, integer>        entries by type: "response", "revisit", "file" …
---@field passed_over table<string, integer>  entries without a document, by reason: media type, type of record, status
local Summary = {}
Summary.__index = Summary

---@return docket.archive.Summary
function M.new_summary()
  return setmetatable({ entries = 0, documents = 0, articles = 0, types = {}, passed_over = {} }, Summary)
end

function Summary:count(entry)
  self.entries = self.entries + 1
  self.types[entry.type] = (self.types[entry.type] or 0) + 1
end

-- Reasons come from archives: there may be any number of media types.
local MAX_REASONS = 200

function Summary:pass_over(reason)
  local counts = self.passed_over
  if not counts[reason] then
    self.reasons = (self.reasons or 0) + 1
    if self.reasons > MAX_REASONS then reason = "others" end
  end
  counts[reason] = (counts[reason] or 0) + 1
end

local explanations = { revisit = "revisit (the same as another record, to which it refers)" }

---"6 entries, 1 document, 1 article; passed over: 2 request, 1 image/png"
function Summary:__tostring()
  local reasons = {}
  for reason in pairs(self.passed_over) do reasons[#reasons + 1] = reason end
  table.sort(reasons, function(a, b)
    local n, m = self.passed_over[a], self.passed_over[b]
    if n ~= m then return n > m end
    return a < b
  end)
  for i, reason in ipairs(reasons) do
    reasons[i] = ("%d %s"):format(self.passed_over[reason], explanations[reason] or reason)
  end
  local text = ("%d entries, %d documents, %d articles"):format(self.entries, self.documents, self.articles)
  return #reasons > 0 and text .. "; passed over: " .. table.concat(reasons, ", ") or text
end

return M
