/*
** dk_document.h - the inside of a document, for dk_document.c and dk_article.c.
*/
#ifndef DK_DOCUMENT_H
#define DK_DOCUMENT_H

#include "dk_file.h"
#include "dk_page.h"

struct dk_document {
  dk_mem mem;
  const char *bytes; /* the caller's, or the file's */
  size_t len;
  dk_file file; /* empty if the bytes are the caller's */
  const dk_profile *profile;
  dk_format format;
  dk_page page;      /* pieces and blocks */
  dk_array problems; /* of dk_problem, at most DK_PROBLEMS_MAX */
  size_t n_problems; /* all of them */
  char sha256[65];   /* "" until asked for */
  size_t forgotten;  /* bytes of the file before this are out of memory */
};

#endif
