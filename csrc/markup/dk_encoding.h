/*
** dk_encoding.h - text in any character encoding, as UTF-8, with the way back to the
** bytes that it was made of.
**
** Which encoding it is: what the caller forces; a byte order mark; what is declared in
** front of the bytes (an HTTP header) or in them (XML declaration, meta element), with the
** labels of the WHATWG Encoding Standard, by which "iso-8859-1" is windows-1252; and
** letter statistics where nothing is declared, or where what is declared cannot be.
*/
#ifndef DK_ENCODING_H
#define DK_ENCODING_H

#include "dk.h"

typedef enum dk_markup_kind { DK_MARKUP_TEXT, DK_MARKUP_HTML, DK_MARKUP_XML } dk_markup_kind;

typedef struct dk_decode_options {
  const char *forced;   /* name of an encoding, NUL-terminated, or NULL */
  const char *declared; /* a name, or the value of a Content-Type header, or NULL */
  dk_markup_kind kind;  /* where a declaration is looked for in the bytes */
} dk_decode_options;

/* A text in UTF-8 and how its positions map to its source. */
typedef struct dk_decoding dk_decoding;

/*
** Find the encoding of 'len' bytes and convert them. Bytes that stand for nothing become
** U+FFFD and are listed as problems. Where the bytes are UTF-8 as they are, there is no
** text (dk_decoding_text gives NULL). Plain text stays UTF-8, with nothing replaced, where
** all but a few of its characters are well-formed: the core's reader lists the others.
** Ownership: the caller keeps 'bytes' until dk_decoding_free(*out), which reads them again
**   to map positions.
** Result: DK_OK and *out set; DK_EENCODING for a forced encoding that is not known (or not
**   to the system's iconv); DK_ENOMEM. O(len).
*/
dk_status dk_decode (const dk_mem *mem, const char *bytes, size_t len,
                     const dk_decode_options *options, dk_decoding **out, dk_error *error);
void dk_decoding_free (dk_decoding *decoding); /* NULL is allowed */

/* The encoding's name, "windows-1252": static. */
const char *dk_decoding_name (const dk_decoding *decoding);

/* The text, *len bytes; NULL where it is the source itself. */
const char *dk_decoding_text (const dk_decoding *decoding, size_t *len);

/* Give the text's memory back, when the caller has a copy; mapping goes on. */
void dk_decoding_forget_text (dk_decoding *decoding);

/*
** The bytes of the source that a range of the text was made of, whole characters. A range
** beyond the text is cut to it. O(log n), and a few hundred bytes read again.
*/
dk_range dk_decoding_source (dk_decoding *decoding, dk_range text);

/* As dk_document_problems, with positions in the source. */
size_t dk_decoding_problems (const dk_decoding *decoding, const dk_problem **list,
                             size_t *listed);

#endif
