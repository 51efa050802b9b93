-- Whatever is handed to docket, it says what is wrong, where, and what helps; it ends with
-- the right status; and what was stored before stays whole.
--
-- #unsanitized: limits of memory and file size do not go with sanitizers.
local command = require "spec.support.command"

local run, shell, write, quote = command.run, command.shell, command.write, command.quote

local good = "A court in Almaty on April 7, 2021 sentenced activist Adil Serikov"
  .. " to five years in prison for fraud.\n"

-- Different sentences: a text that says the same again states it once.
local function cases(count)
  local parts = {}
  for index = 1, count do
    parts[index] = ("A court in Town%d sentenced Ivan Petrov%d to %d years in prison for theft.\n"):format(index,
      index, index % 20 + 1)
  end
  return table.concat(parts, "\n")
end

local function can(line)
  return os.execute(line .. " >/dev/null 2>&1") and true or false
end

-- One line of message, no traceback, no talk of internals.
local function clear(result, ...)
  assert.is_nil(result.errors:find("traceback", 1, true), result.errors)
  assert.is_nil(result.errors:find("internal error", 1, true), result.errors)
  for _, part in ipairs { ... } do
    assert.is_truthy(result.errors:find(part, 1, true), ("'%s' is not in: %s"):format(part, result.errors))
  end
end

describe("bad input #unsanitized", function()
  local folder
  before_each(function() folder = command.folder() end)
  after_each(function() command.remove(folder) end)

  describe("files", function()
    it("missing", function()
      local result = run { "extract", folder .. "/missing.txt" }
      clear(result, "missing.txt", "No such file")
      assert.equal(1, result.status)
    end)

    it("empty", function()
      local result = run { "extract", write(folder .. "/empty.txt", "") }
      clear(result, "empty.txt", "empty")
      assert.equal(1, result.status)
      assert.equal("", result.output)
    end)

    it("a directory without files", function()
      local result = run { "extract", folder }
      clear(result, folder, "no files")
      assert.equal(1, result.status)
    end)

    it("binary", function()
      local bytes = {}
      for index = 1, 5000 do bytes[index] = string.char((index * 7919) % 256) end
      local path = write(folder .. "/picture.png", "\x89PNG\r\n\26\n\0\0\0" .. table.concat(bytes))
      local result = run { "extract", path }
      clear(result, "picture.png")
      assert.equal(1, result.status)
      assert.equal("", result.output)
    end)

    it("no UTF-8: it is converted", function()
      local path = write(folder .. "/latin.txt", "Caf\xe9 owner.\n\n" .. good)
      local result = run { "extract", "--kind", "sentence", path }
      assert.equal("", result.errors)
      assert.equal(0, result.status)
      assert.matches("P5Y", result.output, 1, true)
    end)

    it("UTF-8 with a bad byte: the place is named and the rest is read", function()
      local path = write(folder .. "/latin.txt", ("Café “Jana” in Rúda. "):rep(4) .. "\xe9\n\n" .. good)
      local result = run { "extract", "--kind", "sentence", path }
      clear(result, "latin.txt", "byte")
      assert.equal(1, result.status)
      assert.matches("P5Y", result.output, 1, true)
    end)

    it("one of several: the others are read", function()
      local result = run { "extract", folder .. "/missing.txt", write(folder .. "/good.txt", good) }
      clear(result, "missing.txt")
      assert.equal(1, result.status)
      assert.matches("P5Y", result.output, 1, true)
    end)

    it("a line of 50 MB, in bounded time and memory", function()
      local path = folder .. "/long.txt"
      local handle = assert(io.open(path, "wb"))
      local chunk = ("The guard walked on without a word and "):rep(1000)
      local size = 0
      while size < 50 * 1024 * 1024 do
        handle:write(chunk)
        size = size + #chunk
      end
      handle:close()
      local result = shell(("ulimit -v 4000000; timeout 60 DOCKET extract %s"):format(quote(path)))
      clear(result)
      assert.is_true(result.status == 0 or result.status == 1, result.status .. ": " .. result.errors)
    end)

    it("not permitted", function()
      local path = write(folder .. "/secret.txt", good)
      os.execute("chmod 000 " .. quote(path))
      local prefix = ""
      if can("test $(id -u) -eq 0") then
        -- Nothing is forbidden to root; somebody else must be able to reach the checkout.
        prefix = "setpriv --reuid=65534 --regid=65534 --clear-groups "
        if not can(prefix .. "test -r Makefile") then pending("no way to run as somebody else") end
        os.execute("chmod 755 " .. quote(folder))
      end
      local result = shell(prefix .. "DOCKET extract " .. quote(path))
      clear(result, "secret.txt", "permission")
      assert.equal(1, result.status)
    end)
  end)

  describe("streams", function()
    it("a broken line among good ones is named by its number", function()
      local lines = '{"id":"a","text":"' .. good:gsub("\n", "") .. '"}\n{"id":"b","text":\n{"id":"c","text":"'
        .. good:gsub("\n", "") .. '"}\n'
      local result = run({ "extract", "--kind", "sentence", "-" }, lines)
      clear(result, "2")
      assert.equal(1, result.status)
      assert.matches('"id":"a"', result.output, 1, true)
      assert.matches('"id":"c"', result.output, 1, true)
    end)

    it("nothing on standard input", function()
      local result = run({ "extract", "-" }, "")
      clear(result, "empty")
      assert.equal(1, result.status)
    end)
  end)

  describe("results", function()
    it("a full disk is an error", function()
      if not can("test -c /dev/full") then pending("no /dev/full here") end
      local result = shell("DOCKET extract " .. quote(write(folder .. "/good.txt", cases(20))) .. " >/dev/full")
      clear(result, "cannot write the results", "space")
      assert.equal(1, result.status)
    end)

    it("a reader that leaves early is none", function()
      local path = write(folder .. "/good.txt", cases(400))
      local result = shell(("DOCKET extract %s | head -n 1"):format(quote(path)))
      assert.equal("", result.errors)
      assert.equal(0, result.status)
      local _, lines = result.output:gsub("\n", "")
      assert.equal(1, lines)
    end)
  end)

  describe("an index", function()
    it("that is no SQLite file is left alone", function()
      local text = ("This is a letter, no database.\n"):rep(100)
      local database = write(folder .. "/letter.db", text)
      for _, arguments in ipairs {
        { "index", write(folder .. "/good.txt", good), "-d", database },
        { "search", "Serikov", "-d", database },
      } do
        local result = run(arguments)
        clear(result, "letter.db")
        assert.equal(1, result.status)
        assert.equal(text, command.read(database))
      end
    end)

    it("of a newer docket is left alone", function()
      local database = folder .. "/cases.db"
      assert.equal(0, run({ "index", write(folder .. "/good.txt", good), "-d", database }).status)
      -- user_version stands at byte 60 of the header, big-endian.
      local bytes = command.read(database)
      write(database, bytes:sub(1, 60) .. (">I4"):pack(9999) .. bytes:sub(65))
      bytes = command.read(database)
      for _, arguments in ipairs {
        { "index", folder .. "/good.txt", "-d", database },
        { "search", "x", "-d", database },
      } do
        local result = run(arguments)
        clear(result, "cases.db", "newer")
        assert.equal(1, result.status)
      end
      assert.equal(bytes, command.read(database))
    end)

    it("that is missing is not made by a search", function()
      local result = run { "search", "Serikov", "-d", folder .. "/none.db" }
      clear(result, "none.db", "docket index")
      assert.equal(1, result.status)
      assert.is_nil(io.open(folder .. "/none.db"))
    end)

    it("on a full disk keeps what it held", function()
      local namespace = can("unshare -m true") and "unshare -m" or can("unshare -rm true") and "unshare -rm"
      if not namespace then pending("no mount namespace to fill a disk in") end
      write(folder .. "/good.txt", good)
      local many = {}
      for index = 1, 3000 do
        local text = ("Case %d: the court in Town%d sentenced Ivan Petrov%d to %d years in prison for theft.")
          :format(index, index, index, index % 20 + 1)
        many[index] = ('{"id":"%d","text":"%s"}'):format(index, text)
      end
      write(folder .. "/many.ndjson", table.concat(many, "\n") .. "\n")
      os.execute("mkdir " .. folder .. "/disk")
      write(folder .. "/steps.sh", ([[
        cd %s || exit 9
        docket=$1
        mount -t tmpfs -o size=%s none disk || exit 9
        "$docket" index good.txt -d disk/cases.db -q || exit 8
        "$docket" sql 'SELECT count(*) AS n FROM sentences' -d disk/cases.db --format csv >before || exit 7
        "$docket" index many.ndjson -d disk/cases.db
        echo "status $?"
        "$docket" sql 'SELECT count(*) AS n FROM sentences' -d disk/cases.db --format csv >after || exit 6
        cmp -s before after && echo same
        "$docket" search Serikov -d disk/cases.db --format ndjson | grep -c Serikov
      ]]):format(quote(folder), "1200k"))
      local program = command.path:sub(1, 1) == "/" and command.path or "$PWD/" .. command.path
      local result = shell(("%s sh %s/steps.sh \"%s\""):format(namespace, folder, program))
      if result.status == 9 then pending("no tmpfs to fill") end
      clear(result, "cases.db", "full")
      assert.matches("status 1\n", result.output, 1, true)
      assert.matches("\n[1-9]%d*\n$", result.output)
    end)
  end)

  describe("rules", function()
    local function with_rules(text)
      os.execute("mkdir -p " .. folder .. "/rules")
      write(folder .. "/rules/broken.lua", text)
      -- The limit is the machine's protection, should docket's own fail.
      return shell(("ulimit -v 2000000; timeout 60 DOCKET extract --kind sentence --rules %s %s"):format(
        quote(folder .. "/rules"), quote(write(folder .. "/good.txt", good))))
    end

    local faults = {
      { "a syntax error", 'pattern "x.y" {\n  kind = "date"\n  doc = "no comma"\n}\n', "broken.lua:3" },
      { "an endless loop", "local n = 0\nwhile true do n = n + 1 end\n", "broken.lua" },
      { "a memory hog", 'local t = {}\nfor i = 1, 1e9 do t[i] = ("x"):rep(1e6) .. i end\n', "broken.lua" },
      { "an unknown field", 'pattern "x.y" { kind = "date", trigger = words "x", patern = words "x" }\n', "patern" },
      { "an unknown word list", 'pattern "x.y" { kind = "date", trigger = list "mnths", pattern = P "x" }\n', "mnths" },
      { "a reach for files", 'io.open("/etc/passwd")\n', "broken.lua:1" },
    }
    for _, case in ipairs(faults) do
      it("with " .. case[1] .. " are named, and the others work", function()
        local result = with_rules(case[2])
        clear(result, "broken.lua", case[3])
        assert.equal(1, result.status)
        assert.matches("P5Y", result.output, 1, true)
      end)
    end

    it("of a folder that is not there", function()
      local result = run { "extract", "--rules", folder .. "/nowhere", write(folder .. "/good.txt", good) }
      clear(result, "nowhere")
      assert.equal(1, result.status)
    end)
  end)
end)
