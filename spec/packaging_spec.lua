-- The rockspec lists every module and data file that is on the disk, and nothing else.
local lfs = require "lfs"

local function walk(directory, found)
  for name in lfs.dir(directory) do
    if name:sub(1, 1) ~= "." then
      local path = directory .. "/" .. name
      if lfs.attributes(path, "mode") == "directory" then walk(path, found) else found[path] = true end
    end
  end
  return found
end

local function rockspec()
  local spec = {}
  assert(loadfile("rockspec/docket-scm-1.rockspec", "t", spec))()
  return spec
end

local function sorted(set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

local hint = "the rockspec is behind the disk: run `make rockspec`"

describe("the rockspec", function()
  local spec = rockspec()

  it("lists every Lua file and data file under lua/docket", function()
    local listed, present = {}, walk("lua/docket", {})
    for _, value in pairs(spec.build.modules) do
      if type(value) == "string" then listed[value] = true end
    end
    for _, value in pairs(spec.build.install.lua) do listed[value] = true end
    for path in pairs(present) do
      -- Annotations for editors, and texts for readers of the sources, stay at home.
      if path:find("^lua/docket/meta/") or path:find("%.md$") or path == "lua/docket/cli/docket.lua" then present[path] = nil end
    end
    assert.same(sorted(present), sorted(listed), hint)
  end)

  it("names every module after its place", function()
    for name, path in pairs(spec.build.modules) do
      if type(path) == "string" then
        local place = path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
        assert.equal(place, name)
      end
    end
  end)

  it("lists every C source of the two modules", function()
    local listed, present = {}, {}
    for path in pairs(walk("csrc", {})) do
      if path:find("%.c$") and not path:find("^csrc/test/") then present[path] = true end
    end
    for _, value in pairs(spec.build.modules) do
      for _, path in ipairs(type(value) == "table" and value.sources or {}) do listed[path] = true end
    end
    assert.same(sorted(present), sorted(listed), hint)
  end)

  it("keeps the extension of every data file", function()
    -- LuaRocks renames Lua files after their module; other files keep their name.
    for name, path in pairs(spec.build.install.lua) do
      assert.is_nil(path:find("%.lua$"), path)
      assert.equal(path:match("([^/]+)%.%w+$"), name:match("([^.]+)$"))
    end
  end)
end)

describe("docket.data", function()
  it("finds data files beside the modules", function()
    local data = require "docket.data"
    local handle = assert(io.open(data.path "words/en/months.txt"))
    handle:close()
  end)

  it("adds nothing to the globals", function()
    local before = {}
    for name in pairs(_G) do before[name] = true end
    package.loaded["docket.data"] = nil
    require "docket.data"
    for name in pairs(_G) do assert.is_true(before[name] or false, name) end
  end)

  it("refuses a name that is no string", function()
    assert.error_matches(function() require("docket.data").path(1) end, "string expected")
  end)
end)
