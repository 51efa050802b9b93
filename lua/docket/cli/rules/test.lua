-- docket rules test

local output = require "docket.cli.output"
local paint = require "docket.cli.rules.paint"

local M = {
  summary = "Run the examples of the rules.",
  options = { "rules", "format" },
  examples = {
    { "docket rules test", "all examples of all rules" },
    { "docket rules test --rules my-rules/ robbery", "those of rules whose name holds a word" },
  },
}

function M.configure(parser)
  parser:argument("WORD"):args("?"):target("word"):description("Only rules whose name holds this.")
end

local columns = { { name = "ok" }, { name = "rule" }, { name = "file" }, { name = "line" }, { name = "text" },
  { name = "expected" }, { name = "got" }, { name = "message" } }

-- To standard error, as what a compiler finds: file:line comes first, so that editors jump to it.
local function failed(run, result, colour)
  local where = require("docket.workshop.list").place(result)
  run:problem(("%s: %s: %s\n    text      %s\n    expected  %s\n    got       %s"):format(
    colour(where, "bold"), colour("rule '" .. result.rule .. "'", "red"), result.message, result.text,
    colour(result.expected or "nothing", "green"), colour(result.got or "nothing", "yellow")))
end

function M.run(options, run)
  local rules = run:rules()
  local colour = paint.of(run)
  local writer = options.format and options.format ~= "table" and run:writer(columns)
  local passed, wrong = 0, 0
  for _, result in ipairs(rules:test(options.word)) do
    if result.ok then passed = passed + 1 else wrong = wrong + 1 end
    if writer then
      writer.row(result)
      if not result.ok then run.status = 1 end
    elseif not result.ok then
      failed(run, result, colour)
    elseif options.verbose then
      output.write(("%s %s: %s\n"):format(colour("ok", "green"), result.rule, result.text))
    end
  end
  if writer then writer.finish() end
  run:note(("%d examples as expected, %d not"):format(passed, wrong))
  if passed + wrong == 0 then run:problem("no rule of that name has examples") end
end

return M
