---What a language and a site say by convention (abbreviations, the phrases of
---bylines, credits and promotion), given to the core as one profile.
local core = require "docket.core"
local data = require "docket.data"

local M = {}

local memo = {}

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
  return lists
end

return M
