---One message: which of its parts are read, and what its header says of the article.
local body = require "docket.reader.mail.body"
local header = require "docket.reader.mail.header"
local timestamp = require "docket.normal.timestamp"

local M = {}

-- Parts inside parts; no program nests deeper.
local MAX_DEPTH <const> = 16

-- Parts that tell the reader of the mail nothing, and need not be named.
local SILENT = { ["application/pgp-signature"] = true, ["application/pkcs7-signature"] = true,
  ["application/x-pkcs7-signature"] = true, ["message/delivery-status"] = true, ["text/rfc822-headers"] = true,
  ["application/pgp-encrypted"] = true }

---@class docket.mail.Part
---@field kind string        "text/html"
---@field parameters table<string, string>
---@field header docket.mail.Header
---@field body string        as it stands

local function part_of(text, default_kind)
  local fields, start = header.read(text)
  local kind, parameters = header.parameters(fields["content-type"])
  if not kind:find "^[%w!#$&^_.+-]+/[%w!#$&^_.+-]+$" then kind = default_kind end
  return { header = fields, kind = kind, parameters = parameters, body = text:sub(start) }
end

local function content_of(part)
  local encoding = (part.header["content-transfer-encoding"] or ""):lower():match "^%s*([%w-]*)"
  if encoding == "base64" then return (header.base64(part.body):gsub("\r\n", "\n")) end
  if encoding == "quoted-printable" then return header.quoted_printable(part.body) end
  return part.body
end

-- The parts between the boundary lines (RFC 2046, 5.1); the last may lack its end.
local function parts_of(part)
  local boundary, list = part.parameters.boundary, {}
  if not boundary or boundary == "" then return list end
  local text, mark, position = "\n" .. part.body, "\n--" .. boundary, 1
  local start
  while true do
    local first, last = text:find(mark, position, true)
    if start then list[#list + 1] = text:sub(start, (first or #text + 1) - 1) end
    if not first or text:sub(last + 1, last + 2) == "--" then break end
    local line_end = text:find("\n", last + 1, true)
    if not line_end then break end
    -- A longer boundary that begins alike is another.
    if text:sub(last + 1, line_end - 1):find "^%s*$" then
      start, position = line_end + 1, line_end
    else
      if start then table.remove(list) end
      position = last + 1
    end
  end
  return list
end

-- ------------------------------------------------------------ parts

local walk

local function file_name(part)
  local _, disposition = header.parameters(part.header["content-disposition"])
  return disposition.filename or part.parameters.name
end

local function is_attachment(part)
  return header.parameters(part.header["content-disposition"]) == "attachment"
end

local function name_attachment(state, part)
  if SILENT[part.kind] then return end
  local name = file_name(part)
  name = name and header.text(name)
  state.attachments[#state.attachments + 1] = name and ("%s (%s)"):format(name, part.kind) or part.kind
end

local function read_text(state, part)
  local text = header.decoded(content_of(part), part.parameters.charset)
  if part.kind == "text/html" then
    local found = require("docket.reader.html").fragment(text, state.options)
    if found and found.text:find "%S" then body.append(state.found, found) end
    return
  end
  if (part.parameters.format or ""):lower() == "flowed" then
    text = body.unflowed(text, (part.parameters.delsp or ""):lower() == "yes")
  end
  local found, forwarded = body.found(text, state.options)
  state.forwarded = state.forwarded or forwarded
  if found.text ~= "" then body.append(state.found, found) end
end

-- How well a part of alternatives can be read: HTML before text, as its structure tells
-- paragraphs from line breaks.
local function rank(part)
  if part.kind == "text/html" then return 3 end
  if part.kind:find "^multipart/" then return 2 end
  return part.kind == "text/plain" and 1 or 0
end

local function walk_alternative(state, part, depth)
  local best
  for _, text in ipairs(parts_of(part)) do
    local one = part_of(text, "text/plain")
    if rank(one) > 0 and (not best or rank(one) > rank(best)) then best = one end
  end
  if best then walk(state, best, depth + 1) end
end

local function walk_multipart(state, part, depth)
  if depth > MAX_DEPTH then
    state.problems[#state.problems + 1] = ("parts inside parts, deeper than %d, are not read"):format(MAX_DEPTH)
    return
  end
  if part.kind == "multipart/alternative" then return walk_alternative(state, part, depth) end
  local default = part.kind == "multipart/digest" and "message/rfc822" or "text/plain"
  local list = parts_of(part)
  if #list == 0 then state.problems[#state.problems + 1] = "its parts have no boundary" end
  for number, text in ipairs(list) do
    -- What belongs to the first part of "related" are the pictures of its page.
    if part.kind ~= "multipart/related" or number == 1 then walk(state, part_of(text, default), depth + 1) end
  end
end

function walk(state, part, depth)
  local kind = part.kind
  if kind:find "^multipart/" then return walk_multipart(state, part, depth) end
  if kind == "message/rfc822" or kind == "message/global" then
    state.nested[#state.nested + 1] = content_of(part)
  elseif (kind == "text/plain" or kind == "text/html" or kind == "text/markdown") and not is_attachment(part) then
    read_text(state, part)
  elseif not (kind:find "^image/" and not is_attachment(part)) then
    name_attachment(state, part)
  end
end

-- ------------------------------------------------------------ header

local function url_of(fields)
  local archived = fields["archived-at"]
  local url = archived and archived:match "<?%s*(%a[%w+.-]*:[^>%s]+)"
  for _, name in ipairs { "list-archive", "list-post" } do
    local value = fields[name]
    url = url or value and value:match "<(https?:[^>%s]+)>"
  end
  return url or fields["list-post"] and fields["list-post"]:match "<(mailto:[^>%s]+)>"
end

local function without_angles(value) return value and (value:match "<([^>]+)>" or value:match "^%s*(.-)%s*$") end

local function day_of(value) return (timestamp.parse(value) or ""):match "^%d%d%d%d%-%d%d%-%d%d" end

-- What the header says. A message that does nothing but forward another speaks for that.
local function article_fields(part, forwarded)
  local fields, charset = part.header, part.parameters.charset
  local inner = forwarded or {}
  local title = inner.subject or fields.subject
  title = title and header.text(title, charset)
  local from = inner.from or fields.from
  local stated = inner.date or inner.sent or fields.date
  local published = stated and day_of(header.text((stated:gsub(" at ", " "))))
  return { title = title ~= "" and title or nil, byline = from and header.names(from, charset) or nil,
    published = published, url = url_of(fields), id = without_angles(fields["message-id"]),
    language = fields["content-language"] and fields["content-language"]:match "^%s*([^,%s]+)" },
    stated and not published and stated or nil
end

---@class docket.mail.Message
---@field found docket.Found      its text; "" where it has none
---@field fields table            of the article
---@field nested string[]         messages inside it
---@field problems string[]

---@param text string  of the message, with "\n" as line ends
---@param options table  of the document
---@return docket.mail.Message
function M.read(text, options)
  local part = part_of(text, "text/plain")
  local state = { options = options, found = { text = "", blocks = {} }, nested = {}, attachments = {}, problems = {} }
  walk(state, part, 1)
  local fields, wrong_date = article_fields(part, state.forwarded)
  if wrong_date then state.problems[#state.problems + 1] = "its date is none: " .. wrong_date end
  if #state.attachments > 0 then
    state.problems[#state.problems + 1] = ("not read: %s; save attachments as files"):format(
      table.concat(state.attachments, ", "))
  end
  return { found = state.found, fields = fields, nested = state.nested, problems = state.problems }
end

return M
