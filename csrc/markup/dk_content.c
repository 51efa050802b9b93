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

/* The element that the hint names: around all that it selects. */
static uint32_t hinted_root (const dk_content *c) {
  uint32_t i, n = (uint32_t)c->tree.nodes.n, root = DK_NO_NODE;
  for (i = 1; c->hint.content != NULL && i < n; i++) {
    if (!dk_selector_matches(c->hint.content, &c->tree, i))
      continue;
    if (root == DK_NO_NODE)
      root = i;
    while (dk_tree_node(&c->tree, root)->end <= i)
      root = dk_tree_node(&c->tree, root)->parent;
  }
  return root;
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
  dk_content_hinted_content(c, item);
  if (item->title < item->first)
    item->first = item->title;
  if (item->title != DK_NO_NODE && item->title < item->last)
    dk_content_run(c, item->title)->verdict = DK_KEEP_HEADLINE;
  return 1;
}

/* A fragment: all of it. */
static int whole_article (dk_content *c) {
  dk_item *item = dk_array_push(&c->items, &c->mem, sizeof *item);
  uint32_t i;
  if (item == NULL)
    return 0;
  memset(item, 0, sizeof *item);
  item->last = (uint32_t)c->runs.n;
  item->title = item->link = DK_NO_NODE;
  for (i = 0; i < c->runs.n; i++) {
    dk_run *run = dk_content_run(c, i);
    uint32_t says = dk_content_mark(c, run->node)->in;
    run->verdict = says & DK_SAYS_HIDDEN                        ? DK_DROP_HIDDEN
                   : says & DK_SAYS_SHARE                       ? DK_DROP_SHARE
                   : dk_tag_is_heading((dk_tag)run->tag)        ? DK_KEEP_SUBHEAD
                   : run->tag == DK_TAG_FIGCAPTION              ? DK_KEEP_CAPTION
                   : says & DK_SAYS_CAPTION && run->chars < 600 ? DK_KEEP_CAPTION
                   : run->tag == DK_TAG_BLOCKQUOTE              ? DK_KEEP_QUOTE
                                                                : DK_KEEP_BODY;
  }
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

/* Runs below the heading in which an article begins, and what of it is there at least. */
enum { BELOW_RUNS = 15, BELOW_GOOD = 2, BELOW_CHARS = 250 };

/* Does text of an article stand below the page's heading, items out of the way? */
static int begins_below_heading (const dk_content *c) {
  uint32_t i, chars = 0, good = 0, first;
  if (c->heading == DK_NO_NODE)
    return 0;
  first = dk_content_run_at(c, c->heading) + 1;
  for (i = first; i < first + BELOW_RUNS && i < c->runs.n; i++) {
    const dk_run *run = dk_content_run(c, i);
    if (dk_content_mark(c, run->node)->drop || !dk_run_is_good(run))
      continue;
    chars += run->chars;
    good++;
  }
  return good >= BELOW_GOOD && chars >= BELOW_CHARS;
}

/* Is a page with items of this weight, and 'own' characters beside them, a listing? */
static int is_listing (const dk_content *c, double weight, uint32_t own) {
  if (c->items.n < 3 || weight < OWN_MIN || c->dated || (c->typed && own >= OWN_ARTICLE))
    return 0;
  if (begins_below_heading(c) && weight < 10.0 * own)
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

static int has_text (const dk_content *c, const dk_item *item) {
  uint32_t i;
  for (i = item->first; i < item->last; i++)
    if (dk_content_run(c, i)->verdict < DK_VERDICT_KEPT)
      return 1;
  return 0;
}

/* Each item as an article; those of which nothing is left are none. */
static int read_listing (dk_content *c) {
  size_t i, kept = 0;
  for (i = 0; i < c->items.n; i++) {
    dk_item *item = dk_content_item(c, i);
    dk_content_trim_item(c, item);
    if (has_text(c, item))
      *dk_content_item(c, kept++) = *item;
  }
  c->items.n = kept;
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
    return dk_content_further_items(c) && read_listing(c);
  }
  if ((own < OWN_ARTICLE && !begins_below_heading(c)) ||
      (weight > 1.5 * own && !c->dated && !c->typed && !begins_below_heading(c)) ||
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

/* By the hint, as far as it goes. Returns -1 where it says nothing of the articles. */
static int judge_by_hint (dk_content *c) {
  uint32_t root;
  if (!dk_content_hinted_items(c))
    return 0;
  if (c->items.n > 1)
    return read_listing(c);
  c->items.n = 0;
  root = hinted_root(c);
  if (root == DK_NO_NODE)
    return -1;
  if (dk_content_mark(c, root)->drop) {
    /* What the hint names is no junk, whatever it says of itself. */
    dk_item around = { root,
                       dk_content_run_at(c, root),
                       dk_content_run_at(c, dk_tree_node(&c->tree, root)->end),
                       DK_NO_NODE,
                       DK_NO_NODE,
                       0 };
    dk_content_drop_inside(c, &around);
    dk_content_take_hint(c);
    dk_content_sum_up(c);
  }
  return one_article(c, root);
}

int dk_content_judge (dk_content *c, const dk_hint *hint) {
  size_t n = c->tree.nodes.n;
  int done;
  if (hint != NULL)
    c->hint = *hint;
  if (!dk_content_make_runs(c) || !dk_array_reserve(&c->sums, &c->mem, sizeof(dk_sum), n))
    return 0;
  c->sums.n = n;
  if (c->whole)
    return whole_article(c);
  dk_content_find_title(c);
  dk_content_find_heading(c);
  dk_content_sum_up(c);
  dk_content_take_hint(c);
  dk_content_drop_junk(c);
  dk_content_sum_up(c);
  done = judge_by_hint(c);
  return done >= 0 ? done : judge_page(c);
}

dk_status dk_content_read (dk_content *c, const dk_mem *mem, const char *text, size_t len) {
  c->mem = dk_mem_or_default(mem);
  return dk_tree_read(&c->tree, mem, text, len);
}

void dk_content_clear (dk_content *c) {
  dk_array_clear(&c->marks, &c->mem, sizeof(dk_mark));
  dk_array_clear(&c->sums, &c->mem, sizeof(dk_sum));
  dk_array_clear(&c->leaves, &c->mem, sizeof(dk_leaf));
  dk_array_clear(&c->runs, &c->mem, sizeof(dk_run));
  dk_array_clear(&c->items, &c->mem, sizeof(dk_item));
  dk_tree_clear(&c->tree);
}
