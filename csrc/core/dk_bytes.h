/*
** dk_bytes.h - what a byte is, by table: no locale, no branches on ranges.
*/
#ifndef DK_BYTES_H
#define DK_BYTES_H

#include "dk.h"

enum {
  DK_LOWER = 1,    /* a-z */
  DK_UPPER = 2,    /* A-Z */
  DK_DIGIT = 4,    /* 0-9 */
  DK_SPACE = 8,    /* space, \t \n \v \f \r */
  DK_HIGH = 16,    /* 0x80-0xFF: part of a multi-byte character */
  DK_STOP = 32,    /* . ! ? and 0xA6, the last byte of U+2026 (ellipsis) */
  DK_INNER = 64,   /* apostrophe, and the filler that folding leaves */
  DK_CONTROL = 128 /* control bytes that text does not hold */
};

extern const unsigned char dk_class[256];

/* ASCII letters in lower case, white space as space, all else as it is. */
extern const unsigned char dk_plain[256];

static inline int dk_is (char c, int classes) {
  return dk_class[(unsigned char)c] & classes;
}

/* Length of the white space at 'p', which is not ASCII and lies before 'end', or 0. */
size_t dk_wide_space_len (const char *p, const char *end);

/*
** Length in bytes of the white space at 'p' (before 'end'): ASCII, no-break, fixed
** width and ideographic spaces, zero width no-break space. 0 if there is none.
*/
static inline size_t dk_space_len (const char *p, const char *end) {
  if (p >= end || !dk_is(*p, DK_SPACE | DK_HIGH))
    return 0;
  return dk_is(*p, DK_SPACE) ? 1 : dk_wide_space_len(p, end);
}

/* The same for white space that ends just before 'p' (not before 'begin'). */
size_t dk_space_len_before (const char *begin, const char *p);

/* First position of [p, end) that is no white space; last, counted from the end. */
const char *dk_skip_space (const char *p, const char *end);
const char *dk_trim_space (const char *begin, const char *p);

/* Is there a letter at 'p', and of which case? */
typedef enum dk_case { DK_CASE_NONE, DK_CASE_LOWER, DK_CASE_UPPER, DK_CASE_OTHER } dk_case;
dk_case dk_case_at (const char *p, const char *end);

/* Length of the single (double) quotation mark or apostrophe at 'p', or 0. */
size_t dk_single_quote (const char *p, const char *end);
size_t dk_double_quote (const char *p, const char *end);

/* Length of the dash at 'p' (em, en, horizontal bar, or "--"), or 0. */
size_t dk_dash_len (const char *p, const char *end);

/* Length of the well-formed character at 'p', or 1 for a byte that belongs to none. */
size_t dk_char_len (const char *p, const char *end);

#endif
