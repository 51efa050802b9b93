/*
** What counts as a copy. Measured on 2,500 reports, 3.1 million pairs, by
** spec/bench/fingerprint.lua: copies that kept 60 % or more under another lead
** are found in 99 of 100 cases, and five pairs of different articles pass, all
** of them the same story written again.
*/
#ifndef DKX_NEAR_H
#define DKX_NEAR_H

#include "dk_sketch.h"
#include "dkx_internal.h"

/* Passages by which an article is looked up: its smallest. Of two texts with
** half of their passages in common, 2 ^ -8 share none of these. */
#define DKX_NEAR_KEYS 8

/* Articles that are looked at for one passage. A passage of more articles is
** the outlet's or the agency's standing text, and another key will do. */
#define DKX_NEAR_TRIES 32

/* Common passages, as a share of those of the shorter text and of both texts
** together. Two outlets that share so much share a wire story. */
#define DKX_NEAR_SHARE       0.6
#define DKX_NEAR_RESEMBLANCE 0.35

/* One outlet repeats its background from report to report, and so does anybody
** who takes a trial up again after a week: then nearly all must be the same. */
#define DKX_SAME_SHARE       0.85
#define DKX_SAME_RESEMBLANCE 0.7
#define DKX_SAME_DAYS        7

/* Two texts of one address with less in common are two articles. */
#define DKX_VERSION_RESEMBLANCE 0.2

/* An article as far as copies and versions are concerned. */
typedef struct dkx_seen {
  int64_t id;   /* 0: there is none */
  int64_t root; /* the article that is shown in its place, or itself */
  int64_t document;
  int64_t length; /* of its text, in bytes */
  int visible;    /* neither replaced nor part of a document that is not shown */
  int in_shown;   /* its document is shown */
  int in_source;  /* its text is a range of its document: a listing's */
  long day;       /* of its reference date, counted; -1: unknown */
  char host[160]; /* of its address, else its site; "": unknown */
  dk_sketch sketch;
} dkx_seen;

/* All return a result of SQLite. */

int dkx_see (dkx_writer *writer, int64_t id, dkx_seen *seen);

/* Note that one article is like the other, and why, and put both into one
** cluster. 'share' is -1 where it was not measured. 'one' has been read with dkx_see, and gets its new root. */
int dkx_link_copies (dkx_writer *writer, dkx_seen *one, const dkx_seen *other, double share,
                     const char *reason);

/* Find the versions of an article by its address. *current is 0 when it turns
** out to be an earlier version itself. */
int dkx_settle_version (dkx_writer *writer, dkx_seen *seen, int *current);

#endif
