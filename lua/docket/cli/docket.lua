#!/usr/bin/env lua5.4
-- The command.  Everything is in the module, so that specs can run it in-process.
-- Articles leave much behind that is soon dead, and little stays: collecting late costs hardly any
-- memory.
-- It is the program's to say so; a library leaves its host's collector alone.
collectgarbage("incremental", 240, 400)
-- What is loaded first stays to the end, so that collecting in between finds next to nothing:
-- as if so many KB had been freed, it begins when they are used.
collectgarbage("step", -64 * 1024)
-- Commands close what they have open. Where one failed, the state does it.
local status = require("docket.cli.main").run(arg)
os.exit(status, status ~= 0)
