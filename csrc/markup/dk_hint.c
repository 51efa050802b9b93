/*
** dk_hint.c - what a site hint says of a page, in place of what is seen of it.
*/
#include "dk_content.h"

static int says (const dk_selector *selector, const dk_content *c, uint32_t node) {
  return selector != NULL && dk_selector_matches(selector, &c->tree, node);
}

static void drop (dk_content *c, uint32_t node) {
  uint32_t i, end = dk_tree_node(&c->tree, node)->end;
  for (i = node; i < end; i++)
    dk_content_mark(c, i)->drop = DK_DROP_HINT;
}

void dk_content_take_hint (dk_content *c) {
  uint32_t i;
  if (c->hint.byline == NULL && c->hint.date == NULL && c->hint.drop == NULL)
    return;
  for (i = 1; i < c->tree.nodes.n; i++) {
    dk_mark *mark = dk_content_mark(c, i);
    if (says(c->hint.byline, c, i))
      mark->says |= DK_SAYS_BYLINE;
    if (says(c->hint.date, c, i))
      mark->says |= DK_SAYS_DATE;
    if (says(c->hint.drop, c, i))
      drop(c, i);
  }
}

static uint32_t link_in (const dk_content *c, uint32_t from, uint32_t to) {
  for (; from < to; from++)
    if (dk_tree_node(&c->tree, from)->tag == DK_TAG_A &&
        dk_tree_attribute(&c->tree, from, DK_ATTRIBUTE_HREF, NULL) != NULL)
      return from;
  return DK_NO_NODE;
}

/* The run of the first element selected in a node, or of its first heading. */
static uint32_t title_in (const dk_content *c, uint32_t node, uint32_t end) {
  uint32_t i, first = dk_content_run_at(c, node), last = dk_content_run_at(c, end);
  if (c->hint.headline != NULL) {
    i = dk_selector_first(c->hint.headline, &c->tree, node, end);
    return i == DK_NO_NODE ? i : dk_content_run_at(c, i);
  }
  for (i = first; i < last; i++)
    if (dk_tag_is_heading((dk_tag)dk_content_run(c, i)->tag))
      return i;
  return DK_NO_NODE;
}

int dk_content_hinted_items (dk_content *c) {
  uint32_t i = 1;
  c->items.n = 0;
  while (c->hint.article != NULL && i < c->tree.nodes.n) {
    uint32_t end = dk_tree_node(&c->tree, i)->end;
    dk_item *item;
    if (!says(c->hint.article, c, i)) {
      i++;
      continue;
    }
    item = dk_array_push(&c->items, &c->mem, sizeof *item);
    if (item == NULL)
      return 0;
    item->node = i;
    item->first = dk_content_run_at(c, i);
    item->last = dk_content_run_at(c, end);
    item->title = title_in(c, i, end);
    item->flat = 0;
    item->link =
        link_in(c, item->title == DK_NO_NODE ? i : dk_content_run(c, item->title)->node, end);
    if (item->link == DK_NO_NODE)
      item->link = link_in(c, i, end);
    i = end;
  }
  return 1;
}

static int in_content (const dk_content *c, uint32_t node) {
  while (node != DK_NO_NODE) {
    if (says(c->hint.content, c, node))
      return 1;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  return 0;
}

/* Runs of the item that the hint leaves out are dropped. */
void dk_content_hinted_content (dk_content *c, dk_item *item) {
  uint32_t i;
  if (c->hint.headline != NULL) {
    uint32_t node =
        dk_selector_first(c->hint.headline, &c->tree, 1, (uint32_t)c->tree.nodes.n);
    if (node != DK_NO_NODE)
      item->title = dk_content_run_at(c, node);
  }
  for (i = item->first; c->hint.content != NULL && i < item->last; i++) {
    dk_run *run = dk_content_run(c, i);
    if (i != item->title && !in_content(c, run->node))
      run->verdict = DK_DROP_HINT;
  }
}
