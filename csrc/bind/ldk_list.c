/*
** ldk_list.c - word lists into tables.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_list.h"
#include "ldk.h"

/* Curly single quotes, U+2018 and U+2019, without their last byte. */
#define CURLY "\xE2\x80"

static int is_plain (const char *text, size_t len) {
  size_t i;
  for (i = 0; i < len; i++)
    if (dk_is(text[i], DK_UPPER | DK_HIGH))
      return 0;
  return 1;
}

/* Push an entry as text is folded for matching: small letters, straight quotes. */
static void push_folded (lua_State *L, const char *text, size_t len) {
  luaL_Buffer b;
  size_t i;
  if (is_plain(text, len)) {
    lua_pushlstring(L, text, len);
    return;
  }
  luaL_buffinit(L, &b);
  for (i = 0; i < len; i++) {
    if (len - i > 2 && memcmp(text + i, CURLY, 2) == 0 &&
        ((unsigned char)text[i + 2] == 0x98 || (unsigned char)text[i + 2] == 0x99)) {
      luaL_addchar(&b, '\'');
      i += 2;
    } else {
      luaL_addchar(&b, dk_is(text[i], DK_UPPER) ? (char)(text[i] + ('a' - 'A')) : text[i]);
    }
  }
  luaL_pushresult(&b);
}

/* Put the entry of a line, at the top of the stack, into the tables at 2 and 3. */
static void put (lua_State *L, dk_list_kind kind, const dk_list_line *line) {
  if (kind == DK_LIST_REMOVE) {
    lua_pushnil(L);
    lua_rawset(L, 2);
    return;
  }
  lua_pushvalue(L, -1);
  if (lua_rawget(L, 2) == LUA_TNIL) {
    lua_pushvalue(L, -2);
    lua_rawseti(L, 3, (lua_Integer)lua_rawlen(L, 3) + 1);
  }
  lua_pop(L, 1);
  if (line->value != NULL)
    lua_pushlstring(L, line->value, line->value_len);
  else
    lua_pushvalue(L, -1);
  lua_rawset(L, 2);
}

/*
** docket.core.read_list(text, entries, order) -> true | nil, line: entries (folded) with
** their values are put into the first table, new ones behind the end of the second as well.
** 'line' is the number of one without an entry, at which reading ends.
*/
int ldk_read_list (lua_State *L) {
  size_t len, from = 0;
  const char *text = luaL_checklstring(L, 1, &len);
  dk_list_line line = { NULL, NULL, 0, 0, 0 };
  dk_list_kind kind;
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  while ((kind = dk_list_next(text, len, &from, &line)) != DK_LIST_END) {
    if (kind == DK_LIST_WRONG) {
      lua_pushnil(L);
      lua_pushinteger(L, (lua_Integer)line.number);
      return 2;
    }
    push_folded(L, line.entry, line.entry_len);
    put(L, kind, &line);
  }
  lua_pushboolean(L, 1);
  return 1;
}
