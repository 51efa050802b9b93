/*
** dk_select.c - see dk_select.h. A selector is a list of tests; tests of one element stand
** together, behind those of the elements around it, and a mark says where each kind ends.
*/
#include "dk_select.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"

typedef enum test_kind { TEST_TAG, TEST_CLASS, TEST_ID, TEST_ATTRIBUTE, TEST_VALUE } test_kind;

typedef struct test {
  test_kind kind;
  uint32_t name, name_len;   /* in 'text' */
  uint32_t value, value_len; /* of TEST_VALUE */
  int last_of_element;
  int last_of_choice;
} test;

struct dk_selector {
  dk_mem mem;
  char text[DK_SELECTOR_MAX];
  size_t len;
  dk_array tests;
};

static int is_name (char c) {
  return dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT | DK_HIGH) || c == '-' || c == '_' ||
         c == ':';
}

static size_t name_end (const dk_selector *s, size_t i) {
  while (i < s->len && is_name(s->text[i]))
    i++;
  return i;
}

static test *new_test (dk_selector *s, test_kind kind, size_t from, size_t to) {
  test *t = dk_array_push(&s->tests, &s->mem, sizeof *t);
  if (t == NULL)
    return NULL;
  memset(t, 0, sizeof *t);
  t->kind = kind;
  t->name = (uint32_t)from;
  t->name_len = (uint32_t)(to - from);
  return t;
}

/* "[name]", "[name=value]", "[name='value']": *at stands behind the bracket. */
static dk_status read_attribute (dk_selector *s, size_t *at) {
  size_t i = *at, end = name_end(s, i);
  test *t;
  if (end == i)
    return DK_EBINARY;
  t = new_test(s, TEST_ATTRIBUTE, i, end);
  if (t == NULL)
    return DK_ENOMEM;
  i = end;
  if (i < s->len && s->text[i] == '=') {
    char quote =
        ++i < s->len && (s->text[i] == '"' || s->text[i] == '\'') ? s->text[i++] : ']';
    t->kind = TEST_VALUE;
    t->value = (uint32_t)i;
    while (i < s->len && s->text[i] != quote)
      i++;
    t->value_len = (uint32_t)(i - t->value);
    i += quote != ']';
  }
  *at = i;
  if (i >= s->len || s->text[i] != ']')
    return DK_EBINARY;
  *at = i + 1;
  return DK_OK;
}

/* One test at *at. */
static dk_status read_test (dk_selector *s, size_t *at) {
  char c = s->text[*at];
  size_t from = *at + (c == '.' || c == '#'), to;
  if (c == '[') {
    ++*at;
    return read_attribute(s, at);
  }
  to = name_end(s, from);
  if (to == from)
    return DK_EBINARY;
  *at = to;
  return new_test(s,
                  c == '.'   ? TEST_CLASS
                  : c == '#' ? TEST_ID
                             : TEST_TAG,
                  from, to) == NULL
             ? DK_ENOMEM
             : DK_OK;
}

static void mark_last (dk_selector *s, int of_choice) {
  test *last = (test *)s->tests.items + s->tests.n - 1;
  last->last_of_element = 1;
  last->last_of_choice |= of_choice;
}

static dk_status read_selector (dk_selector *s, size_t *at) {
  int open = 0; /* an element has begun */
  while (*at < s->len) {
    char c = s->text[*at];
    dk_status status;
    if (dk_is(c, DK_SPACE) || c == ',') {
      if (open)
        mark_last(s, 0);
      if (c == ',') {
        if (s->tests.n == 0 || ((test *)s->tests.items)[s->tests.n - 1].last_of_choice)
          return DK_EBINARY;
        mark_last(s, 1);
      }
      open = 0;
      ++*at;
      continue;
    }
    status = read_test(s, at);
    if (status != DK_OK)
      return status;
    open = 1;
  }
  if (s->tests.n == 0 || ((test *)s->tests.items)[s->tests.n - 1].last_of_choice)
    return DK_EBINARY;
  mark_last(s, 1);
  return DK_OK;
}

dk_status dk_selector_new (const dk_mem *given, const char *text, size_t len,
                           dk_selector **out, size_t *position) {
  dk_mem mem = dk_mem_or_default(given);
  dk_selector *s;
  dk_status status;
  *out = NULL;
  *position = 0;
  if (len > DK_SELECTOR_MAX)
    return DK_ETOOBIG;
  s = dk_mem_new(&mem, sizeof *s);
  if (s == NULL)
    return DK_ENOMEM;
  s->mem = mem;
  memcpy(s->text, text, len);
  s->len = len;
  status = read_selector(s, position);
  if (status != DK_OK) {
    dk_selector_free(s);
    return status;
  }
  *out = s;
  return DK_OK;
}

void dk_selector_free (dk_selector *s) {
  dk_mem mem;
  if (s == NULL)
    return;
  mem = s->mem;
  dk_array_clear(&s->tests, &mem, sizeof(test));
  dk_mem_free(&mem, s, sizeof *s);
}

/* ----------------------------------------------------------------- matching */

static int same (const char *a, size_t a_len, const char *b, size_t b_len) {
  return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static int has_word (const char *value, size_t len, const char *word, size_t word_len) {
  size_t i = 0;
  while (i < len) {
    size_t from;
    while (i < len && dk_is(value[i], DK_SPACE))
      i++;
    from = i;
    while (i < len && !dk_is(value[i], DK_SPACE))
      i++;
    if (i > from && same(value + from, i - from, word, word_len))
      return 1;
  }
  return 0;
}

static int passes (const dk_selector *s, const test *t, const dk_tree *tree, uint32_t node) {
  const char *name = s->text + t->name, *value;
  size_t len;
  int attribute = t->kind == TEST_CLASS ? DK_ATTRIBUTE_CLASS
                  : t->kind == TEST_ID  ? DK_ATTRIBUTE_ID
                                        : dk_tree_name_of(tree, name, t->name_len);
  if (t->kind == TEST_TAG) {
    const char *tag = dk_tag_name((dk_tag)dk_tree_node(tree, node)->tag);
    return same(tag, strlen(tag), name, t->name_len);
  }
  if (attribute < 0)
    return 0;
  value = dk_tree_attribute(tree, node, (uint32_t)attribute, &len);
  if (value == NULL)
    return 0;
  if (t->kind == TEST_CLASS)
    return has_word(value, len, name, t->name_len);
  if (t->kind == TEST_ID)
    return same(value, len, name, t->name_len);
  return t->kind == TEST_ATTRIBUTE || same(value, len, s->text + t->value, t->value_len);
}

/* First test of the element of which test 'last' is the last one. */
static size_t element_start (const test *tests, size_t first, size_t last) {
  while (last > first && !tests[last - 1].last_of_element)
    last--;
  return last;
}

static int element_passes (const dk_selector *s, size_t from, size_t to, const dk_tree *tree,
                           uint32_t node) {
  const test *tests = s->tests.items;
  for (; from <= to; from++)
    if (!passes(s, &tests[from], tree, node))
      return 0;
  return 1;
}

/* Tests [first, last] of one choice: the innermost element is the node itself. */
static int choice_passes (const dk_selector *s, size_t first, size_t last, const dk_tree *tree,
                          uint32_t node) {
  const test *tests = s->tests.items;
  size_t from = element_start(tests, first, last);
  if (!element_passes(s, from, last, tree, node))
    return 0;
  while (from > first) {
    last = from - 1;
    from = element_start(tests, first, last);
    do
      node = dk_tree_node(tree, node)->parent;
    while (node != DK_NO_NODE && !element_passes(s, from, last, tree, node));
    if (node == DK_NO_NODE)
      return 0;
  }
  return 1;
}

int dk_selector_matches (const dk_selector *s, const dk_tree *tree, uint32_t node) {
  const test *tests = s->tests.items;
  size_t first = 0, i;
  if (dk_tree_node(tree, node)->tag == DK_TAG_TEXT)
    return 0;
  for (i = 0; i < s->tests.n; i++)
    if (tests[i].last_of_choice) {
      if (choice_passes(s, first, i, tree, node))
        return 1;
      first = i + 1;
    }
  return 0;
}

uint32_t dk_selector_first (const dk_selector *s, const dk_tree *tree, uint32_t from,
                            uint32_t to) {
  for (; from < to; from++)
    if (dk_selector_matches(s, tree, from))
      return from;
  return DK_NO_NODE;
}
