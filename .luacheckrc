std = "lua54"
cache = false
max_line_length = 140
exclude_files = { "build", "**/build" }

-- Annotations of the C modules: functions without bodies.
files["lua/docket/meta"].ignore = { "212", "241", "121", "131", "111", "112" }

files["spec"].std = "+busted"
-- A spec of output looks at what a program would get there.
files["spec/cli/output_spec.lua"].globals = { "io" }

-- Rule files see the vocabulary alone (see lua/docket/rule/vocabulary.lua); every
-- name that they read comes from there, and they define no global of their own.
-- So an unknown name is checked by the loader, which knows the vocabulary.
files["lua/docket/rules"].ignore = { "112", "113" }
-- A list of words is one string, and an example stands on one line, however long.
files["lua/docket/rules"].max_line_length = false
files["lua/docket/sites"].ignore = { "113" }
files["examples"].ignore = { "113" }
