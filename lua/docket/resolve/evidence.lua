---What stands beside a name and tells whether it is a person, a place or
---something else, and which part that person has: "the activist X", "X, 34,",
---"in X", "the group X", "X, a lawyer for".
local core = require "docket.core"
local vocabulary = require "docket.rule.vocabulary"
local lpeg = require "lpeg"

local P, S, R = lpeg.P, lpeg.S, lpeg.R

local M = {}

---@class docket.Weigher
local Weigher = {}
Weigher.__index = Weigher

---@param pack table  gives the word lists
---@return docket.Weigher
function M.weigher(pack)
  local function entries(name)
    local list = pack:list(name)
    return list and list.entries or {}
  end
  return setmetatable({ roles = entries "roles", titles = entries "titles", verbs = entries "verbs",
    auxiliaries = entries "auxiliaries", adverbs = entries "adverbs", prepositions = entries "prepositions",
    nationalities = entries "nationalities" }, Weigher)
end

local set = vocabulary.word_set

-- Some prepositions stand before places nearly always.
local IN = set "in near outside across throughout inside around"
local NOUN_OF_PLACE = set [[city town village region province district state capital port island republic county suburb settlement
  municipality emirate nation territory hamlet commune parish resort borough kingdom outskirts
  streets north south east west area camp prison authority council mayor governor bishop archbishop diocese university
  ambassador parliament residents people]]
-- "21, also of Wexbridge"
local LIVES = set "also formerly both previously originally lately old"
local PLACE_BEHIND = set [[region province district city county prison airport jail colony area neighborhood neighbourhood suburb
  oblast airfield harbour harbor station port border peninsula desert valley township]]
-- A name behind one of these is no person; `company` may be a defendant.
local THING = { group = true, party = true, movement = true, organization = true, organisation = true, gang = true, band = true,
  newspaper = true, magazine = true, website = true, site = true, outlet = true, channel = true, agency = true, programme = true,
  program = true, film = true, album = true, song = true, novel = true, book = true, ship = true, vessel = true, ferry = true,
  tanker = true, trawler = true, operation = true, daily = true, weekly = true, app = true, network = true, school = true,
  university = true, club = true, charity = true, militia = true, cartel = true, coalition = true, alliance = true, team = true,
  ngo = true, hospital = true, paper = true, portal = true, company = "company", firm = "company", manufacturer = "company",
  maker = "company", bank = "company", retailer = "company", carrier = "company", airline = "company", contractor = false,
  operator = "company", corporation = "company", conglomerate = "company", startup = "company", subsidiary = "company" }
-- "the chairman of Harvesta": whoever leads, leads a thing
local LEADS = set [[chairman chairwoman chair president director founder co-founder member members employee employees boss
  treasurer trustee trustees shareholder shareholders headquarters offices branch managers directors]]
local GOES = set [[travelled traveled moved flew fled returned deported extradited transferred sent went drove escaped emigrated
  travel move fly flee return go trip journey flight route road train bus way visit back taken]]
-- "his Vauxhall", "their Range Rover"
local WHOSE = set "his her their its our my your"
-- "a red Mercedes", "a Toyota"
local A_THING = set "a an red blue black white silver grey gray green yellow"
local SAY = set [[said says told tells wrote writes added claimed claims denied denies testified insisted argued stated
  maintained apologised apologized wept smiled tweeted posted explained replied recalled believes thinks hopes lives lived
  works worked studied married who whose did does confessed stabbed shot killed murdered raped attacked stole drove fled
  returned lost won wants wanted faced appeared left went became began walked refused remains remained pled pleaded used]]
local BEFORE_PERSON = set [[against named told accused hanged shot killed murdered alias aka called' met visited sentencing jailing
  convict convicting sentence gave handed arrest arresting detain]]

local FOR_OTHERS = set [[lawyer lawyers attorney attorneys solicitor solicitors counsel barrister spokesman spokeswoman spokesperson
  defending acting]]
-- "Harvesta chief Ivo Reed"
local LEADER = set "chief boss founder executive director chairman chairwoman chair president owner employee manager co-founder"
local SPEAKS = set "said says added told tells"

-- Whom something was done to: "the murder of X", "killing X", "X was stabbed".
local DEED = set [[murder killing death manslaughter rape shooting stabbing abduction kidnapping disappearance assassination body
  deaths murders killings poisoning torture abuse suicide funeral murderer murderers killer killers]]
local ON = set "attack attacks assault assaults"
local DOING = set [[murdering killing raping assaulting stabbing shooting strangling poisoning attacking robbing beating kidnapping
  abducting murdered killed stabbed raped strangled]]
local SUFFERED = set [[murdered killed stabbed shot strangled raped beaten abducted attacked found died suffered kidnapped
  assassinated drowned bludgeoned hit injured wounded mugged robbed lured tortured punched kicked assaulted targeted]]

-- Of these an offender may tell as well: "Varin was robbed of what he had stolen".
local SURVIVED = set "attacked hit injured wounded mugged robbed punched kicked assaulted targeted beaten shot lured suffered"

-- ------------------------------------------------------------ to the left

---@class docket.Left
---@field word string?  the word before the name, in the same clause
---@field second string?  the one before that
---@field start integer?  where the word begins, if only a space is between
---@field comma boolean
---@field quoted boolean

local function left_of(folded, first)
  local word, mark, start = core.word_left(folded, first, 60)
  if not word then return { quoted = folded:sub(math.max(1, first - 60), first - 1):find('"', 1, true) ~= nil } end
  if mark == " " then return { word = word, second = core.word_before(folded, start), quoted = false, comma = false, start = start } end
  local left = { quoted = mark:find '["\']' ~= nil, comma = mark:find(",", 1, true) ~= nil }
  if mark:find "[.;:?!()]" or mark:find "  $" or left.quoted then return left end
  left.word = word
  left.second = core.word_before(folded, start)
  return left
end

-- ------------------------------------------------------------ to the right

local letters = (R("az", "09") + R "\x80\xff" + P "-") ^ 1
local gap = P " " ^ 1
local after_name = P "," * gap * lpeg.C(letters) * ((gap + P "'s" * gap) * lpeg.C(letters)) ^ -6
local age_after = P " " ^ 0 * S ",(" * P " " ^ 0 * (P "now " + "then " + "aged ") ^ -1 * R "09" * R "09" * -R "09"
  * (P "-year-old" + P " " ^ 0 * S ",).;" + P " years" + P " and " + -1)
local possessive = P "'" * P "\x7f" ^ 0 * (P "s" * -R "az" + P " ")

local PARENT = set "father mother grandmother grandfather widow widower"

---The part that the words behind a name give: ", a lawyer for", ", the prosecutor".
---@param folded string
---@param last integer
---@return string? part  "official", "other", or "role"
---@return string? role
function Weigher:apposition(folded, last)
  local captures = { after_name:match(folded, last + 1) }
  for i, item in ipairs(captures) do
    if item == "who" or item == "and" or item == "said" or item == "was" or item == "but" or item == "whose" or item == "which" then
      return nil
    end
    -- ", had asked the judge"
    if self.auxiliaries[item] or self.verbs[item] == item then return nil end
    local role = self.roles[item]
    -- a former policeman acts for nobody any more
    local former = captures[1] == "a" and (captures[2] == "former" or captures[2] == "retired" or captures[2] == "disgraced")
    if role == "official" and former then return "role", item end
    if role == "official" or captures[i + 1] and self.titles[item .. " " .. captures[i + 1]] == "official" then return "official" end
    if item == "prosecuting" or item == "defending" or item == "mitigating" then return "other" end
    if role == "other" or ((item == "lawyer" or item == "attorney") and (captures[i + 1] == "for" or i > 1
      and (captures[i - 1] == "his" or captures[i - 1] == "her" or captures[i - 1] == "their"
      or captures[1] ~= "a" and captures[1] ~= "the" and captures[1] ~= "an"))) then
      return "other"
    end
    -- "X, a father of two" is not named for somebody else's sake
    if PARENT[item] and (captures[1] == "a" or captures[1] == "an") then return "role" end
    if role and role ~= "group" then return "role", item end
    -- "Like Varin, others were detained by police"
    if self.prepositions[item] or self.auxiliaries[item] then return nil end
  end
  return nil
end

-- What is done to people alone, and what they alone do in court.
local TO_PEOPLE = set [[jailed imprisoned sentenced resentenced convicted indicted arraigned arrested remanded acquitted fined hanged
  pardoned paroled extradited bailed prosecuted detained charged
  spared deported]]
local IN_COURT = set "pleaded pled"

-- How much a verb that follows speaks for a person: one of what people do, or of what
-- is done to them.
local function verb_weight(self, folded, last)
  local slice = folded:sub(last + 1, last + 60)
  local from, passive = 1, false
  for _ = 1, 4 do
    local word, stop = slice:match("^ ([%a']+)()", from)
    if not word then return 0 end
    if IN_COURT[word] or passive and TO_PEOPLE[word] then return 2 end
    if SAY[word] or self.verbs[word] == word then return 1 end
    local auxiliary = self.auxiliaries[word]
    if not auxiliary and not self.adverbs[word] then return 0 end
    passive = passive or auxiliary == "be"
    from = stop
  end
  return 0
end

-- ------------------------------------------------------------ the weights

-- "his father's Range Rover"
local function role_of_possessor(self, word)
  local noun = word:match "^(.+)'s$"
  return noun ~= nil and self.roles[noun] ~= nil
end

-- "the Court of Cassation"
local COURT = set "court courts tribunal chamber"

local function left_weights(self, item, left, owned, add)
  local word, role = left.word, left.word and self.roles[left.word]
  if not word then return end
  if left.comma then
    if role and role ~= "group" then add("person", 1) end
    if PLACE_BEHIND[word] then add("place", 2) end
    if THING[word] == "company" then add("company", 3) end
    return
  end
  if THING[word] then
    add(THING[word] == "company" and "company" or "thing", 3)
  elseif role and word ~= "the" then
    add("person", 2)
  elseif self.titles[word] then
    add("person", 2)
  elseif IN[word] and not owned then
    add("place", 2)
  elseif word == "so-called" then
    add("thing", 3)
  elseif word == "upon" and not owned then
    add("place", 3)
  elseif word == "to" and GOES[left.second] and not owned and #item.words == 1 then
    add("place", 2)
  elseif word == "at" and not owned then
    add("place", 1)
  elseif word == "of" and NOUN_OF_PLACE[left.second] then
    add("place", 3)
  elseif word == "of" and COURT[left.second] then
    add("thing", 4)
  elseif word == "of" and LEADS[left.second] and not owned then
    add("thing", 3)
  elseif (word == "of" or word == "from") and left.second and (LIVES[left.second] or left.second:find "year.old$") then
    add("place", 4)
  -- "a journalist from X"
  elseif word == "from" and #item.words == 1 and not owned and self.roles[left.second or ""] then
    add("place", 3)
  elseif (word == "of" or word == "from") and (not left.second or left.second:find "^%d%d$") then
    add("place", 2)
  elseif word == "the" and not owned then
    add("thing", 2)
  elseif A_THING[word] or (WHOSE[word] or role_of_possessor(self, word)) and #item.words > 1 and not item.strong then
    add("thing", 3)
  elseif left.second == "the" and word:find "ed$" then
    add("thing", 2)
  elseif self.verbs[word] == word or BEFORE_PERSON[word] or SAY[word] then
    add("person", 1)
  end
end

-- "X's killer", "X's body"
local of_victim = P "'" * P "\x7f" ^ 0 * (P "s" + P(true)) * P " " * (P "murder" + "killer" + "death" + "body" + "killing"
  + "widow" + "assailant" + "attacker" + "rapist")

local CLAUSE = set "and or but who whom which to when that as said"

-- "killing the schoolboy X", "murdered black teenager X": back over at most four words
-- that describe the one named, to what was done.
local function is_object_of_deed(self, folded, left)
  local word, position = left.word, left.start
  if not position then return false end
  for _ = 1, 5 do
    if DOING[word] then return true end
    if self.prepositions[word] or self.auxiliaries[word] or CLAUSE[word] then return false end
    local mark
    word, mark, position = core.word_left(folded, position, 40)
    if not word or mark ~= " " then return false end
  end
  return false
end

-- "died", "was stabbed": what was done to the subject.
local function suffered(self, first, second, third, who)
  if first == "died" then return true end
  if first == nil or self.auxiliaries[first] ~= "be" or SUFFERED[second or ""] == nil then return false end
  return (second ~= "found" or third == "dead") and (who ~= nil or not SURVIVED[second])
end

-- "X, 40, a father of two from Ostra, died": behind the comma that closes what X is.
local function suffered_behind_apposition(self, folded, last)
  local slice = folded:sub(last + 1, last + 120):match "^[^.;:\"]*"
  if slice:find " who " then return false end
  for first, second in slice:gmatch ", (%l+) ?(%l*)" do
    if suffered(self, first, second) then return true end
    if self.auxiliaries[first] or SAY[first] then return false end
  end
  return false
end

-- Asked before a pattern that is tried at every byte: it is many times as fast.
local function holds(text, plain) return text:find(plain, 1, true) ~= nil end

-- "the killing of her aunt, X", "murdering his neighbour, X".
local function is_described_victim(folded, item)
  if folded:sub(item.first - 2, item.first - 1) ~= ", " then return false end
  local before = folded:sub(math.max(1, item.first - 70), item.first - 1)
  -- the words before the comma, back to the mark before them
  local words = before:sub(before:sub(1, -3):match "^.*[^%w%- ]()" or 1, -3)
  local deed = words:match "(%l+) of h[ie][rs] [%w%- ]" or words:match "(%l+) of the [%w%- ]"
    or words:match "(%l+) of an? [%w%- ]"
  if deed then return DEED[deed] ~= nil end
  local doing = words:match "(%l+) h[ie][rs] [%w%- ]" or words:match "(%l+) the [%w%- ]"
  return DOING[doing or ""] ~= nil
end

-- Did somebody do something to the person of that name?
local function is_victim(self, folded, item, left)
  if left.comma and is_described_victim(folded, item) then return true end
  -- "the murder of the two-year-old X"
  if left.word == "of" and DEED[left.second or ""] then return true end
  if left.word and core.of_before(folded, item.first, 40) then
    local before = folded:sub(math.max(1, item.first - 40), item.first - 1)
    if DEED[before:match "(%l+) of [%w%- ]*$" or ""] then return true end
  end
  if left.word == "on" and ON[left.second or ""] then return true end
  if is_object_of_deed(self, folded, left) then return true end
  local byte = folded:byte(item.last + 1)
  if byte == 39 and of_victim:match(folded, item.last + 1) then return true end
  if byte ~= 32 and byte ~= 44 and not (byte and byte >= 97 and byte <= 122) then return false end
  local behind = byte == 44 and folded:match("^, %d%d,()", item.last + 1) or item.last + 1
  -- "X, who was beaten", "X, the child that was beaten"
  local who = folded:match("^,? who()", behind) or byte == 44 and folded:match("^, the [%w%-]+ who()", behind) or nil
  local first, second, third = folded:match("^,? ?(%l+) ?(%l*) ?(%l*)", who or behind)
  if suffered(self, first, second, third, who) then return true end
  return byte == 44 and suffered_behind_apposition(self, folded, item.last)
end

local RULING = set "ruling judgment judgement verdict decision"
local PASSES = set "sentenced jailed fined imprisoned remanded"
local ON_WHOM = set "him her them the both each a his"

-- "Lord X jailed him", "Passing sentence, Lady X said": who passes sentence is the judge.
local function passes_sentence(folded, item, comma)
  local verb, whom = folded:match("^ (%l+) (%l+)", item.last + 1)
  if verb and PASSES[verb] and ON_WHOM[whom] then return true end
  if not comma and not item.title then return false end
  local before = folded:sub(math.max(1, item.first - 90), item.first - 1)
  if not (holds(before, "sentencing ") or holds(before, "jailing ") or holds(before, "passing sentence")) then return false end
  before = before:match "[^.;:\"]*, [%l ]*$"
  if not before then return false end
  return before:find "^%s*sentencing " ~= nil or before:find "^%s*jailing " ~= nil or before:find "passing sentence" ~= nil
end

-- "X, of the prison charity, said"
local function says_behind_apposition(folded, last)
  local slice = folded:sub(last + 1, last + 110)
  local word = slice:match "^, [^.;:,\"?!]+, (%l+)"
  return SPEAKS[word or ""] ~= nil and not slice:find "^, who "
end

-- What befalls an organisation in a criminal court alone.
local PROSECUTED = set "fined convicted prosecuted indicted sentenced acquitted"

---Is an organisation that is named here itself the defendant? "The parent company, X, was
---fined", "X pleaded guilty".
---@param item table  a name of the article
---@param folded string
---@return boolean
function Weigher:is_defendant(item, folded)
  local left = left_of(folded, item.first)
  -- "a group called the Ostra Front was": the subject is another
  if left.word and not left.comma and THING[left.word] ~= "company" and not (left.word == "the" and not left.second) then return false end
  local from, passive = item.last + 1, false
  if folded:byte(from) == 44 then from = from + 1 end
  for _ = 1, 5 do
    local word, stop = folded:match("^ ([%a']+)()", from)
    if not word then return false end
    if IN_COURT[word] then return folded:find("^ [%a ]-guilty", stop) ~= nil end
    if passive and (PROSECUTED[word] or word == "found" and folded:find("^ guilty", stop)) then return true end
    local auxiliary = self.auxiliaries[word]
    if not auxiliary and not self.adverbs[word] then return false end
    passive = passive or auxiliary == "be"
    from = stop
  end
  return false
end

---Weigh one mention of a name.
---@param item table  a name of the article
---@param folded string
---@param votes table  of all mentions of the same name; added to
---@return docket.Left left
---@return string? part  that stands behind the name
---@return string? role
function Weigher:weigh(item, folded, votes)
  local function add(kind, weight) votes[kind] = (votes[kind] or 0) + weight end
  local left = left_of(folded, item.first)
  local byte = folded:byte(item.last + 1)
  local owned = byte == 39 and possessive:match(folded, item.last + 1) ~= nil
  item.owned = owned
  if item.title then add("person", 4) elseif item.role then add("person", 2) end
  if item.strong then add("person", #item.words > 1 and 2 or 1) end
  if item.lean == "place" then add("place", 1) end
  left_weights(self, item, left, owned, add)
  -- "Lena Dorn, 30, Ostra was arrested": the town; "…, 30, Reed, 24, and" is a list
  local behind_age = left.comma and #item.words == 1 and folded:sub(math.max(1, item.first - 6), item.first - 1):find "^, %d%d, $"
  if behind_age and not folded:find("^, %d%d", item.last + 1) then
    add("place", 6)
  end
  if item.bracketed then add("thing", 2) end
  if left.quoted and (byte == 34 or byte == 39 and not owned) then add("thing", 2) end
  local part, role
  if byte == 44 or byte == 40 or byte == 32 then
    -- most names are followed by a space and a letter, and no age
    local following = byte == 32 and folded:byte(item.last + 2) or 44
    if not (following >= 97 and following <= 122) and age_after:match(folded, item.last + 1) then
      add("person", 3)
      item.age = folded:match("^%D+(%d%d)", item.last + 1)
      item.kin = folded:match("^, %d%d, the (%l+) of ", item.last + 1)
    end
    if byte == 44 then
      -- "the mayor of the region, Lena Dorn, was jailed"
      if left.comma and #item.words > 1 and verb_weight(self, folded, item.last + 1) == 2 then add("person", 3) end
      part, role = self:apposition(folded, item.last)
      if part then add("person", 2) end
      -- "the head of Harvesta, who": it is the head
      if left.word ~= "of" and folded:find("^, who ", item.last + 1) then add("person", 2) end
    elseif byte == 32 then
      if (following == 113 or following == 107) and folded:find("^ [qk]c%f[%A]", item.last + 1) then item.official = true end
      local word = folded:match("^ (%a+)", item.last + 1)
      if word and PLACE_BEHIND[word] then add("place", 2)
      elseif word and self.roles[word] and not self.verbs[word] then add("thing", LEADER[word] and 2 or 1)
      else
        local weight = verb_weight(self, folded, item.last)
        if weight > 0 then add("person", weight) end
      end
    end
  end
  if left.word == "by" and RULING[left.second or ""] or item.title and left.second == "by"
    and RULING[folded:sub(math.max(1, item.first - 30), item.first - 1):match "(%l+) by %l+%.? $" or ""] then
    item.official = true
  end
  -- "the lord chief justice, Lord X"
  local office = item.title and folded:sub(math.max(1, item.first - 50), item.first - 1)
  office = office and holds(office, ", ") and office:match "(%l+ %l+), %l+%.? $"
  if office and self.titles[office] == "official" then item.official = true end
  item.victim = is_victim(self, folded, item, left)
  if passes_sentence(folded, item, left.comma) then item.official = true end
  item.speaks = SPEAKS[left.word or ""] and left.word ~= "told" and left.word ~= "tells"
    or byte == 32 and SPEAKS[folded:match("^ (%l+)", item.last + 1) or ""]
    or byte == 32 and folded:find("^ %l+ly said ", item.last + 1) ~= nil
    or byte == 44 and says_behind_apposition(folded, item.last)
  -- "lawyers for X said": they say it
  if item.speaks and left.word == "for" and FOR_OTHERS[left.second or ""] then item.speaks = false end
  -- "Karl Dorn: Why they had to go": who writes
  if byte == 58 and item.initial and #item.words > 1 then
    item.speaks = true
    part = "other"
  end
  -- "Mr Black said his client was innocent"
  if item.speaks and byte == 32 and folded:find("^ %l+ %l+ ?%l* clients? ", item.last + 1) then part = "other" end
  return left, part, role
end

---What the article as a whole says a name is.
---@param votes table
---@return "person"|"place"|"organisation"|"company"|nil kind  nil where nothing tells
function M.decide(votes)
  local person, place, thing, company = votes.person or 0, votes.place or 0, votes.thing or 0, votes.company or 0
  local best = math.max(place, thing, company)
  if person > 0 and person >= best then return "person" end
  if best == 0 then return nil end
  if company == best then return "company" end
  return place == best and "place" or "organisation"
end

return M
