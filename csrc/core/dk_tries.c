/*
** dk_tries.c - which rules to try at which words of a segment.
**
** A rule may begin some words before its trigger, so a trigger alone would have it tried at
** each of these. Most rules say which words they open with ("the", a month, a digit): one
** look at each word before the trigger, by a table of words with a set of rules each, leaves
** few of those places.
*/
#include "dk_tries.h"

#include <string.h>

#include "dk_bytes.h"
#include "dk_masked.h"

#define DIGIT_CLASSES 5 /* one to four leading digits, and more */
#define SET_BITS      64

typedef struct item {
  uint32_t rule, reach;
} item;

typedef struct span {
  size_t start, n; /* in 'items' */
} span;

struct dk_tries {
  dk_mem mem;
  uint32_t n_rules;
  size_t set_words;   /* of uint64_t, in one set of rules */
  dk_triggers *words; /* word -> number of its sets, one for each place */
  dk_array sets;      /* of uint64_t */
  uint64_t *fixed;    /* likewise, of anything, digits, signs, entities, marks */
  dk_array items;     /* of item */
  dk_array at;        /* of span, by trigger */
};

/* Places of the sets in 'fixed'. */
enum {
  ANYTHING,
  SIGN,
  DIGITS,
  CODES = DIGITS + DIGIT_CLASSES,
  MARKS = CODES + 32,
  FIXED = MARKS + 128
};

typedef struct unit {
  size_t start, end;
  const uint64_t *word, *kind; /* sets of rules by place; NULL: none by that */
} unit;

static size_t sets_size (const dk_tries *t) {
  return DK_TRY_PLACES * t->set_words;
}

dk_tries *dk_tries_new (uint32_t n_rules, const dk_mem *mem) {
  dk_mem m = dk_mem_or_default(mem);
  dk_tries *t = dk_mem_new(&m, sizeof *t);
  if (t == NULL)
    return NULL;
  t->mem = m;
  t->n_rules = n_rules;
  t->set_words = n_rules / SET_BITS + 1;
  t->words = dk_triggers_new(&m);
  t->fixed = dk_mem_new(&m, FIXED * sets_size(t) * sizeof *t->fixed);
  if (t->words == NULL || t->fixed == NULL) {
    dk_tries_free(t);
    return NULL;
  }
  return t;
}

void dk_tries_free (dk_tries *t) {
  dk_mem mem;
  if (t == NULL)
    return;
  mem = t->mem;
  dk_triggers_free(t->words);
  dk_array_clear(&t->sets, &mem, sizeof(uint64_t));
  dk_array_clear(&t->items, &mem, sizeof(item));
  dk_array_clear(&t->at, &mem, sizeof(span));
  dk_mem_free(&mem, t->fixed, FIXED * sets_size(t) * sizeof *t->fixed);
  dk_mem_free(&mem, t, sizeof *t);
}

static void put (uint64_t *set, uint32_t rule) {
  set[rule / SET_BITS] |= UINT64_C(1) << rule % SET_BITS;
}

static int holds (const dk_tries *t, const uint64_t *sets, dk_try_place place, uint32_t rule) {
  return sets != NULL &&
         (sets[place * t->set_words + rule / SET_BITS] >> rule % SET_BITS & 1) != 0;
}

static uint64_t *fixed_sets (const dk_tries *t, size_t which) {
  return t->fixed + which * sets_size(t);
}

static uint64_t *word_sets (const dk_tries *t, uint32_t number) {
  return (uint64_t *)t->sets.items + number * sets_size(t);
}

/* The sets of a word, empty new ones for a new word. */
static dk_status add_word (dk_tries *t, const char *word, size_t len, uint64_t **sets) {
  uint32_t number;
  if (!dk_triggers_find(t->words, word, len, &number)) {
    dk_status status;
    number = (uint32_t)(t->sets.n / sets_size(t));
    if (!dk_array_reserve(&t->sets, &t->mem, sizeof(uint64_t), sets_size(t)))
      return DK_ENOMEM;
    if ((status = dk_triggers_add(t->words, word, len, number)) != DK_OK)
      return status;
    memset(word_sets(t, number), 0, sets_size(t) * sizeof(uint64_t));
    t->sets.n += sets_size(t);
  }
  *sets = word_sets(t, number);
  return DK_OK;
}

dk_status dk_tries_allow (dk_tries *t, dk_try_place place, uint32_t rule, const char *word,
                          size_t len) {
  uint64_t *sets = NULL;
  size_t i;
  if (rule >= t->n_rules)
    return DK_EBINARY;
  if (len == 7 && memcmp(word, "<digit>", 7) == 0) {
    for (i = 0; i < DIGIT_CLASSES; i++)
      put(fixed_sets(t, DIGITS + i) + place * t->set_words, rule);
    return DK_OK;
  }
  if (len == 0)
    sets = fixed_sets(t, ANYTHING);
  else if (len == 6 && memcmp(word, "<sign>", 6) == 0)
    sets = fixed_sets(t, SIGN);
  else if (len == 9 && memcmp(word, "<digit:", 7) == 0 && word[7] >= '1' &&
           word[7] < '1' + DIGIT_CLASSES && word[8] == '>')
    sets = fixed_sets(t, DIGITS + (size_t)(word[7] - '1'));
  else if (len == 8 && memcmp(word, "<mark:", 6) == 0 && !dk_is(word[6], DK_HIGH))
    sets = fixed_sets(t, MARKS + (size_t)(unsigned char)word[6]);
  else if (len == 1 && (unsigned char)*word < 32)
    sets = fixed_sets(t, CODES + (size_t)(unsigned char)*word);
  else {
    dk_status status = add_word(t, word, len, &sets);
    if (status != DK_OK)
      return status;
  }
  put(sets + place * t->set_words, rule);
  return DK_OK;
}

dk_status dk_tries_add (dk_tries *t, uint32_t trigger, uint32_t rule, uint32_t reach) {
  item *added;
  span *at;
  if (rule >= t->n_rules || t->at.n > (size_t)trigger + 1)
    return DK_EBINARY;
  while (t->at.n <= trigger) {
    if ((at = dk_array_push(&t->at, &t->mem, sizeof *at)) == NULL)
      return DK_ENOMEM;
    at->start = t->items.n;
    at->n = 0;
  }
  if ((added = dk_array_push(&t->items, &t->mem, sizeof *added)) == NULL)
    return DK_ENOMEM;
  added->rule = rule;
  added->reach = reach;
  ((span *)t->at.items)[trigger].n++;
  return DK_OK;
}

/* ------------------------------------------------------------------------ trying */

typedef struct run {
  const dk_tries *tries;
  const char *text;
  size_t len, from; /* units up to 'from' are known */
  dk_array *units;
  const dk_mem *mem;
} run;

static void classify (const dk_tries *t, const char *p, size_t len, unit *u) {
  uint32_t number;
  size_t n = 0;
  u->word = u->kind = NULL;
  if ((unsigned char)*p < 32) {
    u->kind = fixed_sets(t, CODES + (size_t)(unsigned char)*p);
    return;
  }
  while (n < len && dk_is(p[n], DK_DIGIT))
    n++;
  if (n > 0) {
    u->kind = fixed_sets(t, DIGITS + (n < DIGIT_CLASSES ? n : DIGIT_CLASSES) - 1);
    u->end = u->start + n; /* "am" follows in "10am" */
  }
  if (!dk_is(*p, DK_DIGIT | DK_LOWER | DK_UPPER | DK_HIGH) || *p == '\xC2' || *p == '\xE2')
    u->kind = fixed_sets(t, SIGN);
  if (dk_triggers_find(t->words, p, len, &number))
    u->word = word_sets(t, number);
}

/* Cut one more unit. Returns 1, 0 at the end of the text, -1 without memory. */
static int more_units (run *r) {
  size_t end = 0, start = dk_masked_word_next(r->text, r->len, r->from, &end);
  unit *u;
  if (start >= r->len) {
    r->from = r->len;
    return 0;
  }
  if ((u = dk_array_push(r->units, r->mem, sizeof *u)) == NULL)
    return -1;
  u->start = start;
  u->end = end;
  classify(r->tries, r->text + start, end - start, u);
  r->from = end;
  return 1;
}

static int push_try (dk_array *out, const dk_mem *mem, uint32_t rule, size_t start,
                     uint32_t position) {
  dk_try *made = dk_array_push(out, mem, sizeof *made);
  if (made == NULL)
    return 0;
  made->rule = rule;
  made->start = (uint32_t)start;
  made->position = position;
  return 1;
}

static int allows (const dk_tries *t, const unit *u, dk_try_place place, uint32_t rule) {
  return holds(t, u->word, place, rule) || holds(t, u->kind, place, rule);
}

/* May what stands behind unit number 'index' follow the rule's trigger? */
static int may_follow (const run *r, size_t index, uint32_t rule) {
  const dk_tries *t = r->tries;
  const unit *units = r->units->items;
  size_t end = units[index].end;
  if (holds(t, fixed_sets(t, ANYTHING), DK_TRY_FOLLOWS, rule))
    return 1;
  if (end < r->len && !dk_is(r->text[end], DK_HIGH) &&
      holds(t, fixed_sets(t, MARKS + (size_t)(unsigned char)r->text[end]), DK_TRY_FOLLOWS,
            rule))
    return 1;
  return index + 1 < r->units->n && allows(t, &units[index + 1], DK_TRY_FOLLOWS, rule);
}

/* The first unit at which the rule may begin, for the trigger at unit number 'index'. */
static size_t first_start (const run *r, size_t index, const item *it) {
  const dk_tries *t = r->tries;
  const unit *units = r->units->items;
  size_t first = index > it->reach ? index - it->reach : 0, i = index;
  if (holds(t, fixed_sets(t, ANYTHING), DK_TRY_BETWEEN, it->rule))
    return first;
  while (i > first && (i == index || allows(t, &units[i], DK_TRY_BETWEEN, it->rule)))
    i--;
  return i;
}

/* The rules of one candidate, whose word is unit number 'index'. */
static int try_candidate (const run *r, const dk_candidate *c, size_t index, dk_array *out) {
  const dk_tries *t = r->tries;
  const unit *units = r->units->items;
  const uint64_t *anything = fixed_sets(t, ANYTHING);
  const span *at = (const span *)t->at.items + c->trigger;
  size_t k, i;
  for (k = 0; k < at->n; k++) {
    const item *it = (const item *)t->items.items + at->start + k;
    int everywhere = holds(t, anything, DK_TRY_OPENS, it->rule);
    if (!may_follow(r, index, it->rule))
      continue;
    for (i = first_start(r, index, it); i <= index; i++)
      if ((everywhere || allows(t, &units[i], DK_TRY_OPENS, it->rule)) &&
          !push_try(out, r->mem, it->rule, units[i].start, c->position))
        return 0;
  }
  return 1;
}

dk_status dk_tries_run (const dk_tries *tries, const char *text, size_t len,
                        const dk_candidate *candidates, size_t n, dk_array *units,
                        dk_array *out, const dk_mem *mem) {
  run r = { tries, text, len, 0, units, mem };
  size_t i, index = 0;
  units->n = 0;
  for (i = 0; i < n; i++) {
    const dk_candidate *c = &candidates[i];
    int more = 1;
    if (c->trigger >= tries->at.n || ((span *)tries->at.items)[c->trigger].n == 0)
      continue;
    while (more > 0 &&
           (units->n == 0 || ((const unit *)units->items)[units->n - 1].start <= c->position))
      more = more_units(&r);
    if (more < 0)
      return DK_ENOMEM;
    if (units->n == 0)
      return DK_OK;
    if (index >= units->n || ((const unit *)units->items)[index].start > c->position)
      index = 0;
    while (index + 1 < units->n &&
           ((const unit *)units->items)[index + 1].start <= c->position)
      index++;
    if (!try_candidate(&r, c, index, out))
      return DK_ENOMEM;
  }
  return DK_OK;
}

void dk_tries_clear (dk_array *units, dk_array *out, const dk_mem *mem) {
  dk_array_clear(units, mem, sizeof(unit));
  dk_array_clear(out, mem, sizeof(dk_try));
}
