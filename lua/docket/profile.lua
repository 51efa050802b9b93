---What a language and a site say by convention (abbreviations, the phrases of
---bylines, credits and promotion), given to the core as one profile.
local core = require "docket.core"
local lfs = require "lfs"
local data = require "docket.data"
local sandbox = require "docket.rule.sandbox"

local M = {}

local memo = {}

-- Phrases that a site may add to; abbreviations belong to the language.
local SITE_LISTS = { "byline", "credit", "promotion", "closing", "caption" }

-- A plain text does not say of which site it is, so the hints of all sites are given; a
-- phrase of one does no harm on the pages of another. A broken file is left out.
local function add_sites(lists)
  local directory = data.path "sites/"
  if lfs.attributes(directory, "mode") ~= "directory" then return end
  local names = {}
  for name in lfs.dir(directory) do
    if name:match "%.lua$" then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local chunk = loadfile(directory .. name, "t", {})
    local ok, site = false, nil
    if chunk then ok, site = sandbox.call(sandbox.LOAD_INSTRUCTIONS, chunk) end
    for _, list in ipairs(ok and type(site) == "table" and SITE_LISTS or {}) do
      lists[list] = lists[list] or {}
      for _, phrase in ipairs(type(site[list]) == "table" and site[list] or {}) do
        if type(phrase) == "string" then table.insert(lists[list], phrase) end
      end
    end
  end
end

---The profile of a language, made once.
---@param language string?
---@return userdata profile
function M.of(language)
  language = language or "en"
  local known = memo[language]
  if not known then
    known = core.profile(M.lists(language))
    memo[language] = known
  end
  return known
end

---@param language string
---@return table lists
function M.lists(language)
  local lists = {}
  for _, name in ipairs { "abbreviations", "byline", "credit", "promotion", "closing", "caption" } do
    local file = io.open(data.path(("words/%s/%s.txt"):format(language, name)), "rb")
    if file then
      local entries = {}
      for line in file:lines() do
        line = line:gsub("#.*$", ""):gsub("^%s+", ""):gsub("%s+$", "")
        if line ~= "" then entries[#entries + 1] = line end
      end
      file:close()
      lists[name] = entries
    end
  end
  add_sites(lists)
  return lists
end

return M
