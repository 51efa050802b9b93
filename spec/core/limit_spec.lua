-- docket.core.bounded: calls with a bound on the memory that they may add.
local core = require "docket.core"

local MB = 1024 * 1024

describe("docket.core.bounded", function()
  it("gives the results through", function()
    assert.same({ true, 3, "x", n = 3 }, table.pack(core.bounded(MB, function(a, b) return a + 1, b end, 2, "x")))
    assert.same({ true, n = 1 }, table.pack(core.bounded(MB, function() end)))
  end)

  it("gives an error through", function()
    assert.same({ false, "boom" }, { core.bounded(MB, error, "boom", 0) })
  end)

  it("stops what one instruction asks for", function()
    assert.same({ false, "not enough memory" }, { core.bounded(MB, string.rep, "x", 5 * MB) })
  end)

  it("stops what grows step by step", function()
    local ok, message = core.bounded(4 * MB, function()
      local list = {}
      for index = 1, math.huge do list[index] = { index } end
      return list
    end)
    assert.same({ false, "not enough memory" }, { ok, message })
    ok, message = core.bounded(4 * MB, function()
      local text = "x"
      while true do text = text .. text end
    end)
    assert.same({ false, "not enough memory" }, { ok, message })
  end)

  it("counts what is held, not what was ever asked for", function()
    assert.same({ true, 200 }, { core.bounded(4 * MB, function()
      local count = 0
      for _ = 1, 200 do
        count = count + #("x"):rep(MB) // MB
        collectgarbage()
      end
      return count
    end) })
  end)

  it("ends with the call", function()
    core.bounded(MB, string.rep, "x", 5 * MB)
    assert.equal(5 * MB, #("x"):rep(5 * MB))
  end)

  it("cannot be widened from inside", function()
    assert.same({ true, false }, { core.bounded(MB, function()
      return (core.bounded(100 * MB, string.rep, "x", 50 * MB))
    end) })
  end)

  it("checks its arguments", function()
    assert.error_matches(function() core.bounded(0, print) end, "positive number")
    assert.has_error(function() core.bounded(MB) end)
  end)
end)
