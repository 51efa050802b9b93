#!/bin/sh
# Everything that `make test` proves, ending with one line: N passed, N failed, N skipped.
#
# Each step writes its log under $BUILD/log; a step that fails shows the end of it.  A
# spec counts as the runner counts it; a C test program, a lint check, a build and a
# sanitizer run are one each.
set -u
MAKE=${MAKE:-make} BUILD=${BUILD:-build} LUA=${LUA:-lua5.4}
logs=$BUILD/log
mkdir -p "$logs"
passed=0 failed=0 skipped=0

# counts LOG: "passed failed skipped" of all closing lines in a log, whoever wrote them.
counts() {
  awk '
    /^[0-9]+ success(es)? \/ / {           # busted: errors are failures
      p += $1; f += $4 + $7; s += $10; seen = 1
    }
    /(^|[ :])[0-9]+ passed, [0-9]+ failed/ {
      line = $0; sub(/ passed, .*/, "", line); sub(/.*[^0-9]/, "", line); p += line
      line = $0; sub(/.* passed, /, "", line); f += line + 0
      if (line ~ / skipped/) { sub(/.*failed, /, "", line); s += line + 0 }
      seen = 1
    }
    END { if (seen) print p + 0, f + 0, s + 0 }' "$1"
}

# step NAME TITLE COUNTED COMMAND...
step() {
  name=$1 title=$2 counted=$3; shift 3
  log=$logs/$name.txt
  began=$(date +%s)
  "$@" >"$log" 2>&1
  status=$?
  took=$(($(date +%s) - began))
  p=0 f=0 s=0
  if [ "$counted" = counted ]; then
    found=$(counts "$log")
    if [ -n "$found" ]; then read -r p f s <<END
$found
END
    fi
  fi
  # A step that counts nothing, or that failed without saying what, is one check itself.
  if [ "$status" -eq 0 ] && [ $((p + f)) -eq 0 ]; then p=1; fi
  if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if [ "$status" -eq 0 ]; then
    echo "ok    $title: $p, ${took} s"
  else
    echo "FAIL  $title, ${took} s; the end of $log:"
    tail -n "${TAIL:-60}" "$log" | sed 's/^/      /'
  fi
}

c_tests() {
  good=0 bad=0
  for program in "$BUILD"/test/*_test; do
    [ -x "$program" ] || continue
    echo "== $program"
    if "$program"; then good=$((good + 1)); else bad=$((bad + 1)); fi
  done
  echo "C tests: $good passed, $bad failed"
  [ "$bad" -eq 0 ]
}

specs() { $MAKE --no-print-directory BUILD="$BUILD" spec; }

step build "build" once $MAKE --no-print-directory -j2 all
step lint "lint" counted $MAKE --no-print-directory lint
step ctest "C tests" counted c_tests
step spec "specs" counted specs
step asan "sanitizers" once $MAKE --no-print-directory -j2 asan
step packaging "packaging" counted $MAKE --no-print-directory packaging

grep -hE '^(skipped|Pending|Skipped)' "$logs"/*.txt 2>/dev/null | sort | uniq -c | head -n 20
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
