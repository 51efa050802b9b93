local records = require "spec.support.records"

local function arrested(text) return records.persons(text, "arrest") end

describe("docket.resolve.actor", function()
  it("takes the words before a name for its description", function()
    assert.same({ "Oleg Varin" }, arrested "Police arrested the prominent 53-year-old activist and blogger Oleg Varin.")
  end)

  it("finds an age that stands for a person", function()
    assert.same({ "Oleg Varin" }, arrested "Oleg Varin, 53, lives in Ostra. The 53-year-old was arrested on Monday.")
  end)

  it("finds a number that stands for people", function()
    assert.same({ "Oleg Varin", "Lena Dorn", "Ivan Petrov" },
      arrested "A court spoke of Oleg Varin, Lena Dorn and Ivan Petrov. The three were arrested in May.")
  end)

  it("finds each and both", function()
    assert.same({ "Oleg Varin", "Lena Dorn" }, arrested "Oleg Varin and Lena Dorn protested. Both were arrested.")
  end)

  it("tells nouns from adjectives that look like them", function()
    local found = records.of "Oleg Varin was sentenced for criminal negligence to two years in prison."
    assert.same({ "Oleg Varin" }, found[1].persons)
  end)

  it("takes her for a person behind a verb only", function()
    assert.same({ "Lena Dorn" }, records.persons("Lena Dorn appealed. A court set her free.", "release"))
  end)

  it("reads a participle inside a description", function()
    assert.same({ "Oleg Varin", "Karl Hale" },
      arrested "Two dismissed policemen were arrested. Oleg Varin and Karl Hale were held in custody.")
  end)

  it("finds a company that is accused", function()
    assert.same({ "Nordlake Resins" },
      records.persons("Police opened a criminal case against a building firm, Nordlake Resins.", "investigation"))
  end)

  it("reads which man it is over a place between", function()
    assert.same({ "Tavo Brenner" },
      arrested "A 25-year-old Nova Scotia man has been arrested for theft.\n\nTavo Brenner pleaded guilty to theft in June.")
  end)
end)
