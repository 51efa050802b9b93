/*
** plain_insert: the yardstick for `docket index`. It puts the texts of a file
** into the same article table and the same FTS5 table, with the same tuning
** and reused statements, and does nothing else: no parsing, no rules, no
** records. What docket makes of the same texts is measured against its MB/s.
**
**   plain_insert [-j JOURNAL] [-b BATCH_MB] [-c CACHE_MB] [-o] FILE DB
**
** FILE is NDJSON with a "text" field a line when its name ends in "ndjson",
** otherwise texts that are separated by a byte 0. DB must not exist.
** -b 0 (the default) is one transaction for all; -o runs 'optimize' at the end.
*/

#define _POSIX_C_SOURCE 200809L

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct options {
  const char *journal;
  double batch; /* bytes of text in a transaction, 0 is no limit */
  int cache;    /* MiB */
  int optimize;
  const char *file;
  const char *db;
} options;

static double now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void die (const char *what, sqlite3 *db) {
  fprintf(stderr, "plain_insert: %s: %s\n", what, db ? sqlite3_errmsg(db) : "failed");
  exit(1);
}

static void run (sqlite3 *db, const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    die(sql, db);
}

static char *read_all (const char *path, size_t *len) {
  FILE *f = fopen(path, "rb");
  long size = 0;
  char *bytes;
  if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
    die(path, NULL);
  rewind(f);
  bytes = malloc((size_t)size + 1);
  if (bytes == NULL || fread(bytes, 1, (size_t)size, f) != (size_t)size)
    die(path, NULL);
  bytes[size] = '\0';
  fclose(f);
  *len = (size_t)size;
  return bytes;
}

/* Append the UTF-8 form of a code point below U+10000 (pairs stay apart: the
** yardstick needs the amount of text, not its every character). */
static char *put_utf8 (char *to, unsigned c) {
  if (c < 0x80) {
    *to++ = (char)c;
  } else if (c < 0x800) {
    *to++ = (char)(0xC0 | (c >> 6));
    *to++ = (char)(0x80 | (c & 0x3F));
  } else {
    *to++ = (char)(0xE0 | (c >> 12));
    *to++ = (char)(0x80 | ((c >> 6) & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
  }
  return to;
}

/* Decode the JSON string that begins at 'from' (after its quote) in place.
** Returns the end of the decoded text. */
static char *decode_string (char *from) {
  char *to = from;
  while (*from != '\0' && *from != '"') {
    char hex[5] = { 0 };
    if (*from != '\\') {
      *to++ = *from++;
      continue;
    }
    switch (from[1]) {
    case 'n': *to++ = '\n'; break;
    case 't': *to++ = '\t'; break;
    case 'r': *to++ = '\r'; break;
    case 'b':
    case 'f': *to++ = ' '; break;
    case 'u':
      strncpy(hex, from + 2, 4);
      to = put_utf8(to, (unsigned)strtoul(hex, NULL, 16));
      from += 4;
      break;
    default: *to++ = from[1];
    }
    from += 2;
  }
  return to;
}

/* Turn NDJSON into texts separated by a byte 0. Returns their total length. */
static size_t texts_of_ndjson (char *bytes, size_t len) {
  char *to = bytes, *line = bytes, *end = bytes + len;
  while (line < end) {
    char *next = memchr(line, '\n', (size_t)(end - line));
    char *text = strstr(line, "\"text\"");
    size_t n;
    if (next == NULL)
      next = end;
    if (text != NULL && text < next && (text = strchr(text + 6, '"')) != NULL) {
      n = (size_t)(decode_string(text + 1) - (text + 1));
      memmove(to, text + 1, n);
      to += n;
      *to++ = '\0';
    }
    line = next + 1;
  }
  return (size_t)(to - bytes);
}

static void open_db (const options *o, sqlite3 **db) {
  char pragma[200];
  if (sqlite3_open(o->db, db) != SQLITE_OK)
    die(o->db, *db);
  snprintf(pragma, sizeof pragma,
           "PRAGMA journal_mode=%s; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-%d",
           o->journal, o->cache * 1024);
  run(*db, pragma);
  run(*db, "CREATE TABLE articles(id INTEGER PRIMARY KEY, title TEXT, text TEXT NOT NULL)");
  run(*db, "CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles',"
           " content_rowid='id', tokenize='unicode61 remove_diacritics 2')");
  run(*db, "INSERT INTO articles_fts(articles_fts, rank) VALUES('hashsize', 16777216)");
  run(*db, "INSERT INTO articles_fts(articles_fts, rank) VALUES('automerge', 0)");
}

static void insert_all (const options *o, sqlite3 *db, const char *bytes, size_t len) {
  sqlite3_stmt *article, *fts;
  const char *at = bytes, *end = bytes + len;
  double pending = 0;
  if (sqlite3_prepare_v2(db, "INSERT INTO articles(text) VALUES(?)", -1, &article, NULL) !=
          0 ||
      sqlite3_prepare_v2(db, "INSERT INTO articles_fts(rowid, text) VALUES(?, ?)", -1, &fts,
                         NULL) != 0)
    die("prepare", db);
  run(db, "BEGIN");
  while (at < end) {
    int n = (int)strlen(at);
    sqlite3_bind_text(article, 1, at, n, SQLITE_STATIC);
    if (sqlite3_step(article) != SQLITE_DONE)
      die("insert", db);
    sqlite3_reset(article);
    sqlite3_bind_int64(fts, 1, sqlite3_last_insert_rowid(db));
    sqlite3_bind_text(fts, 2, at, n, SQLITE_STATIC);
    if (sqlite3_step(fts) != SQLITE_DONE)
      die("insert", db);
    sqlite3_reset(fts);
    at += n + 1;
    pending += n;
    if (o->batch > 0 && pending >= o->batch) {
      run(db, "COMMIT; BEGIN");
      pending = 0;
    }
  }
  run(db, "COMMIT");
  sqlite3_finalize(article);
  sqlite3_finalize(fts);
}

static void usage (void) {
  fputs("usage: plain_insert [-j JOURNAL] [-b BATCH_MB] [-c CACHE_MB] [-o] FILE DB\n", stderr);
  exit(2);
}

static options read_options (int argc, char **argv) {
  options o = { "DELETE", 0, 16, 0, NULL, NULL };
  int i;
  for (i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-o") == 0)
      o.optimize = 1;
    else if (strcmp(argv[i], "-j") == 0 && i + 1 < argc)
      o.journal = argv[++i];
    else if (strcmp(argv[i], "-b") == 0 && i + 1 < argc)
      o.batch = atof(argv[++i]) * 1e6;
    else if (strcmp(argv[i], "-c") == 0 && i + 1 < argc)
      o.cache = atoi(argv[++i]);
    else if (o.file == NULL)
      o.file = argv[i];
    else if (o.db == NULL)
      o.db = argv[i];
    else
      usage();
  }
  if (o.db == NULL)
    usage();
  return o;
}

int main (int argc, char **argv) {
  options o = read_options(argc, argv);
  size_t len, name = strlen(o.file);
  char *bytes = read_all(o.file, &len);
  sqlite3 *db;
  double begin, loaded, closed;
  if (name > 6 && strcmp(o.file + name - 6, "ndjson") == 0)
    len = texts_of_ndjson(bytes, len);
  begin = now();
  open_db(&o, &db);
  insert_all(&o, db, bytes, len);
  loaded = now();
  if (o.optimize)
    run(db, "INSERT INTO articles_fts(articles_fts) VALUES('optimize')");
  sqlite3_close(db);
  closed = now();
  printf("%.1f MB text  load %.2f s  %.1f MB/s  with close %.1f MB/s\n", (double)len / 1e6,
         loaded - begin, (double)len / 1e6 / (loaded - begin),
         (double)len / 1e6 / (closed - begin));
  free(bytes);
  return 0;
}
