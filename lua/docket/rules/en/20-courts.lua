-- Courts and statutes, found before names, of which their names are full.
phase "names"

local continuation = R "\x80\xbf"
local wide = R "\xc3\xdf" * continuation + (R "\xe0\xef" - P "\xe2\x80" - P "\xe2\x81") * continuation * continuation
local capital = R "AZ" + P "\xc3" * R "\x80\x9e" + R "\xc4\xc5" * continuation + P "\xc6" * S "\xa0\xaf" + P "\xc8" * S "\x98\x9a"
  + P "\xd0" * R "\x80\xaf" + P "\xe1\xba" * continuation + P "\xe1\xbb" * continuation
local apostrophe = P "\u{2019}" + P "'"
local possessive_end = apostrophe * P "s" * -(R("az", "AZ") + wide)
local letter = R("az", "AZ") + wide
local name_char = letter + P "-" + (apostrophe - possessive_end) * #letter
local space = (P " " + P "\n" * P " " ^ 0 + P "\u{A0}") ^ 1
local word_end = -(letter + R "09")
local particle = (P "al-" + "el-" + "ul-") ^ -1
local abbreviated = (capital * P ".") ^ 2 + capital * letter ^ -2 * P "." * #(space * capital)
local possessive = possessive_end ^ -1

local function one_of(text) return words((text:gsub("%s+", "|"):gsub("_", " "))) end

-- Names stand many times in the patterns below; `whole` compiles them once.
local Name, Place, kind_word = V "name", V "place", V "kind"
local place_word = one_of "region province district oblast emirate county city state town prefecture"

-- What stands before "court" in small letters.
local kind_words = one_of [[district_and_sessions federal_appeals military_appeals general_jurisdiction first_instance
  of_first_instance of_general_jurisdiction district city regional provincial military appeals appeal appellate supreme high highest federal criminal
  municipal magistrates magistrate administrative central town county crown local special specialized specialised economic
  revolutionary lower upper superior general sessions trial state village interdistrict juvenile garrison sharia
  islamic constitutional national civil commercial family anti-terrorism antiterrorism terrorism anti-corruption tribal
  religious community arbitration bankruptcy labour labor youth children martial]]
  + (P "people" + "magistrates" + "children") * apostrophe * P "s" ^ -1
local ordinal = R "09" ^ 1 * (P "st" + "nd" + "rd" + "th") * word_end
local number = space * (P "No" * P "." ^ -1 * space + P "Number ") ^ -1 * R "09" ^ 1 * word_end
local Court = (P "Courthouse" + "Courts" + "Court" + "Tribunal" + "Chamber" + "Bench") * word_end
local court = (P "courthouse" + "courts" + "court" + "tribunal") * word_end
local martial = (space * (P "Martial" + "martial") * word_end) ^ -1
local the = ((P "the" + "The") * (P " " + "\n")) ^ -1
-- "Branch 104 of the city's Criminal Court"
local of_place = one_of "city town province region district state country capital" * possessive_end * space

local function whole(form)
  return P { form, kind = kind_words,
    name = particle * (abbreviated + capital * name_char ^ 0),
    place = Name * ((space + P "-") * (Name + one_of "de la al el of")) ^ -3 * (space * place_word) ^ -1 }
end

-- "of Appeal", "of An Khê Hạ province", "of the Republic of X"
local of_what = space * P "of" * space * (P "the" * space) ^ -1 * Name * (space * (one_of "of and the de la al" + Name)) ^ -5
  * (space * place_word) ^ -1
-- "Branch 14 of the", "terrorism circuit of the"
local part_of = ((P "Branch" + "Chamber" + "Section" + "Division" + "Panel") * space * R "09" ^ 1
  + (P "terrorism" + "criminal" + "civil" + "appeals" + "military") * space * (P "circuit" + "chamber" + "division" + "section"))
  * space * P "of" * space * (P "the" * space) ^ -1
local before_court = (Name * possessive + ordinal + kind_word + one_of "of for and") * space - Court - court

local function text_of(captures, context)
  return (context.text:sub(captures.first, captures.last):gsub("%s+", " "))
end

local OPENING = {}
for word in ([[A An In At Our Her His That This No One Another Any Outside Inside Before After When While If Since During Last Each
  Every Two Three Both As By From For Under With Following Earlier Later Yesterday Today Despite Although Because Until On Their
  Its My What Which Why How Where Upon]]):gmatch "%S+" do
  OPENING[word] = true
end

pattern "court.named" {
  kind = "court",
  doc = "the Tarvan City Court No. 2, the Ostra district court, Hale Crown Court, the Supreme Court of Lodivia",
  over = "text",
  trigger = words "court|tribunal|courts|bailey|courthouse|chamber|bench",
  back = 14,
  pattern = whole(the * (part_of * of_place ^ -1) ^ -1 * (ordinal * space) ^ -1 * (Name * possessive * space - Court) * before_court ^ 0 * (Court + court) * martial * (of_what + number) ^ -1
    + the * part_of ^ -1 * Court * martial * of_what * (space * Court) ^ -1
    + the * part_of * of_place ^ -1 * (before_court ^ 0) * (Court + court)
    + the * P "Old Bailey"
    + the * P "International Criminal Court"),
  make = function(captures, context)
    local text = text_of(captures, context):gsub("^[Tt]he ", "")
    if OPENING[text:match "^%S+"] then return nil end
    if text:find "[Cc]hamber$" and not text:find "Criminal" and not text:find "Trial" and not text:find "Appeal" then return nil end
    if text == "Courts" or text == "Appeals court" or text == "High court" or text == "court" then return nil end
    return { entity = "court", name = text }
  end,
  examples = {
    { "the Tarvan City Court No. 2 ruled", { name = "Tarvan City Court No. 2" } },
    { "The Ostra district court sentenced", { name = "Ostra district court" } },
    { "Ostra district court in the capital", { name = "Ostra district court" } },
    { "the 9th Penal Court of Tarvan", { name = "9th Penal Court of Tarvan" } },
    { "Branch 4 of the town's Revolutionary Court", { name = "Branch 4 of the town's Revolutionary Court" } },
    { "at Hale Crown Court", { name = "Hale Crown Court" } },
    { "the Tarvan 3rd High Criminal Court", { name = "Tarvan 3rd High Criminal Court" } },
    { "Branch 14 of the Revolutionary Court", { name = "Branch 14 of the Revolutionary Court" } },
    { "the People's Court of An Khê Hạ province", { name = "People's Court of An Khê Hạ province" } },
    { "The Ostra Court of Appeal", { name = "Ostra Court of Appeal" } },
    { "the tennis court", nil },
  },
}

local sitting = space * P "sitting" * space * P "in" * space * Place
local nearby = one_of "northern southern eastern western central northeastern northwestern southeastern southwestern"
local kind_of_place = one_of "city town region district province capital state village port nation country republic emirate suburb"
local in_place = space * (P "in" + "of" + "at") * space
  * ((P "the" * space) ^ -1 * ((R "az" + "-") ^ 1 * space) ^ -1 * (Name * space) ^ -2 * kind_of_place * space * P "of" * space * Place
    + P "the" * space * ((R "az" + "-") ^ 1 * space) ^ -1 * Name * space * kind_of_place
    + (P "the" * space) ^ -1 * (nearby * space) ^ -1 * Place * (P "," * space * Place) ^ -1)

local general = P "High" + "Supreme" + "Federal" + "District" + "Central" + "Regional" + "Appeals" + "Constitutional" + "Criminal" + "Military"
  + "Provincial" + "Magistrates" + "Sessions" + "Economic" + "National" + "Superior"

pattern "court.general" {
  kind = "court",
  doc = "the High Court in Tarvan: a name that several towns have",
  over = "text",
  trigger = words "court",
  back = 4,
  pattern = whole(the * (general * (apostrophe ^ -1) * space) ^ 1 * (P "Court" + "court") * word_end * in_place),
  priority = 1,
  make = function(captures, context)
    local text = text_of(captures, context)
    return { entity = "court", name = (text:gsub("^[Tt]he ", "")) }
  end,
  examples = {
    { "the High Court in Tarvan ruled", { name = "High Court in Tarvan" } },
    { "the High Court ruled", nil },
  },
}

pattern "court.described" {
  kind = "court",
  doc = "a court in Tarvan, a Moscow court, an appeals court; the indefinite article is part of the description",
  over = "text",
  trigger = words "court|tribunal|courts|courthouse|chamber|bench",
  back = 10,
  pattern = whole((one_of "A a An an" * space * ((kind_word + ordinal + Name * possessive) * space - court - Court) ^ 0
      + one_of "The the" * space * ((kind_word + ordinal) * space - court) ^ 0) * (court + Court)
    * martial * number ^ -1 * (sitting + in_place) ^ -1
    + P "Court" * in_place),
  priority = -1,
  make = function(captures, context)
    local text = text_of(captures, context)
    if text:find "courthouse$" then return nil end
    -- "the court": the one that was named before
    if text:find "^[Tt]he %l+$" then return { entity = "court", name = "the court", named_before = true } end
    if text:find "^[Aa] court$" then return nil end
    -- a court by its name: "a District Court"
    if text:find "^%l+ %u.*Court$" then text = text:gsub("^%l+ ", "") end
    return { entity = "court", name = (text:gsub("^[Tt]he ", "")) }
  end,
  examples = {
    { "A court in Tarvan sentenced", { name = "A court in Tarvan" } },
    { "a court in the southern city of Tarvan", { name = "a court in the southern city of Tarvan" } },
    { "a Tarvan court jailed", { name = "a Tarvan court" } },
    { "the appeals court", { name = "appeals court" } },
    { "the court also", { name = "the court" } },
    { "a court may", nil },
  },
}

local article_word = words "article|articles|section|sections|paragraph|part|clause|art.|sec."
local code_name = sp * words "of" * sp * (words "the" * sp) ^ -1
  * gap(5, words "code|act|law|constitution|penal code|criminal code|statute|ordinance")
local numeral = digit ^ 1 * (S ".-/" * digit ^ 1) ^ 0 * (R "az" * word_end) ^ -1 * (P "(" * (1 - S ")") ^ 1 * P ")") ^ 0
-- "part 2 of article 205", "paragraphs 1 and 3 of section 9"
local within = words "part|parts|paragraph|paragraphs|para|point|points|clause|clauses|subsection|subsections|section|sections|item"
  * sp * numeral * ((comma * (words "and" * sp) ^ -1 + sp * words "and|or" * sp) * numeral) ^ 0 * sp * words "of" * sp * (words "the" * sp) ^ -1 * #article_word
pattern "statute.article" {
  kind = "statute",
  doc = "Article 405 (of the Criminal Code), Section 295(A), 18 U.S.C. § 1343",
  trigger = any { words "article|articles|section|sections|paragraph|part|parts|paragraphs|para|point|points|clause|clauses|subsection|subsections|item|art|sec", digits },
  pattern = within ^ -2 * article_word * sp * numeral * ((comma * (words "and" * sp) ^ -1 + sp * words "and|or" * sp) * numeral) ^ 0 * code_name ^ -1
    + digit ^ 1 * sp * P "u.s.c." * (sp * (P "\xc2\xa7" * sp ^ -1 + words "section" * sp) ^ -1 * numeral) ^ -1,
  make = function(captures, context)
    return { entity = "statute", name = (context.text:sub(captures.first, captures.last):gsub("%s+", " ")) }
  end,
  examples = {
    { "charged under Article 405 of the Criminal Code", { name = "Article 405 of the Criminal Code" } },
    { "section 295(a)", { name = "section 295(a)" } },
    { "under Paragraph 3 of Article 17 of the Penal Code", { name = "Paragraph 3 of Article 17 of the Penal Code" } },
    { "the article says", nil },
  },
}
