/*
** dk_encoding_sniff.h - what bytes say of their own encoding.
*/
#ifndef DK_ENCODING_SNIFF_H
#define DK_ENCODING_SNIFF_H

#include "dk_decoder.h"
#include "dk_encoding.h"

/* The encoding of the byte order mark in front, and its length; NULL without one. */
const dk_encoding *dk_encoding_of_mark (const unsigned char *bytes, size_t len, size_t *mark);

/* UTF-16 or UTF-32 without a mark, seen by its zero bytes, or NULL. */
const dk_encoding *dk_encoding_of_zeros (const unsigned char *bytes, size_t len);

/* The label that was read last, to be told where it is unknown; len 0: there was none. */
typedef struct dk_label {
  const char *text;
  size_t len;
} dk_label;

/* That of a name, or of the parameter "charset" of a Content-Type header; NULL: unknown. */
const dk_encoding *dk_encoding_of_header (const char *value, dk_label *label);

/* That which an XML declaration or a meta element states; NULL: none is. */
const dk_encoding *dk_encoding_declared (const char *bytes, size_t len, dk_markup_kind kind,
                                         dk_label *label);

#endif
