local helper = require "spec.core.helper"
local core, profile = helper.core, helper.profile

local folder = "spec/core/fixtures/"
local fixtures = { "bullet_briefs", "captions", "closing_only", "crlf", "dashes_closing", "datelines", "dates",
  "numbered", "opening", "read_more", "scene_break", "separators", "single", "stars", "subheads", "wrapped",
  "wrapped_single" }

describe("invented pages", function()
  for _, name in ipairs(fixtures) do
    it("splits " .. name .. " as expected", function()
      local expected = dofile(folder .. name .. ".lua")
      local document = assert(core.open(folder .. name .. ".txt", profile))
      assert.equal(expected.format, document:format())
      assert.equal(#expected, #document)
      for i, want in ipairs(expected) do
        local article = document:article(i)
        local first, last = article:range()
        local text = article:text()
        assert.equal(document:bytes(first, last), text)
        assert.equal(want.first, text:sub(1, #want.first))
        assert.equal(want.last, text:sub(-#want.last))
        local kinds, order = helper.kinds(article)
        if want.kinds then assert.equal(want.kinds, order) end
        if want.dateline then assert.equal(want.dateline, kinds.dateline[1]) end
        if want.headline then assert.equal(want.headline, kinds.headline[1]) end
        assert.equal(want.duplicate_of, article:duplicate_of())
      end
    end)
  end
end)

describe("evidence", function()
  local function count(text) return #core.parse(text, profile) end
  local body = "A court has sentenced the baker Jan Oll to two years in prison for theft from a mill."

  it("does not take a list in an article for a listing", function()
    assert.equal(1, count(body .. " The charges were:\n\n* fraud\n\n* theft\n\n* arson\n\n" .. body .. "\n"))
  end)

  it("does not take a repeated sentence for a closing line", function()
    local other = "The end of the matter came soon after the third trial, he said."
    assert.equal(1, count(body .. "\n\nNo, sir.\n\n" .. other .. "\n\nNo, sir.\n\n" .. other .. "\n"))
  end)

  it("does not split where a sharing line stands in the middle of an article", function()
    local text = body .. "\n\nShare this article\n\nHe denied having been near the mill in the night in question.\n\n"
    assert.equal(1, count(text .. "Share this article\n"))
  end)

  it("takes a closing line that the profile knows off a single article", function()
    local closing = "    This post was originally published on Bell News.\n"
    local document = core.parse("Category: courts\n\n  • " .. body .. "\n\n" .. closing, profile)
    assert.equal(1, #document)
    assert.equal(body, document:article(1):text())
  end)

  it("learns a closing line without any profile", function()
    local page = ("%s\n\nFirst seen in the Bell\n\n"):rep(3):format(body, "x" .. body, "y" .. body)
    local document = core.parse(page)
    assert.equal(3, #document)
    assert.equal(body, document:article(1):text())
    assert.equal("y" .. body, document:article(3):text())
  end)

  it("finds the second of two copies with other quotation marks", function()
    local page = "* He said: “It’s " .. body .. "”\n\n  More.\n\n* He said: \"It's " .. body .. "\"\n\n  More.\n"
    local document = core.parse(page, profile)
    assert.equal(2, #document)
    assert.equal(1, document:article(2):duplicate_of())
  end)

  -- Each of these once looked as if it could cost the square of its length.
  for _, unit in ipairs { "* Item\n\nTitle Here\n\nText goes on.\n\n", "a\n\n", "Title Here\n\n", "By X\n", "1. ",
    "May 4, 2021\nTitle Here\n\n" .. body .. "\n\n", "***\n", "Subscribe To X\n\n", "Read more: x\n\n", "A b\n",
    "- x\n", "RUDA — Text ", "* a\n\nText.\n\n", "\xff\n" } do
    it(("takes linear time over %q"):format(unit:sub(1, 24)), function()
      local function time(size)
        local text = unit:rep(size // #unit)
        local start = os.clock()
        core.parse(text, profile):close()
        return os.clock() - start
      end
      time(10000)
      local short, long = time(100000), time(800000)
      assert.is_true(long < 24 * short + 0.1, ("%.3f s, then %.3f s"):format(short, long))
    end)
  end
end)

describe("the real page", function()
  local path = helper.shared "corpus/kazakhstan.txt"
  local gold = helper.shared "gold/kazakhstan/articles.jsonl"
  if not (path and gold) then
    pending("../shared is absent: articles of corpus/kazakhstan.txt are not compared with their annotation")
    return
  end
  local json = require "cjson"
  local document = assert(core.open(path, profile))
  local function value(x) if x == json.null then return nil end return x end
  local function set(...)
    local found = {}
    for _, list in ipairs { ... } do
      for _, item in ipairs(list) do found[item] = true end
    end
    return found
  end

  it("has 29 articles", function()
    assert.equal("listing", document:format())
    assert.equal(29, #document)
  end)

  for line in io.lines(gold) do
    local want = json.decode(line)
    it("agrees with the annotation of article " .. math.tointeger(want.article), function()
      local article = document:article(math.tointeger(want.article))
      local first, last = article:range()
      local kinds = helper.kinds(article)
      assert.equal(want.start, first - 1)
      assert.equal(want["end"], last)
      assert.equal(value(want.dateline), (kinds.dateline or {})[1])
      assert.same(want.subheads, kinds.subhead or {})
      assert.same(set(want.captions, want.caption_variants or {}), set(kinds.caption or {}))
      assert.equal(2 * #want.captions, #(kinds.caption or {}))
      local boilerplate = kinds.boilerplate or {}
      assert.equal(#want.boilerplate, #boilerplate)
      for i, words in ipairs(want.boilerplate) do assert.equal(words, boilerplate[i]:sub(1, #words)) end
      assert.equal(value(want.byline) and 1 or 0, #(kinds.byline or {}))
      assert.equal((value(want.byline) or #want.credits == 0) and 0 or 1, #(kinds.credit or {}))
      assert.equal(value(want.duplicate_of), article:duplicate_of())
    end)
  end
end)
