/*
** dk_feed.c - from elements to entries. A stack of what is open tells whose child each
** element is; an element that means a field keeps everything up to its end as its content.
**
** Wrong nesting: an end tag closes what is open inside its element; one without an element
** is passed over; an entry that begins inside another, or inside a field, ends it.
*/
#include <stdio.h>
#include <string.h>

#include "dk_feed_reader.h"

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
  dk_feed_reader *r = user;
  dk_feed_note(r->feed, position, reason);
}

/* -------------------------------------------------------------------- entries */

static void open_entry (dk_feed_reader *r, const dk_feed_open *e, const dk_xml_token *token) {
  const dk_range *about;
  memset(&r->entry, 0, sizeof r->entry);
  r->in_entry = 1;
  r->entry_depth = r->depth;
  r->entry.source = token->source;
  about = dk_feed_attribute(r, token, "rdf:about");
  if (about != NULL) {
    dk_feed_keep_attribute(r, e, DK_FEED_ID, 1, *about);
    dk_feed_keep_attribute(r, e, DK_FEED_LINK, 1, *about);
  }
  r->entry.fields[DK_FEED_LANGUAGE].language = e->language;
}

static void close_entry (dk_feed_reader *r, size_t end) {
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
static void pop (dk_feed_reader *r, size_t inner, size_t end) {
  if (r->value_depth == r->depth)
    dk_feed_close_value(r, inner);
  if (r->in_entry && r->entry_depth == r->depth)
    close_entry(r, end);
  r->n_bindings = r->open[--r->depth].bindings;
}

static void note_open (dk_feed_reader *r, const dk_feed_open *e, const char *what) {
  char reason[140];
  int n = (int)dk_range_size(e->name);
  snprintf(reason, sizeof reason, "<%.*s> %s", n > 40 ? 40 : n, r->feed->text + e->name.start,
           what);
  dk_feed_note(r->feed, e->start, reason);
}

/* End all elements above 'depth' at a position where something else stands. */
static void pop_to (dk_feed_reader *r, size_t depth, size_t at) {
  while (r->depth > depth) {
    note_open(r, &r->open[r->depth - 1], "does not end");
    pop(r, at, at);
  }
}

static dk_feed_open *push (dk_feed_reader *r, const dk_xml_token *token) {
  dk_feed_open *e = &r->open[r->depth];
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
static int counts_here (const dk_feed_reader *r, size_t depth) {
  while (depth > 0 && r->open[depth - 1].role == DK_ROLE_GROUP)
    depth--;
  return depth > 0 &&
         (r->open[depth - 1].role == DK_ROLE_ENTRY || r->open[depth - 1].role == DK_ROLE_FEED);
}

static int is_author_name (const dk_feed_reader *r, const dk_feed_element *element) {
  return element->field == DK_FEED_AUTHOR && element->space == DK_SPACE_ATOM && r->depth > 1 &&
         r->open[r->depth - 2].role == DK_ROLE_PERSON;
}

/* A person credited for other things than the text is no author. */
static int is_other_credit (const dk_feed_reader *r, const dk_feed_element *element,
                            const dk_xml_token *token) {
  const dk_range *role;
  if (element->space != DK_SPACE_MEDIA || element->field != DK_FEED_AUTHOR)
    return 0;
  role = dk_feed_attribute(r, token, "role");
  return role == NULL || (!dk_feed_is(r, *role, "author") && !dk_feed_is(r, *role, "writer"));
}

static void open_field (dk_feed_reader *r, dk_feed_open *e, const dk_feed_element *element,
                        const dk_xml_token *token) {
  int mine = counts_here(r, r->depth - 1);
  if (element->space == DK_SPACE_ATOM && element->field == DK_FEED_AUTHOR)
    mine = is_author_name(r, element);
  if (!mine || is_other_credit(r, element, token))
    return;
  if (element->role == DK_ROLE_LINK ||
      (element->field == DK_FEED_LINK && dk_feed_attribute(r, token, "href") != NULL))
    dk_feed_read_link(r, e, token);
  else
    dk_feed_open_value(r, e, element, token);
}

/* Is this an entry that begins where none may? Then what is open ends before it. */
static void end_before_entry (dk_feed_reader *r, const dk_feed_element *element, size_t at) {
  if (element == NULL || element->role != DK_ROLE_ENTRY || !r->in_entry)
    return;
  pop_to(r, r->entry_depth - 1, at);
}

/*
** Can this element of the feed not be markup inside the open field, so that the field was
** not ended? A title holds no fields; a text may hold anything that HTML has, and so not
** what RSS alone has.
*/
static int ends_field (const dk_feed_reader *r, const dk_feed_element *element) {
  if (element == NULL || element->space == DK_SPACE_XHTML || element->role < DK_ROLE_FIELD)
    return 0;
  if (r->field->field == DK_FEED_CONTENT || r->field->field == DK_FEED_SUMMARY)
    return element->role == DK_ROLE_GUID ||
           (element->space == DK_SPACE_NONE && element->field == DK_FEED_PUBLISHED);
  return 1;
}

/* A tag inside a field: it is markup of the field's text, or ends what was not ended. */
static void start_inside (dk_feed_reader *r, const dk_xml_token *token) {
  dk_range local, prefix = dk_feed_prefix(r, token->name, &local);
  const dk_feed_element *element = dk_feed_meaning(r, token->name);
  end_before_entry(r, element, token->source.start);
  if (r->value_depth > 0 && ends_field(r, element))
    pop_to(r, r->value_depth - 1, token->source.start);
  if (r->value_depth > 0) {
    r->content.elements = 1;
    r->content.prefixed |= dk_range_size(prefix) > 0;
  }
}

static void start_tag (dk_feed_reader *r, const dk_xml_token *token) {
  const dk_feed_element *element = NULL;
  dk_feed_open *e;
  if (r->value_depth > 0)
    start_inside(r, token);
  if (r->depth == DK_FEED_DEPTH_MAX) {
    r->too_deep += !token->empty;
    return;
  }
  e = push(r, token);
  if (r->value_depth == 0) {
    dk_feed_declare_names(r, e, token);
    element = dk_feed_meaning(r, token->name);
    if (element != NULL && element->role == DK_ROLE_ENTRY && r->in_entry) {
      r->n_bindings = e->bindings;
      r->depth--;
      end_before_entry(r, element, token->source.start);
      e = push(r, token);
      dk_feed_declare_names(r, e, token);
    }
    if (element != NULL) {
      e->role = element->role;
      r->seen |= element->role == DK_ROLE_FEED || element->role == DK_ROLE_ENTRY;
      if (element->role == DK_ROLE_ENTRY)
        open_entry(r, e, token);
      else if (element->role >= DK_ROLE_FIELD)
        open_field(r, e, element, token);
      else if (element->role == DK_ROLE_FEED && dk_range_size(e->language) > 0)
        r->feed->self.fields[DK_FEED_LANGUAGE].language = e->language;
    }
  }
  if (token->empty)
    pop(r, token->source.end, token->source.end);
}

static void end_tag (dk_feed_reader *r, const dk_xml_token *token) {
  size_t depth = r->depth;
  if (r->too_deep > 0) {
    r->too_deep--;
    return;
  }
  while (depth > 0 && !dk_feed_same(r, r->open[depth - 1].name, token->name))
    depth--;
  if (depth == 0) {
    dk_feed_note(r->feed, token->source.start, "the end of an element that is not open");
    return;
  }
  pop_to(r, depth, token->source.start);
  pop(r, token->source.start, token->source.end);
}

static void read_token (dk_feed_reader *r, const dk_xml_token *token) {
  switch (token->type) {
  case DK_XML_START: start_tag(r, token); break;
  case DK_XML_END: end_tag(r, token); break;
  case DK_XML_CDATA: r->content.cdata = 1; break;
  case DK_XML_DOCTYPE: r->failed |= !dk_feed_declare(r->feed, token->inner); break;
  default: break;
  }
}

/* ------------------------------------------------------------------------ all */

static void read_feed (dk_feed_reader *r) {
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
  dk_feed_reader *r = feed != NULL ? dk_mem_new(&m, sizeof *r) : NULL;
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
