/*
** dk_look.h - the format of a file, and why it cannot be read.
*/
#ifndef DK_LOOK_H
#define DK_LOOK_H

#include "dk.h"

/* As dk_look; *why is set to what is wrong with bytes that nobody can read, else NULL. */
dk_format dk_look_why (const char *bytes, size_t len, const char **why);

#endif
