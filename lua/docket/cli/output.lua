-- Results on standard output: NDJSON, CSV, or a table that fits the terminal.
--
-- A command hands over rows (plain tables) one by one and each leaves at once, so that a
-- stream is read in constant memory; only a table waits for its first rows, because their
-- widths decide the columns'.

local json = require "docket.cli.json"
local width = require "docket.cli.width"

local M = {}

-- Rows that a table looks at before it fixes its columns.
local LOOK_AHEAD = 200

-- Columns of text are readable at this width; below it, optional columns go first.
local COMFORT = 14

-- Nothing is squeezed below this.
local MINIMUM = 4

M.formats = { table = true, ndjson = true, csv = true }

local colours = {
  bold = "\27[1m", dim = "\27[2m", red = "\27[31m", green = "\27[32m",
  yellow = "\27[33m", blue = "\27[34m", magenta = "\27[35m", cyan = "\27[36m",
}

---Text in a colour, or as it is where colours are off.
---@param text string
---@param colour string?
---@param on boolean
---@return string
function M.paint(text, colour, on)
  if not on or not colours[colour] then return text end
  return colours[colour] .. text .. "\27[0m"
end

-- Writing -------------------------------------------------------------------------------

-- A reader that has seen enough (`| head`) closes the pipe: that is no failure, and the
-- run ends without a word.  Any other failure (a full disk) must not go unnoticed.
local function write(text)
  local ok, message, code = io.stdout:write(text)
  if not ok then
    local EPIPE = 32
    error({ output_failed = true, closed = code == EPIPE, message = message }, 0)
  end
end

---Pass on what is buffered, so that a program that waits for it gets it.
function M.flush()
  local ok, message, code = io.stdout:flush()
  if not ok then
    error({ output_failed = true, closed = code == 32, message = message }, 0)
  end
end

M.write = write

-- Values --------------------------------------------------------------------------------

-- A value as one line of text: lists are joined, as records.md joins courts.
local function plain(value)
  if value == nil then return "" end
  if type(value) == "table" then
    local parts = {}
    for index, item in ipairs(value) do parts[index] = plain(item) end
    return table.concat(parts, "; ")
  end
  if math.type(value) == "float" then return json.encode(value) end
  return tostring(value)
end

-- Control characters would move the cursor or forge lines: every one becomes a space.
local function one_line(value)
  local text = plain(value)
  if not utf8.len(text) then text = json.valid(text) end
  return (text:gsub("\xC2[\x80-\x9F]", " "):gsub("%c", " "):gsub("  +", " "))
end

local function cell_of(row, column)
  if column.value then return column.value(row) end
  return row[column.name]
end

-- NDJSON --------------------------------------------------------------------------------

local function ndjson_writer(columns, order)
  local writer = {}
  if not order then
    order = {}
    for index, column in ipairs(columns) do order[index] = column.name end
  end
  function writer.row(row) write(json.encode(row, order) .. "\n") end
  function writer.finish() end
  return writer
end

-- CSV (RFC 4180) ------------------------------------------------------------------------

local function csv_field(value)
  local text = plain(value)
  if not utf8.len(text) then text = json.valid(text) end
  -- A spreadsheet runs a cell that begins like a formula: an apostrophe keeps it a text.
  if text:find("^[=+@\t\r]") or text:find("^%-[^%d]") then text = "'" .. text end
  if text:find('[",\r\n]') then text = '"' .. text:gsub('"', '""') .. '"' end
  return text
end

local function csv_writer(columns, order)
  local names = order
  if not names then
    names = {}
    for index, column in ipairs(columns) do names[index] = column.name end
  end
  local writer, header_written = {}, false
  local function header()
    if header_written then return end
    header_written = true
    local cells = {}
    for index, name in ipairs(names) do cells[index] = csv_field(name) end
    write(table.concat(cells, ",") .. "\r\n")
  end
  function writer.row(row)
    header()
    local cells = {}
    for index, name in ipairs(names) do cells[index] = csv_field(row[name]) end
    write(table.concat(cells, ",") .. "\r\n")
  end
  writer.finish = header
  return writer
end

-- Tables --------------------------------------------------------------------------------

-- Columns' widths: what the rows need, then the widest flexible ones give way, column by
-- column, until everything fits or all are as narrow as `least`.
local function squeeze(columns, natural, limit, least)
  local widths, total = {}, 2 * (#columns - 1)
  for index, column in ipairs(columns) do
    widths[index] = natural[column]
    total = total + widths[index]
  end
  while total > limit do
    local widest
    for index, column in ipairs(columns) do
      if widths[index] > least and not column.fixed and (not widest or widths[index] > widths[widest]) then
        widest = index
      end
    end
    if not widest then return widths, false end
    widths[widest] = widths[widest] - 1
    total = total - 1
  end
  return widths, true
end

-- The columns that are shown, and their widths. Where the terminal is too narrow for all,
-- the optional ones go, from the last to the first, before the others get unreadable; sparse
-- ones go where no row fills them.
local function fit(columns, rows, limit)
  local natural, shown = {}, {}
  for index, column in ipairs(columns) do
    local widest = 0
    for _, cells in ipairs(rows) do widest = math.max(widest, width.columns(cells[index])) end
    natural[column] = math.max(widest, width.columns(column.title or column.name))
    if widest > 0 or not column.sparse then shown[#shown + 1] = column end
  end
  limit = limit or math.huge
  local widths, fits = squeeze(shown, natural, limit, COMFORT)
  while not fits do
    local last
    for index, column in ipairs(shown) do
      if column.optional then last = index end
    end
    if not last then return shown, (squeeze(shown, natural, limit, MINIMUM)) end
    table.remove(shown, last)
    widths, fits = squeeze(shown, natural, limit, COMFORT)
  end
  return shown, widths
end

local function write_line(columns, widths, texts, painted)
  local parts = {}
  for index, column in ipairs(columns) do
    local text, taken = width.cut(texts[column], math.max(widths[index], 1))
    local padding = (" "):rep(widths[index] - taken)
    text = painted(text, column, texts[column])
    parts[index] = column.right and padding .. text or text .. padding
  end
  write((table.concat(parts, "  "):gsub("%s+$", "")) .. "\n")
end

local function table_writer(columns, options)
  local writer, waiting = {}, {}
  local shown, widths
  local colour_on = options.color

  local function line(cells)
    local texts = {}
    for index, column in ipairs(columns) do texts[column] = cells[index] end
    write_line(shown, widths, texts, function(text, column, whole)
      local colour = column.colour
      if type(colour) == "table" then colour = colour[whole] end
      return M.paint(text, colour, colour_on)
    end)
  end

  local function settle()
    shown, widths = fit(columns, waiting, options.width)
    local titles = {}
    for _, column in ipairs(columns) do titles[column] = column.title or column.name end
    write_line(shown, widths, titles, function(text) return M.paint(text, "bold", colour_on) end)
    for _, cells in ipairs(waiting) do line(cells) end
    waiting = nil
  end

  function writer.row(row)
    local cells = {}
    for index, column in ipairs(columns) do cells[index] = one_line(cell_of(row, column)) end
    if not waiting then return line(cells) end
    waiting[#waiting + 1] = cells
    if #waiting >= LOOK_AHEAD then settle() end
  end

  function writer.finish()
    if waiting and #waiting > 0 then settle() end
  end

  return writer
end

---A writer of rows.
---@param options { format: string, color: boolean, width: integer?, columns: table[], order: string[]? }
---  columns: `name`, and for tables `title`, `value` (function of a row), `colour`, `right`, `fixed`
---  (never narrower than its values), `optional` (left out of a narrow terminal) and `sparse`
---  (left out where no row fills it);
---  order: the keys of NDJSON and CSV, where they are other than the columns' names
---@return { row: fun(row: table), finish: fun() }
function M.new(options)
  if options.format == "table" then return table_writer(options.columns, options) end
  if options.format == "csv" then return csv_writer(options.columns, options.order) end
  return ndjson_writer(options.columns, options.order)
end

return M
