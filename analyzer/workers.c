/*
 * The parent keeps one slot a worker: a socket-free pair of pipes, the job it has, and since when. It sleeps in poll() until
 * an answer, a death, an interrupt (signalfd) or the next look at the clock. Answers that come early are kept until
 * their turn, so that what the caller sees does not depend on timing.
 */
#include "analyzer/workers.h"

#include "analyzer/base/panic.h"
#include "analyzer/memory_use.h"
#include "analyzer/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 200 };
#define NO_JOB ((size_t)-1)

struct slot {
	pid_t pid;                /* 0: no worker */
	int requests, answers;    /* our ends */
	size_t job;               /* NO_JOB: idle */
	uint64_t since_ms;
	struct strbuf received;
};

/* A finished job that waits for its turn. */
struct result {
	bool is_done;
	char *bytes;
	size_t len;
	char *failure;            /* NULL: none */
};

struct pool {
	const struct workers *w;
	struct slot *slots;
	struct result *results;
	size_t next_start, next_turn;
	int signals;
	sigset_t old_mask;
};

/* In a new worker: what is the parent's alone. */
static void forget_pool(const struct pool *p)
{
	sigprocmask(SIG_SETMASK, &p->old_mask, NULL);
	for (unsigned i = 0; i < p->w->n; i++) {
		if (p->slots[i].pid) {
			close(p->slots[i].requests);
			close(p->slots[i].answers);
		}
	}
	close(p->signals);
}

static int start_worker(struct pool *p, struct slot *s, struct error *e)
{
	int requests[2] = { -1, -1 }, answers[2] = { -1, -1 };
	pid_t parent = getpid(), pid = -1;

	if (pipe2(requests, O_CLOEXEC) == 0 && pipe2(answers, O_CLOEXEC) == 0)
		pid = fork();
	if (pid == 0) {
		close(requests[1]);
		close(answers[0]);
		forget_pool(p);
		work_until_closed(p->w, parent, requests[0], answers[1]);
	}
	if (pid < 0) {
		error_set(e, "cannot start a worker process: %s", strerror(errno));
		for (int i = 0; i < 2; i++) {
			if (requests[i] >= 0)
				close(requests[i]);
			if (answers[i] >= 0)
				close(answers[i]);
		}
		return -1;
	}
	setpgid(pid, pid);
	close(requests[0]);
	close(answers[1]);
	*s = (struct slot){ .pid = pid, .requests = requests[1], .answers = answers[0], .job = NO_JOB, .received = STRBUF_INIT };
	return 0;
}

static void stop_worker(struct slot *s, bool by_force)
{
	if (!s->pid)
		return;
	if (by_force)
		kill(-s->pid, SIGKILL);
	close(s->requests);
	close(s->answers);
	while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
		;
	strbuf_release(&s->received);
	s->pid = 0;
}

/* Hands out the results whose turn it is. */
static void give_results(struct pool *p)
{
	while (p->next_turn < p->w->n_jobs && p->results[p->next_turn].is_done) {
		struct result *r = &p->results[p->next_turn];

		p->w->done(p->w->context, p->next_turn, r->bytes, r->len, r->failure);
		free(r->bytes);
		free(r->failure);
		*r = (struct result){ .is_done = true };
		p->next_turn++;
	}
}

static void finish_job(struct pool *p, struct slot *s, const char *failure)
{
	struct result *r = &p->results[s->job];

	r->is_done = true;
	if (failure) {
		r->failure = strdup(failure);
		if (!r->failure)
			panic_out_of_memory(strlen(failure));
		p->w->progress->failed++;
	} else {
		memmove(s->received.text, s->received.text + sizeof(size_t), s->received.len - sizeof(size_t));
		r->len = s->received.len - sizeof(size_t);
		r->bytes = strbuf_detach(&s->received);
	}
	strbuf_clear(&s->received);
	s->job = NO_JOB;
	p->w->progress->done++;
	give_results(p);
}

/* Why a dead worker died, in words. */
static void describe_death(struct slot *s, struct strbuf *why)
{
	int status = 0;

	while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
		;
	strbuf_clear(why);
	if (WIFSIGNALED(status))
		strbuf_addf(why, "the analysis crashed (%s)", strsignal(WTERMSIG(status)));
	else
		strbuf_addf(why, "the analysis ended early with status %d", WEXITSTATUS(status));
	close(s->requests);
	close(s->answers);
}

static int give_job(struct pool *p, struct slot *s, struct error *e)
{
	size_t job;

	if (p->next_start == p->w->n_jobs)
		return 0;
	if (!s->pid && start_worker(p, s, e) < 0)
		return -1;
	job = p->w->order ? p->w->order[p->next_start] : p->next_start;
	p->next_start++;
	s->job = job;
	s->since_ms = progress_now_ms();
	/* A worker that is dead already shows as such when its answer is read. */
	(void)write_fully(s->requests, &job, sizeof job);
	return 0;
}

static void bury_worker(struct pool *p, struct slot *s)
{
	struct strbuf why = STRBUF_INIT;

	describe_death(s, &why);
	s->pid = 0;
	if (s->job != NO_JOB)
		finish_job(p, s, why.text);
	strbuf_release(&s->received);
	strbuf_release(&why);
}

/* Reads what is there. An answer may come in many pieces; a pipe at its end is a dead worker. */
static void receive(struct pool *p, struct slot *s)
{
	size_t wanted;
	ssize_t n;

	strbuf_reserve(&s->received, 1 << 16);
	n = read(s->answers, s->received.text + s->received.len, s->received.cap - s->received.len - 1);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		bury_worker(p, s);
		return;
	}
	s->received.len += (size_t)n;
	if (s->received.len < sizeof wanted)
		return;
	memcpy(&wanted, s->received.text, sizeof wanted);
	if (s->received.len == sizeof wanted + wanted && s->job != NO_JOB)
		finish_job(p, s, NULL);
}

static void enforce_limits(struct pool *p, struct slot *s)
{
	const struct workers *w = p->w;
	struct strbuf why = STRBUF_INIT;

	if (!s->pid || s->job == NO_JOB)
		return;
	if (w->timeout && progress_now_ms() - s->since_ms > w->timeout * 1000ull)
		strbuf_addf(&why, "no result within %u s (--unit-timeout)", w->timeout);
	else if (w->memory && memory_use_mib(s->pid, w->memory) > w->memory)
		strbuf_addf(&why, "needs more than %u MiB (--unit-memory)", w->memory);
	if (why.len) {
		size_t job = s->job;

		stop_worker(s, true);
		s->job = job;
		finish_job(p, s, why.text);
	}
	strbuf_release(&why);
}

/* Does not return: ends the workers, then ourselves by the same signal, as a shell expects. */
static void die_of_signal(struct pool *p)
{
	struct signalfd_siginfo info;

	if (read(p->signals, &info, sizeof info) != sizeof info)
		return;
	for (unsigned i = 0; i < p->w->n; i++)
		stop_worker(&p->slots[i], true);
	progress_end(p->w->progress);
	sigprocmask(SIG_SETMASK, &p->old_mask, NULL);
	raise((int)info.ssi_signo);
	_exit(128 + (int)info.ssi_signo);
}

static void wait_and_receive(struct pool *p, struct pollfd *fds)
{
	unsigned n = p->w->n;

	for (unsigned i = 0; i < n; i++)
		fds[i] = (struct pollfd){ .fd = p->slots[i].pid ? p->slots[i].answers : -1, .events = POLLIN };
	fds[n] = (struct pollfd){ .fd = p->signals, .events = POLLIN };
	if (poll(fds, n + 1, LOOK_EVERY_MS) < 0)
		return;
	if (fds[n].revents)
		die_of_signal(p);
	for (unsigned i = 0; i < n; i++)
		if (fds[i].revents)
			receive(p, &p->slots[i]);
}

/* Any job in flight will do for the progress line; the longest running one is the most telling. */
static const char *oldest_job_name(const struct pool *p)
{
	const struct slot *oldest = NULL;

	for (unsigned i = 0; i < p->w->n; i++) {
		const struct slot *s = &p->slots[i];

		if (s->pid && s->job != NO_JOB && (!oldest || s->since_ms < oldest->since_ms))
			oldest = s;
	}
	return oldest ? p->w->job_name(p->w->context, oldest->job) : "";
}

static bool has_worker(const struct pool *p)
{
	for (unsigned i = 0; i < p->w->n; i++)
		if (p->slots[i].pid)
			return true;
	return false;
}

static int run_pool(struct pool *p, struct error *e)
{
	struct pollfd *fds = xmalloc((p->w->n + 1) * sizeof *fds);
	int rc = 0;

	while (p->next_turn < p->w->n_jobs) {
		for (unsigned i = 0; i < p->w->n; i++) {
			struct slot *s = &p->slots[i];

			enforce_limits(p, s);
			/* Without a single worker there is no way on; with fewer than wanted there is. */
			if (s->job == NO_JOB && give_job(p, s, e) < 0 && !has_worker(p))
				rc = -1;
		}
		if (rc < 0)
			break;
		progress_show(p->w->progress, oldest_job_name(p));
		wait_and_receive(p, fds);
	}
	free(fds);
	return rc;
}

/* Those that would end us; one that the caller ignores (nohup, a background job) stays ignored. */
static void find_interrupts(sigset_t *interrupts)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

	sigemptyset(interrupts);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct sigaction is;

		if (sigaction(signals[i], NULL, &is) == 0 && is.sa_handler != SIG_IGN)
			sigaddset(interrupts, signals[i]);
	}
}

int workers_run(const struct workers *w, struct error *e)
{
	struct pool p = { .w = w, .signals = -1 };
	sigset_t interrupts;
	int rc = 0;

	if (!w->n_jobs)
		return 0;
	p.slots = xmalloc(w->n * sizeof *p.slots);
	p.results = xmalloc(w->n_jobs * sizeof *p.results);
	memset(p.results, 0, w->n_jobs * sizeof *p.results);
	for (unsigned i = 0; i < w->n; i++)
		p.slots[i] = (struct slot){ .job = NO_JOB, .received = STRBUF_INIT };
	find_interrupts(&interrupts);
	sigprocmask(SIG_BLOCK, &interrupts, &p.old_mask);
	p.signals = signalfd(-1, &interrupts, SFD_CLOEXEC);
	rc = run_pool(&p, e);
	for (unsigned i = 0; i < w->n; i++)
		stop_worker(&p.slots[i], rc < 0);
	if (p.signals >= 0)
		close(p.signals);
	sigprocmask(SIG_SETMASK, &p.old_mask, NULL);
	for (size_t i = 0; i < w->n_jobs; i++) {
		free(p.results[i].bytes);
		free(p.results[i].failure);
	}
	free(p.results);
	free(p.slots);
	return rc;
}
