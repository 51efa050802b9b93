---PDF, DOCX, ODT, EPUB, RTF, DOC and whatever else a program turns into text: the programs
---are named in docket/converters.lua, and used where they are installed.
local composed = require "docket.reader.composed"
local pages = require "docket.reader.converted.pages"
local plain = require "docket.reader.plain"
local program = require "docket.reader.converted.program"

local M = {}

local names = { pdf = "a PDF", docx = "a Word document (DOCX)", doc = "a Word document (DOC)", odt = "an OpenDocument text",
  epub = "an e-book (EPUB)", rtf = "a document in RTF", mobi = "an e-book (MOBI)", djvu = "a DjVu document" }

-- ------------------------------------------------------------ which

local function extension_of(input) return (input.path or input.source):lower():match "%.(%w+)$" end

-- A document of an office program: by what its archive says of itself (OpenDocument 1.2
-- part 3, OCF 3.2; ECMA-376 part 2), else by its name.
local function office_key(input)
  local head = input.head
  if head:find "^{\\rtf" then return "rtf" end
  local extension = extension_of(input)
  if head:find "^\xD0\xCF\x11\xE0" then return extension or "doc" end
  local kind = head:match("^application/([%w.+-]+)", 39)
  -- The next entry follows at once.
  if kind and kind:find "^epub%+zip" then return "epub" end
  local open = kind and kind:match "^vnd%.oasis%.opendocument%.(%l+)"
  if open then return ({ text = "odt", spreadsheet = "ods", presentation = "odp" })[open] or extension or open end
  for folder, key in pairs { ["word/"] = "docx", ["xl/"] = "xlsx", ["ppt/"] = "pptx" } do
    if head:find(folder, 31, true) then return key end
  end
  return extension or "docx"
end

---The name under which a converter for the input would be listed.
---@param input docket.Input
---@param format string
---@return string?
function M.key(input, format)
  if format == "pdf" then return "pdf" end
  if format == "office" then return office_key(input) end
  return extension_of(input)
end

-- A user's file: data, without a library.
local function user_lines(path)
  local chunk, message = loadfile(path, "t", {})
  local ok, lines = false, message
  if chunk then ok, lines = require("docket.rule.sandbox").call(1000000, chunk) end
  if not ok then return nil, tostring(lines) end
  if type(lines) ~= "table" then return nil, path .. ": returns no table of converters" end
  return lines
end

-- The commands for a key, those of the user before the shipped ones.
local function commands_of(key, options)
  local shipped, found = require "docket.converters", nil
  for _, source in ipairs(options.converters or {}) do
    local lines = source
    if type(source) == "string" then
      local message
      lines, message = user_lines(source)
      if not lines then return nil, message end
    end
    found = lines[key] or found
  end
  found = found or shipped[key]
  if type(found) == "string" then found = { found } end
  if found ~= nil and type(found) ~= "table" then return nil, ("converters.lua: '%s' is no command"):format(key) end
  for _, command in ipairs(found or {}) do
    if type(command) ~= "string" or not command:find("%s", 1, true) then
      return nil, ("converters.lua: the command of '%s' needs %%s for the file: %s"):format(key, tostring(command))
    end
  end
  return found or {}
end

---Is there a line for what would else be read as text, or not at all?
---@param input docket.Input
---@param options table
---@return boolean
function M.is_listed(input, options)
  local key = extension_of(input)
  local commands = key and commands_of(key, options)
  return commands ~= nil and #commands > 0
end

-- The first command whose program is installed; else what would help.
local function choose(input, format, options)
  local key = M.key(input, format) or format
  local commands, message = commands_of(key, options)
  if not commands then return nil, ("%s: %s"):format(input.source, message), "ERULE" end
  local programs = {}
  for _, command in ipairs(commands) do
    local name = program.name(command)
    if program.is_installed(name) then return command, key end
    programs[#programs + 1] = name
  end
  local code, name = "E" .. format:upper(), names[key] or ("a document (%s)"):format(key)
  if #programs == 0 then
    return nil, ("%s: %s; no converter is known for it: give a file with return { %s = \"COMMAND %%s\" }"
      .. " with --converters"):format(input.source, name, key), code
  end
  local from = commands.from and (" (%s)"):format(commands.from) or ""
  programs[1] = programs[1] .. from
  return nil, ("%s: %s; to read it, install %s"):format(input.source, name, table.concat(programs, " or ")), code
end

-- ------------------------------------------------------------ the document

local function convert(input, command, key)
  if input.path then return program.run(command, input.path) end
  local bytes, message, code = input:bytes()
  if not bytes then return nil, message, code end
  return program.with_file(bytes, key, function(path) return program.run(command, path) end)
end

local function found_of(text, key, options)
  if key == "pdf" then return plain.found(pages.text(text), options, "text") end
  return plain.found((text:gsub("\f", "\n\n")), options)
end

---@param input docket.Input
---@param options table  `converters`: users' files (paths), or tables, laid over the shipped lines;
---@param format string
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options, format)
  local command, key, code = choose(input, format, options)
  if not command then return nil, key, code end
  local core_document, message
  core_document, message, code = input:document(nil, "binary")
  if not core_document then return nil, message, code end
  local text
  text, message, code = convert(input, command, key)
  if not text then return nil, ("%s: %s"):format(input.source, message), code end
  if not text:find "%S" then
    return nil, ("%s: %s gives no text; if it is a scan, have its text recognised first (ocrmypdf)"):format(input.source,
      program.name(command)), "EEMPTY"
  end
  local document = require("docket.document").new { source = options.source, format = key, core = core_document,
    options = options, read = M.articles, found_problems = {} }
  if not utf8.len(text) then
    table.insert(document.found_problems, { code = "EENCODING",
      message = ("%s gives text that is not UTF-8"):format(program.name(command)) })
  end
  document.found, message, code = found_of(text, key, options)
  if not document.found then return nil, message, code end
  return document
end

---@param document docket.Document
---@return fun(): docket.Article?
function M.articles(document)
  local list, problems = composed.articles(document.found, document.options)
  for _, problem in ipairs(problems) do table.insert(document.found_problems, problem) end
  local number = 0
  return function()
    number = number + 1
    return list[number]
  end
end

return M
