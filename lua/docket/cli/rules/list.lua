-- docket rules list

local list = require "docket.workshop.list"

local M = {
  summary = "List the rules, with what each finds.",
  options = { "rules", "format" },
  examples = {
    { "docket rules list", "every rule, its kind and what it finds" },
    { "docket rules list --rules my-rules/", "with your own" },
    { "docket rules list --kind sentence", "those that make sentences" },
  },
}

function M.configure(parser)
  parser:argument("WORD"):args("?"):target("word"):description("Only rules whose name holds this.")
  parser:option("-k --kind"):argname("KIND"):target("kind"):description("Only rules that make this kind.")
end

local columns = {
  { name = "rule", colour = "bold" },
  { name = "kind", fixed = true, colour = "yellow" },
  { name = "doc" },
  { name = "examples", right = true, fixed = true },
  { name = "file", value = list.place },
}
local order = { "rule", "kind", "doc", "form", "phase", "priority", "trigger", "examples", "file", "line", "replaces" }

function M.run(options, run)
  local writer, rows = run:writer(columns, order), list.rows(run:rules(), options)
  for _, row in ipairs(rows) do writer.row(row) end
  writer.finish()
  if #rows == 0 then run:problem("no such rule; `docket rules list` lists all") end
end

return M
