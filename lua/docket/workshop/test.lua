---Runs the examples that stand with the rules: they are their tests and their
---documentation.
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
---@field line integer  of the example; of the rule where it cannot be found
---@field text string
---@field expected string?  as text; nil where nothing was to be made
---@field got string?  what the rule made, as text; nil for nothing
---@field message string?  what was not as expected

-- ------------------------------------------------------------ what a rule made

-- A rule's finds: its records, and what later rules build on (a term, a court).
local function made_by(rule, records, trace)
  local found, there = {}, {}
  for _, record in ipairs(records) do
    if record.rule == rule.id then
      local item = {}
      for key, value in pairs(record) do item[key] = value end
      found[#found + 1], there[record.first] = item, item
    end
  end
  local function add(seg, entity)
    if entity.rule == rule.id then
      -- what is a record as well is not found twice, and has the fields of both
      local known = there[entity.first + seg.first - 1]
      local item = known or { quote = seg.raw:sub(entity.first, entity.last) }
      for key, value in pairs(entity) do
        if item[key] == nil then item[key] = value end
      end
      if not known then
        item.kind, item.type = rule.kind, entity.date_type or entity.type
        found[#found + 1] = item
      end
    end
    for _, part in ipairs(entity.parts or {}) do add(seg, part) end
  end
  for _, seg in pairs(trace.segs) do
    for _, entity in ipairs(seg.entities or {}) do add(seg, entity) end
  end
  return found
end

-- ------------------------------------------------------------ as text

local function shown(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for index, item in ipairs(value) do parts[index] = shown(item) end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function shown_fields(item, fields)
  local names, parts = {}, {}
  for name in pairs(fields) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    if item[name] ~= nil then parts[#parts + 1] = ("%s = %s"):format(name, shown(item[name])) end
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

local function each(expected)
  if expected == nil then return {} end
  return type(expected[1]) == "table" and expected or { expected }
end

local function shown_list(items, fields)
  local parts = {}
  for index, item in ipairs(items) do parts[index] = shown_fields(item, fields or item) end
  return #parts > 0 and table.concat(parts, ", ") or nil
end

-- ------------------------------------------------------------ comparing

local function same(wanted, got)
  if type(wanted) ~= "table" and type(got) ~= "table" then return wanted == got end
  wanted = type(wanted) == "table" and wanted or { wanted }
  got = type(got) == "table" and got or { got }
  if #wanted ~= #got then return false end
  for index, value in ipairs(wanted) do
    if not same(value, got[index]) then return false end
  end
  return true
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
    return ("the rule makes %s of it, and should make nothing"):format(shown(found[1].quote))
  end
  for _, wanted in ipairs(each(expected)) do
    local message = check_one(wanted, found)
    if message then return message end
  end
  return nil
end

-- ------------------------------------------------------------ one example

local function lost_to(rule, trace)
  for _, item in ipairs(trace.lost) do
    if item.rule == rule.id then return item.to end
  end
end

---The article of an example's text.
---@param text string
---@param reference string?
---@return docket.Article? article
---@return string? message
function M.article(text, reference)
  -- A line that is but a date could be a dateline: a period makes it body text.
  if not text:find "[%.%?!\"]$" then text = text .. "." end
  local document, message = require("docket").parse(text, { format = "text", reference_date = reference })
  if not document then return nil, message end
  local article = document:articles()()
  if not article then return nil, "its text is empty" end
  return article
end

---What a rule makes of a text.
---@param rules docket.Rules
---@param rule docket.Rule
---@param text string
---@param reference string?
---@return table[]? found
---@return string message  what went wrong, or to which rule it lost
function M.made(rules, rule, text, reference)
  local article, message = M.article(text, reference)
  if not article then return nil, message end
  -- Everywhere: rules whose finds only matter beside others are tried on their own, too.
  local records, trace = rules:extract(article, { trace = true, everywhere = true })
  local problem = trace.problems[rule.id]
  if problem then return nil, problem.message end
  return made_by(rule, records, trace), lost_to(rule, trace)
end

local function run_example(rules, rule, example, result)
  if type(example) ~= "table" or type(example[1]) ~= "string" then return "an example begins with its text" end
  local expected = example[2]
  if expected ~= nil and type(expected) ~= "table" then
    return "what an example expects is a table of fields, or nil"
  end
  local found, note = M.made(rules, rule, example[1], example.reference)
  if not found then return note end
  local fields = { quote = true }
  for _, wanted in ipairs(each(expected)) do
    for name in pairs(wanted) do fields[name] = true end
  end
  result.expected, result.got = shown_list(each(expected)), shown_list(found, fields)
  local message = check(expected, found)
  if message and #found == 0 and note then message = ("%s: it lost to '%s'"):format(message, note) end
  return message
end

-- ------------------------------------------------------------ where an example stands

local function text_of(path, texts)
  if texts[path] == nil then
    local handle = io.open(path, "rb")
    texts[path] = handle and handle:read "a" or ""
    if handle then handle:close() end
  end
  return texts[path]
end

-- The line of an example: the first one from its rule on that holds its text.
local function line_of(rule, text, texts)
  local source, number = text_of(rule.file, texts), 0
  for line in source:gmatch "([^\n]*)\n?" do
    number = number + 1
    if number >= rule.line and line:find(text, 1, true) then return number end
  end
  return rule.line
end

---@param rules docket.Rules
---@param word string?  only of rules whose name holds this
---@return docket.ExampleResult[]
function M.run(rules, word)
  local results, texts = {}, {}
  for _, rule in ipairs(rules.list) do
    if not word or rule.id:find(word, 1, true) then
      for _, example in ipairs(rule.examples or {}) do
        local text = type(example) == "table" and example[1] or example
        local result = { rule = rule.id, file = rule.file, text = tostring(text) }
        result.line = line_of(rule, result.text, texts)
        result.message = run_example(rules, rule, example, result)
        result.ok = result.message == nil
        results[#results + 1] = result
      end
    end
  end
  return results
end

return M
