-- The rule writer's tools as functions.
local docket = require "docket"
local support = require "spec.support.rules"

local HEAD = 'kind "mark" { fields = { "what" } }\n'
local RED = HEAD .. [[pattern "mark.red" { kind = "mark", doc = "red things", trigger = words "red",
  pattern = words "red" * sp * Cg(words "flag|cross", "what") }]]

describe("list and check", function()
  it("give the rules as rows", function()
    local list = require "docket.workshop.list"
    local rules = support.file(RED)
    local row = list.rows(rules, { word = "mark" })[1]
    assert.same({ "mark.red", "mark", "red things", "pattern", { "red" } },
      { row.rule, row.kind, row.doc, row.form, row.trigger })
    assert.is_true(#list.rows(rules, { kind = "sentence" }) > 3)
    assert.same({}, list.rows(rules, { word = "no such" }))
  end)

  it("tell what is laid over what", function()
    local check = require "docket.workshop.check"
    local report = check.run(support.file(RED .. '\nswitch_off "date.century"'))
    assert.equal("date.century", report.switched_off[1].rule)
    assert.same({ "mark" }, report.kinds)
    assert.same({ "mark.red" }, report.without_examples)
  end)
end)

describe("why", function()
  it("explains records with their parts and rivals", function()
    local rules = assert(docket.rules { "en" })
    local article = support.article "Lena Dorn was sentenced to two years in prison on May 3, 2021."
    local explanations = require("docket.workshop.why").explain(rules, article)
    local sentence
    for _, item in ipairs(explanations) do
      if item.record.kind == "sentence" then sentence = item end
    end
    assert.equal("sentence.sentenced", sentence.rule.id)
    local parts = {}
    for _, part in ipairs(sentence.parts) do parts[part.name] = part.value end
    assert.equal("P2Y", parts.duration)
    assert.matches("rules/en/", sentence.place, 1, true)
    assert.same({}, require("docket.workshop.why").explain(rules, article, 0))
  end)
end)

describe("whynot", function()
  local whynot = require "docket.workshop.whynot"
  local command = require "spec.support.command"
  local folder, sources
  setup(function()
    folder = command.folder()
    command.write(folder .. "/own.lua", RED .. [[
rule "mark.fact" { kind = "mark", trigger = words "hailed", needs = { persons = patient, date = near "date" }, status = "x" }
rule "mark.refused" { kind = "mark", trigger = words "greeted", requires = function() return false end }
rule "mark.unless" { kind = "mark", trigger = words "met", unless = { after = sp * words "nobody" } }
]])
    sources = { "en", folder }
  end)
  teardown(function() command.remove(folder) end)

  local function try_of(rule, text)
    for _, try in ipairs(assert(whynot.run(sources, text)).tries) do
      if try.rule == rule then return try end
    end
  end

  it("loads all rules as an ordinary run does", function()
    assert.same({}, assert(whynot.run(sources, "Nothing here.")).problems)
  end)

  it("finds the same records as an ordinary run", function()
    local rules = assert(docket.rules(sources))
    for article in assert(docket.open "spec/gold/articles.ndjson"):articles() do
      if article.number > 8 then break end
      local text = article.text:match "^[^\n]+"
      local expected, got = {}, {}
      local one = require("docket.workshop.test").article(text, "2021-04-20")
      for _, record in ipairs(rules:extract(one, { everywhere = true })) do
        record.ruleset = nil
        expected[#expected + 1] = support.line(record)
      end
      for _, record in ipairs(whynot.run(sources, text, { reference_date = "2021-04-20" }).records) do
        record.ruleset = nil
        got[#got + 1] = support.line(record)
      end
      assert.same(expected, got)
    end
  end)

  it("names the element at which a pattern failed", function()
    local try = try_of("mark.red", "All wore red scarves.")
    assert.equal("red ", try.at)
    assert.matches('words "flag|cross"', try.why, 1, true)
    assert.is_false(try.made)
  end)

  it("names the argument that a fact lacks", function()
    local try = try_of("mark.fact", "They hailed Lena Dorn.")
    assert.equal("hailed", try.at)
    assert.matches("needs date (near date)", try.why, 1, true)
  end)

  it("names what refused", function()
    assert.matches("requires", try_of("mark.refused", "They greeted Lena Dorn.").why)
    assert.matches("unless", try_of("mark.unless", "They met nobody.").why)
  end)

  it("tells what made something, and what lost", function()
    assert.is_true(try_of("mark.red", "A red flag.").made)
    assert.is_nil(try_of("mark.red", "Nothing of that kind."))
  end)

  it("puts the nearest first, and shows the entities", function()
    local result = whynot.run(sources, "They hailed Lena Dorn.")
    assert.equal("mark.fact", result.tries[1].rule)
    assert.matches("%[person: Lena Dorn%]", result.seen[1])
  end)
end)

describe("stats", function()
  it("counts tries, hits, wins and losses, and changes no result", function()
    local rules = support.file(RED .. [[
pattern "mark.shorter" { kind = "mark", trigger = words "red", pattern = words "red" }]])
    local plain = support.file(RED)
    local statistics = require("docket.workshop.stats").new(rules)
    local article = support.article "A red flag, a red car. Lena Dorn was sentenced to two years in prison."
    statistics:add(article)
    local rows = {}
    for _, row in ipairs(statistics:result()) do rows[row.rule] = row end
    assert.equal(2, rows["mark.red"].tries)
    assert.equal(1, rows["mark.red"].hits)
    assert.equal(1, rows["mark.red"].wins)
    assert.equal(2, rows["mark.shorter"].hits)
    assert.equal(1, rows["mark.shorter"].losses)
    assert.equal(1, rows["mark.shorter"].lost_to["mark.red"])
    assert.is_true(rows["sentence.sentenced"].wins > 0)
    assert.is_true(rows["mark.red"].seconds >= 0)
    assert.equal(#support.records(plain, article.text, "sentence"), #support.records(rules, article.text, "sentence"))
  end)
end)

describe("unknown", function()
  it("lists words and passages that gave no record, by frequency", function()
    local unknown = require("docket.workshop.unknown").new(assert(docket.rules { "en" }))
    unknown:add(support.article "The court flabbergasted the prosecution. The judge flabbergasted the jury in court.")
    unknown:add(support.article "Lena Dorn was sentenced to two years in prison. It rained.")
    local words, passages = {}, {}
    for _, row in ipairs(unknown:result()) do
      if row.what == "word" then words[row.text] = row.count else passages[row.text] = row.count end
    end
    assert.equal(2, words.flabbergasted)
    assert.equal(1, passages["The court flabbergasted the prosecution."])
    assert.is_nil(passages["It rained."])
    assert.is_nil(passages["Lena Dorn was sentenced to two years in prison."])
    assert.equal("flabbergasted", unknown:result(1)[1].text)
  end)
end)

describe("diff", function()
  local diff = require "docket.workshop.diff"
  local function record(first, last, fields)
    local one = { kind = "sentence", first = first, last = last, quote = "q" .. first, persons = {} }
    for name, value in pairs(fields or {}) do one[name] = value end
    return one
  end

  it("tells what is added, changed and lost", function()
    local rows = diff.compare({ record(1, 9), record(20, 29, { duration = "P1Y" }), record(40, 49) },
      { record(1, 9), record(20, 29, { duration = "P2Y" }), record(60, 69) })
    assert.same({ "changed", "lost", "added" }, { rows[1].change, rows[2].change, rows[3].change })
    assert.same({ { field = "duration", before = "P1Y", after = "P2Y" } }, rows[1].fields)
  end)

  it("sees nothing where only the rule's name and the numbers' form differ", function()
    assert.same({}, diff.compare({ record(1, 9, { rule = "a.b", amount = 500.0 }) }, { record(1, 9, { rule = "c.d", amount = 500 }) }))
  end)

  it("pairs each record once", function()
    local rows = diff.compare({ record(1, 9) }, { record(1, 9), record(1, 9) })
    assert.equal(1, #rows)
    assert.equal("added", rows[1].change)
  end)

  it("compares two rule sets over an article", function()
    local rows = diff.article(assert(docket.rules { "en" }), support.file(RED), support.article "A red flag.")
    assert.equal(1, #rows)
    assert.equal("added", rows[1].change)
    assert.equal("mark", rows[1].after.kind)
  end)
end)

describe("grep", function()
  local grep = require "docket.workshop.grep"
  local rules
  setup(function() rules = assert(docket.rules { "en" }) end)

  local function quotes(expression, text)
    local search = assert(grep.new(rules, expression))
    local list = {}
    for _, match in ipairs(assert(search:article(support.article(text)))) do list[#list + 1] = match.quote end
    return list
  end

  it("finds words, entities and lists", function()
    local text = "Lena Dorn was sentenced to two years in prison in May 2021."
    assert.same({ "sentenced to two years in prison" }, quotes('words "sentenced" * sp * gap(3, entity "penalty")', text))
    assert.same({ "May" }, quotes('list "months"', text))
    assert.same({ "sentenced to" }, quotes("sentenced to", text))
    assert.same({}, quotes('words "acquitted"', text))
  end)

  it("knows the words that every match holds", function()
    local function query(expression) return assert(grep.new(rules, expression)):query() end
    assert.equal('"jailed"', query 'words "jailed" * sp * entity "duration"')
    assert.equal('"a" OR "b"', query 'words "a" + words "b"')
    assert.equal('("found" AND "guilty")', query 'words "found guilty"')
    assert.is_nil(query 'entity "date" * -words "x"')
    assert.is_nil(query 'words "a" ^ -1 * sp')
    assert.is_nil(query 'words "a" + sp')
    assert.equal('"b"', query 'words "a" ^ -1 * words "b"')
    assert.equal('"b"', query 'Ct(gap(3, Cg(words "b", "x")))')
  end)

  it("refuses what is no pattern", function()
    for _, expression in ipairs { 'words "a', "1 + 1", "{}", "(function() while true do end end)()" } do
      local search, message = grep.new(rules, expression)
      assert.is_nil(search, expression)
      assert.is_string(message)
    end
  end)

  it("gives up on a pattern that takes too long", function()
    local search = assert(grep.new(rules,
      'P { P "a" * V(1) * P "b" + P "a" * V(1) * P "c" + P "a" } * P "!"'))
    local found, message = search:article(support.article("It is " .. ("a"):rep(60) .. "."))
    assert.is_nil(found)
    assert.matches("too many steps", message)
  end)
end)

describe("new", function()
  local new = require "docket.workshop.new"

  it("drafts a rule whose example passes", function()
    local source = assert(new.draft({ "en" }, "A judge walloped Timur Askarov with eight years behind bars.",
      { kind = "sentence", persons = { "Timur Askarov" }, penalty = "imprisonment", duration = "P8Y", status = "imposed" }))
    local rules = support.file(source)
    assert.equal("", support.problems(rules))
    local result = rules:test("sentence.walloped")[1]
    assert.is_true(result.ok, result.message)
    assert.equal(1, #support.records(rules, "A judge walloped Lena Dorn with ten years behind bars.", "sentence"))
  end)

  it("declares a kind that nobody knows", function()
    local source = assert(new.draft({ "en" }, "Lena Dorn began a hunger strike on May 3, 2021.",
      { kind = "fast", persons = { "Lena Dorn" }, date = "2021-05-03" }))
    assert.matches('kind "fast"', source, 1, true)
    local rules = support.file(source)
    assert.equal("", support.problems(rules))
    assert.same({ "Oleg Varin" }, support.records(rules, "Oleg Varin began a hunger strike.", "fast")[1].persons)
    assert.same({}, support.records(rules, "Oleg Varin began a film.", "fast"))
  end)

  it("says why where it finds none", function()
    local source, message = new.draft({ "en" }, "It rained.", { kind = "sentence", persons = { "Lena Dorn" } })
    assert.is_nil(source)
    assert.matches("none of", message)
    assert.is_nil((new.draft({ "en" }, "It rained.", {})))
  end)

  it("never writes over a file", function()
    local command = require "spec.support.command"
    local folder = command.folder()
    assert.is_true(new.write(folder .. "/a.lua", "x = 1\n"))
    local ok, message = new.write(folder .. "/a.lua", "y = 2\n")
    command.remove(folder)
    assert.is_nil(ok)
    assert.matches("is there already", message)
  end)
end)
