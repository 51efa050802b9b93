---The word lists of a rule pack: those of its languages, and users' lists of the same
---names laid over them. All are read, as the hash of the rules is of them all; a shipped
---one is taken apart when somebody asks for it.
local lfs = require "lfs"
local word_list = require "docket.rule.list"

local M = {}

local WordLists = {}
WordLists.__index = WordLists

-- Names of the word lists in a folder, in order.
local function names_in(folder)
  local names = {}
  if lfs.attributes(folder, "mode") ~= "directory" then return names end
  for file in lfs.dir(folder) do
    local name = file:match "^([^.].*)%.txt$"
    if name then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local function read_folder(self, folder)
  for _, name in ipairs(names_in(folder.path)) do
    local path = folder.path .. name .. ".txt"
    local file, message = io.open(path, "rb")
    local text = file and file:read "a"
    if file then file:close() end
    if text then
      if not self.files[name] then
        self.files[name] = {}
        table.insert(self.names, name)
      end
      table.insert(self.files[name], { path = path, text = text })
    else
      self.report { file = path, message = message or path .. ": cannot be read", code = "EIO" }
    end
  end
end

---@param folders { path: string, shipped: boolean }[]  the later laid over the earlier
---@param report fun(problem: docket.Problem)
function M.new(folders, report)
  local self = setmetatable({ files = {}, names = {}, lists = {}, report = report }, WordLists)
  for _, folder in ipairs(folders) do read_folder(self, folder) end
  table.sort(self.names)
  for _, folder in ipairs(folders) do
    -- what is wrong in a user's list is told at once
    for _, name in ipairs(folder.shipped and {} or names_in(folder.path)) do self:get(name) end
  end
  return self
end

---The list of that name, shipped and laid over, or nil.
---@param name string
---@return docket.WordList? list
function WordLists:get(name)
  local list = self.lists[name]
  if list or not self.files[name] then return list end
  for _, file in ipairs(self.files[name]) do
    local read, message, code = word_list.add(list, name, file.path, file.text)
    if read then
      list = read
    else
      self.report { file = file.path, line = tonumber(message:match ":(%d+):"), message = message, code = code }
    end
  end
  self.lists[name] = list
  return list
end

---All that the lists are made of, for the hash of the rules.
---@return string[] pieces  names and texts
function WordLists:sources()
  local pieces = {}
  for _, name in ipairs(self.names) do
    pieces[#pieces + 1] = name
    for _, file in ipairs(self.files[name]) do pieces[#pieces + 1] = file.text end
  end
  return pieces
end

return M
