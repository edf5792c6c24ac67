#include "rules/escape_program.h"

struct visit {
	uint32_t function, call, callee; /* where to go on */
};

struct search {
	struct escape_program *ep;
	bool by_data;                    /* only calls that can hand data on: see is_handing_on() */
	uint32_t *number, *low;          /* 0: not seen */
	uint32_t *finished;              /* callees before their callers, but for those that call each other */
	uint32_t n_finished;
	bool *is_open;
	uint32_t n_seen, n_done, n_components;
	VEC(uint32_t) open;
	VEC(struct visit) path;
};

static void enter(struct search *s, uint32_t function)
{
	struct visit v = { function, 0, 0 };

	s->number[function] = s->low[function] = ++s->n_seen;
	s->is_open[function] = true;
	VEC_PUSH(&s->open, function);
	VEC_PUSH(&s->path, v);
}

/*
 * A function pointer that is called without a pointer among its arguments is a handler (out of memory, a signal, progress):
 * what it leads to is not the recursion of an algorithm.
 */
static bool is_handing_on(const struct escape_function *f, const struct escape_call *c)
{
	const struct escape_body *b = &f->bodies[c->body];

	if (!c->is_indirect)
		return true;
	for (uint32_t i = b->first_into[c->location]; i < b->first_into[c->location + 1]; i++)
		if (b->flows[b->flows_into[i]].why == FLOW_WHY_ARGUMENT)
			return true;
	return false;
}

/* The function number `number` that the call leads to, directly or by what it is given to call back; GRAPH_NONE: there are fewer. */
uint32_t escape_call_leads_to(const struct escape_call *c, uint32_t number)
{
	if (number < c->called.n_callees)
		return c->called.callees[number];
	number -= c->called.n_callees;
	for (uint32_t i = 0; i < c->n_callbacks; i++) {
		if (number < c->callbacks[i].called.n_callees)
			return c->callbacks[i].called.callees[number];
		number -= c->callbacks[i].called.n_callees;
	}
	return GRAPH_NONE;
}

/* The next callee on the path's last function, or GRAPH_NONE. */
static uint32_t next_callee(struct search *s)
{
	struct visit *v = VEC_LAST(&s->path);
	const struct escape_function *f = &s->ep->functions[v->function];

	for (; v->call < f->n_calls; v->call++, v->callee = 0) {
		uint32_t callee = escape_call_leads_to(&f->calls[v->call], v->callee);

		if (callee == GRAPH_NONE || (s->by_data && !is_handing_on(f, &f->calls[v->call])))
			continue;
		v->callee++;
		return callee;
	}
	return GRAPH_NONE;
}

static int finish_order(const void *va, const void *vb, void *finished)
{
	uint32_t a = ((const uint32_t *)finished)[*(const uint32_t *)va], b = ((const uint32_t *)finished)[*(const uint32_t *)vb];

	return (a > b) - (a < b);
}

static void close_component(struct search *s, uint32_t function)
{
	uint32_t first = s->n_done, member;

	do {
		member = s->open.items[--s->open.n];
		s->is_open[member] = false;
		if (s->by_data && member != function)
			s->ep->functions[member].is_recursive = s->ep->functions[function].is_recursive = true;
		if (s->by_data)
			continue;
		s->ep->functions[member].component = s->n_components;
		s->ep->order[s->n_done++] = member;
	} while (member != function);
	if (s->by_data)
		return;
	s->n_components++;
	qsort_r(s->ep->order + first, s->n_done - first, sizeof *s->ep->order, finish_order, s->finished);
}

static void leave(struct search *s)
{
	uint32_t function = VEC_LAST(&s->path)->function, above;

	s->path.n--;
	s->finished[function] = s->n_finished++;
	if (s->low[function] == s->number[function])
		close_component(s, function);
	if (!s->path.n)
		return;
	above = VEC_LAST(&s->path)->function;
	if (s->is_open[function] && s->low[function] < s->low[above])
		s->low[above] = s->low[function];
}

static void walk_from(struct search *s, uint32_t start)
{
	uint32_t callee;

	enter(s, start);
	while (s->path.n) {
		uint32_t function = VEC_LAST(&s->path)->function;

		callee = next_callee(s);
		if (callee == GRAPH_NONE) {
			leave(s);
		} else if (!s->number[callee]) {
			enter(s, callee);
		} else {
			if (callee == function && s->by_data)
				s->ep->functions[function].is_recursive = true;
			if (s->is_open[callee] && s->number[callee] < s->low[function])
				s->low[function] = s->number[callee];
		}
	}
}

static void search_all(struct escape_program *ep, bool by_data)
{
	struct search s = { .ep = ep, .by_data = by_data };
	struct arena memory = { 0 };

	s.number = ARENA_ARRAY(&memory, uint32_t, ep->n_functions);
	s.low = ARENA_ARRAY(&memory, uint32_t, ep->n_functions);
	s.is_open = ARENA_ARRAY(&memory, bool, ep->n_functions);
	s.finished = ARENA_ARRAY(&memory, uint32_t, ep->n_functions);
	for (uint32_t i = 0; i < ep->n_functions; i++)
		if (!s.number[i])
			walk_from(&s, i);
	VEC_RELEASE(&s.open);
	VEC_RELEASE(&s.path);
	arena_release(&memory);
}

void escape_order(struct escape_program *ep)
{
	ep->order = ARENA_ARRAY(&ep->memory, uint32_t, ep->n_functions);
	search_all(ep, false);
	search_all(ep, true);
}
