/*
** dk_html.c - events of a page from libxml2's HTML parser.
**
** libxml2 says what it found, and where its cursor stands; where the text lies follows
** from that. Text mostly stands in the page as it is reported, just before the cursor (or
** one character later, since long text is reported before the cursor moves on); otherwise
** it was made of a character reference that ends at the cursor.
**
** Elements are not nested without bound, as libxml2 looks through all open ones for each
** end tag: at the limit it is stopped, and a new parser begins where it stood.
*/
#include <limits.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "dk_bytes.h"
#include "dk_html.h"
#include "dk_limits.h"
#include "dk_mem.h"

typedef struct reader {
  const dk_html_events *events;
  const char *text; /* all of the page */
  size_t len;
  size_t base;  /* where in the page the present parser began */
  size_t known; /* end of what has been reported */
  size_t depth;
  int deep, stopped;
  htmlParserCtxtPtr parser;
} reader;

static size_t cursor (const reader *r) {
  long consumed = xmlByteConsumed(r->parser);
  size_t at = consumed < 0 ? r->known : r->base + (size_t)consumed;
  return at > r->len ? r->len : at;
}

static void stop (reader *r) {
  r->stopped = 1;
  xmlStopParser(r->parser);
}

static void on_start (void *user, const xmlChar *name, const xmlChar **given) {
  reader *r = user;
  dk_html_attribute attributes[DK_HTML_ATTRIBUTES_MAX];
  size_t n = 0;
  if (r->stopped || r->deep)
    return;
  for (; given != NULL && given[0] != NULL && n < DK_HTML_ATTRIBUTES_MAX; given += 2, n++) {
    attributes[n].name = (const char *)given[0];
    attributes[n].value = given[1] != NULL ? (const char *)given[1] : "";
  }
  if (!r->events->start(r->events->user, (const char *)name, attributes, n, r->known))
    stop(r);
  r->known = cursor(r);
  if (++r->depth >= DK_HTML_DEPTH_MAX && !r->stopped) {
    r->deep = 1;
    xmlStopParser(r->parser);
  }
}

static void on_end (void *user, const xmlChar *name) {
  reader *r = user;
  if (r->stopped || r->deep)
    return;
  r->known = cursor(r);
  r->depth -= r->depth > 0;
  if (!r->events->end(r->events->user, (const char *)name, r->known))
    stop(r);
}

/* Position of the '&' of the reference that ends at 'end'. */
static size_t reference_start (const reader *r, size_t end) {
  size_t i = end, floor = end > DK_HTML_REFERENCE_MAX ? end - DK_HTML_REFERENCE_MAX : 0;
  while (i > floor)
    if (r->text[--i] == '&')
      return i;
  return end;
}

static int stands_at (const reader *r, size_t start, const char *text, size_t len) {
  return start <= r->len && len <= r->len - start && memcmp(r->text + start, text, len) == 0;
}

/* Text that was reported late: the first place behind what is known where it stands. The
** tokenizer has read it, so it is no later than where that is, 'end'. */
static dk_range search (const reader *r, const char *text, size_t len, size_t at, size_t end) {
  dk_range range;
  size_t i;
  for (i = r->known; i + len <= end && i < r->known + DK_HTML_SEARCH_MAX; i++)
    if (stands_at(r, i, text, len)) {
      range.start = i;
      range.end = i + len;
      return range;
    }
  range.start = r->known < at ? r->known : at > 0 ? at - 1 : 0;
  range.end = at;
  return range;
}

static dk_range locate (const reader *r, const char *text, size_t len) {
  dk_range range;
  size_t at = cursor(r), more = at < r->len ? dk_char_len(r->text + at, r->text + r->len) : 0;
  range.start = at >= len ? at - len : 0;
  range.end = at;
  if (at >= len && range.start >= r->known && stands_at(r, range.start, text, len))
    return range;
  if (at + more >= len && stands_at(r, at + more - len, text, len)) {
    range.start = at + more - len;
    range.end = at + more;
    return range;
  }
  range.start = reference_start(r, at);
  if (range.start == at)
    return search(r, text, len, at, at + more);
  /* A lone '&', of which the word behind it is reported next. */
  if (len == 1 && text[0] == '&' && at > 0 && range.start < at && r->text[at - 1] != ';' &&
      r->text[range.start + 1] != '#')
    range.end = range.start + 1;
  return range;
}

/* Windows-1252 where a reference names a control character: &#146; is an apostrophe. */
static const unsigned short controls[32] = {
  0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178
};

static size_t put_utf8 (unsigned c, char *out) {
  if (c < 0x800) {
    out[0] = (char)(0xC0 | (c >> 6));
    out[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  out[0] = (char)(0xE0 | (c >> 12));
  out[1] = (char)(0x80 | ((c >> 6) & 0x3F));
  out[2] = (char)(0x80 | (c & 0x3F));
  return 3;
}

static void on_text (void *user, const xmlChar *given, int n) {
  reader *r = user;
  const char *text = (const char *)given;
  char other[4];
  size_t len = (size_t)n;
  dk_range source;
  if (r->stopped || r->deep || n <= 0)
    return;
  source = locate(r, text, len);
  if (source.start < r->known) /* in order, whatever the tokenizer made of broken markup */
    source.start = r->known < source.end ? r->known : source.end;
  if (source.end - source.start != len && len == 2 && given[0] == 0xC2 && given[1] < 0xA0) {
    len = put_utf8(controls[given[1] - 0x80], other);
    text = other;
  }
  r->known = source.end;
  if (!r->events->text(r->events->user, text, len, source))
    stop(r);
}

/* The error is nobody's: pages are read as far as they go. */
static void on_error (void *user, xmlErrorPtr error) {
  (void)user;
  (void)error;
}

static void set_handlers (xmlSAXHandler *sax) {
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElement = on_start;
  sax->endElement = on_end;
  sax->characters = on_text;
  sax->ignorableWhitespace = on_text;
  sax->cdataBlock = on_text;
  sax->serror = (xmlStructuredErrorFunc)on_error;
}

/* One parser over the rest of the page. */
static dk_status read_rest (reader *r, const char *rest, size_t len) {
  dk_status status = DK_OK;
  xmlSAXHandler sax, *own;
  r->parser = htmlCreateMemoryParserCtxt(rest, (int)len);
  if (r->parser == NULL)
    return DK_ENOMEM;
  set_handlers(&sax);
  own = r->parser->sax;
  r->parser->sax = &sax;
  r->parser->userData = r;
  htmlCtxtUseOptions(r->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                    HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                    HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
  sax.serror = (xmlStructuredErrorFunc)on_error;
  r->parser->charset = XML_CHAR_ENCODING_UTF8;
  htmlParseDocument(r->parser);
  if (r->parser->errNo == XML_ERR_NO_MEMORY || r->stopped)
    status = DK_ENOMEM;
  r->parser->sax = own;
  htmlFreeParserCtxt(r->parser);
  r->parser = NULL;
  return status;
}

static dk_status read_all (reader *r) {
  dk_status status = DK_OK;
  size_t at = 0;
  if (r->len >= 3 && memcmp(r->text, "\xEF\xBB\xBF", 3) == 0)
    at = 3;
  while (status == DK_OK && at < r->len) {
    r->base = r->known = at;
    r->depth = 0;
    r->deep = 0;
    status = read_rest(r, r->text + at, r->len - at);
    if (status != DK_OK || !r->deep)
      break;
    at = r->known < r->len && r->known > at ? r->known : r->len;
    if (at < r->len && r->text[at] == '/')
      at++;
    if (at < r->len && r->text[at] == '>')
      at++;
    if (!r->events->again(r->events->user))
      return DK_ENOMEM;
  }
  return status;
}

dk_status dk_html_read (const dk_mem *given, const char *text, size_t len,
                        const dk_html_events *events) {
  dk_mem mem = dk_mem_or_default(given);
  reader r;
  char *copy;
  dk_status status;
  if (len > DK_HTML_MAX)
    return DK_ETOOBIG;
  xmlInitParser();
  if (!dk_html_guard(&mem, text, len, &copy))
    return DK_ENOMEM;
  memset(&r, 0, sizeof r);
  r.events = events;
  r.text = copy != NULL ? copy : text;
  r.len = len;
  status = read_all(&r);
  dk_mem_free(&mem, copy, len);
  return status;
}
