-- The example of rules of one's own, in a process of its own, from file to record.
local command = require "spec.support.command"
local docket = require "docket"

describe("examples/own-rules", function()
  local rules
  setup(function() rules = assert(docket.rules { "en", "examples/own-rules" }) end)

  it("loads without problems", function() assert.same({}, rules.problems) end)

  it("has examples that pass", function()
    local results = rules:test "hunger_strike"
    assert.is_true(#results > 0)
    for _, result in ipairs(results) do assert.is_nil(result.message, result.text) end
  end)

  it("declares its kind with its fields", function()
    assert.same({ "persons", "date", "status" }, rules.kinds.hunger_strike.fields)
  end)

  it("is used by `docket extract --rules`", function()
    local result = command.run({ "extract", "--rules", "examples/own-rules", "--kind", "hunger_strike", "-" },
      '{"text": "Marat Qosqulaq began a hunger strike on April 18, 2023."}\n')
    assert.equal(0, result.status, result.errors)
    local record = command.objects(result.output)[1]
    assert.equal("hunger_strike", record.kind)
    assert.equal("2023-04-18", record.date)
    assert.same({ "Marat Qosqulaq" }, record.persons)
    assert.equal("hunger_strike.begun", record.rule)
  end)

  it("changes nothing of what the shipped rules find elsewhere", function()
    local shipped = assert(docket.rules { "en" })
    local support = require "spec.support.rules"
    for article in assert(docket.open "examples/corpus/listing.txt"):articles() do
      local with, without = {}, {}
      for _, record in ipairs(rules:extract(article)) do
        record.ruleset = nil
        if record.kind ~= "hunger_strike" then with[#with + 1] = support.line(record) end
      end
      for _, record in ipairs(shipped:extract(article)) do
        record.ruleset = nil
        without[#without + 1] = support.line(record)
      end
      assert.same(without, with)
    end
  end)
end)
