-- Finds docket's data files (rules, word lists, site hints) wherever docket stands.
--
-- Data files lie beside the Lua modules, under the folder that holds this very file:
-- lua/docket/ in a checkout, PREFIX/share/lua/5.4/docket/ after `make install`, and
-- share/lua/5.4/docket/ of a LuaRocks tree (the rockspec lists them so that they keep
-- their place and their extension).  So one rule finds them everywhere, no path is
-- written down at build time, and a tree may be moved.

local M = {}

-- A module is told the path of its file as the second argument of its chunk; the debug
-- name serves a loader that does not pass it.
local _, loaded_from = ...
if type(loaded_from) ~= "string" then
  loaded_from = debug.getinfo(1, "S").source:match("^@(.*)$") or "lua/docket/data.lua"
end

---The folder that holds docket's Lua modules and data files, ending in a slash.
M.root = loaded_from:match("^(.*[/\\])") or "./"

---The path of a data file, whether it exists or not.
---@param name string  relative to the folder of the modules, e.g. "words/en/months.txt"
---@return string path
function M.path(name)
  if type(name) ~= "string" then
    error(("bad argument #1 to 'path' (string expected, got %s)"):format(type(name)), 2)
  end
  return M.root .. name
end

return M
