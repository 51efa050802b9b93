/*
** ldk_markup_encoding.c - texts in other encodings, and the map back to their bytes.
*/
#include <string.h>

#include "dk_encoding.h"
#include "ldk_markup.h"

#define LDK_ENCODING_MAP "docket.encoding_map"

/* User value 1: the string that was decoded, which is read again to map positions. */
typedef struct ldk_EncodingMap {
  dk_decoding *decoding; /* NULL: not made yet */
} ldk_EncodingMap;

static int map_close (lua_State *L) {
  ldk_EncodingMap *ud = luaL_checkudata(L, 1, LDK_ENCODING_MAP);
  dk_decoding_free(ud->decoding);
  ud->decoding = NULL;
  return 0;
}

/* map:range(first, last) -> first, last in the source, 1-based inclusive */
static int map_range (lua_State *L) {
  ldk_EncodingMap *ud = luaL_checkudata(L, 1, LDK_ENCODING_MAP);
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
  dk_range text;
  luaL_argcheck(L, ud->decoding != NULL, 1, "map is closed");
  luaL_argcheck(L, first >= 1, 2, "position expected");
  luaL_argcheck(L, last >= first - 1, 3, "position at or behind the first expected");
  text.start = (size_t)first - 1;
  text.end = (size_t)last;
  text = dk_decoding_source(ud->decoding, text);
  ldk_push_range(L, text.start, text.end);
  return 2;
}

static const luaL_Reg map_metamethods[] = { { "__gc", map_close }, { NULL, NULL } };
static const luaL_Reg map_methods[] = { { "range", map_range }, { NULL, NULL } };

static dk_markup_kind check_kind (lua_State *L, int index) {
  static const char *const names[] = { "text", "html", "xml", NULL };
  int kind;
  lua_getfield(L, index, "kind");
  kind = lua_isnil(L, -1) ? 0 : luaL_checkoption(L, -1, NULL, names);
  lua_pop(L, 1);
  return (dk_markup_kind)kind;
}

/* The string field 'name' of the options, which stay on the stack; NULL if there is none. */
static const char *option (lua_State *L, int index, const char *name) {
  const char *value = NULL;
  if (lua_getfield(L, index, name) == LUA_TSTRING)
    value = lua_tostring(L, -1);
  else if (!lua_isnil(L, -1))
    luaL_error(L, "bad option '%s' to 'decode' (string expected, got %s)", name,
               luaL_typename(L, -1));
  return value; /* left on the stack, and so alive */
}

static void push_problems (lua_State *L, const dk_decoding *decoding) {
  const dk_problem *list;
  size_t listed, i, n = dk_decoding_problems(decoding, &list, &listed);
  lua_createtable(L, (int)listed, 1);
  for (i = 0; i < listed; i++) {
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)list[i].position + 1);
    lua_setfield(L, -2, "position");
    lua_pushstring(L, list[i].code == DK_ENUL ? "ENUL" : "EENCODING");
    lua_setfield(L, -2, "code");
    lua_pushstring(L, list[i].message);
    lua_setfield(L, -2, "message");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushinteger(L, (lua_Integer)n);
  lua_setfield(L, -2, "count");
}

/* markup.decode(bytes, options) -> text, name, map?, problems | nil, message, code */
static int decode (lua_State *L) {
  size_t len, text_len;
  const char *bytes = luaL_checklstring(L, 1, &len), *text;
  dk_mem mem = ldk_mem(L);
  dk_decode_options options = { NULL, NULL, DK_MARKUP_TEXT };
  dk_error error;
  dk_status status;
  ldk_EncodingMap *ud;
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    options.kind = check_kind(L, 2);
    options.declared = option(L, 2, "declared");
    options.forced = option(L, 2, "forced");
  }
  ud = lua_newuserdatauv(L, sizeof *ud, 1);
  ud->decoding = NULL;
  luaL_setmetatable(L, LDK_ENCODING_MAP);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  status = dk_decode(&mem, bytes, len, &options, &ud->decoding, &error);
  if (status == DK_ENOMEM)
    return luaL_error(L, "not enough memory");
  if (status != DK_OK)
    return ldk_fail(L, error.message, "EENCODING");
  text = dk_decoding_text(ud->decoding, &text_len);
  if (text == NULL)
    lua_pushvalue(L, 1);
  else
    lua_pushlstring(L, text, text_len);
  dk_decoding_forget_text(ud->decoding);
  lua_insert(L, -2);
  lua_pushstring(L, dk_decoding_name(ud->decoding));
  lua_insert(L, -2);
  push_problems(L, ud->decoding);
  if (text == NULL) { /* nothing changed, nothing to map */
    lua_pushnil(L);
    lua_replace(L, -3);
  }
  return 4;
}

void ldk_markup_encoding_functions (lua_State *L) {
  ldk_new_type(L, LDK_ENCODING_MAP, map_metamethods, map_methods);
  lua_pushcfunction(L, decode);
  lua_setfield(L, -2, "decode");
}
