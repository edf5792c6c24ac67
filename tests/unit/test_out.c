/* Sinks and whole files: what is left on the disk after success, after failure and after being given up. */
#include "analyzer/base/file.h"
#include "analyzer/base/out.h"
#include "tests/unit/unit.h"
#include "tests/unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static void a_file_appears_whole_at_close(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;

	(void)state;
	scratch_init(&s);
	scratch_write(&s, "r.yaml", "old");
	assert_int_equal(out_open(&o, scratch_path(&s, "r.yaml"), &e), 0);
	out_puts(&o, "new ");
	out_printf(&o, "%d", 42);
	out_putc(&o, '\n');
	out_flush(&o);
	scratch_assert_holds(&s, "r.yaml", "old");
	assert_int_equal(out_close(&o, &e), 0);
	scratch_assert_holds(&s, "r.yaml", "new 42\n");
	assert_int_equal(scratch_count(&s), 1);
	scratch_release(&s);
}

static void a_new_file_has_the_users_mode(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;
	struct stat st;
	mode_t mask = umask(027);

	(void)state;
	scratch_init(&s);
	assert_int_equal(out_open(&o, scratch_path(&s, "r"), &e), 0);
	assert_int_equal(out_close(&o, &e), 0);
	assert_int_equal(stat(scratch_path(&s, "r"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(st.st_size, 0);
	umask(mask);
	scratch_release(&s);
}

static void given_up_leaves_the_former_file(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;

	(void)state;
	scratch_init(&s);
	scratch_write(&s, "r", "old");
	assert_int_equal(out_open(&o, scratch_path(&s, "r"), &e), 0);
	out_puts(&o, "half");
	out_flush(&o);
	out_abandon(&o);
	scratch_assert_holds(&s, "r", "old");
	assert_int_equal(scratch_count(&s), 1);
	scratch_release(&s);
}

/* Behind the limit on a file's size, every write fails as on a full disk. */
static void a_failed_write_leaves_no_file(void **state)
{
	struct scratch s;
	int status;
	pid_t pid;

	(void)state;
	scratch_init(&s);
	scratch_write(&s, "r", "old");
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct error e = ERROR_INIT;
		struct rlimit limit = { 1 << 16, 1 << 16 };
		struct out o;

		signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || out_open(&o, scratch_path(&s, "r"), &e) != 0)
			_exit(1);
		for (int i = 0; i < 1 << 18; i++)
			out_putc(&o, 'x');
		_exit(out_close(&o, &e) == -1 && strstr(e.text.text, strerror(EFBIG)) ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	scratch_assert_holds(&s, "r", "old");
	assert_int_equal(scratch_count(&s), 1);
	scratch_release(&s);
}

/* From here on this process sees file systems as old ones are: files without a name are not to be had. */
static bool forbid_nameless_files(void)
{
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_TMPFILE & ~O_DIRECTORY, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof steps / sizeof *steps, steps };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

enum { WRITES_FAIL = 2, NOT_OPENED, NOT_FORBIDDEN };

/* Kills a process by `signal` between opening a file and closing it; how it ended. */
static int interrupt_a_writer(const char *path, int signal_number, bool nameless)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		struct error e = ERROR_INIT;
		struct out o;

		if (!nameless && !forbid_nameless_files())
			_exit(NOT_FORBIDDEN);
		if (out_open(&o, path, &e) < 0)
			_exit(NOT_OPENED);
		out_puts(&o, "new");
		out_flush(&o);
		raise(signal_number);
		_exit(out_close(&o, &e) < 0 ? WRITES_FAIL : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

/* Whether at once or, where a file needs a name, when it is in its place: the signal ends us, and nothing odd stays. */
static void an_interrupt_leaves_no_half_file(void **state)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct scratch s;
		struct strbuf found = STRBUF_INIT;
		struct error e = ERROR_INIT;
		int status;

		scratch_init(&s);
		scratch_write(&s, "r", "old");
		status = interrupt_a_writer(scratch_path(&s, "r"), signals[i % 3], i < 3);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i % 3]);
		assert_int_equal(scratch_count(&s), 1);
		assert_int_equal(file_read(scratch_path(&s, "r"), &found, &e), 0);
		assert_true(!strcmp(found.text, "old") || !strcmp(found.text, "new"));
		strbuf_release(&found);
		scratch_release(&s);
	}
}

static void files_are_written_without_nameless_ones(void **state)
{
	struct scratch s;
	int status;
	pid_t pid;

	(void)state;
	scratch_init(&s);
	scratch_write(&s, "old", "old");
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct error e = ERROR_INIT;
		struct out o;
		sigset_t blocked;

		umask(027);
		if (!forbid_nameless_files() || out_open(&o, scratch_path(&s, "old"), &e) < 0)
			_exit(1);
		out_puts(&o, "new");
		if (out_close(&o, &e) < 0 || out_open(&o, scratch_path(&s, "given up"), &e) < 0)
			_exit(2);
		out_abandon(&o);
		sigprocmask(SIG_SETMASK, NULL, &blocked);
		_exit(sigismember(&blocked, SIGTERM) || out_open(&o, scratch_path(&s, "no/r"), &e) == 0 ||
		      !strstr(e.text.text, strerror(ENOENT)));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	scratch_assert_holds(&s, "old", "new");
	assert_int_equal(scratch_count(&s), 1);
	scratch_release(&s);
}

/* A link is followed, even one that leads to nothing yet, as a shell's '>' does. */
static void a_link_stays_and_its_target_is_written(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;
	struct stat st;
	char *target;

	(void)state;
	scratch_init(&s);
	assert_int_equal(mkdir(scratch_path(&s, "sub"), 0700), 0);
	target = strdup(scratch_path(&s, "sub/second"));
	assert_int_equal(symlink("sub/second", scratch_path(&s, "r")), 0);
	assert_int_equal(symlink("file", target), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(out_open(&o, scratch_path(&s, "r"), &e), 0);
		out_printf(&o, "%d", i);
		assert_int_equal(out_close(&o, &e), 0);
		assert_int_equal(lstat(scratch_path(&s, "r"), &st), 0);
		assert_true(S_ISLNK(st.st_mode));
		assert_int_equal(lstat(target, &st), 0);
		assert_true(S_ISLNK(st.st_mode));
		scratch_assert_holds(&s, "sub/file", i ? "1" : "0");
	}
	assert_int_equal(scratch_count(&s), 2);
	assert_int_equal(symlink("loop", scratch_path(&s, "loop")), 0);
	assert_int_equal(out_open(&o, scratch_path(&s, "loop"), &e), -1);
	assert_non_null(strstr(e.text.text, strerror(ELOOP)));
	assert_int_equal(scratch_count(&s), 3);
	free(target);
	error_release(&e);
	scratch_release(&s);
}

static void a_full_device_is_said_once_at_close(void **state)
{
	struct error e = ERROR_INIT;
	struct out o;

	(void)state;
	assert_int_equal(out_open(&o, "/dev/full", &e), 0);
	out_puts(&o, "x");
	assert_int_equal(o.error, 0);
	out_flush(&o);
	assert_int_equal(o.error, ENOSPC);
	out_puts(&o, "swallowed");
	assert_int_equal(o.buffer.len, 0);
	assert_int_equal(out_close(&o, &e), -1);
	assert_string_equal(e.text.text, "cannot write /dev/full: No space left on device");
	error_release(&e);
}

static void an_unflushed_rest_fails_at_close_too(void **state)
{
	struct error e = ERROR_INIT;
	struct out o;

	(void)state;
	assert_int_equal(out_open(&o, "/dev/full", &e), 0);
	out_puts(&o, "x");
	assert_int_equal(out_close(&o, &e), -1);
	error_release(&e);
}

/* Root may write anywhere, so as root the test steps down for the moment of opening. */
static void a_read_only_folder_is_refused(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;
	bool is_root = geteuid() == 0;
	int opened;

	(void)state;
	scratch_init(&s);
	assert_int_equal(chmod(s.path.text, 0555), 0);
	if (is_root)
		assert_int_equal(seteuid(65534), 0);
	opened = out_open(&o, scratch_path(&s, "r"), &e);
	if (is_root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(opened, -1);
	assert_non_null(strstr(e.text.text, "cannot write "));
	assert_non_null(strstr(e.text.text, strerror(EACCES)));
	assert_int_equal(scratch_count(&s), 0);
	error_release(&e);
	scratch_release(&s);
}

static void a_missing_folder_or_a_folder_is_refused(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;

	(void)state;
	scratch_init(&s);
	assert_int_equal(out_open(&o, scratch_path(&s, "no/r"), &e), -1);
	assert_non_null(strstr(e.text.text, strerror(ENOENT)));
	assert_int_equal(out_open(&o, s.path.text, &e), -1);
	assert_non_null(strstr(e.text.text, strerror(EISDIR)));
	assert_int_equal(scratch_count(&s), 0);
	error_release(&e);
	scratch_release(&s);
}

static void the_target_vanishing_under_us_is_an_error(void **state)
{
	struct scratch s;
	struct error e = ERROR_INIT;
	struct out o;
	char *path;

	(void)state;
	scratch_init(&s);
	path = strdup(scratch_path(&s, "r"));
	assert_int_equal(out_open(&o, path, &e), 0);
	out_puts(&o, "x");
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(out_close(&o, &e), -1);
	assert_int_equal(scratch_count(&s), 1);
	free(path);
	error_release(&e);
	scratch_release(&s);
}

static void a_closed_descriptor_is_an_error_with_its_name(void **state)
{
	struct error e = ERROR_INIT;
	struct out o;
	int fd = open("/dev/null", O_RDONLY);

	(void)state;
	out_to_fd(&o, fd, "the report");
	out_puts(&o, "x");
	assert_int_equal(out_close(&o, &e), -1);
	assert_string_equal(e.text.text, "cannot write the report: Bad file descriptor");
	assert_int_equal(fcntl(fd, F_GETFD), 0);
	close(fd);
	error_release(&e);
}

/* Whoever shares our standard output may have made it non-blocking; a slow reader must then cost time, not text. */
static void a_non_blocking_pipe_gets_everything(void **state)
{
	enum { N = 1 << 20 };
	struct error e = ERROR_INIT;
	struct out o;
	int fds[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(fcntl(fds[1], F_SETFL, O_NONBLOCK), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		char chunk[1 << 14];
		size_t sum = 0;
		ssize_t n;

		close(fds[1]);
		while ((n = read(fds[0], chunk, sizeof chunk)) > 0) {
			sum += (size_t)n;
			usleep(200);
		}
		_exit(sum == N ? 0 : 1);
	}
	close(fds[0]);
	out_to_fd(&o, fds[1], "pipe");
	for (int i = 0; i < N; i++)
		out_putc(&o, 'x');
	assert_int_equal(out_close(&o, &e), 0);
	close(fds[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void memory_takes_any_bytes(void **state)
{
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct out o;

	(void)state;
	out_to_memory(&o, &text);
	out_write(&o, "a\0b", 3);
	out_flush(&o);
	assert_int_equal(out_close(&o, &e), 0);
	assert_int_equal(text.len, 3);
	assert_memory_equal(text.text, "a\0b", 4);
	strbuf_release(&text);
}

static void files_are_read_whole(void **state)
{
	struct scratch s;
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;

	(void)state;
	scratch_init(&s);
	strbuf_adds(&text, "former content");
	scratch_write(&s, "empty", "");
	assert_int_equal(file_read(scratch_path(&s, "empty"), &text, &e), 0);
	assert_int_equal(text.len, 0);
	/* A file whose size is said to be 0 although it has content. */
	assert_int_equal(file_read("/proc/self/status", &text, &e), 0);
	assert_true(text.len > 100);
	assert_int_equal(text.text[text.len], 0);
	strbuf_release(&text);
	scratch_release(&s);
}

static void what_is_no_file_is_not_read(void **state)
{
	struct scratch s;
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;

	(void)state;
	scratch_init(&s);
	assert_int_equal(file_read("/dev/zero", &text, &e), -1);
	assert_string_equal(e.text.text, "cannot read /dev/zero: not a file");
	assert_int_equal(file_read(s.path.text, &text, &e), -1);
	assert_int_equal(file_read(scratch_path(&s, "missing"), &text, &e), -1);
	assert_non_null(strstr(e.text.text, strerror(ENOENT)));
	/* A pipe that nobody writes is empty, not a wait without end. */
	assert_int_equal(mkfifo(scratch_path(&s, "pipe"), 0600), 0);
	assert_int_equal(file_read(scratch_path(&s, "pipe"), &text, &e), 0);
	assert_int_equal(text.len, 0);
	strbuf_release(&text);
	error_release(&e);
	scratch_release(&s);
}

static void a_pipe_is_read_to_its_end(void **state)
{
	struct strbuf text = STRBUF_INIT, path = STRBUF_INIT;
	struct error e = ERROR_INIT;
	int fds[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		usleep(20000);
		_exit(write(fds[1], "late", 4) == 4 ? 0 : 1);
	}
	close(fds[1]);
	strbuf_addf(&path, "/dev/fd/%d", fds[0]);
	assert_int_equal(file_read(path.text, &text, &e), 0);
	assert_string_equal(text.text, "late");
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	strbuf_release(&text);
	strbuf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_appears_whole_at_close),
		cmocka_unit_test(a_new_file_has_the_users_mode),
		cmocka_unit_test(given_up_leaves_the_former_file),
		cmocka_unit_test(a_failed_write_leaves_no_file),
		cmocka_unit_test(an_interrupt_leaves_no_half_file),
		cmocka_unit_test(files_are_written_without_nameless_ones),
		cmocka_unit_test(a_link_stays_and_its_target_is_written),
		cmocka_unit_test(a_full_device_is_said_once_at_close),
		cmocka_unit_test(an_unflushed_rest_fails_at_close_too),
		cmocka_unit_test(a_read_only_folder_is_refused),
		cmocka_unit_test(a_missing_folder_or_a_folder_is_refused),
		cmocka_unit_test(the_target_vanishing_under_us_is_an_error),
		cmocka_unit_test(a_closed_descriptor_is_an_error_with_its_name),
		cmocka_unit_test(a_non_blocking_pipe_gets_everything),
		cmocka_unit_test(memory_takes_any_bytes),
		cmocka_unit_test(files_are_read_whole),
		cmocka_unit_test(what_is_no_file_is_not_read),
		cmocka_unit_test(a_pipe_is_read_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
