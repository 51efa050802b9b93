/*
** ldk_trigger.c - triggers, and scanning an article for them.
*/
#include <limits.h>

#include "ldk.h"

static int triggers_close (lua_State *L) {
  ldk_Triggers *ud = luaL_checkudata(L, 1, LDK_TRIGGERS);
  dk_triggers_free(ud->triggers);
  ud->triggers = NULL;
  return 0;
}

/* Add the pair at the top of the stack: word, number. */
static void add_pair (lua_State *L, dk_triggers *triggers) {
  size_t len;
  const char *word;
  lua_Integer id;
  int is_integer;
  luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 1, "words must be strings");
  word = lua_tolstring(L, -2, &len);
  id = lua_tointegerx(L, -1, &is_integer);
  if (!is_integer || id < 0 || (lua_Unsigned)id > UINT32_MAX)
    luaL_error(L, "triggers: the number of '%s' must be an integer from 0 to 2^32 - 1", word);
  switch (dk_triggers_add(triggers, word, len, (uint32_t)id)) {
  case DK_OK: break;
  case DK_ENOMEM: luaL_error(L, "not enough memory"); break;
  case DK_ETOOBIG: luaL_error(L, "triggers: '%s' is too long for a word", word); break;
  default:
    luaL_error(L, "triggers: '%s' is not one word (letters, digits, inner apostrophes)", word);
  }
}

/* docket.core.triggers{ [word] = number, ... } -> triggers */
int ldk_triggers (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  ldk_Triggers *ud;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  ud = lua_newuserdatauv(L, sizeof *ud, 0);
  ud->triggers = NULL;
  luaL_setmetatable(L, LDK_TRIGGERS);
  ud->triggers = dk_triggers_new(&mem);
  if (ud->triggers == NULL)
    return luaL_error(L, "not enough memory");
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    add_pair(L, ud->triggers);
    lua_pop(L, 1);
  }
  return 1;
}

/* The hits of one scan, in a userdata so that no error can leak them. */
typedef struct ldk_Hits {
  dk_hits hits;
  dk_mem mem;
} ldk_Hits;

#define LDK_HITS "docket.hits"

static int hits_close (lua_State *L) {
  ldk_Hits *ud = luaL_checkudata(L, 1, LDK_HITS);
  dk_hits_clear(&ud->hits, &ud->mem);
  return 0;
}

static void push_hits (lua_State *L, const dk_hits *hits) {
  size_t i;
  lua_createtable(L, (int)(hits->n < INT_MAX / 3 ? 3 * hits->n : INT_MAX), 0);
  for (i = 0; i < hits->n; i++) {
    const dk_hit *hit = &hits->items[i];
    ldk_set_integer(L, (lua_Integer)(3 * i + 1), (lua_Integer)hit->start + 1);
    ldk_set_integer(L, (lua_Integer)(3 * i + 2), (lua_Integer)hit->id);
    ldk_set_integer(L, (lua_Integer)(3 * i + 3), (lua_Integer)hit->segment + 1);
  }
}

/* article:scan(triggers) -> { first, id, segment, first, id, segment, ... } */
int ldk_article_scan (lua_State *L) {
  ldk_Article *article = ldk_check_article(L, 1);
  ldk_Triggers *triggers = luaL_checkudata(L, 2, LDK_TRIGGERS);
  ldk_Hits *ud;
  luaL_argcheck(L, triggers->triggers != NULL, 2, "triggers are closed");
  lua_settop(L, 2);
  ud = lua_newuserdatauv(L, sizeof *ud, 0);
  ud->hits.items = NULL;
  ud->hits.n = ud->hits.cap = 0;
  ud->mem = ldk_mem(L);
  luaL_setmetatable(L, LDK_HITS);
  if (dk_article_scan(article->article, triggers->triggers, &ud->hits, &ud->mem) != DK_OK)
    return luaL_error(L, "not enough memory");
  push_hits(L, &ud->hits);
  dk_hits_clear(&ud->hits, &ud->mem); /* now rather than at some later collection */
  return 1;
}

static const luaL_Reg triggers_metamethods[] = { { "__gc", triggers_close }, { NULL, NULL } };
static const luaL_Reg hits_metamethods[] = { { "__gc", hits_close }, { NULL, NULL } };
static const luaL_Reg no_methods[] = { { NULL, NULL } };

void ldk_trigger_types (lua_State *L) {
  ldk_new_type(L, LDK_TRIGGERS, triggers_metamethods, no_methods);
  ldk_new_type(L, LDK_HITS, hits_metamethods, no_methods);
}
