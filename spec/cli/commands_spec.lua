-- The commands end to end, on invented texts.
local command = require "spec.support.command"

local run, shell, write, objects, quote = command.run, command.shell, command.write, command.objects, command.quote

local serikov = "A court in Almaty on April 7, 2021 sentenced activist Adil Serikov"
  .. " to five years in prison for fraud."
local omarova = "Police in Taraz charged Dana Omarova with bribery on March 2, 2020."

local function json(text) return require("docket.cli.json").encode(text) end

local function kinds(list)
  local counts = {}
  for _, record in ipairs(list) do counts[record.kind] = (counts[record.kind] or 0) + 1 end
  return counts
end

describe("docket", function()
  local folder, news

  setup(function()
    folder = command.folder()
    news = write(folder .. "/news.txt", serikov .. "\n\n" .. omarova .. "\n")
    os.execute("mkdir " .. folder .. "/pages")
    write(folder .. "/pages/b.txt", omarova .. "\n")
    write(folder .. "/pages/a.txt", serikov .. "\n")
    write(folder .. "/pages/.hidden", serikov .. "\n")
  end)
  teardown(function() command.remove(folder) end)

  describe("articles", function()
    it("writes an object an article", function()
      local result = run { "articles", news }
      assert.equal(0, result.status, result.errors)
      local list = objects(result.output)
      assert.equal(1, #list)
      assert.equal(news, list[1].source)
      assert.equal(1, list[1].article)
      assert.matches("Adil Serikov", list[1].text, 1, true)
      assert.is_true(#list[1].blocks > 0)
      for _, block in ipairs(list[1].blocks) do assert.is_true(block.start < block["end"]) end
    end)

    it("takes the reference date from the user", function()
      local list = objects(run({ "articles", "--reference-date", "2021-04-09", news }).output)
      assert.equal("2021-04-09", list[1].reference_date)
      assert.equal("given", list[1].reference_basis)
    end)
  end)

  describe("extract", function()
    it("writes records whose range holds their quote", function()
      local result = run { "extract", news }
      assert.equal(0, result.status, result.errors)
      local list = objects(result.output)
      local counts = kinds(list)
      assert.equal(1, counts.sentence)
      assert.is_true(counts.charge >= 1)
      local text = command.read(news)
      for _, record in ipairs(list) do
        assert.equal(record.quote, text:sub(record.start + 1, record["end"]))
        assert.equal("source", record.range_in)
        assert.is_string(record.rule)
        assert.is_string(record.ruleset)
      end
    end)

    it("keeps the order of keys", function()
      local first = run({ "extract", "--kind", "sentence", news }).output
      assert.matches('^{"kind":"sentence","source":', first)
      assert.equal(first, run({ "extract", "--kind", "sentence", news }).output)
    end)

    it("takes some kinds alone", function()
      assert.same({ "charge", "sentence" }, (function()
        local names = {}
        for name in pairs(kinds(objects(run({ "extract", "--kind", "sentence,charge", news }).output))) do
          names[#names + 1] = name
        end
        table.sort(names)
        return names
      end)())
    end)

    it("refuses a kind that no rule makes", function()
      local result = run { "extract", "--kind", "sentense", news }
      assert.matches("'sentense'", result.errors, 1, true)
      assert.equal(2, result.status)
    end)

    it("writes CSV with a header", function()
      local result = run { "extract", "--kind", "sentence", "--format", "csv", news }
      assert.matches("^kind,id,source,article,start,end,persons,penalty,duration", result.output)
      assert.matches("sentence,.*Adil Serikov,imprisonment,P5Y", result.output)
    end)

    it("writes a table that fits", function()
      local result = shell(("COLUMNS=90 DOCKET extract --format table --color never %s"):format(quote(news)))
      local width = require "docket.cli.width"
      for line in result.output:gmatch("[^\n]+") do assert.is_true(width.columns(line) <= 90, line) end
      assert.matches("Adil Serikov", result.output, 1, true)
      assert.is_nil(result.output:find("\27", 1, true))
    end)

    it("colours when asked, and not with NO_COLOR", function()
      local always = run { "extract", "--format", "table", "--color", "always", news }
      assert.is_truthy(always.output:find("\27[", 1, true))
      local auto = shell("NO_COLOR=1 DOCKET extract --format table " .. quote(news))
      assert.is_nil(auto.output:find("\27", 1, true))
    end)

    it("walks a directory in order and skips hidden files", function()
      local list = objects(run({ "extract", "--kind", "sentence,charge", folder .. "/pages" }).output)
      local seen = {}
      for _, record in ipairs(list) do
        local name = record.source:match("[^/]+$")
        if seen[#seen] ~= name then seen[#seen + 1] = name end
      end
      assert.same({ "a.txt", "b.txt" }, seen)
    end)

    it("reads a text from standard input", function()
      local list = objects(run({ "extract", "--kind", "sentence", "-" }, serikov).output)
      assert.equal(1, #list)
      assert.equal("-", list[1].source)
    end)

    it("filters a stream of articles, in order", function()
      local lines = {}
      for index = 1, 30 do
        lines[index] = ('{"id":"n%d","text":%s,"published":"2021-04-09"}'):format(index,
          json(index % 2 == 0 and omarova or serikov))
      end
      local result = run({ "extract", "--kind", "sentence,charge", "-" }, table.concat(lines, "\n") .. "\n")
      assert.equal(0, result.status, result.errors)
      local order = {}
      for _, record in ipairs(objects(result.output)) do
        assert.equal("text", record.range_in)
        if order[#order] ~= record.id then order[#order + 1] = record.id end
      end
      local expected = {}
      for index = 1, 30 do expected[index] = "n" .. index end
      assert.same(expected, order)
    end)

    it("answers each article before the next one comes", function()
      -- The second article is written only once the first one's record was read back.
      local script = write(folder .. "/talk.sh", ([[
        mkfifo %s/in %s/out
        "$1" extract --kind sentence - <%s/in >%s/out &
        exec 3>%s/in 4<%s/out
        echo '{"id":"first","text":%s}' >&3
        read -r answer <&4 && echo "$answer"
        exec 3>&- 4<&-
        wait
      ]]):format(folder, folder, folder, folder, folder, folder, json(serikov)))
      local result = shell(("timeout 20 sh %s DOCKET"):format(quote(script)))
      assert.equal("first", objects(result.output)[1].id)
    end)

    it("gives the same with several processes", function()
      for index = 1, 9 do
        write(("%s/pages/c%d.txt"):format(folder, index), index % 2 == 0 and omarova or serikov)
      end
      local one = run { "extract", folder .. "/pages" }
      local two = run { "extract", "-j", "2", folder .. "/pages" }
      assert.equal(one.output, two.output)
      assert.equal(one.status, two.status)
    end)
  end)

  describe("an index", function()
    local database
    setup(function()
      database = folder .. "/cases.db"
      local result = run { "index", news, "-d", database }
      assert.equal(0, result.status, result.errors)
      assert.matches("1 document, 1 article", result.errors, 1, true)
    end)

    it("does nothing when it is given the same again", function()
      local result = run { "index", news, "-d", database }
      assert.equal(0, result.status)
      assert.matches("1 unchanged", result.errors, 1, true)
    end)

    it("holds the same when several processes write it", function()
      local numbers = {}
      for jobs = 1, 2 do
        local path = ("%s/jobs%d.db"):format(folder, jobs)
        local result = run { "index", "--numbers", "-j", tostring(jobs), folder .. "/pages", "-d", path }
        assert.equal(0, result.status, result.errors)
        numbers[jobs] = result.output
          .. run({ "sql", "SELECT source, persons, quote FROM sentences ORDER BY 1, 2, 3", "-d", path }).output
      end
      assert.equal(numbers[1], numbers[2])
    end)

    it("shows a story of several outlets once, and all with --all", function()
      local reports = require "spec.support.reports"
      local story, path = reports.sentences(1, 30), folder .. "/wire.db"
      local file = folder .. "/wire.ndjson"
      write(file, table.concat({
        ('{"id":"wire","url":"https://agency.test/1","text":%s}'):format(json(reports.text(story))),
        ('{"id":"copy","url":"https://daily.test/2","text":%s}'):format(json("Sources say.\n\n"
          .. reports.text(reports.part(story, 3, 22)))),
        "" }, "\n"))
      local result = run { "index", file, "-d", path }
      assert.equal(0, result.status, result.errors)
      assert.matches("of the articles: 1 copy of others", result.errors, 1, true)
      local hits = objects(run({ "search", "the", "-d", path }).output)
      assert.equal(1, #hits)
      assert.equal("wire", hits[1].id)
      assert.equal("https://daily.test/2", hits[1].also_in[1].url)
      assert.equal(2, #objects(run({ "search", "the", "--all", "-d", path }).output))
      assert.matches("https://daily.test/2", run({ "search", "the", "--format", "table", "-d", path }).output, 1, true)
      assert.equal(1, objects(run({ "sql", "SELECT count(*) AS n FROM duplicates", "-d", path }).output)[1].n)
    end)

    it("finds copies that several processes store at the same time", function()
      local reports = require "spec.support.reports"
      local story = reports.sentences(1, 30)
      os.execute("mkdir " .. folder .. "/outlets")
      for i = 1, 6 do
        write(("%s/outlets/%d.ndjson"):format(folder, i), ('{"id":"o%d","url":"https://o%d.test/","text":%s}\n'):format(i, i,
          json(reports.text(reports.part(story, i, 20 + i), reports.sentences(60 + i, 2)))))
      end
      for jobs = 1, 3 do
        local path = ("%s/outlets%d.db"):format(folder, jobs)
        local result = run { "index", "-j", tostring(jobs), folder .. "/outlets", "-d", path }
        assert.matches("of the articles: 5 copies of others", result.errors, 1, true)
        local hits = objects(run({ "search", "the", "-d", path }).output)
        assert.equal(1, #hits)
        assert.equal(5, #hits[1].also_in)
      end
    end)

    it("tells at the end what was skipped, whatever the number of processes", function()
      os.execute("mkdir " .. folder .. "/mixed")
      write(folder .. "/mixed/a.txt", omarova)
      write(folder .. "/mixed/b.txt", serikov)
      write(folder .. "/mixed/c.bin", ("\0\1\2\3"):rep(50))
      write(folder .. "/mixed/d.bin", ("\0\1\2\3"):rep(60))
      write(folder .. "/mixed/e.txt", "")
      local summaries = {}
      for jobs = 1, 2 do
        local result = run { "index", "-j", tostring(jobs), folder .. "/mixed", "-d", ("%s/mixed%d.db"):format(folder, jobs) }
        assert.equal(1, result.status)
        summaries[jobs] = result.errors:match "(2 documents.*)$"
        assert.matches("skipped or wrong: 2, [^\n]* %(such as [^\n]*/mixed/c.bin%)", result.errors)
        assert.matches("skipped or wrong: 1, [^\n]*empty", result.errors)
      end
      assert.equal(summaries[1], summaries[2])
    end)

    it("is silent with -q", function()
      assert.equal("", run({ "index", "-q", news, "-d", database }).errors)
    end)

    it("is searched by words and fields", function()
      local result = run { "search", "serikov", "kind:sentence", "-d", database }
      assert.equal(0, result.status, result.errors)
      assert.matches("Serikov", result.output, 1, true)
      local nothing = run { "search", "zanzibar", "-d", database }
      assert.matches("nothing found for 'zanzibar'", nothing.errors, 1, true)
      assert.equal(1, nothing.status)
    end)

    it("lists people", function()
      local list = objects(run({ "people", "-d", database }).output)
      local names = {}
      for _, person in ipairs(list) do names[person.name] = person end
      assert.equal(1, names["Adil Serikov"].sentences)
      assert.equal(1, names["Dana Omarova"].charges)
    end)

    it("shows a person's timeline with quote, source and date", function()
      local result = run { "show", "serikov", "-d", database }
      assert.equal(0, result.status, result.errors)
      local list = objects(result.output)
      local sentence
      for _, line in ipairs(list) do
        if line.kind == "sentence" then sentence = line end
      end
      assert.equal("2021-04-07", sentence.date)
      assert.equal(news, sentence.source)
      assert.matches("five years in prison", sentence.quote, 1, true)
      local nobody = run { "show", "zzz", "-d", database }
      assert.equal(1, nobody.status)
    end)

    it("answers SQL, and cannot be changed by it", function()
      local result = run { "sql", "SELECT count(*) AS n FROM sentences", "-d", database }
      assert.equal('{"n":1}\n', result.output)
      local writing = run { "sql", "DELETE FROM records", "-d", database }
      assert.equal(1, writing.status)
      assert.equal('{"n":1}\n', run({ "sql", "SELECT count(*) AS n FROM sentences", "-d", database }).output)
      local wrong = run { "sql", "SELEC 1", "-d", database }
      assert.matches("syntax error", wrong.errors, 1, true)
      assert.equal(1, wrong.status)
    end)
  end)

  describe("rules", function()
    local own
    setup(function()
      own = folder .. "/own"
      os.execute("mkdir " .. own)
      write(own .. "/raid.lua", [[
kind "raid" { fields = { "place" }, doc = "a search of premises" }
pattern "raid.searched" {
  kind = "raid",
  doc = "police searched a place",
  trigger = words "raided|searched",
  pattern = words "raided|searched" * sp * words "the" * sp * Cg(words "office|home", "place"),
  make = function (captures) return { place = captures.place } end,
  examples = {
    { "Police raided the office.", { quote = "raided the office", place = "office" } },
    { "Police raided nothing.", nil },
  },
}
]])
    end)

    it("are listed", function()
      local list = objects(run({ "rules", "list" }).output)
      assert.is_true(#list > 5)
      for _, rule in ipairs(list) do
        assert.is_string(rule.rule)
        assert.is_string(rule.kind)
      end
    end)

    it("are checked", function()
      assert.equal(0, run({ "rules", "check" }).status)
      write(own .. "/zz_broken.lua", "pattern \"x\" {")
      local result = run { "rules", "check", "--rules", own }
      os.remove(own .. "/zz_broken.lua")
      assert.matches("zz_broken.lua:1", result.errors, 1, true)
      assert.equal(1, result.status)
    end)

    it("have examples that are run", function()
      local result = run { "rules", "test", "--rules", own, "raid" }
      assert.equal(0, result.status, result.errors .. result.output)
      write(own .. "/zz_wrong.lua", [[
pattern "wrong.one" { kind = "raid", doc = "d", trigger = words "raided", pattern = words "raided",
  examples = { { "Nobody came.", { quote = "raided" } } } }
]])
      local wrong = run { "rules", "test", "--rules", own, "wrong" }
      os.remove(own .. "/zz_wrong.lua")
      assert.matches("wrong.one", wrong.output .. wrong.errors, 1, true)
      assert.equal(1, wrong.status)
    end)

    it("of one's own add a kind", function()
      local path = write(folder .. "/raid.txt", "Police raided the office of a paper on Monday.\n")
      local list = objects(run({ "extract", "--rules", own, "--kind", "raid", path }).output)
      assert.equal(1, #list)
      assert.equal("office", list[1].place)
      assert.equal("raided the office", list[1].quote)
    end)

    it("tell why a record was made", function()
      local record = objects(run({ "extract", "--kind", "sentence", news }).output)[1]
      local result = run { "rules", "why", ("%s:%d:%d"):format(news, record.article, record.start) }
      assert.equal(0, result.status, result.errors)
      assert.matches(record.rule, result.output, 1, true)
      assert.matches("P5Y", result.output, 1, true)
      assert.equal(1, run({ "rules", "why", news .. ":99" }).status)
    end)
  end)
end)
