/*
** ldk_markup_feed.c - feeds: their entries as tables, and the bytes behind their texts.
*/
#include <string.h>

#include "dk_feed.h"
#include "ldk_markup.h"

#define LDK_FEED "docket.feed"

/* User value 1: the string that the feed's ranges lie in. */
typedef struct ldk_Feed {
  dk_feed *feed; /* NULL: not made yet */
} ldk_Feed;

static const char *const field_names[] = { "title",     "link",     "id",
                                           "published", "modified", "content",
                                           "summary",   "language", NULL };

static int feed_close (lua_State *L) {
  ldk_Feed *ud = luaL_checkudata(L, 1, LDK_FEED);
  dk_feed_free(ud->feed);
  ud->feed = NULL;
  return 0;
}

static dk_feed *check_feed (lua_State *L) {
  ldk_Feed *ud = luaL_checkudata(L, 1, LDK_FEED);
  luaL_argcheck(L, ud->feed != NULL, 1, "feed is closed");
  return ud->feed;
}

/* markup.feed(text) -> feed */
static int open_feed (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  dk_mem mem = ldk_mem(L);
  ldk_Feed *ud;
  lua_settop(L, 1);
  ud = lua_newuserdatauv(L, sizeof *ud, 1);
  ud->feed = NULL;
  luaL_setmetatable(L, LDK_FEED);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 2, 1);
  if (dk_feed_read(&mem, text, len, &ud->feed) != DK_OK)
    return luaL_error(L, "not enough memory");
  return 1;
}

/* --------------------------------------------------------------------- entries */

static void set_range (lua_State *L, const char *name, dk_range r, const dk_feed *feed) {
  size_t len;
  const char *text = dk_feed_bytes(feed, &len);
  if (r.end == r.start)
    return;
  lua_pushlstring(L, text + r.start, r.end - r.start);
  lua_setfield(L, -2, name);
}

static void set_text (lua_State *L, const char *name, const dk_feed *feed,
                      const dk_feed_value *value) {
  size_t len;
  const char *text = dk_feed_value_text(feed, value, &len);
  lua_pushlstring(L, text, len);
  lua_setfield(L, -2, name);
}

static void set_number (lua_State *L, const char *name, size_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, name);
}

/* What else is known of texts and links: their form, and what addresses are relative to. */
static void set_details (lua_State *L, dk_feed_field field, const dk_feed *feed,
                         const dk_feed_value *value) {
  static const char *const forms[] = { "text", "maybe", "html" };
  static const char *const form_of[] = { "title_form", NULL,           NULL,           NULL,
                                         NULL,         "content_form", "summary_form", NULL };
  static const char *const base_of[] = { NULL, "link_base",    "id_base",      NULL,
                                         NULL, "content_base", "summary_base", NULL };
  static const char *const language_of[] = {
    NULL, NULL, NULL, NULL, NULL, "content_language", "summary_language", NULL
  };
  if (form_of[field] != NULL) {
    lua_pushstring(L, forms[value->form]);
    lua_setfield(L, -2, form_of[field]);
  }
  if (base_of[field] != NULL && value->base > 0)
    set_number(L, base_of[field], value->base);
  if (language_of[field] != NULL)
    set_range(L, language_of[field], value->language, feed);
}

static void push_authors (lua_State *L, const dk_feed *feed, const dk_feed_entry *entry) {
  size_t i;
  lua_createtable(L, (int)(entry->last_author - entry->first_author), 0);
  for (i = entry->first_author; i < entry->last_author; i++) {
    size_t len;
    const char *text = dk_feed_value_text(feed, dk_feed_author_at(feed, i), &len);
    lua_pushlstring(L, text, len);
    lua_rawseti(L, -2, (lua_Integer)(i - entry->first_author) + 1);
  }
  lua_setfield(L, -2, "authors");
}

static void push_entry (lua_State *L, const dk_feed *feed, const dk_feed_entry *entry) {
  int i;
  lua_createtable(L, 0, 14);
  set_number(L, "first", entry->source.start + 1);
  set_number(L, "last", entry->source.end);
  for (i = 0; i < DK_FEED_FIELDS; i++) {
    if (entry->fields[i].rank == 0)
      continue;
    set_text(L, field_names[i], feed, &entry->fields[i]);
    set_details(L, (dk_feed_field)i, feed, &entry->fields[i]);
  }
  if (entry->fields[DK_FEED_LANGUAGE].rank == 0) /* xml:lang of the element */
    set_range(L, "language", entry->fields[DK_FEED_LANGUAGE].language, feed);
  if (entry->last_author > entry->first_author)
    push_authors(L, feed, entry);
}

static const dk_feed_entry *check_entry (lua_State *L, const dk_feed *feed) {
  lua_Integer i = luaL_checkinteger(L, 2);
  luaL_argcheck(L, i >= 1 && (lua_Unsigned)i <= dk_feed_entry_count(feed), 2, "no such entry");
  return dk_feed_entry_at(feed, (size_t)i - 1);
}

/* feed:entry(number) -> table; feed:about() -> what is said of the feed itself */
static int feed_entry (lua_State *L) {
  const dk_feed *feed = check_feed(L);
  push_entry(L, feed, check_entry(L, feed));
  return 1;
}

static int feed_about (lua_State *L) {
  const dk_feed *feed = check_feed(L);
  push_entry(L, feed, dk_feed_self(feed));
  return 1;
}

static int feed_length (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)dk_feed_entry_count(check_feed(L)));
  return 1;
}

/* feed:source(number, field, first, last) -> first, last in the feed's text */
static int feed_source (lua_State *L) {
  dk_feed *feed = check_feed(L);
  const dk_feed_entry *entry = check_entry(L, feed);
  int field = luaL_checkoption(L, 3, NULL, field_names);
  lua_Integer first = luaL_checkinteger(L, 4), last = luaL_checkinteger(L, 5);
  dk_range range;
  luaL_argcheck(L, first >= 1, 4, "position expected");
  luaL_argcheck(L, last >= first - 1, 5, "position at or behind the first expected");
  if (entry->fields[field].rank == 0)
    return 0;
  range.start = (size_t)first - 1;
  range.end = (size_t)last;
  range = dk_feed_value_source(feed, &entry->fields[field], range);
  ldk_push_range(L, range.start, range.end);
  return 2;
}

/* feed:base(number) -> address as it stands, number of the one outside or 0 */
static int feed_base (lua_State *L) {
  const dk_feed *feed = check_feed(L);
  size_t outer, len;
  const char *text = dk_feed_bytes(feed, &len);
  lua_Integer number = luaL_checkinteger(L, 2);
  dk_range address;
  luaL_argcheck(L, number >= 1 && (lua_Unsigned)number <= dk_feed_base_count(feed), 2,
                "no such base");
  address = dk_feed_base(feed, (size_t)number, &outer);
  lua_pushlstring(L, text + address.start, address.end - address.start);
  lua_pushinteger(L, (lua_Integer)outer);
  return 2;
}

/* feed:problems() -> { { position, code, message } ..., count = n } */
static int feed_problems (lua_State *L) {
  const dk_problem *list;
  size_t listed, i, n = dk_feed_problems(check_feed(L), &list, &listed);
  lua_createtable(L, (int)listed, 1);
  for (i = 0; i < listed; i++) {
    lua_createtable(L, 0, 3);
    set_number(L, "position", list[i].position + 1);
    lua_pushliteral(L, "EFEED");
    lua_setfield(L, -2, "code");
    lua_pushstring(L, list[i].message);
    lua_setfield(L, -2, "message");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  set_number(L, "count", n);
  return 1;
}

static const luaL_Reg feed_metamethods[] = { { "__gc", feed_close },
                                             { "__len", feed_length },
                                             { NULL, NULL } };
static const luaL_Reg feed_methods[] = {
  { "entry", feed_entry }, { "about", feed_about },       { "source", feed_source },
  { "base", feed_base },   { "problems", feed_problems }, { NULL, NULL }
};

void ldk_markup_feed_functions (lua_State *L) {
  ldk_new_type(L, LDK_FEED, feed_metamethods, feed_methods);
  lua_pushcfunction(L, open_feed);
  lua_setfield(L, -2, "feed");
}
