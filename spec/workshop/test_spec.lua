-- The runner of examples: what passes, what fails, and how that is told.
local support = require "spec.support.rules"
local test = require "docket.workshop.test"

local function results(examples)
  local rules = support.file([[
kind "mark" { fields = { "what" } }
pattern "mark.red" { kind = "mark", trigger = words "red", pattern = words "red" * (sp * Cg(words "flag|cross", "what")) ^ -1,
  examples = {
]] .. examples .. "\n} }")
  assert.equal("", support.problems(rules))
  return rules:test "mark"
end

describe("rules:test", function()
  it("passes what is as expected, in every form", function()
    local list = results [[
{ "A red flag.", { what = "flag", quote = "red flag", kind = "mark" } },
{ "A red flag, a red cross", { { what = "flag" }, { what = "cross" } } },
{ "It is red.", { quote = "red" } },
{ "It is blue.", nil },
{ "It is green." },
]]
    assert.equal(5, #list)
    for _, result in ipairs(list) do assert.is_nil(result.message, result.text) end
  end)

  it("reports what is not, with file, line, expected and got", function()
    local list = results [[
{ "A red flag.", { what = "cross" } },
{ "A red flag!", nil },
{ "It is blue.", { what = "flag" } },
"no table",
]]
    assert.equal(4, #list)
    for _, result in ipairs(list) do
      assert.is_false(result.ok)
      assert.equal("mark.red", result.rule)
      assert.matches("own.lua", result.file, 1, true)
    end
    assert.matches('what is "flag", not "cross"', list[1].message, 1, true)
    assert.equal('{ what = "cross" }', list[1].expected)
    assert.equal('{ quote = "red flag", what = "flag" }', list[1].got)
    assert.matches("should make nothing", list[2].message)
    assert.is_nil(list[2].expected)
    assert.matches("makes nothing", list[3].message)
    assert.is_nil(list[3].got)
    assert.matches("begins with its text", list[4].message)
  end)

  it("names the rule that another lost to", function()
    local rules = support.file [[
rule "mine.sentenced" { kind = "sentence", trigger = words "sentenced", needs = { penalty = penalties "to" },
  status = "sought", priority = -50,
  examples = { { "Lena Dorn was sentenced to two years in prison.", { status = "sought" } } } } ]]
    assert.matches("it lost to 'sentence.", rules:test("mine")[1].message, 1, true)
  end)

  it("uses the reference date of an example", function()
    local rules = support.file [[
kind "mark" { fields = { "what" } }
pattern "mark.day" { kind = "mark", trigger = words "red", pattern = words "red",
  make = function(_, context) return { what = context.reference or "none" } end,
  examples = { { "It is red.", { what = "2021-04-20" }, reference = "2021-04-20" }, { "It was red.", { what = "none" } } } } ]]
    for _, result in ipairs(rules:test "mark") do assert.is_nil(result.message) end
  end)

  it("tests what makes entities through the phases", function()
    local rules = support.file [[
phase "terms"
pattern "penalty.exile" { kind = "penalty", trigger = words "exile", pattern = entity_at "duration" * sp * words "of exile",
  back = 4, make = function(captures, context)
    return { penalty = "ban", duration = context.entity(captures[1]).value }
  end,
  examples = { { "He got two years of exile.", { penalty = "ban", duration = "P2Y", quote = "two years of exile" } } } } ]]
    local list = rules:test "penalty.exile"
    assert.equal(1, #list)
    assert.is_nil(list[1].message)
  end)

  it("finds the article of a text that is but a date", function()
    assert.is_table(test.article "April 14")
  end)
end)
