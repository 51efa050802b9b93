/*
** ldk_index_query.c - queries as Lua sees them. A query's userdata has the index as its user
** value, and the index closes the queries that are open when it is closed, so neither can
** outlive what it stands on.
*/
#include <string.h>

#include "ldk_index.h"

#define LDK_QUERY "docket.query"

enum { QUERY_INDEX = 1, QUERY_COLUMNS = 2 }; /* user values */

static dkx_query *check_query (lua_State *L) {
  dkx_query *query = luaL_checkudata(L, 1, LDK_QUERY);
  if (query->index == NULL)
    luaL_error(L, "the query is closed");
  return query;
}

/* Bind the value at 'index' to parameter 'n'. Returns 0 with the error pushed. */
static int bind_value (lua_State *L, dkx_query *query, int n, int index) {
  dkx_error err;
  dkx_code code;
  size_t len;
  const char *s;
  switch (lua_type(L, index)) {
  case LUA_TNIL: code = dkx_bind_null(query, n, &err); break;
  case LUA_TBOOLEAN: code = dkx_bind_int(query, n, lua_toboolean(L, index), &err); break;
  case LUA_TNUMBER:
    code = lua_isinteger(L, index) ? dkx_bind_int(query, n, lua_tointeger(L, index), &err)
                                   : dkx_bind_real(query, n, lua_tonumber(L, index), &err);
    break;
  case LUA_TSTRING:
    s = lua_tolstring(L, index, &len);
    code = dkx_bind_text(query, n, s, len, &err);
    break;
  default:
    return luaL_error(L, "cannot bind a %s to an SQL parameter", luaL_typename(L, index));
  }
  return code == DKX_OK ? 0 : ldk_index_fail(L, &err);
}

/* Bind what stands in the stack from 'from' on. Returns the number of values
** pushed in case of a failure. */
static int bind_values (lua_State *L, dkx_query *query, int from) {
  int n, top = lua_gettop(L);
  for (n = 1; from + n - 1 <= top; n++) {
    int results;
    luaL_argcheck(L, n <= dkx_query_parameters(query), from + n - 1,
                  "more values than parameters");
    results = bind_value(L, query, n, from + n - 1);
    if (results > 0)
      return results;
  }
  return 0;
}

/* index:query(sql, ...) -> Query | nil, message, code */
int ldk_index_query (lua_State *L) {
  dkx_index *index = ldk_check_index(L);
  size_t len;
  const char *sql = luaL_checklstring(L, 2, &len);
  dkx_query *query = lua_newuserdatauv(L, sizeof *query, 2);
  dkx_error err;
  int i, n, results;
  memset(query, 0, sizeof *query); /* closed until it really exists */
  luaL_setmetatable(L, LDK_QUERY);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, QUERY_INDEX);
  lua_insert(L, 3);
  if (dkx_query_open(index, query, sql, len, &err) != DKX_OK)
    return ldk_index_fail(L, &err);
  results = bind_values(L, query, 4);
  if (results > 0)
    return results;
  n = dkx_query_columns(query);
  lua_createtable(L, n, 0);
  for (i = 0; i < n; i++) {
    lua_pushstring(L, dkx_column_name(query, i));
    lua_rawseti(L, -2, i + 1);
  }
  lua_setiuservalue(L, 3, QUERY_COLUMNS);
  lua_settop(L, 3);
  return 1;
}

static void push_column (lua_State *L, dkx_query *query, int column) {
  size_t len;
  const char *s;
  switch (dkx_column_type(query, column)) {
  case DKX_INTEGER: lua_pushinteger(L, dkx_column_int(query, column)); break;
  case DKX_REAL: lua_pushnumber(L, dkx_column_real(query, column)); break;
  case DKX_NULL: lua_pushnil(L); break;
  default: s = dkx_column_text(query, column, &len); lua_pushlstring(L, s, len);
  }
}

/* Push the next row as a table by column name; nil at the end. */
static int next_row (lua_State *L, dkx_query *query, dkx_error *err) {
  int row, i, n;
  if (dkx_query_step(query, &row, err) != DKX_OK)
    return 0;
  if (!row) {
    dkx_query_reset(query); /* a finished query holds no lock */
    lua_pushnil(L);
    return 1;
  }
  lua_getiuservalue(L, 1, QUERY_COLUMNS);
  n = dkx_query_columns(query);
  lua_createtable(L, 0, n);
  for (i = 0; i < n; i++) {
    lua_rawgeti(L, -2, i + 1);
    push_column(L, query, i);
    lua_rawset(L, -3);
  }
  return 1;
}

/* query:next() -> row | nil at the end | nil, message, code */
static int ldk_query_next (lua_State *L) {
  dkx_query *query = check_query(L);
  dkx_error err;
  return next_row(L, query, &err) ? 1 : ldk_index_fail(L, &err);
}

/* for row in query do: here a failure can only be raised. */
static int ldk_query_call (lua_State *L) {
  dkx_query *query = check_query(L);
  dkx_error err;
  return next_row(L, query, &err) ? 1 : luaL_error(L, "%s", err.message);
}

/* query:first_integers() -> array of the first column's integers | nil, message, code */
static int ldk_query_integers (lua_State *L) {
  dkx_query *query = check_query(L);
  dkx_error err;
  lua_Integer n = 0;
  int row;
  lua_newtable(L);
  for (;;) {
    if (dkx_query_step(query, &row, &err) != DKX_OK)
      return ldk_index_fail(L, &err);
    if (!row)
      break;
    lua_pushinteger(L, dkx_column_int(query, 0));
    lua_rawseti(L, -2, ++n);
  }
  dkx_query_reset(query);
  return 1;
}

/* query:bind(...) -> query, ready to run anew | nil, message, code */
static int ldk_query_bind (lua_State *L) {
  dkx_query *query = check_query(L);
  int results;
  dkx_query_reset(query);
  results = bind_values(L, query, 2);
  if (results > 0)
    return results;
  lua_settop(L, 1);
  return 1;
}

/* query:limit(milliseconds) -> query */
static int ldk_query_limit (lua_State *L) {
  dkx_query *query = check_query(L);
  lua_Integer ms = luaL_checkinteger(L, 2);
  luaL_argcheck(L, ms >= 0 && ms <= INT32_MAX, 2, "no number of milliseconds");
  dkx_query_limit(query, (int)ms);
  lua_settop(L, 1);
  return 1;
}

static int ldk_query_close (lua_State *L) {
  dkx_query_close(luaL_checkudata(L, 1, LDK_QUERY));
  return 0;
}

static int ldk_query_tostring (lua_State *L) {
  dkx_query *query = luaL_checkudata(L, 1, LDK_QUERY);
  lua_pushfstring(L, "docket.query (%s)", query->index != NULL ? "open" : "closed");
  return 1;
}

/* query.columns, or a method (upvalue 1) */
static int ldk_query_index (lua_State *L) {
  luaL_checkudata(L, 1, LDK_QUERY);
  if (lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "columns") == 0)
    lua_getiuservalue(L, 1, QUERY_COLUMNS);
  else
    lua_rawget(L, lua_upvalueindex(1));
  return 1;
}

static const luaL_Reg query_methods[] = {
  { "next", ldk_query_next },   { "integers", ldk_query_integers }, { "bind", ldk_query_bind },
  { "limit", ldk_query_limit }, { "close", ldk_query_close },       { NULL, NULL }
};

static const luaL_Reg query_metamethods[] = { { "__gc", ldk_query_close },
                                              { "__close", ldk_query_close },
                                              { "__call", ldk_query_call },
                                              { "__tostring", ldk_query_tostring },
                                              { NULL, NULL } };

void ldk_query_type (lua_State *L) {
  luaL_newmetatable(L, LDK_QUERY);
  luaL_setfuncs(L, query_metamethods, 0);
  luaL_newlib(L, query_methods);
  lua_pushcclosure(L, ldk_query_index, 1);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, LDK_QUERY);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}
