---The text of a message, as blocks: what its writer wrote, and around it what programs put
---there (signature, list footer, header of a forwarded message) as boilerplate.
local data = require "docket.data"
local plain = require "docket.reader.plain"
local word_list = require "docket.rule.list"

local M = {}

-- A list's footer stands among so many lines from the end.
local FOOTER_LINES <const> = 25

local footers

local function footer_phrases()
  if footers then return footers end
  local list = word_list.read(nil, "mail_footers", data.path "words/en/mail_footers.txt")
  footers = list and list.order or {}
  return footers
end

---Lines that the writer's program broke and marked so (RFC 3676).
---@param text string  "\n" as line ends
---@param delete_space boolean  DelSp=yes
---@return string
function M.unflowed(text, delete_space)
  local out, pending, pending_depth = {}, nil, 0
  local function flush()
    if pending then out[#out + 1] = (">"):rep(pending_depth) .. (pending_depth > 0 and " " or "") .. pending end
    pending = nil
  end
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local quotes, rest = line:match "^(>*)(.*)$"
    rest = rest:gsub("^ ", "")
    if pending and #quotes ~= pending_depth then flush() end
    local flowed = rest:find " $" and rest ~= "-- "
    if rest == "-- " then flush() end
    if flowed and delete_space then rest = rest:sub(1, -2) end
    pending, pending_depth = (pending or "") .. rest, #quotes
    if not flowed then flush() end
  end
  flush()
  return table.concat(out, "\n")
end

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do lines[#lines + 1] = line end
  while lines[#lines] and not lines[#lines]:find "%S" do lines[#lines] = nil end
  return lines
end

-- The first line of what programs put under the text; one more than there are without it.
local function footer_start(lines)
  for number = math.max(1, #lines - FOOTER_LINES), #lines do
    local line = lines[number]
    if line == "-- " or line == "--" and #lines - number < 10 or line:find "^_______________+%s*$" then return number end
    local lower = line:lower()
    for _, phrase in ipairs(footer_phrases()) do
      if #line < 200 and lower:find(phrase, 1, true) then return number end
    end
  end
  return #lines + 1
end

-- Lines that open a message that was forwarded inside the text.
local function is_forward_mark(line)
  local lower = line:lower()
  return lower:find "^>?%s*%-%-%-%-*%s*forwarded message" or lower:find "^>?%s*begin forwarded message:"
    or lower:find "^>?%s*%-%-%-%-+%s*original message%s*%-%-%-%-+"
end

-- The header of a forwarded message: the fields, and the line behind them.
local function forwarded_header(lines, number)
  local fields, at = {}, number
  while lines[at] and not lines[at]:find "%S" do at = at + 1 end
  while lines[at] do
    local name, value = lines[at]:match "^[>%s*]*(%u[%a-]+)%*?:%*?%s*(.*)$"
    if not name then
      -- A value may go on in the next line.
      if not (lines[at]:find "^%s+%S" and next(fields)) then break end
    else
      fields[name:lower()] = fields[name:lower()] or value
    end
    at = at + 1
  end
  if next(fields) == nil then return nil, number end
  return fields, at
end

-- Runs of lines of one kind: the writer's own, quoted ones, and what programs put there.
local function runs_of(lines)
  local runs, footer, number, forwarded = {}, footer_start(lines), 1, nil
  local function add(kind, line)
    local last = runs[#runs]
    if last and last.kind == kind then
      last.lines[#last.lines + 1] = line
    elseif line:find "%S" then
      runs[#runs + 1] = { kind = kind, lines = { line } }
    end
  end
  while number < footer do
    local line = lines[number]
    if is_forward_mark(line) then
      local own = #runs == 0 or #runs == 1 and #runs[1].lines <= 3
      local fields, behind = forwarded_header(lines, number + 1)
      for at = number, behind - 1 do add("boilerplate", lines[at]) end
      if own and not forwarded then forwarded = fields end
      number = math.max(behind, number + 1)
    else
      local quoted = line:match "^>[> ]*(.*)$"
      add(quoted and "quote" or "text", quoted or line)
      number = number + 1
    end
  end
  for at = footer, #lines do add("boilerplate", lines[at]) end
  return runs, forwarded
end

---Put a found part behind another.
---@param whole docket.Found  gets longer
---@param part { text: string, blocks: table[] }
function M.append(whole, part)
  local offset = #whole.text > 0 and #whole.text + 2 or 0
  whole.text = (offset > 0 and whole.text .. "\n\n" or "") .. part.text
  for _, block in ipairs(part.blocks) do
    table.insert(whole.blocks, { kind = block.kind, first = block.first + offset, last = block.last + offset })
  end
end

-- A run as one block.
local function block_of(run)
  local text = table.concat(run.lines, "\n"):gsub("%s+$", "")
  return { text = text, blocks = { { kind = run.kind, first = 1, last = #text } } }
end

---@param text string  UTF-8
---@param options table  of the document
---@return docket.Found found
---@return table<string, string>? forwarded  header of the message that this one only forwards
function M.found(text, options)
  local found = { text = "", blocks = {} }
  local runs, forwarded = runs_of(lines_of(text))
  for _, run in ipairs(runs) do
    if run.kind == "text" then
      local parts = plain.found(table.concat(run.lines, "\n"), options, "text")
      for _, part in ipairs(parts or {}) do M.append(found, part) end
    else
      M.append(found, block_of(run))
    end
  end
  return found, forwarded
end

return M
