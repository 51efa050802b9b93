local profile = require "docket.profile"

describe("the profile of a language", function()
  it("holds the phrases of the site hints beside those of the language", function()
    local lists, path = profile.lists "en", require("docket.data").path "sites/radiofree.lua"
    local site = assert(loadfile(path, "t", {}))()
    local wanted = 0
    for _, name in ipairs { "byline", "credit", "promotion", "closing", "caption" } do
      local present = {}
      for _, phrase in ipairs(lists[name] or {}) do present[phrase] = true end
      for _, phrase in ipairs(site[name] or {}) do
        wanted = wanted + 1
        assert.is_true(present[phrase], name .. ": " .. phrase)
      end
    end
    assert.is_true(wanted > 0)
  end)

  it("is made once", function() assert.equal(profile.of "en", profile.of "en") end)
end)
