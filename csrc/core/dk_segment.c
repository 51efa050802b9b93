/*
** dk_segment.c - where linguistic sentences end.
**
** The text is scanned for the bytes that can end one (. ! ? and the ellipsis), and each
** is judged by the word before it and the word after it:
**
**   - what follows in lower case goes on, whatever stands before;
**   - the profile's lists say which abbreviations never end a segment ("Gen."), which do
**     not before a number ("No. 2"), which do only before a word that opens segments ("the
**     U.S. The"), and which do before a capital ("6 p.m. Police" but "6 p.m. Monday");
**   - quotation marks and brackets that close after the stop belong to the segment;
**   - "at home.At first", with the space lost, is a boundary when neither side looks
**     like an abbreviation or an address.
**
** A block that begins with "1." "1)" "a." or a bullet and goes on with "2." and so on is a
** list run together; it is cut before each item.
*/
#include "dk_segment.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_profile.h"

/* What is known at a possible end of a segment. */
typedef struct place {
  const dk_profile *profile;
  const char *segment; /* where it began */
  const char *end;     /* of the block */
  const char *stop;    /* first byte of the stop */
  const char *after;   /* behind the stops */
  const char *closed;  /* behind closing quotation marks and brackets */
  const char *next;    /* behind white space */
  const char *counted; /* straight double quotation marks are counted up to here */
  int open;            /* the count is odd */
  int dots;            /* in the stop; an ellipsis counts three */
  int loud;            /* has ! or ? */
} place;

static int is_ascii_letter (char c) {
  return dk_is(c, DK_LOWER | DK_UPPER);
}

static int is_word_byte (char c) {
  return dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT | DK_HIGH);
}

static int is_ellipsis (const char *p, const char *end) {
  return end - p >= 3 && memcmp(p, "\xE2\x80\xA6", 3) == 0;
}

/* ------------------------------------------------------------ stop and closers */

/* Take all stops from 'stop' on, also those with spaces between dots (". . ."). */
static void take_stops (place *at) {
  const char *p = at->stop;
  at->dots = at->loud = 0;
  for (;;) {
    if (p < at->end && *p == '.') {
      at->dots++;
      p++;
    } else if (p < at->end && (*p == '!' || *p == '?')) {
      at->loud = 1;
      p++;
    } else if (is_ellipsis(p, at->end)) {
      at->dots += 3;
      p += 3;
    } else if (at->dots > 0 && at->end - p >= 2 && p[0] == ' ' && p[1] == '.' &&
               (at->end - p == 2 || !is_word_byte(p[2]) || is_ellipsis(p + 2, at->end))) {
      at->dots++;
      p += 2;
    } else {
      break;
    }
  }
  at->after = p;
}

/* Is the straight double quotation mark at 'p' the second of its pair? Marks are counted
** once each, however often this is asked. */
static int closes_pair (place *at, const char *p) {
  const char *q;
  if (at->counted < at->segment) {
    at->counted = at->segment;
    at->open = 0;
  }
  while (at->counted < p &&
         (q = memchr(at->counted, '"', (size_t)(p - at->counted))) != NULL) {
    at->open = !at->open;
    at->counted = q + 1;
  }
  if (at->counted < p)
    at->counted = p;
  return at->open;
}

/* Length of the closing mark at 'p', or 0. A straight mark closes where no word begins. */
static size_t closer_len (place *at, const char *p) {
  if (p >= at->end)
    return 0;
  if (*p == ')' || *p == ']' || *p == '}')
    return 1;
  if (*p == '"' || *p == '\'') {
    if (at->end - p == 1 || !is_word_byte(p[1]) ||
        (dk_double_quote(p + 1, at->end) | dk_single_quote(p + 1, at->end)))
      return 1;
    return *p == '"' && closes_pair(at, p) ? 1 : 0;
  }
  if (at->end - p >= 3 && p[0] == '\xE2' && p[1] == '\x80')
    return p[2] == '\x99' || p[2] == '\x9D' || p[2] == '\xBA' ? 3 : 0;
  return at->end - p >= 2 && memcmp(p, "\xC2\xBB", 2) == 0 ? 2 : 0;
}

/* Length of a note's number at 'p', "[12]", or 0. */
static size_t note_len (const char *p, const char *end) {
  const char *q = p + 1;
  if (p >= end || *p != '[')
    return 0;
  while (q < end && q - p < 5 && dk_is(*q, DK_DIGIT))
    q++;
  return q > p + 1 && q < end && *q == ']' ? (size_t)(q + 1 - p) : 0;
}

static void take_closers (place *at) {
  const char *p = at->after;
  size_t n;
  while ((n = closer_len(at, p)) > 0 || (n = note_len(p, at->end)) > 0)
    p += n;
  at->closed = p;
  at->next = dk_skip_space(p, at->end);
}

/* --------------------------------------------------------------- words around */

/* Where the word that the stop ends begins. */
static const char *word_before (const place *at) {
  const char *p = at->stop;
  while (p > at->segment && at->stop - p <= DK_WORD_BACK_MAX) {
    char c = p[-1];
    if (dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT)) {
      p--;
      continue;
    }
    if (dk_is(c, DK_SPACE) || strchr("([{\"/-", c) != NULL)
      break;
    if (c == '\'' && !(p - 1 > at->segment && is_word_byte(p[-2])))
      break;
    if (dk_is(c, DK_HIGH) && p - at->segment >= 3 && p[-3] == '\xE2')
      break; /* dash, curly quotation mark, bullet */
    if (dk_is(c, DK_HIGH) && p - at->segment >= 2 && p[-2] == '\xC2' && (c == '\xA0'))
      break;
    p--;
  }
  return p;
}

/* Is 'word' the segment's first, but for a bullet or an opening mark? */
static int is_first_word (const place *at, const char *word) {
  const char *p = at->segment;
  while (p < word && !dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT) &&
         dk_case_at(p, word) == DK_CASE_NONE && word - p <= 8)
    p += dk_char_len(p, word);
  return p == word;
}

/* Skip what may stand before the first word of a segment: opening marks, currency. */
static const char *skip_openers (const char *p, const char *end) {
  for (;;) {
    size_t n = dk_double_quote(p, end);
    if (n == 0)
      n = dk_single_quote(p, end);
    if (n == 0 && p < end && strchr("([{$#", *p) != NULL)
      n = 1;
    if (n == 0)
      return p;
    p += n;
  }
}

static size_t letters_len (const char *p, const char *end) {
  const char *q = p;
  while (q < end && (is_ascii_letter(*q) || dk_is(*q, DK_HIGH)) && q - p < DK_WORD_BACK_MAX &&
         dk_space_len(q, end) == 0)
    q++;
  return (size_t)(q - p);
}

/* The lists on which the first word after the stop stands. */
static unsigned next_lists (const place *at) {
  const char *p = skip_openers(at->next, at->end);
  return dk_profile_word(at->profile, p, letters_len(p, at->end));
}

static int next_is_opener (const place *at) {
  return (next_lists(at) & 1u << DK_LIST_OPENERS) != 0;
}

/* "I", "I'm": a capital that says nothing. */
static int next_is_pronoun (const place *at) {
  const char *p = skip_openers(at->next, at->end);
  return p < at->end && *p == 'I' &&
         (at->end - p == 1 || !is_word_byte(p[1]) || dk_single_quote(p + 1, at->end));
}

/* Does what follows look like the beginning of a segment at all? */
static int next_can_open (const place *at) {
  const char *p = skip_openers(at->next, at->end);
  if (p >= at->end)
    return 0;
  switch (dk_case_at(p, at->end)) {
  case DK_CASE_LOWER: return 0;
  case DK_CASE_NONE:
    return dk_is(*p, DK_DIGIT) ||
           (strchr(",;:)]}-&%/=+<", *p) == NULL && dk_dash_len(p, at->end) == 0);
  default: return 1;
  }
}

/* "U.S" "J.K" "a.m": single letters with periods between them. */
static int is_acronym (const char *p, const char *end) {
  if (end - p < 3)
    return 0;
  for (;;) {
    size_t n = dk_char_len(p, end);
    if (dk_case_at(p, end) == DK_CASE_NONE)
      return 0;
    p += n;
    if (p == end)
      return 1;
    if (*p++ != '.' || p >= end)
      return 0;
  }
}

/* Has the segment more than three words so far? More than 60 bytes surely are. */
static int has_words (const place *at) {
  const char *p = at->segment;
  int n = 0;
  if (at->stop - p > 60)
    return 1;
  while (p < at->stop) {
    while (p < at->stop && !dk_is(*p, DK_SPACE))
      p++;
    n++;
    p = dk_skip_space(p, at->stop);
  }
  return n > 3;
}

/* Digits, or Roman ones; "I" alone is mostly a pronoun. */
static int next_is_number (const place *at) {
  const char *p = at->next;
  if (at->closed != at->after)
    return 0; /* "He said 'no.' 12 people" */
  if (dk_is(*p, DK_DIGIT) || *p == '#')
    return 1;
  while (p < at->end && strchr("IVXLC", *p) != NULL)
    p++;
  return p > at->next && (p == at->end || !is_word_byte(*p)) && !next_is_pronoun(at);
}

/* -------------------------------------------------------------------- judging */

/* One period, white space behind it. */
static int period_ends (const place *at) {
  const char *word = word_before(at);
  size_t len = (size_t)(at->stop - word);
  unsigned lists = dk_profile_word(at->profile, word, len);
  size_t first = len > 0 ? dk_char_len(word, at->stop) : 0;
  if (lists & 1u << DK_LIST_TITLES)
    return 0;
  if ((lists & 1u << DK_LIST_NUMBERS) && next_is_number(at))
    return 0;
  if (lists & 1u << DK_LIST_TIMES)
    return next_is_opener(at) ||
           (dk_case_at(at->next, at->end) == DK_CASE_UPPER && has_words(at) &&
            !(next_lists(at) & 1u << DK_LIST_AFTER_TIMES));
  if (lists & 1u << DK_LIST_SOMETIMES)
    return next_is_opener(at);
  if (len > 0 && first == len && dk_case_at(word, at->stop) == DK_CASE_UPPER) /* initial */
    return next_is_opener(at);
  if (len <= 3 && len > 0 && is_first_word(at, word) &&
      (dk_is(*word, DK_DIGIT) || (len == 1 && dk_is(*word, DK_LOWER))))
    return 0; /* "1. The first item" */
  if (is_acronym(word, at->stop))
    return next_is_opener(at);
  return 1;
}

static int ellipsis_ends (const place *at) {
  if (at->stop > at->segment && at->stop[-1] == '[')
    return 0; /* an omission: "[...]" */
  if (dk_case_at(skip_openers(at->next, at->end), at->end) != DK_CASE_UPPER)
    return 0;
  if (at->dots > 3)
    return 1;
  if (at->stop > at->segment && dk_is(at->stop[-1], DK_SPACE))
    return next_is_opener(at) && !next_is_pronoun(at);
  return !next_is_pronoun(at);
}

/* Could the word that the stop ends be part of an address or of an abbreviation? */
static int word_is_special (const place *at) {
  const char *word = word_before(at), *p;
  for (p = word; p < at->stop; p++)
    if (*p == '@' || *p == ':' || (*p == '.' && !(p + 1 < at->stop && dk_is(p[1], DK_DIGIT))))
      return 1;
  if (word < at->stop && word > at->segment && (word[-1] == '/' || word[-1] == '@'))
    return 1;
  if (at->stop - word == 1 && is_ascii_letter(*word))
    return 1;
  return (dk_profile_word(at->profile, word, (size_t)(at->stop - word)) &
          (1u << DK_LIST_TITLES | 1u << DK_LIST_SOMETIMES | 1u << DK_LIST_TIMES)) != 0;
}

/* Does a segment seem to open at 'p', right behind a stop? "A.B" and "a.K" do not. */
static int opens_glued (const char *p, const char *end) {
  const char *q;
  size_t n;
  if (dk_case_at(p, end) != DK_CASE_UPPER)
    return 0;
  n = dk_char_len(p, end);
  if (p + n >= end)
    return 0;
  for (q = p; q < end && q - p < 60 && !dk_is(*q, DK_SPACE); q++)
    if (*q == '@')
      return 0;
  p += n;
  if (*p == ' ' || *p == ':' || dk_single_quote(p, end) > 0)
    return 1; /* "A man", "Q: Why", "I'm" */
  return dk_case_at(p, end) == DK_CASE_LOWER || dk_is(*p, DK_UPPER | DK_DIGIT);
}

/* A stop with a word directly behind it: was a space lost there? */
static int space_was_lost (const place *at) {
  const char *p = at->closed;
  size_t n;
  if (at->dots > 1 || at->stop == at->segment)
    return 0;
  if (!dk_is(at->stop[-1], DK_LOWER | DK_DIGIT | DK_HIGH) &&
      strchr("'\")%", at->stop[-1]) == NULL)
    return 0;
  n = dk_double_quote(p, at->end);
  p += n > 0 ? n : dk_single_quote(p, at->end);
  return opens_glued(p, at->end) && !word_is_special(at);
}

static int ends (const place *at) {
  if (at->next == at->closed)
    return space_was_lost(at);
  if (!next_can_open(at))
    return 0;
  if (at->loud)
    return 1;
  return at->dots > 1 ? ellipsis_ends(at) : period_ends(at);
}

/* ---------------------------------------------------------- lists run together */

/* How the items of a list begin; len 0: it is none. */
typedef struct items {
  char bullet[4];
  size_t len;   /* of the bullet */
  char tail[3]; /* what follows the number: ".)" ")" "." */
  int number;   /* of the item last seen; letters count from 1 */
  int letters;
} items;

/* Length of the item's beginning at 'p' if it has number 'number', else 0. */
static size_t item_len (const items *list, const char *p, const char *end, int number) {
  char text[16];
  size_t n, tail = strlen(list->tail);
  if (list->len > 0)
    return (size_t)(end - p) > list->len && memcmp(p, list->bullet, list->len) == 0 ? list->len
                                                                                    : 0;
  if (list->letters) {
    text[0] = (char)('a' + number - 1);
    n = 1;
  } else {
    n = 0;
    if (number >= 100)
      text[n++] = (char)('0' + number / 100 % 10);
    if (number >= 10)
      text[n++] = (char)('0' + number / 10 % 10);
    text[n++] = (char)('0' + number % 10);
  }
  memcpy(text + n, list->tail, tail);
  n += tail;
  return (size_t)(end - p) > n && memcmp(p, text, n) == 0 && dk_is(p[n], DK_SPACE) ? n : 0;
}

static void find_items (items *list, const char *p, const char *end) {
  static const char bullets[][4] = { "\xE2\x80\xA2", "\xE2\x81\x83", "\xE2\x80\xA3",
                                     "\xE2\x97\x8F", "\xE2\x96\xAA", "\xE2\x97\xA6" };
  static const char tails[][3] = { ".)", ")", "." };
  size_t i;
  memset(list, 0, sizeof *list);
  if (p < end && (*p == '1' || *p == 'a')) {
    list->letters = *p == 'a';
    for (i = 0; i < 3; i++) {
      memcpy(list->tail, tails[i], sizeof list->tail);
      if (item_len(list, p, end, 1) > 0) {
        list->number = 1;
        return;
      }
    }
    list->tail[0] = '\0';
  }
  for (i = 0; i < sizeof bullets / sizeof *bullets; i++) {
    if (end - p > 3 && memcmp(p, bullets[i], 3) == 0) {
      memcpy(list->bullet, bullets[i], 3);
      list->len = 3;
      list->number = 1;
    }
  }
}

/* The next item at or after 'p', or 'end'. */
static const char *next_item (items *list, const char *p, const char *end) {
  char first;
  if (list->number == 0 || list->number >= (list->letters ? 26 : 999))
    return end;
  first = list->bullet[0];
  for (; p < end; p++) {
    if (list->len > 0) {
      p = memchr(p, first, (size_t)(end - p));
      if (p == NULL)
        return end;
    }
    if (dk_is(p[-1], DK_SPACE) && item_len(list, p, end, list->number + 1) > 0) {
      list->number++;
      return p;
    }
  }
  return end;
}

/* ------------------------------------------------------------------- the scan */

static const char *next_stop (const char *p, const char *end) {
  while (p < end && !dk_is(*p, DK_STOP))
    p++;
  return p;
}

/* Where a run that is too long is cut: behind a space if there is one, else at a character. */
static const char *cut_of (const char *start) {
  const char *limit = start + DK_SEGMENT_MAX, *p = limit;
  while (p > start && !dk_is(p[-1], DK_SPACE))
    p--;
  if (p == start)
    for (p = limit; p > start && ((unsigned char)*p & 0xC0) == 0x80;)
      p--;
  return p > start ? p : limit;
}

static int push (const dk_mem *mem, dk_array *segments, const char *text, const char *start,
                 const char *end) {
  dk_span *span;
  while (end - start > DK_SEGMENT_MAX) {
    const char *cut = cut_of(start);
    if (!push(mem, segments, text, start, cut))
      return 0;
    start = cut;
  }
  end = dk_trim_space(start, end);
  if (end == start)
    return 1;
  span = dk_array_push(segments, mem, sizeof *span);
  if (span == NULL)
    return 0;
  span->start = (uint32_t)(start - text);
  span->end = (uint32_t)(end - text);
  return 1;
}

/*
** Prepare 'at' for the stop byte at 'p'. Returns 0 if it is none: 0xA6 ends many
** characters, of which only the ellipsis counts.
*/
static int take_place (place *at, const char *p) {
  at->stop = p;
  if (dk_is(*p, DK_HIGH)) {
    if (p - at->segment < 2 || !is_ellipsis(p - 2, at->end))
      return 0;
    at->stop = p - 2;
  }
  take_stops(at);
  take_closers(at);
  return 1;
}

int dk_segment_block (const dk_mem *mem, const dk_profile *profile, const char *text,
                      dk_span block, dk_array *segments) {
  const char *p = text + block.start, *end = text + block.end, *item;
  place at = { 0 };
  items list;
  find_items(&list, p, end);
  item = list.number > 0 ? next_item(&list, p + 1, end) : end;
  at.profile = profile;
  at.segment = at.counted = p;
  at.end = end;
  for (;;) {
    p = next_stop(p, item);
    if (p >= item) {
      if (!push(mem, segments, text, at.segment, item))
        return 0;
      if (item == end)
        return 1;
      at.segment = p = item;
      item = next_item(&list, p + 1, end);
      continue;
    }
    if (!take_place(&at, p)) {
      p++;
      continue;
    }
    p = at.after;
    if (at.next < item && ends(&at)) {
      if (!push(mem, segments, text, at.segment, at.closed))
        return 0;
      at.segment = p = at.next;
    }
    if (p > item)
      p = item;
  }
}
