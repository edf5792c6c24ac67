/* What reports are given besides findings, the reports themselves, and the summary. */
#include "analyzer/session.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "reports/report.h"
#include "rules/gate/identity.h"

#include <stdio.h>
#include <stdlib.h>
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
		units[i].status = u->status == UNIT_STATUS_OK ? EXHIBIT_OK :
				  u->status == UNIT_STATUS_HAD_ERRORS ? EXHIBIT_HAD_ERRORS : EXHIBIT_FAILED;
	}
	s->exhibit.units = units;
	s->exhibit.n_units = p->n_units;
	s->exhibit.n_left_out = s->n_left_out + s->n_configs_left_out;
}

static void cut_lines(struct arena *a, struct exhibit_source *source)
{
	VEC(size_t) starts = { 0 };
	const char *at = source->bytes, *end = at + source->len;

	VEC_PUSH(&starts, 0);
	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		if (at < end)
			VEC_PUSH(&starts, (size_t)(at - source->bytes));
	}
	source->line_starts = arena_memdup(a, starts.items, starts.n * sizeof *starts.items);
	source->n_lines = (uint32_t)starts.n;
	VEC_RELEASE(&starts);
}

static struct exhibit_source read_source(struct session *s, const char *path)
{
	struct exhibit_source source = { .path = path };
	struct strbuf full = STRBUF_INIT, bytes = STRBUF_INIT;
	struct error e = ERROR_INIT;

	path_join(s->root, path, &full);
	if (file_read(full.text, &bytes, &e) == 0) {
		source.bytes = arena_memdup(&s->memory, bytes.text, bytes.len);
		source.len = bytes.len;
		cut_lines(&s->memory, &source);
	}
	strbuf_release(&full);
	strbuf_release(&bytes);
	error_release(&e);
	return source;
}

struct paths {
	VEC(const char *) list;
};

/* Findings come sorted: most repeats are neighbours. */
static void add_path(struct paths *paths, const char *path)
{
	if (path && (!paths->list.n || strcmp(*VEC_LAST(&paths->list), path)))
		VEC_PUSH(&paths->list, path);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files that findings point into, each once, by path. */
void session_read_sources(struct session *s)
{
	VEC(struct exhibit_source) sources = { 0 };
	struct paths paths = { { NULL, 0, 0 } };

	for (size_t i = 0; i < s->counts.shown; i++)
		add_path(&paths, s->emitter.findings.items[i].loc.path);
	for (size_t i = 0; i < s->silent.list.n; i++)
		add_path(&paths, s->silent.list.items[i].finding.loc.path);
	if (paths.list.n)
		qsort(paths.list.items, paths.list.n, sizeof *paths.list.items, by_path);
	for (size_t i = 0; i < paths.list.n; i++)
		if (!i || strcmp(paths.list.items[i], paths.list.items[i - 1]))
			VEC_PUSH(&sources, read_source(s, paths.list.items[i]));
	s->exhibit.sources = arena_memdup(&s->memory, sources.items, sources.n * sizeof *sources.items);
	s->exhibit.n_sources = sources.n;
	VEC_RELEASE(&sources);
	VEC_RELEASE(&paths.list);
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
	fill_units(s);
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

static bool wants_color(const struct session *s)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (strcmp(s->options->color, "auto"))
		return !strcmp(s->options->color, "always");
	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(term && !strcmp(term, "dumb"));
}

static int write_report(const struct report *r, const struct report_format *format, const char *path, struct error *e)
{
	struct out o;

	if (out_open(&o, path, e) < 0)
		return -1;
	if (format->write(r, &o, e) < 0) {
		out_abandon(&o);
		return -1;
	}
	return out_close(&o, e);
}

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
	const struct report_format *format = report_format_find(s->options->format);
	struct report r = { .findings = s->emitter.findings.items, .n_findings = s->counts.shown,
			    .level = s->options->level, .exhibit = &s->exhibit, .rules = infos, .color = wants_color(s),
			    .root = s->root, .prefix = prefix_of(s), .repository = s->repository, .silent = silent_of(s), .n_silent = s->silent.list.n,
			    .has_baseline = s->baseline != NULL, .directory = s->options->sarif_absolute ? s->directory : NULL };

	for (size_t i = 0; i < n_rules; i++)
		if (session_wants(s, rules[i]->info.id))
			infos[r.n_rules++] = &rules[i]->info;
	/* A diff stands alone on standard output. */
	if (format && s->options->fix != FIX_DIFF && write_report(&r, format, "-", e) < 0)
		return -1;
	r.color = false;
	for (size_t i = 0; i < s->options->reports.n; i++) {
		const struct report_request *request = &s->options->reports.items[i];

		if (write_report(&r, report_format_find(request->format), request->path, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- summary --------------------------------------------------------------------------------------------------------- */

void session_say(const char *line)
{
	fprintf(stderr, "whynot: %s\n", line);
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
		strbuf_addf(line, "%s%zu in other files", separator, s->counts.elsewhere);
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
