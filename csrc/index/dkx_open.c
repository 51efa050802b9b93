/*
** Opening and closing, and what the caller's side knows of its documents.
**
** Two connections: the writer's, which the worker uses, and the reader's, which
** cannot write at all. Write-ahead logging lets them, and other processes, work
** at once; the last one to close turns it off again, so that what people copy
** and hand on is one plain file.
*/
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "dkx_internal.h"

void dkx_options_init (dkx_options *options) {
  memset(options, 0, sizeof *options);
  options->create = 1;
  options->threads = 1;
  options->busy_ms = DKX_BUSY_MS;
  options->batch_bytes = DKX_BATCH_BYTES;
  options->batch_ms = DKX_BATCH_MS;
}

/* Called while another process holds the lock. SQLite's own handler sleeps for
** up to 100 ms and so misses the short gaps between a loader's transactions. */
static int wait_for_lock (void *limit_ms, int calls) {
  if (calls >= *(const int *)limit_ms)
    return 0;
  sqlite3_sleep(1);
  return 1;
}

static int run (sqlite3 *db, const char *sql) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* --- the writer ---------------------------------------------------------------- */

static void free_jobs (dkx_job *job) {
  while (job != NULL) {
    dkx_job *next = job->next;
    dkx_job_free(job);
    job = next;
  }
}

static void writer_free (dkx_writer *writer) {
  int i;
  if (writer == NULL)
    return;
  free_jobs(writer->head);
  free_jobs(writer->spare);
  for (i = 0; i < DKX_S_COUNT; i++)
    sqlite3_finalize(writer->statements[i]);
  dkx_linker_clear(&writer->linker);
  dkx_folder_clear(&writer->folder);
  dkx_writer_clear_targets(writer);
  sqlite3_close_v2(writer->db);
  if (writer->has_lock) {
    pthread_cond_destroy(&writer->work);
    pthread_cond_destroy(&writer->done);
    pthread_mutex_destroy(&writer->lock);
  }
  sqlite3_free(writer);
}

static int init_lock (dkx_writer *writer) {
  if (pthread_mutex_init(&writer->lock, NULL) != 0)
    return 0;
  if (pthread_cond_init(&writer->work, NULL) != 0) {
    pthread_mutex_destroy(&writer->lock);
    return 0;
  }
  if (pthread_cond_init(&writer->done, NULL) != 0) {
    pthread_cond_destroy(&writer->work);
    pthread_mutex_destroy(&writer->lock);
    return 0;
  }
  writer->has_lock = 1;
  return 1;
}

static int set_pragmas (dkx_writer *writer) {
  char sql[160];
  sqlite3_snprintf(
      (int)sizeof sql, sql,
      "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-16384;"
      "PRAGMA journal_size_limit=0; PRAGMA max_page_count=%lld",
      (long long)(writer->options.max_pages > 0 ? writer->options.max_pages : 4294967294LL));
  return run(writer->db, sql);
}

/* Turn write-ahead logging on. A file system that cannot have it leaves the
** rollback journal, which is slower with several processes but as safe. */
static int set_journal (dkx_writer *writer) {
  int rc, tries = 0;
  do {
    rc = run(writer->db, "PRAGMA journal_mode=WAL");
  } while ((rc & 0xFF) == SQLITE_BUSY && wait_for_lock(&writer->options.busy_ms, tries++));
  return (rc & 0xFF) == SQLITE_BUSY ? SQLITE_OK : rc;
}

static dkx_code open_failed (dkx_error *err, sqlite3 *db, int rc, const char *path,
                             int create) {
  if ((rc & 0xFF) == SQLITE_CANTOPEN && !create && access(path, F_OK) != 0 && errno == ENOENT)
    return dkx_fail(err, DKX_ENOENT, "%s: no such file", path);
  return dkx_fail_sqlite(err, db, rc, path);
}

/* Open the writing side. *out stays NULL, with DKX_OK, when the file turns out
** to be one that can only be read. */
static dkx_code open_writer (const char *path, const dkx_options *options, dkx_writer **out,
                             dkx_error *err) {
  int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options->create ? SQLITE_OPEN_CREATE : 0);
  dkx_writer *writer = sqlite3_malloc64(sizeof *writer);
  dkx_code code = DKX_OK;
  int rc;
  if (writer == NULL)
    return dkx_fail(err, DKX_ENOMEM, "%s: out of memory", path);
  memset(writer, 0, sizeof *writer);
  *out = writer;
  writer->options = *options;
  writer->path = path;
  if (!sqlite3_threadsafe())
    writer->options.threads = 0;
  if (!init_lock(writer))
    return dkx_fail(err, DKX_ENOMEM, "%s: cannot make a lock", path);
  rc = sqlite3_open_v2(path, &writer->db, flags, NULL);
  if (rc != SQLITE_OK)
    return open_failed(err, writer->db, rc, path, options->create);
  sqlite3_extended_result_codes(writer->db, 1);
  sqlite3_busy_handler(writer->db, wait_for_lock, &writer->options.busy_ms);
  if (sqlite3_db_readonly(writer->db, "main") == 1) {
    writer_free(writer);
    *out = NULL;
    return DKX_OK;
  }
  rc = dkx_folder_init(&writer->folder, writer->db);
  if (rc == SQLITE_OK)
    rc = set_pragmas(writer);
  if (rc == SQLITE_OK)
    code = dkx_migrate(writer->db, &writer->folder, path, options->schema, 0, err);
  if (rc == SQLITE_OK && code == DKX_OK)
    rc = set_journal(writer);
  if (rc == SQLITE_OK && code == DKX_OK && options->schema == 0)
    rc = dkx_linker_init(&writer->linker, writer->db, &writer->folder);
  return rc == SQLITE_OK ? code : dkx_fail_sqlite(err, writer->db, rc, path);
}

/* --- the reader ---------------------------------------------------------------- */

/* On a medium that cannot be written SQLite cannot make the files that go with
** write-ahead logging; without a log that holds anything, the file alone is all
** there is, and may be taken as unchanging. */
static char *immutable_name (const char *path) {
  sqlite3_str *uri = sqlite3_str_new(NULL);
  char *log = sqlite3_mprintf("%s-wal", path);
  int has_log = log == NULL || access(log, F_OK) == 0;
  sqlite3_free(log);
  sqlite3_str_appendall(uri, "file:");
  for (; *path != '\0'; path++) {
    if (strchr("%?#", *path) != NULL)
      sqlite3_str_appendf(uri, "%%%02X", (unsigned char)*path);
    else
      sqlite3_str_appendchar(uri, 1, *path);
  }
  sqlite3_str_appendall(uri, "?immutable=1");
  log = sqlite3_str_finish(uri);
  if (has_log) {
    sqlite3_free(log);
    return NULL;
  }
  return log;
}

static int open_reader_at (dkx_index *index, const char *name, int flags,
                           const dkx_options *options) {
  int rc = sqlite3_open_v2(name, &index->reader,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | flags, NULL);
  if (rc != SQLITE_OK)
    return rc;
  index->busy_ms = options->busy_ms;
  sqlite3_extended_result_codes(index->reader, 1);
  sqlite3_busy_handler(index->reader, wait_for_lock, &index->busy_ms);
  return run(index->reader, "SELECT count(*) FROM sqlite_master");
}

static int prepare (dkx_index *index, const char *sql, sqlite3_stmt **out) {
  return sqlite3_prepare_v3(index->reader, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
}

static int prepare_reader (dkx_index *index) {
  int rc = run(index->reader, "PRAGMA query_only=1; PRAGMA cache_size=-8192");
  if (rc == SQLITE_OK)
    rc = dkx_fold_register(index->reader, &index->folder);
  if (rc == SQLITE_OK)
    rc = prepare(index, dkx_sql_find_document, &index->find_document);
  if (rc == SQLITE_OK)
    rc = prepare(index, dkx_sql_find_source, &index->find_source);
  if (rc == SQLITE_OK) /* ?1 hash, ?2 document, ?3 source, ?4 hash of the rules */
    rc = prepare(index,
                 "SELECT s.hash IS ?4 FROM articles AS a"
                 " JOIN documents AS d ON d.id = a.document_id"
                 " LEFT JOIN rulesets AS s ON s.id = a.ruleset_id"
                 " WHERE a.hash = ?1 AND d.state <> 'superseded'"
                 " AND (d.id = ?2 OR d.source = ?3) ORDER BY d.id = ?2 DESC LIMIT 1",
                 &index->find_article);
  return rc == SQLITE_OK ? dkx_restrict(index) : rc;
}

static dkx_code open_reader (dkx_index *index, const dkx_options *options, dkx_error *err) {
  dkx_code code;
  int rc = open_reader_at(index, index->path, 0, options);
  int cannot = (rc & 0xFF) == SQLITE_CANTOPEN || (rc & 0xFF) == SQLITE_READONLY;
  if (cannot && index->writer == NULL && access(index->path, R_OK) == 0) {
    char *name = immutable_name(index->path);
    if (name != NULL) {
      sqlite3_close_v2(index->reader);
      index->reader = NULL;
      rc = open_reader_at(index, name, SQLITE_OPEN_URI, options);
      sqlite3_free(name);
    }
  }
  if (rc != SQLITE_OK)
    return open_failed(err, index->reader, rc, index->path, 0);
  rc = dkx_folder_init(&index->folder, index->reader);
  if (rc != SQLITE_OK)
    return dkx_fail_sqlite(err, index->reader, rc, index->path);
  if (index->writer == NULL) {
    code = dkx_migrate(index->reader, &index->folder, index->path, options->schema, 1, err);
    if (code != DKX_OK)
      return code;
  }
  if (options->schema != 0)
    return DKX_OK; /* a test's file of an older version: nothing else works on it */
  rc = prepare_reader(index);
  return rc == SQLITE_OK ? DKX_OK : dkx_fail_sqlite(err, index->reader, rc, index->path);
}

/* --- open and close -------------------------------------------------------------- */

/* Names that SQLite would not take for a file get a directory in front. */
static char *file_name (const char *path) {
  if (path[0] == ':' || strncmp(path, "file:", 5) == 0)
    return sqlite3_mprintf("./%s", path);
  return sqlite3_mprintf("%s", path);
}

static dkx_code open_both (dkx_index *index, const char *path, const dkx_options *options,
                           dkx_error *err) {
  dkx_code code = DKX_OK;
  index->path = file_name(path);
  if (index->path == NULL)
    return dkx_fail(err, DKX_ENOMEM, "%s: out of memory", path);
  if (!options->read_only)
    code = open_writer(index->path, options, &index->writer, err);
  index->read_only = index->writer == NULL;
  return code == DKX_OK ? open_reader(index, options, err) : code;
}

dkx_code dkx_open (const char *path, const dkx_options *options, dkx_index **out,
                   dkx_error *err) {
  dkx_index *index;
  dkx_code code;
  *out = NULL;
  if (*path == '\0')
    return dkx_fail(err, DKX_ENOENT, "an index needs a file name");
  if (sqlite3_initialize() != SQLITE_OK)
    return dkx_fail(err, DKX_ENOMEM, "%s: out of memory", path);
  index = sqlite3_malloc64(sizeof *index);
  if (index == NULL)
    return dkx_fail(err, DKX_ENOMEM, "%s: out of memory", path);
  memset(index, 0, sizeof *index);
  code = open_both(index, path, options, err);
  if (code != DKX_OK) {
    dkx_close(index, NULL);
    return code;
  }
  *out = index;
  return DKX_OK;
}

static void close_reader (dkx_index *index) {
  int i;
  while (index->queries != NULL)
    dkx_query_close(index->queries); /* takes it off the list */
  sqlite3_finalize(index->find_document);
  sqlite3_finalize(index->find_source);
  sqlite3_finalize(index->find_article);
  for (i = 0; i < index->n_handles; i++) {
    sqlite3_free(index->handles[i].source);
    sqlite3_free(index->handles[i].ruleset);
  }
  sqlite3_free(index->handles);
  sqlite3_free(index->pending);
  dkx_job_free(index->draft);
  sqlite3_close_v2(index->reader);
  dkx_folder_clear(&index->folder); /* after the functions that use it */
}

dkx_code dkx_close (dkx_index *index, dkx_error *err) {
  dkx_code code = DKX_OK;
  if (index == NULL)
    return DKX_OK;
  close_reader(index);
  if (index->writer != NULL) {
    dkx_writer *writer = index->writer;
    if (writer->has_lock)
      code = dkx_queue_close(writer, err);
    if (writer->db != NULL) {
      sqlite3_busy_handler(writer->db, NULL, NULL); /* others may go on using it */
      if (code == DKX_OK && writer->linker.find != NULL)
        run(writer->db, "PRAGMA journal_mode=DELETE");
    }
    writer_free(writer);
  }
  sqlite3_free(index->path);
  sqlite3_free(index);
  return code;
}

int dkx_is_read_only (const dkx_index *index) {
  return index->read_only;
}

dkx_code dkx_optimize (dkx_index *index, dkx_error *err) {
  int rc;
  dkx_code code;
  if (index->writer == NULL)
    return dkx_fail(err, DKX_EREADONLY, "%s: the index is open for reading only", index->path);
  code = dkx_sync(index, err); /* from here on the worker is idle */
  if (code != DKX_OK)
    return code;
  rc = run(index->writer->db, "INSERT INTO articles_fts(articles_fts) VALUES('optimize')");
  return rc == SQLITE_OK ? DKX_OK : dkx_fail_sqlite(err, index->writer->db, rc, index->path);
}
