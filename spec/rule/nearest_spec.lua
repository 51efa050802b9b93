local docket = require "docket"
local records = require "spec.support.records"

local function date_of(text, kind) return records.first(text, kind or "charge").date end

describe("docket.rule.nearest", function()
  it("leaves the date of a clause around the fact to that clause", function()
    assert.is_nil(date_of "The poet used the term in 1987 of two clerks who had been convicted of sedition.")
    assert.is_nil(date_of "The union called in 2019 for the release of a lecturer charged with blasphemy.")
    assert.equal("2019-05-03", date_of "On May 3, 2019, Lena Dorn was charged with blasphemy.")
  end)

  it("leaves the date of a relative clause behind the fact to that clause", function()
    assert.is_nil(date_of "Lena Dorn was accused of arson by Oleg Varin, who left the firm in 2006.")
  end)

  it("leaves what brackets tell to the brackets", function()
    assert.is_nil(date_of "Lena Dorn (pictured in 2006) was charged with arson.")
  end)

  it("tells a later fact from an earlier one", function()
    assert.is_nil(date_of "Lena Dorn was arrested in May 2022 and later accused of writing a forged will.")
    assert.equal("2022-12-24", date_of("Lena Dorn was then arrested later on December 24, 2022.", "arrest"))
  end)

  it("leaves a court to the clause that it opens", function()
    assert.is_nil(records.first("After Lena Dorn was jailed for arson, the Ostra City Court ordered a review.", "charge").court)
  end)

  it("leaves the day of a hearing to the hearing, and that on which a term began", function()
    assert.is_nil(date_of "Monday's hearing for Oleg Varin, the man accused of arson, was put off.")
    assert.is_nil(date_of("Lena Dorn was sentenced to two years in prison, backdated to May 4, 2020.", "sentence"))
  end)

  it("writes no date of which nothing is known", function()
    local document = assert(docket.parse("Lena Dorn was charged last night with arson.", { format = "text" }))
    for article in document:articles() do
      for _, record in ipairs(assert(docket.rules { "en" }):extract(article, { kinds = { "charge" } })) do assert.is_nil(record.date) end
    end
  end)
end)
