---Text made comparable: small letters, digits 0 to 9, plain quotes, dashes and spaces.
---For metadata, where a title stands in capitals in one place and with curly quotes in
---another; the text of articles is folded by the C core, which keeps its positions.
local M = {}

-- Scripts whose capitals have their small letters at a fixed distance: first, last, distance.
local CAPITALS <const> = {
  { 0xC0, 0xD6, 32 }, { 0xD8, 0xDE, 32 }, { 0x391, 0x3A1, 32 }, { 0x3A3, 0x3AB, 32 }, { 0x400, 0x40F, 80 },
  { 0x410, 0x42F, 32 }, { 0x531, 0x556, 48 },
}

-- Where small and capital letters take turns: first capital, last capital.
local PAIRS <const> = {
  { 0x100, 0x12E }, { 0x132, 0x136 }, { 0x139, 0x147 }, { 0x14A, 0x176 }, { 0x179, 0x17D }, { 0x460, 0x480 },
  { 0x48A, 0x4BE }, { 0x4C1, 0x4CD }, { 0x4D0, 0x52E }, { 0x1E00, 0x1E94 }, { 0x1EA0, 0x1EFE },
}

-- Zeros of Arabic, Persian, Devanagari, Bengali and full-width digits.
local ZEROS <const> = { 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10 }

-- Characters with one plain form. A mark without width becomes nothing.
local PLAIN <const> = {
  ["'"] = { 0x2018, 0x2019, 0x201A, 0x201B, 0x2BC, 0x2BB, 0x2B9, 0xB4, 0x2032, 0xFF07 },
  ['"'] = { 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033, 0xFF02 },
  ["-"] = { 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFF0D },
  [" "] = { 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
            0x2028, 0x2029, 0x202F, 0x205F, 0x3000 },
  [""] = { 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066,
           0x2067, 0x2068, 0x2069, 0xFEFF },
  [","] = { 0xFF0C, 0x3001, 0x60C }, [":"] = { 0xFF1A }, ["/"] = { 0xFF0F }, ["."] = { 0xFF0E }, ["|"] = { 0xFF5C },
  ["("] = { 0xFF08 }, [")"] = { 0xFF09 }, ["!"] = { 0xFF01 }, ["?"] = { 0xFF1F },
}

-- Capital and small letter alone: what `lower` does.
local small = {}
for _, range in ipairs(CAPITALS) do
  for code = range[1], range[2] do small[utf8.char(code)] = utf8.char(code + range[3]) end
end
for _, pair in ipairs(PAIRS) do
  for code = pair[1], pair[2], 2 do small[utf8.char(code)] = utf8.char(code + 1) end
end
small[utf8.char(0x130)], small[utf8.char(0x178)], small[utf8.char(0x4C0)] = "i", utf8.char(0xFF), utf8.char(0x4CF)

-- Those and all other plain forms: what `fold` does.
local folded = {}
for from, to in pairs(small) do folded[from] = to end
for _, zero in ipairs(ZEROS) do
  for digit = 0, 9 do folded[utf8.char(zero + digit)] = tostring(digit) end
end
for to, codes in pairs(PLAIN) do
  for _, code in ipairs(codes) do folded[utf8.char(code)] = to end
end

local HIGH <const> = "[\xC2-\xF4][\x80-\xBF]*"

---Small letters of the Latin, Greek, Cyrillic and Armenian scripts.
---@param text string
---@return string
function M.lower(text)
  text = text:lower()
  if text:find "[\xC2-\xF4]" then text = text:gsub(HIGH, small) end
  return text
end

---Small letters, ASCII digits, quotes, dashes and spaces.
---@param text string
---@return string
function M.plain(text)
  text = text:lower()
  if text:find "[\xC2-\xF4]" then text = text:gsub(HIGH, folded) end
  return text
end

---The same, with runs of white space as one space, and trimmed.
---@param text string
---@return string
function M.fold(text)
  text = M.plain(text)
  if text:find("`", 1, true) then text = text:gsub("`", "'") end
  if text:find "%s%s" or text:find "[\t\r\n\v\f]" then text = text:gsub("%s+", " ") end
  return text:match "^ ?(.-) ?$"
end

return M
