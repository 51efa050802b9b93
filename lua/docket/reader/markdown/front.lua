---The front matter of a text: what stands between lines of hyphens (YAML) or plus signs
---(TOML) in front of it. Scalars and lists of them are read; nothing else states an article.
local M = {}

local function scalar(text)
  text = text:match "^%s*(.-)%s*$"
  local quoted = text:match '^"(.*)"%s*#?.*$' or text:match "^'(.*)'%s*#?.*$"
  if quoted then return (quoted:gsub('\\"', '"'):gsub("''", "'")) end
  text = text:gsub("%s+#.*$", "")
  if text == "" or text == "~" or text == "null" then return nil end
  return text
end

local function value_of(text)
  local inside = text:match "^%s*%[(.*)%]%s*$"
  if not inside then return scalar(text) end
  local list = {}
  for one in (inside .. ","):gmatch "%s*(.-)%s*," do list[#list + 1] = scalar(one) end
  return list
end

---@param text string
---@return table<string, any>? fields
---@return integer body  first byte of the text behind it; 1 where there is no front matter
function M.read(text)
  local start = text:match "^\xEF\xBB\xBF()" or 1
  local mark, position = text:match("^([-+][-+][-+])[ \t]*\r?\n()", start)
  if mark ~= "---" and mark ~= "+++" then return nil, 1 end
  local fields, name, count = {}, nil, 0
  for line, next_position in text:gmatch("([^\n]*)\n?()", position) do
    line = line:gsub("\r$", "")
    if line:match "^(.-)[ \t]*$" == mark or mark == "---" and line:find "^%.%.%.%s*$" then
      if count == 0 then return nil, 1 end
      return fields, next_position
    end
    local key, value = line:match(mark == "---" and "^([%w_-]+):%s*(.*)$" or "^([%w_-]+)%s*=%s*(.*)$")
    local item = line:match "^%s*%-%s+(.*)$"
    local inner_key, inner = line:match "^%s+%-?%s*([%w_-]+):%s*(.*)$"
    if key then
      name, count = key, count + 1
      fields[name] = value_of(value)
    elseif inner_key and name and (fields[name] == nil or type(fields[name]) == "table") then
      -- "authors:" with objects below it: their names.
      if inner_key == "name" then
        fields[name] = fields[name] or {}
        table.insert(fields[name], scalar(inner))
      end
    elseif item and name and (fields[name] == nil or type(fields[name]) == "table") then
      fields[name] = fields[name] or {}
      table.insert(fields[name], scalar(item))
    elseif line:find "^%S" and not line:find "^#" and not line:find "^%[" then
      -- A line that is none of it: this was no front matter.
      return nil, 1
    end
    if next_position > #text then break end
  end
  return nil, 1
end

return M
