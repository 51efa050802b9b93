/*
** dk_stream.h - the bytes of an archive of records as one stream, unpacked where they are
** gzipped, with a window to look at before bytes are taken.
*/
#ifndef DK_STREAM_H
#define DK_STREAM_H

#include "dk_archive_internal.h"
#include "dk_inflate.h"

typedef enum dk_stream_state {
  DK_STREAM_GOES,
  DK_STREAM_END,
  DK_STREAM_BREAK /* the bytes that follow do not join those before; see 'fault' */
} dk_stream_state;

typedef enum dk_fault {
  DK_FAULT_NONE,
  DK_FAULT_TRUNCATED, /* the archive ends inside a gzip member */
  DK_FAULT_CORRUPT,   /* the member cannot be unpacked, or its checksum is wrong */
  DK_FAULT_NO_GZIP    /* what stands between or behind members is none */
} dk_fault;

typedef struct dk_stream {
  dk_context *context;
  dk_pull pull;
  int outermost;     /* its bytes count as those read */
  const char *piece; /* what is left of the pull's last piece */
  size_t piece_len;
  uint64_t pulled; /* bytes taken from pieces */
  int ended;       /* the pull has no more */

  char *window; /* bytes [start, end) wait to be taken */
  size_t start, end, cap;
  uint64_t at; /* position of the first of them in the unpacked stream */
  dk_stream_state state;
  dk_fault fault;
  uint64_t fault_at; /* offset of the member */

  int gzipped;
  int in_member;
  uint64_t member;   /* offset of the member that is unpacked */
  int member_is_new; /* nothing of it came out yet */
  dk_inflate inflate;
  char *raw; /* packed bytes; [raw_start, raw_end) are still to be unpacked */
  size_t raw_start, raw_end;
  int tries;      /* see DK_GO_BACK_TRIES */
  dk_array marks; /* of dk_mark: where members begin in the unpacked stream */
  size_t first_mark;
} dk_stream;

/* Prepare one; it must not move any more. DK_OK or DK_ENOMEM; clear it in either case. */
dk_status dk_stream_init (dk_stream *stream, dk_context *context, const dk_pull *pull,
                          int outermost);
void dk_stream_clear (dk_stream *stream);

/*
** See that 'want' bytes are in the window. There are fewer only at the end or at a break.
** DK_OK, DK_ENOMEM, or what the pull returned.
*/
dk_status dk_stream_fill (dk_stream *stream, size_t want);

static inline const char *dk_stream_bytes (const dk_stream *stream) {
  return stream->window + stream->start;
}
static inline size_t dk_stream_available (const dk_stream *stream) {
  return stream->end - stream->start;
}
static inline void dk_stream_take (dk_stream *stream, size_t n) {
  stream->start += n;
  stream->at += n;
}

/* Put bytes back that were taken last. DK_OK or DK_ENOMEM, and then nothing changed. */
dk_status dk_stream_unread (dk_stream *stream, const char *bytes, size_t len);

/*
** The place of the window's first byte in the archive's file: of a plain one its offset, of
** a gzipped one the offset of a member and the bytes of it, unpacked, that lie before.
*/
void dk_stream_place (dk_stream *stream, uint64_t *offset, uint64_t *within);

/* Does a gzip member begin with the window's first byte? */
int dk_stream_begins_member (const dk_stream *stream);

/* The archive's offset behind all that was unpacked. */
uint64_t dk_stream_end_offset (const dk_stream *stream);

/* After a break: drop what is left in the window and go on at the next gzip member. */
dk_status dk_stream_resume (dk_stream *stream);

#endif
