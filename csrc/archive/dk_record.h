/*
** dk_record.h - how records of WARC and ARC files begin, and what their heads say.
*/
#ifndef DK_RECORD_H
#define DK_RECORD_H

#include "dk_archive_internal.h"

/* Which beginnings count: a WARC file may hold the text of an ARC line, so ARC records are
** looked for in ARC files alone. */
typedef enum dk_record_kind { DK_RECORD_WARC = 1, DK_RECORD_ARC = 2 } dk_record_kind;

typedef enum dk_begins {
  DK_BEGINS_NOT,
  DK_BEGINS_WARC,
  DK_BEGINS_ARC,
  DK_BEGINS_PERHAPS /* more bytes would tell */
} dk_begins;

/* Does a record begin with these bytes, which stand at the beginning of a line? */
dk_begins dk_record_begins (const char *bytes, size_t len, dk_record_kind kind);

/* What the head of a record says. Texts point into the head. */
typedef struct dk_record {
  dk_entry_type type;
  int has_length;  /* Content-Length is there and a number */
  uint64_t length; /* bytes of the block */
  dk_text type_name, url, date, id, refers_to, content_type, block_digest, payload_digest;
  int segment;
  int truncated; /* WARC-Truncated: the crawler cut the payload */
} dk_record;

/* Read a head: the lines of a WARC record up to its empty one, or the line of an ARC one. */
void dk_record_read_warc (const char *head, size_t len, dk_record *record);
void dk_record_read_arc (const char *line, size_t len, dk_record *record);

/*
** A target as a URL: without <> around it, white space and control bytes inside written as
** %20 and the like; some writers get both wrong. Appended to 'out'; 0 without memory.
*/
int dk_record_url (const dk_mem *mem, dk_text target, dk_buffer *out);

/* A date, also one of 14 digits, as YYYY-MM-DDTHH:MM:SSZ; any other as it stands, cut to
** the room. Returns its length. */
size_t dk_record_date (dk_text date, char out[32]);

#endif
