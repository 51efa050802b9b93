-- docket.core.archive: what comes out of archives, sound and damaged.
local archive = require "docket.core.archive"
local make = require "spec.support.archive"

-- All entries with their payloads, and all problems.
local function read_all(reader)
  local entries, problems = {}, {}
  local function take()
    for _, problem in ipairs((reader:problems())) do problems[#problems + 1] = problem end
  end
  while true do
    local entry = reader:next()
    take()
    if not entry then break end
    entry.payload = reader:payload()
    take()
    entries[#entries + 1] = entry
  end
  reader:close()
  return entries, problems
end

local function parse(bytes, options) return read_all(assert(archive.parse(bytes, options))) end

local function payloads(entries)
  local list = {}
  for i, entry in ipairs(entries) do list[i] = entry.payload end
  return list
end

local function codes(problems)
  local list = {}
  for i, problem in ipairs(problems) do list[i] = problem.code end
  return list
end

local one = make.response("http://bell.example/1", "A court in Ruda sentenced Jan Oll.\n")
local two = make.response("http://bell.example/2", "Ida Ask was detained.\n")
local three = make.response("http://bell.example/3", "The trial goes on.\n")
local texts = { "A court in Ruda sentenced Jan Oll.\n", "Ida Ask was detained.\n", "The trial goes on.\n" }

describe("WARC", function()
  it("is read plain, gzipped a record, in one member, and with records over members", function()
    local all = one .. two .. three
    local forms = { all, make.gzip(one) .. make.gzip(two) .. make.gzip(three), make.gzip(all),
      make.gzip(all:sub(1, 300)) .. make.gzip "" .. make.gzip(all:sub(301, 700)) .. make.gzip(all:sub(701)) }
    for _, bytes in ipairs(forms) do
      local entries, problems = parse(bytes)
      assert.same(texts, payloads(entries))
      assert.same({}, problems)
      assert.same({ "http://bell.example/1", "response", 200, "text/plain", "utf-8", "2021-04-07T10:00:00Z" },
        { entries[1].url, entries[1].type, entries[1].status, entries[1].content_type, entries[1].charset, entries[1].date })
    end
  end)

  it("says where each record lies in the file", function()
    local entries = parse(one .. two)
    assert.same({ 0, #one, #one, #two }, { entries[1].offset, entries[1].length, entries[2].offset, entries[2].length })
    local first, second = make.gzip(one), make.gzip(two)
    entries = parse(first .. second)
    assert.same({ 0, #first, #first, #second },
      { entries[1].offset, entries[1].length, entries[2].offset, entries[2].length })
    entries = parse(make.gzip(one .. two))
    assert.same({ 0, 0, #one }, { entries[1].offset, entries[2].offset, entries[2].within })
    assert.is_nil(entries[2].length)
  end)

  for _, version in ipairs { "WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1" } do
    it("of version " .. version, function()
      local entries, problems = parse(make.record("resource", "text\n", { version = version, Content_Type = "text/plain" }))
      assert.same({ "text\n" }, payloads(entries))
      assert.same({}, problems)
    end)
  end

  it("knows all types of records", function()
    local types = { "warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation" }
    local bytes = {}
    for i, kind in ipairs(types) do bytes[i] = make.record(kind, "x\n") end
    bytes[#bytes + 1] = make.record("screenshot", "x\n")
    local entries = parse(table.concat(bytes))
    for i, kind in ipairs(types) do assert.equal(kind, entries[i].type) end
    assert.equal("other", entries[9].type)
  end)

  it("says what a revisit refers to", function()
    local entries = parse(make.record("revisit", make.http "", { WARC_Target_URI = "http://bell.example/1",
      WARC_Refers_To_Target_URI = "http://bell.example/0", WARC_Payload_Digest = "sha1:" .. ("A"):rep(32) }))
    assert.equal("http://bell.example/0", entries[1].refers_to)
    assert.equal("unchecked", entries[1].digest)
  end)

  it("takes heads as writers write them", function()
    local entries, problems = parse(make.record("resource", "a\n", { eol = "\n",
      WARC_Target_URI = "<http://bell.example/a b>", ["content-type"] = "TEXT/Plain;\n Charset='Windows-1251'" }))
    assert.same({ "http://bell.example/a%20b", "text/plain", "Windows-1251" },
      { entries[1].url, entries[1].content_type, entries[1].charset })
    assert.same({}, problems)
  end)

  it("needs no line end behind the last record, and bears too many or too few between", function()
    for _, ending in ipairs { "", "\r\n", "\n\n\n\n\r\n\r\n" } do
      local first = make.record("resource", texts[1], { ending = ending })
      local entries, problems = parse(first .. first)
      assert.same({ texts[1], texts[1] }, payloads(entries))
      assert.same({}, problems)
    end
  end)
end)

describe("HTTP responses", function()
  local function body(bytes, fields, options)
    local entries, problems = parse(make.response("http://bell.example/", bytes, {}, fields), options)
    return entries[1].payload, problems
  end
  local text = "A court in Ruda sentenced Jan Oll.\n"
  local chunked = ("%x;x=y\r\n%s\r\n5\r\nMore.\r\n0\r\nX: y\r\n\r\n"):format(#text, text)

  it("lose their transfer and content encodings", function()
    local cases = {
      { chunked, { "Transfer-Encoding: chunked" }, text .. "More." },
      { make.gzip(text), { "Content-Encoding: gzip" } },
      { make.gzip(text) .. make.gzip "More.", { "Content-Encoding: x-gzip" }, text .. "More." },
      { make.zlib(text), { "Content-Encoding: deflate" } },
      { make.deflate(text), { "Content-Encoding: deflate" } },
      { make.gzip(make.zlib(text)), { "Content-Encoding: deflate, gzip" } },
      { ("%x\r\n%s\r\n0\r\n\r\n"):format(#make.gzip(text), make.gzip(text)),
        { "Transfer-Encoding: chunked", "Content-Encoding: gzip" } },
      { text, { "Content-Encoding: identity" } },
    }
    for number, case in ipairs(cases) do
      local got, problems = body(case[1], case[2])
      assert.equal(case[3] or text, got, "case " .. number)
      assert.same({}, problems)
    end
  end)

  it("are taken as they are where the encoding was declared wrongly", function()
    for _, field in ipairs { "Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: deflate",
      "Content-Encoding: br" } do
      local got, problems = body(text, { field })
      assert.equal(text, got, field)
      assert.same({}, problems)
    end
    assert.equal("Decade\nof trials", (body("Decade\nof trials", { "Transfer-Encoding: chunked" })))
    assert.equal("3\r\nadd\r\n0\r\n\r\n", (body("3\r\nadd\r\n0\r\n\r\n", { "X: y" })), "chunks that nobody declared")
    assert.equal(text, (body(make.gzip(text), {})), "gzip that nobody declared")
  end)

  it("are read as far as they go, and that is told", function()
    local got, problems = body(chunked:sub(1, 30), { "Transfer-Encoding: chunked" })
    assert.equal(text:sub(1, #got), got)
    assert.is_true(#got > 10)
    assert.same({ "ETRUNCATED" }, codes(problems))
    got, problems = body(make.gzip(text):sub(1, 30), { "Content-Encoding: gzip" })
    assert.equal(text:sub(1, 15), got)
    assert.same({ "ETRUNCATED" }, codes(problems))
  end)

  it("with an encoding that cannot be read are named", function()
    local got, problems = body("\x1b\x03\0\x80\1\2\3\4\xff", { "Content-Encoding: br" })
    assert.is_nil(got)
    assert.equal("EENCODING", problems[1].code)
    assert.matches("br cannot be read", problems[1].message, 1, true)
  end)
end)

describe("digests", function()
  -- Of "abc", from FIPS 180-4 and RFC 1321.
  local right = {
    "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "sha1:vgmt4nsha2awvor6evyxqugcnsonbwe5",
    "SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d", "sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "sha1:qZk-NkcGgWq6PiVxeFDCbJzQ2J0",
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha-256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====",
    "md5:900150983cd24fb0d6963f7d28e17f72",
  }
  for _, digest in ipairs(right) do
    it("are right as " .. digest, function()
      local entries, problems = parse(make.record("resource", "abc", { WARC_Block_Digest = digest }))
      assert.equal("right", entries[1].digest)
      assert.same({}, problems)
    end)
  end

  it("that are wrong are told, and the record is read", function()
    for _, field in ipairs { "WARC_Block_Digest", "WARC_Payload_Digest" } do
      for _, digest in ipairs { right[1], "sha1:x", "md5:900150983cd24fb0d6963f7d28e17f73" } do
        local bytes = one .. make.record("resource", "abd", { [field] = digest })
        local entries, problems = parse(bytes)
        assert.same({ "wrong", "abd" }, { entries[2].digest, entries[2].payload })
        assert.same({ { "EDIGEST", #one } }, { { problems[1].code, problems[1].offset } })
        entries, problems = parse(bytes, { digests = false })
        assert.equal("unchecked", entries[2].digest)
        assert.same({}, problems)
      end
    end
  end)

  it("of an unknown algorithm are not checked", function()
    local entries, problems = parse(make.record("resource", "abc", { WARC_Block_Digest = "blake3:00" }))
    assert.equal("unchecked", entries[1].digest)
    assert.same({}, problems)
  end)

  it("of a payload are of the body, its chunks together or apart", function()
    local chunked = "3\r\nabc\r\n0\r\n\r\n"
    for _, digest in ipairs { right[1], "sha1:6P3QHY5OUMGOW5Q2HVJQ3F5JXWPDLNGP" } do
      local entries = parse(make.response("http://bell.example/", chunked, { WARC_Payload_Digest = digest },
        { "Transfer-Encoding: chunked" }))
      assert.equal(digest == right[1] and "right" or "wrong", entries[1].digest)
    end
    assert.equal("right", parse(make.response("http://bell.example/", "abc", { WARC_Payload_Digest = right[1] }))[1].digest)
  end)
end)

describe("damage", function()
  local members = { make.gzip(one), make.gzip(two), make.gzip(three) }

  it("at any byte of a gzipped archive costs no more than the record there", function()
    local whole = table.concat(members)
    for at = #members[1] + 1, #members[1] + #members[2] do
      local bytes = whole:sub(1, at - 1) .. string.char(whole:byte(at) ~ 0x5A) .. whole:sub(at + 1)
      local entries, problems = parse(bytes)
      local got = payloads(entries)
      assert.equal(texts[1], got[1], "byte " .. at)
      assert.equal(texts[3], got[#got], "byte " .. at)
      -- Bytes of the head (time, flags) may be changed without damage.
      if #entries == 2 then
        assert.equal(#members[1], problems[1].offset, "byte " .. at)
      else
        assert.same(texts, got)
      end
    end
  end)

  it("at any byte of a plain archive costs no more than the records that meet there", function()
    local whole = one .. two .. three
    for at = #one + 1, #one + #two - 1 do
      local bytes = whole:sub(1, at - 1) .. string.char(whole:byte(at) ~ 0x5A) .. whole:sub(at + 1)
      local got, problems = parse(bytes)
      got = payloads(got)
      assert.is_true(#got >= 2 or #problems > 0, "byte " .. at)
      assert.equal(texts[3], got[#got], "byte " .. at)
    end
  end)

  it("that cuts an archive off leaves what was before", function()
    for _, form in ipairs { { one, two }, { members[1], members[2] } } do
      local whole = form[1] .. form[2]
      for cut = #form[1] + 1, #whole - 1 do
        local entries, problems = parse(whole:sub(1, cut))
        assert.equal(texts[1], entries[1].payload)
        -- The line ends behind a block may be missing.
        assert.is_true(#entries == 2 and entries[2].payload == texts[2] or #problems == 1, "cut at " .. cut)
        if #problems > 0 then assert.equal(#form[1], problems[1].offset, "cut at " .. cut) end
      end
    end
  end)

  local resource = function(length) return make.record("resource", texts[2], { Content_Length = length }) end

  it("of a length is told, and the way on is the next record", function()
    local cases = {
      { #texts[2] - 5, "EHEADER" }, { #texts[2] + 40, "EHEADER" }, { 100000, "ETRUNCATED" },
      { 99999999999, "EHEADER" }, { "many", "EHEADER" }, { "-1", "EHEADER" }, { ("9"):rep(40), "EHEADER" },
    }
    for _, case in ipairs(cases) do
      local entries, problems = parse(one .. resource(case[1]) .. three)
      assert.same({ texts[1], texts[3] }, payloads(entries), tostring(case[1]))
      assert.same({ { case[2], #one } }, { { problems[1].code, problems[1].offset } }, tostring(case[1]))
      assert.equal(1, #problems)
    end
    local entries, problems = parse(one .. make.record("resource", texts[2], { Content_Length = false }):gsub(
      "Content%-Length: false\r\n", "") .. three)
    assert.same({ texts[1], texts[3] }, payloads(entries))
    assert.same({ "EHEADER" }, codes(problems))
  end)

  it("of a length does not cost a response that is whole by its own", function()
    local block = make.http(texts[2], { "Content-Length: " .. #texts[2] })
    for _, length in ipairs { #block + 30, 100000 } do
      local bad = make.record("response", block, { Content_Length = length })
      local entries, problems = parse(one .. bad .. three)
      assert.same(texts, payloads(entries))
      assert.equal(1, #problems)
      assert.matches("its response is whole and is read", problems[1].message, 1, true)
    end
  end)

  it("between records is stepped over", function()
    for _, junk in ipairs { "junk\r\n", "junk", "\0\0\0", "WARC/1.0", "WARC/1.0\r\n", ("x"):rep(300000) .. "\n" } do
      local entries, problems = parse(one .. junk .. "\r\n" .. two)
      assert.equal(texts[1], entries[1].payload)
      assert.equal(texts[2], entries[#entries].payload)
      assert.equal(2, #entries)
      assert.equal(1, #problems, junk:sub(1, 20))
    end
    local entries, problems = parse(members[1] .. "no gzip here" .. members[2])
    assert.same({ texts[1], texts[2] }, payloads(entries))
    assert.same({ "ECORRUPT" }, codes(problems))
    entries, problems = parse(members[1] .. ("\0"):rep(1000) .. members[2])
    assert.same({ texts[1], texts[2] }, payloads(entries))
    assert.same({}, problems)
  end)

  it("does not take a record inside a record for the next", function()
    local inner = make.record("resource", texts[2], { Content_Type = "text/plain" })
    local entries, problems = parse(make.record("resource", "\r\n" .. inner, { Content_Type = "application/warc" }) .. three)
    assert.same({ "\r\n" .. inner, texts[3] }, payloads(entries))
    assert.same({}, problems)
  end)

  it("in every record takes linear time", function()
    local function seconds(n)
      local bad = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 5000000\r\n\r\n"
      local bytes, began = bad:rep(n), os.clock()
      local reader = assert(archive.parse(bytes))
      while reader:next() do end
      local _, count = reader:problems()
      assert.equal(n, count)
      reader:close()
      return os.clock() - began
    end
    seconds(1000)
    local small, large = seconds(20000), seconds(80000)
    assert.is_true(large < 16 * small + 0.2, ("%.3f s and %.3f s"):format(small, large))
  end)
end)

describe("ARC", function()
  local function arc(version, lines)
    local names = version == 1 and "URL IP-address Archive-date Content-type Archive-length"
      or "URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length"
    local about = ("%d 0 Bell\n%s\n"):format(version, names)
    local middle = version == 1 and "" or " 200 - - 0 bell.arc"
    local head = ("filedesc://bell.arc 0.0.0.0 20140216050221 text/plain%s %d\n%s\n"):format(middle, #about, about)
    local out = { head }
    for i, line in ipairs(lines) do
      local block = make.http(line[2])
      out[i + 1] = ("%s 10.0.0.1 20140216050221 text/plain%s %s\n%s\n"):format(line[1], middle, line[3] or #block, block)
    end
    return out
  end

  for version = 1, 2 do
    it("of version " .. version .. " is read, plain and gzipped", function()
      local records = arc(version, { { "http://bell.example/a b", texts[1] }, { "http://bell.example/2", texts[2] } })
      local packed = {}
      for i, record in ipairs(records) do packed[i] = make.gzip(record) end
      for _, bytes in ipairs { table.concat(records), table.concat(packed), make.gzip(table.concat(records)) } do
        local entries, problems = parse(bytes)
        assert.same({}, problems)
        assert.same({ "warcinfo", "response", "response" }, { entries[1].type, entries[2].type, entries[3].type })
        assert.same({ texts[1], texts[2] }, { entries[2].payload, entries[3].payload })
        assert.same({ "http://bell.example/a%20b", "2014-02-16T05:02:21Z" }, { entries[2].url, entries[2].date })
      end
    end)
  end

  it("with a wrong length goes on with the next record", function()
    for _, length in ipairs { 3, 150, 100000, "-1", "many" } do
      local entries, problems = parse(table.concat(arc(1, { { "http://bell.example/1", texts[1], length },
        { "http://bell.example/2", texts[2] } })))
      assert.equal(texts[2], entries[#entries].payload, tostring(length))
      assert.equal(1, #problems, tostring(length))
    end
  end)
end)

describe("containers", function()
  local files = { { "a.txt", texts[1] }, { "../../etc/b.txt", texts[2] }, { "d/\u{0442}.txt", texts[3] } }

  it("give their files", function()
    for _, bytes in ipairs { make.zip(files), make.tar(files), make.gzip(make.tar(files)) } do
      for _, reader in ipairs { assert(archive.parse(bytes)), assert(archive.open(make.pieces(bytes, 100))) } do
        local entries, problems = read_all(reader)
        assert.same(texts, payloads(entries))
        assert.same({ "a.txt", "../../etc/b.txt", "d/\u{0442}.txt", "file" },
          { entries[1].name, entries[2].name, entries[3].name, entries[1].type })
        assert.same({}, problems)
      end
    end
  end)

  it("inside containers are entered", function()
    local wacz = make.zip { { "archive/data.warc.gz", make.gzip(one) .. make.gzip(two) }, { "a.txt", texts[3] } }
    local entries, problems = parse(make.zip { { "x.tar", make.tar { { "y.wacz", wacz } } }, { "b.txt", "End.\n" } })
    assert.same({ texts[1], texts[2], texts[3], "End.\n" }, payloads(entries))
    assert.same({ "x.tar!/y.wacz!/archive/data.warc.gz", "x.tar!/y.wacz!/archive/data.warc.gz", "x.tar!/y.wacz!/a.txt",
      "b.txt" }, { entries[1].name, entries[2].name, entries[3].name, entries[4].name })
    assert.same({}, problems)
  end)

  it("may be a single packed file, which has no name", function()
    local entries = parse(make.gzip "Text.\n")
    assert.same({ "Text.\n", "file" }, { entries[1].payload, entries[1].type })
    assert.is_nil(entries[1].name)
  end)

  it("may hold nothing", function()
    for _, bytes in ipairs { make.gzip "", make.zip {} } do
      local entries, problems = parse(bytes)
      assert.same({ {}, {} }, { entries, problems })
    end
  end)

  for program, magic in pairs { bzip2 = "BZh", xz = "\xFD7zXZ", zstd = "\x28\xB5\x2F\xFD" } do
    it("may be packed by " .. program, function()
      local pipe = io.popen("printf 'Text.\\n' | " .. program .. " -c 2>/dev/null")
      local bytes = pipe:read "a"
      pipe:close()
      if bytes:sub(1, #magic) ~= magic then return pending(program .. " is not installed") end
      assert.same({ "Text.\n" }, payloads(parse(bytes)))
    end)
  end

  it("that are damaged say so and give the rest", function()
    local bytes = make.zip(files)
    local at = bytes:find(texts[2], 1, true)
    local entries, problems = parse(bytes:sub(1, at - 1) .. "X" .. bytes:sub(at + 1))
    assert.equal(texts[1], entries[1].payload)
    assert.equal(texts[3], entries[#entries].payload)
    assert.same({ "ECORRUPT" }, codes(problems))
    assert.matches("b.txt", problems[1].message, 1, true)
    entries, problems = parse(make.tar(files):sub(1, 1300))
    assert.equal(texts[1], entries[1].payload)
    assert.equal("ECORRUPT", problems[#problems].code)
  end)

  it("give a file piece by piece", function()
    local long = ("line\n"):rep(100000)
    local reader = assert(archive.parse(make.zip { { "a.txt", long }, { "b.txt", "End.\n" } }))
    assert.equal("a.txt", reader:next().name)
    local pieces = {}
    for piece in function() return reader:piece() end do pieces[#pieces + 1] = piece end
    assert.is_true(#pieces > 2)
    assert.equal(long, table.concat(pieces))
    assert.equal("b.txt", reader:next().name)
    assert.equal("End.\n", reader:payload())
  end)
end)

describe("limits", function()
  it("stop a payload that is too long", function()
    local long = ("x\n"):rep(5000)
    local packed = make.response("http://bell.example/", make.gzip(long), {}, { "Content-Encoding: gzip" })
    for _, bytes in ipairs { one .. make.record("resource", long) .. three, one .. packed .. three,
      make.zip { { "1", texts[1] }, { "2", long }, { "3", texts[3] } } } do
      local entries, problems = parse(bytes, { payload_max = 9000 })
      assert.equal(texts[1], entries[1].payload)
      assert.equal(texts[3], entries[#entries].payload)
      assert.same({ "ETOOBIG" }, codes(problems))
    end
  end)

  it("stop bombs", function()
    local pipe = io.popen "yes | head -c 100000000 | gzip -c"
    local zeros = pipe:read "a"
    pipe:close()
    assert.is_true(#zeros > 1000)
    local reader = assert(archive.parse(zeros, { payload_max = 1 << 30 }))
    reader:next()
    assert.is_nil((reader:payload()))
    assert.equal("ELIMIT", reader:problems()[1].code)
    assert.is_nil((reader:next()))
    local body = make.response("http://bell.example/", zeros, {}, { "Content-Encoding: gzip" })
    local _, problems = parse(body .. one, { payload_max = 1 << 30, ratio_max = 10, ratio_free = 1000000 })
    assert.same({ "ELIMIT" }, codes(problems))
    -- What is stored is no bomb, however strict the limit.
    local entries = parse(make.gzip(one) .. make.gzip(two), { ratio_max = 2, ratio_free = 1 })
    assert.equal(2, #entries)
  end)

  it("stop too many entries", function()
    local entries, problems = parse(one .. two .. three, { entries_max = 2 })
    assert.equal(2, #entries)
    assert.same({ "ELIMIT" }, codes(problems))
  end)

  it("stop archives in archives", function()
    local bytes = make.zip { { "0.txt", texts[1] } }
    for i = 1, 5 do bytes = make.zip { { i .. ".zip", bytes }, { i .. ".txt", texts[2] } } end
    local entries, problems = parse(bytes)
    assert.same({ "ELIMIT" }, codes(problems))
    assert.equal(4, #entries)
    entries, problems = parse(bytes, { depth_max = 6 })
    assert.same({}, problems)
    assert.equal(6, #entries)
  end)

  it("are whole numbers", function()
    assert.has_error(function() archive.parse(one, { payload_max = -1 }) end)
    assert.has_error(function() archive.parse(one, { ratio_max = "x" }) end)
  end)
end)

describe("sources", function()
  it("are functions that give pieces of any length", function()
    local whole = make.gzip(one) .. make.gzip(two .. three)
    for _, size in ipairs { 1, 7, 1000 } do
      local entries, problems = read_all(assert(archive.open(make.pieces(whole, size))))
      assert.same(texts, payloads(entries))
      assert.same({}, problems)
    end
    local bytes = { "", one, "", "", two }
    local entries = read_all(assert(archive.open(function() return table.remove(bytes, 1) end)))
    assert.equal(2, #entries)
  end)

  it("that raise are heard", function()
    for _, bytes in ipairs { one:rep(100), make.zip { { "a", texts[1]:rep(1000) } } } do
      local n, pieces = 0, make.pieces(bytes, 5000)
      local reader = assert(archive.open(function()
        n = n + 1
        if n == 2 then error { "mine" } end
        return pieces()
      end))
      local ok, problem = pcall(function() while reader:next() do reader:payload() end end)
      assert.is_false(ok)
      assert.same({ "mine" }, problem)
      reader:close()
    end
  end)

  it("that give anything but strings fail", function()
    local reader, message, code = archive.open(function() return {} end)
    assert.is_nil(reader)
    assert.matches("cannot be read", message)
    assert.equal("EIO", code)
  end)

  it("may not use the reader that reads them", function()
    local reader
    local pieces = make.pieces(one:rep(100), 5000)
    reader = assert(archive.open(function()
      if reader then reader:close() end
      return pieces()
    end))
    assert.has_error(function() while reader:next() do reader:payload() end end)
  end)

  it("that are no archives, missing or empty say so", function()
    local cases = { { "just text", "EBINARY" }, { "", "EEMPTY" }, { "\x1F\x8B", "EBINARY" }, { "PK\3\4", nil } }
    for _, case in ipairs(cases) do
      local reader, message, code = archive.parse(case[1], { source = "bell" })
      if case[2] then
        assert.is_nil(reader)
        assert.equal("bell: ", message:sub(1, 6))
        assert.equal(case[2], code)
      end
    end
    local _, message, code = archive.open "/no/such/file"
    assert.same({ "/no/such/file: no such file", "ENOENT" }, { message, code })
  end)

  it("are closed once, and used no more", function()
    local reader = assert(archive.parse(one))
    assert.matches("^docket.archive: %(memory%)$", tostring(reader))
    reader:close()
    reader:close()
    assert.matches("closed", tostring(reader))
    for _, method in ipairs { "next", "payload", "piece", "problems" } do
      assert.has_error(function() reader[method](reader) end)
    end
  end)

  it("end for good", function()
    local reader = assert(archive.parse(one))
    reader:next()
    assert.is_nil((reader:next()))
    assert.is_nil((reader:next()))
    assert.is_nil((reader:payload()))
  end)
end)
