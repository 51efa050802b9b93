/*
** dk_html.h - HTML as a stream of events: elements that begin and end, and text, each with
** the bytes of the page that it stands in. The tokenizer behind it is libxml2's SAX
** interface, which dk_html.c alone knows; nothing of its tree is built.
*/
#ifndef DK_HTML_H
#define DK_HTML_H

#include "dk.h"

typedef struct dk_html_attribute {
  const char *name;  /* lower case */
  const char *value; /* UTF-8, entities decoded; "" where there is none */
} dk_html_attribute;

/*
** What the page consists of, in its order. Each function returns 0 to stop. Strings live
** for the call alone. The content of script and style comes as text.
**
** start   'source' is the position at or before its '<'
** end     once for each start, whether the page closes the element or not
** text    decoded UTF-8; 'source' are the bytes it was made of. Where both are of one
**         length they are the same bytes; otherwise the text is of one character or name
** again   all open elements are closed without an 'end': they were too deep
*/
typedef struct dk_html_events {
  void *user;
  int (*start)(void *user, const char *name, const dk_html_attribute *attributes, size_t n,
               size_t source);
  int (*end)(void *user, const char *name, size_t source);
  int (*text)(void *user, const char *text, size_t len, dk_range source);
  int (*again)(void *user);
} dk_html_events;

/*
** Read a page. 'text' is meant to be UTF-8; bytes that are not, and control characters,
** come as '?' and space. Attributes above DK_HTML_ATTRIBUTES_MAX of one element, and
** nesting above DK_HTML_DEPTH_MAX are passed over, their text is not.
** Result: DK_OK; DK_ETOOBIG above DK_HTML_MAX; DK_ENOMEM, also where an event said stop.
**   O(len) whatever the page holds.
*/
dk_status dk_html_read (const dk_mem *mem, const char *text, size_t len,
                        const dk_html_events *events);

/*
** Is 'text' fit for the tokenizer as it stands? If not, *out is a copy of the same length
** with what is not blanked out; the caller frees it (len bytes). Else *out is NULL.
** Returns 0 without memory.
*/
int dk_html_guard (const dk_mem *mem, const char *text, size_t len, char **out);

#endif
