---Articles with their temporal expressions marked inline, as TimeML 1.2.1, so that
---other tools for time in text can read them.
local M = {}

local ESCAPES <const> = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

-- XML 1.0 forbids most control characters, escaped or not.
local function escape(text)
  text = text:gsub("[%z\1-\8\11\12\14-\31]", "\u{FFFD}")
  return (text:gsub('[&<>"]', ESCAPES))
end

local function attribute(name, value)
  if value == nil then return "" end
  return (' %s="%s"'):format(name, escape(tostring(value)))
end

local function tag(record, number)
  return ("<TIMEX3%s%s%s%s>%s</TIMEX3>"):format(attribute("tid", "t" .. number), attribute("type", record.type),
    attribute("value", record.value or ""), attribute("mod", record.mod), escape(record.quote))
end

-- The text with its expressions marked; they do not overlap.
local function marked(text, records)
  local pieces, position, number = {}, 1, 0
  for _, record in ipairs(records) do
    if record.kind == "date" and record.first >= position then
      number = number + 1
      pieces[#pieces + 1] = escape(text:sub(position, record.first - 1))
      pieces[#pieces + 1] = tag(record, number)
      position = record.last + 1
    end
  end
  pieces[#pieces + 1] = escape(text:sub(position))
  return table.concat(pieces)
end

-- The document creation time is t0, as TimeML has it.
local function creation_time(article)
  local date = article.reference_date
  if not date then return "" end
  return ('<DCT><TIMEX3 tid="t0" type="DATE" value="%s" temporalFunction="false" functionInDocument="%s">%s</TIMEX3></DCT>\n')
    :format(escape(date), article.reference_basis == "stated" and "PUBLICATION_TIME" or "CREATION_TIME", escape(date))
end

---One article as a TimeML document.
---@param article docket.Article
---@param records docket.Record[]  of the article, in text order; only dates are used
---@return string xml  ends in a line break
function M.document(article, records)
  local id = article.id or ("%s#%d"):format(article.source, article.number)
  return ('<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n<DOCID>%s</DOCID>\n%s<TEXT>%s</TEXT>\n</TimeML>\n')
    :format(escape(tostring(id)), creation_time(article), marked(article.text, records))
end

return M
