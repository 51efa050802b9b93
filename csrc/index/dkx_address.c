/*
** The address of an article: what two URLs of the same page have in common.
** Scheme, "www.", the port that goes without saying, a fragment, a slash at the
** end, and parameters that only tell where a reader came from are left out
** (RFC 3986, section 6; parameters as campaigns and networks add them). Nothing
** else is: a path's case and other parameters may tell pages apart.
*/
#include <string.h>

#include "dkx_internal.h"

static char lower (char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Does the text begin with 'word' (lower case)? */
static int begins (const char *text, size_t len, const char *word) {
  size_t i, n = strlen(word);
  if (n > len)
    return 0;
  for (i = 0; i < n; i++)
    if (lower(text[i]) != word[i])
      return 0;
  return 1;
}

static int is_tracking (const char *parameter, size_t len) {
  static const char *const names[] = { "utm_", "fbclid=", "gclid=", "mc_cid=",  "mc_eid=",
                                       "at_",  "cmpid=",  "ref=",   "ref_src=", NULL };
  int i;
  for (i = 0; names[i] != NULL; i++)
    if (begins(parameter, len, names[i]))
      return 1;
  return 0;
}

static void add_host (dkx_address *out, const char *host, size_t len) {
  size_t i;
  if (begins(host, len, "www."))
    host += 4, len -= 4;
  if (len > 3 && memcmp(host + len - 3, ":80", 3) == 0)
    len -= 3;
  else if (len > 4 && memcmp(host + len - 4, ":443", 4) == 0)
    len -= 4;
  for (i = 0; i < len; i++)
    out->bytes[out->len++] = lower(host[i]);
}

static void add_parameters (dkx_address *out, const char *query, size_t len) {
  char before = '?';
  while (len > 0) {
    const char *end = memchr(query, '&', len);
    size_t n = end != NULL ? (size_t)(end - query) : len;
    if (n > 0 && !is_tracking(query, n)) {
      out->bytes[out->len++] = before;
      memcpy(out->bytes + out->len, query, n);
      out->len += n;
      before = '&';
    }
    query += n + (end != NULL);
    len -= n + (end != NULL);
  }
}

/* Bytes before the first 'c' in a text of 'len'. */
static size_t up_to (const char *text, size_t len, char c) {
  const char *at = memchr(text, c, len);
  return at != NULL ? (size_t)(at - text) : len;
}

void dkx_address_of (dkx_address *out, const char *url, size_t len) {
  size_t scheme = begins(url, len, "https://") ? 8 : begins(url, len, "http://") ? 7 : 0;
  size_t host, path;
  out->len = 0;
  if (scheme == 0 || len - scheme < 1 || len > sizeof out->bytes)
    return; /* no address of the web */
  url += scheme;
  len = up_to(url, len - scheme, '#');
  path = up_to(url, len, '?');
  host = up_to(url, path, '/');
  add_host(out, url, host);
  if (out->len == 0)
    return;
  memcpy(out->bytes + out->len, url + host, path - host);
  out->len += path - host;
  while (out->len > 0 && out->bytes[out->len - 1] == '/')
    out->len--;
  if (path < len)
    add_parameters(out, url + path + 1, len - path - 1);
}
