/*
** bind_markup_test.c - the binding of feeds and encodings with memory that runs out.
**
** As bind_oom_test.c: from the k-th allocation on, all fail; every byte is given back.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "failing_memory.h"

int luaopen_docket_core_markup (lua_State *L);

static const char script[] =
    "local markup, feed_text, bytes = ...\n"
    "local text, name, map, problems = markup.decode(bytes, { kind = 'xml' })\n"
    "assert(#problems == problems.count and map:range(1, #text))\n"
    "markup.decode('a', { kind = 'text' })\n"
    "local nothing, message, code = markup.decode('a', { forced = 'klingon' })\n"
    "local feed = markup.feed(feed_text)\n"
    "feed:about()\n"
    "for number = 1, #feed do\n"
    "  local entry = feed:entry(number)\n"
    "  feed:source(number, 'title', 1, #entry.title)\n"
    "end\n"
    "local address, outer = feed:base(1)\n"
    "return #feed:problems(), name, code\n";

static const char page[] =
    "<rss xml:base='http://a.example/'><channel><title>News</title><item><title>A &amp; b &c"
    "</title><description>&lt;p&gt;Text</description><author>Jan Oll</author></item>\n"
    "<item><title>B</title><guid>2</guid></item></channel></rss>\n";

static const char bytes[] = "<a>\xD1\xF3\xE4 \xE2 \xE3\xEE\xF0\xEE\xE4\xE5 \x98 \x01</a>";

/* Run the script once. Returns the status of lua_pcall, or -1 if there is no state. */
static int run (memory *m, size_t fail_from) {
  lua_State *L = lua_newstate(resize, m);
  int status;
  if (L == NULL)
    return -1;
  luaL_openlibs(L);
  luaL_requiref(L, "docket.core.markup", luaopen_docket_core_markup, 0);
  if (luaL_loadstring(L, script) != LUA_OK) {
    lua_close(L);
    return -1;
  }
  lua_insert(L, -2);
  lua_pushlstring(L, page, sizeof page - 1);
  lua_pushlstring(L, bytes, sizeof bytes - 1);
  m->calls = 0;
  m->fail_from = fail_from;
  status = lua_pcall(L, 3, 3, 0);
  m->fail_from = 0;
  lua_close(L);
  return status;
}

/* Loading the module itself, with memory that runs out. */
static int open_module (lua_State *L) {
  luaL_requiref(L, "docket.core.markup", luaopen_docket_core_markup, 0);
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

int main (void) {
  size_t k, leaks = 0, wrong = 0;
  int status = LUA_ERRMEM;
  for (k = 1; status != LUA_OK; k++) {
    memory m = { 0, 0, 0 };
    status = run(&m, k);
    leaks += m.live != 0;
    wrong += status != LUA_OK && status != LUA_ERRMEM && status != LUA_ERRRUN;
  }
  printf("markup: %lu failing runs, %lu leaks\n", (unsigned long)k - 2, (unsigned long)leaks);
  status = LUA_ERRMEM;
  for (k = 1; status != LUA_OK; k++) {
    memory m = { 0, 0, 0 };
    status = run_open(&m, k);
    leaks += m.live != 0;
  }
  printf("loading: %lu failing runs, %lu leaks\n", (unsigned long)k - 2, (unsigned long)leaks);
  return leaks + wrong > 0;
}
