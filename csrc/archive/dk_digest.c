/*
** dk_digest.c - see dk_digest.h. SHA-1 and MD5 only tell damage here; that they can be
** forged is no matter.
*/
#include <string.h>

#include "dk_archive_internal.h"
#include "dk_bytes.h"
#include "dk_digest.h"

#if defined(__GNUC__) && defined(__x86_64__)
#include <immintrin.h>
#define HAS_SHA_INSTRUCTIONS 1
#endif

static uint32_t rotl (uint32_t x, unsigned n) {
  return (x << n) | (x >> (32 - n));
}

/* The last one or two blocks of a message: what is left of it, 0x80, zeros, its length in
** bits at the end. Returns how many blocks. */
static size_t last_blocks (const unsigned char *rest, size_t n, uint64_t len, int big_endian,
                           unsigned char blocks[128]) {
  size_t size = n < 56 ? 64 : 128, i;
  memset(blocks, 0, 128);
  if (n > 0)
    memcpy(blocks, rest, n);
  blocks[n] = 0x80;
  for (i = 0; i < 8; i++)
    blocks[size - 1 - i] = (unsigned char)(len * 8 >> (8 * (big_endian ? i : 7 - i)));
  return size / 64;
}

/* ----------------------------------------------------------------------- SHA-1 */

static void sha1_blocks (uint32_t H[5], const unsigned char *p, size_t blocks) {
  static const uint32_t K[4] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6 };
  for (; blocks > 0; blocks--, p += 64) {
    uint32_t W[80], a = H[0], b = H[1], c = H[2], d = H[3], e = H[4];
    unsigned t;
    for (t = 0; t < 16; t++)
      W[t] = (uint32_t)p[4 * t] << 24 | (uint32_t)p[4 * t + 1] << 16 |
             (uint32_t)p[4 * t + 2] << 8 | p[4 * t + 3];
    for (; t < 80; t++)
      W[t] = rotl(W[t - 3] ^ W[t - 8] ^ W[t - 14] ^ W[t - 16], 1);
    for (t = 0; t < 80; t++) {
      uint32_t f = t < 20   ? (b & c) | (~b & d)
                   : t < 40 ? b ^ c ^ d
                   : t < 60 ? (b & c) | (b & d) | (c & d)
                            : b ^ c ^ d;
      uint32_t T = rotl(a, 5) + f + e + K[t / 20] + W[t];
      e = d;
      d = c;
      c = rotl(b, 30);
      b = a;
      a = T;
    }
    H[0] += a;
    H[1] += b;
    H[2] += c;
    H[3] += d;
    H[4] += e;
  }
}

#if defined(HAS_SHA_INSTRUCTIONS)

/* Four steps with the processor's instructions; which of the four functions is a constant
** of the instruction, hence a macro. */
#define FOUR_STEPS(t, function)                                                               \
  do {                                                                                        \
    __m128i sum = (t) == 0 ? _mm_add_epi32(e, w[0]) : _mm_sha1nexte_epu32(e, w[(t)&3]);       \
    e = abcd;                                                                                 \
    abcd = _mm_sha1rnds4_epu32(abcd, sum, function);                                          \
    if ((t) < 16)                                                                             \
      w[(t)&3] = _mm_sha1msg2_epu32(                                                          \
          _mm_xor_si128(_mm_sha1msg1_epu32(w[(t)&3], w[((t) + 1) & 3]), w[((t) + 2) & 3]),    \
          w[((t) + 3) & 3]);                                                                  \
  } while (0)

__attribute__((target("sha,sse4.1"))) static void
sha1_blocks_fast (uint32_t H[5], const unsigned char *p, size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0001020304050607LL, 0x08090a0b0c0d0e0fLL);
  __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)H), 0x1B);
  __m128i e = _mm_set_epi32((int)H[4], 0, 0, 0);
  for (; blocks > 0; blocks--, p += 64) {
    __m128i abcd_before = abcd, e_before = e, w[4];
    int t;
    for (t = 0; t < 4; t++)
      w[t] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * t)),
                              big_endian);
    for (t = 0; t < 5; t++)
      FOUR_STEPS(t, 0);
    for (; t < 10; t++)
      FOUR_STEPS(t, 1);
    for (; t < 15; t++)
      FOUR_STEPS(t, 2);
    for (; t < 20; t++)
      FOUR_STEPS(t, 3);
    e = _mm_sha1nexte_epu32(e, e_before);
    abcd = _mm_add_epi32(abcd, abcd_before);
  }
  _mm_storeu_si128((__m128i *)(void *)H, _mm_shuffle_epi32(abcd, 0x1B));
  H[4] = (uint32_t)_mm_extract_epi32(e, 3);
}

#endif

void dk_sha1 (const char *bytes, size_t len, unsigned char digest[20]) {
  uint32_t H[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
  const unsigned char *p = (const unsigned char *)bytes;
  unsigned char last[128];
  size_t blocks = len / 64, n;
  unsigned i;
  void (*mix)(uint32_t *, const unsigned char *, size_t) = sha1_blocks;
#if defined(HAS_SHA_INSTRUCTIONS)
  if (dk_cpu_has_sha())
    mix = sha1_blocks_fast;
#endif
  mix(H, p, blocks);
  n = last_blocks(p + blocks * 64, len % 64, len, 1, last);
  mix(H, last, n);
  for (i = 0; i < 20; i++)
    digest[i] = (unsigned char)(H[i / 4] >> (24 - 8 * (i % 4)));
}

/* ------------------------------------------------------------------------- MD5 */

static void md5_blocks (uint32_t H[4], const unsigned char *p, size_t blocks) {
  static const uint32_t T[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613,
    0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193,
    0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d,
    0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
    0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
    0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
    0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244,
    0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
    0xeb86d391
  };
  static const unsigned char turn[16] = { 7, 12, 17, 22, 5, 9,  14, 20,
                                          4, 11, 16, 23, 6, 10, 15, 21 };
  for (; blocks > 0; blocks--, p += 64) {
    uint32_t a = H[0], b = H[1], c = H[2], d = H[3];
    unsigned t;
    for (t = 0; t < 64; t++) {
      unsigned round = t / 16, k;
      uint32_t f, x;
      switch (round) {
      case 0: f = (b & c) | (~b & d), k = t; break;
      case 1: f = (b & d) | (c & ~d), k = (5 * t + 1) % 16; break;
      case 2: f = b ^ c ^ d, k = (3 * t + 5) % 16; break;
      default: f = c ^ (b | ~d), k = 7 * t % 16; break;
      }
      x = (uint32_t)p[4 * k + 3] << 24 | (uint32_t)p[4 * k + 2] << 16 |
          (uint32_t)p[4 * k + 1] << 8 | p[4 * k];
      f = b + rotl(a + f + x + T[t], turn[4 * round + t % 4]);
      a = d;
      d = c;
      c = b;
      b = f;
    }
    H[0] += a;
    H[1] += b;
    H[2] += c;
    H[3] += d;
  }
}

void dk_md5 (const char *bytes, size_t len, unsigned char digest[16]) {
  uint32_t H[4] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 };
  const unsigned char *p = (const unsigned char *)bytes;
  unsigned char last[128];
  size_t blocks = len / 64, n;
  unsigned i;
  md5_blocks(H, p, blocks);
  n = last_blocks(p + blocks * 64, len % 64, len, 0, last);
  md5_blocks(H, last, n);
  for (i = 0; i < 16; i++)
    digest[i] = (unsigned char)(H[i / 4] >> (8 * (i % 4)));
}

/* --------------------------------------------------------------- as it is stated */

/* The value of a digit in base 16, 32 (RFC 4648) or 64 (both alphabets), or -1. */
static int digit_value (char c, unsigned bits) {
  int letter = dk_is(c, DK_UPPER) ? c - 'A' : dk_is(c, DK_LOWER) ? c - 'a' : -1;
  switch (bits) {
  case 4: return dk_is(c, DK_DIGIT) ? c - '0' : letter >= 0 && letter < 6 ? letter + 10 : -1;
  case 5: return c >= '2' && c <= '7' ? c - '2' + 26 : letter;
  default:
    if (letter >= 0)
      return dk_is(c, DK_UPPER) ? letter : letter + 26;
    return dk_is(c, DK_DIGIT)     ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
  }
}

/* Are these digits, of so many bits each, the bytes of the digest? */
static int digits_are (dk_text digits, unsigned bits, const unsigned char *digest, size_t n) {
  uint32_t held = 0;
  unsigned waiting = 0;
  size_t i, made = 0;
  if (digits.len != (n * 8 + bits - 1) / bits)
    return 0;
  for (i = 0; i < digits.len; i++) {
    int value = digit_value(digits.bytes[i], bits);
    if (value < 0)
      return 0;
    held = held << bits | (uint32_t)value;
    waiting += bits;
    if (waiting >= 8) {
      waiting -= 8;
      if (made < n && (unsigned char)(held >> waiting) != digest[made])
        return 0;
      made++;
    }
  }
  return made == n;
}

/* The digest that 'name' calls for; returns its length, 0 for an unknown name. */
static size_t digest_of (dk_text name, const char *bytes, size_t len,
                         unsigned char digest[DK_DIGEST_BYTES]) {
  if (dk_text_is(name, "sha1") || dk_text_is(name, "sha-1")) {
    dk_sha1(bytes, len, digest);
    return 20;
  }
  if (dk_text_is(name, "sha256") || dk_text_is(name, "sha-256")) {
    dk_sha256_state state;
    dk_sha256_begin(&state);
    dk_sha256_add(&state, bytes, len);
    dk_sha256_end(&state, digest);
    return 32;
  }
  if (dk_text_is(name, "md5")) {
    dk_md5(bytes, len, digest);
    return 16;
  }
  return 0;
}

dk_digest_state dk_digest_check (dk_text stated, const char *bytes, size_t len) {
  unsigned char digest[DK_DIGEST_BYTES];
  const char *colon = stated.len > 0 ? memchr(stated.bytes, ':', stated.len) : NULL;
  dk_text name = { stated.bytes, 0 }, digits = { NULL, 0 };
  size_t n;
  if (stated.len == 0)
    return DK_DIGEST_NONE;
  if (colon == NULL)
    return DK_DIGEST_UNCHECKED;
  name.len = (size_t)(colon - stated.bytes);
  digits.bytes = colon + 1;
  digits.len = stated.len - name.len - 1;
  name = dk_text_trim(name);
  digits = dk_text_trim(digits);
  while (digits.len > 0 && digits.bytes[digits.len - 1] == '=') /* what fills base64 up */
    digits.len--;
  n = digest_of(name, bytes, len, digest);
  if (n == 0)
    return DK_DIGEST_UNCHECKED;
  return digits_are(digits, 5, digest, n) || digits_are(digits, 4, digest, n) ||
                 digits_are(digits, 6, digest, n)
             ? DK_DIGEST_RIGHT
             : DK_DIGEST_WRONG;
}
