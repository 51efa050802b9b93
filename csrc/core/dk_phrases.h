/*
** dk_phrases.h - does one of some phrases stand at a place of folded text?
*/
#ifndef DK_PHRASES_H
#define DK_PHRASES_H

#include "dk.h"

typedef struct dk_phrases dk_phrases;

/* NULL without memory. Filled once, then read only. */
dk_phrases *dk_phrases_new (const dk_mem *mem);
void dk_phrases_free (dk_phrases *phrases);

/*
** Add a phrase of folded text, with a number from 1; of two that are alike the later counts.
** A space in it stands for one or more, an apostrophe for any of its forms. White space at
** its ends is left out, and a run of it inside is one space.
** Result: DK_OK; DK_ETOOBIG for more than DK_ENTRY_MAX bytes, or more phrases than have
** numbers; DK_ENOMEM. Nothing is added for a phrase of no bytes.
*/
dk_status dk_phrases_add (dk_phrases *phrases, const char *phrase, size_t len, uint32_t id);

/*
** The longest phrase that begins at 'from' of the text and ends where a word ends.
** Result: its end, and *id its number; 0 if there is none.
*/
size_t dk_phrases_match (const dk_phrases *phrases, const char *text, size_t len, size_t from,
                         uint32_t *id);

/* The bytes that phrases begin with, each once, into 'bytes'. Result: how many. */
size_t dk_phrases_openers (const dk_phrases *phrases, char bytes[256]);

#endif
