/*
** markup_feed_test.c - feeds out of random pieces, cut feeds, and memory that runs out.
**
**   markup_feed_test [SEED [FEEDS]]
**
** Every feed stands in a block of exactly its size, for a sanitizer to guard its ends. All
** that comes back must be ranges inside it, and positions must map into their value.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dk_feed.h"

static const char *const pieces[] = {
  "<?xml version=\"1.0\"?>",
  "<rss version=\"2.0\">",
  "</rss>",
  "<channel>",
  "</channel>",
  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
  "<item>",
  "</item>",
  "<item rdf:about=\"http://a.example/1\">",
  "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
  "</feed>",
  "<entry>",
  "<entry xml:base=\"/b/\" xml:lang='en'>",
  "</entry>",
  "<title>",
  "</title>",
  "<title type=\"html\">",
  "<description>",
  "</description>",
  "<content:encoded>",
  "</content:encoded>",
  "<content type='xhtml'>",
  "<content mode=\"base64\">",
  "</content>",
  "<author><name>",
  "</name></author>",
  "<dc:creator>",
  "</dc:creator>",
  "<link>",
  "</link>",
  "<link href=\"/x?a=1&amp;b=2&c\"/>",
  "<guid isPermaLink=false>",
  "</guid>",
  "<media:group>",
  "<media:credit role=\"author\">",
  "<![CDATA[",
  "]]>",
  "]]",
  "<!--",
  "-->",
  "<!DOCTYPE r [",
  "<!ENTITY a \"&lt;b>\">",
  "<!ENTITY b \"&a;&a;&a;\">",
  "]>",
  "&a;",
  "&b;",
  "&amp;",
  "&#65;",
  "&#x1F600;",
  "&#226;&#128;&#166;",
  "&acirc;&#128;&brvbar;",
  "&nbsp;",
  "&nothing;",
  "&",
  "&#",
  "&#xFFFFFFFFFF;",
  "<",
  ">",
  "<p>",
  "</p>",
  "<br/>",
  "<h:p xmlns:h='http://www.w3.org/1999/xhtml'>",
  "</h:p>",
  "A court in Ruda ",
  "\xD0\xA1\xD1\x83\xD0\xB4 ",
  "\xFF",
  " ",
  "\n",
  "SGVsbG8=",
  "<a href=\"x",
  "<a b='c",
  "<a b=c ",
  "=",
  "\"",
  "'",
  "/>",
  "?>",
  "<?",
  "</",
  "<!",
  "<![CD",
};

static unsigned state = 1;

static unsigned next_random (unsigned below) {
  state = state * 1103515245u + 12345u;
  return (state >> 12) % below;
}

static size_t make_feed (char *page, size_t room) {
  size_t len = 0, i, n = next_random(60);
  for (i = 0; i < n; i++) {
    const char *piece = pieces[next_random(sizeof pieces / sizeof *pieces)];
    size_t size = strlen(piece);
    if (len + size > room)
      break;
    memcpy(page + len, piece, size);
    len += size;
  }
  return len;
}

static void need (int ok, const char *what) {
  if (ok)
    return;
  printf("wrong: %s (seed state %u)\n", what, state);
  abort();
}

static void check_value (dk_feed *feed, const dk_feed_value *value, size_t len) {
  size_t n, i, before;
  const char *text = dk_feed_value_text(feed, value, &n);
  if (value->rank == 0)
    return;
  need(value->source.start <= value->source.end && value->source.end <= len, "source");
  need(n == 0 || text != NULL, "text");
  need(value->language.end <= len, "language");
  if (value->base > 0) {
    size_t outer;
    need(dk_feed_base(feed, value->base, &outer).end <= len && outer < value->base, "base");
  }
  before = value->source.start;
  for (i = 0; i < n; i++) {
    dk_range one = { i, i + 1 };
    one = dk_feed_value_source(feed, value, one);
    need(one.start >= value->source.start && one.end <= value->source.end, "position");
    if (value->copy != DK_FEED_MADE) {
      need(one.start >= before, "order of positions");
      before = one.start;
    }
    if (value->copy == DK_FEED_DIRECT) {
      size_t all;
      need(dk_feed_bytes(feed, &all)[one.start] == text[i], "direct text");
    }
  }
  {
    dk_range back = { 0, n / 2 };
    need(dk_feed_value_source(feed, value, back).end <= value->source.end, "going back");
  }
}

static void check_feed (dk_feed *feed, size_t len) {
  size_t i, k, end = 0, listed;
  const dk_problem *problems;
  for (i = 0; i < dk_feed_entry_count(feed); i++) {
    const dk_feed_entry *entry = dk_feed_entry_at(feed, i);
    need(entry->source.start >= end && entry->source.end <= len, "order of entries");
    need(entry->source.start < entry->source.end, "length of an entry");
    end = entry->source.end;
    for (k = 0; k < DK_FEED_FIELDS; k++)
      check_value(feed, &entry->fields[k], len);
    for (k = entry->first_author; k < entry->last_author; k++)
      check_value(feed, dk_feed_author_at(feed, k), len);
  }
  dk_feed_problems(feed, &problems, &listed);
  for (i = 0; i < listed; i++)
    need(problems[i].position <= len, "position of a problem");
}

static void check_bytes (const char *page, size_t len) {
  char *bytes = malloc(len > 0 ? len : 1);
  dk_feed *feed;
  need(bytes != NULL, "memory");
  memcpy(bytes, page, len);
  need(dk_feed_read(NULL, bytes, len, &feed) == DK_OK, "reading");
  check_feed(feed, len);
  dk_feed_free(feed);
  free(bytes);
}

static const char sample[] =
    "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY town \"Ruda &amp; Olla\">]>\n"
    "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xml:base=\"http://a/\">"
    "<channel><title>News &lt;b&gt;</title>\n"
    "<item><title>A court &amp; a town: &town;</title><link>/1?a=1&b=2</link>"
    "<dc:creator>Jan Oll</dc:creator><dc:creator>Ida Ask</dc:creator>"
    "<description><![CDATA[<p>One</p>]]> two</description></item>\n"
    "<item xml:lang=\"en\"><description>a <b>b</b> <x:i>c</x:i><![CDATA[<]]></description>"
    "<guid>g</guid></item></channel></rss>\n";

/* ---------------------------------------------------------------- failing memory */

typedef struct memory {
  size_t calls, fail_from, live;
} memory;

static void *resize (void *ud, void *block, size_t old_size, size_t new_size) {
  memory *m = ud;
  void *result;
  if (block == NULL)
    old_size = 0;
  if (new_size == 0) {
    m->live -= old_size;
    free(block);
    return NULL;
  }
  if (m->fail_from > 0 && ++m->calls >= m->fail_from)
    return NULL;
  result = realloc(block, new_size);
  if (result != NULL)
    m->live += new_size - old_size;
  return result;
}

static size_t failing_memory (void) {
  dk_status status = DK_ENOMEM;
  size_t k, leaks = 0;
  for (k = 1; status != DK_OK; k++) {
    memory m = { 0, 0, 0 };
    dk_mem mem;
    dk_feed *feed;
    m.fail_from = k;
    mem.resize = resize;
    mem.ud = &m;
    status = dk_feed_read(&mem, sample, sizeof sample - 1, &feed);
    need(status == DK_OK || feed == NULL, "output of a failure");
    dk_feed_free(feed);
    leaks += m.live != 0;
  }
  printf("feed: %lu failing runs, %lu leaks\n", (unsigned long)k - 2, (unsigned long)leaks);
  return leaks;
}

int main (int argc, char **argv) {
  long feeds = argc > 2 ? atol(argv[2]) : 20000, k;
  size_t cut;
  char page[8000];
  state = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
  for (k = 0; k < feeds; k++)
    check_bytes(page, make_feed(page, sizeof page));
  for (cut = 0; cut < sizeof sample; cut++)
    check_bytes(sample, cut);
  printf("feed: %ld feeds, nothing wrong\n", k);
  return failing_memory() > 0;
}
