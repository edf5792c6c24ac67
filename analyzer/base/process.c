#include "analyzer/base/process.h"

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

/* In the child: never returns. Says a failure to start through `report`, which a successful exec closes. */
_Noreturn static void start(const struct process_run *run, int errors_fd, int report)
{
	int output = run->stdout_fd < 0 ? -1 : fcntl(run->stdout_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	int null = above_standard(open("/dev/null", O_RDWR | O_CLOEXEC)), failed;

	/* Killing us must not leave it running. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (null >= 0 && (output >= 0 || run->stdout_fd < 0) && dup2(null, STDIN_FILENO) >= 0 &&
	    dup2(output >= 0 ? output : null, STDOUT_FILENO) >= 0 && dup2(errors_fd, STDERR_FILENO) >= 0 &&
	    (!run->directory || chdir(run->directory) == 0))
		execv(run->argv[0], (char *const *)(uintptr_t)run->argv);
	failed = errno;
	while (write(report, &failed, sizeof failed) < 0 && errno == EINTR)
		;
	_exit(127);
}

/*
 * The child shares our memory until it runs the program: the pages of a worker that holds a parsed unit need not be copied
 * for a compiler that throws them away. A function of its own, since it leaves no variable behind that the child could spoil.
 */
static pid_t start_child(const struct process_run *run, int errors_fd, int report)
{
	pid_t pid = vfork();

	if (pid == 0)
		start(run, errors_fd, report);
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

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int process_run(const struct process_run *run, struct error *e)
{
	int errors[2] = { -1, -1 }, report[2] = { -1, -1 }, failed = 0, status = -1;
	pid_t pid = -1;

	if (open_pipe(errors) == 0 && open_pipe(report) == 0)
		pid = start_child(run, errors[1], report[1]);
	if (pid < 0)
		failed = errno;
	if (pid > 0) {
		close(errors[1]);
		close(report[1]);
		errors[1] = report[1] = -1;
		failed = read_report(report[0]);
		read_errors(errors[0], run->errors);
		status = wait_for(pid);
	}
	close_pipe(errors);
	close_pipe(report);
	return failed ? error_set(e, "cannot start %s: %s", run->argv[0], strerror(failed)) : status;
}
