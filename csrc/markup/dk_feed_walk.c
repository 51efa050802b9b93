/*
** dk_feed_walk.c - references. Names are those of XML, of the feed's DOCTYPE, and of HTML,
** which feeds use without declaring them.
*/
#include "dk_feed_walk.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "dk_bytes.h"
#include "dk_decoder.h"

void dk_feed_walk_init (dk_feed_walk *walk, dk_range raw) {
  memset(walk, 0, sizeof *walk);
  walk->at = raw.start;
  walk->end = raw.end;
  /* What entities of a DOCTYPE may add to a value, so that no feed blows up. */
  walk->allowance = (raw.end - raw.start) * DK_FEED_EXPANSION + 256;
}

static int has (const dk_feed *feed, size_t at, size_t end, const char *what) {
  size_t n = strlen(what);
  return end - at >= n && memcmp(feed->text + at, what, n) == 0;
}

/* ------------------------------------------------------------------- numbers */

/* Digits of a reference from *at on, up to 'end'. Returns 0 if there are none. */
static int read_number (const char *text, size_t *at, size_t end, uint32_t *code) {
  uint32_t base = 10, value = 0;
  size_t from;
  if (*at < end && (text[*at] == 'x' || text[*at] == 'X')) {
    base = 16;
    ++*at;
  }
  for (from = *at; *at < end; ++*at) {
    char c = text[*at];
    uint32_t digit;
    if (dk_is(c, DK_DIGIT))
      digit = (uint32_t)(c - '0');
    else if (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
      digit = (uint32_t)((c | 0x20) - 'a') + 10;
    else
      break;
    value = value > 0x110000 ? value : value * base + digit;
  }
  *code = value;
  return *at > from;
}

/* A numeric reference at 'at' ("&#"); *end is moved behind it. Returns 0 if it is none. */
static int numeric (const dk_feed *feed, size_t at, size_t limit, size_t *end,
                    uint32_t *code) {
  size_t p = at + 2;
  if (!has(feed, at, limit, "&#") || !read_number(feed->text, &p, limit, code))
    return 0;
  if (p < limit && feed->text[p] == ';')
    p++;
  *end = p;
  return 1;
}

/* Code points that stand for bytes of windows-1252, as in HTML, and those of no character. */
static uint32_t meant (uint32_t code) {
  if (code >= 0x80 && code <= 0x9F)
    return dk_windows_1252_sign(code);
  if (code < 0x20 && code != '\t' && code != '\n' && code != '\r')
    return 0xFFFD;
  return code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0xFFFD : code;
}

/* --------------------------------------------------------------------- names */

static const dk_feed_entity *find_entity (const dk_feed *feed, size_t at, size_t len) {
  const dk_feed_entity *list = feed->entities.items;
  size_t i;
  for (i = 0; i < feed->entities.n; i++) {
    size_t n = list[i].name.end - list[i].name.start;
    if (n == len && memcmp(feed->text + list[i].name.start, feed->text + at, n) == 0)
      return &list[i];
  }
  return NULL;
}

/* The character of a name of XML or HTML, or 0. */
static uint32_t named (const char *name, size_t len) {
  static const struct {
    const char *name;
    uint32_t code;
  } xml[] = {
    { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }
  };
  char copy[16];
  size_t i;
  const htmlEntityDesc *found;
  for (i = 0; i < sizeof xml / sizeof *xml; i++)
    if (strlen(xml[i].name) == len && memcmp(xml[i].name, name, len) == 0)
      return xml[i].code;
  if (len >= sizeof copy)
    return 0;
  memcpy(copy, name, len);
  copy[len] = '\0';
  found = htmlEntityLookup((const xmlChar *)copy);
  return found != NULL ? found->value : 0;
}

/* Where the name of a reference at 'at' ("&") ends: at its ';', or 0 if it is none. */
static size_t name_end (const dk_feed *feed, size_t at, size_t limit) {
  const char *text = feed->text;
  size_t from = at + 1, end = from;
  while (end < limit && end - from < DK_FEED_NAME_MAX &&
         (dk_is(text[end], DK_LOWER | DK_UPPER | DK_DIGIT | DK_HIGH) || text[end] == '_' ||
          text[end] == '-' || text[end] == '.' || text[end] == ':'))
    end++;
  return end < limit && text[end] == ';' && end > from ? end : 0;
}

/* The reference to a character at 'at'; *end is moved behind it. 0 if it is none. */
static int character (const dk_feed *feed, size_t at, size_t limit, size_t *end,
                      uint32_t *code) {
  size_t stop;
  if (numeric(feed, at, limit, end, code))
    return 1;
  if (at >= limit || feed->text[at] != '&' || (stop = name_end(feed, at, limit)) == 0)
    return 0;
  *code = named(feed->text + at + 1, stop - at - 1);
  *end = stop + 1;
  return *code != 0;
}

/*
** Bytes in place of characters: a program that took UTF-8 for Latin-1 writes "&#226;&#128;
** &#166;" or "&acirc;&#128;&brvbar;" for one character. A run of references that is exactly one character of UTF-8 is
** read as it, since as characters it is nonsense. Returns its length, *end behind it.
*/
static size_t bytes_for_character (const dk_feed *feed, dk_feed_walk *walk, uint32_t first,
                                   size_t *end) {
  size_t n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2, i, at = *end;
  if (first < 0xC2 || first > 0xF4)
    return 0;
  walk->room[0] = (char)first;
  for (i = 1; i < n; i++) {
    uint32_t code;
    if (!character(feed, at, walk->end, &at, &code) || code < 0x80 || code > 0xBF)
      return 0;
    walk->room[i] = (char)code;
  }
  if (dk_utf8_check(walk->room, n, 0) < n)
    return 0;
  *end = at;
  return n;
}

static void give (dk_feed_walk *walk, dk_feed_piece *piece, size_t end, const char *text,
                  size_t len) {
  piece->source.start = walk->at;
  piece->source.end = walk->at = end;
  piece->text = text;
  piece->len = len;
  walk->text += len;
}

static void give_run (const dk_feed *feed, dk_feed_walk *walk, dk_feed_piece *piece,
                      size_t end) {
  piece->is_run = 1;
  give(walk, piece, end, feed->text + walk->at, end - walk->at);
}

/* The text of an entity that the feed declares. Returns 0 if it is none, or grows too far. */
static int give_entity (const dk_feed *feed, dk_feed_walk *walk, dk_feed_piece *piece) {
  size_t end = name_end(feed, walk->at, walk->end), len;
  const dk_feed_entity *entity;
  if (end == 0)
    return 0;
  entity = find_entity(feed, walk->at + 1, end - walk->at - 1);
  if (entity == NULL)
    return 0;
  len = entity->text.end - entity->text.start;
  if (len > walk->allowance) {
    piece->doubt = "an entity that makes its text grow too far; it is kept";
    return 0;
  }
  walk->allowance -= len;
  give(walk, piece, end + 1, (const char *)feed->made.items + entity->text.start, len);
  return 1;
}

static void give_reference (const dk_feed *feed, dk_feed_walk *walk, dk_feed_piece *piece) {
  size_t end, n;
  uint32_t code;
  if (character(feed, walk->at, walk->end, &end, &code)) {
    n = bytes_for_character(feed, walk, code, &end);
    if (n == 0)
      n = dk_utf8_write(meant(code), walk->room);
    give(walk, piece, end, walk->room, n);
  } else if (!give_entity(feed, walk, piece)) {
    if (piece->doubt == NULL)
      piece->doubt = "an '&' that opens no known reference; it is kept";
    give_run(feed, walk, piece, walk->at + 1);
  }
}

/* ---------------------------------------------------------------------- pieces */

/* Where 'what' begins in the walk, or its end. */
static size_t find_mark (const dk_feed *feed, const dk_feed_walk *walk, const char *what) {
  const char *p = feed->text + walk->at, *end = feed->text + walk->end;
  size_t n = strlen(what);
  while (p < end && (p = memchr(p, what[0], (size_t)(end - p))) != NULL) {
    if ((size_t)(end - p) >= n && memcmp(p, what, n) == 0)
      return (size_t)(p - feed->text);
    p++;
  }
  return walk->end;
}

/* Marks that are no text: returns 1 if one was passed over. */
static int pass_marks (const dk_feed *feed, dk_feed_walk *walk) {
  if (walk->in_cdata) {
    if (!has(feed, walk->at, walk->end, "]]>"))
      return 0;
    walk->at += 3;
    walk->in_cdata = 0;
    return 1;
  }
  if (has(feed, walk->at, walk->end, "<![CDATA[")) {
    walk->at += 9;
    walk->in_cdata = 1;
    return 1;
  }
  if (!walk->no_comment_end && has(feed, walk->at, walk->end, "<!--")) {
    size_t end = find_mark(feed, walk, "-->");
    if (end < walk->end) {
      walk->at = end + 3;
      return 1;
    }
    walk->no_comment_end = 1;
  }
  return 0;
}

int dk_feed_walk_next (const dk_feed *feed, dk_feed_walk *walk, dk_feed_piece *piece) {
  size_t end;
  memset(piece, 0, sizeof *piece);
  while (walk->at < walk->end && pass_marks(feed, walk))
    ;
  if (walk->at >= walk->end)
    return 0;
  if (walk->in_cdata) {
    end = find_mark(feed, walk, "]]>");
    give_run(feed, walk, piece, end);
    return 1;
  }
  if (feed->text[walk->at] == '&') {
    give_reference(feed, walk, piece);
    return 1;
  }
  for (end = walk->at + 1;
       end < walk->end && feed->text[end] != '&' && feed->text[end] != '<';)
    end++;
  give_run(feed, walk, piece, end);
  return 1;
}
