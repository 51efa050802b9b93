/*
** bench_core.c - how fast the core is, over a file repeated to a size.
**
**   bench_core FILE [MEGABYTES]
**
** prints lines "name MB/s", the best of five runs each, one after the other on one core.
** "newlines" is a loop that counts line ends a byte at a time: the yardstick.
*/
#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dk.h"

static const char *const words[] = {
  "sentenced", "jailed", "prison",  "charged",   "convicted", "court",    "trial",  "april",
  "guilty",    "fined",  "accused", "years",     "months",    "arrested", "judge",  "law",
  "released",  "parole", "appeal",  "suspicion", "banned",    "detained", "months", "days"
};

typedef struct input {
  char *bytes;
  size_t len;
  dk_profile *profile;
  dk_triggers *triggers;
  dk_document *document; /* parsed before the clock runs */
} input;

static size_t newlines (input *in) {
  size_t n = 0, i;
  for (i = 0; i < in->len; i++)
    n += in->bytes[i] == '\n';
  return n;
}

static size_t utf8 (input *in) {
  return dk_utf8_check(in->bytes, in->len, 0);
}

static dk_document *parse (input *in) {
  dk_document *d;
  if (dk_document_parse(NULL, in->bytes, in->len, in->profile, DK_FORMAT_UNKNOWN, &d, NULL) !=
      DK_OK)
    exit(1);
  return d;
}

static size_t listing (input *in) {
  dk_document *d = parse(in);
  size_t n = dk_document_article_count(d);
  dk_document_free(d);
  return n;
}

/* What is done with each article. */
static size_t each (dk_document *d, size_t (*f)(dk_article *, const dk_triggers *),
                    const dk_triggers *triggers) {
  size_t n = 0, i, articles = dk_document_article_count(d);
  for (i = 0; i < articles; i++) {
    dk_article *a;
    if (dk_article_new(d, i, &a) != DK_OK)
      exit(1);
    n += f(a, triggers);
    dk_article_free(a);
  }
  return n;
}

static size_t count_segments (dk_article *a, const dk_triggers *triggers) {
  const dk_span *spans;
  size_t n;
  (void)triggers;
  return dk_article_segments(a, &spans, &n) == DK_OK ? n : 0;
}

static size_t count_tokens (dk_article *a, const dk_triggers *triggers) {
  const dk_span *spans;
  size_t n;
  (void)triggers;
  return dk_article_tokens(a, &spans, &n) == DK_OK ? n : 0;
}

static size_t count_hits (dk_article *a, const dk_triggers *triggers) {
  dk_hits hits = { NULL, 0, 0 };
  size_t n;
  if (dk_article_scan(a, triggers, &hits, NULL) != DK_OK)
    exit(1);
  n = hits.n;
  dk_hits_clear(&hits, NULL);
  return n;
}

static size_t fold_one (dk_article *a, const dk_triggers *triggers) {
  const char *folded;
  (void)triggers;
  return dk_article_folded(a, &folded) == DK_OK ? (size_t)folded[0] : 0;
}

static size_t listing_segments (input *in) {
  dk_document *d = parse(in);
  size_t n = each(d, count_segments, NULL);
  dk_document_free(d);
  return n;
}

static size_t tokens (input *in) {
  return each(in->document, count_tokens, NULL);
}

static size_t fold (input *in) {
  return each(in->document, fold_one, NULL);
}

static size_t segments_fold_scan (input *in) {
  return each(in->document, count_hits, in->triggers);
}

static size_t sha256 (input *in) {
  char hex[65];
  dk_sha256(in->bytes, in->len, hex);
  return (size_t)hex[0];
}

static double now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void run (const char *name, size_t (*f)(input *), input *in) {
  double best = 1e9;
  volatile size_t result = 0;
  int i;
  for (i = 0; i < 5; i++) {
    double t = now();
    result += f(in);
    t = now() - t;
    if (t < best)
      best = t;
  }
  (void)result; /* keeps the work from being left out */
  printf("%s %.0f\n", name, (double)in->len / 1e6 / best);
}

/* The abbreviations of news, as many as a profile has. */
static dk_profile *make_profile (void) {
  static const char *const titles[] = { "Mr.", "Mrs.", "Dr.", "Gen.", "Prof.", "St." };
  dk_profile *p = dk_profile_new(NULL);
  size_t i;
  for (i = 0; i < sizeof titles / sizeof *titles; i++)
    dk_profile_add(p, DK_LIST_TITLES, titles[i], strlen(titles[i]));
  dk_profile_add(p, DK_LIST_NUMBERS, "No.", 3);
  dk_profile_add(p, DK_LIST_SOMETIMES, "U.S.", 4);
  dk_profile_add(p, DK_LIST_TIMES, "p.m.", 4);
  dk_profile_add(p, DK_LIST_BYLINE, "written by", 10);
  dk_profile_add(p, DK_LIST_CREDIT, "with reporting by", 17);
  dk_profile_add(p, DK_LIST_PROMOTION, "subscribe to", 12);
  return p;
}

static int load (input *in, const char *path, size_t size) {
  FILE *f = fopen(path, "rb");
  size_t one, n;
  if (f == NULL)
    return 0;
  in->bytes = malloc(size + (64u << 20));
  one = in->bytes == NULL ? 0 : fread(in->bytes, 1, 64u << 20, f);
  fclose(f);
  if (one == 0)
    return 0;
  for (n = one; n + one <= size; n += one)
    memcpy(in->bytes + n, in->bytes, one);
  in->len = n;
  return 1;
}

int main (int argc, char **argv) {
  input in = { 0 };
  size_t i;
  if (argc < 2 ||
      !load(&in, argv[1], (argc > 2 ? strtoul(argv[2], NULL, 10) : 100) * 1000000)) {
    fprintf(stderr, "usage: bench_core FILE [MEGABYTES]\n");
    return 2;
  }
  in.profile = make_profile();
  in.triggers = dk_triggers_new(NULL);
  for (i = 0; i < sizeof words / sizeof *words; i++)
    dk_triggers_add(in.triggers, words[i], strlen(words[i]), (uint32_t)i);
  dk_triggers_add(in.triggers, "<digit>", 7, 100);
  dk_triggers_add(in.triggers, "<capital>", 9, 101);
  in.document = parse(&in);
  run("newlines", newlines, &in);
  run("utf8", utf8, &in);
  run("listing", listing, &in);
  run("listing+segments", listing_segments, &in);
  run("tokens", tokens, &in);
  run("fold", fold, &in);
  run("segments+fold+scan", segments_fold_scan, &in);
  run("sha256", sha256, &in);
  dk_document_free(in.document);
  dk_triggers_free(in.triggers);
  dk_profile_free(in.profile);
  free(in.bytes);
  return 0;
}
