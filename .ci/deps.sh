#!/bin/sh
# Installs what docket needs to be built and tested, and only what is missing.
#
# Debian and its kin are set up outright (as root, or through sudo).  Where another
# package manager rules, its command is run if that is possible without a question, and
# printed if not.  Anywhere else the list says what to install by hand.
set -eu

debian="gcc libc6-dev make pkg-config lua5.4 liblua5.4-dev lua-lpeg lua-argparse lua-filesystem \
lua-cjson lua-busted lua-check luarocks libsqlite3-dev libutf8proc-dev libxml2-dev zlib1g-dev \
libarchive-dev clang clang-format unzip zip"
fedora="gcc make pkgconf-pkg-config lua lua-devel lua-lpeg lua-argparse lua-filesystem lua-cjson \
lua-busted luarocks sqlite-devel utf8proc-devel libxml2-devel zlib-devel libarchive-devel clang clang-tools-extra libasan libubsan unzip zip"
arch="gcc make pkgconf lua54 lua54-lpeg lua54-argparse lua54-filesystem lua54-cjson busted \
luacheck luarocks sqlite libutf8proc libxml2 zlib libarchive clang unzip zip"
alpine="gcc musl-dev make pkgconf lua5.4 lua5.4-dev lua5.4-lpeg lua5.4-argparse \
lua5.4-filesystem lua5.4-cjson lua5.4-busted luacheck luarocks sqlite-dev utf8proc-dev libxml2-dev zlib-dev libarchive-dev \
clang clang-extra-tools unzip zip"
homebrew="lua luarocks sqlite utf8proc libxml2 zlib libarchive pkg-config clang-format"
rocks="lpeg argparse luafilesystem lua-cjson busted luacheck"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "deps: this needs root; run as root: $*" >&2
    exit 1
  fi
}

debian_missing() {
  for package in $debian; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || :) in
      installed) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

if command -v apt-get >/dev/null 2>&1; then
  missing=$(debian_missing)
  [ -z "$missing" ] && exit 0
  echo "deps: installing $missing"
  # Old lists name files that are gone; without a network the lists at hand may do.
  as_root apt-get update -qq || echo "deps: apt-get update failed; trying the lists at hand" >&2
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
      echo "deps: could not install; install these packages and run make again: $missing" >&2
      exit 1
    }
  exit 0
fi

# Elsewhere: nothing to do where the tools are there already.
present() {
  for tool in "${CC:-cc}" "${LUA:-lua5.4}" luacheck luarocks clang-format; do
    command -v "$tool" >/dev/null 2>&1 || return 1
  done
  "${LUA:-lua5.4}" -e 'require "lpeg" require "argparse" require "lfs" require "cjson"' 2>/dev/null
}
present && exit 0

if command -v dnf >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  as_root dnf install -y $fedora
  echo "deps: Fedora has no luacheck: run  luarocks install luacheck" >&2
  echo "deps: Fedora calls the interpreter lua: run  make LUA=lua" >&2
elif command -v pacman >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  as_root pacman -S --needed --noconfirm $arch
elif command -v apk >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  as_root apk add $alpine
elif command -v brew >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  brew install $homebrew
  for rock in $rocks; do luarocks install "$rock"; done
  echo "deps: Homebrew calls the interpreter lua: run  make LUA=lua BUSTED=busted" >&2
else
  cat >&2 <<END
deps: no package manager that is known here.  Install by hand, then run make again:
  a C11 compiler and make, pkg-config
  Lua 5.4 with its headers, LuaRocks
  SQLite 3.37 or later with FTS5, and its headers
  utf8proc, libxml2, zlib and libarchive with their headers
  the rocks $rocks
  clang and clang-format (for make lint)
END
  exit 1
fi
