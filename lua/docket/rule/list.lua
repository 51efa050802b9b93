---Word lists: plain text, one entry a line, so that a user adds a word without
---touching a grammar.
---
---    # comment
---    january = 01          an entry with a value
---    prison                an entry that stands for itself
---    -gaol                 in an overlay: takes the entry away
local core = require "docket.core"

local M = {}

---@class docket.WordList
---@field name string
---@field entries table<string, string>  folded entry -> value (or itself)
---@field order string[]  entries in file order
---@field files string[]

---Read the text of one file into a list, over what is there already.
---@param list docket.WordList?
---@param name string
---@param path string
---@param text string
---@return docket.WordList? list
---@return string? message
---@return string? code
function M.add(list, name, path, text)
  list = list or { name = name, entries = {}, order = {}, files = {} }
  list.files[#list.files + 1] = path
  local ok, line = core.read_list(text, list.entries, list.order)
  if not ok then return nil, ("%s:%d: an entry without a word before '='"):format(path, line), "ELIST" end
  return list
end

---The same with a file.
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
  return M.add(list, name, path, text)
end

---The entries of a list in the order of its files, without those taken away.
---@param list docket.WordList
---@return string[] phrases
function M.phrases(list)
  local phrases = {}
  for _, entry in ipairs(list.order) do
    if list.entries[entry] ~= nil then phrases[#phrases + 1] = entry end
  end
  return phrases
end

return M
