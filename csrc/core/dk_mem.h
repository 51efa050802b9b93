/*
** dk_mem.h - allocation through the caller's allocator, and growable arrays.
*/
#ifndef DK_MEM_H
#define DK_MEM_H

#include "dk.h"

/* The allocator to use: '*mem', or the C library's for NULL. */
dk_mem dk_mem_or_default (const dk_mem *mem);

/* 'size' zeroed bytes, or NULL. */
void *dk_mem_new (const dk_mem *mem, size_t size);
void dk_mem_free (const dk_mem *mem, void *block, size_t size);

/* A growable array of items of one size; all zero is an empty one. */
typedef struct dk_array {
  void *items;
  size_t n, cap; /* in items */
} dk_array;

/* Make room for 'more' further items. Returns 0, and changes nothing, without memory. */
int dk_array_reserve (dk_array *array, const dk_mem *mem, size_t item_size, size_t more);
void dk_array_clear (dk_array *array, const dk_mem *mem, size_t item_size);

/* A new item at the end, not set to anything, or NULL without memory. */
static inline void *dk_array_push (dk_array *array, const dk_mem *mem, size_t item_size) {
  if (array->n == array->cap && !dk_array_reserve(array, mem, item_size, 1))
    return NULL;
  return (char *)array->items + item_size * array->n++;
}

#endif
