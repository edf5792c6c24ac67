/*
 * With a .profdata the compiler says how often the block of each remark ran. At level 3 there is at least one remark for each block
 * with code (asm-printer/InstructionMix) and one at each function's brace, so together they are a profile of the unit. Copies of
 * one text (inlined, unrolled) count apart: the hottest stands for all.
 */
#include "analyzer/program/heat.h"

struct taking {
	struct profile_count *counts;
	size_t n;
};

static bool has_heat(const struct fact_remark *r)
{
	return r->flags & REMARK_FLAG_HOTNESS && r->at.line && !sid_is_none(r->file);
}

static void take(struct taking *t, const struct fact_remark *r)
{
	struct profile_count *last = t->n ? &t->counts[t->n - 1] : NULL;

	if (last && last->line == r->at.line && last->col == r->at.col) {
		last->count = r->hotness > last->count ? r->hotness : last->count;
		return;
	}
	t->counts[t->n++] = (struct profile_count){ r->at.line, r->at.col, r->hotness, true };
}

/* What is said at the line of the function's head or brace, without a column, is about all of it. */
static void take_function(const struct program *p, struct heat_layer *layer, uint32_t file, const struct fact_remark *r)
{
	const struct program_function *f = r->at.col ? NULL : program_function_at(p, file, r->at);
	struct heat_function *known = f ? &layer->functions[f - p->functions] : NULL;

	if (!f || !sid_equal(f->fact->name, r->function))
		return;
	known->count = !known->is_known || r->hotness > known->count ? r->hotness : known->count;
	known->is_known = true;
}

bool heat_from_remarks(const struct program *p, struct arena *memory, struct heat_layer *layer)
{
	bool any = false;

	for (size_t i = 0; i < p->n_remarks && !any; i++)
		any = has_heat(p->remarks[i].fact);
	if (!any)
		return false;
	layer->kind = PROFILE_PROFDATA;
	layer->files = ARENA_ARRAY(memory, struct heat_file, p->n_files);
	layer->functions = ARENA_ARRAY(memory, struct heat_function, p->n_functions);
	/* They are sorted by file and place. */
	for (size_t first = 0, end; first < p->n_remarks; first = end) {
		sid path = p->remarks[first].fact->file;
		uint32_t file = program_find_file(p, path);
		struct taking t = { .n = 0 };

		for (end = first + 1; end < p->n_remarks && sid_equal(p->remarks[end].fact->file, path); end++)
			;
		if (file == PROGRAM_NONE)
			continue;
		t.counts = ARENA_ARRAY(memory, struct profile_count, end - first);
		for (size_t i = first; i < end; i++) {
			if (!has_heat(p->remarks[i].fact))
				continue;
			take(&t, p->remarks[i].fact);
			take_function(p, layer, file, p->remarks[i].fact);
		}
		layer->files[file] = (struct heat_file){ .counts = t.counts, .n_counts = t.n };
	}
	return true;
}
