local reference = require "docket.reference"

-- Evidence in short: "04-14" a past day, "2020-12" a stated month, "2018" a year,
-- "~04-20" a day to come, "6/04-10" a day with its weekday.
local function mentions(text)
  local list = {}
  for item in text:gmatch "%S+" do
    local mention = { future = item:find "^~" ~= nil }
    item = item:gsub("^~", "")
    local weekday, rest = item:match "^(%d)/(.+)$"
    mention.weekday = weekday and math.tointeger(weekday)
    local year, month, day = (rest or item):match "^(%d%d%d%d)%-?(%d*)%-?(%d*)$"
    if not year then month, day = (rest or item):match "^(%d%d)%-(%d%d)$" end
    mention.year, mention.month = math.tointeger(year or ""), math.tointeger(month or "")
    mention.day = math.tointeger(day or "")
    list[#list + 1] = mention
  end
  return list
end

-- Resolve a page of articles, each given by its evidence; returns the articles.
local function resolve(page, options)
  local articles = {}
  for i, text in ipairs(page) do articles[i] = { evidence = mentions(text) } end
  reference.resolve(articles, options, function(article) return article.evidence end)
  return articles
end

local function dates(page, options)
  local out = {}
  for i, article in ipairs(resolve(page, options)) do out[i] = article.reference_date or "-" end
  return out
end

describe("docket.reference", function()
  it("takes the newest past day, and the year from what the articles say", function()
    assert.same({ "2021-04-14", "2021-04-12", "2021-04-08" },
      dates { "04-14 2020-12 2018", "04-12 04-11", "04-08 2018-11" })
  end)

  it("lets no article be older than one below it", function()
    local listing = { "04-14 2020-12", "04-09", "04-10", "", "04-07" }
    assert.same({ "2021-04-14", "2021-04-10", "2021-04-10", "2021-04-07", "2021-04-07" }, dates(listing))
    local page = resolve(listing)
    assert.same({ "2021-04-10", "2021-04-14" }, page[2].reference_window)
    assert.same({ "2021-04-07", "2021-04-10" }, page[4].reference_window)
    assert.equal("collection", page[4].reference_basis)
  end)

  it("gives an article without any day the one above as its window", function()
    local page = resolve { "04-14 2021", "", "" }
    assert.equal("2021-04-14", page[3].reference_date)
    assert.same({ "2021-04-14", "2021-04-14" }, page[2].reference_window)
  end)

  it("reads a listing from oldest to newest", function()
    assert.same({ "2021-04-07", "2021-04-10", "2021-04-12" }, dates { "04-07 2021-01", "04-10", "04-12" })
  end)

  it("goes back over the turn of the year", function()
    assert.same({ "2021-01-05", "2021-01-02", "2020-12-28", "2020-12-20" },
      dates { "01-05 2020-12", "01-02", "12-28", "12-20" })
  end)

  it("goes on over the turn of the year", function()
    assert.same({ "2020-12-20", "2020-12-28", "2021-01-02" }, dates { "12-20 2020", "12-28 2020", "01-02 2020-11" })
  end)

  it("keeps its order over gaps", function()
    assert.same({ "2021-04-14", "2021-02-03", "2020-11-20" }, dates { "04-14 2020-12", "02-03", "11-20" })
  end)

  it("leaves an old post that is pinned on top where it belongs", function()
    local page = resolve { "2020-11-02", "04-14 2021-01", "04-12", "04-11", "04-09" }
    assert.equal("2020-11-02", page[1].reference_date)
    assert.equal("2021-04-14", page[1].reference_window[2])
    assert.equal("2021-04-14", page[2].reference_date)
    assert.equal("2021-04-12", page[3].reference_date)
  end)

  it("does not count days to come", function()
    assert.same({ "2021-04-14", "2021-04-12" }, dates { "04-14 ~04-20 2021-03", "04-12 ~05-03" })
  end)

  it("does not believe a day that the order forbids", function()
    assert.same({ "2021-04-14", "2021-04-12", "2021-04-11", "2021-04-10" },
      dates { "04-14 2021-03", "04-12", "05-30 04-11", "04-10" })
  end)

  it("takes a lone far year for a plan", function()
    assert.same({ "2021-04-14", "2021-04-12" }, dates { "04-14 2020-12 2030", "04-12 2020" })
  end)

  it("lets weekdays decide over years", function()
    -- 10 April was a Saturday in 2021
    assert.same({ "2021-04-14", "2021-04-12" }, dates { "04-14 6/04-10 2018", "04-12 1/04-12 2018" })
  end)

  it("takes stated years of days", function()
    assert.same({ "2019-06-03", "2019-05-30" }, dates { "2019-06-03", "2019-05-30" })
  end)

  it("infers nothing where nothing settles the year", function()
    local page = resolve { "04-14", "04-12" }
    assert.is_nil(page[1].reference_date)
    assert.is_nil(page[1].reference_basis)
    assert.same({ "-", "-" }, dates { "", "" })
    assert.same({ "-" }, dates { "2018" })
  end)

  it("calls the basis of a single article its text", function()
    local page = resolve { "04-14 2020-12" }
    assert.equal("2021-04-14", page[1].reference_date)
    assert.equal("text", page[1].reference_basis)
  end)

  it("prefers what is stated, then what is given", function()
    local stated, given = { published = "2022-05-06T10:00:00Z" }, {}
    reference.resolve({ stated, given }, { reference_date = "2020-01-01" }, function() error "not to be looked at" end)
    assert.same({ "2022-05-06", "stated" }, { stated.reference_date, stated.reference_basis })
    assert.same({ "2020-01-01", "given" }, { given.reference_date, given.reference_basis })
    assert.same({ "2020-01-01", "2020-01-01" }, given.reference_window)
  end)

  it("works through ten thousand articles", function()
    local page, day = {}, require("docket.normal.date").to_days(2021, 4, 14)
    for i = 1, 10000 do
      local _, month, number = require("docket.normal.date").from_days(day - i // 20)
      page[i] = ("%02d-%02d%s"):format(month, number, i == 1 and " 2021-01" or "")
    end
    local found = dates(page)
    assert.equal("2021-04-14", found[1])
    assert.equal("2019-12-01", found[10000])
  end)

  describe("find_days", function()
    local has_core = pcall(require, "docket.core")
    -- Each mention as "2021-04-14", with "-" for what is not stated and "~" for what is to come.
    local function find(text)
      local article = assert(require("docket").parse(text, { format = "text" })):articles()()
      local out = {}
      for i, mention in ipairs(reference.find_days(article)) do
        out[i] = ("%s%s %s %s"):format(mention.future and "~" or "", mention.year or "-", mention.month or "-",
          mention.day or "-")
        if mention.weekday then out[i] = out[i] .. " on " .. mention.weekday end
      end
      return out
    end

    it("finds days, months and years", function()
      if not has_core then return pending "needs the core" end
      assert.same({ "2021 4 14", "- 5 3", "2018 12 -", "2016 - -" },
        find "He was tried on April 14, 2021, and freed on 3 May. In December 2018 and in 2016 he was ill.")
    end)

    it("takes the end of a run of days, and weekdays", function()
      if not has_core then return pending "needs the core" end
      assert.same({ "- 3 23", "- 4 10 on 6" },
        find "The feast was held on March 21-23. On Saturday, April 10, they met.")
    end)

    it("tells past from future and passes over what is no date", function()
      if not has_core then return pending "needs the core" end
      assert.same({ "~- 4 20" },
        find "The hearing will be held on April 20. They may 14 times go. Some 2,018 people. On April 31 too.")
    end)
  end)
end)
