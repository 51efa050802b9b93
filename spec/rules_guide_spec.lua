-- The guide for rule writers: its rules are written to files and tested, its commands
-- are run and compared, and it names every name that a rule file sees, and no other.
local command = require "spec.support.command"
local docket = require "docket"

local GUIDE = "lua/docket/rules/README.md"
local guide = command.read(GUIDE)

-- Fenced blocks: language, text, and the line that they begin at.
local function blocks()
  local list, current, number = {}, nil, 0
  for line in (guide .. "\n"):gmatch "(.-)\n" do
    number = number + 1
    local fence = line:match "^```(.*)$"
    if fence and current then
      current.text = table.concat(current.lines, "\n") .. "\n"
      list[#list + 1], current = current, nil
    elseif fence then
      current = { language = fence, line = number, lines = {} }
    elseif current then
      table.insert(current.lines, line)
    end
  end
  assert(not current, "a fenced block is not closed")
  return list
end

local function exchanges(block)
  local list = {}
  for _, line in ipairs(block.lines) do
    local typed = line:match "^%$ (.*)$"
    if typed then
      list[#list + 1] = { typed = typed, expected = {} }
    else
      table.insert(list[#list].expected, line)
    end
  end
  return list
end

describe(GUIDE, function()
  local folder, prelude
  setup(function()
    folder = command.folder()
    local pipe = assert(io.popen("pwd -P", "r"))
    local here = pipe:read "l"
    pipe:close()
    local program = command.path:sub(1, 1) == "/" and command.path or here .. "/" .. command.path
    prelude = ("cd %s; docket() { %s \"$@\"; }; COLUMNS=200; export COLUMNS; "):format(folder, command.quote(program))
  end)
  teardown(function() command.remove(folder) end)

  for _, block in ipairs(blocks()) do
    local path = block.lines[1]:match "^[-#]+ (my%-rules/%S+)$"
    if block.language == "console" then
      for _, exchange in ipairs(exchanges(block)) do
        it(("line %d: %s"):format(block.line, exchange.typed:sub(1, 60)), function()
          local result = command.shell(prelude .. "{ " .. exchange.typed .. "\n} 2>&1")
          assert.equal(table.concat(exchange.expected, "\n"), (result.output:gsub("\n$", "")))
        end)
      end
    elseif path then
      it(("line %d: %s"):format(block.line, path), function()
        os.execute(("mkdir -p %s/my-rules/words"):format(folder))
        command.write(folder .. "/" .. path, block.text)
        local rules = assert(docket.rules { "en", folder .. "/my-rules" })
        assert.same({}, rules.problems)
        if block.language == "lua" then
          local n = 0
          for _, result in ipairs(rules:test()) do
            if result.file == folder .. "/" .. path then
              n = n + 1
              assert.is_nil(result.message, ("%s:%d: %s"):format(path, result.line, result.message))
            end
          end
          assert.is_true(n > 0)
        end
      end)
    else
      it(("line %d: the block is run"):format(block.line), function() error("a block that nothing runs") end)
    end
  end

  it("names every name that a rule file sees, and no other", function()
    local rules = assert(docket.rules { "en" })
    local environment = require("docket.rule.load").environment(rules.pack)
    local reference = guide:match "\n## Every name\n(.*)$"
    local named, missing, unknown = {}, {}, {}
    for code in reference:gmatch "`([^`]+)`" do
      local name = code:match "^([%a_][%w_]*)"
      named[name] = true
      if environment[name] == nil then unknown[#unknown + 1] = name end
    end
    for name in pairs(environment) do
      if not named[name] then missing[#missing + 1] = name end
    end
    table.sort(missing)
    table.sort(unknown)
    assert.equal("", table.concat(missing, " "), "not in the guide")
    assert.equal("", table.concat(unknown, " "), "in the guide, and not in the environment")
  end)

  it("names every field of a rule", function()
    for form, fields in pairs(require("docket.rule.load").fields) do
      for field in pairs(fields) do
        assert.is_truthy(guide:find("`" .. field .. "`", 1, true), ("%s of a %s"):format(field, form))
      end
    end
  end)
end)

describe("lua/docket/rules/template.lua", function()
  it("loads, and its examples pass", function()
    local rules = assert(docket.rules { "en", "lua/docket/rules/template.lua" })
    assert.same({}, rules.problems)
    local results = rules:test "raid"
    assert.is_true(#results >= 4)
    for _, result in ipairs(results) do assert.is_nil(result.message, result.text) end
  end)
end)
