/*
** dk_list.h - the lines of a word list:
**
**   # remark
**   january = 01    an entry with a value
**   prison          an entry that stands for itself
**   -gaol           one to be taken away
*/
#ifndef DK_LIST_H
#define DK_LIST_H

#include <stddef.h>

typedef enum dk_list_kind {
  DK_LIST_END,    /* of the text */
  DK_LIST_ENTRY,  /* without '=' its value is NULL */
  DK_LIST_REMOVE, /* 'entry' is what is taken away */
  DK_LIST_WRONG   /* no entry before '=' */
} dk_list_kind;

/* Ranges of the text, without the white space at their ends. */
typedef struct dk_list_line {
  const char *entry, *value;
  size_t entry_len, value_len;
  size_t number; /* of the line, from 1; to be 0 at first */
} dk_list_line;

/* The next line of [*from, len) that says something into *line; *from is moved behind it. */
dk_list_kind dk_list_next (const char *text, size_t len, size_t *from, dk_list_line *line);

#endif
