/*
** dk_found.h - the text of an article as it is given out: blocks with a blank line
** between, and for each byte the bytes of the page that it was made of.
*/
#ifndef DK_FOUND_H
#define DK_FOUND_H

#include "dk_content.h"

/* Bytes of the text from 'text' on, made of bytes of the page from 'source' on; byte by
** byte where both have one length. */
typedef struct dk_map_piece {
  uint32_t text, len;
  uint32_t source, source_len;
} dk_map_piece;

/* A block of the text, and what it was kept as. */
typedef struct dk_found_block {
  dk_span span;
  dk_verdict verdict;
} dk_found_block;

typedef struct dk_found {
  dk_mem mem;
  dk_array text;   /* of char */
  dk_array blocks; /* of dk_found_block */
  dk_array pieces; /* of dk_map_piece, in order */
} dk_found;

/* Fill 'found' (all zero) with the runs of an item that are kept. Returns 0 without
** memory, and 'found' is then cleared. */
int dk_found_make (dk_found *found, const dk_content *content, const dk_item *item);
void dk_found_clear (dk_found *found);

/*
** The bytes of the page for [start, end) of the text. Returns 0 where it has none: for a
** gap between blocks, or an empty range.
*/
int dk_map_range (const dk_map_piece *pieces, size_t n, size_t start, size_t end,
                  dk_range *source);

#endif
