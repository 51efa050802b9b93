/*
** dk_inflate.c - see dk_inflate.h.
*/
#include <limits.h>
#include <string.h>

#include "dk_inflate.h"

/* zlib does not say how long the block is that it gives back, so we write it in front. */
typedef union block_head {
  size_t size;
  long double align;
} block_head;

static voidpf allocate (voidpf opaque, uInt items, uInt size) {
  const dk_mem *mem = opaque;
  size_t bytes = (size_t)items * size + sizeof(block_head);
  block_head *head = mem->resize(mem->ud, NULL, 0, bytes);
  if (head == NULL)
    return Z_NULL;
  head->size = bytes;
  return head + 1;
}

static void release (voidpf opaque, voidpf block) {
  const dk_mem *mem = opaque;
  block_head *head = (block_head *)block - 1;
  dk_mem_free(mem, head, head->size);
}

int dk_inflate_begin (dk_inflate *stream, const dk_mem *mem, dk_packing packing) {
  static const int window_bits[] = { MAX_WBITS + 16, MAX_WBITS, -MAX_WBITS };
  if (stream->open)
    return inflateReset2(&stream->z, window_bits[packing]) == Z_OK;
  memset(&stream->z, 0, sizeof stream->z);
  stream->mem = *mem;
  stream->z.zalloc = allocate;
  stream->z.zfree = release;
  stream->z.opaque = &stream->mem;
  stream->open = inflateInit2(&stream->z, window_bits[packing]) == Z_OK;
  return stream->open;
}

void dk_inflate_end (dk_inflate *stream) {
  if (stream->open)
    inflateEnd(&stream->z);
  stream->open = 0;
}

dk_inflated dk_inflate_some (dk_inflate *stream, const char **in, size_t *in_len, char *out,
                             size_t room, size_t *made) {
  z_stream *z = &stream->z;
  uInt given = *in_len < UINT_MAX ? (uInt)*in_len : UINT_MAX;
  int result;
  z->next_in = (z_const Bytef *)(uintptr_t)*in; /* zlib's const is a build option of its own */
  z->avail_in = given;
  z->next_out = (Bytef *)out;
  z->avail_out = room < UINT_MAX ? (uInt)room : UINT_MAX;
  result = inflate(z, Z_NO_FLUSH);
  *in += given - z->avail_in;
  *in_len -= given - z->avail_in;
  *made = (size_t)((char *)z->next_out - out);
  switch (result) {
  case Z_OK:
  case Z_BUF_ERROR: return DK_INFLATE_MORE;
  case Z_STREAM_END: return DK_INFLATE_END;
  case Z_MEM_ERROR: return DK_INFLATE_ENOMEM;
  default: return DK_INFLATE_CORRUPT; /* Z_NEED_DICT as well: nobody has the dictionary */
  }
}
