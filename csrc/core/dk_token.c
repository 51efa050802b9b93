/*
** dk_token.c - the tokens of a segment.
**
** A word keeps its inner apostrophes, hyphens and periods ("don't", "36-year-old",
** "U.S.-based", "8,000.5"); an abbreviation keeps its last period, unless that period
** is the segment's last one and no list knows the word. Marks are tokens of their own;
** the same mark repeated is one ("...").
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_profile.h"
#include "dk_segment.h"

/* Length of what may stand between two halves of one word, or 0. */
static size_t joint_len (const char *p, const char *end) {
  if (p < end && dk_is(*p, DK_SPACE))
    return 0;
  if (p < end && (*p == '-' || *p == '.' || *p == ',' || *p == '_'))
    return 1;
  return dk_single_quote(p, end);
}

/* Is the character at 'p' part of a word? Its length, or 0. */
static size_t letter_len (const char *p, const char *end) {
  size_t n;
  if (p >= end)
    return 0;
  if (!dk_is(*p, DK_HIGH))
    return dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT) ? 1 : 0;
  if (*p == '\xE2' || *p == '\xC2') /* punctuation, symbols and spaces, nearly all */
    return dk_case_at(p, end) != DK_CASE_NONE ? dk_char_len(p, end) : 0;
  n = dk_char_len(p, end);
  return dk_space_len(p, end) > 0 ? 0 : n;
}

static const char *word_end (const char *p, const char *end) {
  for (;;) {
    size_t n, joint;
    while (p < end && dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT))
      p++;
    if (p < end && dk_is(*p, DK_HIGH) && (n = letter_len(p, end)) > 0) {
      p += n;
      continue;
    }
    joint = joint_len(p, end);
    if (joint == 0 || letter_len(p + joint, end) == 0)
      return p;
    if (*p == ',' && !(dk_is(p[-1], DK_DIGIT) && dk_is(p[1], DK_DIGIT)))
      return p;
    p += joint;
  }
}

/* Does the period after the word [p, q) belong to it? */
static int keeps_period (const dk_profile *profile, const char *p, const char *q,
                         const char *end) {
  size_t len = (size_t)(q - p);
  if (q >= end || *q != '.' || len > DK_WORD_BACK_MAX)
    return 0;
  if (memchr(p, '.', len) != NULL && !dk_is(*p, DK_DIGIT))
    return 1; /* U.S. */
  if (len == 1 && dk_is(*p, DK_UPPER) && q + 1 < end)
    return 1; /* J. */
  return (dk_profile_word(profile, p, len) &
          (1u << DK_LIST_TITLES | 1u << DK_LIST_NUMBERS | 1u << DK_LIST_SOMETIMES |
           1u << DK_LIST_TIMES)) != 0;
}

int dk_segment_tokens (const dk_mem *mem, const dk_profile *profile, const char *text,
                       dk_span segment, dk_array *tokens) {
  const char *p = text + segment.start, *end = text + segment.end;
  while ((p = dk_skip_space(p, end)) < end) {
    const char *q = p;
    dk_span *token;
    if (letter_len(p, end) > 0) {
      q = word_end(p, end);
      if (keeps_period(profile, p, q, end))
        q++;
    } else {
      size_t n = dk_char_len(p, end);
      do
        q += n;
      while ((size_t)(end - q) >= n && memcmp(q, p, n) == 0);
    }
    token = dk_array_push(tokens, mem, sizeof *token);
    if (token == NULL)
      return 0;
    token->start = (uint32_t)(p - text);
    token->end = (uint32_t)(q - text);
    p = q;
  }
  return 1;
}
