-- Nodes match as the patterns that they stand for.
local lpeg = require "lpeg"
local docket = require "docket"
local deferred = require "docket.rule.deferred"
local rule_names = require "docket.rule.environment"

describe("a node", function()
  local env = deferred.environment(function() return nil end)

  -- The same expression over nodes and over LPeg's patterns.
  local function both(expression)
    local plain = {}
    for name, value in pairs(require("docket.rule.vocabulary").lpeg) do plain[name] = value end
    local make = "return " .. expression
    local node = assert(load(make, "=node", "t", env))()
    local pattern = assert(load(make, "=pattern", "t", plain))()
    assert.is_true(deferred.is(node))
    return node, lpeg.P(pattern)
  end

  for _, expression in ipairs {
    'P "a" * "b" * S "cd" * R "ef" * 1', 'P "ab" + "ac" + P "b" * -P "c" + "d"', 'P "x" ^ 0 * C(P "y" ^ 1)', '(P(1) - "c") ^ 1',
    '#P "a" * C(1)', 'Ct(Cg(C "a", "first") * Cp() * Cc(3)) * Cb "none" + "b"', 'P "a" / "found" + "b"', 'C "a" / { a = 1 }',
    'P { "list", list = V "item" * ("," * V "item") ^ 0, item = C(R "az" ^ 1) }', 'B "a" * "b" + P(1) * B(P "a") * C "b"',
    'Cmt(P "a", function(_, at) return at + 1 end) * Cp()', 'Cs((P "a" / "b" + 1) ^ 0)', 'P(true) * Cp()', 'P(2) * Cp()',
    'Cf(C "a" * C "b", function(x, y) return y .. x end)', '"a" * P "b"', '"x" + P "a"', '1 - P "b"',
  } do
    it(expression, function()
      local node, pattern = both(expression)
      for _, text in ipairs { "", "a", "ab", "abc", "acd", "bd", "xxyy", "a,b,c", "abcde1", "b" } do
        -- what is raised names the place
        local function results(matcher, ...)
          local found = table.pack(pcall(matcher.match, matcher, ...))
          return found[1] and found or "raised"
        end
        assert.same(results(pattern, text), results(node, text), text)
        assert.same(results(pattern, text, 2), results(node, text, 2), text)
      end
    end)
  end

  it("knows the phrases of a trigger", function()
    assert.same({ "one", "two three" }, deferred.phrases(env.words "one|two  three"))
    assert.is_nil(deferred.phrases(env.words "one" * env.sp))
  end)

  it("is one for the same words", function()
    assert.equal(env.words "one|two", env.words "one|two")
    assert.are_not.equal(env.words "one|two", env.words "two|one")
  end)

  it("may be used in others, before and after it is matched", function()
    local word = env.words "one|two|three|four"
    local pair = word * env.sp * word
    assert.equal(8, pair:match "one two")
    local triple = pair * env.sp * word
    assert.equal(13, triple:match "one two four")
    assert.is_nil(triple:match "one two five")
  end)
end)

describe("docket's own word lists", function()
  local pack, own, plain
  setup(function()
    pack = assert(docket.rules { "en" }).pack
    own, plain = rule_names.own(pack), rule_names.new(pack)
  end)

  it("match as those of users do", function()
    for _, name in ipairs { "months", "currencies", "units", "ordinals", "holidays" } do
      for entry, value in pairs(pack:list(name).entries) do
        local text = entry:gsub(" ", "  ") .. ", and"
        assert.equal(value, own.list(name):match(text))
        assert.equal(plain.list(name):match(text), own.list(name):match(text), entry)
        assert.equal((lpeg.P(plain.list(name)) / 0):match(text), (own.list(name) / 0):match(text))
        assert.equal(plain.list(name):match(entry .. "x"), own.list(name):match(entry .. "x"), entry)
      end
    end
  end)

  it("give their value behind a look ahead at them", function()
    local months = own.list "months"
    local either = own.Ct((#months * own.P "m" + #months * months * own.sp ^ 0) ^ 1)
    assert.same({ "06", "07", "08" }, either:match "june july aug")
  end)

  it("have to be there", function()
    assert.has_error(function() own.list "no such list" end, "no word list 'no such list'")
  end)
end)
