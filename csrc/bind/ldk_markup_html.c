/*
** ldk_markup_html.c - pages, their articles and what they say about themselves.
*/
#include <stdio.h>
#include <string.h>

#include "dk_content.h"
#include "dk_found.h"
#include "ldk_markup_items.h"

#define LDK_VOCABULARY "docket.vocabulary"
#define LDK_PAGE       "docket.page"
#define LDK_MAP        "docket.map"

typedef struct ldk_Vocabulary {
  dk_vocabulary *vocabulary; /* NULL: closed */
} ldk_Vocabulary;

/* Names of attributes that hints may ask for. */
enum { ATTRIBUTES_MAX = 64 };

/* Selectors of a hint, in the order of its fields. */
enum { CONTENT, HEADLINE, BYLINE, DATE, DROP, ARTICLE, SELECTORS };
static const char *const hint_fields[SELECTORS] = { "content", "headline", "byline",
                                                    "date",    "drop",     "article" };

/* User value 1: the string of the page; 2: the vocabulary; 3: names of attributes; 4: the
** userdata with pointers to them. */
typedef struct ldk_Page {
  dk_content content;
  dk_selector *selectors[SELECTORS];
  int open, judged;
} ldk_Page;

/* From the text of an article to its page. */
typedef struct ldk_Map {
  dk_found found; /* of which text and blocks go when they have been given out */
} ldk_Map;

/* --------------------------------------------------------------- vocabulary */

/* Names of what a word or phrase says, in the order of the bits. */
static const char *const says_names[] = {
  "comment", "share", "related", "navigation", "promotion", "bio",    "tags",
  "side",    "tool",  "byline",  "date",       "caption",   "lead",   "title",
  "main",    "body",  "item",    "quote",      "hidden",    "credit", "state",
  "listing", "text",  "meta",    "note",       "gallery",   NULL
};

static int close_vocabulary (lua_State *L) {
  ldk_Vocabulary *ud = luaL_checkudata(L, 1, LDK_VOCABULARY);
  dk_vocabulary_free(ud->vocabulary);
  ud->vocabulary = NULL;
  return 0;
}

typedef int adder (dk_vocabulary *v, const char *text, size_t len, uint32_t says);

/* The lists of table 1's field: { comment = { "comments", ... }, ... } */
static void add_lists (lua_State *L, const char *field, dk_vocabulary *v, adder *add) {
  int i;
  if (lua_getfield(L, 1, field) != LUA_TTABLE) {
    lua_pop(L, 1);
    return;
  }
  for (i = 0; says_names[i] != NULL; i++) {
    lua_Integer k;
    if (lua_getfield(L, -1, says_names[i]) == LUA_TTABLE)
      for (k = 1; lua_rawgeti(L, -1, k) == LUA_TSTRING; k++) {
        size_t len;
        const char *text = lua_tolstring(L, -1, &len);
        if (!add(v, text, len, (uint32_t)1 << i))
          luaL_error(L, "not enough memory");
        lua_pop(L, 1);
      }
    lua_settop(L, 3);
  }
  lua_settop(L, 2);
}

/* markup.vocabulary{ words = { comment = {...}, ... }, phrases = {...} } -> vocabulary */
static int new_vocabulary (lua_State *L) {
  dk_mem mem = ldk_mem(L);
  ldk_Vocabulary *ud;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  ud = lua_newuserdatauv(L, sizeof *ud, 0);
  ud->vocabulary = NULL;
  luaL_setmetatable(L, LDK_VOCABULARY);
  ud->vocabulary = dk_vocabulary_new(&mem);
  if (ud->vocabulary == NULL)
    return luaL_error(L, "not enough memory");
  add_lists(L, "words", ud->vocabulary, dk_vocabulary_add_word);
  add_lists(L, "phrases", ud->vocabulary, dk_vocabulary_add_phrase);
  lua_settop(L, 2);
  return 1;
}

/* --------------------------------------------------------------------- page */

static int close_page (lua_State *L) {
  ldk_Page *page = luaL_checkudata(L, 1, LDK_PAGE);
  int i;
  if (page->open)
    dk_content_clear(&page->content);
  for (i = 0; i < SELECTORS; i++) {
    dk_selector_free(page->selectors[i]);
    page->selectors[i] = NULL;
  }
  page->open = 0;
  return 0;
}

static ldk_Page *open_page (lua_State *L) {
  ldk_Page *page = luaL_checkudata(L, 1, LDK_PAGE);
  luaL_argcheck(L, page->open, 1, "the page is closed");
  return page;
}

static int flag (lua_State *L, int index, const char *name) {
  int set;
  lua_getfield(L, index, name);
  set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return set;
}

/* options.attributes (table 2) as names that the tree keeps; the page is at index 4. */
static void keep_attributes (lua_State *L, ldk_Page *page) {
  lua_Integer n, i;
  const char **names;
  if (lua_getfield(L, 2, "attributes") != LUA_TTABLE) {
    lua_pop(L, 1);
    return;
  }
  n = luaL_len(L, -1);
  if (n > ATTRIBUTES_MAX)
    n = ATTRIBUTES_MAX;
  names = lua_newuserdatauv(L, (size_t)(n + 1) * sizeof *names, 0);
  for (i = 0; i < n; i++) {
    /* The table keeps the strings alive; numbers would become new ones. */
    luaL_argcheck(L, lua_rawgeti(L, -2, i + 1) == LUA_TSTRING, 2,
                  "attributes must be strings");
    names[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  page->content.tree.names = names;
  page->content.tree.n_names = (size_t)n;
  lua_setiuservalue(L, 4, 4);
  lua_setiuservalue(L, 4, 3);
}

/* markup.page(text, { vocabulary =, fragment =, attributes = }) -> page | nil, message, code */
static int new_page (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  ldk_Vocabulary *v;
  ldk_Page *page;
  dk_mem mem = ldk_mem(L);
  dk_status status;
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_getfield(L, 2, "vocabulary");
  v = luaL_checkudata(L, 3, LDK_VOCABULARY);
  luaL_argcheck(L, v->vocabulary != NULL, 2, "the vocabulary is closed");
  page = lua_newuserdatauv(L, sizeof *page, 4);
  memset(page, 0, sizeof *page);
  luaL_setmetatable(L, LDK_PAGE);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 4, 1);
  lua_pushvalue(L, 3);
  lua_setiuservalue(L, 4, 2);
  page->content.vocabulary = v->vocabulary;
  page->content.whole = flag(L, 2, "fragment");
  keep_attributes(L, page);
  status = dk_content_read(&page->content, &mem, text, len);
  if (status == DK_ENOMEM)
    return luaL_error(L, "not enough memory");
  if (status != DK_OK)
    return ldk_fail(L, "the page is too large", "ETOOBIG");
  page->open = 1;
  return 1;
}

/* nil, message, "ESITE" for a selector that is none */
static int fail_selector (lua_State *L, const char *text, size_t position) {
  char message[200];
  snprintf(message, sizeof message, "'%.100s' is no selector (at character %lu)", text,
           (unsigned long)position + 1);
  return ldk_fail(L, message, "ESITE");
}

/* The selector at 'index' of the stack into *out. Returns 0 and pushes the failure if none. */
static int read_selector (lua_State *L, int index, dk_selector **out) {
  size_t len, position;
  const char *text = luaL_checklstring(L, index, &len);
  dk_mem mem = ldk_mem(L);
  dk_status status = dk_selector_new(&mem, text, len, out, &position);
  if (status == DK_ENOMEM)
    luaL_error(L, "not enough memory");
  if (status != DK_OK)
    fail_selector(L, text, position);
  return status == DK_OK;
}

/* markup.selector(text) -> true | nil, message, code: is it one? */
static int check_selector (lua_State *L) {
  dk_selector *selector;
  if (!read_selector(L, 1, &selector))
    return 3;
  dk_selector_free(selector);
  lua_pushboolean(L, 1);
  return 1;
}

/* page:matches(selector) -> boolean: has the page such an element? */
static int page_matches (lua_State *L) {
  ldk_Page *page = open_page(L);
  const dk_tree *tree = &page->content.tree;
  dk_selector *selector;
  if (!read_selector(L, 2, &selector))
    return 3;
  lua_pushboolean(L,
                  dk_selector_first(selector, tree, 1, (uint32_t)tree->nodes.n) != DK_NO_NODE);
  dk_selector_free(selector);
  return 1;
}

static void judge (lua_State *L, ldk_Page *page) {
  dk_hint hint = { page->selectors[CONTENT], page->selectors[HEADLINE],
                   page->selectors[BYLINE],  page->selectors[DATE],
                   page->selectors[DROP],    page->selectors[ARTICLE] };
  if (page->judged)
    return;
  if (!dk_content_judge(&page->content, &hint)) {
    dk_content_clear(&page->content);
    page->open = 0;
    luaL_error(L, "not enough memory");
  }
  page->judged = 1;
}

/* page:judge(hint) -> true | nil, message, code: by the selectors of a site hint */
static int page_judge (lua_State *L) {
  ldk_Page *page = open_page(L);
  int i;
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_argcheck(L, !page->judged, 1, "the page is judged already");
  for (i = 0; i < SELECTORS; i++) {
    lua_settop(L, 2);
    if (lua_getfield(L, 2, hint_fields[i]) == LUA_TSTRING && page->selectors[i] == NULL &&
        !read_selector(L, 3, &page->selectors[i]))
      return 3;
  }
  judge(L, page);
  lua_pushboolean(L, 1);
  return 1;
}

static ldk_Page *check_page (lua_State *L) {
  ldk_Page *page = open_page(L);
  judge(L, page);
  return page;
}

/* page:addresses() -> { url, ... }: what the head calls the page's own */
static int page_addresses (lua_State *L) {
  const dk_content *c = &open_page(L)->content;
  dk_datum d;
  uint32_t at = 0;
  lua_Integer n = 0;
  lua_newtable(L);
  for (; at < c->tree.nodes.n; at++) {
    uint8_t tag = dk_tree_node(&c->tree, at)->tag;
    uint32_t next = at;
    if ((tag == DK_TAG_LINK || tag == DK_TAG_META) && dk_datum_next(c, &next, at + 1, &d) &&
        d.n_names > 0 && d.content != NULL &&
        (strcmp(d.names[0], "canonical") == 0 || strcmp(d.names[0], "og:url") == 0)) {
      lua_pushstring(L, d.content);
      lua_rawseti(L, -2, ++n);
    }
  }
  return 1;
}

/* ---------------------------------------------------------------------- map */

static int close_map (lua_State *L) {
  ldk_Map *map = luaL_checkudata(L, 1, LDK_MAP);
  dk_found_clear(&map->found);
  return 0;
}

/* map:range(first, last) -> first, last in the page | nil */
static int map_range (lua_State *L) {
  ldk_Map *map = luaL_checkudata(L, 1, LDK_MAP);
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
  dk_range range;
  if (first < 1 || last < first ||
      !dk_map_range(map->found.pieces.items, map->found.pieces.n, (size_t)first - 1,
                    (size_t)last, &range))
    return 0;
  ldk_push_range(L, range.start, range.end);
  return 2;
}

/* ----------------------------------------------------------------- articles */

static void push_blocks (lua_State *L, const dk_found *found) {
  const dk_found_block *blocks = found->blocks.items;
  size_t i;
  lua_createtable(L, (int)found->blocks.n, 0);
  for (i = 0; i < found->blocks.n; i++) {
    lua_createtable(L, 0, 3);
    lua_pushstring(L, dk_verdict_name(blocks[i].verdict));
    lua_setfield(L, -2, "kind");
    ldk_push_range(L, blocks[i].span.start, blocks[i].span.end);
    lua_setfield(L, -3, "last");
    lua_setfield(L, -2, "first");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* Elements named in the path of a block. */
enum { PATH_STEPS = 4 };

static void push_article (lua_State *L, const dk_content *c, const dk_item *item) {
  ldk_Map *map;
  lua_createtable(L, 0, 6);
  map = lua_newuserdatauv(L, sizeof *map, 0);
  memset(map, 0, sizeof *map);
  luaL_setmetatable(L, LDK_MAP);
  if (!dk_found_make(&map->found, c, item))
    luaL_error(L, "not enough memory");
  lua_pushlstring(L, map->found.text.items != NULL ? map->found.text.items : "",
                  map->found.text.n);
  lua_setfield(L, -3, "text");
  push_blocks(L, &map->found);
  lua_setfield(L, -3, "blocks");
  dk_array_clear(&map->found.text, &map->found.mem, 1);
  dk_array_clear(&map->found.blocks, &map->found.mem, sizeof(dk_found_block));
  lua_setfield(L, -2, "map");
  if (item->link != DK_NO_NODE) {
    lua_pushstring(L, dk_tree_attribute(&c->tree, item->link, DK_ATTRIBUTE_HREF, NULL));
    lua_setfield(L, -2, "url");
  } else if (c->items.n > 1 &&
             dk_tree_attribute(&c->tree, item->node, DK_ATTRIBUTE_ID, NULL) != NULL) {
    lua_pushfstring(L, "#%s", dk_tree_attribute(&c->tree, item->node, DK_ATTRIBUTE_ID, NULL));
    lua_setfield(L, -2, "url");
  }
}

/* page:articles() -> { { text, blocks, map, url, items }, ... } */
static int page_articles (lua_State *L) {
  ldk_Page *page = check_page(L);
  const dk_content *c = &page->content;
  size_t i;
  lua_createtable(L, (int)c->items.n, 0);
  for (i = 0; i < c->items.n; i++) {
    const dk_item *item = dk_content_item(c, i);
    push_article(L, c, item);
    if (c->items.n > 1) {
      ldk_region main = { item->node, dk_tree_node(&c->tree, item->node)->end };
      ldk_push_items(L, c, main.first, main.last, main);
      ldk_push_lines(L, c, item);
      lua_setfield(L, -2, "items");
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* page:metadata() -> { item, ... } */
static int page_metadata (lua_State *L) {
  ldk_Page *page = check_page(L);
  const dk_content *c = &page->content;
  ldk_region none = { 0, 0 };
  ldk_push_items(L, c, 0, (uint32_t)c->tree.nodes.n,
                 c->items.n == 1 ? ldk_main_region(c, dk_content_item(c, 0)) : none);
  if (c->items.n == 1)
    ldk_push_lines(L, c, dk_content_item(c, 0));
  return 1;
}

/* "div.story > p": the element and those around it, innermost last. */
static void push_path (lua_State *L, const dk_content *c, uint32_t node, int steps) {
  uint32_t chain[PATH_STEPS];
  int n = 0;
  luaL_Buffer b;
  while (n < steps && node != DK_NO_NODE && node != 0) {
    chain[n++] = node;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  luaL_buffinit(L, &b);
  while (n-- > 0) {
    const char *p = dk_tree_attribute(&c->tree, chain[n], DK_ATTRIBUTE_CLASS, NULL);
    int dot = 1;
    luaL_addstring(&b, dk_tag_name((dk_tag)dk_tree_node(&c->tree, chain[n])->tag));
    for (; p != NULL && *p != '\0'; p++) {
      if (*p == ' ' || *p == '\n' || *p == '\t') {
        dot = 1;
        continue;
      }
      if (dot)
        luaL_addchar(&b, '.');
      dot = 0;
      luaL_addchar(&b, *p);
    }
    if (n > 0)
      luaL_addstring(&b, " > ");
  }
  luaL_pushresult(&b);
}

/* The outermost element that is dropped for the reason of the node inside, or DK_NO_NODE. */
static uint32_t dropped_above (const dk_content *c, uint32_t node) {
  uint32_t found = DK_NO_NODE;
  uint8_t drop = dk_content_mark(c, node)->drop;
  while (drop && node != DK_NO_NODE && dk_content_mark(c, node)->drop == drop) {
    found = node;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  return found;
}

/* page:judged() -> { { verdict, kept, first, last, text, tag, chars, links }, ... } */
static int page_judged (lua_State *L) {
  ldk_Page *page = check_page(L);
  const dk_content *c = &page->content;
  size_t i;
  char text[400];
  lua_createtable(L, (int)c->runs.n, 0);
  for (i = 0; i < c->runs.n; i++) {
    const dk_run *run = dk_content_run(c, i);
    lua_createtable(L, 0, 7);
    lua_pushstring(L, dk_verdict_name((dk_verdict)run->verdict));
    lua_setfield(L, -2, "verdict");
    lua_pushboolean(L, run->verdict < DK_VERDICT_KEPT);
    lua_setfield(L, -2, "kept");
    lua_pushinteger(
        L,
        (lua_Integer)dk_tree_node(&c->tree, dk_content_leaf(c, run->first)->node)->source + 1);
    lua_setfield(L, -2, "first");
    lua_pushstring(L, dk_tag_name((dk_tag)run->tag));
    lua_setfield(L, -2, "tag");
    push_path(L, c, run->node, PATH_STEPS);
    lua_setfield(L, -2, "path");
    if (dropped_above(c, run->node) != DK_NO_NODE) {
      push_path(L, c, dropped_above(c, run->node), 1);
      lua_setfield(L, -2, "cause");
    }
    lua_pushinteger(L, run->chars);
    lua_setfield(L, -2, "chars");
    lua_pushinteger(L, run->links);
    lua_setfield(L, -2, "links");
    lua_pushlstring(L, text, dk_content_text(c, run->first, run->n, text, sizeof text));
    lua_setfield(L, -2, "text");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* ------------------------------------------------------------------- module */

static const luaL_Reg vocabulary_metamethods[] = { { "__gc", close_vocabulary },
                                                   { NULL, NULL } };
static const luaL_Reg no_methods[] = { { NULL, NULL } };
static const luaL_Reg page_metamethods[] = { { "__gc", close_page },
                                             { "__close", close_page },
                                             { NULL, NULL } };
static const luaL_Reg page_methods[] = {
  { "articles", page_articles },   { "close", close_page },
  { "addresses", page_addresses }, { "judge", page_judge },
  { "judged", page_judged },       { "matches", page_matches },
  { "metadata", page_metadata },   { NULL, NULL }
};
static const luaL_Reg map_metamethods[] = { { "__gc", close_map }, { NULL, NULL } };
static const luaL_Reg map_methods[] = { { "range", map_range }, { NULL, NULL } };

void ldk_markup_html_functions (lua_State *L) {
  static const luaL_Reg functions[] = { { "page", new_page },
                                        { "selector", check_selector },
                                        { "vocabulary", new_vocabulary },
                                        { NULL, NULL } };
  ldk_new_type(L, LDK_VOCABULARY, vocabulary_metamethods, no_methods);
  ldk_new_type(L, LDK_PAGE, page_metamethods, page_methods);
  ldk_new_type(L, LDK_MAP, map_metamethods, map_methods);
  luaL_setfuncs(L, functions, 0);
}
