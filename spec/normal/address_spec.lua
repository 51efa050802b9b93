local address = require "docket.normal.address"

-- RFC 3986, 5.4: what becomes of references to http://a/b/c/d;p?q.
local cases = {
  ["g:h"] = "g:h", ["g"] = "http://a/b/c/g", ["./g"] = "http://a/b/c/g", ["g/"] = "http://a/b/c/g/", ["/g"] = "http://a/g",
  ["//g"] = "http://g", ["?y"] = "http://a/b/c/d;p?y", ["g?y"] = "http://a/b/c/g?y", ["#s"] = "http://a/b/c/d;p?q#s",
  ["g#s"] = "http://a/b/c/g#s", ["g?y#s"] = "http://a/b/c/g?y#s", [";x"] = "http://a/b/c/;x", ["g;x"] = "http://a/b/c/g;x",
  [""] = "http://a/b/c/d;p?q", ["."] = "http://a/b/c/", ["./"] = "http://a/b/c/", [".."] = "http://a/b/",
  ["../"] = "http://a/b/", ["../g"] = "http://a/b/g", ["../.."] = "http://a/", ["../../"] = "http://a/",
  ["../../g"] = "http://a/g", ["../../../g"] = "http://a/g", ["/./g"] = "http://a/g", ["/../g"] = "http://a/g",
  ["g."] = "http://a/b/c/g.", ["..g"] = "http://a/b/c/..g", ["./../g"] = "http://a/b/g", ["./g/."] = "http://a/b/c/g/",
  ["g/./h"] = "http://a/b/c/g/h", ["g/../h"] = "http://a/b/c/h", ["g?y/../x"] = "http://a/b/c/g?y/../x",
}

describe("an address", function()
  for reference, expected in pairs(cases) do
    it(("%q is resolved"):format(reference), function()
      assert.equal(expected, address.resolve(reference, "http://a/b/c/d;p?q"))
    end)
  end

  it("stays as it is without a base that is absolute", function()
    assert.equal("g", address.resolve("g"))
    assert.equal("g", address.resolve("g", "b/c"))
    assert.equal("http://x/g", address.resolve("http://x/g", "http://a/"))
  end)

  it("is resolved against a site without a path", function()
    assert.equal("http://a/g", address.resolve("g", "http://a"))
    assert.equal("http://a/g", address.resolve("/g", "http://a"))
  end)
end)
