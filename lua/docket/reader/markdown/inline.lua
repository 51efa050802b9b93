---The marks inside a paragraph of Markdown (CommonMark 0.31, 6): which bytes are left away,
---and which stand for others.
local M = {}

-- A link's text and its target end within so many bytes, else the bracket is one.
local REACH <const> = 2000
-- Brackets inside brackets; CommonMark asks for 32 of them in a link's target.
local MAX_DEPTH <const> = 32

local entities = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", nbsp = "\u{A0}", ndash = "–", mdash = "—",
  lsquo = "‘", rsquo = "’", ldquo = "“", rdquo = "”", laquo = "«", raquo = "»", hellip = "…", copy = "©", euro = "€",
  pound = "£", shy = "", deg = "°", middot = "·", bull = "•" }

local function entity(text)
  local number = text:match "^#(%d+)$"
  local hex = text:match "^#[xX](%x+)$"
  local code = number and math.tointeger(tonumber(number)) or hex and tonumber(hex, 16)
  if code then return code > 0 and code < 0x110000 and not (code >= 0xD800 and code < 0xE000) and utf8.char(code) or nil end
  return entities[text]
end

-- The bracket that closes the one before a position.
local function closing(text, position, open, close)
  local depth, stop = 1, math.min(#text, position + REACH)
  local pattern = "[\\%" .. open .. "%" .. close .. "]"
  while true do
    local at = text:find(pattern, position)
    if not at or at > stop then return nil end
    local character = text:sub(at, at)
    if character == "\\" then
      at = at + 1
    else
      depth = depth + (character == open and 1 or -1)
      if depth == 0 then return at end
      if depth > MAX_DEPTH then return nil end
    end
    position = at + 1
  end
end

-- Behind a link's text: the last byte of its target, nil where it is no link.
local function target_end(text, close, label, definitions)
  local mark = text:sub(close + 1, close + 1)
  if mark == "(" then return closing(text, close + 2, "(", ")") end
  if mark == "[" then return closing(text, close + 2, "[", "]") end
  return definitions[label:lower()] and close or nil
end

local function is_word(text, at)
  local character = text:sub(at, at)
  return character:find "[%w\x80-\xff]" ~= nil
end

local function is_space(text, at)
  local character = text:sub(at, at)
  return character == "" or character:find "%s" ~= nil
end

-- Runs of * and _: an opener and the next closer of the same mark and length go.
local function emphasis(text, at, stop, open, drops)
  local run = text:sub(at, stop)
  local mark = run:sub(1, 1)
  local inside = mark == "_" and is_word(text, at - 1) and is_word(text, stop + 1)
  if inside then return end
  if not is_space(text, at - 1) and open[run] then
    drops[#drops + 1] = { open[run], open[run] + #run - 1 }
    drops[#drops + 1] = { at, stop }
    open[run] = nil
  elseif not is_space(text, stop + 1) then
    open[run] = at
  end
end

local handlers = {}

handlers["\\"] = function(text, at, drops)
  if text:find("^%p", at + 1) then
    drops[#drops + 1] = { at, at }
    return at + 2
  end
  return at + 1
end

handlers["`"] = function(text, at, drops)
  local run = text:match("^`+", at)
  local position = at + #run
  while true do
    local first, last = text:find("`+", position)
    if not first or first - at > REACH then return at + #run end
    if last - first + 1 == #run then
      drops[#drops + 1] = { at, at + #run - 1 }
      drops[#drops + 1] = { first, last }
      return last + 1
    end
    position = last + 1
  end
end

handlers["["] = function(text, at, drops, state)
  local footnote = text:match("^%[%^[^%]%s]+%]()", at)
  if footnote then
    drops[#drops + 1] = { at, footnote - 1 }
    return footnote
  end
  local close = closing(text, at + 1, "[", "]")
  local stop = close and target_end(text, close, text:sub(at + 1, close - 1), state.definitions)
  if stop then
    drops[#drops + 1] = { at, at }
    drops[#drops + 1] = { close, stop }
    state.behind[close] = stop + 1
  end
  return at + 1
end

handlers["!"] = function(text, at, drops, state)
  if text:sub(at + 1, at + 1) ~= "[" then return at + 1 end
  local count = #drops
  local position = handlers["["](text, at + 1, drops, state)
  if #drops > count then drops[#drops + 1] = { at, at } end
  return position
end

handlers["]"] = function(_, at, _, state) return state.behind[at] or at + 1 end

-- Behind the comment that opens here. That none ends is found out once.
local function comment_end(text, at, state)
  if state.no_comment or text:sub(at, at + 3) ~= "<!--" then return nil end
  local _, last = text:find("-->", at + 4, true)
  state.no_comment = last == nil
  return last and last + 1
end

handlers["<"] = function(text, at, drops, state)
  local comment = comment_end(text, at, state)
  local link = text:match("^<%a[%w+.-]+:[^%s<>]*>()", at) or text:match("^<[%w.+_-]+@[%w.-]+>()", at)
  local tag = not link and text:match("^</?%a[^<>]*>()", at)
  if comment or tag then
    drops[#drops + 1] = { at, (comment or tag) - 1 }
  elseif link then
    drops[#drops + 1] = { at, at }
    drops[#drops + 1] = { link - 1, link - 1 }
  end
  return comment or tag or link or at + 1
end

handlers["&"] = function(text, at, drops)
  local name, behind = text:match("^&(#?%w+);()", at)
  local character = name and #name < 12 and entity(name)
  if not character then return at + 1 end
  drops[#drops + 1] = { at, behind - 1, character }
  return behind
end

local function run_handler(text, at, drops, state)
  local stop = at + #text:match("^[*_~]+", at) - 1
  local mark = text:sub(at, at)
  while text:sub(stop, stop) ~= mark do stop = stop - 1 end
  stop = at + #text:match("^%" .. mark .. "+", at) - 1
  if mark ~= "~" or stop - at == 1 then emphasis(text, at, stop, state.open, drops) end
  return stop + 1
end
handlers["*"], handlers["_"], handlers["~"] = run_handler, run_handler, run_handler

---What of a paragraph is no text.
---@param text string
---@param definitions table<string, true>  labels of reference links, lower case
---@return { [1]: integer, [2]: integer, [3]: string? }[] drops  first and last byte, and what
---  stands there instead; in order, none overlapping
function M.drops(text, definitions)
  local drops, position = {}, 1
  local state = { open = {}, behind = {}, definitions = definitions }
  while true do
    local at = text:find("[\\`%[%]!<&*_~]", position)
    if not at then break end
    position = handlers[text:sub(at, at)](text, at, drops, state)
  end
  table.sort(drops, function(a, b) return a[1] < b[1] end)
  local clean = {}
  for _, drop in ipairs(drops) do
    local last = clean[#clean]
    if not last or drop[1] > last[2] then clean[#clean + 1] = drop end
  end
  return clean
end

return M
