/*
** dk_masked.c - see dk_masked.h. What counts as a letter is what docket.rule.vocabulary
** says: its patterns run over the same text.
*/
#include "dk_masked.h"

#include <string.h>

#include "dk_bytes.h"

#define FILLER '\x7F'

/* Codes of entities: control characters that folded text does not hold. */
static int is_code (char c) {
  unsigned char byte = (unsigned char)c;
  return (byte >= 0x01 && byte <= 0x08) || (byte >= 0x0B && byte <= 0x18 && byte != 0x0D);
}

/* Length of the letter or digit at 'p', or 0. */
static size_t word_char (const char *p, const char *end) {
  unsigned char lead;
  size_t n;
  if (p >= end)
    return 0;
  if (dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT))
    return 1;
  if (!dk_is(*p, DK_HIGH))
    return 0;
  lead = (unsigned char)*p;
  if (lead < 0xC3 || lead > 0xF4)
    return 0;
  if (lead == 0xE2 && end - p > 1 && ((unsigned char)p[1] & 0xFE) == 0x80)
    return 0; /* General Punctuation */
  n = dk_char_len(p, end);
  return n > 1 ? n : 0;
}

static const char *word_chars (const char *p, const char *end) {
  for (;;) {
    size_t n;
    while (p < end && dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT))
      p++;
    if (p == end || !dk_is(*p, DK_HIGH) || (n = word_char(p, end)) == 0)
      return p;
    p += n;
  }
}

static const char *filling (const char *p, const char *end) {
  while (p < end && *p == FILLER)
    p++;
  return p;
}

/* The end of "'s" at the apostrophe 'p', or NULL. */
static const char *clitic (const char *p, const char *end) {
  const char *s = filling(p + 1, end);
  return s < end && *s == 's' && word_char(s + 1, end) == 0 ? s + 1 : NULL;
}

/*
** The end of a verb that is written short at the apostrophe 'p' ("'d", "'ll", "'ve", "'re",
** "'m"), or NULL.
*/
static const char *short_verb (const char *p, const char *end) {
  static const char *const forms[] = { "d", "ll", "ve", "re", "m" };
  const char *s = filling(p + 1, end);
  size_t i;
  for (i = 0; i < sizeof forms / sizeof *forms; i++) {
    size_t n = strlen(forms[i]);
    if ((size_t)(end - s) >= n && memcmp(s, forms[i], n) == 0 && word_char(s + n, end) == 0 &&
        (s + n == end || (s[n] != '-' && s[n] != '\'')))
      return s + n;
  }
  return NULL;
}

/* Where "n't" begins in the word [p, stop), or 'stop': "was" and "n't" are two words. */
static const char *negation (const char *p, const char *stop) {
  const char *s = stop - 1;
  if (stop - p < 5 || *s != 't')
    return stop;
  while (s > p && s[-1] == FILLER)
    s--;
  if (s - p < 3 || s[-1] != '\'' || s[-2] != 'n')
    return stop;
  return s - 2;
}

/* One more part of a word at 'p': "'t", "-old", ",000"; NULL if there is none. */
static const char *word_tail (const char *p, const char *end) {
  const char *next = p;
  if (p >= end)
    return NULL;
  if (*p == '\'') {
    if (clitic(p, end) != NULL || short_verb(p, end) != NULL)
      return NULL;
    next = filling(p + 1, end);
  } else if (*p == '-') {
    next = p + 1;
  } else if ((*p == '.' || *p == ',') && end - p > 1 && dk_is(p[1], DK_DIGIT)) {
    for (next = p + 1; next < end && dk_is(*next, DK_DIGIT); next++) {
    }
    return next;
  }
  return next > p && word_char(next, end) > 0 ? word_chars(next, end) : NULL;
}

static const char *word (const char *p, const char *end) {
  const char *tail, *start = p;
  p = word_chars(p, end);
  while ((tail = word_tail(p, end)) != NULL)
    p = tail;
  while (end - p > 2 && *p == '.') { /* "u.s." */
    size_t n = word_char(p + 1, end);
    if (n == 0 || p + 1 + n >= end || p[1 + n] != '.')
      break;
    p += n + 2;
  }
  return negation(start, p);
}

static dk_token_kind mark_kind (char c) {
  switch (c) {
  case ',': return DK_TOKEN_COMMA;
  case ';': return DK_TOKEN_SEMICOLON;
  case ':': return DK_TOKEN_COLON;
  case '(':
  case '[': return DK_TOKEN_OPEN;
  case ')':
  case ']': return DK_TOKEN_CLOSE;
  case '.':
  case '?':
  case '!': return DK_TOKEN_STOP;
  default: return DK_TOKEN_OTHER;
  }
}

/* The end of the token at 'p', which is no word; its kind. */
static const char *mark (const char *p, const char *end, dk_token_kind *kind) {
  const char *stop;
  size_t n;
  if (is_code(*p)) {
    *kind = DK_TOKEN_ENTITY;
    return filling(p + 1, end);
  }
  if (*p == '\'' && (stop = clitic(p, end)) != NULL) {
    *kind = DK_TOKEN_CLITIC;
    return stop;
  }
  if (*p == '\'' || *p == '"') {
    *kind = DK_TOKEN_QUOTE;
    return filling(p + 1, end);
  }
  n = *p == '-' ? (end - p > 1 && p[1] == '-' ? 2 : 1) : dk_dash_len(p, end);
  if (n > 0) {
    *kind = DK_TOKEN_DASH;
    return p + n;
  }
  *kind = mark_kind(*p);
  return p + (dk_is(*p, DK_HIGH) ? dk_char_len(p, end) : 1);
}

int dk_masked_token_next (const char *text, size_t len, size_t from, dk_masked_token *out) {
  const char *end = text + len, *p = text + from, *stop;
  while (p < end && (*p == ' ' || *p == FILLER))
    p++;
  if (p >= end)
    return 0;
  out->kind = DK_TOKEN_WORD;
  if (word_char(p, end) > 0)
    stop = word(p, end);
  else if (*p != '\'' || p == text || p[-1] == ' ' || (stop = short_verb(p, end)) == NULL)
    stop = mark(p, end, &out->kind);
  out->start = (size_t)(p - text);
  out->end = (size_t)(stop - text);
  return 1;
}

/* Length of the currency or section sign at 'p', or 0. */
static size_t sign_len (const char *p, const char *end) {
  if (*p == '$' || *p == '#')
    return 1;
  if (end - p >= 2 && p[0] == '\xC2' && (p[1] == '\xA3' || p[1] == '\xA5' || p[1] == '\xA7'))
    return 2;
  return end - p >= 3 && p[0] == '\xE2' && p[1] == '\x82' ? 3 : 0;
}

size_t dk_masked_word_next (const char *text, size_t len, size_t from, size_t *end) {
  const char *stop = text + len, *p = text + from;
  while (p < stop) {
    const char *next;
    if (*p == ' ') {
      p++;
      continue;
    }
    next = word_chars(p, stop);
    if (next == p && is_code(*p))
      next = filling(p + 1, stop);
    if (next == p)
      next = p + sign_len(p, stop);
    if (next > p) {
      *end = (size_t)(next - text);
      return (size_t)(p - text);
    }
    p++;
  }
  return len;
}

static int in_word (char c) {
  return dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT | DK_INNER | DK_HIGH) || c == '-';
}

int dk_masked_word_before (const char *text, size_t position, size_t *start, size_t *end) {
  size_t i = position;
  while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == FILLER))
    i--;
  *end = i;
  while (i > 0 && in_word(text[i - 1]))
    i--;
  *start = i;
  return *end > *start;
}

static int is_mark (char c) {
  unsigned char byte = (unsigned char)c;
  return byte == ' ' || c == FILLER ||
         (byte > ' ' && byte < 0x80 && !dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT));
}

int dk_masked_word_left (const char *text, size_t position, size_t reach, size_t *start,
                         size_t *end) {
  size_t first = position > reach ? position - reach : 0, i = position;
  while (i > first && is_mark(text[i - 1]))
    i--;
  *end = i;
  while (i > first && in_word(text[i - 1]) && text[i - 1] != FILLER)
    i--;
  *start = i;
  if (*end == *start)
    return 0;
  while (*end < position && (text[*end] == '\'' || text[*end] == '-'))
    ++*end;
  return 1;
}

int dk_masked_of_before (const char *text, size_t position, size_t reach) {
  size_t first = position > reach ? position - reach : 0, i = position;
  while (i > first && (text[i - 1] == ' ' || text[i - 1] == '-' ||
                       dk_is(text[i - 1], DK_LOWER | DK_UPPER | DK_DIGIT))) {
    i--;
    if (text[i] == ' ' && position - i >= 4 && text[i + 1] == 'o' && text[i + 2] == 'f' &&
        text[i + 3] == ' ')
      return 1;
  }
  return 0;
}
