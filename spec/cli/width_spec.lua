local width = require "docket.cli.width"

describe("docket.cli.width", function()
  it("counts columns, not bytes", function()
    assert.equal(6, width.columns("Almaty"))
    assert.equal(6, width.columns("Алматы"))
    assert.equal(8, width.columns("阿拉木图"))
    assert.equal(1, width.columns("e\u{301}"))
  end)

  it("cuts at characters and marks the cut", function()
    assert.same({ "Алм…", 4 }, { width.cut("Алматы", 4) })
    assert.same({ "Алматы", 6 }, { width.cut("Алматы", 6) })
    assert.same({ "阿…", 3 }, { width.cut("阿拉木图", 4) })
  end)
end)
