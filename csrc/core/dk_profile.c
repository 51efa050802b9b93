/*
** dk_profile.c - word lists in a hash, phrases in short arrays.
**
** Words are looked up once for each period of the text, so they have a table. Phrases
** are looked up once for each paragraph, and a set of possible first bytes turns
** nearly all paragraphs away before any comparison.
*/
#include "dk_profile.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_mem.h"

typedef struct entry {
  unsigned char len;
  unsigned char capital;   /* the abbreviation wants a capital first letter */
  unsigned short lists;    /* 1 << dk_list */
  char text[DK_ENTRY_MAX]; /* folded; no NUL at the end */
} entry;

typedef struct phrases {
  dk_array entries; /* of entry */
  unsigned char first[256];
} phrases;

struct dk_profile {
  dk_mem mem;
  dk_array words;  /* of entry */
  uint32_t *slots; /* index + 1 into words; the number of slots is a power of two */
  size_t n_slots;
  phrases lists[DK_LIST_COUNT];
};

static int is_word_list (dk_list list) {
  return list <= DK_LIST_AFTER_TIMES;
}

static uint32_t hash (const char *text, size_t len) {
  uint32_t h = 2166136261u;
  size_t i;
  for (i = 0; i < len; i++)
    h = (h ^ (unsigned char)text[i]) * 16777619u;
  return h;
}

dk_profile *dk_profile_new (const dk_mem *mem) {
  dk_mem m = dk_mem_or_default(mem);
  dk_profile *profile = dk_mem_new(&m, sizeof *profile);
  if (profile != NULL)
    profile->mem = m;
  return profile;
}

void dk_profile_free (dk_profile *profile) {
  dk_mem mem;
  int i;
  if (profile == NULL)
    return;
  mem = profile->mem;
  for (i = 0; i < DK_LIST_COUNT; i++)
    dk_array_clear(&profile->lists[i].entries, &mem, sizeof(entry));
  dk_array_clear(&profile->words, &mem, sizeof(entry));
  dk_mem_free(&mem, profile->slots, profile->n_slots * sizeof *profile->slots);
  dk_mem_free(&mem, profile, sizeof *profile);
}

/*
** Fold 'text' into 'out' (DK_ENTRY_MAX bytes): filler goes, runs of white space become
** one space. Returns the length, or DK_ENTRY_MAX + 1 if there is no room.
*/
static size_t squeeze (const char *text, size_t len, char *out) {
  char folded[4 * DK_ENTRY_MAX];
  size_t i, n = 0;
  if (len > sizeof folded)
    return DK_ENTRY_MAX + 1;
  dk_fold(text, len, folded);
  for (i = 0; i < len; i++) {
    if (folded[i] == 0x7F || (folded[i] == ' ' && (n == 0 || out[n - 1] == ' ')))
      continue;
    if (n == DK_ENTRY_MAX)
      return DK_ENTRY_MAX + 1;
    out[n++] = folded[i];
  }
  while (n > 0 && out[n - 1] == ' ')
    n--;
  return n;
}

static entry *find_word (const dk_profile *profile, const char *text, size_t len) {
  entry *words = profile->words.items;
  size_t i;
  if (profile->n_slots == 0)
    return NULL;
  for (i = hash(text, len);; i++) {
    uint32_t slot = profile->slots[i & (profile->n_slots - 1)];
    if (slot == 0)
      return NULL;
    if (words[slot - 1].len == len && memcmp(words[slot - 1].text, text, len) == 0)
      return &words[slot - 1];
  }
}

static void insert_slot (uint32_t *slots, size_t n_slots, const entry *word, uint32_t index) {
  size_t i = hash(word->text, word->len);
  while (slots[i & (n_slots - 1)] != 0)
    i++;
  slots[i & (n_slots - 1)] = index + 1;
}

/* Twice as many slots, filled anew. Returns 0 without memory. */
static int grow_slots (dk_profile *profile) {
  size_t n = profile->n_slots == 0 ? 64 : profile->n_slots * 2, i;
  uint32_t *slots = dk_mem_new(&profile->mem, n * sizeof *slots);
  if (slots == NULL)
    return 0;
  for (i = 0; i < profile->words.n; i++)
    insert_slot(slots, n, (entry *)profile->words.items + i, (uint32_t)i);
  dk_mem_free(&profile->mem, profile->slots, profile->n_slots * sizeof *slots);
  profile->slots = slots;
  profile->n_slots = n;
  return 1;
}

static dk_status add_word (dk_profile *profile, const entry *word) {
  entry *there = find_word(profile, word->text, word->len);
  if (there != NULL) {
    there->lists |= word->lists;
    there->capital &= word->capital;
    return DK_OK;
  }
  if (profile->words.n * 2 >= profile->n_slots && !grow_slots(profile))
    return DK_ENOMEM;
  there = dk_array_push(&profile->words, &profile->mem, sizeof *there);
  if (there == NULL)
    return DK_ENOMEM;
  *there = *word;
  insert_slot(profile->slots, profile->n_slots, there, (uint32_t)(profile->words.n - 1));
  return DK_OK;
}

dk_status dk_profile_add (dk_profile *profile, dk_list list, const char *text, size_t len) {
  entry e = { 0 };
  entry *there;
  size_t n = squeeze(text, len, e.text);
  if (n > DK_ENTRY_MAX)
    return DK_ETOOBIG;
  if (n == 0)
    return DK_OK;
  e.lists = (unsigned short)(1u << list);
  e.capital = dk_case_at(text, text + len) == DK_CASE_UPPER && list <= DK_LIST_TIMES;
  if (is_word_list(list)) {
    if (e.text[n - 1] == '.')
      n--;
    e.len = (unsigned char)n;
    return add_word(profile, &e);
  }
  e.len = (unsigned char)n;
  there = dk_array_push(&profile->lists[list].entries, &profile->mem, sizeof *there);
  if (there == NULL)
    return DK_ENOMEM;
  *there = e;
  profile->lists[list].first[(unsigned char)e.text[0]] = 1;
  return DK_OK;
}

unsigned dk_profile_word (const dk_profile *profile, const char *word, size_t len) {
  char folded[DK_WORD_BACK_MAX + 8];
  const entry *there;
  if (profile == NULL || len == 0 || len > sizeof folded)
    return 0;
  dk_fold(word, len, folded);
  there = find_word(profile, folded, len);
  if (there == NULL || (there->capital && dk_case_at(word, word + len) != DK_CASE_UPPER))
    return 0;
  return there->lists;
}

/* Does [p, end) begin with the entry? The length it takes there, or 0. */
static size_t match (const entry *e, const char *p, const char *end) {
  const char *start = p;
  size_t i = 0, n;
  while (i < e->len) {
    char folded[4];
    if (p >= end)
      return 0;
    if (e->text[i] == ' ') {
      const char *next = dk_skip_space(p, end);
      if (next == p)
        return 0;
      p = next;
      i++;
      continue;
    }
    n = dk_char_len(p, end);
    dk_fold(p, n, folded);
    while (n > 1 && folded[n - 1] == 0x7F)
      n--; /* what is left of a curly quotation mark */
    if (n > e->len - i || memcmp(folded, e->text + i, n) != 0)
      return 0;
    i += n;
    p += dk_char_len(p, end);
  }
  if (p < end && (dk_is(p[-1], DK_LOWER | DK_UPPER | DK_DIGIT)) &&
      (dk_is(*p, DK_DIGIT) || dk_case_at(p, end) != DK_CASE_NONE))
    return 0; /* in the middle of a word */
  return (size_t)(p - start);
}

size_t dk_profile_phrase (const dk_profile *profile, dk_list list, const char *p,
                          const char *end) {
  const phrases *list_of;
  const entry *entries;
  size_t i, n, best = 0;
  char first[4];
  if (profile == NULL || p >= end)
    return 0;
  list_of = &profile->lists[list];
  if (list_of->entries.n == 0)
    return 0;
  dk_fold(p, dk_char_len(p, end), first);
  if (!list_of->first[(unsigned char)first[0]])
    return 0;
  entries = list_of->entries.items;
  for (i = 0; i < list_of->entries.n; i++) {
    if (entries[i].text[0] == first[0] && (n = match(&entries[i], p, end)) > best)
      best = n;
  }
  return best;
}

int dk_profile_has (const dk_profile *profile, dk_list list) {
  return profile != NULL && profile->lists[list].entries.n > 0;
}
