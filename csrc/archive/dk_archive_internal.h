/*
** dk_archive_internal.h - what the units of csrc/archive share: the state of one archive,
** its levels seen from outside, and small helpers.
*/
#ifndef DK_ARCHIVE_INTERNAL_H
#define DK_ARCHIVE_INTERNAL_H

#include "dk_archive.h"
#include "dk_archive_limits.h"
#include "dk_mem.h"

/* What all levels of an archive have in common. */
typedef struct dk_context {
  dk_mem mem;
  dk_archive_options options; /* with all defaults filled in */
  uint64_t read;              /* bytes of the outermost archive, the furthest position */
  uint64_t unpacked;          /* bytes that came out of any unpacking */
  uint64_t entries;
  int stopped;       /* a limit ended the reading */
  uint64_t within;   /* of the place that a problem is told of; see dk_archive_entry */
  const char *name;  /* of the level that is read now: "a.wacz!/b.warc", or "" */
  char why[160];     /* what libarchive says of an archive that it cannot open */
  dk_array problems; /* of dk_archive_problem */
  size_t n_problems; /* with those too many */
} dk_context;

/* Add a problem. DK_OK, or DK_ENOMEM. */
dk_status dk_context_problem (dk_context *context, uint64_t offset, dk_archive_code code,
                              const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/*
** Count bytes that were unpacked. Returns 0 from the moment when they are too many for
** those that were read; 'stopped' is then set and the problem told.
*/
int dk_context_unpacked (dk_context *context, uint64_t offset, size_t more);

/* A growable buffer of bytes; all zero is an empty one. */
typedef struct dk_buffer {
  char *bytes;
  size_t len, cap;
} dk_buffer;

/* Make room for 'more' further bytes, or return 0 and change nothing. */
int dk_buffer_reserve (dk_buffer *buffer, const dk_mem *mem, size_t more);
int dk_buffer_append (dk_buffer *buffer, const dk_mem *mem, const char *bytes, size_t len);
void dk_buffer_clear (dk_buffer *buffer, const dk_mem *mem);
/* Empty it; a large one gives its memory back, so that one long record is not paid for by
** all that follow. */
void dk_buffer_reset (dk_buffer *buffer, const dk_mem *mem);

/* Does 'text' begin with 'with', or equal it? Case of ASCII letters does not count. */
int dk_text_begins (dk_text text, const char *with);
int dk_text_is (dk_text text, const char *is);
/* The text without white space at its ends. */
dk_text dk_text_trim (dk_text text);

/* A level: an archive, outermost or inside another. */
typedef struct dk_level dk_level;
struct dk_level {
  dk_status (*next)(dk_level *level, dk_archive_entry *entry);
  dk_status (*payload)(dk_level *level, const char **bytes, size_t *len);
  dk_status (*piece)(dk_level *level, const char **bytes, size_t *len); /* NULL: records */
  void (*free)(dk_level *level);
};

/* Which level the first bytes of an archive call for. */
typedef enum dk_look_result {
  DK_LOOK_NONE,
  DK_LOOK_RECORDS,
  DK_LOOK_CONTAINER
} dk_look_result;

/*
** New levels, which own nothing of 'pull'. 'outermost': its bytes are those that were read.
** 'head': its first bytes. DK_OK, DK_ENOMEM, what the pull returned, or DK_EBINARY for a
** container that libarchive cannot read, with its reason in the context.
*/
dk_status dk_records_new (dk_context *context, const dk_pull *pull, int outermost,
                          dk_level **out);
dk_status dk_container_new (dk_context *context, const dk_pull *pull, int outermost,
                            dk_text head, dk_level **out);

#endif
