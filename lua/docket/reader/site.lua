---Site hints: what a page of one site or family holds where. See lua/docket/sites/README.md.
local data = require "docket.data"
local lfs = require "lfs"
local markup = require "docket.core.markup"
local sandbox = require "docket.rule.sandbox"

local M = {}

---@class docket.Site
---@field name string       of the site
---@field file string       base name, by which a user's file replaces a shipped one
---@field hosts string[]?
---@field when string?      a selector: pages that have such an element
---@field content string?   selectors: see README
---@field headline string?
---@field byline string|string[]|nil  a list is one of phrases, as in the word lists
---@field date string?
---@field drop string?
---@field article string?

local SELECTORS = { "when", "content", "headline", "byline", "date", "drop", "article" }

-- The line of `field` in a file, for a message.
local function line_of(text, field)
  local number = 0
  for line in (text .. "\n"):gmatch "(.-)\n" do
    number = number + 1
    if line:find("%f[%w_]" .. field .. "%s*=") then return number end
  end
  return 1
end

-- What is wrong with a hint: its field and why; nil if nothing is.
local function wrong(site)
  if type(site) ~= "table" then return "name", "a hint is a table: return { name = ..., hosts = ... }" end
  for _, field in ipairs(SELECTORS) do
    local value = site[field]
    -- `byline` may also be a list of phrases, as in the word lists.
    if value ~= nil and not (field == "byline" and type(value) == "table") then
      if type(value) ~= "string" then return field, ("`%s` must be a selector in quotes"):format(field) end
      local ok, message = markup.selector(value)
      if not ok then return field, message end
    end
  end
  if site.hosts ~= nil and type(site.hosts) ~= "table" then return "hosts", "`hosts` must be a list of host names" end
  for _, host in ipairs(site.hosts or {}) do
    if type(host) ~= "string" then return "hosts", "`hosts` must be a list of host names" end
  end
  return nil
end

---Load one hint.
---@param path string
---@return docket.Site? site
---@return { file: string, line: integer, message: string, code: string }? problem
function M.load(path)
  local handle, message = io.open(path, "rb")
  if not handle then return nil, { file = path, line = 1, message = message, code = "ESITE" } end
  local text = handle:read "a"
  handle:close()
  local chunk
  chunk, message = load(text, "=" .. path, "t", {})
  local ok, site = false, message
  if chunk then ok, site = sandbox.call(sandbox.LOAD_INSTRUCTIONS, chunk) end
  if not ok then
    local line = tonumber(tostring(site):match ":(%d+):") or 1
    return nil, { file = path, line = line, code = "ESITE", message = (tostring(site):gsub("^.-:%d+: ", "")) }
  end
  local field, why = wrong(site)
  if field then return nil, { file = path, line = line_of(text, field), message = why, code = "ESITE" } end
  site.file = path:match "[^/]+$"
  site.name = type(site.name) == "string" and site.name or site.file
  return site
end

-- The hints of a folder over those that are known: by the file's name.
local function load_folder(folder, sites, problems)
  if lfs.attributes(folder, "mode") ~= "directory" then return end
  for name in lfs.dir(folder) do
    if name:match "%.lua$" then
      local site, problem = M.load(folder .. name)
      sites[name] = site or sites[name]
      problems[#problems + 1] = problem
    end
  end
end

-- Attributes that selectors ask for beyond those that every page keeps.
local function attributes_of(list)
  local names, seen = {}, {}
  for _, site in ipairs(list) do
    for _, field in ipairs(SELECTORS) do
      for name in (type(site[field]) == "string" and site[field] or ""):gmatch "%[([%w_:-]+)" do
        if not seen[name] then names[#names + 1] = name end
        seen[name] = true
      end
    end
  end
  return names
end

local memo = {}

---All hints: the shipped ones, and those of `DIR/sites` laid over them.
---@param directories string[]?
---@return { list: docket.Site[], attributes: string[], problems: table[], told: boolean? } hints
function M.all(directories)
  local key = table.concat(directories or {}, "\0")
  if memo[key] then return memo[key] end
  local sites, problems, list = {}, {}, {}
  load_folder(data.path "sites/", sites, problems)
  for _, directory in ipairs(directories or {}) do load_folder(directory:gsub("/$", "") .. "/sites/", sites, problems) end
  for _, site in pairs(sites) do list[#list + 1] = site end
  table.sort(list, function(a, b) return a.file < b.file end)
  memo[key] = { list = list, attributes = attributes_of(list), problems = problems }
  return memo[key]
end

---What is wrong with hints, told once.
---@param directories string[]?
---@return { code: string, message: string }[] problems
function M.new_problems(directories)
  local hints, list = M.all(directories), {}
  for _, problem in ipairs(hints.told and {} or hints.problems) do
    list[#list + 1] = { code = problem.code, message = ("%s:%d: %s"):format(problem.file, problem.line, problem.message) }
  end
  hints.told = true
  return list
end

-- "https://www.bell.example:80/x" -> "www.bell.example"
local function host_of(url) return type(url) == "string" and url:match "^%a+://([^/:?#]+)" or nil end

local function has_host(site, hosts)
  for _, own in ipairs(site.hosts or {}) do
    for _, host in ipairs(hosts) do
      if host == own or host:sub(-#own - 1) == "." .. own then return true end
    end
  end
  return false
end

---The hint for a page: of its host, or else of its make.
---@param hints { list: docket.Site[] }
---@param page userdata  of docket.core.markup
---@param url string?
---@return docket.Site?
function M.of_page(hints, page, url)
  local hosts = { host_of(url) }
  for _, address in ipairs(page:addresses()) do hosts[#hosts + 1] = host_of(address) end
  for i, host in ipairs(hosts) do hosts[i] = host:lower() end
  for _, site in ipairs(hints.list) do
    if has_host(site, hosts) and (not site.when or page:matches(site.when)) then return site end
  end
  for _, site in ipairs(hints.list) do
    if not site.hosts and site.when and page:matches(site.when) then return site end
  end
  return nil
end

return M
