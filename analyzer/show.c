/* What reports are given besides findings, the reports themselves, and the summary. */
#include "analyzer/session.h"

#include "analyzer/base/journal.h"
#include "analyzer/base/path.h"
#include "analyzer/exhibit_fill.h"
#include "analyzer/render.h"
#include "rules/gate/identity.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- exhibit -------------------------------------------------------------------------------------------------------- */

static void fill_units(struct session *s)
{
	const struct program *p = s->program;
	struct exhibit_unit *units = ARENA_ARRAY(&s->memory, struct exhibit_unit, p->n_units);

	for (size_t i = 0; i < p->n_units; i++) {
		const struct unit_facts *u = &p->units[i].facts;

		units[i].file = program_text(p, u->main_file);
		units[i].config = program_text(p, u->config);
		units[i].reason = program_text(p, u->reason);
		units[i].opt_level = u->codegens.n ? program_text(p, u->codegens.items[0].opt_level) : "";
		units[i].status = u->status == UNIT_STATUS_OK ? EXHIBIT_OK :
				  u->status == UNIT_STATUS_HAD_ERRORS ? EXHIBIT_HAD_ERRORS : EXHIBIT_FAILED;
	}
	s->exhibit.units = units;
	s->exhibit.n_units = p->n_units;
	s->exhibit.n_left_out = s->n_left_out + s->n_configs_left_out;
}

/* A profile is no source, and can be large. */
static bool is_about_profile(const struct finding *f)
{
	return !f->loc.line && !strcmp(f->rule, "whynot") && !strcmp(f->name, "ProfileUnplaced");
}

/* The files that findings point into, each once, by path; of pages those of their steps, too. */
void session_read_sources(struct session *s)
{
	struct source_paths paths = { { NULL, 0, 0 } };
	bool is_page = render_wants(s->options, "html");

	for (size_t i = 0; i < s->counts.shown; i++)
		if (!is_about_profile(&s->emitter.findings.items[i]))
			source_paths_add(&paths, &s->emitter.findings.items[i], is_page);
	for (size_t i = 0; i < s->silent.list.n; i++)
		source_paths_add(&paths, &s->silent.list.items[i].finding, false);
	/* Pages of a folder show files without findings, too, for links lead there. */
	for (size_t i = 0; s->options->html_dir && i < s->program->n_files; i++)
		if (!(s->program->files[i].flags & FILE_FLAG_SYSTEM))
			VEC_PUSH(&paths.list, program_text(s->program, s->program->files[i].path));
	exhibit_fill_sources(&s->exhibit, &paths, s->root, &s->memory);
}

/* This machine's folders stay out of what is handed on. */
static const char *build_of(const struct session *s)
{
	const char *build = s->options->build;

	return build && !path_is_absolute(build) && strncmp(build, "../", 3) ? build : NULL;
}

static void fill_exhibit(struct session *s)
{
	struct strbuf clang = STRBUF_INIT;

	frontend_version(&clang);
	s->exhibit.tool_version = WHYNOT_VERSION;
	s->exhibit.clang_version = arena_strdup(&s->memory, clang.text);
	s->exhibit.n_remarks_read = s->program->n_remarks_read;
	s->exhibit.n_remarks_repeated = s->program->n_remarks_repeated;
	s->exhibit.n_remarks_without_place = s->program->n_remarks_without_place;
	s->exhibit.build = build_of(s);
	s->exhibit.n_suppressed = s->counts.suppressed;
	s->exhibit.n_baselined = s->counts.baselined;
	for (int level = 1; level <= 3; level++)
		s->exhibit.n_hidden[level] = s->counts.hidden_by_level[level];
	fill_units(s);
	if (render_wants(s->options, "html"))
		session_fill_page(s);
	strbuf_release(&clang);
}

static void fill_fingerprints(struct session *s)
{
	size_t n = s->counts.shown + s->silent.list.n;
	struct finding **all = ARENA_ARRAY(&s->memory, struct finding *, n);

	for (size_t i = 0; i < n; i++)
		all[i] = i < s->counts.shown ? &s->emitter.findings.items[i] : &s->silent.list.items[i - s->counts.shown].finding;
	identity_fill(all, n, &s->exhibit, &s->memory);
}

/* ---- reports --------------------------------------------------------------------------------------------------------- */

/* Reports do not know the gate. */
static const struct report_silent *silent_of(struct session *s)
{
	static const enum report_state states[] = { [GATE_COMMENT] = REPORT_NEW, [GATE_KNOWN] = REPORT_UNCHANGED,
						    [GATE_UPDATED] = REPORT_UPDATED, [GATE_ABSENT] = REPORT_ABSENT };
	struct report_silent *list = ARENA_ARRAY(&s->memory, struct report_silent, s->silent.list.n);

	for (size_t i = 0; i < s->silent.list.n; i++)
		list[i] = (struct report_silent){ s->silent.list.items[i].finding, s->silent.list.items[i].reason,
						  states[s->silent.list.items[i].how] };
	return list;
}

/* Paths count from the root; editors open them from where we were started. */
static const char *prefix_of(struct session *s)
{
	if (!strcmp(s->root, s->directory))
		return "";
	return arena_printf(&s->memory, "%s%s", path_relative(s->root, s->directory), strcmp(s->root, "/") ? "/" : "");
}

static int write_reports(struct session *s, struct error *e)
{
	const struct rule_info **infos = ARENA_ARRAY(&s->memory, const struct rule_info *, n_rules);
	struct report r = { .findings = s->emitter.findings.items, .n_findings = s->counts.shown,
			    .level = s->options->level, .exhibit = &s->exhibit, .rules = infos,
			    .root = s->root, .prefix = prefix_of(s), .repository = s->repository, .silent = silent_of(s), .n_silent = s->silent.list.n,
			    .has_baseline = s->baseline != NULL, .directory = s->options->sarif_absolute ? s->directory : NULL };

	for (size_t i = 0; i < n_rules; i++)
		if (session_wants(s, rules[i]->info.id))
			infos[r.n_rules++] = &rules[i]->info;
	/* A diff stands alone on standard output. */
	return render(&r, s->options, s->options->fix == FIX_DIFF ? NULL : s->options->format, e);
}

/* ---- summary --------------------------------------------------------------------------------------------------------- */

void session_say(const char *line)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "whynot: %s\n", line);
	journal_note_output(NULL, STDERR_FILENO, text.text, text.len);
	fputs(text.text, stderr);
	strbuf_release(&text);
}

static void add_findings_by_rule(const struct session *s, struct strbuf *line)
{
	const char *separator = ": ";

	strbuf_addf(line, "; %zu finding%s", s->counts.shown, s->counts.shown == 1 ? "" : "s");
	for (size_t i = 0; i < n_rules; i++) {
		size_t n = 0;

		for (size_t k = 0; k < s->counts.shown; k++)
			n += !strcmp(s->emitter.findings.items[k].category, rules[i]->info.id);
		if (!n)
			continue;
		strbuf_addf(line, "%s%zu %s", separator, n, rules[i]->info.id);
		separator = ", ";
	}
}

static void add_hidden(const struct session *s, struct strbuf *line)
{
	const char *separator = "; ";

	for (int level = 1; level <= 3; level++) {
		if (!s->counts.hidden_by_level[level])
			continue;
		strbuf_addf(line, "%s%zu more at -m=%d", separator, s->counts.hidden_by_level[level], level);
		separator = ", ";
	}
	if (s->counts.suppressed)
		strbuf_addf(line, "%s%zu suppressed", separator, s->counts.suppressed), separator = ", ";
	if (s->counts.baselined)
		strbuf_addf(line, "%s%zu in the baseline", separator, s->counts.baselined), separator = ", ";
	if (s->counts.generated)
		strbuf_addf(line, "%s%zu in generated files", separator, s->counts.generated), separator = ", ";
	if (s->counts.elsewhere)
		strbuf_addf(line, "%s%zu in other files", separator, s->counts.elsewhere), separator = ", ";
	if (s->n_colder)
		strbuf_addf(line, "%s%zu colder", separator, s->n_colder);
}

/* Units whose compiler's side is missing though it was asked for. */
static size_t n_without_remarks(const struct program *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_units; i++) {
		const struct unit_facts *u = &p->units[i].facts;

		for (size_t k = 0; k < u->codegens.n && u->status != UNIT_STATUS_FAILED; k++)
			n += u->codegens.items[k].status != CODEGEN_STATUS_OK && u->codegens.items[k].status != CODEGEN_STATUS_OFF;
	}
	return n;
}

static void write_summary(const struct session *s)
{
	const struct program *p = s->program;
	struct strbuf line = STRBUF_INIT;
	size_t analysed = p->n_units - p->n_failed, n_without = n_without_remarks(p);

	if (s->options->quiet)
		return;
	strbuf_addf(&line, "%zu unit%s analysed", analysed, analysed == 1 ? "" : "s");
	if (p->n_had_errors)
		strbuf_addf(&line, " (%zu with errors)", p->n_had_errors);
	strbuf_addf(&line, ", %zu failed", p->n_failed);
	if (n_without)
		strbuf_addf(&line, ", %zu without remarks", n_without);
	if (p->n_unproven)
		strbuf_addf(&line, ", %zu without proofs", p->n_unproven);
	if (s->n_left_out + s->n_configs_left_out)
		strbuf_addf(&line, ", %zu left out", s->n_left_out + s->n_configs_left_out);
	add_findings_by_rule(s, &line);
	add_hidden(s, &line);
	session_say(line.text);
	session_say_profiles(s);
	for (size_t i = 0; s->options->level && i < s->emitter.notes.n; i++)
		session_say(s->emitter.notes.items[i]);
	strbuf_release(&line);
}

int session_show(struct session *s, struct error *e)
{
	fill_exhibit(s);
	fill_fingerprints(s);
	if (write_reports(s, e) < 0)
		return -1;
	write_summary(s);
	return 0;
}
