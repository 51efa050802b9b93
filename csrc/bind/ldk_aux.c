/*
** ldk_aux.c - small helpers of the binding. Positions are converted here alone.
*/
#include "ldk.h"

dk_mem ldk_mem (lua_State *L) {
  dk_mem mem;
  mem.resize = lua_getallocf(L, &mem.ud);
  return mem;
}

int ldk_fail (lua_State *L, const char *message, const char *code) {
  lua_pushnil(L);
  lua_pushstring(L, message);
  lua_pushstring(L, code);
  return 3;
}

void ldk_push_range (lua_State *L, size_t start, size_t end) {
  lua_pushinteger(L, (lua_Integer)start + 1);
  lua_pushinteger(L, (lua_Integer)end);
}

void ldk_set_integer (lua_State *L, lua_Integer i, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_rawseti(L, -2, i);
}

void ldk_new_type (lua_State *L, const char *name, const luaL_Reg *metamethods,
                   const luaL_Reg *methods) {
  luaL_newmetatable(L, name);
  luaL_setfuncs(L, metamethods, 0);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name); /* scripts see the name instead of the metatable */
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
