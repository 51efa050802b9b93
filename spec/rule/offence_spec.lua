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

  it("says in what state somebody drove", function()
    assert.same({ "driving while disqualified", "possessing a knife" },
      offences "Lena Dorn admitted driving while disqualified and possessing a knife.")
    assert.same({ "driving a van" }, offences "Lena Dorn admitted driving a van while her brother slept.")
  end)

  it("has the law that was broken", function()
    assert.same({ "breaching section 9 of the Ports Act" }, offences "Lena Dorn was fined $200 for breaching section 9 of the Ports Act.")
  end)

  it("ends before the days of many deeds, and goes on behind a day", function()
    assert.same({ "forging a cheque" }, offences "Lena Dorn pleaded guilty to forging a cheque on dates between May 2014 and June 2015.")
    assert.same({ "stealing a van", "failing to stop" }, offences "Lena Dorn admitted stealing a van on May 3, and failing to stop.")
  end)

  it("shares the preposition of a list of things", function()
    assert.same({ "four thefts of bread, butter and cheese" }, offences "Lena Dorn admitted four thefts of bread, butter and cheese.")
  end)

  it("ends before another clause", function()
    assert.same({ "hacking the port" }, offences "Lena Dorn was convicted of hacking the port and now works for a bank.")
    assert.same({ "entering the yard" }, offences "Lena Dorn admitted entering the yard and the boat's owner admitted nothing.")
    assert.same({ "theft" }, offences "Lena Dorn was convicted of theft, having hidden the rings.")
  end)

  it("ends before those who found it, and the stage of a trial", function()
    assert.same({ "arson" }, offences "Lena Dorn was convicted of arson by a jury.")
    assert.same({ "arson" }, offences "Lena Dorn pleaded guilty to arson at an earlier hearing.")
  end)

  it("is an acronym, too", function()
    assert.same({ "DUI" }, offences "Lena Dorn was convicted of DUI in Ostra County.")
  end)

  it("ends where its trial is told", function()
    assert.same({ "treason" }, offences "Lena Dorn was convicted of treason in a hearing that lasted nine minutes.")
    assert.same({ "forgery" }, offences "Lena Dorn was jailed for nine weeks for forgery behind closed doors.")
    assert.same({ "theft", "forgery" }, offences "Lena Dorn admitted theft and forgery on what was the third day in court.")
  end)

  it("begins at a noun of a deed in a list", function()
    assert.same({ "obstruction", "usurpation of office" }, offences "Lena Dorn faces charges of obstruction and usurpation of office.")
    assert.same({ "stalking", "breaching a ban" }, offences "Lena Dorn was jailed for stalking and breaching a ban.")
    assert.same({ "possession and distribution of stolen seals" },
      offences "Lena Dorn was convicted of possession and distribution of stolen seals.")
    assert.same({ "bribery", "illicit dredging" }, offences "Lena Dorn was convicted of bribery and illicit dredging.")
  end)

  it("is no part of a description", function()
    assert.same({ "slander" }, offences "The court sentenced a painter known for her portraits of mayors to a year in prison for slander.")
    assert.same({ "sedition" }, offences "The court convicted Lena Dorn and two of her former pupils of sedition.")
  end)

  it("is of nobody where its subject is no one", function()
    assert.same({}, offences "No guard has been convicted of the beating.")
    assert.same({}, offences "None of the guards was charged with assault.")
  end)
end)
