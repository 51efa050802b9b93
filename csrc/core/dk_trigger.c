/*
** dk_trigger.c - words at which rules could match, found in one pass.
**
** The table is open addressing over the words' hashes. Most words of a text are no
** triggers, so they are turned away first by a filter that fits the nearest cache: for
** each pair of first bytes (hashed), which lengths triggers have.
**
** A word is a run of letters, digits and apostrophes; what folding leaves as filler is
** inside a word but not of it. Hyphens and periods end words. "court's" that is no
** trigger is tried as "court".
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_mem.h"

#define FILTER_SIZE 1024

typedef struct entry {
  uint32_t hash;
  uint32_t id;
  uint32_t start; /* in 'texts' */
  uint32_t len;   /* 0: a free slot */
} entry;

struct dk_triggers {
  dk_mem mem;
  entry *slots;
  size_t n_slots, n;            /* a power of two; never more than half full */
  dk_array texts;               /* of char */
  uint32_t filter[FILTER_SIZE]; /* bit 1 << (length, at most 31) */
  int has_digit, has_capital;
  uint32_t digit, capital;
};

static uint32_t mix (uint32_t h, char c) {
  return (h ^ (unsigned char)c) * 16777619u;
}

#define HASH_SEED 2166136261u

static size_t filter_of (char first, char second) {
  return ((unsigned char)first * 31u + (unsigned char)second * 7u) & (FILTER_SIZE - 1);
}

static uint32_t length_bit (size_t len) {
  return UINT32_C(1) << (len < 31 ? len : 31);
}

dk_triggers *dk_triggers_new (const dk_mem *mem) {
  dk_mem m = dk_mem_or_default(mem);
  dk_triggers *t = dk_mem_new(&m, sizeof *t);
  if (t != NULL)
    t->mem = m;
  return t;
}

void dk_triggers_free (dk_triggers *t) {
  dk_mem mem;
  if (t == NULL)
    return;
  mem = t->mem;
  dk_array_clear(&t->texts, &mem, 1);
  dk_mem_free(&mem, t->slots, t->n_slots * sizeof *t->slots);
  dk_mem_free(&mem, t, sizeof *t);
}

static const char *text_of (const dk_triggers *t, const entry *e) {
  return (const char *)t->texts.items + e->start;
}

/* The word's slot, or the free one where it would go. */
static entry *find (const dk_triggers *t, uint32_t hash, const char *word, size_t len) {
  size_t i;
  for (i = hash;; i++) {
    entry *e = &t->slots[i & (t->n_slots - 1)];
    if (e->len == 0 ||
        (e->hash == hash && e->len == len && memcmp(text_of(t, e), word, len) == 0))
      return e;
  }
}

static int grow (dk_triggers *t) {
  size_t n = t->n_slots == 0 ? 256 : t->n_slots * 2, i, k;
  entry *slots = dk_mem_new(&t->mem, n * sizeof *slots);
  if (slots == NULL)
    return 0;
  for (i = 0; i < t->n_slots; i++) {
    if (t->slots[i].len == 0)
      continue;
    for (k = t->slots[i].hash & (n - 1); slots[k].len != 0; k = (k + 1) & (n - 1)) {
    }
    slots[k] = t->slots[i];
  }
  dk_mem_free(&t->mem, t->slots, t->n_slots * sizeof *slots);
  t->slots = slots;
  t->n_slots = n;
  return 1;
}

/* ----------------------------------------------------------------------- words */

/* In folded text: does the character at 'p', not ASCII, belong to words? Its length. */
static size_t high_len (const char *p, const char *end) {
  unsigned char lead = (unsigned char)*p;
  if (lead == 0xE2 || lead == 0xC2 || lead == 0xE3 || lead == 0xEF)
    return dk_case_at(p, end) != DK_CASE_NONE ? dk_char_len(p, end) : 0;
  return 1;
}

static int is_word_byte (char c) {
  return dk_is(c, DK_LOWER | DK_UPPER | DK_DIGIT | DK_INNER);
}

static const char *word_end (const char *p, const char *end) {
  for (;;) {
    size_t n;
    while (p < end && is_word_byte(*p))
      p++;
    if (p == end || !dk_is(*p, DK_HIGH) || (n = high_len(p, end)) == 0)
      return p;
    p += n;
  }
}

dk_status dk_triggers_add (dk_triggers *t, const char *word, size_t len, uint32_t id) {
  uint32_t h = HASH_SEED;
  entry *e;
  size_t i;
  if (len == 7 && memcmp(word, "<digit>", 7) == 0) {
    t->has_digit = 1;
    t->digit = id;
    return DK_OK;
  }
  if (len == 9 && memcmp(word, "<capital>", 9) == 0) {
    t->has_capital = 1;
    t->capital = id;
    return DK_OK;
  }
  if (len > DK_ENTRY_MAX)
    return DK_ETOOBIG;
  if (len == 0 || word_end(word, word + len) != word + len ||
      memchr(word, 0x7F, len) != NULL || word[0] == '\'')
    return DK_EBINARY;
  for (i = 0; i < len; i++)
    h = mix(h, word[i]);
  if ((t->n + 1) * 2 > t->n_slots && !grow(t))
    return DK_ENOMEM;
  e = find(t, h, word, len);
  if (e->len == 0) {
    if (!dk_array_reserve(&t->texts, &t->mem, 1, len))
      return DK_ENOMEM;
    memcpy((char *)t->texts.items + t->texts.n, word, len);
    e->start = (uint32_t)t->texts.n;
    e->len = (uint32_t)len;
    e->hash = h;
    t->texts.n += len;
    t->n++;
    t->filter[filter_of(word[0], len > 1 ? word[1] : '\0')] |= length_bit(len);
  }
  e->id = id;
  return DK_OK;
}

/* ------------------------------------------------------------------------ scan */

typedef struct scan {
  const dk_triggers *triggers;
  const char *text, *folded; /* the article */
  dk_hits *hits;
  const dk_mem *mem;
  uint32_t segment;
} scan;

static int push (scan *s, const char *word, uint32_t id) {
  dk_hits *hits = s->hits;
  if (hits->n == hits->cap) {
    dk_array grown = { hits->items, hits->n, hits->cap };
    if (!dk_array_reserve(&grown, s->mem, sizeof *hits->items, 1))
      return 0;
    hits->items = grown.items;
    hits->cap = grown.cap;
  }
  hits->items[hits->n].start = (uint32_t)(word - s->folded);
  hits->items[hits->n].id = id;
  hits->items[hits->n].segment = s->segment;
  hits->n++;
  return 1;
}

void dk_hits_clear (dk_hits *hits, const dk_mem *mem) {
  dk_mem m = dk_mem_or_default(mem);
  dk_mem_free(&m, hits->items, hits->cap * sizeof *hits->items);
  hits->items = NULL;
  hits->n = hits->cap = 0;
}

/* The trigger that is exactly this word, or NULL. */
static const entry *look_up (const dk_triggers *t, const char *word, size_t len) {
  uint32_t h = HASH_SEED;
  const entry *e;
  size_t i;
  if (len == 0 || !(t->filter[filter_of(word[0], len > 1 ? word[1] : '\0')] & length_bit(len)))
    return NULL;
  for (i = 0; i < len; i++)
    h = mix(h, word[i]);
  e = find(t, h, word, len);
  return e->len > 0 ? e : NULL;
}

int dk_triggers_find (const dk_triggers *t, const char *word, size_t len, uint32_t *id) {
  const entry *e = t->n > 0 ? look_up(t, word, len) : NULL;
  if (e != NULL)
    *id = e->id;
  return e != NULL;
}

static const entry *look_up_word (const dk_triggers *t, const char *word, size_t len) {
  char clean[DK_ENTRY_MAX + 4];
  const entry *e;
  size_t i, n = 0;
  if (memchr(word, 0x7F, len) != NULL) { /* rare: a curly apostrophe or a soft hyphen */
    for (i = 0; i < len && n < sizeof clean; i++)
      if (word[i] != 0x7F)
        clean[n++] = word[i];
    word = clean;
    len = n;
  }
  if (len > DK_ENTRY_MAX + 2)
    return NULL;
  while (len > 0 && word[len - 1] == '\'') /* a quotation mark that closes */
    len--;
  e = look_up(t, word, len);
  if (e == NULL && len > 2 && word[len - 1] == 's' && word[len - 2] == '\'')
    e = look_up(t, word, len - 2);
  return e;
}

/* Has the word at 'word' (folded) a capital first letter in the text? */
static int is_capital (const scan *s, const char *word, const char *stop) {
  const char *letter = s->text + (word - s->folded);
  if (!dk_is(*letter, DK_HIGH))
    return dk_is(*letter, DK_UPPER) != 0;
  return dk_case_at(letter, s->text + (stop - s->folded)) == DK_CASE_UPPER;
}

/*
** The triggers at one word. 'plain': it is nothing but ASCII letters and digits.
** 'opens': a run of capitalised words starts here.
*/
static int scan_word (scan *s, const char *word, const char *stop, int plain, int opens) {
  const dk_triggers *t = s->triggers;
  const entry *e = NULL;
  if (t->n > 0)
    e = plain ? look_up(t, word, (size_t)(stop - word))
              : look_up_word(t, word, (size_t)(stop - word));
  if (e != NULL && !push(s, word, e->id))
    return 0;
  if (t->has_digit && dk_is(*word, DK_DIGIT) && !push(s, word, t->digit))
    return 0;
  return !opens || push(s, word, t->capital);
}

/* One segment of folded text, [p, end). Returns 0 without memory. */
static int scan_segment (scan *s, const char *p, const char *end) {
  const int has_capital = s->triggers->has_capital;
  int run = 0;    /* the word before is capitalised, and only spaces lie between */
  int joined = 0; /* a hyphen lies between: "Jorn-Mattis" is one word as to capitals */
  int capital = 0;
  while (p < end) {
    const char *word = p, *stop = p;
    int plain;
    if (*p == ' ') {
      joined = 0;
      p++;
      continue;
    }
    while (stop < end && dk_is(*stop, DK_LOWER | DK_UPPER | DK_DIGIT))
      stop++;
    plain = stop > p && (stop == end || !dk_is(*stop, DK_INNER | DK_HIGH));
    if (!plain)
      stop = word_end(stop, end);
    if (stop == p) { /* no word */
      joined = *p == '-' && p > s->folded && end - p > 1 && p[-1] != ' ' && p[1] != '-';
      run = run && joined;
      p += dk_is(*p, DK_HIGH) ? dk_char_len(p, end)
                              : 1; /* whole: its later bytes are no word */
      continue;
    }
    while (word < stop && dk_is(*word, DK_INNER))
      word++; /* an apostrophe before a word is a quotation mark */
    if (word < stop) {
      if (has_capital && !joined)
        capital = is_capital(s, word, stop);
      if (!scan_word(s, word, stop, plain, capital && !run && !joined))
        return 0;
      run = capital;
    }
    joined = 0;
    p = stop;
  }
  return 1;
}

dk_status dk_article_scan (dk_article *article, const dk_triggers *triggers, dk_hits *hits,
                           const dk_mem *mem) {
  dk_mem m = dk_mem_or_default(mem);
  scan s = { triggers, NULL, NULL, hits, &m, 0 };
  const dk_span *segments;
  size_t n, i;
  uint32_t len;
  if (dk_article_segments(article, &segments, &n) != DK_OK ||
      dk_article_folded(article, &s.folded) != DK_OK)
    return DK_ENOMEM;
  s.text = dk_article_text(article, &len);
  for (i = 0; i < n; i++) {
    s.segment = (uint32_t)i;
    if (!scan_segment(&s, s.folded + segments[i].start, s.folded + segments[i].end))
      return DK_ENOMEM;
  }
  return DK_OK;
}
