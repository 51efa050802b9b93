---One reader a format. Each is a module with `open(input, options, format)`, which gives a
---docket.Document or nil, message, code. Formats that hold others (archives, mail) call
---`M.open` for what they hold.
local M = {}

---Formats that can be read, with the module that does it.
M.readers = {
  text = "docket.reader.text",
  listing = "docket.reader.text",
  ndjson = "docket.reader.ndjson",
  html = "docket.reader.html",
  feed = "docket.reader.feed",
  encoded = "docket.reader.encoded",
  warc = "docket.reader.archive",
  archive = "docket.reader.archive",
  mail = "docket.reader.mail",
  markdown = "docket.reader.markdown",
  pdf = "docket.reader.converted",
  office = "docket.reader.converted",
}

---Formats that are known by sight and cannot be read, with what to do about it.
M.unreadable = {
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

local MARKDOWN = { md = true, markdown = true, mdown = true, mkd = true }

-- Which kind of text a text is: its name may say it, or its front matter.
local function text_format(input)
  local extension = (input.path or input.source):lower():match "%.(%w+)$"
  if MARKDOWN[extension] then return "markdown" end
  if input.head:find "^\xEF?\xBB?\xBF?[-+][-+][-+][ \t]*\r?\n" and require("docket.reader.markdown").is_front(input.head) then
    return "markdown"
  end
  return "text"
end

---Open what was given with the reader of its format.
---@param input docket.Input
---@param options table  `source`, `format`, `language`, `reference_date`, `converters`; of an enclosing
---  document also `url`, `published`, `title`: what is known of the only article inside
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local format = options.format or input:format()
  if format == "text" and not options.format then format = text_format(input) end
  local name = M.readers[format]
  -- What is text, or nothing that is known, may have a converter for the ending of its name.
  if not options.format and (format == "binary" or format == "text" and options.converters)
    and require("docket.reader.converted").is_listed(input, options) then
    name = "docket.reader.converted"
  end
  if name then return require(name).open(input, options, format) end
  return nil, ("%s: %s"):format(input.source, reason(input, format)), "E" .. format:upper()
end

return M
