/*
** dk_metadata.c - see dk_metadata.h.
*/
#include "dk_metadata.h"

#include <string.h>

#include "dk_bytes.h"

/* Bytes of text of an author or date line: more is a box around many things. */
enum { LINE_BYTES = 400, HEADING_BYTES = 4000 };

static const char *value (const dk_content *c, uint32_t i, uint32_t name) {
  return dk_tree_attribute(&c->tree, i, name, NULL);
}

static void add_name (const dk_content *c, dk_datum *out, uint32_t name) {
  const char *v = value(c, out->node, name);
  if (v != NULL && *v != '\0' && out->n_names < DK_DATUM_NAMES)
    out->names[out->n_names++] = v;
}

static int take (dk_datum *out, const char *tag, const char *content, int has_text) {
  out->tag = tag;
  out->content = content;
  out->has_text = has_text;
  return 1;
}

static int take_meta (const dk_content *c, dk_datum *out) {
  add_name(c, out, DK_ATTRIBUTE_PROPERTY);
  if (out->n_names == 0)
    add_name(c, out, DK_ATTRIBUTE_NAME);
  if (out->n_names == 0)
    add_name(c, out, DK_ATTRIBUTE_ITEMPROP);
  return out->n_names > 0 && take(out, "meta", value(c, out->node, DK_ATTRIBUTE_CONTENT), 0);
}

static void add_words (const dk_content *c, dk_datum *out) {
  add_name(c, out, DK_ATTRIBUTE_ITEMPROP);
  add_name(c, out, DK_ATTRIBUTE_CLASS);
  add_name(c, out, DK_ATTRIBUTE_ID);
  add_name(c, out, DK_ATTRIBUTE_REL);
}

static int take_element (const dk_content *c, dk_datum *out) {
  static const char *const headings[] = { "h1", "h2", "h3" };
  const dk_node *node = dk_tree_node(&c->tree, out->node);
  uint32_t says = dk_content_mark(c, out->node)->says;
  const char *date = value(c, out->node, DK_ATTRIBUTE_DATETIME);
  add_words(c, out);
  if (node->tag >= DK_TAG_H1 && node->tag <= DK_TAG_H3 &&
      dk_datum_text_room(c, out, HEADING_BYTES) <= HEADING_BYTES)
    return take(out, headings[node->tag - DK_TAG_H1], NULL, 1);
  if (node->tag == DK_TAG_TIME) {
    if (value(c, out->node, DK_ATTRIBUTE_PUBDATE) != NULL && out->n_names < DK_DATUM_NAMES)
      out->names[out->n_names++] = "pubdate";
    return dk_datum_text_room(c, out, LINE_BYTES) <= LINE_BYTES && take(out, "time", date, 1);
  }
  if (!(says & (DK_SAYS_BYLINE | DK_SAYS_DATE)))
    return 0;
  if (date == NULL)
    date = value(c, out->node, DK_ATTRIBUTE_CONTENT);
  if (date == NULL && says & DK_SAYS_DATE)
    date = value(c, out->node, DK_ATTRIBUTE_TITLE);
  if (dk_datum_text_room(c, out, LINE_BYTES) > LINE_BYTES)
    return 0;
  return take(out, says & DK_SAYS_DATE ? "date" : "byline", date, 1);
}

static int take_node (const dk_content *c, dk_datum *out) {
  const dk_node *node = dk_tree_node(&c->tree, out->node);
  const char *type;
  switch (node->tag) {
  case DK_TAG_TEXT: return 0;
  case DK_TAG_META: return take_meta(c, out);
  case DK_TAG_LINK:
    add_name(c, out, DK_ATTRIBUTE_REL);
    if (out->n_names == 0)
      add_name(c, out, DK_ATTRIBUTE_ITEMPROP);
    return take(out, "link", value(c, out->node, DK_ATTRIBUTE_HREF), 0);
  case DK_TAG_HTML:
    type = value(c, out->node, DK_ATTRIBUTE_LANG);
    out->names[out->n_names++] = "lang";
    return type != NULL && take(out, "html", type, 0);
  case DK_TAG_TITLE:
    return dk_datum_text_room(c, out, HEADING_BYTES) <= HEADING_BYTES &&
           take(out, "title", NULL, 1);
  case DK_TAG_SCRIPT:
    type = value(c, out->node, DK_ATTRIBUTE_TYPE);
    return type != NULL && strstr(type, "ld+json") != NULL && take(out, "jsonld", NULL, 1);
  default:
    return node->n > 0 || dk_tag_is_heading((dk_tag)node->tag) ? take_element(c, out) : 0;
  }
}

int dk_datum_next (const dk_content *c, uint32_t *at, uint32_t end, dk_datum *out) {
  while (*at < end) {
    memset(out, 0, sizeof *out);
    out->node = *at;
    ++*at;
    if (take_node(c, out))
      return 1;
  }
  return 0;
}

size_t dk_datum_text_room (const dk_content *c, const dk_datum *datum, size_t most) {
  uint32_t i, end = dk_tree_node(&c->tree, datum->node)->end;
  size_t room = 0, k;
  for (i = datum->node + 1; i < end && room <= most; i++) {
    const dk_node *node = dk_tree_node(&c->tree, i);
    const dk_piece_of_text *pieces = dk_tree_pieces(&c->tree, i);
    room += 1;
    for (k = 0; node->tag == DK_TAG_TEXT && k < node->n; k++)
      room += pieces[k].len;
  }
  return room;
}

/* One piece; white space as one space. */
static size_t copy_words (const char *p, const char *end, char *out, size_t len) {
  while (p < end) {
    size_t white = dk_space_len(p, end), size = white > 0 ? white : dk_char_len(p, end);
    if (white == 0) {
      memcpy(out + len, p, size);
      len += size;
    } else if (len > 0 && out[len - 1] != ' ') {
      out[len++] = ' ';
    }
    p += size;
  }
  return len;
}

size_t dk_datum_text (const dk_content *c, const dk_datum *datum, char *out, size_t room) {
  static const char blank[] = " ";
  uint32_t i = datum->node + 1, end = dk_tree_node(&c->tree, datum->node)->end;
  int raw = dk_tree_node(&c->tree, datum->node)->tag == DK_TAG_SCRIPT;
  size_t len = 0, k;
  (void)room;
  for (; i < end; i++) {
    const dk_node *node = dk_tree_node(&c->tree, i);
    const dk_piece_of_text *pieces = dk_tree_pieces(&c->tree, i);
    if (node->tag != DK_TAG_TEXT) {
      if (!raw && (node->tag == DK_TAG_BR || dk_tag_traits((dk_tag)node->tag) & DK_TAG_BLOCK))
        len = copy_words(blank, blank + 1, out, len);
      if (node->tag == DK_TAG_SCRIPT || node->tag == DK_TAG_STYLE || node->tag == DK_TAG_SVG)
        i = node->end - 1;
      continue;
    }
    for (k = 0; k < node->n; k++) {
      const char *p = dk_tree_bytes(&c->tree, &pieces[k]);
      if (raw) {
        memcpy(out + len, p, pieces[k].len);
        len += pieces[k].len;
      } else {
        len = copy_words(p, p + pieces[k].len, out, len);
      }
    }
  }
  while (!raw && len > 0 && out[len - 1] == ' ')
    len--;
  return len;
}
