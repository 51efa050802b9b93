local letters = require "docket.normal.letters"

describe("letters made comparable", function()
  it("have small forms in the Latin, Greek, Cyrillic and Armenian scripts", function()
    assert.equal("article 7 über ångström", letters.lower "ARTICLE 7 ÜBER ÅNGSTRÖM")
    assert.equal("апреля їжак ёлка", letters.lower "АПРЕЛЯ ЇЖАК ЁЛКА")
    assert.equal("қыркүйек әні", letters.lower "ҚЫРКҮЙЕК ӘНІ")
    assert.equal("március ősz łódź žena", letters.lower "MÁRCIUS ŐSZ ŁÓDŹ ŽENA")
    assert.equal("istanbul αθηνα", letters.lower "İSTANBUL ΑΘΗΝΑ")
  end)

  it("have plain digits, quotes, dashes and spaces", function()
    assert.equal("7.04.2021", letters.fold "٧.٠٤.٢٠٢١")
    assert.equal("1400/01/18", letters.fold "۱۴۰۰/۰۱/۱۸")
    assert.equal("2021", letters.fold "２０２１")
    assert.equal([["it's" - so]], letters.fold "“It’s”\u{A0}—  so ")
  end)

  it("stay as they are where they have no other form", function()
    assert.equal("年月日 ابجد", letters.fold "年月日 ابجد")
    assert.equal("", letters.fold "")
    assert.equal("\xff broken \xd0", letters.fold "\xff broken \xd0")
  end)
end)
