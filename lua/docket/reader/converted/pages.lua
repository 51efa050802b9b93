---The text of a PDF: pages without the heads and feet that stand on each, words that a line
---end parts put together where that is sure, and paragraphs that run over a page break.
local M = {}

-- Lines at the top and at the bottom of a page that may be its head or foot.
local EDGE_LINES <const> = 2
-- A head or foot stands on so many pages at least, and on half of them.
local MIN_PAGES <const> = 3

local function lines_of(page)
  local lines = {}
  for line in (page .. "\n"):gmatch "(.-)\r?\n" do lines[#lines + 1] = line end
  while lines[1] and not lines[1]:find "%S" do table.remove(lines, 1) end
  while lines[#lines] and not lines[#lines]:find "%S" do lines[#lines] = nil end
  return lines
end

-- What two pages' heads have in common: all but their numbers.
local function shape(line) return (line:gsub("%d+", "0"):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

-- Numbers of the lines at an edge of a page, the outermost first.
local function edge(lines, from, to, step)
  local list = {}
  for number = from, to, step do
    if lines[number]:find "%S" and #list < EDGE_LINES then list[#list + 1] = number end
  end
  return list
end

local function edges(lines) return { edge(lines, 1, #lines, 1), edge(lines, #lines, 1, -1) } end

local function drop_repeated(pages)
  local count = {}
  for _, lines in ipairs(pages) do
    local here = {}
    for _, list in ipairs(edges(lines)) do
      for _, number in ipairs(list) do here[shape(lines[number])] = true end
    end
    for text in pairs(here) do count[text] = (count[text] or 0) + 1 end
  end
  for _, lines in ipairs(pages) do
    for _, list in ipairs(edges(lines)) do
      for _, number in ipairs(list) do
        local times = count[shape(lines[number])] or 0
        -- A line further in belongs to a head only with those outside of it.
        if times < MIN_PAGES or times * 2 < #pages then break end
        lines[number] = ""
      end
    end
  end
end

-- The word that a line end parts: joined where it has a soft hyphen, or stands unparted
-- elsewhere in the text and nowhere with its hyphen.
local function join_words(text)
  local words = {}
  for word in text:gmatch "[%w\x80-\xff]+[%w\x80-\xff-]*" do words[word:lower()] = true end
  text = text:gsub("\u{AD}[ \t]*\n[ \t]*", ""):gsub("\u{AD}", "")
  text = text:gsub("\u{2010}([ \t]*\n)", "-%1")
  return (text:gsub("([%a\x80-\xff]+)%-[ \t]*\n[ \t]*([%l\x80-\xff][%w\x80-\xff]*)", function(left, right)
    local whole, parted = (left .. right):lower(), (left .. "-" .. right):lower()
    if words[parted] then return left .. "-" .. right end
    return words[whole] and left .. right or nil
  end))
end

local function first_line(lines)
  for _, line in ipairs(lines) do
    if line:find "%S" then return line end
  end
end

local function last_line(lines)
  for number = #lines, 1, -1 do
    if lines[number]:find "%S" then return lines[number] end
  end
end

-- Does a paragraph run over the page break?
local function runs_on(before, after)
  local last, first = last_line(before), first_line(after)
  return last ~= nil and first ~= nil and last:find "[%l\x80-\xff,%-]%s*$" ~= nil
    and not last:find "\u{2026}%s*$" and first:find "^%s*%l" ~= nil
end

---@param text string  as a converter gives it: form feeds between the pages
---@return string
function M.text(text)
  local pages = {}
  for page in (text .. "\f"):gmatch "([^\f]*)\f" do
    local lines = lines_of(page)
    if #lines > 0 then pages[#pages + 1] = lines end
  end
  drop_repeated(pages)
  local pieces = {}
  for number, lines in ipairs(pages) do
    while lines[1] and not lines[1]:find "%S" do table.remove(lines, 1) end
    while lines[#lines] and not lines[#lines]:find "%S" do lines[#lines] = nil end
    if #lines > 0 then
      if #pieces > 0 then pieces[#pieces + 1] = runs_on(pages[number - 1], lines) and "\n" or "\n\n" end
      pieces[#pieces + 1] = table.concat(lines, "\n")
    end
  end
  return join_words(table.concat(pieces))
end

return M
