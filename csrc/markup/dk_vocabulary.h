/*
** dk_vocabulary.h - what words of class and id attributes, and phrases of texts, say of
** an element. The words are data (lua/docket/sites/words); here they are looked up.
*/
#ifndef DK_VOCABULARY_H
#define DK_VOCABULARY_H

#include "dk_mem.h"

/* What an element says it is. */
enum {
  DK_SAYS_COMMENT = 1 << 0,
  DK_SAYS_SHARE = 1 << 1,
  DK_SAYS_RELATED = 1 << 2, /* read also, teasers */
  DK_SAYS_NAVIGATION = 1 << 3,
  DK_SAYS_PROMOTION = 1 << 4, /* newsletters, advertisements, cookies */
  DK_SAYS_BIO = 1 << 5,       /* who the author is */
  DK_SAYS_TAGS = 1 << 6,
  DK_SAYS_SIDE = 1 << 7, /* sidebars, footers */
  DK_SAYS_TOOL = 1 << 8, /* buttons, print, search */
  DK_SAYS_BYLINE = 1 << 9,
  DK_SAYS_DATE = 1 << 10,
  DK_SAYS_CAPTION = 1 << 11,
  DK_SAYS_LEAD = 1 << 12,
  DK_SAYS_TITLE = 1 << 13,
  DK_SAYS_MAIN = 1 << 14, /* an article, a post */
  DK_SAYS_BODY = 1 << 15, /* content, text, body */
  DK_SAYS_ITEM = 1 << 16, /* of a listing */
  DK_SAYS_QUOTE = 1 << 17,
  DK_SAYS_HIDDEN = 1 << 18,
  DK_SAYS_CREDIT = 1 << 19,  /* of a picture */
  DK_SAYS_STATE = 1 << 20,   /* no, has, with: the next word says what is not here */
  DK_SAYS_LISTING = 1 << 21, /* archive, category: of the page */
  DK_SAYS_TEXT = 1 << 22,    /* articlebody: nothing but the text of an article */
  DK_SAYS_META = 1 << 23,    /* a line about the article */
  DK_SAYS_NOTE = 1 << 24,    /* corrections, notices */
  DK_SAYS_GALLERY = 1 << 25  /* pictures, with a text each */
};

typedef struct dk_vocabulary dk_vocabulary;

dk_vocabulary *dk_vocabulary_new (const dk_mem *mem); /* NULL without memory */
void dk_vocabulary_free (dk_vocabulary *vocabulary);

/*
** A word of class attributes (letters, lower case); with a '*' at its end, all words that
** begin so. Returns 0 without memory.
*/
int dk_vocabulary_add_word (dk_vocabulary *v, const char *word, size_t len, uint32_t says);

/*
** A phrase with which a block opens; with a '=' in front, of which it consists. Case, marks
** and width of white space do not count. Returns 0 without memory.
*/
int dk_vocabulary_add_phrase (dk_vocabulary *v, const char *phrase, size_t len, uint32_t says);

/* What the words of an attribute's value say. "article-body" says DK_SAYS_TEXT. */
uint32_t dk_vocabulary_says (const dk_vocabulary *v, const char *value, size_t len);

/* What the beginning of a text says; *whole: a phrase that is all of it. */
uint32_t dk_vocabulary_opens (const dk_vocabulary *v, const char *text, size_t len);

#endif
