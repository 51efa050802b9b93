/*
** dk_encoding_sniff.c - see dk_encoding_sniff.h. The prescan follows section 13.2.3.2 of
** the HTML standard.
*/
#include "dk_encoding_sniff.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"

const dk_encoding *dk_encoding_of_mark (const unsigned char *p, size_t len, size_t *mark) {
  static const struct {
    const char *bytes;
    size_t len;
    const char *name;
  } marks[] = { { "\xEF\xBB\xBF", 3, "utf-8" },
                { "\xFF\xFE\0\0", 4, "utf-32le" },
                { "\0\0\xFE\xFF", 4, "utf-32be" },
                { "\xFF\xFE", 2, "utf-16le" },
                { "\xFE\xFF", 2, "utf-16be" } };
  size_t i;
  for (i = 0; i < sizeof marks / sizeof *marks; i++)
    if (len >= marks[i].len && memcmp(p, marks[i].bytes, marks[i].len) == 0) {
      *mark = marks[i].len;
      return dk_encoding_of_name(marks[i].name);
    }
  *mark = 0;
  return NULL;
}

/* In UTF-32 two of the four bytes of a character are nearly always zero. */
const dk_encoding *dk_encoding_of_zeros (const unsigned char *p, size_t len) {
  size_t zeros[4] = { 0, 0, 0, 0 }, n = len < DK_SNIFF_MAX ? len : DK_SNIFF_MAX, i;
  int utf16 = dk_utf16_look((const char *)p, len);
  if (utf16 != 0)
    return dk_encoding_of_name(utf16 < 0 ? "utf-16le" : "utf-16be");
  n -= n % 4;
  for (i = 0; i < n; i++)
    zeros[i % 4] += p[i] == 0;
  n /= 4;
  if (n == 0)
    return NULL;
  if (zeros[3] == n && zeros[2] * 10 >= n * 9 && zeros[0] * 10 < n)
    return dk_encoding_of_name("utf-32le");
  if (zeros[0] == n && zeros[1] * 10 >= n * 9 && zeros[3] * 10 < n)
    return dk_encoding_of_name("utf-32be");
  return NULL;
}

/* -------------------------------------------------------------- declarations */

static int starts (const char *p, const char *end, const char *with) {
  for (; *with != '\0'; with++, p++)
    if (p >= end || dk_plain[(unsigned char)*p] != (unsigned char)*with)
      return 0;
  return 1;
}

static const dk_encoding *look_up (const char *text, size_t len, dk_label *label) {
  label->text = text;
  label->len = len;
  return dk_encoding_of_label(text, len);
}

/* The encoding named behind "charset" and "=" in a value ("text/html; charset=x"). */
static const dk_encoding *of_charset (const char *p, const char *end, dk_label *label) {
  while (p < end) {
    const char *from;
    char quote;
    if (!starts(p, end, "charset")) {
      p++;
      continue;
    }
    p = dk_skip_space(p + 7, end);
    if (p >= end || *p != '=')
      continue;
    p = dk_skip_space(p + 1, end);
    if (p >= end)
      return NULL;
    quote = *p == '"' || *p == '\'' ? *p++ : '\0';
    from = p;
    while (p < end && (quote != '\0' ? *p != quote : *p != ';' && !dk_is(*p, DK_SPACE)))
      p++;
    return look_up(from, (size_t)(p - from), label);
  }
  return NULL;
}

const dk_encoding *dk_encoding_of_header (const char *value, dk_label *label) {
  const dk_encoding *found;
  size_t len;
  if (value == NULL)
    return NULL;
  len = strlen(value);
  found = look_up(value, len, label);
  if (found != NULL || strpbrk(value, "/;=") == NULL)
    return found;
  label->len = 0; /* it is a header, which may name none */
  return of_charset(value, value + len, label);
}

/* encoding="..." of an XML declaration, which is the first thing. */
static const dk_encoding *of_xml (const char *p, const char *end, dk_label *label) {
  const char *stop;
  p = dk_skip_space(p, end);
  if (!starts(p, end, "<?xml"))
    return NULL;
  stop = memchr(p, '>', (size_t)(end - p));
  end = stop != NULL ? stop : end;
  for (; p < end; p++) {
    const char *from;
    char quote;
    if (!starts(p, end, "encoding"))
      continue;
    p = dk_skip_space(p + 8, end);
    if (p >= end || *p != '=')
      return NULL;
    p = dk_skip_space(p + 1, end);
    if (p >= end || (*p != '"' && *p != '\''))
      return NULL;
    quote = *p++;
    from = p;
    while (p < end && *p != quote)
      p++;
    return look_up(from, (size_t)(p - from), label);
  }
  return NULL;
}

/* An attribute of a tag: ranges of its name and value. */
typedef struct attribute {
  const char *name, *name_end, *value, *value_end;
} attribute;

/* The attribute at p; returns where it ends, or NULL at the end of the tag. */
static const char *read_attribute (const char *p, const char *end, attribute *a) {
  while (p < end && (dk_is(*p, DK_SPACE) || *p == '/'))
    p++;
  if (p >= end || *p == '>')
    return NULL;
  a->name = p++;
  while (p < end && *p != '=' && *p != '>' && *p != '/' && !dk_is(*p, DK_SPACE))
    p++;
  a->name_end = a->value = a->value_end = p;
  p = dk_skip_space(p, end);
  if (p >= end || *p != '=')
    return p;
  p = dk_skip_space(p + 1, end);
  if (p < end && (*p == '"' || *p == '\'')) {
    const char *stop = memchr(p + 1, *p, (size_t)(end - p - 1));
    a->value = p + 1;
    a->value_end = stop != NULL ? stop : end;
    return stop != NULL ? stop + 1 : end;
  }
  a->value = p;
  while (p < end && *p != '>' && !dk_is(*p, DK_SPACE))
    p++;
  a->value_end = p;
  return p;
}

static int is_named (const char *from, const char *to, const char *name) {
  return (size_t)(to - from) == strlen(name) && starts(from, to, name);
}

/* What a meta element states, whose attributes begin at p. */
static const dk_encoding *of_meta (const char *p, const char *end, dk_label *label) {
  const dk_encoding *charset = NULL, *content = NULL;
  int pragma = 0;
  attribute a;
  while ((p = read_attribute(p, end, &a)) != NULL) {
    if (is_named(a.name, a.name_end, "charset"))
      charset = look_up(a.value, (size_t)(a.value_end - a.value), label);
    else if (is_named(a.name, a.name_end, "content"))
      content = of_charset(a.value, a.value_end, label);
    else if (is_named(a.name, a.name_end, "http-equiv"))
      pragma = is_named(a.value, a.value_end, "content-type");
  }
  return charset != NULL ? charset : pragma ? content : NULL;
}

static const dk_encoding *of_html (const char *p, const char *end, dk_label *label) {
  while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
    const dk_encoding *found;
    if (starts(p, end, "<!--")) {
      for (p += 2; p < end && !starts(p, end, "-->"); p++)
        ;
    } else if (starts(p, end, "<meta") && p + 5 < end &&
               (dk_is(p[5], DK_SPACE) || p[5] == '/')) {
      if ((found = of_meta(p + 5, end, label)) != NULL)
        return found;
    } else if (starts(p, end, "<body")) {
      return NULL;
    }
    p++;
  }
  return NULL;
}

const dk_encoding *dk_encoding_declared (const char *bytes, size_t len, dk_markup_kind kind,
                                         dk_label *label) {
  const char *end = bytes + (len < DK_PRESCAN_MAX ? len : DK_PRESCAN_MAX);
  const dk_encoding *found = kind == DK_MARKUP_TEXT ? NULL : of_xml(bytes, end, label);
  if (found == NULL && kind == DK_MARKUP_HTML)
    found = of_html(bytes, end, label);
  /* The declaration could be read, so it is no UTF-16 (HTML standard, 13.2.3.2, step 15). */
  return found != NULL && strncmp(found->name, "utf-", 4) == 0 ? &dk_encodings[0] : found;
}
