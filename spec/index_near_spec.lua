-- Copies of a story and versions of an article in an index. All texts are invented.
local docket = require "docket"
local json = require "docket.cli.json"
local reports = require "spec.support.reports"

local function temporary()
  local name = os.tmpname()
  os.remove(name)
  return name .. ".db"
end

local function remove(name)
  for _, tail in ipairs { "", "-wal", "-shm", "-journal" } do os.remove(name .. tail) end
end

local story = reports.sentences(1, 30)
local lead = reports.sentences(2, 4)

-- The wire story, what another outlet made of 70 % of it, and one more of 60 %.
local wire = { id = "wire", url = "https://agency.test/1", published = "2021-04-07", text = reports.text(story) }
local copy = { id = "copy", url = "https://daily.test/9", published = "2021-04-08",
  text = reports.text(reports.part(lead, 1, 3), reports.part(story, 4, 24)) }
local short = { id = "short", url = "https://evening.test/x", published = "2021-04-08",
  text = reports.text(reports.part(lead, 4, 4), reports.part(story, 3, 20)) }
local other = { id = "other", url = "https://agency.test/2", published = "2021-04-07", text = reports.text(reports.sentences(3, 30)) }

local function with(article, fields)
  local one = {}
  for key, value in pairs(article) do one[key] = value end
  for key, value in pairs(fields) do one[key] = value ~= json.null and value or nil end
  return one
end

-- Rules of which each article names what they find: one charge a name in `charged`.
local function rules(hash)
  return { hash = hash or "r1", extract = function(_, article)
    local list = {}
    for name in article.text:gmatch "Charged: (%u%l+ %u%l+)" do
      list[#list + 1] = { kind = "charge", first = 1, last = 5, quote = article.text:sub(1, 5), persons = { name }, status = "filed" }
    end
    return list
  end }
end

describe("copies and versions", function()
  local name, index

  before_each(function()
    name = temporary()
    index = assert(docket.index(name))
  end)
  after_each(function()
    index:close()
    remove(name)
  end)

  local function add(source, articles, more)
    local lines = {}
    for i, article in ipairs(articles) do lines[i] = json.encode(article) end
    local document = assert(docket.parse(table.concat(lines, "\n") .. "\n", { source = source, format = "ndjson" }))
    for key, value in pairs(more or {}) do document[key] = value end
    return assert(index:add(document, rules()))
  end

  local function rows(sql, ...) return assert(index:rows(sql, ...)) end

  local function found(query, options)
    assert(index:sync())
    local ids = {}
    for hit in assert(index:search(query or "", options)) do ids[#ids + 1] = hit.id end
    table.sort(ids)
    return table.concat(ids, " ")
  end

  -- Every copy with what is shown in its place.
  local function copies()
    assert(index:sync())
    local list = {}
    for i, one in ipairs(rows [[SELECT a.external_id AS id, b.external_id AS shown FROM articles AS a
      JOIN articles AS b ON b.id = a.copy_of ORDER BY 1]]) do list[i] = one.id .. ">" .. one.shown end
    return table.concat(list, " ")
  end

  describe("copies", function()
    it("are found across outlets, and shown once", function()
      add("all.ndjson", { wire, copy, other, short })
      assert.equal("copy>wire short>wire", copies())
      assert.equal("other wire", found())
      assert.equal("copy other short wire", found("", { all = true }))
      local hit = assert(index:search "id:wire")()
      local also = {}
      for i, one in ipairs(hit.also_in) do also[i] = one.url end
      table.sort(also)
      assert.same({ copy.url, short.url }, also)
      assert.is_true(hit.also_in[1].share > 0.6)
      assert.equal(2, index:stats().copies)
      assert.equal(4, index:stats().articles)
    end)

    it("are told in plain SQL, with the reason", function()
      add("all.ndjson", { wire, copy, other })
      local row = assert(index:sql "SELECT * FROM duplicates")()
      assert.equal(copy.url, row.url)
      assert.equal(wire.url, row.shown_url)
      assert.matches("^%d+ %% of the passages are in both$", row.reason)
      assert.is_true(row.share > 0.6 and row.share <= 1)
    end)

    it("do not depend on the order, nor on the documents", function()
      local orders = { { wire, copy, short }, { short, copy, wire }, { copy, wire, short }, { copy, short, wire } }
      for _, apart in ipairs { false, true } do
        for _, order in ipairs(orders) do
          index:close()
          remove(name)
          index = assert(docket.index(name, { threads = apart and 0 or 1 }))
          if apart then
            for i, one in ipairs(order) do add(i .. ".ndjson", { one }) end
          else
            add("all.ndjson", order)
          end
          assert.equal("copy>wire short>wire", copies())
        end
      end
    end)

    it("are shown where they alone have what is asked for", function()
      add("all.ndjson", { wire, with(copy, { text = "Zanzibar reacts.\n\n" .. copy.text }) })
      assert.equal("copy", found "zanzibar")
      assert.equal("wire", assert(index:search "zanzibar")().also_in[1].id)
      assert.equal(1, #assert(index:search("", { limit = 1 })))
      assert.equal(found("the"), found("the", { order = "date" }))
    end)

    it("are counted once, with what they alone say", function()
      add("all.ndjson", { with(wire, { text = wire.text .. "\n\nCharged: Ane Holm." }),
        with(copy, { text = "Charged: Ane Holm. Charged: Bo Lind.\n\n" .. copy.text }) })
      assert.equal("copy>wire", copies())
      local people = {}
      for person in assert(index:people()) do people[person.name] = person.charges end
      assert.same({ ["Ane Holm"] = 1, ["Bo Lind"] = 1 }, people)
      local timeline = assert(index:person "Ane Holm")
      assert.equal(1, #timeline)
      assert.same({ { source = "all.ndjson", article = 2, url = copy.url } }, timeline[1].also_in)
      assert.is_nil(assert(index:person "Bo Lind")[1].also_in)
      assert.equal(2, rows("SELECT count(*) AS n FROM charges")[1].n)
      assert.equal(3, rows("SELECT count(*) AS n FROM records")[1].n) -- nothing is deleted
      assert.equal(2, rows("SELECT count(*) AS n FROM cases")[1].n)
    end)

    it("are not: two reports of one trial, a week apart, of one outlet, or too short", function()
      local background = reports.part(story, 11, 22)
      local first = with(wire, { text = reports.text(reports.sentences(11, 18), background) })
      local second = with(copy, { text = reports.text(reports.sentences(12, 18), background) })
      add("trial.ndjson", { first, second })
      assert.equal("", copies())
      -- one outlet repeats more of its background, and so does who takes it up weeks later
      local text = reports.text(reports.sentences(13, 30))
      local some = reports.text(reports.sentences(14, 6), reports.part(reports.sentences(13, 30), 4, 25))
      add("outlet.ndjson", { { id = "a", url = "https://one.test/a", text = text },
        { id = "b", url = "https://www.one.test/b", text = some } })
      assert.equal("", copies())
      add("weeks.ndjson", { with(wire, { id = "d", url = "https://four.test/d" }), with(copy, { id = "e", published = "2021-06-01" }) })
      assert.equal("", copies())
      add("soon.ndjson", { { id = "c", url = "https://two.test/c", text = some } })
      assert.equal("b>a c>a", copies()) -- c is what b is, and what another outlet made of a
      local notice = "Ane Holm was jailed for two years."
      add("short.ndjson", { { id = "s1", text = notice }, { id = "s2", text = notice } })
      assert.is_nil(copies():find("s%d>"))
    end)

    it("are not: pages of one outlet that say the same around what they report", function()
      local around = reports.sentences(40, 24)
      local pages = {}
      for i = 1, 6 do
        pages[i] = { id = "p" .. i, url = i % 2 == 0 and "https://one.test/" .. i or json.null,
          text = reports.text(reports.part(around, 1, 12), reports.sentences(50 + i, 8), reports.part(around, 13, 24)) }
      end
      for i, one in ipairs(pages) do
        add(i .. ".ndjson", { one }, { articles = function(self)
          local next_article = require("docket.reader.ndjson").articles(self)
          return function()
            local article = next_article()
            if article and not article.url then article.site = "one.test" end
            return article
          end
        end })
      end
      assert.equal("", copies())
    end)

    it("of one page are found where nearly all is the same", function()
      local both = reports.text(story)
      add("all.ndjson", { with(wire, { id = "a" }), with(wire, { id = "b", url = "https://agency.test/again", text = both .. " More." }) })
      assert.equal("a>b", copies())
    end)

    it("are left when what was shown is put aside", function()
      add("wire.ndjson", { wire })
      add("copies.ndjson", { copy, short })
      assert.equal("copy>wire short>wire", copies())
      add("wire.ndjson", { other })
      assert.equal("short>copy", copies())
      assert.equal("copy other", found())
      add("wire.ndjson", { wire })
      assert.equal("copy>wire short>wire", copies())
    end)

    it("of a version that is not complete hide nothing", function()
      add("copies.ndjson", { copy })
      add("wire.ndjson", { other })
      local broken = assert(docket.parse(json.encode(wire) .. "\n" .. json.encode(other) .. "\n",
        { source = "wire.ndjson", format = "ndjson" }))
      local articles = broken.articles
      broken.articles = function(self)
        local next_article, n = articles(self), 0
        return function()
          n = n + 1
          if n == 2 then error "the disk is gone" end
          return next_article()
        end
      end
      assert.has_error(function() index:add(broken, rules()) end)
      assert.equal("", copies())
      assert.equal("copy other", found())
      add("wire.ndjson", { wire, other })
      assert.equal("copy>wire", copies())
    end)

    it("show in the place of an article whose document is half loaded again", function()
      add("wire.ndjson", { wire })
      add("copies.ndjson", { copy, short })
      local broken = assert(docket.parse(json.encode(wire) .. "\n" .. json.encode(other) .. "\n",
        { source = "wire.ndjson", format = "ndjson" }))
      local articles = broken.articles
      broken.articles = function(self)
        local next_article, n = articles(self), 0
        return function()
          n = n + 1
          if n == 2 then error "the disk is gone" end
          return next_article()
        end
      end
      assert.has_error(function() index:add(broken, rules()) end)
      assert.equal("short>copy", copies())
      assert.equal("copy", found())
      add("wire.ndjson", { wire, other })
      assert.equal("copy>wire short>wire", copies())
      assert.equal("other wire", found())
    end)

    it("stay as they are when everything is added again", function()
      for _ = 1, 3 do
        add("all.ndjson", { wire, copy, short })
        add("more.ndjson", { with(copy, { id = "more", url = "https://third.test/1" }) })
        assert.equal("copy>wire more>wire short>wire", copies())
      end
      assert.equal(4, rows("SELECT count(*) AS n FROM articles")[1].n)
      local document = assert(docket.parse(json.encode(wire) .. "\n" .. json.encode(copy) .. "\n" .. json.encode(short) .. "\n",
        { source = "all.ndjson", format = "ndjson" }))
      assert.equal("rules", assert(index:add(document, rules "r2")).status)
      assert.equal("copy>wire more>wire short>wire", copies())
    end)
  end)

  describe("versions", function()
    local first = { id = "v1", url = "https://agency.test/v", title = "Two jailed", text = "Ane Holm was jailed for two years in Ruda." }
    local second = with(first, { id = "v2", url = "http://www.agency.test/v/?utm_source=x#top",
      text = "Ane Holm was jailed for three years in Ruda." })

    local function earlier()
      assert(index:sync())
      local list = {}
      for i, one in ipairs(rows [[SELECT a.external_id AS id, b.external_id AS later FROM versions AS v
        JOIN articles AS a ON a.id = v.article_id LEFT JOIN articles AS b ON b.id = v.later_id ORDER BY 1]]) do
        list[i] = one.id .. "<" .. (one.later or "")
      end
      return table.concat(list, " ")
    end

    it("of an address: the latest is shown, the earlier stay", function()
      add("monday.ndjson", { first })
      add("tuesday.ndjson", { second })
      assert.equal("v2", found "jailed")
      assert.equal("", found '"two years"')
      assert.equal("v2", found("jailed", { all = true }))
      assert.equal("v1<v2", earlier())
      assert.equal(1, index:stats().earlier)
      assert.equal(1, index:stats().articles)
      local row = assert(index:sql "SELECT * FROM versions")()
      assert.equal(first.text, row.text)
      assert.equal("monday.ndjson", row.source)
      assert.equal("tuesday.ndjson", row.later_source)
      add("monday.ndjson", { first })
      assert.equal("v2", found "jailed")
    end)

    it("go by the date of crawl or change where there is one", function()
      local function crawled(article, date)
        return function(self)
          local next_article = require("docket.reader.ndjson").articles(self)
          return function()
            local one = next_article()
            if one then one.crawled = date end
            return one
          end
        end, article
      end
      add("b.ndjson", { second }, { articles = crawled(second, "2021-04-09T10:00:00Z") })
      add("a.ndjson", { first }, { articles = crawled(first, "2021-04-08T10:00:00Z") })
      assert.equal("v2", found "jailed")
      assert.equal("v1<v2", earlier())
      add("c.ndjson", { with(first, { id = "v3", text = "Ane Holm was freed." }) }, { articles = crawled(first, "2021-05-01") })
      assert.equal("v3", found())
    end)

    it("are no copies, and a copy follows the version", function()
      add("all.ndjson", { copy })
      add("one.ndjson", { wire })
      add("two.ndjson", { with(wire, { id = "wire2", text = wire.text .. "\n\nCorrected on Monday." }) })
      assert.equal("copy>wire2", copies())
      assert.equal("wire<wire2", earlier())
      assert.equal("wire2", found())
    end)

    it("of the same text are copies, and so is an excerpt", function()
      add("all.ndjson", { wire })
      add("again.ndjson", { with(wire, { id = "again" }) })
      add("feed.ndjson", { with(wire, { id = "summary", text = story[1] }) })
      assert.equal("again>wire summary>wire", copies())
      assert.equal("", earlier())
      local reasons = {}
      for one in assert(index:sql "SELECT reason FROM duplicates ORDER BY reason") do reasons[#reasons + 1] = one.reason end
      assert.same({ "same address, an excerpt", "same address, same text" }, reasons)
    end)

    it("are not: the articles of one page, and what else an address had", function()
      local page = "https://agency.test/page"
      add("page.ndjson", { with(wire, { id = "p1", url = page }), with(other, { id = "p2", url = page }),
        { id = "p3", url = page, title = "One", text = "Bo Lind was fined." },
        { id = "p4", url = page, title = "Two", text = "Bo Lind was freed." } })
      add("front.ndjson", { with(wire, { id = "f1", url = "https://front.test/", text = reports.text(reports.sentences(31, 30)) }) })
      add("front2.ndjson", { with(wire, { id = "f2", url = "https://front.test", text = reports.text(reports.sentences(32, 30)) }) })
      assert.equal("", earlier())
      assert.equal("f1 f2 p1 p2 p3 p4", found())
    end)

    it("of a document know what took their place", function()
      add("doc.ndjson", { with(first, { url = json.null }) })
      add("doc.ndjson", { with(second, { url = json.null }) })
      assert.equal("v1<v2", earlier())
      add("more.ndjson", { first, other })
      add("more.ndjson", { other, second })
      assert.equal("v1<v2 v1<v2", earlier())
    end)

    it("of a feed: what left the feed is not gone", function()
      add("feed.xml", { first, wire }, { format = "feed" })
      add("feed.xml", { second, other }, { format = "feed" })
      assert.equal("other v2 wire", found())
      assert.equal("v1<v2", earlier())
      local again = assert(docket.parse(json.encode(second) .. "\n" .. json.encode(other) .. "\n",
        { source = "feed.xml", format = "ndjson" }))
      again.format = "feed"
      assert.equal("rules", assert(index:add(again, rules "r2")).status)
      assert.equal("other v2 wire", found())
    end)
  end)

  it("keeps what readers tell of an article, and where its blocks stand in the source", function()
    local text = "A headline\n\nThe first paragraph is long enough.\n\nThe second one."
    local document = assert(docket.parse(text, { source = "page.html", format = "text" }))
    local articles = document.articles
    document.encoding = "windows-1251"
    document.articles = function(self)
      local next_article = articles(self)
      return function()
        local one = next_article()
        if not one then return nil end
        one.modified, one.site, one.crawled, one.range_in = "2021-04-09", "Daily", "2021-04-10T00:00:00Z", "text"
        one.source_map = { range = function(_, first, last)
          if first > 40 then return nil end
          return first + 1000, last + 1000
        end }
        return one
      end
    end
    assert(index:add(document, nil))
    assert(index:sync())
    local row = rows("SELECT id, modified, site, crawled, encoding FROM articles")[1]
    assert.same({ id = 1, modified = "2021-04-09", site = "Daily", crawled = "2021-04-10T00:00:00Z", encoding = "windows-1251" }, row)
    local stored = assert(index:article(1))
    assert.equal("Daily", stored.site)
    assert.equal(stored.blocks[1].first + 1000, stored.blocks[1].source_first)
    assert.equal(stored.blocks[1].last + 1000, stored.blocks[1].source_last)
    assert.is_nil(stored.blocks[#stored.blocks].source_first)
  end)

  it("extracts anew from what is stored when only the rules are others", function()
    local path = "examples/corpus/listing.txt"
    local shipped = assert(docket.rules { "en" })
    local function records(of)
      local list = {}
      for one in assert(of:records()) do
        list[#list + 1] = table.concat({ one.article, one.kind, one.start, one["end"], one.quote, one.date or "", one.rule,
          table.concat(one.persons or {}, ";") }, "|")
      end
      return list
    end
    assert(index:add(assert(docket.open(path)), { hash = "none", extract = function() return {} end }))
    assert(index:sync())
    local before = rows("SELECT id, hash, number, \"start\", \"end\", copy_of FROM articles ORDER BY id")
    local again = assert(docket.open(path))
    again.articles = function() error "parsed again" end
    local summary = assert(index:add(again, shipped))
    assert.equal("rules", summary.status)
    assert.equal(#before, summary.new)
    assert(index:sync())
    assert.equal(summary.records, #rows "SELECT id FROM records")
    assert.same(before, rows("SELECT id, hash, number, \"start\", \"end\", copy_of FROM articles ORDER BY id"))
    local name2 = temporary()
    local fresh = assert(docket.index(name2))
    assert(fresh:add(assert(docket.open(path)), shipped))
    local want = records(fresh)
    assert.is_true(#want > 50)
    assert.same(want, records(index))
    fresh:close()
    remove(name2)
    -- another day to count from is another reading, and what was added is seen at once
    assert.equal(#want, index:stats().records)
    local dated = assert(docket.open(path, { reference_date = "2021-04-09" }))
    assert.equal("rules", assert(index:add(dated, { hash = "r3", extract = function() return {} end })).status)
    assert(index:sync())
    assert.equal("given", rows("SELECT DISTINCT reference_basis AS basis FROM articles WHERE duplicate_of IS NULL")[1].basis)
  end)

  it("takes documents without a core, of unknown bytes and length", function()
    local hash
    local document = require("docket.document").new { source = "pages.zip", format = "archive", read = function()
      local inner = assert(docket.parse(json.encode(wire) .. "\n" .. json.encode(copy) .. "\n", { source = "x", format = "ndjson" }))
      local next_article = inner:articles()
      return function()
        local one = next_article()
        if not one then hash = ("a"):rep(64) end
        return one
      end
    end }
    document.sha256 = function() return hash end
    assert.equal("new", assert(index:add(document, rules())).status)
    assert.equal("copy>wire", copies())
    assert.equal(("a"):rep(64), rows("SELECT sha256 FROM documents")[1].sha256)
  end)
end)
