-- What README.md shows is what happens: its console blocks are run and compared, its Lua
-- blocks are run and compared with the text block that follows them.
local command = require "spec.support.command"

local readme = command.read "README.md"

-- Fenced blocks in order: language, content, and the line that they begin at.
local function blocks()
  local list, current, number = {}, nil, 0
  for line in (readme .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    local fence = line:match("^```(.*)$")
    if fence and current then
      current.text = table.concat(current.lines, "\n") .. "\n"
      list[#list + 1] = current
      current = nil
    elseif fence then
      current = { language = fence, line = number, lines = {} }
    elseif current then
      current.lines[#current.lines + 1] = line
    end
  end
  assert(not current, "README.md: a fenced block is not closed")
  return list
end

-- A console block as commands with what they print.
local function exchanges(block)
  local list = {}
  for _, line in ipairs(block.lines) do
    local typed = line:match("^%$ (.*)$")
    local continued = line:match("^> ?(.*)$")
    if typed then
      list[#list + 1] = { typed = typed, expected = {} }
    elseif continued and #list > 0 and #list[#list].expected == 0 then
      list[#list].typed = list[#list].typed .. "\n" .. continued
    elseif #list > 0 then
      local expected = list[#list].expected
      expected[#expected + 1] = line
    end
  end
  return list
end

describe("README.md", function()
  local folder, prelude, here

  setup(function()
    local pipe = assert(io.popen("pwd -P", "r"))
    here = pipe:read("l")
    pipe:close()
    folder = command.folder()
    os.execute(("ln -s %s/examples %s/examples"):format(command.quote(here), folder))
    local program = command.path:sub(1, 1) == "/" and command.path or here .. "/" .. command.path
    -- A reader types `docket`; the blocks share a folder, as a reader's session does.
    prelude = ("cd %s; docket() { %s \"$@\"; }; COLUMNS=100; export COLUMNS; "):format(folder, command.quote(program))
  end)
  teardown(function() command.remove(folder) end)

  local all = blocks()
  for index, block in ipairs(all) do
    if block.language == "console" then
      for _, exchange in ipairs(exchanges(block)) do
        it(("line %d: %s"):format(block.line, (exchange.typed:gsub("\n.*", " …"))), function()
          local result = command.shell(prelude .. exchange.typed)
          local expected = table.concat(exchange.expected, "\n")
          assert.equal(expected, (result.output:gsub("\n$", "")), result.errors)
        end)
      end
    elseif block.language == "lua" then
      it(("line %d: the Lua example runs"):format(block.line), function()
        local script = command.write(folder .. "/example.lua", block.text)
        local result = command.shell(prelude
          .. ("LUA_PATH='%s/lua/?.lua;%s/lua/?/init.lua;;' LUA_CPATH='%s/%s/lib/?.so;;' lua5.4 %s"):format(
            here, here, here, command.path:match("^(.*)/docket$"), script))
        assert.equal(0, result.status, result.errors)
        local following = all[index + 1]
        if following and following.language == "text" then assert.equal(following.text, result.output) end
      end)
    end
  end

  it("names only targets that the Makefile has", function()
    local makefile = command.read "Makefile"
    for line in readme:gmatch("[^\n]+") do
      local target = line:match("^%s*make ([%l]+)") or line:match("`make ([%l]+)")
      if target then
        assert.is_truthy(makefile:find("\n" .. target .. ":", 1, true), "make " .. target)
      end
    end
  end)

  it("names only commands that there are", function()
    local known = { help = true }
    for _, name in ipairs(require("docket.cli.main").commands) do known[name] = true end
    for name in readme:gmatch("`docket ([%l]+)") do assert.is_true(known[name] or false, "docket " .. name) end
  end)

  it("links only to files that there are", function()
    for target in readme:gmatch("%]%(([^)#]+)[^)]*%)") do
      if not target:find("^%a+:") then
        local handle = io.open(target, "r")
        assert.is_truthy(handle, target)
        handle:close()
      end
    end
  end)
end)
