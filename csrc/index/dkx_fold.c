/*
** Folding: the words of a text as the full-text index sees them. FTS5's own
** tokenizer does it, so a name that search finds and a name that people share
** can never differ in what "the same letters" means.
*/
#include <string.h>

#include "dkx_internal.h"

static fts5_api *api_of (sqlite3 *db, int *rc) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  *rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
  if (*rc == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    *rc = sqlite3_finalize(statement);
  }
  return api;
}

int dkx_folder_init (dkx_folder *folder, sqlite3 *db) {
  const char *arguments[] = { "remove_diacritics", "2" };
  void *context = NULL;
  int rc;
  fts5_api *api = api_of(db, &rc);
  if (rc != SQLITE_OK)
    return rc;
  if (api == NULL)
    return SQLITE_ERROR;
  rc = api->xFindTokenizer(api, "unicode61", &context, &folder->tokenizer);
  if (rc == SQLITE_OK)
    rc = folder->tokenizer.xCreate(context, arguments, 2, &folder->instance);
  return rc;
}

void dkx_folder_clear (dkx_folder *folder) {
  if (folder->instance != NULL)
    folder->tokenizer.xDelete(folder->instance);
  sqlite3_free(folder->bytes);
  memset(folder, 0, sizeof *folder);
}

static int add_word (void *context, int flags, const char *word, int n, int start, int end) {
  dkx_folder *folder = context;
  size_t need = folder->len + (size_t)n + 2;
  (void)flags, (void)start, (void)end;
  if (need > folder->cap) {
    size_t cap = need < 64 ? 64 : need * 2;
    char *bytes = sqlite3_realloc64(folder->bytes, cap);
    if (bytes == NULL)
      return SQLITE_NOMEM;
    folder->bytes = bytes;
    folder->cap = cap;
  }
  if (folder->len > 0)
    folder->bytes[folder->len++] = ' ';
  memcpy(folder->bytes + folder->len, word, (size_t)n);
  folder->len += (size_t)n;
  folder->bytes[folder->len] = '\0';
  folder->words++;
  return SQLITE_OK;
}

int dkx_fold (dkx_folder *folder, const char *bytes, size_t len) {
  folder->len = 0;
  folder->words = 0;
  if (len > INT32_MAX)
    return SQLITE_TOOBIG;
  if (folder->bytes == NULL) { /* a text without words has a result too */
    folder->bytes = sqlite3_malloc64(64);
    if (folder->bytes == NULL)
      return SQLITE_NOMEM;
    folder->cap = 64;
  }
  folder->bytes[0] = '\0';
  return folder->tokenizer.xTokenize(folder->instance, folder, FTS5_TOKENIZE_AUX, bytes,
                                     (int)len, add_word);
}

/* Fold the first argument of an SQL function; 0 after reporting a failure. */
static int fold_argument (sqlite3_context *context, sqlite3_value *value) {
  dkx_folder *folder = sqlite3_user_data(context);
  const char *text = (const char *)sqlite3_value_text(value);
  int len = sqlite3_value_bytes(value);
  int rc = dkx_fold(folder, text != NULL ? text : "", text != NULL ? (size_t)len : 0);
  if (rc != SQLITE_OK) {
    sqlite3_result_error_code(context, rc);
    return 0;
  }
  return 1;
}

static void sql_fold (sqlite3_context *context, int n, sqlite3_value **values) {
  dkx_folder *folder = sqlite3_user_data(context);
  (void)n;
  if (sqlite3_value_type(values[0]) != SQLITE_NULL && fold_argument(context, values[0]))
    sqlite3_result_text64(context, folder->bytes, folder->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* docket_has(text, words): do the folded words occur in the text, beginning
** where a word begins? The last word may go on ("almat" is in "Almaty"). */
static void sql_has (sqlite3_context *context, int n, sqlite3_value **values) {
  dkx_folder *folder = sqlite3_user_data(context);
  const char *words = (const char *)sqlite3_value_text(values[1]);
  const char *at;
  int found = 0;
  (void)n;
  if (words == NULL || sqlite3_value_type(values[0]) == SQLITE_NULL) {
    sqlite3_result_int(context, 0);
    return;
  }
  if (!fold_argument(context, values[0]))
    return;
  for (at = folder->bytes; !found && (at = strstr(at, words)) != NULL; at++)
    found = at == folder->bytes || at[-1] == ' ';
  sqlite3_result_int(context, found);
}

int dkx_fold_register (sqlite3 *db, dkx_folder *folder) {
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
  int rc = sqlite3_create_function_v2(db, "docket_fold", 1, flags, folder, sql_fold, NULL,
                                      NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2(db, "docket_has", 2, flags, folder, sql_has, NULL, NULL,
                                    NULL);
  return rc;
}
