#include "analyzer/base/process.h"
#include "tests/unit/unit.h"
#include "tests/unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define SHELL(script) ((const char *const[]){ "/bin/sh", "-c", script, NULL })

static int run_shell(const char *script, struct strbuf *errors)
{
	struct error e = ERROR_INIT;
	struct process_run run = { .argv = SHELL(script), .stdout_fd = -1, .errors = errors };
	int status = process_run(&run, &e);

	assert_string_equal(e.text.text, "");
	return status;
}

static void the_exit_status_comes_back(void **state)
{
	(void)state;
	assert_int_equal(run_shell("exit 0", NULL), 0);
	assert_int_equal(run_shell("exit 3", NULL), 3);
	assert_int_equal(run_shell("exit 255", NULL), 255);
	/* As a shell says "not found": a status like any other, no failure to start. */
	assert_int_equal(run_shell("exit 127", NULL), 127);
}

static void a_signal_is_128_and_its_number(void **state)
{
	(void)state;
	assert_int_equal(run_shell("kill -SEGV $$", NULL), 128 + SIGSEGV);
	assert_int_equal(run_shell("kill -KILL $$", NULL), 128 + SIGKILL);
}

static void what_cannot_start_is_an_error(void **state)
{
	struct error e = ERROR_INIT;
	struct process_run run = { .argv = (const char *const[]){ "whynot-no-such-program", NULL }, .stdout_fd = -1 };

	(void)state;
	assert_int_equal(process_run(&run, &e), -1);
	assert_string_equal(e.text.text, "cannot start whynot-no-such-program: No such file or directory");
	/* A name alone is not looked for. */
	run.argv = (const char *const[]){ "true", NULL };
	assert_int_equal(process_run(&run, &e), -1);
	assert_string_equal(e.text.text, "cannot start true: No such file or directory");
	run.argv = (const char *const[]){ "/", NULL };
	assert_int_equal(process_run(&run, &e), -1);
	assert_string_equal(e.text.text, "cannot start /: Permission denied");
	run.argv = (const char *const[]){ "/bin/true", NULL };
	run.directory = "/nowhere";
	assert_int_equal(process_run(&run, &e), -1);
	assert_string_equal(e.text.text, "cannot start /bin/true: No such file or directory");
	run.directory = NULL;
	run.stdout_fd = 1000;
	assert_int_equal(process_run(&run, &e), -1);
	assert_string_equal(e.text.text, "cannot start /bin/true: Bad file descriptor");
	error_release(&e);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void standard_error_is_kept_up_to_64_kib(void **state)
{
	struct strbuf errors = STRBUF_INIT;

	(void)state;
	assert_int_equal(run_shell("echo one >&2; echo two >&2; exit 1", &errors), 1);
	assert_string_equal(errors.text, "one\ntwo\n");
	strbuf_clear(&errors);
	/* The program comes to its end although nobody keeps what it writes. */
	assert_int_equal(run_shell("head -c 1000001 /dev/zero >&2; exit 5", &errors), 5);
	assert_int_equal(errors.len, 1 << 16);
	assert_int_equal(run_shell("head -c 1000001 /dev/zero >&2; exit 6", NULL), 6);
	strbuf_release(&errors);
}

static void output_directory_and_input(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct process_run run = { .argv = SHELL("pwd -P; cat; echo end") };
	struct strbuf expected = STRBUF_INIT;
	char *real;

	(void)state;
	scratch_init(&s);
	real = realpath(s.path.text, NULL);
	strbuf_addf(&expected, "%s\nend\n", real);
	run.directory = s.path.text;
	run.stdout_fd = open(scratch_path(&s, "output"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(process_run(&run, &e), 0);
	close(run.stdout_fd);
	scratch_assert_holds(&s, "output", expected.text);
	free(real);
	strbuf_release(&expected);
	scratch_release(&s);
}

/* How many of our descriptors a program that we start inherits; all of them with `close_on_exec_too`. */
static int count_descriptors(bool close_on_exec_too)
{
	int n = 0;

	for (int fd = 0; fd < 1024; fd++) {
		int flags = fcntl(fd, F_GETFD);

		n += flags >= 0 && (close_on_exec_too || !(flags & FD_CLOEXEC));
	}
	return n;
}

static void descriptors_neither_leak_nor_pile_up(void **state)
{
	struct scratch s;
	struct strbuf listed = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct process_run run = { .argv = (const char *const[]){ "/bin/ls", "/proc/self/fd", NULL } };
	int before, inherited = count_descriptors(false), n = 0;

	(void)state;
	scratch_init(&s);
	run.stdout_fd = open(scratch_path(&s, "output"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	before = count_descriptors(true);
	assert_int_equal(process_run(&run, &e), 0);
	run.argv = (const char *const[]){ "whynot-no-such-program", NULL };
	assert_int_equal(process_run(&run, &e), -1);
	assert_int_equal(count_descriptors(true), before);
	close(run.stdout_fd);
	assert_int_equal(file_read(scratch_path(&s, "output"), &listed, &e), 0);
	for (size_t i = 0; i < listed.len; i++)
		n += listed.text[i] == '\n';
	/* ls itself opens the folder that it lists. */
	assert_int_equal(n, inherited + 1);
	strbuf_release(&listed);
	error_release(&e);
	scratch_release(&s);
}

/* As after `whynot <&- >&- 2>&-`: each of the program's three descriptors still is what it should be. */
static void it_works_with_our_standard_descriptors_closed(void **state)
{
	struct scratch s;
	int status;
	pid_t pid;

	(void)state;
	scratch_init(&s);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct error e = ERROR_INIT;
		struct strbuf errors = STRBUF_INIT;
		struct process_run run = { .argv = SHELL("cat; echo out; echo err >&2; exit 9"), .errors = &errors };
		int rc;

		close(0);
		close(1);
		close(2);
		run.stdout_fd = open(scratch_path(&s, "output"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		rc = process_run(&run, &e);
		if (rc != 9 || strcmp(errors.text, "err\n") != 0)
			_exit(1);
		run.argv = (const char *const[]){ "whynot-no-such-program", NULL };
		_exit(process_run(&run, &e) == -1 ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	scratch_assert_holds(&s, "output", "out\n");
	scratch_release(&s);
}

/* The program becomes our child when its parent is gone, so that its end can be seen. */
static void the_program_ends_with_whoever_runs_it(void **state)
{
	int fds[2], status;
	pid_t pid, program = 0;

	(void)state;
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct error e = ERROR_INIT;
		struct process_run run = { .argv = SHELL("echo $$; exec sleep 60"), .stdout_fd = fds[1] };

		process_run(&run, &e);
		_exit(0);
	}
	close(fds[1]);
	for (char c; read(fds[0], &c, 1) == 1 && c != '\n';)
		program = program * 10 + (c - '0');
	assert_true(program > 1);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(waitpid(program, &status, 0), program);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
	close(fds[0]);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

/* In a process of its own, with nothing open but the three standard ones; the pipes need four more. */
static void running_out_of_descriptors_is_an_error(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		struct error e = ERROR_INIT;
		struct process_run run = { .argv = (const char *const[]){ "/bin/true", NULL }, .stdout_fd = -1 };

		for (int fd = 3; fd < 1024; fd++)
			close(fd);
		for (rlim_t most = 3; most < 7; most++) {
			struct rlimit few = { most, 1024 };

			if (setrlimit(RLIMIT_NOFILE, &few) != 0 || process_run(&run, &e) != -1 ||
			    strcmp(e.text.text, "cannot start /bin/true: Too many open files") != 0)
				_exit(1);
		}
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* Runs `in_child` in a process of its own; true if it says so. */
static bool holds_in_a_child(bool (*in_child)(void))
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(in_child() ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status == 0;
}

/* As under a parent that ignores its children: the kernel then throws their statuses away. */
static bool run_with_children_ignored(void)
{
	struct error e = ERROR_INIT;
	struct process_run run = { .argv = SHELL("exit 3"), .stdout_fd = -1 };

	signal(SIGCHLD, SIG_IGN);
	return process_run(&run, &e) == -1 && !strcmp(e.text.text, "cannot wait for /bin/sh: No child processes");
}

static void a_status_that_is_lost_is_an_error(void **state)
{
	(void)state;
	assert_true(holds_in_a_child(run_with_children_ignored));
}

static void do_nothing(int number)
{
	(void)number;
}

/* What we ignore or handle for ourselves is the program's own affair; what is blocked for us stays blocked for it. */
static bool run_with_signals_set(void)
{
	struct error e = ERROR_INIT;
	struct process_run run = { .argv = SHELL("kill -PIPE $$"), .stdout_fd = -1 };
	struct process_run large = { .argv = SHELL("kill -XFSZ $$"), .stdout_fd = -1 };
	struct process_run blocked = { .argv = SHELL("kill -TERM $$; exit 5"), .stdout_fd = -1 };
	struct process_run handled = { .argv = SHELL("kill -INT $$; exit 5"), .stdout_fd = -1 };
	sigset_t set, after;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGINT, do_nothing);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_SETMASK, &set, NULL);
	if (process_run(&run, &e) != 128 + SIGPIPE || process_run(&large, &e) != 128 + SIGXFSZ ||
	    process_run(&blocked, &e) != 5 || process_run(&handled, &e) != 128 + SIGINT)
		return false;
	sigprocmask(SIG_SETMASK, NULL, &after);
	return sigismember(&after, SIGTERM) && !sigismember(&after, SIGINT) && signal(SIGINT, SIG_DFL) == do_nothing &&
	       signal(SIGPIPE, SIG_DFL) == SIG_IGN;
}

static void the_program_gets_signals_as_they_are_by_default(void **state)
{
	(void)state;
	assert_true(holds_in_a_child(run_with_signals_set));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exit_status_comes_back),
		cmocka_unit_test(a_signal_is_128_and_its_number),
		cmocka_unit_test(what_cannot_start_is_an_error),
		cmocka_unit_test(standard_error_is_kept_up_to_64_kib),
		cmocka_unit_test(output_directory_and_input),
		cmocka_unit_test(descriptors_neither_leak_nor_pile_up),
		cmocka_unit_test(it_works_with_our_standard_descriptors_closed),
		cmocka_unit_test(the_program_ends_with_whoever_runs_it),
		cmocka_unit_test(running_out_of_descriptors_is_an_error),
		cmocka_unit_test(a_status_that_is_lost_is_an_error),
		cmocka_unit_test(the_program_gets_signals_as_they_are_by_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
