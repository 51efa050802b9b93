/*
** dk_xml.h - XML as people really send it, token by token, each with its bytes.
**
** Unlike an XML parser it never stops: what is ill-formed is told and read as it was most
** likely meant. Nothing is expanded or copied, so a token costs what its bytes cost and no
** document can blow up. A DOCTYPE's entities are only listed (dk_xml_entity).
*/
#ifndef DK_XML_H
#define DK_XML_H

#include "dk.h"

typedef enum dk_xml_type {
  DK_XML_DONE,  /* the end of the text */
  DK_XML_START, /* <name ...> or <name .../> */
  DK_XML_END,   /* </name> */
  DK_XML_TEXT,  /* up to the next '<', references as they stand */
  DK_XML_CDATA,
  DK_XML_DOCTYPE,
  DK_XML_OTHER /* comment, processing instruction */
} dk_xml_type;

typedef struct dk_xml_attribute {
  dk_range name, value; /* the value without its quotation marks, references as they stand */
} dk_xml_attribute;

typedef struct dk_xml_token {
  dk_xml_type type;
  dk_range source;                    /* all of it */
  dk_range name;                      /* of an element, with its prefix */
  dk_range inner;                     /* of CDATA and DOCTYPE, between their marks */
  int empty;                          /* <name .../> */
  const dk_xml_attribute *attributes; /* until the next token */
  size_t n_attributes;
} dk_xml_token;

/* What is wrong at a byte; 'reason' is static. */
typedef void (*dk_xml_report)(void *user, size_t position, const char *reason);

#define DK_XML_ATTRIBUTES 64

typedef struct dk_xml {
  const char *text;
  size_t len, at;
  dk_xml_report report; /* may be NULL */
  void *user;
  int no_comment_end; /* "-->" was looked for, and does not occur any more */
  dk_xml_attribute attributes[DK_XML_ATTRIBUTES];
} dk_xml;

/* Begin. The caller keeps 'text' while tokens are used. */
void dk_xml_init (dk_xml *xml, const char *text, size_t len, dk_xml_report report, void *user);

/* The next token; returns its type. O(len) for all of them together. */
dk_xml_type dk_xml_next (dk_xml *xml, dk_xml_token *token);

/*
** The next general entity with a value that a DOCTYPE's inner part declares, from *at on,
** which is moved behind it. Returns 0 when there is none.
*/
int dk_xml_entity (const char *text, dk_range doctype, size_t *at, dk_range *name,
                   dk_range *value);

#endif
