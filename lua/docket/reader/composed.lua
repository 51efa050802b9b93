---Articles of formats that have a structure (HTML, feeds, mail): what their readers find
---becomes articles here, all in the same way.
local article = require "docket.article"
local calendar = require "docket.normal.date"
local core = require "docket.core"
local language = require "docket.language"
local profile = require "docket.profile"
local reference = require "docket.reference"

local M = {}

---What a reader finds of an article. `text` is UTF-8, made of the blocks with a blank line
---between them.
---@class docket.Found
---@field text string
---@field blocks { kind: string, first: integer, last: integer }[]  1-based bytes of `text`
---@field range integer[]?         first and last byte of the article in the source
---@field map docket.Map?          from the text to the bytes of the source
---@field title string?
---@field url string?
---@field byline string[]?
---@field published string?        as `modified`: YYYY-MM-DD, or with a time after it
---@field modified string?
---@field language string?         BCP 47, as the source states it
---@field site string?
---@field id string|integer|nil

---@class docket.Map
---@field range fun(self, first: integer, last: integer): integer?, integer?  bytes of the
---  source for bytes of the text, both 1-based inclusive; nil where the source has none

-- "2021-04-14T10:00:00Z" -> "2021-04-14", nil where it is no day of the calendar.
local function day_of(value)
  local day = type(value) == "string" and value:match "^%d%d%d%d%-%d%d%-%d%d"
  return day and calendar.is_valid(day) and day or nil
end

local function fields_of(found, number, options)
  return { source = options.source, number = number, range_in = "text", id = found.id, title = found.title,
    url = found.url or options.url, byline = found.byline and table.move(found.byline, 1, #found.byline, 1, {}),
    published = day_of(found.published) or day_of(options.published), modified = day_of(found.modified),
    range = found.range, site = found.site, language = found.language, given_language = options.language,
    source_map = found.map }
end

local function composed(found, options)
  local document, message, code = core.compose(found.text, profile.of(options.language), found.blocks)
  if not document then return nil, message, code end
  return document:article(1)
end

---The articles of a document. Those that state no date get theirs from their neighbours,
---as in a listing.
---@param found docket.Found[]  in the order of the page
---@param options table  of the document: `source`, `language`, `reference_date`, `url`, `published`
---@return docket.Article[] articles
---@return { code: string, message: string }[] problems
function M.articles(found, options)
  local list, cores, problems = {}, {}, {}
  for _, one in ipairs(found) do
    local made, message, code = composed(one, options)
    if made then
      local fields = fields_of(one, #list + 1, options)
      list[#list + 1], cores[fields] = fields, made
    else
      problems[#problems + 1] = { code = code, message = message }
    end
  end
  reference.resolve(list, options, function(fields)
    return reference.find_days { core = cores[fields], language = options.language or language.code(fields.language) }
  end)
  for number, fields in ipairs(list) do list[number] = article.new(cores[fields], fields) end
  return list, problems
end

return M
