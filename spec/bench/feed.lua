-- Speed of the feed reader: rows for spec/bench/run.lua, or a table of its own when it is
-- run by itself: lua5.4 spec/bench/feed.lua
local M = {}

local MB = 1000 * 1000

-- Text of an invented article in about 25 sentences, in HTML.
local function body(number)
  local parts = {}
  for paragraph = 1, 8 do
    parts[#parts + 1] = ("<p>A court in the town of Ruda on 7 April sentenced the %s of the harbour, aged %d, to %d years in"
      .. " prison for fraud. The defence said that it would appeal, &ldquo;as soon as the reasons are written&rdquo;."
      .. " <a href=\"/cases/%d?page=%d\">The case</a> began in March.</p>\n"):format(
      ({ "keeper", "owner", "clerk", "guard" })[(number + paragraph) % 4 + 1], 20 + (number + paragraph) % 60,
      1 + number % 20, number, paragraph)
  end
  return table.concat(parts)
end

local function escaped(html) return (html:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" })) end

local function rss(content)
  return function(number)
    return ("<item><title>Court in Ruda: case %d</title><link>http://news.example/%d</link>"
      .. "<guid isPermaLink=\"false\">news-%d</guid><pubDate>Wed, 07 Apr 2021 10:%02d:00 +0200</pubDate>"
      .. "<dc:creator>Jana Oll</dc:creator><content:encoded>%s</content:encoded></item>\n"):format(
      number, number, number, number % 60, content(body(number)))
  end
end

local RSS_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
  .. ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ruda News</title>\n'
local ATOM_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Ruda News</title>\n'

local kinds = {
  { name = "RSS, CDATA", head = RSS_HEAD, tail = "</channel></rss>\n",
    entry = rss(function(html) return "<![CDATA[" .. html .. "]]>" end) },
  { name = "RSS, escaped HTML", head = RSS_HEAD, tail = "</channel></rss>\n", entry = rss(escaped) },
  { name = "Atom, inline XHTML", head = ATOM_HEAD, tail = "</feed>\n", entry = function(number)
    return ('<entry><title>Court in Ruda: case %d</title><link href="http://news.example/%d"/><id>news-%d</id>'
      .. '<updated>2021-04-07T10:%02d:00+02:00</updated><author><name>Jana Oll</name></author><content type="xhtml">'
      .. '<div xmlns="http://www.w3.org/1999/xhtml">%s</div></content></entry>\n'):format(
      number, number, number, number % 60, body(number))
  end },
}

local function feed_of(kind, bytes)
  local parts, size, number = { kind.head }, 0, 0
  while size < bytes do
    number = number + 1
    parts[#parts + 1] = kind.entry(number)
    size = size + #parts[#parts]
  end
  parts[#parts + 1] = kind.tail
  return table.concat(parts), number
end

local function best_of(repeats, run)
  local best
  for _ = 1, repeats do
    collectgarbage()
    local began = os.clock()
    run()
    local took = os.clock() - began
    best = best and math.min(best, took) or took
  end
  return best
end

---@param report fun(name: string, value: string, unit: string, remark: string?)
function M.figures(report)
  local markup = require "docket.core.markup"
  local docket = require "docket"
  local megabytes = tonumber(os.getenv "BENCH_FEED_MB" or "50")
  for _, kind in ipairs(kinds) do
    local text, count = feed_of(kind, megabytes * MB)
    local entries = best_of(3, function()
      local feed = markup.feed(text)
      assert(#feed == count)
      for number = 1, count do feed:entry(number) end
    end)
    report(("feed to entries, %d MB of %s"):format(megabytes, kind.name), ("%.0f"):format(#text / MB / entries), "MB/s",
      ("%d entries"):format(count))
    local part = feed_of(kind, megabytes * MB / 10)
    local articles = best_of(2, function()
      local document = assert(docket.parse(part, { source = "bench", format = "feed" }))
      for _ in document:articles() do end -- luacheck: ignore 542
      document:close()
    end)
    report(("feed to articles, %s"):format(kind.name), ("%.1f"):format(#part / MB / articles), "MB/s",
      "through the HTML reader")
  end
end

if arg and arg[0] and arg[0]:find "feed%.lua$" then
  M.figures(function(name, value, unit, remark) print(("%-46s %10s %-6s %s"):format(name, value, unit, remark or "")) end)
end

return M
