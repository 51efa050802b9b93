/*
** dk_encoding.c - the encoding is found, then the text made, with a checkpoint every few
** hundred bytes: a position in between is found by decoding again from the checkpoint.
*/
#include "dk_encoding.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "dk_bytes.h"
#include "dk_encoding_sniff.h"
#include "dk_limits.h"

/* Where a character begins in both. */
typedef struct checkpoint {
  size_t text, source;
} checkpoint;

struct dk_decoding {
  dk_mem mem;
  const unsigned char *bytes;
  size_t len;
  dk_markup_kind kind;
  const char *name;
  dk_decoder decoder;
  int changed;
  dk_array text; /* of char */
  size_t text_len;
  dk_array checkpoints; /* of checkpoint */
  dk_array problems;    /* of dk_problem */
  size_t n_problems;
};

static dk_status fail (dk_error *error, dk_status code, const char *format, ...) {
  if (error != NULL) {
    va_list args;
    error->code = code;
    error->position = 0;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
  }
  return code;
}

/* -------------------------------------------------------------- which encoding */

/* How much of the bytes is UTF-8: characters of several bytes, the bytes of them behind the
** first, and runs of bytes that belong to none. */
typedef struct utf8_look {
  size_t several, tails, bad;
} utf8_look;

static utf8_look look_at_utf8 (const unsigned char *p, size_t len) {
  utf8_look look = { 0, 0, 0 };
  size_t i = 0, bad = dk_utf8_check((const char *)p, len, 0);
  for (;;) {
    for (; i < bad; i++) {
      look.several += p[i] >= 0xC0;
      look.tails += (p[i] & 0xC0) == 0x80;
    }
    if (bad >= len)
      return look;
    look.bad++;
    /* A run of bad bytes is one fault: a cut or a foreign character. */
    for (i = bad + 1; i < len && (p[i] & 0xC0) == 0x80; i++)
      ;
    bad = dk_utf8_check((const char *)p, len, i);
  }
}

/* Is it UTF-8 for all its faults? In a text of another encoding bytes that follow each other
** as in UTF-8 are rare; in UTF-8 with foreign bytes they are the rule. */
static int is_mostly_utf8 (utf8_look look) {
  return look.bad * 2 <= look.tails;
}

/* A character of two bytes by chance UTF-8 is likelier than many of them. */
enum { UTF8_BY_CHANCE = 3 };

/* Fewer faults do not speak against what is declared. */
enum { LETTERS_TO_TELL = 12 };

static int is_multibyte (const dk_encoding *encoding) {
  return encoding != NULL && encoding->scheme > DK_SCHEME_BYTE;
}

/*
** What the bytes are in, where no mark says so. 'declared' may be NULL. What is declared
** is believed unless the bytes are UTF-8, or the letters speak clearly against it.
*/
static dk_status settle (dk_decoding *d, const dk_encoding *declared,
                         const dk_encoding **out) {
  const dk_encoding *utf8 = &dk_encodings[0], *zeros = dk_encoding_of_zeros(d->bytes, d->len);
  utf8_look look;
  dk_status status;
  *out = zeros;
  if (zeros != NULL)
    return DK_OK;
  if (declared != NULL && declared->scheme < DK_SCHEME_BYTE)
    declared = utf8; /* UTF-16 would have had zero bytes */
  look = look_at_utf8(d->bytes, d->len);
  *out = utf8;
  if (look.bad == 0 && !(is_multibyte(declared) && look.several < UTF8_BY_CHANCE))
    return DK_OK;
  if (look.bad > 0 && is_mostly_utf8(look))
    return DK_OK;
  if (look.bad == 0) {
    *out = look.several == 0 ? utf8 : declared;
    return DK_OK;
  }
  if (declared != NULL && declared != utf8 && look.bad < LETTERS_TO_TELL) {
    *out = declared;
    return DK_OK;
  }
  status =
      dk_encoding_guess(&d->mem, d->bytes, d->len, declared == utf8 ? NULL : declared, out);
  if (status != DK_OK)
    return status;
  /* Nothing to tell: too few letters, or of a language that we do not know. */
  if (*out == NULL)
    *out =
        declared != NULL && declared != utf8 ? declared : dk_encoding_of_name("windows-1252");
  return DK_OK;
}

/* 'UTF-16' by name leaves it to the mark which of the two it is. */
static const dk_encoding *of_family (const dk_encoding *named, const dk_encoding *marked) {
  return marked != NULL && strncmp(named->name, marked->name, 6) == 0 ? marked : named;
}

/* An encoding is declared that nobody knows. Returns 0 without memory. */
static int note_label (dk_decoding *d, const dk_label *label) {
  dk_problem *problem = dk_array_push(&d->problems, &d->mem, sizeof *problem);
  int n = label->len < 40 ? (int)label->len : 40;
  if (problem == NULL)
    return 0;
  d->n_problems++;
  problem->position = 0;
  problem->code = DK_EENCODING;
  snprintf(problem->message, sizeof problem->message,
           "byte 1: the declared encoding '%.*s' is not known; it is guessed", n, label->text);
  return 1;
}

static dk_status find_encoding (dk_decoding *d, const dk_decode_options *options, size_t *mark,
                                const dk_encoding **out, dk_error *error) {
  const dk_encoding *marked = dk_encoding_of_mark(d->bytes, d->len, mark), *declared;
  dk_label label = { NULL, 0 };
  if (options->forced != NULL) {
    const dk_encoding *named = dk_encoding_of_header(options->forced, &label);
    if (named == NULL)
      return fail(error, DK_EENCODING, "'%.60s' is no encoding that docket knows",
                  options->forced);
    *out = of_family(named, marked);
    if (*out != marked)
      *mark = 0;
    return DK_OK;
  }
  *out = marked;
  if (marked != NULL)
    return DK_OK;
  declared = dk_encoding_of_header(options->declared, &label);
  if (declared == NULL)
    declared = dk_encoding_declared((const char *)d->bytes, d->len, d->kind, &label);
  if (declared == NULL && label.len > 0 && !note_label(d, &label))
    return fail(error, DK_ENOMEM, "not enough memory");
  if (settle(d, declared, out) != DK_OK)
    return fail(error, DK_ENOMEM, "not enough memory");
  return DK_OK;
}

/* ------------------------------------------------------------------- the text */

/* NUL stands in no text; XML allows no other control characters either. */
static int is_banned (dk_markup_kind kind, uint32_t code) {
  if (code >= 0x20 || code == '\t' || code == '\n' || code == '\r')
    return 0;
  return code == 0 || kind == DK_MARKUP_XML;
}

/*
** Windows-1252 in disguise: programs that took its bytes 0x80 to 0x9F for code points
** write control characters where quotation marks and dashes were meant. Texts hold no
** such controls, but for NEL, which is a line end.
*/
static uint32_t undisguise (uint32_t code) {
  return code == 0x85 ? code : dk_windows_1252_sign(code);
}

/* The next character as the text has it; *wrong: its bytes stand for nothing. */
static size_t next (dk_decoding *d, size_t at, uint32_t *code, int *wrong) {
  size_t n = dk_decoder_next(&d->decoder, d->bytes + at, d->len - at, code);
  *wrong = *code == DK_NO_CHAR || is_banned(d->kind, *code);
  *code = *wrong ? 0xFFFD : undisguise(*code);
  return n;
}

static int note (dk_decoding *d, size_t at, size_t n) {
  dk_problem *problem;
  d->n_problems++;
  if (d->problems.n >= DK_PROBLEMS_MAX)
    return 1;
  problem = dk_array_push(&d->problems, &d->mem, sizeof *problem);
  if (problem == NULL)
    return 0;
  problem->position = at;
  problem->code = d->bytes[at] < 0x20 && n == 1 ? DK_ENUL : DK_EENCODING;
  if (problem->code == DK_ENUL)
    snprintf(problem->message, sizeof problem->message,
             "byte %zu: control character 0x%02X; it is replaced", at + 1,
             (unsigned)d->bytes[at]);
  else
    snprintf(problem->message, sizeof problem->message,
             "byte %zu: 0x%02X is no character in %s; it is replaced", at + 1,
             (unsigned)d->bytes[at], d->name);
  return 1;
}

static int push_checkpoint (dk_decoding *d, size_t source) {
  checkpoint *c = dk_array_push(&d->checkpoints, &d->mem, sizeof *c);
  if (c == NULL)
    return 0;
  c->text = d->text.n;
  c->source = source;
  return 1;
}

/* Is one byte below 0x80 the ASCII character, always? */
static int has_ascii (const dk_decoding *d) {
  dk_scheme scheme = d->decoder.encoding->scheme;
  return scheme == DK_SCHEME_UTF8 || scheme >= DK_SCHEME_BYTE;
}

/* ASCII at 'at', at most 'n' bytes of it, copied as it is: how many bytes. */
static size_t copy_ascii (dk_decoding *d, size_t at, size_t n) {
  const unsigned char *p = d->bytes + at;
  char *out = (char *)d->text.items + d->text.n;
  size_t i = 0;
  while (i < n && p[i] < 0x80 && !is_banned(d->kind, p[i])) {
    out[i] = (char)p[i];
    i++;
  }
  d->text.n += i;
  return i;
}

static dk_status make_text (dk_decoding *d, size_t from) {
  const int ascii = has_ascii(d);
  size_t at = from, due = 0;
  if (!dk_array_reserve(&d->text, &d->mem, 1, d->len + 4))
    return DK_ENOMEM;
  while (at < d->len) {
    uint32_t code;
    size_t n;
    int wrong;
    if (d->text.n >= due) {
      if (!push_checkpoint(d, at))
        return DK_ENOMEM;
      due = d->text.n + DK_CHECKPOINT_BYTES;
    }
    if (!dk_array_reserve(&d->text, &d->mem, 1, DK_CHECKPOINT_BYTES + 4))
      return DK_ENOMEM;
    if (ascii && d->bytes[at] < 0x80) {
      size_t most = d->len - at < due - d->text.n ? d->len - at : due - d->text.n;
      n = copy_ascii(d, at, most);
      at += n;
      if (n > 0)
        continue;
    }
    n = next(d, at, &code, &wrong);
    if (wrong && !note(d, at, n))
      return DK_ENOMEM;
    d->text.n += dk_utf8_write(code, (char *)d->text.items + d->text.n);
    at += n;
  }
  d->text_len = d->text.n;
  return DK_OK;
}

/* Does the text differ from its bytes, which are UTF-8 or nearly? */
static int needs_change (const dk_decoding *d) {
  const unsigned char *p = d->bytes, *end = p + d->len;
  if (d->kind == DK_MARKUP_TEXT)
    return 0; /* the core's reader lists what is wrong, and keeps it */
  if (dk_utf8_check((const char *)p, d->len, 0) < d->len)
    return 1;
  for (; p < end; p++)
    if (is_banned(d->kind, *p) || (*p == 0xC2 && p + 1 < end && p[1] >= 0x80 && p[1] <= 0x9F))
      return 1;
  return 0;
}

static dk_status decode (dk_decoding *d, const dk_decode_options *options, dk_error *error) {
  const dk_encoding *encoding;
  size_t mark;
  dk_status status = find_encoding(d, options, &mark, &encoding, error);
  if (status != DK_OK)
    return status;
  d->name = encoding->name;
  if (encoding->scheme == DK_SCHEME_UTF8 && !needs_change(d))
    return DK_OK;
  d->changed = 1;
  status = dk_decoder_open(&d->decoder, &d->mem, encoding);
  if (status == DK_EENCODING)
    return fail(error, status, "this system's iconv does not know %s", encoding->name);
  if (status == DK_OK)
    status = make_text(d, mark);
  return status == DK_OK ? DK_OK : fail(error, DK_ENOMEM, "not enough memory");
}

dk_status dk_decode (const dk_mem *mem, const char *bytes, size_t len,
                     const dk_decode_options *options, dk_decoding **out, dk_error *error) {
  dk_mem m = dk_mem_or_default(mem);
  dk_decoding *d = dk_mem_new(&m, sizeof *d);
  dk_status status;
  *out = NULL;
  if (d == NULL)
    return fail(error, DK_ENOMEM, "not enough memory");
  d->mem = m;
  d->bytes = (const unsigned char *)bytes;
  d->len = len;
  d->kind = options->kind;
  status = decode(d, options, error);
  if (status != DK_OK)
    dk_decoding_free(d);
  else
    *out = d;
  return status;
}

void dk_decoding_free (dk_decoding *d) {
  dk_mem mem;
  if (d == NULL)
    return;
  mem = d->mem;
  dk_decoding_forget_text(d);
  dk_decoder_close(&d->decoder);
  dk_array_clear(&d->checkpoints, &mem, sizeof(checkpoint));
  dk_array_clear(&d->problems, &mem, sizeof(dk_problem));
  dk_mem_free(&mem, d, sizeof *d);
}

void dk_decoding_forget_text (dk_decoding *d) {
  dk_array_clear(&d->text, &d->mem, 1);
}

/* --------------------------------------------------------------------- asking */

const char *dk_decoding_name (const dk_decoding *d) {
  return d->name;
}

const char *dk_decoding_text (const dk_decoding *d, size_t *len) {
  *len = d->changed ? d->text_len : d->len;
  if (!d->changed)
    return NULL;
  return d->text.items != NULL ? d->text.items : "";
}

size_t dk_decoding_problems (const dk_decoding *d, const dk_problem **list, size_t *listed) {
  *list = d->problems.items;
  *listed = d->problems.n;
  return d->n_problems;
}

/* Where the character of the text at 'position' begins and ends in the source. */
static dk_range character_at (dk_decoding *d, size_t position) {
  const checkpoint *list = d->checkpoints.items;
  size_t low = 0, high = d->checkpoints.n, text, source;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (list[middle].text <= position)
      low = middle;
    else
      high = middle;
  }
  text = list[low].text;
  source = list[low].source;
  for (;;) {
    dk_range found = { source, source };
    uint32_t code;
    int wrong;
    char room[4];
    if (source >= d->len)
      return found;
    found.end += next(d, source, &code, &wrong);
    text += dk_utf8_write(code, room);
    if (text > position)
      return found;
    source = found.end;
  }
}

dk_range dk_decoding_source (dk_decoding *d, dk_range text) {
  dk_range found = text;
  if (!d->changed || d->checkpoints.n == 0) {
    if (d->changed)
      found.start = found.end = 0;
    return found;
  }
  if (text.end > d->text_len)
    text.end = d->text_len;
  if (text.start > text.end)
    text.start = text.end;
  found.start = character_at(d, text.start).start;
  found.end = text.end > text.start ? character_at(d, text.end - 1).end : found.start;
  return found;
}
