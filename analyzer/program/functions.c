/*
 * Definitions, each once: what two variants of a file define at one place under one USR is one definition. They are kept in
 * two orders, by name for calls and by place for remarks.
 */
#include "analyzer/program/linked.h"

#include "analyzer/base/order.h"

#include <string.h>

struct function_list {
	VEC(struct program_function) functions;
};

static int function_compare(const void *va, const void *vb, void *text)
{
	const struct program_function *a = va, *b = vb;
	int c = 0;

	if (!sid_equal(a->fact->name, b->fact->name))
		c = strcmp(intern_text(text, a->fact->name), intern_text(text, b->fact->name));
	c = c ? c : number_compare(a->in->file, b->in->file);
	c = c ? c : place_compare(a->fact->at, b->fact->at);
	if (!c && !sid_equal(a->fact->usr, b->fact->usr))
		c = strcmp(intern_text(text, a->fact->usr), intern_text(text, b->fact->usr));
	return c;
}

/* What is equal comes in the order of the variants, which is that of the units. */
static int function_order(const void *va, const void *vb, void *text)
{
	const struct program_function *a = va, *b = vb;
	int c = function_compare(a, b, text);

	return c ? c : (a->in > b->in) - (a->in < b->in);
}

static void collect(struct linked *l)
{
	struct program *p = &l->program;
	struct function_list list = { { 0 } };

	for (size_t i = 0; i < p->n_variants; i++) {
		for (size_t k = 0; k < p->variants[i].facts.functions.n; k++) {
			struct program_function f = { &p->variants[i].facts.functions.items[k], &p->variants[i] };

			VEC_PUSH(&list.functions, f);
		}
	}
	if (list.functions.n)
		qsort_r(list.functions.items, list.functions.n, sizeof *list.functions.items, function_order, p->text);
	p->functions = ARENA_ARRAY(&l->memory, struct program_function, list.functions.n);
	for (size_t i = 0; i < list.functions.n; i++)
		if (!i || function_compare(&list.functions.items[i - 1], &list.functions.items[i], p->text))
			p->functions[p->n_functions++] = list.functions.items[i];
	VEC_RELEASE(&list.functions);
}

static int place_order(const void *va, const void *vb, void *program)
{
	const struct program *p = program;
	const struct program_function *a = &p->functions[*(const uint32_t *)va], *b = &p->functions[*(const uint32_t *)vb];
	int c = number_compare(a->in->file, b->in->file);

	c = c ? c : place_compare(a->fact->at, b->fact->at);
	return c ? c : number_compare(*(const uint32_t *)va, *(const uint32_t *)vb);
}

void link_functions(struct linked *l)
{
	struct program *p = &l->program;
	uint32_t file = 0;

	collect(l);
	l->by_place = ARENA_ARRAY(&l->memory, uint32_t, p->n_functions);
	l->ends = ARENA_ARRAY(&l->memory, struct place, p->n_functions);
	l->first_by_place = ARENA_ARRAY(&l->memory, uint32_t, p->n_files + 1);
	for (uint32_t i = 0; i < p->n_functions; i++)
		l->by_place[i] = i;
	qsort_r(l->by_place, p->n_functions, sizeof *l->by_place, place_order, p);
	for (uint32_t i = 0; i < p->n_functions; i++) {
		const struct program_function *f = &p->functions[l->by_place[i]];

		for (; file < f->in->file; file++)
			l->first_by_place[file + 1] = i;
		l->ends[i] = f->fact->end;
		if (i > l->first_by_place[file] && place_compare(l->ends[i - 1], l->ends[i]) > 0)
			l->ends[i] = l->ends[i - 1];
	}
	for (; file < p->n_files; file++)
		l->first_by_place[file + 1] = (uint32_t)p->n_functions;
}

const struct program_function *program_function_at(const struct program *p, uint32_t file, struct place at)
{
	const struct linked *l = linked_of(p);
	struct place last = { at.line, at.col ? at.col : UINT32_MAX }; /* column 0: any of the line */
	uint32_t first, low, high;

	if (file >= p->n_files)
		return NULL;
	first = low = l->first_by_place[file];
	high = l->first_by_place[file + 1];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (place_compare(p->functions[l->by_place[middle]].fact->at, last) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* The innermost one starts last; an outer one may come before any number of inner ones that have ended. */
	for (uint32_t i = low; i > first && place_compare(l->ends[i - 1], at) >= 0; i--)
		if (place_compare(p->functions[l->by_place[i - 1]].fact->end, at) >= 0)
			return &p->functions[l->by_place[i - 1]];
	return NULL;
}

size_t functions_of_name(const struct program *p, const char *name, size_t *first)
{
	size_t low = 0, high = p->n_functions, n = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(program_text(p, p->functions[middle].fact->name), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + n < p->n_functions && !strcmp(program_text(p, p->functions[low + n].fact->name), name))
		n++;
	*first = low;
	return n;
}

/* Whether `from` reaches `to` over active includes. */
static bool includes_reach(const struct program *p, uint32_t from, uint32_t to)
{
	uint32_t *queue = xmalloc(p->n_files * sizeof *queue);
	bool *seen = xmalloc(p->n_files * sizeof *seen), found;
	size_t n = 0, next = 0;

	memset(seen, 0, p->n_files * sizeof *seen);
	seen[from] = true;
	queue[n++] = from;
	while (next < n && !seen[to]) {
		size_t first, n_includes = program_includes_of(p, queue[next++], &first);

		for (size_t i = first; i < first + n_includes; i++) {
			uint32_t target = p->includes[i].to;

			if (target == PROGRAM_NONE || seen[target])
				continue;
			seen[target] = true;
			queue[n++] = target;
		}
	}
	found = seen[to];
	free(queue);
	free(seen);
	return found;
}

const struct program_function *program_definition(const struct program *p, sid name, uint32_t from_file)
{
	const struct program_function *external = NULL;
	bool ambiguous = false;
	size_t first, n;

	if (sid_is_none(name) || from_file >= p->n_files)
		return NULL;
	n = functions_of_name(p, program_text(p, name), &first);
	for (size_t i = first; i < first + n; i++)
		if (p->functions[i].in->file == from_file)
			return &p->functions[i];
	for (size_t i = first; i < first + n; i++) {
		const struct program_function *f = &p->functions[i];

		if (f->fact->flags & FUNCTION_FLAG_STATIC) {
			if (includes_reach(p, from_file, f->in->file))
				return f;
			continue;
		}
		/* Two programs in one database, each with its own: which one is meant is not ours to guess. */
		ambiguous |= external && external->in->file != f->in->file;
		external = external ? external : f;
	}
	return ambiguous ? NULL : external;
}
