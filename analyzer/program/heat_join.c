/*
 * Profiles are joined once: each file of a profile finds its file of the program, its counts go there if they still can be
 * where they were, and what has no place is kept by reason.
 *
 * A profile is older than the sources, and nothing in it tells how they looked. What tells is where its functions began and ended:
 * one that is as long as it was has moved, and its counts move with it; of another only the total count is used.
 */
#include "analyzer/program/heat.h"

#include "analyzer/base/order.h"
#include "analyzer/profile/merge.h"

#include <string.h>

struct join {
	struct program *program;
	struct arena *memory;
	const struct profiles *all;
	const struct profile *profile;
	struct heat_layer *layer;
	struct program_profile *result;
	struct profile_file *merged;          /* by program file: what goes there */
	VEC(struct profile_loss) losses;
	VEC(struct profile_change) changes;
};

static void lose(struct join *j, const struct profile_file *f, enum profile_loss_reason reason, uint64_t count)
{
	const char *path = intern_text(&j->all->texts, f->path);
	struct profile_loss loss = { path, reason, count };

	j->result->total = profile_sum(j->result->total, count);
	if (!count)
		return;
	for (size_t i = 0; i < j->losses.n; i++) {
		if (j->losses.items[i].reason == reason && j->losses.items[i].path == path) {
			j->losses.items[i].count = profile_sum(j->losses.items[i].count, count);
			return;
		}
	}
	VEC_PUSH(&j->losses, loss);
}

static void place(struct join *j, uint64_t count)
{
	j->result->total = profile_sum(j->result->total, count);
	j->result->placed = profile_sum(j->result->placed, count);
}

/* ---- functions ------------------------------------------------------------------------------------------------------------ */

static void count_function(struct join *j, const struct program_function *f, uint64_t count)
{
	struct heat_function *h = &j->layer->functions[f - j->program->functions];

	h->is_known = true;
	h->count = profile_sum(h->count, count);
}

/*
 * The line on which the profile would have the function begin. Its brace has a line of its own if it stands in the first column,
 * else it follows the parameters; what is written in any other way is taken to have changed when it has moved.
 */
static uint32_t first_line_now(const struct profile_function *then, const struct program_function *now)
{
	uint32_t line = now->fact->at.line, n = now->fact->params.n;

	if (!then->brace_col)
		return line;
	if (n && now->in->facts.params.items[now->fact->params.first + n - 1].at.line > line)
		line = now->in->facts.params.items[now->fact->params.first + n - 1].at.line;
	return line + (then->brace_col == 1);
}

/* How many lines the function has moved since, if it is as long as it was; false: it has changed. */
static bool has_only_moved(const struct profile_function *then, const struct program_function *now, int64_t *lines)
{
	struct place end = now->fact->end;

	*lines = 0;
	if (!then->end_line)
		return !then->line || (now->fact->at.line <= then->line && then->line <= end.line);
	if (then->end_col && end.col && then->end_col != end.col)
		return false;
	*lines = (int64_t)end.line - then->end_line;
	if (!*lines)
		return now->fact->at.line <= then->line && then->line <= end.line;
	return then->line + *lines == first_line_now(then, now);
}

static void take_functions(struct join *j, const struct profile_file *f, uint32_t file)
{
	for (size_t i = 0; i < f->functions.n; i++) {
		const struct profile_function *then = &f->functions.items[i];
		const struct program_function *now = function_in_file(j->program, file, intern_text(&j->all->texts, then->name), then->line);
		struct profile_change change = { now, then->end_line };
		int64_t lines;

		if (!now)
			continue;
		count_function(j, now, then->count);
		j->result->n_functions++;
		if (!has_only_moved(then, now, &lines))
			VEC_PUSH(&j->changes, change);
	}
}

/* Functions of which the profile knows no file: only a name that one function alone has says which is meant. */
static void take_nameless_file(struct join *j, const struct profile_file *f)
{
	for (size_t i = 0; i < f->functions.n; i++) {
		const struct profile_function *then = &f->functions.items[i];
		size_t first, n = functions_of_name(j->program, intern_text(&j->all->texts, then->name), &first);

		if (n != 1) {
			lose(j, f, n ? LOSS_AMBIGUOUS : LOSS_OTHER_FILE, then->count);
			continue;
		}
		count_function(j, &j->program->functions[first], then->count);
		place(j, then->count);
	}
}

/* ---- counts --------------------------------------------------------------------------------------------------------------- */

/* The profile's function that holds the line, of those whose end is known; NULL: none. They are sorted by line. */
static const struct profile_function *function_then(const struct profile_file *f, uint32_t line)
{
	size_t low = 0, high = f->functions.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->functions.items[middle].line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low && line <= f->functions.items[low - 1].end_line ? &f->functions.items[low - 1] : NULL;
}

/* To where its function has moved since; false: the function has changed or is gone. */
static bool move(const struct join *j, const struct profile_file *f, uint32_t file, uint32_t *line, uint32_t *end_line)
{
	const struct profile_function *then = function_then(f, *line);
	const struct program_function *now;
	int64_t lines;

	if (!then)
		return true;
	now = function_in_file(j->program, file, intern_text(&j->all->texts, then->name), then->line);
	if (!now || !has_only_moved(then, now, &lines))
		return false;
	*line = (uint32_t)(*line + lines);
	*end_line = *end_line ? (uint32_t)(*end_line + lines) : 0;
	return true;
}

/* Outside functions only macros are run. */
static bool is_in_macro(const struct program *p, uint32_t file, struct place at)
{
	const struct program_file *f = &p->files[file];
	uint32_t macro = 0, other = 0;

	for (uint32_t i = 0; i < f->n_variants; i++) {
		const struct file_facts *facts = &p->variants[p->variants_by_file[f->first_variant + i]].facts;

		for (size_t k = 0; k < facts->entitys.n; k++) {
			const struct fact_entity *e = &facts->entitys.items[k];

			if (e->at.line > at.line)
				continue;
			if (e->kind == ENTITY_KIND_MACRO)
				macro = e->at.line > macro ? e->at.line : macro;
			else
				other = e->at.line > other ? e->at.line : other;
		}
	}
	return macro && macro >= other;
}

static bool is_code(const struct join *j, uint32_t file, struct place at)
{
	return program_function_at(j->program, file, at) || is_in_macro(j->program, file, at);
}

static void take_count(struct join *j, const struct profile_file *f, uint32_t file, struct profile_count c)
{
	uint32_t end = 0;
	bool is_kept = move(j, f, file, &c.line, &end);

	/* What only ends the count before it may lie behind the function. */
	if (!c.is_known) {
		if (is_kept)
			VEC_PUSH(&j->merged[file].counts, c);
	} else if (!is_kept) {
		lose(j, f, LOSS_CHANGED, c.count);
	} else if (!is_code(j, file, (struct place){ c.line, c.col })) {
		lose(j, f, LOSS_NO_CODE, c.count);
	} else {
		place(j, c.count);
		VEC_PUSH(&j->merged[file].counts, c);
	}
}

static void take_counts(struct join *j, const struct profile_file *f, uint32_t file)
{
	for (size_t i = 0; i < f->counts.n; i++)
		take_count(j, f, file, f->counts.items[i]);
	for (size_t i = 0; i < f->branches.n; i++) {
		struct profile_branch b = f->branches.items[i];

		if (move(j, f, file, &b.line, &b.end_line) && is_code(j, file, (struct place){ b.line, b.col }))
			VEC_PUSH(&j->merged[file].branches, b);
	}
}

static void lose_file(struct join *j, const struct profile_file *f, bool is_ambiguous)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < f->counts.n; i++)
		sum = profile_sum(sum, f->counts.items[i].is_known ? f->counts.items[i].count : 0);
	lose(j, f, is_ambiguous ? LOSS_AMBIGUOUS : LOSS_OTHER_FILE, sum);
}

/* ---- one kind ------------------------------------------------------------------------------------------------------------- */

static void find_files(struct join *j, uint32_t *found, bool *is_ambiguous)
{
	const struct profile *p = j->profile;
	struct path_index *index = path_index_new(j->program, j->memory);

	for (size_t i = 0; i < p->files.n; i++)
		found[i] = PROGRAM_NONE;
	/* Twice, since what is found helps to find the others. */
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < p->files.n; i++)
			if (found[i] == PROGRAM_NONE && !sid_is_none(p->files.items[i].path))
				found[i] = path_index_find(index, j->program, j->all, &p->files.items[i], &is_ambiguous[i]);
	path_index_release(index);
}

static uint32_t most_branch_lines(const struct profile_file *f)
{
	uint32_t most = 0;

	for (size_t i = 0; i < f->branches.n; i++) {
		const struct profile_branch *b = &f->branches.items[i];

		if (b->end_line > b->line && b->end_line - b->line > most)
			most = b->end_line - b->line;
	}
	return most;
}

static void keep_files(struct join *j)
{
	struct heat_file *files = j->layer->files;

	for (size_t i = 0; i < j->program->n_files; i++) {
		struct profile_file *f = &j->merged[i];

		profile_file_merge(f, NULL);
		files[i] = (struct heat_file){ .n_counts = f->counts.n, .n_branches = f->branches.n };
		files[i].branch_lines = most_branch_lines(f);
		files[i].counts = arena_memdup(j->memory, f->counts.items, f->counts.n * sizeof *f->counts.items);
		files[i].branches = arena_memdup(j->memory, f->branches.items, f->branches.n * sizeof *f->branches.items);
		VEC_RELEASE(&f->counts);
		VEC_RELEASE(&f->branches);
	}
}

/* What a function cost is what its lines cost, and what the profile only knows the name for. */
static void add_up_lines(struct join *j)
{
	for (uint32_t i = 0; i < j->program->n_files; i++) {
		const struct heat_file *f = &j->layer->files[i];

		for (size_t k = 0; k < f->n_counts; k++) {
			const struct program_function *at = program_function_at(j->program, i, (struct place){ f->counts[k].line, 0 });

			if (at)
				count_function(j, at, f->counts[k].count);
		}
	}
}

static int loss_compare(const void *va, const void *vb)
{
	const struct profile_loss *a = va, *b = vb;
	int c = (a->count < b->count) - (a->count > b->count);

	c = c ? c : strcmp(a->path, b->path);
	return c ? c : (a->reason > b->reason) - (a->reason < b->reason);
}

static int change_compare(const void *va, const void *vb)
{
	const struct profile_change *a = va, *b = vb;
	int c = number_compare(a->function->in->file, b->function->in->file);

	c = c ? c : place_compare(a->function->fact->at, b->function->fact->at);
	return c ? c : number_compare(a->end_line, b->end_line);
}

static void keep_result(struct join *j)
{
	struct program_profile *r = j->result;

	if (j->losses.n)
		qsort(j->losses.items, j->losses.n, sizeof *j->losses.items, loss_compare);
	if (j->changes.n)
		qsort(j->changes.items, j->changes.n, sizeof *j->changes.items, change_compare);
	r->n_losses = j->losses.n;
	r->losses = arena_memdup(j->memory, j->losses.items, j->losses.n * sizeof *j->losses.items);
	r->n_changes = j->changes.n;
	r->changes = arena_memdup(j->memory, j->changes.items, j->changes.n * sizeof *j->changes.items);
	VEC_RELEASE(&j->losses);
	VEC_RELEASE(&j->changes);
}

static void join_profile(struct join *j)
{
	const struct profile *p = j->profile;
	uint32_t *found = ARENA_ARRAY(j->memory, uint32_t, p->files.n);
	bool *is_ambiguous = ARENA_ARRAY(j->memory, bool, p->files.n);

	j->layer->kind = p->kind;
	j->layer->files = ARENA_ARRAY(j->memory, struct heat_file, j->program->n_files);
	j->layer->functions = ARENA_ARRAY(j->memory, struct heat_function, j->program->n_functions);
	j->merged = ARENA_ARRAY(j->memory, struct profile_file, j->program->n_files);
	j->result->kind = profile_kind_word(p->kind);
	j->result->path = intern_text(&j->all->texts, p->path);
	j->result->n_inputs = p->n_inputs;
	find_files(j, found, is_ambiguous);
	for (size_t i = 0; i < p->files.n; i++) {
		const struct profile_file *f = &p->files.items[i];

		if (sid_is_none(f->path)) {
			take_nameless_file(j, f);
		} else if (found[i] == PROGRAM_NONE) {
			lose_file(j, f, is_ambiguous[i]);
		} else {
			take_functions(j, f, found[i]);
			take_counts(j, f, found[i]);
		}
	}
	keep_files(j);
	if (profile_kind_is_cost(p->kind))
		add_up_lines(j);
	keep_result(j);
}

void program_join_profiles(struct program *p, const struct profiles *profiles)
{
	struct linked *l = (struct linked *)p;
	struct heat *heat = arena_zalloc(&l->memory, sizeof *heat);

	heat->n_profiles = profiles->list.n;
	heat->layers = ARENA_ARRAY(&l->memory, struct heat_layer, heat->n_profiles + 1);
	heat->profiles = ARENA_ARRAY(&l->memory, struct program_profile, heat->n_profiles);
	for (size_t i = 0; i < heat->n_profiles; i++) {
		struct join j = { .program = p, .memory = &l->memory, .all = profiles, .profile = &profiles->list.items[i],
				  .layer = &heat->layers[i], .result = &heat->profiles[i] };

		join_profile(&j);
	}
	heat->n_layers = heat->n_profiles + heat_from_remarks(p, &l->memory, &heat->layers[heat->n_profiles]);
	l->heat = heat;
}

const struct program_profile *program_profiles(const struct program *p, size_t *n)
{
	const struct heat *heat = linked_of(p)->heat;

	*n = heat ? heat->n_profiles : 0;
	return heat ? heat->profiles : NULL;
}
