-- Markdown with and without front matter. All texts are invented.
local docket = require "docket"
local command = require "spec.support.command"
local front = require "docket.reader.markdown.front"
local map = require "docket.reader.map"

local function read(bytes, options)
  options = options or {}
  options.format = options.format or "markdown"
  local document = assert(docket.parse(bytes, options))
  local list = {}
  for article in document:articles() do list[#list + 1] = article end
  return list[1], document:problems(), #list
end

local function kinds(article)
  local list = {}
  for index, block in ipairs(article.blocks) do
    list[index] = block.kind .. ": " .. article.text:sub(block.first, block.last)
  end
  return list
end

-- The source bytes behind the words of the text.
local function behind(article, source, words)
  local first, last = article.text:find(words, 1, true)
  local from, to = article:source_range(assert(first, words), last)
  return source:sub(from, to)
end

describe("front matter", function()
  it("says title, date, author, address and language", function()
    local article = read("---\ntitle: \"Five: years\"\ndate: 2021-04-14T10:00:00+06:00  # a day\nauthor: Jo Reporter\n"
      .. "url: https://news.example/1\nlang: en-GB\nlastmod: 2021-04-15\n---\nA court in Taraz fined him.\n")
    assert.equal("Five: years", article.title)
    assert.equal("2021-04-14", article.published)
    assert.equal("2021-04-15", article.modified)
    assert.equal("2021-04-14", article.reference_date)
    assert.equal("stated", article.reference_basis)
    assert.same({ "Jo Reporter" }, article.byline)
    assert.equal("https://news.example/1", article.url)
    assert.equal("en", article.language)
    assert.equal("A court in Taraz fined him.", article.text)
  end)

  it("may be TOML, hold lists, and state no address", function()
    assert.same({ title = "A", authors = { "Jo", "Sam" } },
      (front.read '+++\ntitle = "A"\nauthors = ["Jo", "Sam"]\n+++\nText\n'))
    assert.same({ authors = { "Jo", "Sam" }, tags = { "a", "b" } },
      (front.read "---\nauthors:\n  - name: Jo\n    role: x\n  - name: Sam\ntags:\n- a\n- b\n---\n"))
    assert.is_nil(read("---\npermalink: /2021/04/\ntitle: A\n---\nText.\n").url)
  end)

  it("is none where it is not", function()
    for _, text in ipairs {
      "---\n", "---\n\n---\n", "---\nA sentence of text.\n---\n", "a: b\n---\n", "---\na: b\n", "", "----\na: b\n----\n" } do
      local fields, body = front.read(text)
      assert.is_nil(fields, text)
      assert.equal(1, body)
    end
  end)

  it("makes a text Markdown, as does its name", function()
    local with = "---\ntitle: Five years\n---\nA court *fined* him.\n"
    local document = docket.parse(with)
    assert.equal("markdown", document.format)
    assert.equal("A court fined him.", document:articles()().text)
    assert.equal("text", docket.parse("A court *fined* him.\n").format)
    assert.equal("markdown", docket.parse("A court *fined* him.\n", { source = "a/B.MD" }).format or "")
    local folder = command.folder()
    assert.equal("markdown", docket.open(command.write(folder .. "/a.md", "A court *fined* him.\n")).format)
    assert.equal("pdf", (docket.open(command.write(folder .. "/b.md", "%PDF-1.4\n")) or { format = "pdf" }).format)
    command.remove(folder)
  end)

  it("with a date that is none says so", function()
    local _, problems = read "---\ntitle: A\ndate: soon\n---\nText.\n"
    assert.matches("`date` is no date (YYYY-MM-DD): soon", problems[1].message, 1, true)
  end)

  it("without a text says so", function()
    local article, problems = read "---\ntitle: A\n---\n"
    assert.is_nil(article)
    assert.equal("EEMPTY", problems[1].code)
  end)
end)

describe("Markdown", function()
  it("has blocks of kinds", function()
    local article = read(table.concat({ "# Five *years* #", "", "A court", "in Taraz fined him.", "", "Charges", "-------", "",
      "> He said", "> \"nothing\".", "and left.", "", "- one", "- two", "  still two", "1. three", "", "***", "",
      "![A photo](x.png)", "", "# Another", "", "```lua", "# code *x*", "```", "", "| a | b |", "|---|---|", "| c | d |", "",
      "[1]: https://x.example", "" }, "\n"))
    assert.same({ "headline: Five years", "body: A court\nin Taraz fined him.", "subhead: Charges",
      "quote: He said\n\"nothing\".\nand left.", "body: one", "body: two\nstill two", "body: three", "caption: A photo",
      "subhead: Another", "boilerplate: ```lua\n# code *x*\n```", "body: | a | b |", "body: | c | d |" }, kinds(article))
    assert.equal("Five years", article.title)
  end)

  local marks = {
    { "He was **fined** and *jailed*, __twice__ and _again_.", "He was fined and jailed, twice and again." },
    { "2 * 3 * 4, snake_case_name, a*b and 5 _ 6", "2 * 3 * 4, snake_case_name, a*b and 5 _ 6" },
    { "[The court](https://x.example/a_(b) \"t\") [said][1] [so] [sic].", "The court said so [sic]." },
    { "See <https://x.example/?a=1&b=2> or <jo@x.example>.", "See https://x.example/?a=1&b=2 or jo@x.example." },
    { "A `code *x*` and ``a ` b``.", "A code *x* and a ` b." },
    { "A ![small photo](x.png) photo[^1].", "A small photo photo." },
    { "\\*no\\* \\[no\\](no) \\n", "*no* [no](no) \\n" },
    { "Fish &amp; chips&#33; &#x2014; &bogus; &", "Fish & chips! — &bogus; &" },
    { "A <b>bold</b> <!-- hidden --> man, 3 < 4", "A bold  man, 3 < 4" },
    { "~~Gone~~ and **bold *both* bold**", "Gone and bold both bold" },
    { "**open and [open", "**open and [open" },
  }
  for _, case in ipairs(marks) do
    it("leaves marks away: " .. case[1], function()
      assert.equal(case[2], read(case[1] .. "\n\n[1]: https://x.example\n[so]: https://y.example\n").text)
    end)
  end

  it("maps its text to the bytes of the source", function()
    local source = "---\ntitle: A\n---\r\n# He\u{2019}s *out*\r\n\r\n"
      .. "A [court](https://x.example) in **Taraz**\r\nfined A &amp; B.\r\n\r\n> It said\r\n> so.\r\n"
    local article = read(source)
    assert.equal("court", behind(article, source, "court"))
    assert.equal("court](https://x.example) in **Taraz", behind(article, source, "court in Taraz"))
    assert.equal("Taraz**\r\nfined", behind(article, source, "Taraz\nfined"))
    assert.equal("A &amp; B", behind(article, source, "A & B"))
    assert.equal("&amp;", behind(article, source, "&"))
    assert.equal("said\r\n> so", behind(article, source, "said\nso"))
    assert.equal("\u{2019}s *out", behind(article, source, "\u{2019}s out"))
    for _, block in ipairs(article.blocks) do
      local from, to = article:source_range(block.first, block.last)
      assert.equal(article.text:sub(block.first, block.first), source:sub(from, from))
      assert.equal(article.text:sub(block.last, block.last), source:sub(to, to))
    end
  end)

  it("gives records", function()
    local rules = assert(docket.rules { "en" })
    local source = "A court in **Almaty** sentenced *Adil Serikov* to [five years](https://x.example) in prison for fraud.\n"
    local article = read(source)
    local record = rules:extract(article, { kinds = { "sentence" } })[1]
    assert.equal("P5Y", record.duration)
    assert.same({ "Adil Serikov" }, record.persons)
    local from, to = article:source_range(record.first, record.last)
    assert.equal("sentenced *Adil Serikov* to [five years](https://x.example) in prison", source:sub(from, to))
  end)

  it("of any marks ends in linear time", function()
    for _, mark in ipairs { "[", "![", "*", "_a ", "`", "<", "&", "\\", "[a](", "**a", "> ", "- ", "<!--", "``` ", "# ", "&amp;", "](" } do
      local function seconds(count)
        local text, from = mark:rep(count) .. "\n", os.clock()
        read(text)
        return os.clock() - from
      end
      local short, long = seconds(2000), seconds(16000)
      assert.is_true(long < 24 * short + 0.3, ("%s: %.3f s, %.3f s"):format(mark, short, long))
    end
  end)

  it("of any bytes is read", function()
    math.randomseed(5)
    local characters = { "*", "_", "[", "]", "(", ")", "`", "<", ">", "&", ";", "\n",
      "\r\n", "#", "-", " ", "a", "\xff", "|", "!", "\\", "é", "=", "~" }
    for _ = 1, 500 do
      local pieces = {}
      for index = 1, math.random(60) do pieces[index] = characters[math.random(#characters)] end
      local article = read(table.concat(pieces) .. " end")
      for _, block in ipairs(article and article.blocks or {}) do assert.is_true(block.first <= block.last) end
    end
  end)
end)

describe("a map", function()
  it("finds bytes", function()
    local pieces = map.new()
    pieces:add(1, 5, 11, 15)
    pieces:add(6, 8, 16, 18)
    pieces:add(9, 9, 30, 34)
    pieces:add(12, 14, 40, 42)
    assert.same({ 12, 17 }, { pieces:range(2, 7) })
    assert.same({ 30, 34 }, { pieces:range(9, 9) })
    assert.same({ 18, 40 }, { pieces:range(8, 12) })
    assert.same({ 40, 42 }, { pieces:range(10, 20) })
    assert.same({}, { pieces:range(10, 11) })
    assert.same({}, { map.new():range(1, 2) })
  end)
end)
