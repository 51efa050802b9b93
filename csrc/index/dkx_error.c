/*
** Codes, their names, and what SQLite's results mean to a user.
*/
#include <stdarg.h>
#include <string.h>

#include "dkx_internal.h"

const char *dkx_code_name (dkx_code code) {
  switch (code) {
  case DKX_OK: return "OK";
  case DKX_ENOMEM: return "ENOMEM";
  case DKX_ENOENT: return "ENOENT";
  case DKX_EOPEN: return "EOPEN";
  case DKX_ENOTDB: return "ENOTDB";
  case DKX_EOTHER: return "EOTHER";
  case DKX_ENEWER: return "ENEWER";
  case DKX_EOLDER: return "EOLDER";
  case DKX_EBUSY: return "EBUSY";
  case DKX_EFULL: return "EFULL";
  case DKX_EIO: return "EIO";
  case DKX_ECORRUPT: return "ECORRUPT";
  case DKX_EREADONLY: return "EREADONLY";
  case DKX_ESQL: return "ESQL";
  case DKX_ELIMIT: return "ELIMIT";
  case DKX_ECHANGED: return "ECHANGED";
  case DKX_EKIND: return "EKIND";
  }
  return "EIO";
}

dkx_code dkx_fail (dkx_error *err, dkx_code code, const char *format, ...) {
  if (err != NULL) {
    va_list arguments;
    err->code = code;
    err->sqlite = 0;
    va_start(arguments, format);
    /* SQLite's own printf: never allocates without bound, knows no locale */
    sqlite3_vsnprintf((int)sizeof err->message, err->message, format, arguments);
    va_end(arguments);
  }
  return code;
}

static dkx_code code_of (int rc) {
  switch (rc & 0xFF) {
  case SQLITE_NOMEM: return DKX_ENOMEM;
  case SQLITE_NOTADB: return DKX_ENOTDB;
  case SQLITE_CORRUPT: return DKX_ECORRUPT;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
  case SQLITE_PROTOCOL: return DKX_EBUSY;
  case SQLITE_FULL: return DKX_EFULL;
  case SQLITE_CANTOPEN:
  case SQLITE_PERM: return DKX_EOPEN;
  case SQLITE_READONLY:
  case SQLITE_AUTH: return DKX_EREADONLY;
  case SQLITE_INTERRUPT: return DKX_ELIMIT;
  case SQLITE_IOERR: return rc == SQLITE_IOERR_NOMEM ? DKX_ENOMEM : DKX_EIO;
  case SQLITE_ERROR:
  case SQLITE_TOOBIG:
  case SQLITE_MISMATCH:
  case SQLITE_MISUSE:
  case SQLITE_RANGE: return DKX_ESQL;
  case SQLITE_CONSTRAINT: return DKX_ECORRUPT; /* what is stored contradicts itself */
  default: return DKX_EIO;
  }
}

static const char *reason_of (dkx_code code) {
  switch (code) {
  case DKX_ENOMEM: return "out of memory";
  case DKX_ENOTDB: return "the file is no SQLite database";
  case DKX_ECORRUPT: return "the index is damaged";
  case DKX_EBUSY: return "another process is writing to the index";
  case DKX_EFULL: return "the disk is full; what was stored before is whole";
  case DKX_EOPEN: return "cannot open the file";
  case DKX_EREADONLY: return "only reading is possible";
  case DKX_ELIMIT: return "the query ran longer than it may and was stopped";
  case DKX_EIO: return "reading or writing failed";
  default: return NULL;
  }
}

dkx_code dkx_fail_sqlite (dkx_error *err, sqlite3 *db, int rc, const char *name) {
  int extended = db != NULL ? sqlite3_extended_errcode(db) : rc;
  dkx_code code;
  const char *reason, *detail;
  if ((extended & 0xFF) != (rc & 0xFF)) /* something else happened in between */
    extended = rc;
  code = code_of(extended);
  reason = reason_of(code);
  detail = extended == rc || db == NULL ? sqlite3_errstr(rc) : sqlite3_errmsg(db);
  if (db != NULL && (sqlite3_errcode(db) & 0xFF) == (rc & 0xFF))
    detail = sqlite3_errmsg(db);
  if (reason == NULL)
    dkx_fail(err, code, "%s: %s", name, detail);
  else
    dkx_fail(err, code, "%s: %s (%s)", name, reason, detail);
  if (err != NULL)
    err->sqlite = extended;
  return code;
}
