/*
** dk_look.c - the format of a file, from its first bytes.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_look.h"

static int starts (const char *p, const char *end, const char *with) {
  size_t n = strlen(with), i;
  if ((size_t)(end - p) < n)
    return 0;
  for (i = 0; i < n; i++)
    if (dk_plain[(unsigned char)p[i]] != (unsigned char)with[i])
      return 0;
  return 1;
}

/* Is 'what' (lower case) in the first bytes? */
static int holds (const char *p, const char *end, const char *what) {
  if (end - p > 4096)
    end = p + 4096;
  for (; p < end; p++)
    if (dk_plain[(unsigned char)*p] == (unsigned char)what[0] && starts(p, end, what))
      return 1;
  return 0;
}

static int is_markup (const char *p, const char *end) {
  /* Pages that were cut out of others, or put together carelessly, begin with anything. */
  static const char *const openings[] = {
    "<!doctype", "<html",  "<head",   "<body",  "<article",    "<!--",
    "<div",      "<p>",    "<p ",     "<title", "<meta",       "<main",
    "<section",  "<style", "<script", "<link",  "<br",         "<table",
    "<span",     "<h1",    "<h2",     "<h3",    "<nav",        "<header",
    "<center",   "<font",  "<ul",     "<ol",    "<noscript",   "<a href",
    "<b>",       "<img",   "<base",   "<form",  "<blockquote", "<frameset"
  };
  size_t i;
  for (i = 0; i < sizeof openings / sizeof *openings; i++)
    if (starts(p, end, openings[i]))
      return 1;
  return 0;
}

static dk_format look_at_markup (const char *p, const char *end) {
  if (starts(p, end, "<rss") || starts(p, end, "<feed") || starts(p, end, "<rdf:rdf"))
    return DK_FORMAT_FEED;
  if (starts(p, end, "<?xml") || starts(p, end, "<!--") || starts(p, end, "<?"))
    if (holds(p, end, "<rss") || holds(p, end, "<feed") || holds(p, end, "<rdf:rdf"))
      return DK_FORMAT_FEED;
  if (starts(p, end, "<?xml") || is_markup(p, end))
    return DK_FORMAT_HTML;
  return DK_FORMAT_UNKNOWN;
}

/* Bytes that say what a file is by themselves; for what nobody can read, why. */
static const struct magic {
  const char *bytes;
  size_t len, at;
  dk_format format;
  const char *message;
} magics[] = {
  { "PK\x03\x04", 4, 0, DK_FORMAT_ARCHIVE, NULL },
  { "PK\x05\x06", 4, 0, DK_FORMAT_ARCHIVE, NULL },
  { "\x1F\x8B", 2, 0, DK_FORMAT_ARCHIVE, NULL },
  { "BZh", 3, 0, DK_FORMAT_ARCHIVE, NULL },
  { "\xFD"
    "7zXZ",
    5, 0, DK_FORMAT_ARCHIVE, NULL },
  { "\x28\xB5\x2F\xFD", 4, 0, DK_FORMAT_ARCHIVE, NULL },
  { "7z\xBC\xAF\x27\x1C", 6, 0, DK_FORMAT_ARCHIVE, NULL },
  { "ustar", 5, 257, DK_FORMAT_ARCHIVE, NULL },
  { "%PDF-", 5, 0, DK_FORMAT_PDF, NULL },
  { "\xD0\xCF\x11\xE0", 4, 0, DK_FORMAT_OFFICE, NULL },
  { "{\\rtf", 5, 0, DK_FORMAT_OFFICE, NULL },
  { "\xFF\xFE", 2, 0, DK_FORMAT_ENCODED, NULL },
  { "\xFE\xFF", 2, 0, DK_FORMAT_ENCODED, NULL },
  { "\0\0\xFE\xFF", 4, 0, DK_FORMAT_ENCODED, NULL },
  { "\0<\0", 3, 0, DK_FORMAT_ENCODED, NULL }, /* markup without a mark in front */
  { "<\0", 2, 0, DK_FORMAT_ENCODED, NULL },
  { "\0\0\0<", 4, 0, DK_FORMAT_ENCODED, NULL },
  { "\x89PNG", 4, 0, DK_FORMAT_BINARY, "a picture" },
  { "\xFF\xD8\xFF", 3, 0, DK_FORMAT_BINARY, "a picture" },
  { "GIF8", 4, 0, DK_FORMAT_BINARY, "a picture" },
  { "SQLite format 3", 15, 0, DK_FORMAT_BINARY, "an SQLite database" },
};

static const struct magic *find_magic (const char *bytes, size_t len) {
  size_t i;
  for (i = 0; i < sizeof magics / sizeof *magics; i++)
    if (len >= magics[i].at + magics[i].len &&
        memcmp(bytes + magics[i].at, magics[i].bytes, magics[i].len) == 0)
      return &magics[i];
  return NULL;
}

/*
** The first entry of a zip archive says whether it is a document of an office program:
** ODT and EPUB open with "mimetype" (OpenDocument 1.2 part 3, OCF 3.2), DOCX with the
** parts of its package (ECMA-376 part 2).
*/
static int is_office_zip (const char *bytes, size_t len) {
  static const char *const names[] = { "mimetype", "[Content_Types].xml", "_rels/",
                                       "word/",    "docProps/",           "customXml/" };
  size_t i;
  for (i = 0; i < sizeof names / sizeof *names; i++) {
    size_t n = strlen(names[i]);
    if (len >= 30 + n && memcmp(bytes + 30, names[i], n) == 0)
      return 1;
  }
  return 0;
}

/* Every tenth byte a control byte, among the first of them, is no text. */
static int is_binary (const char *bytes, size_t len) {
  size_t i, n = 0, many = len < DK_SNIFF_MAX ? len : DK_SNIFF_MAX;
  for (i = 0; i < many; i++)
    n += (dk_class[(unsigned char)bytes[i]] & DK_CONTROL) != 0;
  return n >= 4 && n * 10 > many;
}

/* Does an array of objects open here? */
static int is_array_of_objects (const char *p, const char *end) {
  return *p == '[' && (p = dk_skip_space(p + 1, end)) < end && *p == '{';
}

/* Is the first thing in the first line an object of a stream of them? */
static dk_format look_at_braces (const char *p, const char *end) {
  return holds(p, end, "https://jsonfeed.org/version") ||
                 holds(p, end, "https:\\/\\/jsonfeed.org\\/version")
             ? DK_FORMAT_FEED
             : DK_FORMAT_NDJSON;
}

/* The length of a header field's name and its colon at p (RFC 5322, 2.2), or 0. */
static size_t header_name_len (const char *p, const char *end) {
  const char *from = p;
  while (p < end && (dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT) || *p == '-'))
    p++;
  return p > from && p < end && *p == ':' ? (size_t)(p - from) + 1 : 0;
}

/* Does a message open here: one header field that every message has, and a further one? */
static int is_mail (const char *p, const char *end) {
  static const char *const known[] = { "return-path:", "received:",     "delivered-to:",
                                       "from:",        "message-id:",   "mime-version:",
                                       "x-received:",  "content-type:", "date:",
                                       "subject:",     "to:",           "reply-to:" };
  int fields = 0, opening = 0;
  size_t i;
  if (starts(p, end, "from ") && (p = memchr(p, '\n', (size_t)(end - p))) != NULL)
    p++; /* the line in front of each message of an mbox (RFC 4155) */
  if (p == NULL)
    return 0;
  for (i = 0; i < sizeof known / sizeof *known; i++)
    opening |= starts(p, end, known[i]);
  while (opening && fields < 3 && p < end && *p != '\n' && *p != '\r') {
    if (*p != ' ' && *p != '\t') {
      if (header_name_len(p, end) == 0)
        return 0;
      fields++;
    }
    p = memchr(p, '\n', (size_t)(end - p));
    if (p == NULL)
      break;
    p++;
  }
  return fields >= 3;
}

dk_format dk_look_why (const char *bytes, size_t len, const char **why) {
  const char *end = bytes + len, *p = dk_skip_space(bytes, end);
  const struct magic *magic = find_magic(bytes, len);
  dk_format markup;
  *why = NULL;
  if (magic != NULL) {
    *why = magic->message;
    return magic->bytes[0] == 'P' && is_office_zip(bytes, len) ? DK_FORMAT_OFFICE
                                                               : magic->format;
  }
  if (p == end) {
    *why = len == 0 ? "empty" : "empty: nothing but white space";
    return DK_FORMAT_EMPTY;
  }
  if (dk_utf16_look(bytes, len) != 0)
    return DK_FORMAT_ENCODED;
  if (is_binary(bytes, len)) {
    *why = "not text: too many control bytes";
    return DK_FORMAT_BINARY;
  }
  if (*p == '{')
    return look_at_braces(p, end);
  if (is_array_of_objects(p, end))
    return DK_FORMAT_NDJSON;
  if (*p == '<' && (markup = look_at_markup(p, end)) != DK_FORMAT_UNKNOWN)
    return markup;
  if (starts(p, end, "warc/1.") || starts(p, end, "warc/0.") || starts(p, end, "filedesc://"))
    return DK_FORMAT_WARC;
  return is_mail(p, end) ? DK_FORMAT_MAIL : DK_FORMAT_TEXT;
}

dk_format dk_look (const char *bytes, size_t len) {
  const char *why;
  return dk_look_why(bytes, len, &why);
}
