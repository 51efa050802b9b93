-- What the specs of docket.core share.
local M = {}

M.core = require "docket.core"
M.profile = require("docket.profile").of "en"

---Whole contents of a file, or nil.
function M.read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read "a"
  file:close()
  return bytes
end

---The only article of a text.
function M.article(text)
  return M.core.parse(text, M.profile, { format = "text" }):article(1)
end

---The strings that a flat array of ranges stands for.
function M.slices(text, spans)
  local list = {}
  for i = 1, #spans, 2 do list[#list + 1] = text:sub(spans[i], spans[i + 1]) end
  return list
end

---Texts of an article's blocks by kind, and all kinds in order.
function M.kinds(article)
  local text, by_kind, order = article:text(), {}, {}
  for i, block in ipairs(article:blocks()) do
    local list = by_kind[block.kind] or {}
    by_kind[block.kind] = list
    list[#list + 1] = text:sub(block.first, block.last)
    order[i] = block.kind
  end
  return by_kind, table.concat(order, " ")
end

---Development data that lies beside a checkout; nil where it is absent.
function M.shared(name)
  local path = "../shared/" .. name
  local file = io.open(path, "rb")
  if not file then return nil end
  file:close()
  return path
end

return M
