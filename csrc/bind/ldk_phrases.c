/*
** ldk_phrases.c - matchers of phrases, as LPeg's match-time captures call them.
*/
#include <string.h>

#include "dk_phrases.h"
#include "ldk.h"

#define LDK_PHRASES "docket.phrases"

typedef struct ldk_Phrases {
  dk_phrases *phrases; /* NULL: closed */
} ldk_Phrases;

static int phrases_close (lua_State *L) {
  ldk_Phrases *ud = luaL_checkudata(L, 1, LDK_PHRASES);
  dk_phrases_free(ud->phrases);
  ud->phrases = NULL;
  return 0;
}

static void add (lua_State *L, dk_phrases *phrases, const char *phrase, size_t len,
                 lua_Unsigned id) {
  dk_status status =
      id <= UINT32_MAX ? dk_phrases_add(phrases, phrase, len, (uint32_t)id) : DK_ETOOBIG;
  if (status == DK_ENOMEM)
    luaL_error(L, "not enough memory");
  if (status != DK_OK)
    luaL_error(L, "phrases: a phrase is too long");
}

/* All phrases of "a|b c". */
static void add_text (lua_State *L, dk_phrases *phrases) {
  size_t len;
  const char *text = lua_tolstring(L, 1, &len), *end = text + len;
  for (;;) {
    const char *mark = memchr(text, '|', (size_t)(end - text));
    add(L, phrases, text, (size_t)((mark != NULL ? mark : end) - text), 1);
    if (mark == NULL)
      return;
    text = mark + 1;
  }
}

/* All keys of the table; their values go into the table at 'values', by number. */
static void add_table (lua_State *L, dk_phrases *phrases, int values) {
  lua_Integer id = 0;
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    size_t len;
    const char *phrase;
    luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 1, "phrases must be strings");
    phrase = lua_tolstring(L, -2, &len);
    lua_rawseti(L, values, ++id);
    add(L, phrases, phrase, len, (lua_Unsigned)id);
  }
}

/*
** The matcher: (text, position) -> end | nothing. Upvalue: the phrases' userdata. The text
** is folded; 'position' is the second byte of what is looked at, as the first one has been
** seen to open a phrase.
*/
static int match (lua_State *L) {
  const ldk_Phrases *ud = lua_touserdata(L, lua_upvalueindex(1));
  size_t len, end;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer position = luaL_checkinteger(L, 2);
  uint32_t id;
  if (ud->phrases == NULL || position < 2 || (lua_Unsigned)position > (lua_Unsigned)len + 1)
    return 0;
  end = dk_phrases_match(ud->phrases, text, len, (size_t)position - 2, &id);
  if (end == 0)
    return 0;
  lua_pushinteger(L, (lua_Integer)end + 1);
  return 1;
}

/* (text) -> the value of the phrase that the text begins with, or nothing. Upvalues: the
** phrases' userdata, the values by number. */
static int value (lua_State *L) {
  const ldk_Phrases *ud = lua_touserdata(L, lua_upvalueindex(1));
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  uint32_t id;
  if (ud->phrases == NULL || dk_phrases_match(ud->phrases, text, len, 0, &id) == 0)
    return 0;
  lua_rawgeti(L, lua_upvalueindex(2), (lua_Integer)id);
  return 1;
}

/* docket.core.phrases(text | { [phrase] = value, ... }) -> matcher, bytes [, value_of] */
int ldk_phrases (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  ldk_Phrases *ud;
  char openers[256];
  luaL_argexpected(L, lua_type(L, 1) == LUA_TSTRING || lua_istable(L, 1), 1,
                   "string or table");
  lua_settop(L, 1);
  ud = lua_newuserdatauv(L, sizeof *ud, 0);
  ud->phrases = NULL;
  luaL_setmetatable(L, LDK_PHRASES);
  ud->phrases = dk_phrases_new(&mem);
  if (ud->phrases == NULL)
    return luaL_error(L, "not enough memory");
  if (lua_istable(L, 1)) {
    lua_newtable(L);
    add_table(L, ud->phrases, 3);
    lua_pushvalue(L, 2);
    lua_insert(L, -2);
    lua_pushcclosure(L, value, 2);
  } else {
    add_text(L, ud->phrases);
    lua_pushnil(L);
  }
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, match, 1);
  lua_pushlstring(L, openers, dk_phrases_openers(ud->phrases, openers));
  lua_rotate(L, 3, -1);
  return 3;
}

static const luaL_Reg phrases_metamethods[] = { { "__gc", phrases_close }, { NULL, NULL } };
static const luaL_Reg no_methods[] = { { NULL, NULL } };

void ldk_phrases_types (lua_State *L) {
  ldk_new_type(L, LDK_PHRASES, phrases_metamethods, no_methods);
}
