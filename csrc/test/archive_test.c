/*
** archive_test.c - csrc/archive with memory that runs out, and with damaged bytes.
**
**   archive_test [SEED [ARCHIVES]]
**
** A few archives are made here, read whole, read with every allocation failing in turn, cut
** off at every byte, and changed at random. What comes out must be ranges that can be read
** (a sanitizer sees to that), and the memory must come back.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dk_archive.h"
#include "dk_archive_limits.h"
#include "dk_inflate.h"

static int checks, failures;

static void check (int ok, const char *what, int line) {
  checks++;
  if (ok)
    return;
  failures++;
  printf("archive_test.c:%d: %s\n", line, what);
}

#define OK(condition) check((condition) != 0, #condition, __LINE__)

/* ------------------------------------------------- an allocator that fails */

typedef struct counter {
  size_t calls, fail_from; /* allocations; the first that fails, 0: none */
  size_t live;             /* bytes */
  int wrong_size;          /* a block came back with another size than it had */
} counter;

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
  if (++c->calls >= c->fail_from && c->fail_from > 0)
    return NULL;
  head = realloc(head, new_size + 2 * sizeof *head);
  if (head == NULL)
    return NULL;
  c->live += new_size - (block == NULL ? 0 : old_size);
  head[0] = new_size;
  return head + 2;
}

/* ---------------------------------------------------------------- archives */

typedef struct bytes {
  char *at;
  size_t len;
} bytes;

static void append (bytes *to, const void *from, size_t len) {
  to->at = realloc(to->at, to->len + len + 1);
  if (to->at == NULL)
    exit(1);
  memcpy(to->at + to->len, from, len);
  to->len += len;
}

/* Append 'from' as a gzip member. */
static void append_gzip (bytes *to, const char *from, size_t len) {
  z_stream z;
  char out[8192];
  memset(&z, 0, sizeof z);
  if (deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    exit(1);
  z.next_in = (z_const Bytef *)(uintptr_t)from;
  z.avail_in = (uInt)len;
  z.next_out = (Bytef *)out;
  z.avail_out = sizeof out;
  if (deflate(&z, Z_FINISH) != Z_STREAM_END)
    exit(1);
  append(to, out, sizeof out - z.avail_out);
  deflateEnd(&z);
}

static void append_record (bytes *to, const char *type, const char *block, int gzip) {
  char record[4096];
  int n = snprintf(record, sizeof record,
                   "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <http://bell.example/ x>\r\n"
                   "WARC-Date: 2021-04-07T10:00:00Z\r\nWARC-Block-Digest: sha1:00\r\n"
                   "WARC-Payload-Digest: sha256:00\r\nContent-Type: text/plain\r\n"
                   "Content-Length: %lu\r\n\r\n%s\r\n\r\n",
                   type, (unsigned long)strlen(block), block);
  if (gzip)
    append_gzip(to, record, (size_t)n);
  else
    append(to, record, (size_t)n);
}

static const char chunked[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                              "Transfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n\r\n"
                              "5\r\nA cou\r\n2\r\nrt\r\n0\r\n\r\n";

static bytes make_warc (int gzip) {
  bytes warc = { NULL, 0 };
  append_record(&warc, "warcinfo", "software: x\r\n", gzip);
  append_record(&warc, "response", chunked, gzip);
  append_record(&warc, "revisit", "HTTP/1.1 200 OK\r\n\r\n", gzip);
  append_record(&warc, "resource", "Ida Ask was detained.\n", gzip);
  return warc;
}

static bytes make_arc (void) {
  static const char text[] =
      "filedesc://bell.arc 0.0.0.0 20140216050221 text/plain 16\n1 0 Bell\nURL IP\n\n"
      "http://bell.example/a b 10.0.0.1 20140216050221 text/html 27\n"
      "HTTP/1.1 200 OK\r\n\r\nA court.\n"
      "http://bell.example/2 10.0.0.1 20140216050221 text/html 8\nA trial.\n";
  bytes arc = { NULL, 0 };
  append(&arc, text, sizeof text - 1);
  return arc;
}

/* A tar archive of one file, which holds 'inner'. */
static bytes make_tar (const bytes *inner, const char *name) {
  bytes tar = { NULL, 0 };
  char head[512], zeros[1024];
  unsigned sum = 0;
  size_t i;
  memset(head, 0, sizeof head);
  memset(zeros, 0, sizeof zeros);
  snprintf(head, 100, "%s", name);
  memcpy(head + 100, "0000644\0000000000\0000000000", 24);
  snprintf(head + 124, 12, "%011lo", (unsigned long)inner->len);
  memcpy(head + 136, "14033442640", 11);
  memset(head + 148, ' ', 8);
  head[156] = '0';
  memcpy(head + 257, "ustar\00000", 8);
  for (i = 0; i < sizeof head; i++)
    sum += (unsigned char)head[i];
  snprintf(head + 148, 8, "%06o", sum);
  append(&tar, head, sizeof head);
  append(&tar, inner->at, inner->len);
  append(&tar, zeros, (512 - inner->len % 512) % 512);
  append(&tar, zeros, sizeof zeros);
  return tar;
}

/* ---------------------------------------------------------------- reading */

/* A source that gives pieces of 'size' bytes, each in a block of its own, so that a
** sanitizer sees whoever reads beyond it or keeps it. */
typedef struct source {
  bytes all;
  size_t at, size;
  char *piece;
} source;

static dk_status source_next (void *ud, const char **piece, size_t *len) {
  source *s = ud;
  size_t n = s->all.len - s->at < s->size ? s->all.len - s->at : s->size;
  free(s->piece);
  s->piece = malloc(n + (n == 0));
  if (s->piece == NULL)
    exit(1);
  memcpy(s->piece, s->all.at + s->at, n);
  s->at += n;
  *piece = s->piece;
  *len = n;
  return DK_OK;
}

static int64_t source_seek (void *ud, int64_t offset, int whence) {
  source *s = ud;
  int64_t from = whence == SEEK_SET   ? 0
                 : whence == SEEK_CUR ? (int64_t)s->at
                                      : (int64_t)s->all.len;
  if (from + offset < 0 || from + offset > (int64_t)s->all.len)
    return -1;
  s->at = (size_t)(from + offset);
  return from + offset;
}

static unsigned long touched;

static void touch (const char *at, size_t len) {
  size_t i;
  for (i = 0; i < len; i++)
    touched += (unsigned char)at[i];
}

static void touch_entry (const dk_archive_entry *entry) {
  touch(entry->name.bytes, entry->name.len);
  touch(entry->url.bytes, entry->url.len);
  touch(entry->date.bytes, entry->date.len);
  touch(entry->id.bytes, entry->id.len);
  touch(entry->refers_to.bytes, entry->refers_to.len);
  touch(entry->media_type.bytes, entry->media_type.len);
  touch(entry->charset.bytes, entry->charset.len);
  touch(entry->head.bytes, entry->head.len);
  OK(dk_entry_type_name(entry->type) != NULL && dk_digest_state_name(entry->digest) != NULL);
}

/* Read an archive to its end; *entries and *problems count. */
static dk_status read_all (const dk_mem *mem, bytes all, size_t size, int seeks,
                           size_t *entries, size_t *problems) {
  source s = { all, 0, size, NULL };
  dk_pull pull = { source_next, seeks ? source_seek : NULL, &s };
  dk_archive *archive = NULL;
  dk_archive_entry entry;
  dk_error error = { DK_OK, 0, "" };
  dk_archive_options options = { 0 };
  dk_status status;
  const dk_archive_problem *list;
  *entries = *problems = 0;
  options.payload_max = 100000;
  status = dk_archive_new(mem, &pull, &options, &archive, &error);
  OK((status == DK_OK) == (archive != NULL));
  while (status == DK_OK) {
    const char *payload = NULL;
    size_t len = 0, i, n, count;
    status = dk_archive_next(archive, &entry);
    if (status != DK_OK || entry.type == DK_ENTRY_END)
      break;
    ++*entries;
    touch_entry(&entry);
    if (*entries % 3 == 2)
      status = dk_archive_piece(archive, &payload, &len);
    else
      status = dk_archive_payload(archive, &payload, &len);
    if (status == DK_OK)
      touch(payload, len);
    n = dk_archive_problems(archive, &list, &count);
    OK(count >= n);
    for (i = 0; i < n; i++)
      touch(list[i].message, strlen(list[i].message));
  }
  if (archive != NULL)
    dk_archive_problems(archive, &list, problems);
  dk_archive_free(archive);
  free(s.piece);
  return status;
}

static void test_failing_memory (bytes all) {
  size_t k, entries, problems;
  dk_status status = DK_ENOMEM;
  for (k = 1; status != DK_OK && k < 10000; k++) {
    counter c = { 0, 0, 0, 0 };
    dk_mem mem = { counted_resize, NULL };
    c.fail_from = k;
    mem.ud = &c;
    status = read_all(&mem, all, 1000, 1, &entries, &problems);
    OK(status == DK_OK || status == DK_ENOMEM);
    OK(c.live == 0);
    OK(!c.wrong_size);
  }
  OK(status == DK_OK);
  printf("failing allocations: %lu\n", (unsigned long)k - 2);
}

static void test_cut (bytes all) {
  size_t len, entries, problems;
  for (len = 0; len <= all.len; len++) {
    bytes part = { all.at, len };
    dk_status status = read_all(NULL, part, 100, len % 2 == 0, &entries, &problems);
    OK(status == DK_OK || status == DK_EBINARY || status == DK_EEMPTY);
  }
}

static unsigned state = 1;

static unsigned next_random (unsigned below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

/* Change a few bytes, move or drop a piece. */
static void damage (bytes *all) {
  unsigned n = 1 + next_random(6);
  while (n-- > 0 && all->len > 1) {
    size_t at = next_random((unsigned)all->len), len = next_random(40), to;
    if (len > all->len - at)
      len = all->len - at;
    switch (next_random(4)) {
    case 0: all->at[at] = (char)next_random(256); break;
    case 1: all->at[at] = (char)(all->at[at] ^ (1 << next_random(8))); break;
    case 2:
      memmove(all->at + at, all->at + at + len, all->len - at - len);
      all->len -= len;
      break;
    default:
      to = next_random((unsigned)(all->len - len + 1));
      memmove(all->at + to, all->at + at, len);
      break;
    }
  }
}

static void test_damaged (const bytes *archives, size_t n, unsigned rounds) {
  unsigned i;
  for (i = 0; i < rounds; i++) {
    const bytes *from = &archives[next_random((unsigned)n)];
    bytes copy = { NULL, 0 };
    size_t entries, problems;
    dk_status status;
    append(&copy, from->at, from->len);
    damage(&copy);
    status =
        read_all(NULL, copy, 1 + next_random(300), (int)next_random(2), &entries, &problems);
    OK(status == DK_OK || status == DK_EBINARY || status == DK_EEMPTY);
    free(copy.at);
  }
}

int main (int argc, char **argv) {
  bytes archives[7], plain, gzipped;
  size_t n = 0, i, entries, problems;
  unsigned rounds = argc > 2 ? (unsigned)atol(argv[2]) : 3000;
  state = argc > 1 ? (unsigned)atol(argv[1]) : 1;
  archives[n++] = plain = make_warc(0);
  archives[n++] = gzipped = make_warc(1);
  archives[n++] = make_arc();
  archives[n++] = make_tar(&plain, "a.warc");
  archives[n++] = make_tar(&gzipped, "a.warc.gz");
  archives[n] = (bytes){ NULL, 0 };
  append_gzip(&archives[n++], archives[2].at, archives[2].len);
  archives[n] = (bytes){ NULL, 0 };
  append_gzip(&archives[n++], archives[3].at, archives[3].len);
  for (i = 0; i < n; i++) {
    OK(read_all(NULL, archives[i], 1 + 7 * i, 1, &entries, &problems) == DK_OK);
    OK(entries == (i == 2 || i == 5 ? 3u : 4u));
    test_failing_memory(archives[i]);
    test_cut(archives[i]);
  }
  test_damaged(archives, n, rounds);
  for (i = 0; i < n; i++)
    free(archives[i].at);
  printf("archive: %d checks, %d failures\n", checks, failures);
  return failures > 0;
}
