/*
** dk_kind.c - what each paragraph of an article is: headline, caption, byline ...
**
** Most is seen from a paragraph and its neighbours. Promotion is also learned from the
** page: a heading whose following paragraphs are the same in several articles. A single
** sentence that several articles share is background that the writer used again, and
** stays body.
**
** What is in doubt is body: rules read body, and a wrong kind would hide a fact.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_limits.h"
#include "dk_page.h"

/* How far from its heading a promotion may end, in paragraphs. A heading in sentence
** case may be a line of its own ("Read more about the trial"), and reaches less far. */
#define PROMOTION_REACH 5

int dk_same_words (const char *a, size_t a_len, const char *b, size_t b_len) {
  const char *a_end = a + a_len, *b_end = b + b_len;
  if (a_len == b_len && memcmp(a, b, a_len) == 0)
    return 1;
  for (;;) {
    size_t n;
    while (a < a_end && (n = dk_space_len(a, a_end) + dk_single_quote(a, a_end) +
                             dk_double_quote(a, a_end)) > 0)
      a += n;
    while (b < b_end && (n = dk_space_len(b, b_end) + dk_single_quote(b, b_end) +
                             dk_double_quote(b, b_end)) > 0)
      b += n;
    if (a >= a_end || b >= b_end)
      return a >= a_end && b >= b_end;
    if (*a++ != *b++)
      return 0;
  }
}

static int same_paragraphs (const dk_page *page, const dk_paragraph *a,
                            const dk_paragraph *b) {
  uint32_t more = a->len > b->len ? a->len - b->len : b->len - a->len;
  if (more > a->len / 4 + 8)
    return 0;
  return dk_same_words(dk_paragraph_text(page, a), a->len, dk_paragraph_text(page, b), b->len);
}

/* --------------------------------------------------------- learned promotion */

/* Do paragraph 'i' and its first twin stand in different articles, both no copies? */
static int repeats (const dk_page *page, size_t i, const uint32_t *piece_of) {
  const dk_paragraph *p = dk_page_paragraph(page, i);
  return p->twin != i && piece_of[i] != 0 && piece_of[p->twin] != 0 &&
         piece_of[i] != piece_of[p->twin];
}

/*
** Mark the heading at 'i' and what follows it alike here and at its first twin. A lone
** line in sentence case ("Story continues below") counts without anything following.
*/
static void learn_at (dk_page *page, size_t i, const uint32_t *piece_of) {
  dk_paragraph *p = dk_page_paragraph(page, i);
  size_t twin = p->twin, k = 1;
  if (p->looks & (DK_STOPPED | DK_BYLINE | DK_CREDIT | DK_DATE_LINE) || p->marker ||
      !(p->looks & DK_TITLE))
    return;
  while (i + k < page->paragraphs.n && piece_of[i + k] == piece_of[i] &&
         repeats(page, i + k, piece_of) &&
         dk_page_paragraph(page, i + k)->twin == dk_page_paragraph(page, twin + k)->twin &&
         dk_page_paragraph(page, i + k)->twin != dk_page_paragraph(page, i + k - 1)->twin &&
         !(dk_page_paragraph(page, i + k)->looks & (DK_BYLINE | DK_CREDIT)))
    k++;
  if (k == 1 && (p->looks & DK_TITLE_CASE || p->len > 60))
    return;
  while (k-- > 0) {
    dk_page_paragraph(page, i + k)->looks |= DK_FURNITURE;
    dk_page_paragraph(page, twin + k)->looks |= DK_FURNITURE;
  }
}

static int learn_promotion (dk_page *page) {
  const dk_piece *pieces = page->pieces.items;
  size_t n = page->paragraphs.n, i, k;
  uint32_t *piece_of;
  if (page->pieces.n < 2)
    return 1;
  piece_of = dk_mem_new(&page->mem, n * sizeof *piece_of);
  if (piece_of == NULL)
    return 0;
  for (k = 0; k < page->pieces.n; k++)
    if (pieces[k].duplicate_of == 0)
      for (i = pieces[k].first; i < pieces[k].last; i++)
        piece_of[i] = (uint32_t)(k + 1);
  for (i = 0; i < n; i++)
    if (repeats(page, i, piece_of) && !(dk_page_paragraph(page, i)->looks & DK_FURNITURE))
      learn_at(page, i, piece_of);
  for (i = 0; i < n; i++) { /* copies of articles follow what they copy */
    dk_paragraph *p = dk_page_paragraph(page, i);
    if (piece_of[i] == 0 && dk_page_paragraph(page, p->twin)->looks & DK_FURNITURE)
      p->looks |= DK_FURNITURE;
  }
  dk_mem_free(&page->mem, piece_of, n * sizeof *piece_of);
  return 1;
}

/* ---------------------------------------------------------------------- kinds */

static int is_body (const dk_paragraph *p) {
  return (p->looks & (DK_STOPPED | DK_PLACED)) &&
         !(p->looks & (DK_BYLINE | DK_CREDIT | DK_PROMOTION | DK_CAPTION | DK_DATE_LINE));
}

/* Is there a body paragraph at 'i' or, behind a few lines of other kinds, after it? */
static int body_follows (const dk_page *page, const dk_piece *piece, size_t i) {
  size_t n;
  for (n = 0; i < piece->last && n < 6; i++, n++)
    if (is_body(dk_page_paragraph(page, i)))
      return 1;
  return 0;
}

static int opens_as_headline (const dk_page *page, const dk_piece *piece, size_t i) {
  const dk_paragraph *p = dk_page_paragraph(page, i);
  return (p->looks & DK_TITLE) &&
         !(p->looks &
           (DK_DATE_LINE | DK_BYLINE | DK_CREDIT | DK_CAPTION | DK_PROMOTION | DK_PLACED)) &&
         body_follows(page, piece, i + 1);
}

static int words_in (const dk_page *page, const dk_paragraph *p) {
  const char *text = dk_paragraph_text(page, p);
  uint32_t i;
  int n = 1;
  for (i = 0; i < p->len; i++)
    n += text[i] == ' ';
  return n;
}

/* Part of a run of three lines or more without stops: a list rather than subheads. */
static int in_list (const dk_page *page, const dk_piece *piece, size_t i) {
  size_t first = i, last = i + 1;
  while (first > piece->first && i - first < 6 &&
         dk_page_paragraph(page, first - 1)->looks & DK_TITLE)
    first--;
  while (last < piece->last && last - first < 6 &&
         dk_page_paragraph(page, last)->looks & DK_TITLE &&
         dk_page_paragraph(page, last)->kind == DK_KIND_BODY)
    last++;
  while (first < i && dk_page_paragraph(page, first)->kind != DK_KIND_BODY)
    first++;
  return last - first >= 3;
}

static int is_subhead (const dk_page *page, const dk_piece *piece, size_t i) {
  const dk_paragraph *p = dk_page_paragraph(page, i), *next;
  int words;
  if (!(p->looks & DK_TITLE) || p->marker || p->len > 100 || i == piece->first ||
      i + 1 >= piece->last)
    return 0;
  next = dk_page_paragraph(page, i + 1);
  words = words_in(page, p);
  if (p->looks & DK_TITLE_CASE)
    return words <= 14 && body_follows(page, piece, i + 1) && !in_list(page, piece, i);
  return words <= 6 && memchr(dk_paragraph_text(page, p), ',', p->len) == NULL &&
         is_body(next) && next->len > p->len && !in_list(page, piece, i);
}

/* A line without a stop before a gap that is larger than between paragraphs. */
static int is_set_apart (const dk_page *page, const dk_piece *piece, size_t i) {
  const dk_paragraph *p = dk_page_paragraph(page, i);
  return i > piece->first && i + 1 < piece->last && p->gap == 1 && p->len <= 300 &&
         dk_page_paragraph(page, i + 1)->gap >= 2 &&
         !(p->looks & (DK_STOPPED | DK_TITLE_CASE | DK_PLACED)) && p->marker == 0;
}

static void set_kind (dk_page *page, size_t i, dk_kind kind) {
  dk_page_paragraph(page, i)->kind = (uint8_t)kind;
}

/* Headline and the lines between it and the first paragraph. Returns where they end. */
static size_t opening_kinds (dk_page *page, const dk_piece *piece) {
  size_t i = piece->first;
  if (i < piece->last && opens_as_headline(page, piece, i)) {
    set_kind(page, i, DK_KIND_HEADLINE);
    i++;
    if (i < piece->last &&
        same_paragraphs(page, dk_page_paragraph(page, i - 1), dk_page_paragraph(page, i))) {
      set_kind(page, i, DK_KIND_HEADLINE);
      i++;
    }
  }
  for (; i < piece->last; i++) {
    const dk_paragraph *p = dk_page_paragraph(page, i);
    if (p->looks & DK_BYLINE)
      set_kind(page, i, DK_KIND_BYLINE);
    else if (p->looks & DK_CREDIT && !(p->looks & DK_STOPPED))
      set_kind(page, i, DK_KIND_CREDIT);
    else if (p->looks & DK_DATE_LINE && !(p->looks & DK_STOPPED))
      set_kind(page, i, DK_KIND_DATELINE);
    else
      break;
    if (i == piece->first && i + 1 < piece->last && opens_as_headline(page, piece, i + 1)) {
      i++;
      set_kind(page, i, DK_KIND_HEADLINE); /* the date stands above it */
    }
  }
  return i;
}

/* Kinds that a paragraph's own looks decide. Returns 0 where they decide nothing. */
static int kind_of_looks (const dk_paragraph *p, dk_kind *kind) {
  if (p->looks & DK_FURNITURE || p->looks & DK_PROMOTION || p->looks & DK_CLOSING)
    *kind = DK_KIND_BOILERPLATE;
  else if (p->looks & DK_BYLINE)
    *kind = DK_KIND_BYLINE;
  else if (p->looks & DK_CREDIT)
    *kind = DK_KIND_CREDIT;
  else if (p->looks & DK_CAPTION)
    *kind = DK_KIND_CAPTION;
  else if (p->looks & DK_SEPARATOR)
    *kind = DK_KIND_BOILERPLATE;
  else if (p->looks & DK_MARKED_QUOTE)
    *kind = DK_KIND_QUOTE;
  else
    return 0;
  return 1;
}

/* From a heading of a promotion to the last promotion near it, all is one. */
static size_t promotion_end (const dk_page *page, const dk_piece *piece, size_t i) {
  unsigned looks = dk_page_paragraph(page, i)->looks;
  size_t end = i + 1, k, reach = looks & DK_TITLE_CASE ? PROMOTION_REACH : 2;
  if (!(looks & DK_TITLE))
    return end;
  for (k = i + 1; k < piece->last && k <= i + reach; k++)
    if (dk_page_paragraph(page, k)->looks & DK_PROMOTION)
      end = k + 1;
  return end;
}

static void inner_kinds (dk_page *page, const dk_piece *piece, size_t i) {
  size_t from = i;
  while (i < piece->last) {
    dk_paragraph *p = dk_page_paragraph(page, i);
    dk_kind kind;
    size_t end = i + 1;
    if (i + 1 < piece->last && p->len >= 4 &&
        same_paragraphs(page, p, dk_page_paragraph(page, i + 1)) &&
        !(p->looks & DK_SEPARATOR)) {
      while (end < piece->last && same_paragraphs(page, p, dk_page_paragraph(page, end)))
        end++;
      kind = DK_KIND_CAPTION;
    } else if (kind_of_looks(p, &kind)) {
      if (p->looks & DK_PROMOTION)
        end = promotion_end(page, piece, i);
    } else if (is_set_apart(page, piece, i) && i > from) {
      kind = DK_KIND_CAPTION;
    } else {
      i++; /* body, or a subhead: told apart when the others are known */
      continue;
    }
    for (; i < end; i++)
      set_kind(page, i, kind);
  }
  for (i = from; i < piece->last; i++)
    if (dk_page_paragraph(page, i)->kind == DK_KIND_BODY && is_subhead(page, piece, i))
      set_kind(page, i, DK_KIND_SUBHEAD);
}

/* --------------------------------------------------------------------- blocks */

static int push_block (dk_page *page, const dk_piece *piece, size_t start, size_t end,
                       dk_kind kind) {
  dk_block *block;
  if (start >= end)
    return 1;
  block = dk_array_push(&page->blocks, &page->mem, sizeof *block);
  if (block == NULL)
    return 0;
  block->span.start = (uint32_t)(start - piece->range.start);
  block->span.end = (uint32_t)(end - piece->range.start);
  block->kind = kind;
  return 1;
}

/* The block of paragraph 'i'; two if it opens with the article's dateline. */
static int push_paragraph (dk_page *page, const dk_piece *piece, size_t i, int *placed) {
  const dk_paragraph *p = dk_page_paragraph(page, i);
  size_t start = p->start, end = p->start + p->len, skip, n;
  dk_kind kind = (dk_kind)p->kind;
  if (start < piece->range.start)
    start = piece->range.start; /* behind the bullet */
  else if (kind == DK_KIND_QUOTE)
    start += p->marker_len;
  if (kind == DK_KIND_QUOTE && page->bytes[start] == '>') {
    const char *text = dk_skip_space(page->bytes + start + 1, page->bytes + end);
    start = (size_t)(text - page->bytes);
  }
  if (kind == DK_KIND_BODY && !*placed) {
    *placed = 1; /* only the first paragraph may have one */
    n = dk_dateline_len(page->bytes + start, page->bytes + end, &skip);
    if (n > 0) {
      if (!push_block(page, piece, start, start + n, DK_KIND_DATELINE))
        return 0;
      start += skip;
    }
  }
  return push_block(page, piece, start, end, kind);
}

int dk_page_kinds (dk_page *page) {
  dk_piece *pieces = page->pieces.items;
  size_t k, i;
  if (!learn_promotion(page))
    return 0;
  for (k = 0; k < page->pieces.n; k++) {
    int placed = 0;
    for (i = pieces[k].first; i < pieces[k].last; i++)
      set_kind(page, i, DK_KIND_BODY);
    inner_kinds(page, &pieces[k], opening_kinds(page, &pieces[k]));
    pieces[k].first_block = page->blocks.n;
    for (i = pieces[k].first; i < pieces[k].last; i++)
      if (!push_paragraph(page, &pieces[k], i, &placed))
        return 0;
    pieces[k].last_block = page->blocks.n;
  }
  return 1;
}
