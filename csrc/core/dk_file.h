/*
** dk_file.h - the bytes of a file, mapped or read.
*/
#ifndef DK_FILE_H
#define DK_FILE_H

#include "dk.h"

typedef struct dk_file {
  const char *bytes;
  size_t len;
  size_t cap; /* bytes allocated; 0 if mapped */
} dk_file;

/* Fill 'file', or *error and leave 'file' empty. Large regular files are mapped. */
dk_status dk_file_load (const dk_mem *mem, const char *path, dk_file *file, dk_error *error);
void dk_file_unload (const dk_mem *mem, dk_file *file);

/*
** The pages of a mapped file in [from, to) are not needed for now: they leave memory, and
** come back from the file when they are read again. No effect on a file that was read.
*/
void dk_file_forget (const dk_file *file, size_t from, size_t to);

/* Fill 'error' (which may be NULL) and return 'code'. */
dk_status dk_fail (dk_error *error, dk_status code, size_t position, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

#endif
