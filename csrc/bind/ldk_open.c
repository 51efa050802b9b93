/*
** ldk_open.c - the module docket.core.
*/
#include "ldk.h"

#if defined(__GNUC__)
#define LDK_EXPORT __attribute__((visibility("default")))
#elif defined(_WIN32)
#define LDK_EXPORT __declspec(dllexport)
#else
#define LDK_EXPORT
#endif

static const luaL_Reg functions[] = {
  { "open", ldk_open },           { "parse", ldk_parse },
  { "profile", ldk_profile },     { "triggers", ldk_triggers },
  { "plan", ldk_plan },           { "bounded", ldk_bounded },
  { "compose", ldk_compose },     { "look", ldk_look },
  { "likeness", ldk_likeness },   { "sha256", ldk_sha256 },
  { "sha256_of", ldk_sha256_of }, { "phrases", ldk_phrases },
  { "read_list", ldk_read_list }, { "tally", ldk_tally },
  { "spaced", ldk_spaced },       { NULL, NULL }
};

LDK_EXPORT int luaopen_docket_core (lua_State *L);

LDK_EXPORT int luaopen_docket_core (lua_State *L) {
  luaL_checkversion(L);
  ldk_document_types(L);
  ldk_trigger_types(L);
  ldk_plan_types(L);
  ldk_phrases_types(L);
  ldk_tally_types(L);
  luaL_newlib(L, functions);
  ldk_masked_functions(L);
  return 1;
}
