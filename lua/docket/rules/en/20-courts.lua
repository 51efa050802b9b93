-- Courts and statutes, found before names, of which their names are full.
phase "names"

local capital = R "AZ" + P "\xc3" * R "\x80\x9e" + P "\xc5\x9e" + P "\xc4\xb0" + P "\xc5\xa0"
local name_char = R("az", "AZ") + R "\xc3\xdf" * R "\x80\xbf" + P "-" + P "'" + P "\u{2019}" - P "\u{2019}s "
local space = (P " " + P "\n" * P " " ^ 0 + P "\u{A0}") ^ 1
local Name = capital * (name_char - (P "\u{2019}s" + P "'s") * -name_char) ^ 0 * (P ".") ^ -1
local possessive = (P "\u{2019}s" + P "'s") ^ -1
local lower_word = P "district" + "city" + "regional" + "provincial" + "military" + "appeals" + "appeal" + "appellate" + "supreme" + "high"
  + "federal" + "criminal" + "municipal" + "magistrates\u{2019}" + "magistrates'" + "magistrate" + "administrative" + "district" + "central"
  + "town" + "county" + "crown" + "local" + "special" + "specialized" + "economic" + "revolutionary" + "lower" + "upper" + "superior"
  + "general jurisdiction" + "of first instance" + "sessions" + "trial" + "state" + "village" + "interdistrict" + "juvenile" + "garrison" + "sharia" + "islamic" + "people\u{2019}s" + "people's"
local tail_no = (space * P "No" * P "." ^ -1 * space * R "09" ^ 1) ^ -1
local in_place = space * (P "in" + "of" + "for") * space * (P "the " * (R "az" ^ 1 * space) ^ 0 * (P "city of " + "town of " + "region of " + "district of " + "province of " + "capital, " + "capital " + "state of " + "village of " + "port of ")^-1) ^ -1
  * (P "southern " + "northern " + "eastern " + "western " + "central ") ^ -1
  * Name * (space * Name) ^ -3 * (space * (P "region" + "province" + "district" + "oblast")) ^ -1
local of_law = space * P "of" * space * (Name) * (space * (P "of" + "and" + "the" + Name)) ^ -4
local Court = P "Court" + "Tribunal" + "Courts"
local court = P "court" + "tribunal"
local proper = (Name * possessive * space) ^ 1 * (lower_word * space) ^ 0

local function make(captures, context)
  local text = context.text:sub(captures.first, captures.last)
  text = text:gsub("%s+", " "):gsub("^[Tt]he ", "")
  return { entity = "court", name = text }
end

pattern "court.named" {
  kind = "court",
  doc = "the Tarvan City Court No. 2, the Ostra district court, Hale Crown Court, the Supreme Court",
  over = "text",
  trigger = words "court|tribunal|courts|bailey",
  back = 8,
  pattern = (P "the " + "The ") ^ -1 * ((Name * possessive * space * ((P "of" + "for" + "and" + lower_word) * space) ^ 0) - Court * -name_char) ^ 1
      * (lower_word * space) ^ 0 * (Court + court) * -name_char * (of_law + tail_no + P(true))
    + P "the " ^ -1 * P "Old Bailey"
    + P "the International Criminal Court",
  make = make,
  examples = {
    { "the Tarvan City Court No. 2 ruled", { name = "Tarvan City Court No. 2" } },
    { "The Ostra district court sentenced", { name = "Ostra district court" } },
    { "at Hale Crown Court", { name = "Hale Crown Court" } },
    { "the tennis court", nil },
  },
}

pattern "court.described" {
  kind = "court",
  doc = "a court in Tarvan, a Moscow court, an appeals court",
  over = "text",
  trigger = words "court|tribunal",
  back = 4,
  pattern = (P "A" + "a" + "An" + "an" + "The" + "the") * space * ((lower_word + Name) * space) ^ 0 * (court + Court) * -name_char * tail_no * in_place ^ -1,
  priority = -1,
  make = function(captures, context)
    local text = context.text:sub(captures.first, captures.last):gsub("%s+", " ")
    local bare = text:match "^[Tt]he (%l+)$"
    if bare then return nil end
    return { entity = "court", name = (text:gsub("^[Tt]he ", "")) }
  end,
  examples = {
    { "A court in Tarvan sentenced", { name = "A court in Tarvan" } },
    { "a Tarvan court jailed", { name = "a Tarvan court" } },
    { "the court also", nil },
  },
}

local article_word = words "article|articles|section|sections|paragraph|part|clause|art.|sec."
local code_name = sp * words "of" * sp * (words "the" * sp) ^ -1 * gap(5, words "code|act|law|constitution|penal code|criminal code|statute|ordinance")
local numeral = digit ^ 1 * (S ".-/" * digit ^ 1) ^ 0 * (R "az" * word_end) ^ -1 * (P "(" * (1 - S ")") ^ 1 * P ")") ^ 0
pattern "statute.article" {
  kind = "statute",
  doc = "Article 405 (of the Criminal Code), Section 295(A), 18 U.S.C. § 1343",
  trigger = any { words "article|articles|section|sections", digits },
  pattern = article_word * sp * numeral * ((comma * (words "and" * sp) ^ -1 + sp * words "and|or" * sp) * numeral) ^ 0 * code_name ^ -1
    + digit ^ 1 * sp * P "u.s.c." * (sp * (P "\xc2\xa7" * sp ^ -1 + words "section" * sp) ^ -1 * numeral) ^ -1,
  make = function(captures, context)
    return { entity = "statute", name = (context.text:sub(captures.first, captures.last):gsub("%s+", " ")) }
  end,
  examples = {
    { "charged under Article 405 of the Criminal Code", { name = "Article 405 of the Criminal Code" } },
    { "section 295(a)", { name = "section 295(a)" } },
    { "the article says", nil },
  },
}
