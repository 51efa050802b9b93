/*
** dk_junk.c - elements that are no part of an article, by what they say of themselves:
** their name, or words of their attributes.
**
** What says the wrong thing and still holds most of the text is believed less: pages
** have a body of class "has-comments", and forms around everything.
*/
#include "dk_content.h"

/* What says so, and what it is then; the first one counts. */
typedef struct rule {
  uint32_t says;
  dk_verdict verdict;
  unsigned most; /* percent of the page's text that such an element may hold */
} rule;

static const rule rules[] = {
  { DK_SAYS_HIDDEN, DK_DROP_HIDDEN, 50 },   { DK_SAYS_COMMENT, DK_DROP_COMMENT, 85 },
  { DK_SAYS_SHARE, DK_DROP_SHARE, 40 },     { DK_SAYS_NAVIGATION, DK_DROP_NAVIGATION, 40 },
  { DK_SAYS_RELATED, DK_DROP_RELATED, 45 }, { DK_SAYS_PROMOTION, DK_DROP_PROMOTION, 40 },
  { DK_SAYS_BIO, DK_DROP_BIO, 40 },         { DK_SAYS_TAGS, DK_DROP_TAGS, 30 },
  { DK_SAYS_SIDE, DK_DROP_SIDE, 45 },       { DK_SAYS_TOOL, DK_DROP_TOOL, 30 },
};

#define LEADING (DK_SAYS_RELATED | DK_SAYS_NAVIGATION | DK_SAYS_TAGS)

static uint32_t percent (uint32_t part, uint32_t all) {
  return all == 0 ? 0 : (uint32_t)((uint64_t)part * 100 / all);
}

static dk_verdict of_tag (dk_tag tag, uint32_t share) {
  switch (tag) {
  case DK_TAG_NAV:
  case DK_TAG_MENU: return share < 50 ? DK_DROP_NAVIGATION : DK_KEEP_BODY;
  case DK_TAG_ASIDE:
  case DK_TAG_FOOTER: return share < 75 ? DK_DROP_SIDE : DK_KEEP_BODY;
  case DK_TAG_DIALOG: return share < 50 ? DK_DROP_TOOL : DK_KEEP_BODY;
  case DK_TAG_FORM:
  case DK_TAG_FIELDSET: return share < 25 ? DK_DROP_FORM : DK_KEEP_BODY;
  default: return DK_KEEP_BODY;
  }
}

static dk_verdict judge (const dk_content *c, size_t i) {
  const dk_node *node = dk_tree_node(&c->tree, i);
  const dk_sum *sum = dk_content_sum(c, i);
  uint32_t says = dk_content_mark(c, i)->says, share = percent(sum->good, c->total);
  uint32_t texts = percent(sum->texts, c->total);
  size_t k;
  dk_verdict verdict;
  if (node->tag == DK_TAG_BODY || node->tag == DK_TAG_HTML || node->tag == DK_TAG_TEXT)
    return DK_KEEP_BODY;
  if (dk_tag_is_heading((dk_tag)node->tag) && !(says & DK_SAYS_HIDDEN))
    return DK_KEEP_BODY;
  if (c->heading != DK_NO_NODE && c->heading >= i && c->heading < node->end &&
      !(says & (DK_SAYS_HIDDEN | DK_SAYS_COMMENT)))
    return DK_KEEP_BODY;
  verdict = of_tag((dk_tag)node->tag, share);
  if (verdict != DK_KEEP_BODY)
    return verdict;
  for (k = 0; k < sizeof rules / sizeof rules[0]; k++) {
    if (!(says & rules[k].says))
      continue;
    if (says & DK_SAYS_TEXT && !(rules[k].says & (DK_SAYS_COMMENT | DK_SAYS_HIDDEN)))
      continue;
    /* Other stories, menus and tags lead somewhere; a lead may be called a teaser. */
    if (rules[k].says & LEADING && sum->good > 0 && sum->links == 0)
      continue;
    if (share < rules[k].most && (texts < 20 || rules[k].says == DK_SAYS_HIDDEN))
      return rules[k].verdict;
  }
  return DK_KEEP_BODY;
}

/* Links and sentences of inline elements that are dropped leave their run. */
static void take_out (dk_content *c) {
  size_t i;
  for (i = 0; i < c->leaves.n; i++) {
    const dk_leaf *leaf = dk_content_leaf(c, i);
    dk_run *run = dk_content_run(c, leaf->run);
    const dk_mark *mark = dk_content_mark(c, leaf->node);
    if (!mark->drop || dk_content_mark(c, run->node)->drop)
      continue;
    run->chars -= leaf->chars;
    run->commas -= leaf->commas;
    run->stops -= leaf->stops;
    if (mark->link != DK_NO_NODE)
      run->links -= leaf->chars;
  }
}

void dk_content_drop_junk (dk_content *c) {
  size_t i;
  for (i = 1; i < c->tree.nodes.n; i++) {
    dk_mark *mark = dk_content_mark(c, i);
    const dk_mark *parent = dk_content_mark(c, dk_tree_node(&c->tree, i)->parent);
    if (mark->drop == DK_DROP_HINT)
      continue;
    if (parent->drop)
      mark->drop = parent->drop;
    else {
      dk_verdict verdict = judge(c, i);
      mark->drop = verdict == DK_KEEP_BODY ? 0 : (uint8_t)verdict;
    }
  }
  take_out(c);
  for (i = 0; i < c->runs.n; i++) {
    dk_run *run = dk_content_run(c, i);
    const dk_mark *mark = dk_content_mark(c, run->node);
    if (mark->drop)
      run->verdict = mark->drop;
  }
}

/* Has the element the title inside? */
static int holds (const dk_content *c, uint32_t node, uint32_t run) {
  uint32_t title = run == DK_NO_NODE ? DK_NO_NODE : dk_content_run(c, run)->node;
  return title != DK_NO_NODE && title >= node && title < dk_tree_node(&c->tree, node)->end;
}

void dk_content_drop_inside (dk_content *c, const dk_item *item) {
  uint32_t i, total = c->total, k;
  uint32_t end = item->last < c->runs.n
                     ? dk_content_leaf(c, dk_content_run(c, item->last)->first)->node
                     : (uint32_t)c->tree.nodes.n;
  c->total = dk_content_sum(c, item->node)->good;
  for (i = item->node; i < end; i++) {
    dk_mark *mark = dk_content_mark(c, i);
    uint32_t parent = dk_tree_node(&c->tree, i)->parent;
    dk_verdict verdict = DK_KEEP_BODY;
    if (mark->drop == DK_DROP_HINT)
      continue;
    mark->drop = i > item->node && parent >= item->node ? dk_content_mark(c, parent)->drop : 0;
    if (mark->drop || i == item->node || holds(c, i, item->title))
      continue;
    verdict = judge(c, i);
    mark->drop = verdict == DK_KEEP_BODY ? 0 : (uint8_t)verdict;
  }
  c->total = total;
  for (k = item->first; k < item->last; k++) {
    const dk_mark *mark = dk_content_mark(c, dk_content_run(c, k)->node);
    dk_content_run(c, k)->verdict = mark->drop ? mark->drop : DK_DROP_OUTSIDE;
  }
}
