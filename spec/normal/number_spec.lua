local number = require "docket.normal.number"

-- The values of a few English number words, as the word lists give them.
local WORDS = { one = "1", two = "2", eight = "8", ten = "10", twenty = "20", four = "4", hundred = "100",
  thousand = "1000", million = "1000000", dozen = "x12", nineteen = "19", three = "3", quarters = "1/4" }

describe("docket.normal.number", function()
  it("adds nothing to _G", function()
    local before = {}
    for name in pairs(_G) do before[name] = true end
    package.loaded["docket.normal.number"] = nil
    require "docket.normal.number"
    for name in pairs(_G) do assert.is_true(before[name] or false, name) end
  end)

  describe("combine", function()
    local cases = {
      { { "38", "1/2" }, 38.5 }, { { "8½" }, 8.5 }, { { "½" }, 0.5 }, { { "29,600" }, 29600 },
      { { "1.3", "1000000" }, 1300000 }, { { "2", "100", "10" }, 210 }, { { "100" }, 100 },
      { { "1", "100", "20", "5" }, 125 }, { { "2", "1000", "5", "100" }, 2500 }, { { "20", "4" }, 24 },
      { { "1/2", "1000000" }, 500000 }, { { "8", "1/2" }, 8.5 }, { { "2", "x12" }, 24 }, { { "100", "12" }, 112 },
      { { "3", "1000000", "2", "100", "1000", "6" }, 3200006 },
    }
    for _, case in ipairs(cases) do
      it("puts " .. table.concat(case[1], " + ") .. " together", function()
        assert.equal(case[2], number.combine(case[1]))
      end)
    end

    it("keeps integers integers and decimals exact", function()
      assert.equal("integer", math.type(number.combine { "1.3", "1000000" }))
      assert.equal(0.1, number.combine { "0.1" })
    end)

    it("refuses what is no number", function()
      assert.is_nil(number.combine {})
      assert.is_nil(number.combine { "1/0" })
      assert.is_nil(number.combine { "many" })
      assert.is_nil(number.combine { ("9"):rep(40) })
    end)
  end)

  describe("parse", function()
    local cases = {
      ["38 1/2"] = 38.5, ["eight and a half"] = 8.5, ["a hundred"] = 100, ["1.3 million"] = 1300000,
      ["twenty-four"] = 24, ["half a million"] = 500000, ["two dozen"] = 24, ["two thousand four hundred"] = 2400,
      ["Ten"] = 10, ["8½"] = 8.5,
    }
    for text, value in pairs(cases) do
      it("reads '" .. text .. "'", function() assert.equal(value, number.parse(text, WORDS)) end)
    end

    it("reads figures without words of a language", function() assert.equal(29600, number.parse "29,600") end)

    it("refuses other words", function()
      assert.is_nil(number.parse("eight cats", WORDS))
      assert.is_nil(number.parse("", WORDS))
    end)
  end)

  it("writes numbers in their shortest form", function()
    assert.equal("3", number.format(3))
    assert.equal("3", number.format(3.0))
    assert.equal("8.5", number.format(8.5))
  end)
end)
