/* The pipeline in order: database -> units -> facts -> program -> questions -> findings -> gate -> reports. */
#include "analyzer/run.h"

#include "analyzer/base/find_program.h"
#include "analyzer/commands/repair.h"
#include "analyzer/diff.h"
#include "analyzer/explain.h"
#include "analyzer/render.h"
#include "analyzer/session.h"
#include "analyzer/session_cache.h"

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

static int write_whole(const char *to, const struct strbuf *text, struct error *e)
{
	struct out o;

	if (out_open(&o, to, e) < 0)
		return -1;
	out_write(&o, text->text, text->len);
	return out_close(&o, e);
}

/* Never in place: the database is the build's. */
static int run_repair(const struct options *o, const char *directory, struct error *e)
{
	struct strbuf found = STRBUF_INIT, path = STRBUF_INIT, bytes = STRBUF_INIT, fixed = STRBUF_INIT, done = STRBUF_INIT;
	struct compdb_repair what;
	struct out memory;
	int rc = o->build ? 0 : compdb_find(directory, &found, e);

	if (rc == 0)
		rc = compdb_read(o->build ? o->build : found.text, &path, &bytes, e);
	if (rc == 0 && compdb_is_same_file(path.text, o->repair))
		rc = error_set(e, "--repair=%s is the database itself; name another file, and put it in its place yourself", o->repair);
	if (rc == 0) {
		out_to_memory(&memory, &fixed);
		rc = compdb_repair(path.text, bytes.text, bytes.len, &memory, &what, e);
		out_abandon(&memory);
	}
	if (rc == 0)
		rc = write_whole(o->repair, &fixed, e);
	if (rc == 0 && !o->quiet) {
		compdb_repair_describe(&what, &done);
		session_say(done.text);
	}
	strbuf_release(&found);
	strbuf_release(&path);
	strbuf_release(&bytes);
	strbuf_release(&fixed);
	strbuf_release(&done);
	return rc;
}

static int run_db_check(struct session *s, struct error *e)
{
	struct out o;
	size_t left_out;

	if (session_check_options(s, e) < 0)
		return -1;
	if (s->options->repair)
		return run_repair(s->options, s->directory, e);
	if (session_load_units(s, e) < 0)
		return -1;
	out_to_fd(&o, STDOUT_FILENO, "standard output");
	left_out = compdb_describe(&s->db, &o);
	return finish_stdout(&o, left_out && !s->options->exit_zero ? 1 : 0, e);
}

/* 3 if what could not be analysed counts. */
static int incomplete_status(const struct session *s)
{
	return s->options->allow_incomplete || s->options->hook || s->options->exit_zero ? 0 : 3;
}

static void say_written(const struct session *s)
{
	struct strbuf line = STRBUF_INIT;
	size_t n = s->n_written - s->n_written_failed;

	if (s->options->quiet)
		return;
	strbuf_addf(&line, "%zu unit%s written", n, n == 1 ? "" : "s");
	if (s->n_written_had_errors)
		strbuf_addf(&line, " (%zu with errors)", s->n_written_had_errors);
	strbuf_addf(&line, ", %zu failed", s->n_written_failed);
	session_say(line.text);
	strbuf_release(&line);
}

static int run_facts(struct session *s, struct error *e)
{
	struct out o;
	int rc = session_check_options(s, e);

	if (rc == 0 && s->options->command == COMMAND_LINK)
		rc = error_set(e, "--dump-facts shows the facts of sources; a shard is facts already, and text");
	if (rc == 0)
		rc = session_read_profiles(s, e);
	if (rc == 0 && s->profiles.list.n)
		rc = error_set(e, "--profile: facts say nothing of profiles, but for a .profdata; give %s to the command that judges them (whynot link)",
			       intern_text(&s->profiles.texts, s->profiles.list.items[0].path));
	if (rc == 0)
		rc = session_load_units(s, e);
	if (rc)
		return rc < 0 ? -1 : 0;
	session_cache_allow(s);
	out_to_fd(&o, STDOUT_FILENO, "standard output");
	if (session_collect(s, &o, e) < 0) {
		out_abandon(&o);
		return -1;
	}
	rc = finish_stdout(&o, s->n_written_failed || s->n_written_had_errors ? incomplete_status(s) : 0, e);
	if (rc >= 0)
		say_written(s);
	return rc;
}

/* What could not be analysed makes the run incomplete (3), not failed (1). */
static size_t own_troubles(const struct session *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->counts.shown; i++) {
		const struct finding *f = &s->emitter.findings.items[i];

		n += f->severity >= s->options->fail_level && finding_is_trouble(f);
	}
	return n;
}

/* 1 findings, 3 incomplete, 0 neither; in this order. */
static int exit_status(const struct session *s, size_t n_unread)
{
	const struct program *p = s->program;
	size_t n_own = own_troubles(s);

	if (s->counts.failing > n_own + s->n_fixed)
		return 1;
	return n_own || n_unread || p->n_failed || p->n_had_errors || p->n_unproven ? incomplete_status(s) : 0;
}

static int run_check(struct session *s, struct error *e)
{
	int rc = session_check_options(s, e);
	size_t n_unread = 0;

	if (rc == 0)
		rc = session_load_baseline(s, e);
	if (rc == 0 && s->options->command == COMMAND_LINK && (s->options->since || s->options->staged || s->options->diff))
		rc = error_set(e, "link has no sources to compare with a change; use --since, --staged and --diff with check");
	if (rc == 0)
		rc = session_set_up_rules(s, e);
	if (rc == 0)
		rc = session_load_includes(s, e);
	if (rc == 0)
		rc = session_read_profiles(s, e);
	if (rc == 0)
		rc = s->options->command == COMMAND_LINK ? session_read_shards(s, e) : session_load_units(s, e);
	if (rc)
		return rc < 0 ? -1 : 0;
	session_cache_allow(s);
	if (s->options->command != COMMAND_LINK && (session_collect(s, NULL, e) < 0 || session_prove(s, e) < 0))
		return -1;
	if (s->options->command != COMMAND_LINK && !s->options->has_clang_args)
		n_unread = session_say_unread_files(s);
	session_join_profiles(s);
	session_judge(s);
	session_read_sources(s);
	if (session_apply_baseline(s, e) < 0)
		return -1;
	session_heat(s);
	if (session_show(s, e) < 0 || session_fix(s, e) < 0)
		return -1;
	return exit_status(s, n_unread);
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
	int rc = 0;

	*s = (struct session){ .options = o, .command_line = o, .clang = o->clang ? o->clang : WHYNOT_CLANG };
	/* Before anything is read: a report depends on the settings, too. */
	if (o->command == COMMAND_CHECK && !o->no_cache) {
		s->journal = arena_zalloc(&s->memory, sizeof *s->journal);
		journal_start(s->journal);
	}
	config_init(&s->config);
	intern_init(&s->text);
	profiles_init(&s->profiles);
	emitter_init(&s->emitter, &s->memory);
	if (!here)
		return error_set(e, "the present folder is gone; change to one that exists");
	s->directory = arena_strdup(&s->memory, here);
	free(here);
	/* Once and for all: compilers run in the units' folders, where other programs may lie under that name. */
	if (o->clang) {
		struct strbuf clang = STRBUF_INIT;

		rc = find_program(o->clang, s->directory, &clang, e);
		s->clang = arena_strdup(&s->memory, clang.text);
		strbuf_release(&clang);
	}
	return rc;
}

static void session_close(struct session *s)
{
	session_cache_close(s);
	if (s->journal)
		journal_release(s->journal);
	if (s->program)
		program_free(s->program);
	emitter_release(&s->emitter);
	VEC_RELEASE(&s->silent.list);
	if (s->changed)
		changed_release(s->changed);
	if (s->baseline)
		baseline_release(s->baseline);
	if (s->suppressions)
		suppressions_free(s->suppressions);
	models_release(&s->models);
	profiles_release(&s->profiles);
	intern_release(&s->text);
	compdb_release(&s->db);
	include_settings_release(&s->includes);
	VEC_RELEASE(&s->gccs);
	VEC_RELEASE(&s->units);
	VEC_RELEASE(&s->is_compiled);
	VEC_RELEASE(&s->reported);
	config_release(&s->config);
	arena_release(&s->memory);
}

static int run_with_settings(struct session *s, struct error *e)
{
	int status = -1;

	switch (s->options->command) {
	case COMMAND_CONFIG: return run_config(s, e);
	case COMMAND_CACHE: return session_cache_command(s, e);
	case COMMAND_DB_CHECK: return run_db_check(s, e);
	default: break;
	}
	session_cache_open(s);
	if (s->options->command == COMMAND_FACTS || s->options->dump_facts)
		return run_facts(s, e);
	if (s->options->command == COMMAND_CHECK)
		status = session_cache_replay(s);
	if (status < 0) {
		status = run_check(s, e);
		session_cache_keep(s, status);
	}
	return status;
}

static int run_session(const struct options *o, struct error *e)
{
	struct session s;
	int status;

	if (session_open(&s, o, e) < 0)
		status = -1;
	else if (session_load_settings(&s, e) < 0)
		status = -1;
	else
		status = run_with_settings(&s, e);
	session_close(&s);
	return status;
}

static int run_difference(const struct options *o, struct error *e)
{
	struct strbuf summary = STRBUF_INIT;
	int status = run_diff(o, &summary, e);

	if (status >= 0 && !o->quiet)
		session_say(summary.text);
	strbuf_release(&summary);
	return status;
}

int run(const struct options *o, struct error *e)
{
	switch (o->command) {
	case COMMAND_HELP: return run_help(e);
	case COMMAND_VERSION: return run_version(e);
	case COMMAND_EXPLAIN: return run_explain(o, e);
	case COMMAND_DIFF: return run_difference(o, e);
	case COMMAND_REPORT: return run_report(o, e);
	default: return run_session(o, e);
	}
}
