/*
** dk_sha256.c - SHA-256 as FIPS 180-4 describes it; names are those of the standard.
**
** Processors of our day have instructions for it, which are six times as fast; whether this
** one has them is asked when a hash begins.
*/
#include <string.h>

#include "dk.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#define HAS_SHA_INSTRUCTIONS 1
#endif

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
static void mix (uint32_t H[8], const unsigned char *p) {
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

static void mix_blocks (uint32_t H[8], const unsigned char *p, size_t blocks) {
  for (; blocks > 0; blocks--, p += 64)
    mix(H, p);
}

#if defined(HAS_SHA_INSTRUCTIONS)

/* CPUID leaf 7, EBX bit 29; leaf 1, ECX bits 9 (SSSE3) and 19 (SSE4.1). */
int dk_cpu_has_sha (void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 9) || !(c & 1u << 19))
    return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29) != 0;
}

/*
** The same with the processor's instructions: two steps each, on the hash value in the
** order ABEF, CDGH (Intel, "Intel SHA Extensions", 2013).
*/
__attribute__((target("sha,sse4.1"))) static void
mix_blocks_fast (uint32_t H[8], const unsigned char *p, size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)H), 0xB1);
  __m128i high =
      _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(H + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);
  for (; blocks > 0; blocks--, p += 64) {
    __m128i abef_before = abef, cdgh_before = cdgh, w[4], sum;
    int t;
    for (t = 0; t < 4; t++)
      w[t] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * t)),
                              big_endian);
    for (t = 0; t < 16; t++) {
      sum = _mm_add_epi32(w[t & 3],
                          _mm_loadu_si128((const __m128i *)(const void *)(K + 4 * (size_t)t)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
      if (t < 12) { /* the four words that are wanted four rounds later */
        __m128i next = _mm_sha256msg1_epu32(w[t & 3], w[(t + 1) & 3]);
        next = _mm_add_epi32(next, _mm_alignr_epi8(w[(t + 3) & 3], w[(t + 2) & 3], 4));
        w[t & 3] = _mm_sha256msg2_epu32(next, w[(t + 3) & 3]);
      }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  low = _mm_shuffle_epi32(abef, 0x1B);
  high = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)(void *)H, _mm_blend_epi16(low, high, 0xF0));
  _mm_storeu_si128((__m128i *)(void *)(H + 4), _mm_alignr_epi8(high, low, 8));
}

#else

int dk_cpu_has_sha (void) {
  return 0;
}

#endif

static void mix_all (dk_sha256_state *state, const unsigned char *p, size_t blocks) {
#if defined(HAS_SHA_INSTRUCTIONS)
  if (state->fast) {
    mix_blocks_fast(state->H, p, blocks);
    return;
  }
#endif
  mix_blocks(state->H, p, blocks);
}

void dk_sha256_begin (dk_sha256_state *state) {
  static const uint32_t H[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
  memcpy(state->H, H, sizeof H);
  state->len = 0;
  state->fast = dk_cpu_has_sha();
}

void dk_sha256_add (dk_sha256_state *state, const void *bytes, size_t len) {
  const unsigned char *p = bytes;
  size_t waiting = (size_t)(state->len % 64), n;
  state->len += len;
  if (waiting > 0) {
    n = len < 64 - waiting ? len : 64 - waiting;
    if (n > 0)
      memcpy(state->tail + waiting, p, n);
    if (waiting + n < 64)
      return;
    mix_all(state, state->tail, 1);
    p += n;
    len -= n;
  }
  mix_all(state, p, len / 64);
  if (len % 64 > 0)
    memcpy(state->tail, p + len / 64 * 64, len % 64);
}

void dk_sha256_end (dk_sha256_state *state, unsigned char digest[32]) {
  uint64_t bits = state->len * 8;
  size_t waiting = (size_t)(state->len % 64);
  unsigned i;
  state->tail[waiting++] = 0x80;
  if (waiting > 56) {
    memset(state->tail + waiting, 0, 64 - waiting);
    mix_all(state, state->tail, 1);
    waiting = 0;
  }
  memset(state->tail + waiting, 0, 56 - waiting);
  for (i = 0; i < 8; i++)
    state->tail[63 - i] = (unsigned char)(bits >> (8 * i));
  mix_all(state, state->tail, 1);
  for (i = 0; i < 32; i++)
    digest[i] = (unsigned char)(state->H[i / 4] >> (24 - 8 * (i % 4)));
}

void dk_hex (const unsigned char *bytes, size_t len, char *out) {
  static const char hex[] = "0123456789abcdef";
  size_t i;
  for (i = 0; i < len; i++) {
    out[2 * i] = hex[bytes[i] >> 4];
    out[2 * i + 1] = hex[bytes[i] & 15];
  }
  out[2 * len] = '\0';
}

void dk_sha256 (const void *bytes, size_t len, char out[65]) {
  dk_sha256_state state;
  unsigned char digest[32];
  dk_sha256_begin(&state);
  dk_sha256_add(&state, bytes, len);
  dk_sha256_end(&state, digest);
  dk_hex(digest, sizeof digest, out);
}
