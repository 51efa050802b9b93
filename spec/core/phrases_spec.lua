-- Phrases that the core finds in folded text, and the lines of word lists.
local core = require "docket.core"

-- Where the phrase that begins at a position ends, or nil: the matcher is called behind
-- the first byte, which one of the openers is.
local function end_of(phrases, text, from)
  local match, openers = core.phrases(phrases)
  from = from or 1
  if not openers:find(text:sub(from, from), 1, true) then return nil end
  local stop = match(text, from + 1)
  return stop and text:sub(from, stop - 1)
end

describe("phrases", function()
  it("are found where a word ends, the longest first", function()
    assert.equal("prison", end_of("prison|prison term|jail", "prison terms"))
    assert.equal("prison term", end_of("prison|prison term|jail", "prison term, or"))
    assert.equal("jail", end_of("prison|prison term|jail", "in jail", 4))
    assert.is_nil(end_of("prison|prison term|jail", "prisons"))
    assert.is_nil(end_of("prison|prison term|jail", "jail\u{e9}"))
    assert.equal("jail", end_of("prison|prison term|jail", "jail\u{2014}ed"))
    assert.is_nil(end_of("prison term", "prison"))
  end)

  it("allow any spacing, and apostrophes with filler", function()
    assert.equal("found   guilty", end_of("found guilty", "found   guilty of"))
    assert.equal("people'\x7f\x7fs court", end_of("people's court", "people'\x7f\x7fs court"))
  end)

  it("are trimmed, and none of them may be left", function()
    assert.equal("found guilty", end_of(" found \n guilty |", "found guilty"))
    local match, openers = core.phrases ""
    assert.equal("", openers)
    assert.is_nil(match("text", 2))
  end)

  it("have values", function()
    local _, _, value_of = core.phrases { january = "01", ["new year"] = "01-01" }
    assert.equal("01", value_of "january")
    assert.equal("01-01", value_of "new  year")
    assert.is_nil(value_of "may")
    assert.is_nil((select(3, core.phrases "january")))
  end)

  it("open with these bytes", function()
    local _, openers = core.phrases "prison|jail|penalty"
    assert.equal(2, #openers)
    assert.is_truthy(openers:find "p" and openers:find "j")
  end)

  it("are looked for inside the text alone", function()
    local match = core.phrases "ab"
    for _, position in ipairs { -1, 0, 1, 4, math.maxinteger, math.mininteger } do assert.is_nil(match("ab", position)) end
    assert.equal(3, match("ab", 2))
  end)

  it("are strings of some length", function()
    assert.has_error(function() core.phrases { 1, 2 } end)
    assert.has_error(function() core.phrases(("x"):rep(1000)) end)
    assert.has_error(function() core.phrases(nil) end)
    assert.has_error(function() core.phrases(1) end)
  end)
end)

describe("read_list", function()
  local function read(text)
    local entries, order = {}, {}
    local ok, line = core.read_list(text, entries, order)
    return ok and entries, ok and order or line
  end

  it("reads entries, values, remarks and what is taken away", function()
    local entries, order = read "# remark\n\none\n Two Three = 2 # two\nfour=\n-one\n- \r\nfive = a = b\n"
    assert.same({ ["two three"] = "2", four = "", ["-"] = "-", five = "a = b" }, entries)
    assert.same({ "one", "two three", "four", "-", "five" }, order)
  end)

  it("folds quotes", function()
    assert.same({ ["o'x'"] = "o'x'" }, (read "O\u{2018}x\u{2019}"))
    assert.same({ ["\u{201c}\u{e9}"] = "\u{201c}\u{e9}" }, (read "\u{201c}\u{e9}"))
  end)

  it("names the line without an entry", function()
    local entries, line = read "one\n# two\n = 3\nfour"
    assert.is_nil(entries or nil)
    assert.equal(3, line)
  end)
end)
