#include "rules/gate/gate.h"

#include "analyzer/base/path.h"

#include <string.h>

/* The compiler's remarks are also named by LLVM's pass: --only inline. */
static bool is_wanted(const struct gate_options *o, const struct finding *f)
{
	if (!o->n_only)
		return true;
	for (size_t i = 0; i < o->n_only; i++)
		if (!strcmp(o->only[i], f->category) || !strcmp(o->only[i], f->rule))
			return true;
	return false;
}

/* A finding without a place is in no file. "." is the project's own folder. */
static bool is_in_files(const struct gate_options *o, const struct finding *f)
{
	if (!o->n_files)
		return true;
	if (!f->loc.path)
		return false;
	for (size_t i = 0; i < o->n_files; i++) {
		if (path_is_below(f->loc.path, o->files[i]))
			return true;
		if (!strcmp(o->files[i], ".") && !path_is_absolute(f->loc.path))
			return true;
	}
	return false;
}

/* The lowest level at which the finding shows: without -m the tool is a lint gate. */
static int first_level(const struct finding *f)
{
	if (f->level <= 1 && f->severity >= SEVERITY_WARNING)
		return 0;
	return f->level;
}

size_t gate_apply(const struct gate_options *o, struct finding *findings, size_t n, struct gate_counts *counts)
{
	*counts = (struct gate_counts){ 0 };
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &findings[i];
		int level = first_level(f);

		if (!is_wanted(o, f))
			continue;
		if (!is_in_files(o, f)) {
			counts->elsewhere += level <= o->level;
			continue;
		}
		if (level > o->level) {
			counts->hidden_by_level[level > 3 ? 3 : level]++;
			continue;
		}
		if (f->severity >= o->fail_level && !o->never_fail)
			counts->failing++;
		findings[counts->shown++] = *f;
	}
	return counts->shown;
}
