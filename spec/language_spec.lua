-- In which language a text is written, and what follows from it.
local docket = require "docket"
local language = require "docket.language"
local command = require "spec.support.command"
local helper = require "spec.core.helper"

-- Invented court news of one or two sentences.
local texts = {
  en = "A court in Almaty sentenced the activist to five years in prison for fraud, and his lawyer said that he would appeal.",
  ru = "Суд в Алматы приговорил активиста к пяти годам лишения свободы за мошенничество, сообщили в прокуратуре.",
  kk = "Алматы соты белсендіні бес жылға бас бостандығынан айырды деп хабарлады прокуратура. Бұл туралы оның адвокаты да айтты.",
  uk = "Суд у Києві засудив активіста до п'яти років позбавлення волі, повідомили в прокуратурі.",
  be = "Суд у Мінску прысудзіў актывіста да пяці гадоў калоніі, паведамілі ў пракуратуры.",
  ky = "Бишкектин соту активистти беш жылга эркинен ажыратты деп билдирди прокуратура. Бул тууралуу анын жактоочусу да айтты.",
  tg = "Суди шаҳри Душанбе рӯзи чоршанбе фаъолро ба панҷ соли зиндон маҳкум кард.",
  tr = "Ankara'da bir mahkeme gazeteciye beş yıl hapis cezası verdi ve onun için yakalama kararı çıkardı.",
  az = "Bakı məhkəməsi fəalı beş il müddətinə azadlıqdan məhrum edib, bu barədə vəkil bildirib.",
  fa = "دادگاهی در تهران روز چهارشنبه یک فعال را به پنج سال زندان محکوم کرد.",
  ar = "حكمت محكمة في القاهرة على الناشط بالسجن خمس سنوات يوم الأربعاء.",
  zh = "北京一家法院周三以诈骗罪判处一名活动人士五年有期徒刑。",
  ja = "東京の裁判所は水曜日、活動家に懲役五年の判決を言い渡した。",
  ko = "서울의 한 법원은 수요일 활동가에게 징역 5년을 선고했다.",
  hy = "Երևանի դատարանը ակտիվիստին դատապարտել է հինգ տարվա ազատազրկման։",
  ka = "თბილისის სასამართლომ აქტივისტს ხუთი წლით პატიმრობა მიუსაჯა.",
  vi = "Tòa án ở Hà Nội đã tuyên phạt nhà hoạt động năm năm tù và luật sư của ông không đồng ý.",
  de = "Ein Gericht in Berlin hat den Aktivisten zu fünf Jahren Haft verurteilt, wie der Anwalt am Freitag sagte.",
  fr = "Un tribunal de Paris a condamné mercredi le militant à cinq ans de prison pour escroquerie.",
  es = "El tribunal de Madrid condenó al activista a cinco años de prisión por fraude, dijo su abogado.",
  it = "Il tribunale di Roma ha condannato l'attivista a cinque anni di carcere per truffa.",
  pt = "O tribunal de Lisboa condenou o ativista a cinco anos de prisão por fraude e ele não vai recorrer.",
  pl = "Sąd w Warszawie skazał aktywistę na pięć lat więzienia za oszustwo, jak podał jego adwokat.",
}

describe("the language of a text", function()
  for code, text in pairs(texts) do
    it("is told: " .. docket.language_name(code), function() assert.equal(code, docket.language(text)) end)
  end

  it("is told of Uzbek in both of its scripts", function()
    assert.equal("uz", docket.language("Toshkent shahar sudi faolni besh yilga ozodlikdan mahrum qildi, deb"
      .. " xabar berdi prokuratura. Bu haqida sud matbuot xizmati ma'lum qildi."))
    assert.equal("uz", docket.language "Тошкент шаҳар суди фаолни беш йилга озодликдан маҳрум қилди, деб хабар берди.")
  end)

  it("is told where a capital has a small letter of one byte", function()
    assert.equal("tr", docket.language "İzmir kentinde bir kişi gözaltına alındı ve mahkeme onu tutukladı, dedi avukatı İsmet.")
    assert.equal("en", docket.language "A court in İstanbul on Monday sentenced the man to three years in prison.")
    assert.is_nil(docket.language "İİİİ")
  end)

  it("is told of capitals alone", function()
    assert.equal("ru", docket.language "СУД ПРИГОВОРИЛ ЕГО К ПЯТИ ГОДАМ И ШТРАФУ ЗА ТО, ЧТО ОН НЕ БЫЛ НА СУДЕ")
    assert.equal("kk", docket.language "АЛМАТЫ СОТЫ БЕЛСЕНДІНІ БЕС ЖЫЛҒА БАС БОСТАНДЫҒЫНАН АЙЫРДЫ ДЕП ХАБАРЛАДЫ")
  end)

  it("is not guessed where nothing is sure", function()
    for _, text in ipairs { "", "12345", "Serikov v. Kazakhstan", "Court jails activist in Almaty", "Die Hard actor dies in LA",
      "Суд приговорил активиста", "\xff\xfe\xd0", ("\xd0"):rep(50) } do
      assert.is_nil(docket.language(text), text)
    end
  end)

  it("is not told by names", function()
    for _, text in ipairs { "Police arrested Đoàn Thị Mộc.", "Żaneta Śliwa and Łukasz Wójcik left.", "Police said the đổi mới goes on.",
      "Müller, Böhm & Söhne" } do
      assert.is_nil(docket.language(text), text)
    end
    assert.equal("en", docket.language "The court of the city sentenced Đoàn Thị Mộc, who was at the house of Żaneta Śliwa.")
    assert.equal("ru", docket.language "По словам прокурора, Қасым Тоқаев и Әділ Сериков были в суде, но не признали вину.")
  end)

  it("is that of the greater part of a mixed text", function()
    assert.equal("ru", docket.language(texts.ru:rep(3, " ") .. " " .. texts.en))
    assert.equal("en", docket.language(texts.en:rep(3, " ") .. " " .. texts.ru))
    assert.equal("kk", docket.language(texts.kk:rep(3, " ") .. " " .. texts.ru))
  end)

  it("of a long text takes no longer than of a short one", function()
    local function seconds(text)
      local from = os.clock()
      for _ = 1, 20 do docket.language(text) end
      return os.clock() - from
    end
    local short, long = texts.en:rep(40, " "), texts.en:rep(40000, " ")
    assert.is_true(seconds(long) < 20 * seconds(short) + 0.05)
  end)

  it("refuses what is no text", function()
    assert.has_error(function() docket.language(5) end, "bad argument #1 to 'language' (string expected, got number)")
  end)
end)

describe("the lists of languages", function()
  it("name each language and its script, and hold no word twice", function()
    local script, seen
    for line in io.lines(require("docket.data").path "words/languages.txt") do
      local keyword, rest = line:match "^(%S+)%s+(.+)$"
      if keyword and keyword ~= "#" then
        assert.is_truthy(({ language = 1, script = 1, letters = 1, words = 1 })[keyword], line)
        if keyword == "language" then
          assert.matches("^%l%l%l? %l%l%l %u", rest)
          script, seen = nil, {}
        elseif keyword == "script" then
          script = rest
        else
          assert.is_truthy(script, line)
        end
        if keyword == "letters" then
          for letter in rest:gmatch "%S+" do assert.equal(1, utf8.len(letter), letter) end
        end
        assert.is_table(seen)
      end
    end
  end)

  it("turn what pages state into one code", function()
    for stated, code in pairs { ["en-US"] = "en", EN = "en", eng = "en", English = "en", ["kk_KZ"] = "kk", Russian = "ru",
      ["zh-Hans-CN"] = "zh", ["uz-Cyrl"] = "uz", nb = "no", gsw = "gsw", ["prs"] = "fa" } do
      assert.equal(code, language.code(stated), stated)
    end
    for _, stated in ipairs { "", "a long story", "e", "x-default!", 7, false } do assert.is_nil(language.code(stated)) end
  end)
end)

describe("the language of an article", function()
  local function only(text, options)
    return docket.parse(text, options or {}):articles()()
  end
  local function line(object) return require("cjson").encode(object) .. "\n" end

  it("is found where nothing states it", function()
    local article = only(texts.ru .. "\n")
    assert.equal("ru", article.language)
    assert.equal("found", article.language_basis)
  end)

  it("is what is stated, unless the text plainly says otherwise", function()
    local cases = {
      { texts.en, "en-GB", "en", "stated" },
      { "Court jails activist in Almaty", "en", "en", "stated" },
      { texts.ru, "en", "ru", "found" },               -- a template's "en"
      { texts.de:rep(3, " "), "en", "de", "found" },
      { texts.ru:rep(4, " "), "kk", "ru", "found" },
      { "Суд приговорил активиста", "kk", "kk", "stated" },
      { texts.ru, "", "ru", "found" },
      { texts.zh, "de", "zh", "found" },
    }
    for _, case in ipairs(cases) do
      local article = only(line { text = case[1], language = case[2] })
      assert.equal(case[3], article.language, case[1])
      assert.equal(case[4], article.language_basis, case[1])
    end
  end)

  it("is what the caller says, whatever the text is", function()
    for _, text in ipairs { texts.ru .. "\n", line { text = texts.ru, language = "ru" } } do
      local article = only(text, { language = "en" })
      assert.equal("en", article.language)
      assert.equal("given", article.language_basis)
    end
  end)

  it("is nothing where nobody can tell", function()
    local article = only "Serikov, 36\n"
    assert.is_nil(article.language)
    assert.is_nil(article.language_basis)
  end)

  it("decides whether rules run", function()
    local rules = assert(docket.rules { "en" })
    local sentence = "Adil Serikov was sentenced to five years in prison for fraud. "
    local russian = only(texts.ru:rep(4, " ") .. " " .. sentence .. "\n")
    assert.equal("ru", russian.language)
    assert.is_false(rules:reads(russian) or false)
    assert.equal(0, #rules:extract(russian))
    local records, state = rules:extract(russian, { trace = true })
    assert.equal(0, #records)
    assert.is_table(state.lost)
    assert.is_true(#rules:extract(only(sentence .. "\n")) > 0)
    assert.is_true(#rules:extract(only(texts.ru:rep(4, " ") .. " " .. sentence .. "\n", { language = "en" })) > 0)
  end)

  it("of the shared golds is English", function()
    local paths = { helper.shared "corpus/kazakhstan.txt", helper.shared "gold/world/articles.ndjson" }
    if #paths < 2 then return pending "../shared is absent" end
    for _, path in ipairs(paths) do
      for article in assert(docket.open(path)):articles() do assert.equal("en", article.language, article.text:sub(1, 80)) end
    end
  end)
end)

describe("articles without rules", function()
  local folder, path
  setup(function()
    folder = command.folder()
    local cjson = require "cjson"
    path = command.write(folder .. "/mixed.ndjson", cjson.encode { text = texts.ru } .. "\n" .. cjson.encode { text = texts.kk }
      .. "\n" .. cjson.encode { text = texts.ru .. " " .. texts.ru } .. "\n" .. cjson.encode { text = texts.en } .. "\n")
  end)
  teardown(function() command.remove(folder) end)

  it("are told in one line, and are no fault", function()
    local result = command.run { "extract", path }
    assert.equal("docket: 2 articles in Russian, 1 in Kazakh, for which there are no rules; no records of them\n", result.errors)
    assert.equal(0, result.status)
    assert.equal("", command.run({ "extract", "-q", path }).errors)
  end)

  it("are stored, and search finds them", function()
    local database = folder .. "/cases.db"
    local result = command.run { "index", path, "-d", database }
    assert.matches("docket: 2 articles in Russian, 1 in Kazakh, for which there are no rules;"
      .. " stored without records (search finds them)", result.errors, 1, true)
    assert.equal(0, result.status)
    assert.matches("белсендіні", command.run({ "search", "language:kk", "-d", database }).output, 1, true)
    assert.matches("приговорил", command.run({ "search", "приговорил", "-d", database }).output, 1, true)
  end)

  it("are counted together where several processes work", function()
    command.write(folder .. "/copy.ndjson", command.read(path) .. "\n")
    local result = command.run { "extract", "-j", "2", path, folder .. "/copy.ndjson" }
    assert.equal("docket: 4 articles in Russian, 2 in Kazakh, for which there are no rules; no records of them\n", result.errors)
    assert.equal(0, result.status)
  end)

  it("are read all the same with --language", function()
    local result = command.run { "extract", "--language", "en", path }
    assert.equal("", result.errors)
    assert.equal(0, result.status)
  end)
end)
