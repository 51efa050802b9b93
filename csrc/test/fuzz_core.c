/*
** fuzz_core.c - random pages out of pieces that mean something to the core.
**
**   fuzz_core [SEED [PAGES]]
**
** Every page stands in a block of exactly its size, for a sanitizer to guard its ends, and
** all that comes back must be ordered ranges inside it. Run by hand, or for a while by CI.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dk.h"
#include "dk_fingerprint.h"

static const char *const pieces[] = {
  "* ",
  "- ",
  "\xE2\x80\xA2 ",
  "1. ",
  "2. ",
  "(2) ",
  "a. ",
  "> ",
  "\n",
  "\n\n",
  "\n\n\n",
  "\r\n",
  " ",
  "  ",
  "A court in Ruda has ruled",
  " he was jailed.",
  "\xE2\x80\x9C",
  "\xE2\x80\x9D",
  "\xE2\x80\x98",
  "\xE2\x80\x99",
  "'",
  "\"",
  "RUDA, Norland \xE2\x80\x94 ",
  "RUDA (NPA) - ",
  "May 4, 2021",
  "By Jan Oll",
  "Written by Jan Oll",
  "With reporting by Ida",
  "Subscribe to",
  "***",
  "---",
  "* * *",
  ".",
  "...",
  "\xE2\x80\xA6",
  ". . . .",
  "!",
  "?",
  ")",
  "[1]",
  "a.m.",
  " No. 5",
  "U.S.",
  "J.",
  "Mr. ",
  "p.m. Monday",
  "12.5",
  "x@y.z",
  "\xC3",
  "\xE2",
  "\xE2\x80",
  "\xF0\x9F",
  "\xFF",
  "\xC2\xA0",
  "\xC2\xAD",
  "\xE2\x80\x91",
  "\xE2\x80\xA8",
  "\xEF\xBB\xBF",
  "Title Case Line",
  "lower case line",
  "First published by the Bell",
  "Read more: x",
  "Photo: x",
  "This sentence is long enough to count as the body of an article, and means nothing.",
  "word-",
  "-word",
  "\xD0\xA1\xD1\x83\xD0\xB4",
  " 5"
};

#define N_PIECES (sizeof pieces / sizeof *pieces)

static unsigned state = 1;

static unsigned next_random (unsigned below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

/* A page of few different pieces, so that lines repeat, or of many. */
static size_t make_page (char *page, size_t size) {
  unsigned n = 1 + next_random(60), kinds = 3 + next_random((unsigned)N_PIECES - 3);
  unsigned base = next_random((unsigned)N_PIECES);
  size_t len = 0;
  while (n-- > 0) {
    const char *piece = pieces[(base + next_random(kinds) * 7) % N_PIECES];
    size_t more = strlen(piece);
    if (len + more > size)
      break;
    memcpy(page + len, piece, more);
    len += more;
  }
  return len;
}

static void check_spans (const dk_span *spans, size_t n, uint32_t len) {
  uint32_t end = 0;
  size_t i;
  for (i = 0; i < n; i++) {
    if (spans[i].start < end || spans[i].end <= spans[i].start || spans[i].end > len)
      abort();
    end = spans[i].end;
  }
}

static void check_article (dk_document *d, size_t i, const dk_triggers *triggers, size_t *end,
                           size_t len) {
  dk_article *a;
  dk_hits hits = { NULL, 0, 0 };
  dk_sketch sketch;
  dk_range range;
  const dk_block *blocks;
  const dk_span *spans;
  uint32_t text_len, last = 0;
  size_t n, k;
  if (dk_article_new(d, i, &a) != DK_OK)
    abort();
  range = dk_article_range(a);
  if (range.start < *end || range.end > len || range.start >= range.end)
    abort();
  *end = range.end;
  dk_article_text(a, &text_len);
  blocks = dk_article_blocks(a, &n);
  for (k = 0; k < n; k++) {
    check_spans(&blocks[k].span, 1, text_len);
    if (blocks[k].span.start < last)
      abort();
    last = blocks[k].span.end;
  }
  if (dk_article_segments(a, &spans, &n) == DK_OK)
    check_spans(spans, n, text_len);
  if (dk_article_tokens(a, &spans, &n) == DK_OK)
    check_spans(spans, n, text_len);
  if (dk_article_fingerprint(a, &sketch) != DK_OK ||
      (sketch.n > 0 && dk_sketch_compare(&sketch, &sketch).share < 1))
    abort();
  if (dk_article_scan(a, triggers, &hits, NULL) != DK_OK)
    abort();
  dk_hits_clear(&hits, NULL);
  dk_article_free(a);
}

static void check_page (const dk_profile *profile, const dk_triggers *triggers) {
  char page[6000];
  size_t len = make_page(page, sizeof page), i, end = 0;
  char *bytes = malloc(len > 0 ? len : 1);
  dk_document *d;
  if (bytes == NULL)
    abort();
  memcpy(bytes, page, len);
  if (dk_document_parse(NULL, bytes, len, profile,
                        next_random(2) ? DK_FORMAT_TEXT : DK_FORMAT_UNKNOWN, &d,
                        NULL) != DK_OK)
    abort();
  for (i = 0; i < dk_document_article_count(d); i++)
    check_article(d, i, triggers, &end, len);
  dk_document_free(d);
  free(bytes);
}

int main (int argc, char **argv) {
  static const struct {
    dk_list list;
    const char *text;
  } entries[] = { { DK_LIST_TITLES, "Mr." },          { DK_LIST_NUMBERS, "No." },
                  { DK_LIST_SOMETIMES, "U.S." },      { DK_LIST_TIMES, "a.m." },
                  { DK_LIST_TIMES, "p.m." },          { DK_LIST_OPENERS, "A" },
                  { DK_LIST_AFTER_TIMES, "Monday" },  { DK_LIST_BYLINE, "by" },
                  { DK_LIST_BYLINE, "written by" },   { DK_LIST_CREDIT, "with reporting by" },
                  { DK_LIST_PROMOTION, "subscribe" }, { DK_LIST_PROMOTION, "read more" },
                  { DK_LIST_CAPTION, "photo:" } };
  long pages = argc > 2 ? atol(argv[2]) : 20000, k;
  dk_profile *profile = dk_profile_new(NULL);
  dk_triggers *triggers = dk_triggers_new(NULL);
  size_t i;
  state = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
  if (profile == NULL || triggers == NULL)
    return 1;
  for (i = 0; i < sizeof entries / sizeof *entries; i++)
    dk_profile_add(profile, entries[i].list, entries[i].text, strlen(entries[i].text));
  dk_triggers_add(triggers, "court", 5, 1);
  dk_triggers_add(triggers, "<digit>", 7, 2);
  dk_triggers_add(triggers, "<capital>", 9, 3);
  for (k = 0; k < pages; k++)
    check_page(profile, triggers);
  dk_triggers_free(triggers);
  dk_profile_free(profile);
  printf("%ld pages, nothing wrong\n", k);
  return 0;
}
