/*
** ldk_index_article.c - an article and its records, from Lua's tables into a job.
*/
#include <string.h>

#include "ldk_index.h"

/* Fields of an article that go as they are, between its number and its range. */
static const char *const article_fields[] = { "id",        "title",          "url",
                                              "dateline",  "byline",         "credits",
                                              "published", "reference_date", "reference_basis",
                                              NULL };

/* In the order of DKX_A_MODIFIED ... DKX_A_CRAWLED. */
static const char *const origin_fields[] = { "modified", "site", "encoding", "crawled", NULL };

/* What the records of an article depend on, next to its number or id. */
static const char *const hashed_fields[] = {
  "url", "title", "text", "published", "reference_date", "language", "dateline", NULL
};

static void hash_field (lua_State *L, dkx_hash *hash, const char *name) {
  size_t len = 0;
  const char *s = NULL;
  lua_getfield(L, ARTICLE, name);
  if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER)
    s = lua_tolstring(L, -1, &len);
  dkx_hash_text(hash, s != NULL ? s : "", len);
  lua_pop(L, 1);
}

/* An article with an id of its own is the same wherever it stands; without one
** its place in the document belongs to its identity. */
dkx_hash ldk_hash_article (lua_State *L) {
  dkx_hash hash = { { 0, 0 } };
  int i, has_id = lua_getfield(L, ARTICLE, "id") != LUA_TNIL;
  lua_pop(L, 1);
  hash_field(L, &hash, has_id ? "id" : "number");
  for (i = 0; hashed_fields[i] != NULL; i++)
    hash_field(L, &hash, hashed_fields[i]);
  return hash;
}

static void put_window (lua_State *L, dkx_job *job) {
  if (lua_getfield(L, ARTICLE, "reference_window") == LUA_TTABLE) {
    lua_geti(L, -1, 1);
    ldk_put_top(L, job);
    lua_geti(L, -1, 2);
    ldk_put_top(L, job);
  } else {
    dkx_put_null(job);
    dkx_put_null(job);
  }
  lua_pop(L, 1);
}

/* Positions of a text that was converted map to its source's one by one, not by an offset:
** the index counts in the text. */
static void put_range_in (lua_State *L, dkx_job *job) {
  if (lua_getfield(L, ARTICLE, "encoding_map") == LUA_TNIL) {
    lua_pop(L, 1);
    ldk_put_field(L, job, ARTICLE, "range_in");
    return;
  }
  lua_pop(L, 1);
  lua_pushliteral(L, "text");
  ldk_put_top(L, job);
}

static void put_columns (lua_State *L, dkx_job *job) {
  int i;
  lua_getfield(L, ARTICLE, "number");
  if (!lua_isinteger(L, -1)) {
    lua_pop(L, 1);
    lua_pushinteger(L, 0);
  }
  ldk_put_top(L, job);
  for (i = 0; article_fields[i] != NULL; i++)
    ldk_put_field(L, job, ARTICLE, article_fields[i]);
  put_window(L, job);
  ldk_put_field(L, job, ARTICLE, "language");
  ldk_put_position(L, job, ARTICLE, "duplicate_of", 0);
  for (i = 0; origin_fields[i] != NULL; i++)
    ldk_put_field(L, job, ARTICLE, origin_fields[i]);
  put_range_in(L, job);
  ldk_put_position(L, job, ARTICLE, "first", -1);
  ldk_put_position(L, job, ARTICLE, "last", 0);
  if (lua_getfield(L, ARTICLE, "text") != LUA_TSTRING)
    luaL_argerror(L, ARTICLE, "an article needs a text");
  ldk_put_top(L, job);
}

/* Where the block at 'block' stands in the source: article:source_range(first, last), which
** gives nil where that is not known. */
static void put_source_range (lua_State *L, dkx_job *job, int block, int function) {
  int is_first = 0, is_last = 0;
  lua_Integer first = 0, last = 0;
  if (lua_isfunction(L, function)) {
    lua_pushvalue(L, function);
    lua_pushvalue(L, ARTICLE);
    lua_getfield(L, block, "first");
    lua_getfield(L, block, "last");
    lua_call(L, 3, 2);
    first = lua_tointegerx(L, -2, &is_first);
    last = lua_tointegerx(L, -1, &is_last);
    lua_pop(L, 2);
  }
  if (is_first && is_last) {
    dkx_put_int(job, first - 1);
    dkx_put_int(job, last);
  } else {
    dkx_put_null(job);
    dkx_put_null(job);
  }
}

static void put_blocks (lua_State *L, dkx_job *job) {
  size_t place = dkx_put_later(job);
  lua_Integer i, n = 0;
  int function;
  lua_getfield(L, ARTICLE, "source_range");
  function = lua_gettop(L);
  if (lua_getfield(L, ARTICLE, "blocks") == LUA_TTABLE) {
    n = (lua_Integer)lua_rawlen(L, -1);
    for (i = 1; i <= n; i++) {
      int block = lua_gettop(L) + 1;
      if (lua_geti(L, -1, i) != LUA_TTABLE)
        luaL_error(L, "block %I of the article is no table", i);
      ldk_put_field(L, job, block, "kind");
      ldk_put_position(L, job, block, "first", -1);
      ldk_put_position(L, job, block, "last", 0);
      put_source_range(L, job, block, function);
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 2);
  dkx_put_count(job, place, n);
}

/* --- records ----------------------------------------------------------------------- */

/* Columns after the range, in the order of DKX_R_QUOTE ... DKX_R_ANCHOR. */
static const char *const record_fields[] = { "quote",    "status", "persons", "penalty",
                                             "duration", "mod",    "amount",  "currency",
                                             "count",    "date",   "court",   "offence",
                                             "statute",  "place",  "form",    "grounds",
                                             "type",     "value",  "anchor",  NULL };

/* Fields that are no columns, and no extra fields either: they are said by the
** article, or stored in another way. */
static const char *const other_fields[] = { "kind",    "first",    "last",   "rule",
                                            "ruleset", "mentions", "source", "article",
                                            "id",      "start",    "end",    "range_in",
                                            NULL };

/* mentions: [[start, end], ...] in the article's text, half-open */
static void put_mentions (lua_State *L, dkx_job *job, int record) {
  size_t place;
  lua_Integer i, n;
  if (lua_getfield(L, record, "mentions") != LUA_TTABLE || lua_rawlen(L, -1) == 0) {
    dkx_put_null(job);
    lua_pop(L, 1);
    return;
  }
  n = (lua_Integer)lua_rawlen(L, -1);
  place = dkx_open_text(job);
  for (i = 1; i <= n; i++) {
    const char *range;
    lua_Integer first, last;
    lua_geti(L, -1, i);
    luaL_argcheck(L, lua_istable(L, -1), RECORDS, "a mention is no table");
    if (lua_getfield(L, -1, "first") == LUA_TNIL) {
      lua_pop(L, 1);
      lua_geti(L, -1, 1);
    }
    if (lua_getfield(L, -2, "last") == LUA_TNIL) {
      lua_pop(L, 1);
      lua_geti(L, -2, 2);
    }
    first = lua_tointeger(L, -2);
    last = lua_tointeger(L, -1);
    range = lua_pushfstring(L, "%s[%I,%I]", i == 1 ? "[" : ",", first - 1, last);
    dkx_add_bytes(job, range, strlen(range));
    lua_pop(L, 4);
  }
  dkx_add_bytes(job, "]", 1);
  dkx_close_text(job, place);
  lua_pop(L, 1);
}

/* Does the record's key at the top stand for a field without a column? */
static int is_extra (lua_State *L) {
  int known;
  if (lua_type(L, -2) != LUA_TSTRING || *lua_tostring(L, -2) == '_')
    return 0;
  if (lua_isfunction(L, -1) || lua_isuserdata(L, -1) || lua_isthread(L, -1))
    return 0;
  lua_pushvalue(L, -2);
  known = lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL;
  lua_pop(L, 1);
  return !known;
}

/* Fields that a rule file of the user's declared: one JSON object. */
static void put_extra (lua_State *L, dkx_job *job, int record) {
  int any = 0;
  lua_pushnil(L);
  while (lua_next(L, record) != 0) {
    if (is_extra(L)) {
      if (!any)
        lua_newtable(L), lua_insert(L, -3), any = 1; /* below key and value */
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_rawset(L, -5);
    }
    lua_pop(L, 1);
  }
  if (!any) {
    dkx_put_null(job);
    return;
  }
  ldk_put_json(L, job, lua_gettop(L));
  lua_pop(L, 1);
}

static void put_persons (lua_State *L, dkx_job *job, int record) {
  size_t place = dkx_put_later(job), len;
  lua_Integer i, n, count = 0;
  const char *name;
  int type = lua_getfield(L, record, "persons");
  n = type == LUA_TTABLE ? (lua_Integer)lua_rawlen(L, -1) : 0;
  for (i = 1; i <= n; i++) {
    if (lua_rawgeti(L, -1, i) == LUA_TSTRING) {
      name = lua_tolstring(L, -1, &len);
      dkx_put_text(job, name, len);
      count++;
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  dkx_put_count(job, place, count);
}

static void put_record (lua_State *L, dkx_job *job, int record) {
  int i;
  if (lua_getfield(L, record, "kind") != LUA_TSTRING)
    luaL_argerror(L, RECORDS, "a record needs a kind");
  ldk_put_top(L, job);
  lua_getfield(L, record, "first");
  lua_getfield(L, record, "last");
  if (!lua_isinteger(L, -1) || !lua_isinteger(L, -2))
    luaL_argerror(L, RECORDS, "a record needs the integers first and last");
  lua_pop(L, 2);
  ldk_put_position(L, job, record, "first", -1);
  ldk_put_position(L, job, record, "last", 0);
  for (i = 0; record_fields[i] != NULL; i++)
    ldk_put_field(L, job, record, record_fields[i]);
  put_mentions(L, job, record);
  ldk_put_field(L, job, record, "rule");
  put_extra(L, job, record);
  put_persons(L, job, record);
}

static void put_records (lua_State *L, dkx_job *job) {
  lua_Integer i, n = lua_istable(L, RECORDS) ? (lua_Integer)lua_rawlen(L, RECORDS) : 0;
  dkx_put_int(job, n);
  for (i = 1; i <= n; i++) {
    if (lua_rawgeti(L, RECORDS, i) != LUA_TTABLE)
      luaL_argerror(L, RECORDS, "a record is no table");
    put_record(L, job, lua_gettop(L));
    lua_pop(L, 1);
  }
}

/* article.people, where the rules leave it: { { name =, forms = { ... } }, ... } */
static void put_people (lua_State *L, dkx_job *job) {
  size_t place = dkx_put_later(job), forms_place;
  lua_Integer i, k, n = 0, forms, count = 0;
  if (lua_getfield(L, ARTICLE, "people") == LUA_TTABLE)
    n = (lua_Integer)lua_rawlen(L, -1);
  for (i = 1; i <= n; i++) {
    if (lua_rawgeti(L, -1, i) == LUA_TTABLE && lua_getfield(L, -1, "name") == LUA_TSTRING) {
      ldk_put_top(L, job);
      count++;
      forms_place = dkx_put_later(job);
      forms = 0;
      if (lua_getfield(L, -1, "forms") == LUA_TTABLE) {
        for (k = 1; lua_rawgeti(L, -1, k) == LUA_TSTRING; k++, forms++)
          ldk_put_top(L, job);
        lua_pop(L, 1);
      }
      lua_pop(L, 1);
      dkx_put_count(job, forms_place, forms);
    }
    lua_settop(L, SKETCH + 1);
  }
  lua_pop(L, 1);
  dkx_put_count(job, place, count);
}

void ldk_put_article (lua_State *L, dkx_job *job) {
  put_columns(L, job);
  put_blocks(L, job);
  lua_pushvalue(L, SKETCH);
  ldk_put_top(L, job);
  put_records(L, job);
  put_people(L, job);
}

/* Push the set of names that are no extra fields of a record. */
void ldk_push_known_fields (lua_State *L) {
  const char *const *lists[] = { record_fields, other_fields };
  int i, k;
  lua_newtable(L);
  for (i = 0; i < 2; i++) {
    for (k = 0; lists[i][k] != NULL; k++) {
      lua_pushboolean(L, 1);
      lua_setfield(L, -2, lists[i][k]);
    }
  }
}
