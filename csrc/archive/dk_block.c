/*
** dk_block.c - blocks of records, and the way on after a damaged one.
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

#include "dk_records.h"

/* How reading a block ended. */
typedef enum reading {
  READ_WHOLE,
  READ_TO_RECORD, /* another record begins before its end */
  READ_TO_END,    /* the archive ends before */
  READ_TO_BREAK,  /* the gzip member is damaged before */
  READ_FAILED     /* no memory, or the source failed: see 'status' */
} reading;

/* ---------------------------------------------------------------- beginnings */

/* Does a record begin at the window's first byte, which begins a line? */
dk_status dk_records_begins (dk_records *r, dk_begins *begins) {
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
size_t dk_records_find (const char *bytes, size_t len, dk_record_kind kind) {
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

int dk_records_keep (dk_records *r, dk_buffer *to, size_t n) {
  if (to != NULL && !dk_buffer_append(to, &r->context->mem, dk_stream_bytes(&r->stream), n))
    return 0;
  dk_stream_take(&r->stream, n);
  return 1;
}

static reading stopped_by (const dk_records *r) {
  return r->stream.state == DK_STREAM_BREAK ? READ_TO_BREAK : READ_TO_END;
}

static reading read_plainly (dk_records *r, uint64_t length, dk_buffer *to,
                             dk_status *status) {
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
    if (!dk_records_keep(r, to, n)) {
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
static reading read_carefully (dk_records *r, uint64_t length, int at_line, dk_buffer *to,
                               dk_status *status) {
  while (length > 0) {
    const char *bytes, *newline;
    size_t n;
    dk_begins begins = DK_BEGINS_NOT;
    *status = at_line ? dk_records_begins(r, &begins) : DK_OK;
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
    if (!dk_records_keep(r, to, n)) {
      *status = DK_ENOMEM;
      return READ_FAILED;
    }
    length -= n;
  }
  return READ_WHOLE;
}

/* Skip to where a record could begin; 'at_line' as above. */
dk_status dk_records_skip (dk_records *r, int at_line) {
  dk_status status = DK_OK;
  read_carefully(r, UINT64_MAX, at_line, NULL, &status);
  return status;
}

/* ------------------------------------------------------------------- problems */

dk_status dk_records_tell (dk_records *r, dk_archive_code code, const char *message) {
  r->told = 1;
  return dk_context_problem(r->context, r->offset, code, "%s", message);
}

/* ... of a record that cannot be given, unless its response is whole. */
dk_status dk_records_tell_lost (dk_records *r, dk_archive_code code, const char *message) {
  r->told = 1;
  return dk_context_problem(r->context, r->offset, code, "%s; %s", message,
                            r->whole ? "its response is whole and is read" : "skipped");
}

dk_outcome dk_records_leave (const dk_records *r, dk_status status) {
  return status != DK_OK ? DK_FAILED : r->whole ? DK_GIVEN : DK_SKIPPED;
}

/* A break between records, or inside one ('inside'): tell of it once, and go on behind it. */
dk_status dk_records_pass_break (dk_records *r, int inside) {
  dk_stream *stream = &r->stream;
  dk_status status = DK_OK;
  int truncated = stream->fault == DK_FAULT_TRUNCATED;
  dk_archive_code code = truncated ? DK_ARCHIVE_ETRUNCATED : DK_ARCHIVE_ECORRUPT;
  if (inside) {
    status =
        dk_records_tell_lost(r, code,
                             truncated ? "the archive ends inside this record"
                             : stream->fault == DK_FAULT_CORRUPT
                                 ? "the gzip member of this record is damaged"
                                 : "this record goes on in bytes that are no gzip member");
  } else if (!r->told) {
    r->offset = stream->fault_at;
    r->within = r->context->within = 0;
    status = dk_records_tell(r, code,
                             truncated ? "the archive ends inside a gzip member"
                             : stream->fault == DK_FAULT_CORRUPT
                                 ? "the gzip member is damaged"
                                 : "these bytes are no gzip member; skipped");
  }
  /* What is left of a record is no further problem. */
  r->told = 1;
  return status == DK_OK ? dk_stream_resume(stream) : status;
}

/* --------------------------------------------------------------- after a block */

/* Line ends at the window's first byte, so many that something else follows them there, or
** nothing more can come. */
dk_status dk_records_line_ends (dk_records *r, size_t *n) {
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
static dk_status put_back (dk_records *r, size_t from) {
  if (r->stream.at > r->careful_until)
    r->careful_until = r->stream.at;
  return dk_stream_unread(&r->stream, r->block.bytes + from, r->block.len - from);
}

/*
** Are the first 'len' bytes of the block a response that is whole by its own Content-Length?
*/
static int is_whole_response (dk_records *r, size_t len) {
  dk_http http;
  if (r->record.type != DK_ENTRY_RESPONSE || !dk_http_parse(r->block.bytes, len, &http))
    return 0;
  return http.has_length && http.transfer.len == 0 && http.length <= len - http.body;
}

/* The block is not what its head says: go on where the next record may be. */
static dk_outcome recover (dk_records *r, dk_archive_code code, const char *message,
                           dk_status *status) {
  size_t from = dk_records_find(r->block.bytes, r->block.len, r->kind);
  dk_begins begins = DK_BEGINS_NOT;
  r->whole = is_whole_response(r, from);
  *status = dk_records_tell_lost(r, code, message);
  if (*status == DK_OK && from < r->block.len)
    *status = put_back(r, from);
  else if (*status == DK_OK)
    *status = dk_records_begins(r, &begins);
  if (*status == DK_OK && from == r->block.len && begins == DK_BEGINS_NOT)
    *status = dk_records_skip(r, 0);
  r->block.len = from;
  return dk_records_leave(r, *status);
}

/* Are the last 'n' bytes of the block CR LF CR LF, or two LF, and maybe more? */
static int is_empty_line (const dk_records *r, size_t n) {
  const char *p = r->block.bytes + (r->block.len - n);
  return (n >= 4 && memcmp(p, "\r\n\r\n", 4) == 0) || (n >= 2 && memcmp(p, "\n\n", 2) == 0);
}

/*
** The block is in memory. Is it followed as a record has to be: by line ends, and then by
** another record, the end or a break? Takes the line ends. A damaged member that holds this
** record alone spoils it.
*/
static dk_outcome check_end (dk_records *r, dk_status *status) {
  size_t n;
  int certain;
  dk_begins begins = DK_BEGINS_NOT;
  dk_stream *stream = &r->stream;
  *status = dk_records_line_ends(r, &n);
  /* They join the block for a while, as they are put back with it if it has to be. */
  if (*status == DK_OK && !dk_records_keep(r, &r->block, n))
    *status = DK_ENOMEM;
  if (*status == DK_OK)
    *status = dk_records_begins(r, &begins);
  if (*status != DK_OK)
    return DK_FAILED;
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
    return DK_GIVEN;
  if (stream->fault == DK_FAULT_CORRUPT && r->within == 0) {
    *status = dk_records_pass_break(r, 1);
    return dk_records_leave(r, *status);
  }
  return DK_GIVEN;
}

/* Read the block. */
dk_outcome dk_records_read_block (dk_records *r, dk_status *status) {
  const uint64_t length = r->record.length;
  int fits = length <= r->context->options.payload_max;
  int careful = !fits || r->stream.at < r->careful_until;
  dk_buffer *to = fits ? &r->block : NULL;
  reading result;
  dk_buffer_reset(&r->block, &r->context->mem);
  result =
      careful ? read_carefully(r, length, 1, to, status) : read_plainly(r, length, to, status);
  switch (result) {
  case READ_FAILED: return DK_FAILED;
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
    if (dk_records_find(r->block.bytes, r->block.len, r->kind) < r->block.len)
      return recover(r, DK_ARCHIVE_EHEADER,
                     "another record begins inside this one, so its Content-Length is wrong",
                     status);
    r->whole = r->stream.fault == DK_FAULT_TRUNCATED && is_whole_response(r, r->block.len);
    *status = dk_records_pass_break(r, 1);
    return dk_records_leave(r, *status);
  case READ_WHOLE: break;
  }
  if (!fits) {
    r->told = 1;
    *status = dk_context_problem(r->context, r->offset, DK_ARCHIVE_ETOOBIG,
                                 "a record of %llu bytes, more than %zu (limit: payload_max); "
                                 "skipped",
                                 (unsigned long long)length, r->context->options.payload_max);
    return *status == DK_OK ? DK_SKIPPED : DK_FAILED;
  }
  return check_end(r, status);
}
