---One reader a format. Each is a module with `open(input, options, format)`, which gives a
---docket.Document or nil, message, code. Formats that hold others (archives, mail) call
---`M.open` for what they hold.
local M = {}

---Formats that can be read, with the module that does it.
M.readers = {
  text = "docket.reader.text",
  listing = "docket.reader.text",
  ndjson = "docket.reader.ndjson",
  warc = "docket.reader.archive",
  archive = "docket.reader.archive",
}

---Formats that are known by sight and cannot be read, with what to do about it.
M.unreadable = {
  html = "an HTML page; save it as text, as docket does not read HTML yet",
  feed = "a feed (RSS, Atom); docket does not read feeds yet",
  mail = "mail; save it as text, as docket does not read mail yet",
  pdf = "a PDF; convert it first: pdftotext -layout FILE",
  office = "a document of an office program; convert it to text first",
  encoded = "text in UTF-16 or UTF-32; convert it: iconv -f UTF-16 -t UTF-8",
  binary = "no text; convert it to plain text first",
  empty = "empty: there is nothing to read",
}

-- What the core says of bytes that nobody can read, where it says more than we do.
local function reason(input, format)
  if format == "binary" then
    local document = input:document()
    local problem = document and document:problems()[1]
    if problem then return problem.message end
  end
  return M.unreadable[format] or "of an unknown format, " .. format
end

---Open what was given with the reader of its format.
---@param input docket.Input
---@param options table  `source`, `format`, `language`, `reference_date`; of an enclosing
---  document also `url`, `published`, `title`: what is known of the only article inside
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local format = options.format or input:format()
  local name = M.readers[format]
  if name then return require(name).open(input, options, format) end
  return nil, ("%s: %s"):format(input.source, reason(input, format)), "E" .. format:upper()
end

return M
