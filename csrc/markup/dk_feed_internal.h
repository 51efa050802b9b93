/*
** dk_feed_internal.h - what the units of the feed reader share: dk_feed.c follows elements
** to entries and fields, dk_feed_names.c knows what elements mean, dk_feed_text.c makes the
** texts of values.
*/
#ifndef DK_FEED_INTERNAL_H
#define DK_FEED_INTERNAL_H

#include "dk_feed.h"
#include "dk_limits.h"
#include "dk_mem.h"
#include "dk_xml.h"

/* ------------------------------------------------------------- dk_feed_names.c */

typedef enum dk_feed_space {
  DK_SPACE_NONE, /* RSS of all versions */
  DK_SPACE_ATOM,
  DK_SPACE_DC,
  DK_SPACE_TERMS, /* dcterms */
  DK_SPACE_CONTENT,
  DK_SPACE_MEDIA,
  DK_SPACE_ITUNES,
  DK_SPACE_XHTML,
  DK_SPACE_RDF,
  DK_SPACE_XML,
  DK_SPACE_OTHER
} dk_feed_space;

/* The namespace of an address; of a prefix by custom, where it is not declared. */
dk_feed_space dk_feed_space_of_address (const char *address, size_t len);
dk_feed_space dk_feed_space_of_prefix (const char *prefix, size_t len);

typedef enum dk_feed_role {
  DK_ROLE_NONE,
  DK_ROLE_FEED, /* its children say something of the feed */
  DK_ROLE_ENTRY,
  DK_ROLE_GROUP,  /* its children count as its parent's */
  DK_ROLE_PERSON, /* its child <name> is an author */
  DK_ROLE_FIELD,
  DK_ROLE_LINK, /* Atom's, all in attributes */
  DK_ROLE_GUID
} dk_feed_role;

typedef struct dk_feed_element {
  dk_feed_space space;
  const char *name;
  dk_feed_role role;
  dk_feed_field field;
  int rank;
  dk_feed_form form;
} dk_feed_element;

/* What an element means, NULL for one that means nothing. */
const dk_feed_element *dk_feed_element_of (dk_feed_space space, const char *name, size_t len);

/* ---------------------------------------------------------------- dk_feed.c */

typedef struct dk_feed_entity {
  dk_range name; /* in the feed */
  dk_range text; /* in the feed's own text, all references resolved */
} dk_feed_entity;

typedef struct dk_feed_base_item {
  dk_range address;
  size_t outer;
} dk_feed_base_item;

/* Where a walk through a value's pieces is. */
typedef struct dk_feed_walk {
  size_t at, end;   /* in the feed */
  size_t text;      /* bytes of text made so far */
  size_t allowance; /* bytes that entities may still expand to */
  int in_cdata;
  int no_comment_end; /* was looked for, and is not there */
  char room[8];
} dk_feed_walk;

struct dk_feed {
  dk_mem mem;
  const char *text;
  size_t len;
  dk_array made; /* of char: texts that are no ranges of the feed */
  dk_array entries, authors, bases, entities, problems;
  size_t n_problems;
  dk_feed_entry self;
  /* Mapping goes on from where it was. */
  const dk_feed_value *walked;
  dk_feed_walk walk;
};

/* Note a problem; the list is bounded, and full memory only shortens it. */
void dk_feed_note (dk_feed *feed, size_t position, const char *reason);

/* ---------------------------------------------------------------- dk_feed_text.c */

/* What kind of text an element's content turned out to be. */
typedef struct dk_feed_content {
  dk_range raw; /* between its tags */
  int elements; /* there are elements inside */
  int cdata;    /* ... and CDATA beside them */
  int prefixed; /* ... and names with a prefix */
  int escaped;  /* it is stated to be escaped HTML */
  int base64;
} dk_feed_content;

/* Make the text of 'value' from the content. Returns 0 without memory. */
int dk_feed_make_text (dk_feed *feed, const dk_feed_content *content, dk_feed_value *value);

/* The entities that a DOCTYPE declares. Returns 0 without memory. */
int dk_feed_declare (dk_feed *feed, dk_range doctype);

#endif
