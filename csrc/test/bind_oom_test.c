/*
** bind_oom_test.c - the binding with memory that runs out.
**
** A Lua state has an allocator of its own, in which from the k-th allocation on, within
** the part under test, all fail: Lua collects and tries again after a single failure, so
** failing once would test next to nothing. Whatever happens, closing the state must give
** back every byte, of Lua's and of the core's, since both use this allocator.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "failing_memory.h"

int luaopen_docket_core (lua_State *L);

static const char script[] =
    "local core, page, path = ...\n"
    "local profile = core.profile { abbreviations = { '[titles]', 'Mr.', 'Gen.' }, byline = { "
    "'by' } }\n"
    "local triggers = core.triggers { court = 1, ['<capital>'] = 2, ['<digit>'] = 3 }\n"
    "local document = core.parse(page, profile, { source = 'page' })\n"
    "local n = document:problems()\n"
    "for i = 1, #document do\n"
    "  local article = document:article(i)\n"
    "  article:text(); article:blocks(); article:segments(); article:tokens()\n"
    "  article:folded(); article:scan(triggers); article:fingerprint(); article:close()\n"
    "end\n"
    "local kept = document:article(1)\n"
    "local plan = core.plan { triggers = core.triggers { sentenced = 1, jail = 2 }, rules = "
    "4,\n"
    "  phases = { 1 | 8, 2 | 16 }, items = { { 1, 3 }, {}, {}, { 2, 1 }, {}, {} },\n"
    "  opens = { [''] = { 1 }, court = { 2 }, ['<digit:2>'] = { 2 } },\n"
    "  between = { [''] = { 1, 2 } }, follows = { [''] = { 1 }, ['<mark:,>'] = { 2 } } }\n"
    "kept:candidates(plan)\n"
    "plan:tries('a court sentenced', { 9, 1 })\n"
    "core.tokens(core.mask('a court', { { type = 'x', first = 1, last = 1 } }, { x = '\\1' "
    "}))\n"
    "local phrases, _, value_of = core.phrases { ['found guilty'] = 1, jailed = 2 }\n"
    "phrases('jailed', 2); value_of 'jailed'; core.phrases 'one|two'\n"
    "core.sha256_of { 'one', 'two' }\n"
    "core.read_list('One = 1\\nTwo\\n-one\\n', {}, {})\n"
    "core.tally({ { 'court', 'jail' }, { 'court' } }):count(core.spaced('a court'))\n"
    "document:close()\n"
    "local opened = core.open(path, profile)\n"
    "opened:sha256()\n"
    "local missing, message, code = core.open('/no/such/file')\n"
    "local whole <close> = core.parse('A court.', nil, { format = 'text' })\n"
    "return #kept:segments(), tostring(opened), code\n";

static const char page[] =
    "* RUDA \xE2\x80\x94 A court has sentenced Mr. Jan Oll to 2 years.\xFF\n\n  He was "
    "late.\n\n"
    "* Gen. Ask was detained in Ruda.\n\n  He said so himself in court.\n";

/* Run the script once. Returns the status of lua_pcall, or -1 if there is no state. */
static int run (memory *m, size_t fail_from, const char *path) {
  lua_State *L = lua_newstate(resize, m);
  int status;
  if (L == NULL)
    return -1;
  luaL_openlibs(L);
  luaL_requiref(L, "docket.core", luaopen_docket_core, 0);
  if (luaL_loadstring(L, script) != LUA_OK) {
    lua_close(L);
    return -1;
  }
  lua_insert(L, -2);
  lua_pushlstring(L, page, sizeof page - 1);
  lua_pushstring(L, path);
  m->calls = 0;
  m->fail_from = fail_from;
  status = lua_pcall(L, 3, 3, 0);
  m->fail_from = 0;
  lua_close(L);
  return status;
}

/* Loading the module itself, with memory that runs out. */
static int open_module (lua_State *L) {
  luaL_requiref(L, "docket.core", luaopen_docket_core, 0);
  return 0;
}

static int run_open (memory *m, size_t fail_from) {
  lua_State *L = lua_newstate(resize, m);
  int status;
  if (L == NULL)
    return -1;
  luaL_checkstack(L, 10, NULL);
  lua_pushcfunction(L, open_module);
  m->calls = 0;
  m->fail_from = fail_from;
  status = lua_pcall(L, 0, 0, 0);
  m->fail_from = 0;
  lua_close(L);
  return status;
}

int main (int argc, char **argv) {
  size_t k, leaks = 0, wrong = 0;
  int status = LUA_ERRMEM;
  (void)argc;
  for (k = 1; status != LUA_OK; k++) {
    memory m = { 0, 0, 0 };
    status = run(&m, k, argv[0]); /* this program: a file, and a binary one */
    leaks += m.live != 0;
    wrong += status != LUA_OK && status != LUA_ERRMEM && status != LUA_ERRRUN;
  }
  printf("binding: %lu failing runs, %lu leaks\n", (unsigned long)k - 2, (unsigned long)leaks);
  status = LUA_ERRMEM;
  for (k = 1; status != LUA_OK; k++) {
    memory m = { 0, 0, 0 };
    status = run_open(&m, k);
    leaks += m.live != 0;
  }
  printf("loading: %lu failing runs, %lu leaks\n", (unsigned long)k - 2, (unsigned long)leaks);
  return leaks + wrong > 0;
}
