-- One sentence with its tokens and entities.
local segment = require "docket.rule.segment"
local vocabulary = require "docket.rule.vocabulary"

local function new(text) return segment.new(text:lower(), text, 1, 1, #text) end

local function tokens(seg)
  seg:tokenize()
  return table.concat(seg.words, "|", 1, seg.n)
end

describe("a segment", function()
  it("masks its entities without moving anything", function()
    local seg = new "He got five years in jail."
    seg:add { { type = "duration", first = 8, last = 17 } }
    local masked = seg:mask()
    assert.equal(#seg.folded, #masked)
    assert.equal(vocabulary.codes.duration, masked:sub(8, 8))
    assert.equal(vocabulary.FILLER:rep(9), masked:sub(9, 17))
    assert.equal("he got ", masked:sub(1, 7))
  end)

  it("makes one token of an entity", function()
    local seg = new "He got five years in jail."
    seg:add { { type = "duration", first = 8, last = 17 } }
    assert.equal("he|got|duration|in|jail|.", tokens(seg))
    assert.equal("duration", seg.kinds[3])
    assert.equal(8, seg.entity[3].first)
  end)

  it("keeps tokens right when entities come later", function()
    local late = new "He got five years in a penal colony."
    tokens(late)
    late:add { { type = "duration", first = 8, last = 17 } }
    late:add { { type = "penalty", first = 8, last = 35 } , }
    late:add({ { type = "penalty", first = 8, last = 35 } }, true)
    assert.equal("he|got|penalty|.", tokens(late))
    assert.equal(3, late.entities[1].token)
    assert.equal("duration", late.entities[1].parts[1].type)
  end)

  it("splits what is written short from its word", function()
    assert.equal("he|'d|been|freed|.", tokens(new "He'd been freed."))
    assert.equal("she|was|n't|freed|;|they|'ll|appeal", tokens(new "She wasn't freed; they'll appeal"))
    assert.equal("it|ca|n't|be|o'clock", tokens(new "It can't be o'clock"))
    assert.equal("varin|'s|lawyer", tokens(new "Varin's lawyer"))
  end)

  it("leaves out what overlaps an entity that is there", function()
    local seg = new "He got five years in jail."
    seg:add { { type = "duration", first = 8, last = 17 } }
    seg:add { { type = "number", first = 8, last = 11 }, { type = "place", first = 22, last = 25 } }
    assert.equal(2, #seg.entities)
    assert.equal("place", seg.entities[2].type)
  end)

  it("keeps its entities in text order", function()
    local seg = new "Five years from May."
    seg:add { { type = "date", first = 17, last = 19 }, { type = "duration", first = 1, last = 10 } }
    assert.same({ "duration", "date" }, { seg.entities[1].type, seg.entities[2].type })
  end)

  it("finds the token at a byte, and the next one behind it", function()
    local seg = new "He got five years."
    seg:tokenize()
    assert.equal(2, seg:token_at(4))
    assert.equal(2, seg:token_at(5))
    assert.equal(3, seg:token_at(7))
    assert.is_nil(seg:token_at(99))
  end)
end)
