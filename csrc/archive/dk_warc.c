/*
** dk_warc.c - the level of an archive of records (WARC, ARC): heads, digests, entries. How
** blocks are read, and what is done about damaged ones, is in dk_block.c.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_digest.h"
#include "dk_records.h"

/* ---------------------------------------------------------------------- heads */

/* Let the whole head be in the window. Returns its length, 0 where it has no end. */
static size_t find_head (dk_records *r, dk_begins begins, dk_status *status) {
  size_t want = 1024;
  for (;;) {
    const char *bytes;
    size_t n, len;
    *status = dk_stream_fill(&r->stream, want);
    if (*status != DK_OK)
      return 0;
    bytes = dk_stream_bytes(&r->stream);
    n = dk_stream_available(&r->stream);
    if (begins == DK_BEGINS_ARC) {
      const char *newline = memchr(bytes, '\n', n);
      len = newline != NULL ? (size_t)(newline - bytes) + 1 : 0;
    } else {
      len = dk_http_head_end(bytes, n);
    }
    if (len > 0)
      return len;
    if (n < want || want >= DK_RECORD_HEAD_MAX)
      return 0;
    want *= 4;
  }
}

/* Take the head, and read what it says. */
static dk_status take_head (dk_records *r, dk_begins begins, size_t len) {
  r->head.len = 0;
  if (!dk_records_keep(r, &r->head, len))
    return DK_ENOMEM;
  if (begins == DK_BEGINS_ARC)
    dk_record_read_arc(r->head.bytes, len, &r->record);
  else
    dk_record_read_warc(r->head.bytes, len, &r->record);
  if (begins == DK_BEGINS_WARC)
    r->kind = DK_RECORD_WARC;
  return DK_OK;
}

/* -------------------------------------------------------------------- digests */

static dk_digest_state worse (dk_digest_state a, dk_digest_state b) {
  return a > b ? a : b;
}

/* The payload: of an HTTP message what follows its head. Writers differ in whether chunks
** are taken together before its digest is made; either is right. */
static dk_digest_state check_payload (dk_records *r) {
  const dk_record *record = &r->record;
  const char *body = r->block.bytes;
  size_t len = r->block.len, head = 0;
  dk_digest_state state;
  if (record->type == DK_ENTRY_REVISIT || record->segment > 0)
    return record->payload_digest.len > 0 ? DK_DIGEST_UNCHECKED : DK_DIGEST_NONE;
  if (r->is_http)
    head = r->http.body;
  else if (record->type == DK_ENTRY_REQUEST)
    head = dk_http_head_len(body, len);
  state = dk_digest_check(record->payload_digest, body + head, len - head);
  if (state == DK_DIGEST_WRONG && r->is_http && r->http.transfer.len > 0 &&
      dk_http_unchunk(&r->context->mem, body + head, len - head, &r->decoded[0]) ==
          DK_CHUNKED_WELL)
    state = dk_digest_check(record->payload_digest, r->decoded[0].bytes, r->decoded[0].len);
  return state;
}

static dk_status check_digests (dk_records *r, dk_digest_state *state) {
  const dk_record *record = &r->record;
  dk_digest_state block, payload;
  *state = DK_DIGEST_NONE;
  if (record->block_digest.len == 0 && record->payload_digest.len == 0)
    return DK_OK;
  *state = DK_DIGEST_UNCHECKED;
  if (r->context->options.skip_digests || r->whole)
    return DK_OK;
  block = dk_digest_check(record->block_digest, r->block.bytes, r->block.len);
  payload = check_payload(r);
  if (block == DK_DIGEST_WRONG || payload == DK_DIGEST_WRONG) {
    *state = DK_DIGEST_WRONG;
    return dk_context_problem(r->context, r->offset, DK_ARCHIVE_EDIGEST,
                              "the digest of this record's %s is wrong%s",
                              block == DK_DIGEST_WRONG && payload == DK_DIGEST_WRONG
                                  ? "block and that of its payload"
                              : block == DK_DIGEST_WRONG ? "block"
                                                         : "payload",
                              "; it is read all the same");
  }
  *state = block == DK_DIGEST_RIGHT || payload == DK_DIGEST_RIGHT ? DK_DIGEST_RIGHT
                                                                  : worse(block, payload);
  return DK_OK;
}

/* ---------------------------------------------------------------- the entry */

static dk_text text_of (const dk_buffer *buffer) {
  dk_text text = { buffer->bytes, buffer->len };
  return text;
}

/* Media type and charset go into one buffer, the type in lower case. */
static dk_status set_media (dk_records *r, dk_archive_entry *entry, dk_text value) {
  dk_text type, charset;
  size_t i, n;
  dk_media_type(value, &type, &charset);
  r->media.len = 0;
  if (!dk_buffer_append(&r->media, &r->context->mem, type.bytes, type.len) ||
      !dk_buffer_append(&r->media, &r->context->mem, charset.bytes, charset.len))
    return DK_ENOMEM;
  for (i = 0, n = type.len; i < n; i++)
    if (dk_is(r->media.bytes[i], DK_UPPER))
      r->media.bytes[i] = (char)dk_plain[(unsigned char)r->media.bytes[i]];
  entry->media_type = text_of(&r->media);
  entry->media_type.len = n;
  entry->charset.bytes = r->media.bytes + n;
  entry->charset.len = charset.len;
  return DK_OK;
}

/* Bytes of the file that the record took, where that can be said. */
static uint64_t length_in_file (dk_records *r) {
  uint64_t offset, within;
  if (r->whole)
    return 0;
  if (!r->stream.gzipped)
    return r->stream.at - r->offset;
  if (r->within > 0 || r->stream.state == DK_STREAM_BREAK)
    return 0;
  if (dk_stream_available(&r->stream) == 0)
    return dk_stream_end_offset(&r->stream) - r->offset;
  dk_stream_place(&r->stream, &offset, &within);
  return within == 0 ? offset - r->offset : 0;
}

static dk_status fill_entry (dk_records *r, dk_archive_entry *entry) {
  const dk_record *record = &r->record;
  const dk_mem *mem = &r->context->mem;
  dk_status status;
  memset(entry, 0, sizeof *entry);
  entry->type = record->type;
  entry->offset = r->offset;
  entry->within = r->within;
  entry->gzipped = r->stream.gzipped;
  entry->id = record->id;
  entry->segment = record->segment;
  entry->status = r->is_http ? r->http.status : 0;
  r->url.len = r->refers_to.len = 0;
  if (!dk_record_url(mem, record->url, &r->url) ||
      !dk_record_url(mem, record->refers_to, &r->refers_to))
    return DK_ENOMEM;
  entry->url = text_of(&r->url);
  entry->refers_to = text_of(&r->refers_to);
  entry->date.bytes = r->date;
  entry->date.len = dk_record_date(record->date, r->date);
  status = set_media(r, entry, r->is_http ? r->http.type : record->content_type);
  if (status == DK_OK)
    status = check_digests(r, &entry->digest);
  entry->length = length_in_file(r);
  return status;
}

/* ---------------------------------------------------------------------- records */

/* The head at the window's first byte is none: go on behind it. */
static dk_outcome skip_head (dk_records *r, dk_archive_code code, const char *message,
                             dk_status *status) {
  *status = dk_records_tell_lost(r, code, message);
  dk_stream_take(&r->stream, 1);
  if (*status == DK_OK)
    *status = dk_records_skip(r, 0);
  return dk_records_leave(r, *status);
}

/* Read the head of the record that begins at the window's first byte. */
static dk_outcome read_head (dk_records *r, dk_begins begins, dk_status *status) {
  size_t head = find_head(r, begins, status);
  if (*status != DK_OK)
    return DK_FAILED;
  if (head == 0 && r->stream.state == DK_STREAM_BREAK) {
    *status = dk_records_pass_break(r, 1);
    return dk_records_leave(r, *status);
  }
  if (head == 0)
    return r->stream.state == DK_STREAM_END
               ? skip_head(r, DK_ARCHIVE_ETRUNCATED,
                           "the archive ends inside the head of this record", status)
               : skip_head(r, DK_ARCHIVE_EHEADER, "the head of this record has no end",
                           status);
  if (dk_records_find(dk_stream_bytes(&r->stream) + 1, head - 1, DK_RECORD_WARC) < head - 1)
    return skip_head(r, DK_ARCHIVE_EHEADER,
                     "another record begins inside the head of this one", status);
  *status = take_head(r, begins, head);
  if (*status != DK_OK || r->record.has_length)
    return *status == DK_OK ? DK_GIVEN : DK_FAILED;
  *status =
      dk_records_tell_lost(r, DK_ARCHIVE_EHEADER, "the length of this record is no number");
  if (*status == DK_OK)
    *status = dk_records_skip(r, 1);
  return dk_records_leave(r, *status);
}

/* A record begins at the window's first byte. */
static dk_outcome read_record (dk_records *r, dk_begins begins, dk_archive_entry *entry,
                               dk_status *status) {
  dk_outcome result;
  r->told = r->whole = 0;
  r->block.len = 0;
  result = read_head(r, begins, status);
  if (result == DK_GIVEN)
    result = dk_records_read_block(r, status);
  if (result != DK_GIVEN)
    return result;
  r->is_http = (r->record.type == DK_ENTRY_RESPONSE || r->record.type == DK_ENTRY_REVISIT) &&
               dk_http_parse(r->block.bytes, r->block.len, &r->http);
  if (r->whole) /* what follows the response in the block is not its own */
    r->block.len = r->http.body + (size_t)r->http.length;
  if (begins == DK_BEGINS_ARC && !r->is_http && r->record.type == DK_ENTRY_RESPONSE)
    r->record.type = DK_ENTRY_RESOURCE;
  *status = fill_entry(r, entry);
  return *status == DK_OK ? DK_GIVEN : DK_FAILED;
}

static dk_status skip_junk (dk_records *r) {
  dk_status status = DK_OK;
  if (!r->told)
    status =
        dk_records_tell(r, DK_ARCHIVE_ECORRUPT, "no record begins here; skipped to the next");
  return status == DK_OK ? dk_records_skip(r, 0) : status;
}

static dk_status records_next (dk_level *level, dk_archive_entry *entry) {
  dk_records *r = (dk_records *)level;
  dk_status status;
  for (;;) {
    dk_begins begins;
    dk_outcome result;
    size_t n;
    status = dk_records_line_ends(r, &n);
    if (status != DK_OK)
      return status;
    dk_stream_take(&r->stream, n);
    if (dk_stream_available(&r->stream) == 0) {
      if (r->stream.state == DK_STREAM_END)
        break;
      if (r->stream.state == DK_STREAM_BREAK)
        status = dk_records_pass_break(r, 0);
      if (status != DK_OK)
        return status;
      continue;
    }
    dk_stream_place(&r->stream, &r->offset, &r->within);
    r->context->within = r->within;
    status = dk_records_begins(r, &begins);
    if (status != DK_OK)
      return status;
    if (begins == DK_BEGINS_NOT) {
      status = skip_junk(r);
      if (status != DK_OK)
        return status;
      continue;
    }
    result = read_record(r, begins, entry, &status);
    if (result == DK_GIVEN && !r->whole)
      r->told = 0;
    if (result != DK_SKIPPED)
      return status;
  }
  memset(entry, 0, sizeof *entry);
  return DK_OK;
}

static dk_status records_payload (dk_level *level, const char **bytes, size_t *len) {
  dk_records *r = (dk_records *)level;
  static const char nothing[] = "";
  const char *block = r->block.bytes != NULL ? r->block.bytes : nothing;
  if (!r->is_http) {
    *bytes = block;
    *len = r->block.len;
    return DK_OK;
  }
  return dk_http_decode(r->context, r->offset, &r->http, block + r->http.body,
                        r->block.len - r->http.body, r->decoded, bytes, len);
}

static void records_free (dk_level *level) {
  dk_records *r = (dk_records *)level;
  dk_context *context = r->context;
  const dk_mem *mem = &context->mem;
  dk_stream_clear(&r->stream);
  dk_buffer_clear(&r->head, mem);
  dk_buffer_clear(&r->block, mem);
  dk_buffer_clear(&r->url, mem);
  dk_buffer_clear(&r->refers_to, mem);
  dk_buffer_clear(&r->media, mem);
  dk_buffer_clear(&r->decoded[0], mem);
  dk_buffer_clear(&r->decoded[1], mem);
  dk_mem_free(mem, r, sizeof *r);
}

dk_status dk_records_new (dk_context *context, const dk_pull *pull, int outermost,
                          dk_level **out) {
  dk_records *r = dk_mem_new(&context->mem, sizeof *r);
  dk_status status;
  *out = NULL;
  if (r == NULL)
    return DK_ENOMEM;
  r->level.next = records_next;
  r->level.payload = records_payload;
  r->level.free = records_free;
  r->context = context;
  r->kind = DK_RECORD_ARC; /* until a record of the other kind shows what this is */
  status = dk_stream_init(&r->stream, context, pull, outermost);
  if (status != DK_OK) {
    records_free(&r->level);
    return status;
  }
  *out = &r->level;
  return DK_OK;
}
