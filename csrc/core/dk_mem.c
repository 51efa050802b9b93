/*
** dk_mem.c - see dk_mem.h.
*/
#include "dk_mem.h"

#include <stdlib.h>
#include <string.h>

static void *library_resize (void *ud, void *block, size_t old_size, size_t new_size) {
  (void)ud;
  (void)old_size;
  if (new_size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, new_size);
}

dk_mem dk_mem_or_default (const dk_mem *mem) {
  const dk_mem library = { library_resize, NULL };
  return mem != NULL ? *mem : library;
}

void *dk_mem_new (const dk_mem *mem, size_t size) {
  void *block = mem->resize(mem->ud, NULL, 0, size);
  if (block != NULL)
    memset(block, 0, size);
  return block;
}

void dk_mem_free (const dk_mem *mem, void *block, size_t size) {
  if (block != NULL)
    mem->resize(mem->ud, block, size, 0);
}

int dk_array_reserve (dk_array *array, const dk_mem *mem, size_t item_size, size_t more) {
  const size_t max = SIZE_MAX / item_size;
  size_t cap = array->cap;
  void *items;
  if (array->cap - array->n >= more)
    return 1;
  if (more > max - array->n)
    return 0;
  if (cap > max / 2)
    cap = max;
  else
    cap = cap < 8 ? 16 : cap * 2;
  if (cap < array->n + more)
    cap = array->n + more;
  items = mem->resize(mem->ud, array->items, array->cap * item_size, cap * item_size);
  if (items == NULL)
    return 0;
  array->items = items;
  array->cap = cap;
  return 1;
}

void dk_array_clear (dk_array *array, const dk_mem *mem, size_t item_size) {
  dk_mem_free(mem, array->items, array->cap * item_size);
  array->items = NULL;
  array->n = array->cap = 0;
}
