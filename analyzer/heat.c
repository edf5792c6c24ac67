/*
 * How hot each finding is: after the rules and the gate, in one place, so that no rule has to know of profiles. A hotness that the
 * compiler gave a remark of its own stays, since it knows which copy of the code it speaks of.
 */
#include "analyzer/session.h"

#include "analyzer/base/path.h"
#include "analyzer/program/hotness.h"
#include "analyzer/render.h"

#include <inttypes.h>
#include <string.h>

/* It is read by each compiler that runs, and those run in the units' folders. */
static int check_profdata(struct session *s, struct error *e)
{
	const char *const *paths = s->profiles.profdata.items;
	struct strbuf path = STRBUF_INIT;

	if (!s->profiles.profdata.n)
		return 0;
	if (s->profiles.profdata.n > 1)
		return error_set(e, "--profile: the compiler takes one .profdata; merge them: llvm-profdata merge -o all.profdata %s %s", paths[0], paths[1]);
	if (s->options->remarks != CODEGEN_RUN || s->options->command == COMMAND_LINK)
		return error_set(e, "--profile: %s is for the compiler, which does not run here; use it with whynot check and --remarks=run, "
				 "or give the JSON of: llvm-cov export -instr-profile=%s ./program", paths[0], paths[0]);
	if (s->options->compiler && strcmp(s->options->compiler, "clang") && strcmp(s->options->compiler, "auto"))
		return error_set(e, "--profile: %s is for clang, and --compiler=%s runs another compiler; gcc's own profiles are read as the JSON of "
				 "gcov --json-format", paths[0], s->options->compiler);
	path_join(s->directory, paths[0], &path);
	s->profdata = arena_strdup(&s->memory, path.text);
	strbuf_release(&path);
	return 0;
}

int session_read_profiles(struct session *s, struct error *e)
{
	for (size_t i = 0; i < s->options->profiles.n; i++)
		if (profiles_read(&s->profiles, s->options->profiles.items[i], e) < 0)
			return -1;
	profiles_finish(&s->profiles);
	return check_profdata(s, e);
}

/* Their paths are shown as those of findings are: from the project's folder. */
void session_join_profiles(struct session *s)
{
	struct strbuf path = STRBUF_INIT;

	for (size_t i = 0; i < s->profiles.list.n; i++) {
		struct profile *p = &s->profiles.list.items[i];

		path_join(s->directory, intern_text(&s->profiles.texts, p->path), &path);
		p->path = intern_adds(&s->profiles.texts, path_relative(path.text, s->root));
	}
	strbuf_release(&path);
	program_join_profiles(s->program, &s->profiles);
}

/* ---- one finding ---------------------------------------------------------------------------------------------------------- */

/* What is said at a loop's head is about the loop. */
static struct hotness hotness_of(const struct program *p, const struct finding *f)
{
	struct place at = { f->loc.line, f->loc.col };
	uint32_t file = program_find_path(p, f->loc.path);
	const struct program_function *function = at.line ? program_function_at(p, file, at) : NULL;
	uint32_t loop = function ? program_loop_at(function, at) : 0;

	return loop ? program_loop_hotness(p, function, loop) : program_hotness(p, file, at);
}

static void heat_finding(const struct session *s, struct finding *f)
{
	struct hotness h;
	struct place at = { f->loc.line, f->loc.col };

	if (f->has_hotness) {
		f->hotness_source = s->profdata ? profile_kind_word(PROFILE_PROFDATA) : "record";
		return;
	}
	/* The tool's own troubles are no code. */
	if (!strcmp(f->category, "whynot"))
		return;
	h = hotness_of(s->program, f);
	if (h.is_measured) {
		f->has_hotness = true;
		f->hotness = h.value;
		f->hotness_source = h.source;
	} else if (f->loc.path && (s->options->hot || render_wants(s->options, "html"))) {
		h = program_estimate(s->program, program_find_path(s->program, f->loc.path), at);
		/* Pages always show it; elsewhere it is said where it is asked for. */
		f->has_estimate = s->options->hot && h.source;
		f->estimate = h.value;
	}
}

/* ---- the hottest ---------------------------------------------------------------------------------------------------------- */

/* Executions and costs have no common measure: each counts as a part of the hottest of its source. */
struct heat_key {
	double part;
	int group;              /* 0 measured, 1 estimated, 2 measured and never run, 3 nothing to say */
	size_t index;           /* findings are sorted by place already */
};

/* The hottest of each source. */
struct heat_scale {
	uint64_t most[n_PROFILE];
};

static unsigned source_of(const struct finding *f)
{
	unsigned kind = 0;

	while (kind < n_PROFILE - 1 && (!f->hotness_source || strcmp(f->hotness_source, profile_kind_word((enum profile_kind)kind))))
		kind++;
	return kind;
}

static struct heat_scale scale_of(const struct session *s)
{
	struct heat_scale scale = { { 0 } };

	for (size_t i = 0; i < s->counts.shown; i++) {
		const struct finding *f = &s->emitter.findings.items[i];
		uint64_t *most = &scale.most[source_of(f)];

		if (f->has_hotness && f->hotness > *most)
			*most = f->hotness;
	}
	return scale;
}

static struct heat_key key_of(const struct session *s, const struct heat_scale *scale, size_t i)
{
	const struct finding *f = &s->emitter.findings.items[i];

	if (f->has_hotness && f->hotness)
		return (struct heat_key){ (double)f->hotness / (double)scale->most[source_of(f)], 0, i };
	if (f->has_hotness)
		return (struct heat_key){ 0, 2, i };
	return (struct heat_key){ (double)f->estimate, f->has_estimate ? 1 : 3, i };
}

static bool is_same_place(const struct finding *a, const struct finding *b)
{
	return a->loc.line == b->loc.line && a->loc.col == b->loc.col && a->loc.path && b->loc.path && !strcmp(a->loc.path, b->loc.path);
}

/* The compiler counts a place several times, once in each of its passes: in the order all that is said there is as hot as the hottest. */
static void even_out(const struct session *s, struct heat_key *keys, size_t n)
{
	const struct finding *all = s->emitter.findings.items;

	for (size_t i = 0, end; i < n; i = end) {
		double most[n_PROFILE] = { 0 };

		for (end = i; end < n && (end == i || is_same_place(&all[keys[i].index], &all[keys[end].index])); end++)
			if (keys[end].group == 0 && keys[end].part > most[source_of(&all[keys[end].index])])
				most[source_of(&all[keys[end].index])] = keys[end].part;
		for (size_t k = i; k < end; k++)
			if (keys[k].group == 0)
				keys[k].part = most[source_of(&all[keys[k].index])];
	}
}

static int key_compare(const void *va, const void *vb)
{
	const struct heat_key *a = va, *b = vb;

	if (a->group != b->group)
		return a->group - b->group;
	if (a->part < b->part || a->part > b->part)
		return a->part < b->part ? 1 : -1;
	return (a->index > b->index) - (a->index < b->index);
}

/* What could not be analysed, and how far the profile fits, is no matter of heat: it stays, before all else. */
static bool stays(const struct finding *f)
{
	return finding_is_trouble(f) || (!strcmp(f->rule, "whynot") && !strncmp(f->name, "Profile", 7));
}

static void keep_hottest(struct session *s)
{
	size_t n = s->counts.shown, n_kept = 0, n_hot = 0;
	struct finding *all = s->emitter.findings.items, *kept = ARENA_ARRAY(&s->memory, struct finding, n);
	struct heat_scale scale = scale_of(s);
	struct heat_key *keys = ARENA_ARRAY(&s->memory, struct heat_key, n);

	for (size_t i = 0; i < n; i++)
		if (stays(&all[i]))
			kept[n_kept++] = all[i];
	for (size_t i = 0; i < n; i++)
		if (!stays(&all[i]))
			keys[n_hot++] = key_of(s, &scale, i);
	even_out(s, keys, n_hot);
	qsort(keys, n_hot, sizeof *keys, key_compare);
	for (size_t i = 0; i < n_hot && i < s->options->hot; i++)
		kept[n_kept++] = all[keys[i].index];
	s->n_colder = n - n_kept;
	memcpy(all, kept, n_kept * sizeof *all);
	s->counts.shown = n_kept;
	s->counts.failing = 0;
	for (size_t i = 0; i < n_kept; i++)
		s->counts.failing += all[i].severity >= s->options->fail_level && !s->options->exit_zero;
}

void session_heat(struct session *s)
{
	for (size_t i = 0; i < s->counts.shown; i++)
		heat_finding(s, &s->emitter.findings.items[i]);
	if (s->options->hot && s->counts.shown)
		keep_hottest(s);
}

/* ---- the summary ---------------------------------------------------------------------------------------------------------- */

static double percent(uint64_t part, uint64_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void say_other_events(const struct session *s)
{
	for (size_t i = 0; i < s->profiles.list.n; i++) {
		const struct profile *p = &s->profiles.list.items[i];
		struct strbuf line = STRBUF_INIT;

		if (!p->n_other_samples)
			continue;
		strbuf_addf(&line, "profile %s: only samples of the event ", profile_kind_word(p->kind));
		strbuf_adds(&line, intern_text(&s->profiles.texts, p->event));
		strbuf_addf(&line, " count; %" PRIu64 " of other events are left out", p->n_other_samples);
		session_say(line.text);
		strbuf_release(&line);
	}
}

void session_say_profiles(const struct session *s)
{
	size_t n;
	const struct program_profile *profiles = program_profiles(s->program, &n);

	for (size_t i = 0; i < n; i++) {
		const struct program_profile *p = &profiles[i];
		struct strbuf line = STRBUF_INIT;

		strbuf_addf(&line, "profile %s: %.1f %% of its counts have no place in the program", p->kind, percent(p->total - p->placed, p->total));
		if (p->n_changes)
			strbuf_addf(&line, "; %zu of %zu functions have changed since", p->n_changes, p->n_functions);
		session_say(line.text);
		strbuf_release(&line);
	}
	say_other_events(s);
}
