-- Feeds of other people, each with a line that says in Python what a reader must find:
-- those of its comparisons that are about title, link, author, dates, content, language and
-- id are translated and made here. The feeds lie beside the checkout.
local feed_reader = require "docket.reader.feed"
local markup = require "docket.core.markup"
local timestamp = require "docket.normal.timestamp"

local FOLDER = "../shared/feeds"
-- Reached is more; what misses is told.
local LEAST = 0.95

local function files()
  local pipe = assert(io.popen("find " .. FOLDER .. " -name '*.xml' 2>/dev/null | sort"))
  local list = {}
  for path in pipe:lines() do list[#list + 1] = path end
  pipe:close()
  return list
end

local function read(path)
  local handle = assert(io.open(path, "rb"))
  local bytes = handle:read "a"
  handle:close()
  return bytes
end

-- A literal of Python: a string, or a number.
local function literal(text)
  local body = text:match "^u?'(.*)'$" or text:match '^u?"(.*)"$'
  if not body then return tonumber(text) end
  body = body:gsub("\\u(%x%x%x%x)", function(hex) return utf8.char(tonumber(hex, 16)) end)
  body = body:gsub("\\x(%x%x)", function(hex) return utf8.char(tonumber(hex, 16)) end)
  return (body:gsub("\\n", "\n"):gsub("\\'", "'"))
end

local function visible(text)
  text = require("docket.reader.html").fragment(text, {}).text
  return (text:gsub("%s+", " "))
end

local function same_text(found, expected)
  if not found then return expected == "" end
  return found == expected or visible(found) == visible(expected)
end

local function same_date(found, expected)
  return found ~= nil and found == timestamp.parse(expected)
end

local function day_of_tuple(text)
  local numbers = {}
  for number in text:gmatch "%d+" do numbers[#numbers + 1] = math.tointeger(number) end
  return ("%04d-%02d-%02dT%02d:%02d:%02dZ"):format(table.unpack(numbers, 1, 6))
end

-- What is compared, by the last name in the path; each gets the object and the literal.
local fields = {
  title = function(object, value) return same_text(object.title, value) end,
  link = function(object, value) return object.link == value end,
  id = function(object, value) return object.id == value end,
  language = function(object, value) return object.language == value end,
  published = function(object, value) return same_date(object.published, value) end,
  updated = function(object, value) return same_date(object.modified or object.published, value) end,
  author = function(object, value) return object.authors and object.authors[1] == value end,
  summary = function(object, value) return same_text(object.raw_summary or object.content, value) end,
  content = function(object, value) return same_text(object.content, value) end,
}
fields.guid, fields.description, fields.issued, fields.modified = fields.id, fields.summary, fields.published, fields.updated
fields.published_parsed, fields.issued_parsed = fields.published, fields.published
fields.updated_parsed, fields.modified_parsed = fields.updated, fields.updated

-- One comparison -> whether it holds; nil: not about what is scored.
local function check(clause, entries, about)
  local path, value = clause:match "^%(?(.-)%s*==%s*(.-)%)?$"
  if clause:match "^not entries%[0%]%.has_key%('link'%)" then return entries[1] and entries[1].link == nil end
  if not path then return nil end
  local ordinal = path:match "^ord%((.*)%)?$"
  if ordinal then
    path = ordinal:gsub("%)$", "")
    value = "'" .. utf8.char(math.tointeger(tonumber(value))) .. "'"
  end
  local tuple = value:match "^%(?(%d+,.*)"
  local expected = tuple and day_of_tuple(tuple) or literal(value)
  if expected == nil then return nil end
  local number, rest = path:match "^entries%[(%d)%](.*)$"
  local object = number and (entries[math.tointeger(number) + 1] or {}) or about
  if not number then rest = path:match "^feed(.*)$" end
  if not rest then return nil end
  local names = {}
  for name in rest:gmatch "[%w_]+" do names[#names + 1] = name end
  local name, last = names[1], names[#names]
  if name == "authors" and last == "name" then
    return object.authors ~= nil and object.authors[math.tointeger(tonumber(names[2])) + 1] == expected
  end
  if name == "author_detail" and last == "name" then name = "author"
  elseif name:match "_detail$" and last == "value" then name = name:gsub("_detail$", "")
  elseif name == "content" and (last == "value" or last == "language") then name = last == "language" and last or name
  elseif #names > 1 then return nil end
  return fields[name] and fields[name](object, expected)
end

local function score(path)
  local bytes = read(path)
  local text = markup.decode(bytes, { kind = "xml", declared = bytes:match "Header:%s*[Cc]ontent%-[Tt]ype:%s*([^\n]*)" })
  local feed = markup.feed(text)
  local entries, about = feed_reader.entries(feed)
  for number, entry in ipairs(entries) do entry.raw_summary = feed:entry(number).summary end
  about.content, about.raw_summary = about.summary, about.summary
  local results = {}
  local expect = text:match "Expect:%s*([^\n]*)"
  for clause in ((expect or "") .. " and "):gmatch "(.-)%s+and%s+" do
    local ok = check(clause, entries, about)
    if ok ~= nil then results[#results + 1] = { clause = clause, ok = ok } end
  end
  return results
end

describe("feeds of others", function()
  it("hold what they are expected to", function()
    local list = files()
    if #list == 0 then pending("no " .. FOLDER .. " beside the checkout") end
    local all, good, misses = 0, 0, {}
    for _, path in ipairs(list) do
      for _, result in ipairs(score(path)) do
        all = all + 1
        if result.ok then good = good + 1
        else misses[#misses + 1] = path:gsub("^" .. FOLDER:gsub("%p", "%%%0") .. "/", "") .. ": " .. result.clause end
      end
    end
    if os.getenv "VERBOSE" then print(("%d of %d"):format(good, all), table.concat(misses, "\n")) end
    assert.is_true(all > 60, "few comparisons are understood: " .. all)
    assert.is_true(good / all >= LEAST, ("%d of %d:\n%s"):format(good, all, table.concat(misses, "\n")))
  end)
end)
