/*
** ldk_document.c - profiles, documents and articles.
**
** An article's userdata anchors its document's, which anchors the bytes and the profile.
** Lua finalizes in the reverse order of creation when a state closes, but may finalize
** a document before its articles when both become garbage at once; so the document
** counts its open articles, and whoever closes last frees it.
*/
#include <limits.h>
#include <string.h>

#include "ldk.h"

/* -------------------------------------------------------------------- profiles */

static const struct {
  const char *name;
  dk_list list;
} phrase_lists[] = { { "byline", DK_LIST_BYLINE },
                     { "credit", DK_LIST_CREDIT },
                     { "promotion", DK_LIST_PROMOTION },
                     { "closing", DK_LIST_CLOSING },
                     { "caption", DK_LIST_CAPTION } };

static const struct {
  const char *name;
  dk_list list;
} groups[] = { { "titles", DK_LIST_TITLES },       { "numbers", DK_LIST_NUMBERS },
               { "sometimes", DK_LIST_SOMETIMES }, { "times", DK_LIST_TIMES },
               { "openers", DK_LIST_OPENERS },     { "after times", DK_LIST_AFTER_TIMES } };

static int profile_close (lua_State *L) {
  ldk_Profile *ud = luaL_checkudata(L, 1, LDK_PROFILE);
  dk_profile_free(ud->profile);
  ud->profile = NULL;
  return 0;
}

/* The group that the line "[name] remark" opens; raises if there is none. */
static dk_list group_of (lua_State *L, const char *line) {
  size_t i;
  for (i = 0; i < sizeof groups / sizeof *groups; i++) {
    size_t n = strlen(groups[i].name);
    if (strncmp(line + 1, groups[i].name, n) == 0 && line[n + 1] == ']')
      return groups[i].list;
  }
  return (dk_list)luaL_error(
      L,
      "profile: '%s' opens no group (titles, numbers, sometimes, times, "
      "openers, after times)",
      line);
}

/* Add the strings of the array at the top of the stack to the profile. */
static void add_entries (lua_State *L, dk_profile *profile, const char *name, dk_list list,
                         int grouped) {
  lua_Integer i, n = luaL_len(L, -1);
  for (i = 1; i <= n; i++) {
    size_t len;
    const char *text;
    dk_status status;
    lua_geti(L, -1, i);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "profile: %s[%I] is a %s, not a string", name, (LUAI_UACINT)i,
                 luaL_typename(L, -1));
    text = lua_tolstring(L, -1, &len);
    if (grouped && len > 2 && text[0] == '[') {
      list = group_of(L, text);
    } else {
      status = dk_profile_add(profile, list, text, len);
      if (status == DK_ENOMEM)
        luaL_error(L, "not enough memory");
      if (status != DK_OK)
        luaL_error(L, "profile: %s[%I] is too long", name, (LUAI_UACINT)i);
    }
    lua_pop(L, 1);
  }
}

/* docket.core.profile(lists) -> profile */
int ldk_profile (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  ldk_Profile *ud;
  size_t i;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  ud = lua_newuserdatauv(L, sizeof *ud, 0);
  ud->profile = NULL;
  luaL_setmetatable(L, LDK_PROFILE);
  ud->profile = dk_profile_new(&mem);
  if (ud->profile == NULL)
    return luaL_error(L, "not enough memory");
  if (lua_getfield(L, 1, "abbreviations") != LUA_TNIL)
    add_entries(L, ud->profile, "abbreviations", DK_LIST_SOMETIMES, 1);
  lua_pop(L, 1);
  for (i = 0; i < sizeof phrase_lists / sizeof *phrase_lists; i++) {
    if (lua_getfield(L, 1, phrase_lists[i].name) != LUA_TNIL)
      add_entries(L, ud->profile, phrase_lists[i].name, phrase_lists[i].list, 0);
    lua_pop(L, 1);
  }
  return 1;
}

/* ------------------------------------------------------------------- documents */

static ldk_Document *check_document (lua_State *L) {
  ldk_Document *ud = luaL_checkudata(L, 1, LDK_DOCUMENT);
  luaL_argcheck(L, ud->document != NULL && !ud->closing, 1, "document is closed");
  return ud;
}

/* Free the document when it is closed and no article needs it. */
static void release (ldk_Document *ud) {
  if (ud->closing && ud->articles == 0) {
    dk_document_free(ud->document);
    ud->document = NULL;
  }
}

static int document_close (lua_State *L) {
  ldk_Document *ud = luaL_checkudata(L, 1, LDK_DOCUMENT);
  ud->closing = 1;
  release(ud);
  return 0;
}

static int document_tostring (lua_State *L) {
  ldk_Document *ud = luaL_checkudata(L, 1, LDK_DOCUMENT);
  if (ud->document == NULL || ud->closing)
    lua_pushliteral(L, LDK_DOCUMENT " (closed)");
  else
    lua_pushfstring(L, LDK_DOCUMENT " (%s, %I articles)",
                    dk_format_name(dk_document_format(ud->document)),
                    (LUAI_UACINT)dk_document_article_count(ud->document));
  return 1;
}

/* The profile at 'index', which may be nil. */
static const dk_profile *opt_profile (lua_State *L, int index) {
  ldk_Profile *ud;
  if (lua_isnoneornil(L, index))
    return NULL;
  ud = luaL_checkudata(L, index, LDK_PROFILE);
  luaL_argcheck(L, ud->profile != NULL, index, "profile is closed");
  return ud->profile;
}

/*
** Read the options at 'index': pushes the source's name, or nil, and returns the format
** that is forced.
*/
static dk_format push_options (lua_State *L, int index) {
  dk_format format = DK_FORMAT_UNKNOWN;
  if (lua_isnoneornil(L, index)) {
    lua_pushnil(L);
    return format;
  }
  luaL_checktype(L, index, LUA_TTABLE);
  lua_getfield(L, index, "format");
  if (!lua_isnil(L, -1)) {
    const char *name = lua_tostring(L, -1);
    format = name != NULL ? dk_format_of_name(name) : DK_FORMAT_UNKNOWN;
    luaL_argcheck(L, format != DK_FORMAT_UNKNOWN, index, "no such format");
  }
  lua_pop(L, 1);
  lua_getfield(L, index, "source");
  luaL_argcheck(L, lua_isnil(L, -1) || lua_type(L, -1) == LUA_TSTRING, index,
                "source must be a string");
  return format;
}

/*
** A closed document on top of the stack, with what it needs anchored: the value at 1 (the
** bytes), the profile at 2, the source's name at the top, which it takes.
*/
static ldk_Document *new_document (lua_State *L) {
  ldk_Document *ud = lua_newuserdatauv(L, sizeof *ud, 3);
  ud->document = NULL;
  ud->articles = 0;
  ud->closing = 0;
  luaL_setmetatable(L, LDK_DOCUMENT);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, 3);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  lua_pushvalue(L, 2);
  lua_setiuservalue(L, -2, 2);
  return ud;
}

/* What opening came to: the document at the top of the stack, or nil, message, code. */
static int opened (lua_State *L, dk_status status, const dk_error *error) {
  if (status == DK_OK)
    return 1;
  if (status == DK_ENOMEM)
    return luaL_error(L, "not enough memory");
  return ldk_fail(L, error->message, dk_status_name(error->code));
}

/* docket.core.open(path [, profile [, options]]) -> document | nil, message, code */
int ldk_open (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  size_t len;
  const char *path = luaL_checklstring(L, 1, &len);
  const dk_profile *profile = opt_profile(L, 2);
  dk_format format;
  dk_error error;
  ldk_Document *ud;
  luaL_argcheck(L, strlen(path) == len, 1, "path has a NUL");
  lua_settop(L, 3);
  format = push_options(L, 3);
  ud = new_document(L);
  return opened(L, dk_document_open(&mem, path, profile, format, &ud->document, &error),
                &error);
}

/* docket.core.parse(bytes [, profile [, options]]) -> document | nil, message, code */
int ldk_parse (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  const dk_profile *profile = opt_profile(L, 2);
  dk_format format;
  dk_error error;
  ldk_Document *ud;
  lua_settop(L, 3);
  format = push_options(L, 3);
  ud = new_document(L);
  return opened(L, dk_document_parse(&mem, bytes, len, profile, format, &ud->document, &error),
                &error);
}

/* The byte range at fields 'first' and 'last' of the table at the top of the stack. */
static dk_span block_span (lua_State *L, lua_Integer i, size_t len, uint32_t from) {
  dk_span span;
  lua_Integer first, last;
  int is_first, is_last;
  lua_getfield(L, -1, "first");
  lua_getfield(L, -2, "last");
  first = lua_tointegerx(L, -2, &is_first);
  last = lua_tointegerx(L, -1, &is_last);
  lua_pop(L, 2);
  if (!is_first || !is_last || first < (lua_Integer)from + 1 || last < first - 1 ||
      last > (lua_Integer)len)
    luaL_error(L, "compose: block %I is out of order or outside the text", (LUAI_UACINT)i);
  span.start = (uint32_t)(first - 1);
  span.end = (uint32_t)last;
  return span;
}

/* The blocks in the table at 'index', in a userdata that is pushed. */
static dk_block *check_blocks (lua_State *L, int index, size_t len, size_t *n) {
  lua_Integer i, count = luaL_len(L, index);
  dk_block *blocks;
  uint32_t from = 0;
  luaL_argcheck(L, (lua_Unsigned)count < INT_MAX, index, "too many blocks");
  blocks = lua_newuserdatauv(L, (size_t)(count + 1) * sizeof *blocks, 0);
  for (i = 0; i < count; i++) {
    const char *name;
    if (lua_geti(L, index, i + 1) != LUA_TTABLE)
      luaL_error(L, "compose: block %I is no table", (LUAI_UACINT)(i + 1));
    lua_getfield(L, -1, "kind");
    name = lua_tostring(L, -1);
    if (name == NULL || !dk_kind_of_name(name, &blocks[i].kind))
      luaL_error(L, "compose: block %I has no kind that is known", (LUAI_UACINT)(i + 1));
    lua_pop(L, 1);
    blocks[i].span = block_span(L, i + 1, len, from);
    from = blocks[i].span.end;
    lua_pop(L, 1);
  }
  *n = (size_t)count;
  return blocks;
}

/* docket.core.compose(text, profile, blocks) -> document of one article */
int ldk_compose (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  size_t len, n;
  const char *text = luaL_checklstring(L, 1, &len);
  const dk_profile *profile = opt_profile(L, 2);
  const dk_block *blocks;
  dk_error error;
  ldk_Document *ud;
  luaL_checktype(L, 3, LUA_TTABLE);
  luaL_argcheck(L, len <= UINT32_MAX, 1, "too long");
  lua_settop(L, 3);
  blocks = check_blocks(L, 3, len, &n);
  lua_pushnil(L); /* no name of a source */
  ud = new_document(L);
  return opened(
      L, dk_document_compose(&mem, text, len, profile, blocks, n, &ud->document, &error),
      &error);
}

/* docket.core.look(bytes) -> name of a format */
int ldk_look (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  lua_pushstring(L, dk_format_name(dk_look(bytes, len)));
  return 1;
}

static int document_format (lua_State *L) {
  lua_pushstring(L, dk_format_name(dk_document_format(check_document(L)->document)));
  return 1;
}

static int document_sha256 (lua_State *L) {
  lua_pushstring(L, dk_document_sha256(check_document(L)->document));
  return 1;
}

static int document_length (lua_State *L) {
  size_t len;
  dk_document_bytes(check_document(L)->document, &len);
  lua_pushinteger(L, (lua_Integer)len);
  return 1;
}

static int document_source (lua_State *L) {
  check_document(L);
  lua_getiuservalue(L, 1, 3);
  return 1;
}

static int document_count (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)dk_document_article_count(check_document(L)->document));
  return 1;
}

/* document:bytes([first [, last]]) -> string, as string.sub without negative positions */
static int document_bytes (lua_State *L) {
  size_t len;
  const char *bytes = dk_document_bytes(check_document(L)->document, &len);
  lua_Integer first = luaL_optinteger(L, 2, 1), last = luaL_optinteger(L, 3, (lua_Integer)len);
  if (first < 1)
    first = 1;
  if (last > (lua_Integer)len)
    last = (lua_Integer)len;
  if (first > last)
    lua_pushliteral(L, "");
  else
    lua_pushlstring(L, bytes + first - 1, (size_t)(last - first + 1));
  return 1;
}

/* document:problems() -> array of { position, code, message }, count of all */
static int document_problems (lua_State *L) {
  const dk_problem *list;
  size_t n, i, all = dk_document_problems(check_document(L)->document, &list, &n);
  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)list[i].position + 1);
    lua_setfield(L, -2, "position");
    lua_pushstring(L, dk_status_name(list[i].code));
    lua_setfield(L, -2, "code");
    lua_pushstring(L, list[i].message);
    lua_setfield(L, -2, "message");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushinteger(L, (lua_Integer)all);
  return 2;
}

/* document:article(number) -> article */
static int document_article (lua_State *L) {
  ldk_Document *document = check_document(L);
  lua_Integer number = luaL_checkinteger(L, 2);
  ldk_Article *ud;
  luaL_argcheck(
      L, number >= 1 && (lua_Unsigned)number <= dk_document_article_count(document->document),
      2, "no such article");
  lua_settop(L, 2);
  ud = lua_newuserdatauv(L, sizeof *ud, 1);
  ud->article = NULL;
  ud->number = number;
  luaL_setmetatable(L, LDK_ARTICLE);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  if (dk_article_new(document->document, (size_t)number - 1, &ud->article) != DK_OK)
    return luaL_error(L, "not enough memory");
  document->articles++;
  return 1;
}

/* -------------------------------------------------------------------- articles */

ldk_Article *ldk_check_article (lua_State *L, int index) {
  ldk_Article *ud = luaL_checkudata(L, index, LDK_ARTICLE);
  luaL_argcheck(L, ud->article != NULL, index, "article is closed");
  return ud;
}

static int article_close (lua_State *L) {
  ldk_Article *ud = luaL_checkudata(L, 1, LDK_ARTICLE);
  if (ud->article != NULL) {
    ldk_Document *document;
    dk_article_free(ud->article);
    ud->article = NULL;
    lua_getiuservalue(L, 1, 1);
    document = lua_touserdata(L, -1);
    document->articles--;
    release(document);
  }
  return 0;
}

static int article_tostring (lua_State *L) {
  ldk_Article *ud = luaL_checkudata(L, 1, LDK_ARTICLE);
  if (ud->article == NULL)
    lua_pushliteral(L, LDK_ARTICLE " (closed)");
  else
    lua_pushfstring(L, LDK_ARTICLE " (%I)", (LUAI_UACINT)ud->number);
  return 1;
}

static int article_range (lua_State *L) {
  dk_range range = dk_article_range(ldk_check_article(L, 1)->article);
  ldk_push_range(L, range.start, range.end);
  return 2;
}

static int article_text (lua_State *L) {
  uint32_t len;
  const char *text = dk_article_text(ldk_check_article(L, 1)->article, &len);
  lua_pushlstring(L, text, len);
  return 1;
}

static int article_blocks (lua_State *L) {
  size_t n, i;
  const dk_block *blocks = dk_article_blocks(ldk_check_article(L, 1)->article, &n);
  lua_createtable(L, (int)(n < INT_MAX ? n : INT_MAX), 0);
  for (i = 0; i < n; i++) {
    lua_createtable(L, 0, 3);
    lua_pushstring(L, dk_kind_name(blocks[i].kind));
    lua_setfield(L, -2, "kind");
    ldk_push_range(L, blocks[i].span.start, blocks[i].span.end);
    lua_setfield(L, -3, "last");
    lua_setfield(L, -2, "first");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int article_duplicate_of (lua_State *L) {
  size_t number = dk_article_duplicate_of(ldk_check_article(L, 1)->article);
  if (number == 0)
    lua_pushnil(L);
  else
    lua_pushinteger(L, (lua_Integer)number);
  return 1;
}

/* Spans as one flat array { first1, last1, first2, last2, ... }. */
static int push_spans (lua_State *L, const dk_span *spans, size_t n) {
  size_t i;
  lua_createtable(L, (int)(n < INT_MAX / 2 ? 2 * n : INT_MAX), 0);
  for (i = 0; i < n; i++) {
    ldk_set_integer(L, (lua_Integer)(2 * i + 1), (lua_Integer)spans[i].start + 1);
    ldk_set_integer(L, (lua_Integer)(2 * i + 2), (lua_Integer)spans[i].end);
  }
  return 1;
}

static int article_segments (lua_State *L) {
  const dk_span *spans;
  size_t n;
  if (dk_article_segments(ldk_check_article(L, 1)->article, &spans, &n) != DK_OK)
    return luaL_error(L, "not enough memory");
  return push_spans(L, spans, n);
}

static int article_tokens (lua_State *L) {
  const dk_span *spans;
  size_t n;
  if (dk_article_tokens(ldk_check_article(L, 1)->article, &spans, &n) != DK_OK)
    return luaL_error(L, "not enough memory");
  return push_spans(L, spans, n);
}

static int article_folded (lua_State *L) {
  dk_article *article = ldk_check_article(L, 1)->article;
  const char *folded;
  uint32_t len;
  if (dk_article_folded(article, &folded) != DK_OK)
    return luaL_error(L, "not enough memory");
  dk_article_text(article, &len);
  lua_pushlstring(L, folded, len);
  return 1;
}

/* ----------------------------------------------------------------------- types */

static const luaL_Reg profile_metamethods[] = { { "__gc", profile_close }, { NULL, NULL } };
static const luaL_Reg profile_methods[] = { { NULL, NULL } };

static const luaL_Reg document_metamethods[] = { { "__gc", document_close },
                                                 { "__close", document_close },
                                                 { "__len", document_count },
                                                 { "__tostring", document_tostring },
                                                 { NULL, NULL } };

static const luaL_Reg document_methods[] = { { "article", document_article },
                                             { "bytes", document_bytes },
                                             { "close", document_close },
                                             { "format", document_format },
                                             { "length", document_length },
                                             { "problems", document_problems },
                                             { "sha256", document_sha256 },
                                             { "source", document_source },
                                             { NULL, NULL } };

static const luaL_Reg article_metamethods[] = { { "__gc", article_close },
                                                { "__close", article_close },
                                                { "__tostring", article_tostring },
                                                { NULL, NULL } };

static const luaL_Reg article_methods[] = { { "blocks", article_blocks },
                                            { "close", article_close },
                                            { "duplicate_of", article_duplicate_of },
                                            { "fingerprint", ldk_article_fingerprint },
                                            { "folded", article_folded },
                                            { "range", article_range },
                                            { "scan", ldk_article_scan },
                                            { "candidates", ldk_article_candidates },
                                            { "segments", article_segments },
                                            { "text", article_text },
                                            { "tokens", article_tokens },
                                            { NULL, NULL } };

void ldk_document_types (lua_State *L) {
  ldk_new_type(L, LDK_PROFILE, profile_metamethods, profile_methods);
  ldk_new_type(L, LDK_DOCUMENT, document_metamethods, document_methods);
  ldk_new_type(L, LDK_ARTICLE, article_metamethods, article_methods);
}
