/*
** ldk_hash.c - the hash of a file that is not read into memory.
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
