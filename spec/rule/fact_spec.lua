-- Fact rules: a trigger with arguments.
local support = require "spec.support.rules"

local HEAD = 'kind "praise" { fields = { "persons", "date", "court", "place", "duration", "status", "what" } }\n'

local function praise(body, text, reference)
  local rules = support.file(HEAD .. ('rule "praise.it" { kind = "praise", trigger = words "praised|praise", %s }'):format(body))
  assert.equal("", support.problems(rules))
  return support.records(rules, text, "praise", reference)
end

describe("a fact rule", function()
  it("needs its arguments", function()
    assert.equal(1, #praise("needs = { persons = patient }", "The mayor praised Lena Dorn."))
    assert.equal(0, #praise("needs = { date = near 'date' }", "The mayor praised Lena Dorn."))
  end)

  it("takes what is there", function()
    local record = praise("needs = { persons = patient }, takes = { date = near 'date', court = near 'court' }",
      "The mayor praised Lena Dorn on May 3, 2021.")[1]
    assert.same({ "Lena Dorn" }, record.persons)
    assert.equal("2021-05-03", record.date)
    assert.is_nil(record.court)
  end)

  it("finds the patient in active and passive voice", function()
    for _, text in ipairs { "Lena Dorn was praised by the mayor.", "The mayor praised Lena Dorn.",
      "Lena Dorn, who was praised in May, left.", "Lena Dorn has been praised." } do
      local record = praise("needs = { persons = patient }", text)[1]
      assert.is_table(record, text)
      assert.same({ "Lena Dorn" }, record.persons, text)
    end
  end)

  it("sees words of a list near by, in other segments as well", function()
    local body = "needs = { persons = patient }, requires = mentions('justice', 60)"
    assert.equal(1, #praise(body, "It was a long day. The mayor praised Lena Dorn. The judge was there."))
    assert.equal(0, #praise(body, "It was a long day. The mayor praised Lena Dorn. The baker was there."))
    assert.equal(0, #praise(body, "The mayor praised Lena Dorn. " .. ("It was a long day. "):rep(4) .. "The judge was there."))
  end)

  it("looks for words of a set, which each file has for itself", function()
    local body = "needs = { persons = patient }, requires = function(match) local words = word_set 'loudly often' "
      .. "local found = match:word_before(words, 3) words.softly = true return found ~= nil and word_set('loudly often').softly == nil end"
    assert.equal(1, #praise(body, "The mayor loudly praised Lena Dorn."))
    assert.equal(0, #praise(body, "The mayor softly praised Lena Dorn."))
  end)

  it("is refused where it asks for words of a list that is not there, or for no bytes", function()
    for call, message in pairs { ['mentions("cheese", 60)'] = "no word list 'cheese'", ['mentions("justice")'] = "number of bytes" } do
      local rules = support.file(HEAD .. 'rule "praise.it" { kind = "praise", trigger = words "praised", requires = ' .. call .. " }")
      assert.truthy(support.problems(rules):find(message, 1, true), support.problems(rules))
    end
  end)

  it("finds the subject", function()
    assert.same({ "Lena Dorn" }, praise("needs = { persons = subject }", "Lena Dorn praised the verdict.")[1].persons)
  end)

  it("reaches arguments through links", function()
    local body = "needs = { duration = after(sp * words 'for' * sp, 'duration') }"
    assert.equal("P2Y", praise(body, "They praised for two years.")[1].duration)
    assert.equal(0, #praise(body, "They praised it all for two years."))
    local wide = "needs = { duration = after(sp * gap(4), 'duration') }"
    assert.equal(1, #praise(wide, "They praised it all for two years."))
    assert.equal(1, #praise("needs = { duration = before(sp * gap(4), 'duration') }", "For two years they praised it."))
  end)

  it("takes the first of several ways that finds something", function()
    local body = "needs = { persons = either { after(sp * words 'nobody' * sp, 'person'), patient } }"
    assert.equal(1, #praise(body, "The mayor praised Lena Dorn."))
  end)

  it("does nothing where `unless` stands", function()
    local body = "needs = { persons = patient }, unless = { after = sp * gap(4, words 'highly') }"
    assert.equal(0, #praise(body, "The mayor praised Lena Dorn highly."))
    assert.equal(1, #praise(body, "The mayor praised Lena Dorn."))
  end)

  it("asks `requires`, `status` and `make`", function()
    assert.equal(0, #praise("requires = function() return false end", "The mayor praised Lena Dorn."))
    assert.equal(1, #praise("requires = function(match) return match:at(1) ~= nil end", "The mayor praised Lena Dorn."))
    assert.equal("happened", praise("status = 'happened'", "The mayor praised Lena Dorn.")[1].status)
    assert.equal(0, #praise("status = function() return nil end", "The mayor praised Lena Dorn."))
    local negated = "status = function(match) if match.group.negated then return nil end return 'happened' end"
    assert.equal(0, #praise(negated, "The mayor has not praised Lena Dorn."))
    local made = praise("make = function(record, match) record.what = match.word return record end",
      "The mayor praised Lena Dorn.")[1]
    assert.equal("praised", made.what)
    assert.equal(0, #praise("make = function() return nil end", "The mayor praised Lena Dorn."))
  end)

  it("has a search of its own", function()
    local body = [[needs = { place = find_with("town", function(match)
      for _, entity in ipairs(match.seg.entities) do
        if entity.type == "person" then return { { first = entity.first, last = entity.first + 3, name = "here" } } end
      end
    end) }]]
    assert.equal("here", praise(body, "The mayor praised Lena Dorn.")[1].place)
  end)

  it("sets fields outright", function()
    assert.equal("x", praise("set = { what = 'x' }", "The mayor praised Lena Dorn.")[1].what)
  end)

  it("quotes the trigger, and what gives fields of its own", function()
    assert.equal("praised", praise("needs = { persons = patient }", "The mayor praised Lena Dorn.")[1].quote)
  end)

  it("of a higher priority wins at one penalty", function()
    local rules = support.file [[
rule "mine.sentenced" { kind = "sentence", trigger = words "sentenced", needs = { penalty = penalties "to" },
  status = "sought", priority = 50 } ]]
    local found = support.records(rules, "Lena Dorn was sentenced to two years in prison.", "sentence")
    assert.equal(1, #found)
    assert.equal("mine.sentenced", found[1].rule)
    assert.equal("sought", found[1].status)
  end)
end)
