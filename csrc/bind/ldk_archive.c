/*
** ldk_archive.c - the module docket.core.archive: archives as readers of entries.
**
** A reader pulls its bytes from a file, a string, or a function of the caller's. Such a
** function is called protected, as its error must not jump over libarchive; it is raised
** again when libarchive has returned.
*/
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "dk_archive.h"
#include "dk_archive_limits.h"
#include "ldk.h"

#define LDK_ARCHIVE "docket.archive"

/* User values of a reader. */
enum { PIECE = 1, NEXT_PIECE, ERROR, SOURCE, N_VALUES = SOURCE };

typedef struct ldk_Archive {
  dk_archive *archive; /* NULL: closed */
  FILE *file;          /* of a path */
  const char *bytes;   /* of a string; of a file, its buffer. User value PIECE */
  size_t len, at;
  lua_State *L; /* of the call that is going on */
  int index;    /* the reader's, on its stack */
  int raised;   /* the caller's function raised user value ERROR */
  int busy;     /* a call is going on: the caller's function may not use the reader */
} ldk_Archive;

/* --------------------------------------------------------------------- sources */

static dk_status string_next (void *ud, const char **bytes, size_t *len) {
  ldk_Archive *reader = ud;
  size_t n = reader->len - reader->at;
  *bytes = reader->bytes + reader->at;
  *len = n < DK_PIECE_BYTES ? n : DK_PIECE_BYTES;
  reader->at += *len;
  return DK_OK;
}

static int64_t string_seek (void *ud, int64_t offset, int whence) {
  ldk_Archive *reader = ud;
  int64_t from = whence == SEEK_SET   ? 0
                 : whence == SEEK_CUR ? (int64_t)reader->at
                                      : (int64_t)reader->len;
  if (offset < -from || offset > (int64_t)reader->len - from)
    return -1;
  reader->at = (size_t)(from + offset);
  return from + offset;
}

static dk_status file_next (void *ud, const char **bytes, size_t *len) {
  ldk_Archive *reader = ud;
  union {
    const char *constant;
    char *buffer;
  } own;
  own.constant = reader->bytes;
  *bytes = reader->bytes;
  *len = fread(own.buffer, 1, DK_PIECE_BYTES, reader->file);
  return *len == 0 && ferror(reader->file) ? DK_EIO : DK_OK;
}

static int64_t file_seek (void *ud, int64_t offset, int whence) {
  ldk_Archive *reader = ud;
  if (fseeko(reader->file, (off_t)offset, whence) != 0)
    return -1;
  return (int64_t)ftello(reader->file);
}

/* The function's next piece, which stays anchored while it is used. */
static dk_status function_next (void *ud, const char **bytes, size_t *len) {
  ldk_Archive *reader = ud;
  lua_State *L = reader->L;
  *bytes = NULL;
  *len = 0;
  if (!lua_checkstack(L, 4))
    return DK_ENOMEM;
  do {
    lua_getiuservalue(L, reader->index, NEXT_PIECE);
    if (lua_pcall(L, 0, 1, 0) != LUA_OK) {
      reader->raised = 1;
      lua_setiuservalue(L, reader->index, ERROR);
      return DK_EIO;
    }
    if (lua_type(L, -1) == LUA_TSTRING)
      *bytes = lua_tolstring(L, -1, len);
    else if (lua_toboolean(L, -1)) {
      lua_pop(L, 1);
      return DK_EIO;
    }
    lua_setiuservalue(L, reader->index, PIECE);
  } while (*bytes != NULL && *len == 0); /* an empty piece is not the end */
  return DK_OK;
}

/* ---------------------------------------------------------------------- readers */

static ldk_Archive *check_reader (lua_State *L) {
  ldk_Archive *reader = luaL_checkudata(L, 1, LDK_ARCHIVE);
  luaL_argcheck(L, !reader->busy, 1, "the archive is being read");
  luaL_argcheck(L, reader->archive != NULL, 1, "the archive is closed");
  reader->L = L;
  reader->index = 1;
  return reader;
}

static void close_reader (ldk_Archive *reader) {
  dk_archive_free(reader->archive);
  reader->archive = NULL;
  if (reader->file != NULL)
    fclose(reader->file);
  reader->file = NULL;
}

/* reader:close(); also as __gc and __close */
static int archive_close (lua_State *L) {
  ldk_Archive *reader = luaL_checkudata(L, 1, LDK_ARCHIVE);
  luaL_argcheck(L, !reader->busy, 1, "the archive is being read");
  close_reader(reader);
  return 0;
}

static int archive_tostring (lua_State *L) {
  ldk_Archive *reader = luaL_checkudata(L, 1, LDK_ARCHIVE);
  lua_getiuservalue(L, 1, SOURCE);
  lua_pushfstring(L, "docket.archive: %s%s", lua_tostring(L, -1),
                  reader->archive == NULL ? " (closed)" : "");
  return 1;
}

/* The names of dk_status_name, which belongs to the core. */
static const char *status_name (dk_status status) {
  switch (status) {
  case DK_ENOENT: return "ENOENT";
  case DK_EACCES: return "EACCES";
  case DK_EEMPTY: return "EEMPTY";
  case DK_EBINARY: return "EBINARY";
  default: return "EIO";
  }
}

/* nil, "SOURCE: message", code; or the error that the caller's function raised. */
static int fail (lua_State *L, ldk_Archive *reader, dk_status status, const char *message) {
  if (reader->raised) {
    lua_getiuservalue(L, reader->index, ERROR);
    return lua_error(L);
  }
  if (status == DK_ENOMEM)
    return luaL_error(L, "not enough memory");
  lua_pushnil(L);
  lua_getiuservalue(L, reader->index, SOURCE);
  lua_pushfstring(L, "%s: %s", lua_tostring(L, -1), message);
  lua_remove(L, -2);
  lua_pushstring(L, status_name(status));
  return 3;
}

/* ---------------------------------------------------------------------- options */

/* A whole number above 0 of the options at index 2, or 0 where there is none. */
static uint64_t option (lua_State *L, const char *name) {
  lua_Integer value;
  int whole;
  if (lua_getfield(L, 2, name) == LUA_TNIL) {
    lua_pop(L, 1);
    return 0;
  }
  value = lua_tointegerx(L, -1, &whole);
  if (!whole || value < 1)
    luaL_error(L, "bad option '%s' (a whole number above 0 expected)", name);
  lua_pop(L, 1);
  return (uint64_t)value;
}

static dk_archive_options check_options (lua_State *L) {
  dk_archive_options options = { 0 };
  if (lua_isnoneornil(L, 2))
    return options;
  luaL_checktype(L, 2, LUA_TTABLE);
  options.payload_max = (size_t)option(L, "payload_max");
  options.ratio_max = option(L, "ratio_max");
  options.ratio_free = option(L, "ratio_free");
  options.entries_max = option(L, "entries_max");
  options.depth_max = (unsigned)option(L, "depth_max");
  options.skip_digests =
      lua_getfield(L, 2, "digests") == LUA_TBOOLEAN && !lua_toboolean(L, -1);
  lua_pop(L, 1);
  return options;
}

/* -------------------------------------------------------------------- opening */

/* A closed reader at index 3, with the name of its source. */
static ldk_Archive *new_reader (lua_State *L, const char *name) {
  ldk_Archive *reader;
  lua_settop(L, 2);
  reader = lua_newuserdatauv(L, sizeof *reader, N_VALUES);
  memset(reader, 0, sizeof *reader);
  luaL_setmetatable(L, LDK_ARCHIVE);
  reader->L = L;
  reader->index = 3;
  if (!lua_istable(L, 2) || lua_getfield(L, 2, "source") != LUA_TSTRING)
    lua_pushstring(L, name);
  lua_setiuservalue(L, 3, SOURCE);
  lua_settop(L, 3);
  return reader;
}

static int begin (lua_State *L, ldk_Archive *reader, const dk_pull *pull,
                  const dk_archive_options *options) {
  dk_mem mem = ldk_mem(L);
  dk_error error = { DK_OK, 0, "" };
  dk_status status;
  reader->busy = 1;
  status = dk_archive_new(&mem, pull, options, &reader->archive, &error);
  reader->busy = 0;
  if (status == DK_OK)
    return 1;
  close_reader(reader);
  return fail(L, reader, status, error.message);
}

/* docket.core.archive.parse(bytes, options) -> reader | nil, message, code */
static int archive_parse (lua_State *L) {
  dk_archive_options options = check_options(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  ldk_Archive *reader = new_reader(L, "(memory)");
  dk_pull pull = { string_next, string_seek, reader };
  reader->bytes = bytes;
  reader->len = len;
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 3, PIECE);
  return begin(L, reader, &pull, &options);
}

static int open_function (lua_State *L, const dk_archive_options *options) {
  ldk_Archive *reader = new_reader(L, "(stream)");
  dk_pull pull = { function_next, NULL, reader };
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, 3, NEXT_PIECE);
  return begin(L, reader, &pull, options);
}

/* docket.core.archive.open(path | next_piece, options) -> reader | nil, message, code */
static int archive_open (lua_State *L) {
  dk_archive_options options = check_options(L);
  const char *path;
  ldk_Archive *reader;
  dk_pull pull = { file_next, file_seek, NULL };
  if (lua_isfunction(L, 1))
    return open_function(L, &options);
  path = luaL_checkstring(L, 1);
  reader = new_reader(L, path);
  reader->bytes = lua_newuserdatauv(L, DK_PIECE_BYTES, 0);
  lua_setiuservalue(L, 3, PIECE);
  reader->file = fopen(path, "rb");
  if (reader->file == NULL)
    return errno == ENOENT
               ? fail(L, reader, DK_ENOENT, "no such file")
               : fail(L, reader, DK_EACCES, "cannot be opened; check its permissions");
  setvbuf(reader->file, NULL, _IONBF, 0); /* pieces are large enough */
  pull.ud = reader;
  return begin(L, reader, &pull, &options);
}

/* --------------------------------------------------------------------- entries */

static void set_text (lua_State *L, const char *name, dk_text text) {
  if (text.len == 0)
    return;
  lua_pushlstring(L, text.bytes, text.len);
  lua_setfield(L, -2, name);
}

static void set_integer (lua_State *L, const char *name, uint64_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, name);
}

static void push_entry (lua_State *L, const dk_archive_entry *entry) {
  lua_createtable(L, 0, 16);
  lua_pushstring(L, dk_entry_type_name(entry->type));
  lua_setfield(L, -2, "type");
  set_integer(L, "offset", entry->offset);
  if (entry->within > 0)
    set_integer(L, "within", entry->within);
  if (entry->length > 0)
    set_integer(L, "length", entry->length);
  if (entry->status > 0)
    set_integer(L, "status", (uint64_t)entry->status);
  if (entry->segment > 0)
    set_integer(L, "segment", (uint64_t)entry->segment);
  set_text(L, "name", entry->name);
  set_text(L, "url", entry->url);
  set_text(L, "date", entry->date);
  set_text(L, "id", entry->id);
  set_text(L, "refers_to", entry->refers_to);
  set_text(L, "content_type", entry->media_type);
  set_text(L, "charset", entry->charset);
  set_text(L, "head", entry->head);
  if (entry->type != DK_ENTRY_FILE) {
    lua_pushstring(L, dk_digest_state_name(entry->digest));
    lua_setfield(L, -2, "digest");
  }
}

/* reader:next() -> entry | nil | nil, message, code */
static int archive_next (lua_State *L) {
  ldk_Archive *reader = check_reader(L);
  dk_archive_entry entry;
  dk_status status;
  reader->busy = 1;
  status = dk_archive_next(reader->archive, &entry);
  reader->busy = 0;
  if (status != DK_OK)
    return fail(L, reader, status, "the archive cannot be read further");
  if (entry.type == DK_ENTRY_END)
    return 0;
  push_entry(L, &entry);
  return 1;
}

static int push_bytes (lua_State *L, ldk_Archive *reader, dk_status status, const char *bytes,
                       size_t len) {
  if (status != DK_OK)
    return fail(L, reader, status, "the archive cannot be read further");
  if (bytes == NULL)
    return 0;
  lua_pushlstring(L, bytes, len);
  return 1;
}

/* reader:payload() -> bytes | nil | nil, message, code */
static int archive_payload (lua_State *L) {
  ldk_Archive *reader = check_reader(L);
  const char *bytes = NULL;
  size_t len = 0;
  dk_status status;
  reader->busy = 1;
  status = dk_archive_payload(reader->archive, &bytes, &len);
  reader->busy = 0;
  return push_bytes(L, reader, status, bytes, len);
}

/* reader:piece() -> bytes | nil | nil, message, code */
static int archive_piece (lua_State *L) {
  ldk_Archive *reader = check_reader(L);
  const char *bytes = NULL;
  size_t len = 0;
  dk_status status;
  reader->busy = 1;
  status = dk_archive_piece(reader->archive, &bytes, &len);
  reader->busy = 0;
  return push_bytes(L, reader, status, len > 0 ? bytes : NULL, len);
}

/* reader:problems() -> list of { offset, code, message, name }, count; since the last call */
static int archive_problems (lua_State *L) {
  ldk_Archive *reader = check_reader(L);
  const dk_archive_problem *list;
  size_t count, i, n = dk_archive_problems(reader->archive, &list, &count);
  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    lua_createtable(L, 0, 4);
    set_integer(L, "offset", list[i].offset);
    if (list[i].within > 0)
      set_integer(L, "within", list[i].within);
    lua_pushstring(L, dk_archive_code_name(list[i].code));
    lua_setfield(L, -2, "code");
    lua_pushstring(L, list[i].message);
    lua_setfield(L, -2, "message");
    if (list[i].name[0] != '\0') {
      lua_pushstring(L, list[i].name);
      lua_setfield(L, -2, "name");
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_pushinteger(L, (lua_Integer)count);
  dk_archive_forget_problems(reader->archive);
  return 2;
}

/* ----------------------------------------------------------------------- module */

#if defined(__GNUC__)
#define LDK_EXPORT __attribute__((visibility("default")))
#elif defined(_WIN32)
#define LDK_EXPORT __declspec(dllexport)
#else
#define LDK_EXPORT
#endif

static const luaL_Reg metamethods[] = { { "__gc", archive_close },
                                        { "__close", archive_close },
                                        { "__tostring", archive_tostring },
                                        { NULL, NULL } };

static const luaL_Reg methods[] = {
  { "next", archive_next },         { "payload", archive_payload }, { "piece", archive_piece },
  { "problems", archive_problems }, { "close", archive_close },     { NULL, NULL }
};

static const luaL_Reg functions[] = { { "open", archive_open },
                                      { "parse", archive_parse },
                                      { NULL, NULL } };

LDK_EXPORT int luaopen_docket_core_archive (lua_State *L);

LDK_EXPORT int luaopen_docket_core_archive (lua_State *L) {
  luaL_checkversion(L);
  ldk_new_type(L, LDK_ARCHIVE, metamethods, methods);
  luaL_newlib(L, functions);
  return 1;
}
