-- Loading rule files: what is accepted, what is refused and how that is told, overlays.
local docket = require "docket"
local support = require "spec.support.rules"

local function first_problem(text)
  local rules = support.file(text)
  return rules.problems[1], rules
end

local GOOD = [[
pattern "raid.searched" { kind = "raid", trigger = words "raided", pattern = words "raided" * sp * words "homes" }
kind "raid" { fields = { "place" } }
]]

describe("a rule file", function()
  it("adds rules", function()
    local rules = support.file(GOOD)
    assert.same({}, rules.problems)
    assert.equal(1, #support.records(rules, "Police raided homes.", "raid"))
    assert.is_truthy(rules.kinds.raid)
  end)

  local refused = {
    { "unknown field", 'pattern "a.b" { kind = "x", trigger = words "y", patern = words "y", pattern = words "y" }',
      "unknown field 'patern' (did you mean 'pattern'?)" },
    { "missing field", 'pattern "a.b" { kind = "x", trigger = words "y" }', "field 'pattern' is missing" },
    { "wrong type", 'pattern "a.b" { kind = 3, trigger = words "y", pattern = words "y" }', "field 'kind' wants a string" },
    { "a pattern that is none", 'pattern "a.b" { kind = "x", trigger = words "y", pattern = "y" }', "wants a pattern" },
    { "a name without a topic", 'pattern "a" { kind = "x", trigger = words "y", pattern = words "y" }', "topic.name" },
    { "a trigger without words", 'pattern "a.b" { kind = "x", trigger = P "y", pattern = words "y" }', "a trigger is made of" },
    { "an empty trigger", 'pattern "a.b" { kind = "x", trigger = words " | ", pattern = words "y" }', "names no word" },
    { "an argument that is none", 'rule "a.b" { kind = "x", trigger = words "y", needs = { persons = words "z" } }',
      "needs.persons is no argument" },
    { "an unknown phase", 'pattern "a.b" { kind = "x", phase = "later", trigger = words "y", pattern = words "y" }',
      "unknown phase 'later'" },
    { "an unknown list", 'local x = list "planets"', "no word list 'planets'" },
    { "an unknown entity", 'local x = entity "planet"', "no entity type 'planet'" },
    { "an unknown name", 'local x = wordz "a"', "wordz" },
    { "a rule to switch off that is not there", 'switch_off "no.rule"', "no rule 'no.rule' to switch off" },
    { "docket's own kind", 'kind "sentence" { fields = {} }', "docket's own" },
    { "a kind without fields", 'kind "raid" { doc = "x" }', "needs a table `fields`" },
    { "a syntax error", 'pattern "a.b" {', "expected" },
    { "binary Lua", string.dump(function() end), "binary" },
  }
  for _, case in ipairs(refused) do
    it("with " .. case[1] .. " is reported", function()
      local problem = first_problem(case[2])
      assert.is_table(problem)
      assert.matches(case[3], problem.message, 1, true)
      assert.matches("own.lua", problem.file, 1, true)
    end)
  end

  it("names line and rule of what is wrong", function()
    local problem = first_problem('\n\npattern "a.b" { kind = "x", trigger = words "y" }')
    assert.equal(3, problem.line)
    assert.equal("a.b", problem.rule)
    assert.equal("ERULE", problem.code)
    assert.equal("ESYNTAX", first_problem("x = = 1").code)
  end)

  it("that is broken leaves the others as they are", function()
    local rules = support.over { ["a.lua"] = "error 'broken'", ["b.lua"] = GOOD, ["c.lua"] = "x = (" }
    assert.equal(2, #rules.problems)
    assert.equal(1, #support.records(rules, "Police raided homes.", "raid"))
  end)

  it("keeps its good rules where one is bad", function()
    local rules = support.file(GOOD .. '\npattern "raid.bad" { kind = "raid" }')
    assert.equal(1, #rules.problems)
    assert.equal(1, #support.records(rules, "Police raided homes.", "raid"))
  end)

  it("may name a rule once", function()
    local problem = first_problem(GOOD .. GOOD)
    assert.matches("already stands at line", problem.message)
    local rules = support.over { ["a.lua"] = GOOD, ["b.lua"] = GOOD }
    assert.matches("already stands in", rules.problems[1].message)
  end)
end)

describe("an overlay", function()
  local TEXT = "Timur Askarov was sentenced to five years in prison."

  it("replaces a rule by name, in its place", function()
    local shipped = assert(docket.rules { "en" })
    local order = shipped.pack.by_id["sentence.sentenced"].order
    local rules = support.file [[
rule "sentence.sentenced" { kind = "sentence", trigger = words "sentenced", needs = { persons = patient },
  set = { penalty = "ban" }, status = "imposed" } ]]
    assert.same({}, rules.problems)
    assert.equal(order, rules.pack.by_id["sentence.sentenced"].order)
    assert.equal("sentence.sentenced", rules.pack.replaced[1].id)
    local penalties = {}
    for _, record in ipairs(support.records(rules, TEXT, "sentence")) do penalties[record.penalty] = record.rule end
    assert.equal("sentence.sentenced", penalties.ban)
  end)

  it("switches a rule off", function()
    local rules = support.file 'switch_off "sentence.sentenced"'
    assert.same({}, rules.problems)
    for _, record in ipairs(support.records(rules, TEXT, "sentence")) do
      assert.are_not.equal("sentence.sentenced", record.rule)
    end
  end)

  it("adds to word lists and takes from them", function()
    local rules = support.over { ["words/months.txt"] = "sretensk = 02\n-april\n" }
    local quotes = {}
    for _, record in ipairs(support.records(rules, "It was on Sretensk 4, 2021, and on April 5, 2021.", "date")) do
      quotes[record.quote] = record.value
    end
    assert.equal("2021-02-04", quotes["Sretensk 4, 2021"])
    assert.is_nil(quotes["April 5, 2021"])
  end)

  it("brings lists of its own", function()
    local rules = support.over { ["words/planets.txt"] = "mars\nvenus = second\n",
      ["a.lua"] = 'kind "planet" { fields = { "name" } }\n'
        .. 'pattern "planet.named" { kind = "planet", trigger = list "planets", pattern = Cg(list "planets", "name") }' }
    assert.same({}, rules.problems)
    local found = support.records(rules, "From Venus to Mars.", "planet")
    assert.same({ "second", "mars" }, { found[1].name, found[2].name })
  end)

  it("of a directory that does not exist is a failure", function()
    local rules, message, code = docket.rules { "en", "no/such/rules" }
    assert.is_nil(rules)
    assert.matches("no/such/rules", message, 1, true)
    assert.equal("ENOENT", code)
  end)

  it("may be one file", function()
    local command = require "spec.support.command"
    local folder = command.folder()
    local rules = assert(docket.rules { "en", command.write(folder .. "/own.lua", GOOD) })
    command.remove(folder)
    assert.equal(1, #support.records(rules, "Police raided homes.", "raid"))
  end)

  it("tells what is wrong in a word list that no rule uses, which is of the hash too", function()
    local rules = support.over { ["words/unused.txt"] = "fine\n = none\n", ["a.lua"] = "" }
    assert.equal("ELIST", rules.problems[1].code)
    assert.equal(2, rules.problems[1].line)
    assert.are_not.equal(rules.hash, support.over({ ["words/unused.txt"] = "fine\n", ["a.lua"] = "" }).hash)
  end)

  it("changes the hash of the rule set, and only then", function()
    local one, two = assert(docket.rules { "en" }), assert(docket.rules { "en" })
    assert.equal(one.hash, two.hash)
    assert.are_not.equal(one.hash, support.file(GOOD).hash)
    assert.are_not.equal(one.hash, support.over({ ["words/months.txt"] = "sretensk = 02\n", ["a.lua"] = "" }).hash)
  end)
end)
