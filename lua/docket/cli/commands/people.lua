-- docket people: everybody in an index.

local records = require "docket.cli.records"

local M = {}

M.summary = "List the people of an index, with their cases."
M.description = "List the people of an index: how many articles, sentences, charges and other events"
  .. " name them, and from when to when. Those with most come first."
M.options = { "database", "format" }
M.examples = {
  { "docket people -d cases.db", "everybody" },
  { "docket people serikov -d cases.db", "those whose name holds a word" },
  { "docket people --format csv -d cases.db > people.csv", "for a spreadsheet" },
}

function M.configure(parser)
  parser:argument("NAME"):args("?"):target("name"):description("Only people whose name holds this.")
end

-- A person's sentences or charges in a few words each: "imprisonment 7 years; fine 500 USD".
local function cases(group)
  return function(row)
    local list, seen = {}, {}
    for _, record in ipairs(row.person.cases[group]) do
      local text = records.summary(record)
      if not seen[text] then
        seen[text] = true
        list[#list + 1] = text
      end
    end
    return table.concat(list, "; ")
  end
end

local columns = {
  { name = "name", colour = "bold" },
  { name = "sentences", colour = "red", value = cases "sentences" },
  { name = "charges", colour = "yellow", value = cases "charges" },
  { name = "events", right = true, fixed = true },
  { name = "articles", right = true, fixed = true },
  { name = "last_date", title = "until", fixed = true, colour = "cyan" },
}

local order = { "name", "articles", "sentences", "charges", "events", "first_date", "last_date", "title", "source" }

function M.run(options, run)
  local database = require "docket.cli.database"
  local index = database.open(run, options.database)
  local people, message = index:people { name = options.name }
  if not people then run:fail(database.explain(options.database, message)) end
  local writer, count, first = run:writer(columns, order), 0, nil
  for person in people do
    count = count + 1
    first = first or person.name
    local row = { person = run.format == "table" and person or nil }
    for _, name in ipairs(order) do row[name] = person[name] end
    writer.row(row)
  end
  writer.finish()
  database.close(run, index, options.database)
  if count == 0 then
    run:problem(options.name and ("nobody called '%s' in %s"):format(options.name, options.database)
      or options.database .. ": nobody is named in it")
  else
    run:suggest(("docket show '%s' -d %s"):format(first, options.database))
  end
end

return M
