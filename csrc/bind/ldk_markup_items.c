/*
** ldk_markup_items.c - what a page says about itself and its articles, as Lua tables for
** docket.reader.metadata.
*/
#include <string.h>

#include "ldk_markup_items.h"

/* Characters of a line about an article. */
enum { LINE_CHARS = 160 };

/* Runs before and behind the text in which a byline or a date still belongs to it. */
enum { RUNS_BEFORE = 14, RUNS_BEHIND = 6 };

ldk_region ldk_main_region (const dk_content *c, const dk_item *item) {
  ldk_region r = { item->node, dk_tree_node(&c->tree, item->node)->end };
  uint32_t first = item->first, last = item->last;
  while (first < last && dk_content_run(c, first)->verdict >= DK_VERDICT_KEPT)
    first++;
  while (last > first && dk_content_run(c, last - 1)->verdict >= DK_VERDICT_KEPT)
    last--;
  if (first == last)
    return r;
  first = first > RUNS_BEFORE ? first - RUNS_BEFORE : 0;
  last = last + RUNS_BEHIND < c->runs.n ? last + RUNS_BEHIND : (uint32_t)c->runs.n - 1;
  r.first = dk_content_run(c, first)->node;
  r.last = dk_tree_node(&c->tree, dk_content_run(c, last)->node)->end;
  return r;
}

static void push_names (lua_State *L, const dk_datum *d) {
  luaL_Buffer b;
  size_t i;
  luaL_buffinit(L, &b);
  for (i = 0; i < d->n_names; i++) {
    const char *p = d->names[i];
    if (i > 0)
      luaL_addchar(&b, ' ');
    for (; *p != '\0'; p++) {
      char k = *p;
      luaL_addchar(&b, (char)(k >= 'A' && k <= 'Z' ? k + 32 : k));
    }
  }
  luaL_pushresult(&b);
}

static void push_datum (lua_State *L, const dk_content *c, const dk_datum *d,
                        ldk_region main) {
  lua_createtable(L, 0, 7);
  lua_pushstring(L, d->tag);
  lua_setfield(L, -2, "tag");
  push_names(L, d);
  lua_setfield(L, -2, "name");
  if (d->has_text) {
    size_t room = dk_datum_text_room(c, d, SIZE_MAX);
    char *out = lua_newuserdatauv(L, room + 1, 0);
    lua_pushlstring(L, out, dk_datum_text(c, d, out, room));
    lua_remove(L, -2);
    /* Those that have nothing else to say have their text as content. */
    if (strcmp(d->tag, "title") == 0 || strcmp(d->tag, "jsonld") == 0) {
      lua_setfield(L, -2, "content");
    } else {
      lua_setfield(L, -2, "text");
    }
  }
  if (d->content != NULL || strcmp(d->tag, "title") != 0) {
    if (lua_getfield(L, -1, "content") == LUA_TNIL) {
      lua_pushstring(L, d->content != NULL ? d->content : "");
      lua_setfield(L, -3, "content");
    }
    lua_pop(L, 1);
  }
  lua_pushinteger(L, (lua_Integer)dk_tree_node(&c->tree, d->node)->source + 1);
  lua_setfield(L, -2, "position");
  lua_pushboolean(L, d->node >= main.first && d->node < main.last);
  lua_setfield(L, -2, "in_main");
  lua_pushboolean(L, dk_content_mark(c, d->node)->drop != 0);
  lua_setfield(L, -2, "in_junk");
}

void ldk_push_items (lua_State *L, const dk_content *c, uint32_t first, uint32_t end,
                     ldk_region main) {
  dk_datum d;
  lua_Integer n = 0;
  uint32_t at = first;
  lua_newtable(L);
  while (dk_datum_next(c, &at, end, &d)) {
    push_datum(L, c, &d, main);
    lua_rawseti(L, -2, ++n);
  }
}

static void push_line (lua_State *L, const dk_content *c, const dk_run *run) {
  char text[LINE_CHARS * 4];
  size_t len = dk_content_text(c, run->first, run->n, text, sizeof text);
  int author = (dk_vocabulary_opens(c->vocabulary, text, len) & DK_SAYS_BYLINE) != 0;
  lua_createtable(L, 0, 7);
  lua_pushstring(L, author ? "byline" : "date");
  lua_setfield(L, -2, "tag");
  lua_pushliteral(L, "");
  lua_setfield(L, -2, "name");
  lua_pushliteral(L, "");
  lua_setfield(L, -2, "content");
  lua_pushlstring(L, text, len);
  lua_setfield(L, -2, "text");
  lua_pushinteger(L, (lua_Integer)dk_tree_node(&c->tree, run->node)->source + 1);
  lua_setfield(L, -2, "position");
  lua_pushboolean(L, 1);
  lua_setfield(L, -2, "in_main");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "in_junk");
}

void ldk_push_lines (lua_State *L, const dk_content *c, const dk_item *item) {
  lua_Integer n = luaL_len(L, -1);
  uint32_t i;
  int begun = 0; /* the text has: then only what was taken for such a line counts */
  for (i = item->first; i < item->last; i++) {
    const dk_run *run = dk_content_run(c, i);
    begun |= run->verdict == DK_KEEP_BODY;
    if (run->chars > 0 && run->chars <= LINE_CHARS &&
        (run->verdict == DK_DROP_META || run->verdict == DK_DROP_EDGE ||
         (run->verdict == DK_DROP_OUTSIDE && !begun))) {
      push_line(L, c, run);
      lua_rawseti(L, -2, ++n);
    }
  }
}
