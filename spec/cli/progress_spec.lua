-- What a long run tells of itself: progress on a terminal, and the summary at its end.
local progress = require "docket.cli.progress"
local tally = require "docket.cli.tally"

describe("progress", function()
  local time, shown
  local sizes = { a = 1000000, b = 3000000, ["-"] = 0 }

  local function new(paths)
    time, shown = 100, {}
    return progress.new(paths, function(text) shown[#shown + 1] = text end, function() return time end,
      function(path) return sizes[path] end)
  end

  it("tells files, rate and the time left by bytes", function()
    local one = new { "a", "b" }
    one:next_file()
    assert.same({}, shown)
    time = 102
    one:next_file()
    assert.equal("2 of 2 files, 1.0 of 4.0 MB, 0.5 MB/s, 0 articles, 0:06 left", shown[1])
    time = 104
    one:article { range_in = "source", last = 1000000, text = "x" }
    assert.equal("2 of 2 files, 2.0 of 4.0 MB, 0.5 MB/s, 1 articles, 0:04 left", shown[2])
    one:article { range_in = "source", last = 2000000, text = "x" }
    assert.equal(2, #shown) -- once a second
  end)

  it("counts texts where the place in the file is not known, up to the file's size", function()
    local one = new { "a" }
    one:next_file()
    one:article { range_in = "text", text = ("x"):rep(400000) }
    one:article { range_in = "text", text = ("x"):rep(400000) }
    time = 3700
    assert.equal("1 of 1 files, 0.8 of 1.0 MB, 0.0 MB/s, 2 articles, 0:15:00 left", (one:text():gsub(", 15:00", ", 0:15:00")))
    one:article { range_in = "text", text = ("x"):rep(4000000) }
    assert.matches("1.0 of 1.0 MB", one:text(), 1, true)
    assert.matches("0:00 left$", one:text())
  end)

  it("takes hours, files of no size, and files done elsewhere", function()
    local one = new { "-", "a", "b" }
    one:files_done(2, 70)
    time = 4600
    assert.equal("2 of 3 files, 0.0 of 4.0 MB, 0.0 MB/s, 70 articles", one:text())
    one:files_done(1, 5)
    assert.equal("3 of 3 files, 1.0 of 4.0 MB, 0.0 MB/s, 75 articles, 3:45:00 left", one:text())
  end)
end)

describe("tally", function()
  local function result(fields)
    local one = { status = "new", articles = 2, records = 3, new = 2, unchanged = 0, versions = 0, skipped = {} }
    for key, value in pairs(fields or {}) do one[key] = value end
    return one
  end

  it("tells what was stored in a line where that is all", function()
    local one = tally.new()
    one:document(result())
    assert.same({ "cases.db: 1 document, 2 articles, 3 records stored" }, one:lines "cases.db")
  end)

  it("tells what is new, unchanged, of another version, a copy, skipped", function()
    local one = tally.new()
    one:document(result())
    one:document(result { status = "unchanged", new = 0, unchanged = 2, records = 0 })
    one:document(result { status = "version", new = 1, unchanged = 1, versions = 1, records = 1 })
    one.copies, one.earlier = 1, 2
    one:skip("a PDF", "a.pdf")
    one:skip("empty", "b.txt")
    one:skip("a PDF", "c.pdf")
    assert.same({
      "cases.db: 3 documents (1 unchanged, 1 new version), 6 articles, 4 records stored",
      "of the articles: 3 new, 3 unchanged, 2 earlier versions put aside, 1 copy of others",
      "skipped or wrong: 2, a PDF (such as a.pdf)", "skipped or wrong: 1, empty (b.txt)" }, one:lines "cases.db")
  end)

  it("adds what other processes counted", function()
    local one, two = tally.new(), tally.new()
    one:document(result())
    one:skip("a PDF", "a.pdf")
    two:document(result())
    two:skip("a PDF", "b.pdf")
    two:skip("empty", "c")
    one:add(require("cjson").decode(require("docket.cli.json").encode(two)))
    assert.same({ "d: 2 documents, 4 articles, 6 records stored", "skipped or wrong: 2, a PDF (such as a.pdf)",
      "skipped or wrong: 1, empty (c)" },
      one:lines "d")
    assert.equal("integer", math.type(one.skipped[1].count))
  end)
end)
