local output = require "docket.cli.output"
local width = require "docket.cli.width"

-- Collects what a writer writes to standard output.
local function written(options, rows)
  local parts, original = {}, io.stdout
  io.stdout = { write = function(_, text) parts[#parts + 1] = text return true end }
  local ok, message = pcall(function()
    local writer = output.new(options)
    for _, row in ipairs(rows) do writer.row(row) end
    writer.finish()
  end)
  io.stdout = original
  assert(ok, message)
  return table.concat(parts)
end

local columns = { { name = "kind" }, { name = "persons" }, { name = "quote" } }
local row = { kind = "sentence", persons = { "Ada Berg", "Bo Holm" }, quote = 'said "no",\nthen left' }

describe("docket.cli.output", function()
  it("writes NDJSON with the keys in order", function()
    assert.equal('{"kind":"sentence","persons":["Ada Berg","Bo Holm"],"quote":"said \\"no\\",\\nthen left"}\n',
      written({ format = "ndjson", columns = columns }, { row }))
  end)

  it("writes CSV as RFC 4180 has it", function()
    assert.equal('kind,persons,quote\r\nsentence,Ada Berg; Bo Holm,"said ""no"",\nthen left"\r\n',
      written({ format = "csv", columns = columns }, { row }))
  end)

  it("writes a CSV header even without rows", function()
    assert.equal("kind,persons,quote\r\n", written({ format = "csv", columns = columns }, {}))
  end)

  it("disarms what a spreadsheet would run as a formula", function()
    local text = written({ format = "csv", columns = { { name = "quote" } } }, { { quote = "=cmd()" } })
    assert.matches("'=cmd", text, 1, true)
  end)

  it("keeps every line of a table within the width", function()
    local text = written({ format = "table", columns = columns, width = 40 }, {
      row, { kind = "date", persons = {}, quote = ("слово "):rep(40) },
    })
    local lines = 0
    for line in text:gmatch("[^\n]+") do
      lines = lines + 1
      assert.is_true(width.columns(line) <= 40, line)
    end
    assert.equal(3, lines)
  end)

  it("never lets a text move the cursor", function()
    local text = written({ format = "table", columns = { { name = "quote" } } }, { { quote = "a\27[2Jb\rc" } })
    assert.is_nil(text:find("[\27\r]"))
  end)

  it("colours only when told to", function()
    local coloured = { { name = "kind", colour = { sentence = "red" } } }
    assert.matches("\27[31msentence\27[0m",
      written({ format = "table", columns = coloured, color = true }, { row }), 1, true)
    assert.is_nil(written({ format = "table", columns = coloured, color = false }, { row }):find("\27"))
  end)

  it("raises on a full disk and knows a closed pipe", function()
    local original = io.stdout
    for code, closed in pairs { [28] = false, [32] = true } do
      io.stdout = { write = function() return nil, "some reason", code end }
      local ok, failure = pcall(output.write, "x")
      io.stdout = original
      assert.is_false(ok)
      assert.is_true(failure.output_failed)
      assert.equal(closed, failure.closed)
    end
  end)
end)
