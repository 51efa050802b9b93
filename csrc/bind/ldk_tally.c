/*
** ldk_tally.c - counting the words of a text by the lists that they stand in.
*/
#include <limits.h>
#include <string.h>

#include "dk_tally.h"
#include "ldk.h"

#define LDK_TALLY "docket.tally"

typedef struct ldk_Tally {
  dk_tally *tally; /* NULL: closed */
  lua_Integer n_lists;
  uint32_t counts[1]; /* 'n_lists' of them */
} ldk_Tally;

static int tally_close (lua_State *L) {
  ldk_Tally *ud = luaL_checkudata(L, 1, LDK_TALLY);
  dk_tally_free(ud->tally);
  ud->tally = NULL;
  return 0;
}

/* Add the words of the array at the top of the stack to a list. */
static void add_words (lua_State *L, dk_tally *tally, uint32_t list) {
  lua_Integer i, n;
  luaL_checktype(L, -1, LUA_TTABLE);
  n = luaL_len(L, -1);
  for (i = 1; i <= n; i++) {
    size_t len;
    const char *word;
    dk_status status;
    if (lua_geti(L, -1, i) != LUA_TSTRING)
      luaL_error(L, "tally: a word is a %s, not a string", luaL_typename(L, -1));
    word = lua_tolstring(L, -1, &len);
    status = dk_tally_add(tally, word, len, list);
    if (status == DK_ENOMEM)
      luaL_error(L, "not enough memory");
    if (status != DK_OK)
      luaL_error(L, "tally: '%s' is not one word", word);
    lua_pop(L, 1);
  }
}

/* docket.core.tally{ { word, ... }, ... } -> tally */
int ldk_tally (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  ldk_Tally *ud;
  lua_Integer i, n;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  n = luaL_len(L, 1);
  luaL_argcheck(L, n < INT_MAX / (lua_Integer)sizeof *ud->counts, 1, "too many lists");
  ud = lua_newuserdatauv(L, sizeof *ud + (size_t)n * sizeof *ud->counts, 0);
  ud->tally = NULL;
  ud->n_lists = n;
  luaL_setmetatable(L, LDK_TALLY);
  ud->tally = dk_tally_new((uint32_t)n, &mem);
  if (ud->tally == NULL)
    return luaL_error(L, "not enough memory");
  for (i = 0; i < n; i++) {
    lua_geti(L, 1, i + 1);
    add_words(L, ud->tally, (uint32_t)i);
    lua_pop(L, 1);
  }
  return 1;
}

/* tally:count(text) -> words, { count, ... } by list */
static int tally_count (lua_State *L) {
  ldk_Tally *ud = luaL_checkudata(L, 1, LDK_TALLY);
  size_t len, words;
  const char *text = luaL_checklstring(L, 2, &len);
  lua_Integer i;
  luaL_argcheck(L, ud->tally != NULL, 1, "tally is closed");
  memset(ud->counts, 0, (size_t)ud->n_lists * sizeof *ud->counts);
  words = dk_tally_count(ud->tally, text, len, ud->counts);
  lua_pushinteger(L, (lua_Integer)words);
  lua_createtable(L, (int)ud->n_lists, 0);
  for (i = 0; i < ud->n_lists; i++)
    ldk_set_integer(L, i + 1, ud->counts[i]);
  return 2;
}

/* docket.core.spaced(text) -> text, is it ASCII? */
int ldk_spaced (lua_State *L) {
  size_t len;
  int ascii;
  const char *text = luaL_checklstring(L, 1, &len);
  luaL_Buffer buffer;
  char *out = luaL_buffinitsize(L, &buffer, len);
  luaL_pushresultsize(&buffer, dk_spaced(text, len, out, &ascii));
  lua_pushboolean(L, ascii);
  return 2;
}

static const luaL_Reg tally_metamethods[] = { { "__gc", tally_close }, { NULL, NULL } };
static const luaL_Reg tally_methods[] = { { "count", tally_count }, { NULL, NULL } };

void ldk_tally_types (lua_State *L) {
  ldk_new_type(L, LDK_TALLY, tally_metamethods, tally_methods);
}
