/*
** The caller's side of loading: what is known of a document, and jobs posted.
*/
#include <string.h>

#include "dkx_internal.h"

static dkx_code no_memory (const dkx_index *index, dkx_error *err) {
  return dkx_fail(err, DKX_ENOMEM, "%s: out of memory", index->path);
}

/* An empty draft of the kind, or NULL. */
static dkx_job *draft (dkx_index *index, dkx_job_kind kind) {
  if (index->draft == NULL)
    index->draft = dkx_spare_job(index->writer);
  if (index->draft != NULL) {
    dkx_job_reset(index->draft);
    index->draft->kind = kind;
  }
  return index->draft;
}

static void put_optional (dkx_job *job, dkx_text text) {
  if (text.bytes == NULL)
    dkx_put_null(job);
  else
    dkx_put_text(job, text.bytes, text.len);
}

/* --- what was begun since the last commit ------------------------------------------ */

/* The reader does not see what the writer has not committed, so a document that
** was begun since has to be committed before it is asked about. */
static uint64_t key_of (dkx_text text, uint64_t what) {
  dkx_hash hash = { { what, 0 } };
  dkx_hash_text(&hash, text.bytes, text.len);
  return hash.half[0];
}

static int is_pending (const dkx_index *index, uint64_t key) {
  size_t i;
  for (i = 0; i < index->n_pending; i++)
    if (index->pending[i] == key)
      return 1;
  return 0;
}

static int add_pending (dkx_index *index, uint64_t key) {
  if (index->n_pending == index->cap_pending) {
    size_t cap = index->cap_pending == 0 ? 64 : index->cap_pending * 2;
    uint64_t *pending = sqlite3_realloc64(index->pending, cap * sizeof *pending);
    if (pending == NULL)
      return 0;
    index->pending = pending;
    index->cap_pending = cap;
  }
  index->pending[index->n_pending++] = key;
  return 1;
}

/* The list is searched one by one; a sync now and then keeps it short. */
#define PENDING_MAX 512

static dkx_code settle (dkx_index *index, const dkx_document *document, dkx_error *err) {
  uint64_t source = key_of(document->source, 1);
  uint64_t sha256 = document->sha256.bytes != NULL ? key_of(document->sha256, 2) : 0;
  if (is_pending(index, source) || (sha256 != 0 && is_pending(index, sha256)) ||
      index->n_pending >= PENDING_MAX) {
    dkx_code code = dkx_sync(index, err);
    if (code != DKX_OK)
      return code;
  }
  if (!add_pending(index, source) || (sha256 != 0 && !add_pending(index, sha256)))
    return no_memory(index, err);
  return DKX_OK;
}

/* --- handles ---------------------------------------------------------------------- */

static void clear_handle (dkx_handle *handle) {
  sqlite3_free(handle->source);
  sqlite3_free(handle->ruleset);
  memset(handle, 0, sizeof *handle);
}

static int free_handle (dkx_index *index) {
  int i, n = index->n_handles;
  dkx_handle *handles;
  for (i = 0; i < n; i++)
    if (!index->handles[i].used)
      return i;
  handles = sqlite3_realloc64(index->handles, (size_t)(n + 8) * sizeof *handles);
  if (handles == NULL)
    return -1;
  memset(handles + n, 0, 8 * sizeof *handles);
  index->handles = handles;
  index->n_handles = n + 8;
  return n;
}

static int copy_text (dkx_text text, char **bytes, size_t *len) {
  *bytes = NULL;
  *len = 0;
  if (text.bytes == NULL)
    return 1;
  *bytes = sqlite3_malloc64(text.len + 1);
  if (*bytes == NULL)
    return 0;
  memcpy(*bytes, text.bytes, text.len);
  (*bytes)[text.len] = '\0';
  *len = text.len;
  return 1;
}

int dkx_is_begun (const dkx_index *index, int token) {
  return token >= 0 && token < index->n_handles && index->handles[token].used;
}

static dkx_code post_begin (dkx_index *index, const dkx_document *document, int token,
                            dkx_error *err) {
  dkx_job *job = draft(index, DKX_JOB_BEGIN);
  if (job == NULL)
    return no_memory(index, err);
  job->token = token;
  dkx_put_text(job, document->source.bytes, document->source.len);
  put_optional(job, document->sha256);
  put_optional(job, document->format);
  put_optional(job, document->ruleset);
  dkx_put_int(job, document->length);
  dkx_put_int(job, document->stream);
  return dkx_post(index, err);
}

static dkx_code fill_handle (dkx_index *index, const dkx_document *document,
                             const dkx_found *found, int token, dkx_error *err) {
  dkx_handle *handle = &index->handles[token];
  dkx_code code;
  handle->status = found->status;
  handle->id = found->id;
  handle->stream = document->stream;
  if (!copy_text(document->source, &handle->source, &handle->source_len) ||
      !copy_text(document->ruleset, &handle->ruleset, &handle->ruleset_len)) {
    clear_handle(handle);
    return no_memory(index, err);
  }
  code = post_begin(index, document, token, err);
  if (code == DKX_OK)
    handle->used = 1;
  else
    clear_handle(handle);
  return code;
}

dkx_code dkx_begin (dkx_index *index, const dkx_document *document, int *token,
                    dkx_status *status, dkx_error *err) {
  dkx_found found;
  dkx_code code;
  int rc;
  *token = -1;
  if (index->writer == NULL)
    return dkx_fail(err, DKX_EREADONLY, "%s: the index is open for reading only", index->path);
  code = settle(index, document, err);
  if (code != DKX_OK)
    return code;
  rc = dkx_classify(index->find_document, index->find_source, document, &found);
  if (rc != SQLITE_OK)
    return dkx_fail_sqlite(err, index->reader, rc, index->path);
  *status = found.status;
  if (found.status == DKX_UNCHANGED)
    return DKX_OK;
  *token = free_handle(index);
  if (*token < 0)
    return no_memory(index, err);
  code = fill_handle(index, document, &found, *token, err);
  if (code != DKX_OK)
    *token = -1;
  return code;
}

/* --- articles --------------------------------------------------------------------- */

int dkx_may_know (const dkx_index *index, int token) {
  const dkx_handle *handle = &index->handles[token];
  return handle->status != DKX_NEW || handle->stream;
}

dkx_code dkx_known (dkx_index *index, int token, const dkx_hash *hash, int *known,
                    dkx_error *err) {
  const dkx_handle *handle = &index->handles[token];
  sqlite3_stmt *find = index->find_article;
  int rc;
  *known = 0;
  if (!dkx_may_know(index, token))
    return DKX_OK;
  sqlite3_bind_blob(find, 1, hash, (int)sizeof *hash, SQLITE_STATIC);
  sqlite3_bind_int64(find, 2, handle->id);
  dkx_bind_span(find, 3, handle->source, handle->source_len);
  dkx_bind_span(find, 4, handle->ruleset, handle->ruleset_len);
  if (sqlite3_step(find) == SQLITE_ROW)
    *known = sqlite3_column_int(find, 0);
  rc = sqlite3_reset(find);
  return rc == SQLITE_OK ? DKX_OK : dkx_fail_sqlite(err, index->reader, rc, index->path);
}

dkx_job *dkx_article (dkx_index *index) {
  return draft(index, DKX_JOB_ARTICLE);
}

dkx_code dkx_post_article (dkx_index *index, int token, const dkx_hash *hash, dkx_error *err) {
  index->draft->token = token;
  index->draft->hash = *hash;
  return dkx_post(index, err);
}

dkx_code dkx_keep (dkx_index *index, int token, const dkx_hash *hash, int64_t number,
                   int64_t start, int64_t end, int64_t duplicate_of, dkx_error *err) {
  dkx_job *job = draft(index, DKX_JOB_KEEP);
  if (job == NULL)
    return no_memory(index, err);
  job->token = token;
  job->hash = *hash;
  dkx_put_int(job, number);
  dkx_put_int(job, start);
  dkx_put_int(job, end);
  dkx_put_int(job, duplicate_of);
  return dkx_post(index, err);
}

dkx_code dkx_end (dkx_index *index, int token, dkx_text sha256, dkx_error *err) {
  dkx_job *job = draft(index, DKX_JOB_END);
  clear_handle(&index->handles[token]);
  if (job == NULL)
    return no_memory(index, err);
  job->token = token;
  put_optional(job, sha256);
  return dkx_post(index, err);
}
