/*
** dk_feed.c - from elements to entries. A stack of what is open tells whose child each
** element is; an element that means a field keeps everything up to its end as its content.
**
** Wrong nesting: an end tag closes what is open inside its element; one without an element
** is passed over; an entry that begins inside another, or inside a field, ends it.
*/
#include <stdio.h>
#include <string.h>

#include "dk_bytes.h"
#include "dk_feed_internal.h"

typedef struct open_element {
  dk_range name; /* with its prefix */
  size_t start;  /* of its tag */
  dk_feed_role role;
  size_t base;
  dk_range language;
  size_t bindings; /* how many were in force before it */
} open_element;

typedef struct binding {
  dk_range prefix; /* empty: the default namespace */
  dk_feed_space space;
} binding;

typedef struct reader {
  dk_feed *feed;
  dk_xml xml;
  open_element open[DK_FEED_DEPTH_MAX];
  size_t depth;
  size_t too_deep; /* elements open beyond */
  binding bindings[DK_FEED_BINDINGS_MAX];
  size_t n_bindings;
  int in_entry;       /* self.entry is being filled */
  size_t entry_depth; /* of the stack, with its element */
  dk_feed_entry entry;
  size_t value_depth; /* of the stack, with the field's element; 0: no field is open */
  const dk_feed_element *field;
  dk_feed_value value;
  dk_feed_content content;
  int is_link; /* the field is an identifier that may be a link as well */
  int seen;    /* an element of a feed was there */
  int failed;  /* memory */
} reader;

void dk_feed_note (dk_feed *feed, size_t position, const char *reason) {
  dk_problem *problem;
  feed->n_problems++;
  if (feed->problems.n >= DK_PROBLEMS_MAX)
    return;
  problem = dk_array_push(&feed->problems, &feed->mem, sizeof *problem);
  if (problem == NULL)
    return;
  problem->position = position;
  problem->code = DK_OK; /* the kind is one: ill-formed */
  snprintf(problem->message, sizeof problem->message, "byte %zu: %s", position + 1, reason);
}

static void report (void *user, size_t position, const char *reason) {
  reader *r = user;
  dk_feed_note(r->feed, position, reason);
}

static size_t size_of (dk_range range) {
  return range.end - range.start;
}

static int is_text (const reader *r, dk_range range, const char *what) {
  size_t n = strlen(what);
  return size_of(range) == n && memcmp(r->feed->text + range.start, what, n) == 0;
}

static int same (const reader *r, dk_range a, dk_range b) {
  return size_of(a) == size_of(b) &&
         memcmp(r->feed->text + a.start, r->feed->text + b.start, size_of(a)) == 0;
}

/* Holds the range these letters, in any case? 'what' is in lower case. */
static int holds (const reader *r, dk_range range, const char *what) {
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

static const dk_range *attribute (const reader *r, const dk_xml_token *token,
                                  const char *name) {
  size_t i;
  for (i = 0; i < token->n_attributes; i++)
    if (is_text(r, token->attributes[i].name, name))
      return &token->attributes[i].value;
  return NULL;
}

/* The part of a name before its colon, empty without one; *local is moved behind it. */
static dk_range split_name (const reader *r, dk_range name, dk_range *local) {
  const char *text = r->feed->text + name.start;
  const char *colon = memchr(text, ':', size_of(name));
  dk_range prefix = { name.start, name.start };
  *local = name;
  if (colon != NULL) {
    prefix.end = name.start + (size_t)(colon - text);
    local->start = prefix.end + 1;
  }
  return prefix;
}

static void bind (reader *r, dk_range prefix, dk_range address) {
  binding *b;
  if (r->n_bindings == DK_FEED_BINDINGS_MAX)
    return;
  b = &r->bindings[r->n_bindings++];
  b->prefix = prefix;
  b->space = dk_feed_space_of_address(r->feed->text + address.start, size_of(address));
}

static void set_base (reader *r, open_element *e, dk_range address) {
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
static void declare (reader *r, open_element *e, const dk_xml_token *token) {
  size_t i;
  for (i = 0; i < token->n_attributes; i++) {
    dk_range name = token->attributes[i].name, value = token->attributes[i].value;
    const char *text = r->feed->text + name.start;
    size_t len = size_of(name);
    if (len < 5 || text[0] != 'x' || text[1] != 'm' || text[2] != 'l')
      continue;
    if (is_text(r, name, "xml:base")) {
      set_base(r, e, value);
    } else if (is_text(r, name, "xml:lang")) {
      e->language = value;
    } else if (is_text(r, name, "xmlns")) {
      name.start = name.end;
      bind(r, name, value);
    } else if (len > 6 && memcmp(text, "xmlns:", 6) == 0) {
      name.start += 6;
      bind(r, name, value);
    }
  }
}

static dk_feed_space space_of (const reader *r, dk_range prefix) {
  size_t i = r->n_bindings;
  dk_feed_space space = DK_SPACE_OTHER;
  while (i > 0)
    if (same(r, r->bindings[--i].prefix, prefix)) {
      space = r->bindings[i].space;
      break;
    }
  if (size_of(prefix) == 0) /* no namespace, or one of somebody's own: RSS all the same */
    return space == DK_SPACE_OTHER ? DK_SPACE_NONE : space;
  if (space == DK_SPACE_OTHER) /* not declared, or misspelt: by custom */
    space = dk_feed_space_of_prefix(r->feed->text + prefix.start, size_of(prefix));
  return space;
}

static const dk_feed_element *element_of (const reader *r, dk_range name) {
  dk_range local, prefix = split_name(r, name, &local);
  return dk_feed_element_of(space_of(r, prefix), r->feed->text + local.start, size_of(local));
}

/* --------------------------------------------------------------------- values */

static dk_feed_entry *target (reader *r) {
  return r->in_entry ? &r->entry : &r->feed->self;
}

static void add_author (reader *r, const dk_feed_value *value) {
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

static void keep (reader *r, dk_feed_field field, const dk_feed_value *value) {
  dk_feed_value *slot;
  if (size_of(value->text) == 0)
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
static void keep_attribute (reader *r, const open_element *e, dk_feed_field field, int rank,
                            dk_range raw) {
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
static void read_type (reader *r, const dk_xml_token *token) {
  const dk_range *type = attribute(r, token, "type"), *mode = attribute(r, token, "mode");
  r->content.base64 = mode != NULL && is_text(r, *mode, "base64");
  if (r->field->space != DK_SPACE_ATOM || r->field->role != DK_ROLE_FIELD || type == NULL)
    return;
  if (is_text(r, *type, "text") || is_text(r, *type, "text/plain"))
    r->value.form = DK_FEED_TEXT;
  else if (holds(r, *type, "html") || holds(r, *type, "xml"))
    r->value.form = DK_FEED_HTML;
  else if (!holds(r, *type, "text/") && r->field->field == DK_FEED_CONTENT && mode == NULL)
    r->content.base64 = 1;
  r->content.escaped =
      is_text(r, *type, "html") || (mode != NULL && is_text(r, *mode, "escaped"));
  if (r->content.base64)
    r->value.form = DK_FEED_MAYBE;
}

static void open_value (reader *r, const open_element *e, const dk_feed_element *field,
                        const dk_xml_token *token) {
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
    const dk_range *permanent = attribute(r, token, "isPermaLink");
    r->is_link = permanent == NULL || !is_text(r, *permanent, "false");
  }
  read_type(r, token);
}

static void close_value (reader *r, size_t end) {
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
static void read_link (reader *r, const open_element *e, const dk_xml_token *token) {
  const dk_range *href = attribute(r, token, "href"), *rel = attribute(r, token, "rel"),
                 *type = attribute(r, token, "type");
  int rank = 4;
  if (href == NULL || (rel != NULL && !is_text(r, *rel, "alternate") && size_of(*rel) > 0))
    return;
  if (type != NULL && !holds(r, *type, "html"))
    rank = 3;
  keep_attribute(r, e, DK_FEED_LINK, rank, *href);
}

/* -------------------------------------------------------------------- entries */

static void open_entry (reader *r, const open_element *e, const dk_xml_token *token) {
  const dk_range *about;
  memset(&r->entry, 0, sizeof r->entry);
  r->in_entry = 1;
  r->entry_depth = r->depth;
  r->entry.source = token->source;
  about = attribute(r, token, "rdf:about");
  if (about != NULL) {
    keep_attribute(r, e, DK_FEED_ID, 1, *about);
    keep_attribute(r, e, DK_FEED_LINK, 1, *about);
  }
  r->entry.fields[DK_FEED_LANGUAGE].language = e->language;
}

static void close_entry (reader *r, size_t end) {
  dk_feed_entry *kept = dk_array_push(&r->feed->entries, &r->feed->mem, sizeof *kept);
  r->in_entry = 0;
  if (kept == NULL) {
    r->failed = 1;
    return;
  }
  r->entry.source.end = end;
  *kept = r->entry;
}

/* ---------------------------------------------------------------------- stack */

/* The innermost element ends: its content before 'inner', all of it before 'end'. */
static void pop (reader *r, size_t inner, size_t end) {
  if (r->value_depth == r->depth)
    close_value(r, inner);
  if (r->in_entry && r->entry_depth == r->depth)
    close_entry(r, end);
  r->n_bindings = r->open[--r->depth].bindings;
}

static void note_open (reader *r, const open_element *e, const char *what) {
  char reason[140];
  int n = (int)size_of(e->name);
  snprintf(reason, sizeof reason, "<%.*s> %s", n > 40 ? 40 : n, r->feed->text + e->name.start,
           what);
  dk_feed_note(r->feed, e->start, reason);
}

/* End all elements above 'depth' at a position where something else stands. */
static void pop_to (reader *r, size_t depth, size_t at) {
  while (r->depth > depth) {
    note_open(r, &r->open[r->depth - 1], "does not end");
    pop(r, at, at);
  }
}

static open_element *push (reader *r, const dk_xml_token *token) {
  open_element *e = &r->open[r->depth];
  memset(e, 0, sizeof *e);
  if (r->depth > 0) {
    e->base = r->open[r->depth - 1].base;
    e->language = r->open[r->depth - 1].language;
  }
  e->bindings = r->n_bindings;
  e->name = token->name;
  e->start = token->source.start;
  r->depth++;
  return e;
}

/* Do children of what is open say something of the entry or the feed? */
static int counts_here (const reader *r, size_t depth) {
  while (depth > 0 && r->open[depth - 1].role == DK_ROLE_GROUP)
    depth--;
  return depth > 0 &&
         (r->open[depth - 1].role == DK_ROLE_ENTRY || r->open[depth - 1].role == DK_ROLE_FEED);
}

static int is_author_name (const reader *r, const dk_feed_element *element) {
  return element->field == DK_FEED_AUTHOR && element->space == DK_SPACE_ATOM && r->depth > 1 &&
         r->open[r->depth - 2].role == DK_ROLE_PERSON;
}

/* A person credited for other things than the text is no author. */
static int is_other_credit (const reader *r, const dk_feed_element *element,
                            const dk_xml_token *token) {
  const dk_range *role;
  if (element->space != DK_SPACE_MEDIA || element->field != DK_FEED_AUTHOR)
    return 0;
  role = attribute(r, token, "role");
  return role == NULL || (!is_text(r, *role, "author") && !is_text(r, *role, "writer"));
}

static void open_field (reader *r, open_element *e, const dk_feed_element *element,
                        const dk_xml_token *token) {
  int mine = counts_here(r, r->depth - 1);
  if (element->space == DK_SPACE_ATOM && element->field == DK_FEED_AUTHOR)
    mine = is_author_name(r, element);
  if (!mine || is_other_credit(r, element, token))
    return;
  if (element->role == DK_ROLE_LINK ||
      (element->field == DK_FEED_LINK && attribute(r, token, "href") != NULL))
    read_link(r, e, token);
  else
    open_value(r, e, element, token);
}

/* Is this an entry that begins where none may? Then what is open ends before it. */
static void end_before_entry (reader *r, const dk_feed_element *element, size_t at) {
  if (element == NULL || element->role != DK_ROLE_ENTRY || !r->in_entry)
    return;
  pop_to(r, r->entry_depth - 1, at);
}

/*
** Can this element of the feed not be markup inside the open field, so that the field was
** not ended? A title holds no fields; a text may hold anything that HTML has, and so not
** what RSS alone has.
*/
static int ends_field (const reader *r, const dk_feed_element *element) {
  if (element == NULL || element->space == DK_SPACE_XHTML || element->role < DK_ROLE_FIELD)
    return 0;
  if (r->field->field == DK_FEED_CONTENT || r->field->field == DK_FEED_SUMMARY)
    return element->role == DK_ROLE_GUID ||
           (element->space == DK_SPACE_NONE && element->field == DK_FEED_PUBLISHED);
  return 1;
}

/* A tag inside a field: it is markup of the field's text, or ends what was not ended. */
static void start_inside (reader *r, const dk_xml_token *token) {
  dk_range local, prefix = split_name(r, token->name, &local);
  const dk_feed_element *element = element_of(r, token->name);
  end_before_entry(r, element, token->source.start);
  if (r->value_depth > 0 && ends_field(r, element))
    pop_to(r, r->value_depth - 1, token->source.start);
  if (r->value_depth > 0) {
    r->content.elements = 1;
    r->content.prefixed |= size_of(prefix) > 0;
  }
}

static void start_tag (reader *r, const dk_xml_token *token) {
  const dk_feed_element *element = NULL;
  open_element *e;
  if (r->value_depth > 0)
    start_inside(r, token);
  if (r->depth == DK_FEED_DEPTH_MAX) {
    r->too_deep += !token->empty;
    return;
  }
  e = push(r, token);
  if (r->value_depth == 0) {
    declare(r, e, token);
    element = element_of(r, token->name);
    if (element != NULL && element->role == DK_ROLE_ENTRY && r->in_entry) {
      r->n_bindings = e->bindings;
      r->depth--;
      end_before_entry(r, element, token->source.start);
      e = push(r, token);
      declare(r, e, token);
    }
    if (element != NULL) {
      e->role = element->role;
      r->seen |= element->role == DK_ROLE_FEED || element->role == DK_ROLE_ENTRY;
      if (element->role == DK_ROLE_ENTRY)
        open_entry(r, e, token);
      else if (element->role >= DK_ROLE_FIELD)
        open_field(r, e, element, token);
      else if (element->role == DK_ROLE_FEED && size_of(e->language) > 0)
        r->feed->self.fields[DK_FEED_LANGUAGE].language = e->language;
    }
  }
  if (token->empty)
    pop(r, token->source.end, token->source.end);
}

static void end_tag (reader *r, const dk_xml_token *token) {
  size_t depth = r->depth;
  if (r->too_deep > 0) {
    r->too_deep--;
    return;
  }
  while (depth > 0 && !same(r, r->open[depth - 1].name, token->name))
    depth--;
  if (depth == 0) {
    dk_feed_note(r->feed, token->source.start, "the end of an element that is not open");
    return;
  }
  pop_to(r, depth, token->source.start);
  pop(r, token->source.start, token->source.end);
}

static void read_token (reader *r, const dk_xml_token *token) {
  switch (token->type) {
  case DK_XML_START: start_tag(r, token); break;
  case DK_XML_END: end_tag(r, token); break;
  case DK_XML_CDATA: r->content.cdata = 1; break;
  case DK_XML_DOCTYPE: r->failed |= !dk_feed_declare(r->feed, token->inner); break;
  default: break;
  }
}

/* ------------------------------------------------------------------------ all */

static void read_feed (reader *r) {
  dk_feed *feed = r->feed;
  dk_xml_token token;
  dk_xml_init(&r->xml, feed->text, feed->len, report, r);
  while (!r->failed && dk_xml_next(&r->xml, &token) != DK_XML_DONE)
    read_token(r, &token);
  if (r->failed)
    return;
  pop_to(r, 0, feed->len);
  if (!r->seen)
    dk_feed_note(feed, 0, "no feed: there is neither <rss> nor <feed> nor an entry");
}

dk_status dk_feed_read (const dk_mem *mem, const char *text, size_t len, dk_feed **out) {
  dk_mem m = dk_mem_or_default(mem);
  dk_feed *feed = dk_mem_new(&m, sizeof *feed);
  reader *r = feed != NULL ? dk_mem_new(&m, sizeof *r) : NULL;
  int failed = 1;
  *out = NULL;
  if (feed != NULL) {
    feed->mem = m;
    feed->text = text;
    feed->len = len;
  }
  if (r != NULL) {
    r->feed = feed;
    read_feed(r);
    failed = r->failed;
    dk_mem_free(&m, r, sizeof *r);
  }
  if (failed) {
    dk_feed_free(feed);
    return DK_ENOMEM;
  }
  *out = feed;
  return DK_OK;
}

void dk_feed_free (dk_feed *feed) {
  dk_mem mem;
  if (feed == NULL)
    return;
  mem = feed->mem;
  dk_array_clear(&feed->made, &mem, 1);
  dk_array_clear(&feed->entries, &mem, sizeof(dk_feed_entry));
  dk_array_clear(&feed->authors, &mem, sizeof(dk_feed_value));
  dk_array_clear(&feed->bases, &mem, sizeof(dk_feed_base_item));
  dk_array_clear(&feed->entities, &mem, sizeof(dk_feed_entity));
  dk_array_clear(&feed->problems, &mem, sizeof(dk_problem));
  dk_mem_free(&mem, feed, sizeof *feed);
}
