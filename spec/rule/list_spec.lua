-- Word lists: plain text that users edit.
local command = require "spec.support.command"
local list = require "docket.rule.list"

describe("a word list", function()
  local folder
  setup(function() folder = command.folder() end)
  teardown(function() command.remove(folder) end)

  local function read(text, over)
    return list.read(over, "x", command.write(folder .. "/x.txt", text))
  end

  it("has an entry a line, comments, and values", function()
    local words = assert(read "# months\njanuary = 01\n  may=05 # short\n\nprison\r\n")
    assert.same({ january = "01", may = "05", prison = "prison" }, words.entries)
    assert.same({ "january", "may", "prison" }, words.order)
  end)

  it("is folded as the text is", function()
    local words = assert(read "Penal Colony\npeople\u{2019}s court\n")
    assert.is_truthy(words.entries["penal colony"])
    assert.is_truthy(words.entries["people's court"])
  end)

  it("is added to and taken from by an overlay", function()
    local words = assert(read "prison\njail\n")
    words = assert(read("-jail\npenal colony\nprison = place\n", words))
    assert.same({ prison = "place", ["penal colony"] = "penal colony" }, words.entries)
    assert.equal(2, #words.files)
  end)

  it("names the line that is wrong", function()
    local words, message, code = read "fine\n = 3\n"
    assert.is_nil(words)
    assert.matches("x.txt:2:", message, 1, true)
    assert.equal("ELIST", code)
  end)

  it("that is not there is a failure of the world", function()
    local words, message, code = list.read(nil, "x", folder .. "/none.txt")
    assert.is_nil(words)
    assert.is_string(message)
    assert.equal("EIO", code)
  end)

  it("may lack the last line's end", function()
    assert.same({ "one", "two" }, assert(read "one\ntwo").order)
  end)
end)

describe("the shipped lists", function()
  it("are read without problems", function()
    local lfs, data = require "lfs", require "docket.data"
    for name in lfs.dir(data.path "words/en") do
      if name:find "%.txt$" then
        local words, message = list.read(nil, name, data.path("words/en/" .. name))
        assert.is_table(words, message)
        assert.is_true(#words.order > 0, name)
      end
    end
  end)
end)
