-- docket.index: storing, searching, people, SQL. All texts and names are invented.
local index_module = require "docket.index"

local function temporary()
  local name = os.tmpname()
  os.remove(name)
  return name .. ".db"
end

local function remove(name)
  for _, tail in ipairs { "", "-wal", "-shm", "-journal" } do os.remove(name .. tail) end
end

-- A document as docket.open gives it, made by hand.
local function document(source, sha256, articles, fields)
  local self = { source = source, format = "text", articles = function()
    local position = 0
    return function()
      position = position + 1
      return articles[position]
    end
  end, sha256 = function() return sha256 end }
  for key, value in pairs(fields or {}) do self[key] = value end
  return self
end

local function article(number, text, fields)
  local one = { number = number, text = text, first = 1, last = #text, range_in = "text", blocks = {} }
  for key, value in pairs(fields or {}) do one[key] = value end
  return one
end

local function record(text, quote, fields)
  local first, last = text:find(quote, 1, true)
  local one = { first = assert(first), last = last, quote = quote, rule = "test.rule" }
  for key, value in pairs(fields) do one[key] = value end
  return one
end

local texts = {
  "A court in Taraz on April 7 sentenced Adil Serikov to five years in prison for fraud.",
  "Police in Kraków arrested Żaneta Śliwa. Adil Serikov, she said, is innocent of \"fraud\".",
  "Dana Serikova must pay a fine of 500 euros; her brother Serikov was not tried. O'Hara left.",
}

local articles = {
  article(1, texts[1], { title = "Five years\n for activist", reference_date = "2021-04-08", language = "en",
    range_in = "source", first = 101, last = 100 + #texts[1], url = "https://example.org/1" }),
  article(2, texts[2], { reference_date = "2019-11-30", byline = { "Jo Reporter" } }),
  article(3, texts[3], { reference_date = "2020-02-01" }),
}

local records = {
  { record(texts[1], "sentenced Adil Serikov to five years in prison", { kind = "sentence", persons = { "Adil Serikov" },
      penalty = "imprisonment", duration = "P5Y", status = "imposed", date = "2021-04-07", court = "court in Taraz",
      offence = "fraud", mentions = { { first = 3, last = 7 } } }),
    record(texts[1], "April 7", { kind = "date", type = "DATE", value = "2021-04-07" }) },
  { record(texts[2], "arrested Żaneta Śliwa", { kind = "arrest", persons = { "Żaneta Śliwa" }, status = "happened",
      date = "2019-11", place = "Kraków" }),
    record(texts[2], "innocent", { kind = "charge", persons = { "ADIL SERIKOV" }, status = "alleged", offence = "fraud" }) },
  { record(texts[3], "fine of 500 euros", { kind = "sentence", persons = { "Dana Serikova" }, penalty = "fine",
      amount = 500, currency = "EUR", status = "imposed" }),
    record(texts[3], "not tried", { kind = "charge", persons = { "Serikov" }, status = "dropped" }) },
}

local function rules(hash, more)
  local self = { hash = hash or "rules 1", calls = 0 }
  function self.extract(own, one)
    own.calls = own.calls + 1
    local list = {}
    for i, item in ipairs(records[one.number] or {}) do list[i] = item end
    return list
  end
  for key, value in pairs(more or {}) do self[key] = value end
  return self
end

describe("docket.index", function()
  local name, index

  before_each(function()
    name = temporary()
    index = assert(index_module.open(name))
  end)
  after_each(function()
    index:close()
    remove(name)
  end)

  local function fill(with)
    local summary = assert(index:add(document("news.txt", "s1", articles), with or rules()))
    assert(index:sync())
    return summary
  end

  local function found(query, options)
    local numbers = {}
    for hit in assert(index:search(query, options)) do numbers[#numbers + 1] = hit.article end
    return table.concat(numbers, " ")
  end

  it("is what docket.index gives", function()
    local other = temporary()
    local second <close> = assert(require("docket").index(other))
    assert.is_truthy(second.search)
    second:close()
    remove(other)
    assert.has_error(function() index_module.open(1) end)
  end)

  it("closes at the end of its scope and tells what it is", function()
    local other = temporary()
    local kept
    do
      local second <close> = assert(index_module.open(other))
      kept = second
      assert.matches("docket.Index", tostring(second))
    end
    assert.matches("closed", tostring(kept))
    assert.is_true(kept:close())
    remove(other)
  end)

  describe("add", function()
    it("stores a document and says what it did", function()
      local summary = fill()
      assert.same({ status = "new", read = 3, new = 3, unchanged = 0, versions = 0, articles = 3, records = 6,
        skipped = {} }, summary)
      local stats = assert(index:stats())
      assert.equal(1, stats.documents)
      assert.equal(3, stats.articles)
      assert.equal(6, stats.records)
      assert.equal(2, stats.kinds.sentence)
      assert.equal("2019-11-30", stats.first_date)
      assert.equal(index_module.schema_version, stats.schema_version)
    end)

    it("does nothing for the same bytes and rules, wherever they are", function()
      fill()
      local again = rules()
      local summary = assert(index:add(document("news.txt", "s1", articles), again))
      assert.equal("unchanged", summary.status)
      assert.equal(3, summary.unchanged)
      assert.equal("unchanged", index:add(document("copy.txt", "s1", articles), again).status)
      assert.equal(0, again.calls)
    end)

    it("stores an article once whose id stands twice in a document", function()
      local twice = { article(1, texts[1], { id = "a7" }), article(2, texts[1], { id = "a7" }), articles[2] }
      for round = 1, 2 do
        local summary = assert(index:add(document("twice.txt", "s9", twice), rules()))
        assert.equal(round == 1 and "new" or "unchanged", summary.status)
        assert(index:sync())
        assert.equal(2, index:stats().articles)
      end
    end)

    it("sees what the same session has not committed", function()
      for round = 1, 3 do
        local summary = assert(index:add(document("news.txt", "s1", articles), rules()))
        assert.equal(round == 1 and "new" or "unchanged", summary.status)
      end
    end)

    it("replaces records, and them alone, when rules change", function()
      fill()
      local before = index:rows("SELECT max(id) AS n FROM articles")[1].n
      local summary = fill(rules("rules 2", { extract = function(_, one)
        return { record(one.text, one.text:match "%S+", { kind = "trial", persons = { "Adil Serikov" } }) }
      end }))
      assert.equal("rules", summary.status)
      assert.equal(before, index:rows("SELECT max(id) AS n FROM articles")[1].n)
      assert.same({ trial = 3 }, index:stats().kinds)
      assert.equal(3, index:people()[1].events)
      assert.is_nil(index:person "Dana Serikova")
    end)

    it("puts an earlier version of a source aside", function()
      fill()
      local changed = { articles[1], article(2, "Żaneta Śliwa was released.", { reference_date = "2019-12-05" }) }
      local with = rules("rules 1", { extract = function() return {} end })
      local summary = assert(index:add(document("news.txt", "s2", changed), with))
      assert(index:sync())
      assert.equal("version", summary.status)
      assert.equal(1, summary.versions)
      assert.equal(1, summary.unchanged) -- the first article is the same
      assert.equal("2", found "released")
      assert.equal("1", found "fraud")
      assert.equal("1 2", found "")
      local stats = index:stats()
      assert.equal(1, stats.superseded)
      assert.equal(2, stats.articles)
      assert.equal(2, stats.records)
    end)

    it("stores an article whose extraction fails, and tells it", function()
      local with = rules("rules 1", { extract = function(_, one)
        if one.number == 2 then error("no way") end
        return {}
      end })
      local summary = assert(index:add(document("news.txt", "s1", articles), with))
      assert(index:sync())
      assert.equal(1, #summary.skipped)
      assert.equal(2, summary.skipped[1].article)
      assert.matches("no way", summary.skipped[1].message)
      assert.equal("2", found "innocent")
    end)

    it("takes articles line by line as one document of their source", function()
      local function line(number, text)
        local one = article(number, text, { id = "id " .. number })
        return document("stream.ndjson", "line " .. number .. text, { one }, { format = "ndjson", options = { line = number } })
      end
      local with = rules("rules 1", { extract = function() return {} end })
      for number = 1, 5 do assert.equal("stream", index:add(line(number, "Line number " .. number), with).status) end
      assert(index:finish())
      assert(index:sync())
      assert.equal(1, index:stats().documents)
      assert.equal(5, index:stats().articles)
      for number = 4, 6 do
        local summary = assert(index:add(line(number, "Line number " .. number), with))
        assert.equal(number < 6 and "unchanged" or "stream", summary.status)
      end
      assert(index:close())
      index = assert(index_module.open(name))
      assert.equal(3, index:stats().articles)
      assert.equal("4 5 6", found "line")
    end)

    it("does not end what an error broke off", function()
      assert.has_error(function()
        local second <close> = assert(index_module.open(name))
        local broken = document("news.txt", "s1", articles)
        broken.articles = function()
          local n = 0
          return function()
            n = n + 1
            if n == 3 then error "the disk is gone" end
            return articles[n]
          end
        end
        second:add(broken, rules())
      end)
      assert.equal(1, index:stats().incomplete)
      local again = rules()
      local summary = assert(index:add(document("news.txt", "s1", articles), again))
      assert(index:sync())
      assert.equal("resumed", summary.status)
      assert.equal(2, summary.unchanged)
      assert.equal(1, again.calls)
      assert.equal(0, index:stats().incomplete)
    end)

    it("declares the kinds of the rules", function()
      local with = rules("rules 3", {
        kinds = { notice = { fields = { "judge", "offence" } } },
        extract = function(_, one)
          return { { kind = "notice", first = 1, last = 4, quote = one.text:sub(1, 4), judge = "Judge Ж", offence = "x" } }
        end })
      fill(with)
      local rows = assert(index:sql "SELECT judge, offence, title FROM notice ORDER BY article")
      assert.same({ judge = "Judge Ж", offence = "x", title = articles[1].title }, rows())
      assert.equal("1 3 2", found "judge:ж kind:notice")
      for one in index:records { kind = "notice" } do assert.equal("Judge Ж", one.judge) end
    end)

    it("refuses when the index is open for reading only", function()
      local second <close> = assert(index_module.open(name, { read_only = true }))
      local nothing, message, code = second:add(document("a", "s", {}), rules())
      assert.is_nil(nothing)
      assert.matches("reading only", message)
      assert.equal("EREADONLY", code)
    end)
  end)

  describe("search", function()
    before_each(function() fill() end)

    local cases = {
      { "fraud", "1 2" }, { "FRAUD", "1 2" }, { "sliwa", "2" }, { "ŻANETA krakow", "2" }, { "o'hara", "3" },
      { '"five years"', "1" }, { '"years five"', "" }, { "“five years”", "1" }, { "seri*", "1 3 2" }, { "serik", "" },
      { '"pay a fi"*', "3" }, { "fraud -prison", "2" }, { "-fraud", "3" }, { "NOT fraud", "3" },
      { 'fraud -"five years"', "2" }, { "prison OR innocent", "1 2" }, { "prison AND fraud", "1" },
      { "prison OR innocent euros", "" }, { "title:five", "1" }, { "title:fraud", "" },
      { "kind:sentence", "1 3" }, { "kind:Sentence", "1 3" }, { "kind:sentence,arrest", "1 3 2" },
      { "kind:arrest OR penalty:fine", "3 2" }, { "-kind:sentence", "2" }, { "kind:date", "1" },
      { "kind:sentence -penalty:fine", "1" }, { "kind:sentence penalty:imprisonment", "1" },
      { "kind:charge penalty:fine", "" }, -- both must be of one record
      { "fraud kind:arrest", "2" }, { "court:taraz", "1" }, { "court:tar", "1" }, { "court:raz", "" },
      { 'court:"court in taraz"', "1" }, { "place:krakow", "2" }, { "offence:FRAUD", "1 2" },
      { "person:serikov", "1 3 2" }, { "person:serikova", "3" }, { 'person:"adil serikov"', "1 2" },
      { "person:adil kind:sentence", "1" }, { "person:sliwa -kind:charge", "2" }, { "person:zaneta kind:charge", "" },
      { "status:alleged", "2" }, { "currency:eur", "3" }, { "duration:p5y", "1" }, { "rule:test.", "1 3 2" },
      { "source:NEWS", "1 3 2" }, { "source:other", "" }, { "language:en", "1" }, { "-language:en", "3 2" },
      { "byline:reporter", "2" }, { "url:example.org", "1" }, { "format:text", "1 3 2" },
      { "after:2020", "1 3" }, { "before:2020", "2" }, { "before:2020-02-01", "2" }, { "after:2020-02-01", "1 3" },
      { "after:2019-12 before:2021", "3" }, { "date:2019-11", "2" }, { "date:2019-11-30", "2" }, { "date:2019..2020", "3 2" },
      { "date:2020-02..", "1 3" }, { "date:..2019", "2" }, { "-date:2020", "1 2" }, { "date:2019 OR date:2021", "1 2" },
      { "kind:sentence date:2021-04-07", "1" }, { "kind:sentence date:2021-04-08", "" }, { "date:2021-04-08", "1" },
      { "kind:arrest after:2019-11-15", "2" }, -- "2019-11" may lie behind it
      { "kind:arrest before:2019-11", "" }, { "kind:sentence before:2021", "3" }, -- the article's date, where it has none
      { "", "1 3 2" }, { "   ", "1 3 2" }, { "&", "" }, { "fraud & prison", "1" }, { "( fraud )", "1 2" },
    }
    for _, case in ipairs(cases) do
      it(("finds what '%s' asks for"):format(case[1]), function()
        assert.equal(case[2], found(case[1], { order = "date" }))
      end)
    end

    it("orders by rank where there are words, else by date", function()
      assert.equal("1 3 2", found "")
      assert.equal(found("serikov fraud", { order = "rank" }), found "serikov fraud")
      assert.equal("1 2", found("serikov fraud", { order = "date" }))
      assert.equal("3 2", found("", { offset = 1 }))
      assert.equal("3", found("", { offset = 1, limit = 1 }))
      assert.has_error(function() index:search("x", { order = "fame" }) end)
      assert.has_error(function() index:search() end)
    end)

    it("gives hits with what one needs to judge them", function()
      local hits = assert(index:search("prison kind:sentence", { highlight = { "<b>", "</b>" } }))
      assert.equal(1, #hits)
      local hit = hits()
      assert.is_nil(hits())
      assert.equal("Five years for activist", hit.title)
      assert.equal("news.txt", hit.source)
      assert.equal("2021-04-08", hit.date)
      assert.matches("in <b>prison</b> for fraud", hit.snippet, 1, true)
      assert.equal(1, #hit.records)
      local one = hit.records[1]
      assert.equal("imprisonment", one.penalty)
      assert.same({ "Adil Serikov" }, one.persons)
      assert.equal(texts[1]:sub(one.first, one.last), one.quote)
      assert.equal(100 + one.first - 1, one.start) -- the article begins at byte 101 of its source
      assert.equal(100 + one.last, one["end"])
      assert.same({ { first = 3, last = 7 } }, one.mentions)
      assert.equal("rules 1", one.ruleset)
      assert.equal("P5Y", hit.duration)
      assert.equal("sentence", hit.kind)
    end)

    it("shows the record where the query has no words", function()
      assert.equal("fine of 500 euros", index:search("penalty:fine")().snippet)
      assert.matches("^Dana Serikova must pay", index:search("date:2020")().snippet)
    end)

    it("gives untitled articles their first words", function()
      local title = index:search("innocent")().title
      assert.matches("^Police in Kraków", title)
      assert.matches(" …$", title:gsub("…$", " …"))
      assert.is_nil(title:find "\n")
    end)

    local bad = {
      { "knd:sentence", "query, character 1: unknown field 'knd' (fields are after, " },
      { "fraud  person:", "query, character 8: no value for 'person:'" },
      { "naïve after:2018-13", "query, character 7: 'after:2018-13' is no date (YYYY, YYYY-MM or YYYY-MM-DD)" },
      { "before:yesterday", "is no date" }, { "after:2018-1", "is no date" }, { "after:2018-02-30", "is no date" },
      { "date:..", "is no date" }, { "date:2019..x", "is no date" },
      { 'a "b', "query, character 3: a quote is opened and never closed" }, { 'court:"x', "never closed" },
      { "fraud OR", "query, character 7: nothing after OR" },
      { "fraud OR kind:charge", "query, character 10: OR joins words with words" },
      { "fraud OR -prison", "query, character 10: -word cannot be joined with OR" },
    }
    for _, case in ipairs(bad) do
      it(("explains what is wrong with '%s'"):format(case[1]), function()
        local hits, message, code = index:search(case[1])
        assert.is_nil(hits)
        assert.is_truthy(message:find(case[2], 1, true), message)
        assert.equal("EQUERY", code)
      end)
    end

    it("takes anything that is typed", function()
      local pieces = { '"', "'", "(", ")", "*", "-", "+", ":", "^", "{", "}", "NEAR", "OR", "AND", "NOT", " ", " ", "a", "fraud",
        "kind:", "person:", "after:", "2019", "..", "\0", "\xFF", "ж", "“", ",", "%", "_", "\\", ";", "--", "title:", "\n",
        "http://x.y/z", "10:30", "?1", ":a", "$", "rowid", "court:" }
      math.randomseed(7)
      for _ = 1, 3000 do
        local query = {}
        for i = 1, math.random(8) do query[i] = pieces[math.random(#pieces)] end
        local text = table.concat(query)
        local hits, message, code = index:search(text)
        if hits then
          for _ in hits do end -- luacheck: ignore
        else
          assert.equal("EQUERY", code, ("%q: %s"):format(text, message))
        end
      end
    end)

    it("goes on while the index changes", function()
      local hits = assert(index:search "")
      assert.equal(1, hits().article)
      assert(index:add(document("news.txt", "s9", {}), rules()))
      assert(index:sync())
      assert.is_nil(hits())
    end)
  end)

  describe("people", function()
    before_each(function() fill() end)

    it("have their articles and cases", function()
      local people = assert(index:people())
      assert.equal(4, #people)
      local names, first = {}, nil
      for person in people do
        names[#names + 1] = person.name
        if person.name == "Adil Serikov" then first = person end
      end
      assert.same({ "Adil Serikov", "Dana Serikova", "Serikov", "Żaneta Śliwa" }, names)
      assert.equal(2, first.articles)
      assert.equal(1, first.sentences)
      assert.equal(1, first.charges)
      assert.equal(0, first.events)
      assert.equal("2019-11-30", first.first_date)
      assert.equal("2021-04-08", first.last_date)
      assert.equal("Five years for activist", first.title)
      assert.same({ "ADIL SERIKOV", "Adil Serikov" }, first.forms)
      assert.equal("imprisonment", first.cases.sentences[1].penalty)
      assert.equal("alleged", first.cases.charges[1].status)
      assert.same({}, first.cases.events)
    end)

    it("can be chosen by words of their names", function()
      assert.equal(1, #index:people { name = "śliwa" })
      assert.equal(3, #index:people { name = "serikov" })
      assert.equal(1, #index:people { name = "serikov", limit = 1 })
      assert.equal(0, #index:people { name = "nobody" })
      assert.equal(0, #index:people { name = "..." })
    end)

    it("have a timeline", function()
      local timeline = assert(index:person "adil SERIKOV")
      assert.equal("Adil Serikov", timeline.name)
      assert.equal(2, #timeline)
      local dates = {}
      for entry in timeline do dates[#dates + 1] = entry.date .. " " .. entry.kind .. " " .. entry.date_basis end
      assert.same({ "2019-11-30 charge article", "2021-04-07 sentence record" }, dates)
      assert.equal("news.txt", timeline[2].source)
      assert.equal(1, timeline[2].article)
      assert.equal("sentenced Adil Serikov to five years in prison", timeline[2].quote)
      local reasons = {}
      for i, link in ipairs(timeline.links) do reasons[i] = link.name .. ": " .. link.reason end
      assert.same({ "ADIL SERIKOV: same full name", "Adil Serikov: full name, first seen" }, reasons)
      assert.equal(timeline.person_id, index:person(timeline.person_id).person_id)
    end)

    it("are found by a surname that is one person's", function()
      assert.equal("Żaneta Śliwa", index:person("sliwa").name)
      assert.equal("Dana Serikova", index:person("serikova").name)
    end)

    it("are named where a name is several people's", function()
      local nothing, message, code, candidates = index:person "Serikov"
      assert.is_nil(nothing)
      assert.equal("EAMBIGUOUS", code)
      assert.equal(2, #candidates)
      assert.matches("several people are called 'Serikov': ", message)
      assert.is_truthy(message:find("Adil Serikov", 1, true))
      assert.is_truthy(message:find("Serikov (Dana Serikova must pay", 1, true))
      assert.equal("dropped", index:person(candidates[1].name == "Serikov" and candidates[1].person_id
        or candidates[2].person_id)[1].status)
    end)

    it("may be nobody", function()
      assert.equal("ENOTFOUND", select(3, index:person "Jane Doe"))
      assert.equal("ENOTFOUND", select(3, index:person "?"))
      assert.equal("ENOTFOUND", select(3, index:person(12345)))
      assert.has_error(function() index:person() end)
    end)

    it("share forms that an article tells", function()
      local one = article(1, "Adil Serikov, known as Adilbek.", { people = { { name = "Adil Serikov", forms = { "Adilbek" } } } })
      assert(index:add(document("b.txt", "s2", { one }), rules("rules 1", { extract = function()
        return { record(one.text, "Adil", { kind = "trial", persons = { "Adil Serikov" } }) }
      end })))
      assert(index:sync())
      assert.same({ "Adil Serikov", "ADIL SERIKOV", "Adilbek" }, index:person("adil serikov").forms)
    end)
  end)

  describe("sql", function()
    before_each(function() fill() end)

    it("gives rows and the names of columns", function()
      local rows = assert(index:sql "SELECT persons, penalty, title, source FROM sentences ORDER BY article")
      assert.same({ "persons", "penalty", "title", "source" }, rows.columns)
      assert.same({ persons = "Adil Serikov", penalty = "imprisonment", title = articles[1].title, source = "news.txt" },
        rows())
      assert.equal("Dana Serikova", rows().persons)
      assert.is_nil(rows())
      assert.equal(500, index:sql("SELECT amount FROM sentences WHERE penalty = ?1", { values = { "fine" } })().amount)
    end)

    it("has plain views with plain names", function()
      local expected = { sentences = 2, charges = 2, dates = 1, events = 1, people = 4, cases = 5 }
      for view, count in pairs(expected) do
        assert.equal(count, index:sql("SELECT count(*) AS n FROM " .. view)().n, view)
      end
      assert.equal(1, index:sql("SELECT sentences FROM people WHERE name = 'Adil Serikov'")().sentences)
      assert.equal("2021-04-08", index:sql("SELECT article_date FROM people WHERE name = 'Adil Serikov'")().article_date)
    end)

    for _, sql in ipairs { "DELETE FROM articles", "INSERT INTO kinds VALUES('a','b','c')", "DROP VIEW people",
      "CREATE TEMP TABLE x(y)", "ATTACH 'x.db' AS x", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = 0", "BEGIN",
      "VACUUM", "REINDEX", "INSERT INTO articles_fts(articles_fts) VALUES('optimize')" } do
      it("refuses to write: " .. sql, function()
        local rows, message, code = index:sql(sql)
        assert.is_nil(rows)
        assert.matches("only reading is allowed", message)
        assert.equal("EREADONLY", code)
      end)
    end

    it("explains SQL that is none", function()
      assert.equal("ESQL", select(3, index:sql "SELEC 1"))
      assert.equal("ESQL", select(3, index:sql ""))
      assert.equal("ESQL", select(3, index:sql "SELECT 1; SELECT 2"))
      assert.equal("ESQL", select(3, index:sql "SELECT nothing FROM articles"))
      assert.equal("ESQL", select(3, index:sql "SELECT load_extension('x')"))
      assert.equal(1, index:sql("SELECT 1 AS one; -- done")().one)
      assert.has_error(function() index:sql() end)
    end)

    it("stops a query that runs for too long", function()
      local rows = assert(index:sql("WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c",
        { seconds = 0.05 }))
      local row, message, code = rows:next()
      assert.is_nil(row)
      assert.matches("longer", message)
      assert.equal("ELIMIT", code)
      assert.equal(3, index:sql("SELECT count(*) AS n FROM articles")().n)
    end)
  end)

  it("gives stored articles and records back", function()
    fill()
    local id = index:search("kraków")().article_id
    local one = assert(index:article(id))
    assert.equal(texts[2], one.text)
    assert.same({ "Jo Reporter" }, one.byline)
    assert.equal("ENOTFOUND", select(3, index:article(999)))
    local kinds = {}
    for stored in index:records() do kinds[#kinds + 1] = stored.kind end
    assert.equal("date sentence arrest charge sentence charge", table.concat(kinds, " "))
  end)

  it("refuses what is no index of ours", function()
    local other = temporary()
    local file = assert(io.open(other, "wb"))
    file:write(("not a database "):rep(100))
    file:close()
    local nothing, message, code = index_module.open(other)
    assert.is_nil(nothing)
    assert.is_truthy(message:find(other, 1, true))
    assert.equal("ENOTDB", code)
    remove(other)
  end)
end)
