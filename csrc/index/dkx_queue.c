/*
** The queue between the caller and the worker: a bounded list of jobs under one
** lock. The full-text index is most of the work of loading, so a worker lets
** parsing and rules go on meanwhile. Without a worker, posting is doing.
*/
#include <errno.h>
#include <string.h>
#include <time.h>

#include "dkx_internal.h"

static void remember (dkx_writer *writer, const dkx_error *err) {
  if (writer->error.code == DKX_OK)
    writer->error = *err;
}

/* Jobs kept for reuse, and the largest that is: memory that wanders between two
** threads is dear to allocate, and large memory is dear to keep. */
#define SPARE_JOBS 64
#define SPARE_SIZE 65536

/* The lock is held. */
static void put_spare (dkx_writer *writer, dkx_job *job) {
  if (writer->n_spare >= SPARE_JOBS || job->cap > SPARE_SIZE) {
    dkx_job_free(job);
    return;
  }
  job->next = writer->spare;
  writer->spare = job;
  writer->n_spare++;
}

dkx_job *dkx_spare_job (dkx_writer *writer) {
  dkx_job *job = NULL;
  if (writer->has_thread) {
    pthread_mutex_lock(&writer->lock);
    job = writer->spare;
    if (job != NULL) {
      writer->spare = job->next;
      writer->n_spare--;
    }
    pthread_mutex_unlock(&writer->lock);
  }
  return job != NULL ? job : dkx_job_new();
}

static void tell_caller (dkx_writer *writer) {
  if (writer->caller_waits)
    pthread_cond_signal(&writer->done);
}

static void tell_worker (dkx_writer *writer) {
  if (writer->worker_waits)
    pthread_cond_signal(&writer->work);
}

/* --- in the worker --------------------------------------------------------------- */

static dkx_job *pop (dkx_writer *writer) {
  dkx_job *job = writer->head;
  writer->head = job->next;
  if (writer->head == NULL)
    writer->tail = NULL;
  return job;
}

/* Let processes that poll for the write lock have their turn: without a gap
** the next transaction begins before they look again. */
static void give_way (void) {
  sqlite3_sleep(2);
}

/* Carry out one job without the lock; the lock is held at both ends. */
static void work_on (dkx_writer *writer, dkx_job *job) {
  int sound = writer->error.code == DKX_OK;
  size_t len = job->len + sizeof *job;
  dkx_error err = { DKX_OK, 0, "" };
  writer->busy = 1;
  pthread_mutex_unlock(&writer->lock);
  if (sound && dkx_run(writer, job, &err) == DKX_OK && dkx_batch_is_due(writer) &&
      dkx_commit(writer, &err) == DKX_OK)
    give_way();
  pthread_mutex_lock(&writer->lock);
  put_spare(writer, job);
  remember(writer, &err);
  writer->busy = 0;
  writer->queued -= len;
  /* A caller that waits for room is let in when half of the room is free, so
  ** that the two do not wake each other for every article. */
  if (writer->queued <= DKX_QUEUE_BYTES / 2)
    tell_caller(writer);
}

static void work_on_commit (dkx_writer *writer) {
  dkx_error err = { DKX_OK, 0, "" };
  writer->busy = 1;
  pthread_mutex_unlock(&writer->lock);
  dkx_commit(writer, &err);
  pthread_mutex_lock(&writer->lock);
  remember(writer, &err);
  writer->busy = 0;
}

/* Wait for work; a transaction is not left open for longer than its age. */
static void wait_for_work (dkx_writer *writer) {
  struct timespec until;
  int64_t ms = writer->options.batch_ms;
  int result;
  if (!writer->in_transaction) {
    writer->worker_waits = 1;
    pthread_cond_wait(&writer->work, &writer->lock);
    writer->worker_waits = 0;
    return;
  }
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += (time_t)(ms / 1000);
  until.tv_nsec += (long)(ms % 1000) * 1000000;
  if (until.tv_nsec >= 1000000000) {
    until.tv_sec++;
    until.tv_nsec -= 1000000000;
  }
  writer->worker_waits = 1;
  result = pthread_cond_timedwait(&writer->work, &writer->lock, &until);
  writer->worker_waits = 0;
  if (result == ETIMEDOUT && writer->head == NULL && !writer->sync)
    work_on_commit(writer);
}

static void *worker (void *argument) {
  dkx_writer *writer = argument;
  pthread_mutex_lock(&writer->lock);
  for (;;) {
    if (writer->head != NULL) {
      work_on(writer, pop(writer));
    } else if (writer->sync) {
      work_on_commit(writer);
      writer->sync = 0;
      tell_caller(writer);
    } else if (writer->stop) {
      break;
    } else {
      wait_for_work(writer);
    }
  }
  pthread_mutex_unlock(&writer->lock);
  return NULL;
}

/* --- in the caller ----------------------------------------------------------------- */

/* Start the worker at the first job. Where that fails, the caller does it all. */
static void start (dkx_writer *writer) {
  if (writer->has_thread || !writer->options.threads)
    return;
  if (pthread_create(&writer->thread, NULL, worker, writer) == 0)
    writer->has_thread = 1;
  else
    writer->options.threads = 0;
}

static dkx_code give_error (const dkx_error *error, dkx_error *err) {
  if (error->code != DKX_OK && err != NULL)
    *err = *error;
  return error->code;
}

static void wait_for_done (dkx_writer *writer) {
  writer->caller_waits = 1;
  pthread_cond_wait(&writer->done, &writer->lock);
  writer->caller_waits = 0;
}

static dkx_code post_to_worker (dkx_index *index, dkx_error *err) {
  dkx_writer *writer = index->writer;
  dkx_job *job = index->draft;
  dkx_code code;
  pthread_mutex_lock(&writer->lock);
  while (writer->queued > DKX_QUEUE_BYTES && writer->error.code == DKX_OK)
    wait_for_done(writer);
  code = give_error(&writer->error, err);
  if (code == DKX_OK) {
    index->draft = NULL;
    job->next = NULL;
    if (writer->tail != NULL)
      writer->tail->next = job;
    else
      writer->head = job;
    writer->tail = job;
    writer->queued += job->len + sizeof *job;
    tell_worker(writer);
  }
  pthread_mutex_unlock(&writer->lock);
  return code;
}

static dkx_code do_at_once (dkx_index *index, dkx_error *err) {
  dkx_writer *writer = index->writer;
  if (writer->error.code == DKX_OK &&
      dkx_run(writer, index->draft, &writer->error) == DKX_OK && dkx_batch_is_due(writer) &&
      dkx_commit(writer, &writer->error) == DKX_OK)
    give_way();
  return give_error(&writer->error, err);
}

dkx_code dkx_post (dkx_index *index, dkx_error *err) {
  if (index->draft->failed)
    return dkx_fail(err, DKX_ENOMEM, "%s: out of memory", index->path);
  start(index->writer);
  return index->writer->has_thread ? post_to_worker(index, err) : do_at_once(index, err);
}

static dkx_code wait_until_idle (dkx_writer *writer, dkx_error *err) {
  dkx_code code;
  pthread_mutex_lock(&writer->lock);
  writer->sync = 1;
  tell_worker(writer);
  while (writer->sync || writer->busy || writer->head != NULL)
    wait_for_done(writer);
  code = give_error(&writer->error, err);
  pthread_mutex_unlock(&writer->lock);
  return code;
}

dkx_code dkx_sync (dkx_index *index, dkx_error *err) {
  dkx_writer *writer = index->writer;
  dkx_code code;
  if (writer == NULL)
    return DKX_OK;
  if (writer->has_thread) {
    code = wait_until_idle(writer, err);
  } else {
    if (writer->error.code == DKX_OK)
      dkx_commit(writer, &writer->error);
    code = give_error(&writer->error, err);
  }
  if (code == DKX_OK)
    index->n_pending = 0;
  return code;
}

dkx_code dkx_queue_close (dkx_writer *writer, dkx_error *err) {
  if (writer->has_thread) {
    dkx_code code = wait_until_idle(writer, err);
    pthread_mutex_lock(&writer->lock);
    writer->stop = 1;
    tell_worker(writer);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    writer->has_thread = 0;
    return code;
  }
  if (writer->error.code == DKX_OK)
    dkx_commit(writer, &writer->error);
  return give_error(&writer->error, err);
}
