/*
** dk_article.c - one article of a document, and what is only made when asked for:
** segments, tokens, the folded text.
*/
#include <string.h>

#include "dk_document.h"
#include "dk_limits.h"
#include "dk_segment.h"

struct dk_article {
  dk_document *document;
  dk_piece piece;
  dk_array segments; /* of dk_span */
  dk_array tokens;
  char *folded;
  int segmented, tokenized;
};

static const char *const kind_names[] = { "headline", "dateline", "body",
                                          "subhead",  "caption",  "byline",
                                          "credit",   "quote",    "boilerplate" };

const char *dk_kind_name (dk_kind kind) {
  return kind_names[kind];
}

int dk_kind_of_name (const char *name, dk_kind *kind) {
  size_t i;
  for (i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
    if (strcmp(name, kind_names[i]) == 0) {
      *kind = (dk_kind)i;
      return 1;
    }
  return 0;
}

static size_t folded_size (const dk_article *a) {
  return a->piece.range.end - a->piece.range.start + 1;
}

/*
** Articles are mostly asked for in order: what lies well before this one may leave memory,
** so that a file larger than memory passes through.
*/
static void forget_before (dk_document *document, size_t start) {
  if (start < document->forgotten)
    document->forgotten = 0; /* from the beginning once more */
  if (start - document->forgotten < DK_FORGET_BYTES)
    return;
  dk_file_forget(&document->file, document->forgotten, start);
  document->forgotten = start;
}

dk_status dk_article_new (dk_document *document, size_t index, dk_article **out) {
  dk_article *a = dk_mem_new(&document->mem, sizeof *a);
  *out = a;
  if (a == NULL)
    return DK_ENOMEM;
  a->document = document;
  a->piece = ((dk_piece *)document->page.pieces.items)[index];
  forget_before(document, a->piece.range.start);
  return DK_OK;
}

void dk_article_free (dk_article *a) {
  const dk_mem *mem;
  if (a == NULL)
    return;
  mem = &a->document->mem;
  dk_array_clear(&a->segments, mem, sizeof(dk_span));
  dk_array_clear(&a->tokens, mem, sizeof(dk_span));
  dk_mem_free(mem, a->folded, folded_size(a));
  dk_mem_free(mem, a, sizeof *a);
}

dk_range dk_article_range (const dk_article *a) {
  return a->piece.range;
}

const char *dk_article_text (const dk_article *a, uint32_t *len) {
  *len = (uint32_t)(a->piece.range.end - a->piece.range.start);
  return a->document->bytes + a->piece.range.start;
}

const dk_block *dk_article_blocks (const dk_article *a, size_t *n) {
  *n = a->piece.last_block - a->piece.first_block;
  if (*n == 0)
    return NULL; /* a lone '>' is an article without blocks */
  return (const dk_block *)a->document->page.blocks.items + a->piece.first_block;
}

size_t dk_article_duplicate_of (const dk_article *a) {
  return a->piece.duplicate_of;
}

dk_status dk_article_segments (dk_article *a, const dk_span **out, size_t *n) {
  size_t n_blocks, i;
  uint32_t len;
  const dk_block *blocks = dk_article_blocks(a, &n_blocks);
  const char *text = dk_article_text(a, &len);
  *out = NULL;
  *n = 0;
  for (i = 0; i < n_blocks && !a->segmented; i++) {
    dk_kind kind = blocks[i].kind;
    if (kind != DK_KIND_HEADLINE && kind != DK_KIND_BODY && kind != DK_KIND_QUOTE)
      continue;
    if (!dk_segment_block(&a->document->mem, a->document->profile, text, blocks[i].span,
                          &a->segments)) {
      a->segments.n = 0; /* half of them would be wrong; the next call starts anew */
      return DK_ENOMEM;
    }
  }
  a->segmented = 1;
  *out = a->segments.items;
  *n = a->segments.n;
  return DK_OK;
}

dk_status dk_article_tokens (dk_article *a, const dk_span **out, size_t *n) {
  const dk_span *segments;
  size_t n_segments, i;
  uint32_t len;
  const char *text = dk_article_text(a, &len);
  *out = NULL;
  *n = 0;
  if (dk_article_segments(a, &segments, &n_segments) != DK_OK)
    return DK_ENOMEM;
  for (i = 0; i < n_segments && !a->tokenized; i++) {
    if (!dk_segment_tokens(&a->document->mem, a->document->profile, text, segments[i],
                           &a->tokens)) {
      a->tokens.n = 0;
      return DK_ENOMEM;
    }
  }
  a->tokenized = 1;
  *out = a->tokens.items;
  *n = a->tokens.n;
  return DK_OK;
}

dk_status dk_article_folded (dk_article *a, const char **out) {
  uint32_t len;
  const char *text = dk_article_text(a, &len);
  const dk_mem *mem = &a->document->mem;
  if (a->folded == NULL) {
    a->folded = mem->resize(mem->ud, NULL, 0, folded_size(a));
    if (a->folded != NULL) {
      dk_fold(text, len, a->folded);
      a->folded[len] = '\0';
    }
  }
  *out = a->folded;
  return a->folded != NULL ? DK_OK : DK_ENOMEM;
}
