/*
** dk_decoder.c - one character after the other.
**
** Unicode's own forms are read here. All others are looked up: single bytes in a table
** that iconv fills when the decoder is opened, pairs in one that it fills as they come. So
** each different character costs one call of iconv, and decoding again from any character
** gives the same, which the map from text to source needs.
*/
#include "dk_decoder.h"

#include <string.h>

#define PAIRS 65536

size_t dk_utf8_write (uint32_t code, char *out) {
  unsigned char *p = (unsigned char *)out;
  if (code < 0x80) {
    p[0] = (unsigned char)code;
    return 1;
  }
  if (code < 0x800) {
    p[0] = (unsigned char)(0xC0 | code >> 6);
    p[1] = (unsigned char)(0x80 | (code & 0x3F));
    return 2;
  }
  if (code < 0x10000) {
    p[0] = (unsigned char)(0xE0 | code >> 12);
    p[1] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
    p[2] = (unsigned char)(0x80 | (code & 0x3F));
    return 3;
  }
  p[0] = (unsigned char)(0xF0 | code >> 18);
  p[1] = (unsigned char)(0x80 | (code >> 12 & 0x3F));
  p[2] = (unsigned char)(0x80 | (code >> 6 & 0x3F));
  p[3] = (unsigned char)(0x80 | (code & 0x3F));
  return 4;
}

uint32_t dk_windows_1252_sign (uint32_t code) {
  static const uint16_t signs[32] = { 0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020,
                                      0x2021, 0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,
                                      0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D,
                                      0x2022, 0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A,
                                      0x153,  0x9D,   0x17E,  0x178 };
  return code >= 0x80 && code <= 0x9F ? signs[code - 0x80] : code;
}

/* ------------------------------------------------------------------- Unicode's */

/* Length and code of the well-formed character at p, or 0. */
static size_t read_utf8 (const unsigned char *p, size_t n, uint32_t *code) {
  size_t len = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4, i;
  if (len > n || dk_utf8_check((const char *)p, len, 0) < len)
    return 0;
  *code = len == 1 ? p[0] : p[0] & (0x7Fu >> len);
  for (i = 1; i < len; i++)
    *code = *code << 6 | (p[i] & 0x3F);
  return len;
}

static size_t next_utf8 (const unsigned char *p, size_t n, uint32_t *code) {
  size_t len = read_utf8(p, n, code);
  if (len > 0)
    return len;
  *code = DK_NO_CHAR;
  return 1;
}

static size_t next_utf16 (const unsigned char *p, size_t n, int big, uint32_t *code) {
  const int high = big ? 0 : 1, low = big ? 1 : 0;
  uint32_t unit, second;
  *code = DK_NO_CHAR;
  if (n < 2)
    return n;
  unit = (uint32_t)p[high] << 8 | p[low];
  if (unit < 0xD800 || unit > 0xDFFF) {
    *code = unit;
    return 2;
  }
  if (unit > 0xDBFF || n < 4)
    return 2;
  second = (uint32_t)p[2 + high] << 8 | p[2 + low];
  if (second < 0xDC00 || second > 0xDFFF)
    return 2;
  *code = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
  return 4;
}

static size_t next_utf32 (const unsigned char *p, size_t n, int big, uint32_t *code) {
  uint32_t value;
  *code = DK_NO_CHAR;
  if (n < 4)
    return n;
  value = big ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]
              : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
  if (value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF))
    *code = value;
  return 4;
}

/* -------------------------------------------------------------------- iconv's */

/* The one character that iconv makes of 'n' bytes, or DK_NO_CHAR. */
static uint32_t convert (dk_decoder *d, const unsigned char *p, size_t n) {
  char in[4], out[16], *from = in, *to = out;
  size_t in_left = n, out_left = sizeof out, made;
  uint32_t code;
  memcpy(in, p, n);
  iconv(d->converter, NULL, NULL, NULL, NULL);
  if (iconv(d->converter, &from, &in_left, &to, &out_left) == (size_t)-1 || in_left > 0)
    return DK_NO_CHAR;
  /* Some hold a letter back, as a mark could follow that makes one letter of both. */
  if (iconv(d->converter, NULL, NULL, &to, &out_left) == (size_t)-1)
    return DK_NO_CHAR;
  made = sizeof out - out_left;
  if (made == 0 || read_utf8((unsigned char *)out, made, &code) != made)
    return DK_NO_CHAR;
  return code;
}

static uint32_t convert_pair (dk_decoder *d, const unsigned char *p) {
  uint32_t *known = &d->pairs[(uint32_t)p[0] << 8 | p[1]];
  if (*known == 0)
    *known = convert(d, p, 2);
  return *known;
}

/* Is 'c' the first of several bytes? */
static int is_lead (dk_scheme scheme, unsigned char c) {
  if (scheme == DK_SCHEME_SHIFT_JIS)
    return (c >= 0x81 && c <= 0x9F) || (c >= 0xE0 && c <= 0xFC);
  if (scheme == DK_SCHEME_EUC_JP)
    return c == 0x8E || c == 0x8F || (c >= 0xA1 && c <= 0xFE);
  return c >= 0x81 && c <= 0xFE;
}

static size_t char_len (dk_scheme scheme, const unsigned char *p, size_t n) {
  if (scheme == DK_SCHEME_EUC_JP && p[0] == 0x8F)
    return 3;
  if (scheme == DK_SCHEME_GB18030 && n > 1 && p[1] >= '0' && p[1] <= '9')
    return 4;
  return 2;
}

static size_t next_of_several (dk_decoder *d, const unsigned char *p, size_t n,
                               uint32_t *code) {
  dk_scheme scheme = d->encoding->scheme;
  size_t len = char_len(scheme, p, n);
  *code = DK_NO_CHAR;
  if (n >= len)
    *code = len == 2 ? convert_pair(d, p) : convert(d, p, len);
  if (*code != DK_NO_CHAR)
    return len;
  /* An ASCII byte behind a lead that does not suit it is a character of its own. */
  return n >= 2 && p[1] >= 0x80 ? 2 : 1;
}

size_t dk_decoder_next (dk_decoder *d, const unsigned char *p, size_t n, uint32_t *code) {
  switch (d->encoding->scheme) {
  case DK_SCHEME_UTF8: return next_utf8(p, n, code);
  case DK_SCHEME_UTF16LE: return next_utf16(p, n, 0, code);
  case DK_SCHEME_UTF16BE: return next_utf16(p, n, 1, code);
  case DK_SCHEME_UTF32LE: return next_utf32(p, n, 0, code);
  case DK_SCHEME_UTF32BE: return next_utf32(p, n, 1, code);
  case DK_SCHEME_BYTE: *code = d->bytes[p[0]]; return 1;
  default:
    if (is_lead(d->encoding->scheme, p[0]))
      return next_of_several(d, p, n, code);
    *code = d->bytes[p[0]];
    return 1;
  }
}

/* -------------------------------------------------------------------- opening */

static int open_converter (dk_decoder *d) {
  const char *names = d->encoding->iconv;
  while (*names != '\0') {
    char name[32];
    size_t n = strcspn(names, " ");
    memcpy(name, names, n);
    name[n] = '\0';
    d->converter = iconv_open("UTF-8", name);
    if (d->converter != (iconv_t)-1) {
      d->is_open = 1;
      return 1;
    }
    names += n + (names[n] == ' ');
  }
  return 0;
}

static void fill_bytes (dk_decoder *d) {
  unsigned char c = 0;
  do {
    if (c < 0x80) /* ASCII everywhere, Shift_JIS's yen sign too, as browsers have it */
      d->bytes[c] = c;
    else if (d->encoding->scheme == DK_SCHEME_BYTE || !is_lead(d->encoding->scheme, c))
      d->bytes[c] = convert(d, &c, 1);
    else
      d->bytes[c] = DK_NO_CHAR;
  } while (c++ != 0xFF);
}

dk_status dk_decoder_open (dk_decoder *d, const dk_mem *mem, const dk_encoding *encoding) {
  d->encoding = encoding;
  d->mem = *mem;
  if (encoding->scheme < DK_SCHEME_BYTE)
    return DK_OK;
  if (!open_converter(d))
    return DK_EENCODING;
  fill_bytes(d);
  if (encoding->scheme == DK_SCHEME_BYTE) {
    iconv_close(d->converter);
    d->is_open = 0;
    return DK_OK;
  }
  d->pairs = dk_mem_new(&d->mem, PAIRS * sizeof *d->pairs);
  return d->pairs != NULL ? DK_OK : DK_ENOMEM;
}

void dk_decoder_close (dk_decoder *d) {
  if (d->is_open)
    iconv_close(d->converter);
  d->is_open = 0;
  if (d->pairs != NULL)
    dk_mem_free(&d->mem, d->pairs, PAIRS * sizeof *d->pairs);
  d->pairs = NULL;
}
