/*
** markup_encoding_test.c - random bytes in every encoding, and memory that runs out.
**
**   markup_encoding_test [SEED [TEXTS]]
**
** Whatever comes in, UTF-8 comes out, and each of its characters maps to bytes of the
** source, in order and without a gap.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dk_encoding.h"

static const char *const names[] = {
  NULL,       "utf-8",    "windows-1251", "koi8-r",       "iso-8859-5",  "windows-1252",
  "gb18030",  "big5",     "euc-jp",       "shift_jis",    "euc-kr",      "utf-16le",
  "utf-16be", "utf-32le", "utf-32be",     "windows-1258", "windows-874",
};

static unsigned state = 1;

static unsigned next_random (unsigned below) {
  state = state * 1103515245u + 12345u;
  return (state >> 12) % below;
}

static void need (int ok, const char *what) {
  if (ok)
    return;
  printf("wrong: %s (seed state %u)\n", what, state);
  abort();
}

/* Bytes of a few kinds: ASCII, all, zeros, those of UTF-8. */
static size_t make_text (char *text, size_t room) {
  static const char *const pieces[] = { "<?xml version='1.0' encoding='koi8-r'?>",
                                        "<meta charset=euc-kr>",
                                        "\xEF\xBB\xBF",
                                        "\xFF\xFE",
                                        "\xD0\xA1\xD1\x83\xD0\xB4",
                                        "court ",
                                        "\xE2\x80\x99" };
  size_t len = 0, n = next_random((unsigned)room - 100);
  unsigned kind = next_random(5);
  while (len < n) {
    const char *piece = pieces[next_random(sizeof pieces / sizeof *pieces)];
    if (next_random(20) == 0) {
      memcpy(text + len, piece, strlen(piece));
      len += strlen(piece);
    } else {
      unsigned c = kind == 0   ? next_random(128)
                   : kind == 1 ? next_random(256)
                   : kind == 2 ? next_random(3) * next_random(128)
                               : 0x80 + next_random(128);
      text[len++] = (char)c;
    }
  }
  return len;
}

static size_t char_size (const char *p) {
  unsigned char c = (unsigned char)*p;
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static void check_map (dk_decoding *decoding, const char *text, size_t n, size_t len) {
  size_t i, end = 0;
  for (i = 0; i < n; i += char_size(text + i)) {
    dk_range one = { i, i + char_size(text + i) };
    one = dk_decoding_source(decoding, one);
    need(one.start < one.end && one.end <= len, "range of a character");
    need(i == 0 || one.start == end, "a gap in the map");
    end = one.end;
  }
  need(n == 0 || end == len, "the end of the map");
}

static void check_text (const char *from, size_t len, const dk_decode_options *options) {
  char *bytes = malloc(len > 0 ? len : 1);
  dk_decoding *decoding;
  const char *text;
  size_t n, listed;
  const dk_problem *problems;
  need(bytes != NULL, "memory");
  memcpy(bytes, from, len);
  need(dk_decode(NULL, bytes, len, options, &decoding, NULL) == DK_OK, "decoding");
  text = dk_decoding_text(decoding, &n);
  if (text != NULL) {
    need(dk_utf8_check(text, n, 0) == n, "UTF-8");
    check_map(decoding, text, n, len);
  }
  need(dk_decoding_problems(decoding, &problems, &listed) >= listed, "count of problems");
  dk_decoding_free(decoding);
  free(bytes);
}

/* ---------------------------------------------------------------- failing memory */

typedef struct memory {
  size_t calls, fail_from, live;
} memory;

static void *resize (void *ud, void *block, size_t old_size, size_t new_size) {
  memory *m = ud;
  void *result;
  if (block == NULL)
    old_size = 0;
  if (new_size == 0) {
    m->live -= old_size;
    free(block);
    return NULL;
  }
  if (m->fail_from > 0 && ++m->calls >= m->fail_from)
    return NULL;
  result = realloc(block, new_size);
  if (result != NULL)
    m->live += new_size - old_size;
  return result;
}

static size_t failing_memory (const char *name) {
  static const char sample[] =
      "A court\xD3\xF5\xC4 \xD7 \xC7\xCF\xD2\xCF\xC4\xC5 \xFF\x80 \x01";
  dk_status status = DK_ENOMEM;
  size_t k, leaks = 0;
  for (k = 1; status != DK_OK; k++) {
    memory m = { 0, 0, 0 };
    dk_mem mem;
    dk_decode_options options = { NULL, NULL, DK_MARKUP_XML };
    dk_decoding *decoding;
    options.forced = name;
    m.fail_from = k;
    mem.resize = resize;
    mem.ud = &m;
    status = dk_decode(&mem, sample, sizeof sample - 1, &options, &decoding, NULL);
    need(status == DK_OK || decoding == NULL, "output of a failure");
    dk_decoding_free(decoding);
    leaks += m.live != 0;
  }
  printf("encoding: %lu failing runs, %lu leaks\n", (unsigned long)k - 2,
         (unsigned long)leaks);
  return leaks;
}

int main (int argc, char **argv) {
  long texts = argc > 2 ? atol(argv[2]) : 200, k;
  char text[4200];
  state = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
  for (k = 0; k < texts; k++) {
    size_t len = make_text(text, 4000);
    dk_decode_options options = { NULL, NULL, DK_MARKUP_TEXT };
    options.kind = (dk_markup_kind)next_random(3);
    options.forced = next_random(2) ? names[next_random(sizeof names / sizeof *names)] : NULL;
    options.declared = names[next_random(sizeof names / sizeof *names)];
    check_text(text, len, &options);
  }
  printf("encoding: %ld texts, nothing wrong\n", k);
  return failing_memory(NULL) + failing_memory("gb18030") > 0;
}
