/*
** dk_content.c - the steps in their order; see dk_content.h.
*/
#include "dk_content.h"

#include <string.h>

static const char *const names[DK_VERDICT_COUNT] = {
  "headline",
  "subhead",
  "body",
  "quote",
  "caption",
  "outside the main text",
  "hidden",
  "comments",
  "share buttons",
  "related stories",
  "navigation",
  "promotion",
  "about the author",
  "tags",
  "sidebar or footer",
  "tools",
  "a form",
  "mostly links",
  "before or behind the text",
  "by its phrase",
  "a heading over nothing",
  "byline or date",
  "stands twice",
  "by a site hint",
  "empty",
};

const char *dk_verdict_name (dk_verdict verdict) {
  return names[verdict];
}

/* All of the main element's runs as one article. */
static int one_article (dk_content *c, uint32_t root) {
  dk_item *item = dk_array_push(&c->items, &c->mem, sizeof *item);
  if (item == NULL)
    return 0;
  item->node = root;
  item->first = dk_content_run_at(c, root);
  item->last = dk_content_run_at(c, dk_tree_node(&c->tree, root)->end);
  item->title = item->link = DK_NO_NODE;
  dk_content_find_headline(c, item);
  dk_content_trim(c, item);
  return 1;
}

/* Items out of the way: their elements are dropped as other stories. */
static void drop_items (dk_content *c, uint8_t *before) {
  size_t i;
  uint32_t k;
  for (i = 0; i < c->tree.nodes.n; i++)
    before[i] = dk_content_mark(c, i)->drop;
  for (i = 0; i < c->items.n; i++) {
    const dk_item *item = dk_content_item(c, i);
    for (k = item->first; k < item->last; k++) {
      uint32_t node = dk_content_run(c, k)->node;
      if (!dk_content_mark(c, node)->drop)
        dk_content_mark(c, node)->drop = DK_DROP_RELATED;
    }
  }
}

static void restore (dk_content *c, const uint8_t *before) {
  size_t i;
  for (i = 0; i < c->tree.nodes.n; i++)
    dk_content_mark(c, i)->drop = before[i];
}

/* Text of the page's own beside that of items: what is below the first is none, and what
** is above the second is an article, where the page says that it is one. */
enum { OWN_MIN = 200, OWN_ARTICLE = 400 };

/* Is a page with items of this weight, and 'own' characters beside them, a listing? */
static int is_listing (const dk_content *c, double weight, uint32_t own) {
  if (c->items.n < 3 || weight < OWN_MIN || c->dated || (c->typed && own >= OWN_ARTICLE))
    return 0;
  return own < OWN_MIN || weight >= 1.5 * own;
}

/* First and last good run in an element, of those that are not dropped. */
static int text_span (const dk_content *c, uint32_t node, uint32_t *first, uint32_t *last) {
  uint32_t i = dk_content_run_at(c, node);
  uint32_t end = dk_content_run_at(c, dk_tree_node(&c->tree, node)->end);
  int any = 0;
  for (; i < end; i++) {
    const dk_run *run = dk_content_run(c, i);
    if (dk_content_mark(c, run->node)->drop || !dk_run_is_good(run))
      continue;
    if (!any)
      *first = i;
    *last = i;
    any = 1;
  }
  return any;
}

/* Do the items all stand before or behind the text of an element, none between? */
static int stand_apart (const dk_content *c, uint32_t node) {
  uint32_t first = 0, last = 0;
  size_t i;
  if (!text_span(c, node, &first, &last))
    return 0;
  for (i = 0; i < c->items.n; i++) {
    const dk_item *item = dk_content_item(c, i);
    if (item->flat || (item->first <= last && item->last > first))
      return 0;
  }
  return 1;
}

static int read_listing (dk_content *c) {
  size_t i;
  for (i = 0; i < c->items.n; i++)
    dk_content_trim_item(c, dk_content_item(c, i));
  return 1;
}

/* With the items out of the way: is there an article beside them, or are they articles? */
static int judge_items (dk_content *c, uint8_t *before, double weight) {
  uint32_t root, own;
  drop_items(c, before);
  dk_content_sum_up(c);
  root = dk_content_root(c, 0);
  own = dk_content_sum(c, root)->good;
  if (is_listing(c, weight, own)) {
    restore(c, before);
    dk_content_sum_up(c);
    return read_listing(c);
  }
  if (own < OWN_ARTICLE || (weight > 1.5 * own && !c->dated && !c->typed) ||
      !stand_apart(c, root)) {
    restore(c, before);
    dk_content_sum_up(c);
    root = dk_content_root(c, 0);
  }
  c->items.n = 0;
  return one_article(c, root);
}

static int judge_page (dk_content *c) {
  size_t n = c->tree.nodes.n;
  double weight;
  uint8_t *before;
  int ok;
  if (!dk_content_find_items(c, &weight))
    return 0;
  if (c->items.n < 3) {
    c->items.n = 0;
    return one_article(c, dk_content_root(c, 0));
  }
  before = dk_mem_new(&c->mem, n);
  ok = before != NULL && judge_items(c, before, weight);
  dk_mem_free(&c->mem, before, n);
  return ok;
}

static int read_content (dk_content *c) {
  size_t n = c->tree.nodes.n;
  if (!dk_content_make_runs(c) || !dk_array_reserve(&c->sums, &c->mem, sizeof(dk_sum), n))
    return 0;
  c->sums.n = n;
  dk_content_find_title(c);
  dk_content_find_heading(c);
  dk_content_sum_up(c);
  dk_content_drop_junk(c);
  dk_content_sum_up(c);
  return judge_page(c);
}

dk_status dk_content_read (dk_content *c, const dk_mem *mem, const char *text, size_t len) {
  dk_status status;
  c->mem = dk_mem_or_default(mem);
  status = dk_tree_read(&c->tree, mem, text, len);
  if (status == DK_OK && !read_content(c)) {
    dk_content_clear(c);
    status = DK_ENOMEM;
  }
  return status;
}

void dk_content_clear (dk_content *c) {
  dk_array_clear(&c->marks, &c->mem, sizeof(dk_mark));
  dk_array_clear(&c->sums, &c->mem, sizeof(dk_sum));
  dk_array_clear(&c->leaves, &c->mem, sizeof(dk_leaf));
  dk_array_clear(&c->runs, &c->mem, sizeof(dk_run));
  dk_array_clear(&c->items, &c->mem, sizeof(dk_item));
  dk_tree_clear(&c->tree);
}
