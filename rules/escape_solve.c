#include "rules/escape_solve.h"

#include <string.h>

enum { MOST_LOADS = 64 };

void solver_release(struct solver *s)
{
	graph_release(&s->graph);
	arena_release(&s->memory);
	VEC_RELEASE(&s->reasons);
	VEC_RELEASE(&s->freeings);
	VEC_RELEASE(&s->aligned);
	*s = (struct solver){ 0 };
}

uint32_t solver_reason(struct solver *s, struct escape_reason r)
{
	VEC_PUSH(&s->reasons, r);
	return (uint32_t)s->reasons.n - 1;
}

uint32_t *solver_nones(struct solver *s, uint32_t n)
{
	uint32_t *array = ARENA_ARRAY(&s->memory, uint32_t, n);

	memset(array, 0xff, n * sizeof *array);
	return array;
}

/* ---- nodes ----------------------------------------------------------------------------------------------------------- */

static uint32_t node_for(struct solver *s, const struct fact_location *l, uint32_t *param)
{
	switch ((enum location_kind)l->kind) {
	case LOCATION_KIND_PARAM:
	case LOCATION_KIND_VARARGS:
		return *param < s->f->n_params ? s->params[(*param)++] : GRAPH_OUTSIDE;
	case LOCATION_KIND_RESULT:
		return s->result;
	case LOCATION_KIND_LOCAL:
	case LOCATION_KIND_LITERAL:
	case LOCATION_KIND_CALL:
		return graph_node(&s->graph);
	case LOCATION_KIND_GLOBAL:
	case LOCATION_KIND_UNKNOWN:
		return GRAPH_OUTSIDE;
	default:
		return GRAPH_NONE;
	}
}

static bool has_pointers(const struct escape_function *f, uint32_t param)
{
	for (uint32_t b = 0; b < f->n_bodies; b++)
		if (param < f->bodies[b].fact->locations.n && (f->bodies[b].locations[param].flags & LOCATION_FLAG_POINTERS))
			return true;
	return false;
}

/* Each parameter's content, by levels; the deepest points to itself. */
static void make_params(struct solver *s)
{
	struct graph *g = &s->graph;

	s->params = ARENA_ARRAY(&s->memory, uint32_t, s->f->n_params);
	s->contents = solver_nones(s, s->f->n_params * GRAPH_DEPTH);
	for (uint32_t i = 0; i < s->f->n_params; i++) {
		uint32_t above = s->params[i] = graph_node(g);

		for (uint32_t d = 0; d < GRAPH_DEPTH && has_pointers(s->f, i); d++) {
			uint32_t node = s->contents[i * GRAPH_DEPTH + d] = graph_node(g);

			graph_address(g, above, node, GRAPH_NONE);
			above = node;
		}
		if (s->contents[i * GRAPH_DEPTH] != GRAPH_NONE)
			graph_address(g, above, above, GRAPH_NONE);
	}
}

static void make_nodes(struct solver *s)
{
	uint32_t n = 0;

	for (uint32_t b = 0; b < s->f->n_bodies; b++)
		n += s->f->bodies[b].fact->locations.n;
	s->node_of = solver_nones(s, n);
	s->address_of = solver_nones(s, n);
	s->result = graph_node(&s->graph);
	s->outside_value = graph_node(&s->graph);
	graph_address(&s->graph, s->outside_value, GRAPH_OUTSIDE, GRAPH_NONE);
	make_params(s);
	for (uint32_t b = 0; b < s->f->n_bodies; b++) {
		const struct escape_body *body = &s->f->bodies[b];
		uint32_t param = 0;

		for (uint32_t i = 0; i < body->fact->locations.n; i++)
			s->node_of[solver_location(s, body, i)] = node_for(s, &body->locations[i], &param);
	}
}

/* A node that holds what the pointer points to; the pointer itself for 0. */
uint32_t solver_loaded(struct solver *s, uint32_t pointer, uint32_t times, uint32_t reason)
{
	/* Nothing in C needs more; the deepest content stands for all below it anyway. */
	if (times > MOST_LOADS)
		times = MOST_LOADS;
	for (; times; times--) {
		uint32_t node;

		if (pointer == GRAPH_OUTSIDE)
			return pointer; /* what the outside points to is outside, too */
		node = graph_node(&s->graph);
		graph_load(&s->graph, node, pointer, reason);
		pointer = node;
	}
	return pointer;
}

/* A node with what a flow brings from the location, or GRAPH_NONE. */
uint32_t solver_value(struct solver *s, const struct escape_body *b, uint32_t location, uint32_t deref, uint32_t reason)
{
	uint32_t number = solver_location(s, b, location), base = s->node_of[number];

	if (base == GRAPH_NONE)
		return GRAPH_NONE;
	if (deref)
		return solver_loaded(s, base, deref - 1, reason);
	if (base == GRAPH_OUTSIDE)
		return s->outside_value;
	if (s->address_of[number] == GRAPH_NONE) {
		s->address_of[number] = graph_node(&s->graph);
		graph_address(&s->graph, s->address_of[number], base, reason);
	}
	return s->address_of[number];
}

static bool is_plain_flow(const struct fact_flow *flow)
{
	return flow->why != FLOW_WHY_CAST && flow->why != FLOW_WHY_ARGUMENT && flow->why != FLOW_WHY_CALLEE && flow->why != FLOW_WHY_FACTOR &&
	       flow->why != FLOW_WHY_ADDEND;
}

/* Of what the pointer points to, it is noted that it has to be aligned; results of calls are typed on the spot. */
static void add_cast(struct solver *s, const struct escape_body *b, const struct fact_flow *flow)
{
	uint32_t node;

	if (b->locations[flow->from].kind == LOCATION_KIND_CALL && flow->from_deref == 1)
		return;
	node = solver_value(s, b, flow->from, flow->from_deref, solver_reason(s, (struct escape_reason){ .body = b, .flow = flow, .callee = GRAPH_NONE }));
	if (node != GRAPH_NONE)
		VEC_PUSH(&s->aligned, node);
}

static void add_flow(struct solver *s, const struct escape_body *b, const struct fact_flow *flow)
{
	uint32_t reason = solver_reason(s, (struct escape_reason){ .body = b, .flow = flow, .callee = GRAPH_NONE });
	uint32_t from = solver_value(s, b, flow->from, flow->from_deref, reason);
	uint32_t to = s->node_of[solver_location(s, b, flow->to)];

	if (from == GRAPH_NONE || to == GRAPH_NONE)
		return;
	if (!flow->to_deref || to == GRAPH_OUTSIDE)
		graph_copy(&s->graph, to, from, reason);
	else
		graph_store(&s->graph, solver_loaded(s, to, flow->to_deref - 1, reason), from, reason);
}

/* Contents that are known to stay inside, so that what the outside writes does not come into them. */
static void bar_contents(struct solver *s)
{
	if (!s->f->never_outside)
		return;
	s->graph.barred = ARENA_ARRAY(&s->memory, uint64_t, s->graph.objects.n / 64 + 1);
	for (uint32_t i = 0; i < 64 && i < s->f->n_params * GRAPH_DEPTH; i++) {
		uint32_t o = s->contents[i] == GRAPH_NONE ? 0 : s->graph.nodes.items[s->contents[i]].object;

		if (s->f->never_outside >> i & 1 && o)
			s->graph.barred[o / 64] |= (uint64_t)1 << o % 64;
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------------------- */

bool solver_run(struct solver *s, struct escape_program *ep, struct escape_function *f)
{
	s->ep = ep;
	s->f = f;
	arena_release(&s->memory);
	VEC_CLEAR(&s->reasons);
	VEC_CLEAR(&s->freeings);
	VEC_CLEAR(&s->aligned);
	s->first_root = s->roots = NULL;
	s->steps = NULL;
	graph_begin(&s->graph);
	make_nodes(s);
	for (uint32_t b = 0; b < f->n_bodies; b++)
		for (uint32_t i = 0; i < f->bodies[b].fact->flows.n; i++)
			if (is_plain_flow(&f->bodies[b].flows[i]))
				add_flow(s, &f->bodies[b], &f->bodies[b].flows[i]);
			else if (f->bodies[b].flows[i].why == FLOW_WHY_CAST)
				add_cast(s, &f->bodies[b], &f->bodies[b].flows[i]);
	solver_add_calls(s);
	bar_contents(s);
	if (!graph_solve(&s->graph)) {
		f->is_opaque = true;
		f->why_opaque = "is too large to be followed";
		return false;
	}
	s->escaped = ARENA_ARRAY(&s->memory, uint64_t, s->graph.n_words);
	graph_reach(&s->graph, GRAPH_OUTSIDE, s->escaped);
	return true;
}
