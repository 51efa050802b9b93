/*
** dk_metadata.h - what a page says about itself and its articles: meta elements, links,
** JSON-LD, times, headings, lines with an author or a date. What it means is read in Lua
** (docket.reader.metadata).
*/
#ifndef DK_METADATA_H
#define DK_METADATA_H

#include "dk_content.h"

enum { DK_DATUM_NAMES = 5 };

typedef struct dk_datum {
  const char
      *tag; /* "meta", "link", "html", "title", "jsonld", "time", "h1", "byline", "date" */
  const char *names[DK_DATUM_NAMES]; /* values of attributes that name it */
  size_t n_names;
  const char *content; /* or NULL */
  uint32_t node;
  int has_text; /* its text counts: dk_datum_text */
} dk_datum;

/* The first datum at or behind node *at, before 'end'; *at moves behind it. Returns 0 if
** there is none. */
int dk_datum_next (const dk_content *content, uint32_t *at, uint32_t end, dk_datum *out);

/* Bytes that its text needs at most (counted no further than above 'most'), and the text
** itself: returns its length. White space is collapsed but in JSON-LD. */
size_t dk_datum_text_room (const dk_content *content, const dk_datum *datum, size_t most);
size_t dk_datum_text (const dk_content *content, const dk_datum *datum, char *out,
                      size_t room);

#endif
