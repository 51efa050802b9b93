/*
** New, another version, half loaded, other rules, or unchanged?
*/
#include <string.h>

#include "dkx_internal.h"

/* ?1 sha256, ?2 source: the stored document with these bytes. Its own source
** comes first, then a complete one. Where the bytes are not known as a whole (a
** stream of articles), the source alone names the document. */
const char dkx_sql_find_document[] =
    "SELECT d.id, d.state, s.hash, d.source = ?2 FROM documents AS d"
    " LEFT JOIN rulesets AS s ON s.id = d.ruleset_id"
    " WHERE (d.sha256 = ?1 OR (?1 IS NULL AND d.source = ?2 AND d.sha256 IS NULL))"
    " AND d.state <> 'superseded'"
    " ORDER BY d.source = ?2 DESC, d.state = 'current' DESC LIMIT 1";

/* ?1 source, ?2 sha256: is the source stored with other bytes? */
const char dkx_sql_find_source[] =
    "SELECT 1 FROM documents WHERE source = ?1 AND sha256 IS NOT ?2"
    " AND state <> 'superseded' LIMIT 1";

int dkx_bind_span (sqlite3_stmt *statement, int n, const char *bytes, size_t len) {
  if (bytes == NULL)
    return sqlite3_bind_null(statement, n);
  return sqlite3_bind_text64(statement, n, bytes, len, SQLITE_STATIC, SQLITE_UTF8);
}

static int column_is (sqlite3_stmt *statement, int column, dkx_text text) {
  const char *bytes = (const char *)sqlite3_column_text(statement, column);
  size_t len = (size_t)sqlite3_column_bytes(statement, column);
  if (bytes == NULL || text.bytes == NULL)
    return bytes == NULL && text.bytes == NULL;
  return len == text.len && memcmp(bytes, text.bytes, len) == 0;
}

/* Judge the row that find_document stands on. */
static void judge (sqlite3_stmt *row, const dkx_document *document, dkx_found *found) {
  int complete = strcmp((const char *)sqlite3_column_text(row, 1), "current") == 0;
  int same_source = sqlite3_column_int(row, 3);
  int same_rules = column_is(row, 2, document->ruleset);
  if (!same_source && (found->has_earlier || !complete))
    return; /* a copy of another file's bytes, to be stored as its own */
  found->id = sqlite3_column_int64(row, 0);
  if (!complete || document->sha256.bytes == NULL)
    found->status = DKX_RESUMED;
  else
    found->status = same_rules ? DKX_UNCHANGED : DKX_RULES;
}

int dkx_classify (sqlite3_stmt *find_document, sqlite3_stmt *find_source,
                  const dkx_document *document, dkx_found *found) {
  const dkx_text *source = &document->source, *sha256 = &document->sha256;
  int rc = SQLITE_OK;
  memset(found, 0, sizeof *found);
  if (!document->stream) {
    dkx_bind_span(find_source, 1, source->bytes, source->len);
    dkx_bind_span(find_source, 2, sha256->bytes, sha256->len);
    found->has_earlier = sqlite3_step(find_source) == SQLITE_ROW;
    rc = sqlite3_reset(find_source);
  }
  found->status = found->has_earlier ? DKX_VERSION : DKX_NEW;
  if (rc == SQLITE_OK) {
    dkx_bind_span(find_document, 1, sha256->bytes, sha256->len);
    dkx_bind_span(find_document, 2, source->bytes, source->len);
    if (sqlite3_step(find_document) == SQLITE_ROW)
      judge(find_document, document, found);
    rc = sqlite3_reset(find_document);
  }
  return rc;
}
