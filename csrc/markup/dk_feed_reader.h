/*
** dk_feed_reader.h - the state of a feed while it is read: what is open, and what is being
** filled. Shared by dk_feed.c (elements, entries) and dk_feed_field.c (namespaces, fields).
*/
#ifndef DK_FEED_READER_H
#define DK_FEED_READER_H

#include "dk_feed_internal.h"

typedef struct dk_feed_open {
  dk_range name; /* with its prefix */
  size_t start;  /* of its tag */
  dk_feed_role role;
  size_t base;
  dk_range language;
  size_t bindings; /* how many were in force before it */
} dk_feed_open;

typedef struct dk_feed_binding {
  dk_range prefix; /* empty: the default namespace */
  dk_feed_space space;
} dk_feed_binding;

typedef struct dk_feed_reader {
  dk_feed *feed;
  dk_xml xml;
  dk_feed_open open[DK_FEED_DEPTH_MAX];
  size_t depth;
  size_t too_deep; /* elements open beyond */
  dk_feed_binding bindings[DK_FEED_BINDINGS_MAX];
  size_t n_bindings;
  int in_entry;       /* self.entry is being filled */
  size_t entry_depth; /* of the stack, with its element */
  dk_feed_entry entry;
  size_t value_depth; /* of the stack, with the field's element; 0: no field is open */
  const dk_feed_element *field;
  dk_feed_value value;
  dk_feed_content content;
  int is_link; /* the field is an identifier that may be a link as well */
  int seen;    /* an element of a feed was there */
  int failed;  /* memory */
} dk_feed_reader;

static inline size_t dk_range_size (dk_range range) {
  return range.end - range.start;
}

/* Is a range of the feed this word? */
int dk_feed_is (const dk_feed_reader *r, dk_range range, const char *word);

/* Have two ranges the same bytes? */
int dk_feed_same (const dk_feed_reader *r, dk_range a, dk_range b);

/* The value of an attribute, or NULL. */
const dk_range *dk_feed_attribute (const dk_feed_reader *r, const dk_xml_token *token,
                                   const char *name);

/* The part of a name before its colon, empty without one; *local is what is behind. */
dk_range dk_feed_prefix (const dk_feed_reader *r, dk_range name, dk_range *local);

/* Namespaces, xml:base and xml:lang that a start tag declares for what is inside. */
void dk_feed_declare_names (dk_feed_reader *r, dk_feed_open *e, const dk_xml_token *token);

/* What an element with this name means here, or NULL. */
const dk_feed_element *dk_feed_meaning (const dk_feed_reader *r, dk_range name);

/* A field that stands in an attribute. */
void dk_feed_keep_attribute (dk_feed_reader *r, const dk_feed_open *e, dk_feed_field field,
                             int rank, dk_range raw);

/* Atom's link: the page that shows the entry (RFC 4287, 4.2.7). */
void dk_feed_read_link (dk_feed_reader *r, const dk_feed_open *e, const dk_xml_token *token);

/* A field begins with this tag; its content ends at 'end'. */
void dk_feed_open_value (dk_feed_reader *r, const dk_feed_open *e,
                         const dk_feed_element *field, const dk_xml_token *token);
void dk_feed_close_value (dk_feed_reader *r, size_t end);

#endif
