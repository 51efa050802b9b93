/*
** dk_digest.h - the digests that WARC headers state: "sha1:B32…", "sha256:hex", "md5:…".
*/
#ifndef DK_DIGEST_H
#define DK_DIGEST_H

#include "dk_archive.h"

/* Bytes of the longest digest. */
enum { DK_DIGEST_BYTES = 32 };

/*
** Is what a header states the digest of these bytes? It may be written in base32 (as most
** do), hex, or base64 of either alphabet; the name of the algorithm in any case, with a
** hyphen or without.
** DK_DIGEST_RIGHT, _WRONG, _NONE for an empty text, _UNCHECKED for an unknown algorithm.
*/
dk_digest_state dk_digest_check (dk_text stated, const char *bytes, size_t len);

/* SHA-1 (FIPS 180-4): 20 bytes. MD5 (RFC 1321): 16 bytes. */
void dk_sha1 (const char *bytes, size_t len, unsigned char digest[20]);
void dk_md5 (const char *bytes, size_t len, unsigned char digest[16]);

#endif
