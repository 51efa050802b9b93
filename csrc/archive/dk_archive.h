/*
** dk_archive.h - the public header of csrc/archive: bytes of an archive in, its entries out.
**
** Read are WARC (0.17 to 1.1) and ARC (1 and 2), plain or gzipped, and what libarchive
** unpacks: zip (WACZ too), tar, 7z, and single files packed by gzip, bzip2, xz, zstd. Archives
** inside archives are entered, so that what comes out are documents and what is known of
** them. Bytes are pulled piece by piece and never read twice: an archive of any length
** takes constant memory. Nothing is ever written to a disk, so names of entries are only
** names.
**
** What is damaged is a problem with its place; reading goes on behind it. Nothing aborts,
** prints, or keeps state between archives.
**
** Where to start reading: dk_archive.c (levels of archives in archives), dk_warc.c (records),
** dk_stream.c (gzip members, and the way on after a fault), dk_http.c (responses),
** dk_container.c (libarchive).
*/
#ifndef DK_ARCHIVE_H
#define DK_ARCHIVE_H

#include "dk.h"

/* Bytes that somebody else owns, not ended by a NUL; {NULL, 0} where there are none. */
typedef struct dk_text {
  const char *bytes;
  size_t len;
} dk_text;

/*
** Where the bytes of an archive come from.
**
** next  sets *bytes and *len to the next piece, of any length; the end is *len == 0. The
**       piece stays as it is until the next call. DK_OK, or a status that ends the reading.
** seek  may be NULL; else as lseek: goes to 'offset' from 'whence' (SEEK_SET, SEEK_CUR,
**       SEEK_END) and returns the position from the beginning, or -1. Zip and 7z, whose
**       lists of contents stand at the end, are read more surely with it.
*/
typedef struct dk_pull {
  dk_status (*next)(void *ud, const char **bytes, size_t *len);
  int64_t (*seek)(void *ud, int64_t offset, int whence);
  void *ud;
} dk_pull;

/* 0 in any field stands for the default of dk_archive_limits.h. */
typedef struct dk_archive_options {
  size_t payload_max;   /* bytes of one document */
  uint64_t ratio_max;   /* bytes unpacked for each byte read */
  uint64_t ratio_free;  /* bytes unpacked before the ratio counts */
  uint64_t entries_max; /* entries of all levels */
  unsigned depth_max;   /* archives in archives, at most DK_DEPTH_MAX */
  int skip_digests;     /* 1: take what is there, whatever the digests say */
} dk_archive_options;

typedef enum dk_entry_type {
  DK_ENTRY_END,      /* no entry: the archive is read */
  DK_ENTRY_FILE,     /* of a zip, a tar; a single packed file */
  DK_ENTRY_RESPONSE, /* types of WARC records; ARC has responses */
  DK_ENTRY_RESOURCE,
  DK_ENTRY_CONVERSION,
  DK_ENTRY_REVISIT, /* the same as another record, to which it refers */
  DK_ENTRY_REQUEST,
  DK_ENTRY_METADATA,
  DK_ENTRY_WARCINFO,     /* about the archive; an ARC's own first record as well */
  DK_ENTRY_CONTINUATION, /* a further piece of a record that was cut into segments */
  DK_ENTRY_OTHER,        /* a type that the standard does not know */
  DK_ENTRY_COUNT
} dk_entry_type;

const char *dk_entry_type_name (dk_entry_type type); /* "response" */

typedef enum dk_digest_state {
  DK_DIGEST_NONE,      /* none is stated */
  DK_DIGEST_RIGHT,     /* all that are stated and can be checked are right */
  DK_DIGEST_WRONG,     /* one is wrong; that is a problem, too */
  DK_DIGEST_UNCHECKED, /* of another record, an unknown algorithm, or not wanted */
  DK_DIGEST_COUNT
} dk_digest_state;

const char *dk_digest_state_name (dk_digest_state state);

/*
** An entry. Texts belong to the archive and are valid until the next call of
** dk_archive_next.
*/
typedef struct dk_archive_entry {
  dk_entry_type type;
  uint64_t offset;    /* byte of the (innermost) archive file at which it begins; in a gzipped
                      one, at which its gzip member does */
  uint64_t within;    /* bytes of that member, unpacked, that lie before it */
  uint64_t length;    /* bytes of the archive file that it takes, 0 where a gzip member holds
                      other records too or is not known */
  int gzipped;        /* 'offset' is of a gzip member */
  dk_text name;       /* path in a container; "a.wacz!/b.warc" for an archive in an archive, of
                      which the entry is a record */
  dk_text url;        /* target, without <>, its spaces as %20 */
  dk_text date;       /* of the capture, YYYY-MM-DDTHH:MM:SSZ where it can be understood */
  dk_text id;         /* WARC-Record-ID */
  dk_text refers_to;  /* target that a revisit or conversion refers to, or its ID */
  dk_text media_type; /* of the payload, in lower case, without parameters */
  dk_text charset;    /* parameter of the media type */
  dk_text head;       /* first bytes of a file, at most DK_PEEK_BYTES; of records none */
  int status;         /* of an HTTP response, 0 where there is none */
  int segment;        /* WARC-Segment-Number, 0 where there is none */
  dk_digest_state digest;
} dk_archive_entry;

/* What is wrong with a place of the archive and did not end its reading. */
typedef enum dk_archive_code {
  DK_ARCHIVE_ETRUNCATED, /* the archive ends inside a record, or a payload too early */
  DK_ARCHIVE_ECORRUPT,   /* bytes that cannot be unpacked or be a record */
  DK_ARCHIVE_EHEADER,    /* a record's header lacks something or has it wrong */
  DK_ARCHIVE_EDIGEST,    /* other bytes than the digest was made of */
  DK_ARCHIVE_EENCODING,  /* a content encoding that cannot be read */
  DK_ARCHIVE_ETOOBIG,    /* more than payload_max */
  DK_ARCHIVE_ELIMIT,     /* another limit; the archive is not read further */
  DK_ARCHIVE_COUNT
} dk_archive_code;

const char *dk_archive_code_name (dk_archive_code code); /* "EDIGEST" */

typedef struct dk_archive_problem {
  uint64_t offset, within; /* as of an entry */
  dk_archive_code code;
  char message[240];
  char name[160]; /* of the archive inside the archive, its end if it is longer; or "" */
} dk_archive_problem;

typedef struct dk_archive dk_archive;

/*
** Begin to read an archive. 'pull' is copied; what it needs must live as long as the
** archive. 'options' may be NULL.
** Result: DK_OK and *out set; or a status, *out == NULL and *error filled ('error' may be
**   NULL): DK_EBINARY for bytes that are no archive, DK_EEMPTY, DK_ENOMEM, or what 'pull'
**   returned.
*/
dk_status dk_archive_new (const dk_mem *mem, const dk_pull *pull,
                          const dk_archive_options *options, dk_archive **out,
                          dk_error *error);
void dk_archive_free (dk_archive *archive); /* NULL is allowed */

/*
** The next entry; DK_ENTRY_END at the end, and ever after. Damaged ones are stepped over.
** Result: DK_OK; DK_ENOMEM or what 'pull' returned, and then only dk_archive_free and
**   the problems can be asked for. Linear in the bytes read and unpacked.
*/
dk_status dk_archive_next (dk_archive *archive, dk_archive_entry *entry);

/*
** All of the entry's document: of an HTTP response its body without transfer and content
** encodings. *bytes is NULL where it cannot be had, with a problem that says why. Valid
** until dk_archive_next. To be called once for an entry, and not after dk_archive_piece.
*/
dk_status dk_archive_payload (dk_archive *archive, const char **bytes, size_t *len);

/*
** The next piece of a file of a container (type DK_ENTRY_FILE), for those who read a
** stream; there is no limit to their sum but the ratio. *len is 0 at the end.
*/
dk_status dk_archive_piece (dk_archive *archive, const char **bytes, size_t *len);

/*
** Problems since dk_archive_forget_problems: sets *list and returns how many it has;
** *count is their number with those that were too many for the list. Valid until the next
** call of anything.
*/
size_t dk_archive_problems (const dk_archive *archive, const dk_archive_problem **list,
                            size_t *count);
void dk_archive_forget_problems (dk_archive *archive);

#endif
