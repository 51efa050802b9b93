/*
** Documents as the writer sees them: begun, and ended. Only at the end a document counts
** as complete, earlier versions are put aside, and what it does not have any more goes.
*/
#include <string.h>

#include "dkx_internal.h"

/* --- documents ---------------------------------------------------------------- */

static void clear_target (dkx_target *target) {
  sqlite3_free(target->source);
  dkx_ids_clear(&target->old);
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
  rc = dkx_get(writer, DKX_S_FIND_RULESET, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, hash.bytes, hash.len);
  if (sqlite3_step(statement) == SQLITE_ROW)
    *id = sqlite3_column_int64(statement, 0);
  rc = sqlite3_reset(statement);
  if (rc != SQLITE_OK || *id != 0)
    return rc;
  rc = dkx_get(writer, DKX_S_ADD_RULESET, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, hash.bytes, hash.len);
  rc = dkx_step_done(statement);
  *id = sqlite3_last_insert_rowid(writer->db);
  return rc;
}

static int add_document (dkx_writer *writer, const dkx_document *document, int64_t *id) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_ADD_DOCUMENT, &statement);
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
  int rc = dkx_get(writer, DKX_S_ARTICLE_IDS, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, target->id);
  rc = dkx_ids_read(&target->old, statement);
  if (rc == SQLITE_OK && target->old.n > 0) {
    target->kept = sqlite3_malloc64(target->old.n);
    if (target->kept == NULL)
      return SQLITE_NOMEM;
    memset(target->kept, 0, target->old.n);
  }
  return rc;
}

void dkx_mark_kept (dkx_target *target, int64_t id) {
  int64_t *at = dkx_ids_find(&target->old, id);
  if (at != NULL)
    target->kept[at - target->old.items] = 1;
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

int dkx_run_begin (dkx_writer *writer, const dkx_job *job) {
  dkx_document document;
  dkx_found found;
  sqlite3_stmt *find_document, *find_source;
  dkx_target *target = new_target(writer, job->token);
  int rc;
  if (target == NULL)
    return SQLITE_NOMEM;
  read_document(job, &document);
  target->stream = document.stream;
  target->is_feed = document.format.len == 4 && memcmp(document.format.bytes, "feed", 4) == 0;
  target->source = sqlite3_malloc64(document.source.len + 1);
  if (target->source == NULL)
    return SQLITE_NOMEM;
  memcpy(target->source, document.source.bytes, document.source.len);
  target->source_len = document.source.len;
  rc = ruleset_id(writer, document.ruleset, &target->ruleset);
  if (rc == SQLITE_OK)
    rc = dkx_get(writer, DKX_S_FIND_DOCUMENT, &find_document);
  if (rc == SQLITE_OK)
    rc = dkx_get(writer, DKX_S_FIND_SOURCE, &find_source);
  if (rc == SQLITE_OK)
    rc = dkx_classify(find_document, find_source, &document, &found);
  if (rc != SQLITE_OK)
    return rc;
  target->id = found.id;
  target->has_earlier = found.has_earlier;
  target->by_source = found.id != 0 && document.sha256.bytes == NULL;
  if (found.id != 0) /* a stream never tells what is gone */
    return target->stream ? SQLITE_OK : note_old(writer, target);
  return add_document(writer, &document, &target->id);
}

/* --- the end of a document ------------------------------------------------------- */

/* A superseded document for what its source does not have any more. */
static int add_archive (dkx_writer *writer, const dkx_target *target, int64_t *id) {
  int rc = dkx_run_ints(writer, DKX_S_ADD_ARCHIVE, target->id, 0);
  *id = sqlite3_last_insert_rowid(writer->db);
  return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_NEXT_VERSION, target->id, 0) : rc;
}

static int archive_article (dkx_writer *writer, int64_t article, int64_t archive) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_ARCHIVE_ARTICLE, &statement);
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
  for (i = 0; i < target->old.n && rc == SQLITE_OK; i++) {
    int64_t article = target->old.items[i];
    if (target->kept[i] || target->is_feed) /* of a feed, they stood in it earlier */
      continue;
    rc = dkx_run_ints(writer, DKX_S_DROP_FTS, article, 0);
    if (rc == SQLITE_OK && target->by_source && archive == 0)
      rc = add_archive(writer, target, &archive);
    if (rc == SQLITE_OK && target->by_source)
      rc = dkx_near_forget(writer, article);
    if (rc == SQLITE_OK)
      rc = target->by_source ? archive_article(writer, article, archive)
                             : dkx_drop_article(writer, article);
    target->replaced = 1;
  }
  return rc;
}

/* Run a statement whose parameters are the target's source and document. */
static int run_for_source (dkx_writer *writer, const dkx_target *target, int which) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, which, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, target->source, target->source_len);
  sqlite3_bind_int64(statement, 2, target->id);
  return dkx_step_done(statement);
}

typedef int for_article (dkx_writer *writer, int64_t article);

static int for_each (dkx_writer *writer, const dkx_ids *ids, for_article *call) {
  size_t i;
  int rc = SQLITE_OK;
  for (i = 0; i < ids->n && rc == SQLITE_OK; i++)
    rc = call(writer, ids->items[i]);
  return rc;
}

static int read_earlier (dkx_writer *writer, const dkx_target *target, dkx_ids *ids) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_ALL_EARLIER, &statement);
  if (rc != SQLITE_OK)
    return rc;
  dkx_bind_span(statement, 1, target->source, target->source_len);
  sqlite3_bind_int64(statement, 2, target->id);
  return dkx_ids_read(ids, statement);
}

/* '*gone' are the articles of earlier versions, to be cleared by the caller. */
static int put_aside_earlier (dkx_writer *writer, const dkx_target *target, dkx_ids *gone) {
  static const int which[] = { DKX_S_DROP_FTS_EARLIER, DKX_S_SUPERSEDE, DKX_S_NAME_LATER };
  dkx_ids ids = { NULL, 0, 0 };
  int i, rc = SQLITE_OK;
  if (target->is_feed)
    rc = run_for_source(writer, target, DKX_S_CARRY_OVER);
  if (rc == SQLITE_OK)
    rc = read_earlier(writer, target, &ids);
  if (rc == SQLITE_OK)
    rc = for_each(writer, &ids, dkx_near_forget);
  for (i = 0; i < 3 && rc == SQLITE_OK; i++)
    rc = run_for_source(writer, target, which[i]);
  if (rc != SQLITE_OK)
    dkx_ids_clear(&ids);
  *gone = ids;
  return rc;
}

/* Only what is shown is linked, and the articles of another version are shown
** from now on. */
static int settle_articles (dkx_writer *writer, const dkx_target *target) {
  dkx_ids ids = { NULL, 0, 0 };
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_ARTICLE_IDS, &statement);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int64(statement, 1, target->id);
    rc = dkx_ids_read(&ids, statement);
  }
  if (rc == SQLITE_OK)
    rc = for_each(writer, &ids, dkx_near_settle);
  dkx_ids_clear(&ids);
  return rc;
}

static int complete (dkx_writer *writer, const dkx_job *job, const dkx_target *target) {
  sqlite3_stmt *statement;
  dkx_value sha256;
  size_t at = 0;
  int rc = dkx_get(writer, DKX_S_COMPLETE, &statement);
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

int dkx_run_end (dkx_writer *writer, const dkx_job *job, dkx_target *target) {
  dkx_ids gone = { NULL, 0, 0 };
  int rc = drop_gone(writer, target);
  if (rc == SQLITE_OK && target->has_earlier)
    rc = put_aside_earlier(writer, target, &gone);
  if (rc == SQLITE_OK)
    rc = complete(writer, job, target);
  if (rc == SQLITE_OK && target->has_earlier)
    rc = settle_articles(writer, target);
  if (rc == SQLITE_OK) /* now that what takes their place is there */
    rc = for_each(writer, &gone, dkx_version_revive);
  if (rc == SQLITE_OK && target->replaced)
    rc = dkx_run_ints(writer, DKX_S_DROP_PERSONS, 0, 0);
  dkx_ids_clear(&gone);
  clear_target(target);
  return rc;
}
