local helper = require "spec.core.helper"
local core = helper.core

local function scan(text, words)
  local article = helper.article(text)
  local flat, found = article:scan(core.triggers(words)), {}
  for i = 1, #flat, 3 do found[#found + 1] = ("%d:%d:%d"):format(flat[i], flat[i + 1], flat[i + 2]) end
  return table.concat(found, " ")
end

describe("folded", function()
  for _, case in ipairs {
    { "The COURT\nruled\t", "the court ruled " },
    { "ÉCOLE Суд ẞ", "école суд ẞ" },
    { "it’s ‘so’", "it'\x7f\x7fs '\x7f\x7fso'\x7f\x7f" },
    { "“so” «so»", "\"\x7f\x7fso\"\x7f\x7f \"\x7fso\"\x7f" },
    { "a\xC2\xA0b\xE2\x80\xAFc\xE3\x80\x80d", "a  b   c   d" },
    { "non\xE2\x80\x91stop soft\xC2\xADen", "non-\x7f\x7fstop soft\x7f\x7fen" },
    { "a — b – c", "a — b – c" },
    { "bad \xFF\xC3 end", "bad \xFF\xC3 end" },
  } do
    it(("%q"):format(case[1]), function()
      local folded = helper.article(case[1]):folded()
      assert.equal(#case[1], #folded)
      assert.equal(case[2], folded)
    end)
  end
end)

describe("scan", function()
  it("finds words at their starts, once each, in text order", function()
    assert.equal("5:1:1 20:2:2", scan("The court sat. He, jailed.", { court = 1, jailed = 2 }))
    assert.equal("", scan("The courts sat, recourt.", { court = 1 }))
  end)

  it("takes hyphens, periods, brackets and quotation marks for ends of words", function()
    assert.equal("1:1:1 7:1:1 17:1:1", scan("court-court (“court”)", { court = 1 }))
  end)

  it("tries a possessive without its ending, after the whole word", function()
    assert.equal("1:1:1", scan("Court’s order", { court = 1 }))
    assert.equal("1:2:1", scan("Court’s order", { court = 1, ["court's"] = 2 }))
    assert.equal("1:1:1", scan("Don’t go", { ["don't"] = 1 }))
    assert.equal("1:1:1", scan("years' time", { years = 1 }))
    assert.equal("2:1:1", scan("'years", { years = 1 }))
  end)

  it("reads over soft hyphens, and spaces of every kind", function()
    assert.equal("1:1:1", scan("sen\xC2\xADtenced", { sentenced = 1 }))
    assert.equal("1:2:1 4:1:1", scan("5\xC2\xA0years", { years = 1, ["<digit>"] = 2 }))
  end)

  it("knows words in other scripts", function()
    assert.equal("1:1:1", scan("Суд решил", { ["суд"] = 1 }))
    assert.equal("", scan("Судья", { ["суд"] = 1 }))
  end)

  it("finds digits", function()
    assert.equal("1:9:1 9:9:1", scan("36-year 5th A1", { ["<digit>"] = 9 }))
  end)

  it("finds where runs of capitalised words start", function()
    assert.equal("1:7:1 12:7:1", scan("He met the Jorn-Mattis Ollberg clan", { ["<capital>"] = 7 }))
    assert.equal("1:7:1 10:7:1", scan("In Ruda, Oll said", { ["<capital>"] = 7 }))
    assert.equal("8:7:1", scan("in the Éire Oll anti-Oll", { ["<capital>"] = 7 }))
  end)

  it("gives a word and a special both", function()
    assert.equal("1:1:1 1:2:1", scan("Court", { court = 1, ["<capital>"] = 2 }))
  end)

  it("names the segment, and leaves other blocks alone", function()
    assert.equal("15:1:2", scan("A man. Then a court.\n\nPhoto: court\n", { court = 1 }))
  end)

  it("agrees with a plain search over random text", function()
    local words = { court = 1, prison = 2, years = 3, ["was"] = 4 }
    local parts = { "court", "Prison", "years", "was", "he", "prisons", "x", "17", "Court's", "-", ",", "(", "“", "’" }
    local triggers, seed = core.triggers(words), 7
    for _ = 1, 200 do
      local piece = {}
      for i = 1, 40 do
        seed = (seed * 1103515245 + 12345) % 2147483648
        piece[i] = parts[seed // 65536 % #parts + 1]
      end
      local article = helper.article("A " .. table.concat(piece, " ") .. " z.")
      local flat, n = article:scan(triggers), 0
      local folded = article:folded()
      for first, word in folded:gmatch "()([%a\x7f]+)" do
        if words[word] then
          n = n + 1
          assert.equal(first, flat[3 * n - 2])
          assert.equal(words[word], flat[3 * n - 1])
        end
      end
      assert.equal(3 * n, #flat)
    end
  end)
end)

describe("triggers", function()
  it("refuse what is no word", function()
    assert.has_error(function() core.triggers { ["two words"] = 1 } end)
    assert.has_error(function() core.triggers { ["a-b"] = 1 } end)
    assert.has_error(function() core.triggers { [""] = 1 } end)
    assert.has_error(function() core.triggers { court = -1 } end)
    assert.has_error(function() core.triggers { court = "x" } end)
    assert.has_error(function() core.triggers { 5 } end)
  end)

  it("may be many", function()
    local words = {}
    for i = 1, 20000 do words["w" .. i] = i end
    assert.equal("1:12345:1 8:20000:1", scan("W12345 w20000 w20001", words))
  end)
end)
