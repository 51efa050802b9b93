/*
** The index: one SQLite file that holds documents, their articles, blocks,
** records and people, and a full-text index over the articles.
**
** Rules for the whole interface
**   - An index and everything made from it belong to one thread at a time. The
**     writer thread behind 'threads' is internal: it has a connection of its
**     own and gets copies of what it stores.
**   - A function that can fail returns a dkx_code and fills *err ('err' may be
**     NULL). Nothing aborts, prints or calls back into the caller.
**   - Text goes in as (pointer, length in bytes) and is copied before the call
**     returns. Ranges are 0-based and half-open.
**   - All memory comes from sqlite3_malloc64, so one fault injector reaches it.
*/
#ifndef DKX_H
#define DKX_H

#include <stddef.h>
#include <stdint.h>

#define DKX_APPLICATION_ID 0x646B6474 /* "dkdt" */

/* A busy index is waited for this long, unless the options say otherwise. */
#define DKX_BUSY_MS 10000

/* A transaction is committed after this much text, or this much time. */
#define DKX_BATCH_BYTES (16 * 1024 * 1024)
#define DKX_BATCH_MS    1000

/* Text that may wait for the writer thread. */
#define DKX_QUEUE_BYTES (8 * 1024 * 1024)

typedef enum dkx_code {
  DKX_OK,
  DKX_ENOMEM,    /* out of memory */
  DKX_ENOENT,    /* no such file, and it was not to be made */
  DKX_EOPEN,     /* the file cannot be opened */
  DKX_ENOTDB,    /* the file is no SQLite database */
  DKX_EOTHER,    /* a SQLite database of another application */
  DKX_ENEWER,    /* made by a newer docket */
  DKX_EOLDER,    /* made by an older docket, and open for reading only */
  DKX_EBUSY,     /* another process writes, and went on for too long */
  DKX_EFULL,     /* the disk is full */
  DKX_EIO,       /* the disk failed */
  DKX_ECORRUPT,  /* the file is damaged */
  DKX_EREADONLY, /* writing where only reading is possible or allowed */
  DKX_ESQL,      /* SQL of the user that SQLite refuses */
  DKX_ELIMIT,    /* a query ran longer than it may */
  DKX_ECHANGED,  /* another process changed the document meanwhile */
  DKX_EKIND      /* a kind that cannot be declared so */
} dkx_code;

typedef struct dkx_error {
  dkx_code code;
  int sqlite; /* extended result code of SQLite, 0 when it was not SQLite */
  char message[480];
} dkx_error;

/* The stable name of a code: "EBUSY". */
const char *dkx_code_name (dkx_code code);

typedef struct dkx_index dkx_index;

typedef struct dkx_options {
  int read_only;       /* never write, never create */
  int create;          /* make the file when it is missing */
  int threads;         /* 1: a writer thread; 0: writing happens in the call */
  int busy_ms;         /* how long to wait for another process */
  int64_t batch_bytes; /* text in a transaction */
  int batch_ms;        /* age of a transaction */
  int64_t max_pages;   /* limit of the file in pages, 0 is none */
  int schema;          /* stop migrating at this version, 0 is the newest; for tests */
} dkx_options;

/* The defaults: create, one thread, the constants above. */
void dkx_options_init (dkx_options *options);

/*
** Open (create, migrate) the index at 'path', a NUL-terminated file name.
** Result: DKX_OK and *out set, to be closed by dkx_close; or a code, *out NULL.
*/
dkx_code dkx_open (const char *path, const dkx_options *options, dkx_index **out,
                   dkx_error *err);

/*
** Finish what is queued, commit, finalize every open query and close. The
** index is gone afterwards whatever the result is; the result says whether all
** that was given is stored. NULL is allowed.
*/
dkx_code dkx_close (dkx_index *index, dkx_error *err);

int dkx_is_read_only (const dkx_index *index);

/* Wait until all that was given is committed. */
dkx_code dkx_sync (dkx_index *index, dkx_error *err);

/* The schema's version that this program writes. */
int dkx_schema_version (void);

/* --- documents and articles ------------------------------------------------ */

typedef struct dkx_text {
  const char *bytes; /* NULL is "not given" */
  size_t len;
} dkx_text;

typedef struct dkx_document {
  dkx_text source;  /* path, URL; must be given */
  dkx_text sha256;  /* hex digits of the bytes, where they are known */
  dkx_text format;  /* "listing", "ndjson", ... */
  dkx_text ruleset; /* hash of the rules that make the records */
  int64_t length;   /* bytes, -1 is unknown */
  int stream;       /* the source is no lasting name (standard input): what comes
                       from it is never a new version of what came before */
} dkx_document;

typedef enum dkx_status {
  DKX_NEW,      /* never seen */
  DKX_VERSION,  /* the source was seen with other bytes */
  DKX_RESUMED,  /* an earlier load of these bytes did not reach its end */
  DKX_RULES,    /* these bytes are stored, with records of other rules */
  DKX_UNCHANGED /* these bytes are stored, with records of these rules */
} dkx_status;

/*
** Begin a document. With DKX_UNCHANGED nothing is begun and *token is -1;
** otherwise *token names the document until dkx_end.
*/
dkx_code dkx_begin (dkx_index *index, const dkx_document *document, int *token,
                    dkx_status *status, dkx_error *err);

/* Identity of an article: 128 bits over all that its records depend on. Start
** with zeroes, then feed every field in a fixed order. */
typedef struct dkx_hash {
  uint64_t half[2];
} dkx_hash;

void dkx_hash_text (dkx_hash *hash, const char *bytes, size_t len);

/* Is 'token' a document that was begun and not ended? */
int dkx_is_begun (const dkx_index *index, int token);

/* Can an article of the document be stored already? Where not, no hash is needed to ask. */
int dkx_may_know (const dkx_index *index, int token);

/*
** Does the article have to be given? *known is 1 when it is stored already with
** records of the document's rules; then it only has to be kept.
*/
dkx_code dkx_known (dkx_index *index, int token, const dkx_hash *hash, int *known,
                    dkx_error *err);

/*
** A job is what the writer is asked to store: values in a fixed order, in one
** block of memory. Putting never fails at once; a lack of memory is reported by
** the posting function.
*/
typedef struct dkx_job dkx_job;

void dkx_put_null (dkx_job *job);
void dkx_put_int (dkx_job *job, int64_t value);
void dkx_put_real (dkx_job *job, double value);
void dkx_put_text (dkx_job *job, const char *bytes, size_t len);

/* Place of a value that becomes known later (a count). */
size_t dkx_put_later (dkx_job *job);
void dkx_put_count (dkx_job *job, size_t place, int64_t value);

/* Grow a text that is put piece by piece, such as JSON. */
size_t dkx_open_text (dkx_job *job);
void dkx_add_bytes (dkx_job *job, const char *bytes, size_t len);
void dkx_close_text (dkx_job *job, size_t place);
/* A number as JSON has it, whatever the locale is. */
void dkx_add_number (dkx_job *job, double value);

/* Columns of an article, in the order in which they are put. */
enum {
  DKX_A_NUMBER,
  DKX_A_EXTERNAL_ID,
  DKX_A_TITLE,
  DKX_A_URL,
  DKX_A_DATELINE,
  DKX_A_BYLINE,  /* JSON array */
  DKX_A_CREDITS, /* JSON array */
  DKX_A_PUBLISHED,
  DKX_A_REFERENCE_DATE,
  DKX_A_REFERENCE_BASIS,
  DKX_A_WINDOW_FROM,
  DKX_A_WINDOW_TO,
  DKX_A_LANGUAGE,
  DKX_A_DUPLICATE_OF,
  DKX_A_MODIFIED,
  DKX_A_SITE,
  DKX_A_ENCODING,
  DKX_A_CRAWLED,
  DKX_A_RANGE_IN,
  DKX_A_START,
  DKX_A_END,
  DKX_A_TEXT,
  DKX_A_COUNT
};

/* Columns of a record, in the order in which they are put. */
enum {
  DKX_R_KIND,
  DKX_R_START, /* in the article's text */
  DKX_R_END,
  DKX_R_QUOTE,
  DKX_R_STATUS,
  DKX_R_PERSONS, /* JSON array */
  DKX_R_PENALTY,
  DKX_R_DURATION,
  DKX_R_MOD,
  DKX_R_AMOUNT,
  DKX_R_CURRENCY,
  DKX_R_COUNT_OF, /* the field "count" */
  DKX_R_DATE,
  DKX_R_COURT,
  DKX_R_OFFENCE,
  DKX_R_STATUTE,
  DKX_R_PLACE,
  DKX_R_FORM,
  DKX_R_GROUNDS,
  DKX_R_TYPE,
  DKX_R_VALUE,
  DKX_R_ANCHOR,
  DKX_R_MENTIONS, /* JSON array of [start, end] in the article's text */
  DKX_R_RULE,
  DKX_R_EXTRA, /* JSON object of all other fields */
  DKX_R_COUNT
};

/*
** An empty job for one article; NULL when memory is out. It stays the index's:
** a caller that gives up simply asks again. The caller puts
**   DKX_A_COUNT columns,
**   a count of blocks, for each: kind, start, end, and start and end in the
**     source or null,
**   the sketch of dk_sketch.h as bytes, or null,
**   a count of records, for each: DKX_R_COUNT columns, then a count of
**     persons and their names,
**   a count of people, for each: name, a count of forms and the forms,
** and posts it.
*/
dkx_job *dkx_article (dkx_index *index);

dkx_code dkx_post_article (dkx_index *index, int token, const dkx_hash *hash, dkx_error *err);

/* Keep an article that dkx_known knows; only its place may have changed. A
** duplicate_of of 0 is none. */
dkx_code dkx_keep (dkx_index *index, int token, const dkx_hash *hash, int64_t number,
                   int64_t start, int64_t end, int64_t duplicate_of, dkx_error *err);

/*
** End a document: only now it counts as complete, an earlier version is put
** aside, and articles that these bytes no longer have are dropped. 'sha256' may
** be given here when it was not known at the beginning.
*/
dkx_code dkx_end (dkx_index *index, int token, dkx_text sha256, dkx_error *err);

/*
** Declare a kind of record, whose fields get columns in a view of its own.
** Names are made of a-z, 0-9 and _. *view is the view's name, valid until the
** next call. Kinds that are built in are left as they are (*view is NULL).
*/
dkx_code dkx_declare_kind (dkx_index *index, const char *name, const char *const *fields,
                           size_t n, const char **view, dkx_error *err);

/* Merge the segments of the full-text index into one. */
dkx_code dkx_optimize (dkx_index *index, dkx_error *err);

/* --- reading --------------------------------------------------------------- */

/*
** SQL of whoever calls, on a connection that can only read; closing the index closes it.
** SQL functions: docket_fold(text), the words of a text without case and
** diacritics; docket_has(text, words), whether these words begin in it.
*/
typedef struct dkx_query {
  dkx_index *index; /* NULL when the query is not open */
  struct sqlite3_stmt *statement;
  struct dkx_query *previous, *next; /* in the index's list */
  int64_t left_ms;                   /* of its time limit, 0 is none */
} dkx_query;

typedef enum dkx_type { DKX_NULL, DKX_INTEGER, DKX_REAL, DKX_TEXT, DKX_BLOB } dkx_type;

/*
** Prepare one statement ('len' bytes). '*query' is memory of the caller, zeroed;
** it stays in place until it is closed, by dkx_query_close or, with the index,
** by dkx_close. Closing twice, or what was never open, does nothing.
*/
dkx_code dkx_query_open (dkx_index *index, dkx_query *query, const char *sql, size_t len,
                         dkx_error *err);
void dkx_query_close (dkx_query *query);

int dkx_query_parameters (const dkx_query *query);
/* The number of the parameter called ":name", 0 is none. */
int dkx_query_parameter (const dkx_query *query, const char *name);
dkx_code dkx_bind_null (dkx_query *query, int n, dkx_error *err);
dkx_code dkx_bind_int (dkx_query *query, int n, int64_t value, dkx_error *err);
dkx_code dkx_bind_real (dkx_query *query, int n, double value, dkx_error *err);
dkx_code dkx_bind_text (dkx_query *query, int n, const char *bytes, size_t len,
                        dkx_error *err);

/* Stop the query when it has computed for 'ms' milliseconds; 0 is no limit. */
void dkx_query_limit (dkx_query *query, int ms);

/* *row is 1 when there is a row, 0 at the end. */
dkx_code dkx_query_step (dkx_query *query, int *row, dkx_error *err);
/* Make the query ready to be bound and run again. */
void dkx_query_reset (dkx_query *query);

int dkx_query_columns (const dkx_query *query);
const char *dkx_column_name (dkx_query *query, int column);
dkx_type dkx_column_type (dkx_query *query, int column);
int64_t dkx_column_int (dkx_query *query, int column);
double dkx_column_real (dkx_query *query, int column);
/* Valid until the next call on the query. Never NULL. */
const char *dkx_column_text (dkx_query *query, int column, size_t *len);

#endif
