/*
** ldk_markup.c - the module docket.core.markup: pages, feeds, character encodings.
*/
#include "ldk_markup.h"

__attribute__((visibility("default"))) int luaopen_docket_core_markup (lua_State *L);

int luaopen_docket_core_markup (lua_State *L) {
  lua_newtable(L);
  ldk_markup_html_functions(L);
  ldk_markup_feed_functions(L);
  ldk_markup_encoding_functions(L);
  return 1;
}
