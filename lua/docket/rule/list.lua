---Word lists: plain text, one entry a line, so that a user adds a word without
---touching a grammar.
---
---    # comment
---    january = 01          an entry with a value
---    prison                an entry that stands for itself
---    -gaol                 in an overlay: takes the entry away
local M = {}

---@class docket.WordList
---@field name string
---@field entries table<string, string>  folded entry -> value (or itself)
---@field order string[]  entries in file order
---@field files string[]

---Lower case as the text is folded for matching; curly quotes become straight.
---@param text string
---@return string
local function fold(text)
  if text:find "[\x80-\xff]" then text = text:gsub("\u{2019}", "'"):gsub("\u{2018}", "'") end
  return text:lower()
end

---Read one file into a list, over what is there already.
---@param list docket.WordList?
---@param name string
---@param path string
---@return docket.WordList? list
---@return string? message
---@return string? code
function M.read(list, name, path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message, "EIO" end
  local text = file:read "a"
  file:close()
  if not text then return nil, path .. ": cannot be read", "EIO" end
  list = list or { name = name, entries = {}, order = {}, files = {}, sources = {} }
  list.files[#list.files + 1] = path
  list.sources[#list.sources + 1] = text
  local entries, order = list.entries, list.order
  local number = 0
  for line in text:gmatch "([^\n]*)\n?" do
    number = number + 1
    -- most lines are a word in small letters, and need no more looking at
    if line:find "^%l+$" then
      if entries[line] == nil then order[#order + 1] = line end
      entries[line] = line
      goto continue
    end
    -- ... or two, or a word with a value
    local plain, set = line:match "^(%l[%l ]*%l) = (%w+)$"
    if plain then
      if entries[plain] == nil then order[#order + 1] = plain end
      entries[plain] = set
      goto continue
    end
    if line:find "[#\r]" then line = line:gsub("#.*$", ""):gsub("\r$", "") end
    line = line:match "^%s*(.-)%s*$"
    local entry, value = line, nil
    if line:find("=", 1, true) then
      entry, value = line:match "^(.-)%s*=%s*(.*)$"
      if entry == "" then
        return nil, ("%s:%d: an entry without a word before '='"):format(path, number), "ELIST"
      end
    end
    local removed = entry:match "^%-%s*(.+)$"
    if removed then
      entries[fold(removed)] = nil
    elseif entry ~= "" then
      entry = fold(entry)
      if entries[entry] == nil then order[#order + 1] = entry end
      entries[entry] = value or entry
    end
    ::continue::
  end
  return list
end

return M
