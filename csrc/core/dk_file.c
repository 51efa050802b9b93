/*
** dk_file.c - see dk_file.h. The one unit that asks the operating system (POSIX).
*/
#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE /* madvise: posix_madvise(DONTNEED) does nothing on Linux */
#endif

#include "dk_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dk_limits.h"

dk_status dk_fail (dk_error *error, dk_status code, size_t position, const char *format, ...) {
  va_list arguments;
  if (error == NULL)
    return code;
  error->code = code;
  error->position = position;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return code;
}

/* What errno means for the caller, in our words: strerror is not safe with threads. */
static dk_status fail_errno (dk_error *error, const char *path, int code) {
  switch (code) {
  case ENOENT:
  case ENOTDIR: return dk_fail(error, DK_ENOENT, 0, "%s: no such file", path);
  case EACCES:
  case EPERM:
    return dk_fail(error, DK_EACCES, 0, "%s: may not be read; check its permissions", path);
  case EISDIR:
    return dk_fail(error, DK_EISDIR, 0, "%s: is a directory; name the files in it", path);
  default: return dk_fail(error, DK_EIO, 0, "%s: cannot be read (errno %d)", path, code);
  }
}

static dk_status read_all (const dk_mem *mem, int fd, const char *path, size_t guess,
                           dk_file *file, dk_error *error) {
  char *bytes = NULL;
  size_t cap = 0, len = 0;
  for (;;) {
    ssize_t n;
    if (len == cap) {
      size_t more = cap == 0 ? guess + 1 : cap * 2;
      char *larger = more > cap ? mem->resize(mem->ud, bytes, cap, more) : NULL;
      file->bytes = larger != NULL ? larger : bytes;
      file->cap = larger != NULL ? more : cap;
      if (larger == NULL)
        return dk_fail(error, DK_ENOMEM, 0, "%s: not enough memory", path);
      bytes = larger;
      cap = more;
    }
    n = read(fd, bytes + len, cap - len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return fail_errno(error, path, errno);
    if (n == 0)
      break;
    len += (size_t)n;
  }
  file->len = len;
  return DK_OK;
}

/* Does mapping succeed? If not, reading may still. */
static int map_all (int fd, size_t len, dk_file *file) {
  void *bytes = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED)
    return 0;
  file->bytes = bytes;
  file->len = len;
  file->cap = 0;
  return 1;
}

static dk_status load_from (const dk_mem *mem, int fd, const char *path, dk_file *file,
                            dk_error *error) {
  struct stat info;
  size_t size = 4096;
  if (fstat(fd, &info) != 0)
    return fail_errno(error, path, errno);
  if (S_ISDIR(info.st_mode))
    return fail_errno(error, path, EISDIR);
  if (S_ISREG(info.st_mode)) {
    if (info.st_size < 0 || (uintmax_t)info.st_size >= SIZE_MAX)
      return dk_fail(error, DK_ETOOBIG, 0, "%s: too large for this machine; split it", path);
    size = (size_t)info.st_size;
    if (size >= DK_MAP_MIN && map_all(fd, size, file))
      return DK_OK;
  }
  return read_all(mem, fd, path, size, file, error);
}

dk_status dk_file_load (const dk_mem *mem, const char *path, dk_file *file, dk_error *error) {
  dk_status status;
  int fd;
  file->bytes = NULL;
  file->len = file->cap = 0;
  do
    fd = open(path, O_RDONLY | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  if (fd < 0)
    return fail_errno(error, path, errno);
  status = load_from(mem, fd, path, file, error);
  close(fd);
  if (status != DK_OK)
    dk_file_unload(mem, file);
  return status;
}

/* Hash what can be read of 'fd', in pieces. */
static dk_status hash_all (int fd, const char *path, char out[65], dk_error *error) {
  unsigned char digest[32];
  char piece[DK_HASH_BYTES];
  dk_sha256_state state;
  ssize_t n;
  dk_sha256_begin(&state);
  while ((n = read(fd, piece, sizeof piece)) != 0) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return fail_errno(error, path, errno);
    dk_sha256_add(&state, piece, (size_t)n);
  }
  dk_sha256_end(&state, digest);
  dk_hex(digest, sizeof digest, out);
  return DK_OK;
}

dk_status dk_sha256_file (const char *path, char out[65], dk_error *error) {
  dk_status status;
  int fd;
  do
    fd = open(path, O_RDONLY | O_CLOEXEC);
  while (fd < 0 && errno == EINTR);
  if (fd < 0)
    return fail_errno(error, path, errno);
  status = hash_all(fd, path, out, error);
  close(fd);
  return status;
}

void dk_file_forget (const dk_file *file, size_t from, size_t to) {
#if defined(MADV_DONTNEED)
  union {
    const char *constant;
    char *bytes;
  } own;
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  own.constant = file->bytes;
  from = (from + page - 1) / page * page;
  to = to / page * page;
  if (file->bytes != NULL && file->cap == 0 && from < to)
    madvise(own.bytes + from, to - from, MADV_DONTNEED);
#else
  (void)file;
  (void)from;
  (void)to;
#endif
}

void dk_file_unload (const dk_mem *mem, dk_file *file) {
  union {
    const char *constant;
    char *bytes;
  } own;
  own.constant = file->bytes; /* ours to give back */
  if (file->bytes != NULL && file->cap == 0)
    munmap(own.bytes, file->len);
  else if (file->bytes != NULL)
    mem->resize(mem->ud, own.bytes, file->cap, 0);
  file->bytes = NULL;
  file->len = file->cap = 0;
}
