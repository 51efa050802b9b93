/*
** dk_feed_ask.c - what was found in a feed, and where it stands.
*/
#include "dk_feed_walk.h"

size_t dk_feed_entry_count (const dk_feed *feed) {
  return feed->entries.n;
}

const dk_feed_entry *dk_feed_entry_at (const dk_feed *feed, size_t index) {
  return (const dk_feed_entry *)feed->entries.items + index;
}

const dk_feed_entry *dk_feed_self (const dk_feed *feed) {
  return &feed->self;
}

const dk_feed_value *dk_feed_author_at (const dk_feed *feed, size_t index) {
  return (const dk_feed_value *)feed->authors.items + index;
}

const char *dk_feed_bytes (const dk_feed *feed, size_t *len) {
  *len = feed->len;
  return feed->text;
}

const char *dk_feed_value_text (const dk_feed *feed, const dk_feed_value *value, size_t *len) {
  *len = value->text.end - value->text.start;
  if (*len == 0)
    return "";
  return (value->copy == DK_FEED_DIRECT ? feed->text : (const char *)feed->made.items) +
         value->text.start;
}

size_t dk_feed_base_count (const dk_feed *feed) {
  return feed->bases.n;
}

dk_range dk_feed_base (const dk_feed *feed, size_t number, size_t *outer) {
  const dk_feed_base_item *item = (const dk_feed_base_item *)feed->bases.items + (number - 1);
  *outer = item->outer;
  return item->address;
}

size_t dk_feed_problems (const dk_feed *feed, const dk_problem **list, size_t *listed) {
  *list = feed->problems.items;
  *listed = feed->problems.n;
  return feed->n_problems;
}

/* ------------------------------------------------------------------ positions */

/* Where the byte of a value's text at 'position' comes from: the bytes of its character's
** reference, or itself. */
static dk_range byte_source (dk_feed *feed, const dk_feed_value *value, size_t position) {
  dk_range found = { value->source.end, value->source.end };
  dk_feed_walk *walk = &feed->walk;
  dk_feed_piece piece;
  if (feed->walked != value || walk->text > position) {
    dk_feed_walk_init(walk, value->source);
    feed->walked = value;
  }
  for (;;) {
    dk_feed_walk before = *walk;
    size_t start = walk->text;
    if (!dk_feed_walk_next(feed, walk, &piece))
      return found;
    if (walk->text <= position)
      continue;
    found = piece.source;
    if (piece.is_run) {
      found.start += position - start;
      found.end = found.start + 1;
    }
    *walk = before; /* the next question may lie in this piece too */
    return found;
  }
}

dk_range dk_feed_value_source (dk_feed *feed, const dk_feed_value *value, dk_range text) {
  dk_range found = value->source;
  size_t len = value->text.end - value->text.start;
  if (text.end > len)
    text.end = len;
  if (text.start > text.end)
    text.start = text.end;
  if (value->copy == DK_FEED_DIRECT) {
    found.end = found.start + text.end;
    found.start += text.start;
  } else if (value->copy == DK_FEED_UNESCAPED) {
    found.start = byte_source(feed, value, text.start).start;
    found.end =
        text.end > text.start ? byte_source(feed, value, text.end - 1).end : found.start;
  }
  return found;
}
