local docket = require "docket"
local timeml = require "docket.export.timeml"

local rules = assert(docket.rules { "en" })

local function export(text, options)
  local document = assert(docket.parse(text, options))
  local pieces = {}
  for article in document:articles() do
    pieces[#pieces + 1] = timeml.document(article, rules:extract(article, { kinds = { "date" } }))
  end
  return table.concat(pieces)
end

describe("TimeML of an article", function()
  local xml = export("Lena Dorn left on April 7, 2021 & came back two days later. <She> was free.\n",
    { source = "a&b.txt", format = "text", reference_date = "2021-04-20" })

  it("marks expressions inline", function()
    assert.matches('on <TIMEX3 tid="t1" type="DATE" value="2021%-04%-07">April 7, 2021</TIMEX3> &amp; came', xml)
    assert.matches('<TIMEX3 tid="t2" type="DATE" value="2021%-04%-09">two days later</TIMEX3>', xml)
  end)

  it("states the document's own date", function()
    assert.matches('<DCT><TIMEX3 tid="t0" type="DATE" value="2021%-04%-20"', xml)
  end)

  it("escapes the text and the source", function()
    assert.matches("&lt;She&gt; was free", xml, 1, true)
    assert.matches("<DOCID>a&amp;b.txt#1</DOCID>", xml, 1, true)
  end)

  it("gives the text back when the marks are taken out", function()
    local text = xml:match "<TEXT>(.*)</TEXT>":gsub("<[^>]*>", ""):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&amp;", "&")
    assert.equal("Lena Dorn left on April 7, 2021 & came back two days later. <She> was free.", (text:gsub("%s+$", "")))
  end)
end)

describe("docket.date", function()
  it("finds and resolves dates against a day", function()
    local dates = assert(docket.date("He left last Friday for two years.", { reference = "2021-04-14" }))
    assert.same({ "last Friday", "2021-04-09" }, { dates[1].quote, dates[1].value })
    assert.same({ "two years", "P2Y" }, { dates[2].quote, dates[2].value })
    assert.equal(9, dates[1].first)
  end)

  it("raises for what is no text and for what is no day", function()
    assert.has_error(function() docket.date(5) end)
    assert.has_error(function() docket.date("x", { reference = "2021-02-30" }) end)
  end)
end)
