-- docket rules: the rule writer's workshop. Each command inside it is a file of cli/rules/.

local M = {}

M.summary = "Work on rules: list, test, why, whynot, diff, grep, new …"
M.description = "Work on rules. The shipped rules are Lua files beside the program; a directory of your"
  .. " own, given with --rules, adds rules, replaces one by name or switches one off."
M.order = { "list", "test", "check", "why", "whynot", "stats", "unknown", "diff", "grep", "new" }
M.examples = {
  { "docket rules list", "every rule, its kind and what it finds" },
  { "docket rules check --rules my-rules/", "what is wrong in your own rules" },
  { "docket rules why news.txt:3:1204", "which rule made a record, and from what" },
  { "docket rules whynot 'She got five years.'", "what was tried on a passage, and where it failed" },
}

-- The commands are loaded when one of them is asked for, not for the list of all commands.
setmetatable(M, {
  __index = function(module, key)
    if key ~= "commands" then return nil end
    local commands = {}
    for _, name in ipairs(module.order) do commands[name] = require("docket.cli.rules." .. name) end
    module.commands = commands
    return commands
  end,
})

-- The command inside the command is run, under its own name.
function M.run(options, run) M.commands[options.subcommand].run(options, run) end

return M
