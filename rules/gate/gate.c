#include "rules/gate/gate.h"

#include "analyzer/base/glob.h"
#include "analyzer/base/path.h"
#include "analyzer/base/strbuf.h"

#include <string.h>

/* The compiler's remarks are also named by LLVM's pass: --only inline. */
static bool is_wanted(const struct gate_options *o, const struct finding *f)
{
	if (!o->n_only || finding_is_trouble(f))
		return true;
	for (size_t i = 0; i < o->n_only; i++)
		if (!strcmp(o->only[i], f->category) || !strcmp(o->only[i], f->rule))
			return true;
	return false;
}

/* A place without a path is in no file. "." is the project's own folder. */
static bool is_place_in_files(const struct gate_options *o, const char *path)
{
	for (size_t i = 0; path && i < o->n_files; i++) {
		if (path_is_below(path, o->files[i]))
			return true;
		if (!strcmp(o->files[i], ".") && !path_is_absolute(path))
			return true;
	}
	return false;
}

/* A cycle is in each of its files, wherever it is cheapest to cut. */
static bool is_in_files(const struct gate_options *o, const struct finding *f)
{
	if (!o->n_files || is_place_in_files(o, f->loc.path))
		return true;
	for (size_t i = 0; i < f->n_args; i++)
		if (!strcmp(f->args[i].key, "Edge") && is_place_in_files(o, f->args[i].loc.path))
			return true;
	return false;
}

/* The lowest level at which the finding shows: without -m the tool is a lint gate. */
static int first_level(const struct finding *f)
{
	if (f->level <= 1 && f->severity >= SEVERITY_WARNING)
		return 0;
	return f->level;
}

/* What the project says of the finding; false if it wants none of it. Its words on the whole rule reach LLVM's passes, too. */
static bool apply_rules(const struct gate_options *o, struct finding *f)
{
	bool is_off = false;

	for (size_t i = 0; i < o->n_rules; i++) {
		const struct gate_rule *r = &o->rules[i];

		if (strcmp(r->rule, f->category) && strcmp(r->rule, f->rule))
			continue;
		if (r->name && strcmp(r->name, f->name))
			continue;
		is_off = r->is_off;
		if (r->has_severity)
			f->severity = r->severity;
		if (r->has_level)
			f->level = r->level;
	}
	return !is_off;
}

static bool matches_any(const char *const *patterns, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (glob_matches(patterns[i], path))
			return true;
	return false;
}

/* Whether the project wants findings of this file. Findings come sorted by path, so the answer is kept for the next one. */
struct path_verdict {
	const char *path;
	bool is_wanted;
};

static bool is_in_project(const struct gate_options *o, const struct finding *f, struct path_verdict *last)
{
	struct strbuf full = STRBUF_INIT;
	const char *path;

	if (!f->loc.path || !(o->n_include + o->n_exclude))
		return true;
	if (last->path && !strcmp(last->path, f->loc.path))
		return last->is_wanted;
	path_join(o->root, f->loc.path, &full);
	path = path_relative(full.text, o->patterns_from);
	last->path = f->loc.path;
	last->is_wanted = (!o->n_include || matches_any(o->include, o->n_include, path)) && !matches_any(o->exclude, o->n_exclude, path);
	strbuf_release(&full);
	return last->is_wanted;
}

static int compare_paths(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

static bool is_in_change(const struct gate_options *o, const struct finding *f)
{
	bool is_whole_file = false;

	if (!o->changed || finding_is_trouble(f))
		return true;
	for (size_t i = 0; i < o->n_whole_file && !is_whole_file; i++)
		is_whole_file = !strcmp(o->whole_file[i], f->category);
	return changed_brought(o->changed, f, is_whole_file, o->last_line && f->loc.line ? o->last_line(o->program, f) : 0);
}

/* The tool's own troubles with a generated file are nobody's fault and must be known all the same. */
static bool is_in_generated(const struct gate_options *o, const struct finding *f)
{
	return f->loc.path && o->n_generated && strcmp(f->category, "whynot") != 0 &&
	       bsearch(f->loc.path, o->generated, o->n_generated, sizeof *o->generated, compare_paths);
}

/* Where the finding goes: the counter it is counted in. */
static size_t *place_of(const struct gate_options *o, const struct finding *f, struct path_verdict *last, struct gate_counts *counts,
			const char **reason)
{
	int level = first_level(f);

	if (!is_wanted(o, f))
		return &counts->unwanted;
	if (is_in_generated(o, f))
		return &counts->generated;
	if (!is_in_files(o, f) || !is_in_project(o, f, last) || !is_in_change(o, f))
		return level <= o->level ? &counts->elsewhere : &counts->elsewhere_hidden;
	*reason = o->suppressions ? suppressions_match(o->suppressions, f) : NULL;
	if (*reason)
		return &counts->suppressed;
	return level <= o->level ? &counts->shown : &counts->hidden_by_level[level > 3 ? 3 : level];
}

bool gate_sift(const struct gate_options *o, const struct finding *finding, struct gate_counts *counts)
{
	struct path_verdict last = { NULL, false };
	struct finding f = *finding;
	const char *reason;

	if (!apply_rules(o, &f) || first_level(&f) <= o->level)
		return false;
	/* Also where it is not asked below: a comment is of use if there is anything to suppress. */
	if (o->suppressions)
		suppressions_match(o->suppressions, &f);
	++*place_of(o, &f, &last, counts, &reason);
	counts->found++;
	return true;
}

void gate_counts_add(struct gate_counts *to, const struct gate_counts *more)
{
	to->found += more->found;
	to->unwanted += more->unwanted;
	to->generated += more->generated;
	to->elsewhere += more->elsewhere;
	to->elsewhere_hidden += more->elsewhere_hidden;
	to->suppressed += more->suppressed;
	for (size_t i = 0; i < sizeof to->hidden_by_level / sizeof *to->hidden_by_level; i++)
		to->hidden_by_level[i] += more->hidden_by_level[i];
	to->baselined += more->baselined;
	to->shown += more->shown;
	to->failing += more->failing;
}

size_t gate_apply(const struct gate_options *o, struct finding *findings, size_t n, struct gate_counts *counts,
		  struct gate_silents *silent)
{
	struct path_verdict last = { NULL, false };

	*counts = (struct gate_counts){ .found = n };
	for (size_t i = 0; i < n; i++) {
		struct finding f = findings[i];
		const char *reason = NULL;
		size_t *place = apply_rules(o, &f) ? place_of(o, &f, &last, counts, &reason) : &counts->unwanted;

		if (place == &counts->shown) {
			counts->failing += f.severity >= o->fail_level && !o->never_fail;
			findings[counts->shown] = f;
		} else if (reason && silent && first_level(&f) <= o->level) {
			VEC_PUSH(&silent->list, ((struct gate_silent){ f, reason, GATE_COMMENT }));
		}
		++*place;
	}
	return counts->shown;
}
