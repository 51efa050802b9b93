local core = require("spec.core.helper").core

describe("tally", function()
  local function counted(text, lists)
    local words, counts = core.tally(lists):count(text)
    return ("%d: %s"):format(words, table.concat(counts, " "))
  end

  it("counts the words of each list, and all words", function()
    assert.equal("6: 3 1 0", counted("the court, the gaol; a mill", { { "the", "mill" }, { "gaol" }, { "ruda" } }))
  end)

  it("knows a word that stands in several lists", function()
    assert.equal("2: 2 1", counted("die suppe", { { "die", "suppe" }, { "die" } }))
  end)

  it("takes letters beyond ASCII for letters, and digits for none", function()
    assert.equal("4: 1 2", counted("суд 2court été court", { { "суд" }, { "court" } }))
    assert.equal("1: 1", counted("été", { { "été" } }))
  end)

  it("counts anew each time", function()
    local tally = core.tally { { "a" } }
    tally:count "a a a"
    assert.same({ 1 }, (select(2, tally:count "a b")))
    assert.same({ 0 }, (select(2, tally:count "")))
  end)

  it("refuses what is no word", function()
    assert.error_matches(function() core.tally { { "two words" } } end, "not one word")
    assert.error_matches(function() core.tally { { 1 } } end, "not a string")
    assert.error(function() core.tally { "word" } end)
  end)
end)

describe("spaced", function()
  for _, case in ipairs {
    { "plain, text", "plain, text", true },
    { "“so”—it’s", " so  it s", true },
    { "a\xC2\xA0b «c» £5", "a b  c   5", true },
    { "суд – да", "суд   да", false },
    { "نعم، لا؟", "نعم  لا ", false },
    { "cut \xE2\x80", "cut \xE2\x80", false },
    { "", "", true },
  } do
    it(("%q"):format(case[1]), function() assert.same({ case[2], case[3] }, { core.spaced(case[1]) }) end)
  end
end)
