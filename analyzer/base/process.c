#include "analyzer/base/process.h"

#include "analyzer/base/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESS_ERRORS_KEPT = 1 << 16 };

/*
 * We may have been started with standard descriptors closed. What start() puts onto 0, 1 and 2 must come from above them,
 * or one of its dup2() would overwrite what the next one needs. Takes over `fd`; below 0 if that is or if it fails.
 */
static int above_standard(int fd)
{
	int above;

	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	above = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(fd);
	return above;
}

static void close_pipe(int pipe_fds[2])
{
	for (int i = 0; i < 2; i++)
		if (pipe_fds[i] >= 0)
			close(pipe_fds[i]);
}

static int open_pipe(int pipe_fds[2])
{
	if (pipe2(pipe_fds, O_CLOEXEC) < 0) {
		pipe_fds[0] = pipe_fds[1] = -1;
		return -1;
	}
	pipe_fds[0] = above_standard(pipe_fds[0]);
	pipe_fds[1] = above_standard(pipe_fds[1]);
	return pipe_fds[0] < 0 || pipe_fds[1] < 0 ? -1 : 0;
}

/* In the child: what goes to 0, 1 and 2, and the directory. Returns 0 or the errno of what failed. */
static int set_up(const struct process_run *run, int errors_fd)
{
	int output = -1, null;

	if (run->stdout_fd >= 0 && (output = fcntl(run->stdout_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) < 0)
		return errno;
	null = above_standard(open("/dev/null", O_RDWR | O_CLOEXEC));
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(output >= 0 ? output : null, STDOUT_FILENO) < 0 ||
	    dup2(errors_fd, STDERR_FILENO) < 0 || (run->directory && chdir(run->directory) < 0))
		return errno;
	return 0;
}

/*
 * In the child: a handler (libclang has some) would run in memory that still is the parent's, and what we ignore for
 * ourselves is none of the program's affair.
 */
static void forget_handlers(void)
{
	for (int i = 1; i < NSIG; i++) {
		struct sigaction was;

		if (sigaction(i, NULL, &was) < 0 || was.sa_handler == SIG_DFL)
			continue;
		if (was.sa_handler != SIG_IGN || i == SIGPIPE || i == SIGXFSZ)
			signal(i, SIG_DFL);
	}
}

/* What the child needs of the parent. */
struct start {
	const struct process_run *run;
	int errors_fd, report;
	pid_t parent;
	sigset_t blocked;   /* in the parent, before it blocked all */
};

/* In the child: never returns. Says a failure to start through `report`, which a successful exec closes. */
_Noreturn static void start(const struct start *s)
{
	int failed;

	/* Killing us must not leave it running; the parent may be gone already. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != s->parent)
		_exit(127);
	forget_handlers();
	failed = set_up(s->run, s->errors_fd);
	if (!failed) {
		sigprocmask(SIG_SETMASK, &s->blocked, NULL);
		if (s->run->environment)
			execve(s->run->argv[0], (char *const *)(uintptr_t)s->run->argv, (char *const *)(uintptr_t)s->run->environment);
		else
			execv(s->run->argv[0], (char *const *)(uintptr_t)s->run->argv);
		failed = errno;
	}
	while (write(s->report, &failed, sizeof failed) < 0 && errno == EINTR)
		;
	_exit(127);
}

/*
 * The child shares our memory until it runs the program: the pages of a worker that holds a parsed unit need not be copied
 * for a compiler that throws them away. A function of its own, since it leaves no variable behind that the child could spoil.
 */
static pid_t start_child(const struct start *s)
{
	pid_t pid = vfork();

	if (pid == 0)
		start(s);
	return pid;
}

/* No signal may be handled while the child has our memory. */
static pid_t start_undisturbed(const struct process_run *run, int errors_fd, int report)
{
	struct start s = { .run = run, .errors_fd = errors_fd, .report = report, .parent = getpid() };
	sigset_t all;
	pid_t pid;
	int failed;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &s.blocked);
	pid = start_child(&s);
	failed = errno;
	sigprocmask(SIG_SETMASK, &s.blocked, NULL);
	errno = failed;
	return pid;
}

/* Reads to the end even when no more is kept, so that the program is not stopped by a full pipe. */
static void read_errors(int fd, struct strbuf *errors)
{
	char chunk[4096];
	size_t room = errors ? PROCESS_ERRORS_KEPT : 0;
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR)) {
		size_t kept = n < 0 ? 0 : (size_t)n < room ? (size_t)n : room;

		if (kept)
			strbuf_add(errors, chunk, kept);
		room -= kept;
	}
}

/* The errno that start() reported, 0 if the program runs. */
static int read_report(int fd)
{
	int failed = 0;
	ssize_t n;

	while ((n = read(fd, &failed, sizeof failed)) < 0 && errno == EINTR)
		;
	return n == sizeof failed ? failed : 0;
}

/* Below 0 with errno if nobody knows how it ended. */
static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int process_run(const struct process_run *run, struct error *e)
{
	int errors[2] = { -1, -1 }, report[2] = { -1, -1 }, failed = 0, status = -1;
	pid_t pid = -1;

	if (!run->is_noted)
		journal_spoil("another program is asked");
	if (open_pipe(errors) == 0 && open_pipe(report) == 0)
		pid = start_undisturbed(run, errors[1], report[1]);
	if (pid < 0)
		failed = errno;
	if (pid > 0) {
		close(errors[1]);
		close(report[1]);
		errors[1] = report[1] = -1;
		failed = read_report(report[0]);
		read_errors(errors[0], run->errors);
		status = wait_for(pid);
		if (status < 0 && !failed)
			error_set(e, "cannot wait for %s: %s", run->argv[0], strerror(errno));
	}
	close_pipe(errors);
	close_pipe(report);
	return failed ? error_set(e, "cannot start %s: %s", run->argv[0], strerror(failed)) : status;
}
