/*
** dk_bytes.c - see dk_bytes.h. The tables are written out so that they are constant
** data, shared by all threads and never built.
*/
#include "dk_bytes.h"

#include <string.h>
#include <utf8proc.h>

const unsigned char dk_class[256] = {
  128, 128, 128, 128, 128, 128, 128, 128, 128, 8,   8,   8,   8,   8,  128, 128, 128, 128, 128,
  128, 128, 128, 128, 128, 128, 128, 128, 0,   128, 128, 128, 128, 8,  32,  0,   0,   0,   0,
  0,   64,  0,   0,   0,   0,   0,   0,   32,  0,   4,   4,   4,   4,  4,   4,   4,   4,   4,
  4,   0,   0,   0,   0,   0,   32,  0,   2,   2,   2,   2,   2,   2,  2,   2,   2,   2,   2,
  2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,   2,  2,   0,   0,   0,   0,
  0,   0,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,   1,  1,   1,   1,   1,   1,
  1,   1,   1,   1,   1,   1,   1,   1,   1,   0,   0,   0,   0,   64, 16,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16, 16,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16, 48,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16, 16,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16, 16,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16, 16,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16,  16, 16,  16,  16,  16,  16,
  16,  16,  16,  16,  16,  16,  16,  16,  16,
};

const unsigned char dk_plain[256] = {
  0,   1,   2,   3,   4,   5,   6,   7,   8,   32,  32,  32,  32,  32,  14,  15,  16,  17,
  18,  19,  20,  21,  22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  32,  33,  34,  35,
  36,  37,  38,  39,  40,  41,  42,  43,  44,  45,  46,  47,  48,  49,  50,  51,  52,  53,
  54,  55,  56,  57,  58,  59,  60,  61,  62,  63,  64,  97,  98,  99,  100, 101, 102, 103,
  104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
  122, 91,  92,  93,  94,  95,  39,  97,  98,  99,  100, 101, 102, 103, 104, 105, 106, 107,
  108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125,
  126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143,
  144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161,
  162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179,
  180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197,
  198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215,
  216, 217, 218, 219, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233,
  234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251,
  252, 253, 254, 255,
};

static int is3 (const char *p, const char *end, const char *bytes) {
  return end - p >= 3 && memcmp(p, bytes, 3) == 0;
}

size_t dk_wide_space_len (const char *p, const char *end) {
  if (end - p >= 2 && p[0] == '\xC2' && p[1] == '\xA0')
    return 2;
  if (end - p >= 3 && p[0] == '\xE2' && p[1] == '\x80') {
    unsigned char last = (unsigned char)p[2];
    return last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
  }
  return is3(p, end, "\xE2\x81\x9F") || is3(p, end, "\xE3\x80\x80") ||
                 is3(p, end, "\xEF\xBB\xBF")
             ? 3
             : 0;
}

size_t dk_space_len_before (const char *begin, const char *p) {
  size_t n;
  if (p <= begin)
    return 0;
  if (dk_is(p[-1], DK_SPACE))
    return 1;
  if (!dk_is(p[-1], DK_HIGH))
    return 0;
  for (n = 2; n <= 3; n++)
    if ((size_t)(p - begin) >= n && dk_space_len(p - n, p) == n)
      return n;
  return 0;
}

const char *dk_skip_space (const char *p, const char *end) {
  size_t n;
  while ((n = dk_space_len(p, end)) > 0)
    p += n;
  return p;
}

const char *dk_trim_space (const char *begin, const char *p) {
  size_t n;
  while ((n = dk_space_len_before(begin, p)) > 0)
    p -= n;
  return p;
}

dk_case dk_case_at (const char *p, const char *end) {
  utf8proc_int32_t c;
  if (p >= end)
    return DK_CASE_NONE;
  if (!dk_is(*p, DK_HIGH))
    return dk_is(*p, DK_LOWER)   ? DK_CASE_LOWER
           : dk_is(*p, DK_UPPER) ? DK_CASE_UPPER
                                 : DK_CASE_NONE;
  if (utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)(end - p), &c) <= 0)
    return DK_CASE_NONE;
  switch (utf8proc_category(c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT: return DK_CASE_UPPER;
  case UTF8PROC_CATEGORY_LL: return DK_CASE_LOWER;
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO: return DK_CASE_OTHER;
  default: return DK_CASE_NONE;
  }
}

size_t dk_single_quote (const char *p, const char *end) {
  if (p >= end)
    return 0;
  if (*p == '\'' || *p == '`')
    return 1;
  if (!dk_is(*p, DK_HIGH) || end - p < 2)
    return 0;
  if (p[0] == '\xC2')
    return p[1] == '\xB4' ? 2 : 0;
  if (p[0] == '\xCA')
    return p[1] == '\xBC' ? 2 : 0;
  if (p[0] == '\xE2' && p[1] == '\x80' && end - p >= 3) {
    unsigned char last = (unsigned char)p[2];
    return (last >= 0x98 && last <= 0x9B) || last == 0xB9 || last == 0xBA ? 3 : 0;
  }
  return 0;
}

size_t dk_double_quote (const char *p, const char *end) {
  if (p >= end)
    return 0;
  if (*p == '"')
    return 1;
  if (!dk_is(*p, DK_HIGH) || end - p < 2)
    return 0;
  if (p[0] == '\xC2')
    return p[1] == '\xAB' || p[1] == '\xBB' ? 2 : 0;
  if (p[0] == '\xE2' && p[1] == '\x80' && end - p >= 3) {
    unsigned char last = (unsigned char)p[2];
    return last >= 0x9C && last <= 0x9F ? 3 : 0;
  }
  return 0;
}

size_t dk_dash_len (const char *p, const char *end) {
  if (end - p >= 2 && p[0] == '-' && p[1] == '-')
    return end - p >= 3 && p[2] == '-' ? 3 : 2;
  if (end - p >= 3 && p[0] == '\xE2' && p[1] == '\x80') {
    unsigned char last = (unsigned char)p[2];
    return last >= 0x92 && last <= 0x95 ? 3 : 0;
  }
  return 0;
}

size_t dk_char_len (const char *p, const char *end) {
  size_t n;
  unsigned char lead = (unsigned char)*p;
  if (lead < 0xC2 || lead > 0xF4)
    return 1;
  n = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return dk_utf8_check(p, (size_t)(end - p) < n ? (size_t)(end - p) : n, 0) == n ? n : 1;
}
