/*
** dk_feed_field.c - from elements and attributes to the fields of an entry.
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_feed_reader.h"

int dk_feed_is (const dk_feed_reader *r, dk_range range, const char *what) {
  size_t n = strlen(what);
  return dk_range_size(range) == n && memcmp(r->feed->text + range.start, what, n) == 0;
}

int dk_feed_same (const dk_feed_reader *r, dk_range a, dk_range b) {
  return dk_range_size(a) == dk_range_size(b) &&
         memcmp(r->feed->text + a.start, r->feed->text + b.start, dk_range_size(a)) == 0;
}

/* Holds the range these letters, in any case? 'what' is in lower case. */
static int holds (const dk_feed_reader *r, dk_range range, const char *what) {
  size_t n = strlen(what), i, k;
  for (i = range.start; i + n <= range.end; i++) {
    for (k = 0;
         k < n && dk_plain[(unsigned char)r->feed->text[i + k]] == (unsigned char)what[k];)
      k++;
    if (k == n)
      return 1;
  }
  return 0;
}

/* ------------------------------------------------------------------ attributes */

const dk_range *dk_feed_attribute (const dk_feed_reader *r, const dk_xml_token *token,
                                   const char *name) {
  size_t i;
  for (i = 0; i < token->n_attributes; i++)
    if (dk_feed_is(r, token->attributes[i].name, name))
      return &token->attributes[i].value;
  return NULL;
}

/* The part of a name before its colon, empty without one; *local is moved behind it. */
dk_range dk_feed_prefix (const dk_feed_reader *r, dk_range name, dk_range *local) {
  const char *text = r->feed->text + name.start;
  const char *colon = memchr(text, ':', dk_range_size(name));
  dk_range prefix = { name.start, name.start };
  *local = name;
  if (colon != NULL) {
    prefix.end = name.start + (size_t)(colon - text);
    local->start = prefix.end + 1;
  }
  return prefix;
}

static void bind (dk_feed_reader *r, dk_range prefix, dk_range address) {
  dk_feed_binding *b;
  if (r->n_bindings == DK_FEED_BINDINGS_MAX)
    return;
  b = &r->bindings[r->n_bindings++];
  b->prefix = prefix;
  b->space = dk_feed_space_of_address(r->feed->text + address.start, dk_range_size(address));
}

static void set_base (dk_feed_reader *r, dk_feed_open *e, dk_range address) {
  dk_feed_base_item *item = dk_array_push(&r->feed->bases, &r->feed->mem, sizeof *item);
  if (item == NULL) {
    r->failed = 1;
    return;
  }
  item->address = address;
  item->outer = e->base;
  e->base = r->feed->bases.n;
}

/* What a start tag declares for its element and what is inside. */
void dk_feed_declare_names (dk_feed_reader *r, dk_feed_open *e, const dk_xml_token *token) {
  size_t i;
  for (i = 0; i < token->n_attributes; i++) {
    dk_range name = token->attributes[i].name, value = token->attributes[i].value;
    const char *text = r->feed->text + name.start;
    size_t len = dk_range_size(name);
    if (len < 5 || text[0] != 'x' || text[1] != 'm' || text[2] != 'l')
      continue;
    if (dk_feed_is(r, name, "xml:base")) {
      set_base(r, e, value);
    } else if (dk_feed_is(r, name, "xml:lang")) {
      e->language = value;
    } else if (dk_feed_is(r, name, "xmlns")) {
      name.start = name.end;
      bind(r, name, value);
    } else if (len > 6 && memcmp(text, "xmlns:", 6) == 0) {
      name.start += 6;
      bind(r, name, value);
    }
  }
}

static dk_feed_space space_of (const dk_feed_reader *r, dk_range prefix) {
  size_t i = r->n_bindings;
  dk_feed_space space = DK_SPACE_OTHER;
  while (i > 0)
    if (dk_feed_same(r, r->bindings[--i].prefix, prefix)) {
      space = r->bindings[i].space;
      break;
    }
  if (dk_range_size(prefix) ==
      0) /* no namespace, or one of somebody's own: RSS all the same */
    return space == DK_SPACE_OTHER ? DK_SPACE_NONE : space;
  if (space == DK_SPACE_OTHER) /* not declared, or misspelt: by custom */
    space = dk_feed_space_of_prefix(r->feed->text + prefix.start, dk_range_size(prefix));
  return space;
}

const dk_feed_element *dk_feed_meaning (const dk_feed_reader *r, dk_range name) {
  dk_range local, prefix = dk_feed_prefix(r, name, &local);
  return dk_feed_element_of(space_of(r, prefix), r->feed->text + local.start,
                            dk_range_size(local));
}

/* --------------------------------------------------------------------- values */

static dk_feed_entry *target (dk_feed_reader *r) {
  return r->in_entry ? &r->entry : &r->feed->self;
}

static void add_author (dk_feed_reader *r, const dk_feed_value *value) {
  dk_feed_entry *entry = target(r);
  dk_feed_value *kept;
  if (value->rank < entry->author_rank)
    return;
  if (value->rank > entry->author_rank) { /* better ones: those before do not count */
    entry->author_rank = value->rank;
    entry->first_author = entry->last_author = r->feed->authors.n;
  }
  if (entry->last_author != r->feed->authors.n)
    return; /* authors of one entry lie together: the feed's own behind others are not kept */
  kept = dk_array_push(&r->feed->authors, &r->feed->mem, sizeof *kept);
  if (kept == NULL) {
    r->failed = 1;
    return;
  }
  *kept = *value;
  entry->last_author = r->feed->authors.n;
}

static void keep (dk_feed_reader *r, dk_feed_field field, const dk_feed_value *value) {
  dk_feed_value *slot;
  if (dk_range_size(value->text) == 0)
    return;
  if (field == DK_FEED_AUTHOR) {
    add_author(r, value);
    return;
  }
  slot = &target(r)->fields[field];
  if (value->rank > slot->rank)
    *slot = *value;
}

/* A value that stands in an attribute. */
void dk_feed_keep_attribute (dk_feed_reader *r, const dk_feed_open *e, dk_feed_field field,
                             int rank, dk_range raw) {
  dk_feed_content content;
  dk_feed_value value;
  memset(&content, 0, sizeof content);
  memset(&value, 0, sizeof value);
  content.raw = raw;
  value.base = e->base;
  value.language = e->language;
  value.rank = rank;
  if (!dk_feed_make_text(r->feed, &content, &value))
    r->failed = 1;
  else
    keep(r, field, &value);
}

/* The form that an Atom element's type states (RFC 4287, 3.1 and 4.1.3; Atom 0.3 too). */
static void read_type (dk_feed_reader *r, const dk_xml_token *token) {
  const dk_range *type = dk_feed_attribute(r, token, "type"),
                 *mode = dk_feed_attribute(r, token, "mode");
  r->content.base64 = mode != NULL && dk_feed_is(r, *mode, "base64");
  if (r->field->space != DK_SPACE_ATOM || r->field->role != DK_ROLE_FIELD || type == NULL)
    return;
  if (dk_feed_is(r, *type, "text") || dk_feed_is(r, *type, "text/plain"))
    r->value.form = DK_FEED_TEXT;
  else if (holds(r, *type, "html") || holds(r, *type, "xml"))
    r->value.form = DK_FEED_HTML;
  else if (!holds(r, *type, "text/") && r->field->field == DK_FEED_CONTENT && mode == NULL)
    r->content.base64 = 1;
  r->content.escaped =
      dk_feed_is(r, *type, "html") || (mode != NULL && dk_feed_is(r, *mode, "escaped"));
  if (r->content.base64)
    r->value.form = DK_FEED_MAYBE;
}

void dk_feed_open_value (dk_feed_reader *r, const dk_feed_open *e,
                         const dk_feed_element *field, const dk_xml_token *token) {
  memset(&r->value, 0, sizeof r->value);
  memset(&r->content, 0, sizeof r->content);
  r->field = field;
  r->value_depth = r->depth;
  r->value.form = field->form;
  r->value.rank = field->rank;
  r->value.base = e->base;
  r->value.language = e->language;
  r->content.raw.start = r->content.raw.end = token->source.end;
  r->is_link = 0;
  if (field->role == DK_ROLE_GUID) {
    const dk_range *permanent = dk_feed_attribute(r, token, "isPermaLink");
    r->is_link = permanent == NULL || !dk_feed_is(r, *permanent, "false");
  }
  read_type(r, token);
}

void dk_feed_close_value (dk_feed_reader *r, size_t end) {
  r->content.raw.end = end;
  r->value_depth = 0;
  if (end < r->content.raw.start)
    r->content.raw.end = r->content.raw.start;
  if (!dk_feed_make_text(r->feed, &r->content, &r->value)) {
    r->failed = 1;
    return;
  }
  keep(r, r->field->field, &r->value);
  if (r->is_link) {
    r->value.rank = 1;
    keep(r, DK_FEED_LINK, &r->value);
  }
}

/* Atom's link: the page that shows the entry (RFC 4287, 4.2.7). */
void dk_feed_read_link (dk_feed_reader *r, const dk_feed_open *e, const dk_xml_token *token) {
  const dk_range *href = dk_feed_attribute(r, token, "href"),
                 *rel = dk_feed_attribute(r, token, "rel"),
                 *type = dk_feed_attribute(r, token, "type");
  int rank = 4;
  if (href == NULL ||
      (rel != NULL && !dk_feed_is(r, *rel, "alternate") && dk_range_size(*rel) > 0))
    return;
  if (type != NULL && !holds(r, *type, "html"))
    rank = 3;
  dk_feed_keep_attribute(r, e, DK_FEED_LINK, rank, *href);
}
