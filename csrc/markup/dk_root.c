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
  return tag == DK_TAG_P || tag == DK_TAG_LI || tag == DK_TAG_PRE ||
         tag == DK_TAG_BLOCKQUOTE || tag == DK_TAG_UL || tag == DK_TAG_OL ||
         tag == DK_TAG_DD || tag == DK_TAG_DL || dk_tag_is_heading(tag);
}

/* The way down from 'at'. */
static uint32_t descend (const dk_content *c, uint32_t at) {
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

/* What a scope is at least: as many good runs, with as many characters. */
enum { SCOPE_RUNS = 3, SCOPE_CHARS = 400 };

/* The smallest element around the page's heading with an article's worth of text. */
static uint32_t scope_of (const dk_content *c) {
  uint32_t node = c->heading;
  while (node != DK_NO_NODE && node != 0) {
    const dk_sum *sum = dk_content_sum(c, node);
    if (sum->good >= SCOPE_CHARS && sum->good_runs >= SCOPE_RUNS)
      return node;
    node = dk_tree_node(&c->tree, node)->parent;
  }
  return 0;
}

static uint32_t made_like (const dk_content *c, uint32_t node) {
  uint32_t parent = dk_tree_node(&c->tree, node)->parent;
  uint32_t key = dk_content_mark(c, node)->signature * 16777619u;
  return parent == DK_NO_NODE ? key : key ^ dk_content_mark(c, parent)->signature;
}

/* How the elements of most text inside [first, last) are made: a majority vote. */
static uint32_t common_make (const dk_content *c, uint32_t first, uint32_t last) {
  uint32_t i, key = 0;
  int64_t votes = 0;
  for (i = first; i < last; i++) {
    const dk_run *run = dk_content_run(c, i);
    uint32_t own;
    if (dk_content_mark(c, run->node)->drop || !dk_run_is_good(run))
      continue;
    own = made_like(c, run->node);
    if (votes <= 0) {
      key = own;
      votes = 0;
    }
    votes += own == key ? run->chars : -(int64_t)run->chars;
  }
  return key;
}

/* Good characters of [first, last) that are made so. */
static uint32_t made_so (const dk_content *c, uint32_t first, uint32_t last, uint32_t key) {
  uint32_t i, chars = 0;
  for (i = first; i < last; i++) {
    const dk_run *run = dk_content_run(c, i);
    if (!dk_content_mark(c, run->node)->drop && dk_run_is_good(run) &&
        made_like(c, run->node) == key)
      chars += run->chars;
  }
  return chars;
}

/* Is the text of 'root' outside of the scope an article's too, as it is made like it? */
static int goes_on (const dk_content *c, uint32_t root, uint32_t scope) {
  uint32_t a = dk_content_run_at(c, root),
           z = dk_content_run_at(c, dk_tree_node(&c->tree, root)->end);
  uint32_t from = dk_content_run_at(c, scope);
  uint32_t to = dk_content_run_at(c, dk_tree_node(&c->tree, scope)->end);
  uint32_t inside = dk_content_sum(c, scope)->good, all = dk_content_sum(c, root)->good;
  uint32_t key = common_make(c, from, to), same;
  if (all <= inside)
    return 1;
  same = made_so(c, a, from, key) + made_so(c, to > from ? to : from, z, key);
  return (uint64_t)same * 2 >= all - inside || (uint64_t)all > (uint64_t)inside * 6;
}

/* Elements around the root whose further text is made like that of the root belong to it. */
static uint32_t widen (const dk_content *c, uint32_t root, uint32_t below) {
  uint32_t node = root, best = root;
  while (node != below && node != 0) {
    uint32_t parent = dk_tree_node(&c->tree, node)->parent;
    dk_tag tag = (dk_tag)dk_tree_node(&c->tree, parent)->tag;
    if (parent == DK_NO_NODE || tag == DK_TAG_BODY || tag == DK_TAG_HTML)
      break;
    node = parent;
    if (dk_content_sum(c, node)->good > dk_content_sum(c, best)->good) {
      if (!goes_on(c, node, best))
        break;
      best = node;
    }
  }
  return best;
}

uint32_t dk_content_root (const dk_content *c, uint32_t below) {
  uint32_t root = descend(c, below), scope = scope_of(c);
  const dk_node *around = dk_tree_node(&c->tree, root);
  if (scope != 0 && ((scope > root && scope < around->end) || scope >= around->end ||
                     dk_tree_node(&c->tree, scope)->end <= root)) {
    if (!goes_on(c, scope > root && scope < around->end ? root : below, scope))
      root = descend(c, scope);
  }
  return widen(c, root, below);
}
