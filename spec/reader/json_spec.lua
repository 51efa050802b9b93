-- JSON of programs that take articles from pages. All objects are invented, in the form
-- that the programs write.
local docket = require "docket"
local json = require "docket.reader.json"
local command = require "spec.support.command"

local TEXT = "A court in Taraz sentenced Adil Serikov to five years in prison for fraud."
local MORE = "Dana Omarova was fined 500 euros by a court in Almaty."

-- Articles and problems of bytes.
local function read(bytes, options)
  local document = assert(docket.parse(bytes, options))
  local articles = {}
  for article in document:articles() do articles[#articles + 1] = article end
  return articles, document:problems(), document
end

-- The reader of HTML in place of one that may not be built.
local function with_fragment(body)
  local name = "docket.reader.html"
  local before = package.loaded[name]
  package.loaded[name] = { fragment = function(markup)
    local text = markup:gsub("<[^>]+>", "")
    return { text = text, blocks = { { kind = "body", first = 1, last = #text } } }
  end }
  local ok, failure = pcall(body)
  package.loaded[name] = before
  if not ok then error(failure, 0) end
end

describe("JSON of an extractor", function()
  local forms = {
    trafilatura = { object = [[{"title":"Five years","author":"Jo Reporter; Sam Writer","hostname":"news.example","date":"2021-04-14",
      "fingerprint":"8b1","id":null,"license":null,"comments":"","raw_text":"x","text":"TEXT","language":"en","image":null,
      "source":"https://news.example/1","source-hostname":"Example News","excerpt":"E","categories":"","tags":"",
      "url":"https://news.example/1"}]], byline = "Jo Reporter|Sam Writer", site = "news.example" },
    newspaper = { object = [[{"source_url":"https://news.example","url":"https://news.example/1","title":"Five years",
      "authors":["Jo Reporter","Sam Writer"],"publish_date":"2021-04-14 17:03:00","text":"TEXT","meta_lang":"en","html":"<p>no</p>"}]],
      byline = "Jo Reporter|Sam Writer" },
    readability = { object = [[{"title":"Five years","byline":"By Jo Reporter","dir":null,"lang":"en-GB","content":"<div><p>TEXT</p></div>",
      "textContent":"TEXT","length":80,"excerpt":"E","siteName":"Example News","publishedTime":"2021-04-14T10:00:00+06:00",
      "url":"https://news.example/1"}]], byline = "Jo Reporter", site = "Example News" },
    ["news-please"] = { object = [[{"authors":[],"date_download":"2022-01-01 00:00:00","date_modify":"2021-04-15 10:00:00",
      "date_publish":"2021-04-14 17:03:00","description":"D","filename":"f.json","image_url":"i","language":"en","localpath":null,
      "maintext":"TEXT","source_domain":"news.example","title":"Five years","title_page":null,"url":"https://news.example/1"}]],
      byline = "", site = "news.example", modified = "2021-04-15" },
    Diffbot = { object = [[{"request":{"pageUrl":"https://news.example/1","api":"article"},
      "objects":[{"date":"Wed, 14 Apr 2021 00:00:00 GMT",
      "siteName":"Example News","author":"Jo Reporter","authors":[{"name":"Jo Reporter","link":"l"}],"humanLanguage":"en",
      "type":"article","title":"Five years","pageUrl":"https://news.example/1","html":"<p>TEXT</p>","text":"TEXT"}]}]],
      byline = "Jo Reporter", site = "Example News" },
    Zyte = { object = [[{"url":"https://news.example/1","statusCode":200,"article":{"headline":"Five years",
      "datePublished":"2021-04-14T10:00:00Z","datePublishedRaw":"April 14","authors":[{"name":"Jo Reporter","nameRaw":"by Jo"}],
      "inLanguage":"en","articleBody":"TEXT","articleBodyHtml":"<p>TEXT</p>","url":"https://news.example/1"}}]],
      byline = "Jo Reporter" },
    Elasticsearch = { object = [[{"_index":"news","_id":"7","_source":{"title":"Five years","body":"TEXT","url":"https://news.example/1",
      "date":1618387200}}]], byline = "" },
    GDELT = { object = [[{"articles":[{"url":"https://news.example/1","title":"Five years","seendate":"20210414T101500Z",
      "domain":"news.example","language":"English","sourcecountry":"Kazakhstan","text":"TEXT"}]}]], byline = "", site = "news.example" },
  }
  for name, form in pairs(forms) do
    it("is read: " .. name, function()
      local articles, problems = read((form.object:gsub("TEXT", TEXT):gsub("%s*\n%s*", " ")) .. "\n")
      assert.same({}, { table.unpack(problems) })
      assert.equal(1, #articles)
      local article = articles[1]
      assert.equal(TEXT, article.text)
      assert.equal("Five years", article.title)
      assert.equal("https://news.example/1", article.url)
      assert.equal("2021-04-14", article.published)
      assert.equal("2021-04-14", article.reference_date)
      assert.equal("stated", article.reference_basis)
      assert.equal("en", article.language)
      assert.equal(form.byline, table.concat(article.byline, "|"))
      assert.equal(form.site, article.site)
      assert.equal(form.modified, article.modified)
    end)
  end

  it("with tags in its plain text is not read as HTML", function()
    local articles = read '{"text":"He wrote </p> and <b>bold</b>."}'
    assert.equal("He wrote </p> and <b>bold</b>.", articles[1].text)
  end)

  it("that has markup alone is read as HTML", function()
    with_fragment(function()
      for _, object in ipairs {
        [[{"title":"Five years","content":"<div><p>TEXT</p></div>","date_published":"2021-04-14T00:00:00.000Z"}]],
        [[{"title":{"rendered":"Five years"},"content":{"rendered":"<p>TEXT</p>"},"date":"2021-04-14T10:00:00"}]],
      } do
        local articles = read((object:gsub("TEXT", TEXT)))
        assert.equal(TEXT, articles[1].text)
        assert.equal("Five years", articles[1].title)
        assert.equal("2021-04-14", articles[1].published)
      end
    end)
  end)
end)

describe("a JSON file", function()
  local one = ('{"id": 1, "text": "%s", "note": "a } in \\"quotes\\" {"}'):format(TEXT)
  local two = ('{"id": 2, "text": "%s", "tags": [{"a": {}}, "]"]}'):format(MORE)

  for name, bytes in pairs {
    ["an array"] = "[" .. one .. "," .. two .. "]",
    ["an array over lines"] = "[\n  " .. one .. ",\n  " .. two .. "\n]\n",
    ["objects over lines"] = (one .. "\n" .. two):gsub(", ", ",\n    "),
    ["pretty objects"] = (one .. "\n" .. two):gsub("^{", "{\n"):gsub(", ", ",\n    "),
    ["a wrapped array"] = '{"status":"ok","articles":[' .. one .. "," .. two .. "]}",
    ["a wrapped array over lines"] = '{\n  "status": "ok",\n  "articles": [' .. one .. ",\n" .. two .. "]\n}\n",
    ["a line each"] = one .. "\n" .. two .. "\n",
  } do
    it("may hold " .. name, function()
      local articles, problems = read(bytes)
      assert.same({}, { table.unpack(problems) })
      assert.equal(2, #articles)
      assert.equal(TEXT, articles[1].text)
      assert.equal(MORE, articles[2].text)
      assert.equal(2, articles[2].id)
      assert.equal(2, articles[2].number)
    end)
  end

  it("is read through a pipe", function()
    for _, bytes in ipairs { "[" .. one .. ",\n" .. two .. "]", "{\n" .. one:sub(2) .. "\n" .. two } do
      local result = command.run({ "extract", "--kind", "sentence", "-" }, bytes)
      assert.equal("", result.errors)
      assert.equal(2, #command.objects(result.output))
    end
  end)

  it("is stored through a pipe, to its end", function()
    local folder = command.folder()
    local many = {}
    for index = 1, 700 do many[index] = ('{"id":%d,"text":"%s"}'):format(index, TEXT) end
    local database = folder .. "/cases.db"
    local function index(objects)
      local bytes = "[" .. table.concat(objects, ",\n") .. "]"
      assert.is_true(#bytes > 65536)
      local result = command.run({ "index", "-", "--numbers", "-d", database }, bytes)
      return command.objects(result.output)[1].articles
    end
    assert.equal(700, index(many))
    -- The same beginning, and another end.
    many[701] = ('{"id":701,"text":"%s"}'):format(MORE)
    index(many)
    assert.matches("Omarova", command.run({ "search", "omarova", "-d", database }).output, 1, true)
    command.remove(folder)
  end)

  it("with no text names the fields that were looked for", function()
    local articles, problems = read '{"headline": "Five years", "abstract": "A court"}\n'
    assert.equal(0, #articles)
    assert.equal("EJSON", problems[1].code)
    assert.matches("line 1: an article needs its text in one of the fields text, maintext, articleBody", problems[1].message, 1, true)
    assert.matches("this object has abstract, headline", problems[1].message, 1, true)
  end)

  it("that is damaged loses nothing before and after", function()
    local articles, problems = read("[" .. one .. ", 17, " .. two .. ', {"text": "A court"')
    assert.equal(2, #articles)
    assert.equal(2, #problems)
    assert.matches("object 2: not an object", problems[1].message, 1, true)
    assert.matches("object 4: it ends in the middle of an object", problems[2].message, 1, true)
    assert.equal(("["):len() + #one + 3, problems[1].position)
    assert.equal(#("[" .. one .. ", 17, " .. two .. ", ") + 1, problems[2].position)
  end)

  it("says so where a date is none", function()
    local articles, problems = read('{"text":"' .. TEXT .. '","pubDate":"some day"}')
    assert.equal(1, #articles)
    assert.equal("EDATE", problems[1].code)
    assert.matches("`pubDate` is no date (YYYY-MM-DD): some day", problems[1].message, 1, true)
  end)
end)

describe("objects", function()
  local function split(text, size)
    local position, list = 1, {}
    local next_object = json.split(function()
      if position > #text then return nil end
      position = position + size
      return text:sub(position - size, position - 1)
    end)
    while true do
      local object, at, message = next_object()
      if not at then return list end
      list[#list + 1] = { object or false, at, message }
    end
  end

  it("are cut apart whatever the pieces are", function()
    local text = '\xEF\xBB\xBF[ {"a":"}\\\\"}, {"b":{"c":"\\"{"}} , {} ]'
    for size = 1, #text do
      local list = split(text, size)
      assert.same({ '{"a":"}\\\\"}', '{"b":{"c":"\\"{"}}', "{}" }, { list[1][1], list[2][1], list[3][1] }, size)
      assert.equal(list[2][1], text:sub(list[2][2], list[2][2] + #list[2][1] - 1))
      assert.equal(3, #list)
    end
  end)

  it("of any size take linear time", function()
    local function seconds(count)
      local text, from = '[{"a":"' .. ('x\\"{'):rep(count) .. '"}]', os.clock()
      assert.equal(1, #split(text, 65536))
      return os.clock() - from
    end
    local short, long = seconds(100000), seconds(800000)
    assert.is_true(long < 24 * short + 0.1, ("%.3f s, %.3f s"):format(short, long))
  end)

  it("of any number take linear time, in one piece too", function()
    local function seconds(count)
      local text, from = "[" .. ('{"a":1},'):rep(count) .. "{}]", os.clock()
      assert.equal(count + 1, #split(text, #text))
      return os.clock() - from
    end
    local short, long = seconds(10000), seconds(80000)
    assert.is_true(long < 24 * short + 0.1, ("%.3f s, %.3f s"):format(short, long))
  end)

  it("without end end", function()
    for _, text in ipairs { "[", "[{", '{"a":"', '{"a":"\\', "{{{{", "]]]]", "}}}}", ("["):rep(1000) } do
      assert.is_true(#split(text, 3) <= 2, text)
    end
  end)
end)
