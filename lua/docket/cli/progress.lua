-- How far a long run is, for a person at a terminal: files, rate, and the time left by the
-- bytes that are left.

local M = {}

local Progress = {}
Progress.__index = Progress

local function size_of(path)
  if path == "-" then return 0 end
  local attributes = require("lfs").attributes(path)
  return attributes and attributes.mode == "file" and attributes.size or 0
end

---@param paths string[]
---@param show fun(text: string)
---@param now? fun(): integer  seconds; for tests
---@param size? fun(path: string): integer  bytes; for tests
function M.new(paths, show, now, size)
  local self = setmetatable({ show = show, now = now or os.time, files = #paths, file = 0, articles = 0, done = 0,
    in_file = 0, size = 0, total = 0, sizes = {} }, Progress)
  for index, path in ipairs(paths) do
    self.sizes[index] = (size or size_of)(path)
    self.total = self.total + self.sizes[index]
  end
  self.began = self.now()
  self.shown = self.began
  return self
end

---The next file begins; the one before is done.
function Progress:next_file()
  self.done = self.done + self.size
  self.file = self.file + 1
  self.size, self.in_file = self.sizes[self.file] or 0, 0
  self:update()
end

---Files were done elsewhere.
---@param count integer
---@param articles integer
function Progress:files_done(count, articles)
  for _ = 1, count do self:next_file() end
  self.articles = self.articles + articles
  self:update()
end

---An article was read. Where it stands in its file tells how much of that is done; where
---only its text is known, that text counts.
---@param article docket.Article
function Progress:article(article)
  self.articles = self.articles + 1
  local far = article.range_in == "source" and article.last or self.in_file + #(article.text or "")
  self.in_file = math.min(far, self.size)
  self:update()
end

local function clock(seconds)
  if seconds >= 3600 then return ("%d:%02d:%02d"):format(seconds // 3600, seconds // 60 % 60, seconds % 60) end
  return ("%d:%02d"):format(seconds // 60, seconds % 60)
end

local MB = 1000000

---What is known now: "3 of 12 files, 4.0 of 9.5 MB, 0.8 MB/s, 1204 articles, 0:07 left".
---@return string
function Progress:text()
  local bytes, seconds = self.done + self.in_file, self.now() - self.began
  local parts = { ("%d of %d files"):format(self.file, self.files),
    ("%.1f of %.1f MB"):format(bytes / MB, self.total / MB) }
  if seconds > 0 then parts[#parts + 1] = ("%.1f MB/s"):format(bytes / MB / seconds) end
  parts[#parts + 1] = ("%d articles"):format(self.articles)
  if seconds > 0 and bytes > 0 and bytes <= self.total then
    parts[#parts + 1] = clock(math.ceil((self.total - bytes) * seconds / bytes)) .. " left"
  end
  return table.concat(parts, ", ")
end

---Show it, once a second at most.
function Progress:update()
  local now = self.now()
  if now == self.shown then return end
  self.shown = now
  self.show(self:text())
end

return M
