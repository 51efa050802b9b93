/*
** failing_memory.h - an allocator for Lua states in which memory runs out.
**
** From the k-th allocation on, within the part under test, all fail: Lua collects and tries
** again after a single failure, so failing once would test next to nothing. Whatever
** happens, closing the state must give back every byte.
*/
#ifndef FAILING_MEMORY_H
#define FAILING_MEMORY_H

#include <stdlib.h>

typedef struct memory {
  size_t calls, fail_from; /* allocations; the first that fails, 0: none does */
  size_t live;             /* bytes */
} memory;

/* A lua_Alloc; 'ud' is the memory, whose fail_from the test switches on and off. */
static void *resize (void *ud, void *block, size_t old_size, size_t new_size) {
  memory *m = ud;
  void *result;
  if (block == NULL)
    old_size = 0; /* Lua passes a type there */
  if (new_size == 0) {
    m->live -= old_size;
    free(block);
    return NULL;
  }
  /* Lua counts on it that shrinking never fails. */
  if (new_size > old_size && m->fail_from > 0 && ++m->calls >= m->fail_from)
    return NULL;
  result = realloc(block, new_size);
  if (result != NULL)
    m->live += new_size - old_size;
  return result;
}

#endif
