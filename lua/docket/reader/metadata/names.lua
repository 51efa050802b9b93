---Names in a line of authors: "By Anna Muster and Ben Beispiel, Court Correspondent | 7 April".
local data = require "docket.data"
local letters = require "docket.normal.letters"
local published_words = require "docket.normal.published_words"
local text = require "docket.reader.metadata.text"
local word_list = require "docket.rule.list"

local M = {}

-- Longest phrase of the lists, in words.
local MAX_PHRASE <const> = 4

-- More words are a bio, not a name.
local MAX_NAME_WORDS <const> = 6

-- Words inside names that are written small.
local PARTICLES <const> = {}
for word in ("de del della di da do dos das la le las los van von vom zu zur der den het ten ter bin ibn al el bint y e i und und's " ..
  "du des af av abd ul ur uz st mac o"):gmatch "%S+" do PARTICLES[word] = true end

-- Openers that begin surnames as well: only before a visible line's names.
local DOUBTFUL <const> = { de = true, di = true, da = true, von = true, van = true, aus = true, from = true, av = true }

---@class docket.metadata.AuthorWords
---@field kinds table<string, string>  phrase -> opener, joiner, nobody, role, degree, other, stop
---@field others string[]  phrases that open the name of somebody who did not write, between spaces
---@field labels table<string, boolean>  words that call a date what it is
---@field months table<string, integer>
---@field organisations table<string, boolean>
---@field places table<string, boolean>

---@class docket.metadata.Name
---@field name string
---@field is_person boolean  two words or more, as people have them
---@field key string

---@class docket.metadata.Names
---@field [integer] docket.metadata.Name
---@field opened? boolean  a phrase such as "By" stood before them
---@field clean? boolean  nothing else stood there

local function read(kinds, language)
  local list = word_list.read(nil, "authors", data.path(("words/%s/authors.txt"):format(language)))
  for entry, kind in pairs(list and list.entries or {}) do
    entry = letters.fold(entry)
    if not kinds[entry] or kind == "other" then kinds[entry] = kind end
  end
end

-- The entries of an English list, but those that have this value.
local function entries_of(name, without)
  local list = word_list.read(nil, name, data.path("words/en/" .. name .. ".txt"))
  local entries = {}
  for entry, value in pairs(list and list.entries or {}) do
    if value ~= without then entries[entry] = true end
  end
  return entries
end

-- Constants of the installation, read once for each language.
local of_language = {}
local shared

---@param language string?
---@return docket.metadata.AuthorWords
function M.words(language)
  language = (language or "en"):lower():match "^%a+" or "en"
  local words = of_language[language]
  if not words then
    local kinds = {}
    read(kinds, language)
    if language ~= "en" then read(kinds, "en") end
    shared = shared or { organisations = entries_of("organisation", "place"), places = entries_of "places" }
    words = { kinds = kinds, organisations = shared.organisations, places = shared.places, others = {}, labels = {},
      months = published_words.of(language).months }
    for phrase, kind in pairs(kinds) do
      if kind == "other" and phrase:find(" ", 1, true) then words.others[#words.others + 1] = " " .. phrase .. " " end
    end
    for label in pairs(published_words.of(language).labels) do
      if #label >= 4 then words.labels[label] = true end
    end
    of_language[language] = words
  end
  return words
end

local function strip(part) return (part:gsub("^[%s%p]*%f[%w\x80-\xff(\"']", ""):gsub("[%s,;:|/*_~<>-]+$", "")) end

-- E-mail addresses, web addresses, handles, and what hides an e-mail address.
local function without_addresses(line)
  line = line:gsub("%[email[^%]]*%]", " "):gsub("[%w._%%+-]+@[%w.-]+%.%a%a+", " "):gsub("https?://[^%s()]+", " ")
  line = line:gsub("%f[%w@]@[%w_.]+", " "):gsub("%(%s*%)", " ")
  return line
end

-- The phrase of a kind at the beginning: its kind, and what follows. A colon belongs to it.
local function phrase_at_start(line, words, structured)
  local position, count, best_kind, best_rest = 1, 0, nil, nil
  local folded = letters.lower(line)
  while count < MAX_PHRASE do
    local _, last = folded:find("^%s*[^%s:|]+", position)
    if not last then break end
    count = count + 1
    local phrase = letters.fold(folded:sub(1, last))
    local colon = folded:match("^%s*:%s*()", last + 1)
    local kind = words.kinds[phrase]
    if kind == "role" and colon then kind = "opener" end
    local long = count > 1 or colon or not structured or not DOUBTFUL[phrase]
    if (kind == "opener" or kind == "other") and long and (colon or folded:find("^%s", last + 1) or last == #folded) then
      best_kind, best_rest = kind, line:sub(colon or last + 1)
    end
    position = last + 1
  end
  -- "byAnna Muster": what stood in two elements
  if not best_kind then
    local rest = line:match "^[Bb]y(%u.*)$"
    if rest and rest:find "^%u[%l.]" then best_kind, best_rest = "opener", rest end
  end
  return best_kind, best_rest
end

-- What somebody else did: "Edited by" after the authors.
local function cut_others(line, words)
  local folded = letters.lower(line)
  for _, phrase in ipairs(words.others) do
    local first = folded:find(phrase, 2, true)
    if first then line, folded = line:sub(1, first - 1), folded:sub(1, first - 1) end
  end
  return line
end

-- Where a date, a label of one, or another part of the page's furniture begins.
local function cut_dates(line, words)
  line = line:match "^(.-)%s*[|\n].*$" or line
  for _, mark in ipairs { "\u{2022}", "\u{B7}", "\u{25CF}" } do
    local first = line:find(mark, 2, true)
    if first then line = line:sub(1, first - 1) end
  end
  for _, mark in ipairs { " - ", " \u{2013} ", " \u{2014} " } do
    local first = line:find(mark, 2, true)
    if first then line = line:sub(1, first - 1) end
  end
  line = line:match "^(.-),?%s+%f[%w]%d.*$" or line
  local position, previous = 1, nil
  while true do
    local first, last = line:find("[%w\x80-\xff.']+", position)
    if not first then return line end
    local word = letters.fold(line:sub(first, last)):gsub("%.$", "")
    if first > 1 and words.labels[word] then return line:sub(1, first - 1) end
    if previous and word:find "^%d" and words.months[previous.word] then return line:sub(1, previous.first - 1) end
    local tail = line:sub(first, last):match "()%d%d?%s*$"
    if tail and tail > 3 and line:sub(first, last):find "^%u%l+%d" and line:find("%s", 1) then
      return line:sub(1, first + tail - 2)
    end
    previous, position = { word = word, first = first }, last + 1
  end
end

-- A month or weekday that the cut before a figure has left at the end.
local function cut_month(line, words)
  for _ = 1, 2 do
    local before, word = line:match "^(.-)[%s,/]+([%w\x80-\xff]+)[%s,.]*$"
    if not before then break end
    word = letters.fold(word)
    if not (words.months[word] or word:find "^%a+day$" or word == "on" or word == "at") then break end
    line = before
  end
  return line
end

-- "(with C and D)" joins; other brackets go.
local function open_brackets(line, words)
  return (line:gsub("%s*%(([^()]*)%)", function(inside)
    local word, rest = inside:match "^%s*([%a\x80-\xff]+)%s+(.*)$"
    if word and words.kinds[letters.fold(word)] == "joiner" then return ", " .. rest end
    -- initials, as in "Anna (A.M.) Muster"
    if inside:find "^%u%.[%u.]*$" then return nil end
    return " "
  end))
end

-- Parts between commas and joiners; `joined` where a joiner stood before one.
local function split(line, words)
  local parts = {}
  line = line:gsub("&", " & "):gsub("\u{3001}", ", "):gsub("\u{FF0C}", ", "):gsub("\u{60C}", ", ")
  for piece in (line:gsub(";", ",") .. ","):gmatch "(.-)," do
    local collected, joined = {}, false
    for word in piece:gmatch "%S+" do
      local kind = words.kinds[letters.fold(word)]
      if kind == "joiner" then
        if collected[1] then parts[#parts + 1] = { text = table.concat(collected, " "), joined = joined } end
        collected, joined = {}, true
      else
        collected[#collected + 1] = word
      end
    end
    if collected[1] then parts[#parts + 1] = { text = table.concat(collected, " "), joined = joined } end
  end
  return parts
end

local function is_capitalised(word)
  local first = word:match "^[\"'(]*([%z\1-\x7F\xC2-\xF4][\x80-\xBF]*)"
  return first and (letters.lower(first) ~= first or not first:find "^%l" and first:find "^[\x80-\xff]" and true) and true or false
end

-- "EVANHalper": a role that was set against a name without a space.
local function part_words(part, words)
  local list = {}
  for word in part:gmatch "%S+" do
    local before, after = word:match "^(.*%l)(%u%l+)$"
    if before and words.kinds[after:lower()] == "role" then
      list[#list + 1], list[#list + 2] = before, after
    else
      list[#list + 1] = word
    end
  end
  return list
end

local function bare(word)
  if not word:find "[^%a]" then return word:lower() end
  return (letters.fold(word):gsub("^[%p]+", ""):gsub("[%p]+$", ""))
end

-- JOE -> Joe, O'BRIEN -> O'Brien, McDONALD stays, J.R. stays.
local function lower_capitals(word)
  if not word:find "^[%u'.-]+$" or word:find "%.$" and #word <= 5 or #word:gsub("[^%u]", "") < 2 then return word end
  return (word:gsub("%u+", function(run) return run:sub(1, 1) .. run:sub(2):lower() end))
end

-- A name all of whose words stand in capitals. One that holds initials of an agency stays.
local function set_case(list)
  if #list < 2 then return end
  for _, word in ipairs(list) do
    if not word:find "^[%u'.-]+$" then return end
    local plain = word:gsub("[^%u]", "")
    if #plain >= 2 and not word:find "%." and not plain:find "[AEIOUY]" then return end
  end
  for index, word in ipairs(list) do list[index] = lower_capitals(word) end
end

-- The name at the beginning of a part: what stands before a role, without the site's name and degrees.
local function name_words(part, words, sites)
  local list, kept = part_words(part, words), {}
  local cut = false
  for index, word in ipairs(list) do
    local kind = words.kinds[bare(word)]
    if (kind == "role" or kind == "stop") and index > 2 then
      cut = true
      break
    end
    kept[#kept + 1] = word
  end
  while #kept > 1 and words.kinds[bare(kept[#kept])] == "degree" do kept[#kept] = nil end
  for count = math.min(3, #kept - 2), 1, -1 do
    local key = text.key(table.concat(kept, " ", #kept - count + 1))
    for _, site in ipairs(sites.keys) do
      if key == site then
        for _ = 1, count do kept[#kept] = nil end
        return kept, true
      end
    end
    for _, host in ipairs(sites.hosts) do
      if key == host and #kept > count + 1 then
        for _ = 1, count do kept[#kept] = nil end
        return kept, true
      end
    end
  end
  return kept, cut
end

-- "MA" of "Anna Muster, MA Court News"
local function starts_with_degree(list, words) return words.kinds[bare(list[1] or "")] == "degree" and #bare(list[1]) <= 4 end

local function has(list, words, kind)
  for _, word in ipairs(list) do
    if words.kinds[bare(word)] == kind then return true end
  end
  return false
end

local function is_organisation(list, words)
  for _, word in ipairs(list) do
    if words.organisations[bare(word)] then return true end
  end
  return false
end

-- Is this how people are called: two words and more, all of them capitalised or particles?
local function is_person(list, words)
  if #list == 1 then
    -- Chinese, Japanese and Korean names have no spaces.
    return list[1]:find "^[\xE3-\xED]" ~= nil and utf8.len(list[1]) ~= nil and utf8.len(list[1]) >= 2 and utf8.len(list[1]) <= 5
  end
  if #list > MAX_NAME_WORDS or #list == 0 then return false end
  for index, word in ipairs(list) do
    if word:find "[%d@!?]" then return false end
    if not is_capitalised(word) and not PARTICLES[bare(word)] and index == 1 then return false end
    if not is_capitalised(word) and not PARTICLES[bare(word)] and #list > 3 then return false end
  end
  return not is_organisation(list, words) and not words.places[letters.fold(table.concat(list, " "))]
end

local function is_nobody(part, words)
  local folded = letters.fold(part)
  local kind = words.kinds[folded]
  return kind == "nobody" or kind == "role" or kind == "opener" or kind == "other" or kind == "degree" or #text.key(part) < 2
    or folded:find "^https?:" ~= nil or folded:find "^www%." ~= nil or folded:find "^@" ~= nil
end

local function add(names, list, words)
  set_case(list)
  local name = strip(table.concat(list, " "))
  local key = text.key(name)
  if key == "" then return end
  for _, other in ipairs(names) do
    if other.key == key then return end
  end
  names[#names + 1] = { name = name, key = key, is_person = is_person(list, words) }
end

-- Parts in order. After a role, commas go on with what the author is; a joiner begins another name.
local function take(names, parts, words, sites)
  local in_role = false
  for index, part in ipairs(parts) do
    local whole = strip(part.text)
    local list, cut = name_words(whole, words, sites)
    local person = is_person(list, words)
    if is_nobody(whole, words) then
      names.clean = false
    elseif index == 1 or not names[1] then
      if #list > MAX_NAME_WORDS then
        names.clean = false
        return
      end
      add(names, list, words)
      names.clean = names.clean and not cut
    elseif person and not starts_with_degree(list, words) and not cut and not has(list, words, "role")
      and (part.joined or not in_role) then
      add(names, list, words)
    elseif not person and not names[1].is_person and #list <= 3 and not in_role then
      add(names, list, words)
    else
      in_role, names.clean = true, false
    end
    in_role = in_role and not part.joined or cut or has(list, words, "role")
  end
end

local function is_site(line, sites)
  local key = text.key(line)
  for _, site in ipairs(sites.keys) do
    if key == site then return true end
  end
  return false
end

local function whole_line(names, list, words)
  local only = { opened = names.opened, clean = names.clean }
  add(only, list, words)
  return only
end

---Is this a phrase such as "By" or "Written by:", and nothing else?
---@param line string
---@param words docket.metadata.AuthorWords
---@return boolean
function M.is_opener(line, words)
  return words.kinds[(letters.fold(line):gsub(" ?:$", ""))] == "opener"
end

---Read the names of a line.
---@param line string
---@param options { words: docket.metadata.AuthorWords, sites: docket.metadata.Sites, structured: boolean? }
---   structured: a field that holds names alone, not a visible line
---@return docket.metadata.Names
function M.read(line, options)
  local words, names = options.words, { clean = true }
  line = without_addresses(text.plain(line) or ""):gsub("\u{FF1A}", ": ")
  for _ = 1, 3 do
    local kind, rest = phrase_at_start(line, words, options.structured)
    if kind == "other" then return { clean = false } end
    if not kind then break end
    line, names.opened = rest, true
  end
  line = strip(line)
  if not line:find "%s" and not line:find "[,;]" then
    if not is_nobody(line, words) then add(names, { line }, words) end
    return names
  end
  if is_site(line, options.sites) then
    names[1] = { name = line, key = text.key(line), is_person = false }
    return names
  end
  local cut = cut_month(cut_dates(cut_others(open_brackets(line, words), words), words), words)
  names.clean = #cut + 2 >= #line
  take(names, split(cut, words), words, options.sites)
  local whole = part_words(strip(cut), words)
  if names[1] and not names[1].is_person and has(whole, words, "joiner") and #whole <= MAX_NAME_WORDS then
    -- "Staff and Agency Reports" is one
    local people = false
    for _, name in ipairs(names) do people = people or name.is_person end
    if not people then return whole_line(names, whole, words) end
  end
  return names
end

return M
