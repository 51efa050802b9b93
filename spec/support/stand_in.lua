-- Stand-ins for modules that may not be built yet, so that the readers that hand over to
-- them can be tried: HTML as its text, and two encodings of Cyrillic.
local M = {}

local function present(name)
  return package.loaded[name] ~= nil or (pcall(require, name))
end

local koi8 = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"

local function cyrillic(charset)
  local map = {}
  if charset == "koi8-r" then
    local byte = 0xC0
    for _, code in utf8.codes(koi8) do map[byte], byte = utf8.char(code), byte + 1 end
  else
    for byte = 0xC0, 0xFF do map[byte] = utf8.char(0x410 + byte - 0xC0) end
  end
  return map
end

local stand_ins = {
  ["docket.core.markup"] = { decode = function(bytes, options)
    local map = cyrillic(options.declared)
    return (bytes:gsub("[\xC0-\xFF]", function(byte) return map[byte:byte()] end)), options.declared
  end },
  ["docket.reader.html"] = { fragment = function(html)
    local text, blocks = "", {}
    for paragraph in html:gmatch "<p>(.-)</p>" do
      if text ~= "" then text = text .. "\n\n" end
      local first = #text + 1
      text = text .. paragraph:gsub("<[^>]+>", "")
      blocks[#blocks + 1] = { kind = "body", first = first, last = #text }
    end
    return { text = text, blocks = blocks }
  end },
}

-- Some are put in for one spec, and taken away behind it.
function M.put()
  local put = {}
  for name, module in pairs(stand_ins) do
    if not present(name) then
      package.loaded[name] = module
      put[#put + 1] = name
    end
  end
  return function()
    for _, name in ipairs(put) do package.loaded[name] = nil end
  end
end

return M
