/*
** dk_name.c - where a run of capitalised words ends, as far as that is plain.
**
** What a name is, is the business of docket.resolve.name: initials, particles, by-names,
** letters of every script. Most names are two words of ASCII letters, and for these a look
** at a dozen bytes gives what its patterns would.
*/
#include "dk_name.h"

#include <string.h>

#include "dk_bytes.h"

static int is_letter (const char *p, const char *end) {
  return p < end && dk_is(*p, DK_UPPER | DK_LOWER);
}

static const char *letters (const char *p, const char *end) {
  while (is_letter(p, end))
    p++;
  return p;
}

/*
** Words in small letters that may stand inside a name, or open a part of one. Whatever they
** begin with is left to the patterns, so a superset does no harm.
*/
static int may_go_on (const char *p, const char *stop) {
  static const char *const inside[] = {
    "de",  "da",   "dos", "das", "do",   "del",  "della", "di",   "du",    "van", "von",
    "der", "den",  "al",  "el",  "la",   "le",   "ben",   "bint", "binti", "bin", "ibn",
    "abu", "ould", "ag",  "ter", "zu",   "y",    "ul",    "as",   "ad",    "an",  "ar",
    "at",  "ash",  "az",  "d",   "uulu", "kyzy", "ogly",  "oglu", "uly",   NULL
  };
  size_t len = (size_t)(stop - p), i;
  if (len > 5)
    return 0;
  for (i = 0; inside[i] != NULL; i++)
    if (inside[i][0] == *p && strlen(inside[i]) == len && memcmp(inside[i], p, len) == 0)
      return 1;
  return 0;
}

/* A word before a period that may be short for another: "J.", "Mr.". */
static int is_abbreviation (const char *p, const char *stop) {
  static const char *const titles[] = { "Mr",   "Mrs", "Ms",   "Dr",  "Prof",   "Sgt", "Gen",
                                        "Lt",   "Col", "Capt", "Rev", "Hon",    "Sen", "Rep",
                                        "Gov",  "St",  "Jr",   "Sr",  "Maj",    "Det", "Supt",
                                        "Insp", "Cpl", "Pvt",  "Mt",  "Messrs", NULL };
  size_t len = (size_t)(stop - p), i;
  if (len == 1)
    return 1;
  for (i = 0; titles[i] != NULL; i++)
    if (titles[i][0] == *p && strlen(titles[i]) == len && memcmp(titles[i], p, len) == 0)
      return 1;
  return 0;
}

/* "'s" behind a word, with either apostrophe: the name ends before it. */
static int is_possessive (const char *p, const char *end) {
  if (*p == '\'')
    p++;
  else if (end - p > 3 && memcmp(p, "\xE2\x80\x99", 3) == 0)
    p += 3;
  else
    return 0;
  return p < end && (*p == 's' || *p == 'S') &&
         (p + 1 == end || !dk_is(p[1], DK_UPPER | DK_LOWER | DK_HIGH));
}

/* What follows the word that ends at 'p': */
enum { ENDS, GOES_ON, UNSURE };

static int behind_word (const char *word, const char *p, const char *end, const char **next) {
  const char *q;
  if (p == end)
    return ENDS;
  if (*p == '.')
    return is_abbreviation(word, p) ? UNSURE : ENDS;
  if (*p == '\'' || dk_is(*p, DK_HIGH))
    return is_possessive(p, end) ? ENDS : UNSURE;
  if (*p == '-' || *p == '\n' || dk_is(*p, DK_DIGIT)) /* "G4S" */
    return UNSURE;
  if (*p != ' ')
    return ENDS;
  for (q = p; q < end && *q == ' '; q++) {
  }
  if (q == end)
    return ENDS;
  if (dk_is(*q, DK_UPPER)) {
    *next = q;
    return GOES_ON;
  }
  if (dk_is(*q, DK_LOWER))
    return may_go_on(q, letters(q, end)) ? UNSURE : ENDS;
  return dk_is(*q, DK_HIGH) || *q == '"' || *q == '\'' || *q == '\n' ? UNSURE : ENDS;
}

size_t dk_name_run (const char *text, size_t len, size_t first) {
  const char *p = text + first, *end = text + len;
  if (first >= len || !dk_is(*p, DK_UPPER))
    return 0;
  for (;;) {
    const char *stop = letters(p, end);
    switch (behind_word(p, stop, end, &p)) {
    case ENDS: return (size_t)(stop - text);
    case UNSURE: return 0;
    default: break;
    }
  }
}
