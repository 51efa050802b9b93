/*
** dk_limits.h - every limit of the core, with its unit and what it stops.
** Each may be set on the compiler's command line.
*/
#ifndef DK_LIMITS_H
#define DK_LIMITS_H

/* Problems listed for one document; more are only counted. A file in another
** encoding has one every few bytes, and nobody reads a million messages. */
#if !defined(DK_PROBLEMS_MAX)
#define DK_PROBLEMS_MAX 100
#endif

/* Bytes of one entry of a profile or of a trigger. Longer than any phrase; keeps the
** comparison at each paragraph and word bounded. */
#if !defined(DK_ENTRY_MAX)
#define DK_ENTRY_MAX 120
#endif

/* Bytes looked at to tell text from binary data. */
#if !defined(DK_SNIFF_MAX)
#define DK_SNIFF_MAX 65536
#endif

/* Files from this size (bytes) are mapped, smaller ones are read: reading is as fast
** for them, and they cannot be cut short under our feet. */
#if !defined(DK_MAP_MIN)
#define DK_MAP_MIN (1024 * 1024)
#endif

/* Bytes of a mapped file that have been read before they leave memory. */
#if !defined(DK_FORGET_BYTES)
#define DK_FORGET_BYTES (8 * 1024 * 1024)
#endif

/* Bytes of a file that are read at once to be hashed; they lie on the stack. */
#if !defined(DK_HASH_BYTES)
#define DK_HASH_BYTES (32 * 1024)
#endif

/* Bytes of one article: positions inside it have 32 bits. */
#if !defined(DK_ARTICLE_MAX)
#define DK_ARTICLE_MAX 0xFFFFFFF0u
#endif

/* Bytes of a paragraph that may be furniture repeated from article to article. Longer
** ones are not compared, which bounds the work for pages of copied text. */
#if !defined(DK_REPEAT_MAX)
#define DK_REPEAT_MAX 1024
#endif

/* Different earlier articles with the same beginning that an article is compared
** with: without it, a page of thousands of such articles would take quadratic time. */
#if !defined(DK_DUPLICATE_TRIES)
#define DK_DUPLICATE_TRIES 8
#endif

/* Bytes of one segment; a longer run without an end is cut between words. Rules compare
** what they find in a segment with each other, so its length bounds their work. */
#if !defined(DK_SEGMENT_MAX)
#define DK_SEGMENT_MAX 8000
#endif

/* Bytes that a segment's last word is looked back for: abbreviations are shorter. */
#if !defined(DK_WORD_BACK_MAX)
#define DK_WORD_BACK_MAX 24
#endif

/* Bytes of an HTML page. Positions in it have 32 bits and the tokenizer's are signed;
** pages of news have less than a hundredth of this. */
#if !defined(DK_HTML_MAX)
#define DK_HTML_MAX (256u * 1024 * 1024)
#endif

/* Elements open at once. The tokenizer looks through them at each end tag, so that their
** number bounds its work; pages that were made to be read stay below a hundred. */
#if !defined(DK_HTML_DEPTH_MAX)
#define DK_HTML_DEPTH_MAX 512
#endif

/* Attributes of one element: the tokenizer compares each with all before it. */
#if !defined(DK_HTML_ATTRIBUTES_MAX)
#define DK_HTML_ATTRIBUTES_MAX 100
#endif

/* Bytes of a character reference, leading zeros included ("&#0000000039;"). */
#if !defined(DK_HTML_REFERENCE_MAX)
#define DK_HTML_REFERENCE_MAX 64
#endif

/* Bytes at the beginning of a page in which a declaration of its encoding is looked for.
** The HTML standard says 1024; pages with a long head state it later. */
#if !defined(DK_PRESCAN_MAX)
#define DK_PRESCAN_MAX 16384
#endif

/* Bytes of text between two places whose position in the source is remembered: what lies
** between is decoded again when it is asked for. 16 bytes of memory each. */
#if !defined(DK_CHECKPOINT_BYTES)
#define DK_CHECKPOINT_BYTES 512
#endif

/* Words of a passage by which texts are compared. Fewer are common to any two reports of
** a trial; with more, every small edit takes more passages away. */
#if !defined(DK_SHINGLE_WORDS)
#define DK_SHINGLE_WORDS 5
#endif

/* Passages kept of an article: the estimate of what two have in common is then out by
** less than 0.09 in 95 of 100 cases, at half a kilobyte an article. */
#if !defined(DK_SKETCH_MAX)
#define DK_SKETCH_MAX 128
#endif

/* Passages from which on a text is compared at all: shorter ones are notices and captions
** that follow one form. */
#if !defined(DK_SHINGLES_MIN)
#define DK_SHINGLES_MIN 50
#endif

/* Elements of a feed that are open at once; deeper ones are passed over with what they
** hold. Feeds need ten, markup inside them some dozens. */
#if !defined(DK_FEED_DEPTH_MAX)
#define DK_FEED_DEPTH_MAX 256
#endif

/* Namespace declarations that are in force at once. */
#if !defined(DK_FEED_BINDINGS_MAX)
#define DK_FEED_BINDINGS_MAX 256
#endif

/* Bytes of a reference's name, entities that a DOCTYPE may declare, bytes that one may
** stand for, and how many times its own length a value may grow by them: what feeds really
** declare are a few short words, and "billion laughs" must not become long. */
#if !defined(DK_FEED_NAME_MAX)
#define DK_FEED_NAME_MAX 64
#endif
#if !defined(DK_FEED_ENTITIES_MAX)
#define DK_FEED_ENTITIES_MAX 1000
#endif
#if !defined(DK_FEED_ENTITY_MAX)
#define DK_FEED_ENTITY_MAX 4096
#endif
#if !defined(DK_FEED_EXPANSION)
#define DK_FEED_EXPANSION 4
#endif

/* Bytes of a selector of a site hint: written by hand, and tried at every element. */
#if !defined(DK_SELECTOR_MAX)
#define DK_SELECTOR_MAX 400
#endif

/* Bytes behind the last known position in which text is looked for that the tokenizer
** reports out of place, as it does with text in front of the page's first element. */
#if !defined(DK_HTML_SEARCH_MAX)
#define DK_HTML_SEARCH_MAX 4096
#endif

#endif
