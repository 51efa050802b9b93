---Stand-in for the reader of HTML: it gives `fragment` to feeds until the reader is here.
local M = {}

local BREAKS = { p = true, div = true, br = true, li = true, ul = true, ol = true, blockquote = true, table = true, tr = true,
  h1 = true, h2 = true, h3 = true, h4 = true, h5 = true, h6 = true, figure = true, figcaption = true, section = true }
local NAMES = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", nbsp = "\u{A0}" }

local function entity(name)
  local digits = name:match "^#(%d+)$"
  if digits then return utf8.char(math.tointeger(digits)) end
  local hex = name:match "^#[xX](%x+)$"
  if hex then return utf8.char(tonumber(hex, 16)) end
  return NAMES[name]
end

---@param html string  UTF-8
---@return docket.Found
function M.fragment(html)
  html = html:gsub("<!%-%-.-%-%->", ""):gsub("<[sS]cript.-</[sS]cript>", ""):gsub("%s+", " ")
  html = html:gsub("</?(%a%w*)[^>]*>", function(name) return BREAKS[name:lower()] and "\n" or "" end)
  html = html:gsub("<[!/?%a][^>]*>", ""):gsub("&(#?%w+);", entity)
  local parts, blocks, at = {}, {}, 1
  for line in html:gmatch "[^\n]+" do
    line = line:match "^%s*(.-)%s*$"
    if line ~= "" then
      parts[#parts + 1] = line
      blocks[#blocks + 1] = { kind = "body", first = at, last = at + #line - 1 }
      at = at + #line + 2
    end
  end
  return { text = table.concat(parts, "\n\n"), blocks = blocks }
end

return M
