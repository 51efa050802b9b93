-- The examples that stand with the shipped English rules: one test a file.
local docket = require "docket"

local rules = assert(docket.rules { "en" })

describe("the rules of rules/en/", function()
  it("load without problems", function()
    local lines = {}
    for _, problem in ipairs(rules.problems) do
      lines[#lines + 1] = ("%s:%s: %s"):format(problem.file, problem.line or "", problem.message)
    end
    assert.equal("", table.concat(lines, "\n"))
  end)

  local files, order = {}, {}
  for _, rule in ipairs(rules.list) do
    if not files[rule.file] then
      files[rule.file] = {}
      order[#order + 1] = rule.file
    end
    table.insert(files[rule.file], rule.id)
  end

  local results
  local function results_of(file)
    results = results or rules:test()
    local failures, n = {}, 0
    for _, result in ipairs(results) do
      if result.file == file then
        n = n + 1
        if not result.ok then
          failures[#failures + 1] = ("%s:%d: rule '%s': %s\n  in: %s"):format(result.file, result.line, result.rule,
            result.message, result.text)
        end
      end
    end
    return failures, n
  end

  for _, file in ipairs(order) do
    it(("%s: the examples"):format(file:match "[^/]*$"), function()
      local failures, n = results_of(file)
      assert.equal("", table.concat(failures, "\n"))
      assert.is_true(n > 0, "no examples")
    end)
  end

  it("have a doc line and examples, and names that begin with their topic", function()
    for _, rule in ipairs(rules.list) do
      assert.is_string(rule.doc, rule.id)
      assert.is_true(#(rule.examples or {}) > 0, rule.id .. " has no examples")
    end
  end)
end)
