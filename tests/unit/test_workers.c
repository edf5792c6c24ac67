/* Worker processes: order, and what a crash, a hang and a hunger for memory cost. */
#include "tests/unit/unit.h"
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyzer/memory_use.h"
#include "analyzer/workers.h"

struct log {
	struct strbuf text;
	size_t crashing, hanging, hungry; /* job numbers */
};

static void work(void *context, size_t job, struct strbuf *answer)
{
	const struct log *l = context;

	if (job == l->crashing) {
		signal(SIGABRT, SIG_DFL);
		raise(SIGKILL);
	}
	if (job == l->hanging)
		sleep(60);
	if (job == l->hungry) {
		size_t size = (size_t)300 << 20;
		char *block = malloc(size);

		assert_non_null(block);
		memset(block, 1, size);
		sleep(60);
		free(block);
	}
	if (job == 0)
		usleep(50000); /* so that later jobs are done first */
	strbuf_addf(answer, "job %zu", job);
}

static void done(void *context, size_t job, const char *bytes, size_t len, const char *failure)
{
	struct log *l = context;

	strbuf_addf(&l->text, "%zu=%.*s;", job, failure ? (int)strlen(failure) : (int)len, failure ? failure : bytes);
}

static const char *name(const void *context, size_t job)
{
	(void)context;
	(void)job;
	return "job";
}

static void run(struct log *l, struct workers *w)
{
	struct progress progress = { 0 };
	struct error e = ERROR_INIT;

	w->context = l;
	w->work = work;
	w->done = done;
	w->job_name = name;
	w->progress = &progress;
	assert_int_equal(workers_run(w, &e), 0);
	error_release(&e);
}

static void answers_come_in_the_order_of_jobs(void **state)
{
	struct log l = { STRBUF_INIT, SIZE_MAX, SIZE_MAX, SIZE_MAX };
	const size_t order[] = { 4, 0, 3, 1, 2 };
	struct workers w = { .n = 3, .n_jobs = 5, .order = order };

	(void)state;
	run(&l, &w);
	assert_string_equal(l.text.text, "0=job 0;1=job 1;2=job 2;3=job 3;4=job 4;");
	strbuf_release(&l.text);
}

static void a_crash_costs_one_job(void **state)
{
	struct log l = { STRBUF_INIT, 1, SIZE_MAX, SIZE_MAX };
	struct workers w = { .n = 2, .n_jobs = 4 };

	(void)state;
	run(&l, &w);
	assert_string_equal(l.text.text, "0=job 0;1=the analysis crashed (Killed);2=job 2;3=job 3;");
	strbuf_release(&l.text);
}

static void a_hang_costs_one_job(void **state)
{
	struct log l = { STRBUF_INIT, SIZE_MAX, 0, SIZE_MAX };
	struct workers w = { .n = 1, .n_jobs = 2, .timeout = 1 };

	(void)state;
	run(&l, &w);
	assert_string_equal(l.text.text, "0=no result within 1 s (--unit-timeout);1=job 1;");
	strbuf_release(&l.text);
}

static void hunger_for_memory_costs_one_job(void **state)
{
	struct log l = { STRBUF_INIT, SIZE_MAX, SIZE_MAX, 1 };
	struct workers w = { .n = 1, .n_jobs = 3, .memory = 200 };

	(void)state;
	run(&l, &w);
	assert_string_equal(l.text.text, "0=job 0;1=needs more than 200 MiB (--unit-memory);2=job 2;");
	strbuf_release(&l.text);
}

static void many_jobs_are_done_by_few(void **state)
{
	struct log l = { STRBUF_INIT, SIZE_MAX, SIZE_MAX, SIZE_MAX };
	struct workers w = { .n = 2, .n_jobs = 300 };

	(void)state;
	run(&l, &w);
	assert_non_null(strstr(l.text.text, "299=job 299;"));
	strbuf_release(&l.text);
}

/* Lets no further worker be started: there are no descriptors for its pipes. */
static void allow_no_worker(void)
{
	struct rlimit few = { 4, 4 };

	if (setrlimit(RLIMIT_NOFILE, &few) != 0)
		_exit(3);
}

static void done_then_no_worker(void *context, size_t job, const char *bytes, size_t len, const char *failure)
{
	if (job == 0)
		allow_no_worker();
	done(context, job, bytes, len, failure);
}

static void slow_work(void *context, size_t job, struct strbuf *answer)
{
	if (job == 1)
		usleep(300000);
	work(context, job, answer);
}

/* The first worker dies and cannot be replaced while the second one works on. */
static void the_last_worker_does_what_is_left(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		struct log l = { STRBUF_INIT, 0, SIZE_MAX, SIZE_MAX };
		struct progress progress = { 0 };
		struct error e = ERROR_INIT;
		struct workers w = { .n = 2, .n_jobs = 4, .context = &l, .work = slow_work, .done = done_then_no_worker,
				     .job_name = name, .progress = &progress };

		if (workers_run(&w, &e) != 0)
			_exit(1);
		_exit(strcmp(l.text.text, "0=the analysis crashed (Killed);1=job 1;2=job 2;3=job 3;") ? 2 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* Each signal that is not ignored ends the caller, and its worker with it; nohup's and a background job's do not. */
static void interrupt(int number, bool ignored, int *status)
{
	pid_t pid;

	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct log l = { STRBUF_INIT, SIZE_MAX, 0, SIZE_MAX };
		struct workers w = { .n = 1, .n_jobs = 1, .timeout = 2 };

		if (ignored)
			signal(number, SIG_IGN);
		run(&l, &w);
		_exit(0);
	}
	usleep(300000);
	assert_int_equal(kill(pid, number), 0);
	assert_int_equal(waitpid(pid, status, 0), pid);
	/* A worker that lives on would have become ours, and would sleep for a minute. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

static void an_interrupt_ends_all_unless_it_is_ignored(void **state)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		int status;

		interrupt(signals[i], false, &status);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
	}
	for (size_t i = 0; i < 3; i += 2) {
		int status;

		interrupt(signals[i], true, &status);
		assert_int_equal(status, 0);
	}
}

/* After the fork a worker has all that we have; it is charged for what it adds. */
static void a_worker_is_not_charged_for_its_parents_memory(void **state)
{
	size_t size = (size_t)300 << 20;
	char *block = malloc(size);
	unsigned long all, own;
	pid_t pid;

	(void)state;
	assert_non_null(block);
	memset(block, 1, size);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		memset(block, 2, size / 3);
		raise(SIGSTOP);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, NULL, WUNTRACED), pid);
	all = memory_use_mib(pid, 10000);
	own = memory_use_mib(pid, 150);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_true(all >= 300);
	assert_true(own >= 100 && own <= 150);
	free(block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_come_in_the_order_of_jobs),
		cmocka_unit_test(a_crash_costs_one_job),
		cmocka_unit_test(a_hang_costs_one_job),
		cmocka_unit_test(hunger_for_memory_costs_one_job),
		cmocka_unit_test(many_jobs_are_done_by_few),
		cmocka_unit_test(the_last_worker_does_what_is_left),
		cmocka_unit_test(an_interrupt_ends_all_unless_it_is_ignored),
		cmocka_unit_test(a_worker_is_not_charged_for_its_parents_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
