---Articles and records of an index, as the workshop needs them: in the form in
---which rules read and give them.
local M = {}

local READ = { headline = true, body = true, quote = true }

---A stored article as rules read it. What only its page told (a caption that stands
---twice on it, say) is known from the stored blocks: `unread` holds those ranges.
---@param stored table  of `index:article`
---@return docket.Article? article  nil where it has no text
function M.article(stored)
  local core, profile = require "docket.core", require "docket.profile"
  local document = core.parse(stored.text, profile.of(stored.language), { format = "text", source = stored.source })
  if not document or #document == 0 then return nil end
  local unread = {}
  for _, block in ipairs(stored.blocks or {}) do
    if not READ[block.kind] then unread[#unread + 1] = block end
  end
  return require("docket.article").new(document:article(1), { unread = unread, source = stored.source, number = stored.number,
    id = stored.id, range_in = "text", title = stored.title, url = stored.url, language = stored.language,
    language_basis = "stated", -- decided when it was stored
    reference_date = stored.reference_date, reference_basis = stored.reference_basis,
    reference_window = stored.reference_window })
end

---The records that an index holds of an article, as rules give them (1-based ranges).
---@param index docket.Index
---@param id integer  of the article
---@return table[]? records
---@return string? message
---@return string? code
function M.records(index, id)
  local row = require "docket.index.row"
  local list, message, code = index:rows(("SELECT %s FROM %s WHERE r.article_id = ?1"):format(row.columns, row.from_article), id)
  if not list then return nil, message, code end
  for position, one in ipairs(list) do list[position] = row.record(one) end
  return list
end

return M
