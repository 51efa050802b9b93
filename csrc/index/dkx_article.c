/*
** Articles stored, kept, replaced and dropped, with their blocks, records and people.
*/
#include <string.h>

#include "dkx_internal.h"

/* --- articles ------------------------------------------------------------------ */

typedef struct stored {
  int64_t id; /* 0: not stored */
  int64_t ruleset;
  int elsewhere; /* in another document of the same source */
} stored;

static int find_in (dkx_writer *writer, int which, const dkx_job *job,
                    const dkx_target *target, stored *found) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, which, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_blob(statement, 1, &job->hash, (int)sizeof job->hash, SQLITE_STATIC);
  if (which == DKX_S_FIND_EARLIER) {
    dkx_bind_span(statement, 2, target->source, target->source_len);
    sqlite3_bind_int64(statement, 3, target->id);
  } else {
    sqlite3_bind_int64(statement, 2, target->id);
  }
  if (sqlite3_step(statement) == SQLITE_ROW) {
    found->id = sqlite3_column_int64(statement, 0);
    found->ruleset = sqlite3_column_int64(statement, 1);
    found->elsewhere = which == DKX_S_FIND_EARLIER;
  }
  return sqlite3_reset(statement);
}

static int find_article (dkx_writer *writer, const dkx_job *job, const dkx_target *target,
                         stored *found) {
  int rc;
  memset(found, 0, sizeof *found);
  /* In a new document too: it may hold the same article twice, which is stored once. */
  rc = find_in(writer, DKX_S_FIND_ARTICLE, job, target, found);
  if (rc == SQLITE_OK && found->id == 0 && (target->has_earlier || target->stream))
    rc = find_in(writer, DKX_S_FIND_EARLIER, job, target, found);
  return rc;
}

/* Give a stored article its place in the target. What a stream brings again
** stays where it is: streams are no versions of each other. */
static int keep_article (dkx_writer *writer, dkx_target *target, const stored *found,
                         int64_t number, int64_t start, int64_t end, int64_t duplicate_of) {
  sqlite3_stmt *statement;
  int rc;
  dkx_mark_kept(target, found->id);
  if (!found->elsewhere || target->stream)
    return SQLITE_OK;
  rc = dkx_get(writer, DKX_S_MOVE_ARTICLE, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, found->id);
  sqlite3_bind_int64(statement, 2, target->id);
  sqlite3_bind_int64(statement, 3, number);
  sqlite3_bind_int64(statement, 4, start);
  sqlite3_bind_int64(statement, 5, end);
  if (duplicate_of > 0)
    sqlite3_bind_int64(statement, 6, duplicate_of);
  else
    sqlite3_bind_null(statement, 6);
  rc = dkx_step_done(statement);
  /* Not shown until the document is complete, it may stand for nothing meanwhile. */
  return rc == SQLITE_OK ? dkx_near_forget(writer, found->id) : rc;
}

static int add_article (dkx_writer *writer, const dkx_job *job, const dkx_target *target,
                        const dkx_value *columns, const dkx_address *address, int64_t *id) {
  sqlite3_stmt *statement;
  int i, rc = dkx_get(writer, DKX_S_ADD_ARTICLE, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, target->id);
  sqlite3_bind_blob(statement, 2, &job->hash, (int)sizeof job->hash, SQLITE_STATIC);
  if (target->ruleset != 0)
    sqlite3_bind_int64(statement, 3, target->ruleset);
  else
    sqlite3_bind_null(statement, 3);
  for (i = 0; i < DKX_A_COUNT && rc == SQLITE_OK; i++)
    rc = dkx_value_bind(statement, 4 + i, &columns[i]);
  if (rc == SQLITE_OK)
    rc = dkx_bind_span(statement, 4 + DKX_A_COUNT, address->len > 0 ? address->bytes : NULL,
                       address->len);
  if (rc == SQLITE_OK)
    rc = dkx_step_done(statement);
  *id = sqlite3_last_insert_rowid(writer->db);
  if (rc == SQLITE_OK)
    rc = dkx_get(writer, DKX_S_ADD_FTS, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, *id);
  dkx_value_bind(statement, 2, &columns[DKX_A_TITLE]);
  dkx_value_bind(statement, 3, &columns[DKX_A_TEXT]);
  return dkx_step_done(statement);
}

/* Blocks stand in the job whether or not they are wanted. */
static int add_blocks (dkx_writer *writer, const dkx_job *job, size_t *at, int64_t article,
                       int wanted) {
  sqlite3_stmt *statement;
  dkx_value count, value;
  int64_t i;
  int rc = dkx_get(writer, DKX_S_ADD_BLOCK, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_job_next(job, at, &count);
  for (i = 0; i < count.i && rc == SQLITE_OK; i++) {
    int column;
    sqlite3_bind_int64(statement, 1, article);
    sqlite3_bind_int64(statement, 2, i + 1);
    for (column = 3; column <= 7; column++) {
      dkx_job_next(job, at, &value);
      dkx_value_bind(statement, column, &value);
    }
    if (wanted)
      rc = dkx_step_done(statement);
  }
  return rc;
}

static int add_record (dkx_writer *writer, const dkx_job *job, size_t *at, int64_t article) {
  sqlite3_stmt *statement;
  dkx_value value, count;
  int i, rc = dkx_get(writer, DKX_S_ADD_RECORD, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, article);
  for (i = 0; i < DKX_R_COUNT && rc == SQLITE_OK; i++) {
    dkx_job_next(job, at, &value);
    rc = dkx_value_bind(statement, 2 + i, &value);
  }
  if (rc == SQLITE_OK)
    rc = dkx_step_done(statement);
  dkx_job_next(job, at, &count);
  for (i = 0; i < count.i && rc == SQLITE_OK; i++) {
    dkx_job_next(job, at, &value);
    rc = dkx_link_name(&writer->linker, article, value.text, value.len);
  }
  return rc;
}

static int add_forms (dkx_writer *writer, const dkx_job *job, size_t *at, int64_t article) {
  dkx_value name, count, form;
  int64_t i;
  int rc = SQLITE_OK;
  dkx_job_next(job, at, &name);
  dkx_job_next(job, at, &count);
  for (i = 0; i < count.i && rc == SQLITE_OK; i++) {
    dkx_job_next(job, at, &form);
    rc = dkx_link_form(&writer->linker, article, name.text, name.len, form.text, form.len);
  }
  return rc;
}

static int add_records (dkx_writer *writer, const dkx_job *job, size_t *at, int64_t article) {
  dkx_value count;
  int64_t i;
  int rc = SQLITE_OK;
  dkx_job_next(job, at, &count);
  for (i = 0; i < count.i && rc == SQLITE_OK; i++)
    rc = add_record(writer, job, at, article);
  if (rc == SQLITE_OK)
    dkx_job_next(job, at, &count);
  for (i = 0; i < count.i && rc == SQLITE_OK; i++)
    rc = add_forms(writer, job, at, article);
  return rc;
}

/* Foreign keys are not enforced on this connection: what they would check holds
** by construction, and checking it costs a tenth of the time of loading. */
static int drop_records (dkx_writer *writer, int64_t article) {
  int rc = dkx_run_ints(writer, DKX_S_DROP_RECORDS, article, 0);
  dkx_linker_forget(&writer->linker);
  return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_DROP_LINKS, article, 0) : rc;
}

int dkx_drop_article (dkx_writer *writer, int64_t article) {
  int rc = dkx_near_forget(writer, article);
  if (rc == SQLITE_OK)
    rc = dkx_version_revive(writer, article);
  if (rc == SQLITE_OK)
    rc = dkx_run_ints(writer, DKX_S_UNNAME, article, 0);
  if (rc == SQLITE_OK)
    rc = dkx_run_ints(writer, DKX_S_DROP_SKETCH, article, 0);
  if (rc == SQLITE_OK)
    rc = drop_records(writer, article);
  if (rc == SQLITE_OK)
    rc = dkx_run_ints(writer, DKX_S_DROP_BLOCKS, article, 0);
  return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_DROP_ARTICLE, article, 0) : rc;
}

static int replace_records (dkx_writer *writer, dkx_target *target, int64_t article) {
  int rc = drop_records(writer, article);
  target->replaced = 1;
  return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_SET_RULESET, article, target->ruleset)
                         : rc;
}

/* What follows an article's columns in its job. */
static int add_parts (dkx_writer *writer, const dkx_job *job, size_t at, int64_t article,
                      int is_new, int has_address) {
  dkx_value sketch;
  int rc = add_blocks(writer, job, &at, article, is_new);
  dkx_job_next(job, &at, &sketch);
  if (rc == SQLITE_OK)
    rc = add_records(writer, job, &at, article);
  return rc == SQLITE_OK ? dkx_near_add(writer, article, is_new, &sketch, has_address) : rc;
}

int dkx_run_article (dkx_writer *writer, const dkx_job *job, dkx_target *target) {
  dkx_value columns[DKX_A_COUNT];
  dkx_address address;
  stored found;
  size_t at = 0;
  int i, is_new, rc = find_article(writer, job, target, &found);
  if (rc != SQLITE_OK)
    return rc;
  for (i = 0; i < DKX_A_COUNT; i++)
    dkx_job_next(job, &at, &columns[i]);
  is_new = found.id == 0;
  address.len = 0;
  if (columns[DKX_A_URL].type == DKX_TEXT)
    dkx_address_of(&address, columns[DKX_A_URL].text, columns[DKX_A_URL].len);
  if (is_new)
    rc = add_article(writer, job, target, columns, &address, &found.id);
  else
    rc = keep_article(writer, target, &found, columns[DKX_A_NUMBER].i, columns[DKX_A_START].i,
                      columns[DKX_A_END].i, columns[DKX_A_DUPLICATE_OF].i);
  if (rc != SQLITE_OK || (!is_new && found.ruleset == target->ruleset))
    return rc;
  if (!is_new)
    rc = replace_records(writer, target, found.id);
  return rc == SQLITE_OK ? add_parts(writer, job, at, found.id, is_new, address.len > 0) : rc;
}

int dkx_run_keep (dkx_writer *writer, const dkx_job *job, dkx_target *target) {
  dkx_value place[4];
  stored found;
  size_t at = 0;
  int i, rc = find_article(writer, job, target, &found);
  if (rc != SQLITE_OK)
    return rc;
  if (found.id == 0)
    return SQLITE_NOTFOUND;
  for (i = 0; i < 4; i++)
    dkx_job_next(job, &at, &place[i]);
  return keep_article(writer, target, &found, place[0].i, place[1].i, place[2].i, place[3].i);
}
