local docket = require "docket"
local markup = require "docket.core.markup"
local feed_reader = require "docket.reader.feed"
local command = require "spec.support.command"

local FOLDER = "spec/reader/fixtures/feed/"

-- What docket makes of a feed: its articles, and the messages.
local function read(bytes, options)
  options = options or {}
  options.source, options.format = options.source or "feed", "feed"
  local document = assert(docket.parse(bytes, options))
  local list = {}
  for article in document:articles() do list[#list + 1] = article end
  local problems = document:problems()
  document:close()
  return list, problems
end

local function messages(problems)
  local list = {}
  for i, problem in ipairs(problems) do list[i] = problem.message end
  return table.concat(list, "\n")
end

local function entries(text, url) return feed_reader.entries(markup.feed(text), url) end

local function rss(items) return '<rss version="2.0"><channel><title>T</title>' .. items .. "</channel></rss>" end
local function item(inside) return entries(rss("<item>" .. inside .. "</item>"))[1] end
local function atom(inside)
  return entries('<feed xmlns="http://www.w3.org/2005/Atom"><entry>' .. inside .. "</entry></feed>")[1]
end

describe("feeds", function()
  -- Of each article what is expected of it; other fields may be there.
  local expected = {
    ["rss20.xml"] = {
      { title = "Court & harbour: keeper jailed", url = "http://courier.example/2021/keeper?a=1&b=2", id = "courier-101",
        published = "2021-04-07", byline = { "Jana Oll", "Ivo Ask" }, language = "en", site = "Ruda Courier",
        text = "Court & harbour: keeper jailed\n\nA court in Ruda sentenced the keeper to five years in prison.\n\n"
          .. "He will appeal." },
      { title = "Clerk fined", url = "http://courier.example/2021/clerk", id = "http://courier.example/2021/clerk",
        published = "2021-04-06", byline = { "Mara Lind" } },
    },
    ["rss091.xml"] = { { title = "Trial opens", url = "http://courier.example/trial", language = "en",
      text = "Trial opens\n\nThe trial “opens” on Monday." } },
    ["rss090.xml"] = { { title = "Trial opens", url = "http://courier.example/trial", text = "Trial opens" } },
    ["rss10.xml"] = { { title = "Trial opens", url = "http://courier.example/trial", id = "http://courier.example/trial",
      published = "2021-04-07", byline = { "Jana Oll" }, language = "de", text = "Trial opens\n\nThe trial opens on Monday." } },
    ["atom10.xml"] = {
      { title = "Keeper <jailed>", url = "http://courier.example/news/2021/keeper", id = "urn:courier:1",
        published = "2021-04-07", modified = "2021-04-07", byline = { "Jana Oll" }, language = "en", site = "Ruda Courier",
        text = "Keeper <jailed>\n\nA court sentenced the keeper." },
      { title = "Zweiter Fall", url = "http://courier.example/two", id = "urn:courier:2", published = "2021-04-06",
        byline = { "Ruda Desk" }, language = "de", text = "Zweiter Fall\n\nPlain & simple.\n\nSecond paragraph." },
      { title = "Third", id = "http://courier.example/3", text = "Third\n\nA court in Ruda." },
    },
    ["atom03.xml"] = {
      { title = "Keeper", url = "http://courier.example/k", id = "tag:courier,1", published = "2021-04-07",
        modified = "2021-04-07", byline = { "Jana Oll" }, language = "fr", text = "Keeper\n\nA court sentenced the keeper." },
      { title = "Clerk", id = "tag:courier,2", published = "2021-04-06", text = "Clerk\n\nThe clerk was fined." },
    },
    ["feed.json"] = {
      { title = "Keeper jailed", url = "http://courier.example/keeper", id = "1", published = "2021-04-07",
        modified = "2021-04-08", byline = { "Jana Oll", "Ivo Ask" }, language = "en",
        text = "Keeper jailed\n\nA court sentenced the “keeper”." },
      { id = "2", byline = { "Mara Lind" }, language = "de", text = "The clerk was fined." },
    },
  }
  for name, list in pairs(expected) do
    it("of the form of " .. name, function()
      local document = assert(docket.open(FOLDER .. name))
      assert.equal("feed", document.format)
      local number = 0
      for article in document:articles() do
        number = number + 1
        for field, value in pairs(list[number] or {}) do assert.same(value, article[field], number .. "." .. field) end
      end
      assert.equal(#list, number)
      assert.equal("", messages(document:problems()))
      document:close()
    end)
  end

  it("give articles with ranges of the source", function()
    local bytes = command.read(FOLDER .. "rss20.xml")
    local list = read(bytes)
    for _, article in ipairs(list) do
      local element = bytes:sub(article.first, article.last)
      assert.matches("^<item>", element)
      assert.matches("</item>$", element)
    end
    local headline = list[2].blocks[1]
    local first, last = list[2]:source_range(headline.first, headline.last)
    assert.equal("Clerk fined", bytes:sub(first, last))
    -- HTML: at least its field, and no more than its paragraph where the HTML reader tells.
    for number, text in ipairs { "A court in Ruda sentenced the keeper to five years in prison.", "The clerk was fined" } do
      local body = list[number].blocks[2]
      first, last = list[number]:source_range(body.first, body.last)
      assert.matches(text, bytes:sub(first, last), 1, true)
      assert.is_nil(bytes:sub(first, last):find("<link", 1, true))
    end
    bytes = command.read(FOLDER .. "atom10.xml")
    local block = read(bytes)[2].blocks[3]
    first, last = read(bytes)[2]:source_range(block.first, block.last)
    assert.equal("Second paragraph.", bytes:sub(first, last))
    -- Through references: "Plain &amp; simple."
    first, last = read(bytes)[2]:source_range(15, 28)
    assert.equal("Plain &amp; simple", bytes:sub(first, last))
  end)

  it("give ranges of the source in any encoding", function()
    local bytes = '<?xml version="1.0" encoding="windows-1251"?>'
      .. rss "<item><title>\xD1\xF3\xE4</title><description>\xC2 \xD0\xF3\xE4\xE5.</description></item>"
    local article = read(bytes)[1]
    assert.equal("Суд\n\nВ Руде.", article.text)
    assert.equal("windows-1251", article.encoding)
    local block = article.blocks[2]
    local first, last = article:source_range(block.first, block.last)
    assert.equal("\xC2 \xD0\xF3\xE4\xE5.", bytes:sub(first, last))
  end)

  it("are read in the encoding that the HTTP header states", function()
    local bytes = rss "<item><title>\xF0\xD2\xC9\xD7\xC5\xD4</title></item>"
    assert.equal("Привет", read(bytes, { charset = "application/rss+xml; charset=koi8-r" })[1].title)
  end)

  it("go through the command, message and status", function()
    local result = command.run { "articles", FOLDER .. "illformed.xml" }
    assert.equal(1, result.status)
    assert.matches("illformed.xml: byte 76: an '&' that opens no known reference", result.errors, 1, true)
    assert.equal(5, #command.objects(result.output))
    result = command.run { "articles", FOLDER .. "rss20.xml" }
    assert.equal("", result.errors)
    assert.equal(0, result.status)
  end)
end)

describe("what is ill-formed in a feed", function()
  it("is told by its byte, and the rest is read", function()
    local list, problems = read(command.read(FOLDER .. "illformed.xml"))
    local titles = {}
    for i, article in ipairs(list) do titles[i] = article.title:gsub("\u{A0}", " "):gsub(" +", " ") end
    assert.same({ "First & foremost", "Second &unknown; here", "Third", "Fourth", "Fifth" }, titles)
    assert.equal("http://courier.example/?a=1&b=2", list[1].url)
    assert.matches("One bold word", list[1].text, 1, true)
    assert.matches("Two.", list[2].text, 1, true)
    assert.equal("Fifth\n\nFive", list[5].text)
    local told = messages(problems)
    for _, reason in ipairs { "an '&' that opens no known reference", "<i> does not end", "<title> does not end",
      "an attribute's value does not end", "<item> does not end", "the end of an element that is not open",
      "a date that docket cannot read: 'the day after'" } do
      assert.matches("byte %d+: .*" .. reason:gsub("%p", "%%%0"), told)
    end
  end)

  local cases = {
    { "nothing", "", 0, "no feed" },
    { "no feed", "<html><p>x</p></html>", 0, "no feed" },
    { "CDATA without an end", rss "<item><title>a</title><description><![CDATA[b", 1, "CDATA section does not end" },
    { "a comment without an end", rss "<item><!-- <title>a</title></item>", 1, "a comment does not end" },
    { "an entry in an entry", rss "<item><title>a</title><item><title>b</title></item>", 2, "<item> does not end" },
    { "an entry in a text", rss "<item><description>a<item><title>b</title></item>", 2, "<description> does not end" },
    { "a prefix without its namespace", rss "<item><dc:creator>a</dc:creator><title>x</title></item>", 1 },
    { "an entry without a text", rss "<item><guid>a</guid></item>", 0, "neither a title nor a text" },
    { "a lone bracket", rss "<item><title>1 < 2</title></item>", 1, "a '<' that opens nothing" },
  }
  for _, case in ipairs(cases) do
    it("does no harm: " .. case[1], function()
      local list, problems = read(case[2])
      assert.equal(case[3], #list)
      if case[4] then assert.matches(case[4], messages(problems), 1, true)
      else assert.equal("", messages(problems)) end
    end)
  end

  it("may be cut anywhere", function()
    local bytes = command.read(FOLDER .. "rss20.xml")
    for last = 0, #bytes, 7 do
      local list = read(bytes:sub(1, last))
      assert.is_true(#list <= 2)
      if last > 1400 then assert.matches("five years in prison", list[1].text, 1, true) end
    end
  end)

  it("is JSON that is none", function()
    local document, message, code = docket.parse('{"version":"https://jsonfeed.org/version/1",', { source = "a.json" })
    assert.is_nil(document)
    assert.matches("^a.json: not JSON", message)
    assert.equal("EFEED", code)
    message = select(2, docket.parse('{"version":"https://jsonfeed.org/version/1"}'))
    assert.matches("needs an array `items`", message, 1, true)
  end)
end)

describe("texts of feeds", function()
  it("resolve references, whoever declares them", function()
    for written, meant in pairs { ["a &amp; b"] = "a & b", ["&#8217;&#x2019;"] = "’’", ["&#146;"] = "’",
      ["&eacute;&nbsp;&euro;"] = "é €", ["&#226;&#128;&#166;"] = "…", ["&acirc;&#128;&brvbar;"] = "…",
      ["&nothing; &"] = "&nothing; &", ["&copy 1"] = "&copy 1", ["&#0;&#xD800;"] = "\u{FFFD}\u{FFFD}",
      ["<![CDATA[a&amp;]]>"] = "a&", ["a<![CDATA[b]]>c<!-- no -->d"] = "abcd" } do
      assert.equal(meant, item("<title>" .. written .. "</title>").title:gsub("\u{A0}", " "), written)
    end
    local declared = '<!DOCTYPE rss [<!ENTITY town "Ruda &amp; Olla"><!ENTITY news "&town; news">]>'
      .. rss "<item><title>&news;</title></item>"
    assert.equal("Ruda & Olla news", entries(declared)[1].title)
  end)

  it("do not grow by entities: a billion laughs", function()
    local parts = { '<!DOCTYPE rss [<!ENTITY l0 "lol">' }
    for level = 1, 12 do parts[#parts + 1] = ('<!ENTITY l%d "%s">'):format(level, ("&l" .. level - 1 .. ";"):rep(10)) end
    parts[#parts + 1] = "]>" .. rss("<item><title>" .. ("&l12;&l3;"):rep(1000) .. "</title></item>")
    local began = os.clock()
    local list, problems = read(table.concat(parts))
    assert.is_true(os.clock() - began < 0.5)
    assert.is_true(#list[1].title < 100000)
    assert.matches("grow too far", messages(problems), 1, true)
  end)

  it("reach no file", function()
    local list = read('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' .. rss "<item><title>a&x;</title></item>")
    assert.equal("a&x;", list[1].title)
  end)

  it("are text or HTML as the feed says, or as they look", function()
    assert.equal("text", item("<description>1 &lt; 2</description>").form)
    assert.equal("html", item("<description>&lt;p>a</description>").form)
    assert.equal("html", item("<description>a &amp;amp; b</description>").form)
    assert.equal("html", item("<description>a <b>b</b></description>").form)
    assert.equal("text", atom("<content>&lt;p> is a tag</content>").form)
    assert.equal("html", atom("<content type='html'>plain</content>").form)
    assert.equal("1 <b> 2", atom("<title>1 &lt;b> 2</title>").title)
    assert.equal("a b", atom("<title type='html'>a &lt;b>b&lt;/b></title>").title)
    assert.equal("Example <b>x</b>", (atom("<content type='html'><div>Example &lt;b>x&lt;/b></div></content>").content
      :gsub("</?div>", "")))
  end)

  it("are rewritten where markup has prefixes or CDATA inside", function()
    local entry = atom "<content type='xhtml'><x:p xmlns:x='http://www.w3.org/1999/xhtml'>a<![CDATA[<b>]]></x:p></content>"
    assert.matches("^<p [^>]*>a&lt;b></p>$", entry.content)
  end)

  it("are taken from where the whole text stands", function()
    assert.equal("<p>All</p>", item("<description>Teaser</description><content:encoded>&lt;p>All&lt;/p></content:encoded>").content)
    assert.equal("Only", item("<description>Only</description>").content)
    assert.equal("T", item("<title>T</title><media:title>other</media:title>").title)
    assert.equal("T", item("<media:title>other</media:title><title>T</title>").title)
  end)

  it("in base64 are text or nothing", function()
    assert.equal("A court.", atom("<content mode='base64' type='text/plain'>QSBj\nb3VydC4=</content>").content)
    assert.is_nil(atom("<content type='image/png'>iVBORw0KGgo=</content>").content)
  end)
end)

describe("people, dates and addresses of feeds", function()
  it("are names", function()
    for written, name in pairs { ["jan@a.example (Jan Oll)"] = "Jan Oll", ["Jan Oll &lt;jan@a.example>"] = "Jan Oll",
      ["Jan Oll"] = "Jan Oll", ["jan@a.example"] = "jan@a.example", ["<b>Jan</b> Oll"] = "Jan Oll" } do
      assert.same({ name }, item("<author>" .. written .. "</author>").authors)
    end
    assert.same({ "Ida" }, item("<itunes:author>Ada</itunes:author><dc:creator>Ida</dc:creator><dc:creator>IDA</dc:creator>").authors)
    assert.same({ "Ida" }, item("<media:credit role='author'>Ida</media:credit><media:credit role='camera'>B</media:credit>").authors)
  end)

  it("are when it was published first, changed last", function()
    local entry = item "<dc:date>2021-04-05</dc:date><pubDate>Wed, 7 Apr 2021 10:00:00 GMT</pubDate>"
    assert.equal("2021-04-07T10:00:00Z", entry.published)
    entry = atom "<updated>2021-04-07T10:00:00+06:00</updated>"
    assert.equal("2021-04-07T10:00:00+06:00", entry.published)
    assert.same({ "soon" }, item("<pubDate>soon</pubDate>").dates)
  end)

  it("are absolute, by xml:base, the feed's own link, or its address", function()
    assert.equal("http://a.example/x/y", atom("<link xml:base='http://a.example/x/' href='y'/>").link)
    assert.equal("http://a.example/y", entries(rss "<link>http://a.example/</link><item><link>y</link></item>")[1].link)
    assert.equal("http://b.example/y", entries(rss "<item><link>/y</link></item>", "http://b.example/feed")[1].link)
    assert.equal("http://a.example/b", entries("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http:///a.example/c/'>"
      .. "<entry xml:base='../'><link href='b'/></entry></feed>")[1].link)
    assert.equal("http://a.example/1", item("<guid>http://a.example/1</guid>").link)
    assert.is_nil(item("<guid isPermaLink='false'>http://a.example/1</guid>").link)
    assert.is_nil(item("<guid>a1</guid>").link)
    assert.equal("http://a/2", atom("<link rel='self' href='http://a/1'/><link href='http://a/2'/>").link)
  end)
end)

describe("the feed reader", function()
  it("takes linear time, whatever the feed holds", function()
    local function time(piece, n)
      local text = '<rss version="2.0"><channel>' .. piece:rep(n)
      local began = os.clock()
      local feed = markup.feed(text)
      for number = 1, math.min(#feed, 1000) do feed:entry(number) end
      return os.clock() - began
    end
    for _, piece in ipairs { "<item>", "</item>", "<a>", "<!--", "<![CDATA[", "<!", "<!DOCTYPE [", "&", "&a", "<a b='", "<a b=",
      "<item><title>", "<item xmlns:a='b' xml:base='c'>", "<item><description>&#226;&amp;", "]]>", "<item/>", "\0\xFF<" } do
      time(piece, 1000)
      local once, more = time(piece, 20000), time(piece, 80000)
      assert.is_true(more < 10 * once + 0.1, ("%s: %.3f s, then %.3f s for four times as much"):format(piece, once, more))
    end
  end)

  it("passes over what is nested too deep", function()
    local deep = ("<a>"):rep(100000) .. ("</a>"):rep(100000)
    local list = read(rss("<item><title>a</title>" .. deep .. "</item><item><title>b</title></item>"))
    assert.equal(2, #list)
    assert.equal("b", list[2].title)
  end)

  it("refuses what it does not know", function()
    local feed = markup.feed(rss "<item><title>a</title></item>")
    assert.equal(1, #feed)
    assert.has_error(function() feed:entry(2) end)
    assert.has_error(function() feed:source(1, "colour", 1, 1) end)
    assert.has_error(function() feed:base(1) end)
    assert.is_nil(feed:source(1, "content", 1, 1))
    assert.has_error(function() markup.feed() end)
  end)
end)
