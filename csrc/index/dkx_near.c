/*
** Near duplicates: a report that several outlets took from one agency.
**
** Every article's sketch is stored, and the smallest of its passages lead back
** to it, so that a few look-ups in an index find whatever an article has much
** in common with; the sketches of both then tell how much.
**
** Whether two articles are copies depends on these two alone. What hangs
** together through such links is a cluster, of which the fullest article is
** shown ('copy_of' is NULL) and the others lead to it. So the order in which
** articles come makes no difference. Everything about an article is written in
** the transaction that writes the article.
*/
#include <stdlib.h>
#include <string.h>

#include "dkx_near.h"

/* --- what is known of an article ------------------------------------------------ */

static int digits (const char *s, int n) {
  int i, value = 0;
  for (i = 0; i < n; i++) {
    if (s[i] < '0' || s[i] > '9')
      return -1;
    value = value * 10 + s[i] - '0';
  }
  return value;
}

/* Days of the civil calendar, from a fixed one; -1 where 's' is no whole date. */
static long day_of (const char *s) {
  int year, month, day;
  long shifted;
  if (s == NULL || strlen(s) < 10)
    return -1;
  year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1)
    return -1;
  shifted = year - (month < 3); /* years that begin with March: leap days come last */
  return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 +
         (153 * ((month + 9) % 12) + 2) / 5 + day;
}

static void copy_host (const char *address, dkx_seen *seen) {
  size_t n = address != NULL ? strcspn(address, "/?") : 0;
  if (n < sizeof seen->host)
    memcpy(seen->host, address != NULL ? address : "", n);
}

int dkx_see (dkx_writer *writer, int64_t id, dkx_seen *seen) {
  sqlite3_stmt *row;
  int rc = dkx_get(writer, DKX_S_SEE, &row);
  memset(seen, 0, sizeof *seen);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(row, 1, id);
  if (sqlite3_step(row) == SQLITE_ROW) {
    seen->id = id;
    seen->document = sqlite3_column_int64(row, 0);
    seen->visible = sqlite3_column_int(row, 1);
    seen->in_shown = sqlite3_column_int(row, 8);
    seen->in_source = sqlite3_column_int(row, 2);
    seen->length = sqlite3_column_int64(row, 3);
    seen->root = sqlite3_column_int64(row, 4);
    seen->day = day_of((const char *)sqlite3_column_text(row, 5));
    copy_host((const char *)sqlite3_column_text(row, 6), seen);
    dk_sketch_unpack(&seen->sketch, sqlite3_column_blob(row, 7),
                     (size_t)sqlite3_column_bytes(row, 7));
  }
  return sqlite3_reset(row);
}

/* --- two articles ----------------------------------------------------------------- */

static int same_outlet (const dkx_seen *a, const dkx_seen *b) {
  if (a->host[0] != '\0' && b->host[0] != '\0')
    return strcmp(a->host, b->host) == 0;
  return a->document == b->document && a->in_source;
}

static int days_apart (const dkx_seen *a, const dkx_seen *b) {
  return a->day >= 0 && b->day >= 0 && labs(a->day - b->day) > DKX_SAME_DAYS;
}

static int are_copies (const dkx_seen *a, const dkx_seen *b, double *share) {
  dk_likeness like = dk_sketch_compare(&a->sketch, &b->sketch);
  int strict = same_outlet(a, b) || days_apart(a, b);
  *share = like.share;
  return like.share >= (strict ? DKX_SAME_SHARE : DKX_NEAR_SHARE) &&
         like.resemblance >= (strict ? DKX_SAME_RESEMBLANCE : DKX_NEAR_RESEMBLANCE);
}

/* --- clusters ----------------------------------------------------------------------- */

/* The fullest, then the earliest, then the one stored first. */
static int is_better (const dkx_seen *a, const dkx_seen *b) {
  if (a->sketch.shingles != b->sketch.shingles)
    return a->sketch.shingles > b->sketch.shingles;
  if (a->length != b->length)
    return a->length > b->length;
  if (a->day != b->day && a->day >= 0 && b->day >= 0)
    return a->day < b->day;
  return a->id < b->id;
}

static int add_edge (dkx_writer *writer, int64_t from, int64_t to, double share,
                     const char *reason) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_ADD_LIKENESS, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, from);
  sqlite3_bind_int64(statement, 2, to);
  if (share >= 0)
    sqlite3_bind_double(statement, 3, share);
  else
    sqlite3_bind_null(statement, 3);
  sqlite3_bind_text(statement, 4, reason, -1, SQLITE_STATIC);
  return dkx_step_done(statement);
}

/* Show 'root' in place of 'other' and of all that 'other' stands for. */
static int put_under (dkx_writer *writer, int64_t root, int64_t other) {
  int rc = dkx_run_ints(writer, DKX_S_MOVE_COPIES, other, root);
  if (rc == SQLITE_OK)
    rc = dkx_run_ints(writer, DKX_S_SET_COPY, other, root);
  return rc == SQLITE_OK ? dkx_run_ints(writer, DKX_S_CLEAR_COPY, root, 0) : rc;
}

int dkx_link_copies (dkx_writer *writer, dkx_seen *one, const dkx_seen *other, double share,
                     const char *reason) {
  dkx_seen mine, theirs;
  int rc = add_edge(writer, one->id, other->id, share, reason);
  if (rc == SQLITE_OK)
    rc = add_edge(writer, other->id, one->id, share, reason);
  if (rc == SQLITE_OK) /* it may have moved since 'other' was read */
    rc = dkx_see(writer, other->id, &theirs);
  if (rc != SQLITE_OK || theirs.root == one->root)
    return rc;
  rc = dkx_see(writer, one->root, &mine);
  if (rc == SQLITE_OK)
    rc = dkx_see(writer, theirs.root, &theirs);
  if (rc != SQLITE_OK)
    return rc;
  if (is_better(&mine, &theirs))
    return put_under(writer, mine.id, theirs.id);
  one->root = theirs.id;
  return put_under(writer, theirs.id, mine.id);
}

/* One member of a cluster that falls apart. */
typedef struct member {
  dkx_seen seen;
  size_t group; /* the member that stands for its part */
} member;

static size_t group_of (member *members, size_t i) {
  while (members[i].group != i)
    i = members[i].group = members[members[i].group].group;
  return i;
}

static int join_neighbours (dkx_writer *writer, const dkx_ids *ids, member *members,
                            size_t i) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_LIKE, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, ids->items[i]);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    int64_t id = sqlite3_column_int64(statement, 0), *at = dkx_ids_find(ids, id);
    size_t a, b;
    if (at == NULL)
      continue;
    a = group_of(members, i);
    b = group_of(members, (size_t)(at - ids->items));
    if (is_better(&members[a].seen, &members[b].seen))
      members[b].group = a;
    else
      members[a].group = b;
  }
  return sqlite3_reset(statement);
}

/* 'ids' were one cluster: see what still hangs together. */
static int regroup (dkx_writer *writer, const dkx_ids *ids) {
  member *members = sqlite3_malloc64((ids->n + 1) * sizeof *members);
  size_t i;
  int rc = members == NULL ? SQLITE_NOMEM : SQLITE_OK;
  for (i = 0; i < ids->n && rc == SQLITE_OK; i++) {
    members[i].group = i;
    rc = dkx_see(writer, ids->items[i], &members[i].seen);
  }
  for (i = 0; i < ids->n && rc == SQLITE_OK; i++)
    rc = join_neighbours(writer, ids, members, i);
  for (i = 0; i < ids->n && rc == SQLITE_OK; i++) {
    size_t group = group_of(members, i);
    rc = group == i ? dkx_run_ints(writer, DKX_S_CLEAR_COPY, ids->items[i], 0)
                    : dkx_run_ints(writer, DKX_S_SET_COPY, ids->items[i], ids->items[group]);
  }
  sqlite3_free(members);
  return rc;
}

/* Take an article out of its cluster. */
static int unlink_article (dkx_writer *writer, const dkx_seen *seen) {
  dkx_ids ids = { NULL, 0, 0 };
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_CLUSTER, &statement);
  if (rc == SQLITE_OK) {
    sqlite3_bind_int64(statement, 1, seen->root);
    sqlite3_bind_int64(statement, 2, seen->id);
    rc = dkx_ids_read(&ids, statement);
  }
  if (rc == SQLITE_OK && (ids.n > 0 || seen->root != seen->id)) {
    rc = dkx_run_ints(writer, DKX_S_DROP_LIKE_BACK, seen->id, 0);
    if (rc == SQLITE_OK)
      rc = dkx_run_ints(writer, DKX_S_DROP_LIKE, seen->id, 0);
    if (rc == SQLITE_OK)
      rc = dkx_run_ints(writer, DKX_S_CLEAR_COPY, seen->id, 0);
    if (rc == SQLITE_OK)
      rc = regroup(writer, &ids);
  }
  dkx_ids_clear(&ids);
  return rc;
}

/* --- looking up ------------------------------------------------------------------------ */

static uint32_t keys_of (const dk_sketch *sketch) {
  return sketch->n < DKX_NEAR_KEYS ? sketch->n : DKX_NEAR_KEYS;
}

/* Add or drop what leads back to the article. */
static int run_keys (dkx_writer *writer, int64_t id, const dk_sketch *sketch, int which) {
  uint32_t i;
  int rc = SQLITE_OK;
  for (i = 0; i < keys_of(sketch) && rc == SQLITE_OK; i++)
    rc = dkx_run_ints(writer, which, sketch->values[i], id);
  return rc;
}

/* Add the articles that share one of the first passages. */
static int find_candidates (dkx_writer *writer, const dk_sketch *sketch, dkx_ids *ids) {
  sqlite3_stmt *statement;
  uint32_t i;
  int rc = dkx_get(writer, DKX_S_FIND_PASSAGE, &statement);
  for (i = 0; i < keys_of(sketch) && rc == SQLITE_OK; i++) {
    sqlite3_bind_int64(statement, 1, sketch->values[i]);
    sqlite3_bind_int(statement, 2, DKX_NEAR_TRIES);
    rc = dkx_ids_read(ids, statement);
  }
  dkx_ids_sort(ids);
  return rc;
}

static int link_candidates (dkx_writer *writer, dkx_seen *seen, const dkx_ids *ids) {
  size_t i;
  int rc = SQLITE_OK;
  for (i = 0; i < ids->n && rc == SQLITE_OK; i++) {
    char reason[80];
    dkx_seen other;
    double share;
    if (ids->items[i] == seen->id)
      continue;
    rc = dkx_see(writer, ids->items[i], &other);
    if (rc != SQLITE_OK || other.id == 0 || !other.visible ||
        !are_copies(seen, &other, &share))
      continue;
    sqlite3_snprintf((int)sizeof reason, reason, "%d %% of the passages are in both",
                     (int)(share * 100 + 0.5));
    rc = dkx_link_copies(writer, seen, &other, share, reason);
  }
  return rc;
}

static int settle (dkx_writer *writer, int64_t id, const dkx_ids *ids) {
  dkx_seen seen;
  int current = 1, rc = dkx_see(writer, id, &seen);
  if (rc != SQLITE_OK || seen.id == 0 || !seen.visible)
    return rc;
  if (seen.host[0] != '\0')
    rc = dkx_settle_version(writer, &seen, &current);
  return rc == SQLITE_OK && current ? link_candidates(writer, &seen, ids) : rc;
}

int dkx_near_settle (dkx_writer *writer, int64_t id) {
  dkx_ids ids = { NULL, 0, 0 };
  dkx_seen seen;
  int rc = dkx_see(writer, id, &seen);
  if (rc == SQLITE_OK)
    rc = find_candidates(writer, &seen.sketch, &ids);
  if (rc == SQLITE_OK)
    rc = run_keys(writer, id, &seen.sketch, DKX_S_ADD_PASSAGE);
  if (rc == SQLITE_OK)
    rc = settle(writer, id, &ids);
  dkx_ids_clear(&ids);
  return rc;
}

static int add_sketch (dkx_writer *writer, int64_t id, const dkx_value *packed) {
  sqlite3_stmt *statement;
  int rc = dkx_get(writer, DKX_S_ADD_SKETCH, &statement);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_blob64(statement, 2, packed->text, packed->len, SQLITE_STATIC);
  return dkx_step_done(statement);
}

/* Of an article that a version before sketches stored. */
static int lacks_sketch (dkx_writer *writer, int64_t id, int *lacks) {
  dkx_seen seen;
  int rc = dkx_see(writer, id, &seen);
  *lacks = seen.visible && seen.sketch.n == 0;
  return rc;
}

int dkx_near_add (dkx_writer *writer, int64_t id, int is_new, const dkx_value *packed,
                  int has_address) {
  dkx_ids ids = { NULL, 0, 0 };
  dk_sketch sketch;
  int wanted = 1, rc = is_new ? SQLITE_OK : lacks_sketch(writer, id, &wanted);
  int has_sketch =
      packed->type == DKX_TEXT && dk_sketch_unpack(&sketch, packed->text, packed->len);
  if (rc != SQLITE_OK || !wanted || !(has_sketch || has_address))
    return rc;
  if (has_sketch) {
    rc = find_candidates(writer, &sketch, &ids);
    if (rc == SQLITE_OK)
      rc = add_sketch(writer, id, packed);
    if (rc == SQLITE_OK)
      rc = run_keys(writer, id, &sketch, DKX_S_ADD_PASSAGE);
  }
  if (rc == SQLITE_OK && (ids.n > 0 || has_address))
    rc = settle(writer, id, &ids);
  dkx_ids_clear(&ids);
  return rc;
}

/* The sketch stays, in case that the article is shown again. */
int dkx_near_forget (dkx_writer *writer, int64_t id) {
  dkx_seen seen;
  int rc = dkx_see(writer, id, &seen);
  if (rc == SQLITE_OK && seen.id != 0)
    rc = unlink_article(writer, &seen);
  return rc == SQLITE_OK ? run_keys(writer, id, &seen.sketch, DKX_S_DROP_PASSAGE) : rc;
}
