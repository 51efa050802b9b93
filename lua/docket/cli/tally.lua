-- What became of the files and articles of a run, counted, in a table that several processes
-- can send each other as JSON.

local M = {}

local Tally = {}
Tally.__index = Tally

local counts = { "documents", "unchanged", "versions", "articles", "new", "kept", "records", "copies", "earlier" }

---@return table
function M.new()
  local self = setmetatable({ skipped = {} }, Tally)
  for _, name in ipairs(counts) do self[name] = 0 end
  return self
end

---Count what was skipped. The first of each reason is its example.
---@param reason string
---@param example string
---@param count integer?
function Tally:skip(reason, example, count)
  for _, one in ipairs(self.skipped) do
    if one.reason == reason then
      one.count = one.count + (count or 1)
      return
    end
  end
  self.skipped[#self.skipped + 1] = { reason = reason, count = count or 1, example = example }
end

---Count a document that Index:add has stored.
---@param result docket.index.Summary
function Tally:document(result)
  self.documents = self.documents + 1
  self.articles = self.articles + result.articles
  self.records = self.records + result.records
  self.new = self.new + result.new
  self.kept = self.kept + result.unchanged
  self.versions = self.versions + result.versions
  if result.status == "unchanged" then self.unchanged = self.unchanged + 1 end
end

---Add what another process has counted.
---@param other table  as JSON was decoded
function Tally:add(other)
  for _, name in ipairs(counts) do self[name] = self[name] + math.tointeger(other[name] or 0) end
  for _, one in ipairs(other.skipped or {}) do self:skip(one.reason, one.example, math.tointeger(one.count)) end
end

local function plural(count, word, more)
  return ("%d %s"):format(count, count == 1 and word or more or word .. "s")
end
M.plural = plural

---The summary, a line each; the first names what the run was about.
---@param about string
---@return string[] lines
function Tally:lines(about)
  local aside = {}
  if self.unchanged > 0 then aside[#aside + 1] = ("%d unchanged"):format(self.unchanged) end
  if self.versions > 0 then aside[#aside + 1] = plural(self.versions, "new version") end
  local lines = { ("%s: %s%s, %s, %s stored"):format(about, plural(self.documents, "document"),
    #aside > 0 and (" (%s)"):format(table.concat(aside, ", ")) or "",
    plural(self.articles, "article"), plural(self.records, "record")) }
  local more = {}
  if self.kept > 0 then more[#more + 1] = ("%d new, %d unchanged"):format(self.new, self.kept) end
  if self.earlier > 0 then more[#more + 1] = plural(self.earlier, "earlier version") .. " put aside" end
  if self.copies > 0 then more[#more + 1] = plural(self.copies, "copy", "copies") .. " of others" end
  if #more > 0 then lines[#lines + 1] = "of the articles: " .. table.concat(more, ", ") end
  for _, one in ipairs(self.skipped) do
    lines[#lines + 1] = ("skipped or wrong: %d, %s (%s)"):format(one.count, one.reason,
      (one.count > 1 and "such as " or "") .. one.example)
  end
  return lines
end

return M
