#include "analyzer/program/heat.h"

#include "analyzer/profile/merge.h"

static struct hotness measured(const struct heat_layer *l, uint64_t value)
{
	return (struct hotness){ value, profile_kind_word(l->kind), true };
}

static const struct hotness unknown = { 0, NULL, false };

/* How many counts are at or before the place. */
static size_t counts_up_to(const struct heat_file *f, struct place at)
{
	struct place last = { at.line, at.col ? at.col : UINT32_MAX };
	size_t low = 0, high = f->n_counts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct place there = { f->counts[middle].line, f->counts[middle].col };

		if (place_compare(there, last) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool function_hotness(const struct program *p, const struct heat_layer *l, const struct program_function *f, struct hotness *h)
{
	const struct heat_function *known = &l->functions[f - p->functions];

	*h = measured(l, known->count);
	return known->is_known;
}

/* Executions: what the count before the place says. Cost: of the whole line. */
static bool place_hotness(const struct program *p, const struct heat_layer *l, const struct program_function *f, struct place at,
			  struct hotness *h)
{
	const struct heat_file *in = &l->files[f->in->file];
	size_t n = counts_up_to(in, at);
	struct place start = f->fact->at, there;
	uint64_t sum = 0;

	if (profile_kind_is_cost(l->kind)) {
		if (at.line <= start.line || !in->n_counts)
			return function_hotness(p, l, f, h);
		for (n = counts_up_to(in, (struct place){ at.line, 0 }); n && in->counts[n - 1].line == at.line; n--)
			sum = profile_sum(sum, in->counts[n - 1].count);
		*h = measured(l, sum);
		return sum || l->functions[f - p->functions].is_known;
	}
	if (!n)
		return function_hotness(p, l, f, h);
	there = (struct place){ in->counts[n - 1].line, in->counts[n - 1].col };
	/* A line's count may stand at the line of the function's name. */
	if (!in->counts[n - 1].is_known || place_compare(there, (struct place){ start.line, 0 }) < 0)
		return function_hotness(p, l, f, h);
	if (!there.col && there.line != at.line) {
		/* A line says nothing of the next one; but up to the first statement it is the function's. */
		return there.line <= start.line && function_hotness(p, l, f, h);
	}
	*h = measured(l, in->counts[n - 1].count);
	return true;
}

struct hotness program_hotness(const struct program *p, uint32_t file, struct place at)
{
	const struct heat *heat = linked_of(p)->heat;
	const struct program_function *f = heat && at.line ? program_function_at(p, file, at) : NULL;
	struct hotness h;

	for (size_t i = 0; f && i < heat->n_layers; i++)
		if (place_hotness(p, &heat->layers[i], f, at, &h))
			return h;
	return unknown;
}

/* ---- loops ---------------------------------------------------------------------------------------------------------------- */

static const struct fact_loop *loops_of(const struct program_function *f)
{
	return f->fact->loops.n ? &f->in->facts.loops.items[f->fact->loops.first] : NULL;
}

uint32_t program_loop_at(const struct program_function *f, struct place at)
{
	const struct fact_loop *loops = loops_of(f);

	for (uint32_t i = 0; i < f->fact->loops.n; i++)
		if (!place_compare(loops[i].at, at))
			return i + 1;
	return 0;
}

static bool holds(const struct fact_loop *l, struct place at)
{
	if (!at.col)
		return l->at.line <= at.line && at.line <= l->end.line;
	return place_compare(l->at, at) <= 0 && place_compare(at, l->end) <= 0;
}

/* In the loop and in no loop inside it. */
static bool is_own_place(const struct program_function *f, uint32_t loop, struct place at)
{
	const struct fact_loop *loops = loops_of(f);

	if (!holds(&loops[loop - 1], at))
		return false;
	for (uint32_t i = 0; i < f->fact->loops.n; i++)
		if (loops[i].parent == loop && holds(&loops[i], at))
			return false;
	return true;
}

static bool loop_hotness(const struct program *p, const struct heat_layer *l, const struct program_function *f, uint32_t loop,
			 struct hotness *h)
{
	const struct heat_file *in = &l->files[f->in->file];
	const struct fact_loop *at = &loops_of(f)[loop - 1];
	bool is_cost = profile_kind_is_cost(l->kind), is_known = false;
	uint64_t value = 0;

	for (size_t i = counts_up_to(in, (struct place){ at->at.line - 1, 0 }); i < in->n_counts && in->counts[i].line <= at->end.line; i++) {
		struct place there = { in->counts[i].line, in->counts[i].col };
		uint64_t count = in->counts[i].count;

		if (!in->counts[i].is_known || !is_own_place(f, loop, there))
			continue;
		is_known = true;
		value = is_cost ? profile_sum(value, count) : count > value ? count : value;
	}
	if (!is_known)
		return place_hotness(p, l, f, at->at, h);
	*h = measured(l, value);
	return true;
}

struct hotness program_loop_hotness(const struct program *p, const struct program_function *f, uint32_t loop)
{
	const struct heat *heat = linked_of(p)->heat;
	struct hotness h;

	for (size_t i = 0; heat && loop && loop <= f->fact->loops.n && i < heat->n_layers; i++)
		if (loop_hotness(p, &heat->layers[i], f, loop, &h))
			return h;
	return unknown;
}

/* ---- branches ------------------------------------------------------------------------------------------------------------- */

static bool branch_holds(const struct profile_branch *b, struct place at)
{
	struct place start = { b->line, b->col }, end = { b->end_line, b->end_col };

	return b->col && place_compare(start, at) <= 0 && place_compare(at, end) < 0;
}

static bool is_smaller(const struct profile_branch *a, const struct profile_branch *b)
{
	struct place x = { a->line, a->col }, y = { b->line, b->col };
	int c = place_compare(x, y);

	return c > 0 || (!c && place_compare((struct place){ a->end_line, a->end_col }, (struct place){ b->end_line, b->end_col }) < 0);
}

/* The first branch of that line or one behind it. */
static size_t first_branch(const struct heat_file *f, uint32_t line)
{
	size_t low = 0, high = f->n_branches;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->branches[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* With columns the one that begins there or the smallest around it. */
static const struct profile_branch *branch_around(const struct heat_file *f, struct place at)
{
	const struct profile_branch *found = NULL;
	uint32_t first = at.line > f->branch_lines ? at.line - f->branch_lines : 0;

	for (size_t i = first_branch(f, first); i < f->n_branches && f->branches[i].line <= at.line; i++)
		if (branch_holds(&f->branches[i], at) && (!found || is_smaller(&f->branches[i], found)))
			found = &f->branches[i];
	return found;
}

/* Without columns the line's totals, and the sides of its jump if it has only one. */
static bool branches_on_line(const struct heat_file *f, uint32_t line, struct branch_counts *c)
{
	unsigned n_jumps = 0;

	for (size_t i = first_branch(f, line); i < f->n_branches && f->branches[i].line == line; i++) {
		const struct profile_branch *b = &f->branches[i];

		if (b->col)
			continue;
		if (!b->end_col) {
			c->n_executed = b->n_executed;
			c->n_mispredicted = b->n_mispredicted;
			c->has_mispredicted = b->has_mispredicted;
			continue;
		}
		n_jumps++;
		c->n_true = n_jumps == 1 ? b->n_true : 0;
		c->n_false = n_jumps == 1 ? b->n_false : 0;
	}
	return c->n_true || c->n_false || c->n_executed;
}

bool program_branch_counts(const struct program *p, uint32_t file, struct place at, struct branch_counts *counts)
{
	const struct heat *heat = linked_of(p)->heat;

	for (size_t i = 0; heat && file < p->n_files && i < heat->n_layers; i++) {
		const struct heat_file *f = &heat->layers[i].files[file];
		const struct profile_branch *b = branch_around(f, at);

		*counts = (struct branch_counts){ .n_executed = 0 };
		if (b)
			*counts = (struct branch_counts){ .n_true = b->n_true, .n_false = b->n_false, .has_sides = b->has_sides };
		if (counts->n_true || counts->n_false || (!b && branches_on_line(f, at.line, counts)))
			return true;
	}
	return false;
}

bool branch_counts_are_easy(const struct branch_counts *c)
{
	uint64_t sum = profile_sum(c->n_true, c->n_false), most = c->n_true > c->n_false ? c->n_true : c->n_false;

	return sum && profile_is_above(most, sum, EASY_BIAS_PERCENT);
}

/* ---- without a profile ---------------------------------------------------------------------------------------------------- */

enum { DEPTH_MAX = 4 };

static uint64_t power_of_ten(uint32_t n)
{
	uint64_t power = 1;

	for (uint32_t i = 0; i < n && i < DEPTH_MAX; i++)
		power *= 10;
	return power;
}

static uint32_t depth_of_call(const struct program_function *f, const struct fact_call *call)
{
	const struct fact_loop *loops = loops_of(f);
	uint32_t depth = 0;

	/* Outer loops come first, so the numbers fall. */
	for (uint32_t loop = call->loop; loop && loop <= f->fact->loops.n && depth < DEPTH_MAX; loop = loops[loop - 1].parent)
		depth++;
	return depth;
}

/* For each function, the weight of its calls; made at the first question and kept with the program. */
static const uint64_t *fan_in(const struct program *p)
{
	struct linked *l = (struct linked *)linked_of(p);

	if (l->fan_in)
		return l->fan_in;
	l->fan_in = ARENA_ARRAY(&l->memory, uint64_t, p->n_functions + 1);
	for (size_t i = 0; i < p->n_functions; i++) {
		const struct program_function *f = &p->functions[i];

		for (uint32_t k = 0; k < f->fact->calls.n; k++) {
			const struct fact_call *call = &f->in->facts.calls.items[f->fact->calls.first + k];
			const struct program_function *to = call->flags & CALL_FLAG_INDIRECT ? NULL : program_definition(p, call->callee, f->in->file);

			if (to)
				l->fan_in[to - p->functions] += power_of_ten(depth_of_call(f, call));
		}
	}
	return l->fan_in;
}

struct hotness program_estimate(const struct program *p, uint32_t file, struct place at)
{
	const struct program_function *f = at.line ? program_function_at(p, file, at) : NULL;
	uint32_t depth = 0;

	if (!f)
		return unknown;
	for (uint32_t i = 0; i < f->fact->loops.n; i++)
		depth += holds(&loops_of(f)[i], at);
	return (struct hotness){ power_of_ten(depth) * (1 + fan_in(p)[f - p->functions]), "estimate", false };
}
