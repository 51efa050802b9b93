/*
** dk_name.h - the plain cases of names.
*/
#ifndef DK_NAME_H
#define DK_NAME_H

#include <stddef.h>

/*
** The end of the run of capitalised words that begins at 'first' (0-based) of a text as it
** stands, where the run is plain: ASCII letters and spaces alone, and behind it nothing that
** could belong to it. 0 where that is not sure.
*/
size_t dk_name_run (const char *text, size_t len, size_t first);

#endif
