/* Which rules run; the rules over the program; then the gate over their findings. */
#include "analyzer/session.h"

#include "analyzer/explain.h"
#include "analyzer/render.h"
#include "reports/report.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Cuts the words of all --only options at their commas. */
static size_t only_words(const struct session *s, const char **words, struct arena *a)
{
	size_t n = 0;

	for (size_t i = 0; i < s->options->only.n; i++) {
		for (const char *at = s->options->only.items[i]; *at;) {
			size_t len = strcspn(at, ",");

			if (len)
				words[n++] = arena_strndup(a, at, len);
			at += len + (at[len] == ',');
		}
	}
	return n;
}

/* No more words than this stand in all --only options. */
static size_t most_only(const struct session *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->options->only.n; i++)
		n += strlen(s->options->only.items[i]);
	return n;
}

/* Turned off as a whole by the settings, and no line behind that asks for a part of it. */
static bool is_off(const struct config *c, const char *rule)
{
	bool off = false;

	for (size_t i = 0; i < c->n_rule_lines; i++) {
		const struct config_rule *r = &c->rule_lines[i];

		if (!strcmp(r->rule, rule) && (!r->name || !r->is_off))
			off = r->is_off;
	}
	return off;
}

bool session_wants(const struct session *s, const char *rule)
{
	struct arena scratch = { 0 };
	const char **words = ARENA_ARRAY(&scratch, const char *, most_only(s));
	size_t n = only_words(s, words, &scratch);
	bool wanted = !n || !strcmp(rule, "whynot"); /* the gate passes its troubles on */

	if (is_off(&s->config, rule)) {
		arena_release(&scratch);
		return false;
	}
	/* A word that is no rule is a pass of the compiler's. */
	for (size_t i = 0; i < n && !wanted; i++)
		wanted = !strcmp(words[i], rule) || (!strcmp(rule, "compiler") && !rule_find(words[i]));
	arena_release(&scratch);
	return wanted;
}

/* A machine's format stands alone on standard output. Without --format that is what a report with the name "-" gets. */
static int check_formats(struct session *s, struct error *e)
{
	const char *format = render_format(&s->merged);
	size_t n_on_stdout = 0;

	for (size_t i = 0; i < s->merged.reports.n; i++)
		n_on_stdout += !strcmp(s->merged.reports.items[i].path, "-");
	if (!report_format_find(format) && strcmp(format, "none")) {
		error_set(e, "--format takes ");
		for (size_t i = 0; i < n_report_formats; i++)
			strbuf_addf(&e->text, "%s, ", report_formats[i].name);
		strbuf_addf(&e->text, "or none, not '%s'", format);
		return -1;
	}
	if (n_on_stdout + (strcmp(format, "none") != 0) > 1)
		return error_set(e, "standard output takes one report; give the others a file, or --format=none");
	s->merged.format = format;
	return 0;
}

int session_check_options(struct session *s, struct error *e)
{
	const char **words = ARENA_ARRAY(&s->memory, const char *, most_only(s));
	size_t n = only_words(s, words, &s->memory);

	for (size_t i = 0; i < n; i++)
		if (!rule_find(words[i]) && !explain_knows_pass(words[i]))
			return error_set(e, "--only: there is no rule '%s'; whynot explain lists them", words[i]);
	if (s->options->records && access(s->options->records, F_OK) < 0)
		return error_set(e, "--remarks: cannot read %s: %s", s->options->records, strerror(errno));
	if (s->options->fix_export && !strcmp(s->options->fix_export, "-") && s->options->fix == FIX_DIFF)
		return error_set(e, "--fix=diff and --fix-export=- both go to standard output; name a file");
	if (s->options->hook && s->options->fix == FIX_WRITE)
		return error_set(e, "--fix writes sources, which a hook must not; use --fix=diff, or --fix without --hook");
	if (s->options->command == COMMAND_LINK && (s->options->fix || s->options->fix_export))
		return error_set(e, "--fix needs the sources, which shards do not have; use whynot check --fix");
	return check_formats(s, e);
}

/* The settings in the gate's own words. */
static void add_settings(const struct config *c, bool shows_indirect, struct gate_options *gate, struct arena *a)
{
	struct gate_rule *lines = ARENA_ARRAY(a, struct gate_rule, c->n_rule_lines + 1);
	size_t n = 0;
	const char **include = ARENA_ARRAY(a, const char *, c->paths_include.n_texts);
	const char **exclude = ARENA_ARRAY(a, const char *, c->paths_exclude.n_texts);

	/* What is to be changed is shown, unless the settings say otherwise. */
	if (shows_indirect)
		lines[n++] = (struct gate_rule){ .rule = "unused-include", .name = "IndirectInclude", .has_level = true, .level = 0 };
	for (size_t i = 0; i < c->n_rule_lines; i++) {
		const struct config_rule *r = &c->rule_lines[i];

		lines[n++] = (struct gate_rule){ r->rule, r->name, r->is_off, r->has_severity, r->has_level, r->severity, r->level };
	}
	for (size_t i = 0; i < c->paths_include.n_texts; i++)
		include[i] = c->paths_include.texts[i].text;
	for (size_t i = 0; i < c->paths_exclude.n_texts; i++)
		exclude[i] = c->paths_exclude.texts[i].text;
	gate->rules = lines;
	gate->n_rules = n;
	gate->patterns_from = c->folder;
	gate->include = include;
	gate->n_include = c->paths_include.n_texts;
	gate->exclude = exclude;
	gate->n_exclude = c->paths_exclude.n_texts;
}

/* The program's files are sorted. */
static void add_generated(struct session *s, struct gate_options *gate)
{
	const struct program *p = s->program;
	const char **paths = ARENA_ARRAY(&s->memory, const char *, p->n_files);

	for (size_t i = 0; i < p->n_files; i++)
		if (p->files[i].flags & FILE_FLAG_GENERATED)
			paths[gate->n_generated++] = program_text(p, p->files[i].path);
	gate->generated = paths;
}

/* What is said of a loop is said at its head. */
static uint32_t last_line_of_loop(const void *program, const struct finding *f)
{
	const struct program *p = program;
	struct place at = { f->loc.line, f->loc.col ? f->loc.col : 1 };
	uint32_t file = program_find_path(p, f->loc.path);
	const struct program_function *function = file == PROGRAM_NONE ? NULL : program_function_at(p, file, at);
	uint32_t last = 0;

	for (uint32_t i = 0; function && i < function->fact->loops.n; i++) {
		const struct fact_loop *loop = &function->in->facts.loops.items[function->fact->loops.first + i];

		if (loop->at.line == at.line && loop->end.line > last)
			last = loop->end.line;
	}
	return last;
}

static void add_whole_file(struct session *s, struct gate_options *gate)
{
	const char **ids = ARENA_ARRAY(&s->memory, const char *, n_rules);

	for (size_t i = 0; i < n_rules; i++)
		if (rules[i]->info.whole_file)
			ids[gate->n_whole_file++] = rules[i]->info.id;
	gate->whole_file = ids;
}

struct sieve {
	const struct gate_options *gate;
	struct gate_counts *counts;
};

static bool sift(void *context, const struct finding *f)
{
	const struct sieve *sieve = context;

	return gate_sift(sieve->gate, f, sieve->counts);
}

/*
 * Of the compiler's remarks, which can be millions, those that this run will not show are counted at once and not kept. A baseline
 * wants to see them all. The other rules' findings are kept: among them may be equal ones, which count once.
 */
static void run_rules(struct session *s, const struct gate_options *gate, struct gate_counts *sifted)
{
	struct sieve sieve = { gate, sifted };

	for (size_t i = 0; i < n_rules; i++) {
		if (!session_wants(s, rules[i]->info.id))
			continue;
		s->emitter.sift = !s->baseline && !strcmp(rules[i]->info.id, "compiler") ? sift : NULL;
		s->emitter.sift_context = &sieve;
		rule_check(rules[i], s->program, &s->settings, &s->emitter);
	}
	s->emitter.sift = NULL;
}

void session_judge(struct session *s)
{
	const char **only = ARENA_ARRAY(&s->memory, const char *, most_only(s));
	struct gate_options gate = { .level = s->options->level, .fail_level = s->options->fail_level,
				     .never_fail = s->options->exit_zero, .only = only,
				     .n_only = only_words(s, only, &s->memory), .files = s->reported.items,
				     .n_files = s->reported.n, .root = s->root };
	struct gate_counts sifted = { 0 };

	add_settings(&s->config, s->options->fix_all, &gate, &s->memory);
	session_read_comments(s);
	gate.suppressions = s->suppressions;
	gate.changed = s->changed;
	gate.last_line = last_line_of_loop;
	gate.program = s->program;
	add_whole_file(s, &gate);
	add_generated(s, &gate);
	run_rules(s, &gate, &sifted);
	emitter_sort(&s->emitter);
	session_judge_comments(s);
	session_see_known(s);
	gate_apply(&gate, s->emitter.findings.items, s->emitter.findings.n, &s->counts, &s->silent);
	gate_counts_add(&s->counts, &sifted);
}
