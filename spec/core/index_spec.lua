-- docket.core.index: the binding of the index.
local core = require "docket.core.index"

local function temporary()
  local name = os.tmpname()
  os.remove(name)
  return name .. ".db"
end

local function remove(name)
  for _, tail in ipairs { "", "-wal", "-shm", "-journal" } do os.remove(name .. tail) end
end

local function article(fields)
  local one = { number = 1, text = "Adil Serikov was sentenced to five years.", first = 1, last = 41, range_in = "text" }
  for key, value in pairs(fields or {}) do one[key] = value end
  return one
end

local function all(index, sql, ...)
  local rows = {}
  for row in assert(index:query(sql, ...)) do rows[#rows + 1] = row end
  return rows
end

describe("docket.core.index", function()
  local name, index

  before_each(function()
    name = temporary()
    index = assert(core.open(name))
  end)
  after_each(function()
    index:close()
    remove(name)
  end)

  it("adds nothing to the globals", function()
    local before = {}
    for key in pairs(_G) do before[key] = true end
    package.loaded["docket.core.index"] = nil
    require "docket.core.index"
    for key in pairs(_G) do assert.is_true(before[key]) end
  end)

  it("is annotated as it is", function()
    local file = assert(io.open("lua/docket/meta/index.lua"))
    local meta = file:read "a"
    file:close()
    for key, value in pairs(core) do
      local pattern = type(value) == "function" and "function index%." .. key .. "%(" or "@field " .. key .. " "
      assert.is_truthy(meta:find(pattern), key)
    end
    local query = assert(index:query "SELECT 1")
    for method in meta:gmatch "function Index:([%w_]+)" do assert.is_function(index[method], method) end
    for method in meta:gmatch "function Query:([%w_]+)" do assert.is_function(query[method], method) end
  end)

  describe("lifetime", function()
    it("closes as often as one likes, and refuses work afterwards", function()
      assert.is_true(index:close())
      assert.is_true(index:close())
      assert.is_false(index:is_open())
      assert.has_error(function() index:sync() end, "the index is closed")
      assert.matches("closed", tostring(index))
    end)

    it("hides its metatable and its finalizer", function()
      assert.equal("docket.index", getmetatable(index))
      assert.is_nil(index.__gc)
      assert.equal("docket.query", getmetatable(assert(index:query "SELECT 1")))
    end)

    it("checks what methods are called on", function()
      local query = assert(index:query "SELECT 1")
      assert.has_error(function() index.close(query) end)
      assert.has_error(function() query.next(index) end)
      assert.has_error(function() index.close(nil) end)
    end)

    it("closes its queries first", function()
      local query = assert(index:query "SELECT 1 UNION ALL SELECT 2")
      query()
      assert.is_true(index:close())
      assert.has_error(function() query() end, "the query is closed")
      query:close()
    end)

    it("stays open while a query is in use", function()
      local other = temporary()
      local query
      do
        local second = assert(core.open(other))
        query = assert(second:query "SELECT 41 + 1 AS n")
      end
      collectgarbage() collectgarbage()
      assert.equal(42, query().n)
      query = nil -- luacheck: ignore
      collectgarbage() collectgarbage()
      remove(other)
    end)

    it("stores what it was given when it is collected", function()
      local other = temporary()
      do
        local second = assert(core.open(other))
        local token = assert(second:begin_document { source = "a", sha256 = "s" })
        assert(second:add_article(token, article()))
        assert(second:end_document(token))
      end
      collectgarbage() collectgarbage()
      local third <close> = assert(core.open(other, { read_only = true }))
      assert.equal(1, #all(third, "SELECT id FROM articles"))
      third:close()
      remove(other)
    end)
  end)

  describe("opening", function()
    it("says why not", function()
      local nothing, message, code = core.open("/nowhere/at/all.db")
      assert.is_nil(nothing)
      assert.matches("/nowhere/at/all.db", message, 1, true)
      assert.equal("EOPEN", code)
      assert.equal("ENOENT", select(3, core.open(temporary(), { read_only = true })))
      assert.equal("ENOENT", select(3, core.open(temporary(), { create = false })))
      assert.equal("ENOENT", select(3, core.open "")) -- luacheck: ignore
    end)

    it("refuses a file that is no database", function()
      local other = temporary()
      local file = assert(io.open(other, "wb"))
      file:write(("This is no database. "):rep(200))
      file:close()
      assert.equal("ENOTDB", select(3, core.open(other)))
      remove(other)
    end)

    it("raises for options that are none", function()
      assert.has_error(function() core.open(name, { threads = "many" }) end)
      assert.has_error(function() core.open(name, { busy_ms = -1 }) end)
      assert.has_error(function() core.open("a\0b") end)
      assert.has_error(function() core.open(name, 1) end)
    end)

    it("takes names that SQLite would take for something else", function()
      local here = ":memory:"
      local second = assert(core.open(here))
      assert(second:close())
      local file = io.open("./:memory:", "rb")
      assert.is_truthy(file)
      file:close()
      remove "./:memory:"
    end)
  end)

  describe("storing", function()
    local function add(one, records)
      local token = assert(index:begin_document { source = "a", sha256 = "s", ruleset = "r" })
      assert(index:add_article(token, one, records))
      assert(index:end_document(token))
      assert(index:sync())
    end

    it("keeps every byte of the text", function()
      local text = "a\0b \xFF\xFE “c” \u{FEFF}\r\n"
      add(article { text = text, last = #text })
      assert.equal(text, all(index, "SELECT text FROM articles")[1].text)
    end)

    it("keeps the fields of an article", function()
      add(article { title = "T", url = "u", dateline = "D", byline = { "A B", 'C "D"' }, published = "2021-04-07",
        reference_date = "2021-04-07", reference_basis = "stated", reference_window = { "2021-04-01", "2021-04-09" },
        language = "en", duplicate_of = 3, range_in = "source", first = 11, last = 51, id = 77,
        blocks = { { kind = "headline", first = 1, last = 5 }, { kind = "body", first = 7, last = 41 } } })
      local row = all(index, [[SELECT *, json_extract(byline, '$[1]') AS second FROM articles]])[1]
      assert.equal("T", row.title)
      assert.equal('C "D"', row.second)
      assert.equal("2021-04-09", row.window_to)
      assert.equal(3, row.duplicate_of)
      assert.equal(10, row.start)
      assert.equal(51, row["end"])
      assert.equal("77", row.external_id)
      local blocks = all(index, "SELECT * FROM blocks ORDER BY number")
      assert.equal("body", blocks[2].kind)
      assert.equal(6, blocks[2].start)
      assert.equal(41, blocks[2]["end"])
    end)

    it("keeps the fields of a record, and those without a column as JSON", function()
      add(article(), { { kind = "sentence", first = 1, last = 12, quote = "Adil Serikov", persons = { "Adil Serikov" },
        penalty = "fine", amount = 2.5, count = 9007199254740993, mentions = { { first = 3, last = 4 }, { 5, 6 } },
        rule = "a.rule", ruleset = "r", b = { x = { 1, true, "\"\1" } }, a = 1.5, _hidden = 1, f = print } })
      local row = all(index, "SELECT * FROM records")[1]
      assert.equal(0, row.text_start)
      assert.equal(12, row.text_end)
      assert.equal('["Adil Serikov"]', row.persons)
      assert.equal(2.5, row.amount)
      assert.equal(9007199254740993, row.count)
      assert.equal("[[2,4],[4,6]]", row.mentions)
      assert.equal([[{"a":1.5,"b":{"x":[1,true,"\"\u0001"]}}]], row.extra)
    end)

    it("raises for an article or record that is none, and loses nothing", function()
      local token = assert(index:begin_document { source = "a", sha256 = "s" })
      assert.has_error(function() index:add_article(token, { number = 1 }) end)
      assert.has_error(function() index:add_article(token, article(), { 1 }) end)
      assert.has_error(function() index:add_article(token, article(), { { kind = "x" } }) end)
      assert.has_error(function() index:add_article(token, article(), { { first = 1, last = 2 } }) end)
      local loop = {}
      loop.loop = loop
      assert.has_error(function()
        index:add_article(token, article(), { { kind = "x", first = 1, last = 2, extra = loop } })
      end)
      assert.has_error(function() index:add_article(99, article()) end)
      assert(index:add_article(token, article()))
      assert(index:end_document(token))
      assert.has_error(function() index:end_document(token) end)
      assert(index:sync())
      assert.equal(1, #all(index, "SELECT id FROM articles"))
    end)

    it("tells what is known, and keeps it", function()
      add(article())
      assert.same({ false, "unchanged" },
        { index:begin_document { source = "a", sha256 = "s", ruleset = "r" } })
      local token, status = index:begin_document { source = "a", sha256 = "s", ruleset = "r2" }
      assert.equal("rules", status)
      assert.is_false(index:keep_article(token, article()))
      assert(index:add_article(token, article()))
      assert(index:end_document(token))
      assert(index:sync())
      token, status = index:begin_document { source = "a", sha256 = "s2", ruleset = "r2" }
      assert.equal("version", status)
      assert.is_true(index:keep_article(token, article { first = 5, last = 45 }))
      assert(index:end_document(token))
      assert(index:sync())
      assert.same({ { id = 1, start = 4 } }, all(index, [[SELECT id, "start" FROM articles]]))
    end)

    it("refuses when it is open for reading only", function()
      local second <close> = assert(core.open(name, { read_only = true }))
      assert.is_true(second:is_read_only())
      assert.equal("EREADONLY", select(3, second:begin_document { source = "a" }))
      assert.equal("EREADONLY", select(3, second:declare_kind { name = "x", fields = {} }))
      assert.equal("EREADONLY", select(3, second:optimize()))
    end)

    it("gives the same with and without a thread", function()
      local dumps = {}
      for threads = 0, 1 do
        local other = temporary()
        local second = assert(core.open(other, { threads = threads, batch_bytes = 5000 }))
        local token = assert(second:begin_document { source = "a", sha256 = "s", ruleset = "r" })
        for i = 1, 300 do
          assert(second:add_article(token, article { number = i, text = ("Text %d."):format(i) },
            { { kind = "arrest", first = 1, last = 2, persons = { "Person " .. i % 7 } } }))
        end
        assert(second:end_document(token))
        assert(second:optimize())
        local dump = {}
        for _, from in ipairs { "articles", "records", "persons", "person_links ORDER BY article_id" } do
          for _, row in ipairs(all(second, "SELECT * FROM " .. from)) do
            local cells = {}
            for key, value in pairs(row) do cells[#cells + 1] = key .. "=" .. tostring(value) end
            table.sort(cells)
            dump[#dump + 1] = table.concat(cells, " ")
          end
        end
        dumps[threads] = table.concat(dump, "\n")
        second:close()
        remove(other)
      end
      assert.equal(dumps[0], dumps[1])
    end)
  end)

  describe("kinds", function()
    it("get a view with their fields", function()
      assert.equal("verdict", index:declare_kind { name = "verdict", fields = { "court", "judge", "amount" } })
      assert.equal("verdict", index:declare_kind { name = "verdict", fields = { "court", "judge" } })
      local token = assert(index:begin_document { source = "a", sha256 = "s" })
      assert(index:add_article(token, article(),
        { { kind = "verdict", first = 1, last = 4, court = "a court", judge = "X", persons = { "A B" } } }))
      assert(index:end_document(token))
      assert(index:sync())
      local row = all(index, "SELECT * FROM verdict")[1]
      assert.equal("a court", row.court)
      assert.equal("X", row.judge)
      assert.equal("A B", row.persons)
      assert.is_nil(row.amount)
      assert.equal(0, #all(index, "SELECT * FROM events"))
    end)

    it("do not take the place of what is there", function()
      assert.equal("articles_records", index:declare_kind { name = "articles", fields = { "x" } })
      assert.is_true(index:declare_kind { name = "arrest", fields = { "x" } })
      assert.equal("EKIND", select(3, index:declare_kind { name = 'x"; DROP TABLE articles', fields = {} }))
      assert.equal("EKIND", select(3, index:declare_kind { name = "x", fields = { "a b" } }))
      assert.has_error(function() index:declare_kind {} end)
    end)
  end)

  describe("queries", function()
    it("bind and read all types", function()
      local row = all(index, "SELECT ?1 AS a, ?2 AS b, ?3 AS c, ?4 AS d, ?5 AS e, x'0041' AS f",
        math.maxinteger, 0.5, "a\0b", nil, true)[1]
      assert.same({ a = math.maxinteger, b = 0.5, c = "a\0b", e = 1, f = "\0A" }, row)
    end)

    it("run again with other values", function()
      local query = assert(index:query("SELECT ?1 + 1 AS n", 1))
      assert.equal(2, query().n)
      assert.is_nil(query())
      assert.equal(6, query:bind(5)().n)
      assert.same({ 8 }, query:bind(7):integers())
      assert.same({ "n" }, query.columns)
      assert.has_error(function() query:bind(1, 2) end)
      assert.has_error(function() query:bind({}) end)
    end)

    it("report a failure, or raise it in a for", function()
      local query = assert(index:query "SELECT abs(-9223372036854775808)")
      local row, message, code = query:next()
      assert.is_nil(row)
      assert.matches("overflow", message)
      assert.equal("ESQL", code)
      assert.has_error(function() assert(index:query "SELECT json('{')")() end)
    end)
  end)
end)
