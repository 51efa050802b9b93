/*
** What the files of the index share among themselves.
*/
#ifndef DKX_INTERNAL_H
#define DKX_INTERNAL_H

#include <pthread.h>
#include <sqlite3.h>

#include "dkx.h"

/* --- dkx_error.c ------------------------------------------------------------ */

/* Fill *err and give its code back. */
dkx_code dkx_fail (dkx_error *err, dkx_code code, const char *format, ...);

/* Fill *err from what SQLite says on 'db' about result 'rc'. 'name' is what the
** message is about (a file name, "sql"). */
dkx_code dkx_fail_sqlite (dkx_error *err, sqlite3 *db, int rc, const char *name);

/* --- dkx_fold.c: names and words as full-text search sees them -------------- */

typedef struct dkx_folder {
  fts5_tokenizer tokenizer;
  Fts5Tokenizer *instance;
  char *bytes; /* the last result, NUL-terminated */
  size_t len, cap;
  int words; /* in the last result */
} dkx_folder;

/* 'folder' must be zeroed. Returns a result of SQLite. */
int dkx_folder_init (dkx_folder *folder, sqlite3 *db);
void dkx_folder_clear (dkx_folder *folder);

/* Fold a text into folder->bytes: words without case and diacritics, a space
** between them. Returns a result of SQLite. */
int dkx_fold (dkx_folder *folder, const char *bytes, size_t len);

/* Register docket_fold and docket_has on a connection. */
int dkx_fold_register (sqlite3 *db, dkx_folder *folder);

/* --- dkx_job.c --------------------------------------------------------------- */

typedef enum dkx_job_kind {
  DKX_JOB_BEGIN,
  DKX_JOB_ARTICLE,
  DKX_JOB_KEEP,
  DKX_JOB_END
} dkx_job_kind;

struct dkx_job {
  struct dkx_job *next;
  dkx_job_kind kind;
  int token;
  dkx_hash hash;
  int failed; /* memory ran out while values were put */
  unsigned char *bytes;
  size_t len, cap;
};

typedef struct dkx_value {
  dkx_type type;
  int64_t i;
  double r;
  const char *text;
  size_t len;
} dkx_value;

dkx_job *dkx_job_new (void);
void dkx_job_reset (dkx_job *job);
void dkx_job_free (dkx_job *job);

/* Read the value at *at and move on. Past the end it is DKX_NULL. */
void dkx_job_next (const dkx_job *job, size_t *at, dkx_value *value);

/* Bind a value to a parameter. Its text is not copied. */
int dkx_value_bind (sqlite3_stmt *statement, int column, const dkx_value *value);

/* --- dkx_schema.c ------------------------------------------------------------ */

/* Create or bring up to date the schema of 'db', a step a transaction, up to
** version 'limit' (0: the newest). A file that is not ours is refused. */
dkx_code dkx_migrate (sqlite3 *db, dkx_folder *folder, const char *path, int limit,
                      int read_only, dkx_error *err);

/* --- dkx_view.c: results of SQLite ------------------------------------------------ */

/* Drop the views, or make them. */
int dkx_make_views (sqlite3 *db, int anew);
/* Make the views of declared kinds anew. */
int dkx_remake_kinds (sqlite3 *db);

/* --- dkx_person.c ------------------------------------------------------------ */

#define DKX_LINKED 32

/* The statements that link names to people, on one connection. */
typedef struct dkx_linker {
  sqlite3 *db;
  dkx_folder *folder;
  sqlite3_stmt *find, *add, *link;
  dkx_hash linked[DKX_LINKED]; /* the last names, with their articles */
  int next;                    /* the one to be forgotten next */
} dkx_linker;

int dkx_linker_init (dkx_linker *linker, sqlite3 *db, dkx_folder *folder);
void dkx_linker_clear (dkx_linker *linker);

/* Link a name that a record of the article holds. Returns a result of SQLite. */
int dkx_link_name (dkx_linker *linker, int64_t article, const char *name, size_t len);

/* Forget what was linked, because links were taken away. */
void dkx_linker_forget (dkx_linker *linker);

/* Note another form of a person whom the article's records already name. */
int dkx_link_form (dkx_linker *linker, int64_t article, const char *name, size_t len,
                   const char *form, size_t form_len);

/* --- dkx_classify.c ---------------------------------------------------------- */

/* What the index knows of a document. The reader asks before the rules run, the
** writer once more under its lock, because processes do not wait for each other
** in between. */
typedef struct dkx_found {
  dkx_status status;
  int64_t id;      /* of the stored document to go on with, 0 is none */
  int has_earlier; /* the source is stored with other bytes */
} dkx_found;

extern const char dkx_sql_find_document[];
extern const char dkx_sql_find_source[];

int dkx_classify (sqlite3_stmt *find_document, sqlite3_stmt *find_source,
                  const dkx_document *document, dkx_found *found);

int dkx_bind_span (sqlite3_stmt *statement, int n, const char *bytes, size_t len);

/* --- dkx_address.c ------------------------------------------------------------ */

/* Longer URLs are no addresses: they carry the state of a search or a session. */
#define DKX_ADDRESS_MAX 2000

typedef struct dkx_address {
  char bytes[DKX_ADDRESS_MAX];
  size_t len; /* 0: the URL is none of the web */
} dkx_address;

void dkx_address_of (dkx_address *out, const char *url, size_t len);

/* --- dkx_ids.c ------------------------------------------------------------------ */

/* All zero is an empty list. */
typedef struct dkx_ids {
  int64_t *items;
  size_t n, cap;
} dkx_ids;

void dkx_ids_clear (dkx_ids *ids);

/* Append the first column of all rows, and reset the statement. Returns a result
** of SQLite. */
int dkx_ids_read (dkx_ids *ids, sqlite3_stmt *statement);

/* Sort, each id once. */
void dkx_ids_sort (dkx_ids *ids);

/* Where 'id' stands in a sorted list; NULL if it does not. */
int64_t *dkx_ids_find (const dkx_ids *ids, int64_t id);

/* --- dkx_statement.c ------------------------------------------------------------ */

enum {
  DKX_S_BEGIN,
  DKX_S_COMMIT,
  DKX_S_FIND_RULESET,
  DKX_S_ADD_RULESET,
  DKX_S_FIND_DOCUMENT,
  DKX_S_FIND_SOURCE,
  DKX_S_ADD_DOCUMENT,
  DKX_S_ARTICLE_IDS,
  DKX_S_FIND_ARTICLE,
  DKX_S_FIND_EARLIER,
  DKX_S_MOVE_ARTICLE,
  DKX_S_SET_RULESET,
  DKX_S_ARCHIVE_ARTICLE,
  DKX_S_ADD_ARTICLE,
  DKX_S_ADD_FTS,
  DKX_S_ADD_BLOCK,
  DKX_S_ADD_RECORD,
  DKX_S_DROP_RECORDS,
  DKX_S_DROP_LINKS,
  DKX_S_DROP_BLOCKS,
  DKX_S_DROP_FTS,
  DKX_S_DROP_ARTICLE,
  DKX_S_DROP_FTS_EARLIER,
  DKX_S_SUPERSEDE,
  DKX_S_ADD_ARCHIVE,
  DKX_S_NEXT_VERSION,
  DKX_S_COMPLETE,
  DKX_S_DROP_PERSONS,
  DKX_S_CARRY_OVER,
  DKX_S_ALL_EARLIER,
  DKX_S_NAME_LATER,
  DKX_S_SEE,
  DKX_S_ADD_SKETCH,
  DKX_S_DROP_SKETCH,
  DKX_S_ADD_PASSAGE,
  DKX_S_DROP_PASSAGE,
  DKX_S_FIND_PASSAGE,
  DKX_S_ADD_LIKENESS,
  DKX_S_LIKE,
  DKX_S_DROP_LIKE,
  DKX_S_DROP_LIKE_BACK,
  DKX_S_CLUSTER,
  DKX_S_MOVE_COPIES,
  DKX_S_SET_COPY,
  DKX_S_CLEAR_COPY,
  DKX_S_SAME_ADDRESS,
  DKX_S_REPLACE,
  DKX_S_REPLACED,
  DKX_S_CURRENT,
  DKX_S_REVIVE,
  DKX_S_REVIVE_FTS,
  DKX_S_UNNAME,
  DKX_S_COUNT
};

/* A document as the writer sees it. */
typedef struct dkx_target {
  int used;
  int64_t id;
  int64_t ruleset; /* 0 is none */
  int has_earlier; /* the same source is stored with other bytes */
  int stream;
  int by_source; /* found without knowing its bytes */
  int replaced;  /* records of it were replaced */
  int is_feed;   /* a window on an outlet's articles: what left it is not gone */
  char *source;
  size_t source_len;
  dkx_ids old; /* articles that were there before, ascending */
  char *kept;  /* for each, whether these bytes still have it */
} dkx_target;

typedef struct dkx_writer {
  /* Used by one thread at a time: the worker, or the caller while the worker
  ** is idle with no transaction open. */
  sqlite3 *db;
  sqlite3_stmt *statements[DKX_S_COUNT];
  dkx_folder folder;
  dkx_linker linker;
  dkx_target *targets;
  int n_targets;
  const char *path;
  int in_transaction;
  int64_t batch_bytes;
  int64_t batch_begin_ms;
  dkx_options options;

  /* The queue; everything below is guarded by 'lock'. */
  pthread_mutex_t lock;
  pthread_cond_t work; /* something to do for the worker */
  pthread_cond_t done; /* something done by the worker */
  int has_lock, has_thread;
  pthread_t thread;
  dkx_job *head, *tail;
  dkx_job *spare; /* done with, to be filled again */
  int n_spare;
  size_t queued; /* bytes */
  int busy, stop, sync;
  int worker_waits, caller_waits; /* a signal is a system call: only if needed */
  dkx_error error;                /* the first failure; nothing is written after it */
} dkx_writer;

/* The statement, prepared at its first use. Returns a result of SQLite. */
int dkx_get (dkx_writer *writer, int which, sqlite3_stmt **out);

/* Run a statement with up to two integer parameters. */
int dkx_run_ints (dkx_writer *writer, int which, int64_t first, int64_t second);

int dkx_begin_transaction (dkx_writer *writer);
dkx_code dkx_commit (dkx_writer *writer, dkx_error *err);
void dkx_rollback (dkx_writer *writer);

/* Milliseconds of a clock that never goes back. */
int64_t dkx_now_ms (void);

/* Is the open transaction large or old enough to be committed? */
int dkx_batch_is_due (const dkx_writer *writer);

/* Step a statement that gives no row, and reset it. */
int dkx_step_done (sqlite3_stmt *statement);

/* --- dkx_write.c --------------------------------------------------------------- */

/* Carry out a job; begins a transaction when none is open. */
dkx_code dkx_run (dkx_writer *writer, const dkx_job *job, dkx_error *err);

/* --- dkx_target.c: documents; all but the first return a result of SQLite ------- */

void dkx_writer_clear_targets (dkx_writer *writer);
int dkx_run_begin (dkx_writer *writer, const dkx_job *job);
int dkx_run_end (dkx_writer *writer, const dkx_job *job, dkx_target *target);

/* Note that these bytes still have an article that was there before. */
void dkx_mark_kept (dkx_target *target, int64_t id);

/* --- dkx_article.c: articles; results of SQLite ---------------------------------- */

int dkx_run_article (dkx_writer *writer, const dkx_job *job, dkx_target *target);

/* Gives SQLITE_NOTFOUND when another process took the article away. */
int dkx_run_keep (dkx_writer *writer, const dkx_job *job, dkx_target *target);
int dkx_drop_article (dkx_writer *writer, int64_t article);

/* --- dkx_near.c: copies and versions; results of SQLite -------------------------- */

/* Store the sketch of an article (DKX_NULL: it has none), and link what it is a
** copy or a version of. For one that is not new, only if it has no sketch yet. */
int dkx_near_add (dkx_writer *writer, int64_t id, int is_new, const dkx_value *packed,
                  int has_address);

/* The same for a stored article whose document is only now shown. */
int dkx_near_settle (dkx_writer *writer, int64_t id);

/* The article is shown no more: nothing is a copy of it. */
int dkx_near_forget (dkx_writer *writer, int64_t id);

/* --- dkx_version.c ------------------------------------------------------------------ */

/* An article that is shown no more had taken the place of others: another one of
** the address takes it, or they are shown again. A result of SQLite. */
int dkx_version_revive (dkx_writer *writer, int64_t gone);

/* --- dkx_queue.c ------------------------------------------------------------- */

/* An empty job, used before or new; NULL when memory is out. */
dkx_job *dkx_spare_job (dkx_writer *writer);

/* Hand the index's draft to the writer. */
dkx_code dkx_post (dkx_index *index, dkx_error *err);

/* Stop the worker, after it has finished what is queued. */
dkx_code dkx_queue_close (dkx_writer *writer, dkx_error *err);

/* --- dkx_open.c -------------------------------------------------------------- */

/* A document as its reader sees it. */
typedef struct dkx_handle {
  int used;
  dkx_status status;
  int stream;
  int64_t id; /* stored document, 0 when there is none */
  char *source;
  size_t source_len;
  char *ruleset;
  size_t ruleset_len;
} dkx_handle;

struct dkx_index {
  char *path;
  int read_only;
  int busy_ms;
  sqlite3 *reader;
  dkx_folder folder; /* of the reader */
  sqlite3_stmt *find_document, *find_source, *find_article;
  int64_t deadline_ms; /* of the query that runs, 0 is none */
  dkx_query *queries;
  dkx_writer *writer; /* NULL when read only */
  dkx_job *draft;
  dkx_handle *handles;
  int n_handles;
  uint64_t *pending; /* what was begun since the last dkx_sync */
  size_t n_pending, cap_pending;
  char view[80];
};

/* Restrict a connection to reading. */
int dkx_restrict (dkx_index *index);

#endif
