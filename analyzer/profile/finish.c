/* What several inputs, or several copies of a function in one, say about one place is added up. */
#include "analyzer/profile/merge.h"

#include "analyzer/base/order.h"

#include <string.h>

static int count_compare(const void *va, const void *vb)
{
	const struct profile_count *a = va, *b = vb;
	int c = number_compare(a->line, b->line);

	return c ? c : number_compare(a->col, b->col);
}

static void merge_counts(struct profile_file *f)
{
	size_t n = 0;

	if (!f->counts.n)
		return;
	qsort(f->counts.items, f->counts.n, sizeof *f->counts.items, count_compare);
	for (size_t i = 1; i < f->counts.n; i++) {
		struct profile_count *into = &f->counts.items[n], *from = &f->counts.items[i];

		if (count_compare(into, from)) {
			f->counts.items[++n] = *from;
			continue;
		}
		into->count = profile_sum(into->count, from->count);
		into->is_known |= from->is_known;
	}
	f->counts.n = n + 1;
}

static int branch_compare(const void *va, const void *vb)
{
	const struct profile_branch *a = va, *b = vb;
	int c = number_compare(a->line, b->line);

	c = c ? c : number_compare(a->col, b->col);
	c = c ? c : number_compare(a->end_line, b->end_line);
	return c ? c : number_compare(a->end_col, b->end_col);
}

static void merge_branches(struct profile_file *f)
{
	size_t n = 0;

	if (!f->branches.n)
		return;
	qsort(f->branches.items, f->branches.n, sizeof *f->branches.items, branch_compare);
	for (size_t i = 1; i < f->branches.n; i++) {
		struct profile_branch *into = &f->branches.items[n], *from = &f->branches.items[i];

		if (branch_compare(into, from)) {
			f->branches.items[++n] = *from;
			continue;
		}
		into->n_true = profile_sum(into->n_true, from->n_true);
		into->n_false = profile_sum(into->n_false, from->n_false);
		into->n_executed = profile_sum(into->n_executed, from->n_executed);
		into->n_mispredicted = profile_sum(into->n_mispredicted, from->n_mispredicted);
		into->has_sides &= from->has_sides;
		into->has_mispredicted |= from->has_mispredicted;
	}
	f->branches.n = n + 1;
}

static int function_compare(const void *va, const void *vb, void *texts)
{
	const struct profile_function *a = va, *b = vb;
	int c = number_compare(a->line, b->line);

	c = c ? c : strcmp(intern_text(texts, a->name), intern_text(texts, b->name));
	c = c ? c : number_compare(a->end_line, b->end_line);
	return c ? c : number_compare(a->end_col, b->end_col);
}

static void merge_functions(struct profile_file *f, struct intern *texts)
{
	size_t n = 0;

	if (!f->functions.n)
		return;
	qsort_r(f->functions.items, f->functions.n, sizeof *f->functions.items, function_compare, texts);
	for (size_t i = 1; i < f->functions.n; i++) {
		struct profile_function *into = &f->functions.items[n], *from = &f->functions.items[i];

		if (function_compare(into, from, texts))
			f->functions.items[++n] = *from;
		else
			into->count = profile_sum(into->count, from->count);
	}
	f->functions.n = n + 1;
}

void profile_file_merge(struct profile_file *f, struct intern *texts)
{
	merge_counts(f);
	merge_branches(f);
	if (texts)
		merge_functions(f, texts);
}

static int file_compare(const void *va, const void *vb, void *texts)
{
	const struct profile_file *a = va, *b = vb;

	return strcmp(intern_text(texts, a->path), intern_text(texts, b->path));
}

void profiles_finish(struct profiles *p)
{
	for (size_t i = 0; i < p->list.n; i++) {
		struct profile *one = &p->list.items[i];

		for (size_t k = 0; k < one->files.n; k++)
			profile_file_merge(&one->files.items[k], &p->texts);
		if (one->files.n)
			qsort_r(one->files.items, one->files.n, sizeof *one->files.items, file_compare, &p->texts);
	}
}
