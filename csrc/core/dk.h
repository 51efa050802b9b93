/*
** dk.h - the public header of docket's core: bytes in, articles, blocks,
** segments and trigger positions out.
**
** The core knows neither Lua nor SQLite. It borrows the text it reads and hands
** out ranges of it. It never aborts, prints, or keeps state between calls, so
** several threads may use it at once, each with documents of its own.
**
** Positions are 0-based byte offsets, ranges half-open. Ranges of articles count
** bytes of the document, everything inside an article counts bytes of the article.
**
** Where to start reading: dk_document.c (format, problems, the way to a reader),
** dk_listing.c (one page, many articles), dk_article.c (kinds of blocks),
** dk_segment.c (linguistic sentences), dk_trigger.c (where rules could match).
*/
#ifndef DK_H
#define DK_H

#include <stddef.h>
#include <stdint.h>

/* Result of a call, and kind of a problem. dk_status_name gives "EISDIR" etc. */
typedef enum dk_status {
  DK_OK = 0,
  DK_ENOMEM,    /* no memory; nothing leaked, outputs NULL or as before */
  DK_ENOENT,    /* no such file */
  DK_EISDIR,    /* a directory where a file is wanted */
  DK_EACCES,    /* the file may not be read */
  DK_EIO,       /* reading failed in another way */
  DK_ETOOBIG,   /* above a limit of dk_limits.h */
  DK_EEMPTY,    /* nothing but white space */
  DK_EBINARY,   /* bytes that are no text */
  DK_EENCODING, /* text, but not UTF-8, at the position given */
  DK_ENUL       /* NUL or another control character inside text */
} dk_status;

/* Why a call failed. 'message' is lower case, without a full stop. */
typedef struct dk_error {
  dk_status code;
  size_t position; /* byte offset in the document, 0 where there is none */
  char message[320];
} dk_error;

/* The stable upper-case word for a status ("ENOENT"); "OK" for DK_OK. */
const char *dk_status_name (dk_status status);

/*
** Allocator, in the form of lua_Alloc: new_size 0 frees and returns NULL; otherwise
** the block is resized (or made, if NULL) and NULL means no memory. The structure is
** copied; a NULL dk_mem pointer means the C library's realloc and free.
*/
typedef struct dk_mem {
  void *(*resize)(void *ud, void *block, size_t old_size, size_t new_size);
  void *ud;
} dk_mem;

/* A range of a document, in bytes. */
typedef struct dk_range {
  size_t start, end;
} dk_range;

/* A range inside an article, in bytes; articles stay below 4 GiB for it. */
typedef struct dk_span {
  uint32_t start, end;
} dk_span;

/* ------------------------------------------------------------------ profile */

/*
** What a language or a site says by convention: abbreviations, and the phrases that
** open bylines, credits, promotion and closing lines. It is filled once and
** afterwards only read, so one profile may serve many documents and threads.
*/
typedef struct dk_profile dk_profile;

typedef enum dk_list {
  DK_LIST_TITLES,      /* abbreviation that never ends a segment: "Gen." */
  DK_LIST_NUMBERS,     /* ... not before a number: "No. 2" */
  DK_LIST_SOMETIMES,   /* ... ends one only before an opener: "the U.S. The" */
  DK_LIST_TIMES,       /* ... ends one before a capital: "at 6 p.m. Police" */
  DK_LIST_OPENERS,     /* words that open a segment after such an abbreviation */
  DK_LIST_AFTER_TIMES, /* capitalised words that do not: "6 p.m. Monday" */
  DK_LIST_BYLINE,      /* phrases: "written by" */
  DK_LIST_CREDIT,      /* "with reporting by" */
  DK_LIST_PROMOTION,   /* "subscribe to" */
  DK_LIST_CLOSING,     /* "this post was originally published on" */
  DK_LIST_CAPTION,     /* "photo:" */
  DK_LIST_COUNT
} dk_list;

/* A new, empty profile; NULL without memory. The caller frees it. */
dk_profile *dk_profile_new (const dk_mem *mem);
void dk_profile_free (dk_profile *profile); /* NULL is allowed */

/*
** Put 'text' ('len' bytes, copied) on a list. Case and the form of quotation marks
** do not count, except that an abbreviation written with a capital ("No.") wants one.
** Result: DK_OK; DK_ETOOBIG for an entry above DK_ENTRY_MAX; DK_ENOMEM, and then the
**   profile is as before.
*/
dk_status dk_profile_add (dk_profile *profile, dk_list list, const char *text, size_t len);

/* ----------------------------------------------------------------- document */

typedef struct dk_document dk_document;

typedef enum dk_format {
  DK_FORMAT_UNKNOWN, /* as an argument: find out by looking */
  DK_FORMAT_EMPTY,
  DK_FORMAT_TEXT,    /* plain text, one article */
  DK_FORMAT_LISTING, /* plain text, several articles */
  DK_FORMAT_NDJSON,  /* the first byte of text is '{' */
  DK_FORMAT_HTML,
  DK_FORMAT_FEED, /* RSS, Atom, RDF, JSON Feed */
  DK_FORMAT_WARC, /* WARC and ARC */
  DK_FORMAT_BINARY,
  DK_FORMAT_COUNT
} dk_format;

const char *dk_format_name (dk_format format);  /* "listing"; "unknown" */
dk_format dk_format_of_name (const char *name); /* DK_FORMAT_UNKNOWN for others */

/* Something wrong with the bytes that did not stop the reading. */
typedef struct dk_problem {
  size_t position;
  dk_status code;
  char message[160];
} dk_problem;

/*
** Read 'len' bytes (no NUL needed at the end). Only plain text has articles at
** present; other formats are named and have none. Bad UTF-8 is reported as a
** problem and stays in the text.
**
** forced  DK_FORMAT_UNKNOWN looks at the bytes. DK_FORMAT_TEXT makes all bytes, with
**         white space at the ends, one article whatever they hold.
** Ownership: the caller keeps 'bytes' and 'profile' (which may be NULL) unchanged until
**   dk_document_free(*out): ranges point into the one, phrases are read from the other.
** Result: DK_OK and *out set; or a status, *out == NULL and *error filled ('error' may
**   be NULL). O(len) whatever the bytes are.
*/
dk_status dk_document_parse (const dk_mem *mem, const char *bytes, size_t len,
                             const dk_profile *profile, dk_format forced, dk_document **out,
                             dk_error *error);

/*
** The same for a file, which the document then owns. Large regular files are mapped:
** another program that cuts such a file short meanwhile ends this one (SIGBUS), as with
** every mapped file; what appends to it or replaces it does no harm.
*/
dk_status dk_document_open (const dk_mem *mem, const char *path, const dk_profile *profile,
                            dk_format forced, dk_document **out, dk_error *error);

/* Free the document. Its articles must have been freed before. NULL is allowed. */
void dk_document_free (dk_document *document);

dk_format dk_document_format (const dk_document *document);
const char *dk_document_bytes (const dk_document *document, size_t *len);
size_t dk_document_article_count (const dk_document *document);

/* SHA-256 of the bytes as 64 hex digits and a NUL, computed at the first call. */
const char *dk_document_sha256 (dk_document *document);

/*
** The problems, in order of position: sets *list and *listed (at most
** DK_PROBLEMS_MAX) and returns how many there are altogether.
*/
size_t dk_document_problems (const dk_document *document, const dk_problem **list,
                             size_t *listed);

/* ------------------------------------------------------------------ article */

typedef struct dk_article dk_article;

typedef enum dk_kind {
  DK_KIND_HEADLINE,
  DK_KIND_DATELINE, /* "ALMATY, Kazakhstan", without its dash; or a line that is a date */
  DK_KIND_BODY,
  DK_KIND_SUBHEAD,
  DK_KIND_CAPTION, /* each copy of one that stands twice */
  DK_KIND_BYLINE,
  DK_KIND_CREDIT,
  DK_KIND_QUOTE,      /* a paragraph marked with '>' */
  DK_KIND_BOILERPLATE /* promotion */
} dk_kind;

const char *dk_kind_name (dk_kind kind);

/* A piece of an article with a kind; 'span' has no white space at its ends. */
typedef struct dk_block {
  dk_span span;
  dk_kind kind;
} dk_block;

/*
** Article 'index' (0-based). Several handles of one article may exist; each has its own
** segments, tokens and folded text, made when first asked for.
** Ownership: the caller frees it, before the document.
** Result: DK_OK; DK_ENOMEM and *out == NULL. 'index' must be in range.
*/
dk_status dk_article_new (dk_document *document, size_t index, dk_article **out);
void dk_article_free (dk_article *article); /* NULL is allowed */

dk_range dk_article_range (const dk_article *article);
const char *dk_article_text (const dk_article *article, uint32_t *len);
const dk_block *dk_article_blocks (const dk_article *article, size_t *n);

/* 1-based number of the earlier article with the same words, or 0. */
size_t dk_article_duplicate_of (const dk_article *article);

/*
** Linguistic sentences of headline, body and quote blocks; their tokens (words with
** inner apostrophes and hyphens, numbers, abbreviations with their period, and marks);
** the text folded for matching, of the same length (see dk_fold.c for what becomes
** what). All in order, owned by the article and valid until it is freed.
** Result: DK_OK, or DK_ENOMEM with *out == NULL; a later call may succeed.
*/
dk_status dk_article_segments (dk_article *article, const dk_span **out, size_t *n);
dk_status dk_article_tokens (dk_article *article, const dk_span **out, size_t *n);
dk_status dk_article_folded (dk_article *article, const char **out);

/* ----------------------------------------------------------------- triggers */

/*
** Words at which rules could match, each with a number. Filled once, then read only.
*/
typedef struct dk_triggers dk_triggers;

dk_triggers *dk_triggers_new (const dk_mem *mem); /* NULL without memory */
void dk_triggers_free (dk_triggers *triggers);

/*
** Add a word in folded form, or a special: "<digit>" (a word that begins with a digit),
** "<capital>" (the first word of a run of capitalised words). The same word again
** replaces its number.
** Result: DK_OK; DK_EBINARY if the word is empty or has bytes that no word has;
**   DK_ETOOBIG; DK_ENOMEM, and then the triggers are as before.
*/
dk_status dk_triggers_add (dk_triggers *triggers, const char *word, size_t len, uint32_t id);

/* The number of exactly this word, no special, into *id. Result: 1, or 0 if it has none. */
int dk_triggers_find (const dk_triggers *triggers, const char *word, size_t len, uint32_t *id);

/* One place of a text where a trigger stands. */
typedef struct dk_hit {
  uint32_t start;   /* of the word */
  uint32_t id;      /* as given to dk_triggers_add */
  uint32_t segment; /* 0-based */
} dk_hit;

/* Hits of one scan; all zero at first, to be cleared by the caller. */
typedef struct dk_hits {
  dk_hit *items;
  size_t n, cap;
} dk_hits;

void dk_hits_clear (dk_hits *hits, const dk_mem *mem);

/*
** All triggers inside the article's segments, in text order, appended to 'hits'. One
** pass whatever the number of triggers.
** Result: DK_OK or DK_ENOMEM ('hits' then holds those found so far). 'mem' is the
**   allocator for 'hits', NULL for the C library's.
*/
dk_status dk_article_scan (dk_article *article, const dk_triggers *triggers, dk_hits *hits,
                           const dk_mem *mem);

/* ---------------------------------------------------- parts that stand alone */

/* First position at or after 'from' where 'text' is not UTF-8, or 'len'. */
size_t dk_utf8_check (const char *text, size_t len, size_t from);

/* Fold 'len' bytes of 'text' into 'out' (room for 'len' bytes). */
void dk_fold (const char *text, size_t len, char *out);

/* SHA-256 of 'len' bytes as 64 hex digits and a NUL. */
void dk_sha256 (const void *bytes, size_t len, char out[65]);

#endif
