/*
** The schema and how it came about: an ordered list of steps, of which those
** that a file lacks are one transaction that ends with the number of the last in
** user_version. Views hold no data, so they stand in one place (dkx_view.c) and
** are made anew after the last step.
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

/* The table of articles is made anew, as 'text' has to stay last. legacy_alter_table: views and foreign
** keys go on meaning the table of the name, whatever becomes of it here. */
#define OLD_COLUMNS                                                                           \
  "id, document_id, hash, ruleset_id, number, external_id, title, url, dateline, byline,"     \
  " credits, published, reference_date, reference_basis, window_from, window_to, language,"   \
  " duplicate_of, range_in, \"start\", \"end\", text"
static const char step_copies[] =
    "PRAGMA legacy_alter_table=ON;"
    "CREATE TABLE new_articles("
    "  id INTEGER PRIMARY KEY,"
    "  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,"
    "  hash BLOB NOT NULL,"
    "  ruleset_id INTEGER REFERENCES rulesets(id),"
    "  number INTEGER NOT NULL,"
    "  copy_of INTEGER,"       /* the article that is shown in its place */
    "  superseded_by INTEGER," /* a later version of it */
    "  external_id TEXT,"
    "  title TEXT,"
    "  url TEXT,"
    "  address TEXT," /* of the URL, what tells pages apart: dkx_address.c */
    "  dateline TEXT,"
    "  byline TEXT,"
    "  credits TEXT,"
    "  published TEXT,"
    "  modified TEXT,"
    "  crawled TEXT,"
    "  site TEXT,"
    "  encoding TEXT,"
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
    "INSERT INTO new_articles(" OLD_COLUMNS ") SELECT " OLD_COLUMNS " FROM articles;"
    "DROP TABLE articles;"
    "ALTER TABLE new_articles RENAME TO articles;"
    "CREATE UNIQUE INDEX articles_hash ON articles(hash, document_id);"
    "CREATE INDEX articles_document ON articles(document_id, number);"
    "CREATE INDEX articles_date ON articles(reference_date);"
    "CREATE INDEX articles_address ON articles(address) WHERE address IS NOT NULL;"
    "CREATE INDEX articles_copy ON articles(copy_of) WHERE copy_of IS NOT NULL;"
    "CREATE INDEX articles_superseded ON articles(superseded_by)"
    "  WHERE superseded_by IS NOT NULL;"
    "ALTER TABLE blocks ADD COLUMN source_start INTEGER;"
    "ALTER TABLE blocks ADD COLUMN source_end INTEGER;"
    /* What near duplicates are found by: dkx_near.c. */
    "CREATE TABLE sketches("
    "  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,"
    "  sketch BLOB NOT NULL);"
    "CREATE TABLE passages("
    "  hash INTEGER NOT NULL,"
    "  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,"
    "  PRIMARY KEY (hash, article_id)) WITHOUT ROWID;"
    /* Both directions are stored. 'share' is that of the passages of the text of
    ** which more is common, 0 to 1; NULL where it was not measured. */
    "CREATE TABLE likeness("
    "  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,"
    "  other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,"
    "  share REAL,"
    "  reason TEXT NOT NULL,"
    "  PRIMARY KEY (article_id, other_id)) WITHOUT ROWID;"
    "PRAGMA legacy_alter_table=OFF;";

/* Give stored articles their addresses. */
static int fill_addresses (sqlite3 *db, dkx_folder *folder) {
  sqlite3_stmt *rows = NULL, *set = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT id, url FROM articles WHERE url IS NOT NULL", -1,
                              &rows, NULL);
  (void)folder;
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(db, "UPDATE articles SET address = ?2 WHERE id = ?1", -1, &set,
                            NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(rows)) == SQLITE_ROW) {
    const char *url = (const char *)sqlite3_column_text(rows, 1);
    dkx_address address;
    rc = url == NULL ? SQLITE_NOMEM : SQLITE_OK;
    if (rc != SQLITE_OK)
      break;
    dkx_address_of(&address, url, (size_t)sqlite3_column_bytes(rows, 1));
    if (address.len == 0)
      continue;
    sqlite3_bind_int64(set, 1, sqlite3_column_int64(rows, 0));
    dkx_bind_span(set, 2, address.bytes, address.len);
    rc = dkx_step_done(set);
  }
  sqlite3_finalize(rows);
  sqlite3_finalize(set);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

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
  { step_copies, fill_addresses },
};

#define STEPS ((int)(sizeof steps / sizeof steps[0]))

int dkx_schema_version (void) {
  return STEPS;
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
  int rc = dkx_make_views(db, 0); /* a step may change what they stand on */
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, steps[version].sql, NULL, NULL, NULL);
  if (rc == SQLITE_OK && steps[version].fill != NULL)
    rc = steps[version].fill(db, folder);
  if (rc == SQLITE_OK && last)
    rc = dkx_make_views(db, 1);
  if (rc == SQLITE_OK && last)
    rc = dkx_remake_kinds(db);
  sqlite3_snprintf((int)sizeof pragma, pragma,
                   "PRAGMA application_id=%d; PRAGMA user_version=%d", DKX_APPLICATION_ID,
                   version + 1);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, pragma, NULL, NULL, NULL);
  return rc;
}

/* Take all steps up to 'limit' that no other process has taken: in one
** transaction, so that a file is of one version or the other, and so that a new
** one waits for the disk once and not for each step. */
static int take_steps (sqlite3 *db, dkx_folder *folder, int limit) {
  identity id = { 0, 0, 0 };
  int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    return rc;
  for (rc = read_identity(db, &id); rc == SQLITE_OK && id.version < limit; id.version++)
    rc = write_step(db, folder, id.version, id.version + 1 == STEPS);
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
  if (id.version < limit)
    rc = take_steps(db, folder, limit);
  return rc == SQLITE_OK ? DKX_OK : dkx_fail_sqlite(err, db, rc, path);
}
