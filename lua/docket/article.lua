---One article, as rules, the index and the command line see it.
local credits = require "docket.credits"

local M = {}

---@class docket.Article
---@field source string   path or URL of the document
---@field number integer  1-based, in the document
---@field id string|integer|nil  of an NDJSON article
---@field first integer   first byte in the source (1-based)
---@field last integer
---@field text string
---@field title string?
---@field url string?
---@field dateline string?
---@field byline string[]
---@field credits string[]
---@field published string?  YYYY-MM-DD, as the page or feed states it
---@field modified string?   likewise, of a later version
---@field encoding string?   of the source, where it was decoded
---@field site string?       name of the site that published it
---@field source_map docket.Map?  of extracted text, to the bytes of the source
---@field reference_date string?
---@field reference_basis "stated"|"given"|"collection"|"text"|nil
---@field reference_window string[]?
---@field language string?
---@field duplicate_of integer?
---@field blocks { kind: string, first: integer, last: integer }[]
---@field range_in "source"|"text"
---@field core userdata
local Article = {}
Article.__index = Article

---@param core userdata  article of docket.core
---@param fields table  source, number, range_in and what is known already
---@return docket.Article
function M.new(core, fields)
  local self = setmetatable(fields, Article)
  self.core = core
  self.first, self.last = core:range()
  self.text = core:text()
  self.blocks = core:blocks()
  self.duplicate_of = core:duplicate_of()
  self.byline, self.credits = fields.byline or {}, fields.credits or {}
  for _, block in ipairs(self.blocks) do
    local kind = block.kind
    if kind == "headline" then
      self.title = self.title or self.text:sub(block.first, block.last)
    elseif kind == "dateline" then
      self.dateline = self.dateline or self.text:sub(block.first, block.last)
    elseif kind == "byline" or kind == "credit" then
      credits.read(self.text:sub(block.first, block.last), kind, self.byline, self.credits)
    end
  end
  return self
end

---The range of a record as it is exported: 0-based, half-open, in the source
---or in the article's text as `range_in` says.
---@param first integer
---@param last integer
---@return integer start
---@return integer stop
function Article:record_range(first, last)
  if self.range_in == "source" then
    local offset = self.first - 1
    return first - 1 + offset, last + offset
  end
  return first - 1, last
end

---The bytes of the source that stand behind bytes of the text.
---@param first integer  1-based, in the text
---@param last integer
---@return integer? first  1-based, in the source; nil where that is not known
---@return integer? last
function Article:source_range(first, last)
  if self.range_in == "source" then return first + self.first - 1, last + self.first - 1 end
  if self.source_map then return self.source_map:range(first, last) end
  return nil
end

return M
