#!/bin/sh
# Runs the C tests and the specs of a sanitized build: asan.sh BUILD CC LUA BUSTED
#
# The interpreter itself is not sanitized, so the runtime is preloaded.  Leaks are looked
# for in the C tests; in Lua, what the interpreter and its libraries keep until the end of
# the process would be reported as well.
set -u
build=$1 cc=$2 lua=$3 busted=$4
failed=0

export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
for program in "$build"/test/*_test; do
  [ -x "$program" ] || continue
  echo "$program"
  ASAN_OPTIONS=detect_leaks=1 "$program" || failed=1
done

runtime=$($cc -print-file-name=libasan.so)
# The packaging spec builds a rock of its own, and bad_input_spec limits memory and file
# sizes, which the sanitizer's shadow memory cannot live with.
ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=$runtime DOCKET="$build/docket" DOCKET_SANITIZED=1 \
LUA_PATH="lua/?.lua;lua/?/init.lua;;" LUA_CPATH="$build/lib/?.so;;" \
  $busted -o plainTerminal --exclude-tags=unsanitized spec || failed=1
: "$lua"
exit $failed
