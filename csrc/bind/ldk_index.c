/*
** docket.core.index: the index as Lua sees it. Everything above storing and
** running statements (the query language, people, summaries) is Lua, in
** lua/docket/index.lua.
**
** An index's userdata is made closed, then opened. A query's userdata has the
** index as its user value, and the index closes the queries that are open when
** it is closed, so neither can outlive what it stands on.
*/
#include <string.h>

#include "ldk.h"

#include "dkx.h"

#define LDK_INDEX "docket.index"
#define LDK_QUERY "docket.query"

/* How deep a value of a record may be nested. */
#define LDK_MAX_DEPTH 20

typedef struct ldk_Index {
  dkx_index *index; /* NULL = closed */
} ldk_Index;

/* nil, message, code; a lack of memory raises, as it does everywhere in Lua. */
static int fail (lua_State *L, const dkx_error *err) {
  if (err->code == DKX_ENOMEM)
    return luaL_error(L, "not enough memory");
  return ldk_fail(L, err->message, dkx_code_name(err->code));
}

static int succeed (lua_State *L, dkx_code code, const dkx_error *err) {
  if (code != DKX_OK)
    return fail(L, err);
  lua_pushboolean(L, 1);
  return 1;
}

static dkx_index *check_open (lua_State *L) {
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
    return fail(L, &err);
  return 1;
}

/* index:close() -> true | nil, message, code; also __gc and __close */
static int ldk_index_close (lua_State *L) {
  ldk_Index *ud = luaL_checkudata(L, 1, LDK_INDEX);
  dkx_index *index = ud->index;
  dkx_error err;
  ud->index = NULL;
  return succeed(L, dkx_close(index, &err), &err);
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
  lua_pushboolean(L, dkx_is_read_only(check_open(L)));
  return 1;
}

static int ldk_index_sync (lua_State *L) {
  dkx_error err;
  return succeed(L, dkx_sync(check_open(L), &err), &err);
}

static int ldk_index_optimize (lua_State *L) {
  dkx_error err;
  return succeed(L, dkx_optimize(check_open(L), &err), &err);
}

/* --- values into a job ------------------------------------------------------------ */

static void add_string (dkx_job *job, const char *s, size_t len) {
  static const char hex[] = "0123456789abcdef";
  size_t from = 0, i;
  dkx_add_bytes(job, "\"", 1);
  for (i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    dkx_add_bytes(job, s + from, i - from);
    from = i + 1;
    if (c == '"' || c == '\\') {
      char escape[2] = { '\\', (char)c };
      dkx_add_bytes(job, escape, 2);
    } else {
      char escape[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
      dkx_add_bytes(job, escape, 6);
    }
  }
  dkx_add_bytes(job, s + from, len - from);
  dkx_add_bytes(job, "\"", 1);
}

/* Push a sorted array of the string keys of the table at 'index'. Order must
** not depend on the table's history: the same record is the same JSON. */
static lua_Integer push_keys (lua_State *L, int index) {
  lua_Integer n = 0, i;
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      continue;
    for (i = n; i > 0; i--) { /* insertion: objects are small */
      lua_rawgeti(L, -2, i);
      if (!lua_compare(L, -2, -1, LUA_OPLT)) {
        lua_pop(L, 1);
        break;
      }
      lua_rawseti(L, -3, i + 1);
    }
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, i + 1);
    n++;
  }
  return n;
}

static void add_json (lua_State *L, dkx_job *job, int index, int depth);

static void add_array (lua_State *L, dkx_job *job, int index, int depth) {
  lua_Integer i, n = (lua_Integer)lua_rawlen(L, index);
  dkx_add_bytes(job, "[", 1);
  for (i = 1; i <= n; i++) {
    if (i > 1)
      dkx_add_bytes(job, ",", 1);
    lua_rawgeti(L, index, i);
    add_json(L, job, lua_gettop(L), depth);
    lua_pop(L, 1);
  }
  dkx_add_bytes(job, "]", 1);
}

static void add_object (lua_State *L, dkx_job *job, int index, int depth) {
  lua_Integer i, n = push_keys(L, index);
  int keys = lua_gettop(L);
  dkx_add_bytes(job, "{", 1);
  for (i = 1; i <= n; i++) {
    size_t len;
    const char *key;
    if (i > 1)
      dkx_add_bytes(job, ",", 1);
    lua_rawgeti(L, keys, i);
    key = lua_tolstring(L, -1, &len);
    add_string(job, key, len);
    dkx_add_bytes(job, ":", 1);
    lua_rawget(L, index);
    add_json(L, job, lua_gettop(L), depth);
    lua_pop(L, 1);
  }
  dkx_add_bytes(job, "}", 1);
  lua_pop(L, 1);
}

/* Append the value at 'index' (absolute) as JSON. */
static void add_json (lua_State *L, dkx_job *job, int index, int depth) {
  size_t len;
  const char *s;
  luaL_checkstack(L, 8, "a record is nested too deeply");
  switch (lua_type(L, index)) {
  case LUA_TSTRING:
    s = lua_tolstring(L, index, &len);
    add_string(job, s, len);
    break;
  case LUA_TNUMBER:
    if (lua_isinteger(L, index)) {
      const char *digits = lua_pushfstring(L, "%I", lua_tointeger(L, index));
      dkx_add_bytes(job, digits, strlen(digits));
      lua_pop(L, 1);
    } else {
      dkx_add_number(job, lua_tonumber(L, index));
    }
    break;
  case LUA_TBOOLEAN:
    s = lua_toboolean(L, index) ? "true" : "false";
    dkx_add_bytes(job, s, strlen(s));
    break;
  case LUA_TTABLE:
    if (depth >= LDK_MAX_DEPTH)
      luaL_error(L, "a record is nested too deeply");
    lua_pushnil(L);
    if (lua_rawlen(L, index) > 0 || lua_next(L, index) == 0) {
      if (lua_rawlen(L, index) > 0)
        lua_pop(L, 1);
      add_array(L, job, index, depth + 1);
    } else {
      lua_pop(L, 2);
      add_object(L, job, index, depth + 1);
    }
    break;
  default: dkx_add_bytes(job, "null", 4);
  }
}

static void put_json (lua_State *L, dkx_job *job, int index) {
  size_t place = dkx_open_text(job);
  add_json(L, job, index, 0);
  dkx_close_text(job, place);
}

/* Put the value on the top of the stack and pop it. */
static void put_top (lua_State *L, dkx_job *job) {
  size_t len;
  const char *s;
  switch (lua_type(L, -1)) {
  case LUA_TSTRING:
    s = lua_tolstring(L, -1, &len);
    dkx_put_text(job, s, len);
    break;
  case LUA_TNUMBER:
    if (lua_isinteger(L, -1))
      dkx_put_int(job, lua_tointeger(L, -1));
    else
      dkx_put_real(job, lua_tonumber(L, -1));
    break;
  case LUA_TBOOLEAN: dkx_put_int(job, lua_toboolean(L, -1)); break;
  case LUA_TTABLE: put_json(L, job, lua_gettop(L)); break;
  default: dkx_put_null(job);
  }
  lua_pop(L, 1);
}

static void put_field (lua_State *L, dkx_job *job, int index, const char *name) {
  lua_getfield(L, index, name);
  put_top(L, job);
}

/* An integer field, plus 'add'; absent is null. */
static void put_position (lua_State *L, dkx_job *job, int index, const char *name,
                          lua_Integer add) {
  int is_integer;
  lua_Integer value;
  lua_getfield(L, index, name);
  value = lua_tointegerx(L, -1, &is_integer);
  if (is_integer)
    dkx_put_int(job, value + add);
  else
    dkx_put_null(job);
  lua_pop(L, 1);
}

/* --- articles ---------------------------------------------------------------------- */

enum { ARTICLE = 3, RECORDS = 4 }; /* stack slots of add_article's arguments */

/* Fields of an article that go as they are, between its number and its range. */
static const char *const article_fields[] = { "id",        "title",          "url",
                                              "dateline",  "byline",         "credits",
                                              "published", "reference_date", "reference_basis",
                                              NULL };

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
static dkx_hash hash_article (lua_State *L) {
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
    put_top(L, job);
    lua_geti(L, -1, 2);
    put_top(L, job);
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
    put_field(L, job, ARTICLE, "range_in");
    return;
  }
  lua_pop(L, 1);
  lua_pushliteral(L, "text");
  put_top(L, job);
}

static void put_columns (lua_State *L, dkx_job *job) {
  int i;
  lua_getfield(L, ARTICLE, "number");
  if (!lua_isinteger(L, -1)) {
    lua_pop(L, 1);
    lua_pushinteger(L, 0);
  }
  put_top(L, job);
  for (i = 0; article_fields[i] != NULL; i++)
    put_field(L, job, ARTICLE, article_fields[i]);
  put_window(L, job);
  put_field(L, job, ARTICLE, "language");
  put_position(L, job, ARTICLE, "duplicate_of", 0);
  put_range_in(L, job);
  put_position(L, job, ARTICLE, "first", -1);
  put_position(L, job, ARTICLE, "last", 0);
  if (lua_getfield(L, ARTICLE, "text") != LUA_TSTRING)
    luaL_argerror(L, ARTICLE, "an article needs a text");
  put_top(L, job);
}

static void put_blocks (lua_State *L, dkx_job *job) {
  size_t place = dkx_put_later(job);
  lua_Integer i, n = 0;
  if (lua_getfield(L, ARTICLE, "blocks") == LUA_TTABLE) {
    n = (lua_Integer)lua_rawlen(L, -1);
    for (i = 1; i <= n; i++) {
      int block = lua_gettop(L) + 1;
      if (lua_geti(L, -1, i) != LUA_TTABLE)
        luaL_error(L, "block %I of the article is no table", i);
      put_field(L, job, block, "kind");
      put_position(L, job, block, "first", -1);
      put_position(L, job, block, "last", 0);
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
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
  put_json(L, job, lua_gettop(L));
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
  put_top(L, job);
  lua_getfield(L, record, "first");
  lua_getfield(L, record, "last");
  if (!lua_isinteger(L, -1) || !lua_isinteger(L, -2))
    luaL_argerror(L, RECORDS, "a record needs the integers first and last");
  lua_pop(L, 2);
  put_position(L, job, record, "first", -1);
  put_position(L, job, record, "last", 0);
  for (i = 0; record_fields[i] != NULL; i++)
    put_field(L, job, record, record_fields[i]);
  put_mentions(L, job, record);
  put_field(L, job, record, "rule");
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
      put_top(L, job);
      count++;
      forms_place = dkx_put_later(job);
      forms = 0;
      if (lua_getfield(L, -1, "forms") == LUA_TTABLE) {
        for (k = 1; lua_rawgeti(L, -1, k) == LUA_TSTRING; k++, forms++)
          put_top(L, job);
        lua_pop(L, 1);
      }
      lua_pop(L, 1);
      dkx_put_count(job, forms_place, forms);
    }
    lua_settop(L, RECORDS + 1);
  }
  lua_pop(L, 1);
  dkx_put_count(job, place, count);
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
  dkx_index *index = check_open(L);
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
    return fail(L, &err);
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
  dkx_index *index = check_open(L);
  int token = check_token(L, index), known;
  dkx_error err;
  dkx_hash hash;
  luaL_checkany(L, ARTICLE);
  hash = hash_article(L);
  if (dkx_known(index, token, &hash, &known, &err) != DKX_OK)
    return fail(L, &err);
  if (known &&
      dkx_keep(index, token, &hash, integer_field(L, "number"), integer_field(L, "first") - 1,
               integer_field(L, "last"), integer_field(L, "duplicate_of"), &err) != DKX_OK)
    return fail(L, &err);
  lua_pushboolean(L, known);
  return 1;
}

/* index:add_article(token, article, records?) -> true | nil, message, code */
static int ldk_index_add (lua_State *L) {
  dkx_index *index = check_open(L);
  int token = check_token(L, index);
  dkx_error err;
  dkx_hash hash;
  dkx_job *job;
  luaL_checkany(L, ARTICLE);
  lua_settop(L, RECORDS);
  hash = hash_article(L);
  job = dkx_article(index); /* stays the index's: an error below loses nothing */
  if (job == NULL)
    return luaL_error(L, "not enough memory");
  put_columns(L, job);
  put_blocks(L, job);
  put_records(L, job);
  put_people(L, job);
  return succeed(L, dkx_post_article(index, token, &hash, &err), &err);
}

/* index:end_document(token, sha256?) -> true | nil, message, code */
static int ldk_index_end (lua_State *L) {
  dkx_index *index = check_open(L);
  int token = check_token(L, index);
  dkx_text sha256;
  dkx_error err;
  sha256.len = 0;
  sha256.bytes = luaL_optlstring(L, 3, NULL, &sha256.len);
  return succeed(L, dkx_end(index, token, sha256, &err), &err);
}

/* index:declare_kind{ name =, fields = { ... } } -> name of its view, or true for a
** kind that is built in | nil, message, code */
static int ldk_index_declare (lua_State *L) {
  dkx_index *index = check_open(L);
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
    return fail(L, &err);
  if (view != NULL)
    lua_pushstring(L, view);
  else
    lua_pushboolean(L, 1);
  return 1;
}

/* --- queries -------------------------------------------------------------------------- */

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
  return code == DKX_OK ? 0 : fail(L, &err);
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
static int ldk_index_query (lua_State *L) {
  dkx_index *index = check_open(L);
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
    return fail(L, &err);
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
  return next_row(L, query, &err) ? 1 : fail(L, &err);
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
      return fail(L, &err);
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

static const luaL_Reg query_methods[] = {
  { "next", ldk_query_next },   { "integers", ldk_query_integers }, { "bind", ldk_query_bind },
  { "limit", ldk_query_limit }, { "close", ldk_query_close },       { NULL, NULL }
};

static const luaL_Reg query_metamethods[] = { { "__gc", ldk_query_close },
                                              { "__close", ldk_query_close },
                                              { "__call", ldk_query_call },
                                              { "__tostring", ldk_query_tostring },
                                              { NULL, NULL } };

static const luaL_Reg functions[] = { { "open", ldk_index_open }, { NULL, NULL } };

/* Push the set of names that are no extra fields of a record. */
static void push_known (lua_State *L) {
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

static void make_index_type (lua_State *L) {
  luaL_newmetatable(L, LDK_INDEX);
  luaL_setfuncs(L, index_metamethods, 0);
  luaL_newlibtable(L, index_methods);
  push_known(L);
  luaL_setfuncs(L, index_methods, 1);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, LDK_INDEX);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

static void make_query_type (lua_State *L) {
  luaL_newmetatable(L, LDK_QUERY);
  luaL_setfuncs(L, query_metamethods, 0);
  luaL_newlib(L, query_methods);
  lua_pushcclosure(L, ldk_query_index, 1);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, LDK_QUERY);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
int luaopen_docket_core_index (lua_State *L);

int luaopen_docket_core_index (lua_State *L) {
  make_index_type(L);
  make_query_type(L);
  luaL_newlib(L, functions);
  lua_pushinteger(L, dkx_schema_version());
  lua_setfield(L, -2, "schema_version");
  return 1;
}
