/*
** dk_sha256.c - SHA-256 as FIPS 180-4 describes it; names are those of the standard.
*/
#include <string.h>

#include "dk.h"

static const uint32_t K[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
  0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
  0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
  0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
  0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
  0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
  0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
  0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2
};

static uint32_t rotr (uint32_t x, unsigned n) {
  return (x >> n) | (x << (32 - n));
}

static uint32_t word (const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* One step. Instead of moving the eight variables along, the caller rotates their names. */
#define STEP(a, b, c, d, e, f, g, h, t)                                                       \
  do {                                                                                        \
    uint32_t T1 =                                                                             \
        h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + W[t];    \
    d += T1;                                                                                  \
    h = T1 + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));        \
  } while (0)

/* Mix one block of 64 bytes into the hash value H. */
static void block (uint32_t H[8], const unsigned char *p) {
  uint32_t W[64], a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6],
                  h = H[7];
  unsigned t;
  for (t = 0; t < 16; t++)
    W[t] = word(p + 4 * t);
  for (; t < 64; t++) {
    uint32_t x = W[t - 15], y = W[t - 2];
    W[t] = (rotr(y, 17) ^ rotr(y, 19) ^ (y >> 10)) + W[t - 7] +
           (rotr(x, 7) ^ rotr(x, 18) ^ (x >> 3)) + W[t - 16];
  }
  for (t = 0; t < 64; t += 8) {
    STEP(a, b, c, d, e, f, g, h, t);
    STEP(h, a, b, c, d, e, f, g, t + 1);
    STEP(g, h, a, b, c, d, e, f, t + 2);
    STEP(f, g, h, a, b, c, d, e, t + 3);
    STEP(e, f, g, h, a, b, c, d, t + 4);
    STEP(d, e, f, g, h, a, b, c, t + 5);
    STEP(c, d, e, f, g, h, a, b, t + 6);
    STEP(b, c, d, e, f, g, h, a, t + 7);
  }
  H[0] += a;
  H[1] += b;
  H[2] += c;
  H[3] += d;
  H[4] += e;
  H[5] += f;
  H[6] += g;
  H[7] += h;
}

void dk_sha256 (const void *bytes, size_t len, char out[65]) {
  static const char hex[] = "0123456789abcdef";
  uint32_t H[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
  const unsigned char *p = bytes;
  unsigned char tail[128] = { 0 };
  uint64_t bits = (uint64_t)len * 8;
  size_t rest = len, padded;
  unsigned i;
  for (; rest >= 64; rest -= 64, p += 64)
    block(H, p);
  if (rest > 0)
    memcpy(tail, p, rest);
  tail[rest] = 0x80;
  padded = rest < 56 ? 64 : 128;
  for (i = 0; i < 8; i++)
    tail[padded - 1 - i] = (unsigned char)(bits >> (8 * i));
  block(H, tail);
  if (padded == 128)
    block(H, tail + 64);
  for (i = 0; i < 64; i++)
    out[i] = hex[(H[i / 8] >> (28 - 4 * (i % 8))) & 15];
  out[64] = '\0';
}
