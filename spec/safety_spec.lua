-- A user may run rules that somebody else wrote: what they can reach, and what they cost.
local docket = require "docket"
local lpeg = require "lpeg"
local support = require "spec.support.rules"

local KIND = 'kind "mark" { fields = { "what" } }\n'

-- What the file's code gives as `what`, or the message of what stopped it.
local function told(code, text)
  local rules = support.file(KIND .. ([[
pattern "mark.it" { kind = "mark", trigger = words "red", pattern = words "red",
  make = function(captures, context)
    %s
  end }]]):format(code))
  local found = support.records(rules, text or "All is red here.", "mark")
  return found[1] and found[1].what, support.problems(rules)
end

-- Rules of a file that loads; the time that extraction takes, and its problems.
local function timed(source, text)
  local from = os.clock()
  local rules = support.file(KIND .. source)
  local found = support.records(rules, text, nil)
  return os.clock() - from, support.problems(rules), found
end

describe("a rule file", function()
  it("reaches no file, process, network or debug access", function()
    for _, name in ipairs { "io", "os", "debug", "require", "package", "load", "loadfile", "dofile", "_G",
      "getmetatable", "setmetatable", "rawset", "coroutine", "collectgarbage", "string.dump", "lpeg" } do
      local what = told(("return { what = tostring(%s) }"):format(name:find "%." and name or "(" .. name .. ")"))
      assert.equal("nil", what, name)
    end
  end)

  it("reaches nothing through what it is given", function()
    local looks = {
      'P "a".setmaxstack', 'P "a".locale', '("x").dump', 'patient.__index', 'context.__index and context.__index.__gc',
      'shared.__index', 'context.segment.add', 'context.segment.merge', 'words.__index',
    }
    for _, look in ipairs(looks) do
      local what, problem = told(("local ok = %s return { what = type(ok) }"):format(look))
      assert.is_true(what == "nil" or what == nil and problem ~= "", look .. ": " .. tostring(what))
    end
  end)

  it("cannot change what it looks at", function()
    for _, change in ipairs { 'context.reference = "1900-01-01"', 'context.segment.first = 1',
      'context.segment.entities[1] = {}', 'context.segment.folded = ""', 'patient.find = nil', 'P("x").match = 1' } do
      local what, problem = told(change .. ' return { what = "changed" }')
      assert.is_nil(what, change)
      assert.are_not.equal("", problem, change)
    end
  end)

  it("cannot change the host", function()
    local before = {}
    for _, library in ipairs { _G, string, table, math, utf8, lpeg, getmetatable("").__index } do
      for name, value in pairs(library) do before[#before + 1] = { library, name, value } end
    end
    support.file [[
      string.rep, string.format, table.insert, math.max, utf8.char = nil, nil, nil, nil, nil
      tostring, ipairs, type, error = nil, nil, nil, nil
      calendar.parse, number.combine, shared.imposed = nil, nil, nil
      leak = "global"
    ]]
    for _, item in ipairs(before) do assert.equal(item[3], item[1][item[2]], item[2]) end
    assert.is_nil(rawget(_G, "leak"))
    assert.is_nil(rawget(_G, "words"))
  end)

  it("cannot change another file", function()
    local rules = support.over({
      ["a.lua"] = "words, P, sp, list, tostring = nil, nil, nil, nil, nil\nstring.upper = nil\ncalendar.parse = nil\nvalue = 1",
      ["b.lua"] = KIND .. [[pattern "mark.it" { kind = "mark", trigger = words "red",
        pattern = words "red" * sp * list "months", make = function()
          return { what = type(string.upper) .. type(calendar.parse) .. type(value) } end }]],
    })
    assert.equal("", support.problems(rules))
    assert.equal("functionfunctionnil", support.records(rules, "One red June day.", "mark")[1].what)
  end)

  it("shares a table with files of its directory alone", function()
    local one = support.over { ["a.lua"] = "shared.mine = words 'red'", ["b.lua"] = KIND
      .. 'pattern "mark.it" { kind = "mark", trigger = words "red", pattern = shared.mine }' }
    assert.equal("", support.problems(one))
    assert.equal(1, #support.records(one, "All is red here.", "mark"))
    local two = support.file("assert(shared.mine == nil)")
    assert.equal("", support.problems(two))
  end)

  it("cannot take docket's own kinds", function()
    local rules = support.file 'kind "sentence" { fields = {} }'
    assert.matches("docket's own", support.problems(rules), 1, true)
    assert.is_truthy(rules.kinds.sentence.shipped)
  end)

  it("cannot make records out of the text's bounds", function()
    for _, range in ipairs { "first = -5, last = 3", "first = 1, last = 9999", "first = 3, last = 1", "first = 'a', last = 2",
      "first = 1.5, last = 2" } do
      local what, problem = told(("return { what = 'x', %s }"):format(range))
      assert.is_nil(what, range)
      assert.matches("no range", problem)
    end
    local what, problem = told "return { what = 'x', value = {} }"
    assert.is_nil(what)
    assert.matches("'value' is a table", problem, 1, true)
  end)
end)

describe("the bounds", function()
  it("stop an endless loop while loading", function()
    local rules = support.file "while true do end"
    assert.matches("endless loop", support.problems(rules))
  end)

  it("stop an endless loop in make, status, requires, find_with and captures", function()
    local loop = "function() while true do end end"
    local sources = {
      'pattern "mark.it" { kind = "mark", trigger = words "red", pattern = words "red", make = ' .. loop .. " }",
      'rule "mark.it" { kind = "mark", trigger = words "red", status = ' .. loop .. " }",
      'rule "mark.it" { kind = "mark", trigger = words "red", requires = ' .. loop .. " }",
      'rule "mark.it" { kind = "mark", trigger = words "red", make = ' .. loop .. " }",
      'rule "mark.it" { kind = "mark", trigger = words "red", needs = { persons = find_with("x", ' .. loop .. ") } }",
      'pattern "mark.it" { kind = "mark", trigger = words "red", pattern = Cmt(words "red", ' .. loop .. ") }",
      'pattern "mark.it" { kind = "mark", trigger = words "red", pattern = words "red" / ' .. loop .. " }",
      'pattern "mark.it" { kind = "mark", trigger = words "red", pattern = words "red" * P(' .. loop .. ") }",
    }
    for _, source in ipairs(sources) do
      local seconds, problem = timed(source, "All is red here. Lena Dorn was jailed for two years.")
      assert.matches("endless loop", problem, source)
      assert.is_true(seconds < 5, source)
    end
  end)

  it("leave the other rules their records", function()
    local _, problem, found = timed('pattern "mark.it" { kind = "mark", trigger = words "jailed", pattern = words "jailed",'
      .. " make = function() while true do end end }", "Lena Dorn was jailed for two years.")
    assert.matches("endless loop", problem)
    local kinds = {}
    for _, record in ipairs(found) do kinds[record.kind] = true end
    assert.is_true(kinds.sentence)
  end)

  it("stop what takes too much memory", function()
    for _, code in ipairs { "return { what = ('x'):rep(1e10) }", "local s = 'x' while true do s = s .. s end",
      "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end", "return { what = string.rep('x', 1e9) }" } do
      local what, problem = told(code)
      assert.is_nil(what, code)
      assert.is_truthy(problem:find "MB" or problem:find "stopped", problem)
    end
  end)

  -- Patterns that LPeg would be busy with for hours or for ever.
  local explosions = {
    { "a grammar that tries everything twice", [[
local e = P { "E", E = P "a" * V "E" * P "b" + P "a" * V "E" * P "c" + P "a" }
pattern "mark.it" { kind = "mark", trigger = words "red", back = 9, pattern = e * P "!" }]],
      "It is " .. ("a"):rep(60) .. " red." },
    { "repetitions inside lookaheads", [[
local l = P(1) ^ 0 * P "Z"
local m = (#l * P(1) + -l * P(1)) ^ 0 * P "Y"
local n = (#m * P(1) + -m * P(1)) ^ 0 * P "X"
pattern "mark.it" { kind = "mark", trigger = words "red", pattern = n }]],
      "It is red " .. ("a b "):rep(4000) .. "." },
    { "gaps inside repetitions", [[
local step = word * sp ^ -1
local h = (#(gap(8) * step ^ 0 * P "!") * step + step) ^ 0
pattern "mark.it" { kind = "mark", trigger = words "red", pattern = (#(h * P "!") * step + step) ^ 0 * P "?" }]],
      "It is red " .. ("word "):rep(4000) .. "." },
    { "a search in a search in a search", [[
local function far(p) return P { p + 1 * V(1) } end
pattern "mark.it" { kind = "mark", trigger = words "red", pattern = far(#far(#far(P "Z") * 1) * 1) ^ 1 }]],
      "It is red " .. ("abc "):rep(3000) .. "." },
    { "a link of a fact rule", [[
local l = P(1) ^ 0 * P "Z"
local m = (#l * P(1) + -l * P(1)) ^ 0 * P "Y"
rule "mark.it" { kind = "mark", trigger = words "red", needs = { date = after((#m * P(1) + -m * P(1)) ^ 0 * P "Q", "date") } }]],
      "It is red " .. ("a b "):rep(500) .. " on May 3, 2021." },
    { "a match in make", [[
local l = P(1) ^ 0 * P "Z"
local m = (#l * P(1) + -l * P(1)) ^ 0 * P "Y"
pattern "mark.it" { kind = "mark", trigger = words "red", pattern = words "red",
  make = function(_, context) ((#m * P(1) + -m * P(1)) ^ 0):match(context.text) return { what = "x" } end }]],
      "It is red " .. ("a b "):rep(9000) .. "." },
  }
  for _, case in ipairs(explosions) do
    it("stop " .. case[1] .. ", and name the rule", function()
      local seconds, problem = timed(case[2], case[3])
      assert.is_truthy(problem:find "stopped" or problem:find "backtrack", problem)
      assert.is_true(seconds < 10, ("%.1f seconds"):format(seconds))
      local rules = support.file(KIND .. case[2])
      rules:extract(support.article(case[3]))
      assert.equal("mark.it", rules.problems[1].rule)
      assert.equal(2, rules.problems[1].line > 1 and 2 or 0)
    end)
  end

  it("are the same every time: a stopped rule is tried again in the next article", function()
    local rules = support.file(KIND .. explosions[2][2])
    local long, short = support.article(explosions[2][3]), support.article "It is red YX."
    local function n(article)
      local count = 0
      for _, record in ipairs(rules:extract(article)) do count = count + (record.kind == "mark" and 1 or 0) end
      return count
    end
    local alone = n(short)
    assert.equal(0, n(long))
    assert.equal(alone, n(short))
    assert.equal(0, n(long))
  end)

  it("refuse patterns that are too large", function()
    for _, source in ipairs { "local p = P 'ab' for i = 1, 40 do p = p * p end", "local p = gap(1000000)",
      "local p = (P 'ab' ^ -100) ^ -100 * (P 'ab' ^ -100) ^ -100", "local p = P(1 << 40)" } do
      local from = os.clock()
      assert.are_not.equal("", support.problems(support.file(source)), source)
      assert.is_true(os.clock() - from < 2, source)
    end
  end)

  it("leave enough for ordinary rules", function()
    local rules = assert(docket.rules { "en", "examples/own-rules" })
    for article in assert(docket.open "examples/corpus/listing.txt"):articles() do rules:extract(article) end
    assert.equal("", support.problems(rules))
  end)
end)

describe("the module", function()
  it("adds nothing to the globals, and two rule sets live side by side", function()
    local before = {}
    for name in pairs(_G) do before[name] = true end
    local one = support.file(KIND .. 'pattern "mark.it" { kind = "mark", trigger = words "red", pattern = words "red" }')
    local two = support.file('kind "note" { fields = { "what" } }\n'
      .. 'pattern "note.it" { kind = "note", trigger = words "red", pattern = words "red" }')
    local text = "All is red here."
    for _ = 1, 2 do
      assert.equal(1, #support.records(one, text, "mark"))
      assert.equal(0, #support.records(one, text, "note"))
      assert.equal(1, #support.records(two, text, "note"))
      assert.equal(0, #support.records(two, text, "mark"))
    end
    for name in pairs(_G) do assert.is_true(before[name] or false, name) end
  end)
end)
