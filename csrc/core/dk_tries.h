/*
** dk_tries.h - which rules to try at which words of a segment: at those before a trigger
** that the rule may begin with, where what lies between and what follows allow it.
*/
#ifndef DK_TRIES_H
#define DK_TRIES_H

#include "dk.h"
#include "dk_mem.h"

typedef struct dk_tries dk_tries;

/* Rules are numbers below 'n_rules'. NULL without memory. Filled once, then read only. */
dk_tries *dk_tries_new (uint32_t n_rules, const dk_mem *mem);
void dk_tries_free (dk_tries *tries);

/* Where a word stands in a match: first; between the first and the trigger's; behind the
** trigger's. */
typedef enum dk_try_place {
  DK_TRY_OPENS,
  DK_TRY_BETWEEN,
  DK_TRY_FOLLOWS,
  DK_TRY_PLACES
} dk_try_place;

/*
** A word (folded letters and digits) that may stand at a place of the rule's matches, or one
** of: "" (anything), "<digit>" (a word that begins with digits), "<digit:N>" (with exactly N,
** 1 to 4; 5 is five and more), "<sign>" (a currency or section sign), a control character
** (an entity of that code); of what follows also "<mark:C>" (the ASCII character C directly
** behind the trigger's word, or its figures: "am" follows in "10am"). A rule for which a place has none is never tried.
** Result: DK_OK; DK_EBINARY, DK_ETOOBIG for what is no word; DK_ENOMEM.
*/
dk_status dk_tries_allow (dk_tries *tries, dk_try_place place, uint32_t rule, const char *word,
                          size_t len);

/*
** The rule is tried at the trigger, beginning at most 'reach' words before it. Triggers
** come in ascending order, all rules of one together.
** Result: DK_OK; DK_EBINARY for another order or no such rule; DK_ENOMEM.
*/
dk_status dk_tries_add (dk_tries *tries, uint32_t trigger, uint32_t rule, uint32_t reach);

/* A trigger that stands in a segment; 'position' is 0-based there. */
typedef struct dk_candidate {
  uint32_t position, trigger;
} dk_candidate;

/* Match the rule at 'start'; what it matches must reach over 'position'. */
typedef struct dk_try {
  uint32_t rule, start, position;
} dk_try;

/*
** What to try in a segment's text (folded, or masked), appended to 'out' as dk_try: by
** candidate, then in the order in which rules were added, then from left to right. 'units' is scratch memory of the caller's, for several
** calls; both arrays are all zero at first and freed by dk_tries_clear.
** Result: DK_OK or DK_ENOMEM.
*/
dk_status dk_tries_run (const dk_tries *tries, const char *text, size_t len,
                        const dk_candidate *candidates, size_t n, dk_array *units,
                        dk_array *out, const dk_mem *mem);
void dk_tries_clear (dk_array *units, dk_array *out, const dk_mem *mem);

#endif
