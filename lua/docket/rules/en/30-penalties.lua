-- What somebody may be sentenced to: terms, fines, lashes, bans. These rules only find
-- the words for a penalty; the rules for sentences say on whom it fell, and whether it did.
phase "terms"

local D = Cg(entity_at "duration", "duration")
local quote = quote_mark ^ -1
local possessive = (apostrophe * P "s" ^ -1) ^ -1
local adjective = words("strict|strict-regime|strict regime|high-security|maximum-security|maximum security|minimum-security"
  .. "|rigorous|simple|hard|actual|real|effective|custodial|federal|state|local|full|harsh|lengthy|long|short|mandatory"
  .. "|minimum|maximum|heavy|hefty|severe|light|mild|lenient|jail|prison|criminal|determinate|indeterminate|consecutive"
  .. "|concurrent|combined|total|further|additional|general-regime|penal|correctional|military|russian|chinese|turkish"
  .. "|iranian|iraqi|american|british|israeli|north korean|belarusian|kazakh|uzbek|tajik|ukrainian|egyptian|u.s.|us")
-- "a general-regime colony", "a strict-security prison": the kinds that a country has.
local regime = letter ^ 1 * P "-" * filling * words "regime|security|type|category"
local adjectives = ((adjective + regime) * sp) ^ -3
local place_of_prison = words("prison|jail|gaol|custody|colony|penal colony|prison colony|labor colony|penitentiary|prison camp"
  .. "|labor camp|labour camp|detention|correctional facility|correctional institution|corrective colony"
  .. "|correctional colony|youth custody|young offenders institution|young offender institution|young offenders' institution|juvenile detention|a cell")
local confinement = words("imprisonment|incarceration|detention|deprivation of liberty|deprivation of freedom|jail time|prison time"
  .. "|custody|jail|prison|penal servitude|youth detention|youth custody|loss of freedom|behind bars|inside")
local noun = words("sentence|sentences|term|terms|imprisonment|prison sentence|prison sentences|prison term|prison terms|jail sentence"
  .. "|jail sentences|jail term|jail terms|imprisonment sentence|imprisonment term|custodial sentence|custodial term|stretch|imprisonment sentences|stint|punishment")
-- Behind these words a place of detention is one before the verdict.
local in_prison = -(words "in" * sp * words "custody" * sp * words "awaiting|pending|on remand|before") * words "in|inside|at" * sp * (words "a|an|the" * sp) ^ -1 * quote * adjectives * place_of_prison
local of_prison = possessive * sp * (words "of" * sp) ^ -1 * quote * adjectives * confinement
local behind_bars = words "behind bars|in prison|in jail|in custody"

local function term(penalty)
  return function(captures, context)
    local duration_entity = captures.duration and context.entity(captures.duration)
    if duration_entity and duration_entity.age then return nil end
    -- no term is counted in minutes
    if duration_entity and (duration_entity.value or ""):find "^PT%d+[MS]$" then return nil end
    local value = duration_entity and duration_entity.value
    if duration_entity and not (value and value:match "^P[%d.T]") then value = nil end
    return { penalty = penalty, duration = value, mod = duration_entity and value and duration_entity.mod or captures.mod,
      total = captures.total and true or nil }
  end
end

local maximum = (Cg(words "maximum|a maximum|the maximum" * Cc "EQUAL_OR_LESS", "mod") * sp
  * (words "of|sentence of|penalty of|term of|prison sentence of|prison term of|jail term of|punishment of" * sp) ^ -1) ^ -1

pattern "penalty.imprisonment" {
  kind = "penalty",
  doc = "N years in prison; N years' imprisonment; an N-year prison sentence",
  trigger = entities "duration",
  back = 0,
  pattern = D * (sp * in_prison + of_prison + sp * behind_bars
    + apostrophe ^ -1 * sp * quote * adjectives * noun * quote * -(sp * words "reduction|reductions|remission|extension")
    + sp * (words "of|in" * sp) * words "hard labor|hard labour"),
  make = function(captures, context)
    -- "a two-month sentence cut"; but "had his four-year sentence cut"
    local before = context.folded:sub(math.max(1, context.first - 3), context.first - 1)
    if before:find "%f[%a]an? $" and context.folded:find("^ cut%f[%A]", context.last + 1) then return nil end
    return term "imprisonment"(captures, context)
  end,
  examples = {
    { "awarded three years' jail term", { penalty = "imprisonment", duration = "P3Y" } },
    { "was given seven years in prison", { penalty = "imprisonment", duration = "P7Y" } },
    { "got seven years’ imprisonment", { penalty = "imprisonment", duration = "P7Y" } },
    { "serving a four-year prison term", { penalty = "imprisonment", duration = "P4Y" } },
    { "15 days in jail", { penalty = "imprisonment", duration = "P15D" } },
    { "asked to have her five-year sentence cut", { penalty = "imprisonment", duration = "P5Y" } },
    { "won a two-month sentence cut", nil },
    { "ran for seven years in the senate", nil },
    { "a six-minute stint", nil },
  },
}

local imprisonment = term "imprisonment"

pattern "penalty.imprisonment_range" {
  kind = "penalty",
  doc = "six years and one day to eight years in prison; imprisonment of four years and two months up to six years: the upper end",
  trigger = any { entities "duration", words "imprisonment|sentence|term|penalty" },
  pattern = -B(P "from ") * (words "imprisonment|prison term|prison sentence|jail term|jail sentence|sentence|term|penalty" * sp
      * Cg(C(words "of|from|ranging from"), "lead") * sp) ^ -1
    * Cg(entity_at "duration", "low") * sp * Cg(C(words "as minimum to|to"), "link") ^ -1 * sp ^ -1 * D
    * (sp * words "as maximum") ^ -1 * (sp * in_prison + of_prison + sp * behind_bars) ^ -1,
  make = function(captures, context)
    local low, high = context.entity(captures.low), context.entity(captures.duration)
    -- "to" joins two terms where the first says years and months, or days; else the second says "up to"
    local compound = low and low.value and low.value:find "^P%d+Y%d+[MD]$"
    if captures.lead == "ranging from" or captures.link and captures.link:find "^as" then compound = true end
    if captures.link and not compound or not captures.link and (high.mod ~= "EQUAL_OR_LESS" or not (low.value or ""):find "[YMD]$") then return nil end
    local made = imprisonment(captures, context)
    if made then made.mod = nil end
    return made
  end,
  priority = 2,
  examples = {
    { "sentenced to 6 years and 1 day to 8 years in prison", { penalty = "imprisonment", duration = "P8Y" } },
    { "a prison term ranging from 12 years as minimum to 17 years as maximum", { penalty = "imprisonment", duration = "P17Y" } },
    { "four years and two months up to six years", { penalty = "imprisonment", duration = "P6Y" } },
    { "imprisonment of 2 years and 1 day to 3 years", { penalty = "imprisonment", duration = "P3Y" } },
    { "was cut from six years to four years in prison", nil },
  },
}

-- "terms of nine, seven and four years": numbers that share the unit of the last.
local listed_numbers = Cg(Ct((entity_at "number" * (comma * (words "and" * sp) ^ -1 + sp * words "and" * sp)) ^ 1), "numbers") ^ -1

pattern "penalty.imprisonment_of" {
  kind = "penalty",
  doc = "a prison sentence of N years; imprisonment for N years; a term of N years",
  trigger = words("prison|jail|imprisonment|custodial|sentence|term|sentences|terms|maximum|minimum|punishment|penalty|non-parole|nonparole|tariff"),
  back = 4,
  pattern = adjectives * (words("prison sentence|prison sentences|prison term|jail sentence|jail sentences|jail term|imprisonment|custodial sentence|sentence|term|sentences|terms"
    .. "|imprisonment term|prison terms|jail terms|custodial term|punishment|penalty|prison time|jail time|non-parole period|nonparole period|tariff"))
    * sp * (words "of|for|to" * sp * (words "between|from" * sp) ^ -1 + words "ranging from|ranging between" * sp) * maximum * listed_numbers * D
    * (sp * in_prison + of_prison + sp * behind_bars) ^ -1,
  make = function(captures, context)
    -- "a six-year sentence to nine years in prison": two of them
    if context.folded:find("^%c %l+ to ", context.first - 2) then return nil end
    local made = imprisonment(captures, context)
    -- "a minimum term of nine years", "a tariff of 12 years"
    if made and not made.mod then
      local text = context.folded:sub(context.first, context.last)
      local least = text:find "%f[%a]minimum " or text:find "%f[%a]tariff%f[%A]" or text:find "%f[%a]non%-?parole%f[%A]"
      made.mod = least and "EQUAL_OR_MORE" or nil
    end
    if made and captures.numbers then
      made.numbers = {}
      for index, position in ipairs(captures.numbers) do made.numbers[index] = context.entity(position) end
    end
    return made
  end,
  examples = {
    { "with a minimum term of nine years", { penalty = "imprisonment", duration = "P9Y", mod = "EQUAL_OR_MORE" } },
    { "with a tariff of 14 years", { duration = "P14Y", mod = "EQUAL_OR_MORE" } },
    { "a prison sentence of four years", { penalty = "imprisonment", duration = "P4Y" } },
    { "handed a term of nine months", { penalty = "imprisonment", duration = "P9M" } },
    { "prison sentences ranging from two to seven years", { penalty = "imprisonment", duration = "P7Y" } },
    { "the term of office", nil },
  },
}

-- "lengthy", but not the "prison" of "prison terms".
local qualities = ((adjective - words "jail|prison|penal|custodial|correctional|military") * sp) ^ -3

pattern "penalty.place_of_prison" {
  kind = "penalty",
  doc = "(sentenced) to custody, to secure detention: no length is stated",
  trigger = words "custody|detention|prison|jail|labor|labour|borstal|imprisonment|arrest|confinement|supervision",
  back = 1,
  pattern = (B(P "sentenced to ") + B(P "commuted to ") + B(P "changed to ") + B(P "converted to ")) * words "house arrest|home confinement" * Cg(Cc "house_arrest", "what")
    + B(P "sentenced to ") * words "supervision|supervised probation" * -(sp * words "of") * Cg(Cc "probation", "what")
    + B(P "sentenced to ") * words "immediate custody|custody|secure detention|preventive detention|detention|prison|jail|hard labor|hard labour|borstal|youth detention|youth custody",
  make = function(captures) return { penalty = captures.what or "imprisonment" } end,
  priority = -1,
  examples = {
    { "was sentenced to immediate custody", { penalty = "imprisonment" } },
    { "were sentenced to supervision", { penalty = "probation" } },
    { "was taken to prison", nil },
  },
}

pattern "penalty.prison_without_term" {
  kind = "penalty",
  doc = "prison terms, a jail sentence: no length is stated",
  trigger = words "prison|jail|imprisonment|custodial|lengthy|long|behind|incarceration|deprivation|heavy|hefty|harsh",
  back = 4,
  pattern = qualities * words("prison sentence|prison sentences|prison term|prison terms|jail sentence|jail sentences|jail term"
    .. "|jail terms|jail time|prison time|imprisonment|custodial sentence|custodial sentences|deprivation of liberty|incarceration")
    + words "lengthy|long|heavy|hefty|harsh" * sp * words "sentences|terms|sentence|term",
  make = function(captures, context)
    -- "rape and false imprisonment" are offences
    local before = context.folded:sub(math.max(1, context.first - 10), context.first - 1)
    if before:find "for $" and context.folded:find("^deprivation", context.first) or before:find "false $" or before:find "wrongful $" or before:find "unlawful $" or before:find "illegal $" then return nil end
    -- "a non-custodial sentence"
    if before:find "non%-$" or before:find "%f[%a]no $" then return nil end
    return imprisonment(captures, context)
  end,
  priority = -1,
  examples = {
    { "received lengthy prison terms", { penalty = "imprisonment" } },
    { "the prison term", { penalty = "imprisonment" } },
    { "for rape and false imprisonment", nil },
    { "got a non-custodial sentence", nil },
    { "a prison guard", nil },
  },
}

local suspended_words = words "suspended|conditional|deferred|probationary"
pattern "penalty.suspended" {
  kind = "penalty",
  doc = "a two-year suspended sentence; 18 months in prison, suspended for two years",
  trigger = any { words "suspended|conditional|deferred|conditionally|sentence|term|prison|jail|custodial|imprisonment", entities "duration" },
  pattern = D * sp * (words "prison|jail" * sp) ^ -1 * quote * suspended_words * sp * (words "prison|jail|custodial|imprisonment" * sp) ^ -1
      * words "sentence|sentences|term|terms|imprisonment|prison|jail|detention"
    + D * (sp * behind_bars * #(sp * words "suspended|wholly suspended") + sp * in_prison + of_prison + possessive * sp * adjectives * noun) ^ -1 * (comma + sp)
      * (words "which was|both|all|but" * sp) ^ -1
      * words "suspended|wholly suspended|conditionally" * -(sp * words "sentence|sentences|prison|jail|term|terms|custodial") * (sp * words "for|over" * sp * entity "duration" + sp * words "on condition") ^ -1
    + D * (sp * in_prison + of_prison + sp * behind_bars + sp * adjectives * noun) ^ -1 * (comma + sp) * words "with" * sp * (words "a|an" * sp) ^ -1
      * entity "duration" * sp * words "reprieve|suspension"
    + adjectives * words "sentence|term|prison sentence|prison term|jail sentence|jail term|custodial sentence|imprisonment" * sp * words "of|for" * sp * D
      * (comma + sp) * words "suspended|wholly suspended" * (sp * words "for|over" * sp * entity "duration") ^ -1
    + suspended_words * sp * D * sp * (words "prison|jail|custodial" * sp) ^ -1 * words "sentence|term"
    + suspended_words * sp * (words "prison|jail|custodial" * sp) ^ -1 * words "sentence|sentences|term|terms|imprisonment|jail term|prison term"
      * (sp * words "of" * sp * D) ^ -1,
  priority = 2,
  make = term "suspended_imprisonment",
  examples = {
    { "a two-year suspended sentence", { penalty = "suspended_imprisonment", duration = "P2Y" } },
    { "to 18 months in prison, suspended for two years", { penalty = "suspended_imprisonment", duration = "P18M" } },
    { "three years in prison with a four-year reprieve", { penalty = "suspended_imprisonment", duration = "P3Y" } },
    { "to 18 months in prison suspended for two years", { penalty = "suspended_imprisonment", duration = "P18M" } },
    { "an eleven months’ sentence suspended for three years", { penalty = "suspended_imprisonment", duration = "P11M" } },
    { "a suspended nine-month sentence", { penalty = "suspended_imprisonment", duration = "P9M" } },
    { "a suspended sentence of six months", { penalty = "suspended_imprisonment", duration = "P6M" } },
    { "was suspended from school", nil },
  },
}

pattern "penalty.probation" {
  kind = "penalty",
  doc = "N years' probation, N years of supervised release",
  trigger = any { entities "duration", words "probation|supervised|supervision" },
  pattern = D * possessive * sp * (words "of|on" * sp) ^ -1 * (words "community|post-release|unsupervised|federal" * sp) ^ -1
      * words("probation supervision|probation|supervised release|supervision|supervised probation|administrative supervision"
        .. "|probationary period|good behaviour bond|good behavior bond|good-behaviour bond|conditional release order|supervision order|probation order")
    + words "probation supervision|supervised probation|probation order|supervision order" * (sp * words "for|of|lasting" * sp * D) ^ -1
    + words "probation|supervised release" * -(sp * words "service|services|officer|officers|board|boards|area|areas|trust|trusts|staff|office|team|hostel|order|system|report|workers|worker|union|department|appointments|appointment|meetings|meeting|centre|center|hearing|chief|chiefs|inspectors|inspectorate")
      * (sp * words "for|of" * sp * D) ^ -1
    + words "supervision" * sp * words "for|of" * sp * D,
  priority = 2,
  make = term "probation",
  examples = {
    { "sentenced to six years’ probation", { penalty = "probation", duration = "P6Y" } },
    { "three years of supervised release", { penalty = "probation", duration = "P3Y" } },
    { "an 18-month good behaviour bond", { penalty = "probation", duration = "P18M" } },
  },
}

local freedom = words("freedom limitation|limited freedom|limitation of freedom|restricted freedom|restriction of freedom|restriction of liberty"
  .. "|restricted liberty|restrictions on freedom|restriction on freedom|freedom restriction|limitation of liberty|restrictions of freedom|curtailed freedom|restrained freedom|limits on freedom")
local restricted_noun = words "parole-like|freedom-limitation|freedom limitation|restricted-freedom|restricted freedom"
  * quote * sp * words "sentence|sentences|term|terms"
pattern "penalty.restricted_freedom" {
  kind = "penalty",
  doc = "one year of “freedom limitation”; a parole-like sentence",
  trigger = any { entities "duration", words "freedom|limited|limitation|restricted|restriction|restrictions|parole-like|parole|restrained|curtailed|limits" },
  pattern = D * possessive * sp * (words "of|in|on|with" * sp) ^ -1 * (words "a|the" * sp) ^ -1 * quote * (restricted_noun + freedom) * quote
    + D * sp * quote * restricted_noun
    + (words "parole-like" + restricted_noun) * quote * (sp * words "sentence|sentences|term|terms") ^ -1 * (sp * words "of" * sp * D) ^ -1
    + freedom * quote * (sp * words "sentence|sentences|term|terms") ^ -1 * (sp * words "for|of" * sp * D) ^ -1,
  priority = 3,
  make = term "restricted_freedom",
  examples = {
    { "to three years of “freedom limitation” before", { penalty = "restricted_freedom", duration = "P3Y" } },
    { "handed a parole-like sentence", { penalty = "restricted_freedom" } },
    { "18 months of restricted freedom", { penalty = "restricted_freedom", duration = "P18M" } },
  },
}

pattern "penalty.house_arrest" {
  kind = "penalty",
  doc = "N years of house arrest",
  trigger = entities "duration",
  pattern = D * possessive * sp * (words "of|under|in" * sp) ^ -1 * words "house arrest|home confinement|home detention|house detention",
  priority = 3,
  make = term "house_arrest",
  examples = { { "two years of house arrest", { penalty = "house_arrest", duration = "P2Y" } } },
}

pattern "penalty.administrative_arrest" {
  kind = "penalty",
  doc = "N days of administrative arrest; administrative arrest for N days",
  trigger = any { entities "duration", words "administrative" },
  pattern = D * possessive * sp * (words "of|in|under" * sp) ^ -1 * quote * words "administrative arrest|administrative detention|administrative jail"
    + words "administrative arrest|administrative detention" * quote * sp * words "for|of|lasting" * sp * D,
  priority = 3,
  make = term "administrative_arrest",
  examples = { { "10 days of “administrative arrest”", { penalty = "administrative_arrest", duration = "P10D" } } },
}

pattern "penalty.labour" {
  kind = "penalty",
  doc = "N hours of community service, N years of corrective labour",
  trigger = any { entities "duration", words "community|corrective|correctional|compulsory|unpaid|forced" },
  pattern = (D * possessive * sp * (words "of|in" * sp) ^ -1) ^ -1
    * words("community service|unpaid work|corrective labor|corrective labour|correctional labor|correctional labour|compulsory labor"
      .. "|compulsory labour|compulsory work|public works|mandatory labor|mandatory labour|community work|obligatory labor|obligatory labour|community payback"),
  priority = 3,
  make = term "compulsory_labor",
  examples = {
    { "100 hours of community service", { penalty = "compulsory_labor", duration = "PT100H" } },
    { "two years’ corrective labor", { penalty = "compulsory_labor", duration = "P2Y" } },
  },
}

pattern "penalty.forced_labour" {
  kind = "penalty",
  doc = "N years of forced labour",
  trigger = entities "duration",
  pattern = D * possessive * sp * (words "of" * sp) ^ -1 * words "forced labor|forced labour",
  priority = 3,
  make = term "compulsory_labor",
  examples = { { "three years of forced labor", { penalty = "compulsory_labor", duration = "P3Y" } } },
}

pattern "penalty.community_order" {
  kind = "penalty",
  doc = "a 12-month community order, a two-year community corrections order",
  trigger = "community",
  back = 2,
  pattern = (D * sp) ^ -1 * (words "community order|community sentence|community payback order|community-based order" * Cg(Cc "compulsory_labor", "what")
    + words "community corrections order|community correction order|community control|community rehabilitation order" * Cg(Cc "probation", "what"))
    * (sp * words "of|for" * sp * D) ^ -1,
  priority = 3,
  make = function(captures, context)
    local what = captures.what
    local made = imprisonment(captures, context)
    if made then made.penalty = what end
    return made
  end,
  examples = {
    { "was given a 12-month community order", { penalty = "compulsory_labor", duration = "P12M" } },
    { "a two-year community corrections order", { penalty = "probation", duration = "P2Y" } },
  },
}

local function fixed(fields)
  return function()
    local made = {}
    for key, value in pairs(fields) do made[key] = value end
    return made
  end
end

local whole_life = words("life imprisonment|life in prison|life in jail|life behind bars|life sentence|life sentences|life term|life terms"
  .. "|life without parole|life without the possibility of parole|life-long imprisonment|lifelong imprisonment|lifetime in prison|life in a maximum-security prison|life custody|indefinite sentence|life in custody|reclusion perpetua|whole-life order|whole life order|whole-life prison term|whole life prison term|whole-life prison sentence|whole-life term|whole-life sentence|full-life sentence|full-life sentences|whole life term|life prison sentence|life jail term|life-imprisonment|life-term imprisonment|life-term sentence|life-term")
pattern "penalty.life" {
  kind = "penalty",
  doc = "life imprisonment, a life sentence, 45 years to life, (sentenced) to life",
  trigger = any { words "life|life-long|lifelong|lifetime|whole-life|whole|reclusion|indefinite", entities "duration",
    words "sentence|sentences|term|terms" },
  pattern = (words "sentence|sentences|term|terms" * sp * words "of" * sp) ^ -1 * entity "duration" * sp * words "to" * sp * words "life" * (sp * in_prison + sp * behind_bars) ^ -1
    + (words "two|three|four|multiple|consecutive|several" * sp) ^ -2 * whole_life * (sp * words "plus|and" * sp * entity "duration") ^ -1
    + words "life" * sp * words "plus" * sp * entity "duration" * (sp * in_prison) ^ -1
    + B(P "to ") * words "life" * (sp * in_prison + sp * behind_bars) * -(sp * words "and death|support|insurance|savings|story|without him|expectancy"),
  priority = 3,
  make = fixed { penalty = "life_imprisonment" },
  examples = {
    { "was sentenced to life in prison", { penalty = "life_imprisonment" } },
    { "given a life sentence", { penalty = "life_imprisonment" } },
    { "45 years to life", { penalty = "life_imprisonment" } },
    { "the story of his life", nil },
  },
}

pattern "penalty.life_term" {
  kind = "penalty",
  doc = "imprisonment for life, rigorous imprisonment for life",
  trigger = "life",
  back = 4,
  pattern = adjectives * words "imprisonment|incarceration|prison|jail|detention|penal servitude|hard labour|hard labor" * sp * words "for life",
  make = fixed { penalty = "life_imprisonment" },
  priority = 4,
  examples = {
    { "awarded rigorous imprisonment for life", { penalty = "life_imprisonment" } },
    { "a life in prison", nil },
  },
}

pattern "penalty.time_served" {
  kind = "penalty",
  doc = "(sentenced) to time served",
  trigger = words "time served|time already served|time he has served|time she has served|time he had served|time she had served",
  pattern = B(P "to ") * words "time served|time already served|time he has served|time she has served|time he had served|time she had served",
  make = fixed { penalty = "imprisonment" },
  examples = { { "was sentenced to time served", { penalty = "imprisonment" } }, { "credit for time served", nil } },
}

-- Verbs that put somebody away, with what may stand between them and "for life".
local put_away = words "sentenced|resentenced|sentences|sentence|sentencing|condemned|commuted|reduced|increased|convicts|jailed|imprisoned|locked up|put away|incarcerated|sent to prison|sent to jail|caged|jails|jail|imprison|prison|sent down"
pattern "penalty.life_behind_verb" {
  kind = "penalty",
  doc = "(jailed) for life, (sentenced) to life",
  trigger = "life",
  pattern = (B(P "for ") + B(P "to ")) * words "life" * (sp * in_prison + sp * behind_bars) ^ -1
    * -(sp * words "and death|support|insurance|savings|story|without him|expectancy"),
  make = function(_, context)
    local before = context.folded:sub(math.max(1, context.first - 60), context.first - 1)
    local verb
    for position in before:gmatch "()%f[%w]%w" do
      if put_away:match(before, position) then verb = position end
      if verb and verb ~= position and words "banned|barred|disqualified|scarred|excluded|who|but":match(before, position) then verb = nil end
    end
    return verb and { penalty = "life_imprisonment" } or nil
  end,
  examples = {
    { "She was sentenced to life on Friday", { penalty = "life_imprisonment" } },
    { "The old town came to life on Friday", nil },
    { "He was jailed for life on Monday", { penalty = "life_imprisonment" } },
    { "The judge jailed Oleg Varin and Ivan Reed for life", { penalty = "life_imprisonment" } },
    { "He was scarred for life", nil },
  },
}

-- "stabbed to death" is none: behind a bare "to" some word has to say that it was a court.
local condemning = words("sentenced|resentenced|sentences|sentence|sentencing|condemned|condemns|condemning|condemn|commuted|changed|increased"
  .. "|raised|reduced|lowered|overturned|converted|put|punishable|punished|gets|got|given|jailed|imprisoned|prison|bars|penalty|term")
local unlawful = words("stabbed|beaten|shot|bludgeoned|kicked|burned|burnt|crushed|starved|strangled|hacked|battered|bled|froze|frozen"
  .. "|battering|starving|burning|strangling|kicking|crushing|hacking|bludgeoning|stamped|stamping|punched|punching|torturing|suffocated"
  .. "|stabbing|beating|shooting|knifed|tortured|trampled|stoned|clubbed|choked|scalded|mauled|close|leading|led|leads|due")

-- Which of them stands nearest?
local function condemned(context)
  local before = context.folded:sub(math.max(1, context.first - 160), context.first - 1)
  local said = before:find "%d years" ~= nil
  for position in before:gmatch "()%f[%w]%w" do
    if condemning:match(before, position) then said = true elseif unlawful:match(before, position) then said = false end
  end
  return said
end

pattern "penalty.death" {
  kind = "penalty",
  doc = "the death penalty, a death sentence, (sentenced) to death",
  trigger = words "hanged|death|hanging|capital punishment|die",
  pattern = words "death penalty|death penalties|death sentence|death sentences|death by hanging|death by firing squad|capital punishment"
    + Cg((B(P "to ") + B(P "to be ") + B(P "punishable by ")) * words("death|hanging|die by hanging|die|hanged") * -(sp * words "in|behind" * sp * words "prison|jail|bars|custody")
      * (sp * words "by" * sp * words "hanging|firing squad|stoning|lethal injection") ^ -1 * Cc(true), "bare"),
  back = 0,
  priority = 2,
  make = function(captures, context)
    if captures.bare and not condemned(context) then return nil end
    return { penalty = "death" }
  end,
  examples = {
    { "sentenced to death", { penalty = "death" } },
    { "faces the death penalty", { penalty = "death" } },
    { "the death of his father", nil },
    { "a sailor who was starved to death", nil },
    { "He was jailed for the crime of beating a man to death.", nil },
  },
}

local M = Cg(entity_at "money", "money")
local function fine(captures, context)
  local sum = captures.money and context.entity(captures.money)
  -- a currency that no list knows: the number alone
  local number = captures.number and context.entity(captures.number)
  if number then return { penalty = "fine", amount = number.value } end
  return { penalty = "fine", amount = sum and sum.amount, currency = sum and sum.currency, mod = sum and sum.mod or captures.mod }
end

pattern "penalty.fine" {
  kind = "penalty",
  doc = "a fine of X, an X fine, fines",
  trigger = any { words "fine|fines|penalty", entities "money" },
  pattern = words "fine|fines" * sp * (words "of|totaling|totalling|worth|equivalent to|amounting to" * sp) * (words "up to|about|around|some|nearly|almost|more than|over|at least|the equivalent of|approximately" * sp) ^ -1 * (M + Cg(entity_at "number", "number") * sp * word)
    + M * (comma + sp) * words "as a fine|as fine|in fines|by way of fine"
    + M * (sp + P "-") * (words "administrative|criminal" * sp) ^ -1 * words "fine|fines|penalty"
    + words "fine|fines" * -(sp * words "line|art|arts|print|dining|wine|young|example|weather|tuned"),
  make = fine,
  examples = {
    { "and a fine of 31,400 rubles", { penalty = "fine", amount = 31400 } },
    { "pay $500 as a fine", { penalty = "fine", amount = 500 } },
    { "a $500 fine", { penalty = "fine", amount = 500, currency = "USD" } },
    { "a series of fines", { penalty = "fine" } },
    { "the fine print", nil },
  },
}

pattern "penalty.corporal" {
  kind = "penalty",
  doc = "N lashes, N strokes of the cane, flogging",
  trigger = words "lashes|lash|strokes|flogging|caning|castration|amputation|floggings",
  back = 2,
  pattern = Cg(entity_at "number", "count") * sp * words "lashes|strokes of the cane|strokes of cane|strokes|whip lashes"
    + P "\x0c" * P(false)
    + words "flogging|caning|castration|chemical castration|public flogging|amputation",
  make = function(captures, context)
    local amount = captures.count and context.entity(captures.count)
    return { penalty = "corporal", count = amount and (amount.value or amount.number or amount.amount) }
  end,
  priority = 2,
  examples = { { "sentenced to 74 lashes", { penalty = "corporal", count = 74 } } },
}

local of_same_length = words "of equal length|of the same length|of equal duration|of the same duration|for the same period|for the same term|for an equal period"
  * Cg(Cc(true), "same")
local deprived_of_rights = words "deprivation|loss|forfeiture|suspension" * sp * words "of" * sp * (words "his|her|their|all|the" * sp) ^ -1
  * words "political rights|civil rights|civic rights|political and civil rights|civil and political rights"

pattern "penalty.ban_noun" {
  kind = "penalty",
  doc = "a five-year ban from journalism, a ban on political activity for five years",
  trigger = words "ban|bans|prohibition|disqualification|ineligibility|disenfranchisement|rights|banning|restraining",
  back = 8,
  pattern = (D * sp * (words "travel|driving|professional|media|teaching|leadership|public-service|writing|political" * sp) ^ -1) ^ -1
    * (words "travel|driving|professional|media|teaching" * sp) ^ -1 * words "ban|bans|prohibition|disqualification" * sp * words "from|on" * sp
    * (gap(10, (words "for" * sp) * Cg(entity_at "duration", "duration")) + P(true))
    + D * sp * words "travel|driving|road|motoring|professional|media|teaching|political|public-service|writing" * sp * words "ban|bans"
    + D * sp * (words "driving" * sp) ^ -1 * words "disqualification"
    + D * sp * words "of" * sp * (words "political" * sp) ^ -1 * words "ineligibility|disqualification|disenfranchisement"
    + D * possessive * sp * (words "of" * sp) ^ -1 * deprived_of_rights
    + D * sp * (words "football|stadium|travel" * sp) ^ -1 * words "banning order|banning orders|restraining order|restraining orders"
    + deprived_of_rights * sp * words "for" * sp * (D + words "life")
    + words "travel|driving|professional|media|teaching" * sp * words "ban|bans" * sp * of_same_length,
  make = function(captures, context)
    local made = term "ban"(captures, context)
    if made then made.same_length = captures.same end
    return made
  end,
  priority = 1,
  examples = {
    { "a five-year ban on political activity", { penalty = "ban", duration = "P5Y" } },
    { "a three-year disqualification", { penalty = "ban", duration = "P3Y" } },
    { "and a 15-year travel ban", { penalty = "ban", duration = "P15Y" } },
    { "handed six-year football banning orders", { penalty = "ban", duration = "P6Y" } },
    { "with ten years of ineligibility", { penalty = "ban", duration = "P10Y" } },
    { "a ban on practicing law for two years", { penalty = "ban", duration = "P2Y" } },
    { "and three years' deprivation of political rights", { penalty = "ban", duration = "P3Y" } },
    { "with loss of civil rights for five years", { penalty = "ban", duration = "P5Y" } },
    { "jailed for two years, with a travel ban of the same length", { penalty = "ban" } },
  },
}

pattern "penalty.confiscation" {
  kind = "penalty",
  doc = "confiscation of property",
  trigger = words "confiscation|forfeiture|seizure",
  pattern = words "confiscation|forfeiture" * sp * words "of" * sp * (words "about|some|nearly|more than|the equivalent of" * sp) ^ -1 * entity "money"
    + words "confiscation|forfeiture|seizure" * sp * words "of" * sp * (words "his|her|their|all|personal|the|family|entire|of" * sp) ^ -3
    * (entity "number" * sp) ^ -1 * (words "luxury|frozen|seized|undeclared|illegal|other|several|private" * sp) ^ -1
    * words("properties|houses|homes|flats|apartments|plots|cars|vehicles|trucks|boats|companies|shares|accounts|weapons|property|house|home|flat"
      .. "|apartment|land|estate|assets|belongings|money|savings|equipment|profits|proceeds|wealth|possessions|vehicle|car|phone|phones|boat|drugs"
      .. "|firearms|guns|computers|rifles"),
  make = fixed { penalty = "confiscation" },
  examples = {
    { "with confiscation of his property", { penalty = "confiscation" } },
    { "and the forfeiture of two luxury cars", { penalty = "confiscation" } },
  },
}

pattern "penalty.psychiatric" {
  kind = "penalty",
  doc = "compulsory psychiatric treatment",
  trigger = words "compulsory|forced|involuntary|mandatory|coercive|indefinite|hospital|forensic|secure|closed",
  pattern = words "compulsory|forced|involuntary|mandatory|coercive|indefinite" * sp
    * words "psychiatric treatment|psychiatric care|treatment in a psychiatric hospital|treatment in a psychiatric clinic|medical treatment|psychiatric hospitalization|treatment|hospital order|psychiatric detention"
    + words "hospital order|hospital detention order|hospital treatment order"
    + words "forensic|secure|closed" * sp * words "psychiatric care|psychiatric treatment|psychiatric clinic|psychiatric hospital|psychiatric unit",
  make = fixed { penalty = "psychiatric" },
  priority = 1,
  examples = {
    { "ordered to undergo compulsory psychiatric treatment", { penalty = "psychiatric" } },
    { "committed her to forensic psychiatric care", { penalty = "psychiatric" } },
  },
}
