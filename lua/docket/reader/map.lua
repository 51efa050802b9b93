---Where the bytes of an extracted text stand in its source.
local M = {}

---@class docket.reader.Pieces: docket.Map
---@field text integer[]    first byte of each piece in the text, 1-based, rising
---@field source integer[]  its first byte in the source
---@field copied boolean[]  its bytes are those of the source, one for one
---@field source_last integer[]
local Pieces = {}
Pieces.__index = Pieces

function M.new() return setmetatable({ text = {}, source = {}, copied = {}, source_last = {}, text_last = {} }, Pieces) end

---The next piece of the text.
---@param text_first integer
---@param text_last integer
---@param source_first integer
---@param source_last integer
function Pieces:add(text_first, text_last, source_first, source_last)
  local n = #self.text
  local copied = text_last - text_first == source_last - source_first
  if n > 0 and copied and self.copied[n] and self.text_last[n] + 1 == text_first
    and self.source_last[n] + 1 == source_first then
    self.text_last[n], self.source_last[n] = text_last, source_last
    return
  end
  n = n + 1
  self.text[n], self.text_last[n], self.source[n], self.source_last[n] = text_first, text_last, source_first, source_last
  self.copied[n] = copied
end

-- The last piece that begins at a byte or before it.
local function piece_at(self, position)
  local low, high = 0, #self.text
  while low < high do
    local middle = (low + high + 1) // 2
    if self.text[middle] <= position then low = middle else high = middle - 1 end
  end
  return low
end

---@param first integer  1-based, in the text
---@param last integer
---@return integer? first  1-based, in the source; nil where no byte of the range stands there
---@return integer? last
function Pieces:range(first, last)
  local from, to = piece_at(self, first), piece_at(self, last)
  -- What stands between pieces (blank lines that were put in) belongs to neither.
  if from == 0 or first > self.text_last[from] then
    from = from + 1
    first = self.text[from]
  end
  if to == 0 or not first or from > to then return nil end
  last = math.min(last, self.text_last[to])
  return self.copied[from] and self.source[from] + first - self.text[from] or self.source[from],
    self.copied[to] and self.source[to] + last - self.text[to] or self.source_last[to]
end

return M
