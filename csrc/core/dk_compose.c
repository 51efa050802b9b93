/*
** dk_compose.c - an article from blocks that a reader of another format has found.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_page.h"

/* What phrases of the profile make of a body block. */
static dk_kind kind_of_phrases (const dk_page *page, const dk_block *block) {
  dk_paragraph p;
  memset(&p, 0, sizeof p);
  p.start = block->span.start;
  p.len = block->span.end - block->span.start;
  if (p.len == 0)
    return DK_KIND_BODY;
  dk_paragraph_look(page, &p);
  if (p.looks & DK_BYLINE)
    return DK_KIND_BYLINE;
  if (p.looks & DK_CREDIT)
    return DK_KIND_CREDIT;
  if (p.looks & DK_CAPTION)
    return DK_KIND_CAPTION;
  return p.looks & (DK_PROMOTION | DK_CLOSING | DK_SEPARATOR) ? DK_KIND_BOILERPLATE
                                                              : DK_KIND_BODY;
}

static int push (dk_page *page, uint32_t start, uint32_t end, dk_kind kind) {
  dk_block *block = dk_array_push(&page->blocks, &page->mem, sizeof *block);
  if (block == NULL)
    return 0;
  block->span.start = start;
  block->span.end = end;
  block->kind = kind;
  return 1;
}

/* A body block; two if it opens with the article's dateline. */
static int push_body (dk_page *page, const dk_block *block, int *placed) {
  uint32_t start = block->span.start, end = block->span.end;
  dk_kind kind = kind_of_phrases(page, block);
  if (kind == DK_KIND_BODY && !*placed) {
    size_t skip, n = dk_dateline_len(page->bytes + start, page->bytes + end, &skip);
    *placed = 1; /* only the first paragraph may have one */
    if (n > 0) {
      if (!push(page, start, start + (uint32_t)n, DK_KIND_DATELINE))
        return 0;
      start += (uint32_t)skip;
    }
  }
  return start == end || push(page, start, end, kind);
}

int dk_page_compose (dk_page *page, const dk_block *blocks, size_t n) {
  dk_piece *piece = dk_array_push(&page->pieces, &page->mem, sizeof *piece);
  size_t i;
  int placed = 0;
  if (piece == NULL)
    return 0;
  memset(piece, 0, sizeof *piece);
  piece->range.end = page->len;
  for (i = 0; i < n; i++) {
    const dk_block *b = &blocks[i];
    if (!(b->kind == DK_KIND_BODY ? push_body(page, b, &placed)
                                  : push(page, b->span.start, b->span.end, b->kind)))
      return 0;
    placed |= b->kind == DK_KIND_DATELINE;
  }
  piece->last_block = page->blocks.n;
  return 1;
}
