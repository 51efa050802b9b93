---Text of metadata: markup and entities away, and the forms in which two texts are compared.
---JSON-LD and <meta> often hold HTML that was escaped once more than it should be.
local letters = require "docket.normal.letters"

local M = {}

-- Named character references of HTML that news uses, with their code points (WHATWG HTML, 13.5).
local ENTITIES <const> = {
  amp = 0x26, lt = 0x3C, gt = 0x3E, quot = 0x22, apos = 0x27, nbsp = 0x20, iexcl = 0xA1, cent = 0xA2, pound = 0xA3,
  yen = 0xA5, sect = 0xA7, copy = 0xA9, laquo = 0xAB, shy = 0xAD, reg = 0xAE, deg = 0xB0, acute = 0xB4, para = 0xB6,
  middot = 0xB7, raquo = 0xBB, frac12 = 0xBD, iquest = 0xBF, times = 0xD7, Agrave = 0xC0, Aacute = 0xC1, Acirc = 0xC2,
  Atilde = 0xC3, Auml = 0xC4, Aring = 0xC5, AElig = 0xC6, Ccedil = 0xC7, Egrave = 0xC8, Eacute = 0xC9, Ecirc = 0xCA,
  Euml = 0xCB, Igrave = 0xCC, Iacute = 0xCD, Icirc = 0xCE, Iuml = 0xCF, Ntilde = 0xD1, Ograve = 0xD2, Oacute = 0xD3,
  Ocirc = 0xD4, Otilde = 0xD5, Ouml = 0xD6, Oslash = 0xD8, Ugrave = 0xD9, Uacute = 0xDA, Ucirc = 0xDB, Uuml = 0xDC,
  szlig = 0xDF, agrave = 0xE0, aacute = 0xE1, acirc = 0xE2, atilde = 0xE3, auml = 0xE4, aring = 0xE5, aelig = 0xE6,
  ccedil = 0xE7, egrave = 0xE8, eacute = 0xE9, ecirc = 0xEA, euml = 0xEB, igrave = 0xEC, iacute = 0xED, icirc = 0xEE,
  iuml = 0xEF, ntilde = 0xF1, ograve = 0xF2, oacute = 0xF3, ocirc = 0xF4, otilde = 0xF5, ouml = 0xF6, oslash = 0xF8,
  ugrave = 0xF9, uacute = 0xFA, ucirc = 0xFB, uuml = 0xFC, yacute = 0xFD, yuml = 0xFF, OElig = 0x152, oelig = 0x153,
  Scaron = 0x160, scaron = 0x161, ensp = 0x20, emsp = 0x20, thinsp = 0x20, zwnj = 0x200C, zwj = 0x200D, ndash = 0x2013,
  mdash = 0x2014, lsquo = 0x2018, rsquo = 0x2019, sbquo = 0x201A, ldquo = 0x201C, rdquo = 0x201D, bdquo = 0x201E,
  bull = 0x2022, hellip = 0x2026, prime = 0x2032, lsaquo = 0x2039, rsaquo = 0x203A, euro = 0x20AC, trade = 0x2122,
}

-- windows-1252 in numeric references, as HTML reads them (&#146; is a quotation mark).
local WINDOWS_1252 <const> = { [0x82] = 0x201A, [0x84] = 0x201E, [0x85] = 0x2026, [0x8B] = 0x2039, [0x91] = 0x2018,
  [0x92] = 0x2019, [0x93] = 0x201C, [0x94] = 0x201D, [0x95] = 0x2022, [0x96] = 0x2013, [0x97] = 0x2014, [0x9B] = 0x203A }

local function character(code)
  if not code or code < 0x20 or code > 0x10FFFF or code >= 0xD800 and code <= 0xDFFF then return nil end
  return utf8.char(WINDOWS_1252[code] or code)
end

---Character references as characters; unknown ones stay.
---@param text string
---@return string
function M.unescape(text)
  if not text:find("&", 1, true) then return text end
  text = text:gsub("&#(%d%d?%d?%d?%d?%d?%d?);?", function(digits) return character(math.tointeger(tonumber(digits))) end)
  text = text:gsub("&#[xX](%x%x?%x?%x?%x?%x?);?", function(digits) return character(tonumber(digits, 16)) end)
  return (text:gsub("&(%a%a+%d*);", function(name) return ENTITIES[name] and utf8.char(ENTITIES[name]) end))
end

---Text without markup and references, with single spaces, trimmed.
---@param text any
---@return string? text  nil where nothing is left, or it was no text
function M.plain(text)
  if type(text) ~= "string" then return nil end
  if text:find("&", 1, true) then
    text = M.unescape(text)
    if text:find "&#?%w+;" then text = M.unescape(text) end
  end
  if text:find("<", 1, true) then text = text:gsub("</?%a[^<>]*>", " "):gsub("<!%-%-.-%-%->", " ") end
  if text:find "[\xC2\xE2\xE3]" then
    text = text:gsub("\u{A0}", " "):gsub("\u{202F}", " "):gsub("\u{3000}", " "):gsub("\u{200B}", ""):gsub("\u{AD}", "")
  end
  text = text:gsub("[%s%c]+", " "):match "^ ?(.-) ?$"
  return text ~= "" and text or nil
end

---Letters and digits alone, folded: equal for two spellings of one text.
---@param text string
---@return string
function M.key(text)
  return (letters.plain(text):gsub("[^%w\x80-\xff]+", ""))
end

---Words, folded.
---@param text string
---@return string[]
function M.words(text)
  local words = {}
  for word in letters.plain(text):gmatch "[%w\x80-\xff]+" do words[#words + 1] = word end
  return words
end

---How much of the first text's words is in the second.
---@param text string
---@param other string
---@return number share  from 0 to 1
function M.shared(text, other)
  local there, common, words = {}, 0, M.words(text)
  for _, word in ipairs(M.words(other)) do there[word] = true end
  for _, word in ipairs(words) do
    if there[word] then common = common + 1 end
  end
  return #words > 0 and common / #words or 0
end

return M
