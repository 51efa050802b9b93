/*
** dk_phrases.c - see dk_phrases.h. What ends a word is what docket.rule.vocabulary says.
**
** A trie whose nodes are the bytes of the phrases, each with its first child and its next
** sibling. Lists have some dozens of phrases: to make it has to be as cheap as to use it.
*/
#include "dk_phrases.h"

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_mem.h"

#define FILLER '\x7F'

typedef struct node {
  uint32_t child, sibling; /* places in 'nodes'; 0: none */
  uint32_t id;             /* of the phrase that ends here; 0: none does */
  char byte;
} node;

struct dk_phrases {
  dk_mem mem;
  dk_array nodes; /* of node; the first is the root */
};

dk_phrases *dk_phrases_new (const dk_mem *mem) {
  static const node root = { 0, 0, 0, '\0' };
  dk_mem m = dk_mem_or_default(mem);
  dk_phrases *p = dk_mem_new(&m, sizeof *p);
  node *first;
  if (p == NULL)
    return NULL;
  p->mem = m;
  first = dk_array_push(&p->nodes, &m, sizeof *first);
  if (first == NULL) {
    dk_phrases_free(p);
    return NULL;
  }
  *first = root;
  return p;
}

void dk_phrases_free (dk_phrases *p) {
  dk_mem mem;
  if (p == NULL)
    return;
  mem = p->mem;
  dk_array_clear(&p->nodes, &mem, sizeof(node));
  dk_mem_free(&mem, p, sizeof *p);
}

/* The child of a node by its byte, or 0. */
static uint32_t child_of (const node *nodes, uint32_t parent, char byte) {
  uint32_t i = nodes[parent].child;
  while (i != 0 && nodes[i].byte != byte)
    i = nodes[i].sibling;
  return i;
}

/* The same, made where it is missing; 0 without memory. */
static uint32_t make_child (dk_phrases *p, uint32_t parent, char byte) {
  uint32_t i = child_of(p->nodes.items, parent, byte);
  node *nodes, *made;
  if (i != 0)
    return i;
  made = dk_array_push(&p->nodes, &p->mem, sizeof *made);
  if (made == NULL)
    return 0;
  nodes = p->nodes.items;
  i = (uint32_t)(made - nodes);
  made->child = 0;
  made->sibling = nodes[parent].child;
  made->id = 0;
  made->byte = byte;
  nodes[parent].child = i;
  return i;
}

dk_status dk_phrases_add (dk_phrases *p, const char *phrase, size_t len, uint32_t id) {
  const char *end = phrase + len;
  uint32_t at = 0;
  while (phrase < end && dk_is(*phrase, DK_SPACE))
    phrase++;
  while (end > phrase && dk_is(end[-1], DK_SPACE))
    end--;
  if (phrase == end)
    return DK_OK;
  if (end - phrase > DK_ENTRY_MAX || p->nodes.n > UINT32_MAX - DK_ENTRY_MAX)
    return DK_ETOOBIG;
  while (phrase < end) {
    char byte = *phrase++;
    if (dk_is(byte, DK_SPACE)) {
      byte = ' ';
      while (dk_is(*phrase, DK_SPACE)) /* there is a byte that is none before the end */
        phrase++;
    }
    at = make_child(p, at, byte);
    if (at == 0)
      return DK_ENOMEM;
  }
  ((node *)p->nodes.items)[at].id = id;
  return DK_OK;
}

/* Does a word go on at this byte? E2 opens dashes and bullets, and hardly a letter. */
static int is_inside_word (char c) {
  unsigned char byte = (unsigned char)c;
  return dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT) ||
         (byte >= 0xC3 && byte <= 0xF4 && byte != 0xE2);
}

size_t dk_phrases_match (const dk_phrases *p, const char *text, size_t len, size_t from,
                         uint32_t *id) {
  const node *nodes = p->nodes.items;
  size_t end = 0;
  uint32_t at = 0;
  while (from < len && (at = child_of(nodes, at, text[from])) != 0) {
    const char byte = text[from++];
    if (byte == ' ' || byte == '\'')
      while (from < len && text[from] == (byte == ' ' ? ' ' : FILLER))
        from++;
    if (nodes[at].id != 0 && (from == len || !is_inside_word(text[from]))) {
      end = from;
      *id = nodes[at].id;
    }
  }
  return end;
}

size_t dk_phrases_openers (const dk_phrases *p, char bytes[256]) {
  const node *nodes = p->nodes.items;
  size_t n = 0;
  uint32_t i;
  for (i = nodes[0].child; i != 0; i = nodes[i].sibling)
    bytes[n++] = nodes[i].byte;
  return n;
}
