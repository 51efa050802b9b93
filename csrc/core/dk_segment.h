/*
** dk_segment.h - segments and tokens of a piece of text.
*/
#ifndef DK_SEGMENT_H
#define DK_SEGMENT_H

#include "dk_mem.h"

/*
** Append the linguistic sentences of 'block' (a range of 'text') to 'segments' (an array
** of dk_span, counting bytes of 'text'). O(length). Returns 0 without memory.
*/
int dk_segment_block (const dk_mem *mem, const dk_profile *profile, const char *text,
                      dk_span block, dk_array *segments);

/* Append the tokens of 'segment' to 'tokens', in the same manner. */
int dk_segment_tokens (const dk_mem *mem, const dk_profile *profile, const char *text,
                       dk_span segment, dk_array *tokens);

#endif
