/*
** dk_feed_text.c - the texts of values: ranges of the feed where that will do.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_feed_walk.h"

static dk_range trimmed (const char *text, dk_range r) {
  const char *from = dk_skip_space(text + r.start, text + r.end);
  const char *to = dk_trim_space(from, text + r.end);
  r.start = (size_t)(from - text);
  r.end = (size_t)(to - text);
  return r;
}

static int append (dk_feed *feed, const char *text, size_t len) {
  if (!dk_array_reserve(&feed->made, &feed->mem, 1, len))
    return 0;
  if (len > 0)
    memcpy((char *)feed->made.items + feed->made.n, text, len);
  feed->made.n += len;
  return 1;
}

/* ------------------------------------------------------------------ unescaping */

static int unescape (dk_feed *feed, dk_range raw, dk_feed_value *value) {
  dk_feed_walk walk;
  dk_feed_piece piece;
  value->copy = DK_FEED_UNESCAPED;
  value->source = raw;
  value->text.start = feed->made.n;
  dk_feed_walk_init(&walk, raw);
  while (dk_feed_walk_next(feed, &walk, &piece)) {
    size_t inside = 0;
    int is_own = !piece.is_run && piece.text != walk.room;
    if (is_own) /* an entity's text lies in memory that may move now */
      inside = (size_t)(piece.text - (const char *)feed->made.items);
    if (!dk_array_reserve(&feed->made, &feed->mem, 1, piece.len))
      return 0;
    if (is_own)
      piece.text = (const char *)feed->made.items + inside;
    if (!append(feed, piece.text, piece.len))
      return 0;
    if (piece.doubt != NULL)
      dk_feed_note(feed, piece.source.start, piece.doubt);
  }
  value->text.end = feed->made.n;
  return 1;
}

/* CDATA with nothing around it, and no end mark inside: its inside. */
static int is_one_cdata (const char *text, dk_range *r) {
  if (r->end - r->start < 12 || memcmp(text + r->start, "<![CDATA[", 9) != 0 ||
      memcmp(text + r->end - 3, "]]>", 3) != 0)
    return 0;
  {
    const char *p = text + r->start + 9, *end = text + r->end - 3;
    while (p < end && (p = memchr(p, ']', (size_t)(end - p))) != NULL) {
      if (p + 2 < end && p[1] == ']' && p[2] == '>')
        return 0;
      p++;
    }
  }
  r->start += 9;
  r->end -= 3;
  return 1;
}

/* ---------------------------------------------------------------------- markup */

/* A tag without the prefixes of its names. */
static int append_tag (dk_feed *feed, const dk_xml_token *token) {
  const char *name = feed->text + token->name.start, *colon;
  size_t len = token->name.end - token->name.start;
  colon = memchr(name, ':', len);
  if (colon != NULL) {
    len -= (size_t)(colon + 1 - name);
    name = colon + 1;
  }
  return append(feed, token->type == DK_XML_END ? "</" : "<",
                token->type == DK_XML_END ? 2 : 1) &&
         append(feed, name, len) &&
         append(feed, feed->text + token->name.end, token->source.end - token->name.end);
}

/* CDATA as text of HTML. */
static int append_escaped (dk_feed *feed, dk_range r) {
  size_t i;
  for (i = r.start; i < r.end; i++) {
    char c = feed->text[i];
    int ok = c == '<'   ? append(feed, "&lt;", 4)
             : c == '&' ? append(feed, "&amp;", 5)
                        : append(feed, &c, 1);
    if (!ok)
      return 0;
  }
  return 1;
}

/* Inline markup as HTML. */
static int rewrite (dk_feed *feed, dk_range raw, dk_feed_value *value) {
  dk_xml xml;
  dk_xml_token token;
  int ok = 1;
  dk_xml_init(&xml, feed->text, raw.end, NULL, NULL);
  xml.at = raw.start;
  value->copy = DK_FEED_MADE;
  value->source = raw;
  value->text.start = feed->made.n;
  while (ok && dk_xml_next(&xml, &token) != DK_XML_DONE) {
    if (token.type == DK_XML_START || token.type == DK_XML_END)
      ok = append_tag(feed, &token);
    else if (token.type == DK_XML_CDATA)
      ok = append_escaped(feed, token.inner);
    else if (token.type == DK_XML_TEXT)
      ok =
          append(feed, feed->text + token.source.start, token.source.end - token.source.start);
  }
  value->text.end = feed->made.n;
  return ok;
}

/* ---------------------------------------------------------------------- base64 */

static int base64_digit (char c) {
  if (dk_is(c, DK_UPPER))
    return c - 'A';
  if (dk_is(c, DK_LOWER))
    return c - 'a' + 26;
  if (dk_is(c, DK_DIGIT))
    return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* RFC 4648. What is no text (a picture) leaves the value empty. */
static int decode_base64 (dk_feed *feed, dk_range raw, dk_feed_value *value) {
  size_t i, from = feed->made.n;
  uint32_t bits = 0;
  int n = 0;
  value->copy = DK_FEED_MADE;
  value->source = raw;
  for (i = raw.start; i < raw.end; i++) {
    int digit = base64_digit(feed->text[i]);
    char c;
    if (digit < 0)
      continue;
    bits = bits << 6 | (uint32_t)digit;
    n += 6;
    if (n < 8)
      continue;
    n -= 8;
    c = (char)(bits >> n & 0xFF);
    if (!append(feed, &c, 1))
      return 0;
  }
  if (feed->made.n > from &&
      (dk_utf8_check((const char *)feed->made.items + from, feed->made.n - from, 0) <
           feed->made.n - from ||
       memchr((const char *)feed->made.items + from, 0, feed->made.n - from) != NULL)) {
    feed->made.n = from;
    dk_feed_note(feed, raw.start, "base64 that holds no text; it is passed over");
  }
  value->text.start = from;
  value->text.end = feed->made.n;
  return 1;
}

/* ----------------------------------------------------------------------- all */

static int find (const char *text, dk_range r, const char *what) {
  const char *p = text + r.start, *end = text + r.end;
  size_t n = strlen(what);
  while (p < end && (p = memchr(p, what[0], (size_t)(end - p))) != NULL) {
    if ((size_t)(end - p) >= n && memcmp(p, what, n) == 0)
      return 1;
    p++;
  }
  return 0;
}

int dk_feed_make_text (dk_feed *feed, const dk_feed_content *content, dk_feed_value *value) {
  const char *text = feed->text;
  dk_range r = trimmed(text, content->raw);
  size_t len = r.end - r.start;
  if (content->base64)
    return decode_base64(feed, r, value);
  if (content->elements) {
    value->form = DK_FEED_HTML;
    /* Escaped HTML, as is stated, inside an element that somebody put around it. */
    if (content->escaped && find(text, r, "&lt;"))
      return unescape(feed, r, value);
    if (content->cdata || content->prefixed)
      return rewrite(feed, r, value);
  } else if (len > 0 && text[r.start] == '<' && is_one_cdata(text, &r)) {
    r = trimmed(text, r);
  } else if (len > 0 && (memchr(text + r.start, '&', len) != NULL ||
                         memchr(text + r.start, '<', len) != NULL)) {
    return unescape(feed, r, value);
  }
  value->copy = DK_FEED_DIRECT;
  value->source = value->text = r;
  return 1;
}

/* Expanded with those that stand before it, so that none can hold itself. */
static int expand (dk_feed *feed, dk_range raw, dk_feed_entity *entity) {
  dk_feed_value value;
  memset(&value, 0, sizeof value);
  if (!unescape(feed, raw, &value))
    return 0;
  if (value.text.end - value.text.start > DK_FEED_ENTITY_MAX) {
    feed->made.n = value.text.start;
    value.text.end = value.text.start;
    dk_feed_note(feed, raw.start, "an entity that is too long; it is left out");
  }
  entity->text = value.text;
  return 1;
}

int dk_feed_declare (dk_feed *feed, dk_range doctype) {
  size_t at = doctype.start;
  dk_range name, raw;
  while (feed->entities.n < DK_FEED_ENTITIES_MAX &&
         dk_xml_entity(feed->text, doctype, &at, &name, &raw)) {
    dk_feed_entity entity, *kept;
    if (!expand(feed, raw, &entity))
      return 0;
    kept = dk_array_push(&feed->entities, &feed->mem, sizeof *kept);
    if (kept == NULL)
      return 0;
    entity.name = name;
    *kept = entity;
  }
  return 1;
}
