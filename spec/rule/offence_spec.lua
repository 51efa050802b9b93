local records = require "spec.support.records"

local function offences(text)
  local out = {}
  for _, record in ipairs(records.of(text)) do
    if record.kind == "charge" then out[#out + 1] = record.offence end
  end
  return out
end

describe("docket.rule.offence", function()
  it("ends where somebody's view of the deed begins", function()
    assert.same({ "running an online course" },
      offences "Lena Dorn was accused of running an online course which prosecutors claimed was a front.")
    assert.same({ "joining a cell" }, offences "Lena Dorn was jailed for joining a cell in what her lawyers called a farce.")
  end)

  it("has the date that a perfect cannot have", function()
    assert.same({ "joining a march in 2018" }, offences "Lena Dorn has been jailed for joining a march in 2018.")
    assert.same({ "joining a march" }, offences "Lena Dorn was jailed for joining a march in 2018.")
  end)

  it("goes over a remark inside it", function()
    assert.same({ "urging protest, including strikes, to halt the vote", "insulting a judge" },
      offences "Lena Dorn was convicted of urging protest, including strikes, to halt the vote; and insulting a judge.")
  end)

  it("has the whole of a place's name", function()
    assert.same({ "robbing a mill in Ostra, Yorkshire" }, offences "Lena Dorn admitted robbing a mill in Ostra, Yorkshire, on Monday.")
  end)

  it("stands before the noun that counts it", function()
    assert.same({ "arson" }, offences "Lena Dorn was jailed on an arson conviction in what she called a farce.")
  end)
end)
