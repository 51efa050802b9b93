local lenient = require "docket.reader.metadata.lenient"
local metadata = require "docket.reader.metadata"
local text = require "docket.reader.metadata.text"

local function meta(name, content) return { tag = "meta", name = name, content = content } end
local function title(content) return { tag = "title", name = "", content = content } end
local function ld(content) return { tag = "jsonld", name = "", content = content } end

local function h1(content, name, position)
  return { tag = "h1", name = name or "", text = content, content = "", position = position or 1000, in_main = true }
end

local function byline(content, name, position)
  return { tag = "byline", name = name or "byline", text = content, content = "", position = position or 1100, in_main = true }
end

local function date(content, name)
  return { tag = "date", name = name or "date", text = content, content = "", position = 1200, in_main = true }
end

local function time(content, shown, name)
  return { tag = "time", name = name or "", text = shown or "", content = content, position = 1200, in_main = true }
end

local function read(items, options)
  options = options or {}
  options.latest = options.latest or "2026-01-01"
  return metadata.read(items, options)
end

local function names(items, options) return table.concat(read(items, options).byline, " + ") end

describe("the title of a page", function()
  it("is its headline without the site's name", function()
    for _, case in ipairs {
      { "Clerk Jailed for Fraud | Dolna Herald", "Dolna Herald" }, { "Clerk Jailed for Fraud - Dolna Herald", "Dolna Herald" },
      { "Clerk Jailed for Fraud – The Dolna Herald", "Dolna Herald" }, { "Dolna Herald: Clerk Jailed for Fraud", "Dolna Herald" },
      { "Dolna Herald » Clerk Jailed for Fraud", "Dolna Herald" }, { "Clerk Jailed for Fraud | Courts | Dolna Herald", "Dolna Herald" },
      { "Clerk Jailed for Fraud [Dolna Herald]", "Dolna Herald" }, { "Clerk Jailed for Fraud - Herald - News, Sport !",
        "Herald - News, Sport !" },
      { "Clerk Jailed for Fraud", "Dolna Herald" },
    } do
      assert.equal("Clerk Jailed for Fraud", read({ title(case[1]), meta("og:site_name", case[2]) }).title, case[1])
    end
  end)

  it("is freed of what its host, JSON-LD's publisher or nothing but a bar shows to be the site", function()
    assert.equal("Clerk Jailed for Fraud", read({ title "Clerk Jailed for Fraud - Dolna Herald",
      { tag = "link", name = "canonical", content = "https://www.dolnaherald.example/a" } }).title)
    assert.equal("Clerk Jailed for Fraud", read({ title "Clerk Jailed for Fraud - Courier",
      ld [[{"@type":"WebSite","name":"Courier"}]] }).title)
    assert.equal("Clerk Jailed for Fraud in Dolna", read({ title "Clerk Jailed for Fraud in Dolna | Court News" }).title)
  end)

  it("keeps dashes and colons that are its own", function()
    for _, headline in ipairs { "Fraud trial: clerk jailed", "Dolna - a town on trial", "Ten years on: what became of Case 7-B" } do
      assert.equal(headline, read({ title(headline .. " | Dolna Herald"), meta("og:site_name", "Dolna Herald") }).title)
      assert.equal(headline, read({ meta("og:title", headline), meta("og:site_name", "Dolna Herald") }).title)
    end
  end)

  it("is the heading that the others agree with, not the logo, and not another form for search engines", function()
    assert.equal("Clerk Jailed for Fraud", read({ title "Clerk Jailed for Fraud - Dolna Herald", h1("Dolna Herald", "logo", 10),
      h1 "Clerk Jailed for Fraud" }).title)
    assert.equal("Clerk Jailed for Fraud After Long Trial", read({ title "Clerk Jailed: Long Trial For Fraud",
      meta("og:title", "Clerk Jailed: Long Trial For Fraud"), h1 "Clerk Jailed for Fraud After Long Trial" }).title)
    assert.equal("Clerk Jailed for Fraud", read({ title "Clerk Jailed for Fraud | Dolna", h1("Most read stories this week", "", 10),
      { tag = "h2", name = "entry-title", text = "Clerk Jailed for Fraud", position = 900, in_main = true } }).title)
  end)

  it("is a part of a heading that holds a kicker or a standfirst as well", function()
    assert.equal("Clerk Jailed for Fraud", read({ title "Clerk Jailed for Fraud - Dolna", meta("og:title", "Clerk Jailed for Fraud"),
      h1 "Courts | Clerk Jailed for Fraud" }).title)
    assert.equal("Clerk Jailed for Fraud", read({ title "Clerk Jailed for Fraud", meta("og:title", "Clerk Jailed for Fraud"),
      h1 "Clerk Jailed for Fraud A verdict that surprised nobody in town" }).title)
  end)

  it("is that of JSON-LD where headings are none", function()
    assert.equal("Clerk Jailed & Fined", read({ title "Dolna Herald", meta("og:site_name", "Dolna Herald"),
      ld [[{"@type":"NewsArticle","headline":"Clerk Jailed &amp; <em>Fined</em>"}]] }).title)
  end)

  it("is the first heading where the title has the site's name and nothing else", function()
    assert.equal("Trains that do not run today", read({ title "Dolna Railway Enquiries -",
      { tag = "h2", name = "", text = "Trains that do not run today", content = "", position = 10 } }).title)
  end)

  it("holds no markup, no references and no white space at its ends", function()
    assert.equal("Clerk’s “error” costs 5 < 7", read({ meta("og:title",
      "  Clerk&#8217;s &amp;ldquo;error&rdquo;\n costs 5 < 7 ") }).title)
    assert.is_nil(read({}).title)
    assert.is_nil(read({ title "  " }).title)
  end)
end)

describe("the authors of a page", function()
  it("are read from JSON-LD in all its forms", function()
    for _, author in ipairs {
      '"Anna Muster"', '{"@type":"Person","name":"Anna Muster"}', '[{"@type":"Person","name":"Anna Muster"}]',
      '{"name":["Anna Muster"]}', '{"@type":"Person","givenName":"Anna","familyName":"Muster"}', '"By ANNA MUSTER"',
      '{"@type":"Person","name":"Anna","familyName":"Muster"}', '["Anna Muster","Anna Muster"]',
    } do
      assert.equal("Anna Muster", names { ld('{"@type":"NewsArticle","headline":"X","author":' .. author .. "}") }, author)
    end
    assert.equal("Anna Muster + Ben Beispiel",
      names { ld '{"@type":"NewsArticle","author":[{"name":"Anna Muster"},{"name":"Ben Beispiel"}]}' })
  end)

  it("are found through identifiers in a graph", function()
    assert.equal("Anna Muster", names { ld('{"@context":"https://schema.org","@graph":['
      .. '{"@type":"Article","@id":"#a","author":{"@id":"#p"},"headline":"X"},{"@type":"Person","@id":"#p","name":"Anna Muster"}]}') })
  end)

  it("are people rather than the site, a handle, an address or an account", function()
    local site = meta("og:site_name", "Dolna Herald")
    assert.equal("Anna Muster", names { site, meta("author", "Dolna Herald"), byline "By Anna Muster" })
    assert.equal("Anna Muster", names { site, meta("article:author", "https://social.example/anna"), byline "By Anna Muster" })
    assert.equal("Anna Muster", names { site, meta("author", "amuster7"), byline "Anna Muster" })
    assert.equal("", names { site, meta("twitter:creator", "@dolnaherald"), meta("author", "admin"), byline "info@dolna.example" })
    assert.equal("Anna Muster", names { ld [[{"@type":"NewsArticle","author":{"@type":"Organization","name":"Dolna Herald"}}]],
      site, byline "By Anna Muster" })
  end)

  it("are all of those whom one place names, where another names one", function()
    assert.equal("Anna Muster + Ben Beispiel", names { ld [[{"@type":"NewsArticle","author":"Anna Muster"}]],
      byline "By Anna Muster and Ben Beispiel" })
    assert.equal("Anna Muster + Ben Beispiel", names { byline("Anna Muster", "author-name", 1100), byline("Ben Beispiel",
      "author-name", 1150) })
    assert.equal("Anna Muster", names { byline("Anna Muster", "author-name", 1100), byline("Ben Beispiel", "author-name", 9000) })
  end)

  for line, expected in pairs {
    ["By Anna Muster"] = "Anna Muster", ["by: Anna Muster"] = "Anna Muster", ["By ANNA O'MUSTER"] = "Anna O'Muster",
    ["By Anna Muster and Ben Beispiel, Court Correspondent"] = "Anna Muster + Ben Beispiel",
    ["By Anna Muster, Senior Court Reporter, Town & County Desk"] = "Anna Muster",
    ["Anna Muster, PhD, Ben Beispiel, MD"] = "Anna Muster + Ben Beispiel",
    ["By Anna Muster | 7 April"] = "Anna Muster", ["By Anna Muster - April 7, 2021 10:05"] = "Anna Muster",
    ["Anna Muster April 7, 2021 10:05 am"] = "Anna Muster", ["by Anna Muster22 Dec 2021"] = "Anna Muster",
    ["By Anna MusterStaff Writer"] = "Anna Muster", ["byAnna Muster"] = "Anna Muster", ["Anna Muster • 8h"] = "Anna Muster",
    ["Anna Muster Updated 10:05"] = "Anna Muster", ["By Anna Muster in Dolna"] = "Anna Muster",
      ["By Anna Muster, New York"] = "Anna Muster",
    ["Posted by Anna Muster @annamuster anna@dolna.example"] = "Anna Muster", ["By Anna Muster/April 7, 2021"] = "Anna Muster",
    ["By Anna de la Muster"] = "Anna de la Muster", ["By Anna (A.M.) Muster"] = "Anna (A.M.) Muster",
      ["Anna Muster Jr."] = "Anna Muster Jr.",
    ["Written by Anna Muster Edited by Ben Beispiel"] = "Anna Muster", ["AP"] = "AP", ["Agence France-Presse"] = "Agence France-Presse",
    ["AFP/Dolna Herald"] = "AFP/Dolna Herald", ["By Staff and agency reports"] = "Staff and agency reports",
      ["By A.B. MUSTER"] = "A.B. Muster",
    ["Photo by Ben Beispiel"] = "", ["By"] = "", ["View all posts"] = "", ["Staff"] = "", ["Reuters, AFP"] = "Reuters + AFP",
  } do
    it(("in %q are %q"):format(line, expected), function() assert.equal(expected, names { byline(line) }) end)
  end

  for language, case in pairs {
    ru = { "Автор: Анна Петрова и Борис Сидоров, специальный корреспондент", "Анна Петрова + Борис Сидоров" },
    uk = { "Автор: Ганна Петренко та Богдан Сидоренко", "Ганна Петренко + Богдан Сидоренко" },
    de = { "Von Anna Muster und Ben Beispiel, Redakteur", "Anna Muster + Ben Beispiel" },
    fr = { "Par Anne Exemple (avec Benoît Modèle)", "Anne Exemple + Benoît Modèle" },
    es = { "Escribe Ana Ejemplo en Territorio", "Ana Ejemplo" }, it = { "di Anna Esempio e Bruno Modello",
      "Anna Esempio + Bruno Modello" },
    pl = { "Autor: Anna Przykład i Bartosz Wzór", "Anna Przykład + Bartosz Wzór" }, zh = { "责任编辑：王例子", "王例子" },
    hu = { "Írta: Példa Anna", "Példa Anna" }, pt = { "Por Ana Exemplo e Bruno Modelo", "Ana Exemplo + Bruno Modelo" },
  } do
    it("in " .. language .. " are " .. case[2], function()
      assert.equal(case[2], names { { tag = "html", name = "lang", content = language }, byline(case[1]) })
    end)
  end

  it("are not those of comments, photographs and bios", function()
    local comment = byline("Ben Beispiel", "comment-author vcard")
    comment.in_junk, comment.in_main, comment.position = true, false, 90000
    assert.equal("Anna Muster", names { h1 "Clerk Jailed for Fraud", comment, byline("Ben Beispiel", "photo-credit"),
      byline("Anna Muster", "author") })
    assert.equal("", names { h1 "Clerk Jailed for Fraud", comment })
  end)

  it("are read from lines beside the headline whose classes say nothing", function()
    local function line(content, position) return { tag = "line", name = "div", text = content, position = position, in_main = true } end
    assert.equal("Anna Muster", names { h1 "Clerk Jailed for Fraud", line("Home", 500), line("By Anna Muster", 1100) })
    assert.equal("Anna Muster", names { h1 "Clerk Jailed for Fraud", line("By", 1100), line("Anna Muster", 1120),
      line("April 7, 2021", 1140) })
    assert.equal("", names { h1 "Clerk Jailed for Fraud", line("By using this site you accept our terms", 1100),
      line("Anna Muster", 1120) })
    assert.equal("2021-04-07", read({ h1 "Clerk Jailed for Fraud", line("April 7, 2021 · Filed under Courts", 1140) }).published)
    assert.is_nil(read({ h1 "Clerk Jailed for Fraud", line("He was born on April 7, 1991", 50000) }).published)
  end)

  it("are read from the first lines of the text", function()
    assert.equal("Anna Muster", names({}, { opening = "Clerk Jailed for Fraud\n\nWritten by Anna Muster\n\nA clerk was jailed." }))
    assert.equal("", names({}, { opening = "By order of the court, Anna Muster was released." }))
  end)

  it("stand family name first in citations", function()
    assert.equal("Anna Muster + Ben Beispiel", names { meta("citation_author", "Muster, Anna"), meta("citation_author",
      "Beispiel, Ben") })
  end)
end)

describe("the dates of a page", function()
  local function dates(items, options)
    local found = read(items, options)
    return (found.published or "-") .. " " .. (found.modified or "-")
  end

  it("are those of JSON-LD, then of meta tags, then of what is seen, then of the address", function()
    local article = ld [[{"@type":"NewsArticle","headline":"X","datePublished":"2021-04-07","dateModified":"2021-04-09T10:05:00Z"}]]
    assert.equal("2021-04-07 2021-04-09T10:05:00Z", dates { article, meta("article:published_time", "2021-04-08") })
    assert.equal("2021-04-08 2021-04-09", dates { meta("article:published_time", "2021-04-08"), meta("og:updated_time", "2021-04-09"),
      date "April 6, 2021" })
    assert.equal("2021-04-06 -", dates({ date "April 6, 2021" }, { url = "https://dolna.example/2021/04/05/a" }))
    assert.equal("2021-04-05 -", dates({}, { url = "https://dolna.example/2021/04/05/a" }))
    assert.equal("- -", dates {})
  end)

  it("are told apart by their labels", function()
    assert.equal("2021-04-07 2021-04-08", dates { date "Published: April 7, 2021 | Updated: April 8, 2021" })
    assert.equal("2021-04-07 2021-04-08", dates { time("2021-04-08", "April 8, 2021", "updated"), time("2021-04-07",
      "April 7, 2021", "published") })
    assert.equal("2021-04-08 2021-04-08", dates { date "Last updated April 8, 2021" })
  end)

  it("are not those of comments and related stories", function()
    local other = time("2021-03-01T10:05:00Z", "1 March")
    other.in_main, other.in_junk, other.position = false, true, 80000
    assert.equal("2021-04-07 -", dates { h1 "Clerk Jailed for Fraud", other, time("2021-04-07", "April 7") })
    assert.equal("- -", dates { h1 "Clerk Jailed for Fraud", other })
  end)

  it("are days of the page's own zone", function()
    assert.equal("2021-04-06T22:30:00-04:00 -", dates { meta("article:published_time", "2021-04-07T02:30:00Z"),
      time("2021-04-06T22:30:00-04:00", "6 April 2021") })
    assert.equal("2021-04-06 -", dates { meta("article:published_time", "2021-04-07T02:30:00+00:00"),
      date "April 6, 2021 at 10:30 p.m." })
    assert.equal("2021-04-07T02:30:00+06:00 -", dates { meta("article:published_time", "2021-04-07T02:30:00+06:00"),
      date "April 6, 2021 at 8:30 p.m." })
    assert.equal("2021-04-07T02:30:00Z -", dates { meta("article:published_time", "2021-04-07T02:30:00Z"), date "April 4, 2021" })
  end)

  it("in figures follow what other figures of the page tell", function()
    assert.equal("2021-04-07 -", dates { meta("date", "7/4/2021"), date "Updated 23/4/2021", { tag = "html", name = "lang",
      content = "en" } }
      :gsub("2021%-04%-23", "-"))
    assert.equal("2021-07-04 -", dates { { tag = "html", name = "lang", content = "en-US" }, date "7/4/2021" })
    assert.equal("2021-04-07 -", dates { { tag = "html", name = "lang", content = "en-GB" }, date "7/4/2021" })
    assert.equal("2021-04-07 -", dates({ date "7/4/2021" }, { url = "https://dolna.example/2021/04/07/a" }))
    assert.equal("2021-11-01 -", dates { { tag = "html", name = "lang", content = "de" }, meta("date", "11/01/2021 12:43:42") })
  end)

  it("are none in the future, none of a clock's beginning, none of a copyright", function()
    assert.equal("- -", dates { meta("article:published_time", "2031-04-07"), meta("date", "1970-01-01T00:00:00Z"),
      date "© 2021 Dolna Herald" })
  end)

  it("are counted from the day of fetching", function()
    assert.equal("2021-04-07 -", dates({ date "Published 3 days ago" }, { fetched = "2021-04-10" }))
    assert.equal("- -", dates { date "Published 3 days ago" })
  end)

  it("have no change before the publication", function()
    assert.equal("2021-04-07 -", dates { meta("article:published_time", "2021-04-07"), meta("article:modified_time", "2021-04-05") })
  end)

  it("are those of the article in a list of teasers", function()
    local teasers = [[{"@type":"NewsArticle","headline":"Another Story of the Day","datePublished":"2021-01-01"}]]
    local own = [[{"@type":"NewsArticle","headline":"Clerk Jailed for Fraud","datePublished":"2021-04-07"}]]
    assert.equal("2021-04-07 -", dates { title "Clerk Jailed for Fraud - Dolna", ld(("[%s,%s]"):format(teasers, own)) })
    assert.equal("2021-04-07 -", dates { title "Clerk Jailed for Fraud - Dolna",
      ld(('{"@type":"ItemList","itemListElement":[%s]}'):format(teasers)), ld(own) })
  end)
end)

describe("language, site and address of a page", function()
  local function html(language) return { tag = "html", name = "lang", content = language } end

  it("name the language as BCP 47 does", function()
    for stated, expected in pairs { ["en"] = "en", ["en_GB"] = "en-GB", ["EN-us"] = "en-US", ["de_DE.utf8"] = "de-DE",
                                    ["zh-hans-cn"] = "zh-Hans-CN", ["kk"] = "kk" } do
      assert.equal(expected, read({ html(stated) }).language)
    end
    for _, stated in ipairs { "", "english", "{{lang}}", "x", "-" } do assert.is_nil(read({ html(stated) }).language, stated) end
  end)

  it("take it from other places, and where two of them agree against <html>", function()
    assert.equal("ru-RU", read({ meta("og:locale", "ru_RU") }).language)
    assert.equal("ru", read({ ld [[{"@type":"NewsArticle","headline":"X","inLanguage":"ru"}]] }).language)
    assert.equal("ru-RU", read({ html "en", meta("og:locale", "ru_RU"), meta("content-language", "ru") }).language)
    assert.equal("ru", read({ html "ru", meta("og:locale", "en_US") }).language)
    assert.equal("kk", read({ html "ru" }, { language = "kk" }).language)
  end)

  it("name the site", function()
    assert.equal("Dolna Herald", read({ meta("og:site_name", "Dolna Herald") }).site)
    assert.equal("Dolna Herald", read({ ld [[{"@type":"NewsArticle","headline":"X","publisher":{"name":"Dolna Herald"}}]] }).site)
    assert.equal("Dolna Herald", read({ meta("og:site_name", "@dolna"), meta("application-name", "Dolna Herald") }).site)
    assert.is_nil(read({}).site)
  end)

  it("give the canonical address, whole", function()
    local function link(href) return { tag = "link", name = "canonical", content = href } end
    assert.equal("https://dolna.example/a?b=1&c=2", read({ link "https://dolna.example/a?b=1&amp;c=2" }).url)
    assert.equal("https://dolna.example/a", read({ link "/a" }, { url = "https://dolna.example/a?utm=1" }).url)
    assert.equal("https://dolna.example/a", read({ link "//dolna.example/a" }, { url = "https://dolna.example/a?utm=1" }).url)
    assert.equal("https://dolna.example/a", read({ link "https://dolna.example/", meta("og:url", "https://dolna.example/a") }).url)
    assert.equal("https://dolna.example/b", read({}, { url = "https://dolna.example/b" }).url)
    assert.is_nil(read({ link "/a" }).url)
    assert.is_nil(read({ link "javascript:void(0)" }).url)
  end)

  it("give the captions that its data hold", function()
    assert.same({ "The court in Dolna." }, read({ ld '{"@type":"NewsArticle","headline":"X","image":[{"caption":"The court in Dolna."}]}',
      meta("og:image:alt", "The court in Dolna.") }).image_captions)
    assert.is_nil(read({}).image_captions)
  end)
end)

describe("JSON-LD that is ill-formed", function()
  local good = { headline = "Clerk Jailed", datePublished = "2021-04-07" }

  for name, source in pairs {
    ["trailing commas"] = [[{"headline":"Clerk Jailed","datePublished":"2021-04-07",}]],
    ["missing commas"] = [[{"headline":"Clerk Jailed" "datePublished":"2021-04-07"}]],
    ["comments"] = "/* a */ { // b\n\"headline\":\"Clerk Jailed\",\"datePublished\":\"2021-04-07\"}",
    ["CDATA"] = "//<![CDATA[\n{\"headline\":\"Clerk Jailed\",\"datePublished\":\"2021-04-07\"}\n//]]>",
    ["HTML comments"] = "<!-- {\"headline\":\"Clerk Jailed\",\"datePublished\":\"2021-04-07\"} -->",
    ["a semicolon"] = [[{"headline":"Clerk Jailed","datePublished":"2021-04-07"};]],
    ["an end that is missing"] = [[{"headline":"Clerk Jailed","datePublished":"2021-04-07"]],
    ["names without quotes"] = [[{headline:"Clerk Jailed",datePublished:"2021-04-07"}]],
  } do
    it("is read with " .. name, function() assert.same({ good }, lenient.read(source)) end)
  end

  it("is read with raw line breaks and quotes in strings", function()
    assert.same({ { headline = "Clerk\nJailed", image = [[<img width="300" src="a.jpg">]] } },
      lenient.read '{"headline":"Clerk\nJailed","image":"<img width="300" src="a.jpg">"}')
  end)

  it("may be several values", function()
    assert.equal(2, #lenient.read [[{"a":1}{"b":[1,2]}]])
    assert.equal(2, #lenient.read [[{"a":1},{"b":2}]])
    local whole = [[{"a": [1, {"b": "c\\"d"}], "e": /* f */ true, }]]
    for cut = 1, #whole do assert.is_table(lenient.read(whole:sub(1, cut))) end
    assert.same({}, lenient.read "window.data = 7;")
    assert.same({}, lenient.read "")
  end)

  it("has escapes", function()
    assert.same({ { a = "\u{1F600}é/\n\"" } }, lenient.read [[{"a":"\uD83D\uDE00\u00e9\/\n\"",}]])
  end)

  it("serves like other JSON-LD, HTML references in the place of quotes as well", function()
    assert.equal("Clerk Jailed", read({ ld [[{"@type":"NewsArticle","headline":"Clerk Jailed",}]] }).title)
    assert.equal("Clerk Jailed",
      read({ ld "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Clerk Jailed&quot;}" }).title)
  end)

  it("cannot make the reader fail or take long", function()
    for _, source in ipairs { ("["):rep(100000), ('{"a":'):rep(50000), ('"'):rep(100000), ('{"a":"' .. ('" '):rep(50000)), "{{{{", "]]]]",
                              ("/*"):rep(50000), "{\"a\"", "{:}", "nul", ("{1"):rep(30000),
                                '{"@type":{"@type":{}},"author":null,"image":null}' } do
      local start = os.clock()
      local found = read({ ld(source) })
      assert.is_table(found)
      assert.is_true(os.clock() - start < 2, source:sub(1, 20))
    end
  end)
end)

describe("text of metadata", function()
  it("is freed of references, once and twice escaped, and of markup", function()
    assert.equal("It’s “A & B” – 5 € é", text.plain "It&#8217;s &ldquo;A &amp;amp; B&#x201D; &ndash;&nbsp;5 &euro; &eacute;")
    assert.equal("It’s", text.plain "It&#146;s")
    assert.equal("bold move", text.plain "<b>bold</b>\u{A0} move<br/>")
    assert.equal("5 < 7 & 9 > 3", text.plain "5 < 7 & 9 > 3")
    assert.equal("&unknown; &#0;", text.plain "&unknown; &#0;")
    assert.is_nil(text.plain " \n ")
    assert.is_nil(text.plain(7))
  end)
end)

describe("metadata", function()
  it("can be read twice from the same items, and from items with little in them", function()
    local items = { title "Clerk Jailed - Dolna", { tag = "h1" }, { tag = "meta", name = "author" }, { tag = "time" }, { tag = "date" },
                    { tag = "byline" }, { tag = "unknown" }, { tag = "link", name = "canonical" }, { tag = "line" }, { tag = "jsonld" } }
    assert.same(read(items), read(items))
    assert.same({}, read(items).byline)
  end)
end)
