-- Rule sets and articles for specs of the engine.
local command = require "spec.support.command"
local docket = require "docket"

local M = {}

---An article of a text.
---@param text string
---@param reference string?
function M.article(text, reference)
  local document = assert(docket.parse(text, { format = "text", reference_date = reference }))
  return assert(document:articles()())
end

---Load rule files that are given as texts, over the shipped rules or others.
---@param files table<string, string>  name -> text
---@param under string[]?  default { "en" }
---@return docket.Rules
function M.over(files, under)
  local folder = command.folder()
  for name, text in pairs(files) do
    local path = folder .. "/" .. name
    if name:find "/" then os.execute("mkdir -p " .. command.quote(path:match "^(.*)/")) end
    command.write(path, text)
  end
  local sources = table.move(under or { "en" }, 1, #(under or { "en" }), 1, {})
  sources[#sources + 1] = folder
  local rules = assert(docket.rules(sources))
  command.remove(folder)
  return rules
end

---Load one rule file.
---@param text string
---@param under string[]?
function M.file(text, under) return M.over({ ["own.lua"] = text }, under) end

---Records of a kind that rules make of a text.
---@param rules docket.Rules
---@param text string
---@param kind string?
---@param reference string?
function M.records(rules, text, kind, reference)
  local list = {}
  for _, record in ipairs(rules:extract(M.article(text, reference))) do
    if not kind or record.kind == kind then list[#list + 1] = record end
  end
  return list
end

---The messages of a rule set's problems, one a line.
function M.problems(rules)
  local lines = {}
  for _, problem in ipairs(rules.problems) do lines[#lines + 1] = problem.message end
  return table.concat(lines, "\n")
end

---A record as one line, for comparing whole results.
function M.line(record)
  local names, parts = {}, {}
  for name, value in pairs(record) do
    if type(value) ~= "function" and name ~= "won_against" then names[#names + 1] = name end
  end
  table.sort(names)
  local function shown(value)
    if type(value) ~= "table" then return tostring(value) end
    local inner = {}
    for key, item in pairs(value) do inner[#inner + 1] = tostring(key) .. ":" .. shown(item) end
    table.sort(inner)
    return "{" .. table.concat(inner, ",") .. "}"
  end
  for _, name in ipairs(names) do parts[#parts + 1] = name .. "=" .. shown(record[name]) end
  return table.concat(parts, " ")
end

return M
