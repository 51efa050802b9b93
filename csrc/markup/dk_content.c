/*
** dk_content.c - the steps in their order; see dk_content.h.
*/
#include "dk_content.h"

#include <string.h>

static const char *const names[DK_VERDICT_COUNT] = {
  "headline", "subhead", "body", "quote", "caption",
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
static int one_article (dk_content *c) {
  dk_item *item = dk_array_push(&c->items, &c->mem, sizeof *item);
  if (item == NULL)
    return 0;
  item->node = dk_content_root(c, 0);
  item->first = dk_content_run_at(c, item->node);
  item->last = dk_content_run_at(c, dk_tree_node(&c->tree, item->node)->end);
  item->title = item->link = DK_NO_NODE;
  dk_content_find_headline(c, item);
  dk_content_trim(c, item);
  return 1;
}

static int read_content (dk_content *c) {
  size_t n = c->tree.nodes.n;
  if (!dk_content_make_runs(c) || !dk_array_reserve(&c->sums, &c->mem, sizeof(dk_sum), n))
    return 0;
  c->sums.n = n;
  dk_content_find_title(c);
  dk_content_sum_up(c);
  dk_content_drop_junk(c);
  dk_content_sum_up(c);
  return one_article(c);
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
