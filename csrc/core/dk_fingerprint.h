/*
** dk_fingerprint.h - the sketch of an article, by which copies of it are found.
*/
#ifndef DK_FINGERPRINT_H
#define DK_FINGERPRINT_H

#include "dk.h"
#include "dk_sketch.h"

/*
** Sketch the words of the article's body and quote blocks; what an outlet puts around
** them (headline, byline, captions, promotion) does not count. Letter case, punctuation,
** the form of quotation marks and the division into paragraphs do not count either.
** Result: DK_OK, with sketch->n 0 for a text of less than DK_SHINGLES_MIN shingles, which
**   is too short to be told from others; DK_ENOMEM and an empty sketch. O(length).
*/
dk_status dk_article_fingerprint (dk_article *article, dk_sketch *sketch);

#endif
