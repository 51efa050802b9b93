/*
** dk_feed.h - RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 as entries with fields.
**
** Nothing that is wrong with a feed stops the reading: it is told with its byte, and the
** entries before and behind it are there. Texts are ranges of the feed where they stand in
** it as they are (CDATA, inline markup, plain text); what was escaped is copied.
*/
#ifndef DK_FEED_H
#define DK_FEED_H

#include "dk.h"

typedef enum dk_feed_field {
  DK_FEED_TITLE,
  DK_FEED_LINK,
  DK_FEED_ID,
  DK_FEED_PUBLISHED,
  DK_FEED_MODIFIED,
  DK_FEED_CONTENT,
  DK_FEED_SUMMARY,
  DK_FEED_LANGUAGE,
  DK_FEED_FIELDS,
  DK_FEED_AUTHOR = DK_FEED_FIELDS /* there may be several */
} dk_feed_field;

typedef enum dk_feed_form {
  DK_FEED_TEXT,  /* the text itself */
  DK_FEED_MAYBE, /* text or HTML: RSS does not tell */
  DK_FEED_HTML
} dk_feed_form;

/* How positions of a value's text map to the feed. */
typedef enum dk_feed_copy {
  DK_FEED_DIRECT,    /* the text is a range of the feed */
  DK_FEED_UNESCAPED, /* references were resolved, CDATA marks taken off */
  DK_FEED_MADE       /* rewritten or base64: only the whole maps to the whole */
} dk_feed_copy;

typedef struct dk_feed_value {
  dk_range source;   /* bytes of the feed that it was made of */
  dk_range text;     /* in the feed if DK_FEED_DIRECT, else in the feed's own text */
  size_t base;       /* number of its xml:base, 0: none */
  dk_range language; /* xml:lang in force, a range of the feed, empty if there is none */
  dk_feed_form form;
  dk_feed_copy copy;
  int rank; /* 0: the field is absent; a source that says it better has a higher one */
} dk_feed_value;

typedef struct dk_feed_entry {
  dk_range source; /* from the '<' of its element to behind its end */
  dk_feed_value fields[DK_FEED_FIELDS];
  size_t first_author, last_author; /* half-open, of dk_feed_author */
  int author_rank;
} dk_feed_entry;

typedef struct dk_feed dk_feed;

/*
** Read 'len' bytes of UTF-8. Ownership: the caller keeps 'text' until dk_feed_free.
** Result: DK_OK and *out set, whatever the bytes are; or DK_ENOMEM. O(len).
*/
dk_status dk_feed_read (const dk_mem *mem, const char *text, size_t len, dk_feed **out);
void dk_feed_free (dk_feed *feed); /* NULL is allowed */

size_t dk_feed_entry_count (const dk_feed *feed);
const dk_feed_entry *dk_feed_entry_at (const dk_feed *feed, size_t index);

/* What is said of the feed itself. */
const dk_feed_entry *dk_feed_self (const dk_feed *feed);

const dk_feed_value *dk_feed_author_at (const dk_feed *feed, size_t index);

/* The text of a value, *len bytes. */
const char *dk_feed_value_text (const dk_feed *feed, const dk_feed_value *value, size_t *len);

/*
** The bytes of the feed behind a range of a value's text. O(bytes of the value before it),
** unless 'value' is the one asked for last and the range lies further on.
*/
dk_range dk_feed_value_source (dk_feed *feed, const dk_feed_value *value, dk_range text);

/* The xml:base with a number: its address as it stands, and the one that it is relative
** to (0: none). */
size_t dk_feed_base_count (const dk_feed *feed);
dk_range dk_feed_base (const dk_feed *feed, size_t number, size_t *outer);

/* The feed's bytes, as given. */
const char *dk_feed_bytes (const dk_feed *feed, size_t *len);

/* As dk_document_problems. */
size_t dk_feed_problems (const dk_feed *feed, const dk_problem **list, size_t *listed);

#endif
