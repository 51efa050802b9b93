-- Sketches of articles: what counts, and what two of them tell.
local helper = require "spec.core.helper"
local reports = require "spec.support.reports"

local core = helper.core

local function sketch(text) return (helper.article(text):fingerprint()) end

-- Passages of a text, each once, counted in another way than the core does it.
local function passages(text)
  local words, set, n = {}, {}, 0
  for word in text:lower():gmatch "%w+" do words[#words + 1] = word end
  for i = 1, #words - 4 do
    local passage = table.concat(words, " ", i, i + 4)
    if not set[passage] then set[passage], n = true, n + 1 end
  end
  return set, n
end

local function exact(a, b)
  local set_a, n_a = passages(a)
  local set_b, n_b = passages(b)
  local common = 0
  for passage in pairs(set_a) do if set_b[passage] then common = common + 1 end end
  return common / math.min(n_a, n_b), common / (n_a + n_b - common)
end

describe("fingerprint", function()
  local story = reports.sentences(1, 30)
  local whole = reports.text(story)

  it("does not see case, marks and paragraphs", function()
    local other = table.concat(story, " "):upper():gsub("%.", " —"):gsub(",", "")
    assert.equal(sketch(whole), sketch(other))
    local curly = whole:gsub("judge", "“judge’s”")
    assert.equal(sketch((whole:gsub("judge", "\"judge's\""))), sketch(curly))
  end)

  it("does not see what stands around the text", function()
    local dressed = "Two Jailed in Ruda\n\nBy Ane Holm\n\n" .. whole .. "\n\nPhoto: Ane Holm. All of it.\n"
    assert.equal("headline", helper.article(dressed):blocks()[1].kind)
    assert.equal(sketch(whole), sketch(dressed))
  end)

  it("gives texts that are too short no sketch", function()
    assert.is_nil(sketch "A court in Ruda jailed Ane Holm for two years.")
    local words = {}
    for i = 1, 53 do words[i] = "w" .. i end
    assert.is_nil(sketch(table.concat(words, " ")))
    words[54] = "w54"
    local _, count = helper.article(table.concat(words, " ")):fingerprint()
    assert.equal(50, count)
  end)

  it("is the same on every machine and in every version: it is stored", function()
    local bytes = sketch(reports.text(reports.sentences(5, 10)))
    assert.equal("c40000005c2d4801e1850502", (bytes:sub(1, 12):gsub(".", function(c) return ("%02x"):format(c:byte()) end)))
  end)

  it("tells how much two texts have in common", function()
    for share = 2, 10, 2 do
      local own = reports.sentences(100 + share, 40)
      local other = reports.text(reports.part(story, 1, 3 * share), reports.part(own, 1, 40 - 3 * share))
      local a, b = core.likeness(sketch(whole), sketch(other))
      local want_a, want_b = exact(whole, other)
      assert.is_true(math.abs(a - want_a) < 0.15, ("share %.3f, not %.3f"):format(a, want_a))
      assert.is_true(math.abs(b - want_b) < 0.13, ("resemblance %.3f, not %.3f"):format(b, want_b))
    end
    local a, b = core.likeness(sketch(whole), sketch(whole))
    assert.equal(1.0, a)
    assert.equal(1.0, b)
    assert.is_true(core.likeness(sketch(whole), sketch(reports.text(reports.sentences(77, 30)))) < 0.3)
  end)

  it("is exact for short texts", function()
    local a = reports.text(reports.part(story, 1, 6))
    local b = reports.text(reports.part(story, 3, 7))
    local share, resemblance = core.likeness(sketch(a), sketch(b))
    local want_share, want_resemblance = exact(a, b)
    assert.is_true(math.abs(share - want_share) < 1e-9)
    assert.is_true(math.abs(resemblance - want_resemblance) < 1e-9)
  end)

  it("takes any bytes", function()
    math.randomseed(11)
    for _ = 1, 200 do
      local bytes = {}
      for i = 1, math.random(2000) do bytes[i] = string.char(math.random(0, 255)) end
      local article = core.parse(table.concat(bytes), helper.profile, { format = "text" })
      if article and #article > 0 then
        local made = article:article(1):fingerprint()
        assert.is_true(made == nil or core.likeness(made, made) == 1.0)
      end
    end
  end)

  it("refuses what is no sketch", function()
    local good = sketch(whole)
    for _, bad in ipairs { "", "abc", good:sub(1, 10), good:sub(1, 4), good .. good, good:sub(1, 8) .. good:sub(5) } do
      assert.has_error(function() core.likeness(good, bad) end)
    end
  end)

  it("finds the copies of a real page and nothing else", function()
    local path = helper.shared and helper.shared "corpus/kazakhstan.txt"
    if not path then return pending "no development data beside the checkout" end
    local document = core.open(path, helper.profile)
    local sketches, pairs_found = {}, {}
    for i = 1, #document do sketches[i] = document:article(i):fingerprint() or false end
    for i = 1, #sketches do
      for k = i + 1, #sketches do
        if sketches[i] and sketches[k] and core.likeness(sketches[i], sketches[k]) >= 0.85 then
          pairs_found[#pairs_found + 1] = i .. " " .. k
        end
      end
    end
    assert.same({ "14 15" }, pairs_found)
  end)
end)
