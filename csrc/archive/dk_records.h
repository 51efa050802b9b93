/*
** dk_records.h - what dk_warc.c and dk_block.c share: the level of an archive of records.
*/
#ifndef DK_RECORDS_H
#define DK_RECORDS_H

#include "dk_http.h"
#include "dk_record.h"
#include "dk_stream.h"

typedef struct dk_records {
  dk_level level;
  dk_context *context;
  dk_stream stream;
  dk_record_kind kind;
  uint64_t careful_until; /* position in the unpacked stream */
  int told;               /* what is skipped now has been told as a problem */
  int whole;              /* the record is damaged, but the response in it is not */
  /* the present record */
  uint64_t offset, within;
  dk_record record;
  dk_http http;
  int is_http;
  dk_buffer head, block, url, refers_to, media;
  dk_buffer decoded[2];
  char date[32];
} dk_records;

/* What became of a record. */
typedef enum dk_outcome { DK_GIVEN, DK_SKIPPED, DK_FAILED } dk_outcome;

/*
** In all that follows a failure is DK_ENOMEM or what the pull returned; where the result is
** an outcome, it is DK_FAILED then, and *status says it.
*/

/* Does a record begin at the window's first byte, which begins a line? */
dk_status dk_records_begins (dk_records *r, dk_begins *begins);

/* Where in these bytes a record begins, or may do so at their end: at the beginning of a
** line; 'len' if nowhere. */
size_t dk_records_find (const char *bytes, size_t len, dk_record_kind kind);

/* Take 'n' bytes of the window, into 'to' unless it is NULL. Returns 0 without memory. */
int dk_records_keep (dk_records *r, dk_buffer *to, size_t n);

/* Skip to where a record could begin. 'at_line': the window's first byte begins a line. */
dk_status dk_records_skip (dk_records *r, int at_line);

/* Tell a problem of the present place; of the present record, with what becomes of it. */
dk_status dk_records_tell (dk_records *r, dk_archive_code code, const char *message);
dk_status dk_records_tell_lost (dk_records *r, dk_archive_code code, const char *message);

/* The outcome of a record after a fault was told. */
dk_outcome dk_records_leave (const dk_records *r, dk_status status);

/* A break between records, or inside one ('inside'): tell of it once, and go on behind it. */
dk_status dk_records_pass_break (dk_records *r, int inside);

/* Line ends at the window's first byte, so many that something else follows them there, or
** nothing more can come. */
dk_status dk_records_line_ends (dk_records *r, size_t *n);

/* Read the block of the record whose head was taken, and what has to follow it. */
dk_outcome dk_records_read_block (dk_records *r, dk_status *status);

#endif
