---JSON Feed 1.0 and 1.1 (jsonfeed.org), with the methods that docket.reader.feed uses.
local address = require "docket.normal.address"
local timestamp = require "docket.normal.timestamp"

local M = {}

local decoder
local function decode(text)
  if not decoder then
    decoder = require("cjson").new()
    decoder.decode_max_depth(100)
  end
  local ok, value = pcall(decoder.decode, text)
  if not ok then return nil, (tostring(value):gsub("^.-:%d+: ", "")) end
  return value
end

local function text_of(value)
  if type(value) == "number" then return tostring(math.tointeger(value) or value) end
  return type(value) == "string" and value ~= "" and value or nil
end

local function authors_of(object)
  local list = type(object.authors) == "table" and object.authors or { object.author }
  local names = {}
  for _, author in ipairs(list) do
    local name = type(author) == "table" and text_of(author.name) or text_of(author)
    if name then names[#names + 1] = name end
  end
  return names
end

local function read_date(entry, object, name, field)
  local text = text_of(object[field])
  entry[name] = text and timestamp.parse(text)
  if text and not entry[name] then table.insert(entry.dates, text) end
end

local function read_entry(object, about, url)
  local entry = { id = text_of(object.id), title = text_of(object.title), dates = {} }
  local link = text_of(object.url) or text_of(object.external_url)
  entry.link = link and address.resolve(link, url or about.link)
  local names = authors_of(object)
  entry.authors = #names > 0 and names or about.authors
  entry.language = text_of(object.language) or about.language
  for _, field in ipairs { "content_html", "content_text", "summary" } do
    local text = text_of(object[field])
    if text then
      entry.content, entry.field, entry.form = text, field, field == "content_html" and "html" or "text"
      break
    end
  end
  read_date(entry, object, "published", "date_published")
  read_date(entry, object, "modified", "date_modified")
  entry.published = entry.published or entry.modified
  return entry
end

-- Behind the string that begins at `at`.
local function behind_string(text, at)
  repeat
    at = text:find('["\\]', at + 1)
    if not at then return #text + 1 end
    local is_end = text:byte(at) == 34
    if not is_end then at = at + 1 end
  until is_end
  return at + 1
end

---Where the objects of the array "items" of the outermost object stand.
---@param text string  sound JSON
---@return { first: integer, last: integer }[]
function M.item_ranges(text)
  local ranges, depth, at, inside, key = {}, 0, 1, false, nil
  while true do
    local found = text:find('["%[%]{}]', at)
    if not found then return ranges end
    local byte = text:byte(found)
    at = found + 1
    if byte == 34 then
      at = behind_string(text, found)
      if depth == 1 and not inside then key = text:sub(found + 1, at - 2) end
    elseif byte == 91 or byte == 123 then
      depth = depth + 1
      if byte == 91 and depth == 2 and key == "items" then inside = true end
      if byte == 123 and depth == 3 and inside then ranges[#ranges + 1] = { first = found } end
    else
      if byte == 125 and depth == 3 and inside then ranges[#ranges].last = found end
      if depth == 2 then inside = false end
      depth = depth - 1
    end
  end
end

---@param text string
---@return table? feed
---@return string? message
function M.parse(text)
  local object, message = decode((text:gsub("^\xEF\xBB\xBF", "")))
  if not object then return nil, "not JSON: " .. message end
  if type(object.items) ~= "table" then return nil, "a JSON Feed needs an array `items`" end
  local ranges = M.item_ranges(text)
  local about = { title = text_of(object.title), link = text_of(object.home_page_url), language = text_of(object.language),
    authors = authors_of(object) }
  local entries = {}
  local function read(_, url)
    for _, item in ipairs(object.items) do
      if type(item) == "table" then
        local entry = read_entry(item, about, url)
        local range = ranges[#entries + 1] or { first = 1, last = #text }
        entry.first, entry.last = range.first, range.last
        entries[#entries + 1] = entry
      end
    end
    return entries, about
  end
  -- Strings of JSON are escaped; their place is that of the entry.
  return { problems = {}, entries = read, source = function(_, number)
    local entry = entries[number]
    return entry.first, entry.last
  end }
end

return M
