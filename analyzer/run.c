/* The pipeline in order: database -> units -> facts -> program -> questions -> findings -> gate -> reports. */
#include "analyzer/run.h"

#include "analyzer/explain.h"
#include "analyzer/session.h"

#include <string.h>
#include <unistd.h>

static int finish_stdout(struct out *o, int status, struct error *e)
{
	return out_close(o, e) < 0 ? -1 : status;
}

static int run_help(struct error *e)
{
	struct out o;

	out_to_fd(&o, STDOUT_FILENO, "standard output");
	options_help(&o);
	return finish_stdout(&o, 0, e);
}

static int run_version(struct error *e)
{
	struct strbuf clang = STRBUF_INIT;
	struct out o;

	frontend_version(&clang);
	out_to_fd(&o, STDOUT_FILENO, "standard output");
	out_printf(&o, "whynot %s\nlibclang: %s\nclang: %s\n", WHYNOT_VERSION, clang.text, WHYNOT_CLANG);
	strbuf_release(&clang);
	return finish_stdout(&o, 0, e);
}

static int run_explain(const struct options *options, struct error *e)
{
	struct out o;

	out_to_fd(&o, STDOUT_FILENO, "standard output");
	if (!options->files.n)
		explain_list(&o);
	for (size_t i = 0; i < options->files.n; i++) {
		if (explain(options->files.items[i], &o, e) < 0) {
			out_abandon(&o);
			return -1;
		}
	}
	return finish_stdout(&o, 0, e);
}

static int run_db_check(struct session *s, struct error *e)
{
	struct out o;
	size_t left_out;

	if (session_load_units(s, e) < 0)
		return -1;
	out_to_fd(&o, STDOUT_FILENO, "standard output");
	left_out = compdb_describe(&s->db, &o);
	return finish_stdout(&o, left_out && !s->options->exit_zero ? 1 : 0, e);
}

static int run_facts(struct session *s, struct error *e)
{
	struct out o;
	int rc = session_load_units(s, e);

	if (rc)
		return rc < 0 ? -1 : 0;
	out_to_fd(&o, STDOUT_FILENO, "standard output");
	if (session_collect(s, &o, e) < 0) {
		out_abandon(&o);
		return -1;
	}
	return finish_stdout(&o, 0, e);
}

/* What could not be analysed makes the run incomplete (3), not failed (1). */
static bool is_trouble(const struct finding *f)
{
	static const char *const names[] = { "UnitFailed", "UnitHadErrors", "RemarksFailed", "RemarksMissing" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(f->category, "whynot") && !strcmp(f->name, names[i]))
			return true;
	return false;
}

static size_t own_troubles(const struct session *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->counts.shown; i++) {
		const struct finding *f = &s->emitter.findings.items[i];

		n += f->severity >= s->options->fail_level && is_trouble(f);
	}
	return n;
}

/* 1 findings, 3 incomplete, 0 neither; in this order. */
static int exit_status(const struct session *s)
{
	const struct program *p = s->program;
	size_t n_own = own_troubles(s);

	if (s->counts.failing > n_own + s->n_fixed)
		return 1;
	if ((n_own || p->n_failed || p->n_had_errors) && !s->options->allow_incomplete && !s->options->hook && !s->options->exit_zero)
		return 3;
	return 0;
}

static int run_check(struct session *s, struct error *e)
{
	int rc = session_check_options(s, e);

	if (rc == 0)
		rc = session_load_includes(s, e);

	if (rc == 0)
		rc = s->options->command == COMMAND_LINK ? session_read_shards(s, e) : session_load_units(s, e);
	if (rc)
		return rc < 0 ? -1 : 0;
	if (s->options->command != COMMAND_LINK && (session_collect(s, NULL, e) < 0 || session_prove(s, e) < 0))
		return -1;
	session_judge(s);
	if (session_show(s, e) < 0 || session_fix(s, e) < 0)
		return -1;
	return exit_status(s);
}

static int run_config(const struct session *s, struct error *e)
{
	struct out o;

	out_to_fd(&o, STDOUT_FILENO, "standard output");
	session_write_settings(s, &o);
	return finish_stdout(&o, 0, e);
}

static int session_open(struct session *s, const struct options *o, struct error *e)
{
	char *here = getcwd(NULL, 0);

	*s = (struct session){ .options = o, .command_line = o, .clang = o->clang ? o->clang : WHYNOT_CLANG };
	config_init(&s->config);
	if (!here)
		return error_set(e, "the present folder is gone; change to one that exists");
	s->directory = arena_strdup(&s->memory, here);
	free(here);
	intern_init(&s->text);
	emitter_init(&s->emitter, &s->memory);
	return 0;
}

static void session_close(struct session *s)
{
	if (s->program)
		program_free(s->program);
	emitter_release(&s->emitter);
	VEC_RELEASE(&s->silent.list);
	if (s->suppressions)
		suppressions_free(s->suppressions);
	intern_release(&s->text);
	compdb_release(&s->db);
	include_settings_release(&s->includes);
	VEC_RELEASE(&s->units);
	VEC_RELEASE(&s->reported);
	config_release(&s->config);
	arena_release(&s->memory);
}

static int run_session(const struct options *o, struct error *e)
{
	struct session s;
	int status;

	if (session_open(&s, o, e) < 0)
		return -1;
	if (session_load_settings(&s, e) < 0)
		status = -1;
	else if (o->command == COMMAND_CONFIG)
		status = run_config(&s, e);
	else if (o->command == COMMAND_DB_CHECK)
		status = run_db_check(&s, e);
	else if (o->command == COMMAND_FACTS || o->dump_facts)
		status = run_facts(&s, e);
	else
		status = run_check(&s, e);
	session_close(&s);
	return status;
}

int run(const struct options *o, struct error *e)
{
	switch (o->command) {
	case COMMAND_HELP: return run_help(e);
	case COMMAND_VERSION: return run_version(e);
	case COMMAND_EXPLAIN: return run_explain(o, e);
	default: return run_session(o, e);
	}
}
