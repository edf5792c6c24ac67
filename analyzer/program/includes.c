/*
 * All directives of all variants, sorted, then united: the same directive with the same target is one, and what a variant
 * skips counts only if every variant skips it.
 */
#include "analyzer/program/linked.h"

#include "analyzer/base/order.h"

#include <string.h>

/* A directive as one variant says it. */
struct said {
	struct program_include include;
	uint32_t variant;
};

struct said_list {
	VEC(struct said) said;
};

static void collect(const struct program *p, struct said_list *list)
{
	for (uint32_t i = 0; i < p->n_variants; i++) {
		const struct program_variant *v = &p->variants[i];

		for (size_t k = 0; k < v->facts.includes.n; k++) {
			const struct fact_include *f = &v->facts.includes.items[k];
			bool active = !(f->flags & INCLUDE_FLAG_INACTIVE);
			struct said s = { .variant = i };

			s.include = (struct program_include){ .from = v->file, .to = program_find_file(p, f->target),
							      .at = f->at, .spelling = f->spelling, .flags = f->flags,
							      .n_units = active ? v->n_units : 0 };
			VEC_PUSH(&list->said, s);
		}
	}
}

/* By the program's order, then so that what is to be united stands together. */
static int include_compare(const struct program_include *a, const struct program_include *b, const struct intern *text)
{
	int c = number_compare(a->from, b->from);

	c = c ? c : place_compare(a->at, b->at);
	c = c ? c : number_compare(a->to, b->to);
	if (!c && !sid_equal(a->spelling, b->spelling))
		c = strcmp(intern_text(text, a->spelling), intern_text(text, b->spelling));
	return c ? c : number_compare(a->flags & INCLUDE_FLAG_INACTIVE, b->flags & INCLUDE_FLAG_INACTIVE);
}

static int said_compare(const void *va, const void *vb, void *text)
{
	const struct said *a = va, *b = vb;
	int c = include_compare(&a->include, &b->include, text);

	return c ? c : number_compare(a->variant, b->variant);
}

static void unite(struct program *p, const struct said_list *list)
{
	for (size_t i = 0; i < list->said.n; i++) {
		const struct said *s = &list->said.items[i];
		struct program_include *last = p->n_includes ? &p->includes[p->n_includes - 1] : NULL;

		if (!last || include_compare(last, &s->include, p->text)) {
			p->includes[p->n_includes++] = s->include;
			continue;
		}
		last->flags |= s->include.flags;
		if (s->variant != s[-1].variant) /* a file that is read twice in one unit says its directives twice */
			last->n_units += s->include.n_units;
	}
}

/* Where a directive is active somewhere, those who skip it add nothing. */
static void drop_skipped(struct program *p)
{
	size_t kept = 0;

	for (size_t i = 0, next; i < p->n_includes; i = next) {
		bool active = false;

		for (next = i; next < p->n_includes && p->includes[next].from == p->includes[i].from &&
		     !place_compare(p->includes[next].at, p->includes[i].at); next++)
			active |= !(p->includes[next].flags & INCLUDE_FLAG_INACTIVE);
		for (size_t k = i; k < next; k++)
			if (!active || !(p->includes[k].flags & INCLUDE_FLAG_INACTIVE))
				p->includes[kept++] = p->includes[k];
	}
	p->n_includes = kept;
}

void link_includes(struct linked *l)
{
	struct program *p = &l->program;
	struct said_list list = { { 0 } };

	collect(p, &list);
	if (list.said.n)
		qsort_r(list.said.items, list.said.n, sizeof *list.said.items, said_compare, p->text);
	p->includes = ARENA_ARRAY(&l->memory, struct program_include, list.said.n);
	unite(p, &list);
	drop_skipped(p);
	VEC_RELEASE(&list.said);
}
