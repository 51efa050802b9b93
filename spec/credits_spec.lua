local credits = require "docket.credits"

local function read(line, kind)
  local byline, credit = {}, {}
  credits.read(line, kind or "byline", byline, credit)
  return { byline, credit }
end

describe("names in lines of bylines and credits", function()
  for _, case in ipairs {
    { "Written by Aliya Temirhanova", { { "Aliya Temirhanova" }, {} } },
    { "By Ruslan Beketov and Ines Marquant", { { "Ruslan Beketov", "Ines Marquant" }, {} } },
    { "With reporting by AFP, the Adria Wire, and Meridian", { {}, { "AFP", "Adria Wire", "Meridian" } } },
    { "(Reporting by Nives Bonaldi; Editing by Hugh Carrow)", { { "Nives Bonaldi" }, { "Hugh Carrow" } } },
    { "Written by Bruno Halvard, based on reporting by Viktor Samoilenko.", { { "Bruno Halvard" }, { "Viktor Samoilenko" } } },
  } do
    it(case[1], function() assert.same(case[2], read(case[1])) end)
  end
end)
