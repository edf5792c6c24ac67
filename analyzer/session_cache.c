#include "analyzer/session_cache.h"

#include "analyzer/base/path.h"
#include "analyzer/session.h"
#include "analyzer/workers.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* In memory that workers share with their parent. */
struct worker_report {
	atomic_uint n_put, n_failed;
};

/* ---- where it is ----------------------------------------------------------------------------------------------------- */

/* What the surroundings call the user's own, below which a cache lies outside of every source tree whatever is above it. */
static const char *standard_folder(struct strbuf *folder)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (xdg && *xdg == '/')
		path_join(xdg, "whynot", folder);
	else if (home && *home == '/')
		path_join(home, ".cache/whynot", folder);
	else
		return NULL;
	return folder->text;
}

bool session_cache_folder(const struct session *s, struct strbuf *folder, struct error *e)
{
	const char *named = getenv("WHYNOT_CACHE_DIR");

	if (named && !*named)
		return error_set(e, "WHYNOT_CACHE_DIR is empty, which means no cache"), false;
	if (named)
		path_join(s->directory, named, folder);
	else if (s->config.cache_dir.line)
		strbuf_adds(folder, s->config.cache_dir.texts[0].text);
	else if (!standard_folder(folder))
		return error_set(e, "there is no place for the cache: HOME is not set; name one with WHYNOT_CACHE_DIR"), false;
	return true;
}

uint64_t session_cache_size(const struct session *s)
{
	return s->options->cache_size ? s->options->cache_size : s->config.cache_size.number;
}

/* The path with the links of those folders resolved that are there. */
static void resolve(const char *path, struct strbuf *real)
{
	struct strbuf part = STRBUF_INIT, rest = STRBUF_INIT, next = STRBUF_INIT;

	strbuf_adds(&part, path);
	while (part.len > 1 && faccessat(AT_FDCWD, part.text, F_OK, 0) < 0) {
		strbuf_clear(&next);
		strbuf_addf(&next, "%s/%s", path_base(part.text), rest.text);
		strbuf_clear(&rest);
		strbuf_adds(&rest, next.text);
		path_join(part.text, "..", &next);
		strbuf_clear(&part);
		strbuf_adds(&part, next.text);
	}
	path_real(part.text, &next);
	path_join(next.text, rest.len ? rest.text : ".", real);
	strbuf_release(&part);
	strbuf_release(&rest);
	strbuf_release(&next);
}

static bool is_below_real(const char *path, const char *folder)
{
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	bool is_below;

	resolve(path, &a);
	resolve(folder, &b);
	is_below = path_is_below(a.text, b.text);
	strbuf_release(&a);
	strbuf_release(&b);
	return is_below;
}

/* A home folder can be a project, and its cache is none the less the user's. */
static bool is_within(const char *folder, const char *project)
{
	struct strbuf standard = STRBUF_INIT;
	const char *home = getenv("HOME");
	bool is_users = standard_folder(&standard) && !strcmp(standard.text, folder) && home && is_below_real(home, project);

	strbuf_release(&standard);
	return !is_users && is_below_real(folder, project);
}

/* In the folder or the repository around it. */
static bool is_around(const char *folder, const char *project)
{
	struct strbuf repository = STRBUF_INIT;
	bool answer;

	session_repository_around(project, &repository);
	answer = is_within(folder, project) || is_within(folder, repository.text);
	strbuf_release(&repository);
	return answer;
}

/* Settings that were found come with a project, unless they are those of the user's home. */
static bool is_beside_settings(const struct session *s, const char *folder)
{
	const char *home = getenv("HOME");

	return s->settings_folder && !(home && is_below_real(home, s->settings_folder)) && is_around(folder, s->settings_folder);
}

static bool is_in_project(const struct session *s, const char *folder)
{
	return is_within(folder, s->repository) || is_within(folder, s->root) || is_beside_settings(s, folder);
}

/* The project's folder is known only when the database was read: its own, or a folder below which nothing is replayed to be sure. */
static bool may_be_in_project(const struct session *s, const char *folder)
{
	struct strbuf root = STRBUF_INIT;
	bool answer;

	path_join(s->directory, s->options->root ? s->options->root : ".", &root);
	answer = is_around(folder, root.text) || is_beside_settings(s, folder);
	strbuf_release(&root);
	return answer;
}

void session_cache_open(struct session *s)
{
	struct strbuf folder = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct session_cache *c;
	void *shared;

	if (s->options->no_cache || !session_cache_folder(s, &folder, &e))
		goto out;
	shared = mmap(NULL, sizeof *c->workers, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		goto out;
	c = s->cache = arena_zalloc(&s->memory, sizeof *s->cache);
	c->workers = shared;
	c->is_whole = true;
	cache_open(&c->cache, arena_strdup(&s->memory, folder.text), session_cache_size(s));
	c->is_foreign = may_be_in_project(s, c->cache.store.folder);
	cache_depend_on_compiler(&c->cache, s->clang);
out:
	strbuf_release(&folder);
	error_release(&e);
}

void session_cache_close(struct session *s)
{
	if (!s->cache)
		return;
	cache_release(&s->cache->cache);
	munmap(s->cache->workers, sizeof *s->cache->workers);
	VEC_RELEASE(&s->cache->used);
	s->cache = NULL;
}

static void say_unused(struct session *s, const char *why)
{
	struct strbuf line = STRBUF_INIT;

	if (!s->options->quiet) {
		strbuf_addf(&line, "no cache: %s", why);
		session_say(line.text);
	}
	strbuf_release(&line);
	s->cache->cache.is_written = false;
	s->cache->is_whole = false;
}

void session_cache_allow(struct session *s)
{
	struct strbuf why = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (!s->cache)
		return;
	s->cache->cache.is_written = !s->cache->cache.is_blind;
	if (s->cache->cache.is_blind) {
		say_unused(s, "what libclang reads cannot be noted on this system");
	} else if (is_in_project(s, s->cache->cache.store.folder)) {
		strbuf_addf(&why, "%s lies inside the project; name another place with WHYNOT_CACHE_DIR", s->cache->cache.store.folder);
		say_unused(s, why.text);
		/* Neither is it read: what is in there is the project's word. */
		session_cache_close(s);
	} else if (store_prepare(&s->cache->cache.store, &e) < 0) {
		say_unused(s, e.text.text);
	}
	strbuf_release(&why);
	error_release(&e);
}

/* ---- jobs ------------------------------------------------------------------------------------------------------------ */

struct cached_run {
	struct session *session;
	const struct cached_jobs *jobs;
	struct digest *keys;      /* by job */
	struct cache_hit *hits;   /* by job; without bytes: a miss */
	size_t *missing;          /* jobs that workers do */
	size_t n_missing;
	size_t next;              /* the first job whose answer was not handed out yet */
};

/* In a worker. */
static void work(void *context, size_t number, struct strbuf *answer)
{
	struct cached_run *run = context;
	struct session_cache *c = run->session->cache;
	size_t job = run->missing[number];
	struct error e = ERROR_INIT;
	struct journal journal;
	bool sure;

	if (!c || !c->cache.is_written) {
		journal_resume(NULL);
		run->jobs->work(run->jobs->context, job, answer);
		return;
	}
	journal_start(&journal);
	sure = run->jobs->work(run->jobs->context, job, answer);
	journal_stop(&journal);
	if (sure && cache_put(&c->cache, &run->keys[job], STORE_FACTS, &journal, run->jobs->is_by_time, answer->text, answer->len, &e) < 0) {
		/* The next attempt would meet the same full disk. */
		c->cache.is_written = false;
		atomic_fetch_add(&c->workers->n_failed, 1);
	} else {
		atomic_fetch_add(&c->workers->n_put, 1);
	}
	journal_release(&journal);
	error_release(&e);
}

/* Hands out what the cache has, up to before `job`. */
static void hand_out(struct cached_run *run, size_t job)
{
	const struct cached_jobs *jobs = run->jobs;

	for (; run->next < job; run->next++) {
		struct cache_hit *hit = &run->hits[run->next];

		jobs->done(jobs->context, run->next, hit->result.bytes, hit->result.len, NULL);
		cache_hit_release(hit);
	}
}

static void take(void *context, size_t number, const char *bytes, size_t len, const char *failure)
{
	struct cached_run *run = context;
	size_t job = run->missing[number];

	hand_out(run, job);
	run->next = job + 1;
	run->jobs->done(run->jobs->context, job, bytes, len, failure);
}

static const char *name_of(const void *context, size_t number)
{
	const struct cached_run *run = context;

	return run->jobs->job_name(run->jobs->context, run->missing[number]);
}

static void look_up(struct cached_run *run)
{
	struct session_cache *c = run->session->cache;
	struct strbuf key = STRBUF_INIT;

	for (size_t i = 0; i < run->jobs->n; i++) {
		if (c) {
			strbuf_clear(&key);
			run->jobs->add_key(run->jobs->context, i, &key);
			run->keys[i] = cache_key(&c->cache, &key);
			VEC_PUSH(&c->used, run->keys[i]);
		}
		if (!c || !cache_find(&c->cache, &run->keys[i], STORE_FACTS, &run->hits[i]))
			run->missing[run->n_missing++] = i;
	}
	strbuf_release(&key);
}

/* The order of all jobs, without those that are done, in numbers of those that are missing. */
static const size_t *order_of_missing(const struct cached_run *run, struct arena *a)
{
	size_t *order = ARENA_ARRAY(a, size_t, run->n_missing), *number = ARENA_ARRAY(a, size_t, run->jobs->n), n = 0;

	if (!run->jobs->order)
		return NULL;
	for (size_t i = 0; i < run->n_missing; i++)
		number[run->missing[i]] = i + 1;
	for (size_t i = 0; i < run->jobs->n; i++)
		if (number[run->jobs->order[i]])
			order[n++] = number[run->jobs->order[i]] - 1;
	return order;
}

int session_cache_run(struct session *s, const struct cached_jobs *jobs, struct error *e)
{
	struct arena a = { 0 };
	struct cached_run run = {
		.session = s, .jobs = jobs, .keys = ARENA_ARRAY(&a, struct digest, jobs->n),
		.hits = ARENA_ARRAY(&a, struct cache_hit, jobs->n), .missing = ARENA_ARRAY(&a, size_t, jobs->n),
	};
	struct workers w = {
		.n = session_jobs(s), .timeout = s->options->unit_timeout, .memory = s->options->unit_memory, .context = &run,
		.work = work, .done = take, .job_name = name_of, .progress = &s->progress,
	};
	int rc;

	look_up(&run);
	w.n_jobs = run.n_missing;
	w.order = order_of_missing(&run, &a);
	progress_start(&s->progress, w.n_jobs, !s->options->quiet);
	rc = workers_run(&w, e);
	progress_end(&s->progress);
	if (rc == 0)
		hand_out(&run, jobs->n);
	for (size_t i = 0; i < jobs->n; i++)
		cache_hit_release(&run.hits[i]);
	arena_release(&a);
	return rc;
}

void session_cache_trim(struct session *s)
{
	struct session_cache *c = s->cache;

	if (!c || !c->cache.is_written)
		return;
	if (atomic_load(&c->workers->n_failed))
		say_unused(s, "its folder cannot be written any more: the disk is full, or the folder is gone");
	if (c->cache.n_put || atomic_load(&c->workers->n_put))
		store_trim(&c->cache.store);
}
