/*
** docket.core.index: the index as Lua sees it. Everything above storing and
** running statements (the query language, people, summaries) is Lua, in
** lua/docket/index.lua.
**
** An index's userdata is made closed, then opened. Its parts: articles and records
** (ldk_index_article.c, ldk_index_value.c), queries (ldk_index_query.c).
*/
#include <string.h>

#include "ldk_index.h"

#define LDK_INDEX "docket.index"

/* nil, message, code; a lack of memory raises, as it does everywhere in Lua. */
int ldk_index_fail (lua_State *L, const dkx_error *err) {
  if (err->code == DKX_ENOMEM)
    return luaL_error(L, "not enough memory");
  return ldk_fail(L, err->message, dkx_code_name(err->code));
}

int ldk_index_succeed (lua_State *L, dkx_code code, const dkx_error *err) {
  if (code != DKX_OK)
    return ldk_index_fail(L, err);
  lua_pushboolean(L, 1);
  return 1;
}

dkx_index *ldk_check_index (lua_State *L) {
  ldk_Index *ud = luaL_checkudata(L, 1, LDK_INDEX);
  if (ud->index == NULL)
    luaL_error(L, "the index is closed");
  return ud->index;
}

/* --- opening and closing --------------------------------------------------------- */

static lua_Integer integer_option (lua_State *L, const char *name, lua_Integer otherwise) {
  lua_Integer value = otherwise;
  if (lua_getfield(L, 2, name) != LUA_TNIL) {
    int is_integer;
    value = lua_isboolean(L, -1) ? lua_toboolean(L, -1) : lua_tointegerx(L, -1, &is_integer);
    if (!lua_isboolean(L, -1) && (!is_integer || value < 0 || value > INT32_MAX))
      luaL_error(L, "option '%s' must be a number from 0 to 2147483647", name);
  }
  lua_pop(L, 1);
  return value;
}

static void read_options (lua_State *L, dkx_options *o) {
  dkx_options_init(o);
  if (lua_isnoneornil(L, 2))
    return;
  luaL_checktype(L, 2, LUA_TTABLE);
  o->read_only = (int)integer_option(L, "read_only", o->read_only);
  o->create = (int)integer_option(L, "create", o->create);
  o->threads = (int)integer_option(L, "threads", o->threads);
  o->busy_ms = (int)integer_option(L, "busy_ms", o->busy_ms);
  o->batch_bytes = integer_option(L, "batch_bytes", (lua_Integer)o->batch_bytes);
  o->batch_ms = (int)integer_option(L, "batch_ms", o->batch_ms);
  o->max_pages = integer_option(L, "max_pages", (lua_Integer)o->max_pages);
  o->schema = (int)integer_option(L, "schema", o->schema);
}

/* index.open(path, options?) -> Index | nil, message, code */
static int ldk_index_open (lua_State *L) {
  size_t len;
  const char *path = luaL_checklstring(L, 1, &len);
  dkx_options options;
  dkx_error err;
  ldk_Index *ud;
  luaL_argcheck(L, strlen(path) == len, 1, "byte 0 in a file name");
  read_options(L, &options);
  ud = lua_newuserdatauv(L, sizeof *ud, 0);
  ud->index = NULL; /* closed until it really exists */
  luaL_setmetatable(L, LDK_INDEX);
  if (dkx_open(path, &options, &ud->index, &err) != DKX_OK)
    return ldk_index_fail(L, &err);
  return 1;
}

/* index:close() -> true | nil, message, code; also __gc and __close */
static int ldk_index_close (lua_State *L) {
  ldk_Index *ud = luaL_checkudata(L, 1, LDK_INDEX);
  dkx_index *index = ud->index;
  dkx_error err;
  ud->index = NULL;
  return ldk_index_succeed(L, dkx_close(index, &err), &err);
}

/* Finalizers have nobody to report to. */
static int ldk_index_gc (lua_State *L) {
  ldk_Index *ud = luaL_checkudata(L, 1, LDK_INDEX);
  dkx_index *index = ud->index;
  ud->index = NULL;
  dkx_close(index, NULL);
  return 0;
}

static int ldk_index_tostring (lua_State *L) {
  ldk_Index *ud = luaL_checkudata(L, 1, LDK_INDEX);
  lua_pushfstring(L, "docket.index (%s)", ud->index != NULL ? "open" : "closed");
  return 1;
}

static int ldk_index_is_open (lua_State *L) {
  ldk_Index *ud = luaL_checkudata(L, 1, LDK_INDEX);
  lua_pushboolean(L, ud->index != NULL);
  return 1;
}

static int ldk_index_is_read_only (lua_State *L) {
  lua_pushboolean(L, dkx_is_read_only(ldk_check_index(L)));
  return 1;
}

static int ldk_index_sync (lua_State *L) {
  dkx_error err;
  return ldk_index_succeed(L, dkx_sync(ldk_check_index(L), &err), &err);
}

static int ldk_index_optimize (lua_State *L) {
  dkx_error err;
  return ldk_index_succeed(L, dkx_optimize(ldk_check_index(L), &err), &err);
}

/* --- documents ---------------------------------------------------------------------- */

static dkx_text text_field (lua_State *L, const char *name) {
  dkx_text text = { NULL, 0 };
  int type = lua_getfield(L, 2, name);
  if (type == LUA_TSTRING) /* stays referenced by the table while we need it */
    text.bytes = lua_tolstring(L, -1, &text.len);
  else if (type != LUA_TNIL)
    luaL_error(L, "field '%s' of a document must be a string", name);
  lua_pop(L, 1);
  return text;
}

/* index:begin_document{...} -> token, status | false, "unchanged" | nil, message, code */
static int ldk_index_begin (lua_State *L) {
  static const char *const names[] = { "new", "version", "resumed", "rules", "unchanged" };
  dkx_index *index = ldk_check_index(L);
  dkx_document document;
  dkx_status status;
  dkx_error err;
  int token, has_length;
  luaL_checktype(L, 2, LUA_TTABLE);
  document.source = text_field(L, "source");
  document.sha256 = text_field(L, "sha256");
  document.format = text_field(L, "format");
  document.ruleset = text_field(L, "ruleset");
  lua_getfield(L, 2, "length");
  document.length = lua_tointegerx(L, -1, &has_length);
  if (!has_length)
    document.length = -1;
  lua_getfield(L, 2, "stream");
  document.stream = lua_toboolean(L, -1);
  luaL_argcheck(L, document.source.bytes != NULL, 2, "a document needs a source");
  if (dkx_begin(index, &document, &token, &status, &err) != DKX_OK)
    return ldk_index_fail(L, &err);
  if (status == DKX_UNCHANGED)
    lua_pushboolean(L, 0);
  else
    lua_pushinteger(L, token);
  lua_pushstring(L, names[status]);
  return 2;
}

static int check_token (lua_State *L, const dkx_index *index) {
  lua_Integer token = luaL_checkinteger(L, 2);
  luaL_argcheck(L, token >= 0 && token <= INT32_MAX && dkx_is_begun(index, (int)token), 2,
                "no document that was begun");
  return (int)token;
}

static lua_Integer integer_field (lua_State *L, const char *name) {
  lua_Integer value;
  lua_getfield(L, ARTICLE, name);
  value = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return value;
}

/* index:keep_article(token, article) -> true: it is stored with these rules'
** records; false: it has to be added | nil, message, code */
static int ldk_index_keep (lua_State *L) {
  dkx_index *index = ldk_check_index(L);
  int token = check_token(L, index), known;
  dkx_error err;
  dkx_hash hash;
  luaL_checkany(L, ARTICLE);
  if (!dkx_may_know(index, token)) {
    lua_pushboolean(L, 0);
    return 1;
  }
  hash = ldk_hash_article(L);
  if (dkx_known(index, token, &hash, &known, &err) != DKX_OK)
    return ldk_index_fail(L, &err);
  if (known &&
      dkx_keep(index, token, &hash, integer_field(L, "number"), integer_field(L, "first") - 1,
               integer_field(L, "last"), integer_field(L, "duplicate_of"), &err) != DKX_OK)
    return ldk_index_fail(L, &err);
  lua_pushboolean(L, known);
  return 1;
}

/* index:add_article(token, article, records?, sketch?) -> true | nil, message, code */
static int ldk_index_add (lua_State *L) {
  dkx_index *index = ldk_check_index(L);
  int token = check_token(L, index);
  dkx_error err;
  dkx_hash hash;
  dkx_job *job;
  luaL_checkany(L, ARTICLE);
  lua_settop(L, SKETCH);
  hash = ldk_hash_article(L);
  job = dkx_article(index); /* stays the index's: an error below loses nothing */
  if (job == NULL)
    return luaL_error(L, "not enough memory");
  ldk_put_article(L, job);
  return ldk_index_succeed(L, dkx_post_article(index, token, &hash, &err), &err);
}

/* index:end_document(token, sha256?) -> true | nil, message, code */
static int ldk_index_end (lua_State *L) {
  dkx_index *index = ldk_check_index(L);
  int token = check_token(L, index);
  dkx_text sha256;
  dkx_error err;
  sha256.len = 0;
  sha256.bytes = luaL_optlstring(L, 3, NULL, &sha256.len);
  return ldk_index_succeed(L, dkx_end(index, token, sha256, &err), &err);
}

/* index:declare_kind{ name =, fields = { ... } } -> name of its view, or true for a
** kind that is built in | nil, message, code */
static int ldk_index_declare (lua_State *L) {
  dkx_index *index = ldk_check_index(L);
  const char **fields;
  const char *name, *view;
  dkx_error err;
  lua_Integer i, n;
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  luaL_argcheck(L, lua_getfield(L, 2, "name") == LUA_TSTRING, 2, "a kind needs a name");
  name = lua_tostring(L, 3);
  n = lua_getfield(L, 2, "fields") == LUA_TTABLE ? (lua_Integer)lua_rawlen(L, 4) : 0;
  luaL_argcheck(L, n <= 200, 2, "more than 200 fields");
  fields = lua_newuserdatauv(L, sizeof *fields * (size_t)(n + 1), 0);
  for (i = 0; i < n; i++) { /* the strings stay in the table */
    luaL_argcheck(L, lua_rawgeti(L, 4, i + 1) == LUA_TSTRING, 2,
                  "a field's name must be a string");
    fields[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  if (dkx_declare_kind(index, name, fields, (size_t)n, &view, &err) != DKX_OK)
    return ldk_index_fail(L, &err);
  if (view != NULL)
    lua_pushstring(L, view);
  else
    lua_pushboolean(L, 1);
  return 1;
}

/* --- the module ------------------------------------------------------------------------ */

static const luaL_Reg index_methods[] = { { "close", ldk_index_close },
                                          { "is_open", ldk_index_is_open },
                                          { "is_read_only", ldk_index_is_read_only },
                                          { "sync", ldk_index_sync },
                                          { "optimize", ldk_index_optimize },
                                          { "begin_document", ldk_index_begin },
                                          { "keep_article", ldk_index_keep },
                                          { "add_article", ldk_index_add },
                                          { "end_document", ldk_index_end },
                                          { "declare_kind", ldk_index_declare },
                                          { "query", ldk_index_query },
                                          { NULL, NULL } };

static const luaL_Reg index_metamethods[] = { { "__gc", ldk_index_gc },
                                              { "__close", ldk_index_gc },
                                              { "__tostring", ldk_index_tostring },
                                              { NULL, NULL } };

static const luaL_Reg functions[] = { { "open", ldk_index_open }, { NULL, NULL } };

static void make_index_type (lua_State *L) {
  luaL_newmetatable(L, LDK_INDEX);
  luaL_setfuncs(L, index_metamethods, 0);
  luaL_newlibtable(L, index_methods);
  ldk_push_known_fields(L);
  luaL_setfuncs(L, index_methods, 1);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, LDK_INDEX);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
int luaopen_docket_core_index (lua_State *L);

int luaopen_docket_core_index (lua_State *L) {
  make_index_type(L);
  ldk_query_type(L);
  luaL_newlib(L, functions);
  lua_pushinteger(L, dkx_schema_version());
  lua_setfield(L, -2, "schema_version");
  return 1;
}
