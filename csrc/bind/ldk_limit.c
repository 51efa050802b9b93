/*
** ldk_limit.c - calls with a bound on the memory that they may add.
**
** Rule files come from anybody. A hook can count their instructions, but a single one
** may ask for gigabytes ("x" repeated, a string doubled), so the bound is set where
** memory is given: in the state's allocator, which is exchanged for the call.
*/
#include "ldk.h"

/* Registry key: the state's limiter. It is made once and stays, since whoever asked for
** the allocator during a call may keep it. */
static const char limiter_key = 0;

typedef struct limiter {
  lua_Alloc next; /* the allocator in charge */
  void *ud;
  size_t added; /* bytes since the call began, given back ones not counted below 0 */
  size_t limit; /* bytes; 0: no call is going on */
} limiter;

static void *limited (void *ud, void *block, size_t old_size, size_t new_size) {
  limiter *l = ud;
  size_t old = block != NULL ? old_size : 0; /* without a block it is a type */
  void *result;
  if (l->limit != 0 && new_size > old && new_size - old > l->limit - l->added)
    return NULL; /* Lua collects and asks once more, then raises */
  result = l->next(l->ud, block, old_size, new_size);
  if (result == NULL && new_size != 0)
    return NULL;
  if (new_size > old)
    l->added += l->limit != 0 ? new_size - old : 0;
  else
    l->added -= old - new_size < l->added ? old - new_size : l->added;
  return result;
}

static limiter *limiter_of (lua_State *L) {
  limiter *l;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &limiter_key) == LUA_TUSERDATA) {
    l = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return l;
  }
  lua_pop(L, 1);
  l = lua_newuserdatauv(L, sizeof *l, 0);
  l->next = lua_getallocf(L, &l->ud);
  l->added = l->limit = 0;
  lua_rawsetp(L, LUA_REGISTRYINDEX, &limiter_key);
  return l;
}

/* core.bounded(bytes, f, ...) -> true, results... | false, message. Inside another such
** call the outer one's bound holds. */
int ldk_bounded (lua_State *L) {
  lua_Integer bytes = luaL_checkinteger(L, 1);
  limiter *l;
  int status;
  luaL_argcheck(L, bytes > 0, 1, "a positive number of bytes expected");
  luaL_checkany(L, 2);
  l = limiter_of(L);
  if (l->limit != 0) {
    status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
  } else {
    l->next = lua_getallocf(L, &l->ud);
    l->added = 0;
    l->limit = (size_t)bytes;
    lua_setallocf(L, limited, l);
    status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    l->limit = 0;
    lua_setallocf(L, l->next, l->ud);
  }
  lua_pushboolean(L, status == LUA_OK);
  lua_replace(L, 1); /* the number of bytes is not needed any more */
  return lua_gettop(L);
}
