local duration = require "docket.normal.duration"

describe("docket.normal.duration", function()
  describe("of", function()
    local cases = {
      { 8.5, "years", "P8Y6M" }, { 18, "months", "P18M" }, { 12, "months", "P12M" }, { 10, "days", "P10D" },
      { 100, "hours", "PT100H" }, { 2.5, "hours", "PT2H30M" }, { 0.5, "years", "P6M" }, { 1.5, "days", "P1DT12H" },
      { 2, "weeks", "P2W" }, { 3, "decades", "P30Y" }, { 1, "centuries", "P100Y" }, { 2, "quarters", "P6M" },
      { "X", "years", "PXY" }, { "X", "minutes", "PTXM" }, { "X", "decades", "PXY" }, { 1 / 3, "years", "P4M" },
      { 0.5, "months", "P0.5M" },
    }
    for _, case in ipairs(cases) do
      it(("writes %s %s as %s"):format(case[1], case[2], case[3]), function()
        assert.equal(case[3], duration.of(case[1], case[2]))
      end)
    end
  end)

  describe("parse and format", function()
    for _, value in ipairs { "P8Y6M", "P18M", "PT100H", "P1DT12H", "PXY", "PTXM", "P1Y2M3DT4H5M6S", "P1Q", "P0.5M" } do
      it("keep " .. value .. " as it is", function() assert.equal(value, duration.format(duration.parse(value))) end)
    end

    for _, value in ipairs { "", "P", "PT", "8Y", "P8", "PY", "P8Y8Y", "2021-04-14", "PAST_REF", "P8y" } do
      it("refuse '" .. value .. "'", function() assert.is_nil(duration.parse(value)) end)
    end
  end)

  it("adds part by part and carries nothing over", function()
    assert.equal("P1Y6M", duration.add("P1Y", "P6M"))
    assert.equal("P18M", duration.add("P8M", "P10M"))
    assert.equal("PXY", duration.add("PXY", "P2Y"))
    assert.is_nil(duration.add("P1Y", "2021"))
  end)

  describe("bounds", function()
    it("never turn a year into 365 days", function()
      assert.same({ 365, 366 }, { duration.bounds "P1Y" })
      assert.same({ 28, 31 }, { duration.bounds "P1M" })
      assert.same({ 10, 10 }, { duration.bounds "P10D" })
      assert.same({ 14, 14 }, { duration.bounds "P2W" })
      assert.same({ 0.5, 0.5 }, { duration.bounds "PT12H" })
    end)

    it("hold for every start in four centuries", function()
      local date = require "docket.normal.date"
      for _, months in ipairs { 1, 2, 11, 12, 13, 48, 59, 96, 97, 102 } do
        local least, most = duration.bounds("P" .. months .. "M")
        for start = date.to_days(1890, 1, 1), date.to_days(1912, 1, 1), 3 do
          local from = ("%04d-%02d-%02d"):format(date.from_days(start))
          local length = date.days_between(from, date.add(from, months, "months"))
          assert.is_true(least <= length and length <= most, from .. " + " .. months)
        end
      end
    end)

    it("are unknown for open quantities", function() assert.is_nil(duration.bounds "PXY") end)
  end)

  describe("compare", function()
    local cases = {
      { "P12M", "P1Y", 0 }, { "P18M", "P1Y6M", 0 }, { "P8Y", "P8Y6M", -1 }, { "P10Y", "P8Y6M", 1 },
      { "P7D", "P1W", 0 }, { "P1M", "P32D", -1 }, { "P27D", "P1M", -1 }, { "PT48H", "P2D", 0 },
      { "P1M", "P1M2D", -1 }, { "P2Y", "P1D", 1 },
    }
    for _, case in ipairs(cases) do
      it(("orders %s and %s"):format(case[1], case[2]), function()
        assert.equal(case[3], duration.compare(case[1], case[2]))
        assert.equal(-case[3], duration.compare(case[2], case[1]))
      end)
    end

    it("says when it cannot be known", function()
      assert.is_nil(duration.compare("P30D", "P1M"))
      assert.is_nil(duration.compare("P365D", "P1Y"))
      assert.is_nil(duration.compare("PXY", "P1Y"))
      assert.is_nil(duration.compare("P1Y", "life"))
    end)
  end)
end)
