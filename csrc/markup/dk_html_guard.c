/*
** dk_html_guard.c - what a tokenizer must not see is blanked out before it sees it: bytes
** that are no text, and attributes without number, which it compares with each other.
** Every replacement has the length of what it replaces, so that positions stay.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_html.h"
#include "dk_limits.h"
#include "dk_mem.h"

typedef struct guard {
  const dk_mem *mem;
  const char *text;
  size_t len;
  char *copy; /* NULL until something has to change */
} guard;

static int blank (guard *g, size_t start, size_t end, char with) {
  if (start >= end)
    return 1;
  if (g->copy == NULL) {
    g->copy = g->mem->resize(g->mem->ud, NULL, 0, g->len);
    if (g->copy == NULL)
      return 0;
    memcpy(g->copy, g->text, g->len);
  }
  memset(g->copy + start, with, end - start);
  return 1;
}

static int blank_bad_bytes (guard *g) {
  size_t i = 0;
  while ((i = dk_utf8_check(g->text, g->len, i)) < g->len) {
    if (!blank(g, i, i + 1, '?'))
      return 0;
    i++;
  }
  for (i = 0; i < g->len; i++) {
    unsigned char c = (unsigned char)g->text[i];
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
      if (!blank(g, i, i + 1, ' '))
        return 0;
  }
  return 1;
}

/* Position behind the quoted value that opens at 'i', or where the text ends. */
static size_t behind_quote (const guard *g, size_t i) {
  const char *end = memchr(g->text + i + 1, g->text[i], g->len - i - 1);
  return end != NULL ? (size_t)(end - g->text) + 1 : g->len;
}

/* From a tag's '<' to behind its '>'. What is above the limits is blanked out. */
static int pass_tag (guard *g, size_t *at) {
  size_t i = *at + 1, attributes = 0, cut = 0;
  char before = ' ';
  while (i < g->len && g->text[i] != '>') {
    char c = g->text[i];
    if ((c == '"' || c == '\'') && before == '=') {
      i = behind_quote(g, i);
      before = ' ';
      continue;
    }
    /* The first word is the element's name. */
    if (!dk_is(c, DK_SPACE) && c != '=' && (dk_is(before, DK_SPACE) || before == '/')) {
      if (++attributes == DK_HTML_ATTRIBUTES_MAX + 1)
        cut = i;
    }
    if (!dk_is(c, DK_SPACE) || before != '=')
      before = c;
    i++;
  }
  *at = i;
  return cut == 0 || blank(g, cut, i, ' ');
}

static int name_is (const guard *g, size_t i, const char *name) {
  size_t n = strlen(name), k;
  if (g->len - i < n)
    return 0;
  for (k = 0; k < n; k++)
    if (dk_plain[(unsigned char)g->text[i + k]] != (unsigned char)name[k])
      return 0;
  return 1;
}

/* Position of "</name", or where the text ends. */
static size_t find_close (const guard *g, size_t i, const char *name) {
  while (i < g->len) {
    const char *p = memchr(g->text + i, '<', g->len - i);
    if (p == NULL)
      return g->len;
    i = (size_t)(p - g->text);
    if (i + 1 < g->len && p[1] == '/' && name_is(g, i + 2, name))
      return i;
    i++;
  }
  return g->len;
}

static size_t behind_comment (const guard *g, size_t i) {
  while (i + 2 < g->len) {
    const char *p = memchr(g->text + i, '>', g->len - i);
    if (p == NULL)
      return g->len;
    i = (size_t)(p - g->text) + 1;
    if (p - g->text >= 2 && p[-1] == '-' && p[-2] == '-')
      return i;
  }
  return g->len;
}

static int blank_attributes (guard *g) {
  size_t i = 0;
  while (i < g->len) {
    const char *p = memchr(g->text + i, '<', g->len - i);
    if (p == NULL)
      return 1;
    i = (size_t)(p - g->text);
    if (g->len - i >= 4 && memcmp(p, "<!--", 4) == 0) {
      i = behind_comment(g, i + 4);
    } else if (i + 1 < g->len && dk_is(p[1], DK_LOWER | DK_UPPER)) {
      int script = name_is(g, i + 1, "script"), style = name_is(g, i + 1, "style");
      if (!pass_tag(g, &i))
        return 0;
      if (script || style)
        i = find_close(g, i, script ? "script" : "style");
    } else {
      i++;
    }
  }
  return 1;
}

int dk_html_guard (const dk_mem *mem, const char *text, size_t len, char **out) {
  guard g;
  g.mem = mem;
  g.text = text;
  g.len = len;
  g.copy = NULL;
  *out = NULL;
  if (!blank_bad_bytes(&g) || !blank_attributes(&g)) {
    dk_mem_free(mem, g.copy, len);
    return 0;
  }
  *out = g.copy;
  return 1;
}
