/*
 * The first round: each unit's facts, made in a worker, come back as text and are linked in the order of the units.
 * Large sources are started first, so that the last worker does not sit alone with the largest.
 */
#include "analyzer/session.h"

#include "analyzer/base/hash.h"
#include "analyzer/base/panic.h"
#include "analyzer/base/path.h"
#include "analyzer/facts/facts_text.h"
#include "analyzer/session_cache.h"
#include "analyzer/unit_request.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct collection {
	struct session *session;
	struct linker *linker;   /* NULL: write to `shard` */
	struct out *shard;
	struct error *error;     /* of the first text that could not be linked: a bug of ours, not the unit's */
	int rc;
};

/* ---- in the worker -------------------------------------------------------------------------------------------------- */

struct frontend *session_frontend(struct session *s)
{
	if (!s->frontend) {
		/* Standard output is the reports'. What a library prints here must not get in between. */
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		if (null >= 0 && null != STDOUT_FILENO) {
			dup2(null, STDOUT_FILENO);
			close(null);
		}
		s->frontend = frontend_new(s->root, s->clang);
	}
	return s->frontend;
}

static bool collect_unit(void *context, size_t job, struct strbuf *answer)
{
	struct session *s = ((struct collection *)context)->session;
	struct unit_request request = unit_request_of(s, job);

	return unit_request_do(&request, session_frontend(s), answer);
}

/* ---- in the parent --------------------------------------------------------------------------------------------------- */

/* A unit of which only the reason is known, as text. */
static void write_failed_unit(const char *file, const char *config, bool is_cxx, const char *reason, struct strbuf *out)
{
	struct unit_facts unit = { .status = UNIT_STATUS_FAILED, .language = is_cxx ? LANGUAGE_CXX : LANGUAGE_C };
	struct intern text;

	intern_init(&text);
	unit.main_file = intern_adds(&text, file);
	unit.config = intern_adds(&text, config);
	unit.reason = intern_adds(&text, reason);
	facts_text_write(&unit, &text, out);
	unit_facts_release(&unit);
	intern_release(&text);
}

static void count_written(struct session *s, const char *bytes, size_t len)
{
	struct facts_text_unit unit;

	if (!facts_text_peek(bytes, len, &unit))
		BUG("a worker's answer is no unit");
	s->n_written++;
	s->n_written_failed += unit.status == UNIT_STATUS_FAILED;
	s->n_written_had_errors += unit.status == UNIT_STATUS_HAD_ERRORS;
}

static void take_unit(void *context, size_t job, const char *bytes, size_t len, const char *failure)
{
	struct collection *c = context;
	const struct compile_command *command = c->session->units.items[job];
	struct strbuf failed = STRBUF_INIT;

	if (failure) {
		write_failed_unit(path_relative(command->file, c->session->root), command->config, command->is_cxx, failure, &failed);
		bytes = failed.text;
		len = failed.len;
	}
	if (!c->linker) {
		out_write(c->shard, bytes, len);
		count_written(c->session, bytes, len);
	} else if (c->rc == 0 && linker_add(c->linker, command->file, bytes, len, c->error) < 0) {
		c->rc = -1;
	}
	strbuf_release(&failed);
}

static void add_unit_key(void *context, size_t job, struct strbuf *key)
{
	struct unit_request request = unit_request_of(((struct collection *)context)->session, job);

	cache_key_text(key, "facts");
	unit_request_add_key(&request, key);
}

static const char *unit_name(const void *context, size_t job)
{
	const struct collection *c = context;

	return c->session->units.items[job]->file;
}

struct sized_job {
	size_t job;
	off_t size;
};

static int by_number(const void *a, const void *b)
{
	const struct sized_job *x = a, *y = b;

	return (x->job > y->job) - (x->job < y->job);
}

static int by_size_falling(const void *a, const void *b)
{
	const struct sized_job *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->job < y->job ? -1 : 1;
}

/*
 * Units whose share of the work would make the end late start first. All the others start in their own order, in which answers are
 * used: what comes early has to be kept.
 */
static const size_t *largest_first(struct session *s)
{
	struct sized_job *jobs = ARENA_ARRAY(&s->memory, struct sized_job, s->units.n);
	size_t *order = ARENA_ARRAY(&s->memory, size_t, s->units.n), n = 0;
	off_t total = 0, large;

	for (size_t i = 0; i < s->units.n; i++) {
		struct stat st;

		jobs[i] = (struct sized_job){ i, stat(s->units.items[i]->file, &st) == 0 ? st.st_size : 0 };
		total += jobs[i].size;
	}
	large = total / (16 * (off_t)session_jobs(s)) + 1;
	qsort(jobs, s->units.n, sizeof *jobs, by_size_falling);
	while (n < s->units.n && jobs[n].size >= large) {
		order[n] = jobs[n].job;
		n++;
	}
	qsort(jobs + n, s->units.n - n, sizeof *jobs, by_number);
	for (; n < s->units.n; n++)
		order[n] = jobs[n].job;
	return order;
}

/* Sources that the database names and that are not there: part of the program, and not analysed. */
static bool is_missing(const struct session *s, const struct compdb_note *n)
{
	return n->kind == COMPDB_NOTE_LEFT_OUT && !s->options->has_clang_args;
}

static void add_missing_units(struct session *s, struct linker *l)
{
	for (size_t i = 0; i < s->db.notes.n; i++) {
		const struct compdb_note *n = &s->db.notes.items[i];

		if (is_missing(s, n) && !s->n_left_out)
			linker_add_failed(l, path_relative(n->file, s->root), "", n->text);
	}
}

/* Each shard says it, since nobody knows which shards will be there; it is this run's trouble only if all was asked for. */
static void write_missing_units(struct session *s, struct out *shard)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < s->db.notes.n; i++) {
		const struct compdb_note *n = &s->db.notes.items[i];

		if (!is_missing(s, n))
			continue;
		strbuf_clear(&text);
		write_failed_unit(path_relative(n->file, s->root), "", false, n->text, &text);
		out_write(shard, text.text, text.len);
		if (!s->n_left_out)
			count_written(s, text.text, text.len);
	}
	strbuf_release(&text);
}

/*
 * How many units the whole has, and a key that is the same for all shards of it, wherever they are made: `link` has to
 * know when some are not there.
 */
static void write_shard_head(const struct session *s, struct out *shard)
{
	struct strbuf all = STRBUF_INIT;
	size_t n = s->db.commands.n;

	for (size_t i = 0; i < n; i++) {
		const struct compile_command *c = &s->db.commands.items[i];

		strbuf_addf(&all, "%s\t%s\n", path_relative(c->file, s->root), c->config);
	}
	for (size_t i = 0; i < s->db.notes.n; i++) {
		if (!is_missing(s, &s->db.notes.items[i]))
			continue;
		strbuf_addf(&all, "%s\t\n", path_relative(s->db.notes.items[i].file, s->root));
		n++;
	}
	out_printf(shard, "whynot-shard\t%zu\t%016llx\n", n, (unsigned long long)hash_bytes(all.text, all.len));
	strbuf_release(&all);
}

int session_collect(struct session *s, struct out *shard, struct error *e)
{
	struct collection c = { .session = s, .shard = shard, .error = e };
	/* Whether a record is older than its source is a matter of times. */
	struct cached_jobs jobs = { .n = s->units.n, .order = largest_first(s), .context = &c, .add_key = add_unit_key,
				    .work = collect_unit, .done = take_unit, .job_name = unit_name,
				    .is_by_time = s->options->remarks == CODEGEN_READ };
	int rc = session_choose_compilers(s, e);

	if (rc < 0)
		return rc;
	if (shard)
		write_shard_head(s, shard);
	else
		c.linker = linker_new(&s->text);
	rc = session_cache_run(s, &jobs, e);
	if (shard) {
		write_missing_units(s, shard);
	} else {
		add_missing_units(s, c.linker);
		s->program = linker_finish(c.linker, s->n_left_out + s->n_configs_left_out == 0);
	}
	return rc < 0 ? rc : c.rc;
}
