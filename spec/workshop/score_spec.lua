-- Scoring against gold records.
local command = require "spec.support.command"
local score = require "docket.workshop.score"

local function record(fields)
  local one = { kind = "sentence", article = 1, start = 10, ["end"] = 50, persons = { "Lena Dorn" }, penalty = "imprisonment",
    duration = "P2Y", status = "imposed", quote = "q" }
  for name, value in pairs(fields or {}) do one[name] = value end
  return one
end

local function total(golds, records, options)
  local result = score.run(golds, records, options)
  local t = result.total
  return { t.gold, t.predicted, t.matched, t.neither }, result
end

describe("score", function()
  it("counts what is right, missed and false", function()
    local counts, result = total({ record(), record { start = 100, ["end"] = 150 } },
      { record(), record { start = 300, ["end"] = 320 } })
    assert.same({ 2, 2, 1, 0 }, counts)
    assert.equal(0.5, result.total.precision)
    assert.equal(0.5, result.total.f1)
    assert.equal("missed", result.details[1].what)
    assert.equal("false", result.details[2].what)
  end)

  it("wants the same penalty and duration of a sentence", function()
    assert.equal(0, total({ record() }, { record { duration = "P3Y" } })[3])
    assert.equal(0, total({ record() }, { record { penalty = "fine" } })[3])
    assert.equal(1, total({ record() }, { record { status = "sought" } })[3])
  end)

  it("wants status and half of the words of a charge", function()
    local gold = record { kind = "charge", offence = "money laundering and fraud", status = "charged" }
    local function with(fields) return total({ gold }, { record(fields) })[3] end
    assert.equal(1, with { kind = "charge", offence = "money laundering", status = "charged" })
    assert.equal(0, with { kind = "charge", offence = "arson", status = "charged" })
    assert.equal(0, with { kind = "charge", offence = "money laundering", status = "alleged" })
  end)

  it("takes values in `alt` and `context` for right", function()
    local gold = record { alt = { duration = { "P24M", n = 1 } }, context = { court = "x" } }
    assert.equal(1, total({ gold }, { record { duration = "P24M" } })[3])
  end)

  it("leaves borderline records, and restatements, out of the count", function()
    assert.same({ 0, 0, 0, 1 }, (total({ record { borderline = true } }, { record() })))
    local gold = record { mentions = { { start = 200, ["end"] = 220 } } }
    assert.same({ 1, 1, 1, 1 }, (total({ gold }, { record(), record { start = 205, ["end"] = 215 } })))
    assert.same({ 1, 2, 1, 0 }, (total({ gold }, { record(), record { start = 12, ["end"] = 40 } })))
  end)

  it("takes finding a repeat for finding the record", function()
    local again = record { start = 200, ["end"] = 230, ["repeat"] = true }
    assert.same({ 1, 1, 1, 0 }, (total({ record(), again }, { record { start = 201, ["end"] = 229 } })))
  end)

  it("pairs as many as it can", function()
    local wide, narrow = record { start = 0, ["end"] = 100 }, record { start = 0, ["end"] = 20 }
    assert.equal(2, total({ wide, narrow }, { record { start = 5, ["end"] = 15 }, record { start = 60, ["end"] = 90 } })[3])
  end)

  it("scores only kinds that the gold has, and documents apart", function()
    assert.same({ 1, 1, 1, 0 }, (total({ record() }, { record(), record { kind = "arrest" }, record { kind = "date" } })))
    assert.equal(0, total({ record() }, { record { article = 2 } })[3])
    assert.equal(1, total({ record { article = 1.0 } }, { record() })[3])
    assert.same({ 1, 1, 1, 0 }, (total({ record() }, { record(), record { article = 2 } },
      { only = function(name) return name == "1" end })))
  end)

  it("reads gold files, and names the line that is wrong", function()
    local folder = command.folder()
    local path = command.write(folder .. "/gold.jsonl",
      '{"kind":"sentence","start":1,"end":5,"alt":{"date":[null,"2021"]}}\n\n{"note":"no record"}\n')
    local golds = assert(score.read(path))
    assert.equal(1, #golds)
    assert.equal(2, golds[1].alt.date.n)
    for _, wrong in ipairs { "x", '{"kind":"sentence","start":1}', "" } do
      local list, message, code = score.read(command.write(folder .. "/wrong.jsonl", wrong .. "\n"))
      assert.is_nil(list)
      assert.matches("wrong.jsonl", message, 1, true)
      assert.equal("EGOLD", code)
    end
    assert.is_nil((score.read(folder .. "/none")))
    command.remove(folder)
  end)

  it("gives the figures of the project's scorer where that is present", function()
    local handle = io.open("../shared/tools/score_records.py")
    if not handle or not os.execute "command -v python3 >/dev/null" then
      return pending "../shared/tools is not here: skipped"
    end
    handle:close()
    local folder = command.folder()
    for _, case in ipairs { { "kazakhstan", "../shared/corpus/kazakhstan.txt", "1-19" },
      { "world", "../shared/gold/world/articles.ndjson", "" } } do
      local gold = ("../shared/gold/%s/records.jsonl"):format(case[1])
      local only = case[3] ~= "" and "--articles " .. case[3] or ""
      local ours = command.shell(("DOCKET eval %s %s %s"):format(gold, case[2], only))
      command.shell(("DOCKET extract %s > %s/p.ndjson; python3 ../shared/tools/score_records.py %s %s/p.ndjson %s --json %s/o.json")
        :format(case[2], folder, gold, folder, only, folder))
      local theirs = require("cjson").decode(command.read(folder .. "/o.json"))
      for _, row in ipairs(command.objects(ours.output)) do
        local other = row.what == "all" and theirs.total or theirs.kinds[row.what]
        for _, name in ipairs { "gold", "predicted", "matched", "neither" } do
          assert.equal(math.tointeger(other[name]), math.tointeger(row[name]), case[1] .. " " .. row.what .. " " .. name)
        end
        if type(other.f1) == "number" then assert.is_true(math.abs(other.f1 - row.f1) < 1e-9) end
      end
    end
    command.remove(folder)
  end)
end)
