local person = require "docket.resolve.person"

local function named(people, text)
  local words = {}
  for word in text:gmatch "%S+" do words[#words + 1] = word end
  return people:named(words)
end

local function mention(people, text, first, segment)
  local who = named(people, text)
  who.full = true
  people:mention(who, first, first + #text - 1, segment)
  return who
end

describe("docket.resolve.person", function()
  it("joins a surname with the full name", function()
    local people = person.new()
    local full = named(people, "Oleg Varin")
    assert.equal(full, named(people, "Varin"))
    assert.equal(full, named(people, "Oleg"))
  end)

  it("keeps the fullest form", function()
    local people = person.new()
    local one = named(people, "Maksim Orlov")
    assert.equal(one, named(people, "Maksim Orlov Petrovich"))
    assert.equal("Maksim Orlov Petrovich", one.name)
  end)

  it("joins an initial with the name it stands for", function()
    local people = person.new()
    assert.equal(named(people, "Oleg Varin"), named(people, "O. Varin"))
  end)

  it("keeps people of one surname apart", function()
    local people = person.new()
    local wife, husband = mention(people, "Lena Dorn", 1, 1), mention(people, "Karl Dorn", 40, 1)
    assert.not_equal(wife, husband)
    -- the surname alone means the one named last
    assert.equal(husband, named(people, "Dorn"))
  end)

  it("keeps to the one whom the surname meant before", function()
    local people = person.new()
    local first = mention(people, "Guan Delin", 1, 1)
    assert.equal(first, named(people, "Guan"))
    first.short = "Guan"
    mention(people, "Guan Deming", 60, 2)
    assert.equal(first, named(people, "Guan"))
  end)

  it("knows a name in capitals", function()
    local people = person.new()
    local who = named(people, "Oleg Varin")
    assert.equal(who, people:in_capitals { "OLEG", "VARIN" })
    assert.is_nil(people:in_capitals { "LENA", "DORN" })
  end)

  it("refers a pronoun to the nearest of its gender", function()
    local people = person.new()
    local he, she = mention(people, "Oleg Varin", 1, 1), mention(people, "Lena Dorn", 30, 1)
    he.gender, she.gender = "m", "f"
    assert.equal(he, people:antecedent(2, 80, "m"))
    assert.equal(she, people:antecedent(2, 80, "f"))
  end)

  it("refers no pronoun to a judge where there is an accused", function()
    local people = person.new()
    local accused, judge = mention(people, "Oleg Varin", 1, 1), mention(people, "Karl Hale", 30, 2)
    accused.accused, judge.official = true, true
    assert.equal(accused, people:antecedent(3, 80))
  end)

  it("refers no pronoun to a victim", function()
    local people = person.new()
    local accused, victim = mention(people, "Oleg Varin", 1, 1), mention(people, "Karl Hale", 30, 2)
    accused.accused, victim.other, victim.victim = true, true, true
    assert.equal(accused, people:antecedent(3, 80))
  end)

  it("finds people by what the article calls them, and by age", function()
    local people = person.new()
    local who = mention(people, "Oleg Varin", 1, 1)
    mention(people, "Lena Dorn", 30, 2)
    who.roles.poet, who.age = true, "53"
    assert.equal(who, people:with_role("poet", 90))
    assert.equal(who, people:aged "53")
    assert.is_nil(people:aged "54")
  end)

  it("lists those named in a segment who may be accused", function()
    local people = person.new()
    local one, two = mention(people, "Oleg Varin", 1, 1), mention(people, "Lena Dorn", 30, 1)
    mention(people, "Karl Hale", 60, 1).official = true
    assert.same({ one, two }, people:named_in(1))
    assert.same({ one }, people:named_in(1, nil, 30))
    assert.same({}, people:named_in(2))
  end)
end)
