/*
** dk_encoding_guess.c - which legacy encoding a text is in, by what letters it would hold.
**
** A language uses few letters beyond ASCII, some often and some seldom, small ones inside
** words. Read in the wrong encoding a text has letters that its language does not use,
** signs inside words, capitals behind small letters. So each pair of a language and an
** encoding is scored by the mean of what its letters beyond ASCII are worth, and the best
** one wins. Encodings of two bytes a character are recognised by their form: nearly all
** pairs are characters, and most are of the frequent kind.
*/
#include <string.h>

#include "dk_decoder.h"
#include "dk_limits.h"

/* Bytes that are looked at, from the first one beyond ASCII on. */
#define SAMPLE DK_SNIFF_MAX

/* ---------------------------------------------------------- two bytes a character */

typedef struct pairs {
  size_t characters; /* beyond ASCII, without signs */
  size_t wrong;      /* bytes that stand for none */
  size_t kana;
  size_t frequent; /* of the kind that makes up most of a text in this encoding */
} pairs;

/*
** The rows of frequent characters: GB 2312's level 1, Big5's level 1, KS X 1001's hangul
** (of which Chinese text has less than two thirds of its characters), kana and kanji.
*/
static int is_frequent (const char *name, const unsigned char *p, uint32_t code) {
  if (name[0] == 'g')
    return p[0] >= 0xB0 && p[0] <= 0xD7 && p[1] >= 0xA1;
  if (name[0] == 'b')
    return p[0] >= 0xA4 && p[0] <= 0xC6;
  if (strcmp(name, "euc-kr") == 0)
    return p[0] >= 0xB0 && p[0] <= 0xC8 && p[1] >= 0xA1;
  return code >= 0x3041 && code <= 0x9FFF;
}

static void count_character (pairs *found, const char *name, const unsigned char *p,
                             uint32_t code) {
  if (code == DK_NO_CHAR) {
    found->wrong++;
    return;
  }
  if ((code >= 0x3000 && code <= 0x303F) || code >= 0xFF00)
    return; /* punctuation, and what is as wide as it */
  found->characters++;
  found->kana += code >= 0x3041 && code <= 0x30FF;
  found->frequent += (size_t)is_frequent(name, p, code);
}

/* How well the bytes suit an encoding of two bytes a character: 0 to 1001. */
static int score_pairs (dk_decoder *d, const unsigned char *p, size_t n) {
  pairs found = { 0, 0, 0, 0 };
  size_t i = 0, share;
  const char *name = d->encoding->name;
  while (i < n) {
    uint32_t code;
    size_t len;
    if (p[i] < 0x80) {
      i++;
      continue;
    }
    len = dk_decoder_next(d, p + i, n - i, &code);
    count_character(&found, name, p + i, code);
    i += len;
  }
  /* The sample may cut its last character. */
  if (found.characters < 2 || (found.wrong > 1 && found.wrong * 50 > found.characters))
    return 0;
  share = found.frequent * 1000 / found.characters;
  if (strcmp(name, "euc-jp") == 0 || strcmp(name, "shift_jis") == 0)
    return found.kana * 6 >= found.characters ? (int)share : 0;
  if (found.kana * 10 >= found.characters)
    return 0;
  /* Korean is in the rows of Chinese too, but Chinese not in those of Korean. */
  return (int)share + (strcmp(name, "euc-kr") == 0);
}

/* -------------------------------------------------------------------- one byte */

/* Letters beyond ASCII, the frequent ones first, small ones only; where a language is
** written with others than Latin letters, all of them. */
typedef struct language {
  const char *letters;
  const char *encodings; /* in which it is found, the frequent ones first, spaces around */
  int is_mixed;          /* no language, but names out of several, as in English texts */
} language;

static const language languages[] = {
  { "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", " windows-1251 koi8-r iso-8859-5 ibm866 ", 0 },
  { "оаниевртсіклудмпяьзгбчхйжїюцшщєфґ", " windows-1251 koi8-u iso-8859-5 ", 0 },
  { "аеоинтрсвлкдпмзугяъбчщжцхюшйфь", " windows-1251 iso-8859-5 ", 0 },
  { "аеионтрсдвукмлпзјгбчшцњхљжћђџф", " windows-1251 iso-8859-5 ", 0 },
  { "αοιετνσρκπμληυςγδωχθφβόίάέήύώξζψϊϋΐΰ", " windows-1253 iso-8859-7 ", 0 },
  { "יולהארתבםשנדמקעןפחצטכגזסךףץ", " windows-1255 iso-8859-8 ", 0 },
  { "اليمنورتبةدعهسفقكحجأشصطخضإذىئغزثءظؤآ،؟", " windows-1256 iso-8859-6 ", 0 },
  { "ايرندهموتبسلشکزفگقخجعپحطصآغضثچذظژئءأؤ،؟", " windows-1256 ", 0 },
  { "านรกอเงมย่ลวดท้สตะปบคัิีหแจพชขใไโซึื์็ผุูถศ", " windows-874 ", 0 },
  { "éàèêâôîçùûœïëüÿæ", " windows-1252 ", 0 },
  { "äüößé", " windows-1252 ", 0 },
  { "óíáéñúü¿¡", " windows-1252 ", 0 },
  { "ãçáéíóêõúâàôü", " windows-1252 ", 0 },
  { "èàùòéìó", " windows-1252 ", 0 },
  { "äöåéü", " windows-1252 ", 0 },
  { "øåæéöäüó", " windows-1252 ", 0 },
  { "áðíéóúýþæö", " windows-1252 ", 0 },
  { "ëéïóèöü", " windows-1252 ", 0 },
  { "éóàèíòçúïü·", " windows-1252 ", 0 },
  { "łąęóżśćńź", " windows-1250 iso-8859-2 ", 0 },
  { "íáéěřšžýčůúňťďóö", " windows-1250 iso-8859-2 ", 0 },
  { "áíéčšžýúľťďňôóäěĺŕ", " windows-1250 iso-8859-2 ", 0 },
  { "áéöóőíüúű", " windows-1250 iso-8859-2 ", 0 },
  { "ăîâţşéá", " windows-1250 iso-8859-2 ", 0 },
  { "čšžćđ", " windows-1250 iso-8859-2 ", 0 },
  { "ıişğüöçâîû", " windows-1254 ", 0 },
  { "āīšēūļņžķčģ", " windows-1257 ", 0 },
  { "ėšžųįčąūę", " windows-1257 ", 0 },
  { "äõöüšž", " windows-1257 windows-1252 ", 0 },
  { "éñöüáíóçäèàêãåøôëïúâîæùûœšžßÿýðþ", " windows-1252 ", 1 },
};

/* What each character beyond ASCII is worth in a language, for one encoding. */
typedef struct worth {
  signed char points[256]; /* by byte */
  unsigned char form[256]; /* FORM_... */
} worth;

enum {
  FORM_OTHER,
  FORM_ASCII_SMALL,
  FORM_ASCII_CAPITAL,
  FORM_SMALL,
  FORM_CAPITAL,
  FORM_DIGIT
};

enum {
  BEST = 20,      /* of the most frequent letter; the last is worth nothing */
  MIXED = 10,     /* the same of letters that are no language's, but of several */
  SIGN = 4,       /* quotation marks, dashes and other signs that any text may hold */
  STRANGE = -40,  /* a letter that the language does not have, a sign that no text has */
  MISPLACED = -30 /* a capital behind a small letter; a foreign letter beside an ASCII one */
};

/* Signs that stand in texts of all languages. */
static int is_common_sign (uint32_t code) {
  return (code >= 0x2010 && code <= 0x203A) || code == 0x20AC || code == 0x2116 ||
         code == 0x2122 || code == 0xA0 || code == 0xA7 || code == 0xA9 || code == 0xAB ||
         code == 0xAD || code == 0xAE || code == 0xB0 || code == 0xB7 || code == 0xBB ||
         code == 0xA3 || code == 0xBD || code == 0xB4;
}

/* The small letter of a capital, in the alphabets above; others are as they are. */
static uint32_t to_small (uint32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
      (c >= 0x410 && c <= 0x42F))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40F)
    return c + 0x50;
  if (c == 0x130)
    return 'i';
  if (c == 0x178)
    return 0xFF;
  if (c == 0x490)
    return 0x491;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
    return c + (c & 1);
  if (c >= 0x100 && c <= 0x177)
    return c | 1;
  switch (c) {
  case 0x386: return 0x3AC;
  case 0x388:
  case 0x389:
  case 0x38A: return c + 0x25;
  case 0x38C: return 0x3CC;
  case 0x38E:
  case 0x38F: return c + 0x3F;
  default: return c;
  }
}

/* Rank of a letter among 'n' of a language, or -1. */
static int rank_of (const uint32_t *letters, int n, uint32_t code) {
  int i;
  for (i = 0; i < n; i++)
    if (letters[i] == code)
      return i;
  return -1;
}

static int read_letters (const char *text, uint32_t *letters) {
  dk_decoder utf8;
  size_t left = strlen(text);
  int n = 0;
  memset(&utf8, 0, sizeof utf8);
  utf8.encoding = &dk_encodings[0];
  while (left > 0 && n < 64) {
    size_t len = dk_decoder_next(&utf8, (const unsigned char *)text, left, &letters[n++]);
    text += len;
    left -= len;
  }
  return n;
}

static void weigh (const dk_decoder *d, const language *speech, worth *w) {
  uint32_t letters[64];
  const int best = speech->is_mixed ? MIXED : BEST;
  int n = read_letters(speech->letters, letters), c;
  for (c = 0; c < 256; c++) {
    uint32_t code = d->bytes[c], small = code == DK_NO_CHAR ? code : to_small(code);
    int rank = rank_of(letters, n, small);
    w->form[c] = FORM_OTHER;
    w->points[c] = STRANGE;
    if (c < 0x80) {
      w->points[c] = 0;
      if (c >= 'a' && c <= 'z')
        w->form[c] = FORM_ASCII_SMALL;
      else if (c >= 'A' && c <= 'Z')
        w->form[c] = FORM_ASCII_CAPITAL;
      else if (c >= '0' && c <= '9')
        w->form[c] = FORM_DIGIT;
    } else if (rank >= 0) {
      w->points[c] = (signed char)(best - best * rank / n);
      w->form[c] = small == code ? FORM_SMALL : FORM_CAPITAL;
    } else if (code != DK_NO_CHAR && is_common_sign(code)) {
      w->points[c] = SIGN;
    }
  }
}

static int is_letter (unsigned char form) {
  return form >= FORM_ASCII_SMALL && form <= FORM_CAPITAL;
}

/*
** What the letter at p[i] is worth by its neighbours, on top of what it is worth itself:
** no word has a capital behind a small letter, letters of two alphabets, a digit beside a
** letter, or three marked Latin letters in a row. A letter that stands alone says nothing;
** as a capital it is a sign that was misread.
*/
static long worth_of_place (const worth *w, const unsigned char *p, size_t n, size_t i,
                            int latin) {
  unsigned char form = w->form[p[i]];
  unsigned char before = i > 0 ? w->form[p[i - 1]] : FORM_OTHER;
  unsigned char after = i + 1 < n ? w->form[p[i + 1]] : FORM_OTHER;
  long sum = 0;
  if (form == FORM_CAPITAL && (before == FORM_SMALL || before == FORM_ASCII_SMALL))
    sum += MISPLACED;
  if (before == FORM_DIGIT || after == FORM_DIGIT)
    sum += MISPLACED;
  if (!is_letter(before) && !is_letter(after))
    return sum - w->points[p[i]] + (form == FORM_CAPITAL ? MISPLACED / 2 : 0);
  if (!latin && (before == FORM_ASCII_SMALL || before == FORM_ASCII_CAPITAL ||
                 after == FORM_ASCII_SMALL || after == FORM_ASCII_CAPITAL))
    sum += MISPLACED;
  if (latin && i > 1 && before >= FORM_SMALL && before <= FORM_CAPITAL &&
      w->form[p[i - 2]] >= FORM_SMALL && w->form[p[i - 2]] <= FORM_CAPITAL)
    sum += MISPLACED;
  return sum;
}

/* The mean worth of bytes beyond ASCII, times 256; 'latin': beside ASCII letters. */
static long score_bytes (const worth *w, const unsigned char *p, size_t n, int latin) {
  long sum = 0, count = 0;
  size_t i;
  for (i = 0; i < n; i++) {
    if (p[i] < 0x80)
      continue;
    sum += w->points[p[i]];
    count++;
    if (w->form[p[i]] != FORM_OTHER)
      sum += worth_of_place(w, p, n, i, latin);
  }
  return count == 0 ? STRANGE * 256L : sum * 256 / count;
}

static int is_latin (const char *letters) {
  return (unsigned char)letters[0] < 0xCD; /* U+0370 and up are Greek and what follows */
}

static int is_in (const char *list, const char *name) {
  size_t n = strlen(name);
  const char *at = list;
  while ((at = strstr(at, name)) != NULL) {
    if (at[-1] == ' ' && at[n] == ' ')
      return 1;
    at += n;
  }
  return 0;
}

/* ------------------------------------------------------------------------ all */

/* Least share in a thousand of frequent characters of an encoding with pairs. */
enum { PAIRS_LEAST = 850 };

/* What is declared wins, unless another is clearly better: by 3 points a letter. Nothing
** declared is windows-1252 declared, by the custom of the web. */
enum { DECLARED = 3 * 256 };

typedef struct search {
  const dk_mem *mem;
  const unsigned char *bytes;
  size_t n;
  const dk_encoding *declared, *best;
  long best_score;
} search;

static void offer (search *s, const dk_encoding *encoding, long score) {
  if (encoding == s->declared)
    score += DECLARED;
  if (score <= s->best_score)
    return;
  s->best = encoding;
  s->best_score = score;
}

/* Is it the encoding of a language that we know, or one that is recognised by its form? */
static int is_candidate (const dk_encoding *encoding) {
  size_t i;
  if (encoding->scheme != DK_SCHEME_BYTE)
    return encoding->scheme > DK_SCHEME_BYTE;
  for (i = 0; i < sizeof languages / sizeof *languages; i++)
    if (is_in(languages[i].encodings, encoding->name))
      return 1;
  return 0;
}

static dk_status try_encoding (search *s, const dk_encoding *encoding) {
  dk_decoder d;
  dk_status status;
  size_t i;
  memset(&d, 0, sizeof d);
  status = dk_decoder_open(&d, s->mem, encoding);
  if (status == DK_OK && encoding->scheme == DK_SCHEME_BYTE) {
    for (i = 0; i < sizeof languages / sizeof *languages; i++) {
      worth w;
      if (!is_in(languages[i].encodings, encoding->name))
        continue;
      weigh(&d, &languages[i], &w);
      offer(s, encoding, score_bytes(&w, s->bytes, s->n, is_latin(languages[i].letters)));
    }
  } else if (status == DK_OK) {
    int score = score_pairs(&d, s->bytes, s->n);
    if (score >= PAIRS_LEAST) /* more than any language of single bytes can have */
      offer(s, encoding, (BEST + 1) * 256 + score);
  }
  dk_decoder_close(&d);
  return status == DK_EENCODING ? DK_OK : status; /* one that this system does not know */
}

dk_status dk_encoding_guess (const dk_mem *mem, const unsigned char *bytes, size_t len,
                             const dk_encoding *declared, const dk_encoding **out) {
  search s = { mem, NULL, 0, declared, NULL, STRANGE * 256L / 4 };
  size_t from = 0, i;
  *out = NULL;
  if (declared == NULL)
    s.declared = dk_encoding_of_name("windows-1252");
  while (from < len && bytes[from] < 0x80)
    from++;
  if (from == len)
    return DK_OK;
  if (from > 0)
    from--; /* the letter before it tells something */
  s.bytes = bytes + from;
  s.n = len - from < SAMPLE ? len - from : SAMPLE;
  for (i = 0; i < dk_encoding_count; i++) {
    const dk_encoding *encoding = &dk_encodings[i];
    dk_status status = DK_OK;
    if (is_candidate(encoding) || encoding == declared)
      status = try_encoding(&s, encoding);
    if (status != DK_OK)
      return status;
  }
  *out = s.best;
  return DK_OK;
}
