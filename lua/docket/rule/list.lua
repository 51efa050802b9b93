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
  text = text:gsub("\u{2019}", "'"):gsub("\u{2018}", "'")
  return (text:lower())
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
  list = list or { name = name, entries = {}, order = {}, files = {} }
  list.files[#list.files + 1] = path
  local number = 0
  for line in file:lines() do
    number = number + 1
    line = line:gsub("#.*$", ""):gsub("^%s+", ""):gsub("%s+$", "")
    local removed = line:match "^%-%s*(.+)$"
    if removed then
      list.entries[fold(removed)] = nil
    elseif line ~= "" then
      local entry, value = line:match "^(.-)%s*=%s*(.*)$"
      entry = fold(entry or line)
      if entry == "" then
        file:close()
        return nil, ("%s:%d: an entry without a word before '='"):format(path, number), "ELIST"
      end
      if list.entries[entry] == nil then list.order[#list.order + 1] = entry end
      list.entries[entry] = value or entry
    end
  end
  file:close()
  return list
end

return M
