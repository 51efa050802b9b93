-- Whom facts fall on in the forms of news wires and the regional press.
local records = require "spec.support.records"

local function sentenced(text) return records.persons(text, "sentence") end
local function charged(text) return records.persons(text, "charge") end

describe("docket.resolve, in the press", function()
  it("takes whom for the object of the verb behind it", function()
    assert.same({ "Oleg Varin" }, charged "Oleg Varin, whom judge Ivo Hale found guilty of arson, wept.")
    assert.same({ "Oleg Varin" }, charged "A trader, Oleg Varin, whom detectives suspect of forgery, lives abroad.")
  end)

  it("reads over himself between the subject and its verb", function()
    assert.same({ "Oleg Varin" }, sentenced "Lena Dorn met Oleg Varin, who himself was jailed for six years over a bribe.")
  end)

  it("joins names over a by-name", function()
    assert.same({ "Oleg Varin", "Ivan Petrov" },
      sentenced "The judge sentenced Oleg Varin alias Longlegs and Ivan Petrov alias Drum to nine years in prison.")
  end)

  it("joins the tail of a double name with the whole", function()
    assert.same({ "Maria Luz-Ortega" }, sentenced "Maria Luz-Ortega left office. A court gave Ortega six years in prison.")
  end)

  it("takes no given name from the middle of a name", function()
    assert.same({ "Selma Ben Rached" },
      charged "Selma Ben Rached was held in May. Ben Rached is a critic. A court convicted her of slander.")
  end)

  it("takes what stands in brackets behind a name for no person", function()
    assert.same({ "Mary Odongo", "Karl Hale" },
      sentenced "Ms Mary Odongo (Lower Wexbury) and Mr Karl Hale (Nether Ostra) were jailed for three years.")
  end)

  it("takes one of them for nobody", function()
    assert.same({}, sentenced "Oleg Varin and Lena Dorn run the bank. One of them was fined 900 euros for fraud.")
  end)

  it("tells who is described behind the name", function()
    assert.same({ "Ivan Petrov" }, sentenced "The court freed Ivan Petrov, Oleg's elder brother, who had been given a life sentence.")
  end)

  it("takes who was for one of several, who were for all", function()
    assert.same({ "Lena Dorn" }, sentenced "The court heard Oleg Varin and Lena Dorn, who was jailed for two years.")
    assert.same({ "Oleg Varin", "Lena Dorn" }, sentenced "The court heard Oleg Varin and Lena Dorn, who were jailed for two years.")
  end)

  it("finds the subject of a participle behind while", function()
    assert.same({ "Oleg Varin" }, sentenced "Oleg Varin was freed by a crowd while serving a nine-year sentence for arson.")
  end)

  it("gives a group the list that is told later", function()
    assert.same({ "Oleg Varin", "Ivan Petrov" }, sentenced
      "A court handed life terms to two traders.\n\nOleg Varin and Ivan Petrov were convicted of murder.")
  end)

  it("keeps who acts out of both", function()
    local text = "Oleg Varin and Ivan Petrov sat in jail. Varin fasted.\n\nOn Monday Karl Hale pardoned both men."
    assert.same({ "Oleg Varin", "Ivan Petrov" }, records.persons(text, "pardon"))
  end)

  it("finds the one described in a lead behind its dateline", function()
    assert.same({ "Oleg Varin" },
      charged "OSTRA (AP) — A former spymaster pleaded guilty on Monday to smuggling.\n\nOleg Varin, 61, led the service for years.")
  end)

  it("takes a name that commas enclose for the one of the verdict", function()
    assert.same({ "Evgena Gutza" }, sentenced "The leader of the Wexmark region, Evgena Gutza, was sentenced to seven years in prison.")
  end)

  it("takes the clients of a lawyer for those who appeal", function()
    local text = "Oleg Varin was jailed for two years.\n\nHis lawyer, Karl Hale, said he would appeal."
    assert.same({ "Oleg Varin" }, records.persons(text, "appeal"))
  end)

  it("gives a verdict the day of its sentence", function()
    local text = "On May 3, 2021 a court in Ostra jailed Oleg Varin for six years after finding him guilty of arson."
    assert.equal("2021-05-03", records.first(text, "charge").date)
  end)

  it("takes no court's name for a person", function()
    assert.same({ "Oleg Varin" },
      sentenced "The Court of Cassation, Lodivia's highest court, upheld a life sentence against preacher Oleg Varin for incitement.")
  end)
end)
