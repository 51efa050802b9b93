/*
** dk_fold.c - the form of a text in which words are looked up: letters in lower case,
** white space as spaces, quotation marks and hyphens as their ASCII forms, each
** followed by 0x7F ("filler") for the bytes that it is longer. The folded text has the
** length of the original, so that positions in one are positions in the other.
**
**   A-Z, other capitals         lower case, where that takes as many bytes
**   \t \n \v \f \r              space
**   no-break and fixed spaces   one space for each byte (U+00A0 U+2000-200A U+2028
**                               U+2029 U+202F U+205F U+3000 U+FEFF)
**   ` and U+00B4 U+02BC U+2018-201B U+2039 U+203A     '
**   U+00AB U+00BB U+201C-201F                         "
**   U+2010 U+2011                                     -
**   U+00AD (soft hyphen)                              filler only
**   dashes, other characters, bytes that are no UTF-8 as they are
*/
#include <string.h>
#include <utf8proc.h>

#include "dk_bytes.h"

/* 'first', then filler, 'n' bytes in all. */
static size_t put (char *out, char first, size_t n) {
  out[0] = first;
  memset(out + 1, 0x7F, n - 1);
  return n;
}

/* Fold the character at 'p', which is not ASCII. Returns its length. */
static size_t fold_high (const char *p, const char *end, char *out) {
  utf8proc_int32_t c, lower;
  utf8proc_uint8_t bytes[4];
  size_t n = dk_space_len(p, end);
  if (n > 0) {
    memset(out, ' ', n);
    return n;
  }
  if ((n = dk_single_quote(p, end)) > 0)
    return put(out, '\'', n);
  if ((n = dk_double_quote(p, end)) > 0)
    return put(out, '"', n);
  n = dk_char_len(p, end);
  memcpy(out, p, n);
  if (n == 1)
    return 1;
  if (n == 2 && memcmp(p, "\xC2\xAD", 2) == 0)
    return put(out, 0x7F, 2);
  if (n == 3 && (memcmp(p, "\xE2\x80\x90", 3) == 0 || memcmp(p, "\xE2\x80\x91", 3) == 0))
    return put(out, '-', 3);
  utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)n, &c);
  lower = utf8proc_tolower(c);
  if (lower != c && utf8proc_encode_char(lower, bytes) == (utf8proc_ssize_t)n)
    memcpy(out, bytes, n);
  return n;
}

#define CHUNK 16

/* Fold CHUNK bytes of ASCII as dk_plain has them, without a branch, for the compiler to do
** them at once. */
static void fold_chunk (const unsigned char *restrict p, unsigned char *restrict out) {
  int i;
  for (i = 0; i < CHUNK; i++) {
    unsigned char c = p[i];
    c = (unsigned char)(c + ((unsigned char)(c - 'A') < 26 ? 'a' - 'A' : 0));
    c = (unsigned char)((unsigned char)(c - '\t') < 5 ? ' ' : c);
    out[i] = c == '`' ? '\'' : c;
  }
}

void dk_fold (const char *text, size_t len, char *out) {
  const char *p = text, *end = text + len;
  while (p < end) {
    while (end - p >= CHUNK) {
      uint64_t low, high;
      memcpy(&low, p, 8);
      memcpy(&high, p + 8, 8);
      if ((low | high) & UINT64_C(0x8080808080808080))
        break;
      fold_chunk((const unsigned char *)p, (unsigned char *)out);
      p += CHUNK;
      out += CHUNK;
    }
    while (p < end && !dk_is(*p, DK_HIGH)) {
      *out++ = (char)dk_plain[(unsigned char)*p++];
      if (((uintptr_t)p & 7) == 0)
        break; /* try a chunk again */
    }
    if (p < end && dk_is(*p, DK_HIGH)) {
      size_t n = fold_high(p, end, out);
      p += n;
      out += n;
    }
  }
}
