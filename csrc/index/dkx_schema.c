/*
** The schema and how it came about: an ordered list of steps, each of which is
** one transaction that ends with its number in user_version. Views hold no
** data, so they stand in one place and are made anew after any step.
*/
#include <string.h>

#include "dkx_internal.h"

/* --- steps ------------------------------------------------------------------ */

/* 'text' comes last in an article: what stands before it is then read without
** touching the pages that the text overflows to. */
static const char step_articles[] =
    "CREATE TABLE rulesets("
    "  id INTEGER PRIMARY KEY,"
    "  hash TEXT NOT NULL UNIQUE,"
    "  added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')));"
    "CREATE TABLE documents("
    "  id INTEGER PRIMARY KEY,"
    "  source TEXT NOT NULL,"
    "  sha256 TEXT,"
    "  format TEXT,"
    "  length INTEGER,"
    "  state TEXT NOT NULL CHECK (state IN ('loading', 'current', 'superseded')),"
    "  shown INTEGER NOT NULL,"
    "  version INTEGER NOT NULL DEFAULT 1,"
    "  superseded_by INTEGER REFERENCES documents(id),"
    "  ruleset_id INTEGER REFERENCES rulesets(id),"
    "  added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),"
    "  completed TEXT);"
    "CREATE INDEX documents_sha256 ON documents(sha256);"
    "CREATE INDEX documents_source ON documents(source);"
    "CREATE TABLE articles("
    "  id INTEGER PRIMARY KEY,"
    "  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,"
    "  hash BLOB NOT NULL,"
    "  ruleset_id INTEGER REFERENCES rulesets(id),"
    "  number INTEGER NOT NULL,"
    "  external_id TEXT,"
    "  title TEXT,"
    "  url TEXT,"
    "  dateline TEXT,"
    "  byline TEXT,"
    "  credits TEXT,"
    "  published TEXT,"
    "  reference_date TEXT,"
    "  reference_basis TEXT,"
    "  window_from TEXT,"
    "  window_to TEXT,"
    "  language TEXT,"
    "  duplicate_of INTEGER,"
    "  range_in TEXT,"
    "  \"start\" INTEGER,"
    "  \"end\" INTEGER,"
    "  text TEXT NOT NULL);"
    "CREATE UNIQUE INDEX articles_hash ON articles(hash, document_id);"
    "CREATE INDEX articles_document ON articles(document_id, number);"
    "CREATE INDEX articles_date ON articles(reference_date);"
    "CREATE TABLE blocks("
    "  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,"
    "  number INTEGER NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  \"start\" INTEGER NOT NULL,"
    "  \"end\" INTEGER NOT NULL,"
    "  PRIMARY KEY (article_id, number)) WITHOUT ROWID;"
    "CREATE TABLE records("
    "  id INTEGER PRIMARY KEY,"
    "  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,"
    "  kind TEXT NOT NULL,"
    "  text_start INTEGER NOT NULL,"
    "  text_end INTEGER NOT NULL,"
    "  quote TEXT,"
    "  status TEXT,"
    "  persons TEXT,"
    "  penalty TEXT,"
    "  duration TEXT,"
    "  mod TEXT,"
    "  amount NUMERIC,"
    "  currency TEXT,"
    "  count INTEGER,"
    "  date TEXT,"
    "  court TEXT,"
    "  offence TEXT,"
    "  statute TEXT,"
    "  place TEXT,"
    "  form TEXT,"
    "  grounds TEXT,"
    "  type TEXT,"
    "  value TEXT,"
    "  anchor TEXT,"
    "  mentions TEXT,"
    "  rule TEXT,"
    "  extra TEXT);"
    "CREATE INDEX records_article ON records(article_id);"
    /* Half of all records are dates, and nobody looks for all of them. */
    "CREATE INDEX records_kind ON records(kind) WHERE kind <> 'date';"
    "CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, content='articles',"
    "  content_rowid='id', tokenize='unicode61 remove_diacritics 2');"
    /* A large hash and no merging while loading: measured 1.4 times as fast.
    ** FTS5 then merges by itself once 16 segments of a level are there. */
    "INSERT INTO articles_fts(articles_fts, rank) VALUES('hashsize', 16777216);"
    "INSERT INTO articles_fts(articles_fts, rank) VALUES('automerge', 0);"
    "INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(4.0, 1.0)');";

static const char step_persons[] =
    "CREATE TABLE persons("
    "  id INTEGER PRIMARY KEY,"
    "  name TEXT NOT NULL,"
    "  name_key TEXT NOT NULL,"
    /* A name of one word is no full name: its person is the one of that article. */
    "  only_article_id INTEGER NOT NULL DEFAULT 0,"
    "  UNIQUE (name_key, only_article_id));"
    "CREATE TABLE person_links("
    "  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,"
    "  name TEXT NOT NULL,"
    "  person_id INTEGER NOT NULL REFERENCES persons(id) ON DELETE CASCADE,"
    "  reason TEXT NOT NULL,"
    "  PRIMARY KEY (article_id, name)) WITHOUT ROWID;"
    "CREATE INDEX person_links_person ON person_links(person_id);";

static const char step_kinds[] = "CREATE TABLE kinds("
                                 "  name TEXT PRIMARY KEY,"
                                 "  view TEXT NOT NULL UNIQUE,"
                                 "  fields TEXT NOT NULL) WITHOUT ROWID;";

/* Give the records of version 1, which hold names only, their people. */
static int link_stored_records (sqlite3 *db, dkx_folder *folder) {
  static const char select[] =
      "SELECT r.article_id, j.value FROM records AS r, json_each(r.persons) AS j"
      " WHERE r.persons IS NOT NULL ORDER BY r.id, j.key";
  dkx_linker linker;
  sqlite3_stmt *names = NULL;
  int rc = dkx_linker_init(&linker, db, folder);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(db, select, -1, &names, NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(names)) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(names, 1);
    int len = sqlite3_column_bytes(names, 1);
    rc = name == NULL
             ? SQLITE_NOMEM
             : dkx_link_name(&linker, sqlite3_column_int64(names, 0), name, (size_t)len);
  }
  sqlite3_finalize(names);
  dkx_linker_clear(&linker);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

typedef struct step {
  const char *sql;
  int (*fill)(sqlite3 *db, dkx_folder *folder); /* what SQL alone cannot do */
} step;

/* Append only. A step that was released is never changed. */
static const step steps[] = {
  { step_articles, NULL },
  { step_persons, link_stored_records },
  { step_kinds, NULL },
};

#define STEPS ((int)(sizeof steps / sizeof steps[0]))

int dkx_schema_version (void) {
  return STEPS;
}

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
#define RECORD_FROM                                                                           \
  " FROM records AS r JOIN articles AS a ON a.id = r.article_id"                              \
  " JOIN documents AS d ON d.id = a.document_id AND d.shown"                                  \
  " LEFT JOIN rulesets AS s ON s.id = a.ruleset_id"
#define PERSON_FROM                                                                           \
  " FROM persons AS p JOIN person_links AS l ON l.person_id = p.id"                           \
  " JOIN articles AS a ON a.id = l.article_id"                                                \
  " JOIN documents AS d ON d.id = a.document_id AND d.shown"                                  \
  " JOIN records AS r ON r.article_id = a.id AND r.persons IS NOT NULL"                       \
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
};

#define VIEWS (sizeof views / sizeof views[0])

static int make_views (sqlite3 *db, int anew) {
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

/* --- migration ---------------------------------------------------------------- */

/* The first column of the first row as an integer. */
static int read_int (sqlite3 *db, const char *sql, int *value) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (rc != SQLITE_OK)
    return rc;
  if (sqlite3_step(statement) == SQLITE_ROW)
    *value = sqlite3_column_int(statement, 0);
  return sqlite3_finalize(statement);
}

typedef struct identity {
  int application, version, tables;
} identity;

static int read_identity (sqlite3 *db, identity *id) {
  int rc = read_int(db, "SELECT count(*) FROM sqlite_master", &id->tables);
  if (rc == SQLITE_OK)
    rc = read_int(db, "PRAGMA application_id", &id->application);
  if (rc == SQLITE_OK)
    rc = read_int(db, "PRAGMA user_version", &id->version);
  return rc;
}

static int write_step (sqlite3 *db, dkx_folder *folder, int version, int last) {
  char pragma[100];
  int rc = make_views(db, 0); /* a step may change what they stand on */
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, steps[version].sql, NULL, NULL, NULL);
  if (rc == SQLITE_OK && steps[version].fill != NULL)
    rc = steps[version].fill(db, folder);
  if (rc == SQLITE_OK && last)
    rc = make_views(db, 1);
  sqlite3_snprintf((int)sizeof pragma, pragma,
                   "PRAGMA application_id=%d; PRAGMA user_version=%d", DKX_APPLICATION_ID,
                   version + 1);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, pragma, NULL, NULL, NULL);
  return rc;
}

/* Take the step from 'version', unless another process just took it. */
static int take_step (sqlite3 *db, dkx_folder *folder, int version) {
  identity id = { 0, 0, 0 };
  int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    return rc;
  rc = read_identity(db, &id);
  if (rc == SQLITE_OK && id.version == version)
    rc = write_step(db, folder, version, version + 1 == STEPS);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  if (rc != SQLITE_OK && !sqlite3_get_autocommit(db))
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}

dkx_code dkx_migrate (sqlite3 *db, dkx_folder *folder, const char *path, int limit,
                      int read_only, dkx_error *err) {
  identity id = { 0, 0, 0 };
  int rc = read_identity(db, &id);
  if (rc != SQLITE_OK)
    return dkx_fail_sqlite(err, db, rc, path);
  if (id.application != DKX_APPLICATION_ID &&
      (id.application != 0 || id.version != 0 || id.tables != 0))
    return dkx_fail(err, DKX_EOTHER, "%s: a database of another application, no docket index",
                    path);
  if (id.version > STEPS)
    return dkx_fail(err, DKX_ENEWER,
                    "%s: made by a newer docket (schema %d, this docket knows %d)", path,
                    id.version, STEPS);
  if (limit == 0)
    limit = STEPS;
  if (read_only && id.version < limit)
    return dkx_fail(err, DKX_EOLDER,
                    "%s: made by an older docket (schema %d, needed is %d); open it for"
                    " writing once to bring it up to date",
                    path, id.version, limit);
  while (rc == SQLITE_OK && id.version < limit) {
    rc = take_step(db, folder, id.version);
    if (rc == SQLITE_OK)
      rc = read_identity(db, &id);
  }
  return rc == SQLITE_OK ? DKX_OK : dkx_fail_sqlite(err, db, rc, path);
}
