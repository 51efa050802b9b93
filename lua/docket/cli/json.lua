-- Writes JSON with a stable order of keys, so that two runs can be compared with diff.
--
-- Decoding is lua-cjson's work.  Encoding is done here because a Lua table has no order:
-- keys come in the order that the caller gives, then the others by name.  Integers stay
-- integers, and what is no UTF-8 is replaced, because a JSON text must be UTF-8 whatever
-- the source was.

local M = {}

---Stands for JSON's null, where a key must be there.
M.null = setmetatable({}, { __name = "null" })

local escapes = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f",
  ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
}
for byte = 0, 31 do
  local char = string.char(byte)
  escapes[char] = escapes[char] or ("\\u%04x"):format(byte)
end
escapes["\127"] = "\\u007f"

---The same text with every byte that is no UTF-8 replaced by U+FFFD.
---@param text string
---@return string
function M.valid(text)
  local parts, from = {}, 1
  while true do
    local length, bad = utf8.len(text, from)
    if length then break end
    parts[#parts + 1] = text:sub(from, bad - 1)
    parts[#parts + 1] = "\u{FFFD}"
    from = bad + 1
    if from > #text then break end
  end
  parts[#parts + 1] = text:sub(from)
  return table.concat(parts)
end

local function encode_string(text)
  if not utf8.len(text) then text = M.valid(text) end
  return '"' .. text:gsub('[%c"\\]', escapes) .. '"'
end

local function encode_number(number)
  if math.type(number) == "integer" then return ("%d"):format(number) end
  if number ~= number or number == math.huge or number == -math.huge then return "null" end
  -- A whole amount is written without a fraction: 500.0 and 500 are the same fine.
  if number == math.floor(number) and math.abs(number) < 2 ^ 53 then
    return ("%d"):format(number)
  end
  local text = ("%.14g"):format(number)
  if tonumber(text) ~= number then text = ("%.17g"):format(number) end
  return (text:gsub(",", "."))               -- a locale may write a decimal comma
end

local function is_array(value)
  if #value > 0 then return true end
  local marked = getmetatable(value)
  return next(value) == nil and not (marked and marked.__jsontype == "object")
end

local function ordered_keys(object, order)
  local keys, taken = {}, {}
  for _, key in ipairs(order or {}) do
    if object[key] ~= nil and not taken[key] then
      keys[#keys + 1] = key
      taken[key] = true
    end
  end
  local rest = {}
  for key in pairs(object) do
    if type(key) == "string" and not taken[key] then rest[#rest + 1] = key end
  end
  table.sort(rest)
  table.move(rest, 1, #rest, #keys + 1, keys)
  return keys
end

local encode

local function encode_table(value, order)
  if value == M.null then return "null" end
  local parts = {}
  if is_array(value) then
    for index, item in ipairs(value) do parts[index] = encode(item, order) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for _, key in ipairs(ordered_keys(value, order)) do
    local text = encode(value[key], order)
    if text then parts[#parts + 1] = encode_string(key) .. ":" .. text end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

---A value as JSON on one line; nil for what JSON cannot say (functions, userdata).
---An empty table is an empty array.
---@param value any
---@param order string[]?  keys that come first, in this order
---@return string?
function encode(value, order)
  local kind = type(value)
  if kind == "string" then return encode_string(value) end
  if kind == "number" then return encode_number(value) end
  if kind == "boolean" then return tostring(value) end
  if kind == "table" then return encode_table(value, order) end
  if kind == "nil" then return "null" end
  return nil
end

M.encode = encode

return M
