---What is read: a file, bytes, or an open handle. Its beginning is looked at to find the
---format; a reader then takes all of it, or piece by piece.
local core = require "docket.core"

local M = {}

-- Bytes that tell the format, as many as the core looks at.
local HEAD_BYTES = 65536
-- Bytes of a piece of a stream.
local PIECE_BYTES = 65536

---@class docket.Input
---@field source string   name of the source, for messages and records
---@field head string     its first bytes
---@field path string?    of a file
---@field whole string?   all bytes, where they were given
---@field handle file*?   where the rest can be read
local Input = {}
Input.__index = Input

---@param path string
---@param source string?
---@return docket.Input? input
---@return string? message
---@return string? code
function M.of_path(path, source)
  local handle = io.open(path, "rb")
  local head = handle and handle:read(HEAD_BYTES)
  if handle then handle:close() end
  if not head then
    -- Missing, a directory, not to be read, or empty: the core says which.
    local document, message, code = core.open(path, nil, { source = source, format = "binary" })
    if not document then return nil, message, code end
    document:close()
  end
  return setmetatable({ source = source or path, path = path, head = head or "" }, Input)
end

---@param bytes string
---@param source string
---@return docket.Input
function M.of_bytes(bytes, source)
  return setmetatable({ source = source, whole = bytes, head = bytes:sub(1, HEAD_BYTES) }, Input)
end

---A stream that cannot be read twice. NDJSON has to come line by line, as its writer waits
---for the answer to each: then the head is the first line.
---@param handle file*  the caller closes it
---@param source string
---@return docket.Input
function M.of_handle(handle, source)
  local head = handle:read "L" or ""
  if not head:find "^%s*{" and #head < HEAD_BYTES then head = head .. (handle:read(HEAD_BYTES - #head) or "") end
  return setmetatable({ source = source, handle = handle, head = head }, Input)
end

---@return docket.core.Format
function Input:format() return core.look(self.head) end

---All bytes in memory.
---@return string? bytes
---@return string? message
---@return string? code
function Input:bytes()
  if self.whole then return self.whole end
  if self.handle then
    self.whole = self.head .. (self.handle:read "a" or "")
    return self.whole
  end
  local document, message, code = core.open(self.path, nil, { source = self.source, format = "binary" })
  if not document then return nil, message, code end
  self.whole = document:bytes()
  document:close()
  return self.whole
end

---A core document of all bytes: of a file without copying it.
---@param profile userdata?
---@param format string?  as for core.open
---@return userdata? document
---@return string? message
---@return string? code
function Input:document(profile, format)
  local options = { source = self.source, format = format }
  if self.path and not self.whole then return core.open(self.path, profile, options) end
  local bytes, message, code = self:bytes()
  if not bytes then return nil, message, code end
  return core.parse(bytes, profile, options)
end

---The bytes in pieces, for formats that are streams of any length. It can be called once
---for a handle, and as often as needed for a file or bytes.
---@return (fun(): string?)? next_piece
---@return string? message
---@return string? code
---@return fun()? close  gives the file back before its end
function Input:pieces()
  local function done() end
  if self.whole then
    local rest = self.whole
    return function()
      local piece = rest
      rest = nil
      return piece
    end, nil, nil, done
  end
  local handle, first = self.handle, nil
  if handle then
    first = self.head
  else
    local message
    handle, message = io.open(self.path, "rb")
    if not handle then return nil, message, "EIO" end
  end
  local function close()
    if handle and not self.handle then handle:close() end
    handle = nil
  end
  return function()
    local piece = first or handle and handle:read(PIECE_BYTES)
    first = nil
    if not piece then close() end
    return piece
  end, nil, nil, close
end

---The lines, each with its end, read as they are asked for.
---@return fun(): string? next_line
function Input:lines()
  if self.whole then return self.whole:gmatch "[^\n]+\n?" end
  local handle, pending = self.handle, nil
  if handle then
    -- The head may hold several lines, and the beginning of one more.
    local head = self.head
    if not head:find "\n$" then head = head .. (handle:read "L" or "") end
    pending = head:gmatch "[^\n]*\n?"
  else
    handle = assert(io.open(self.path, "rb"))
  end
  return function()
    local line = pending and pending()
    if line and line ~= "" then return line end
    pending = nil
    line = handle and handle:read "L"
    if not line and handle and not self.handle then
      handle:close()
      handle = nil
    end
    return line
  end
end

return M
