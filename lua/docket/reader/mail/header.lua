---The header of a message: fields (RFC 5322), encoded words (RFC 2047), parameters (RFC 2045
---and 2231), and the encodings of bodies (RFC 2045).
local M = {}

-- ------------------------------------------------------------ transfer encodings

local digits = {}
for value, character in ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"):gmatch "()(.)" do
  digits[character:byte()] = value - 1
end

-- Bytes of one step, a multiple of four: string.byte gives so many values at a time.
local STEP <const> = 2048

---@param text string
---@return string bytes  what is no digit of the encoding is left away
function M.base64(text)
  text = text:gsub("[^A-Za-z0-9+/]", "")
  local pieces, char = {}, string.char
  for from = 1, #text, STEP do
    local codes, out = { text:byte(from, from + STEP - 1) }, {}
    for i = 1, #codes, 4 do
      local a, b, c, d = digits[codes[i]], digits[codes[i + 1]], digits[codes[i + 2]], digits[codes[i + 3]]
      if d then
        local value = a << 18 | b << 12 | c << 6 | d
        out[#out + 1] = char(value >> 16, value >> 8 & 255, value & 255)
      elseif c then
        out[#out + 1] = char(a << 2 | b >> 4, (b << 4 | c >> 2) & 255)
      elseif b then
        out[#out + 1] = char(a << 2 | b >> 4)
      end
    end
    pieces[#pieces + 1] = table.concat(out)
  end
  return table.concat(pieces)
end

local function byte_of(hex) return string.char(tonumber(hex, 16)) end

---@param text string  with "\n" as line ends
---@return string bytes
function M.quoted_printable(text)
  return (text:gsub("[ \t]+\n", "\n"):gsub("=[ \t]*\n", ""):gsub("=(%x%x)", byte_of))
end

-- ------------------------------------------------------------ characters

---Bytes as UTF-8.
---@param bytes string
---@param charset string?  as stated
---@return string text
function M.decoded(bytes, charset)
  charset = charset and charset:lower()
  local plain = not charset or charset == "utf-8" or charset == "utf8" or charset == "us-ascii" or charset == "ascii"
  if not bytes:find "[\x80-\xff\x1b]" and (plain or not charset:find "^utf%-?[137]") then return bytes end
  if plain and utf8.len(bytes) then return bytes end
  return (require("docket.core.markup").decode(bytes, { declared = charset, kind = "text" })) or bytes
end

local function word_bytes(encoding, text)
  if encoding:lower() == "b" then return M.base64(text) end
  return (text:gsub("_", " "):gsub("=(%x%x)", byte_of))
end

---Encoded words of a field's value. Neighbours of one character set are put together before
---they are decoded, as writers cut characters in two.
---@param value string
---@param charset string?  of bytes that stand there raw
---@return string
function M.text(value, charset)
  local pieces, position, pending, pending_charset = {}, 1, nil, nil
  local function flush()
    if pending then pieces[#pieces + 1] = M.decoded(pending, pending_charset) end
    pending = nil
  end
  while true do
    local first, last, set, encoding, text = value:find("=%?([^%s?]+)%?([bBqQ])%?([^?]*)%?=", position)
    local between = value:sub(position, (first or 0) - 1)
    if not first or not pending or between:find "%S" then
      flush()
      pieces[#pieces + 1] = M.decoded(between, charset)
    end
    if not first then break end
    set = set:gsub("%*.*$", ""):lower()
    if pending and pending_charset ~= set then flush() end
    pending, pending_charset = (pending or "") .. word_bytes(encoding, text), set
    position = last + 1
  end
  return (table.concat(pieces):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- ------------------------------------------------------------ fields

---@class docket.mail.Header
---@field [string] string  lower-case name -> first value, unfolded and as it stands

---@param text string  of a message or part, with "\n" as line ends
---@return docket.mail.Header header
---@return integer body  first byte of the body
function M.read(text)
  local header, name, position = {}, nil, 1
  while position <= #text do
    local stop = text:find("\n", position, true) or #text + 1
    local line = text:sub(position, stop - 1)
    if line == "" then return header, stop + 1 end
    local key, value = line:match "^([%w!#$%%&'*+.^_`|~-]+)[ \t]*:[ \t]*(.*)$"
    if line:find "^[ \t]" then
      -- Folded: the white space stays, the line break goes.
      if name then header[name] = header[name] .. line end
    elseif key then
      name = key:lower()
      if header[name] then name = nil else header[name] = value end
    elseif not line:find "^>?From " then
      -- No header: the body begins without an empty line.
      return header, position
    end
    position = stop + 1
  end
  return header, #text + 1
end

local function unescaped(hex_text) return (hex_text:gsub("%%(%x%x)", byte_of)) end

---A value with parameters: "text/plain; charset=utf-8".
---@param value string?
---@return string main  lower case
---@return table<string, string> parameters
function M.parameters(value)
  value = value or ""
  local main, parameters, parts = value:match "^%s*([^;%s]*)", {}, {}
  local rest = value:match ";(.*)$" or ""
  for name, equals in rest:gmatch "([%w*_-]+)%s*=%s*()" do
    local text = rest:match('^"(.-[^\\])"', equals) or rest:match('^""', equals) and "" or rest:match("^[^;%s]*", equals)
    name, text = name:lower(), text:gsub("\\(.)", "%1")
    local base, number, extended = name:match "^([^*]+)%*?(%d*)(%*?)$"
    if base and name ~= base then
      -- RFC 2231: name*0*=charset''percent-encoded; name*1=…
      parts[base] = parts[base] or {}
      local index = number ~= "" and math.tointeger(tonumber(number)) or 0
      parts[base][index] = { text = text, extended = extended == "*" or number == "" }
    else
      parameters[name] = parameters[name] or text
    end
  end
  for base, list in pairs(parts) do
    local charset, bytes, index = nil, "", 0
    while list[index] do
      local text = list[index].text
      if index == 0 and list[0].extended then charset, text = text:match "^([^']*)'[^']*'(.*)$" end
      text = text or list[index].text
      bytes = bytes .. (list[index].extended and unescaped(text) or text)
      index = index + 1
    end
    parameters[base] = parameters[base] or M.decoded(bytes, charset)
  end
  return main:lower(), parameters
end

---Names of an address field: "Jo Reporter <jo@news.example>, sam@news.example".
---@param value string
---@param charset string?
---@return string[] names  the address where there is no name
function M.names(value, charset)
  local names = {}
  -- Commas in quotation marks and comments part nobody.
  local masked = value:gsub('"[^"]*"', function(quoted) return (quoted:gsub("[,<>]", function(mark)
    return mark == "," and "\1" or mark == "<" and "\2" or "\3"
  end)) end)
  for one in masked:gmatch "[^,]+" do
    local name = one:match '^%s*"?(.-)"?%s*<[^>]*>' or ""
    if name == "" then name = one:match "%((.-)%)" or one:match "<([^>]+)>" or one:match "^%s*(.-)%s*$" end
    name = M.text(name:gsub("\1", ","):gsub("\2", "<"):gsub("\3", ">"):gsub("\\(.)", "%1"), charset)
    -- A list sends in its own name what somebody writes: "Jo Reporter via Court news".
    name = name:gsub(" via .*$", ""):gsub("^'(.*)'$", "%1")
    if name ~= "" then names[#names + 1] = name end
  end
  return names
end

return M
