local json = require "docket.cli.json"

describe("docket.cli.json", function()
  it("writes keys in the given order, then by name", function()
    assert.equal('{"kind":"date","start":3,"a":1,"z":2}',
      json.encode({ z = 2, a = 1, start = 3, kind = "date" }, { "kind", "start" }))
  end)

  it("keeps integers and writes whole amounts without a fraction", function()
    assert.equal("[9007199254740993,5,0.25,-3]", json.encode { 9007199254740993, 5.0, 0.25, -3 })
  end)

  it("writes an empty table as an array", function()
    assert.equal('{"persons":[]}', json.encode { persons = {} })
  end)

  it("escapes quotes, backslashes and control characters", function()
    assert.equal([["a\"b\\c\n\t\u0001\u007f"]], json.encode('a"b\\c\n\t\1\127'))
  end)

  it("leaves UTF-8 as it is and replaces what is none", function()
    assert.equal('"Алматы — “x”"', json.encode("Алматы — “x”"))
    assert.equal('"a\u{FFFD}b\u{FFFD}"', json.encode("a\xFFb\xE2"))
  end)

  it("leaves out what JSON cannot say", function()
    assert.equal('{"a":1}', json.encode { a = 1, f = print })
    assert.equal("null", json.encode(0 / 0))
  end)

  it("is read back by another decoder", function()
    local value = { text = "tab\tquote\" é", list = { 1, 2.5, "x" }, yes = true }
    assert.same(value, require("cjson").decode(json.encode(value)))
  end)
end)
