/*
** Jobs: values one after the other in one block of memory, each a tag and its
** bytes. The reader hands the bytes to SQLite as they stand.
*/
#include <string.h>

#include "dkx_internal.h"

dkx_job *dkx_job_new (void) {
  dkx_job *job = sqlite3_malloc64(sizeof *job);
  if (job != NULL) {
    memset(job, 0, sizeof *job);
    job->kind = DKX_JOB_ARTICLE;
  }
  return job;
}

void dkx_job_reset (dkx_job *job) {
  job->failed = 0;
  job->len = 0;
}

void dkx_job_free (dkx_job *job) {
  if (job != NULL) {
    sqlite3_free(job->bytes);
    sqlite3_free(job);
  }
}

/* Room for 'n' more bytes, or NULL with the job marked as failed. */
static unsigned char *room (dkx_job *job, size_t n) {
  unsigned char *at;
  if (job->failed)
    return NULL;
  if (n > job->cap - job->len) {
    size_t cap = job->cap < 8192 ? 8192 : job->cap;
    unsigned char *bytes;
    if (n > SIZE_MAX / 4 || job->len > SIZE_MAX / 4) {
      job->failed = 1;
      return NULL;
    }
    while (cap - job->len < n)
      cap *= 2;
    bytes = sqlite3_realloc64(job->bytes, cap);
    if (bytes == NULL) {
      job->failed = 1;
      return NULL;
    }
    job->bytes = bytes;
    job->cap = cap;
  }
  at = job->bytes + job->len;
  job->len += n;
  return at;
}

static void put (dkx_job *job, dkx_type type, const void *bytes, size_t n) {
  unsigned char *at = room(job, 1 + n);
  if (at == NULL)
    return;
  at[0] = (unsigned char)type;
  if (n > 0)
    memcpy(at + 1, bytes, n);
}

void dkx_put_null (dkx_job *job) {
  put(job, DKX_NULL, NULL, 0);
}

void dkx_put_int (dkx_job *job, int64_t value) {
  put(job, DKX_INTEGER, &value, sizeof value);
}

void dkx_put_real (dkx_job *job, double value) {
  put(job, DKX_REAL, &value, sizeof value);
}

void dkx_put_text (dkx_job *job, const char *bytes, size_t len) {
  unsigned char *at = room(job, 1 + sizeof len + len);
  if (at == NULL)
    return;
  at[0] = DKX_TEXT;
  memcpy(at + 1, &len, sizeof len);
  if (len > 0)
    memcpy(at + 1 + sizeof len, bytes, len);
}

size_t dkx_put_later (dkx_job *job) {
  size_t place = job->len;
  dkx_put_int(job, 0);
  return place;
}

void dkx_put_count (dkx_job *job, size_t place, int64_t value) {
  if (!job->failed)
    memcpy(job->bytes + place + 1, &value, sizeof value);
}

size_t dkx_open_text (dkx_job *job) {
  size_t place = job->len;
  dkx_put_text(job, NULL, 0);
  return place;
}

void dkx_add_bytes (dkx_job *job, const char *bytes, size_t len) {
  unsigned char *at = room(job, len);
  if (at != NULL && len > 0)
    memcpy(at, bytes, len);
}

void dkx_close_text (dkx_job *job, size_t place) {
  size_t len;
  if (job->failed)
    return;
  len = job->len - place - 1 - sizeof len;
  memcpy(job->bytes + place + 1, &len, sizeof len);
}

void dkx_add_number (dkx_job *job, double value) {
  char digits[40];
  if (value != value || value - value != 0) /* JSON knows neither NaN nor infinity */
    sqlite3_snprintf((int)sizeof digits, digits, "null");
  else
    sqlite3_snprintf((int)sizeof digits, digits, "%!.15g", value);
  dkx_add_bytes(job, digits, strlen(digits));
}

void dkx_job_next (const dkx_job *job, size_t *at, dkx_value *value) {
  const unsigned char *p = job->bytes + *at;
  memset(value, 0, sizeof *value);
  if (*at >= job->len)
    return;
  value->type = (dkx_type)p[0];
  *at += 1;
  switch (value->type) {
  case DKX_INTEGER:
    memcpy(&value->i, p + 1, sizeof value->i);
    *at += sizeof value->i;
    break;
  case DKX_REAL:
    memcpy(&value->r, p + 1, sizeof value->r);
    *at += sizeof value->r;
    break;
  case DKX_TEXT:
    memcpy(&value->len, p + 1, sizeof value->len);
    value->text = (const char *)p + 1 + sizeof value->len;
    *at += sizeof value->len + value->len;
    break;
  default: break;
  }
}

int dkx_value_bind (sqlite3_stmt *statement, int column, const dkx_value *value) {
  switch (value->type) {
  case DKX_INTEGER: return sqlite3_bind_int64(statement, column, value->i);
  case DKX_REAL: return sqlite3_bind_double(statement, column, value->r);
  case DKX_TEXT:
    return sqlite3_bind_text64(statement, column, value->text, value->len, SQLITE_STATIC,
                               SQLITE_UTF8);
  default: return sqlite3_bind_null(statement, column);
  }
}
