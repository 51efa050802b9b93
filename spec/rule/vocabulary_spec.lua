-- The words in which rules are written, over folded text.
local lpeg = require "lpeg"
local vocabulary = require "docket.rule.vocabulary"

local FILLER = vocabulary.FILLER

local function ends(pattern, text, from) return lpeg.P(pattern):match(text, from) end

describe("words", function()
  it("match whole words", function()
    local pattern = vocabulary.words "fine|fined"
    assert.equal(5, ends(pattern, "fine art"))
    assert.equal(6, ends(pattern, "fined"))
    assert.is_nil(ends(pattern, "finery"))
    assert.is_nil(ends(pattern, "fines"))
  end)

  it("take the longest phrase, in any order of writing", function()
    assert.equal(13, ends(vocabulary.words "found|found guilty", "found guilty of"))
    assert.equal(13, ends(vocabulary.words "found guilty|found", "found guilty of"))
    assert.equal(6, ends(vocabulary.words "found guilty|found", "found guiltless"))
  end)

  it("take any number of spaces between the words of a phrase", function()
    assert.equal(15, ends(vocabulary.words "found guilty", "found   guilty"))
  end)

  it("match straight and folded curly apostrophes", function()
    local pattern = vocabulary.words "people's court"
    assert.is_truthy(ends(pattern, "people's court"))
    assert.is_truthy(ends(pattern, "people'" .. FILLER .. FILLER .. "s court"))
  end)

  it("do not end inside a word of other letters", function()
    assert.is_nil(ends(vocabulary.words "cour", "cour\u{E9}"))
    assert.is_nil(ends(vocabulary.words "суд", "судья"))
    assert.is_truthy(ends(vocabulary.words "суд", "суд идёт"))
  end)

  it("end before a dash, an ellipsis and a no-break space's folded form", function()
    for _, behind in ipairs { "\u{2014}he", "\u{2026}", " x", "-x", ".", "," } do
      assert.equal(7, ends(vocabulary.words "jailed", "jailed" .. behind), behind)
    end
  end)

  it("hold many words without slowing down", function()
    local list = {}
    for i = 1, 5000 do list[i] = ("w%dx"):format(i) end
    local from = os.clock()
    local pattern = vocabulary.alternatives(list)
    assert.is_truthy(ends(pattern, "w4999x"))
    assert.is_nil(ends(pattern, "w5001x"))
    assert.is_true(os.clock() - from < 2)
  end)

  it("remember their phrases, for triggers", function()
    assert.same({ "one", "two words" }, vocabulary.phrases(vocabulary.words " one |two  words| "))
    assert.is_nil(vocabulary.phrases(lpeg.P "one"))
  end)

  it("capture the value of an entry that has one", function()
    local pattern = vocabulary.alternatives { january = "01", jan = "01", may = "05" }
    assert.equal("01", lpeg.P(pattern):match "jan")
    assert.equal("05", lpeg.P(pattern):match "may day")
  end)
end)

describe("entities", function()
  it("match their code and its filling", function()
    local text = "to " .. vocabulary.codes.duration .. FILLER:rep(6) .. " in"
    assert.equal(11, ends(vocabulary.entity "duration", text, 4))
    assert.is_nil(ends(vocabulary.entity "date", text, 4))
    assert.equal(4, ends(vocabulary.entity_at "duration", text, 4))
  end)

  it("of an unknown type are an error", function()
    assert.error_matches(function() vocabulary.entity "planet" end, "no entity type 'planet'")
  end)

  it("have a code each, and all are masked", function()
    local seen = {}
    for name, code in pairs(vocabulary.codes) do
      assert.is_nil(seen[code], name)
      seen[code] = name
      assert.equal(2, ends(vocabulary.masked, code), name)
    end
  end)
end)

describe("gap", function()
  it("steps over up to n words", function()
    local link = vocabulary.gap(2) * -1
    assert.is_truthy(ends(link, "the big "))
    assert.is_nil(ends(link, "the big bad "))
  end)

  it("counts a masked entity as a word", function()
    local person = vocabulary.codes.person .. FILLER:rep(9)
    assert.is_truthy(ends(vocabulary.gap(2) * -1, person .. " then "))
    assert.is_nil(ends(vocabulary.gap(1) * -1, person .. " then "))
  end)

  it("crosses no punctuation that ends a clause", function()
    for _, mark in ipairs { ",", ";", ":", ".", "(" } do
      assert.is_nil(ends(vocabulary.gap(5) * -1, "one" .. mark .. " two"), mark)
    end
    assert.is_truthy(ends(vocabulary.gap(5) * -1, 'the "so-called" list'))
  end)

  it("is as short as can be before what has to follow", function()
    assert.equal(13, ends(vocabulary.gap(9, vocabulary.words "to" * vocabulary.sp), "sent off to years to come"))
    assert.is_nil(ends(vocabulary.gap(1, vocabulary.words "to"), "sent off to"))
  end)
end)

describe("list_of", function()
  it("matches items with commas and conjunctions", function()
    local item = vocabulary.words "fraud|theft|arson"
    local pattern = vocabulary.list_of(item) * -1
    for _, text in ipairs { "fraud", "fraud and theft", "fraud, theft", "fraud, theft, and arson", "fraud & theft" } do
      assert.is_truthy(ends(pattern, text), text)
    end
    assert.is_nil(ends(pattern, "fraud theft"))
  end)
end)

describe("somewhere", function()
  it("finds a pattern at any word, and only there", function()
    local search = vocabulary.somewhere(vocabulary.words "life")
    assert.is_truthy(search:match "a term of life")
    assert.is_nil(search:match "a wildlife park")
    assert.is_nil(search:match "")
  end)
end)
