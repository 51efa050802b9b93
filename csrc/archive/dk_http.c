/*
** dk_http.c - see dk_http.h.
**
** Crawlers keep the head that the server sent, and often a body from which its encodings
** were taken already. So what a head declares is believed only where the bytes agree.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_http.h"
#include "dk_inflate.h"

/* ---------------------------------------------------------------------- heads */

size_t dk_http_head_end (const char *block, size_t len) {
  const char *p = block, *end = block + len;
  while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
    p++;
    if (p < end && *p == '\n')
      return (size_t)(p - block) + 1;
    if (end - p >= 2 && p[0] == '\r' && p[1] == '\n')
      return (size_t)(p - block) + 2;
  }
  return 0;
}

size_t dk_http_head_len (const char *block, size_t len) {
  size_t end = dk_http_head_end(block, len);
  return end > 0 ? end : len;
}

static const char *line_end (const char *p, const char *end) {
  const char *found = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
  return found != NULL ? found : end;
}

int dk_field_next (const char **p, const char *end, dk_text *name, dk_text *value) {
  while (*p < end) {
    const char *line = *p, *stop = line_end(line, end), *colon;
    dk_text whole = { line, (size_t)(stop - line) };
    if (dk_text_trim(whole).len == 0)
      return 0;
    while (stop + 1 < end && (stop[1] == ' ' || stop[1] == '\t')) {
      const char *next = line_end(stop + 1, end);
      dk_text more = { stop + 1, (size_t)(next - stop - 1) };
      if (dk_text_trim(more).len == 0)
        break;
      stop = next;
    }
    *p = stop < end ? stop + 1 : end;
    colon = memchr(line, ':', (size_t)(stop - line));
    if (colon == NULL)
      continue; /* no field: nothing is known of it */
    name->bytes = line;
    name->len = (size_t)(colon - line);
    value->bytes = colon + 1;
    value->len = (size_t)(stop - colon - 1);
    *name = dk_text_trim(*name);
    *value = dk_text_trim(*value);
    return 1;
  }
  return 0;
}

int dk_decimal (dk_text text, uint64_t *value) {
  size_t i;
  *value = 0;
  for (i = 0; i < text.len; i++) {
    if (!dk_is(text.bytes[i], DK_DIGIT) || *value > (UINT64_MAX >> 1) / 10 - 9)
      return 0;
    *value = *value * 10 + (uint64_t)(text.bytes[i] - '0');
  }
  return text.len > 0;
}

static size_t index_of (dk_text text, char c) {
  const char *found = text.len > 0 ? memchr(text.bytes, c, text.len) : NULL;
  return found != NULL ? (size_t)(found - text.bytes) : text.len;
}

/* Cut 'text' at the first 'c': returns what is before, and leaves what is behind it. */
static dk_text cut (dk_text *text, char c) {
  dk_text before = { text->bytes, index_of(*text, c) };
  size_t n = before.len < text->len ? before.len + 1 : before.len;
  text->bytes += n;
  text->len -= n;
  return dk_text_trim(before);
}

void dk_media_type (dk_text value, dk_text *type, dk_text *charset) {
  charset->bytes = NULL;
  charset->len = 0;
  *type = cut(&value, ';');
  type->len = index_of(*type, ','); /* two fields made one by a proxy */
  while (value.len > 0) {
    dk_text parameter = cut(&value, ';'), name = cut(&parameter, '=');
    if (!dk_text_is(name, "charset"))
      continue;
    parameter = dk_text_trim(parameter);
    while (parameter.len > 0 && (parameter.bytes[0] == '"' || parameter.bytes[0] == '\'')) {
      parameter.bytes++;
      parameter.len--;
    }
    parameter.len = index_of(parameter, '"');
    parameter.len = index_of(parameter, '\'');
    *charset = dk_text_trim(parameter);
    return;
  }
}

int dk_http_parse (const char *block, size_t len, dk_http *http) {
  const char *p, *end;
  dk_text line = { block, len }, name, value;
  uint64_t status = 0;
  memset(http, 0, sizeof *http);
  if (!dk_text_begins(line, "http/"))
    return 0;
  http->body = dk_http_head_len(block, len);
  end = block + http->body;
  p = line_end(block, end);
  line.len = (size_t)(p - block);
  cut(&line, ' ');
  line = dk_text_trim(line);
  line.len = index_of(line, ' ');
  if (dk_decimal(line, &status) && status < 1000)
    http->status = (int)status;
  p = p < end ? p + 1 : end;
  while (dk_field_next(&p, end, &name, &value)) {
    if (dk_text_is(name, "content-type") && http->type.len == 0)
      http->type = value;
    else if (dk_text_is(name, "content-encoding"))
      http->encoding = value;
    else if (dk_text_is(name, "transfer-encoding"))
      http->transfer = value;
    else if (dk_text_is(name, "content-length"))
      http->has_length = dk_decimal(value, &http->length);
  }
  return 1;
}

/* --------------------------------------------------------------------- chunks */

static int hex_digit (char c) {
  if (dk_is(c, DK_DIGIT))
    return c - '0';
  c = (char)dk_plain[(unsigned char)c];
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The line that says how long a chunk is: moves *p behind it. Returns 0 for any other. */
static int chunk_size (const char **p, const char *end, uint64_t *size) {
  const char *q = *p;
  int digits = 0;
  *size = 0;
  for (; q < end && hex_digit(*q) >= 0 && digits < 15; q++, digits++)
    *size = *size * 16 + (uint64_t)hex_digit(*q);
  while (q < end && (*q == ' ' || *q == '\t'))
    q++;
  if (digits > 0 && q < end && *q == ';') /* an extension, which nobody uses */
    q = line_end(q, end);
  if (q < end && *q == '\r')
    q++;
  if (digits == 0 || q >= end || *q != '\n')
    return 0;
  *p = q + 1;
  return 1;
}

static const char *skip_line_end (const char *p, const char *end) {
  if (p < end && *p == '\r')
    p++;
  return p < end && *p == '\n' ? p + 1 : p;
}

dk_chunked dk_http_unchunk (const dk_mem *mem, const char *body, size_t len, dk_buffer *out) {
  const char *p = body, *end = body + len;
  uint64_t size;
  int chunks = 0;
  out->len = 0;
  while (chunk_size(&p, end, &size)) {
    const char *behind;
    if (size == 0)
      return DK_CHUNKED_WELL; /* fields may follow, which say nothing to us */
    if (size > (uint64_t)(end - p)) {
      if (chunks == 0 && p[-2] != '\r')
        return DK_CHUNKED_NOT; /* "Decade" on a line of its own */
      if (!dk_buffer_append(out, mem, p, (size_t)(end - p)))
        return DK_CHUNKED_ENOMEM;
      return DK_CHUNKED_BROKEN;
    }
    behind = p + size;
    if (chunks == 0 && behind < end && skip_line_end(behind, end) == behind)
      return DK_CHUNKED_NOT; /* a text that begins with something like a number */
    if (!dk_buffer_append(out, mem, p, (size_t)size))
      return DK_CHUNKED_ENOMEM;
    p = skip_line_end(behind, end);
    chunks++;
  }
  return chunks > 0 ? DK_CHUNKED_BROKEN : DK_CHUNKED_NOT;
}

/* ------------------------------------------------------------------ encodings */

/* A body on its way: where it is now, and the buffers that the next step may fill. */
typedef struct body {
  dk_context *context;
  uint64_t offset;
  dk_buffer *buffers; /* two */
  int which;          /* the one to be filled next */
  const char *bytes;
  size_t len;
} body;

static dk_status give_up (body *b, dk_status status) {
  b->bytes = NULL;
  b->len = 0;
  return status;
}

/* Does it look as if nothing had to be unpacked any more? */
static int is_plain (const body *b) {
  size_t i, n = b->len < 512 ? b->len : 512;
  for (i = 0; i < n; i++)
    if (dk_is(b->bytes[i], DK_CONTROL))
      return 0;
  /* Sixty bytes without one are no chance; of fewer, UTF-8 is asked (its end may be cut). */
  return n >= 60 || dk_utf8_check(b->bytes, n, 0) + 4 > n;
}

static int is_gzip (const body *b) {
  return b->len >= 3 && memcmp(b->bytes, "\x1F\x8B\x08", 3) == 0;
}

/* A zlib header: method 8, and its two bytes a multiple of 31 (RFC 1950, 2.2). */
static int is_zlib (const body *b) {
  return b->len >= 2 && (b->bytes[0] & 0x0F) == 8 &&
         ((unsigned char)b->bytes[0] * 256u + (unsigned char)b->bytes[1]) % 31 == 0;
}

/* What came of unpacking: all, a part, or too much. */
typedef enum unpacked {
  UNPACKED_ALL,
  UNPACKED_PART,
  UNPACKED_TOO_MUCH,
  UNPACKED_ENOMEM
} unpacked;

static unpacked inflate_all (body *b, dk_packing packing, dk_buffer *out) {
  dk_context *context = b->context;
  dk_inflate stream = { 0 };
  const char *in = b->bytes;
  size_t left = b->len, made = 0;
  unpacked result = UNPACKED_ENOMEM;
  out->len = 0;
  if (!dk_inflate_begin(&stream, &context->mem, packing))
    return result;
  for (;;) {
    dk_inflated step;
    if (!dk_buffer_reserve(out, &context->mem, DK_PIECE_BYTES))
      break;
    step = dk_inflate_some(&stream, &in, &left, out->bytes + out->len, DK_PIECE_BYTES, &made);
    if (step == DK_INFLATE_ENOMEM)
      break;
    out->len += made;
    result = UNPACKED_TOO_MUCH;
    if (out->len > context->options.payload_max ||
        !dk_context_unpacked(context, b->offset, made))
      break;
    result = step == DK_INFLATE_END ? UNPACKED_ALL : UNPACKED_PART;
    if (step == DK_INFLATE_CORRUPT || (step == DK_INFLATE_MORE && made == 0 && left == 0))
      break;
    if (step == DK_INFLATE_END) { /* gzip may go on with a further member */
      if (packing != DK_PACKED_GZIP || left < 3 || memcmp(in, "\x1F\x8B\x08", 3) != 0)
        break;
      dk_inflate_begin(&stream, &context->mem, packing);
    }
    result = UNPACKED_ENOMEM; /* if there is no room for what comes next */
  }
  dk_inflate_end(&stream);
  return result;
}

static dk_status unpack (body *b, dk_packing packing, const char *name) {
  dk_buffer *out = &b->buffers[b->which];
  unpacked result = inflate_all(b, packing, out);
  dk_context *context = b->context;
  if (result == UNPACKED_ENOMEM)
    return give_up(b, DK_ENOMEM);
  if (result == UNPACKED_TOO_MUCH) {
    give_up(b, DK_OK);
    return context->stopped
               ? DK_OK /* told already */
               : dk_context_problem(context, b->offset, DK_ARCHIVE_ETOOBIG,
                                    "its content unpacks to more than %zu bytes (limit: "
                                    "payload_max); skipped",
                                    context->options.payload_max);
  }
  if (result == UNPACKED_PART && out->len == 0) {
    give_up(b, DK_OK);
    return dk_context_problem(context, b->offset, DK_ARCHIVE_EENCODING,
                              "skipped: its content is declared %s and cannot be unpacked",
                              name);
  }
  b->bytes = out->bytes;
  b->len = out->len;
  b->which = !b->which;
  return result == UNPACKED_ALL
             ? DK_OK
             : dk_context_problem(context, b->offset, DK_ARCHIVE_ETRUNCATED,
                                  "its content (%s) is cut or damaged behind %zu bytes; these "
                                  "are read",
                                  name, out->len);
}

static dk_status undo_deflate (body *b) {
  if (is_zlib(b))
    return unpack(b, DK_PACKED_ZLIB, "deflate");
  /* Some servers send it without zlib's header, and some no such thing. */
  return is_plain(b) ? DK_OK : unpack(b, DK_PACKED_RAW, "deflate");
}

static dk_status undo_encoding (body *b, dk_text name) {
  dk_context *context = b->context;
  if (name.len == 0 || dk_text_is(name, "identity") || dk_text_is(name, "none") || b->len == 0)
    return DK_OK;
  if (dk_text_is(name, "gzip") || dk_text_is(name, "x-gzip"))
    return is_gzip(b) ? unpack(b, DK_PACKED_GZIP, "gzip") : DK_OK;
  if (dk_text_is(name, "deflate"))
    return undo_deflate(b);
  if (is_plain(b)) /* undone by whoever kept it */
    return DK_OK;
  give_up(b, DK_OK);
  if (name.len > 40)
    name.len = 40;
  return dk_context_problem(
      context, b->offset, DK_ARCHIVE_EENCODING,
      "skipped: the content encoding %.*s cannot be read; fetch the page "
      "again without it",
      (int)name.len, name.bytes);
}

/* Undo the encodings, the last that was applied first. */
static dk_status undo_encodings (body *b, dk_text list) {
  dk_text names[DK_CODINGS_MAX];
  dk_status status = DK_OK;
  int n = 0;
  while (list.len > 0 && n < DK_CODINGS_MAX)
    names[n++] = cut(&list, ',');
  while (n > 0 && status == DK_OK && b->bytes != NULL)
    status = undo_encoding(b, names[--n]);
  return status;
}

static dk_status undo_chunks (body *b) {
  dk_buffer *out = &b->buffers[b->which];
  switch (dk_http_unchunk(&b->context->mem, b->bytes, b->len, out)) {
  case DK_CHUNKED_ENOMEM: return give_up(b, DK_ENOMEM);
  case DK_CHUNKED_NOT: return DK_OK;
  case DK_CHUNKED_BROKEN: {
    dk_status status = dk_context_problem(b->context, b->offset, DK_ARCHIVE_ETRUNCATED,
                                          "its chunks are cut or damaged behind %zu bytes; "
                                          "these are read",
                                          out->len);
    if (status != DK_OK)
      return give_up(b, status);
    break;
  }
  case DK_CHUNKED_WELL: break;
  }
  b->bytes = out->bytes != NULL ? out->bytes : "";
  b->len = out->len;
  b->which = !b->which;
  return DK_OK;
}

dk_status dk_http_decode (dk_context *context, uint64_t offset, const dk_http *http,
                          const char *bytes_in, size_t len_in, dk_buffer buffers[2],
                          const char **bytes, size_t *len) {
  body b = { context, offset, buffers, 0, bytes_in, len_in };
  dk_text transfer = http->transfer;
  dk_status status = DK_OK;
  int packed = 0;
  while (transfer.len > 0) {
    dk_text name = cut(&transfer, ',');
    packed |= dk_text_is(name, "gzip") || dk_text_is(name, "deflate");
    if (dk_text_is(name, "chunked"))
      status = undo_chunks(&b);
  }
  if (status == DK_OK && packed && is_gzip(&b))
    status = unpack(&b, DK_PACKED_GZIP, "gzip");
  if (status == DK_OK && b.bytes != NULL)
    status = undo_encodings(&b, http->encoding);
  /* Gzip that nobody declared: a page is none. */
  if (status == DK_OK && b.bytes != NULL && http->encoding.len == 0 && is_gzip(&b) &&
      dk_text_begins(http->type, "text/"))
    status = unpack(&b, DK_PACKED_GZIP, "gzip");
  *bytes = b.bytes;
  *len = b.len;
  return status;
}
