/*
** dk_list.c - see dk_list.h.
*/
#include "dk_list.h"

#include <string.h>

#include "dk_bytes.h"

/* Take the white space off both ends of [*begin, end). Result: the new end. */
static const char *trimmed (const char **begin, const char *end) {
  while (*begin < end && dk_is(**begin, DK_SPACE))
    ++*begin;
  while (end > *begin && dk_is(end[-1], DK_SPACE))
    end--;
  return end;
}

static const char *find (const char *begin, const char *end, char c) {
  return begin < end ? memchr(begin, c, (size_t)(end - begin)) : NULL;
}

static dk_list_kind read_line (const char *begin, const char *end, dk_list_line *line) {
  const char *mark = find(begin, end, '=');
  dk_list_kind kind = DK_LIST_ENTRY;
  line->value = NULL;
  line->value_len = 0;
  if (mark != NULL) {
    const char *value = mark + 1, *value_end = trimmed(&value, end);
    line->value = value;
    line->value_len = (size_t)(value_end - value);
    end = trimmed(&begin, mark);
    if (begin == end)
      return DK_LIST_WRONG;
  }
  if (end - begin > 1 && *begin == '-') {
    kind = DK_LIST_REMOVE;
    begin++;
    end = trimmed(&begin, end);
  }
  line->entry = begin;
  line->entry_len = (size_t)(end - begin);
  return kind;
}

dk_list_kind dk_list_next (const char *text, size_t len, size_t *from, dk_list_line *line) {
  const char *end = text + len;
  while (*from < len) {
    const char *begin = text + *from, *stop = find(begin, end, '\n'), *remark;
    if (stop == NULL)
      stop = end;
    *from = (size_t)(stop - text) + 1;
    line->number++;
    remark = find(begin, stop, '#');
    stop = trimmed(&begin, remark != NULL ? remark : stop);
    if (begin < stop)
      return read_line(begin, stop, line);
  }
  return DK_LIST_END;
}
