local published = require "docket.normal.published"

local function values(text, options)
  local list = {}
  for _, date in ipairs(published.find(text, options)) do
    list[#list + 1] = date.value .. (date.label and " " .. date.label or "")
  end
  return table.concat(list, ", ")
end

describe("dates as pages write them", function()
  for _, case in ipairs {
    -- English
    { "April 7, 2021", "2021-04-07" }, { "Wed, 7 Apr 2021", "2021-04-07" }, { "7th of April, 2021", "2021-04-07" },
    { "Apr. 7th 2021", "2021-04-07" }, { "14 JAN 20", "2020-01-14" }, { "7-Apr-2021", "2021-04-07" },
    { "WEDNESDAY APRIL 7 2021", "2021-04-07" }, { "21:22, 6 OCT 2020", "2020-10-06" },
    { "Wed Apr  7 10:05:00 2021", "2021-04-07" },
    -- other languages
    { "7 апреля 2021, 14:20", "2021-04-07" }, { "7 АПРЕЛЯ 2021 г.", "2021-04-07" }, { "2021 жылғы 7 сәуір", "2021-04-07" },
    { "7 Қыркүйек, 2021", "2021-09-07" }, { "7 квітня 2021 р.", "2021-04-07" }, { "2021-yil 7-aprel", "2021-04-07" },
    { "7 Nisan 2021 Çarşamba", "2021-04-07" }, { "7 İyun 2021", "2021-06-07", "az" }, { "7 avril 2021", "2021-04-07" },
    { "1er août 2021", "2021-08-01" }, { "Mittwoch, 7. März 2021", "2021-03-07" }, { "7 de abril de 2021", "2021-04-07" },
    { "1º de maio de 2021", "2021-05-01" }, { "7 dicembre 2021", "2021-12-07" }, { "7 kwietnia 2021", "2021-04-07" },
    { "2021. április 7.", "2021-04-07" }, { "7. 4. 2021", "2021-04-07" }, { "7 lipca 2021", "2021-07-07" },
    { "۱۸ فروردین ۱۴۰۰", "2021-04-07" }, { "۱۴۰۰/۰۱/۱۸", "2021-04-07" }, { "7 آوریل 2021", "2021-04-07" },
    { "الأربعاء 7 نيسان/أبريل 2021", "2021-04-07" }, { "٧ أبريل ٢٠٢١", "2021-04-07" },
    { "7 كانون الثاني 2021", "2021-01-07" }, { "2021年4月7日", "2021-04-07" }, { "2021 年 04 月 07 日 10:05", "2021-04-07" },
    { "2021년 4월 7일", "2021-04-07" },
    -- figures
    { "07.04.2021", "2021-04-07" }, { "7/4/2021", "2021-07-04" }, { "7/4/2021", "2021-04-07", "en-GB" },
    { "7/4/2021", "2021-04-07", "fr" }, { "04/17/2021", "2021-04-17", "fr" }, { "17/04/2021", "2021-04-17", "en-US" },
    { "2021/04/07", "2021-04-07" }, { "2021-04-07", "2021-04-07" }, { "20210407", "2021-04-07" }, { "10 .12 .19", "2019-12-10" },
    { "07.04.21", "2021-04-07" },
  } do
    it(("%s%s is %s"):format(case[1], case[3] and " in " .. case[3] or "", case[2]), function()
      assert.equal(case[2], (published.read(case[1], { language = case[3] })))
    end)
  end

  for text, expected in pairs {
    ["April 7, 2021 10:05 CET"] = "2021-04-07T10:05:00+01:00", ["April 7, 2021 at 10:05 p.m. EDT"] = "2021-04-07T22:05:00-04:00",
    ["7 апреля 2021, 14:20 МСК"] = "2021-04-07T14:20:00+03:00", ["2021-04-07T10:05:00+06:00"] = "2021-04-07T10:05:00+06:00",
    ["7 April 2021 12:00 am UTC"] = "2021-04-07T00:00:00Z", ["Apr 07 2021 10:05:30 GMT+0530"] = "2021-04-07T10:05:30+05:30",
    ["Mittwoch, 7. April 2021, 10.05 Uhr"] = "2021-04-07", ["April 7, 2021 25:00 UTC"] = "2021-04-07",
  } do
    it(text .. " is " .. expected, function() assert.equal(expected, (published.read(text))) end)
  end

  it("are none where no day is stated, or it does not exist", function()
    for _, text in ipairs { "", "Copyright 2021", "April 2021", "31 June 2021", "version 1.2.3.4", "555-12-34", "2021", "14:20",
                            "April 7", "3 days ago", "30.02.2021", "1/2", "page 7 of 21", "99/99/2021" } do
      assert.equal("", values(text), text)
    end
  end)

  it("have labels in front of them", function()
    assert.equal("2021-04-07 published, 2021-04-08 modified",
      values "Published: April 7, 2021 at 11:30 p.m. | UPDATED: April 8, 2021 at 12:21 a.m.")
    assert.equal("2020-06-04 modified, 2019-06-17 published", values "Last updated 04 Jun 2020, originally created 17 Jun 2019")
    assert.equal("2021-04-07 published, 2021-04-08 modified", values "Опубликовано 07.04.2021, обновлено 08.04.2021")
    assert.equal("2021-04-07 published, 2021-04-08 modified", values "发布时间：2021年4月7日 更新：2021年4月8日")
    assert.equal("2021-04-08 modified", values "Mis à jour le 8 avril 2021")
    assert.equal("2021-04-08 modified", values "Zuletzt aktualisiert am 8. April 2021")
    assert.equal("2021-04-07", values "Outdated 7 April 2021")
  end)

  it("of publication go before those of a change", function()
    assert.equal("2019-06-17", (published.read "Last updated 04 Jun 2020, originally created 17 Jun 2019"))
    assert.is_nil(published.read "Updated 4 June 2020")
  end)

  it("count back from a reference date, if there is one", function()
    local options = { reference = "2021-04-10" }
    for text, expected in pairs {
      ["3 days ago"] = "2021-04-07", ["Published 3 days ago"] = "2021-04-07", ["vor 3 Tagen"] = "2021-04-07",
      ["il y a 3 jours"] = "2021-04-07", ["hace 3 días"] = "2021-04-07", ["3 giorni fa"] = "2021-04-07", ["3 дня назад"] = "2021-04-07",
      ["3 күн бұрын"] = "2021-04-07", ["3 gün önce"] = "2021-04-07", ["3天前"] = "2021-04-07", ["منذ 3 أيام"] = "2021-04-07",
      ["2 weeks ago"] = "2021-03-27", ["Yesterday, 10:05"] = "2021-04-09", ["вчера"] = "2021-04-09", ["5 hours ago"] = "2021-04-10",
      ["7 April"] = "2021-04-07", ["Publicado el 11 de mayo"] = "2020-05-11",
    } do
      assert.equal(expected, (published.read(text, options)), text)
    end
    assert.equal("2021-04-09", (published.read("5 hours ago", { reference = "2021-04-10T03:00:00Z" })))
    assert.is_nil(published.read("4 min read", options))
    assert.is_nil(published.read("7 days a week", options))
    assert.equal("2021-04-01", (published.read("1 April 2021 (9 days ago)", options)))
  end)

  it("are not later than the latest day, and no clock's beginning", function()
    assert.is_nil(published.read("April 7, 2031", { latest = "2026-01-01" }))
    assert.equal("2025-12-31", (published.read("December 31, 2025", { latest = "2026-01-01" })))
    assert.is_nil(published.read "1970-01-01")
    assert.is_nil(published.read "January 1, 0021")
  end)

  it("follow the order that other dates of the page told", function()
    assert.equal("2021-04-07", (published.read("7/4/2021", { order = "dmy" })))
    assert.equal("2021-07-04", (published.read("7/4/2021", { order = "mdy", language = "fr" })))
    assert.is_true(published.find("7/4/2021")[1].ambiguous)
    assert.is_nil(published.find("7.4.2021")[1].ambiguous)
  end)

  it("are found in addresses", function()
    for url, expected in pairs {
      ["https://news.example/2021/04/07/trial"] = "2021-04-07", ["https://news.example/2021/4/7/trial"] = "2021-04-07",
      ["https://news.example/a/2021-04-07-trial.html"] = "2021-04-07", ["https://news.example/a/trial-20210407.html"] = "2021-04-07",
      ["https://news.example/world/2021/apr/07/trial"] = "2021-04-07", ["https://news.example/news/2021/0407/trial"] = "2021-04-07",
    } do
      assert.equal(expected, published.in_url(url), url)
    end
    for _, url in ipairs { "https://news.example/2021/04/trial", "https://news.example/2021/13/07/x", "https://n.example/x-20219999",
                           "https://20210407.example/", "https://news.example/?d=2021-04-07", "https://news.example/id/120210407" } do
      assert.is_nil(published.in_url(url), url)
    end
    assert.is_nil(published.in_url("https://news.example/2031/04/07/x", "2026-01-01"))
  end)

  it("take time in proportion to the text", function()
    local text = ("7 April "):rep(50000)
    local start = os.clock()
    published.find(text, { reference = "2021-04-10" })
    assert.is_true(os.clock() - start < 1)
  end)
end)
