/*
** Versions: an article of an address that was stored with another text. The
** latest is shown; the earlier ones stay, with 'superseded_by', and are not
** searched. An address alone is not enough where it is that of a page with
** several articles, so two texts that have nothing in common stay apart.
*/
#include <string.h>

#include "dkx_near.h"

/* Articles of one address that are looked at; the latest come first. */
#define SAME_ADDRESS_MAX 32

/* What is asked of an article with the same address. */
typedef struct twin {
  int64_t id;
  int same_text;
  int same_title; /* 1 yes, -1 no; of a page with several articles -1 yes, 0 no */
  int order;      /* by the dates of crawl or change: 1 it is later, -1 earlier, 0 unknown */
} twin;

static int find_twins (dkx_writer *writer, int64_t id, twin *twins, size_t *n) {
  sqlite3_stmt *row;
  int rc = dkx_get(writer, DKX_S_SAME_ADDRESS, &row);
  *n = 0;
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(row, 1, id);
  sqlite3_bind_int(row, 2, SAME_ADDRESS_MAX);
  while (*n < SAME_ADDRESS_MAX && sqlite3_step(row) == SQLITE_ROW) {
    twin *one = &twins[(*n)++];
    one->id = sqlite3_column_int64(row, 0);
    one->same_text = sqlite3_column_int(row, 1);
    one->same_title = sqlite3_column_int(row, 2);
    one->order = sqlite3_column_int(row, 3);
  }
  return sqlite3_reset(row);
}

/* Are these two states of one article? Texts that are too short for a sketch
** are, unless the address is that of a page and their titles are not the same. */
static int is_version (const twin *one, const dkx_seen *a, const dkx_seen *b) {
  if (one->same_title == 1)
    return 1;
  if (a->sketch.n > 0 && b->sketch.n > 0)
    return dk_sketch_compare(&a->sketch, &b->sketch).resemblance >= DKX_VERSION_RESEMBLANCE;
  return one->same_title != 0;
}

/* 'earlier' is shown no more. */
static int supersede (dkx_writer *writer, int64_t earlier, int64_t later) {
  int rc = dkx_near_forget(writer, earlier);
  if (rc == SQLITE_OK)
    rc = dkx_run_ints(writer, DKX_S_DROP_FTS, earlier, 0);
  return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_REPLACE, earlier, later) : rc;
}

/* A feed's summary beside the page it announces is no version of it. */
static int is_excerpt (const dkx_seen *a, const dkx_seen *b, const twin *one) {
  int64_t shorter = a->length < b->length ? a->length : b->length;
  int64_t longer = a->length < b->length ? b->length : a->length;
  return one->order == 0 && shorter < longer / 2;
}

int dkx_settle_version (dkx_writer *writer, dkx_seen *seen, int *current) {
  twin twins[SAME_ADDRESS_MAX];
  size_t i, n;
  int rc = find_twins(writer, seen->id, twins, &n);
  *current = 1;
  for (i = 0; i < n && rc == SQLITE_OK && *current; i++) {
    const twin *one = &twins[i];
    dkx_seen other;
    rc = dkx_see(writer, one->id, &other);
    if (rc != SQLITE_OK || !other.visible)
      continue;
    if (one->same_text) {
      rc = dkx_link_copies(writer, seen, &other, 1, "same address, same text");
    } else if (!is_version(one, seen, &other)) {
      continue;
    } else if (is_excerpt(seen, &other, one)) {
      rc = dkx_link_copies(writer, seen, &other, -1, "same address, an excerpt");
    } else if (one->order > 0 || (one->order == 0 && other.id > seen->id)) {
      *current = 0;
      rc = supersede(writer, seen->id, other.id);
    } else {
      rc = supersede(writer, other.id, seen->id);
    }
  }
  return rc;
}

static int current_of (dkx_writer *writer, int64_t id, int64_t gone, int64_t *current) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_CURRENT, &statement);
  *current = 0;
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_int64(statement, 2, gone);
  if (sqlite3_step(statement) == SQLITE_ROW)
    *current = sqlite3_column_int64(statement, 0);
  return sqlite3_reset(statement);
}

static int revive (dkx_writer *writer, int64_t id, int64_t gone) {
  int64_t current;
  dkx_seen seen;
  int rc = current_of(writer, id, gone, &current);
  if (rc != SQLITE_OK || current != 0)
    return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_REPLACE, id, current) : rc;
  rc = dkx_see(writer, id, &seen);
  if (rc != SQLITE_OK || !seen.in_shown)
    return rc;
  rc = dkx_run_ints(writer, DKX_S_REVIVE, id, 0);
  if (rc == SQLITE_OK)
    rc = dkx_run_ints(writer, DKX_S_REVIVE_FTS, id, 0);
  return rc == SQLITE_OK ? dkx_near_settle(writer, id) : rc;
}

int dkx_version_revive (dkx_writer *writer, int64_t gone) {
  dkx_ids ids = { NULL, 0, 0 };
  sqlite3_stmt *statement;
  size_t i;
  int rc = dkx_get(writer, DKX_S_REPLACED, &statement);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int64(statement, 1, gone);
    rc = dkx_ids_read(&ids, statement);
  }
  for (i = 0; i < ids.n && rc == SQLITE_OK; i++)
    rc = revive(writer, ids.items[i], gone);
  dkx_ids_clear(&ids);
  return rc;
}
