/*
** Views: what people read with any SQLite tool. They hold no data, so all of
** them are dropped and made anew whenever the schema changes.
*/
#include <string.h>

#include "dkx_internal.h"

/* --- views ------------------------------------------------------------------ */

/* What every view of records begins and ends with. */
#define TITLE                                                                                 \
  "coalesce(a.title, CASE WHEN length(a.text) > 80 THEN substr(a.text, 1, 80) || "            \
  "'\xE2\x80\xA6'"                                                                            \
  " ELSE a.text END)"
#define PERSONS "(SELECT group_concat(value, '; ') FROM json_each(r.persons)) AS persons"
#define OFFSET  "CASE a.range_in WHEN 'source' THEN a.\"start\" ELSE 0 END"
#define RECORD_TAIL                                                                           \
  ", r.quote, " TITLE " AS title, a.reference_date AS article_date, a.url, d.source,"         \
  " a.number AS article, r.text_start + " OFFSET " AS \"start\","                             \
  " r.text_end + " OFFSET " AS \"end\", a.range_in, r.rule, s.hash AS ruleset,"               \
  " r.article_id, r.id AS record_id"
#define SHOWN "d.shown AND a.superseded_by IS NULL"
/* What a copy repeats is not said twice; what it alone says counts. */
#define SAID_ONCE                                                                             \
  "(a.copy_of IS NULL OR NOT EXISTS (SELECT 1 FROM records AS o INDEXED BY records_article"   \
  " WHERE o.article_id = a.copy_of AND o.kind = r.kind AND o.persons IS r.persons))"
#define RECORD_FROM                                                                           \
  " FROM records AS r JOIN articles AS a ON a.id = r.article_id"                              \
  " JOIN documents AS d ON d.id = a.document_id AND " SHOWN " AND " SAID_ONCE                 \
  " LEFT JOIN rulesets AS s ON s.id = a.ruleset_id"
#define PERSON_FROM                                                                           \
  " FROM persons AS p JOIN person_links AS l ON l.person_id = p.id"                           \
  " JOIN articles AS a ON a.id = l.article_id"                                                \
  " JOIN documents AS d ON d.id = a.document_id AND " SHOWN                                   \
  " JOIN records AS r ON r.article_id = a.id AND r.persons IS NOT NULL AND " SAID_ONCE        \
  " AND EXISTS (SELECT 1 FROM json_each(r.persons) WHERE value = l.name)"

typedef struct named_view {
  const char *name;
  const char *select;
} named_view;

static const named_view views[] = {
  /* kind <> 'date' is what makes SQLite use the index of kinds. */
  { "sentences", PERSONS ", r.penalty, r.duration, r.mod, r.amount, r.currency, r.count,"
                         " r.status, r.date, r.court, r.offence" RECORD_TAIL RECORD_FROM
                         " WHERE r.kind = 'sentence' AND r.kind <> 'date'" },
  { "charges",
    PERSONS ", r.offence, r.status, r.date, r.statute, r.court" RECORD_TAIL RECORD_FROM
            " WHERE r.kind = 'charge' AND r.kind <> 'date'" },
  { "dates",
    "r.type, r.value, r.mod, r.anchor" RECORD_TAIL RECORD_FROM " WHERE r.kind = 'date'" },
  { "events", "r.kind, " PERSONS ", r.status, r.date, r.place, r.court, r.form, r.grounds,"
              " r.mod, r.duration" RECORD_TAIL RECORD_FROM
              " WHERE r.kind <> 'date' AND r.kind NOT IN ('sentence', 'charge')"
              " AND r.kind NOT IN (SELECT name FROM kinds)" },
  { "cases", "p.name AS person, coalesce(r.date, a.reference_date) AS date, r.kind, r.status,"
             " r.penalty, r.duration, r.amount, r.currency, r.offence, r.court, r.place,"
             " p.id AS person_id" RECORD_TAIL PERSON_FROM
             " LEFT JOIN rulesets AS s ON s.id = a.ruleset_id" },
  /* Title, date and source are those of the latest article: SQLite takes bare
  ** columns from the row that max() comes from. */
  { "people", "p.name, count(DISTINCT a.id) AS articles,"
              " count(DISTINCT CASE r.kind WHEN 'sentence' THEN r.id END) AS sentences,"
              " count(DISTINCT CASE r.kind WHEN 'charge' THEN r.id END) AS charges,"
              " count(DISTINCT CASE WHEN r.kind NOT IN ('sentence', 'charge') THEN r.id END)"
              " AS events, max(coalesce(a.reference_date, '')) AS article_date, " TITLE
              " AS title, d.source, p.id AS person_id" PERSON_FROM " GROUP BY p.id" },
  /* Each copy, and the article that is shown in its place. The reason is that of
  ** the link between the two, or of its closest link to another copy. */
  { "duplicates", "d.source, a.number AS article, a.url, " TITLE " AS title,"
                  " a.reference_date AS article_date, o.source AS shown_source,"
                  " b.number AS shown_article, b.url AS shown_url, l.share, l.reason,"
                  " a.id AS article_id, b.id AS shown_id"
                  " FROM articles AS a JOIN documents AS d ON d.id = a.document_id"
                  " JOIN articles AS b ON b.id = a.copy_of"
                  " JOIN documents AS o ON o.id = b.document_id"
                  " LEFT JOIN likeness AS l ON l.article_id = a.id AND l.other_id = coalesce("
                  "(SELECT m.other_id FROM likeness AS m WHERE m.article_id = a.id"
                  " AND m.other_id = a.copy_of), (SELECT m.other_id FROM likeness AS m"
                  " WHERE m.article_id = a.id ORDER BY m.share DESC LIMIT 1))"
                  " WHERE a.copy_of IS NOT NULL" },
  /* What was put aside, with what took its place where that is known. */
  { "versions", "d.source, a.number AS article, a.url, " TITLE " AS title,"
                " a.reference_date AS article_date, a.published, a.modified, a.crawled,"
                " d.version AS document_version, d.added, coalesce(o.source, e.source)"
                " AS later_source, b.number AS later_article, a.text, a.id AS article_id,"
                " a.superseded_by AS later_id"
                " FROM articles AS a JOIN documents AS d ON d.id = a.document_id"
                " LEFT JOIN documents AS e ON e.id = d.superseded_by"
                " LEFT JOIN articles AS b ON b.id = a.superseded_by"
                " LEFT JOIN documents AS o ON o.id = b.document_id"
                " WHERE d.state = 'superseded' OR a.superseded_by IS NOT NULL" },
};

#define VIEWS (sizeof views / sizeof views[0])

int dkx_make_views (sqlite3 *db, int anew) {
  size_t i;
  int rc = SQLITE_OK;
  for (i = 0; rc == SQLITE_OK && i < VIEWS; i++) {
    char *sql =
        anew ? sqlite3_mprintf("CREATE VIEW %s AS SELECT %s", views[i].name, views[i].select)
             : sqlite3_mprintf("DROP VIEW IF EXISTS %s", views[i].name);
    rc = sql == NULL ? SQLITE_NOMEM : sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
  }
  return rc;
}

/* --- views of declared kinds -------------------------------------------------- */

static int is_name (const char *name) {
  size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
  return n > 0 && n <= 60 && name[n] == '\0' && !(name[0] >= '0' && name[0] <= '9');
}

static int is_any (const char *name, const char *const *names) {
  for (; *names != NULL; names++)
    if (strcmp(name, *names) == 0)
      return 1;
  return 0;
}

static const char *const built_in_kinds[] = { "sentence", "charge",        "date",
                                              "arrest",   "trial",         "release",
                                              "appeal",   "investigation", "extradition",
                                              "pardon",   "execution",     "death_in_custody",
                                              NULL };

/* Fields that are columns of records; any other field stands in 'extra'. */
static const char *const record_columns[] = {
  "status",  "penalty", "duration", "mod",  "amount",  "currency", "count", "date",   "court",
  "offence", "statute", "place",    "form", "grounds", "type",     "value", "anchor", NULL
};

/* Columns that a view of records has anyway. */
static const char *const view_columns[] = {
  "persons",  "quote", "title",      "article_date", "url",  "source",
  "article",  "start", "end",        "range_in",     "rule", "ruleset",
  "mentions", "kind",  "article_id", "record_id",    NULL
};

/* Is there a table or view of this name that belongs to something else? */
static int name_is_taken (sqlite3 *db, const char *name, int *rc) {
  sqlite3_stmt *statement = NULL;
  int taken = 0;
  *rc = sqlite3_prepare_v2(db,
                           "SELECT 1 FROM sqlite_master WHERE name = ?1"
                           " AND NOT EXISTS (SELECT 1 FROM kinds WHERE view = ?1)",
                           -1, &statement, NULL);
  if (*rc == SQLITE_OK) {
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    taken = sqlite3_step(statement) == SQLITE_ROW;
    *rc = sqlite3_finalize(statement);
  }
  return taken;
}

static char *view_sql (const char *view, const char *kind, const char *const *fields,
                       size_t n) {
  sqlite3_str *sql = sqlite3_str_new(NULL);
  size_t i;
  sqlite3_str_appendf(sql, "DROP VIEW IF EXISTS \"%w\"; CREATE VIEW \"%w\" AS SELECT " PERSONS,
                      view, view);
  for (i = 0; i < n; i++) {
    if (is_any(fields[i], view_columns))
      continue;
    if (is_any(fields[i], record_columns))
      sqlite3_str_appendf(sql, ", r.\"%w\"", fields[i]);
    else
      sqlite3_str_appendf(sql, ", json_extract(r.extra, '$.%q') AS \"%w\"", fields[i],
                          fields[i]);
  }
  sqlite3_str_appendf(sql, "%s WHERE r.kind = %Q AND r.kind <> 'date'",
                      RECORD_TAIL RECORD_FROM, kind);
  return sqlite3_str_finish(sql); /* NULL when memory is out */
}

static int add_kind (sqlite3 *db, const char *name, const char *view,
                     const char *const *fields, size_t n) {
  sqlite3_str *json = sqlite3_str_new(db);
  sqlite3_stmt *statement = NULL;
  char *text;
  size_t i;
  int rc;
  sqlite3_str_appendall(json, "[");
  for (i = 0; i < n; i++)
    sqlite3_str_appendf(json, "%s\"%s\"", i > 0 ? "," : "", fields[i]);
  sqlite3_str_appendall(json, "]");
  text = sqlite3_str_finish(json);
  if (text == NULL)
    return SQLITE_NOMEM;
  rc = sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO kinds VALUES(?1, ?2, ?3)", -1,
                          &statement, NULL);
  if (rc == SQLITE_OK) {
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, view, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, text, -1, SQLITE_STATIC);
    sqlite3_step(statement);
    rc = sqlite3_finalize(statement);
  }
  sqlite3_free(text);
  return rc;
}

/* Is the kind declared with these very fields? Then nothing is to be written. */
static int is_declared (sqlite3 *db, const char *name, const char *const *fields, size_t n,
                        int *rc) {
  sqlite3_stmt *statement = NULL;
  size_t at = 0;
  int same = 1;
  *rc = sqlite3_prepare_v2(db,
                           "SELECT j.value FROM kinds AS k, json_each(k.fields) AS j"
                           " WHERE k.name = ?1 ORDER BY j.key",
                           -1, &statement, NULL);
  if (*rc != SQLITE_OK)
    return 0;
  sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const char *field = (const char *)sqlite3_column_text(statement, 0);
    same = same && at < n && field != NULL && strcmp(field, fields[at]) == 0;
    at++;
  }
  *rc = sqlite3_finalize(statement);
  return same && at == n && n > 0;
}

static int declare (sqlite3 *db, const char *name, const char *view, const char *const *fields,
                    size_t n) {
  char *sql = view_sql(view, name, fields, n);
  int rc = sql == NULL ? SQLITE_NOMEM : sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc == SQLITE_OK) {
    rc = add_kind(db, name, view, fields, n);
    if (rc == SQLITE_OK)
      rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
      rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (rc != SQLITE_OK && !sqlite3_get_autocommit(db))
      sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  }
  sqlite3_free(sql);
  return rc;
}

/* The fields of a kind as SQLite keeps them, ["a","b"], taken apart in place. */
static size_t split_fields (char *json, const char **fields, size_t max) {
  size_t n = 0;
  char *name = strchr(json, '"');
  while (name != NULL && n < max) {
    char *end = strchr(name + 1, '"');
    if (end == NULL)
      break;
    *end = '\0';
    fields[n++] = name + 1;
    name = strchr(end + 1, '"');
  }
  return n;
}

#define KIND_FIELDS_MAX 200

static int remake_kind (sqlite3 *db, sqlite3_stmt *row) {
  const char *fields[KIND_FIELDS_MAX];
  char *json = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(row, 2));
  const char *name = (const char *)sqlite3_column_text(row, 0);
  const char *view = (const char *)sqlite3_column_text(row, 1);
  char *sql = NULL;
  int rc = SQLITE_NOMEM;
  if (json != NULL && name != NULL && view != NULL)
    sql = view_sql(view, name, fields, split_fields(json, fields, KIND_FIELDS_MAX));
  if (sql != NULL)
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
  sqlite3_free(sql);
  sqlite3_free(json);
  return rc;
}

/* Views of declared kinds stand on the same tables as the others. */
int dkx_remake_kinds (sqlite3 *db) {
  sqlite3_stmt *rows = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT name, view, fields FROM kinds ORDER BY name", -1,
                              &rows, NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(rows)) == SQLITE_ROW)
    rc = remake_kind(db, rows);
  sqlite3_finalize(rows);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

dkx_code dkx_declare_kind (dkx_index *index, const char *name, const char *const *fields,
                           size_t n, const char **view, dkx_error *err) {
  sqlite3 *db = index->writer != NULL ? index->writer->db : NULL;
  dkx_code code;
  size_t i;
  int rc;
  *view = NULL;
  if (db == NULL)
    return dkx_fail(err, DKX_EREADONLY, "%s: the index is open for reading only", index->path);
  if (!is_name(name))
    return dkx_fail(err, DKX_EKIND, "kind '%s': a name is made of a-z, 0-9 and _", name);
  for (i = 0; i < n; i++)
    if (!is_name(fields[i]))
      return dkx_fail(err, DKX_EKIND,
                      "kind '%s': field '%s': a name is made of a-z, 0-9 and _", name,
                      fields[i]);
  if (is_any(name, built_in_kinds))
    return DKX_OK;
  code = dkx_sync(index, err); /* from here on the worker is idle */
  if (code != DKX_OK)
    return code;
  sqlite3_snprintf((int)sizeof index->view, index->view, "%s%s", name,
                   name_is_taken(db, name, &rc) ? "_records" : "");
  if (rc == SQLITE_OK && !is_declared(db, name, fields, n, &rc) && rc == SQLITE_OK)
    rc = declare(db, name, index->view, fields, n);
  if (rc != SQLITE_OK)
    return dkx_fail_sqlite(err, db, rc, index->path);
  *view = index->view;
  return DKX_OK;
}
