-- Text in colours, where the run wants them.

local output = require "docket.cli.output"

local M = {}

---A function that paints, and one that writes a painted line.
---@param run table
---@return fun(text: string, colour: string): string
function M.of(run)
  run:writer {}                                -- settles format and colours of this run
  return function(text, colour) return output.paint(tostring(text), colour, run.color) end
end

---A label in a column of its own, and what it says, on one line.
---@param label string
---@param value any
function M.line(label, value)
  output.write(("  %-10s %s\n"):format(label, (tostring(value):gsub("%s+", " "))))
end

return M
