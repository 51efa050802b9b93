/*
** dk_record.c - see dk_record.h.
**
** WARC: ISO 28500:2017, also its drafts 0.17 and 0.18; heads are fields as in mail.
** ARC: the Internet Archive's file format of 1996, in which a line is the head: URL, IP
** address, date, media type, (in version 2 further fields,) length.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_http.h"
#include "dk_record.h"

/* --------------------------------------------------------------------- beginnings */

/* "WARC/1.1" and the end of the line. */
static dk_begins begins_warc (const char *p, size_t len) {
  static const char magic[] = "WARC/";
  size_t n = len < 5 ? len : 5;
  if (memcmp(p, magic, n) != 0)
    return DK_BEGINS_NOT;
  if (len < 9)
    return DK_BEGINS_PERHAPS;
  if (!dk_is(p[5], DK_DIGIT) || p[6] != '.' || !dk_is(p[7], DK_DIGIT))
    return DK_BEGINS_NOT;
  n = dk_is(p[8], DK_DIGIT) ? 9 : 8;
  if (n == len)
    return DK_BEGINS_PERHAPS;
  return dk_is(p[n], DK_SPACE) ? DK_BEGINS_WARC : DK_BEGINS_NOT;
}

/* The word at *p: moves *p behind it and the one space that follows. */
static dk_text next_word (const char **p, const char *end) {
  const char *from = *p, *stop = memchr(from, ' ', (size_t)(end - from));
  dk_text word = { from, (size_t)((stop != NULL ? stop : end) - from) };
  *p = stop != NULL ? stop + 1 : end;
  return word;
}

static int is_digits (dk_text text, size_t least, size_t most) {
  uint64_t value;
  return text.len >= least && text.len <= most && dk_decimal(text, &value);
}

/* An IP address, or what stands for one that is not known. */
static int is_address (dk_text text) {
  size_t i, marks = 0;
  for (i = 0; i < text.len; i++) {
    char c = text.bytes[i];
    marks += c == '.' || c == ':' || c == '-';
    if (!dk_is(c, DK_DIGIT | DK_LOWER | DK_UPPER) && c != '.' && c != ':' && c != '-')
      return 0;
  }
  return text.len > 0 && text.len <= 45 && marks > 0;
}

/* The fields of an ARC record's line. */
typedef struct arc_line {
  dk_text url, date, type, length;
} arc_line;

/*
** Read a line without its end. Its URL may hold spaces, so the date is looked for: the first
** number of 12 to 18 digits behind an address. Returns 0 for any other line.
*/
static int read_arc_line (const char *line, size_t len, arc_line *fields) {
  const char *p = line, *end = line + len;
  dk_text word = { NULL, 0 }, before = word;
  if (len == 0 || memchr(line, ':', len < 40 ? len : 40) == NULL)
    return 0;
  while (p < end) {
    before = word;
    word = next_word(&p, end);
    if (before.bytes != NULL && before.bytes > line && is_digits(word, 12, 18) &&
        is_address(before))
      break;
    if (p >= end)
      return 0;
  }
  fields->url.bytes = line;
  fields->url.len = (size_t)(before.bytes - line) - 1;
  fields->date = word;
  fields->type = fields->length = (dk_text){ NULL, 0 };
  if (p < end)
    fields->type = next_word(&p, end);
  while (p < end)
    fields->length = next_word(&p, end);
  return fields->type.len > 0 && fields->length.bytes != NULL;
}

static size_t without_cr (const char *line, size_t len) {
  return len > 0 && line[len - 1] == '\r' ? len - 1 : len;
}

static dk_begins begins_arc (const char *p, size_t len) {
  const char *newline = memchr(p, '\n', len < DK_ARC_LINE_MAX ? len : DK_ARC_LINE_MAX);
  arc_line fields;
  if (len > 0 && !dk_is(*p, DK_LOWER | DK_UPPER))
    return DK_BEGINS_NOT; /* a URL begins with a letter */
  if (newline == NULL)
    return len < DK_ARC_LINE_MAX ? DK_BEGINS_PERHAPS : DK_BEGINS_NOT;
  return read_arc_line(p, without_cr(p, (size_t)(newline - p)), &fields) ? DK_BEGINS_ARC
                                                                         : DK_BEGINS_NOT;
}

dk_begins dk_record_begins (const char *bytes, size_t len, dk_record_kind kind) {
  dk_begins result = begins_warc(bytes, len);
  if (result != DK_BEGINS_NOT || kind == DK_RECORD_WARC)
    return result;
  return begins_arc(bytes, len);
}

/* -------------------------------------------------------------------------- heads */

static dk_entry_type type_of (dk_text name) {
  int type;
  for (type = DK_ENTRY_RESPONSE; type < DK_ENTRY_OTHER; type++)
    if (dk_text_is(name, dk_entry_type_name((dk_entry_type)type)))
      return (dk_entry_type)type;
  return DK_ENTRY_OTHER;
}

static void read_field (dk_record *record, dk_text name, dk_text value) {
  uint64_t number;
  if (dk_text_is(name, "content-length"))
    record->has_length = dk_decimal(value, &record->length);
  else if (dk_text_is(name, "content-type"))
    record->content_type = value;
  else if (!dk_text_begins(name, "warc-"))
    return;
  else if (dk_text_is(name, "warc-type"))
    record->type_name = value;
  else if (dk_text_is(name, "warc-target-uri"))
    record->url = value;
  else if (dk_text_is(name, "warc-date"))
    record->date = value;
  else if (dk_text_is(name, "warc-record-id"))
    record->id = value;
  else if (dk_text_is(name, "warc-refers-to-target-uri"))
    record->refers_to = value;
  else if (dk_text_is(name, "warc-refers-to") && record->refers_to.len == 0)
    record->refers_to = value;
  else if (dk_text_is(name, "warc-block-digest"))
    record->block_digest = value;
  else if (dk_text_is(name, "warc-payload-digest"))
    record->payload_digest = value;
  else if (dk_text_is(name, "warc-segment-number"))
    record->segment = dk_decimal(value, &number) && number < 1000000 ? (int)number : 1;
  else if (dk_text_is(name, "warc-truncated"))
    record->truncated = 1;
}

void dk_record_read_warc (const char *head, size_t len, dk_record *record) {
  const char *p = memchr(head, '\n', len), *end = head + len;
  dk_text name, value;
  memset(record, 0, sizeof *record);
  p = p != NULL ? p + 1 : end;
  while (dk_field_next(&p, end, &name, &value))
    read_field(record, name, value);
  record->type = type_of(record->type_name);
}

void dk_record_read_arc (const char *line, size_t len, dk_record *record) {
  static const char opening[] = "filedesc:";
  arc_line fields;
  memset(record, 0, sizeof *record);
  while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
    len--;
  if (!read_arc_line(line, len, &fields))
    return;
  record->url = fields.url;
  record->date = fields.date;
  record->content_type = fields.type;
  record->has_length = dk_decimal(fields.length, &record->length);
  record->type = dk_text_begins(fields.url, opening) ? DK_ENTRY_WARCINFO : DK_ENTRY_RESPONSE;
}

int dk_record_url (const dk_mem *mem, dk_text target, dk_buffer *out) {
  static const char hex[] = "0123456789ABCDEF";
  size_t i;
  target = dk_text_trim(target);
  if (target.len >= 2 && target.bytes[0] == '<' && target.bytes[target.len - 1] == '>') {
    target.bytes++;
    target.len -= 2;
  }
  if (!dk_buffer_reserve(out, mem, target.len * 3))
    return 0;
  for (i = 0; i < target.len; i++) {
    char c = target.bytes[i];
    if (dk_is(c, DK_SPACE | DK_CONTROL)) {
      out->bytes[out->len++] = '%';
      out->bytes[out->len++] = hex[(unsigned char)c >> 4];
      c = hex[c & 15];
    }
    out->bytes[out->len++] = c;
  }
  return 1;
}

size_t dk_record_date (dk_text date, char out[32]) {
  static const char form[] = "0000-00-00T00:00:00Z";
  size_t i, from = 0;
  if (date.len < 14 || !is_digits((dk_text){ date.bytes, 14 }, 14, 14)) {
    size_t n = date.len < 31 ? date.len : 31;
    if (n > 0)
      memcpy(out, date.bytes, n);
    return n;
  }
  for (i = 0; i + 1 < sizeof form; i++)
    out[i] = form[i] == '0' ? date.bytes[from++] : form[i];
  return i;
}
