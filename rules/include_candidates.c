#include "rules/include_candidates.h"

#include "rules/include_use.h"
#include "rules/kept_headers.h"

/* No other directive of the file means the same target or stands at the same place. */
static bool is_plain_directive(const struct program *p, const struct program_include *inc)
{
	size_t first, n = program_includes_of(p, inc->from, &first);

	for (size_t i = first; i < first + n; i++) {
		const struct program_include *other = &p->includes[i];

		if (other != inc && (other->at.line == inc->at.line || other->to == inc->to))
			return false;
	}
	return true;
}

static bool can_judge_header(const struct program *p, const struct program_file *f)
{
	return f->flags & FILE_FLAG_GUARDED && p->complete && !include_use_passes_on(p, f);
}

bool include_may_be_replaced(const struct program *p, const struct include_intent *intent, size_t i)
{
	const struct program_include *inc = &p->includes[i];
	const struct program_file *from = &p->files[inc->from];

	/* Any flag is a reason: computed names, #include_next, and conditional ones, which somebody chose by hand. */
	if (intent->keep[i] || inc->to == PROGRAM_NONE || inc->flags || !inc->n_units || inc->n_units != from->n_units)
		return false;
	if (from->flags & (FILE_FLAG_SYSTEM | FILE_FLAG_GENERATED) || program_text(p, from->path)[0] == '/')
		return false;
	if (!(from->flags & FILE_FLAG_MAIN) && !can_judge_header(p, from))
		return false;
	return is_plain_directive(p, inc);
}

bool include_may_go(const struct program *p, const struct include_intent *intent, size_t i)
{
	const struct program_include *inc = &p->includes[i];
	const struct program_file *to;
	const char *to_path;

	if (!include_may_be_replaced(p, intent, i))
		return false;
	to = &p->files[inc->to];
	to_path = program_text(p, to->path);
	if (to->flags & FILE_FLAG_SYSTEM)
		return !is_kept_system_header(program_text(p, inc->spelling));
	return to->flags & FILE_FLAG_GUARDED && !is_fragment(to_path) && !is_own_header(program_text(p, p->files[inc->from].path), to_path) &&
	       !is_configuration_name(to_path);
}
