/*
** dk_found.c - see dk_found.h.
*/
#include "dk_found.h"

#include <string.h>

#include "dk_bytes.h"

/* White space that waits for the next word: as one space, made of all of it. */
typedef struct space {
  int waits;
  uint32_t source, end;
} space;

static int append (dk_found *f, const char *bytes, size_t len) {
  if (f->text.n + len >= UINT32_MAX || !dk_array_reserve(&f->text, &f->mem, 1, len))
    return 0;
  memcpy((char *)f->text.items + f->text.n, bytes, len);
  f->text.n += len;
  return 1;
}

static int put (dk_found *f, const char *bytes, uint32_t len, uint32_t source,
                uint32_t source_len) {
  dk_map_piece *last =
      f->pieces.n > 0 ? (dk_map_piece *)f->pieces.items + f->pieces.n - 1 : NULL;
  if (last != NULL && len == source_len && last->len == last->source_len &&
      last->text + last->len == f->text.n && last->source + last->len == source) {
    last->len += len;
    last->source_len += len;
    return append(f, bytes, len);
  }
  last = dk_array_push(&f->pieces, &f->mem, sizeof *last);
  if (last == NULL)
    return 0;
  last->text = (uint32_t)f->text.n;
  last->len = len;
  last->source = source;
  last->source_len = source_len;
  return append(f, bytes, len);
}

static void wait (space *s, uint32_t source, uint32_t len) {
  if (!s->waits) {
    s->waits = 1;
    s->source = source;
  }
  s->end = source + len;
}

/* Words of a piece byte by byte, white space gathered. */
static int put_piece (dk_found *f, const dk_tree *tree, const dk_piece_of_text *piece,
                      space *s, size_t block) {
  const char *begin = dk_tree_bytes(tree, piece), *p = begin, *end = begin + piece->len;
  int whole = piece->own != DK_NOT_OWN && piece->len != piece->source_len;
  while (p < end) {
    const char *start = p;
    size_t white = dk_space_len(p, end);
    uint32_t source = piece->source + (whole ? 0 : (uint32_t)(p - begin)), len;
    if (white > 0) {
      wait(s, source, whole ? piece->source_len : (uint32_t)white);
      p += white;
      continue;
    }
    while (p < end && dk_space_len(p, end) == 0)
      p++;
    len = (uint32_t)(p - start);
    if (s->waits && f->text.n > block && !put(f, " ", 1, s->source, s->end - s->source))
      return 0;
    s->waits = 0;
    if (!put(f, start, len, source, whole ? piece->source_len : len))
      return 0;
  }
  return 1;
}

static int put_leaves (dk_found *f, const dk_content *c, const dk_run *run) {
  space s = { 0, 0, 0 };
  size_t i, k, block = f->text.n;
  for (i = run->first; i < (size_t)run->first + run->n; i++) {
    uint32_t index = dk_content_leaf(c, i)->node;
    const dk_node *node = dk_tree_node(&c->tree, index);
    const dk_piece_of_text *pieces = dk_tree_pieces(&c->tree, index);
    if (dk_content_mark(c, index)->drop && !dk_content_mark(c, run->node)->drop)
      continue;
    if (node->tag != DK_TAG_TEXT) {
      wait(&s, node->source, 1);
      continue;
    }
    for (k = 0; k < node->n; k++)
      if (!put_piece(f, &c->tree, &pieces[k], &s, block))
        return 0;
  }
  return 1;
}

static int put_run (dk_found *f, const dk_content *c, const dk_run *run) {
  dk_found_block *block;
  size_t before = f->text.n, start;
  if (before > 0 && !append(f, "\n\n", 2))
    return 0;
  start = f->text.n;
  if (!put_leaves(f, c, run))
    return 0;
  if (f->text.n == start) {
    f->text.n = before;
    return 1;
  }
  block = dk_array_push(&f->blocks, &f->mem, sizeof *block);
  if (block == NULL)
    return 0;
  block->span.start = (uint32_t)start;
  block->span.end = (uint32_t)f->text.n;
  block->verdict = (dk_verdict)run->verdict;
  return 1;
}

int dk_found_make (dk_found *f, const dk_content *c, const dk_item *item) {
  uint32_t i;
  f->mem = c->mem;
  for (i = item->first; i < item->last; i++) {
    const dk_run *run = dk_content_run(c, i);
    if (run->verdict < DK_VERDICT_KEPT && !put_run(f, c, run)) {
      dk_found_clear(f);
      return 0;
    }
  }
  return 1;
}

void dk_found_clear (dk_found *f) {
  dk_array_clear(&f->text, &f->mem, 1);
  dk_array_clear(&f->blocks, &f->mem, sizeof(dk_found_block));
  dk_array_clear(&f->pieces, &f->mem, sizeof(dk_map_piece));
}

/* First piece that ends behind 'position'. */
static size_t piece_at (const dk_map_piece *pieces, size_t n, size_t position) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if ((size_t)pieces[middle].text + pieces[middle].len <= position)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int dk_map_range (const dk_map_piece *pieces, size_t n, size_t start, size_t end,
                  dk_range *source) {
  size_t first = piece_at(pieces, n, start), last;
  if (start >= end || first == n || pieces[first].text >= end)
    return 0;
  last = piece_at(pieces, n, end - 1);
  if (last == n || pieces[last].text >= end)
    last--;
  source->start = pieces[first].source;
  if (start > pieces[first].text && pieces[first].len == pieces[first].source_len)
    source->start += start - pieces[first].text;
  source->end = (size_t)pieces[last].source + pieces[last].source_len;
  if (pieces[last].len == pieces[last].source_len &&
      end < (size_t)pieces[last].text + pieces[last].len)
    source->end = pieces[last].source + (end - pieces[last].text);
  return 1;
}
