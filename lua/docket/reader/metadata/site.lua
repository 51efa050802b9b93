---The site's name, the page's own address and language.
local text = require "docket.reader.metadata.text"

local M = {}

local function first(list) return list and list[1] or nil end

-- ---- address

local function absolute(address, base)
  if type(address) ~= "string" then return nil end
  address = text.unescape(address):match "^%s*(.-)%s*$"
  if address:find "%s" then return nil end
  if address:find "^https?://[^/]" then return address end
  local scheme, host = (base or ""):match "^(https?:)//([^/?#]+)"
  if not scheme then return nil end
  if address:find "^//[^/]" then return scheme .. address end
  if address:find "^/" then return scheme .. "//" .. host .. address end
  return nil
end

local function path_of(address) return address:match "^https?://[^/?#]+/?(.*)$" or "" end

---The canonical address. Sites that set it to their front page on every page mean nothing by it.
---@param sources docket.metadata.Sources
---@param article docket.metadata.Article
---@param options table
---@return string?
function M.url(sources, article, options)
  local base, front = options.url, nil
  for _, address in ipairs { first(sources.link.canonical) or false, first(sources.meta["og:url"]) or false,
                             article.url or false, options.url or false } do
    address = absolute(address or nil, base)
    if address and path_of(address) ~= "" then return address end
    front = front or address
  end
  return front
end

-- ---- language

-- "en_GB.utf8" -> "en-GB"
local function tag(value)
  value = text.plain(value)
  value = value and value:match "^[%w_-]+"
  local language, rest = (value or ""):gsub("_", "-"):match "^(%a%a%a?)(.*)$"
  if not language or rest ~= "" and not rest:find "^%-%w" then return nil end
  local script = rest:match "^%-(%a%a%a%a)%f[^%a]"
  local region = rest:match(script and "^%-%a%a%a%a%-(%a%a)%f[^%a]" or "^%-(%a%a)%f[^%a]")
  language = language:lower()
  if script then language = language .. "-" .. script:sub(1, 1):upper() .. script:sub(2):lower() end
  return region and language .. "-" .. region:upper() or language
end

local function primary(value) return value:match "^%a+" end

---The language that the page states: that of <html>, unless two others agree against it.
---@param sources docket.metadata.Sources
---@param article docket.metadata.Article
---@param options table
---@return string? language  BCP 47
function M.language(sources, article, options)
  if options.language then return options.language end
  local meta = sources.meta
  local stated, order = {}, { sources.html_language or false, article.language or false, first(meta["og:locale"]) or false,
    first(meta["content-language"]) or false, first(meta.language) or false, first(meta["dc.language"]) or false,
    first(meta.inlanguage) or false }
  local votes = {}
  for index, value in ipairs(order) do
    local language = tag(value or nil)
    if language then
      stated[#stated + 1] = language
      local name = primary(language)
      votes[name] = (votes[name] or 0) + (index == 1 and 2 or 1.1)
    end
  end
  local best
  for _, language in ipairs(stated) do
    local count = votes[primary(language)]
    if not best or count > votes[primary(best)] then best = language end
  end
  return best
end

-- ---- names

-- Parts of hosts that name no site.
local NO_NAMES <const> = { www = true, m = true, mobile = true, amp = true, com = true, co = true, org = true, net = true, gov = true,
  edu = true, ac = true, news = true, blog = true, en = true, ru = true, web = true, media = true, wordpress = true,
  blogspot = true, medium = true, substack = true, tumblr = true, info = true, archive = true, github = true }

local function add_host(hosts, address)
  local host = (address or ""):match "^https?://([^/:?#]+)" or (address or ""):match "^//([^/:?#]+)"
  if not host then return end
  host = host:lower():gsub("^www%.", "")
  local labels = {}
  for label in host:gmatch "[^.]+" do labels[#labels + 1] = label end
  for index, label in ipairs(labels) do
    local key = text.key(label)
    if index < #labels and #key >= 3 and not NO_NAMES[label] then hosts[#hosts + 1] = key end
  end
  hosts[#hosts + 1] = text.key(host)
end

-- Values that content management systems leave where a name should be.
local function is_name(value)
  return value and #value <= 80 and not value:find "^https?:" and not value:find "^@" and not value:find "^%d+$"
end

---@param sources docket.metadata.Sources
---@param article docket.metadata.Article
---@param url string?
---@return docket.metadata.Sites
function M.names(sources, article, url)
  local sites = { names = {}, keys = {}, hosts = {} }
  local meta = sources.meta
  for _, value in ipairs { first(meta["og:site_name"]) or false, article.site or false, article.website or false,
                           first(meta["application-name"]) or false, first(meta["apple-mobile-web-app-title"]) or false,
                           first(meta["dc.publisher"]) or false, first(meta["citation_journal_title"]) or false } do
    local name = text.plain(value or nil)
    local key = name and text.key(name) or ""
    if is_name(name) and key ~= "" then
      local known = false
      for _, other in ipairs(sites.keys) do known = known or other == key end
      if not known then
        sites.names[#sites.names + 1], sites.keys[#sites.keys + 1] = name, key
      end
    end
  end
  add_host(sites.hosts, url)
  add_host(sites.hosts, first(meta["og:url"]))
  return sites
end

return M
