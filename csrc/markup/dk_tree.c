/*
** dk_tree.c - the tree of a page from the tokenizer's events.
**
** Text is not copied: a piece names the bytes of the page, unless the page says them by
** a reference.
*/
#include "dk_tree.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_html.h"
#include "dk_limits.h"

typedef struct builder {
  dk_tree *tree;
  uint32_t open; /* the element that is open */
} builder;

static const char *const known_names[DK_ATTRIBUTE_KNOWN] = {
  "class", "content",  "datetime", "href", "id",   "itemprop", "itemtype", "lang",
  "name",  "property", "pubdate",  "rel",  "role", "title",    "type"
};

static int is_name (const char *known, const char *name, size_t len) {
  return known[0] == name[0] && strncmp(known, name, len) == 0 && known[len] == '\0';
}

int dk_tree_name_of (const dk_tree *tree, const char *name, size_t len) {
  size_t i;
  for (i = 0; len > 0 && i < DK_ATTRIBUTE_KNOWN; i++)
    if (is_name(known_names[i], name, len))
      return (int)i;
  for (i = 0; len > 0 && i < tree->n_names; i++)
    if (is_name(tree->names[i], name, len))
      return (int)(DK_ATTRIBUTE_KNOWN + i);
  return -1;
}

/* Place of 'len' bytes and a NUL in 'strings', or DK_NOT_OWN without memory. */
static uint32_t keep (dk_tree *tree, const char *text, size_t len) {
  dk_array *s = &tree->strings;
  size_t at = s->n;
  if (at + len + 1 >= DK_NOT_OWN || !dk_array_reserve(s, &tree->mem, 1, len + 1))
    return DK_NOT_OWN;
  memcpy((char *)s->items + at, text, len);
  ((char *)s->items)[at + len] = '\0';
  s->n += len + 1;
  return (uint32_t)at;
}

static dk_node *new_node (builder *b, dk_tag tag, size_t source) {
  dk_tree *tree = b->tree;
  dk_node *node = tree->nodes.n < DK_NO_NODE
                      ? dk_array_push(&tree->nodes, &tree->mem, sizeof *node)
                      : NULL;
  if (node == NULL)
    return NULL;
  memset(node, 0, sizeof *node);
  node->parent = b->open;
  node->tag = (uint8_t)tag;
  node->source = (uint32_t)source;
  node->end = (uint32_t)tree->nodes.n;
  return node;
}

/* Does a style hold "name:value", spaces aside? */
static int style_says (const char *style, const char *name, const char *value) {
  const char *p = strstr(style, name);
  if (p == NULL)
    return 0;
  p += strlen(name);
  while (*p == ' ')
    p++;
  if (*p++ != ':')
    return 0;
  while (*p == ' ')
    p++;
  return strncmp(p, value, strlen(value)) == 0;
}

static int is_hidden (const dk_html_attribute *a) {
  if (strcmp(a->name, "style") == 0)
    return style_says(a->value, "display", "none") ||
           style_says(a->value, "visibility", "hidden");
  return strcmp(a->name, "hidden") == 0;
}

static int keep_attributes (dk_tree *tree, size_t index, const dk_html_attribute *a,
                            size_t n) {
  size_t i;
  for (i = 0; i < n; i++) {
    int name = dk_tree_name_of(tree, a[i].name, strlen(a[i].name));
    dk_attribute *kept;
    dk_node *node = dk_tree_node(tree, index);
    if (is_hidden(&a[i]))
      node->hidden = 1;
    if (name < 0)
      continue;
    kept = dk_array_push(&tree->attributes, &tree->mem, sizeof *kept);
    if (kept == NULL)
      return 0;
    kept->name = (uint32_t)name;
    kept->len = (uint32_t)strlen(a[i].value);
    kept->value = keep(tree, a[i].value, kept->len);
    if (kept->value == DK_NOT_OWN)
      return 0;
    node->n++;
  }
  return 1;
}

/* A second html or body adds nothing. */
static int on_start (void *user, const char *name, const dk_html_attribute *a, size_t n,
                     size_t source) {
  builder *b = user;
  dk_tree *tree = b->tree;
  size_t index = tree->nodes.n;
  dk_tag tag = dk_tag_of_name(name);
  dk_node *node = new_node(b, tag, source);
  if (node == NULL)
    return 0;
  /* Names with a hyphen are elements of the page's own, which mostly are boxes. */
  if (tag == DK_TAG_OTHER && strchr(name, '-') != NULL)
    node->tag = DK_TAG_DIV;
  node->first = (uint32_t)tree->attributes.n;
  b->open = (uint32_t)index;
  return keep_attributes(tree, index, a, n);
}

static void close_open (builder *b) {
  dk_node *node = dk_tree_node(b->tree, b->open);
  node->end = (uint32_t)b->tree->nodes.n;
  b->open = node->parent;
}

static int on_end (void *user, const char *name, size_t source) {
  builder *b = user;
  (void)name;
  (void)source;
  if (b->open != 0)
    close_open(b);
  return 1;
}

static int on_again (void *user) {
  builder *b = user;
  while (b->open != 0)
    close_open(b);
  return 1;
}

/* The text node that goes on, or a new one. */
static int text_node (builder *b, size_t source) {
  dk_tree *tree = b->tree;
  dk_node *last = dk_tree_node(tree, tree->nodes.n - 1);
  if (last->tag == DK_TAG_TEXT && last->parent == b->open)
    return 1;
  last = new_node(b, DK_TAG_TEXT, source);
  if (last == NULL)
    return 0;
  last->first = (uint32_t)tree->pieces.n;
  return 1;
}

/* Does the text go on where the last piece of the open node ends? */
static int joins (const dk_tree *tree, const dk_node *node, size_t start) {
  const dk_piece_of_text *last;
  if (node->n == 0)
    return 0;
  last = dk_tree_pieces(tree, tree->nodes.n - 1) + node->n - 1;
  return last->own == DK_NOT_OWN && last->source + last->len == start;
}

static int on_text (void *user, const char *text, size_t len, dk_range source) {
  builder *b = user;
  dk_tree *tree = b->tree;
  dk_node *node;
  dk_piece_of_text *piece;
  int same =
      source.end - source.start == len && memcmp(tree->text + source.start, text, len) == 0;
  if (!text_node(b, source.start))
    return 0;
  node = dk_tree_node(tree, tree->nodes.n - 1);
  if (same && joins(tree, node, source.start)) {
    piece = (dk_piece_of_text *)tree->pieces.items + tree->pieces.n - 1;
    piece->len += (uint32_t)len;
    piece->source_len = piece->len;
    return 1;
  }
  piece = dk_array_push(&tree->pieces, &tree->mem, sizeof *piece);
  if (piece == NULL)
    return 0;
  node->n++;
  piece->source = (uint32_t)source.start;
  piece->source_len = (uint32_t)(source.end - source.start);
  piece->len = (uint32_t)len;
  piece->own = same ? DK_NOT_OWN : keep(tree, text, len);
  return same || piece->own != DK_NOT_OWN;
}

dk_status dk_tree_read (dk_tree *tree, const dk_mem *mem, const char *text, size_t len) {
  dk_html_events events = { NULL, on_start, on_end, on_text, on_again };
  builder b;
  dk_status status = DK_ENOMEM;
  tree->mem = dk_mem_or_default(mem);
  tree->text = text;
  tree->len = len;
  b.tree = tree;
  b.open = DK_NO_NODE;
  events.user = &b;
  if (new_node(&b, DK_TAG_OTHER, 0) != NULL) {
    b.open = 0;
    status = dk_html_read(mem, text, len, &events);
  }
  if (status != DK_OK) {
    dk_tree_clear(tree);
    return status;
  }
  on_again(&b);
  dk_tree_node(tree, 0)->end = (uint32_t)tree->nodes.n;
  return DK_OK;
}

void dk_tree_clear (dk_tree *tree) {
  dk_array_clear(&tree->nodes, &tree->mem, sizeof(dk_node));
  dk_array_clear(&tree->attributes, &tree->mem, sizeof(dk_attribute));
  dk_array_clear(&tree->pieces, &tree->mem, sizeof(dk_piece_of_text));
  dk_array_clear(&tree->strings, &tree->mem, 1);
}

const char *dk_tree_attribute (const dk_tree *tree, size_t index, uint32_t name, size_t *len) {
  const dk_node *node = dk_tree_node(tree, index);
  const dk_attribute *a = (const dk_attribute *)tree->attributes.items + node->first;
  uint32_t i;
  if (node->tag == DK_TAG_TEXT)
    return NULL;
  for (i = 0; i < node->n; i++)
    if (a[i].name == name) {
      if (len != NULL)
        *len = a[i].len;
      return (const char *)tree->strings.items + a[i].value;
    }
  return NULL;
}
