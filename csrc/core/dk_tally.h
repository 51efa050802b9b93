/*
** dk_tally.h - how many words of a text stand in which lists of words.
*/
#ifndef DK_TALLY_H
#define DK_TALLY_H

#include "dk.h"

typedef struct dk_tally dk_tally;

/* Lists are numbers below 'n_lists'. NULL without memory. Filled once, then read only. */
dk_tally *dk_tally_new (uint32_t n_lists, const dk_mem *mem);
void dk_tally_free (dk_tally *tally);

/*
** Put a word, in lower case, into a list; it may stand in several, and once in each.
** Result: as of dk_triggers_add; DK_EBINARY for no such list as well.
*/
dk_status dk_tally_add (dk_tally *tally, const char *word, size_t len, uint32_t list);

/*
** Add to 'counts' (of 'n_lists') the words of 'text', in lower case, that stand in each
** list. A word is a run of ASCII letters and of bytes beyond ASCII. Returns how many words
** there are, in lists or not.
*/
size_t dk_tally_count (const dk_tally *tally, const char *text, size_t len, uint32_t *counts);

/*
** Write 'text' to 'out' (of 'len' bytes) with a space for each punctuation mark or space
** of U+0080 to U+00BF and U+2000 to U+20BF and for each Arabic comma, semicolon and
** question mark: what words of any script stand between. '*ascii' says whether nothing
** beyond ASCII is left. Returns the length of what was written.
*/
size_t dk_spaced (const char *text, size_t len, char *out, int *ascii);

#endif
