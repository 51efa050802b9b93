-- Rules tried at their candidates alone give the same records as rules tried at every
-- word: what makes docket fast loses nothing.
local docket = require "docket"
local support = require "spec.support.rules"

local function exists(path)
  local handle = io.open(path, "rb")
  if handle then handle:close() end
  return handle ~= nil
end

local function lines_of(rules, article, everywhere)
  local list = {}
  for _, record in ipairs(rules:extract(article, { everywhere = everywhere })) do list[#list + 1] = support.line(record) end
  table.sort(list)
  return list
end

-- The first differences as text; empty where there are none.
local function differences(rules, document, most)
  local found, n = {}, 0
  for article in document:articles() do
    n = n + 1
    local candidates, everywhere = lines_of(rules, article), lines_of(rules, article, true)
    local set = {}
    for _, line in ipairs(candidates) do set[line] = (set[line] or 0) + 1 end
    for _, line in ipairs(everywhere) do set[line] = (set[line] or 0) - 1 end
    for line, count in pairs(set) do
      if count ~= 0 then
        found[#found + 1] = ("article %d, only %s: %s"):format(n, count > 0 and "at candidates" or "everywhere", line)
      end
    end
    if most and n >= most then break end
  end
  return table.concat(found, "\n", 1, math.min(#found, 5)), n
end

describe("candidates and everywhere give the same records", function()
  local rules
  setup(function() rules = assert(docket.rules { "en", "examples/own-rules" }) end)

  for _, path in ipairs { "examples/corpus/listing.txt", "examples/corpus/reports.ndjson", "spec/gold/articles.ndjson" } do
    it("over " .. path, function()
      local document = assert(docket.open(path))
      local found, n = differences(rules, document)
      assert.equal("", found)
      assert.is_true(n > 1)
    end)
  end

  -- Texts that lie beside some checkouts and belong to others.
  for _, path in ipairs { "../shared/corpus/kazakhstan.txt", "../shared/gold/world/articles.ndjson" } do
    if exists(path) then
      it("over " .. path, function()
        local document = assert(docket.open(path))
        assert.equal("", (differences(rules, document)))
      end)
    else
      pending(path .. " is not here: skipped")
    end
  end

  local crime = "../shared/news-crime/articles.ndjson.gz"
  if exists(crime) and os.execute "command -v gzip >/dev/null" then
    it("over the first 400 articles of " .. crime, function()
      local pipe = assert(io.popen("gzip -dc " .. crime .. " | head -400"))
      local text = pipe:read "a"
      pipe:close()
      local document = assert(docket.parse(text, { format = "ndjson" }))
      assert.equal("", (differences(rules, document)))
    end)
  else
    pending(crime .. " is not here: skipped")
  end
end)
