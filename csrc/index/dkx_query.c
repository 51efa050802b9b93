/*
** Reading: statements on the connection that cannot write.
*/
#include <string.h>

#include "dkx_internal.h"

/* --- what a query may do --------------------------------------------------------- */

/* The file is open for reading only, and query_only holds for temporary tables
** too. What is left to refuse is what reaches beyond the file. Writing itself is
** seen after preparing, not here: to open a virtual table SQLite itself asks for
** the right to create one. */

/* Pragmas that only tell. FTS5 itself asks for data_version. */
static const char *const harmless_pragmas[] = {
  "table_info",    "table_xinfo",   "table_list",       "index_list",   "index_info",
  "index_xinfo",   "database_list", "foreign_key_list", "user_version", "application_id",
  "function_list", "data_version",  "query_only",       "encoding",     NULL
};

static int is_harmless (const char *pragma, const char *value) {
  size_t i;
  for (i = 0; harmless_pragmas[i] != NULL; i++)
    if (pragma != NULL && sqlite3_stricmp(pragma, harmless_pragmas[i]) == 0)
      return value == NULL || i <= 7; /* those whose argument is the name of a table */
  return 0;
}

static int authorize (void *context, int action, const char *first, const char *second,
                      const char *database, const char *trigger) {
  (void)context, (void)database, (void)trigger;
  switch (action) {
  case SQLITE_FUNCTION:
    return second != NULL && sqlite3_stricmp(second, "load_extension") == 0 ? SQLITE_DENY
                                                                            : SQLITE_OK;
  case SQLITE_PRAGMA: return is_harmless(first, second) ? SQLITE_OK : SQLITE_DENY;
  case SQLITE_ATTACH:
  case SQLITE_DETACH:
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT: return SQLITE_DENY;
  default: return SQLITE_OK;
  }
}

static int past_deadline (void *context) {
  const dkx_index *index = context;
  return index->deadline_ms != 0 && dkx_now_ms() > index->deadline_ms;
}

int dkx_restrict (dkx_index *index) {
  sqlite3_progress_handler(index->reader, 2000, past_deadline, index);
  return sqlite3_set_authorizer(index->reader, authorize, NULL);
}

/* --- queries --------------------------------------------------------------------- */

static dkx_code fail_query (dkx_query *query, int rc, dkx_error *err) {
  return dkx_fail_sqlite(err, query->index->reader, rc, "sql");
}

static dkx_code refuse (dkx_error *err) {
  return dkx_fail(
      err, DKX_EREADONLY,
      "sql: only reading is allowed: SELECT over the tables and views of the index");
}

/* Is anything but blanks, comments and semicolons left? */
static int has_more (dkx_index *index, const char *tail, const char *end) {
  sqlite3_stmt *next = NULL;
  int rc = SQLITE_OK;
  while (tail < end && rc == SQLITE_OK && next == NULL) {
    const char *begin = tail;
    rc = sqlite3_prepare_v3(index->reader, tail, (int)(end - tail), 0, &next, &tail);
    if (tail == begin)
      break;
  }
  sqlite3_finalize(next);
  return next != NULL || rc != SQLITE_OK;
}

static dkx_code prepare_one (dkx_index *index, const char *sql, size_t len, sqlite3_stmt **out,
                             dkx_error *err) {
  const char *tail = sql;
  int rc;
  *out = NULL;
  if (len > 1000000)
    return dkx_fail(err, DKX_ESQL, "sql: longer than 1,000,000 bytes");
  if (memchr(sql, '\0', len) != NULL)
    return dkx_fail(err, DKX_ESQL, "sql: byte 0 in the statement");
  rc = sqlite3_prepare_v3(index->reader, sql, (int)len, 0, out, &tail);
  if ((rc & 0xFF) == SQLITE_AUTH)
    return refuse(err);
  if (rc != SQLITE_OK)
    return dkx_fail_sqlite(err, index->reader, rc, "sql");
  if (*out == NULL)
    return dkx_fail(err, DKX_ESQL, "sql: no statement");
  if (!sqlite3_stmt_readonly(*out)) {
    sqlite3_finalize(*out);
    *out = NULL;
    return refuse(err);
  }
  if (has_more(index, tail, sql + len)) {
    sqlite3_finalize(*out);
    *out = NULL;
    return dkx_fail(err, DKX_ESQL, "sql: more than one statement");
  }
  return DKX_OK;
}

dkx_code dkx_query_open (dkx_index *index, dkx_query *query, const char *sql, size_t len,
                         dkx_error *err) {
  sqlite3_stmt *statement;
  dkx_code code = prepare_one(index, sql, len, &statement, err);
  if (code != DKX_OK)
    return code;
  query->statement = statement;
  query->index = index;
  query->next = index->queries;
  if (query->next != NULL)
    query->next->previous = query;
  index->queries = query;
  return DKX_OK;
}

void dkx_query_close (dkx_query *query) {
  if (query->index == NULL)
    return;
  sqlite3_finalize(query->statement);
  if (query->previous != NULL)
    query->previous->next = query->next;
  else
    query->index->queries = query->next;
  if (query->next != NULL)
    query->next->previous = query->previous;
  memset(query, 0, sizeof *query);
}

void dkx_query_limit (dkx_query *query, int ms) {
  query->left_ms = ms;
}

/* --- parameters ------------------------------------------------------------------ */

int dkx_query_parameters (const dkx_query *query) {
  return sqlite3_bind_parameter_count(query->statement);
}

int dkx_query_parameter (const dkx_query *query, const char *name) {
  return sqlite3_bind_parameter_index(query->statement, name);
}

static dkx_code bound (dkx_query *query, int rc, dkx_error *err) {
  return rc == SQLITE_OK ? DKX_OK : fail_query(query, rc, err);
}

dkx_code dkx_bind_null (dkx_query *query, int n, dkx_error *err) {
  return bound(query, sqlite3_bind_null(query->statement, n), err);
}

dkx_code dkx_bind_int (dkx_query *query, int n, int64_t value, dkx_error *err) {
  return bound(query, sqlite3_bind_int64(query->statement, n, value), err);
}

dkx_code dkx_bind_real (dkx_query *query, int n, double value, dkx_error *err) {
  return bound(query, sqlite3_bind_double(query->statement, n, value), err);
}

dkx_code dkx_bind_text (dkx_query *query, int n, const char *bytes, size_t len,
                        dkx_error *err) {
  return bound(
      query,
      sqlite3_bind_text64(query->statement, n, bytes, len, SQLITE_TRANSIENT, SQLITE_UTF8),
      err);
}

/* --- rows ------------------------------------------------------------------------ */

dkx_code dkx_query_step (dkx_query *query, int *row, dkx_error *err) {
  dkx_index *index = query->index;
  int64_t begin = 0;
  int rc;
  *row = 0;
  if (query->left_ms > 0) {
    begin = dkx_now_ms();
    index->deadline_ms = begin + query->left_ms;
  }
  rc = sqlite3_step(query->statement);
  if (query->left_ms > 0) { /* what the caller does between steps is not counted */
    query->left_ms -= dkx_now_ms() - begin;
    query->left_ms = query->left_ms > 1 ? query->left_ms : 1;
    index->deadline_ms = 0;
  }
  if (rc == SQLITE_ROW)
    *row = 1;
  else if (rc != SQLITE_DONE)
    return fail_query(query, rc, err);
  return DKX_OK;
}

void dkx_query_reset (dkx_query *query) {
  sqlite3_reset(query->statement);
  sqlite3_clear_bindings(query->statement);
}

int dkx_query_columns (const dkx_query *query) {
  return sqlite3_column_count(query->statement);
}

const char *dkx_column_name (dkx_query *query, int column) {
  const char *name = sqlite3_column_name(query->statement, column);
  return name != NULL ? name : ""; /* NULL when memory is out */
}

dkx_type dkx_column_type (dkx_query *query, int column) {
  switch (sqlite3_column_type(query->statement, column)) {
  case SQLITE_INTEGER: return DKX_INTEGER;
  case SQLITE_FLOAT: return DKX_REAL;
  case SQLITE_TEXT: return DKX_TEXT;
  case SQLITE_BLOB: return DKX_BLOB;
  default: return DKX_NULL;
  }
}

int64_t dkx_column_int (dkx_query *query, int column) {
  return sqlite3_column_int64(query->statement, column);
}

double dkx_column_real (dkx_query *query, int column) {
  return sqlite3_column_double(query->statement, column);
}

const char *dkx_column_text (dkx_query *query, int column, size_t *len) {
  const char *bytes = (const char *)sqlite3_column_blob(query->statement, column);
  *len = (size_t)sqlite3_column_bytes(query->statement, column);
  return bytes != NULL ? bytes : "";
}
