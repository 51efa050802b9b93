/*
** dk_fingerprint.c - from the words of an article to its sketch.
**
** Bottom-k was taken before the other known ways after measuring them on reports and
** shortened copies of them: simhash (Charikar 2002; Manku, Jain and Das Sarma 2007) finds
** pages that differ in a few words, while a story that lost its lead and its end is as far
** from the whole as from another report; winnowing (Schleimer, Wilkerson and Aiken 2003)
** needs as many values for the same certainty and gives no estimate of its error; minhash
** in bands finds the same pairs, and costs a hash function for every value.
**
** Word hash: FNV-1a (Fowler, Noll, Vo). Shingle: a polynomial over word hashes, carried
** from one to the next in constant time, then mixed with the end of splitmix64 (Steele,
** Lea and Flood 2014), so that its upper bits are as good as random.
*/
#include <string.h>

#include "dk_fingerprint.h"

#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)
#define FACTOR    UINT64_C(0xd1342543de82ef95) /* odd, of no pattern */

/* What is carried from block to block. */
typedef struct words {
  dk_sketch *sketch;
  uint64_t last[DK_SHINGLE_WORDS]; /* a ring */
  uint64_t shingle;                /* polynomial over the last words */
  uint64_t out;                    /* FACTOR to the power of DK_SHINGLE_WORDS */
  uint32_t n;                      /* words so far, UINT32_MAX at most */
} words;

/* Keep 'value' if it is among the smallest so far. */
static void keep (dk_sketch *s, uint32_t value) {
  uint32_t low = 0, high = s->n;
  if (s->n == DK_SKETCH_MAX && value >= s->values[s->n - 1])
    return;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (s->values[middle] < value)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < s->n && s->values[low] == value)
    return;
  if (s->n < DK_SKETCH_MAX)
    s->n++;
  memmove(s->values + low + 1, s->values + low, (s->n - 1 - low) * sizeof *s->values);
  s->values[low] = value;
}

static uint64_t mix (uint64_t z) {
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void add_word (words *w, uint64_t word) {
  uint64_t *place = &w->last[w->n % DK_SHINGLE_WORDS];
  w->shingle = w->shingle * FACTOR + word - *place * w->out;
  *place = word;
  if (w->n < UINT32_MAX)
    w->n++;
  if (w->n < DK_SHINGLE_WORDS)
    return;
  w->sketch->shingles++;
  keep(w->sketch, (uint32_t)(mix(w->shingle) >> 32));
}

/* What a byte of folded text is: 2 of a word, 1 nothing (apostrophes, filler), 0 an end.
** Dashes, dots and other marks of General Punctuation (U+2000 to U+206F) are ends. */
static int kind_of (const unsigned char *p, const unsigned char *end) {
  if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
    return 2;
  if (*p == 0x7F || *p == '\'')
    return 1;
  if (*p < 0x80)
    return 0;
  return end - p < 3 || *p != 0xE2 || (p[1] != 0x80 && p[1] != 0x81) ? 2 : 0;
}

static void add_span (words *w, const char *folded, dk_span span) {
  const unsigned char *p = (const unsigned char *)folded + span.start;
  const unsigned char *end = (const unsigned char *)folded + span.end;
  uint64_t hash = FNV_BASIS;
  for (; p < end; p++) {
    int kind = kind_of(p, end);
    if (kind == 2) {
      hash = (hash ^ *p) * FNV_PRIME;
    } else if (kind == 0) {
      if (hash != FNV_BASIS)
        add_word(w, hash);
      hash = FNV_BASIS;
      if (*p == 0xE2)
        p += 2;
    }
  }
  if (hash != FNV_BASIS)
    add_word(w, hash);
}

dk_status dk_article_fingerprint (dk_article *article, dk_sketch *sketch) {
  const dk_block *blocks;
  const char *folded;
  words w;
  size_t i, n;
  memset(sketch, 0, sizeof *sketch);
  memset(&w, 0, sizeof w);
  if (dk_article_folded(article, &folded) != DK_OK)
    return DK_ENOMEM;
  w.sketch = sketch;
  w.out = 1;
  for (i = 0; i < DK_SHINGLE_WORDS; i++)
    w.out *= FACTOR;
  blocks = dk_article_blocks(article, &n);
  for (i = 0; i < n; i++)
    if (blocks[i].kind == DK_KIND_BODY || blocks[i].kind == DK_KIND_QUOTE)
      add_span(&w, folded, blocks[i].span);
  if (sketch->shingles < DK_SHINGLES_MIN)
    memset(sketch, 0, sizeof *sketch);
  return DK_OK;
}
