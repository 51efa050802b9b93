-- Documents that programs turn into text. The programs are stand-ins of the shell, given as
-- a user gives them; the real ones are tried where they are installed.
--
-- #unsanitized: programs that are not ours do not go with sanitizers.
local docket = require "docket"
local command = require "spec.support.command"
local pages = require "docket.reader.converted.pages"
local program = require "docket.reader.converted.program"

local FACT = "A court in Taraz sentenced Adil Serikov to five years in prison for fraud."

local function articles_of(document)
  local list = {}
  for article in document:articles() do list[#list + 1] = article end
  return list
end

-- Files that a converter leaves where temporary files stand.
local function temporary()
  local pipe = assert(io.popen "ls /tmp | grep -c '^lua_'")
  local count = pipe:read "n"
  pipe:close()
  return count
end

describe("a converter #unsanitized", function()
  local folder
  before_each(function() folder = command.folder() end)
  after_each(function() command.remove(folder) end)

  it("makes text of a file, which is an article", function()
    local path = command.write(folder .. "/a report's.pdf", "%PDF-1.4\n" .. FACT .. "\n")
    local document = assert(docket.open(path, { converters = { { pdf = "tail -n +2 %s" } } }))
    assert.equal("pdf", document.format)
    assert.equal(64, #document:sha256())
    local article = articles_of(document)[1]
    assert.equal(FACT, article.text)
    assert.equal("text", article.range_in)
    assert.equal("en", article.language)
    assert.equal(path, article.source)
    assert.same({}, { table.unpack(document:problems()) })
    document:close()
  end)

  it("makes text of bytes, and leaves no file behind", function()
    local before = temporary()
    local bytes = "{\\rtf1\n" .. FACT .. "\n}\n"
    local document = assert(docket.parse(bytes, { converters = { { rtf = { "no-such-program-x %s", "sed -n 2p %s" } } } }))
    assert.equal("rtf", document.format)
    assert.equal(FACT, articles_of(document)[1].text)
    assert.is_nil(docket.parse(bytes, { converters = { { rtf = "false %s" } } }))
    assert.equal(before, temporary())
  end)

  it("may write into a file", function()
    local document = assert(docket.parse("{\\rtf1\n" .. FACT .. "\n}\n", { converters = { { rtf = "sed -n 2p %s >%o" } } }))
    assert.equal(FACT, articles_of(document)[1].text)
  end)

  it("gives many articles where the text is a listing", function()
    local listing = {}
    for index = 1, 4 do
      listing[index] = ("Headline number %d of the day\n\nALMATY -- %s\n\nHe was number %d.\n\n"
        .. "Copyright 2021. Example News. Reprinted with permission.\n")
        :format(index, FACT, index)
    end
    local text = table.concat(listing, "\n")
    local expected = #articles_of(docket.parse(text))
    local document = assert(docket.parse("{\\rtf1\n" .. text, { converters = { { rtf = "tail -n +2 %s" } } }))
    assert.equal(expected, #articles_of(document))
  end)

  local function fails(converters, code, ...)
    local document, message, got = docket.parse("{\\rtf1 x}\n", { source = "a.rtf", converters = { converters } })
    assert.is_nil(document)
    assert.equal(code, got)
    for _, part in ipairs { "a.rtf: ", ... } do assert.matches(part, message, 1, true) end
    assert.is_nil(message:find "\n")
  end

  it("that fails is told with its words", function()
    fails({ rtf = "sh -c 'echo bad page >&2; echo text; exit 3' %s" }, "ECONVERT", "sh failed (status 3): bad page")
    fails({ rtf = "sh -c 'kill -9 $$' %s" }, "ECONVERT", "sh failed")
    fails({ rtf = "true %s" }, "EEMPTY", "true gives no text")
  end)

  it("that is missing is named, with what to install", function()
    fails({ rtf = "no-such-program-x --plain %s" }, "EOFFICE", "a document in RTF; to read it, install no-such-program-x")
    fails({ rtf = { "no-such-x %s", "no-such-y %s", from = "x-utils" } }, "EOFFICE", "install no-such-x (x-utils) or no-such-y")
    fails({ rtf = {} }, "EOFFICE", 'no converter is known for it: give a file with return { rtf = "COMMAND %s" }')
    fails({ rtf = "cat" }, "ERULE", "the command of 'rtf' needs %s for the file: cat")
    fails({ rtf = 5 }, "ERULE", "'rtf' is no command")
  end)

  it("that gives bytes which are no UTF-8 is told, and read", function()
    local document = assert(docket.parse("{\\rtf1\n", { converters = { { rtf = "sh -c 'printf \"Caf\\351 owner fined.\"' %s" } } }))
    assert.equal(1, #articles_of(document))
    assert.equal("EENCODING", document:problems()[1].code)
  end)

  it("for other endings is the user's", function()
    local path = command.write(folder .. "/a.tex", "\\bf\n" .. FACT .. "\n")
    assert.equal("text", docket.open(path).format)
    local document = assert(docket.open(path, { converters = { { tex = "tail -n +2 %s" } } }))
    assert.equal("tex", document.format)
    assert.equal(FACT, articles_of(document)[1].text)
  end)

  it("cannot be tricked by a name", function()
    for _, name in ipairs { "-n.pdf", "$(touch x).pdf", "a'b;c.pdf", "a\nb.pdf", "%s%o.pdf" } do
      local path = command.write(folder .. "/" .. name, "%PDF-1.4\n" .. FACT .. "\n")
      local document = assert(docket.open(path, { converters = { { pdf = "tail -n +2 %s" } } }))
      assert.equal(FACT, articles_of(document)[1].text)
    end
  end)
end)

describe("a file of converters #unsanitized", function()
  it("is named on the command line, and never taken from a directory of rules", function()
    local folder = command.folder()
    local path = command.write(folder .. "/a.pdf", "%PDF-1.4\n" .. FACT .. "\n")
    os.execute("mkdir " .. folder .. "/mine")
    command.write(folder .. "/mine/converters.lua", 'return { pdf = "tail -n +2 %s" }\n')
    local mine = folder .. "/mine/converters.lua"
    local result = command.run { "extract", "--kind", "sentence", "--converters", mine, path }
    assert.equal("", result.errors)
    assert.equal("P5Y", command.objects(result.output)[1].duration)
    result = command.run { "articles", "--converters", mine, path }
    assert.equal(FACT, command.objects(result.output)[1].text)
    result = command.run { "extract", "--kind", "sentence", "--rules", folder .. "/mine", path }
    assert.equal("", result.output)
    command.write(mine, "return { pdf = os.getenv 'HOME' }\n")
    result = command.run { "extract", "--converters", mine, path }
    assert.equal(1, result.status)
    assert.matches("converters.lua:1:", result.errors, 1, true)
    command.remove(folder)
  end)
end)

describe("documents of office programs #unsanitized", function()
  -- The beginning of a zip archive with one stored entry.
  local function zip(name, content)
    return "PK\3\4\20\0\0\0\0\0\0\0\0\0\0\0\0\0" .. ("<I4I4I2I2"):gsub(".*", function(format)
      return string.pack(format, #content, #content, #name, 0)
    end) .. name .. content
  end
  for key, bytes in pairs {
    odt = zip("mimetype", "application/vnd.oasis.opendocument.text") .. "PK",
    ods = zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet") .. "PK",
    epub = zip("mimetype", "application/epub+zip") .. "PK",
    docx = zip("[Content_Types].xml", "<Types/>") .. zip("word/document.xml", "<w/>"),
    xlsx = zip("[Content_Types].xml", "<Types/>") .. zip("xl/workbook.xml", "<w/>"),
    rtf = "{\\rtf1\\ansi x}", doc = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 x",
  } do
    it("are told apart: " .. key, function()
      local document = assert(docket.parse(bytes, { converters = { { [key] = "echo It is a document. # %s" } } }))
      assert.equal(key, document.format)
    end)
  end
end)

describe("the pages of a PDF", function()
  it("lose the heads and feet that stand on each", function()
    local text = {}
    for page = 1, 4 do
      text[page] = ("Example News    %d\n\nParagraph %s begins here.\n\nIt ends here, with %s.\n\nPage %d of 4\n"):format(page,
        ("abcd"):sub(page, page), ("efgh"):sub(page, page), page)
    end
    local plain = pages.text(table.concat(text, "\f"))
    assert.is_nil(plain:find("Example News", 1, true))
    assert.is_nil(plain:find("Page", 1, true))
    assert.matches("Paragraph a begins here.\n\nIt ends here, with e.\n\nParagraph b", plain, 1, true)
  end)

  it("keep what stands on few of them", function()
    assert.matches("Example", pages.text "Example\n\nOne here.\n\fExample\n\nTwo here.\n", 1, true)
  end)

  it("join a paragraph that runs over, and no other", function()
    assert.equal("He was taken to\na prison.", pages.text "He was taken to\n\fa prison.\n")
    assert.equal("He was taken.\n\nA prison.", pages.text "He was taken.\n\n\fA prison.\n")
  end)

  it("join the words that line ends part, where it is sure", function()
    assert.equal("the prosecutor said the prosecutor", pages.text "the prosecutor said the prose-\ncutor")
    assert.equal("a well-known man, well-known", pages.text "a well-known man, well-\nknown")
    assert.equal("a twenty-\nyear term", pages.text "a twenty-\nyear term")
    assert.equal("the prosecutor", pages.text "the prose\u{AD}\ncutor")
    assert.equal("Kara-\nKum", pages.text "Kara-\nKum")
  end)
end)

describe("the real programs #unsanitized", function()
  -- A PDF of some pages, each with lines of text.
  local function pdf(texts)
    local objects, kids = { "<< /Type /Catalog /Pages 2 0 R >>", false, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>" }, {}
    for _, lines in ipairs(texts) do
      local content = "BT /F1 12 Tf 14 TL 72 720 Td\n"
      for _, line in ipairs(lines) do content = content .. ("(%s) Tj T*\n"):format(line) end
      content = content .. "ET"
      objects[#objects + 1] = ("<< /Length %d >>\nstream\n%s\nendstream"):format(#content, content)
      objects[#objects + 1] = ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
        .. " /Resources << /Font << /F1 3 0 R >> >> >>"):format(#objects)
      kids[#kids + 1] = #objects .. " 0 R"
    end
    objects[2] = ("<< /Type /Pages /Count %d /Kids [%s] >>"):format(#kids, table.concat(kids, " "))
    local out, offsets, size = { "%PDF-1.4\n" }, {}, 9
    for number, object in ipairs(objects) do
      offsets[number] = ("%010d 00000 n \n"):format(size)
      out[#out + 1] = ("%d 0 obj\n%s\nendobj\n"):format(number, object)
      size = size + #out[#out]
    end
    return table.concat(out) .. ("xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n")
      :format(#objects + 1, table.concat(offsets), #objects + 1, size)
  end

  it("read a PDF", function()
    if not program.is_installed "pdftotext" then return pending "pdftotext is not installed" end
    local texts = {}
    for page = 1, 3 do
      texts[page] = { "Example News " .. page, "", ("A court in %s sentenced Adil Serikov"):format(({ "Taraz", "Almaty", "Oral" })[page]),
        "to five years in prison for fraud.",
        "", "It was page " .. ("abc"):sub(page, page) .. "." }
    end
    local article = articles_of(assert(docket.parse(pdf(texts), { source = "a.pdf" })))[1]
    assert.is_nil(article.text:find("Example News", 1, true))
    assert.matches("A court in Taraz sentenced Adil Serikov\nto five years in prison for fraud.", article.text, 1, true)
    assert.matches("page c.", article.text, 1, true)
  end)

  it("read a DOCX", function()
    if not program.is_installed "pandoc" then return pending "pandoc is not installed" end
    local folder = command.folder()
    command.write(folder .. "/a.md", FACT .. "\n")
    os.execute(("pandoc -f markdown -t docx -o %s/a.docx %s/a.md"):format(folder, folder))
    local document = assert(docket.open(folder .. "/a.docx"))
    assert.equal("docx", document.format)
    assert.equal(FACT, articles_of(document)[1].text)
    command.remove(folder)
  end)
end)
