/*
** dk_headline.c - the headline of an article: the heading that says what the page's title
** says, or else the nearest of the first level above its text.
*/
#include "dk_content.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_metadata.h"

/* Runs above the text in which its headline is looked for, and runs into it. */
enum { RUNS_ABOVE = 60, RUNS_INTO = 3, WORDS = 48 };

/* Meta elements that only articles have. */
static int says_when (const char *name) {
  static const char *const names[] = { "article:published_time",
                                       "article:published",
                                       "og:article:published_time",
                                       "datePublished",
                                       "date",
                                       "pubdate",
                                       "publishdate",
                                       "publish-date",
                                       "parsely-pub-date",
                                       "sailthru.date",
                                       "DC.date.issued",
                                       "dc.date",
                                       "cXenseParse:recs:publishtime",
                                       "article.published",
                                       "published_at" };
  size_t i;
  for (i = 0; name != NULL && i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0)
      return 1;
  return 0;
}

void dk_content_find_title (dk_content *c) {
  uint32_t i;
  dk_datum datum;
  memset(&datum, 0, sizeof datum);
  for (i = 0; i < c->tree.nodes.n; i++) {
    dk_tag tag = (dk_tag)dk_tree_node(&c->tree, i)->tag;
    const char *name = tag == DK_TAG_META
                           ? dk_tree_attribute(&c->tree, i, DK_ATTRIBUTE_PROPERTY, NULL)
                           : NULL;
    size_t len;
    const char *title;
    if (tag == DK_TAG_META)
      c->dated |= says_when(name) ||
                  says_when(dk_tree_attribute(&c->tree, i, DK_ATTRIBUTE_NAME, NULL)) ||
                  says_when(dk_tree_attribute(&c->tree, i, DK_ATTRIBUTE_ITEMPROP, NULL));
    if (name != NULL && strcmp(name, "og:type") == 0 &&
        (title = dk_tree_attribute(&c->tree, i, DK_ATTRIBUTE_CONTENT, NULL)) != NULL)
      c->typed |= strcmp(title, "article") == 0;
    if (name != NULL && strcmp(name, "og:title") == 0 &&
        (title = dk_tree_attribute(&c->tree, i, DK_ATTRIBUTE_CONTENT, &len)) != NULL &&
        len > 0) {
      c->title_len = len < sizeof c->title ? len : sizeof c->title;
      memcpy(c->title, title, c->title_len);
    }
    datum.node = i;
    if (tag == DK_TAG_TITLE && c->title_len == 0 &&
        dk_datum_text_room(c, &datum, sizeof c->title) <= sizeof c->title)
      c->title_len = dk_datum_text(c, &datum, c->title, sizeof c->title);
  }
}

/* Hashes of the words of a text, at most WORDS. Returns how many. */
static size_t words_of (const char *p, size_t len, uint32_t *out) {
  const char *end = p + len;
  size_t n = 0;
  while (p < end && n < WORDS) {
    uint32_t h = 2166136261u;
    const char *start = p;
    while (p < end && dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT | DK_HIGH))
      h = (h ^ dk_plain[(unsigned char)*p++]) * 16777619u;
    if (p > start)
      out[n++] = h;
    else
      p++;
  }
  return n;
}

/* Percent of the run's words that stand in the page's title; *share: of the title's words. */
static size_t in_title (const dk_content *c, const dk_run *run, size_t *share) {
  uint32_t title[WORDS], own[WORDS];
  char text[256];
  size_t n, m, i, k, found = 0;
  n = words_of(c->title, c->title_len, title);
  m = words_of(text, dk_content_text(c, run->first, run->n, text, sizeof text), own);
  for (i = 0; i < m; i++)
    for (k = 0; k < n; k++)
      if (own[i] == title[k]) {
        found++;
        break;
      }
  if (share != NULL)
    *share = n == 0 ? 0 : found * 100 / n;
  return m < 2 ? 0 : found * 100 / m;
}

/* How well a run would do as headline; 0: not at all. */
static size_t rank (const dk_content *c, const dk_run *run) {
  size_t same, share;
  if (run->chars == 0 || run->chars > 400)
    return 0;
  same = in_title(c, run, &share);
  if (!dk_tag_is_heading((dk_tag)run->tag)) /* a line that is the title, word by word */
    return same >= 90 && share >= 60 && run->links == 0 && !dk_content_mark(c, run->node)->drop
               ? 60
               : 0;
  if (dk_content_mark(c, run->node)->drop)
    return same >= 90 && run->tag == DK_TAG_H1 ? 50 : 0;
  if (run->tag == DK_TAG_H1)
    return 100 + same;
  return same >= 70 ? same + (run->tag <= DK_TAG_H3 ? 20 : 0) : 0;
}

/* The first run of the item that is text. */
static uint32_t text_of (const dk_content *c, const dk_item *item) {
  uint32_t i = item->first;
  while (i < item->last && (dk_content_mark(c, dk_content_run(c, i)->node)->drop ||
                            !dk_run_is_good(dk_content_run(c, i))))
    i++;
  return i;
}

void dk_content_find_headline (dk_content *c, dk_item *item) {
  uint32_t text = text_of(c, item), i, end = text + RUNS_INTO;
  size_t best = 0;
  i = text > RUNS_ABOVE ? text - RUNS_ABOVE : 0;
  for (; i < end && i < c->runs.n; i++) {
    size_t here = rank(c, dk_content_run(c, i));
    if (here >= best && here > 0 && (i < text || here > 120)) {
      best = here;
      item->title = i;
    }
  }
}

void dk_content_find_heading (dk_content *c) {
  size_t best = 59;
  uint32_t i;
  c->heading = DK_NO_NODE;
  for (i = 0; i < c->runs.n; i++) {
    const dk_run *run = dk_content_run(c, i);
    size_t same;
    if (run->tag > DK_TAG_H2 || run->tag < DK_TAG_H1 || run->chars == 0)
      continue;
    same = in_title(c, run, NULL) + (run->tag == DK_TAG_H1 ? 5 : 0);
    if (same > best && run->links * 2 < run->chars) {
      best = same;
      c->heading = run->node;
    }
  }
}
