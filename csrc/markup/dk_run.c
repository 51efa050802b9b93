/*
** dk_run.c - leaves and runs: the text of a page as its reader sees it, block by block.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_content.h"

static const uint32_t spoken[] = { DK_ATTRIBUTE_CLASS, DK_ATTRIBUTE_ID, DK_ATTRIBUTE_ITEMPROP,
                                   DK_ATTRIBUTE_ROLE, DK_ATTRIBUTE_REL };

/* FNV over the letters of the classes: digits tell one item from the next. */
static uint32_t signature_of (const dk_tree *tree, size_t i) {
  const dk_node *node = dk_tree_node(tree, i);
  uint32_t h = 2166136261u ^ node->tag;
  size_t len, k, words = 0;
  const char *value = dk_tree_attribute(tree, i, DK_ATTRIBUTE_CLASS, &len);
  for (k = 0; value != NULL && k < len && words < 2; k++) {
    if (dk_is(value[k], DK_SPACE))
      words += k > 0 && !dk_is(value[k - 1], DK_SPACE);
    else if (!dk_is(value[k], DK_DIGIT))
      h = (h ^ (unsigned char)value[k]) * 16777619u;
  }
  return h;
}

/* Nodes of a table that are looked at, and bytes of text in a cell of one of names. */
enum { TABLE_NODES = 4000, CELL_BYTES = 120 };

/*
** Is the table one of names and figures, and none that a page is laid out with? It has rows
** of several cells with little text each, and nothing larger in them.
*/
static int is_data_table (const dk_tree *tree, size_t table) {
  size_t end = dk_tree_node(tree, table)->end, i, k, rows = 0, cells = 0, bytes = 0;
  if (end - table > TABLE_NODES)
    end = table + TABLE_NODES;
  for (i = table + 1; i < end; i++) {
    const dk_node *node = dk_tree_node(tree, i);
    dk_tag tag = (dk_tag)node->tag;
    const dk_piece_of_text *pieces = dk_tree_pieces(tree, i);
    if (tag == DK_TAG_TABLE || tag == DK_TAG_UL || tag == DK_TAG_OL || dk_tag_is_heading(tag))
      return 0;
    rows += tag == DK_TAG_TR;
    cells += tag == DK_TAG_TD || tag == DK_TAG_TH;
    for (k = 0; tag == DK_TAG_TEXT && k < node->n; k++)
      bytes += pieces[k].len;
  }
  return rows >= 2 && cells >= 2 * rows && bytes <= cells * CELL_BYTES;
}

/* Does an element begin a line of its own? In a row nothing does. */
static int begins_block (const dk_content *c, size_t i) {
  const dk_node *node = dk_tree_node(&c->tree, i);
  dk_tag tag = (dk_tag)node->tag;
  if (!(dk_tag_traits(tag) & DK_TAG_BLOCK))
    return 0;
  return !dk_content_mark(c, i)->row || tag == DK_TAG_TABLE || tag == DK_TAG_TR ||
         tag == DK_TAG_TBODY || tag == DK_TAG_THEAD || tag == DK_TAG_TFOOT ||
         tag == DK_TAG_CAPTION;
}

static void mark_element (dk_content *c, size_t i) {
  const dk_node *node = dk_tree_node(&c->tree, i);
  dk_mark *mark = dk_content_mark(c, i), *parent = NULL;
  size_t k;
  memset(mark, 0, sizeof *mark);
  mark->block = (uint32_t)i;
  mark->link = DK_NO_NODE;
  if (node->parent != DK_NO_NODE) {
    parent = dk_content_mark(c, node->parent);
    mark->link = node->tag == DK_TAG_A ? (uint32_t)i : parent->link;
    mark->row = parent->row || (node->tag == DK_TAG_TABLE && is_data_table(&c->tree, i));
    if (!begins_block(c, i))
      mark->block = parent->block;
    mark->in = parent->in;
  }
  if (node->tag == DK_TAG_TEXT || node->n == 0)
    return;
  for (k = 0; k < sizeof spoken / sizeof spoken[0]; k++) {
    size_t len;
    const char *value = dk_tree_attribute(&c->tree, i, spoken[k], &len);
    if (value != NULL)
      mark->says |= dk_vocabulary_says(c->vocabulary, value, len);
  }
  if (node->hidden)
    mark->says |= DK_SAYS_HIDDEN;
  mark->in |= mark->says;
  mark->signature = signature_of(&c->tree, i);
}

/* ------------------------------------------------------------------- leaves */

typedef struct counter {
  uint32_t chars;
  uint16_t commas, stops;
} counter;

static int is_wide_comma (const unsigned char *p, size_t n) {
  return (n >= 2 && p[0] == 0xD8 && p[1] == 0x8C) ||
         (n >= 3 && ((p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x81) ||
                     (p[0] == 0xEF && p[1] == 0xBC && p[2] == 0x8C)));
}

static int is_wide_stop (const unsigned char *p, size_t n) {
  return (n >= 2 && ((p[0] == 0xDB && p[1] == 0x94) || (p[0] == 0xD8 && p[1] == 0x9F))) ||
         (n >= 3 && ((p[0] == 0xE2 && p[1] == 0x80 && p[2] == 0xA6) ||
                     (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x82) ||
                     (p[0] == 0xEF && p[1] == 0xBC && (p[2] == 0x81 || p[2] == 0x9F))));
}

/* A stop ends a word: what follows is white space, a mark, or nothing. */
static int is_stop (const char *p, const char *end) {
  if (*p != '.' && *p != '!' && *p != '?')
    return 0;
  return p + 1 == end || !dk_is(p[1], DK_LOWER | DK_UPPER | DK_DIGIT);
}

static void count_high (counter *n, const char *p, const char *end) {
  const unsigned char *u = (const unsigned char *)p;
  size_t left = (size_t)(end - p);
  if ((*u & 0xC0) == 0x80)
    return;
  n->chars += *u >= 0xE3 && *u < 0xF0 ? 2 : 1;
  if (*u >= 0xD8 && is_wide_comma(u, left))
    n->commas++;
  else if (*u >= 0xD8 && is_wide_stop(u, left))
    n->stops++;
}

static void count (counter *n, const char *p, const char *end, int *space) {
  for (; p < end; p++) {
    if (dk_is(*p, DK_SPACE)) {
      n->chars += !*space;
      *space = 1;
      continue;
    }
    *space = 0;
    if (dk_is(*p, DK_HIGH)) {
      count_high(n, p, end);
      continue;
    }
    n->chars++;
    if (*p == ',' && n->commas < UINT16_MAX)
      n->commas++;
    else if (n->stops < UINT16_MAX && is_stop(p, end))
      n->stops++;
  }
}

static int push_leaf (dk_content *c, size_t i, int *space) {
  const dk_tree *tree = &c->tree;
  const dk_node *node = dk_tree_node(tree, i);
  dk_leaf *leaf = dk_array_push(&c->leaves, &c->mem, sizeof *leaf);
  counter n = { 0, 0, 0 };
  size_t k;
  if (leaf == NULL)
    return 0;
  memset(leaf, 0, sizeof *leaf);
  leaf->node = (uint32_t)i;
  if (node->tag == DK_TAG_TEXT) {
    const dk_piece_of_text *pieces = dk_tree_pieces(tree, i);
    for (k = 0; k < node->n; k++) {
      const char *p = dk_tree_bytes(tree, &pieces[k]);
      count(&n, p, p + pieces[k].len, space);
    }
  }
  leaf->chars = n.chars;
  leaf->commas = n.commas;
  leaf->stops = n.stops;
  return 1;
}

/* --------------------------------------------------------------------- runs */

/* Is a paragraph in this heading still a heading? An open one takes in all that follows. */
enum { HEADING_DEPTH = 3 };

/* What a run in this block is part of: the nearest element that says so. */
static dk_tag role_of (const dk_content *c, uint32_t block) {
  dk_tag nearest = (dk_tag)dk_tree_node(&c->tree, block)->tag;
  int steps;
  for (steps = 0; steps < 6 && block != DK_NO_NODE; steps++) {
    dk_tag tag = (dk_tag)dk_tree_node(&c->tree, block)->tag;
    if (tag == DK_TAG_FIGCAPTION || tag == DK_TAG_BLOCKQUOTE ||
        (dk_tag_is_heading(tag) && steps < HEADING_DEPTH &&
         (steps == 0 || nearest != DK_TAG_P)))
      return tag;
    if (tag == DK_TAG_ARTICLE || tag == DK_TAG_BODY || tag == DK_TAG_SECTION)
      break;
    block = dk_tree_node(&c->tree, block)->parent;
  }
  return nearest;
}

static int push_run (dk_content *c, uint32_t block) {
  dk_run *run = dk_array_push(&c->runs, &c->mem, sizeof *run);
  if (run == NULL)
    return 0;
  memset(run, 0, sizeof *run);
  run->node = block;
  run->first = (uint32_t)c->leaves.n;
  run->tag = (uint8_t)role_of(c, block);
  run->verdict = DK_DROP_OUTSIDE;
  return 1;
}

/* Characters of a line that may stand by itself before a single line break. */
enum { LINE_CHARS = 200 };

/* Where a walk through the nodes stands. */
typedef struct walk {
  int boundary; /* a block has begun since the last leaf */
  int breaks;   /* line breaks since the last text */
  int space;    /* the last character was white space */
} walk;

static void add_leaf_to_run (dk_content *c) {
  dk_run *run = dk_content_run(c, c->runs.n - 1);
  dk_leaf *leaf = dk_content_leaf(c, c->leaves.n - 1);
  leaf->run = (uint32_t)c->runs.n - 1;
  run->n++;
  run->chars += leaf->chars;
  run->commas += leaf->commas;
  run->stops += leaf->stops;
  if (dk_content_mark(c, leaf->node)->link != DK_NO_NODE)
    run->links += leaf->chars;
}

static int is_blank (const dk_content *c, size_t i) {
  const dk_node *node = dk_tree_node(&c->tree, i);
  const dk_piece_of_text *pieces = dk_tree_pieces(&c->tree, i);
  size_t k;
  for (k = 0; k < node->n; k++) {
    const char *p = dk_tree_bytes(&c->tree, &pieces[k]), *end = p + pieces[k].len;
    if (dk_skip_space(p, end) != end)
      return 0;
  }
  return 1;
}

static int take_text (dk_content *c, walk *w, size_t i) {
  uint32_t block = dk_content_mark(c, i)->block;
  int fresh = w->boundary || w->breaks > 1 || c->runs.n == 0 ||
              dk_content_run(c, c->runs.n - 1)->node != block;
  if (is_blank(c, i) && fresh)
    return 1;
  if (fresh) {
    if (!push_run(c, block))
      return 0;
    w->space = 1;
  }
  w->boundary = w->breaks = 0;
  if (!push_leaf(c, i, &w->space))
    return 0;
  add_leaf_to_run(c);
  return 1;
}

/*
** Is the run so far a line in an inline element of its own, which ends before node 'i'? It
** is a heading in bold, a date in italics, one of many links.
*/
static int is_line_of_its_own (const dk_content *c, size_t i) {
  const dk_run *run = dk_content_run(c, c->runs.n - 1);
  uint32_t k;
  if (run->chars == 0 || run->chars > LINE_CHARS)
    return 0;
  for (k = run->first; k < run->first + run->n; k++) {
    uint32_t node = dk_content_leaf(c, k)->node;
    uint32_t block = dk_content_mark(c, node)->block;
    if (dk_tree_node(&c->tree, node)->tag == DK_TAG_BR || dk_content_leaf(c, k)->chars < 2)
      continue;
    node = dk_tree_node(&c->tree, node)->parent;
    if (node == block || dk_tree_node(&c->tree, node)->end > i)
      return 0;
  }
  return 1;
}

/* A single line break is a space; two end the run, as does one behind a line of its own. */
static int take_break (dk_content *c, walk *w, size_t i) {
  if (w->breaks == 0 && !w->boundary && c->runs.n > 0 && is_line_of_its_own(c, i))
    w->breaks = 1;
  if (++w->breaks > 1 || w->boundary || c->runs.n == 0)
    return 1;
  if (!push_leaf(c, i, &w->space))
    return 0;
  w->space = 1;
  add_leaf_to_run(c);
  return 1;
}

/* Between cells of a row is a space. */
static int take_cell (dk_content *c, walk *w, size_t i) {
  if (w->boundary || w->space || c->runs.n == 0)
    return 1;
  if (!push_leaf(c, i, &w->space))
    return 0;
  w->space = 1;
  add_leaf_to_run(c);
  return 1;
}

int dk_content_make_runs (dk_content *c) {
  size_t i = 0, n = c->tree.nodes.n;
  walk w = { 1, 0, 1 };
  if (!dk_array_reserve(&c->marks, &c->mem, sizeof(dk_mark), n))
    return 0;
  c->marks.n = n;
  while (i < n) {
    const dk_node *node = dk_tree_node(&c->tree, i);
    int traits = dk_tag_traits((dk_tag)node->tag);
    mark_element(c, i);
    w.boundary |= begins_block(c, i);
    if ((traits & DK_TAG_MUTE) && i > 0) {
      size_t k;
      for (k = i + 1; k < node->end; k++)
        mark_element(c, k);
      i = node->end;
      continue;
    }
    if (node->tag == DK_TAG_TEXT ? !take_text(c, &w, i)
                                 : node->tag == DK_TAG_BR && !take_break(c, &w, i))
      return 0;
    if ((traits & DK_TAG_BLOCK) && !begins_block(c, i) && !take_cell(c, &w, i))
      return 0;
    i++;
  }
  return 1;
}

int dk_run_is_good (const dk_run *run) {
  uint32_t own = run->chars - run->links;
  if (dk_tag_is_heading((dk_tag)run->tag) || own < 40 || run->links * 2 > run->chars)
    return 0;
  return run->stops > 0 || (run->commas > 0 && own >= 80) || own >= 160;
}

void dk_content_sum_up (dk_content *c) {
  size_t i, n = c->tree.nodes.n;
  dk_sum *sums = c->sums.items;
  memset(sums, 0, n * sizeof *sums);
  for (i = 0; i < c->runs.n; i++) {
    const dk_run *run = dk_content_run(c, i);
    dk_sum *sum = sums + run->node;
    if (dk_content_mark(c, run->node)->drop)
      continue;
    sum->chars += run->chars;
    sum->links += run->links;
    sum->runs++;
    if (dk_run_is_good(run)) {
      sum->good += run->chars - run->links;
      sum->good_runs++;
    } else if (!dk_tag_is_heading((dk_tag)run->tag))
      sum->bad += run->links + (run->chars < 40 ? run->chars : 40);
  }
  for (i = n; i-- > 1;) {
    dk_sum *sum = sums + i, *up = sums + dk_tree_node(&c->tree, i)->parent;
    if (dk_content_mark(c, i)->says & DK_SAYS_TEXT)
      sum->texts = sum->good;
    up->chars += sum->chars;
    up->links += sum->links;
    up->good += sum->good;
    up->bad += sum->bad;
    up->runs += sum->runs;
    up->good_runs += sum->good_runs;
    up->texts += sum->texts;
  }
  c->total = sums[0].good;
}

uint32_t dk_content_run_at (const dk_content *c, uint32_t i) {
  size_t low = 0, high = c->runs.n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (dk_content_leaf(c, dk_content_run(c, middle)->first)->node < i)
      low = middle + 1;
    else
      high = middle;
  }
  return (uint32_t)low;
}

size_t dk_content_text (const dk_content *c, uint32_t first, uint32_t n, char *out,
                        size_t room) {
  size_t len = 0, k, i;
  int space = 1;
  for (i = first; i < (size_t)first + n; i++) {
    const dk_leaf *leaf = dk_content_leaf(c, i);
    const dk_node *node = dk_tree_node(&c->tree, leaf->node);
    const dk_piece_of_text *pieces = dk_tree_pieces(&c->tree, leaf->node);
    if (node->tag != DK_TAG_TEXT) {
      if (!space && len < room)
        out[len++] = ' ';
      space = 1;
      continue;
    }
    for (k = 0; k < node->n; k++) {
      const char *p = dk_tree_bytes(&c->tree, &pieces[k]), *end = p + pieces[k].len;
      while (p < end) {
        size_t white = dk_space_len(p, end), size = white > 0 ? white : dk_char_len(p, end);
        if (len + size > room)
          goto full;
        if (white == 0) {
          memcpy(out + len, p, size);
          len += size;
        } else if (!space) {
          out[len++] = ' ';
        }
        space = white > 0;
        p += size;
      }
    }
  }
full:
  while (len > 0 && out[len - 1] == ' ')
    len--;
  return len;
}
