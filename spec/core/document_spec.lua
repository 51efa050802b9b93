local helper = require "spec.core.helper"
local core, profile = helper.core, helper.profile

local function temporary(bytes)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
  return path
end

describe("docket.core", function()
  it("leaves _G as it was", function()
    local before = {}
    for name in pairs(_G) do before[name] = true end
    package.loaded["docket.core"] = nil
    require "docket.core"
    for name in pairs(_G) do assert.is_true(before[name]) end
  end)
end)

describe("format", function()
  for _, case in ipairs {
    { "", "empty" }, { " \n\t\xC2\xA0", "empty" }, { "A court has ruled.", "text" },
    { '{"text": "A court"}\n', "ndjson" }, { '\xEF\xBB\xBF {"a":1}', "ndjson" },
    { '[\n  {"a":1}]', "ndjson" }, { "[1] A court fined him.", "text" }, { "[", "text" },
    { '{"version": "https://jsonfeed.org/version/1.1"}', "feed" }, { "<!DOCTYPE html><p>", "html" },
    { "  <HTML lang='en'>", "html" }, { "<?xml version='1.0'?><rss>", "feed" }, { "<feed xmlns='x'>", "feed" },
    { "<rdf:RDF>", "feed" }, { "<?xml version='1.0'?><html>", "html" }, { "<3 is a heart", "text" },
    { "WARC/1.0\r\nWARC-Type: response", "warc" }, { "filedesc://x.arc 0.0.0.0", "warc" }, { "%PDF-1.4 x", "pdf" },
    { "\x1F\x8B\x08\0\0\0", "archive" }, { ("\0\1\2\3text"):rep(20), "binary" }, { "\xFF\xFEt\0e\0x\0t\0", "encoded" },
  } do
    it("of " .. ("%q"):format(case[1]:sub(1, 24)) .. " is " .. case[2], function()
      assert.equal(case[2], core.parse(case[1], profile):format())
    end)
  end

  it("may be forced", function()
    local document = core.parse('{"a": 1}', profile, { format = "text" })
    assert.equal("text", document:format())
    assert.equal('{"a": 1}', document:article(1):text())
    assert.equal(0, #core.parse("  \n ", profile, { format = "text" }))
    assert.has_error(function() core.parse("x", profile, { format = "nonsense" }) end)
  end)

  it("takes all bytes of a text that is forced", function()
    local article = core.parse("\n  Text.  \n", profile, { format = "text" }):article(1)
    assert.same({ 1, 11 }, { article:range() })
    assert.same({ { kind = "body", first = 4, last = 8 } }, article:blocks())
  end)
end)

describe("problems", function()
  -- One input for each code: what is found, and where.
  for _, case in ipairs {
    { "", "EEMPTY", 1 }, { "   ", "EEMPTY", 1 }, { "\x89PNG\r\n", "EBINARY", 1 }, { ("\1"):rep(9), "EBINARY", 1 },
    { "caf\xE9 court", "EENCODING", 4 }, { "a court\0 ruled", "ENUL", 8 },
    { "ok \xC0\xAF", "EENCODING", 4 }, { "ok \xED\xA0\x80", "EENCODING", 4 }, { "ok \xF4\x90\x80\x80", "EENCODING", 4 },
    { "cut \xE2\x80", "EENCODING", 5 }, { ("x"):rep(100) .. "\xFF", "EENCODING", 101 },
  } do
    it(("%s at byte %d of %q"):format(case[2], case[3], case[1]:sub(-12)), function()
      local found = core.parse(case[1], profile):problems()
      assert.equal(case[2], found[1].code)
      assert.equal(case[3], found[1].position)
      assert.is_string(found[1].message)
    end)
  end

  it("are bounded, but all are counted", function()
    local document = core.parse(("\xE9 "):rep(5000), profile)
    local list, all = document:problems()
    assert.equal(100, #list)
    assert.equal(5000, all)
    assert.equal(1, #document)
  end)

  it("are none in sound text", function()
    assert.same({}, (core.parse("Плохо — “dobře” 😀 é.", profile):problems()))
  end)

  it("leave the bytes as they are", function()
    local text = "The caf\xE9 in \xFF\xFE\xF0\x9F was closed. The court ruled."
    local article = core.parse(text, profile, { format = "text" }):article(1)
    assert.equal(text, article:text())
    assert.equal(#text, #article:folded())
    assert.equal(2, #article:segments() // 2)
  end)

  it("break nothing, whatever the bytes", function()
    local all = {}
    for i = 0, 255 do all[#all + 1] = string.char(i) end
    local bytes = table.concat(all)
    local seed = 42
    for _ = 1, 300 do
      local piece = {}
      for i = 1, 60 do
        seed = (seed * 1103515245 + 12345) % 2147483648
        piece[i] = bytes:sub(seed // 65536 % 256 + 1, seed // 65536 % 256 + 1)
      end
      local text = table.concat(piece)
      local article = core.parse(text .. ".\n* " .. text, profile, { format = "text" }):article(1)
      assert.equal(#article:text(), #article:folded())
      article:segments()
      article:tokens()
      article:scan(core.triggers { court = 1, ["<digit>"] = 2, ["<capital>"] = 3 })
    end
  end)
end)

describe("open", function()
  it("says what is wrong with a file", function()
    local document, message, code = core.open("/no/such/file", profile)
    assert.is_nil(document)
    assert.equal("ENOENT", code)
    assert.matches("/no/such/file", message, 1, true)
    document, message, code = core.open(".", profile)
    assert.is_nil(document)
    assert.equal("EISDIR", code)
    assert.matches("directory", message)
  end)

  it("reads a file as parse reads its bytes", function()
    for _, bytes in ipairs { "", "A court.\n", ("A court has ruled on the case of the mill. "):rep(40000) } do
      local path = temporary(bytes)
      local document = assert(core.open(path, profile))
      assert.equal(#bytes, document:length())
      assert.equal(bytes, document:bytes())
      assert.equal(core.parse(bytes):sha256(), document:sha256())
      document:close()
      os.remove(path)
    end
  end)
end)

describe("sha256", function()
  -- From the examples of FIPS 180-4 and NIST's short messages.
  for _, case in ipairs {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { ("a"):rep(1000000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
  } do
    it("of " .. #case[1] .. " bytes", function() assert.equal(case[2], core.parse(case[1]):sha256()) end)
    it("of " .. #case[1] .. " bytes in two pieces", function()
      local half = #case[1] // 2
      assert.equal(case[2], core.sha256_of { case[1]:sub(1, half), case[1]:sub(half + 1) })
    end)
  end

  it("of pieces wants strings", function() assert.has_error(function() core.sha256_of { {} } end) end)
end)

describe("lifetime", function()
  it("closes more than once, and articles outlive their document", function()
    local document = core.parse("A court ruled on the case.", profile)
    local article = document:article(1)
    document:close()
    document:close()
    assert.equal("A court ruled on the case.", article:text())
    assert.equal(1, #article:segments() // 2)
    article:close()
    article:close()
    assert.error_matches(function() article:text() end, "article is closed")
    assert.has_error(function() return #document end)
    assert.equal("docket.document (closed)", tostring(document))
  end)

  it("anchors text and profile", function()
    local article
    do
      local bytes = ("He was fined. "):rep(1000)
      article = core.parse(bytes, core.profile { abbreviations = { "Mr." } }, { format = "text" }):article(1)
    end
    collectgarbage()
    collectgarbage()
    assert.equal(1000, #article:segments() // 2)
  end)

  it("works with <close>", function()
    local kept
    do
      local document <close> = core.parse("Text.", profile)
      kept = document
    end
    assert.has_error(function() kept:format() end)
  end)

  it("hides the metatables and checks its arguments", function()
    local document = core.parse("Text.", profile)
    assert.equal("docket.document", getmetatable(document))
    assert.has_error(function() document:article(2) end)
    assert.has_error(function() document:article(0) end)
    assert.has_error(function() document.article({}, 1) end)
    assert.has_error(function() core.parse("x", {}) end)
    assert.has_error(function() core.open "a\0b" end)
    assert.has_error(function() core.profile { abbreviations = { "[nonsense]" } } end)
    assert.has_error(function() core.profile { byline = { 1 } } end)
  end)
end)

describe("meta/core.lua", function()
  it("declares every function and method", function()
    local meta = assert(helper.read "lua/docket/meta/core.lua")
    for name in pairs(core) do assert.matches("function core." .. name .. "(", meta, 1, true) end
    for name in meta:gmatch "function core%.([%w_]+)" do assert.is_function(core[name]) end
    local document = core.parse("Text.", profile)
    local article = document:article(1)
    for class, object in pairs { Document = document, Article = article } do
      for name in meta:gmatch("function " .. class .. ":([%w_]+)") do assert.is_function(object[name], name) end
    end
  end)
end)

describe("look", function()
  for _, case in ipairs {
    { "PK\3\4" .. ("\0"):rep(26) .. "page.html", "archive" }, { "PK\3\4" .. ("\0"):rep(26) .. "mimetypeapplication/epub+zip", "office" },
    { "{\\rtf1 Text}", "office" }, { "%PDF-1.4", "pdf" }, { ("\0"):rep(257) .. "ustar", "archive" },
    { "From: A <a@b.example>\nTo: c@d.example\nSubject: News\n\nText.", "mail" },
    { "From a@b Mon Jan  1 00:00:00 2021\nReturn-Path: <a@b>\nDate: x\nTo: y\n\nText.", "mail" },
    { "From: the beginning, it was clear.\nThe court ruled.", "text" }, { "Date: April 7\n\nThe court ruled.", "text" },
  } do
    it("at " .. ("%q"):format(case[1]:sub(-24)) .. " sees " .. case[2], function() assert.equal(case[2], core.look(case[1])) end)
  end
end)

describe("compose", function()
  local text = "A headline\n\nALMATY, Kazakhstan -- The court ruled.\n\nWith reporting by Ana Berik"
  it("makes an article of blocks, and sees datelines and credits in them", function()
    local own = core.profile { credit = { "with reporting by" } }
    local document = core.compose(text, own, { { kind = "headline", first = 1, last = 10 },
      { kind = "body", first = 13, last = 50 }, { kind = "body", first = 53, last = #text } })
    local article = document:article(1)
    assert.equal(text, article:text())
    assert.same({ "headline", "dateline", "body", "credit" }, (function()
      local kinds = {}
      for i, block in ipairs(article:blocks()) do kinds[i] = block.kind end
      return kinds
    end)())
    assert.same({ 1, 10, 35, 50 }, article:segments())
  end)
  it("refuses blocks that are out of order, outside the text or of no kind", function()
    for _, blocks in ipairs { { { kind = "body", first = 5, last = 9 }, { kind = "body", first = 8, last = 12 } },
      { { kind = "body", first = 1, last = 4000 } }, { { kind = "nonsense", first = 1, last = 2 } }, { {} }, { 1 } } do
      assert.has_error(function() core.compose(text, nil, blocks) end)
    end
  end)
end)
