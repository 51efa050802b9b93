-- docket rules: the rule writer's workshop.

local M = {}

M.summary = "Work on rules: list, test, check, why."
M.description = "Work on rules. The shipped rules are Lua files beside the program; a directory of your"
  .. " own, given with --rules, adds rules, replaces one by name or switches one off."
M.order = { "list", "test", "check", "why" }
M.commands = {
  list = {
    summary = "List the rules, with what each finds.",
    options = { "rules", "format" },
    examples = {
      { "docket rules list", "every rule, its kind and what it finds" },
      { "docket rules list --rules my-rules/", "with your own" },
      { "docket rules list --kind sentence", "those that make sentences" },
    },
  },
  test = {
    summary = "Run the examples of the rules.",
    options = { "rules" },
    examples = {
      { "docket rules test", "all examples of all rules" },
      { "docket rules test --rules my-rules/ robbery", "those of rules whose name holds a word" },
    },
  },
  check = {
    summary = "Load the rules and report what is wrong.",
    options = { "rules" },
    examples = {
      { "docket rules check", "the shipped rules" },
      { "docket rules check --rules my-rules/", "yours, laid over them" },
    },
  },
  why = {
    summary = "Show which rule made a record, and from what.",
    description = "Show which rule made a record, with each captured part. A record is named by where it"
      .. " stands: FILE, FILE:ARTICLE, or FILE:ARTICLE:START with a byte inside it, as `docket extract`"
      .. " gives them.",
    options = { "reading", "rules" },
    examples = {
      { "docket rules why news.txt", "all records of a file" },
      { "docket rules why news.txt:3", "those of its third article" },
      { "docket rules why news.txt:3:1204", "the records that hold byte 1204" },
    },
  },
}
M.examples = {
  { "docket rules list", "every rule, its kind and what it finds" },
  { "docket rules check --rules my-rules/", "what is wrong in your own rules" },
  { "docket rules why news.txt:3:1204", "which rule made a record, and from what" },
}

-- Where a rule stands: shipped ones by their name beside the program.
local function where_of(rule)
  local root = require("docket.data").root
  local file = rule.file
  if file:sub(1, #root) == root then file = file:sub(#root + 1) end
  return ("%s:%d"):format(file, rule.line)
end

-- list ----------------------------------------------------------------------------------

local list_columns = {
  { name = "rule", colour = "bold" },
  { name = "kind", fixed = true, colour = "yellow" },
  { name = "doc" },
  { name = "examples", right = true, fixed = true },
  { name = "file", value = where_of },
}
local list_order = { "rule", "kind", "doc", "form", "trigger", "examples", "file", "line" }

function M.commands.list.configure(parser)
  parser:argument("WORD"):args("?"):target("word"):description("Only rules whose name holds this.")
  parser:option("-k --kind"):argname("KIND"):target("kind"):description("Only rules that make this kind.")
end

local function wanted(rule, options)
  if options.kind and rule.kind ~= options.kind then return false end
  return not options.word or rule.id:find(options.word, 1, true) ~= nil
end

-- The words of a rule's trigger, which may carry how far behind they may stand.
local function triggers_of(rule)
  local words = {}
  for position, item in ipairs(rule.trigger) do
    words[position] = type(item) == "table" and (item.word or item[1]) or item
  end
  return words
end

function M.commands.list.run(options, run)
  local rules = run:rules()
  local writer, count = run:writer(list_columns, list_order), 0
  for _, rule in ipairs(rules.list) do
    if wanted(rule, options) then
      count = count + 1
      writer.row { rule = rule.id, kind = rule.kind, doc = rule.doc, form = rule.form, trigger = triggers_of(rule),
        examples = #(rule.examples or {}), file = rule.file, line = rule.line }
    end
  end
  writer.finish()
  if count == 0 then run:problem("no such rule; `docket rules list` lists all") end
end

-- check ---------------------------------------------------------------------------------

function M.commands.check.run(_, run)
  local rules = run:rules()                    -- reports what is wrong
  local files, without = {}, {}
  local count = 0
  for _, rule in ipairs(rules.list) do
    if not files[rule.file] then count = count + 1 end
    files[rule.file] = true
    if #(rule.examples or {}) == 0 then without[#without + 1] = rule.id end
  end
  for _, id in ipairs(without) do run:verbose(("rule '%s' has no examples"):format(id)) end
  run:note(("%d rules in %d files, %d problem%s, %d without examples"):format(#rules.list, count,
    #rules.problems, #rules.problems == 1 and "" or "s", #without))
  run:suggest("docket rules test")
end

-- test ----------------------------------------------------------------------------------

function M.commands.test.configure(parser)
  parser:argument("WORD"):args("?"):target("word"):description("Only rules whose name holds this.")
end

function M.commands.test.run(options, run)
  local rules = run:rules()
  local passed, failed = 0, 0
  for _, result in ipairs(rules:test(options.word)) do
    if result.ok then
      passed = passed + 1
    else
      failed = failed + 1
      run:problem(("%s:%d: rule '%s': %s\n    in: %s"):format(result.file, result.line, result.rule,
        result.message, result.text))
    end
  end
  run:note(("%d examples as expected, %d not"):format(passed, failed))
  if passed + failed == 0 then run:problem("no rule of that name has examples") end
end

-- why -----------------------------------------------------------------------------------

function M.commands.why.configure(parser)
  parser:argument("PLACE"):target("place"):description("FILE, FILE:ARTICLE or FILE:ARTICLE:START.")
end

-- FILE may hold colons: numbers are taken from the end, as long as no file has that name.
local function place_of(text)
  local handle = text ~= "-" and io.open(text, "rb")
  if handle then
    handle:close()
    return text
  end
  local path, article, start = text:match("^(.-):(%d+):(%d+)$")
  if not path then path, article = text:match("^(.-):(%d+)$") end
  return path or text, math.tointeger(tonumber(article)), math.tointeger(tonumber(start))
end

-- One line of the explanation, its label in a column of its own.
local function line(label, value)
  require("docket.cli.output").write(("  %-10s %s\n"):format(label, (tostring(value):gsub("%s+", " "))))
end

local told_otherwise = {
  kind = true, id = true, source = true, article = true, start = true, ["end"] = true, range_in = true,
  quote = true, mentions = true, rule = true, ruleset = true,
}

-- The captured parts: fields of records.md in their order, then those of one's own kinds.
local function parts_of(exported)
  local names, taken = {}, {}
  for _, name in ipairs(require("docket.cli.records").order) do
    taken[name] = true
    if exported[name] ~= nil and not told_otherwise[name] then names[#names + 1] = name end
  end
  local own = {}
  for name in pairs(exported) do
    if not taken[name] then own[#own + 1] = name end
  end
  table.sort(own)
  return table.move(own, 1, #own, #names + 1, names)
end

local function explain(record, article, rules, by_id, lost)
  local output, records = require "docket.cli.output", require "docket.cli.records"
  local exported = records.export(record, article, rules)
  output.write(("%s:%d:%d %s %s\n"):format(article.source, article.number, exported.start, record.kind,
    records.summary(exported)))
  line("quote", record.quote)
  local rule = by_id[record.rule]
  if rule then
    line("rule", ("%s (%s)"):format(rule.id, where_of(rule)))
    if rule.doc then line("finds", rule.doc) end
    line("trigger", table.concat(triggers_of(rule), ", "):sub(1, 100))
  else
    line("rule", record.rule)
  end
  for _, name in ipairs(parts_of(exported)) do
    local value = exported[name]
    line(name, type(value) == "table" and table.concat(value, "; ") or value)
  end
  if record.won_against then line("instead of", table.concat(record.won_against, ", ")) end
  for _, other in ipairs(lost) do
    if other.first <= record.last and record.first <= other.last then
      line("instead of", ("%s, which lost to %s"):format(other.rule, other.to))
    end
  end
end

function M.commands.why.run(options, run)
  local path, number, start = place_of(options.place)
  local rules = run:rules()
  local by_id = {}
  for _, rule in ipairs(rules.list) do by_id[rule.id] = rule end
  local found = 0
  run:articles({ path }, function(article)
    if number and article.number ~= number then return end
    local list, trace = rules:extract(article, { trace = true })
    for _, record in ipairs(list) do
      local from, to = article:record_range(record.first, record.last)
      if not start or (from <= start and start < to) then
        found = found + 1
        explain(record, article, rules, by_id, trace and trace.lost or {})
      end
    end
  end)
  if found == 0 and run.status == 0 then
    run:problem(("%s: no record stands there"):format(options.place))
  end
end

-- The command inside the command is run, under its own name.
function M.run(options, run) M.commands[options.subcommand].run(options, run) end

return M
