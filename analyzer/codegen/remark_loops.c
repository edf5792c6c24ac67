/*
 * The vectoriser takes one loop after the other, and its verdict on each comes behind its reasons. A verdict in another function
 * than a reason before it means that the reason's loop got none.
 */
#include "analyzer/codegen/remark_loops.h"

#include "analyzer/base/order.h"

#include <string.h>

void remark_loops_init(struct remark_loops *l, struct intern *text, struct unit_facts *unit)
{
	*l = (struct remark_loops){ .text = text, .unit = unit, .vectoriser = intern_adds(text, "loop-vectorize") };
	for (size_t i = 0; i < unit->remarks.n; i++) {
		const struct slice *loops = &unit->remarks.items[i].remark_loops;

		for (uint32_t k = 0; k < loops->n; k++) {
			struct remark_at_loop at = { (uint32_t)i, unit->remark_loops.items[loops->first + k] };

			VEC_PUSH(&l->at_loops, at);
		}
	}
}

void remark_loops_follow(struct remark_loops *l, uint32_t remark)
{
	const struct fact_remark *r = &l->unit->remarks.items[remark];

	if (!sid_equal(r->pass, l->vectoriser))
		return;
	if (r->kind != REMARK_KIND_PASSED && r->kind != REMARK_KIND_MISSED) {
		VEC_PUSH(&l->waiting, remark);
		return;
	}
	for (size_t i = 0; i < l->waiting.n && r->at.line; i++) {
		struct remark_at_loop at = { l->waiting.items[i], { r->file, r->at } };

		if (sid_equal(l->unit->remarks.items[at.remark].function, r->function))
			VEC_PUSH(&l->at_loops, at);
	}
	VEC_CLEAR(&l->waiting);
}

static int compare_at_loops(const void *left, const void *right, void *context)
{
	const struct intern *text = context;
	const struct remark_at_loop *a = left, *b = right;
	int order = number_compare(a->remark, b->remark);

	if (!order && !sid_equal(a->loop.file, b->loop.file))
		order = strcmp(intern_text(text, a->loop.file), intern_text(text, b->loop.file));
	if (!order)
		order = place_compare(a->loop.at, b->loop.at);
	return order;
}

void remark_loops_place(struct remark_loops *l)
{
	struct unit_facts *u = l->unit;
	const struct remark_at_loop *all = l->at_loops.items;

	if (l->at_loops.n)
		qsort_r(l->at_loops.items, l->at_loops.n, sizeof *all, compare_at_loops, (void *)l->text);
	u->remark_loops.n = 0;
	for (size_t i = 0; i < u->remarks.n; i++)
		u->remarks.items[i].remark_loops = (struct slice){ 0, 0 };
	for (size_t i = 0; i < l->at_loops.n; i++) {
		struct slice *loops = &u->remarks.items[all[i].remark].remark_loops;

		if (i && !compare_at_loops(&all[i - 1], &all[i], (void *)l->text))
			continue;
		if (!loops->n++)
			loops->first = (uint32_t)u->remark_loops.n;
		VEC_PUSH(&u->remark_loops, all[i].loop);
	}
}

void remark_loops_rearrange(struct unit_facts *u)
{
	size_t used = 0, n = u->remark_loops.n;
	struct fact_remark_loop *loops = xmalloc(n * sizeof *loops);

	for (size_t i = 0; i < u->remarks.n; i++) {
		struct slice *s = &u->remarks.items[i].remark_loops;

		if (s->n)
			memcpy(loops + used, u->remark_loops.items + s->first, s->n * sizeof *loops);
		s->first = s->n ? (uint32_t)used : 0;
		used += s->n;
	}
	free(u->remark_loops.items);
	u->remark_loops.items = loops;
	u->remark_loops.n = u->remark_loops.cap = used;
}

void remark_loops_release(struct remark_loops *l)
{
	VEC_RELEASE(&l->waiting);
	VEC_RELEASE(&l->at_loops);
}
