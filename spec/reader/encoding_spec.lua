local docket = require "docket"
local markup = require "docket.core.markup"
local command = require "spec.support.command"

-- Texts in other encodings are written down as bytes: \xHH for each beyond ASCII. One
-- sentence a language, in the encodings that it is found in.
local function hex(text) return (text:gsub("%s+", ""):gsub("%x%x", function(pair) return string.char(tonumber(pair, 16)) end)) end

local converters = {}

-- A UTF-8 text in another encoding: with the system's iconv, where it has one.
local function convert(text, encoding)
  local key = encoding .. "\0" .. text
  if not converters[key] then
    local folder = command.folder()
    command.write(folder .. "/text", text)
    local result = command.shell(("iconv -f UTF-8 -t %s %s/text"):format(encoding, folder))
    command.remove(folder)
    converters[key] = result.status == 0 and result.output or false
  end
  return converters[key]
end

local sentences = {
  russian = "Суд в городе приговорил сторожа Ивана Орлова к пяти годам лишения свободы за подлог, сообщает редакция.",
  ukrainian = "Суд у місті засудив сторожа Івана Орленка до п'яти років ув'язнення за підробку, повідомляє редакція.",
  french = "Le tribunal a condamné le gardien à cinq ans de prison, où il était déjà détenu ; « c’est sévère », a-t-il dit.",
  german = "Das Gericht verurteilte den Wächter zu fünf Jahren Gefängnis, wie die Behörde gestern größtenteils bestätigte.",
  spanish = "El tribunal condenó al vigilante a cinco años de prisión. ¿Cuándo saldrá? Nadie lo sabe aún, según la policía.",
  polish = "Sąd skazał strażnika na pięć lat więzienia za oszustwo, poinformowała w środę rzeczniczka sądu w Łodzi.",
  czech = "Soud odsoudil hlídače k pěti letům vězení za podvod, řekl v úterý mluvčí. Případ začal ještě v březnu.",
  hungarian = "A bíróság öt év börtönre ítélte az őrt csalásért, közölte kedden a szóvivő. A nővére is eltűnt.",
  turkish = "Mahkeme bekçiyi dolandırıcılıktan beş yıl hapis cezasına çarptırdı, dedi sözcü. Karışık bir davaydı.",
  greek = "Το δικαστήριο καταδίκασε τον φύλακα σε πέντε χρόνια φυλάκιση για απάτη, ανακοίνωσε η αστυνομία.",
  hebrew = "בית המשפט גזר על השומר חמש שנות מאסר בגין הונאה, כך נמסר מהמשטרה",
  arabic = "حكمت المحكمة على الحارس بالسجن خمس سنوات بتهمة الاحتيال، بحسب ما أعلنت الشرطة",
  thai = "ศาลพิพากษาจำคุกยามเป็นเวลาห้าปีในข้อหาฉ้อโกง ทนายความกล่าวว่าจะยื่นอุทธรณ์",
  english = "“It’s over,” Jana said – and paid £500 © Ruda Courier · 2021… The café’s owner, José Núñez, wasn’t there.",
  signs = "The guard’s “case” – no. 5",
  japanese = "裁判所は警備員に詐欺の罪で懲役五年の判決を言い渡した。弁護側は控訴する方針だという。",
  korean = "법원은 경비원에게 사기 혐의로 징역 오년을 선고했다. 변호인은 항소할 방침이라고 밝혔다.",
  chinese = "法院以诈骗罪判处保安有期徒刑五年。辩护律师表示将提出上诉，家属对此没有发表意见。",
  taiwanese = "法院以詐騙罪判處警衛有期徒刑五年。辯護律師表示將提出上訴，家屬對此沒有發表意見。",
}

local cases = {
  { "russian", "windows-1251" }, { "russian", "koi8-r" }, { "russian", "iso-8859-5" }, { "russian", "ibm866", "CP866" },
  { "ukrainian", "windows-1251" }, { "ukrainian", "koi8-u" }, { "french", "windows-1252" },
  { "english", "windows-1252" }, { "signs", "windows-1252" }, { "german", "windows-1252" },
  { "spanish", "windows-1252" }, { "polish", "windows-1250" }, { "polish", "iso-8859-2" }, { "czech", "windows-1250" },
  { "hungarian", "windows-1250" }, { "turkish", "windows-1254" }, { "greek", "windows-1253" },
  { "hebrew", "windows-1255" }, { "arabic", "windows-1256" }, { "thai", "windows-874", "CP874" }, { "japanese", "euc-jp" },
  { "japanese", "shift_jis" }, { "korean", "euc-kr" }, { "chinese", "gb18030" }, { "taiwanese", "big5" },
  { "french", "utf-16le" }, { "french", "utf-16be" }, { "russian", "utf-16le" }, { "greek", "utf-16be" }, { "french", "utf-32le" },
  { "french", "utf-32be" },
}

-- Each character of the text maps to the bytes that it was made of, without a gap.
local function assert_exact(map, text, length, from)
  local before = from or 0
  for position, code in utf8.codes(text) do
    local first, last = map:range(position, position + #utf8.char(code) - 1)
    assert.equal(before + 1, first)
    before = last
  end
  assert.equal(length, before)
end

describe("the encoding of a text", function()
  for _, case in ipairs(cases) do
    it(("is seen: %s in %s"):format(case[1], case[2]), function()
      local text = sentences[case[1]]
      local bytes = convert(text, case[3] or case[2])
      if not bytes then pending("no iconv that knows " .. case[2]) end
      local decoded, name, map, problems = markup.decode(bytes, { kind = "text" })
      assert.equal(case[2], name)
      assert.equal(text, decoded)
      assert.equal(0, problems.count)
      assert_exact(map, decoded, #bytes)
    end)
  end

  it("is UTF-8 where nothing speaks against it", function()
    for _, text in ipairs { "", "A court in Ruda.", sentences.russian, "\u{FEFF}A court" } do
      local decoded, name, map = markup.decode(text, { kind = "text" })
      assert.equal("utf-8", name)
      assert.equal(text, decoded)
      assert.is_nil(map)
    end
  end)

  it("stays UTF-8 where a few bytes are bad", function()
    local text = sentences.russian .. "\xFF" .. sentences.russian
    local decoded, name, map = markup.decode(text, { kind = "text" })
    assert.equal("utf-8", name)
    assert.equal(text, decoded)
    assert.is_nil(map)
    local replaced, _, replaced_map, problems = markup.decode(text, { kind = "xml" })
    assert.equal(sentences.russian .. "\u{FFFD}" .. sentences.russian, replaced)
    assert.equal(1, problems.count)
    assert.equal(#sentences.russian + 1, problems[1].position)
    assert_exact(replaced_map, replaced, #text)
  end)

  it("is UTF-8 behind its mark, whatever follows", function()
    local text, name, map, problems = markup.decode("\u{FEFF}Espa\xF1a", { kind = "xml", declared = "koi8-r" })
    assert.equal("utf-8", name)
    assert.equal("Espa\u{FFFD}a", text)
    assert.equal(8, problems[1].position)
    assert_exact(map, text, 9, 3)
  end)

  it("is told by a mark", function()
    for _, case in ipairs { { "\xFF\xFEa\0", "utf-16le", 2 }, { "\xFE\xFF\0a", "utf-16be", 2 },
      { "\xFF\xFE\0\0a\0\0\0", "utf-32le", 4 }, { "\0\0\xFE\xFF\0\0\0a", "utf-32be", 4 } } do
      local text, name, map = markup.decode(case[1], { kind = "text", declared = "koi8-r" })
      assert.equal("a", text)
      assert.equal(case[2], name)
      assert_exact(map, text, #case[1], case[3])
    end
  end)

  it("is told by what is declared", function()
    local koi8 = hex "F0 D2 C9 D7 C5 D4" -- "Привет", by itself too short to tell
    for _, case in ipairs {
      { "", "koi8-r" }, { "", " KOI8-R " }, { "", "text/html; charset=koi8-r" }, { "", 'text/xml; Charset = "koi8-r"; x' },
      { '<?xml version="1.0" encoding="koi8-r"?>', nil, "xml" },
      { "<?xml version='1.0' encoding='koi8-r'?>", nil, "html" },
      { "<meta charset=koi8-r>", nil, "html" }, { '<META CHARSET="KOI8-R"/>', nil, "html" },
      { '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', nil, "html" },
      { "<!-- <meta charset=big5> --><meta content='x; charset=koi8-r' http-equiv=content-type>", nil, "html" },
    } do
      local text, name = markup.decode(case[1] .. koi8, { kind = case[3] or "text", declared = case[2] })
      assert.equal("koi8-r", name)
      assert.equal(case[1] .. "Привет", text)
    end
    -- A description is no declaration, and none stands in the body.
    local name = select(2, markup.decode("<meta name=x content='charset=koi8-r'>caf\xE9", { kind = "html" }))
    assert.equal("windows-1252", name)
    name = select(2, markup.decode("<body><meta charset=koi8-r>caf\xE9", { kind = "html" }))
    assert.equal("windows-1252", name)
  end)

  it("is named by the labels of the web", function()
    for label, name in pairs { ["iso-8859-1"] = "windows-1252", ["us-ascii"] = "windows-1252", latin1 = "windows-1252",
      ["iso-8859-9"] = "windows-1254", gb2312 = "gb18030", gbk = "gb18030", ["ks_c_5601-1987"] = "euc-kr",
      sjis = "shift_jis", cp1251 = "windows-1251", ["tis-620"] = "windows-874", utf8 = "utf-8" } do
      assert.equal(name, (select(2, markup.decode("x", { forced = label }))))
    end
  end)

  it("is told where what is declared is unknown", function()
    for _, case in ipairs { { "x", "klingon" }, { "x", "text/html; charset=klingon" },
      { "<?xml version='1.0' encoding='klingon'?>", nil }, { "<meta charset=klingon>", nil } } do
      local problems = select(4, markup.decode(case[1], { kind = "html", declared = case[2] }))
      assert.equal(1, problems.count)
      assert.matches("'klingon' is not known", problems[1].message, 1, true)
    end
    for _, header in ipairs { "text/html", "text/plain; format=flowed", "" } do
      assert.equal(0, select(4, markup.decode("x", { kind = "html", declared = header })).count)
    end
  end)

  it("is not what is declared where that cannot be", function()
    local text, name = markup.decode("caf\u{E9}", { kind = "text", declared = "iso-8859-1" })
    assert.equal("utf-8", name)
    assert.equal("café", text)
    local bytes = convert(sentences.russian, "CP1251")
    if not bytes then pending("no iconv") end
    for _, declared in ipairs { "utf-8", "iso-8859-1", "utf-16", "koi8-r", "big5" } do
      text, name = markup.decode(bytes, { kind = "text", declared = declared })
      assert.equal("windows-1251", name, declared)
      assert.equal(sentences.russian, text)
    end
  end)

  it("is what is forced, whatever the bytes say", function()
    local text, name = markup.decode("caf\u{E9}", { forced = "iso-8859-1" })
    assert.equal("windows-1252", name)
    assert.equal("cafÃ©", text)
    local nothing, message, code = markup.decode("x", { forced = "klingon" })
    assert.is_nil(nothing)
    assert.matches("klingon", message, 1, true)
    assert.equal("EENCODING", code)
  end)

  it("loses no byte silently", function()
    local text, name, map, problems = markup.decode(hex "41 81 42 9D 43", { forced = "windows-1252" })
    assert.equal("A\u{FFFD}B\u{FFFD}C", text)
    assert.equal("windows-1252", name)
    assert.equal(2, problems.count)
    assert.same({ position = 2, code = "EENCODING",
      message = "byte 2: 0x81 is no character in windows-1252; it is replaced" }, problems[1])
    assert.same({ 4, 4 }, { map:range(6, 8) })
    -- A broken pair does not swallow the character behind it.
    text = markup.decode(hex "B0 A1 C8 3C 41", { forced = "euc-kr" })
    assert.equal("가\u{FFFD}<A", text)
    text = markup.decode("\0A\xD8\0\0B", { forced = "utf-16be" })
    assert.equal("A\u{FFFD}B", text)
    text, name, map, problems = markup.decode("<a>b\0c\1d</a>", { kind = "xml" })
    assert.equal("<a>b\u{FFFD}c\u{FFFD}d</a>", text)
    assert.equal("ENUL", problems[1].code)
    assert.equal("utf-8", name)
    assert_exact(map, text, 12)
  end)

  it("may be windows-1252 in the disguise of control characters", function()
    local text, _, map = markup.decode("don\u{92}t", { kind = "html" })
    assert.equal("don’t", text)
    assert_exact(map, text, 6)
  end)

  it("maps ranges, cut to the text", function()
    local _, _, map = markup.decode(("\xE9"):rep(3000), { forced = "windows-1252" })
    assert.same({ 1, 3000 }, { map:range(1, 6000) })
    assert.same({ 1501, 1501 }, { map:range(3001, 3002) })
    assert.same({ 2999, 3000 }, { map:range(5997, 99999) })
    assert.has_error(function() map:range(0, 1) end)
  end)

  it("takes linear time to find and to map", function()
    local function time(n)
      local bytes = ("\xD1\xF3\xE4 a\xFF "):rep(n)
      local began = os.clock()
      local text, _, map = markup.decode(bytes, { declared = "windows-1251" })
      for position = 1, #text, #text // 200 do map:range(position, position) end
      return os.clock() - began
    end
    time(1000)
    local once, thrice = time(100000), time(400000)
    assert.is_true(thrice < 8 * once + 0.05, ("%.3f s, then %.3f s for four times as much"):format(once, thrice))
  end)

  it("refuses what is no option", function()
    assert.has_error(function() markup.decode("x", { kind = "pdf" }) end)
    assert.has_error(function() markup.decode("x", { forced = {} }) end)
    assert.has_error(function() markup.decode() end)
  end)
end)

describe("a plain text in another encoding", function()
  local text = "Суд вынес приговор в Руде, сообщает редакция газеты.\n\n"
    .. "A court in Ruda on April 7, 2021 sentenced Иван Орлов to five years in prison for fraud.\n"

  for _, encoding in ipairs { "windows-1251", "koi8-r", "utf-16le", "UTF-16" } do
    it("keeps exact ranges of the source: " .. encoding, function()
      local bytes = convert(text, encoding)
      if not bytes then pending("no iconv") end
      local document = assert(docket.parse(bytes))
      assert.same(0, document:problems().count)
      local article = document:articles()()
      assert.equal("source", article.range_in)
      assert.equal(encoding == "UTF-16" and "utf-16le" or encoding, article.encoding)
      assert.equal(text:gsub("\n$", ""), article.text)
      local rules = assert(docket.rules { "en" })
      local records = rules:extract(article, { kinds = { "sentence" } })
      assert.equal(1, #records)
      local start, stop = article:record_range(records[1].first, records[1].last)
      assert.equal(records[1].quote, (markup.decode(bytes:sub(start + 1, stop), { forced = article.encoding })))
      assert.equal(article.text, (markup.decode(bytes:sub(article.first, article.last), { forced = article.encoding })))
      document:close()
    end)
  end

  it("has the hash of its bytes", function()
    local bytes = convert(text, "CP1251")
    if not bytes then pending("no iconv") end
    local document = assert(docket.parse(bytes))
    assert.equal(require("docket.core").parse(bytes):sha256(), document:sha256())
  end)

  it("is told which encoding it has", function()
    local folder = command.folder()
    local path = command.write(folder .. "/text.txt", hex "F0 D2 C9 D7 C5 D4 20 41 0A")
    local result = command.run { "articles", "--encoding", "koi8-r", path }
    assert.equal(0, result.status, result.errors)
    assert.equal("Привет A", command.objects(result.output)[1].text)
    result = command.run { "articles", "--encoding", "klingon", path }
    assert.equal(1, result.status)
    assert.matches("text.txt: 'klingon' is no encoding", result.errors, 1, true)
    command.remove(folder)
    assert.has_error(function() docket.parse("x", { encoding = 1 }) end)
  end)

  it("stays UTF-8 with a bad byte, which is told", function()
    local document = assert(docket.parse(text .. "\xFF"))
    local problems = document:problems()
    assert.equal(1, #problems)
    assert.equal("EENCODING", problems[1].code)
    assert.is_nil(document:articles()().encoding)
  end)

  it("in UTF-16 may be NDJSON", function()
    local bytes = convert('{"text":"A court in Ruda."}\n', "UTF-16LE")
    if not bytes then pending("no iconv") end
    local document = assert(docket.parse("\xFF\xFE" .. bytes))
    assert.equal("A court in Ruda.", document:articles()().text)
  end)
end)
