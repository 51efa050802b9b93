/*
** dk_container.c - the level of an archive that libarchive unpacks: zip, tar, 7z, cpio, and
** single files packed by gzip, bzip2, xz, zstd and the like.
**
** libarchive allocates by itself; what it does not get it reports, so memory that runs out
** is DK_ENOMEM here too. Its formats that are seldom used (and hence seldom tested) are left
** out.
*/
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "dk_archive_internal.h"

typedef struct container {
  dk_level level;
  dk_context *context;
  dk_pull pull;
  int outermost;
  dk_status status;  /* of the pull, kept as libarchive has no room for it */
  uint64_t position; /* of the pull */
  struct archive *archive;
  struct archive_entry *entry; /* libarchive's own */
  uint64_t offset;             /* of the entry */
  int ended;                   /* nothing more can be read of this archive */
  int has_first;               /* the first header is read and waits for container_next */
  int first_result;            /* what libarchive said of it */
  char date[32];
  dk_buffer payload;
  char *piece;      /* DK_PIECE_BYTES */
  size_t piece_len; /* of the entry's beginning, not given yet by container_piece */
  int data_ended;   /* of the entry */
} container;

/* -------------------------------------------------------------- what libarchive calls */

static void count_read (container *c, size_t n) {
  c->position += n;
  if (c->outermost && c->position > c->context->read)
    c->context->read = c->position;
}

static la_ssize_t read_callback (struct archive *a, void *ud, const void **bytes) {
  container *c = ud;
  const char *piece = NULL;
  size_t len = 0;
  c->status = c->pull.next(c->pull.ud, &piece, &len);
  if (c->status != DK_OK) {
    archive_set_error(a, EIO, "the archive cannot be read further");
    return ARCHIVE_FATAL;
  }
  *bytes = piece;
  count_read(c, len);
  return (la_ssize_t)len;
}

static la_int64_t seek_callback (struct archive *a, void *ud, la_int64_t offset, int whence) {
  container *c = ud;
  int64_t position = c->pull.seek(c->pull.ud, offset, whence);
  (void)a;
  if (position < 0)
    return ARCHIVE_FATAL;
  c->position = (uint64_t)position;
  return position;
}

/* ---------------------------------------------------------------------- failures */

/* A failure of libarchive as ours: a problem where bytes are bad, a status where the source
** or the memory failed. */
static dk_status tell (container *c, uint64_t offset, dk_archive_code code, const char *name,
                       const char *what) {
  const char *why = archive_error_string(c->archive);
  if (c->status != DK_OK)
    return c->status;
  if (archive_errno(c->archive) == ENOMEM)
    return DK_ENOMEM;
  return dk_context_problem(c->context, offset, code, "%.100s%s%s%s%s", name,
                            *name != '\0' ? ": " : "", what, why != NULL ? ": " : "",
                            why != NULL ? why : "");
}

/* ----------------------------------------------------------------------- entries */

static dk_text text_of (const char *bytes) {
  dk_text text = { bytes, strlen(bytes) };
  return text;
}

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar, and back, by counting
** years from March on (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static void write_date (int64_t seconds, char out[32]) {
  int64_t days = seconds / 86400, rest = seconds % 86400, era, year;
  unsigned day_of_era, year_of_era, day_of_year, month;
  if (rest < 0) {
    rest += 86400;
    days--;
  }
  days += 719468;
  era = (days >= 0 ? days : days - 146096) / 146097;
  day_of_era = (unsigned)(days - era * 146097);
  year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month = (5 * day_of_year + 2) / 153;
  year = (int64_t)year_of_era + era * 400 + (month >= 10);
  out[0] = '\0';
  if (year < 1970 || year > 9999)
    return;
  snprintf(out, 32, "%04d-%02u-%02uT%02d:%02d:%02dZ", (int)year,
           month < 10 ? month + 3 : month - 9, day_of_year - (153 * month + 2) / 5 + 1,
           (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}

/* Is this an entry with bytes of its own? */
static int is_file (container *c) {
  return archive_format(c->archive) == ARCHIVE_FORMAT_RAW ||
         (archive_entry_filetype(c->entry) == AE_IFREG &&
          archive_entry_hardlink(c->entry) == NULL);
}

/* A packed file has no name of its own here; libarchive calls it "data". */
static const char *name_of (container *c) {
  const char *name;
  if (archive_format(c->archive) == ARCHIVE_FORMAT_RAW)
    return "";
  /* In UTF-8 if that can be had, else the bytes as they are. */
  name = archive_entry_pathname_utf8(c->entry);
  if (name == NULL)
    name = archive_entry_pathname(c->entry);
  if (name == NULL)
    return "";
  while (name[0] == '.' && name[1] == '/') /* as tar writes them */
    name += 2;
  return name;
}

/* Some bytes of the entry's data into 'to'. *made is 0 at its end. A fault is told, and
** *made is 0 then, too; *bad is set. */
static dk_status read_data (container *c, char *to, size_t room, size_t *made, int *bad) {
  la_ssize_t n;
  *made = 0;
  *bad = 0;
  if (c->data_ended)
    return DK_OK;
  n = archive_read_data(c->archive, to, room);
  if (n < 0) {
    dk_status status;
    c->data_ended = *bad = 1;
    c->ended |= n == ARCHIVE_FATAL;
    status = tell(c, c->offset,
                  archive_read_has_encrypted_entries(c->archive) > 0 ? DK_ARCHIVE_EENCODING
                                                                     : DK_ARCHIVE_ECORRUPT,
                  name_of(c), "cannot be unpacked, skipped");
    return status;
  }
  *made = (size_t)n;
  c->data_ended = n == 0;
  if (!dk_context_unpacked(c->context, c->offset, *made)) {
    c->data_ended = c->ended = *bad = 1;
    *made = 0;
  }
  return DK_OK;
}

/* The beginning of the entry's data into 'piece', to tell what it is. */
static dk_status read_head (container *c, int *bad) {
  dk_status status = DK_OK;
  size_t made = 1;
  c->piece_len = 0;
  c->data_ended = *bad = 0;
  while (status == DK_OK && made > 0 && c->piece_len < DK_PEEK_BYTES) {
    status = read_data(c, c->piece + c->piece_len, DK_PEEK_BYTES - c->piece_len, &made, bad);
    c->piece_len += made;
  }
  return status;
}

static void fill_entry (container *c, dk_archive_entry *entry) {
  entry->type = DK_ENTRY_FILE;
  entry->offset = c->offset;
  entry->name = text_of(name_of(c));
  c->date[0] = '\0';
  if (archive_entry_mtime_is_set(c->entry))
    write_date(archive_entry_mtime(c->entry), c->date);
  entry->date = text_of(c->date);
  entry->head.bytes = c->piece;
  entry->head.len = c->piece_len;
}

static int next_header (container *c) {
  if (!c->has_first)
    return archive_read_next_header(c->archive, &c->entry);
  c->has_first = 0;
  return c->first_result;
}

static dk_status container_next (dk_level *level, dk_archive_entry *entry) {
  container *c = (container *)level;
  memset(entry, 0, sizeof *entry);
  c->context->within = 0;
  while (!c->ended) {
    dk_status status = DK_OK;
    int bad = 0, result = next_header(c);
    c->offset = (uint64_t)archive_read_header_position(c->archive);
    if (result == ARCHIVE_EOF) {
      c->ended = 1;
      break;
    }
    if (result == ARCHIVE_FATAL)
      c->ended = 1;
    if (result < ARCHIVE_WARN) {
      status = tell(c, (uint64_t)archive_filter_bytes(c->archive, -1), DK_ARCHIVE_ECORRUPT, "",
                    c->ended ? "the archive is damaged here, the rest is not read"
                             : "an entry is damaged, skipped");
      if (status != DK_OK)
        return status;
      continue;
    }
    if (!is_file(c))
      continue;
    status = read_head(c, &bad);
    if (status != DK_OK)
      return status;
    if (bad && c->piece_len == 0)
      continue;
    fill_entry(c, entry);
    return DK_OK;
  }
  return DK_OK;
}

static dk_status too_big (container *c) {
  dk_buffer_reset(&c->payload, &c->context->mem);
  c->data_ended = 1;
  return dk_context_problem(c->context, c->offset, DK_ARCHIVE_ETOOBIG,
                            "%.100s: unpacks to more than %zu bytes (limit: payload_max); "
                            "skipped",
                            *name_of(c) != '\0' ? name_of(c) : "the file",
                            c->context->options.payload_max);
}

static dk_status container_payload (dk_level *level, const char **bytes, size_t *len) {
  container *c = (container *)level;
  const dk_mem *mem = &c->context->mem;
  dk_status status = DK_OK;
  size_t made = 1;
  int bad = 0;
  *bytes = NULL;
  *len = 0;
  dk_buffer_reset(&c->payload, mem);
  if (!dk_buffer_append(&c->payload, mem, c->piece, c->piece_len))
    return DK_ENOMEM;
  while (status == DK_OK && made > 0 && !bad) {
    if (c->payload.len > c->context->options.payload_max)
      return too_big(c);
    if (!dk_buffer_reserve(&c->payload, mem, DK_PIECE_BYTES))
      return DK_ENOMEM;
    status = read_data(c, c->payload.bytes + c->payload.len, DK_PIECE_BYTES, &made, &bad);
    c->payload.len += made;
  }
  if (status != DK_OK || bad)
    return status;
  *bytes = c->payload.bytes;
  *len = c->payload.len;
  return DK_OK;
}

static dk_status container_piece (dk_level *level, const char **bytes, size_t *len) {
  container *c = (container *)level;
  dk_status status = DK_OK;
  int bad = 0;
  *bytes = c->piece;
  *len = c->piece_len;
  c->piece_len = 0;
  if (*len == 0)
    status = read_data(c, c->piece, DK_PIECE_BYTES, len, &bad);
  return status;
}

static void container_free (dk_level *level) {
  container *c = (container *)level;
  dk_context *context = c->context;
  if (c->archive != NULL)
    archive_read_free(c->archive);
  dk_buffer_clear(&c->payload, &context->mem);
  dk_mem_free(&context->mem, c->piece, DK_PIECE_BYTES);
  dk_mem_free(&context->mem, c, sizeof *c);
}

/* The one packing that the first bytes show. All of them would be taken off again and again,
** up to 25 deep, each of which may make 1,000 bytes of one; and for some libarchive would
** run programs. What is inside a packed file is looked at as an entry. */
static void support_filter (struct archive *a, dk_text head) {
  if (dk_text_begins(head, "\x1F\x8B"))
    archive_read_support_filter_gzip(a);
  else if (dk_text_begins(head, "BZh"))
    archive_read_support_filter_bzip2(a);
  else if (dk_text_begins(head, "\xFD"
                                "7zXZ"))
    archive_read_support_filter_xz(a);
  else if (dk_text_begins(head, "\x28\xB5\x2F\xFD"))
    archive_read_support_filter_zstd(a);
}

/*
** libarchive turns names into the charset of the locale, and loses those that do not fit. It
** asks for that charset once an archive, when it first needs it; so it is let ask, by an
** option that changes nothing else, while this thread has UTF-8.
*/
static void names_in_utf8 (struct archive *a) {
#if !defined(__APPLE__) && !defined(_WIN32)
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before;
  if (utf8 == (locale_t)0)
    return;
  before = uselocale(utf8);
  archive_read_set_format_option(a, "cpio", "hdrcharset", "UTF-8");
  uselocale(before);
  freelocale(utf8);
#else
  (void)a;
#endif
}

static int open_archive (container *c, dk_text head) {
  struct archive *a = c->archive;
  support_filter(a, head);
  archive_read_support_format_tar(a);
  archive_read_support_format_zip(a);
  archive_read_support_format_7zip(a);
  archive_read_support_format_cpio(a);
  archive_read_support_format_raw(a);
  archive_read_support_format_empty(a);
  names_in_utf8(a);
  archive_read_set_read_callback(a, read_callback);
  if (c->pull.seek != NULL)
    archive_read_set_seek_callback(a, seek_callback);
  archive_read_set_callback_data(a, c);
  if (archive_read_open1(a) != ARCHIVE_OK)
    return 0;
  if (archive_filter_count(a) > 2) { /* the last is none: the plain bytes */
    archive_set_error(a, EINVAL, "it is packed more than once; unpack it first");
    return 0;
  }
  c->first_result = archive_read_next_header(a, &c->entry);
  /* Plain bytes of no format are a file that is not packed. */
  if (archive_format(a) != ARCHIVE_FORMAT_RAW || archive_filter_count(a) > 1)
    return 1;
  archive_set_error(a, EINVAL, "of no known format");
  return 0;
}

static dk_status why_not (container *c) {
  const char *why = archive_error_string(c->archive);
  if (c->status != DK_OK)
    return c->status;
  if (archive_errno(c->archive) == ENOMEM)
    return DK_ENOMEM;
  snprintf(c->context->why, sizeof c->context->why, "%s",
           why != NULL ? why : "damaged, or cut off");
  return DK_EBINARY;
}

dk_status dk_container_new (dk_context *context, const dk_pull *pull, int outermost,
                            dk_text head, dk_level **out) {
  container *c = dk_mem_new(&context->mem, sizeof *c);
  dk_status status;
  *out = NULL;
  if (c == NULL)
    return DK_ENOMEM;
  c->level.next = container_next;
  c->level.payload = container_payload;
  c->level.piece = container_piece;
  c->level.free = container_free;
  c->context = context;
  c->pull = *pull;
  c->outermost = outermost;
  c->piece = context->mem.resize(context->mem.ud, NULL, 0, DK_PIECE_BYTES);
  c->archive = c->piece != NULL ? archive_read_new() : NULL;
  status = c->archive != NULL ? DK_OK : DK_ENOMEM;
  if (status == DK_OK && !open_archive(c, head))
    status = why_not(c);
  if (status != DK_OK) {
    container_free(&c->level);
    return status;
  }
  c->has_first = 1;
  *out = &c->level;
  return DK_OK;
}
