/*
** The statements of the writer, each prepared at its first use, and its transactions.
*/
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
      " window_to, language, duplicate_of, modified, site, encoding, crawled, range_in,"
      " \"start\", \"end\", text, address)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
      " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
  [DKX_S_ADD_FTS] = "INSERT INTO articles_fts(rowid, title, text) VALUES(?1, ?2, ?3)",
  [DKX_S_ADD_BLOCK] = "INSERT INTO blocks(article_id, number, kind, \"start\", \"end\", "
                      "source_start, source_end)"
                      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
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
                     " SELECT 'delete', id, title, text FROM articles"
                     " WHERE id = ?1 AND superseded_by IS NULL",
  [DKX_S_DROP_ARTICLE] = "DELETE FROM articles WHERE id = ?1",
  [DKX_S_DROP_FTS_EARLIER] = "INSERT INTO articles_fts(articles_fts, rowid, title, text)"
                             " SELECT 'delete', a.id, a.title, a.text FROM documents AS d"
                             " JOIN articles AS a ON a.document_id = d.id"
                             " WHERE d.source = ?1 AND d.id <> ?2 AND d.state <> 'superseded'"
                             " AND a.superseded_by IS NULL",
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
  [DKX_S_CARRY_OVER] =
      "UPDATE OR IGNORE articles SET document_id = ?2 WHERE superseded_by IS NULL"
      " AND (address IS NOT NULL OR external_id IS NOT NULL)"
      " AND document_id IN (SELECT id FROM documents"
      "  WHERE source = ?1 AND id <> ?2 AND state <> 'superseded')"
      " AND NOT EXISTS (SELECT 1 FROM articles AS n WHERE n.document_id = ?2"
      "  AND (n.address = articles.address OR n.external_id = articles.external_id))",
  [DKX_S_ALL_EARLIER] = "SELECT a.id FROM documents AS d JOIN articles AS a"
                        " ON a.document_id = d.id WHERE d.source = ?1 AND d.id <> ?2"
                        " AND d.state <> 'superseded'",
  /* Which article took the place of which is plain where both have an address,
  ** and where the documents have one article each. */
  [DKX_S_NAME_LATER] =
      "UPDATE articles SET superseded_by = (SELECT n.id FROM articles AS n"
      " WHERE n.document_id = ?2 AND (n.address = articles.address OR (n.number = 1"
      "  AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.number > 1"
      "   AND o.document_id IN (n.document_id, articles.document_id)))) LIMIT 1)"
      " WHERE superseded_by IS NULL AND document_id IN (SELECT id FROM documents"
      "  WHERE source = ?1 AND id <> ?2 AND superseded_by = ?2)",
  [DKX_S_SEE] =
      "SELECT a.document_id, a.superseded_by IS NULL AND d.shown, a.range_in = 'source',"
      " a.\"end\" - a.\"start\", coalesce(a.copy_of, a.id), a.reference_date, "
      "coalesce(a.address, a.site),"
      " s.sketch, d.shown FROM articles AS a JOIN documents AS d ON d.id = a.document_id"
      " LEFT JOIN sketches AS s ON s.article_id = a.id WHERE a.id = ?1",
  [DKX_S_ADD_SKETCH] = "INSERT OR REPLACE INTO sketches VALUES(?1, ?2)",
  [DKX_S_DROP_SKETCH] = "DELETE FROM sketches WHERE article_id = ?1",
  [DKX_S_ADD_PASSAGE] = "INSERT OR IGNORE INTO passages VALUES(?1, ?2)",
  [DKX_S_DROP_PASSAGE] = "DELETE FROM passages WHERE hash = ?1 AND article_id = ?2",
  [DKX_S_FIND_PASSAGE] = "SELECT article_id FROM passages WHERE hash = ?1 LIMIT ?2",
  [DKX_S_ADD_LIKENESS] = "INSERT OR IGNORE INTO likeness VALUES(?1, ?2, ?3, ?4)",
  [DKX_S_LIKE] = "SELECT other_id FROM likeness WHERE article_id = ?1",
  [DKX_S_DROP_LIKE] = "DELETE FROM likeness WHERE article_id = ?1",
  [DKX_S_DROP_LIKE_BACK] =
      "DELETE FROM likeness WHERE (article_id, other_id) IN"
      " (SELECT other_id, article_id FROM likeness WHERE article_id = ?1)",
  [DKX_S_CLUSTER] = "SELECT id FROM articles WHERE copy_of = ?1 AND id <> ?2"
                    " UNION SELECT id FROM articles WHERE id = ?1 AND id <> ?2 ORDER BY 1",
  [DKX_S_MOVE_COPIES] = "UPDATE articles SET copy_of = ?2 WHERE copy_of = ?1",
  [DKX_S_SET_COPY] = "UPDATE articles SET copy_of = ?2 WHERE id = ?1",
  [DKX_S_CLEAR_COPY] = "UPDATE articles SET copy_of = NULL WHERE id = ?1",
  /* An address that several articles of one document have is that of a page. */
  [DKX_S_SAME_ADDRESS] =
      "SELECT a.id, a.text = x.text,"
      " CASE WHEN EXISTS (SELECT 1 FROM articles AS b WHERE b.address = x.address"
      "   AND b.document_id = x.document_id AND b.id <> x.id)"
      "  THEN CASE WHEN a.title = x.title THEN -1 ELSE 0 END"
      "  ELSE CASE WHEN a.title = x.title THEN 1 ELSE -1 END END,"
      " CASE WHEN a.crawled <> x.crawled THEN (a.crawled > x.crawled) * 2 - 1"
      "  WHEN coalesce(a.modified, a.published) <> coalesce(x.modified, x.published)"
      "  THEN (coalesce(a.modified, a.published) > coalesce(x.modified, x.published)) * 2 - 1"
      "  ELSE 0 END"
      " FROM articles AS x JOIN articles AS a ON a.address = x.address AND a.id <> x.id"
      " AND a.superseded_by IS NULL JOIN documents AS d ON d.id = a.document_id AND d.shown"
      " WHERE x.id = ?1 ORDER BY a.id DESC LIMIT ?2",
  [DKX_S_REPLACE] = "UPDATE articles SET superseded_by = ?2, copy_of = NULL WHERE id = ?1",
  [DKX_S_REPLACED] = "SELECT id FROM articles WHERE superseded_by = ?1",
  [DKX_S_CURRENT] = "SELECT n.id FROM articles AS x JOIN articles AS n"
                    " ON n.address = x.address AND n.superseded_by IS NULL AND n.id <> x.id"
                    " JOIN documents AS d ON d.id = n.document_id AND d.shown"
                    " WHERE x.id = ?1 AND n.id <> ?2 ORDER BY n.id DESC LIMIT 1",
  [DKX_S_REVIVE] = "UPDATE articles SET superseded_by = NULL WHERE id = ?1",
  [DKX_S_REVIVE_FTS] = "INSERT INTO articles_fts(rowid, title, text)"
                       " SELECT id, title, text FROM articles WHERE id = ?1",
  [DKX_S_UNNAME] = "UPDATE articles SET superseded_by = NULL WHERE superseded_by = ?1",
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
int dkx_get (dkx_writer *writer, int which, sqlite3_stmt **out) {
  int rc = SQLITE_OK;
  if (writer->statements[which] == NULL)
    rc = sqlite3_prepare_v3(writer->db, sql_of[which], -1, SQLITE_PREPARE_PERSISTENT,
                            &writer->statements[which], NULL);
  *out = writer->statements[which];
  return rc;
}

/* Run a statement with up to two integer parameters. */
int dkx_run_ints (dkx_writer *writer, int which, int64_t first, int64_t second) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, which, &statement);
  if (rc != SQLITE_OK)
    return rc;
  if (sqlite3_bind_parameter_count(statement) > 0)
    sqlite3_bind_int64(statement, 1, first);
  if (sqlite3_bind_parameter_count(statement) > 1)
    sqlite3_bind_int64(statement, 2, second);
  return dkx_step_done(statement);
}

/* --- transactions ------------------------------------------------------------- */

int dkx_begin_transaction (dkx_writer *writer) {
  int rc;
  if (writer->in_transaction)
    return SQLITE_OK;
  rc = dkx_run_ints(writer, DKX_S_BEGIN, 0, 0);
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
  rc = dkx_run_ints(writer, DKX_S_COMMIT, 0, 0);
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
