/*
** ldk_hash.c - hashes: of a file that is not read into memory, and of pieces of text.
*/
#include "ldk.h"

/* docket.core.sha256(path) -> 64 hex digits | nil, message, code */
int ldk_sha256 (lua_State *L) {
  char hex[65];
  dk_error error;
  const char *path = luaL_checkstring(L, 1);
  if (dk_sha256_file(path, hex, &error) != DK_OK)
    return ldk_fail(L, error.message, dk_status_name(error.code));
  lua_pushstring(L, hex);
  return 1;
}

/* docket.core.sha256_of{ piece, ... } -> 64 hex digits, of the pieces one after the other */
int ldk_sha256_of (lua_State *L) {
  static const char digits[] = "0123456789abcdef";
  dk_sha256_state state;
  unsigned char digest[32];
  char hex[64];
  lua_Integer i, n;
  luaL_checktype(L, 1, LUA_TTABLE);
  n = luaL_len(L, 1);
  dk_sha256_begin(&state);
  for (i = 1; i <= n; i++) {
    size_t len;
    const char *piece;
    lua_geti(L, 1, i);
    piece = luaL_checklstring(L, -1, &len);
    dk_sha256_add(&state, piece, len);
    lua_pop(L, 1);
  }
  dk_sha256_end(&state, digest);
  for (i = 0; i < 32; i++) {
    hex[2 * i] = digits[digest[i] >> 4];
    hex[2 * i + 1] = digits[digest[i] & 15];
  }
  lua_pushlstring(L, hex, sizeof hex);
  return 1;
}
