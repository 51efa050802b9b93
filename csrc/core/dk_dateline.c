/*
** dk_dateline.c - the place (and day) that opens a report, up to its dash:
**
**   ALMATY, Kazakhstan -- Text     WASHINGTON (Reuters) - Text     Geneva, 5 May 2021 - Text
**
** Either the place is in capitals, or an agency in brackets or a day stands before the
** dash; and what follows the dash opens a sentence. ("NATO -- the alliance -- said" does
** not.)
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_page.h"

#define PLACE_MAX 90 /* bytes */
#define WORDS_MAX 10

/* The dash that ends a dateline: at 'p', white space before it or not. Its length. */
static size_t dash_at (const char *p, const char *end, int spaced) {
  size_t n = dk_dash_len(p, end);
  if (n > 0)
    return spaced || p[0] == '-' || memcmp(p, "\xE2\x80\x94", 3) == 0 ? n : 0;
  return *p == '-' && spaced && dk_space_len(p + 1, end) > 0 ? 1 : 0;
}

/* Is the word [p, q) a name, number or bracket? *small counts words like "of". */
static int is_place_word (const char *p, const char *q, int *small) {
  if (*p == '(' || dk_is(*p, DK_DIGIT))
    return 1;
  switch (dk_case_at(p, q)) {
  case DK_CASE_UPPER:
  case DK_CASE_OTHER: return 1;
  case DK_CASE_LOWER: return q - p <= 4 && ++*small <= 2;
  default: return 0;
  }
}

/* Two letters or more, none in lower case. */
static int is_capitals (const char *p, const char *q) {
  int n = 0;
  while (p < q) {
    dk_case c = dk_case_at(p, q);
    if (c == DK_CASE_LOWER)
      return 0;
    n += c != DK_CASE_NONE;
    p += dk_char_len(p, q);
  }
  return n >= 2;
}

size_t dk_dateline_len (const char *p, const char *end, size_t *skip) {
  const char *q = p, *word = p, *limit = end - p > PLACE_MAX ? p + PLACE_MAX : end;
  int words = 0, small = 0, capitals = 0, dated = 0;
  if (dk_case_at(p, end) < DK_CASE_UPPER)
    return 0;
  while (q < limit) {
    size_t space, dash;
    if (!dk_is(*q, DK_SPACE | DK_HIGH) && *q != '-') {
      q++;
      continue;
    }
    space = dk_space_len(q, limit);
    dash = dash_at(q, end, q == word);
    if (space == 0 && dash == 0) {
      q++;
      continue;
    }
    if (q > word) { /* a word ends here */
      if (!is_place_word(word, q, &small) || ++words > WORDS_MAX)
        return 0;
      if (words == 1)
        capitals = is_capitals(word, q);
      else
        dated |= dk_is(*word, DK_DIGIT) ||
                 (q[-1] == ')' && memchr(p, '(', (size_t)(q - p)) != NULL);
    }
    if (dash > 0) {
      const char *text = dk_skip_space(q + dash, end), *first = text;
      first += dk_double_quote(first, end);
      first += dk_single_quote(first, end);
      q = dk_trim_space(p, q);
      if (words == 0 || !(capitals || dated) || first >= end || q[-1] == '.' ||
          (dk_case_at(first, end) < DK_CASE_UPPER && !dk_is(*first, DK_DIGIT)))
        return 0;
      *skip = (size_t)(text - p);
      return (size_t)(q - p);
    }
    q += space;
    word = q;
  }
  return 0;
}
