---Text in other encodings than UTF-8. It is converted; positions go back to the bytes of
---the source through a map, so that articles and records keep exact ranges of it.
local core = require "docket.core"
local profile = require "docket.profile"

local M = {}

---@class docket.Decoded
---@field text string         UTF-8
---@field encoding string     name by the WHATWG Encoding Standard: "windows-1251"
---@field map docket.Map?     nil where the source is UTF-8 as it is
---@field problems table      as Document:problems gives them, with positions in the source

---The bytes of an input as UTF-8. For readers of formats that state their encoding.
---@param input docket.Input
---@param options table  `encoding`: forced; `charset`: what an enclosing format states (a name,
---  or the value of a Content-Type header)
---@param kind "text"|"html"|"xml"  where a declaration is looked for
---@return docket.Decoded? decoded
---@return string? message
---@return string? code
function M.decode(input, options, kind)
  local bytes, message, code = input:bytes()
  if not bytes then return nil, message, code end
  local text, encoding, map, problems = require("docket.core.markup").decode(bytes,
    { forced = options.encoding, declared = options.charset, kind = kind })
  if not text then return nil, ("%s: %s"):format(input.source, encoding), map end
  return { text = text, encoding = encoding, map = map, problems = problems }
end

---A document of a plain text that is converted.
---@param input docket.Input
---@param options table
---@param format string
---@return docket.Document? document  nil alone where there is nothing to convert
---@return string? message
---@return string? code
function M.text(input, options, format)
  local decoded, message, code = M.decode(input, options, "text")
  if not decoded then return nil, message, code end
  if not decoded.map then return nil end
  local original, made
  original, message, code = input:document(nil, "binary")
  if not original then return nil, message, code end
  made, message, code = core.parse(decoded.text, profile.of(options.language),
    { source = options.source, format = options.format and format })
  if not made then return nil, message, code end
  return require("docket.document").new { source = options.source, format = made:format(), core = made,
    original = original, options = options, read = require("docket.reader.text").articles,
    encoding = decoded.encoding, encoding_map = decoded.map, found_problems = decoded.problems }
end

-- What stands in the bytes is only seen when they are converted.
local function format_of(text) return core.look(text:sub(1, 65536)) end

---Open bytes that are seen to be UTF-16 or UTF-32.
---@param input docket.Input
---@param options table
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local decoded, message, code = M.decode(input, options, "text")
  if not decoded then return nil, message, code end
  local format = format_of(decoded.text)
  local readers = require "docket.reader"
  if format == "text" and decoded.map then return M.text(input, options, format) end
  if format == "html" or format == "feed" then
    -- These decode by what they declare themselves.
    local name = readers.readers[format]
    if name then return require(name).open(input, options, format) end
  end
  if format == "encoded" then
    return nil, ("%s: text of an unknown encoding; name it, as in: --encoding utf-16le"):format(input.source), "EENCODING"
  end
  local inner = {}
  for key, value in pairs(options) do inner[key] = value end
  inner.format, inner.encoding, inner.charset = nil, nil, nil
  return readers.open(require("docket.input").of_bytes(decoded.text, input.source), inner)
end

return M
