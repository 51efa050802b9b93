/*
** Carrying out jobs: the only code that changes documents, articles and
** records. It runs in the worker, or in the caller when there is no worker.
**
** Every job is repeatable: an article that is there already is not stored
** again, whoever stored it, so a load can be killed and repeated at any moment,
** and two processes may load the same file at once.
*/
#include "dkx_internal.h"

dkx_code dkx_run (dkx_writer *writer, const dkx_job *job, dkx_error *err) {
  dkx_target *target = NULL;
  int rc = dkx_begin_transaction(writer);
  dkx_code code;
  if (rc == SQLITE_OK && job->kind != DKX_JOB_BEGIN)
    target = &writer->targets[job->token];
  if (rc == SQLITE_OK) {
    switch (job->kind) {
    case DKX_JOB_BEGIN: rc = dkx_run_begin(writer, job); break;
    case DKX_JOB_ARTICLE: rc = dkx_run_article(writer, job, target); break;
    case DKX_JOB_KEEP: rc = dkx_run_keep(writer, job, target); break;
    case DKX_JOB_END: rc = dkx_run_end(writer, job, target); break;
    }
  }
  writer->batch_bytes += (int64_t)job->len;
  if (rc == SQLITE_OK)
    return DKX_OK;
  if (rc == SQLITE_NOTFOUND)
    code = dkx_fail(err, DKX_ECHANGED,
                    "%s: another process changed the document while it was being indexed;"
                    " index it again",
                    writer->path);
  else
    code = dkx_fail_sqlite(err, writer->db, rc, writer->path);
  dkx_rollback(writer);
  return code;
}
