/*
** ldk_markup_items.h - items of metadata, pushed for ldk_markup_html.c.
*/
#ifndef LDK_MARKUP_ITEMS_H
#define LDK_MARKUP_ITEMS_H

#include "dk_metadata.h"
#include "ldk_markup.h"

/* Where the main text lies, in nodes: in_main of an item asks for it. */
typedef struct ldk_region {
  uint32_t first, last;
} ldk_region;

/* The region of an article, with the lines around it that may belong to it. */
ldk_region ldk_main_region (const dk_content *c, const dk_item *item);

/* Push a table with the items of nodes [first, end). */
void ldk_push_items (lua_State *L, const dk_content *c, uint32_t first, uint32_t end,
                     ldk_region main);

/* Lines about an article, which say so by their looks alone, into the table of items at the
** top of the stack: "byline" or "date" without a name. */
void ldk_push_lines (lua_State *L, const dk_content *c, const dk_item *item);

#endif
