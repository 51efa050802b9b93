/*
** dk_feed_names.c - what the elements of feeds mean, and how well each says it: the higher
** rank wins, the first among equals.
*/
#include <string.h>

#include "dk_feed_internal.h"

static int is (const char *text, size_t len, const char *what) {
  return strlen(what) == len && memcmp(text, what, len) == 0;
}

static int opens (const char *text, size_t len, const char *with) {
  size_t n = strlen(with);
  return len >= n && memcmp(text, with, n) == 0;
}

dk_feed_space dk_feed_space_of_address (const char *address, size_t len) {
  static const struct {
    const char *opening;
    dk_feed_space space;
  } known[] = {
    { "http://www.w3.org/2005/Atom", DK_SPACE_ATOM },
    { "http://purl.org/atom/", DK_SPACE_ATOM },
    { "http://purl.org/dc/elements/", DK_SPACE_DC },
    { "http://purl.org/dc/terms/", DK_SPACE_TERMS },
    { "http://purl.org/rss/1.0/modules/content", DK_SPACE_CONTENT },
    { "http://purl.org/rss/1.0/modules/", DK_SPACE_OTHER },
    { "http://search.yahoo.com/mrss", DK_SPACE_MEDIA },
    { "https://search.yahoo.com/mrss", DK_SPACE_MEDIA },
    { "http://video.search.yahoo.com/mrss", DK_SPACE_MEDIA },
    { "http://www.itunes.com/", DK_SPACE_ITUNES },
    { "http://example.com/DTDs/PodCast-1.0.dtd", DK_SPACE_ITUNES },
    { "http://www.w3.org/1999/xhtml", DK_SPACE_XHTML },
    { "http://www.w3.org/1999/02/22-rdf-syntax-ns", DK_SPACE_RDF },
    { "http://www.w3.org/XML/1998/namespace", DK_SPACE_XML },
    { "http://purl.org/rss/1.0/", DK_SPACE_NONE },
    { "http://purl.org/net/rss1.1", DK_SPACE_NONE },
    { "http://my.netscape.com/", DK_SPACE_NONE },
    { "http://my.netscape.com/rdf/simple/0.9/", DK_SPACE_NONE },
    { "http://channel.netscape.com/", DK_SPACE_NONE },
    { "http://backend.userland.com/", DK_SPACE_NONE },
    { "http://blogs.law.harvard.edu/", DK_SPACE_NONE },
    { "http://cyber.law.harvard.edu/", DK_SPACE_NONE },
  };
  size_t i;
  if (len == 0)
    return DK_SPACE_NONE;
  for (i = 0; i < sizeof known / sizeof *known; i++)
    if (opens(address, len, known[i].opening))
      return known[i].space;
  return DK_SPACE_OTHER;
}

dk_feed_space dk_feed_space_of_prefix (const char *prefix, size_t len) {
  static const struct {
    const char *prefix;
    dk_feed_space space;
  } known[] = { { "dc", DK_SPACE_DC },           { "dcterms", DK_SPACE_TERMS },
                { "content", DK_SPACE_CONTENT }, { "media", DK_SPACE_MEDIA },
                { "itunes", DK_SPACE_ITUNES },   { "atom", DK_SPACE_ATOM },
                { "atom10", DK_SPACE_ATOM },     { "xhtml", DK_SPACE_XHTML },
                { "rdf", DK_SPACE_RDF },         { "xml", DK_SPACE_XML },
                { "rss", DK_SPACE_NONE } };
  size_t i;
  for (i = 0; i < sizeof known / sizeof *known; i++)
    if (is(prefix, len, known[i].prefix))
      return known[i].space;
  return DK_SPACE_OTHER;
}

#define FIELD(space, name, field, rank, form)                                                 \
  { DK_SPACE_##space, name, DK_ROLE_FIELD, DK_FEED_##field, rank, DK_FEED_##form }
#define ROLE(space, name, role)                                                               \
  { DK_SPACE_##space, name, DK_ROLE_##role, DK_FEED_TITLE, 0, DK_FEED_TEXT }

static const dk_feed_element elements[] = {
  ROLE(NONE, "channel", FEED),
  ROLE(NONE, "rss", FEED),
  ROLE(NONE, "item", ENTRY),
  FIELD(NONE, "title", TITLE, 4, MAYBE),
  FIELD(NONE, "link", LINK, 4, TEXT),
  { DK_SPACE_NONE, "guid", DK_ROLE_GUID, DK_FEED_ID, 4, DK_FEED_TEXT },
  FIELD(NONE, "pubDate", PUBLISHED, 4, TEXT),
  FIELD(NONE, "pubdate", PUBLISHED, 3, TEXT),
  FIELD(NONE, "date", PUBLISHED, 2, TEXT),
  FIELD(NONE, "description", SUMMARY, 4, MAYBE),
  FIELD(NONE, "summary", CONTENT, 1, MAYBE),
  FIELD(NONE, "content", CONTENT, 3, MAYBE),
  FIELD(NONE, "fulltext", CONTENT, 3, MAYBE),
  FIELD(NONE, "body", CONTENT, 3, MAYBE),
  FIELD(NONE, "author", AUTHOR, 3, MAYBE),
  FIELD(NONE, "language", LANGUAGE, 3, TEXT),
  FIELD(NONE, "encoded", CONTENT, 4, HTML),

  ROLE(ATOM, "feed", FEED),
  ROLE(ATOM, "entry", ENTRY),
  FIELD(ATOM, "title", TITLE, 4, TEXT),
  { DK_SPACE_ATOM, "link", DK_ROLE_LINK, DK_FEED_LINK, 4, DK_FEED_TEXT },
  FIELD(ATOM, "id", ID, 4, TEXT),
  FIELD(ATOM, "published", PUBLISHED, 4, TEXT),
  FIELD(ATOM, "issued", PUBLISHED, 4, TEXT),
  FIELD(ATOM, "created", PUBLISHED, 3, TEXT),
  FIELD(ATOM, "updated", MODIFIED, 4, TEXT),
  FIELD(ATOM, "modified", MODIFIED, 4, TEXT),
  FIELD(ATOM, "summary", SUMMARY, 4, TEXT),
  FIELD(ATOM, "content", CONTENT, 4, TEXT),
  ROLE(ATOM, "author", PERSON),
  FIELD(ATOM, "name", AUTHOR, 4, TEXT),

  FIELD(DC, "title", TITLE, 2, MAYBE),
  FIELD(DC, "creator", AUTHOR, 4, MAYBE),
  FIELD(DC, "author", AUTHOR, 3, MAYBE),
  FIELD(DC, "date", PUBLISHED, 2, TEXT),
  FIELD(DC, "description", SUMMARY, 2, MAYBE),
  FIELD(DC, "identifier", ID, 2, TEXT),
  FIELD(DC, "language", LANGUAGE, 4, TEXT),

  FIELD(TERMS, "issued", PUBLISHED, 3, TEXT),
  FIELD(TERMS, "available", PUBLISHED, 2, TEXT),
  FIELD(TERMS, "created", PUBLISHED, 1, TEXT),
  FIELD(TERMS, "modified", MODIFIED, 3, TEXT),
  FIELD(TERMS, "creator", AUTHOR, 3, MAYBE),

  FIELD(CONTENT, "encoded", CONTENT, 5, HTML),
  FIELD(XHTML, "body", CONTENT, 4, HTML),
  FIELD(XHTML, "div", CONTENT, 2, HTML),

  ROLE(MEDIA, "group", GROUP),
  ROLE(MEDIA, "content", GROUP),
  FIELD(MEDIA, "title", TITLE, 1, MAYBE),
  FIELD(MEDIA, "description", SUMMARY, 1, MAYBE),
  FIELD(MEDIA, "credit", AUTHOR, 1, TEXT),

  FIELD(ITUNES, "title", TITLE, 1, MAYBE),
  FIELD(ITUNES, "author", AUTHOR, 2, TEXT),
  FIELD(ITUNES, "summary", SUMMARY, 1, MAYBE),

  ROLE(RDF, "RDF", FEED),
};

static const dk_feed_element *find (dk_feed_space space, const char *name, size_t len) {
  size_t i;
  for (i = 0; i < sizeof elements / sizeof *elements; i++)
    if (elements[i].space == space && elements[i].name[0] == name[0] &&
        is(name, len, elements[i].name))
      return &elements[i];
  return NULL;
}

const dk_feed_element *dk_feed_element_of (dk_feed_space space, const char *name, size_t len) {
  const dk_feed_element *found;
  if (len == 0)
    return NULL;
  found = find(space, name, len);
  /* Atom without its namespace, RSS under another one, or under Atom's. */
  if (found == NULL && space == DK_SPACE_NONE)
    found = find(DK_SPACE_ATOM, name, len);
  else if (found == NULL && space == DK_SPACE_ATOM)
    found = find(DK_SPACE_NONE, name, len);
  return found;
}
