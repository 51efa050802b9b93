/*
** dk_root.c - the element that holds the main text.
**
** Every element is worth the characters of its text that read like an article, less what
** does not. From the whole page the way leads down, each time into the child that is worth
** most, for as long as the others together add little to it.
*/
#include "dk_content.h"

static double worth (const dk_sum *sum) {
  return (double)sum->good - 0.5 * (double)sum->bad;
}

static uint32_t best_child (const dk_content *c, uint32_t parent) {
  const dk_node *node = dk_tree_node(&c->tree, parent);
  uint32_t i = parent + 1, best = DK_NO_NODE;
  while (i < node->end) {
    const dk_node *child = dk_tree_node(&c->tree, i);
    if (child->tag != DK_TAG_TEXT && !dk_content_mark(c, i)->drop &&
        (best == DK_NO_NODE || worth(dk_content_sum(c, i)) > worth(dk_content_sum(c, best))))
      best = i;
    i = child->end;
  }
  return best;
}

/* Does the way end here? A paragraph is no place for all of an article. */
static int is_leaf_block (dk_tag tag) {
  return tag == DK_TAG_P || tag == DK_TAG_LI || tag == DK_TAG_PRE || tag == DK_TAG_BLOCKQUOTE ||
         tag == DK_TAG_UL || tag == DK_TAG_OL || tag == DK_TAG_DD || tag == DK_TAG_DL ||
         dk_tag_is_heading(tag);
}

uint32_t dk_content_root (const dk_content *c, uint32_t below) {
  uint32_t at = below;
  for (;;) {
    uint32_t child = best_child(c, at);
    double whole = worth(dk_content_sum(c, at)), part;
    if (child == DK_NO_NODE)
      return at;
    part = worth(dk_content_sum(c, child));
    if (part <= 0 || is_leaf_block((dk_tag)dk_tree_node(&c->tree, child)->tag) ||
        (dk_tag_traits((dk_tag)dk_tree_node(&c->tree, child)->tag) & DK_TAG_BLOCK) == 0)
      return at;
    if (part < 0.85 * whole)
      return at;
    at = child;
  }
}
