---Mail: a message (EML), or many in an mbox, which is read message by message, so that the
---memory is that of the largest. Each message with a text is an article.
local message = require "docket.reader.mail.message"
local plain = require "docket.reader.plain"

local M = {}

-- A message is held in memory: no more of it is read than this. Nearly all of such a
-- message is attachments, which are not read anyway.
local MAX_MESSAGE <const> = 64 * 1024 * 1024
-- Problems that are kept, as each message may have one.
local MAX_PROBLEMS <const> = 1000
-- Messages forwarded inside messages.
local MAX_NESTING <const> = 8

-- Lines with their ends, of a stream of pieces.
local function lines_of(next_piece)
  local buffer, position = "", 1
  return function()
    while true do
      local stop = buffer and buffer:find("\n", position, true)
      if stop then
        local line = buffer:sub(position, stop)
        position = stop + 1
        return line
      end
      -- A line longer than a message is handed out in pieces.
      local piece = next_piece()
      local rest = buffer:sub(position)
      if not piece or #rest > MAX_MESSAGE then
        buffer, position = piece or "", 1
        return rest ~= "" and rest or nil
      end
      buffer, position = rest .. piece, 1
    end
  end
end

-- The line in front of a message (RFC 4155): an address and the time of delivery.
local function is_separator(line) return line:find "^From %S.-%d%d?:%d%d" ~= nil or line:find "^From %-%s*$" ~= nil end

-- Bytes that a header of mboxcl states for the body.
local function stated_length(line)
  return math.tointeger(tonumber(line:lower():match "^content%-length:%s*(%d+)%s*$"))
end

-- Lines that can be looked at before they are taken, and given back.
local function reader_of(next_line)
  local queue, first, last = {}, 1, 0
  local self = { offset = 0 }
  function self.peek(ahead)
    while last - first + 1 < ahead do
      local line = next_line()
      if not line then return nil end
      last = last + 1
      queue[last] = line
    end
    return queue[first + ahead - 1]
  end
  function self.take()
    local line = self.peek(1)
    if not line then return nil end
    queue[first] = nil
    first, self.offset = first + 1, self.offset + #line
    return line
  end
  function self.give_back(line)
    first, self.offset = first - 1, self.offset - #line
    queue[first] = line
  end
  return self
end

-- Does a message begin at the next line? A line "From …" of a text has no header below it.
local function opens_message(reader)
  local line, after = reader.peek(1), reader.peek(2)
  return line ~= nil and is_separator(line) and (after == nil or after:find "^[%w-]+:" ~= nil or after:find "^>?From " ~= nil)
end

-- The lines of a message. Inside a stated length no line parts messages, unless the length
-- turns out to be wrong: then what was taken beyond such a line is given back.
local function take_message(reader)
  local lines, size, cut, length = {}, 0, false, nil
  local function take()
    local line = reader.take()
    if not line then return nil end
    size = size + #line
    if size <= MAX_MESSAGE then lines[#lines + 1] = line else cut = true end
    return line
  end
  local line = take()
  while line and line:find "%S" do
    length = length or stated_length(line)
    line = take()
  end
  local due, first_candidate = reader.offset + (length or 0), nil
  local blank = true
  while true do
    if blank and opens_message(reader) then
      if reader.offset >= due then break end
      first_candidate = first_candidate or #lines + 1
    end
    line = take()
    if not line then break end
    blank = not line:find "%S"
  end
  -- The length is right where it ends at the line that parts messages, or the empty one before.
  if first_candidate and not cut and (reader.offset < due or reader.offset > due + 2) then
    for number = #lines, first_candidate, -1 do
      reader.give_back(lines[number])
      lines[number] = nil
    end
  end
  return lines, cut
end

---Messages of an mbox. A line "From …" parts them behind an empty line, with a header below
---it; ">From" loses its mark (mboxrd, mboxo).
---@param next_line fun(): string?
---@return fun(): string?, integer?, boolean?  text with "\n" as line ends, its first byte, and
---  whether it was cut
function M.messages(next_line)
  local reader = reader_of(next_line)
  return function()
    while reader.peek(1) and not reader.peek(1):find "%S" do reader.take() end
    if not reader.peek(1) then return nil end
    if is_separator(reader.peek(1)) then reader.take() end
    local first = reader.offset + 1
    local lines, cut = take_message(reader)
    for number, line in ipairs(lines) do lines[number] = line:gsub("\r\n$", "\n"):gsub("^>(>*From )", "%1") end
    return table.concat(lines), first, cut
  end
end

-- ------------------------------------------------------------ the document

local function add_problem(document, position, text)
  document.found_problems = document.found_problems or {}
  local count = #document.found_problems
  if count > MAX_PROBLEMS then return end
  if count == MAX_PROBLEMS then text = "what is wrong with further messages is not listed" end
  table.insert(document.found_problems, { position = position, code = "EMAIL", message = text })
end

-- Articles of a message and of those inside it, in order.
local function read_message(document, text, position, list, depth)
  local options = document.options
  local one = message.read(text, options)
  local name = one.fields.title and ("message '%s'"):format(one.fields.title) or "a message without subject"
  for _, problem in ipairs(one.problems) do add_problem(document, position, ("%s: %s"):format(name, problem)) end
  if one.found.text:find "%S" then
    one.fields.url = one.fields.url or options.url
    list[#list + 1] = { found = one.found, fields = one.fields }
  elseif #one.nested == 0 and #one.problems == 0 then
    add_problem(document, position, name .. ": its text is empty")
  end
  for _, inner in ipairs(one.nested) do
    if depth >= MAX_NESTING then
      add_problem(document, position, ("%s: messages inside messages, deeper than %d, are not read"):format(name, MAX_NESTING))
    else
      read_message(document, inner, position, list, depth + 1)
    end
  end
end

---@param input docket.Input
---@param options table
---@param format string
---@return docket.Document? document
---@return string? message
---@return string? code
function M.open(input, options, format)
  local core_document, failure, code = input:document(nil, format)
  if not core_document then return nil, failure, code end
  return require("docket.document").new { source = options.source, format = format, core = core_document,
    options = options, read = M.articles, input = input }
end

local function whole(input)
  local text = assert(input:bytes())
  local given = false
  return function()
    if given then return nil end
    given = true
    return (text:gsub("\r\n", "\n")), 1, false
  end
end

---@param document docket.Document  with `input`
---@return fun(): docket.Article?
function M.articles(document)
  local input = document.input
  local is_mbox = input.head:find "^%s*From "
  local next_message = is_mbox and M.messages(lines_of(assert(input:pieces()))) or whole(input)
  local list, at, count = {}, 0, 0
  local function next_found()
    while at >= #list do
      local text, position, cut = next_message()
      if not text then return nil end
      list, at = {}, 0
      if cut then
        local size = MAX_MESSAGE >> 20
        add_problem(document, position, ("a message of more than %d MB; the rest of it is not read"):format(size))
      end
      read_message(document, text, position, list, 1)
    end
    at = at + 1
    return list[at]
  end
  return function()
    for one in next_found do
      one.fields.number = count + 1
      local made, failure = plain.composed(one.found, one.fields, document.options)
      if made then
        count = count + 1
        return made
      end
      add_problem(document, 1, failure)
    end
    return nil
  end
end

return M
