/*
** dk_masked.h - words and tokens of folded text in which rules have masked what they found.
**
** An entity is one byte, its code (a control character), and filler (0x7F) for the rest
** of it; a folded quotation mark is the ASCII mark and filler. So positions are those of
** the text.
*/
#ifndef DK_MASKED_H
#define DK_MASKED_H

#include <stddef.h>

typedef enum dk_token_kind {
  DK_TOKEN_WORD,   /* letters and digits, with inner apostrophes, hyphens, "1,000", "u.s." */
  DK_TOKEN_CLITIC, /* 's */
  DK_TOKEN_COMMA,
  DK_TOKEN_QUOTE, /* single or double */
  DK_TOKEN_OPEN,  /* ( or [ */
  DK_TOKEN_CLOSE,
  DK_TOKEN_SEMICOLON,
  DK_TOKEN_COLON,
  DK_TOKEN_DASH, /* also a hyphen that stands alone */
  DK_TOKEN_STOP, /* . ? ! */
  DK_TOKEN_ENTITY,
  DK_TOKEN_OTHER,
  DK_TOKEN_COUNT
} dk_token_kind;

/* One token; [start, end) in bytes of the text. */
typedef struct dk_masked_token {
  size_t start, end;
  dk_token_kind kind;
} dk_masked_token;

/*
** The first token of [from, len) of 'text' into *out.
** Result: 1, or 0 if nothing but spaces and filler is left.
*/
int dk_masked_token_next (const char *text, size_t len, size_t from, dk_masked_token *out);

/*
** The first position in [from, len) where a rule may begin to match: a word, a currency or
** section sign, or an entity. *end becomes the end of that unit. 'len' if there is none.
*/
size_t dk_masked_word_next (const char *text, size_t len, size_t from, size_t *end);

/*
** The word that ends before 'position', with nothing but spaces and filler between:
** letters, digits, apostrophes and hyphens. Result: 1 and [*start, *end), or 0.
*/
int dk_masked_word_before (const char *text, size_t position, size_t *start, size_t *end);

/*
** The word before 'position' over spaces, filler and punctuation, of which apostrophes and
** hyphens that touch the word belong to it. At most 'reach' bytes back.
** Result: 1, the word [*start, *end), and what lies between it and 'position'; or 0.
*/
int dk_masked_word_left (const char *text, size_t position, size_t reach, size_t *start,
                         size_t *end);

/*
** Does " of " stand before 'position', with nothing but ASCII letters, digits, hyphens and
** spaces between? At most 'reach' bytes back. Result: 1 or 0.
*/
int dk_masked_of_before (const char *text, size_t position, size_t reach);

#endif
