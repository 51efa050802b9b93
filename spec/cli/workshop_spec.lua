-- The workshop from the command line.
local command = require "spec.support.command"

local run, objects = command.run, command.objects

describe("docket rules", function()
  local folder, own, news, index
  setup(function()
    folder = command.folder()
    own, news, index = folder .. "/own", folder .. "/news.txt", folder .. "/x.db"
    os.execute("mkdir " .. own)
    command.write(own .. "/a.lua", 'kind "mark" { fields = { "what" } }\n'
      .. 'pattern "mark.red" { kind = "mark", doc = "red", trigger = words "red", pattern = words "red", '
      .. 'examples = { { "All is red.", { quote = "red" } } } }\n')
    command.write(news, "All is red here. The court flabbergasted the jury. "
      .. "Lena Dorn was sentenced to two years in prison on May 3, 2021.\n")
    assert.equal(0, run({ "index", news, "-d", index }).status)
  end)
  teardown(function() command.remove(folder) end)

  it("list shows each rule in a table", function()
    local result = run { "rules", "list", "mark", "--rules", own, "--format", "table" }
    assert.matches("mark.red", result.output, 1, true)
    assert.equal(1, run({ "rules", "list", "no-such-rule" }).status)
  end)

  it("test ends with 1 where an example fails, with expected and got", function()
    assert.equal(0, run({ "rules", "test", "mark", "--rules", own }).status)
    local wrong = command.write(folder .. "/wrong.lua", 'kind "w" { fields = {} }\n'
      .. 'pattern "w.w" { kind = "w", trigger = words "red", pattern = words "red",\n'
      .. ' examples = {\n { "So red.", { quote = "blue" } } } }\n')
    local result = run { "rules", "test", "w.w", "--rules", wrong }
    assert.equal(1, result.status)
    assert.matches("wrong.lua:4: rule 'w.w'", result.errors, 1, true)
    assert.matches('expected  { quote = "blue" }', result.errors, 1, true)
    assert.matches('got       { quote = "red" }', result.errors, 1, true)
    local rows = objects(run({ "rules", "test", "w.w", "--rules", wrong, "--format", "ndjson" }).output)
    assert.is_false(rows[1].ok)
    assert.equal(1, run({ "rules", "test", "no-such-rule" }).status)
  end)

  it("colours what it writes when asked to", function()
    for _, arguments in ipairs { { "list", "mark" }, { "why", news }, { "whynot", "All is red." }, { "stats", news },
      { "unknown", news }, { "diff", news }, { "grep", "red", news } } do
      local words = { "rules", table.unpack(arguments) }
      for _, word in ipairs { "--rules", own, "--format", "table", "--color", "always" } do words[#words + 1] = word end
      local result = run(words)
      assert.matches("\27[", result.output, 1, true, arguments[1] .. result.errors)
      words[#words] = "never"
      assert.is_nil(run(words).output:find("\27", 1, true), arguments[1])
    end
  end)

  it("whynot tells what was tried", function()
    local rows = objects(run({ "rules", "whynot", "Lena Dorn was sentenced to arms." }).output)
    assert.is_true(#rows > 0)
    assert.is_string(rows[1].why)
    assert.equal(2, run({ "rules", "whynot" }).status)
  end)

  it("stats counts over files and over an index", function()
    for _, where in ipairs { { news }, { "-d", index } } do
      local rows = {}
      for _, row in ipairs(objects(run({ "rules", "stats", "--rules", own, table.unpack(where) }).output)) do rows[row.rule] = row end
      assert.equal(1, rows["mark.red"].wins)
    end
    assert.equal(2, run({ "rules", "stats" }).status)
  end)

  it("diff compares files with the shipped rules, and an index with what it holds", function()
    for _, where in ipairs { { news }, { "-d", index } } do
      local rows = objects(run({ "rules", "diff", "--rules", own, table.unpack(where) }).output)
      assert.equal(1, #rows)
      assert.equal("added", rows[1].change)
      assert.equal("red", rows[1].after.quote)
    end
    assert.same({}, objects(run({ "rules", "diff", "--rules", own, "--against", own, news }).output))
    assert.same({}, objects(run({ "rules", "diff", "-d", index }).output))
    -- a page of many articles, whose blocks depend on each other
    local page = folder .. "/page.db"
    assert.equal(0, run({ "index", "examples/corpus/listing.txt", "-d", page }).status)
    assert.same({}, objects(run({ "rules", "diff", "-d", page }).output))
  end)

  it("grep searches files and an index", function()
    local row = objects(run({ "rules", "grep", 'words "sentenced" * sp * words "to"', news }).output)[1]
    assert.equal("sentenced to", row.quote)
    assert.equal(row.quote, command.read(news):sub(row.start + 1, row["end"]))
    assert.equal("sentenced to", objects(run({ "rules", "grep", "sentenced to", "-d", index }).output)[1].quote)
    assert.equal(1, run({ "rules", "grep", "zebra", "-d", index }).status)
    assert.equal(2, run({ "rules", "grep", 'words "a', news }).status)
  end)

  it("new writes a file that passes", function()
    local path = folder .. "/drafts/walloped.lua"
    os.execute("mkdir " .. folder .. "/drafts")
    local arguments = { "rules", "new", "A judge walloped Lena Dorn with ten years behind bars.", "kind=sentence",
      "persons=Lena Dorn", "penalty=imprisonment", "-o", path }
    assert.equal(0, run(arguments).status)
    assert.equal(0, run({ "rules", "test", "walloped", "--rules", folder .. "/drafts" }).status)
    assert.equal(1, run(arguments).status, "it wrote over a file")
    assert.equal(2, run({ "rules", "new", "A text.", "nonsense" }).status)
  end)
end)

describe("docket eval", function()
  it("scores the rules against a gold file", function()
    local rows = {}
    for _, row in ipairs(objects(run({ "eval", "spec/gold/records.jsonl", "spec/gold/articles.ndjson" }).output)) do
      rows[row.what] = row
    end
    assert.is_true(rows.sentence.f1 > 0.5)
    assert.is_true(rows.all.gold >= rows.sentence.gold)
  end)

  it("takes what extract gave, put right by hand, as gold", function()
    local folder = command.folder()
    local gold = command.write(folder .. "/gold.jsonl",
      run({ "extract", "--kind", "sentence,charge", "examples/corpus/listing.txt" }).output)
    local rows = objects(run({ "eval", gold, "examples/corpus/listing.txt" }).output)
    assert.equal(1, rows[#rows].f1)
    local details = run { "eval", gold, "examples/corpus/reports.ndjson", "--details", "--format", "table" }
    assert.matches("missed", details.output)
    assert.equal(1, run({ "eval", folder .. "/none", "examples/corpus/listing.txt" }).status)
    command.remove(folder)
  end)
end)
