local date = require "docket.normal.date"

describe("docket.normal.date", function()
  it("counts days both ways over a thousand years", function()
    for days = -250000, 120000, 7 do
      local year, month, day = date.from_days(days)
      assert.equal(days, date.to_days(year, month, day))
      assert.is_true(date.exists(year, month, day))
    end
    assert.equal(0, date.to_days(1970, 1, 1))
    assert.equal(11017, date.to_days(2000, 3, 1))
  end)

  it("knows leap years and the lengths of months", function()
    assert.is_true(date.is_leap(2000))
    assert.is_false(date.is_leap(1900))
    assert.is_true(date.is_leap(2024))
    assert.equal(29, date.month_length(2024, 2))
    assert.equal(28, date.month_length(2015, 2))
  end)

  it("knows which days exist", function()
    assert.is_false(date.exists(2021, 4, 31))
    assert.is_false(date.exists(2015, 2, 29))
    assert.is_true(date.exists(nil, 2, 29))
    assert.is_false(date.exists(2021, 13, 1))
    assert.is_true(date.is_valid "2021-04-14")
    assert.is_false(date.is_valid "2021-04-31")
    assert.is_false(date.is_valid "2021-04")
    assert.is_false(date.is_valid(nil))
  end)

  it("knows weekdays and ISO weeks", function()
    assert.equal(3, date.weekday "2021-04-14")
    assert.equal(7, date.weekday "2000-01-02")
    assert.equal("2021-W15", date.truncate("2021-04-14", "weeks"))
    assert.equal("2020-W53", date.truncate("2021-01-03", "weeks"))
    assert.equal("2009-W01", date.truncate("2008-12-29", "weeks"))
    assert.equal(53, date.weeks_in_year(2020))
    assert.equal(52, date.weeks_in_year(2021))
  end)

  describe("parse and format", function()
    for _, value in ipairs { "2021-04-14", "2021-04", "2021", "2021-W14", "2021-W14-WE", "2021-W14-3", "1989-Q3",
      "1989-H1", "2021-SP", "199", "19", "XXXX-04-07", "XXXX-04", "XXXX-WXX-1", "2021-04-14TEV", "2021-04-14T10:30" } do
      it("keep " .. value .. " as it is", function() assert.equal(value, date.format(date.parse(value))) end)
    end

    for _, value in ipairs { "2021-04-31", "2021-13", "2021-W54", "2021-Q5", "PAST_REF", "P8Y", "", "2021-4-1",
      "21-04-14" } do
      it("refuse '" .. value .. "'", function() assert.is_nil(date.parse(value)) end)
    end
  end)

  describe("range", function()
    local cases = {
      { "2021-04-14", "2021-04-14", "2021-04-14" }, { "2021-02", "2021-02-01", "2021-02-28" },
      { "2020", "2020-01-01", "2020-12-31" }, { "2021-W14", "2021-04-05", "2021-04-11" },
      { "2021-W14-WE", "2021-04-10", "2021-04-11" }, { "1989-Q3", "1989-07-01", "1989-09-30" },
      { "1989-H2", "1989-07-01", "1989-12-31" }, { "2021-SP", "2021-03-01", "2021-05-31" },
      { "2020-WI", "2020-12-01", "2021-02-28" }, { "199", "1990-01-01", "1999-12-31" },
      { "19", "1900-01-01", "1999-12-31" }, { "2021-03-21/2021-03-23", "2021-03-21", "2021-03-23" },
      { "2022/2025", "2022-01-01", "2025-12-31" }, { "2021-04-14TEV", "2021-04-14", "2021-04-14" },
    }
    for _, case in ipairs(cases) do
      it("of " .. case[1], function()
        assert.equal(case[2], date.earliest(case[1]))
        assert.equal(case[3], date.latest(case[1]))
      end)
    end

    it("of a duration needs the day on which it begins", function()
      assert.is_nil(date.earliest "P3M")
      assert.same({ "2021-02-28", "2021-05-28" }, { date.range("P3M", "2021-02-28") })
    end)

    it("is unknown without a year, and for what names no days", function()
      assert.is_nil(date.earliest "XXXX-04-07")
      assert.is_nil(date.latest "PRESENT_REF")
    end)
  end)

  describe("add", function()
    local cases = {
      { "2021-04-14", 3, "days", "2021-04-17" }, { "2021-02-28", 1, "days", "2021-03-01" },
      { "2024-02-29", 1, "years", "2025-02-28" }, { "2021-01-31", 1, "months", "2021-02-28" },
      { "2021-04", -3, "years", "2018-04" }, { "2021-04", 10, "months", "2022-02" }, { "2021", -5, "years", "2016" },
      { "1989-Q4", 1, "quarters", "1990-Q1" }, { "1989-Q3", -1, "years", "1988-Q3" },
      { "1989-H1", -1, "halves", "1988-H2" },
      { "2021-W01", -1, "weeks", "2020-W53" }, { "2021-SP", -1, "years", "2020-SP" }, { "199", -1, "decades", "198" },
      { "2021-W14-WE", 1, "weeks", "2021-W15-WE" },
    }
    for _, case in ipairs(cases) do
      it(("%d %s to %s"):format(case[2], case[3], case[1]), function()
        assert.equal(case[4], date.add(case[1], case[2], case[3]))
      end)
    end

    it("says nothing that the value does not settle", function()
      assert.is_nil(date.add("2021-04", 1, "days"))
      assert.is_nil(date.add("2021", 1, "months"))
      assert.is_nil(date.add("XXXX-04-07", 1, "days"))
      assert.is_nil(date.add("2021-04-14", 1.5, "days"))
      assert.is_nil(date.add("PAST_REF", 1, "days"))
    end)
  end)

  describe("add_duration", function()
    it("counts terms as courts do", function()
      assert.equal("2029-08-28", date.add_duration("2021-02-28", "P8Y6M"))
      assert.equal("2021-04-29", date.add_duration("2021-04-14", "P15D"))
      assert.equal("2028", date.add_duration("2021", "P7Y"))
      assert.equal("2022-10", date.add_duration("2021-04", "P18M"))
      assert.equal("2021-04-16", date.add_duration("2021-04-14", "PT48H"))
    end)

    it("says when the end cannot be known", function()
      assert.is_nil(date.add_duration("2021", "P6M"))
      assert.is_nil(date.add_duration("2021", "P18M"))
      assert.is_nil(date.add_duration("2021-04-14", "PXY"))
      assert.is_nil(date.add_duration("2021-04-14", "PT100H"))
    end)
  end)

  describe("comparison", function()
    it("answers yes, no, or that it cannot be known", function()
      assert.is_true(date.is_before("2021-03", "2021-04-14"))
      assert.is_false(date.is_before("2021-04-14", "2021-04-14"))
      assert.is_false(date.is_before("2021-05", "2021-04-14"))
      assert.is_nil(date.is_before("2021-04", "2021-04-14"))
      assert.is_nil(date.is_before("XXXX-04-07", "2021-04-14"))
      assert.is_true(date.is_after("2021-W16", "2021-04-14"))
    end)

    it("tells whether two values may and must be one day", function()
      assert.is_true(date.overlaps("2021-04", "2021-04-14"))
      assert.is_false(date.overlaps("2021-03", "2021-04-14"))
      assert.is_nil(date.overlaps("PAST_REF", "2021"))
      assert.is_true(date.is_same_day("2021-04-14", "2021-W15-3"))
      assert.is_nil(date.is_same_day("2021-04", "2021-04-14"))
      assert.is_false(date.is_same_day("2021-04-13", "2021-04-14"))
    end)
  end)

  describe("truncate", function()
    local cases = {
      { "2021-04-14", "months", "2021-04" }, { "2021-04-14", "quarters", "2021-Q2" },
      { "2021-04-14", "halves", "2021-H1" },
      { "2021-04-14", "years", "2021" }, { "2021-04-14", "decades", "202" }, { "2021-04-14", "centuries", "20" },
      { "199", "centuries", "19" }, { "2021-04-17", "weekends", "2021-W15-WE" },
    }
    for _, case in ipairs(cases) do
      it(case[1] .. " to " .. case[2], function() assert.equal(case[3], date.truncate(case[1], case[2])) end)
    end

    it("does not refine", function()
      assert.is_nil(date.truncate("2021", "months"))
      assert.is_nil(date.truncate("2021-04", "weeks"))
      assert.is_nil(date.truncate("2021-04", "days"))
    end)
  end)

  describe("with_year", function()
    it("takes the last one in the past and the next one in the future", function()
      assert.equal("2020-09", date.with_year({ month = 9 }, "2021-03-31", "past"))
      assert.equal("2021-03", date.with_year({ month = 3 }, "2021-03-31", "past"))
      assert.equal("2021-09", date.with_year({ month = 9 }, "2021-03-31", "future"))
      assert.equal("2020-12-11", date.with_year({ month = 12, day = 11 }, "2021-03-31", "near"))
      assert.equal("2021-04-20", date.with_year({ month = 4, day = 20 }, "2021-03-31", "near"))
    end)

    it("finds leap days and obeys weekdays", function()
      assert.equal("2020-02-29", date.with_year({ month = 2, day = 29 }, "2021-03-31", "past"))
      assert.equal("2019-04-14", date.with_year({ month = 4, day = 14, weekday = 7 }, "2021-05-01", "past"))
    end)
  end)

  it("finds weekdays near a day", function()
    assert.equal("2021-04-12", date.nearest_weekday(1, "2021-04-14", "past"))
    assert.equal("2021-04-14", date.nearest_weekday(3, "2021-04-14", "past"))
    assert.equal("2021-04-07", date.nearest_weekday(3, "2021-04-14", "before"))
    assert.equal("2021-04-19", date.nearest_weekday(1, "2021-04-14", "future"))
    assert.equal("2021-04-21", date.nearest_weekday(3, "2021-04-14", "after"))
    assert.is_nil(date.nearest_weekday(3, "2021-04", "past"))
  end)

  it("knows feasts that move", function()
    assert.equal("2024-03-31", date.easter(2024))
    assert.equal("2000-04-23", date.easter(2000))
    assert.equal("1999-11-25", date.nth_weekday(1999, 11, 4, 4))
    assert.equal("2021-05-31", date.nth_weekday(2021, 5, 1, -1))
  end)

  it("reads years of two digits", function()
    assert.equal(1998, date.short_year "98")
    assert.equal(2005, date.short_year "05")
  end)
end)
