/*
** dk_select.h - simple selectors, as site hints write them: tag, .class, #id, [attribute],
** [attribute=value], all of these together, descendants ("div.story p") and alternatives
** ("article, .post").
*/
#ifndef DK_SELECT_H
#define DK_SELECT_H

#include "dk_tree.h"

typedef struct dk_selector dk_selector;

/*
** Read a selector. Result: DK_OK and *out, which the caller frees; DK_EBINARY where it is
** none, with *position (a byte of 'text') where it goes wrong; DK_ETOOBIG; DK_ENOMEM.
*/
dk_status dk_selector_new (const dk_mem *mem, const char *text, size_t len, dk_selector **out,
                           size_t *position);
void dk_selector_free (dk_selector *selector); /* NULL is allowed */

/* Is the node one of those selected? */
int dk_selector_matches (const dk_selector *selector, const dk_tree *tree, uint32_t node);

/* The first node selected in [from, to), or DK_NO_NODE. */
uint32_t dk_selector_first (const dk_selector *selector, const dk_tree *tree, uint32_t from,
                            uint32_t to);

#endif
