/*
** dk_vocabulary.c - words and phrases in hash tables, by hashes that are made while a text
** is gone through once.
**
** A class is a compound of words: "post__share-tools", "relatedPosts". Each is looked up;
** what two of them say together is worked out in 'token_says'.
*/
#include "dk_vocabulary.h"

#include <string.h>
#include <utf8proc.h>

#include "dk_bytes.h"

/* Words of a phrase at most, and bytes looked at. */
enum { PHRASE_WORDS = 8, PHRASE_BYTES = 160, PREFIX_MIN = 4 };

typedef struct slot {
  uint64_t key; /* 0: free */
  uint32_t says;
} slot;

typedef struct table {
  slot *slots;
  size_t cap, n; /* cap is a power of two */
} table;

struct dk_vocabulary {
  dk_mem mem;
  table words, prefixes, phrases;
};

#define SEED  UINT64_C(1469598103934665603)
#define WHOLE UINT64_C(0x9E3779B97F4A7C15)
#define COLON UINT64_C(0xC2B2AE3D27D4EB4F)

static uint64_t mix (uint64_t h, unsigned c) {
  return (h ^ c) * UINT64_C(1099511628211);
}

static slot *find (const table *t, uint64_t key) {
  size_t i = (size_t)(key ^ (key >> 29)) & (t->cap - 1);
  while (t->slots[i].key != 0 && t->slots[i].key != key)
    i = (i + 1) & (t->cap - 1);
  return &t->slots[i];
}

static uint32_t look (const table *t, uint64_t key) {
  return t->cap == 0 ? 0 : find(t, key)->says;
}

static int grow (table *t, const dk_mem *mem) {
  table bigger;
  size_t i;
  bigger.cap = t->cap == 0 ? 256 : t->cap * 2;
  bigger.n = t->n;
  bigger.slots = dk_mem_new(mem, bigger.cap * sizeof *bigger.slots);
  if (bigger.slots == NULL)
    return 0;
  for (i = 0; i < t->cap; i++)
    if (t->slots[i].key != 0)
      *find(&bigger, t->slots[i].key) = t->slots[i];
  dk_mem_free(mem, t->slots, t->cap * sizeof *t->slots);
  *t = bigger;
  return 1;
}

static int add (table *t, const dk_mem *mem, uint64_t key, uint32_t says) {
  slot *s;
  if (t->n * 2 >= t->cap && !grow(t, mem))
    return 0;
  s = find(t, key);
  t->n += s->key == 0;
  s->key = key;
  s->says |= says;
  return 1;
}

dk_vocabulary *dk_vocabulary_new (const dk_mem *given) {
  dk_mem mem = dk_mem_or_default(given);
  dk_vocabulary *v = dk_mem_new(&mem, sizeof *v);
  if (v != NULL)
    v->mem = mem;
  return v;
}

void dk_vocabulary_free (dk_vocabulary *v) {
  dk_mem mem;
  if (v == NULL)
    return;
  mem = v->mem;
  dk_mem_free(&mem, v->words.slots, v->words.cap * sizeof(slot));
  dk_mem_free(&mem, v->prefixes.slots, v->prefixes.cap * sizeof(slot));
  dk_mem_free(&mem, v->phrases.slots, v->phrases.cap * sizeof(slot));
  dk_mem_free(&mem, v, sizeof *v);
}

int dk_vocabulary_add_word (dk_vocabulary *v, const char *word, size_t len, uint32_t says) {
  uint64_t h = SEED;
  size_t i;
  int prefix = len > PREFIX_MIN && word[len - 1] == '*';
  if (prefix)
    len--;
  for (i = 0; i < len; i++)
    h = mix(h, dk_plain[(unsigned char)word[i]]);
  return add(prefix ? &v->prefixes : &v->words, &v->mem, h, says);
}

/* What one word says; [p, end) are letters. */
static uint32_t word_says (const dk_vocabulary *v, const char *p, const char *end) {
  uint64_t h = SEED;
  uint32_t says = 0, found;
  size_t n = 0;
  for (; p < end; p++) {
    h = mix(h, dk_plain[(unsigned char)*p]);
    if (++n >= PREFIX_MIN && v->prefixes.n > 0)
      says |= look(&v->prefixes, h);
  }
  found = look(&v->words, h);
  return found != 0 ? found : says;
}

/* Does a word end at 'p'? Letters end one; so does a capital behind a small letter. */
static int word_ends (const char *p, const char *end) {
  return p == end || !dk_is(*p, DK_LOWER | DK_UPPER) ||
         (dk_is(*p, DK_UPPER) && dk_is(p[-1], DK_LOWER));
}

#define JUNK                                                                                  \
  (DK_SAYS_COMMENT | DK_SAYS_SHARE | DK_SAYS_RELATED | DK_SAYS_NAVIGATION |                   \
   DK_SAYS_PROMOTION | DK_SAYS_BIO | DK_SAYS_TAGS | DK_SAYS_SIDE | DK_SAYS_TOOL)

/* One class: words up to white space. */
static uint32_t token_says (const dk_vocabulary *v, const char *p, const char *end) {
  uint32_t says = 0;
  int state = 0, first = 1, others = 0;
  while (p < end) {
    const char *start = p;
    uint32_t word;
    if (!dk_is(*p, DK_LOWER | DK_UPPER)) {
      p++;
      continue;
    }
    for (p++; !word_ends(p, end); p++) {
    }
    word = word_says(v, start, p);
    if (word & DK_SAYS_STATE && first)
      state = 1;
    first = 0;
    others += !(word & (DK_SAYS_HIDDEN | DK_SAYS_STATE));
    says |= word;
  }
  if (others > 0) /* "overflow-hidden", "hidden-print" */
    says &= ~(uint32_t)DK_SAYS_HIDDEN;
  if (says & DK_SAYS_ITEM) /* "search-result" */
    says &= ~(uint32_t)(DK_SAYS_TOOL | DK_SAYS_TAGS);
  if (state) /* "has-sidebar", "tag-politics": not what it is itself */
    says &= ~(uint32_t)JUNK;
  else if (!(says & JUNK) && (says & DK_SAYS_BODY) && (says & DK_SAYS_MAIN))
    says |= DK_SAYS_TEXT;
  return says;
}

uint32_t dk_vocabulary_says (const dk_vocabulary *v, const char *value, size_t len) {
  const char *p = value, *end = value + len;
  uint32_t says = 0;
  while (p < end) {
    const char *start;
    while (p < end && dk_is(*p, DK_SPACE))
      p++;
    start = p;
    while (p < end && !dk_is(*p, DK_SPACE))
      p++;
    says |= token_says(v, start, p);
  }
  return says;
}

/* ------------------------------------------------------------------ phrases */

typedef struct phrase_reader {
  uint64_t hash;
  unsigned words;
  int inside; /* a word */
} phrase_reader;

static int is_word_character (utf8proc_int32_t c) {
  utf8proc_category_t k = utf8proc_category(c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO) || c == '\'' || c == 0x2019;
}

/*
** The next word of [*p, end) into the hash. Returns 0 at the end. Marks and spaces between
** words are alike, but a colon counts at the end of a phrase like any mark.
*/
static int next_word (phrase_reader *r, const char **p, const char *end) {
  int any = 0;
  while (*p < end) {
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*p, end - *p, &c);
    if (n <= 0) {
      n = 1;
      c = ' ';
    }
    if (is_word_character(c)) {
      if (!any && r->words > 0)
        r->hash = mix(r->hash, ' ');
      any = 1;
      r->hash = mix(r->hash, (unsigned)(c == 0x2019 ? '\'' : utf8proc_tolower(c)));
    } else if (any) {
      break;
    }
    *p += n;
  }
  r->words += any != 0;
  return any;
}

int dk_vocabulary_add_phrase (dk_vocabulary *v, const char *phrase, size_t len,
                              uint32_t says) {
  phrase_reader r = { SEED, 0, 0 };
  const char *p = phrase, *end = phrase + len;
  int whole = len > 0 && *p == '=', colon = len > 0 && phrase[len - 1] == ':';
  p += whole;
  while (next_word(&r, &p, end)) {
  }
  if (r.words == 0)
    return 1;
  return add(&v->phrases, &v->mem, r.hash ^ (whole ? WHOLE : 0) ^ (colon ? COLON : 0), says);
}

uint32_t dk_vocabulary_opens (const dk_vocabulary *v, const char *text, size_t len) {
  phrase_reader r = { SEED, 0, 0 };
  const char *p = text, *end = text + (len < PHRASE_BYTES ? len : PHRASE_BYTES);
  uint32_t says = 0;
  while (r.words < PHRASE_WORDS && next_word(&r, &p, end)) {
    says |= look(&v->phrases, r.hash);
    if (p < end && *p == ':')
      says |= look(&v->phrases, r.hash ^ COLON);
  }
  if (r.words < PHRASE_WORDS || !next_word(&r, &p, end))
    says |= look(&v->phrases, r.hash ^ WHOLE);
  return says;
}
