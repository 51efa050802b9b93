/*
** archive_bind_test.c - the binding of archives with memory that runs out.
**
** As bind_oom_test.c: from the k-th allocation on all fail, and closing the state must give
** back every byte, of Lua's and of the archive's.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "failing_memory.h"

int luaopen_docket_core_archive (lua_State *L);

static const char script[] =
    "local archive, warc, path = ...\n"
    "local n = 0\n"
    "local function read(reader)\n"
    "  for entry in reader.next, reader do n = n + #(reader:payload() or '') end\n"
    "  reader:problems()\n"
    "end\n"
    "read(archive.parse(warc, { digests = false }))\n"
    "local pieces = { warc:sub(1, 100), warc:sub(101) }\n"
    "local reader <close> = archive.open(function() return table.remove(pieces, 1) end)\n"
    "read(reader)\n"
    "local none, message = archive.open(path)\n"
    "local ok, problem = pcall(archive.open, function() error 'mine' end)\n"
    "return n, message, tostring(reader), problem\n";

static const char warc[] =
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://bell.example/\r\n"
    "WARC-Block-Digest: sha1:00\r\nContent-Length: 56\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nA court.\n\n\n\n\r\n\r\n"
    "junk\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\nEnd\r\n\r\n";

static int open_module (lua_State *L) {
  luaL_requiref(L, "docket.core.archive", luaopen_docket_core_archive, 0);
  return 1;
}

/* Run the script once, loading included. Returns the status of lua_pcall, or -1. */
static int run (memory *m, size_t fail_from, const char *path) {
  lua_State *L = lua_newstate(resize, m);
  int status;
  if (L == NULL)
    return -1;
  luaL_openlibs(L);
  if (luaL_loadstring(L, script) != LUA_OK) {
    lua_close(L);
    return -1;
  }
  lua_pushcfunction(L, open_module);
  m->calls = 0;
  m->fail_from = fail_from;
  status = lua_pcall(L, 0, 1, 0);
  m->fail_from = 0;
  if (status == LUA_OK) {
    lua_pushlstring(L, warc, sizeof warc - 1);
    lua_pushstring(L, path);
    m->fail_from = fail_from;
    status = lua_pcall(L, 3, 4, 0);
    m->fail_from = 0;
  }
  lua_close(L);
  return status;
}

int main (int argc, char **argv) {
  size_t k, leaks = 0, wrong = 0;
  int status = LUA_ERRMEM;
  (void)argc;
  for (k = 1; status != LUA_OK && k < 100000; k++) {
    memory m = { 0, 0, 0 };
    status = run(&m, k, argv[0]); /* this program: a file, and no archive */
    leaks += m.live != 0;
    wrong += status != LUA_OK && status != LUA_ERRMEM && status != LUA_ERRRUN;
  }
  wrong += status != LUA_OK;
  printf("archive binding: %lu failing runs, %lu leaks\n", (unsigned long)k - 2,
         (unsigned long)leaks);
  return leaks + wrong > 0;
}
