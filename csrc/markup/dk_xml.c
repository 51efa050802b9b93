/*
** dk_xml.c - see dk_xml.h. After "Extensible Markup Language 1.0", fifth edition, with the
** liberties that its header names.
*/
#include "dk_xml.h"

#include <string.h>

#include "dk_bytes.h"

void dk_xml_init (dk_xml *xml, const char *text, size_t len, dk_xml_report report,
                  void *user) {
  memset(xml, 0, sizeof *xml);
  xml->text = text;
  xml->len = len;
  xml->report = report;
  xml->user = user;
  if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
    xml->at = 3;
}

static void report (dk_xml *xml, size_t position, const char *reason) {
  if (xml->report != NULL)
    xml->report(xml->user, position, reason);
}

static int is_space (char c) {
  return dk_is(c, DK_SPACE);
}

/* Names are read generously: all but what ends them. */
static int ends_name (char c) {
  return is_space(c) || c == '>' || c == '/' || c == '=' || c == '<' || c == '"' || c == '\'';
}

static int starts_name (char c) {
  return dk_is(c, DK_LOWER | DK_UPPER | DK_HIGH) || c == '_' || c == ':';
}

static int has (const dk_xml *xml, size_t at, const char *what) {
  size_t n = strlen(what);
  return xml->len - at >= n && memcmp(xml->text + at, what, n) == 0;
}

/* Where 'what' (of which the last byte is '>') next begins, or the length. */
static size_t find (const dk_xml *xml, size_t from, const char *what) {
  size_t n = strlen(what);
  const char *p = xml->text + from, *end = xml->text + xml->len;
  while (p < end && (p = memchr(p, '>', (size_t)(end - p))) != NULL) {
    if ((size_t)(p - xml->text) + 1 >= from + n && memcmp(p + 1 - n, what, n) == 0)
      return (size_t)(p - xml->text) + 1 - n;
    p++;
  }
  return xml->len;
}

/* ------------------------------------------------------------------- attributes */

/* The value at 'at', behind '='; returns where it ends. A tag's next '<' ends all. */
static size_t read_value (dk_xml *xml, size_t at, dk_range *value) {
  const char *text = xml->text;
  char quote = text[at];
  if (quote == '"' || quote == '\'') {
    size_t from = ++at;
    while (at < xml->len && text[at] != quote && text[at] != '<')
      at++;
    value->start = from;
    value->end = at;
    if (at < xml->len && text[at] == quote)
      return at + 1;
    report(xml, from - 1, "an attribute's value does not end");
    /* It ends with its tag. */
    for (at = from; at < value->end && text[at] != '>' && !is_space(text[at]); at++)
      ;
    value->end = at;
    return at;
  }
  value->start = at;
  while (at < xml->len && !is_space(text[at]) && text[at] != '>' && text[at] != '<')
    at++;
  value->end = at;
  report(xml, value->start, "an attribute's value without quotation marks");
  return at;
}

/* The attributes of a tag from 'at' on; returns where its '>', "/>" or end is. */
static size_t read_attributes (dk_xml *xml, size_t at, dk_xml_token *token) {
  const char *text = xml->text;
  for (;;) {
    dk_xml_attribute found = { { 0, 0 }, { 0, 0 } };
    while (at < xml->len && is_space(text[at]))
      at++;
    if (at >= xml->len || text[at] == '>' || text[at] == '<')
      return at;
    if (text[at] == '/' && at + 1 < xml->len && text[at + 1] == '>')
      return at;
    found.name.start = at++; /* whatever it is, so that this moves on */
    while (at < xml->len && !ends_name(text[at]))
      at++;
    found.name.end = found.value.start = found.value.end = at;
    while (at < xml->len && is_space(text[at]))
      at++;
    if (at < xml->len && text[at] == '=') {
      at++;
      while (at < xml->len && is_space(text[at]))
        at++;
      if (at < xml->len)
        at = read_value(xml, at, &found.value);
    }
    if (token->n_attributes < DK_XML_ATTRIBUTES && found.value.start > found.name.end)
      xml->attributes[token->n_attributes++] = found;
  }
}

/* ----------------------------------------------------------------------- tokens */

static dk_xml_type finish (dk_xml *xml, dk_xml_token *token, dk_xml_type type, size_t end) {
  token->type = type;
  token->source.end = xml->at = end;
  return type;
}

static dk_xml_type read_start (dk_xml *xml, dk_xml_token *token) {
  size_t at = xml->at + 1;
  token->name.start = at;
  while (at < xml->len && !ends_name(xml->text[at]))
    at++;
  token->name.end = at;
  at = read_attributes(xml, at, token);
  if (at < xml->len && xml->text[at] == '/') {
    token->empty = 1;
    at++;
  }
  if (at < xml->len && xml->text[at] == '>')
    at++;
  else
    report(xml, token->source.start, "a tag does not end");
  return finish(xml, token, DK_XML_START, at);
}

static dk_xml_type read_end (dk_xml *xml, dk_xml_token *token) {
  size_t at = xml->at + 2;
  token->name.start = at;
  while (at < xml->len && !ends_name(xml->text[at]))
    at++;
  token->name.end = at;
  while (at < xml->len && xml->text[at] != '>' && xml->text[at] != '<')
    at++;
  if (at < xml->len && xml->text[at] == '>')
    at++;
  else
    report(xml, token->source.start, "a tag does not end");
  return finish(xml, token, DK_XML_END, at);
}

static dk_xml_type read_comment (dk_xml *xml, dk_xml_token *token) {
  size_t end = xml->len;
  if (xml->no_comment_end == 0)
    end = find(xml, xml->at + 4, "-->");
  if (end < xml->len)
    return finish(xml, token, DK_XML_OTHER, end + 3);
  xml->no_comment_end = 1;
  report(xml, xml->at, "a comment does not end; only its first mark is passed over");
  return finish(xml, token, DK_XML_OTHER, xml->at + 4);
}

static dk_xml_type read_cdata (dk_xml *xml, dk_xml_token *token) {
  size_t end = find(xml, xml->at + 9, "]]>");
  token->inner.start = xml->at + 9;
  token->inner.end = end;
  if (end < xml->len)
    return finish(xml, token, DK_XML_CDATA, end + 3);
  report(xml, xml->at, "a CDATA section does not end; the rest of the file belongs to it");
  return finish(xml, token, DK_XML_CDATA, xml->len);
}

static dk_xml_type read_instruction (dk_xml *xml, dk_xml_token *token) {
  size_t at = xml->at + 2;
  while (at < xml->len && xml->text[at] != '>')
    at++;
  return finish(xml, token, DK_XML_OTHER, at < xml->len ? at + 1 : at);
}

/* Behind a declaration inside a DOCTYPE, or a comment there. */
static size_t skip_declaration (const char *text, size_t at, size_t end) {
  char quote = '\0';
  if (end - at >= 4 && memcmp(text + at, "<!--", 4) == 0) {
    for (at += 4; at < end; at++)
      if (text[at] == '>' && text[at - 1] == '-' && text[at - 2] == '-')
        return at + 1;
    return end;
  }
  for (; at < end; at++) {
    if (quote != '\0')
      quote = text[at] == quote ? '\0' : quote;
    else if (text[at] == '"' || text[at] == '\'')
      quote = text[at];
    else if (text[at] == '>')
      return at + 1;
  }
  return end;
}

static dk_xml_type read_doctype (dk_xml *xml, dk_xml_token *token) {
  const char *text = xml->text;
  size_t at = xml->at + 2;
  while (at < xml->len && text[at] != '>' && text[at] != '[' && text[at] != '<')
    at++;
  token->inner.start = token->inner.end = at;
  if (at < xml->len && text[at] == '[') {
    token->inner.start = ++at;
    while (at < xml->len && text[at] != ']')
      at = text[at] == '<' ? skip_declaration(text, at, xml->len) : at + 1;
    token->inner.end = at;
    while (at < xml->len && text[at] != '>')
      at++;
  }
  if (at < xml->len && text[at] == '>')
    at++;
  else
    report(xml, token->source.start, "a declaration does not end");
  return finish(xml, token, DK_XML_DOCTYPE, at);
}

/* Text; a '<' that opens nothing belongs to it. */
static dk_xml_type read_text (dk_xml *xml, dk_xml_token *token, size_t from) {
  const char *open = NULL;
  if (from < xml->len)
    open = memchr(xml->text + from, '<', xml->len - from);
  return finish(xml, token, DK_XML_TEXT, open != NULL ? (size_t)(open - xml->text) : xml->len);
}

dk_xml_type dk_xml_next (dk_xml *xml, dk_xml_token *token) {
  size_t at = xml->at;
  memset(token, 0, sizeof *token);
  token->source.start = at;
  token->attributes = xml->attributes;
  if (at >= xml->len)
    return finish(xml, token, DK_XML_DONE, xml->len);
  if (xml->text[at] != '<')
    return read_text(xml, token, at);
  if (xml->len - at > 1) {
    char c = xml->text[at + 1];
    if (starts_name(c))
      return read_start(xml, token);
    if (c == '/')
      return read_end(xml, token);
    if (c == '?')
      return read_instruction(xml, token);
    if (has(xml, at, "<!--"))
      return read_comment(xml, token);
    if (has(xml, at, "<![CDATA["))
      return read_cdata(xml, token);
    if (c == '!')
      return read_doctype(xml, token);
  }
  report(xml, at, "a '<' that opens nothing");
  return read_text(xml, token, at + 1);
}

/* --------------------------------------------------------------------- entities */

int dk_xml_entity (const char *text, dk_range doctype, size_t *at, dk_range *name,
                   dk_range *value) {
  while (*at < doctype.end) {
    size_t p = *at, end;
    if (text[p] != '<') {
      ++*at;
      continue;
    }
    *at = end = skip_declaration(text, p, doctype.end);
    if (end - p < 10 || memcmp(text + p, "<!ENTITY", 8) != 0 || !is_space(text[p + 8]))
      continue;
    for (p += 8; p < end && is_space(text[p]); p++)
      ;
    name->start = p;
    while (p < end && !ends_name(text[p]))
      p++;
    name->end = p;
    while (p < end && is_space(text[p]))
      p++;
    /* A parameter entity, or one that lies outside: neither is read. */
    if (p >= end || name->end == name->start || (text[p] != '"' && text[p] != '\''))
      continue;
    value->start = p + 1;
    for (p++; p < end && text[p] != text[value->start - 1]; p++)
      ;
    value->end = p;
    return 1;
  }
  return 0;
}
