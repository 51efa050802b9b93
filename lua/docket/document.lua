---A document: bytes as they were given, and the articles in them.
local M = {}

---@class docket.Document
---@field source string
---@field format string
---@field core userdata?
---@field original userdata?  core document of the bytes as given, where `core` is of their conversion
local Document = {}
Document.__index = Document

---@param fields table  source, format, core, read (a function that gives an iterator of articles)
---@return docket.Document
function M.new(fields) return setmetatable(fields, Document) end

---Articles in order. Formats that are streams are read as the loop goes on.
---@return fun(): docket.Article?
function Document:articles() return self.read(self) end

---What is wrong with the bytes, and did not stop the reading.
---@return { position: integer?, code: string, message: string }[] problems  at most some; `count` says how many
function Document:problems()
  local list = {}
  if self.core then
    local found, count = self.core:problems()
    for i, problem in ipairs(found) do list[i] = problem end
    list.count = count or found.count
  end
  -- Of those found by the reader, only so many are listed.
  local found = self.found_problems or {}
  for _, problem in ipairs(found) do list[#list + 1] = problem end
  list.count = (list.count or 0) + (self.problem_count or found.count or #found)
  return list
end

---SHA-256 of the bytes, 64 hex digits; nil for a stream, which cannot be read twice.
---@return string?
function Document:sha256()
  if self.hash then return self.hash end
  local core = self.original or self.core
  if core then self.hash = core:sha256() elseif self.find_hash then self.hash = self:find_hash() end
  return self.hash
end

---Give the file back. Articles that are still in use stay whole.
function Document:close()
  if self.handle then
    self.handle:close()
    self.handle = nil
  end
  self.core, self.original = nil, nil
end

Document.__close = Document.close

return M
