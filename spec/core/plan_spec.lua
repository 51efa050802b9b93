-- Which rules are tried where, and the small helpers of the rule engine.
local helper = require "spec.core.helper"
local name = require "docket.resolve.name"
local core = helper.core

-- At "jailed" rule 1 up to three words before it, and rule 2; at "fined" rule 3, of the names.
local ANYWHERE = { [""] = { 1, 2, 3 } }
local function plan_of(opens, between, follows)
  return core.plan { triggers = core.triggers { jailed = 1, fined = 2 }, rules = 4, phases = { 1 | 8, 2 | 16 },
    items = { { 1, 3, 2, 0 }, {}, {}, { 3, 0 }, {}, {} }, opens = opens,
    between = between or ANYWHERE, follows = follows or ANYWHERE }
end

local function joined(list) return list and table.concat(list, " ") or "none" end

describe("a plan", function()
  local text = "he and the 300 men jailed"

  it("tries a rule at each word up to the trigger, where it opens with anything", function()
    assert.equal("1 8 20 1 12 20 1 16 20 1 20 20 2 20 20", joined(plan_of { [""] = { 1, 2 } }:tries(text, { 20, 1 })))
  end)

  for opener, found in pairs {
    the = "1 8 20", ["<digit>"] = "1 12 20", ["<digit:3>"] = "1 12 20", ["<digit:2>"] = "none", ["<sign>"] = "none",
    he = "none", jailed = "1 20 20", th = "none",
  } do
    it(("tries it at %q alone where it opens with that"):format(opener), function()
      assert.equal(found, joined(plan_of { [opener] = { 1 } }:tries(text, { 20, 1 })))
    end)
  end

  for words, found in pairs {
    ["300 men"] = "1 8 20 1 12 20 1 16 20 1 20 20", men = "1 12 20 1 16 20 1 20 20", ["300"] = "1 16 20 1 20 20", [""] = "1 16 20 1 20 20",
  } do
    it(("goes back over %q alone"):format(words), function()
      local between = { ["x"] = { 1 } }
      for word in words:gmatch "%w+" do between[word:find "%d" and "<digit>" or word] = { 1 } end
      assert.equal(found, joined(plan_of({ [""] = { 1 } }, between):tries(text, { 20, 1 })))
    end)
  end

  for behind, follows in pairs {
    [" by him"] = "by", [": 3 men"] = "<mark::>", [", 3 men"] = "<digit>", [" 30 men"] = "<digit:2>", [" \x02\x7f"] = "\x02",
  } do
    it(("tries it where %q follows"):format(behind), function()
      local plan = plan_of({ jailed = { 1 } }, nil, { [follows] = { 1 } })
      assert.equal("1 1 1", joined(plan:tries("jailed" .. behind, { 1, 1 })))
      assert.equal("none", joined(plan:tries("jailed; he", { 1, 1 })))
      assert.equal("none", joined(plan:tries("jailed", { 1, 1 })))
    end)
  end

  it("takes what stands behind figures for what follows", function()
    local plan = core.plan { triggers = core.triggers { ["<digit>"] = 1 }, rules = 2, phases = { 1 }, items = { { 1, 0 }, {}, {} },
      opens = { [""] = { 1 } }, between = { [""] = { 1 } }, follows = { ["<mark:a>"] = { 1 } } }
    assert.equal("1 1 1", joined(plan:tries("10am", { 1, 1 })))
    assert.equal("none", joined(plan:tries("10 am", { 1, 1 })))
  end)

  it("knows entities by their code, and signs", function()
    assert.equal("1 1 5", joined(plan_of { ["\x02"] = { 1 } }:tries("\x02\x7f\x7f jailed", { 5, 1 })))
    assert.equal("1 1 5", joined(plan_of { ["<sign>"] = { 1 } }:tries("\xC2\xA3a jailed", { 5, 1 })))
  end)

  it("tries nothing at a trigger without rules, or without text", function()
    assert.is_nil(plan_of { [""] = { 1 } }:tries(text, { 20, 2 }))
    assert.is_nil(plan_of { [""] = { 1 } }:tries("", { 1, 1 }))
  end)

  it("sorts what an article holds by phase and segment", function()
    local article = helper.article("The man was jailed. He was fined.")
    local values, names, terms, facts, marked = article:candidates(plan_of { ["was"] = { 1 }, [""] = { 3 } })
    assert.same({ { 1, 9, 13 } }, values)
    assert.same({ [2] = { 8, 4 } }, names)
    assert.same({}, terms)
    assert.same({ { 13, 1 } }, facts)
    assert.same({ [2] = true }, marked)
    local _, none = article:candidates(plan_of { [""] = { 1 } }, true)
    assert.same({}, none)
  end)

  it("refuses what is no rule or no word", function()
    assert.has_error(function() plan_of { [""] = { 9 } } end)
    assert.has_error(function() plan_of { ["two words"] = { 1 } } end)
    assert.has_error(function() core.plan {} end)
  end)
end)

describe("folding", function()
  it("is the same for a byte alone and among others", function()
    for byte = 1, 127 do
      local one = string.char(byte)
      if not one:find "%c" or one:find "%s" then
        local folded = helper.article("x " .. one .. " y" .. one:rep(40) .. "z"):folded()
        assert.equal(folded:sub(3, 3):rep(40), folded:sub(6, 45))
      end
    end
  end)
end)

describe("name_run", function()
  for text, last in pairs {
    ["Jan Oll said"] = 7, ["Jan Oll, 30"] = 7, ["Jan Oll's car"] = 7, ["Jan  Oll"] = 8, ["Jan Oll"] = 7, ["Jan Oll. He"] = 7,
  } do
    it(("ends %q"):format(text), function() assert.equal(last, core.name_run(text, 1)) end)
  end

  for _, text in ipairs { "Jan de Oll", "J. Oll", "Mr. Oll", "Jan al-Oll", "Jörn Oll", "Jan-Mattis", "O'Dell", "Jan Oll2",
    'Jan "Bear" Oll', "x" } do
    it(("leaves %q to the patterns"):format(text), function() assert.is_nil(core.name_run(text, 1)) end)
  end

  it("says what the patterns say wherever it says anything", function()
    local words = { "Jan", "Oll", "de", "and", "al", "St", "QC", "von", "was", "A" }
    local marks = { " ", " ", " ", ", ", ". ", "'s ", "’s ", "-", "\n", "  ", "'", ' "' }
    local seed = 7
    local function pick(list)
      seed = (seed * 1103515245 + 12345) % 2147483648
      return list[seed // 65536 % #list + 1]
    end
    local sure = 0
    for _ = 1, 3000 do
      local text = "Jan"
      for _ = 1, 4 do text = text .. pick(marks) .. pick(words) end
      local plain = core.name_run(text, 1)
      local run = name.run(text)
      if plain then
        sure = sure + 1
        assert.equal(run.last, plain, text)
      end
    end
    assert.is_true(sure > 300)
  end)
end)

describe("mask", function()
  local codes = { person = "\x01" }

  it("puts a code and filler for an entity, and keeps what has no code", function()
    assert.equal("a \x01\x7f\x7f sat", core.mask("a man sat",
      { { type = "other", first = 1, last = 1 }, { type = "person", first = 3, last = 5 } }, codes))
  end)

  it("stays inside the text", function()
    assert.equal("a \x01\x7f", core.mask("a ma", { { type = "person", first = 3, last = 9 } }, codes))
    assert.equal("a ma", core.mask("a ma", { { type = "person", first = 8, last = 9 } }, codes))
  end)
end)

describe("words before", function()
  it("are counted inside a range", function()
    local text = "it. was found not guilty"
    assert.equal(1, core.word_back(text, 19, 3, 5, #text))
    assert.equal(5, core.word_back(text, 19, 2, 5, #text))
    assert.is_nil(core.word_back(text, 19, 4, 5, #text))
  end)

  it("find words before a word from wherever they are looked for", function()
    -- several words, or none, between two spaces
    for _, words in ipairs { "a-b c d/e f", "a -- ... b   c", "(a) \xE2\x80\x93 b \x02\x7f c's d", "  a", "a " } do
      local starts = core.words(words)
      for position = 1, #words do
        local number = 0
        for i, start in ipairs(starts) do
          if start <= position then number = i end
        end
        if number == 0 and #starts > 0 then number = 1 end
        for count = 0, 4 do
          assert.equal(starts[number - count], core.word_back(words, position, count, 1, #words),
            ("%q: %d before %d"):format(words, count, position))
        end
      end
    end
  end)

  it("tell an 'of' in the same phrase", function()
    assert.is_true(core.of_before("the murder of young X", 21, 40))
    assert.is_false(core.of_before("the murder of, young X", 22, 40))
    assert.is_false(core.of_before("the murder of a very young X", 28, 8))
  end)
end)
