/*
** core_test.c - unit tests of csrc/core, and a sweep in which allocations fail.
**
** What the specs test through Lua is not repeated here; this is about what Lua cannot
** see: the allocator, the limits, bytes at the very end of a buffer.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dk.h"
#include "dk_fingerprint.h"
#include "dk_limits.h"
#include "dk_mem.h"

static int checks, failures;

static void check (int ok, const char *what, int line) {
  checks++;
  if (ok)
    return;
  failures++;
  printf("core_test.c:%d: %s\n", line, what);
}

#define OK(condition) check((condition) != 0, #condition, __LINE__)

/* ------------------------------------------------- an allocator that fails */

typedef struct counter {
  size_t calls, fail_from; /* allocations; the first that fails */
  size_t live;             /* bytes */
  int wrong_size;          /* a block came back with another size than it had */
} counter;

/* Each block has its size in front, to be compared with what the core says it was. */
static void *counted_resize (void *ud, void *block, size_t old_size, size_t new_size) {
  counter *c = ud;
  size_t *head = block == NULL ? NULL : (size_t *)block - 2;
  if (head != NULL && head[0] != old_size)
    c->wrong_size = 1;
  if (new_size == 0) {
    c->live -= old_size;
    free(head);
    return NULL;
  }
  if (++c->calls >= c->fail_from)
    return NULL;
  head = realloc(head, new_size + 2 * sizeof *head);
  if (head == NULL)
    return NULL;
  c->live += new_size - (block == NULL ? 0 : old_size);
  head[0] = new_size;
  return head + 2;
}

static const char page[] =
    "News: courts\n\n"
    "* RUDA, Norland \xE2\x80\x94 A court has sentenced Jan Oll to two years in prison.\n\n"
    "  He was 5 p.m. late. \xE2\x80\x9CNo. 2 is wrong,\xE2\x80\x9D he said.\xFF\n\n"
    "  A Series Of Its Own\n\n  This series is about Ruda and about the people there.\n\n"
    "  With reporting by nobody\n\n  First seen in the Bell.\n\n"
    "* Police in Ruda have detained ten people, among them Ida Ask, for a march.\n\n"
    "  A Series Of Its Own\n\n  This series is about Ruda and about the people there.\n\n"
    "  First seen in the Bell.\n\n";

static dk_profile *make_profile (const dk_mem *mem) {
  dk_profile *p = dk_profile_new(mem);
  char word[16];
  int i;
  if (p == NULL)
    return NULL;
  for (i = 0; i < 60; i++) { /* enough to let the table grow */
    snprintf(word, sizeof word, "W%d.", i);
    if (dk_profile_add(p, DK_LIST_TITLES, word, strlen(word)) != DK_OK)
      goto fail;
  }
  if (dk_profile_add(p, DK_LIST_CREDIT, "with reporting by", 17) == DK_OK &&
      dk_profile_add(p, DK_LIST_TIMES, "p.m.", 4) == DK_OK)
    return p;
fail:
  dk_profile_free(p);
  return NULL;
}

static dk_triggers *make_triggers (const dk_mem *mem) {
  dk_triggers *t = dk_triggers_new(mem);
  char word[16];
  int i;
  for (i = 0; t != NULL && i < 200; i++) {
    snprintf(word, sizeof word, "w%d", i);
    if (dk_triggers_add(t, word, strlen(word), (uint32_t)i) != DK_OK)
      goto fail;
  }
  if (t != NULL && dk_triggers_add(t, "<capital>", 9, 1000) == DK_OK)
    return t;
fail:
  dk_triggers_free(t);
  return NULL;
}

/* All that the core does with one article. */
static dk_status use_article (dk_document *d, size_t i, const dk_triggers *t,
                              const dk_mem *mem) {
  dk_article *a;
  const dk_span *spans;
  const char *folded;
  dk_sketch sketch;
  dk_hits hits = { NULL, 0, 0 };
  size_t n;
  dk_status status = dk_article_new(d, i, &a);
  if (status == DK_OK) {
    status = dk_article_fingerprint(a, &sketch);
    OK(sketch.n == 0); /* too short, or without memory */
  }
  if (status == DK_OK)
    status = dk_article_tokens(a, &spans, &n);
  if (status == DK_OK)
    status = dk_article_folded(a, &folded);
  if (status == DK_OK)
    status = dk_article_scan(a, t, &hits, mem);
  if (status == DK_OK)
    OK(hits.n > 0);
  dk_hits_clear(&hits, mem);
  dk_article_free(a);
  return status;
}

/* The whole way; DK_OK or DK_ENOMEM, and everything is freed in either case. */
static dk_status use_all (const dk_mem *mem) {
  dk_profile *p = make_profile(mem);
  dk_triggers *t = make_triggers(mem);
  dk_document *d = NULL;
  dk_error error = { DK_OK, 0, "" };
  dk_status status = p == NULL || t == NULL ? DK_ENOMEM : DK_OK;
  size_t i;
  if (status == DK_OK)
    status = dk_document_parse(mem, page, sizeof page - 1, p, DK_FORMAT_UNKNOWN, &d, &error);
  if (status == DK_OK) {
    OK(dk_document_format(d) == DK_FORMAT_LISTING);
    OK(dk_document_article_count(d) == 2);
  } else {
    OK(d == NULL);
  }
  for (i = 0; status == DK_OK && i < dk_document_article_count(d); i++)
    status = use_article(d, i, t, mem);
  dk_document_free(d);
  dk_triggers_free(t);
  dk_profile_free(p);
  return status;
}

static void test_sketches (void) {
  unsigned char bytes[DK_SKETCH_BYTES];
  dk_sketch a = { 0, 0, { 0 } }, b = { 0, 0, { 0 } }, read;
  uint32_t i;
  size_t len;
  for (i = 0; i < DK_SKETCH_MAX; i++) { /* every third value of 'b' is one of 'a' */
    a.values[a.n++] = 300 * i;
    b.values[b.n++] = 300 * i + (i % 3 != 0);
  }
  a.shingles = b.shingles = DK_SKETCH_MAX;
  OK(dk_sketch_compare(&a, &a).share == 1 && dk_sketch_compare(&a, &a).resemblance == 1);
  OK(dk_sketch_compare(&a, &b).share > 0.32 && dk_sketch_compare(&a, &b).share < 0.35);
  OK(dk_sketch_compare(&a, &b).resemblance > 0.19);
  OK(dk_sketch_compare(&a, &b).resemblance < 0.21);
  len = dk_sketch_pack(&a, bytes);
  OK(len == DK_SKETCH_BYTES && dk_sketch_unpack(&read, bytes, len));
  OK(memcmp(&read, &a, sizeof a) == 0);
  OK(!dk_sketch_unpack(&read, bytes, len - 1) && read.n == 0);
  OK(!dk_sketch_unpack(&read, bytes, 4) && !dk_sketch_unpack(&read, NULL, 8));
  bytes[8] = 0, bytes[9] = 0; /* the same value twice */
  OK(!dk_sketch_unpack(&read, bytes, len) && read.n == 0);
  memset(&b, 0, sizeof b);
  OK(dk_sketch_compare(&a, &b).share == 0 && dk_sketch_compare(&b, &b).resemblance == 0);
}

static void test_failing_memory (void) {
  size_t k;
  for (k = 1;; k++) {
    counter c = { 0, 0, 0, 0 };
    dk_mem mem = { counted_resize, NULL };
    dk_status status;
    mem.ud = &c;
    c.fail_from = k;
    status = use_all(&mem);
    OK(c.live == 0);
    OK(!c.wrong_size);
    OK(status == (c.calls < k ? DK_OK : DK_ENOMEM));
    if (status == DK_OK)
      break;
  }
  OK(k > 30);
  printf("failing allocations: %lu\n", (unsigned long)k - 1);
}

static void test_failing_open (void) {
  char name[64];
  FILE *f;
  size_t k;
  snprintf(name, sizeof name, "/tmp/core_test_%06u", (unsigned)((size_t)&failures % 999983));
  f = fopen(name, "wb");
  OK(f != NULL);
  if (f == NULL)
    return;
  for (k = 0; k < 200; k++)
    fwrite(page, 1, sizeof page - 1, f);
  fclose(f);
  for (k = 1;; k++) {
    counter c = { 0, 0, 0, 0 };
    dk_mem mem = { counted_resize, NULL };
    dk_document *d;
    dk_status status;
    mem.ud = &c;
    c.fail_from = k;
    status = dk_document_open(&mem, name, NULL, DK_FORMAT_UNKNOWN, &d, NULL);
    OK((status == DK_OK) == (d != NULL));
    dk_document_free(d);
    OK(c.live == 0);
    if (status == DK_OK)
      break;
    OK(status == DK_ENOMEM);
  }
  remove(name);
}

/* ------------------------------------------------------------------- units */

/* The text in a block of exactly its size, so that a sanitizer sees a byte too far. */
static char *exact (const char *text, size_t len) {
  char *copy = malloc(len > 0 ? len : 1);
  if (copy == NULL)
    exit(1);
  memcpy(copy, text, len);
  return copy;
}

static void test_every_cut (void) {
  dk_profile *p = make_profile(NULL);
  dk_triggers *t = make_triggers(NULL);
  size_t len;
  for (len = 0; len < sizeof page; len++) {
    char *bytes = exact(page, len), *folded = exact(page, len);
    dk_document *d;
    size_t i;
    OK(dk_document_parse(NULL, bytes, len, p, DK_FORMAT_UNKNOWN, &d, NULL) == DK_OK);
    for (i = 0; i < dk_document_article_count(d); i++) {
      dk_article *a;
      const dk_span *spans;
      size_t n;
      dk_hits hits = { NULL, 0, 0 };
      OK(dk_article_new(d, i, &a) == DK_OK);
      OK(dk_article_tokens(a, &spans, &n) == DK_OK);
      OK(dk_article_scan(a, t, &hits, NULL) == DK_OK);
      OK(dk_article_range(a).end <= len);
      dk_hits_clear(&hits, NULL);
      dk_article_free(a);
    }
    dk_fold(bytes, len, folded);
    dk_document_free(d);
    free(bytes);
    free(folded);
  }
  dk_triggers_free(t);
  dk_profile_free(p);
}

static void test_utf8 (void) {
  static const struct {
    const char *text;
    size_t len, bad;
  } cases[] = { { "", 0, 0 },
                { "abc", 3, 3 },
                { "\xC3\xA9", 2, 2 },
                { "\xC3", 1, 0 },
                { "a\xC3", 2, 1 },
                { "\x80", 1, 0 },
                { "\xC1\x81", 2, 0 },
                { "\xE0\x80\x80", 3, 0 },
                { "\xE2\x82\xAC", 3, 3 },
                { "\xE2\x82", 2, 0 },
                { "\xED\xA0\x80", 3, 0 },
                { "\xF0\x9F\x98\x80", 4, 4 },
                { "\xF0\x80\x80\x80", 4, 0 },
                { "\xF4\x8F\xBF\xBF", 4, 4 },
                { "\xF4\x90\x80\x80", 4, 0 },
                { "\xF5\x80\x80\x80", 4, 0 },
                { "0123456789abcdef0123\xFFxyz", 24, 20 } };
  size_t i;
  for (i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *bytes = exact(cases[i].text, cases[i].len);
    OK(dk_utf8_check(bytes, cases[i].len, 0) == cases[i].bad);
    free(bytes);
  }
}

static void test_sha256 (void) {
  static const struct {
    size_t n; /* letters "a" */
    const char *hex;
  } cases[] = { { 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
                { 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
                { 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
                { 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" } };
  char text[64], hex[65];
  size_t i;
  memset(text, 'a', sizeof text);
  for (i = 0; i < sizeof cases / sizeof *cases; i++) {
    dk_sha256(text, cases[i].n, hex);
    OK(strcmp(hex, cases[i].hex) == 0);
  }
}

/* Piece by piece, with the processor's instructions and without, it is the same. */
static void test_sha256_pieces (void) {
  char text[1000], whole[65], pieces[65];
  size_t len, size;
  memset(text, 'b', sizeof text);
  for (size = 1; size < 200; size += 7)
    for (len = 0; len < sizeof text; len += 37) {
      dk_sha256_state state;
      unsigned char digest[32];
      size_t at;
      dk_sha256(text, len, whole);
      dk_sha256_begin(&state);
      OK(!state.fast || dk_cpu_has_sha());
      if (size % 2 == 0)
        state.fast = 0;
      for (at = 0; at < len; at += size)
        dk_sha256_add(&state, text + at, len - at < size ? len - at : size);
      dk_sha256_end(&state, digest);
      dk_hex(digest, sizeof digest, pieces);
      OK(strcmp(whole, pieces) == 0);
    }
}

static void test_arrays (void) {
  const dk_mem mem = dk_mem_or_default(NULL);
  dk_array array = { NULL, 0, 0 };
  int i;
  for (i = 0; i < 1000; i++) {
    int *item = dk_array_push(&array, &mem, sizeof *item);
    OK(item != NULL);
    *item = i;
  }
  OK(((int *)array.items)[999] == 999);
  OK(!dk_array_reserve(&array, &mem, sizeof(int), SIZE_MAX / 2)); /* no overflow */
  OK(array.n == 1000);
  dk_array_clear(&array, &mem, sizeof(int));
}

static void test_limits (void) {
  dk_profile *p = dk_profile_new(NULL);
  dk_triggers *t = dk_triggers_new(NULL);
  char text[DK_ENTRY_MAX + 2];
  memset(text, 'a', sizeof text);
  OK(dk_profile_add(p, DK_LIST_BYLINE, text, DK_ENTRY_MAX) == DK_OK);
  OK(dk_profile_add(p, DK_LIST_BYLINE, text, DK_ENTRY_MAX + 1) == DK_ETOOBIG);
  OK(dk_profile_add(p, DK_LIST_BYLINE, "  ", 2) == DK_OK);
  OK(dk_triggers_add(t, text, DK_ENTRY_MAX, 1) == DK_OK);
  OK(dk_triggers_add(t, text, DK_ENTRY_MAX + 1, 1) == DK_ETOOBIG);
  OK(dk_triggers_add(t, "a b", 3, 1) == DK_EBINARY);
  dk_profile_free(p);
  dk_triggers_free(t);
  dk_profile_free(NULL);
  dk_triggers_free(NULL);
  dk_document_free(NULL);
  dk_article_free(NULL);
}

static void test_names (void) {
  int i;
  for (i = DK_FORMAT_EMPTY; i < DK_FORMAT_COUNT; i++)
    OK(dk_format_of_name(dk_format_name((dk_format)i)) == (dk_format)i);
  OK(dk_format_of_name("nonsense") == DK_FORMAT_UNKNOWN);
  OK(strcmp(dk_status_name(DK_ENUL), "ENUL") == 0);
  OK(strcmp(dk_kind_name(DK_KIND_BOILERPLATE), "boilerplate") == 0);
}

int main (void) {
  test_names();
  test_arrays();
  test_limits();
  test_utf8();
  test_sha256();
  test_sha256_pieces();
  test_every_cut();
  test_failing_memory();
  test_sketches();
  test_failing_open();
  printf("core: %d checks, %d failures\n", checks, failures);
  return failures > 0;
}
