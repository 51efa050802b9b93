/*
** ldk_index_value.c - values of Lua put into a job, tables as JSON.
*/
#include <string.h>

#include "ldk_index.h"

/* How deep a value of a record may be nested. */
#define LDK_MAX_DEPTH 20

static void add_string (dkx_job *job, const char *s, size_t len) {
  static const char hex[] = "0123456789abcdef";
  size_t from = 0, i;
  dkx_add_bytes(job, "\"", 1);
  for (i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    dkx_add_bytes(job, s + from, i - from);
    from = i + 1;
    if (c == '"' || c == '\\') {
      char escape[2] = { '\\', (char)c };
      dkx_add_bytes(job, escape, 2);
    } else {
      char escape[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
      dkx_add_bytes(job, escape, 6);
    }
  }
  dkx_add_bytes(job, s + from, len - from);
  dkx_add_bytes(job, "\"", 1);
}

/* Push a sorted array of the string keys of the table at 'index'. Order must
** not depend on the table's history: the same record is the same JSON. */
static lua_Integer push_keys (lua_State *L, int index) {
  lua_Integer n = 0, i;
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      continue;
    for (i = n; i > 0; i--) { /* insertion: objects are small */
      lua_rawgeti(L, -2, i);
      if (!lua_compare(L, -2, -1, LUA_OPLT)) {
        lua_pop(L, 1);
        break;
      }
      lua_rawseti(L, -3, i + 1);
    }
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, i + 1);
    n++;
  }
  return n;
}

static void add_json (lua_State *L, dkx_job *job, int index, int depth);

static void add_array (lua_State *L, dkx_job *job, int index, int depth) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, index);
  dkx_add_bytes(job, "[", 1);
  for (i = 1; i <= n; i++) {
    if (i > 1)
      dkx_add_bytes(job, ",", 1);
    lua_rawgeti(L, index, i);
    add_json(L, job, lua_gettop(L), depth);
    lua_pop(L, 1);
  }
  dkx_add_bytes(job, "]", 1);
}

static void add_object (lua_State *L, dkx_job *job, int index, int depth) {
  lua_Integer i, n = push_keys(L, index);
  int keys = lua_gettop(L);
  dkx_add_bytes(job, "{", 1);
  for (i = 1; i <= n; i++) {
    size_t len;
    const char *key;
    if (i > 1)
      dkx_add_bytes(job, ",", 1);
    lua_rawgeti(L, keys, i);
    key = lua_tolstring(L, -1, &len);
    add_string(job, key, len);
    dkx_add_bytes(job, ":", 1);
    lua_rawget(L, index);
    add_json(L, job, lua_gettop(L), depth);
    lua_pop(L, 1);
  }
  dkx_add_bytes(job, "}", 1);
  lua_pop(L, 1);
}

/* Append the value at 'index' (absolute) as JSON. */
static void add_json (lua_State *L, dkx_job *job, int index, int depth) {
  size_t len;
  const char *s;
  luaL_checkstack(L, 8, "a record is nested too deeply");
  switch (lua_type(L, index)) {
  case LUA_TSTRING:
    s = lua_tolstring(L, index, &len);
    add_string(job, s, len);
    break;
  case LUA_TNUMBER:
    if (lua_isinteger(L, index)) {
      const char *digits = lua_pushfstring(L, "%I", lua_tointeger(L, index));
      dkx_add_bytes(job, digits, strlen(digits));
      lua_pop(L, 1);
    } else {
      dkx_add_number(job, lua_tonumber(L, index));
    }
    break;
  case LUA_TBOOLEAN:
    s = lua_toboolean(L, index) ? "true" : "false";
    dkx_add_bytes(job, s, strlen(s));
    break;
  case LUA_TTABLE:
    if (depth >= LDK_MAX_DEPTH)
      luaL_error(L, "a record is nested too deeply");
    lua_pushnil(L);
    if (lua_rawlen(L, index) > 0 || lua_next(L, index) == 0) {
      if (lua_rawlen(L, index) > 0)
        lua_pop(L, 1);
      add_array(L, job, index, depth + 1);
    } else {
      lua_pop(L, 2);
      add_object(L, job, index, depth + 1);
    }
    break;
  default: dkx_add_bytes(job, "null", 4);
  }
}

void ldk_put_json (lua_State *L, dkx_job *job, int index) {
  size_t place = dkx_open_text(job);
  add_json(L, job, index, 0);
  dkx_close_text(job, place);
}

/* Put the value on the top of the stack and pop it. */
void ldk_put_top (lua_State *L, dkx_job *job) {
  size_t len;
  const char *s;
  switch (lua_type(L, -1)) {
  case LUA_TSTRING:
    s = lua_tolstring(L, -1, &len);
    dkx_put_text(job, s, len);
    break;
  case LUA_TNUMBER:
    if (lua_isinteger(L, -1))
      dkx_put_int(job, lua_tointeger(L, -1));
    else
      dkx_put_real(job, lua_tonumber(L, -1));
    break;
  case LUA_TBOOLEAN: dkx_put_int(job, lua_toboolean(L, -1)); break;
  case LUA_TTABLE: ldk_put_json(L, job, lua_gettop(L)); break;
  default: dkx_put_null(job);
  }
  lua_pop(L, 1);
}

void ldk_put_field (lua_State *L, dkx_job *job, int index, const char *name) {
  lua_getfield(L, index, name);
  ldk_put_top(L, job);
}

/* An integer field, plus 'add'; absent is null. */
void ldk_put_position (lua_State *L, dkx_job *job, int index, const char *name,
                       lua_Integer add) {
  int is_integer;
  lua_Integer value;
  lua_getfield(L, index, name);
  value = lua_tointegerx(L, -1, &is_integer);
  if (is_integer)
    dkx_put_int(job, value + add);
  else
    dkx_put_null(job);
  lua_pop(L, 1);
}
