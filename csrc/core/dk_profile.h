/*
** dk_profile.h - what the readers ask of a profile.
*/
#ifndef DK_PROFILE_H
#define DK_PROFILE_H

#include "dk.h"

/*
** Which of the word lists (bits 1 << dk_list) hold the word of 'len' bytes at 'word',
** in whatever case; an abbreviation's last period is left out by the caller. 0 if none.
*/
unsigned dk_profile_word (const dk_profile *profile, const char *word, size_t len);

/*
** Does the text of [p, end) begin with a phrase of 'list'? Returns the length that the
** phrase takes there, or 0. White space of any kind and length matches a space, and a
** phrase that ends in a letter or digit ends at the end of a word.
*/
size_t dk_profile_phrase (const dk_profile *profile, dk_list list, const char *p,
                          const char *end);

/* Is any phrase on the list? */
int dk_profile_has (const dk_profile *profile, dk_list list);

#endif
