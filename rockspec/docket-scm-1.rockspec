rockspec_format = "3.0"
package = "docket"
version = "scm-1"

-- A checkout is built as it stands: luarocks make.
source = { url = "git+file://." }

description = {
  summary = "Extracts court sentences and charges from news, each tied to the bytes that say so",
  detailed = [=[
    Who was charged with what, sentenced to what, by whom and when: docket reads news texts,
    finds the records with rules that its users edit, and keeps them in a searchable index.
  ]=],
  license = "MIT",
  labels = { "nlp", "extraction", "human-rights", "lpeg", "sqlite" },
}

dependencies = {
  "lua >= 5.4, < 5.5",
  "lpeg >= 1.0.2",
  "argparse >= 0.7",
  "luafilesystem >= 1.8",
  "lua-cjson >= 2.1",
}

external_dependencies = {
  SQLITE = { header = "sqlite3.h", library = "sqlite3" },
  UTF8PROC = { header = "utf8proc.h", library = "utf8proc" },
}

test_dependencies = { "busted >= 2.1" }
test = { type = "busted" }

-- The lists below are written by `make rockspec`.
build = {
  type = "builtin",
  modules = {
    ["docket.core"] = {
      sources = {
        "csrc/core/dk_bytes.c",
        "csrc/core/dk_fold.c",
        "csrc/core/dk_mem.c",
        "csrc/core/dk_sha256.c",
        "csrc/core/dk_utf8.c",
      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "csrc/core", "csrc/bind", "$(UTF8PROC_INCDIR)" },
      libdirs = { "$(UTF8PROC_LIBDIR)" },
      libraries = { "utf8proc" },
    },
    ["docket.core.index"] = {
      sources = {

      },
      defines = { "_POSIX_C_SOURCE=200809L" },
      incdirs = { "csrc/core", "csrc/index", "csrc/bind", "$(SQLITE_INCDIR)" },
      libdirs = { "$(SQLITE_LIBDIR)" },
      libraries = { "sqlite3", "pthread" },
    },
    ["docket.cli.commands.articles"] = "lua/docket/cli/commands/articles.lua",
    ["docket.cli.commands.extract"] = "lua/docket/cli/commands/extract.lua",
    ["docket.cli.files"] = "lua/docket/cli/files.lua",
    ["docket.cli.json"] = "lua/docket/cli/json.lua",
    ["docket.cli.main"] = "lua/docket/cli/main.lua",
    ["docket.cli.options"] = "lua/docket/cli/options.lua",
    ["docket.cli.output"] = "lua/docket/cli/output.lua",
    ["docket.cli.records"] = "lua/docket/cli/records.lua",
    ["docket.cli.run"] = "lua/docket/cli/run.lua",
    ["docket.cli.terminal"] = "lua/docket/cli/terminal.lua",
    ["docket.cli.width"] = "lua/docket/cli/width.lua",
    ["docket.data"] = "lua/docket/data.lua",
    ["docket.normal.date"] = "lua/docket/normal/date.lua",
    ["docket.normal.duration"] = "lua/docket/normal/duration.lua",
    ["docket.normal.money"] = "lua/docket/normal/money.lua",
    ["docket.normal.number"] = "lua/docket/normal/number.lua",
    ["docket.rule.list"] = "lua/docket/rule/list.lua",
    ["docket.rule.load"] = "lua/docket/rule/load.lua",
    ["docket.rule.sandbox"] = "lua/docket/rule/sandbox.lua",
    ["docket.rule.vocabulary"] = "lua/docket/rule/vocabulary.lua",
    ["docket.rules.en.10-numbers"] = "lua/docket/rules/en/10-numbers.lua",
    ["docket.rules.en.11-durations"] = "lua/docket/rules/en/11-durations.lua",
  },
  install = {
    bin = { docket = "bin/docket" },
    -- No Lua, but kept beside the modules that read them; the extension stays.
    lua = {
      ["docket.words.en.adverbs"] = "lua/docket/words/en/adverbs.txt",
      ["docket.words.en.auxiliaries"] = "lua/docket/words/en/auxiliaries.txt",
      ["docket.words.en.currencies"] = "lua/docket/words/en/currencies.txt",
      ["docket.words.en.fractions"] = "lua/docket/words/en/fractions.txt",
      ["docket.words.en.function"] = "lua/docket/words/en/function.txt",
      ["docket.words.en.future"] = "lua/docket/words/en/future.txt",
      ["docket.words.en.given_names"] = "lua/docket/words/en/given_names.txt",
      ["docket.words.en.holidays"] = "lua/docket/words/en/holidays.txt",
      ["docket.words.en.months"] = "lua/docket/words/en/months.txt",
      ["docket.words.en.nationalities"] = "lua/docket/words/en/nationalities.txt",
      ["docket.words.en.numbers"] = "lua/docket/words/en/numbers.txt",
      ["docket.words.en.offences"] = "lua/docket/words/en/offences.txt",
      ["docket.words.en.ordinals"] = "lua/docket/words/en/ordinals.txt",
      ["docket.words.en.organisation"] = "lua/docket/words/en/organisation.txt",
      ["docket.words.en.places"] = "lua/docket/words/en/places.txt",
      ["docket.words.en.qualifiers"] = "lua/docket/words/en/qualifiers.txt",
      ["docket.words.en.roles"] = "lua/docket/words/en/roles.txt",
      ["docket.words.en.scales"] = "lua/docket/words/en/scales.txt",
      ["docket.words.en.seasons"] = "lua/docket/words/en/seasons.txt",
      ["docket.words.en.tens"] = "lua/docket/words/en/tens.txt",
      ["docket.words.en.titles"] = "lua/docket/words/en/titles.txt",
      ["docket.words.en.unit_adjectives"] = "lua/docket/words/en/unit_adjectives.txt",
      ["docket.words.en.units"] = "lua/docket/words/en/units.txt",
      ["docket.words.en.vague_quantities"] = "lua/docket/words/en/vague_quantities.txt",
      ["docket.words.en.weekdays"] = "lua/docket/words/en/weekdays.txt",
    },
  },
}
