/*
** dk_inflate.h - zlib's streams with the caller's memory: gzip (RFC 1952), zlib (RFC 1950)
** and raw deflate (RFC 1951).
*/
#ifndef DK_INFLATE_H
#define DK_INFLATE_H

#include <zlib.h>

#include "dk_mem.h"

typedef enum dk_packing { DK_PACKED_GZIP, DK_PACKED_ZLIB, DK_PACKED_RAW } dk_packing;

typedef enum dk_inflated {
  DK_INFLATE_MORE,    /* wants more input, or more room */
  DK_INFLATE_END,     /* the stream is complete, its checksum right */
  DK_INFLATE_CORRUPT, /* no such stream, or its checksum is wrong */
  DK_INFLATE_ENOMEM
} dk_inflated;

/* All zero is a closed one. Must not move while it is open: zlib points back at it. */
typedef struct dk_inflate {
  z_stream z;
  dk_mem mem;
  int open;
} dk_inflate;

/* Open it, or begin anew where it is open. Returns 0 without memory. */
int dk_inflate_begin (dk_inflate *stream, const dk_mem *mem, dk_packing packing);
void dk_inflate_end (dk_inflate *stream); /* of a closed one: nothing happens */

/* Unpack some of *in into 'out' ('room' bytes): *in and *in_len are moved on, *made is set. */
dk_inflated dk_inflate_some (dk_inflate *stream, const char **in, size_t *in_len, char *out,
                             size_t room, size_t *made);

#endif
