/*
** dk_content.h - which parts of a page are its articles.
**
** A page is judged in steps, each over arrays in the order of the page and each linear:
**
**   dk_run.c    text leaves, and runs of them: what a reader sees as one block
**   dk_junk.c   elements that say what they are, by name or class, and are no article
**   dk_root.c   the element that holds the main text
**   dk_trim.c   what lies in that element and still is none of the article
**   dk_hint.c   what a site hint says instead
**   dk_item.c   pages with several articles: what repeats, with a title of its own
**   dk_found.c  the text of an article, its blocks, and the way back to the page
*/
#ifndef DK_CONTENT_H
#define DK_CONTENT_H

#include "dk_select.h"
#include "dk_vocabulary.h"

/* Why a run is kept (the first ones, which are kinds of blocks) or dropped. */
typedef enum dk_verdict {
  DK_KEEP_HEADLINE,
  DK_KEEP_SUBHEAD,
  DK_KEEP_BODY,
  DK_KEEP_QUOTE,
  DK_KEEP_CAPTION,
  DK_VERDICT_KEPT, /* those below are dropped */
  DK_DROP_OUTSIDE = DK_VERDICT_KEPT,
  DK_DROP_HIDDEN,
  DK_DROP_COMMENT,
  DK_DROP_SHARE,
  DK_DROP_RELATED,
  DK_DROP_NAVIGATION,
  DK_DROP_PROMOTION,
  DK_DROP_BIO,
  DK_DROP_TAGS,
  DK_DROP_SIDE,
  DK_DROP_TOOL,
  DK_DROP_FORM,
  DK_DROP_LINKS,
  DK_DROP_EDGE,
  DK_DROP_PHRASE,
  DK_DROP_HEADING,
  DK_DROP_META,
  DK_DROP_TWICE,
  DK_DROP_HINT,
  DK_DROP_EMPTY,
  DK_VERDICT_COUNT
} dk_verdict;

/* What is known of an element besides the tree. */
typedef struct dk_mark {
  uint32_t block;     /* the nearest block element: itself or an ancestor */
  uint32_t link;      /* the nearest link, or DK_NO_NODE */
  uint32_t says;      /* DK_SAYS_... of its own attributes */
  uint32_t in;        /* of itself and its ancestors */
  uint32_t signature; /* hash of tag and classes */
  uint8_t row;        /* in a table of names or figures: a row is one block */
  uint8_t drop;       /* dk_verdict above DK_VERDICT_KEPT if it or an ancestor is dropped */
} dk_mark;

/* Sums over the runs of an element and its descendants. */
typedef struct dk_sum {
  uint32_t chars, links; /* characters; those in links */
  uint32_t good;         /* those of runs that read like the text of an article */
  uint32_t bad;          /* those of runs that read like anything else */
  uint32_t runs, good_runs;
  uint32_t texts; /* good characters below elements that say DK_SAYS_TEXT */
} dk_sum;

/* A text node that is shown, or a line break. */
typedef struct dk_leaf {
  uint32_t node;
  uint32_t run;
  uint32_t chars; /* white space as one, wide characters as two */
  uint16_t commas, stops;
} dk_leaf;

/* A block of text as it is seen: leaves without the beginning of a block between. */
typedef struct dk_run {
  uint32_t node;     /* its block element */
  uint32_t first, n; /* leaves */
  uint32_t chars, links;
  uint32_t commas, stops;
  uint8_t tag;     /* of what it is part of: p, li, h2, td, blockquote ... */
  uint8_t verdict; /* dk_verdict */
} dk_run;

/* What a site hint says; each may be NULL. */
typedef struct dk_hint {
  const dk_selector *content, *headline, *byline, *date, *drop, *article;
} dk_hint;

typedef struct dk_content {
  dk_mem mem;
  dk_tree tree;
  const dk_vocabulary *vocabulary;
  dk_array marks;  /* of dk_mark, one a node */
  dk_array sums;   /* of dk_sum, one a node */
  dk_array leaves; /* of dk_leaf */
  dk_array runs;   /* of dk_run */
  dk_array items;  /* of dk_item */
  uint32_t total;  /* good characters of the page */
  char title[256]; /* of the page, as it says in its head */
  size_t title_len;
  uint32_t heading; /* node of the h1 that says what the title says, or DK_NO_NODE */
  int dated;        /* its head says when it was published: it is an article */
  int typed;        /* its head says that it is an article, as some listings do too */
  dk_hint hint;
  int whole; /* a fragment: nothing is judged away but scripts and the like */
} dk_content;

/* One article of the page. */
typedef struct dk_item {
  uint32_t node;        /* its element */
  uint32_t first, last; /* its runs, half-open */
  uint32_t title;       /* run of its headline, or DK_NO_NODE */
  uint32_t link;        /* node of the link to it, or DK_NO_NODE */
  int flat;             /* no element of its own: from its title to the next */
} dk_item;

static inline dk_mark *dk_content_mark (const dk_content *c, size_t i) {
  return (dk_mark *)c->marks.items + i;
}
static inline dk_sum *dk_content_sum (const dk_content *c, size_t i) {
  return (dk_sum *)c->sums.items + i;
}
static inline dk_run *dk_content_run (const dk_content *c, size_t i) {
  return (dk_run *)c->runs.items + i;
}
static inline dk_leaf *dk_content_leaf (const dk_content *c, size_t i) {
  return (dk_leaf *)c->leaves.items + i;
}
static inline dk_item *dk_content_item (const dk_content *c, size_t i) {
  return (dk_item *)c->items.items + i;
}

/*
** Read a page. 'content' is all zero but for 'vocabulary', 'whole' and 'tree.names'; text and
** vocabulary outlive it. Result: as of dk_html_read.
*/
dk_status dk_content_read (dk_content *content, const dk_mem *mem, const char *text,
                           size_t len);

/* Judge it, by 'hint' too: 'items' are then its articles. Once. Returns 0 without memory. */
int dk_content_judge (dk_content *content, const dk_hint *hint);
void dk_content_clear (dk_content *content);

/* The steps. Those that need memory return 0 without it. */
int dk_content_make_runs (dk_content *content);
void dk_content_drop_junk (dk_content *content);
void dk_content_sum_up (dk_content *content); /* 'sums' of what is not dropped */
uint32_t dk_content_root (const dk_content *content, uint32_t below);
void dk_content_find_title (dk_content *content);
void dk_content_find_heading (dk_content *content); /* the page's, before anything else */
void dk_content_find_headline (dk_content *content, dk_item *item);
void dk_content_trim (dk_content *content, dk_item *item);
/* Fill 'items' with the best group of what repeats; *weight: characters of its text. */
int dk_content_find_items (dk_content *content, double *weight);
/* Add what stands beside them in a listing, with a title and text of its own. */
int dk_content_further_items (dk_content *content);
/* Judge what is inside an item anew, whatever is said of what is around it. */
void dk_content_drop_inside (dk_content *content, const dk_item *item);
/* Its title, and links around all of it that are none of its text. */
void dk_content_open_item (dk_content *content, dk_item *item);
void dk_content_trim_item (dk_content *content, dk_item *item);

/* What the hint says of elements, and articles by it. */
void dk_content_take_hint (dk_content *content);
int dk_content_hinted_items (dk_content *content);
void dk_content_hinted_content (dk_content *content, dk_item *item);

/* Is the run text of an article by its looks: sentences, few links? */
int dk_run_is_good (const dk_run *run);

/* First run that begins at or behind node 'i'. */
uint32_t dk_content_run_at (const dk_content *content, uint32_t i);

/*
** The text of leaves [first, first + n) with white space as one space, at most 'room'
** bytes of it, whole characters. Returns its length.
*/
size_t dk_content_text (const dk_content *content, uint32_t first, uint32_t n, char *out,
                        size_t room);

/* A word for a verdict, and why in a few words. */
const char *dk_verdict_name (dk_verdict verdict);

#endif
