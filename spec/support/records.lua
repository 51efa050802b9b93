-- Records of a text, for specs that look at what the shipped rules make of it.
local docket = require "docket"

local M = {}

local rules

---All records of a text, in text order.
---@param text string
---@param reference? string  "2023-06-01"
---@return table[] records
function M.of(text, reference)
  rules = rules or assert(docket.rules { "en" })
  local document = assert(docket.parse(text, { format = "text", reference_date = reference or "2023-06-01" }))
  local records = {}
  for article in document:articles() do
    for _, record in ipairs(rules:extract(article)) do
      if record.kind ~= "date" then records[#records + 1] = record end
    end
  end
  return records
end

---The first record of a kind.
---@param text string
---@param kind string
---@return table record
function M.first(text, kind)
  for _, record in ipairs(M.of(text)) do
    if record.kind == kind then return record end
  end
  error("no " .. kind .. " in: " .. text, 2)
end

---Whom the last record of a kind falls on.
---@param text string
---@param kind string
---@return string[] persons
function M.persons(text, kind)
  local found
  for _, record in ipairs(M.of(text)) do
    if record.kind == kind then found = record end
  end
  if not found then error("no " .. kind .. " in: " .. text, 2) end
  return found.persons
end

return M
