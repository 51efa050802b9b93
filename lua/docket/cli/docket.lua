#!/usr/bin/env lua5.4
-- The command.  Everything is in the module, so that specs can run it in-process.
os.exit(require("docket.cli.main").run(arg), true)
