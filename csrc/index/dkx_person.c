/*
** Links between names and people. For now names alone decide: the same full
** name is the same person in every article, a single word (a bare surname, a
** nickname) only within its article. Each link says why it was made.
**
** A name means one person within an article, so a link belongs to an article
** and a name, and the records of the article are led to people by the names
** they hold: that keeps a row for each name instead of each name of a record.
*/
#include <string.h>

#include "dkx_internal.h"

static int prepare (sqlite3 *db, const char *sql, sqlite3_stmt **out) {
  return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
}

int dkx_linker_init (dkx_linker *linker, sqlite3 *db, dkx_folder *folder) {
  int rc;
  memset(linker, 0, sizeof *linker);
  linker->db = db;
  linker->folder = folder;
  rc = prepare(db, "SELECT id FROM persons WHERE name_key = ?1 AND only_article_id = ?2",
               &linker->find);
  if (rc == SQLITE_OK)
    rc = prepare(db, "INSERT INTO persons(name, name_key, only_article_id) VALUES(?1, ?2, ?3)",
                 &linker->add);
  if (rc == SQLITE_OK)
    rc = prepare(db,
                 "INSERT OR IGNORE INTO person_links(article_id, person_id, name, reason)"
                 " VALUES(?1, ?2, ?3, ?4)",
                 &linker->link);
  return rc;
}

void dkx_linker_clear (dkx_linker *linker) {
  sqlite3_finalize(linker->find);
  sqlite3_finalize(linker->add);
  sqlite3_finalize(linker->link);
  memset(linker, 0, sizeof *linker);
}

/* Was the name linked in this article just now? Most records of an article
** name the same few people. */
static int is_linked (dkx_linker *linker, int64_t article, const char *name, size_t len) {
  dkx_hash hash = { { (uint64_t)article, 0 } };
  int i;
  dkx_hash_text(&hash, name, len);
  for (i = 0; i < DKX_LINKED; i++)
    if (memcmp(&linker->linked[i], &hash, sizeof hash) == 0)
      return 1;
  linker->linked[linker->next] = hash;
  linker->next = (linker->next + 1) % DKX_LINKED;
  return 0;
}

void dkx_linker_forget (dkx_linker *linker) {
  memset(linker->linked, 0, sizeof linker->linked);
}

/* Find the person of a name as seen in an article; *person is 0 if there is
** none yet. The folder keeps the folded name. */
static int find (dkx_linker *linker, int64_t article, const char *name, size_t len,
                 int64_t *person) {
  dkx_folder *folder = linker->folder;
  int rc = dkx_fold(folder, name, len);
  *person = 0;
  if (rc != SQLITE_OK || folder->words == 0)
    return rc;
  sqlite3_bind_text(linker->find, 1, folder->bytes, (int)folder->len, SQLITE_STATIC);
  sqlite3_bind_int64(linker->find, 2, folder->words == 1 ? article : 0);
  if (sqlite3_step(linker->find) == SQLITE_ROW)
    *person = sqlite3_column_int64(linker->find, 0);
  return sqlite3_reset(linker->find);
}

static int add (dkx_linker *linker, int64_t article, const char *name, size_t len,
                int64_t *person) {
  dkx_folder *folder = linker->folder;
  int rc;
  sqlite3_bind_text64(linker->add, 1, name, len, SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_text(linker->add, 2, folder->bytes, (int)folder->len, SQLITE_STATIC);
  sqlite3_bind_int64(linker->add, 3, folder->words == 1 ? article : 0);
  rc = dkx_step_done(linker->add);
  *person = sqlite3_last_insert_rowid(linker->db);
  return rc;
}

static int put_link (dkx_linker *linker, int64_t article, int64_t person, const char *name,
                     size_t len, const char *reason) {
  sqlite3_bind_int64(linker->link, 1, article);
  sqlite3_bind_int64(linker->link, 2, person);
  sqlite3_bind_text64(linker->link, 3, name, len, SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_text(linker->link, 4, reason, -1, SQLITE_STATIC);
  return dkx_step_done(linker->link);
}

int dkx_link_name (dkx_linker *linker, int64_t article, const char *name, size_t len) {
  const char *reason = "same full name";
  int64_t person;
  int rc;
  if (is_linked(linker, article, name, len))
    return SQLITE_OK;
  rc = find(linker, article, name, len, &person);
  if (rc != SQLITE_OK || linker->folder->words == 0) /* no letter in it: nobody's name */
    return rc;
  if (linker->folder->words == 1)
    reason = "single name, within this article";
  if (person == 0) {
    if (linker->folder->words > 1)
      reason = "full name, first seen";
    rc = add(linker, article, name, len, &person);
    if (rc != SQLITE_OK)
      return rc;
  }
  return put_link(linker, article, person, name, len, reason);
}

int dkx_link_form (dkx_linker *linker, int64_t article, const char *name, size_t len,
                   const char *form, size_t form_len) {
  int64_t person;
  int rc = find(linker, article, name, len, &person);
  if (rc != SQLITE_OK || person == 0 || form_len == 0)
    return rc;
  return put_link(linker, article, person, form, form_len, "form in the same article");
}
