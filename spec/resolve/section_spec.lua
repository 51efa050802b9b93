-- Lists of prisoners, whose sections names head.
local support = require "spec.support.rules"
local docket = require "docket"

local rules = assert(docket.rules { "en" })

-- Kind and persons of each record but dates, a line each.
local function told(text)
  local lines = {}
  for _, record in ipairs(support.records(rules, text)) do
    if record.kind ~= "date" then lines[#lines + 1] = record.kind .. ": " .. table.concat(record.persons, "; ") end
  end
  return lines
end

local HEAD = "Held this winter\n\nSome of those who are in custody are named below.\n\n"

describe("a section that a name heads", function()
  it("tells of that person where its lines name nobody", function()
    local text = HEAD .. [[
Odo Brenk
Farmer, Ostra. Under house arrest since October 2023. He was charged with sedition.

Tavo Reed (b. 1971)
Arrested at his home on May 5, 2022. Charged with sedition. Sentenced by Ostra City Court to four years.

Mina Skerry, 34
Teacher. Serving six years. Freed under an amnesty on July 3, 2023.
]]
    assert.same({
      "arrest: Odo Brenk", "charge: Odo Brenk",
      "arrest: Tavo Reed", "charge: Tavo Reed", "sentence: Tavo Reed",
      "sentence: Mina Skerry", "release: Mina Skerry",
    }, told(text))
  end)

  it("tells of others where it names them", function()
    local text = HEAD .. [[
Odo Brenk
Farmer, Ostra. His wife, Pia Brenk, was sentenced to two years in prison. Three neighbours were arrested.

Mina Skerry
Teacher. Arrested on May 5, 2022. A court jailed her colleague Ivo Marsh for a year.
]]
    assert.same({ "sentence: Pia Brenk", "arrest: ", "arrest: Mina Skerry", "sentence: Ivo Marsh" }, told(text))
  end)

  it("is none where headings are no names, or only one is", function()
    local text = HEAD .. [[
The Winter Wave
Arrested on May 5, 2022, they were charged with sedition.

Mina Skerry
Serving six years.
]]
    for _, line in ipairs(told(text)) do assert.is_nil(line:find "Wave", line) end
    assert.same({}, require("docket.resolve.section").headings({ article = { blocks = {} }, text = "", bounds = {} }, nil))
  end)
end)
