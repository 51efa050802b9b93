-- Writes the file lists of the rockspec anew, so that they equal what is on the disk.
-- Run by `make rockspec`; spec/packaging_spec.lua compares the two.

local lfs = require "lfs"

local path = "rockspec/docket-scm-1.rockspec"

local function walk(directory, found)
  local names = {}
  for name in lfs.dir(directory) do
    if name:sub(1, 1) ~= "." then names[#names + 1] = name end
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local file = directory .. "/" .. name
    if lfs.attributes(file, "mode") == "directory" then
      walk(file, found)
    else
      found[#found + 1] = file
    end
  end
  return found
end

local function sources(patterns)
  local found = {}
  for _, file in ipairs(walk("csrc", {})) do
    for _, pattern in ipairs(patterns) do
      if file:find(pattern) then found[#found + 1] = file end
    end
  end
  return found
end

local function quoted_list(files, indent)
  local lines = {}
  for _, file in ipairs(files) do lines[#lines + 1] = ("%s%q,"):format(indent, file) end
  return table.concat(lines, "\n")
end

local modules, data = {}, {}
for _, file in ipairs(walk("lua/docket", {})) do
  local name = file:gsub("^lua/", ""):gsub("%.%w+$", ""):gsub("/init$", ""):gsub("/", ".")
  if file:find("^lua/docket/meta/") or file:find("%.md$") or file == "lua/docket/cli/docket.lua" then   -- luacheck: ignore 542
    -- Annotations for editors, texts for readers of the sources, and the program itself.
  elseif file:find("%.lua$") then
    modules[#modules + 1] = ("    [%q] = %q,"):format(name, file)
  else
    data[#data + 1] = ("      [%q] = %q,"):format(name, file)
  end
end

-- What a module is linked from: its folder of csrc, its part of the binding, and what the
-- Makefile links beside them.
local function makefile_list(name)
  local list = {}
  for line in io.lines "Makefile" do
    local value = line:match("^" .. name .. "%s*=%s*(.*)$")
    for file in (value or ""):gmatch "csrc/[%w_/.]+%.c" do list[#list + 1] = "^" .. file:gsub("%.", "%%.") .. "$" end
  end
  assert(#list > 0, name .. " is not in the Makefile")
  return list
end
local function part(name, more)
  return sources { "^csrc/" .. name .. "/[^/]+%.c$", "^csrc/bind/ldk_" .. name .. "[^/]*%.c$",
    "^csrc/bind/ldk_aux%.c$", table.unpack(makefile_list(more)) }
end

local core = sources { "^csrc/core/[^/]+%.c$", "^csrc/bind/ldk_[^/]+%.c$" }
for position = #core, 1, -1 do
  local other = core[position]:match "^csrc/bind/ldk_(%a+)"
  if other == "index" or other == "markup" or other == "archive" then table.remove(core, position) end
end
local index, markup, archive = part("index", "index_shared_src"),
  part("markup", "shared_src"), part("archive", "shared_src")

local text = ([[
rockspec_format = "3.0"
package = "docket"
version = "scm-1"

-- A checkout is built as it stands: luarocks make.
source = { url = "git+file://." }

description = {
  summary = "Extracts court sentences and charges from news, each tied to the bytes that say so",
  detailed = [=[
    Who was charged with what, sentenced to what, by whom and when: docket reads news texts,
    finds the records with rules that its users edit, and keeps them in a searchable index.
  ]=],
  license = "MIT",
  labels = { "nlp", "extraction", "human-rights", "lpeg", "sqlite" },
}

dependencies = {
  "lua >= 5.4, < 5.5",
  "lpeg >= 1.0.2",
  "argparse >= 0.7",
  "luafilesystem >= 1.8",
  "lua-cjson >= 2.1",
}

external_dependencies = {
  SQLITE = { header = "sqlite3.h", library = "sqlite3" },
  UTF8PROC = { header = "utf8proc.h", library = "utf8proc" },
  XML = { header = "libxml2/libxml/parser.h", library = "xml2" },
  ZLIB = { header = "zlib.h", library = "z" },
  ARCHIVE = { header = "archive.h", library = "archive" },
}

test_dependencies = { "busted >= 2.1" }
test = { type = "busted" }

-- The lists below are written by `make rockspec`.
build = {
  type = "builtin",
  modules = {
    ["docket.core"] = {
      sources = {
@CORE@
      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "csrc/core", "csrc/bind", "$(UTF8PROC_INCDIR)" },
      libdirs = { "$(UTF8PROC_LIBDIR)" },
      libraries = { "utf8proc" },
    },
    ["docket.core.markup"] = {
      sources = {
@MARKUP@
      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "csrc/core", "csrc/markup", "csrc/bind", "$(XML_INCDIR)/libxml2", "$(UTF8PROC_INCDIR)" },
      libdirs = { "$(XML_LIBDIR)", "$(UTF8PROC_LIBDIR)" },
      libraries = { "xml2", "utf8proc", "m" },
    },
    ["docket.core.archive"] = {
      sources = {
@ARCHIVE@
      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "csrc/core", "csrc/archive", "csrc/bind", "$(ARCHIVE_INCDIR)", "$(ZLIB_INCDIR)", "$(UTF8PROC_INCDIR)" },
      libdirs = { "$(ARCHIVE_LIBDIR)", "$(ZLIB_LIBDIR)", "$(UTF8PROC_LIBDIR)" },
      libraries = { "archive", "z", "utf8proc" },
    },
    ["docket.core.index"] = {
      sources = {
@INDEX@
      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "csrc/core", "csrc/index", "csrc/bind", "$(SQLITE_INCDIR)" },
      libdirs = { "$(SQLITE_LIBDIR)" },
      libraries = { "sqlite3", "pthread" },
    },
@MODULES@
  },
  install = {
    bin = { docket = "lua/docket/cli/docket.lua" },
    -- No Lua, but kept beside the modules that read them; the extension stays.
    lua = {
@DATA@
    },
  },
}
]]):gsub("@(%u+)@", {
  CORE = quoted_list(core, "        "),
  MARKUP = quoted_list(markup, "        "),
  ARCHIVE = quoted_list(archive, "        "),
  INDEX = quoted_list(index, "        "),
  MODULES = table.concat(modules, "\n"),
  DATA = table.concat(data, "\n"),
})

local handle = assert(io.open(path, "w"))
assert(handle:write(text))
assert(handle:close())
print(("%s: %d modules, %d data files"):format(path, #modules + 4, #data))
