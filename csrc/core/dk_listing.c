/*
** dk_listing.c - one page of text, its articles.
**
** Nothing is known of a page beforehand: what opens and closes its articles is learned
** from what repeats in it. Several kinds of evidence are tried, the surest first, and the
** first that holds decides:
**
**   bullets or numbers    before paragraphs that further paragraphs follow
**   a closing line        the same at the end of each article, the page's end included
**   separators            *** or --- between what looks like articles
**   a heading with a day  or a byline under it, again and again
**   an opening line       the same above each article
**   closing lines alike   "Read more: ..." with different ends
**   datelines             "ALMATY -- " at several paragraphs
**   wider gaps            before headlines or datelines
**
** Without such evidence the page is one article. A list inside an article, a caption that
** stands twice, a scene break and a refrain are none of these, and each test says how it
** tells them apart.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_page.h"
#include "dk_profile.h"

/* A body paragraph of at least this many bytes shows that an article stands there. */
#define BODY_MIN 60
/* Closing and opening lines are no longer than this, in bytes. */
#define LINE_MAX 160

enum { START = 1, DROP = 2, BULLETED = 4 };

typedef struct splitter {
  dk_page *page;
  size_t n;            /* paragraphs */
  unsigned char *mark; /* of each paragraph: START and so on */
  uint32_t *bodies;    /* body paragraphs before each; n + 1 of them */
  uint32_t *group;     /* lines that are alike have the same */
  uint32_t *seen;      /* work space of the search for repeating lines: last places */
  uint32_t *counts;    /* and how many there are, both by group */
} splitter;

static dk_paragraph *at (const splitter *s, size_t i) {
  return dk_page_paragraph(s->page, i);
}

static int is_body (const dk_paragraph *p) {
  return p->len >= BODY_MIN && (p->looks & (DK_STOPPED | DK_PLACED)) &&
         !(p->looks &
           (DK_BYLINE | DK_CREDIT | DK_PROMOTION | DK_CLOSING | DK_SEPARATOR | DK_DATE_LINE));
}

/* Body paragraphs in [from, to). */
static size_t bodies_in (const splitter *s, size_t from, size_t to) {
  return from < to ? s->bodies[to] - s->bodies[from] : 0;
}

static int is_title (const dk_paragraph *p) {
  return (p->looks & DK_TITLE) &&
         !(p->looks & (DK_DATE_LINE | DK_BYLINE | DK_CREDIT | DK_PROMOTION | DK_CLOSING |
                       DK_CAPTION | DK_PLACED));
}

static void drop (splitter *s, size_t from, size_t to) {
  for (; from < to; from++)
    s->mark[from] = DROP;
}

/* ------------------------------------------------------------ bullets, numbers */

typedef struct bullets {
  uint8_t marker, indent;
  size_t first, last; /* paragraphs */
  size_t n;           /* items */
  size_t long_items;  /* of one long paragraph */
  size_t followed;    /* items with further paragraphs */
  size_t steps;       /* items whose number is the next one up or down */
} bullets;

static void count_item (const splitter *s, bullets *b, size_t i) {
  const dk_paragraph *p = at(s, i), *next = i + 1 < s->n ? at(s, i + 1) : NULL;
  long step = dk_marker_number(s->page, p) -
              (b->n > 0 ? dk_marker_number(s->page, at(s, b->last)) : 0);
  if (b->n == 0)
    b->first = i;
  else if (step == 1 || step == -1)
    b->steps++;
  b->n++;
  b->last = i;
  if (next != NULL && !(next->marker == p->marker && next->indent == p->indent))
    b->followed++;
  else if (p->len >= 2 * BODY_MIN && p->looks & DK_STOPPED)
    b->long_items++;
}

/*
** A list inside an article has text above it, mostly a sentence that ends with a colon,
** and short items; bullets of articles have nothing above but the page's heading, and
** paragraphs below.
*/
static int are_articles (const splitter *s, const bullets *b) {
  if (b->n < 2 || (b->marker >= DK_MARKER_NUMBER && (b->steps + 1) * 5 < b->n * 4))
    return 0;
  if (bodies_in(s, 0, b->first) > 0)
    return 0;
  if (b->first > 0) {
    const dk_paragraph *above = at(s, b->first - 1);
    if (s->page->bytes[above->start + above->len - 1] == ':' && b->followed * 2 < b->n)
      return 0;
  }
  return b->followed * 2 >= b->n || (b->n >= 3 && b->long_items + b->followed >= b->n);
}

static int try_bullets (splitter *s) {
  bullets kinds[16] = { { 0 } }, *best = NULL;
  size_t n_kinds = 0, i, k;
  for (i = 0; i < s->n; i++) {
    const dk_paragraph *p = at(s, i);
    if (p->marker == 0)
      continue;
    for (k = 0; k < n_kinds; k++)
      if (kinds[k].marker == p->marker && kinds[k].indent == p->indent)
        break;
    if (k == sizeof kinds / sizeof *kinds)
      continue;
    if (k == n_kinds) {
      kinds[k].marker = p->marker;
      kinds[k].indent = p->indent;
      n_kinds++;
    }
    count_item(s, &kinds[k], i);
  }
  for (k = 0; k < n_kinds; k++)
    if (are_articles(s, &kinds[k]) && (best == NULL || kinds[k].first < best->first))
      best = &kinds[k];
  if (best == NULL)
    return 0;
  for (i = best->first; i < s->n; i++)
    if (at(s, i)->marker == best->marker && at(s, i)->indent == best->indent)
      s->mark[i] = START | BULLETED;
  drop(s, 0, best->first);
  return 1;
}

/* ------------------------------------------------------------- repeating lines */

/* A line that repeats, with where it stands first and last. */
typedef struct repeated {
  uint32_t group;
  size_t first, last, n;
} repeated;

/* Does an article seem to start at 'i'? A heading must have more than a few words. */
static int looks_opened (const splitter *s, size_t i, int words) {
  const dk_paragraph *p = at(s, i);
  const char *text = dk_paragraph_text(s->page, p);
  uint32_t k;
  if (p->looks & (DK_PLACED | DK_DATE_LINE))
    return 1;
  if (!is_title(p) || i + 1 >= s->n)
    return 0;
  for (k = 0; k < p->len; k++)
    words -= text[k] == ' ';
  return words <= 1;
}

/* May this line open or close articles? */
static int may_repeat (const splitter *s, size_t i) {
  const dk_paragraph *p = at(s, i);
  const char *text = dk_paragraph_text(s->page, p);
  if (p->len > LINE_MAX || p->len < 8 || memchr(text, ' ', p->len) == NULL || p->marker ||
      p->looks & (DK_SEPARATOR | DK_CREDIT | DK_CAPTION | DK_PLACED))
    return 0;
  if (p->looks & DK_PROMOTION && i + 1 < s->n && !looks_opened(s, i + 1, 2) &&
      bodies_in(s, i + 1, s->n) > 0)
    return 0; /* "Share this article", in the middle of it */
  return !(p->looks & DK_STOPPED) || p->len <= 120;
}

/*
** The line that stands oftenest, always with body between one and the next. 'closing':
** body before the first and none behind the last; else the other way round.
**
** s->seen holds, by group, the last place seen + 1, and in its highest bit that a place
** has spoiled the group.
*/
static int find_repeated (splitter *s, int closing, repeated *out) {
  const uint32_t bad = UINT32_C(0x80000000);
  size_t i;
  out->n = 0;
  memset(s->seen, 0, s->n * sizeof *s->seen);
  memset(s->counts, 0, s->n * sizeof *s->counts);
  for (i = 0; i < s->n; i++) {
    uint32_t *seen = &s->seen[s->group[i]];
    size_t before = *seen & ~bad;
    if (!may_repeat(s, i))
      continue;
    if ((before > 0 && bodies_in(s, before, i) == 0) ||
        (before == 0 && (bodies_in(s, 0, i) > 0) != closing))
      *seen = bad;
    *seen = (*seen & bad) | (uint32_t)(i + 1);
    s->counts[s->group[i]]++;
  }
  for (i = 0; i < s->n; i++) {
    repeated r = { s->group[i], i, 0, s->counts[s->group[i]] };
    if (!may_repeat(s, i) || s->seen[r.group] == 0 || s->seen[r.group] & bad)
      continue;
    r.last = s->seen[r.group] - 1;
    s->seen[r.group] = 0; /* looked at */
    if (r.last == i || (bodies_in(s, r.last + 1, s->n) > 0) == closing)
      continue;
    if (r.n > out->n || (r.n == out->n && r.last > out->last))
      *out = r;
  }
  return out->n >= 2;
}

static void set_exact_groups (splitter *s) {
  size_t i;
  for (i = 0; i < s->n; i++)
    s->group[i] = at(s, i)->twin;
}

/* Bytes of a line that its likes share: up to a colon or an address. 0: none. */
static size_t shared_len (const splitter *s, size_t i) {
  const dk_paragraph *p = at(s, i);
  const char *text = dk_paragraph_text(s->page, p), *colon;
  if (p->len > 100 || p->looks & (DK_STOPPED | DK_DATE_LINE | DK_BYLINE))
    return 0;
  colon = memchr(text, ':', p->len > 30 ? 30 : p->len);
  return colon == NULL ? 0 : (size_t)(colon - text);
}

/*
** Lines are alike that begin alike up to a colon. Groups are found with a table of the
** last 256 beginnings, which is enough for lines that a page repeats.
*/
static void set_alike_groups (splitter *s) {
  uint32_t recent[256] = { 0 };
  size_t i;
  for (i = 0; i < s->n; i++) {
    const char *text = dk_paragraph_text(s->page, at(s, i));
    size_t n = shared_len(s, i), k, h = n;
    s->group[i] = (uint32_t)i;
    if (n == 0)
      continue;
    for (k = 0; k < n; k++)
      h = h * 31 + (unsigned char)text[k];
    h &= 255;
    if (recent[h] > 0) {
      size_t there = recent[h] - 1;
      if (shared_len(s, there) == n &&
          memcmp(dk_paragraph_text(s->page, at(s, there)), text, n) == 0)
        s->group[i] = s->group[there];
    }
    recent[h] = (uint32_t)(i + 1);
  }
}

/* After each line of the group a new article starts; the line is in none. */
static void split_after (splitter *s, const repeated *r) {
  size_t i;
  s->mark[0] |= START;
  for (i = r->first; i <= r->last; i++) {
    if (s->group[i] == r->group) {
      s->mark[i] = DROP;
      if (i + 1 < s->n)
        s->mark[i + 1] = START;
    }
  }
  drop(s, r->last + 1, s->n);
}

static int try_closing (splitter *s) {
  repeated r;
  set_exact_groups(s);
  if (!find_repeated(s, 1, &r))
    return 0;
  split_after(s, &r);
  return 1;
}

/* Lines of the profile's closing phrases, whatever comes behind the phrase. */
static int try_known_closing (splitter *s) {
  repeated r = { 0 };
  size_t i;
  for (i = 0; i < s->n; i++) {
    int is = (at(s, i)->looks & DK_CLOSING) != 0;
    s->group[i] = (uint32_t)is;
    if (is && bodies_in(s, r.n > 0 ? r.last : 0, i) > 0) {
      if (r.n == 0)
        r.first = i;
      r.last = i;
      r.n++;
    }
  }
  r.group = 1;
  if (r.n < 2 || bodies_in(s, r.last + 1, s->n) > 0)
    return 0;
  split_after(s, &r);
  return 1;
}

static int try_alike_closing (splitter *s) {
  repeated r;
  set_alike_groups(s);
  if (!find_repeated(s, 1, &r))
    return 0;
  split_after(s, &r);
  return 1;
}

static int try_opening (splitter *s) {
  repeated r;
  size_t i;
  set_exact_groups(s);
  if (!find_repeated(s, 0, &r) || r.first > 1 || (r.n == 2 && at(s, r.first)->len < 12))
    return 0;
  drop(s, 0, r.first);
  for (i = r.first; i <= r.last; i++) {
    if (s->group[i] != r.group)
      continue;
    if (at(s, i)->looks & (DK_BYLINE | DK_DATE_LINE)) {
      s->mark[i] = START;
    } else {
      s->mark[i] = DROP;
      s->mark[i + 1] |= START; /* body follows the last one too */
    }
  }
  return 1;
}

/* ---------------------------------------------------- separators and headings */

/*
** Scene breaks inside an article stand between ordinary paragraphs: three separators or
** more, or pieces that open as articles do, are wanted.
*/
static int try_separators (splitter *s) {
  size_t i, n = 0, pieces = 0, opened = 0, first = 0;
  for (i = 0; i <= s->n; i++) {
    if (i < s->n && !(at(s, i)->looks & DK_SEPARATOR))
      continue;
    n += i < s->n;
    if (bodies_in(s, first, i) > 0) {
      pieces++;
      opened += (size_t)looks_opened(s, first, 2);
    }
    first = i + 1;
  }
  if (pieces < 2 || (n < 3 && opened * 5 < pieces * 3))
    return 0;
  for (first = 0, i = 0; i <= s->n; i++) {
    if (i < s->n && !(at(s, i)->looks & DK_SEPARATOR))
      continue;
    if (bodies_in(s, first, i) > 0)
      s->mark[first] |= START;
    else
      drop(s, first, i); /* a heading or footer of the page */
    if (i < s->n)
      s->mark[i] = DROP;
    first = i + 1;
  }
  return 1;
}

/* Where the heading begins that the day or byline at 'i' belongs to, or s->n. */
static size_t heading_of (const splitter *s, size_t i) {
  const dk_paragraph *p = at(s, i);
  size_t first = i;
  if (!(p->looks & (DK_DATE_LINE | DK_BYLINE)) || p->looks & DK_STOPPED)
    return s->n;
  while (first > 0 && i - first < 6 && at(s, first - 1)->looks & (DK_DATE_LINE | DK_BYLINE))
    first--;
  if (first > 0 && is_title(at(s, first - 1)))
    return first - 1;
  return p->looks & DK_DATE_LINE && i + 1 < s->n && is_title(at(s, i + 1)) ? first : s->n;
}

static int try_headings (splitter *s) {
  size_t i, h, n = 0, last = 0;
  for (i = 0; i < s->n; i++) {
    h = heading_of(s, i);
    if (h == s->n || (n > 0 && bodies_in(s, last, h) == 0))
      continue;
    if (n == 0 && bodies_in(s, 0, h) > 0)
      return 0; /* days stand below the texts, or inside */
    n++;
    last = i;
  }
  if (n < 2 || bodies_in(s, last, s->n) == 0)
    return 0;
  for (n = 0, i = 0; i < s->n; i++) {
    h = heading_of(s, i);
    if (h == s->n || (n > 0 && bodies_in(s, last, h) == 0))
      continue;
    if (n++ == 0)
      drop(s, 0, h);
    s->mark[h] = START;
    last = i;
  }
  return 1;
}

static int try_datelines (splitter *s) {
  size_t i, n = 0;
  for (i = 0; i < s->n; i++)
    n += at(s, i)->len >= BODY_MIN && at(s, i)->looks & DK_PLACED;
  if (n < 2)
    return 0;
  s->mark[0] |= START;
  for (i = 1; i < s->n; i++) {
    if (!(at(s, i)->looks & DK_PLACED) || at(s, i)->len < BODY_MIN)
      continue;
    if (is_title(at(s, i - 1)))
      s->mark[i - 1] = START;
    else
      s->mark[i] = START;
  }
  return 1;
}

/* Subheads have wider gaps before them too, but few words and no dateline. */
static int try_gaps (splitter *s) {
  size_t counts[256] = { 0 }, usual = 0, i, pieces = 1, opened, first = 0;
  for (i = 1; i < s->n; i++)
    counts[at(s, i)->gap]++;
  for (i = 0; i < 256; i++)
    if (counts[i] > counts[usual])
      usual = i;
  opened = s->n > 0 ? (size_t)looks_opened(s, 0, 6) : 0;
  for (i = 1; i < s->n; i++) {
    if (at(s, i)->gap <= usual || at(s, i)->gap < 2)
      continue;
    if (bodies_in(s, first, i) == 0)
      return 0;
    pieces++;
    opened += (size_t)looks_opened(s, i, 6);
    first = i;
  }
  if (pieces < 2 || opened * 5 < pieces * 4 || bodies_in(s, first, s->n) == 0)
    return 0;
  s->mark[0] |= START;
  for (i = 1; i < s->n; i++)
    if (at(s, i)->gap > usual && at(s, i)->gap >= 2)
      s->mark[i] |= START;
  return 1;
}

/* --------------------------------------------------------- from marks to pieces */

/* The last paragraph of the article that the start at 'i' ends, or s->n. */
static size_t tail_before (const splitter *s, size_t i) {
  while (i > 0 && s->mark[i - 1] & DROP)
    i--;
  return i > 0 ? i - 1 : s->n;
}

/*
** The next article's last paragraph, from the place *i on, or s->n at the end. An article
** that ends like the one before in two paragraphs is taken for its copy and left out: it
** says nothing about what articles have in common.
*/
static size_t next_tail (const splitter *s, size_t *i, size_t before) {
  while (++*i <= s->n) {
    size_t tail;
    if (*i < s->n && !(s->mark[*i] & START))
      continue;
    tail = tail_before(s, *i);
    if (tail == s->n || tail == before)
      continue;
    if (before != s->n && tail > 0 && before > 0 && at(s, tail)->twin == at(s, before)->twin &&
        at(s, tail - 1)->twin == at(s, before - 1)->twin)
      continue;
    return tail;
  }
  return s->n;
}

/* The line with which more than half of the articles end, if there is one. */
static int common_tail (splitter *s, uint32_t *twin) {
  size_t i, n = 0, votes = 0, same = 0, tail;
  *twin = 0;
  for (i = 0, tail = s->n; (tail = next_tail(s, &i, tail)) != s->n; n++) {
    if (votes == 0) /* majority vote, then a count */
      *twin = at(s, tail)->twin;
    if (at(s, tail)->twin == *twin)
      votes++;
    else
      votes--;
  }
  for (i = 0, tail = s->n; (tail = next_tail(s, &i, tail)) != s->n;)
    same += at(s, tail)->twin == *twin;
  return same >= 2 && same * 10 >= n * 6;
}

/* What stands below the last closing line is the page's, if it is no article. */
static void drop_footer (splitter *s) {
  size_t i;
  for (i = s->n; i-- > 0 && bodies_in(s, i, s->n) == 0;) {
    if (s->mark[i] & DROP) {
      drop(s, i, s->n);
      return;
    }
  }
}

/* A short bullet that no closing line precedes or follows is an item of a list. */
static void spare_lists (splitter *s) {
  size_t i, end;
  for (i = 1; i < s->n; i++) {
    if (!(s->mark[i] & BULLETED) || s->mark[i - 1] & DROP || at(s, i)->len >= 2 * BODY_MIN)
      continue;
    for (end = i + 1; end < s->n && !(s->mark[end] & (START | DROP)); end++) {
    }
    if (end == i + 1 && !(end < s->n && s->mark[end] & DROP))
      s->mark[i] = 0;
  }
}

/*
** Take closing lines off the ends of articles that other evidence found; there may be
** several below each other. What follows such a line without a bullet is an article too,
** and a bullet that no closing line precedes may be a list's.
*/
static void drop_tails (splitter *s) {
  int round;
  uint32_t twin;
  for (round = 0; round < 4 && common_tail(s, &twin); round++) {
    size_t i;
    if (at(s, twin)->looks & (DK_BYLINE | DK_CREDIT) || at(s, twin)->len > 2 * LINE_MAX)
      return;
    for (i = 0; i < s->n; i++) {
      if (at(s, i)->twin != twin || s->mark[i] & START)
        continue;
      if (round > 0 && i + 1 < s->n && !(s->mark[i + 1] & (START | DROP)))
        continue; /* not at an end */
      s->mark[i] = DROP;
      if (i + 1 < s->n && !(s->mark[i + 1] & (START | DROP)) && bodies_in(s, i + 1, s->n) > 0)
        s->mark[i + 1] = START;
    }
    drop_footer(s);
    if (round == 0)
      spare_lists(s);
  }
}

/* Lines above the first article that are the page's: all but one heading and its day. */
static void drop_page_heading (splitter *s) {
  size_t first = 0, body, i, starts = 0, titled = 0;
  while (first < s->n && !(s->mark[first] & START))
    first++;
  if (first == s->n || s->mark[first] & BULLETED)
    return;
  for (i = first + 1; i < s->n; i++) {
    if (s->mark[i] & START) {
      starts++;
      titled += (size_t)!is_body(at(s, i));
    }
  }
  for (body = first; body < s->n && !is_body(at(s, body)); body++) {
  }
  if (body == s->n || body == first || starts == 0)
    return;
  i = body;
  if (titled * 2 >= starts) {
    while (i > first && at(s, i - 1)->looks & (DK_DATE_LINE | DK_BYLINE))
      i--;
    if (i > first && is_title(at(s, i - 1)))
      i--;
    if (i > first && i + 1 < s->n && at(s, i - 1)->looks & DK_DATE_LINE)
      i--;
  }
  drop(s, first, i);
  s->mark[i] = START;
}

/* The article of the paragraphs [first, last), its ends trimmed of the page's lines. */
static int push_piece (splitter *s, size_t first, size_t last, int bulleted) {
  dk_piece *piece;
  size_t start;
  while (last > first && at(s, last - 1)->looks & (DK_SEPARATOR | DK_CLOSING))
    last--;
  while (first < last && at(s, first)->looks & (DK_SEPARATOR | DK_CLOSING)) {
    first++;
    bulleted = 0;
  }
  if (first == last)
    return 1;
  piece = dk_array_push(&s->page->pieces, &s->page->mem, sizeof *piece);
  if (piece == NULL)
    return 0;
  memset(piece, 0, sizeof *piece);
  start = at(s, first)->start;
  if (bulleted && at(s, first)->marker_len < at(s, first)->len)
    start += at(s, first)->marker_len;
  piece->range.start = start;
  piece->range.end = at(s, last - 1)->start + at(s, last - 1)->len;
  piece->first = first;
  piece->last = last;
  return 1;
}

static int push_pieces (splitter *s) {
  size_t i = 0;
  while (i < s->n) {
    size_t first = i;
    if (!(s->mark[i] & START)) {
      i++;
      continue;
    }
    do
      i++;
    while (i < s->n && !(s->mark[i] & (START | DROP)));
    if (!push_piece(s, first, i, s->mark[first] & BULLETED))
      return 0;
  }
  return 1;
}

/*
** One article. Its page may still have a heading and a bullet above it, and a closing
** line that the profile knows below it.
*/
static int push_single (splitter *s) {
  size_t first = 0, last = s->n, i;
  int bulleted = 0;
  for (i = 0; i < s->n; i++) {
    if (at(s, i)->looks & DK_CLOSING && bodies_in(s, 0, i) > 0 && bodies_in(s, i, s->n) == 0) {
      last = i;
      break;
    }
  }
  for (i = 0; i < last && !is_body(at(s, i)); i++) {
  }
  if (i < last && at(s, i)->marker > 0 && at(s, i)->marker < DK_MARKER_NUMBER &&
      (last < s->n || (i + 1 < last && at(s, i + 1)->indent > at(s, i)->indent))) {
    first = i;
    bulleted = 1;
  }
  return push_piece(s, first, last, bulleted);
}

/* ------------------------------------------------------------------ duplicates */

/* Hash of the first and last letters of a piece, and of nothing else. */
static uint64_t ends_hash (const dk_page *page, const dk_piece *piece) {
  const char *p = page->bytes + piece->range.start, *end = page->bytes + piece->range.end;
  uint64_t h = UINT64_C(1469598103934665603);
  int n = 0;
  for (; p < end && n < 48; p++)
    if (dk_is(*p, DK_LOWER | DK_UPPER | DK_DIGIT)) {
      h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
      n++;
    }
  for (n = 0; p < end && n < 48; end--)
    if (dk_is(end[-1], DK_LOWER | DK_UPPER | DK_DIGIT)) {
      h = (h ^ (unsigned char)end[-1]) * UINT64_C(1099511628211);
      n++;
    }
  return h ^ h >> 29;
}

static int same_pieces (const dk_page *page, const dk_piece *a, const dk_piece *b) {
  return dk_same_words(page->bytes + a->range.start, a->range.end - a->range.start,
                       page->bytes + b->range.start, b->range.end - b->range.start);
}

/* Name for each piece the earlier one with the same words. */
static int find_duplicates (dk_page *page) {
  dk_piece *pieces = page->pieces.items;
  size_t n = page->pieces.n, n_slots = 16, i;
  struct slot {
    uint64_t hash;
    size_t piece; /* 1-based */
  } * slots;
  if (n < 2)
    return 1;
  while (n_slots < n * 2)
    n_slots *= 2;
  slots = dk_mem_new(&page->mem, n_slots * sizeof *slots);
  if (slots == NULL)
    return 0;
  for (i = 0; i < n; i++) {
    uint64_t h = ends_hash(page, &pieces[i]);
    size_t k = h & (n_slots - 1);
    int tries = 0;
    for (; slots[k].piece != 0; k = (k + 1) & (n_slots - 1)) {
      if (slots[k].hash != h || tries++ >= DK_DUPLICATE_TRIES)
        continue;
      if (same_pieces(page, &pieces[slots[k].piece - 1], &pieces[i])) {
        pieces[i].duplicate_of = slots[k].piece;
        break;
      }
    }
    if (slots[k].piece == 0 && tries < DK_DUPLICATE_TRIES) {
      slots[k].hash = h;
      slots[k].piece = i + 1;
    }
  }
  dk_mem_free(&page->mem, slots, n_slots * sizeof *slots);
  return 1;
}

/* ------------------------------------------------------------------------ split */

static int find_evidence (splitter *s) {
  static int (*const tests[])(splitter *) = {
    try_bullets, try_known_closing, try_closing,   try_separators, try_headings,
    try_opening, try_alike_closing, try_datelines, try_gaps
  };
  size_t i;
  for (i = 0; i < sizeof tests / sizeof *tests; i++)
    if (tests[i](s))
      return 1;
  return 0;
}

static int split (splitter *s) {
  size_t i;
  for (i = 0; i < s->n; i++)
    s->bodies[i + 1] = s->bodies[i] + (uint32_t)is_body(at(s, i));
  if (s->n > 1 && find_evidence(s)) {
    drop_tails(s);
    drop_page_heading(s);
    if (!push_pieces(s))
      return 0;
    if (s->page->pieces.n > 1)
      return find_duplicates(s->page);
    s->page->pieces.n = 0;
  }
  return push_single(s);
}

int dk_page_split (dk_page *page) {
  splitter s = { 0 };
  size_t n = page->paragraphs.n, size = n + (4 * n + 1) * sizeof(uint32_t);
  char *work;
  int ok;
  if (n == 0)
    return 1;
  work = dk_mem_new(&page->mem, size);
  if (work == NULL)
    return 0;
  s.page = page;
  s.n = n;
  s.bodies = (uint32_t *)(void *)work;
  s.group = s.bodies + n + 1;
  s.seen = s.group + n;
  s.counts = s.seen + n;
  s.mark = (unsigned char *)(s.counts + n);
  ok = split(&s);
  dk_mem_free(&page->mem, work, size);
  return ok;
}

int dk_page_whole (dk_page *page) {
  dk_piece *piece;
  if (page->paragraphs.n == 0)
    return 1; /* white space is no article */
  piece = dk_array_push(&page->pieces, &page->mem, sizeof *piece);
  if (piece == NULL)
    return 0;
  memset(piece, 0, sizeof *piece);
  piece->range.end = page->len;
  piece->last = page->paragraphs.n;
  return 1;
}
