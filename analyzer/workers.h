/*
 * Worker processes: jobs in, bytes out. A crash, a hang or a job that eats memory costs that job, never the run.
 * Workers are forked without exec, so they have everything that the caller has read; they answer through a pipe.
 */
#ifndef WHYNOT_ANALYZER_WORKERS_H
#define WHYNOT_ANALYZER_WORKERS_H

#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"
#include "analyzer/progress.h"


struct workers {
	unsigned n;               /* processes; at least 1 */
	unsigned timeout;         /* seconds for one job; 0: no limit */
	unsigned memory;          /* MiB for one worker with its children; 0: no limit */
	size_t n_jobs;
	const size_t *order;      /* in which to start the jobs; NULL: as numbered */
	void *context;
	/* In a worker: does the job, adds its answer to `answer`. What it changes in `context` stays in that process. */
	void (*work)(void *context, size_t job, struct strbuf *answer);
	/* In the caller, in the order of job numbers: the answer, or why there is none. */
	void (*done)(void *context, size_t job, const char *bytes, size_t len, const char *failure);
	/* In the caller: what the job is called, for the progress line. */
	const char *(*job_name)(const void *context, size_t job);
	struct progress *progress;
};

/*
 * Runs all jobs. Below 0 only when no worker can be started. An interrupt (SIGINT, SIGTERM, SIGHUP), unless it is
 * ignored, kills the workers and then the caller.
 */
int workers_run(const struct workers *w, struct error *e);

#endif
