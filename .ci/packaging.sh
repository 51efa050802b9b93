#!/bin/sh
# Proves the rock in a folder of its own: packaging.sh FOLDER
#
# lint, make, pack, install, load, run and remove, in a copy of the tree, with a HOME and
# a rocks tree that nobody else uses, and without a network: cut off where the system lets
# us, and with no server to ask in any case.
set -u
LUA=${LUA:-lua5.4}
LUAROCKS=${LUAROCKS:-luarocks --lua-version=5.4}

if [ -z "${DOCKET_CUT_OFF:-}" ] && unshare -n true 2>/dev/null; then
  DOCKET_CUT_OFF=1 exec unshare -n sh "$0" "$@"
fi

rm -rf "$1"
mkdir -p "$1"
work=$(cd "$1" && pwd -P)
passed=0 failed=0

check() {
  name=$1; shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1)); echo "ok    $name"
  else
    failed=$((failed + 1)); echo "FAIL  $name"; printf '%s\n' "$output" | tail -n 30
  fi
}

mkdir "$work/copy" "$work/home"
tar -cf - --exclude=./build --exclude=./.git . | (cd "$work/copy" && tar -xf -)
cat >"$work/config.lua" <<END
rocks_servers = {}
rocks_provided = {
  lpeg = "1.0.2-1", argparse = "0.7.1-1", luafilesystem = "1.8.0-1", ["lua-cjson"] = "2.1.0.6-1",
}
END
export HOME="$work/home" LUAROCKS_CONFIG="$work/config.lua"
unset LUA_PATH LUA_CPATH LUA_PATH_5_4 LUA_CPATH_5_4 LUA_INIT LUA_INIT_5_4
cd "$work/copy" || exit 1

first=$work/tree second=$work/second
# The tree's own modules first; the libraries that the system provides after them.
paths="package.path='$second/share/lua/5.4/?.lua;$second/share/lua/5.4/?/init.lua;'..package.path \
package.cpath='$second/lib/lua/5.4/?.so;'..package.cpath"

inside() {
  found=$($LUA -e "$paths" -e "print((assert(package.searchpath('$1', package[$2]))))") || return 1
  case $found in "$second"/*) ;; *) echo "$1 would be loaded from $found"; return 1 ;; esac
}

data_inside() {
  $LUA -e "$paths" -e "
    local data = require 'docket.data'
    assert(data.root == '$second/share/lua/5.4/docket/', data.root)
    assert(io.open(data.path 'words/en/months.txt')):close()"
}

# The listing is invented; it holds one sentence handed down and one charge.
cat >"$work/news.txt" <<'END'
A court in Almaty on April 7, 2021 sentenced activist Adil Serikov to five years in prison for fraud.
Police charged Dana Omarova with bribery on April 9, 2021.
END
extracts() {
  cd "$work" || return 1
  "$second/bin/docket" extract news.txt >records.ndjson || return 1
  grep -q '"kind":"sentence".*"P5Y"' records.ndjson && grep -q '"kind":"charge"' records.ndjson
}
indexes() {
  cd "$work" || return 1
  "$second/bin/docket" index news.txt -d cases.db && "$second/bin/docket" search Serikov -d cases.db | grep -q .
}
reads_pages() {
  cd "$work" || return 1
  { echo '<!DOCTYPE html><title>News</title><article><h1>Activist jailed for fraud</h1><p>'
    cat news.txt; echo '</p></article>'; } >page.html
  zip -q pages.zip page.html && "$second/bin/docket" extract --kind sentence page.html pages.zip | grep -c '"P5Y"' | grep -q 2
}
gone() {
  [ ! -e "$second/bin/docket" ] && [ -z "$(find "$second/share" "$second/lib/lua" -path '*docket*' -type f 2>/dev/null)" ]
}
made_and_installed() {
  make -s install PREFIX="$work/installed" && mv lua lua.away
  (cd "$work" && installed/bin/docket extract news.txt | grep -q '"P5Y"')
  status=$?
  mv lua.away lua
  return $status
}
staged() {
  make -s install DESTDIR="$work/staged" PREFIX=/opt/docket &&
  [ -x "$work/staged/opt/docket/bin/docket" ] &&
  [ -f "$work/staged/opt/docket/share/lua/5.4/docket/words/en/months.txt" ] &&
  make -s uninstall DESTDIR="$work/staged" PREFIX=/opt/docket &&
  [ -z "$(find "$work/staged" -type f)" ]
}

check "rock: lint" $LUAROCKS lint rockspec/docket-scm-1.rockspec
check "rock: make" $LUAROCKS make --tree "$first" rockspec/docket-scm-1.rockspec
check "rock: pack" $LUAROCKS pack --tree "$first" docket
check "rock: install the pack" $LUAROCKS install --tree "$second" docket-scm-1.linux-*.rock
# Nothing of the checkout may help the installed copy.
mv "$work/copy/lua" "$work/copy/lua.away"
check "rock: docket loads from the tree" inside docket "'path'"
check "rock: docket.core loads from the tree" inside docket.core "'cpath'"
check "rock: docket.core.index loads from the tree" inside docket.core.index "'cpath'"
check "rock: docket.core.markup loads from the tree" inside docket.core.markup "'cpath'"
check "rock: docket.core.archive loads from the tree" inside docket.core.archive "'cpath'"
check "rock: data files lie beside the modules" data_inside
check "rock: the installed command tells its version" "$second/bin/docket" --version
check "rock: the installed command extracts" extracts
check "rock: the installed command indexes and searches" indexes
check "rock: the installed command reads pages and archives" reads_pages
mv "$work/copy/lua.away" "$work/copy/lua"
check "rock: remove" $LUAROCKS remove --tree "$second" docket
check "rock: nothing is left" gone
check "make install: the installed command extracts" made_and_installed
check "make install: DESTDIR is honoured, and uninstall leaves nothing" staged

echo "packaging: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
