/* Running another program, without a shell. */
#ifndef WHYNOT_BASE_PROCESS_H
#define WHYNOT_BASE_PROCESS_H

#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"

#include <stdbool.h>

struct process_run {
	const char *const *argv;  /* NULL-terminated; argv[0] is a path, best an absolute one: PATH is not asked */
	const char *directory;    /* working directory, NULL: ours */
	const char *const *environment; /* NULL-terminated "NAME=VALUE"; NULL: ours */
	int stdout_fd;            /* where its standard output goes; below 0: /dev/null */
	bool is_noted;            /* the caller tells the open journal (journal.h) what the program read; else that is not all any more */
	struct strbuf *errors;    /* what it wrote to standard error, at most 64 KiB; NULL: /dev/null */
};

/*
 * Runs the program to its end; standard input is /dev/null. Descriptors of ours that are not close-on-exec are inherited,
 * and so are blocked and ignored signals, except that it never ignores SIGPIPE and SIGXFSZ. It ends when we do.
 * Returns its exit status, 128 + the signal's number if one killed it, or below 0 with the error if it could not start or
 * its status was lost (we ignore SIGCHLD).
 */
int process_run(const struct process_run *run, struct error *e);

#endif
