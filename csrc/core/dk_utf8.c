/*
** dk_utf8.c - is it UTF-8, or UTF-16? ASCII goes 16 bytes at a time; the rest is checked against
** table 3-7 of the Unicode standard, which leaves out overlong forms, surrogates and
** what lies above U+10FFFF.
*/
#include <string.h>

#include "dk.h"
#include "dk_limits.h"

static int is_tail (unsigned char c) {
  return (c & 0xC0) == 0x80;
}

/* Length of the well-formed character at 'p' (n bytes are there, n > 0), or 0. */
static size_t well_formed (const unsigned char *p, size_t n) {
  unsigned char lead = p[0];
  if (lead < 0x80)
    return 1;
  if (lead < 0xC2 || lead > 0xF4 || n < 2)
    return 0;
  if (lead < 0xE0)
    return is_tail(p[1]) ? 2 : 0;
  if (lead < 0xF0) {
    unsigned char low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
    return n >= 3 && p[1] >= low && p[1] <= high && is_tail(p[2]) ? 3 : 0;
  } else {
    unsigned char low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
    return n >= 4 && p[1] >= low && p[1] <= high && is_tail(p[2]) && is_tail(p[3]) ? 4 : 0;
  }
}

size_t dk_utf8_check (const char *text, size_t len, size_t from) {
  const unsigned char *p = (const unsigned char *)text;
  const uint64_t high = UINT64_C(0x8080808080808080);
  size_t i = from;
  while (i < len) {
    size_t n;
    while (len - i >= 16) {
      uint64_t a, b;
      memcpy(&a, p + i, 8);
      memcpy(&b, p + i + 8, 8);
      if ((a | b) & high)
        break;
      i += 16;
    }
    while (i < len && p[i] < 0x80)
      i++;
    while (i < len && p[i] >= 0x80) { /* stay here while the text is not ASCII */
      n = well_formed(p + i, len - i);
      if (n == 0)
        return i;
      i += n;
    }
  }
  return len;
}

/* Is a byte beside a zero byte one that text has? */
static int is_text_byte (unsigned char c) {
  return c >= 0x20 || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

int dk_utf16_look (const char *bytes, size_t len) {
  const unsigned char *p = (const unsigned char *)bytes;
  size_t units = (len < DK_SNIFF_MAX ? len : DK_SNIFF_MAX) / 2, i, first = 0, second = 0;
  for (i = 0; i < units; i++) {
    unsigned char a = p[2 * i], b = p[2 * i + 1];
    if (a != 0 && b != 0)
      continue;
    if (!is_text_byte(a == 0 ? b : a))
      return 0;
    first += a == 0;
    second += b == 0;
  }
  if (first + second < 2)
    return 0;
  if (second * 20 >= units && first * 50 <= second)
    return -1;
  return first * 20 >= units && second * 50 <= first ? 1 : 0;
}
