-- What the user means by FILE…: files, directories that are walked, and "-".

local M = {}

-- lua-filesystem is loaded by the first command that names a directory or file, not by
-- the start of the program.
local function filesystem() return require "lfs" end

local function walk(directory, found, problem)
  local lfs = filesystem()
  local names = {}
  -- lfs.dir raises where a directory cannot be read.
  local ok, message = pcall(function()
    for name in lfs.dir(directory) do
      -- Hidden files are an editor's or a system's, not the user's documents.
      if name:sub(1, 1) ~= "." then names[#names + 1] = name end
    end
  end)
  if not ok then
    problem(("%s: cannot read the directory: %s"):format(directory, (tostring(message):gsub("^.*: ", ""))))
    return
  end
  table.sort(names)                            -- the same order on every system
  for _, name in ipairs(names) do
    local path = directory:gsub("/+$", "") .. "/" .. name
    local mode = lfs.attributes(path, "mode")
    if mode == "directory" then
      -- A link to a directory above would be walked for ever.
      if lfs.symlinkattributes(path, "mode") ~= "link" then walk(path, found, problem) end
    elseif mode == "file" then
      found[#found + 1] = path
    end
  end
end

---The files that the arguments stand for, in order; what cannot be found is reported.
---@param arguments string[]
---@param problem fun(message: string)  called for each that cannot be read
---@return string[] paths  "-" stands for standard input
function M.expand(arguments, problem)
  local found = {}
  for _, argument in ipairs(arguments) do
    if argument == "-" then
      found[#found + 1] = argument
    else
      local attributes, message = filesystem().attributes(argument)
      if not attributes then
        problem(("%s: %s"):format(argument, (message:gsub("^.*: ", ""))))
      elseif attributes.mode == "directory" then
        local before = #found
        walk(argument, found, problem)
        if #found == before then problem(argument .. ": the directory holds no files") end
      else
        found[#found + 1] = argument
      end
    end
  end
  return found
end

return M
