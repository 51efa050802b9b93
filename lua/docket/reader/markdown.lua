---Markdown: an article with its front matter. Marks are left away; every byte of the text is
---mapped to its place in the source.
local composed = require "docket.reader.composed"
local front = require "docket.reader.markdown.front"
local inline = require "docket.reader.markdown.inline"
local json = require "docket.reader.json"
local map = require "docket.reader.map"

local M = {}

-- ------------------------------------------------------------ blocks

-- A block in the making: parts of lines of the source, and its kind.
---@class docket.markdown.Block
---@field kind string
---@field lines { [1]: integer, [2]: integer }[]  first and last byte of each part

local function is_rule(line) return line:find "^%s*([-*_])%s*%1%s*%1[%s%1]*$" ~= nil and not line:find "[^%s*_-]" end

local function is_table_rule(line) return line:find "|" ~= nil and line:find "%-" ~= nil and not line:find "[^|:%s-]" end

-- Lines with their first bytes.
local function lines_of(text, position)
  return function()
    if position > #text then return nil end
    local stop = text:find("\n", position, true) or #text + 1
    local first = position
    position = stop + 1
    return text:sub(first, stop - 1):gsub("\r$", ""), first
  end
end

local Reader = {}
Reader.__index = Reader

function Reader:finish()
  self.open = nil
end

-- Put a part of a line into the open block, or into a new one.
function Reader:add(kind, first, last, fresh)
  if fresh or not self.open or self.open.kind ~= kind then
    self.open = { kind = kind, lines = {} }
    self.blocks[#self.blocks + 1] = self.open
  end
  table.insert(self.open.lines, { first, last })
end

function Reader:heading(first, last, level)
  local top = level == 1 and not self.has_headline
  self.has_headline = self.has_headline or top
  self:finish()
  self:add(top and "headline" or "subhead", first, last)
  self:finish()
end

-- A line under a paragraph that makes it a heading.
function Reader:underline(line)
  local open = self.open
  local mark = line:match "^ ? ? ?(=+)%s*$" or line:match "^ ? ? ?(%-%-+)%s*$"
  if not mark or not open or open.kind ~= "body" then return false end
  local top = mark:sub(1, 1) == "=" and not self.has_headline
  self.has_headline = self.has_headline or top
  open.kind = top and "headline" or "subhead"
  self:finish()
  return true
end

function Reader:code(line, first)
  local mark = line:match "^ ? ? ?(```+)" or line:match "^ ? ? ?(~~~+)"
  if self.fence then
    self:add("boilerplate", first, first + #line - 1)
    if mark and mark:sub(1, #self.fence) == self.fence then
      self.fence = nil
      self:finish()
    end
    return true
  end
  if not mark or mark:sub(1, 1) == "`" and line:match("```+(.*)"):find "`" then return false end
  self.fence = mark
  self:finish()
  self:add("boilerplate", first, first + #line - 1)
  return true
end

-- The text of a line without its mark.
local function rest_of(line, first, pattern)
  local position = line:match(pattern .. "()")
  if not position then return nil end
  return first + position - 1, first + #(line:match "^(.-)%s*$") - 1
end

function Reader:line(line, first)
  if self:code(line, first) then return end
  if not line:find "%S" then return self:finish() end
  local marks, from, to = line:match "^ ? ? ?(#+)[ \t]+()(.-)[ \t#]*$"
  if marks and #marks <= 6 then
    if to ~= "" then self:heading(first + from - 1, first + from + #to - 2, #marks) end
    return
  end
  if self:underline(line) then return end
  if is_rule(line) or is_table_rule(line) then return self:finish() end
  if line:find "^ ? ? ?%[[^%]]+%]:%s*%S" then
    self.definitions[line:match("%[([^%]]+)%]"):lower()] = true
    return self:finish()
  end
  local start, stop = rest_of(line, first, "^ ? ? ?>[> ]*")
  if start then
    if start > stop then return self:finish() end
    return self:add("quote", start, stop)
  end
  start, stop = rest_of(line, first, "^%s*[-*+][ \t]+")
  if not start then start, stop = rest_of(line, first, "^%s*%d%d?%d?[.)][ \t]+") end
  if start and start <= stop then return self:add("body", start, stop, true) end
  start, stop = rest_of(line, first, "^%s*")
  if self.open and self.open.kind == "quote" then return self:add("quote", start, stop) end
  if line:find "^!%[.-%]%b()%s*$" then
    self:finish()
    self:add("caption", start, stop)
    return self:finish()
  end
  self:add("body", start, stop)
end

-- ------------------------------------------------------------ text

-- A block's text as it stands, with the place of each line.
local function joined(source, block)
  local pieces, places, size = {}, {}, 0
  for number, line in ipairs(block.lines) do
    local piece = source:sub(line[1], line[2])
    if number > 1 then
      pieces[#pieces + 1] = "\n"
      size = size + 1
    end
    places[number] = { size + 1, line[1], #piece }
    pieces[#pieces + 1] = piece
    size = size + #piece
  end
  return table.concat(pieces), places
end

---@class docket.markdown.Writer
local Writer = {}
Writer.__index = Writer

function Writer:put(text, first, last)
  if text == "" then return end
  self.pieces[#self.pieces + 1] = text
  if first then self.map:add(self.size + 1, self.size + #text, first, last) end
  self.size = self.size + #text
end

-- Bytes of a block's text, line by line, as each has a place of its own.
function Writer:copy(text, places, first, last)
  for _, place in ipairs(places) do
    local from, to = math.max(first, place[1]), math.min(last, place[1] + place[3] - 1)
    if from <= to then
      local at = place[2] + from - place[1]
      self:put(text:sub(from, to), at, at + to - from)
    end
    local line_end = place[1] + place[3]
    if line_end >= first and line_end <= last then self:put "\n" end
  end
end

local function source_of(places, position)
  for number = #places, 1, -1 do
    if places[number][1] <= position then return places[number][2] + position - places[number][1] end
  end
end

function Writer:block(source, block, definitions)
  local text, places = joined(source, block)
  local drops = block.kind == "boilerplate" and {} or inline.drops(text, definitions)
  local gap = self.size > 0
  if gap then self:put "\n\n" end
  local first, position = self.size + 1, 1
  for _, drop in ipairs(drops) do
    self:copy(text, places, position, drop[1] - 1)
    if drop[3] then self:put(drop[3], source_of(places, drop[1]), source_of(places, drop[2])) end
    position = drop[2] + 1
  end
  self:copy(text, places, position, #text)
  if self.size >= first then
    self.blocks[#self.blocks + 1] = { kind = block.kind, first = first, last = self.size }
  elseif gap then
    -- Nothing but marks: the blank line before it goes too.
    self.pieces[#self.pieces] = nil
    self.size = self.size - 2
  end
end

---What a text says as an article.
---@param source string  UTF-8
---@return docket.Found found
---@return string? warning
function M.found(source)
  local fields, start = front.read(source)
  local reader = setmetatable({ blocks = {}, definitions = {} }, Reader)
  for line, first in lines_of(source, start) do reader:line(line, first) end
  local writer = setmetatable({ pieces = {}, size = 0, map = map.new(), blocks = {} }, Writer)
  for _, block in ipairs(reader.blocks) do writer:block(source, block, reader.definitions) end
  local known = json.about(fields or {})
  local url = known.url
  -- A permalink is a path on a site that is not named.
  return { text = table.concat(writer.pieces), blocks = writer.blocks, map = writer.map, title = known.title,
    url = url and url:find "^%a[%w+.-]*:" and url or nil, byline = known.byline, published = known.published,
    modified = known.modified, language = known.language, site = known.site, id = known.id }, known.warning
end

-- ------------------------------------------------------------ the document

---Does a text open with front matter?
---@param head string
---@return boolean
function M.is_front(head) return (front.read(head)) ~= nil end

---@param input docket.Input
---@param options table
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options)
  local bytes, message, code = input:bytes()
  if not bytes then return nil, message, code end
  local core_document
  core_document, message, code = input:document(nil, "text")
  if not core_document then return nil, message, code end
  local document = require("docket.document").new { source = options.source, format = "markdown", core = core_document,
    options = options, read = M.articles, bytes = bytes, found_problems = {} }
  local found, warning = M.found(bytes)
  if warning then table.insert(document.found_problems, { code = "EDATE", message = warning }) end
  document.found = found.text ~= "" and { found } or {}
  if found.text == "" then table.insert(document.found_problems, { code = "EEMPTY", message = "no text below its front matter" }) end
  return document
end

---@param document docket.Document
---@return fun(): docket.Article?
function M.articles(document)
  local list, problems = composed.articles(document.found, document.options)
  for _, problem in ipairs(problems) do table.insert(document.found_problems, problem) end
  local number = 0
  return function()
    number = number + 1
    return list[number]
  end
end

return M
