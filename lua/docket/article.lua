---One article, as rules, the index and the command line see it.
local credits = require "docket.credits"
local language = require "docket.language"

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
---@field crawled string?    when an archive captured the page: YYYY-MM-DDTHH:MM:SSZ, no date of publication
---@field site string?       name of the site that published it
---@field source_map docket.Map?  of extracted text, to the bytes of the source
---@field encoding string?   of the source, where it was converted: "windows-1251"
---@field encoding_map docket.Map?  of text that was converted whole, to the bytes of the source
---@field decoded_first integer?    first byte of the article in that text
---@field range integer[]?   first and last byte in the source, where the text is not a part of it
---@field reference_date string?
---@field reference_basis "stated"|"given"|"collection"|"text"|nil
---@field reference_window string[]?
---@field language string?  ISO 639-1 where there is one; nil where it is not sure
---@field language_basis "stated"|"found"|"given"|nil  by the page, from the text, by the caller
---@field duplicate_of integer?
---@field blocks { kind: string, first: integer, last: integer }[]
---@field range_in "source"|"text"
---@field core userdata
local Article = {}
Article.__index = Article

---@param core userdata  article of docket.core
---@param fields table  source, number, range_in and what is known already; `language` as the page
---  states it, `given_language` as the caller does, or both decided with a `language_basis`
---@return docket.Article
function M.new(core, fields)
  local self = setmetatable(fields, Article)
  self.core = core
  self.first, self.last = core:range()
  if self.range then self.first, self.last = self.range[1], self.range[2] end
  if self.encoding_map then
    self.decoded_first = self.first
    self.first, self.last = self.encoding_map:range(self.first, self.last)
  end
  self.text = core:text()
  self.blocks = core:blocks()
  self.duplicate_of = core:duplicate_of()
  self.byline, self.credits = fields.byline or {}, fields.credits or {}
  if not self.language_basis then
    local given = fields.given_language
    self.given_language = nil
    self.language, self.language_basis = language.decide(self, language.code(self.language), given)
  end
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
  if self.range_in == "source" then first, last = self:source_range(first, last) end
  return first - 1, last
end

---The bytes of the source that stand behind bytes of the text.
---@param first integer  1-based, in the text
---@param last integer
---@return integer? first  1-based, in the source; nil where that is not known
---@return integer? last
function Article:source_range(first, last)
  if self.encoding_map then
    local offset = self.decoded_first - 1
    return self.encoding_map:range(first + offset, last + offset)
  end
  if self.range_in == "source" then return first + self.first - 1, last + self.first - 1 end
  if self.source_map then return self.source_map:range(first, last) end
  return nil
end

return M
