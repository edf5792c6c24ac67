/* Worker processes: order, and what a crash, a hang and a hunger for memory cost. */
#include "tests/unit/unit.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_come_in_the_order_of_jobs),
		cmocka_unit_test(a_crash_costs_one_job),
		cmocka_unit_test(a_hang_costs_one_job),
		cmocka_unit_test(hunger_for_memory_costs_one_job),
		cmocka_unit_test(many_jobs_are_done_by_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
