/*
** dk_archive.c - levels of archives in archives.
**
** A level gives entries. Where an entry of a container is an archive itself, a level is
** opened upon it that pulls its bytes from the one below, so that nothing has to be held in
** memory whole; at its end the level below goes on.
*/
#include <stdio.h>
#include <string.h>

#include "dk_archive_internal.h"
#include "dk_inflate.h"
#include "dk_look.h"
#include "dk_record.h"

typedef struct nest {
  dk_level *level;
  dk_buffer name; /* of this archive in the outermost one, ended by a NUL */
} nest;

struct dk_archive {
  dk_context context;
  dk_pull source;
  dk_buffer head; /* of the source, read to see what it is */
  size_t head_at; /* what was given of it */
  nest nests[DK_DEPTH_MAX];
  unsigned depth; /* levels that are open */
  dk_buffer name; /* of the present entry */
};

/* ------------------------------------------------------------------------- names */

static const char *const type_names[DK_ENTRY_COUNT] = {
  "end",     "file",     "response", "resource",     "conversion", "revisit",
  "request", "metadata", "warcinfo", "continuation", "other"
};

const char *dk_entry_type_name (dk_entry_type type) {
  return type_names[type];
}

const char *dk_digest_state_name (dk_digest_state state) {
  static const char *const names[DK_DIGEST_COUNT] = { "none", "right", "wrong", "unchecked" };
  return names[state];
}

const char *dk_archive_code_name (dk_archive_code code) {
  static const char *const names[DK_ARCHIVE_COUNT] = { "ETRUNCATED", "ECORRUPT",  "EHEADER",
                                                       "EDIGEST",    "EENCODING", "ETOOBIG",
                                                       "ELIMIT" };
  return names[code];
}

/* ----------------------------------------------------------------------- looking */

static int opens_records (const char *bytes, size_t len) {
  dk_text text = { bytes, len };
  return dk_record_begins(bytes, len, DK_RECORD_WARC) == DK_BEGINS_WARC ||
         dk_text_begins(text, "filedesc:") ||
         dk_record_begins(bytes, len, DK_RECORD_ARC) == DK_BEGINS_ARC;
}

/* Do records begin inside this gzip member? */
static int holds_records (const dk_mem *mem, const char *bytes, size_t len) {
  dk_inflate stream = { 0 };
  char out[1024];
  size_t made = 0;
  int result;
  if (!dk_inflate_begin(&stream, mem, DK_PACKED_GZIP))
    return -1;
  dk_inflate_some(&stream, &bytes, &len, out, sizeof out, &made);
  result = opens_records(out, made);
  dk_inflate_end(&stream);
  return result;
}

/* What kind of level these bytes call for. DK_OK or DK_ENOMEM. */
static dk_status look (const dk_mem *mem, const char *bytes, size_t len,
                       dk_look_result *what) {
  dk_format format = dk_look(bytes, len);
  *what = DK_LOOK_NONE;
  if (format == DK_FORMAT_WARC || opens_records(bytes, len)) {
    *what = DK_LOOK_RECORDS;
  } else if (format == DK_FORMAT_ARCHIVE) {
    int records = *bytes == '\x1F' ? holds_records(mem, bytes, len) : 0;
    if (records < 0)
      return DK_ENOMEM;
    *what = records ? DK_LOOK_RECORDS : DK_LOOK_CONTAINER;
  }
  return DK_OK;
}

/* ----------------------------------------------------------------- the source */

/* The source's pieces, those first that were read to see what it is. */
static dk_status source_next (void *ud, const char **bytes, size_t *len) {
  dk_archive *archive = ud;
  if (archive->head_at < archive->head.len) {
    *bytes = archive->head.bytes + archive->head_at;
    *len = archive->head.len - archive->head_at;
    archive->head_at = archive->head.len;
    return DK_OK;
  }
  return archive->source.next(archive->source.ud, bytes, len);
}

static int64_t source_seek (void *ud, int64_t offset, int whence) {
  dk_archive *archive = ud;
  return archive->source.seek(archive->source.ud, offset, whence);
}

static dk_status read_head (dk_archive *archive) {
  dk_buffer *head = &archive->head;
  const char *bytes;
  size_t len = 1;
  while (head->len < DK_PEEK_BYTES && len > 0) {
    dk_status status = archive->source.next(archive->source.ud, &bytes, &len);
    if (status == DK_OK && !dk_buffer_append(head, &archive->context.mem, bytes, len))
      status = DK_ENOMEM;
    if (status != DK_OK)
      return status;
  }
  /* Where it can be read again, it is: seeking then is the source's alone. */
  if (archive->source.seek != NULL &&
      archive->source.seek(archive->source.ud, 0, SEEK_SET) == 0)
    archive->head_at = head->len;
  else
    archive->source.seek = NULL;
  return DK_OK;
}

/* -------------------------------------------------------------------------- levels */

static dk_status open_level (dk_archive *archive, dk_look_result what, const dk_pull *pull,
                             dk_text head) {
  dk_context *context = &archive->context;
  nest *top = &archive->nests[archive->depth];
  int outermost = archive->depth == 0;
  dk_status status = what == DK_LOOK_RECORDS
                         ? dk_records_new(context, pull, outermost, &top->level)
                         : dk_container_new(context, pull, outermost, head, &top->level);
  if (status == DK_OK)
    archive->depth++;
  return status;
}

static void close_level (dk_archive *archive) {
  nest *top = &archive->nests[--archive->depth];
  top->level->free(top->level);
  top->level = NULL;
  dk_buffer_clear(&top->name, &archive->context.mem);
}

/* A level's data as the source of the next. */
static dk_status level_next (void *ud, const char **bytes, size_t *len) {
  dk_level *level = ud;
  return level->piece(level, bytes, len);
}

static const char *name_of_level (const dk_archive *archive) {
  const nest *top = archive->depth > 0 ? &archive->nests[archive->depth - 1] : NULL;
  return top != NULL && top->name.bytes != NULL ? top->name.bytes : "";
}

/* The entry's name with those of the archives that it is in, into 'out', with a NUL. */
static int full_name (dk_archive *archive, dk_text name, dk_buffer *out) {
  const dk_mem *mem = &archive->context.mem;
  const char *outer = name_of_level(archive);
  size_t n = strlen(outer);
  out->len = 0;
  return dk_buffer_append(out, mem, outer, n) &&
         (n == 0 || name.len == 0 || dk_buffer_append(out, mem, "!/", 2)) &&
         dk_buffer_append(out, mem, name.bytes, name.len) && dk_buffer_append(out, mem, "", 1);
}

/* The entry is an archive: enter it. */
static dk_status enter (dk_archive *archive, const dk_archive_entry *entry,
                        dk_look_result what) {
  dk_context *context = &archive->context;
  nest *inner = &archive->nests[archive->depth];
  dk_level *level = archive->nests[archive->depth - 1].level;
  dk_pull pull = { level_next, NULL, level };
  dk_status status;
  if (archive->depth >= context->options.depth_max)
    return dk_context_problem(context, entry->offset, DK_ARCHIVE_ELIMIT,
                              "%.*s: an archive inside %u others is not read (limit: "
                              "depth_max)",
                              (int)(entry->name.len < 100 ? entry->name.len : 100),
                              entry->name.len > 0 ? entry->name.bytes : "", archive->depth);
  if (!full_name(archive, entry->name, &inner->name))
    return DK_ENOMEM;
  status = open_level(archive, what, &pull, entry->head);
  if (status == DK_OK)
    return status;
  dk_buffer_clear(&inner->name, &context->mem);
  if (status != DK_EBINARY)
    return status;
  return dk_context_problem(context, entry->offset, DK_ARCHIVE_ECORRUPT,
                            "%.*s: an archive that cannot be unpacked, skipped%s%s",
                            (int)(entry->name.len < 60 ? entry->name.len : 60),
                            entry->name.len > 0 ? entry->name.bytes : "",
                            *context->why != '\0' ? ": " : "", context->why);
}

static dk_status count_entry (dk_context *context, const dk_archive_entry *entry) {
  if (context->entries++ < context->options.entries_max)
    return DK_OK;
  context->stopped = 1;
  return dk_context_problem(
      context, entry->offset, DK_ARCHIVE_ELIMIT,
      "more than %llu entries; the rest is not read (limit: entries_max)",
      (unsigned long long)context->options.entries_max);
}

dk_status dk_archive_next (dk_archive *archive, dk_archive_entry *entry) {
  dk_context *context = &archive->context;
  memset(entry, 0, sizeof *entry);
  while (archive->depth > 0) {
    dk_level *level = archive->nests[archive->depth - 1].level;
    dk_look_result what = DK_LOOK_NONE;
    dk_status status;
    context->name = name_of_level(archive);
    status = level->next(level, entry);
    if (status == DK_OK && entry->type == DK_ENTRY_END) {
      close_level(archive);
      continue;
    }
    if (status == DK_OK)
      status = count_entry(context, entry);
    if (status == DK_OK && context->stopped) {
      while (archive->depth > 0)
        close_level(archive);
      break;
    }
    if (status == DK_OK && entry->type == DK_ENTRY_FILE)
      status = look(&context->mem, entry->head.bytes, entry->head.len, &what);
    if (status == DK_OK && what != DK_LOOK_NONE) {
      status = enter(archive, entry, what);
      if (status == DK_OK)
        continue;
    }
    if (status == DK_OK && !full_name(archive, entry->name, &archive->name))
      status = DK_ENOMEM;
    if (status == DK_OK) {
      entry->name.bytes = archive->name.bytes;
      entry->name.len = archive->name.len - 1;
    }
    return status;
  }
  context->name = "";
  memset(entry, 0, sizeof *entry);
  return DK_OK;
}

dk_status dk_archive_payload (dk_archive *archive, const char **bytes, size_t *len) {
  dk_level *level;
  *bytes = NULL;
  *len = 0;
  if (archive->depth == 0)
    return DK_OK;
  level = archive->nests[archive->depth - 1].level;
  return level->payload(level, bytes, len);
}

dk_status dk_archive_piece (dk_archive *archive, const char **bytes, size_t *len) {
  dk_level *level;
  *bytes = NULL;
  *len = 0;
  if (archive->depth == 0)
    return DK_OK;
  level = archive->nests[archive->depth - 1].level;
  return level->piece != NULL ? level->piece(level, bytes, len) : DK_OK;
}

/* ------------------------------------------------------------------ the archive */

static void set_options (dk_context *context, const dk_archive_options *given) {
  dk_archive_options *options = &context->options;
  if (given != NULL)
    *options = *given;
  if (options->payload_max == 0)
    options->payload_max = DK_PAYLOAD_DEFAULT;
  if (options->ratio_max == 0)
    options->ratio_max = DK_RATIO_DEFAULT;
  if (options->ratio_free == 0)
    options->ratio_free = DK_RATIO_FREE;
  if (options->entries_max == 0)
    options->entries_max = DK_ENTRIES_DEFAULT;
  if (options->depth_max == 0)
    options->depth_max = DK_DEPTH_DEFAULT;
  if (options->depth_max > DK_DEPTH_MAX)
    options->depth_max = DK_DEPTH_MAX;
}

/* What a failure to open is called, where the source did not say it. */
static dk_status fail (dk_error *error, dk_status status, const char *why) {
  if (error == NULL)
    return status;
  error->code = status;
  error->position = 0;
  snprintf(error->message, sizeof error->message, "%s%s%s",
           status == DK_EBINARY  ? "no archive that can be read"
           : status == DK_EEMPTY ? "empty: there is nothing to read"
           : status == DK_ENOMEM ? "not enough memory"
                                 : "cannot be read",
           *why != '\0' ? ": " : "", why);
  return status;
}

dk_status dk_archive_new (const dk_mem *mem, const dk_pull *pull,
                          const dk_archive_options *options, dk_archive **out,
                          dk_error *error) {
  dk_mem own = dk_mem_or_default(mem);
  dk_archive *archive = dk_mem_new(&own, sizeof *archive);
  dk_look_result what;
  dk_status status;
  *out = NULL;
  if (archive == NULL)
    return fail(error, DK_ENOMEM, "");
  archive->context.mem = own;
  archive->context.name = "";
  archive->source = *pull;
  set_options(&archive->context, options);
  status = read_head(archive);
  if (status == DK_OK)
    status = archive->head.len == 0 ? DK_EEMPTY : DK_OK;
  if (status == DK_OK)
    status = look(&own, archive->head.bytes, archive->head.len, &what);
  if (status == DK_OK && what == DK_LOOK_NONE)
    status = DK_EBINARY;
  if (status == DK_OK) {
    dk_pull source = { source_next, archive->source.seek != NULL ? source_seek : NULL,
                       archive };
    dk_text head = { archive->head.bytes, archive->head.len };
    status = open_level(archive, what, &source, head);
  }
  if (status != DK_OK) {
    fail(error, status, archive->context.why);
    dk_archive_free(archive);
    return status;
  }
  *out = archive;
  return DK_OK;
}

void dk_archive_free (dk_archive *archive) {
  dk_mem mem;
  if (archive == NULL)
    return;
  mem = archive->context.mem;
  while (archive->depth > 0)
    close_level(archive);
  dk_buffer_clear(&archive->head, &mem);
  dk_buffer_clear(&archive->name, &mem);
  dk_array_clear(&archive->context.problems, &mem, sizeof(dk_archive_problem));
  dk_mem_free(&mem, archive, sizeof *archive);
}

size_t dk_archive_problems (const dk_archive *archive, const dk_archive_problem **list,
                            size_t *count) {
  *list = archive->context.problems.items;
  *count = archive->context.n_problems;
  return archive->context.problems.n;
}

void dk_archive_forget_problems (dk_archive *archive) {
  archive->context.problems.n = 0;
  archive->context.n_problems = 0;
}
