-- Pattern rules and phases: what is tried, what wins, what later phases see.
local support = require "spec.support.rules"

local HEAD = 'kind "mark" { fields = { "what" } }\n'

local function rules_of(text) return support.file(HEAD .. text) end

local function quotes(rules, text)
  local list = {}
  for _, record in ipairs(support.records(rules, text, "mark")) do list[#list + 1] = record.quote end
  return list
end

describe("pattern rules", function()
  it("prefer the longer match, then priority, then the order of files", function()
    local rules = rules_of [[
pattern "mark.short" { kind = "mark", trigger = words "red", pattern = words "red", set = { what = "short" }, priority = 9 }
pattern "mark.long" { kind = "mark", trigger = words "red", pattern = words "red" * sp * words "flag", set = { what = "long" } }
pattern "mark.first" { kind = "mark", trigger = words "blue", pattern = words "blue", set = { what = "first" } }
pattern "mark.second" { kind = "mark", trigger = words "blue", pattern = words "blue", set = { what = "second" } }
pattern "mark.third" { kind = "mark", trigger = words "green", pattern = words "green", set = { what = "third" } }
pattern "mark.fourth" { kind = "mark", trigger = words "green", pattern = words "green", set = { what = "fourth" }, priority = 1 }
]]
    local whats = {}
    for _, record in ipairs(support.records(rules, "A red flag, a blue one, a green one, a red one.", "mark")) do
      whats[#whats + 1] = record.what
    end
    assert.same({ "long", "first", "fourth", "short" }, whats)
  end)

  it("give way to what they kept out when their `make` refuses", function()
    local rules = rules_of [[
pattern "mark.long" { kind = "mark", trigger = words "red", pattern = words "red" * sp * words "flag", make = function() end }
pattern "mark.short" { kind = "mark", trigger = words "red", pattern = words "red" }
]]
    assert.same({ "red" }, quotes(rules, "A red flag here."))
  end)

  it("reach back from their trigger", function()
    local rules = rules_of [[
pattern "mark.back" { kind = "mark", trigger = words "flag", back = 2, pattern = words "very" * sp * words "red" * sp * words "flag" }
]]
    assert.same({ "very red flag" }, quotes(rules, "A very red flag."))
    assert.same({}, quotes(rules, "A very big red flag."))
  end)

  it("hinge on digits, capitals and entities", function()
    local rules = rules_of [[
pattern "mark.digits" { kind = "mark", trigger = digits, pattern = digit ^ 1 * P "zz" * word_end }
pattern "mark.term" { kind = "mark", phase = "terms", trigger = entities "duration", pattern = entity "duration" * sp * words "flat" }
]]
    assert.same({ "12zz" }, quotes(rules, "Take 12zz now."))
  end)

  it("see the text without case, and the original where they ask for it", function()
    local rules = rules_of [[
pattern "mark.folded" { kind = "mark", trigger = words "kremlin", pattern = words "kremlin" }
pattern "mark.make" { kind = "mark", trigger = words "turkey", pattern = words "turkey",
  make = function(captures, context)
    if context.text:sub(captures.first, captures.first) ~= "T" then return nil end
    return { what = context.text:sub(captures.first, captures.last) }
  end }
]]
    assert.same({ "KREMLIN", "Turkey" }, quotes(rules, "The KREMLIN saw Turkey eat turkey."))
  end)

  it("match across line breaks and curly quotes", function()
    local rules = rules_of [[pattern "mark.phrase" { kind = "mark", trigger = words "people's court", pattern = words "people's court" }]]
    assert.same({ "people\u{2019}s\ncourt" }, quotes(rules, "It was the people\u{2019}s\ncourt again."))
  end)

  it("set fields, and keep what make gave", function()
    local rules = rules_of [[
pattern "mark.set" { kind = "mark", trigger = words "red", pattern = words "red", set = { what = "set" },
  make = function() return { what = "made" } end }
]]
    assert.equal("made", support.records(rules, "All is red here.", "mark")[1].what)
  end)

  it("are not tried where their word does not stand", function()
    local tried = 0
    local rules = rules_of [[pattern "mark.red" { kind = "mark", trigger = words "red", pattern = words "red" }]]
    local rule = rules.pack.by_id["mark.red"]
    rule.compiled = { match = function() tried = tried + 1 end }
    rules:extract(support.article "Nothing of that colour stands in this text at all.")
    assert.equal(0, tried)
    rules:extract(support.article "But here is red.")
    assert.is_true(tried > 0)
  end)
end)

describe("extract", function()
  local docket = require "docket"
  local rules
  setup(function() rules = assert(docket.rules { "en" }) end)

  it("gives records in text order, with quotes, as array and iterator", function()
    local article = support.article "Lena Dorn was jailed for two years on May 3, 2021. Oleg Varin was fined 300 euros."
    local list = rules:extract(article)
    assert.is_true(#list >= 3)
    local last, n = 0, 0
    for record in rules:extract(article) do
      n = n + 1
      assert.is_true(record.first >= last)
      last = record.first
      assert.equal(article.text:sub(record.first, record.last), record.quote)
      assert.equal(rules.hash, record.ruleset)
    end
    assert.equal(#list, n)
  end)

  it("gives only the kinds asked for", function()
    local article = support.article "Lena Dorn was jailed for two years on May 3, 2021."
    for _, record in ipairs(rules:extract(article, { kinds = { "date" } })) do assert.equal("date", record.kind) end
    for _, record in ipairs(rules:extract(article, { kinds = { "sentence" } })) do assert.equal("sentence", record.kind) end
  end)

  it("gives the same however often it is asked", function()
    local article = support.article "Lena Dorn was jailed for two years on May 3, 2021. She appealed."
    local function all()
      local lines = {}
      for _, record in ipairs(rules:extract(article)) do lines[#lines + 1] = support.line(record) end
      return table.concat(lines, "\n")
    end
    local first = all()
    for _ = 1, 300 do rules:extract(article) end
    assert.equal(first, all())
  end)

  it("refuses what is no article", function()
    assert.error_matches(function() rules:extract "text" end, "article expected")
  end)

  it("tells with `trace` what lost to what", function()
    local _, trace = rules:extract(support.article "He was sentenced to five years in prison for fraud.", { trace = true })
    assert.is_table(trace.lost)
    for _, item in ipairs(trace.lost) do
      assert.is_string(item.rule)
      assert.is_string(item.to)
    end
  end)
end)

describe("a fault of a shipped rule", function()
  local function faulty(id)
    local rules = assert(require("docket").rules { "en" })
    for _, rule in ipairs(rules.list) do
      if rule.id == id then rule.make = function() error "boom" end end
    end
    return rules
  end

  it("is told with the rule's name, and the other rules go on", function()
    for _, id in ipairs { "sentence.jailed", "date.month_day" } do
      local rules = faulty(id)
      local kinds = {}
      for _, record in ipairs(support.records(rules, "Lena Dorn was jailed for two years on May 3, 2021. She was arrested in 2020.")) do
        kinds[record.kind] = true
      end
      assert.is_true(kinds.arrest)
      assert.equal(id == "date.month_day", kinds.sentence or false)
      assert.equal(1, #rules.problems)
      assert.equal(id, rules.problems[1].rule)
      assert.truthy(rules.problems[1].message:find "fault of docket.*boom")
    end
  end)

  it("leaves an interrupt and exhausted memory alone", function()
    for _, message in ipairs { "interrupted!", "not enough memory" } do
      local guard = require "docket.rule.guard"
      assert.has_error(function() guard.contained(error, message, 0) end, message)
    end
  end)
end)

describe("what is found of a kind", function()
  it("is the same whatever other kinds are asked for", function()
    local rules = assert(require("docket").rules { "en" })
    local text = "Lena Dorn lost her seat in 2011. The choir sang. Two years later she was jailed for fraud."
    local function dates(options)
      local list = {}
      for _, record in ipairs(rules:extract(support.article(text, "2021-04-20"), options)) do
        if record.kind == "sentence" then list[#list + 1] = record.date or "none" end
      end
      return list
    end
    assert.same({ "2013" }, dates {})
    assert.same({ "2013" }, dates { kinds = { "sentence" } })
  end)
end)
