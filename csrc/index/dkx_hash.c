/*
** SipHash-2-4 with a result of 128 bits (Aumasson and Bernstein, public domain):
** names an article by its content. Each field is hashed with the hash so far as
** the key, so neither order nor boundaries of fields can be confused.
*/
#include <string.h>

#include "dkx_internal.h"

typedef struct sip {
  uint64_t v0, v1, v2, v3;
} sip;

static uint64_t rotate (uint64_t x, int by) {
  return (x << by) | (x >> (64 - by));
}

static inline void sip_round (sip *s) {
  s->v0 += s->v1;
  s->v1 = rotate(s->v1, 13) ^ s->v0;
  s->v0 = rotate(s->v0, 32);
  s->v2 += s->v3;
  s->v3 = rotate(s->v3, 16) ^ s->v2;
  s->v0 += s->v3;
  s->v3 = rotate(s->v3, 21) ^ s->v0;
  s->v2 += s->v1;
  s->v1 = rotate(s->v1, 17) ^ s->v2;
  s->v2 = rotate(s->v2, 32);
}

static inline void sip_word (sip *s, uint64_t word) {
  s->v3 ^= word;
  sip_round(s);
  sip_round(s);
  s->v0 ^= word;
}

/* Little-endian whatever the machine is: hashes are stored. */
static uint64_t read_word (const unsigned char *p, size_t n) {
  uint64_t word = 0;
  size_t i;
  for (i = 0; i < n; i++)
    word |= (uint64_t)p[i] << (8 * i);
  return word;
}

/* Eight bytes, so that the compiler sees one load. */
static uint64_t read_eight (const unsigned char *p) {
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
         (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
         (uint64_t)p[7] << 56;
}

static uint64_t sip_finish (sip *s) {
  int i;
  for (i = 0; i < 4; i++)
    sip_round(s);
  return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

void dkx_hash_text (dkx_hash *hash, const char *bytes, size_t len) {
  const unsigned char *p = (const unsigned char *)bytes;
  size_t left = len;
  sip s;
  s.v0 = hash->half[0] ^ UINT64_C(0x736f6d6570736575);
  s.v1 = hash->half[1] ^ UINT64_C(0x646f72616e646f6d) ^ 0xEE;
  s.v2 = hash->half[0] ^ UINT64_C(0x6c7967656e657261);
  s.v3 = hash->half[1] ^ UINT64_C(0x7465646279746573);
  for (; left >= 8; left -= 8, p += 8)
    sip_word(&s, read_eight(p));
  sip_word(&s, read_word(p, left) | ((uint64_t)len << 56));
  s.v2 ^= 0xEE;
  hash->half[0] = sip_finish(&s);
  s.v1 ^= 0xDD;
  hash->half[1] = sip_finish(&s);
}
