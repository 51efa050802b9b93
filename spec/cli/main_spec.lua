local main = require "docket.cli.main"
local command = require "spec.support.command"

describe("the command line", function()
  it("tells its version without loading anything", function()
    local result = command.run { "--version" }
    assert.equal("docket " .. main.version .. "\n", result.output)
    assert.equal(0, result.status)
  end)

  it("suggests the nearest command", function()
    local result = command.run { "extrct" }
    assert.equal("docket: unknown command 'extrct' (did you mean 'extract'?)\n", result.errors)
    assert.equal(2, result.status)
    assert.equal("search", main.nearest("serach", main.commands))
    assert.is_nil(main.nearest("zzzzzz", main.commands))
  end)

  it("lists the commands when a word has no neighbour", function()
    local result = command.run { "zzzzzz" }
    assert.matches("`docket help` lists them all", result.errors, 1, true)
    assert.equal(2, result.status)
  end)

  it("explains itself without a command, as a misuse", function()
    local result = command.run {}
    assert.matches("Usage: docket COMMAND", result.errors, 1, true)
    assert.equal("", result.output)
    assert.equal(2, result.status)
  end)

  for _, name in ipairs(main.commands) do
    it("teaches " .. name .. " with examples", function()
      local help = command.run { "help", name }
      assert.equal(0, help.status)
      assert.matches("Usage: docket " .. name, help.output, 1, true)
      assert.matches("Examples:\n  docket " .. name, help.output, 1, true)
      local option = command.run { name, "--help" }
      assert.equal(help.output, option.output)
      assert.equal(0, option.status)
    end)
  end

  it("names a wrong option, its command and the way to the help", function()
    local result = command.run { "extract", "--bogus", "x" }
    assert.equal("docket: extract: unknown option '--bogus'; `docket extract --help` explains it\n", result.errors)
    assert.equal(2, result.status)
  end)

  it("takes common options before the command", function()
    local result = command.run { "--format", "yaml", "extract", "x" }
    assert.matches("extract: argument for option '--format' must be one of", result.errors, 1, true)
    assert.equal(2, result.status)
  end)

  it("refuses a day that does not exist", function()
    local result = command.run { "extract", "--reference-date", "2021-02-30", "x" }
    assert.matches("there is no day 2021%-02%-30", result.errors)
    assert.equal(2, result.status)
  end)
end)
