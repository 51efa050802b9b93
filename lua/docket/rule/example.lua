---Runs the examples that stand with the rules.
---
---An example is a text and what the rule makes of it, `nil` for nothing:
---
---    { "X was jailed for five years.", { penalty = "imprisonment", duration = "P5Y" } },
---    { "on April 14", { quote = "April 14", value = "2021-04-14" }, reference = "2021-04-20" },
---    { "the word ends the sentence", nil },
---
---Only the fields that it names are compared. A list of such tables asks for each of them.
local M = {}

---@class docket.ExampleResult
---@field ok boolean
---@field rule string
---@field file string
---@field line integer  of the rule
---@field text string
---@field message string?  what was not as expected

-- What a rule made of a text: its records, and what later rules build on (a term, a court).
local function made_by(rule, records, trace)
  local found = {}
  for _, record in ipairs(records) do
    if record.rule == rule.id then found[#found + 1] = record end
  end
  local function add(seg, entity)
    if entity.rule == rule.id then
      local item = { quote = seg.raw:sub(entity.first, entity.last) }
      for key, value in pairs(entity) do
        if item[key] == nil then item[key] = value end
      end
      item.kind, item.type = rule.kind, entity.date_type or entity.type
      found[#found + 1] = item
    end
    for _, part in ipairs(entity.parts or {}) do add(seg, part) end
  end
  for _, seg in pairs(trace.segs) do
    for _, entity in ipairs(seg.entities or {}) do add(seg, entity) end
  end
  return found
end

local function shown(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for index, item in ipairs(value) do parts[index] = shown(item) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function same(wanted, got)
  if type(wanted) == "table" or type(got) == "table" then
    wanted = type(wanted) == "table" and wanted or { wanted }
    got = type(got) == "table" and got or { got }
    if #wanted ~= #got then return false end
    for index, value in ipairs(wanted) do
      if not same(value, got[index]) then return false end
    end
    return true
  end
  return wanted == got
end

-- Fields in which `got` differs from what is wanted, as text; nil where there is none.
local function difference(wanted, got)
  local parts = {}
  for field, value in pairs(wanted) do
    if not same(value, got[field]) then
      parts[#parts + 1] = ("%s is %s, not %s"):format(field, shown(got[field]), shown(value))
    end
  end
  table.sort(parts)
  return parts[1] and table.concat(parts, "; ")
end

local function check_one(wanted, found)
  local nearest
  for _, item in ipairs(found) do
    local message = difference(wanted, item)
    if not message then return nil end
    if not nearest or #message < #nearest then nearest = message end
  end
  return nearest or "the rule makes nothing of it"
end

local function check(expected, found)
  if expected == nil then
    if #found == 0 then return nil end
    return ("the rule makes '%s' of it, and should make nothing"):format(shown(found[1].quote))
  end
  for _, wanted in ipairs(type(expected[1]) == "table" and expected or { expected }) do
    local message = check_one(wanted, found)
    if message then return message end
  end
  return nil
end

local function run_example(rules, rule, example)
  local text = type(example) == "table" and example[1]
  if type(text) ~= "string" then return "an example begins with its text" end
  -- A line that is but a date could be a dateline: a period makes it body text.
  if not text:find "[%.%?!\"]$" then text = text .. "." end
  local document, message = require("docket").parse(text, { format = "text", reference_date = example.reference })
  if not document then return message end
  local article = document:articles()()
  if not article then return "its text is empty" end
  -- Everywhere: rules whose finds only matter beside others are tried on their own, too.
  local records, trace = rules:extract(article, { trace = true, everywhere = true })
  local problem = trace.problems[rule.id]
  if problem then return problem.message end
  return check(example[2], made_by(rule, records, trace))
end

---@param rules docket.Rules
---@param word string?
---@return docket.ExampleResult[]
function M.run(rules, word)
  local results = {}
  for _, rule in ipairs(rules.list) do
    if not word or rule.id:find(word, 1, true) then
      for _, example in ipairs(rule.examples or {}) do
        local message = run_example(rules, rule, example)
        results[#results + 1] = { ok = message == nil, rule = rule.id, file = rule.file, line = rule.line,
          text = type(example) == "table" and tostring(example[1]) or tostring(example), message = message }
      end
    end
  end
  return results
end

return M
