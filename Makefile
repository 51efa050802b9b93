# docket: extracts court sentences and charges from news.
# `make help` lists the targets.  Everything that make makes lies under $(BUILD).

BUILD  ?= build

# The interpreter is pinned: a plain `lua` may be 5.1 or 5.3, and `busted` and
# `luarocks` would follow it.
LUA      ?= lua5.4
BUSTED   ?= $(LUA) /usr/bin/busted
LUACHECK ?= luacheck
LUAROCKS ?= luarocks --lua-version=5.4

# Where `make install` puts things; DESTDIR is for those who build packages.
PREFIX   ?= /usr/local
BINDIR   ?= $(PREFIX)/bin
LUA_LDIR ?= $(PREFIX)/share/lua/5.4
LUA_CDIR ?= $(PREFIX)/lib/lua/5.4
INSTALL  ?= install

PKG_CONFIG ?= pkg-config
CFLAGS     ?= -O2 -g
# Each library may be given by hand where pkg-config does not know it.
pkg = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null || echo $(3))
ifndef LUA_CFLAGS
LUA_CFLAGS := $(call pkg,--cflags,lua5.4,$(call pkg,--cflags,lua-5.4,$(call pkg,--cflags,lua)))
endif
ifndef LUA_LIBS
LUA_LIBS := $(call pkg,--libs,lua5.4,$(call pkg,--libs,lua-5.4,-llua5.4))
endif
ifndef UTF8PROC_LIBS
UTF8PROC_CFLAGS := $(call pkg,--cflags,libutf8proc)
UTF8PROC_LIBS   := $(call pkg,--libs,libutf8proc,-lutf8proc)
endif
ifndef SQLITE_LIBS
SQLITE_CFLAGS := $(call pkg,--cflags,sqlite3)
SQLITE_LIBS   := $(call pkg,--libs,sqlite3,-lsqlite3)
endif
ifndef XML_LIBS
XML_CFLAGS := $(call pkg,--cflags,libxml-2.0,-I/usr/include/libxml2)
XML_LIBS   := $(call pkg,--libs,libxml-2.0,-lxml2)
endif
# iconv is in the C library but on macOS.
ifeq ($(shell uname -s),Darwin)
XML_LIBS += -liconv
endif
ifndef ZLIB_LIBS
ZLIB_CFLAGS := $(call pkg,--cflags,zlib)
ZLIB_LIBS   := $(call pkg,--libs,zlib,-lz)
endif
ifndef ARCHIVE_LIBS
ARCHIVE_CFLAGS := $(call pkg,--cflags,libarchive)
ARCHIVE_LIBS   := $(call pkg,--libs,libarchive,-larchive)
endif

# Always added to the user's CFLAGS, never in their place.  WERROR and SANITIZE are
# for the targets below.
CWARN = -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
        -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wundef \
        -Wno-overlength-strings
CALL  = $(CWARN) $(WERROR) -D_POSIX_C_SOURCE=200809L -fvisibility=hidden -fPIC $(SANITIZE) \
        -Icsrc/core -Icsrc/markup -Icsrc/archive -Icsrc/index -Icsrc/bind -MMD -MP
LIBRARY_CFLAGS = $(UTF8PROC_CFLAGS) $(SQLITE_CFLAGS) $(XML_CFLAGS) $(ZLIB_CFLAGS) \
                 $(ARCHIVE_CFLAGS) $(LUA_CFLAGS)

# A module takes Lua's symbols from the program that loads it; macOS wants to be told.
ifeq ($(shell uname -s),Darwin)
SHARED = -bundle -undefined dynamic_lookup
else
SHARED = -shared
endif

core_src    = $(wildcard csrc/core/*.c)
markup_src  = $(wildcard csrc/markup/*.c)
archive_src = $(wildcard csrc/archive/*.c)
index_src   = $(wildcard csrc/index/*.c)
# What markup and archive share with the core: units that need no other.
shared_src  = csrc/core/dk_mem.c csrc/core/dk_bytes.c csrc/core/dk_utf8.c csrc/core/dk_sha256.c csrc/core/dk_look.c
# The index compares sketches that the core makes.
index_shared_src = csrc/core/dk_sketch.c
bind_src    = $(wildcard csrc/bind/ldk_$(1)*.c) csrc/bind/ldk_aux.c
bind_core_src  = $(filter-out csrc/bind/ldk_index%.c csrc/bind/ldk_markup%.c csrc/bind/ldk_archive%.c, \
                   $(wildcard csrc/bind/ldk_*.c))
test_src      := $(if $(wildcard csrc/test/*.c),$(shell grep -lw '^int main' csrc/test/*.c))
test_help      = $(filter-out $(test_src),$(wildcard csrc/test/*.c))
c_files        = $(wildcard csrc/*/*.c csrc/*/*.h)

objects = $(patsubst csrc/%.c,$(BUILD)/obj/%.o,$(1))

# A module for each library, so that it is loaded by those alone who use it.
core_so    = $(BUILD)/lib/docket/core.so
markup_so  = $(BUILD)/lib/docket/core/markup.so
archive_so = $(BUILD)/lib/docket/core/archive.so
index_so   = $(BUILD)/lib/docket/core/index.so
modules_so = $(core_so) $(if $(markup_src),$(markup_so)) $(if $(archive_src),$(archive_so)) $(index_so)
programs = $(patsubst csrc/test/%.c,$(BUILD)/test/%,$(test_src))

.PHONY: all
all: modules $(programs)

.PHONY: modules
modules: $(modules_so) $(BUILD)/docket

$(BUILD)/obj/%.o: csrc/%.c
	@mkdir -p $(@D)
	$(CC) $(CALL) $(LIBRARY_CFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Written beside and renamed: a program that has the old one open keeps it.
define link_module
@mkdir -p $(@D)
$(CC) $(SHARED) $(SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@.new $^ $(1)
@mv -f $@.new $@
endef

$(core_so): $(call objects,$(core_src) $(bind_core_src))
	$(call link_module,$(UTF8PROC_LIBS))

$(markup_so): $(call objects,$(markup_src) $(shared_src) $(call bind_src,markup))
	$(call link_module,$(XML_LIBS) $(UTF8PROC_LIBS) -lm)

$(archive_so): $(call objects,$(archive_src) $(shared_src) $(call bind_src,archive))
	$(call link_module,$(ARCHIVE_LIBS) $(ZLIB_LIBS) $(UTF8PROC_LIBS))

$(index_so): $(call objects,$(index_src) $(index_shared_src) $(call bind_src,index))
	$(call link_module,$(SQLITE_LIBS) -lpthread)

# Each file of csrc/test that has a main is a program, linked with the other files there.
# Those about the index are named for it; the rest must do without SQLite.
index_programs = $(BUILD)/test/index_% $(BUILD)/test/plain_%
$(filter $(index_programs),$(programs)): $(call objects,$(core_src) $(index_src))
# Those about markup and archives likewise, each with its library alone.
markup_programs = $(BUILD)/test/markup_%
$(filter $(markup_programs),$(programs)): $(call objects,$(markup_src))
archive_programs = $(BUILD)/test/archive_%
$(filter $(archive_programs),$(programs)): $(call objects,$(archive_src))
# Of these, the ones about their binding want a Lua as well.
archive_bind_programs = $(BUILD)/test/archive_bind_%
$(filter $(archive_bind_programs),$(programs)): $(call objects,$(call bind_src,archive))
# Those about the binding are named for it, and bring a Lua of their own.
bind_markup_programs = $(BUILD)/test/bind_markup_%
$(filter $(bind_markup_programs),$(programs)): $(call objects,$(markup_src) $(call bind_src,markup))
bind_programs = $(BUILD)/test/bind_%
$(filter $(bind_programs),$(programs)): $(call objects,$(bind_core_src))
$(programs): $(BUILD)/test/%: $(BUILD)/obj/test/%.o $(call objects,$(test_help) $(core_src))
	@mkdir -p $(@D)
	$(CC) $(SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@ $(sort $^) $(UTF8PROC_LIBS) \
	  $(if $(filter $(index_programs),$@),$(SQLITE_LIBS)) \
	  $(if $(filter $(markup_programs) $(bind_markup_programs),$@),$(XML_LIBS)) \
	  $(if $(filter $(archive_programs),$@),$(ARCHIVE_LIBS) $(ZLIB_LIBS)) \
	  $(if $(filter $(bind_programs) $(archive_bind_programs),$@),$(LUA_LIBS)) -lpthread -lm

.PRECIOUS: $(BUILD)/obj/%.o

# From the build folder up to the checkout.
up := $(shell echo $(BUILD) | sed 's,[^/][^/]*,..,g')

$(BUILD)/docket: Makefile
	@mkdir -p $(@D)
	@{ echo '#!/bin/sh'; \
	   echo '# Runs docket from the checkout that this file stands in, through links too.'; \
	   echo 'case $$0 in */*) self=$$0 ;; *) self=./$$0 ;; esac'; \
	   echo 'while [ -L "$$self" ]; do'; \
	   echo '  link=$$(readlink "$$self")'; \
	   echo '  case $$link in /*) self=$$link ;; *) self=$${self%/*}/$$link ;; esac'; \
	   echo 'done'; \
	   echo 'here=$$(CDPATH= cd -- "$${self%/*}/$(up)" && pwd -P)'; \
	   echo 'LUA_PATH_5_4="$$here/lua/?.lua;$$here/lua/?/init.lua;$${LUA_PATH_5_4:-$${LUA_PATH:-;}}"'; \
	   echo 'LUA_CPATH_5_4="$$here/$(BUILD)/lib/?.so;$${LUA_CPATH_5_4:-$${LUA_CPATH:-;}}"'; \
	   echo 'export LUA_PATH_5_4 LUA_CPATH_5_4'; \
	   echo 'exec $(LUA) "$$here/lua/docket/cli/docket.lua" "$$@"'; \
	 } >$@.new
	@chmod +x $@.new && mv -f $@.new $@

-include $(wildcard $(BUILD)/obj/*/*.d)

# Setting up ---------------------------------------------------------------------------

.PHONY: deps
deps: ## install what is missing to build and test (asks for root only when needed)
	@sh .ci/deps.sh

.PHONY: demo
demo: deps ## build, then extract, index and search an invented listing
	@$(MAKE) --no-print-directory modules
	@sh .ci/demo.sh $(BUILD)

# Testing ------------------------------------------------------------------------------

lua_run = LUA_PATH="lua/?.lua;lua/?/init.lua;;" LUA_CPATH="$(BUILD)/lib/?.so;;"

.PHONY: test
test: deps ## everything: lint, C tests, specs, sanitizers, the rock
	@MAKE="$(MAKE)" BUILD="$(BUILD)" LUA="$(LUA)" sh .ci/test.sh

.PHONY: spec
spec: all ## the specs alone (SPEC=spec/cli for some of them)
	@$(lua_run) DOCKET=$(BUILD)/docket $(BUSTED) -o plainTerminal $(or $(SPEC),spec)

.PHONY: ctest
ctest: all ## the C unit tests alone
	@for program in $(filter %_test,$(programs)); do echo $$program; ./$$program || exit 1; done

sanitizers = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

.PHONY: asan
asan: ## C tests and specs under address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS="-O1 -g" SANITIZE="$(sanitizers)" all
	@sh .ci/asan.sh $(BUILD)/asan "$(CC)" "$(LUA)" "$(BUSTED)"

.PHONY: lint
lint: ## warnings are errors with gcc and clang; luacheck; format; layers
	@MAKE="$(MAKE)" BUILD="$(BUILD)" LUACHECK="$(LUACHECK)" sh .ci/lint.sh

.PHONY: format
format: ## lay out the C sources
	clang-format -i $(c_files)

.PHONY: packaging
packaging: ## prove the rock: lint, make, pack, install, load, remove, without a network
	@LUA="$(LUA)" LUAROCKS="$(LUAROCKS)" sh .ci/packaging.sh $(BUILD)/packaging

.PHONY: rockspec
rockspec: ## write the file lists of the rockspec anew
	@$(LUA) .ci/rockspec.lua

.PHONY: bench
bench: all ## speed and memory, in one table
	@$(lua_run) DOCKET=$(BUILD)/docket BUILD=$(BUILD) $(LUA) spec/bench/run.lua

# Installing ---------------------------------------------------------------------------

# Data files lie beside the modules: lua/docket/data.lua finds them from its own place.
.PHONY: install
install: modules ## install under PREFIX (DESTDIR, BINDIR, LUA_LDIR, LUA_CDIR)
	@find lua/docket -type f \( -name '*.lua' -o -name '*.txt' -o -name '*.html' -o -name '*.css' \) \
	  | grep -v '^lua/docket/meta/' | while read -r file; do \
	    $(INSTALL) -D -m 644 "$$file" "$(DESTDIR)$(LUA_LDIR)/$${file#lua/}" || exit 1; \
	  done
	@for file in $(modules_so:$(BUILD)/lib/%=%); do \
	  $(INSTALL) -D -m 755 "$(BUILD)/lib/$$file" "$(DESTDIR)$(LUA_CDIR)/$$file" || exit 1; \
	done
	@mkdir -p "$(DESTDIR)$(BINDIR)"
	@{ echo '#!/usr/bin/env $(LUA)'; \
	   echo 'package.path = "$(LUA_LDIR)/?.lua;$(LUA_LDIR)/?/init.lua;" .. package.path'; \
	   echo 'package.cpath = "$(LUA_CDIR)/?.so;" .. package.cpath'; \
	   sed 1d lua/docket/cli/docket.lua; } >"$(DESTDIR)$(BINDIR)/docket"
	@chmod 755 "$(DESTDIR)$(BINDIR)/docket"
	@echo "installed $(DESTDIR)$(BINDIR)/docket"

.PHONY: uninstall
uninstall: ## remove what install put there
	rm -rf "$(DESTDIR)$(LUA_LDIR)/docket" "$(DESTDIR)$(LUA_CDIR)/docket" "$(DESTDIR)$(BINDIR)/docket"

.PHONY: clean
clean: ## remove everything that was made
	rm -rf $(BUILD)

.PHONY: help
help: ## this list
	@echo "make            build the modules and build/docket"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do \
	  printf 'make %-10s %s\n' "$$name" "$$text"; done
