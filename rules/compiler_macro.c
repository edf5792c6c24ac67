/*
 * Remarks about code that comes out of a macro stand where the macro is expanded, all of them at one place. The message says which macro
 * that is, with the place of its definition.
 */
#include "rules/compiler_judge.h"

#include <string.h>

struct macro_place {
	sid file;
	const struct fact_expansion *expansion;
};

struct macro_places {
	VEC(struct macro_place) list; /* by file, then place, then what is expanded */
};

/* The order of files means nothing and does not show. */
static int file_place_compare(sid a_file, struct place a, sid b_file, struct place b)
{
	if (a_file.v != b_file.v)
		return a_file.v < b_file.v ? -1 : 1;
	return place_compare(a, b);
}

/* Configurations may define a macro of one name in several ways. */
static int macro_compare(const void *va, const void *vb, void *program)
{
	const struct macro_place *a = va, *b = vb;
	int c = file_place_compare(a->file, a->expansion->at, b->file, b->expansion->at);

	c = c ? c : strcmp(program_text(program, a->expansion->name), program_text(program, b->expansion->name));
	c = c ? c : strcmp(program_text(program, a->expansion->target), program_text(program, b->expansion->target));
	return c ? c : place_compare(a->expansion->defined, b->expansion->defined);
}

static void collect(const struct program *p, struct macro_places *places)
{
	for (size_t v = 0; v < p->n_variants; v++) {
		const struct file_facts *f = &p->variants[v].facts;

		for (size_t i = 0; i < f->expansions.n; i++) {
			struct macro_place place = { p->files[p->variants[v].file].path, &f->expansions.items[i] };

			VEC_PUSH(&places->list, place);
		}
	}
	if (places->list.n)
		qsort_r(places->list.items, places->list.n, sizeof *places->list.items, macro_compare, (void *)p);
}

static const struct fact_expansion *find(const struct macro_places *places, sid file, struct place at)
{
	size_t low = 0, high = places->list.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct macro_place *m = &places->list.items[middle];

		if (file_place_compare(m->file, m->expansion->at, file, at) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == places->list.n)
		return NULL;
	return file_place_compare(places->list.items[low].file, places->list.items[low].expansion->at, file, at) ?
		       NULL : places->list.items[low].expansion;
}

void tell_macros(struct judge *j)
{
	const struct program *p = j->program;
	struct macro_places places = { { 0 } };

	collect(p, &places);
	for (size_t first = 0, end; first < p->n_remarks; first = end) {
		const struct fact_remark *r = remark_fact(j, first);
		const struct fact_expansion *m = r->at.line ? find(&places, r->file, r->at) : NULL;

		end = judge_place_end(j, first);
		for (size_t i = first; m && i < end; i++) {
			judge_say(j, i, "String", nowhere(), " (in the expansion of '");
			judge_say(j, i, "Macro", program_srcloc(p, m->target, m->defined), "%s", program_text(p, m->name));
			judge_say(j, i, "String", nowhere(), "')");
		}
	}
	VEC_RELEASE(&places.list);
}
