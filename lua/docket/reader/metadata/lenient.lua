---A reader of JSON that takes what pages really write: raw line breaks and unescaped quotes
---in strings, trailing and missing commas, comments, CDATA marks, several values in a row,
---an end that is missing. It is asked only where lua-cjson refuses the text.
---
---What it cannot make sense of it passes over by a character, so it always ends, after time
---in proportion to the text.
local M = {}

local MAX_DEPTH <const> = 60

local ESCAPES <const> = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

-- White space, comments, commas, and what wraps scripts.
local function skip(text, position)
  while true do
    if position > #text then return #text + 1 end
    local start = position
    position = text:match("^[%s,;]*()", position)
    local two = text:sub(position, position + 1)
    if two == "//" then
      position = text:match("^[^\n]*()", position)
    elseif two == "/*" then
      position = select(2, text:find("*/", position + 2, true)) or #text
      position = position + 1
    elseif two == "<!" then
      position = text:match("^<!%-%-()", position) or text:match("^<!%[CDATA%[()", position) or position + 2
    elseif two == "]]" or two == "--" then
      position = text:match("^%]%]>()", position) or text:match("^%-%->()", position) or position
    end
    if position == start then return position end
  end
end

-- A quote ends the string where something follows that stands between values, or the next key.
local function ends_string(text, position)
  return text:find('^%s+"[%w@_]+"%s*:', position + 1) ~= nil
    or text:find("^%s*[,:}%]]", position + 1) ~= nil or not text:find("%S", position + 1)
end

local function unicode(digits)
  local code = tonumber(digits, 16)
  return code >= 0x20 and (code < 0xD800 or code > 0xDFFF) and utf8.char(code) or ""
end

local function unescape(text)
  if not text:find("\\", 1, true) then return text end
  text = text:gsub("\\u([Dd][89ABab]%x%x)\\u([Dd][C-Fc-f]%x%x)", function(high, low)
    return utf8.char(0x10000 + (tonumber(high, 16) - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00)
  end)
  text = text:gsub("\\u(%x%x%x%x)", unicode)
  return (text:gsub("\\(.)", function(letter) return ESCAPES[letter] or letter end))
end

local function read_string(text, position)
  local from = position + 1
  local at = from
  while true do
    local stop = text:find('["\\]', at)
    if not stop then return unescape(text:sub(from)), #text + 1 end
    if text:byte(stop) == 0x5C then
      at = stop + 2
    elseif ends_string(text, stop) then
      return unescape(text:sub(from, stop - 1)), stop + 1
    else
      at = stop + 1
    end
  end
end

local read_value

local function read_object(text, position, depth)
  local object = {}
  position = skip(text, position + 1)
  while position <= #text do
    local byte = text:byte(position)
    if byte == 0x7D then return object, position + 1 end
    if byte == 0x5D then return object, position end
    local from = position
    local key
    if byte == 0x22 then
      key, position = read_string(text, position)
    else
      key, position = text:match("^([%a_$][%w_$]*)()", position)
      if not key then position = from + 1 end
    end
    position = skip(text, position)
    if key and text:byte(position) == 0x3A then
      object[key], position = read_value(text, skip(text, position + 1), depth + 1)
    end
    position = skip(text, position)
  end
  return object, position
end

local function read_array(text, position, depth)
  local array = {}
  position = skip(text, position + 1)
  while position <= #text do
    local byte = text:byte(position)
    if byte == 0x5D then return array, position + 1 end
    if byte == 0x7D then return array, position end
    array[#array + 1], position = read_value(text, position, depth + 1)
    position = skip(text, position)
  end
  return array, position
end

function read_value(text, position, depth)
  local byte = text:byte(position)
  if depth > MAX_DEPTH then return nil, #text + 1 end
  if byte == 0x7B then return read_object(text, position, depth) end
  if byte == 0x5B then return read_array(text, position, depth) end
  if byte == 0x22 then return read_string(text, position) end
  local word, after = text:match("^([%w+.-]+)()", position)
  if not word then return nil, position + 1 end
  if word == "true" or word == "false" then return word == "true", after end
  return tonumber(word), after
end

---Read all values of a text.
---@param text string
---@return table[] values  objects and arrays; none where there is none
function M.read(text)
  local values, position = {}, skip(text, 1)
  while position <= #text do
    local byte = text:byte(position)
    if byte == 0x7B or byte == 0x5B then
      values[#values + 1], position = read_value(text, position, 0)
    else
      position = text:find("[{%[]", position + 1) or #text + 1
    end
    position = skip(text, position)
  end
  return values
end

return M
