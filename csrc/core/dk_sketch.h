/*
** dk_sketch.h - the sketch of a text: a sample of its passages, small enough to be kept
** for every article, and what two of them say of two texts. It stands apart from the
** making of sketches (dk_fingerprint.h), as those who only compare need no text.
**
** A passage is a shingle: DK_SHINGLE_WORDS words that follow one another. A sketch holds
** the smallest hashes among those of all shingles (bottom-k; Broder, "On the resemblance
** and containment of documents", 1997; Cohen and Kaplan, "Summarizing data using bottom-k
** sketches", 2007). The smallest hashes are a random sample, and the same for the same
** passages in whatever text, so what is common to two samples estimates what is common
** to the texts.
*/
#ifndef DK_SKETCH_H
#define DK_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "dk_limits.h"

typedef struct dk_sketch {
  uint32_t shingles;              /* of the text, counted with their repetitions */
  uint32_t n;                     /* values */
  uint32_t values[DK_SKETCH_MAX]; /* ascending, each once */
} dk_sketch;

/* A sketch as bytes that are the same on every machine: 'shingles', then the values,
** each in four bytes, the lowest first. */
#define DK_SKETCH_BYTES (4 * (1 + DK_SKETCH_MAX))

/* Write 'sketch' to 'out'; returns the number of bytes. */
size_t dk_sketch_pack (const dk_sketch *sketch, unsigned char out[DK_SKETCH_BYTES]);

/* Read a packed sketch. Returns 0, and leaves *sketch empty, if it is none. */
int dk_sketch_unpack (dk_sketch *sketch, const void *bytes, size_t len);

typedef struct dk_likeness {
  double resemblance; /* passages of both, as a share of those of either: 0 to 1 */
  double share;       /* as a share of those of the text of which more is common: 0 to 1 */
} dk_likeness;

/*
** Estimate what two texts have in common. For texts of up to DK_SKETCH_MAX shingles it is
** exact; else the standard error of either value v is sqrt(v (1 - v) / DK_SKETCH_MAX),
** 0.044 at most.
*/
dk_likeness dk_sketch_compare (const dk_sketch *a, const dk_sketch *b);

#endif
