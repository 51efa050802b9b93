local docket = require "docket"
local records = require "spec.support.records"

local function arrested(text) return records.persons(text, "arrest") end

describe("docket.resolve.name", function()
  it("adds nothing to the globals", function()
    local before = {}
    for key in pairs(_G) do before[key] = true end
    assert.truthy(docket)
    for key in pairs(_G) do assert.truthy(before[key], key) end
  end)

  it("takes titles and ranks off", function()
    assert.same({ "Oleg Varin" }, arrested "Police arrested Dr Oleg Varin.")
    assert.same({ "Oleg Varin" }, arrested "Colonel Oleg Varin was arrested.")
  end)

  it("takes ranks of several off", function()
    assert.same({ "Oleg Varin", "Ivan Dorn" }, arrested "Police arrested Sergeants Oleg Varin and Ivan Dorn.")
    assert.same({ "Oleg Varin", "Ivan Dorn" }, arrested "Lieutenants Oleg Varin and Ivan Dorn were arrested.")
    assert.same({ "Parvin Rahmani", "Leila Rahmani" }, arrested "Sisters Parvin and Leila Rahmani were arrested.")
  end)

  it("shares a surname with the family alone", function()
    assert.same({ "Murat Sartqali", "Ghabit Sartqali" }, arrested "Murat and his brother Ghabit Sartqali were arrested.")
    assert.same({ "Lena", "Oleg Varin" }, arrested "Lena and their friend Oleg Varin were arrested.")
  end)

  it("takes no glued words for a name", function()
    assert.same({ "Oleg Varin" }, arrested "Oleg Varin fled. Photo: Ostra ImagesVarin had fled. He was arrested on Monday.")
    assert.same({}, arrested "A man spoke. Photo: PAThe man fled. He was arrested on Monday.")
  end)

  it("takes several people for no person", function()
    assert.same({}, arrested "A man met Ostlo Traders. The singer was arrested on Monday.")
  end)

  it("takes the first word of a sentence off, which the article writes small", function()
    assert.same({ "Carl Brunner" }, arrested "Carl Brunner went bankrupt. Bankrupt Brunner was arrested on Monday.")
  end)

  it("knows a man by his alias", function()
    assert.same({ "Yusuf Dar" }, arrested "Yusuf Dar alias Chhota Bhai was arrested on Monday.")
  end)

  it("takes nouns for people off where they open a sentence", function()
    assert.same({ "Oleg Varin" }, arrested "Poet Oleg Varin was arrested.")
    assert.same({ "Oleg Varin" }, arrested "Prisoner Oleg Varin was arrested again.")
    assert.same({ "Oleg Varin" }, arrested "Midfielder Oleg Varin was arrested.")
    assert.same({ "Thomas Korvel" }, arrested "Clockmaker Thomas Korvel was arrested.")
  end)

  it("takes letters behind a name off", function()
    assert.same({ "Lena Dorn" }, arrested "Police arrested Lena Dorn MP at her office.")
  end)

  it("takes peoples and compounds off", function()
    assert.same({ "Lena Dorn" }, arrested "Police arrested Kazakh-born activist Lena Dorn.")
    assert.same({ "Lena Dorn" }, arrested "Ex-mayor Lena Dorn was arrested.")
  end)

  it("keeps particles, initials and suffixes", function()
    assert.same({ "Gaspard de la Tour" }, arrested "Police arrested Gaspard de la Tour.")
    assert.same({ "John P. Hale Jr." }, arrested "Police arrested John P. Hale Jr. at his home.")
    assert.same({ "Said bin Rashid al-Hamri" }, arrested "Police arrested Said bin Rashid al-Hamri.")
  end)

  it("reads letters of all Latin alphabets", function()
    assert.same({ "Đoàn Thị Mộc" }, arrested "Police arrested Đoàn Thị Mộc.")
    assert.same({ "Łukasz Żurek" }, arrested "Police arrested Łukasz Żurek.")
    assert.same({ "Şükrü Öztürk" }, arrested "Police arrested Şükrü Öztürk.")
  end)

  it("reads surnames that come first", function()
    assert.same({ "Zhang Weilin", "He Yuanming" }, arrested "Police arrested Zhang Weilin and He Yuanming.")
  end)

  it("takes the month of a chronicle for no part of the name behind it", function()
    assert.same({ "Luka Varin" }, arrested "Days of the case:\n\n4 May Police search a barn.\n\n23 June Luka Varin is arrested for theft.")
  end)

  it("reads a name over a line's end", function()
    assert.same({ "Oleg Varin" }, arrested "On Monday, police in the capital arrested Oleg\nVarin at his home.")
  end)

  it("keeps a by-name inside a name", function()
    assert.same({ 'Jan "Bear" Kowal' }, arrested 'Police arrested Jan "Bear" Kowal.')
  end)

  it("ends a name where a headline runs on in capitals", function()
    assert.same({ "Oleg Varin" }, arrested "Activist Oleg Varin Arrested After Protest")
  end)

  it("knows a name in capitals by its usual form", function()
    assert.same({ "Oleg Varin" }, arrested "OLEG VARIN ARRESTED\n\nThe activist Oleg Varin lives in Ostra.")
  end)

  it("tells a person from the organisation before the name", function()
    assert.same({ "Pavel Latow" }, arrested "Police arrested the deputy head of the Transitional Cabinet Pavel Latow.")
    assert.same({ "Nigar Mubarova" }, arrested "Police arrested Abzar Media reporter Nigar Mubarova.")
  end)

  it("takes no place, group or work for a person", function()
    assert.same({}, arrested "He lives in Cold Harbour. A man was arrested in Cold Harbour.")
    assert.same({}, arrested "Members of the group Iron Wreath spoke. Five people were arrested.")
    assert.same({}, arrested "Nobody spoke. Two people were arrested.")
  end)
end)
