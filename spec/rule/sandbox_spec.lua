-- Where rule files run.
local sandbox = require "docket.rule.sandbox"

local function run(source, limit)
  local chunk = assert(load(source, "=rule", "t", sandbox.environment()))
  return sandbox.call(limit or sandbox.LOAD_INSTRUCTIONS, chunk)
end

describe("the sandbox", function()
  it("gives results, and errors as messages", function()
    local ok, a, b = run "return 1, 'x'"
    assert.same({ true, 1, "x" }, { ok, a, b })
    local failed, message = run "error 'no'"
    assert.is_false(failed)
    assert.matches("rule:1: no", message, 1, true)
  end)

  it("has no way to the system", function()
    for _, name in ipairs { "io", "os", "debug", "require", "package", "load", "loadfile", "dofile", "loadstring",
      "collectgarbage", "getmetatable", "setmetatable", "rawget", "rawset", "rawequal", "rawlen", "_G", "coroutine",
      "print", "pcall", "xpcall", "warn" } do
      assert.is_nil(sandbox.environment()[name], name)
    end
    assert.is_nil(sandbox.environment().string.dump)
  end)

  it("gives every file its own tables", function()
    local one, two = sandbox.environment(), sandbox.environment()
    one.string.upper, one.table.insert = nil, nil
    assert.is_function(two.string.upper)
    assert.is_function(two.table.insert)
    assert.is_function(string.upper)
    assert.is_function(table.insert)
  end)

  it("stops an endless loop", function()
    local ok, message = run "while true do end"
    assert.is_false(ok)
    assert.matches("endless loop", message)
  end)

  it("stops a loop over costly calls soon", function()
    local from = os.clock()
    local ok, message = run "local s = ('x'):rep(1000000) while true do s:upper(); s:find('y', 1, true) end"
    assert.is_false(ok)
    assert.matches("stopped", message)
    assert.is_true(os.clock() - from < 20)
  end)

  it("bounds what is built", function()
    for _, source in ipairs { "return ('x'):rep(1e10)", "return string.rep('xy', 1 << 40)",
      "local s = 'x' while true do s = s .. s end", "local t = {} for i = 1, 1e9 do t[i] = { i } end" } do
      local ok, message = run(source)
      assert.is_false(ok, source)
      assert.is_truthy(message:find "MB" or message:find "memory" or message:find "stopped", message)
    end
  end)

  it("refuses string patterns that may run for ever", function()
    local from = os.clock()
    for _, source in ipairs { "return ('a'):rep(100000):find '.-.-.-.-b'", "return string.match(('a'):rep(50000), 'a*a*a*b')",
      "return ('a'):rep(100000):gsub('a-a-a-b', '')", "for x in ('a'):rep(90000):gmatch '.-.-.-b' do return x end" } do
      local ok, message = run(source)
      assert.is_false(ok, source)
      assert.matches("too long", message)
    end
    assert.is_true(os.clock() - from < 2)
  end)

  it("lets ordinary string patterns pass", function()
    local ok, a, b = run "return ('  key = some value '):match '^%s*(%w+)%s*=%s*(.-)%s*$'"
    assert.same({ true, "key", "some value" }, { ok, a, b })
    assert.is_true((run "return ('one two three '):rep(100):gsub('%s+', ' ')"))
    assert.is_true((run "return ('on 7 April 2021, in '):rep(20):find '(%d+) (%a+) (%d%d%d%d)'"))
    assert.is_true((run "return ('f(x) [y] %z'):find('[y]', 1, true)"))
  end)

  it("counts `table.move`, which runs in C", function()
    local ok, message = run "return table.move({}, 1, 1 << 50, 2)"
    assert.is_false(ok)
    assert.matches("too many", message)
  end)

  it("leaves the strings of the host as they are", function()
    local methods = getmetatable("").__index
    run "return ('x'):rep(3)"
    run "while true do end"
    run "local s = 'x' while true do s = s .. s end"
    assert.equal(methods, getmetatable("").__index)
    assert.equal(string.rep, ("").rep)
  end)

  it("does not let a function wait", function()
    local ok, message = sandbox.call(1000000, coroutine.yield)
    assert.is_false(ok)
    assert.matches("yield", message)
  end)

  it("may be entered from inside", function()
    local ok, inner = sandbox.call(1000000, function()
      local _, message = sandbox.call(50000, function() while true do end end)
      return message
    end)
    assert.is_true(ok)
    assert.matches("50000", inner)
  end)
end)
