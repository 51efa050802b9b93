/*
** dk_warc.c - the level of an archive of records (WARC, ARC).
**
** A record is a head, a block of as many bytes as the head says, and an empty line or two.
** It is given only if its extent is certain: where another record begins inside a block, or
** anything but a record follows it, its length was wrong, and the way on is the next line
** with which a record can begin. (A response that is whole by its own Content-Length is
** given even then.) To find one inside a block that is in memory already, the
** block's rest is put back. Behind that place, and in blocks too long for memory, reading is
** `careful`: it stops at any line with which a record could begin, so that no byte is read
** more than twice however many lengths are wrong.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_digest.h"
#include "dk_http.h"
#include "dk_record.h"
#include "dk_stream.h"

typedef struct records {
  dk_level level;
  dk_context *context;
  dk_stream stream;
  dk_record_kind kind;
  uint64_t careful_until; /* position in the unpacked stream */
  int told;               /* what is skipped now has been told as a problem */
  int whole;              /* the record is damaged, but the response in it is not */
  /* the present record */
  uint64_t offset, within;
  dk_record record;
  dk_http http;
  int is_http;
  dk_buffer head, block, url, refers_to, media;
  dk_buffer decoded[2];
  char date[32];
} records;

/* How reading a block ended. */
typedef enum reading {
  READ_WHOLE,
  READ_TO_RECORD, /* another record begins before its end */
  READ_TO_END,    /* the archive ends before */
  READ_TO_BREAK,  /* the gzip member is damaged before */
  READ_FAILED     /* no memory, or the source failed: see 'status' */
} reading;

/* What became of a record. */
typedef enum outcome { GIVEN, SKIPPED, FAILED } outcome;

/* ---------------------------------------------------------------- beginnings */

/* Does a record begin at the window's first byte, which begins a line? */
static dk_status begins_here (records *r, dk_begins *begins) {
  size_t want = 16;
  for (;;) {
    dk_status status = dk_stream_fill(&r->stream, want);
    size_t n = dk_stream_available(&r->stream);
    if (status != DK_OK)
      return status;
    *begins =
        n == 0 ? DK_BEGINS_NOT : dk_record_begins(dk_stream_bytes(&r->stream), n, r->kind);
    if (*begins != DK_BEGINS_PERHAPS)
      return DK_OK;
    if (n < want || want > DK_ARC_LINE_MAX) {
      *begins = DK_BEGINS_NOT;
      return DK_OK;
    }
    want = n + 256 > want * 2 ? n + 256 : want * 2;
  }
}

/* Where in these bytes a record begins, or may do so at their end: at the beginning of a
** line. */
static size_t find_beginning (const char *bytes, size_t len, dk_record_kind kind) {
  const char *p = bytes, *end = bytes + len;
  if (len > 0 && dk_record_begins(p, len, kind) != DK_BEGINS_NOT)
    return 0;
  while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
    dk_begins begins;
    p++;
    begins = p < end ? dk_record_begins(p, (size_t)(end - p), kind) : DK_BEGINS_NOT;
    if (begins != DK_BEGINS_NOT)
      return (size_t)(p - bytes);
  }
  return len;
}

/* --------------------------------------------------------------------- blocks */

static int keep_bytes (records *r, dk_buffer *to, size_t n) {
  if (to != NULL && !dk_buffer_append(to, &r->context->mem, dk_stream_bytes(&r->stream), n))
    return 0;
  dk_stream_take(&r->stream, n);
  return 1;
}

static reading stopped_by (const records *r) {
  return r->stream.state == DK_STREAM_BREAK ? READ_TO_BREAK : READ_TO_END;
}

static reading read_plainly (records *r, uint64_t length, dk_buffer *to, dk_status *status) {
  while (length > 0) {
    size_t n;
    *status = dk_stream_fill(&r->stream, 1);
    if (*status != DK_OK)
      return READ_FAILED;
    n = dk_stream_available(&r->stream);
    if (n == 0)
      return stopped_by(r);
    if (n > length)
      n = (size_t)length;
    if (!keep_bytes(r, to, n)) {
      *status = DK_ENOMEM;
      return READ_FAILED;
    }
    length -= n;
  }
  return READ_WHOLE;
}

/*
** The same, up to a line with which a record could begin. 'at_line': the first byte begins
** one.
*/
static reading read_carefully (records *r, uint64_t length, int at_line, dk_buffer *to,
                               dk_status *status) {
  while (length > 0) {
    const char *bytes, *newline;
    size_t n;
    dk_begins begins = DK_BEGINS_NOT;
    *status = at_line ? begins_here(r, &begins) : DK_OK;
    if (*status == DK_OK)
      *status = dk_stream_fill(&r->stream, 1);
    if (*status != DK_OK)
      return READ_FAILED;
    if (begins != DK_BEGINS_NOT)
      return READ_TO_RECORD;
    n = dk_stream_available(&r->stream);
    if (n == 0)
      return stopped_by(r);
    if (n > length)
      n = (size_t)length;
    bytes = dk_stream_bytes(&r->stream);
    newline = memchr(bytes, '\n', n);
    at_line = newline != NULL;
    if (at_line)
      n = (size_t)(newline - bytes) + 1;
    if (!keep_bytes(r, to, n)) {
      *status = DK_ENOMEM;
      return READ_FAILED;
    }
    length -= n;
  }
  return READ_WHOLE;
}

/* Skip to where a record could begin; 'at_line' as above. */
static dk_status skip_to_record (records *r, int at_line) {
  dk_status status = DK_OK;
  read_carefully(r, UINT64_MAX, at_line, NULL, &status);
  return status;
}

/* ------------------------------------------------------------------- problems */

static dk_status tell (records *r, dk_archive_code code, const char *message) {
  r->told = 1;
  return dk_context_problem(r->context, r->offset, code, "%s", message);
}

/* ... of a record that cannot be given, unless its response is whole. */
static dk_status tell_of_record (records *r, dk_archive_code code, const char *message) {
  r->told = 1;
  return dk_context_problem(r->context, r->offset, code, "%s; %s", message,
                            r->whole ? "its response is whole and is read" : "skipped");
}

static outcome leave_record (const records *r, dk_status status) {
  return status != DK_OK ? FAILED : r->whole ? GIVEN : SKIPPED;
}

/* A break between records, or inside one ('inside'): tell of it once, and go on behind it. */
static dk_status pass_break (records *r, int inside) {
  dk_stream *stream = &r->stream;
  dk_status status = DK_OK;
  int truncated = stream->fault == DK_FAULT_TRUNCATED;
  dk_archive_code code = truncated ? DK_ARCHIVE_ETRUNCATED : DK_ARCHIVE_ECORRUPT;
  if (inside) {
    status = tell_of_record(r, code,
                            truncated ? "the archive ends inside this record"
                            : stream->fault == DK_FAULT_CORRUPT
                                ? "the gzip member of this record is damaged"
                                : "this record goes on in bytes that are no gzip member");
  } else if (!r->told) {
    r->offset = stream->fault_at;
    r->within = r->context->within = 0;
    status =
        tell(r, code,
             truncated                           ? "the archive ends inside a gzip member"
             : stream->fault == DK_FAULT_CORRUPT ? "the gzip member is damaged"
                                                 : "these bytes are no gzip member; skipped");
  }
  /* What is left of a record is no further problem. */
  r->told = 1;
  return status == DK_OK ? dk_stream_resume(stream) : status;
}

/* ---------------------------------------------------------------------- heads */

/* Let the whole head be in the window. Returns its length, 0 where it has no end. */
static size_t find_head (records *r, dk_begins begins, dk_status *status) {
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
static dk_status take_head (records *r, dk_begins begins, size_t len) {
  r->head.len = 0;
  if (!keep_bytes(r, &r->head, len))
    return DK_ENOMEM;
  if (begins == DK_BEGINS_ARC)
    dk_record_read_arc(r->head.bytes, len, &r->record);
  else
    dk_record_read_warc(r->head.bytes, len, &r->record);
  if (begins == DK_BEGINS_WARC)
    r->kind = DK_RECORD_WARC;
  return DK_OK;
}

/* --------------------------------------------------------------- after a block */

/* Line ends at the window's first byte, so many that something else follows them there, or
** nothing more can come. */
static dk_status count_line_ends (records *r, size_t *n) {
  *n = 0;
  for (;;) {
    const char *bytes;
    size_t available;
    dk_status status = dk_stream_fill(&r->stream, *n + 16);
    if (status != DK_OK)
      return status;
    bytes = dk_stream_bytes(&r->stream);
    available = dk_stream_available(&r->stream);
    while (*n < available && (bytes[*n] == '\r' || bytes[*n] == '\n'))
      ++*n;
    if (*n < available || r->stream.state != DK_STREAM_GOES || *n > DK_ARC_LINE_MAX)
      return DK_OK;
  }
}

/* Put back what was read of the block from 'from' on, and be careful with it. */
static dk_status put_back (records *r, size_t from) {
  if (r->stream.at > r->careful_until)
    r->careful_until = r->stream.at;
  return dk_stream_unread(&r->stream, r->block.bytes + from, r->block.len - from);
}

/*
** Are the first 'len' bytes of the block a response that is whole by its own Content-Length?
*/
static int is_whole_response (records *r, size_t len) {
  dk_http http;
  if (r->record.type != DK_ENTRY_RESPONSE || !dk_http_parse(r->block.bytes, len, &http))
    return 0;
  return http.has_length && http.transfer.len == 0 && http.length <= len - http.body;
}

/* The block is not what its head says: go on where the next record may be. */
static outcome recover (records *r, dk_archive_code code, const char *message,
                        dk_status *status) {
  size_t from = find_beginning(r->block.bytes, r->block.len, r->kind);
  dk_begins begins = DK_BEGINS_NOT;
  r->whole = is_whole_response(r, from);
  *status = tell_of_record(r, code, message);
  if (*status == DK_OK && from < r->block.len)
    *status = put_back(r, from);
  else if (*status == DK_OK)
    *status = begins_here(r, &begins);
  if (*status == DK_OK && from == r->block.len && begins == DK_BEGINS_NOT)
    *status = skip_to_record(r, 0);
  r->block.len = from;
  return leave_record(r, *status);
}

/* Are the last 'n' bytes of the block CR LF CR LF, or two LF, and maybe more? */
static int is_empty_line (const records *r, size_t n) {
  const char *p = r->block.bytes + (r->block.len - n);
  return (n >= 4 && memcmp(p, "\r\n\r\n", 4) == 0) || (n >= 2 && memcmp(p, "\n\n", 2) == 0);
}

/*
** The block is in memory. Is it followed as a record has to be: by line ends, and then by
** another record, the end or a break? Takes the line ends. A damaged member that holds this
** record alone spoils it.
*/
static outcome check_end (records *r, dk_status *status) {
  size_t n;
  int certain;
  dk_begins begins = DK_BEGINS_NOT;
  dk_stream *stream = &r->stream;
  *status = count_line_ends(r, &n);
  /* They join the block for a while, as they are put back with it if it has to be. */
  if (*status == DK_OK && !keep_bytes(r, &r->block, n))
    *status = DK_ENOMEM;
  if (*status == DK_OK)
    *status = begins_here(r, &begins);
  if (*status != DK_OK)
    return FAILED;
  /* An empty line right behind the block is what the standard asks for; and who gzips
  ** records begins a member with each. */
  certain = (r->kind == DK_RECORD_WARC && is_empty_line(r, n)) ||
            (r->within == 0 && dk_stream_begins_member(stream));
  if (begins == DK_BEGINS_NOT && dk_stream_available(stream) > 0 && !certain)
    return recover(r, DK_ARCHIVE_EHEADER,
                   "no record follows the end of this one, so its Content-Length is wrong",
                   status);
  r->block.len -= n;
  if (dk_stream_available(stream) > 0 || stream->state != DK_STREAM_BREAK ||
      stream->fault_at != r->offset)
    return GIVEN;
  if (stream->fault == DK_FAULT_CORRUPT && r->within == 0) {
    *status = pass_break(r, 1);
    return leave_record(r, *status);
  }
  return GIVEN;
}

/* Read the block. */
static outcome read_block (records *r, dk_status *status) {
  const uint64_t length = r->record.length;
  int fits = length <= r->context->options.payload_max;
  int careful = !fits || r->stream.at < r->careful_until;
  dk_buffer *to = fits ? &r->block : NULL;
  reading result;
  dk_buffer_reset(&r->block, &r->context->mem);
  result =
      careful ? read_carefully(r, length, 1, to, status) : read_plainly(r, length, to, status);
  switch (result) {
  case READ_FAILED: return FAILED;
  case READ_TO_RECORD:
    return recover(r, DK_ARCHIVE_EHEADER,
                   "another record begins inside this one, so its Content-Length is wrong",
                   status);
  case READ_TO_END:
    return recover(r, DK_ARCHIVE_ETRUNCATED,
                   r->context->stopped ? "a limit ends the reading inside this record"
                                       : "the archive ends inside this record",
                   status);
  case READ_TO_BREAK:
    if (find_beginning(r->block.bytes, r->block.len, r->kind) < r->block.len)
      return recover(r, DK_ARCHIVE_EHEADER,
                     "another record begins inside this one, so its Content-Length is wrong",
                     status);
    r->whole = r->stream.fault == DK_FAULT_TRUNCATED && is_whole_response(r, r->block.len);
    *status = pass_break(r, 1);
    return leave_record(r, *status);
  case READ_WHOLE: break;
  }
  if (!fits) {
    r->told = 1;
    *status = dk_context_problem(r->context, r->offset, DK_ARCHIVE_ETOOBIG,
                                 "a record of %llu bytes, more than %zu (limit: payload_max); "
                                 "skipped",
                                 (unsigned long long)length, r->context->options.payload_max);
    return *status == DK_OK ? SKIPPED : FAILED;
  }
  return check_end(r, status);
}

/* -------------------------------------------------------------------- digests */

static dk_digest_state worse (dk_digest_state a, dk_digest_state b) {
  return a > b ? a : b;
}

/* The payload: of an HTTP message what follows its head. Writers differ in whether chunks
** are taken together before its digest is made; either is right. */
static dk_digest_state check_payload (records *r) {
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

static dk_status check_digests (records *r, dk_digest_state *state) {
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
static dk_status set_media (records *r, dk_archive_entry *entry, dk_text value) {
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
static uint64_t length_in_file (records *r) {
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

static dk_status fill_entry (records *r, dk_archive_entry *entry) {
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
static outcome skip_head (records *r, dk_archive_code code, const char *message,
                          dk_status *status) {
  *status = tell_of_record(r, code, message);
  dk_stream_take(&r->stream, 1);
  if (*status == DK_OK)
    *status = skip_to_record(r, 0);
  return leave_record(r, *status);
}

/* Read the head of the record that begins at the window's first byte. */
static outcome read_head (records *r, dk_begins begins, dk_status *status) {
  size_t head = find_head(r, begins, status);
  if (*status != DK_OK)
    return FAILED;
  if (head == 0 && r->stream.state == DK_STREAM_BREAK) {
    *status = pass_break(r, 1);
    return leave_record(r, *status);
  }
  if (head == 0)
    return r->stream.state == DK_STREAM_END
               ? skip_head(r, DK_ARCHIVE_ETRUNCATED,
                           "the archive ends inside the head of this record", status)
               : skip_head(r, DK_ARCHIVE_EHEADER, "the head of this record has no end",
                           status);
  if (find_beginning(dk_stream_bytes(&r->stream) + 1, head - 1, DK_RECORD_WARC) < head - 1)
    return skip_head(r, DK_ARCHIVE_EHEADER,
                     "another record begins inside the head of this one", status);
  *status = take_head(r, begins, head);
  if (*status != DK_OK || r->record.has_length)
    return *status == DK_OK ? GIVEN : FAILED;
  *status = tell_of_record(r, DK_ARCHIVE_EHEADER, "the length of this record is no number");
  if (*status == DK_OK)
    *status = skip_to_record(r, 1);
  return leave_record(r, *status);
}

/* A record begins at the window's first byte. */
static outcome read_record (records *r, dk_begins begins, dk_archive_entry *entry,
                            dk_status *status) {
  outcome result;
  r->told = r->whole = 0;
  r->block.len = 0;
  result = read_head(r, begins, status);
  if (result == GIVEN)
    result = read_block(r, status);
  if (result != GIVEN)
    return result;
  r->is_http = (r->record.type == DK_ENTRY_RESPONSE || r->record.type == DK_ENTRY_REVISIT) &&
               dk_http_parse(r->block.bytes, r->block.len, &r->http);
  if (r->whole) /* what follows the response in the block is not its own */
    r->block.len = r->http.body + (size_t)r->http.length;
  if (begins == DK_BEGINS_ARC && !r->is_http && r->record.type == DK_ENTRY_RESPONSE)
    r->record.type = DK_ENTRY_RESOURCE;
  *status = fill_entry(r, entry);
  return *status == DK_OK ? GIVEN : FAILED;
}

static dk_status skip_junk (records *r) {
  dk_status status = DK_OK;
  if (!r->told)
    status = tell(r, DK_ARCHIVE_ECORRUPT, "no record begins here; skipped to the next");
  return status == DK_OK ? skip_to_record(r, 0) : status;
}

static dk_status records_next (dk_level *level, dk_archive_entry *entry) {
  records *r = (records *)level;
  dk_status status;
  for (;;) {
    dk_begins begins;
    outcome result;
    size_t n;
    status = count_line_ends(r, &n);
    if (status != DK_OK)
      return status;
    dk_stream_take(&r->stream, n);
    if (dk_stream_available(&r->stream) == 0) {
      if (r->stream.state == DK_STREAM_END)
        break;
      if (r->stream.state == DK_STREAM_BREAK)
        status = pass_break(r, 0);
      if (status != DK_OK)
        return status;
      continue;
    }
    dk_stream_place(&r->stream, &r->offset, &r->within);
    r->context->within = r->within;
    status = begins_here(r, &begins);
    if (status != DK_OK)
      return status;
    if (begins == DK_BEGINS_NOT) {
      status = skip_junk(r);
      if (status != DK_OK)
        return status;
      continue;
    }
    result = read_record(r, begins, entry, &status);
    if (result == GIVEN && !r->whole)
      r->told = 0;
    if (result != SKIPPED)
      return status;
  }
  memset(entry, 0, sizeof *entry);
  return DK_OK;
}

static dk_status records_payload (dk_level *level, const char **bytes, size_t *len) {
  records *r = (records *)level;
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
  records *r = (records *)level;
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
  records *r = dk_mem_new(&context->mem, sizeof *r);
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
