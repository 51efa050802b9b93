/*
** dk_tag.c - see dk_tag.h. The table is in the order of the enumeration, which is that of
** the alphabet.
*/
#include <string.h>

#include "dk_tag.h"

typedef struct entry {
  const char *name;
  int traits;
} entry;

static const entry entries[DK_TAG_COUNT] = { { "?", 0 },
                                             { "#text", 0 },
                                             { "a", 0 },
                                             { "abbr", 0 },
                                             { "address", DK_TAG_BLOCK },
                                             { "article", DK_TAG_BLOCK },
                                             { "aside", DK_TAG_BLOCK },
                                             { "audio", DK_TAG_MUTE },
                                             { "b", 0 },
                                             { "big", 0 },
                                             { "blockquote", DK_TAG_BLOCK },
                                             { "body", DK_TAG_BLOCK },
                                             { "br", DK_TAG_LONE },
                                             { "button", DK_TAG_MUTE },
                                             { "canvas", DK_TAG_MUTE },
                                             { "caption", DK_TAG_BLOCK },
                                             { "center", DK_TAG_BLOCK },
                                             { "cite", 0 },
                                             { "dd", DK_TAG_BLOCK },
                                             { "details", DK_TAG_BLOCK },
                                             { "dialog", DK_TAG_BLOCK },
                                             { "div", DK_TAG_BLOCK },
                                             { "dl", DK_TAG_BLOCK },
                                             { "dt", DK_TAG_BLOCK },
                                             { "embed", DK_TAG_MUTE | DK_TAG_LONE },
                                             { "fieldset", DK_TAG_BLOCK },
                                             { "figcaption", DK_TAG_BLOCK },
                                             { "figure", DK_TAG_BLOCK },
                                             { "font", 0 },
                                             { "footer", DK_TAG_BLOCK },
                                             { "form", DK_TAG_BLOCK },
                                             { "frame", DK_TAG_MUTE | DK_TAG_LONE },
                                             { "frameset", DK_TAG_BLOCK },
                                             { "h1", DK_TAG_BLOCK },
                                             { "h2", DK_TAG_BLOCK },
                                             { "h3", DK_TAG_BLOCK },
                                             { "h4", DK_TAG_BLOCK },
                                             { "h5", DK_TAG_BLOCK },
                                             { "h6", DK_TAG_BLOCK },
                                             { "head", DK_TAG_BLOCK | DK_TAG_MUTE },
                                             { "header", DK_TAG_BLOCK },
                                             { "hgroup", DK_TAG_BLOCK },
                                             { "hr", DK_TAG_BLOCK | DK_TAG_LONE },
                                             { "html", DK_TAG_BLOCK },
                                             { "iframe", DK_TAG_MUTE },
                                             { "img", DK_TAG_LONE },
                                             { "input", DK_TAG_MUTE | DK_TAG_LONE },
                                             { "label", 0 },
                                             { "legend", DK_TAG_BLOCK },
                                             { "li", DK_TAG_BLOCK },
                                             { "link", DK_TAG_LONE },
                                             { "main", DK_TAG_BLOCK },
                                             { "map", DK_TAG_MUTE },
                                             { "math", DK_TAG_MUTE },
                                             { "menu", DK_TAG_BLOCK },
                                             { "meta", DK_TAG_LONE },
                                             { "nav", DK_TAG_BLOCK },
                                             { "noscript", DK_TAG_BLOCK | DK_TAG_MUTE },
                                             { "object", DK_TAG_MUTE },
                                             { "ol", DK_TAG_BLOCK },
                                             { "option", DK_TAG_MUTE },
                                             { "p", DK_TAG_BLOCK },
                                             { "picture", 0 },
                                             { "pre", DK_TAG_BLOCK },
                                             { "script", DK_TAG_MUTE },
                                             { "section", DK_TAG_BLOCK },
                                             { "select", DK_TAG_MUTE },
                                             { "source", DK_TAG_LONE },
                                             { "span", 0 },
                                             { "strong", 0 },
                                             { "style", DK_TAG_MUTE },
                                             { "summary", DK_TAG_BLOCK },
                                             { "sup", 0 },
                                             { "svg", DK_TAG_MUTE },
                                             { "table", DK_TAG_BLOCK },
                                             { "tbody", DK_TAG_BLOCK },
                                             { "td", DK_TAG_BLOCK },
                                             { "template", DK_TAG_MUTE },
                                             { "textarea", DK_TAG_MUTE },
                                             { "tfoot", DK_TAG_BLOCK },
                                             { "th", DK_TAG_BLOCK },
                                             { "thead", DK_TAG_BLOCK },
                                             { "time", 0 },
                                             { "title", DK_TAG_BLOCK | DK_TAG_MUTE },
                                             { "tr", DK_TAG_BLOCK },
                                             { "ul", DK_TAG_BLOCK },
                                             { "video", DK_TAG_MUTE } };

dk_tag dk_tag_of_name (const char *name) {
  int low = DK_TAG_TEXT + 1, high = DK_TAG_COUNT - 1;
  while (low <= high) {
    int middle = (low + high) / 2, order = strcmp(name, entries[middle].name);
    if (order == 0)
      return (dk_tag)middle;
    if (order < 0)
      high = middle - 1;
    else
      low = middle + 1;
  }
  return DK_TAG_OTHER;
}

const char *dk_tag_name (dk_tag tag) {
  return entries[tag].name;
}

int dk_tag_traits (dk_tag tag) {
  return entries[tag].traits;
}
