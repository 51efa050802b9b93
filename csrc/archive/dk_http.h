/*
** dk_http.h - HTTP responses as archives keep them (RFC 9110, RFC 9112).
*/
#ifndef DK_HTTP_H
#define DK_HTTP_H

#include "dk_archive_internal.h"

typedef struct dk_http {
  int status;       /* 200 */
  size_t body;      /* where the body begins in the block */
  dk_text type;     /* values of fields, as they stand */
  dk_text encoding; /* Content-Encoding, several fields as one is rare and not joined */
  dk_text transfer; /* Transfer-Encoding */
  int has_length;
  uint64_t length; /* Content-Length */
} dk_http;

/*
** Read the head of a response. Returns 0 if the block does not begin with one. A head
** without an end takes the whole block.
*/
int dk_http_parse (const char *block, size_t len, dk_http *http);

/* Length of a head with the empty line at its end: 0 where there is none. */
size_t dk_http_head_end (const char *block, size_t len);
/* Where the body of an HTTP message begins, or 'len'. */
size_t dk_http_head_len (const char *block, size_t len);

/* The next field of a head: names and values as in mail, a value may go on in lines that
** begin with white space. Moves *p on; returns 0 at the end or at an empty line. */
int dk_field_next (const char **p, const char *end, dk_text *name, dk_text *value);

/* "Text/HTML; charset=UTF-8" -> media type and charset, both as they stand. */
void dk_media_type (dk_text value, dk_text *type, dk_text *charset);

/* An unsigned decimal number and nothing else. Returns 0 for anything that is none. */
int dk_decimal (dk_text text, uint64_t *value);

/* Take the chunks of a body together (RFC 9112, 7.1). */
typedef enum dk_chunked {
  DK_CHUNKED_NOT, /* it is not chunked, whatever was declared; 'out' is empty */
  DK_CHUNKED_WELL,
  DK_CHUNKED_BROKEN, /* 'out' has what came before the fault */
  DK_CHUNKED_ENOMEM
} dk_chunked;

dk_chunked dk_http_unchunk (const dk_mem *mem, const char *body, size_t len, dk_buffer *out);

/*
** The body of a response without its encodings. *bytes points into 'body' or one of the
** two buffers; it is NULL where the body cannot be had, and a problem says why.
** 'offset' is the record's, for problems. DK_OK or DK_ENOMEM.
*/
dk_status dk_http_decode (dk_context *context, uint64_t offset, const dk_http *http,
                          const char *body, size_t body_len, dk_buffer buffers[2],
                          const char **bytes, size_t *len);

#endif
