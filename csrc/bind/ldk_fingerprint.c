/*
** ldk_fingerprint.c - sketches of articles for Lua: strings of bytes, as they are stored.
*/
#include "ldk.h"

#include "dk_fingerprint.h"

/* article:fingerprint() -> sketch, passages | nil: too short to be compared */
int ldk_article_fingerprint (lua_State *L) {
  unsigned char bytes[DK_SKETCH_BYTES];
  dk_sketch sketch;
  if (dk_article_fingerprint(ldk_check_article(L, 1)->article, &sketch) != DK_OK)
    return luaL_error(L, "not enough memory");
  if (sketch.n == 0) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushlstring(L, (const char *)bytes, dk_sketch_pack(&sketch, bytes));
  lua_pushinteger(L, (lua_Integer)sketch.shingles);
  return 2;
}

static void check_sketch (lua_State *L, int index, dk_sketch *sketch) {
  size_t len;
  const char *bytes = luaL_checklstring(L, index, &len);
  luaL_argcheck(L, dk_sketch_unpack(sketch, bytes, len), index, "no sketch");
}

/* docket.core.likeness(sketch, sketch) -> share, resemblance (0 to 1): passages of both,
** as a share of those of the one of which more is common, and of those of either */
int ldk_likeness (lua_State *L) {
  dk_sketch a, b;
  dk_likeness like;
  check_sketch(L, 1, &a);
  check_sketch(L, 2, &b);
  like = dk_sketch_compare(&a, &b);
  lua_pushnumber(L, (lua_Number)like.share);
  lua_pushnumber(L, (lua_Number)like.resemblance);
  return 2;
}
