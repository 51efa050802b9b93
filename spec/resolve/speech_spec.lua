local records = require "spec.support.records"

local function sentenced(text) return records.persons(text, "sentence") end

describe("docket.resolve.speech", function()
  it("takes who speaks of him for somebody else", function()
    assert.same({ "Oleg Varin" }, sentenced("Oleg Varin, 31, was convicted of arson in May. Oleg Varin wept. Karl Dorn, of the prison "
      .. 'charity Lantern, said: "The board was right. He served six years in prison for it."'))
    assert.same({ "Oleg Varin" }, sentenced("Oleg Varin was convicted of arson in May. Karl Dorn said Varin had been a good pupil. "
      .. '"He got six years in prison for it."'))
    assert.same({ "Oleg Varin" }, sentenced("Oleg Varin was convicted of arson in May. "
      .. '"He got six years in prison for it," said Karl Dorn, a neighbour.'))
  end)

  it("takes I for who says it", function()
    assert.same({ "Oleg Varin" }, sentenced 'Karl Dorn listened. "I was jailed for six years," said Oleg Varin.')
    assert.same({ "Oleg Varin" }, sentenced 'Karl Dorn listened. Oleg Varin said: "I was jailed for six years."')
  end)

  it("takes I outside of what is said for the author", function()
    assert.same({}, sentenced "Karl Dorn joined us. When I was jailed for six years, nobody came.")
  end)

  it("reads on where a mark has no other", function()
    assert.same({ "Oleg Varin" }, sentenced('Karl Dorn said: "It is late. " Oleg Varin came "home. He was jailed for six years.'))
  end)
end)
