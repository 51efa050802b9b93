---Names in machine-written dates: months, zones, halves of the day, and how the text is
---made plain before it is read. Feeds are written by programs in the language of their
---site; how people write dates in a text is in the word lists.
local M = {}

-- Letters are folded by code point: capitals to small letters, marked ones to plain ones.
local FOLDS <const> = {
  "àáâãäå=a", "ç=c", "èéêë=e", "ìíîï=i", "ñ=n", "òóôõöø=o", "ùúûü=u", "ýÿ=y",
  "ÀÁÂÃÄÅ=a", "Ç=c", "ÈÉÊË=e", "ÌÍÎÏ=i", "Ñ=n", "ÒÓÔÕÖØ=o", "ÙÚÛÜ=u", "Ý=y",
  "ąĄ=a", "ćĆčČ=c", "ęĘěĚ=e", "ğĞ=g", "ıİ=i", "łŁ=l", "ńŃ=n", "őŐ=o", "śŚşŞšŠ=s", "űŰ=u", "źŹżŻžŽ=z",
  "άΆ=α", "έΈ=ε", "ήΉ=η", "ίϊΐΊ=ι", "όΌ=ο", "ύϋΎ=υ", "ώΏ=ω", "ς=σ",
  "يى=ی", "ك=ک", "–—−‐‑－=-", "：=:", "，、،=,", "／=/",
}

local FOLDED = {}
for _, fold in ipairs(FOLDS) do
  local from, to = fold:match "^(.+)=(.+)$"
  for _, code in utf8.codes(from) do FOLDED[utf8.char(code)] = to end
end
for code = 0x391, 0x3A9 do FOLDED[utf8.char(code)] = FOLDED[utf8.char(code)] or utf8.char(code + 0x20) end
for code = 0x410, 0x42F do FOLDED[utf8.char(code)] = utf8.char(code + 0x20) end
-- Digits: Arabic, Persian, Devanagari, Bengali, full width.
for _, zero in ipairs { 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10 } do
  for digit = 0, 9 do FOLDED[utf8.char(zero + digit)] = tostring(digit) end
end
-- Spaces of all widths; marks that have none.
for _, code in ipairs { 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 } do FOLDED[utf8.char(code)] = " " end
for code = 0x2000, 0x200A do FOLDED[utf8.char(code)] = " " end
for _, code in ipairs { 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF } do FOLDED[utf8.char(code)] = "" end
for code = 0x202A, 0x202E do FOLDED[utf8.char(code)] = "" end

---Small letters without marks, digits 0 to 9, single spaces, no comments in parentheses;
---days in Chinese, Japanese and Korean with hyphens.
---@param text string
---@return string
function M.plain(text)
  text = text:gsub("[A-Z]+", string.lower):gsub("[\xC2-\xF4][\x80-\xBF]*", FOLDED)
  text = text:gsub("%b()", " "):gsub("%s+", " ")
  for _, marks in ipairs { { "년", "월", "일" }, { "年", "月", "日" }, { "年", "月", "号" } } do
    text = text:gsub("(%d+) ?" .. marks[1] .. " ?(%d+) ?" .. marks[2] .. " ?(%d+) ?" .. marks[3], "%1-%2-%3 ")
  end
  return text
end

-- In each language in the form that stands in dates, small and without marks. Each may be
-- cut down to three letters, unless two months then look alike.
local MONTHS <const> = {
  "january february march april may june july august september october november december",
  "januar februar maerz april mai juni juli august september oktober november dezember",
  "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
  "januari februari maart april mei juni juli augustus september oktober november december",
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
  "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
  "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december",
  "ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου",
  "ιανουαριοσ φεβρουαριοσ μαρτιοσ απριλιοσ μαιοσ ιουνιοσ ιουλιοσ αυγουστοσ σεπτεμβριοσ οκτωβριοσ νοεμβριοσ δεκεμβριοσ",
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
  "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}

local months
local function all_months()
  months = { marz = 3, mrz = 3, sept = 9, juil = 7, mrt = 3 }
  local ambiguous = {}
  for _, language in ipairs(MONTHS) do
    local number = 0
    for name in language:gmatch "%S+" do
      number = number + 1
      local length = utf8.len(name)
      for letters = math.min(3, length), length do
        local short = name:sub(1, utf8.offset(name, letters + 1) - 1)
        if (months[short] or number) ~= number then ambiguous[short] = true end
        months[short] = number
      end
    end
  end
  for short in pairs(ambiguous) do months[short] = nil end
  return months
end

---The month of a plain word: "jan", "january", "ιουλ".
---@param word string
---@return integer? month
function M.month(word) return (months or all_months())[word] end

---Months of the solar calendar of Iran.
M.solar_months = { ["فروردین"] = 1, ["اردیبهشت"] = 2, ["خرداد"] = 3, ["تیر"] = 4, ["مرداد"] = 5, ["شهریور"] = 6,
  ["مهر"] = 7, ["آبان"] = 8, ["آذر"] = 9, ["دی"] = 10, ["بهمن"] = 11, ["اسفند"] = 12 }

---Hours that a half of the day adds.
M.halves = { am = 0, pm = 12, ["a.m."] = 0, ["p.m."] = 12, ["오전"] = 0, ["오후"] = 12, ["上午"] = 0, ["下午"] = 12,
  ["午前"] = 0, ["午後"] = 12 }

M.ordinal_endings = { st = true, nd = true, rd = true, th = true, er = true, ["º"] = true, ["°"] = true }

local FILLERS = {}
for word in ([[
  mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday
  mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
  lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche
  пн вт ср чт пт сб вс понедельник вторник среда четверг пятница суббота воскресенье
  شنبه یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه
  the of at on de um uhr del à]]):gmatch "%S+" do
  FILLERS[word] = true
end

---May this word stand in a date without saying anything?
---@param word string
---@return boolean
function M.is_filler(word) return FILLERS[word] == true end

---Zones with one meaning, those of RFC 822 foremost. Letters of the military are unknown
---zones by RFC 2822, and so is what stands for several ("IST").
M.zones = {
  z = "Z", ut = "Z", utc = "Z", gmt = "Z", wet = "Z", ["etc/gmt"] = "Z", ["etc/utc"] = "Z",
  est = "-05:00", edt = "-04:00", cst = "-06:00", cdt = "-05:00", mst = "-07:00", mdt = "-06:00",
  pst = "-08:00", pdt = "-07:00", akst = "-09:00", akdt = "-08:00", hst = "-10:00", ast = "-04:00", adt = "-03:00",
  nst = "-03:30", ndt = "-02:30", brt = "-03:00", art = "-03:00",
  bst = "+01:00", west = "+01:00", cet = "+01:00", met = "+01:00", mez = "+01:00", cest = "+02:00", mest = "+02:00",
  mesz = "+02:00", eet = "+02:00", eest = "+03:00", sast = "+02:00", cat = "+02:00", eat = "+03:00", wat = "+01:00",
  msk = "+03:00", msd = "+04:00", trt = "+03:00", irst = "+03:30", pkt = "+05:00", almt = "+06:00", npt = "+05:45",
  ict = "+07:00", wib = "+07:00", hkt = "+08:00", sgt = "+08:00", awst = "+08:00", jst = "+09:00", kst = "+09:00",
  acst = "+09:30", acdt = "+10:30", aest = "+10:00", aedt = "+11:00", nzst = "+12:00", nzdt = "+13:00",
}

return M
