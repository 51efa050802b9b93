-- docket rules new

local output = require "docket.cli.output"

local M = {
  summary = "Draft a rule from a sentence and the fields wanted.",
  description = "Draft a rule from a sentence and the fields that are wanted of it, as FIELD=VALUE; several"
    .. " persons are joined by semicolons. The draft has the sentence as its example, and passes it.",
  options = { "reading", "rules" },
  examples = {
    { "docket rules new 'A judge slammed Lena Dorn with eight years behind bars.' kind=sentence"
      .. " 'persons=Lena Dorn' penalty=imprisonment duration=P8Y status=imposed -o my-rules/slammed.lua",
      "a new word for a sentence" },
    { "docket rules new 'Lena Dorn began a hunger strike.' kind=hunger_strike 'persons=Lena Dorn'",
      "a kind of your own; the rule goes to standard output" },
  },
}

function M.configure(parser)
  parser:argument("SENTENCE"):target("sentence"):description("The sentence.")
  parser:argument("FIELD=VALUE"):args("+"):target("fields"):description("kind= and what else is wanted.")
  parser:option("--name"):argname("TOPIC.NAME"):target("name"):description("The rule's name.")
  parser:option("--trigger"):argname("WORDS"):target("trigger"):description("The words that it hinges on.")
  parser:option("-o --output"):argname("FILE"):target("output"):description("Write it there; never over a file.")
end

local function fields_of(run, list)
  local fields = {}
  for _, item in ipairs(list) do
    local name, value = item:match "^([%l_]+)=(.*)$"
    if not name then run:usage(("docket rules new: '%s' is no FIELD=VALUE"):format(item)) end
    if name == "persons" then
      local persons = {}
      for person in value:gmatch "[^;]+" do persons[#persons + 1] = person:match "^%s*(.-)%s*$" end
      fields.persons = persons
    else
      fields[name] = (name == "amount" or name == "count") and tonumber(value) or value
    end
  end
  return fields
end

function M.run(options, run)
  run:rules()
  local new = require "docket.workshop.new"
  local source, message = new.draft(run.loaded_rules.sources, options.sentence, fields_of(run, options.fields),
    { name = options.name, trigger = options.trigger, reference_date = options.reference_date })
  if not source then run:fail(message) end
  if options.output then
    local ok, problem = new.write(options.output, source)
    if not ok then run:fail(problem) end
    run:note(options.output .. ": " .. message)
    run:suggest("docket rules test --rules " .. (options.output:match "^(.*/)" or "./"))
  else
    output.write(source)
    run:note(message)
  end
end

return M
