---One reader a format: each takes a core document and gives its articles.
local M = {}

---Formats that can be read, with the module that does it.
M.readers = {
  text = "docket.reader.text",
  listing = "docket.reader.text",
  ndjson = "docket.reader.ndjson",
}

---Formats that are known by sight and cannot be read, with what to do about it.
M.unreadable = {
  html = "an HTML page; save it as text, as docket does not read HTML yet",
  feed = "a feed (RSS, Atom); docket does not read feeds yet",
  warc = "a web archive; docket does not read WARC yet",
  binary = "no text; convert it to plain text first",
  empty = "empty: there is nothing to read",
}

---@param format string
---@return table? reader
function M.of(format)
  local name = M.readers[format]
  return name and require(name)
end

return M
