/*
** dk_document.c - from bytes to articles: the format found by looking, what is wrong
** with the bytes, and the way to the reader of that format.
*/
#include <stdio.h>
#include <string.h>

#include "dk_bytes.h"
#include "dk_document.h"
#include "dk_file.h"
#include "dk_limits.h"
#include "dk_look.h"

static const char *const status_names[] = { "OK",      "ENOMEM",    "ENOENT",  "EISDIR",
                                            "EACCES",  "EIO",       "ETOOBIG", "EEMPTY",
                                            "EBINARY", "EENCODING", "ENUL" };

static const char *const format_names[DK_FORMAT_COUNT] = {
  "unknown", "empty",   "text", "listing", "ndjson", "html",    "feed",
  "warc",    "archive", "mail", "pdf",     "office", "encoded", "binary"
};

const char *dk_status_name (dk_status status) {
  return status_names[status];
}

const char *dk_format_name (dk_format format) {
  return format_names[format];
}

dk_format dk_format_of_name (const char *name) {
  int i;
  for (i = 1; i < DK_FORMAT_COUNT; i++)
    if (strcmp(name, format_names[i]) == 0)
      return (dk_format)i;
  return DK_FORMAT_UNKNOWN;
}

/* ------------------------------------------------------------------- problems */

/* Note a problem. Returns 0 without memory. The list is bounded, the count is not. */
static int note (dk_document *d, dk_status code, size_t position, const char *message) {
  dk_problem *problem;
  d->n_problems++;
  if (d->problems.n >= DK_PROBLEMS_MAX)
    return 1;
  problem = dk_array_push(&d->problems, &d->mem, sizeof *problem);
  if (problem == NULL)
    return 0;
  problem->position = position;
  problem->code = code;
  snprintf(problem->message, sizeof problem->message, "%s", message);
  return 1;
}

static int note_encoding (dk_document *d) {
  size_t i = 0;
  char message[160];
  while ((i = dk_utf8_check(d->bytes, d->len, i)) < d->len) {
    if (d->problems.n < DK_PROBLEMS_MAX)
      snprintf(message, sizeof message,
               "byte %zu: 0x%02X is not UTF-8; if the text is in another encoding, name it, "
               "as in: --encoding windows-1252",
               i + 1, (unsigned)(unsigned char)d->bytes[i]);
    if (!note(d, DK_EENCODING, i, message))
      return 0;
    i++;
  }
  return 1;
}

static int note_nuls (dk_document *d) {
  const char *p = d->bytes, *end = p + d->len;
  char message[160];
  while (p < end && (p = memchr(p, '\0', (size_t)(end - p))) != NULL) {
    snprintf(message, sizeof message, "byte %zu: a NUL inside text; it is kept",
             (size_t)(p - d->bytes) + 1);
    if (!note(d, DK_ENUL, (size_t)(p - d->bytes), message))
      return 0;
    p++;
  }
  return 1;
}

/* Both kinds by position. There are few, and each kind is in order already. */
static void sort_problems (dk_document *d) {
  dk_problem *p = d->problems.items;
  size_t i, k;
  for (i = 1; i < d->problems.n; i++) {
    dk_problem moving = p[i];
    for (k = i; k > 0 && p[k - 1].position > moving.position; k--)
      p[k] = p[k - 1];
    p[k] = moving;
  }
}

/* The format, and a problem where there is nothing to read. 0 without memory. */
static int look (dk_document *d) {
  const char *why;
  d->format = dk_look_why(d->bytes, d->len, &why);
  if (why == NULL)
    return 1;
  return note(d, d->format == DK_FORMAT_EMPTY ? DK_EEMPTY : DK_EBINARY, 0, why);
}

/* -------------------------------------------------------------------- reading */

/* Articles and blocks of a plain text. 'whole': all of it is one article. */
static int read_text (dk_document *d, int whole) {
  d->page.mem = d->mem;
  d->page.bytes = d->bytes;
  d->page.len = d->len;
  d->page.profile = d->profile;
  if (!dk_page_read(&d->page))
    return 0;
  if (!(whole ? dk_page_whole(&d->page) : dk_page_split(&d->page)))
    return 0;
  if (!dk_page_kinds(&d->page))
    return 0;
  /* Paragraphs have done their duty; they take more room than all else. */
  dk_array_clear(&d->page.paragraphs, &d->mem, sizeof(dk_paragraph));
  return 1;
}

static dk_status read_document (dk_document *d, dk_format forced, dk_error *error) {
  int whole = forced == DK_FORMAT_TEXT;
  d->format = forced;
  if (forced == DK_FORMAT_UNKNOWN && !look(d))
    return dk_fail(error, DK_ENOMEM, 0, "not enough memory");
  if (d->format != DK_FORMAT_TEXT && d->format != DK_FORMAT_LISTING) {
    if (d->format == DK_FORMAT_NDJSON && !note_encoding(d))
      return dk_fail(error, DK_ENOMEM, 0, "not enough memory");
    return DK_OK;
  }
  if (d->len > DK_ARTICLE_MAX)
    return dk_fail(error, DK_ETOOBIG, 0, "a text of %zu bytes; split it below 4 GiB", d->len);
  if (!note_encoding(d) || !note_nuls(d) || !read_text(d, whole))
    return dk_fail(error, DK_ENOMEM, 0, "not enough memory");
  sort_problems(d);
  if (!whole && d->page.pieces.n > 1)
    d->format = DK_FORMAT_LISTING;
  return DK_OK;
}

static dk_document *new_document (const dk_mem *mem, const dk_profile *profile) {
  dk_mem m = dk_mem_or_default(mem);
  dk_document *d = dk_mem_new(&m, sizeof *d);
  if (d != NULL) {
    d->mem = m;
    d->profile = profile;
  }
  return d;
}

dk_status dk_document_parse (const dk_mem *mem, const char *bytes, size_t len,
                             const dk_profile *profile, dk_format forced, dk_document **out,
                             dk_error *error) {
  dk_document *d = new_document(mem, profile);
  dk_status status;
  *out = NULL;
  if (d == NULL)
    return dk_fail(error, DK_ENOMEM, 0, "not enough memory");
  d->bytes = bytes;
  d->len = len;
  status = read_document(d, forced, error);
  if (status != DK_OK)
    dk_document_free(d);
  else
    *out = d;
  return status;
}

dk_status dk_document_compose (const dk_mem *mem, const char *bytes, size_t len,
                               const dk_profile *profile, const dk_block *blocks, size_t n,
                               dk_document **out, dk_error *error) {
  dk_document *d;
  *out = NULL;
  if (len > DK_ARTICLE_MAX)
    return dk_fail(error, DK_ETOOBIG, 0, "a text of %zu bytes; split it below 4 GiB", len);
  d = new_document(mem, profile);
  if (d == NULL)
    return dk_fail(error, DK_ENOMEM, 0, "not enough memory");
  d->bytes = bytes;
  d->len = len;
  d->format = DK_FORMAT_TEXT;
  d->page.mem = d->mem;
  d->page.bytes = bytes;
  d->page.len = len;
  d->page.profile = profile;
  if (!dk_page_compose(&d->page, blocks, n)) {
    dk_document_free(d);
    return dk_fail(error, DK_ENOMEM, 0, "not enough memory");
  }
  *out = d;
  return DK_OK;
}

dk_status dk_document_open (const dk_mem *mem, const char *path, const dk_profile *profile,
                            dk_format forced, dk_document **out, dk_error *error) {
  dk_document *d = new_document(mem, profile);
  dk_status status;
  *out = NULL;
  if (d == NULL)
    return dk_fail(error, DK_ENOMEM, 0, "%s: not enough memory", path);
  status = dk_file_load(&d->mem, path, &d->file, error);
  if (status == DK_OK) {
    d->bytes = d->file.bytes;
    d->len = d->file.len;
    status = read_document(d, forced, error);
    dk_file_forget(&d->file, 0, d->len);
  }
  if (status != DK_OK)
    dk_document_free(d);
  else
    *out = d;
  return status;
}

void dk_document_free (dk_document *d) {
  dk_mem mem;
  if (d == NULL)
    return;
  mem = d->mem;
  if (d->page.mem.resize != NULL)
    dk_page_clear(&d->page);
  dk_array_clear(&d->problems, &mem, sizeof(dk_problem));
  dk_file_unload(&mem, &d->file);
  dk_mem_free(&mem, d, sizeof *d);
}

/* --------------------------------------------------------------------- asking */

dk_format dk_document_format (const dk_document *d) {
  return d->format;
}

const char *dk_document_bytes (const dk_document *d, size_t *len) {
  *len = d->len;
  return d->bytes;
}

size_t dk_document_article_count (const dk_document *d) {
  return d->page.pieces.n;
}

const char *dk_document_sha256 (dk_document *d) {
  if (d->sha256[0] == '\0')
    dk_sha256(d->bytes, d->len, d->sha256);
  return d->sha256;
}

size_t dk_document_problems (const dk_document *d, const dk_problem **list, size_t *listed) {
  *list = d->problems.items;
  *listed = d->problems.n;
  return d->n_problems;
}
