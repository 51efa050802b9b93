/*
** markup_html_test.c - pages with memory that runs out: from the k-th allocation on all
** fail, for each k; whatever happens, every byte is given back. The tokenizer's own memory
** is not ours and does not fail here.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dk_found.h"
#include "dk_metadata.h"

typedef struct memory {
  size_t calls, fail_from;
  size_t live; /* bytes */
} memory;

static void *resize (void *ud, void *block, size_t old_size, size_t new_size) {
  memory *m = ud;
  void *result;
  if (new_size == 0) {
    m->live -= block != NULL ? old_size : 0;
    free(block);
    return NULL;
  }
  if (m->fail_from > 0 && ++m->calls >= m->fail_from)
    return NULL;
  result = realloc(block, new_size);
  if (result != NULL)
    m->live += new_size - (block != NULL ? old_size : 0);
  return result;
}

static const char listing[] =
    "<html><head><title>Courts</title></head><body><div id=\"comments\">x</div>"
    "<div class=\"post\"><h2><a href=\"/1\">The first of all</a></h2><p>It rained in Velmora, "
    "and "
    "nobody came to the hearing &amp; the verdict.</p></div>"
    "<div class=\"post\"><h2><a href=\"/2\">The second of all</a></h2><p>It rained in Karsk, "
    "and "
    "nobody came to the hearing of the day.</p></div>"
    "<div class=\"post\"><h2><a href=\"/3\">The third of all</a></h2><p>It rained in Ostrin, "
    "and "
    "nobody came to the hearing of the day.</p></div></body></html>";

static const char single[] =
    "<html><head><title>A verdict in Velmora</title></head><body><nav><a "
    "href=\"/\">Home</a></nav>"
    "<h1>A verdict in Velmora</h1><p>The court of Velmora heard nine witnesses on Tuesday, "
    "and "
    "adjourned the trial.\xFF\x01</p><p>The court of Velmora heard nine witnesses on Tuesday, "
    "and "
    "adjourned the trial.</p><ul><li><a href=\"/x\">Read also</a></li></ul></body></html>";

/* Articles of a page and their text, byte by byte. Returns 0 if memory ran out. */
static int read_page (const dk_mem *mem, const dk_vocabulary *v, const char *page, int hinted,
                      size_t *articles) {
  dk_content c;
  dk_hint hint = { NULL, NULL, NULL, NULL, NULL, NULL };
  dk_selector *selector = NULL;
  size_t i, position;
  int ok;
  memset(&c, 0, sizeof c);
  c.vocabulary = v;
  if (hinted) {
    if (dk_selector_new(mem, "div.post, body", 14, &selector, &position) != DK_OK)
      return 0;
    hint.content = selector;
    hint.drop = selector;
  }
  if (dk_content_read(&c, mem, page, strlen(page)) != DK_OK) {
    dk_selector_free(selector);
    return 0;
  }
  ok = dk_content_judge(&c, &hint);
  for (i = 0; ok && i < c.items.n; i++) {
    dk_found found;
    memset(&found, 0, sizeof found);
    ok = dk_found_make(&found, &c, dk_content_item(&c, i));
    if (ok)
      dk_found_clear(&found);
  }
  *articles = c.items.n;
  dk_content_clear(&c);
  dk_selector_free(selector);
  return ok;
}

static int run (memory *m, size_t fail_from, const char *page, int hinted, size_t *articles) {
  dk_mem mem;
  dk_vocabulary *v;
  int ok = 0;
  mem.resize = resize;
  mem.ud = m;
  m->calls = 0;
  m->fail_from = fail_from;
  v = dk_vocabulary_new(&mem);
  if (v != NULL && dk_vocabulary_add_word(v, "comment*", 8, DK_SAYS_COMMENT) &&
      dk_vocabulary_add_phrase(v, "read also", 9, DK_SAYS_RELATED))
    ok = read_page(&mem, v, page, hinted, articles);
  m->fail_from = 0;
  dk_vocabulary_free(v);
  return ok;
}

/* Every k until one is enough. Returns how many runs leaked. */
static size_t sweep (const char *name, const char *page, int hinted, size_t expected) {
  size_t k, leaks = 0, articles = 0;
  int ok = 0;
  for (k = 1; !ok; k++) {
    memory m = { 0, 0, 0 };
    ok = run(&m, k, page, hinted, &articles);
    leaks += m.live != 0;
  }
  printf("%s: %lu failing runs, %lu leaks, %lu articles\n", name, (unsigned long)k - 2,
         (unsigned long)leaks, (unsigned long)articles);
  return leaks + (articles != expected);
}

int main (void) {
  size_t wrong = sweep("listing", listing, 0, 3);
  wrong += sweep("article", single, 0, 1);
  wrong += sweep("hinted", single, 1, 1);
  return wrong > 0;
}
