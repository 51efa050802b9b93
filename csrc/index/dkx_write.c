/*
** Carrying out jobs: the only code that changes documents, articles and
** records. It runs in the worker, or in the caller when there is no worker.
**
** Every job is repeatable: an article that is there already is not stored
** again, whoever stored it, so a load can be killed and repeated at any moment,
** and two processes may load the same file at once.
*/
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dkx_internal.h"

static const char *const sql_of[DKX_S_COUNT] = {
  [DKX_S_BEGIN] = "BEGIN IMMEDIATE",
  [DKX_S_COMMIT] = "COMMIT",
  [DKX_S_FIND_RULESET] = "SELECT id FROM rulesets WHERE hash = ?1",
  [DKX_S_ADD_RULESET] = "INSERT INTO rulesets(hash) VALUES(?1)",
  [DKX_S_FIND_DOCUMENT] = dkx_sql_find_document,
  [DKX_S_FIND_SOURCE] = dkx_sql_find_source,
  [DKX_S_ADD_DOCUMENT] =
      "INSERT INTO documents(source, sha256, format, length, state, shown, version)"
      " SELECT ?1, ?2, ?3, ?4, 'loading',"
      " ?5 OR NOT EXISTS (SELECT 1 FROM documents WHERE source = ?1 AND shown),"
      " 1 + coalesce((SELECT max(version) FROM documents WHERE source = ?1 AND NOT ?5), 0)",
  [DKX_S_ARTICLE_IDS] = "SELECT id FROM articles WHERE document_id = ?1 ORDER BY id",
  [DKX_S_FIND_ARTICLE] =
      "SELECT id, ruleset_id FROM articles WHERE hash = ?1 AND document_id = ?2",
  [DKX_S_FIND_EARLIER] = "SELECT a.id, a.ruleset_id FROM articles AS a JOIN documents AS d ON "
                         "d.id = a.document_id"
                         " WHERE a.hash = ?1 AND d.source = ?2 AND d.id <> ?3 AND d.state <> "
                         "'superseded' LIMIT 1",
  [DKX_S_MOVE_ARTICLE] = "UPDATE articles SET document_id = ?2, number = ?3, \"start\" = ?4,"
                         " \"end\" = ?5, duplicate_of = ?6 WHERE id = ?1",
  [DKX_S_ARCHIVE_ARTICLE] = "UPDATE articles SET document_id = ?2 WHERE id = ?1",
  [DKX_S_SET_RULESET] = "UPDATE articles SET ruleset_id = ?2 WHERE id = ?1",
  [DKX_S_ADD_ARTICLE] =
      "INSERT INTO articles(document_id, hash, ruleset_id, number, external_id, title, url,"
      " dateline, byline, credits, published, reference_date, reference_basis, window_from,"
      " window_to, language, duplicate_of, range_in, \"start\", \"end\", text)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
      " ?18, ?19, ?20, ?21)",
  [DKX_S_ADD_FTS] = "INSERT INTO articles_fts(rowid, title, text) VALUES(?1, ?2, ?3)",
  [DKX_S_ADD_BLOCK] = "INSERT INTO blocks VALUES(?1, ?2, ?3, ?4, ?5)",
  [DKX_S_ADD_RECORD] =
      "INSERT INTO records(article_id, kind, text_start, text_end, quote, status, persons,"
      " penalty, duration, mod, amount, currency, count, date, court, offence, statute, place,"
      " form, grounds, type, value, anchor, mentions, rule, extra)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
      " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
  [DKX_S_DROP_RECORDS] = "DELETE FROM records WHERE article_id = ?1",
  [DKX_S_DROP_BLOCKS] = "DELETE FROM blocks WHERE article_id = ?1",
  [DKX_S_DROP_LINKS] = "DELETE FROM person_links WHERE article_id = ?1",
  [DKX_S_DROP_FTS] = "INSERT INTO articles_fts(articles_fts, rowid, title, text)"
                     " SELECT 'delete', id, title, text FROM articles WHERE id = ?1",
  [DKX_S_DROP_ARTICLE] = "DELETE FROM articles WHERE id = ?1",
  [DKX_S_DROP_FTS_EARLIER] = "INSERT INTO articles_fts(articles_fts, rowid, title, text)"
                             " SELECT 'delete', a.id, a.title, a.text FROM documents AS d"
                             " JOIN articles AS a ON a.document_id = d.id"
                             " WHERE d.source = ?1 AND d.id <> ?2 AND d.state <> 'superseded'",
  [DKX_S_SUPERSEDE] =
      "UPDATE documents SET state = 'superseded', shown = 0, superseded_by = ?2"
      " WHERE source = ?1 AND id <> ?2 AND state <> 'superseded'",
  [DKX_S_COMPLETE] = "UPDATE documents SET state = 'current', shown = 1, ruleset_id = ?2,"
                     " sha256 = coalesce(?3, sha256),"
                     " completed = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1",
  [DKX_S_ADD_ARCHIVE] =
      "INSERT INTO documents(source, format, state, shown, version, superseded_by, ruleset_id)"
      " SELECT source, format, 'superseded', 0, version, id, ruleset_id FROM documents"
      " WHERE id = ?1",
  [DKX_S_NEXT_VERSION] = "UPDATE documents SET version = version + 1 WHERE id = ?1",
  [DKX_S_DROP_PERSONS] = "DELETE FROM persons WHERE NOT EXISTS"
                         " (SELECT 1 FROM person_links WHERE person_id = persons.id)",
};

int64_t dkx_now_ms (void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int dkx_step_done (sqlite3_stmt *statement) {
  sqlite3_step(statement);
  return sqlite3_reset(statement); /* gives the error of the step */
}

/* The statement, prepared at its first use. */
static int get (dkx_writer *writer, int which, sqlite3_stmt **out) {
  int rc = SQLITE_OK;
  if (writer->statements[which] == NULL)
    rc = sqlite3_prepare_v3(writer->db, sql_of[which], -1, SQLITE_PREPARE_PERSISTENT,
                            &writer->statements[which], NULL);
  *out = writer->statements[which];
  return rc;
}

/* Run a statement with up to two integer parameters. */
static int run_ints (dkx_writer *writer, int which, int64_t first, int64_t second) {
  sqlite3_stmt *statement;
  int rc = get(writer, which, &statement);
  if (rc != SQLITE_OK)
    return rc;
  if (sqlite3_bind_parameter_count(statement) > 0)
    sqlite3_bind_int64(statement, 1, first);
  if (sqlite3_bind_parameter_count(statement) > 1)
    sqlite3_bind_int64(statement, 2, second);
  return dkx_step_done(statement);
}

/* --- transactions ------------------------------------------------------------- */

static int begin_transaction (dkx_writer *writer) {
  int rc;
  if (writer->in_transaction)
    return SQLITE_OK;
  rc = run_ints(writer, DKX_S_BEGIN, 0, 0);
  if (rc == SQLITE_OK) {
    writer->in_transaction = 1;
    writer->batch_bytes = 0;
    writer->batch_begin_ms = dkx_now_ms();
  }
  return rc;
}

dkx_code dkx_commit (dkx_writer *writer, dkx_error *err) {
  int rc;
  if (!writer->in_transaction)
    return DKX_OK;
  rc = run_ints(writer, DKX_S_COMMIT, 0, 0);
  if (rc != SQLITE_OK) {
    dkx_code code = dkx_fail_sqlite(err, writer->db, rc, writer->path);
    dkx_rollback(writer);
    return code;
  }
  writer->in_transaction = 0;
  return DKX_OK;
}

void dkx_rollback (dkx_writer *writer) {
  if (writer->in_transaction && !sqlite3_get_autocommit(writer->db))
    sqlite3_exec(writer->db, "ROLLBACK", NULL, NULL, NULL);
  writer->in_transaction = 0;
}

int dkx_batch_is_due (const dkx_writer *writer) {
  return writer->in_transaction &&
         (writer->batch_bytes >= writer->options.batch_bytes ||
          dkx_now_ms() - writer->batch_begin_ms >= writer->options.batch_ms);
}

/* --- documents ---------------------------------------------------------------- */

static void clear_target (dkx_target *target) {
  sqlite3_free(target->source);
  sqlite3_free(target->old);
  sqlite3_free(target->kept);
  memset(target, 0, sizeof *target);
}

void dkx_writer_clear_targets (dkx_writer *writer) {
  int i;
  for (i = 0; i < writer->n_targets; i++)
    clear_target(&writer->targets[i]);
  sqlite3_free(writer->targets);
  writer->targets = NULL;
  writer->n_targets = 0;
}

static dkx_target *new_target (dkx_writer *writer, int token) {
  dkx_target *target;
  if (token >= writer->n_targets) {
    int n = token + 8;
    dkx_target *targets = sqlite3_realloc64(writer->targets, (size_t)n * sizeof *targets);
    if (targets == NULL)
      return NULL;
    memset(targets + writer->n_targets, 0, (size_t)(n - writer->n_targets) * sizeof *targets);
    writer->targets = targets;
    writer->n_targets = n;
  }
  target = &writer->targets[token];
  clear_target(target);
  target->used = 1;
  return target;
}

static int ruleset_id (dkx_writer *writer, dkx_text hash, int64_t *id) {
  sqlite3_stmt *statement;
  int rc;
  *id = 0;
  if (hash.bytes == NULL)
    return SQLITE_OK;
  rc = get(writer, DKX_S_FIND_RULESET, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, hash.bytes, hash.len);
  if (sqlite3_step(statement) == SQLITE_ROW)
    *id = sqlite3_column_int64(statement, 0);
  rc = sqlite3_reset(statement);
  if (rc != SQLITE_OK || *id != 0)
    return rc;
  rc = get(writer, DKX_S_ADD_RULESET, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, hash.bytes, hash.len);
  rc = dkx_step_done(statement);
  *id = sqlite3_last_insert_rowid(writer->db);
  return rc;
}

static int add_document (dkx_writer *writer, const dkx_document *document, int64_t *id) {
  sqlite3_stmt *statement;
  int rc = get(writer, DKX_S_ADD_DOCUMENT, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, document->source.bytes, document->source.len);
  dkx_bind_span(statement, 2, document->sha256.bytes, document->sha256.len);
  dkx_bind_span(statement, 3, document->format.bytes, document->format.len);
  if (document->length >= 0)
    sqlite3_bind_int64(statement, 4, document->length);
  else
    sqlite3_bind_null(statement, 4);
  sqlite3_bind_int(statement, 5, document->stream);
  rc = dkx_step_done(statement);
  *id = sqlite3_last_insert_rowid(writer->db);
  return rc;
}

/* Note which articles are stored, to see at the end which are gone. */
static int note_old (dkx_writer *writer, dkx_target *target) {
  sqlite3_stmt *statement;
  size_t cap = 0;
  int rc = get(writer, DKX_S_ARTICLE_IDS, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, target->id);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    if (target->n_old == cap) {
      int64_t *old;
      cap = cap == 0 ? 64 : cap * 2;
      old = sqlite3_realloc64(target->old, cap * sizeof *old);
      if (old == NULL) {
        sqlite3_reset(statement);
        return SQLITE_NOMEM;
      }
      target->old = old;
    }
    target->old[target->n_old++] = sqlite3_column_int64(statement, 0);
  }
  rc = sqlite3_reset(statement);
  if (rc == SQLITE_OK && target->n_old > 0) {
    target->kept = sqlite3_malloc64(target->n_old);
    if (target->kept == NULL)
      return SQLITE_NOMEM;
    memset(target->kept, 0, target->n_old);
  }
  return rc;
}

static int compare_ids (const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static void mark_kept (dkx_target *target, int64_t id) {
  int64_t *at = NULL;
  if (target->n_old > 0)
    at = bsearch(&id, target->old, target->n_old, sizeof id, compare_ids);
  if (at != NULL)
    target->kept[at - target->old] = 1;
}

static dkx_text text_of (const dkx_value *value) {
  dkx_text text = { value->type == DKX_TEXT ? value->text : NULL, value->len };
  return text;
}

static void read_document (const dkx_job *job, dkx_document *document) {
  size_t at = 0;
  dkx_value value;
  dkx_job_next(job, &at, &value);
  document->source = text_of(&value);
  dkx_job_next(job, &at, &value);
  document->sha256 = text_of(&value);
  dkx_job_next(job, &at, &value);
  document->format = text_of(&value);
  dkx_job_next(job, &at, &value);
  document->ruleset = text_of(&value);
  dkx_job_next(job, &at, &value);
  document->length = value.i;
  dkx_job_next(job, &at, &value);
  document->stream = (int)value.i;
}

static int run_begin (dkx_writer *writer, const dkx_job *job) {
  dkx_document document;
  dkx_found found;
  sqlite3_stmt *find_document, *find_source;
  dkx_target *target = new_target(writer, job->token);
  int rc;
  if (target == NULL)
    return SQLITE_NOMEM;
  read_document(job, &document);
  target->stream = document.stream;
  target->source = sqlite3_malloc64(document.source.len + 1);
  if (target->source == NULL)
    return SQLITE_NOMEM;
  memcpy(target->source, document.source.bytes, document.source.len);
  target->source_len = document.source.len;
  rc = ruleset_id(writer, document.ruleset, &target->ruleset);
  if (rc == SQLITE_OK)
    rc = get(writer, DKX_S_FIND_DOCUMENT, &find_document);
  if (rc == SQLITE_OK)
    rc = get(writer, DKX_S_FIND_SOURCE, &find_source);
  if (rc == SQLITE_OK)
    rc = dkx_classify(find_document, find_source, &document, &found);
  if (rc != SQLITE_OK)
    return rc;
  target->id = found.id;
  target->has_earlier = found.has_earlier;
  target->by_source = found.id != 0 && document.sha256.bytes == NULL;
  if (found.id != 0) /* a stream never tells what is gone */
    return target->stream ? SQLITE_OK : note_old(writer, target);
  target->is_new = 1;
  return add_document(writer, &document, &target->id);
}

/* --- articles ------------------------------------------------------------------ */

typedef struct stored {
  int64_t id; /* 0: not stored */
  int64_t ruleset;
  int elsewhere; /* in another document of the same source */
} stored;

static int find_in (dkx_writer *writer, int which, const dkx_job *job,
                    const dkx_target *target, stored *found) {
  sqlite3_stmt *statement;
  int rc = get(writer, which, &statement);
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
  int rc = SQLITE_OK;
  memset(found, 0, sizeof *found);
  if (!target->is_new || target->stream)
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
  mark_kept(target, found->id);
  if (!found->elsewhere || target->stream)
    return SQLITE_OK;
  rc = get(writer, DKX_S_MOVE_ARTICLE, &statement);
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
  return dkx_step_done(statement);
}

static int add_article (dkx_writer *writer, const dkx_job *job, const dkx_target *target,
                        const dkx_value *columns, int64_t *id) {
  sqlite3_stmt *statement;
  int i, rc = get(writer, DKX_S_ADD_ARTICLE, &statement);
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
    rc = dkx_step_done(statement);
  *id = sqlite3_last_insert_rowid(writer->db);
  if (rc == SQLITE_OK)
    rc = get(writer, DKX_S_ADD_FTS, &statement);
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
  int rc = get(writer, DKX_S_ADD_BLOCK, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_job_next(job, at, &count);
  for (i = 0; i < count.i && rc == SQLITE_OK; i++) {
    int column;
    sqlite3_bind_int64(statement, 1, article);
    sqlite3_bind_int64(statement, 2, i + 1);
    for (column = 3; column <= 5; column++) {
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
  int i, rc = get(writer, DKX_S_ADD_RECORD, &statement);
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
  int rc = run_ints(writer, DKX_S_DROP_RECORDS, article, 0);
  dkx_linker_forget(&writer->linker);
  return rc == SQLITE_OK ? run_ints(writer, DKX_S_DROP_LINKS, article, 0) : rc;
}

static int drop_article (dkx_writer *writer, int64_t article) {
  int rc = drop_records(writer, article);
  if (rc == SQLITE_OK)
    rc = run_ints(writer, DKX_S_DROP_BLOCKS, article, 0);
  return rc == SQLITE_OK ? run_ints(writer, DKX_S_DROP_ARTICLE, article, 0) : rc;
}

static int replace_records (dkx_writer *writer, dkx_target *target, int64_t article) {
  int rc = drop_records(writer, article);
  target->replaced = 1;
  return rc == SQLITE_OK ? run_ints(writer, DKX_S_SET_RULESET, article, target->ruleset) : rc;
}

static int run_article (dkx_writer *writer, const dkx_job *job, dkx_target *target) {
  dkx_value columns[DKX_A_COUNT];
  stored found;
  size_t at = 0;
  int i, is_new, rc = find_article(writer, job, target, &found);
  if (rc != SQLITE_OK)
    return rc;
  for (i = 0; i < DKX_A_COUNT; i++)
    dkx_job_next(job, &at, &columns[i]);
  is_new = found.id == 0;
  if (is_new)
    rc = add_article(writer, job, target, columns, &found.id);
  else
    rc = keep_article(writer, target, &found, columns[DKX_A_NUMBER].i, columns[DKX_A_START].i,
                      columns[DKX_A_END].i, columns[DKX_A_DUPLICATE_OF].i);
  if (rc != SQLITE_OK || (!is_new && found.ruleset == target->ruleset))
    return rc;
  if (!is_new)
    rc = replace_records(writer, target, found.id);
  if (rc == SQLITE_OK)
    rc = add_blocks(writer, job, &at, found.id, is_new);
  if (rc == SQLITE_OK)
    rc = add_records(writer, job, &at, found.id);
  return rc;
}

/* Gives SQLITE_NOTFOUND when another process took the article away. */
static int run_keep (dkx_writer *writer, const dkx_job *job, dkx_target *target) {
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

/* --- the end of a document ------------------------------------------------------- */

/* A superseded document for what its source does not have any more. */
static int add_archive (dkx_writer *writer, const dkx_target *target, int64_t *id) {
  int rc = run_ints(writer, DKX_S_ADD_ARCHIVE, target->id, 0);
  *id = sqlite3_last_insert_rowid(writer->db);
  return rc == SQLITE_OK ? run_ints(writer, DKX_S_NEXT_VERSION, target->id, 0) : rc;
}

static int archive_article (dkx_writer *writer, int64_t article, int64_t archive) {
  sqlite3_stmt *statement;
  int rc = get(writer, DKX_S_ARCHIVE_ARTICLE, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, article);
  sqlite3_bind_int64(statement, 2, archive);
  return dkx_step_done(statement);
}

/* Articles that were not given again. From the same bytes that means another
** parser or another reference date, and they go; a source of unknown bytes has
** changed, and they stay as an earlier version. */
static int drop_gone (dkx_writer *writer, dkx_target *target) {
  int64_t archive = 0;
  size_t i;
  int rc = SQLITE_OK;
  for (i = 0; i < target->n_old && rc == SQLITE_OK; i++) {
    if (target->kept[i])
      continue;
    rc = run_ints(writer, DKX_S_DROP_FTS, target->old[i], 0);
    if (rc == SQLITE_OK && target->by_source && archive == 0)
      rc = add_archive(writer, target, &archive);
    if (rc == SQLITE_OK)
      rc = target->by_source ? archive_article(writer, target->old[i], archive)
                             : drop_article(writer, target->old[i]);
    target->replaced = 1;
  }
  return rc;
}

static int put_aside_earlier (dkx_writer *writer, const dkx_target *target) {
  static const int which[] = { DKX_S_DROP_FTS_EARLIER, DKX_S_SUPERSEDE };
  int i, rc = SQLITE_OK;
  for (i = 0; i < 2 && rc == SQLITE_OK; i++) {
    sqlite3_stmt *statement;
    rc = get(writer, which[i], &statement);
    if (rc != SQLITE_OK)
      break;
    dkx_bind_span(statement, 1, target->source, target->source_len);
    sqlite3_bind_int64(statement, 2, target->id);
    rc = dkx_step_done(statement);
  }
  return rc;
}

static int complete (dkx_writer *writer, const dkx_job *job, const dkx_target *target) {
  sqlite3_stmt *statement;
  dkx_value sha256;
  size_t at = 0;
  int rc = get(writer, DKX_S_COMPLETE, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_job_next(job, &at, &sha256);
  sqlite3_bind_int64(statement, 1, target->id);
  if (target->ruleset != 0)
    sqlite3_bind_int64(statement, 2, target->ruleset);
  else
    sqlite3_bind_null(statement, 2);
  dkx_value_bind(statement, 3, &sha256);
  return dkx_step_done(statement);
}

static int run_end (dkx_writer *writer, const dkx_job *job, dkx_target *target) {
  int rc = drop_gone(writer, target);
  if (rc == SQLITE_OK && target->has_earlier)
    rc = put_aside_earlier(writer, target);
  if (rc == SQLITE_OK)
    rc = complete(writer, job, target);
  if (rc == SQLITE_OK && target->replaced)
    rc = run_ints(writer, DKX_S_DROP_PERSONS, 0, 0);
  clear_target(target);
  return rc;
}

dkx_code dkx_run (dkx_writer *writer, const dkx_job *job, dkx_error *err) {
  dkx_target *target = NULL;
  int rc = begin_transaction(writer);
  dkx_code code;
  if (rc == SQLITE_OK && job->kind != DKX_JOB_BEGIN)
    target = &writer->targets[job->token];
  if (rc == SQLITE_OK) {
    switch (job->kind) {
    case DKX_JOB_BEGIN: rc = run_begin(writer, job); break;
    case DKX_JOB_ARTICLE: rc = run_article(writer, job, target); break;
    case DKX_JOB_KEEP: rc = run_keep(writer, job, target); break;
    case DKX_JOB_END: rc = run_end(writer, job, target); break;
    }
  }
  writer->batch_bytes += (int64_t)job->len;
  if (rc == SQLITE_OK)
    return DKX_OK;
  if (rc == SQLITE_NOTFOUND)
    code = dkx_fail(err, DKX_ECHANGED,
                    "%s: another process changed the document while it was being indexed;"
                    " index it again",
                    writer->path);
  else
    code = dkx_fail_sqlite(err, writer->db, rc, writer->path);
  dkx_rollback(writer);
  return code;
}
