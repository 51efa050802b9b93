local edtf = require "docket.normal.edtf"

describe("EDTF of a TIMEX3 value", function()
  for value, expected in pairs {
    ["2018"] = "2018", ["2018-12"] = "2018-12", ["2021-04-07"] = "2021-04-07", ["XXXX-04-07"] = "XXXX-04-07",
    ["2021-SP"] = "2021-21", ["2021-WI"] = "2021-24", ["2021-Q2"] = "2021-34", ["2021-H2"] = "2021-41",
    ["199"] = "199X", ["19"] = "19XX", ["2021-W14"] = "2021-04-05/2021-04-11",
    ["2021-W14-WE"] = "2021-04-10/2021-04-11", ["2021-04-12T10:35"] = "2021-04-12T10:35:00",
    ["2021-04-12TMO"] = "2021-04-12", ["2021-03-21/2021-03-23"] = "2021-03-21/2021-03-23",
  } do
    it(value .. " is " .. expected, function() assert.equal(expected, edtf.of(value)) end)
  end

  it("marks what is approximate and opens what has one end", function()
    assert.equal("2018~", edtf.of("2018", "APPROX"))
    assert.equal("../2018-12", edtf.of("2018-12", "BEFORE"))
    assert.equal("2018-12/..", edtf.of("2018-12", "AFTER"))
  end)

  it("has none for what EDTF cannot say", function()
    for _, value in ipairs { "PAST_REF", "PRESENT_REF", "P8Y6M", "XXXX-WXX-1" } do
      assert.is_nil(edtf.of(value), value)
    end
    assert.is_nil(edtf.of(nil))
  end)
end)
