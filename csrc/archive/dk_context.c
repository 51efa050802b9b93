/*
** dk_context.c - what all levels of an archive share: problems, the ratio, small helpers.
*/
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "dk_archive_internal.h"
#include "dk_bytes.h"

/* A long name's end says more than its beginning. */
static void copy_end (char *to, size_t size, const char *from) {
  size_t len = strlen(from);
  if (len >= size)
    from += len - (size - 1);
  memcpy(to, from, strlen(from) + 1);
}

dk_status dk_context_problem (dk_context *context, uint64_t offset, dk_archive_code code,
                              const char *format, ...) {
  dk_archive_problem *problem;
  va_list arguments;
  context->n_problems++;
  if (context->problems.n >= DK_ARCHIVE_PROBLEMS_MAX)
    return DK_OK;
  problem = dk_array_push(&context->problems, &context->mem, sizeof *problem);
  if (problem == NULL)
    return DK_ENOMEM;
  problem->offset = offset;
  problem->within = context->within;
  problem->code = code;
  va_start(arguments, format);
  vsnprintf(problem->message, sizeof problem->message, format, arguments);
  va_end(arguments);
  copy_end(problem->name, sizeof problem->name, context->name);
  return DK_OK;
}

int dk_context_unpacked (dk_context *context, uint64_t offset, size_t more) {
  const dk_archive_options *options = &context->options;
  context->unpacked += more;
  if (context->stopped || context->unpacked <= options->ratio_free ||
      context->unpacked / options->ratio_max < context->read)
    return !context->stopped;
  context->stopped = 1;
  dk_context_problem(context, offset, DK_ARCHIVE_ELIMIT,
                     "unpacks to more than %llu times its size; the rest is not read (limit: "
                     "ratio_max)",
                     (unsigned long long)options->ratio_max);
  return 0;
}

int dk_buffer_reserve (dk_buffer *buffer, const dk_mem *mem, size_t more) {
  size_t cap = buffer->cap < 256 ? 256 : buffer->cap;
  char *bytes;
  if (buffer->cap - buffer->len >= more && buffer->bytes != NULL)
    return 1;
  if (more > SIZE_MAX / 4 - buffer->len)
    return 0;
  while (cap < buffer->len + more)
    cap += cap / 2;
  bytes = mem->resize(mem->ud, buffer->bytes, buffer->cap, cap);
  if (bytes == NULL)
    return 0;
  buffer->bytes = bytes;
  buffer->cap = cap;
  return 1;
}

int dk_buffer_append (dk_buffer *buffer, const dk_mem *mem, const char *bytes, size_t len) {
  if (!dk_buffer_reserve(buffer, mem, len))
    return 0;
  if (len > 0)
    memcpy(buffer->bytes + buffer->len, bytes, len);
  buffer->len += len;
  return 1;
}

void dk_buffer_clear (dk_buffer *buffer, const dk_mem *mem) {
  dk_mem_free(mem, buffer->bytes, buffer->cap);
  buffer->bytes = NULL;
  buffer->len = buffer->cap = 0;
}

void dk_buffer_reset (dk_buffer *buffer, const dk_mem *mem) {
  buffer->len = 0;
  if (buffer->cap > 16 * DK_PIECE_BYTES)
    dk_buffer_clear(buffer, mem);
}

int dk_text_begins (dk_text text, const char *with) {
  size_t i;
  for (i = 0; with[i] != '\0'; i++)
    if (i >= text.len ||
        dk_plain[(unsigned char)text.bytes[i]] != dk_plain[(unsigned char)with[i]])
      return 0;
  return 1;
}

int dk_text_is (dk_text text, const char *is) {
  return text.len == strlen(is) && dk_text_begins(text, is);
}

dk_text dk_text_trim (dk_text text) {
  while (text.len > 0 && dk_is(text.bytes[0], DK_SPACE)) {
    text.bytes++;
    text.len--;
  }
  while (text.len > 0 && dk_is(text.bytes[text.len - 1], DK_SPACE))
    text.len--;
  return text;
}
