/*
** dk_tree.h - a page as a compact tree: nodes in the order of the page (a parent before
** its children) in one array, their attributes and pieces of text in two others.
*/
#ifndef DK_TREE_H
#define DK_TREE_H

#include "dk_mem.h"
#include "dk_tag.h"

/* Attributes that are kept, beside those that site hints ask for. */
typedef enum dk_attribute_name {
  DK_ATTRIBUTE_CLASS,
  DK_ATTRIBUTE_CONTENT,
  DK_ATTRIBUTE_DATETIME,
  DK_ATTRIBUTE_HREF,
  DK_ATTRIBUTE_ID,
  DK_ATTRIBUTE_ITEMPROP,
  DK_ATTRIBUTE_ITEMTYPE,
  DK_ATTRIBUTE_LANG,
  DK_ATTRIBUTE_NAME,
  DK_ATTRIBUTE_PROPERTY,
  DK_ATTRIBUTE_PUBDATE,
  DK_ATTRIBUTE_REL,
  DK_ATTRIBUTE_ROLE,
  DK_ATTRIBUTE_TITLE,
  DK_ATTRIBUTE_TYPE,
  DK_ATTRIBUTE_KNOWN /* from here on: names of the caller */
} dk_attribute_name;

typedef struct dk_attribute {
  uint32_t value; /* in 'strings', ended by a NUL */
  uint32_t len;
  uint32_t name;
} dk_attribute;

/* A piece of text: 'len' bytes, which stand in the page at 'source'... */
typedef struct dk_piece_of_text {
  uint32_t source, source_len;
  uint32_t len;
  uint32_t own; /* ... or in 'strings' at this place: those of a reference */
} dk_piece_of_text;

#define DK_NOT_OWN UINT32_MAX
#define DK_NO_NODE UINT32_MAX

typedef struct dk_node {
  uint32_t parent; /* DK_NO_NODE: none */
  uint32_t end;    /* index behind its last descendant */
  uint32_t source; /* position in the page */
  uint32_t first;  /* attribute; of text: piece */
  uint32_t n;      /* of them */
  uint8_t tag;     /* dk_tag */
  uint8_t hidden;  /* not shown: a hidden or display:none element */
} dk_node;

typedef struct dk_tree {
  dk_mem mem;
  const char *text; /* the page; the caller's */
  size_t len;
  dk_array nodes;           /* of dk_node; the first is a root without a name */
  dk_array attributes;      /* of dk_attribute */
  dk_array pieces;          /* of dk_piece_of_text */
  dk_array strings;         /* of char */
  const char *const *names; /* of further attributes to keep; the caller's */
  size_t n_names;
} dk_tree;

/*
** Read a page. 'tree' is all zero but for 'names', which may be NULL. 'text' must outlive
** the tree. Result: as of dk_html_read; on failure the tree is cleared.
*/
dk_status dk_tree_read (dk_tree *tree, const dk_mem *mem, const char *text, size_t len);
void dk_tree_clear (dk_tree *tree);

static inline dk_node *dk_tree_node (const dk_tree *tree, size_t i) {
  return (dk_node *)tree->nodes.items + i;
}

/* The number of an attribute's name, or -1 if the tree does not keep it. */
int dk_tree_name_of (const dk_tree *tree, const char *name, size_t len);

/* The value of an attribute of an element, or NULL. 'len' may be NULL. */
const char *dk_tree_attribute (const dk_tree *tree, size_t node, uint32_t name, size_t *len);

/* The bytes of a piece. */
static inline const char *dk_tree_bytes (const dk_tree *tree, const dk_piece_of_text *piece) {
  return piece->own == DK_NOT_OWN ? tree->text + piece->source
                                  : (const char *)tree->strings.items + piece->own;
}

static inline const dk_piece_of_text *dk_tree_pieces (const dk_tree *tree, size_t node) {
  return (const dk_piece_of_text *)tree->pieces.items + dk_tree_node(tree, node)->first;
}

#endif
