-- docket show: one person's timeline.

local output = require "docket.cli.output"
local records = require "docket.cli.records"

local M = {}

M.summary = "Show a person's timeline, every line with its source."
M.description = "Show what an index holds about a person, in order of time: each line with its date,"
  .. " what happened, the words that say so, and where they stand."
M.options = { "database", "format" }
M.examples = {
  { "docket show 'Adil Serikov' -d cases.db", "a timeline" },
  { "docket show serikov -d cases.db", "a part of a name will do where it is one person's" },
  { "docket show serikov --format csv -d cases.db > serikov.csv", "for a spreadsheet" },
}

function M.configure(parser)
  parser:argument("NAME"):args("+"):target("name"):description("The person's name, or a part of it.")
end

local columns = {
  { name = "date", fixed = true, colour = "cyan" },
  { name = "kind", fixed = true, colour = records.kind_colours },
  { name = "what", value = records.summary },
  { name = "quote", colour = "dim" },
  { name = "source", value = function(row) return ("%s:%s:%s"):format(row.source, row.article, row.start) end },
}

local order = {
  "person", "date", "kind", "penalty", "duration", "amount", "currency", "offence", "status", "court",
  "place", "quote", "title", "article_date", "url", "source", "article", "start", "end", "range_in", "rule",
}

-- Who is meant: the one person whose name is or holds the text; else a choice is offered.
local function find(index, name, run, database)
  local people, message = index:people { name = name }
  if not people then run:fail(message) end
  local found, exact = {}, nil
  for person in people do
    found[#found + 1] = person
    if person.name:lower() == name:lower() then exact = person end
  end
  if exact or #found == 1 then return exact or found[1] end
  if #found == 0 then run:fail(("nobody called '%s' in %s"):format(name, database)) end
  local names = {}
  for position = 1, math.min(#found, 8) do names[position] = found[position].name end
  run:fail(("'%s' is part of %d names: %s%s; give one of them in full"):format(name, #found,
    table.concat(names, ", "), #found > #names and ", …" or ""))
end

function M.run(options, run)
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local person = find(index, table.concat(options.name, " "), run, options.database)
  local lines, message = index:timeline(person)
  if not lines then run:fail(message) end
  local writer = run:writer(columns, order)
  if run.format == "table" then output.write(person.name .. "\n") end
  for line in lines do writer.row(line) end
  writer.finish()
  database.close(run, index, options.database)
end

return M
