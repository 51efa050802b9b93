local solar_hijri = require "docket.normal.solar_hijri"

local function day(year, month, number)
  local y, m, d = solar_hijri.to_gregorian(year, month, number)
  return y and ("%04d-%02d-%02d"):format(y, m, d)
end

describe("a day of the solar Hijri calendar", function()
  for text, expected in pairs {
    ["1357/11/22"] = "1979-02-11", ["1399/12/30"] = "2021-03-20", ["1400/01/01"] = "2021-03-21", ["1400/01/18"] = "2021-04-07",
    ["1400/06/31"] = "2021-09-22", ["1402/10/11"] = "2024-01-01", ["1403/12/30"] = "2025-03-20",
  } do
    it(text .. " is " .. expected, function()
      local year, month, number = text:match "(%d+)/(%d+)/(%d+)"
      assert.equal(expected, day(math.tointeger(year), math.tointeger(month), math.tointeger(number)))
    end)
  end

  it("has to exist", function()
    assert.is_nil(day(1400, 7, 31))
    assert.is_nil(day(1400, 13, 1))
    assert.is_nil(day(1400, 1, 0))
  end)
end)
