#!/bin/sh
# Static checks.  Prints a line a check and exits 1 if one fails.
set -u
MAKE=${MAKE:-make} BUILD=${BUILD:-build} LUACHECK=${LUACHECK:-luacheck}
failed=0 passed=0

# check NAME COMMAND...: the command succeeds.
check() {
  name=$1; shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1)); echo "ok    $name"
  else
    failed=$((failed + 1)); echo "FAIL  $name"; printf '%s\n' "$output" | tail -n 40
  fi
}

# none NAME PATTERN FILE...: no line of the files matches; absent files hold none.
none() {
  name=$1 pattern=$2; shift 2
  # shellcheck disable=SC2068
  if output=$(grep -rnE "$pattern" $@ 2>/dev/null); then
    failed=$((failed + 1)); echo "FAIL  $name"; printf '%s\n' "$output" | head -n 20
  else
    passed=$((passed + 1)); echo "ok    $name"
  fi
}

strict() {
  $MAKE --no-print-directory -s -j2 BUILD="$BUILD/lint-$1" CC="$1" WERROR=-Werror all
}

check "gcc, warnings are errors" strict gcc
check "clang, warnings are errors" strict clang
check "luacheck" $LUACHECK -q --std lua54+busted lua spec .ci/rockspec.lua examples
# shellcheck disable=SC2046
check "clang-format" clang-format --dry-run -Werror $(find csrc -name '*.[ch]')

# The layers of csrc and lua: who may see whom.
sqlite='#[[:space:]]*include[[:space:]]*[<"]sqlite3'
lua='#[[:space:]]*include[[:space:]]*[<"](lua|lauxlib|lualib|luaconf)\.h'
xml='#[[:space:]]*include[[:space:]]*<libxml/'
archive='#[[:space:]]*include[[:space:]]*<(archive|archive_entry|zlib)\.h'
none "Lua's headers only in csrc/bind" "$lua" csrc/core csrc/markup csrc/archive csrc/index
none "SQLite's header only in csrc/index" "$sqlite" csrc/core csrc/markup csrc/archive csrc/bind
none "libxml2's headers only in csrc/markup" "$xml" csrc/core csrc/archive csrc/index csrc/bind
none "zlib's and libarchive's headers only in csrc/archive" "$archive" csrc/core csrc/markup csrc/index csrc/bind
none "core, markup and archive do not see index or bind" '#[[:space:]]*include[[:space:]]*[<"](dkx|ldk)' \
  csrc/core csrc/markup csrc/archive
none "index does not see bind" '#[[:space:]]*include[[:space:]]*[<"]ldk' csrc/index
none "core, markup, archive and index print nothing and end nothing" \
  '(^|[^a-z_])(printf|puts|perror|abort|exit|_exit)[[:space:]]*\(|fprintf[[:space:]]*\([[:space:]]*std' \
  csrc/core csrc/markup csrc/archive csrc/index
none "rule files require nothing" '(^|[^a-z_])(require|dofile|loadfile|io\.|os\.)[[:space:]]*["'"'"'(]' \
  lua/docket/rules lua/docket/sites
none "normalisation is pure Lua" 'require.*docket\.(core|index|cli|init)' lua/docket/normal
none "the command line sees the public module alone" \
  'require[^"]*"docket\.(core|rule|reader|normal|resolve|article|index)' lua/docket/cli
none "no C locale: letters and numbers are read by our own tables" \
  '(^|[^a-z_])(isalpha|isdigit|isspace|tolower|toupper|strtod|atof|strtok|setlocale|localtime)[[:space:]]*\(' \
  csrc/core csrc/markup csrc/archive csrc/index csrc/bind

echo "lint: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
