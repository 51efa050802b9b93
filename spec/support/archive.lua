-- Archives made for specs, byte by byte: nothing has to be packed beforehand, and no program
-- is needed. What is "packed" is stored, which every inflater has to read as well.
local M = {}

-- CRC-32 (ISO 3309), as gzip and zip want it.
local crc_table = {}
for i = 0, 255 do
  local c = i
  for _ = 1, 8 do c = c & 1 == 1 and 0xEDB88320 ~ (c >> 1) or c >> 1 end
  crc_table[i] = c
end

local function crc32(bytes)
  local c = 0xFFFFFFFF
  for i = 1, #bytes do c = crc_table[(c ~ bytes:byte(i)) & 255] ~ (c >> 8) end
  return c ~ 0xFFFFFFFF
end

-- RFC 1950: the checksum of zlib's streams.
local function adler32(bytes)
  local a, b = 1, 0
  for i = 1, #bytes do
    a = (a + bytes:byte(i)) % 65521
    b = (b + a) % 65521
  end
  return b << 16 | a
end

---Deflate (RFC 1951) with stored blocks.
function M.deflate(bytes)
  local blocks, at = {}, 1
  repeat
    local piece = bytes:sub(at, at + 65534)
    at = at + #piece
    blocks[#blocks + 1] = string.pack("<BI2I2", at > #bytes and 1 or 0, #piece, #piece ~ 0xFFFF) .. piece
  until at > #bytes
  return table.concat(blocks)
end

function M.zlib(bytes) return "\x78\x01" .. M.deflate(bytes) .. string.pack(">I4", adler32(bytes)) end

---One gzip member.
function M.gzip(bytes)
  return "\x1F\x8B\x08\0\0\0\0\0\0\x03" .. M.deflate(bytes) .. string.pack("<I4I4", crc32(bytes), #bytes)
end

---A record: `head` are fields with underscores for hyphens; those that every record has are
---filled in. `version`, `eol` and `ending` are no fields.
function M.record(kind, block, head)
  head = head or {}
  local eol = head.eol or "\r\n"
  local fields = { ["WARC-Type"] = kind, ["WARC-Date"] = "2021-04-07T10:00:00Z",
    ["WARC-Record-ID"] = "<urn:uuid:00000000-0000-0000-0000-000000000001>",
    ["Content-Length"] = #block }
  for name, value in pairs(head) do
    if name ~= "eol" and name ~= "version" and name ~= "ending" then fields[name:gsub("_", "-")] = value or nil end
  end
  local lines = {}
  for name, value in pairs(fields) do lines[#lines + 1] = name .. ": " .. value end
  table.sort(lines)
  return (head.version or "WARC/1.0") .. eol .. table.concat(lines, eol) .. eol .. eol .. block
    .. (head.ending or eol .. eol)
end

---An HTTP response; `fields` are lines, `status` as "404 Not Found".
function M.http(body, fields, status)
  local lines = { "HTTP/1.1 " .. (status or "200 OK"), "Content-Type: text/plain; charset=utf-8" }
  table.move(fields or {}, 1, #(fields or {}), #lines + 1, lines)
  return table.concat(lines, "\r\n") .. "\r\n\r\n" .. body
end

---A response record of a page.
function M.response(url, body, head, fields, status)
  local own = { WARC_Target_URI = url, Content_Type = "application/http; msgtype=response" }
  for name, value in pairs(head or {}) do own[name] = value end
  return M.record("response", M.http(body, fields, status), own)
end

---A zip archive of { name, bytes } pairs, stored.
function M.zip(files)
  local out, list, offset = {}, {}, 0
  for _, file in ipairs(files) do
    local name, bytes = file[1], file[2]
    local sums = string.pack("<I4I4I4I2I2", crc32(bytes), #bytes, #bytes, #name, 0)
    local entry = string.pack("<I4I2I2I2I2I2", 0x04034b50, 20, 0x800, 0, 0, 0x5221) .. sums .. name .. bytes
    list[#list + 1] = string.pack("<I4I2I2I2I2I2I2", 0x02014b50, 20, 20, 0x800, 0, 0, 0x5221) .. sums
      .. string.pack("<I2I2I2I4I4", 0, 0, 0, 0x81A40000, offset) .. name
    out[#out + 1], offset = entry, offset + #entry
  end
  local index = table.concat(list)
  return table.concat(out) .. index
    .. string.pack("<I4I2I2I2I2I4I4I2", 0x06054b50, 0, 0, #list, #list, #index, offset, 0)
end

---A tar archive (ustar) of { name, bytes } pairs.
function M.tar(files)
  local out = {}
  for _, file in ipairs(files) do
    local name, bytes = file[1], file[2]
    local head = name .. ("\0"):rep(100 - #name) .. "0000644\0" .. "0000000\0" .. "0000000\0"
      .. ("%011o\0"):format(#bytes) .. "14033442640\0" .. (" "):rep(8) .. "0" .. ("\0"):rep(100) .. "ustar\00000"
    head = head .. ("\0"):rep(512 - #head)
    local sum = 0
    for i = 1, 512 do sum = sum + head:byte(i) end
    head = head:sub(1, 148) .. ("%06o\0 "):format(sum) .. head:sub(157)
    out[#out + 1] = head .. bytes .. ("\0"):rep(-#bytes % 512)
  end
  return table.concat(out) .. ("\0"):rep(1024)
end

---A function that gives bytes in pieces of `size`.
function M.pieces(bytes, size)
  local at = 1
  return function()
    if at > #bytes then return nil end
    local piece = bytes:sub(at, at + size - 1)
    at = at + size
    return piece
  end
end

return M
