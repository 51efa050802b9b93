---What an edit of the rules adds, changes and loses, before anything is stored.
local M = {}

local IGNORED = { first = true, last = true, quote = true, mentions = true, rule = true, ruleset = true,
  won_against = true, ["start"] = true, ["end"] = true, source = true, article = true, id = true, range_in = true }

local function text_of(value)
  if type(value) == "table" then return table.concat(value, "; ") end
  if value == nil then return "" end
  if math.type(value) == "float" and math.tointeger(value) then value = math.tointeger(value) end
  return tostring(value)
end

-- Fields in which two records differ.
local function changes_of(before, after)
  local names, list = {}, {}
  for _, record in ipairs { before, after } do
    for name, value in pairs(record) do
      if not IGNORED[name] and type(value) ~= "function" then names[name] = true end
    end
  end
  for name in pairs(names) do
    local was, is = text_of(before[name]), text_of(after[name])
    if was ~= is then list[#list + 1] = { field = name, before = was, after = is } end
  end
  if before.quote ~= after.quote then
    list[#list + 1] = { field = "quote", before = text_of(before.quote), after = text_of(after.quote) }
  end
  table.sort(list, function(a, b) return a.field < b.field end)
  return list
end

local function overlap(a, b) return math.min(a.last, b.last) - math.max(a.first, b.first) + 1 end

-- The nearest unpaired record of the same kind that overlaps: fewest fields differ.
local function partner_of(record, list, taken)
  local best, best_changes
  for index, other in ipairs(list) do
    if not taken[index] and other.kind == record.kind and overlap(record, other) > 0 then
      local changes = changes_of(record, other)
      if not best or #changes < #best_changes then best, best_changes = index, changes end
    end
  end
  return best, best_changes
end

---Compare the records of one article.
---@param before table[]  with first, last, kind, quote and their fields
---@param after table[]
---@return { change: "added"|"changed"|"lost", before: table?, after: table?, fields: table[]? }[]
function M.compare(before, after)
  local taken, rows, left = {}, {}, {}
  -- records that are the same go first, so that they are no partners of others
  for _, record in ipairs(before) do
    local index, changes = partner_of(record, after, taken)
    if index and #changes == 0 then taken[index] = true else left[#left + 1] = record end
  end
  for _, record in ipairs(left) do
    local index, changes = partner_of(record, after, taken)
    if index then
      taken[index] = true
      rows[#rows + 1] = { change = "changed", before = record, after = after[index], fields = changes }
    else
      rows[#rows + 1] = { change = "lost", before = record }
    end
  end
  for index, record in ipairs(after) do
    if not taken[index] then rows[#rows + 1] = { change = "added", after = record } end
  end
  table.sort(rows, function(a, b)
    local x, y = a.after or a.before, b.after or b.before
    if x.first ~= y.first then return x.first < y.first end
    return a.change < b.change
  end)
  return rows
end

---Compare two rule sets over an article.
---@param before docket.Rules
---@param after docket.Rules
---@param article docket.Article
---@param options? { kinds: string[]? }
---@return table[] rows
function M.article(before, after, article, options)
  return M.compare(before:extract(article, options), after:extract(article, options))
end

return M
