/*
** dk_archive_limits.h - every limit of reading archives, with its unit and what it stops.
** Those that end in _DEFAULT can be set for each archive (dk_archive_options); all of them
** on the compiler's command line.
*/
#ifndef DK_ARCHIVE_LIMITS_H
#define DK_ARCHIVE_LIMITS_H

/* Bytes of one document inside an archive, unpacked. The longest pages of news are a few
** megabytes; larger ones are films and disk images, which would only fill memory. */
#if !defined(DK_PAYLOAD_DEFAULT)
#define DK_PAYLOAD_DEFAULT (64u * 1024 * 1024)
#endif

/* Bytes unpacked for each byte read of the outermost archive, counted over all levels and
** all entries. Text packs 3 to 20 times smaller, repeated pages 100 times; deflate can make
** 1,000 bytes of one, bzip2 and xz far more. */
#if !defined(DK_RATIO_DEFAULT)
#define DK_RATIO_DEFAULT 250u
#endif

/* Bytes that may be unpacked before the ratio counts: a small file of blanks is no bomb. */
#if !defined(DK_RATIO_FREE)
#define DK_RATIO_FREE (64u * 1024 * 1024)
#endif

/* Entries of an archive, those of archives inside it counted too. The largest WARC files
** (20 GB) hold a few million; an entry costs its reader a while even if it is empty. */
#if !defined(DK_ENTRIES_DEFAULT)
#define DK_ENTRIES_DEFAULT 50000000u
#endif

/* Archives in archives: page.warc.gz in a WACZ in a zip are three. Each level has buffers
** of its own, and a file can be made that holds itself for ever. */
#if !defined(DK_DEPTH_DEFAULT)
#define DK_DEPTH_DEFAULT 4u
#endif

/* Levels that any option can ask for. */
#if !defined(DK_DEPTH_MAX)
#define DK_DEPTH_MAX 16u
#endif

/* Bytes of the header of a WARC record, or of an ARC record's line. Real ones have one to
** four kilobytes; without a limit a missing blank line would take the whole archive. */
#if !defined(DK_RECORD_HEAD_MAX)
#define DK_RECORD_HEAD_MAX (256u * 1024)
#endif

/* Bytes of the line that opens an ARC record: its URL is the longest part. */
#if !defined(DK_ARC_LINE_MAX)
#define DK_ARC_LINE_MAX (32u * 1024)
#endif

/* Content encodings of a response, one upon the other. */
#if !defined(DK_CODINGS_MAX)
#define DK_CODINGS_MAX 4
#endif

/* Bytes of a piece that is unpacked at once, and that is read of a file. */
#if !defined(DK_PIECE_BYTES)
#define DK_PIECE_BYTES (64u * 1024)
#endif

/* Bytes of the beginning of an entry or a file by which its format is told. */
#if !defined(DK_PEEK_BYTES)
#define DK_PEEK_BYTES 4096u
#endif

/* Packed bytes kept behind the reading position. A fault in a gzip member may be noticed
** only inside the next one, whose beginning has to be found then. */
#if !defined(DK_HISTORY_BYTES)
#define DK_HISTORY_BYTES (32u * 1024)
#endif

/* Times that reading goes back in them without a sound member in between: it bounds the
** work for bytes that are full of beginnings. */
#if !defined(DK_GO_BACK_TRIES)
#define DK_GO_BACK_TRIES 16
#endif

/* gzip members that one record may run through, as their beginnings are remembered. */
#if !defined(DK_MARKS_MAX)
#define DK_MARKS_MAX 65536u
#endif

/* Problems kept until they are asked for; more are only counted. */
#if !defined(DK_ARCHIVE_PROBLEMS_MAX)
#define DK_ARCHIVE_PROBLEMS_MAX 100u
#endif

#endif
