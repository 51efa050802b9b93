/*
** dk_paragraph.c - lines to paragraphs, and what can be seen of each by itself.
**
** Blank lines always part paragraphs. A single line end does or does not, depending on
** how the page is made: many files have their lines broken at some width, others have a
** paragraph a line. Lines that go on in lower case show the width; against it, a line
** that would have had room for the next word ends its paragraph.
*/
#include "dk_page.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_profile.h"

/* Widest line that is taken for a broken one, in characters. */
#define WRAP_MAX 200

typedef struct line {
  const char *start, *end; /* without white space at the ends; equal: a blank line */
  const char *next;        /* start of the next line */
  size_t indent;           /* columns */
} line;

static int get_line (const dk_page *page, const char *p, line *out) {
  const char *end = page->bytes + page->len, *stop;
  if (p >= end)
    return 0;
  stop = memchr(p, '\n', (size_t)(end - p));
  out->next = stop == NULL ? end : stop + 1;
  if (stop == NULL)
    stop = end;
  out->start = dk_skip_space(p, stop);
  out->end = out->start == stop ? stop : dk_trim_space(out->start, stop);
  out->indent = (size_t)(out->start - p);
  return 1;
}

/* Characters in [p, end), counted up to 'max'. */
static size_t width (const char *p, const char *end, size_t max) {
  size_t n = 0;
  for (; p < end && n < max; p++)
    n += ((unsigned char)*p & 0xC0) != 0x80;
  return n;
}

/*
** The width to which lines are broken: nine of ten lines that go on in lower case are
** no wider. 0 if too few go on so.
*/
static size_t find_wrap (const dk_page *page) {
  size_t widths[WRAP_MAX + 1] = { 0 }, joins = 0, lower = 0, sum = 0, w;
  const char *p = page->bytes;
  line before = { 0 }, now;
  while (get_line(page, p, &now)) {
    p = now.next;
    if (before.start != before.end && now.start != now.end) {
      joins++;
      if (dk_case_at(now.start, now.end) == DK_CASE_LOWER) {
        lower++;
        widths[width(before.start, before.end, WRAP_MAX)]++;
      }
    }
    before = now;
  }
  if (lower == 0 || lower * 5 < joins || widths[WRAP_MAX] * 2 > lower)
    return 0;
  for (w = 0; w < WRAP_MAX; w++) {
    sum += widths[w];
    if (sum * 10 >= lower * 9)
      break;
  }
  return w;
}

/* -------------------------------------------------------------------- markers */

/* Length of the bullet at 'p', and its number as a marker. */
static size_t bullet_len (const char *p, const char *end, uint8_t *marker) {
  /* Those from the tenth on are common characters and need white space behind. */
  static const char bullets[][4] = { "\xE2\x80\xA2",
                                     "\xE2\x80\xA3",
                                     "\xE2\x81\x83",
                                     "\xE2\x97\xA6",
                                     "\xE2\x97\x8F",
                                     "\xE2\x97\x8B",
                                     "\xE2\x96\xA0",
                                     "\xE2\x96\xAA",
                                     "\xE2\x96\xBA",
                                     "\xE2\x96\xB6",
                                     "\xE2\x9E\xA4",
                                     "\xC2\xB7",
                                     "*",
                                     "-",
                                     "+",
                                     "\xE2\x80\x93",
                                     "\xE2\x80\x94",
                                     "\xC2\xBB",
                                     "\xE2\x86\x92",
                                     "\xE2\x96\xB8" };
  size_t i;
  for (i = 0; i < sizeof bullets / sizeof *bullets; i++) {
    size_t n = strlen(bullets[i]);
    if ((size_t)(end - p) > n && memcmp(p, bullets[i], n) == 0 &&
        (i < 9 || dk_space_len(p + n, end) > 0)) {
      *marker = (uint8_t)(i + 1);
      return n;
    }
  }
  return 0;
}

/* Length of the number "1." "1)" "(1)" "[1]" "#1" at 'p', and its form as a marker. */
static size_t number_len (const char *p, const char *end, uint8_t *marker) {
  const char *q = p;
  char open = *p == '(' || *p == '[' || *p == '#' ? *q++ : '\0';
  const char *digits = q;
  while (q < end && dk_is(*q, DK_DIGIT))
    q++;
  if (q == digits || q - digits > 3 || q == end)
    return 0;
  *marker = DK_MARKER_NUMBER;
  if (open == '#')
    *marker += 3;
  else if (open == '\0' && (*q == '.' || *q == ')'))
    *marker = (uint8_t)(*marker + (*q++ == ')'));
  else if ((open == '(' && *q == ')') || (open == '[' && *q == ']')) {
    *marker = (uint8_t)(*marker + (open == '(' ? 2 : 4));
    q++;
  } else {
    return 0;
  }
  return dk_space_len(q, end) > 0 ? (size_t)(q - p) : 0;
}

/* The bullet or number at 'p' with the space behind it; *marker tells which. */
static size_t marker_len (const char *p, const char *end, uint8_t *marker) {
  size_t n = 0;
  *marker = 0;
  if (p < end && (dk_is(*p, DK_DIGIT) || strchr("([#", *p) != NULL))
    n = number_len(p, end, marker);
  else if (p < end && (dk_is(*p, DK_HIGH) || strchr("*-+", *p) != NULL))
    n = bullet_len(p, end, marker);
  if (n > 0)
    n = (size_t)(dk_skip_space(p + n, end) - p);
  if (n == 0 || n > UINT8_MAX) {
    *marker = 0;
    return 0;
  }
  return n;
}

long dk_marker_number (const dk_page *page, const dk_paragraph *paragraph) {
  const char *p = dk_paragraph_text(page, paragraph);
  long n = 0;
  if (paragraph->marker < DK_MARKER_NUMBER)
    return -1;
  while (!dk_is(*p, DK_DIGIT))
    p++;
  for (; dk_is(*p, DK_DIGIT); p++)
    n = n * 10 + (*p - '0');
  return n;
}

/* ---------------------------------------------------------------------- looks */

/* Where [p, end) stops when closing marks at its end are left out. */
static const char *before_closers (const char *p, const char *end) {
  while (end > p) {
    if (strchr("\"')]", end[-1]) != NULL)
      end--;
    else if (end - p >= 3 && end[-3] == '\xE2' && end[-2] == '\x80' &&
             (end[-1] == '\x99' || end[-1] == '\x9D' || end[-1] == '\xBA'))
      end -= 3;
    else if (end - p >= 2 && end[-2] == '\xC2' && end[-1] == '\xBB')
      end -= 2;
    else
      break;
  }
  return end;
}

static int is_separator (const char *p, const char *end) {
  static const char dashes[] = "*-=_~#+.";
  int n = 0;
  if (end - p > WRAP_MAX)
    return 0;
  while (p < end) {
    size_t dash = dk_dash_len(p, end), space = dk_space_len(p, end);
    uint8_t marker;
    if (space > 0) {
      p += space;
      continue;
    }
    if (dash == 0 && dk_is(*p, DK_HIGH))
      dash = bullet_len(p, end, &marker);
    if (dash == 0 && dk_is(*p, DK_HIGH) && end - p <= 3)
      dash = (size_t)(end - p) == dk_char_len(p, end) && n > 0 ? (size_t)(end - p) : 0;
    if (dash == 0 && strchr(dashes, *p) != NULL)
      dash = 1;
    if (dash == 0)
      return 0;
    n += *p == '-' ? (int)dash : 1;
    p += dash;
  }
  return n >= 3;
}

/* A word, as the looks see it: up to white space. */
static const char *next_word (const char *p, const char *end) {
  while (p < end && dk_space_len(p, end) == 0)
    p++;
  return dk_skip_space(p, end);
}

/*
** "12 May 2021", "Posted: Wednesday, May 12, 2021 10:30", "2021-05-12": short, with a
** year, and hardly a word in lower case.
*/
static int is_date_line (const char *p, const char *end) {
  int year = 0, words = 0, lower = 0, digits;
  if (end - p > 80 || end - p < 6)
    return 0;
  while (p < end) {
    const char *q = p;
    words++;
    if (dk_case_at(p, end) == DK_CASE_LOWER)
      lower++;
    for (; q < end && !dk_is(*q, DK_SPACE);) {
      for (digits = 0; q < end && dk_is(*q, DK_DIGIT); q++)
        digits++;
      if (digits == 4 && (q[-4] == '1' || q[-4] == '2') && (q[-3] == '9' || q[-3] == '0'))
        year = 1;
      if (digits == 0)
        q++;
    }
    p = next_word(q, end);
  }
  return year && words <= 8 && lower <= 2;
}

/* Most words of four letters and more have capitals. */
static int is_title_case (const char *p, const char *end) {
  int capitals = 0, lower = 0;
  while (p < end) {
    const char *q = p, *word;
    size_t n;
    while (q < end && (n = dk_double_quote(q, end) + dk_single_quote(q, end)) > 0)
      q += n;
    if (q < end && (*q == '(' || *q == '['))
      q++;
    word = q;
    p = next_word(q, end);
    if (word == end)
      break; /* a mark by itself */
    if (dk_case_at(word, end) == DK_CASE_UPPER || dk_is(*word, DK_DIGIT))
      capitals++;
    else if (width(word, dk_trim_space(word, p), 10) >= 4)
      lower += 2;
  }
  return capitals > lower;
}

static unsigned stop_looks (const char *p, const char *end) {
  const char *q = before_closers(p, end);
  if (q == p)
    return 0;
  if (q[-1] == '.')
    return DK_STOPPED;
  if (q[-1] == '!' || q[-1] == '?')
    return DK_STOPPED | DK_LOUD;
  return q - p >= 3 && memcmp(q - 3, "\xE2\x80\xA6", 3) == 0 ? DK_STOPPED : 0;
}

/* "By Jane Doe and John Roe": capitals but for a few small words. */
static int is_names (const char *p, const char *end) {
  int words = 0, lower = 0;
  while (p < end) {
    words++;
    if (dk_case_at(p, end) == DK_CASE_LOWER)
      lower++;
    p = next_word(p, end);
  }
  return words >= 1 && words <= 14 && lower * 3 <= words + 1;
}

/* Does the text open with a phrase for whom it is by? Single words ("by") want names. */
static int opens_with_names (const dk_page *page, dk_list list, const char *p,
                             const char *end) {
  const char *rest;
  size_t n;
  if (end - p > 240)
    return 0;
  if (p < end && *p == '(')
    p++;
  n = dk_profile_phrase(page->profile, list, p, end);
  if (n == 0)
    return 0;
  rest = dk_skip_space(p + n, end);
  if (memchr(p, ' ', n) != NULL || rest[-1] == ':' || p[n - 1] == ':')
    return 1;
  return end - p <= 100 && dk_case_at(rest, end) == DK_CASE_UPPER && is_names(rest, end) &&
         !(stop_looks(rest, end) & DK_STOPPED);
}

static unsigned phrase_looks (const dk_page *page, const char *p, const char *end) {
  unsigned looks = 0;
  const char *q = p;
  size_t n;
  if (page->profile == NULL || end - p > 600)
    return 0;
  if (opens_with_names(page, DK_LIST_BYLINE, p, end))
    looks |= DK_BYLINE;
  else if (opens_with_names(page, DK_LIST_CREDIT, p, end))
    looks |= DK_CREDIT;
  while (q < end && (n = dk_double_quote(q, end) + dk_single_quote(q, end)) > 0)
    q += n;
  if (q < end && (*q == '[' || *q == '('))
    q++;
  if (dk_profile_phrase(page->profile, DK_LIST_PROMOTION, q, end))
    looks |= DK_PROMOTION;
  if (end - p <= 300 && dk_profile_phrase(page->profile, DK_LIST_CLOSING, p, end))
    looks |= DK_CLOSING;
  if (end - p <= 400 && dk_profile_phrase(page->profile, DK_LIST_CAPTION, q, end))
    looks |= DK_CAPTION;
  return looks;
}

/* Could it be a headline or a subhead? */
static unsigned title_looks (const char *p, const char *end, unsigned looks) {
  const char *q = p;
  size_t n;
  if (end - p > 200 || strchr(",;:-", end[-1]) != NULL)
    return 0;
  if ((looks & DK_STOPPED) && !((looks & DK_LOUD) && end - p <= 100))
    return 0;
  while (q < end && (n = dk_double_quote(q, end) + dk_single_quote(q, end)) > 0)
    q += n;
  if (q >= end || (dk_case_at(q, end) == DK_CASE_LOWER) ||
      (dk_case_at(q, end) == DK_CASE_NONE && !dk_is(*q, DK_DIGIT)))
    return 0;
  if (is_title_case(p, end))
    return DK_TITLE | DK_TITLE_CASE;
  return looks & DK_STOPPED ? 0 : DK_TITLE;
}

void dk_paragraph_look (const dk_page *page, dk_paragraph *paragraph) {
  const char *p = dk_paragraph_text(page, paragraph), *end = p + paragraph->len;
  unsigned looks = stop_looks(p, end);
  size_t skip;
  if (is_separator(p, end)) {
    paragraph->looks = DK_SEPARATOR;
    return;
  }
  paragraph->marker_len = (uint8_t)marker_len(p, end, &paragraph->marker);
  p += paragraph->marker_len;
  if (p >= end)
    p = end - 1; /* a bullet alone */
  if (*p == '>')
    looks |= DK_MARKED_QUOTE;
  if (is_date_line(p, end))
    looks |= DK_DATE_LINE;
  looks |= phrase_looks(page, p, end);
  looks |= title_looks(p, end, looks);
  if (dk_dateline_len(p, end, &skip) > 0)
    looks |= DK_PLACED;
  paragraph->looks = (uint16_t)looks;
}

/* ----------------------------------------------------------------- paragraphs */

/* Of the bytes, eight at a time; equal bytes have equal hashes, and that is all. */
static uint32_t hash_bytes (const char *p, size_t len) {
  uint64_t h = len * UINT64_C(0x9E3779B97F4A7C15), chunk;
  for (; len >= 8; len -= 8, p += 8) {
    memcpy(&chunk, p, 8);
    h = (h ^ chunk) * UINT64_C(0xFF51AFD7ED558CCD);
    h ^= h >> 32;
  }
  chunk = 0;
  memcpy(&chunk, p, len);
  h = (h ^ chunk) * UINT64_C(0xC4CEB9FE1A85EC53);
  return (uint32_t)(h >> 32);
}

/* "and", "the", a comma: nothing that a paragraph, or a heading, ends with. */
static int goes_on (const line *before) {
  const char *p = before->end;
  if (p[-1] == ',' || p[-1] == ';')
    return 1;
  while (p > before->start && dk_is(p[-1], DK_LOWER))
    p--;
  return before->end - p >= 1 && before->end - p <= 3 && p > before->start && p[-1] == ' ';
}

/* "f. Conditions": a small letter that numbers a heading, and goes on with nothing. */
static int is_letter_item (const line *now) {
  return now->end - now->start > 3 && dk_is(now->start[0], DK_LOWER) &&
         (now->start[1] == '.' || now->start[1] == ')') && now->start[2] == ' ';
}

/* Does a paragraph begin with 'now', which follows 'before' without a blank line? */
static int parts (const dk_page *page, const line *before, const line *now) {
  dk_case opening = dk_case_at(now->start, now->end);
  uint8_t marker;
  size_t word;
  size_t needed;
  int stopped;
  if (is_separator(before->start, before->end) || is_separator(now->start, now->end))
    return 1;
  if (page->wrap == 0)
    return opening != DK_CASE_LOWER;
  word = (size_t)(now->end - now->start);
  if (memchr(now->start, ' ', word) != NULL)
    word = (size_t)((const char *)memchr(now->start, ' ', word) - now->start);
  needed = width(before->start, before->end, WRAP_MAX) + 1 +
           width(now->start, now->start + word, WRAP_MAX);
  stopped = (stop_looks(before->start, before->end) & DK_STOPPED) != 0;
  if (marker_len(now->start, now->end, &marker) > 0 && (needed <= page->wrap || stopped))
    return 1;
  if (needed > page->wrap)
    return stopped && now->indent > before->indent + 1;
  if (is_letter_item(now))
    return 1;
  /* Lines are broken raggedly at times: without a stop, only a short one is an end. */
  return opening != DK_CASE_LOWER && !goes_on(before) &&
         (stopped || needed * 4 <= page->wrap * 3);
}

static void finish (const dk_page *page, dk_paragraph *paragraph, const char *end) {
  const char *p = dk_paragraph_text(page, paragraph);
  size_t len = (size_t)(end - p);
  paragraph->len = (uint32_t)len;
  paragraph->hash = len <= DK_REPEAT_MAX ? hash_bytes(p, len) : 0;
  dk_paragraph_look(page, paragraph);
}

/*
** Paragraphs with the same bytes find each other through an open-addressing table of
** indexes, twice as large as their number.
*/
static int find_twins (dk_page *page) {
  size_t n = page->paragraphs.n, n_slots = 16, i, slot;
  uint32_t *slots;
  while (n_slots < n * 2)
    n_slots *= 2;
  slots = dk_mem_new(&page->mem, n_slots * sizeof *slots);
  if (slots == NULL)
    return 0;
  for (i = 0; i < n; i++) {
    dk_paragraph *p = dk_page_paragraph(page, i), *there = NULL;
    p->twin = (uint32_t)i;
    p->count = 1;
    if (p->len > DK_REPEAT_MAX)
      continue;
    for (slot = p->hash & (n_slots - 1); slots[slot] != 0; slot = (slot + 1) & (n_slots - 1)) {
      there = dk_page_paragraph(page, slots[slot] - 1);
      if (there->hash == p->hash && there->len == p->len &&
          memcmp(dk_paragraph_text(page, there), dk_paragraph_text(page, p), p->len) == 0)
        break;
    }
    if (slots[slot] == 0) {
      slots[slot] = (uint32_t)(i + 1);
    } else {
      p->twin = slots[slot] - 1;
      there->count++;
    }
  }
  dk_mem_free(&page->mem, slots, n_slots * sizeof *slots);
  return 1;
}

int dk_page_read (dk_page *page) {
  const char *p = page->bytes;
  dk_paragraph *paragraph = NULL;
  line before = { 0 }, now;
  size_t gap = 0;
  page->wrap = find_wrap(page);
  while (get_line(page, p, &now)) {
    p = now.next;
    if (now.start == now.end) {
      gap++;
      continue;
    }
    if (paragraph == NULL || gap > 0 || parts(page, &before, &now)) {
      if (paragraph != NULL)
        finish(page, paragraph, before.end);
      paragraph = dk_array_push(&page->paragraphs, &page->mem, sizeof *paragraph);
      if (paragraph == NULL)
        return 0;
      memset(paragraph, 0, sizeof *paragraph);
      paragraph->start = (size_t)(now.start - page->bytes);
      paragraph->gap = (uint8_t)(gap > 255 ? 255 : gap);
      paragraph->indent = (uint8_t)(now.indent > 255 ? 255 : now.indent);
    }
    gap = 0;
    before = now;
  }
  if (paragraph != NULL)
    finish(page, paragraph, before.end);
  return find_twins(page);
}

void dk_page_clear (dk_page *page) {
  dk_array_clear(&page->paragraphs, &page->mem, sizeof(dk_paragraph));
  dk_array_clear(&page->pieces, &page->mem, sizeof(dk_piece));
  dk_array_clear(&page->blocks, &page->mem, sizeof(dk_block));
}
