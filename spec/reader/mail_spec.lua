-- Mail: single messages and mboxes. All messages are invented.
local docket = require "docket"
local command = require "spec.support.command"
local header = require "docket.reader.mail.header"
local body = require "docket.reader.mail.body"

local FACT = "A court in Taraz sentenced Adil Serikov to five years in prison for fraud."
local MORE = "Dana Omarova was fined 500 euros by a court in Almaty."

local function base64(bytes)
  local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  local out = {}
  for a, b, c in bytes:gmatch "(.)(.?)(.?)" do
    local value = a:byte() << 16 | (b:byte() or 0) << 8 | (c:byte() or 0)
    for place = 0, 3 do
      local digit = value >> (18 - 6 * place) & 63
      out[#out + 1] = (place == 2 and b == "" or place == 3 and c == "") and "=" or alphabet:sub(digit + 1, digit + 1)
    end
  end
  return (table.concat(out):gsub(("."):rep(76), "%0\n"))
end

-- "Суд" and the like in windows-1251 and koi8-r.
local function encoded(text, charset)
  local koi8, map = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ", {}
  local byte = 0xC0
  for _, code in utf8.codes(koi8) do
    map[utf8.char(code)] = string.char(charset == "koi8-r" and byte or code - 0x410 + 0xC0)
    byte = byte + 1
  end
  return (text:gsub(utf8.charpattern, function(character) return map[character] end))
end

local function message(more, text)
  return "From: Jo Reporter <jo@news.example>\nTo: desk@news.example\nSubject: Five years\n"
    .. "Date: Wed, 14 Apr 2021 10:00:00 +0600\nMessage-ID: <7@news.example>\n" .. (more or "") .. "\n"
    .. (text or FACT .. "\n")
end

local function read(bytes, options)
  local document = assert(docket.parse(bytes, options))
  assert.equal("mail", document.format)
  local articles = {}
  for article in document:articles() do articles[#articles + 1] = article end
  return articles, document:problems()
end

local function messages_of(problems)
  local list = {}
  for index, problem in ipairs(problems) do list[index] = problem.message end
  return table.concat(list, "\n")
end

local function kinds(article)
  local list = {}
  for index, block in ipairs(article.blocks) do
    list[index] = block.kind .. ": " .. article.text:sub(block.first, block.last)
  end
  return list
end

describe("a message", function()

  it("is an article with what its header says", function()
    local articles, problems = read(message("List-Archive: <https://lists.example/court/>\nContent-Language: en-GB\n"))
    assert.equal("", messages_of(problems))
    local article = articles[1]
    assert.equal(FACT, article.text)
    assert.equal("Five years", article.title)
    assert.same({ "Jo Reporter" }, article.byline)
    assert.equal("2021-04-14", article.published)
    assert.equal("2021-04-14", article.reference_date)
    assert.equal("stated", article.reference_basis)
    assert.equal("7@news.example", article.id)
    assert.equal("https://lists.example/court/", article.url)
    assert.equal("en", article.language)
    assert.equal("text", article.range_in)
  end)

  it("with line ends of the network is the same", function()
    assert.equal(FACT .. "\n\n" .. MORE, read((message(nil, FACT .. "\n\n" .. MORE .. "\n"):gsub("\n", "\r\n")))[1].text)
  end)

  it("has a URL from the best field", function()
    assert.equal("https://lists.example/1",
      read(message "Archived-At: <https://lists.example/1>\nList-Post: <mailto:a@b.example>\n")[1].url)
    assert.equal("mailto:a@b.example", read(message "List-Post: <mailto:a@b.example>\n")[1].url)
  end)

  it("may be quoted-printable in windows-1251, and base64 in koi8-r", function()
    local russian = "Суд приговорил его к пяти годам и штрафу, сообщили в прокуратуре."
    local quoted = encoded(russian, "windows-1251"):gsub("[\x80-\xff=]", function(byte) return ("=%02X"):format(byte:byte()) end)
    quoted = quoted:sub(1, 60) .. "=\n" .. quoted:sub(61)
    for _, form in ipairs {
      { "windows-1251", "quoted-printable", quoted },
      { "koi8-r", "base64", base64(encoded(russian, "koi8-r")) },
      { "utf-8", "8bit", russian }, { "UTF-8", "Base64", base64(russian) },
    } do
      local articles = read(message(("MIME-Version: 1.0\nContent-Type: text/plain; charset=\"%s\"\nContent-Transfer-Encoding: %s\n")
        :format(form[1], form[2]), form[3] .. "\n"))
      assert.equal(russian, articles[1].text)
      assert.equal("ru", articles[1].language)
    end
  end)

  it("without a text is told", function()
    local articles, problems = read(message(nil, "\n"))
    assert.equal(0, #articles)
    assert.matches("message 'Five years': its text is empty", messages_of(problems), 1, true)
  end)

  it("with a date that is none says so and is read", function()
    local articles, problems = read((message():gsub("Wed, 14 Apr 2021 10:00:00 %+0600", "last week")))
    assert.equal(1, #articles)
    assert.is_nil(articles[1].published)
    assert.matches("its date is none: last week", messages_of(problems), 1, true)
  end)
end)

describe("the parts of a message", function()

  local function parts(kind, list)
    local out = { ("MIME-Version: 1.0\nContent-Type: multipart/%s;\n boundary=\"=_b 1\"\n"):format(kind), "A preamble.\n" }
    for _, part in ipairs(list) do out[#out + 1] = "--=_b 1\n" .. part .. "\n" end
    return out[1], table.concat(out, "", 2) .. "--=_b 1--\nAn epilogue.\n"
  end
  local function part(kind, text, more) return ("Content-Type: %s\n%s\n%s"):format(kind, more or "", text) end

  it("that are alternatives: HTML before text", function()
    local articles = read(message(parts("alternative", { part("text/plain", MORE), part("text/html", "<p>" .. FACT .. "</p>") })))
    assert.equal(FACT, articles[1].text)
    articles = read(message(parts("alternative", { part("text/plain", MORE), part("text/calendar", "BEGIN:VCALENDAR") })))
    assert.equal(MORE, articles[1].text)
  end)

  it("that follow one another are read in order, attachments named", function()
    local head, text = parts("mixed", { part("text/plain", FACT), part("text/html", "<p>" .. MORE .. "</p>"),
      part("application/pdf; name*=UTF-8''r%C3%A9port.pdf", "JVBERi0=",
        "Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n"),
      part("text/plain", "notes", 'Content-Disposition: attachment; filename="notes; old.txt"\n'),
      part("image/png", "x", "Content-Disposition: inline\n") })
    local articles, problems = read(message(head, text))
    assert.equal(FACT .. "\n\n" .. MORE, articles[1].text)
    assert.equal("message 'Five years': not read: réport.pdf (application/pdf), notes; old.txt (text/plain); save attachments as files",
      messages_of(problems))
  end)

  it("that belong to a page are not read", function()
    local articles, problems = read(message(parts("related", { part("text/html", "<p>" .. FACT .. "</p>"), part("image/gif", "R0lG") })))
    assert.equal(FACT, articles[1].text)
    assert.equal("", messages_of(problems))
  end)

  it("may be messages, each an article", function()
    local articles = read(message(parts("mixed", { part("text/plain", FACT), part("message/rfc822",
      (message("", MORE .. "\n"):gsub("Five years", "A fine"):gsub("14 Apr", "13 Apr"))) })))
    assert.equal(2, #articles)
    assert.equal(MORE, articles[2].text)
    assert.equal("A fine", articles[2].title)
    assert.equal("2021-04-13", articles[2].published)
    assert.equal(2, articles[2].number)
  end)

  it("of a digest are messages without saying so", function()
    local articles = read(message(parts("digest", { "\n" .. message(nil, FACT), "\n" .. message(nil, MORE) })))
    assert.same({ FACT, MORE }, { articles[1].text, articles[2].text })
  end)

  it("may lack their end, and their boundary", function()
    local head, text = parts("mixed", { part("text/plain", FACT) })
    assert.equal(FACT, read(message(head, (text:gsub("%-%-=_b 1%-%-.*", ""))))[1].text)
    local articles, problems = read(message("Content-Type: multipart/mixed\n", FACT))
    assert.equal(0, #articles)
    assert.matches("its parts have no boundary", messages_of(problems), 1, true)
  end)

  it("nested without end are refused", function()
    local text = {}
    for level = 1, 200 do text[level] = ("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"):format(level, level) end
    local _, problems = read(message(text[1]:gsub("\n\n.*", "\n"), "--b1\n" .. table.concat(text, "", 2)))
    assert.matches("parts inside parts, deeper than", messages_of(problems), 1, true)
  end)
end)

describe("the text of a message", function()
  it("that is flowed gets its lines back", function()
    assert.equal("A court in Taraz fined him.\nNext.\n-- \nJo", body.unflowed("A court in \nTaraz fined him.\nNext.\n-- \nJo", false))
    assert.equal("Taraz", body.unflowed("Ta \nraz", true))
    assert.equal("> one two\n>> three\nown From", body.unflowed("> one \n> two\n>> three\nown \n From", false))
  end)

  it("ends where a program goes on", function()
    for _, footer in ipairs { "-- \nJo Reporter\nExample News",
      "_______________________________________________\nCourt mailing list\nCourt@lists.example",
      "You received this message because you are subscribed to the list.\nMore.", "To unsubscribe, write to us." } do
      local article = read(message(nil, FACT .. "\n\n" .. footer .. "\n"))[1]
      assert.same({ "body: " .. FACT, "boilerplate: " .. footer }, kinds(article))
    end
    local article = read(message(nil, FACT .. "\n\n--\n\n" .. (MORE .. "\n\n"):rep(12)))[1]
    assert.not_equal("boilerplate", article.blocks[#article.blocks].kind)
  end)

  it("that only forwards is the forwarded message's", function()
    local article = read(message(nil, "FYI\n\n---------- Forwarded message ---------\nFrom: Sam Writer <sam@news.example>\n"
      .. "Date: Mon, 12 Apr 2021 at 09:00\nSubject: A fine\nTo: <jo@news.example>\n\n" .. MORE .. "\n"))[1]
    assert.equal("A fine", article.title)
    assert.same({ "Sam Writer" }, article.byline)
    assert.equal("2021-04-12", article.published)
    assert.equal("body: " .. MORE, kinds(article)[#article.blocks])
    assert.equal("boilerplate", article.blocks[#article.blocks - 1].kind)
  end)

  it("tells quoted lines from the writer's", function()
    local article = read(message(nil, "He was released.\n\n> " .. FACT .. "\n> " .. MORE .. "\n\nIt is late.\n"))[1]
    assert.same({ "body: He was released.", "quote: " .. FACT .. "\n" .. MORE, "body: It is late." }, kinds(article))
  end)
end)

describe("a header", function()

  it("is unfolded and decoded", function()
    local subject = "=?windows-1251?Q?" .. encoded("Суд", "windows-1251"):gsub(".", function(byte) return ("=%02X"):format(byte:byte()) end)
      .. "?=\n =?KOI8-R?B?" .. base64(encoded("и срок", "koi8-r")) .. "?= for\n\tfraud"
    local fields, start = header.read("Subject: " .. subject .. "\nX-Other:1\n\nText")
    assert.equal("Суди срок for fraud", header.text(fields.subject))
    assert.equal("1", fields["x-other"])
    assert.equal("Text", ("Subject: " .. subject .. "\nX-Other:1\n\nText"):sub(start))
    assert.equal("a b", header.text "=?utf-8?q?a_b?=")
    assert.equal("Żaneta", header.text("=?utf-8?B?" .. base64 "\xC5" .. "?= =?utf-8?b?" .. base64 "\xBBaneta" .. "?="))
    assert.equal("=?utf-8?x?a?= plain", header.text "=?utf-8?x?a?= plain")
    assert.equal("Ivan", header.text("=?utf-8*en?Q?Ivan?="))
  end)

  it("has parameters", function()
    local main, parameters = header.parameters 'Text/Plain; charset="ISO-8859-1"; name*0="one "; name*1=two; x=""; format=flowed'
    assert.equal("text/plain", main)
    assert.same({ charset = "ISO-8859-1", name = "one two", x = "", format = "flowed" }, parameters)
    assert.equal("", (header.parameters(nil)))
  end)

  it("names people", function()
    assert.same({ "Reporter, Jo", "Sam", "desk@news.example", "Old Form" }, header.names(
      '"Reporter, Jo" <jo@news.example>, Sam via Court news <list@lists.example>, desk@news.example, old@news.example (Old Form)'))
  end)

  it("decodes what it encodes", function()
    local bytes = {}
    for byte = 0, 255 do bytes[byte + 1] = string.char(byte) end
    bytes = table.concat(bytes):rep(20)
    for length = #bytes - 3, #bytes do assert.equal(bytes:sub(1, length), header.base64(base64(bytes:sub(1, length)))) end
    assert.equal("a=b\nc d", header.quoted_printable "a=3Db  \nc =\nd")
  end)
end)

describe("an mbox", function()

  local function separated(text) return "From jo@news.example Wed Apr 14 10:00:00 2021\n" .. text .. "\n" end

  it("is an article a message", function()
    local articles = read(separated(message()) .. separated(message(nil, MORE .. "\n")))
    assert.same({ FACT, MORE }, { articles[1].text, articles[2].text })
    assert.same({ 1, 2 }, { articles[1].number, articles[2].number })
  end)

  it("keeps lines that begin with From", function()
    local text = "He said.\n\n>From there on 10:00 he ran.\n\nFrom Taraz at 10:00 he fled.\n\n>>From x\n"
    local articles = read(separated(message(nil, text)) .. separated(message()))
    assert.equal(2, #articles)
    assert.matches("\nFrom there on 10:00 he ran.", articles[1].text, 1, true)
    assert.matches("From Taraz at 10:00", articles[1].text, 1, true)
  end)

  it("with stated lengths keeps what looks like another message", function()
    local text = "Look:\n\n" .. separated(message()) .. "The end.\n"
    local articles = read(separated(message("Content-Length: " .. #text .. "\n", text)) .. separated(message(nil, MORE .. "\n")))
    assert.equal(2, #articles)
    assert.matches("The end.", articles[1].text, 1, true)
    assert.equal(MORE, articles[2].text)
  end)

  it("with wrong lengths loses nothing", function()
    for _, length in ipairs { 0, 3, 250, 100000 } do
      local articles = read(separated(message("Content-Length: " .. length .. "\n")) .. separated(message(nil, MORE .. "\n"))
        .. separated(message()))
      assert.equal(3, #articles, length)
      assert.equal(MORE, articles[2].text)
    end
  end)

  it("is read through a pipe and from a file", function()
    local bytes = separated(message()) .. separated(message(nil, FACT .. "\n"))
    local result = command.run({ "extract", "--kind", "sentence", "-" }, bytes)
    assert.equal("", result.errors)
    assert.equal(2, #command.objects(result.output))
    local folder = command.folder()
    local path = command.write(folder .. "/court.mbox", bytes)
    result = command.run { "extract", "--kind", "sentence", path }
    assert.equal(2, #command.objects(result.output))
    command.remove(folder)
  end)

  it("of any size takes bounded memory", function()
    local folder = command.folder()
    local path = folder .. "/large.mbox"
    local handle = assert(io.open(path, "wb"))
    local one = separated(message(nil, (FACT .. "\n\n"):rep(200)))
    for _ = 1, 1000 do handle:write(one) end
    handle:close()
    local document = assert(docket.open(path))
    local count, most = 0, 0
    collectgarbage "collect"
    local before = collectgarbage "count"
    for _ in document:articles() do
      count = count + 1
      if count % 50 == 0 then
        collectgarbage "collect"
        most = math.max(most, collectgarbage "count" - before)
      end
    end
    document:close()
    command.remove(folder)
    assert.equal(1000, count)
    assert.is_true(most < 3000, most .. " KB")
  end)

  it("whatever its bytes are, ends", function()
    local seed = separated(message("Content-Type: multipart/mixed; boundary=b\nContent-Length: 90\n",
      "--b\n\n" .. FACT .. "\n--b--\n")):rep(3)
    math.randomseed(7)
    for _ = 1, 300 do
      local bytes = { seed:byte(1, -1) }
      for _ = 1, 8 do bytes[math.random(#bytes)] = math.random(0, 255) end
      local document = docket.parse(string.char(table.unpack(bytes)), { format = "mail" })
      local count = 0
      for _ in document:articles() do count = count + 1 end
      assert.is_true(count <= 12)
    end
  end)
end)
