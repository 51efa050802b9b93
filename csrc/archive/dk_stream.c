/*
** dk_stream.c - see dk_stream.h.
**
** A gzipped archive is a chain of members, mostly one a record, sometimes one for all, and
** rarely (by faulty writers) several for one record. So members are unpacked as one
** stream, and marks remember where each began.
**
** Where a member cannot be unpacked, the next is found by its first bytes: 1F 8B, the
** method 8, and flags of which three bits are never set. A fault may be noticed late, so the
** search begins before it, as far back as packed bytes are kept.
*/
#include <string.h>

#include "dk_stream.h"

#define RAW_BYTES (DK_HISTORY_BYTES + DK_PIECE_BYTES)

typedef struct dk_mark {
  uint64_t at;     /* position in the unpacked stream */
  uint64_t member; /* offset in the archive */
} dk_mark;

/* Let 'piece' hold something, unless the archive ends. */
static dk_status pull_piece (dk_stream *stream) {
  dk_status status = DK_OK;
  while (status == DK_OK && stream->piece_len == 0 && !stream->ended) {
    status = stream->pull.next(stream->pull.ud, &stream->piece, &stream->piece_len);
    if (status == DK_OK && stream->piece_len == 0)
      stream->ended = 1;
  }
  return status;
}

/* Take at most 'room' bytes of the piece. */
static size_t take_piece (dk_stream *stream, char *to, size_t room) {
  size_t n = stream->piece_len < room ? stream->piece_len : room;
  if (n == 0)
    return 0;
  memcpy(to, stream->piece, n);
  stream->piece += n;
  stream->piece_len -= n;
  stream->pulled += n;
  if (stream->outermost && stream->pulled > stream->context->read)
    stream->context->read = stream->pulled;
  return n;
}

dk_status dk_stream_init (dk_stream *stream, dk_context *context, const dk_pull *pull,
                          int outermost) {
  dk_status status;
  memset(stream, 0, sizeof *stream);
  stream->context = context;
  stream->pull = *pull;
  stream->outermost = outermost;
  status = pull_piece(stream);
  if (status != DK_OK)
    return status;
  stream->gzipped = stream->piece_len > 0 && stream->piece[0] == '\x1F';
  if (!stream->gzipped)
    return DK_OK;
  stream->raw = context->mem.resize(context->mem.ud, NULL, 0, RAW_BYTES);
  return stream->raw != NULL ? DK_OK : DK_ENOMEM;
}

void dk_stream_clear (dk_stream *stream) {
  const dk_mem *mem;
  if (stream->context == NULL)
    return;
  mem = &stream->context->mem;
  dk_inflate_end(&stream->inflate);
  dk_mem_free(mem, stream->raw, RAW_BYTES);
  dk_mem_free(mem, stream->window, stream->cap);
  dk_array_clear(&stream->marks, mem, sizeof(dk_mark));
  stream->context = NULL;
}

/* Room for 'more' bytes behind the window's end. Returns 0 without memory. */
static int make_room (dk_stream *stream, size_t more) {
  const dk_mem *mem = &stream->context->mem;
  size_t waiting = stream->end - stream->start, cap = waiting + more;
  char *window;
  if (stream->cap - stream->end >= more && stream->window != NULL)
    return 1;
  if (stream->start > 0 && stream->cap >= cap) {
    memmove(stream->window, stream->window + stream->start, waiting);
    stream->start = 0;
    stream->end = waiting;
    return 1;
  }
  cap += cap / 2;
  window = mem->resize(mem->ud, stream->window, stream->cap, cap);
  if (window == NULL)
    return 0;
  stream->window = window;
  stream->cap = cap;
  return 1;
}

dk_status dk_stream_unread (dk_stream *stream, const char *bytes, size_t len) {
  size_t waiting = stream->end - stream->start;
  if (len > stream->start) {
    if (!make_room(stream, len))
      return DK_ENOMEM;
    memmove(stream->window + stream->start + len, stream->window + stream->start, waiting);
    stream->end += len;
    stream->start += len;
  }
  stream->start -= len;
  memcpy(stream->window + stream->start, bytes, len);
  stream->at -= len;
  return DK_OK;
}

/* ------------------------------------------------------------------- members */

static const dk_mark *mark_at (const dk_stream *stream, size_t i) {
  return (const dk_mark *)stream->marks.items + i;
}

/* Remember that the member's first byte comes behind the window's end. More than can be kept are not: then a
** place counts from an earlier member, of which those that follow are the continuation. */
static int add_mark (dk_stream *stream) {
  dk_mark *mark;
  if (stream->marks.n - stream->first_mark >= DK_MARKS_MAX)
    return 1;
  if (stream->first_mark > 0 && stream->first_mark * 2 >= stream->marks.n) {
    size_t left = stream->marks.n - stream->first_mark;
    memmove(stream->marks.items, mark_at(stream, stream->first_mark), left * sizeof *mark);
    stream->marks.n = left;
    stream->first_mark = 0;
  }
  mark = dk_array_push(&stream->marks, &stream->context->mem, sizeof *mark);
  if (mark == NULL)
    return 0;
  mark->at = stream->at + (stream->end - stream->start);
  mark->member = stream->member;
  return 1;
}

void dk_stream_place (dk_stream *stream, uint64_t *offset, uint64_t *within) {
  *offset = stream->at;
  *within = 0;
  if (!stream->gzipped || stream->marks.n == 0)
    return;
  while (stream->first_mark + 1 < stream->marks.n &&
         mark_at(stream, stream->first_mark + 1)->at <= stream->at)
    stream->first_mark++;
  *offset = mark_at(stream, stream->first_mark)->member;
  *within = stream->at - mark_at(stream, stream->first_mark)->at;
}

int dk_stream_begins_member (const dk_stream *stream) {
  size_t i;
  for (i = stream->marks.n; i > stream->first_mark; i--)
    if (mark_at(stream, i - 1)->at <= stream->at)
      return mark_at(stream, i - 1)->at == stream->at;
  return 0;
}

static uint64_t raw_offset (const dk_stream *stream) {
  return stream->pulled - (stream->raw_end - stream->raw_start);
}

uint64_t dk_stream_end_offset (const dk_stream *stream) {
  return stream->gzipped ? raw_offset(stream) : stream->at;
}

/* More packed bytes behind those at hand, whose last stay as history. */
static dk_status fill_raw (dk_stream *stream) {
  dk_status status = pull_piece(stream);
  if (status != DK_OK || stream->piece_len == 0)
    return status;
  if (stream->raw_end == RAW_BYTES) {
    size_t from =
        stream->raw_start > DK_HISTORY_BYTES ? stream->raw_start - DK_HISTORY_BYTES : 0;
    memmove(stream->raw, stream->raw + from, stream->raw_end - from);
    stream->raw_start -= from;
    stream->raw_end -= from;
  }
  stream->raw_end +=
      take_piece(stream, stream->raw + stream->raw_end, RAW_BYTES - stream->raw_end);
  return DK_OK;
}

static void interrupt (dk_stream *stream, dk_fault fault, uint64_t offset) {
  stream->state = DK_STREAM_BREAK;
  stream->fault = fault;
  stream->fault_at = offset;
  stream->in_member = 0;
}

/* Raw bytes are at hand: begin the member there. Blocks of tapes are filled with zeros. */
static dk_status begin_member (dk_stream *stream) {
  while (stream->raw_start < stream->raw_end && stream->raw[stream->raw_start] == '\0')
    stream->raw_start++;
  if (stream->raw_start == stream->raw_end)
    return DK_OK;
  stream->member = raw_offset(stream);
  if (stream->raw[stream->raw_start] != '\x1F') {
    interrupt(stream, DK_FAULT_NO_GZIP, stream->member);
    return DK_OK;
  }
  stream->in_member = stream->member_is_new = 1;
  return dk_inflate_begin(&stream->inflate, &stream->context->mem, DK_PACKED_GZIP) ? DK_OK
                                                                                   : DK_ENOMEM;
}

static dk_status unpack (dk_stream *stream) {
  const char *in = stream->raw + stream->raw_start;
  size_t left = stream->raw_end - stream->raw_start, made = 0;
  dk_inflated result;
  if (!make_room(stream, DK_PIECE_BYTES))
    return DK_ENOMEM;
  result = dk_inflate_some(&stream->inflate, &in, &left, stream->window + stream->end,
                           DK_PIECE_BYTES, &made);
  stream->raw_start = stream->raw_end - left;
  if (made > 0 && stream->member_is_new && !add_mark(stream))
    return DK_ENOMEM;
  if (made > 0)
    stream->member_is_new = 0;
  stream->end += made;
  if (!dk_context_unpacked(stream->context, stream->member, made))
    stream->state = DK_STREAM_END;
  else if (result == DK_INFLATE_ENOMEM)
    return DK_ENOMEM;
  else if (result == DK_INFLATE_CORRUPT)
    interrupt(stream, DK_FAULT_CORRUPT, stream->member);
  else if (result == DK_INFLATE_END)
    stream->in_member = stream->tries = 0;
  return DK_OK;
}

/* Let something more come out of the members, or an end or break. */
static dk_status produce_unpacked (dk_stream *stream) {
  dk_status status = DK_OK;
  if (stream->raw_start == stream->raw_end)
    status = fill_raw(stream);
  if (status != DK_OK)
    return status;
  if (stream->raw_start == stream->raw_end) {
    if (stream->in_member)
      interrupt(stream, DK_FAULT_TRUNCATED, stream->member);
    else
      stream->state = DK_STREAM_END;
    return DK_OK;
  }
  if (!stream->in_member)
    status = begin_member(stream);
  return status == DK_OK && stream->in_member ? unpack(stream) : status;
}

static dk_status produce_plain (dk_stream *stream) {
  dk_status status = pull_piece(stream);
  if (status != DK_OK)
    return status;
  if (!make_room(stream, DK_PIECE_BYTES))
    return DK_ENOMEM;
  stream->end += take_piece(stream, stream->window + stream->end, DK_PIECE_BYTES);
  if (stream->ended)
    stream->state = DK_STREAM_END;
  return DK_OK;
}

dk_status dk_stream_fill (dk_stream *stream, size_t want) {
  dk_status status = DK_OK;
  while (status == DK_OK && stream->end - stream->start < want &&
         stream->state == DK_STREAM_GOES)
    status = stream->gzipped ? produce_unpacked(stream) : produce_plain(stream);
  return status;
}

/* ------------------------------------------------------------ after a fault */

static int opens_member (const char *p) {
  return p[0] == '\x1F' && p[1] == '\x8B' && p[2] == '\x08' && (unsigned char)p[3] < 0x20;
}

/* Where the search begins: behind the member's first byte, as far back as bytes are kept. */
static void go_back (dk_stream *stream) {
  uint64_t here = raw_offset(stream), from = stream->fault_at + 1, oldest;
  oldest = here - stream->raw_start; /* offset of raw[0] */
  if (stream->tries++ >= DK_GO_BACK_TRIES && from < here)
    from = here;
  if (from < oldest)
    from = oldest;
  if (from < stream->pulled)
    stream->raw_start = (size_t)(from - oldest);
  else
    stream->raw_start = stream->raw_end;
}

dk_status dk_stream_resume (dk_stream *stream) {
  dk_status status = DK_OK;
  stream->at += stream->end - stream->start;
  stream->start = stream->end;
  stream->fault = DK_FAULT_NONE;
  go_back(stream);
  for (;;) {
    const char *p = stream->raw + stream->raw_start, *end = stream->raw + stream->raw_end;
    while (end - p >= 4 && !opens_member(p)) {
      const char *found = memchr(p + 1, '\x1F', (size_t)(end - p) - 1);
      p = found != NULL ? found : end;
    }
    stream->raw_start = (size_t)(p - stream->raw);
    if (end - p >= 4 || (stream->ended && stream->piece_len == 0))
      break;
    status = fill_raw(stream);
    if (status != DK_OK)
      return status;
  }
  if (stream->raw_end - stream->raw_start < 4)
    stream->raw_start = stream->raw_end;
  stream->state = stream->raw_start < stream->raw_end ? DK_STREAM_GOES : DK_STREAM_END;
  return DK_OK;
}
