-- The index as commands use it: opened with one message when it cannot be, and closed so
-- that nothing is lost without a word.

local M = {}

---A message that names the index; the index's own messages do so already.
---@param path string
---@param message string
function M.explain(path, message)
  if message:find(path, 1, true) then return message end
  return path .. ": " .. message
end

---Open an index for the rest of the run.
---@param run table
---@param path string
---@param options { write: boolean? }?
function M.open(run, path, options)
  local write = options and options.write
  if not write then
    -- A search must not make an empty index of a mistyped name.
    local handle = io.open(path, "rb")
    if not handle then
      run:fail(("%s: there is no such index; `docket index FILE -d %s` makes one"):format(path, path))
    end
    handle:close()
  end
  local index, message = require("docket").index(path, { read_only = not write })
  if not index then run:fail(M.explain(path, message)) end
  return index
end

---Finish what is queued and close.
function M.close(run, index, path)
  local ok, message = index:close()
  if ok == nil and message then run:fail(M.explain(path, message)) end
end

return M
