/*
** dk_sketch.c - sketches as bytes, and two of them compared.
*/
#include <string.h>

#include "dk_sketch.h"

static void write_word (unsigned char *p, uint32_t word) {
  int i;
  for (i = 0; i < 4; i++)
    p[i] = (unsigned char)(word >> (8 * i));
}

static uint32_t read_word (const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

size_t dk_sketch_pack (const dk_sketch *sketch, unsigned char out[DK_SKETCH_BYTES]) {
  uint32_t i;
  write_word(out, sketch->shingles);
  for (i = 0; i < sketch->n; i++)
    write_word(out + 4 * (i + 1), sketch->values[i]);
  return 4 * ((size_t)sketch->n + 1);
}

/* Values out of order would be counted wrongly: such bytes are no sketch. */
int dk_sketch_unpack (dk_sketch *sketch, const void *bytes, size_t len) {
  const unsigned char *p = bytes;
  uint32_t i, n;
  memset(sketch, 0, sizeof *sketch);
  if (bytes == NULL || len < 8 || len > DK_SKETCH_BYTES || len % 4 != 0)
    return 0;
  n = (uint32_t)(len / 4 - 1);
  for (i = 0; i < n; i++) {
    sketch->values[i] = read_word(p + 4 * (i + 1));
    if (i > 0 && sketch->values[i] <= sketch->values[i - 1]) {
      memset(sketch, 0, sizeof *sketch);
      return 0;
    }
  }
  sketch->shingles = read_word(p);
  sketch->n = n;
  return 1;
}

/* Up to here a sketch has every hash of its text. */
static uint32_t known_to (const dk_sketch *s) {
  return s->n == DK_SKETCH_MAX ? s->values[s->n - 1] : UINT32_MAX;
}

dk_likeness dk_sketch_compare (const dk_sketch *a, const dk_sketch *b) {
  dk_likeness like = { 0, 0 };
  uint32_t end = known_to(a) < known_to(b) ? known_to(a) : known_to(b);
  uint32_t i = 0, k = 0, common = 0;
  while (i < a->n && k < b->n && a->values[i] <= end && b->values[k] <= end) {
    uint32_t x = a->values[i], y = b->values[k];
    common += x == y;
    i += x <= y;
    k += y <= x;
  }
  while (i < a->n && a->values[i] <= end)
    i++;
  while (k < b->n && b->values[k] <= end)
    k++;
  if (common > 0) {
    like.resemblance = (double)common / (double)(i + k - common);
    like.share = (double)common / (double)(i < k ? i : k);
  }
  return like;
}
