-- Who did what to whom: each line is a sentence, a verb in it, and who is meant.
local docket = require "docket"
local support = require "spec.support.rules"

local cases = {
  patient = {
    { "Lena Dorn was arrested.", "arrested", "Lena Dorn" },
    { "Police arrested Lena Dorn.", "arrested", "Lena Dorn" },
    { "Lena Dorn, a teacher from Tarvan, was arrested.", "arrested", "Lena Dorn" },
    { "Lena Dorn, who was arrested in May, is ill.", "arrested", "Lena Dorn" },
    { "Lena Dorn (34) was arrested.", "arrested", "Lena Dorn" },
    { "Lena Dorn was questioned and arrested.", "arrested", "Lena Dorn" },
    { "Lena Dorn has been arrested.", "arrested", "Lena Dorn" },
    { "Lena Dorn was on Friday arrested.", "arrested", "Lena Dorn" },
    { "The blogger Oleg Varin was arrested.", "arrested", "Oleg Varin" },
    { "Officers have arrested blogger Oleg Varin in Tarvan.", "arrested", "Oleg Varin" },
  },
  subject = {
    { "Oleg Varin appealed.", "appealed", "Oleg Varin" },
    { "Oleg Varin, 34, appealed.", "appealed", "Oleg Varin" },
    { "Oleg Varin has not appealed.", "appealed", "Oleg Varin" },
    { "Oleg Varin was fined and appealed.", "appealed", "Oleg Varin" },
  },
  object = {
    { "The court freed Oleg Varin on bail.", "freed", "Oleg Varin" },
    { "The court freed the activist Oleg Varin.", "freed", "Oleg Varin" },
  },
}

describe("the grammar", function()
  local rules
  setup(function() rules = assert(docket.rules { "en" }) end)

  -- The segment of a text as fact rules see it, and the token of a word in it.
  local function segment(text, word)
    -- everywhere: names and entities are looked for though no rule asks for them
    local _, trace = rules:extract(support.article(text), { trace = true, everywhere = true })
    local seg = trace.segs[1]
    seg:tokenize()
    for token = 1, seg.n do
      if seg.words[token] == word then return seg, token end
    end
    error("no token '" .. word .. "' in: " .. text)
  end

  local function shown(seg, token)
    local entity = token and seg.entity[token]
    return entity and seg.raw:sub(entity.first, entity.last)
  end

  for role, list in pairs(cases) do
    for _, case in ipairs(list) do
      it(("finds the %s of '%s' in: %s"):format(role, case[2], case[1]), function()
        local seg, token = segment(case[1], case[2])
        local found = rules.matcher.grammar[role](rules.matcher.grammar, seg, token)
        local text = shown(seg, found) or ""
        assert.is_truthy(text:find(case[3], 1, true), text)
      end)
    end
  end

  it("tells what stands before a verb", function()
    local seg, token = segment("Lena Dorn could not have been arrested.", "arrested")
    local _, group = rules.matcher.grammar:verb_group(seg, token)
    assert.is_truthy(group.be)
    assert.equal("could", group.modal)
    assert.is_true(group.negated)
  end)

  it("finds to whom a noun belongs", function()
    local grammar = rules.matcher.grammar
    local seg, token = segment("Oleg Varin's trial began.", "trial")
    assert.is_truthy((shown(seg, (grammar:possessor(seg, token))) or ""):find("Oleg Varin", 1, true))
    local his, at = segment("On Monday his trial began.", "trial")
    local _, pronoun = grammar:possessor(his, at)
    assert.is_true(pronoun)
    local of, noun = segment("The trial of Oleg Varin began.", "trial")
    assert.is_truthy((shown(of, (grammar:possessor(of, noun, { of = true }))) or ""):find("Oleg Varin", 1, true))
  end)
end)
