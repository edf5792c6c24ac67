/* The worker's side of workers.c. */
#include "analyzer/worker.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { WORKER_STACK = 256 << 20 };

static int read_fully(int fd, void *bytes, size_t len)
{
	char *at = bytes;

	while (len) {
		ssize_t n = read(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

int write_fully(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

/* A process group of its own, so that killing it kills the compiler it runs; a stack for deeply nested sources. */
static void become_worker(pid_t parent)
{
	struct rlimit stack;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The signal does not come for a parent that was gone before we asked for it. */
	if (getppid() != parent)
		_exit(1);
	if (getrlimit(RLIMIT_STACK, &stack) == 0 && (stack.rlim_max == RLIM_INFINITY || stack.rlim_max > WORKER_STACK)) {
		stack.rlim_cur = WORKER_STACK;
		setrlimit(RLIMIT_STACK, &stack);
	}
	signal(SIGPIPE, SIG_DFL);
}

void work_until_closed(const struct workers *w, pid_t parent, int requests, int answers)
{
	struct strbuf answer = STRBUF_INIT;
	size_t job;

	become_worker(parent);
	while (read_fully(requests, &job, sizeof job) == 0) {
		size_t len;

		strbuf_clear(&answer);
		w->work(w->context, job, &answer);
		len = answer.len;
		if (write_fully(answers, &len, sizeof len) < 0 || write_fully(answers, answer.text, len) < 0)
			break;
	}
	_exit(0);
}
