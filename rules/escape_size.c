#include "rules/escape_solve.h"

#include <string.h>

static const struct fresh_size nothing_known = { .is_known = false };

static struct fresh_size constant(uint64_t value)
{
	return (struct fresh_size){ .is_known = true, .plus = value };
}

static struct fresh_size parameter(uint32_t number)
{
	return (struct fresh_size){ .is_known = true, .n_params = 1, .params = { number }, .times = 1 };
}

static struct fresh_size multiply(struct fresh_size a, struct fresh_size b)
{
	struct fresh_size r = a;

	if (!a.is_known || !b.is_known)
		return nothing_known;
	if (!a.n_params) {
		r = b;
		b = a;
	}
	if (!b.n_params) {
		if (__builtin_mul_overflow(r.times, b.plus, &r.times) || __builtin_mul_overflow(r.plus, b.plus, &r.plus))
			return nothing_known;
		return r;
	}
	if (r.n_params + b.n_params > 2 || r.plus || b.plus || __builtin_mul_overflow(r.times, b.times, &r.times))
		return nothing_known;
	r.params[r.n_params++] = b.params[0];
	return r;
}

static struct fresh_size add(struct fresh_size a, uint64_t plus)
{
	if (__builtin_add_overflow(a.plus, plus, &a.plus))
		return nothing_known;
	return a;
}

/* An argument in terms of the function's parameters. */
static struct fresh_size argument(const struct escape_function *f, const struct escape_call *c, uint32_t number)
{
	const struct escape_body *b = &f->bodies[c->body];
	struct fresh_size size = constant(1);
	bool any = false;
	uint64_t plus = 0;

	for (uint32_t i = b->first_into[c->location]; i < b->first_into[c->location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];
		const struct fact_location *from = &b->locations[flow->from];

		if (flow->to_deref != number)
			continue;
		if (flow->why == FLOW_WHY_ADDEND)
			plus = from->bytes;
		if (flow->why != FLOW_WHY_FACTOR)
			continue;
		any = true;
		if (from->kind == LOCATION_KIND_CONSTANT)
			size = multiply(size, constant(from->bytes));
		else if (from->kind == LOCATION_KIND_PARAM)
			size = multiply(size, parameter(flow->from));
		else
			return nothing_known;
	}
	return any ? add(size, plus) : nothing_known;
}

static struct fresh_size of_model(const struct escape_function *f, const struct escape_call *c, const struct model *m)
{
	const struct model_effect *e = model_allocation(m);
	struct fresh_size size = constant(1);

	if (!e || !e->from.n_factors)
		return nothing_known;
	for (unsigned i = 0; i < e->from.n_factors; i++)
		size = multiply(size, argument(f, c, e->from.factors[i]));
	return size;
}

/* By attribute alloc_size. */
static struct fresh_size of_declaration(const struct escape_function *f, const struct escape_call *c)
{
	uint64_t bytes = escape_location(f, c)->bytes;
	uint32_t first = bytes >> 32 & 0xff, second = bytes >> 40 & 0xff;
	struct fresh_size size = nothing_known;

	if (first)
		size = argument(f, c, first - 1);
	return second ? multiply(size, argument(f, c, second - 1)) : size;
}

static struct fresh_size of_callee(const struct escape_function *f, const struct escape_call *c, const struct fresh_size *inner)
{
	struct fresh_size size = constant(1);

	if (!inner->is_known)
		return nothing_known;
	if (!inner->n_params)
		return *inner;
	for (unsigned i = 0; i < inner->n_params; i++)
		size = multiply(size, argument(f, c, inner->params[i]));
	size = multiply(size, constant(inner->times));
	return size.is_known ? add(size, inner->plus) : nothing_known;
}

struct fresh_size escape_size(const struct escape_program *ep, const struct escape_function *f, const struct escape_call *c)
{
	struct fresh_size size = nothing_known, other;

	if (c->called.unknown)
		return of_declaration(f, c);
	for (uint32_t i = 0; i < c->called.n_models + c->called.n_callees; i++) {
		other = i < c->called.n_models ? of_model(f, c, c->called.models[i]) :
			of_callee(f, c, &ep->functions[c->called.callees[i - c->called.n_models]].summary.size);
		if (!other.is_known)
			return nothing_known;
		if (i && memcmp(&size, &other, sizeof size) != 0)
			return nothing_known;
		size = other;
	}
	return size;
}
