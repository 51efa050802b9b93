/*
** dk_feed_walk.h - the text of an element, piece by piece: runs that stand in the feed as
** they are, and characters that references stand for. Texts are made with it, and positions
** mapped, so that both agree.
*/
#ifndef DK_FEED_WALK_H
#define DK_FEED_WALK_H

#include "dk_feed_internal.h"

typedef struct dk_feed_piece {
  dk_range source;
  const char *text; /* of a run: the feed itself */
  size_t len;
  int is_run;
  const char *doubt; /* what is wrong with an '&' that is kept as it is, else NULL */
} dk_feed_piece;

void dk_feed_walk_init (dk_feed_walk *walk, dk_range raw);

/* The next piece; returns 0 at the end. walk->text counts what was given so far. */
int dk_feed_walk_next (const dk_feed *feed, dk_feed_walk *walk, dk_feed_piece *piece);

#endif
