-- HTML pages: which parts of them are articles, and where each byte of an article stands.
local docket = require "docket"
local html = require "docket.reader.html"
local markup = require "docket.core.markup"

local FIXTURES = "spec/reader/fixtures/html/"

local function read(path)
  local handle = assert(io.open(path, "rb"))
  local bytes = handle:read "a"
  handle:close()
  return bytes
end

local function pages_of(expected)
  local pages = {}
  for _, page in ipairs(expected) do pages[#pages + 1] = page end
  return pages
end

-- Blocks of an article that are its text, without headline and captions.
local function body_of(found)
  local parts = {}
  for _, block in ipairs(found.blocks) do
    if block.kind ~= "headline" and block.kind ~= "caption" then
      parts[#parts + 1] = found.text:sub(block.first, block.last)
    end
  end
  return table.concat(parts, "\n")
end

local function block_of(found, kind)
  for _, block in ipairs(found.blocks) do
    if block.kind == kind then return found.text:sub(block.first, block.last) end
  end
  return nil
end

local function article_of(bytes, options)
  local list = assert(html.read(bytes, options or {}))
  assert.are.equal(1, #list)
  return list[1]
end

local LONG = "The court of Velmora heard nine witnesses on Tuesday, and adjourned the trial until the autumn. "

local function paragraphs(n)
  local list = {}
  for i = 1, n do list[i] = ("<p>%d. %s</p>"):format(i, LONG) end
  return table.concat(list, "\n")
end

describe("invented pages", function()
  for _, page in ipairs(pages_of(dofile(FIXTURES .. "expected.lua"))) do
    it(page.page .. " has its articles, and nothing else in them", function()
      local list = assert(html.read(read(FIXTURES .. page.page .. ".html"), {}))
      assert.are.equal(#page, #list)
      for i, expected in ipairs(page) do
        local found, body = list[i], body_of(list[i])
        if expected.title then assert.are.equal(expected.title, block_of(found, "headline")) end
        if expected.url then assert.are.equal(expected.url, found.url) end
        assert.are.equal(expected.first, body:sub(1, #expected.first))
        assert.are.equal(expected.last, body:sub(-#expected.last))
        for _, kept in ipairs(expected.kept or {}) do assert.is_truthy(body:find(kept, 1, true), kept) end
        for _, dropped in ipairs(expected.dropped or {}) do assert.is_nil(body:find(dropped, 1, true), dropped) end
      end
    end)
  end
end)

describe("the map", function()
  -- Every word of every article, byte for byte where the page says it.
  local function check_words(bytes, list)
    local count = 0
    for _, found in ipairs(list) do
      for first, word, behind in found.text:gmatch "()(%a+)()" do
        local from, to = found.map:range(first, behind - 1)
        -- A word may go on over the end of an element.
        assert.are.equal(word, (bytes:sub(from, to):gsub("<[^>]*>", "")))
        count = count + 1
      end
    end
    return count
  end

  it("leads from every word of the invented pages to its bytes", function()
    for _, page in ipairs(dofile(FIXTURES .. "expected.lua")) do
      local bytes = read(FIXTURES .. page.page .. ".html")
      local count = check_words(bytes, html.read(bytes, {}))
      -- Only ASCII words are compared.
      if not page.page:find "cyrillic" and not page.page:find "right" then assert.is_true(count > 20, page.page) end
    end
  end)

  it("leads over references and white space that was collapsed", function()
    local page = "<p>Salt &amp;\n\t pepper &#8220;caf&eacute;&#8221;&nbsp; &#146;n&#x27; AT&T &unknown; 1 < 2, "
      .. "said the cook of the court. " .. LONG .. "</p>"
    local found = article_of(page)
    local text = found.text
    assert.is_truthy(text:find("Salt & pepper “café” ’n' AT&T &unknown; 1 < 2, said", 1, true))
    local function source(piece)
      local first, last = text:find(piece, 1, true)
      return page:sub(found.map:range(first, last))
    end
    assert.are.equal("Salt &amp;\n\t pepper", source "Salt & pepper")
    assert.are.equal("&amp;", source "&")
    assert.are.equal("caf&eacute;&#8221;", source "café”")
    assert.are.equal("&#146;n&#x27;", source "’n'")
    assert.are.equal("AT&T", source "AT&T")
    assert.are.equal("1 < 2", source "1 < 2")
  end)

  it("is exact over text longer than the tokenizer's pieces", function()
    for _, character in ipairs { "x", "é", "法", "𝄞" } do
      local page = "<article><h1>Long</h1>" .. paragraphs(3) .. "<p>" .. (character:rep(37) .. " "):rep(200) .. "end.</p></article>"
      local found = article_of(page)
      for first, word, behind in found.text:gmatch "()(%S+)()" do
        assert.are.equal(word, page:sub(found.map:range(first, behind - 1)))
      end
    end
  end)

  it("keeps the order of the page where markup is broken", function()
    local page = "<!DOCTYPE html>\n<3 of them<html><head><meta content='3 of them'></head><body><p>The court of Velmora sat"
      .. " for 3 days.</p><3</body></html>"
    local found = article_of(page)
    local last = 0
    for position = 1, #found.text do
      local from, to = found.map:range(position, position)
      if from then
        assert.truthy(from >= last and to >= from)
        last = from
      end
    end
  end)

  it("has no bytes for the gap between blocks", function()
    local found = article_of(paragraphs(3))
    local gap = assert(found.text:find("\n\n", 1, true))
    assert.is_nil((found.map:range(gap, gap + 1)))
    assert.is_nil((found.map:range(0, 3)))
    assert.is_nil((found.map:range(5, 4)))
    assert.is_nil((found.map:range(#found.text + 1, #found.text + 4)))
  end)

  it("is exact over real pages", function()
    local manifest = io.open "../shared/html/manifest.jsonl"
    if not manifest then return pending "../shared/html is absent" end
    local words = 0
    for line in manifest:lines() do
      local name = line:match '"file": "(.-)"'
      local pipe = io.popen("gunzip -c ../shared/html/" .. name)
      local bytes = pipe:read "a"
      pipe:close()
      if utf8.len(bytes) and not markup.decode then words = words + check_words(bytes, html.read(bytes, {})) end
    end
    manifest:close()
    if not markup.decode then assert.is_true(words > 50000) end
  end)
end)

describe("blocks of a page", function()
  local page = [[<html><head><title>The verdict of Velmora | Ledger</title></head><body><nav><a href="/">Home</a></nav>
    <article><h1>The verdict of Velmora</h1><p class="standfirst">Eleven people waited for four years.</p>]]
    .. paragraphs(3) .. [[<figure><img src="a.jpg"><figcaption>The court house</figcaption></figure>
    <h2>What follows</h2>]] .. paragraphs(1) .. [[<blockquote><p>We shall appeal against it, all of us.</p></blockquote>
    <h3>Nothing below this</h3></article></body></html>]]

  it("have their kinds", function()
    local found, kinds = article_of(page), {}
    for i, block in ipairs(found.blocks) do kinds[i] = block.kind end
    assert.are.same({ "headline", "body", "body", "body", "body", "caption", "subhead", "body", "quote" }, kinds)
  end)

  it("are captions in a gallery, whatever its texts are about", function()
    local gallery = '<div class="full-gallery"><ul><li><h2>1/2 A pier is sold</h2><p>The pier of Ruda was sold for two million'
      .. ' crowns, which the town will spend on a school.</p></li><li><p>A clerk who was jailed for seven years was'
      .. ' released on Monday.</p></li></ul></div>'
    local found = article_of('<html><body><article><h1>The verdict of Velmora</h1>' .. paragraphs(3) .. gallery .. paragraphs(1)
      .. "</article></body></html>")
    for _, block in ipairs(found.blocks) do
      local text = found.text:sub(block.first, block.last)
      if text:find("pier", 1, true) or text:find("clerk", 1, true) then assert.are.equal("caption", block.kind) end
    end
    assert.truthy(found.text:find("A clerk who was jailed", 1, true))
  end)

  it("are told with the reason, kept or not", function()
    local path = os.tmpname()
    local handle = assert(io.open(path, "wb"))
    handle:write("<!DOCTYPE html>", page)
    handle:close()
    local blocks = assert(docket.explain(path))
    os.remove(path)
    assert.are.equal("navigation", blocks[1].verdict)
    assert.is_false(blocks[1].kept)
    assert.are.equal("nav", blocks[1].cause)
    assert.are.equal("a heading over nothing", blocks[#blocks].verdict)
    assert.are.equal("h3", blocks[#blocks].tag)
  end)
end)

describe("a fragment", function()
  it("is taken whole, but for scripts and share boxes", function()
    local found = html.fragment("<p>One.</p><script>var x</script><ul><li><a href='/'>Two</a></li></ul>"
      .. "<div class='share-buttons'>Share</div>&amp;three")
    assert.are.equal("One.\n\nTwo\n\n&three", found.text)
    assert.are.equal(3, #found.blocks)
  end)

  it("may be plain text, or nothing", function()
    assert.are.equal("Just words", html.fragment("Just words").text)
    assert.are.equal("", html.fragment("").text)
    assert.are.equal(0, #html.fragment("").blocks)
  end)
end)

describe("a site hint", function()
  local directory

  local function write(name, text)
    local handle = assert(io.open(directory .. "/sites/" .. name, "wb"))
    handle:write(text)
    handle:close()
  end

  before_each(function()
    directory = os.tmpname()
    os.remove(directory)
    os.execute(("mkdir -p '%s/sites'"):format(directory))
  end)
  after_each(function() os.execute(("rm -rf '%s'"):format(directory)) end)

  local page = '<html><head><link rel="canonical" href="https://www.bell.example/a"></head><body><div class="one">'
    .. paragraphs(4) .. '</div><div class="two" data-role="story"><b class="top">A short one</b><p>It rained.</p>'
    .. '<p class="note">Nobody came.</p></div></body></html>'

  it("says where the content is, and the headline, and what is none of it", function()
    write("bell.lua", 'return { name = "The Bell", hosts = { "bell.example" }, content = "div.two[data-role=story]",\n'
      .. '  headline = ".two .top", drop = "#nothing, p.note" }')
    local found = article_of(page, { rules = { directory } })
    assert.are.equal("A short one\n\nIt rained.", found.text)
    assert.are.equal("headline", found.blocks[1].kind)
  end)

  it("goes by the make of a page where it names no host", function()
    write("family.lua", 'return { when = "div[data-role=story]", content = "div.two" }')
    assert.are.equal("It rained.\n\nNobody came.", article_of(page, { rules = { directory } }).text:sub(-24))
  end)

  it("is not for the pages of others", function()
    write("bell.lua", 'return { hosts = { "ell.example" }, content = "div.two" }')
    assert.is_nil(article_of(page, { rules = { directory } }).text:find("It rained", 1, true))
  end)

  it("says what an article of a listing is", function()
    write("list.lua", 'return { when = "dl.news", article = "dl.news dd" }')
    local list = html.read('<dl class="news"><dd><h4>One</h4><p>First.</p></dd>'
      .. '<dd><h4>Two</h4><p><a href="/2">Second.</a></p></dd></dl>',
      { rules = { directory } })
    assert.are.equal(2, #list)
    assert.are.equal("One\n\nFirst.", list[1].text)
    assert.are.equal("/2", list[2].url)
  end)

  it("that is broken is named with file and line, and the others still work", function()
    write("broken.lua", 'return {\n  hosts = { "x.example" },\n  content = "div..",\n}')
    write("syntax.lua", "return {\n  hosts = \n}")
    write("loop.lua", "while true do end")
    write("bell.lua", 'return { hosts = { "bell.example" }, content = "div.two" }')
    local found = docket.parse("<!DOCTYPE html>" .. page, { rules = { directory } })
    local messages = {}
    for _, problem in ipairs(found:problems()) do messages[#messages + 1] = problem.message end
    table.sort(messages)
    assert.are.equal(3, #messages)
    assert.is_truthy(messages[1]:find("broken.lua:3: 'div..' is no selector", 1, true))
    assert.is_truthy(messages[2]:find("loop.lua:1: stopped", 1, true))
    assert.is_truthy(messages[3]:find("syntax.lua:3:", 1, true))
    assert.is_truthy(found:articles()().text:find("It rained", 1, true))
  end)

  it("is read in a sandbox", function()
    write("bad.lua", 'return { name = os.getenv "HOME" }')
    local hints = require("docket.reader.site").all { directory }
    assert.are.equal(1, #hints.problems)
  end)
end)

describe("a selector", function()
  it("is checked", function()
    for _, good in ipairs { "p", ".a", "#a", "p.a.b#c", "[href]", "[rel=next]", "a[rel='x y']", "div p", "a, .b c" } do
      assert.is_true(markup.selector(good))
    end
    for _, bad in ipairs { "", " ", ",", "a,", ",a", "a..b", "a >b", "[", "[a", "[a=", "a[]", ("x"):rep(500) } do
      local ok, message, code = markup.selector(bad)
      assert.is_nil(ok, bad)
      assert.is_truthy(message:find "no selector")
      assert.are.equal("ESITE", code)
    end
  end)
end)

describe("addresses of items", function()
  it("are made whole by the page's own", function()
    local items = {}
    for i, href in ipairs { "/a/b", "c", "../d", "?e=1", "#f", "//g.example/h", "https://i.example/j" } do
      items[i] = ("<div><h2><a href='%s'>Title number %d of all</a></h2><p>%d %s</p></div>"):format(
        href == "#f" and "x#f" or href, i, i, LONG)
    end
    local list = html.read('<link rel="canonical" href="https://s.example/x/y/z?q">' .. table.concat(items), {})
    local urls = {}
    for i, found in ipairs(list) do urls[i] = found.url end
    assert.are.same({ "https://s.example/a/b", "https://s.example/x/y/c", "https://s.example/x/d",
      "https://s.example/x/y/z?e=1", "https://s.example/x/y/x#f", "https://g.example/h", "https://i.example/j" }, urls)
  end)
end)

describe("hostile pages", function()
  -- Seconds of processor time that a page may take, with room for slow machines.
  local function quickly(bytes, options)
    local before = os.clock()
    local list = html.read(bytes, options or {})
    local took = os.clock() - before
    assert.is_true(took < 3, ("%.1f s"):format(took))
    return list
  end

  it("of deep nesting keep their text", function()
    for _, tag in ipairs { "div", "span", "b", "ul", "table", "blockquote" } do
      local list = quickly(("<" .. tag .. ">"):rep(100000) .. paragraphs(3) .. ("</" .. tag .. ">"):rep(100000))
      assert.is_truthy(list[1].text:find("nine witnesses", 1, true), tag)
    end
    quickly(("<span>"):rep(100000) .. ("</div>"):rep(100000))
    quickly(("<p><b><i>"):rep(50000))
  end)

  it("of large attributes, and many", function()
    quickly(("<div class='%s'>"):format(("x"):rep(1000000)) .. paragraphs(3))
    quickly(("<div class='%s'>"):format(("share "):rep(200000)) .. paragraphs(3))
    local many = {}
    for i = 1, 1000000 do many[i] = "a" .. i .. "=1" end
    local list = quickly("<p " .. table.concat(many, " ") .. ">" .. LONG .. "</p>" .. paragraphs(3))
    assert.is_truthy(list[1].text:find("nine witnesses", 1, true))
  end)

  it("of what repeats without end", function()
    for _, piece in ipairs { "<", "&", "<!--", "<![CDATA[", "<a href=", "</p>", "<br>", "&#0;", "&lt;",
      "<h2><a href='/x'>A title here</a></h2>",
      "<li><a href='/y'>One more link of the list</a>", "<time>12:00</time>", "\0", "\255", "<p>x", "<script>", "<title>" } do
      quickly(piece:rep(math.min(100000, 2000000 // #piece)))
    end
  end)

  it("of frames, of nothing, cut anywhere, of any bytes", function()
    assert.are.equal("", article_of("<html><frameset cols='1,2'><frame src=a><frame src=b></frameset></html>").text)
    assert.are.equal("", article_of("").text)
    assert.are.equal("", article_of("<script>unclosed").text)
    local page = read(FIXTURES .. "wordpress-category-full.html")
    for cut = 1, #page, 997 do html.read(page:sub(1, cut), {}) end
    math.randomseed(5)
    for _ = 1, 200 do
      local bytes = {}
      for i = 1, 400 do bytes[i] = string.char(math.random(0, 255)) end
      local noise = table.concat(bytes)
      for _, found in ipairs(html.read(noise .. "<p>" .. noise .. "</p>" .. page:sub(1, 3000) .. noise, {})) do
        assert.is_truthy(utf8.len(found.text))
      end
    end
  end)

  it("in little memory fail with one error, and leave nothing open", function()
    local core = require "docket.core"
    local page, failed, done = read(FIXTURES .. "wordpress-category-full.html"), 0, 0
    for room = 10000, 800000, 15001 do
      local ok, result = core.bounded(room, function()
        local vocabulary = markup.vocabulary { words = { share = { "share" } }, phrases = {} }
        local opened = markup.page(page, { vocabulary = vocabulary, attributes = { "data-x" } })
        opened:judge { content = "main", drop = ".share" }
        return #opened:articles() + #opened:metadata() + #opened:judged()
      end)
      if ok then done = done + 1 else
        failed = failed + 1
        assert.is_truthy(result:find "not enough memory")
      end
    end
    assert.is_true(failed > 3 and done > 3)
  end)

  it("say nothing to the terminal", function()
    local command = ('printf "<p <<<>&#xFFFFFFFF;&bogus; </x></p>" > build/odd.html;'
      .. ' %s articles build/odd.html 2>&1 >/dev/null; rm build/odd.html'):format(os.getenv "DOCKET" or "build/docket")
    local pipe = io.popen(command)
    local said = pipe:read "a"
    pipe:close()
    assert.is_nil(said:find "rror")
  end)
end)
