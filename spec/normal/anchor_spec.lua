-- Which way a date lies, and what it counts from.
local anchor = require "docket.normal.anchor"
local vocabulary = require "docket.rule.vocabulary"
local data = require "docket.data"
local list = require "docket.rule.list"

local direction = anchor.direction {
  word = vocabulary.word, word_end = vocabulary.word_end, sp = vocabulary.sp, words = vocabulary.words,
  list = function(name)
    return vocabulary.alternatives(assert(list.read(nil, name, data.path("words/en/" .. name .. ".txt"))).entries)
  end,
}

-- The direction of "monday" in a segment of folded text.
local function of(text)
  local first, last = text:find "monday"
  return direction { folded = text, first = first, last = last, segment_first = 1, segment_last = #text }
end

describe("the direction of a date", function()
  local cases = {
    { "he was seized on monday", "past" },
    { "he will be tried on monday", "future" },
    { "he said on monday that it will rain", "past" },
    { "nothing of the kind, on monday", "past" },
    { "until monday, she knew nothing", "past" },
    { "she is held until monday", "future" },
    { "sixty had signed by monday", "past" },
    { "sixty had already signed it by monday", "past" },
    { "they would appeal against monday's verdict", "past" },
    { "they would march against monday's summit", "future" },
    { "when the case is reopened on monday", "future" },
    { "the case is closed since monday", "past" },
    { "the ferry would be sailing monday", "future" },
    { "on monday, the guild of the weavers and dyers of the lower town expects to vote", "future" },
    { "they planned a march on monday and were stopped", "future" },
  }
  for _, case in ipairs(cases) do
    it(("is %s in: %s"):format(case[2], case[1]), function() assert.equal(case[2], of(case[1])) end)
  end
end)

describe("what a narrative date counts from", function()
  it("is the date mentioned last, without its time", function()
    assert.equal("2021-04-07", anchor.narrative_base { previous = { value = "2021-04-07T10:30" }, reference = "2022-01-01" })
  end)

  it("is the day of writing where the last date has no year, or there is none", function()
    assert.equal("2022-01-01", anchor.narrative_base { previous = { value = "XXXX-04-07" }, reference = "2022-01-01" })
    assert.equal("2022-01-01", anchor.narrative_base { reference = "2022-01-01" })
    assert.is_nil(anchor.narrative_base {})
  end)

  it("of a report's quarter is the quarter mentioned last, or what that one was compared with", function()
    assert.equal("2021-Q2", anchor.mentioned_quarter { previous = { value = "2021-Q2" } })
    assert.equal("2021-Q2", anchor.mentioned_quarter { previous = { value = "2020-Q2", anchor = "2021-Q2" } })
    assert.is_nil(anchor.mentioned_quarter { previous = { value = "2021-04" } })
  end)
end)
