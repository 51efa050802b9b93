/*
** dk_page.h - a page of plain text while it is read: its paragraphs, what can be seen
** of each at a glance, and the articles that they make up. Shared by dk_paragraph.c
** (lines to paragraphs), dk_listing.c (paragraphs to articles) and dk_kind.c (kinds).
*/
#ifndef DK_PAGE_H
#define DK_PAGE_H

#include "dk_mem.h"

/* What can be seen of a paragraph by itself. */
enum {
  DK_STOPPED = 1,   /* ends with . ! ? or an ellipsis, closing marks apart */
  DK_SEPARATOR = 2, /* nothing but *** or --- or the like */
  DK_DATE_LINE = 4, /* short, holds a year, mostly digits and capitals */
  DK_BYLINE = 8,    /* opens with a phrase of the profile, as do the next four */
  DK_CREDIT = 16,
  DK_PROMOTION = 32,
  DK_CLOSING = 64,
  DK_CAPTION = 128,
  DK_TITLE = 256,        /* could be a headline: short, not stopped, opens with a capital */
  DK_TITLE_CASE = 512,   /* ... and most of its longer words have capitals */
  DK_PLACED = 1024,      /* opens with a dateline */
  DK_LOUD = 2048,        /* ends with ! or ? */
  DK_FURNITURE = 4096,   /* learned: repeated from article to article */
  DK_MARKED_QUOTE = 8192 /* opens with '>' */
};

typedef struct dk_paragraph {
  size_t start;       /* in the page, behind indent, before a bullet */
  uint32_t len;       /* without white space at the end */
  uint32_t hash;      /* of exactly these bytes */
  uint32_t twin;      /* index of the first paragraph with the same bytes (maybe itself) */
  uint32_t count;     /* of that first one: how many have these bytes */
  uint16_t looks;     /* DK_STOPPED and so on */
  uint8_t gap;        /* blank lines before, at most 255 */
  uint8_t indent;     /* columns before, at most 255 */
  uint8_t marker;     /* how its bullet or number is made, 0: none */
  uint8_t marker_len; /* bytes of the marker and the space behind it */
  uint8_t kind;       /* dk_kind */
} dk_paragraph;

/* An article of the page: a run of its paragraphs. */
typedef struct dk_piece {
  dk_range range;     /* bytes of the page */
  size_t first, last; /* paragraphs, half-open */
  size_t first_block, last_block;
  size_t duplicate_of; /* 1-based, 0: none */
  size_t body;         /* where the first paragraph's text starts, behind its bullet */
} dk_piece;

typedef struct dk_page {
  dk_mem mem;
  const char *bytes;
  size_t len;
  const dk_profile *profile;
  size_t wrap;         /* width in characters to which lines are broken, 0: not at all */
  dk_array paragraphs; /* of dk_paragraph */
  dk_array pieces;     /* of dk_piece */
  dk_array blocks;     /* of dk_block, those of all pieces in order */
} dk_page;

/* Each returns 0 without memory; the page is then fit for dk_page_clear only. */

/* Fill 'paragraphs' with all that is not blank. */
int dk_page_read (dk_page *page);

/* Fill 'pieces': several where the page gives evidence of several articles, else one. */
int dk_page_split (dk_page *page);

/* Give each paragraph its kind, and fill 'blocks'. */
int dk_page_kinds (dk_page *page);

/* All bytes as one piece, white space at the ends too. */
int dk_page_whole (dk_page *page);

/* Fill 'looks' of a paragraph whose range is set, and its marker. */
void dk_paragraph_look (const dk_page *page, dk_paragraph *paragraph);

/* One piece of all bytes, with these blocks; see dk_document_compose. */
int dk_page_compose (dk_page *page, const dk_block *blocks, size_t n);

void dk_page_clear (dk_page *page);

/* Are these the same words, quotation marks and white space apart? */
int dk_same_words (const char *a, size_t a_len, const char *b, size_t b_len);

/*
** The dateline at the beginning of [p, end): returns the length of its place and date
** ("ALMATY, Kazakhstan"), and sets *skip to where the text begins behind the dash; 0 if
** there is none.
*/
size_t dk_dateline_len (const char *p, const char *end, size_t *skip);

/* Number in front of a paragraph whose marker is a number, or -1. */
long dk_marker_number (const dk_page *page, const dk_paragraph *paragraph);

/* First marker that is a number; those below are bullets. */
#define DK_MARKER_NUMBER 40

static inline dk_paragraph *dk_page_paragraph (const dk_page *page, size_t i) {
  return (dk_paragraph *)page->paragraphs.items + i;
}

static inline const char *dk_paragraph_text (const dk_page *page, const dk_paragraph *p) {
  return page->bytes + p->start;
}

#endif
