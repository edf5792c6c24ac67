/* What workers.c and the worker's side of it share. */
#ifndef WHYNOT_ANALYZER_WORKER_H
#define WHYNOT_ANALYZER_WORKER_H

#include "analyzer/workers.h"

#include <sys/types.h>

/*
 * In a child that was just forked from `parent`: does the jobs whose numbers come through `requests` until that is closed.
 * Each answer goes to `answers` with its length in front. Ends when the parent does.
 */
_Noreturn void work_until_closed(const struct workers *w, pid_t parent, int requests, int answers);

/* Writes all of it, however many steps that takes; below 0 with errno if the other side is gone. */
int write_fully(int fd, const void *bytes, size_t len);

#endif
