---JSON as programs write it that take articles from pages: one object, an array of them, or
---objects that hold an array. Arrays are read object by object. The names of the fields are
---in docket/json_fields.lua; a line each (NDJSON) is read by docket.reader.ndjson.
local calendar = require "docket.normal.date"
local names = require "docket.json_fields"
local timestamp = require "docket.normal.timestamp"

local M = {}

-- Objects inside objects that are looked into for an article.
local MAX_DEPTH <const> = 4
-- Names of fields that a message about an unknown object tells.
local SHOWN_NAMES <const> = 8

-- ------------------------------------------------------------ fields

-- lua-cjson is loaded by the first object, not by the start of the program.
local decoder

---@param text string
---@return any value  nil where it is not JSON
---@return string? message
function M.decode(text)
  if not decoder then
    decoder = require("cjson").new()
    decoder.decode_max_depth(100)
  end
  local ok, value = pcall(decoder.decode, text)
  if not ok then return nil, (tostring(value):gsub("^.-:%d+: ", "")) end
  return value
end

-- A string that says something; WordPress and schema.org put it into an object.
local function string_of(value)
  if type(value) == "string" then return value:find "%S" and value or nil end
  if type(value) ~= "table" then return nil end
  return string_of(value.rendered) or string_of(value.name) or string_of(value["@value"]) or string_of(value[1])
end

local function first_string(object, list)
  for _, name in ipairs(list) do
    local value = string_of(object[name])
    if value then return value, name end
  end
  return nil
end

local function is_markup(text) return text:find "</%a" ~= nil or text:find "^%s*<%a[^>]*>" ~= nil end

-- The text, plain where the object has it both ways.
local function text_of(object)
  local text, markup = first_string(object, names.text), nil
  if text then return text end
  for _, name in ipairs(names.markup) do
    local value = string_of(object[name])
    if value and not is_markup(value) then return value end
    markup = markup or value
  end
  return nil, markup
end

local function has_text(object)
  local text, markup = text_of(object)
  return (text or markup) ~= nil
end

local function add_names(byline, value)
  if type(value) == "string" then
    for name in value:gmatch "[^;]+" do
      name = name:gsub("^%s*[Bb][Yy]%s+", ""):match "^%s*(.-)%s*$"
      if name ~= "" then byline[#byline + 1] = name end
    end
  elseif type(value) == "table" then
    local name = string_of(value.name) or string_of(value.rendered)
    if name then return add_names(byline, name) end
    for _, one in ipairs(value) do add_names(byline, one) end
  end
end

local function byline_of(object)
  local byline = {}
  for _, name in ipairs(names.byline) do
    if #byline == 0 then add_names(byline, object[name]) end
  end
  return #byline > 0 and byline or nil
end

---The day of a value as programs write it; nil where there is none.
---@param value any
---@return string? day  YYYY-MM-DD
function M.day(value)
  if math.type(value) == "integer" then value = tostring(value) end
  if math.type(value) == "float" then value = ("%.0f"):format(value) end
  if type(value) ~= "string" then return nil end
  local day = value:match "^%d%d%d%d%-%d%d%-%d%d" or (timestamp.parse(value) or ""):match "^%d%d%d%d%-%d%d%-%d%d"
  return day and calendar.is_valid(day) and day or nil
end

-- The first field that is a day; what was stated and is none, with the field's name.
local function day_of(object, list)
  local wrong, wrong_name
  for _, name in ipairs(list) do
    local value = object[name]
    local stated = type(value) == "number" and value or string_of(value)
    local day = M.day(stated)
    if day then return day end
    if stated and not wrong then wrong, wrong_name = tostring(stated), name end
  end
  return nil, wrong, wrong_name
end

-- What the names of an object's fields say something about: most say little of all that is
-- asked for.
local says = {}
for _, field in ipairs { "title", "url", "published", "modified", "byline", "language", "site", "id" } do
  for _, name in ipairs(names[field]) do
    says[name] = says[name] or {}
    table.insert(says[name], field)
  end
end

local function said(object)
  local fields = {}
  for name in next, object do
    for _, field in ipairs(says[name] or {}) do fields[field] = true end
  end
  return fields
end

---@class docket.json.Article
---@field text string?    plain
---@field markup string?  HTML, where there is no plain text
---@field title string?
---@field url string?
---@field byline string[]?
---@field published string?
---@field modified string?
---@field language string?
---@field site string?
---@field id string|integer|nil
---@field warning string?

---What an object says about its article, beside the text.
---@param object table
---@return docket.json.Article fields
function M.about(object)
  local is_said = said(object)
  local function string_for(field) return is_said[field] and first_string(object, names[field]) or nil end
  local published, wrong, wrong_name
  if is_said.published then published, wrong, wrong_name = day_of(object, names.published) end
  local id
  for _, name in ipairs(is_said.id and names.id or {}) do
    local value = object[name]
    if id == nil and (type(value) == "string" and value ~= "" or type(value) == "number") then id = value end
  end
  return { title = string_for "title", url = string_for "url", byline = is_said.byline and byline_of(object) or nil,
    published = published, modified = is_said.modified and day_of(object, names.modified) or nil,
    language = string_for "language", site = string_for "site", id = id,
    warning = wrong and not published and ("`%s` is no date (YYYY-MM-DD): %s"):format(wrong_name, wrong) or nil }
end

---What an object says of its article.
---@param object table
---@return docket.json.Article? fields  nil where it has no text
function M.fields(object)
  local text, markup = text_of(object)
  if not text and not markup then return nil end
  local fields = M.about(object)
  fields.text, fields.markup = text, not text and markup or nil
  return fields
end

-- ------------------------------------------------------------ objects

local function collect(value, found, depth)
  if type(value) ~= "table" or depth > MAX_DEPTH then return end
  if #value > 0 then
    for _, one in ipairs(value) do collect(one, found, depth + 1) end
  elseif has_text(value) then
    found[#found + 1] = value
  else
    for _, name in ipairs(names.lists) do
      if type(value[name]) == "table" then collect(value[name], found, depth + 1) end
      if #found > 0 then return end
    end
    for _, name in ipairs(names.inside) do
      if #found == 0 and type(value[name]) == "table" then collect(value[name], found, depth + 1) end
    end
  end
end

local function field_names(object)
  local list = {}
  for name in pairs(object) do list[#list + 1] = tostring(name) end
  table.sort(list)
  if #list == 0 then return "no fields" end
  local more = #list - SHOWN_NAMES
  return table.concat(list, ", ", 1, math.min(#list, SHOWN_NAMES)) .. (more > 0 and (" and %d more"):format(more) or "")
end

---The objects of a JSON value that have a text: itself, or those that it holds.
---@param value any  as decoded
---@return table[]? objects
---@return string? message  that names the fields that were looked for
function M.objects(value)
  if type(value) ~= "table" then return nil, "not an object" end
  local found = {}
  collect(value, found, 1)
  if #found > 0 then return found end
  return nil, ("an article needs its text in one of the fields %s; this object has %s (docket/json_fields.lua holds the"
    .. " names)"):format(table.concat(names.text, ", ") .. ", " .. table.concat(names.markup, ", "), field_names(value))
end

-- ------------------------------------------------------------ splitting

-- Behind the string that opens before a position; nil where it does not end in the buffer.
local function behind_string(buffer, position)
  while true do
    local at = buffer:find('["\\]', position)
    if not at then return nil end
    if buffer:byte(at) == 0x22 then return at + 1 end
    position = at + 2
  end
end

-- Behind the object that opens at a position. The state lets a longer buffer go on where
-- this one ended.
local function behind_object(buffer, state)
  while true do
    local at = buffer:find('["{}]', state.position)
    if not at then
      state.position = #buffer + 1
      return nil
    end
    local byte = buffer:byte(at)
    if byte == 0x22 then
      local behind = behind_string(buffer, at + 1)
      if not behind then
        state.position = at
        return nil
      end
      state.position = behind
    else
      state.depth = state.depth + (byte == 0x7B and 1 or -1)
      state.position = at + 1
      if state.depth == 0 then return at + 1 end
    end
  end
end

---The objects of a text one after the other, whatever stands around them.
---@param next_piece fun(): string?
---@return fun(): string?, integer?, string?  text of an object and its first byte (1-based), or
---  nil, a byte and a message
function M.split(next_piece)
  -- `position` is where the next object is looked for; `offset` bytes came before the buffer.
  local buffer, position, offset, ended = "", 1, 0, false
  -- Drops what was handed out, and adds as much again as is left, so that neither small nor
  -- large objects are copied over and over.
  local function more()
    local rest = buffer:sub(position)
    offset, position = offset + #buffer - #rest, 1
    local pieces, size = { rest }, 0
    repeat
      local piece = next_piece()
      ended = piece == nil
      pieces[#pieces + 1] = piece
      size = size + (piece and #piece or 0)
    until ended or size >= #rest
    buffer = table.concat(pieces)
    return size > 0
  end
  local function find_start()
    while true do
      local first = buffer:find("[^%s,%[%]\xEF\xBB\xBF]", position)
      if first then return first end
      position = #buffer + 1
      if ended or not more() then return nil end
    end
  end
  return function()
    local first = find_start()
    if not first then return nil end
    if buffer:byte(first) ~= 0x7B then
      position = buffer:find("[{\n]", first) or #buffer + 1
      return nil, offset + first, "not an object"
    end
    position = first
    local state = { position = first, depth = 0 }
    local behind = behind_object(buffer, state)
    while not behind do
      local scanned = state.position - position
      if ended or not more() then
        local at = offset + position
        position = #buffer + 1
        return nil, at, "it ends in the middle of an object"
      end
      state.position = position + scanned
      behind = behind_object(buffer, state)
    end
    local text, at = buffer:sub(position, behind - 1), offset + position
    position = behind
    return text, at
  end
end

return M
