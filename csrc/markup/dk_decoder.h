/*
** dk_decoder.h - one character after the other, in any encoding.
*/
#ifndef DK_DECODER_H
#define DK_DECODER_H

#include <iconv.h>

#include "dk_mem.h"

typedef enum dk_scheme {
  DK_SCHEME_UTF8,
  DK_SCHEME_UTF16LE,
  DK_SCHEME_UTF16BE,
  DK_SCHEME_UTF32LE,
  DK_SCHEME_UTF32BE,
  DK_SCHEME_BYTE,      /* one byte a character */
  DK_SCHEME_PAIR,      /* ASCII, or two bytes from a lead of 0x81 */
  DK_SCHEME_EUC_JP,    /* ... or three behind 0x8F */
  DK_SCHEME_SHIFT_JIS, /* ... or one of 0xA1 to 0xDF */
  DK_SCHEME_GB18030    /* ... or four with a digit in the second place */
} dk_scheme;

typedef struct dk_encoding {
  const char *name;   /* of the WHATWG Encoding Standard, in lower case */
  const char *labels; /* other names, with a space around each */
  const char *iconv; /* names for iconv, the first that it knows counts, with spaces between */
  dk_scheme scheme;
} dk_encoding;

extern const dk_encoding dk_encodings[];
extern const size_t dk_encoding_count;

/* The encoding of a label ('len' bytes, any case, white space around it), or NULL. */
const dk_encoding *dk_encoding_of_label (const char *label, size_t len);
const dk_encoding *dk_encoding_of_name (const char *name);

/* No character: bytes that stand for none. */
#define DK_NO_CHAR UINT32_C(0xFFFFFFFF)

typedef struct dk_decoder {
  const dk_encoding *encoding;
  dk_mem mem;
  iconv_t converter;
  int is_open;         /* the converter */
  uint32_t bytes[256]; /* characters of single bytes */
  uint32_t *pairs;     /* characters of two bytes met so far, by their value; 0: not yet */
} dk_decoder;

/*
** Make a decoder, all zero before. Result: DK_OK; DK_EENCODING where the system's iconv
** does not know the encoding; DK_ENOMEM. dk_decoder_close in any case.
*/
dk_status dk_decoder_open (dk_decoder *decoder, const dk_mem *mem,
                           const dk_encoding *encoding);
void dk_decoder_close (dk_decoder *decoder);

/* The character at p (n > 0 bytes are there): how many bytes it has, and *code. */
size_t dk_decoder_next (dk_decoder *decoder, const unsigned char *p, size_t n, uint32_t *code);

/* The sign of windows-1252 for a code point 0x80 to 0x9F, which is a control character if
** taken literally, as nobody means it; other code points are as they are. */
uint32_t dk_windows_1252_sign (uint32_t code);

/* Write a character as UTF-8 at 'out' (4 bytes of room): its length. */
size_t dk_utf8_write (uint32_t code, char *out);

/*
** The legacy encoding that makes the likeliest text of the bytes (dk_encoding_guess.c), or
** NULL where there is nothing to tell. 'declared' is preferred among equals; NULL: none.
** DK_ENOMEM is the only failure.
*/
dk_status dk_encoding_guess (const dk_mem *mem, const unsigned char *bytes, size_t len,
                             const dk_encoding *declared, const dk_encoding **out);

#endif
