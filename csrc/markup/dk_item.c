/*
** dk_item.c - pages with several articles: listings, categories, tags, live pages.
**
** What shows an article of a listing is an anchor: a heading that is a link, a link in a
** line of its own, or a time. Anchors that are made alike form a group; each has an item
** around it: the largest element without a second anchor of its group, or, where there is
** no such element, everything up to the next one.
**
** A page is a listing when most of its text lies in items. A page that says when it was
** published is an article, whatever stands beside it.
*/
#include <stdlib.h>
#include <string.h>

#include "dk_bytes.h"
#include "dk_content.h"
#include "dk_limits.h"

typedef enum anchor_kind { ANCHOR_TITLE, ANCHOR_LINK, ANCHOR_TIME, ANCHOR_KINDS } anchor_kind;

typedef struct anchor {
  uint32_t key;  /* how it is made */
  uint32_t node; /* its block */
  uint32_t run;
  uint32_t link; /* or DK_NO_NODE */
  uint32_t text; /* hash of what it says */
  uint32_t kind;
} anchor;

typedef struct group {
  size_t first, n; /* anchors */
  double weight;   /* characters of text in its items */
} group;

/* Characters of a link that may be the title of something, and of one in a heading. */
enum { LINK_MIN = 20, TITLE_MIN = 6, GROUP_MIN = 3 };

static dk_tag tag_of (const dk_content *c, uint32_t i) {
  return (dk_tag)dk_tree_node(&c->tree, i)->tag;
}

static uint32_t end_of (const dk_content *c, uint32_t i) {
  return dk_tree_node(&c->tree, i)->end;
}

/* Does an address lead to a page of its own: no front page, no place in this one? */
static int leads_somewhere (const char *href) {
  const char *p = strstr(href, "://");
  if (*href == '\0' || *href == '#' || strncmp(href, "javascript:", 11) == 0 ||
      strncmp(href, "mailto:", 7) == 0)
    return 0;
  if (p == NULL)
    return strcmp(href, "/") != 0;
  p = strchr(p + 3, '/');
  return p != NULL && p[1] != '\0';
}

/* The only link in a run, if it leads to another page. */
static uint32_t link_of (const dk_content *c, const dk_run *run) {
  uint32_t i, link = DK_NO_NODE;
  const char *href;
  for (i = run->first; i < run->first + run->n; i++) {
    uint32_t here = dk_content_mark(c, dk_content_leaf(c, i)->node)->link;
    if (here != DK_NO_NODE && link != DK_NO_NODE && here != link)
      return DK_NO_NODE;
    link = here != DK_NO_NODE ? here : link;
  }
  if (link == DK_NO_NODE)
    return link;
  href = dk_tree_attribute(&c->tree, link, DK_ATTRIBUTE_HREF, NULL);
  if (href == NULL || !leads_somewhere(href))
    return DK_NO_NODE;
  return link;
}

static int says_title (const dk_content *c, const dk_run *run, uint32_t link) {
  uint32_t says = dk_content_mark(c, run->node)->says;
  if (link != DK_NO_NODE)
    says |= dk_content_mark(c, link)->says |
            dk_content_mark(c, dk_tree_node(&c->tree, link)->parent)->says;
  return (says & DK_SAYS_TITLE) != 0;
}

static uint32_t key_of (const dk_content *c, uint32_t node, uint32_t kind) {
  uint32_t parent = dk_tree_node(&c->tree, node)->parent, key = kind * 2654435761u;
  key = (key ^ dk_content_mark(c, node)->signature) * 16777619u;
  if (parent != DK_NO_NODE)
    key = (key ^ tag_of(c, parent)) * 16777619u;
  return key;
}

/* Hash of the beginning of a run; 0 for one that opens with a phrase like "read more". */
static uint32_t text_of (const dk_content *c, const dk_run *run) {
  char text[120];
  size_t len = dk_content_text(c, run->first, run->n, text, sizeof text), i;
  uint32_t h = 2166136261u;
  if (dk_vocabulary_opens(c->vocabulary, text, len) & ~(uint32_t)DK_SAYS_BYLINE)
    return 0;
  for (i = 0; i < len; i++)
    h = (h ^ (unsigned char)text[i]) * 16777619u;
  return h | 1;
}

static int push_anchor (dk_content *c, dk_array *anchors, uint32_t run, uint32_t node,
                        uint32_t link, anchor_kind kind) {
  uint32_t text = text_of(c, dk_content_run(c, run));
  anchor *a;
  if (text == 0)
    return 1;
  a = dk_array_push(anchors, &c->mem, sizeof *a);
  if (a == NULL)
    return 0;
  a->text = text;
  a->key = key_of(c, node, (uint32_t)kind);
  a->node = node;
  a->run = run;
  a->link = link;
  a->kind = (uint32_t)kind;
  return 1;
}

/* The time element, or one that says it is a date, in or around a run; or DK_NO_NODE. */
static uint32_t time_of (const dk_content *c, const dk_run *run) {
  uint32_t i;
  if (run->chars > 80)
    return DK_NO_NODE;
  for (i = run->first; i < run->first + run->n; i++) {
    uint32_t node = dk_content_leaf(c, i)->node;
    int steps;
    for (steps = 0; steps < 3 && node != DK_NO_NODE; steps++) {
      if (tag_of(c, node) == DK_TAG_TIME ||
          (dk_content_mark(c, node)->says & DK_SAYS_DATE && tag_of(c, node) != DK_TAG_BODY))
        return node;
      node = dk_tree_node(&c->tree, node)->parent;
    }
  }
  return DK_NO_NODE;
}

/* What must not be taken for an article even where it repeats. */
static int is_refused (const dk_content *c, uint32_t node) {
  dk_verdict drop = (dk_verdict)dk_content_mark(c, node)->drop;
  return drop == DK_DROP_COMMENT || drop == DK_DROP_NAVIGATION || drop == DK_DROP_FORM ||
         drop == DK_DROP_HIDDEN;
}

static int find_anchors (dk_content *c, dk_array *anchors) {
  uint32_t i;
  for (i = 0; i < c->runs.n; i++) {
    const dk_run *run = dk_content_run(c, i);
    uint32_t link, node;
    int heading = dk_tag_is_heading((dk_tag)run->tag);
    if (run->chars == 0 || is_refused(c, run->node))
      continue;
    link = run->links * 10 >= run->chars * 6 ? link_of(c, run) : DK_NO_NODE;
    if (link != DK_NO_NODE && run->chars >= TITLE_MIN &&
        (heading || says_title(c, run, link))) {
      if (!push_anchor(c, anchors, i, run->node, link, ANCHOR_TITLE))
        return 0;
    } else if (link != DK_NO_NODE && run->chars >= LINK_MIN &&
               run->links * 10 >= run->chars * 8 && !heading) {
      if (!push_anchor(c, anchors, i, run->node, link, ANCHOR_LINK))
        return 0;
    }
    node = time_of(c, run);
    if (node != DK_NO_NODE && !push_anchor(c, anchors, i, node, DK_NO_NODE, ANCHOR_TIME))
      return 0;
  }
  return 1;
}

static int by_key (const void *a, const void *b) {
  const anchor *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

/* Is there an anchor among [first, first + n) in nodes [from, to)? */
static int has_anchor (const anchor *a, size_t n, uint32_t from, uint32_t to) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (a[middle].node < from)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && a[low].node < to;
}

/* The largest element around anchor 'i' without a second one of its group. */
static uint32_t element_of (const dk_content *c, const anchor *a, size_t n, size_t i) {
  uint32_t node = a[i].node, parent;
  while ((parent = dk_tree_node(&c->tree, node)->parent) != DK_NO_NODE && parent != 0) {
    if (tag_of(c, parent) == DK_TAG_BODY || tag_of(c, parent) == DK_TAG_HTML)
      break;
    if ((i > 0 && a[i - 1].node >= parent) ||
        (i + 1 < n && a[i + 1].node < end_of(c, parent)) ||
        has_anchor(a, i, parent, a[i].node))
      break;
    node = parent;
  }
  return node;
}

/* Does the element hold nothing but its title, so that the text follows behind it? */
static int is_bare (const dk_content *c, uint32_t node, const dk_run *title) {
  uint32_t first = dk_content_run_at(c, node), last = dk_content_run_at(c, end_of(c, node)), i;
  uint32_t chars = 0;
  for (i = first; i < last; i++)
    chars += dk_content_run(c, i)->chars;
  return chars <= title->chars + 60;
}

/* Items of a group, at the end of 'items'. */
static int make_items (dk_content *c, const anchor *a, size_t n, dk_array *items) {
  size_t i;
  for (i = 0; i < n; i++) {
    uint32_t node = element_of(c, a, n, i), end = end_of(c, node);
    dk_item *item = dk_array_push(items, &c->mem, sizeof *item);
    if (item == NULL)
      return 0;
    item->node = node;
    item->title = a[i].kind == ANCHOR_TIME ? DK_NO_NODE : a[i].run;
    item->link = a[i].link;
    item->flat = is_bare(c, node, dk_content_run(c, a[i].run));
    if (item->flat) {
      uint32_t parent = dk_tree_node(&c->tree, node)->parent;
      end = parent != DK_NO_NODE ? end_of(c, parent) : end;
      if (i + 1 < n && a[i + 1].node < end) {
        end = element_of(c, a, n, i + 1);
        if (end <= node)
          end = a[i + 1].node;
      } else if (i > 0) {
        /* The last one ends where those before would: not far behind. */
        end = end_of(c, node);
        while (end < c->tree.nodes.n && dk_tree_node(&c->tree, end)->parent == parent &&
               tag_of(c, end) != DK_TAG_FOOTER && tag_of(c, end) != DK_TAG_NAV &&
               !dk_content_mark(c, end)->drop)
          end = end_of(c, end);
      }
    }
    item->first = dk_content_run_at(c, node);
    item->last = dk_content_run_at(c, end);
  }
  return 1;
}

/* Is the run a teaser in the link of its title? A link around all of an item is none in
** its text. */
static int is_in_link (const dk_content *c, const dk_run *run, uint32_t link) {
  return link != DK_NO_NODE && run->links > 0 &&
         dk_content_mark(c, dk_content_leaf(c, run->first)->node)->link == link;
}

/* Text of a run as text of an item. */
static uint32_t text_in_item (const dk_content *c, const dk_run *run, const dk_item *item) {
  dk_run plain = *run;
  if (is_in_link(c, run, item->link))
    plain.links = 0;
  return dk_run_is_good(&plain) ? plain.chars - plain.links : 0;
}

/* Characters of text in the items: sentences count in full. */
static double weigh (const dk_content *c, const dk_item *items, size_t n) {
  double weight = 0;
  size_t i;
  uint32_t k;
  for (i = 0; i < n; i++)
    for (k = items[i].first; k < items[i].last; k++) {
      const dk_run *run = dk_content_run(c, k);
      if (k == items[i].title)
        weight += 0.5 * run->chars;
      else
        weight += text_in_item(c, run, &items[i]);
    }
  return weight;
}

/* How many of the items have text beside their title. */
static size_t with_text (const dk_content *c, const dk_item *items, size_t n) {
  size_t i, count = 0;
  uint32_t k;
  for (i = 0; i < n; i++) {
    uint32_t chars = 0;
    for (k = items[i].first; k < items[i].last; k++)
      if (k != items[i].title)
        chars += is_in_link(c, dk_content_run(c, k), items[i].link)
                     ? dk_content_run(c, k)->chars
                     : dk_content_run(c, k)->chars - dk_content_run(c, k)->links;
    count += chars >= 40;
  }
  return count;
}

/* Do neighbours mostly say different things? "Reply", "Reply", "Reply" are no titles. */
static int differ (const anchor *a, size_t n) {
  size_t i, same = 0;
  for (i = 1; i < n; i++)
    same += a[i].text == a[i - 1].text;
  return same * 3 < n;
}

/*
** An item that holds most of all text is the page's article, and no item: it is taken out.
** Returns the weight of the rest.
*/
static double without_giant (const dk_content *c, dk_array *items, double weight) {
  dk_item *list = items->items;
  size_t i;
  for (i = 0; i < items->n; i++) {
    double own = weigh(c, &list[i], 1);
    if (own > 0.6 * weight && own > 600) {
      memmove(&list[i], &list[i + 1], (items->n - i - 1) * sizeof *list);
      items->n--;
      return weight - own;
    }
  }
  return weight;
}

/* Are most items no elements of their own? */
static int is_flat (const dk_array *items) {
  const dk_item *list = items->items;
  size_t i, flat = 0;
  for (i = 0; i < items->n; i++)
    flat += list[i].flat != 0;
  return flat * 2 > items->n;
}

/* The first heading of an item that has no title of its own. */
static uint32_t heading_in (const dk_content *c, const dk_item *item) {
  uint32_t i;
  for (i = item->first; i < item->last; i++) {
    const dk_run *run = dk_content_run(c, i);
    if (dk_tag_is_heading((dk_tag)run->tag) && run->chars > 0)
      return i;
    if (dk_run_is_good(run))
      break;
  }
  return DK_NO_NODE;
}

/*
** Times beside each other, under a headline and without titles of their own, belong to
** answers and the like: parts of one page.
*/
static int are_parts (const dk_content *c, const dk_array *items) {
  const dk_item *list = items->items;
  size_t i, titled = 0;
  if (c->heading == DK_NO_NODE)
    return 0;
  for (i = 0; i < items->n; i++)
    titled += heading_in(c, &list[i]) != DK_NO_NODE;
  return titled * 2 < items->n;
}

/* Items of the group that weighs most into c->items. */
static int find_best (dk_content *c, const dk_array *anchors, double *best) {
  const anchor *a = anchors->items;
  size_t i = 0, n;
  dk_array trial = { NULL, 0, 0 };
  int ok = 1;
  *best = 0;
  for (; i < anchors->n && ok; i += n) {
    double weight;
    size_t texts;
    for (n = 1; i + n < anchors->n && a[i + n].key == a[i].key; n++) {
    }
    if (n < GROUP_MIN || (a[i].kind != ANCHOR_TIME && !differ(a + i, n)))
      continue;
    trial.n = 0;
    ok = make_items(c, a + i, n, &trial);
    if (!ok)
      break;
    weight = without_giant(c, &trial, weigh(c, trial.items, n));
    texts = with_text(c, trial.items, trial.n);
    /* A title is surer than a link, and that than a time. */
    if (a[i].kind != ANCHOR_TITLE)
      weight *= a[i].kind == ANCHOR_LINK ? 0.6 : 0.5;
    if (a[i].kind != ANCHOR_TITLE && texts * 2 < trial.n)
      weight = 0;
    if (dk_content_mark(c, a[i].node)->drop)
      weight *= 0.3;
    if (a[i].kind == ANCHOR_TIME && are_parts(c, &trial))
      weight = 0;
    /* Links in the text of an article have text between them too. */
    if (a[i].kind == ANCHOR_LINK && (c->dated || c->typed) && is_flat(&trial))
      weight = 0;
    if (weight > *best) {
      dk_array swap = c->items;
      *best = weight;
      c->items = trial;
      trial = swap;
    }
  }
  dk_array_clear(&trial, &c->mem, sizeof(dk_item));
  return ok;
}

int dk_content_find_items (dk_content *c, double *weight) {
  dk_array anchors = { NULL, 0, 0 };
  int ok = find_anchors(c, &anchors);
  *weight = 0;
  if (ok && anchors.n >= GROUP_MIN) {
    qsort(anchors.items, anchors.n, sizeof(anchor), by_key);
    ok = find_best(c, &anchors, weight);
  }
  dk_array_clear(&anchors, &c->mem, sizeof(anchor));
  return ok;
}

void dk_content_open_item (dk_content *c, dk_item *item) {
  uint32_t i;
  if (item->title == DK_NO_NODE)
    item->title = heading_in(c, item);
  for (i = item->first; i < item->last; i++) {
    dk_run *run = dk_content_run(c, i);
    if (i != item->title && is_in_link(c, run, item->link))
      run->links = 0;
  }
}

/* -------------------------------------------------------------- further items */

static int by_node (const void *a, const void *b) {
  const anchor *x = a, *y = b;
  return x->node < y->node ? -1 : x->node > y->node;
}

static int by_place (const void *a, const void *b) {
  const dk_item *x = a, *y = b;
  return x->first < y->first ? -1 : x->first > y->first;
}

/* Titles in the order of the page, without links and times. */
static void keep_titles (dk_array *anchors) {
  anchor *a = anchors->items;
  size_t i, n = 0;
  for (i = 0; i < anchors->n; i++)
    if (a[i].kind == ANCHOR_TITLE)
      a[n++] = a[i];
  anchors->n = n;
  if (n > 1)
    qsort(a, n, sizeof *a, by_node);
}

/* Is the item one more article: shown, apart from the 'known' ones, with text of its own? */
static int is_further (const dk_content *c, const dk_item *item, size_t known) {
  size_t i;
  if (dk_content_mark(c, item->node)->drop || item->flat || with_text(c, item, 1) == 0)
    return 0;
  for (i = 0; i < known; i++) {
    const dk_item *other = dk_content_item(c, i);
    if (item->first < other->last && other->first < item->last)
      return 0;
  }
  return 1;
}

/* Items at which 'is_further' looks: beyond them a page repeats what it has. */
enum { FURTHER_MAX = 200 };

/* The lead story of a listing is made otherwise than those below it. */
int dk_content_further_items (dk_content *c) {
  dk_array anchors = { NULL, 0, 0 }, trial = { NULL, 0, 0 };
  size_t i, known = c->items.n;
  int ok = find_anchors(c, &anchors);
  keep_titles(&anchors);
  ok = ok && (anchors.n > FURTHER_MAX || make_items(c, anchors.items, anchors.n, &trial));
  for (i = 0; ok && i < trial.n; i++) {
    const dk_item *item = (const dk_item *)trial.items + i;
    if (is_further(c, item, known)) {
      dk_item *own = dk_array_push(&c->items, &c->mem, sizeof *own);
      ok = own != NULL;
      if (ok)
        *own = *item;
    }
  }
  if (ok && c->items.n > known)
    qsort(c->items.items, c->items.n, sizeof(dk_item), by_place);
  dk_array_clear(&trial, &c->mem, sizeof(dk_item));
  dk_array_clear(&anchors, &c->mem, sizeof(anchor));
  return ok;
}
