/*
** Tests of the index below Lua: migrations, refusals, idempotent and resumable
** loading, kills, several processes, full disks, and an allocation-failure sweep
** (every allocation from the k-th on fails, for k = 1, 2, ...).
**
**   index_test [DIRECTORY]     files are made in DIRECTORY (default: a new one in /tmp)
*/
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "dkx.h"

static int checks, failures;
static char path[300];
static const char *directory;

#define OK(condition) check((condition) != 0, #condition, __LINE__)
#define INT_EQ(a, b)  check_int((long long)(a), (long long)(b), #a " == " #b, __LINE__)

static int check (int ok, const char *what, int line) {
  checks++;
  if (!ok) {
    failures++;
    fprintf(stderr, "index_test.c:%d: failed: %s\n", line, what);
  }
  return ok;
}

static int check_int (long long a, long long b, const char *what, int line) {
  int ok = check(a == b, what, line);
  if (!ok)
    fprintf(stderr, "  %lld is not %lld\n", a, b);
  return ok;
}

/* --- an allocator that can be told to fail ------------------------------------ */

static sqlite3_mem_methods system_memory;
static long long fail_from; /* 0: never; otherwise the allocation that fails first */
static long long allocations, outstanding;

static int may_allocate (void) {
  long long n = __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
  return fail_from == 0 || n < fail_from;
}

static void *counted_malloc (int n) {
  void *p = may_allocate() ? system_memory.xMalloc(n) : NULL;
  if (p != NULL)
    __atomic_add_fetch(&outstanding, 1, __ATOMIC_RELAXED);
  return p;
}

static void counted_free (void *p) {
  if (p != NULL)
    __atomic_sub_fetch(&outstanding, 1, __ATOMIC_RELAXED);
  system_memory.xFree(p);
}

static void *counted_realloc (void *p, int n) {
  return may_allocate() ? system_memory.xRealloc(p, n) : NULL;
}

static void install_allocator (void) {
  sqlite3_mem_methods counted;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory);
  counted = system_memory;
  counted.xMalloc = counted_malloc;
  counted.xFree = counted_free;
  counted.xRealloc = counted_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &counted);
}

/* --- making things -------------------------------------------------------------- */

static const char *fresh (const char *name) {
  static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
  size_t i;
  for (i = 0; i < 4; i++) {
    snprintf(path, sizeof path, "%s/%s%s", directory, name, tails[i]);
    unlink(path);
  }
  snprintf(path, sizeof path, "%s/%s", directory, name);
  return path;
}

static dkx_text text (const char *s) {
  dkx_text t = { s, s != NULL ? strlen(s) : 0 };
  return t;
}

static dkx_document document (const char *source, const char *sha256, const char *ruleset) {
  dkx_document d;
  memset(&d, 0, sizeof d);
  d.source = text(source);
  d.sha256 = text(sha256);
  d.format = text("text");
  d.ruleset = text(ruleset);
  d.length = 1;
  return d;
}

static void put (dkx_job *job, const char *s) {
  if (s != NULL)
    dkx_put_text(job, s, strlen(s));
  else
    dkx_put_null(job);
}

static dkx_hash hash_of (const char *id, const char *body) {
  dkx_hash hash = { { 0, 0 } };
  dkx_hash_text(&hash, id, strlen(id));
  dkx_hash_text(&hash, body, strlen(body));
  return hash;
}

static void put_record (dkx_job *job, const char *kind, const char *person) {
  char json[100];
  int i;
  snprintf(json, sizeof json, "[\"%s\"]", person);
  put(job, kind);
  dkx_put_int(job, 0);
  dkx_put_int(job, 5);
  put(job, "quote");
  put(job, "imposed");
  put(job, json);
  for (i = DKX_R_PERSONS + 1; i < DKX_R_RULE; i++)
    dkx_put_null(job);
  put(job, "some.rule");
  put(job, "{\"extra\":1}");
  dkx_put_int(job, 1);
  put(job, person);
}

/* Every fourth article has an address. */
static void put_url (dkx_job *job, int number) {
  char url[60];
  snprintf(url, sizeof url, "https://www.agency.test/%d/?utm_source=x#top", number);
  put(job, number % 4 == 1 ? url : NULL);
}

/* Sketches of which every third is like the one before. */
static void put_sketch (dkx_job *job, int number) {
  unsigned char bytes[4 * 65];
  uint32_t i, seed = (uint32_t)(number - (number % 3 == 0)) * 7919, value = 0;
  for (i = 0; i < 65; i++) {
    uint32_t word = i == 0 ? 64 : (value += 1 + seed % 977);
    int k;
    seed = seed * 1664525 + 1013904223;
    for (k = 0; k < 4; k++)
      bytes[4 * i + (uint32_t)k] = (unsigned char)(word >> (8 * k));
  }
  dkx_put_text(job, (const char *)bytes, sizeof bytes);
}

/* An article with one block, two records, and one other form of a name. */
static dkx_code add (dkx_index *index, int token, int number, const char *id, const char *body,
                     dkx_error *err) {
  dkx_hash hash = hash_of(id, body);
  dkx_job *job = dkx_article(index);
  int i;
  if (job == NULL)
    return DKX_ENOMEM;
  dkx_put_int(job, number);
  put(job, id);
  put(job, "A title");
  put_url(job, number);
  for (i = DKX_A_URL + 1; i < DKX_A_RANGE_IN; i++)
    dkx_put_null(job);
  put(job, "text");
  dkx_put_int(job, 0);
  dkx_put_int(job, (int64_t)strlen(body));
  put(job, body);
  dkx_put_int(job, 1);
  put(job, "body");
  dkx_put_int(job, 0);
  dkx_put_int(job, (int64_t)strlen(body));
  dkx_put_null(job);
  dkx_put_null(job);
  put_sketch(job, number);
  dkx_put_int(job, 2);
  put_record(job, "sentence", "Adil Serikov");
  put_record(job, "charge", "Serikov");
  dkx_put_int(job, 1);
  put(job, "Adil Serikov");
  dkx_put_int(job, 1);
  put(job, "Mr. Serikov");
  return dkx_post_article(index, token, &hash, err);
}

static const char *ending = ""; /* of every article: another one makes other texts */

/* Load 'n' articles as one document, as a caller does: what is known is kept. */
static dkx_code load (dkx_index *index, const char *source, const char *sha256,
                      const char *ruleset, int n, dkx_status *status, dkx_error *err) {
  dkx_document d = document(source, sha256, ruleset);
  int token, i;
  dkx_code code = dkx_begin(index, &d, &token, status, err);
  if (code != DKX_OK || *status == DKX_UNCHANGED)
    return code;
  for (i = 1; code == DKX_OK && i <= n; i++) {
    char id[40], body[120];
    dkx_hash hash;
    int known;
    snprintf(id, sizeof id, "id-%d", i);
    snprintf(body, sizeof body,
             "Article %d says that Adil Serikov was sentenced to %d years.%s", i, i % 20 + 1,
             ending);
    hash = hash_of(id, body);
    code = dkx_known(index, token, &hash, &known, err);
    if (code == DKX_OK)
      code = known ? dkx_keep(index, token, &hash, i, 0, 1, 0, err)
                   : add(index, token, i, id, body, err);
  }
  return code == DKX_OK ? dkx_end(index, token, text(NULL), err) : code;
}

static dkx_index *open_with (const char *name, const dkx_options *options) {
  dkx_index *index = NULL;
  dkx_error err;
  if (dkx_open(name, options, &index, &err) != DKX_OK)
    fprintf(stderr, "open: %s\n", err.message);
  return index;
}

static dkx_index *open_default (const char *name) {
  dkx_options options;
  dkx_options_init(&options);
  return open_with(name, &options);
}

/* --- looking at a file with plain SQLite ------------------------------------------ */

static long long ask (const char *name, const char *sql) {
  sqlite3 *db;
  sqlite3_stmt *statement = NULL;
  long long value = -1;
  if (sqlite3_open(name, &db) == SQLITE_OK) {
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
      fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
    else if (sqlite3_step(statement) == SQLITE_ROW)
      value = sqlite3_column_int64(statement, 0);
  }
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return value;
}

static void execute (const char *name, const char *sql) {
  sqlite3 *db;
  char *message = NULL;
  sqlite3_open(name, &db);
  if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
    fprintf(stderr, "%s\n", message);
  sqlite3_free(message);
  sqlite3_close(db);
}

/* Everything that must hold in any file, however its writer ended. */
static void check_whole (const char *name) {
  INT_EQ(ask(name, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
  INT_EQ(ask(name, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
  execute(name, "INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')");
  INT_EQ(ask(name, "SELECT count(*) FROM articles WHERE (SELECT count(*) FROM records"
                   " WHERE article_id = articles.id) <> 2"),
         0);
  INT_EQ(ask(name, "SELECT count(*) FROM articles WHERE NOT EXISTS (SELECT 1 FROM blocks"
                   " WHERE article_id = articles.id)"),
         0);
  /* Copies lead to what is no copy itself, and links go both ways. */
  INT_EQ(ask(name, "SELECT count(*) FROM articles AS a LEFT JOIN articles AS b"
                   " ON b.id = a.copy_of WHERE a.copy_of IS NOT NULL AND"
                   " (b.id IS NULL OR b.copy_of IS NOT NULL OR b.superseded_by IS NOT NULL)"),
         0);
  INT_EQ(ask(name, "SELECT count(*) FROM likeness AS l WHERE NOT EXISTS (SELECT 1 FROM"
                   " likeness AS m WHERE m.article_id = l.other_id AND m.other_id ="
                   " l.article_id)"),
         0);
  INT_EQ(ask(name, "SELECT count(*) FROM likeness AS l JOIN articles AS a ON a.id ="
                   " l.article_id JOIN articles AS b ON b.id = l.other_id WHERE"
                   " coalesce(a.copy_of, a.id) <> coalesce(b.copy_of, b.id)"),
         0);
}

/* --- tests ------------------------------------------------------------------------- */

static void test_new_file (void) {
  const char *name = fresh("new.db");
  dkx_index *index = open_default(name);
  dkx_status status;
  dkx_error err;
  OK(index != NULL);
  INT_EQ(load(index, "a", "s1", "r1", 3, &status, &err), DKX_OK);
  INT_EQ(status, DKX_NEW);
  INT_EQ(dkx_close(index, &err), DKX_OK);
  INT_EQ(ask(name, "PRAGMA application_id"), DKX_APPLICATION_ID);
  INT_EQ(ask(name, "PRAGMA user_version"), dkx_schema_version());
  INT_EQ(ask(name, "SELECT count(*) FROM articles"), 3);
  /* The third article is a copy of the second. */
  INT_EQ(ask(name, "SELECT count(*) FROM duplicates WHERE share = 1"), 1);
  INT_EQ(ask(name, "SELECT count(*) FROM sentences WHERE persons = 'Adil Serikov'"), 2);
  INT_EQ(ask(name, "SELECT sentences FROM people WHERE name = 'Adil Serikov'"), 2);
  INT_EQ(ask(name, "SELECT count(*) FROM persons"), 4); /* a bare surname is one an article */
  INT_EQ(ask(name, "SELECT count(*) FROM person_links WHERE reason = 'same full name'"), 2);
  INT_EQ(ask(name, "SELECT count(*) FROM person_links WHERE name = 'Mr. Serikov'"), 3);
  OK(access("new.db-wal", F_OK) != 0);
  INT_EQ(ask(name, "SELECT journal_mode = 'delete' FROM pragma_journal_mode"), 1);
  check_whole(name);
}

static void test_statuses (void) {
  const char *name = fresh("statuses.db");
  dkx_index *index = open_default(name);
  dkx_status status;
  INT_EQ(load(index, "a", "s1", "r1", 5, &status, NULL), DKX_OK);
  INT_EQ(load(index, "a", "s1", "r1", 5, &status, NULL), DKX_OK); /* not committed yet */
  INT_EQ(status, DKX_UNCHANGED);
  INT_EQ(load(index, "copy of a", "s1", "r1", 5, &status, NULL), DKX_OK);
  INT_EQ(status, DKX_UNCHANGED);
  INT_EQ(load(index, "a", "s1", "r2", 5, &status, NULL), DKX_OK);
  INT_EQ(status, DKX_RULES);
  INT_EQ(dkx_sync(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM records"), 10);
  INT_EQ(ask(name, "SELECT max(id) FROM articles"), 5);
  INT_EQ(load(index, "a", "s2", "r2", 4, &status, NULL), DKX_OK);
  INT_EQ(status, DKX_VERSION);
  INT_EQ(dkx_sync(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM documents WHERE shown"), 1);
  INT_EQ(ask(name, "SELECT version FROM documents WHERE shown"), 2);
  INT_EQ(ask(name, "SELECT count(*) FROM documents WHERE state = 'superseded'"
                   " AND superseded_by = 2"),
         1);
  INT_EQ(ask(name, "SELECT count(*) FROM articles WHERE document_id = 2"), 4);
  INT_EQ(ask(name, "SELECT max(id) FROM articles"), 5); /* taken over, not stored again */
  INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'serikov'"), 4);
  INT_EQ(load(index, "a", "s1", "r2", 5, &status, NULL), DKX_OK); /* the first bytes again */
  INT_EQ(status, DKX_VERSION);
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT version FROM documents WHERE shown"), 3);
  INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'serikov'"), 5);
  check_whole(name);
}

static void test_streams (void) {
  const char *name = fresh("streams.db");
  dkx_index *index = open_default(name);
  dkx_status status;
  INT_EQ(load(index, "a.ndjson", NULL, "r1", 5, &status, NULL), DKX_OK);
  INT_EQ(status, DKX_NEW);
  INT_EQ(load(index, "a.ndjson", NULL, "r1", 7, &status, NULL), DKX_OK);
  INT_EQ(status, DKX_RESUMED);
  INT_EQ(dkx_sync(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT max(id) FROM articles"), 7);
  INT_EQ(load(index, "a.ndjson", NULL, "r1", 2, &status, NULL), DKX_OK);
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM articles AS a JOIN documents AS d"
                   " ON d.id = a.document_id WHERE d.shown"),
         2);
  INT_EQ(ask(name, "SELECT count(*) FROM articles"), 7);
  INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'serikov'"), 2);
  check_whole(name);
}

static void test_migration (void) {
  const char *name = fresh("old.db");
  dkx_options options;
  dkx_index *index;
  dkx_error err;
  int version;
  for (version = 1; version < dkx_schema_version(); version++) {
    name = fresh("old.db");
    dkx_options_init(&options);
    options.schema = version;
    index = open_with(name, &options);
    OK(index != NULL);
    INT_EQ(dkx_close(index, NULL), DKX_OK);
    INT_EQ(ask(name, "PRAGMA user_version"), version);
    execute(
        name,
        "INSERT INTO documents(id, source, state, shown) VALUES(1, 'a', 'current', 1);"
        "INSERT INTO articles(id, document_id, hash, number, url, text)"
        " VALUES(1, 1, x'00', 1, 'http://www.Agency.test:80/a/?b=1&utm_medium=c#d', 'text');"
        "CREATE VIEW mine AS SELECT title, text FROM articles;"
        "INSERT INTO records(article_id, kind, text_start, text_end, persons)"
        " VALUES(1, 'sentence', 0, 1, '[\"Adil Serikov\",\"Dana Serikova\"]')");
    options.schema = 0;
    options.read_only = 1;
    INT_EQ(dkx_open(name, &options, &index, &err), DKX_EOLDER);
    OK(index == NULL);
    options.read_only = 0;
    index = open_with(name, &options);
    OK(index != NULL);
    INT_EQ(dkx_close(index, NULL), DKX_OK);
    INT_EQ(ask(name, "PRAGMA user_version"), dkx_schema_version());
    if (version < 2)
      INT_EQ(ask(name, "SELECT count(*) FROM persons"), 2);
    INT_EQ(ask(name, "SELECT count(*) FROM sentences"), 1);
    INT_EQ(ask(name, "SELECT count(*) FROM articles WHERE address = 'agency.test/a?b=1'"), 1);
    INT_EQ(ask(name, "SELECT count(*) FROM mine"), 1);
    INT_EQ(ask(name, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    INT_EQ(ask(name, "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%new_articles%'"), 0);
    execute(name, "INSERT INTO articles_fts(articles_fts) VALUES('rebuild')");
    INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'text'"), 1);
  }
}

/* The view of a declared kind stands on tables that a later step makes anew. */
static void test_migrated_kinds (void) {
  const char *name = fresh("kinds.db");
  dkx_options options;
  dkx_index *index;
  dkx_options_init(&options);
  options.schema = 3;
  OK((index = open_with(name, &options)) != NULL);
  dkx_close(index, NULL);
  execute(name, "INSERT INTO kinds VALUES('notice', 'notice', '[\"judge\",\"offence\"]');"
                "CREATE VIEW notice AS SELECT 1 FROM articles;"
                "INSERT INTO documents(id, source, state, shown) VALUES(1, 'a', 'current', 1);"
                "INSERT INTO articles(id, document_id, hash, number, text)"
                " VALUES(1, 1, x'00', 1, 'text');"
                "INSERT INTO records(article_id, kind, text_start, text_end, offence, extra)"
                " VALUES(1, 'notice', 0, 1, 'fraud', '{\"judge\":\"Holm\"}')");
  options.schema = 0;
  OK((index = open_with(name, &options)) != NULL);
  dkx_close(index, NULL);
  INT_EQ(ask(name, "SELECT count(*) FROM notice WHERE judge = 'Holm' AND offence = 'fraud'"),
         1);
}

/* An article of an address is shown in its last version, whatever document has it. */
static void test_versions (void) {
  const char *name = fresh("versions.db");
  dkx_index *index = open_default(name);
  dkx_status status;
  INT_EQ(load(index, "a", "s1", "r1", 9, &status, NULL), DKX_OK);
  ending = " It was corrected.";
  INT_EQ(load(index, "b", "s2", "r1", 9, &status, NULL), DKX_OK);
  INT_EQ(dkx_sync(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM versions WHERE source = 'a' AND later_source = 'b'"),
         3);
  INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'serikov'"),
         15);
  INT_EQ(load(index, "b", "s3", "r1", 1, &status, NULL), DKX_OK);
  ending = "";
  INT_EQ(load(index, "a", "s1", "r2", 9, &status, NULL), DKX_OK); /* changes nothing of it */
  INT_EQ(status, DKX_RULES);
  INT_EQ(dkx_sync(index, NULL), DKX_OK);
  /* What b does not have any more is shown as a has it. */
  INT_EQ(ask(name, "SELECT number FROM articles WHERE superseded_by IS NOT NULL"), 1);
  INT_EQ(ask(name, "SELECT count(*) FROM articles WHERE superseded_by IS NOT NULL"), 1);
  INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'serikov'"), 9);
  ending = " It was corrected.";
  INT_EQ(load(index, "b", "s4", "r1", 9, &status, NULL), DKX_OK);
  ending = "";
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'serikov'"),
         15);
  check_whole(name);
}

/* What an older docket stored has no sketches until it is extracted anew. */
static void test_late_sketches (void) {
  const char *name = fresh("late.db");
  dkx_index *index = open_default(name);
  dkx_status status;
  INT_EQ(load(index, "a", "s1", "r1", 9, &status, NULL), DKX_OK);
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM duplicates"), 3);
  execute(name, "DELETE FROM sketches; DELETE FROM passages; DELETE FROM likeness;"
                "UPDATE articles SET copy_of = NULL");
  index = open_default(name);
  INT_EQ(load(index, "a", "s1", "r2", 9, &status, NULL), DKX_OK);
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM duplicates"), 3);
  INT_EQ(ask(name, "SELECT count(*) FROM sketches"), 9);
  check_whole(name);
}

/* A step that fails leaves the version and everything before it as it was. */
static void test_migration_undone (void) {
  const char *name = fresh("stuck.db");
  dkx_options options;
  dkx_index *index;
  dkx_error err;
  dkx_options_init(&options);
  options.schema = 1;
  OK((index = open_with(name, &options)) != NULL);
  dkx_close(index, NULL);
  execute(name, "CREATE TABLE persons(x)"); /* in the way of the second step */
  options.schema = 0;
  OK(dkx_open(name, &options, &index, &err) != DKX_OK);
  INT_EQ(ask(name, "PRAGMA user_version"), 1);
  execute(name, "DROP TABLE persons");
  OK((index = open_with(name, &options)) != NULL);
  dkx_close(index, NULL);
  INT_EQ(ask(name, "PRAGMA user_version"), dkx_schema_version());
}

static void write_file (const char *name, const char *bytes, size_t len) {
  FILE *f = fopen(name, "wb");
  OK(f != NULL && fwrite(bytes, 1, len, f) == len);
  if (f != NULL)
    fclose(f);
}

static void refuse (const char *name, dkx_code code) {
  dkx_options options;
  dkx_index *index;
  dkx_error err;
  dkx_options_init(&options);
  options.create = code == DKX_ENOENT ? 0 : 1;
  INT_EQ(dkx_open(name, &options, &index, &err), code);
  OK(index == NULL);
  OK(strstr(err.message, name) != NULL || *name == '\0');
}

static void test_refusals (void) {
  char bytes[5000];
  const char *name = fresh("other.db");
  execute(name, "CREATE TABLE theirs(x); PRAGMA application_id=77");
  refuse(name, DKX_EOTHER);
  INT_EQ(ask(name, "SELECT count(*) FROM sqlite_master"), 1);
  execute((name = fresh("unmarked.db")), "CREATE TABLE theirs(x)");
  refuse(name, DKX_EOTHER);
  name = fresh("newer.db");
  dkx_close(open_default(name), NULL);
  execute(name, "PRAGMA user_version=99");
  refuse(name, DKX_ENEWER);
  name = fresh("text.db");
  memset(bytes, 'x', sizeof bytes);
  write_file(name, bytes, sizeof bytes);
  refuse(name, DKX_ENOTDB);
  refuse(fresh("missing.db"), DKX_ENOENT);
  refuse(directory, DKX_EOPEN);
  refuse("", DKX_ENOENT);
}

/* Damage every page in turn: an error or a right answer, never a crash. */
static void test_damage (void) {
  const char *name = fresh("damaged.db");
  dkx_index *index = open_default(name);
  dkx_status status;
  static char whole[400000], damaged[400000];
  size_t len, page;
  FILE *f;
  load(index, "a", "s1", "r1", 20, &status, NULL);
  dkx_close(index, NULL);
  f = fopen(name, "rb");
  OK(f != NULL);
  len = f != NULL ? fread(whole, 1, sizeof whole, f) : 0;
  if (f != NULL)
    fclose(f);
  for (page = 0; page < len / 4096; page++) {
    dkx_options options;
    dkx_options_init(&options);
    memcpy(damaged, whole, len);
    memset(damaged + page * 4096 + (page == 0 ? 100 : 0), 0xA5, 2000);
    write_file(fresh("damaged.db"), damaged, len);
    if (dkx_open(name, &options, &index, NULL) == DKX_OK) {
      load(index, "b", "s2", "r1", 20, &status, NULL);
      dkx_close(index, NULL);
    }
  }
}

static void test_full_disk (void) {
  const char *name = fresh("full.db");
  dkx_options options;
  dkx_index *index;
  dkx_status status;
  dkx_error err;
  dkx_code code;
  dkx_options_init(&options);
  options.max_pages = 120;
  options.batch_bytes = 20000;
  OK((index = open_with(name, &options)) != NULL);
  code = load(index, "a", "s1", "r1", 2000, &status, &err);
  if (code == DKX_OK)
    code = dkx_sync(index, &err);
  INT_EQ(code, DKX_EFULL);
  INT_EQ(dkx_sync(index, &err), DKX_EFULL); /* and stays so */
  INT_EQ(dkx_close(index, &err), DKX_EFULL);
  OK(ask(name, "SELECT count(*) FROM articles") > 0);
  INT_EQ(ask(name, "SELECT count(*) FROM documents WHERE state = 'loading'"), 1);
  check_whole(name);
  index = open_default(name);
  INT_EQ(load(index, "a", "s1", "r1", 2000, &status, &err), DKX_OK);
  INT_EQ(status, DKX_RESUMED);
  INT_EQ(dkx_close(index, &err), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM articles"), 2000);
  INT_EQ(ask(name, "SELECT max(id) FROM articles"), 2000);
  check_whole(name);
}

static void test_busy (void) {
  const char *name = fresh("busy.db");
  dkx_options options;
  dkx_index *index;
  dkx_status status;
  dkx_error err;
  sqlite3 *other;
  dkx_code code;
  dkx_options_init(&options);
  options.busy_ms = 30;
  OK((index = open_with(name, &options)) != NULL);
  sqlite3_open(name, &other);
  sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  code = load(index, "a", "s1", "r1", 3, &status, &err);
  if (code == DKX_OK)
    code = dkx_sync(index, &err);
  INT_EQ(code, DKX_EBUSY);
  sqlite3_close(other);
  INT_EQ(dkx_close(index, NULL), DKX_EBUSY);
  index = open_default(name);
  INT_EQ(load(index, "a", "s1", "r1", 3, &status, &err), DKX_OK);
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM articles"), 3);
}

static void pause_ms (long ms) {
  struct timespec time = { ms / 1000, ms % 1000 * 1000000 };
  nanosleep(&time, NULL);
}

/* A child loads; it is killed at some moment; what it left is whole, and another
** load takes it up. */
static void test_kill (void) {
  enum { ROUNDS = 12, ARTICLES = 3000 };
  const char *name = fresh("kill.db");
  int round, killed = 0;
  dkx_index *index;
  dkx_status status;
  for (round = 0; round < ROUNDS; round++) {
    pid_t child = fork();
    if (child == 0) {
      dkx_options options;
      dkx_options_init(&options);
      options.batch_bytes = 30000;
      options.threads = round % 2;
      index = open_with(name, &options);
      if (index != NULL) {
        load(index, "a", "s1", "r1", ARTICLES, &status, NULL);
        dkx_close(index, NULL);
      }
      _exit(0);
    }
    pause_ms(3 + 9 * round);
    kill(child, SIGKILL);
    {
      int how;
      waitpid(child, &how, 0);
      killed += WIFSIGNALED(how);
    }
    if (ask(name, "SELECT count(*) FROM sqlite_master WHERE name = 'people'") == 1)
      check_whole(name);
  }
  OK(killed > 0);
  index = open_default(name);
  INT_EQ(load(index, "a", "s1", "r1", ARTICLES, &status, NULL), DKX_OK);
  INT_EQ(dkx_close(index, NULL), DKX_OK);
  INT_EQ(ask(name, "SELECT count(*) FROM articles"), ARTICLES);
  INT_EQ(ask(name, "SELECT max(id) FROM articles"), ARTICLES);
  INT_EQ(ask(name, "SELECT count(*) FROM documents WHERE state = 'current'"), 1);
  check_whole(name);
}

static int load_as_child (const char *name, int child) {
  char source[20], sha256[20];
  dkx_index *index = open_default(name);
  dkx_status status;
  dkx_error err = { DKX_OK, 0, "" };
  int shared;
  if (index == NULL)
    return 1;
  for (shared = 0; shared < 2; shared++) { /* a document of its own, and one of all */
    snprintf(source, sizeof source, "%d", shared ? 0 : child);
    snprintf(sha256, sizeof sha256, "s%d", shared ? 0 : child);
    if (load(index, source, sha256, "r1", 400, &status, &err) != DKX_OK)
      fprintf(stderr, "child %d: %s\n", child, err.message);
  }
  return dkx_close(index, &err) != DKX_OK || err.code != DKX_OK;
}

static void test_processes (void) {
  enum { CHILDREN = 4 };
  const char *name = fresh("processes.db");
  pid_t children[CHILDREN];
  int i, status;
  for (i = 0; i < CHILDREN; i++) {
    children[i] = fork();
    if (children[i] == 0)
      _exit(load_as_child(name, i + 1));
  }
  for (i = 0; i < CHILDREN; i++) {
    waitpid(children[i], &status, 0);
    OK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  INT_EQ(ask(name, "SELECT count(*) FROM documents"), CHILDREN + 1);
  INT_EQ(ask(name, "SELECT count(*) FROM documents WHERE state <> 'current'"), 0);
  INT_EQ(ask(name, "SELECT count(*) FROM articles"), (CHILDREN + 1) * 400);
  check_whole(name);
}

static void test_queries (void) {
  const char *name = fresh("queries.db");
  dkx_index *index = open_default(name);
  dkx_query one, two;
  dkx_status status;
  dkx_error err;
  int row;
  load(index, "a", "s1", "r1", 3, &status, &err);
  dkx_sync(index, NULL);
  memset(&one, 0, sizeof one);
  memset(&two, 0, sizeof two);
  INT_EQ(dkx_query_open(index, &one, "SELECT 1/0", 10, &err), DKX_OK);
  INT_EQ(dkx_query_open(index, &two, "DELETE FROM articles", 20, &err), DKX_EREADONLY);
  INT_EQ(dkx_query_open(index, &two, "SELECT id FROM articles", 23, &err), DKX_OK);
  INT_EQ(dkx_query_step(&two, &row, &err), DKX_OK);
  INT_EQ(row, 1);
  dkx_query_close(&one);
  dkx_query_close(&one);
  INT_EQ(dkx_close(index, NULL), DKX_OK); /* with a query in the middle of its rows */
  OK(two.index == NULL);
  dkx_query_close(&two);
}

/* --- allocations that fail ------------------------------------------------------------ */

static dkx_code scenario (const char *name, int threads) {
  static const char *const fields[] = { "amount", "who" };
  static const char sql[] =
      "SELECT docket_fold(a.text), docket_has(a.text, 'serikov') FROM articles AS a,"
      " articles_fts AS f WHERE articles_fts MATCH 'serikov' AND f.rowid = a.id";
  dkx_options options;
  dkx_index *index;
  dkx_status status;
  dkx_query query;
  const char *view;
  dkx_code code, closed;
  int row = 1;
  dkx_options_init(&options);
  options.threads = threads;
  code = dkx_open(name, &options, &index, NULL);
  if (code != DKX_OK)
    return code;
  code = load(index, "a", "s1", "r1", 3, &status, NULL);
  if (code == DKX_OK)
    code = load(index, "a", "s2", "r2", 2, &status, NULL);
  ending = " It was corrected.";
  if (code == DKX_OK)
    code = load(index, "b", "s3", "r2", 5, &status, NULL);
  if (code == DKX_OK)
    code = load(index, "b", "s4", "r2", 4, &status, NULL);
  ending = "";
  if (code == DKX_OK)
    code = dkx_declare_kind(index, "notice", fields, 2, &view, NULL);
  memset(&query, 0, sizeof query);
  if (code == DKX_OK)
    code = dkx_query_open(index, &query, sql, strlen(sql), NULL);
  while (code == DKX_OK && row)
    code = dkx_query_step(&query, &row, NULL);
  closed = dkx_close(index, NULL);
  return code != DKX_OK ? code : closed;
}

static void test_failing_allocations (int threads) {
  const char *name = fresh("memory.db");
  long long k, before, runs = 0;
  dkx_code code;
  INT_EQ(scenario(name, threads), DKX_OK); /* and what SQLite keeps for good is there */
  /* Every early allocation, then fewer and fewer: what comes late comes often. */
  for (k = 1;; k += 1 + k / (threads ? 20 : 60)) {
    name = fresh("memory.db");
    before = outstanding;
    allocations = 0;
    fail_from = k;
    code = scenario(name, threads);
    fail_from = 0;
    runs++;
    if (!INT_EQ(outstanding, before))
      break;
    if (code == DKX_OK)
      break; /* more allocations than are made */
    if (code != DKX_ENOMEM && !OK(code == DKX_ENOMEM)) {
      fprintf(stderr, "  allocation %lld: %s\n", k, dkx_code_name(code));
      break;
    }
  }
  printf("failing allocations, threads=%d: %lld runs\n", threads, runs);
}

int main (int argc, char **argv) {
  static char made[] = "/tmp/index_test.XXXXXX";
  char command[100];
  directory = argc > 1 ? argv[1] : mkdtemp(made);
  if (directory == NULL)
    return 1;
  install_allocator();
  test_new_file();
  test_statuses();
  test_streams();
  test_migration();
  test_migrated_kinds();
  test_migration_undone();
  test_versions();
  test_late_sketches();
  test_refusals();
  test_damage();
  test_full_disk();
  test_busy();
  test_kill();
  test_processes();
  test_queries();
  test_failing_allocations(0);
  test_failing_allocations(1);
  if (argc <= 1) {
    snprintf(command, sizeof command, "rm -rf %s", directory);
    if (system(command) != 0)
      failures++;
  }
  printf("index_test: %d checks, %d failed\n", checks, failures);
  return failures > 0;
}
