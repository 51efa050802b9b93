---What rule functions of others' files see of the engine: a read-only view. They may
---look at the match, its segment and its entities, and change nothing.
local M = {}

local real = setmetatable({}, { __mode = "k" })
local views = setmetatable({}, { __mode = "kv" })

-- Methods that only look.
local LOOKING = { at = true, word_before = true, word_after = true, subject = true, object = true, patient = true,
  possessor = true, verb_group = true, joined = true, token_at = true, mask = true, entity = true }

local View = { __metatable = "view" }

local function unpacked(...)
  local values = table.pack(...)
  for i = 1, values.n do values[i] = M.real(values[i]) end
  return table.unpack(values, 1, values.n)
end

local function seen(...)
  local values = table.pack(...)
  for i = 1, values.n do values[i] = M.of(values[i]) end
  return table.unpack(values, 1, values.n)
end

---The table that a view shows; other values as they are.
---@param value any
---@return any
function M.real(value)
  local shown = real[value]
  if shown ~= nil then return shown end
  return value
end

---@param value any
---@return any view  of a table; patterns and functions are not shown
function M.of(value)
  local kind = type(value)
  if kind == "userdata" or kind == "function" or kind == "thread" then return nil end
  if kind ~= "table" or real[value] then return value end
  local view = views[value]
  if not view then
    view = setmetatable({}, View)
    real[view], views[value] = value, view
  end
  return view
end

function View:__index(key)
  local value = real[self][M.real(key)]
  if type(value) == "function" and LOOKING[key] then
    return function(...) return seen(value(unpacked(...))) end
  end
  return M.of(value)
end

function View.__newindex() error("this may be read and not changed", 2) end
function View:__len() return #real[self] end

function View:__pairs()
  local source, key = real[self], nil
  return function()
    local value
    repeat key, value = next(source, key) until key == nil or M.of(value) ~= nil
    return M.of(key), M.of(value)
  end
end

-- ------------------------------------------------------------ what comes back

local function is_range(first, last, length)
  return math.type(first) == "integer" and math.type(last) == "integer" and 1 <= first and first <= last
    and last <= length
end

local STRINGS = { "kind", "type", "entity", "value", "mod", "status", "penalty", "duration", "rule" }

local function wrong_string(made)
  for _, field in ipairs(STRINGS) do
    local value = made[field]
    if value ~= nil and type(value) ~= "string" then
      return ("'%s' is a %s, not a string"):format(field, type(value))
    end
  end
end

-- Values of tables one level down; views become what they show.
local function plain(made)
  local copy = {}
  for key, value in next, made do
    local kind = type(value)
    if real[value] ~= nil then
      copy[key] = real[value]
    elseif kind == "table" then
      local list = {}
      for index, item in next, value do list[index] = M.real(item) end
      copy[key] = list
    elseif kind == "string" or kind == "number" or kind == "boolean" then
      copy[key] = value
    end
  end
  return copy
end

---What a rule file's own search for an argument gave: a range, or a list of them.
---@param found any
---@param length integer  of the segment
---@return table[]? spans
function M.spans(found, length)
  found = M.real(found)
  if type(found) ~= "table" then return nil end
  local list = {}
  for index, item in ipairs(found.first and { found } or found) do
    local shown = M.real(item)
    if type(shown) ~= "table" or not is_range(shown.first, shown.last, length) then
      error("find_with: item " .. index .. " is no range of the segment", 0)
    end
    -- what the engine made is given back whole; what the rule made is copied
    list[index] = shown == item and plain(shown) or shown
  end
  return list
end

---What a rule's `make` gave for a pattern, checked.
---@param made any
---@param length integer  of the segment
---@return table? entity
---@return string? message
function M.entity(made, length)
  if made == nil or made == false then return nil end
  if type(made) ~= "table" then return nil, ("make gives a %s, not a table"):format(type(made)) end
  local copy = plain(made)
  local message = wrong_string(copy)
  if message then return nil, message end
  if (copy.first or copy.last) and not is_range(copy.first, copy.last, length) then
    return nil, "first and last are no range of the segment"
  end
  return copy
end

-- Fields of a record that belong to the engine.
local ENGINE = { "kind", "rule", "actors", "segment", "priority", "order", "trigger", "core", "date_entity" }

---What a rule's `make` made of a record, checked.
---@param made any
---@param record table  as it was given
---@param length integer  of the article's text
---@return table? record
---@return string? message
function M.record(made, record, length)
  if made == nil or made == false then return nil end
  if type(made) ~= "table" then return nil, ("make gives a %s, not a record"):format(type(made)) end
  local copy = plain(made)
  local message = wrong_string(copy)
  if message then return nil, message end
  if not is_range(copy.first, copy.last, length) then return nil, "first and last are no range of the text" end
  for _, field in ipairs(ENGINE) do
    copy[field] = record[field]
  end
  return copy
end

---A record that a rule may change: its own fields, and views of what they hold.
---@param record table
---@return table
function M.changeable(record)
  local copy = {}
  for key, value in pairs(record) do copy[key] = M.of(value) end
  return copy
end

return M
