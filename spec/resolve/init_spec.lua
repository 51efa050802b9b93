local records = require "spec.support.records"

local function arrested(text) return records.persons(text, "arrest") end

local function sentenced(text) return records.persons(text, "sentence") end

describe("docket.resolve", function()
  it("refers pronouns to those who were named", function()
    assert.same({ "Lena Dorn" }, arrested "Lena Dorn met Oleg Varin. She was arrested on Monday.")
    assert.same({ "Oleg Varin", "Lena Dorn" }, arrested "Oleg Varin and Lena Dorn protested. They were arrested.")
  end)

  it("refers descriptions to those who are called so", function()
    assert.same({ "Oleg Varin" },
      arrested "The journalist Oleg Varin met the lawyer Lena Dorn. The journalist was arrested on Monday.")
  end)

  it("finds the name of somebody first described", function()
    assert.same({ "Oleg Varin" }, arrested "A retired engineer was arrested on Monday. Oleg Varin, 61, had protested.")
  end)

  it("finds the names of people first counted", function()
    assert.same({ "Oleg Varin", "Lena Dorn" },
      arrested "Two activists were arrested on Monday. Oleg Varin and Lena Dorn had protested.")
  end)

  it("leaves unnamed people unnamed", function()
    assert.same({}, arrested "Oleg Varin spoke. A man was questioned. The man was arrested on Monday.")
    assert.same({}, arrested "Oleg Varin spoke. A man, whose name has been withheld, was arrested.")
  end)

  it("takes another man for nobody known", function()
    assert.same({}, arrested "Oleg Varin was jailed. The next person arrested is named.")
    assert.same({}, arrested "Oleg Varin fled. The other man was arrested on Monday.")
    assert.same({ "Oleg Varin" }, arrested "Oleg Varin is the third man to be arrested.")
  end)

  it("takes the one who is described for the description", function()
    assert.same({ "Oleg Varin" }, arrested "Oleg Varin may well be the first person arrested for that. Lena Dorn was 41.")
    assert.same({ "Oleg Varin" }, arrested "Oleg Varin was the first man arrested. Lena Dorn was 41.")
  end)

  it("takes an age for nobody who has another", function()
    assert.same({}, arrested "Oleg Varin, 20, lost his bike. The 17-year-old was arrested on Monday.")
  end)

  it("counts no owner among two men", function()
    assert.same({ "Karl Ness", "Quram Awad" }, arrested("Raul Moss was arrested. Moss's tent was found near Karl Ness, 26, of Ostra, "
      .. "and Quram Awad, 23. The two men were arrested on Monday."))
  end)

  it("takes who speaks of a client for a lawyer", function()
    assert.same({}, arrested "Mr Tarn said his client had been well. He was arrested on Monday.")
  end)

  it("takes somebody of another for nobody named", function()
    assert.same({}, arrested "The mother of Minna Pell was arrested on Monday.")
    assert.same({}, arrested "The husband of the troubled singer Minna Pell was arrested on Monday.")
    assert.same({}, arrested "A former boyfriend of the model Minna Pell was arrested on Monday.")
  end)

  it("leaves the young unnamed", function()
    assert.same({}, arrested "Ernest Nolan and James Pell were in the park. The boys were arrested on Monday.")
  end)

  it("takes who leads for the one, not what he leads", function()
    assert.same({ "Ruth Weller" }, arrested "Ruth Weller, the director of Harbourlight, who was arrested on Monday, spoke.")
    assert.same({ "Karl Dorn" }, arrested "Karl Dorn, 57, the chairman of Pomme, was arrested on Monday.")
  end)

  it("takes somebody's car for a thing", function()
    assert.same({}, arrested "A boy drove his father's Ostra Cavalier. The boy was arrested on Monday.")
  end)

  it("leaves out the victim of an attack", function()
    assert.same({}, arrested "There was an attack on Oleg Varin in May. He was arrested on Monday.")
    assert.same({ "Karl Dorn" }, arrested "Karl Dorn fled after killing the young schoolboy Oleg Varin. He was arrested on Monday.")
  end)

  it("reads the gender of a name with a hyphen", function()
    assert.same({ "Karl Dorn" }, arrested "Karl Dorn met Mary-Jessop Colt. Mary-Jessop Colt left. Police arrested him on Monday.")
  end)

  it("refers relatives by what the article calls them", function()
    assert.same({ "Karl Dorn" },
      arrested "Lena Dorn fled with her husband, Karl Dorn. Her husband was arrested on Monday.")
  end)

  it("refers brothers to those of one name", function()
    assert.same({ "Navid Afshar", "Vahid Afshar" },
      arrested "Navid Afshar and Vahid Afshar protested. The brothers were arrested.")
  end)

  it("gives a shared surname to both", function()
    assert.same({ "Murat Beken", "Aidar Beken" }, arrested "Two brothers, Murat and Aidar Beken, were arrested.")
  end)

  it("gives each what is said respectively", function()
    local text = "Oleg Varin, Lena Dorn and Ivan Petrov received prison terms of nine, seven and four years respectively."
    local terms = {}
    for _, record in ipairs(records.of(text)) do terms[record.duration or ""] = record.persons end
    assert.same({ P9Y = { "Oleg Varin" }, P7Y = { "Lena Dorn" }, P4Y = { "Ivan Petrov" } }, terms)
  end)

  it("takes lists apart", function()
    assert.same({ "Oleg Varin", "Lena Dorn", "Ivan Petrov" }, arrested "Police arrested Oleg Varin, 34, Lena Dorn, 22, and Ivan Petrov.")
  end)

  it("goes on behind a second and, and over a possessor", function()
    assert.same({ "Oleg Varin", "Lena Dorn", "Ivan Petrov" }, arrested "Police arrested leaders Oleg Varin and Lena Dorn, and Ivan Petrov.")
    assert.same({ "Oleg Varin", "Ivan Petrov" }, arrested "Police arrested Oleg Varin and Varin's campaign chief, Ivan Petrov.")
    assert.same({ "Oleg Varin", "Lena Dorn" }, arrested "Police arrested Oleg Varin and Lena Dorn, and Ivan Petrov was hurt.")
  end)

  it("takes the one of whose plans another hears for the subject", function()
    assert.same({ "Oleg Varin" },
      arrested "Oleg Varin, a baker whose bid to beat Lukas Petrov was halted in May, was arrested on Monday.")
  end)

  it("takes no chance number of names for a count of people", function()
    assert.same({}, records.persons("Oleg Varin was freed. Lena Dorn left. Karl Ness stayed. Ivan Petrov wept. Ruth Weller sang. "
      .. "The film was made. All five members were convicted of treason.", "charge"))
  end)

  it("takes whom police hold beside somebody for nobody's office", function()
    assert.same({ "Oleg Varin" }, arrested "Like Oleg Varin, others were asked by police. Lena Dorn left. He was arrested on Monday.")
  end)

  it("counts those whom the same line lists with their homes", function()
    assert.same({ "Solo Beyen", "Clint Mogg", "Tomas Rell" }, arrested("It rained. It snowed. He left. She stayed. It froze. "
      .. "Three other men – Solo Beyen, 25, of Ostra, Yorkshire, Clint Mogg, 43, of Tarvan, "
      .. "and Tomas Rell, 46, of Mill Road, Ostra – were arrested."))
  end)

  it("knows a couple by what the one is to the other", function()
    assert.same({ "Karl Dorn", "Anne" }, arrested "Karl Dorn is to face a trial with his wife, Anne. The couple were arrested on Monday.")
  end)

  it("takes the subject of the same line for those who are told something", function()
    assert.same({ "Karl Dorn", "Anne Rell" }, arrested("Oleg Varin, Karl Dorn and Anne Rell were arrested in May. "
      .. "Karl Dorn and Anne Rell were told that they had been arrested again."))
  end)

  it("gives a bare surname to the one whose wife the other is", function()
    assert.same({ "Karl Dorn" }, arrested "Karl Dorn, 55, sold the mill with his wife, Anne Dorn. Dorn was arrested on Monday.")
    assert.same({ "Karl Dorn" }, arrested "Anne Dorn, 87, was found dead. Her husband, Karl Dorn, wept. Dorn was arrested on Monday.")
  end)

  it("takes whom somebody killed for no offender", function()
    assert.same({}, arrested "Anne Tarn, 32, was killed by a lorry in Ostra. The driver was arrested on Monday.")
  end)

  it("takes a surname with a particle for the fuller name", function()
    assert.same({ "Pieter van Doren" }, arrested "Pieter van Doren sold the mill. Mr Van Doren was arrested on Monday.")
  end)

  it("takes no victim for the accused", function()
    assert.same({ "Oleg Varin" },
      arrested "Oleg Varin denies the murder of Karl Hale. Hale was stabbed in May. He was arrested on Monday.")
  end)

  it("keeps husband and wife apart by their titles", function()
    assert.same({ "Karl Dorn" },
      arrested "Anne Dorn and her husband Karl Dorn fled. Mrs Dorn came back in May. Mr Dorn was arrested on Monday.")
  end)

  it("names a company that is itself the defendant", function()
    assert.same({ "Varnholt Solvents AG" },
      records.persons("Varnholt Solvents AG was convicted of polluting a river.", "charge"))
  end)

  it("refers a pronoun to whoever was told so", function()
    assert.same({ "Lena Dorn" }, sentenced "Oleg Varin was fined while Lena Dorn was told she must serve at least six years in prison.")
    assert.same({ "Lena Dorn" }, sentenced "Anna Pell was cleared. The judge told Lena Dorn she would serve at least six years in prison.")
  end)

  it("joins no pronoun with whose something is", function()
    assert.same({ "Oleg Varin" }, sentenced "Oleg Varin was arrested over Ivan Petrov's abduction, and he was jailed for nine years.")
  end)

  it("joins those who are named as well", function()
    assert.same({ "Oleg Varin", "Lena Dorn", "Ivan Petrov" },
      sentenced "Oleg Varin, as well as Lena Dorn and Ivan Petrov, were jailed for six years.")
  end)

  it("guesses nobody for a subject that is somebody else", function()
    assert.same({}, sentenced "Oleg Varin was named in the report. Another was jailed for six years.")
    assert.same({}, sentenced "Oleg Varin mourned his dog. Its two tormentors were jailed for six years.")
    assert.same({}, sentenced "Oleg Varin taught twelve-year-olds who received a prison sentence of six years.")
  end)

  it("takes a minister of justice for nobody accused", function()
    assert.same({ "Oleg Varin" },
      sentenced "Oleg Varin was jailed in 1991. He was ordered to serve ten years, said the then home secretary, Karl Dorn.")
    assert.same({}, sentenced "Karl Dorn, home secretary, spoke. He was jailed for six years.")
  end)

  it("looks for a pronoun's name before it", function()
    assert.same({}, sentenced "The driver was 28. He was jailed for two months. Karl Dorn, a priest, was sad.")
  end)

  it("knows a victim by what was suffered", function()
    assert.same({ "Lena Dorn" },
      sentenced("A nurse was jailed for six years. "
        .. "Oleg Varin, 40, a father of two from Ostra, died at once. Lena Dorn, 29, wept."))
    assert.same({ "Lena Dorn" }, sentenced("Two men saw it. Oleg Varin was killed at the crossing. Lena Dorn, 29, denied causing it. "
      .. "The driver was jailed for six years. Lena Dorn was convicted of careless driving."))
    assert.same({}, sentenced "Anna Pell denied the killing of her uncle, Oleg Varin. He was jailed for six years.")
    assert.same({}, sentenced "Oleg Varin, the pupil who was beaten to death, had been ill. He was jailed for six years.")
  end)

  it("takes a father of two for one who may be accused", function()
    assert.same({ "Oleg Varin" },
      sentenced("A driver was jailed for six years. Oleg Varin was talking. "
        .. "Varin, a father of two from Ostra, wept."))
  end)

  it("gives a surname to who is not called by the given name", function()
    assert.same({ "Oleg Varin" },
      sentenced "Oleg Varin drove with Mina Varin. Mina slept. Varin was jailed for six years.")
  end)

  it("knows a surname without its article", function()
    assert.same({ "Yusuf al-Hadi" }, sentenced "Yusuf al-Hadi came late. Hadi was jailed for six years.")
  end)

  it("takes who passes sentence for the judge", function()
    assert.same({ "Oleg Varin" },
      sentenced("Oleg Varin stole a boat. Sentencing Varin in Ostra, Lord Tarn spoke. "
        .. "Tarn wept. He was jailed for six years."))
  end)

  it("names all whom the lead describes together, or nobody", function()
    assert.same({ "Lena Dorn", "Oleg Varin" },
      sentenced "The mother and uncle of Pia Dorn were jailed for six years. Lena Dorn, 29, and Oleg Varin, 31, wept.")
    assert.same({}, sentenced "Karl Dorn wept. Dorn's wife, Lena, was ill. His wife and son were jailed for six years.")
  end)

  it("takes no one who speaks for a man described", function()
    assert.same({}, sentenced "Lena Dorn said it was late. Lena Dorn left. The thief was given a prison term of six years.")
  end)

  it("gives each of two what shares a unit", function()
    local terms = {}
    local text = "Oleg Varin and Lena Dorn were jailed for 15 and 20 years."
    for _, record in ipairs(records.of(text)) do terms[record.duration or ""] = record.persons end
    assert.same({ P15Y = { "Oleg Varin" }, P20Y = { "Lena Dorn" } }, terms)
    assert.same({}, sentenced "Two men were jailed for 15 and 20 years. Oleg Varin and Ivan Petrov wept.")
  end)

  it("leaves the young unnamed where no one may name them", function()
    assert.same({}, sentenced "A 15-year-old boy was jailed for two years. The boy cannot be named. Oleg Varin, his uncle, wept.")
  end)

  it("reads a list with places", function()
    assert.same({ "Oleg Varin", "Ivan Petrov", "Karl Dorn" },
      sentenced "Oleg Varin, 25, of Leeds, Ivan Petrov, 43, of Hull, and Karl Dorn, 46, of York were jailed for six years.")
  end)

  it("takes no place for a person", function()
    assert.same({}, sentenced "They met in Holm-upon-Tarn. He was jailed for six years.")
  end)

  it("takes what a jury is told for no title", function()
    assert.same({ "Oleg Varin" }, sentenced "Oleg Varin wept. The prosecutor told the jury Varin was lying. He was jailed for six years.")
  end)

  it("takes the head of a phrase for the one", function()
    assert.same({ "Lena Dorn" }, sentenced "The mother of a girl who lay ill for a week was jailed for six years. Lena Dorn, 29, wept.")
  end)

  it("takes the head of the first sentence for the one", function()
    assert.same({ "Oleg Varin" },
      sentenced("A"
        .. "n addict who stole letters of Lena Dorn, a singer, was jailed for two years. Oleg Varin, 33, wept."))
    assert.same({ "Oleg Varin" }, sentenced "A man who hid near the house of Lena Dorn was jailed for two years. Oleg Varin, 33, wept.")
    assert.same({ "Lena Dorn" }, sentenced "A nurse who found the ledger, Lena Dorn, was jailed for two years. Oleg Varin, 33, wept.")
    assert.same({ "Oleg Varin" }, sentenced "The father of Ostra football star Lena Dorn was jailed for two years. Oleg Varin, 33, wept.")
  end)

  it("gives nobody a term where nothing tells whose it is", function()
    assert.same({}, sentenced "Oleg Varin and Lena Dorn got terms of four years and of 13 months with a fine respectively.")
  end)

  it("reads a wife's gender from what she is", function()
    assert.same({ "Karl Dorn" },
      sentenced("Ostrude Dorn, 56, the wife of Karl Dorn, wept. Ostrude Dorn left. "
        .. "Ostrude Dorn slept. He was jailed for two years."))
  end)

  it("takes no husband for a wife", function()
    assert.same({}, sentenced "Lena Dorn's husband, a baker, was ill. Lena Dorn wept when her husband was jailed for two years.")
  end)

  it("takes no one who is not accused for the offender", function()
    assert.same({}, sentenced "Karl Dorn said it was late. Karl Dorn left. The offender is serving a seven-year sentence.")
  end)

  it("takes who was cleared for the one who served", function()
    assert.same({ "Oleg Varin" },
      sentenced "Oleg Varin, who was cleared of the murder of the singer Lena Dorn after spending eight years in prison, wept.")
  end)

  it("refers to whoever was told by a judge", function()
    assert.same({ "Oleg Varin" },
      sentenced "Ivan Petrov wept. Oleg Varin was told by the judge, Lord Tarn, that he must serve at least six years in prison.")
  end)

  it("takes the one who rules for a judge", function()
    assert.same({}, sentenced "A ruling by Sir Karl Dorn upheld jail terms of three years on thieves.")
  end)

  it("takes who writes for nobody accused", function()
    assert.same({ "Oleg Varin" },
      sentenced "Karl Dorn: Why it was right\n\nWhat Oleg Varin did was bad. He was given a whole-life sentence.")
  end)

  it("writes the day, not the hour", function()
    assert.equal("2023-05-24", records.first("Oleg Varin was arrested on the evening of May 24.", "arrest").date)
  end)

  it("refers the court to the one named before", function()
    local found = records.of "The Ostra City Court jailed Oleg Varin. The court also fined him $200."
    assert.equal("Ostra City Court", found[2].court)
  end)

  it("knows a court by its short name", function()
    local found = records.of "The Special Coastal Court (SCC) met in May. The SCC jailed Oleg Varin for six years."
    assert.equal("SCC", found[1].court)
  end)

  it("gives joined verdicts one day and one court", function()
    local found = records.of "On May 3, 2020, the Ostra City Court found Oleg Varin guilty of theft, and gave him two years."
    assert.equal("sentence", found[2].kind)
    assert.equal("2020-05-03", found[2].date)
    assert.equal("Ostra City Court", found[2].court)
  end)

  it("tells the husband from the wife by their names", function()
    assert.same({ "Oleg Dubrin" },
      sentenced "Oleg and Anna Dubrin, spouses, live in Ostra. A court sentenced the husband to six years for theft.")
  end)

  it("acquits nobody of what was told of others", function()
    local found = records.of "Lena Dorn was charged with theft. Two others were acquitted."
    assert.equal(1, #found)
  end)

  it("takes what says who somebody is for no list", function()
    assert.same({ "Oleg Varin" }, sentenced "Anna Karr left. Oleg Varin, a clerk and member of Circle 9, is serving two years in prison.")
    assert.same({ "Oleg Varin" }, sentenced "Oleg Varin, 38, married and the father of a girl, who was sentenced to two years, left.")
  end)

  it("tells a fact once, with its mentions", function()
    local found = records.of "Oleg Varin was arrested on Monday. Varin was arrested at his home."
    assert.equal(1, #found)
    assert.equal(1, #found[1].mentions)
  end)

  it("knows a man of some town by his town", function()
    assert.same({ "Oleg Varin" }, sentenced "A Hale man was jailed for two years. Oleg Varin, 41, stole copper wire.")
    assert.same({ "Oleg Varin" }, sentenced "OSTRA — A Hale man was jailed for two years. Oleg Varin, 41, stole copper wire.")
  end)

  it("refers a pronoun to the one whom its sentence describes", function()
    assert.same({ "Oleg Varin" },
      sentenced "A man who wrote 90 letters failed to have his two-year prison sentence cut. Oleg Varin, 41, was told so by the court.")
    assert.same({ "Oleg Varin" }, sentenced "Oleg Varin stole copper wire. A tailor by trade, he was jailed for two years.")
  end)

  it("lists people over their homes", function()
    assert.same({ "Oleg Varin", "Lena Dorn" },
      sentenced "Oleg Varin, 29, of Elm Road, West Hale, and Lena Dorn, 22, of Mill Lane, Ostra, were jailed for two years.")
    assert.same({ "Oleg Varin", "Lena Dorn" },
      sentenced "Oleg Varin, 29, with an address at Elm Court, Hale, and Lena Dorn, 22, from Ostra, were jailed for two years.")
    assert.same({ "Oleg Varin" }, arrested "Oleg Varin, 30, Ostra was arrested by police for theft.")
  end)

  it("finds the head of a long clause", function()
    assert.same({ "Oleg Varin" }, sentenced("A clerk who took more than 9,000 euros from the tills of the branch of his bank has been "
      .. "jailed. Oleg Varin, 41, pleaded guilty to theft."))
  end)

  it("leaves those who announce a sentence out of it", function()
    assert.same({ "Lena Dorn" }, sentenced("A Hale woman was sentenced today to two years in prison, announced U.S. Attorney Ivo Reed and "
      .. "Karl Moss of the bureau. Lena Dorn, 55, pleaded guilty to theft."))
  end)

  it("takes an organisation for the defendant that it is", function()
    assert.same({ "Hale Valley Newspapers" },
      sentenced "The paper's parent company, Hale Valley Newspapers, was fined $900 for contempt of court.")
  end)

  it("refers both to two of the accused", function()
    assert.same({ "Oleg Varin", "Lena Dorn" }, sentenced("Oleg Varin and Lena Dorn were convicted of fraud. Ivo Reed told a reporter that "
      .. "Varin wept. Both were banned from managing a firm for five years."))
  end)

  it("takes the town of a name for no name, nor the word of a heading", function()
    assert.same({ "Oleg Varin" }, sentenced "Will Oleg Varin Write? Oleg Varin, who liked to write, was jailed for two years.")
  end)

  it("tells a sum only where its parts are not told", function()
    local found = records.of("Oleg Varin and Lena Dorn were jailed for a total of nine years. Varin was jailed for five years. "
      .. "Dorn was jailed for four years.")
    assert.equal(2, #found)
  end)

  it("has a denial where nothing else names the charge", function()
    assert.equal("charged", records.first("A girl of 15 and Oleg Varin, 19, denied murder.", "charge").status)
    assert.equal(1, #records.of "Lena Dorn was charged with arson. She denies murder.")
  end)

  it("knows the same offence again", function()
    local found = records.of "Oleg Varin was convicted of arson. Lena Dorn was found not guilty of the same offence."
    assert.same({ "arson", "acquitted" }, { found[2].offence, found[2].status })
  end)
end)
