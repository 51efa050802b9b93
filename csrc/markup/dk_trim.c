/*
** dk_trim.c - what lies inside the main element and is none of the article: lists of
** links, lines that say "read also", what stands before its first and behind its last
** sentence, headings over nothing.
*/
#include "dk_content.h"

#include <string.h>

#include "dk_bytes.h"

/* Longer blocks are not looked at for a phrase: they say something of their own. */
enum {
  PHRASE_CHARS = 220,
  META_CHARS = 160,
  SHORT = 25,
  LEAD_CHARS = 100,
  CAPTION_CHARS = 600,
  BOX_CHARS = 900,
  DATE_CHARS = 90,
  MORE_CHARS = 40,
  FIGURES_CHARS = 24,
  GALLERY_MOST = 90 /* percent of the page's text */
};

static dk_tag tag_of (const dk_content *c, uint32_t i) {
  return (dk_tag)dk_tree_node(&c->tree, i)->tag;
}

/* A box that is mostly links and has no sentence of its own. */
static int is_box_of_links (const dk_content *c, uint32_t i) {
  const dk_sum *sum = dk_content_sum(c, i);
  dk_tag tag = tag_of(c, i);
  if (!(dk_tag_traits(tag) & DK_TAG_BLOCK) || dk_tag_is_heading(tag) || sum->chars == 0)
    return 0;
  if (tag == DK_TAG_P || tag == DK_TAG_LI || tag == DK_TAG_BLOCKQUOTE ||
      (uint64_t)sum->good * 20 > c->total)
    return 0;
  return sum->good < 100 &&
         (uint64_t)sum->links * 100 >
             (uint64_t)sum->chars * (tag == DK_TAG_UL || tag == DK_TAG_OL ? 80 : 50);
}

static void drop_element (dk_content *c, uint32_t i, dk_verdict verdict) {
  uint32_t k, end = dk_tree_node(&c->tree, i)->end, run;
  for (k = i; k < end; k++)
    if (!dk_content_mark(c, k)->drop)
      dk_content_mark(c, k)->drop = (uint8_t)verdict;
  for (run = dk_content_run_at(c, i); run < c->runs.n; run++) {
    dk_run *r = dk_content_run(c, run);
    if (dk_content_leaf(c, r->first)->node >= end)
      break;
    if (r->verdict == DK_DROP_OUTSIDE || r->verdict < DK_VERDICT_KEPT)
      r->verdict = (uint8_t)verdict;
  }
}

static void drop_boxes (dk_content *c, uint32_t root) {
  uint32_t i = root + 1, end = dk_tree_node(&c->tree, root)->end;
  while (i < end) {
    if (!dk_content_mark(c, i)->drop && tag_of(c, i) != DK_TAG_TEXT && is_box_of_links(c, i)) {
      drop_element(c, i, DK_DROP_LINKS);
      i = dk_tree_node(&c->tree, i)->end;
    } else {
      i++;
    }
  }
}

static dk_verdict verdict_of_phrase (uint32_t says) {
  if (says & DK_SAYS_COMMENT)
    return DK_DROP_COMMENT;
  if (says & DK_SAYS_PROMOTION)
    return DK_DROP_PROMOTION;
  return DK_DROP_PHRASE;
}

/* Words of the elements around a run, up to the root. */
static uint32_t says_around (const dk_content *c, uint32_t node, uint32_t root) {
  uint32_t says = 0;
  while (node != DK_NO_NODE && node > root) {
    says |= dk_content_mark(c, node)->says;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  return says;
}

/* A short line of figures and marks, in no list or table, says nothing. */
static int is_figures (const dk_content *c, const dk_run *run) {
  char text[FIGURES_CHARS * 4];
  size_t len, i, letters = 0;
  if (run->chars > FIGURES_CHARS || run->tag == DK_TAG_TD || run->tag == DK_TAG_TH ||
      run->tag == DK_TAG_TR || run->tag == DK_TAG_LI || run->tag == DK_TAG_DD)
    return 0;
  len = dk_content_text(c, run->first, run->n, text, sizeof text);
  for (i = 0; i < len; i++)
    letters += dk_is(text[i], DK_LOWER | DK_UPPER | DK_HIGH) != 0;
  return letters * 2 < len;
}

static int is_date_line (const dk_content *c, const dk_run *run);

static dk_verdict judge_heading (const dk_content *c, const dk_run *run) {
  if (is_date_line(c, run))
    return DK_DROP_META;
  /* A sentence in large type is the lead. */
  if (run->chars >= LEAD_CHARS && run->links * 2 < run->chars)
    return DK_KEEP_BODY;
  return DK_KEEP_SUBHEAD;
}

/* What all of a run says by the inline elements that it stands in. */
static uint32_t says_inside (const dk_content *c, const dk_run *run) {
  uint32_t i, all = UINT32_MAX;
  int any = 0;
  for (i = run->first; i < run->first + run->n; i++) {
    const dk_leaf *leaf = dk_content_leaf(c, i);
    uint32_t node = leaf->node, says = 0;
    if (leaf->chars < 3 || dk_content_mark(c, node)->drop)
      continue;
    while (node != run->node && node != DK_NO_NODE) {
      if (tag_of(c, node) == DK_TAG_TIME)
        says |= DK_SAYS_DATE;
      says |= dk_content_mark(c, node)->says;
      node = dk_tree_node(&c->tree, node)->parent;
    }
    all &= says & (DK_SAYS_BYLINE | DK_SAYS_DATE | DK_SAYS_META) ? DK_SAYS_META | says : says;
    any = 1;
  }
  return any ? all : 0;
}

/* An author's line is short; a longer one says who the author is. */
static int is_meta (const dk_content *c, const dk_run *run, uint32_t root,
                    dk_verdict *verdict) {
  uint32_t node = run->node, says = run->chars < META_CHARS ? says_inside(c, run) : 0;
  while (node != DK_NO_NODE && node > root) {
    uint32_t own = dk_content_mark(c, node)->says;
    if ((uint64_t)dk_content_sum(c, node)->good * 100 > (uint64_t)c->total * 30)
      break;
    if (dk_content_sum(c, node)->chars > 2 * META_CHARS) /* a box around more than a line */
      own &= ~(uint32_t)(DK_SAYS_DATE | DK_SAYS_META);
    says |= own & DK_SAYS_TEXT ? 0 : own;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  if (says & DK_SAYS_LEAD)
    return 0;
  *verdict = run->chars < META_CHARS ? DK_DROP_META : DK_DROP_BIO;
  return (says & DK_SAYS_BYLINE) ||
         (says & (DK_SAYS_DATE | DK_SAYS_META) && run->chars < META_CHARS);
}

/* A gallery shows pictures of this story or of others; what is nearly all of the text is
** the story itself, told in pictures. */
static int in_gallery (const dk_content *c, uint32_t node, uint32_t root) {
  for (; node != DK_NO_NODE && node > root; node = dk_tree_node(&c->tree, node)->parent)
    if (dk_content_mark(c, node)->says & DK_SAYS_GALLERY)
      return (uint64_t)dk_content_sum(c, node)->good * 100 < (uint64_t)c->total * GALLERY_MOST;
  return 0;
}

static dk_verdict judge_run (const dk_content *c, const dk_run *run, uint32_t root) {
  uint32_t says = says_around(c, run->node, root);
  char text[PHRASE_CHARS];
  dk_verdict verdict;
  if (run->chars == 0)
    return DK_DROP_EMPTY;
  if (run->tag == DK_TAG_FIGCAPTION || tag_of(c, run->node) == DK_TAG_CAPTION ||
      (says & DK_SAYS_CAPTION && run->chars < CAPTION_CHARS) || in_gallery(c, run->node, root))
    return DK_KEEP_CAPTION;
  if (run->chars < PHRASE_CHARS) {
    uint32_t found = dk_vocabulary_opens(
        c->vocabulary, text, dk_content_text(c, run->first, run->n, text, sizeof text));
    found &= ~(uint32_t)DK_SAYS_BYLINE; /* a sentence may open so too */
    if (found != 0)
      return verdict_of_phrase(found);
  }
  if (dk_tag_is_heading((dk_tag)run->tag))
    return judge_heading(c, run);
  if (is_meta(c, run, root, &verdict))
    return verdict;
  if (is_figures(c, run))
    return DK_DROP_META;
  /* An item of a list with words of its own beside a link is part of the text. */
  if (run->links * 5 > run->chars * 4 && run->chars < PHRASE_CHARS &&
      !(run->tag == DK_TAG_LI && run->chars - run->links >= 5))
    return DK_DROP_LINKS;
  return run->tag == DK_TAG_BLOCKQUOTE ? DK_KEEP_QUOTE : DK_KEEP_BODY;
}

static int is_text (const dk_run *run) {
  return run->verdict == DK_KEEP_BODY || run->verdict == DK_KEEP_QUOTE;
}

/* "Dec. 6, 2024, 10:00 PM UTC": a line of which a quarter is digits. */
static int is_date_line (const dk_content *c, const dk_run *run) {
  char text[DATE_CHARS * 2];
  size_t len, i, digits = 0, all = 0;
  if (run->chars > DATE_CHARS)
    return 0;
  len = dk_content_text(c, run->first, run->n, text, sizeof text);
  for (i = 0; i < len; i++) {
    digits += dk_is(text[i], DK_DIGIT) != 0;
    all += dk_is(text[i], DK_DIGIT | DK_LOWER | DK_UPPER | DK_HIGH) != 0;
  }
  return digits >= 4 && digits * 4 >= all;
}

static int is_sentence (const dk_content *c, const dk_run *run) {
  return is_text(run) && !is_date_line(c, run) &&
         (dk_run_is_good(run) ||
          (run->stops > 0 && run->chars >= SHORT && run->links * 2 < run->chars));
}

/* Lists and tables may end an article, and a paragraph that is no mere label. */
static int may_end (const dk_run *run) {
  return run->tag == DK_TAG_LI || run->tag == DK_TAG_TD || run->tag == DK_TAG_TR ||
         (run->tag == DK_TAG_P && run->chars - run->links >= 2 * SHORT);
}

/* What lies before the first and behind the last sentence is none of it. */
static void trim_edges (dk_content *c, dk_item *item) {
  uint32_t first = item->first, last = item->last, i;
  while (first < last && !is_sentence(c, dk_content_run(c, first)))
    first++;
  while (last > first && !is_sentence(c, dk_content_run(c, last - 1)))
    last--;
  if (first == last)
    return;
  for (i = item->first; i < item->last; i++) {
    dk_run *run = dk_content_run(c, i);
    if ((i < first || i >= last) && is_text(run) && !(i >= last && may_end(run)))
      run->verdict = DK_DROP_EDGE;
  }
}

/* A heading stays where text follows before the next heading that is as high. */
static void drop_empty_headings (dk_content *c, const dk_item *item) {
  uint32_t i = item->last, text_since[7] = { 0, 0, 0, 0, 0, 0, 0 }, k;
  while (i-- > item->first) {
    dk_run *run = dk_content_run(c, i);
    if (is_text(run)) {
      for (k = 0; k < 7; k++)
        text_since[k]++;
    } else if (run->verdict == DK_KEEP_SUBHEAD) {
      uint32_t level = (uint32_t)(run->tag - DK_TAG_H1) + 1;
      if (text_since[level] == 0)
        run->verdict = DK_DROP_HEADING;
      for (k = level; k < 7; k++)
        text_since[k] = 0;
    }
  }
}

/*
** A box whose first words are "Sign up for our newsletter" is that altogether: the largest
** element that begins with the run and is no larger than a box.
*/
static void drop_box_of (dk_content *c, uint32_t index, uint32_t root, dk_verdict verdict) {
  const dk_run *run = dk_content_run(c, index);
  uint32_t leaf = dk_content_leaf(c, run->first)->node, node = run->node, box = DK_NO_NODE;
  while (node != DK_NO_NODE && node > root) {
    const dk_sum *sum = dk_content_sum(c, node);
    if (sum->chars > BOX_CHARS || (uint64_t)sum->good * 4 > c->total ||
        dk_content_run_at(c, node) != index)
      break;
    box = node;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  if (box != DK_NO_NODE && dk_tree_node(&c->tree, box)->end > leaf)
    drop_element(c, box, verdict);
}

static int is_inside (const dk_content *c, uint32_t node, uint32_t root) {
  return node >= root && node < dk_tree_node(&c->tree, root)->end;
}

/* Between headline and main element: its lead, and no more than that. */
static int is_lead (const dk_content *c, const dk_run *run) {
  uint32_t says = dk_content_mark(c, run->node)->in;
  return dk_run_is_good(run) ||
         (run->chars >= SHORT && run->links * 2 < run->chars && says & DK_SAYS_LEAD) ||
         (dk_tag_is_heading((dk_tag)run->tag) && run->chars >= LEAD_CHARS) ||
         run->tag == DK_TAG_FIGCAPTION;
}

void dk_content_trim (dk_content *c, dk_item *item) {
  uint32_t i;
  drop_boxes(c, item->node);
  if (item->title < item->first)
    item->first = item->title;
  for (i = item->first; i < item->last; i++) {
    dk_run *run = dk_content_run(c, i);
    int inside = is_inside(c, run->node, item->node);
    if (dk_content_mark(c, run->node)->drop || (!inside && !is_lead(c, run)))
      continue;
    run->verdict = (uint8_t)judge_run(c, run, inside ? item->node : 0);
    if (run->verdict >= DK_DROP_COMMENT && run->verdict <= DK_DROP_PHRASE &&
        run->verdict != DK_DROP_LINKS && inside)
      drop_box_of(c, i, item->node, (dk_verdict)run->verdict);
  }
  trim_edges(c, item);
  drop_empty_headings(c, item);
  if (item->title != DK_NO_NODE && item->title < item->last)
    dk_content_run(c, item->title)->verdict = DK_KEEP_HEADLINE;
}

static int leads_to (const dk_content *c, uint32_t link, uint32_t other) {
  const char *a, *b;
  if (link == DK_NO_NODE || other == DK_NO_NODE)
    return 0;
  a = dk_tree_attribute(&c->tree, link, DK_ATTRIBUTE_HREF, NULL);
  b = dk_tree_attribute(&c->tree, other, DK_ATTRIBUTE_HREF, NULL);
  return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* "Continue reading" behind the text of a teaser: a short link to the item itself. */
static void drop_more (dk_content *c, const dk_item *item, dk_run *run) {
  uint32_t i = run->first + run->n;
  while (i-- > run->first) {
    dk_leaf *leaf = dk_content_leaf(c, i);
    dk_mark *mark = dk_content_mark(c, leaf->node);
    if (leaf->chars < 2)
      continue;
    if (leaf->chars > MORE_CHARS || leaf->chars * 2 > run->chars ||
        !leads_to(c, mark->link, item->link))
      return;
    mark->drop = DK_DROP_LINKS;
    run->chars -= leaf->chars;
    run->links -= leaf->chars < run->links ? leaf->chars : run->links;
    return;
  }
}

void dk_content_trim_item (dk_content *c, dk_item *item) {
  uint32_t i;
  dk_content_open_item(c, item);
  dk_content_drop_inside(c, item);
  for (i = item->first; i < item->last; i++) {
    dk_run *run = dk_content_run(c, i);
    if (dk_content_mark(c, run->node)->drop)
      continue;
    if (i != item->title)
      drop_more(c, item, run);
    run->verdict = (uint8_t)judge_run(c, run, item->node);
  }
  trim_edges(c, item);
  drop_empty_headings(c, item);
  if (item->title != DK_NO_NODE)
    dk_content_run(c, item->title)->verdict = DK_KEEP_HEADLINE;
}
