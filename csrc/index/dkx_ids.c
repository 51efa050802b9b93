/*
** Lists of ids.
*/
#include <stdlib.h>

#include "dkx_internal.h"

void dkx_ids_clear (dkx_ids *ids) {
  sqlite3_free(ids->items);
  ids->items = NULL;
  ids->n = ids->cap = 0;
}

static int push (dkx_ids *ids, int64_t id) {
  if (ids->n == ids->cap) {
    size_t cap = ids->cap == 0 ? 64 : ids->cap * 2;
    int64_t *items = sqlite3_realloc64(ids->items, cap * sizeof *items);
    if (items == NULL)
      return 0;
    ids->items = items;
    ids->cap = cap;
  }
  ids->items[ids->n++] = id;
  return 1;
}

int dkx_ids_read (dkx_ids *ids, sqlite3_stmt *statement) {
  while (sqlite3_step(statement) == SQLITE_ROW)
    if (!push(ids, sqlite3_column_int64(statement, 0))) {
      sqlite3_reset(statement);
      return SQLITE_NOMEM;
    }
  return sqlite3_reset(statement);
}

static int compare (const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

void dkx_ids_sort (dkx_ids *ids) {
  size_t i, n = 0;
  if (ids->n > 1)
    qsort(ids->items, ids->n, sizeof *ids->items, compare);
  for (i = 0; i < ids->n; i++)
    if (n == 0 || ids->items[n - 1] != ids->items[i])
      ids->items[n++] = ids->items[i];
  ids->n = n;
}

int64_t *dkx_ids_find (const dkx_ids *ids, int64_t id) {
  return ids->n > 0 ? bsearch(&id, ids->items, ids->n, sizeof id, compare) : NULL;
}
