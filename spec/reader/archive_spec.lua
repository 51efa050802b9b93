-- Archives as documents: articles of what they hold, with where they come from.
local docket = require "docket"
local make = require "spec.support.archive"
local readers = require("docket.reader").readers
local command = require "spec.support.command"

local function file_of(bytes)
  local path = os.tmpname()
  local handle = assert(io.open(path, "wb"))
  handle:write(bytes)
  handle:close()
  return path
end

local function read(document, field)
  local list = {}
  for article in document:articles() do list[#list + 1] = field and article[field] or article end
  return list
end

local function parse(bytes, options)
  options = options or {}
  options.source = options.source or "a.warc"
  return assert(docket.parse(bytes, options))
end

local one = make.response("http://bell.example/1",
  "A court in Ruda sentenced Jan Oll to two years in prison.\n" .. ("He said nothing.\n"):rep(10))
local two = make.response("http://bell.example/2", "Ida Ask was detained in Ruda.\n")

describe("an archive", function()
  it("gives the articles of its documents, numbered on", function()
    local both = '{"text":"One."}\n{"text":"Two.","url":"http://other.example/2"}\n'
    local stream = make.record("resource", both, { WARC_Target_URI = "http://bell.example/n",
      Content_Type = "application/x-ndjson" })
    local document = parse(one .. stream .. two)
    local articles = read(document)
    local seen = {}
    for i, article in ipairs(articles) do
      seen[i] = ("%d %s %s %s"):format(article.number, article.source, article.url, article.crawled)
    end
    local second, third = #one, #one + #stream
    assert.same({
      "1 a.warc#offset=0 http://bell.example/1 2021-04-07T10:00:00Z",
      ("2 a.warc#offset=%d http://bell.example/n 2021-04-07T10:00:00Z"):format(second),
      ("3 a.warc#offset=%d http://other.example/2 2021-04-07T10:00:00Z"):format(second),
      ("4 a.warc#offset=%d http://bell.example/2 2021-04-07T10:00:00Z"):format(third),
    }, seen)
    assert.same({}, document.found_problems)
    assert.equal("warc", document.format)
    -- The day of the capture is no day of publication.
    assert.is_nil(articles[1].published)
    assert.is_nil(articles[1].reference_date)
  end)

  it("may be read again, from bytes and from a file", function()
    local path = file_of(make.gzip(one) .. make.gzip(two))
    for _, document in ipairs { parse(make.gzip(one) .. make.gzip(two)), assert(docket.open(path)) } do
      local first = read(document, "text")
      assert.equal(2, #first)
      assert.same(first, read(document, "text"))
      assert.equal(2, document.summary.articles)
      document:close()
      document:close()
    end
    os.remove(path)
  end)

  it("in a stream is read as it comes", function()
    local path = file_of(make.gzip(one .. two))
    local handle = assert(io.open(path, "rb"))
    local document = assert(docket.read(handle, { source = "-" }))
    assert.same({ "-#offset=0", ("-#offset=0+%d"):format(#one) }, read(document, "source"))
    assert.is_nil(document:sha256())
    handle:close()
    os.remove(path)
  end)

  it("has the hash of its bytes", function()
    local bytes = make.gzip(one)
    local path = file_of(bytes)
    local hash = parse(bytes):sha256()
    assert.equal(64, #hash)
    assert.equal(hash, assert(docket.open(path)):sha256())
    assert.equal(hash, require("docket.core").sha256(path))
    os.remove(path)
  end)

  it("names the files of containers", function()
    local inner = make.zip { { "x/b.txt", "Ida Ask was detained.\n" } }
    local document = parse(make.zip { { "a.txt", "A court in Ruda sentenced Jan Oll.\n" }, { "in.zip", inner },
      { "data/crawl.warc", one } }, { source = "p.zip" })
    assert.same({ "p.zip!/a.txt", "p.zip!/in.zip!/x/b.txt", "p.zip!/data/crawl.warc#offset=0" }, read(document, "source"))
    assert.equal("archive", document.format)
    document = parse(make.gzip "A court in Ruda sentenced Jan Oll.\n", { source = "a.txt.gz" })
    assert.same({ "a.txt.gz" }, read(document, "source"))
  end)

  it("streams long files of articles", function()
    local line = '{"text":"Jan Oll was jailed in Ruda for %d years."}\n'
    local lines = {}
    for i = 1, 3000 do lines[i] = line:format(i) end
    lines[1500] = "no JSON\n"
    local bytes = table.concat(lines)
    local document = parse(make.zip { { "a.ndjson", bytes }, { "b.txt", "End.\n" } },
      { source = "p.zip", archive = { payload_max = 1000 } })
    local articles = read(document)
    assert.equal(3000, #articles)
    assert.equal("Jan Oll was jailed in Ruda for 3000 years.", articles[2999].text)
    assert.equal("p.zip!/b.txt", articles[3000].source)
    assert.equal(1, #document:problems())
    assert.matches("^p.zip!/a.ndjson: line 1500: not JSON", document:problems()[1].message)
  end)

  it("passes over what is no document, and counts it", function()
    local types = { "image/png", "text/css", "application/javascript", "font/woff2" }
    local bytes = { one }
    for i, kind in ipairs(types) do
      bytes[i + 1] = make.record("resource", "x", { WARC_Target_URI = "http://bell.example/x", Content_Type = kind })
    end
    table.move({
      make.record("revisit", make.http "", { WARC_Target_URI = "http://bell.example/1" }),
      make.record("warcinfo", "software: x\r\n"), make.record("metadata", "a: b\r\n"), make.record("request", "GET / HTTP/1.1\r\n\r\n"),
      make.record("resource", "log", { WARC_Target_URI = "metadata://x/y", Content_Type = "text/plain" }),
      make.response("http://bell.example/robots.txt", "User-agent: *\n"),
      make.response("http://bell.example/gone", "Not found.\n", {}, {}, "404 Not Found"),
      make.response("http://bell.example/sitemap.xml", "<?xml version='1.0'?><urlset/>", {}, {}),
      make.record("resource", '{"a":1}', { WARC_Target_URI = "http://bell.example/j", Content_Type = "application/json" }),
    }, 1, 9, #bytes + 1, bytes)
    bytes[#bytes - 1] = make.record("resource", "<?xml version='1.0'?><urlset/>",
      { WARC_Target_URI = "http://bell.example/sitemap.xml", Content_Type = "application/xml" })
    local document = parse(table.concat(bytes))
    assert.equal(1, #read(document))
    assert.equal(0, #document:problems())
    assert.same({ ["image/png"] = 1, ["text/css"] = 1, ["application/javascript"] = 1, ["font/woff2"] = 1, revisit = 1,
      warcinfo = 1, metadata = 1, request = 1, ["metadata: records"] = 1, ["robots.txt"] = 1, ["status 404"] = 1,
      ["application/xml"] = 1, ["application/json"] = 1 }, document.summary.passed_over)
    assert.matches("^14 entries, 1 documents, 1 articles; passed over: ", tostring(document.summary))
    assert.matches("1 revisit (the same as another record", tostring(document.summary), 1, true)
  end)

  it("passes over the indexes of WACZ and what systems leave behind", function()
    local document = parse(make.zip {
      { "pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n{"url":"http://bell.example/1","text":"Twice."}\n' },
      { "indexes/index.cdx", "example,bell)/ 2021 {}\n" },
      { "indexes/index.cdx.gz", make.gzip "example,bell)/ 2021 {}\n" }, { "datapackage.json", '{"wacz_version": "1.1.1"}' },
      { "archive/data.warc.gz", make.gzip(one) }, { "__MACOSX/._a.txt", "x" }, { "d/.DS_Store", "x" }, { "a.css", "p {}" },
      { "cache", "Some words\0 and more words." },
    }, { source = "p.wacz" })
    assert.same({ "p.wacz!/archive/data.warc.gz#offset=0" }, read(document, "source"))
    assert.equal(0, #document:problems())
  end)

  it("tells what is wrong inside, and goes on", function()
    local bad = one:sub(1, -20) .. "\r\n"
    local document = parse(bad .. two .. make.response("http://bell.example/3", "%PDF-1.4 "):gsub("text/plain", "text/html")
      .. two)
    assert.equal(2, #read(document))
    local problems = document:problems()
    assert.equal(2, #problems)
    assert.matches("^a.warc#offset=0: ", problems[1].message)
    assert.equal(0, problems[1].position)
    -- Whether its converter is installed or not: it is no PDF that anybody could read.
    assert.matches("^a.warc#offset=%d+: ", problems[2].message)
    assert.matches("pdf", problems[2].message:lower(), 1, true)
  end)

  it("tells of text that is none", function()
    local document = parse(make.response("http://bell.example/1", "\1\2\3\4\5\6\7\8\x1b\x1c") .. two)
    assert.equal(1, #read(document))
    assert.equal("EBINARY", document:problems()[1].code)
    assert.matches("^a.warc#offset=0: declared text/plain", document:problems()[1].message)
  end)

  it("lists so many problems and counts the others", function()
    local document = parse(two .. ("WARC/1.0\r\n\r\n"):rep(5000) .. two)
    assert.equal(2, #read(document))
    local problems = document:problems()
    assert.equal(5000, problems.count)
    assert.is_true(#problems <= 1000)
  end)

  describe("with pages", function()
    local before, article = readers.html, require "docket.article"

    -- Stands for the reader of HTML: an article of the text, with a canonical address.
    setup(function()
      package.preload["spec.stub_html"] = function()
        return { open = function(input, options, format)
          local bytes = input:bytes()
          if bytes:find "raise" then error "the reader fails" end
          local core = require("docket.core").parse(bytes, nil, { format = "text" })
          return require("docket.document").new { source = options.source, format = format, options = options, core = core,
            read = function()
              local done
              return function()
                if done then return nil end
                done = true
                return article.new(core:article(1), { source = options.source, number = 1, range_in = "text",
                  url = bytes:match 'href="(.-)"', charset = options.charset, modified = options.crawled,
                  published = options.published })
              end
            end }
        end }
      end
      readers.html = "spec.stub_html"
    end)
    teardown(function()
      readers.html, package.preload["spec.stub_html"], package.loaded["spec.stub_html"] = before, nil, nil
    end)

    local function page(url, body)
      return make.record("resource", body, { WARC_Target_URI = url, Content_Type = "text/html; charset=windows-1251" })
    end

    it("knows their addresses and charsets", function()
      local document = parse(page("http://www.bell.example:80/1?x", '<html><link href="https://bell.example/1">')
        .. page("http://bell.example/2", '<html><link href="http://other.example/2">') .. page("http://bell.example/3", "<html>")
        .. page("http://bell.example/4", "no tag at the beginning <b>x</b>"))
      local articles = read(document)
      assert.same({ "https://bell.example/1", "http://bell.example/2", "http://bell.example/3", "http://bell.example/4" },
        { articles[1].url, articles[2].url, articles[3].url, articles[4].url })
      assert.equal("windows-1251", articles[1].charset)
      assert.equal("2021-04-07T10:00:00Z", articles[1].modified)
      assert.is_nil(articles[1].published)
    end)

    it("goes on where a reader fails", function()
      local document = parse(page("http://bell.example/1", "<html>raise") .. page("http://bell.example/2", "<html>x"))
      assert.same({ "http://bell.example/2" }, read(document, "url"))
      assert.equal("EREADER", document:problems()[1].code)
      assert.matches("^a.warc#offset=0: cannot be read: .*the reader fails", document:problems()[1].message)
    end)
  end)

  it("is stored in an index once", function()
    local path, database = file_of(make.gzip(one) .. make.gzip(two)), os.tmpname()
    os.remove(database)
    local index = assert(docket.index(database))
    assert.equal("new", assert(index:add(assert(docket.open(path)), nil)).status)
    assert.equal("unchanged", assert(index:add(assert(docket.open(path)), nil)).status)
    assert.equal(2, index:stats().articles)
    index:close()
    os.remove(path)
    os.remove(database)
  end)

  it("that cannot be opened says why", function()
    local document, message, code = docket.parse(make.gzip(make.gzip "x\n"), { source = "a.gz" })
    assert.is_nil(document)
    assert.matches("^a.gz: .*packed more than once", message)
    assert.equal("EBINARY", code)
  end)
end)

describe("docket extract", function()
  it("reads archives from standard input and files", function()
    local path = file_of(make.gzip(one) .. make.gzip(two))
    local line = ("%s extract --kind sentence %%s %s"):format(command.path, command.quote(path))
    for _, form in ipairs { "- <", "" } do
      local pipe = assert(io.popen(line:format(form) .. " 2>&1"))
      local text = pipe:read "a"
      local _, _, status = pipe:close()
      assert.equal(0, status)
      assert.matches('"quote":"sentenced Jan Oll to two years in prison"', text, 1, true)
      assert.matches("#offset=0", text, 1, true)
    end
    local limited = assert(io.popen(("%s articles --archive payload_max=200 %s 2>&1"):format(command.path,
      command.quote(path))))
    assert.matches("#offset=0: a record of %d+ bytes, more than 200 %(limit: payload_max%)", limited:read "a")
    assert.equal(1, (select(3, limited:close())))
    local wrong = assert(io.popen(("%s articles --archive payload_max=none x 2>&1"):format(command.path)))
    assert.matches("'payload_max=none' is none of", wrong:read "a", 1, true)
    assert.equal(2, (select(3, wrong:close())))
    local pipe = assert(io.popen(("%s articles -v %s 2>&1 >/dev/null"):format(command.path, command.quote(path))))
    assert.matches("2 entries, 2 documents, 2 articles", pipe:read "a", 1, true)
    pipe:close()
    os.remove(path)
  end)
end)
