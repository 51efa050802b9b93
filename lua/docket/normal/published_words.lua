---The word lists of docket.normal.published, joined: those of one language first, then all
---others, so that a page whose language is not stated is read as well.
local data = require "docket.data"
local letters = require "docket.normal.letters"
local word_list = require "docket.rule.list"

local M = {}

-- Languages that have lists, those first whose words count where two languages differ
-- (Polish and Croatian do in "listopad").
local LANGUAGES <const> = { "en", "de", "fr", "es", "it", "pt", "pl", "ru", "uk", "kk", "ky", "uz", "tr", "az", "fa",
                            "ar", "zh", "hu", "cs", "nl", "sv", "ro" }

---@class docket.normal.published.Words
---@field months table<string, integer>  folded name -> number, without a period
---@field solar table<string, integer>  months of the solar Hijri calendar
---@field units table<string, "D"|"H"|"MIN"|"W">
---@field past table<string, boolean|string>  "ago"; the unit where it is one word with it
---@field days table<string, integer>  "yesterday" -> -1
---@field joiners table<string, boolean>
---@field labels table<string, "published"|"modified">
---@field by_last_word table<string, string[]>  last word of a label -> labels, the longest first
---@field unspaced string[]  labels in scripts without spaces

local function read(language, name)
  local list = word_list.read(nil, name, data.path(("words/%s/%s.txt"):format(language, name)))
  return list and list.entries or {}
end

local function number_entries(entries)
  local numbers = {}
  for entry, value in pairs(entries) do
    numbers[(letters.fold(entry):gsub("%.$", ""))] = math.tointeger(tonumber(value))
  end
  return numbers
end

local READ <const> = {
  published = function(lists, entry) lists.labels[entry] = "published" end,
  modified = function(lists, entry) lists.labels[entry] = "modified" end,
  ago = function(lists, entry, unit) lists.past[entry] = unit or true end,
  unit = function(lists, entry, unit) lists.units[entry] = unit end,
  day = function(lists, entry, number) lists.days[entry] = math.tointeger(tonumber(number)) end,
  joiner = function(lists, entry) lists.joiners[entry] = true end,
}

local function read_language(language)
  local lists = { labels = {}, past = {}, units = {}, days = {}, joiners = {} }
  lists.months = number_entries(read(language, "months"))
  lists.solar = language == "fa" and number_entries(read(language, "solar_months")) or {}
  for entry, value in pairs(read(language, "published")) do
    local kind, argument = value:match "^(%a+)%s*(%S*)$"
    if READ[kind] then READ[kind](lists, letters.fold(entry), argument ~= "" and argument or nil) end
  end
  return lists
end

local FIELDS <const> = { "months", "solar", "labels", "past", "units", "days", "joiners" }

-- Labels by their last word, so that a line's words are looked up, and not all labels
-- searched in the line.
local function index_labels(joined)
  joined.by_last_word, joined.unspaced = {}, {}
  for text in pairs(joined.labels) do
    if text:byte() >= 0xE3 then
      joined.unspaced[#joined.unspaced + 1] = text
    else
      local word = text:match "[^ ]+$"
      local list = joined.by_last_word[word] or {}
      joined.by_last_word[word] = list
      list[#list + 1] = text
    end
  end
  for _, list in pairs(joined.by_last_word) do table.sort(list, function(a, b) return #a > #b end) end
  table.sort(joined.unspaced)
end

-- What was read, by language, and what was joined, by the language that comes first. The
-- lists are constants of the installation: they are read once and never changed.
local of_language, joined_for = {}, {}

local function join(first)
  local joined = {}
  for _, field in ipairs(FIELDS) do joined[field] = {} end
  local order = { first }
  for _, language in ipairs(LANGUAGES) do
    if language ~= first then order[#order + 1] = language end
  end
  for _, language in ipairs(order) do
    local lists = of_language[language] or read_language(language)
    of_language[language] = lists
    for _, field in ipairs(FIELDS) do
      local target = joined[field]
      for entry, value in pairs(lists[field]) do
        if target[entry] == nil then target[entry] = value end
      end
    end
  end
  index_labels(joined)
  return joined
end

---@param language string?  BCP 47
---@return docket.normal.published.Words
function M.of(language)
  language = (language or "en"):lower():match "^%a+" or "en"
  local joined = joined_for[language]
  if not joined then
    local known = false
    for _, name in ipairs(LANGUAGES) do known = known or name == language end
    if not known and language ~= "en" then
      joined = M.of "en"
    else
      joined = join(language)
    end
    joined_for[language] = joined
  end
  return joined
end

return M
