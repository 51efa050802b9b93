/*
** dk_tally.c - how many words of a text stand in which lists of words: a look-up a word,
** whatever the number of lists.
*/
#include "dk_tally.h"

#include "dk_bytes.h"
#include "dk_mem.h"

#define NOTHING UINT32_MAX

/* One list that a word stands in. */
typedef struct entry {
  uint32_t list, next; /* in 'entries', or NOTHING */
} entry;

struct dk_tally {
  dk_mem mem;
  uint32_t n_lists;
  dk_triggers *words; /* word -> its first entry */
  dk_array entries;   /* of entry */
};

dk_tally *dk_tally_new (uint32_t n_lists, const dk_mem *mem) {
  dk_mem m = dk_mem_or_default(mem);
  dk_tally *t = dk_mem_new(&m, sizeof *t);
  if (t == NULL)
    return NULL;
  t->mem = m;
  t->n_lists = n_lists;
  t->words = dk_triggers_new(&m);
  if (t->words == NULL) {
    dk_tally_free(t);
    return NULL;
  }
  return t;
}

void dk_tally_free (dk_tally *t) {
  dk_mem mem;
  if (t == NULL)
    return;
  mem = t->mem;
  dk_triggers_free(t->words);
  dk_array_clear(&t->entries, &mem, sizeof(entry));
  dk_mem_free(&mem, t, sizeof *t);
}

dk_status dk_tally_add (dk_tally *t, const char *word, size_t len, uint32_t list) {
  uint32_t first;
  entry *added;
  if (list >= t->n_lists)
    return DK_EBINARY;
  if (!dk_triggers_find(t->words, word, len, &first))
    first = NOTHING;
  if ((added = dk_array_push(&t->entries, &t->mem, sizeof *added)) == NULL)
    return DK_ENOMEM;
  added->list = list;
  added->next = first;
  return dk_triggers_add(t->words, word, len, (uint32_t)t->entries.n - 1);
}

size_t dk_tally_count (const dk_tally *t, const char *text, size_t len, uint32_t *counts) {
  const entry *entries = t->entries.items;
  const char *p = text, *end = text + len;
  size_t n = 0;
  while (p < end) {
    const char *word;
    uint32_t at;
    while (p < end && !dk_is(*p, DK_LOWER | DK_UPPER | DK_HIGH))
      p++;
    for (word = p; p < end && dk_is(*p, DK_LOWER | DK_UPPER | DK_HIGH); p++) {
    }
    if (word == p)
      break;
    n++;
    if (dk_triggers_find(t->words, word, (size_t)(p - word), &at))
      for (; at != NOTHING; at = entries[at].next)
        counts[entries[at].list]++;
  }
  return n;
}

static int is_trail (unsigned char c) {
  return c >= 0x80 && c <= 0xBF;
}

/* Length of the mark at 'p' that dk_spaced takes for a space, or 0. */
static size_t mark_len (const unsigned char *p, size_t left) {
  if (p[0] == 0xE2)
    return left > 2 && p[1] >= 0x80 && p[1] <= 0x82 && is_trail(p[2]) ? 3 : 0;
  if (p[0] == 0xC2)
    return left > 1 && is_trail(p[1]) ? 2 : 0;
  if (p[0] == 0xD8)
    return left > 1 && (p[1] == 0x8C || p[1] == 0x9B || p[1] == 0x9F) ? 2 : 0;
  return 0;
}

size_t dk_spaced (const char *text, size_t len, char *out, int *ascii) {
  const unsigned char *p = (const unsigned char *)text;
  size_t i = 0, n = 0;
  *ascii = 1;
  while (i < len) {
    size_t mark = p[i] < 0x80 ? 0 : mark_len(p + i, len - i);
    if (mark > 0) {
      out[n++] = ' ';
      i += mark;
      continue;
    }
    if (p[i] >= 0x80)
      *ascii = 0;
    out[n++] = text[i++];
  }
  return n;
}
